package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/talat-pos/talat/app/theme"
)

// StepsData is how something stood day by day, and the line it should not fall below.
type StepsData struct {
	Values []int64  // the oldest first, at most the last 62 are drawn
	Under  []string // of each, "" for most; those at the ends keep inside
	Line   int64    // 0 = none
	Mark   string   // written at the line
}

// Steps draws a level as stairs over the days: what lay of a product.
type Steps struct {
	base
	data StepsData
}

// NewSteps shows nothing yet.
func NewSteps() *Steps {
	s := &Steps{}
	s.ExtendBaseWidget(s)
	return s
}

// Set draws other values.
func (s *Steps) Set(data StepsData) { s.data = data; s.Refresh() }

// CreateRenderer belongs to the toolkit.
func (s *Steps) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{min: func() fyne.Size { return fyne.NewSize(160, look(s).Size(theme.Caption)*6.5) }, refresh: func() {}}
	r.layout = func(size fyne.Size) { r.objects = s.draw(size) }
	return r
}

// dash is a stroke of the line and the gap after it.
const dash, dashGap = 6, 4

func (s *Steps) draw(size fyne.Size) []fyne.CanvasObject {
	th, values := look(s), s.data.Values[max(len(s.data.Values)-maxBars, 0):]
	if len(values) == 0 || size.Width <= 0 {
		return nil
	}
	highest, lowest := max(s.data.Line, 1), int64(0)
	for _, value := range values {
		highest, lowest = max(highest, value), min(lowest, value)
	}
	line := th.Size(theme.Tiny) * 1.4
	head, foot := line, size.Height-line-4
	height := func(value int64) float32 { return foot - (foot-head)*float32(value-lowest)/float32(highest-lowest) }
	part := size.Width / float32(len(values))
	var under, over []fyne.CanvasObject
	before := float32(0)
	for n, value := range values {
		x, y := part*float32(n), height(value)
		area, top := &canvas.Rectangle{}, &canvas.Rectangle{}
		fillBox(area, th, theme.Chosen, "", 0)
		Put(area, x, min(y, height(0)), part, max(height(0)-y, y-height(0)))
		fillBox(top, th, theme.InkStrong, "", 0)
		Put(top, x, y-1, part, 2.5)
		under, over = append(under, area), append(over, top)
		if n > 0 && before != y {
			rise := &canvas.Rectangle{}
			fillBox(rise, th, theme.InkStrong, "", 0)
			Put(rise, x-1.25, min(before, y)-1, 2.5, max(before-y, y-before)+2.5)
			over = append(over, rise)
		}
		before = y
	}
	all := append(under, over...)
	all = append(all, s.line(th, height, size.Width, line)...)
	return append(all, s.days(th, part, foot+4, line, size.Width)...)
}

// line draws the level that should be kept, and its name over it at the left.
func (s *Steps) line(th *theme.Theme, height func(int64) float32, width, line float32) (drawn []fyne.CanvasObject) {
	if s.data.Line <= 0 {
		return nil
	}
	y := height(s.data.Line)
	for x := float32(0); x < width; x += dash + dashGap {
		stroke := &canvas.Rectangle{}
		fillBox(stroke, th, theme.Gold, "", 0)
		Put(stroke, x, y-1, min(dash, width-x), 2)
		drawn = append(drawn, stroke)
	}
	mark := canvas.NewText("", nil)
	fillText(mark, th, s.data.Mark, theme.Tiny, theme.InkSoft, false)
	placeText(mark, 0, y-line-1, line)
	return append(drawn, mark)
}

func (s *Steps) days(th *theme.Theme, part, y, line, width float32) (drawn []fyne.CanvasObject) {
	names := s.data.Under[max(len(s.data.Under)-maxBars, 0):]
	for n, name := range names {
		if name == "" {
			continue
		}
		text := canvas.NewText("", nil)
		fillText(text, th, name, theme.Tiny, theme.InkSoft, false)
		wide := text.MinSize().Width
		placeText(text, min(max(part*(float32(n)+0.5)-wide/2, 0), width-wide), y, line)
		drawn = append(drawn, text)
	}
	return drawn
}
