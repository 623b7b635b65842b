package orders

import (
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Gifts follow what is ordered until a person changes one: then they stay as that person left them.
func TestGiftsFollowWhatIsOrdered(t *testing.T) {
	jar, spoon := &catalog.Product{ID: id.New[id.Product](), Name: "น้ำพริก"}, id.New[id.Product]()
	given := func(pieces int) prices {
		p := prices{of: []id.Product{jar.ID}, each: []money.Satang{100_00}}
		if pieces > 0 {
			p.gifts = []draftLine{{OrderLine: ledger.OrderLine{ProductID: spoon, Qty: qty.Pieces(pieces), Gift: true}}}
		}
		return p
	}
	begun := func() *draft {
		d := newDraft()
		if err := d.put(jar, qty.Pieces(2)); err != nil {
			t.Fatal(err)
		}
		d.take(given(1))
		return d
	}
	d := begun()
	d.take(given(2))
	if len(d.lines) != 2 || d.lines[1].Qty != qty.Pieces(2) || d.lines[1].N != 2 || !d.whole("").Lines[1].Gift || len(d.open()) != 1 {
		t.Fatalf("%+v", d.lines)
	}
	d.take(given(0))
	if len(d.lines) != 1 {
		t.Errorf("what is given no more stays: %+v", d.lines)
	}
	d = begun()
	d.step(1, 2)
	d.take(given(1))
	if len(d.lines) != 2 || d.lines[1].Qty != qty.Pieces(3) {
		t.Errorf("a gift that a person changed: %+v", d.lines)
	}
	d = begun()
	d.remove(1)
	d.take(given(1))
	if len(d.lines) != 1 {
		t.Errorf("a gift that a person took off is back: %+v", d.lines)
	}
	d = begun()
	if err := d.put(&catalog.Product{ID: spoon, Name: "ช้อน"}, qty.One); err != nil || len(d.lines) != 3 || d.lines[1].Qty != qty.One {
		t.Errorf("a spoon that is bought besides: %+v %v", d.lines, err)
	}
}
