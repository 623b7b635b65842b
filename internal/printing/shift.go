package printing

import (
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing/text"
)

// maxListed bounds each list of a shift slip; the rest is counted.
const maxListed = 60

// Sums is how many bills and how much together.
type Sums struct {
	Count int
	Total money.Satang
}

// MethodSums is what one way of paying brought, refunds taken off.
type MethodSums struct {
	Method string // a code, or the name of the shop's own method
	Sums
}

// SlipTaken is a payment that was believed on a slip and is not yet seen at the bank.
type SlipTaken struct {
	Number string
	Amount money.Satang
	Ref    string
}

// Returned is a bill that gave goods back, exchanged them or voided another.
type Returned struct {
	Number string
	Sum    money.Satang // below zero: given back
	Reason string
}

// ShiftSlip is the account of a shift: what was sold, how it was paid and whether the drawer agrees.
type ShiftSlip struct {
	Lang     i18n.Lang
	Practice bool
	Copy     int

	Shop, Till, Cashier string
	Day                 clock.Day
	OpenedAt, ClosedAt  time.Time // no ClosedAt: the shift is still open

	Sales, Refunds Sums // Refunds.Total is below zero, as in the ledger
	Discounts      money.Satang
	Rounding       money.Satang
	Methods        []MethodSums

	Float    money.Satang
	Cash     money.Satang // from sales, refunds taken off
	In, Out  []Amount     // both above zero; the label is the reason
	Expected money.Satang
	Counted  *money.Satang // nil when nobody counted
	Leave    money.Satang
	Reason   string

	Parked, Waiting []Amount // the label is the bill's tag
	SlipOnly        []SlipTaken
	Returned        []Returned
	Footer          []string
}

// Page lays the slip out on a roll of a printable width. It fails with "paper_width".
func (s ShiftSlip) Page(shaper *text.Shaper, width Unit) (Page, error) {
	r, err := newRoll(shaper, s.Lang, width)
	if err != nil {
		return Page{}, err
	}
	r.practice(s.Practice)
	r.shiftHeading(s)
	r.shiftSales(s)
	r.shiftDrawer(s)
	r.listed("shift.parked", s.Parked)
	r.listed("shift.waiting", s.Waiting)
	r.listed("shift.slip_only", slipLines(s.SlipOnly))
	r.returned(s.Returned)
	r.footer(s.Footer)
	if !s.ClosedAt.IsZero() {
		r.signatures()
	}
	r.practice(s.Practice)
	return r.end(), nil
}

func (r *roll) shiftHeading(s ShiftSlip) {
	r.text(r.title, centre, s.Shop)
	title := "shift.title"
	if s.ClosedAt.IsZero() {
		title = "shift.title_open"
	}
	r.text(r.title, centre, r.t(title))
	r.copied(s.Copy)
	r.gap(2 * Dot)
	till, cashier, closed := "", "", ""
	if s.Till != "" {
		till = r.t("till", fault.Values{"till": s.Till})
	}
	if s.Cashier != "" {
		cashier = r.t("cashier", fault.Values{"name": s.Cashier})
	}
	if !s.ClosedAt.IsZero() {
		closed = r.t("shift.closed", fault.Values{"at": s.ClosedAt})
	}
	r.text(r.note, left, r.t("shift.day", fault.Values{"day": s.Day}))
	r.spread(till, cashier)
	r.text(r.note, left, r.t("shift.opened", fault.Values{"at": s.OpenedAt}))
	r.text(r.note, left, closed)
}

func (r *roll) shiftSales(s ShiftSlip) {
	r.rule(false)
	r.pair(r.body, r.t("shift.sales", fault.Values{"count": s.Sales.Count}), i18n.Baht(s.Sales.Total))
	r.pair(r.body, r.t("shift.refunds", fault.Values{"count": s.Refunds.Count}), i18n.Baht(s.Refunds.Total))
	r.indented(r.title, 0, r.t("shift.net"), r.total, i18n.Baht(s.Sales.Total+s.Refunds.Total))
	if s.Discounts != 0 {
		r.pair(r.note, r.t("shift.discounts"), i18n.Baht(s.Discounts))
	}
	if s.Rounding != 0 {
		r.pair(r.note, r.t("shift.rounding"), signed(s.Rounding))
	}
	if len(s.Methods) == 0 {
		return
	}
	r.section("shift.methods")
	for _, method := range s.Methods {
		words := r.t("shift.method", fault.Values{"method": methodName(r.lang, method.Method), "count": method.Count})
		r.pair(r.body, words, i18n.Baht(method.Total))
	}
}

func (r *roll) shiftDrawer(s ShiftSlip) {
	r.section("shift.drawer")
	r.pair(r.body, r.t("shift.float"), i18n.Baht(s.Float))
	r.pair(r.body, r.t("shift.cash"), signed(s.Cash))
	r.moves("shift.in", s.In, 1)
	r.moves("shift.out", s.Out, -1)
	r.rule(true)
	r.pair(r.body, r.t("shift.expected"), i18n.Baht(s.Expected))
	if s.Counted == nil {
		return
	}
	r.pair(r.body, r.t("shift.counted"), i18n.Baht(*s.Counted))
	switch difference := *s.Counted - s.Expected; {
	case difference == 0:
		r.pair(r.title, r.t("shift.exact"), i18n.Baht(0))
	case difference > 0:
		r.indented(r.title, 0, r.t("shift.over"), r.total, signed(difference))
	default:
		r.indented(r.title, 0, r.t("shift.short"), r.total, signed(difference))
	}
	r.said("reason", s.Reason)
	r.pair(r.body, r.t("shift.leave"), i18n.Baht(s.Leave))
	r.pair(r.body, r.t("shift.taken"), i18n.Baht(*s.Counted-s.Leave))
}

// moves sets cash put in or taken out of the drawer, each with its reason.
func (r *roll) moves(key string, moves []Amount, sign money.Satang) {
	for n, move := range moves {
		if n == maxListed {
			r.more(len(moves) - n)
			return
		}
		r.pair(r.body, r.t(key), signed(sign*move.Sum))
		r.inset(move.Label)
	}
}

// listed sets bills that somebody must look after.
func (r *roll) listed(key string, bills []Amount) {
	if len(bills) == 0 {
		return
	}
	r.section(key)
	for n, bill := range bills {
		if n == maxListed {
			r.more(len(bills) - n)
			return
		}
		r.pair(r.body, bill.Label, i18n.Baht(bill.Sum))
	}
}

// returned sets bills that took something back, each with its reason.
func (r *roll) returned(bills []Returned) {
	if len(bills) == 0 {
		return
	}
	r.section("shift.returned")
	for n, bill := range bills {
		if n == maxListed {
			r.more(len(bills) - n)
			return
		}
		r.pair(r.body, bill.Number, i18n.Baht(bill.Sum))
		r.inset(bill.Reason)
	}
}

func (r *roll) more(count int) { r.inset(r.t("shift.and_more", fault.Values{"count": count})) }

func (r *roll) section(key string) {
	r.gap(3 * Dot)
	r.rule(false)
	r.text(r.strong, left, r.t(key))
}

func slipLines(slips []SlipTaken) []Amount {
	lines := make([]Amount, len(slips))
	for n, slip := range slips {
		lines[n] = Amount{Label: slip.Number + " " + slip.Ref, Sum: slip.Amount}
	}
	return lines
}

// signatures leaves room for the two who hand the money over.
func (r *roll) signatures() {
	for _, key := range []string{"shift.counted_by", "shift.received_by"} {
		r.gap(5 * MM)
		words := r.t(key)
		r.row(cell{words, r.note, left, 0, r.page.Width})
		from := r.width(words, r.note) + 2*MM
		r.page.Ops = append(r.page.Ops, Rule{X: from, Y: r.ink + Dot, W: r.page.Width - from, Stroke: Dot, Dash: 2 * Dot})
	}
	r.gap(2 * MM)
}
