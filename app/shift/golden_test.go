package shift

import (
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

// TestLooksRight checks the screen, and a dialog over it, in every look, size and language.
func TestLooksRight(t *testing.T) {
	for _, v := range looks.Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			b := aDay(t)
			b.open(v.Lang, v.Theme, v.Size.Width, v.Size.Height)
			looks.Check(t, b.Window.Canvas(), looks.Options{})
			b.press("F5")
			looks.Check(t, b.Window.Canvas(), looks.Options{})
		})
	}
}
