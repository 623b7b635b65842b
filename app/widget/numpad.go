package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/theme"
)

// Typist is a field that a number pad writes into; Entry, AmountEntry and QtyEntry are.
type Typist interface {
	Type(rune)
	Back()
	Clear()
	Submit()
}

// Numpad is a pad of figures for fingers.
type Numpad struct {
	base
	target Typist
	grid   *fyne.Container
}

// NewNumpad writes into target; enter is the word on its largest key.
func NewNumpad(target Typist, enter string) *Numpad {
	n := &Numpad{target: target}
	n.ExtendBaseWidget(n)
	digit := func(text string) fyne.CanvasObject {
		return NewButton(Plain, text, func() {
			for _, r := range text {
				n.target.Type(r)
			}
		}).WithHeight(theme.ButtonTall)
	}
	figures := container.New(layout.NewGridLayoutWithColumns(3),
		digit("7"), digit("8"), digit("9"), digit("4"), digit("5"), digit("6"),
		digit("1"), digit("2"), digit("3"), digit("00"), digit("0"), digit("."))
	back := NewButton(Minor, "", func() { n.target.Back() }).WithIcon("backspace").WithHeight(theme.ButtonTall)
	clear := NewButton(Minor, "C", func() { n.target.Clear() }).WithHeight(theme.ButtonTall)
	submit := NewButton(Primary, enter, func() { n.target.Submit() }).WithHeight(theme.ButtonTall)
	side := container.New(layout.NewGridLayoutWithRows(2),
		container.New(layout.NewGridLayoutWithRows(2), back, clear), submit)
	n.grid = container.NewBorder(nil, nil, nil, side, figures)
	return n
}

// SetTarget lets the pad write into another field.
func (n *Numpad) SetTarget(target Typist) { n.target = target }

func (n *Numpad) held() []fyne.CanvasObject { return n.grid.Objects }

// CreateRenderer belongs to the toolkit.
func (n *Numpad) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(n.grid) }
