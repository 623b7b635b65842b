package listings

import (
	"image"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
)

// cover is the large picture of a product with a word over its corner. A tap turns to the next.
type cover struct {
	toolkit.BaseWidget
	drawing  string
	photo    image.Image
	pill     *widget.Pill
	high     float32
	onTapped func()
}

var _ fyne.Tappable = (*cover)(nil)

const coverHigh, coverLow = 156, 124

func newCover(onTapped func()) *cover {
	c := &cover{pill: widget.NewPill(widget.ChipData{}), high: coverHigh, onTapped: onTapped}
	c.ExtendBaseWidget(c)
	return c
}

func (c *cover) set(drawing string, photo image.Image, chip widget.ChipData) {
	c.drawing, c.photo = drawing, photo
	c.pill.Set(chip)
	c.Refresh()
}

// Tapped belongs to the toolkit.
func (c *cover) Tapped(*fyne.PointEvent) { c.onTapped() }

// CreateRenderer belongs to the toolkit.
func (c *cover) CreateRenderer() fyne.WidgetRenderer {
	return &coverRenderer{cover: c, picture: &canvas.Image{FillMode: canvas.ImageFillCover}}
}

type coverRenderer struct {
	cover   *cover
	picture *canvas.Image
	size    fyne.Size
}

// sharp is how many pixels of a drawing stand for a unit.
const sharp = 2

func (r *coverRenderer) Destroy() {}
func (r *coverRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.picture, r.cover.pill}
}
func (r *coverRenderer) MinSize() fyne.Size { return fyne.NewSize(1, widget.Unit(r.cover.high)) }

func (r *coverRenderer) Layout(size fyne.Size) {
	r.size = size
	widget.Put(r.picture, 0, 0, size.Width, size.Height)
	least := r.cover.pill.MinSize()
	widget.Put(r.cover.pill, 10, size.Height-least.Height-10, least.Width, least.Height)
	shown := r.cover.photo
	if th := theme.Of(r.cover.Theme()); shown == nil && r.cover.drawing != "" && size.Width > 0 {
		shown = th.Drawing(r.cover.drawing, int(size.Width*sharp), int(size.Height*sharp), 0)
	}
	r.picture.Hidden = shown == nil
	r.picture.CornerRadius = theme.Of(r.cover.Theme()).Size(theme.CornerSmall)
	if r.picture.Image != shown {
		r.picture.Image = shown
		r.picture.Refresh()
	}
}

func (r *coverRenderer) Refresh() {
	r.Layout(r.size)
	r.cover.pill.Refresh()
	canvas.Refresh(r.cover)
}

// shopFront is how buyers see a product in a list of a platform.
type shopFront struct {
	toolkit.BaseWidget
	thumb *widget.Thumb
	card  fyne.CanvasObject
}

const frontThumb = 60

func newShopFront(p *Page, row *shop.Listing, listing *publishing.Listing) *shopFront {
	f := &shopFront{thumb: widget.NewThumb(widget.Unit(frontThumb))}
	title := listing.Title
	if p.k.Lang == i18n.English && listing.TitleEN != "" {
		title = listing.TitleEN
	}
	price := i18n.BahtShort(listing.Price)
	if listing.Price == 0 {
		price = none
	}
	words := widget.Column(-2, widget.NewWrapLabel(title, 2, widget.Strong.At(theme.Small)),
		container.NewBorder(nil, nil, widget.NewText(price, widget.Strong.In(theme.InkStrong)), stars(listing.OTOPStars)),
		widget.NewText(from(p, row, listing), widget.Caption).Shrink())
	f.card = widget.NewCard(container.NewBorder(nil, nil, widget.Inset(0, 0, 0, 12, container.NewVBox(f.thumb)), nil, words))
	f.ExtendBaseWidget(f)
	return f
}

// CreateRenderer belongs to the toolkit.
func (f *shopFront) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(f.card) }

// from says whence goods are sent and who makes them.
func from(p *Page, row *shop.Listing, listing *publishing.Listing) string {
	var parts []string
	if province := p.m.list.provinces[listing.Origin.Province]; province != "" {
		parts = append(parts, p.k.T("listings.sent_from", fault.Values{"province": province}))
	}
	if row.Producer != "" {
		parts = append(parts, row.Producer)
	}
	return strings.Join(parts, " · ")
}

// stars draws the stars of OTOP.
func stars(count int) fyne.CanvasObject {
	if count == 0 {
		return nil
	}
	icons := container.New(starRow{}, widget.NewText("OTOP "+strconv.Itoa(count), widget.Caption))
	for range count {
		star := canvas.NewImageFromResource(theme.Icon("star-full", theme.Current().Colour(theme.Gold)))
		star.FillMode = canvas.ImageFillContain
		icons.Add(star)
	}
	return icons
}

// starRow is a layout of a word and stars after it.
type starRow struct{}

const starSide = 13

// MinSize belongs to the toolkit.
func (starRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(float32(len(objects)-1)*(widget.Unit(starSide)+1)+6, 0)
}

// Layout belongs to the toolkit.
func (starRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	word, side := objects[0].MinSize().Width, widget.Unit(starSide)
	widget.Put(objects[0], 0, 0, word, size.Height)
	for n, star := range objects[1:] {
		widget.Put(star, word+6+float32(n)*(side+1), (size.Height-side)/2, side, side)
	}
}

// reasonData is what a reason's row shows.
type reasonData struct {
	icon, text, act, key string
	tone                 widget.Tone
}

// reasonRow is a thing to be put right, or one that is fine. A tap leads to where it is put right.
type reasonRow struct {
	toolkit.BaseWidget
	data     reasonData
	onTapped func()
}

func newReasonRow(data reasonData) *reasonRow {
	r := &reasonRow{data: data}
	r.ExtendBaseWidget(r)
	return r
}

// Tapped belongs to the toolkit.
func (r *reasonRow) Tapped(*fyne.PointEvent) {
	if r.onTapped != nil {
		r.onTapped()
	}
}

func (r *reasonRow) colours() (ground, ink fyne.ThemeColorName) {
	switch r.data.tone {
	case widget.Good:
		return theme.ChipGreen, theme.InkGreen
	case widget.Watch:
		return theme.ChipGold, theme.InkGold
	}
	return theme.ChipRed, theme.InkRed
}

// CreateRenderer belongs to the toolkit.
func (r *reasonRow) CreateRenderer() fyne.WidgetRenderer {
	th := theme.Of(r.Theme())
	ground, ink := r.colours()
	box := canvas.NewRectangle(th.Colour(ground))
	box.CornerRadius = th.Size(theme.CornerSmall)
	icon := canvas.NewImageFromResource(theme.Icon(r.data.icon, th.Colour(ink)))
	icon.FillMode = canvas.ImageFillContain
	text := widget.NewWrapLabel(r.data.text, 3, widget.Body.At(theme.Small).In(ink))
	act := widget.NewText(r.data.act, widget.Strong.At(theme.Small).In(ink))
	key := widget.NewKeyCap(r.data.key)
	key.Hidden = r.data.key == ""
	return toolkit.NewSimpleRenderer(container.New(reasonLayout{}, box, icon, text, act, key))
}

// reasonLayout places ground, icon, text, what can be done and its key.
type reasonLayout struct{}

const reasonPad = 12

// MinSize belongs to the toolkit.
func (reasonLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, max(objects[2].MinSize().Height+12, theme.Current().Size(theme.Touch)))
}

// Layout belongs to the toolkit.
func (reasonLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	side := widget.Unit(18)
	widget.Put(objects[0], 0, 0, size.Width, size.Height)
	widget.Put(objects[1], reasonPad, (size.Height-side)/2, side, side)
	right := size.Width - reasonPad
	for _, end := range []fyne.CanvasObject{objects[4], objects[3]} { // the key stands last
		if least := end.MinSize().Width; least > 0 && end.Visible() {
			widget.Put(end, right-least, 0, least, size.Height)
			right -= least + 8
		}
	}
	x := reasonPad + side + 10
	centre(objects[2].(*widget.WrapLabel), x, max(right-x, 1), size.Height)
}
