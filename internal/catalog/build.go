package catalog

import (
	"bytes"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/talat-pos/talat/internal/thai"
)

// Replace loads the whole catalogue anew. Of items with the same id the last counts.
func (x *Index) Replace(items []Item) {
	x.take(built(slices.Values(items)))
}

// Fill loads the whole catalogue anew with what read hands to add, while it reads: what was there answers
// until then. When read fails it stays.
func (x *Index) Fill(read func(add func(Item)) error) error {
	var err error
	made := built(func(yield func(Item) bool) {
		err = read(func(item Item) { yield(item) }) // building takes all there is
	})
	if err == nil {
		x.take(made)
	}
	return err
}

func (x *Index) take(c contents) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.contents = c
	x.lists.clear()
}

// built puts items in order. To fold names and make their sort keys is most of the work of a start, so
// that it is done beside the reading, and what is read is packed at once.
func built(items iter.Seq[Item]) contents {
	w := newWords()
	all := prepare(items, w)
	c := newContents(len(all), w)
	for _, k := range all {
		c.ids[k.id()] = k.entry
	}
	all = slices.DeleteFunc(all, func(k keyed) bool { return c.ids[k.id()] != k.entry })
	sorted(all)
	entries := make([]*entry, len(all))
	for n, k := range all {
		entries[n] = k.entry
	}
	c.linkAll(all)
	c.base = newSegment(entries)
	return c
}

// linkAll is link for all an index is built with.
func (x *contents) linkAll(all []keyed) {
	var skus, codes []holder
	for _, k := range all {
		skus = append(skus, holder{k.entry, hash(Key(k.names.sku))})
		for _, code := range k.names.codes {
			codes = append(codes, holder{k.entry, hash(Key(code.Code))})
		}
		x.linkNumbers(k.entry, k.names)
	}
	x.skus.fill(skus)
	x.codes.fill(codes)
}

// keyed is an entry with the bytes that give its name's place in the dictionary, and what it is found by.
type keyed struct {
	*entry
	order []byte
	names names
}

const (
	batchLen = 256     // items that one goroutine prepares at a time
	arenaLen = 1 << 18 // bytes of sort keys in one piece
)

// prepare makes entries, in the order of the items.
func prepare(items iter.Seq[Item], w *words) (all []keyed) {
	type batch struct {
		at    int
		items []Item
	}
	var (
		working sync.WaitGroup
		mu      sync.Mutex
		parts   [][]keyed
		wanted  = make(chan batch, runtime.GOMAXPROCS(0))
		spare   = make(chan []Item, 2*runtime.GOMAXPROCS(0)+1) // one each that waits, is worked on, is filled
	)
	for range cap(spare) {
		spare <- make([]Item, 0, batchLen)
	}
	for range runtime.GOMAXPROCS(0) {
		working.Go(func() {
			maker := newMaker(w)
			for b := range wanted {
				part := make([]keyed, len(b.items))
				for n, e := range maker.entries(b.items) {
					part[n] = keyed{e, maker.order(b.items[n].Product.Name), b.items[n].Product.names()}
				}
				mu.Lock()
				parts[b.at] = part
				mu.Unlock()
				spare <- b.items[:0]
			}
		})
	}
	send := func(items []Item) {
		mu.Lock()
		at := len(parts)
		parts = append(parts, nil)
		mu.Unlock()
		wanted <- batch{at, items}
	}
	next := <-spare
	for item := range items {
		if next = append(next, item); len(next) == batchLen {
			send(next)
			next = <-spare
		}
	}
	send(next)
	close(wanted)
	working.Wait()
	return slices.Concat(parts...)
}

// maker makes entries; each goroutine has its own.
type maker struct {
	words  *words
	folded map[string]string // of texts that many products share
	packed []byte            // scratch
	keys   []byte            // scratch
	tail   []byte            // scratch
	arena  []byte            // sort keys end to end, so that they do not cost an allocation each
}

func newMaker(w *words) *maker { return &maker{words: w, folded: map[string]string{}} }

// entries makes entries that lie side by side, and so do their texts: each by itself would be rounded up.
func (m *maker) entries(items []Item) []*entry {
	made, ends := make([]entry, len(items)), make([][2]int, len(items))
	m.packed, m.keys = m.packed[:0], m.keys[:0]
	for n := range items {
		item, from := &items[n], len(m.keys)
		m.keys = m.searchKey(m.keys, &item.Product)
		m.tail = m.sharedKey(m.tail[:0], item)
		m.words.mu.Lock()
		made[n].tail = m.words.tail(m.tail)
		if made[n].tail == noTail {
			m.keys = append(m.keys, m.tail...)
		}
		m.packed = m.words.pack(m.packed, &item.Product, string(m.keys[from:]))
		made[n].maker, made[n].category = uint32(m.words.number(item.Producer)), uint32(m.words.number(item.Product.Category))
		m.words.mu.Unlock()
		ends[n] = [2]int{len(m.packed), len(m.keys)}
	}
	packs, keys, from := string(m.packed), string(m.keys), [2]int{}
	all := make([]*entry, len(items))
	for n, end := range ends {
		made[n].packed, made[n].key = packed(packs[from[0]:end[0]]), keys[from[1]:end[1]]
		all[n], from = &made[n], end
	}
	return all
}

// fold is thai.Fold, once for each text.
func (m *maker) fold(text string) string {
	folded, known := m.folded[text]
	if !known {
		folded = thai.Fold(text)
		m.folded[text] = folded
	}
	return folded
}

// order gives the sort key of a name.
func (m *maker) order(name string) []byte {
	if cap(m.arena)-len(m.arena) < 16*len(name)+64 {
		m.arena = make([]byte, 0, max(arenaLen, 16*len(name)+64))
	}
	at := len(m.arena)
	m.arena = thai.SortKey(m.arena, name)
	return m.arena[at:len(m.arena):len(m.arena)]
}

// sorted puts entries into dictionary order, every core its part.
func sorted(all []keyed) {
	half := len(all) / 2
	var working sync.WaitGroup
	working.Go(func() { slices.SortStableFunc(all[:half], compareKeyed) })
	slices.SortStableFunc(all[half:], compareKeyed)
	working.Wait()
	first, second := slices.Clone(all[:half]), all[half:]
	for n := range all { // what second still holds lies at n or behind it
		if len(second) == 0 || len(first) > 0 && compareKeyed(first[0], second[0]) <= 0 {
			all[n], first = first[0], first[1:]
		} else {
			all[n], second = second[0], second[1:]
		}
	}
}

func compareKeyed(a, b keyed) int {
	if order := bytes.Compare(a.order, b.order); order != 0 {
		return order
	}
	if order := strings.Compare(a.name(), b.name()); order != 0 {
		return order
	}
	return compareTies(a.entry, b.entry)
}
