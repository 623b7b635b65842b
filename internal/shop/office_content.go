package shop

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// content fills in lines, references and deposits, by kind.
func (m *maker) content() error {
	switch {
	case m.want.Replaces != nil:
		return m.instead()
	case m.ask.Deposit > 0:
		return m.deposit()
	}
	switch kind := m.ask.Kind; kind {
	case papers.Quotation, papers.PurchaseOrder, papers.Delivery:
		if m.of.bill != nil { // its goods were handed over long ago
			return fault.New("paper_from", "of[0]", fault.Values{"paper": i18n.Words{"papers.kind." + string(kind)}, "number": m.of.bill.Number})
		}
		if kind == papers.Delivery {
			return m.delivery()
		}
		return m.offer()
	case papers.Billing:
		return m.billing()
	case papers.Receipt:
		return m.receipt()
	case papers.CreditNote, papers.DebitNote:
		return m.note()
	case papers.Voucher:
		return m.voucher()
	}
	return m.invoice()
}

// lang is the language of the paper's own words.
func (m *maker) lang() i18n.Lang {
	if m.ask.Style != nil {
		return m.ask.Style.Language()
	}
	return i18n.Thai
}

// named is what goods are called in the language of the paper. The law wants them in Thai on a tax paper (s. 86/4 (5)), so
// that another language stands behind that.
func (m *maker) named(p *catalog.Product) string {
	name, thaiName := nameIn(m.lang(), p), p.FullName()
	if !m.ask.Kind.Tax() || name == thaiName {
		return name
	}
	if both := thaiName + " / " + name; utf8.RuneCountInString(both) <= papers.MaxName {
		return both
	}
	return thaiName
}

// typed gives the lines that a person typed; breaks says whether the prices of more are told.
func (m *maker) typed(lines []PaperLine, breaks bool) (made []papers.Line, err error) {
	for n, line := range lines {
		one, err := m.typedLine(line, breaks)
		if err != nil {
			return nil, fault.At(err, "line["+i18n.Value(i18n.English, n)+"]")
		}
		made = append(made, one)
	}
	return made, nil
}

func (m *maker) typedLine(line PaperLine, breaks bool) (papers.Line, error) {
	if line.Code == "" {
		made := papers.Line{Name: strings.TrimSpace(line.Name), Unit: line.Unit, Qty: line.Qty, VATClass: cmp.Or(line.VATClass, catalog.VATStandard)}
		if line.Price == nil {
			return made, fault.New("paper_price_missing", "price", fault.Values{"name": made.Name})
		}
		made.Price = *line.Price
		if breaks {
			made.Breaks = line.Breaks
		}
		return made, nil
	}
	match, err := m.Find(m.ctx, line.Code)
	if err == nil {
		err = match.Sells()
	}
	if err != nil {
		return papers.Line{}, err
	}
	p := match.Product
	made := papers.Line{ProductID: p.ID, SKU: p.SKU, Name: m.named(p), Unit: p.Unit, Note: m.setText(p), Price: p.Price, VATClass: p.VAT}
	if made.Qty, err = Times(line.Qty, match.Qty); err != nil {
		return made, err
	}
	switch {
	case breaks && len(line.Breaks) > 0:
		made.Breaks = line.Breaks
	case breaks && line.Price == nil:
		made.Breaks = papers.Told(p.Price, papers.BreaksOf(p), made.Qty)
	}
	made.Price = p.UnitPrice(catalog.Retail, made.Qty)
	if line.Price != nil {
		made.Price = *line.Price
	}
	return made, nil
}

// setText says what is in a set.
func (m *maker) setText(p *catalog.Product) string {
	if p == nil || !p.IsSet() {
		return ""
	}
	var parts []string
	for _, part := range p.Components {
		if in := m.index.ByID(part.ProductID); in != nil {
			parts = append(parts, nameIn(m.lang(), in)+" "+i18n.Qty(part.Qty)+" "+in.Unit)
		}
	}
	words := []rune(strings.Join(parts, ", "))
	if len(words) > papers.MaxText {
		words = append(words[:papers.MaxText-1], '…')
	}
	return string(words)
}

// chosen gives what of lines a person chose: all when nothing was said. A part of a line takes its part of the
// discount; more than there is is refused: "paper_line_above". Goods that are not among them are words of the person's own where others allows it.
func (m *maker) chosen(from []papers.Line, others bool) ([]papers.Line, error) {
	if len(m.ask.Lines) == 0 {
		return from, nil
	}
	var lines []papers.Line
	taken := map[int]bool{}
	for n, want := range m.said() {
		at := -1
		for place := range from { // each its own, where goods stand twice
			if m.means(want, &from[place]) && (at < 0 || taken[at] && !taken[place]) {
				at = place
			}
		}
		taken[at] = true
		if at < 0 {
			if !others {
				return nil, fault.New("paper_line_unknown", "line["+i18n.Value(i18n.English, n)+"].code", fault.Values{"value": cmp.Or(want.Code, want.Name)})
			}
			typed, err := m.typed([]PaperLine{want}, false)
			if err != nil {
				return nil, err
			}
			lines = append(lines, typed...)
			continue
		}
		line := from[at]
		if most := m.most(from, &line); most > 0 && m.wanted(&line) > most {
			return nil, fault.New("paper_line_above", "line["+i18n.Value(i18n.English, n)+"].qty", fault.Values{"name": line.Name, "most": most, "qty": m.wanted(&line)})
		}
		if want.Qty != line.Qty {
			line.Discount = line.Discount.Share(int64(max(min(want.Qty, line.Qty), 0)), int64(line.Qty))
			line.Qty = want.Qty
		}
		sold := money.Times(line.Price, line.Qty) - line.Discount
		if want.Price != nil {
			line.Price, line.Discount = *want.Price, 0
		}
		line.Total = money.Times(line.Price, line.Qty) - line.Discount
		if line.Total != sold && m.priced() {
			m.want.Repriced = append(m.want.Repriced, papers.Repriced{N: n, Name: line.Name, Was: sold, Now: line.Total})
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// most gives how much of a line's goods there is among lines, 0 = a paper of this kind may be of any number: an offer, an
// order of the buyer's, a note that says what came back.
func (m *maker) most(from []papers.Line, of *papers.Line) (most qty.Qty) {
	if m.ask.Kind == papers.CreditNote || m.ask.Kind != papers.Delivery && !m.priced() {
		return 0
	}
	for n := range from {
		if keyOf(from[n].ProductID, from[n].Name) == keyOf(of.ProductID, of.Name) {
			most += from[n].Qty
		}
	}
	return most
}

// wanted gives how much a person asks for of a line's goods.
func (m *maker) wanted(of *papers.Line) (wanted qty.Qty) {
	for _, want := range m.ask.Lines {
		if m.means(want, of) {
			wanted += want.Qty
		}
	}
	return wanted
}

// priced reports whether the paper is of goods at the prices that the books have: not so what is only offered, or changes prices.
func (m *maker) priced() bool {
	switch m.ask.Kind {
	case papers.Invoice, papers.TaxInvoice, papers.Abbreviated, papers.Receipt, papers.CreditNote:
		return true
	}
	return false
}

// means reports whether a person means a line of the sources.
func (m *maker) means(want PaperLine, line *papers.Line) bool {
	if want.Code == "" {
		return strings.TrimSpace(want.Name) == line.Name && (want.VATClass == "" || want.VATClass == line.VATClass)
	}
	if strings.EqualFold(want.Code, line.SKU) {
		return true
	}
	match, err := m.Find(m.ctx, want.Code)
	return err == nil && !line.ProductID.IsZero() && match.Product.ID == line.ProductID
}

// offer is a quotation or the buyer's order: of an order, of a quotation, or typed.
func (m *maker) offer() (err error) {
	r := m.want
	for n, option := range m.ask.Options {
		lines, err := m.typed(option.Lines, true)
		if err != nil {
			return fault.At(err, "alternative["+i18n.Value(i18n.English, n)+"]")
		}
		r.Alternatives = append(r.Alternatives, papers.Alternative{Title: option.Title, Lines: lines})
	}
	switch {
	case len(r.Alternatives) > 0:
		return nil
	case m.of.order != nil:
		r.Refs = append(r.Refs, m.orderRef())
		lines, err := m.wholeOrder()
		if err != nil {
			return err
		}
		r.Lines, err = m.chosen(papers.Merge(lines), false)
		return err
	case len(m.of.papers) > 0:
		quotation := m.of.papers[0]
		r.Refs = append(r.Refs, quotation.Self(""))
		r.Lines, err = m.chosen(quotation.Lines, false)
		return err
	case m.want.Revises != nil && len(m.ask.Lines) == 0:
		r.Lines, r.Alternatives = slices.Clone(r.Revises.Lines), slices.Clone(r.Revises.Alternatives)
		return nil
	}
	r.Lines, err = m.typed(m.said(), m.ask.Kind == papers.Quotation)
	return err
}

// deposit is money before the goods of an order.
func (m *maker) deposit() error {
	if m.of.order == nil {
		return fault.New("deposit_without_order", "of", nil)
	}
	if slices.ContainsFunc(m.of.standing(papers.Invoice, papers.TaxInvoice), func(p *OfficePaper) bool { return !p.Deposit }) {
		return fault.New("deposit_after_invoice", "of", fault.Values{"number": m.of.order.Order.Number})
	}
	if allGone(m.of.order) {
		return fault.New("deposit_goods_gone", "deposit", fault.Values{"number": m.of.order.Order.Number})
	}
	goods, err := m.wholeOrder()
	if err != nil {
		return err
	}
	held, _, err := m.deposits(nil)
	if err != nil {
		return err
	}
	r := m.want
	r.IsDeposit, r.Refs = true, append(r.Refs, m.orderRef())
	if r.Lines, err = papers.DepositLines(m.lang(), papers.Merge(goods), m.vat, held, m.ask.Deposit, m.of.order.Order.Number); err != nil {
		return err
	}
	if len(m.ask.Payments) == 0 && m.ask.Certificate == nil {
		r.Payments, err = m.unsaidMoney(m.ask.Deposit, false)
	}
	if err == nil {
		err = m.besideDeposit()
	}
	return err
}

func (m *maker) fromBill() (err error) {
	bill, r := m.of.bill, m.want
	r.Refs = append(append(r.Refs, papers.Ref{Source: papers.FromBill, Number: bill.Number, Date: bill.Written()}), m.taken()...)
	if r.Date == "" && r.Kind.Tax() {
		r.Date = bill.Written() // the tax was due with the sale
	}
	kept := &keptBill{lines: linesOf(bill), rounding: roundingOf(bill), paid: paymentsOf(bill)}
	if !r.Kind.Tax() { // which stands for the sale, a credit note for what came back of it
		if kept, err = m.keptOf(bill); err != nil {
			return err
		}
	}
	if r.Lines, err = m.chosen(billLines(bill, kept.lines), false); err != nil {
		return err
	}
	if len(m.ask.Lines) == 0 {
		r.Rounding = kept.rounding
	}
	if err := m.once(); err != nil {
		return err
	}
	if r.Kind == papers.Receipt && len(r.Payments) == 0 {
		r.Payments = kept.paid
	}
	return m.paidAsBill()
}

// taken names the invoices of a bill that give way to its tax invoice: they ask for the same money.
func (m *maker) taken() (refs []papers.Ref) {
	if m.of.bill == nil || len(m.of.papers) > 0 || m.want.Kind != papers.TaxInvoice || len(m.ask.Lines) > 0 {
		return nil
	}
	for _, p := range m.of.standing(papers.Invoice) {
		if p.Kind == papers.Invoice && !p.Fate.Taken {
			refs = append(refs, p.Self(""))
		}
	}
	return refs
}

// paidAsBill lets a receipt say how its bill was paid.
func (m *maker) paidAsBill() error {
	if m.of.bill != nil && len(m.want.Payments) == 0 && (m.want.Kind == papers.Receipt || slices.Contains(m.want.With, papers.Receipt)) {
		m.want.Payments = paymentsOf(m.of.bill)
	}
	return nil
}

// instead is a tax invoice in place of another paper: the same goods, and the same payments of a receipt.
func (m *maker) instead() error {
	for _, invoice := range m.of.ofKind(papers.Invoice) {
		m.want.Refs = append(m.want.Refs, invoice.Self(""))
	}
	m.want.Refs = append(m.want.Refs, m.taken()...)
	if len(m.want.Payments) == 0 {
		m.want.Payments = slices.Clone(m.want.Replaces.Payments)
	}
	if w := m.want.Replaces.Withheld; w != nil && m.want.Certificate == nil && slices.Contains(m.want.With, papers.Receipt) {
		m.want.Certificate = w.Certificate
	}
	return m.paidAsBill()
}

// note is a credit or debit note about a tax invoice.
func (m *maker) note() (err error) {
	about := m.of.ofKind(papers.TaxInvoice)
	if len(about) == 0 {
		if short := append(m.of.ofKind(papers.Abbreviated), m.of.standing(papers.Abbreviated)...); len(short) > 0 && m.ask.Kind == papers.CreditNote {
			return fault.New("note_of_abbreviated", "of[0]", fault.Values{"number": short[0].Number})
		}
		return nil // papers.Issue says that it needs one
	}
	r, invoice := m.want, about[0]
	r.Corrects = invoice.Paper
	if invoice.Deposit && m.of.order != nil {
		r.Held = m.of.order.Money.Deposit()
	}
	if r.Notes, err = m.notesAbout(m.ctx, invoice); err != nil {
		return err
	}
	lines, err := m.toNote(invoice)
	if err == nil {
		r.Lines, err = m.chosen(lines, true)
	}
	if err != nil || r.Kind != papers.CreditNote || len(r.Lines) == 0 {
		return err
	}
	if len(m.ask.Lines) > 0 {
		m.beyondProposal(lines)
	}
	if err := m.ofOrder(invoice); err != nil {
		return err
	}
	return m.onDeposits(invoice)
}

// ofOrder refuses goods on a credit note about a deposit, whose lines are no goods, that its order is not of. Fault:
// "credit_other_goods".
func (m *maker) ofOrder(deposit *OfficePaper) error {
	if !deposit.Deposit || m.of.order == nil {
		return nil
	}
	for n, line := range m.want.Lines {
		ordered := slices.ContainsFunc(m.of.order.Content.Lines, func(of ledger.OrderLine) bool { return of.ProductID == line.ProductID })
		if !line.ProductID.IsZero() && line.ProductID != ordering.FeeProduct && line.BackOf == "" && !ordered {
			return fault.New("credit_other_goods", "line["+i18n.Value(i18n.English, n)+"].code", fault.Values{"name": line.Name, "number": deposit.Number})
		}
	}
	return nil
}

// beyondProposal lets what a person takes off a deposit be of goods that came back only as far as that was proposed.
func (m *maker) beyondProposal(proposed []papers.Line) {
	for n := range m.want.Lines {
		line := &m.want.Lines[n]
		at := slices.IndexFunc(proposed, func(one papers.Line) bool {
			return one.BackOf == line.BackOf && one.Name == line.Name && one.VATClass == line.VATClass
		})
		if line.BackOf != "" && line.ProductID.IsZero() && (at < 0 || line.Total > proposed[at].Total) {
			line.BackOf = ""
		}
	}
}

// notesAbout lists the credit and debit notes about a tax invoice, or one whose place it took, that are not void.
func (s *Shop) notesAbout(ctx context.Context, invoice *OfficePaper) (notes []*papers.Paper, err error) {
	for _, number := range append(slices.Clone(invoice.Before), invoice.Number) {
		made, err := s.db.PapersMadeFrom(ctx, number)
		if err != nil {
			return nil, err
		}
		for _, p := range made {
			if about, ok := p.Ref(papers.Corrects); ok && about.Number == number && p.Void == nil {
				notes = append(notes, p.Paper)
			}
		}
	}
	return notes, nil
}

// voucher is what a person without papers was paid for goods received, or for what is typed.
func (m *maker) voucher() (err error) {
	if m.of.came == nil {
		m.want.Lines, err = m.typed(m.said(), false)
		return err
	}
	m.want.Refs = append(m.want.Refs, papers.Ref{Source: papers.FromPurchase, Number: m.of.came.Number, Date: m.of.came.Day})
	for _, line := range m.of.came.Lines {
		m.want.Lines = append(m.want.Lines, papers.Line{ProductID: line.ProductID, SKU: line.SKU, Name: line.Name, Unit: line.Unit, Qty: line.Qty, Price: line.Cost})
	}
	m.want.Lines, err = m.chosen(papers.Merge(m.want.Lines), false)
	return err
}

// orderRef names the order.
func (m *maker) orderRef() papers.Ref {
	return papers.Ref{Source: papers.FromOrder, Number: m.of.order.Order.Number, Date: m.of.order.Order.Day}
}
