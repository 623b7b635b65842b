package till

import (
	"context"
	"os"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// noon is when the tests happen.
var noon = clock.Fixed(time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC))

// usual is the look of the stored picture.
var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: fyne.NewSize(1366, 768), Lang: i18n.Thai}

// practice makes a practice shop with some bills behind it.
func practice(t testing.TB) *shop.Shop {
	t.Helper()
	s, err := shop.Demo(context.Background(), t.TempDir(), shop.DemoOptions{Bills: 60, Seed: 1}, noon, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// bench is a till on a window.
type bench struct {
	*looks.Stage
	page *Page
}

func open(t testing.TB, v looks.Variant, s *shop.Shop) *bench {
	t.Helper()
	b := &bench{Stage: looks.New(t, v, s)}
	b.Show(kit.Till, func(k *kit.Kit) nav.Page {
		b.page = New(k)
		return b.page
	})
	b.Until(t, b.page.model.ready)
	b.settle(t)
	t.Cleanup(func() { b.settle(t) })
	return b
}

// settle waits until everything is read, drawn and kept.
func (b *bench) settle(t testing.TB) {
	t.Helper()
	b.Until(t, func() bool {
		p := b.page
		return p.saver.idle() && !p.photos.working && !p.runner.Busy("read")
	})
	b.Deliver()
}

// fill puts the bill of the design on the screen.
func (b *bench) fill(t testing.TB) {
	t.Helper()
	m := b.page.model
	for _, want := range []struct {
		short string
		qty   int
	}{{"12", 1}, {"3", 3}, {"31", 2}, {"7", 1}} {
		match, _, err := m.find(want.short)
		if err != nil {
			t.Fatal(want.short, err)
		}
		if _, err := m.addLine(selling.CartLine{ProductID: match.Product.ID, Qty: qty.Pieces(want.qty)}); err != nil {
			t.Fatal(err)
		}
	}
	m.chosen = 1
	m.cart.ID = id.Bill{15: 0x3c, 14: 0x7f}
	b.page.changed()
}

func TestScreenshots(t *testing.T) {
	folder := os.Getenv("TALAT_SCREENSHOTS")
	if folder == "" {
		t.Skip("set TALAT_SCREENSHOTS to a folder")
	}
	b := open(t, usual, practice(t))
	b.fill(t)
	b.settle(t)
	b.Save(t, folder, "till")
}
