package commonplatform

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
)

// Orders implements publishing.Orderer.
func (c *Client) Orders(ctx context.Context, from publishing.From) (publishing.Page, error) {
	said, restarted, err := c.feed(ctx, "/v1/orders", from)
	if err != nil {
		return publishing.Page{}, err
	}
	page := publishing.Page{Next: said.Next, More: said.More, Restarted: restarted}
	for _, raw := range said.Items {
		page.Orders = append(page.Orders, order(raw))
	}
	return page, nil
}

func orderPath(no string) string { return "/v1/orders/" + url.PathEscape(no) }

// Order implements publishing.Orderer.
func (c *Client) Order(ctx context.Context, no string) (publishing.ChannelOrder, error) {
	return c.oneOrder(ctx, connect.Call{Method: http.MethodGet, Path: orderPath(no)}, no)
}

func (c *Client) oneOrder(ctx context.Context, call connect.Call, no string) (publishing.ChannelOrder, error) {
	answer, err := c.do(ctx, call)
	if err != nil {
		return publishing.ChannelOrder{}, err
	}
	o := order(answer.Body)
	if o.No != no {
		return publishing.ChannelOrder{}, c.wrong("it is not the order that was meant")
	}
	return o, nil
}

// Act implements publishing.Actor.
func (c *Client) Act(ctx context.Context, step publishing.Step) (publishing.ChannelOrder, error) {
	switch {
	case !slices.Contains(publishing.Steps, step.What):
		return publishing.ChannelOrder{}, refused(fault.New("step_unknown", "step", fault.Values{"value": step.What}))
	case !publishing.ValidKey(step.Key):
		return publishing.ChannelOrder{}, refused(fault.New("key_invalid", "key", nil))
	}
	path := orderPath(step.No) + "/" + step.What
	return c.oneOrder(ctx, connect.Call{Method: http.MethodPost, Path: path, Body: stepSaid{step.Reason}, Key: step.Key, IfMatch: step.Version}, step.No)
}

// stepSaid goes along with every step, also as an empty object: a proxy was seen to take no body for a wrong one.
type stepSaid struct {
	Reason string `json:"reason,omitempty"`
}

// shipmentSaid is a parcel as the contract has it.
type shipmentSaid struct {
	ID       string         `json:"shipment_id,omitempty"`
	Carrier  string         `json:"carrier"`
	Service  string         `json:"service,omitempty"`
	Tracking string         `json:"tracking_no"`
	HandedAt string         `json:"handed_over_at,omitempty"`
	WeightG  int            `json:"weight_g,omitempty"`
	Lines    []shipmentLine `json:"lines"`
}

type shipmentLine struct {
	ID     string `json:"line_id"`
	Pieces int    `json:"quantity"`
}

// Ship implements publishing.Shipper.
func (c *Client) Ship(ctx context.Context, shipment *publishing.Shipment) error {
	parcel := shipmentSaid{Carrier: shipment.Carrier, Service: shipment.Service, Tracking: shipment.Tracking, WeightG: shipment.WeightG}
	if !shipment.HandedAt.IsZero() {
		parcel.HandedAt = instant(shipment.HandedAt)
	}
	for _, line := range shipment.Lines {
		parcel.Lines = append(parcel.Lines, shipmentLine(line))
	}
	path := orderPath(shipment.OrderNo) + "/shipments/" + url.PathEscape(shipment.ID)
	var said shipmentSaid
	if _, err := c.read(ctx, connect.Call{Method: http.MethodPut, Path: path, Body: parcel}, &said); err != nil {
		return err
	}
	if said.ID != shipment.ID || said.Tracking != shipment.Tracking {
		return c.wrong("it is not the parcel that was told")
	}
	return nil
}
