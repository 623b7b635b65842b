package prompt

import (
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/widget"
)

// Keys shows the keys that answer where a person is now (Ctrl+F1), each with what it does.
func (h *Host) Keys() {
	body := container.NewVBox()
	for _, group := range h.router.List() {
		body.Add(widget.NewText(h.t(group.Title), widget.Section))
		rows := container.New(layout.NewFormLayout())
		for _, binding := range group.Bindings {
			rows.Add(container.NewHBox(widget.NewKeyCap(binding.Chord.Name(h.lang, h.Twins))))
			rows.Add(widget.NewText(h.t(binding.Label), widget.Body).Shrink())
		}
		body.Add(rows)
	}
	for _, hint := range []string{"keys.scan", "keys.twins"} {
		body.Add(widget.NewWrapLabel(h.t(hint), 0, widget.Caption))
	}
	h.Show(&Dialog{Title: h.t("keys.title"), Body: body, Actions: []Action{
		{Label: h.t("keys.close"), Key: keys.Esc},
	}})
}
