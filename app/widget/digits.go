package widget

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// maxDigits bounds what a field of figures takes; the largest amount has 13 characters.
const maxDigits = 16

// Digits is a field of figures that is typed like on a calculator: right-aligned, the caret at the end,
// everything selected when it gets the keyboard, so that the first digit replaces what stood there.
// It reads Thai digits, and digit keys by their position under a Thai keyboard layout.
type Digits struct {
	base
	keyed
	OnChanged   func(text string)
	OnSubmitted func()
	OnFocus     func(gained bool)

	disabled, focused, selected, troubled bool
	large, slim                           bool
	takeFocus                             func() // the outer widget knows itself to the window
	pending                               rune
	places                                int
	prefix                                string
	text                                  string
}

var (
	_ fyne.Tappable     = (*Digits)(nil)
	_ fyne.Focusable    = (*Digits)(nil)
	_ fyne.Shortcutable = (*Digits)(nil)
	_ fyne.Disableable  = (*Digits)(nil)
	_ keys.Field        = (*Digits)(nil)
	_ Typist            = (*Digits)(nil)
)

// AmountEntry is a field for baht.
type AmountEntry struct{ Digits }

// NewAmountEntry is empty; a large one is the heart of a payment dialog.
func NewAmountEntry(large bool) *AmountEntry {
	a := &AmountEntry{Digits{places: 2, large: large, prefix: "฿"}}
	a.ExtendBaseWidget(a)
	a.takeFocus = func() { Focus(a) }
	return a
}

// Amount reads the field. It fails with "amount_missing" when it is empty, else as money.Parse does.
func (a *AmountEntry) Amount() (money.Satang, error) {
	if a.text == "" {
		return 0, fault.Unreadable("amount_missing", "amount", nil)
	}
	return money.Parse(a.text)
}

// SetAmount writes an amount, without decimals where there are none.
func (a *AmountEntry) SetAmount(amount money.Satang) {
	a.SetText(strings.TrimSuffix(amount.String(), ".00"))
}

// QtyEntry is a field for a quantity.
type QtyEntry struct{ Digits }

// NewQtyEntry is empty.
func NewQtyEntry() *QtyEntry {
	q := &QtyEntry{Digits{places: 3}}
	q.ExtendBaseWidget(q)
	q.takeFocus = func() { Focus(q) }
	return q
}

// Qty reads the field. It fails with "qty_missing" when it is empty, else as qty.Parse does.
func (q *QtyEntry) Qty() (qty.Qty, error) {
	if q.text == "" {
		return 0, fault.Unreadable("qty_missing", "qty", nil)
	}
	return qty.Parse(q.text)
}

// SetQty writes a quantity.
func (q *QtyEntry) SetQty(quantity qty.Qty) { q.SetText(quantity.String()) }

// Slim draws the field lower than it can be tapped, so that fields under each other stay apart.
func (d *Digits) Slim() { d.slim = true }

// slimBy is how much of its height a slim field leaves free, above and below together.
const slimBy = 6

// Text gives the figures as typed, without separators.
func (d *Digits) Text() string { return d.text }

// SetText writes figures without telling OnChanged; what is no figure is left out.
func (d *Digits) SetText(text string) {
	d.text, d.selected = d.clean("", text), d.focused
	d.Refresh()
}

// HasText tells the key router whether the field has content.
func (d *Digits) HasText() bool { return d.text != "" }

// SelectAll lets the next digit replace everything.
func (d *Digits) SelectAll() { d.selected = d.text != ""; d.Refresh() }

// SetTroubled draws the edge red, or takes that back.
func (d *Digits) SetTroubled(troubled bool) { d.troubled = troubled; d.Refresh() }

// Enable, Disable and Disabled say whether it can be typed into.
func (d *Digits) Enable()        { d.disabled = false; d.Refresh() }
func (d *Digits) Disable()       { d.disabled = true; d.Refresh() }
func (d *Digits) Disabled() bool { return d.disabled }

// clean appends to text what of typed are figures that still fit.
func (d *Digits) clean(text, typed string) string {
	for _, r := range typed {
		if r >= '๐' && r <= '๙' {
			r = r - '๐' + '0'
		}
		_, decimals, point := strings.Cut(text, ".")
		switch {
		case len(text) >= maxDigits:
		case r >= '0' && r <= '9' && (!point || len(decimals) < d.places):
			text += string(r)
		case r == '.' && !point && d.places > 0:
			if text == "" {
				text = "0"
			}
			text += "."
		}
	}
	return text
}

func (d *Digits) change(text string) {
	if d.disabled {
		return
	}
	d.selected = false
	changed := text != d.text
	d.text = text
	d.Refresh()
	if changed && d.OnChanged != nil {
		d.OnChanged(text)
	}
}

// Type adds a figure; over a selection it begins anew.
func (d *Digits) Type(r rune) {
	text := d.text
	if d.selected {
		text = ""
	}
	if typed := d.clean(text, string(r)); typed != text {
		d.change(typed)
	}
}

// Back takes the last figure, or a whole selection.
func (d *Digits) Back() {
	if d.selected || d.text == "" {
		d.Clear()
		return
	}
	d.change(d.text[:len(d.text)-1])
}

// Clear empties the field.
func (d *Digits) Clear() { d.change("") }

// Submit tells OnSubmitted.
func (d *Digits) Submit() {
	if !d.disabled && d.OnSubmitted != nil {
		d.OnSubmitted()
	}
}

// Tapped belongs to the toolkit.
func (d *Digits) Tapped(*fyne.PointEvent) {
	if !d.disabled && d.takeFocus != nil {
		d.takeFocus()
	}
}

// FocusGained and FocusLost belong to the toolkit.
func (d *Digits) FocusGained() { d.focus(true) }
func (d *Digits) FocusLost()   { d.focus(false) }

func (d *Digits) focus(gained bool) {
	d.focused, d.selected = gained, gained && d.text != ""
	d.Refresh()
	if gained {
		d.reach()
	}
	if d.OnFocus != nil {
		d.OnFocus(gained)
	}
}

// TypedRune gives what is typed to the screen. The key's position counts where the layout is not Latin.
func (d *Digits) TypedRune(r rune) {
	pending := d.pending
	d.pending = 0
	if d.TookRune(r) {
		return
	}
	if pending != 0 && d.clean("", string(r)) == "" {
		r = pending
	}
	d.Type(r)
}

// TypedKey gives the key to the screen, then edits.
func (d *Digits) TypedKey(event *fyne.KeyEvent) {
	d.pending = 0
	if d.TookKey(event) {
		return
	}
	switch name := string(event.Name); {
	case event.Name == fyne.KeyBackspace:
		d.Back()
	case event.Name == fyne.KeyDelete:
		d.Clear()
	case event.Name == fyne.KeyReturn, event.Name == fyne.KeyEnter:
		d.Submit()
	case event.Name == fyne.KeyLeft, event.Name == fyne.KeyRight, event.Name == fyne.KeyEnd:
		d.selected = false
		d.Refresh()
	case len(name) == 1 && strings.Contains("0123456789.", name):
		d.pending = rune(name[0])
	}
}

// TypedShortcut pastes figures, copies them, and gives all else to the screen.
func (d *Digits) TypedShortcut(shortcut fyne.Shortcut) {
	switch shortcut := shortcut.(type) {
	case *fyne.ShortcutPaste:
		if figures := d.clean("", shortcut.Clipboard.Content()); figures != "" {
			d.change(figures)
			return
		}
	case *fyne.ShortcutCopy:
		shortcut.Clipboard.SetContent(d.text)
		return
	case *fyne.ShortcutSelectAll:
		d.SelectAll()
		return
	}
	d.TookShortcut(shortcut)
}

// shown groups the figures by thousands as they are typed.
func (d *Digits) shown() string {
	whole, decimals, point := strings.Cut(d.text, ".")
	if point {
		return i18n.Group(whole) + "." + decimals
	}
	return i18n.Group(whole)
}

// CreateRenderer belongs to the toolkit.
func (d *Digits) CreateRenderer() fyne.WidgetRenderer {
	ground, mark, caret := &canvas.Rectangle{}, &canvas.Rectangle{}, &canvas.Rectangle{}
	text, prefix := canvas.NewText("", nil), canvas.NewText("", nil)
	place := func(size fyne.Size) {
		margin := look(d).Size(theme.Gap) * 1.5
		free := float32(0)
		if d.slim {
			free = slimBy
		}
		Put(ground, 0, free/2, size.Width, size.Height-free)
		placeText(prefix, margin, 0, size.Height)
		left := placeRight(text, size.Width-margin, 0, size.Height)
		high := text.TextSize * 1.25
		Put(mark, left-2, (size.Height-high)/2, size.Width-margin-left+4, high)
		Put(caret, size.Width-margin+2, (size.Height-high)/2, 2, high)
	}
	least := func() fyne.Size {
		width, height := look(d).Size(theme.Touch)*2, look(d).Size(theme.Touch)
		if d.large {
			width, height = width*2.5, look(d).Size(theme.ButtonTall)
		}
		return fyne.NewSize(width, max(height, text.MinSize().Height))
	}
	return render(place, least, func() { d.fill(ground, mark, caret, text, prefix) }, ground, mark, prefix, text, caret)
}

func (d *Digits) fill(ground, mark, caret *canvas.Rectangle, text, prefix *canvas.Text) {
	th := look(d)
	size, prefixSize, ink := theme.Text, theme.Text, theme.Ink
	if d.large {
		size, prefixSize = theme.Total, theme.MoneyText
	}
	if d.disabled {
		ink = theme.InkOff
	}
	fillText(text, th, d.shown(), size, ink, true)
	fillText(prefix, th, d.prefix, prefixSize, theme.InkSoft, false)
	fillBox(ground, th, theme.Card, theme.EdgeField, th.Size(theme.CornerSmall))
	switch {
	case d.disabled:
		ground.FillColor = th.Colour(theme.Off)
	case d.troubled:
		ground.StrokeColor, ground.StrokeWidth = th.Colour(theme.Trouble), th.Size(theme.RingWidth)
	case d.focused:
		ground.StrokeColor, ground.StrokeWidth = th.Colour(theme.InkStrong), th.Size(theme.RingWidth)
	}
	fillBox(mark, th, theme.Selection, "", th.Size(theme.CornerTiny))
	mark.Hidden = !d.selected
	fillBox(caret, th, theme.Ink, "", 0)
	caret.Hidden = !d.focused || d.selected
}
