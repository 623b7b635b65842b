package pay

import (
	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/selling"
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
	if !IsSlip(code) {
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
	s, box := d.slipSheet(func(*slipBox) {})
	if !d.Open() && d.bill.Quote().Total > 0 {
		s.dialog.Actions = append(s.dialog.Actions, prompt.Action{
			Label: d.kit.T("pay.slip.go"), Key: "F9", Kind: widget.Primary, Do: func() { d.promptPay(&box.slip) },
		})
	}
	d.showSlip(s, box, code)
}

// CheckSlip opens the slip dialog for money that is taken elsewhere than at the till and reads code, ""
// reads nothing yet. taken is given each slip that could be read.
func CheckSlip(k *kit.Kit, runner *task.Runner, code string, taken func(Slip)) {
	d := &Desk{kit: k, rules: usualRules(), runner: runner, bill: Bill{Add: func(string) {}}}
	s, box := d.slipSheet(func(box *slipBox) {
		if box.seen != nil {
			first, second, tone := box.words(k.Lang)
			taken(Slip{read: box.slip, Notice: notice(tone, "slip", first, second)})
		}
	})
	d.showSlip(s, box, code)
}

// Slip is a slip that was read, with the box that says whether it was used before.
type Slip struct {
	Notice fyne.CanvasObject
	read   slip
}

// Mark writes the slip onto a payment, so that it is recorded with it, unless another bill has it.
func (s *Slip) Mark(tender *selling.Tender) { s.read.mark(tender) }

func (d *Desk) slipSheet(changed func(*slipBox)) (*sheet, *slipBox) {
	s := &sheet{changed: func() {}}
	var box *slipBox
	box = newSlipBox(d, func() {
		changed(box)
		s.dialog.Refresh()
	})
	s.slip, s.drop = box.read, box.readPicture
	s.dialog = &prompt.Dialog{
		Title: d.kit.T("pay.slip.title"), Body: box.object, Focus: box.entry, Width: unit(560), Typed: box.typed,
		Bindings: []keys.Binding{{Chord: "F3", Do: box.focus}, {Chord: "Ctrl+V", Do: box.paste}},
		Actions:  []prompt.Action{{Label: d.kit.T("pay.back"), Key: keys.Esc}},
	}
	return s, box
}

func (d *Desk) showSlip(s *sheet, box *slipBox, code string) {
	d.show(s)
	if code != "" {
		box.read(code)
	}
}
