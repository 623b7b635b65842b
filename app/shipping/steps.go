package shipping

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// step is what may become of a parcel that went.
type step struct {
	name string
	may  func(*details) bool
	ask  func(*Page, details)
}

func from(states ...string) func(*details) bool {
	return func(d *details) bool { return slices.Contains(states, d.State) }
}

// ends notes what became of a parcel, with a reason where one is wanted.
func ends(kind string, reason bool) func(*Page, details) {
	return func(p *Page, d details) {
		do := func(why string) {
			by := p.m.read.by
			p.write(&d, func(ctx context.Context, s *shop.Shop) error { return s.EndParcel(ctx, d.OrderID, d.ID, kind, why, by) }, kind)
		}
		if !reason {
			do("")
			return
		}
		p.k.Prompt.AskReason(prompt.Input{Title: p.t("step." + kind), Label: p.t("reason"), OK: p.k.T("prompt.ok")},
			[]string{p.t("reason.1"), p.t("reason.2"), p.t("reason.3")}, false, prompt.NeedReason, do)
	}
}

// steps lists them in the order of their buttons.
var steps []step

func init() {
	steps = []step{
		{ordering.StepDelivered, from(ledger.ParcelShipped, ledger.ParcelUndelivered), ends(ordering.StepDelivered, false)},
		{ordering.StepUndelivered, from(ledger.ParcelShipped), ends(ordering.StepUndelivered, true)},
		{ordering.StepReturned, from(ledger.ParcelShipped, ledger.ParcelUndelivered, ledger.ParcelDelivered, ledger.ParcelLost), ends(ordering.StepReturned, true)},
		{"look", from(ledger.ParcelReturned), (*Page).lookInto},
		{ordering.StepLost, from(ledger.ParcelShipped, ledger.ParcelUndelivered), ends(ordering.StepLost, true)},
		{ordering.StepWrittenOff, from(ledger.ParcelLost), (*Page).writeOff},
		{ordering.StepOnItsWay, from(ledger.ParcelDelivered, ledger.ParcelUndelivered, ledger.ParcelReturned, ledger.ParcelLost), ends(ordering.StepOnItsWay, false)},
		{"number", from(ledger.ParcelShipped, ledger.ParcelUndelivered, ledger.ParcelDelivered), (*Page).askNumber},
		{"paid", func(d *details) bool { return owes(&d.Parcel) }, (*Page).askPaid},
		{"unship", from(ledger.ParcelShipped), (*Page).unship},
	}
}

// write changes a parcel in the background and reads the list again.
func (p *Page) write(d *details, work func(ctx context.Context, s *shop.Shop) error, said string) {
	s, number := p.k.Shop, d.Called()
	task.Run(p.acts, "write "+d.ID.String(), func(ctx context.Context) (bool, error) { return true, work(ctx, s) }, func(_ bool, err error) {
		if err != nil {
			p.k.Prompt.Error(err)
			return
		}
		p.wrote(p.t("said", fault.Values{"number": number, "step": p.t("step." + said)}))
	})
}

// writeOff ends the way of a parcel that is lost: its goods and its bill are written off.
func (p *Page) writeOff(d details) {
	request := shop.LookRequest{OrderID: d.OrderID, ParcelID: d.ID, By: p.m.read.by, Shelf: id.New[id.Bill](), Thrown: id.New[id.Bill]()}
	p.k.Prompt.AskReason(prompt.Input{Title: p.t("step.written_off"), Text: p.t("written_off.text"), Label: p.t("reason"), OK: p.t("step.written_off")},
		[]string{p.t("written_off.1"), p.t("written_off.2")}, true, prompt.NeedReason, func(why string) {
			request.Reason = why
			p.write(&d, func(ctx context.Context, s *shop.Shop) error { return s.LookInto(ctx, request) }, ordering.StepWrittenOff)
		})
}

// unship takes a hand-over back: the bill of the parcel is voided, and it is packed again.
func (p *Page) unship(d details) {
	p.k.Prompt.AskReason(prompt.Input{Title: p.t("unship.title"), Text: p.t("unship.text"), Label: p.t("reason"), OK: p.t("step.unship")},
		[]string{p.t("unship.1"), p.t("unship.2")}, true, prompt.NeedReason, func(why string) {
			parcel := d.Parcel.Parcel
			p.write(&d, func(ctx context.Context, s *shop.Shop) error { return s.UnshipParcel(ctx, &parcel, why) }, "unship")
		})
}

// askNumber asks for the number that the counter gave.
func (p *Page) askNumber(d details) {
	p.k.Prompt.AskText(prompt.Input{Title: p.t("step.number"), Text: d.To.Name, Label: p.t("column.number"), Value: d.Tracking}, func(text string) error {
		_, _, err := readNumber(text, d.ByChannel)
		return err
	}, func(text string) {
		number, postage, _ := readNumber(text, d.ByChannel) // checked
		p.number(shop.TypedNumber{ParcelID: d.ID, Text: number, Other: d.ByChannel, Postage: postage}, d.To.Name)
	})
}

// askPaid asks what the carrier paid of what it collected, and what it kept.
func (p *Page) askPaid(d details) {
	owed := d.COD - d.CODPaid
	by, parcel := p.m.read.by, d.ID
	p.k.Prompt.AskAmount(prompt.Input{Title: p.t("paid.title"), Text: p.t("paid.text", fault.Values{"amount": owed, "name": d.To.Name}),
		Label: p.t("paid.fee"), Value: "0"}, func(fee money.Satang) error {
		if fee > owed {
			return fault.New("carrier_fee_too_much", "fee", fault.Values{"value": fee})
		}
		return nil
	}, func(fee money.Satang) {
		p.write(&d, func(ctx context.Context, s *shop.Shop) error {
			return s.CarrierPaid(ctx, parcel, owed, fee, selling.Tender{Method: selling.Transfer}, by)
		}, "paid")
	})
}
