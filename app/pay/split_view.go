package pay

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// purpose is what parts are put together for: to pay the open bill, or to put right how one was paid.
type purpose struct {
	title, due, end, drop string // texts' keys
	empty                 string // what stands where the parts will
	name                  func() string
	total                 func() money.Satang
	rules                 func() rules
	customer              func() id.Party      // who owes a part on credit, none = ask
	ask                   func(then func())    // for the customer
	parts                 []selling.Tender     // that are there already
	dropped               func(selling.Tender) // a person took one of them out
	past                  bool                 // the money came long ago: nobody waits to see it
	partly                bool                 // a part of it may be paid alone
	pay                   func(parts []selling.Tender, failed func(error))
}

// splitView is the dialog for other ways of payment, and for several together.
type splitView struct {
	desk     *Desk
	want     purpose
	sheet    *sheet
	state    split
	customer *shop.Customer // who owes, where the chosen way needs a name
	ending   bool           // the part that is being taken ends the bill

	bill, label      *widget.Text
	due              *widget.Money
	methods          *fyne.Container
	offered          []selling.Method
	amount           *sumField
	trouble          trouble
	owing, form      *fyne.Container
	add, toggle, pay *widget.Button
	numpad           *widget.Numpad
	pad              bool // the number pad is wanted
	parts, right     *fyne.Container
	restLabel, rest  *widget.Text
	roundingLine     *fyne.Container
	rounding         *widget.Money
	side             *fyne.Container
	empty            fyne.CanvasObject
}

// Other opens the dialog for all other ways of payment, and for splitting a bill among them.
func (d *Desk) Other() {
	if d.Open() {
		return
	}
	d.readRules()
	want := purpose{
		title: "pay.other.title", due: "pay.due", end: "pay.other.end", drop: "pay.other.drop_text", empty: d.kit.T("pay.other.empty"), name: d.billName,
		total:    d.due,
		rules:    func() rules { return d.rules },
		customer: func() id.Party { return d.bill.Cart().CustomerID }, ask: d.bill.Customer, pay: d.pay,
	}
	if t := d.begun(); t != nil {
		want.parts, want.dropped = slices.Clone(t.taken), t.drop
	}
	d.split(want, d.checkSlip)
}

// split opens the dialog; slip is told of a slip that is scanned meanwhile.
func (d *Desk) split(want purpose, slip func(code string)) {
	v := &splitView{desk: d, want: want, pad: look().Options().Variant == theme.Large}
	v.state.parts = want.parts
	v.build()
	v.sheet = &sheet{changed: v.follow, slip: slip}
	v.sheet.dialog = &prompt.Dialog{
		Title: want.title, Bare: true, Width: unit(880), Body: v.body(), Bindings: v.bindings(),
		Typed: func() bool { return len(v.state.parts) > len(want.parts) },
		Lose:  prompt.Question{Title: d.kit.T("pay.other.drop"), Text: d.kit.T(want.drop), Danger: true, Yes: d.kit.T("pay.other.drop_yes")},
	}
	v.follow()
	d.show(v.sheet)
}

func (v *splitView) bindings() []keys.Binding {
	all := []keys.Binding{
		{Chord: keys.Enter, Do: v.enter},
		{Chord: keys.Save, Do: v.end},
		{Chord: keys.Esc, Do: v.leave},
		{Chord: "Delete", Do: func() { v.remove(len(v.state.parts) - 1) }, WhenEmpty: true},
	}
	for n := range 9 {
		all = append(all, keys.Binding{Chord: keys.Chord(strconv.Itoa(n + 1)), Do: func() {
			if n < len(v.offered) {
				v.choose(v.offered[n])
			}
		}})
	}
	return all
}

func (v *splitView) build() {
	d := v.desk
	v.bill = widget.NewText("", widget.Caption)
	v.due = widget.NewMoney(0, true, widget.Strong.At(theme.MoneyText).In(theme.InkStrong))
	v.methods = container.New(&grid{columns: 2, gap: unit(8)})
	v.label = widget.NewText("", widget.Strong).Shrink()
	v.amount = newSumField(func(string) { v.amount.SetTroubled(false); v.trouble.Hide(); v.warn() }, v.enter)
	v.trouble = newTrouble()
	v.owing = container.NewStack()
	v.owing.Hide()
	v.add = d.button(widget.Primary, "pay.other.add", keys.Enter, v.enter).WithHeight(theme.ButtonTall)
	v.toggle = widget.NewButton(widget.Quiet, "", func() { v.pad = !v.pad; v.refresh() }).WithIcon("keyboard").WithHeight(theme.ButtonLow)
	v.numpad = widget.NewNumpad(v.amount, d.kit.T("pay.other.add"))
	widget.Connect(d.kit.Router, v.numpad)
	v.form = column(4, container.NewBorder(nil, nil, nil, v.toggle, v.label), container.NewBorder(nil, nil, nil, pad(0, 0, 4, v.add), v.amount.AmountEntry))
	v.form.Hide()
	v.parts = column(4)
	v.restLabel = widget.NewText("", widget.Strong.At(theme.PayText))
	v.rest = widget.NewText("", widget.Strong)
	v.rounding = widget.NewMoney(0, false, widget.Caption)
	v.roundingLine = container.NewStack(line(d.kit.T("pay.other.rounding"), widget.Caption, v.rounding))
	v.pay = d.button(widget.Pay, v.want.end, keys.Save, v.end).WithHeight(theme.ButtonTall)
	v.empty = widget.NewWrapLabel(v.want.empty, 6, widget.Caption.At(theme.Small).Centre())
}

func (v *splitView) body() fyne.CanvasObject {
	k := v.desk.kit
	head := pad(v.desk.roomy(11, 3), v.desk.roomy(11, 3), 27, container.NewBorder(nil, nil,
		row(widget.NewText(k.T(v.want.title), widget.Title), v.bill),
		row(widget.NewText(k.T(v.want.due), widget.Caption.At(theme.Text)), v.due)))
	left := column(12, v.methods, v.owing, v.form, v.trouble)
	sum := column(4, widget.NewDivider(), v.roundingLine, container.NewBorder(nil, nil, v.restLabel, nil, v.rest))
	v.right = container.NewBorder(nil, sum, nil, nil, container.NewStack(v.parts))
	v.side = container.NewStack(v.right)
	esc := v.desk.button(widget.Plain, "pay.back", keys.Esc, v.leave).WithHeight(theme.ButtonTall)
	foot := pad(v.desk.roomy(16, 8), v.desk.roomy(16, 8), 27, beside(0.22, 12, esc, v.pay))
	floor := container.New(&atLeast{unit(300)}, beside(0.53, 0, pad(v.desk.roomy(18, 8), v.desk.roomy(22, 8), v.desk.roomy(27, 16), left),
		softHalf(false, false, pad(v.desk.roomy(18, 8), v.desk.roomy(22, 8), v.desk.roomy(24, 14), v.side))))
	return column(0, head, widget.NewDivider(), floor, widget.NewDivider(), foot)
}

// follow takes what the bill comes to now, and the ways the shop offers.
func (v *splitView) follow() {
	untouched := v.state.method.Code != "" && v.amountIs(v.state.suggest(v.state.method.Code))
	v.state.rules, v.state.total = v.want.rules(), v.want.total()
	v.offered = v.state.offered()
	v.methods.Objects = nil
	for n, method := range v.offered {
		button := widget.NewButton(widget.Plain, MethodName(v.desk.kit.Lang, method), func() { v.choose(method) }).WithIcon(iconOf(method.Code))
		if n < 9 {
			button.WithKey(strconv.Itoa(n + 1))
		}
		v.methods.Add(button)
	}
	widget.Connect(v.desk.kit.Router, v.methods)
	v.bill.Set(v.want.name())
	v.due.SetAmount(v.state.total)
	if untouched {
		v.amount.offer(v.state.suggest(v.state.method.Code))
	}
	v.refresh()
}

func (v *splitView) amountIs(want money.Satang) bool {
	amount, err := v.amount.Amount()
	return err == nil && amount == want
}

// choose begins a part: the amount that is left stands ready, selected. Credit asks for a name first.
func (v *splitView) choose(method selling.Method) {
	v.trouble.Hide()
	if method.Customer && v.want.customer().IsZero() {
		v.want.ask(func() {
			if !v.want.customer().IsZero() {
				v.choose(method)
			}
		})
		return
	}
	v.state.method, v.customer = method, nil
	v.amount.offer(v.state.suggest(method.Code))
	v.amount.SetTroubled(false)
	if method.Customer {
		v.readCustomer()
	}
	v.refresh()
	v.amount.focus()
}

// readCustomer reads what the customer owes already.
func (v *splitView) readCustomer() {
	sold, who := v.desk.kit.Shop, v.want.customer()
	task.Run(v.desk.runner, "customer", func(ctx context.Context) (shop.Customer, error) {
		return sold.Customer(ctx, who)
	}, func(customer shop.Customer, err error) {
		if err != nil {
			v.failed(err)
			return
		}
		v.customer = &customer
		v.warn()
	})
}

// warn says what the customer owes and whether this goes above the limit. It forbids nothing.
func (v *splitView) warn() {
	amount, _ := v.amount.Amount()
	v.owing.Hidden = v.customer == nil || !v.state.method.Customer
	if !v.owing.Hidden {
		k, who := v.desk.kit, v.customer
		tone, second := widget.Watch, k.T("pay.other.no_limit")
		if who.CreditLimit > 0 {
			second = k.T("pay.other.limit", fault.Values{"limit": who.CreditLimit})
		}
		if who.CreditLimit > 0 && who.Owed+amount > who.CreditLimit {
			tone, second = widget.Bad, k.T("pay.other.above", fault.Values{"limit": who.CreditLimit, "after": who.Owed + amount})
		}
		first := k.T("pay.other.owed", fault.Values{"name": who.Name, "owed": who.Owed})
		v.owing.Objects = []fyne.CanvasObject{notice(tone, "customer", first, second)}
	}
	if v.sheet != nil {
		v.sheet.dialog.Refresh()
	}
}

// enter adds the part that is being typed; with all parts there it ends the bill.
func (v *splitView) enter() {
	switch {
	case v.desk.paying:
	case v.state.method.Code != "":
		v.take()
	case len(v.state.parts) > 0 && v.enough():
		v.end()
	}
}

// end pays the bill, with the part that is being typed.
func (v *splitView) end() {
	switch {
	case v.desk.paying:
	case v.state.method.Code != "":
		v.ending = true
		v.take()
	case v.enough():
		v.want.pay(v.state.parts, v.failed)
		v.refresh()
	default:
		_, missing, _ := v.state.preview()
		v.failed(fault.New("pay_missing", "pay", fault.Values{"missing": missing}))
	}
}

// enough reports whether the parts may end the dialog.
func (v *splitView) enough() bool {
	return v.state.complete() || v.want.partly && len(v.state.parts) > 0
}

// take takes the part that is being typed; money by bank waits for eyes on it first.
func (v *splitView) take() {
	amount, err := v.amount.Amount()
	part := selling.Tender{Method: v.state.method.Code, Amount: &amount}
	if err == nil {
		err = v.state.check(part)
	}
	if err != nil {
		v.ending = false
		v.amount.SetTroubled(true)
		v.failed(err)
		return
	}
	if v.state.method.Evidence && v.want.past {
		part.Evidence = selling.Seen
	}
	if !v.state.method.Evidence || v.want.past {
		v.took(part)
		return
	}
	ending := v.ending
	v.ending = false // unless the money is seen
	v.desk.wait(wanted{method: part.Method, part: true, amount: func() money.Satang { return amount },
		take: func(seen selling.Tender, failed func(error)) {
			if err := v.state.check(seen); err != nil {
				failed(err)
				return
			}
			v.desk.sheets[len(v.desk.sheets)-1].dialog.Close()
			v.ending = ending
			v.took(seen)
		}})
}

// took puts a part onto the list, and ends the bill where that was asked for.
func (v *splitView) took(part selling.Tender) {
	ending := v.ending
	v.ending = false
	if err := v.state.add(part); err != nil {
		v.failed(err)
		return
	}
	v.customer = nil
	v.trouble.Hide()
	v.unfocus()
	v.refresh()
	if ending && v.enough() {
		v.end()
	}
}

func (v *splitView) remove(n int) {
	if !v.desk.paying && v.state.method.Code == "" {
		if n >= 0 && n < len(v.state.parts) && v.want.dropped != nil {
			v.want.dropped(v.state.parts[n])
		}
		v.state.remove(n)
		v.refresh()
	}
}

// leave goes back a step: out of the part that is being typed, then to the bill.
func (v *splitView) leave() {
	switch {
	case v.desk.paying:
	case v.state.method.Code != "":
		typed := v.amount.Text() != "" && !v.amountIs(v.state.suggest(v.state.method.Code))
		v.desk.kit.Prompt.Lose(typed, prompt.Question{}, v.dropPart)
	default:
		v.desk.back(v.sheet)
	}
}

// dropPart goes out of the part that is being typed.
func (v *splitView) dropPart() {
	v.state.method, v.customer = selling.Method{}, nil
	v.trouble.Hide()
	v.unfocus()
	v.refresh()
}

func (v *splitView) unfocus() { widget.Unfocus(v.amount.AmountEntry) }

// failed says why something was refused. Nothing is lost.
func (v *splitView) failed(err error) {
	v.refresh()
	v.trouble.say(v.desk.kit.Lang, err)
	v.sheet.dialog.Refresh()
}

// refresh shows the state.
func (v *splitView) refresh() {
	k, chosen := v.desk.kit, v.state.method.Code
	for n, object := range v.methods.Objects {
		object.(*widget.Button).SetKind(kindOf(v.offered[n].Code == chosen))
	}
	v.form.Hidden = chosen == ""
	v.methods.Hidden = chosen != "" && v.desk.tight() // Esc brings them back
	if chosen != "" {
		v.label.Set(k.T("pay.other.amount", fault.Values{"method": MethodName(k.Lang, v.state.method)}))
	}
	v.side.Objects = []fyne.CanvasObject{v.right}
	if chosen != "" && v.pad {
		v.side.Objects = []fyne.CanvasObject{v.numpad}
	}
	v.showParts()
	v.showRest()
	v.warn()
}

func (v *splitView) showParts() {
	k := v.desk.kit
	v.parts.Objects = nil
	for n, part := range v.state.parts {
		name := MethodName(k.Lang, v.state.methods[part.Method])
		if part.Evidence == selling.Slip {
			name += " · " + k.T("pay.other.by_slip")
		}
		drop := widget.NewButton(widget.Quiet, "", func() { v.remove(n) }).WithIcon("x").WithHeight(theme.ButtonLow)
		v.parts.Add(container.NewBorder(nil, nil, nil, row(widget.NewMoney(*part.Amount, false, widget.Strong), drop), widget.NewText(name, widget.Body).Shrink()))
	}
	if len(v.state.parts) == 0 {
		v.parts.Objects = []fyne.CanvasObject{pad(24, 0, 10, v.empty)}
	}
	widget.Connect(k.Router, v.parts)
}

// showRest shows what is still missing, or the change.
func (v *splitView) showRest() {
	payment, missing, err := v.state.preview()
	key, sum, colour := "pay.other.rest", missing, theme.InkStrong
	if err == nil && missing == 0 && len(v.state.parts) > 0 {
		key, sum, colour = "pay.cash.change", payment.Change, theme.MoneyIn
	}
	v.restLabel.SetStyle(widget.Strong.At(theme.PayText).In(colour))
	size := theme.Total
	if v.desk.tight() {
		size = theme.MoneyText
	}
	v.rest.SetStyle(widget.Strong.At(size).In(colour).Right())
	v.restLabel.Set(v.desk.kit.T(key))
	v.rest.Set(i18n.BahtSign(sum))
	v.rounding.SetAmount(payment.Rounding)
	v.roundingLine.Hidden = payment.Rounding == 0
	v.pay.SetEnabled(!v.desk.paying && (v.state.method.Code != "" || v.enough()))
}
