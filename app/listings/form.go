package listings

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
)

// form is what the shop says of a product on one platform, in a dialog.
type form struct {
	page    *Page
	draft   *draft
	rows    map[string]*widget.FormRow
	fields  map[string]fyne.CanvasObject
	counts  map[string]*widget.Text
	preview *widget.WrapLabel
	dialog  *prompt.Dialog
	saving  bool
}

// edit opens the form of the chosen product on the platform that is looked at, at a field or the first.
func (p *Page) edit(field string) {
	platform, row, at := p.m.platform(), p.m.listing(), p.m.channelAt()
	if platform == nil || row == nil || p.m.cell() == nil {
		return
	}
	f := &form{page: p, draft: newDraft(platform, row, at), rows: map[string]*widget.FormRow{}, fields: map[string]fyne.CanvasObject{}, counts: map[string]*widget.Text{}}
	f.dialog = &prompt.Dialog{Title: p.k.T("listings.form.title", fault.Values{"name": goods.Name(p.k.Lang, row.Product), "channel": platform.Name}),
		Body: f.build(), Width: 860, Typed: f.draft.changed, OnClosed: f.closed, Actions: []prompt.Action{
			{Label: p.k.T("prompt.cancel"), Key: keys.Esc},
			{Label: p.k.T("listings.form.save"), Key: keys.Save, Kind: widget.Primary, Icon: "check", Stays: true, Do: f.save},
		}}
	if field == "" {
		field = formOrder[0]
	}
	f.dialog.Focus, _ = f.fields[field].(fyne.Focusable)
	p.k.Prompt.Show(f.dialog)
	f.look()
}

// closed goes back to what is being sent, where that was left to put something right.
func (f *form) closed() {
	p := f.page
	if p.again && !f.saving {
		p.again = false
		p.publish()
	}
}

func (f *form) t(key string, values ...fault.Values) string { return f.page.k.T(key, values...) }

// build lays out texts at the left and figures at the right.
func (f *form) build() fyne.CanvasObject {
	own := f.draft.row.Product
	bare := publishing.Placement{SKU: own.SKU, Piece: f.draft.was.Piece}
	plain := bare.Offer(own, f.draft.cell.Offer.Origin, nil).Listing(&f.draft.limits)
	packing := "packing_plain" // what is worked out is not known where something else is said
	if f.draft.was.PackingG == 0 && f.draft.cell.Offer.PackingG > 0 {
		packing = "packing_g"
	}
	left := widget.Column(8,
		f.row("title", widget.NewEntry(plain.Title)),
		f.row("title_en", widget.NewEntry(plain.TitleEN)),
		f.row("description", widget.NewNoteEntry(clip(plain.Description), 4)),
		f.row("description_en", widget.NewNoteEntry(clip(plain.DescriptionEN), 3)))
	f.preview = widget.NewWrapLabel("", 3, widget.Body.At(theme.Small))
	piece := []fyne.CanvasObject{f.digits("piece", widget.NewQtyEntry(), fault.Values{"unit": own.Unit})}
	if packs := f.packs(); packs != nil {
		piece = append(piece, packs)
	}
	right := widget.Column(8, pairOf(f.digits("price", widget.NewAmountEntry(false), fault.Values{"own": i18n.BahtShort(plain.Price)}),
		f.figure("packing_g", packing, widget.NewQtyEntry(), fault.Values{"own": f.draft.cell.Offer.PackingG})),
		widget.Column(4, piece...),
		pairOf(f.availability(), f.digits("lead_days", widget.NewQtyEntry(), nil)),
		f.digits("promised", widget.NewQtyEntry(), fault.Values{"pieces": f.draft.row.Pieces}),
		widget.NewNotice(widget.Soft, f.preview))
	all := widget.Column(8, widget.NewWrapLabel(f.t("listings.form.text"), 2, widget.Caption), container.New(&halves{}, left, right))
	return widget.Inset(0, 0, 0, 8, all) // the bar stands beside
}

// clip is as much of a text as stands in an empty field to say what would be listed.
func clip(text string) string {
	const most = 160
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most]) + "…"
}

// pairOf puts two fields side by side.
func pairOf(one, other fyne.CanvasObject) fyne.CanvasObject {
	return container.New(widget.Even{}, one, other)
}

// row is a text with how long it is and may be.
func (f *form) row(field string, entry *widget.Entry) fyne.CanvasObject {
	entry.SetText(f.draft.text[field])
	entry.OnChanged = func(text string) {
		f.draft.set(field, text)
		f.look()
	}
	count := widget.NewText("", widget.Caption.Right())
	f.counts[field] = count
	f.rows[field], f.fields[field] = widget.NewFormRow("", entry), entry
	return widget.Column(2, widget.Beside(widget.NewText(f.t("publishing.field."+field), widget.Caption).Shrink(), count), f.rows[field])
}

// figures is a field of figures.
type figures interface {
	fyne.CanvasObject
	SetText(string)
	Text() string
}

func (f *form) digits(field string, entry figures, values fault.Values) fyne.CanvasObject {
	return f.figure(field, field, entry, values)
}

func (f *form) figure(field, label string, entry figures, values fault.Values) fyne.CanvasObject {
	entry.SetText(f.draft.text[field])
	changed := func(text string) {
		f.draft.set(field, text)
		f.look()
	}
	switch entry := entry.(type) {
	case *widget.QtyEntry:
		entry.OnChanged = changed
	case *widget.AmountEntry:
		entry.OnChanged = changed
	}
	f.rows[field], f.fields[field] = widget.NewFormRow(f.t("listings.form."+label, values), entry), entry
	return f.rows[field]
}

// packs are the product's packs, each a button that makes it one piece; of goods that are weighed the usual weights.
func (f *form) packs() fyne.CanvasObject {
	own := f.draft.row.Product
	row := widget.Row()
	add := func(label string, much qty.Qty) {
		row.Add(widget.NewButton(widget.Minor, label, func() {
			f.draft.set("piece", much.String())
			f.fields["piece"].(*widget.QtyEntry).SetText(much.String())
			f.look()
		}).WithHeight(theme.ButtonLow))
	}
	const most = 4
	for n, pack := range own.Packs {
		if n < most {
			add(pack.Name, pack.Qty)
		}
	}
	if own.Weighed && len(own.Packs) == 0 {
		for _, much := range []qty.Qty{qty.One / 4, qty.One / 2, qty.One} {
			add(i18n.Qty(much)+" "+own.Unit, much)
		}
	}
	if len(row.Objects) == 0 {
		return nil
	}
	return widget.NewSideScroll(row)
}

func (f *form) availability() fyne.CanvasObject {
	words := make([]string, len(availabilities))
	for n, one := range availabilities {
		name := one
		if one == "" {
			name = "own"
		}
		words[n] = f.t("listings.availability." + name)
	}
	choose := widget.NewSelect(words, max(slices.Index(availabilities, f.draft.text["availability"]), 0), "", func(n int) {
		f.draft.set("availability", availabilities[n])
		f.look()
	})
	f.rows["availability"], f.fields["availability"] = widget.NewFormRow(f.t("listings.form.availability"), choose), choose
	return f.rows["availability"]
}

// look shows what follows from what is typed: how long texts are, what the platform would not take, what buyers see.
func (f *form) look() {
	d := f.draft
	_, _, err := d.read()
	offer := d.offer()
	listing := offer.Listing(&d.limits)
	for field, most := range map[string]int{"title": d.limits.Title, "title_en": d.limits.Title, "description": d.limits.Description, "description_en": d.limits.Description} {
		text := map[string]string{"title": listing.Title, "title_en": listing.TitleEN, "description": listing.Description, "description_en": listing.DescriptionEN}[field]
		length, style := utf8.RuneCountInString(text), widget.Caption.Right()
		words := i18n.Group(strconv.Itoa(length))
		if most > 0 {
			words += " / " + i18n.Group(strconv.Itoa(most))
			if length > most {
				style = style.In(theme.Trouble)
			}
		}
		f.counts[field].SetStyle(style)
		f.counts[field].Set(words)
	}
	troubles := d.troubles(publishing.Readiness(offer, &d.limits, clock.DayOf(f.page.k.Shop.Clock())))
	grown := false
	for _, field := range formOrder {
		message := ""
		if reason, wrong := troubles[field]; wrong {
			message = reason.Text(f.page.k.Lang)
		}
		var known *fault.Error
		if errors.As(err, &known) && known.Field == field {
			message = i18n.Message(f.page.k.Lang, err)
		}
		if f.rows[field].Message() != message {
			f.rows[field].SetMessage(message)
			grown = true
		}
	}
	price := none
	if listing.Price > 0 {
		price = i18n.BahtShort(listing.Price)
	}
	weight := none
	if listing.ShippingG > 0 {
		weight = f.t("listings.form.grams", fault.Values{"count": listing.ShippingG})
	}
	f.preview.Set(f.t("listings.form.preview", fault.Values{"title": listing.Title, "price": price, "weight": weight}))
	if grown && f.dialog != nil {
		f.dialog.Refresh()
	}
}

// save writes it; what is refused is said under its field.
func (f *form) save() {
	if f.saving {
		return
	}
	placement, promise, err := f.draft.read()
	if err != nil {
		f.refuse(err)
		return
	}
	p, s := f.page, f.page.k.Shop
	f.saving = true
	task.Run(p.acts, "placement", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.SavePlacement(ctx, placement, promise)
	},
		func(_ struct{}, err error) {
			if err != nil {
				f.saving = false
				f.refuse(err)
				return
			}
			f.dialog.Close()
			said := "listings.said.kept"
			if placement.Chosen {
				said = "listings.said.saved"
			}
			p.k.Prompt.Say(f.t(said, fault.Values{"name": f.draft.channel.Name}))
			s.WakeSync()
			p.k.Changed()
			if p.again {
				p.again, p.next = false, p.publish
			}
			p.m.wish = f.draft.row.Product.ID
			p.load(len(p.m.list.Rows))
		})
}

func (f *form) refuse(err error) {
	var known *fault.Error
	if errors.As(err, &known) {
		if row := f.rows[known.Field]; row != nil {
			row.SetMessage(i18n.Message(f.page.k.Lang, err))
			f.dialog.Refresh()
			if field, ok := f.fields[known.Field].(fyne.Focusable); ok {
				widget.Focus(field)
			}
			return
		}
	}
	f.page.k.Prompt.Error(err)
}

// halves puts two columns side by side, or one below the other where they would be too narrow.
type halves struct{ width float32 }

const halvesLeast = 640

func (h *halves) stacked() bool { return h.width > 0 && h.width < widget.Unit(halvesLeast) }

// MinSize belongs to the toolkit.
func (h *halves) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize(), objects[1].MinSize()
	if h.stacked() {
		return fyne.NewSize(0, left.Height+8+right.Height)
	}
	return fyne.NewSize(0, max(left.Height, right.Height))
}

// Layout belongs to the toolkit.
func (h *halves) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h.width = size.Width
	if h.stacked() {
		high := objects[0].MinSize().Height
		widget.Put(objects[0], 0, 0, size.Width, high)
		widget.Put(objects[1], 0, high+8, size.Width, objects[1].MinSize().Height)
		return
	}
	gap := theme.Current().Size(theme.PadCard)
	half := (size.Width - gap) / 2
	widget.Put(objects[0], 0, 0, half, objects[0].MinSize().Height)
	widget.Put(objects[1], half+gap, 0, half, objects[1].MinSize().Height)
}
