package medusa

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
)

// Act implements publishing.Actor. Medusa has no step for accepting, and Limits.Steps does not ask for it; whoever does
// it all the same leaves a mark in the order's metadata, which another till sees. A rejection is a cancellation there,
// which gives back what was paid.
func (c *Client) Act(ctx context.Context, step publishing.Step) (publishing.ChannelOrder, error) {
	switch {
	case !slices.Contains(publishing.Steps, step.What):
		return publishing.ChannelOrder{}, refused("step_unknown", "step", fault.Values{"value": step.What})
	case !publishing.ValidKey(step.Key):
		return publishing.ChannelOrder{}, refused("key_invalid", "key", nil)
	}
	o, said, err := c.order(ctx, step.No)
	if err != nil {
		return publishing.ChannelOrder{}, err
	}
	if publishing.Reached(step.What, o.State) {
		return o, nil
	}
	if step.Version != "" && step.Version != o.Version {
		failure := c.stale(step.No)
		failure.State = o.State
		return publishing.ChannelOrder{}, failure
	}
	switch step.What {
	case publishing.Accept:
		err = c.accept(ctx, step.No, &o)
	case publishing.Pack:
		err = c.pack(ctx, said)
	default:
		err = c.cancel(ctx, said, step.Reason)
	}
	if err != nil {
		return publishing.ChannelOrder{}, standing(err, &o)
	}
	after, err := c.Order(ctx, step.No)
	switch {
	case err != nil:
		return publishing.ChannelOrder{}, done(err)
	case !publishing.Reached(step.What, after.State):
		return publishing.ChannelOrder{}, c.wrong("the step is not done")
	}
	return after, nil
}

// standing adds to a failure where the order stands.
func standing(err error, o *publishing.ChannelOrder) error {
	failure := publishing.FailureOf(err)
	failure.State = o.State
	return failure
}

// accept leaves the mark. Fails with "medusa_step" where the order is not paid for.
func (c *Client) accept(ctx context.Context, no string, o *publishing.ChannelOrder) error {
	if o.State != publishing.Paid {
		return refused("medusa_step", "step", fault.Values{"state": o.Said})
	}
	return c.remember(ctx, no, acceptedMark, instant(c.now()))
}

// remember writes one text into an order's metadata; what else is there stays.
func (c *Client) remember(ctx context.Context, no, key, text string) error {
	return c.post(ctx, orderPath(no)+"?fields=id", map[string]any{"metadata": map[string]string{key: text}}, nil)
}

// cancel keeps the reason where the centre's pages can show it, which is not possible afterwards, and cancels.
func (c *Client) cancel(ctx context.Context, said *orderSaid, reason string) error {
	if reason = clean(reason, maxNote); reason != "" && said.mark(reasonMark) != reason {
		if err := c.remember(ctx, said.ID, reasonMark, reason); err != nil {
			return err
		}
	}
	return c.post(ctx, orderPath(said.ID)+"/cancel?fields=id", map[string]any{}, nil)
}

// pack makes parcels of all that is in none yet. Medusa wants what goes by post and what does not apart. Fails with
// "medusa_lines" where there is nothing.
func (c *Client) pack(ctx context.Context, said *orderSaid) error {
	var posted, other []lineSay
	for _, item := range said.Items {
		switch left := item.left(); {
		case left <= 0:
		case item.posted():
			posted = append(posted, lineSay{item.ID, left})
		default:
			other = append(other, lineSay{item.ID, left})
		}
	}
	if len(posted)+len(other) == 0 {
		return refused("medusa_lines", "lines", nil)
	}
	for _, lines := range [][]lineSay{posted, other} {
		if len(lines) == 0 {
			continue
		}
		if err := c.post(ctx, orderPath(said.ID)+"/fulfillments?fields=id", fulfilmentSay{lines}, nil); err != nil {
			return err
		}
	}
	return nil
}

// left is how many pieces of a line are in no parcel.
func (i *itemSaid) left() int {
	all, one := whole(i.Quantity)
	packed, two := whole(i.Detail.Packed)
	if !one || !two {
		return 0
	}
	return all - packed
}

// posted reports whether a line goes by post, as what is not told does.
func (i *itemSaid) posted() bool { return i.Ships == nil || *i.Ships }

type lineSay struct {
	ID     string `json:"id"`
	Pieces int    `json:"quantity"`
}

// fulfilmentSay says no location: Medusa takes the pieces from where it reserved them.
type fulfilmentSay struct {
	Lines []lineSay `json:"items"`
}
