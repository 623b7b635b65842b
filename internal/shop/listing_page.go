package shop

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
)

// Parts of the list of listings, as its chips show them.
const (
	ListingsToMend  = "mend"    // placed, and something keeps them away
	ListingsOnWay   = "on_way"  // queued, or looked at by the platform
	ListingsLive    = "live"    // buyers see them
	ListingsTrouble = "trouble" // refused, not to be sent, or shown otherwise than here
)

// ListingParts lists them.
var ListingParts = []string{ListingsToMend, ListingsOnWay, ListingsLive, ListingsTrouble}

// In reports whether a product belongs to a part on any platform; to "" all do.
func (r *Listing) In(part string) bool {
	return part == "" || slices.ContainsFunc(r.Cells, func(cell ListingCell) bool { return cell.in(part) })
}

func (c *ListingCell) in(part string) bool {
	switch part {
	case ListingsToMend:
		return c.Placement != nil && c.Placement.Chosen && !publishing.Ready(c.Reasons)
	case ListingsOnWay:
		return c.Word == publishing.WordQueued || c.Word == publishing.WordPending
	case ListingsLive:
		return c.Word == publishing.WordLive
	case ListingsTrouble:
		return c.Word == publishing.WordRefused || c.Word == publishing.WordFailed || c.Word == publishing.WordDiffers
	}
	return false
}

// ListingPage is a page of the list of listings with what stands around it.
type ListingPage struct {
	Channels []Channel
	Rows     []Listing
	Total    int            // that match
	Placed   int            // anywhere
	Counts   map[string]int // of ListingParts among all goods, whatever was looked for
}

// ListingPage gives a page of the goods of a part, "" = all; see Listings.
func (s *Shop) ListingPage(ctx context.Context, part string, q ListingQuery) (page ListingPage, err error) {
	l, err := s.newListings(ctx)
	if err != nil {
		return page, err
	}
	page.Channels, page.Counts = l.channels, map[string]int{}
	for _, product := range l.wanted(ListingQuery{Placed: true}) {
		if ctx.Err() != nil { // another page is asked for
			return page, ctx.Err()
		}
		row := l.of(product)
		page.Placed++
		for _, part := range ListingParts {
			if row.In(part) {
				page.Counts[part]++
			}
		}
	}
	q.Placed = q.Placed || part != "" // nothing else is in any part
	for _, product := range l.wanted(q) {
		row := Listing{}
		if part != "" {
			if row = l.of(product); !row.In(part) {
				continue
			}
		}
		if page.Total++; page.Total <= q.Offset || len(page.Rows) >= q.Limit {
			continue
		}
		if part == "" {
			row = l.of(product)
		}
		page.Rows = append(page.Rows, row)
	}
	return page, ctx.Err()
}

// ListingsOf gives how some products stand, in the order they are asked for; nothing is counted. Fault:
// "product_unknown".
func (s *Shop) ListingsOf(ctx context.Context, products ...id.Product) (page ListingPage, err error) {
	l, err := s.newListings(ctx)
	if err != nil {
		return page, err
	}
	page.Channels, page.Total = l.channels, len(products)
	for _, product := range products {
		p := l.index.ByID(product)
		if p == nil {
			return page, fault.New("product_unknown", "code", fault.Values{"value": product.String()})
		}
		page.Rows = append(page.Rows, l.of(p))
	}
	return page, ctx.Err()
}

// ReadyToPublish lists for each open platform the goods of which nothing is missing and something can be sold, and
// that are not there: never placed, or kept back until now. What was withdrawn on purpose stays away.
func (s *Shop) ReadyToPublish(ctx context.Context) (map[id.Connection][]id.Product, error) {
	l, err := s.newListings(ctx)
	if err != nil {
		return nil, err
	}
	ready := map[id.Connection][]id.Product{}
	for _, product := range l.wanted(ListingQuery{}) {
		row := l.of(product)
		for n := range row.Cells {
			if row.Cells[n].waits() {
				at := l.channels[n].ID
				ready[at] = append(ready[at], product.ID)
			}
		}
	}
	return ready, ctx.Err()
}

// waits reports whether a product could go to a platform where it is not.
func (c *ListingCell) waits() bool {
	if !publishing.Ready(c.Reasons) {
		return false
	}
	switch c.Word {
	case publishing.WordNone:
		return c.Placement == nil && c.Pieces > 0
	case publishing.WordDraft:
		return true
	}
	return false
}
