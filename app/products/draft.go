package products

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// draft is a product as it is being typed: texts under the names that faults give fields, so that what a
// rule refuses is said where it was typed. Switches hold yes or nothing.
type draft struct {
	lang   i18n.Lang         // in which days are written
	was    catalog.Product   // what the form does not show stays as it was
	family []catalog.Product // its variants as they were; the first rows of "variants" are theirs
	start  map[string]string
	text   map[string]string
	rows   map[string]int    // how many rows each list has
	tab    int               // that was open when it was put aside
	placed map[string]string // where in the form a part of the product was read: "codes[3]" from "packs[0]"
}

const yes = "yes"

// columns names the fields of a row of each list.
var columns = map[string][]string{
	"codes": {"code", "pack"}, "breaks": {"list", "from", "price"}, "packs": {"name", "qty", "price", "code"},
	"certificates": {"kind", "number", "expires", "picture"}, "components": {"product", "qty"},
	"variants": {"variant", "sku", "code", "price", "opening", "archived"},
}

// newDraft opens a product in the form; one without an id is new.
func newDraft(lang i18n.Lang, p catalog.Product) *draft {
	d := &draft{lang: lang, was: p, text: map[string]string{}, rows: map[string]int{}}
	d.openTexts()
	d.openNumbers()
	d.openLists()
	d.start = maps.Clone(d.text)
	return d
}

func (d *draft) openTexts() {
	p := &d.was
	for field, text := range map[string]string{"sku": p.SKU, "name": p.Name, "name_en": p.NameEN, "category": p.Category, "unit": p.Unit,
		"vat": p.VAT, "terms": p.Terms, "photo": p.Photo, "more_photos": strings.Join(p.MorePhotos, "\n"), "aliases": strings.Join(p.Aliases, "; "),
		"description": p.Description, "description_en": p.DescriptionEN, "story": p.Story, "otop_category": p.OTOPCategory, "variant": p.Variant,
		"allergens": strings.Join(p.Allergens, "; "), "storage": p.Storage} {
		d.set(field, text)
	}
	for field, on := range map[string]bool{"weighed": p.Weighed, "alcohol": p.Alcohol, "favourite": p.Favourite, "archived": p.Archived,
		"has_variants": p.HasVariants} {
		d.setSwitch(field, on)
	}
	if !p.ProducerID.IsZero() {
		d.set("producer", p.ProducerID.String())
	}
}

func (d *draft) openNumbers() {
	p := &d.was
	if !p.ID.IsZero() || p.Price != 0 {
		d.set("price", amountText(p.Price))
	}
	if p.Cost != 0 {
		d.set("cost", amountText(p.Cost))
	}
	if p.GP != 0 {
		d.set("gp_percent", p.GP.String())
	}
	if p.Reorder != 0 {
		d.set("reorder", p.Reorder.String())
	}
	for field, number := range map[string]int{"short_no": p.ShortNo, "weight_g": p.WeightG, "otop_star": p.OTOPStar, "otop_year": p.OTOPYear, "shelf_days": p.ShelfDays, "lead_days": p.LeadDays} {
		if number != 0 {
			d.set(field, strconv.Itoa(number))
		}
	}
	for field, mm := range map[string]int{"length": p.LengthMM, "width": p.WidthMM, "height": p.HeightMM} {
		if mm != 0 {
			d.set(field, (qty.Qty(mm) * qty.One / 10).String()) // people measure in centimetres
		}
	}
}

// openLists fills the rows. The first code of a pack stands in the pack's row.
func (d *draft) openLists() {
	p := &d.was
	codes := slices.Clone(p.Codes)
	for _, pack := range p.Packs {
		row := map[string]string{"name": pack.Name, "qty": pack.Qty.String()}
		if pack.Price != 0 {
			row["price"] = amountText(pack.Price)
		}
		if n := slices.IndexFunc(codes, func(c catalog.Code) bool { return c.Pack == pack.Qty }); n >= 0 {
			row["code"] = codes[n].Code
			codes = slices.Delete(codes, n, n+1)
		}
		d.add("packs", row)
	}
	for _, code := range codes {
		d.add("codes", map[string]string{"code": code.Code, "pack": code.Pack.String()})
	}
	for _, step := range p.Breaks {
		d.add("breaks", map[string]string{"list": step.List, "from": step.From.String(), "price": amountText(step.Price)})
	}
	for _, paper := range p.Papers() {
		d.add("certificates", map[string]string{"kind": paper.Kind, "number": paper.Number, "expires": i18n.DateTyped(d.lang, paper.Expires), "picture": paper.Picture})
	}
	for _, part := range p.Components {
		d.add("components", map[string]string{"product": part.ProductID.String(), "qty": part.Qty.String()})
	}
}

// openFamily fills in the variants, which are read after the product.
func (d *draft) openFamily(family []catalog.Product) {
	typed := d.text
	d.text = map[string]string{}
	fresh := d.rows["variants"] // rows that were made meanwhile go behind
	rows := make([]map[string]string, fresh)
	for n := range rows {
		rows[n] = map[string]string{}
		for _, name := range columns["variants"] {
			rows[n][name] = typed[part("variants", n, name)]
			delete(typed, part("variants", n, name))
		}
	}
	d.family, d.rows["variants"] = family, 0
	for n := range family {
		d.add("variants", d.variantRow(&family[n]))
	}
	for field, text := range d.text {
		d.start[field], typed[field] = text, text
	}
	d.text = typed
	for _, row := range rows {
		d.add("variants", row)
	}
}

// variantRow writes a variant as a row. A price that is the product's own is left empty: it follows.
func (d *draft) variantRow(child *catalog.Product) map[string]string {
	row := map[string]string{"variant": child.Variant, "sku": child.SKU}
	if child.Price != d.was.Price {
		row["price"] = amountText(child.Price)
	}
	if n := slices.IndexFunc(child.Codes, func(c catalog.Code) bool { return c.Pack == qty.One }); n >= 0 {
		row["code"] = child.Codes[n].Code
	}
	if child.Archived {
		row["archived"] = yes
	}
	return row
}

// onto puts what was typed onto the product as it is now, where others changed it meanwhile: what nobody
// touched here is as it is there.
func (d *draft) onto(now catalog.Product) {
	fresh := newDraft(d.lang, now)
	fields := maps.Clone(fresh.text)
	maps.Copy(fields, d.start)
	for field := range fields {
		if strings.Contains(field, "[") || d.text[field] != d.start[field] {
			continue
		}
		d.set(field, fresh.text[field])
		delete(d.start, field)
		if text := fresh.text[field]; text != "" {
			d.start[field] = text
		}
	}
	d.was = now
}

// rowName is the field of a whole row, where all its faults are said.
func rowName(list string, n int) string { return fmt.Sprintf("%s[%d]", list, n) }

func part(list string, n int, name string) string { return fmt.Sprintf("%s[%d].%s", list, n, name) }

func amountText(amount money.Satang) string { return strings.TrimSuffix(amount.String(), ".00") }

func (d *draft) isNew() bool { return d.was.ID.IsZero() }

// set takes what is typed into a field.
func (d *draft) set(field, text string) {
	if text == "" {
		delete(d.text, field)
		return
	}
	d.text[field] = text
}

func (d *draft) setSwitch(field string, on bool) {
	if on {
		d.set(field, yes)
		return
	}
	d.set(field, "")
}

func (d *draft) on(field string) bool { return d.text[field] == yes }

// changed reports whether something was typed that would be lost.
func (d *draft) changed() bool { return !maps.Equal(d.text, d.start) }

// add puts a row at the end of a list.
func (d *draft) add(list string, row map[string]string) {
	for name, text := range row {
		d.set(part(list, d.rows[list], name), text)
	}
	d.rows[list]++
}

// remove takes a row out of a list and closes the gap.
func (d *draft) remove(list string, row int) {
	for n := row; n < d.rows[list]; n++ {
		for _, name := range columns[list] {
			d.set(part(list, n, name), d.text[part(list, n+1, name)])
		}
	}
	d.rows[list]--
}

// cell gives what stands in a row.
func (d *draft) cell(list string, n int, name string) string { return d.get(part(list, n, name)) }

func (d *draft) get(field string) string { return strings.TrimSpace(d.text[field]) }

// blank is a new product with the usual choices; code is what was scanned, "" for nothing.
func blank(code string) catalog.Product {
	p := catalog.Product{Unit: "ชิ้น", VAT: catalog.VATStandard, Terms: ledger.Own}
	if code != "" {
		p.Codes = []catalog.Code{{Code: code, Pack: qty.Pieces(1)}}
	}
	return p
}
