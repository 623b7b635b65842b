package widget

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/thai"
)

// TextMark puts the bytes of a text from From to To on the ground of a tone.
type TextMark struct {
	From, To int
	Tone     Tone
}

// MarkedText is a text over several lines, broken between Thai words, with parts of it marked in colours. A tap
// goes to OnTapped.
type MarkedText struct {
	base
	OnTapped func()

	content string
	marks   []TextMark
	width   float32
}

var _ fyne.Tappable = (*MarkedText)(nil)

// NewMarkedText shows nothing yet.
func NewMarkedText(onTapped func()) *MarkedText {
	m := &MarkedText{OnTapped: onTapped}
	m.ExtendBaseWidget(m)
	return m
}

// Set shows a text and its marks, in the order of the text. Where two lie on each other the first is drawn.
func (m *MarkedText) Set(content string, marks []TextMark) {
	m.content, m.marks = content, marks
	m.Refresh()
}

// Marked gives the parts of the text that are marked in a tone, as they are drawn: one a line.
func (m *MarkedText) Marked(tone Tone) (parts []string) {
	for _, line := range m.lines() {
		for _, part := range line.parts {
			if part.tone == tone {
				parts = append(parts, line.text[part.from:part.to])
			}
		}
	}
	return parts
}

// Tapped belongs to the toolkit.
func (m *MarkedText) Tapped(*fyne.PointEvent) {
	if m.OnTapped != nil {
		m.OnTapped()
	}
}

// Resize breaks the lines anew when the width changed.
func (m *MarkedText) Resize(size fyne.Size) {
	changed := m.width != size.Width
	m.width = size.Width
	m.base.Resize(size)
	if changed {
		m.Refresh()
	}
}

// markedLine is a line as it is drawn, with its marked parts.
type markedLine struct {
	text  string
	parts []markedPart
}

type markedPart struct {
	from, to int
	tone     Tone
}

func (m *MarkedText) measure() func(string) float32 { return measure(look(m).Size(theme.Text), false) }

// lines breaks the text. Breaking drops only spaces, so each line is found again in the text, where the marks count.
func (m *MarkedText) lines() (lines []markedLine) {
	width := m.width
	if width <= 0 {
		width = unknownWidth
	}
	at := 0
	for _, text := range thai.Wrap(m.content, m.measure(), width) {
		line := markedLine{text: text}
		if found := strings.Index(m.content[at:], text); found >= 0 {
			at += found
			line.parts = m.partsOf(at, at+len(text))
			at += len(text)
		}
		lines = append(lines, line)
	}
	return lines
}

// partsOf gives what of a line is marked.
func (m *MarkedText) partsOf(from, to int) (parts []markedPart) {
	reached := from
	for _, mark := range m.marks {
		if part := (markedPart{max(mark.From, reached) - from, min(mark.To, to) - from, mark.Tone}); part.from < part.to {
			parts = append(parts, part)
			reached = from + part.to
		}
	}
	return parts
}

// CreateRenderer belongs to the toolkit.
func (m *MarkedText) CreateRenderer() fyne.WidgetRenderer {
	r := &markedRenderer{of: m}
	r.Refresh()
	return r
}

// markedRenderer draws the grounds first and the lines over them.
type markedRenderer struct {
	of      *MarkedText
	objects []fyne.CanvasObject
	height  float32
}

func (r *markedRenderer) Destroy()                     {}
func (r *markedRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *markedRenderer) Layout(fyne.Size)             {}
func (r *markedRenderer) MinSize() fyne.Size           { return fyne.NewSize(0, r.height) }

// markAround is how far a ground reaches beyond its text.
const markAround = 2

func (r *markedRenderer) Refresh() {
	th, width := look(r.of), r.of.measure()
	step := th.Size(theme.Text) * 1.85 // room between the grounds of two lines
	var grounds, texts []fyne.CanvasObject
	y := float32(0)
	for _, line := range r.of.lines() {
		for _, part := range line.parts {
			ground, _, _ := part.tone.colours()
			box := &canvas.Rectangle{}
			fillBox(box, th, ground, "", th.Size(theme.CornerTiny))
			from := width(line.text[:part.from])
			Put(box, from-markAround, y+1, width(line.text[:part.to])-from+2*markAround, step-2)
			grounds = append(grounds, box)
		}
		text := canvas.NewText("", nil)
		fillText(text, th, line.text, theme.Text, theme.Ink, false)
		size := text.MinSize()
		Put(text, 0, y+(step-size.Height)/2, size.Width, size.Height)
		texts = append(texts, text)
		y += step
	}
	r.height = y
	r.objects = append(grounds, texts...)
	canvas.Refresh(r.of)
}
