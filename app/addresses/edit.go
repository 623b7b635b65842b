package addresses

import (
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
	e := &editor{Form: New(k, split(text, address.Standard()))}
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

// Button opens Edit for a field that holds an address as one text, and writes what comes of it there. The
// screen binds KeyEdit to the same.
func Button(k *kit.Kit, field *widget.Entry) *widget.Button {
	return widget.NewButton(widget.Quiet, k.T("addresses.find"), func() { EditField(k, field) }).WithIcon("search").WithKey(KeyEdit.Name(k.Lang, k.Twins))
}

// KeyEdit opens the address of a form.
const KeyEdit keys.Chord = "F2"

// EditField opens Edit for the text of a field.
func EditField(k *kit.Kit, field *widget.Entry) {
	Edit(k, field.Text, func(text string) { field.SetText(text) })
}
