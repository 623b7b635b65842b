package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
)

// HeardOrder is what became of an order by what its channel said.
type HeardOrder struct {
	ID       id.Order
	Number   string
	Created  bool
	Updated  bool
	Again    bool           // the channel told the same before, or something newer
	Todo     string         // what is to be done next, of ordering.Todos, "" = nothing
	Warnings []*fault.Error // what a person should look at
	Kept     error          // why its lines are not those that the channel tells, nil = they are
}

// HearOrder takes over what a channel says of one of its orders; see ordering.Hear. What the channel says is on
// its way, and was ordered since the shop keeps books, is packed and handed over here, so that stock and money
// agree; what stands in the way of that is a warning. Faults: those of ordering.Add.
func (s *Store) HearOrder(ctx context.Context, said ordering.Said) (heard HeardOrder, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		heard, err = tx.hearOrder(&said)
		return err
	})
	return heard, err
}

func (tx *Tx) hearOrder(said *ordering.Said) (heard HeardOrder, err error) {
	heard.ID, err = orderOfChannel(tx.ctx, tx.sql, said.Channel, said.No)
	if err != nil {
		return heard, err
	}
	var hearing *ordering.Hearing
	if heard.ID.IsZero() {
		heard.Created = true
		heard.ID, heard.Number, hearing, err = tx.hearFirst(said)
	} else {
		heard.Number, hearing, err = tx.hear(heard.ID, said)
	}
	if err != nil {
		return heard, err
	}
	heard.Updated = !heard.Created && hearing.Posting != nil
	if heard.Kept = hearing.Kept; hearing.Kept != nil {
		heard.warn(hearing.Kept)
	}
	if hearing.Gone {
		sent, err := tx.sendHeard(heard.ID, said.Tracking)
		if refused := fault.Of(err); err != nil && refused.Kind == fault.Internal {
			return heard, err
		} else if err != nil {
			heard.warn(refused)
		}
		heard.Updated = heard.Updated || sent && !heard.Created
	}
	if err := tx.endHeard(heard.ID, hearing.End); err != nil {
		return heard, err
	}
	err = tx.sql.QueryRowContext(tx.ctx, "SELECT todo FROM order_state WHERE order_id = ?", heard.ID).Scan(&heard.Todo)
	return heard, translate(err)
}

func (h *HeardOrder) warn(err error) {
	h.Warnings = append(h.Warnings, fault.New("order_not_followed", "order", fault.Values{"number": h.Number, "reason": err}))
}

// hearFirst writes a new order.
func (tx *Tx) hearFirst(said *ordering.Said) (order id.Order, number string, hearing *ordering.Hearing, err error) {
	request := said.First(id.New[id.Order]())
	if err := tx.needFee(request.Fee); err != nil {
		return order, "", nil, err
	}
	facts, err := tx.orderFacts(request.ID, linesProducts(request.Lines))
	if err != nil {
		return order, "", nil, err
	}
	since, err := tx.firstAt()
	if err != nil {
		return order, "", nil, err
	}
	hash := request.Hash() // before Validate fills in names
	if hearing, err = ordering.HearFirst(facts, said, &request, since); err != nil {
		return order, "", nil, err
	}
	hearing.Posting.Orders[0].RequestHash = hash
	if err := tx.post(hearing.Posting); err != nil {
		return order, "", nil, err
	}
	if err := tx.putOrderPeople(&request); err != nil {
		return order, "", nil, err
	}
	return request.ID, hearing.Posting.Orders[0].Number, hearing, tx.orderAdded(&request, hearing.Posting, "")
}

// hear writes down what is new of an order.
func (tx *Tx) hear(order id.Order, said *ordering.Said) (number string, hearing *ordering.Hearing, err error) {
	past, err := readOrder(tx.ctx, tx.sql, order)
	if err != nil {
		return "", nil, err
	}
	request := said.Request(order, past.Content.Lines)
	once := *said
	once.Request = func(id.Order, []ledger.OrderLine) ordering.Request { return request }
	facts, err := tx.orderFacts(order, append(orderProducts(past), linesProducts(request.Lines)...))
	if err != nil {
		return "", nil, err
	}
	since, err := tx.firstAt()
	if err != nil {
		return "", nil, err
	}
	hearing, err = ordering.Hear(facts, past, &once, since)
	if err != nil || hearing.Posting == nil {
		return past.Order.Number, hearing, err
	}
	if err := tx.needFee(request.Fee); err != nil {
		return "", nil, err
	}
	if hearing.People != nil {
		if err := tx.putOrderPeople(hearing.People); err != nil {
			return "", nil, err
		}
	}
	return past.Order.Number, hearing, tx.postOrder(order, hearing.Posting, hearing.Parcels, "")
}

// firstAt gives when the shop began to keep books: the moment of its first event.
func (tx *Tx) firstAt() (time.Time, error) {
	var body []byte
	err := tx.sql.QueryRowContext(tx.ctx, "SELECT body FROM event ORDER BY rowid LIMIT 1").Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return tx.now, nil
	}
	return bodyAt(body).Time(), translate(err)
}

// sendHeard packs what is left of an order and hands over everything that is packed, all of it or nothing.
func (tx *Tx) sendHeard(order id.Order, tracking string) (sent bool, err error) {
	in := context.WithValue(tx.ctx, within{}, tx)
	err = tx.part(func(tx *Tx) error {
		past, err := readOrder(tx.ctx, tx.sql, order)
		if err != nil {
			return err
		}
		if past.Unmatched() > 0 {
			return fault.New("order_unmatched", "items", fault.Values{"number": past.Order.Number, "count": past.Unmatched()})
		}
		for _, request := range leftToPack(past) {
			request.Tracking, tracking = tracking, ""
			err := tx.s.Pack(in, request, "")
			if fault.Is(err, "tracking_used") {
				request.Tracking = ""
				err = tx.s.Pack(in, request, "")
			}
			if err != nil {
				return err
			}
		}
		_, err = tx.s.HandOverAnyway(in, order, nil, id.New[id.Bill](), "")
		sent = err == nil
		return err
	})
	return sent, err
}

// leftToPack asks for one parcel for each recipient with something left.
func leftToPack(past *ordering.Past) (requests []ordering.PackRequest) {
	places := map[int]int{}
	for _, line := range past.Content.Lines {
		left := past.Left(line.N)
		if left <= 0 {
			continue
		}
		at, known := places[line.To]
		if !known {
			at = len(requests)
			places[line.To] = at
			requests = append(requests, ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: past.Order.ID, To: line.To, Short: true})
		}
		requests[at].Lines = append(requests[at].Lines, ledger.ParcelLine{N: line.N, Qty: left})
	}
	return requests
}

// endHeard brings the parcels of an order that are on their way to the end that its channel tells.
func (tx *Tx) endHeard(order id.Order, end string) error {
	if end == "" {
		return nil
	}
	in := context.WithValue(tx.ctx, within{}, tx)
	list, err := parcels.all(tx.ctx, tx.sql, "WHERE order_id = ? ORDER BY no", order)
	if err != nil {
		return err
	}
	for n := range list {
		switch state := list[n].State; {
		case state == ledger.ParcelShipped, state == ledger.ParcelUndelivered, state == ledger.ParcelDelivered && end == ordering.StepReturned:
			if err := tx.s.EndParcel(in, order, list[n].ID, end, "", ""); err != nil {
				return err
			}
		}
	}
	return nil
}
