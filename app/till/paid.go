package till

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// paidCard shows the change to hand back after a cash payment.
type paidCard struct {
	page   *Page
	object *fyne.Container

	word, sums *widget.Text
	change     *widget.Text
	coins      *widget.Coins
}

func newPaidCard(p *Page) *paidCard {
	c := &paidCard{page: p,
		word:   widget.NewText("", widget.Section.In(theme.MoneyIn).Centre()).Shrink(),
		change: widget.NewText("", widget.Strong.At(theme.Change).In(theme.MoneyIn).Centre()).Shrink(),
		coins:  widget.NewCoins(),
		sums:   widget.NewText("", widget.Caption.Centre()).Shrink(),
	}
	print := widget.NewButton(widget.Quiet, p.kit.T("till.print"), p.print).WithIcon("print").WithKey(p.keyName(keyPrint)).WithHeight(theme.ButtonLow)
	inside := container.New(layout.NewCustomPaddedVBoxLayout(2), c.word, c.change, c.coins, c.sums, container.NewCenter(print))
	c.object = container.NewStack(widget.NewDragScroll(container.New(&padMiddle{}, inside)))
	return c
}

func (c *paidCard) show(bill *shop.Bill) {
	t := c.page.kit.T
	c.word.Set(t("till.change"))
	if bill.Change == 0 {
		c.word.Set(t("till.exact"))
	}
	c.change.Set(i18n.BahtSign(bill.Change))
	pieces, _ := selling.Notes(bill.Change)
	shown := make([]widget.Piece, len(pieces))
	for n, piece := range pieces {
		shown[n] = widget.Piece{Value: piece.Value, Count: piece.Count}
	}
	c.coins.Set(shown...)
	show(c.coins, len(shown) > 0)
	c.sums.Set(t("till.paid_sums", fault.Values{"paid": bill.Paid, "total": bill.Total, "number": bill.Number}))
	c.object.Refresh()
}

// padMiddle keeps one object in the middle of a taller place, with the usual margin at the sides.
type padMiddle struct{}

func (*padMiddle) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[0].MinSize().Height)
}

func (*padMiddle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const margin = 12
	high := objects[0].MinSize().Height
	widget.Put(objects[0], margin, max((size.Height-high)/2, 0), size.Width-2*margin, high)
}

// draftRow is a bill put aside.
type draftRow struct {
	toolkit.BaseWidget
	name, about *widget.Text
	total       *widget.Money
	row         *fyne.Container
}

func newDraftRow() *draftRow {
	r := &draftRow{name: widget.NewText("", widget.Body).Shrink(), about: widget.NewText("", widget.Caption).Shrink(),
		total: widget.NewMoney(0, false, widget.Strong)}
	r.row = container.New(&draftLayout{r}, r.name, r.about, r.total)
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *draftRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.row) }

type draftLayout struct{ draft *draftRow }

func (l *draftLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (l *draftLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	row, th := l.draft, theme.Of(l.draft.Theme())
	pad := th.Size(theme.PadCard)
	right := row.total.MinSize().Width
	line, small := th.Size(theme.Text)*1.4, th.Size(theme.Caption)*1.45
	top := (size.Height - line - small) / 2
	widget.Put(row.total, size.Width-pad-right, 0, right, size.Height)
	widget.Put(row.name, pad, top, max(size.Width-2*pad-right-pad/2, 0), line)
	widget.Put(row.about, pad, top+line, max(size.Width-2*pad-right-pad/2, 0), small)
}
