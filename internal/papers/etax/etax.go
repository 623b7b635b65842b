// Package etax writes a paper as the XML of e-Tax Invoice & e-Receipt (ETDA ขมธอ. 3-2560 v2.0, message ER3-2560) and
// holds such XML against its structure. Signing and handing it in stay outside.
//
// Confirmed by documents that were read in November 2026: the names, order and cardinality of all elements of tax
// invoice, abbreviated tax invoice and credit and debit note that are written here, their namespaces and lengths
// (classes that ETDA generated from its schemas, github.com/ETDA/soda-etax); the type codes; the rules for ids,
// addresses, reasons and references (ETDA's Schematron of tax invoice, receipt and note, with its changes up to
// August 2024); TypeCode FRE for exempt goods, the form of moments and of deposits taken off (two tax invoices of
// large sellers of September and October 2026). Of receipt and invoice the namespaces and the agreement are
// confirmed, the rest is taken to be as in the tax invoice.
//
// Not confirmed: that LineTotalAmount of a note is the right value; that a zero-rated class is VAT at 0; the unit
// codes, which are those of UN/ECE Recommendation 20 for the commonest units and C62 (one) for others; that unit
// prices stand before VAT (sellers do both). The abbreviated tax invoice's Schematron and cancellation notes (T07)
// were not found: the former is held to the schema alone, the latter is not written.
package etax

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/thai"
)

// Write gives the XML of a paper; the same paper always gives the same bytes. It fails with "etax_not_for" for a
// kind that e-Tax does not know, and with "etax_needs" at the field of the paper that e-Tax asks for and the paper
// lacks: parts of the seller's address, the buyer's postcode, ids of 13 digits.
func Write(paper *papers.Paper) ([]byte, error) {
	kind := kindOf(paper.ETaxType())
	if kind == "" || len(paper.Lines) == 0 {
		return nil, fault.New("etax_not_for", "paper", fault.Values{"paper": i18n.Words{"papers.kind." + string(paper.Kind)}})
	}
	if err := complete(paper, kind); err != nil {
		return nil, err
	}
	w := &writer{paper: paper, kind: kind}
	w.split()
	return encode(el(kind.root(), w.context(), w.document(), w.transaction()), kind), nil
}

// complete names the first field that e-Tax needs and the paper lacks.
func complete(p *papers.Paper, kind kind) error {
	type need struct {
		field string
		ok    bool
	}
	needs := []need{
		{"seller.tax_id", digits(p.Seller.TaxID, 13)}, {"seller.branch", digits(p.Seller.Branch, 5)}, {"seller.place.house", p.Seller.Place.House != ""},
		{"seller.place.subdistrict", digits(p.Seller.Place.Subdistrict, 6)}, {"seller.place.postcode", digits(p.Seller.Place.Postcode, 5)},
		{"number", p.Number != "" && len(p.Number) <= papers.MaxNumber},
	}
	if kind != abbreviated {
		needs = append(needs, need{"buyer.tax_id", p.Buyer.TaxID == "" || digits(p.Buyer.TaxID, 13)},
			need{"buyer.branch", p.Buyer.TaxID == "" || digits(p.Buyer.Branch, 5)},
			need{"buyer.address", strings.TrimSpace(p.Buyer.Address) != ""}, need{"buyer.place.postcode", postcode(&p.Buyer) != ""})
	}
	for _, need := range needs {
		if !need.ok {
			return fault.New("etax_needs", need.field, fault.Values{"field": i18n.Words{"papers.etax.field." + need.field}})
		}
	}
	return nil
}

var fiveDigits = regexp.MustCompile(`(?:^|\D)(\d{5})(?:\D|$)`)

// postcode gives a buyer's postcode: that of the address in parts, or the last five digits in the address as given.
func postcode(buyer *papers.Buyer) string {
	if buyer.Place.Postcode != "" {
		return buyer.Place.Postcode
	}
	found := fiveDigits.FindAllStringSubmatch(thai.ToASCIIDigits(buyer.Address), -1)
	if len(found) == 0 {
		return ""
	}
	return found[len(found)-1][1]
}

// writer writes one paper.
type writer struct {
	paper *papers.Paper
	kind  kind
	base  []money.Satang // of each line, before VAT
}

// split shares each class's sum before VAT to its lines, so that the lines add up to it by the satang.
func (w *writer) split() {
	p := w.paper
	w.base = make([]money.Satang, len(p.Lines))
	type class struct {
		name string
		rate money.Basis
	}
	places := map[class][]int{}
	for n, line := range p.Lines {
		places[class{line.VATClass, line.VATRate}] = append(places[class{line.VATClass, line.VATRate}], n)
	}
	for class, lines := range places {
		net, weights := money.Satang(0), []int64{}
		for _, n := range lines {
			net += p.Lines[n].Total
			weights = append(weights, int64(p.Lines[n].Total))
		}
		base := net - net.VATIncluded(class.rate)
		if p.Sums.Deposit == 0 { // the paper's own, which a credit note may have settled to the satang
			for _, sum := range p.Sums.Classes {
				if sum.Class == class.name && sum.Rate == class.rate {
					base = sum.Base
				}
			}
		}
		for at, part := range base.Allocate(weights) {
			w.base[lines[at]] = part
		}
	}
}

func (w *writer) context() *node {
	return el("ExchangedDocumentContext", el("GuidelineSpecifiedDocumentContextParameter",
		tx("ID", "ER3-2560", attr{"schemeAgencyID", "ETDA"}, attr{"schemeVersionID", "v2.0"})))
}

func (w *writer) document() *node {
	p := w.paper
	title := p.Title(i18n.Thai)
	if utf8.RuneCountInString(title) > 35 {
		title = p.Kind.Name(i18n.Thai)
	}
	purpose := ""
	if p.ReasonCode != "" {
		purpose = cut(p.Reason, 256)
	}
	return el("ExchangedDocument", tx("ID", p.Number), tx("Name", title), tx("TypeCode", p.ETaxType()), tx("IssueDateTime", w.issued()),
		opt("Purpose", purpose), opt("PurposeCode", p.ReasonCode), tx("CreationDateTime", p.At.Time().In(clock.Bangkok).Format(momentLayout)), w.remark())
}

const momentLayout = "2006-01-02T15:04:05"

// issued gives the moment on the paper: when it was made, or the start of its day when it bears another's.
func (w *writer) issued() string {
	made := w.paper.At.Time().In(clock.Bangkok)
	if clock.DayOf(made) != w.paper.Date {
		made = w.paper.Date.Start()
	}
	return made.Format(momentLayout)
}

func dayStart(day clock.Day) string {
	if day == "" {
		return ""
	}
	return day.Start().Format(momentLayout)
}

// remark names the slips a full tax invoice takes the place of: as a reference the rules take full invoices alone.
func (w *writer) remark() *node {
	var slips []string
	for _, ref := range w.paper.Refs {
		if ref.Role == papers.ForSlip || ref.Role == papers.Replaces && !w.refers(ref) {
			slips = append(slips, i18n.T(i18n.Thai, "papers.etax.instead_of", fault.Values{"number": ref.Number, "date": ref.Date}))
		}
	}
	if len(slips) == 0 {
		return nil
	}
	return el("IncludedNote", tx("Subject", i18n.T(i18n.Thai, "papers.etax.instead")), tx("Content", cut(strings.Join(slips, ", "), 500)))
}

// refers reports whether a reference may stand among the referenced documents.
func (w *writer) refers(ref papers.Ref) bool {
	switch {
	case ref.Role != papers.Replaces && ref.Role != papers.Corrects, len(ref.Number) > 35:
		return false
	case w.kind == taxInvoice:
		return kindOf(ref.ETax) == taxInvoice
	}
	return w.kind == note && ref.ETax != ""
}

func (w *writer) transaction() *node {
	transaction := el("SupplyChainTradeTransaction", w.agreement(), el("ApplicableHeaderTradeDelivery"), w.settlement())
	for n := range w.paper.Lines {
		transaction.children = append(transaction.children, w.line(n))
	}
	return transaction
}

func (w *writer) agreement() *node {
	p := w.paper
	seller := el("SellerTradeParty", tx("Name", cut(p.Seller.Name, 256)),
		el("SpecifiedTaxRegistration", tx("ID", p.Seller.TaxID+p.Seller.Branch, attr{"schemeID", "TXID"})),
		w.address(p.Seller.Address, p.Seller.Place, p.Seller.Place.Postcode))
	if w.kind == abbreviated {
		return el("ApplicableHeaderTradeAgreement", seller)
	}
	id := tx("ID", "N/A", attr{"schemeID", "OTHR"})
	if p.Buyer.TaxID != "" {
		id = tx("ID", p.Buyer.TaxID+p.Buyer.Branch, attr{"schemeID", "TXID"})
	}
	agreement := el("ApplicableHeaderTradeAgreement", seller,
		el("BuyerTradeParty", opt("Name", cut(strings.TrimSpace(p.Buyer.Name+" "+p.Buyer.Agency), 256)), el("SpecifiedTaxRegistration", id),
			w.address(p.Buyer.Address, p.Buyer.Place, postcode(&p.Buyer))))
	if number := p.Order.Number; number != "" && !p.Order.Signed && utf8.RuneCountInString(number) <= 35 {
		agreement.children = append(agreement.children, el("BuyerOrderReferencedDocument", tx("IssuerAssignedID", number), opt("IssueDateTime", dayStart(p.Order.Date))))
	}
	for _, ref := range p.Refs {
		if w.refers(ref) {
			agreement.children = append(agreement.children, el("AdditionalReferencedDocument", tx("IssuerAssignedID", ref.Number),
				opt("IssueDateTime", dayStart(ref.Date)), tx("ReferenceTypeCode", ref.ETax)))
		}
	}
	return agreement
}

// address writes an address: its words in two lines, and its parts where they are known.
func (w *writer) address(words string, place papers.Place, postcode string) *node {
	runes := []rune(strings.Join(strings.Fields(words), " "))
	first := min(len(runes), 256)
	rest := min(len(runes), 2*256)
	address := el("PostalTradeAddress", opt("PostcodeCode", postcode), opt("LineOne", strings.TrimSpace(string(runes[:first]))),
		opt("LineTwo", strings.TrimSpace(string(runes[first:rest]))))
	code := ""
	if digits(place.Subdistrict, 6) {
		code = place.Subdistrict
	}
	if code != "" {
		address.children = append(address.children, tx("CityName", code[:4]), tx("CitySubDivisionName", code))
	}
	address.children = append(address.children, tx("CountryID", "TH", attr{"schemeID", "3166-1 alpha-2"}))
	if code != "" {
		address.children = append(address.children, tx("CountrySubDivisionID", code[:2]))
	}
	if place.House != "" {
		address.children = append(address.children, tx("BuildingNumber", place.House))
	}
	return address
}

func (w *writer) settlement() *node {
	p := w.paper
	settlement := el("ApplicableHeaderTradeSettlement", tx("InvoiceCurrencyCode", "THB", attr{"listID", "ISO 4217 3A"}))
	for _, class := range p.Sums.Classes {
		settlement.children = append(settlement.children, taxOf(class.Class, class.Rate, class.Base, class.VAT))
	}
	goods := money.Satang(0)
	for _, base := range w.base {
		goods += base
	}
	before := goods - p.Sums.Base // what a deposit took off, before VAT
	if before > 0 {
		settlement.children = append(settlement.children, allow(before, i18n.T(i18n.Thai, "papers.etax.deposit")))
	}
	head := el("SpecifiedTradeSettlementHeaderMonetarySummation")
	add := func(name string, amount money.Satang) {
		head.children = append(head.children, tx(name, amount.String()))
	}
	if c := p.Correction; c != nil {
		was, right := noted(p.Kind, c)
		add("OriginalInformationAmount", was)
		add("LineTotalAmount", right)
		add("DifferenceInformationAmount", c.Difference)
	} else {
		add("LineTotalAmount", goods)
	}
	if before > 0 {
		add("AllowanceTotalAmount", before)
	}
	add("TaxBasisTotalAmount", p.Sums.Base)
	add("TaxTotalAmount", p.Sums.VAT)
	add("GrandTotalAmount", p.Sums.Base+p.Sums.VAT)
	settlement.children = append(settlement.children, head)
	return settlement
}

// taxOf writes the tax of a class. Exempt goods are FRE; a seller without VAT has nothing else.
func taxOf(class string, rate money.Basis, base, vat money.Satang) *node {
	code := "VAT"
	if class == catalog.VATExempt || class == "" {
		code = "FRE"
	}
	return el("ApplicableTradeTax", tx("TypeCode", code), tx("CalculatedRate", rate.String()), tx("BasisAmount", base.String()), tx("CalculatedAmount", vat.String()))
}

func allow(amount money.Satang, reason string) *node {
	return el("SpecifiedTradeAllowanceCharge", tx("ChargeIndicator", "false"), tx("ActualAmount", amount.String()), opt("Reason", reason))
}

func (w *writer) line(n int) *node {
	line, base := w.paper.Lines[n], w.base[n]
	vat := line.Total - base
	price := line.Price - line.Price.VATIncluded(line.VATRate)
	gross := line.Total + line.Discount
	off := max(gross-gross.VATIncluded(line.VATRate)-base, 0)
	if line.Discount == 0 {
		off = 0
	}
	settlement := el("SpecifiedLineTradeSettlement", taxOf(line.VATClass, line.VATRate, base, vat))
	if off > 0 {
		settlement.children = append(settlement.children, allow(off, i18n.T(i18n.Thai, "papers.etax.discount")))
	}
	settlement.children = append(settlement.children, el("SpecifiedTradeSettlementLineMonetarySummation", tx("TaxTotalAmount", vat.String()),
		tx("NetLineTotalAmount", base.String()), tx("NetIncludingTaxesLineTotalAmount", line.Total.String())))
	return el("IncludedSupplyChainTradeLineItem",
		el("AssociatedDocumentLineDocument", tx("LineID", strconv.Itoa(n+1))),
		el("SpecifiedTradeProduct", opt("ID", cut(line.SKU, 35)), tx("Name", cut(line.Name, 256)), opt("Description", cut(line.Note, 256))),
		el("SpecifiedLineTradeAgreement", el("GrossPriceProductTradePrice", tx("ChargeAmount", price.String()))),
		el("SpecifiedLineTradeDelivery", tx("BilledQuantity", line.Qty.String(), attr{"unitCode", unitCode(line.Unit)})),
		settlement)
}

// cut shortens a text to what the schema takes.
func cut(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most])
	}
	return text
}

// unitCodes are codes of UN/ECE Recommendation 20 for units that shops use.
var unitCodes = map[string]string{
	"กก.": "KGM", "กิโล": "KGM", "กิโลกรัม": "KGM", "kg": "KGM", "กรัม": "GRM", "ก.": "GRM", "g": "GRM", "ลิตร": "LTR", "l": "LTR", "มล.": "MLT", "ml": "MLT",
	"เมตร": "MTR", "ม.": "MTR", "m": "MTR", "หลา": "YRD", "โหล": "DZN", "คู่": "PR", "ชุด": "SET",
}

func unitCode(unit string) string {
	if code, known := unitCodes[strings.TrimSpace(strings.ToLower(unit))]; known {
		return code
	}
	return "C62"
}

// noted gives what a note's tax invoice came to and what it comes to with this note alone: the standard asks for the
// value on the invoice itself, and that the difference between the two is the note's, whatever earlier notes took off or
// added. Where the note takes off more than the invoice itself held, which a debit note added, it is what stood before it.
func noted(kind papers.Kind, c *papers.Correction) (was, right money.Satang) {
	switch was = c.Invoiced; {
	case kind == papers.CreditNote && was < c.Difference:
		return c.Original, c.Right
	case kind == papers.CreditNote:
		return was, was - c.Difference
	}
	return was, was + c.Difference
}
