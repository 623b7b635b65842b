package shop

import (
	"context"
	"maps"
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/store"
)

// slipBook works out what of a month's bills their slips stand for, and tax papers do not. Bills come in the order
// they were written, those of before as far as the month's are about them.
type slipBook struct {
	*Shop
	ctx    context.Context
	first  clock.Day
	last   clock.Day
	closed TaxClosed
	seller papers.Seller
	bills  map[id.Bill]*taxPool
	orders map[id.Order]*taxPool
	open   map[id.Bill][]papers.ClassSum // of what a bill sold, what its slip stands for and was not given back
	stood  map[id.Bill]standsFor         // abbreviated tax invoices in its place too
	read   map[id.Order]bool             // bills of before
	voids  map[id.Bill]*store.BillSale   // of bills that this month made void
}

// taxPool is what tax papers of a bill or an order stand for.
type taxPool struct {
	covers   []taxCover   // what no bill took yet
	credited money.Satang // by notes about goods
	back     money.Satang // given back of it
	handed   money.Satang // of its bills, handed in by their slips before a paper was there
	void     bool         // a bill of it was voided
	now      bool         // this month brought something back
}

// taxCover is a tax paper with what bills took of it.
type taxCover struct {
	store.TaxCover
	taken []papers.ClassSum
	back  money.Satang // of a deposit, what notes took back before goods went out
}

// until takes off a deposit what credit notes took back before a moment, and gives how much more that is than before.
func (c *taxCover) until(at ledger.Millis) money.Satang {
	if c.Deposit == nil {
		return 0
	}
	var notes []*papers.Paper
	for _, note := range c.Notes {
		if note.At < at {
			notes = append(notes, note)
		}
	}
	was := c.back
	c.Classes = c.Deposit.Held(c.Before, c.taken, notes).Classes
	c.back = papers.NetOf(c.Deposit.Held(c.Before, c.taken, nil).Classes) - papers.NetOf(c.Classes)
	return c.back - was
}

// take gives what of a bill's goods the papers do not stand for. A paper of a later month that was issued once the tax of
// the bill's month was handed in stands for later bills: a report that was handed in stays as it was. A deposit that a
// credit note took back before the bill stands for none of it; that note tells of no goods. short is what abbreviated tax
// invoices stand for, as the slip would: what comes back of it lowers the tax without a note.
// Papers of its own parcels come first; those that wait for other goods stand for none of it. Each class is taken of its own:
// where goods that were shared to several bills rounded to another class than on their papers, that is made up for with the
// papers of the bill's own goods, and with the others once the last goods are out.
func (p *taxPool) take(goods []papers.ClassSum, sale *store.BillSale, closed *TaxClosed) (rest, short []papers.ClassSum) {
	day, late := sale.Written(), false
	var standing []*taxCover
	own, others := p.standing(sale)
	for _, cover := range append(own, others...) {
		if papers.MonthOf(cover.Date) > papers.MonthOf(day) && closed.Before(day, cover.At) {
			late = true
			continue
		}
		p.credited -= cover.until(sale.At)
		standing = append(standing, cover)
	}
	for _, cover := range standing {
		goods, short = cover.stand(papers.TakeClasses, goods, short)
	}
	for _, cover := range standing {
		if cover.OrderID.IsZero() || slices.Contains(own, cover) || cover.Last == sale.ID {
			goods, short = cover.stand(papers.Take, goods, short)
		}
	}
	if late {
		p.handed += papers.NetOf(goods)
	}
	return goods, short
}

// stand lets a paper stand for goods, as much as it holds, and gives what is left of them, and what abbreviated ones stand
// for.
func (c *taxCover) stand(take func(have, want []papers.ClassSum) (left, short []papers.ClassSum), goods, short []papers.ClassSum) (rest, stood []papers.ClassSum) {
	had := c.Classes
	c.Classes, goods = take(had, goods)
	now, _ := papers.TakeClasses(had, c.Classes)
	c.taken = papers.AddNets(c.taken, now)
	if c.Short {
		short = papers.AddNets(short, now)
	}
	return goods, short
}

// standing gives the papers that may stand for a bill, those of its own goods first, and notes that these have come.
func (p *taxPool) standing(sale *store.BillSale) (own, others []*taxCover) {
	for n := range p.covers {
		cover := &p.covers[n]
		at := slices.Index(cover.Own, sale.ID)
		switch {
		case at >= 0:
			own, cover.Own = append(own, cover), slices.Delete(slices.Clone(cover.Own), at, at+1)
		case len(cover.Own) == 0 && !cover.Ahead && cover.May(sale):
			others = append(others, cover)
		}
	}
	return own, others
}

// left gives what no bill took of the papers of some days.
func (p *taxPool) left(from, to clock.Day) (sum money.Satang) {
	for _, cover := range p.covers {
		if cover.Date >= from && cover.Date <= to {
			sum += papers.NetOf(cover.Classes)
		}
	}
	return sum
}

// standsFor is what of a bill its slip stands for.
type standsFor struct {
	sold, back []papers.ClassSum
}

// taxSlips gives the slips of a month's bills.
func (s *Shop) taxSlips(ctx context.Context, report *SalesTax, first, last clock.Day) (kept []papers.Kept, err error) {
	sales, err := s.db.BillSales(ctx, first, last)
	if err != nil {
		return nil, err
	}
	book, err := s.slipBook(ctx, report.Seller, first, last)
	if err != nil {
		return nil, err
	}
	if book.closed, err = s.TaxClosed(ctx); err != nil {
		return nil, err
	}
	book.voided(sales)
	for n := range sales {
		sale := &sales[n]
		rows, err := book.rows(sale)
		if err != nil {
			return nil, fault.At(err, sale.Number)
		}
		kept = append(kept, rows...)
	}
	if count := needInvoice(kept); report.Seller.POSID == "" && count > 0 {
		report.Warnings = append(report.Warnings, fault.New("slips_without_pos_id", "vat.pos_id", fault.Values{"count": count}))
	}
	if count, numbers := book.unnoted(); count > 0 {
		report.Warnings = append(report.Warnings, fault.New("refunds_without_note", "", fault.Values{"count": count, "papers": somePapers(numbers)}))
	}
	twice, err := book.handedIn()
	if err != nil {
		return nil, err
	}
	if twice > 0 {
		report.Warnings = append(report.Warnings, fault.New("tax_handed_in_before", "", fault.Values{"amount": twice}))
	}
	return kept, nil
}

// needInvoice counts slips of sales that a tax invoice is needed for: all but those of exempt goods alone.
func needInvoice(kept []papers.Kept) (count int) {
	for _, slip := range kept {
		if slip.Void == nil && slip.Paper.Kind == papers.Abbreviated && slices.ContainsFunc(slip.Paper.Lines, func(line papers.Line) bool { return line.VATClass != catalog.VATExempt }) {
			count++
		}
	}
	return count
}

func (s *Shop) slipBook(ctx context.Context, seller papers.Seller, first, last clock.Day) (*slipBook, error) {
	if seller.POSID == "" {
		seller.POSID = "-" // VAT is due on what was sold either way
	}
	b := &slipBook{Shop: s, ctx: ctx, first: first, last: last, seller: seller, bills: map[id.Bill]*taxPool{}, orders: map[id.Order]*taxPool{},
		open: map[id.Bill][]papers.ClassSum{}, stood: map[id.Bill]standsFor{}, read: map[id.Order]bool{}, voids: map[id.Bill]*store.BillSale{}}
	covers, err := s.db.TaxCovers(ctx, first, last)
	for _, cover := range covers {
		pool := b.pool(cover.BillID, cover.OrderID)
		switch {
		case pool != nil:
		case cover.BillID.IsZero():
			pool = &taxPool{}
			b.orders[cover.OrderID] = pool
		default:
			pool = &taxPool{}
			b.bills[cover.BillID] = pool
		}
		pool.covers, pool.credited = append(pool.covers, taxCover{TaxCover: cover}), pool.credited+cover.Credited
	}
	return b, err
}

// pool gives the tax papers of a bill, else of its order, nil = none.
func (b *slipBook) pool(bill id.Bill, order id.Order) *taxPool {
	if pool := b.bills[bill]; pool != nil {
		return pool
	}
	return b.orders[order]
}

// voided notes the bills among a month's that others of it made void.
func (b *slipBook) voided(sales []store.BillSale) {
	here := map[id.Bill]bool{}
	for n := range sales {
		here[sales[n].ID] = true
	}
	for n := range sales {
		if sales[n].Kind == ledger.Void && here[sales[n].VoidOf] {
			b.voids[sales[n].VoidOf] = &sales[n]
		}
	}
}

// rows gives a bill's rows: one of goods sold, one of goods given back; an exchange has both. What tax papers stand for
// is taken off. A bill that its own month made void stands there as void, and what voids it does not.
func (b *slipBook) rows(sale *store.BillSale) (kept []papers.Kept, err error) {
	if err := b.before(sale); err != nil {
		return nil, err
	}
	sold, back := slips(sale)
	stands := b.count(sale, sold, back, true)
	var replaced *papers.Void // which only what was sold is
	if sale.Kind == ledger.Void && b.voids[sale.VoidOf] != nil {
		return nil, nil
	}
	if !sale.Replaced.IsZero() {
		if replaced, err = b.voidOf(b.ctx, &ledger.PaperVoid{ByID: sale.Replaced, Day: sale.Written()}, sale.Number); err != nil {
			return nil, err
		}
	}
	for _, part := range []struct {
		slip   *papers.Slip
		stands []papers.ClassSum
		void   *papers.Void
	}{{sold, stands.sold, replaced}, {back, stands.back, nil}} {
		void := part.void
		if part.slip == nil {
			continue
		}
		whole, err := classesOf(part.slip, b.seller)
		if err != nil {
			return nil, err
		}
		if void == nil {
			part.slip.Taken, _ = papers.Take(whole, part.stands)
		}
		free := papers.NetOf(whole) == 0 && b.pool(sale.ID, sale.OrderID) != nil // of which tax papers can take nothing off
		if void == nil && (len(part.slip.Taken) > 0 || free) && papers.NetOf(part.stands) == 0 {
			if void = b.named(sale); void == nil {
				continue
			}
			part.slip.Taken = nil
		}
		paper, err := part.slip.Paper(b.seller)
		if err != nil {
			return nil, err
		}
		one := papers.Kept{Paper: paper, Void: void}
		if by := b.voids[sale.ID]; by != nil && void == nil {
			one.Void = &papers.Void{Number: sale.Number, Day: by.Written(), Reason: by.Reason}
		}
		kept = append(kept, one)
	}
	return kept, nil
}

// named gives the void of a slip that a tax invoice of its order names as one that it takes the place of, nil = none does.
func (b *slipBook) named(sale *store.BillSale) *papers.Void {
	if pool := b.pool(sale.ID, sale.OrderID); pool != nil {
		for _, cover := range pool.covers {
			if slices.Contains(cover.Slips, sale.Number) {
				return &papers.Void{Number: sale.Number, Day: sale.Written(), By: papers.Ref{Number: cover.Number}}
			}
		}
	}
	return nil
}

// before reads the bills of before this month that a bill is about.
func (b *slipBook) before(sale *store.BillSale) error {
	order := sale.OrderID
	if b.orders[order] == nil {
		order = id.Order{}
	}
	_, known := b.stood[sale.Root]
	if order.IsZero() && (sale.Root == sale.ID || known) || !order.IsZero() && b.read[order] {
		return nil
	}
	b.read[order] = !order.IsZero()
	earlier, err := b.db.BillSalesBefore(b.ctx, b.first, sale.Root, order)
	if err != nil {
		return err
	}
	for n := range earlier {
		sold, back := slips(&earlier[n])
		b.count(&earlier[n], sold, back, false)
	}
	return nil
}

// slips gives a bill's goods sold and given back as slips, nil where there are none, or none that were sold under VAT.
func slips(sale *store.BillSale) (sold, back *papers.Slip) {
	var there, gone []ledger.Line
	for _, line := range sale.Lines {
		switch {
		case line.Qty < 0 && sale.BackVAT:
			gone = append(gone, line)
		case line.Qty > 0 && sale.SoldVAT:
			there = append(there, line)
		}
	}
	slip := func(lines []ledger.Line, back bool) *papers.Slip {
		if len(lines) == 0 {
			return nil
		}
		return &papers.Slip{Number: sale.Number, Day: sale.Written(), At: sale.At, Lines: papers.OfBill(lines), Back: back, Of: sale.Of}
	}
	return slip(there, false), slip(gone, true)
}

func classesOf(slip *papers.Slip, seller papers.Seller) ([]papers.ClassSum, error) {
	if slip == nil {
		return nil, nil
	}
	paper, err := slip.Paper(seller)
	if err != nil {
		return nil, err
	}
	return paper.Sums.Classes, nil
}

// count works out what the slip of a bill stands for. What a slip sold that gave way to a tax invoice, or that tax
// papers of the bill or its order stand for, is on those; so is what is given back of it, which only a credit note
// takes off. A bill that voids another is its opposite.
func (b *slipBook) count(sale *store.BillSale, soldSlip, backSlip *papers.Slip, now bool) (stands standsFor) {
	sold, _ := classesOf(soldSlip, b.seller) // rows says what is wrong with one
	back, _ := classesOf(backSlip, b.seller)
	pool := b.pool(sale.ID, sale.OrderID)
	given := b.pool(sale.Root, sale.OrderID)
	var whole standsFor // with what abbreviated tax invoices stand for in place of the slip
	if given != nil && now {
		given.now = given.now || len(back) > 0
	}
	from := sale.Root // whose goods come back
	if sale.Kind == ledger.Void {
		of := b.stood[sale.VoidOf]
		from = sale.VoidOf
		stands = standsFor{sold: of.back, back: of.sold}
		whole = stands
		b.open[sale.Root] = papers.AddNets(b.open[sale.Root], stands.sold)
		if given != nil { // a refund that is void gave nothing back
			given.back -= papers.NetOf(sold) - papers.NetOf(stands.sold)
		}
		if own := b.pool(from, sale.OrderID); own != nil && len(back) > 0 { // a sale that is void took nothing
			taken, _ := papers.Take(back, stands.back)
			own.covers, own.void, own.now = append(own.covers, taxCover{TaxCover: store.TaxCover{Date: sale.Written(), Classes: taken}}), true, own.now || now
		}
	} else {
		var short []papers.ClassSum
		stands.sold = sold
		if pool != nil {
			stands.sold, short = pool.take(sold, sale, &b.closed)
		}
		if !sale.Replaced.IsZero() {
			stands.sold = nil
		}
		_, above := papers.Take(b.open[sale.Root], back)
		stands.back, _ = papers.Take(back, above)
		whole.sold, whole.back = papers.AddNets(stands.sold, short), stands.back
		b.open[sale.ID] = papers.AddNets(b.open[sale.ID], whole.sold)
		if given != nil {
			given.back += papers.NetOf(above)
		}
	}
	b.open[from], _ = papers.Take(b.open[from], stands.back)
	b.stood[sale.ID] = whole
	return stands
}

// unnoted counts the bills and orders of which more came back than credit notes tell, or that are void while their tax
// paper stands, with the numbers of those papers.
func (b *slipBook) unnoted() (count int, numbers []string) {
	told := func(pool *taxPool) bool {
		return !pool.now || pool.back <= pool.credited && !(pool.void && pool.left("", "9999-12-31") > pool.credited)
	}
	for _, pool := range slices.AppendSeq(slices.Collect(maps.Values(b.bills)), maps.Values(b.orders)) {
		if told(pool) {
			continue
		}
		count++
		for _, cover := range pool.covers {
			if cover.Number != "" { // else it is what a void left open
				numbers = append(numbers, cover.Number)
			}
		}
	}
	slices.Sort(numbers)
	return count, numbers
}

// handedIn gives what tax papers of this month come to whose goods were handed in with the slips of a month before.
func (b *slipBook) handedIn() (sum money.Satang, err error) {
	if b.closed.Until < papers.MonthOf(b.first.Add(-1)) {
		return 0, nil // nothing of before was handed in
	}
	for order := range b.orders {
		if !b.read[order] {
			if err := b.before(&store.BillSale{Bill: ledger.Bill{OrderID: order}}); err != nil {
				return 0, err
			}
		}
	}
	for bill := range b.bills {
		if _, known := b.stood[bill]; !known {
			if err := b.before(&store.BillSale{Root: bill}); err != nil {
				return 0, err
			}
		}
	}
	for _, pool := range b.bills {
		sum += min(pool.handed, pool.left(b.first, b.last))
	}
	for _, pool := range b.orders {
		sum += min(pool.handed, pool.left(b.first, b.last))
	}
	return sum, nil
}
