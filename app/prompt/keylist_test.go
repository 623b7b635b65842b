package prompt

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/keys"
)

func TestHelpListsTheScreensOwnKeysAsTheyAreBound(t *testing.T) {
	bench(t, 1024, 600, func(h *Host, w fyne.Window) {
		h.router.SetGlobal(&keys.Scope{Title: "nav.keys", Bindings: []keys.Binding{{Chord: "Ctrl+4", Label: "nav.products"}}})
		h.router.SetScreen(&keys.Scope{Title: "nav.till", Bindings: []keys.Binding{
			{Chord: "F2", Label: "prompt.ok"}, {Chord: "Ctrl+F", Label: "prompt.ok"}, {Chord: "F9"},
		}})
		h.Help("ขาย", "สแกนได้ทันที")
		shown := test.RenderObjectToMarkup(h.open[0].Body)
		for _, want := range []string{"สแกนได้ทันที", "F2", "Ctrl+F"} {
			if !strings.Contains(shown, want) {
				t.Errorf("no %q in the help", want)
			}
		}
		if n := strings.Count(shown, h.t("prompt.ok")); n != 1 {
			t.Errorf("two keys that do the same take %d rows", n)
		}
		for _, other := range []string{"F9", "Ctrl+4"} {
			if strings.Contains(shown, other) {
				t.Errorf("%q is not the screen's own", other)
			}
		}
		h.open[0].do(h.open[0].Actions[1])
		if !strings.Contains(test.RenderObjectToMarkup(h.open[0].Body), "Ctrl+4") {
			t.Error("the list of all keys did not open")
		}
	})
}
