package shop

import (
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
	"unicode"

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

// shipment gives a parcel as its platform takes it, in pieces of the platform's own lines. One that no carrier had, which
// the shop brought itself or the buyer fetched, has a number of the shop's own.
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
	if out.Tracking == "" {
		out.Tracking = ownNumber(past.Order.Number, parcel)
	}
	// What earlier parcels took of each line is no longer there for this one.
	taken := shared{map[string]int{}, map[int]qty.Qty{}}
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

// platformNumber is what platforms take for the number of a parcel.
var platformNumber = regexp.MustCompile(`^[A-Z0-9]{8,20}$`)

// ownNumber names a parcel by its order, AOR2569000042P1, so that buyer and shop find it; where the shop writes its
// numbers otherwise, by its id.
func ownNumber(order string, parcel *ledger.Parcel) string {
	plain := strings.Map(func(r rune) rune {
		if r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return unicode.ToUpper(r)
		}
		return -1
	}, order)
	if number := fmt.Sprintf("%sP%d", plain, parcel.No); platformNumber.MatchString(number) {
		return number
	}
	return strings.ToUpper(hex.EncodeToString(parcel.ID[len(parcel.ID)-8:]))
}

// shared is what parcels had of an order so far: pieces of each line of the platform's, and by the number of our line
// the goods that made no whole piece yet.
type shared struct {
	pieces map[string]int
	rest   map[int]qty.Qty
}

// pieces shares the goods of a parcel among the platform's lines of the order. A piece that lies in two parcels, such as
// a pair, is told with the one that makes it whole.
func (h *hearing) pieces(told store.ToldOrder, past *ordering.Past, parcel *ledger.Parcel, taken shared) (lines []publishing.ShipmentLine) {
	for _, packed := range parcel.Lines {
		line := past.Line(packed.N)
		if line == nil {
			continue
		}
		left := packed.Qty + taken.rest[packed.N]
		for _, there := range told.Lines {
			product, one := h.match(&channelfile.Line{SKU: there.SKU, Qty: qty.Qty(there.Pieces) * qty.One}, nil)
			if product.IsZero() { // a person matched it: the only line that nobody else is
				product, one = h.orphan(told, past, line)
			}
			if product != line.ProductID || one <= 0 || taken.pieces[there.ID] >= there.Pieces {
				continue
			}
			pieces := min(int((left+(one-1)/2)/one), there.Pieces-taken.pieces[there.ID]) // a pack that was weighed a little light is a pack
			if pieces <= 0 {
				continue
			}
			taken.pieces[there.ID] += pieces
			left = max(left-qty.Qty(pieces)*one, 0)
			lines = append(lines, publishing.ShipmentLine{ID: there.ID, Pieces: pieces})
		}
		taken.rest[packed.N] = left
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
