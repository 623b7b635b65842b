package papers

import (
	"cmp"
	"slices"

	"github.com/talat-pos/talat/internal/money"
)

// A deposit's tax invoice bears the VAT of the deposit, and the tax invoice after it only that of the rest (s. 78/1 and
// 86/4 of the Revenue Code). A credit note is about one tax invoice (s. 86/10): goods are credited on the later one as far
// as it bears them, for that is what is still owed, and what goes beyond it by notes about the deposits'. Goods of which the
// later one bears nothing are credited on one deposit's, and what goes beyond that one by notes about the others'.

// Bearer is a deposit's paper with all that tells what of goods that come back it bears.
type Bearer struct {
	Paper  *Paper
	Before []string   // numbers of those whose place it took
	Used   []ClassSum // what the tax invoices of goods took off it
	Notes  []*Paper   // those about it and credit notes that name it, that are not void
}

// told is what notes tell of a deposit's paper, class by class.
type told struct {
	passed  []ClassSum // notes about other papers left to it
	pending []ClassSum // of that what no note about it took yet; below zero = notes about it took it before
	direct  []ClassSum // goods on notes about it, without what those left to other deposits
	lowered []ClassSum // notes about it took off the deposit itself
}

// goods gives what notes about it took of goods before notes about other papers left it to them.
func (t *told) goods() []ClassSum { return AddNets(t.direct, t.early()) }

// early gives what notes about it took that others have not left to it yet.
func (t *told) early() (early []ClassSum) {
	for _, class := range t.pending {
		addNet(&early, class.Class, class.Rate, max(-class.Net, 0))
	}
	return early
}

func (p *Paper) own(before []string, number string) bool {
	return number == p.Number || slices.Contains(before, number)
}

// told reads the notes in the order they were written: one about the deposit itself that says of no goods that they came
// back takes what was left to it by then, and lowers the deposit by the rest.
func (p *Paper) told(before []string, notes []*Paper) (t told) {
	notes = slices.Clone(notes)
	slices.SortStableFunc(notes, func(a, b *Paper) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.No, b.No)) })
	for _, note := range notes {
		if note.Kind != CreditNote {
			continue
		}
		if about, _ := note.Ref(Corrects); p.own(before, about.Number) {
			t.about(note)
			continue
		}
		for _, part := range note.Used(p) {
			if p.own(before, part.Ref.Number) {
				t.passed, t.pending = AddNets(t.passed, part.Classes), AddNets(t.pending, part.Classes)
			}
		}
	}
	return t
}

func (t *told) about(note *Paper) {
	goods := slices.Clone(note.Sums.Classes)
	for _, line := range note.Lines {
		if !line.ProductID.IsZero() {
			continue
		}
		addNet(&goods, line.VATClass, line.VATRate, -line.Total)
		part := line.Total
		if line.BackOf == "" {
			part = min(part, max(find(t.pending, line.VATClass, line.VATRate).Net, 0))
			addNet(&t.lowered, line.VATClass, line.VATRate, line.Total-part)
		}
		addNet(&t.pending, line.VATClass, line.VATRate, -part)
	}
	t.direct = AddNets(t.direct, goods)
}

// Pending gives what notes about a deposit's paper are still to take off it of what notes about others left to it, and more.
func (b *Bearer) Pending(more []ClassSum) (open []ClassSum) {
	t, left := b.Paper.told(b.Before, b.Notes), b.left()
	for _, class := range AddNets(t.pending, more) {
		if net := min(class.Net, find(left.Classes, class.Class, class.Rate).Net); net > 0 {
			addNet(&open, class.Class, class.Rate, net)
		}
	}
	return open
}

// left gives what the notes about the deposit's paper leave of it.
func (b *Bearer) left() Sums {
	about := slices.DeleteFunc(slices.Clone(b.Notes), func(note *Paper) bool {
		of, _ := note.Ref(Corrects)
		return !b.Paper.own(b.Before, of.Number)
	})
	return Left(b.Paper, about)
}

// rooms gives what of goods that come back notes about others may still leave to a deposit, and what of that notes about it
// took before.
func (b *Bearer) rooms() (room, early []ClassSum) {
	t, left := b.Paper.told(b.Before, b.Notes), b.left()
	early = t.early()
	for _, used := range b.Used {
		find := func(of []ClassSum) money.Satang { return find(of, used.Class, used.Rate).Net }
		took := find(early)
		bears := min(find(left.Classes)-max(find(t.pending), 0)+took, used.Net-find(t.passed)-find(t.direct))
		addNet(&room, used.Class, used.Rate, max(bears, 0))
	}
	return room, early
}

// Bears reports whether a note about a deposit's paper may tell of goods of a line's class that came back.
func (b *Bearer) Bears(line *Line) bool {
	room, early := b.rooms()
	return find(room, line.VATClass, line.VATRate).Net > find(early, line.VATClass, line.VATRate).Net
}

// Early gives what of sums that notes about others are to leave to a deposit no note about it took before.
func (b *Bearer) Early(sums []ClassSum) (open []ClassSum) {
	_, early := b.rooms()
	for _, class := range sums {
		if net := class.Net - find(early, class.Class, class.Rate).Net; net > 0 {
			addNet(&open, class.Class, class.Rate, net)
		}
	}
	return open
}

// OnDeposits gives what of a credit note's lines deposits bear and its invoice does not: class by class what goes beyond
// what the invoice has left. Each bears what the invoice took off it, as far as notes did not tell of that; then whichever has
// something left. notes are those about the invoice. Faults are those of lines.
func OnDeposits(invoice *Paper, notes []*Paper, lines []Line, vat money.Basis, deposits []*Bearer) ([]Paid, error) {
	lines = slices.Clone(lines)
	if err := settleLines(lines, vat, "line"); err != nil {
		return nil, err
	}
	return ToDeposits(invoice, notes, lines, deposits), nil
}

// ToDeposits is OnDeposits of lines of the invoice itself.
func ToDeposits(invoice *Paper, notes []*Paper, lines []Line, deposits []*Bearer) []Paid {
	left, above := Left(invoice, notes), []ClassSum{}
	for _, class := range classesOf(lines) {
		if more := class.Net - find(left.Classes, class.Class, class.Rate).Net; more > 0 {
			addNet(&above, class.Class, class.Rate, more)
		}
	}
	bodies := bodiesOf(deposits)
	own := invoice.Used(bodies...)
	for _, note := range notes {
		own = takeEach(own, note.Used(bodies...), deposits)
	}
	return share(above, own, deposits)
}

// BesideDeposit gives what of the goods on a credit note about a deposit's paper others bear and it does not. Faults are those
// of lines.
func BesideDeposit(deposit *Bearer, lines []Line, vat money.Basis, others []*Bearer) ([]Paid, error) {
	lines = slices.Clone(lines)
	if err := settleLines(lines, vat, "line"); err != nil {
		return nil, err
	}
	room, early := deposit.rooms()
	pending, above := deposit.Pending(nil), []ClassSum{}
	for _, class := range classesOf(lines) {
		var goods, itself money.Satang
		for _, line := range lines {
			switch {
			case line.VATClass != class.Class || line.VATRate != class.Rate:
			case line.ProductID.IsZero():
				itself += line.Total
			default:
				goods += line.Total
			}
		}
		find := func(of []ClassSum) money.Satang { return find(of, class.Class, class.Rate).Net }
		bears := find(room) - find(early) - max(itself-find(pending), 0)
		addNet(&above, class.Class, class.Rate, max(goods-max(bears, 0), 0))
	}
	return share(above, nil, others), nil
}

// share spreads what a paper does not bear over deposits: first as far as each is its own, then over whichever bears more.
func share(above []ClassSum, own []Paid, deposits []*Bearer) (use []Paid) {
	rooms, uses := make([][]ClassSum, len(deposits)), make([][]ClassSum, len(deposits))
	for n, deposit := range deposits {
		rooms[n], _ = deposit.rooms()
	}
	take := func(n int, most func(class ClassSum) money.Satang) {
		for c := range above {
			class := &above[c]
			part := min(class.Net, find(rooms[n], class.Class, class.Rate).Net, most(*class))
			if part > 0 {
				addNet(&rooms[n], class.Class, class.Rate, -part)
				addNet(&uses[n], class.Class, class.Rate, part)
				class.Net -= part
			}
		}
	}
	for _, mine := range own {
		if n := bearerOf(deposits, mine.Ref.Number); n >= 0 {
			take(n, func(class ClassSum) money.Satang { return find(mine.Classes, class.Class, class.Rate).Net })
		}
	}
	for n := range deposits {
		take(n, func(class ClassSum) money.Satang { return class.Net })
	}
	for n, deposit := range deposits {
		if len(uses[n]) > 0 {
			use = append(use, Paid{Ref: deposit.Paper.Self(PaidBy), Classes: uses[n]})
		}
	}
	return use
}

// bearerOf gives which deposit a number names, also that of a paper whose place it took, -1 for none.
func bearerOf(deposits []*Bearer, number string) int {
	return slices.IndexFunc(deposits, func(b *Bearer) bool { return b.Paper.own(b.Before, number) })
}

func bodiesOf(deposits []*Bearer) (list []*Paper) {
	for _, deposit := range deposits {
		list = append(list, deposit.Paper)
	}
	return list
}

// takeEach takes off each deposit what was taken of it, whichever number its paper had then, and off the first what was taken
// of one that is not among them.
func takeEach(parts, taken []Paid, deposits []*Bearer) []Paid {
	parts = slices.Clone(parts)
	for _, one := range taken {
		at := slices.IndexFunc(parts, func(part Paid) bool {
			of := bearerOf(deposits, part.Ref.Number)
			return part.Ref.Number == one.Ref.Number || of >= 0 && of == bearerOf(deposits, one.Ref.Number)
		})
		if at < 0 {
			parts = TakeOff(parts, one.Classes)
		} else {
			parts = slices.Replace(parts, at, at+1, TakeOff(parts[at:at+1], one.Classes)...)
		}
	}
	return parts
}

// DepositPart gives the lines of a deposit's paper for so much of it.
func DepositPart(deposit *Paper, part []ClassSum) (lines []Line) {
	for _, line := range deposit.Lines {
		if sum := find(part, line.VATClass, line.VATRate).Net; sum > 0 {
			line.Price, line.Total = sum, sum
			lines = append(lines, line)
		}
	}
	return lines
}

// Bears reports whether a tax invoice has something left of the VAT class of a line.
func (s *Sums) Bears(line *Line) bool { return find(s.Classes, line.VATClass, line.VATRate).Net > 0 }

// TellingOf gives a note with those of its lines that tell of goods of a tax invoice, under any of its numbers: where it says
// whose goods they are, of no other that stands. void are the numbers of those that do not.
func (p *Paper) TellingOf(numbers []string, void map[string]bool) *Paper {
	other := func(line Line) bool {
		return line.BackOf != "" && !slices.Contains(numbers, line.BackOf) && !void[line.BackOf]
	}
	if !slices.ContainsFunc(p.Lines, other) {
		return p
	}
	part := *p
	part.Lines = slices.DeleteFunc(slices.Clone(p.Lines), other)
	return &part
}
