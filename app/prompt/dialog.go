package prompt

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
)

// Action is a button of a dialog and the key that does the same.
type Action struct {
	Label string
	Key   keys.Chord // "" is none
	Kind  widget.Kind
	Icon  string
	After time.Duration // the key is ignored for this long after the dialog came up
	Do    func()        // after the dialog closed, unless it stays; may be nil
	Stays bool          // the dialog stays open; Do closes it when it may. Without, that of Esc leaves
}

// Dialog is a card over the dimmed window. Esc leaves it unless an action or a binding has that key. Keys
// and scans reach nothing below it.
type Dialog struct {
	Title    string
	Body     fyne.CanvasObject
	Actions  []Action
	Width    float32           // of the card, before the window is too narrow for it; 0 is 520
	Focus    fyne.Focusable    // who gets the keyboard; may be nil
	Bindings []keys.Binding    // keys without a button
	OnScan   func(code string) // what a scan means here; without it a scan is lost
	OnAny    func() bool       // see keys.Scope
	OnRune   func(r rune)      // what is typed while nothing has the keyboard
	OnClosed func()            // however it closed
	Typed    func() bool       // something was typed that closing would lose: Esc asks first; nil is never
	Lose     Question          // what Esc asks then; without a title it is the usual question
	Bare     bool              // Body is the whole card and draws its own head and buttons; Actions are not shown
	Full     bool              // Body covers the whole window

	host    *Host
	buttons []*widget.Button
	scroll  *widget.DragScroll // of the body, nil where it covers the window
	scope   *keys.Scope
	line    *line // over the dialog: what the window's line says lies below it
}

// usual is the width of a dialog.
const usual = 520

// Show opens a dialog over everything. A dialog that is open already stays as it is.
func (h *Host) Show(d *Dialog) {
	if slices.Contains(h.open, d) {
		return
	}
	d.host = h
	d.line = newLine()
	overlay := container.NewStack(d.build(), d.line.layer)
	d.scope = &keys.Scope{Title: d.Title, Bindings: d.bindings(), OnScan: d.OnScan, OnAny: d.OnAny, OnRune: d.OnRune, Overlay: overlay}
	widget.Connect(h.router, overlay)
	h.open = append(h.open, d)
	h.router.Push(d.scope)
	h.canvas.Overlays().Add(overlay)
	if d.Focus != nil {
		h.canvas.Focus(d.Focus)
	}
}

// Open reports whether a dialog is open.
func (h *Host) Open() bool { return len(h.open) > 0 }

// Close closes the dialog, and those opened above it, from the top. Closed ones stay closed.
func (d *Dialog) Close() {
	h := d.host
	if h == nil {
		return
	}
	at := slices.Index(h.open, d)
	if at < 0 {
		return
	}
	for _, above := range slices.Backward(slices.Clone(h.open[at:])) {
		h.open = h.open[:len(h.open)-1]
		h.router.Pop(above.scope)
		h.canvas.Overlays().Remove(above.scope.Overlay)
		if above.OnClosed != nil {
			above.OnClosed()
		}
	}
	if at == 0 && len(h.open) == 0 && h.OnReady != nil { // the lowest tells it, also where another's end closed it
		h.OnReady()
	}
}

// Button gives the button of an action, in the order of Actions, to disable or rename it.
func (d *Dialog) Button(n int) *widget.Button { return d.buttons[n] }

// Take gives the keyboard to a field of the dialog, nil to none, also to one that was not drawn yet.
func (d *Dialog) Take(field fyne.Focusable) {
	if field == nil {
		d.host.canvas.Unfocus()
		return
	}
	d.host.Focus(field)
}

// Taken gives what has the keyboard, nil for nothing.
func (d *Dialog) Taken() fyne.Focusable { return d.host.canvas.Focused() }

// Refresh lays the dialog out anew, after what it shows has grown.
func (d *Dialog) Refresh() {
	if d.scope != nil && d.Body != nil {
		for range 2 { // texts know their height once they know their width
			d.scope.Overlay.Refresh()
			d.Body.Refresh() // a card of the same size would leave its parts where they were
		}
	}
}

func (d *Dialog) do(action Action) {
	if action.Key == keys.Esc && !action.Stays {
		d.leave(action.Do)
		return
	}
	if !action.Stays {
		d.Close()
	}
	if action.Do != nil {
		action.Do()
	}
}

func (d *Dialog) bindings() []keys.Binding {
	all := slices.Clone(d.Bindings)
	for n, action := range d.Actions {
		if action.Key != "" {
			all = append(all, keys.Binding{Chord: action.Key, After: action.After, Do: func() {
				if !d.buttons[n].Disabled() {
					d.do(action)
				}
			}})
		}
	}
	if !slices.ContainsFunc(all, func(b keys.Binding) bool { return b.Chord == keys.Esc }) {
		all = append(all, keys.Binding{Chord: keys.Esc, Do: d.Leave})
	}
	for chord, by := range map[keys.Chord]float32{"PageUp": -aPage, "PageDown": aPage} {
		if d.Body != nil && d.scroll != nil && !slices.ContainsFunc(all, func(b keys.Binding) bool { return b.Chord == chord }) {
			all = append(all, keys.Binding{Chord: chord, Do: func() { d.Scroll(by) }, Repeat: true})
		}
	}
	return all
}

// aPage is how much of what is seen of a body PageUp and PageDown scroll.
const aPage = 0.85

// Look are the keys of a dialog that shows a picture alone: up and down it, for those without a wheel.
func (d *Dialog) Look() []keys.Binding {
	return []keys.Binding{{Chord: "Up", Do: func() { d.Scroll(-0.2) }, Repeat: true}, {Chord: "Down", Do: func() { d.Scroll(0.2) }, Repeat: true}}
}

// Offset says how far a body is scrolled down.
func (d *Dialog) Offset() float32 { return d.scroll.Offset().Y }

// Scroll moves a body that is higher than its place by a share of what is seen of it.
func (d *Dialog) Scroll(by float32) {
	seen, whole := d.scroll.Size().Height, d.Body.MinSize().Height+2*air
	at := d.scroll.Offset()
	at.Y = max(min(at.Y+by*seen, whole-seen), 0)
	d.scroll.ScrollTo(at)
}

func (d *Dialog) build() fyne.CanvasObject {
	d.buttons, d.scroll = nil, nil
	row := make([]fyne.CanvasObject, len(d.Actions))
	for n, action := range d.Actions {
		button := widget.NewButton(action.Kind, action.Label, func() { d.do(action) })
		button.WithKey(action.Key.Name(d.host.lang, d.host.Twins)).WithIcon(action.Icon)
		d.buttons = append(d.buttons, button)
		row[n] = button
	}
	body := d.Body
	if body == nil {
		body = container.NewWithoutLayout()
	}
	width := d.Width
	if width == 0 {
		width = usual
	}
	if d.Full {
		return container.NewStack(newVeil(), body)
	}
	if d.Bare {
		d.scroll = widget.NewDragScroll(body)
		inside := container.New(&bareLayout{content: body}, d.scroll)
		return container.New(&middle{width}, newVeil(), widget.NewFlushCard(inside))
	}
	title := widget.NewWrapLabel(d.Title, 2, widget.Title)
	around := &airLayout{}
	padded := container.New(around, body)
	d.scroll = widget.NewDragScroll(padded)
	inside := container.New(&cardLayout{content: padded, around: around}, title, d.scroll, container.New(&rowLayout{}, row...))
	return container.New(&middle{width}, newVeil(), widget.NewCard(inside))
}

// veil dims what lies below and keeps taps from it.
type veil struct{ toolkit.BaseWidget }

func newVeil() *veil {
	v := &veil{}
	v.ExtendBaseWidget(v)
	return v
}

// Tapped belongs to the toolkit: nothing happens.
func (v *veil) Tapped(*fyne.PointEvent) {}

// CreateRenderer belongs to the toolkit.
func (v *veil) CreateRenderer() fyne.WidgetRenderer {
	return toolkit.NewSimpleRenderer(canvas.NewRectangle(theme.Of(v.Theme()).Colour(theme.Veil)))
}
