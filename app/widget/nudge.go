package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/talat-pos/talat/app/theme"
)

// Nudge is a bar on the ground of a tone that says what wants a look; a tap leads there.
type Nudge struct {
	base
	OnTapped func() // nil where there is nothing to do

	data    NudgeData
	hovered bool
}

// NudgeData is what a nudge shows: at the left what is so, at the right what a tap does.
type NudgeData struct {
	Icon, Label string
	Strong      bool // the label is the news
	More        string
	MoreIcon    string
	Tone        Tone
}

var (
	_ fyne.Tappable     = (*Nudge)(nil)
	_ desktop.Hoverable = (*Nudge)(nil)
)

// NewNudge shows data.
func NewNudge(data NudgeData, onTapped func()) *Nudge {
	n := &Nudge{data: data, OnTapped: onTapped}
	n.ExtendBaseWidget(n)
	return n
}

// Data gives what is shown.
func (n *Nudge) Data() NudgeData { return n.data }

// Set shows something else.
func (n *Nudge) Set(data NudgeData) { n.data = data; n.Refresh() }

// Tapped belongs to the toolkit.
func (n *Nudge) Tapped(*fyne.PointEvent) {
	if n.OnTapped != nil {
		n.OnTapped()
	}
}

// MouseIn, MouseMoved and MouseOut belong to the toolkit.
func (n *Nudge) MouseIn(*desktop.MouseEvent)    { n.hovered = n.OnTapped != nil; n.Refresh() }
func (n *Nudge) MouseMoved(*desktop.MouseEvent) {}
func (n *Nudge) MouseOut()                      { n.hovered = false; n.Refresh() }

// CreateRenderer belongs to the toolkit.
func (n *Nudge) CreateRenderer() fyne.WidgetRenderer {
	ground, over := &canvas.Rectangle{}, &canvas.Rectangle{}
	icon, moreIcon := newIcon(), newIcon()
	label, more := canvas.NewText("", nil), canvas.NewText("", nil)
	width := func(icon *canvas.Image, text *canvas.Text) float32 {
		width := text.MinSize().Width
		if icon.Visible() {
			width += look(n).Size(theme.IconSize)
			if text.Text != "" {
				width += look(n).Size(theme.Gap)
			}
		}
		return width
	}
	put := func(icon *canvas.Image, text *canvas.Text, x float32, size fyne.Size) {
		if icon.Visible() {
			side := look(n).Size(theme.IconSize)
			Put(icon, x, (size.Height-side)/2, side, side)
			x += side + look(n).Size(theme.Gap)
		}
		placeText(text, x, 0, size.Height)
	}
	return render(
		func(size fyne.Size) {
			pad := look(n).Size(theme.GapWide)
			Put(ground, 0, 0, size.Width, size.Height)
			Put(over, 0, 0, size.Width, size.Height)
			put(icon, label, pad, size)
			put(moreIcon, more, size.Width-pad-width(moreIcon, more), size)
		},
		func() fyne.Size {
			least := 2*look(n).Size(theme.GapWide) + width(icon, label) + width(moreIcon, more)
			if n.data.More != "" || n.data.MoreIcon != "" {
				least += look(n).Size(theme.Gap)
			}
			return fyne.NewSize(least, max(look(n).Size(theme.Touch), label.MinSize().Height))
		},
		func() {
			th := look(n)
			fill, ink, _ := n.data.Tone.colours()
			fillBox(ground, th, fill, "", th.Size(theme.CornerSmall))
			fillBox(over, th, "", "", th.Size(theme.CornerSmall))
			if n.hovered {
				over.FillColor = th.Colour(theme.Hover)
			}
			size := theme.Small
			if n.data.Strong {
				size = theme.Text
			}
			fillText(label, th, n.data.Label, size, ink, n.data.Strong)
			fillText(more, th, n.data.More, theme.Small, ink, false)
			fillIcon(icon, th, n.data.Icon, ink)
			fillIcon(moreIcon, th, n.data.MoreIcon, ink)
		}, ground, over, icon, label, moreIcon, more)
}
