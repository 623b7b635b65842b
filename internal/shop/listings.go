package shop

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"crypto/sha256"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/thai"
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
	s          *Shop
	today      clock.Day
	index      *catalog.Index
	channels   []Channel
	limits     []publishing.Limits
	placed     []map[id.Product][]publishing.Placement
	standings  []map[string]publishing.Standing
	ordered    []map[string]store.ChannelPieces
	promises   promises
	origins    map[id.Party]publishing.Origin
	sellable   map[id.Product]qty.Qty
	packing    shipping.Packing
	outgoing   map[id.Connection]map[string]publishing.Outgoing
	photoSizes map[string]publishing.Photo
}

func (s *Shop) newListings(ctx context.Context) (*listings, error) {
	index, err := s.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	l := &listings{s: s, index: index, today: clock.DayOf(s.Clock()), outgoing: map[id.Connection]map[string]publishing.Outgoing{}}
	if l.channels, err = s.Channels(ctx); err != nil {
		return nil, err
	}
	if l.sellable, err = s.online(ctx); err != nil {
		return nil, err
	}
	if l.origins, err = s.origins(ctx); err != nil {
		return nil, err
	}
	if l.packing, err = s.Packing(ctx); err != nil {
		return nil, err
	}
	for n := range l.channels {
		if err := l.read(ctx, &l.channels[n]); err != nil {
			return nil, err
		}
	}
	l.promises, err = s.promises(ctx)
	return l, err
}

func (l *listings) read(ctx context.Context, channel *Channel) error {
	db := l.s.db
	list, err := db.Placements(ctx, channel.ID)
	if err != nil {
		return err
	}
	byProduct := map[id.Product][]publishing.Placement{}
	for _, placement := range list {
		byProduct[placement.ProductID] = append(byProduct[placement.ProductID], placement)
	}
	standings, err := db.Standings(ctx, channel.ID)
	if err != nil {
		return err
	}
	ordered, err := db.ChannelPieces(ctx, channel.ID)
	if err != nil {
		return err
	}
	waiting := map[string]publishing.Outgoing{}
	for offset := 0; ; offset += 1000 {
		rows, _, err := db.Outbox(ctx, store.OutboxQuery{ConnectionID: channel.ID, Limit: 1000, Offset: offset})
		if err != nil {
			return err
		}
		for _, row := range rows {
			if _, first := waiting[row.SKU]; row.Kind == publishing.Listed && !first {
				waiting[row.SKU] = row
			}
		}
		if len(rows) < 1000 {
			break
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

// offer gives what is offered, with the weight of what it is packed in.
func (l *listings) offer(placement *publishing.Placement, product *catalog.Product) *publishing.Offer {
	offer := placement.Offer(product, l.origins[product.ProducerID], l.photos(product))
	offer.Origin.GI = product.GI
	if offer.PackingG == 0 {
		if item := ParcelItem(product, placement.One()); item.Grams > 0 {
			whole, _ := shipping.Weigh([]shipping.Item{item}, l.packing)
			offer.PackingG = max(whole-offer.Listing(&publishing.Limits{}).ShippingG, 0)
		}
	}
	return offer
}

// pieces gives what can be ordered of a placement.
func (l *listings) pieces(n int, placement *publishing.Placement) int {
	return piecesOf(placement, l.sellable[placement.ProductID]-l.promises.besides(placement), l.ordered[n][placement.SKU])
}

// piecesOf gives how many pieces of a placement can be ordered when so much of its product is there.
func piecesOf(placement *publishing.Placement, sellable qty.Qty, there store.ChannelPieces) int {
	pieces := int(min(max(sellable, 0)/placement.One(), publishing.MaxPieces))
	if placement.PromisedTo != publishing.NoPromise {
		pieces = min(pieces, max(placement.PromisedTo-there.Ordered, 0))
	}
	return max(pieces-there.Cancelled, 0)
}

// photos gives the pictures of a product as cheaply as a list needs: the hash is the file's name.
func (l *listings) photos(product *catalog.Product) (photos []publishing.Photo) {
	if l.photoSizes == nil {
		l.photoSizes = map[string]publishing.Photo{}
	}
	for _, name := range append([]string{product.Photo}, product.MorePhotos...) {
		if name == "" {
			continue
		}
		photo, known := l.photoSizes[name]
		if !known {
			info, err := os.Stat(filepath.Join(l.s.Dir, Images, filepath.Base(name)))
			if err == nil {
				photo = publishing.Photo{Hash: name, Kind: photoKind(name), Bytes: int(info.Size())}
			}
			l.photoSizes[name] = photo
		}
		if photo.Hash != "" {
			photos = append(photos, photo)
		}
	}
	return photos
}

func photoKind(name string) string {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".png":
		return "image/png"
	case ".webp":
		return "image/webp"
	}
	return "image/jpeg"
}

// picture gives a picture of goods to be sent.
func (s *Shop) picture(name string) (publishing.Picture, error) {
	data, err := s.photoBytes(name)
	sum := sha256.Sum256(data)
	return publishing.Picture{Hash: hex.EncodeToString(sum[:]), Kind: photoKind(name), Data: data}, err
}

// origins gives where goods come from, by producer; the zero id is the shop itself.
func (s *Shop) origins(ctx context.Context) (map[id.Party]publishing.Origin, error) {
	register, err := s.Register(ctx)
	if err != nil {
		return nil, err
	}
	set, err := s.db.Settings(ctx)
	if err != nil {
		return nil, err
	}
	find := func(text string) (origin publishing.Origin) {
		m := thai.Map(text)
		for _, found := range register.FindIn(m, 0, len(m.Folded), nil) {
			if len(found.Code) == 6 {
				return publishing.Origin{Province: "TH-" + found.Code[:2], District: found.Code[:4]}
			}
		}
		return origin
	}
	origins := map[id.Party]publishing.Origin{{}: find(set.Get("shop.address"))}
	producers, err := s.Producers(ctx)
	for _, producer := range producers {
		if origins[producer.ID] = find(producer.Address); origins[producer.ID].Province == "" {
			origins[producer.ID] = origins[id.Party{}]
		}
	}
	return origins, err
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
	l, err := s.newListings(ctx)
	if err != nil {
		return nil, 0, err
	}
	for _, product := range l.wanted(q) {
		row := Listing{}
		if q.Word != "" {
			row = l.of(product)
			if !row.has(q, l.channels) {
				continue
			}
		}
		if total++; total <= q.Offset || len(rows) >= q.Limit {
			continue
		}
		if q.Word == "" {
			row = l.of(product)
		}
		rows = append(rows, row)
	}
	return rows, total, ctx.Err()
}

func (r *Listing) has(q ListingQuery, channels []Channel) bool {
	for n := range r.Cells {
		if r.Cells[n].Word == q.Word && (q.Channel.IsZero() || channels[n].ID == q.Channel) {
			return true
		}
	}
	return false
}

// wanted gives the products of a query: the placed ones first.
func (l *listings) wanted(q ListingQuery) (products []*catalog.Product) {
	all := l.index.All()
	if q.Search != "" {
		all = l.index.Search(q.Search, 1000).Products
	}
	var others []*catalog.Product
	for _, product := range all {
		if product.HasVariants || product.SKU == MiscSKU {
			continue
		}
		placed := false
		for n := range l.channels {
			placed = placed || len(l.placed[n][product.ID]) > 0
		}
		switch {
		case placed:
			products = append(products, product)
		case !product.Archived && !q.Placed:
			others = append(others, product)
		}
	}
	return append(products, others...)
}

// Listing gives one product as it stands on all platforms. Fault: "product_unknown".
func (s *Shop) Listing(ctx context.Context, product id.Product) (Listing, error) {
	l, err := s.newListings(ctx)
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
	l, err := s.newListings(ctx)
	if err != nil {
		return done, err
	}
	at := l.channel(connection)
	if at < 0 {
		return done, fault.New("connection_unknown", "name", nil)
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
		cell := l.cell(at, p)
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

func (l *listings) channel(connection id.Connection) int {
	for n := range l.channels {
		if l.channels[n].ID == connection {
			return n
		}
	}
	return -1
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
