package office

import (
	"path/filepath"
	"testing"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// kept gives the files in the folder of exports that are called so.
func (w *weavers) kept(name string) []string {
	w.t.Helper()
	files, err := filepath.Glob(filepath.Join(w.Dir, shop.Exports, name+"*.pdf"))
	must(w.t, err)
	return files
}

func (w *weavers) notes(order *shop.Order) []*shop.OfficePaper {
	w.t.Helper()
	return standing(w.far(order), papers.Delivery)
}

// The notes of all recipients are made by one key and kept in one file; again makes no second ones.
func TestNotesOfAllPlacesByOneKey(t *testing.T) {
	w, big := season(t)
	b := show(t, usual, w.Shop, big.Order.Number)
	before := len(w.notes(big)) // one of the five that have left
	b.press("Enter")
	if made := w.notes(big)[before:]; len(made) != 3 || made[0].Receiver == made[1].Receiver {
		t.Fatalf("%d notes are made", len(made))
	}
	if !b.Kit.Prompt.Open() {
		t.Fatal("the notes are not shown")
	}
	b.press("F5")
	if files := w.kept("delivery-" + big.Order.Number); len(files) != 1 {
		t.Errorf("kept %v", files)
	}
	if next(w.far(big)) != nextShip {
		t.Errorf("after the notes %q is next", next(w.far(big)))
	}
	b.press("F10")
	if got := len(w.notes(big)); got != before+3 || !b.Kit.Prompt.Open() {
		t.Errorf("again makes %d notes", got-before)
	}
	b.press("Esc")
	b.press("F10", "Esc")
	for _, row := range b.page.m.list.rows { // done: nothing to note
		if row.Todo == "" {
			b.page.Turn(row.Number)
		}
	}
	b.settle()
	b.press("F10")
	if b.Kit.Prompt.Open() || b.Kit.Prompt.Said() != b.Kit.T("officepage.why.notes", fault.Values{"papers": "F3"}) {
		t.Errorf("of an order that is done is said %q", b.Kit.Prompt.Said())
	}
}

// What cannot be done yet says what comes first, and by which key.
func TestNotesBeforeAnythingIsPacked(t *testing.T) {
	w := newWeavers(t)
	order := w.office("อบต.บ้านคราม", "กองคลัง", 10, 2, "2026-12-20")
	b := show(t, usual, w.Shop, order.Order.Number)
	for _, key := range []keys.Chord{"F10", "F11"} {
		b.press(key)
		if said := b.Kit.Prompt.Said(); said != b.Kit.T("officepage.why.unpacked", fault.Values{"order": "F4"}) || b.Kit.Prompt.Open() {
			t.Errorf("%s says %q", key, said)
		}
		b.Kit.Prompt.Hush()
	}
}

func TestLabelsOfAllParcelsByOneKey(t *testing.T) {
	w, big := season(t)
	b := show(t, usual, w.Shop, big.Order.Number)
	b.press("F11")
	if !b.Kit.Prompt.Open() {
		t.Fatal("no labels are shown")
	}
	b.press("F5")
	printed := 0
	for _, parcel := range w.far(big).Order.Parcels {
		if parcel.State == ledger.ParcelPacked && parcel.PrintedAt > 0 {
			printed++
		}
	}
	if files := w.kept("label"); len(files) != 1 || printed != 3 {
		t.Errorf("kept %v, %d parcels are noted as printed", files, printed)
	}
}

// When labels went out it is said how many boxes have none.
func TestBoxesWithoutALabelAreCounted(t *testing.T) {
	w := newWeavers(t)
	order := w.office("อบต.บ้านคราม", "กองคลัง", 10, 6, "2026-12-20")
	for n := range 6 {
		grams := 0
		if n == 0 {
			grams = 800
		}
		must(t, w.Pack(t.Context(), ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order.Order.ID, To: n + 1, Grams: grams}, ""))
	}
	b := show(t, usual, w.Shop, order.Order.Number)
	b.press("F11")
	b.press("F5")
	if out := b.Kit.Prompt.Said(); out != b.Kit.T("papers.labels_out", fault.Values{"done": 1, "all": 6}) {
		t.Errorf("after it %q", out)
	}
}
