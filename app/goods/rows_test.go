package goods

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/qty"
)

// Where there is no room for a name beside the drawing and the figures it has the whole row, and lies on nothing.
func TestANameHasTheWholeNarrowRow(t *testing.T) {
	test.NewTempApp(t)
	for _, wide := range []float32{lineWide - 60, lineWide + 200} {
		row := NewLineRow(func(int, int) {}, func(int) {})
		window := test.NewTempWindow(t, row)
		window.SetPadded(false)
		const name = "ชุดของที่ระลึกราชการ ตราประดิษฐ์"
		row.Set(0, name, "฿430 ต่อชุด", widget.Caption, qty.Pieces(60), 25_800_00)
		window.Resize(fyne.NewSize(widget.Unit(wide), theme.Current().Size(theme.RowHeight)))
		if row.Thumb.Visible() != (wide > lineWide) {
			t.Errorf("at %.0f the drawing is shown: %v", wide, row.Thumb.Visible())
		}
		drawn, ok := test.WidgetRenderer(row.name).Objects()[0].(*canvas.Text)
		if !ok || drawn.Text != name {
			t.Errorf("at %.0f the name is %+v", wide, drawn)
		}
		for _, object := range []fyne.CanvasObject{row.name, row.note, row.stepper, row.sum} {
			if end := object.Position().Add(object.Size()); object.Position().X < 0 || end.X > row.Size().Width || end.Y > row.Size().Height+1 {
				t.Errorf("at %.0f a %T ends at %v of %v", wide, object, end, row.Size())
			}
		}
		if end := row.note.Position().X + row.note.Size().Width; end > row.stepper.Position().X {
			t.Errorf("at %.0f the note lies on the figures", wide)
		}
	}
}
