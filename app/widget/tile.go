package widget

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/thai"
)

// TileData is what a product tile shows.
type TileData struct {
	Name      string
	Price     money.Satang
	PriceText string // instead of Price: "ตามน้ำหนัก"
	Number    string // the short number typed to sell it
	Badge     string // "OTOP 5", "เหลือ 5 วัน"
	Star      bool   // a star after the badge
	BadgeTone Tone   // Outline is the white badge, Watch the marigold one
	Drawing   string // one of our drawings, used without a photo
	Photo     image.Image
	Stock     string // "12 ผืน", "หมด"
	Low       bool   // the stock is written in red
	Out       bool   // nothing left: the tile pales
}

// Tile is a product on the grid: picture, name over two lines, price and stock.
type Tile struct {
	base
	data TileData
}

// NewTile is empty until Set.
func NewTile() *Tile {
	t := &Tile{}
	t.ExtendBaseWidget(t)
	return t
}

// Set shows a product.
func (t *Tile) Set(data TileData) {
	if t.data != data {
		t.data = data
		t.Refresh()
	}
}

// Data gives what is shown.
func (t *Tile) Data() TileData { return t.data }

type tileParts struct {
	face, edge, badge, number   *canvas.Rectangle
	picture                     *canvas.Image
	star                        *canvas.Image
	badgeText, numberText       *canvas.Text
	first, second, price, stock *canvas.Text
}

// CreateRenderer belongs to the toolkit.
func (t *Tile) CreateRenderer() fyne.WidgetRenderer {
	text := func() *canvas.Text { return canvas.NewText("", nil) }
	p := &tileParts{
		face: &canvas.Rectangle{}, edge: &canvas.Rectangle{}, badge: &canvas.Rectangle{}, number: &canvas.Rectangle{},
		picture: &canvas.Image{FillMode: canvas.ImageFillCover}, star: newIcon(),
		badgeText: text(), numberText: text(), first: text(), second: text(), price: text(), stock: text(),
	}
	return render(func(size fyne.Size) { t.place(p, size) },
		func() fyne.Size { return fyne.NewSize(look(t).Size(theme.TileWidth), look(t).Size(theme.TileHeight)) },
		func() { t.fill(p) },
		p.picture, p.face, p.badge, p.badgeText, p.star, p.number, p.numberText, p.first, p.second, p.price, p.stock, p.edge)
}

func (t *Tile) fill(p *tileParts) {
	th, data := look(t), t.data
	corner := th.Size(theme.Corner)
	fillBox(p.face, th, theme.Card, "", 0)
	p.face.BottomLeftCornerRadius, p.face.BottomRightCornerRadius = corner, corner
	fillBox(p.edge, th, "", theme.Edge, corner)
	ground, ink, _ := data.BadgeTone.colours()
	fillBox(p.badge, th, ground, "", th.Size(theme.Tiny))
	fillText(p.badgeText, th, data.Badge, theme.Caption, ink, false)
	p.badge.Hidden, p.badgeText.Hidden = data.Badge == "", data.Badge == ""
	star := ""
	if data.Star && data.Badge != "" {
		star = "star-full"
	}
	fillIcon(p.star, th, star, theme.Gold)
	fillBox(p.number, th, theme.Card, "", th.Size(theme.CornerTiny)+1)
	fillText(p.numberText, th, data.Number, theme.Caption, theme.Ink, false)
	p.number.Hidden, p.numberText.Hidden = data.Number == "", data.Number == ""

	nameInk, priceInk, stockInk := theme.Ink, theme.InkStrong, theme.InkSoft
	if data.Low || data.Out {
		stockInk = theme.Trouble
	}
	if data.Out {
		nameInk, priceInk = theme.InkSoft, theme.InkSoft
	}
	p.first.TextStyle, p.second.TextStyle = fyne.TextStyle{}, fyne.TextStyle{}
	fillText(p.first, th, "", theme.Text, nameInk, false)
	fillText(p.second, th, "", theme.Text, nameInk, false)
	price := data.PriceText
	if price == "" && data.Name != "" {
		price = i18n.BahtShort(data.Price)
	}
	fillText(p.price, th, price, theme.Price, priceInk, true)
	fillText(p.stock, th, data.Stock, theme.Caption, stockInk, data.Low || data.Out)
	p.picture.Translucency = 0
	if data.Out {
		p.picture.Translucency = 0.65
	}
	p.picture.CornerRadius = corner
}

// pictureScale is how many pixels a unit of a drawing gets, enough for screens at 200 %.
const pictureScale = 2

func (t *Tile) place(p *tileParts, size fyne.Size) {
	th := look(t)
	high := th.Size(theme.TilePicture)
	Put(p.face, 1, high, size.Width-2, size.Height-high-1)
	Put(p.edge, 0, 0, size.Width, size.Height)
	t.placePicture(p, th, size.Width, high)

	badge := th.Size(theme.Caption) * 1.6
	x := th.Size(theme.Gap)
	width := placeText(p.badgeText, x+10, x, badge)
	if p.star.Visible() {
		Put(p.star, x+width+14, x+(badge-14)/2, 14, 14)
		width += 18
	}
	Put(p.badge, x, x, width+20, badge)
	left := placeRight(p.numberText, size.Width-x-7, x, badge)
	Put(p.number, left-7, x, size.Width-x-left+7, badge)

	margin := th.Size(theme.Gap) * 1.5
	lines := thai.WrapLines(t.data.Name, measure(p.first.TextSize, false), size.Width-2*margin, 2)
	p.first.Text, p.second.Text = lines[0], ""
	if len(lines) > 1 {
		p.second.Text = lines[1]
	}
	line := th.Size(theme.Text) * 1.45
	placeText(p.first, margin, high+margin*0.5, line)
	placeText(p.second, margin, high+margin*0.5+line, line)
	foot := size.Height - margin*0.5 - line
	placeText(p.price, margin, foot, line)
	placeRight(p.stock, size.Width-margin, foot+1, line)
}

// placePicture lets the picture reach under the white face by a corner, so that only its upper corners
// are seen round: the toolkit rounds all four or none.
func (t *Tile) placePicture(p *tileParts, th *theme.Theme, width, height float32) {
	under := th.Size(theme.Corner)
	Put(p.picture, 1, 1, width-2, height+under-1)
	shown := t.data.Photo
	if shown == nil && t.data.Drawing != "" {
		shown = th.Drawing(t.data.Drawing, int(width*pictureScale), int(height*pictureScale), int(under*pictureScale))
	}
	p.picture.Hidden = shown == nil
	if p.picture.Image != shown {
		p.picture.Image = shown
		p.picture.Refresh()
	}
}

// Thumb is a small square picture with round corners, for rows.
type Thumb struct {
	base
	drawing string
	photo   image.Image
	size    float32
}

// NewThumb is size units wide and high.
func NewThumb(size float32) *Thumb {
	t := &Thumb{size: size}
	t.ExtendBaseWidget(t)
	return t
}

// Set shows a photo or, without one, a drawing.
func (t *Thumb) Set(drawing string, photo image.Image) {
	t.drawing, t.photo = drawing, photo
	t.Refresh()
}

// CreateRenderer belongs to the toolkit.
func (t *Thumb) CreateRenderer() fyne.WidgetRenderer {
	picture := &canvas.Image{FillMode: canvas.ImageFillCover}
	return render(
		func(size fyne.Size) {
			side := min(size.Width, size.Height)
			Put(picture, (size.Width-side)/2, (size.Height-side)/2, side, side)
			shown := t.photo
			if shown == nil && t.drawing != "" && side > 0 {
				shown = look(t).Drawing(t.drawing, int(side*pictureScale), int(side*pictureScale), 0)
			}
			picture.Hidden = shown == nil
			if picture.Image != shown {
				picture.Image = shown
				picture.Refresh()
			}
		},
		func() fyne.Size { return fyne.NewSquareSize(t.size) },
		func() { picture.CornerRadius = look(t).Size(theme.Gap) }, picture)
}
