package pay

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestASumIsNotLostWithoutAsking(t *testing.T) {
	for name, c := range map[string]struct {
		typed string
		asks  bool
	}{
		"nothing typed":        {"", false},
		"the exact sum typed":  {"1185", false},
		"more than due typed":  {"1500", true},
		"less than due, typed": {"1000", true},
	} {
		t.Run(name, func(t *testing.T) {
			open(t, bench{}, func(v *till) {
				v.desk.Cash()
				v.typed(c.typed)
				v.press(fyne.KeyEscape)
				if asks := v.shows(v.kit.T("prompt.lose")); asks != c.asks || v.desk.Open() != c.asks {
					t.Fatalf("asks %v, open %v", asks, v.desk.Open())
				}
				if !c.asks {
					return
				}
				v.press(fyne.KeyEscape) // no
				if !v.desk.Open() || v.shows(v.kit.T("prompt.lose")) {
					t.Fatal("no was taken for yes")
				}
				v.press(fyne.KeyEscape, fyne.KeyReturn) // yes
				if v.desk.Open() || len(v.paid) != 0 {
					t.Errorf("open %v, paid %d", v.desk.Open(), len(v.paid))
				}
			})
		})
	}
}

func TestThePartThatIsTypedIsNotLostWithoutAsking(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.desk.Other()
		v.typed("5")
		v.press(fyne.KeyEscape) // what was offered is nothing typed
		if v.shows(v.kit.T("prompt.lose")) {
			t.Fatal("asked about the sum that was offered")
		}
		v.typed("5")
		v.typed("200")
		v.press(fyne.KeyEscape)
		if !v.shows(v.kit.T("prompt.lose")) {
			t.Fatalf("the window says %q", v.texts())
		}
		v.press(fyne.KeyEscape)                 // no
		v.press(fyne.KeyReturn, fyne.KeyEscape) // the part is taken; Esc asks about the parts
		if !v.shows(v.kit.T("pay.other.drop")) {
			t.Errorf("the part is gone: %q", v.texts())
		}
	})
}

func TestASlipHalfTypedIsNotLostWithoutAsking(t *testing.T) {
	for name, show := range map[string]func(v *till){
		"the slip dialog": func(v *till) { v.desk.Slip() },
		"PromptPay":       func(v *till) { v.promptPay(); v.press(fyne.KeyF3) },
	} {
		t.Run(name, func(t *testing.T) {
			open(t, bench{}, func(v *till) {
				leave := func() {
					for range 2 { // out of the field first, where it is one among others
						if v.desk.Open() && !v.shows(v.kit.T("prompt.lose")) {
							v.press(fyne.KeyEscape)
						}
					}
				}
				show(v)
				v.typed("M07")
				leave()
				if !v.shows(v.kit.T("prompt.lose")) {
					t.Fatalf("the window says %q", v.texts())
				}
				v.press(fyne.KeyReturn)
				show(v)
				v.typed("M07736")
				v.press(fyne.KeyReturn)
				leave()
				if v.desk.Open() {
					t.Error("asked about a slip that was read")
				}
			})
		})
	}
}
