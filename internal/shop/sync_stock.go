package shop

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/store"
)

// stockTurns bounds how often one round looks at the counts again after something came between.
const stockTurns = 4

// count is what can be ordered of a listing here, and what the platform is believed to have.
type count struct {
	sku      string
	standing publishing.Standing
	want     int
	level    publishing.Level
}

// tellStock brings the counts of a platform to what can be ordered. A change that is written down is sent as it is
// until it is known to be done; a count that nobody is sure of is asked for, orders are heard, and it is set only while
// it is still the one that was seen.
func (r *round) tellStock(ctx context.Context) error {
	stocker, can := r.platform.(publishing.Stocker)
	if !can || r.limits.Stock == publishing.StockNone {
		return nil
	}
	for turn := range stockTurns {
		counts, err := r.counts(ctx)
		if err != nil || len(counts) == 0 || ctx.Err() != nil {
			return err
		}
		again, err := r.tellCounts(ctx, stocker, counts)
		if err != nil || !again || turn == stockTurns-1 {
			return err
		}
		if err := r.hear(ctx); err != nil {
			return err
		}
	}
	return nil
}

// counts gives what is to be told: changes under way whose time has come, counts in doubt and those that differ.
func (r *round) counts(ctx context.Context) (list []count, err error) {
	r.goods = nil // as they stand now
	goods, err := r.view(ctx)
	if err != nil {
		return nil, err
	}
	open, err := r.s.db.DoubtfulOrders(ctx, r.c.ID)
	if err != nil {
		return nil, err
	}
	now := r.s.Clock()
	for _, placements := range goods.placed[0] {
		for n := range placements {
			p := &placements[n]
			standing := goods.standings[0][p.SKU]
			if standing.Version == "" || standing.State == publishing.Withdrawn || publishing.Rests(standing.NextAt.Time(), now) {
				continue
			}
			if open[p.SKU] && standing.Ask == "" { // nobody knows what the platform keeps for an order
				continue
			}
			c := count{sku: p.SKU, standing: standing, want: goods.pieces(0, p)}
			if standing.Ask != "" || !standing.KnownToBe || standing.Told != c.want {
				list = append(list, c)
			}
		}
	}
	slices.SortFunc(list, func(a, b count) int { return strings.Compare(a.sku, b.sku) })
	return list, nil
}

// tellCounts tells counts. again asks for another turn: something came between.
func (r *round) tellCounts(ctx context.Context, stocker publishing.Stocker, counts []count) (again bool, err error) {
	mark, err := r.s.db.Mark(ctx)
	if err != nil {
		return false, err
	}
	var seen []count
	for n := range counts {
		c := &counts[n]
		if ctx.Err() != nil {
			return false, nil
		}
		r.say(n, len(counts))
		switch {
		case c.standing.Ask != "":
			err = r.adjust(ctx, stocker, c, &again)
			again = true // the difference that was written down may not be today's
		case c.standing.KnownToBe && r.limits.Stock == publishing.StockKeyed:
			delta := c.want - c.standing.Told
			err = r.ask(ctx, c, publishing.StockChange{SKU: c.sku, Key: r.stockKey(c.sku, mark), Delta: delta, Reason: reasonOf(delta), At: r.s.Clock()}, c.want)
			if err == nil {
				err = r.adjust(ctx, stocker, c, &again)
			}
		default:
			var level publishing.Level
			if level, err = r.level(ctx, stocker, c); err == nil && level.Version != noLevel {
				c.level = level
				seen = append(seen, *c)
			}
		}
		if err != nil {
			return false, err
		}
	}
	r.say(len(counts), len(counts))
	if len(seen) == 0 {
		return again, nil
	}
	passed, err := r.settleSeen(ctx, stocker, seen, mark, &again)
	return again || passed, err
}

// noLevel marks a count that could not be asked for.
const noLevel = "\x00"

// level asks for a count. One that cannot be had is looked at again later.
func (r *round) level(ctx context.Context, stocker publishing.Stocker, c *count) (publishing.Level, error) {
	calling, done := call(ctx)
	defer done()
	level, err := stocker.Level(calling, c.sku)
	if err == nil {
		return level, nil
	}
	return publishing.Level{Version: noLevel}, r.stockFailed(ctx, c, err, true, new(bool))
}

// settleSeen sets the counts that were seen to what can be ordered, but for goods of which an order came meanwhile:
// those are asked for again (again).
func (r *round) settleSeen(ctx context.Context, stocker publishing.Stocker, seen []count, mark int64, again *bool) (passed bool, err error) {
	r.touched = nil
	if err := r.hear(ctx); err != nil {
		return false, err
	}
	touched := r.touched
	r.goods = nil
	goods, err := r.view(ctx)
	if err != nil {
		return false, err
	}
	wants := map[string]int{}
	for _, placements := range goods.placed[0] {
		for n := range placements {
			wants[placements[n].SKU] = goods.pieces(0, &placements[n])
		}
	}
	var fates []store.StockFate
	for n := range seen {
		c := &seen[n]
		if touched[c.sku] {
			passed = true
			continue
		}
		if ctx.Err() != nil {
			break
		}
		want := wants[c.sku]
		set := c.level.OnHand + want - c.level.Available
		if set == c.level.OnHand {
			fates = append(fates, store.StockFate{SKU: c.sku, Known: true, Told: want})
			continue
		}
		if set < 0 { // more is kept for orders there than there is
			want, set = want-set, 0
		}
		if set == c.level.OnHand {
			fates = append(fates, store.StockFate{SKU: c.sku, Known: true, Told: c.level.Available})
			continue
		}
		err := r.ask(ctx, c, publishing.StockChange{SKU: c.sku, Key: r.stockKey(c.sku, mark), Set: set, Expected: c.level.OnHand}, want)
		if err == nil {
			err = r.adjust(ctx, stocker, c, again)
		}
		if err != nil {
			return passed, errors.Join(err, r.s.db.SettleStock(context.WithoutCancel(ctx), r.c.ID, fates))
		}
	}
	return passed, r.s.db.SettleStock(context.WithoutCancel(ctx), r.c.ID, fates)
}

// stockKey makes the key of a change: of the connection, the SKU and the last event that it tells of. Waiting bills move
// what can be sold without an event, so a part of it is chance.
func (r *round) stockKey(sku string, mark int64) string {
	chance := make([]byte, 6)
	_, _ = rand.Read(chance) // it never fails
	return fmt.Sprintf("%s.%s.%d.%s", r.c.ID.Tag(), sku, mark, hex.EncodeToString(chance))
}

// reasonOf gives the reason of a difference: what goes was sold, what comes was made, as a shop's counts mostly do.
func reasonOf(delta int) string {
	if delta < 0 {
		return publishing.Sold
	}
	return publishing.Produced
}

// ask writes a change down before it is sent.
func (r *round) ask(ctx context.Context, c *count, change publishing.StockChange, to int) error {
	c.standing.Ask = mustJSON(change)
	return r.s.db.AskStock(ctx, r.c.ID, change, to)
}

func mustJSON(value any) string {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err) // plain structs of strings and numbers always encode
	}
	return string(data)
}

// adjust sends the change that is written down.
func (r *round) adjust(ctx context.Context, stocker publishing.Stocker, c *count, again *bool) error {
	var change publishing.StockChange
	if err := json.Unmarshal([]byte(c.standing.Ask), &change); err != nil {
		return fault.Wrap(err, "document_unreadable")
	}
	calling, done := call(ctx)
	defer done()
	if _, err := stocker.Adjust(calling, change); err != nil {
		return r.stockFailed(ctx, c, err, false, again)
	}
	r.result.Sent++
	return r.s.db.SettleStock(context.WithoutCancel(ctx), r.c.ID, []store.StockFate{{SKU: c.sku, Done: true}})
}

// stockFailed writes down what a failure means for a count. The error is about the platform, or the shop's own.
func (r *round) stockFailed(ctx context.Context, c *count, err error, asking bool, again *bool) error {
	failure := publishing.FailureOf(err)
	fate := store.StockFate{SKU: c.sku, Problem: publishing.ProblemOf(failure)}
	attempts := c.standing.Attempts + 1
	if concerns(failure, attempts) {
		return failure // what is written down stays
	}
	fate.NextAt = publishing.NextTry(failure, attempts, r.s.Clock())
	switch {
	case asking:
	case failure.Class == publishing.OutcomeOpen, failure.Class == publishing.WrongAnswer:
		// The same again with the same key counts once; where there are no keys, the count is asked for first.
		fate.Drop = r.limits.Stock != publishing.StockKeyed
	default: // it was not done: another figure stands there, or there is not so much
		fate.Drop = true
		if failure.Class == publishing.Stale && attempts < 5 || failure.Slug == "insufficient-stock" && attempts < 5 {
			fate.NextAt, *again = time.Time{}, true // in this round
		}
	}
	if !fate.NextAt.IsZero() && publishing.Judge(failure, attempts) == publishing.Person {
		r.result.Failed++
		r.problem(c.sku, fate.Problem)
	}
	return r.s.db.SettleStock(context.WithoutCancel(ctx), r.c.ID, []store.StockFate{fate})
}
