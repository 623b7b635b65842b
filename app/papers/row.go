package papers

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// row is a paper in the list: its number over what it is, the buyer over its day, the sum and how it stands. Where the
// list is narrow all that is said in two lines.
type row struct {
	toolkit.BaseWidget
	number, kind *widget.Text
	buyer, day   *widget.Text
	whom         *widget.Text // narrow
	total        *widget.Text
	state        *widget.Pill
	box          *fyne.Container
}

func newRow() *row {
	r := &row{number: widget.NewText("", widget.Strong.At(theme.Small)).Shrink(), kind: widget.NewText("", widget.Caption).Shrink(),
		buyer: widget.NewText("", widget.Body.At(theme.Small)).Shrink(), day: widget.NewText("", widget.Caption).Shrink(), whom: widget.NewText("", widget.Caption).Shrink(),
		total: widget.NewText("", widget.Figure.At(theme.Small)), state: widget.NewPill(widget.ChipData{})}
	r.box = container.New(rowLayout{r}, r.number, r.kind, r.buyer, r.day, r.whom, r.total, r.state)
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *row) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (r *row) show(l *list, of *shop.OfficePaperRow) {
	lang := l.kit.Lang
	r.number.Set(cmp.Or(of.Number, of.BuyerNo))
	r.kind.Set(titleOf(lang, of))
	r.buyer.Set(of.Buyer)
	r.day.Set(i18n.Date(lang, of.Date))
	r.whom.Set(i18n.DayMonth(lang, of.Date) + " · " + of.Buyer)
	r.total.Set(papers.Comes(lang, of.Due, of.Offers))
	r.state.Set(chip(lang, l.kit.Shop.StateOf(of, l.model.today)))
	r.box.Refresh()
}

// chip tells how a paper stands.
func chip(lang i18n.Lang, state papers.State) widget.ChipData {
	tone := widget.Calm
	switch state {
	case papers.Accepted, papers.PaidUp:
		tone = widget.Good
	case papers.Unpaid, papers.PartPaid:
		tone = widget.Watch
	case papers.Overdue, papers.Voided:
		tone = widget.Bad
	case papers.Offered:
		tone = widget.Soft
	}
	return widget.ChipData{Label: state.Name(lang), Tone: tone}
}

// rowLayout puts the number beside the buyer where there is room, else over what the paper is for whom.
type rowLayout struct{ row *row }

const (
	rowMargin  = 14
	columnGap  = 12
	numberWide = 184
	sumWide    = 96
	stateWide  = 126
	kindLeast  = 40  // less shows nothing of what a paper is
	broad      = 600 // from this width on the state has a column of its own
)

// MinSize belongs to the toolkit.
func (rowLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout belongs to the toolkit.
func (l rowLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	r, margin, gap := l.row, widget.Unit(rowMargin), widget.Unit(columnGap)
	line, pill := r.number.MinSize().Height, r.state.MinSize()
	upper, lower := size.Height/2-line+2, size.Height/2-1
	two := func(over, under fyne.CanvasObject, x, width float32) {
		widget.Put(over, x, upper, max(width, 0), line)
		widget.Put(under, x, lower, max(width, 0), line)
	}
	right, wide := size.Width-margin, size.Width >= widget.Unit(broad)
	visible(r.buyer, wide)
	visible(r.day, wide)
	visible(r.whom, !wide)
	if !wide {
		total := r.total.MinSize().Width
		number := fyne.MeasureText(r.number.Content(), theme.Current().Size(theme.Small), fyne.TextStyle{Bold: true}).Width + 1
		widget.Put(r.total, right-total, upper, total, line)
		widget.Put(r.state, right-pill.Width, size.Height-pill.Height-2, pill.Width, pill.Height)
		number = min(number, right-total-gap-margin)
		widget.Put(r.number, margin, upper, number, line)
		beside := right - total - gap - margin - number - gap/2
		visible(r.kind, beside >= widget.Unit(kindLeast))
		widget.Put(r.kind, margin+number+gap/2, upper, max(beside, 0), line)
		widget.Put(r.whom, margin, lower, max(right-pill.Width-gap-margin, 0), line)
		return
	}
	visible(r.kind, true)
	right -= widget.Unit(stateWide)
	widget.Put(r.state, right, (size.Height-pill.Height)/2, min(pill.Width, widget.Unit(stateWide)), pill.Height)
	right -= gap
	sum := max(r.total.MinSize().Width, widget.Unit(sumWide))
	widget.Put(r.total, right-sum, 0, sum, size.Height)
	right -= sum + gap
	number := widget.Unit(numberWide)
	two(r.number, r.kind, margin, number)
	two(r.buyer, r.day, margin+number+gap, right-margin-number-gap)
}
