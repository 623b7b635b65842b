package addresses

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/address"
)

// Edit asks for the parts of an address that is kept as one text, and gives it back as papers write it. done is
// not called when a person gives up.
func Edit(k *kit.Kit, text string, done func(string)) { newEditor(k, text, done) }

// editor is the dialog.
type editor struct {
	*Form
	dialog *prompt.Dialog
}

func newEditor(k *kit.Kit, text string, done func(string)) *editor {
	e := &editor{Form: New(k, Split(text, address.Standard()))}
	e.dialog = &prompt.Dialog{
		Title: k.T("addresses.title"), Body: e.Object(), Focus: e.Focus(), Width: widget.Unit(640), Bindings: e.Bindings(),
		Actions: []prompt.Action{
			{Label: k.T("prompt.cancel"), Key: keys.Esc},
			{Label: k.T("addresses.use"), Key: keys.Save, Kind: widget.Primary, Do: func() { done(e.Address().Long()) }},
		},
	}
	was := e.Address()
	e.dialog.Typed = func() bool { return e.Address() != was }
	e.OnChanged = e.dialog.Refresh
	k.Prompt.Show(e.dialog)
	return e
}

// Of gives what edits the address that a field keeps as one text.
func Of(k *kit.Kit, field *widget.Entry) (edit func()) {
	return func() { Edit(k, field.Text, func(text string) { field.SetText(text) }) }
}

// Button finds a place by edit.
func Button(k *kit.Kit, edit func()) *widget.Button {
	return widget.NewButton(widget.Quiet, k.T("addresses.find"), edit).WithIcon("pin").WithKey(keySearch.Name(k.Lang, k.Twins))
}

// Beside puts the button of edit beside the row of an address.
func Beside(k *kit.Kit, row fyne.CanvasObject, edit func()) fyne.CanvasObject {
	const name = 20 // the row's name, above its field
	return container.NewBorder(nil, nil, nil, container.NewCenter(widget.Inset(widget.Unit(name), 0, 0, 0, Button(k, edit))), row)
}

// Bindings are the keys of that button.
func Bindings(edit func()) []keys.Binding {
	return []keys.Binding{{Chord: keySearch, Label: "addresses.find", Do: edit}, {Chord: "Ctrl+F", Do: edit}}
}
