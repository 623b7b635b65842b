package bills

import (
	"os"
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/i18n"
)

// TestBillsLookAsStored compares the screen with testdata/bills.png. After a wanted change copy the picture
// from testdata/failed over it.
func TestBillsLookAsStored(t *testing.T) {
	b := aDay(t)
	b.open("", i18n.Thai, theme.Options{}, 1366, 768)
	test.AssertImageMatches(t, "bills.png", b.Window.Canvas().Capture())
}

// TestLooksRight checks the screen and every dialog over it in every look, size and language. Where
// TALAT_LOOKS names a folder it writes what it saw there.
func TestLooksRight(t *testing.T) {
	folder := os.Getenv("TALAT_LOOKS")
	for _, v := range looks.Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			b := aDay(t)
			b.open("", v.Lang, v.Theme, v.Size.Width, v.Size.Height)
			b.tour(func(name string) {
				b.Kit.Prompt.Hush() // a quiet line lies over the page for a moment
				for _, fault := range looks.Faults(b.Window.Canvas(), looks.Options{}) {
					t.Errorf("%s: %s", name, fault)
				}
				if folder != "" {
					b.Save(t, folder, "bills-"+name+"-"+v.Name())
				}
			})
		})
	}
}

// tour goes through all that the screen can show.
func (b *bench) tour(see func(name string)) {
	b.t.Helper()
	see("page")
	for _, dialog := range []struct {
		name string
		keys []keys.Chord
	}{
		{"large", []keys.Chord{"Enter"}}, {"print", []keys.Chord{"Ctrl+P"}}, {"void", []keys.Chord{"F7"}},
		{"void refused", []keys.Chord{"F7", "Ctrl+Enter"}}, {"repay", []keys.Chord{"F4"}}, {"repay part", []keys.Chord{"F4", "1"}},
		{"refund", []keys.Chord{"F5"}}, {"refund where", []keys.Chord{"F5", "F5", "Ctrl+Enter"}},
		{"refund refused", []keys.Chord{"F5", "F5", "Ctrl+Enter", "Enter"}}, {"exchange", []keys.Chord{"F6", "+"}},
	} {
		b.press(dialog.keys...)
		see(dialog.name)
		for range 3 { // out of a field, out of a question, out of the dialog
			if b.Kit.Prompt.Open() {
				b.press("Esc")
			}
		}
	}
	b.press("Ctrl+P")
	b.Window.Canvas().FocusNext() // to the tax id, without a name
	b.types("1")
	b.press("Enter")
	see("print refused")
	b.press("Esc", "F6", "+")
	b.types("ข้าว")
	b.press("Enter")
	see("exchange goods")
	b.press("Esc")
	for _, list := range lists[1:] {
		b.page.toList(list)
		b.settle()
		see("list " + list)
	}
	b.page.toList(Waiting)
	b.press("F4")
	see("credit")
	b.press("Esc", "F7")
	see("loss")
}
