package issuing

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
)

// build makes the fields of the paper as the model has it. The field with the keyboard keeps it.
func (v *view) build() {
	m := v.e.m
	had := v.focused()
	v.rows, v.entries, v.list = map[string]*widget.FormRow{}, map[string]fields{}, nil
	v.fields.Objects = nil
	if !m.known {
		v.fields.Add(widget.NewText(v.t("issuing.reading"), widget.Caption))
		v.finish("")
		return
	}
	for _, part := range v.parts() {
		if part != nil {
			v.fields.Add(part)
		}
	}
	v.finish(had)
}

func (v *view) finish(had string) {
	v.fields.Refresh()
	widget.Connect(v.e.kit.Router, v.fields)
	v.e.dialog.Refresh()
	v.scroll.Follow()
	if had != "" && !v.focus(had) {
		v.e.dialog.Take(nil) // it is asked no more
	}
}

// focused is the key of the field with the keyboard.
func (v *view) focused() string {
	taken := v.e.dialog.Taken()
	for key, field := range v.entries {
		if taken == field {
			return key
		}
	}
	return ""
}

// parts are the groups of fields that the kind of paper needs, in the order they are thought of.
func (v *view) parts() []fyne.CanvasObject {
	m := v.e.m
	all := []fyne.CanvasObject{v.instead(), v.besides()}
	switch {
	case m.notes():
		return append(all, v.why(), v.lines(), v.days(), v.styles())
	case m.ask.Kind == papers.PurchaseOrder:
		return append(all, v.theirOrder(), v.buyer())
	}
	if m.deposit {
		all = append(all, v.pair(v.amount("deposit", "issuing.deposit")))
	}
	if m.receives() && m.asked {
		all = append(all, v.money(), v.withheld())
	}
	if m.typing() {
		all = append(all, v.lines())
	}
	if m.ask.Kind == papers.Delivery {
		all = append(all, v.delivery())
	}
	if m.ask.Replaces != "" {
		all = append(all, v.why())
	}
	switch {
	case m.ask.Kind == papers.Abbreviated:
	case m.settledBuyer() && !v.more:
		all = append(all, v.buyerLine())
	default:
		all = append(all, v.buyer())
	}
	return append(all, v.days(), v.styles())
}

// instead says why this paper is made and not the one that was asked for.
func (v *view) instead() fyne.CanvasObject {
	why := v.e.start.why
	if why == nil {
		return nil
	}
	return widget.NewNotice(widget.Watch, widget.NewWrapLabel(i18n.Message(v.e.kit.Lang, why), 8, widget.Body.In(theme.InkGold)))
}

// buyerLine names a buyer that the papers before settled; the fields come with more (F7).
func (v *view) buyerLine() fyne.CanvasObject {
	m := v.e.m
	name := strings.TrimSpace(m.text["buyer.name"] + " " + m.text["buyer.agency"])
	line := widget.NewFormRow(v.t("issuing.buyer_line"), widget.NewWrapLabel(name, 2, widget.Strong))
	v.rows["buyer"] = line
	return line
}

// figures are fields that are typed anew and not into.
var figures = []string{"within", "copies", "parcels", "buyer.tax_id", "buyer.branch"}

// numbers are fields of numbers as long as codes; of a payment ("pay[0].ref") they are too.
var numbers = []string{"buyer.tax_id", "certificate.number", "order.number"}

// entry is a field of a text.
func (v *view) entry(key, hint string) *widget.Entry {
	e := widget.NewEntry(hint)
	if slices.Contains(figures, key) {
		e.SelectsAll()
	}
	if slices.Contains(numbers, key) || strings.HasSuffix(key, ".ref") {
		e.Numbered()
	}
	v.bind(key, e)
	e.OnChanged = v.typed(key)
	return e
}

// bind shows a text in a field that was just made, before anybody hears of it.
func (v *view) bind(key string, field fields) {
	field.SetText(v.e.m.text[key])
	v.entries[key] = field
}

// refill shows texts that were reckoned anew; the field with the keyboard stays as it is typed.
func (v *view) refill() {
	had := v.focused()
	v.filling = true
	for key, field := range v.entries {
		if key != had {
			field.SetText(v.e.m.text[key])
		}
	}
	v.filling = false
}

// typed takes what is typed into a field.
func (v *view) typed(key string) func(string) {
	return func(text string) {
		if v.filling {
			return
		}
		v.e.m.set(key, text)
		if field, ok := v.entries[key].(fyne.CanvasObject); ok {
			v.scroll.Reveal(field) // the form opens at its top, wherever its keyboard is
		}
		v.e.changed(pause)
	}
}

// row names a field and knows it by its key.
func (v *view) row(key, name string, field fyne.CanvasObject) fyne.CanvasObject {
	return v.rowCalled(key, v.t(name), field)
}

func (v *view) rowCalled(key, words string, field fyne.CanvasObject) fyne.CanvasObject {
	row := widget.NewFormRow(words, field)
	v.rows[key] = row
	return row
}

func (v *view) field(key, name, hint string) fyne.CanvasObject {
	return v.row(key, name, v.entry(key, hint))
}

func (v *view) note(key, name string, lines int) fyne.CanvasObject {
	e := widget.NewNoteEntry("", lines)
	v.bind(key, e)
	e.OnChanged = v.typed(key)
	return v.row(key, name, e)
}

func (v *view) day(key, name string) fyne.CanvasObject {
	d := widget.NewDateField(v.e.kit.Lang, "", v.t("products.date_hint"))
	v.bind(key, d)
	d.OnChanged = v.typed(key)
	return v.row(key, name, d)
}

func (v *view) amount(key, name string) fyne.CanvasObject {
	return v.row(key, name, v.bare(key))
}

func (v *view) pair(objects ...fyne.CanvasObject) fyne.CanvasObject {
	if len(objects) == 1 {
		objects = append(objects, container.NewWithoutLayout())
	}
	return container.New(widget.Even{}, objects...)
}

// roomy is the width of a window from which two choices of words stand side by side.
const roomy = 1120

// words are two fields of words: side by side where theirs have room, else under each other.
func (v *view) words(one, other fyne.CanvasObject) fyne.CanvasObject {
	if v.e.kit.Prompt.Size().Width < widget.Unit(roomy) {
		return widget.Column(8, one, other)
	}
	return v.pair(one, other)
}

// besides chooses what the paper is at the same time.
func (v *view) besides() fyne.CanvasObject {
	m := v.e.m
	if !m.turns() {
		return nil
	}
	ways := m.besides()
	names, at := make([]string, len(ways)), 0
	for n, with := range ways {
		names[n] = papers.Title(v.e.kit.Lang, m.ask.Kind, with...)
		if slices.Equal(with, m.ask.With) {
			at = n
		}
	}
	return v.row("with", "issuing.besides", widget.NewSelect(names, at, "", func(n int) {
		m.turn(ways[n])
		v.build()
		v.e.draw(0)
	}))
}

// buyerKinds are the kinds of buyers, "" = not said.
var buyerKinds = []string{"", papers.Government, papers.Company, papers.Person}

// buyer is the other party, letter by letter as it dictates them.
func (v *view) buyer() fyne.CanvasObject {
	m := v.e.m
	taxID := v.entry("buyer.tax_id", "")
	if m.ask.Kind == papers.Voucher { // a person who sells: no office, no branch
		return widget.Column(8, widget.NewText(v.t("issuing.seller"), widget.Section), v.field("buyer.name", "issuing.seller.name", ""),
			v.note("buyer.address", "issuing.address", 2), v.row("buyer.tax_id", "issuing.seller.card", taxID))
	}
	names := make([]string, len(buyerKinds))
	for n, kind := range buyerKinds {
		names[n] = v.t("issuing.kind." + kind)
	}
	kind := widget.NewSelect(names, max(slices.Index(buyerKinds, m.kind), 0), "", func(n int) {
		m.kind, m.touched = buyerKinds[n], true
		v.e.changed(0)
	})
	return widget.Column(8, v.field("buyer.name", "issuing.buyer", ""),
		v.words(v.field("buyer.agency", "issuing.agency", v.t("issuing.agency_hint")), v.row("buyer.kind", "issuing.kind", kind)),
		v.note("buyer.address", "issuing.address", 2),
		v.pair(v.row("buyer.tax_id", "issuing.tax_id", taxID), v.field("buyer.branch", "issuing.branch", v.t("issuing.branch_hint"))))
}

// days are those on the paper.
func (v *view) days() fyne.CanvasObject {
	m := v.e.m
	if m.ask.Replaces != "" {
		return nil // it bears the day of the paper before
	}
	date := v.day("date", "issuing.date")
	switch m.ask.Kind {
	case papers.Quotation:
		return widget.Column(8, v.pair(date, v.day("valid", "issuing.valid")), v.pair(v.field("within", "issuing.within", "")), v.note("conditions", "issuing.conditions", 3))
	case papers.Invoice, papers.DebitNote:
		return v.pair(date, v.day("due", "issuing.due"))
	case papers.Billing:
		return v.pair(date, v.day("due", "issuing.collect"))
	case papers.TaxInvoice:
		if !m.receives() {
			return v.pair(date, v.day("due", "issuing.due"))
		}
	}
	return v.pair(date)
}

// delivery is what goes out, and to whom.
func (v *view) delivery() fyne.CanvasObject {
	open := widget.NewWrapLabel(v.parcelsText(), 3, widget.Caption)
	return widget.Column(8, v.field("parcels", "issuing.parcels", v.t("issuing.parcels_hint")), open, v.note("receiver", "issuing.receiver", 2),
		widget.NewWrapLabel(v.t("issuing.receiver_hint"), 2, widget.Caption))
}

// parcelsText says which parcels stand on no note yet.
func (v *view) parcelsText() string {
	var numbers []int
	var names []string
	for _, parcel := range v.e.m.facts.parcels {
		if parcel.Note == "" {
			numbers = append(numbers, parcel.No)
			names = append(names, strings.TrimSpace(fmt.Sprintf("%d %s", parcel.No, parcel.To)))
		}
	}
	switch {
	case len(v.e.m.facts.parcels) == 0:
		return v.t("issuing.parcels_none")
	case len(numbers) == 0:
		return v.t("issuing.parcels_noted")
	case len(names) > 6:
		return v.t("issuing.parcels_open", fault.Values{"list": numbersText(numbers)})
	}
	return v.t("issuing.parcels_open", fault.Values{"list": strings.Join(names, ", ")})
}

// theirOrder is the order that the buyer wrote.
func (v *view) theirOrder() fyne.CanvasObject {
	return widget.Column(8, v.pair(v.field("order.number", "issuing.order_number", ""), v.day("order.date", "issuing.order_date")), v.pictureButton("issuing.order_picture"))
}

// why is the reason of a note, or of a tax invoice in place of another.
func (v *view) why() fyne.CanvasObject {
	m := v.e.m
	codes := m.reasonCodes()
	names := make([]string, len(codes))
	for n, code := range codes {
		names[n] = v.t("papers.reason." + code)
	}
	choice := widget.NewSelect(names, slices.Index(codes, m.ask.ReasonCode), "", func(n int) {
		m.setReason(codes[n])
		m.touched = true
		v.build()
		v.e.draw(0)
	})
	return widget.Column(8, v.row("reason_code", "issuing.why", choice), v.field("reason", "issuing.reason", v.t("issuing.reason_hint")))
}

// styles is how the paper is printed and who signs it; folded away until it is asked for.
func (v *view) styles() fyne.CanvasObject {
	m := v.e.m
	if !v.more || m.ask.Style == nil {
		return nil
	}
	redraw := func() { m.touched = true; v.e.changed(0) }
	style := m.ask.Style
	official := widget.NewSwitch(v.t("issuing.official"), style.Official, func(on bool) { style.Official, m.ask.UsualForm = on, false; redraw() })
	digits := widget.NewSwitch(v.t("issuing.thai_digits"), style.ThaiDigits, func(on bool) { style.ThaiDigits = on; redraw() })
	column := widget.Column(8)
	if m.ask.Kind != papers.Quotation { // which asks it anyway
		column.Add(v.note("conditions", "issuing.conditions", 2))
	}
	column.Objects = append(column.Objects, widget.NewText(v.t("issuing.style"), widget.Section), official, digits)
	shape := []fyne.CanvasObject{v.field("copies", "issuing.copies", "0")}
	if m.ask.Kind == papers.Quotation || m.ask.Kind == papers.Receipt {
		langs := []string{v.t("issuing.lang.th"), v.t("issuing.lang.en")}
		at := 0
		if style.Language() == i18n.English {
			at = 1
		}
		shape = append(shape, v.row("lang", "issuing.lang", widget.NewSegmented(langs, at, func(n int) { style.Lang = []i18n.Lang{i18n.Thai, i18n.English}[n]; redraw() })))
	}
	column.Add(v.pair(shape...))
	column.Add(widget.NewText(v.t("issuing.signatures"), widget.Section))
	for n, sign := range m.ask.Signatures {
		column.Add(widget.NewText(v.signer(sign.Role), widget.Caption))
		column.Add(v.pair(v.field(signAt(n)+"name", "issuing.sign.name", ""), v.field(signAt(n)+"position", "issuing.sign.position", "")))
	}
	return column
}

// signer names who signs in a box: one of the usual parties, or the words that whoever asked gave it.
func (v *view) signer(role string) string {
	switch {
	case role != "buyer" && role != "seller":
		return role
	case v.e.m.ask.Kind == papers.Voucher:
		return v.t("issuing.sign.voucher." + role)
	}
	return v.t("issuing.sign." + role)
}
