package shop

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"slices"

	"crypto/sha256"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/store"
)

// Listing is a product as it stands on the platforms of the shop.
type Listing struct {
	Product  *catalog.Product
	Producer string
	Cells    []ListingCell // one for each of Channels, in their order
	Percent  int           // how ready it is for the platform that asks the most, 0–100
	Pieces   int           // that can be sold
}

// ListingCell is a product on one platform.
type ListingCell struct {
	Placement *publishing.Placement // nil = not placed
	Standing  publishing.Standing
	Waiting   *publishing.Outgoing // nil = nothing
	Word      string               // of publishing.Words, "" = not placed
	Reasons   []publishing.Reason  // what it needs, then advice
	Offer     *publishing.Offer    // as it would be listed
	Listing   publishing.Listing
	Differs   []publishing.Difference
	Pieces    int // that can be ordered there
	Promised  int // of those promised, publishing.NoPromise = no promise was made
	Ordered   int // there, in all
}

// listings works out how products stand.
type listings struct {
	*offering
	channels  []Channel
	limits    []publishing.Limits
	placed    []map[id.Product][]publishing.Placement
	standings []map[string]publishing.Standing
	ordered   []map[string]store.ChannelPieces
	promises  promises
	sellable  map[id.Product]qty.Qty
	outgoing  map[id.Connection]map[string]publishing.Outgoing
}

// mostNarrow is for how many products what stands of each is asked for, instead of for all.
const mostNarrow = 500

// newListings reads how all goods stand.
func (s *Shop) newListings(ctx context.Context) (*listings, error) { return s.someListings(ctx, nil) }

// someListings reads how some products stand, nil = all.
func (s *Shop) someListings(ctx context.Context, products []id.Product) (*listings, error) {
	channels, err := s.Channels(ctx)
	if err != nil {
		return nil, err
	}
	if len(products) > mostNarrow {
		products = nil
	}
	return s.listingsOn(ctx, channels, products)
}

// listingsOn reads how products stand on some platforms, nil = all products.
func (s *Shop) listingsOn(ctx context.Context, channels []Channel, products []id.Product) (*listings, error) {
	l := &listings{channels: channels, outgoing: map[id.Connection]map[string]publishing.Outgoing{}}
	var err error
	if l.offering, err = s.newOffering(ctx); err != nil {
		return nil, err
	}
	if l.sellable, err = s.online(ctx); err != nil {
		return nil, err
	}
	for n := range l.channels {
		if err := l.read(ctx, &l.channels[n], products); err != nil {
			return nil, err
		}
	}
	l.promises, err = s.promises(ctx)
	return l, err
}

func (l *listings) read(ctx context.Context, channel *Channel, products []id.Product) error {
	db := l.s.db
	list, err := db.Placements(ctx, channel.ID, products...)
	if err != nil {
		return err
	}
	byProduct := map[id.Product][]publishing.Placement{}
	var skus []string
	for _, placement := range list {
		byProduct[placement.ProductID] = append(byProduct[placement.ProductID], placement)
		if products != nil {
			skus = append(skus, placement.SKU)
		}
	}
	standings, ordered, waiting := map[string]publishing.Standing{}, map[string]store.ChannelPieces{}, map[string]publishing.Outgoing{}
	if len(list) > 0 {
		if standings, err = db.Standings(ctx, channel.ID, skus...); err != nil {
			return err
		}
		if ordered, err = db.ChannelPieces(ctx, channel.ID, skus...); err != nil {
			return err
		}
		if waiting, err = db.WaitingListings(ctx, channel.ID, skus...); err != nil {
			return err
		}
	}
	l.placed, l.standings, l.ordered = append(l.placed, byProduct), append(l.standings, standings), append(l.ordered, ordered)
	l.limits = append(l.limits, LimitsOf(channel.Kind))
	l.outgoing[channel.ID] = waiting
	return nil
}

// Of gives how a product stands on all platforms.
func (l *listings) of(product *catalog.Product) Listing {
	out := Listing{Product: product, Producer: l.index.Producer(product.ID), Pieces: int(max(l.sellable[product.ID], 0) / qty.One)}
	out.Percent = 100
	for n := range l.channels {
		cell := l.cell(n, product)
		out.Cells = append(out.Cells, cell)
		out.Percent = min(out.Percent, publishing.Percent(cell.Reasons))
	}
	return out
}

// cell gives how a product stands on one platform; one that is not placed is looked at as it would be.
func (l *listings) cell(n int, product *catalog.Product) (cell ListingCell) {
	channel := &l.channels[n]
	placement := publishing.Placement{ConnectionID: channel.ID, ProductID: product.ID, SKU: product.SKU, PromisedTo: publishing.NoPromise}
	if list := l.placed[n][product.ID]; len(list) > 0 {
		placement = list[0]
		cell.Placement = &placement
	}
	l.fill(&cell, n, &placement, product)
	return cell
}

func (l *listings) fill(cell *ListingCell, n int, placement *publishing.Placement, product *catalog.Product) {
	channel, limits := &l.channels[n], &l.limits[n]
	cell.Standing = l.standings[n][placement.SKU]
	cell.Ordered = l.ordered[n][placement.SKU].Ordered
	cell.Pieces = l.pieces(n, placement)
	cell.Promised = publishing.NoPromise
	if placement.PromisedTo != publishing.NoPromise {
		cell.Promised = max(placement.PromisedTo-cell.Ordered, 0)
	}
	if row, waits := l.outgoing[channel.ID][placement.SKU]; waits {
		cell.Waiting = &row
	}
	cell.Offer = l.offer(placement, product)
	cell.Reasons = publishing.Readiness(cell.Offer, limits, l.today)
	cell.Listing = cell.Offer.Listing(limits)
	cell.Differs = cell.Standing.Differs()
	cell.Word = publishing.Word(cell.Placement, &cell.Standing, cell.Waiting, publishing.Ready(cell.Reasons), cell.Pieces)
}

// pieces gives what can be ordered of a placement.
func (l *listings) pieces(n int, placement *publishing.Placement) int {
	return piecesOf(placement, l.free(placement), l.ordered[n][placement.SKU])
}

// plenty is how many pieces of goods that nobody counts can be ordered at a time.
const plenty = 999

// free gives what of a placement's product is there and promised to no other listing, by itself or in a set.
func (l *listings) free(placement *publishing.Placement) qty.Qty {
	counted := l.s.counted(l.sellable)
	product := l.index.ByID(placement.ProductID)
	if product == nil {
		return 0
	}
	free, known := l.sellable[product.ID], false
	own := product.Takes(l.promises.of[placement.ID])
	for n, part := range product.Takes(qty.One) {
		there, counts := counted(part.ProductID)
		if !counts {
			continue
		}
		known = true
		if others := l.promises.sum[part.ProductID] - own[n].Qty; product.IsSet() && others > 0 && part.Qty > 0 {
			free = min(free, qty.Qty(int64(max(there-others, 0))*int64(qty.One)/int64(part.Qty)))
		}
	}
	if !known {
		return plenty * placement.One()
	}
	return free - l.promises.besides(placement)
}

// piecesOf gives how many pieces of a placement can be ordered when so much of its product is there.
func piecesOf(placement *publishing.Placement, sellable qty.Qty, there store.ChannelPieces) int {
	pieces := int(min(max(sellable, 0)/placement.One(), publishing.MaxPieces))
	if placement.PromisedTo != publishing.NoPromise {
		pieces = min(pieces, max(placement.PromisedTo-there.Ordered, 0))
	}
	return max(pieces-there.Cancelled, 0)
}

// ListingQuery narrows the list of listings.
type ListingQuery struct {
	Search  string
	Word    string        // on any platform, or on Channel; "" = all
	Channel id.Connection // none = any
	Placed  bool          // only what is placed somewhere
	Limit   int
	Offset  int
}

// Listings lists products as they stand on the platforms: those that are placed first, in the order of their names;
// total counts all that match. Goods that nobody could list are left out.
func (s *Shop) Listings(ctx context.Context, q ListingQuery) (rows []Listing, total int, err error) {
	if q.Word != "" {
		return s.listingsBy(ctx, q)
	}
	index, err := s.Catalogue(ctx)
	if err != nil {
		return nil, 0, err
	}
	placed, err := s.db.PlacedProducts(ctx)
	if err != nil {
		return nil, 0, err
	}
	products := wanted(index, placed, q)
	page := products[min(q.Offset, len(products)):]
	page = page[:min(q.Limit, len(page))]
	wish := make([]id.Product, len(page))
	for n := range page {
		wish[n] = page[n].ID
	}
	l, err := s.someListings(ctx, wish)
	if err != nil {
		return nil, 0, err
	}
	for _, product := range page {
		rows = append(rows, l.of(product))
	}
	return rows, len(products), ctx.Err()
}

// listingsBy lists what stands as a word says: all that is placed is looked at.
func (s *Shop) listingsBy(ctx context.Context, q ListingQuery) (rows []Listing, total int, err error) {
	l, err := s.newListings(ctx)
	if err != nil {
		return nil, 0, err
	}
	q.Placed = true
	for _, product := range l.wanted(q) {
		if !l.stands(product, q) {
			continue
		}
		if total++; total > q.Offset && len(rows) < q.Limit {
			rows = append(rows, l.of(product))
		}
	}
	return rows, total, ctx.Err()
}

// stands reports whether a product stands as a query's word says.
func (l *listings) stands(product *catalog.Product, q ListingQuery) bool {
	for n := range l.channels {
		list := l.placed[n][product.ID]
		if len(list) > 0 && (q.Channel.IsZero() || l.channels[n].ID == q.Channel) && l.word(n, &list[0], product) == q.Word {
			return true
		}
	}
	return false
}

// word says how a placement stands, without the rest of its cell.
func (l *listings) word(n int, placement *publishing.Placement, product *catalog.Product) string {
	standing := l.standings[n][placement.SKU]
	var waiting *publishing.Outgoing
	if row, waits := l.outgoing[l.channels[n].ID][placement.SKU]; waits {
		waiting = &row
	}
	ready := standing.Version != "" || publishing.Ready(publishing.Readiness(l.offer(placement, product), &l.limits[n], l.today))
	return publishing.Word(placement, &standing, waiting, ready, l.pieces(n, placement))
}

// wanted gives the products of a query: the placed ones first.
func (l *listings) wanted(q ListingQuery) []*catalog.Product {
	placed := map[id.Product]bool{}
	for n := range l.placed {
		for product := range l.placed[n] {
			placed[product] = true
		}
	}
	return wanted(l.index, placed, q)
}

func wanted(index *catalog.Index, placed map[id.Product]bool, q ListingQuery) (products []*catalog.Product) {
	all := index.All()
	if q.Search != "" {
		all = index.Search(q.Search, 1000).Products
	}
	var others []*catalog.Product
	for _, product := range all {
		switch {
		case product.HasVariants || product.SKU == MiscSKU:
		case placed[product.ID]:
			products = append(products, product)
		case !product.Archived && !q.Placed:
			others = append(others, product)
		}
	}
	return append(products, others...)
}

// Listing gives one product as it stands on all platforms. Fault: "product_unknown".
func (s *Shop) Listing(ctx context.Context, product id.Product) (Listing, error) {
	l, err := s.someListings(ctx, []id.Product{product})
	if err != nil {
		return Listing{}, err
	}
	p := l.index.ByID(product)
	if p == nil {
		return Listing{}, fault.New("product_unknown", "code", fault.Values{"value": product.String()})
	}
	return l.of(p), nil
}

// Published says what became of goods that were to be published.
type Published struct {
	Queued  []string // SKUs
	Refused []Unready
}

// Unready is a product that something is missing of.
type Unready struct {
	SKU     string
	Product id.Product
	Reasons []publishing.Reason
}

// Publish queues goods for a platform, those of which nothing is missing; the others are placed there as drafts, so
// that they are seen. No products are all that are placed there or ready.
func (s *Shop) Publish(ctx context.Context, connection id.Connection, products ...id.Product) (done Published, err error) {
	channels, err := s.Channels(ctx)
	if err != nil {
		return done, err
	}
	at := slices.IndexFunc(channels, func(c Channel) bool { return c.ID == connection })
	if at < 0 {
		return done, fault.New("connection_unknown", "name", nil)
	}
	l, err := s.listingsOn(ctx, channels[at:at+1], nil)
	if err != nil {
		return done, err
	}
	all := len(products) == 0
	if all {
		for _, product := range l.wanted(ListingQuery{}) {
			products = append(products, product.ID)
		}
	}
	var list []publishing.Placement
	for _, product := range products {
		p := l.index.ByID(product)
		if p == nil {
			return done, fault.New("product_unknown", "code", fault.Values{"value": product.String()})
		}
		cell := l.cell(0, p)
		placement := publishing.Placement{ID: id.New[id.Placement](), ConnectionID: connection, ProductID: p.ID, SKU: p.SKU, PromisedTo: publishing.NoPromise}
		if cell.Placement != nil {
			placement = *cell.Placement
		}
		ready := publishing.Ready(cell.Reasons)
		if !ready {
			done.Refused = append(done.Refused, Unready{placement.SKU, p.ID, cell.Reasons})
		} else {
			done.Queued = append(done.Queued, placement.SKU)
		}
		if ready && (cell.Placement == nil || !placement.Chosen || cell.Word != publishing.WordLive) || !ready && !all && cell.Placement == nil {
			placement.Chosen = true
			list = append(list, placement)
		}
	}
	if len(list) == 0 {
		return done, nil
	}
	return done, s.db.SavePlacements(ctx, list)
}

// SavePlacement writes what the shop says of a product on a platform. promise is how many pieces may still be ordered
// there, publishing.NoPromise for as many as there are. Faults: those of publishing.Placement.Validate, of the store,
// "promise_invalid".
func (s *Shop) SavePlacement(ctx context.Context, placement publishing.Placement, promise int) error {
	if promise < publishing.NoPromise || promise > publishing.MaxPieces/2 {
		return fault.New("promise_invalid", "promised", nil)
	}
	placement.PromisedTo = publishing.NoPromise
	if promise != publishing.NoPromise {
		there, err := s.db.ChannelPieces(ctx, placement.ConnectionID)
		if err != nil {
			return err
		}
		placement.PromisedTo = there[placement.SKU].Ordered + promise
	}
	if placement.ID.IsZero() {
		placement.ID = id.New[id.Placement]()
	}
	return s.db.SavePlacements(ctx, []publishing.Placement{placement})
}

// Unpublish withdraws goods from a platform, by SKU. Fault: "placement_unknown".
func (s *Shop) Unpublish(ctx context.Context, connection id.Connection, skus ...string) error {
	var list []publishing.Placement
	for _, sku := range skus {
		placement, found, err := s.db.Placement(ctx, connection, sku)
		if err != nil {
			return err
		}
		if !found {
			return fault.New("placement_unknown", "sku", fault.Values{"value": sku})
		}
		placement.Chosen = false
		list = append(list, placement)
	}
	return s.db.SavePlacements(ctx, list)
}

// contentHash marks what a listing says, so that what is there already is not sent again.
func contentHash(listing *publishing.Listing) string {
	data, err := json.Marshal(listing)
	if err != nil {
		panic(err) // plain structs of strings and numbers always encode
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}
