// Package pay holds the payment dialogs over the till: cash, PromptPay, other ways and splitting, slips.
package pay

import (
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/internal/fault"
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
	Wait     func() // the money is not there yet: the bill waits, the next customer is served
}

// Desk opens the payment dialogs of one till.
type Desk struct {
	kit  *kit.Kit
	bill Bill
}

// New returns the dialogs for a till's bill.
func New(k *kit.Kit, bill Bill) *Desk { return &Desk{kit: k, bill: bill} }
