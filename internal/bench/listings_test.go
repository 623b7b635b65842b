package bench

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// The limits of listings, in milliseconds, and how much there is of everything.
const (
	maxQueue   = 1_000
	maxLists   = 100
	maxNet     = 20
	goods      = 10_000
	connected  = 5
	outgoing   = 100_000 // rows of the outbox: all goods wait on all platforms, the rest went
	queuedOnce = 1_000
)

// nobody is an address where no platform is.
const nobody = "http://127.0.0.1:9"

// listed are sizes of a run: fewer where nothing is measured.
func listed() (products, queued, rows int) {
	if wanted().dir == "" {
		return 60, 20, 600
	}
	return goods, queuedOnce, outgoing
}

// TestListings measures what a shop with many listings does without a net: queueing them, and looking at them.
func TestListings(t *testing.T) {
	products, queued, rows := listed()
	ctx := context.Background()
	heading(fmt.Sprintf("Listings of %d goods on %d platforms, %d rows in the outbox", products, connected, rows))
	empty := openCopy(t, readyShop(t, products))
	channel := connectTo(t, empty, "ตลาดกลาง", nobody)
	ready := readyGoods(t, empty, queued)
	report(t, figure{fmt.Sprintf("queue %d listings, one transaction", queued), millis(func() {
		done, err := empty.Publish(ctx, channel, ready...)
		if err != nil || len(done.Queued) != queued {
			t.Fatalf("%d queued, %v", len(done.Queued), err)
		}
	}), "ms", maxQueue, ""})
	full := openShop(t, fullShop(t))
	one := readyGoods(t, full, 1)[0]
	often := wanted().reads/20 + 1
	page := func(query shop.ListingQuery) func(int) {
		return func(int) {
			query.Limit = 50
			if list, _, err := full.Listings(ctx, query); err != nil || len(list) == 0 {
				t.Fatalf("%d rows, %v", len(list), err)
			}
		}
	}
	spread(t, "list of listings, first page", times(often, page(shop.ListingQuery{})), maxLists, "")
	spread(t, "list of listings, narrowed by a word", times(often/4+1, page(shop.ListingQuery{Word: publishing.WordQueued})), 0, "")
	spread(t, "one product on all platforms", times(often, func(int) {
		if _, err := full.Listing(ctx, one); err != nil {
			t.Fatal(err)
		}
	}), maxLists, "")
	outbox := func(query store.OutboxQuery) func(int) {
		return func(int) {
			query.Limit = 50
			if list, _, err := full.Outbox(ctx, query); err != nil || len(list) == 0 {
				t.Fatalf("%d rows, %v", len(list), err)
			}
		}
	}
	channels, err := full.Channels(ctx)
	if err != nil {
		t.Fatal(err)
	}
	spread(t, "outbox, first page of what waits", times(often, outbox(store.OutboxQuery{})), maxLists, "")
	spread(t, "outbox, first page of one platform's", times(often, outbox(store.OutboxQuery{ConnectionID: channels[1].ID})), maxLists, "")
	spread(t, "outbox, first page of what went", times(often, outbox(store.OutboxQuery{State: publishing.Sent})), maxLists, "")
	spread(t, "how the shop stands with the net", times(often, func(int) {
		if _, err := full.Net(ctx); err != nil {
			t.Fatal(err)
		}
	}), maxNet, "")
	spread(t, "what is promised, before a sale", times(often, func(int) {
		if _, err := full.Promised(ctx); err != nil {
			t.Fatal(err)
		}
	}), maxNet, "")
}

// connectTo adds a platform to a shop.
func connectTo(t *testing.T, s *shop.Shop, name, url string) id.Connection {
	t.Helper()
	c := publishing.Connection{ID: id.New[id.Connection](), Name: name, Kind: "common", URL: url}
	if err := s.SaveChannel(context.Background(), c, connect.NewSecret(double.ClientID+":"+double.Secret)); err != nil {
		t.Fatal(err)
	}
	return c.ID
}

// readyGoods gives goods of which nothing is missing.
func readyGoods(t *testing.T, s *shop.Shop, count int) (list []id.Product) {
	t.Helper()
	rows, _, err := s.Listings(context.Background(), shop.ListingQuery{Limit: 20_000})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if p := row.Product; len(list) < count && !p.IsSet() && !p.Untracked && publishing.Ready(row.Cells[0].Reasons) {
			list = append(list, row.Product.ID)
		}
	}
	if len(list) < count {
		t.Fatalf("only %d of %d goods are ready", len(list), count)
	}
	return list
}

// kept gives the folder of a shop that is made once, by its name.
func kept(t *testing.T, name string, make func(dir string) error) string {
	t.Helper()
	root := root()
	dir := filepath.Join(root, name+"-"+schema(t))
	if shop.Exists(dir) {
		return dir
	}
	part := dir + ".part"
	if err := errors.Join(os.MkdirAll(root, 0o700), os.RemoveAll(part)); err != nil {
		t.Fatal(err)
	}
	took := millis(func() {
		if err := make(part); err != nil {
			t.Fatal(err)
		}
	})
	if err := os.Rename(part, dir); err != nil {
		t.Fatal(err)
	}
	report(t, figure{name: "making " + name, value: took / 1000, unit: "s"})
	return dir
}

// readyShop gives a shop with goods of which nothing is missing, each with a picture of its own that is no file yet.
func readyShop(t *testing.T, products int) string {
	t.Helper()
	return kept(t, fmt.Sprintf("ready-%d", products), func(dir string) error {
		s, err := shop.Demo(t.Context(), dir, shop.DemoOptions{Products: products, Bills: 100, Seed: 1}, clock.System, nil)
		if err != nil {
			return err
		}
		if err := s.Close(); err != nil {
			return err
		}
		db := openFile(t, filepath.Join(dir, "shop.db"))
		_, err = db.Exec(`UPDATE product SET photo = sku || '.jpg', more_photos = '[]', category = 'ของใช้', otop_category = 'ware', weight_g = 300, alcohol = 0,
			certificates = '[]', weighed = 0, archived = 0, draft = 0, price_satang = max(price_satang, 1000), description = ?`, description)
		return errors.Join(err, db.Close())
	})
}

var description = strings.Repeat("ตะกร้าหวายสานมือของกลุ่มแม่บ้าน ใช้ได้นาน ", 6)

// fullShop is readyShop with all goods on all platforms: on three of them they are live, and all wait to be sent.
func fullShop(t *testing.T) string {
	t.Helper()
	products, _, rows := listed()
	from := readyShop(t, products)
	return kept(t, fmt.Sprintf("listed-%d-%d", products, rows), func(dir string) error {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return err
		}
		copyFile(t, filepath.Join(from, "shop.db"), filepath.Join(dir, "shop.db"))
		s, err := shop.Open(t.Context(), dir, clock.System)
		if err != nil {
			return err
		}
		for n := range connected {
			if _, err := s.Publish(t.Context(), connectTo(t, s, fmt.Sprint("ตลาด ", n+1), nobody)); err != nil {
				return errors.Join(err, s.Close())
			}
		}
		list, _, err := s.Listings(t.Context(), shop.ListingQuery{Limit: 2 * products})
		if err := errors.Join(err, s.Close()); err != nil {
			return err
		}
		db := openFile(t, filepath.Join(dir, "shop.db"))
		return errors.Join(stand(db, list, rows), db.Close())
	})
}

// stand writes how listings stand, and what went before.
func stand(db *sql.DB, list []shop.Listing, rows int) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	write := func(query string, args ...any) {
		if err == nil {
			_, err = tx.Exec(query, args...)
		}
	}
	for n := range list {
		for k := range list[n].Cells[:connected-2] {
			cell := &list[n].Cells[k]
			there, _ := json.Marshal(publishing.Compared{Here: &cell.Listing, There: &cell.Listing})
			write(`INSERT INTO standing SELECT connection_id, sku, 'l-1', '"r1"', '[]', 'live', 'live', '[]', ?, ?, 1, 1, 5, 1, '', 0, 0, 0, ''
				FROM placement WHERE id = ?`, string(there), fmt.Sprint("hash of ", n), cell.Placement.ID[:])
		}
	}
	for err == nil {
		left := 0
		if err = tx.QueryRow("SELECT ? - count(*) FROM outbox", rows).Scan(&left); left <= 0 {
			break
		}
		write(`INSERT INTO outbox (connection_id, thing, kind, sku, order_id, parcel_id, what, reason, key, state, attempts, next_at, problem, discarded, at, ended_at)
			SELECT connection_id, thing, kind, sku, order_id, parcel_id, what, reason, key, 'sent', attempts, next_at, problem, discarded, at, at
			FROM outbox WHERE state = 'waiting' LIMIT ?`, left)
	}
	return errors.Join(err, tx.Commit())
}
