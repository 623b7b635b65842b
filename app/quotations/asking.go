package quotations

import (
	"strings"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// asking is a dialog of fields that says below them what is wrong, at the field where it has one.
type asking struct {
	kit     *kit.Kit
	dialog  *prompt.Dialog
	rows    map[string]*widget.FormRow
	trouble *widget.WrapLabel
}

func newAsking(k *kit.Kit) *asking {
	a := &asking{kit: k, rows: map[string]*widget.FormRow{}, trouble: widget.NewWrapLabel("", 3, widget.TroubleText.At(theme.Small))}
	a.trouble.Hide()
	return a
}

// saves lets Ctrl+Enter do what Enter does, as in the dialogs with rows to fill.
func saves(do func()) []keys.Binding { return []keys.Binding{{Chord: keys.Save, Do: do}} }

func (a *asking) row(field, label string, object fyne.CanvasObject) *widget.FormRow {
	a.rows[field] = widget.NewFormRow(label, object)
	return a.rows[field]
}

// clear takes back what was said to be wrong.
func (a *asking) clear() {
	for _, row := range a.rows {
		if row.Message() != "" {
			row.SetMessage("")
		}
	}
	a.trouble.Hide()
}

// tell says what is wrong.
func (a *asking) tell(err error) {
	message, field, placed := i18n.Message(a.kit.Lang, err), fault.Of(err).Field, false
	for name, row := range a.rows {
		if row.SetMessage(""); name == field || strings.HasPrefix(field, name+".") {
			row.SetMessage(message)
			placed = true
		}
	}
	a.trouble.Set(message)
	a.trouble.Hidden = placed
	a.dialog.Refresh()
}
