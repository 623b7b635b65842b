package settings

import (
	"bytes"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"golang.org/x/image/font/gofont/goregular"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/assets"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

func writtenFont(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "font.ttf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// chooses presses the key of a font and picks a file, and waits until the screen knows what came of it.
func (b *bench) chooses(t *testing.T, key keys.Chord, path string) {
	t.Helper()
	b.Picks = func(then func(string)) { then(path) }
	b.Press(key)
	b.keeps(t, shop.PaperFont)
	b.keeps(t, shop.PaperFontBold)
	b.Settle(t, b.page.reader.Working)
}

// same reports whether two pictures have the same pixels.
func same(a, b image.Image) bool {
	return bytes.Equal(a.(*image.RGBA).Pix, b.(*image.RGBA).Pix)
}

// By keys alone: a font, a bold one, and Sarabun again. The sample is drawn in what was chosen.
func TestTheFontOfPapers(t *testing.T) {
	b := open(t, usual)
	sarabun := b.page.facts.fonts.Sample
	b.chooses(t, "F3", writtenFont(t, assets.Read("fonts/NotoSansThai-Regular.ttf")))
	if kept := b.kept(t, shop.PaperFont); !strings.HasPrefix(kept, "NotoSansThai") || b.page.Arg() != "printers" {
		t.Fatalf("kept %q, in section %s", kept, b.page.Arg())
	}
	if b.page.fontName(shop.PaperFont) == "Sarabun" || b.page.fontName(shop.PaperFontBold) != b.Kit.T("settings.font.same") {
		t.Errorf("says %q and %q", b.page.fontName(shop.PaperFont), b.page.fontName(shop.PaperFontBold))
	}
	regular := b.page.facts.fonts.Sample
	b.chooses(t, "F4", writtenFont(t, assets.Read("fonts/NotoSansThai-SemiBold.ttf")))
	bold := b.page.facts.fonts.Sample
	if same(sarabun, regular) || same(regular, bold) {
		t.Error("the sample is not drawn in the chosen fonts")
	}
	b.Press("F9")
	b.keeps(t, shop.PaperFont)
	b.keeps(t, shop.PaperFontBold)
	b.Settle(t, b.page.reader.Working)
	if b.kept(t, shop.PaperFont)+b.kept(t, shop.PaperFontBold) != "" || !same(sarabun, b.page.facts.fonts.Sample) {
		t.Error("papers are not in Sarabun again")
	}
}

// A file that is no Thai font is refused under its field, and the font stays.
func TestAFontThatIsRefused(t *testing.T) {
	b := open(t, usual)
	b.chooses(t, "F4", writtenFont(t, goregular.TTF))
	if said := b.page.rows[shop.PaperFontBold].form.Message(); !strings.Contains(said, "ก ข ค") || b.kept(t, shop.PaperFontBold) != "" {
		t.Errorf("said %q", said)
	}
	if b.page.view.scroll.Offset().Y == 0 {
		t.Error("what is said stands below the window")
	}
}

// Where the shop's copy is gone the screen says so beside the font.
func TestAFontThatIsGoneIsTold(t *testing.T) {
	b := open(t, usual)
	b.chooses(t, "F3", writtenFont(t, assets.Read("fonts/NotoSansThai-Regular.ttf")))
	kept := b.kept(t, shop.PaperFont)
	if err := os.Remove(filepath.Join(b.shop.Dir, shop.Fonts, kept)); err != nil {
		t.Fatal(err)
	}
	again, err := shop.Open(t.Context(), b.shop.Dir, noon)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	facts, err := read(t.Context(), again, i18n.Thai)
	if err != nil || len(facts.fonts.Faults) != 1 {
		t.Fatalf("%+v, %v", facts.fonts.Faults, err)
	}
	b.page.facts = facts
	b.page.open(sectionNamed("printers"))
	want := i18n.T(i18n.Thai, "fault.font_gone", fault.Values{"font": kept})
	shown := slices.ContainsFunc(test.LaidOutObjects(b.page.Content()), func(o fyne.CanvasObject) bool {
		label, ok := o.(*widget.WrapLabel)
		return ok && label.Content() == want
	})
	if !shown || b.page.fontName(shop.PaperFont) != "Sarabun" {
		t.Errorf("%q is not on the screen", want)
	}
}
