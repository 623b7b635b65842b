package shop

import (
	"context"
	"path/filepath"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/connect/feed"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/thai"
)

// FeedRequest says which file of goods is wanted, and where.
type FeedRequest struct {
	Format *feed.Format
	Base   string // address of the web space that the files will lie in, "" = none; see feed.ReadBase
	LineID string // where customers write to, "" = none; see feed.ReadLineID
	Out    string // the file, or the folder of a catalogue of pages
	Lang   i18n.Lang
}

// FeedResult tells what became of the goods: all that are sold stand in it, in the file or left out.
type FeedResult struct {
	Written  int // products
	SoldOut  int // of those
	Pictures int
	Left     []feed.Left // with reasons
	Look     []feed.Left // written, with something to look at
	Practice bool
	Hidden   bool // a catalogue of pages says neither telephone nor LINE id
}

// Feed writes the goods as a file for others to show, with the pictures beside it. When no product fits, nothing
// is written. Products that are archived, stand for their variants or are the line for goods without a barcode
// are no goods to offer. progress may be nil. Faults: "feed_folder_taken", "feed_not_folder", "file_unwritten".
func (s *Shop) Feed(ctx context.Context, request FeedRequest, progress func(done, total int)) (FeedResult, error) {
	w, err := s.newFeeder(ctx, request)
	if err != nil {
		return FeedResult{}, err
	}
	goods, err := w.choose(ctx)
	if err != nil || len(goods) == 0 {
		return w.result, err
	}
	if err := w.prepare(); err != nil {
		return w.result, err
	}
	whole := feed.Catalogue{Shop: w.shop}
	for n := range goods {
		if progress != nil {
			progress(n, len(goods))
		}
		fits, err := w.pictures(ctx, &goods[n])
		if err != nil {
			return w.result, err
		}
		if fits {
			whole.Goods = append(whole.Goods, goods[n].Goods)
		}
	}
	w.result.Written = len(whole.Goods)
	for n := range whole.Goods {
		if !whole.Goods[n].Have() {
			w.result.SoldOut++
		}
	}
	if w.result.Written == 0 {
		return w.result, nil
	}
	return w.result, w.write(&whole)
}

// feeder writes one file.
type feeder struct {
	s         *Shop
	request   FeedRequest
	shop      feed.Shop
	folder    string // of the file and what lies beside it
	packing   shipping.Packing
	sellable  map[id.Product]qty.Qty
	provinces map[id.Party]string     // the zero id is the shop
	made      map[string]feed.Picture // by the name of the original
	result    FeedResult
}

// offered are goods with the names of their pictures under images/.
type offered struct {
	feed.Goods
	photos []string
}

func (s *Shop) newFeeder(ctx context.Context, request FeedRequest) (*feeder, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return nil, err
	}
	w := &feeder{s: s, request: request, folder: filepath.Dir(request.Out), made: map[string]feed.Picture{}}
	if request.Format.IsFolder() {
		w.folder = request.Out
	}
	w.result.Practice = set.Get("shop.practice") == "yes"
	w.shop = feed.Shop{Name: set.Get("shop.name"), Phone: set.Get("shop.phone"), Address: set.Get("shop.address"), LineID: request.LineID,
		Base: request.Base, Day: clock.DayOf(s.Clock()), Lang: request.Lang, Practice: w.result.Practice}
	w.result.Hidden = request.Format.IsFolder() && w.shop.Phone == "" && w.shop.LineID == ""
	if w.packing, err = s.Packing(ctx); err != nil {
		return nil, err
	}
	if w.sellable, err = s.online(ctx); err != nil {
		return nil, err
	}
	return w, w.places(ctx)
}

// online gives what can be promised to who is not here: what the whole shop can sell, without lots that expired.
func (s *Shop) online(ctx context.Context) (map[id.Product]qty.Qty, error) {
	expired, err := s.db.ExpiredOnHand(ctx, clock.DayOf(s.Clock()), id.Place{})
	if err != nil {
		return nil, err
	}
	return s.sellableAt(ctx, id.Place{}, expired)
}

// places finds the provinces in the addresses of the shop and its producers.
func (w *feeder) places(ctx context.Context) error {
	register, err := w.s.Register(ctx)
	if err != nil {
		return err
	}
	province := func(text string) string {
		m := thai.Map(text)
		for _, found := range register.FindIn(m, 0, len(m.Folded), nil) {
			if found.Province.Value != "" {
				return found.Province.Value
			}
		}
		return ""
	}
	w.provinces = map[id.Party]string{{}: province(w.shop.Address)}
	producers, err := w.s.Producers(ctx)
	for _, producer := range producers {
		w.provinces[producer.ID] = province(producer.Address)
	}
	return err
}

// choose makes goods of the products and notes which are left out.
func (w *feeder) choose(ctx context.Context) ([]offered, error) {
	index, err := w.s.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	var all []offered
	for _, p := range index.All() {
		if p.Archived || p.HasVariants || p.SKU == MiscSKU {
			continue
		}
		goods, reasons := feed.Make(w.facts(index, p), w.request.Format, &w.shop)
		if len(reasons) == 0 && len(all) == w.request.Format.Most {
			reasons = []feed.Reason{feed.TooMany(w.request.Format, w.request.Lang)}
		}
		if len(reasons) > 0 {
			w.leave(p.SKU, p.FullName(), reasons...)
			continue
		}
		photos := append([]string{p.Photo}, p.MorePhotos...)
		if most := w.request.Format.Limits.Pictures; len(photos) > most {
			photos = photos[:most]
		}
		all = append(all, offered{goods, photos})
	}
	return all, ctx.Err()
}

func (w *feeder) facts(index *catalog.Index, p *catalog.Product) *feed.Facts {
	facts := &feed.Facts{Product: p, Producer: index.Producer(p.ID), Province: w.provinces[p.ProducerID], Sellable: w.sellable[p.ID]}
	if !p.ParentID.IsZero() {
		facts.Parent = index.ByID(p.ParentID)
	}
	if item := ParcelItem(p, qty.One); item.Grams > 0 {
		facts.ShippingG, _ = shipping.Weigh([]shipping.Item{item}, w.packing)
	}
	return facts
}

func (w *feeder) leave(sku, name string, reasons ...feed.Reason) {
	w.result.Left = append(w.result.Left, feed.Left{SKU: sku, Name: name, Reasons: reasons})
}
