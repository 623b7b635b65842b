package papers

import (
	"fmt"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// OfBill gives the lines of a paper over a bill: what was paid for each, every discount together. The lines of a
// refund come out as if they were sold; the paper says that they are given back.
func OfBill(lines []ledger.Line) []Line {
	of := GivenBack(lines)
	for n := range of {
		if line := &of[n]; line.Discount < 0 { // a part given back, rounded up: its price by the unit would come to less
			line.Note = i18n.Qty(line.Qty) + " " + line.Unit
			line.Qty, line.Unit, line.Price, line.Discount = qty.One, "", line.Total, 0
		}
	}
	return of
}

// GivenBack gives the lines of a bill by their quantity and for what they came to: of a part by weight that was rounded up the
// discount is below zero.
func GivenBack(lines []ledger.Line) []Line {
	of := make([]Line, 0, len(lines))
	for _, l := range lines {
		line := Line{ProductID: l.ProductID, SKU: l.SKU, Name: l.Name, Unit: l.Unit, Qty: l.Qty.Abs(), Price: l.UnitPrice, Total: l.Net().Abs(),
			VATClass: l.VATClass, VATRate: l.VATRate}
		line.Discount = money.Times(line.Price, line.Qty) - line.Total
		of = append(of, line)
	}
	return of
}

// Repriced is a line of a paper that comes to another sum than the books have for so much of its goods.
type Repriced struct {
	N        int // among the lines
	Name     string
	Was, Now money.Satang
}

// repriced warns of other sums than the books go on by, and of a credit note for more than its goods were invoiced at:
// "line_repriced", "credit_above_price".
func (d *draft) repriced() error {
	code := "line_repriced"
	if d.paper.Kind == CreditNote {
		code = "credit_above_price"
	}
	for _, line := range d.request.Repriced {
		if d.paper.Kind != CreditNote || line.Now > line.Was {
			d.warnings = append(d.warnings, fault.New(code, fmt.Sprintf("line[%d].price", line.N), fault.Values{"name": line.Name, "was": line.Was, "now": line.Now}))
		}
	}
	return nil
}

// SpreadDiscount shares a discount on a whole order to its lines by their price, as its bill would.
func SpreadDiscount(lines []Line, discount money.Satang) []Line {
	lines = append([]Line(nil), lines...)
	weights := make([]int64, len(lines))
	for n, line := range lines {
		weights[n] = int64(money.Times(line.Price, line.Qty) - line.Discount)
	}
	for n, part := range discount.Allocate(weights) {
		lines[n].Discount += part
	}
	return lines
}
