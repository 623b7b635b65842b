package orders

import (
	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/widget"
)

// headed is a layout of the names of columns, a line, and all else below; where the list is narrow the names go.
type headed struct{}

// MinSize belongs to the toolkit.
func (headed) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[0].MinSize().Height+objects[2].MinSize().Height)
}

// Layout belongs to the toolkit.
func (headed) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	high := float32(0)
	if size.Width >= widget.Unit(broad) {
		high = objects[0].MinSize().Height
	}
	visible(objects[0], high > 0)
	widget.Put(objects[0], 0, 0, size.Width, high)
	widget.Put(objects[1], 0, high, size.Width, 1)
	for _, below := range objects[2:] {
		widget.Put(below, 0, high+1, size.Width, max(size.Height-high-1, 0))
	}
}

// footed is a layout of a head, what scrolls, and a foot of buttons whose rows follow the width.
type footed struct{}

const footedGap = 10

// MinSize belongs to the toolkit.
func (footed) MinSize(objects []fyne.CanvasObject) fyne.Size {
	head, middle, foot := objects[0].MinSize(), objects[1].MinSize(), objects[2].MinSize()
	return fyne.NewSize(max(head.Width, foot.Width), head.Height+middle.Height+foot.Height+2*footedGap)
}

// Layout belongs to the toolkit.
func (footed) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if foot, ok := objects[2].(*fyne.Container); ok {
		for _, part := range foot.Objects {
			if row, ok := part.(*fyne.Container); ok {
				if buttons, ok := row.Layout.(*widget.Justified); ok {
					buttons.Width = size.Width
				}
			}
		}
	}
	head, foot := objects[0].MinSize().Height, objects[2].MinSize().Height
	widget.Put(objects[0], 0, 0, size.Width, head)
	widget.Put(objects[2], 0, size.Height-foot, size.Width, foot)
	widget.Put(objects[1], 0, head+footedGap, size.Width, max(size.Height-head-foot-2*footedGap, 0))
}
