package prompt

import "fyne.io/fyne/v2"

const (
	margin = 16 // from a dialog to the window's edges
	space  = 14 // between the parts of a dialog
	beside = 10 // between buttons
	air    = 4  // around a dialog's body, where the ring of a field is drawn and must not be cut
	bar    = 10 // beside a body that scrolls, out of the card's margin: a finger on a field must not take the bar
)

// middle spreads the first object over the window and puts the second, a card, in its middle, no
// larger than fits.
type middle struct{ width float32 }

func (m *middle) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (m *middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	card := objects[1]
	width := min(max(m.width, card.MinSize().Width), size.Width-2*margin)
	room := size.Height - 2*margin
	card.Resize(fyne.NewSize(width, room)) // texts break at this width and know their height then
	height := min(card.MinSize().Height, room)
	card.Resize(fyne.NewSize(width, height))
	card.Move(fyne.NewPos((size.Width-width)/2, (size.Height-height)/2))
}

// cardLayout stacks title, scrolled body and buttons; what is too high scrolls in the body.
type cardLayout struct {
	content fyne.CanvasObject
	around  *airLayout
}

func (l *cardLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	title, body, row := objects[0].MinSize(), l.content.MinSize(), objects[2].MinSize()
	height := title.Height + space + body.Height - 2*air
	if row.Height > 0 {
		height += space + row.Height
	}
	return fyne.NewSize(max(body.Width-2*air, row.Width), height)
}

func (l *cardLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	title, body, row := objects[0], objects[1], objects[2]
	title.Resize(fyne.NewSize(size.Width, title.MinSize().Height))
	head := title.MinSize().Height
	title.Resize(fyne.NewSize(size.Width, head))
	row.Resize(fyne.NewSize(size.Width, row.MinSize().Height))
	foot := row.MinSize().Height
	row.Resize(fyne.NewSize(size.Width, foot))
	row.Move(fyne.NewPos(0, size.Height-foot))
	if foot > 0 {
		foot += space
	}
	room := max(size.Height-head-space-foot+2*air, 0)
	if l.around.bar = 0; l.content.MinSize().Height > room+1 {
		l.around.bar = bar
	}
	body.Move(fyne.NewPos(-air, head+space-air))
	body.Resize(fyne.NewSize(size.Width+2*air+l.around.bar, room))
}

// airLayout keeps air around a body, and at its right what the bar takes where it scrolls.
type airLayout struct{ bar float32 }

func (l *airLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(2*air, 2*air)
}

func (l *airLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(air, air))
	objects[0].Resize(size.SubtractWidthHeight(2*air+l.bar, 2*air))
}

// bareLayout gives a scroll the size of what it scrolls, where there is room.
type bareLayout struct{ content fyne.CanvasObject }

func (l *bareLayout) MinSize([]fyne.CanvasObject) fyne.Size { return l.content.MinSize() }

func (l *bareLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(size)
}

// rowLayout puts buttons at the right, and into more rows where they are too wide for one.
type rowLayout struct{ width float32 }

func (l *rowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, row := range l.rows(objects) {
		least.Height += row[0].MinSize().Height + beside
		for _, button := range row {
			least.Width = max(least.Width, button.MinSize().Width)
		}
	}
	return fyne.NewSize(least.Width, max(least.Height-beside, 0))
}

func (l *rowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	y := float32(0)
	for _, row := range l.rows(objects) {
		x := size.Width
		for n := len(row) - 1; n >= 0; n-- {
			least := row[n].MinSize()
			x -= least.Width
			row[n].Resize(least)
			row[n].Move(fyne.NewPos(max(x, 0), y))
			x -= beside
		}
		y += row[0].MinSize().Height + beside
	}
}

func (l *rowLayout) rows(objects []fyne.CanvasObject) [][]fyne.CanvasObject {
	var rows [][]fyne.CanvasObject
	used := float32(0)
	for _, object := range objects {
		width := object.MinSize().Width
		if len(rows) == 0 || l.width > 0 && used+beside+width > l.width {
			rows = append(rows, nil)
			used = -beside
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], object)
		used += beside + width
	}
	return rows
}
