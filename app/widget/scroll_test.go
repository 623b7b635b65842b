package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/theme"
)

func TestChipsScrollSidewaysWithinTheirEnds(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{}))
	row := NewChipRow([]ChipData{{Label: "ทั้งหมด"}, {Label: "อาหาร"}, {Label: "ผ้าและเครื่องแต่งกาย"}, {Label: "สมุนไพรที่ไม่ใช่อาหาร"}}, nil)
	window := test.NewTempWindow(t, container.NewBorder(row, nil, nil, nil))
	window.Resize(fyne.NewSize(240, 100))
	scroll := row.scroll
	reach := scroll.content.MinSize().Width - scroll.Size().Width
	if reach <= 0 || row.Size().Height < 40 {
		t.Fatalf("the row is %v, the chips reach %v beyond", row.Size(), reach)
	}
	at := func(after string, want float32) {
		t.Helper()
		if scroll.Offset().X != want || scroll.content.Position().X != -want {
			t.Errorf("after %s at %v, drawn at %v, want %v", after, scroll.Offset().X, scroll.content.Position().X, want)
		}
	}
	scroll.Dragged(&fyne.DragEvent{Dragged: fyne.Delta{DX: -30}})
	at("a drag to the left", 30)
	scroll.Dragged(&fyne.DragEvent{Dragged: fyne.Delta{DX: 100}})
	at("a drag beyond the start", 0)
	scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: -10_000}})
	at("the wheel beyond the end", reach)
	row.Select(0)
	at("choosing the first", 0)
	window.Resize(fyne.NewSize(2000, 100))
	row.Select(3)
	at("choosing the last of a row with room", 0)
}
