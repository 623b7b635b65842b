package looks

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
)

// put is a text or button at a place.
func put(o fyne.CanvasObject, x, y, width, height float32) fyne.CanvasObject {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(width, height))
	return o
}

func line(text string) *canvas.Text { return canvas.NewText(text, nil) }

// TestFaultsAreFound proves that each rule can fail, and that what is right passes.
func TestFaultsAreFound(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{}))
	button := func() fyne.CanvasObject { return widget.NewButton(widget.Plain, "ขาย", func() {}) }
	for _, c := range []struct {
		name    string
		objects []fyne.CanvasObject
		want    string // part of the one fault; "" is none
	}{
		{"side by side", []fyne.CanvasObject{put(line("บิล"), 0, 0, 60, 20), put(line("เงิน"), 70, 0, 60, 20), put(button(), 0, 40, 90, 44)}, ""},
		{"text on text", []fyne.CanvasObject{put(line("บิลนี้"), 0, 0, 60, 20), put(line("เงินสด"), 10, 2, 60, 20)}, "overlap"},
		{"too wide", []fyne.CanvasObject{put(line("ข้าวหอมมะลิทุ่งกุลา"), 0, 0, 40, 20)}, "wide in a box"},
		{"outside", []fyne.CanvasObject{put(line("บิล"), 395, 0, 60, 20)}, "outside the window"},
		{"small target", []fyne.CanvasObject{put(button(), 0, 0, 90, 30)}, "smaller than 40"},
		{"hidden", []fyne.CanvasObject{func() fyne.CanvasObject { o := put(line("บิล"), 900, 0, 60, 20); o.Hide(); return o }()}, ""},
		{"button cut at the side", []fyne.CanvasObject{put(container.NewVScroll(container.NewWithoutLayout(put(button(), 20, 0, 90, 44))), 0, 0, 100, 100)}, "cut at the side"},
		{"scrolled away", []fyne.CanvasObject{put(container.NewVScroll(container.NewWithoutLayout(put(line("บิล"), 0, 500, 60, 20))), 0, 0, 100, 100)}, ""},
	} {
		window := test.NewTempWindow(t, container.NewWithoutLayout(c.objects...))
		window.SetPadded(false)
		window.Resize(fyne.NewSize(400, 300))
		faults := Faults(window.Canvas(), Options{})
		found := strings.Join(faults, "\n")
		if c.want == "" && found != "" || c.want != "" && !strings.Contains(found, c.want) {
			t.Errorf("%s: found %q, want %q", c.name, found, c.want)
		}
	}
}

func TestOnlyTheDialogIsLookedAt(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{}))
	window := test.NewTempWindow(t, container.NewWithoutLayout(put(line("บิล"), 900, 0, 60, 20)))
	window.Canvas().Overlays().Add(container.NewWithoutLayout(put(line("ยอด"), 0, 0, 60, 20)))
	if faults := Faults(window.Canvas(), Options{}); len(faults) > 0 {
		t.Error(faults)
	}
}

func TestVariantsAreAllDifferent(t *testing.T) {
	seen := map[string]bool{}
	for _, v := range Variants() {
		if seen[v.Name()] {
			t.Error("twice:", v.Name())
		}
		seen[v.Name()] = true
	}
	want := 24
	if testing.Short() {
		want = 2
	}
	if len(seen) != want {
		t.Errorf("%d variants", len(seen))
	}
}
