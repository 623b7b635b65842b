package shop

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// Of many changes of stock over a slow line that loses one answer in twenty, each arrives, and once.
func TestEveryChangeOfStockArrivesOnce(t *testing.T) {
	changes, delay := 1000, 20
	if testing.Short() {
		changes, delay = 100, 5
	}
	w := newStall(t)
	var goods []catalog.Product
	for n := range 25 {
		goods = append(goods, w.goods(fmt.Sprintf("L-%d", n), 10_00, qty.Pieces(changes)))
	}
	w.publish(goods...)
	line := newLine(t, w.double.URL)
	w.movedTo("http://" + line.proxy.Listen)
	w.sync()
	line.slow(delay)
	random, lost := rand.New(rand.NewPCG(5, 20)), 0
	w.double.Always(func(operation string, _ int) *double.Fault {
		if operation == "getToken" || random.IntN(20) > 0 {
			return nil
		}
		lost++
		fault := double.LoseReply()
		return &fault
	})
	for told := 0; told < changes; told += len(goods) {
		for _, p := range goods {
			sell(t, w.Shop, p, qty.One, "cash")
		}
		w.sync()
		w.at = w.at.Add(time.Minute)
	}
	w.double.Always(nil)
	for range 5 {
		w.sync()
		w.at = w.at.Add(20 * time.Minute)
	}
	for _, p := range goods {
		if want := changes - changes/len(goods); w.level(p.SKU) != want {
			t.Errorf("%s: %d there, want %d", p.SKU, w.level(p.SKU), want)
		}
	}
	if key, times := w.double.MostApplied(); times > 1 || lost == 0 {
		t.Errorf("%s was done %d times, %d answers were lost", key, times, lost)
	}
}

// A count whose answer was lost is told again after its rest, not only when something else happens.
func TestALostAnswerIsAskedForAgainSoon(t *testing.T) {
	w := newStall(t)
	basket := w.goods("A", 10_00, qty.Pieces(9))
	w.publish(basket)
	worker := &syncer{s: w.Shop, changed: func() {}, marks: map[id.Connection]int64{}}
	look := func() {
		t.Helper()
		if err := worker.look(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	look()
	sell(t, w.Shop, basket, qty.Pieces(2), "cash")
	w.double.On("adjustStock", double.Drop())
	look()
	if w.level("A") != 9 {
		t.Fatalf("%d there", w.level("A"))
	}
	w.at = w.at.Add(publishing.Wait(1))
	if look(); w.level("A") != 7 {
		t.Errorf("after %v: %d there", publishing.Wait(1), w.level("A"))
	}
	calls := len(w.double.Journal())
	w.at = w.at.Add(5 * time.Second)
	if look(); len(w.double.Journal()) != calls {
		t.Error("there was nothing to do, and the platform was asked")
	}
}

// Two programs with the same shop send what waits once.
func TestTwoProgramsSendOnce(t *testing.T) {
	w := newStall(t)
	var goods []catalog.Product
	for n := range 12 {
		goods = append(goods, w.goods(fmt.Sprintf("T-%d", n), 10_00, qty.Pieces(5)))
	}
	for _, p := range goods { // one call each
		w.publish(p)
	}
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() {
			command := exec.Command(os.Args[0], "-test.run=^$")
			command.Env = append(os.Environ(), syncChild+"="+w.at.UTC().Format(time.RFC3339)+" "+w.Dir)
			if out, err := command.CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	w.sync()
	all.Wait()
	for _, p := range goods {
		if w.double.Applied(p.SKU) != 1 || w.level(p.SKU) != 5 {
			t.Errorf("%s was put %d times, %d there", p.SKU, w.double.Applied(p.SKU), w.level(p.SKU))
		}
	}
	if key, times := w.double.MostApplied(); times > 1 || len(w.waiting()) != 0 {
		t.Errorf("%s was done %d times; %d wait", key, times, len(w.waiting()))
	}
}

// A shop that was restored from a backup knows less than the platform: counts are asked for before they are told, what
// was sent since is found, and orders that it had heard come back once.
func TestARestoredShopAgreesAgain(t *testing.T) {
	w := newStall(t)
	ctx := t.Context()
	basket, later := w.goods("A", 10_00, qty.Pieces(20)), w.goods("B", 10_00, qty.Pieces(5))
	w.publish(basket)
	w.sync()
	w.double.Place(double.Order{ID: "P-1", Lines: []double.Line{{SKU: "A", Pieces: 2, Price: 10_00}}})
	w.sync()
	file := filepath.Join(t.TempDir(), "shop"+BackupExt)
	if err := w.Backup(ctx, file, ""); err != nil {
		t.Fatal(err)
	}
	sell(t, w.Shop, basket, qty.Pieces(6), "cash") // these the restored shop knows nothing of
	w.double.Place(double.Order{ID: "P-2", Lines: []double.Line{{SKU: "A", Pieces: 1, Price: 10_00}}})
	w.sync()
	if err := w.ConfirmOrder(ctx, w.orders()["P-1"].OrderID, false, ""); err != nil {
		t.Fatal(err)
	}
	w.publish(later)
	basket.Price = 15_00
	w.save(basket)
	w.sync()
	if w.level("A") != 11 || len(w.waiting()) != 0 {
		t.Fatalf("%d there, %+v", w.level("A"), w.waiting())
	}
	back, err := Restore(ctx, file, filepath.Join(t.TempDir(), "new"), RestoreOptions{}, func() time.Time { return w.at })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = back.Close() })
	w.Shop = back
	if err := w.SaveChannel(ctx, w.channel, w.key()); err != nil {
		t.Fatal(err)
	}
	w.publish(later)
	for range 4 {
		w.at = w.at.Add(20 * time.Minute)
		w.sync()
	}
	orders := w.orders()
	if len(orders) != 2 || orders["P-2"].OrderID.IsZero() {
		t.Errorf("%+v", orders)
	}
	if w.level("A") != 17 || w.level("B") != 5 {
		t.Errorf("%d and %d there", w.level("A"), w.level("B"))
	}
	if w.word(basket) != publishing.WordDiffers || w.word(later) != publishing.WordLive || len(w.waiting()) != 0 {
		t.Errorf("%q, %q, %+v", w.word(basket), w.word(later), w.waiting())
	}
	w.publish(basket) // a person saw that it costs something else there
	if w.sync(); w.word(basket) != publishing.WordLive {
		t.Errorf("told again: %q", w.word(basket))
	}
	if key, times := w.double.MostApplied(); times > 1 {
		t.Errorf("%s was done %d times", key, times)
	}
}

// slow delays every answer by so many milliseconds.
func (l *line) slow(delay int) {
	l.t.Helper()
	l.open(l.proxy.Listen, []string{fmt.Sprintf(`{"type":"latency","stream":"downstream","toxicity":1,"attributes":{"latency":%d}}`, delay)})
}
