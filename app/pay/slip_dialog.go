package pay

import (
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/widget"
)

// Slip opens the dialog that reads a customer's slip: by scanner, picture, clipboard or its last six
// characters.
func (d *Desk) Slip() {
	if !d.Open() {
		d.checkSlip("")
	}
}

// SlipScanned opens the slip dialog with a code that the till's scanner brought. It reports whether
// the code was a slip's.
func (d *Desk) SlipScanned(code string) bool {
	if !isSlip(code) {
		return false
	}
	if d.Open() {
		d.scan(code)
	} else {
		d.checkSlip(code)
	}
	return true
}

// checkSlip opens the slip dialog, over another payment dialog where one is open, and reads code.
func (d *Desk) checkSlip(code string) {
	s := &sheet{changed: func() {}}
	box := newSlipBox(d, func() { s.dialog.Refresh() })
	s.slip, s.drop = box.read, box.readPicture
	s.dialog = &prompt.Dialog{
		Title: d.kit.T("pay.slip.title"), Body: box.object, Focus: box.entry, Width: unit(560), Typed: box.typed,
		Bindings: []keys.Binding{{Chord: "F3", Do: box.focus}, {Chord: "Ctrl+V", Do: box.paste}},
		Actions:  []prompt.Action{{Label: d.kit.T("pay.back"), Key: keys.Esc}},
	}
	if !d.Open() && d.bill.Quote().Total > 0 {
		s.dialog.Actions = append(s.dialog.Actions, prompt.Action{
			Label: d.kit.T("pay.slip.go"), Key: "F9", Kind: widget.Primary, Do: func() { d.promptPay(&box.slip) },
		})
	}
	d.show(s)
	if code != "" {
		box.read(code)
	}
}
