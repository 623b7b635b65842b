package pay

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/internal/shop"
)

// practice is the shop that screenshots show.
var practice = shop.Params{Name: "ร้านฝึกตลาดชุมชน", Receiver: "นางสมศรี ใจดี", Practice: true}

// stored is the bill on pictures: its tag is on them.
const stored = "01980000-0000-7000-8000-000000007f3c"

func (v *till) save(file string) {
	v.t.Helper()
	out, err := os.Create(file)
	if err != nil {
		v.t.Fatal(err)
	}
	if err := png.Encode(out, v.window.Canvas().Capture()); err != nil {
		v.t.Error(err)
	}
	if err := out.Close(); err != nil {
		v.t.Error(err)
	}
}

// scenes are the pictures of the dialogs.
var scenes = map[string]func(*till){
	"cash": func(v *till) {
		v.desk.Cash()
		v.typed("1500")
	},
	"promptpay": func(v *till) {
		v.kit.Bill.Code = func([][]bool, string, string, string) {}
		v.desk.PromptPay()
		v.settle()
		v.scans(aSlip)
	},
	"owners": func(v *till) {
		v.kit.Bill.Code = func([][]bool, string, string, string) {}
		if _, _, err := v.kit.Shop.Set(v.t.Context(), "pay.to", "owners"); err != nil {
			v.t.Fatal(err)
		}
		v.owners()
		v.desk.Reload()
		v.settle()
		v.promptPay()
		v.press(fyne.KeyF9)
		v.pass(settle)
	},
	"split": func(v *till) {
		v.desk.Other()
		v.typed("5")
		v.typed("200")
		v.press(fyne.KeyReturn)
		v.typed("1")
		v.typed("500")
		v.press(fyne.KeyReturn)
		v.typed("4")
	},
}

// TestScreenshots writes the pictures for the documents where TALAT_SCREENSHOTS names a folder.
func TestScreenshots(t *testing.T) {
	dir := looks.Screenshots(t)
	for name, scene := range scenes {
		open(t, bench{params: practice, bill: stored}, func(v *till) {
			scene(v)
			v.save(filepath.Join(dir, name+".png"))
		})
	}
}
