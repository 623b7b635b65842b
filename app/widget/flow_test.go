package widget

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
)

func newTestList(made *int, shown map[int]bool) *List {
	return NewList(theme.ButtonMid, func() *Text { *made++; return NewText("", Body) }, func(index int, row *Text, _ bool) {
		shown[index] = true
		row.Set(i18n.Group("1"))
	})
}

func TestListMakesOnlyWhatIsSeen(t *testing.T) {
	made, shown := 0, map[int]bool{}
	list := newTestList(&made, shown)
	inWindow(t, list)
	list.SetCount(100_000)
	if made > 14 || len(shown) > 14 {
		t.Errorf("%d rows made, %d filled, for a window of nine", made, len(shown))
	}
	clear(shown)
	list.Choose(99_999)
	if !shown[99_999] || made > 14 {
		t.Errorf("the last row is shown: %t; %d rows made", shown[99_999], made)
	}
	list.SetCount(3)
	if list.Chosen() != -1 {
		t.Errorf("a row that is gone stays chosen: %d", list.Chosen())
	}
}

func TestListScrollsByDragAndWheelWithinItsEnds(t *testing.T) {
	made, shown := 0, map[int]bool{}
	list := newTestList(&made, shown)
	window := inWindow(t, list)
	list.SetCount(50)
	test.Drag(window.Canvas(), fyne.NewPos(100, 200), 0, -88)
	if list.offset < 80 {
		t.Errorf("dragged to %v", list.offset)
	}
	list.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 10_000)})
	if list.offset != 0 {
		t.Errorf("scrolled beyond the start: %v", list.offset)
	}
	list.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -10_000)})
	if list.offset != list.reach() {
		t.Errorf("scrolled to %v of %v", list.offset, list.reach())
	}
}

func TestListKeysAndTaps(t *testing.T) {
	made, shown := 0, map[int]bool{}
	list := newTestList(&made, shown)
	inWindow(t, list)
	list.SetCount(5)
	var chosen, tapped []int
	list.OnChosen = func(index int) { chosen = append(chosen, index) }
	list.OnTapped = func(index int) { tapped = append(tapped, index) }
	press(list, fyne.KeyDown, fyne.KeyDown, fyne.KeyEnd, fyne.KeyDown, fyne.KeyHome, fyne.KeyUp, fyne.KeyReturn)
	if want := []int{0, 1, 4, 4, 0, 0}; len(chosen) != len(want) || chosen[2] != 4 || chosen[5] != 0 {
		t.Errorf("keys chose %v, want %v", chosen, want)
	}
	test.TapAt(list, fyne.NewPos(50, 44*2+10))
	test.TapAt(list, fyne.NewPos(50, 44*5+10))
	if len(tapped) != 2 || tapped[0] != 0 || tapped[1] != 2 {
		t.Errorf("tapped %v, want [0 2]", tapped)
	}
}

func TestTapOnAStateInARowChoosesTheRow(t *testing.T) {
	list := NewList(theme.ButtonMid, func() *Pill { return NewPill(ChipData{}) }, func(_ int, row *Pill, _ bool) { row.Set(ChipData{Label: "จ่ายแล้ว"}) })
	window := inWindow(t, list)
	list.SetCount(3)
	test.TapCanvas(window.Canvas(), fyne.NewPos(60, 60))
	if list.Chosen() != 1 {
		t.Errorf("chosen %d, want 1", list.Chosen())
	}
}

func TestEmptyListTakesEveryKey(t *testing.T) {
	list := NewList(theme.ButtonMid, newOption, func(int, *fyne.Container, bool) { t.Error("a row was filled") })
	inWindow(t, list)
	press(list, fyne.KeyDown, fyne.KeyUp, fyne.KeyEnd, fyne.KeyPageDown, fyne.KeyReturn)
	list.SetCount(-3)
	list.Choose(7)
	if list.Chosen() != -1 || list.Count() != 0 {
		t.Errorf("chosen %d of %d", list.Chosen(), list.Count())
	}
}

func TestGridStepsByRowAndColumn(t *testing.T) {
	grid := NewTileGrid(func(index int) TileData { return TileData{Name: "ก", Price: money.Baht(1)} })
	inWindow(t, grid)
	grid.SetCount(10)
	if grid.Columns() != 3 {
		t.Fatalf("%d columns in 600 units", grid.Columns())
	}
	grid.Step(0, 0)
	grid.Step(1, 0)
	grid.Step(0, 1)
	if grid.Chosen() != 4 {
		t.Errorf("chosen %d, want 4", grid.Chosen())
	}
	if grid.at(fyne.NewPos(grid.cellSize().Width+3, 10)) != -1 {
		t.Error("the gap between tiles is a tile")
	}
}

func TestTileKeepsADrawingUntilAPhotoComes(t *testing.T) {
	tile := NewTile()
	inWindow(t, tile)
	tile.Set(TileData{Name: "ข้าวหอมมะลิ ทุ่งกุลาร้องไห้ อย่างดี ถุงใหญ่ 5 กิโลกรัม", Price: 6550, Drawing: "goods-rice"})
	photo := image.NewRGBA(image.Rect(0, 0, 4, 4))
	tile.Set(TileData{Name: "ก", Photo: photo})
	if tile.Data().Photo != photo {
		t.Error("the photo is not kept")
	}
}

func TestSelectOffersAndChooses(t *testing.T) {
	got := -1
	choice := NewSelect([]string{"สด", "โอน", "บัตร"}, 0, "เลือก", func(index int) { got = index })
	window := inWindow(t, column(choice))
	test.Tap(choice)
	list, ok := window.Canvas().Focused().(*List)
	if !ok {
		t.Fatalf("the choices do not have the keyboard: %T", window.Canvas().Focused())
	}
	press(list, fyne.KeyDown, fyne.KeyReturn)
	if got != 1 || choice.Selected() != 1 || window.Canvas().Overlays().Top() != nil {
		t.Errorf("chose %d, shows %d, open %v", got, choice.Selected(), window.Canvas().Overlays().Top())
	}
	test.Tap(choice)
	press(window.Canvas().Focused().(*List), fyne.KeyEscape)
	if choice.Selected() != 1 || window.Canvas().Overlays().Top() != nil {
		t.Error("Esc does not close the choices, or changes them")
	}
}

func TestButtonsChipsAndSwitches(t *testing.T) {
	taps := 0
	button := NewButton(Pay, "รับเงิน", func() { taps++ })
	inWindow(t, button)
	test.Tap(button)
	button.Disable()
	test.Tap(button)
	press(button, fyne.KeyReturn)
	button.SetEnabled(true)
	test.Tap(button)
	if taps != 2 {
		t.Errorf("%d taps counted, want 2", taps)
	}
	selected := -1
	chips := NewChipRow([]ChipData{{Label: "ก"}, {Label: "ข"}, {Label: "ค"}}, func(index int) { selected = index })
	inWindow(t, chips)
	test.Tap(chips.chips[2])
	if selected != 2 || chips.Selected() != 2 || chips.chips[0].Data().Selected || !chips.chips[2].Data().Selected {
		t.Errorf("selected %d, shown %d", selected, chips.Selected())
	}
	chips.Set([]ChipData{{Label: "ก"}})
	if chips.Selected() != 0 || len(chips.row.Objects) != 1 {
		t.Error("fewer chips leave a ghost")
	}
	on := NewSwitch("เสียง", false, nil)
	press(on, fyne.KeySpace)
	if !on.On() {
		t.Error("Space does not switch")
	}
	steps := 0
	stepper := NewStepper("1", func(by int) { steps += by })
	inWindow(t, column(stepper))
	test.TapAt(stepper, fyne.NewPos(stepper.Size().Width-5, 10))
	test.TapAt(stepper, fyne.NewPos(stepper.Size().Width-5, 10))
	test.TapAt(stepper, fyne.NewPos(5, 10))
	if steps != 1 {
		t.Errorf("+ + − steps by %d", steps)
	}
	segmented := NewSegmented([]string{"ไทย", "English"}, 0, nil)
	inWindow(t, column(segmented))
	test.TapAt(segmented, fyne.NewPos(segmented.Size().Width-5, 10))
	if segmented.Selected() != 1 {
		t.Error("the second language is not chosen")
	}
}

func TestTextsFollowTheTheme(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Options{}))
	text := NewText("ราคา", Body)
	window := test.NewTempWindow(t, text)
	before, size := window.Canvas().Capture(), text.MinSize()
	app.Settings().SetTheme(theme.New(theme.Options{Variant: theme.Dark, Scale: 150}))
	if text.MinSize().Width < size.Width*1.4 {
		t.Errorf("the text is %v wide after growing from %v", text.MinSize().Width, size.Width)
	}
	if before.At(1, 1) == window.Canvas().Capture().At(1, 1) {
		t.Error("the ground stayed light")
	}
}

func TestWrapLabelBreaksBetweenWordsAndGrows(t *testing.T) {
	label := NewWrapLabel("เบอร์โทรศัพท์ต้องมีเก้าหรือสิบหลัก", 0, Body)
	inWindow(t, column(label))
	label.Resize(fyne.NewSize(120, 200))
	lines := label.Lines()
	if len(lines) < 2 || label.MinSize().Height < 40 {
		t.Fatalf("lines %q, height %v", lines, label.MinSize().Height)
	}
	for _, line := range lines {
		if measure(16, false)(line) > 120 {
			t.Errorf("%q is wider than 120", line)
		}
	}
}

func TestChartScaleIsRound(t *testing.T) {
	for highest, want := range map[int64][2]int64{1: {1, 1}, 5: {1, 5}, 6: {2, 3}, 20100: {5000, 5}, 99: {20, 5}, 1_000_000: {200_000, 5}} {
		if step, count := ticks(highest); step != want[0] || count != want[1] {
			t.Errorf("up to %d: %d steps of %d, want %v", highest, count, step, want)
		}
	}
	for n, want := range map[int64]string{0: "0", 999: "999", 1500: "1.5k", 20000: "20k", 2_500_000: "2.5M"} {
		if got := short(n); got != want {
			t.Errorf("%d is written %s, want %s", n, got, want)
		}
	}
}

func TestQRModulesAreWholePixels(t *testing.T) {
	code := NewQR([][]bool{{true, false}, {false, true}}, 100)
	window := inWindow(t, column(code))
	code.Set([][]bool{{true, true}, {false, true}})
	picture := window.Canvas().Capture()
	greys := 0
	for y := range 100 {
		for x := range 100 {
			r, _, _, _ := picture.At(x+300, y+10).RGBA()
			if r>>8 > 0x10 && r>>8 < 0xE0 {
				greys++
			}
		}
	}
	if greys > 0 {
		t.Errorf("%d pixels are neither black nor white", greys)
	}
}

func TestManyCoinsAreCounted(t *testing.T) {
	coins := NewCoins(Piece{money.Baht(1), 30}, Piece{money.Baht(20), -4})
	inWindow(t, coins)
	objects := coins.draw(fyne.NewSize(400, 40))
	if len(objects) != maxPieces*3+1 {
		t.Errorf("%d objects drawn", len(objects))
	}
}
