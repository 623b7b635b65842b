package catalog

import (
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/thai"
)

// MaxCount is where a search stops counting.
const MaxCount = 1000

// maxQuery bounds the folded text of a search, in bytes of a search key.
const maxQuery = 200

// Result is what a search found.
type Result struct {
	Total    int  // how many, at most MaxCount
	More     bool // there are more than Total
	Products []*Product
}

// Search finds products that are not archived by name, English name, SKU, code, alias and producer,
// folded: tone marks and case do not count. The best come first: the product the text is the code of,
// then names that begin with it, then texts in which a word does, then those with it inside a word,
// and at last those that hold all its words apart; within each, the order of the dictionary. At most
// limit products are given. Text without letters finds nothing. Variants that the text does not tell apart
// are found as the product that stands for them.
func (x *Index) Search(text string, limit int) Result {
	query := string(squeeze(nil, thai.Fold(text)))
	if query == "" || len(query) > maxQuery {
		return Result{}
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	hunt := hunt{index: x, limit: limit}
	if e, _ := x.find(text); e != nil && !e.is(isArchived) {
		hunt.take(e)
		hunt.exact = e
	}
	name, word := string(keyStart)+" "+query, " "+query
	words := strings.Fields(query)
	_ = hunt.tier([]string{name}, "") &&
		hunt.tier([]string{word}, name) &&
		hunt.tier([]string{query}, word) &&
		len(words) > 1 && hunt.tier(words, query)
	return hunt.Result
}

// hunt collects hits, best first.
type hunt struct {
	Result
	index *Index
	limit int
	exact *entry // taken already
}

// hit takes an entry that holds the patterns. A variant is left to the product that stands for it where that
// holds them too.
func (h *hunt) hit(e *entry, patterns []string) bool {
	if head := h.index.under(e); head != nil && matches(head.key, h.index.words.tails[head.tail], patterns, "") {
		return true
	}
	return h.take(e)
}

// take counts a hit and reports whether counting goes on.
func (h *hunt) take(e *entry) bool {
	if e.gone || e == h.exact || e.is(isArchived) {
		return true
	}
	if h.Total == MaxCount {
		h.More = true
		return false
	}
	h.Total++
	if len(h.Products) < h.limit {
		h.Products = append(h.Products, h.index.product(e))
	}
	return true
}

// tier takes the entries that hold all the patterns, in dictionary order, save those that hold
// better, which an earlier tier has taken. It reports whether counting goes on.
func (h *hunt) tier(patterns []string, better string) bool {
	base, tails := &h.index.base, h.index.words.tails
	fresh, going := h.index.fresh, true
	takeFresh := func(until int) bool {
		for ; len(fresh) > 0 && int(fresh[0].before) <= until && going; fresh = fresh[1:] {
			if matches(fresh[0].key, tails[fresh[0].tail], patterns, better) {
				going = h.hit(fresh[0], patterns)
			}
		}
		return going
	}
	h.scan(patterns, func(n int) bool {
		if matches(base.key(n), tails[base.tails[n]], patterns, better) {
			going = takeFresh(n) && h.hit(base.entries[n], patterns)
		}
		return going
	})
	return going && takeFresh(len(base.entries))
}

// scan calls found for every entry of base that may hold all the patterns, in its key or in the tail that
// it shares with others, in order, until it says stop.
func (h *hunt) scan(patterns []string, found func(n int) bool) {
	base := &h.index.base
	var own []string // what no tail holds must stand in the key
	var shared []bool
	for _, pattern := range slices.Backward(patterns) {
		if held := h.index.words.holding(pattern); held == nil {
			own = append(own, pattern)
		} else {
			shared = held
		}
	}
	if len(own) > 0 {
		base.scan(own, found)
		return
	}
	next, going := 0, true
	byTail := func(until int) bool {
		for ; next < until && going; next++ {
			if shared[base.tails[next]] {
				going = found(next)
			}
		}
		return going
	}
	base.scan(patterns[:1], func(n int) bool {
		if byTail(n) {
			next, going = n+1, found(n)
		}
		return going
	})
	byTail(len(base.entries))
}

// holding tells which tails hold a pattern, nil when none does.
func (w *words) holding(pattern string) (held []bool) {
	for n, tail := range w.tails {
		if strings.Contains(tail, pattern) {
			if held == nil {
				held = make([]bool, len(w.tails))
			}
			held[n] = true
		}
	}
	return held
}

// matches looks at keys and tails alone: they lie side by side, while to visit each product would miss the
// cache.
func matches(key, tail string, patterns []string, better string) bool {
	for _, pattern := range patterns {
		if pattern[0] == keyStart {
			if !strings.HasPrefix(key, pattern) {
				return false
			}
		} else if !strings.Contains(key, pattern) && !strings.Contains(tail, pattern) {
			return false
		}
	}
	return better == "" || !strings.Contains(key, better) && !strings.Contains(tail, better)
}
