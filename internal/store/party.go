package store

import (
	"context"
	"sort"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/selling"
)

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

func unknownParty(who id.Party) error {
	return fault.New("customer_unknown", "customer", fault.Values{"value": who.String()})
}

// SaveParties writes people. The event says only that they changed: what is personal stays outside it.
func (s *Store) SaveParties(ctx context.Context, people ...party.Party) error {
	return s.write(ctx, func(tx *Tx) error {
		for n := range people {
			if err := people[n].Validate(); err != nil {
				return err
			}
			if people[n].CreatedAt == 0 {
				people[n].CreatedAt = tx.now.UnixMilli()
			}
			if err := tx.tellOrigin(&people[n]); err != nil {
				return err
			}
			if _, err := tx.sql.ExecContext(tx.ctx, parties.upsertSQL(), values(&people[n])...); err != nil {
				return translate(err)
			}
			if err := tx.post(&ledger.Posting{Kind: ledger.EventPartySaved, At: ledger.MillisOf(tx.now), Day: clock.DayOf(tx.now),
				Subject: people[n].ID.String()}); err != nil {
				return err
			}
		}
		return nil
	})
}

// EraseParty forgets what is personal of a customer or producer, for ever: only their id is left, which the
// ledger goes on with. Faults: "customer_unknown", "producer_owed" while money stands between a producer and
// the shop, "producer_goods" while goods of theirs lie here.
func (s *Store) EraseParty(ctx context.Context, who id.Party) (was party.Party, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		var found bool
		was, found, err = parties.one(ctx, tx.sql, "WHERE id = ? AND erased = 0", who)
		if err == nil && !found {
			err = unknownParty(who)
		}
		if err == nil && was.Kind == party.Producer {
			err = tx.evenWith(&was)
		}
		if err != nil {
			return err
		}
		return tx.erase(&was)
	})
	return was, err
}

// EraseAgain forgets in a restored shop who was erased after its backup, whatever they were owed then: the
// payments that came after are not in it either. found is false where they are not there or erased already.
func (s *Store) EraseAgain(ctx context.Context, who id.Party) (was party.Party, found bool, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		was, found, err = parties.one(ctx, tx.sql, "WHERE id = ? AND erased = 0", who)
		if err != nil || !found {
			return err
		}
		return tx.erase(&was)
	})
	return was, found, err
}

// Erased lists whose personal data is erased: customers and producers, and orders of people who are neither.
func (s *Store) Erased(ctx context.Context) ([]id.Party, error) {
	return rowsOf(ctx, s.r, func(who *id.Party) []any { return []any{who} },
		"SELECT id FROM party WHERE erased = 1 UNION SELECT order_id FROM order_step WHERE kind = 'erased' ORDER BY 1")
}

// erase leaves the id of a party, which the ledger names, and an event that says so.
func (tx *Tx) erase(was *party.Party) error {
	bare := party.Party{ID: was.ID, Kind: was.Kind, CreatedAt: was.CreatedAt, Erased: true}
	if _, err := tx.sql.ExecContext(tx.ctx, parties.upsertSQL(), values(&bare)...); err != nil {
		return translate(err)
	}
	if err := tx.eraseOrdersOf(was.ID); err != nil {
		return err
	}
	return tx.post(&ledger.Posting{Kind: ledger.EventPartyErased, At: ledger.MillisOf(tx.now), Day: clock.DayOf(tx.now), Subject: was.ID.String()})
}

// evenWith refuses while a producer is owed something, or owes it, or will be once goods of theirs are sold.
func (tx *Tx) evenWith(producer *party.Party) error {
	tills, err := tillMarks(tx.ctx, tx.sql)
	if err != nil {
		return err
	}
	found, err := accounts(tx.ctx, tx.sql, tills, lastOfDays, producer.ID)
	if err != nil {
		return err
	}
	papers, err := readBook(tx.ctx, tx.sql, producer.ID)
	owed := found[0].Sums.Payable()
	for n := range papers {
		owed += papers[n].Left()
	}
	if err == nil && owed != 0 {
		err = fault.New("producer_owed", "producer", fault.Values{"name": producer.Name, "owed": owed})
	}
	if err != nil {
		return err
	}
	var lying int
	row := tx.sql.QueryRowContext(tx.ctx, "SELECT count(DISTINCT b.product_id) FROM stock_balance b JOIN lot l ON l.id = b.lot_id"+
		" WHERE l.owner_id = ? AND b.qty > 0", producer.ID)
	if err := row.Scan(&lying); err != nil {
		return translate(err)
	}
	if lying > 0 {
		return fault.New("producer_goods", "producer", fault.Values{"name": producer.Name, "count": lying})
	}
	return nil
}

// Party gives one person or group. It fails with "customer_unknown".
func (s *Store) Party(ctx context.Context, who id.Party) (party.Party, error) {
	found, ok, err := parties.one(ctx, s.r, "WHERE id = ?", who)
	if err == nil && !ok {
		err = unknownParty(who)
	}
	return found, err
}

// Parties lists the people of a kind, unsorted: names are put in order by Thai collation, not here.
func (s *Store) Parties(ctx context.Context, kind string) ([]party.Party, error) {
	return parties.all(ctx, s.r, "WHERE kind = ? AND erased = 0", kind)
}

// Debts lists a customer's credit bills that are not paid, oldest first.
func (s *Store) Debts(ctx context.Context, customer id.Party) ([]selling.Debt, error) {
	return readDebts(ctx, s.r, customer)
}

// Owed gives what each customer owes.
func (s *Store) Owed(ctx context.Context) (map[id.Party]money.Satang, error) {
	type row struct {
		who  id.Party
		owed money.Satang
	}
	rows, err := rowsOf(ctx, s.r, func(r *row) []any { return []any{&r.who, &r.owed} },
		`SELECT b.customer_id, sum(p.amount_satang) FROM payment p JOIN bill b ON b.id = p.bill_id
		WHERE p.method = 'credit' AND b.customer_id IS NOT NULL GROUP BY b.customer_id HAVING sum(p.amount_satang) <> 0`)
	owed := map[id.Party]money.Satang{}
	for _, row := range rows {
		owed[row.who] = row.owed
	}
	return owed, err
}
