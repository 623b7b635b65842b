package shop

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestImportTakesThePicturesThatRowsName(t *testing.T) {
	s := newTestShop(t, Params{})
	dir := t.TempDir()
	out, err := os.Create(filepath.Join(dir, "a.png"))
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(out, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	const file = "sku,name,price,image\nP1,น้ำพริก,45,a.png\nP2,ปลาส้ม,60,none.png\nP3,ชา,30,../../etc/passwd\n"
	for round, want := range []struct{ created, updated, unchanged, warnings int }{{3, 0, 0, 2}, {0, 0, 3, 2}} {
		plan, _, err := s.ImportPlan(t.Context(), "goods.csv", strings.NewReader(file), "", nil)
		if err != nil {
			t.Fatal(err)
		}
		warnings, err := s.TakePictures(t.Context(), plan, dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Import(t.Context(), plan, nil); err != nil {
			t.Fatal(err)
		}
		if plan.Created != want.created || plan.Updated != want.updated || plan.Unchanged != want.unchanged || len(warnings) != want.warnings {
			t.Errorf("round %d: %d %d %d, %v", round, plan.Created, plan.Updated, plan.Unchanged, warnings)
		}
	}
	index, err := s.Catalogue(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if photo := index.BySKU("P1").Photo; photo == "" || !exists(filepath.Join(s.Dir, Images, photo)) {
		t.Errorf("photo %q", photo)
	}
	if index.BySKU("P2").Photo != "" || index.BySKU("P3").Photo != "" {
		t.Error("a picture from nowhere")
	}
}
