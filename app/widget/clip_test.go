package widget

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/theme"
)

const hard = "ที่ ปั๊ม น้ำ ญู ฐู ป่า ฟ้า กำ ก๊วยเตี๋ยว ฎู ฏู ฤุ"

// inkRows counts the rows of a picture in which two colours meet, that is, in which something is written.
func inkRows(picture image.Image, area image.Rectangle) int {
	count := 0
	for y := area.Min.Y; y < area.Max.Y; y++ {
		first := picture.At(area.Min.X, y)
		for x := area.Min.X; x < area.Max.X; x++ {
			if picture.At(x, y) != first {
				count++
				break
			}
		}
	}
	return count
}

// TestNoWidgetClipsThai renders each widget at its least height and the bare text alone with room to
// spare: as many rows must hold ink.
func TestNoWidgetClipsThai(t *testing.T) {
	for name, build := range map[string]struct {
		make func() fyne.CanvasObject
		size fyne.ThemeSizeName
		bold bool
		top  float32 // frame to leave out of the comparison
	}{
		"Text":         {func() fyne.CanvasObject { return NewText(hard, Body) }, theme.Text, false, 0},
		"title":        {func() fyne.CanvasObject { return NewText(hard, Title) }, theme.Title, true, 0},
		"WrapLabel":    {func() fyne.CanvasObject { return NewWrapLabel(hard, 1, Body) }, theme.Text, false, 0},
		"Button 44":    {func() fyne.CanvasObject { return NewButton(Quiet, hard, nil) }, theme.ButtonText, true, 0},
		"Button 40":    {func() fyne.CanvasObject { return NewButton(Quiet, hard, nil).WithHeight(theme.ButtonLow) }, theme.ButtonText, true, 0},
		"Button 60":    {func() fyne.CanvasObject { return NewButton(Quiet, hard, nil).WithHeight(theme.ButtonTall) }, theme.PayText, true, 0},
		"plain Button": {func() fyne.CanvasObject { return NewButton(Plain, hard, nil) }, theme.ButtonText, true, 2},
		"Switch":       {func() fyne.CanvasObject { return NewSwitch(hard, false, nil) }, theme.Text, false, 0},
		"Select":       {func() fyne.CanvasObject { return NewSelect([]string{hard}, 0, "", nil) }, theme.Text, false, 2},
		"Entry":        {func() fyne.CanvasObject { e := NewEntry(""); e.SetText(hard); return e }, theme.Text, false, 3},
	} {
		t.Run(name, func(t *testing.T) {
			app := test.NewTempApp(t)
			th := theme.New(theme.Options{})
			app.Settings().SetTheme(th)
			bare := canvas.NewText(hard, th.Colour(theme.Ink))
			bare.TextSize, bare.TextStyle.Bold = th.Size(build.size), build.bold
			want := inkRowsOf(t, container.NewPadded(bare), bare.MinSize().AddWidthHeight(40, 60), 0)
			shown := build.make()
			height := shown.MinSize().Height
			got := inkRowsOf(t, shown, fyne.NewSize(bare.MinSize().Width+160, height), build.top)
			if got < want {
				t.Errorf("%d rows of ink at height %.1f, want %d", got, height, want)
			}
		})
	}
}

func inkRowsOf(t *testing.T, object fyne.CanvasObject, size fyne.Size, frame float32) int {
	t.Helper()
	window := test.NewTempWindow(t, container.NewWithoutLayout(object))
	window.SetPadded(false)
	window.Resize(size.AddWidthHeight(0, 20))
	object.Resize(size)
	object.Move(fyne.NewPos(0, 4))
	picture := window.Canvas().Capture()
	inset := int(frame)
	if inset == 0 {
		inset = -2 // ink may reach over a box that does not cut it
	}
	side := 0
	if frame > 0 {
		side = 14
	}
	return inkRows(picture, image.Rect(side, 4+inset, int(size.Width)-side, int(size.Height)+5-inset))
}

// TestEveryTargetIsLargeEnough measures what a finger must hit.
func TestEveryTargetIsLargeEnough(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{}))
	if height := NewEntry("").MinSize().Height; height < 40 { // its width is the layout's
		t.Errorf("Entry is %v high", height)
	}
	for name, target := range map[string]fyne.CanvasObject{
		"Button":    NewButton(Plain, "ก", nil).WithHeight(theme.ButtonLow),
		"icon":      NewButton(Quiet, "", nil).WithIcon("x").WithHeight(theme.ButtonLow),
		"Chip":      NewChip(ChipData{Label: "ทั้งหมด"}, func() {}),
		"Segmented": NewSegmented([]string{"ก", "ข"}, 0, nil),
		"Tabs":      NewTabs([]Tab{{Label: "ก"}}, nil),
		"Stepper":   NewStepper("1", nil),
		"Switch":    NewSwitch("", true, nil),
		"Select":    NewSelect(nil, -1, "", nil),
		"Amount":    NewAmountEntry(false),
		"Qty":       NewQtyEntry(),
		"Tile":      NewTile(),
	} {
		if size := target.MinSize(); size.Height < 40 || size.Width < 40 {
			t.Errorf("%s is %v, want at least 40 × 40", name, size)
		}
	}
}
