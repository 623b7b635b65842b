package prompt

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// Choice is a way to go on once a reason is given.
type Choice struct {
	Label string // "" is the usual word
	Key   keys.Chord
	Kind  widget.Kind
	Icon  string
	Do    func(reason string) // after the dialog closed
}

// NeedReason is a check that refuses an empty reason with "reason_missing".
func NeedReason(reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fault.New("reason_missing", "reason", nil)
	}
	return nil
}

// AskReason asks for a reason: one of the ready ones by a tap, or by its digit while the field is empty,
// or any other typed. done gets it when check agrees; check may be nil. A danger is done by Ctrl+Enter and
// not by Enter.
func (h *Host) AskReason(in Input, ready []string, danger bool, check func(string) error, done func(string)) {
	ok := Choice{Label: in.OK, Key: keys.Enter, Kind: widget.Primary, Do: done}
	if danger {
		ok.Key, ok.Kind = keys.Save, widget.Danger
	}
	h.AskReasonFor(in, ready, check, ok)
}

// AskReasonFor is AskReason with several ways to go on.
func (h *Host) AskReasonFor(in Input, ready []string, check func(string) error, choices ...Choice) {
	field := widget.NewEntry(in.Label).SelectsAll()
	field.SetText(in.Value)
	trouble := widget.NewWrapLabel("", 3, widget.TroubleText.At(theme.Small))
	trouble.Hide()
	written := in.Written
	if written == nil {
		written = ready
	}
	take := func(n int) { field.SetText(written[n]); h.canvas.Focus(field) }
	body := container.NewVBox()
	if in.Text != "" {
		body.Add(words(in.Text))
	}
	body.Add(readyReasons(ready, true, take))
	body.Add(field)
	body.Add(trouble)
	d := &Dialog{Title: in.Title, Body: body, Focus: field, Typed: TypedIn(field)}
	for n := range ready {
		d.Bindings = append(d.Bindings, keys.Binding{Chord: digit(n), Do: func() { take(n) }, WhenEmpty: true})
	}
	field.OnChanged = func(string) { field.SetTroubled(false); trouble.Hide() }
	goOn := func(then func(string)) {
		if check != nil {
			if err := check(field.Text); err != nil {
				field.SetTroubled(true)
				trouble.Set(i18n.Message(h.lang, err))
				trouble.Show()
				d.Refresh()
				return
			}
		}
		reason := field.Text
		d.Close()
		then(reason)
	}
	d.Actions = []Action{{Label: h.t("prompt.cancel"), Key: keys.Esc}}
	for _, c := range choices {
		if c.Label == "" {
			c.Label = h.t("prompt.ok")
		}
		d.Actions = append(d.Actions, Action{Label: c.Label, Key: c.Key, Kind: c.Kind, Icon: c.Icon, Stays: true, Do: func() { goOn(c.Do) }})
	}
	h.Show(d)
}

func digit(n int) keys.Chord { return keys.Chord(strconv.Itoa(n + 1)) }

// ReadyReasons offers reasons as buttons in two columns.
func ReadyReasons(ready []string, chosen func(string)) fyne.CanvasObject {
	return readyReasons(ready, false, func(n int) { chosen(ready[n]) })
}

// readyReasons shows each reason's digit where keyed.
func readyReasons(ready []string, keyed bool, chosen func(int)) fyne.CanvasObject {
	grid := container.NewGridWithColumns(2)
	for n, reason := range ready {
		button := widget.NewButton(widget.Minor, reason, func() { chosen(n) }).WithHeight(theme.ButtonLow)
		if keyed {
			button.WithKey(string(digit(n)))
		}
		grid.Add(button)
	}
	return grid
}
