package double

import (
	"encoding/json"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strconv"
)

func (p *Platform) putShipment(r *request) answer {
	o, none := p.order(r)
	if none != nil {
		return *none
	}
	var parcel map[string]any
	if refused := r.read(&parcel); refused != nil {
		return *refused
	}
	if tracking, _ := parcel["tracking_no"].(string); len(tracking) < 8 {
		return invalid("/tracking_no", "เลขพัสดุสั้นไป")
	}
	id := r.PathValue("shipment")
	parcel["shipment_id"] = id
	if reflect.DeepEqual(o.shipments[id], parcel) {
		return said(http.StatusOK, parcel)
	}
	if !slices.Contains([]string{"accepted", "packed", "shipped"}, o.State) {
		return illegal(o)
	}
	parcels := maps.Clone(o.shipments)
	parcels[id] = parcel
	gone, fits := o.count(parcels)
	if !fits {
		return illegal(o)
	}
	o.shipments = parcels
	p.applied[id]++
	if whole := gone == o.pieces(); whole && o.State != "shipped" {
		p.send(o)
	} else {
		p.move(o, o.State)
	}
	return said(http.StatusOK, parcel)
}

// send takes the pieces of an order away.
func (p *Platform) send(o *Order) {
	p.reserve(o, -1)
	for _, line := range o.Lines {
		if level := p.levels[line.SKU]; level != nil {
			level.OnHand = max(level.OnHand-line.Pieces, 0)
		}
	}
	p.move(o, "shipped")
}

func (o *Order) pieces() (sum int) {
	for _, line := range o.Lines {
		sum += line.Pieces
	}
	return sum
}

// count adds up what lies in parcels. They do not fit where a line is none of the order's, or more of one goes
// than was ordered.
func (o *Order) count(parcels map[string]map[string]any) (sum int, fits bool) {
	gone := map[string]int{}
	for _, parcel := range parcels {
		lines, _ := parcel["lines"].([]any)
		for _, each := range lines {
			line, _ := each.(map[string]any)
			id, _ := line["line_id"].(string)
			number, _ := line["quantity"].(json.Number)
			pieces, err := strconv.Atoi(number.String())
			if err != nil || pieces < 1 {
				return 0, false
			}
			gone[id] += pieces
			sum += pieces
		}
	}
	for id, pieces := range gone {
		n, err := strconv.Atoi(id)
		if err != nil || n < 1 || n > len(o.Lines) || pieces > o.Lines[n-1].Pieces {
			return 0, false
		}
	}
	return sum, true
}
