package pay

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/widget"
)

// newCornerRibbon is the practice shop's band over the card's upper right corner.
func newCornerRibbon(label string) fyne.CanvasObject {
	return container.New(&atCorner{}, widget.NewRibbon(label))
}

// atCorner puts one object at the upper right.
type atCorner struct{}

func (*atCorner) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (*atCorner) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	least := objects[0].MinSize()
	objects[0].Resize(least)
	objects[0].Move(fyne.NewPos(size.Width-least.Width, 0))
}
