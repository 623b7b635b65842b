package ordering

import (
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
)

// FeeProduct is the product that postage is billed as: the same in every shop, so that tills agree on it.
var FeeProduct = id.Product{'t', 'a', 'l', 'a', 't', '-', 0x70, 'f', 0x80, 'p', 'o', 's', 't', 'a', 'g', 'e'}

// Fee is that product. It is not counted and is in no list: orders put it on their bills.
func Fee() catalog.Product {
	return catalog.Product{ID: FeeProduct, SKU: "TALAT-POSTAGE", Name: "ค่าจัดส่ง", NameEN: "Postage", Unit: "ครั้ง",
		VAT: catalog.VATStandard, Untracked: true, Archived: true}
}

// Owed is what carriers, channels and the customer owe on bills.
func (p *Past) Owed() money.Satang { return p.owed() }

// OwedElsewhere refuses to take money for an order of which all that is still to come is owed for its bills: by the
// customer, a carrier or a channel, each with a place of its own where it is taken. Fault: "order_owed".
func (p *Past) OwedElsewhere() error {
	if p.owed() <= 0 || p.Rest() > p.owed() {
		return nil
	}
	by := PayCredit
	switch {
	case p.Money.Credit > 0:
	case p.Money.COD > 0:
		by = PayCOD
	default:
		by = PayChannel
	}
	return fault.New("order_owed", "pay[0].amount", fault.Values{"number": p.Order.Number, "amount": p.owed(), "how": i18n.Words{"ordering.owed." + by}})
}

// Words lists the folded words an order is found by: of names (their words, and all together), phones whole and by their last
// four digits, numbers and tracking numbers.
func (p *Past) Words(fold func(string) string) (words []string) {
	add := func(text string) {
		parts := strings.Fields(fold(text))
		words = append(words, parts...)
		if len(parts) > 1 {
			words = append(words, strings.Join(parts, ""))
		}
	}
	whole := func(text string) {
		if text != "" {
			words = append(words, strings.ReplaceAll(fold(text), " ", ""))
		}
	}
	phone := func(digits string) {
		whole(digits)
		if len(digits) > 4 {
			words = append(words, digits[len(digits)-4:])
		}
	}
	whole(p.Order.Number)
	whole(Short(&p.Order))
	whole(p.Order.ChannelNo)
	if p.Order.No > 0 {
		whole(strings.TrimLeft(p.Order.Number[strings.LastIndex(p.Order.Number, "-")+1:], "0"))
	}
	add(p.Person.Name)
	add(p.Person.Contact)
	phone(p.Person.Phone)
	for n := range p.Recipients {
		add(p.Recipients[n].Name)
		for _, digits := range p.Recipients[n].Phones {
			phone(digits)
		}
	}
	for n := range p.Parcels {
		if p.Parcels[n].State != ledger.ParcelUnpacked {
			whole(p.Parcels[n].Tracking)
		}
	}
	return words
}
