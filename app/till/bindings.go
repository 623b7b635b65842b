package till

import (
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
)

// The keys of the screen that its buttons show.
const (
	keySearch   keys.Chord = "F2"
	keySlip     keys.Chord = "F3"
	keyCustomer keys.Chord = "F4"
	keyQuantity keys.Chord = "F5"
	keyPark     keys.Chord = "F6"
	keyDiscount keys.Chord = "F7"
	keyCash     keys.Chord = "F8"
	keyQR       keys.Chord = "F9"
	keyOther    keys.Chord = "F10"
	keyShip     keys.Chord = "F11"
	keyDrawer   keys.Chord = "F12"
	keyQuick    keys.Chord = "Ctrl+N"
	keyNote     keys.Chord = "Ctrl+M"
	keyBills    keys.Chord = "Ctrl+B"
	keyPrint    keys.Chord = "Ctrl+P"
)

// bindings lists what keys do on the till.
func (p *Page) bindings() []keys.Binding {
	do := func(chord keys.Chord, label string, do func()) keys.Binding {
		return keys.Binding{Chord: chord, Label: label, Do: do}
	}
	line := func(chord keys.Chord, label string, do func()) keys.Binding {
		return keys.Binding{Chord: chord, Label: label, Do: do, Repeat: true, WhenEmpty: true}
	}
	step := func(by int) func() { return func() { p.step(p.model.chosen, by) } }
	return []keys.Binding{
		do(keySearch, "till.key.search", p.view.takeKeyboard),
		do("Ctrl+F", "till.key.search", p.view.takeKeyboard),
		do(keySlip, "till.key.slip", func() { p.desk.Slip() }),
		do(keyCustomer, "till.key.customer", func() { p.chooseCustomer(nil) }),
		do(keyQuantity, "till.key.quantity", func() { p.askLine(p.model.chosen) }),
		do(keyPark, "till.key.park", p.parkOrList),
		do(keyDiscount, "till.key.discount", p.askDiscount),
		do(keyCash, "till.key.cash", p.cash),
		do(keyQR, "till.key.promptpay", p.promptPay),
		do(keyOther, "till.key.other", p.other),
		do(keyShip, "till.key.ship", p.toOrder),
		do(keyDrawer, "till.key.drawer", p.askDrawer),
		do(keyQuick, "till.key.quick", p.askQuick),
		do(keyNote, "till.key.note", p.askNote),
		do("Ctrl+Z", "till.key.undo", p.undo),
		do(keyPrint, "till.key.print", p.print),
		do(keyBills, "", p.bills),
		{Chord: "Up", Label: "till.key.up", Do: func() { p.view.move(-1) }, Repeat: true},
		{Chord: "Down", Label: "till.key.down", Do: func() { p.view.move(1) }, Repeat: true},
		line("Left", "till.key.less", step(-1)),
		line("Right", "till.key.more", step(1)),
		line("-", "till.key.less", step(-1)),
		line("+", "till.key.more", step(1)),
		line("*", "till.key.type", func() { p.askLine(p.model.chosen) }),
		line("Delete", "till.key.remove", func() { p.remove(p.model.chosen) }),
		do(keys.Esc, "", p.escape),
	}
}

// pay opens a payment dialog, unless there is nothing to pay.
func (p *Page) pay(open func()) {
	p.view.dismiss()
	switch {
	case len(p.model.cart.Lines) == 0:
		p.kit.Prompt.Say(p.kit.T("till.nothing_to_pay"))
	case !p.knowsBefore():
		p.kit.Prompt.Say(p.kit.T("till.order_loading"))
	case !p.desk.PaidBefore():
		open()
	}
}

func (p *Page) cash()      { p.pay(func() { p.desk.Cash() }) }
func (p *Page) promptPay() { p.pay(func() { p.desk.PromptPay() }) }
func (p *Page) other()     { p.pay(func() { p.desk.Other() }) }
func (p *Page) bills()     { p.kit.Go(nav.Route{Screen: kit.Bills}) }

// escape lets go, one thing after the other: the text in the search box, the list of bills put aside.
func (p *Page) escape() {
	if !p.view.letGo() {
		p.kit.Prompt.Hush()
	}
	p.view.takeKeyboard()
}

// anyKey takes the change off the screen; the key goes on to do what it does.
func (p *Page) anyKey() bool {
	p.view.dismiss()
	return false
}

// keyName is a key as a badge shows it.
func (p *Page) keyName(key keys.Chord) string { return key.Name(p.kit.Lang, p.kit.Twins) }
