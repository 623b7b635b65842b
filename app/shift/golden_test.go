package shift

import (
	"os"
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/i18n"
)

// TestShiftLooksAsStored compares the screen with testdata/shift.png. After a wanted change copy the picture
// from testdata/failed over it.
func TestShiftLooksAsStored(t *testing.T) {
	b := aDay(t)
	b.open(i18n.Thai, theme.Options{}, 1366, 768)
	b.count(2, 1, 4, 3, 1)
	test.AssertImageMatches(t, "shift.png", b.Window.Canvas().Capture())
}

// TestLooksRight checks the screen and every dialog over it in every look, size and language. Where
// TALAT_LOOKS names a folder it writes what it saw there.
func TestLooksRight(t *testing.T) {
	folder := os.Getenv("TALAT_LOOKS")
	for _, v := range looks.Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			b := aDay(t)
			b.usb = []string{"/media/somsri/KINGSTON", "/media/somsri/SANDISK"}
			b.open(v.Lang, v.Theme, v.Size.Width, v.Size.Height)
			b.tour(func(name string) {
				for _, fault := range looks.Faults(b.Window.Canvas(), looks.Options{}) {
					t.Errorf("%s: %s", name, fault)
				}
				if folder != "" {
					b.Save(t, folder, "shift-"+name+"-"+v.Name())
				}
			})
		})
	}
}

// tour goes through all that the screen can show, from an open shift to the next one.
func (b *bench) tour(see func(name string)) {
	b.t.Helper()
	see("page")
	b.press("F5")
	see("in")
	b.press("Enter")
	see("in refused")
	b.press("Esc", "F6")
	see("out")
	b.press("Esc")
	b.count(2, 1, 1, 3, 1)
	see("short")
	b.count(2, 1, 4, 3, 1)
	see("over")
	b.press("F8")
	see("reason")
	b.press("Enter")
	see("reason refused")
	b.types("3")
	b.press("Enter")
	see("confirm")
	b.press("Esc")
	see("reason given")
	b.page.m.asSum = true
	b.page.refresh()
	see("one sum")
	b.page.m.asSum = false
	b.press("F8", "Ctrl+Enter")
	see("usb")
	b.press("Esc")
	see("closed")
	b.page.opening.float.SetText("99999999999")
	b.page.opening.day.SetText("วันนี้")
	b.press("F8")
	see("opening refused")
}
