package products

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// reader reads fields one after the other and keeps the first fault.
type reader struct {
	text map[string]string
	err  error
}

func read[T any](r *reader, field string, parse func(string) (T, error)) (value T) {
	text := strings.TrimSpace(r.text[field])
	if text == "" {
		return value
	}
	value, err := parse(text)
	if err != nil && r.err == nil {
		r.err = at(err, field)
	}
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

// buddhist reads a year; who writes it in the common era means the same year.
func buddhist(text string) (int, error) {
	year, err := whole("otop_year_invalid")(text)
	if err == nil && year > 1900 && year < 2200 {
		year += 543
	}
	return year, err
}

// centimetres reads a length as millimetres.
func centimetres(text string) (int, error) {
	length, err := qty.Parse(text)
	if err != nil || length > qty.Pieces(1000) {
		return 0, fault.New("size_invalid", "", fault.Values{"max": 10_000})
	}
	return int((length*10 + qty.One/2) / qty.One), nil
}

// product reads the form. A product without a price is refused: what is sold must cost something, or its
// price is said to be 0. Only one that stands for its variants needs none.
func (d *draft) product() (catalog.Product, error) {
	p, err := d.read()
	switch {
	case p.Name == "":
		return p, fault.New("name_missing", "name", nil)
	case err == nil && d.get("price") == "" && !p.HasVariants:
		return p, fault.New("price_missing", "price", nil)
	}
	return p, err
}

// read gives what the form says, as far as it can be read, and the first fault.
func (d *draft) read() (catalog.Product, error) {
	r := &reader{text: d.text}
	d.placed = map[string]string{}
	p := d.was
	p.SKU, p.Name, p.NameEN = d.get("sku"), d.get("name"), d.get("name_en")
	p.Category, p.Unit, p.VAT, p.Terms = d.get("category"), d.get("unit"), d.get("vat"), d.get("terms")
	p.Photo, p.MorePhotos = "", nil
	if photos := d.photos(); len(photos) > 0 {
		p.Photo, p.MorePhotos = photos[0], slices.Clip(photos[1:])
	}
	p.ProducerID = read(r, "producer", id.Parse[id.Party])
	p.Price, p.Cost = read(r, "price", money.Parse), read(r, "cost", money.Parse)
	p.GP = read(r, "gp_percent", money.ParseBasis)
	p.ShortNo, p.WeightG = read(r, "short_no", whole("short_no_invalid")), read(r, "weight_g", whole("weight_invalid"))
	p.OTOPStar, p.Reorder = read(r, "otop_star", whole("star_invalid")), read(r, "reorder", qty.Parse)
	p.Weighed, p.Alcohol = d.on("weighed"), d.on("alcohol")
	p.Favourite, p.Archived, p.Draft = d.on("favourite"), d.on("archived"), false
	p.Description, p.DescriptionEN, p.Story = d.get("description"), d.get("description_en"), d.get("story")
	p.OTOPCategory, p.OTOPYear = d.get("otop_category"), read(r, "otop_year", buddhist)
	p.ShelfDays, p.LeadDays = read(r, "shelf_days", whole("days_invalid")), read(r, "lead_days", whole("days_invalid"))
	p.LengthMM, p.WidthMM, p.HeightMM = read(r, "length", centimetres), read(r, "width", centimetres), read(r, "height", centimetres)
	p.HasVariants, p.Variant = d.on("has_variants"), d.get("variant")
	p.Aliases, p.Codes, p.Breaks, p.Packs = d.list("aliases"), d.readCodes(r), d.readBreaks(r), d.readPacks(r)
	p.Allergens, p.Storage = d.list("allergens"), d.get("storage")
	p.Components = d.readComponents(r)
	p.SetPapers(d.readPapers(r))
	return p, r.err
}

// list reads a field of several words with ; between them.
func (d *draft) list(field string) []string {
	var all []string
	for word := range strings.SplitSeq(d.text[field], ";") {
		if word = strings.TrimSpace(word); word != "" {
			all = append(all, word)
		}
	}
	return all
}

// place notes that the next part of a list of the product comes from a row of the form.
func (d *draft) place(list string, n int, from string, row int) {
	d.placed[fmt.Sprintf("%s[%d]", list, n)] = fmt.Sprintf("%s[%d]", from, row)
}

// field gives the field of the form that a fault of the product is about.
func (d *draft) field(fault string) string {
	if row := d.placed[fault]; row != "" {
		return row
	}
	head, name, inRow := strings.Cut(fault, "].")
	if row := d.placed[head+"]"]; inRow && row != "" {
		return row + "." + name
	}
	return fault
}

// readCodes leaves rows out in which nothing was typed; one piece is meant where no number is given. Packs
// bring theirs. A code that stands twice would mean two quantities.
func (d *draft) readCodes(r *reader) []catalog.Code {
	var all []catalog.Code
	for n := range d.rows["codes"] {
		code := catalog.Code{Code: d.cell("codes", n, "code"), Pack: read(r, part("codes", n, "pack"), qty.Parse)}
		if code.Pack == 0 && d.cell("codes", n, "pack") == "" {
			code.Pack = qty.Pieces(1)
		}
		if code.Code != "" {
			d.place("codes", len(all), "codes", n)
			all = append(all, code)
		}
	}
	for n := range d.rows["packs"] {
		if code := d.cell("packs", n, "code"); code != "" {
			d.place("codes", len(all), "packs", n)
			all = append(all, catalog.Code{Code: code, Pack: read(r, part("packs", n, "qty"), qty.Parse)})
		}
	}
	for n, code := range all {
		if r.err == nil && slices.ContainsFunc(all[:n], func(other catalog.Code) bool { return catalog.Key(other.Code) == catalog.Key(code.Code) }) {
			r.err = fault.New("code_repeated", d.field(part("codes", n, "code")), fault.Values{"value": code.Code})
		}
	}
	return all
}

func (d *draft) readBreaks(r *reader) []catalog.Break {
	var all []catalog.Break
	for n := range d.rows["breaks"] {
		from, price := part("breaks", n, "from"), part("breaks", n, "price")
		if d.get(from) == "" && d.get(price) == "" {
			continue
		}
		list := catalog.Retail
		if d.cell("breaks", n, "list") == catalog.Wholesale {
			list = catalog.Wholesale
		}
		step := catalog.Break{List: list, From: read(r, from, qty.Parse), Price: read(r, price, money.Parse)}
		if step.From == 0 && d.get(from) == "" {
			step.From = qty.Pieces(1)
		}
		d.place("breaks", len(all), "breaks", n)
		all = append(all, step)
	}
	return all
}

func (d *draft) readPacks(r *reader) []catalog.Pack {
	var all []catalog.Pack
	for n := range d.rows["packs"] {
		pack := catalog.Pack{Name: d.cell("packs", n, "name"), Qty: read(r, part("packs", n, "qty"), qty.Parse), Price: read(r, part("packs", n, "price"), money.Parse)}
		if pack.Name == "" && d.cell("packs", n, "qty") == "" && pack.Price == 0 && d.cell("packs", n, "code") == "" {
			continue
		}
		if pack.Name == "" && r.err == nil {
			r.err = fault.New("name_missing", part("packs", n, "name"), nil)
		}
		d.place("packs", len(all), "packs", n)
		all = append(all, pack)
	}
	return all
}

func (d *draft) readPapers(r *reader) []catalog.Certificate {
	var all []catalog.Certificate
	for n := range d.rows["certificates"] {
		paper := catalog.Certificate{Kind: d.cell("certificates", n, "kind"), Number: d.cell("certificates", n, "number"),
			Expires: read(r, part("certificates", n, "expires"), clock.ReadDay), Picture: d.cell("certificates", n, "picture")}
		if paper.Number == "" && d.cell("certificates", n, "expires") == "" && paper.Picture == "" {
			continue
		}
		if paper.Number == "" && r.err == nil {
			r.err = fault.New("certificate_number_missing", part("certificates", n, "number"), nil)
		}
		paper.Number = paper.Tidy()
		d.place("certificates", len(all), "certificates", n)
		all = append(all, paper)
	}
	return all
}

func (d *draft) readComponents(r *reader) []catalog.Component {
	var all []catalog.Component
	for n := range d.rows["components"] {
		d.place("components", n, "components", n)
		all = append(all, catalog.Component{ProductID: read(r, part("components", n, "product"), id.Parse[id.Product]),
			Qty: read(r, part("components", n, "qty"), qty.Parse)})
	}
	return all
}

// variants reads the rows of the variants for a product as it was read, and the first stock of the new ones.
// Those that are there follow the product in what is not their own.
func (d *draft) variants(now *catalog.Product) ([]catalog.Product, []shop.Opening, error) {
	if !now.HasVariants {
		return nil, nil, nil
	}
	r := &reader{text: d.text}
	var all []catalog.Product
	var openings []shop.Opening
	for n := range d.rows["variants"] {
		child := now.NewVariant(d.cell("variants", n, "variant"))
		if n < len(d.family) {
			child = d.family[n]
			child.Inherit(&d.was, now)
			child.Variant = d.cell("variants", n, "variant")
		} else if child.Variant == "" && d.isEmptyRow("variants", n) {
			continue
		}
		child.Price = now.Price
		if d.cell("variants", n, "price") != "" {
			child.Price = read(r, part("variants", n, "price"), money.Parse)
		}
		child.SKU, child.Archived = d.cell("variants", n, "sku"), d.cell("variants", n, "archived") == yes
		child.Codes = firstCode(child.Codes, d.cell("variants", n, "code"))
		d.place("variants", len(all), "variants", n)
		all = append(all, child)
		openings = append(openings, shop.Opening{Qty: read(r, part("variants", n, "opening"), qty.Parse)})
	}
	if len(all) == 0 && !d.was.HasVariants && r.err == nil {
		return nil, nil, fault.New("family_empty", "has_variants", nil)
	}
	return all, openings, r.err
}

func (d *draft) isEmptyRow(list string, n int) bool {
	return !slices.ContainsFunc(columns[list], func(name string) bool { return d.cell(list, n, name) != "" })
}

// firstCode puts a code in the place of the first that means one piece, and takes that away for "".
func firstCode(codes []catalog.Code, code string) []catalog.Code {
	codes = slices.Clone(codes)
	n := slices.IndexFunc(codes, func(c catalog.Code) bool { return c.Pack == qty.One })
	switch {
	case code == "" && n >= 0:
		return slices.Delete(codes, n, n+1)
	case code == "":
		return codes
	case n >= 0:
		codes[n].Code = code
		return codes
	}
	return append([]catalog.Code{{Code: code, Pack: qty.One}}, codes...)
}

// opening reads the first stock of a new product.
func (d *draft) opening() (shop.Opening, error) {
	r := &reader{text: d.text}
	opening := shop.Opening{Qty: read(r, "opening", qty.Parse), Expires: read(r, "expires", clock.ReadDay)}
	return opening, r.err
}
