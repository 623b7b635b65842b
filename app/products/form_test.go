package products

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/qty"
)

// draw writes a picture of two colours into a file.
func draw(t testing.TB, wide, high int) string {
	t.Helper()
	picture := image.NewNRGBA(image.Rect(0, 0, wide, high))
	for n := range picture.Pix {
		picture.Pix[n] = [4]uint8{uint8(60 + wide%190), 120, 90, 255}[n%4]
	}
	path := filepath.Join(t.TempDir(), "รูป.png")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, picture); err != nil {
		t.Fatal(err)
	}
	return path
}

// rich opens a form in which every tab holds something.
func rich(t testing.TB, b *bench) *form {
	t.Helper()
	all := b.page.model.found
	b.page.open(*all[3])
	f := b.page.form
	for _, size := range []int{300, 301, 302} {
		f.addPhoto(draw(t, size, 200))
	}
	b.settle(t)
	f.addCode("8850001234567")
	f.addPaper(catalog.CertFDA)
	f.changed(part("certificates", f.draft.rows["certificates"]-1, "number"), "50-1-0234")
	f.addPaper(catalog.CertTCPS)
	f.changed(part("certificates", f.draft.rows["certificates"]-1, "number"), "1555/2563")
	f.changed(part("certificates", f.draft.rows["certificates"]-1, "expires"), "20/12/2569")
	f.papers.refill()
	f.packs.add(map[string]string{"name": "โหล", "qty": "12", "price": "500", "code": "18850001234564"})
	f.addBreak()
	f.addPart(all[0], qty.One)
	f.addPart(all[1], qty.Pieces(2))
	f.family.turn(true)
	f.family.first.SetText("แดง, น้ำเงิน")
	f.family.second.SetText("S, M")
	f.family.make()
	b.settle(t)
	return f
}

func TestEveryTabFitsEveryLook(t *testing.T) {
	s := practice(t)
	for _, v := range looks.Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			b := open(t, v, s)
			f := rich(t, b)
			for n := range f.pages {
				f.open(n)
				b.Look(t, v, "form-"+tabNames[n][len("form.tab."):])
				f.scroll.ScrollTo(fyne.NewPos(0, 1e6))
				b.Look(t, v, "form-"+tabNames[n][len("form.tab."):]+"-end")
			}
			f.open(int(pictureTab))
			f.pictures.crop()
			b.settle(t)
			b.Look(t, v, "form-crop")
			b.Press("Esc")
			f.draft.text = map[string]string{}
		})
	}
}

var _ = []any{theme.Light, i18n.Thai, clock.Day("")}
