package papers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
)

// taxView is the rows of the report at the left, its sums and what is done with it at the right.
type taxView struct {
	of     *tax
	object *fyne.Container
	sides  *fyne.Container
	none   *widget.Card // the shop is not registered for VAT
	why    *fyne.Container
	kept   string // where the workbook lies

	month   *widget.Text
	forward *widget.Button
	count   *widget.Text
	list    *widget.List
	empty   *widget.WrapLabel
	begin   *fyne.Container
	right   *fyne.Container
	inside  *fyne.Container // of the right card
	scroll  *widget.DragScroll
	foot    *fyne.Container
	pair    *fyne.Container

	print, keep, close, reopen *widget.Button
}

func newTaxView(x *tax) *taxView {
	v := &taxView{of: x}
	p, t := x.page, x.kit.T
	back := widget.NewButton(widget.Plain, "", func() { x.turn(-1) }).WithIcon("left").WithHeight(theme.ButtonLow)
	v.forward = widget.NewButton(widget.Plain, "", func() { x.turn(1) }).WithIcon("right").WithHeight(theme.ButtonLow)
	v.month, v.count = widget.NewText("", widget.Section.Centre()).Shrink(), widget.NewText("", widget.Caption).Shrink()
	columns := widget.NewText(t("papers.tax.vat")+" / "+t("papers.tax.base"), widget.Caption.Right())
	head := widget.Column(4, container.NewBorder(nil, nil, back, v.forward, v.month), widget.Beside(v.count, columns))
	v.list = widget.NewList(theme.RowHeight, newTaxRow, func(n int, r *taxRow, _ bool) {
		if rows := x.model.rows(); n < len(rows) {
			r.show(x, &rows[n])
		}
	})
	v.list.OnChosen = x.choose
	v.list.OnTapped = x.choose
	v.empty = hint(t("paperspage.tax_empty"))
	v.begin = container.NewVBox(layout.NewSpacer(), widget.Inset(0, 0, 40, 40, v.empty), layout.NewSpacer())
	v.begin.Hide()
	left := widget.NewFlushCard(container.NewBorder(widget.Inset(10, 8, 12, 12, head), nil, nil, nil,
		container.NewBorder(widget.NewDivider(), nil, nil, nil, container.NewStack(v.list, v.begin))))

	v.right = widget.Column(8)
	v.scroll = widget.NewDragScroll(widget.Inset(0, 0, 0, 8, v.right))
	v.print = p.button(widget.Primary, "paperspage.tax_print", "print", "Ctrl+P", x.print)
	v.keep = p.button(widget.Plain, "paperspage.tax_keep_short", "", "F5", x.keep)
	v.close = p.button(widget.Plain, "paperspage.close", "", "F8", x.close)
	v.reopen = p.button(widget.Plain, "paperspage.reopen", "", "F7", x.reopen)
	v.pair = container.New(widget.Even{})
	v.foot = widget.Column(widget.Gap, v.print, v.pair)
	v.inside = container.NewBorder(nil, widget.Inset(10, 0, 0, 0, v.foot), nil, nil, v.scroll)
	v.sides = container.New(widget.Sides{Share: 0.32, Least: 320, Most: 400}, left, widget.NewCard(v.inside))
	v.why = container.NewVBox(layout.NewSpacer(), widget.Inset(0, 0, 60, 60, hint(t("paperspage.tax_unregistered"))), layout.NewSpacer())
	v.none = widget.NewCard(v.why)
	v.none.Hide()
	v.object = container.NewStack(v.sides, v.none)
	return v
}

// show shows everything as the model has it.
func (v *taxView) show() {
	m, k := v.of.model, v.of.kit
	visible(v.none, m.report == nil)
	visible(v.sides, m.report != nil)
	if m.report == nil {
		for range 2 {
			v.object.Refresh()
			v.why.Refresh()
		}
		return
	}
	v.month.Set(i18n.MonthFormal(k.Lang, m.month))
	v.count.Set(k.T("paperspage.tax_count", fault.Values{"count": len(m.report.Rows)}))
	v.forward.SetEnabled(m.over())
	v.list.SetCount(len(m.report.Rows))
	v.list.Choose(m.at)
	visible(v.begin, len(m.report.Rows) == 0)
	v.begin.Refresh()
	v.close.SetEnabled(m.over())
	v.pair.Objects = []fyne.CanvasObject{v.keep, v.close}
	if m.isClosed() {
		v.pair.Objects[1] = v.reopen
	}
	widget.Connect(k.Router, v.pair)
	v.right.Objects = v.sums()
	for range 2 { // texts know their height once they know their width
		v.object.Refresh()
		v.inside.Refresh()
		v.scroll.Refresh()
	}
}

// sums are what the month comes to, and what must be known of it.
func (v *taxView) sums() (list []fyne.CanvasObject) {
	m, k := v.of.model, v.of.kit
	r := m.report
	list = append(list, widget.NewNotice(widget.Calm, widget.Column(0, widget.NewText(k.T("paperspage.vat"), widget.Caption).Shrink(),
		widget.NewText(i18n.BahtSign(r.VAT), widget.Strong.At(theme.MoneyText).In(theme.InkStrong)))))
	for _, line := range []struct {
		key   string
		sum   money.Satang
		style widget.Style
		bare  bool // left out where it is nothing
	}{{"base", r.Base, widget.Body, false}, {"zero", r.Zero, widget.Body, true}, {"exempt", r.Exempt, widget.Body, true}, {"total", r.Total, widget.Strong, false}} {
		if line.bare && line.sum == 0 {
			continue
		}
		figure := widget.Figure.At(theme.Text)
		list = append(list, widget.Beside(widget.NewText(k.T("paperspage.sum."+line.key), line.style.At(theme.Small)).Shrink(), widget.NewMoney(line.sum, false, figure)))
	}
	say := func(tone widget.Tone, ink fyne.ThemeColorName, text string) {
		list = append(list, widget.NewNotice(tone, widget.NewWrapLabel(text, 5, widget.Body.At(theme.Small).In(ink))))
	}
	for _, warning := range r.Warnings {
		say(widget.Watch, theme.InkGold, i18n.Message(k.Lang, warning))
	}
	switch {
	case m.isClosed():
		say(widget.Good, theme.InkGreen, k.T("paperspage.closed", fault.Values{"day": m.closed.Until}))
	case m.closed.Reason != "":
		say(widget.Watch, theme.InkGold, k.T("paperspage.reopened", fault.Values{"reason": m.closed.Reason}))
	case m.over():
		say(widget.Calm, theme.Ink, k.T("paperspage.to_close"))
	}
	if v.kept != "" {
		say(widget.Good, theme.InkGreen, k.T("paperspage.kept_at", fault.Values{"where": v.kept}))
	}
	return list
}

// taxRow is a paper of the report: its day and number, who bought, and what it comes to.
type taxRow struct {
	toolkit.BaseWidget
	no, number, kind, buyer, id, base, vat *widget.Text
	void                                   *widget.Pill
	lost                                   bool // a run of numbers, with nothing known of them
	box                                    *fyne.Container
}

func newTaxRow() *taxRow {
	small := widget.Body.At(theme.Small)
	r := &taxRow{no: widget.NewText("", widget.Caption.Right()).Shrink(), number: widget.NewText("", widget.Strong.At(theme.Small)).Shrink(),
		kind: widget.NewText("", widget.Caption).Shrink(), buyer: widget.NewText("", small).Shrink(), id: widget.NewText("", widget.Caption).Shrink(),
		base: widget.NewText("", widget.Caption.Right()), vat: widget.NewText("", widget.Figure.At(theme.Small)), void: widget.NewPill(widget.ChipData{Tone: widget.Bad})}
	r.box = container.New(taxRowLayout{r}, r.no, r.number, r.kind, r.buyer, r.id, r.base, r.vat, r.void)
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *taxRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (r *taxRow) show(x *tax, row *papers.TaxRow) {
	k := x.kit
	r.no.Set(i18n.Value(k.Lang, row.N))
	r.number.Set(row.Number)
	r.kind.Set(i18n.DayMonth(k.Lang, row.Date) + " · " + row.Kind.Name(k.Lang))
	r.buyer.Set(row.Buyer)
	switch r.lost = row.Lost; {
	case row.Lost:
		r.buyer.Set(k.T("office.report.lost"))
	case row.Buyer == "":
		r.buyer.Set(k.T("paperspage.counter"))
	}
	switch {
	case row.Void && row.Replace != "":
		r.id.Set(k.T("paperspage.replaced_by", fault.Values{"number": row.Replace}))
	case row.About != "":
		r.id.Set(k.T("paperspage.role.corrects", fault.Values{"paper": row.About}))
	default:
		r.id.Set(row.TaxID)
	}
	r.base.Set(i18n.Baht(row.Base + row.Zero + row.Exempt))
	r.vat.Set(i18n.Baht(row.VAT))
	colour := theme.Ink
	if row.VAT < 0 {
		colour = theme.InkRed
	}
	r.vat.SetStyle(widget.Figure.At(theme.Small).In(colour))
	r.void.Set(widget.ChipData{Label: papers.Voided.Name(k.Lang), Tone: widget.Bad})
	visible(r.void, row.Void)
	visible(r.base, !row.Void)
	visible(r.vat, !row.Void)
	r.box.Refresh()
}

// taxRowLayout puts the number beside the buyer where there is room, else the buyer below it.
type taxRowLayout struct{ row *taxRow }

// MinSize belongs to the toolkit.
func (taxRowLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout belongs to the toolkit.
func (l taxRowLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	r, gap := l.row, widget.Unit(columnGap)
	line, pill := r.number.MinSize().Height, r.void.MinSize()
	upper, lower := size.Height/2-line+2, size.Height/2-1
	no, sums := widget.Unit(34), max(widget.Unit(90), r.base.MinSize().Width, r.vat.MinSize().Width)
	if r.void.Visible() {
		sums = max(pill.Width, widget.Unit(90))
	}
	right := size.Width - widget.Unit(rowMargin)
	widget.Put(r.no, 0, 0, no, size.Height)
	widget.Put(r.vat, right-sums, upper, sums, line)
	widget.Put(r.base, right-sums, lower, sums, line)
	widget.Put(r.void, right-pill.Width, (size.Height-pill.Height)/2, pill.Width, pill.Height)
	x := no + gap
	right -= sums + gap
	wide := size.Width >= widget.Unit(broad)
	visible(r.id, wide)
	if wide {
		number := widget.Unit(230)
		if r.lost {
			number = (right - x) * 0.6
		}
		widget.Put(r.number, x, upper, number, line)
		widget.Put(r.kind, x, lower, number, line)
		x += number + gap
		widget.Put(r.buyer, x, upper, max(right-x, 0), line)
		widget.Put(r.id, x, lower, max(right-x, 0), line)
		return
	}
	number := min(fyne.MeasureText(r.number.Content(), theme.Current().Size(theme.Small), fyne.TextStyle{Bold: true}).Width+1, (right-x)*0.62)
	widget.Put(r.number, x, upper, number, line)
	widget.Put(r.kind, x+number+gap/2, upper, max(right-x-number-gap/2, 0), line)
	widget.Put(r.buyer, x, lower, max(right-x, 0), line)
}
