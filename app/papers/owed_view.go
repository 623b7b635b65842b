package papers

import (
	"slices"

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

// ageColours tell how old a debt is, the oldest last.
var ageColours = [4]fyne.ThemeColorName{theme.MoneyIn, theme.Gold, theme.InkGold, theme.Trouble}

// owedView is who owes at the left and what one of them owes at the right.
type owedView struct {
	of     *owed
	object fyne.CanvasObject

	total  *widget.Text
	bar    *widget.Split
	chips  *widget.ChipRow
	head   *fyne.Container
	people *widget.List
	empty  *widget.WrapLabel
	begin  *fyne.Container

	nobody *fyne.Container
	whole  *fyne.Container // who is chosen
	name   *widget.WrapLabel
	oldest *widget.Text
	owes   *widget.Text
	ages   [4]*widget.Text
	says   *widget.Text
	papers *widget.List
	pay    *widget.Button
	bill   *widget.Button
	remind *widget.Button
}

func newOwedView(o *owed) *owedView {
	v := &owedView{of: o}
	p, t := o.page, o.kit.T
	v.total = widget.NewText("", widget.Strong.At(theme.MoneyText).In(theme.InkStrong))
	v.bar = widget.NewSplit(8)
	v.chips = widget.NewChipRow(nil, o.narrow)
	v.people = widget.NewList(theme.RowHeight, newPersonRow, func(n int, r *personRow, _ bool) {
		if n < len(o.model.shown) {
			r.show(o, &o.model.all[o.model.shown[n]])
		}
	})
	v.people.OnChosen = o.choose
	v.people.OnTapped = o.choose
	v.empty = hint("")
	v.begin = container.NewVBox(layout.NewSpacer(), widget.Inset(0, 0, 40, 40, v.empty), layout.NewSpacer())
	v.begin.Hide()
	sums := widget.Beside(widget.NewText(t("paperspage.owed_all"), widget.Caption).Shrink(), v.total)
	v.head = widget.Column(8, sums, v.bar, container.New(widget.Least{Height: theme.Current().Size(theme.Touch)}, v.chips))
	left := widget.NewFlushCard(container.NewBorder(widget.Inset(10, 8, 14, 14, v.head), nil, nil, nil,
		container.NewBorder(widget.NewDivider(), nil, nil, nil, container.NewStack(v.people, v.begin))))

	v.name = widget.NewWrapLabel("", 2, widget.Section)
	v.oldest, v.owes = widget.NewText("", widget.Caption).Shrink(), widget.NewText("", widget.Strong.At(theme.Section).In(theme.InkStrong))
	groups := container.New(widget.Even{})
	for n := range v.ages {
		v.ages[n] = widget.NewText("", widget.Strong.At(theme.Small).Centre()).Shrink()
		groups.Add(widget.Column(0, widget.NewText(t("paperspage.age."+ages[n+1]), widget.Caption.Centre()).Shrink(), v.ages[n]))
	}
	v.papers = widget.NewList(theme.RowHeight, func() *debtRow { return newDebtRow(o) }, func(n int, r *debtRow, _ bool) {
		if owing := o.model.owing(); owing != nil && n < len(owing.Papers) {
			r.show(&owing.Papers[n])
		}
	})
	v.papers.OnChosen = o.onPaper
	v.papers.OnTapped = o.onPaper
	v.says = widget.NewText("", widget.Caption).Shrink()
	v.pay = p.button(widget.Pay, "paperspage.pay", "cash", "F8", o.pay)
	v.bill = p.button(widget.Plain, "paperspage.bill", "note", "F6", o.bill)
	v.remind = p.button(widget.Plain, "paperspage.remind", "print", "Ctrl+P", o.remind)
	top := widget.Column(8, widget.Beside(widget.Column(0, v.name, v.oldest), container.NewVBox(v.owes)), widget.NewNotice(widget.Calm, groups), v.says)
	foot := widget.Column(widget.Gap, v.pay, container.New(widget.Even{}, v.bill, v.remind))
	v.whole = container.NewBorder(top, widget.Inset(10, 0, 0, 0, foot), nil, nil, v.papers)
	v.whole.Hide()
	v.nobody = container.NewVBox(layout.NewSpacer(), widget.Inset(0, 0, 24, 24, hint(t("paperspage.owed_teach"))), layout.NewSpacer())
	v.object = container.New(widget.Sides{Share: 0.55, Least: 340, Most: 600}, left, widget.NewCard(container.NewStack(v.whole, v.nobody)))
	return v
}

// show shows everything as the model has it.
func (v *owedView) show() {
	m, k := v.of.model, v.of.kit
	total, byAge := m.sums()
	v.total.Set(i18n.BahtSign(total))
	shares := make([]widget.Share, len(byAge))
	chips := []widget.ChipData{{Label: k.T("paperspage.age.all"), Key: v.of.page.key("F12")}}
	for n, sum := range byAge {
		shares[n] = widget.Share{Value: int64(sum), Colour: ageColours[n]}
		chip := widget.ChipData{Label: k.T("paperspage.age_short." + ages[n+1]), Dot: ageColours[n]}
		if sum > 0 {
			chip.Label += " · " + i18n.BahtShort(sum)
		}
		chips = append(chips, chip)
	}
	v.bar.Set(shares...)
	visible(v.bar, total > 0)
	v.chips.Set(chips)
	v.chips.Select(m.age)
	v.people.SetCount(len(m.shown))
	v.people.Choose(m.at)
	visible(v.begin, len(m.shown) == 0)
	v.empty.Set(k.T("paperspage.owed_none"))
	if len(m.all) > 0 {
		v.empty.Set(k.T("paperspage.age_none"))
	}
	v.begin.Refresh()
	for _, line := range v.head.Objects {
		line.Refresh()
	}
	v.showPerson()
}

// showPerson shows what one customer owes.
func (v *owedView) showPerson() {
	m, k := v.of.model, v.of.kit
	owing := m.owing()
	visible(v.whole, owing != nil)
	visible(v.nobody, owing == nil)
	if owing == nil {
		return
	}
	v.name.Set(owing.Name)
	v.oldest.Set(ageText(k.Lang, owing.Oldest))
	v.owes.Set(i18n.BahtSign(owing.Total))
	for n, text := range v.ages {
		style := widget.Strong.At(theme.Small).Centre()
		if owing.ByAge[n] == 0 {
			style = widget.Caption.Centre()
		} else if n == len(v.ages)-1 {
			style = style.In(theme.InkRed)
		}
		text.SetStyle(style)
		text.Set(orNone(owing.ByAge[n]))
	}
	v.papers.SetCount(len(owing.Papers))
	v.showPapers()
	for range 2 { // texts know their height once they know their width
		v.whole.Refresh()
	}
}

// showPapers shows which papers are marked, and what is taken together.
func (v *owedView) showPapers() {
	m, k := v.of.model, v.of.kit
	at := -1
	if m.inside {
		at = m.paper
	}
	v.papers.Choose(at)
	v.papers.Refresh()
	numbers, left := m.taken()
	v.says.Set(k.T("paperspage.taken_all", fault.Values{"count": len(numbers), "key": v.of.page.key("Space")}))
	if len(m.marked) > 0 {
		v.says.Set(k.T("paperspage.taken", fault.Values{"count": len(numbers), "left": left}))
	}
}

func orNone(sum money.Satang) string {
	if sum == 0 {
		return "–"
	}
	return i18n.BahtShort(sum)
}

// ageText says for how long something is owed; before its day, when it is due.
func ageText(lang i18n.Lang, days int) string {
	switch {
	case days < 0:
		return i18n.T(lang, "paperspage.due_in", fault.Values{"days": -days})
	case days == 0:
		return i18n.T(lang, "paperspage.due_today")
	}
	return i18n.T(lang, "paperspage.late", fault.Values{"days": days})
}

// personRow is somebody who owes.
type personRow struct {
	toolkit.BaseWidget
	name, note, total *widget.Text
	bar               *widget.Split
	box               *fyne.Container
}

func newPersonRow() *personRow {
	r := &personRow{name: widget.NewText("", widget.Strong.At(theme.Small)).Shrink(), note: widget.NewText("", widget.Caption).Shrink(),
		total: widget.NewText("", widget.Figure.At(theme.Small)), bar: widget.NewSplit(5)}
	right := container.NewVBox(layout.NewSpacer(), widget.Column(4, r.total, container.New(widget.Least{Width: widget.Unit(84)}, r.bar)), layout.NewSpacer())
	r.box = container.NewBorder(nil, nil, nil, widget.Inset(0, 0, 10, 14, right), widget.Inset(5, 5, 14, 0, widget.Column(-4, r.name, r.note)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *personRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (r *personRow) show(o *owed, owing *papers.Owing) {
	k := o.kit
	r.name.Set(owing.Name)
	r.note.Set(k.T("paperspage.papers_count", fault.Values{"count": len(owing.Papers)}) + " · " + ageText(k.Lang, owing.Oldest))
	r.total.Set(i18n.Baht(owing.Total))
	shares := make([]widget.Share, len(owing.ByAge))
	for n, sum := range owing.ByAge {
		shares[n] = widget.Share{Value: int64(sum), Colour: ageColours[n]}
	}
	r.bar.Set(shares...)
	r.box.Refresh()
}

// debtRow is a paper that is owed, with a box to mark it.
type debtRow struct {
	toolkit.BaseWidget
	of                *owed
	mark              *widget.MarkBox
	number, due, left *widget.Text
	paper             string
	box               *fyne.Container
}

func newDebtRow(o *owed) *debtRow {
	r := &debtRow{of: o, number: widget.NewText("", widget.Strong.At(theme.Small)).Shrink(), due: widget.NewText("", widget.Caption).Shrink(),
		left: widget.NewText("", widget.Figure.At(theme.Small))}
	r.mark = widget.NewMarkBox(func() { o.mark(r.paper) })
	r.box = container.NewBorder(nil, nil, r.mark, widget.Inset(0, 0, 8, 8, r.left), widget.Inset(5, 5, 4, 0, widget.Column(-4, r.number, r.due)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *debtRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (r *debtRow) show(paper *papers.Receivable) {
	m, lang := r.of.model, r.of.kit.Lang
	days := paper.Since().Until(m.today)
	r.paper = paper.Number
	r.mark.Set(slices.Contains(m.marked, paper.Number))
	r.number.Set(paper.Number)
	r.due.Set(i18n.Date(lang, paper.Since()) + " · " + ageText(lang, days))
	colour := theme.InkSoft
	if days > papers.Ages[0] {
		colour = theme.InkRed
	}
	r.due.SetStyle(widget.Caption.In(colour))
	r.left.Set(i18n.Baht(paper.Left))
	r.box.Refresh()
}
