package shop

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/testkit"
)

// demoOf150 is the folder of a practice shop of 150 goods, made once for all tests and read into memory.
var demoOf150 = sync.OnceValues(func() (fs.FS, error) {
	dir, err := os.MkdirTemp("", "talat-demo")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	s, err := Demo(context.Background(), filepath.Join(dir, "shop"), DemoOptions{Products: 150, Seed: 1}, clock.Fixed(noon), nil)
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return testkit.Folder(filepath.Join(dir, "shop"))
})

// twice opens a practice shop by two handles: one that read the catalogue and one that did not.
func twice(t *testing.T) (whole, file *Shop) {
	t.Helper()
	made, err := demoOf150()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "shop")
	if err := os.CopyFS(dir, made); err != nil {
		t.Fatal(err)
	}
	if whole, err = Open(t.Context(), dir, clock.Fixed(noon)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = whole.Close() })
	if _, err := whole.Catalogue(t.Context()); err != nil {
		t.Fatal(err)
	}
	if file, err = Open(t.Context(), dir, clock.Fixed(noon)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return whole, file
}

// codesOf lists everything a product may be asked by, and labels a scale would print for it.
func codesOf(p *catalog.Product) []string {
	codes := []string{p.SKU, strings.ToLower(p.SKU), " " + p.SKU}
	for _, code := range p.Codes {
		codes = append(codes, code.Code)
	}
	if p.ShortNo > 0 {
		codes = append(codes, fmt.Sprint(p.ShortNo), fmt.Sprintf("%05d", p.ShortNo),
			catalog.EAN13(fmt.Sprintf("20%05d00350", p.ShortNo)), catalog.EAN13(fmt.Sprintf("21%05d09600", p.ShortNo)))
	}
	return codes
}

func TestTheFileAnswersACodeAsTheCatalogueDoes(t *testing.T) {
	whole, file := twice(t)
	asked := []string{"", "0", "1000", "8850000000000", "2000099009999", "x'--", "ไม่มี", "๓"}
	for _, p := range whole.Known().All() {
		asked = append(asked, codesOf(p)...)
	}
	if len(asked) < 600 {
		t.Fatalf("only %d codes", len(asked))
	}
	for _, code := range asked {
		want, wantErr := whole.Find(t.Context(), code)
		got, gotErr := file.Find(t.Context(), code)
		if fault.Code(wantErr) != fault.Code(gotErr) || !reflect.DeepEqual(want, got) {
			t.Errorf("%q: %+v %v, want %+v %v", code, got, gotErr, want, wantErr)
		}
	}
	if file.isWhole() {
		t.Error("the catalogue was read")
	}
}

func TestABillIsPricedBeforeTheCatalogueIsRead(t *testing.T) {
	whole, file := twice(t)
	goods := whole.Known().All()
	gift := catalog.Promotion{Name: "ซื้อหนึ่งแถมหนึ่ง", Kind: catalog.PromoGift, Every: qty.One, GiftID: goods[7].ID}
	if err := whole.SavePromotion(t.Context(), gift); err != nil {
		t.Fatal(err)
	}
	cart := selling.Cart{ID: id.New[id.Bill]()}
	for _, p := range goods[20:60] {
		if _, err := file.Find(t.Context(), p.SKU); err != nil {
			t.Fatal(err)
		}
		cart.Add(p.ID, 3*qty.One)
	}
	quote := func(s *Shop) selling.Quote {
		prices, err := s.Prices(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		quote, err := selling.Price(prices, &cart)
		if err != nil {
			t.Fatal(err)
		}
		return quote
	}
	want, got := quote(whole), quote(file)
	if want.Total == 0 || len(want.Lines) <= len(cart.Lines) || !reflect.DeepEqual(want, got) {
		t.Errorf("%+v, want %+v", got, want)
	}
	if file.isWhole() || file.Known().Len() > 50 {
		t.Errorf("%d products were read", file.Known().Len())
	}
	if _, err := file.Catalogue(t.Context()); err != nil || !reflect.DeepEqual(want, quote(file)) || file.Known().Len() != whole.Known().Len() {
		t.Errorf("once all are read: %v, %d products", err, file.Known().Len())
	}
}

func TestProductsAreKnownByID(t *testing.T) {
	whole, file := twice(t)
	var wanted []id.Product
	for _, p := range whole.Known().All()[:19] {
		wanted = append(wanted, p.ID)
	}
	if err := file.Know(t.Context(), append(wanted, id.New[id.Product]())...); err != nil {
		t.Fatal(err)
	}
	for _, product := range wanted {
		if !reflect.DeepEqual(file.Known().ByID(product), whole.Known().ByID(product)) {
			t.Errorf("%s is not known", product)
		}
	}
}

// A page that is left cancels what it reads; the next one must still get the catalogue.
func TestACancelledReadingIsDoneAgain(t *testing.T) {
	_, file := twice(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := file.Catalogue(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("cancelled: %v", err)
	}
	if index, err := file.Catalogue(t.Context()); err != nil || index.Len() < 150 {
		t.Errorf("again: %v", err)
	}
}

// Each sale of its own must not make the window read everything again.
func TestOnlyWhatOthersWroteIsNews(t *testing.T) {
	window, command := twice(t)
	goods := window.Known().All()
	refreshed := func() bool {
		t.Helper()
		changed, err := window.Refresh(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return changed
	}
	sell(t, window, *goods[3], qty.One, selling.Cash)
	if refreshed() {
		t.Error("a sale of its own is no news")
	}
	changed := *goods[5]
	changed.Price += 100
	if _, err := command.SaveProduct(t.Context(), changed, Opening{}); err != nil {
		t.Fatal(err)
	}
	sell(t, window, *goods[3], qty.One, selling.Cash)
	if !refreshed() || window.Known().ByID(changed.ID).Price != changed.Price || refreshed() {
		t.Error("a price that another program changed is news, once")
	}
}
