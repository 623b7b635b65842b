package products

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// draft is a product as it is being typed: texts under the names that faults give fields, so that what a
// rule refuses is said where it was typed. Switches hold yes or nothing.
type draft struct {
	was    catalog.Product // what the form does not show stays as it was
	start  map[string]string
	text   map[string]string
	codes  int
	breaks int
}

const yes = "yes"

// newDraft opens a product in the form; one without an id is new.
func newDraft(p catalog.Product) *draft {
	d := &draft{was: p, text: map[string]string{}}
	set := func(field, text string) {
		if text != "" {
			d.text[field] = text
		}
	}
	set("sku", p.SKU)
	set("name", p.Name)
	set("name_en", p.NameEN)
	set("category", p.Category)
	set("unit", p.Unit)
	set("vat", p.VAT)
	set("terms", p.Terms)
	set("photo", p.Photo)
	set("fda", p.FDA)
	set("tcps", p.TCPS)
	set("gi", p.GI)
	set("aliases", strings.Join(p.Aliases, "; "))
	if !p.ProducerID.IsZero() {
		set("producer", p.ProducerID.String())
	}
	if !p.ID.IsZero() || p.Price != 0 {
		set("price", amountText(p.Price))
	}
	if p.Cost != 0 {
		set("cost", amountText(p.Cost))
	}
	if p.GP != 0 {
		set("gp_percent", p.GP.String())
	}
	if p.Reorder != 0 {
		set("reorder", p.Reorder.String())
	}
	for field, number := range map[string]int{"short_no": p.ShortNo, "weight_g": p.WeightG, "otop_star": p.OTOPStar} {
		if number != 0 {
			set(field, strconv.Itoa(number))
		}
	}
	for field, on := range map[string]bool{"weighed": p.Weighed, "alcohol": p.Alcohol, "favourite": p.Favourite, "archived": p.Archived} {
		if on {
			set(field, yes)
		}
	}
	for n, code := range p.Codes {
		set(part("codes", n, "code"), code.Code)
		set(part("codes", n, "pack"), code.Pack.String())
	}
	for n, step := range p.Breaks {
		set(part("breaks", n, "list"), step.List)
		set(part("breaks", n, "from"), step.From.String())
		set(part("breaks", n, "price"), amountText(step.Price))
	}
	d.codes, d.breaks = len(p.Codes), len(p.Breaks)
	d.start = clone(d.text)
	return d
}

func part(list string, n int, name string) string { return fmt.Sprintf("%s[%d].%s", list, n, name) }

func amountText(amount money.Satang) string { return strings.TrimSuffix(amount.String(), ".00") }

func clone(text map[string]string) map[string]string {
	all := make(map[string]string, len(text))
	for field, value := range text {
		all[field] = value
	}
	return all
}

func (d *draft) isNew() bool { return d.was.ID.IsZero() }

// set takes what is typed into a field.
func (d *draft) set(field, text string) {
	if text == "" {
		delete(d.text, field)
		return
	}
	d.text[field] = text
}

// changed reports whether anything would be lost.
func (d *draft) changed() bool {
	if len(d.text) != len(d.start) {
		return true
	}
	for field, text := range d.text {
		if d.start[field] != text {
			return true
		}
	}
	return false
}

// remove takes a row out of a list and closes the gap.
func (d *draft) remove(list string, row int, names ...string) {
	count := &d.codes
	if list == "breaks" {
		count = &d.breaks
	}
	for n := row; n < *count; n++ {
		for _, name := range names {
			d.set(part(list, n, name), d.text[part(list, n+1, name)])
		}
	}
	*count--
}

// reader reads fields one after the other and keeps the first fault.
type reader struct {
	text map[string]string
	err  error
}

func read[T any](r *reader, field string, parse func(string) (T, error)) (value T) {
	text := strings.TrimSpace(r.text[field])
	if text == "" || r.err != nil {
		return value
	}
	value, err := parse(text)
	r.err = at(err, field)
	return value
}

// at says at which field a fault is, whatever the rule that found it calls it.
func at(err error, field string) error {
	var known *fault.Error
	if !errors.As(err, &known) {
		return err
	}
	moved := *known
	moved.Field = field
	return &moved
}

func whole(code string) func(string) (int, error) {
	return func(text string) (int, error) {
		number, err := strconv.Atoi(thai.ToASCIIDigits(text))
		if err != nil {
			return 0, fault.New(code, "", fault.Values{"value": text})
		}
		return number, nil
	}
}

// product reads the form. A product without a price is refused: what is sold must cost something, or its
// price is said to be 0.
func (d *draft) product() (catalog.Product, error) {
	r := &reader{text: d.text}
	p := d.was
	p.SKU, p.Name, p.NameEN = d.get("sku"), d.get("name"), d.get("name_en")
	p.Category, p.Unit, p.VAT, p.Terms, p.Photo = d.get("category"), d.get("unit"), d.get("vat"), d.get("terms"), d.get("photo")
	p.FDA, p.TCPS, p.GI = d.get("fda"), d.get("tcps"), d.get("gi")
	p.ProducerID = read(r, "producer", id.Parse[id.Party])
	p.Price, p.Cost = read(r, "price", money.Parse), read(r, "cost", money.Parse)
	p.GP = read(r, "gp_percent", money.ParseBasis)
	p.ShortNo, p.WeightG = read(r, "short_no", whole("short_no_invalid")), read(r, "weight_g", whole("weight_invalid"))
	p.OTOPStar, p.Reorder = read(r, "otop_star", whole("star_invalid")), read(r, "reorder", qty.Parse)
	p.Weighed, p.Alcohol = d.text["weighed"] == yes, d.text["alcohol"] == yes
	p.Favourite, p.Archived, p.Draft = d.text["favourite"] == yes, d.text["archived"] == yes, false
	p.Aliases, p.Codes, p.Breaks = d.aliases(), d.readCodes(r), d.readBreaks(r)
	if p.Name == "" {
		return p, fault.New("name_missing", "name", nil)
	}
	if r.err == nil && d.get("price") == "" {
		return p, fault.New("price_missing", "price", nil)
	}
	return p, r.err
}

func (d *draft) get(field string) string { return strings.TrimSpace(d.text[field]) }

func (d *draft) aliases() []string {
	var all []string
	for alias := range strings.SplitSeq(d.text["aliases"], ";") {
		if alias = strings.TrimSpace(alias); alias != "" {
			all = append(all, alias)
		}
	}
	return all
}

// readCodes leaves rows out in which nothing was typed; one piece is meant where no number is given.
func (d *draft) readCodes(r *reader) []catalog.Code {
	var all []catalog.Code
	for n := range d.codes {
		code := catalog.Code{Code: d.get(part("codes", n, "code")), Pack: read(r, part("codes", n, "pack"), qty.Parse)}
		if code.Pack == 0 && d.get(part("codes", n, "pack")) == "" {
			code.Pack = qty.Pieces(1)
		}
		if code.Code != "" {
			all = append(all, code)
		}
	}
	return all
}

func (d *draft) readBreaks(r *reader) []catalog.Break {
	var all []catalog.Break
	for n := range d.breaks {
		from, price := part("breaks", n, "from"), part("breaks", n, "price")
		if d.get(from) == "" && d.get(price) == "" {
			continue
		}
		list := catalog.Retail
		if d.text[part("breaks", n, "list")] == catalog.Wholesale {
			list = catalog.Wholesale
		}
		step := catalog.Break{List: list, From: read(r, from, qty.Parse), Price: read(r, price, money.Parse)}
		if step.From == 0 && d.get(from) == "" {
			step.From = qty.Pieces(1)
		}
		all = append(all, step)
	}
	return all
}

// opening reads the first stock of a new product.
func (d *draft) opening() (shop.Opening, error) {
	r := &reader{text: d.text}
	opening := shop.Opening{Qty: read(r, "opening", qty.Parse), Expires: read(r, "expires", clock.ParseDay)}
	return opening, r.err
}

// blank is a new product with the usual choices; code is what was scanned, "" for nothing.
func blank(code string) catalog.Product {
	p := catalog.Product{Unit: "ชิ้น", VAT: catalog.VATStandard, Terms: ledger.Own}
	if code != "" {
		p.Codes = []catalog.Code{{Code: code, Pack: qty.Pieces(1)}}
	}
	return p
}
