package store

import (
	"context"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/thai"
)

// OrderAnswer is what a write of an order gives back.
type OrderAnswer struct {
	ID       id.Order
	Number   string
	Replayed bool // the same request was already done; nothing changed
}

// AddOrder writes a new order and keeps its goods. The same id with the same request is answered again with
// Replayed; with another request it fails with "order_id_used". Other faults: "order_channel_no_used" (the
// channel's number is here already), those of ordering.Add.
func (s *Store) AddOrder(ctx context.Context, request ordering.Request) (answer OrderAnswer, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		answer, err = tx.addOrder(&request)
		return err
	})
	return answer, err
}

func (tx *Tx) addOrder(request *ordering.Request) (answer OrderAnswer, err error) {
	old, found, err := orders.one(tx.ctx, tx.sql, "WHERE id = ?", request.ID)
	switch {
	case err != nil:
		return answer, err
	case found && old.RequestHash != request.Hash():
		return answer, fault.New("order_id_used", "id", fault.Values{"number": old.Number})
	case found:
		return OrderAnswer{old.ID, old.Number, true}, nil
	}
	if request.ChannelNo != "" {
		old, found, err := orders.one(tx.ctx, tx.sql, "WHERE channel = ? AND channel_no = ?", request.Channel, request.ChannelNo)
		if err != nil {
			return answer, err
		}
		if found {
			return answer, fault.New("order_channel_no_used", "channel_no", fault.Values{"value": request.ChannelNo, "number": old.Number})
		}
	}
	if err := tx.needFee(request.Fee); err != nil {
		return answer, err
	}
	facts, err := tx.orderFacts(request.ID, linesProducts(request.Lines))
	if err != nil {
		return answer, err
	}
	hash := request.Hash() // before Validate fills in names
	posting, err := ordering.Add(facts, request)
	if err != nil {
		return answer, err
	}
	posting.Orders[0].RequestHash = hash
	if err := tx.post(posting); err != nil {
		return answer, err
	}
	if err := tx.putOrderPeople(request); err != nil {
		return answer, err
	}
	return OrderAnswer{ID: request.ID, Number: posting.Orders[0].Number}, tx.orderAdded(request, posting, request.Person.By)
}

// orderAdded is orderChanged of a new order, of which everything is at hand.
func (tx *Tx) orderAdded(request *ordering.Request, posting *ledger.Posting, by string) error {
	past := &ordering.Past{Order: posting.Orders[0], Content: posting.OrderContents[0], Steps: posting.OrderSteps, Kept: posting.Reservations,
		Person: request.Person, Recipients: request.Recipients}
	return tx.listOrder(past, posting, by)
}

func linesProducts(lines []ledger.OrderLine) (list []id.Product) {
	for _, line := range lines {
		if !line.ProductID.IsZero() {
			list = append(list, line.ProductID)
		}
	}
	return list
}

// orderFacts gathers what decisions about an order read.
func (tx *Tx) orderFacts(order id.Order, wanted []id.Product) (*ordering.Facts, error) {
	f, err := tx.factsFor(wanted, id.Bill{}, order)
	if err != nil {
		return nil, err
	}
	return orderingFacts(f), nil
}

func orderingFacts(f *selling.Facts) *ordering.Facts {
	return &ordering.Facts{Now: f.Now, Day: f.Day, Letter: f.Letter, NextNo: f.NextNo, Place: f.Place, Product: f.Product,
		Lots: f.Lots, Others: f.Kept.Others}
}

// putOrderPeople writes what is personal of an order.
func (tx *Tx) putOrderPeople(request *ordering.Request) error {
	request.Person.OrderID = request.ID
	if _, err := tx.sql.ExecContext(tx.ctx, orderPersons.upsertSQL(), values(&request.Person)...); err != nil {
		return translate(err)
	}
	had, err := orderRecipients.all(tx.ctx, tx.sql, "WHERE order_id = ?", request.ID)
	if err != nil {
		return err
	}
	request.KeepRecipients(had)
	if _, err := tx.sql.ExecContext(tx.ctx, "DELETE FROM order_recipient WHERE order_id = ?", request.ID); err != nil {
		return translate(err)
	}
	for n := range request.Recipients {
		to := &request.Recipients[n]
		to.OrderID, to.No = request.ID, n+1
		if to.ID.IsZero() {
			to.ID = id.New[id.Recipient]()
		}
		if _, err := tx.sql.ExecContext(tx.ctx, orderRecipients.insert, values(to)...); err != nil {
			return translate(err)
		}
	}
	if request.Paste == "" {
		return nil
	}
	_, err = tx.sql.ExecContext(tx.ctx, "INSERT INTO order_paste (order_id, text, at) VALUES (?, ?, ?)"+
		" ON CONFLICT (order_id) DO UPDATE SET text = excluded.text, at = excluded.at", request.ID, request.Paste, tx.now.UnixMilli())
	return translate(err)
}

// orderChanged works out anew what the list shows of an order and what finds it, and notes by whom its steps
// were done.
func (tx *Tx) orderChanged(order id.Order, posting *ledger.Posting, by string) error {
	past, err := readOrder(tx.ctx, tx.sql, order)
	if err != nil {
		return err
	}
	if _, err := tx.sql.ExecContext(tx.ctx, "DELETE FROM order_word WHERE order_id = ?", order); err != nil {
		return translate(err)
	}
	if err := tx.listOrder(past, posting, by); err != nil {
		return err
	}
	return tx.restateOrder(order)
}

// listOrder writes what the list shows of an order and the folded words it is found by.
func (tx *Tx) listOrder(past *ordering.Past, posting *ledger.Posting, by string) error {
	state := stateOf(past)
	if _, err := tx.sql.ExecContext(tx.ctx, orderStates.upsertSQL(), values(&state)...); err != nil {
		return translate(err)
	}
	if err := tx.stepsBy(posting, by); err != nil {
		return err
	}
	if err := tx.tellOrder(past); err != nil {
		return err
	}
	return tx.addOrderWords(past)
}

// addOrderWords writes the folded words an order is found by, where it has none.
func (tx *Tx) addOrderWords(past *ordering.Past) error {
	var args []any
	for _, word := range past.Words(thai.Fold) {
		args = append(args, word, past.Order.ID)
	}
	_, err := tx.sql.ExecContext(tx.ctx, "INSERT OR IGNORE INTO order_word (word, order_id) VALUES (?, ?)"+strings.Repeat(", (?, ?)", len(args)/2-1), args...)
	return translate(err)
}

// putOrderWords writes them anew.
func (tx *Tx) putOrderWords(past *ordering.Past) error {
	if _, err := tx.sql.ExecContext(tx.ctx, "DELETE FROM order_word WHERE order_id = ?", past.Order.ID); err != nil {
		return translate(err)
	}
	return tx.addOrderWords(past)
}

// stepsBy notes who did the steps of a posting, "" when nobody said.
func (tx *Tx) stepsBy(posting *ledger.Posting, by string) error {
	if by == "" || posting == nil {
		return nil
	}
	for _, step := range posting.OrderSteps {
		if _, err := tx.sql.ExecContext(tx.ctx, "INSERT INTO order_step_person (step_id, name) VALUES (?, ?)", step.ID, by); err != nil {
			return translate(err)
		}
	}
	return nil
}

// changeOrder reads an order inside the transaction, lets decide make the posting of a change and writes it
// with the parcels that changed. A nil posting changes nothing.
func (s *Store) changeOrder(ctx context.Context, order id.Order, by string, more []id.Product,
	decide func(*Tx, *ordering.Facts, *ordering.Past) (*ledger.Posting, []ledger.Parcel, error)) error {
	return s.write(ctx, func(tx *Tx) error {
		past, err := readOrder(tx.ctx, tx.sql, order)
		if err != nil {
			return err
		}
		facts, err := tx.orderFacts(order, append(orderProducts(past), more...))
		if err != nil {
			return err
		}
		posting, changed, err := decide(tx, facts, past)
		if err != nil || posting == nil {
			return err
		}
		return tx.postOrder(order, posting, changed, by)
	})
}

func (tx *Tx) postOrder(order id.Order, posting *ledger.Posting, changed []ledger.Parcel, by string) error {
	if err := addParcels(posting, changed); err != nil {
		return err
	}
	if err := tx.post(posting); err != nil {
		return err
	}
	return tx.orderChanged(order, posting, by)
}

func addParcels(posting *ledger.Posting, changed []ledger.Parcel) error {
	for n := range changed {
		doc, err := document(parcels, changed[n].ID.String(), &changed[n])
		if err != nil {
			return err
		}
		posting.Documents = append(posting.Documents, doc)
	}
	return nil
}

// ConfirmOrder notes that shop and customer agree; back takes it back. Faults: "order_unknown", "order_step".
func (s *Store) ConfirmOrder(ctx context.Context, order id.Order, back bool, by string) error {
	return s.changeOrder(ctx, order, by, nil, func(_ *Tx, f *ordering.Facts, p *ordering.Past) (*ledger.Posting, []ledger.Parcel, error) {
		if back {
			posting, err := ordering.Unconfirm(f, p)
			return posting, nil, err
		}
		posting, err := ordering.Confirm(f, p)
		return posting, nil, err
	})
}

// ReviseOrder gives an order another content and its people. Faults: "order_unknown", those of ordering.Revise.
func (s *Store) ReviseOrder(ctx context.Context, request ordering.Request) error {
	return s.write(ctx, func(tx *Tx) error { return tx.reviseOrder(&request) })
}

func (tx *Tx) reviseOrder(request *ordering.Request) error {
	past, err := readOrder(tx.ctx, tx.sql, request.ID)
	if err != nil {
		return err
	}
	facts, err := tx.orderFacts(request.ID, append(orderProducts(past), linesProducts(request.Lines)...))
	if err != nil {
		return err
	}
	posting, changed, err := ordering.Revise(facts, past, request)
	if err != nil {
		return err
	}
	if err := tx.needFee(request.Fee); err != nil {
		return err
	}
	if err := tx.putOrderPeople(request); err != nil {
		return err
	}
	if posting == nil {
		return tx.orderChanged(request.ID, nil, "")
	}
	return tx.postOrder(request.ID, posting, changed, request.Person.By)
}

// CancelOrder ends an order of which nothing has left. Faults: "order_unknown", those of ordering.Cancel.
func (s *Store) CancelOrder(ctx context.Context, order id.Order, reason, by string) error {
	return s.changeOrder(ctx, order, by, nil, func(_ *Tx, f *ordering.Facts, p *ordering.Past) (*ledger.Posting, []ledger.Parcel, error) {
		return ordering.Cancel(f, p, reason)
	})
}

// ReopenOrder takes a cancelling back. Faults: "order_unknown", "order_step".
func (s *Store) ReopenOrder(ctx context.Context, order id.Order, by string) error {
	return s.changeOrder(ctx, order, by, nil, func(_ *Tx, f *ordering.Facts, p *ordering.Past) (*ledger.Posting, []ledger.Parcel, error) {
		posting, err := ordering.Reopen(f, p)
		return posting, nil, err
	})
}

// PayOrder takes money for an order; sums to be collected by carriers of parcels that have not gone follow.
// The same id again changes nothing; with another request it fails with "payment_id_used". Other faults:
// "order_unknown", "order_step", "order_owed" (its bills wait for it), those of selling.TakeDeposit.
func (s *Store) PayOrder(ctx context.Context, order id.Order, payment id.Change, tenders []selling.Tender, by string) error {
	step := moneyStep(order, payment, ordering.StepPaid, nil, tenders)
	return s.orderMoney(ctx, step, by, func(f *selling.Facts, p *ordering.Past) (*ledger.Posting, error) {
		if p.Cancelled() {
			return nil, p.Refuse(ordering.ActPay)
		}
		if err := p.OwedElsewhere(); err != nil {
			return nil, err
		}
		return selling.TakeDeposit(f, order, p.Rest()-p.Owed(), tenders)
	})
}

// PayOrderBack gives money back that lies here for an order. The same id again changes nothing; with another request
// it fails with "payment_id_used". Other faults: "order_unknown", those of selling.GiveDepositBack.
func (s *Store) PayOrderBack(ctx context.Context, order id.Order, payment id.Change, tender selling.Tender, by string) error {
	step := moneyStep(order, payment, ordering.StepPaidBack, nil, []selling.Tender{tender})
	return s.orderMoney(ctx, step, by, func(f *selling.Facts, p *ordering.Past) (*ledger.Posting, error) {
		return selling.GiveDepositBack(f, order, p.Money.Deposit(), tender)
	})
}

func moneyStep(order id.Order, payment id.Change, kind string, sums []money.Satang, tenders []selling.Tender) ledger.OrderStep {
	return ledger.OrderStep{ID: payment, OrderID: order, Kind: kind, RequestHash: selling.MoneyHash(kind, sums, tenders)}
}

// stepDone reports whether a step of money of this id and request is already written.
func (tx *Tx) stepDone(step *ledger.OrderStep) (bool, error) {
	if step.ID.IsZero() {
		return false, fault.New("id_unreadable", "id", fault.Values{"value": ""})
	}
	old, found, err := orderSteps.one(tx.ctx, tx.sql, "WHERE id = ? AND request_hash <> ''", step.ID)
	if err == nil && found && (old.OrderID != step.OrderID || old.RequestHash != step.RequestHash) {
		err = fault.New("payment_id_used", "id", fault.Values{"value": step.ID.String()})
	}
	return found, err
}

func (s *Store) orderMoney(ctx context.Context, step ledger.OrderStep, by string,
	decide func(*selling.Facts, *ordering.Past) (*ledger.Posting, error)) error {
	return s.write(ctx, func(tx *Tx) error { return tx.orderMoney(step, by, decide) })
}

func (tx *Tx) orderMoney(step ledger.OrderStep, by string, decide func(*selling.Facts, *ordering.Past) (*ledger.Posting, error)) error {
	order := step.OrderID
	if done, err := tx.stepDone(&step); err != nil || done {
		return err
	}
	past, err := readOrder(tx.ctx, tx.sql, order)
	if err != nil {
		return err
	}
	facts, err := tx.factsFor(nil, id.Bill(order), order)
	if err != nil {
		return err
	}
	posting, err := decide(facts, past)
	if err != nil {
		return err
	}
	for _, row := range posting.Payments {
		if row.Method == selling.Deposit {
			past.Money.Received -= row.Amount
			step.Reason = row.Reason
		}
	}
	step.At = posting.At
	changed := past.Recount()
	posting.OrderSteps = append([]ledger.OrderStep{step}, orderingFacts(facts).OldLabels(past, changed)...)
	return tx.postOrder(order, posting, changed, by)
}

// ForgetPastes deletes pasted texts older than a moment. It gives how many.
func (s *Store) ForgetPastes(ctx context.Context, before ledger.Millis) (count int64, err error) {
	var old bool
	row := s.r.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM order_paste WHERE at < ?)", before)
	if err := row.Scan(&old); err != nil || !old { // nothing to wait for
		return 0, translate(err)
	}
	err = s.write(ctx, func(tx *Tx) error {
		result, err := tx.sql.ExecContext(ctx, "DELETE FROM order_paste WHERE at < ?", before)
		if err != nil {
			return translate(err)
		}
		count, err = result.RowsAffected()
		return err
	})
	return count, err
}

// FirstContent gives what of an order was agreed at first, false when it is not here.
func (s *Store) FirstContent(ctx context.Context, order id.Order) (ledger.OrderContent, bool, error) {
	return orderContents.one(ctx, s.r, "WHERE order_id = ? AND revision = 1", order)
}

// OrderPaste gives the pasted text an order came from, "" when there is none any more.
func (s *Store) OrderPaste(ctx context.Context, order id.Order) (text string, err error) {
	err = s.r.QueryRowContext(ctx, "SELECT coalesce((SELECT text FROM order_paste WHERE order_id = ?), '')", order).Scan(&text)
	return text, translate(err)
}

// OrderRaw gives an order as its platform told it, "" when it came from none.
func (s *Store) OrderRaw(ctx context.Context, order id.Order) (raw string, err error) {
	err = s.r.QueryRowContext(ctx, "SELECT coalesce((SELECT raw FROM channel_order WHERE order_id = ?), '')", order).Scan(&raw)
	return raw, translate(err)
}

// orderDay is the day that things are sent on: today, also while yesterday's shift is open.
func (tx *Tx) orderDay() clock.Day { return clock.DayOf(tx.now) }
