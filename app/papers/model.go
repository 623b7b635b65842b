// Package papers is the screen of papers for offices: each as it prints, with what was made of it, what is owed by
// them, and the sales tax of a month.
package papers

import (
	"cmp"
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// How many rows are read at once, and at most: search and months find the others.
const (
	pageSize = 100
	maxShown = 10_000
)

// group is a chip of the list and the kinds it shows, none = all. The text is "paperspage.group." + its key.
type group struct {
	key   string
	kinds []papers.Kind
}

var groups = []group{
	{"all", nil},
	{"quotation", []papers.Kind{papers.Quotation}},
	{"delivery", []papers.Kind{papers.Delivery}},
	{"invoice", []papers.Kind{papers.Invoice}},
	{"receipt", []papers.Kind{papers.Receipt}},
	{"tax", []papers.Kind{papers.TaxInvoice, papers.Abbreviated}},
	{"note", []papers.Kind{papers.CreditNote, papers.DebitNote}},
	{"other", []papers.Kind{papers.PurchaseOrder, papers.Billing, papers.Voucher}},
}

// standings are the states that a list can be narrowed to. The text is "paperspage.standing." + the word.
var standings = []string{"all", "open", "overdue", "void"}

// rows is one reading of the list.
type rows struct {
	list   []shop.OfficePaperRow
	total  int
	counts map[papers.Kind]int // of what the list shows, whatever kind is chosen
	today  clock.Day
}

func readRows(ctx context.Context, s *shop.Shop, q shop.OfficePaperQuery, today clock.Day) (r rows, err error) {
	r.today = today
	r.list, r.total, r.counts, err = s.OfficePapersByKind(ctx, q)
	return r, err
}

// paper is the chosen paper with all that is told beside it.
type paper struct {
	*shop.OfficePaper
	pages shop.Papers         // as it goes out next; none of the buyer's own order
	made  []*shop.OfficePaper // what names it, the oldest first
	back  money.Satang        // what goes out of the books when it becomes void
}

// readPaper reads a paper, lays it out and looks for what was made of it.
func readPaper(ctx context.Context, s *shop.Shop, find func(context.Context) (*shop.OfficePaper, error)) (p *paper, err error) {
	p = &paper{}
	if p.OfficePaper, err = find(ctx); err != nil {
		return nil, err
	}
	if p.Kind != papers.PurchaseOrder {
		if p.pages, err = s.LayPaper(ctx, p.OfficePaper); err != nil {
			return nil, err
		}
	}
	if p.Number != "" {
		if p.made, err = s.PapersOf(ctx, p.Number); err != nil {
			return nil, err
		}
	}
	p.back, err = s.TakesBack(ctx, p.ID)
	return p, err
}

// name is the number a paper is known by: the buyer's own order has the buyer's.
func (p *paper) name() string { return cmp.Or(p.Number, p.Order.Number) }

// left is what is still owed by the paper.
func (p *paper) left() money.Satang {
	return p.Owed(p.Fate)
}

// What a person may do with a paper.
func (p *paper) mayGoOut() bool { return p != nil && len(p.pages.Pages) > 0 }
func (p *paper) mayGoOn() bool  { return p != nil && p.Void == nil }
func (p *paper) mayPay() bool   { return p != nil && p.left() > 0 }
func (p *paper) mayRevise() bool {
	return p != nil && p.Void == nil && p.Kind == papers.Quotation && !p.Fate.Followed
}
func (p *paper) mayBeXML() bool { return p != nil && p.ETaxType() != "" }

// mayLead reports whether another paper may be made of it; of the buyer's own order it is made of the order.
func (p *paper) mayLead() bool {
	return p.mayGoOn() && (p.Kind.Leads() || p.Kind == papers.PurchaseOrder)
}

// mayAccept reports whether the paper is a quotation that no order was made of: what comes next is the order.
func (p *paper) mayAccept() bool { return p.mayRevise() && p.Row.OrderID.IsZero() }

// source is the number that another paper is made from: the buyer's own order has none of ours, its order or quotation does.
func (p *paper) source() string {
	number := p.Number
	for _, ref := range p.Refs {
		if p.Number == "" && (number == "" || ref.Source == papers.FromOrder) {
			number = ref.Number
		}
	}
	return number
}

// model is what is listed and chosen.
type model struct {
	rows
	read     bool
	group    int       // of groups
	standing int       // of standings
	month    clock.Day // its first day, "" = all
	search   string
	count    int // rows that are asked for
	at       int // of the list, −1 for a paper that is not in it
	paper    *paper
	wish     id.Paper // chosen, and still being read
	page     int      // of the paper's pages
	kept     string   // where its file lies, once it was kept
}

// query asks for what is looked at.
func (m *model) query(today clock.Day) shop.OfficePaperQuery {
	q := shop.OfficePaperQuery{Kinds: groups[m.group].kinds, Search: m.search, Limit: min(max(m.count, pageSize), maxShown)}
	if len(q.Kinds) == 1 {
		q.Kind, q.Kinds = q.Kinds[0], nil
	}
	switch standings[m.standing] {
	case "open":
		q.Open = true
	case "overdue":
		q.Overdue = today
	case "void":
		q.Void = true
	}
	if m.month != "" {
		q.From, q.To = m.month, monthEnd(m.month)
	}
	return q
}

// monthEnd gives the last day of the month a day lies in, nextMonth the first day of the one so many later.
func monthEnd(day clock.Day) clock.Day { return nextMonth(day, 1).Add(-1) }

func nextMonth(day clock.Day, by int) clock.Day {
	month := papers.MonthOf(day)
	for ; by > 0; by-- {
		month = papers.MonthOf(month.Add(31))
	}
	for ; by < 0; by++ {
		month = papers.MonthOf(month.Add(-1))
	}
	return month
}

// load takes what was read. The paper that was chosen stays chosen, also where the list does not hold it; where there
// was none the first is.
func (m *model) load(r rows) {
	m.rows, m.read = r, true
	chosen := m.chosen()
	m.at = slices.IndexFunc(m.list, func(row shop.OfficePaperRow) bool { return row.ID == chosen })
	if chosen.IsZero() && len(m.list) > 0 {
		m.at = 0
	}
}

// chosen gives the paper that was chosen last, also while it is being read; zero = none.
func (m *model) chosen() id.Paper {
	switch {
	case !m.wish.IsZero():
		return m.wish
	case m.paper != nil:
		return m.paper.ID
	}
	return id.Paper{}
}

// Narrowing begins at the first row.
func (m *model) narrow(group int) {
	m.group = (group + len(groups)) % len(groups)
	m.restart()
}

func (m *model) stand(standing int) {
	m.standing = standing % len(standings)
	m.restart()
}

func (m *model) find(text string) {
	m.search = text
	m.restart()
}

// turn goes to another month, not beyond this one. From all months it goes to this one; after it come all.
func (m *model) turn(by int, today clock.Day) {
	switch now := papers.MonthOf(today); {
	case m.month == "" && by < 0:
		m.month = now
	case m.month == "" || m.month == now && by > 0:
		m.month = ""
	default:
		m.month = nextMonth(m.month, by)
	}
	m.restart()
}

func (m *model) restart() {
	m.count, m.at, m.paper, m.wish, m.page, m.kept = pageSize, -1, nil, id.Paper{}, 0, ""
}

// bare reports whether the shop has no papers at all.
func (m *model) bare() bool {
	return m.read && m.total == 0 && m.group == 0 && m.standing == 0 && m.month == "" && m.search == ""
}

// more reports whether another page of rows is there, and asks for it.
func (m *model) more() bool {
	if len(m.list) >= min(m.total, maxShown) || m.count > len(m.list) {
		return false
	}
	m.count = len(m.list) + pageSize
	return true
}

// row gives the marked row, nil for none.
func (m *model) row() *shop.OfficePaperRow {
	if m.at >= 0 && m.at < len(m.list) {
		return &m.list[m.at]
	}
	return nil
}

// step turns the pages of the paper and reports whether there was one to turn to.
func (m *model) step(by int) bool {
	if m.paper == nil || m.page+by < 0 || m.page+by >= len(m.paper.pages.Pages) {
		return false
	}
	m.page += by
	return true
}

// countOf gives how many papers a chip would show.
func (m *model) countOf(g *group) (sum int) {
	for kind, count := range m.counts {
		if len(g.kinds) == 0 || slices.Contains(g.kinds, kind) {
			sum += count
		}
	}
	return sum
}

// titleOf says what a listed paper is.
func titleOf(lang i18n.Lang, row *shop.OfficePaperRow) string {
	title := papers.Title(lang, papers.Kind(row.Kind), row.With...)
	if papers.Kind(row.Kind) == papers.PurchaseOrder && row.Signed {
		title = i18n.T(lang, "papers.signed_quotation")
	}
	if row.Deposit {
		title = i18n.T(lang, "papers.of_deposit", fault.Values{"title": title})
	}
	return title
}

// link is something a paper has to do with: a button goes there.
type link struct {
	text   string
	source string // papers.FromOrder, papers.FromBill, or the kind of a paper
	number string
	paper  id.Paper // where it is known
}

// from lists what a paper was made from, or is about.
func (p *paper) from(lang i18n.Lang) (links []link) {
	for _, ref := range p.Refs {
		role := ""
		switch ref.Role {
		case papers.Replaces, papers.Corrects, papers.PaidBy, papers.Revises:
			role = ref.Role
		case papers.ForSlip:
			role = papers.Replaces
		case "parcel":
			continue
		}
		links = append(links, link{text: refText(lang, role, ref.Source, ref.Number), source: ref.Source, number: ref.Number})
	}
	return links
}

// into lists what was made of it.
func (p *paper) into(lang i18n.Lang) (links []link) {
	for _, made := range p.made {
		text := made.Title(lang) + " " + cmp.Or(made.Number, made.Order.Number)
		if made.Void != nil {
			text += " · " + papers.Voided.Name(lang)
		}
		links = append(links, link{text: text, source: string(made.Kind), number: made.Number, paper: made.ID})
	}
	return links
}

func refText(lang i18n.Lang, role, source, number string) string {
	text := number
	switch source {
	case papers.FromOrder, papers.FromBill, papers.FromPurchase:
		text = i18n.T(lang, "paperspage.source."+source) + " " + number
	default:
		text = papers.Kind(source).Name(lang) + " " + number
	}
	if role != "" {
		text = i18n.T(lang, "paperspage.role."+role, fault.Values{"paper": text})
	}
	return text
}
