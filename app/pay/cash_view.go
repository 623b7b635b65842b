package pay

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
)

// notes are what customers hand over most; each has a button that counts one more.
var notes = []money.Satang{money.Baht(1000), money.Baht(500), money.Baht(100), money.Baht(50), money.Baht(20)}

// cashView is the cash dialog.
type cashView struct {
	desk  *Desk
	money cash
	sheet *sheet

	bill, hint, rounding  *widget.Text
	due                   *widget.Money
	given                 *sumField
	trouble               trouble
	exact                 *widget.Button
	offers                []*widget.Button
	offered               []money.Satang
	plus                  *fyne.Container
	changeLabel, sum, say *widget.Text
	coins                 *widget.Coins
	pay, toggle           *widget.Button
	numpad                *widget.Numpad
	middle                *fyne.Container
	wide                  bool // the number pad is shown
}

// Cash opens the dialog for notes and coins.
func (d *Desk) Cash() {
	if d.Open() {
		return
	}
	if d.begun() != nil { // the rest is a part beside what owners got
		d.Other()
		return
	}
	d.readRules()
	v := &cashView{desk: d, wide: look().Options().Variant == theme.Large}
	v.build()
	v.sheet = &sheet{changed: v.follow, slip: d.checkSlip}
	v.sheet.dialog = &prompt.Dialog{
		Title: "pay.cash.title", Bare: true, Width: unit(820), Focus: v.given.AmountEntry, OnRune: v.given.stray, Body: v.body(), Typed: v.money.begun,
		Bindings: []keys.Binding{
			{Chord: keys.Enter, Do: v.submit},
			{Chord: keys.Esc, Do: func() { d.back(v.sheet) }},
		},
	}
	v.follow()
	d.show(v.sheet)
}

func (v *cashView) build() {
	k := v.desk.kit
	v.bill, v.hint = widget.NewText("", widget.Caption), widget.NewText("", widget.Caption.Right()).Shrink()
	v.due = widget.NewMoney(0, true, widget.Strong.At(theme.MoneyText).In(theme.InkStrong))
	v.rounding = widget.NewText("", widget.Caption.Right())
	v.given, v.trouble = newSumField(func(text string) { v.money.typed(text); v.refresh() }, v.submit), newTrouble()
	v.exact = widget.NewButton(widget.Plain, k.T("pay.cash.exact"), func() { v.set(v.money.due()) }).WithHeight(theme.ButtonMid)
	for n := range 3 {
		v.offers = append(v.offers, widget.NewButton(widget.Plain, "", func() { v.set(v.offered[n]) }).WithHeight(theme.ButtonMid))
	}
	v.plus = fair()
	for _, note := range notes {
		v.plus.Add(widget.NewButton(widget.Minor, "+"+short(note), func() { v.money.add(note); v.write(); v.given.focus() }).WithHeight(theme.ButtonMid))
	}
	v.changeLabel = widget.NewText("", widget.Strong.At(theme.PayText))
	v.sum = widget.NewText("", widget.Strong)
	v.coins, v.say = widget.NewCoins(), widget.NewText("", widget.Caption.Centre()).Shrink()
	v.pay = v.desk.button(widget.Pay, "pay.cash.pay", keys.Enter, v.submit).WithHeight(theme.ButtonTall)
	v.toggle = widget.NewButton(widget.Quiet, "", v.switchPad).WithIcon("keyboard").WithHeight(theme.ButtonLow)
	v.numpad = widget.NewNumpad(v.given, k.T("pay.cash.take"))
	widget.Connect(k.Router, v.numpad)
}

func (v *cashView) body() fyne.CanvasObject {
	k := v.desk.kit
	head := pad(v.desk.roomy(11, 3), v.desk.roomy(11, 3), 27, container.NewBorder(nil, nil,
		row(widget.NewText(k.T("pay.cash.title"), widget.Title), v.bill),
		row(widget.NewText(k.T("pay.due"), widget.Caption.At(theme.Text)), v.due)))
	esc := v.desk.button(widget.Plain, "pay.back", keys.Esc, func() { v.desk.back(v.sheet) }).WithHeight(theme.ButtonTall)
	foot := pad(v.desk.roomy(16, 8), v.desk.roomy(16, 8), 27, beside(0.22, 12, esc, v.pay))
	v.middle = container.NewStack()
	v.arrange()
	return column(0, head, widget.NewDivider(), v.middle, widget.NewDivider(), foot)
}

// arrange puts the change at the right, or the number pad there and the change under the amount.
func (v *cashView) arrange() {
	k := v.desk.kit
	label := container.NewBorder(nil, nil, widget.NewText(k.T("pay.cash.given"), widget.Strong), v.toggle, v.hint)
	left := column(10, column(2, label, v.rounding, v.given.AmountEntry, v.trouble), equal(v.exact, v.offers[0], v.offers[1], v.offers[2]))
	right := fyne.CanvasObject(v.numpad)
	if v.wide {
		left.Add(container.NewBorder(nil, nil, v.changeLabel, nil, v.sum))
		left.Add(v.coins)
	} else {
		left.Add(v.plus)
		right = column(8, layout.NewSpacer(), v.changeLabel, v.sum, v.coins, v.say, layout.NewSpacer())
	}
	v.middle.Objects = []fyne.CanvasObject{beside(0.515, 0, pad(v.desk.roomy(10, 4), v.desk.roomy(22, 8), 27, left), softHalf(false, false, pad(v.desk.roomy(22, 8), v.desk.roomy(22, 8), 27, right)))}
	v.middle.Refresh()
}

// switchPad shows or hides the number pad.
func (v *cashView) switchPad() {
	v.wide = !v.wide
	v.arrange()
	v.refresh()
	v.given.focus()
}

// follow takes what the bill comes to now.
func (v *cashView) follow() {
	v.money.setDue(v.desk.due(), v.desk.rules.step)
	v.offered = selling.Offers(v.money.due())
	v.bill.Set(v.desk.billName())
	v.due.SetAmount(v.money.due())
	v.hint.Set(v.desk.kit.T("pay.cash.hint", fault.Values{"due": v.money.due()}))
	if v.money.rounding != 0 {
		v.rounding.Set(v.desk.kit.T("pay.cash.rounding", fault.Values{"rounding": v.money.rounding, "total": v.money.total}))
	}
	v.rounding.Hidden = v.money.rounding == 0
	if v.money.touched {
		v.refresh()
	} else {
		v.write()
	}
}

// set takes the sum of a button.
func (v *cashView) set(given money.Satang) {
	v.money.set(given)
	v.write()
	v.given.focus()
}

// write brings the model's sum into the field.
func (v *cashView) write() {
	v.given.offer(v.money.given)
	v.refresh()
}

// refresh shows what the field comes to.
func (v *cashView) refresh() {
	v.trouble.say(v.desk.kit.Lang, nil)
	v.given.SetTroubled(false)
	v.exact.SetKind(kindOf(v.money.given == v.money.due()))
	for n, button := range v.offers {
		button.Hidden = n >= len(v.offered)
		if !button.Hidden {
			button.SetLabel(short(v.offered[n]))
			button.SetKind(kindOf(v.money.given == v.offered[n]))
		}
	}
	v.showChange()
	v.pay.SetEnabled(v.money.enough() && !v.desk.paying)
	if v.sheet != nil {
		v.sheet.dialog.Refresh()
	}
}

// kindOf marks the button whose sum stands in the field.
func kindOf(picked bool) widget.Kind {
	if picked {
		return widget.Picked
	}
	return widget.Plain
}

// showChange shows the change and the money to hand back, or what is missing.
func (v *cashView) showChange() {
	key, sum, colour := "pay.cash.change", v.money.change(), theme.MoneyIn
	if !v.money.enough() {
		key, sum, colour = "pay.cash.missing", v.money.missing(), theme.Trouble
	}
	label, figure := widget.Strong.At(theme.PayText).In(colour), widget.Strong.At(theme.Change).In(colour).Centre()
	if v.wide {
		figure = widget.Strong.At(theme.Total).In(colour).Right()
	} else {
		label = label.Centre()
	}
	v.changeLabel.SetStyle(label)
	v.sum.SetStyle(figure)
	v.changeLabel.Set(v.desk.kit.T(key))
	v.sum.Set(i18n.BahtSign(sum))
	pieces, words := v.money.back()
	v.coins.Set(pieces...)
	v.say.Set("")
	if words != "" {
		v.say.Set(v.desk.kit.T("pay.cash.give", fault.Values{"notes": words}))
	}
}

// submit pays, once it is enough and meant.
func (v *cashView) submit() {
	if v.desk.paying || !v.money.enough() {
		return
	}
	if v.money.strange() {
		given := v.money.given
		v.desk.kit.Prompt.Ask(prompt.Question{
			Title: v.desk.kit.T("pay.cash.strange"),
			Text:  v.desk.kit.T("pay.cash.strange_text", fault.Values{"given": given, "due": v.money.due()}),
		}, func(yes bool) {
			if yes {
				v.money.agreed = given
				v.submit()
			}
		})
		return
	}
	v.desk.pay([]selling.Tender{v.money.tender()}, v.failed)
	v.pay.Disable()
}

// failed says why the payment was refused. Nothing typed is lost.
func (v *cashView) failed(err error) {
	v.refresh()
	v.given.SetTroubled(true)
	v.trouble.say(v.desk.kit.Lang, err)
	v.sheet.dialog.Refresh()
}
