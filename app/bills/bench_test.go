package bills

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing"
)

// bench is a shop with bills and, after open, the screen in a window.
type bench struct {
	*looks.Counter
	*looks.Stage
	t    *testing.T
	page *Page
}

func newBench(t *testing.T) *bench {
	t.Helper()
	return &bench{Counter: looks.NewCounter(t), t: t}
}

// open shows the screen in a window of that size.
func (b *bench) open(arg string, lang i18n.Lang, look theme.Options, width, height float32) {
	b.t.Helper()
	b.Stage = looks.New(b.t, looks.Variant{Theme: look, Size: fyne.NewSize(width, height), Lang: lang}, b.Shop)
	b.Show(kit.Bills, func(k *kit.Kit) nav.Page {
		b.page = New(k, arg)
		return b.page
	})
	b.settle()
}

// settle takes in what works brought until nothing runs.
func (b *bench) settle() {
	b.t.Helper()
	b.Settle(b.t, b.page.runner.Working)
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

// dialogPaper gives the slip that the open dialog shows, nil where there is none.
func (b *bench) dialogPaper() (shown *printing.Bitmap) {
	var into func(fyne.CanvasObject)
	into = func(object fyne.CanvasObject) {
		switch object := object.(type) {
		case *paper:
			shown = object.bitmap
		case *fyne.Container:
			for _, child := range object.Objects {
				into(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(object).Objects() {
				into(child)
			}
		}
	}
	into(b.Window.Canvas().Overlays().Top())
	return shown
}
