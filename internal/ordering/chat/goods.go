package chat

import (
	"math/bits"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/thai"
)

// Good is a product as a chat may name it.
type Good struct {
	SKU     string
	Name    string
	Aliases []string
	Unit    string
	Price   money.Satang // 0 when it is not known; tells a price from a quantity
}

// Catalogue is the shop's goods, ready to be found in a text. It does not change and may be shared.
type Catalogue struct {
	goods   []Good
	keys    map[string][]int // goods by folded name without spaces
	sizes   []string         // by good: the size in its name, "500มล", see sizeUnits
	bases   []string         // by good: the name without its size, folded without spaces
	names   []string         // all keys, sorted
	letters []uint64         // by name: which letters it has, one bit for some letters
	longest int              // bytes of the longest key
}

var (
	sizeInName = pattern(`\d+(?:\.\d+)?\s*(?:มล|กก|กิโล|ก|กรัม|ลิตร|ม|เมตร|ซอง|ฟอง|รัง|ชิ้น)\.?(?:\s|$|\))`)
	inBrackets = regexp.MustCompile(`\([^)]*\)`)
)

// NewCatalogue prepares goods. Of goods with the same name none is preferred.
func NewCatalogue(goods []Good) *Catalogue {
	c := &Catalogue{goods: goods, keys: make(map[string][]int, 4*len(goods))}
	for n, good := range goods {
		size := strings.TrimSpace(sizeInName.FindString(foldName(good.Name)))
		c.sizes = append(c.sizes, sizeUnits.Replace(squeezed(strings.Trim(size, " )"))))
		c.bases = append(c.bases, firstWords(foldName(good.Name)))
		c.add(good.Name, n)
		short := inBrackets.ReplaceAllString(good.Name, " ")
		c.add(short, n)
		if folded := foldName(short); size != "" {
			c.add(strings.Replace(folded, size, " ", 1), n)
		}
		for _, alias := range good.Aliases {
			c.add(alias, n)
		}
		if len(good.SKU) >= 4 {
			c.add(good.SKU, n)
		}
	}
	c.addHeads()
	for key := range c.keys {
		c.names = append(c.names, key)
	}
	slices.Sort(c.names)
	for _, name := range c.names {
		c.letters = append(c.letters, lettersOf(name))
	}
	return c
}

func (c *Catalogue) add(name string, good int) {
	key := squeezed(foldName(name))
	if utf8.RuneCountInString(key) < 2 || slices.Contains(c.keys[key], good) {
		return
	}
	c.keys[key] = append(c.keys[key], good)
	c.longest = max(c.longest, len(key))
}

// addHeads lets goods be called by the first words of their name, where nothing else is called so:
// น้ำพริกเผา สูตรโบราณ 100 ก. is a น้ำพริกเผา.
func (c *Catalogue) addHeads() {
	heads := map[string][]int{}
	for n, good := range c.goods {
		words := strings.Fields(foldName(good.Name))
		for end := 1; end < len(words); end++ {
			key := squeezed(strings.Join(words[:end], ""))
			if utf8.RuneCountInString(key) >= 4 && c.keys[key] == nil && !strings.ContainsAny(key, "0123456789(") {
				heads[key] = union(heads[key], []int{n})
			}
		}
	}
	for key, goods := range heads {
		c.keys[key] = goods
		c.longest = max(c.longest, len(key))
	}
}

// foldName folds a name as the text is folded.
func foldName(name string) string { return strings.TrimSpace(thai.Map(name).Folded) }

func squeezed(text string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '.' || r == '\n' || r == '\t' {
			return -1
		}
		return r
	}, text)
}

// begun lists the goods with a name or alias that begins with a text.
func (c *Catalogue) begun(text string) []int {
	if c == nil {
		return nil
	}
	key := squeezed(text)
	at, _ := slices.BinarySearch(c.names, key)
	var list []int
	for ; at < len(c.names) && strings.HasPrefix(c.names[at], key); at++ {
		list = union(list, c.keys[c.names[at]])
	}
	return list
}

// hit is goods named at a place of the text.
type hit struct {
	to    int
	goods []int
}

// at lists what the text names at a place, the longest name first.
func (c *Catalogue) at(text string, from, to int) []hit {
	if c == nil {
		return nil
	}
	var list []hit
	var key [256]byte
	size := 0
	for at := from; at < to && size < c.longest && size < len(key)-4; {
		r, width := utf8.DecodeRuneInString(text[at:])
		if r == '\n' || r == '\t' {
			break
		}
		at += width
		if r == ' ' || r == '-' || r == '.' {
			continue
		}
		size += utf8.EncodeRune(key[size:], r)
		if goods := c.keys[string(key[:size])]; goods != nil {
			list = append(list, hit{at, goods})
		}
		if size >= 6 && !c.hasPrefix(string(key[:size])) {
			break
		}
	}
	slices.Reverse(list)
	return list
}

func (c *Catalogue) hasPrefix(prefix string) bool {
	n, _ := slices.BinarySearch(c.names, prefix)
	return n < len(c.names) && strings.HasPrefix(c.names[n], prefix)
}

// near finds goods by a misspelt or shortened name: those with the fewest slips, and how sure that is.
func (c *Catalogue) near(name string) (goods []int, sure int) {
	key := squeezed(name)
	size := utf8.RuneCountInString(key)
	if c == nil || size < 4 || size > 60 {
		return nil, 0
	}
	most := 1
	if size >= 8 {
		most = 2
	}
	best := most + 1
	letters := lettersOf(key)
	for n, other := range c.names {
		// a slip changes two letters at most
		if d := len(other) - len(key); d > 3*most || -d > 3*most || bits.OnesCount64(letters^c.letters[n]) > 2*most {
			continue
		}
		slips := thai.Slips(key, other, most)
		switch {
		case slips > most || slips > best:
		case slips < best:
			best, goods = slips, slices.Clone(c.keys[other])
		default:
			goods = union(goods, c.keys[other])
		}
	}
	if len(goods) > 0 {
		return goods, 84 - 4*best
	}
	for n, other := range c.names { // the beginning of a longer name, or a part of it
		if size >= 5 && letters&^c.letters[n] == 0 && strings.Contains(other, key) {
			goods = union(goods, c.keys[other])
		}
	}
	if len(goods) > 0 || size < 7 {
		return goods, 75
	}
	for n, other := range c.names { // a name with some letters left out: เสื้อยืดช้าง for เสื้อยืดลายช้าง
		if len(other) <= len(key)+4*3 && letters&^c.letters[n] == 0 && leavesOut(other, key) {
			goods = union(goods, c.keys[other])
		}
	}
	return goods, 72
}

// leavesOut reports whether a key has the letters of a name in their order, some left out.
func leavesOut(name, key string) bool {
	for _, r := range key {
		at := strings.IndexRune(name, r)
		if at < 0 {
			return false
		}
		name = name[at+utf8.RuneLen(r):]
	}
	return true
}

// lettersOf gives which letters a text has, as bits: enough to pass over most names unread.
func lettersOf(text string) (set uint64) {
	for _, r := range text {
		set |= 1 << (uint(r) % 64)
	}
	return set
}

func union(list, more []int) []int {
	for _, n := range more {
		if !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	return list
}

// ofSize gives the goods that come in a size: of those named, or else of those with a like name.
func (c *Catalogue) ofSize(goods []int, size string) []int {
	size = sizeUnits.Replace(size)
	var kept []int
	for _, n := range goods {
		if c.sizes[n] == size {
			kept = append(kept, n)
		}
	}
	if len(kept) > 0 || len(goods) == 0 || c.bases[goods[0]] == "" {
		return kept
	}
	for n := range c.goods {
		if c.sizes[n] == size && c.bases[n] == c.bases[goods[0]] {
			kept = append(kept, n)
		}
	}
	return kept
}

// firstWords is a name without its size.
func firstWords(name string) string {
	if at := strings.IndexAny(name, "0123456789("); at > 0 {
		name = name[:at]
	}
	return squeezed(name)
}

// sizeUnits writes units of sizes in one way.
var sizeUnits = strings.NewReplacer(plain("กิโลกรัม"), "กก", plain("กิโล"), "กก", plain("โล"), "กก", "kg", "กก", plain("มิลลิลิตร"), "มล", "ml", "มล", plain("กรัม"), "ก", "g", "ก", ".", "")
