package store

import (
	"context"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/ledger"
)

// vatTimes is when the shop was registered for VAT: the changes of that setting, the oldest first.
type vatTimes []vatTime

type vatTime struct {
	event int64 // the place among all events
	at    ledger.Millis
	vat   bool
}

// UnderVAT reports whether the shop was registered for VAT at any moment of some calendar days.
func (s *Store) UnderVAT(ctx context.Context, from, to clock.Day) (vat bool, err error) {
	start, end := momentsOf(from, to)
	times, err := s.vatTimes(ctx)
	return len(times.within(start, end)) > 0, err
}

// VATAt reports whether the shop was registered for VAT at a moment.
func (s *Store) VATAt(ctx context.Context, at ledger.Millis) (vat bool, err error) {
	times, err := s.vatTimes(ctx)
	return len(times.within(at, at)) > 0, err
}

// within gives the spans between two moments in which the shop was registered, each from its first moment to its last.
func (t vatTimes) within(start, end ledger.Millis) (spans [][2]ledger.Millis) {
	for n, change := range t {
		last := end
		if n+1 < len(t) {
			last = min(end, t[n+1].at)
		}
		if first := max(start, change.at); change.vat && first <= last {
			spans = append(spans, [2]ledger.Millis{first, last})
		}
	}
	return spans
}

// at reports whether the shop was registered when an event was written.
func (t vatTimes) at(event int64) (vat bool) {
	for _, change := range t {
		if change.event < event {
			vat = change.vat
		}
	}
	return vat
}

// vatTimes reads them by their own index, which says instr as this does.
func (s *Store) vatTimes(ctx context.Context) (vatTimes, error) {
	return rowsOf(ctx, s.r, func(t *vatTime) []any { return []any{&t.event, &t.at, &t.vat} }, `SELECT e.rowid, CAST(e.body AS TEXT)->>'$.at', d.value->>'$.doc.value' = 'included'
		FROM event e, json_each(CAST(e.body AS TEXT), '$.documents') d
		WHERE e.kind = '`+ledger.EventDocumentsSaved+`' AND instr(CAST(e.body AS TEXT), '"key":"shop.vat"') > 0 AND d.value->>'$.table' = 'setting' AND d.value->>'$.key' = 'shop.vat'
		ORDER BY e.rowid`)
}

// tellVAT says of bills whether their goods were sold under VAT. What is given back goes by the bill that sold it, and what
// voids a bill by that one and what it was about.
func (s *Store) tellVAT(ctx context.Context, sales []BillSale, where string, args []any) error {
	times, err := s.vatTimes(ctx)
	if err != nil {
		return err
	}
	type origin struct{ sold, back int64 }
	rows, err := rowsOf(ctx, s.r, func(o *origin) []any { return []any{&o.sold, &o.back} }, `SELECT coalesce(x.rowid, 0), coalesce(y.rowid, 0)
		FROM bill b LEFT JOIN bill v ON v.id = b.void_of LEFT JOIN bill r ON r.id = coalesce(b.refund_of, v.refund_of)
		LEFT JOIN event x ON x.till = iif(v.id IS NULL, b.till, r.till) AND x.seq = iif(v.id IS NULL, b.seq, r.seq)
		LEFT JOIN event y ON y.till = iif(v.id IS NULL, r.till, v.till) AND y.seq = iif(v.id IS NULL, r.seq, v.seq)
		WHERE b.id IN (SELECT id FROM bill WHERE `+where+`) ORDER BY b.till, b.seq`, args...)
	for n, from := range rows {
		sales[n].SoldVAT, sales[n].BackVAT = times.at(from.sold), times.at(from.back)
	}
	return err
}
