package catalog

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Kinds of matches, by what the code was found as.
const (
	BySKU   = "sku"
	ByCode  = "code"
	ByShort = "short"
	ByScale = "scale"
)

// Match is what a typed or scanned code means. The product must not be changed.
type Match struct {
	Product *Product
	Qty     qty.Qty      // how much the code stands for: the pack, the weight, or one
	Price   money.Satang // of everything on a price label, else 0
	Kind    string
}

// Sells refuses a product that is no longer sold, with "product_archived", and one of which only the
// variants are, with "product_has_variants".
func (m Match) Sells() error {
	if m.Product.HasVariants {
		return fault.New("product_has_variants", "code", fault.Values{"name": m.Product.Name})
	}
	if m.Product.Archived {
		return fault.New("product_archived", "code", fault.Values{"name": m.Product.Name})
	}
	return nil
}

// Pack gives how many units make the pack that a code stands for, 0 for a code that means no pack.
func (m Match) Pack() qty.Qty {
	if m.Kind == ByCode && m.Product.PackOf(m.Qty) != nil {
		return m.Qty
	}
	return 0
}

// Anyway is the match for a person who sells all the same what is no longer sold.
func (m Match) Anyway() Match {
	sold := *m.Product
	sold.Archived = false
	m.Product = &sold
	return m
}

// codeMap finds products by a folded code. Tills that were apart may give one code to two products:
// the older product then keeps it, until it goes. Of codes only hashes are kept: who looks one up asks the
// product whether it is meant.
type codeMap struct {
	hashes  []uint32 // in order: the codes there were when the index was built
	holders []*entry // who had them; what went since is not taken out
	added   map[uint32][]*entry
}

func newCodeMap() codeMap { return codeMap{added: map[uint32][]*entry{}} }

// holder is a product and the hash of a code that it has.
type holder struct {
	*entry
	hash uint32
}

// fill puts in what an index is built with.
func (m *codeMap) fill(all []holder) {
	slices.SortFunc(all, func(a, b holder) int { return cmp.Compare(a.hash, b.hash) })
	m.hashes, m.holders = make([]uint32, len(all)), make([]*entry, len(all))
	for n, h := range all {
		m.hashes[n], m.holders[n] = h.hash, h.entry
	}
}

// hash is FNV-1a.
func hash(code string) uint32 {
	sum := uint32(2166136261)
	for n := 0; n < len(code); n++ {
		sum = (sum ^ uint32(code[n])) * 16777619
	}
	return sum
}

// built gives those that had a hash when the index was built.
func (m *codeMap) built(hash uint32) []*entry {
	from, _ := slices.BinarySearch(m.hashes, hash)
	to := from
	for to < len(m.hashes) && m.hashes[to] == hash {
		to++
	}
	return m.holders[from:to]
}

// find gives the oldest product with a code, nil when there is none.
func (m *codeMap) find(code string, means func(*entry) bool) (oldest *entry) {
	key := hash(code)
	for _, some := range [2][]*entry{m.built(key), m.added[key]} {
		for _, e := range some {
			if !e.gone && means(e) && (oldest == nil || e.packed[:idLen] < oldest.packed[:idLen]) {
				oldest = e
			}
		}
	}
	return oldest
}

func (m *codeMap) add(code string, e *entry) {
	key := hash(code)
	if !slices.Contains(m.built(key), e) && !slices.Contains(m.added[key], e) {
		m.added[key] = append(m.added[key], e)
	}
}

func (m *codeMap) remove(code string, e *entry) {
	key := hash(code)
	left := slices.DeleteFunc(m.added[key], func(other *entry) bool { return other == e })
	if m.added[key] = left; len(left) == 0 {
		delete(m.added, key)
	}
}

// ShortNo gives the short number that a folded code names, 0 when it names none.
func ShortNo(key string) int {
	n, err := strconv.Atoi(key)
	if err != nil || n < 1 || n > 999 || key[0] == '+' {
		return 0
	}
	return n
}

// Keys lists, folded, what Lookup may ask for when it reads a code: the code, and the numbers that stand
// for the product where the code is a scale label.
func Keys(code string, layout ScaleLayout) []string {
	keys := []string{Key(code)}
	for _, label := range layout.read(keys[0]) {
		for _, number := range label.numbers() {
			keys = append(keys, Key(number))
		}
	}
	return keys
}

// find looks a code up as SKU, other code and short number, in that order.
func (x *contents) find(code string) (*entry, string) {
	key := Key(code)
	if e := x.bySKU(key); e != nil {
		return e, BySKU
	}
	if e := x.codes.find(key, func(e *entry) bool { return placeOf(key, x.product(e).Codes) >= 0 }); e != nil {
		return e, ByCode
	}
	no := ShortNo(key)
	if e := x.shorts.find(strconv.Itoa(no), func(e *entry) bool { return x.product(e).ShortNo == no }); e != nil {
		return e, ByShort
	}
	return nil, ""
}

func (x *contents) bySKU(key string) *entry {
	return x.skus.find(key, func(e *entry) bool { return Key(e.sku()) == key })
}

// placeOf finds a folded code among a product's, -1 when it is none of them.
func placeOf(key string, codes []Code) int {
	return slices.IndexFunc(codes, func(c Code) bool { return Key(c.Code) == key })
}

// Lookup finds what a code means: SKU, barcode or other code, short number 1–999, scale label, in
// that order and without case. Archived products are found too; whether they sell is the caller's
// rule, see Match.Sells. It fails with "product_unknown", and with "scale_label_empty" for a label of nothing.
func (x *Index) Lookup(code string, layout ScaleLayout) (Match, error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	e, kind := x.find(code)
	if e == nil {
		return x.lookupLabel(code, layout)
	}
	match := Match{Product: x.product(e), Qty: qty.One, Kind: kind}
	if kind == ByCode {
		match.Qty = match.Product.Codes[placeOf(Key(code), match.Product.Codes)].Pack
	}
	return match, nil
}

func (x *Index) lookupLabel(code string, layout ScaleLayout) (Match, error) {
	for _, label := range layout.read(Key(code)) {
		for _, number := range label.numbers() {
			if e, _ := x.find(number); e != nil {
				return label.match(x.product(e))
			}
		}
	}
	return Match{}, fault.New("product_unknown", "code", fault.Values{"value": code})
}

// Clash refuses a product of which the SKU, a code or the short number already means another one,
// with "code_taken".
func (x *Index) Clash(product *Product) error {
	x.mu.RLock()
	defer x.mu.RUnlock()
	taken := func(code, where string) error {
		if e, _ := x.find(code); e != nil && e.id() != product.ID {
			return fault.New("code_taken", where, fault.Values{"value": code, "name": e.name()})
		}
		return nil
	}
	if err := taken(product.SKU, "sku"); err != nil {
		return err
	}
	for n, code := range product.Codes {
		if err := taken(code.Code, field("codes", n, "code")); err != nil {
			return err
		}
	}
	if product.ShortNo > 0 {
		return taken(strconv.Itoa(product.ShortNo), "short_no")
	}
	return nil
}

// names are all a product is found by.
type names struct {
	sku     string
	codes   []Code
	shortNo int
	parent  id.Product
}

func (p *Product) names() names { return names{p.SKU, p.Codes, p.ShortNo, p.ParentID} }

// link puts an entry into the maps.
func (x *contents) link(e *entry, by names) {
	x.skus.add(Key(by.sku), e)
	for _, code := range by.codes {
		x.codes.add(Key(code.Code), e)
	}
	x.linkNumbers(e, by)
}

func (x *contents) linkNumbers(e *entry, by names) {
	x.ids[e.id()] = e
	if by.shortNo > 0 {
		x.shorts.add(strconv.Itoa(by.shortNo), e)
	}
	x.lastNo = max(x.lastNo, madeNumber(by.sku))
	x.joinFamily(e, by.parent)
}

func (x *contents) unlink(e *entry) {
	by := x.product(e).names()
	delete(x.ids, e.id())
	x.leaveFamily(e)
	x.skus.remove(Key(by.sku), e)
	for _, code := range by.codes {
		x.codes.remove(Key(code.Code), e)
	}
	if by.shortNo > 0 {
		x.shorts.remove(strconv.Itoa(by.shortNo), e)
	}
}

// madePrefix begins the SKUs that the program makes.
const madePrefix = "P-"

func madeSKU(no int) string {
	digits := strconv.Itoa(no)
	return madePrefix + strings.Repeat("0", max(0, 6-len(digits))) + digits
}

// madeNumber gives the number of an SKU that looks like one the program makes, else 0. Nine digits
// are as far as it counts, so that a barcode with a prefix does not become the start of the series.
func madeNumber(sku string) int {
	if len(sku) < len(madePrefix)+6 || len(sku) > len(madePrefix)+9 || !strings.EqualFold(sku[:len(madePrefix)], madePrefix) {
		return 0
	}
	no, err := strconv.Atoi(sku[len(madePrefix):])
	if err != nil || no < 0 {
		return 0
	}
	return no
}

// NextSKU gives the SKU for a product without one: P-000001 and so on, one above the highest so far.
func (x *Index) NextSKU() string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	no := x.lastNo + 1
	for x.isTaken(madeSKU(no)) {
		no++
	}
	return madeSKU(no)
}

func (x *Index) isTaken(code string) bool { e, _ := x.find(code); return e != nil }
