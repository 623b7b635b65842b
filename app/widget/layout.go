package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/theme"
)

// Gap is the space between things that belong together.
const Gap = 8

// Unit scales a width of the light look to the look in force.
func Unit(width float32) float32 { return width * theme.Current().Size(theme.Touch) / 40 }

// Put places an object.
func Put(object fyne.CanvasObject, x, y, width, height float32) {
	object.Move(fyne.NewPos(x, y))
	object.Resize(fyne.NewSize(width, height))
}

// Column stacks objects with space between them.
func Column(space float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedVBoxLayout(space), objects...)
}

// Row puts objects side by side.
func Row(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedHBoxLayout(Gap), objects...)
}

// Inset keeps space around an object.
func Inset(top, bottom, left, right float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(top, bottom, left, right), object)
}

// Beside puts right at the end of a line and gives left the rest.
func Beside(left, right fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewBorderLayout(nil, nil, nil, right), right, Inset(0, 0, 0, Gap, left))
}

// Sides is a layout that puts the second object at the right: a share of the width, between bounds of the
// light look.
type Sides struct{ Share, Least, Most float32 }

// MinSize belongs to the toolkit.
func (s Sides) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(2*Unit(s.Least), max(objects[0].MinSize().Height, objects[1].MinSize().Height))
}

// Layout belongs to the toolkit.
func (s Sides) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	between := theme.Current().Size(theme.GapWide)
	right := max(min(size.Width*s.Share, Unit(s.Most)), Unit(s.Least))
	Put(objects[0], 0, 0, size.Width-right-between, size.Height)
	Put(objects[1], size.Width-right, 0, right, size.Height)
}

// Rows is a layout that gives a list the height of so many rows.
type Rows int

// MinSize belongs to the toolkit.
func (r Rows) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objects[0].MinSize().Width, float32(r)*theme.Current().Size(theme.RowHeight)+2)
}

// Layout belongs to the toolkit.
func (r Rows) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// AtLeast is a layout that gives an object a least width, so that rows line up; a longer one takes more.
type AtLeast float32

// MinSize belongs to the toolkit.
func (w AtLeast) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := objects[0].MinSize()
	return fyne.NewSize(max(size.Width, float32(w)), size.Height)
}

// Layout belongs to the toolkit.
func (w AtLeast) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// Even is a layout that puts objects side by side, each as wide as the others.
type Even struct{}

// evenGap lies between them.
const evenGap = 10

// MinSize belongs to the toolkit.
func (Even) MinSize(objects []fyne.CanvasObject) (least fyne.Size) {
	for _, object := range objects {
		least = least.Max(object.MinSize())
	}
	count := float32(len(objects))
	return fyne.NewSize(least.Width*count+evenGap*(count-1), least.Height)
}

// Layout belongs to the toolkit.
func (Even) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	count := float32(len(objects))
	width := (size.Width - evenGap*(count-1)) / count
	for n, object := range objects {
		Put(object, float32(n)*(width+evenGap), 0, width, size.Height)
	}
}

// Wide is a layout that gives an object a width, whatever it would have.
type Wide float32

// MinSize belongs to the toolkit.
func (w Wide) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(float32(w), objects[0].MinSize().Height)
}

// Layout belongs to the toolkit.
func (w Wide) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// Least is a layout that gives an object at least a size.
type Least fyne.Size

// MinSize belongs to the toolkit.
func (l Least) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().Max(fyne.Size(l))
}

// Layout belongs to the toolkit.
func (l Least) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }
