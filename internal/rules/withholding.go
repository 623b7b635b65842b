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
}

var withholdings = read[[]withholding]("withholding.json")

// Withholding gives the rate of income tax that a kind of buyer keeps back when it pays a kind of seller for
// goods on a day, and the least sum before VAT from which it does. A pair without an entry has the rate 0: a
// private firm keeps nothing back of goods. The data says which of its numbers are unconfirmed.
func Withholding(day clock.Day, buyer, seller string) (rate money.Basis, least money.Satang) {
	for _, entry := range withholdings() {
		if entry.From <= day && entry.Buyer == buyer && entry.Seller == seller {
			rate, least = entry.Rate, entry.Least
		}
	}
	return rate, least
}
