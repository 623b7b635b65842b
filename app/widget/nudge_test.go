package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/theme"
)

func TestANudgeLeadsThereOrNowhere(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{}))
	taps := 0
	nudge := NewNudge(NudgeData{Icon: "clock", Label: "รอเงิน 1", More: "ดู", MoreIcon: "arrow", Tone: Watch}, func() { taps++ })
	test.Tap(nudge)
	nudge.OnTapped = nil
	test.Tap(nudge)
	if taps != 1 {
		t.Errorf("tapped %d times", taps)
	}
	if least := nudge.MinSize(); least.Height < 40 || least.Width < fyne.MeasureText("รอเงิน 1ดู", 14.5, fyne.TextStyle{}).Width {
		t.Errorf("%v does not hold its texts", least)
	}
	wide := nudge.MinSize().Width
	nudge.Set(NudgeData{Label: "รอเงิน 1", Tone: Watch})
	if nudge.MinSize().Width >= wide {
		t.Error("without icons it is as wide as with them")
	}
}

func TestASlimFieldIsDrawnLowerThanItIsTapped(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{}))
	field := NewQtyEntry()
	field.Slim()
	field.Resize(field.MinSize())
	if ground := test.WidgetRenderer(field).Objects()[0]; field.Size().Height < 40 || ground.Size().Height != field.Size().Height-slimBy {
		t.Errorf("drawn %v in a target of %v", ground.Size(), field.Size())
	}
}
