package orders

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// parcels opens the parcel of an order, or asks which.
func (p *Page) parcels(o *shop.Order) {
	var live []*ledger.Parcel
	for n := range o.Parcels {
		if o.Parcels[n].Live() {
			live = append(live, &o.Parcels[n])
		}
	}
	if len(live) == 1 {
		p.parcel(o, live[0])
		return
	}
	column := widget.Column(widget.Gap)
	d := &prompt.Dialog{Title: p.k.T("orders.parcels"), Body: column, Width: widget.Unit(560), Actions: []prompt.Action{{Label: p.k.T("orders.close"), Key: keys.Esc}}}
	for n, parcel := range live {
		open := func() { d.Close(); p.parcel(o, parcel) }
		button := widget.NewButton(widget.Plain, p.k.T("orders.parcel", fault.Values{"no": parcel.No})+" · "+p.k.T("orders.parcel_state."+parcel.State), open)
		if key := keys.Chord(strconv.Itoa(n + 1)); n < 9 {
			button.WithKey(string(key))
			d.Bindings = append(d.Bindings, keys.Binding{Chord: key, Do: open})
		}
		column.Add(button)
	}
	p.k.Prompt.Show(d)
}

// end is what may become of a parcel.
type end struct {
	label  string
	from   []string // states of a parcel
	reason bool
	do     func(p *Page, o *shop.Order, parcel *ledger.Parcel, reason string)
}

func endAs(step string) func(*Page, *shop.Order, *ledger.Parcel, string) {
	return func(p *Page, o *shop.Order, parcel *ledger.Parcel, reason string) {
		order, box, by := o.Order.ID, parcel.ID, p.m.list.by
		p.write(order, func(ctx context.Context, s *shop.Shop) error { return s.EndParcel(ctx, order, box, step, reason, by) }, p.say(o, step), nil)
	}
}

var ends []end

func init() {
	away := []string{ledger.ParcelShipped, ledger.ParcelUndelivered}
	ends = []end{
		{label: "ordering.step.delivered", from: away, do: endAs(ordering.StepDelivered)},
		{label: "ordering.step.undelivered", from: []string{ledger.ParcelShipped}, reason: true, do: endAs(ordering.StepUndelivered)},
		{label: "ordering.step.returned", from: append(away, ledger.ParcelDelivered, ledger.ParcelLost), reason: true, do: endAs(ordering.StepReturned)},
		{label: "ordering.step.lost", from: away, reason: true, do: endAs(ordering.StepLost)},
		{label: "orders.look", from: []string{ledger.ParcelReturned}, do: func(p *Page, o *shop.Order, parcel *ledger.Parcel, _ string) { p.lookInto(o, parcel) }},
		{label: "ordering.step.written_off", from: []string{ledger.ParcelLost}, reason: true, do: func(p *Page, o *shop.Order, parcel *ledger.Parcel, reason string) {
			request := shop.LookRequest{OrderID: o.Order.ID, ParcelID: parcel.ID, Reason: reason, By: p.m.list.by, Shelf: id.New[id.Bill](), Thrown: id.New[id.Bill]()}
			p.write(o.Order.ID, func(ctx context.Context, s *shop.Shop) error { return s.LookInto(ctx, request) }, p.say(o, ordering.StepWrittenOff), nil)
		}},
		{label: "ordering.step.on_its_way", from: []string{ledger.ParcelDelivered, ledger.ParcelUndelivered, ledger.ParcelReturned, ledger.ParcelLost}, do: endAs(ordering.StepOnItsWay)},
		{label: "ordering.step.unshipped", from: []string{ledger.ParcelShipped}, reason: true, do: func(p *Page, o *shop.Order, parcel *ledger.Parcel, reason string) {
			p.write(o.Order.ID, func(ctx context.Context, s *shop.Shop) error { return s.UnshipParcel(ctx, parcel, reason) }, "", nil)
		}},
		{label: "ordering.step.unpacked", from: []string{ledger.ParcelPacked}, do: func(p *Page, o *shop.Order, parcel *ledger.Parcel, _ string) {
			order, box, by := o.Order.ID, parcel.ID, p.m.list.by
			p.write(order, func(ctx context.Context, s *shop.Shop) error { return s.Unpack(ctx, order, box, "", by) }, p.say(o, ordering.StepUnpacked), nil)
		}},
	}
}

// owesCOD reports whether the carrier may still pay what it was to collect for a parcel, or make good its loss.
func owesCOD(o *shop.Order, parcel *ledger.Parcel) bool {
	gone := []string{ledger.ParcelShipped, ledger.ParcelDelivered, ledger.ParcelLost, ledger.ParcelWrittenOff}
	if o.Reached(parcel.ID) {
		gone = append(gone, ledger.ParcelReturned, ledger.ParcelLooked)
	}
	return parcel.COD > parcel.CODPaid && slices.Contains(gone, parcel.State)
}

// parcel asks what became of a parcel.
func (p *Page) parcel(o *shop.Order, parcel *ledger.Parcel) {
	k, t := p.k, p.k.T
	facts := joined(serviceName(k.Lang, parcel.Service), weightText(k.Lang, parcel.Grams), parcel.Tracking)
	grid := container.NewGridWithColumns(2)
	title := t("orders.parcel", fault.Values{"no": parcel.No}) + " · " + called(o)
	d := &prompt.Dialog{Title: title, Width: widget.Unit(600), Actions: []prompt.Action{{Label: t("orders.close"), Key: keys.Esc}}}
	n := 0
	add := func(label string, do func()) {
		n++
		key := keys.Chord(strconv.Itoa(n))
		then := func() { d.Close(); do() }
		grid.Add(widget.NewButton(widget.Plain, label, then).WithKey(string(key)))
		d.Bindings = append(d.Bindings, keys.Binding{Chord: key, Do: then})
	}
	if owesCOD(o, parcel) {
		add(t("orders.carrier.title"), func() { p.carrierPaid(o, parcel) })
	}
	for at := range ends {
		e := &ends[at]
		if !slices.Contains(e.from, parcel.State) {
			continue
		}
		add(t(e.label), func() {
			if !e.reason {
				e.do(p, o, parcel, "")
				return
			}
			k.Prompt.AskReason(prompt.Input{Title: t(e.label), Label: t("orders.reason"), OK: t("prompt.ok")}, p.reasons("parcel"), false, prompt.NeedReason,
				func(reason string) { e.do(p, o, parcel, reason) })
		})
	}
	if !parcel.BillID.IsZero() {
		add(t("orders.open_bill"), func() { p.openBill(parcel.BillID) })
	}
	head := container.NewBorder(nil, nil, nil, container.NewCenter(widget.NewPill(parcelChip(k.Lang, parcel.State))), widget.NewText(facts, widget.Body).Shrink())
	goods := widget.Column(0)
	for _, line := range parcel.Lines {
		if known := o.Line(line.N); known != nil {
			goods.Add(widget.NewText(lineName(known)+" ×"+line.Qty.String(), widget.Caption).Shrink())
		}
	}
	d.Body = widget.Column(12, head, goods, grid)
	k.Prompt.Show(d)
}

// openBill leads to the bill that a parcel went by: its receipt is printed there.
func (p *Page) openBill(bill id.Bill) {
	s := p.k.Shop
	task.Run(p.acts, "bill", func(ctx context.Context) (*shop.Bill, error) { return s.Bill(ctx, bill) }, func(found *shop.Bill, err error) {
		if err != nil {
			p.failed(err)
			return
		}
		p.k.Go(nav.Route{Screen: kit.Bills, Arg: found.Number})
	})
}

// lookInto asks what of a parcel that came back is good: the rest is written off.
func (p *Page) lookInto(o *shop.Order, parcel *ledger.Parcel) {
	k, t := p.k, p.k.T
	waste := make([]int, len(parcel.Lines))
	column := widget.Column(widget.Gap, widget.NewWrapLabel(t("orders.look.text"), 3, widget.Body.At(theme.Small)))
	steppers := make([]*widget.Stepper, len(parcel.Lines))
	at := 0
	names := make([]*widget.Text, len(parcel.Lines))
	step := func(n, by int) {
		most := int(parcel.Lines[n].Qty / 1000)
		waste[n] = min(max(waste[n]+by, 0), most)
		steppers[n].Set(strconv.Itoa(waste[n]))
	}
	choose := func(n int) {
		at = min(max(n, 0), len(names)-1)
		for m, name := range names {
			name.SetStyle(widget.Body)
			if m == at {
				name.SetStyle(widget.Strong.In(theme.InkStrong))
			}
		}
	}
	for n, line := range parcel.Lines {
		steppers[n] = widget.NewStepper("0", func(by int) { choose(n); step(n, by) })
		name := ""
		if known := o.Line(line.N); known != nil {
			name = lineName(known)
		}
		names[n] = widget.NewText(name+" ×"+line.Qty.String(), widget.Body).Shrink()
		column.Add(widget.Beside(names[n], steppers[n]))
	}
	choose(0)
	keep := widget.NewSwitch(t("orders.look.keep_fee"), false, nil)
	column.Add(keep)
	reason := widget.NewEntry(t("orders.reason"))
	reason.SetText(returnReason(o, parcel))
	column.Add(widget.NewFormRow(t("orders.reason"), reason))
	request := shop.LookRequest{OrderID: o.Order.ID, ParcelID: parcel.ID, By: p.m.list.by, Shelf: id.New[id.Bill](), Thrown: id.New[id.Bill]()}
	done := func() {
		request.KeepFee, request.Reason = keep.On(), reason.Text
		for n, line := range parcel.Lines {
			if waste[n] > 0 {
				request.Waste = append(request.Waste, ledger.ParcelLine{N: line.N, Qty: qty.Pieces(waste[n])})
			}
		}
		p.write(o.Order.ID, func(ctx context.Context, s *shop.Shop) error { return s.LookInto(ctx, request) }, "", func() { k.Prompt.Say(p.say(o, ordering.StepLooked)) })
	}
	k.Prompt.Show(&prompt.Dialog{Title: t("orders.look"), Body: column, Width: widget.Unit(560),
		Bindings: []keys.Binding{{Chord: "Up", Do: func() { choose(at - 1) }}, {Chord: "Down", Do: func() { choose(at + 1) }},
			{Chord: "+", Do: func() { step(at, 1) }, Repeat: true, WhenEmpty: true}, {Chord: "-", Do: func() { step(at, -1) }, Repeat: true, WhenEmpty: true}},
		Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc}, {Label: t("orders.look.ok"), Key: keys.Save, Kind: widget.Primary, Do: done}}})
}

// returnReason gives why a parcel came back.
func returnReason(o *shop.Order, parcel *ledger.Parcel) string {
	for n := range o.Steps {
		if o.Steps[n].Kind == ordering.StepReturned && o.Steps[n].ParcelID == parcel.ID {
			return o.Steps[n].Reason
		}
	}
	return ""
}
