package pay

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/widget"
)

// place gives where a button of the open dialog stands on the window.
func (v *till) place(key string) fyne.Position {
	v.t.Helper()
	for _, object := range test.LaidOutObjects(v.window.Canvas().Overlays().Top()) {
		if button, ok := object.(*widget.Button); ok && button.Label() == v.kit.T(key) {
			return fyne.CurrentApp().Driver().AbsolutePositionForObject(button)
		}
	}
	v.t.Fatalf("no button %s", key)
	return fyne.Position{}
}

// Who reaches for "the money is not there yet" must not meet "the money was seen" because the code came in
// between.
func TestButtonsStandStillWhileTheCodeIsMade(t *testing.T) {
	for _, low := range []bool{false, true} {
		size := fyne.NewSize(1366, 768)
		if low {
			size = fyne.NewSize(1024, 600)
		}
		open(t, bench{size: size}, func(v *till) {
			v.desk.PromptPay()
			before := v.place("pay.promptpay.wait")
			v.settle()
			if after := v.place("pay.promptpay.wait"); after != before {
				t.Errorf("in a window of %v the button went from %v to %v", size, before, after)
			}
		})
	}
}
