package woocommerce

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/publishing"
)

// parcel is one of an order as we keep it there: WooCommerce itself knows none.
type parcel struct {
	ID       string         `json:"id"`
	Carrier  string         `json:"carrier"`
	Service  string         `json:"service,omitempty"`
	Tracking string         `json:"tracking"`
	HandedAt string         `json:"handed_at,omitempty"`
	WeightG  int            `json:"weight_g,omitempty"`
	Lines    map[string]int `json:"lines,omitempty"` // pieces by the number of the line
}

const maxParcels = 100

// parcels gives those that we sent.
func (m metas) parcels(no string) []publishing.Shipment {
	var kept []parcel
	if json.Unmarshal([]byte(m.text(metaParcels)), &kept) != nil {
		return nil
	}
	var all []publishing.Shipment
	for _, one := range kept[:min(len(kept), maxParcels)] {
		s := publishing.Shipment{OrderNo: no, ID: clean(one.ID, maxID), Carrier: clean(one.Carrier, maxID), Service: clean(one.Service, maxID),
			Tracking: clean(one.Tracking, maxID), WeightG: one.WeightG}
		if at, err := time.Parse(time.RFC3339, one.HandedAt); err == nil {
			s.HandedAt = at.UTC()
		}
		for id, pieces := range one.Lines {
			if len(s.Lines) < maxLines {
				s.Lines = append(s.Lines, publishing.ShipmentLine{ID: clean(id, maxID), Pieces: pieces})
			}
		}
		slices.SortFunc(s.Lines, func(a, b publishing.ShipmentLine) int { return cmp.Or(len(a.ID)-len(b.ID), cmp.Compare(a.ID, b.ID)) })
		all = append(all, s)
	}
	return all
}

// parcelOf writes one.
func parcelOf(s *publishing.Shipment) parcel {
	p := parcel{ID: s.ID, Carrier: s.Carrier, Service: s.Service, Tracking: s.Tracking, WeightG: s.WeightG}
	if !s.HandedAt.IsZero() {
		p.HandedAt = s.HandedAt.UTC().Format(time.RFC3339)
	}
	for _, line := range s.Lines {
		if p.Lines == nil {
			p.Lines = map[string]int{}
		}
		p.Lines[line.ID] += line.Pieces
	}
	return p
}

// Ship implements publishing.Shipper: the buyer is told the tracking number by a note, and the order is completed
// when all of its pieces lie in parcels. A parcel without lines holds the whole order.
func (c *Client) Ship(ctx context.Context, shipment *publishing.Shipment) error {
	o, err := c.Order(ctx, shipment.OrderNo)
	switch {
	case err != nil:
		return c.before(err)
	case !slices.Contains([]string{publishing.Paid, publishing.Accepted, publishing.Packed, publishing.Shipped, publishing.Completed, publishing.StateUnknown}, o.State):
		return c.illegal(&o)
	}
	parcels, told := []parcel{}, false
	for n := range o.Shipments {
		if o.Shipments[n].ID != shipment.ID {
			parcels = append(parcels, parcelOf(&o.Shipments[n]))
			continue
		}
		told = encoded(parcelOf(&o.Shipments[n])) == encoded(parcelOf(shipment))
	}
	parcels = append(parcels, parcelOf(shipment))
	write := &change{Meta: []meta{{metaParcels, encoded(parcels)}}}
	if covers(parcels, o.Lines) && o.Said != "completed" {
		write.Status = "completed"
	}
	if told && write.Status == "" {
		return nil
	}
	if err := c.tell(ctx, o.No, shippedNote(shipment), shipment.Tracking); err != nil {
		return err
	}
	after, err := c.change(ctx, o.No, write)
	if err == nil && !slices.ContainsFunc(after.Shipments, func(s publishing.Shipment) bool { return s.ID == shipment.ID && s.Tracking == shipment.Tracking }) {
		return c.wrong("it is not the parcel that was told")
	}
	return err
}

// shippedNote tells a buyer in Thai who carries the parcel, and its number.
func shippedNote(s *publishing.Shipment) string {
	carrier := "woocommerce.carrier." + s.Carrier
	if !i18n.Has(i18n.Thai, carrier) {
		carrier = "woocommerce.carrier.other"
	}
	return i18n.T(i18n.Thai, "woocommerce.note.shipped", fault.Values{"carrier": i18n.T(i18n.Thai, carrier), "tracking": s.Tracking})
}

// covers reports whether all pieces of an order lie in parcels.
func covers(parcels []parcel, lines []publishing.ChannelLine) bool {
	for _, one := range parcels {
		if len(one.Lines) == 0 {
			return true
		}
	}
	for _, line := range lines {
		packed := 0
		for _, one := range parcels {
			packed += one.Lines[line.ID]
		}
		if packed < line.Pieces {
			return false
		}
	}
	return true
}
