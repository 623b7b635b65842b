package printing

import (
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/qty"
)

// StatementLine is what was sold of one product of a producer.
type StatementLine struct {
	Name       string
	Qty        qty.Qty
	Unit       string
	Sold       money.Satang // what customers paid for it, VAT inside
	VAT        money.Satang
	Commission money.Satang // the shop's part of that
}

// share gives the producer's part.
func (l StatementLine) share() money.Satang { return l.Sold - l.VAT - l.Commission }

// StatementSale is one sale, or with a minus one return, in the order of the days.
type StatementSale struct {
	Day  clock.Day
	Bill string
	StatementLine
}

// ProducerStatement tells a producer what was sold and what is paid out. Sold − VAT − Commission − Others =
// Payable is the caller's business; the form only says it.
type ProducerStatement struct {
	Lang        i18n.Lang
	Practice    bool
	Shop        Shop
	Producer    string
	Number      string    // "" = not settled yet: a look at how it stands
	Voided      bool      // taken back
	Copy        int       // 0 is the original, 1 the first reprint
	From, Until clock.Day // From "" = since the beginning
	Lines       []StatementLine
	Sales       []StatementSale // on sheets only, under the products
	Sold        money.Satang
	VAT         money.Satang
	Commission  money.Satang
	Others      []Amount // advances, what buyers paid them straight; sizes above zero are taken off
	Payable     money.Satang
	Paid        []Amount // the ways it was paid out
	Pay         *PayQR   // to the producer, what is left to pay
}

func (s ProducerStatement) t(key string, values ...fault.Values) string {
	return i18n.T(s.Lang, "statement."+key, values...)
}

// number says which settlement it is, or that it is none.
func (s ProducerStatement) number() string {
	switch {
	case s.Number == "":
		return s.t("open")
	case s.Voided:
		return s.Number + " " + s.t("voided")
	}
	return s.Number
}

// period says which days the statement is about.
func (s ProducerStatement) period() string {
	if s.From == "" {
		return s.t("until", fault.Values{"until": i18n.Date(s.Lang, s.Until)})
	}
	return s.t("period", fault.Values{"from": i18n.Date(s.Lang, s.From), "until": i18n.Date(s.Lang, s.Until)})
}

// sums gives the lines under the goods but for the last, what is paid out.
func (s ProducerStatement) sums() []Amount {
	sums := []Amount{{s.t("sold"), s.Sold}}
	if s.VAT != 0 {
		sums = append(sums, Amount{s.t("vat"), -s.VAT})
	}
	sums = append(sums, Amount{s.t("commission"), -s.Commission})
	for _, other := range s.Others {
		sums = append(sums, Amount{other.Label, -other.Sum})
	}
	return sums
}

// Page lays the statement out on a roll in large type, for people who do not see well. It fails with
// "paper_width", and for its QR code as Receipt.Page does.
func (s ProducerStatement) Page(shaper *text.Shaper, width Unit) (Page, error) {
	r, err := newRoll(shaper, s.Lang, width)
	if err != nil {
		return Page{}, err
	}
	large := style{text.Regular, r.name.size * 8 / 10 / Dot * Dot, Black}
	strong := style{text.Bold, large.size, Black}
	r.practice(s.Practice)
	if len(s.Shop.Names) > 0 {
		r.text(strong, centre, s.Shop.Names[0])
	}
	r.text(r.name, centre, s.t("title"))
	r.copied(s.Copy)
	r.text(strong, centre, s.Producer)
	r.text(large, centre, s.period())
	r.text(r.body, centre, s.number())
	r.rule(false)
	for n, line := range s.Lines {
		if n == maxListed {
			r.text(large, left, r.t("shift.and_more", fault.Values{"count": len(s.Lines) - maxListed}))
			break
		}
		r.text(strong, left, line.Name)
		r.indented(large, large.size/2, i18n.Qty(line.Qty)+" "+line.Unit, large, i18n.Baht(line.Sold))
	}
	r.rule(true)
	for _, sum := range s.sums() {
		r.indented(large, 0, sum.Label, large, i18n.Baht(sum.Sum))
	}
	r.rule(false)
	r.text(r.name, left, s.t("payable"))
	r.text(r.total, right, i18n.BahtSign(s.Payable))
	for _, paid := range s.Paid {
		r.indented(large, 0, paid.Label, large, i18n.Baht(paid.Sum))
	}
	if s.Pay != nil {
		if err := r.pay(*s.Pay, s.Practice, s.Number); err != nil {
			return Page{}, err
		}
	}
	r.gap(60 * Dot)
	r.rule(true)
	r.text(large, centre, s.t("received"))
	r.practice(s.Practice)
	return r.end(), nil
}

// Pages lays the statement out on A4: every product with the shop's part, then every sale. It fails for its
// QR code as Receipt.Page does.
func (s ProducerStatement) Pages(shaper *text.Shaper) ([]Page, error) {
	p := newPaper(shaper, s.Lang, s.Practice, A4Width, A4Height)
	p.letterhead(s.Shop, s.t("title"), p.copied(s.Copy, s.number(), s.period())...)
	p.text(style{text.Bold, 5 * MM, Black}, left, s.Producer)
	p.gap(2 * MM)
	p.table(s.products(p))
	p.gap(2 * MM)
	p.amounts(append(s.sums(), Amount{s.t("payable"), s.Payable}))
	if s.Payable > 0 {
		p.inWords(s.Payable)
	}
	if len(s.Paid) > 0 {
		p.amounts(s.Paid)
	}
	if s.Pay != nil {
		if err := s.payCode(p); err != nil {
			return nil, err
		}
	}
	p.signatures(s.t("payer"), s.t("received"))
	if len(s.Sales) > 0 {
		p.gap(8 * MM)
		p.keep(100 * MM) // the title, the head and the highest row stay together
		p.text(style{text.Bold, 5 * MM, Black}, left, s.t("sales"))
		p.gap(MM)
		p.table(s.sales())
		if len(s.Sales) > maxSales {
			p.text(p.note, left, s.t("more_sales", fault.Values{"count": len(s.Sales) - maxSales}))
		}
	}
	return p.end(), nil
}

// maxSales bounds the sales on sheets, some fifty of them; a shop that sells more reads them on its screen.
const maxSales = 2000

// amounts are the columns of money behind others. VAT has one where there is some.
func (s ProducerStatement) amounts() []column {
	list := []column{{s.t("col.sold"), 23, right}}
	if s.VAT != 0 {
		list = append(list, column{s.t("col.vat"), 17, right})
	}
	return append(list, column{s.t("col.commission"), 20, right}, column{s.t("col.payable"), 24, right})
}

// cells writes the amounts of a row.
func (s ProducerStatement) cells(line StatementLine) []string {
	cells := []string{i18n.Baht(line.Sold)}
	if s.VAT != 0 {
		cells = append(cells, i18n.Baht(line.VAT))
	}
	return append(cells, i18n.Baht(line.Commission), i18n.Baht(line.share()))
}

// products is the table of what was sold of each product.
func (s ProducerStatement) products(p *paper) table {
	list := table{columns: append([]column{{s.t("col.name"), 76, left}, {s.t("col.qty"), 28, right}}, s.amounts()...)}
	for _, line := range s.Lines {
		list.rows = append(list.rows, append([]string{line.Name, i18n.Qty(line.Qty) + " " + line.Unit}, s.cells(line)...))
	}
	list.carried = func(n int, over bool) []string {
		var sum StatementLine
		for _, line := range s.Lines[:n] {
			sum.Sold, sum.VAT, sum.Commission = sum.Sold+line.Sold, sum.VAT+line.VAT, sum.Commission+line.Commission
		}
		label := p.t("carried_forward")
		if over {
			label = p.t("brought_forward")
		}
		return append([]string{label, ""}, s.cells(sum)...)
	}
	return list
}

// sales is the table of single sales.
func (s ProducerStatement) sales() table {
	list := table{columns: append([]column{{s.t("col.day"), 23, left}, {s.t("col.bill"), 33, left}, {s.t("col.name"), 42, left},
		{s.t("col.qty"), 23, right}}, s.amounts()...)}
	for n, sale := range s.Sales {
		if n == maxSales {
			break
		}
		list.rows = append(list.rows, append([]string{i18n.DateNumbers(s.Lang, sale.Day), sale.Bill, sale.Name, i18n.Qty(sale.Qty) + " " + sale.Unit},
			s.cells(sale.StatementLine)...))
	}
	return list
}

// payCode sets the code that pays the producer, with whose it is beside it.
func (s ProducerStatement) payCode(p *paper) error {
	matrix, err := paymentCode(s.Pay.Payload, s.Practice, s.Number)
	if err != nil {
		return err
	}
	const side = 34 * MM
	p.gap(4 * MM)
	p.keep(side)
	top := p.y
	p.add(Code{X: p.edge, Y: top, Side: side, Matrix: matrix, Field: "promptpay"})
	beside := area{p.edge + side + 6*MM, top + 6*MM, p.width0() - side - 6*MM, 6 * MM}
	for _, words := range []string{s.t("pay_here"), s.Pay.Receiver, s.Pay.Masked, i18n.BahtSign(s.Pay.Amount)} {
		p.oneLine(beside, words, p.strong, left, 60)
		beside.y += 6 * MM
	}
	p.y = top + side
	p.ink = p.y
	return nil
}
