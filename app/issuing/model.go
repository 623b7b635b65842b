package issuing

import (
	"fmt"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// model is a paper while a person fills it in. Texts stand under the names that faults give their fields.
type model struct {
	lang    i18n.Lang
	ask     shop.PaperAsk // what has no text: kinds, sources, style, what was answered
	facts   facts
	text    map[string]string
	typed   map[string]bool // a person wrote it, so that nothing is filled in there
	pays    int             // how many ways money came are asked
	lines   []line          // of a note or a typed paper
	tax     taxState        // of a receipt whose buyer keeps tax back
	kind    string          // of the buyer
	known   bool            // what the sources know stands in the fields
	paid    bool            // the source says how it was paid
	asked   bool            // whether it does is known
	deposit bool
	sketch  *shop.PaperSketch
	touched bool
	refused error // what it was refused for, until something is changed
	sent    bool  // it is being issued: a second press issues no second paper
	picture string
}

// taxState is how a receipt stands to the tax that its buyer keeps back.
type taxState int

const (
	noTax   taxState = iota // none is kept back
	gotTax                  // the certificate is here
	lateTax                 // it is still to come: the receipt is for the money alone
)

func newModel(lang i18n.Lang, ask shop.PaperAsk) *model {
	if ask.ID.IsZero() {
		ask.ID = id.New[id.Paper]()
	}
	ask.Anew = true // a person who opened the dialog wants another; the rules refuse what would ask twice
	return &model{lang: lang, ask: ask, text: map[string]string{}, typed: map[string]bool{}, deposit: ask.Deposit > 0, picture: ask.Order.Picture}
}

// take begins with what was read, and with what whoever opened the dialog said.
func (m *model) take(f facts) {
	m.facts = f
	a := &m.ask
	for key, text := range map[string]string{"conditions": a.Conditions, "reason": a.Reason, "receiver": a.Receiver, "order.number": a.Order.Number,
		"date": m.dayText(a.Date), "due": m.dayText(a.DueDay), "valid": m.dayText(a.Valid), "order.date": m.dayText(a.Order.Date), "parcels": numbersText(a.Parcels)} {
		m.text[key] = text
		m.typed[key] = text != ""
	}
	if a.Within > 0 {
		m.text["within"] = fmt.Sprint(a.Within)
	}
	if m.deposit && a.Deposit > 1 {
		m.text["deposit"] = a.Deposit.String()
	}
	if codes := m.reasonCodes(); len(codes) > 0 && a.ReasonCode == "" {
		m.setReason(codes[0])
	}
	for n, payment := range a.Payments {
		m.pays = n + 1
		m.setPay(n, payment)
	}
	if c := a.Certificate; c != nil {
		m.tax, m.picture = gotTax, c.Picture
		m.text["certificate.number"], m.text["certificate.date"], m.text["certificate.amount"] = c.Number, m.dayText(c.Date), c.Amount.String()
	}
	if len(a.Lines) == 0 {
		a.Lines = f.back
	}
	m.lines = m.firstLines()
}

func (m *model) setPay(n int, p papers.Payment) {
	at := payAt(n)
	m.text[at+"method"], m.text[at+"ref"], m.text[at+"date"] = p.Method, p.Ref, m.dayText(p.Date)
	if p.Amount != 0 {
		m.text[at+"amount"] = p.Amount.String()
		m.typed[at+"amount"] = true
	}
}

func payAt(n int) string { return fmt.Sprintf("pay[%d].", n) }

// receives reports whether the paper says that money came.
func (m *model) receives() bool {
	return m.ask.Kind != papers.Abbreviated && (m.ask.Kind == papers.Receipt || slices.Contains(m.ask.With, papers.Receipt))
}

// asksPay reports whether a person says how money came: the source does not know.
func (m *model) asksPay() bool { return m.receives() && m.asked && !m.paid }

// parts reports whether a receipt may be for a part of its invoices.
func (m *model) parts() bool { return m.ask.Kind == papers.Receipt && m.facts.overInvoices() }

// know takes over what the sources say into fields that nobody wrote in. grown says that other fields are asked now,
// filled that texts of those there are changed.
func (m *model) know(sketch *shop.PaperSketch) (grown, filled bool) {
	m.sketch = sketch
	p := sketch.Paper
	if p == nil {
		switch {
		case m.known:
			return false, false
		case m.typing(): // nothing is known of what a person is about to type
			m.knowBuyer(&m.ask.Buyer)
		case m.partly(sketch.Fault): // no line is chosen yet
			m.knowBuyer(&m.facts.sources[0].Buyer)
		default:
			return false, false
		}
		m.known = true
		m.text["date"] = m.dayText(m.facts.day)
		return true, false
	}
	if !m.known {
		m.known, grown = true, true
		m.knowBuyer(&p.Buyer)
		m.knowWords(p)
	}
	switch {
	case m.ask.Style == nil:
		m.knowStyle(p)
	case m.ask.UsualForm && m.ask.Style.Official != p.Style.Official: // another kind of buyer was chosen
		m.ask.Style.Official, grown = p.Style.Official, true
	}
	if m.receives() && !m.asked {
		m.asked, grown = true, true
		m.knowPay(p)
	}
	return grown, m.asksPay() && !m.unsaid() && m.reckon(p)
}

// partly reports whether a note cannot be over all of its invoice, but over what a person is to say of it.
func (m *model) partly(why error) bool {
	return m.notes() && len(m.facts.sources) > 0 && m.empty() && (fault.Is(why, "credit_lines_missing") || fault.Is(why, "credit_above_invoice") || fault.Is(why, "credit_on_deposit"))
}

func (m *model) knowBuyer(b *papers.Buyer) {
	m.ask.Buyer, m.ask.BuyerWhole, m.kind = *b, true, b.Kind
	m.setBuyer(b)
}

func (m *model) setBuyer(b *papers.Buyer) {
	for key, text := range map[string]string{"name": b.Name, "agency": b.Agency, "address": b.Address, "tax_id": b.TaxID, "branch": b.Branch} {
		m.text["buyer."+key] = text
	}
}

// settledBuyer reports whether papers before name the buyer, so that nobody need look at it.
func (m *model) settledBuyer() bool { return len(m.facts.sources) > 0 && m.text["buyer.name"] != "" }

// choose takes a customer for the buyer.
func (m *model) choose(who shop.Party) {
	m.ask.CustomerID = who.ID
	b := papers.Buyer{Name: who.Name, Address: who.Address, TaxID: who.TaxID, Branch: who.Branch, Phone: who.Phone, Kind: m.kind, Place: papers.Place{Postcode: postcode(who.Address)}}
	m.ask.Buyer = b
	m.setBuyer(&b)
	m.touched = true
}

func (m *model) knowWords(p *papers.Paper) {
	for key, text := range map[string]string{"date": m.dayText(p.Date), "valid": m.dayText(p.Valid), "due": m.dayText(p.DueDay), "conditions": p.Conditions} {
		if !m.typed[key] {
			m.text[key] = text
		}
	}
	if m.ask.Kind == papers.PurchaseOrder { // of the buyer's own paper: not the one recorded before
		m.text["date"] = ""
	}
}

func (m *model) knowStyle(p *papers.Paper) {
	style := p.Style
	m.ask.Style, m.ask.UsualForm, m.ask.Signatures = &style, true, slices.Clone(p.Signatures)
	if style.Copies > 0 {
		m.text["copies"] = fmt.Sprint(style.Copies)
	}
	for n, sign := range p.Signatures {
		m.text[signAt(n)+"name"], m.text[signAt(n)+"position"] = sign.Name, sign.Position
	}
}

func signAt(n int) string { return fmt.Sprintf("signature[%d].", n) }

// knowPay finds out whether the source says how it was paid; else one way is asked, and the certificate where tax is
// kept back.
func (m *model) knowPay(p *papers.Paper) {
	sum := money.Satang(0)
	for _, payment := range p.Payments {
		sum += payment.Amount
	}
	w := p.Withheld
	if w != nil && w.Certificate != nil {
		sum += w.Certificate.Amount
	}
	if m.paid = len(m.ask.Payments) == 0 && sum > 0 && sum == p.Sums.Due; m.paid {
		return
	}
	if m.tax == noTax && w != nil && w.Tax > 0 {
		m.tax = gotTax
	}
	if _, only := m.facts.left(); only && m.parts() {
		m.tax = gotTax
		return
	}
	if m.pays == 0 {
		m.addPay()
	}
}

// addPay asks one more way that money came.
func (m *model) addPay() {
	method := ""
	if len(m.facts.methods) > 0 {
		method = m.facts.methods[0]
	}
	m.setPay(m.pays, papers.Payment{Method: method, Date: m.facts.day})
	m.text[payAt(m.pays)+"amount"], m.typed[payAt(m.pays)+"amount"] = "", m.pays > 0
	m.pays++
}

// setTax says how the receipt stands to the tax that its buyer keeps back: the sums are those of that at once, for the field
// that has the keyboard is not filled in later.
func (m *model) setTax(state taxState) {
	m.tax = state
	_, only := m.facts.left()
	switch {
	case state != gotTax && m.pays == 0:
		m.addPay()
	case state == gotTax && only && m.parts() && m.pays == 1 && !m.typed[payAt(0)+"amount"]: // as it began
		m.pays = 0
	}
	if m.sketch != nil && m.sketch.Paper != nil {
		m.reckon(m.sketch.Paper)
	}
}

// reckon fills in what is still to come: the tax on the certificate, and the rest as money of the first way that nobody
// wrote an amount for. Where the law keeps nothing back but the buyer did, nobody but a person knows how much: that stays
// empty. It reports whether something changed.
func (m *model) reckon(p *papers.Paper) (changed bool) {
	fill := func(key, text string) {
		if !m.typed[key] && m.text[key] != text {
			m.text[key], changed = text, true
		}
	}
	due, unsaid := p.Sums.Due, false
	if m.parts() && !m.typed["amount"] {
		due, _ = m.facts.left()
		if m.tax == lateTax {
			unsaid = m.withheld() == 0
			due -= m.withheld()
		}
		fill("amount", sumText(due, unsaid))
	}
	if m.tax == gotTax {
		tax := m.withheld()
		if m.pays == 0 {
			tax = due
		}
		fill("certificate.amount", sumText(tax, tax == 0))
		if m.text["certificate.date"] == "" {
			fill("certificate.date", m.dayText(m.facts.day))
		}
		sum, _ := readAmount(m.text["certificate.amount"])
		due -= sum
	}
	open := -1
	for n := range m.pays {
		if key := payAt(n) + "amount"; m.typed[key] || open >= 0 {
			sum, _ := readAmount(m.text[key])
			due -= sum
		} else {
			open = n
		}
	}
	if open >= 0 {
		fill(payAt(open)+"amount", sumText(due, unsaid))
	}
	return changed
}

// sumText writes a sum as its field holds it, nothing where it is unsaid.
func sumText(sum money.Satang, unsaid bool) string {
	if unsaid {
		return ""
	}
	return max(sum, 0).String()
}

// withheld is the tax that the buyer keeps back: as the paper says, or of one whose certificate comes later as its
// invoices do.
func (m *model) withheld() money.Satang {
	if m.tax == lateTax {
		return m.facts.withheld
	}
	if m.sketch == nil || m.sketch.Paper == nil || m.sketch.Paper.Withheld == nil {
		return 0
	}
	return m.sketch.Paper.Withheld.Tax
}

// turn makes the paper something else besides.
func (m *model) turn(with []papers.Kind) {
	m.ask.With = with
	m.asked, m.paid, m.pays, m.tax = false, false, 0, noTax
	m.touched = true
}

// set takes what was typed.
func (m *model) set(key, text string) {
	m.text[key], m.typed[key] = text, true
	m.touched = true
}

// besides lists what the paper may be besides, the first alone.
func (m *model) besides() (all [][]papers.Kind) {
	all = append(all, nil)
	for _, kind := range papers.Kinds {
		if m.ask.Kind.Allows(kind) {
			all = append(all, []papers.Kind{kind})
		}
	}
	return all
}

// turns reports whether a person chooses what the paper is besides: what replaces another is what that was, and a
// deposit says that it came.
func (m *model) turns() bool { return len(m.besides()) > 1 && !m.deposit && m.ask.Replaces == "" }

// reasonCodes lists why the paper is made, nil where it needs no reason.
func (m *model) reasonCodes() []string {
	if m.ask.Kind == papers.TaxInvoice && m.ask.Replaces == "" {
		return nil
	}
	return papers.ReasonCodes(m.ask.Kind)
}

// setReason chooses a reason; its words stand in the field unless a person wrote others.
func (m *model) setReason(code string) {
	m.ask.ReasonCode = code
	if !m.typed["reason"] {
		m.text["reason"] = i18n.T(i18n.Thai, "papers.reason."+code)
		if strings.HasSuffix(code, "99") {
			m.text["reason"] = ""
		}
	}
}

// dayText writes a day as fields do.
func (m *model) dayText(day clock.Day) string { return i18n.DateTyped(m.lang, day) }
