package shop

import (
	"context"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/rules"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/thai"
)

// Catalogue gives the products in memory, reading them at the first call, which takes a second or two
// for 100,000. A call that fails or is cancelled leaves the reading to the next.
func (s *Shop) Catalogue(ctx context.Context) (*catalog.Index, error) {
	s.loading.Lock()
	defer s.loading.Unlock()
	if s.isWhole() {
		return s.index, nil
	}
	return s.index, s.load(ctx)
}

func (s *Shop) load(ctx context.Context) error {
	var err error
	if s.others, err = s.db.Others(ctx); err != nil {
		return err
	}
	if s.seen, err = s.db.DataVersion(ctx); err != nil {
		return err
	}
	if err := s.readNames(ctx); err != nil {
		return err
	}
	if err := s.index.Fill(func(add func(catalog.Item)) error {
		return s.db.Products(ctx, func(p catalog.Product) {
			add(catalog.Item{Product: p, Producer: s.producerName(p.ProducerID)})
		})
	}); err != nil {
		return err
	}
	s.taking.Lock()
	defer s.taking.Unlock()
	s.whole = true
	return nil
}

func (s *Shop) isWhole() bool {
	s.taking.Lock()
	defer s.taking.Unlock()
	return s.whole
}

// Known gives the products as far as they are in memory: all of them once Catalogue has read them, and
// before that those which Find and Know took from the file. Who sells by it asks these first, and need not
// wait for the rest.
func (s *Shop) Known() *catalog.Index { return s.index }

// Know takes products into Known, those that a sale of them takes along or must choose from with them; an
// unknown id is nothing to do.
func (s *Shop) Know(ctx context.Context, products ...id.Product) error {
	if s.isWhole() {
		return nil
	}
	found, err := s.db.ProductsByID(ctx, products)
	if err != nil {
		return err
	}
	return s.takeFamilies(ctx, found)
}

// takeFamilies takes products, the components of sets and the variants of what is not sold itself.
func (s *Shop) takeFamilies(ctx context.Context, found []catalog.Product) error {
	all := found
	for n := range found {
		var more []catalog.Product
		var err error
		if found[n].HasVariants {
			more, err = s.db.Variants(ctx, found[n].ID)
		} else if found[n].IsSet() {
			more, err = s.db.ProductsByID(ctx, partsOf(&found[n]))
		}
		if err != nil {
			return err
		}
		all = append(all, more...)
	}
	s.take(all)
	return nil
}

// take puts products of the file into the index, unless all have been read meanwhile: those are newer.
func (s *Shop) take(found []catalog.Product) {
	s.taking.Lock()
	defer s.taking.Unlock()
	if s.whole {
		return
	}
	for _, p := range found {
		s.index.Put(p, s.producerName(p.ProducerID))
	}
}

func (s *Shop) readNames(ctx context.Context) error {
	producers, err := s.db.Parties(ctx, party.Producer)
	for _, producer := range producers {
		s.names.Store(producer.ID, producer.Name)
	}
	return err
}

func (s *Shop) producerName(producer id.Party) string {
	name, _ := s.names.Load(producer)
	text, _ := name.(string)
	return text
}

// Refresh takes in what other programs wrote to the shop; changed is false when they wrote nothing.
func (s *Shop) Refresh(ctx context.Context) (changed bool, err error) {
	others, err := s.db.Others(ctx)
	if err != nil || others == s.others {
		return false, err
	}
	products, last, err := s.db.ChangedSince(ctx, s.seen)
	if err != nil {
		return false, err
	}
	s.others, s.seen = others, last
	if len(products) > 0 {
		if err := s.readNames(ctx); err != nil {
			return true, err
		}
	}
	for _, p := range products {
		s.index.Put(p, s.producerName(p.ProducerID))
	}
	return true, nil
}

// Find gives what a code means: SKU, barcode or other code, short number, scale label. It does not wait
// for the catalogue: until that is read it looks into the file. It fails with "product_unknown".
func (s *Shop) Find(ctx context.Context, code string) (catalog.Match, error) {
	layout, err := s.ScaleLayout(ctx)
	if err != nil {
		return catalog.Match{}, err
	}
	if !s.isWhole() {
		found, err := s.db.ProductsByCode(ctx, catalog.Keys(code, layout)...)
		if err != nil {
			return catalog.Match{}, err
		}
		if err := s.takeFamilies(ctx, found); err != nil {
			return catalog.Match{}, err
		}
	}
	return s.index.Lookup(code, layout)
}

// ScaleLayout gives how the shop's scales write their labels.
func (s *Shop) ScaleLayout(ctx context.Context) (catalog.ScaleLayout, error) {
	text, err := s.Get(ctx, "scale.layout")
	if err != nil {
		return catalog.ScaleLayout{}, err
	}
	if text == "" {
		text = catalog.DefaultScale
	}
	return catalog.ParseScaleLayout(text)
}

// SaveProduct writes a product, new or changed; opening is the first stock of a new one. Faults: those of
// Product.Validate, "code_taken", "sku_fixed".
func (s *Shop) SaveProduct(ctx context.Context, p catalog.Product, opening Opening) (catalog.Product, error) {
	return s.SaveFamily(ctx, p, nil, []Opening{opening})
}

// SaveProducts writes many products at once, all or none.
func (s *Shop) SaveProducts(ctx context.Context, products []catalog.Product, openings []Opening) error {
	if _, err := s.Catalogue(ctx); err != nil {
		return err
	}
	for n := range products {
		tidy(&products[n])
	}
	if err := s.db.SaveProducts(ctx, products, openings); err != nil {
		return err
	}
	items := make([]catalog.Item, len(products))
	for n, p := range products {
		items[n] = catalog.Item{Product: p, Producer: s.producerName(p.ProducerID)}
	}
	s.index.PutAll(items)
	return nil
}

// tidy cleans what a person typed.
func tidy(p *catalog.Product) {
	const long = catalog.MaxName + 1
	p.Name, p.NameEN = thai.Clean(p.Name, long), thai.Clean(p.NameEN, long)
	p.Category, p.Unit = thai.Clean(p.Category, 61), thai.Clean(p.Unit, 21)
	if p.Unit == "" {
		p.Unit = "ชิ้น"
	}
	if p.Terms == "" {
		p.Terms = ledger.Own
	}
	if p.VAT == "" {
		p.VAT = catalog.VATStandard
	}
	p.Weighed = p.Weighed || catalog.IsWeight(p.Unit)
}

// AddDraft makes a product of an unknown barcode and a price, so that it sells at once; it waits in "to
// complete".
func (s *Shop) AddDraft(ctx context.Context, code string, price money.Satang) (catalog.Product, error) {
	p := catalog.Product{Name: code, Price: price, Draft: true}
	if code = strings.TrimSpace(code); code != "" {
		p.Codes = []catalog.Code{{Code: code, Pack: 1000}}
	}
	return s.SaveProduct(ctx, p, Opening{})
}

// Misc is the product behind the line for goods without a barcode.
func (s *Shop) Misc(ctx context.Context) (*catalog.Product, error) {
	match, err := s.Find(ctx, MiscSKU)
	return match.Product, err
}

// Prices gives the facts of a quote as the till keeps them in memory. They know the products of Known, and
// those that a promotion gives away.
func (s *Shop) Prices(ctx context.Context) (selling.Prices, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return selling.Prices{}, err
	}
	prices := selling.Prices{Product: s.index.ByID}
	if prices.Day, err = s.Today(ctx); err != nil {
		return prices, err
	}
	if set.VAT() {
		prices.VAT = rules.VATRate(prices.Day)
	}
	if prices.Promotions, err = s.db.Promotions(ctx); err != nil {
		return prices, err
	}
	var gifts []id.Product
	for _, promotion := range prices.Promotions {
		if promotion.Kind == catalog.PromoGift {
			gifts = append(gifts, promotion.GiftID)
		}
	}
	return prices, s.Know(ctx, gifts...)
}

// Promotions lists all promotions.
func (s *Shop) Promotions(ctx context.Context) ([]catalog.Promotion, error) {
	return s.db.Promotions(ctx)
}

// SavePromotion writes a promotion, new or changed.
func (s *Shop) SavePromotion(ctx context.Context, p catalog.Promotion) error {
	if p.ID.IsZero() {
		p.ID = id.New[id.Promotion]()
	}
	p.Name = thai.Clean(p.Name, catalog.MaxName)
	return s.db.SavePromotion(ctx, p)
}

// Producers lists the producers in Thai order.
func (s *Shop) Producers(ctx context.Context) ([]Party, error) { return s.people(ctx, party.Producer) }

// SaveProducer writes a producer, new or changed, and gives it its id.
func (s *Shop) SaveProducer(ctx context.Context, p Party) (Party, error) {
	p.Kind = party.Producer
	return s.savePerson(ctx, p)
}

func (s *Shop) savePerson(ctx context.Context, p Party) (Party, error) {
	if p.ID.IsZero() {
		p.ID = id.New[id.Party]()
	}
	p.Name, p.Address = thai.Clean(p.Name, 201), thai.Clean(p.Address, 501)
	if err := p.Validate(); err != nil {
		return p, err
	}
	old, err := s.db.Party(ctx, p.ID)
	if err != nil && !fault.Is(err, "customer_unknown") {
		return p, err
	}
	if old.Erased { // a form that was open meanwhile does not bring back what was to be forgotten
		return p, fault.New(p.Kind+"_unknown", p.Kind, fault.Values{"value": p.ID.Tag()})
	}
	if err := s.db.SaveParties(ctx, p); err != nil {
		return p, err
	}
	if p.Kind == party.Producer {
		s.names.Store(p.ID, p.Name)
	}
	if old.Photo != p.Photo {
		return p, s.dropPhoto(ctx, old.Photo)
	}
	return p, nil
}

func (s *Shop) people(ctx context.Context, kind string) ([]Party, error) {
	people, err := s.db.Parties(ctx, kind)
	if err != nil {
		return nil, err
	}
	thai.SortBy(people, func(p Party) string { return p.Name })
	return people, nil
}
