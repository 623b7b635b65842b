package products

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
)

func pair(left, right fyne.CanvasObject) fyne.CanvasObject {
	return container.New(twice{}, left, right)
}

// twice gives two objects half the width each.
type twice struct{}

func (twice) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(2*max(left.Width, right.Width)+theme.Current().Size(theme.GapWide), max(left.Height, right.Height))
}

func (twice) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	between := theme.Current().Size(theme.GapWide)
	half := (size.Width - between) / 2
	widget.Put(objects[0], 0, 0, half, size.Height)
	widget.Put(objects[1], half+between, 0, half, size.Height)
}

// cells puts the fields of a row side by side; weights share the width.
type cells struct{ weights []float32 }

// MinSize belongs to the toolkit.
func (c *cells) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, object := range objects {
		least.Height = max(least.Height, object.MinSize().Height)
	}
	least.Width = widget.Unit(520)
	return least
}

// Layout belongs to the toolkit.
func (c *cells) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	var whole, x float32
	for _, weight := range c.weights {
		whole += weight
	}
	room := size.Width - float32(len(objects)-1)*widget.Gap
	for n, object := range objects {
		width := room * c.weights[n] / whole
		high := object.MinSize().Height
		widget.Put(object, x, (size.Height-high)/2, width, high)
		x += width + widget.Gap
	}
}

// columnsOf gives a tab of two columns.
func columnsOf(left, right []fyne.CanvasObject) fyne.CanvasObject {
	space := theme.Current().Size(theme.GapWide)
	return container.New(&halves{}, widget.Column(space, left...), widget.Column(space, right...))
}

// halves puts two columns side by side, or one below the other where they would not fit.
type halves struct{ width float32 }

func (h *halves) stacked(objects []fyne.CanvasObject) bool {
	return h.width > 0 && h.width < objects[0].MinSize().Width+theme.Current().Size(theme.GapWide)+objects[1].MinSize().Width+widget.Unit(narrow)
}

// narrow is what both columns together have beyond their least width before they stand side by side.
const narrow = 80

func (h *halves) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize(), objects[1].MinSize()
	if h.stacked(objects) {
		return fyne.NewSize(max(left.Width, right.Width), left.Height+theme.Current().Size(theme.GapWide)+right.Height)
	}
	return fyne.NewSize(max(left.Width, right.Width), max(left.Height, right.Height))
}

func (h *halves) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h.width = size.Width
	between := theme.Current().Size(theme.GapWide)
	if h.stacked(objects) {
		widget.Put(objects[0], 0, 0, size.Width, objects[0].MinSize().Height)
		widget.Put(objects[1], 0, objects[0].MinSize().Height+between, size.Width, objects[1].MinSize().Height)
		return
	}
	left := (size.Width - between) * 0.54
	widget.Put(objects[0], 0, 0, left, objects[0].MinSize().Height)
	widget.Put(objects[1], left+between, 0, size.Width-left-between, objects[1].MinSize().Height)
}

// tall gives an object a share of the window's height.
type tall struct{ share, window float32 }

// MinSize belongs to the toolkit.
func (t *tall) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, t.share*t.window) }

// Layout belongs to the toolkit.
func (t *tall) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// wrap puts objects of one size side by side and begins a line where there is no room for another.
type wrap struct{ width float32 }

func (w *wrap) columns(objects []fyne.CanvasObject) int {
	pitch := objects[0].MinSize().Width + theme.Current().Size(theme.Gap)
	return max(int((w.width+theme.Current().Size(theme.Gap))/pitch), 1)
}

// MinSize belongs to the toolkit.
func (w *wrap) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if len(objects) == 0 {
		return fyne.Size{}
	}
	cell, gap := objects[0].MinSize(), theme.Current().Size(theme.Gap)
	lines := (len(objects) + w.columns(objects) - 1) / w.columns(objects)
	return fyne.NewSize(cell.Width, float32(lines)*(cell.Height+gap)-gap)
}

// Layout belongs to the toolkit.
func (w *wrap) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w.width = size.Width
	for n, object := range objects {
		cell, gap := object.MinSize(), theme.Current().Size(theme.Gap)
		columns := w.columns(objects)
		widget.Put(object, float32(n%columns)*(cell.Width+gap), float32(n/columns)*(cell.Height+gap), cell.Width, cell.Height)
	}
}
