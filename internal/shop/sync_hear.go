package shop

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/channelfile"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/store"
)

// hearing is what turns the orders of a platform into the shop's.
type hearing struct {
	goods    *channelGoods
	placed   map[string]publishing.Placement
	register *address.Register
	asks     bool // the platform wants its orders accepted
	kind     *publishing.Kind
	prefix   *publishing.Connection
	now      clock.Clock
}

func (r *round) hearing(ctx context.Context) (*hearing, error) {
	if r.heard != nil {
		return r.heard, nil
	}
	index, err := r.s.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	register, err := r.s.Register(ctx)
	if err != nil {
		return nil, err
	}
	list, err := r.s.db.Placements(ctx, r.c.ID)
	if err != nil {
		return nil, err
	}
	h := &hearing{goods: &channelGoods{index: index}, // a code that nobody knows is not guessed by a name
		register: register, placed: map[string]publishing.Placement{}, kind: publishing.KindOf(r.c.Kind), prefix: &r.c.Connection, now: r.s.Clock,
		asks: slices.Contains(r.limits.Steps, publishing.Accept)}
	for _, placement := range list {
		h.placed[placement.SKU] = placement
	}
	r.heard = h
	return h, nil
}

// orderStates are a platform's states as files have them. An order that waits, or whose cancelling or return is only
// asked for, goes on as it was; its own word is shown.
var orderStates = map[string]channelfile.State{
	publishing.PendingPayment: channelfile.New, publishing.Paid: channelfile.Paid, publishing.Accepted: channelfile.Paid, publishing.Packed: channelfile.Paid,
	publishing.CancelRequested: channelfile.Paid, publishing.Shipped: channelfile.Shipped, publishing.Delivered: channelfile.Delivered,
	publishing.Completed: channelfile.Delivered, publishing.ReturnRequested: channelfile.Delivered, publishing.Cancelled: channelfile.Cancelled,
	publishing.Returned: channelfile.Returned, publishing.Refunded: channelfile.Returned,
}

// said gives an order of a platform as the shop hears of it.
func (h *hearing) said(o *publishing.ChannelOrder) ordering.Said {
	file := channelfile.Order{Channel: h.kind.Channel, No: h.prefix.OrderNo(o.No), StateText: o.Said, At: o.PlacedAt, Buyer: o.Buyer.Name, Note: o.Note,
		ShippingFee: o.Shipping, Discount: o.Discount, Total: o.Total, Updated: time.Unix(o.Revision, 0)}
	file.State = orderStates[o.State]
	if o.State == publishing.Refunded && len(o.Shipments) == 0 {
		file.State = channelfile.Cancelled
	}
	if file.At.IsZero() {
		file.At = o.UpdatedAt
	}
	file.Paid = !o.COD && o.State != publishing.PendingPayment
	if o.COD {
		file.COD = o.Total
	}
	file.Recipient = channelfile.Recipient{Name: o.ShipTo.Name, Phone: o.ShipTo.Phone, Address: address.Address{Line: o.ShipTo.Line,
		Subdistrict: o.ShipTo.Subdistrict, District: o.ShipTo.District, Province: o.ShipTo.Province, Postcode: o.ShipTo.Postcode}}
	for _, shipment := range o.Shipments {
		file.Tracking = shipment.Tracking
	}
	for _, line := range o.Lines {
		name := cmp.Or(line.Name, line.SKU) // by which a person finds what it means
		file.Lines = append(file.Lines, channelfile.Line{ID: line.ID, SKU: line.SKU, Name: name, Text: name, Qty: qty.Qty(line.Pieces) * qty.One,
			Price: line.Price, Discount: line.Discount, State: file.State})
	}
	// Of two answers of one revision that differ the later counts: some platforms do not count every change.
	file.Revision = fmt.Sprintf("%012x", h.now().UnixMilli())
	said := h.goods.saidBy(&file, h.register, h.match)
	said.Asks = h.asks && o.State == publishing.Paid
	return said
}

// match gives the product that a line means: of the placement with its SKU, else of the goods with that code.
func (h *hearing) match(line *channelfile.Line, before []ledger.OrderLine) (id.Product, qty.Qty) {
	placement, placed := h.placed[line.SKU]
	if product := h.goods.index.ByID(placement.ProductID); placed && product != nil {
		return h.goods.fits(product, placement.One(), line.Qty)
	}
	return h.goods.match(line, before)
}

// maxPages bounds one round's reading of a feed; the next goes on.
const maxPages = 200

// heardAtOnce is how many orders one transaction takes, so that a till beside it never waits long.
const heardAtOnce = 100

// hear reads what changed of the platform's orders, and once a day all that are open.
func (r *round) hear(ctx context.Context) error {
	orderer, can := r.platform.(publishing.Orderer)
	if !can {
		return nil
	}
	for range maxPages {
		if ctx.Err() != nil {
			return nil
		}
		more, err := r.hearPage(ctx, orderer)
		if err != nil {
			return err
		}
		if !more {
			break
		}
	}
	return r.rehear(ctx, orderer)
}

func (r *round) hearPage(ctx context.Context, orderer publishing.Orderer) (more bool, err error) {
	state, err := r.s.db.ConnectionState(ctx, r.c.ID)
	if err != nil {
		return false, err
	}
	calling, done := call(ctx)
	defer done()
	page, err := orderer.Orders(calling, publishing.From{Cursor: state.Cursor, Since: publishing.Since(millis(state.Since)), Limit: heardAtOnce})
	if err != nil {
		return false, err
	}
	if page.More && page.Next == state.Cursor {
		return false, &publishing.Failure{Class: publishing.WrongAnswer, Err: fault.New("net_answer_unreadable", "", fault.Values{"host": r.c.URL})}
	}
	err = r.take(context.WithoutCancel(ctx), page.Orders, func(state *publishing.ConnectionState) {
		state.Cursor = page.Next
		for n := range page.Orders {
			if at := page.Orders[n].UpdatedAt; !at.IsZero() && at.Before(r.s.Clock().Add(time.Hour)) { // a clock from the future would hide what comes
				state.Since = max(state.Since, ledger.MillisOf(at))
			}
		}
	})
	return page.More, err
}

// take takes orders over, with what is kept of the feed, as one transaction.
func (r *round) take(ctx context.Context, orders []publishing.ChannelOrder, change func(*publishing.ConnectionState)) error {
	if r.carried != nil {
		r.carried.take(orders)
		return nil
	}
	h, err := r.hearing(ctx)
	if err != nil {
		return err
	}
	created, updated := 0, 0
	var touched []string
	var problems []SyncProblem
	err = r.s.db.Batch(ctx, func(b *store.Batch) error {
		in := b.Context()
		for n := range orders {
			order := &orders[n]
			if order.No == "" { // it cannot be read, and is not lost
				sum := sha256.Sum256(order.Raw)
				order.No = "?" + hex.EncodeToString(sum[:6])
			}
			heard, err := r.s.db.HearChannel(in, r.c.ID, order, h.said(order))
			if err != nil {
				return err
			}
			for _, warning := range heard.Warnings {
				problems = append(problems, SyncProblem{Channel: r.c.Name, About: order.No, Problem: publishing.ProblemOf(warning)})
			}
			if !heard.Again { // a feed by time tells the last ones with every look
				for _, line := range order.Lines {
					touched = append(touched, line.SKU)
				}
			}
			if heard.Created {
				created++
			} else if heard.Updated {
				updated++
			}
		}
		return r.s.db.Stand(in, r.c.ID, func(state *publishing.ConnectionState) {
			state.HeardAt = ledger.MillisOf(r.s.Clock())
			change(state)
		})
	})
	if err != nil {
		return err
	}
	r.result.New, r.result.Updated = r.result.New+created, r.result.Updated+updated
	r.result.Problems = append(r.result.Problems, problems...)
	for _, sku := range touched {
		if r.touched == nil {
			r.touched = map[string]bool{}
		}
		r.touched[sku] = true
	}
	return nil
}

// mostReheard bounds how many orders are asked for one by one in a day.
const mostReheard = 300

// rehear asks once a day for every open order: some platforms do not say that lines of one changed. The counts are
// asked for anew with it.
func (r *round) rehear(ctx context.Context, orderer publishing.Orderer) error {
	state, err := r.s.db.ConnectionState(ctx, r.c.ID)
	if err != nil || state.RereadDay == r.day() {
		return err
	}
	first := state.RereadDay == ""
	open, err := r.s.db.OpenToldOrders(ctx, r.c.ID)
	if err != nil {
		return err
	}
	if first { // they were all heard just now
		open = nil
	}
	if done, err := r.hearAgain(ctx, orderer, open[:min(len(open), mostReheard)]); err != nil || !done {
		return err
	}
	return r.s.db.Batch(ctx, func(b *store.Batch) error {
		in := b.Context()
		if first {
			if err := r.promiseAnew(in); err != nil {
				return err
			}
		}
		if err := r.s.db.DoubtStock(in, r.c.ID); err != nil {
			return err
		}
		return r.s.db.Stand(in, r.c.ID, func(state *publishing.ConnectionState) { state.RereadDay = r.day() })
	})
}

// promiseAnew lets promises that were made before the platform was first asked begin after what was ordered there by
// then.
func (r *round) promiseAnew(ctx context.Context) error {
	list, err := r.s.db.Placements(ctx, r.c.ID)
	if err != nil {
		return err
	}
	there, err := r.s.db.ChannelPieces(ctx, r.c.ID)
	if err != nil {
		return err
	}
	var promised []publishing.Placement
	for _, p := range list {
		if ordered := there[p.SKU].Ordered; p.PromisedTo > 0 && ordered > 0 {
			p.PromisedTo = min(p.PromisedTo+ordered, publishing.MaxPieces)
			promised = append(promised, p)
		}
	}
	return r.s.db.SavePlacements(ctx, promised)
}

// hearAgain asks for orders by their numbers, many at once where the platform gives them so.
func (r *round) hearAgain(ctx context.Context, orderer publishing.Orderer, nos []string) (done bool, err error) {
	rereader, many := r.platform.(publishing.Rereader)
	size := 1
	if many {
		size = max(r.limits.PageSize, 1)
	}
	for at := 0; at < len(nos); at += size {
		if ctx.Err() != nil {
			return false, nil
		}
		r.say(at, len(nos))
		part := nos[at:min(at+size, len(nos))]
		if !many {
			if err := r.hearOne(ctx, orderer, part[0]); err != nil && !publishing.Is(err, publishing.Absent) {
				return false, err
			}
			continue
		}
		calling, ended := call(ctx)
		orders, err := rereader.Reread(calling, part)
		ended()
		if err == nil {
			err = r.take(context.WithoutCancel(ctx), orders, func(*publishing.ConnectionState) {})
		}
		if err != nil {
			return false, err
		}
	}
	return true, nil
}

// hearOne asks for one order and takes it over.
func (r *round) hearOne(ctx context.Context, orderer publishing.Orderer, no string) error {
	calling, done := call(ctx)
	defer done()
	order, err := orderer.Order(calling, no)
	if err != nil {
		return err
	}
	return r.take(context.WithoutCancel(ctx), []publishing.ChannelOrder{order}, func(*publishing.ConnectionState) {})
}

// hearListings reads what became of our listings.
func (r *round) hearListings(ctx context.Context) error {
	feeder, can := r.platform.(publishing.Feeder)
	if !can {
		return nil
	}
	for range maxPages {
		state, err := r.s.db.ConnectionState(ctx, r.c.ID)
		if err != nil || ctx.Err() != nil {
			return err
		}
		calling, done := call(ctx)
		page, err := feeder.Listings(calling, publishing.From{Cursor: state.FeedCursor, Since: publishing.Since(millis(state.FeedSince))})
		done()
		if err != nil {
			return err
		}
		if err := r.learn(context.WithoutCancel(ctx), &page); err != nil {
			return err
		}
		if !page.More || page.Next == state.FeedCursor {
			return nil
		}
	}
	return nil
}

// learn notes how listings stand.
func (r *round) learn(ctx context.Context, page *publishing.RemotePage) error {
	skus := make([]string, len(page.Remotes))
	for n := range page.Remotes {
		skus[n] = page.Remotes[n].SKU
	}
	standings := map[string]publishing.Standing{}
	if len(skus) > 0 {
		var err error
		if standings, err = r.s.db.Standings(ctx, r.c.ID, skus...); err != nil {
			return err
		}
	}
	var list []publishing.Standing
	var last time.Time
	for n := range page.Remotes {
		remote := &page.Remotes[n]
		last = later(last, remote.UpdatedAt)
		standing, known := standings[remote.SKU]
		if !known {
			continue // somebody else's, or it was never ours
		}
		standing.Learn(remote, ledger.MillisOf(r.s.Clock()))
		standings[remote.SKU] = standing
		list = append(list, standing)
	}
	if err := r.s.db.SaveStandings(ctx, list); err != nil {
		return err
	}
	return r.s.db.Stand(ctx, r.c.ID, func(state *publishing.ConnectionState) {
		state.FeedCursor, state.HeardAt = page.Next, ledger.MillisOf(r.s.Clock())
		if !last.IsZero() && last.Before(r.s.Clock().Add(time.Hour)) {
			state.FeedSince = max(state.FeedSince, ledger.MillisOf(last))
		}
	})
}
