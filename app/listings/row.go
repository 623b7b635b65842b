package listings

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
)

// Widths of the list's columns in the light look; name and platforms share the rest.
const (
	markWide   = 40
	thumbWide  = 44
	readyWide  = 108
	readySlim  = 44 // the percent alone
	piecesWide = 58
	nameLeast  = 118
	nameUsual  = 150
	nameMost   = 230
	cellLeast  = 40 // an icon alone
	cellUsual  = 118
	cellWords  = 106 // most words fit
	columnGap  = 12
	barHigh    = 7
)

// columns is where the columns of a list of some width stand.
type columns struct {
	thumb, name, nameWide, ready, readyWide, pieces float32
	first, count                                    int // the platforms that have a column
	cells, cellsWide                                []float32
}

// columnsOf parts the width. Platforms give way from full words to icons; where even those have no room, the ones
// around the one that is looked at are shown.
func columnsOf(width float32, channels, looked int) (c columns) {
	u, gap := widget.Unit, widget.Unit(columnGap)
	c.thumb = u(markWide)
	c.name = c.thumb + u(thumbWide) + gap
	c.pieces = width - gap - u(piecesWide)
	c.readyWide = u(readyWide)
	room := c.pieces - gap - c.name // of name, bar and platforms
	least := u(nameLeast) + gap + u(readyWide) + float32(channels)*(u(cellUsual)+gap)
	if room < least {
		c.readyWide = u(readySlim)
	}
	room -= c.readyWide + gap
	each := float32(0)
	if c.count = channels; channels > 0 {
		fits := func(name float32) float32 { return (room-u(name))/float32(channels) - gap }
		each = min(max(fits(nameUsual), min(fits(nameLeast), u(cellWords))), u(cellUsual))
		if each < u(cellLeast) {
			each = u(cellLeast)
			c.count = max(int((room-u(nameLeast))/(each+gap)), 1)
		}
	}
	c.nameWide = min(max(room-float32(c.count)*(each+gap), u(nameLeast)), u(nameMost))
	c.ready = c.name + c.nameWide + gap
	c.first = min(max(looked-c.count+1, 0), channels-c.count)
	x, rest := c.ready+c.readyWide+gap, c.pieces-gap
	share := (rest - x + gap) / float32(max(c.count, 1))
	for range c.count {
		c.cells, c.cellsWide = append(c.cells, x), append(c.cellsWide, share-gap)
		x += share
	}
	if c.count > 1 && each >= u(cellUsual) { // the first platform is most shops' own: it has room to say why
		less := max(min(c.cellsWide[0]*0.15, c.cellsWide[0]-u(cellWords)), 0)
		more := less * float32(c.count-1)
		c.cellsWide[0] += more
		for n := 1; n < c.count; n++ {
			c.cells[n] += less * float32(c.count-n)
			c.cellsWide[n] -= less
		}
	}
	return c
}

// goodsRow is a product in the list.
type goodsRow struct {
	toolkit.BaseWidget
	m       *model
	row     *shop.Listing
	mark    *widget.MarkBox
	thumb   *widget.Thumb
	name    *widget.WrapLabel
	bar     *readyBar
	percent *widget.Text
	pieces  *widget.Text
	pills   []*widget.Pill
	nones   []*widget.Text
	box     *fyne.Container
}

func newGoodsRow(m *model, marked func(row *shop.Listing)) *goodsRow {
	r := &goodsRow{m: m, thumb: widget.NewThumb(widget.Unit(thumbWide)), name: widget.NewWrapLabel("", 2, widget.Strong.At(theme.Small)),
		bar: newReadyBar(), percent: widget.NewText("", widget.Caption), pieces: widget.NewText("", widget.Figure)}
	r.mark = widget.NewMarkBox(func() {
		if r.row != nil {
			marked(r.row)
		}
	})
	r.box = container.New(&rowLayout{r}, r.mark, r.thumb, r.name, r.bar, r.percent, r.pieces)
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *goodsRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

// show writes a product into the row; where its parts stand follows the width.
func (r *goodsRow) show(p *Page, row *shop.Listing) {
	r.row = row
	r.mark.Set(p.m.isMarked(row.Product.ID))
	r.thumb.Set(goods.DrawingOf(row.Product), p.photos.Get(row.Product.Photo))
	r.name.Set(goods.Name(p.k.Lang, row.Product))
	r.bar.set(row.Percent, readyColour(row.Percent, ready(row)))
	r.percent.Set(percentText(row.Percent))
	style := widget.Figure
	if row.Pieces == 0 {
		style = style.In(theme.Trouble)
	}
	r.pieces.SetStyle(style)
	r.pieces.Set(strconv.Itoa(row.Pieces))
	for len(r.pills) < len(row.Cells) {
		pill, nothing := widget.NewPill(widget.ChipData{}), widget.NewText(none, widget.Caption)
		r.pills, r.nones = append(r.pills, pill), append(r.nones, nothing)
		r.box.Objects = append(r.box.Objects, pill, nothing)
	}
	r.box.Refresh()
}

// rowLayout places the parts of a row for its width.
type rowLayout struct{ row *goodsRow }

// MinSize belongs to the toolkit.
func (l *rowLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout belongs to the toolkit.
func (l *rowLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	r := l.row
	if r.row == nil {
		return
	}
	c := columnsOf(size.Width, len(r.row.Cells), r.m.channelAt())
	widget.Put(r.mark, 0, 0, widget.Unit(markWide), size.Height)
	side := widget.Unit(thumbWide)
	widget.Put(r.thumb, c.thumb, (size.Height-side)/2, side, side)
	centre(r.name, c.name, c.nameWide, size.Height)
	percent := r.percent.MinSize().Width
	bar := c.readyWide - percent - widget.Gap
	visible(r.bar, bar >= widget.Unit(24))
	widget.Put(r.bar, c.ready, (size.Height-barHigh)/2, max(bar, 0), barHigh)
	widget.Put(r.percent, c.ready+c.readyWide-percent, 0, percent, size.Height)
	widget.Put(r.pieces, c.pieces, 0, widget.Unit(piecesWide), size.Height)
	for n := range r.pills {
		at := n - c.first
		shown := at >= 0 && at < c.count && n < len(r.row.Cells)
		word := shown && r.row.Cells[n].Word != publishing.WordNone
		visible(r.pills[n], word)
		visible(r.nones[n], shown && !word)
		switch {
		case word:
			r.pills[n].Set(r.fitting(&r.row.Cells[n], c.cellsWide[at]))
			least := r.pills[n].MinSize()
			if r.pills[n].Data().Label == "" {
				least.Width -= iconGap
			}
			widget.Put(r.pills[n], c.cells[at], (size.Height-least.Height)/2, min(least.Width, c.cellsWide[at]+columnGap/2), least.Height)
		case shown:
			widget.Put(r.nones[n], c.cells[at]+widget.Unit(12), 0, max(c.cellsWide[at]-widget.Unit(12), 0), size.Height)
		}
	}
}

// fitting says how a product stands in as many words as there is room for.
func (r *goodsRow) fitting(cell *shop.ListingCell, room float32) widget.ChipData {
	data := pill(cell)
	for _, label := range cellTexts(r.m.lang, cell) {
		if data.Label = label; pillWide(data) <= room {
			return data
		}
	}
	data.Label = ""
	return data
}

// iconGap is what a pill leaves between its icon and its word.
const iconGap = 6

// pillWide is how wide a pill is drawn.
func pillWide(data widget.ChipData) float32 {
	th := theme.Current()
	return fyne.MeasureText(data.Label, th.Size(theme.Small), fyne.TextStyle{}).Width + 2*0.42*th.Size(theme.PillLow) + th.Size(theme.IconSize) + iconGap
}

// centre puts a text of one or two lines in the middle of a row.
func centre(label *widget.WrapLabel, x, width, height float32) {
	label.Resize(fyne.NewSize(width, height))
	high := label.MinSize().Height
	widget.Put(label, x, (height-high)/2, width, high)
}

func visible(object fyne.CanvasObject, shown bool) {
	if object.Visible() == shown {
		return
	}
	if shown {
		object.Show()
	} else {
		object.Hide()
	}
}

// heads are the names of the columns.
type heads struct {
	mark                *widget.KeyCap
	m                   *model
	name, ready, pieces *widget.Text
	channels            []*widget.Text
	box                 *fyne.Container
}

func newHeads(p *Page) *heads {
	text := func(key string, style widget.Style) *widget.Text { return widget.NewText(p.k.T(key), style).Shrink() }
	h := &heads{m: p.m, name: text("listings.column.name", widget.Caption), ready: text("listings.column.ready", widget.Caption),
		pieces: text("listings.column.pieces", widget.Caption.Right())}
	h.mark = widget.NewKeyCap(p.keyName(keys.Space))
	h.box = container.New(&headsLayout{h}, h.mark, h.name, h.ready, h.pieces)
	return h
}

// show names the platforms; the one that is looked at stands out where there are several.
func (h *heads) show() {
	all := h.m.list.Channels
	for len(h.channels) < len(all) {
		h.channels = append(h.channels, widget.NewText("", widget.Caption).Shrink())
		h.box.Objects = append(h.box.Objects, h.channels[len(h.channels)-1])
	}
	for n, text := range h.channels {
		if n >= len(all) {
			text.Hide()
			continue
		}
		style := widget.Caption
		if len(all) > 1 && all[n].ID == h.m.channel {
			style = widget.Strong.At(theme.Caption).In(theme.InkStrong)
		}
		text.SetStyle(style)
		text.Set(all[n].Name)
	}
	h.box.Refresh()
}

// headsLayout places the names over the columns of rowLayout.
type headsLayout struct{ heads *heads }

// MinSize belongs to the toolkit.
func (l *headsLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, l.heads.name.MinSize().Height+widget.Gap)
}

// Layout belongs to the toolkit.
func (l *headsLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	h := l.heads
	channels := len(h.m.list.Channels)
	c := columnsOf(size.Width, channels, h.m.channelAt())
	widget.Put(h.mark, widget.Unit(10), 0, h.mark.MinSize().Width, size.Height)
	widget.Put(h.name, c.name, 0, c.nameWide, size.Height)
	key := "listings.column.ready"
	if c.readyWide < widget.Unit(readyWide) {
		key = "listings.column.ready_short"
	}
	h.ready.Set(i18n.T(h.m.lang, key))
	widget.Put(h.ready, c.ready, 0, c.readyWide+columnGap, size.Height)
	widget.Put(h.pieces, c.pieces-widget.Unit(20), 0, widget.Unit(piecesWide+20), size.Height)
	for n := range min(len(h.channels), channels) {
		at := n - c.first
		shown := at >= 0 && at < c.count
		visible(h.channels[n], shown)
		if shown {
			widget.Put(h.channels[n], c.cells[at], 0, c.cellsWide[at], size.Height)
		}
	}
}

// readyBar draws how ready a product is.
type readyBar struct {
	toolkit.BaseWidget
	percent int
	colour  fyne.ThemeColorName
}

func newReadyBar() *readyBar {
	b := &readyBar{colour: theme.Gold}
	b.ExtendBaseWidget(b)
	return b
}

func (b *readyBar) set(percent int, colour fyne.ThemeColorName) {
	if b.percent != percent || b.colour != colour {
		b.percent, b.colour = percent, colour
		b.Refresh()
	}
}

// CreateRenderer belongs to the toolkit.
func (b *readyBar) CreateRenderer() fyne.WidgetRenderer {
	r := &barRenderer{bar: b, track: &canvas.Rectangle{}, part: &canvas.Rectangle{}}
	r.fill()
	return r
}

type barRenderer struct {
	bar         *readyBar
	track, part *canvas.Rectangle
}

func (r *barRenderer) Destroy()                     {}
func (r *barRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.track, r.part} }
func (r *barRenderer) MinSize() fyne.Size           { return fyne.NewSize(24, barHigh) }

func (r *barRenderer) fill() {
	th := theme.Of(r.bar.Theme())
	r.track.FillColor, r.part.FillColor = th.Colour(theme.BarEmpty), th.Colour(r.bar.colour)
	r.track.CornerRadius, r.part.CornerRadius = barHigh/2, barHigh/2
}

func (r *barRenderer) Layout(size fyne.Size) {
	widget.Put(r.track, 0, 0, size.Width, size.Height)
	widget.Put(r.part, 0, 0, size.Width*float32(r.bar.percent)/100, size.Height)
}

func (r *barRenderer) Refresh() {
	r.fill()
	r.Layout(r.bar.Size())
	canvas.Refresh(r.track)
	canvas.Refresh(r.part)
}
