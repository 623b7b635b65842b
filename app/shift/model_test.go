package shift

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

func TestCountAddsUp(t *testing.T) {
	var c count
	for n, pieces := range []int{4, 3, 27, 8, 31} {
		if err := c.setPieces(n, qty.Pieces(pieces)); err != nil {
			t.Fatal(err)
		}
	}
	c.coins = 187_00
	if c.counted() != 9407_00 || c.notesText() != "1000x4 500x3 100x27 50x8 20x31 coins 187.00" {
		t.Errorf("%v, %q", c.counted(), c.notesText())
	}
	if err := c.setPieces(0, qty.One/2); !fault.Is(err, "qty_too_large") || c.pieces[0] != 4 {
		t.Errorf("half a note: %v", err)
	}
	if err := c.setPieces(0, qty.Max); !fault.Is(err, "qty_too_large") {
		t.Errorf("too many notes: %v", err)
	}
	if request := c.request(2000_00); request.Leave != 2000_00 || request.Counted != 9407_00 {
		t.Errorf("%+v", request)
	}
	c.asSum, c.whole = true, 1500_00
	if request := c.request(2000_00); request.Leave != 1500_00 || request.Notes != "" {
		t.Errorf("%+v", request)
	}
}

func TestWhatIsMissing(t *testing.T) {
	m := &model{reading: reading{shift: &shop.Shift{ShiftView: &shop.ShiftView{Drawer: selling.Drawer{Float: 100_00}}}, blind: true}}
	for _, step := range []struct {
		do   func()
		want string
	}{
		{func() {}, "count"},
		{func() { m.whole, m.asSum, m.begun = 90_00, true, true }, "reveal"},
		{func() { m.done = true }, "reason"},
		{func() { m.reason = "ทอนผิด" }, ""},
		{func() { m.leave, m.leaving = 95_00, true }, "leave"},
		{func() { m.whole, m.reason = 100_00, "" }, ""},
	} {
		step.do()
		if got := m.ready(); got != step.want {
			t.Errorf("missing %q, want %q", got, step.want)
		}
	}
}

func TestGrossProfitLeavesOutConsignorsCost(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	maker, err := b.Shop.SaveProducer(ctx, shop.Party{Name: "กลุ่มแม่บ้านดอนตูม"})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []catalog.Product{
		{SKU: "OWN", Name: "สบู่", Price: 100_00, Cost: 40_00, Terms: ledger.Own},
		{SKU: "CON", Name: "กล้วยตาก", Price: 200_00, Cost: 150_00, Terms: ledger.Consign, GP: money.Basis(2000), ProducerID: maker.ID},
	} {
		p, err := b.Shop.SaveProduct(ctx, p, shop.Opening{Qty: qty.Pieces(9)})
		if err != nil {
			t.Fatal(err)
		}
		cart := b.Cart()
		cart.Add(p.ID, qty.One)
		if _, _, err := b.Shop.Pay(ctx, selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: selling.Cash}}}); err != nil {
			t.Fatal(err)
		}
	}
	r, err := read(ctx, b.Shop)
	if err != nil {
		t.Fatal(err)
	}
	if gross, rate := r.gross(); gross != 100_00 || rate != 3330 || r.sum.Owners != 160_00 || r.owed != 1 {
		t.Errorf("gross %v, %v%%; owners %v of %d, cost %v", gross, rate, r.sum.Owners, r.owed, r.cost)
	}
	if w := r.ways(); w.cash != 300_00 || len(r.best) != 2 || r.best[0].name != "กล้วยตาก" {
		t.Errorf("%+v, %+v", w, r.best)
	}
	if r.week[6].Total != 300_00 || r.week[0].Day != "2026-11-17" || r.week[0].Total != 0 {
		t.Errorf("%+v", r.week)
	}
}

func TestCopyIsVerifiedAndLeavesNothingHalf(t *testing.T) {
	dir, drive := t.TempDir(), t.TempDir()
	file := filepath.Join(dir, "shop-1.talat")
	if err := os.WriteFile(file, []byte("backup"), 0o600); err != nil {
		t.Fatal(err)
	}
	to, err := copyTo(t.Context(), file, drive)
	if err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(to); err != nil || string(data) != "backup" {
		t.Errorf("%q, %v", data, err)
	}
	if _, err := copyTo(t.Context(), file, filepath.Join(drive, "gone")); !fault.Is(err, "backup_failed") {
		t.Errorf("no drive: %v", err)
	}
	if _, err := copyTo(t.Context(), filepath.Join(dir, "none"), drive); !fault.Is(err, "backup_failed") {
		t.Errorf("no backup: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(drive, "*.part")); len(left) != 0 {
		t.Errorf("left behind %v", left)
	}
}

func TestDrivesAreFoldersWhereTheyAreMounted(t *testing.T) {
	media := t.TempDir()
	if err := os.Mkdir(filepath.Join(media, "KINGSTON"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(media, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := foldersIn(media, filepath.Join(media, "none")); len(got) != 1 || filepath.Base(got[0]) != "KINGSTON" {
		t.Errorf("%v", got)
	}
}
