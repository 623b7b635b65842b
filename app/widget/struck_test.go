package widget_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
)

// The line goes through the text, wherever it stands in its width, and not through the empty part.
func TestStruckTextHasItsLine(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{Variant: theme.Light}))
	for _, style := range []widget.Style{widget.Caption, widget.Caption.Right(), widget.Caption.Centre()} {
		struck := widget.NewStruck("82.00", style)
		window := test.NewTempWindow(t, struck)
		window.SetPadded(false)
		window.Resize(fyne.NewSize(300, 40))
		struck.Resize(fyne.NewSize(300, 40))
		var line *canvas.Line
		for _, object := range test.WidgetRenderer(struck).Objects() {
			if found, ok := object.(*canvas.Line); ok {
				line = found
			}
		}
		if line == nil {
			t.Fatal("there is no line")
		}
		left, right := line.Position1.X, line.Position2.X
		width := struck.MinSize().Width
		if right-left < width-1 || right-left > width+1 {
			t.Errorf("the line is %.0f wide, the text %.0f", right-left, width)
		}
		want := map[fyne.TextAlign]float32{fyne.TextAlignLeading: 0, fyne.TextAlignTrailing: 300 - width, fyne.TextAlignCenter: (300 - width) / 2}[style.Align]
		if left < want-1 || left > want+1 {
			t.Errorf("it begins at %.0f, want %.0f", left, want)
		}
	}
}
