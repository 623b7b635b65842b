package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/talat-pos/talat/app/theme"
)

// mark is a quiet word with its icon at a field's end.
type mark struct {
	base
	icon, text string
	colour     fyne.ThemeColorName
}

// NewMarkedEntry is a field of one line with room for a mark at its end.
func NewMarkedEntry(placeHolder string) *Entry {
	e := NewEntry(placeHolder)
	m := &mark{}
	m.ExtendBaseWidget(m)
	e.ActionItem = m
	return e
}

// SetMark shows a word at the end of a marked field, "" none.
func (e *Entry) SetMark(icon, text string, colour fyne.ThemeColorName) {
	if m, ok := e.ActionItem.(*mark); ok && (m.icon != icon || m.text != text || m.colour != colour) {
		m.icon, m.text, m.colour = icon, text, colour
		m.Refresh()
		e.Refresh()
	}
}

// Mark gives the word at the field's end.
func (e *Entry) Mark() string {
	if m, ok := e.ActionItem.(*mark); ok {
		return m.text
	}
	return ""
}

const markIcon = 14

// CreateRenderer belongs to the toolkit.
func (m *mark) CreateRenderer() fyne.WidgetRenderer {
	icon, text := newIcon(), &canvas.Text{}
	fill := func() {
		fillText(text, look(m), m.text, theme.Caption, m.colour, false)
		if m.text == "" {
			fillIcon(icon, look(m), "", m.colour)
			return
		}
		fillIcon(icon, look(m), m.icon, m.colour)
	}
	return render(
		func(size fyne.Size) {
			Put(icon, 0, (size.Height-markIcon)/2, markIcon, markIcon)
			placeText(text, markIcon+4, 0, size.Height)
		},
		func() fyne.Size {
			if m.text == "" {
				return fyne.Size{}
			}
			size := fyne.MeasureText(m.text, look(m).Size(theme.Caption), fyne.TextStyle{})
			return fyne.NewSize(markIcon+4+size.Width+look(m).Size(theme.Gap)*1.5, size.Height)
		}, fill, icon, text)
}
