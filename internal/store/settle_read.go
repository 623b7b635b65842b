package store

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Accounts gives what stands with producers up to a day, unsettled: with all of them when none is named.
func (s *Store) Accounts(ctx context.Context, until clock.Day, producers ...id.Party) (out []consign.Account, err error) {
	err = s.moment(ctx, func(db querier) error {
		tills, err := tillMarks(ctx, db)
		if err == nil {
			out, err = accounts(ctx, db, tills, until, producers...)
		}
		return err
	})
	return out, err
}

// OpenItems lists the rows of a producer up to a day that no settlement holds.
func (s *Store) OpenItems(ctx context.Context, producer id.Party, until clock.Day) (items []consign.Item, err error) {
	err = s.moment(ctx, func(db querier) error {
		tills, err := tillMarks(ctx, db)
		if err == nil {
			items, err = openItems(ctx, db, tills, producer, until, true)
		}
		return err
	})
	return items, err
}

// ItemsOf lists the rows that a settlement holds, worked out again from the ledger.
func (s *Store) ItemsOf(ctx context.Context, paper *consign.Paper) (items []consign.Item, err error) {
	err = s.moment(ctx, func(db querier) error {
		tills, err := tillMarks(ctx, db)
		if err != nil {
			return err
		}
		book, err := readBook(ctx, db, paper.ProducerID)
		if err != nil {
			return err
		}
		for n := range book {
			if book[n].ID == paper.ID {
				items, err = readItems(ctx, db, tills, paper.ProducerID, book, n, true)
			}
		}
		return err
	})
	return items, err
}

// Settlement gives a settlement by its number or id. It fails with "settlement_unknown".
func (s *Store) Settlement(ctx context.Context, number string) (*consign.Paper, error) {
	if settlement, err := id.Parse[id.Settlement](number); err == nil {
		return readPaper(ctx, s.r, settlement)
	}
	unknown := fault.New("settlement_unknown", "settlement", fault.Values{"value": number})
	letter, kind, year, no, ok := splitNumber(number)
	if !ok {
		return nil, unknown
	}
	papers, err := readPapers(ctx, s.r, "WHERE s.letter = ? AND s.type = ? AND s.year = ? AND s.no = ?", letter, kind, year, no)
	if err == nil && len(papers) == 0 {
		err = unknown
	}
	if err != nil {
		return nil, err
	}
	return &papers[0], nil
}

// Settlements lists the settlements of a producer, or of all of them, the newest first.
func (s *Store) Settlements(ctx context.Context, producer id.Party) ([]consign.Paper, error) {
	where, args := "", []any(nil)
	if !producer.IsZero() {
		where, args = "WHERE s.producer_id = ?", []any{producer}
	}
	papers, err := readPapers(ctx, s.r, where, args...)
	slices.Reverse(papers)
	return papers, err
}

// Payouts lists what was paid for a settlement and not taken back, in the order it was.
func (s *Store) Payouts(ctx context.Context, settlement id.Settlement) ([]ledger.Payout, error) {
	return payouts.all(ctx, s.r, "WHERE settlement_id = ? AND id NOT IN (SELECT payout_id FROM payout_void) ORDER BY till, seq, n", settlement)
}

// Goods is what lies of a producer's product, on consignment.
type Goods struct {
	ProducerID id.Party
	ProductID  id.Product
	SKU        string
	Name       string
	Unit       string
	Price      money.Satang
	Qty        qty.Qty
	Since      ledger.Millis // when the oldest of it came
}

// GoodsOf lists what lies of the goods of a producer, or of all of them.
func (s *Store) GoodsOf(ctx context.Context, producer id.Party) ([]Goods, error) {
	where, args := "l.owner_id IS NOT NULL", []any(nil)
	if !producer.IsZero() {
		where, args = "l.owner_id = ?", []any{producer}
	}
	return rowsOf(ctx, s.r, func(g *Goods) []any {
		return []any{&g.ProducerID, &g.ProductID, &g.SKU, &g.Name, &g.Unit, &g.Price, &g.Qty, &g.Since}
	}, `SELECT l.owner_id, p.id, p.sku, p.name, p.unit, p.price_satang, sum(b.qty), min(l.at)
		FROM stock_balance b JOIN lot l ON l.id = b.lot_id JOIN product p ON p.id = b.product_id
		WHERE b.qty <> 0 AND `+where+` GROUP BY l.owner_id, p.id HAVING sum(b.qty) <> 0 ORDER BY p.name, p.id`, args...)
}
