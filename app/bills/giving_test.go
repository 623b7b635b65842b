package bills

import (
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

func TestPiecesStayInsideWhatIsLeft(t *testing.T) {
	b := newBench(t)
	g := newGiving(b.Shop, b.Sell(selling.Cash, 2, 1), false)
	if g.any() {
		t.Error("nothing is chosen yet")
	}
	for range 5 {
		g.step(0, 1)
	}
	g.step(1, -1)
	g.step(7, 1)
	if g.back[0] != qty.Pieces(2) || g.back[1] != 0 || !g.any() {
		t.Errorf("back %v", g.back)
	}
	g.all()
	if g.back[1] != qty.One {
		t.Errorf("all is %v", g.back)
	}
	g.all()
	if g.any() {
		t.Errorf("all again is %v", g.back)
	}
}

func TestExchangeEitherWay(t *testing.T) {
	b := newBench(t)
	g := newGiving(b.Shop, b.Sell(selling.PromptPay, 2), true)
	g.step(0, 1)
	if g.any() {
		t.Error("an exchange without goods out")
	}
	if err := g.add(t.Context(), "ไม่มีของนี้"); !fault.Is(err, "product_unknown") {
		t.Errorf("unknown goods: %v", err)
	}
	if err := g.add(t.Context(), "RI1"); err != nil {
		t.Fatal(err)
	}
	seen, err := g.preview(t.Context())
	if err != nil || seen.Total != 20_00 || seen.way != selling.Cash {
		t.Fatalf("dearer goods: %+v, %v", seen, err)
	}
	g.more(0)
	g.less(0)
	g.step(0, 1)
	if seen, err = g.preview(t.Context()); err != nil || seen.Total != -25_00 || seen.way != "" {
		t.Fatalf("cheaper goods: %+v, %v", seen, err)
	}
	bill, _, err := g.do(t.Context(), seen.way, "ผิดขนาด", false)
	if err != nil || bill.Total != -25_00 || bill.Payments[0].Method != selling.PromptPay {
		t.Fatalf("done %+v, %v", bill, err)
	}
	if again, _, err := g.do(t.Context(), seen.way, "ผิดขนาด", false); err != nil || again.Number != bill.Number {
		t.Errorf("done twice: %v, %v", again, err)
	}
}

func TestGoodsOutByName(t *testing.T) {
	b := newBench(t)
	g := newGiving(b.Shop, b.Sell(selling.Cash, 1), true)
	if err := g.add(t.Context(), "คราม"); err != nil || g.names[0] != "ผ้าคราม ทอมือ 2 ม." {
		t.Errorf("%v, %v", g.names, err)
	}
	g.less(0)
	if len(g.out.Lines) != 0 || len(g.names) != 0 {
		t.Errorf("still %v", g.names)
	}
}

func TestNumbersAreCompleted(t *testing.T) {
	for typed, want := range map[string]string{"42": "A-2569-000042", " a-2569-000042 ": "A-2569-000042", "A-RF-2569-000001": "A-RF-2569-000001", "0": "0"} {
		if got := number("A", "2026-11-23", typed); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
}
