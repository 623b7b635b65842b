package issuing

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
)

// view is the dialog: the fields at the left, the paper as it will print at the right.
type view struct {
	e      *editor
	object fyne.CanvasObject

	scroll  *widget.DragScroll
	fields  *fyne.Container // the column at the left, made anew when other fields are asked
	rows    map[string]*widget.FormRow
	entries map[string]fields
	more    bool // style and signatures are shown
	filling bool // the fields are being set, nobody types

	sheet        *canvas.Image
	pages        *widget.Text
	turn         *fyne.Container // of the pages
	hint, corner *fyne.Container // in place of the paper, and over it
	page         int
	shown        int // pages there are
	says         *widget.WrapLabel
	list         *widget.List // of the lines
}

// fields is what a text is typed into.
type fields interface {
	fyne.Focusable
	SetText(string)
}

// chrome is what of the window's height the dialog takes beside its body.
const chrome = 174

func newView(e *editor) *view {
	v := &view{e: e, fields: widget.Column(10), rows: map[string]*widget.FormRow{}, entries: map[string]fields{},
		sheet: &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleSmooth}, pages: widget.NewText("", widget.Caption.Centre()),
		says: widget.NewWrapLabel("", 3, widget.Caption)}
	v.says.Hide()
	before := widget.NewButton(widget.Minor, e.kit.T("papers.before"), v.step(-1)).WithKey(v.key("PageUp"))
	after := widget.NewButton(widget.Minor, e.kit.T("papers.after"), v.step(1)).WithKey(v.key("PageDown"))
	v.turn = widget.Inset(6, 0, 0, 0, container.NewBorder(nil, nil, before, after, v.pages))
	v.turn.Hide()
	hint := "issuing.paper_here"
	if e.m.ask.Kind == papers.PurchaseOrder {
		hint = "issuing.picture_here"
	}
	v.hint = container.NewVBox(layout.NewSpacer(), widget.NewWrapLabel(e.kit.T(hint), 3, widget.Caption.At(theme.Text).Centre()), layout.NewSpacer())
	large := widget.NewButton(widget.Quiet, "", v.large).WithIcon("full").WithKey(v.key("F5"))
	v.corner = container.NewVBox(container.NewHBox(layout.NewSpacer(), widget.Inset(4, 0, 0, 8, large)))
	paper := container.NewBorder(nil, v.turn, nil, nil, container.NewStack(widget.NewNotice(widget.Calm, container.NewStack(v.sheet, v.hint)), v.corner))
	v.setPage(nil)
	v.scroll = widget.NewDragScroll(widget.Inset(2, 8, 2, 10, v.fields))
	high := max(e.kit.Prompt.Size().Height-widget.Unit(chrome), 260)
	both := container.New(widget.Sides{Share: 0.48, Least: 320, Most: 560}, v.scroll, paper)
	v.object = container.New(tall(high), container.NewBorder(nil, v.says, nil, nil, both))
	return v
}

// tall is a layout that gives an object a height.
type tall float32

// MinSize belongs to the toolkit.
func (t tall) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objects[0].MinSize().Width, float32(t))
}

// Layout belongs to the toolkit.
func (t tall) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

func (v *view) key(chord keys.Chord) string { return chord.Name(v.e.kit.Lang, v.e.kit.Twins) }

func (v *view) t(key string, values ...fault.Values) string { return v.e.kit.T(key, values...) }

// title says what is made, and of what.
func (v *view) title() string {
	m := v.e.m
	title := papers.Title(v.e.kit.Lang, m.ask.Kind)
	if !m.turns() { // else what it is besides is chosen below
		title = papers.Title(v.e.kit.Lang, m.ask.Kind, m.ask.With...)
	}
	if m.deposit {
		title = v.t("papers.of_deposit", fault.Values{"title": title})
	}
	of := strings.Join(m.ask.Of, ", ")
	if len(m.ask.Of) > 2 {
		of = v.t("issuing.of_many", fault.Values{"first": m.ask.Of[0], "more": len(m.ask.Of) - 1})
	}
	if of = cmp.Or(of, m.ask.Replaces); of == "" {
		return title
	}
	return v.t("issuing.title", fault.Values{"title": title, "number": of})
}

// dialog makes the dialog with its keys.
func (v *view) dialog() *prompt.Dialog {
	e, t := v.e, v.e.kit.T
	label := "issuing.issue"
	if e.m.ask.Kind == papers.PurchaseOrder {
		label = "issuing.record"
	}
	actions := []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc}}
	if e.m.ask.Kind != papers.Abbreviated {
		actions = append(actions, prompt.Action{Label: t("issuing.customer"), Key: "F4", Icon: "customers", Stays: true, Do: e.pickBuyer})
	}
	if e.m.ask.Kind != papers.PurchaseOrder {
		actions = append(actions, prompt.Action{Label: t("issuing.more"), Key: "F7", Icon: "set", Stays: true, Do: v.fold})
	}
	actions = append(actions, prompt.Action{Label: t(label), Key: keys.Save, Icon: "check", Kind: widget.Primary, Stays: true, Do: e.issue})
	return &prompt.Dialog{Title: v.title(), Body: v.object, Width: widget.Unit(1240), Actions: actions, Bindings: v.bindings(),
		Typed: func() bool { return e.m.touched }, OnClosed: func() { e.shut = true; e.runner.Cancel() }}
}

func (v *view) bindings() []keys.Binding {
	e := v.e
	return []keys.Binding{
		{Chord: "PageUp", Do: v.step(-1), Repeat: true}, {Chord: "PageDown", Do: v.step(1), Repeat: true},
		{Chord: "F2", Do: v.first}, {Chord: "F5", Do: v.large},
		{Chord: "F6", Do: e.addLine}, {Chord: "F8", Do: e.addPay},
		{Chord: "F9", Do: e.turnTax}, {Chord: "F3", Do: e.pickPicture}, {Chord: "Ctrl+V", Do: e.paste},
	}
}

// fieldOrder is where a person begins: at what is still empty, else at the first there is.
var fieldOrder = []string{"deposit", "order.number", "certificate.number", "pay[0].ref", "buyer.name", "buyer.tax_id", "due", "parcels", "reason", "date"}

// begin brings the keyboard to the first field that is still empty; it reports whether there is one.
func (v *view) begin() bool {
	for _, key := range fieldOrder {
		if v.e.m.text[key] == "" && v.focus(key) {
			return true
		}
	}
	return false
}

// open begins as the dialog opens. Where nothing is missing, or the top says why it is this paper, the top stays in view, with
// what the paper is and whom it is for: a field below has the keyboard, and comes into view when it is typed into.
func (v *view) open(missing bool) {
	if v.begin(); !missing || v.e.start.why != nil {
		v.scroll.ScrollTo(fyne.Position{})
	}
}

// first brings the keyboard to the first field that wants something, else to the first.
func (v *view) first() {
	if v.begin() {
		return
	}
	for _, key := range fieldOrder {
		if v.focus(key) {
			return
		}
	}
}

func (v *view) focus(key string) bool {
	field, ok := v.entries[key]
	if ok {
		v.e.dialog.Take(field)
	}
	return ok
}

// step shows another page.
func (v *view) step(by int) func() {
	return func() {
		if at := v.page + by; at >= 0 && at < v.shown {
			v.page = at
			v.e.draw(0)
		}
	}
}

// large shows the page over the window, as wide as it can be read.
func (v *view) large() {
	if v.sheet.Image == nil {
		return
	}
	picture := &canvas.Image{Image: v.sheet.Image, FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleSmooth}
	size := v.sheet.Image.Bounds().Size()
	width := min(widget.Unit(880), v.e.kit.Prompt.Size().Width-widget.Unit(80))
	body := container.New(widget.Least{Width: width, Height: width * float32(size.Y) / float32(size.X)}, picture)
	d := &prompt.Dialog{Title: v.title(), Body: body, Width: width + widget.Unit(40), Actions: []prompt.Action{{Label: v.t("papers.leave"), Key: keys.Esc}}}
	d.Bindings = d.Look()
	v.e.kit.Prompt.Show(d)
}

// fold shows or hides how the paper is printed and who signs.
func (v *view) fold() {
	v.more = !v.more
	v.build()
	if v.more {
		v.focus("copies")
	}
}

// show puts a drawn page into its place, and what a person should know under it.
func (v *view) show(d drawn, wrong error) {
	if d.look != nil {
		v.setPage(d.look)
		v.page, v.shown = d.page, d.pages
	}
	v.showPages()
	if wrong == nil && v.e.m.touched {
		wrong = d.sketch.Fault
	}
	if wrong == nil {
		wrong = v.e.m.refused // a drawing that was on its way then does not take it back
	}
	v.unsay()
	switch {
	case wrong != nil && v.e.m.refused == nil && v.begun(fault.Of(wrong)):
	case wrong != nil:
		v.point(wrong)
	case d.sketch.Paper == nil && d.sketch.Fault != nil && !v.e.m.typing(): // there is nothing to look at, and this is why
		v.point(d.sketch.Fault)
	case len(d.sketch.Warnings) > 0:
		v.warn(d.sketch.Warnings)
	}
	v.doubtTaxID()
	v.e.dialog.Refresh()
}

// doubtTaxID warns of a tax id that looks wrong, also while something else is still missing: afterwards it is on the paper.
func (v *view) doubtTaxID() {
	row := v.rows["buyer.tax_id"]
	if row == nil || row.Message() != "" || v.e.m.text["buyer.tax_id"] == "" {
		return
	}
	if _, doubt, err := papers.TaxID(v.e.m.text["buyer.tax_id"]); err == nil && doubt != nil {
		if v.e.m.ask.Kind == papers.Voucher {
			doubt = papers.OfCard(doubt)
		}
		row.SetWarning(i18n.Message(v.e.kit.Lang, doubt))
	}
}

// begun reports whether a fault is of a field that a person only came to: what is still empty under the keyboard is not wrong
// until the paper is to be issued.
func (v *view) begun(wrong *fault.Error) bool {
	_, key := v.rowOf(wrong)
	field := v.entries[key]
	return field != nil && v.e.m.text[key] == "" && v.e.dialog.Taken() == fyne.Focusable(field)
}

// blank shows no paper: nothing is on it yet. Only where something was typed it is wrong.
func (v *view) blank(wrong error) {
	v.page, v.shown = 0, 0
	v.setPage(nil)
	v.showPages()
	if v.unsay(); v.e.m.touched {
		v.point(wrong)
	}
	v.e.dialog.Refresh()
}

// setPage shows a page of the paper, or that there will be one.
func (v *view) setPage(page shown) {
	v.sheet.Image = page
	v.sheet.Hidden, v.hint.Hidden, v.corner.Hidden = page == nil, page != nil, page == nil
	v.sheet.Refresh()
}

func (v *view) showPages() {
	v.turn.Hidden = v.shown < 2
	v.pages.Set(v.t("papers.page", fault.Values{"page": v.page + 1, "of": v.shown}))
}

// unsay takes back what was said of the fields.
func (v *view) unsay() {
	for _, row := range v.rows {
		row.SetMessage("")
	}
	v.say("", widget.Caption)
}

// warn says what need not be put right: at its field, else below.
func (v *view) warn(warnings []*fault.Error) {
	var rest []*fault.Error
	for _, warning := range warnings {
		if row, _ := v.rowOf(warning); row != nil {
			row.SetWarning(i18n.Message(v.e.kit.Lang, warning))
		} else {
			rest = append(rest, warning)
		}
	}
	if len(rest) > 0 {
		v.say(i18n.Messages(v.e.kit.Lang, rest), widget.Caption.In(theme.InkGold))
	}
}

// say writes a line under the fields and the paper, "" is none.
func (v *view) say(text string, style widget.Style) {
	v.says.SetStyle(style.At(theme.Small))
	v.says.Set(text)
	v.says.Hidden = text == ""
}

// point says what is wrong at the field at fault, or at the group that it is in, else below. It gives the field's key.
func (v *view) point(err error) string {
	text := i18n.Message(v.e.kit.Lang, err)
	row, key := v.rowOf(fault.Of(err))
	if row == nil {
		v.say(text, widget.TroubleText)
		return ""
	}
	row.SetMessage(text)
	return key
}

// rowOf finds the row of the field that a fault names, or of what the field is a part of; nil = none.
func (v *view) rowOf(err *fault.Error) (*widget.FormRow, string) {
	field := err.Field
	if v.e.m.deposit && field == "amount" { // of a deposit's goods
		field = "deposit"
	}
	for at := field; at != ""; at = shorter(at) {
		if row := v.rows[at]; row != nil {
			return row, at
		}
	}
	return nil, ""
}

// shorter takes the last part off a field's name: "line[2].qty" → "line[2]" → "line".
func shorter(field string) string {
	if at := strings.LastIndexAny(field, ".["); at >= 0 {
		return field[:at]
	}
	return ""
}

// refused shows why the paper was not issued, and goes to the field.
func (v *view) refused(err error) {
	if strings.HasPrefix(fault.Of(err).Field, "buyer.") && v.rows[fault.Of(err).Field] == nil && !v.more {
		v.fold() // its fields are among the rest
	}
	v.unsay()
	v.e.m.refused = err
	key := v.point(err)
	v.e.dialog.Refresh()
	if key != "" {
		v.focus(key)
		v.scroll.Reveal(v.rows[key]) // with what is said under it
	}
}

// failed says that something could not be read.
func (v *view) failed(err error) {
	v.say(i18n.Message(v.e.kit.Lang, err), widget.TroubleText)
	v.e.dialog.Refresh()
}
