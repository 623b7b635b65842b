package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/talat-pos/talat/app/theme"
)

// Stepper shows a number between − and +.
type Stepper struct {
	base
	OnStep   func(by int) // −1 or +1
	OnTapped func()       // the number itself was tapped; may be nil

	value string
}

var _ fyne.Tappable = (*Stepper)(nil)

// NewStepper shows value, which the screen writes.
func NewStepper(value string, onStep func(by int)) *Stepper {
	s := &Stepper{value: value, OnStep: onStep}
	s.ExtendBaseWidget(s)
	return s
}

// Set shows another number.
func (s *Stepper) Set(value string) {
	if s.value != value {
		s.value = value
		s.Refresh()
	}
}

// Value gives what is shown.
func (s *Stepper) Value() string { return s.value }

// Tapped belongs to the toolkit: the outer thirds step.
func (s *Stepper) Tapped(event *fyne.PointEvent) {
	side := look(s).Size(theme.Touch)
	switch {
	case event.Position.X <= side && s.OnStep != nil:
		s.OnStep(-1)
	case event.Position.X >= s.Size().Width-side && s.OnStep != nil:
		s.OnStep(1)
	case s.OnTapped != nil:
		s.OnTapped()
	}
}

// CreateRenderer belongs to the toolkit.
func (s *Stepper) CreateRenderer() fyne.WidgetRenderer {
	less, more := &canvas.Rectangle{}, &canvas.Rectangle{}
	minus, plus := newIcon(), newIcon()
	value := canvas.NewText("", nil)
	return render(
		func(size fyne.Size) {
			drawn, icon := look(s).Size(theme.Pill), look(s).Size(theme.IconSize)
			y, inset := (size.Height-drawn)/2, (look(s).Size(theme.Touch)-drawn)/2
			right := size.Width - inset - drawn
			Put(less, inset, y, drawn, drawn)
			Put(more, right, y, drawn, drawn)
			Put(minus, inset+(drawn-icon)/2, (size.Height-icon)/2, icon, icon)
			Put(plus, right+(drawn-icon)/2, (size.Height-icon)/2, icon, icon)
			placeText(value, (size.Width-value.MinSize().Width)/2, 0, size.Height)
		},
		func() fyne.Size {
			touch := look(s).Size(theme.Touch)
			return fyne.NewSize(2*touch+max(value.MinSize().Width, touch*0.75), touch)
		},
		func() {
			th := look(s)
			for _, side := range []*canvas.Rectangle{less, more} {
				fillBox(side, th, theme.Card, theme.EdgeField, th.Size(theme.CornerSmall)-1)
			}
			fillIcon(minus, th, "minus", theme.Ink)
			fillIcon(plus, th, "plus", theme.Ink)
			fillText(value, th, s.value, theme.Text, theme.Ink, true)
		}, less, more, minus, plus, value)
}

// Switch is on or off.
type Switch struct {
	base
	keyed
	OnChanged func(on bool)

	focused, on bool
	label       string
}

var (
	_ fyne.Tappable     = (*Switch)(nil)
	_ fyne.Focusable    = (*Switch)(nil)
	_ fyne.Shortcutable = (*Switch)(nil)
)

// NewSwitch shows a label and the switch after it.
func NewSwitch(label string, on bool, onChanged func(bool)) *Switch {
	s := &Switch{label: label, on: on, OnChanged: onChanged}
	s.ExtendBaseWidget(s)
	return s
}

// On reports whether it is on.
func (s *Switch) On() bool { return s.on }

// Set switches without telling OnChanged.
func (s *Switch) Set(on bool) { s.on = on; s.Refresh() }

// Tapped belongs to the toolkit.
func (s *Switch) Tapped(*fyne.PointEvent) {
	s.Set(!s.on)
	if s.OnChanged != nil {
		s.OnChanged(s.on)
	}
}

// The rest of the events belong to the toolkit.

func (s *Switch) FocusGained()                         { s.focused = true; s.Refresh(); s.reach() }
func (s *Switch) FocusLost()                           { s.focused = false; s.Refresh() }
func (s *Switch) TypedShortcut(shortcut fyne.Shortcut) { s.TookShortcut(shortcut) }

func (s *Switch) TypedRune(r rune) {
	if r != ' ' {
		s.TookRune(r)
	}
}

func (s *Switch) TypedKey(event *fyne.KeyEvent) {
	if !s.TookKey(event) && event.Name == fyne.KeySpace {
		s.Tapped(nil)
	}
}

// CreateRenderer belongs to the toolkit.
func (s *Switch) CreateRenderer() fyne.WidgetRenderer {
	track, knob, label := &canvas.Rectangle{}, &canvas.Rectangle{}, canvas.NewText("", nil)
	high := func() float32 { return look(s).Size(theme.IconLarge) }
	return render(
		func(size fyne.Size) {
			height, width := high(), high()*1.8
			y := (size.Height - height) / 2
			Put(track, size.Width-width, y, width, height)
			x := size.Width - width + 3
			if s.on {
				x = size.Width - height + 3
			}
			Put(knob, x, y+3, height-6, height-6)
			placeText(label, 0, 0, size.Height)
		},
		func() fyne.Size {
			width := high() * 1.8
			if s.label != "" {
				width += label.MinSize().Width + look(s).Size(theme.GapWide)
			}
			return fyne.NewSize(width, look(s).Size(theme.Touch))
		},
		func() {
			th, ground := look(s), theme.EdgeField
			if s.on {
				ground = theme.Pay
			}
			fillBox(track, th, ground, "", high()/2)
			if s.focused {
				track.StrokeColor, track.StrokeWidth = th.Colour(theme.Ring), th.Size(theme.RingWidth)
			}
			fillBox(knob, th, theme.OnPay, "", high()/2-3)
			fillText(label, th, s.label, theme.Text, theme.Ink, false)
		}, track, knob, label)
}
