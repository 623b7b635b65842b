package shop_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shop"
)

// pictureFolder makes a folder of pictures, each of another size and so of another content.
func pictureFolder(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for n, name := range names {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, encoded(t, "png", painted(8+n, 8, 255)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func savePhotoGoods(t *testing.T, s *shop.Shop, goods ...catalog.Product) {
	t.Helper()
	for _, p := range goods {
		if _, err := s.SaveProduct(t.Context(), p, shop.Opening{}); err != nil {
			t.Fatal(err)
		}
	}
}

func photosOf(t *testing.T, s *shop.Shop, sku string) (cover string, more []string) {
	t.Helper()
	index, err := s.Catalogue(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p := index.BySKU(sku)
	return p.Photo, p.MorePhotos
}

func TestPhotosOfAFolder(t *testing.T) {
	s := photoShop(t)
	savePhotoGoods(t, s, catalog.Product{SKU: "HONEY-01", Name: "น้ำผึ้ง", Price: 1, Codes: []catalog.Code{{Code: "8850000000017", Pack: 1000}}},
		catalog.Product{SKU: "TEA_2", Name: "ชา", Price: 1}, catalog.Product{SKU: "SOAP", Name: "สบู่", Price: 1})
	dir := pictureFolder(t, "HONEY-01_2.png", "honey-01.PNG", "deep/8850000000017 (3).png", "TEA_2.png", "unknown.png", "12.png", ".HONEY-01.png")
	for name, text := range map[string]string{"SOAP.jpg": "no picture", "notes.txt": "x"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("/etc/hostname", filepath.Join(dir, "SOAP_2.jpg")); err != nil {
		t.Log(err) // a system without links
	}
	plan, err := s.PhotoPlan(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(plan.Unmatched)
	if plan.Products != 3 || len(plan.Files) != 5 || plan.Covers != 0 || !slices.Equal(plan.Unmatched, []string{"12.png", "unknown.png"}) {
		t.Fatalf("%+v", plan)
	}
	var told []int
	result, err := s.TakePhotos(t.Context(), plan, func(done, total int) { told = append(told, done, total) })
	if err != nil || result.Photos != 4 || result.Products != 2 || len(result.Rejected) != 1 || result.Rejected[0].File != "SOAP.jpg" ||
		!fault.Is(result.Rejected[0].Reason, "not_a_picture") || told[len(told)-2] != 5 {
		t.Fatalf("%+v %v %v", result, err, told)
	}
	cover, more := photosOf(t, s, "HONEY-01")
	if cover == "" || len(more) != 2 {
		t.Errorf("honey %q %q", cover, more)
	}
	if cover, more := photosOf(t, s, "TEA_2"); cover == "" || len(more) != 0 {
		t.Errorf("tea %q %q", cover, more)
	}
	if plan, err = s.PhotoPlan(t.Context(), dir); err != nil || plan.Covers != 2 {
		t.Fatalf("%+v %v", plan, err)
	}
	if result, err = s.TakePhotos(t.Context(), plan, nil); err != nil || result.Products != 0 || result.Unchanged != 3 || result.Photos != 0 {
		t.Errorf("again: %+v %v", result, err)
	}
	// A new cover takes the place of the old; the further pictures stay.
	newer := pictureFolder(t, "x.png", "y.png", "z.png", "w.png", "v.png", "u.png", "t.png", "s.png", "HONEY-01.png")
	if plan, err = s.PhotoPlan(t.Context(), newer); err != nil {
		t.Fatal(err)
	}
	if _, err := s.TakePhotos(t.Context(), plan, nil); err != nil {
		t.Fatal(err)
	}
	if now, rest := photosOf(t, s, "HONEY-01"); now == cover || !slices.Equal(rest, more) {
		t.Errorf("%q %q", now, rest)
	}
}

func TestPhotosAreBoundedAndStop(t *testing.T) {
	s := photoShop(t)
	savePhotoGoods(t, s, catalog.Product{SKU: "A", Name: "ก", Price: 1})
	names := []string{"A.png"}
	for _, n := range []string{"2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14"} {
		names = append(names, "A_"+n+".png")
	}
	dir := pictureFolder(t, names...)
	plan, err := s.PhotoPlan(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.TakePhotos(ctx, plan, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if cover, _ := photosOf(t, s, "A"); cover != "" {
		t.Error("nothing was taken")
	}
	result, err := s.TakePhotos(t.Context(), plan, nil)
	if err != nil || len(result.Rejected) != 1 || !fault.Is(result.Rejected[0].Reason, "too_many") {
		t.Errorf("%+v %v", result, err)
	}
	if cover, more := photosOf(t, s, "A"); cover == "" || len(more) != catalog.MaxPhotos-1 {
		t.Errorf("%q %q", cover, more)
	}
	if _, err := s.PhotoPlan(t.Context(), filepath.Join(dir, "none")); !fault.Is(err, "folder_unreadable") {
		t.Error(err)
	}
}
