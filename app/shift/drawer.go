package shift

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
)

// drawerSide counts the drawer and closes the shift.
type drawerSide struct {
	page   *Page
	object fyne.CanvasObject
	inside *fyne.Container // scrolled
	foot   *fyne.Container

	pieces   [len(notes)]*widget.QtyEntry
	sums     [len(notes)]*widget.Text
	coins    *widget.AmountEntry
	one      *widget.AmountEntry
	leave    *widget.AmountEntry
	byPiece  *fyne.Container
	bySum    *fyne.Container
	counted  *widget.Text
	expected *fyne.Container
	notice   *widget.Card
	reveal   *widget.Button
	short    *widget.Nudge // the difference; a tap asks for its reason
	reason   *widget.WrapLabel
	handIn   *widget.Text
	long     *widget.WrapLabel
	saved    *widget.Text
}

func (p *Page) newDrawerSide() *drawerSide {
	d := &drawerSide{page: p}
	t := p.k.T
	how := widget.NewSegmented([]string{t("shift.count.notes"), t("shift.count.sum")}, 0, func(n int) {
		p.m.asSum = n == 1
		d.refresh()
	})
	d.byPiece = d.buildPieces()
	d.one = widget.NewAmountEntry(false)
	d.one.OnChanged = func(string) { p.m.whole, p.m.begun = read0(d.one), d.one.Text() != ""; d.refresh() }
	d.bySum = widget.Column(widget.Gap, d.one, widget.NewNumpad(d.one, t("prompt.ok"))) // without a keyboard the drawer is counted as one sum
	d.one.OnSubmitted = d.next
	d.counted = widget.NewText("", widget.Strong.At(theme.Price).Right())
	d.expected = widget.Column(-4)
	d.notice = widget.NewNotice(widget.Calm, d.expected)
	d.reveal = widget.NewButton(widget.Plain, t("shift.reveal"), func() { p.m.done = true; d.refresh() }).WithIcon("check")
	d.short = widget.NewNudge(widget.NudgeData{}, nil)
	d.reason = widget.NewWrapLabel("", 2, widget.Caption)
	d.long = widget.NewWrapLabel(t("shift.long"), 2, widget.TroubleText.At(theme.Small))
	d.inside = widget.Column(2, d.long, container.New(spare{}, widget.NewText(t("shift.count"), widget.Section), how), d.byPiece, d.bySum,
		widget.NewDivider(), widget.Beside(widget.NewText(t("shift.counted"), widget.Section), d.counted),
		widget.Column(6, d.notice, d.reveal, d.short, d.reason, d.buildLeave()), d.buildGuides())
	d.foot = d.buildFoot()
	d.object = container.New(layout.NewBorderLayout(nil, d.foot, nil, nil), d.foot, widget.Inset(0, widget.Gap, 0, 0, scrolled(d.inside)))
	return d
}

func (d *drawerSide) buildPieces() *fyne.Container {
	box := widget.Column(0)
	line := func(name, sign string, field fyne.CanvasObject, width float32, sum fyne.CanvasObject) {
		right := widget.Row(container.NewCenter(widget.NewText(sign, widget.Caption)), container.New(exact{width}, field), container.New(exact{84}, sum))
		box.Add(widget.Beside(widget.NewText(name, widget.Body), right))
	}
	for n, value := range notes {
		field := widget.NewQtyEntry()
		field.OnChanged = func(text string) {
			quantity, err := field.Qty()
			if text == "" {
				quantity, err = 0, nil
			}
			if err == nil {
				err = d.page.m.setPieces(n, quantity)
			}
			field.SetTroubled(err != nil)
			d.refresh()
		}
		field.OnSubmitted = d.next
		field.Slim()
		d.pieces[n], d.sums[n] = field, widget.NewText("", widget.Figure.At(theme.Small))
		line(strings.TrimPrefix(i18n.BahtShort(value), "฿"), "×", field, 76, d.sums[n])
	}
	d.coins = widget.NewAmountEntry(false)
	d.coins.OnChanged = func(string) { d.page.m.coins, d.page.m.begun = read0(d.coins), true; d.refresh() }
	d.coins.OnSubmitted = d.next
	d.coins.Slim()
	line(d.page.k.T("shift.coins"), "", d.coins, 110, widget.NewText("", widget.Caption))
	return box
}

// read0 reads an amount; what cannot be read is shown red and counts as nothing.
func read0(field *widget.AmountEntry) money.Satang {
	if field.Text() == "" {
		field.SetTroubled(false)
		return 0
	}
	amount, err := field.Amount()
	field.SetTroubled(err != nil)
	return amount
}

func (d *drawerSide) buildLeave() *fyne.Container {
	p := d.page
	d.leave = widget.NewAmountEntry(false)
	d.leave.OnChanged = func(text string) {
		p.m.leave, p.m.leaving = read0(d.leave), text != ""
		d.refresh()
	}
	d.leave.Slim()
	d.handIn = widget.NewText("", widget.Strong.At(theme.Small).Right())
	right := widget.Row(container.New(exact{104}, d.leave), container.New(widget.AtLeast(108), d.handIn))
	return widget.Beside(widget.NewText(p.k.T("shift.leave.short"), widget.Body.At(theme.Small)).Shrink(), right)
}

func (d *drawerSide) buildGuides() fyne.CanvasObject {
	box := widget.Column(0)
	for n, guide := range d.page.m.shift.Guides {
		if n == 0 {
			box.Add(widget.NewText(d.page.k.T("shift.guides"), widget.Caption))
		}
		name := d.page.k.T("shift.guide", fault.Values{"name": guide.Name, "bills": guide.Bills})
		box.Add(widget.Beside(widget.NewText(name, widget.Body.At(theme.Small)).Shrink(), widget.NewText(i18n.Baht(guide.Amount), widget.Figure.At(theme.Small))))
	}
	return box
}

func (d *drawerSide) buildFoot() *fyne.Container {
	p, t := d.page, d.page.k.T
	end := widget.NewButton(widget.Primary, t("shift.close"), p.save).WithIcon("print").WithKey(p.key("F8")).WithHeight(theme.ButtonMid)
	d.saved = widget.NewText("", widget.Caption.Centre()).Shrink()
	return widget.Column(widget.Gap, end, d.saved)
}

// next gives the keyboard to the field after the one that has it.
func (d *drawerSide) next() {
	fields := []fyne.Focusable{d.one, d.leave}
	if !d.page.m.asSum {
		fields = nil
		for _, field := range d.pieces {
			fields = append(fields, field)
		}
		fields = append(fields, d.coins, d.leave)
	}
	on := fyne.CurrentApp().Driver().CanvasForObject(d.coins)
	if d.page.m.asSum {
		on = fyne.CurrentApp().Driver().CanvasForObject(d.one)
	}
	if on == nil {
		return
	}
	for n, field := range fields {
		if on.Focused() == field {
			on.Focus(fields[(n+1)%len(fields)])
			return
		}
	}
	on.Focus(fields[0])
}

func (d *drawerSide) refresh() {
	m, t := d.page.m, d.page.k.T
	shown := m.shows()
	d.long.Hidden = !m.shift.TooLong
	d.byPiece.Hidden, d.bySum.Hidden = m.asSum, !m.asSum
	for n, value := range notes {
		d.sums[n].Set(i18n.Baht(value * money.Satang(m.pieces[n])))
		setEnabled(&d.pieces[n].Digits, !m.done)
	}
	setEnabled(&d.coins.Digits, !m.done)
	setEnabled(&d.one.Digits, !m.done)
	d.counted.Set(i18n.Baht(m.counted()))
	d.notice.Hidden, d.reveal.Hidden = !shown, shown
	d.reveal.SetEnabled(m.begun)
	d.refreshExpected()
	d.short.Hidden = !shown || !m.begun
	d.reason.Hidden = d.short.Hidden || m.reason == "" || m.difference() == 0
	d.reason.Set(m.reason)
	d.refreshDifference()
	if !m.leaving {
		d.leave.SetAmount(m.stays(m.shift.Shift.Float))
	}
	d.handIn.Set(t("shift.hand_in", fault.Values{"amount": m.counted() - m.stays(m.shift.Shift.Float)}))
	d.refreshSaved()
	d.inside.Refresh()
	d.object.Refresh()
}

// refreshDifference says in green that what was counted is what should be there, in red what is short and
// in gold what is too much, with the way to say why.
func (d *drawerSide) refreshDifference() {
	m, t := d.page.m, d.page.k.T
	difference := m.difference()
	if difference == 0 {
		d.short.OnTapped = nil
		d.short.Set(widget.NudgeData{Icon: "check", Label: t("shift.exact"), Strong: true, Tone: widget.Good})
		return
	}
	data := widget.NudgeData{Label: d.page.differenceText(), Strong: true, MoreIcon: "pen", Tone: widget.Bad}
	if difference > 0 {
		data.Tone = widget.Watch
	}
	if m.reason == "" {
		data.More = t("shift.reason.give")
	}
	d.short.OnTapped = d.page.askReason
	d.short.Set(data)
}

func setEnabled(field *widget.Digits, enabled bool) {
	if enabled == !field.Disabled() {
		return
	}
	if enabled {
		field.Enable()
	} else {
		field.Disable()
	}
}

// refreshExpected shows what should lie in the drawer, as a sum.
func (d *drawerSide) refreshExpected() {
	drawer, t := d.page.m.shift.Drawer, d.page.k.T
	d.expected.RemoveAll()
	add := func(key string, amount money.Satang, style widget.Style) {
		d.expected.Add(widget.Beside(widget.NewText(t(key), style).Shrink(), widget.NewText(i18n.Baht(amount), style.Right())))
	}
	small := widget.Caption
	add("shift.sum.float", drawer.Float, small)
	add("shift.sum.cash", drawer.Taken-drawer.Change, small)
	for _, part := range []struct {
		key    string
		amount money.Satang
	}{{"shift.sum.in", drawer.In}, {"shift.sum.out", -drawer.Out}, {"shift.sum.refunds", -drawer.Refunded}} {
		if part.amount != 0 {
			add(part.key, part.amount, small)
		}
	}
	d.expected.Add(container.New(layout.NewCustomPaddedLayout(4, 4, 0, 0), widget.NewDivider()))
	add("shift.sum.expected", drawer.Expected(), widget.Strong)
}

func (d *drawerSide) refreshSaved() {
	last := d.page.k.Shop.LastBackup()
	text := d.page.k.T("shift.saved.none")
	if !last.IsZero() {
		text = d.page.k.T("shift.saved", fault.Values{"at": i18n.Moment(d.page.k.Lang, last)})
	}
	d.saved.Set(text)
}
