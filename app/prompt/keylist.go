package prompt

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/widget"
)

// Keys shows the keys that answer where a person is now (Ctrl+F1), each with what it does.
func (h *Host) Keys() {
	body := h.keyTable(h.router.List())
	for _, hint := range []string{"keys.scan", "keys.twins"} {
		body.Add(widget.NewWrapLabel(h.t(hint), 0, widget.Caption))
	}
	h.Show(&Dialog{Title: h.t("keys.title"), Body: body, Actions: []Action{{Label: h.t("keys.close"), Key: keys.Esc}}})
}

// Help says in text what the place on the window is for (F1), lists the keys it has of its own as they
// are bound now, and leads to the list of all keys.
func (h *Host) Help(title, text string) {
	own := h.router.List()
	body := h.keyTable(own[:min(len(own), 1)])
	body.Objects = append([]fyne.CanvasObject{widget.NewWrapLabel(text, 0, widget.Body)}, body.Objects...)
	h.Show(&Dialog{Title: title, Body: body, Actions: []Action{
		{Label: h.t("keys.close"), Key: keys.Esc},
		{Label: h.t("keys.all"), Key: "Ctrl+F1", Do: h.Keys},
	}})
}

// keyTable lists groups of keys. Keys that do the same share a row.
func (h *Host) keyTable(groups []keys.Group) *fyne.Container {
	body := container.NewVBox()
	for _, group := range groups {
		body.Add(widget.NewText(h.t(group.Title), widget.Section))
		rows, byLabel := container.New(layout.NewFormLayout()), map[string]*fyne.Container{}
		for _, binding := range group.Bindings {
			caps := byLabel[binding.Label]
			if caps == nil {
				caps = container.NewHBox()
				byLabel[binding.Label] = caps
				rows.Add(caps)
				rows.Add(widget.NewText(h.t(binding.Label), widget.Body).Shrink())
			}
			caps.Add(widget.NewKeyCap(binding.Chord.Name(h.lang, h.Twins)))
		}
		body.Add(rows)
	}
	return body
}
