package catalog

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/thai"
)

// What an import does with a row.
const (
	Create    = "create"
	Update    = "update"
	Unchanged = "unchanged"
)

// Planned is one good row of an import.
type Planned struct {
	Row     int // counts the heading as 1
	Action  string
	Product Product   // as it is to be saved; new ones have their id
	Stock   qty.Qty   // on hand at the start, of new products only
	Expires clock.Day // of that stock
	// Image is the picture's file name as the row gives it, "" when there is none or it is the product's
	// own. The caller reads the picture: only its content tells whether it is new, also where the row
	// is otherwise unchanged.
	Image string
}

// Rejected is one bad row: the column as an export writes it in English, the cell's text and a fault.
type Rejected struct {
	Row    int
	Column string
	Value  string
	Reason error
}

// Maker is a producer that a file names for the first time.
type Maker struct {
	ID   id.Party
	Name string
}

// Plan is what an import would do. Nothing is saved yet; good rows may go in without the bad ones.
type Plan struct {
	Rows      []Planned
	Rejected  []Rejected
	Producers []Maker // to be saved before the products
	Notes     []error // what a person should know, about headings
	Created   int
	Updated   int
	Unchanged int
}

// planner holds what planning one file needs.
type planner struct {
	index     *Index
	producers map[string]id.Party // by folded name
	named     map[string]bool     // every code the file names, so that no SKU made is one of them
	claimed   map[string]int      // codes and products, and the row that has them
	byName    map[string][]*Product
	lastNo    int
	plan      Plan
}

// MakePlan decides what each row of a table does to the catalogue: it matches a product by SKU, else
// by barcode, else (a row without either) by its exact name, else it is new. Empty cells leave what a
// product has; barcodes are added and never taken away. Running the same file again changes nothing.
// producers are those the shop knows, by name. progress, which may be nil, is told now and then how
// many rows are done. It fails only when ctx ends.
func MakePlan(ctx context.Context, table Table, index *Index, producers map[string]id.Party, progress func(done, total int)) (*Plan, error) {
	p := &planner{index: index, producers: map[string]id.Party{}, named: map[string]bool{}, claimed: map[string]int{}}
	for name, party := range producers {
		p.producers[thai.Fold(name)] = party
	}
	p.plan.Notes = table.Notes
	for _, row := range table.Rows {
		cells := table.cells(row)
		p.named[Key(cells["sku"])] = true
		for _, text := range strings.Split(cells["barcode"], ";") {
			p.named[Key(text)] = true
		}
	}
	for n, row := range table.Rows {
		if n%200 == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if progress != nil {
				progress(n, len(table.Rows))
			}
		}
		p.add(row.N, table.cells(row), table.unread(row))
	}
	if progress != nil {
		progress(len(table.Rows), len(table.Rows))
	}
	return &p.plan, nil
}

// add plans one row; err is what is wrong with its cells.
func (p *planner) add(n int, cells map[string]string, err error) {
	var planned Planned
	if err == nil {
		planned, err = p.planRow(n, cells)
	}
	if err != nil {
		column := faultColumn(err)
		p.plan.Rejected = append(p.plan.Rejected, Rejected{Row: n, Column: column, Value: cells[column], Reason: err})
		return
	}
	switch planned.Action {
	case Create:
		p.plan.Created++
	case Update:
		p.plan.Updated++
	case Unchanged:
		p.plan.Unchanged++
	}
	p.plan.Rows = append(p.plan.Rows, planned)
}

// faultColumn gives the column of the file that a fault's field belongs to.
func faultColumn(err error) string {
	var known *fault.Error
	if !errors.As(err, &known) {
		return ""
	}
	name, _, _ := strings.Cut(known.Field, "[")
	switch name {
	case "codes":
		return "barcode"
	case "certificates":
		return "fda"
	}
	return name
}

func (p *planner) planRow(n int, cells map[string]string) (Planned, error) {
	codes, err := readCodes(cells)
	if err != nil {
		return Planned{}, err
	}
	old, err := p.match(cells, codes)
	if err != nil {
		return Planned{}, err
	}
	planned := Planned{Row: n, Action: Create, Image: cells["image"]}
	var maker *Maker
	if old != nil {
		planned.Action, planned.Product = Update, clone(*old)
	} else {
		planned.Product = newProduct(cells)
	}
	product := &planned.Product
	if maker, err = p.fill(product, cells); err != nil {
		return Planned{}, err
	}
	p.addCodes(product, codes, old == nil)
	if old == nil {
		planned.Stock, err = readQty(cells, "stock")
		if err == nil {
			planned.Expires, err = readDay(cells, "expires", "")
		}
		if err == nil && cells["price"] == "" {
			err = fault.New("price_missing", "price", nil)
		}
	}
	if err == nil {
		err = product.Validate()
	}
	if err == nil {
		err = p.index.Clash(product)
	}
	if err == nil {
		err = p.claim(n, product, codes, cells)
	}
	if err != nil {
		return Planned{}, err
	}
	if maker != nil {
		p.producers[thai.Fold(maker.Name)] = maker.ID
		p.plan.Producers = append(p.plan.Producers, *maker)
	}
	if product.Photo != "" && planned.Image == product.Photo {
		planned.Image = ""
	}
	if old != nil && same(old, product) {
		planned.Action = Unchanged
	}
	return planned, nil
}

// match finds the product a row means, nil for a new one. It fails with "code_taken" when the row's
// codes belong to more than one, and with "name_ambiguous" when its name does.
func (p *planner) match(cells map[string]string, codes []Code) (*Product, error) {
	if sku := cells["sku"]; sku != "" {
		if found := p.index.named(sku); found != nil {
			return found, nil
		}
	}
	var found *Product
	for _, code := range codes {
		other := p.index.named(code.Code)
		if other != nil && found != nil && other.ID != found.ID {
			return nil, fault.New("code_taken", "barcode", fault.Values{"value": code.Code, "name": other.Name})
		}
		if other != nil {
			found = other
		}
	}
	if found != nil || cells["sku"] != "" || len(codes) > 0 {
		return found, nil
	}
	if p.byName == nil {
		p.byName = map[string][]*Product{}
		for _, product := range p.index.All() {
			p.byName[product.Name] = append(p.byName[product.Name], product)
		}
	}
	switch named := p.byName[thai.Clean(cells["name"], 0)]; len(named) {
	case 0:
		return nil, nil
	case 1:
		return named[0], nil
	}
	return nil, fault.New("name_ambiguous", "name", fault.Values{"value": cells["name"]})
}

// named gives what an SKU or another code means; short numbers and labels are no codes of a file.
func (x *Index) named(code string) *Product {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if e, kind := x.find(code); e != nil && kind != ByShort {
		return x.product(e)
	}
	return nil
}

// addCodes adds the codes a product lacks, and gives a new product its SKU. A file's SKU that is not
// the product's, or is outside the grammar, becomes another code of it.
func (p *planner) addCodes(product *Product, codes []Code, isNew bool) {
	for n, code := range codes {
		at := -1
		for n, has := range product.Codes {
			if Key(has.Code) == Key(code.Code) {
				at = n
			}
		}
		fromSKU := n == 0 && code.Pack == 0
		if code.Pack == 0 {
			code.Pack = qty.One
		}
		switch {
		case fromSKU && isNew && ValidSKU(code.Code):
			product.SKU = code.Code
		case Key(code.Code) == Key(product.SKU):
		case at < 0:
			product.Codes = append(product.Codes, code)
		case !fromSKU:
			product.Codes[at].Pack = code.Pack
		}
	}
	if product.SKU == "" {
		product.SKU = p.nextSKU()
	}
}

// nextSKU makes the next SKU that neither the catalogue nor the file holds.
func (p *planner) nextSKU() string {
	p.index.mu.RLock()
	defer p.index.mu.RUnlock()
	no := max(p.lastNo, p.index.lastNo) + 1
	for p.named[Key(madeSKU(no))] || p.index.isTaken(madeSKU(no)) || p.claimed[Key(madeSKU(no))] != 0 {
		no++
	}
	return madeSKU(no)
}

// claim refuses a row that says the same as an earlier one: the same product, or the same code. It
// fails with "row_repeated".
func (p *planner) claim(n int, product *Product, codes []Code, cells map[string]string) error {
	type claim struct{ key, column string }
	claims := []claim{{"id " + product.ID.String(), firstFilled(cells)}, {Key(product.SKU), "sku"}}
	for _, code := range codes {
		column := "barcode"
		if code.Pack == 0 {
			column = "sku"
		}
		claims = append(claims, claim{Key(code.Code), column})
	}
	if len(codes) == 0 {
		claims = append(claims, claim{"name " + product.Name, "name"})
	}
	if cells["short_no"] != "" {
		claims = append(claims, claim{"short " + strconv.Itoa(product.ShortNo), "short_no"})
	}
	for _, c := range claims {
		if row := p.claimed[c.key]; row != 0 {
			return fault.New("row_repeated", c.column, fault.Values{"row": row})
		}
	}
	for _, c := range claims {
		p.claimed[c.key] = n
	}
	p.lastNo = max(p.lastNo, madeNumber(product.SKU))
	return nil
}

func firstFilled(cells map[string]string) string {
	for _, column := range []string{"sku", "barcode"} {
		if cells[column] != "" {
			return column
		}
	}
	return "name"
}
