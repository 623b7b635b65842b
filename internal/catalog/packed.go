package catalog

import (
	"encoding/binary"
	"sync"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// packed is a product as the index keeps it: id, name, SKU and all else end to end, Thai letters as one
// byte each, and texts that many products share as their number in a list of words. 100,000 products are
// 20 MB so and not 75, the collector has nothing to look through, and to unpack one takes a microsecond.
type packed string

// words numbers the texts that many products share.
type words struct {
	mu      sync.Mutex // while an index is built by many
	list    []string
	numbers map[string]uint64
}

func newWords() *words { return &words{numbers: map[string]uint64{}} }

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

// pack appends a product to dst; what it shares with others goes to w.
func (w *words) pack(dst []byte, p *Product) []byte {
	dst = append(dst, p.ID[:]...)
	dst = append(dst, p.signs())
	dst = appendThai(dst, p.Name)
	dst = appendText(dst, p.SKU)
	dst = appendThai(dst, p.NameEN)
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
	dst = binary.AppendUvarint(dst, uint64(len(p.Codes)))
	for _, code := range p.Codes {
		dst = binary.AppendVarint(appendText(dst, code.Code), int64(code.Pack))
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
	return dst
}

func appendText(dst []byte, text string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(text))), text...)
}

func appendThai(dst []byte, text string) []byte {
	var room [4 * MaxName]byte
	return appendText(dst, string(squeeze(room[:0], text)))
}

func (p packed) id() (product id.Product) {
	copy(product[:], p)
	return product
}

func (p packed) is(sign byte) bool { return p[idLen]&sign != 0 }

// name and sku are what products are put in order by.
func (p packed) name() string { return (&unpacker{rest: p[idLen+1:]}).thai() }

func (p packed) sku() string {
	u := unpacker{rest: p[idLen+1:]}
	u.text()
	return u.text()
}

// product unpacks. The texts are copies, so that one kept by a screen does not keep an index that is
// replaced.
func (p packed) product(list []string) *Product {
	u := unpacker{rest: p[idLen+1:], words: list}
	out := &Product{ID: p.id(), Weighed: p.is(isWeighed), Alcohol: p.is(isAlcohol), Untracked: p.is(isUntracked),
		Favourite: p.is(isFavourite), Draft: p.is(isDraft), Archived: p.is(isArchived)}
	out.Name, out.SKU, out.NameEN = u.thai(), u.text(), u.thai()
	out.Category = u.word()
	copy(out.ProducerID[:], u.word())
	out.Terms, out.Unit, out.VAT, out.Photo = u.word(), u.word(), u.word(), u.word()
	out.GP, out.Price, out.Cost = money.Basis(u.int()), money.Satang(u.int()), money.Satang(u.int())
	out.ShortNo, out.Reorder, out.WeightG, out.OTOPStar = int(u.int()), qty.Qty(u.int()), int(u.int()), int(u.int())
	out.FDA, out.TCPS, out.GI = u.text(), u.text(), u.text()
	for range u.uint() {
		out.Codes = append(out.Codes, Code{u.text(), qty.Qty(u.int())})
	}
	for range u.uint() {
		out.Breaks = append(out.Breaks, Break{u.word(), qty.Qty(u.int()), money.Satang(u.int())})
	}
	for range u.uint() {
		out.Aliases = append(out.Aliases, u.word())
	}
	return out
}

// unpacker reads what pack wrote, field by field.
type unpacker struct {
	rest  packed
	words []string
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

func (u *unpacker) thai() string {
	size := u.uint()
	text := u.rest[:size]
	u.rest = u.rest[size:]
	return unsqueeze(string(text))
}

func (u *unpacker) word() string { return u.words[u.uint()] }
