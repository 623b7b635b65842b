package medusa

import (
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/publishing"
)

// axes are the three words by which Medusa says where an order stands.
type axes struct{ status, payment, fulfilment string }

// String gives them as they are shown.
func (a axes) String() string { return a.status + " / " + a.payment + " / " + a.fulfilment }

// vocabulary lists every word of each axis; an order with another is shown as unknown.
var vocabulary = struct{ status, payment, fulfilment []string }{
	status: []string{"pending", "completed", "archived", "canceled"},
	payment: []string{"not_paid", "awaiting", "authorized", "partially_authorized", "captured", "partially_captured", "partially_refunded", "refunded",
		"canceled", "requires_action"},
	fulfilment: []string{"not_fulfilled", "partially_fulfilled", "fulfilled", "partially_shipped", "shipped", "partially_delivered", "delivered", "canceled"},
}

// state gives the one word for the three. What the carrier collects counts as paid, since it may go; what the shop
// accepted is known by a mark that it left.
func (a axes) state(cod, accepted bool) string {
	switch {
	case !slices.Contains(vocabulary.status, a.status) || !slices.Contains(vocabulary.payment, a.payment) || !slices.Contains(vocabulary.fulfilment, a.fulfilment):
		return publishing.StateUnknown
	case a.status == "canceled":
		return publishing.Cancelled
	case a.payment == "refunded":
		return publishing.Refunded
	}
	parcels := a.parcels()
	switch {
	case a.status == "completed" && (parcels == "" || parcels == publishing.Shipped || parcels == publishing.Delivered):
		return publishing.Completed
	case parcels != "":
		return parcels
	case !cod && !slices.Contains([]string{"authorized", "captured", "partially_refunded"}, a.payment):
		return publishing.PendingPayment
	case accepted:
		return publishing.Accepted
	}
	return publishing.Paid
}

// parcels gives the state that an order's parcels bring it to, "" for none. An order is packed when all of it is.
func (a axes) parcels() string {
	switch a.fulfilment {
	case "fulfilled", "partially_shipped":
		return publishing.Packed
	case "shipped", "partially_delivered":
		return publishing.Shipped
	case "delivered":
		return publishing.Delivered
	}
	return ""
}

// collects reports whether a way of paying is cash on delivery, by the name that whoever installed it gave:
// "pp_cod_cod", "pp_cash-on-delivery".
func collects(provider string) bool {
	words := strings.FieldsFunc(strings.ToLower(provider), func(r rune) bool { return r == '_' || r == '-' })
	return slices.Contains(words, "cod") || strings.Contains(strings.Join(words, " "), "cash on delivery")
}
