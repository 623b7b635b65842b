package products

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/theme"
)

const gap = 8

func column(space float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedVBoxLayout(space), objects...)
}

func row(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedHBoxLayout(gap), objects...)
}

func inset(top, bottom, left, right float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(top, bottom, left, right), object)
}

// beside puts right at the end of a line and gives left the rest.
func beside(left, right fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewBorderLayout(nil, nil, nil, right), right, inset(0, 0, 0, gap, left))
}

func look() *theme.Theme { return theme.Of(fyne.CurrentApp().Settings().Theme()) }

// unit scales a width of the light look to the look in force.
func unit(width float32) float32 { return width * look().Size(theme.Touch) / 40 }

// sides puts the second object at the right, a share of the width between bounds.
type sides struct{ least, most float32 }

func (s sides) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(2*unit(s.least), max(objects[0].MinSize().Height, objects[1].MinSize().Height))
}

func (s sides) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	between := look().Size(theme.GapWide)
	right := max(min(size.Width*0.36, unit(s.most)), unit(s.least))
	put(objects[0], 0, 0, size.Width-right-between, size.Height)
	put(objects[1], size.Width-right, 0, right, size.Height)
}

func put(o fyne.CanvasObject, x, y, width, height float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(width, height))
}

// tall gives an object a height.
type tall struct{ height float32 }

func (l *tall) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objects[0].MinSize().Width, l.height)
}

func (l *tall) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }
