package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/talat-pos/talat/app/theme"
)

// Kind is what a button is for.
type Kind uint8

// The kinds. A screen has at most one Pay or Primary that Enter does.
const (
	Plain   Kind = iota // white with an edge
	Primary             // indigo
	Pay                 // green: money in
	Gold                // marigold: begin here
	Danger              // red: what cannot be taken back
	Quiet               // no ground: a link with an icon
	Picked              // tinted: the choice that holds, among Plain ones
	Minor               // paper tint with an edge: smaller choices under Plain ones
)

// colours gives ground, ink and edge.
func (k Kind) colours() (ground, ink, edge fyne.ThemeColorName) {
	switch k {
	case Primary:
		return theme.Primary, theme.OnPrimary, ""
	case Pay:
		return theme.Pay, theme.OnPay, ""
	case Gold:
		return theme.Gold, theme.OnGold, ""
	case Danger:
		return theme.Danger, theme.OnDanger, ""
	case Quiet:
		return "", theme.InkStrong, ""
	case Picked:
		return theme.Chosen, theme.InkStrong, theme.InkStrong
	case Minor:
		return theme.CardSoft, theme.Ink, theme.EdgeField
	}
	return theme.Card, theme.Ink, theme.EdgeField
}

// Button does something when it is tapped, or when Space or Enter comes while it has the keyboard.
type Button struct {
	base
	keyed
	OnTapped func()

	height                              fyne.ThemeSizeName
	icon, key, label                    string
	kind                                Kind
	disabled, focused, hovered, pressed bool
}

var (
	_ fyne.Tappable     = (*Button)(nil)
	_ fyne.Focusable    = (*Button)(nil)
	_ fyne.Disableable  = (*Button)(nil)
	_ fyne.Shortcutable = (*Button)(nil)
	_ desktop.Hoverable = (*Button)(nil)
	_ desktop.Mouseable = (*Button)(nil)
)

// NewButton is 44 units high, without icon and key; see With….
func NewButton(kind Kind, label string, onTapped func()) *Button {
	b := &Button{kind: kind, label: label, OnTapped: onTapped, height: theme.ButtonMid}
	b.ExtendBaseWidget(b)
	return b
}

// WithIcon puts a line icon before the label.
func (b *Button) WithIcon(name string) *Button { b.icon = name; return b }

// WithKey shows the key that does the same.
func (b *Button) WithKey(key string) *Button { b.key = key; return b }

// WithHeight sets theme.ButtonLow, ButtonMid or ButtonTall; the tallest has the largest text.
func (b *Button) WithHeight(height fyne.ThemeSizeName) *Button { b.height = height; return b }

// Label gives what is written on the button.
func (b *Button) Label() string { return b.label }

// SetLabel writes something else.
func (b *Button) SetLabel(label string) { b.label = label; b.Refresh() }

// SetKey shows another key, or none.
func (b *Button) SetKey(key string) { b.key = key; b.Refresh() }

// SetIcon shows another icon, or none.
func (b *Button) SetIcon(name string) { b.icon = name; b.Refresh() }

// SetKind changes what the button is for.
func (b *Button) SetKind(kind Kind) { b.kind = kind; b.Refresh() }

// Enable, Disable and Disabled say whether it can be used now.
func (b *Button) Enable()        { b.disabled = false; b.Refresh() }
func (b *Button) Disable()       { b.disabled = true; b.Refresh() }
func (b *Button) Disabled() bool { return b.disabled }

// SetEnabled is Enable or Disable.
func (b *Button) SetEnabled(enabled bool) {
	if b.disabled == enabled {
		b.disabled = !enabled
		b.Refresh()
	}
}

// Tapped belongs to the toolkit; a disabled button does nothing.
func (b *Button) Tapped(*fyne.PointEvent) {
	if !b.disabled && b.OnTapped != nil {
		b.OnTapped()
	}
}

// The rest of the events belong to the toolkit.

func (b *Button) FocusGained()                   { b.focused = true; b.Refresh(); b.reach() }
func (b *Button) FocusLost()                     { b.focused = false; b.Refresh() }
func (b *Button) MouseIn(*desktop.MouseEvent)    { b.hovered = true; b.Refresh() }
func (b *Button) MouseMoved(*desktop.MouseEvent) {}
func (b *Button) MouseOut()                      { b.hovered, b.pressed = false, false; b.Refresh() }
func (b *Button) MouseDown(*desktop.MouseEvent)  { b.pressed = true; b.Refresh() }
func (b *Button) MouseUp(*desktop.MouseEvent)    { b.pressed = false; b.Refresh() }

// TypedKey gives the key to the screen, then takes Space and Enter for itself.
func (b *Button) TypedKey(event *fyne.KeyEvent) {
	if b.TookKey(event) {
		return
	}
	switch event.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.Tapped(nil)
	}
}

// TypedRune gives what is typed to the screen. A space pressed the button already.
func (b *Button) TypedRune(r rune) {
	if r != ' ' {
		b.TookRune(r)
	}
}

// TypedShortcut gives shortcuts to the screen.
func (b *Button) TypedShortcut(s fyne.Shortcut) { b.TookShortcut(s) }

type buttonParts struct {
	ground, over, ring, cap *canvas.Rectangle
	icon                    *canvas.Image
	label, key              *canvas.Text
}

// CreateRenderer belongs to the toolkit.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	p := &buttonParts{
		ground: &canvas.Rectangle{}, over: &canvas.Rectangle{}, ring: &canvas.Rectangle{}, cap: &canvas.Rectangle{},
		icon: newIcon(), label: canvas.NewText("", nil), key: canvas.NewText("", nil),
	}
	return render(func(size fyne.Size) { b.place(p, size) }, func() fyne.Size { return b.least(p) },
		func() { b.fill(p) }, p.ground, p.over, p.icon, p.label, p.cap, p.key, p.ring)
}

func (b *Button) textSize() fyne.ThemeSizeName {
	if b.height == theme.ButtonTall {
		return theme.PayText
	}
	return theme.ButtonText
}

func (b *Button) fill(p *buttonParts) {
	th := look(b)
	ground, ink, edge := b.kind.colours()
	if b.disabled {
		ground, ink, edge = theme.Off, theme.InkOff, theme.Edge
		if b.kind == Quiet {
			ground, edge = "", ""
		}
	}
	corner := th.Size(theme.CornerSmall)
	if b.height == theme.ButtonTall {
		corner = th.Size(theme.Corner)
	}
	fillBox(p.ground, th, ground, edge, corner)
	fillBox(p.over, th, "", "", corner)
	if b.pressed && !b.disabled {
		p.over.FillColor = th.Colour(theme.Pressed)
	} else if b.hovered && !b.disabled {
		p.over.FillColor = th.Colour(theme.Hover)
	}
	p.ring.FillColor, p.ring.CornerRadius = nil, corner
	p.ring.StrokeColor, p.ring.StrokeWidth = th.Colour(theme.Ring), th.Size(theme.RingWidth)
	p.ring.Hidden = !b.focused
	fillText(p.label, th, b.label, b.textSize(), ink, true)
	fillIcon(p.icon, th, b.icon, ink)
	fillText(p.key, th, b.key, theme.Tiny, ink, false)
	fillBox(p.cap, th, "", ink, th.Size(theme.CornerTiny))
	p.cap.Hidden, p.key.Hidden = b.key == "", b.key == ""
}

// content is the width of icon, label and key together.
func (b *Button) content(p *buttonParts) float32 {
	th := look(b)
	width := p.label.MinSize().Width
	if b.icon != "" {
		width += th.Size(theme.IconSize)
		if b.label != "" {
			width += th.Size(theme.Gap)
		}
	}
	if b.key != "" {
		width += capWidth(p.key) + th.Size(theme.Gap)
	}
	return width
}

func (b *Button) least(p *buttonParts) fyne.Size {
	th := look(b)
	margin := th.Size(theme.PadCard) * 2
	if b.kind == Quiet || b.label == "" {
		margin = th.Size(theme.Gap) * 2
	}
	height := max(th.Size(b.height), p.label.MinSize().Height)
	return fyne.NewSize(max(b.content(p)+margin, height), height)
}

func (b *Button) place(p *buttonParts, size fyne.Size) {
	th := look(b)
	for _, whole := range []*canvas.Rectangle{p.ground, p.over, p.ring} {
		Put(whole, 0, 0, size.Width, size.Height)
	}
	x := max((size.Width-b.content(p))/2, 0)
	if b.icon != "" {
		icon := th.Size(theme.IconSize)
		Put(p.icon, x, (size.Height-icon)/2, icon, icon)
		x += icon + th.Size(theme.Gap)
	}
	x += placeText(p.label, x, 0, size.Height) + th.Size(theme.Gap)
	placeCap(p.cap, p.key, x, 0, size.Height)
}
