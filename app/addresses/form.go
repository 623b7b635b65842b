package addresses

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// Form is the fields of an address. Nothing in it keeps a person from saving.
type Form struct {
	OnChanged func() // a field holds something else; may be nil

	kit     *kit.Kit
	model   model
	runner  *task.Runner
	filling bool // the fields are being set, nobody types

	line    *widget.Entry
	search  *widget.Suggest
	parts   map[string]*widget.Entry // by the names of address.Parts
	warning *widget.WrapLabel
	learn   *widget.Button
	object  *fyne.Container
}

// New makes the fields of an address. The register is read behind it.
func New(k *kit.Kit, a address.Address) *Form {
	f := &Form{kit: k, model: model{address: a}, runner: k.Pool.Runner(), parts: map[string]*widget.Entry{}}
	f.line = widget.NewEntry(k.T("addresses.line_hint"))
	f.search = widget.NewSuggest(k.T("addresses.search"), keySearch.Name(k.Lang, k.Twins), theme.Touch, newPlaceRow, f.setRow)
	f.warning = widget.NewWrapLabel("", 2, widget.Caption.In(theme.InkGold))
	f.learn = widget.NewButton(widget.Quiet, k.T("addresses.learn"), f.Learn).WithIcon("pushpin").WithKey(keyLearn.Name(k.Lang, k.Twins))
	four := container.NewGridWithColumns(2)
	for _, part := range address.Parts {
		f.parts[part] = widget.NewMarkedEntry("")
		four.Add(widget.NewFormRow(k.T("addresses."+part), f.parts[part]))
	}
	said := container.NewVBox(layout.NewSpacer(), f.warning, layout.NewSpacer())
	room := widget.Least{Height: theme.Current().Size(theme.ButtonMid)} // kept, so that nothing moves when something is said
	under := widget.Column(6, four, container.New(room, widget.Beside(said, container.NewCenter(f.learn))))
	f.object = widget.Column(8, widget.NewFormRow(k.T("addresses.line"), f.line),
		container.New(widget.Dropped{Space: 8}, f.search, under, f.search.Drop))
	f.fill()
	f.listen()
	f.read()
	return f
}

// The keys of the form, for the screen or dialog that it stands in.
const (
	keySearch keys.Chord = "F2"
	keyLearn  keys.Chord = "F8"
)

// Bindings are the form's keys: to the search, and to learn what a person knows better.
func (f *Form) Bindings() []keys.Binding {
	return []keys.Binding{{Chord: keySearch, Label: "addresses.key.search", Do: f.ToSearch}, {Chord: "Ctrl+F", Do: f.ToSearch},
		{Chord: keyLearn, Label: "addresses.learn", Do: f.Learn}}
}

// Object gives what is seen of the form.
func (f *Form) Object() fyne.CanvasObject { return f.object }

// Focus gives the field that a person begins with: the search where no place is known.
func (f *Form) Focus() fyne.Focusable {
	if f.model.address.Subdistrict == "" && f.model.address.Line != "" {
		return f.search
	}
	return f.line
}

// Address gives what stands in the fields, the names without their words.
func (f *Form) Address() address.Address {
	a := f.model.address
	if f.model.register == nil {
		return address.Bare(a)
	}
	return f.model.register.Bare(a)
}

// Set shows another address.
func (f *Form) Set(a address.Address) {
	f.model.address = a
	f.fill()
}

// ToSearch gives the keyboard to the search.
func (f *Form) ToSearch() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f.object); c != nil {
		c.Focus(f.search)
	}
}

func (f *Form) listen() {
	typed := func(entry *widget.Entry, into *string) {
		entry.OnChanged = func(text string) {
			if f.filling {
				return
			}
			*into = text
			f.changed()
		}
	}
	a := &f.model.address
	for part, into := range map[string]*string{"subdistrict": &a.Subdistrict, "district": &a.District, "province": &a.Province, "postcode": &a.Postcode} {
		typed(f.parts[part], into)
		f.parts[part].OnFocus = func(has bool) { f.enter(part, has) }
	}
	typed(f.line, &a.Line)
	f.line.OnFocus = func(has bool) {
		f.enter("", has)
		if !has && f.model.pasted() {
			f.fill()
			f.changed()
		}
	}
	f.search.OnChanged = func(text string) {
		if !f.filling {
			f.model.search(text)
			f.search.Offer(len(f.model.found))
			f.judge()
		}
	}
	f.search.OnTake = f.take
}

// enter notes which part has the keyboard: the list of the search closes, and the part that was left is judged.
func (f *Form) enter(part string, has bool) {
	if f.model.typing = ""; has {
		f.model.typing = part
		f.search.Offer(0)
	}
	f.judge()
}

func (f *Form) take(index int) {
	f.model.choose(index)
	f.fill()
	f.changed()
	f.ToSearch()
}

// changed judges what is typed and tells who listens.
func (f *Form) changed() {
	f.judge()
	if f.OnChanged != nil {
		f.OnChanged()
	}
}

// read reads the shop's register behind the form.
func (f *Form) read() {
	s := f.kit.Shop
	task.Run(f.runner, "register", func(ctx context.Context) (*address.Register, error) { return s.Register(ctx) }, func(register *address.Register, err error) {
		if err != nil {
			f.kit.Prompt.Error(err)
			return
		}
		f.model.register = register
		if f.search.Text != "" {
			f.search.OnChanged(f.search.Text)
		}
		f.judge()
	})
}

// Learn takes the address as it stands into the shop's register: the person knows it better.
func (f *Form) Learn() {
	if !f.model.learnable() {
		return
	}
	s, known := f.kit.Shop, f.model.address
	task.Run(f.runner, "learn", func(ctx context.Context) (bool, error) { return true, s.LearnAddress(ctx, known) }, func(_ bool, err error) {
		if err != nil {
			f.kit.Prompt.Error(err)
			return
		}
		f.kit.Prompt.Say(f.kit.T("addresses.learnt"))
		f.read()
	})
}

// fill writes the model into the fields.
func (f *Form) fill() {
	f.filling = true
	a := f.model.address
	f.line.SetText(a.Line)
	for part, text := range map[string]string{"subdistrict": a.Subdistrict, "district": a.District, "province": a.Province, "postcode": a.Postcode} {
		f.parts[part].SetText(text)
	}
	f.search.SetText(f.model.query)
	f.filling = false
	f.judge()
}

// judge shows whether the parts agree, and which one is at fault.
func (f *Form) judge() {
	agrees, wrong := f.model.agrees()
	said, at := "", ""
	if wrong != nil {
		said, at = i18n.Message(f.kit.Lang, wrong), wrong.Field
	}
	if f.model.query != "" && f.model.register != nil && len(f.model.found) == 0 {
		said = f.kit.T("addresses.not_found", fault.Values{"text": f.model.query})
	}
	for part, entry := range f.parts {
		entry.SetTroubled(part == at)
	}
	mark := ""
	if agrees {
		mark = f.kit.T("addresses.agrees")
		if f.Address().InBangkok() {
			mark = f.kit.T("addresses.agrees_city")
		}
	}
	f.parts["postcode"].SetMark("check", mark, theme.InkGreen)
	f.warning.Set(said)
	f.learn.Hidden = !f.model.learnable()
	f.learn.Refresh()
	f.object.Refresh()
}

// placeRow is a subdistrict in the list, its postcode at the end.
type placeRow struct {
	toolkit.BaseWidget
	name, postcode *widget.Text
	box            *fyne.Container
}

func newPlaceRow() *placeRow {
	r := &placeRow{name: widget.NewText("", widget.Body).Shrink(), postcode: widget.NewText("", widget.Figure)}
	r.box = widget.Inset(0, 0, 12, 14, widget.Beside(r.name, r.postcode))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *placeRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (f *Form) setRow(index int, r *placeRow, _ bool) {
	if index < len(f.model.found) {
		a := f.model.found[index].Address()
		a.Postcode = ""
		r.name.Set(a.Short())
		r.postcode.Set(f.model.found[index].Postcode)
	}
}
