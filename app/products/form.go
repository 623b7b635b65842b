package products

import (
	"context"
	"errors"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// form is one product being typed.
type form struct {
	page   *Page
	draft  *draft
	scope  *keys.Scope
	object fyne.CanvasObject

	rows   map[string]*widget.FormRow // by the field of a fault
	first  *widget.Entry              // the name
	codes  *fyne.Container
	breaks *fyne.Container
	photo  *widget.Thumb
	onHand *widget.Text
	scroll *widget.DragScroll
}

func newForm(p *Page, product catalog.Product) *form {
	f := &form{page: p, draft: newDraft(product), rows: map[string]*widget.FormRow{}}
	f.scope = &keys.Scope{Title: "products.form_keys", OnScan: f.scan, Bindings: []keys.Binding{
		{Chord: keys.Save, Label: "products.save", Do: f.save},
		{Chord: keys.Esc, Label: "products.back", Do: f.back},
		{Chord: "F3", Label: "products.photo", Do: f.choosePhoto},
	}}
	if !f.draft.isNew() {
		f.scope.Bindings = append(f.scope.Bindings, keys.Binding{Chord: "F4", Label: "products.history", Do: f.history},
			keys.Binding{Chord: "F5", Label: "products.receive", Do: func() { p.moveOf(&f.draft.was, receiving) }},
			keys.Binding{Chord: "F6", Label: "products.count", Do: func() { p.moveOf(&f.draft.was, counting) }},
			keys.Binding{Chord: "F7", Label: "products.adjust", Do: func() { p.moveOf(&f.draft.was, adjusting) }})
	}
	f.object = f.build()
	return f
}

func (f *form) t(key string, values ...fault.Values) string { return f.page.kit.T(key, values...) }

// build lays the form out: a head that stays, and cards in two columns that scroll.
func (f *form) build() fyne.CanvasObject {
	p := f.page
	title := f.t("products.new")
	if !f.draft.isNew() {
		title = goods.Name(p.kit.Lang, &f.draft.was)
	}
	back := widget.NewButton(widget.Plain, f.t("products.back"), f.back).WithIcon("back").WithKey(p.key(keys.Esc))
	save := widget.NewButton(widget.Primary, f.t("products.save"), f.save).WithIcon("check").WithKey(p.key(keys.Save))
	head := container.NewBorder(nil, nil, back, save, widget.Inset(0, 0, 14, 14, widget.NewText(title, widget.Section).Shrink()))
	space := theme.Current().Size(theme.GapWide)
	left := widget.Column(space, f.card("products.about", f.basics()...), f.card("products.prices", f.prices()...), f.card("products.codes", f.codeRows()))
	right := widget.Column(space, f.card("products.picture", f.photoRow()), f.card("products.stock", f.stock()...), f.card("products.more", f.more()...))
	f.scroll = widget.NewDragScroll(container.New(&halves{}, left, right))
	return container.NewBorder(widget.Inset(0, widget.Gap, 0, 0, head), nil, nil, nil, f.scroll)
}

func (f *form) card(title string, objects ...fyne.CanvasObject) fyne.CanvasObject {
	return widget.NewCard(widget.Column(10, append([]fyne.CanvasObject{widget.NewText(f.t(title), widget.Section)}, objects...)...))
}

// shown gives the keyboard to the name.
func (f *form) shown() {
	widget.Connect(f.page.kit.Router, f.object)
	f.scroll.Refresh() // texts and columns know their height once they were laid out
	if c := fyne.CurrentApp().Driver().CanvasForObject(f.first); c != nil {
		c.Focus(f.first)
	}
}

// scan adds a barcode to the product that is typed, unless it belongs to another one.
func (f *form) scan(code string) {
	s := f.page.kit.Shop
	task.Run(f.page.runner, "scan", func(ctx context.Context) (catalog.Match, error) { return s.Find(ctx, code) },
		func(match catalog.Match, err error) {
			switch {
			case err == nil && match.Product.ID != f.draft.was.ID:
				f.page.kit.Prompt.Say(f.t("products.code_of", fault.Values{"code": code, "name": match.Product.Name}))
			case err == nil:
				f.page.kit.Prompt.Say(f.t("products.code_has", fault.Values{"code": code}))
			case fault.Is(err, "product_unknown"):
				f.addCode(code)
			default:
				f.page.kit.Prompt.Error(err)
			}
		})
}

// save writes the product; what is refused is said under its field.
func (f *form) save() {
	for _, line := range f.rows {
		if line.Message() != "" {
			line.SetMessage("")
		}
	}
	product, err := f.draft.product()
	var opening shop.Opening
	if err == nil && f.draft.isNew() {
		opening, err = f.draft.opening()
	}
	if err != nil {
		f.refuse(err)
		return
	}
	p, s := f.page, f.page.kit.Shop
	task.Run(p.runner, "save", func(ctx context.Context) (catalog.Product, error) { return s.SaveProduct(ctx, product, opening) },
		func(saved catalog.Product, err error) {
			if err != nil {
				f.refuse(err)
				return
			}
			p.kit.Prompt.Say(f.t("products.saved", fault.Values{"name": saved.Name}))
			p.model.chosen = saved.ID
			p.kit.Changed()
			if p.form == f {
				p.showList()
			}
			p.load()
		})
}

// refuse says what is wrong under its field, which is brought into sight.
func (f *form) refuse(err error) {
	var known *fault.Error
	if errors.As(err, &known) {
		if line := f.line(known); line != nil {
			line.SetMessage(i18n.Message(f.page.kit.Lang, err))
			f.object.Refresh()
			driver := fyne.CurrentApp().Driver()
			from := driver.AbsolutePositionForObject(f.scroll)
			f.scroll.ShowPart(driver.AbsolutePositionForObject(line).Subtract(from).Add(f.scroll.Offset()), line.Size())
			f.page.kit.Prompt.Say(i18n.Message(f.page.kit.Lang, err))
			return
		}
	}
	f.page.kit.Prompt.Error(err)
}

// line gives the row a fault stands at: of a code that another product has, the row it was typed in; of
// a whole list, its first row.
func (f *form) line(known *fault.Error) *widget.FormRow {
	if line := f.rows[known.Field]; line != nil {
		return line
	}
	for n := range f.draft.codes {
		field := part("codes", n, "code")
		if known.Field == "codes" && known.Values["value"] == catalog.Key(f.draft.text[field]) {
			return f.rows[field]
		}
	}
	return f.rows[map[string]string{"codes": part("codes", 0, "code"), "breaks": part("breaks", 0, "price")}[known.Field]]
}

func (f *form) back() { f.ask(f.page.showList) }

// ask goes on at once, or after asking where something typed would be lost.
func (f *form) ask(goOn func()) {
	if !f.draft.changed() {
		goOn()
		return
	}
	f.page.kit.Prompt.Ask(prompt.Question{Title: f.t("products.lose"), Text: f.t("products.lose_text"),
		Yes: f.t("products.lose_yes"), No: f.t("products.lose_no")}, func(leave bool) {
		if leave {
			goOn()
		}
	})
}

// addPhoto keeps a picture file and shows it in the form.
func (f *form) addPhoto(path string) {
	s := f.page.kit.Shop
	task.Run(f.page.runner, "photo", func(ctx context.Context) (string, error) {
		file, err := os.Open(path)
		if err != nil {
			return "", fault.Wrap(err, "picture_unread")
		}
		defer func() { _ = file.Close() }() // read only
		return s.AddPhoto(ctx, file)
	}, func(name string, err error) {
		if err != nil {
			f.page.kit.Prompt.Error(err)
			return
		}
		f.draft.set("photo", name)
		f.showPhoto()
	})
}

func (f *form) choosePhoto() {
	chooseFile(f.object, []string{".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp"}, f.addPhoto)
}

func (f *form) showPhoto() {
	f.photo.Set(goods.Drawing(f.draft.text["name"], f.draft.text["category"]), f.page.photos.Get(f.draft.text["photo"]))
}

func (f *form) showStock() {
	if f.onHand != nil {
		f.onHand.Set(i18n.Qty(f.page.model.stock[f.draft.was.ID]) + " " + f.draft.was.Unit)
	}
}

// halves puts two columns side by side, or one below the other where they would not fit.
type halves struct{ width float32 }

func (h *halves) stacked(objects []fyne.CanvasObject) bool {
	return h.width > 0 && h.width < objects[0].MinSize().Width+theme.Current().Size(theme.GapWide)+objects[1].MinSize().Width+widget.Unit(narrow)
}

// narrow is what both columns together have beyond their least width before they stand side by side.
const narrow = 80

func (h *halves) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize(), objects[1].MinSize()
	if h.stacked(objects) {
		return fyne.NewSize(max(left.Width, right.Width), left.Height+theme.Current().Size(theme.GapWide)+right.Height)
	}
	return fyne.NewSize(max(left.Width, right.Width), max(left.Height, right.Height))
}

func (h *halves) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h.width = size.Width
	between := theme.Current().Size(theme.GapWide)
	if h.stacked(objects) {
		widget.Put(objects[0], 0, 0, size.Width, objects[0].MinSize().Height)
		widget.Put(objects[1], 0, objects[0].MinSize().Height+between, size.Width, objects[1].MinSize().Height)
		return
	}
	left := (size.Width - between) * 0.54
	widget.Put(objects[0], 0, 0, left, objects[0].MinSize().Height)
	widget.Put(objects[1], left+between, 0, size.Width-left-between, objects[1].MinSize().Height)
}
