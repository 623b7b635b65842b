package settings

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/addresses"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/promptpay/qrcode"
	"github.com/talat-pos/talat/internal/rules"
)

// row is one setting on the screen.
type row struct {
	form  *widget.FormRow // nil for a switch, which cannot be wrong
	entry *widget.Entry   // nil where nothing is typed
	text  func() string
	write func(text string) // shows and keeps another text
	dirty bool              // typed, and not kept yet
}

func (r *row) say(message string) {
	if r.form != nil {
		r.form.SetMessage(message)
	}
}

// view is the widgets of the screen: the sections at the left, the fields of one at the right.
type view struct {
	page    *Page
	shown   int // the section
	buttons []*widget.Button
	fields  *fyne.Container
	title   *widget.Text
	scroll  *widget.DragScroll
	names   *widget.DragScroll
	object  fyne.CanvasObject

	words    *widget.Entry   // to customers, nil until they were shown
	channels *widget.ChipRow // they may be for, nil until they were shown
}

const sideWidth = 232

func newView(p *Page) *view {
	v := &view{page: p, fields: container.New(layout.NewCustomPaddedVBoxLayout(12)), title: widget.NewText("", widget.Title)}
	side := container.New(layout.NewCustomPaddedVBoxLayout(6))
	for n, s := range sections {
		button := widget.NewButton(widget.Quiet, p.kit.T("settings."+s.name), func() { p.open(n) }).WithIcon(s.icon)
		v.buttons = append(v.buttons, button)
		side.Add(button)
	}
	v.scroll = widget.NewDragScroll(container.New(layout.NewCustomPaddedLayout(4, 12, 4, 16), v.fields))
	right := widget.NewCard(container.NewBorder(v.title, nil, nil, nil, v.scroll))
	v.names = widget.NewDragScroll(widget.Inset(4, 4, 4, 10, side)) // in touch on a netbook there are more than fit
	v.object = container.New(&beside{sideWidth}, widget.NewCard(v.names), right)
	v.show(p.section)
	return v
}

// show shows the fields of a section.
func (v *view) show(index int) {
	p := v.page
	for n, button := range v.buttons {
		kind := widget.Quiet
		if n == index {
			kind = widget.Picked
		}
		button.SetKind(kind)
	}
	place := fyne.Position{}
	if index == v.shown { // read anew: a person goes on where they were
		place = v.scroll.Offset()
	}
	v.shown = index
	s := sections[index]
	v.title.Set(p.kit.T("settings." + s.name))
	clear(p.rows)
	v.fields.RemoveAll()
	if s.name == "printers" { // most are found, few are typed
		v.fields.Add(v.printers())
	}
	if s.name == "replies" {
		for _, part := range v.replies() {
			v.fields.Add(part)
		}
	}
	for _, key := range s.keys {
		if !isReply(key) { // their words share one editor
			v.fields.Add(v.field(key))
		}
	}
	for _, extra := range v.extras(s.name) {
		v.fields.Add(extra)
	}
	widget.Connect(p.kit.Router, v.fields)
	v.object.Refresh()
	v.scroll.Refresh() // takes the new height of the fields
	v.scroll.ScrollTo(place)
	v.names.Reveal(v.buttons[index])
}

// extras are what a section has beside its settings.
func (v *view) extras(name string) []fyne.CanvasObject {
	p := v.page
	button := func(key, icon string, chord keys.Chord, do func()) fyne.CanvasObject {
		return container.NewHBox(widget.NewButton(widget.Plain, p.kit.T(key), do).WithIcon(icon).WithKey(chord.Name(p.kit.Lang, p.kit.Twins)))
	}
	switch name {
	case "shop":
		return []fyne.CanvasObject{button("addresses.register", "pin", keyRegister, func() { addresses.Corrections(p.kit) }),
			widget.NewWrapLabel(p.kit.T("addresses.register.text"), 0, widget.Caption)}
	case "promptpay":
		return append(v.code(), button("settings.card", "print", "Ctrl+P", p.printCard))
	case "selling":
		return []fyne.CanvasObject{p.methods()}
	case "post":
		return append([]fyne.CanvasObject{button("settings.rates", "ship", "F10", p.rates)}, p.post()...)
	case "net":
		return []fyne.CanvasObject{widget.NewWrapLabel(p.kit.T("settings.net.text"), 0, widget.Caption), widget.NewDivider(),
			button("settings.channels", "link", keyChannels, p.channels), widget.NewWrapLabel(p.kit.T("settings.channels.text"), 0, widget.Caption)}
	case "look":
		return []fyne.CanvasObject{button("settings.display", "full", "", p.house.Display)}
	case "safety":
		return p.safety()
	}
	return nil
}

// printers finds and tests them.
func (v *view) printers() fyne.CanvasObject {
	p := v.page
	button := func(kind widget.Kind, key, icon string, chord keys.Chord, do func()) fyne.CanvasObject {
		return widget.NewButton(kind, p.kit.T(key), do).WithIcon(icon).WithKey(chord.Name(p.kit.Lang, p.kit.Twins))
	}
	return widget.Column(8, widget.Row(button(widget.Gold, "settings.find", "search", "F7", p.findPrinters), button(widget.Plain, "settings.test_print", "print", "Ctrl+P", p.testPrint)),
		widget.NewWrapLabel(p.kit.T("settings.printers_text"), 0, widget.Caption))
}

// code shows the shop's PromptPay code without an amount, to be scanned with one's own bank app: the name
// it shows must be the shop's.
func (v *view) code() []fyne.CanvasObject {
	to, err := promptpay.ParseID(v.page.facts.set.Get("promptpay.id"))
	if err != nil || v.page.facts.set.Get("shop.practice") == "yes" {
		return nil
	}
	payload, err := promptpay.Transfer{To: to}.Payload()
	if err != nil {
		return nil
	}
	modules, err := qrcode.Matrix(payload, qrcode.Medium)
	if err != nil {
		return nil
	}
	words := widget.NewWrapLabel(v.page.kit.T("settings.code_text")+"\n"+to.Kind.Name(v.page.kit.Lang)+" "+to.Masked(), 0, widget.Caption)
	return []fyne.CanvasObject{container.NewBorder(nil, nil, widget.NewQR(modules, 180), nil, container.New(layout.NewCustomPaddedLayout(20, 0, 16, 0), words))}
}

// field makes the widget of a setting.
func (v *view) field(key string) fyne.CanvasObject {
	p, value := v.page, v.page.facts.set.Get(key)
	name := p.kit.T("settings." + key)
	if isFont(key) {
		return v.font(key)
	}
	if isPicture(key) {
		return v.picture(key)
	}
	if isSwitch(key) {
		p.rows[key] = &row{}
		return widget.NewSwitch(name, value == "yes", func(on bool) { p.save(key, map[bool]string{true: "yes", false: "no"}[on]) })
	}
	if values, labels := choices(p.kit.Lang, key); values != nil {
		chips := make([]widget.ChipData, len(labels))
		for n, label := range labels {
			chips[n].Label = label
		}
		choice := widget.NewChipRow(chips, func(n int) { p.save(key, values[n]) })
		choice.Select(max(slices.Index(values, value), 0))
		p.rows[key] = &row{form: widget.NewFormRow(name, choice)}
		return p.rows[key].form
	}
	return v.text(key, name, value)
}

// text makes a field that is kept when the keyboard leaves it.
func (v *view) text(key, name, value string) fyne.CanvasObject {
	p := v.page
	hint := "settings." + key + ".hint"
	if hint = p.kit.T(hint); strings.HasPrefix(hint, "settings.") {
		hint = rules.Default(key)
	}
	entry := widget.NewEntry(hint).Numbered() // many are: a phone, an account; nothing is scanned here
	if key == "receipt.footer" || key == shopAddress {
		entry = widget.NewNoteEntry(hint, 2)
	}
	entry.SetText(value)
	r := &row{form: widget.NewFormRow(name, entry), entry: entry, text: func() string { return entry.Text }}
	p.rows[key] = r
	entry.OnChanged = func(string) { r.dirty = true; r.say("") }
	entry.OnFocus = func(has bool) {
		if !has && r.dirty {
			r.dirty = false
			p.save(key, entry.Text)
		}
	}
	r.write = func(text string) {
		entry.SetText(text)
		r.dirty = false
		p.save(key, text)
	}
	if key == shopAddress {
		return addresses.Beside(p.kit, r.form, p.editAddress)
	}
	return r.form
}

// beside holds a narrow column and what fills the rest.
type beside struct{ width float32 }

const gap = 14

func (b *beside) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(b.width+gap+360, max(o[0].MinSize().Height, 300))
}

func (b *beside) Layout(o []fyne.CanvasObject, size fyne.Size) {
	width := max(b.width, o[0].MinSize().Width)
	widget.Put(o[0], 0, 0, width, size.Height)
	widget.Put(o[1], width+gap, 0, max(size.Width-width-gap, 0), size.Height)
}
