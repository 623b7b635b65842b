package issuing

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// reader reads fields and keeps the first fault.
type reader struct {
	text map[string]string
	err  error
}

func (r *reader) fail(err error, key string) {
	if r.err == nil && err != nil {
		moved := *fault.Of(err)
		moved.Field = key
		r.err = &moved
	}
}

func (r *reader) day(key string) clock.Day {
	text := strings.TrimSpace(r.text[key])
	if text == "" {
		return ""
	}
	day, err := clock.ReadDay(text)
	r.fail(err, key)
	return day
}

func (r *reader) amount(key string) money.Satang {
	amount, err := readAmount(r.text[key])
	r.fail(err, key)
	return amount
}

func readAmount(text string) (money.Satang, error) {
	if text = strings.TrimSpace(text); text == "" {
		return 0, nil
	}
	return money.Parse(text)
}

func (r *reader) whole(key string) int {
	text := strings.TrimSpace(thai.ToASCIIDigits(r.text[key]))
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		r.fail(fault.New("days_invalid", key, fault.Values{"value": text}), key)
	}
	return n
}

// read gives what is asked for as it stands in the fields, and the first field that cannot be read. What cannot is
// left out, so that the rest can be drawn.
func (m *model) read() (shop.PaperAsk, error) {
	r, a := &reader{text: m.text}, m.ask
	a.Date, a.DueDay, a.Valid, a.Within = r.day("date"), r.day("due"), r.day("valid"), r.whole("within")
	if m.ask.Replaces != "" {
		a.Date = "" // it bears the day of the paper before
	}
	a.Conditions, a.Reason, a.Receiver = m.text["conditions"], m.text["reason"], m.text["receiver"]
	if a.Kind == papers.PurchaseOrder {
		a.Order = papers.BuyerOrder{Number: strings.TrimSpace(m.text["order.number"]), Date: r.day("order.date"), Picture: m.picture}
		a.Date = ""
	}
	if m.known {
		b := &a.Buyer
		b.Name, b.Agency, b.Address = strings.TrimSpace(m.text["buyer.name"]), strings.TrimSpace(m.text["buyer.agency"]), strings.TrimSpace(m.text["buyer.address"])
		if b.Address != m.ask.Buyer.Address { // its parts were those of the old one
			b.Place = papers.Place{Postcode: postcode(b.Address)}
		}
		b.TaxID, b.Branch, b.Kind = strings.TrimSpace(m.text["buyer.tax_id"]), strings.TrimSpace(m.text["buyer.branch"]), m.kind
		a.Signatures = append([]papers.Signature(nil), a.Signatures...)
		for n := range a.Signatures {
			a.Signatures[n].Name, a.Signatures[n].Position = m.text[signAt(n)+"name"], m.text[signAt(n)+"position"]
		}
	}
	if a.Style != nil {
		style := *a.Style
		style.Copies = r.whole("copies")
		a.Style = &style
	}
	if m.deposit {
		a.Deposit = max(r.amount("deposit"), 1) // of nothing there is no paper to look at
		if m.unsaid() {
			r.fail(fault.New("amount_not_positive", "deposit", fault.Values{"value": money.Satang(0)}), "deposit")
		}
	}
	var err error
	if a.Parcels, err = readNumbers(m.text["parcels"]); err != nil {
		r.fail(err, "parcels")
	}
	if a.Lines = m.readLines(); m.empty() {
		r.fail(fault.New("lines_missing", "line", nil), "line")
	}
	m.readPay(r, &a)
	return a, r.err
}

var fiveDigits = regexp.MustCompile(`(?:^|\D)(\d{5})(?:\D|$)`)

// postcode finds the postcode in an address, "" for none.
func postcode(address string) string {
	found := fiveDigits.FindAllStringSubmatch(thai.ToASCIIDigits(address), -1)
	if len(found) == 0 {
		return ""
	}
	return found[len(found)-1][1]
}

// readPay reads how money came.
func (m *model) readPay(r *reader, a *shop.PaperAsk) {
	a.Payments, a.Certificate, a.Amount = nil, nil, 0
	if !m.asksPay() {
		return
	}
	if m.parts() {
		if left, _ := m.facts.left(); m.text["amount"] != "" {
			switch amount := r.amount("amount"); {
			case amount > left:
				r.fail(fault.New("receipt_above_owed", "amount", fault.Values{"left": left}), "amount")
			case amount != left:
				a.Amount = amount
			}
		}
		if left, _ := m.facts.left(); m.tax == lateTax && (a.Amount <= 0 || a.Amount >= left) {
			r.fail(fault.New("nothing_waits", "amount", fault.Values{"left": left}), "amount")
		}
	}
	for n := range m.pays {
		at := payAt(n)
		if m.unused(at + "amount") {
			continue
		}
		a.Payments = append(a.Payments, papers.Payment{Method: m.text[at+"method"], Amount: r.amount(at + "amount"), Ref: strings.TrimSpace(m.text[at+"ref"]), Date: r.day(at + "date")})
	}
	if m.tax == gotTax {
		a.Certificate = &papers.Certificate{Number: strings.TrimSpace(m.text["certificate.number"]), Date: r.day("certificate.date"),
			Amount: r.amount("certificate.amount"), Picture: m.picture}
	}
}

// unused reports whether nobody used a way that money comes: beside others, or where the certificate is for all there was.
func (m *model) unused(key string) bool {
	proved := m.tax == gotTax && !m.typed[key] && m.text["certificate.amount"] != ""
	amount, err := readAmount(m.text[key])
	return m.pays > 1 && m.text[key] == "" || proved && err == nil && amount == 0
}

// maxParcels bounds what a field of parcels may name: an order holds no more.
const maxParcels = 1000

// readNumbers reads numbers of parcels as people list them: "1-3, 5". Fault: "parcels_unreadable".
func readNumbers(text string) (all []int, err error) {
	wrong := fault.New("parcels_unreadable", "parcels", fault.Values{"value": text})
	for _, part := range strings.FieldsFunc(thai.ToASCIIDigits(text), func(r rune) bool { return r == ',' || r == ' ' || r == ';' }) {
		first, last, ranged := strings.Cut(strings.ReplaceAll(part, "–", "-"), "-")
		from, err := strconv.Atoi(first)
		to := from
		if err == nil && ranged {
			to, err = strconv.Atoi(last)
		}
		if err != nil || from < 1 || to < from || to > maxParcels || len(all) > maxParcels {
			return nil, wrong
		}
		for n := from; n <= to; n++ {
			all = append(all, n)
		}
	}
	return all, nil
}

// numbersText writes numbers of parcels, runs as "1-3".
func numbersText(all []int) string {
	var parts []string
	for n := 0; n < len(all); {
		to := n
		for to+1 < len(all) && all[to+1] == all[to]+1 {
			to++
		}
		if to > n+1 {
			parts = append(parts, fmt.Sprintf("%d-%d", all[n], all[to]))
		} else {
			for _, no := range all[n : to+1] {
				parts = append(parts, strconv.Itoa(no))
			}
		}
		n = to + 1
	}
	return strings.Join(parts, ", ")
}
