package pay

import (
	"context"
	"maps"
	"slices"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/sound"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
)

// Order is an order that is paid before its goods leave, all of it or a part.
type Order struct {
	ID     id.Order
	Number string
	Rest   money.Satang // still to be paid
	By     string       // who takes the money, "" = nobody said
	Done   func()       // it is written down
}

// TakeFor asks by which ways money comes for an order, in any mix up to what is left of it, and writes it.
func TakeFor(k *kit.Kit, runner *task.Runner, o Order) {
	d := &Desk{kit: k, order: o.Number, rules: usualRules(), runner: runner, hop: fyne.Do,
		bill: Bill{Add: func(string) {}, Cart: func() selling.Cart { return selling.Cart{ID: id.Bill(o.ID)} },
			Quote: func() selling.Quote { return selling.Quote{} }}}
	d.readRules()
	payment := id.New[id.Change]() // pressed twice it is one
	d.split(purpose{
		title: "pay.order.title", due: "pay.order.due", end: "pay.order.end", drop: "pay.order.drop_text",
		empty:    k.T("pay.order.empty"),
		name:     func() string { return o.Number },
		total:    func() money.Satang { return o.Rest },
		rules:    func() rules { return d.rules.before() },
		customer: func() id.Party { return id.Party{} },
		partly:   true,
		pay:      func(parts []selling.Tender, failed func(error)) { d.takeFor(o, payment, parts, failed) },
	}, d.checkSlip)
}

// before are the rules for money that comes before there is a bill: debts are no money, nothing is rounded.
func (r rules) before() rules {
	methods := maps.Clone(r.methods)
	maps.DeleteFunc(methods, func(_ string, method selling.Method) bool { return method.Customer || method.Hidden })
	return rules{methods: methods}
}

func (d *Desk) takeFor(o Order, payment id.Change, parts []selling.Tender, failed func(error)) {
	if d.paying {
		return
	}
	d.paying = true
	s := d.kit.Shop
	cash := slices.ContainsFunc(parts, func(part selling.Tender) bool { return part.Method == selling.Cash })
	task.Run(d.runner, "write", func(ctx context.Context) (kicked error, err error) {
		if err := s.PayOrder(ctx, o.ID, payment, parts, o.By); err != nil {
			return nil, err
		}
		if cash {
			kicked = s.KickDrawer(ctx)
		}
		return kicked, nil
	}, func(kicked, err error) {
		d.paying = false
		if err != nil {
			failed(err)
			return
		}
		d.sheets[0].dialog.Close()
		d.kit.Sound.Play(sound.Paid)
		if kicked != nil {
			d.kit.Prompt.Say(d.kit.T("pay.print_failed", fault.Values{"why": i18n.Message(d.kit.Lang, kicked)}))
		}
		o.Done()
	})
}
