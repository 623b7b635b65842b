package shop

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"

	"github.com/google/uuid"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/store"
)

// A stall without a net hands its outbox to a machine that has one, on a stick: what waits goes into a signed file, the
// centre's machine sends it, and a file of answers comes back.

// carryOutbox is what waits, as a file of kind carriesOutbox holds it.
type carryOutbox struct {
	Channels []carryChannel `json:"channels"`
}

// carryChannel is what waits for one platform.
type carryChannel struct {
	Connection id.Connection       `json:"connection"`
	Name       string              `json:"name"`
	Kind       string              `json:"kind"`
	URL        string              `json:"url"`
	Account    string              `json:"account"` // who the stall is there, "" = it was never asked
	Cursor     string              `json:"cursor"`
	Since      ledger.Millis       `json:"since"`
	FeedCursor string              `json:"feed_cursor"`
	FeedSince  ledger.Millis       `json:"feed_since"`
	SKUs       []string            `json:"skus"` // of all that is placed there
	Rows       []carryRow          `json:"rows"` // in their order
	Listings   []carryListing      `json:"listings"`
	Counts     []carryCount        `json:"counts"`
	Held       map[string]heldHere `json:"held"` // what the platform keeps for orders of goods whose count is not known, by order
}

type heldHere = map[string]int // by SKU, in pieces

// carryRow is a row of the outbox, with what a step or parcel needs beside it.
type carryRow struct {
	publishing.Outgoing
	Told     *store.ToldOrder     `json:"told"`
	Shipment *publishing.Shipment `json:"shipment"`
}

// carryListing is a listing as it is to be.
type carryListing struct {
	SKU      string              `json:"listed"`
	Withdraw bool                `json:"withdraw"`
	Listing  publishing.Listing  `json:"listing"`
	Hash     string              `json:"hash"`
	Kinds    []string            `json:"kinds"` // of its pictures
	Standing publishing.Standing `json:"standing"`
}

// carryCount is a count that is to change: by Change where it is known, else to Want.
type carryCount struct {
	SKU    string                  `json:"sku"`
	Key    string                  `json:"key"`
	Change *publishing.StockChange `json:"change"`
	Want   int                     `json:"want"`
}

// Carried says what a file holds.
type Carried struct {
	Path                             string
	Rows, Listings, Pictures, Counts int
	Fingerprint                      string        // of this shop's signature, for whoever opens the file
	Left                             []SyncProblem // what stays at the stall, and why
	channels                         []carryChannel
	photos                           map[string]string // hash to the name of the file
	connections                      map[id.Connection][]int64
	asks                             []func(context.Context) error
	text, bytes                      int // of listings, and of their pictures
}

// never is a count that no platform has: a change that expects it is refused, and the count is asked for then.
const never = publishing.MaxPieces

// ExportOutbox writes what waits into a file that another machine may send: listings with their pictures, steps and
// parcels of orders, changes of stock, each with a key that makes it count once however often it is sent. What is in the
// file waits for its answer and is not sent from here; what an earlier file holds and nobody answered goes into this one
// too. Where nothing waits, the file asks for orders alone. No secret is in it. Faults: "carry_nothing"
// where no goods are placed anywhere, those of writing a file.
func (s *Shop) ExportOutbox(ctx context.Context, path string) (done Carried, err error) {
	release, err := s.holdSync(ctx)
	if err != nil {
		return done, err
	}
	defer release()
	if err := s.db.RecoverOutbox(ctx); err != nil {
		return done, err
	}
	channels, err := s.Channels(ctx)
	if err != nil {
		return done, err
	}
	done = Carried{Path: path, photos: map[string]string{}, connections: map[id.Connection][]int64{}}
	for n := range channels {
		r := &round{s: s, c: &channels[n], limits: LimitsOf(channels[n].Kind), result: &SyncResult{}}
		if err := r.carry(ctx, &done); err != nil {
			return done, err
		}
	}
	if len(done.channels) == 0 {
		return done, fault.New("carry_nothing", "", nil)
	}
	signer, err := s.carrySigner(ctx)
	if err != nil {
		return done, err
	}
	done.Fingerprint, done.Pictures = signer.fingerprint(), len(done.photos)
	// The changes are written down before the file is, and the rows are taken out of the sender's hands before the file has
	// its name: whatever ends the program, nothing goes twice, and the next file holds it all again.
	for _, ask := range done.asks {
		if err := ask(ctx); err != nil {
			return done, err
		}
	}
	file := &carryWriter{signer: signer, kind: carriesOutbox, id: uuid.NewString(), at: s.Clock()}
	return done, file.write(path, func() error {
		if err := file.json(outboxEntry, carryOutbox{done.channels}); err != nil {
			return err
		}
		for hash, name := range done.photos {
			data, err := s.photoBytes(name)
			if err == nil {
				err = file.add(picturesFolder+hash, data)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}, func() error {
		for connection, rows := range done.connections {
			if err := s.db.CarryOutgoing(ctx, connection, rows); err != nil {
				return err
			}
		}
		return nil
	})
}

// carry gathers what waits for one platform.
func (r *round) carry(ctx context.Context, into *Carried) error {
	state, err := r.s.db.ConnectionState(ctx, r.c.ID)
	if err != nil {
		return err
	}
	channel := carryChannel{Connection: r.c.ID, Name: r.c.Name, Kind: r.c.Kind, URL: r.c.URL, Account: r.c.Account.ID, Cursor: state.Cursor, Since: state.Since,
		FeedCursor: state.FeedCursor, FeedSince: state.FeedSince}
	goods, err := r.view(ctx)
	if err != nil {
		return err
	}
	if r.offers, err = r.s.newOffering(ctx); err != nil {
		return err
	}
	for _, placements := range goods.placed[0] {
		for n := range placements {
			channel.SKUs = append(channel.SKUs, placements[n].SKU)
		}
	}
	slices.Sort(channel.SKUs)
	rows, err := r.s.db.ToCarry(ctx, r.c.ID)
	if err != nil {
		return err
	}
	fresh, listed := map[string]bool{}, map[string]bool{}
	for n := range rows {
		row := carryRow{Outgoing: rows[n]}
		fits := true
		if row.Kind == publishing.Listed {
			if !listed[row.SKU] {
				fits, err = r.carryListing(ctx, &row, &channel, into, fresh)
				listed[row.SKU] = fits
			}
		} else {
			fits, err = r.carryOrder(ctx, &row)
		}
		if err != nil {
			return err
		}
		if fits {
			channel.Rows = append(channel.Rows, row)
			into.connections[r.c.ID] = append(into.connections[r.c.ID], row.ID)
		}
	}
	if err := r.carryCounts(ctx, &channel, into, fresh); err != nil {
		return err
	}
	if len(channel.Rows)+len(channel.SKUs) > 0 { // who has nothing to say asks for orders
		into.Rows, into.Listings, into.Counts = into.Rows+len(channel.Rows), into.Listings+len(channel.Listings), into.Counts+len(channel.Counts)
		into.channels = append(into.channels, channel)
	}
	return nil
}

// carryListing adds the listing of a row as it stands now. One that is not ready stays here.
func (r *round) carryListing(ctx context.Context, row *carryRow, channel *carryChannel, into *Carried, fresh map[string]bool) (fits bool, err error) {
	plan := &sending{row: row.Outgoing}
	if err := r.plan(ctx, plan); err != nil {
		return false, err
	}
	if plan.fate != nil {
		if !plan.fate.Problem.IsZero() {
			into.Left = append(into.Left, SyncProblem{r.c.Name, row.SKU, plan.fate.Problem})
		}
		return false, nil
	}
	size, err := r.s.photoSizes(plan.photos)
	if err != nil {
		return false, err
	}
	text := len(mustJSON(plan.listing)) + len(mustJSON(plan.standing))
	if into.text+text > maxCarryText || into.bytes+size > maxCarryPictures || len(into.photos)+len(plan.photos) > maxCarryEntries-1 {
		return false, nil // the next file takes it
	}
	into.text, into.bytes = into.text+text, into.bytes+size
	listing := carryListing{SKU: row.SKU, Withdraw: plan.withdraw, Listing: plan.listing, Hash: plan.hash, Standing: plan.standing}
	there := plan.standing.Known().Pictures
	for n, name := range plan.photos {
		listing.Kinds = append(listing.Kinds, photoKind(name))
		if hash := plan.listing.Pictures[n].Hash; there[hash] == "" {
			into.photos[hash] = name
		}
	}
	if !plan.withdraw && plan.standing.Version == "" {
		fresh[row.SKU] = true
	}
	channel.Listings = append(channel.Listings, listing)
	return true, nil
}

// carryOrder adds to a step or parcel what its sender must know.
func (r *round) carryOrder(ctx context.Context, row *carryRow) (fits bool, err error) {
	told, found, err := r.told(ctx, &row.Outgoing)
	if err != nil || !found {
		return false, err
	}
	row.Told = &told
	if row.Kind == publishing.Parcelled {
		row.Shipment, err = r.shipmentOf(ctx, &row.Outgoing)
	}
	return true, err
}

// carryCounts adds the counts that differ, each with a key and written down, so that it counts once: sent by the file, or
// from here should a net come first.
func (r *round) carryCounts(ctx context.Context, channel *carryChannel, into *Carried, fresh map[string]bool) error {
	if r.limits.Stock == publishing.StockNone {
		return nil
	}
	counts, err := r.counts(ctx)
	if err != nil {
		return err
	}
	mark, err := r.s.db.Mark(ctx)
	if err != nil {
		return err
	}
	for _, placements := range r.goods.placed[0] {
		for n := range placements {
			if sku := placements[n].SKU; fresh[sku] {
				counts = append(counts, count{sku: sku, want: r.goods.pieces(0, &placements[n])})
			}
		}
	}
	var unknown []string
	for n := range counts {
		c := &counts[n]
		out := carryCount{SKU: c.sku, Key: r.stockKey(c.sku, mark), Want: c.want}
		change := publishing.StockChange{SKU: c.sku, Key: out.Key, Set: max(c.want, 0), Expected: never}
		switch asked := askOf(c.standing.Ask); {
		case asked != nil && asked.Expected == never:
			out.Key, change.Key = asked.Key, asked.Key // of an earlier file
		case asked != nil:
			out.Key, out.Change = asked.Key, asked
		case c.standing.KnownToBe && r.limits.Stock == publishing.StockKeyed:
			delta := c.want - c.standing.Told
			change = publishing.StockChange{SKU: c.sku, Key: out.Key, Delta: delta, Reason: reasonOf(delta), At: r.s.Clock()}
			out.Change = &change
		}
		if out.Change == nil {
			unknown = append(unknown, c.sku)
		}
		if out.Change == nil || out.Change == &change {
			want := c.want
			into.asks = append(into.asks, func(ctx context.Context) error { return r.s.db.AskStock(ctx, r.c.ID, change, want) })
		}
		channel.Counts = append(channel.Counts, out)
	}
	if len(unknown) > 0 {
		channel.Held, err = r.s.db.HeldThere(ctx, r.c.ID, unknown)
	}
	return err
}

// What the listings of one file and their pictures may come to, well under what may be read.
const (
	maxCarryText     = 64 << 20
	maxCarryPictures = 800 << 20
)

// photoSizes sums the sizes of pictures.
func (s *Shop) photoSizes(names []string) (sum int, err error) {
	for _, name := range names {
		info, err := os.Stat(filepath.Join(s.Dir, Images, filepath.Base(name)))
		if err != nil {
			return 0, fault.Wrap(err, "picture_unread")
		}
		sum += int(info.Size())
	}
	return sum, nil
}

// askOf reads a change that is written down, nil for none.
func askOf(text string) *publishing.StockChange {
	change := new(publishing.StockChange)
	if text == "" || json.Unmarshal([]byte(text), change) != nil {
		return nil
	}
	return change
}
