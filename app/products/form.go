package products

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
)

// form is one product being typed.
type form struct {
	page   *Page
	draft  *draft
	scope  *keys.Scope
	object fyne.CanvasObject

	rows   map[string]*widget.FormRow   // by the field of a fault
	fields map[string]fyne.CanvasObject // what is typed into, by the same
	first  *widget.Entry                // the name
	tabs   *widget.ChipRow
	pages  []fyne.CanvasObject // what each tab shows
	cover  *widget.Thumb       // before the title
	state  *fyne.Container     // chips beside the title
	scroll *widget.DragScroll

	ready    *readyCard
	pictures *pictures
	codes    *rowList
	packs    *rowList
	breaks   *rowList
	papers   *rowList
	parts    *rowList
	family   *familyCard
	sums     *fyne.Container // of a set
	stands   *widget.WrapLabel
	saving   bool // as soon as the variants are read, which follow the product
	stockBox *fyne.Container
	onHand   *widget.Text
}

func newForm(p *Page, product catalog.Product) *form {
	return newFormOf(p, newDraft(p.kit.Lang, product))
}

// newFormOf shows a draft, also one that was typed before and put aside.
func newFormOf(p *Page, d *draft) *form {
	f := &form{page: p, draft: d, rows: map[string]*widget.FormRow{}, fields: map[string]fyne.CanvasObject{}}
	f.scope = &keys.Scope{Title: "products.form_keys", OnScan: f.scan, Bindings: []keys.Binding{
		{Chord: keys.Save, Label: "products.save", Do: f.save},
		{Chord: keys.Esc, Label: "products.back", Do: f.back},
		{Chord: "PageDown", Label: "form.next_tab", Do: func() { f.turn(1) }},
		{Chord: "PageUp", Label: "form.previous_tab", Do: func() { f.turn(-1) }},
		{Chord: "F3", Label: "products.photo", Do: f.choosePhoto},
		{Chord: "F8", Label: "form.add_part", Do: f.choosePart},
		{Chord: "F9", Label: "form.agreements", Do: f.agreements},
	}}
	if f.isCounted() {
		f.scope.Bindings = append(f.scope.Bindings, keys.Binding{Chord: "F4", Label: "products.history", Do: f.history},
			keys.Binding{Chord: "F5", Label: "products.receive", Do: func() { p.moveOf(&f.draft.was, receiving) }},
			keys.Binding{Chord: "F6", Label: "products.count", Do: func() { p.moveOf(&f.draft.was, counting) }},
			keys.Binding{Chord: "F7", Label: "products.adjust", Do: func() { p.moveOf(&f.draft.was, adjusting) }})
	}
	f.object = f.build()
	f.look()
	return f
}

// isCounted reports whether the product has stock of its own: it was saved, and is no set and no family.
func (f *form) isCounted() bool {
	was := &f.draft.was
	return !f.draft.isNew() && !was.IsSet() && !was.HasVariants
}

func (f *form) t(key string, values ...fault.Values) string { return f.page.kit.T(key, values...) }

// build lays the form out: a head that stays with the tabs below, and what the open tab shows, which scrolls.
func (f *form) build() fyne.CanvasObject {
	p := f.page
	title := f.t("products.new")
	if !f.draft.isNew() {
		title = goods.Name(p.kit.Lang, &f.draft.was)
	}
	back := widget.NewButton(widget.Plain, f.t("products.back"), f.back).WithIcon("back").WithKey(p.key(keys.Esc))
	save := widget.NewButton(widget.Primary, f.t("products.save"), f.save).WithIcon("check").WithKey(p.key(keys.Save))
	f.state = widget.Row()
	f.cover = widget.NewThumb(theme.Current().Size(theme.ButtonMid))
	name := container.NewBorder(nil, nil, f.cover, nil, widget.Inset(0, 0, 10, 14, widget.NewText(title, widget.Section).Shrink()))
	head := container.NewBorder(nil, nil, back, widget.Row(f.state, save), widget.Inset(0, 0, 14, 0, name))
	f.pages = []fyne.CanvasObject{f.mainTab(), f.pictureTab(), f.packTab(), f.familyTab(), f.setTab(), f.makerTab(), f.restTab()}
	f.tabs = widget.NewChipRow(f.tabChips(), f.open)
	turn := widget.Row(widget.NewKeyCap(p.key("PageUp")), widget.NewKeyCap(p.key("PageDown")))
	all := container.NewStack(f.pages...)
	f.scroll = widget.NewDragScroll(all)
	f.scroll.Follow()
	for n, page := range f.pages {
		if n > 0 {
			page.Hide()
		}
	}
	bar := container.NewBorder(nil, nil, nil, container.NewCenter(widget.Inset(0, 0, widget.Gap, 4, turn)), f.tabs)
	return container.NewBorder(widget.Inset(0, widget.Gap, 0, 0, widget.Column(2, head, bar)), nil, nil, nil, f.scroll)
}

func (f *form) card(title string, objects ...fyne.CanvasObject) fyne.CanvasObject {
	return widget.NewCard(widget.Column(10, append([]fyne.CanvasObject{widget.NewText(f.t(title), widget.Section)}, objects...)...))
}

// shown gives the keyboard to the name.
func (f *form) shown() {
	widget.Connect(f.page.kit.Router, f.object)
	f.scroll.Refresh() // texts and columns know their height once they were laid out
	f.focus(f.first)
	f.readFamily()
	f.readStanding()
}

// focus gives the keyboard to a field. The window is asked of the page: the toolkit does not know where a
// field is before it was drawn once.
func (f *form) focus(object fyne.CanvasObject) {
	field, ok := object.(fyne.Focusable)
	if c := f.canvas(); ok && c != nil {
		c.Focus(field)
	}
}

func (f *form) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(f.page.stack) }

// changed takes what was typed into a field, and what follows from it.
func (f *form) changed(field, text string) {
	f.draft.set(field, text)
	switch field {
	case "producer", "terms", "gp_percent", "category":
		f.readStanding()
	}
	f.look()
}

// look shows what follows from what is typed: what is missing, and what a set comes to.
func (f *form) look() {
	f.ready.show()
	f.showSums()
	f.tabs.Set(f.tabChips())
}

// scan adds a barcode to the product that is typed. The code of another product makes that a part, while
// this is a set.
func (f *form) scan(code string) {
	s := f.page.kit.Shop
	task.Run(f.page.runner, "scan", func(ctx context.Context) (catalog.Match, error) { return s.Find(ctx, code) },
		func(match catalog.Match, err error) {
			switch {
			case err == nil && match.Product.ID != f.draft.was.ID && f.tabs.Selected() == int(setTab):
				f.addPart(match.Product, match.Qty)
			case err == nil && match.Product.ID != f.draft.was.ID:
				f.page.kit.Prompt.Say(f.t("products.code_of", fault.Values{"code": code, "name": match.Product.Name}))
			case err == nil:
				f.page.kit.Prompt.Say(f.t("products.code_has", fault.Values{"code": code}))
			case fault.Is(err, "product_unknown"):
				f.addCode(code)
				f.page.kit.Prompt.Say(f.t("form.code_added", fault.Values{"code": code}))
			default:
				f.page.kit.Prompt.Error(err)
			}
		})
}

// stateChips says beside the title what is so.
func (f *form) stateChips(p *catalog.Product) []fyne.CanvasObject {
	var all []fyne.CanvasObject
	pill := func(key string, tone widget.Tone) {
		all = append(all, container.NewCenter(widget.NewPill(widget.ChipData{Label: f.t(key), Tone: tone})))
	}
	today := f.page.today()
	expired := slices.ContainsFunc(p.Certificates, func(c catalog.Certificate) bool { return c.State(today) == catalog.Expired })
	switch {
	case f.draft.was.Draft:
		pill("products.draft", widget.Watch)
	case p.Archived:
		pill("products.archived", widget.Calm)
	case expired:
		pill("form.paper_expired", widget.Bad)
	case p.PapersEnd(today):
		pill("form.paper_ending", widget.Watch)
	}
	return all
}
