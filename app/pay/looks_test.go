package pay

import (
	"maps"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/looks"
)

// more are states that are not in the documents but must look right as well.
var more = map[string]func(*till){
	"cash short":  func(v *till) { v.desk.Cash(); v.typed("9") },
	"cash numpad": func(v *till) { v.desk.Cash(); v.tapIcon("keyboard"); v.typed("1237") },
	"cash asks":   func(v *till) { v.desk.Cash(); v.typed("99999"); v.press(fyne.KeyReturn) },
	"promptpay slip": func(v *till) {
		v.desk.PromptPay()
		v.settle()
		v.scans(aSlip)
		v.scans("8850001110001")
	},
	"promptpay full": func(v *till) {
		v.desk.PromptPay()
		v.settle()
		v.scans("8850001110001")
		v.press(fyne.KeySpace)
		v.pass(100 * time.Millisecond)
	},
	"transfer":      func(v *till) { v.desk.Other(); v.typed("3"); v.press(fyne.KeyReturn) },
	"slip":          func(v *till) { v.desk.SlipScanned(aSlip); v.settle() },
	"split empty":   func(v *till) { v.desk.Other() },
	"split refuses": func(v *till) { v.desk.Other(); v.typed("4"); v.typed("9999"); v.press(fyne.KeyReturn) },
}

// TestDialogsLookRightEverywhere holds every dialog in every look, size and language against the rules.
func TestDialogsLookRightEverywhere(t *testing.T) {
	all := maps.Clone(more)
	maps.Copy(all, scenes)
	for _, variant := range looks.Variants() {
		shown := scenes
		if variant.Size.Height == 600 { // where there is least room, every state
			shown = all
		}
		for name, scene := range shown {
			t.Run(name+" "+variant.Name(), func(t *testing.T) {
				open(t, bench{params: practice, size: variant.Size, lang: variant.Lang, options: variant.Theme}, func(v *till) {
					scene(v)
					looks.Check(t, v.window.Canvas(), looks.Options{})
				})
			})
		}
	}
}

// TestDialogsLookAsStored compares the dialogs in the light look with testdata. After a wanted change
// copy the pictures from testdata/failed over them.
func TestDialogsLookAsStored(t *testing.T) {
	for _, name := range []string{"cash", "promptpay", "split", "owners"} {
		t.Run(name, func(t *testing.T) {
			open(t, bench{params: practice, bill: stored}, func(v *till) {
				scenes[name](v)
				test.AssertImageMatches(t, name+".png", v.window.Canvas().Capture())
			})
		})
	}
}
