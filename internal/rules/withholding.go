package rules

import (
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/money"
)

type withholding struct {
	From   clock.Day    `json:"from"`
	Buyer  string       `json:"buyer"`
	Seller string       `json:"seller"`
	Rate   money.Basis  `json:"rate_bp"`
	Least  money.Satang `json:"least_satang"`
	Each   bool         `json:"each_payment"`
}

var withholdings = read[[]withholding]("withholding.json")

// Withholding gives the rate of income tax that a kind of buyer keeps back when it pays a kind of seller for
// goods on a day, and the least sum before VAT from which it does: of each payment, or of the whole order though it be
// paid in parts. A pair without an entry has the rate 0: a private firm keeps nothing back of goods. The data says where
// its numbers were read.
func Withholding(day clock.Day, buyer, seller string) (rate money.Basis, least money.Satang, each bool) {
	for _, entry := range withholdings() {
		if entry.From <= day && entry.Buyer == buyer && entry.Seller == seller {
			rate, least, each = entry.Rate, entry.Least, entry.Each
		}
	}
	return rate, least, each
}
