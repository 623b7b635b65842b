package orders

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// The keys of the screen that its buttons show.
const (
	keyReplies   keys.Chord = "F3"
	keyEdit      keys.Chord = "F4"
	keyConfirm   keys.Chord = "F5"
	keyPack      keys.Chord = "F6"
	keyShip      keys.Chord = "F7"
	keyMoney     keys.Chord = "F8"
	keyParcels   keys.Chord = "F9"
	keyTill      keys.Chord = "F11"
	keyPapers    keys.Chord = "Ctrl+P"
	keyLabels    keys.Chord = "Ctrl+T"
	keyCancel    keys.Chord = "Delete"
	keyAskMore   keys.Chord = "F10"
	keyTellShort keys.Chord = "F12"
)

// act is something that can be done with an order.
type act struct {
	name, icon string // its text is "orders.act." and the name
	key        keys.Chord
	kind       widget.Kind // as the next step
	may        func(p *Page, o *shop.Order) bool
	next       func(o *shop.Order) bool // it is the step that is due
	do         func(p *Page, o *shop.Order)
}

// allows reports whether one of some actions is allowed now.
func allows(o *shop.Order, acts ...string) bool {
	return slices.ContainsFunc(o.Allowed(), func(act string) bool { return slices.Contains(acts, act) })
}

func allowed(acts ...string) func(*Page, *shop.Order) bool {
	return func(_ *Page, o *shop.Order) bool { return allows(o, acts...) }
}

func due(todos ...string) func(*shop.Order) bool {
	return func(o *shop.Order) bool { return slices.Contains(todos, o.Todo()) }
}

func never(*shop.Order) bool { return false }

// acts lists what there is, in the order of the buttons.
var acts []act

func init() {
	acts = []act{
		{name: "confirm", icon: "check", key: keyConfirm, kind: widget.Primary, may: allowed(ordering.ActConfirm), next: due(ordering.TodoConfirm), do: (*Page).confirm},
		{name: "reopen", icon: "undo", key: keyConfirm, may: allowed(ordering.ActReopen), next: never, do: (*Page).reopen},
		{name: "pay", icon: "cash", key: keyMoney, kind: widget.Pay, may: takesMoney, next: due(ordering.TodoPay), do: (*Page).pay},
		{name: "refund", icon: "undo", key: keyMoney, kind: widget.Danger, may: givesBack, next: due(ordering.TodoRefund), do: (*Page).payBack},
		{name: "pack", icon: "stk", key: keyPack, kind: widget.Primary, may: packs, next: due(ordering.TodoPack), do: (*Page).pack},
		{name: "till", icon: "sell", key: keyTill, kind: widget.Primary, may: fetches, next: due(ordering.TodoPack, ordering.TodoShip), do: (*Page).toTill},
		{name: "labels", icon: "print", key: keyLabels, kind: widget.Primary, may: hasPacked, next: unprinted, do: (*Page).labels},
		{name: "ship", icon: "ship", key: keyShip, kind: widget.Primary, may: allowed(ordering.ActShip), next: due(ordering.TodoShip), do: (*Page).ship},
		{name: "parcels", icon: "stk", key: keyParcels, kind: widget.Primary, may: hasParcels,
			next: func(o *shop.Order) bool {
				return due(ordering.TodoArrive, ordering.TodoLook)(o) || o.Todo() == ordering.TodoCollect && o.Money.COD > 0
			}, do: (*Page).parcels},
		{name: "debt", icon: "customers", key: keyMoney, kind: widget.Pay, may: func(_ *Page, o *shop.Order) bool { return o.Money.Credit > 0 && before(o) <= 0 },
			next: due(ordering.TodoCollect), do: func(p *Page, o *shop.Order) { p.k.Go(kit.ToCustomer(o.Content.CustomerID)) }},
		{name: "payout", icon: "cash", key: keyMoney, kind: widget.Pay, may: func(_ *Page, o *shop.Order) bool { return o.Money.Channel > 0 && before(o) <= 0 },
			next: due(ordering.TodoCollect), do: (*Page).channelPaid},
		{name: "match", icon: "pen", key: keyEdit, kind: widget.Primary, may: func(_ *Page, o *shop.Order) bool { return o.Unmatched() > 0 && allows(o, ordering.ActChange) },
			next: due(ordering.TodoMatch), do: (*Page).edit},
		{name: "edit", icon: "pen", key: keyEdit, may: func(_ *Page, o *shop.Order) bool { return o.Unmatched() == 0 && allows(o, ordering.ActChange) }, next: never, do: (*Page).edit},
		{name: "replies", icon: "chat", key: keyReplies, may: func(*Page, *shop.Order) bool { return true }, next: never, do: (*Page).replies},
		{name: "cancel", icon: "x", key: keyCancel, may: allowed(ordering.ActCancel), next: never, do: (*Page).cancel},
		{name: "papers", icon: "bill", key: keyPapers, may: func(*Page, *shop.Order) bool { return true }, next: never, do: (*Page).papers},
	}
}

// packs reports whether goods of an order can go into a parcel: what is fetched needs none.
func packs(_ *Page, o *shop.Order) bool {
	return o.Content.Service != ordering.Pickup && allows(o, ordering.ActPack)
}

// fetches reports whether goods of an order can be paid and taken at the till.
func fetches(_ *Page, o *shop.Order) bool {
	_, err := ordering.Fetch(o.Past)
	return o.Content.Service == ordering.Pickup && err == nil
}

// hasParcels reports whether a parcel is still the shop's business.
func hasParcels(_ *Page, o *shop.Order) bool {
	return slices.ContainsFunc(o.Parcels, func(parcel ledger.Parcel) bool { return parcel.Live() })
}

// keys is what keys do on the screen.
func (p *Page) keys() *keys.Scope {
	step := func(by int) func() { return func() { p.view.list.Step(0, by) } }
	all := []keys.Binding{
		{Chord: "Up", Label: "orders.key.choose", Do: step(-1), Repeat: true},
		{Chord: "Down", Label: "orders.key.choose", Do: step(1), Repeat: true},
		{Chord: "PageUp", Do: step(-8), Repeat: true}, {Chord: "PageDown", Do: step(8), Repeat: true},
		{Chord: "Left", Label: "orders.key.filter", Do: func() { p.turnFilter(-1) }, WhenEmpty: true},
		{Chord: "Right", Label: "orders.key.filter", Do: func() { p.turnFilter(1) }, WhenEmpty: true},
		{Chord: keys.Enter, Label: "orders.key.next", Do: p.withOrder(p.doNext)},
		{Chord: "F2", Label: "orders.key.search", Do: p.toSearch},
		{Chord: "Ctrl+F", Do: p.toSearch},
		{Chord: "Ctrl+N", Label: "orders.new", Do: p.create},
		{Chord: "Ctrl+V", Label: "paste.open", Do: p.pasteChat},
		{Chord: "Ctrl+O", Label: "orderimport.open", Do: func() { p.importFile("") }},
		{Chord: keyAskMore, Label: "orders.ask_more", Do: p.withOrder(p.askMore)},
		{Chord: keyTellShort, Label: "orders.tell_short", Do: p.withOrder(p.tellShort)},
		{Chord: "Ctrl+Z", Label: "orders.key.undo", Do: p.withOrder(p.undo)},
		{Chord: keys.Esc, Do: func() { p.view.escape() }},
	}
	named := map[keys.Chord]bool{}
	for n := range acts {
		chord := acts[n].key
		if named[chord] {
			continue
		}
		named[chord] = true
		all = append(all, keys.Binding{Chord: chord, Label: "orders.act." + acts[n].name, WhenEmpty: chord == keyCancel,
			Do: p.withOrder(func(o *shop.Order) { p.press(chord, o) })})
	}
	return &keys.Scope{Title: "nav.orders", OnScan: p.scan, OnRune: func(r rune) { p.view.typed(r) }, Bindings: all}
}

func (p *Page) toSearch() { p.view.toSearch() }

// turnFilter goes to the chip beside.
func (p *Page) turnFilter(by int) {
	at := slices.Index(p.view.shown, p.m.filter) + by
	if at >= 0 && at < len(p.view.shown) {
		p.narrow(p.view.shown[at])
	}
}

// press does what a key means for an order now, or says that it means nothing.
func (p *Page) press(key keys.Chord, o *shop.Order) {
	for n := range acts {
		if acts[n].key == key && acts[n].may(p, o) {
			acts[n].do(p, o)
			return
		}
	}
	p.k.Prompt.Say(p.k.T("orders.not_now"))
}

// nextAct gives the step that is due, nil for none.
func (p *Page) nextAct(o *shop.Order) *act {
	for n := range acts {
		if acts[n].next(o) && acts[n].may(p, o) {
			return &acts[n]
		}
	}
	return nil
}

func (p *Page) doNext(o *shop.Order) {
	if next := p.nextAct(o); next != nil {
		next.do(p, o)
	}
}

// buttons are the next step, large, and what else can be done.
func (p *Page) buttons(o *shop.Order) (all []fyne.CanvasObject) {
	next := p.nextAct(o)
	if next != nil {
		button := p.actButton(next, o, next.kind).WithHeight(theme.ButtonTall)
		if p.k.Prompt.Size().Height < widget.Unit(700) { // the order must be seen
			button.WithHeight(theme.ButtonMid)
		}
		all = append(all, button)
	}
	var others []fyne.CanvasObject
	for n := range acts {
		if &acts[n] != next && acts[n].may(p, o) {
			others = append(others, p.actButton(&acts[n], o, widget.Plain).WithHeight(theme.ButtonLow).WithIcon(""))
		}
	}
	return append(all, container.New(&widget.Justified{}, others...))
}

func (p *Page) actButton(a *act, o *shop.Order, kind widget.Kind) *widget.Button {
	return p.button(kind, a.key, "orders.act."+a.name, a.icon, p.withOrder(func(now *shop.Order) {
		if now.Order.ID == o.Order.ID && a.may(p, now) {
			a.do(p, now)
		}
	}))
}

// write changes an order in the background and reads it again; then may be nil.
func (p *Page) write(order id.Order, work func(ctx context.Context, s *shop.Shop) error, said string, then func()) {
	s := p.k.Shop
	task.Run(p.acts, "write "+order.String(), func(ctx context.Context) (*shop.Order, error) {
		if err := work(ctx, s); err != nil {
			return nil, err
		}
		return s.Order(ctx, order)
	}, func(now *shop.Order, err error) {
		if err != nil {
			p.k.Prompt.Error(err)
			return
		}
		p.wrote(now, said)
		if then != nil {
			then()
		}
	})
}

// wrote shows an order as it is now and reads the list again.
func (p *Page) wrote(now *shop.Order, said string) {
	if p.m.order == nil || p.m.order.Order.ID == now.Order.ID {
		p.m.order = now
		p.view.detail.show()
	}
	if said != "" {
		p.k.Prompt.SayUndo(said, func() { p.undo(now) })
	}
	p.k.Changed()
	p.load(len(p.m.list.rows))
}

func (p *Page) say(o *shop.Order, step string) string {
	return p.k.T("orders.said", fault.Values{"number": called(o), "step": p.k.T("ordering.step." + step)})
}

func (p *Page) confirm(o *shop.Order) {
	order, by := o.Order.ID, p.m.list.by
	p.write(order, func(ctx context.Context, s *shop.Shop) error { return s.ConfirmOrder(ctx, order, false, by) }, p.say(o, ordering.StepConfirmed), nil)
}

func (p *Page) reopen(o *shop.Order) {
	order, by := o.Order.ID, p.m.list.by
	p.write(order, func(ctx context.Context, s *shop.Shop) error { return s.ReopenOrder(ctx, order, by) }, p.say(o, ordering.StepReopened), nil)
}

func (p *Page) reasons(name string) []string {
	return []string{p.k.T("orders.reason." + name + ".1"), p.k.T("orders.reason." + name + ".2"), p.k.T("orders.reason." + name + ".3")}
}

func (p *Page) cancel(o *shop.Order) {
	text := p.k.T("orders.cancel.text")
	if o.Paid() > 0 {
		text += "\n" + p.k.T("orders.cancel.money", fault.Values{"amount": o.Paid()})
	}
	p.k.Prompt.AskReason(prompt.Input{Title: p.k.T("orders.cancel.title", fault.Values{"number": called(o)}), Text: text,
		Label: p.k.T("orders.reason"), OK: p.k.T("orders.cancel.ok")}, p.reasons("cancel"), true, prompt.NeedReason, func(reason string) {
		p.cancelNow(o, reason)
	})
}

// cancelNow cancels an order, and says which papers of it stand: they are for a person to take back.
func (p *Page) cancelNow(o *shop.Order, reason string) {
	order, by := o.Order.ID, p.m.list.by
	var stand *fault.Error
	p.write(order, func(ctx context.Context, s *shop.Shop) error {
		if err := s.CancelOrder(ctx, order, reason, by); err != nil {
			return err
		}
		now, err := s.Order(ctx, order)
		if err == nil {
			stand, err = s.CancelledOrder(ctx, now)
		}
		return err
	}, "", func() {
		said := p.say(o, ordering.StepCancelled)
		if stand != nil {
			said = joined(said, i18n.Message(p.k.Lang, stand))
		}
		p.sayUndo(order, said)
	})
}

// sayUndo says what became of an order, with the key that takes it back while the order is shown.
func (p *Page) sayUndo(order id.Order, said string) {
	p.k.Prompt.SayUndo(said, func() {
		if now := p.m.order; now != nil && now.Order.ID == order {
			p.undo(now)
		}
	})
}

// ship hands the packed parcels to the carrier: their bill is written.
func (p *Page) ship(o *shop.Order) {
	packed := 0
	for n := range o.Parcels {
		if o.Parcels[n].State == ledger.ParcelPacked {
			packed++
		}
	}
	p.k.Prompt.Ask(prompt.Question{Title: p.k.T("orders.ship.title", fault.Values{"count": packed}), Text: p.k.T("orders.ship.text"), Yes: p.k.T("orders.act.ship")}, func(yes bool) {
		if yes {
			p.shipNow(o, p.k.Shop.HandOver)
		}
	})
}

// shipNow hands the packed parcels of an order over, says what its bill warns of, and asks when a label is out of date.
func (p *Page) shipNow(o *shop.Order, hand func(context.Context, id.Order, []id.Parcel, id.Bill, string) (shop.Answer, error)) {
	order, by, bill := o.Order.ID, p.m.list.by, id.New[id.Bill]()
	var warnings []*fault.Error
	old := false
	p.write(order, func(ctx context.Context, _ *shop.Shop) error {
		answer, err := hand(ctx, order, nil, bill, by)
		if warnings, old = answer.Warnings, fault.Is(err, "label_old"); old {
			return nil
		}
		return err
	}, "", func() {
		if old {
			p.k.Prompt.Ask(prompt.Question{Title: p.k.T("orders.old_label.title"), Text: p.k.T("orders.old_label.text"), Yes: p.k.T("orders.old_label.yes"), Danger: true}, func(yes bool) {
				if yes {
					p.shipNow(o, p.k.Shop.HandOverAnyway)
				}
			})
			return
		}
		said := p.say(o, ordering.StepShipped)
		for _, warning := range warnings {
			said = joined(said, i18n.Message(p.k.Lang, warning))
		}
		p.sayUndo(order, said)
	})
}

// toTill opens a bill of what is in no parcel at the till; what was paid before is counted there.
func (p *Page) toTill(o *shop.Order) {
	s, order := p.k.Shop, o.Order.ID
	task.Run(p.acts, "till", func(ctx context.Context) (shop.Draft, error) {
		drafts, err := s.Drafts(ctx)
		if err != nil {
			return shop.Draft{}, err
		}
		for _, draft := range drafts {
			if draft.Cart.OrderID == order { // it stands there already
				return draft, nil
			}
		}
		cart, _, err := s.OrderCart(ctx, order)
		if err != nil {
			return shop.Draft{}, err
		}
		draft := shop.Draft{Cart: cart, State: selling.Parked, Total: o.Total()}
		return draft, s.SaveDraft(ctx, draft)
	}, func(draft shop.Draft, err error) {
		if err != nil {
			p.failed(err)
			return
		}
		p.k.Go(kit.OpenBill(draft.Cart.ID))
	})
}

// undo takes back what was done last, where the world allows it.
func (p *Page) undo(o *shop.Order) {
	order, by := o.Order.ID, p.m.list.by
	last := lastStep(o)
	if last == nil {
		p.k.Prompt.Say(p.k.T("orders.nothing_to_undo"))
		return
	}
	back := func(ask bool, work func(ctx context.Context, s *shop.Shop, reason string) error) {
		do := func(reason string) {
			p.write(order, func(ctx context.Context, s *shop.Shop) error { return work(ctx, s, reason) }, "",
				func() {
					p.k.Prompt.Say(p.k.T("orders.undone", fault.Values{"step": p.k.T("ordering.step." + last.Kind)}))
				})
		}
		if !ask {
			do("")
			return
		}
		p.k.Prompt.AskReason(prompt.Input{Title: p.k.T("orders.undo.title", fault.Values{"step": p.k.T("ordering.step." + last.Kind)}), Text: p.k.T("orders.undo.text"),
			Label: p.k.T("orders.reason"), OK: p.k.T("orders.undo.ok")}, p.reasons("undo"), true, prompt.NeedReason, do)
	}
	parcel := o.Parcel(last.ParcelID)
	switch last.Kind {
	case ordering.StepConfirmed:
		back(false, func(ctx context.Context, s *shop.Shop, _ string) error { return s.ConfirmOrder(ctx, order, true, by) })
	case ordering.StepCancelled:
		p.reopen(o)
	case ordering.StepPaid:
		p.payBack(o)
	case ordering.StepPacked:
		back(false, func(ctx context.Context, s *shop.Shop, _ string) error {
			return s.Unpack(ctx, order, parcel.ID, "", by)
		})
	case ordering.StepShipped:
		back(true, func(ctx context.Context, s *shop.Shop, reason string) error {
			return s.UnshipParcel(ctx, parcel, reason)
		})
	default: // an end of a parcel
		back(false, func(ctx context.Context, s *shop.Shop, _ string) error {
			return s.EndParcel(ctx, order, parcel.ID, ordering.StepOnItsWay, "", by)
		})
	}
}

// lastStep gives the latest step where that can be taken back, nil where it cannot. What only writes something
// down, such as a printed label, is passed over.
func lastStep(o *shop.Order) *shop.StepRow {
	for n := range o.Steps {
		step := &o.Steps[n]
		parcel := o.Parcel(step.ParcelID)
		state := ""
		if parcel != nil {
			state = parcel.State
		}
		switch step.Kind {
		case ordering.StepPrinted, ordering.StepNumbered:
			continue
		case ordering.StepConfirmed:
			return only(step, o.State() == ordering.Confirmed && o.Money.Received == 0)
		case ordering.StepCancelled:
			return only(step, o.Cancelled())
		case ordering.StepPaid:
			return only(step, o.Money.Deposit() > 0)
		case ordering.StepPacked:
			return only(step, state == ledger.ParcelPacked)
		case ordering.StepShipped:
			return only(step, state == ledger.ParcelShipped)
		case ordering.StepDelivered, ordering.StepUndelivered, ordering.StepReturned, ordering.StepLost:
			return only(step, state == endState[step.Kind])
		}
		return nil
	}
	return nil
}

// endState is the state of a parcel after one of its ends.
var endState = map[string]string{ordering.StepDelivered: "delivered", ordering.StepUndelivered: "undelivered", ordering.StepReturned: "returned", ordering.StepLost: "lost"}

func only(step *shop.StepRow, holds bool) *shop.StepRow {
	if holds {
		return step
	}
	return nil
}
