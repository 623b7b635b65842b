package products

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/shop"
)

// row puts an object under a name, where faults of that field are said.
func (f *form) row(field, label string, object fyne.CanvasObject) *widget.FormRow {
	f.rows[field] = widget.NewFormRow(f.t(label), object)
	return f.rows[field]
}

// forget lets go of the rows of a list that is filled anew.
func (f *form) forget(prefix string) {
	maps.DeleteFunc(f.rows, func(field string, _ *widget.FormRow) bool { return strings.HasPrefix(field, prefix) })
}

func (f *form) entry(field, hint string) *widget.Entry {
	e := widget.NewEntry(hint)
	e.SetText(f.draft.text[field])
	e.OnChanged = func(text string) { f.draft.set(field, text) }
	return e
}

func (f *form) amount(field string) *widget.AmountEntry {
	a := widget.NewAmountEntry(false)
	a.SetText(f.draft.text[field])
	a.OnChanged = func(text string) { f.draft.set(field, text) }
	return a
}

func (f *form) qty(field string) *widget.QtyEntry {
	q := widget.NewQtyEntry()
	q.SetText(f.draft.text[field])
	q.OnChanged = func(text string) { f.draft.set(field, text) }
	return q
}

func (f *form) toggle(field, label string) *widget.Switch {
	return widget.NewSwitch(f.t(label), f.draft.text[field] == yes, func(on bool) {
		if on {
			f.draft.set(field, yes)
			return
		}
		f.draft.set(field, "")
	})
}

// choice offers values, each with the words for it.
func (f *form) choice(field string, values, words []string) *widget.Select {
	return widget.NewSelect(words, slices.Index(values, f.draft.text[field]), f.t("products.choose"), func(n int) { f.draft.set(field, values[n]) })
}

// open offers texts that are in use and, last, another one to be typed.
func (f *form) open(field, label string, known []string) *widget.Select {
	if now := f.draft.text[field]; now != "" && !slices.Contains(known, now) {
		known = append([]string{now}, known...)
	}
	options := append(slices.Clone(known), f.t("products.other"))
	s := widget.NewSelect(options, slices.Index(known, f.draft.text[field]), f.t("products.choose"), nil)
	s.OnSelected = func(n int) {
		if n < len(known) {
			f.draft.set(field, known[n])
			return
		}
		s.Select(slices.Index(known, f.draft.text[field]))
		f.page.kit.Prompt.AskText(prompt.Input{Title: f.t(label), Label: f.t(label)}, needText, func(text string) {
			f.draft.set(field, text)
			known = append([]string{text}, slices.DeleteFunc(known, func(k string) bool { return k == text })...)
			s.SetOptions(append(slices.Clone(known), f.t("products.other")), 0)
		})
	}
	return s
}

func needText(text string) error {
	if text == "" {
		return fault.New("name_missing", "name", nil)
	}
	return nil
}

func pair(left, right fyne.CanvasObject) fyne.CanvasObject {
	return container.New(twice{}, left, right)
}

// twice gives two objects half the width each.
type twice struct{}

func (twice) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(2*max(left.Width, right.Width)+theme.Current().Size(theme.GapWide), max(left.Height, right.Height))
}

func (twice) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	between := theme.Current().Size(theme.GapWide)
	half := (size.Width - between) / 2
	widget.Put(objects[0], 0, 0, half, size.Height)
	widget.Put(objects[1], half+between, 0, half, size.Height)
}

// units are those most goods are sold by; a person may type another one.
var units = []string{"ชิ้น", "ขวด", "ถุง", "กล่อง", "แพ็ก", "กระปุก", "ผืน", "ใบ", "กก.", "ขีด"}

func (f *form) basics() []fyne.CanvasObject {
	f.first = f.entry("name", f.t("products.name_hint"))
	number := f.qty("short_no")
	return []fyne.CanvasObject{
		f.row("name", "products.name", f.first),
		f.row("name_en", "products.name_en", f.entry("name_en", "")),
		pair(f.row("category", "products.category", f.open("category", "products.category", f.page.model.categories())),
			f.row("unit", "products.unit", f.open("unit", "products.unit", units))),
		pair(f.row("sku", "products.sku", f.skuEntry()), f.row("short_no", "products.short_no", number)),
		pair(f.toggle("weighed", "products.weighed"), f.toggle("favourite", "products.favourite")),
		f.row("aliases", "products.aliases", f.entry("aliases", f.t("products.aliases_hint"))),
	}
}

// skuEntry is fixed once papers and labels may carry the SKU.
func (f *form) skuEntry() fyne.CanvasObject {
	e := f.entry("sku", f.t("products.sku_hint"))
	if !f.draft.isNew() {
		e.Disable()
	}
	return e
}

func (f *form) prices() []fyne.CanvasObject {
	f.breaks = widget.Column(widget.Gap)
	f.fillBreaks()
	rows := []fyne.CanvasObject{pair(f.row("price", "products.price", f.amount("price")), f.row("cost", "products.cost", f.amount("cost")))}
	if f.page.model.vat {
		rows = append(rows, f.row("vat", "products.vat", f.choice("vat", []string{catalog.VATStandard, catalog.VATZero, catalog.VATExempt},
			[]string{f.t("products.vat_standard"), f.t("products.vat_zero"), f.t("products.vat_exempt")})))
	}
	return append(rows, f.breaks, widget.NewButton(widget.Minor, f.t("products.add_break"), f.addBreak).WithIcon("plus"))
}

func (f *form) addBreak() {
	f.draft.breaks++
	f.fillBreaks()
}

// fillBreaks shows the wholesale and quantity prices.
func (f *form) fillBreaks() {
	f.forget("breaks[")
	f.breaks.Objects = nil
	for n := range f.draft.breaks {
		list := f.choice(part("breaks", n, "list"), []string{catalog.Retail, catalog.Wholesale}, []string{f.t("products.retail"), f.t("products.wholesale")})
		if list.Selected() < 0 {
			f.draft.set(part("breaks", n, "list"), catalog.Retail)
			list.Select(0)
		}
		price := f.row(part("breaks", n, "price"), "products.break_price", f.amount(part("breaks", n, "price")))
		fields := container.NewGridWithColumns(3, widget.NewFormRow(f.t("products.break_list"), list),
			widget.NewFormRow(f.t("products.break_from"), f.qty(part("breaks", n, "from"))), price)
		f.breaks.Add(widget.Beside(fields, f.remover(func() {
			f.draft.remove("breaks", n, "list", "from", "price")
			f.fillBreaks()
		})))
	}
	f.refreshed(f.breaks)
}

func (f *form) remover(do func()) fyne.CanvasObject {
	return container.NewVBox(widget.Inset(20, 0, 0, 0, widget.NewButton(widget.Quiet, "", do).WithIcon("x")))
}

// refreshed lays out rows that were added or taken away.
func (f *form) refreshed(rows *fyne.Container) {
	widget.Connect(f.page.kit.Router, rows)
	rows.Refresh()
	if f.object != nil {
		f.object.Refresh()
	}
}

func (f *form) codeRows() fyne.CanvasObject {
	f.codes = widget.Column(widget.Gap)
	f.fillCodes()
	return widget.Column(widget.Gap, widget.NewWrapLabel(f.t("products.codes_hint"), 2, widget.Caption), f.codes,
		widget.NewButton(widget.Minor, f.t("products.add_code"), func() { f.addCode("") }).WithIcon("plus"))
}

func (f *form) addCode(code string) {
	f.draft.set(part("codes", f.draft.codes, "code"), code)
	f.draft.codes++
	f.fillCodes()
}

func (f *form) fillCodes() {
	f.forget("codes[")
	f.codes.Objects = nil
	for n := range f.draft.codes {
		code := f.row(part("codes", n, "code"), "products.code", f.entry(part("codes", n, "code"), ""))
		pack := f.row(part("codes", n, "pack"), "products.pack", f.qty(part("codes", n, "pack")))
		f.codes.Add(widget.Beside(container.New(widget.Sides{Share: 0.36, Least: 90, Most: 130}, code, pack), f.remover(func() {
			f.draft.remove("codes", n, "code", "pack")
			f.fillCodes()
		})))
	}
	f.refreshed(f.codes)
}

func (f *form) photoRow() fyne.CanvasObject {
	f.photo = widget.NewThumb(widget.Unit(120))
	f.showPhoto()
	choose := widget.NewButton(widget.Plain, f.t("products.photo"), f.choosePhoto).WithIcon("photo").WithKey(f.page.key("F3"))
	return container.NewBorder(nil, nil, f.photo, nil,
		widget.Inset(0, 0, 12, 0, widget.Column(widget.Gap, choose, widget.NewWrapLabel(f.t("products.photo_hint"), 3, widget.Caption))))
}

func (f *form) stock() []fyne.CanvasObject {
	reorder := f.row("reorder", "products.reorder", f.qty("reorder"))
	if f.draft.isNew() {
		expires := widget.NewDateField("", f.t("products.date_hint"))
		expires.OnChanged = func(text string) { f.draft.set("expires", text) }
		return []fyne.CanvasObject{pair(f.row("opening", "products.opening", f.qty("opening")), f.row("expires", "products.expires", expires)), reorder}
	}
	p := f.page
	f.onHand = widget.NewText("", widget.Strong.At(theme.MoneyText))
	f.showStock()
	button := func(key keys.Chord, label, icon string, m movement) *widget.Button {
		return widget.NewButton(widget.Plain, f.t(label), func() { p.moveOf(&f.draft.was, m) }).WithIcon(icon).WithKey(p.key(key))
	}
	return []fyne.CanvasObject{
		widget.Beside(widget.NewText(f.t("products.on_hand"), widget.Caption), f.onHand),
		pair(button("F5", "products.receive", "inn", receiving), button("F6", "products.count", "list2", counting)),
		pair(button("F7", "products.adjust", "set", adjusting),
			widget.NewButton(widget.Plain, f.t("products.history"), f.history).WithIcon("clock").WithKey(p.key("F4"))),
		reorder,
	}
}

func (f *form) more() []fyne.CanvasObject {
	stars, words := []string{"", "1", "2", "3", "4", "5"}, []string{f.t("products.no_star")}
	for n := 1; n <= 5; n++ {
		words = append(words, f.t("products.stars", fault.Values{"count": strconv.Itoa(n)}))
	}
	rows := []fyne.CanvasObject{
		f.row("producer", "products.producer", f.producer()),
		pair(f.row("terms", "products.terms", f.choice("terms", []string{ledger.Own, ledger.Bought, ledger.Consign},
			[]string{f.t("products.terms_own"), f.t("products.terms_bought"), f.t("products.terms_consign")})),
			f.row("gp_percent", "products.gp", f.entry("gp_percent", "20"))),
		pair(f.row("otop_star", "products.otop", f.choice("otop_star", stars, words)), f.row("weight_g", "products.weight", f.qty("weight_g"))),
		pair(f.row("fda", "products.fda", f.entry("fda", "")), f.row("tcps", "products.tcps", f.entry("tcps", ""))),
		pair(f.row("gi", "products.gi", f.entry("gi", "")), f.toggle("alcohol", "products.alcohol")),
	}
	if !f.draft.isNew() {
		rows = append(rows, f.toggle("archived", "products.archive"))
	}
	return rows
}

// producer offers the producers and, last, a new one by name.
func (f *form) producer() *widget.Select {
	values, words := []string{""}, []string{f.t("products.no_producer")}
	for _, maker := range f.page.model.producers {
		values, words = append(values, maker.ID.String()), append(words, maker.Name)
	}
	s := widget.NewSelect(append(slices.Clone(words), f.t("products.new_producer")), slices.Index(values, f.draft.text["producer"]), "", nil)
	s.OnSelected = func(n int) {
		if n < len(values) {
			f.draft.set("producer", values[n])
			return
		}
		s.Select(slices.Index(values, f.draft.text["producer"]))
		f.page.kit.Prompt.AskText(prompt.Input{Title: f.t("products.new_producer"), Label: f.t("products.producer_name")}, needText, func(name string) {
			service := f.page.kit.Shop
			task.Run(f.page.runner, "producer", func(ctx context.Context) (shop.Party, error) {
				return service.SaveProducer(ctx, shop.Party{Name: name})
			}, func(maker shop.Party, err error) {
				if err != nil {
					f.page.kit.Prompt.Error(err)
					return
				}
				f.page.model.producers = append(f.page.model.producers, maker)
				values, words = append(values, maker.ID.String()), append(words, maker.Name)
				f.draft.set("producer", maker.ID.String())
				s.SetOptions(append(slices.Clone(words), f.t("products.new_producer")), len(words)-1)
			})
		})
	}
	return s
}

// chooseFile lets a person find a file with one of the endings.
func chooseFile(from fyne.CanvasObject, endings []string, chosen func(path string)) {
	here := fyne.CurrentApp().Driver().CanvasForObject(from)
	for _, window := range fyne.CurrentApp().Driver().AllWindows() {
		if here == nil || window.Canvas() != here {
			continue
		}
		open := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
			if err == nil && file != nil {
				path := file.URI().Path()
				_ = file.Close() // it is opened again in the background
				chosen(path)
			}
		}, window)
		open.SetFilter(storage.NewExtensionFileFilter(endings))
		open.Show()
		return
	}
}
