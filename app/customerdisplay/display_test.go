package customerdisplay

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/i18n"
)

// said gives every word on the display.
func said(d *Display) string {
	var words []string
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *canvas.Text:
			words = append(words, o.Text)
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(d.stage)
	return strings.Join(words, "|")
}

func open(t *testing.T) *Display {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Options{}))
	d := New(app)
	d.stage.Resize(screens[0])
	d.Serve("ร้านป้าน้อย", i18n.Thai, true)
	return d
}

func TestABillFromGreetingToThanks(t *testing.T) {
	d := open(t)
	expect := func(when string, words ...string) {
		t.Helper()
		for _, word := range words {
			if shown := said(d); !strings.Contains(shown, word) {
				t.Errorf("%s: no %q in %s", when, word, shown)
			}
		}
	}
	expect("before", "ร้านป้าน้อย", i18n.T(i18n.Thai, "display.welcome"), i18n.T(i18n.Thai, "display.practice"))
	line := kit.DisplayLine{Name: "น้ำผึ้ง", Qty: "2", Total: "360.00"}
	d.Lines([]kit.DisplayLine{line}, "฿360.00")
	expect("lines", "น้ำผึ้ง", "2 ×", "฿360.00")
	d.Code([][]bool{{true}}, "฿360.00", "นางน้อย", "xxx-xxx-5678")
	expect("code", "นางน้อย", "xxx-xxx-5678", i18n.T(i18n.Thai, "display.scan"))
	d.Code(nil, "", "", "")
	expect("back", "น้ำผึ้ง")
	d.Done("฿500.00", "฿140.00")
	d.Lines(nil, "")
	d.Code(nil, "", "", "")
	expect("thanks stay", "฿500.00", "฿140.00", i18n.T(i18n.Thai, "display.thanks"))
	d.Lines([]kit.DisplayLine{line}, "฿360.00")
	if strings.Contains(said(d), "฿140.00") {
		t.Error("the next customer sees the change of the one before")
	}
}

func TestOnlyTheNewestLinesAreShown(t *testing.T) {
	d := open(t)
	lines := make([]kit.DisplayLine, shownLines+1)
	for n := range lines {
		lines[n].Name = "ของ" + string(rune('A'+n))
	}
	d.Lines(lines, "")
	if shown := said(d); strings.Contains(shown, "ของA") || !strings.Contains(shown, "ของI") {
		t.Error(shown)
	}
}

func TestTheWindowOpensOnDemandAndOnce(t *testing.T) {
	d := open(t)
	d.ShowHere()
	first := d.window
	d.ShowHere()
	if first == nil || d.window != first {
		t.Error("no window, or two")
	}
	d.Close()
	if d.window != nil {
		t.Error("it is still there")
	}
}
