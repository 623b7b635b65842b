package medusa

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/ordering/reply"
	"github.com/talat-pos/talat/internal/publishing"
)

// labelSay is a tracking number; Medusa wants all three words, empty ones too.
type labelSay struct {
	Tracking string `json:"tracking_number"`
	Page     string `json:"tracking_url"`
	Label    string `json:"label_url"`
}

// Ship implements publishing.Shipper. A parcel is a fulfilment of just its lines; where everything was packed as one
// it is taken apart first. Medusa knows no number of ours for it: one with the same tracking number is the same
// parcel, and a number that was told cannot be changed there.
func (c *Client) Ship(ctx context.Context, shipment *publishing.Shipment) error {
	o, said, err := c.order(ctx, shipment.OrderNo)
	if err != nil || said.tracked(shipment.Tracking) {
		return err
	}
	if err := c.handOver(ctx, said, shipment); err != nil {
		return standing(err, &o)
	}
	_, after, err := c.order(ctx, said.ID)
	switch {
	case err != nil:
		return done(err)
	case !after.tracked(shipment.Tracking):
		return c.wrong("it is not the parcel that was told")
	}
	return nil
}

// handOver finds or makes the fulfilment of a parcel and tells its number.
func (c *Client) handOver(ctx context.Context, said *orderSaid, shipment *publishing.Shipment) error {
	lines := said.linesOf(shipment)
	if len(lines) == 0 {
		return refused("medusa_lines", "lines", nil)
	}
	id := said.fulfilment(lines)
	if id == "" {
		var err error
		if id, err = c.apart(ctx, said, lines); err != nil {
			return err
		}
	}
	label := labelSay{Tracking: shipment.Tracking}
	if shipment.Carrier == "thailand_post" {
		label.Page = reply.Link(shipment.Tracking)
	}
	path := orderPath(said.ID) + "/fulfillments/" + url.PathEscape(id) + "/shipments?fields=id"
	return c.post(ctx, path, map[string]any{"items": lines, "labels": []labelSay{label}}, nil)
}

// tracked reports whether a parcel with that number was handed over.
func (s *orderSaid) tracked(number string) bool {
	return slices.ContainsFunc(s.Parcels, func(f fulfilmentSaid) bool {
		return slices.ContainsFunc(f.shipments(""), func(p publishing.Shipment) bool { return p.Tracking == number })
	})
}

// linesOf gives what lies in a parcel; where that was not told it is all that was not handed over.
func (s *orderSaid) linesOf(shipment *publishing.Shipment) []lineSay {
	var lines []lineSay
	for _, line := range shipment.Lines {
		lines = append(lines, lineSay(line))
	}
	if len(lines) > 0 {
		return sorted(lines)
	}
	left := map[string]int{}
	for _, item := range s.Items {
		if all, readable := whole(item.Quantity); readable && item.posted() {
			left[item.ID] = all
		}
	}
	for _, parcel := range s.Parcels {
		if parcel.Shipped == "" || parcel.Cancelled != "" {
			continue
		}
		for _, line := range parcel.lines() {
			left[line.ID] -= line.Pieces
		}
	}
	for id, pieces := range left {
		if pieces > 0 {
			lines = append(lines, lineSay{id, pieces})
		}
	}
	return sorted(lines)
}

func sorted(lines []lineSay) []lineSay {
	slices.SortFunc(lines, func(a, b lineSay) int { return strings.Compare(a.ID, b.ID) })
	return lines
}

// open reports whether a fulfilment waits to be handed over.
func (f *fulfilmentSaid) open() bool { return f.Shipped == "" && f.Cancelled == "" && f.ID != "" }

// lines gives what lies in a fulfilment.
func (f *fulfilmentSaid) lines() []lineSay {
	var lines []lineSay
	for _, item := range f.Items {
		pieces, _ := whole(item.Quantity)
		lines = append(lines, lineSay{item.Line, pieces})
	}
	return sorted(lines)
}

// fulfilment gives the id of an open one with just these lines, "" for none.
func (s *orderSaid) fulfilment(lines []lineSay) string {
	for n := range s.Parcels {
		if f := &s.Parcels[n]; f.open() && slices.Equal(f.lines(), lines) {
			return f.ID
		}
	}
	return ""
}

// apart makes a fulfilment of just these lines and gives its id. One that holds some of them and waits is dissolved
// for it; what else was in that is packed again with a parcel of its own. Fails with "medusa_lines" where not so many
// pieces are left, before anything is dissolved.
func (c *Client) apart(ctx context.Context, said *orderSaid, lines []lineSay) (string, error) {
	left := map[string]int{}
	for _, item := range said.Items {
		left[item.ID] = item.left()
	}
	short := func(line lineSay) bool { return left[line.ID] < line.Pieces }
	var dissolve []string
	for n := range said.Parcels {
		f := &said.Parcels[n]
		holds := func(line lineSay) bool {
			return short(line) && slices.ContainsFunc(f.lines(), func(in lineSay) bool { return in.ID == line.ID })
		}
		if !f.open() || !slices.ContainsFunc(lines, holds) {
			continue
		}
		dissolve = append(dissolve, f.ID)
		for _, in := range f.lines() {
			left[in.ID] += in.Pieces
		}
	}
	if slices.ContainsFunc(lines, short) {
		return "", refused("medusa_lines", "lines", nil)
	}
	for _, id := range dissolve {
		if err := c.post(ctx, orderPath(said.ID)+"/fulfillments/"+url.PathEscape(id)+"/cancel?fields=id", map[string]any{}, nil); err != nil {
			return "", err
		}
	}
	if err := c.post(ctx, orderPath(said.ID)+"/fulfillments?fields=id", fulfilmentSay{lines}, nil); err != nil {
		return "", err
	}
	_, after, err := c.order(ctx, said.ID)
	if err != nil {
		return "", done(err)
	}
	if id := after.fulfilment(lines); id != "" {
		return id, nil
	}
	return "", c.wrong("there is no parcel of what was packed")
}
