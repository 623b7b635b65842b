package customerdisplay

import (
	"fyne.io/fyne/v2"
)

// newest lays lines below each other from the top and leaves out the oldest where there is no room.
type newest struct{}

// MinSize belongs to the toolkit: one line must fit.
func (newest) MinSize(lines []fyne.CanvasObject) (least fyne.Size) {
	for _, line := range lines {
		least = least.Max(line.MinSize())
	}
	return least
}

// Layout belongs to the toolkit.
func (newest) Layout(lines []fyne.CanvasObject, size fyne.Size) {
	first, height := len(lines), float32(0)
	for first > 0 && height+lines[first-1].MinSize().Height <= size.Height {
		first--
		height += lines[first].MinSize().Height
	}
	y := float32(0)
	for n, line := range lines {
		if n < first {
			line.Hide()
			continue
		}
		line.Show()
		high := line.MinSize().Height
		line.Move(fyne.NewPos(0, y))
		line.Resize(fyne.NewSize(size.Width, high))
		y += high
	}
}

// codeAndWords puts a code, as large as it goes in the left half, beside words in the middle of the rest.
type codeAndWords struct{}

const gutter = 28

// MinSize belongs to the toolkit.
func (codeAndWords) MinSize(objects []fyne.CanvasObject) fyne.Size {
	code, words := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(code.Width+gutter+words.Width, max(code.Height, words.Height))
}

// Layout belongs to the toolkit.
func (codeAndWords) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	code, words := objects[0], objects[1]
	side := min(size.Height, size.Width/2)
	code.Move(fyne.NewPos(0, (size.Height-side)/2))
	code.Resize(fyne.NewSquareSize(side))
	left := side + gutter
	words.Resize(fyne.NewSize(size.Width-left, words.MinSize().Height)) // what wraps knows its height only now
	high := words.MinSize().Height
	words.Resize(fyne.NewSize(size.Width-left, high))
	words.Move(fyne.NewPos(left, max(size.Height-high, 0)/2))
}
