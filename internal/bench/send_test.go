package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// The limits of a round with a platform on this machine, in a process of its own.
const (
	maxSend     = 15_000 // ms, of queuedOnce listings with a picture each, and their counts
	maxSendSize = 150    // MB, resident at the most
	maxPull     = 10_000 // ms
	pulled      = 5_000
	pictureSize = 150 << 10
)

// syncChild names the shop that this process makes a round of, instead of testing.
const syncChild = "TALAT_SYNC_CHILD"

// TestListingsSent sends listings with pictures to a platform, and hears orders of it.
func TestListingsSent(t *testing.T) {
	if dir := os.Getenv(syncChild); dir != "" {
		syncAlone(t, dir)
		return
	}
	_, queued, _ := listed()
	orders := pulled
	if wanted().dir == "" {
		orders = 30
	}
	dir := t.TempDir()
	copyFile(t, filepath.Join(readyShop(t, queued+100), "shop.db"), filepath.Join(dir, "shop.db"))
	platform := double.Open(t, double.Options{Live: true, Unchecked: true})
	s := openShop(t, dir)
	channel := connectTo(t, s, "ตลาดกลาง", platform.URL)
	ready := readyGoods(t, s, queued)
	skus := givePictures(t, s, ready)
	if done, err := s.Publish(t.Context(), channel, ready...); err != nil || len(done.Queued) != queued {
		t.Fatalf("%d queued, %v", len(done.Queued), err)
	}
	heading(fmt.Sprintf("%d listings with a picture of %d KB each, sent to a platform on this machine by a process of its own", queued, pictureSize>>10))
	sent, size, result := syncApart(t, dir)
	if result.Failed+result.Waiting > 0 || len(platform.SKUs()) != queued || platform.Pictures() != queued {
		t.Fatalf("%+v, %d listings and %d pictures there", result, len(platform.SKUs()), platform.Pictures())
	}
	report(t, figure{"send them, and tell what can be ordered", sent, "ms", maxSend, fmt.Sprintf("%d calls", len(platform.Journal()))})
	report(t, figure{"resident at the most", size, "MB", maxSendSize, ""})
	idle, _, _ := syncApart(t, dir)
	report(t, figure{"a round in which nothing is to be done", idle, "ms", 0, ""})
	for n := range orders {
		order := double.Order{Post: 50_00}
		for line := range 1 + n%3 {
			order.Lines = append(order.Lines, double.Line{SKU: skus[(n*7+line*3)%len(skus)], Pieces: 1 + n%2, Price: 99_00})
		}
		platform.Place(order)
	}
	took, size, result := syncApart(t, dir)
	if result.New != orders {
		t.Fatalf("%d orders of %d: %+v", result.New, orders, result)
	}
	report(t, figure{fmt.Sprintf("hear %d orders", orders), took, "ms", maxPull, ""})
	report(t, figure{"resident at the most", size, "MB", maxSendSize, ""})
}

// givePictures writes a picture of its own for each of some goods, and gives their SKUs.
func givePictures(t *testing.T, s *shop.Shop, goods []id.Product) (skus []string) {
	t.Helper()
	index, err := s.Catalogue(t.Context())
	if err := errors.Join(err, os.MkdirAll(filepath.Join(s.Dir, shop.Images), 0o700)); err != nil {
		t.Fatal(err)
	}
	for _, product := range goods {
		p := index.ByID(product)
		skus = append(skus, p.SKU)
		data := append([]byte{0xff, 0xd8, 0xff}, bytes.Repeat([]byte(p.SKU), pictureSize/len(p.SKU))...) // as much of a picture as platforms look at
		if err := os.WriteFile(filepath.Join(s.Dir, shop.Images, p.Photo), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return skus
}

// syncApart makes a round in a process of its own.
func syncApart(t *testing.T, dir string) (took, size float64, result shop.SyncResult) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestListingsSent$", "-test.v")
	child.Env = append(os.Environ(), syncChild+"="+dir)
	out, err := child.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	at := bytes.Index(out, []byte("figures "))
	if at < 0 {
		t.Fatalf("no figures in %s", out)
	}
	if _, err := fmt.Sscanf(string(out[at:]), "figures %g %g %d %d %d %d", &took, &size, &result.Sent, &result.Failed, &result.Waiting, &result.New); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return took, size, result
}

// syncAlone is the child: it opens a shop and makes a round with all platforms.
func syncAlone(t *testing.T, dir string) {
	ctx := context.Background()
	s, err := shop.Open(ctx, dir, clock.System)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	var result shop.SyncResult
	took := millis(func() {
		if result, err = s.SyncNow(ctx, id.Connection{}, nil); err != nil {
			t.Fatal(err)
		}
	})
	fmt.Printf("\nfigures %.0f %.1f %d %d %d %d\n", took, peak(), result.Sent, result.Failed, result.Waiting, result.New)
}
