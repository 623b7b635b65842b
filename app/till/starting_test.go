package till

import (
	"context"
	"reflect"
	"testing"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shop"
)

func TestTheTillSellsBeforeTheCountsAreRead(t *testing.T) {
	s := demo(t, 20)
	f, err := readGoods(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	m := newModel(s.Clock, func(shop.Draft) {})
	if err := m.load(f, true); err != nil {
		t.Fatal(err)
	}
	p := f.favourites[0]
	if text, low, out := m.stockOf(i18n.Thai, p); text != "" || low || out {
		t.Errorf("a tile says %q of a count that is not known", text)
	}
	if warned := m.warnings(p.ID); len(warned) > 0 {
		t.Errorf("warned %v", warned)
	}
	full, err := read(t.Context(), s, f)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.load(full, true); err != nil {
		t.Fatal(err)
	}
	if m.group != bestGoods {
		t.Errorf("the first group is %q", m.group)
	}
	m.show(&m.facts, favourite)
	if err := m.load(full, true); err != nil || m.group != favourite {
		t.Errorf("a chosen group went: %q, %v", m.group, err)
	}
}

// starting is a till that can sell and has read no goods: its reading is stopped after the first step.
func starting(t *testing.T, s *shop.Shop, before func(*bench)) *bench {
	t.Helper()
	b := &bench{Stage: looks.New(t, usual, s)}
	b.Show(kit.Till, b.make)
	before(b)
	b.Until(t, b.page.model.ready)
	b.page.runner.Cancel()
	t.Cleanup(func() { b.settle(t) })
	return b
}

func (b *bench) answered() bool { return len(b.page.asked) == 0 && !b.page.acts.Busy("find") }

func TestTheTillSellsBeforeTheGoodsAreRead(t *testing.T) {
	b := starting(t, demo(t, 0), func(b *bench) {
		for range maxAsked + 1 {
			b.page.Scan("3") // before anything of the shop is known
		}
	})
	b.Until(t, b.answered)
	b.wantBill(t, "scans that waited", 1, 100*money.Baht(65)-33*money.Baht(10)) // three of the rice and ten is off
	b.page.Scan("8850000000010")
	b.Type("7")
	b.Press("Enter")
	b.Until(t, b.answered)
	if b.page.model.whole || len(b.page.model.cart.Lines) != 3 {
		t.Fatalf("whole %v, %d lines", b.page.model.whole, len(b.page.model.cart.Lines))
	}
	before := b.page.model.quote
	if name := b.page.model.lineName(i18n.Thai, 1); name != "ผ้าคราม ทอมือ 2 ม." {
		t.Errorf("the line is called %q", name)
	}
	b.Type("ผ้า")
	b.Press("Enter")
	b.Until(t, b.answered)
	if b.Kit.Prompt.Open() || b.page.view.search.Text != "ผ้า" || b.page.view.why() != b.Kit.T("till.loading") {
		t.Error("a word waits in the search for the goods, quietly")
	}
	b.page.Scan("9999999999994")
	b.Until(t, b.answered)
	if !b.Kit.Prompt.Open() {
		t.Error("an unknown code is asked about")
	}
	b.Press("Esc")
	b.page.Reload()
	b.Until(t, func() bool { return b.page.model.whole })
	if !reflect.DeepEqual(before, b.page.model.quote) || len(b.page.model.results) == 0 {
		t.Errorf("with all goods the bill comes to %v, before it came to %v", b.page.model.quote.Total, before.Total)
	}
}

func TestAnOpenBillIsThereBeforeTheGoodsAreRead(t *testing.T) {
	s := demo(t, 0)
	b := open(t, usual, s)
	b.Type("12")
	b.Press("Enter")
	b.settle(t)
	dir := s.Dir
	again, err := shop.Open(context.Background(), dir, noon)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = again.Close() })
	second := starting(t, again, func(*bench) {})
	second.wantBill(t, "an open bill", 1, money.Baht(850))
	if second.page.model.whole {
		t.Error("the goods were read")
	}
}
