package ledger

import (
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Kinds of terms on which goods lie in the shop.
const (
	Own     = "own"     // the shop's own make
	Bought  = "bought"  // bought from a producer, the shop's
	Consign = "consign" // the producer's until sold; the shop keeps gp percent
	Fixed   = "fixed"   // the producer's until sold, for a price per unit that stands
)

// Who bears a discount or a promotion on goods of others.
const (
	BothBear     = ""         // the percent counts on what was paid, so that both lose their part
	ShopBears    = "shop"     // the percent counts on the price before discounts
	ProducerBear = "producer" // the discount comes off the producer's part, down to nothing
)

// Terms is on what terms goods lie in the shop, as a lot holds them from the day it came.
type Terms struct {
	Kind    string
	GP      money.Basis  // the shop's percent of consignment
	WithVAT bool         // the percent counts on prices with their VAT inside
	Bears   string       // who bears a discount
	Fixed   money.Satang // the producer's, for one unit
}

// Consigned reports whether goods stay their producer's until they are sold.
func (t Terms) Consigned() bool { return t.Kind == Consign || t.Kind == Fixed }

// Sold is what a part of a line came to.
type Sold struct {
	Qty     qty.Qty
	List    money.Satang // before any discount; a gift's is its list price
	Paid    money.Satang // after discounts, VAT inside
	Bare    money.Satang // after discounts, without VAT
	VATRate money.Basis  // 0 where the goods or the shop bear none
}

// Share gives the owner's part of goods sold, and the amount that the shop's percent counts on. It is never
// below nothing: no producer pays for a sale.
func (t Terms) Share(sold Sold) (base, share money.Satang) {
	if t.Kind == Fixed {
		return sold.Bare, money.Times(t.Fixed, sold.Qty)
	}
	after, before := sold.Bare, sold.List-sold.List.VATIncluded(sold.VATRate)
	if t.WithVAT {
		after, before = sold.Paid, sold.List
	}
	switch t.Bears {
	case ShopBears:
		return before, before - before.Percent(t.GP)
	case ProducerBear:
		return before, max(before-before.Percent(t.GP)-max(before-after, 0), 0)
	}
	return after, after - after.Percent(t.GP)
}

// Held gives the terms a lot is held on.
func (l *Lot) Held() Terms { return Terms{l.Terms, l.GP, l.WithVAT, l.Bears, l.Fixed} }
