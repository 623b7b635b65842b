package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/thai"
)

// Style says how a text looks, by the theme's names. Empty names are Text and Ink.
type Style struct {
	Size   fyne.ThemeSizeName
	Colour fyne.ThemeColorName
	Bold   bool
	Align  fyne.TextAlign
}

func (s Style) size() fyne.ThemeSizeName {
	if s.Size == "" {
		return theme.Text
	}
	return s.Size
}

func (s Style) colour() fyne.ThemeColorName {
	if s.Colour == "" {
		return theme.Ink
	}
	return s.Colour
}

// The styles most screens are made of.
var (
	Body        = Style{}
	Strong      = Style{Bold: true}
	Title       = Style{Size: theme.Title, Bold: true}
	Section     = Style{Size: theme.Section, Bold: true}
	Caption     = Style{Size: theme.Caption, Colour: theme.InkSoft}
	Figure      = Style{Bold: true, Align: fyne.TextAlignTrailing}
	TroubleText = Style{Colour: theme.Trouble, Bold: true}
)

// In gives the style in another colour.
func (s Style) In(colour fyne.ThemeColorName) Style { s.Colour = colour; return s }

// At gives the style at another size.
func (s Style) At(size fyne.ThemeSizeName) Style { s.Size = size; return s }

// Right gives the style aligned to the right.
func (s Style) Right() Style { s.Align = fyne.TextAlignTrailing; return s }

// Centre gives the style aligned to the middle.
func (s Style) Centre() Style { s.Align = fyne.TextAlignCenter; return s }

// Text is one line of text that follows the theme. It stands in the middle of its height; where it is
// too narrow the end is cut with "…". Its least width is the whole text, or nothing after Shrink.
type Text struct {
	base
	content string
	shrinks bool
	style   Style
}

// NewText shows one line.
func NewText(content string, style Style) *Text {
	t := &Text{content: content, style: style}
	t.ExtendBaseWidget(t)
	return t
}

// Shrink lets the text be cut where there is no room, and gives it back.
func (t *Text) Shrink() *Text { t.shrinks = true; return t }

// Content gives what is shown.
func (t *Text) Content() string { return t.content }

// Set shows another text.
func (t *Text) Set(content string) {
	if t.content != content {
		t.content = content
		t.Refresh()
	}
}

// SetStyle shows it in another way.
func (t *Text) SetStyle(style Style) {
	if t.style != style {
		t.style = style
		t.Refresh()
	}
}

// CreateRenderer belongs to the toolkit.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	line := canvas.NewText("", nil)
	refresh := func() {
		fillText(line, look(t), t.content, t.style.size(), t.style.colour(), t.style.Bold)
		line.Alignment = t.style.Align
	}
	place := func(size fyne.Size) {
		line.Text = t.content
		if natural := line.MinSize(); natural.Width > size.Width+0.5 && size.Width > 0 {
			line.Text = thai.Ellipsis(t.content, measure(line.TextSize, t.style.Bold), size.Width)
		}
		height := line.MinSize().Height
		Put(line, 0, (size.Height-height)/2, size.Width, height)
	}
	least := func() fyne.Size {
		size := fyne.MeasureText(t.content, look(t).Size(t.style.size()), fyne.TextStyle{Bold: t.style.Bold})
		if t.shrinks {
			size.Width = 0
		}
		return size
	}
	return render(place, least, refresh, line)
}

// Money is an amount, right-aligned; the digits of the typeface are all equally wide, so columns line up.
type Money struct {
	Text
	sign bool
}

// NewMoney shows an amount, with ฿ before it when sign is set.
func NewMoney(amount money.Satang, sign bool, style Style) *Money {
	m := &Money{sign: sign}
	m.style = style.Right()
	m.content = m.write(amount)
	m.ExtendBaseWidget(m)
	return m
}

func (m *Money) write(amount money.Satang) string {
	if m.sign {
		return i18n.BahtSign(amount)
	}
	return i18n.Baht(amount)
}

// SetAmount shows another amount.
func (m *Money) SetAmount(amount money.Satang) { m.Set(m.write(amount)) }

// unknownWidth stands for the width of a label that was not laid out yet: nothing is broken.
const unknownWidth = 1e6

// WrapLabel is a text over several lines, broken between Thai words whenever its width changes.
type WrapLabel struct {
	base
	content  string
	maxLines int
	style    Style
	width    float32
}

// NewWrapLabel shows a text on at most maxLines lines, the last cut with "…"; 0 is as many as it takes.
func NewWrapLabel(content string, maxLines int, style Style) *WrapLabel {
	l := &WrapLabel{content: content, maxLines: maxLines, style: style}
	l.ExtendBaseWidget(l)
	return l
}

// Content gives the whole text.
func (l *WrapLabel) Content() string { return l.content }

// Set shows another text.
func (l *WrapLabel) Set(content string) {
	if l.content != content {
		l.content = content
		l.Refresh()
	}
}

// SetStyle shows it in another way.
func (l *WrapLabel) SetStyle(style Style) { l.style = style; l.Refresh() }

// Lines gives the lines as they are broken at the present width.
func (l *WrapLabel) Lines() []string {
	width := l.width
	if width <= 0 {
		width = unknownWidth
	}
	size := look(l).Size(l.style.size())
	if l.maxLines > 0 {
		return thai.WrapLines(l.content, measure(size, l.style.Bold), width, l.maxLines)
	}
	return thai.Wrap(l.content, measure(size, l.style.Bold), width)
}

// Resize breaks the lines anew when the width changed. The toolkit asks for the height again then.
func (l *WrapLabel) Resize(size fyne.Size) {
	changed := l.width != size.Width
	l.width = size.Width
	l.base.Resize(size)
	if changed {
		l.Refresh()
	}
}

// CreateRenderer belongs to the toolkit.
func (l *WrapLabel) CreateRenderer() fyne.WidgetRenderer {
	r := &wrapRenderer{label: l}
	r.Refresh()
	return r
}

type wrapRenderer struct {
	label *WrapLabel
	lines []fyne.CanvasObject
}

func (r *wrapRenderer) Destroy()                     {}
func (r *wrapRenderer) Objects() []fyne.CanvasObject { return r.lines }

// lineHeight is a little tighter than the line box: marks above and below rarely meet.
func (r *wrapRenderer) lineHeight() float32 { return look(r.label).Size(r.label.style.size()) * 1.5 }

func (r *wrapRenderer) MinSize() fyne.Size {
	full := fyne.MeasureText("ปู่", look(r.label).Size(r.label.style.size()), fyne.TextStyle{}).Height
	return fyne.NewSize(0, full+r.lineHeight()*float32(max(len(r.lines), 1)-1))
}

func (r *wrapRenderer) Layout(size fyne.Size) {
	for n, line := range r.lines {
		Put(line, 0, float32(n)*r.lineHeight(), size.Width, line.MinSize().Height)
	}
}

func (r *wrapRenderer) Refresh() {
	lines := r.label.Lines()
	for len(r.lines) < len(lines) {
		r.lines = append(r.lines, canvas.NewText("", nil))
	}
	r.lines = r.lines[:len(lines)]
	style := r.label.style
	for n, object := range r.lines {
		line := object.(*canvas.Text)
		fillText(line, look(r.label), lines[n], style.size(), style.colour(), style.Bold)
		line.Alignment = style.Align
	}
	r.Layout(r.label.Size())
	canvas.Refresh(r.label)
}
