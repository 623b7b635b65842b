package quotations

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
)

// fields holds the widgets of all that is no line.
type fields struct {
	rows    map[string]*widget.FormRow // by the field that a fault names
	entries map[string]fyne.Focusable  // what is typed into, by the same names
	filling bool                       // they are being set, nobody types

	kind, copies                *widget.Select
	name, agency, taxID, branch *widget.Entry
	address, conditions         *widget.Entry
	within, signer, position    *widget.Entry
	valid                       *widget.DateField
	lang                        *widget.Select
	official, digits            *widget.Switch
	warning                     *widget.WrapLabel // of the tax number

	parts  *widget.ChipRow // whom it is for; its terms and how it looks
	part   int
	pages  [2]*fyne.Container
	scroll [2]*widget.DragScroll
}

// The parts of the fields, each on a page of its own.
const (
	partBuyer = iota
	partTerms
)

// partKeys lead to them.
var partKeys = [2]keys.Chord{"F8", "F9"}

// buyerKinds are whom a quotation may be for.
var buyerKinds = []string{papers.Government, papers.Company, papers.Person}

// mostCopies bounds how many copies are printed with the original.
const mostCopies = 9

// fieldsCard holds whom the offer is for, its terms and how it looks.
func (v *view) fieldsCard() fyne.CanvasObject {
	p, t := v.page, v.page.k.T
	v.pages[partBuyer], v.pages[partTerms] = v.buyerFields(), v.termFields()
	stack := container.NewStack()
	for n, page := range v.pages {
		v.scroll[n] = widget.NewDragScroll(widget.Inset(0, 4, 2, 10, page)) // the bar stands beside
		v.scroll[n].Follow()
		v.scroll[n].Hidden = n != v.part
		stack.Add(v.scroll[n])
	}
	v.parts = widget.NewChipRow([]widget.ChipData{{Label: t("quotations.part.buyer"), Key: p.keyName(partKeys[partBuyer])},
		{Label: t("quotations.part.terms"), Key: p.keyName(partKeys[partTerms])}}, v.open)
	buttons := container.New(&widget.Justified{Width: unlaid}, p.button(widget.Plain, keys.Esc, "quotations.leave", "", p.back), p.button(widget.Plain, keyPreview, "quotations.preview", "", p.preview),
		p.button(widget.Primary, keys.Save, "quotations.issue", "check", p.issue))
	v.right = container.NewBorder(widget.Inset(0, 8, 0, 0, v.parts), widget.Inset(10, 0, 0, 0, buttons), nil, nil, stack)
	return widget.NewCard(v.right)
}

// buyerFields holds whom the offer is for.
func (v *view) buyerFields() *fyne.Container {
	p, t, d := v.page, v.page.k.T, v.page.draft
	kinds := make([]string, len(buyerKinds))
	for n, kind := range buyerKinds {
		kinds[n] = t("quotations.buyer." + kind)
	}
	v.kind = widget.NewSelect(kinds, 0, "", func(n int) {
		d.buyer.Kind = buyerKinds[n]
		d.follow()
		v.touch()
		v.fill()
	})
	v.name, v.agency = v.typedInto(&d.buyer.Name, widget.NewEntry(t("quotations.name_hint"))), v.typedInto(&d.buyer.Agency, widget.NewEntry(t("quotations.agency_hint")))
	v.address = v.typedInto(&d.buyer.Address, widget.NewNoteEntry("", 3))
	v.taxID, v.branch = v.typedInto(&d.buyer.TaxID, widget.NewEntry(t("quotations.tax_id_hint")).SelectsAll().Numbered()), v.typedInto(&d.buyer.Branch, widget.NewEntry(t("quotations.branch_hint")).SelectsAll())
	v.warning = widget.NewWrapLabel("", 2, widget.Caption.In(theme.InkGold))
	customer := p.button(widget.Plain, keyCustomer, "quotations.customer", "customers", p.chooseCustomer)
	return widget.Column(8,
		widget.NewFormRow(t("quotations.kind"), widget.Beside(v.kind, customer)),
		v.row("buyer.name", "quotations.name", v.name), v.row("buyer.agency", "quotations.agency", v.agency), v.row("buyer.address", "quotations.address", v.address),
		pair(v.row("buyer.tax_id", "quotations.tax_id", v.taxID), v.row("buyer.branch", "quotations.branch", v.branch)), v.warning)
}

// termFields holds the terms of the offer and how its paper looks.
func (v *view) termFields() *fyne.Container {
	t, d := v.page.k.T, v.page.draft
	v.valid = widget.NewDateField(v.page.k.Lang, "", t("products.date_hint"))
	v.valid.OnChanged = func(text string) {
		if !v.filling {
			d.valid = text
			v.touch()
		}
	}
	v.within = v.typedInto(&d.within, widget.NewEntry("").SelectsAll())
	v.conditions = v.typedInto(&d.conditions, widget.NewNoteEntry(t("quotations.conditions_hint"), 3))
	v.signer, v.position = v.typedInto(&d.signer.Name, widget.NewEntry("")), v.typedInto(&d.signer.Position, widget.NewEntry(""))
	v.official = widget.NewSwitch(t("quotations.official"), false, func(on bool) { d.style.Official, d.styled = on, true; v.touch() })
	v.digits = widget.NewSwitch(t("quotations.digits"), false, func(on bool) { d.style.ThaiDigits = on; v.touch() })
	v.lang = widget.NewSelect([]string{"ไทย", "English"}, 0, "", func(n int) {
		d.style.Lang = i18n.Langs[n]
		v.touch()
		v.showLines()
	})
	copies := make([]string, mostCopies+1)
	for n := range copies {
		copies[n] = strconv.Itoa(n)
	}
	v.copies = widget.NewSelect(copies, 0, "", func(n int) { d.style.Copies = n; v.touch() })
	return widget.Column(8,
		pair(v.row("valid", "quotations.valid", v.valid), v.row("within", "quotations.within", v.within)),
		v.row("conditions", "quotations.conditions", v.conditions),
		pair(v.row("signature.name", "quotations.signer", v.signer), v.row("signature.position", "quotations.position", v.position)),
		v.official, v.digits,
		pair(widget.NewFormRow(t("quotations.lang"), v.lang), v.row("copies", "quotations.copies", v.copies)))
}

// typedInto lets what is typed into a field go into the draft.
func (v *view) typedInto(into *string, field *widget.Entry) *widget.Entry {
	field.OnChanged = func(text string) {
		if !v.filling {
			*into = text
			v.touch()
		}
	}
	return field
}

// row labels a field, which faults find by name.
func (v *view) row(field, label string, object fyne.CanvasObject) *widget.FormRow {
	v.rows[field] = widget.NewFormRow(v.page.k.T(label), object)
	if entry, ok := object.(fyne.Focusable); ok {
		v.entries[field] = entry
	}
	return v.rows[field]
}

func pair(one, other fyne.CanvasObject) fyne.CanvasObject {
	return container.New(widget.Even{}, one, other)
}

// open shows a part of the fields.
func (v *view) open(part int) {
	v.part = part
	v.parts.Select(part)
	for n, scroll := range v.scroll {
		scroll.Hidden = n != part
	}
	v.arrange()
}

// enter shows a part and gives the keyboard to its first field.
func (v *view) enter(part int) {
	v.open(part)
	first := []fyne.Focusable{v.name, v.valid}[part]
	if !v.page.k.Prompt.Open() {
		v.page.k.Prompt.Focus(first)
	}
}

// touch notes that something was typed, and shows the paper as it is now.
func (v *view) touch() {
	if v.filling {
		return
	}
	v.page.draft.touched = true
	v.warn()
	v.clear()
	v.page.draw()
}

// fill writes the fields.
func (v *view) fill() {
	v.filling = true
	d := v.page.draft
	v.kind.Select(max(slices.Index(buyerKinds, d.buyer.Kind), 0))
	for entry, text := range map[*widget.Entry]string{v.name: d.buyer.Name, v.agency: d.buyer.Agency, v.address: d.buyer.Address, v.taxID: d.buyer.TaxID, v.branch: d.buyer.Branch,
		v.within: d.within, v.conditions: d.conditions, v.signer: d.signer.Name, v.position: d.signer.Position, &v.valid.Entry: d.valid} {
		if entry.Text != text {
			entry.SetText(text)
		}
	}
	v.official.Set(d.style.Official)
	v.digits.Set(d.style.ThaiDigits)
	v.lang.Select(max(slices.Index(i18n.Langs, d.style.Language()), 0))
	v.copies.Select(min(d.style.Copies, mostCopies))
	v.filling = false
	v.warn()
	v.clear()
	v.showOffers()
	v.showLines()
}

// warn says what is odd about the tax number: the paper may be issued all the same.
func (v *view) warn() {
	message := ""
	if id := v.page.draft.buyer.TaxID; id != "" {
		if _, warning, err := papers.TaxID(id); err == nil && warning != nil {
			message = i18n.Message(v.page.k.Lang, warning)
		}
	}
	if v.warning.Content() != message || v.warning.Hidden != (message == "") {
		v.warning.Set(message)
		v.warning.Hidden = message == ""
		v.arrange()
	}
}

// clear takes back what was said to be wrong.
func (v *view) clear() {
	changed := false
	for _, row := range v.rows {
		if row.Message() != "" {
			row.SetMessage("")
			changed = true
		}
	}
	if changed {
		v.arrange()
	}
}

// tell says what is wrong with a field, shows it, and gives it the keyboard so that it can be put right at once.
func (v *view) tell(field, message string) {
	row := v.rows[field]
	row.SetMessage(message)
	part := partTerms
	if strings.HasPrefix(field, "buyer.") {
		part = partBuyer
	}
	v.open(part)
	if entry := v.entries[field]; entry != nil && v.page.shown && !v.page.k.Prompt.Open() {
		v.page.k.Prompt.Focus(entry)
	}
	v.scroll[part].Reveal(row) // with what is said under it
	v.page.k.Prompt.Say(message)
}
