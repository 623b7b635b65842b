package prompt

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
)

// Question asks yes or no. Enter is yes, Esc is no.
type Question struct {
	Title, Text string
	Yes, No     string // the buttons; "" are the usual words
	Danger      bool   // yes cannot be taken back: it is red, and Enter does not do it
}

// Ask asks and answers once; however the dialog closes without yes is no.
func (h *Host) Ask(q Question, answer func(yes bool)) {
	yes := Action{Label: q.Yes, Key: keys.Enter, Kind: widget.Primary}
	if q.Danger {
		yes.Key, yes.Kind = keys.Save, widget.Danger
	}
	if yes.Label == "" {
		yes.Label = h.t("prompt.yes")
	}
	no := q.No
	if no == "" {
		no = h.t("prompt.no")
	}
	said := false
	yes.Stays = true
	d := &Dialog{Title: q.Title, Body: words(q.Text), OnClosed: func() { answer(said) }}
	yes.Do = func() { said = true; d.Close() }
	d.Actions = []Action{{Label: no, Key: keys.Esc}, yes}
	h.Show(d)
}

// Input asks for one text or amount.
type Input struct {
	Title, Text string
	Label       string   // of the field
	Value       string   // to begin with, selected
	OK          string   // the button; "" is the usual word
	Secret      bool     // what is typed is not shown
	Written     []string // what ready reasons are written as, nil = as they are said
}

// AskText asks until check agrees or a person gives up; then done gets the text. check may be nil; its
// fault is shown under the field.
func (h *Host) AskText(in Input, check func(string) error, done func(string)) {
	field := widget.NewEntry("").SelectsAll().Numbered() // nothing else takes what is scanned: it is the answer
	field.Password = in.Secret
	field.SetText(in.Value)
	text := func() (string, error) {
		if check == nil {
			return field.Text, nil
		}
		return field.Text, check(field.Text)
	}
	quiet := func(changed func()) { field.OnChanged = func(string) { changed() } }
	ask(h, in, field, quiet, text, done)
}

// AskAmount asks for baht likewise. What cannot be read is said before check is asked.
func (h *Host) AskAmount(in Input, check func(money.Satang) error, done func(money.Satang)) {
	field := widget.NewAmountEntry(false)
	field.SetText(in.Value)
	amount := func() (money.Satang, error) {
		value, err := field.Amount()
		if err == nil && check != nil {
			err = check(value)
		}
		return value, err
	}
	quiet := func(changed func()) { field.OnChanged = func(string) { changed() } }
	ask(h, in, field, quiet, amount, done)
}

// asker is a field that a dialog asks with.
type asker interface {
	fyne.CanvasObject
	fyne.Focusable
	keys.Field
	SetTroubled(bool)
}

// ask is what AskText and AskAmount share: onChange is told what to do when the field changes.
func ask[T any](h *Host, in Input, field asker, onChange func(func()), read func() (T, error), done func(T)) {
	trouble := widget.NewWrapLabel("", 3, widget.TroubleText.At(theme.Small))
	trouble.Hide()
	body := container.NewVBox()
	if in.Text != "" {
		body.Add(words(in.Text))
	}
	if in.Label != "" {
		body.Add(widget.NewText(in.Label, widget.Caption))
	}
	body.Add(field)
	body.Add(trouble)
	ok := in.OK
	if ok == "" {
		ok = h.t("prompt.ok")
	}
	d := &Dialog{Title: in.Title, Body: body, Focus: field, Typed: TypedIn(field)}
	onChange(func() { field.SetTroubled(false); trouble.Hide() })
	d.Actions = []Action{
		{Label: h.t("prompt.cancel"), Key: keys.Esc},
		{Label: ok, Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: func() {
			value, err := read()
			if err != nil {
				field.SetTroubled(true)
				trouble.Set(i18n.Message(h.lang, err))
				trouble.Show()
				d.scope.Overlay.Refresh()
				h.canvas.Focus(field)
				return
			}
			d.Close()
			done(value)
		}},
	}
	h.Show(d)
}

// Error shows an error in words for people, and the setting at fault where it names one: other fields stand on no screen
// by the names that commands call them.
func (h *Host) Error(err error) {
	if err == nil {
		return
	}
	body := container.NewVBox(words(i18n.Message(h.lang, err)))
	var known *fault.Error
	if errors.As(err, &known) && i18n.Has(h.lang, "settings."+known.Field) {
		body.Add(widget.NewText(i18n.T(h.lang, "prompt.at", fault.Values{"field": i18n.T(h.lang, "settings."+known.Field)}), widget.Caption))
	}
	h.Show(&Dialog{
		Title: h.t("prompt.error"), Body: body,
		Actions: []Action{{Label: h.t("prompt.understood"), Key: keys.Enter, Kind: widget.Primary}},
	})
}

func words(text string) fyne.CanvasObject { return widget.NewWrapLabel(text, 0, widget.Body) }
