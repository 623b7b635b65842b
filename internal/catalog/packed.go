package catalog

import (
	"encoding/binary"
	"encoding/json"
	"sync"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// packed is a product as the index keeps it: id, name, SKU and all else end to end, of names and codes only
// what their folded text in the search key does not say, and texts that many products share as their number
// in a list of words. 100,000 products are 8 MB so and not 75, the collector has nothing to look through,
// and to unpack one takes a microsecond.
type packed string

// words numbers the texts that many products share.
type words struct {
	mu      sync.Mutex // while an index is built by many
	list    []string
	numbers map[string]uint64
	tails   []string // ends of search keys that products share
	tailNos map[string]uint16
}

func newWords() *words {
	return &words{numbers: map[string]uint64{}, tails: []string{""}, tailNos: map[string]uint16{"": noTail}}
}

const (
	noTail   = 0
	maxTails = 4096 // a search reads through them all
)

// tail numbers the end of a search key. It is noTail for none, and for one more than can be read through.
func (w *words) tail(text []byte) uint16 {
	n, known := w.tailNos[string(text)]
	if !known && len(w.tails) < maxTails {
		n = uint16(len(w.tails))
		w.tails = append(w.tails, string(text))
		w.tailNos[string(text)] = n
	}
	return n
}

func (w *words) number(text string) uint64 {
	n, known := w.numbers[text]
	if !known {
		n = uint64(len(w.list))
		w.list = append(w.list, text)
		w.numbers[text] = n
	}
	return n
}

// The signs of a packed product.
const (
	isWeighed = 1 << iota
	isAlcohol
	isUntracked
	isFavourite
	isDraft
	isArchived
	hasMore // what few products say: see packMore
	standsForVariants
)

func (p *Product) signs() (signs byte) {
	for n, set := range []bool{p.Weighed, p.Alcohol, p.Untracked, p.Favourite, p.Draft, p.Archived} {
		if set {
			signs |= 1 << n
		}
	}
	return signs
}

const idLen = len(id.Product{})

// pack appends a product to dst; key is its search key, and what it shares with others goes to w.
func (w *words) pack(dst []byte, p *Product, key string) []byte {
	folded := fields{key}
	dst = append(dst, p.ID[:]...)
	more := packMore(p)
	signs := p.signs()
	if more != "" {
		signs |= hasMore
	}
	if p.HasVariants {
		signs |= standsForVariants
	}
	dst = append(dst, signs)
	for _, text := range []string{p.Name, p.NameEN, p.SKU} {
		dst = folded.append(dst, text)
	}
	dst = binary.AppendUvarint(dst, uint64(len(p.Codes)))
	for _, code := range p.Codes {
		dst = binary.AppendVarint(folded.append(dst, code.Code), int64(code.Pack))
	}
	for _, text := range []string{p.Category, string(p.ProducerID[:]), p.Terms, p.Unit, p.VAT, p.Photo} {
		dst = binary.AppendUvarint(dst, w.number(text))
	}
	for _, number := range []int64{int64(p.GP), int64(p.Price), int64(p.Cost), int64(p.ShortNo), int64(p.Reorder),
		int64(p.WeightG), int64(p.OTOPStar)} {
		dst = binary.AppendVarint(dst, number)
	}
	for _, text := range []string{p.FDA, p.TCPS, p.GI} {
		dst = appendText(dst, text)
	}
	dst = binary.AppendUvarint(dst, uint64(len(p.Breaks)))
	for _, step := range p.Breaks {
		dst = binary.AppendUvarint(dst, w.number(step.List))
		dst = binary.AppendVarint(binary.AppendVarint(dst, int64(step.From)), int64(step.Price))
	}
	dst = binary.AppendUvarint(dst, uint64(len(p.Aliases)))
	for _, alias := range p.Aliases {
		dst = binary.AppendUvarint(dst, w.number(alias))
	}
	if more != "" {
		dst = appendText(dst, more)
	}
	return dst
}

func appendText(dst []byte, text string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(text))), text...)
}

func (p packed) id() (product id.Product) {
	copy(product[:], p)
	return product
}

func (p packed) is(sign byte) bool { return p[idLen]&sign != 0 }

// name and sku are what products are put in order by.
func (e *entry) name() string {
	u := e.unpacker(nil)
	return u.folded()
}

func (e *entry) sku() string {
	u := e.unpacker(nil)
	u.folded()
	u.folded()
	return u.folded()
}

func (e *entry) unpacker(list []string) unpacker {
	return unpacker{rest: e.packed[idLen+1:], words: list, fields: fields{e.key}}
}

// product unpacks. The texts are copies, so that one kept by a screen does not keep an index that is
// replaced.
func (e *entry) product(list []string) *Product {
	u := e.unpacker(list)
	out := &Product{ID: e.id(), Weighed: e.is(isWeighed), Alcohol: e.is(isAlcohol), Untracked: e.is(isUntracked),
		Favourite: e.is(isFavourite), Draft: e.is(isDraft), Archived: e.is(isArchived)}
	out.Name, out.NameEN, out.SKU = u.folded(), u.folded(), u.folded()
	for range u.uint() {
		out.Codes = append(out.Codes, Code{u.folded(), qty.Qty(u.int())})
	}
	out.Category = u.word()
	copy(out.ProducerID[:], u.word())
	out.Terms, out.Unit, out.VAT, out.Photo = u.word(), u.word(), u.word(), u.word()
	out.GP, out.Price, out.Cost = money.Basis(u.int()), money.Satang(u.int()), money.Satang(u.int())
	out.ShortNo, out.Reorder, out.WeightG, out.OTOPStar = int(u.int()), qty.Qty(u.int()), int(u.int()), int(u.int())
	out.FDA, out.TCPS, out.GI = u.text(), u.text(), u.text()
	for range u.uint() {
		out.Breaks = append(out.Breaks, Break{u.word(), qty.Qty(u.int()), money.Satang(u.int())})
	}
	for range u.uint() {
		out.Aliases = append(out.Aliases, u.word())
	}
	if e.is(hasMore) {
		unpackMore(out, u.text())
	}
	return out
}

// more is what few products of a large shop say; it is kept as JSON beside those that do.
type more struct {
	Description   string        `json:"d,omitempty"`
	DescriptionEN string        `json:"e,omitempty"`
	Story         string        `json:"s,omitempty"`
	MorePhotos    []string      `json:"p,omitempty"`
	Certificates  []Certificate `json:"c,omitempty"`
	OTOPCategory  string        `json:"o,omitempty"`
	OTOPYear      int           `json:"y,omitempty"`
	ShelfDays     int           `json:"l,omitempty"`
	LengthMM      int           `json:"x,omitempty"`
	WidthMM       int           `json:"w,omitempty"`
	HeightMM      int           `json:"h,omitempty"`
	Packs         []Pack        `json:"k,omitempty"`
	Components    []Component   `json:"m,omitempty"`
	ParentID      id.Product    `json:"i,omitzero"`
	Variant       string        `json:"v,omitempty"`
	HasVariants   bool          `json:"f,omitempty"`
	Allergens     []string      `json:"a,omitempty"`
	Storage       string        `json:"g,omitempty"`
	LeadDays      int           `json:"t,omitempty"`
}

func packMore(p *Product) string {
	data, err := json.Marshal(more{p.Description, p.DescriptionEN, p.Story, p.MorePhotos, p.Certificates, p.OTOPCategory, p.OTOPYear,
		p.ShelfDays, p.LengthMM, p.WidthMM, p.HeightMM, p.Packs, p.Components, p.ParentID, p.Variant, p.HasVariants, p.Allergens, p.Storage, p.LeadDays})
	if err != nil {
		panic(err) // plain structs of ids, numbers and strings always encode
	}
	if string(data) == "{}" {
		return ""
	}
	return string(data)
}

func unpackMore(p *Product, text string) {
	var m more
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		panic(err) // packMore wrote it
	}
	p.Description, p.DescriptionEN, p.Story, p.MorePhotos, p.Certificates = m.Description, m.DescriptionEN, m.Story, m.MorePhotos, m.Certificates
	p.OTOPCategory, p.OTOPYear, p.ShelfDays, p.LengthMM, p.WidthMM, p.HeightMM = m.OTOPCategory, m.OTOPYear, m.ShelfDays, m.LengthMM, m.WidthMM, m.HeightMM
	p.Packs, p.Components, p.ParentID, p.Variant, p.HasVariants = m.Packs, m.Components, m.ParentID, m.Variant, m.HasVariants
	p.Allergens, p.Storage, p.LeadDays = m.Allergens, m.Storage, m.LeadDays
}

// unpacker reads what pack wrote, field by field.
type unpacker struct {
	rest   packed
	words  []string
	fields fields
}

func (u *unpacker) uint() (n uint64) {
	for shift := 0; ; shift += 7 {
		b := u.rest[0]
		u.rest = u.rest[1:]
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
}

func (u *unpacker) int() int64 {
	n := u.uint()
	return int64(n>>1) ^ -int64(n&1)
}

func (u *unpacker) text() string {
	size := u.uint()
	text := u.rest[:size]
	u.rest = u.rest[size:]
	return string([]byte(text))
}

func (u *unpacker) folded() (text string) {
	text, u.rest = u.fields.read(u.rest)
	return text
}

func (u *unpacker) word() string { return u.words[u.uint()] }
