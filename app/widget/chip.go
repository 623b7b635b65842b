package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/talat-pos/talat/app/theme"
)

// Tone is the mood of a chip, a badge or a notice.
type Tone uint8

// The tones.
const (
	Calm    Tone = iota // tells a state that needs nothing
	Good                // done, ready, money in
	Watch               // needs a look
	Bad                 // trouble
	Soft                // indigo tint
	Outline             // white with an edge
)

// colours gives the ground, the ink and the edge of a tone.
func (t Tone) colours() (ground, ink, edge fyne.ThemeColorName) {
	switch t {
	case Good:
		return theme.ChipGreen, theme.InkGreen, ""
	case Watch:
		return theme.ChipGold, theme.InkGold, ""
	case Bad:
		return theme.ChipRed, theme.InkRed, ""
	case Soft:
		return theme.ChipBlue, theme.InkBlue, ""
	case Outline:
		return theme.Card, theme.Ink, theme.EdgeField
	}
	return theme.Chip, theme.OnChip, ""
}

// Pill is a rounded pill that tells a state. Taps go through it to the row it stands in.
type Pill struct {
	base
	data      ChipData
	hovered   bool
	pressable bool // drawn and measured for a finger
}

// Chip is a pill that can be tapped: a choice that can be selected, a small action.
type Chip struct {
	Pill
	OnTapped func()
}

// ChipData is what a chip shows.
type ChipData struct {
	Label    string
	Icon     string              // a line icon before the label
	IconTone fyne.ThemeColorName // its colour; "" is the ink's
	Dot      fyne.ThemeColorName // a dot of this colour before the label
	Key      string              // a key badge after the label
	Tone     Tone
	Selected bool
}

var (
	_ fyne.Tappable     = (*Chip)(nil)
	_ desktop.Hoverable = (*Chip)(nil)
)

// NewPill shows a state.
func NewPill(data ChipData) *Pill {
	p := &Pill{data: data}
	p.ExtendBaseWidget(p)
	return p
}

// NewChip shows a choice.
func NewChip(data ChipData, onTapped func()) *Chip {
	c := &Chip{Pill: Pill{data: data, pressable: true}, OnTapped: onTapped}
	c.ExtendBaseWidget(c)
	return c
}

// Data gives what is shown.
func (c *Pill) Data() ChipData { return c.data }

// Set shows something else.
func (c *Pill) Set(data ChipData) {
	if c.data != data {
		c.data = data
		c.Refresh()
	}
}

// SetSelected marks the chip as the one that holds.
func (c *Chip) SetSelected(selected bool) {
	data := c.data
	data.Selected = selected
	c.Set(data)
}

// Tapped belongs to the toolkit.
func (c *Chip) Tapped(*fyne.PointEvent) {
	if c.OnTapped != nil {
		c.OnTapped()
	}
}

// MouseIn, MouseMoved and MouseOut belong to the toolkit.
func (c *Chip) MouseIn(*desktop.MouseEvent)    { c.hovered = true; c.Refresh() }
func (c *Chip) MouseMoved(*desktop.MouseEvent) {}
func (c *Chip) MouseOut()                      { c.hovered = false; c.Refresh() }

type chipParts struct {
	pill, over, dot, cap *canvas.Rectangle
	icon                 *canvas.Image
	label, key           *canvas.Text
}

// CreateRenderer belongs to the toolkit.
func (c *Pill) CreateRenderer() fyne.WidgetRenderer {
	p := &chipParts{
		pill: &canvas.Rectangle{}, over: &canvas.Rectangle{}, dot: &canvas.Rectangle{}, cap: &canvas.Rectangle{},
		icon: newIcon(), label: canvas.NewText("", nil), key: canvas.NewText("", nil),
	}
	return render(func(size fyne.Size) { c.place(p, size) }, func() fyne.Size { return c.least(p) },
		func() { c.fill(p) }, p.pill, p.over, p.icon, p.dot, p.label, p.cap, p.key)
}

func (c *Pill) fill(p *chipParts) {
	th, data := look(c), c.data
	ground, ink, edge := data.Tone.colours()
	if data.Selected {
		ground, ink, edge = theme.Primary, theme.OnPrimary, ""
	}
	fillBox(p.pill, th, ground, edge, c.height()/2)
	fillBox(p.over, th, "", "", c.height()/2)
	if c.hovered {
		p.over.FillColor = th.Colour(theme.Hover)
	}
	fillText(p.label, th, data.Label, theme.Small, ink, false)
	iconInk := ink
	if data.IconTone != "" {
		iconInk = data.IconTone
	}
	fillIcon(p.icon, th, data.Icon, iconInk)
	fillBox(p.dot, th, data.Dot, "", 5)
	p.dot.Hidden = data.Dot == ""
	fillText(p.key, th, data.Key, theme.Tiny, ink, false)
	fillBox(p.cap, th, "", ink, th.Size(theme.CornerTiny))
	p.cap.Hidden = data.Key == ""
	p.key.Hidden = data.Key == ""
}

// height is that of the drawn pill.
func (c *Pill) height() float32 {
	if !c.pressable {
		return look(c).Size(theme.PillLow)
	}
	return look(c).Size(theme.Pill)
}

func (c *Pill) least(p *chipParts) fyne.Size {
	th := look(c)
	width := p.label.MinSize().Width + 2*c.margin()
	if c.data.Icon != "" {
		width += th.Size(theme.IconSize) + 6
	}
	if c.data.Dot != "" {
		width += 16
	}
	if c.data.Key != "" {
		width += capWidth(p.key) + 8
	}
	height := c.height()
	if c.pressable {
		height = max(height, th.Size(theme.Touch))
	}
	return fyne.NewSize(width, max(height, p.label.MinSize().Height))
}

func (c *Pill) margin() float32 { return c.height() * 0.42 }

func (c *Pill) place(p *chipParts, size fyne.Size) {
	th := look(c)
	height := c.height()
	y := (size.Height - height) / 2
	Put(p.pill, 0, y, size.Width, height)
	Put(p.over, 0, y, size.Width, height)
	x := c.margin()
	if spare := size.Width - c.least(p).Width; spare > 0 {
		x += spare / 2
	}
	if c.data.Icon != "" {
		icon := th.Size(theme.IconSize)
		Put(p.icon, x, (size.Height-icon)/2, icon, icon)
		x += icon + 6
	}
	if c.data.Dot != "" {
		Put(p.dot, x, (size.Height-10)/2, 10, 10)
		x += 16
	}
	x += placeText(p.label, x, 0, size.Height) + 8
	placeCap(p.cap, p.key, x, 0, size.Height)
}

// capWidth and placeCap draw the rounded outline of a key around its name.
func capWidth(key *canvas.Text) float32 {
	return max(key.MinSize().Width+11, key.TextSize*2)
}

func placeCap(outline *canvas.Rectangle, key *canvas.Text, x, y, height float32) {
	capHeight := key.TextSize * 1.62
	width := capWidth(key)
	Put(outline, x, y+(height-capHeight)/2, width, capHeight)
	placeText(key, x+(width-key.MinSize().Width)/2, y, height)
}
