package papers

import (
	"fmt"
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Paid is a deposit that a paper takes off: which paper it was on, and how much of each VAT class.
type Paid struct {
	Ref     Ref
	Classes []ClassSum
}

// DepositLines gives the lines of a deposit's paper: amount of the goods' sum, spread over their VAT classes, for
// VAT falls due when a deposit is paid (s. 78 of the Revenue Code). held are the deposits before it, which leave less to
// spread it over. number is the order's. It fails with "amount_not_positive", "deposit_above_goods" and the faults of lines.
func DepositLines(lang i18n.Lang, goods []Line, vat money.Basis, held []Paid, amount money.Satang, number string) ([]Line, error) {
	goods = append([]Line(nil), goods...)
	if err := settleLines(goods, vat, "line"); err != nil {
		return nil, err
	}
	classes, total, weights := classesOf(goods), money.Satang(0), []int64{}
	for _, before := range held {
		for _, class := range before.Classes {
			addNet(&classes, class.Class, class.Rate, -class.Net)
		}
	}
	for _, class := range classes {
		total += class.Net
		weights = append(weights, int64(class.Net))
	}
	switch {
	case amount <= 0:
		return nil, fault.New("amount_not_positive", "amount", fault.Values{"value": amount})
	case amount > total:
		return nil, fault.New("deposit_above_goods", "amount", fault.Values{"deposit": amount, "goods": total})
	}
	var lines []Line
	for n, part := range amount.Allocate(weights) {
		if part == 0 {
			continue
		}
		line := Line{Name: i18n.T(lang, "papers.deposit_line", fault.Values{"number": number}), Qty: qty.One, Price: part, Total: part,
			VATClass: classes[n].Class, VATRate: classes[n].Rate}
		if len(classes) > 1 && classes[n].Class != "" {
			line.Note = i18n.T(lang, "papers.class."+classKey(classes[n].Class))
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// classKey names a VAT class in keys of texts.
func classKey(class string) string {
	switch class {
	case catalog.VATStandard:
		return "standard"
	case catalog.VATZero:
		return "zero"
	}
	return "exempt"
}

// UseDeposits takes what deposits hold off goods, class by class and never more than there is, and gives what
// each takes and what it has left for the deliveries after. Faults are those of lines.
func UseDeposits(goods []Line, vat money.Basis, deposits []Paid) (use, left []Paid, err error) {
	goods = append([]Line(nil), goods...)
	if err := settleLines(goods, vat, "line"); err != nil {
		return nil, nil, err
	}
	use, left = useDeposits(classesOf(goods), deposits)
	return use, left, nil
}

// useDeposits takes what deposits hold off room, and gives what each takes and has left.
func useDeposits(room []ClassSum, deposits []Paid) (use, left []Paid) {
	for _, deposit := range deposits {
		taken, rest := Paid{Ref: deposit.Ref}, Paid{Ref: deposit.Ref}
		for _, class := range deposit.Classes {
			take := min(class.Net, find(room, class.Class, class.Rate).Net)
			if take > 0 {
				addNet(&room, class.Class, class.Rate, -take)
				addNet(&taken.Classes, class.Class, class.Rate, take)
			}
			if class.Net > take {
				addNet(&rest.Classes, class.Class, class.Rate, class.Net-take)
			}
		}
		if len(taken.Classes) > 0 {
			use = append(use, taken)
		}
		if len(rest.Classes) > 0 {
			left = append(left, rest)
		}
	}
	return use, left
}

// Holds gives what a deposit's paper holds, for the papers after it.
func (p *Paper) Holds() Paid { return Paid{Ref: p.Self(PaidBy), Classes: p.Sums.Classes} }

// Held gives what a deposit's paper still holds for the papers after it: used is what papers took off it, before are the
// numbers of those whose place it took. Of notes those about it lower it. Not so where they tell of goods, which came back
// of what it was taken off for, or of what notes about the invoices after it left to it.
func (p *Paper) Held(before []string, used []ClassSum, notes []*Paper) Paid {
	told := p.told(before, notes)
	_, more := Take(used, told.goods())
	left := TakeOff(TakeOff([]Paid{p.Holds()}, used), AddNets(told.lowered, more))
	if len(left) == 0 {
		return Paid{Ref: p.Self(PaidBy)}
	}
	return left[0]
}

// NetsOf puts together what deposits hold.
func NetsOf(deposits []Paid) (classes []ClassSum) {
	for _, deposit := range deposits {
		classes = AddNets(classes, deposit.Classes)
	}
	return classes
}

// GiveBack takes what was given back off deposits, the oldest first, from its classes by what they hold. It gives what
// is left of them, and what was taken of which.
func GiveBack(deposits []Paid, amount money.Satang) (left, back []Paid) {
	for _, deposit := range deposits {
		rest, gone, weights := Paid{Ref: deposit.Ref}, Paid{Ref: deposit.Ref}, make([]int64, len(deposit.Classes))
		for n, class := range deposit.Classes {
			weights[n] = int64(class.Net)
		}
		for n, part := range max(min(amount, NetOf(deposit.Classes)), 0).Allocate(weights) {
			class := deposit.Classes[n]
			if part > 0 {
				addNet(&gone.Classes, class.Class, class.Rate, part)
			}
			if class.Net > part {
				addNet(&rest.Classes, class.Class, class.Rate, class.Net-part)
			}
		}
		amount -= NetOf(gone.Classes)
		if len(rest.Classes) > 0 {
			left = append(left, rest)
		}
		if len(gone.Classes) > 0 {
			back = append(back, gone)
		}
	}
	return left, back
}

// deposits adds up what was paid before and names its papers. Warnings: "deposit_given_back" of one that is taken off no
// more; "deposit_without_note" where its tax invoice stands for it until a credit note takes that back (s. 86/10);
// "deposit_before_vat" of what is not taken off, for it bore no VAT.
func (d *draft) deposits() (before []ClassSum, err error) {
	if d.request.Replaces != nil && len(d.request.Deposits) == 0 { // the old paper's stand
		return d.takenBefore(), nil
	}
	for n, paid := range d.request.Deposits {
		if paid.Ref.Number == "" {
			return nil, fault.New("number_missing", fmt.Sprintf("deposit[%d].number", n), nil)
		}
		paid.Ref.Role, paid.Ref.Taken, paid.Ref.Classes = PaidBy, 0, nil
		for _, class := range paid.Classes {
			addNet(&before, class.Class, class.Rate, class.Net)
			paid.Ref.Taken += class.Net
			paid.Ref.Classes = append(paid.Ref.Classes, ClassNet{Class: class.Class, Rate: class.Rate, Net: class.Net})
		}
		d.paper.Refs = append(d.paper.Refs, paid.Ref)
	}
	for _, gone := range d.request.GivenBack {
		code := "deposit_given_back"
		if gone.Ref.Source == string(TaxInvoice) {
			code = "deposit_without_note"
		}
		d.warnings = append(d.warnings, fault.New(code, "deposit", fault.Values{"number": gone.Ref.Number, "amount": NetOf(gone.Classes)}))
	}
	for _, paid := range d.request.Untaxed {
		d.warnings = append(d.warnings, fault.New("deposit_before_vat", "deposit", fault.Values{"number": paid.Ref.Number, "amount": NetOf(paid.Classes)}))
	}
	sortClasses(before)
	return before, nil
}

// takenBefore gives the deposits of the paper that is replaced.
func (d *draft) takenBefore() []ClassSum { return d.request.Replaces.TakenOff() }

// TakenOff gives, class by class, what deposits a paper took off: what its goods come to less its classes.
func (p *Paper) TakenOff() (taken []ClassSum) {
	for _, class := range classesOf(p.Lines) {
		if net := class.Net - find(p.Sums.Classes, class.Class, class.Rate).Net; net > 0 {
			addNet(&taken, class.Class, class.Rate, net)
		}
	}
	return taken
}

// Used gives what a paper took off of each deposit, class by class. One that was issued before papers kept the classes is
// read by what its deposits bore: of no class more than that. deposits are their papers, as far as they are known.
func (p *Paper) Used(deposits ...*Paper) (used []Paid) {
	taken := p.TakenOff()
	for _, ref := range p.Refs {
		if ref.Role != PaidBy {
			continue
		}
		one := Paid{Ref: ref}
		for _, part := range ref.Classes {
			addNet(&one.Classes, part.Class, part.Rate, part.Net)
			addNet(&taken, part.Class, part.Rate, -part.Net)
		}
		used = append(used, one)
	}
	untold := untold{used: used, taken: taken, deposits: deposits}
	untold.share()
	return used
}

// untold is what a paper took off deposits without saying of which it was.
type untold struct {
	used     []Paid
	taken    []ClassSum
	deposits []*Paper
}

// share gives each deposit what the others cannot have borne, then the rest in their order.
func (u *untold) share() {
	if !slices.ContainsFunc(u.taken, func(class ClassSum) bool { return class.Net > 0 }) {
		return
	}
	for c := range u.taken {
		for n := range u.used {
			others := money.Satang(0)
			for other := range u.used {
				if other != n {
					others = min(others+u.room(other, c), money.Max)
				}
			}
			u.give(n, c, min(u.taken[c].Net-others, u.unsaid(n)))
		}
	}
	for n := range u.used {
		for c := range u.taken {
			u.give(n, c, min(u.room(n, c), u.unsaid(n)))
		}
	}
	for c := range u.taken { // of the oldest papers, which say no sum of each either
		for n := range u.used {
			u.give(n, c, u.room(n, c))
		}
		if len(u.used) > 0 {
			u.give(0, c, u.taken[c].Net)
		}
	}
}

// room gives how much more of a class a deposit's paper bore; of one that is not known it may be all.
func (u *untold) room(n, c int) money.Satang {
	ref, class := u.used[n].Ref, &u.taken[c]
	for _, deposit := range u.deposits {
		if old, _ := deposit.Ref(Replaces); deposit.Number == ref.Number || old.Number == ref.Number {
			return find(deposit.Sums.Classes, class.Class, class.Rate).Net - find(u.used[n].Classes, class.Class, class.Rate).Net
		}
	}
	return money.Max
}

// unsaid gives what of a deposit's sum on the paper has no class yet.
func (u *untold) unsaid(n int) money.Satang { return u.used[n].Ref.Taken - NetOf(u.used[n].Classes) }

func (u *untold) give(n, c int, sum money.Satang) {
	class := &u.taken[c]
	if sum = min(sum, class.Net); sum > 0 {
		addNet(&u.used[n].Classes, class.Class, class.Rate, sum)
		class.Net -= sum
	}
}

// TakeOff gives what deposits hold after a paper took so much off, in their order, as UseDeposits takes it.
func TakeOff(deposits []Paid, taken []ClassSum) []Paid {
	_, left := useDeposits(slices.Clone(taken), deposits)
	return left
}
