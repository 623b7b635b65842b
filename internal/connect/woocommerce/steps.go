package woocommerce

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
)

// change is what is written of an order.
type change struct {
	Status string `json:"status,omitempty"`
	Meta   []meta `json:"meta_data,omitempty"`
}

// from lists the states in which an order may take a step. WooCommerce itself refuses none.
var from = map[string][]string{
	publishing.Accept: {publishing.Paid},
	publishing.Pack:   {publishing.Paid, publishing.Accepted},
	publishing.Reject: {publishing.PendingPayment, publishing.Paid, publishing.Accepted, publishing.Packed},
	publishing.Cancel: {publishing.PendingPayment, publishing.Paid, publishing.Accepted, publishing.Packed},
}

// Act implements publishing.Actor. To accept and to pack write a value of ours, as WooCommerce has no word for them;
// to reject and to cancel make the order cancelled, with the reason as a note to the buyer. A step that was done
// already is not done again. It may be of another version by the time it is written: WooCommerce knows no condition.
func (c *Client) Act(ctx context.Context, step publishing.Step) (publishing.ChannelOrder, error) {
	switch {
	case !slices.Contains(publishing.Steps, step.What):
		return publishing.ChannelOrder{}, c.refused("step_unknown", fault.Values{"value": step.What})
	case !publishing.ValidKey(step.Key):
		return publishing.ChannelOrder{}, c.refused("key_invalid", nil)
	}
	o, err := c.Order(ctx, step.No)
	switch {
	case err != nil:
		return publishing.ChannelOrder{}, c.before(err)
	case publishing.Reached(step.What, o.State):
		return o, nil
	case step.Version != "" && step.Version != o.Version:
		return publishing.ChannelOrder{}, &publishing.Failure{Class: publishing.Stale, State: o.Said, Err: c.fault("woo_order_changed", fault.Values{"order": step.No})}
	case !slices.Contains(from[step.What], o.State):
		return publishing.ChannelOrder{}, c.illegal(&o)
	}
	switch step.What {
	case publishing.Accept:
		return c.change(ctx, step.No, &change{Meta: []meta{{metaStep, publishing.Accepted}}})
	case publishing.Pack:
		return c.change(ctx, step.No, &change{Meta: []meta{{metaStep, publishing.Packed}}})
	}
	if reason := clean(step.Reason, maxNote); reason != "" {
		if err := c.tell(ctx, step.No, said("note.cancelled")+" "+reason, reason); err != nil {
			return publishing.ChannelOrder{}, err
		}
	}
	return c.change(ctx, step.No, &change{Status: "cancelled"})
}

// illegal is the failure of a step that the order cannot take where it stands.
func (c *Client) illegal(o *publishing.ChannelOrder) error {
	return &publishing.Failure{Class: publishing.Refused, State: o.Said, Err: c.fault("woo_order_state", fault.Values{"order": o.No, "state": o.Said})}
}

func (c *Client) change(ctx context.Context, no string, change *change) (publishing.ChannelOrder, error) {
	var raw json.RawMessage
	if err := c.put(ctx, shopAPI+"/orders/"+no+"?"+strings.TrimPrefix(sums, "&"), change, &raw); err != nil {
		return publishing.ChannelOrder{}, err
	}
	return c.meant(raw, no)
}

type note struct {
	Note     loose `json:"note"`
	Customer bool  `json:"customer_note"`
}

// tell writes a note to the buyer, who gets it by mail. One that holds the words already, whoever wrote it, is not
// written again: WooCommerce would, and send another mail.
func (c *Client) tell(ctx context.Context, no, text, words string) error {
	path := shopAPI + "/orders/" + no + "/notes"
	notes, _, err := list[note](ctx, c, path+"?type=customer")
	if err != nil {
		return c.before(err)
	}
	for _, one := range notes {
		if strings.Contains(plain(string(one.Note), 0), plain(escaped(words), 0)) {
			return nil
		}
	}
	var written struct {
		ID loose `json:"id"`
	}
	if err := c.post(ctx, path, map[string]any{"note": escaped(text), "customer_note": true}, &written); err != nil {
		return err
	}
	if digits(string(written.ID)) == "" {
		return c.wrong("the note has no number")
	}
	return nil
}
