// Package bills is the screen of the bills of a day: looking at them, printing them again, giving goods
// back, exchanging, voiding, and putting the way of payment right.
package bills

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/rules"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// pageSize is how many bills are read at once.
const pageSize = 50

// maxShown bounds how many bills of a day the list holds; search finds the others.
const maxShown = 5000

// model is what the screen shows. Its reads work on copies and touch nothing; take… puts their results in.
type model struct {
	shop    *shop.Shop
	lang    i18n.Lang
	today   clock.Day
	day     clock.Day
	rows    []shop.BillRow
	total   int
	sum     shop.DaySum
	waiting []shop.Draft
	slips   []shop.SlipOnly // of the last shift
	back    []shop.Returned // of the last shift
	methods map[string]selling.Method

	list   string  // which list is shown, one of lists
	chosen int     // of the list shown, −1 for none
	picked id.Bill // of that entry, while it is being read
	bill   *shop.Bill
	slip   *shop.Slip // as it would print now
}

// The lists there are, as a route's argument opens them. Any other argument is the number of a bill.
const (
	OfDay    = ""         // all bills of a day
	Waiting  = "waiting"  // those whose money is not there yet
	SlipOnly = "slip"     // those of the shift that were accepted on a slip alone
	Returned = "returned" // what was given back, exchanged and voided in the shift
)

var lists = []string{OfDay, Waiting, SlipOnly, Returned}

// dayRead is one reading of a day.
type dayRead struct {
	today, day clock.Day
	rows       []shop.BillRow
	total      int
	sum        shop.DaySum
	waiting    []shop.Draft
	slips      []shop.SlipOnly
	back       []shop.Returned
	methods    map[string]selling.Method
}

// billRead is one reading of a bill with its slip.
type billRead struct {
	bill *shop.Bill
	slip *shop.Slip
}

// readDay reads the first count bills of a day, "" is today, and what waits for money.
func readDay(ctx context.Context, s *shop.Shop, day clock.Day, count int) (r dayRead, err error) {
	if r.today, err = s.Today(ctx); err != nil {
		return r, err
	}
	if r.day = day; day == "" {
		r.day = r.today
	}
	if r.rows, r.total, err = s.Bills(ctx, r.day, 0, min(max(count, pageSize), maxShown)); err != nil {
		return r, err
	}
	sum, err := s.Day(ctx, r.day)
	if err != nil {
		return r, err
	}
	r.sum = *sum
	drafts, err := s.Drafts(ctx)
	if err != nil {
		return r, err
	}
	for _, draft := range drafts {
		if draft.State == selling.Waiting {
			r.waiting = append(r.waiting, draft)
		}
	}
	shift, err := s.LastShift(ctx)
	switch {
	case err == nil:
		r.slips, r.back = shift.SlipOnly, shift.Returned
	case !fault.Is(err, "shift_not_open"):
		return r, err
	}
	r.methods, err = s.Methods(ctx)
	return r, err
}

// takeDay shows a reading. What was chosen stays chosen where the list still holds it.
func (m *model) takeDay(r dayRead) {
	draft := m.draft()
	m.today, m.day, m.rows, m.total, m.sum = r.today, r.day, r.rows, r.total, r.sum
	m.waiting, m.slips, m.back, m.methods = r.waiting, r.slips, r.back, r.methods
	if m.atWaiting() {
		m.chosen = min(max(m.chosen, 0), len(m.waiting)-1)
		if draft != nil {
			if at := slices.IndexFunc(m.waiting, func(d shop.Draft) bool { return d.Cart.ID == draft.Cart.ID }); at >= 0 {
				m.chosen = at
			}
		}
		return
	}
	m.chosen = -1
	keep := m.picked
	switch {
	case keep.IsZero() && m.bill == nil:
		m.chooseFirst()
		return
	case keep.IsZero():
		keep = m.bill.ID
	}
	for n := range m.count() {
		if m.billAt(n) == keep {
			m.chosen = n
		}
	}
}

// show goes to another list, to its first entry.
func (m *model) show(list string) {
	m.list, m.bill, m.slip, m.picked = list, nil, nil, id.Bill{}
	m.chooseFirst()
}

func (m *model) chooseFirst() { m.chosen = min(0, m.count()-1) }

func (m *model) atWaiting() bool { return m.list == Waiting }

// readBill reads a bill and draws its slip as it would print now: a copy where it was printed before.
func readBill(ctx context.Context, s *shop.Shop, lang i18n.Lang, bill id.Bill) (r billRead, err error) {
	if r.bill, err = s.Bill(ctx, bill); err != nil {
		return r, err
	}
	r.slip, err = s.BillSlip(ctx, r.bill, shop.ReceiptOptions{Lang: lang})
	return r, err
}

func (m *model) takeBill(r billRead) { m.bill, m.slip = r.bill, r.slip }

// choose marks an entry of the list. It gives the bill to be read, none for a waiting one.
func (m *model) choose(index int) (bill id.Bill, ok bool) {
	m.chosen = index
	if m.atWaiting() || index < 0 || index >= m.count() {
		m.picked = id.Bill{}
		return bill, false
	}
	m.picked = m.billAt(index)
	return m.picked, true
}

// billAt gives the bill of an entry; a waiting one has none yet.
func (m *model) billAt(n int) (bill id.Bill) {
	switch m.list {
	case OfDay:
		return m.rows[n].ID
	case SlipOnly:
		return m.slips[n].BillID
	case Returned:
		return m.back[n].BillID
	}
	return bill
}

// count gives how many entries the list has.
func (m *model) count() int { return m.countOf(m.list) }

func (m *model) countOf(list string) int {
	switch list {
	case Waiting:
		return len(m.waiting)
	case SlipOnly:
		return len(m.slips)
	case Returned:
		return len(m.back)
	}
	return len(m.rows)
}

// draft gives the chosen waiting bill, nil for none.
func (m *model) draft() *shop.Draft {
	if !m.atWaiting() || m.chosen < 0 || m.chosen >= len(m.waiting) {
		return nil
	}
	return &m.waiting[m.chosen]
}

// number completes what a person typed: "42" is this year's bill 42 of this till.
func number(letter string, day clock.Day, typed string) string {
	typed = strings.ToUpper(strings.TrimSpace(typed))
	if no, err := strconv.Atoi(typed); err == nil && no > 0 && len(typed) <= 6 {
		return ledger.Number(letter, ledger.TypeBill, day.BuddhistYear(), no)
	}
	return typed
}

// find reads the bill of a number as typed or scanned. It fails with "bill_unknown".
func find(ctx context.Context, s *shop.Shop, lang i18n.Lang, day clock.Day, typed string) (billRead, error) {
	letter, _ := s.Till()
	bill, err := s.BillID(ctx, number(letter, day, typed))
	if err != nil {
		return billRead{}, err
	}
	return readBill(ctx, s, lang, bill)
}

// can says what may be done with the chosen bill now.
type can struct{ refund, exchange, void, repay, print bool }

func (m *model) can() can {
	if m.atWaiting() || m.bill == nil {
		return can{}
	}
	bill := m.bill
	sold := bill.Kind == ledger.Sale || bill.Kind == ledger.Exchange
	left, touched := false, false
	for _, line := range bill.Lines {
		left = left || line.Left > 0
		touched = touched || line.Qty > 0 && line.Left != line.Qty
	}
	open := bill.VoidedBy == ""
	return can{
		refund: open && sold && left, exchange: open && sold && left,
		void:  open && bill.OpenNow && bill.Kind != ledger.Void && !touched,
		repay: open && bill.OpenNow && bill.Kind != ledger.Void && bill.Total != 0,
		print: true,
	}
}

// state says in a word what became of a bill, "" for one that simply was sold; the word is a text's key.
func state(kind, voided string, refunds int) string {
	switch {
	case voided != "":
		return "bills.state.voided"
	case kind == ledger.Refund:
		return "bills.state.refund"
	case kind == ledger.Void:
		return "bills.state.void"
	case kind == ledger.Exchange:
		return "bills.state.exchange"
	case refunds > 0:
		return "bills.state.returned"
	}
	return ""
}

// methodName names a way of payment in the language.
func (m *model) methodName(code string) string {
	for _, key := range []string{"receipt.method." + code, "bills.method." + code} {
		if i18n.Has(m.lang, key) {
			return i18n.T(m.lang, key)
		}
	}
	if method, known := m.methods[code]; known && method.Name != "" {
		return method.Name
	}
	return code
}

func (m *model) methodNames(codes string) string {
	names := []string{}
	for code := range strings.SplitSeq(codes, ",") {
		if code != "" {
			names = append(names, m.methodName(code))
		}
	}
	return strings.Join(names, " + ")
}

// ways lists the ways of payment that can be chosen for a correction or a refund, the known ones first.
func (m *model) ways(customer bool) []string {
	var codes []string
	offer := func(code string) {
		method := m.methods[code]
		if !method.Hidden && code != selling.Loss && (customer || !method.Customer) && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	for _, method := range rules.Methods() {
		offer(method.Code)
	}
	for _, code := range sortedKeys(m.methods) {
		offer(code)
	}
	return codes
}

func sortedKeys(methods map[string]selling.Method) []string {
	var codes []string
	for code := range methods {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}

// settleWaiting pays a waiting bill by one way: on credit, or as a loss with a reason.
func settleWaiting(ctx context.Context, s *shop.Shop, draft shop.Draft, customer id.Party, tender selling.Tender) (*shop.Bill, error) {
	cart := draft.Cart.Clone()
	if !customer.IsZero() {
		cart.CustomerID = customer
	}
	bill, _, err := s.Pay(ctx, selling.Request{Cart: cart, Tenders: []selling.Tender{tender}})
	return bill, err
}

// printAgain prints a bill anew, with a buyer's name where one is given. It gives where the paper lies.
func printAgain(ctx context.Context, s *shop.Shop, lang i18n.Lang, bill id.Bill, buyer [3]string) (queued shop.Queued, err error) {
	if buyer != [3]string{} {
		if err := s.SetBuyer(ctx, bill, buyer[0], buyer[1], buyer[2]); err != nil {
			return queued, err
		}
	}
	read, err := s.Bill(ctx, bill)
	if err != nil {
		return queued, err
	}
	return s.PrintBill(ctx, read, shop.ReceiptOptions{Lang: lang})
}

// countText says how much of a list is shown: "50 จาก 312".
func (m *model) countText() string {
	return i18n.T(m.lang, "bills.shown", fault.Values{"shown": len(m.rows), "total": m.total})
}

// baht writes an amount for a total.
func baht(amount money.Satang) string { return i18n.BahtShort(amount) }

// tag names a waiting bill.
func tag(draft *shop.Draft) string { return fmt.Sprintf("#%s", draft.Cart.ID.Tag()) }
