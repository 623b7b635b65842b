package products

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
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
	all := b.page.model.found()
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
	b.Kit.Prompt.Hush()
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

// Everything can be reached by Tab, and is in sight when it has the keyboard, on the smallest window.
func TestTabReachesEveryFieldInSight(t *testing.T) {
	v := looks.Variant{Theme: theme.Options{Variant: theme.Large}, Size: fyne.NewSize(1024, 600)}
	b := open(t, v, practice(t))
	f := rich(t, b)
	driver, window := fyne.CurrentApp().Driver(), b.Window.Canvas()
	view := driver.AbsolutePositionForObject(f.scroll)
	for n, page := range f.pages {
		f.open(n)
		window.Unfocus()
		reached := map[fyne.CanvasObject]bool{}
		for range 200 {
			window.FocusNext()
			object, ok := window.Focused().(fyne.CanvasObject)
			if !ok || reached[object] {
				break
			}
			reached[object] = true
			at := driver.AbsolutePositionForObject(object)
			if isInside(page, object) && (at.Y < view.Y-1 || at.Y+object.Size().Height > view.Y+f.scroll.Size().Height+1) {
				t.Errorf("%s: %T at %v is out of sight", tabNames[n], object, at)
			}
		}
		fields := 0
		for object := range f.fieldsOn(tab(n)) {
			fields++
			if !reached[object] {
				t.Errorf("%s: %T is not reached", tabNames[n], object)
			}
		}
		if fields == 0 {
			t.Error(tabNames[n], "has no fields")
		}
		for object := range reached {
			if !isInside(page, object) {
				continue
			}
			f.open(n)
			window.Focus(object.(fyne.Focusable))
			b.Press("PageDown")
			if f.tabs.Selected() == n {
				t.Errorf("%s: %T keeps the form's keys from it", tabNames[n], object)
			}
		}
	}
}

// fieldsOn gives what is typed into on a tab, as far as it takes the keyboard now.
func (f *form) fieldsOn(at tab) map[fyne.CanvasObject]bool {
	all := map[fyne.CanvasObject]bool{}
	for field, object := range f.fields {
		if _, ok := object.(fyne.Focusable); !ok {
			object = firstField(object)
		}
		if disabled, ok := object.(fyne.Disableable); object == nil || ok && disabled.Disabled() || tabWith(field) != at || !object.Visible() {
			continue
		}
		if isInside(f.pages[at], object) {
			all[object] = true
		}
	}
	return all
}

func isInside(whole, wanted fyne.CanvasObject) (found bool) {
	if whole == wanted {
		return true
	}
	widget.Inside(whole, func(part fyne.CanvasObject) bool {
		found = isInside(part, wanted)
		return !found
	})
	return found
}

func TestMissingThingsLeadToTheirFields(t *testing.T) {
	b := open(t, usual, practice(t))
	b.Press("Ctrl+N")
	f := b.page.form
	for _, c := range []struct {
		what string
		tab  tab
		give func()
	}{
		{"name", mainTab, func() { b.Type("กล้วยตาก") }},
		{"price", mainTab, func() { b.Type("60") }},
		{"category", mainTab, func() { f.changed("category", "อาหาร") }},
		{"weight", restTab, func() { b.Type("450") }},
		{"description", pictureTab, func() { b.Type("หวานหอม") }},
		{"certificate", makerTab, func() { b.Type("5010234510012") }},
	} {
		n := slices.IndexFunc(f.ready.needs(), func(need catalog.Need) bool { return need.What == c.what })
		if n < 0 {
			t.Fatalf("%s is not missing: %v", c.what, f.ready.needs())
		}
		f.goToNeed(f.ready.needs()[n])
		if tab(f.tabs.Selected()) != c.tab {
			t.Errorf("%s led to tab %d", c.what, f.tabs.Selected())
		}
		c.give()
		if slices.ContainsFunc(f.ready.needs(), func(need catalog.Need) bool { return need.What == c.what }) {
			t.Errorf("%s is still missing", c.what)
		}
	}
	if len(f.ready.sell) != 0 {
		t.Error("not ready to sell:", f.ready.sell)
	}
	b.Press("Ctrl+Enter")
	b.settle(t)
	match, err := b.Kit.Shop.Find(t.Context(), b.page.model.product().SKU)
	if err != nil || match.Product.FDA != "50-1-02345-1-0012" || match.Product.WeightG != 450 {
		t.Errorf("saved %+v, %v", match.Product, err)
	}
}

func TestPicturesAreOrderedAndCroppedByKeys(t *testing.T) {
	b := open(t, usual, practice(t))
	b.Press("Ctrl+N")
	f := b.page.form
	f.changed("name", "ผ้า")
	f.changed("price", "10")
	var names []string
	for _, size := range []int{300, 301, 302} { // dropped at once
		b.page.Drop(draw(t, size, 200))
	}
	b.settle(t)
	if names = f.draft.photos(); len(names) != 3 || tab(f.tabs.Selected()) != pictureTab {
		t.Fatal("kept", names)
	}
	f.pictures.focus(2)
	b.Press("-")
	b.settle(t)
	b.Press("Home")
	if got := f.draft.photos(); !slices.Equal(got, []string{names[2], names[0], names[1]}) {
		t.Errorf("ordered %v of %v", got, names)
	}
	b.Press("Right")
	b.Press("Delete")
	if got := f.draft.photos(); !slices.Equal(got, []string{names[2], names[1]}) {
		t.Errorf("left %v of %v", got, names)
	}
	b.Press("Enter")
	b.settle(t)
	if !b.Kit.Prompt.Open() {
		t.Fatal("no frame to crop with")
	}
	b.Press("Left")
	b.Press("Enter")
	b.settle(t)
	cut := f.draft.photos()[1]
	if cut == names[1] {
		t.Fatal("it was not cut")
	}
	picture, err := b.Kit.Shop.OpenPhoto(t.Context(), cut)
	if err != nil || picture.Bounds().Size() != image.Pt(200, 200) {
		t.Errorf("cut to %v, %v", picture.Bounds(), err)
	}
	b.Press("Ctrl+Enter")
	b.settle(t)
	if p := b.page.model.product(); p.Photo != names[2] || !slices.Equal(p.MorePhotos, []string{cut}) {
		t.Errorf("saved %s and %v", p.Photo, p.MorePhotos)
	}
}

func TestTheWayToTheProducer(t *testing.T) {
	b := open(t, usual, practice(t))
	if !b.page.Head().Visible() {
		t.Error("the list has its buttons in the bar")
	}
	b.Press("Ctrl+N")
	if b.page.Head().Visible() {
		t.Error("the buttons of the list stand over the form")
	}
	f := b.page.form
	b.Press("F9")
	if len(b.Gone) != 0 || tab(f.tabs.Selected()) != makerTab {
		t.Fatal("no producer is chosen: it leads to the field", b.Gone)
	}
	maker := b.page.model.producers[0].ID.String()
	f.changed("producer", maker)
	f.changed("terms", "consign")
	f.changed("gp_percent", "20")
	b.settle(t)
	if got := f.stands.Content(); got != "ฝากขาย GP 20%" {
		t.Errorf("the terms of today read %q", got)
	}
	b.Press("F9")
	if len(b.Gone) != 1 || b.Gone[0] != (nav.Route{Screen: kit.Producers, Arg: maker}) {
		t.Error("led to", b.Gone)
	}
	b.page.Leave(func() {})
	if !b.page.Head().Visible() {
		t.Error("the list lost its buttons")
	}
}

func TestStandingTermsAsALine(t *testing.T) {
	b := open(t, usual, practice(t))
	b.Press("Ctrl+N")
	for want, s := range map[string]shop.Standing{
		"ของร้านเอง":                       {Terms: ledger.Terms{Kind: ledger.Own}},
		"ซื้อขาด ตามข้อตกลง":               {Terms: ledger.Terms{Kind: ledger.Bought}, Dated: true},
		"ฝากขาย GP 22.5% ถึง 31 ธ.ค. 2569": {Terms: ledger.Terms{Kind: ledger.Consign, GP: 2250}, Dated: true, Until: "2026-12-31"},
		"ฝากขาย ผู้ผลิตได้หน่วยละ 35.00 บาท ตามข้อตกลง": {Terms: ledger.Terms{Kind: ledger.Fixed, Fixed: 35_00}, Dated: true},
	} {
		if got := b.page.form.standingWords(s); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestTheFormLooksAsStored(t *testing.T) {
	b := open(t, usual, practice(t))
	b.page.open(*b.page.model.index.BySKU("PRIK-001"))
	b.settle(t)
	b.Window.Canvas().Unfocus()
	b.settle(t)
	test.AssertImageMatches(t, "form.png", b.Window.Canvas().Capture())
}

func TestAHiddenFieldTakesNoKeys(t *testing.T) {
	b := open(t, usual, practice(t))
	b.Press("Enter")
	f := b.page.form
	name := f.first.Text
	f.open(int(packTab)) // by a tap
	b.Type("ก")
	if f.first.Text != name || f.draft.changed() {
		t.Error("the name took what was typed on another tab")
	}
	for n := range f.pages { // and round by keys: every tab has the keyboard at its first field
		b.Press("PageDown")
		focused, _ := b.Window.Canvas().Focused().(fyne.CanvasObject)
		if at := (int(packTab) + 1 + n) % len(f.pages); f.tabs.Selected() != at || focused == nil || !isInside(f.pages[at], focused) {
			t.Errorf("turned to %d with %T", f.tabs.Selected(), focused)
		}
	}
}

// Another screen leads to a field of a product, and comes back once it is saved.
func TestAnotherScreenLeadsToAField(t *testing.T) {
	s := looks.Practice(t, 5, noon)
	b := open(t, usual, s)
	product := b.page.model.found()[2]
	for _, c := range []struct {
		field, at string
		tab       tab
	}{{"weight_g", "weight_g", restTab}, {"certificates", "certificates[0].number", makerTab}, {"storage", "storage", restTab}} {
		b.page.Turn(kit.ToProduct(product.ID, c.field, kit.Listings).Arg)
		b.settle(t)
		f := b.page.form
		if f == nil || f.draft.was.ID != product.ID || f.tabs.Selected() != int(c.tab) {
			t.Fatalf("%s: the form is not open there", c.field)
		}
		if got := b.Window.Canvas().Focused(); got == nil || got != f.fields[c.at].(fyne.Focusable) {
			t.Errorf("%s: the keyboard is at %T", c.field, got)
		}
		if c.field == "certificates" {
			f.draft.set(part("certificates", 0, "number"), "50-1-02345-1-0012")
		}
		b.Press("Ctrl+Enter")
		b.settle(t)
		if b.page.form != nil || len(b.Gone) == 0 || b.Gone[len(b.Gone)-1] != (nav.Route{Screen: kit.Listings}) {
			t.Fatalf("%s: saved it leads to %v", c.field, b.Gone)
		}
	}
	b.Gone = nil
	b.page.open(*product)
	b.Press("Esc")
	if len(b.Gone) != 0 {
		t.Errorf("what was opened here leads to %v", b.Gone)
	}
}

func TestAllergensAndStorageAreSavedAndRefusedByTheirFields(t *testing.T) {
	s := looks.Practice(t, 5, noon)
	b := open(t, usual, s)
	product := b.page.model.found()[2]
	b.page.open(*product)
	b.page.form.changed("allergens", " ถั่วลิสง ;งา;; ")
	b.page.form.changed("storage", "เก็บในที่แห้ง")
	b.Press("Ctrl+Enter")
	b.settle(t)
	saved := b.page.model.index.ByID(product.ID)
	if !slices.Equal(saved.Allergens, []string{"ถั่วลิสง", "งา"}) || saved.Storage != "เก็บในที่แห้ง" {
		t.Fatalf("saved are %q, %q", saved.Allergens, saved.Storage)
	}
	b.page.open(*saved)
	f := b.page.form
	f.changed("allergens", strings.Repeat("ก", 61))
	b.Press("Ctrl+Enter")
	b.settle(t)
	if b.page.form == nil || f.rows["allergens"].Message() == "" || f.tabs.Selected() != int(restTab) {
		t.Error("what is too long is not said where it was typed")
	}
}
