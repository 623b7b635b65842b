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
