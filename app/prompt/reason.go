package prompt

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
)

// AskReason asks for a reason: one of the ready ones by a tap, or any other typed. done gets it when check
// agrees; check may be nil. A danger is done by Ctrl+Enter and not by Enter.
func (h *Host) AskReason(in Input, ready []string, danger bool, check func(string) error, done func(string)) {
	field := widget.NewEntry(in.Label).SelectsAll()
	field.SetText(in.Value)
	trouble := widget.NewWrapLabel("", 3, widget.TroubleText.At(theme.Small))
	trouble.Hide()
	body := container.NewVBox()
	if in.Text != "" {
		body.Add(words(in.Text))
	}
	body.Add(ReadyReasons(ready, func(reason string) { field.SetText(reason); h.canvas.Focus(field) }))
	body.Add(field)
	body.Add(trouble)
	d := &Dialog{Title: in.Title, Body: body, Focus: field}
	field.OnChanged = func(string) { field.SetTroubled(false); trouble.Hide() }
	ok := Action{Label: in.OK, Key: keys.Enter, Kind: widget.Primary, Stays: true}
	if danger {
		ok.Key, ok.Kind = keys.Save, widget.Danger
	}
	if ok.Label == "" {
		ok.Label = h.t("prompt.ok")
	}
	ok.Do = func() {
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
		done(reason)
	}
	d.Actions = []Action{{Label: h.t("prompt.cancel"), Key: keys.Esc}, ok}
	h.Show(d)
}

// ReadyReasons offers reasons as buttons in two columns.
func ReadyReasons(ready []string, chosen func(string)) fyne.CanvasObject {
	grid := container.NewGridWithColumns(2)
	for _, reason := range ready {
		grid.Add(widget.NewButton(widget.Minor, reason, func() { chosen(reason) }).WithHeight(theme.ButtonLow))
	}
	return grid
}
