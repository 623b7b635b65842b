package papers

import (
	"fmt"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// MaxLines bounds a paper: what is more belongs on two.
const MaxLines = 500

// words makes a paper's name part of a sentence in either language.
func words(kind Kind) i18n.Words { return i18n.Words{"papers.kind." + string(kind)} }

// Line is one line of a paper. Prices hold VAT inside; total is quantity × price less every discount.
type Line struct {
	ProductID id.Product   `json:"product_id,omitzero"`
	SKU       string       `json:"sku,omitempty"`
	Name      string       `json:"name"`
	Note      string       `json:"note,omitempty"` // below the name: what is in a set, for one
	Qty       qty.Qty      `json:"qty"`
	Unit      string       `json:"unit,omitempty"`
	Price     money.Satang `json:"price_satang"` // of one unit
	Discount  money.Satang `json:"discount_satang,omitempty"`
	Total     money.Satang `json:"total_satang"`
	VATClass  string       `json:"vat_class,omitempty"`
	VATRate   money.Basis  `json:"vat_rate_bp,omitempty"`
	Breaks    []Break      `json:"breaks,omitempty"`  // of a quotation: what one costs from how many on
	Ordered   qty.Qty      `json:"ordered,omitempty"` // of a delivery in parts: how many are ordered in all,
	Before    qty.Qty      `json:"before,omitempty"`  // and stood on notes before
	Of        string       `json:"of,omitempty"`      // the number of the paper the line stands for, on a billing note or invoice of several
	BackOf    string       `json:"back_of,omitempty"` // of a credit note about a deposit: the tax invoice whose goods came back; its own number where another note tells of them
}

// settle checks a line, works out its total, and gives it the rate of VAT that its class bears on the day.
func (l *Line) settle(rate money.Basis) error {
	if err := checkTexts(text{"name", l.Name, MaxName}, text{"note", l.Note, MaxText}, text{"unit", l.Unit, 50}); err != nil {
		return err
	}
	if err := checkBreaks(l.Breaks); err != nil {
		return err
	}
	switch {
	case strings.TrimSpace(l.Name) == "":
		return fault.New("name_missing", "name", nil)
	case l.Qty <= 0:
		return fault.New("qty_not_positive", "qty", fault.Values{"value": l.Qty})
	case l.Qty > qty.Max:
		return fault.New("qty_too_large", "qty", fault.Values{"value": l.Qty})
	case l.Price < 0 || l.Price > money.Max:
		return fault.New("price_invalid", "price", fault.Values{"value": l.Price})
	}
	gross := money.Times(l.Price, l.Qty)
	switch {
	case gross < 0 || gross > money.Max:
		return fault.New("amount_too_large", "qty", fault.Values{"value": money.Max})
	case l.Discount < 0 || l.Discount > gross:
		return fault.New("discount_above_price", "discount", fault.Values{"discount": l.Discount, "price": gross})
	}
	l.Total = gross - l.Discount
	switch l.VATClass {
	case catalog.VATStandard:
		if l.VATRate == 0 { // a bill's lines bear the rate of their day
			l.VATRate = rate
		}
	case catalog.VATZero, catalog.VATExempt, "":
		l.VATRate = 0
	default:
		return fault.New("vat_class_unknown", "vat_class", fault.Values{"value": l.VATClass})
	}
	if rate == 0 {
		l.VATClass, l.VATRate = "", 0 // a seller without VAT tells no classes apart
	}
	return nil
}

// settleLines settles all lines of a paper. It fails with "lines_missing", "too_many_lines" and the faults of a line.
func settleLines(lines []Line, rate money.Basis, field string) error {
	if len(lines) == 0 {
		return fault.New("lines_missing", field, nil)
	}
	if len(lines) > MaxLines {
		return fault.New("too_many_lines", field, fault.Values{"max": MaxLines})
	}
	for n := range lines {
		if err := lines[n].settle(rate); err != nil {
			return fault.At(err, fmt.Sprintf("%s[%d]", field, n))
		}
	}
	return nil
}

// Merge puts lines together that differ only in how many there are, in the order they first came, so that
// gifts for a thousand people are one line of their invoice. Discounts are added up. Weighed goods whose
// totals were rounded apart stay apart where one line would come to another sum.
func Merge(lines []Line) []Line {
	type key struct {
		product               id.Product
		sku, name, note, unit string
		price                 money.Satang
		class, of, back       string
		rate                  money.Basis
	}
	places := map[key]int{}
	var merged []Line
	for _, line := range lines {
		same := key{line.ProductID, line.SKU, line.Name, line.Note, line.Unit, line.Price, line.VATClass, line.Of, line.BackOf, line.VATRate}
		at, known := places[same]
		if !known || len(line.Breaks) > 0 {
			places[same] = len(merged)
			merged = append(merged, line)
			continue
		}
		both := merged[at]
		both.Qty, both.Discount, both.Total = both.Qty+line.Qty, both.Discount+line.Discount, both.Total+line.Total
		apart := money.Times(line.Price, line.Qty) + money.Times(both.Price, merged[at].Qty)
		if both.Qty > qty.Max || money.Times(both.Price, both.Qty) != apart {
			merged = append(merged, line)
			continue
		}
		merged[at] = both
	}
	return merged
}
