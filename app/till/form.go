package till

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
)

// form is a dialog of a few fields with a number pad beside them. What ok refuses is said below the
// fields, and the dialog stays.
type form struct {
	page    *Page
	title   string
	fields  *fyne.Container
	trouble *widget.WrapLabel
	pad     *widget.Numpad // nil for a form without figures
	dialog  *prompt.Dialog
	focus   fyne.Focusable
	ok      func() error
	okWord  string // "" is "OK"
	more    []prompt.Action
	onScan  func(code string) // by default it goes onto the bill behind
}

func (p *Page) newForm(title string, fields ...fyne.CanvasObject) *form {
	f := &form{page: p, title: title, trouble: widget.NewWrapLabel("", 3, widget.TroubleText.At(theme.Small)), onScan: p.Scan}
	f.trouble.Hide()
	f.fields = container.New(layout.NewCustomPaddedVBoxLayout(8), append(fields, f.trouble)...)
	return f
}

// withPad puts a number pad beside the fields, which writes into target until another field gets the
// keyboard.
func (f *form) withPad(target widget.Typist) *form {
	f.pad = widget.NewNumpad(target, f.page.kit.T("prompt.ok"))
	return f
}

// follow lets the pad write into a field while that has the keyboard.
func (f *form) follow(target widget.Typist) func(bool) {
	return func(gained bool) {
		if gained && f.pad != nil {
			f.pad.SetTarget(target)
		}
	}
}

// show opens the form; Enter is ok.
func (f *form) show() {
	body := fyne.CanvasObject(f.fields)
	width := float32(460)
	if f.pad != nil {
		body = container.New(&beside{}, f.fields, f.pad)
		width = 640
	}
	word := f.okWord
	if word == "" {
		word = f.page.kit.T("prompt.ok")
	}
	f.dialog = &prompt.Dialog{Title: f.title, Body: body, Focus: f.focus, Width: width * f.page.view.look().Size(theme.Touch) / 40, OnScan: f.onScan}
	f.dialog.Actions = append([]prompt.Action{{Label: f.page.kit.T("prompt.cancel"), Key: keys.Esc}}, f.more...)
	f.dialog.Actions = append(f.dialog.Actions, prompt.Action{Label: word, Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: f.submit})
	f.page.kit.Prompt.Show(f.dialog)
}

func (f *form) submit() {
	if err := f.ok(); err != nil {
		f.tell(err)
		return
	}
	f.dialog.Close()
}

// tell says what is wrong, or nothing for nil.
func (f *form) tell(err error) {
	show(f.trouble, err != nil)
	if err != nil {
		f.trouble.Set(i18n.Message(f.page.kit.Lang, err))
	}
	f.fields.Refresh()
}

// beside puts fields left and the number pad right, each half of the width.
type beside struct{}

const besideGap = 20

func (*beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(left.Width+right.Width+besideGap, max(left.Height, right.Height))
}

func (*beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	right := max(size.Width*0.46, objects[1].MinSize().Width)
	left := size.Width - right - besideGap
	widget.Put(objects[0], 0, 0, left, size.Height)
	widget.Put(objects[1], size.Width-right, 0, right, objects[1].MinSize().Height)
}
