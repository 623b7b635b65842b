package addresses

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/thai"
)

// Corrections shows the register of subdistricts as the shop has it: what the shop corrected, and by a search any
// place, to be called otherwise, given another postcode, said to be no more, or taken back.
func Corrections(k *kit.Kit) { newRegistry(k) }

// registry is the dialog.
type registry struct {
	kit      *kit.Kit
	runner   *task.Runner
	register *address.Register
	own      []address.Correction // that hold, by code
	rows     []registryRow
	query    string

	search *widget.Entry
	list   *widget.List
	hint   *widget.WrapLabel
	dialog *prompt.Dialog
}

// registryRow is a place in the list and whether the shop corrected it.
type registryRow struct {
	place address.Correction
	own   bool
}

func newRegistry(k *kit.Kit) *registry {
	r := &registry{kit: k, runner: k.Pool.Runner()}
	r.search = widget.NewSearchEntry("search", k.T("addresses.search"), keySearch.Name(k.Lang, k.Twins))
	r.search.OnChanged = r.find
	r.list = widget.NewList(theme.ButtonMid, newRegistryCell, r.setRow)
	r.list.OnTapped = func(int) { r.change() }
	r.list.OnChosen = func(int) { r.name() }
	r.hint = widget.NewWrapLabel("", 4, widget.Caption.At(theme.Text).Centre())
	rows := container.New(widget.Rows(4), widget.NewFlushCard(container.NewStack(r.list, widget.Inset(0, 0, 24, 24, container.NewCenter(r.hint)))))
	toSearch := func() {
		widget.Focus(r.search)
	}
	r.dialog = &prompt.Dialog{
		Title: k.T("addresses.register"), Focus: r.search, Width: widget.Unit(680), OnClosed: r.runner.Cancel,
		Body: widget.Column(10, r.search, rows),
		Bindings: []keys.Binding{{Chord: keySearch, Do: toSearch}, {Chord: "Ctrl+F", Do: toSearch},
			{Chord: "Up", Do: func() { r.list.Step(0, -1) }, Repeat: true}, {Chord: "Down", Do: func() { r.list.Step(0, 1) }, Repeat: true}},
		Actions: []prompt.Action{
			{Label: k.T("addresses.register.close"), Key: keys.Esc},
			{Label: k.T("addresses.register.add"), Key: "F5", Icon: "plus", Stays: true, Do: r.add},
			{Label: k.T("addresses.register.gone"), Key: "F7", Stays: true, Do: r.drop},
			{Label: k.T("addresses.register.change"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: r.change},
		},
	}
	k.Prompt.Show(r.dialog)
	r.read()
	return r
}

func (r *registry) read() {
	type facts struct {
		register *address.Register
		own      []address.Correction
	}
	s := r.kit.Shop
	task.Run(r.runner, "read", func(ctx context.Context) (f facts, err error) {
		if f.own, err = s.Corrections(ctx); err == nil {
			f.register, err = s.Register(ctx)
		}
		return f, err
	}, func(f facts, err error) {
		if err != nil {
			r.kit.Prompt.Error(err)
			return
		}
		r.register, r.own = f.register, f.own
		r.find(r.query)
	})
}

// find lists what the shop corrected, and with something typed the places that fit it.
func (r *registry) find(text string) {
	r.query, r.rows = text, nil
	if r.register == nil {
		return
	}
	if text == "" {
		for _, c := range r.own {
			r.rows = append(r.rows, registryRow{c, true})
		}
	}
	for _, place := range r.register.Find(text, most) {
		corrected := slices.ContainsFunc(r.own, func(c address.Correction) bool { return c.Code == place.Code })
		r.rows = append(r.rows, registryRow{address.Correction{Code: place.Code, Subdistrict: place.Subdistrict, District: place.District,
			Province: place.Province, Postcode: place.Postcode}, corrected})
	}
	hint := ""
	switch {
	case len(r.rows) > 0:
	case text != "":
		hint = r.kit.T("addresses.register.none", fault.Values{"text": text})
	default:
		hint = r.kit.T("addresses.register.empty")
	}
	r.hint.Set(hint)
	r.list.SetCount(len(r.rows))
	r.list.Choose(min(0, len(r.rows)-1))
	r.name()
}

// name says on the button what it does with the chosen place: to say it is no more, or to take that back.
func (r *registry) name() {
	label := "addresses.register.gone"
	if row := r.chosen(); row != nil && row.own {
		label = "addresses.register.back"
	}
	r.dialog.Button(2).SetLabel(r.kit.T(label))
	r.dialog.Refresh()
}

func (r *registry) chosen() *registryRow {
	if at := r.list.Chosen(); at >= 0 && at < len(r.rows) {
		return &r.rows[at]
	}
	return nil
}

// change asks for another name and postcode of the chosen place.
func (r *registry) change() {
	if row := r.chosen(); row != nil {
		r.ask(row.place, r.kit.T("addresses.register.change"))
	}
}

// add asks for a place that the register lacks, in the district of the chosen one.
func (r *registry) add() {
	row := r.chosen()
	if row == nil {
		r.kit.Prompt.Say(r.kit.T("addresses.register.district"))
		return
	}
	c := row.place
	c.Code, c.Subdistrict = "", ""
	r.ask(c, r.kit.T("addresses.register.add"))
}

// ask asks for the name and postcode of a place and keeps them; one without a code is new.
func (r *registry) ask(c address.Correction, title string) {
	t := r.kit.T
	name, postcode := widget.NewEntry(""), widget.NewEntry("").SelectsAll()
	name.SetText(c.Subdistrict)
	postcode.SetText(c.Postcode)
	fields := map[string]*widget.FormRow{"subdistrict": widget.NewFormRow(t("addresses.subdistrict"), name), "postcode": widget.NewFormRow(t("addresses.postcode"), postcode)}
	within := address.Address{District: c.District, Province: c.Province}
	d := &prompt.Dialog{Title: title, Focus: name, Width: widget.Unit(520), Typed: prompt.TypedIn(name, postcode),
		Body: widget.Column(8, widget.NewText(within.Long(), widget.Body).Shrink(), container.NewGridWithColumns(2, fields["subdistrict"], fields["postcode"]))}
	keep := func() {
		c.Subdistrict, c.Postcode, c.Gone = thai.Clean(name.Text, 0), address.Key(postcode.Text), false
		r.save(c, func(err error) {
			if err == nil {
				d.Close()
				r.kit.Prompt.Say(t("addresses.learnt"))
				return
			}
			for field, row := range fields {
				row.SetMessage("")
				if fault.Of(err).Field == field {
					row.SetMessage(i18n.Message(r.kit.Lang, err))
				}
			}
			d.Refresh()
		})
	}
	d.Actions = []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc}, {Label: t("addresses.register.keep"), Key: keys.Save, Kind: widget.Primary, Stays: true, Do: keep}}
	r.kit.Prompt.Show(d)
}

// drop says that the chosen place is no more, or takes back what the shop corrected of it.
func (r *registry) drop() {
	row := r.chosen()
	if row == nil {
		return
	}
	c, was := row.place, row.place
	c.Off, c.Gone = row.own, !row.own || c.Gone
	said := "addresses.register.is_gone"
	if row.own {
		said = "addresses.register.is_back"
	} else {
		was.Off = true // the register holds again
	}
	r.save(c, func(err error) {
		if err != nil {
			r.kit.Prompt.Error(err)
			return
		}
		r.kit.Prompt.SayUndo(r.kit.T(said, fault.Values{"name": c.Subdistrict}), func() { r.save(was, r.tell) })
	})
}

func (r *registry) tell(err error) {
	if err != nil {
		r.kit.Prompt.Error(err)
	}
}

// save keeps a correction and tells done what came of it.
func (r *registry) save(c address.Correction, done func(error)) {
	s := r.kit.Shop
	task.Run(r.runner, "save", func(ctx context.Context) (bool, error) {
		if c.Code != "" {
			return true, s.SaveCorrection(ctx, c)
		}
		return true, s.LearnAddress(ctx, address.Address{Subdistrict: c.Subdistrict, District: c.District, Province: c.Province, Postcode: c.Postcode})
	}, func(_ bool, err error) {
		if done(err); err == nil {
			r.read()
		}
	})
}

// registryCell is a place in the list.
type registryCell struct {
	toolkit.BaseWidget
	name, postcode *widget.Text
	mark           *widget.Pill
	box            *fyne.Container
}

func newRegistryCell() *registryCell {
	c := &registryCell{name: widget.NewText("", widget.Body).Shrink(), postcode: widget.NewText("", widget.Figure), mark: widget.NewPill(widget.ChipData{})}
	c.box = widget.Inset(0, 0, 12, 14, widget.Beside(c.name, widget.Row(container.NewCenter(c.mark), c.postcode)))
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer belongs to the toolkit.
func (c *registryCell) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(c.box) }

func (r *registry) setRow(index int, cell *registryCell, _ bool) {
	if index >= len(r.rows) {
		return
	}
	row := r.rows[index]
	a := address.Address{Subdistrict: row.place.Subdistrict, District: row.place.District, Province: row.place.Province}
	cell.name.Set(a.Short())
	cell.postcode.Set(row.place.Postcode)
	data := widget.ChipData{Label: r.kit.T("addresses.register.own"), Tone: widget.Soft}
	if row.place.Gone {
		data = widget.ChipData{Label: r.kit.T("addresses.register.none_more"), Tone: widget.Watch}
	}
	cell.mark.Set(data)
	cell.mark.Hidden = !row.own
	cell.box.Refresh()
}
