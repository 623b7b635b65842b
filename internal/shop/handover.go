package shop

import (
	"context"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ordering/reply"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/store"
)

// HandedOver is an order whose parcels the carrier has now, and what the shop tells its customer.
type HandedOver struct {
	OrderID id.Order
	Number  string
	Channel string
	Name    string // the customer's
	Contact string // in the channel
	Phone   string
	BillID  id.Bill
	Parcels []id.Parcel
	Text    string

	Warnings []*fault.Error // of the bill, such as a credit limit that it passes
}

// HandOverParcels notes that packed parcels went to the carrier, each order's with a bill of its own. Their postage is
// that of parcels that go together today. What is wrong with one order does not stop the others. Faults, listed:
// "parcel_unknown", those of store.HandOver.
func (s *Shop) HandOverParcels(ctx context.Context, wanted []id.Parcel, by string) (handed []HandedOver, failed []ParcelFault, err error) {
	return s.handOverParcels(ctx, wanted, by, s.HandOver)
}

// HandOverParcelsAnyway is HandOverParcels also of those whose labels are out of date, because a person says so.
func (s *Shop) HandOverParcelsAnyway(ctx context.Context, wanted []id.Parcel, by string) (handed []HandedOver, failed []ParcelFault, err error) {
	return s.handOverParcels(ctx, wanted, by, s.HandOverAnyway)
}

// handOver writes the bill of parcels of one order.
type handOver func(ctx context.Context, order id.Order, parcels []id.Parcel, bill id.Bill, by string) (Answer, error)

func (s *Shop) handOverParcels(ctx context.Context, wanted []id.Parcel, by string, write handOver) (handed []HandedOver, failed []ParcelFault, err error) {
	list, err := s.ParcelsOf(ctx, wanted)
	if err != nil {
		return nil, nil, err
	}
	known := map[id.Parcel]bool{}
	var orders []id.Order
	of := map[id.Order][]*Parcel{}
	var ready []store.Ready
	for n := range list {
		p := &list[n]
		if known[p.ID] = true; len(of[p.OrderID]) == 0 {
			orders = append(orders, p.OrderID)
		}
		of[p.OrderID] = append(of[p.OrderID], p)
		if p.Goes != "" {
			ready = append(ready, store.Ready{ParcelID: p.ID, Grams: p.Grams, COD: p.COD, Service: p.Goes, Postage: p.Cost})
		}
	}
	for _, parcel := range wanted {
		if !known[parcel] {
			failed = append(failed, ParcelFault{ParcelID: parcel, Why: fault.New("parcel_unknown", "parcel", fault.Values{"value": parcel.String()})})
		}
	}
	if _, err := s.db.ReadyParcels(ctx, ready, by); err != nil { // what it refuses is refused below, or has changed and costs what it did
		return nil, nil, err
	}
	for _, order := range orders {
		if ctx.Err() != nil {
			return handed, failed, ctx.Err()
		}
		one, why, err := s.handOverOrder(ctx, of[order], by, write)
		switch {
		case err != nil:
			return handed, failed, err
		case why != nil:
			for _, p := range of[order] {
				failed = append(failed, ParcelFault{ParcelID: p.ID, Number: p.Number, Why: why})
			}
		default:
			handed = append(handed, one)
		}
	}
	return handed, failed, nil
}

func (s *Shop) handOverOrder(ctx context.Context, list []*Parcel, by string, write handOver) (done HandedOver, why *fault.Error, err error) {
	done = HandedOver{OrderID: list[0].OrderID, Number: list[0].Number, Channel: list[0].Channel, BillID: id.New[id.Bill]()}
	for _, p := range list {
		done.Parcels = append(done.Parcels, p.ID)
	}
	answer, err := write(ctx, done.OrderID, done.Parcels, done.BillID, by)
	if err != nil {
		if why = fault.Of(err); why.Kind == fault.Internal {
			return done, nil, err
		}
		return done, why, nil
	}
	done.Warnings = answer.Warnings
	order, err := s.Order(ctx, done.OrderID)
	if err != nil {
		return done, nil, err
	}
	done.Name, done.Contact, done.Phone = order.Person.Name, order.Person.Contact, order.Person.Phone
	done.Text, err = s.goneText(ctx, order, list)
	return done, nil, err
}

// goneText tells a customer that parcels of an order are on their way.
func (s *Shop) goneText(ctx context.Context, order *Order, list []*Parcel) (string, error) {
	data, lang, words, err := s.replyTo(ctx, order, reply.Tracking)
	if err != nil {
		return "", err
	}
	data.Parcels, data.COD = nil, 0
	for _, p := range list {
		if data.COD += p.COD; p.Tracking != "" {
			data.Parcels = append(data.Parcels, p.Tracking)
		}
		if !p.ByChannel {
			data.Carrier = i18n.T(lang, "label.carrier")
		}
	}
	return reply.Write(reply.Tracking, words, data, lang), nil
}

// Cutoff is the next time until which the post office takes parcels.
type Cutoff struct {
	At    time.Time // zero when the shop has set none
	Left  time.Duration
	Today bool
}

// Cutoff gives the post office's next time, for a countdown.
func (s *Shop) Cutoff(ctx context.Context) (Cutoff, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return Cutoff{}, err
	}
	times, err := shipping.ParseCutoffs(set.Get("post.cutoff"))
	if err != nil {
		return Cutoff{}, fault.At(err, "post.cutoff")
	}
	now := s.Clock()
	at := times.Next(now)
	if at.IsZero() {
		return Cutoff{}, nil
	}
	return Cutoff{At: at, Left: at.Sub(now), Today: clock.DayOf(at) == clock.DayOf(now)}, nil
}
