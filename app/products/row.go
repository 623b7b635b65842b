package products

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/widget"
)

// goodsRow is something with a picture, two lines and a figure, as a list of promotions shows it.
type goodsRow struct {
	toolkit.BaseWidget
	thumb             *widget.Thumb
	name, note, stock *widget.Text
	price             *widget.Text
	mark              *widget.Pill
	numbers, box      *fyne.Container
}

func newGoodsRow() *goodsRow {
	r := &goodsRow{thumb: widget.NewThumb(widget.Unit(44)), name: widget.NewText("", widget.Strong).Shrink(), note: widget.NewText("", widget.Caption).Shrink(),
		stock: widget.NewText("", widget.Body.Right()), price: widget.NewText("", widget.Figure), mark: widget.NewPill(widget.ChipData{})}
	r.numbers = widget.Row(container.New(widget.AtLeast(widget.Unit(92)), r.price), container.New(widget.AtLeast(widget.Unit(92)), r.stock))
	right := widget.Row(container.NewCenter(r.mark), r.numbers)
	r.box = container.NewBorder(nil, nil, widget.Inset(0, 0, 12, 4, container.NewCenter(r.thumb)), widget.Inset(0, 0, 0, 14, right),
		widget.Inset(4, 4, 0, 0, widget.Column(-4, r.name, r.note)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *goodsRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }
