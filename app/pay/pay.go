// Package pay holds the payment dialogs over the till: cash, PromptPay, other ways and splitting, slips.
package pay

import (
	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// Bill is the open bill behind a dialog, as the till keeps it.
type Bill struct {
	Cart     func() selling.Cart  // a copy of the cart as it stands
	Quote    func() selling.Quote // what it comes to now
	Add      func(code string)    // a product was scanned: it goes onto the bill, never pays it
	Customer func(then func())    // choose the customer (F4), then go on
	Paid     func(bill *shop.Bill, warnings []*fault.Error)
	Before   func() money.Satang // of what the bill comes to was paid before, for the order it delivers; nil = nothing
	Wait     func()              // the money is not there yet: the bill waits, the next customer is served
}

// Desk opens the payment dialogs of one till. Its methods belong to the UI goroutine.
type Desk struct {
	kit     *kit.Kit
	bill    Bill
	order   string // the number of what is paid where that is an order
	rules   rules
	runner  *task.Runner
	hop     func(func()) // brings a tick of the time waited to the UI goroutine
	sheets  []*sheet     // the open dialogs, the nearest last
	paying  bool
	turns   map[id.Bill]*turns // of bills that are paid to several in turn
	sharing bool               // it is being worked out who gets what
	held    []string           // products scanned while a payment was on its way to the disk
}

// sheet is an open dialog.
type sheet struct {
	dialog  *prompt.Dialog
	changed func()            // the bill behind changed, or the rules came from the disk
	slip    func(code string) // a slip's code was scanned
	drop    func(path string) // the picture of a slip was dropped on the window; nil where none is taken
}

// before is what of the bill was paid before; due is what is left of it.
func (d *Desk) before() money.Satang {
	if d.bill.Before == nil {
		return 0
	}
	return min(d.bill.Before(), d.bill.Quote().Total)
}

func (d *Desk) due() money.Satang { return d.bill.Quote().Total - d.before() }

// PaidBefore pays a bill for which nothing is left to pay; false when something is.
func (d *Desk) PaidBefore() bool {
	if d.before() <= 0 || d.due() > 0 {
		return false
	}
	d.pay(nil, d.kit.Prompt.Error)
	return true
}

// New returns the dialogs for a till's bill.
func New(k *kit.Kit, bill Bill) *Desk {
	d := &Desk{kit: k, bill: bill, rules: usualRules(), runner: k.Pool.Runner(), hop: fyne.Do, turns: map[id.Bill]*turns{}}
	d.readRules()
	return d
}

// Reload reads the shop's rules again.
func (d *Desk) Reload() { d.readRules() }

// Open reports whether a payment dialog is open.
func (d *Desk) Open() bool { return len(d.sheets) > 0 }

// BillChanged tells open dialogs that the bill behind them changed: their amounts follow.
func (d *Desk) BillChanged() {
	for _, s := range d.sheets {
		s.changed()
	}
}

// show opens a dialog over those that are open.
func (d *Desk) show(s *sheet) {
	closed := s.dialog.OnClosed
	s.dialog.OnScan = d.scan
	s.dialog.OnClosed = func() {
		d.sheets = d.sheets[:len(d.sheets)-1] // dialogs close from the top
		if closed != nil {
			closed()
		}
	}
	d.sheets = append(d.sheets, s)
	d.kit.Prompt.Show(s.dialog)
	s.dialog.Refresh()
}

// back leaves a dialog, but not while a payment is on its way: its end must be seen.
func (d *Desk) back(s *sheet) {
	if !d.paying {
		s.dialog.Leave()
	}
}

// scan is what a scanner's code means while a dialog is open: a slip is checked, anything else is a
// product for the bill behind. It never pays.
func (d *Desk) scan(code string) {
	switch {
	case IsSlip(code):
		if !d.paying {
			d.sheets[len(d.sheets)-1].slip(code)
		}
	case d.paying:
		d.held = append(d.held, code)
	default:
		d.bill.Add(code)
	}
}

// IsSlip tells the codes of slips, and of what people hold up in their place, from those of goods.
func IsSlip(code string) bool {
	_, err := promptpay.ReadSlip(code)
	return err == nil || fault.Is(err, "slip_is_payment_qr") || fault.Is(err, "slip_unsupported")
}

// Drop takes the picture of a slip that was dropped on the window. It reports whether an open dialog
// wanted it.
func (d *Desk) Drop(path string) bool {
	if !d.Open() || d.sheets[len(d.sheets)-1].drop == nil {
		return false
	}
	d.sheets[len(d.sheets)-1].drop(path)
	return true
}
