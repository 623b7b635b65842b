package shipping

import (
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Item is a quantity of goods that goes into a parcel.
type Item struct {
	Name  string
	Grams int // one unit weighs, 0 = nobody said
	Qty   qty.Qty
}

// Packing is what boxes and padding add to the weight of goods.
type Packing struct {
	Grams   int         // of every parcel
	Percent money.Basis // of what the goods weigh
}

// Weigh gives what goods and their packing weigh in grams, rounded up, and a warning "product_unweighed" for each
// kind of goods whose weight nobody said: the parcel is heavier than this.
func Weigh(items []Item, packing Packing) (grams int, warnings []*fault.Error) {
	const (
		whole = int64(qty.One) * 10_000
		most  = 10 * MaxGrams * int64(qty.One) // nothing carries it, and it leaves room to reckon
	)
	sum, named := int64(0), map[string]bool{}
	for _, item := range items {
		switch {
		case item.Qty <= 0:
		case item.Grams > 0:
			sum = min(sum+int64(item.Grams)*int64(item.Qty), most)
		case !named[item.Name]:
			named[item.Name] = true
			warnings = append(warnings, fault.New("product_unweighed", "grams", fault.Values{"name": item.Name}))
		}
	}
	// In thousandths of a unit and hundredths of a percent, so that only the whole parcel is rounded.
	packed := sum*(10_000+int64(packing.Percent)) + int64(packing.Grams)*whole
	return int((packed + whole - 1) / whole), warnings
}
