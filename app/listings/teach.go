package listings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/publishing"
)

// teach is the screen of a shop that is connected to nothing yet: what goes here, how it goes, and where to begin.
func (p *Page) teach(example fyne.CanvasObject) fyne.CanvasObject {
	t := p.k.T
	picture := canvas.NewImageFromImage(theme.Current().Drawing("shopfront", 2*teachWide, 2*teachHigh, 0))
	picture.FillMode, picture.CornerRadius = canvas.ImageFillCover, theme.Current().Size(theme.Corner)
	picture.SetMinSize(fyne.NewSize(widget.Unit(teachWide), widget.Unit(teachHigh)))
	words := widget.Column(10, widget.NewWrapLabel(t("listings.teach.title"), 2, widget.Title),
		widget.NewWrapLabel(t("listings.teach.text"), 0, widget.Body))
	for _, step := range []struct{ icon, key string }{{"link", "connect"}, {"check", "ready"}, {"clock", "send"}} {
		icon := canvas.NewImageFromResource(theme.Icon(step.icon, theme.Current().Colour(theme.InkStrong)))
		icon.FillMode = canvas.ImageFillContain
		icon.SetMinSize(fyne.NewSquareSize(widget.Unit(22)))
		words.Add(container.NewBorder(nil, nil, widget.Inset(2, 0, 0, 12, container.NewVBox(icon)), nil, widget.NewWrapLabel(t("listings.teach."+step.key), 3, widget.Body)))
	}
	begin := p.button(widget.Gold, keys.Enter, "listings.teach.begin", "link", p.toChannels)
	words.Add(widget.Inset(6, 0, 0, 0, container.NewHBox(begin)))
	inside := container.NewVBox(layout.NewSpacer(), container.New(teachLayout{}, container.NewVBox(layout.NewSpacer(), picture, example, layout.NewSpacer()), words), layout.NewSpacer())
	return widget.NewCard(widget.NewDragScroll(inside))
}

const teachWide, teachHigh = 360, 220

// showExample shows how buyers would see one of the shop's own goods.
func (v *view) showExample() {
	p := v.page
	v.example.Objects = nil
	if len(p.m.list.Channels) == 0 && len(p.m.list.Rows) > 0 {
		row, limits := &p.m.list.Rows[0], publishing.Limits{}
		placement := publishing.Placement{SKU: row.Product.SKU}
		listing := placement.Offer(row.Product, publishing.Origin{}, nil).Listing(&limits)
		front := newShopFront(p, row, &listing)
		front.thumb.Set(goods.DrawingOf(row.Product), p.photos.Get(row.Product.Photo))
		v.example.Objects = []fyne.CanvasObject{widget.Inset(10, 0, 0, 0, widget.Column(2, widget.NewText(p.k.T("listings.front"), widget.Caption).Shrink(), front))}
	}
	v.example.Refresh()
}

// teachLayout puts a picture beside words; where there is no room for it the words stand alone.
type teachLayout struct{}

const teachWords = 480

// MinSize belongs to the toolkit.
func (teachLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	high := objects[1].MinSize().Height
	if objects[0].Visible() {
		high = max(high, objects[0].MinSize().Height)
	}
	return fyne.NewSize(0, high)
}

// Layout belongs to the toolkit.
func (teachLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	words, picture, gap := widget.Unit(teachWords), widget.Unit(teachWide), widget.Unit(40)
	both := size.Width >= words+gap+picture
	visible(objects[0], both)
	words = min(words, size.Width)
	x := (size.Width - words) / 2
	if both {
		x = (size.Width - words - gap - picture) / 2
		widget.Put(objects[0], x, 0, picture, size.Height)
		x += picture + gap
	}
	widget.Put(objects[1], x, 0, words, 1) // texts know their height once they know their width
	high := objects[1].MinSize().Height
	widget.Put(objects[1], x, max((size.Height-high)/2, 0), words, high)
}
