package pay

import (
	"cmp"
	"context"
	"slices"

	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	houserules "github.com/talat-pos/talat/internal/rules"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// rules are what the dialogs must know of the shop before the first key comes.
type rules struct {
	methods map[string]selling.Method
	step    money.Satang // what cash is rounded to, 0 = not
	owners  bool         // PromptPay is paid to the owners of the goods in turn
}

// usualRules hold until the shop's own were read.
func usualRules() rules {
	r := rules{methods: map[string]selling.Method{}}
	for _, m := range houserules.Methods() {
		r.methods[m.Code] = selling.Method(m)
	}
	return r
}

// readRules reads the shop's own in the background; open dialogs follow.
func (d *Desk) readRules() {
	s := d.kit.Shop
	task.Run(d.runner, "rules", func(ctx context.Context) (rules, error) {
		methods, err := s.Methods(ctx)
		if err != nil {
			return rules{}, err
		}
		set, err := s.Settings(ctx)
		if err != nil {
			return rules{}, err
		}
		step, err := set.Money("cash.round")
		return rules{methods: methods, step: step, owners: set.Get("pay.to") == shop.PayOwners}, err
	}, func(read rules, err error) {
		if err == nil { // else the usual ones hold; the payment itself reads the disk again
			d.rules = read
			d.BillChanged()
		}
	})
}

// offered lists the ways a person may choose, the known ones first and in their order.
func (r rules) offered() []selling.Method {
	order := map[string]int{}
	for n, m := range houserules.Methods() {
		order[m.Code] = n - len(houserules.Methods())
	}
	var all []selling.Method
	for _, m := range r.methods {
		if !m.Hidden {
			all = append(all, m)
		}
	}
	slices.SortFunc(all, func(a, b selling.Method) int {
		return cmp.Or(cmp.Compare(order[a.Code], order[b.Code]), cmp.Compare(a.Code, b.Code))
	})
	return all
}

// MethodName gives the name of a way of payment for people: of one the program knows its text, of the
// shop's own the name it was given. A payment of the past knows only its code.
func MethodName(lang i18n.Lang, method selling.Method) string {
	if key := "pay.method." + method.Code; i18n.Has(lang, key) {
		return i18n.T(lang, key)
	}
	return cmp.Or(method.Name, method.Code)
}

// icons of the ways of payment; the shop's own have the coin.
var icons = map[string]string{
	selling.Cash: "cash", selling.PromptPay: "qr", selling.Transfer: "phone", selling.Card: "card",
	selling.Welfare: "customer", selling.Credit: "note",
}

func iconOf(method string) string { return cmp.Or(icons[method], "coin") }
