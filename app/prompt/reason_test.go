package prompt

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
)

func TestReasonIsReadyOrTyped(t *testing.T) {
	bench(t, 1024, 600, func(h *Host, w fyne.Window) {
		check := func(reason string) error {
			if reason == "" {
				return fault.New("amount_unreadable", "reason", nil)
			}
			return nil
		}
		got := ""
		h.AskReason(Input{Title: "ยกเลิกบิล"}, []string{"คีย์ผิด", "ลูกค้าเปลี่ยนใจ"}, true, check, func(reason string) { got = reason })
		press(h, fyne.KeyReturn)
		save := &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl}
		h.router.Shortcut(save)
		if !h.Open() || got != "" {
			t.Fatalf("done by Enter, or without a reason: %q", got)
		}
		body := h.open[0].Body.(*fyne.Container)
		test.Tap(body.Objects[0].(*fyne.Container).Objects[1].(*widget.Button))
		h.router.Shortcut(save)
		if h.Open() || got != "ลูกค้าเปลี่ยนใจ" {
			t.Errorf("reason %q, open %v", got, h.Open())
		}
	})
}

func TestAReasonByItsDigitAndSeveralWaysOn(t *testing.T) {
	bench(t, 1024, 600, func(h *Host, w fyne.Window) {
		got := map[string]string{}
		h.AskReasonFor(Input{Title: "คืนสินค้า"}, []string{"ชำรุด", "ผิดขนาด"}, nil,
			Choice{Label: "ทิ้ง", Key: "F7", Do: func(reason string) { got["waste"] = reason }},
			Choice{Label: "ขึ้นชั้น", Key: "Enter", Do: func(reason string) { got["shelf"] = reason }})
		type2 := func(r rune) {
			w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyName(r)})
			w.Canvas().Focused().TypedRune(r)
			h.router.Settle()
		}
		type2('2')
		field := w.Canvas().Focused().(*widget.Entry)
		if field.Text != "ผิดขนาด" {
			t.Fatalf("2 wrote %q", field.Text)
		}
		type2('1')
		if field.Text == "ชำรุด" {
			t.Error("a digit in a reason that is there is a digit")
		}
		reason := field.Text
		press(h, fyne.KeyF7)
		if len(got) != 1 || got["waste"] != reason || h.Open() {
			t.Errorf("got %v", got)
		}
	})
}

// ภ stands on the key of the 4 in the Thai layout.
func TestAReasonMayBeginWithTheLetterOnADigitsKey(t *testing.T) {
	bench(t, 1024, 600, func(h *Host, w fyne.Window) {
		h.AskReason(Input{Title: "ยกเลิกบิล"}, []string{"ชำรุด", "ผิดขนาด", "คีย์ผิด", "อื่น ๆ"}, false, nil, func(string) {})
		field := w.Canvas().Focused().(*widget.Entry)
		field.TypedKey(&fyne.KeyEvent{Name: fyne.Key4})
		field.TypedRune('ภ')
		h.router.Settle()
		if field.Text != "ภ" {
			t.Errorf("ภ wrote %q", field.Text)
		}
	})
}
