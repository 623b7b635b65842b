package outbox

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/shop"
)

// row is one thing to be told: its picture or icon, what it is over what is told where, how it stands over when it is
// tried next.
type row struct {
	toolkit.BaseWidget
	page              *Page
	thumb             *widget.Thumb
	icon              *canvas.Image
	title, note, next *widget.Text
	state             *widget.Pill
	box               *fyne.Container
}

func newRow(p *Page) *row {
	r := &row{page: p, thumb: widget.NewThumb(widget.Unit(42)), icon: &canvas.Image{FillMode: canvas.ImageFillContain},
		title: widget.NewText("", widget.Strong).Shrink(), note: widget.NewText("", widget.Caption).Shrink(),
		next: widget.NewText("", widget.Caption.Right()), state: widget.NewPill(widget.ChipData{})}
	r.icon.SetMinSize(fyne.NewSquareSize(widget.Unit(24)))
	picture := widget.Inset(0, 0, 12, 10, container.NewCenter(container.NewStack(r.thumb, container.NewCenter(r.icon))))
	right := container.NewVBox(layout.NewSpacer(), widget.Column(-2, container.NewHBox(layout.NewSpacer(), r.state), r.next), layout.NewSpacer())
	r.box = container.NewBorder(nil, nil, picture, widget.Inset(0, 0, 10, 14, right), widget.Inset(4, 4, 0, 0, widget.Column(-4, r.title, r.note)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *row) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (r *row) show(of *shop.Outgoing) {
	p, k, now := r.page, r.page.kit, r.page.now()
	product := p.model.products[of.SKU]
	if product != nil {
		r.thumb.Set(goods.DrawingOf(product), p.photos.Get(product.Photo))
	} else {
		r.thumb.Set("", nil)
		r.icon.Resource = theme.Icon(icon(of), theme.Current().Colour(theme.InkSoft))
	}
	r.icon.Hidden = product != nil
	r.title.Set(p.model.title(k.Lang, of))
	r.note.Set(step(k, of) + " · " + of.Channel)
	r.next.Set(cmp.Or(p.model.next(k, of, now), tries(k, of)))
	r.next.Hidden = r.next.Content() == ""
	r.state.Set(stateChip(k, of))
	r.icon.Refresh()
	r.box.Refresh()
}
