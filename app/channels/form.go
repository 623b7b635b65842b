package channels

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/publishing"
)

// noKey leaves the key of a connection as it is.
var noKey connect.Secret

// form is the dialog of one channel.
type form struct {
	page  *Page
	was   publishing.Connection
	fresh bool
	kind  *publishing.Kind
	pin   string

	name, url *widget.Entry
	key       []*widget.Entry // the parts of the key, as keyFields names them
	options   []*widget.Entry // as the kind's options
	fields    map[string]*widget.FormRow
	of        *fyne.Container // what the kind asks for
	trouble   *widget.WrapLabel
	typed     func() bool
	dialog    *prompt.Dialog
	saving    bool
}

// keyFields names the parts of a key of each kind, in the order in which they are written with ":" between them. The
// last of WooCommerce is of the user that sends pictures, and may be left out.
var keyFields = map[string][]string{
	"common":      {"client", "secret"},
	"woocommerce": {"consumer", "secret", "password"},
	"medusa":      {"token"},
}

// open shows the form of a connection.
func (p *Page) open(c publishing.Connection, fresh bool) {
	f := &form{page: p, was: c, fresh: fresh, pin: c.Pin, kind: publishing.KindOf(c.Kind)}
	t := p.kit.T
	f.name, f.url = widget.NewEntry(t("channels.hint.name")), widget.NewEntry("https://")
	f.name.SetText(c.Name)
	f.url.SetText(c.URL)
	f.trouble = widget.NewWrapLabel("", 3, widget.TroubleText.At(theme.Small))
	f.trouble.Hide()
	f.of = widget.Column(8)
	f.ask()
	column := widget.Column(8)
	var bindings []keys.Binding
	if fresh {
		names := make([]string, len(publishing.Kinds))
		for n, kind := range publishing.Kinds {
			names[n] = t("publishing.kind." + kind.Name)
		}
		kinds := widget.NewSegmented(names, 0, f.turn)
		column.Add(widget.NewFormRow(t("channels.field.kind")+" · "+p.key("F5"), kinds))
		bindings = append(bindings, keys.Binding{Chord: "F5", Do: func() {
			kinds.Select((kinds.Selected() + 1) % len(publishing.Kinds))
			f.turn(kinds.Selected())
		}})
	}
	column.Add(container.NewGridWithColumns(2, f.row("name", f.name), f.row("url", f.url)))
	column.Add(widget.NewWrapLabel(t("channels.url_text"), 0, widget.Caption))
	column.Add(f.of)
	if c.Pin != "" {
		column.Add(f.pinned())
		bindings = append(bindings, keys.Binding{Chord: "F7", Do: f.forget})
	}
	column.Add(f.trouble)
	title := "channels.edit_title"
	if fresh {
		title = "channels.new"
	}
	f.dialog = &prompt.Dialog{Title: t(title, fault.Values{"name": c.Name}), Body: container.New(&besideBar{p.kit.Prompt.Size}, column), Focus: f.name, Width: widget.Unit(700), Bindings: bindings,
		Typed: func() bool { return f.typed() },
		Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc},
			{Label: t("channels.save"), Key: keys.Save, Icon: "check", Kind: widget.Primary, Stays: true, Do: f.save}}}
	p.form = f
	p.kit.Prompt.Show(f.dialog)
}

// row names a field; faults of that field are said under it.
func (f *form) row(field string, object fyne.CanvasObject) fyne.CanvasObject {
	if f.fields == nil {
		f.fields = map[string]*widget.FormRow{}
	}
	f.fields[field] = widget.NewFormRow(f.page.kit.T("channels.field."+field), object)
	return f.fields[field]
}

// turn asks for what another kind asks for.
func (f *form) turn(kind int) {
	f.kind = &publishing.Kinds[kind]
	f.ask()
	widget.Connect(f.page.kit.Router, f.of)
	f.dialog.Refresh()
}

// ask shows the fields of the kind: the parts of its key, then its options, two in a line.
func (f *form) ask() {
	t := f.page.kit.T
	f.key, f.options = nil, nil
	for _, names := range keyFields {
		for _, name := range names {
			delete(f.fields, name)
		}
	}
	typed := []keys.Field{f.name, f.url}
	var rows []fyne.CanvasObject
	for _, name := range keyFields[f.kind.Name] {
		entry := widget.NewEntry(t("channels.hint." + name))
		if !f.fresh {
			entry.SetPlaceHolder(t("channels.hint.kept"))
		}
		entry.Password = name != "client" && name != "consumer"
		f.key = append(f.key, entry)
		typed = append(typed, entry)
		rows = append(rows, f.row(name, entry))
	}
	for _, option := range f.kind.Options {
		entry := widget.NewEntry(t("channels.hint." + option))
		entry.SetText(f.was.Option(option))
		f.options = append(f.options, entry)
		typed = append(typed, entry)
		rows = append(rows, f.row(option, entry))
	}
	f.typed = prompt.TypedIn(typed...)
	f.of.RemoveAll()
	f.of.Add(widget.NewDivider())
	f.of.Add(widget.NewWrapLabel(t("channels.about."+f.kind.Name), 0, widget.Caption))
	for pair := range slices.Chunk(rows, 2) {
		f.of.Add(container.NewGridWithColumns(2, pair...))
	}
}

// pinned shows the certificate that somebody vouched for, and lets it be forgotten.
func (f *form) pinned() fyne.CanvasObject {
	p, t := f.page, f.page.kit.T
	text := widget.NewWrapLabel(t("channels.pinned")+"\n"+fingerprint(f.pin), 0, widget.Caption)
	forget := widget.NewButton(widget.Plain, t("channels.forget"), f.forget).WithIcon("x").WithKey(p.key("F7")).WithHeight(theme.ButtonLow)
	return widget.Column(6, widget.NewDivider(), widget.Beside(text, container.NewCenter(forget)))
}

// forget believes the certificate no longer, once the form is saved.
func (f *form) forget() {
	f.pin = ""
	f.say(f.page.kit.T("channels.forgotten"))
}

// connection reads the fields.
func (f *form) connection() publishing.Connection {
	c := f.was
	c.Kind, c.Name, c.URL, c.Pin, c.Options = f.kind.Name, f.name.Text, strings.TrimSpace(f.url.Text), f.pin, nil
	if c.URL != "" && !strings.Contains(c.URL, "://") {
		c.URL = "https://" + c.URL
	}
	if c.URL != f.was.URL { // a certificate is of one address
		c.Pin = ""
	}
	for n, option := range f.kind.Options {
		if value := strings.TrimSpace(f.options[n].Text); value != "" {
			c.Options = append(c.Options, publishing.Option{Key: option, Value: value})
		}
	}
	return c
}

// secret reads the key, the zero one when nothing was typed. Whether its parts are right the connector says.
func (f *form) secret() connect.Secret {
	parts := make([]string, len(f.key))
	for n, entry := range f.key {
		parts[n] = strings.TrimSpace(entry.Text)
	}
	return connect.NewSecret(strings.TrimRight(strings.Join(parts, ":"), ":"))
}

// save keeps the channel and then tests it.
func (f *form) save() {
	if f.saving {
		return
	}
	for _, row := range f.fields {
		row.SetMessage("")
	}
	f.trouble.Hide()
	connection, key := f.connection(), f.secret()
	f.saving = true
	p, s := f.page, f.page.kit.Shop
	task.Run(p.acts, "save", func(ctx context.Context) (struct{}, error) { return struct{}{}, s.SaveChannel(ctx, connection, key) }, func(_ struct{}, err error) {
		f.saving = false
		if err != nil {
			f.refuse(err)
			return
		}
		f.dialog.Close()
		p.model.want = connection.ID
		p.kit.Changed()
		p.ask(connection)
		p.Reload()
	})
}

// faultFields are the fields of the form for what connectors call them.
var faultFields = map[string][]string{
	"key": {"client", "consumer", "token"}, "secret": {"secret", "token"}, "option": {"location"},
}

// refuse says under the field at fault what is wrong, else at the foot.
func (f *form) refuse(err error) {
	message := i18n.Message(f.page.kit.Lang, err)
	for _, field := range append([]string{fault.Of(err).Field}, faultFields[fault.Of(err).Field]...) {
		if row := f.fields[field]; row != nil {
			row.SetMessage(message)
			f.dialog.Refresh()
			return
		}
	}
	f.say(message)
}

func (f *form) say(text string) {
	f.trouble.Set(text)
	f.trouble.Show()
	f.dialog.Refresh()
}

// besideBar is a layout that keeps fields off the bar of the dialog where they are too high for the window.
type besideBar struct{ window func() fyne.Size }

const barWide = 12

// MinSize belongs to the toolkit.
func (l *besideBar) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// Layout belongs to the toolkit.
func (l *besideBar) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := size.Width
	if objects[0].MinSize().Height > l.window().Height-widget.Unit(170) {
		width -= barWide
	}
	widget.Put(objects[0], 0, 0, width, size.Height)
}
