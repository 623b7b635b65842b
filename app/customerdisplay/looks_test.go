package customerdisplay

import (
	"fmt"
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/promptpay/qrcode"
)

// screens are those that stand on a counter: a usual one, and the small ones made for tills.
var screens = []fyne.Size{{Width: 1366, Height: 768}, {Width: 1024, Height: 600}, {Width: 800, Height: 480}}

// scenes are what a customer sees from greeting to thanks.
var scenes = map[string]func(*testing.T, *Display){
	"greeting": func(*testing.T, *Display) {},
	"bill":     func(_ *testing.T, d *Display) { d.Lines(longBill(), "฿12,480.00") },
	"code": func(t *testing.T, d *Display) {
		matrix, err := qrcode.Checked(promptpay.PracticeText("7F3C"), qrcode.Medium)
		if err != nil {
			t.Fatal(err)
		}
		d.Lines(longBill(), "฿1,245.00")
		d.Code(matrix, "฿1,245.00", "กลุ่มวิสาหกิจชุมชนแม่บ้านเกษตรกรบ้านดอนน้ำผึ้ง", "xxx-xxx-5678")
	},
	"thanks": func(_ *testing.T, d *Display) { d.Done("฿12,480.00", "฿7,520.00") },
}

func longBill() []kit.DisplayLine {
	lines := make([]kit.DisplayLine, shownLines)
	for n := range lines {
		lines[n] = kit.DisplayLine{Name: fmt.Sprintf("ผ้าฝ้ายทอมือย้อมครามลายน้ำไหล ผืนใหญ่ หมายเลข %d", n+1), Qty: "2", Total: "1,560.00"}
	}
	return lines
}

// stand puts the display into a window of a look, over so many pixels.
func stand(t *testing.T, v looks.Variant) (*Display, fyne.Window) {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(v.Theme))
	d := New(app)
	d.Serve("ร้านค้าวิสาหกิจชุมชนบ้านดอนน้ำผึ้งและเครือข่ายผู้ผลิต", v.Lang, true)
	window := test.NewTempWindow(t, d.stage)
	window.SetPadded(false)
	window.Resize(v.Size)
	return d, window
}

// Everything the customer is shown fits the screen, in every look and language.
func TestLooks(t *testing.T) {
	for _, look := range theme.Variants {
		for _, size := range screens {
			for _, lang := range i18n.Langs {
				v := looks.Variant{Theme: theme.Options{Variant: look}, Size: size, Lang: lang}
				for name, scene := range scenes {
					t.Run(name+"-"+v.Name(), func(t *testing.T) {
						d, window := stand(t, v)
						scene(t, d)
						if got := window.Canvas().Size(); got != size {
							t.Errorf("the window grew to %v", got)
						}
						looks.Check(t, window.Canvas(), looks.Options{})
						if folder := os.Getenv("TALAT_LOOKS"); folder != "" {
							(&looks.Stage{Window: window}).Save(t, folder, "display-"+name+"-"+v.Name())
						}
					})
				}
			}
		}
	}
}

var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: screens[1], Lang: i18n.Thai}

func TestThePicture(t *testing.T) {
	d, window := stand(t, usual)
	scenes["code"](t, d)
	test.AssertImageMatches(t, "code.png", window.Canvas().Capture())
}

// TestScreenshots writes the picture for the documents where TALAT_SCREENSHOTS names a folder.
func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	d, window := stand(t, usual)
	scenes["code"](t, d)
	(&looks.Stage{Window: window}).Save(t, folder, "customer-display")
}
