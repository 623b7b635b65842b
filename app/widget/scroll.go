package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"
)

// DragScroll lets a finger drag what is inside; taps still reach it. The toolkit's own scroll listens
// only to the wheel on a desktop.
type DragScroll struct {
	base
	scroll *container.Scroll
}

var _ fyne.Draggable = (*DragScroll)(nil)

// NewDragScroll scrolls content up and down.
func NewDragScroll(content fyne.CanvasObject) *DragScroll {
	return newDragScroll(container.NewVScroll(content))
}

// NewSideScroll scrolls content sideways.
func NewSideScroll(content fyne.CanvasObject) *DragScroll {
	return newDragScroll(container.NewHScroll(content))
}

func newDragScroll(scroll *container.Scroll) *DragScroll {
	d := &DragScroll{scroll: scroll}
	d.ExtendBaseWidget(d)
	return d
}

// Dragged belongs to the toolkit.
func (d *DragScroll) Dragged(event *fyne.DragEvent) {
	d.scroll.ScrollToOffset(d.scroll.Offset.SubtractXY(event.Dragged.DX, event.Dragged.DY))
}

// DragEnd belongs to the toolkit.
func (d *DragScroll) DragEnd() {}

// Offset gives how far the content is scrolled.
func (d *DragScroll) Offset() fyne.Position { return d.scroll.Offset }

// ScrollTo brings an offset of the content to the upper left.
func (d *DragScroll) ScrollTo(offset fyne.Position) { d.scroll.ScrollToOffset(offset) }

// ShowPart brings a part of the content into view, scrolling no more than it must.
func (d *DragScroll) ShowPart(at fyne.Position, size fyne.Size) {
	offset, view := d.scroll.Offset, d.scroll.Size()
	offset.X = min(max(offset.X, at.X+size.Width-view.Width), at.X)
	offset.Y = min(max(offset.Y, at.Y+size.Height-view.Height), at.Y)
	d.scroll.ScrollToOffset(offset)
}

func (d *DragScroll) held() []fyne.CanvasObject { return []fyne.CanvasObject{d.scroll.Content} }

// CreateRenderer belongs to the toolkit.
func (d *DragScroll) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(d.scroll) }

// scrollContent gives what is inside one of the toolkit's scrolls.
func scrollContent(object fyne.CanvasObject) (fyne.CanvasObject, bool) {
	scroll, ok := object.(*container.Scroll)
	if !ok {
		return nil, false
	}
	return scroll.Content, true
}
