package cli

import (
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// number is a quantity as a JSON number, exact.
type number qty.Qty

// MarshalJSON writes the shortest decimal.
func (n number) MarshalJSON() ([]byte, error) { return []byte(qty.Qty(n).String()), nil }

// rate is a percentage as a JSON number.
type rate money.Basis

// MarshalJSON writes the shortest decimal.
func (r rate) MarshalJSON() ([]byte, error) { return []byte(money.Basis(r).String()), nil }

// text gives null for what is absent.
func text[T ~string](value T) *T {
	if value == "" {
		return nil
	}
	return &value
}

// moment writes a time as ISO 8601 in Thailand, null for none.
func moment(at time.Time) *string {
	if at.IsZero() {
		return nil
	}
	written := at.In(clock.Bangkok).Format(time.RFC3339)
	return &written
}

// methodDoc is what came by one way of paying.
type methodDoc struct {
	Count int          `json:"count"`
	Total money.Satang `json:"total_satang"`
}

func methodDocs(sums []shop.MethodSum) map[string]methodDoc {
	docs := map[string]methodDoc{}
	for _, sum := range sums {
		docs[sum.Method] = methodDoc{sum.Count, sum.Total}
	}
	return docs
}

// methodTable writes what came by each way of paying.
func (p *page) methodTable(sums []shop.MethodSum) {
	var rows [][]string
	for _, sum := range sums {
		rows = append(rows, []string{p.methodName(sum.Method), i18n.Value(p.lang, sum.Count), i18n.Baht(sum.Total)})
	}
	if len(rows) > 0 {
		p.line("")
		p.table("lrr", []string{"col.method", "col.bills", "col.amount"}, rows)
	}
}

// methodName names a way of payment; the shop's own are known by their code.
func (p *page) methodName(code string) string {
	if key := "receipt.method." + code; i18n.Has(p.lang, key) {
		return i18n.T(p.lang, key)
	}
	return code
}
