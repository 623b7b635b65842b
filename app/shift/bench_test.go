package shift

import (
	"testing"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/i18n"
)

// bench is a shop with a shift and, after open, the screen in a window.
type bench struct {
	*looks.Counter
	*looks.Stage
	t    *testing.T
	page *Page
	usb  []string
}

func newBench(t *testing.T) *bench {
	t.Helper()
	return &bench{Counter: looks.NewCounter(t), t: t}
}

// open shows the screen in a window of that size.
func (b *bench) open(lang i18n.Lang, look theme.Options, width, height float32) {
	b.t.Helper()
	b.Stage = looks.New(b.t, looks.Variant{Theme: look, Size: fyne.NewSize(width, height), Lang: lang}, b.Shop)
	b.Show(kit.Shift, func(k *kit.Kit) nav.Page {
		b.page = New(k, func() []string { return b.usb })
		return b.page
	})
	b.settle()
}

// settle takes in what works brought until nothing runs.
func (b *bench) settle() {
	b.t.Helper()
	b.Settle(b.t, func() bool { return b.page.runner.Working() || b.page.lasts.Working() || b.page.photos.Busy() })
}

func (b *bench) press(chords ...keys.Chord) {
	b.t.Helper()
	for _, chord := range chords {
		b.Press(chord)
		b.settle()
	}
}

func (b *bench) types(text string) {
	b.t.Helper()
	b.Type(text)
	b.settle()
}
