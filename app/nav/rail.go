package nav

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
)

const (
	railMargin = 7
	railGap    = 4
	itemHeight = 64 // with a label
	itemLeast  = 50 // where there is less room, before the rail scrolls
	itemFolded = 46
)

// rail is the indigo column of screens. What does not fit scrolls; the foot stays.
type rail struct {
	object *fyne.Container
	items  []*railItem
	top    *fyne.Container
	scroll *widget.DragScroll
}

func newRail(brand string, items []Item, chosen func(Screen)) *rail {
	r := &rail{top: container.New(stack{})}
	foot := container.New(stack{})
	for _, item := range items {
		if item.Hidden {
			continue
		}
		shown := newRailItem(item, func() { chosen(item.Screen) })
		r.items = append(r.items, shown)
		if item.Foot {
			foot.Add(shown)
		} else {
			r.top.Add(shown)
		}
	}
	name := widget.NewText(brand, widget.Section.In(theme.OnRail).Centre()).Shrink()
	r.scroll = widget.NewDragScroll(r.top)
	r.object = container.New(railLayout{r}, newGround(theme.Rail), name, r.scroll, foot)
	return r
}

func (r *rail) choose(screen Screen) {
	for _, item := range r.items {
		if here := item.data.Screen == screen; item.here != here {
			item.here = here
			item.Refresh()
		}
	}
	r.reveal()
}

// reveal scrolls the rail to the screen that is shown, where not all of them fit.
func (r *rail) reveal() {
	for _, item := range r.items {
		if item.here && !item.data.Foot && r.scroll.Size().Height > 0 {
			r.scroll.Reveal(item)
		}
	}
}

func (r *rail) count(screen Screen, count int) {
	label := strconv.Itoa(count)
	switch {
	case count <= 0:
		label = ""
	case count > 99:
		label = "99+"
	}
	for _, item := range r.items {
		if item.data.Screen == screen {
			item.badge.Set(label)
			item.Refresh()
		}
	}
}

// fold shows icons alone, or labels too.
func (r *rail) fold(folded bool) {
	for _, item := range r.items {
		if item.folded != folded {
			item.folded = folded
			item.Refresh()
		}
	}
}

// squeeze makes the screens so low that all of them are seen in a room, where that can be.
func (r *rail) squeeze(room float32) {
	count := float32(len(r.top.Objects))
	for _, item := range r.items {
		if high := max((room+railGap)/max(count, 1)-railGap, 0); !item.data.Foot && item.room != high {
			item.room = high
			item.Refresh()
		}
	}
}

// railLayout lays out ground, brand, screens and foot.
type railLayout struct{ rail *rail }

func (l railLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (l railLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	brand := objects[1].MinSize().Height + 2*railMargin
	foot := objects[3].MinSize().Height
	l.rail.squeeze(size.Height - brand - foot - 2*railMargin)
	widget.Put(objects[0], 0, 0, size.Width, size.Height)
	widget.Put(objects[1], 0, railMargin, size.Width, brand-railMargin)
	widget.Put(objects[2], railMargin, brand, size.Width-2*railMargin, max(size.Height-brand-foot-2*railMargin, 0))
	widget.Put(objects[3], railMargin, size.Height-foot-railMargin, size.Width-2*railMargin, foot)
	l.rail.reveal()
}

// stack puts items under each other over the whole width.
type stack struct{}

func (stack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, object := range objects {
		least.Height += object.MinSize().Height + railGap
		least.Width = max(least.Width, object.MinSize().Width)
	}
	return fyne.NewSize(least.Width, max(least.Height-railGap, 0))
}

func (stack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, object := range objects {
		height := object.MinSize().Height
		widget.Put(object, 0, y, size.Width, height)
		y += height + railGap
	}
}

// railItem is one screen on the rail.
type railItem struct {
	toolkit.BaseWidget
	OnTapped func()

	badge                 *widget.Badge
	data                  Item
	folded, here, hovered bool
	room                  float32 // that each of the screens has, 0 = enough
}

var (
	_ fyne.Tappable     = (*railItem)(nil)
	_ desktop.Hoverable = (*railItem)(nil)
)

func newRailItem(data Item, onTapped func()) *railItem {
	i := &railItem{data: data, OnTapped: onTapped, badge: widget.NewCount("")}
	i.ExtendBaseWidget(i)
	return i
}

// The events belong to the toolkit.

func (i *railItem) Tapped(*fyne.PointEvent)        { i.OnTapped() }
func (i *railItem) MouseIn(*desktop.MouseEvent)    { i.hovered = true; i.Refresh() }
func (i *railItem) MouseMoved(*desktop.MouseEvent) {}
func (i *railItem) MouseOut()                      { i.hovered = false; i.Refresh() }

// CreateRenderer belongs to the toolkit.
func (i *railItem) CreateRenderer() fyne.WidgetRenderer {
	r := &itemRenderer{item: i, ground: &canvas.Rectangle{}, icon: &canvas.Image{FillMode: canvas.ImageFillContain},
		label: canvas.NewText(i.data.Label, nil)}
	r.fill()
	return r
}

type itemRenderer struct {
	item   *railItem
	ground *canvas.Rectangle
	icon   *canvas.Image
	label  *canvas.Text
}

func (r *itemRenderer) Destroy() {}

func (r *itemRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.icon, r.label, r.item.badge}
}

func (r *itemRenderer) factor() float32 { return theme.Of(r.item.Theme()).Size(theme.Touch) / 40 }

func (r *itemRenderer) MinSize() fyne.Size {
	if r.item.folded {
		return fyne.NewSize(0, itemFolded*r.factor())
	}
	high := itemHeight * r.factor()
	if r.item.room > 0 && !r.item.data.Foot {
		high = max(min(high, r.item.room), itemLeast*r.factor())
	}
	return fyne.NewSize(0, high)
}

func (r *itemRenderer) Layout(size fyne.Size) {
	side := theme.Of(r.item.Theme()).Size(theme.IconLarge)
	high := r.label.MinSize().Height
	top := (size.Height - side) / 2
	if !r.item.folded {
		top = (size.Height - side - high) / 2
	}
	widget.Put(r.ground, 0, 0, size.Width, size.Height)
	widget.Put(r.icon, (size.Width-side)/2, top, side, side)
	widget.Put(r.label, 0, top+side, size.Width, high)
	count := r.item.badge.MinSize()
	widget.Put(r.item.badge, min((size.Width+side)/2-2, size.Width-count.Width), max(top-4, 0), count.Width, count.Height)
}

func (r *itemRenderer) fill() {
	look := theme.Of(r.item.Theme())
	ink := theme.OnRail
	r.ground.FillColor, r.ground.CornerRadius = nil, look.Size(theme.Corner)
	switch {
	case r.item.here:
		ink = theme.OnGold
		r.ground.FillColor = look.Colour(theme.Gold)
	case r.item.hovered:
		r.ground.FillColor = look.Colour(theme.Hover)
	}
	r.icon.Resource = theme.Icon(r.item.data.Icon, look.Colour(ink))
	r.label.Color, r.label.TextSize = look.Colour(ink), look.Size(theme.Caption)
	r.label.TextStyle.Bold, r.label.Alignment = r.item.here, fyne.TextAlignCenter
	r.label.Hidden = r.item.folded
}

// Refresh reads state and theme again.
func (r *itemRenderer) Refresh() {
	r.fill()
	r.Layout(r.item.Size())
	r.icon.Refresh() // reads the new colour, which a repaint alone would not
	for _, object := range []fyne.CanvasObject{r.ground, r.label, r.item.badge} {
		canvas.Refresh(object)
	}
}

// ground is a plain coloured surface that follows the theme.
type ground struct {
	toolkit.BaseWidget
	colour fyne.ThemeColorName
}

func newGround(colour fyne.ThemeColorName) *ground {
	g := &ground{colour: colour}
	g.ExtendBaseWidget(g)
	return g
}

// CreateRenderer belongs to the toolkit.
func (g *ground) CreateRenderer() fyne.WidgetRenderer {
	r := &groundRenderer{canvas.NewRectangle(nil), g}
	r.Refresh()
	return r
}

type groundRenderer struct {
	box    *canvas.Rectangle
	ground *ground
}

func (r *groundRenderer) Destroy()                     {}
func (r *groundRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.box} }
func (r *groundRenderer) MinSize() fyne.Size           { return fyne.Size{} }
func (r *groundRenderer) Layout(size fyne.Size)        { r.box.Resize(size) }
func (r *groundRenderer) Refresh() {
	r.box.FillColor = theme.Of(r.ground.Theme()).Colour(r.ground.colour)
	canvas.Refresh(r.box)
}
