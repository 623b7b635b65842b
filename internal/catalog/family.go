package catalog

import (
	"cmp"
	"slices"

	"github.com/talat-pos/talat/internal/id"
)

// joinFamily notes a variant with its parent; ids grow with time, so that the order is the one in which the
// variants were made: S, M, L.
func (x *contents) joinFamily(e *entry, parent id.Product) {
	if parent.IsZero() {
		return
	}
	x.parents[e] = parent
	at, _ := slices.BinarySearchFunc(x.families[parent], e, func(a, b *entry) int { return cmp.Compare(a.packed[:idLen], b.packed[:idLen]) })
	x.families[parent] = slices.Insert(x.families[parent], at, e)
}

func (x *contents) leaveFamily(e *entry) {
	parent, variant := x.parents[e]
	if !variant {
		return
	}
	delete(x.parents, e)
	left := slices.DeleteFunc(x.families[parent], func(other *entry) bool { return other == e })
	if x.families[parent] = left; len(left) == 0 {
		delete(x.families, parent)
	}
}

// Family lists the variants of a product that are sold, in the order in which they were made.
func (x *Index) Family(parent id.Product) (variants []*Product) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	for _, e := range x.families[parent] {
		if !e.is(isArchived) {
			variants = append(variants, x.product(e))
		}
	}
	return variants
}

// under gives the entry that a variant is listed under, nil for one that stands by itself.
func (x *contents) under(e *entry) *entry {
	parent, variant := x.parents[e]
	if !variant {
		return nil
	}
	if head := x.ids[parent]; head != nil && head.is(standsForVariants) && !head.is(isArchived) && !head.is(isUntracked) {
		return head
	}
	return nil
}
