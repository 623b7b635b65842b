package shop

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/store"
)

// carryOut sends what the file says to its platform. Trouble with it is a problem of the result, and the rest waits.
func (r *round) carryOut(ctx context.Context) error {
	var err error
	if r.platform, err = r.s.client(ctx, &r.c.Connection); err != nil {
		return err
	}
	r.limits = r.platform.Limits()
	r.batch = r.limits.Batch
	for _, step := range []func(context.Context) error{r.carryAccount, r.carryRows, r.carryChanges, r.carryFigures, r.carryFeed} {
		if ctx.Err() != nil {
			return nil
		}
		err := step(ctx)
		if failure := new(publishing.Failure); errors.As(err, &failure) {
			if ctx.Err() == nil {
				r.problem("", publishing.ProblemOf(failure))
			}
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// carryAccount asks who the key that is used here belongs to.
func (r *round) carryAccount(ctx context.Context) error {
	calling, done := call(ctx)
	defer done()
	account, err := r.platform.Test(calling)
	r.carried.answer.Account = account
	return err
}

func (r *round) carryRows(ctx context.Context) error {
	for sent := 0; ctx.Err() == nil; {
		rows := r.carried.ready()
		if len(rows) == 0 {
			return nil
		}
		r.say(sent, len(r.carried.rows))
		if err := r.sendRows(ctx, rows); err != nil {
			return err
		}
		sent += len(rows)
	}
	return nil
}

// carryChanges sends the changes of counts that are known, each as it was written down.
func (r *round) carryChanges(ctx context.Context) error {
	stocker, can := r.platform.(publishing.Stocker)
	for n := range r.carried.channel.Counts {
		c := &r.carried.channel.Counts[n]
		if !can || c.Change == nil || ctx.Err() != nil {
			continue
		}
		err := r.adjusted(ctx, stocker, *c.Change)
		fate, halt := r.countFate(c, err)
		if halt != nil {
			return halt
		}
		if fate != nil {
			fate.Done = !fate.Drop
			r.carried.answer.Counts = append(r.carried.answer.Counts, carryFate{c.Key, *fate})
		}
	}
	return nil
}

// adjusted changes a count; where nobody knows whether it was done, the same again counts once.
func (r *round) adjusted(ctx context.Context, stocker publishing.Stocker, change publishing.StockChange) (err error) {
	for range carryTries {
		calling, done := call(ctx)
		_, err = stocker.Adjust(calling, change)
		done()
		if r.limits.Stock != publishing.StockKeyed || !publishing.Is(err, publishing.OutcomeOpen) && !publishing.Is(err, publishing.WrongAnswer) {
			break
		}
	}
	return err
}

// countFate judges what came of a change: nil for one that waits for another day, and the failure again where it is about
// the whole platform.
func (r *round) countFate(c *carryCount, err error) (*store.StockFate, error) {
	fate := &store.StockFate{SKU: c.SKU}
	if err == nil {
		r.result.Sent++
		return fate, nil
	}
	failure := publishing.FailureOf(err)
	switch {
	case concerns(failure, 1):
		return nil, failure
	case failure.Class == publishing.OutcomeOpen, failure.Class == publishing.WrongAnswer:
		if r.limits.Stock == publishing.StockKeyed {
			return nil, nil
		}
	}
	fate.Drop, fate.Problem = true, publishing.ProblemOf(failure)
	r.problem(c.SKU, fate.Problem)
	return fate, nil
}

// carryFigures sets counts that the stall does not know. What the platform sold since the stall heard of it last is taken
// off, and a figure is set only while nothing comes between.
func (r *round) carryFigures(ctx context.Context) error {
	stocker, can := r.platform.(publishing.Stocker)
	var open []*carryCount
	for n := range r.carried.channel.Counts {
		if c := &r.carried.channel.Counts[n]; c.Change == nil {
			open = append(open, c)
		}
	}
	if !can {
		open = nil
	}
	before := map[string]publishing.Level{}
	for turn := 0; ctx.Err() == nil; turn++ {
		if err := r.carryOrders(ctx); err != nil {
			return err
		}
		var again []*carryCount
		for _, c := range open {
			calling, done := call(ctx)
			level, err := stocker.Level(calling, c.SKU)
			done()
			if publishing.Is(err, publishing.Absent) { // its listing was not taken
				continue
			}
			if err != nil {
				return err
			}
			if before[c.SKU] != level { // an order may have come since the orders were heard
				before[c.SKU] = level
				again = append(again, c)
				continue
			}
			if err := r.carryFigure(ctx, stocker, c, level); err != nil {
				return err
			}
		}
		if open = again; len(open) == 0 || turn == carryTries {
			return nil
		}
	}
	return nil
}

// carryFigure sets one count to what can be ordered.
func (r *round) carryFigure(ctx context.Context, stocker publishing.Stocker, c *carryCount, level publishing.Level) error {
	want := c.Want
	for _, order := range r.carried.orders() {
		want -= order.Held()[c.SKU] - r.carried.channel.Held[order.No][c.SKU]
	}
	want = max(want, 0)
	set := level.OnHand + want - level.Available
	if set < 0 {
		want, set = want-set, 0
	}
	fate := &store.StockFate{SKU: c.SKU}
	if set != level.OnHand {
		sum := sha256.Sum256(fmt.Append(nil, c.Key, " ", level.Version, " ", level.OnHand, " ", set))
		var halt error
		err := r.adjusted(ctx, stocker, publishing.StockChange{SKU: c.SKU, Key: c.Key[:min(len(c.Key), publishing.MaxKey-17)] + "." + hex.EncodeToString(sum[:8]), Set: set, Expected: level.OnHand})
		if fate, halt = r.countFate(c, err); halt != nil || fate == nil {
			return halt
		}
	}
	fate.Known, fate.Told = !fate.Drop, want
	r.carried.answer.Counts = append(r.carried.answer.Counts, carryFate{c.Key, *fate})
	return nil
}

// mostCarriedOrders bounds the orders of one file of answers.
const mostCarriedOrders = 20_000

// carryOrders hears the orders of the stall's goods, from where the stall heard last.
func (r *round) carryOrders(ctx context.Context) error {
	orderer, can := r.platform.(publishing.Orderer)
	if !can {
		return nil
	}
	answer, channel := &r.carried.answer, r.carried.channel
	if answer.Cursor == "" && r.carried.same() {
		answer.Cursor = channel.Cursor
	}
	for range maxPages {
		calling, done := call(ctx)
		page, err := orderer.Orders(calling, publishing.From{Cursor: answer.Cursor, Since: publishing.Since(millis(channel.Since)), Limit: heardAtOnce})
		done()
		if err != nil {
			return err
		}
		for _, order := range page.Orders {
			if r.carried.owns(&order) && len(r.carried.heard) < mostCarriedOrders {
				r.carried.take([]publishing.ChannelOrder{order})
			}
			if at := order.UpdatedAt; !at.IsZero() && at.Before(r.s.Clock().Add(time.Hour)) {
				answer.Since = max(answer.Since, ledger.MillisOf(at))
			}
		}
		if !page.More || page.Next == answer.Cursor || ctx.Err() != nil {
			answer.Cursor = page.Next
			return nil
		}
		answer.Cursor = page.Next
	}
	return nil
}

// carryFeed hears what became of the stall's listings.
func (r *round) carryFeed(ctx context.Context) error {
	feeder, can := r.platform.(publishing.Feeder)
	if !can {
		return nil
	}
	answer, channel, cursor := &r.carried.answer, r.carried.channel, ""
	if r.carried.same() {
		cursor = channel.FeedCursor
	}
	answer.FeedFrom = channel.FeedCursor
	for range maxPages {
		calling, done := call(ctx)
		page, err := feeder.Listings(calling, publishing.From{Cursor: cursor, Since: publishing.Since(millis(channel.FeedSince))})
		done()
		if err != nil {
			return err
		}
		for _, remote := range page.Remotes {
			if _, ours := slices.BinarySearch(channel.SKUs, remote.SKU); ours && len(answer.Remotes) < mostCarriedOrders {
				remote.Raw = nil
				answer.Remotes = append(answer.Remotes, remote)
			}
		}
		more := page.More && page.Next != cursor && ctx.Err() == nil
		if cursor = page.Next; !more {
			break
		}
	}
	if r.carried.same() {
		answer.FeedNext = cursor
	}
	return nil
}
