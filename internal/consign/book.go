package consign

import (
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
)

// Paper is a settlement as the file has it: with its own place in the ledger, what took it back, and what
// was paid out for it.
type Paper struct {
	ledger.Settlement
	Place  ledger.Mark
	Void   ledger.Mark // of the event that took it back; Seq 0 = it stands
	Reason string      // why it was taken back
	Paid   money.Satang
}

// Voided reports whether it was taken back.
func (p *Paper) Voided() bool { return p.Void.Seq > 0 }

// Left gives what is still to be paid out.
func (p *Paper) Left() money.Satang {
	if p.Voided() {
		return 0
	}
	return p.Payable - p.Paid
}

// spans reports whether a row of the ledger lies within the day and the marks of the settlement.
func (p *Paper) spans(day clock.Day, place ledger.Mark) bool {
	return day <= p.Until && reach(p.Marks, place)
}

// stands reports whether other, as marks see it, is there and not taken back.
func (p *Paper) stands(marks []ledger.Mark) bool {
	return reach(marks, p.Place) && !(p.Voided() && reach(marks, p.Void))
}

// reach reports whether a place lies within marks.
func reach(marks []ledger.Mark, place ledger.Mark) bool {
	for n := range marks {
		if marks[n].Till == place.Till {
			return place.Seq <= marks[n].Seq
		}
	}
	return false
}

// Book is every settlement of one producer in the order in which they were written.
type Book []Paper

// Holders gives the places in the book of the settlements that hold a row: those that span it, and that knew
// of no other which held it and stood. It depends on nothing that came after a settlement's marks, so that a
// settlement holds the same rows for ever. A row has two holders when the first was taken back.
func (b Book) Holders(day clock.Day, place ledger.Mark) (holders []int) {
	for n := range b {
		if b[n].spans(day, place) && !b.heldFor(holders, b[n].Marks) {
			holders = append(holders, n)
		}
	}
	return holders
}

// heldFor reports whether one of some holders stands as marks see it.
func (b Book) heldFor(holders []int, marks []ledger.Mark) bool {
	for _, n := range holders {
		if b[n].stands(marks) {
			return true
		}
	}
	return false
}

// Floor gives a settlement below which marks see nothing free: every row it spans is held by one that stands.
// It only spares reading what was settled long ago; nil when there is none.
func (b Book) Floor(marks []ledger.Mark) *Paper {
	for n := len(b) - 1; n >= 0; n-- {
		if b[n].stands(marks) && b.firm(n, marks) {
			return &b[n]
		}
	}
	return nil
}

// firm reports whether all that a settlement took for held is still held as marks see it.
func (b Book) firm(n int, marks []ledger.Mark) bool {
	for other := range b[:n] {
		if b[other].stands(b[n].Marks) && !b[other].stands(marks) {
			return false
		}
	}
	return true
}

// Next is the book with a settlement that is not written yet.
func (b Book) Next(until clock.Day, marks []ledger.Mark) Book {
	return append(b[:len(b):len(b)], Paper{Settlement: ledger.Settlement{Until: until, Marks: marks}})
}

// Holds keeps of some rows those that the n-th settlement holds.
func (b Book) Holds(n int, items []Item) []Item {
	seen, kept := b[:n+1], items[:0]
	for _, item := range items {
		if holders := seen.Holders(item.Day, item.Place); len(holders) > 0 && holders[len(holders)-1] == n {
			kept = append(kept, item)
		}
	}
	return kept
}
