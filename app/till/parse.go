package till

import (
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/qty"
)

// A khid (ขีด) is 100 grams: markets weigh and price in it.
const khidsPerKilo = 10

// isKilo reports whether a product is weighed by the kilogram, so that khids can be typed.
func isKilo(product *catalog.Product) bool {
	if !product.Weighed {
		return false
	}
	switch strings.ToLower(strings.TrimSpace(product.Unit)) {
	case "กก.", "กก", "กิโล", "กิโลกรัม", "โล", "kg", "kg.":
		return true
	}
	return false
}

// readQty reads a typed quantity. In goods by the kilogram "3ข" is three khids, and with khid set a
// plain number is too. Faults are those of qty.Parse, "qty_not_positive" and, for khids of goods of
// another unit, "qty_unreadable".
func readQty(text string, product *catalog.Product, khid bool) (qty.Qty, error) {
	text = strings.TrimSpace(text)
	number := text
	for _, mark := range []string{"ขีด", "ข"} {
		if cut, found := strings.CutSuffix(text, mark); found {
			if !isKilo(product) {
				return 0, fault.Unreadable("qty_unreadable", "qty", fault.Values{"value": text})
			}
			number, khid = strings.TrimSpace(cut), true
			break
		}
	}
	quantity, err := qty.Parse(number)
	if err != nil {
		return 0, err
	}
	if khid && isKilo(product) {
		if quantity%khidsPerKilo != 0 {
			return 0, fault.Unreadable("qty_unreadable", "qty", fault.Values{"value": text})
		}
		quantity /= khidsPerKilo
	}
	if quantity <= 0 {
		return 0, fault.New("qty_not_positive", "qty", fault.Values{"value": quantity})
	}
	return quantity, nil
}
