package shop

import (
	"strings"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/channelfile"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/store"
)

// postServices are the names of the post's services as platforms know them; others are "other".
var shipmentServices = map[string]string{"ems": "ems", "registered": "registered", "eco": "ecopost"}

// shipment gives a parcel as its platform takes it, in pieces of the platform's own lines.
func (h *hearing) shipment(told store.ToldOrder, past *ordering.Past, parcel *ledger.Parcel) publishing.Shipment {
	out := publishing.Shipment{OrderNo: told.No, ID: parcel.ID.String(), Carrier: "thailand_post", Service: "other", Tracking: parcel.Tracking,
		HandedAt: parcel.ShippedAt.Time(), WeightG: parcel.Grams}
	if known, ours := shipmentServices[parcel.Service]; ours {
		out.Service = known
	} else if strings.TrimSpace(parcel.Service) == "" {
		out.Service = ""
	}
	if trackingOf(parcel.Tracking) == "" { // no number of the post's
		out.Carrier, out.Service = "other", ""
	}
	// What earlier parcels took of each line is no longer there for this one.
	taken := map[string]int{}
	for n := range past.Parcels {
		other := &past.Parcels[n]
		if !other.Live() || other.No > parcel.No {
			continue
		}
		lines := h.pieces(told, past, other, taken)
		if other.ID == parcel.ID {
			out.Lines = lines
		}
	}
	return out
}

// pieces shares the goods of a parcel among the platform's lines of the order.
func (h *hearing) pieces(told store.ToldOrder, past *ordering.Past, parcel *ledger.Parcel, taken map[string]int) (lines []publishing.ShipmentLine) {
	for _, packed := range parcel.Lines {
		line := past.Line(packed.N)
		if line == nil {
			continue
		}
		left := packed.Qty
		for _, there := range told.Lines {
			product, one := h.match(&channelfile.Line{SKU: there.SKU, Qty: qty.Qty(there.Pieces) * qty.One}, nil)
			if product.IsZero() { // a person matched it: the only line that nobody else is
				product, one = h.orphan(told, past, line)
			}
			if product != line.ProductID || one <= 0 || taken[there.ID] >= there.Pieces {
				continue
			}
			pieces := min(int((left+(one-1)/2)/one), there.Pieces-taken[there.ID]) // a pack that was weighed a little light is a pack
			if pieces <= 0 {
				continue
			}
			taken[there.ID] += pieces
			left = max(left-qty.Qty(pieces)*one, 0)
			lines = append(lines, publishing.ShipmentLine{ID: there.ID, Pieces: pieces})
		}
	}
	return lines
}

// orphan gives the goods of a line whose code nobody knows, where no other line of the platform means them.
func (h *hearing) orphan(told store.ToldOrder, past *ordering.Past, line *ledger.OrderLine) (id.Product, qty.Qty) {
	for _, there := range told.Lines {
		if product, _ := h.match(&channelfile.Line{SKU: there.SKU, Qty: qty.Qty(there.Pieces) * qty.One}, nil); product == line.ProductID {
			return id.Product{}, 0
		}
	}
	return line.ProductID, qty.One
}
