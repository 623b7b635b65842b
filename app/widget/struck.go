package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	toolkit "fyne.io/fyne/v2/widget"
)

// Struck is a text that does not hold any more, with a line through it: the price before a discount.
type Struck struct {
	toolkit.BaseWidget
	text *Text
}

// NewStruck shows one line of text struck through.
func NewStruck(content string, style Style) *Struck {
	s := &Struck{text: NewText(content, style)}
	s.ExtendBaseWidget(s)
	return s
}

// Set shows another text.
func (s *Struck) Set(content string) { s.text.Set(content); s.Refresh() }

// CreateRenderer belongs to the toolkit.
func (s *Struck) CreateRenderer() fyne.WidgetRenderer {
	line := canvas.NewLine(nil)
	refresh := func() {
		line.StrokeColor, line.StrokeWidth = look(s).Color(s.text.style.colour(), 0), 1
		s.text.Refresh()
	}
	place := func(size fyne.Size) {
		Put(s.text, 0, 0, size.Width, size.Height)
		width := min(fyne.MeasureText(s.text.content, look(s).Size(s.text.style.size()), fyne.TextStyle{Bold: s.text.style.Bold}).Width, size.Width)
		left := float32(0)
		switch s.text.style.Align {
		case fyne.TextAlignTrailing:
			left = size.Width - width
		case fyne.TextAlignCenter:
			left = (size.Width - width) / 2
		}
		line.Position1, line.Position2 = fyne.NewPos(left, size.Height*0.54), fyne.NewPos(left+width, size.Height*0.54)
	}
	return render(place, s.text.MinSize, refresh, s.text, line)
}
