package store

import (
	"encoding/json"
	"reflect"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/stock"
)

// sums checks what must add up inside one event.
func (a *audit) sums(p *ledger.Posting, where string) {
	paid := map[id.Bill]money.Satang{}
	for _, payment := range p.Payments {
		paid[payment.BillID] += payment.Amount
	}
	for _, bill := range p.Bills {
		a.counted["bills"]++
		lines, net := money.Satang(0), money.Satang(0)
		for _, line := range p.Lines {
			lines += line.Total
			net += line.Net()
		}
		if lines-bill.Discount+bill.Rounding != bill.Total || net+bill.Rounding != bill.Total {
			a.off("bills", "%s: lines %s − %s ± %s are not %s", bill.Number, lines, bill.Discount, bill.Rounding, bill.Total)
		}
		if paid[bill.ID] != bill.Total {
			a.off("payments", "%s: paid %s of %s", bill.Number, paid[bill.ID], bill.Total)
		}
		shares := bill.ShopShare + bill.VAT
		for _, entry := range p.Producers {
			shares += entry.Share
		}
		a.counted["shares"]++
		if shares != bill.Total {
			a.off("shares", "%s: shares and VAT %s are not %s", bill.Number, shares, bill.Total)
		}
		a.numbered(bill.Letter, bill.Type, bill.Year, bill.No, bill.Number)
		delete(paid, bill.ID)
	}
	a.counted["payments"] += len(p.Payments)
	for bill, sum := range paid { // repaid and settled: what goes out by one way comes in by another
		if sum != 0 {
			a.off("payments", "%s: a correction of bill %s leaves %s", where, bill.Tag(), sum)
		}
	}
	for _, paper := range p.StockPapers {
		a.numbered(paper.Letter, paper.Type, paper.Year, paper.No, paper.Number)
	}
	a.stockPapers(p, where)
	for _, settlement := range p.Settlements {
		a.numbered(settlement.Letter, settlement.Type, settlement.Year, settlement.No, settlement.Number)
	}
	a.paidOut(p, where)
	a.ordered(p)
	a.wrote(p)
	for _, skip := range p.Skips {
		for no := skip.From; no <= skip.To && skip.To-skip.From < 10_000_000; no++ {
			a.number(series{skip.Letter, skip.Type, skip.Year}, no)
		}
	}
}

// numbered notes a paper's number, which must say what its parts say.
func (a *audit) numbered(letter, kind string, year, no int, number string) {
	if number != ledger.Number(letter, kind, year, no) {
		a.off("numbers", "%s is not number %d", number, no)
	}
	a.number(series{letter, kind, year}, no)
}

func (a *audit) number(key series, no int) {
	a.counted["numbers"]++
	if a.numbers[key] == nil {
		a.numbers[key] = map[int]bool{}
	}
	if a.numbers[key][no] {
		a.off("numbers", "%s is there twice", ledger.Number(key.letter, key.kind, key.year, no))
	}
	a.numbers[key][no] = true
}

func (a *audit) checkNumbers() error {
	for key, seen := range a.numbers {
		for no := 1; no <= len(seen); no++ {
			if !seen[no] {
				a.off("numbers", "%s is missing", ledger.Number(key.letter, key.kind, key.year, no))
				break
			}
		}
	}
	return nil
}

func (a *audit) checkStock() error {
	type row struct {
		stockKey
		qty qty.Qty
	}
	rows, err := rowsOf(a.ctx, a.db, func(r *row) []any { return []any{&r.product, &r.place, &r.lot, &r.qty} },
		"SELECT product_id, place_id, lot_id, qty FROM stock_balance")
	if err != nil {
		return err
	}
	for _, r := range rows {
		a.counted["stock"]++
		if a.moved[r.stockKey] != r.qty {
			a.off("stock", "lot %s: balance %s, movements %s", r.lot.Tag(), r.qty, a.moved[r.stockKey])
		}
		delete(a.moved, r.stockKey)
	}
	for key, sum := range a.moved {
		if sum != 0 {
			a.off("stock", "lot %s: no balance for movements %s", key.lot.Tag(), sum)
		}
	}
	return nil
}

func (a *audit) checkDocuments() error {
	for _, compare := range []func() error{
		func() error {
			return compareDocuments(a, products, func(p *productRow) string { return p.ID.String() })
		},
		func() error {
			return compareDocuments(a, promotions, func(p *promotionRow) string { return p.ID.String() })
		},
		func() error { return compareDocuments(a, methods, func(m *methodRow) string { return m.Code }) },
		func() error { return compareDocuments(a, places, func(p *Place) string { return p.ID.String() }) },
		func() error {
			return compareDocuments(a, termsTable, func(t *consign.Terms) string { return t.ID.String() })
		},
		func() error { return compareDocuments(a, trips, func(t *stock.Trip) string { return t.ID.String() }) },
		func() error {
			return compareDocuments(a, parcels, func(p *ledger.Parcel) string { return p.ID.String() })
		},
		func() error {
			return compareDocuments(a, pools, func(p *ledger.TrackingPool) string { return p.ID.String() })
		},
		func() error {
			return compareDocuments(a, subdistricts, func(c *address.Correction) string { return c.Code })
		},
		func() error {
			return compareDocuments(a, connections, func(c *publishing.Connection) string { return c.ID.String() })
		},
		func() error {
			return compareDocuments(a, placements, func(p *publishing.Placement) string { return p.ID.String() })
		},
		func() error { return compareDocuments(a, settings, func(s *Setting) string { return s.Key }) },
		func() error {
			return compareDocuments(a, rates, func(r *shipping.Rate) string { return r.ID.String() })
		},
		func() error {
			return compareDocuments(a, discounts, func(d *shipping.Discount) string { return d.ID.String() })
		},
		func() error {
			return compareDocuments(a, remoteAreas, func(r *shipping.Area) string { return r.ID.String() })
		},
		func() error {
			return compareDocuments(a, postServices, func(s *shipping.Service) string { return s.ID.String() })
		},
	} {
		if err := compare(); err != nil {
			return err
		}
	}
	for key := range a.latest {
		a.off("documents", "%q is not in its table", key)
		break
	}
	return nil
}

func compareDocuments[T any](a *audit, t *table[T], key func(*T) string) error {
	rows, err := t.all(a.ctx, a.db, "")
	if err != nil {
		return err
	}
	for n := range rows {
		a.counted["documents"]++
		name := t.name + "\x00" + key(&rows[n])
		var written T
		if err := json.Unmarshal(a.latest[name], &written); err != nil || !same(&written, &rows[n]) {
			a.off("documents", "%s %s differs from what was written", t.name, key(&rows[n]))
		}
		delete(a.latest, name)
	}
	return nil
}

// same compares two rows by their columns' values; an empty list equals a missing one.
func same[T any](a, b *T) bool { return reflect.DeepEqual(values(a), values(b)) }

// checkCodes proves that every code means the product that lists it, and nothing else does.
func (a *audit) checkCodes() error {
	type meaning struct {
		code    string
		product id.Product
	}
	rows, err := products.all(a.ctx, a.db, "")
	if err != nil {
		return err
	}
	want := map[meaning]bool{}
	for _, product := range rows {
		for _, code := range product.Codes {
			want[meaning{catalog.Key(code.Code), product.ID}] = true
		}
	}
	got, err := rowsOf(a.ctx, a.db, func(m *meaning) []any { return []any{&m.code, &m.product} }, "SELECT code, product_id FROM product_code")
	if err != nil {
		return err
	}
	for _, m := range got {
		if !want[m] {
			a.off("documents", "code %q means a product that does not list it", m.code)
		}
		delete(want, m)
	}
	for m := range want {
		a.off("documents", "code %q is not found", m.code)
	}
	return nil
}
