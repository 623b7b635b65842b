package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"
)

// DragScroll lets a finger drag what is inside; taps still reach it. The toolkit's own scroll listens
// only to the wheel on a desktop. Sideways there is no bar: it would lie on the chips, and a chip that is
// cut says by itself that there are more.
type DragScroll struct {
	base
	scroll *container.Scroll // nil where it scrolls sideways

	clip    *container.Clip
	content fyne.CanvasObject
	aside   float32 // how far it is scrolled sideways
}

var (
	_ fyne.Draggable  = (*DragScroll)(nil)
	_ fyne.Scrollable = (*DragScroll)(nil)
)

// NewDragScroll scrolls content up and down.
func NewDragScroll(content fyne.CanvasObject) *DragScroll {
	d := &DragScroll{content: content, scroll: container.NewVScroll(content)}
	d.ExtendBaseWidget(d)
	return d
}

// NewSideScroll scrolls content sideways.
func NewSideScroll(content fyne.CanvasObject) *DragScroll {
	d := &DragScroll{content: content}
	d.clip = container.NewClip(container.New(&sideways{d}, content))
	d.ExtendBaseWidget(d)
	return d
}

// sideways places content that is wider than its place.
type sideways struct{ scroll *DragScroll }

func (s *sideways) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[0].MinSize().Height)
}

func (s *sideways) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	wide := max(objects[0].MinSize().Width, size.Width)
	s.scroll.aside = min(max(s.scroll.aside, 0), wide-size.Width)
	Put(objects[0], -s.scroll.aside, 0, wide, size.Height)
}

// Dragged belongs to the toolkit.
func (d *DragScroll) Dragged(event *fyne.DragEvent) {
	d.ScrollTo(d.Offset().SubtractXY(event.Dragged.DX, event.Dragged.DY))
}

// DragEnd belongs to the toolkit.
func (d *DragScroll) DragEnd() {}

// Scrolled belongs to the toolkit; sideways the usual wheel scrolls too.
func (d *DragScroll) Scrolled(event *fyne.ScrollEvent) {
	if d.scroll != nil {
		d.scroll.Scrolled(event)
		return
	}
	d.ScrollTo(d.Offset().SubtractXY(event.Scrolled.DX+event.Scrolled.DY, 0))
}

// Offset gives how far the content is scrolled.
func (d *DragScroll) Offset() fyne.Position {
	if d.scroll != nil {
		return d.scroll.Offset
	}
	return fyne.NewPos(d.aside, 0)
}

// ScrollTo brings an offset of the content to the upper left.
func (d *DragScroll) ScrollTo(offset fyne.Position) {
	if d.scroll != nil {
		d.scroll.ScrollToOffset(offset)
		return
	}
	d.aside = offset.X
	d.clip.Content.Refresh()
}

// ShowPart brings a part of the content into view, scrolling no more than it must.
func (d *DragScroll) ShowPart(at fyne.Position, size fyne.Size) {
	offset, view := d.Offset(), d.Size()
	offset.X = min(max(offset.X, at.X+size.Width-view.Width), at.X)
	offset.Y = min(max(offset.Y, at.Y+size.Height-view.Height), at.Y)
	d.ScrollTo(offset)
}

// Reveal brings a widget of the content into view, also one that was not drawn yet: a window knows the place of what
// it has drawn, the content of what was laid out.
func (d *DragScroll) Reveal(object fyne.CanvasObject) { d.reveal(object, 0) }

// underField is the room below a field in which words tell what is wrong with it.
const underField = 30

func (d *DragScroll) reveal(object fyne.CanvasObject, below float32) {
	at, found := placeIn(d.content, object)
	if !found {
		driver := fyne.CurrentApp().Driver()
		at = driver.AbsolutePositionForObject(object).Subtract(driver.AbsolutePositionForObject(d)).Add(d.Offset())
	}
	d.ShowPart(at, object.Size().AddWidthHeight(0, below))
}

// placeIn gives where an object lies inside another.
func placeIn(whole, object fyne.CanvasObject) (at fyne.Position, found bool) {
	if whole == object {
		return fyne.Position{}, true
	}
	Inside(whole, func(part fyne.CanvasObject) bool {
		var inside fyne.Position
		if inside, found = placeIn(part, object); found {
			at = part.Position().Add(inside)
		}
		return !found
	})
	return at, found
}

// Follow brings whatever of the content gets the keyboard into view, also by Tab. What is put into the
// content later is followed after another call.
func (d *DragScroll) Follow() { d.follow(d.content) }

func (d *DragScroll) follow(object fyne.CanvasObject) {
	if keyed, ok := object.(interface{ SetReached(func()) }); ok {
		keyed.SetReached(func() { d.reveal(object, Unit(underField)) })
	}
	Inside(object, func(part fyne.CanvasObject) bool {
		d.follow(part)
		return true
	})
}

func (d *DragScroll) held() []fyne.CanvasObject { return []fyne.CanvasObject{d.content} }

// CreateRenderer belongs to the toolkit.
func (d *DragScroll) CreateRenderer() fyne.WidgetRenderer {
	if d.scroll != nil {
		return toolkit.NewSimpleRenderer(d.scroll)
	}
	return render(
		func(size fyne.Size) {
			Put(d.clip, 0, 0, size.Width, size.Height)
			Put(d.clip.Content, 0, 0, size.Width, size.Height) // the clip itself forgets it until it is drawn
		},
		func() fyne.Size { return fyne.NewSize(1, d.content.MinSize().Height) }, func() {}, d.clip)
}

// scrollContent gives what is inside one of the toolkit's scrolls.
func scrollContent(object fyne.CanvasObject) (fyne.CanvasObject, bool) {
	scroll, ok := object.(*container.Scroll)
	if !ok {
		return nil, false
	}
	return scroll.Content, true
}
