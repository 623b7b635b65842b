// Package listings is the screen of goods on other platforms: how each stands there, what keeps it away, what
// differs, and how buyers see it.
package listings

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
)

// pageSize is how many goods are read at once; maxShown bounds how many the list holds, search finds the others.
const (
	pageSize = 100
	maxShown = 5000
)

// maxMarked bounds how many goods are marked at once.
const maxMarked = 500

// parts are the chips over the list; "" is all.
var parts = append([]string{""}, shop.ListingParts...)

// model is what the screen shows. Its reads touch nothing; take… puts their results in.
type model struct {
	lang    i18n.Lang
	part    int // of parts
	search  string
	list    listRead
	read    bool
	chosen  int           // of the rows, −1 for none
	wish    id.Product    // to be chosen once it is read, also where the list does not hold it
	aside   *shop.Listing // chosen, and not in the list
	channel id.Connection // the platform that is looked at beside the list
	picture int           // of the chosen one
	marked  []id.Product  // in the order they were marked
}

// listRead is one reading of the list.
type listRead struct {
	shop.ListingPage
	net       shop.Net
	today     clock.Day
	provinces map[string]string // names by ISO 3166-2
}

// readList reads the first count goods of a part.
func readList(ctx context.Context, s *shop.Shop, part string, query shop.ListingQuery, count int) (r listRead, err error) {
	query.Limit = min(max(count, pageSize), maxShown)
	if r.ListingPage, err = s.ListingPage(ctx, part, query); err != nil {
		return r, err
	}
	if r.net, err = s.Net(ctx); err != nil {
		return r, err
	}
	r.today = clock.DayOf(s.Clock())
	register, err := s.Register(ctx)
	if err != nil {
		return r, err
	}
	r.provinces = map[string]string{}
	for _, place := range register.All() {
		if len(place.Code) == 6 {
			r.provinces["TH-"+place.Code[:2]] = place.Province
		}
	}
	return r, nil
}

// take shows a reading. The product that was chosen stays chosen where the list still holds it, else the one at its
// place is; the platform looked at stays while the shop is connected to it.
func (m *model) take(r listRead, aside *shop.Listing) {
	wish, at := m.wish, m.chosen
	if now := m.listing(); wish.IsZero() && now != nil {
		wish = now.Product.ID
	}
	m.list, m.read, m.wish, m.aside = r, true, id.Product{}, nil
	if m.channelAt() < 0 {
		m.channel = id.Connection{}
		if len(r.Channels) > 0 {
			m.channel = r.Channels[0].ID
		}
	}
	m.chosen = slices.IndexFunc(r.Rows, func(row shop.Listing) bool { return row.Product.ID == wish })
	switch {
	case m.chosen >= 0:
	case aside != nil && aside.Product.ID == wish:
		m.aside = aside
	default:
		m.chosen = min(max(at, 0), len(r.Rows)-1)
	}
}

// listing gives the chosen product, nil for none.
func (m *model) listing() *shop.Listing {
	switch {
	case m.aside != nil:
		return m.aside
	case m.chosen < 0 || m.chosen >= len(m.list.Rows):
		return nil
	}
	return &m.list.Rows[m.chosen]
}

// choose takes a row of the list.
func (m *model) choose(row int) {
	if row != m.chosen || m.aside != nil {
		m.chosen, m.aside, m.picture = row, nil, 0
	}
}

// channelAt gives the platform that is looked at, −1 for none.
func (m *model) channelAt() int {
	return slices.IndexFunc(m.list.Channels, func(c shop.Channel) bool { return c.ID == m.channel })
}

// platform gives the platform that is looked at, nil for none.
func (m *model) platform() *shop.Channel {
	if n := m.channelAt(); n >= 0 {
		return &m.list.Channels[n]
	}
	return nil
}

// cell gives the chosen product on the platform that is looked at, nil where there is none.
func (m *model) cell() *shop.ListingCell {
	row, at := m.listing(), m.channelAt()
	if row == nil || at < 0 || at >= len(row.Cells) {
		return nil
	}
	return &row.Cells[at]
}

// turnChannel looks at the platform before or after.
func (m *model) turnChannel(by int) {
	if at := m.channelAt() + by; at >= 0 && at < len(m.list.Channels) {
		m.channel = m.list.Channels[at].ID
	}
}

// pictures gives the names of the chosen product's photos, the cover first.
func (m *model) pictures() (names []string) {
	row := m.listing()
	if row == nil || row.Product.Photo == "" {
		return nil
	}
	return append([]string{row.Product.Photo}, row.Product.MorePhotos...)
}

// turnPicture shows the photo before or after, around the ends.
func (m *model) turnPicture(by int) {
	if count := len(m.pictures()); count > 0 {
		m.picture = (m.picture + by + count) % count
	}
}

// mark marks the product, or takes its mark away; false where there are too many.
func (m *model) mark(product id.Product) bool {
	if at := slices.Index(m.marked, product); at >= 0 {
		m.marked = slices.Delete(m.marked, at, at+1)
		return true
	}
	if len(m.marked) == maxMarked {
		return false
	}
	m.marked = append(m.marked, product)
	return true
}

func (m *model) isMarked(product id.Product) bool { return slices.Contains(m.marked, product) }

// markAll marks all goods that are listed, as far as there may be marks.
func (m *model) markAll() {
	for n := range m.list.Rows {
		if product := m.list.Rows[n].Product.ID; len(m.marked) < maxMarked && !m.isMarked(product) {
			m.marked = append(m.marked, product)
		}
	}
}

// wanted gives the goods that an action is about: those that are marked, else the chosen one.
func (m *model) wanted() []id.Product {
	if len(m.marked) > 0 {
		return slices.Clone(m.marked)
	}
	if row := m.listing(); row != nil {
		return []id.Product{row.Product.ID}
	}
	return nil
}

// query is what the list asks for.
func (m *model) query() shop.ListingQuery { return shop.ListingQuery{Search: m.search} }

// blocking gives what keeps a product from a platform, and advice what would make it better.
func blocking(reasons []publishing.Reason) (blocks, advice []publishing.Reason) {
	for _, reason := range reasons {
		if reason.Advice {
			advice = append(advice, reason)
		} else {
			blocks = append(blocks, reason)
		}
	}
	return blocks, advice
}

// fine names what of a product is as it should be: of the parts that buyers look at, those no reason is about.
func fine(row *shop.Listing, cell *shop.ListingCell) (names []string) {
	p := row.Product
	lacks := func(whats ...string) bool {
		return slices.ContainsFunc(cell.Reasons, func(r publishing.Reason) bool { return slices.Contains(whats, r.What) })
	}
	for _, part := range []struct {
		name string
		is   bool
	}{
		{"price", cell.Listing.Price > 0 && !lacks("price", "price_high")},
		{"weight", cell.Listing.ShippingG > 0 && !lacks("weight", "weight_high")},
		{"stock", cell.Pieces > 0},
		{"producer", !p.ProducerID.IsZero()},
		{"photo", p.Photo != "" && !lacks("photo", "photo_large", "photo_kind")},
		{"description", p.Description != "" && !lacks("description", "description_short", "description_long")},
		{"certificate", len(p.Papers()) > 0 && !lacks("certificate", "certificate_expired")},
	} {
		if part.is {
			names = append(names, part.name)
		}
	}
	return names
}

// placed reports whether a product is meant to be on a platform.
func placed(cell *shop.ListingCell) bool { return cell.Placement != nil && cell.Placement.Chosen }

// sends reports whether there is something to send of a product: what stands there as it should, or is on its way, is
// sent by itself when it changes.
func sends(cell *shop.ListingCell) bool {
	switch cell.Word {
	case publishing.WordLive, publishing.WordSoldOut, publishing.WordPending, publishing.WordQueued:
		return false
	}
	return true
}

// sendKey names the words on the button that sends a product.
func sendKey(cell *shop.ListingCell) string {
	switch {
	case sends(cell):
		return "listings.act.publish_to"
	case cell.Word == publishing.WordQueued:
		return "listings.act.is_queued"
	case cell.Word == publishing.WordPending:
		return "listings.act.is_sent"
	}
	return "listings.act.is_there"
}

// told gives the channel's own words about a product that it refused or that could not be sent.
func told(cell *shop.ListingCell) publishing.Problem {
	if cell.Waiting != nil && cell.Waiting.State == publishing.Stuck {
		return publishing.ReadProblem(cell.Waiting.Problem)
	}
	return publishing.Problem{}
}
