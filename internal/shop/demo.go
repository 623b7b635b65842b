package shop

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/sample"
)

// DemoOptions say how large a practice shop is. Zero bills is none; the same seed and clock give the
// same goods, bills and reports.
type DemoOptions struct {
	Products int // at least the goods of the set, 0 = just those
	Bills    int
	Orders   int // of every channel, in every state
	Seed     uint64
}

// DemoDays is how many days of bills a practice shop has, up to yesterday.
const DemoDays = 90

// MaxDemo bounds each number of a practice shop.
const MaxDemo = 1_000_000

// MaxDemoOrders bounds the orders of a practice shop.
const MaxDemoOrders = 100_000

// Demo makes a practice shop in a folder. progress, which may be nil, is told how many goods and bills are
// done. Faults: "shop_exists", "demo_size".
func Demo(ctx context.Context, dir string, o DemoOptions, now clock.Clock, progress func(done, total int)) (*Shop, error) {
	if o.Products < 0 || o.Bills < 0 || o.Products > sample.MaxGoods || o.Bills > MaxDemo || o.Orders < 0 || o.Orders > MaxDemoOrders {
		return nil, fault.New("demo_size", "products", fault.Values{"max": sample.MaxGoods})
	}
	set, err := sample.Load()
	if err != nil {
		return nil, fault.Wrap(err, "demo_data")
	}
	s, err := Create(ctx, dir, Params{Name: "ร้านฝึกตลาดชุมชน", Address: "ศูนย์ดิจิทัลชุมชน (ตัวอย่าง)",
		Receiver: "นางสมศรี ใจดี", Practice: true}, now)
	if err != nil {
		return nil, err
	}
	if progress == nil {
		progress = func(int, int) {}
	}
	d := &demo{ctx: ctx, s: s, o: o, set: set, now: now(), progress: progress,
		producers: map[string]id.Party{}, photos: map[photoKey]string{}}
	if err := d.fill(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// demo makes one practice shop.
type demo struct {
	ctx       context.Context
	s         *Shop
	o         DemoOptions
	set       sample.Set
	now       time.Time
	progress  func(done, total int)
	producers map[string]id.Party
	photos    map[photoKey]string
	goods     []sample.Good
	products  []catalog.Product
	customers []id.Party
	office    id.Party // the first office among the customers, that of officeOf
	orders    []plannedOrder
}

type photoKey struct {
	drawing string
	variant int
}

func (d *demo) fill() error {
	for _, step := range []func() error{d.people, d.catalogue, d.promotions, d.history} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (d *demo) people() error {
	for _, producer := range d.set.Producers {
		saved, err := d.s.SaveProducer(d.ctx, Party{Name: producer.Name, ProducerKind: producer.Kind, Phone: producer.Phone, GP: producer.GP,
			PromptPay: producer.Phone, AccountName: producer.Person, Address: addressOf(producer.Place)})
		if err != nil {
			return err
		}
		d.producers[producer.Key] = saved.ID
	}
	for _, customer := range d.set.Customers {
		saved, err := d.s.SaveCustomer(d.ctx, Party{Name: customer.Name, Phone: customer.Phone, TaxID: customer.TaxID,
			CreditLimit: customer.CreditLimit, Address: addressOf(customer.Place), Note: customer.Person})
		if err != nil {
			return err
		}
		if customer.Kind == "office" && d.office.IsZero() {
			d.office = saved.ID
		}
		if customer.CreditLimit > 0 {
			d.customers = append(d.customers, saved.ID)
		}
	}
	return nil
}

func addressOf(p sample.Place) string {
	return p.Address + " ต." + p.Subdistrict + " อ." + p.District + " จ." + p.Province + " " + p.Postcode
}

func (d *demo) catalogue() (err error) {
	if d.goods, err = d.set.Generate(d.o.Seed, max(d.o.Products, len(d.set.Goods))); err != nil {
		return fault.Wrap(err, "demo_data")
	}
	terms := map[string]sample.Producer{}
	for _, producer := range d.set.Producers {
		terms[producer.Key] = producer
	}
	for n, good := range d.goods {
		product, err := d.product(good, terms[good.Producer])
		if err != nil {
			return err
		}
		product.Favourite = n < 12
		d.products = append(d.products, product)
	}
	d.relate()
	for from := 0; from < len(d.products); from += importBatch {
		to := min(from+importBatch, len(d.products))
		if err := d.s.SaveProducts(d.ctx, d.products[from:to], nil); err != nil {
			return err
		}
		d.progress(to, len(d.products)+d.o.Bills)
	}
	return nil
}

func (d *demo) product(good sample.Good, producer sample.Producer) (catalog.Product, error) {
	photo, err := d.photo(good)
	p := catalog.Product{ID: id.New[id.Product](), SKU: good.SKU, Name: good.Name, NameEN: good.NameEN, Category: good.Category,
		ProducerID: d.producers[good.Producer], Terms: producer.Terms, GP: producer.GP, Unit: good.Unit, Weighed: good.Weighed(),
		Price: good.Price, Cost: good.Cost, VAT: good.VAT, ShortNo: good.ShortNo, Aliases: good.Aliases, Reorder: good.Reorder,
		WeightG: good.ShipWeightG, Photo: photo, OTOPStar: good.Stars, Alcohol: good.Alcohol}
	if good.Barcode != "" {
		p.Codes = append(p.Codes, catalog.Code{Code: good.Barcode, Pack: qty.One})
	}
	for _, pack := range good.Packs {
		p.Codes = append(p.Codes, catalog.Code{Code: pack.Barcode, Pack: qty.Pieces(pack.Units)})
	}
	return p, err
}

// relate says of the goods of the set what they are made of, variants of and certified by. Those made up
// beside them are plain: nobody reads the story of the hundred-thousandth.
func (d *demo) relate() {
	own := d.products[:min(len(d.set.Goods), len(d.products))]
	ids, today := map[string]id.Product{}, clock.DayOf(d.now)
	for _, p := range own {
		ids[p.SKU] = p.ID
	}
	for n := range own {
		p, good := &own[n], d.goods[n]
		p.ShelfDays, p.Story = good.ShelfDays, good.Story
		if good.Stars > 0 {
			p.OTOPCategory, p.OTOPYear = catalog.OTOPCategories[slices.Index(sample.Categories(), good.Category)], today.BuddhistYear()-1
		}
		for _, pack := range good.Packs {
			if pack.Name != "" {
				p.Packs = append(p.Packs, catalog.Pack{Name: pack.Name, Qty: qty.Pieces(pack.Units), Price: pack.Price})
			}
		}
		for _, c := range good.Certificates {
			p.Certificates = append(p.Certificates, certificate(p, c, today))
		}
		for _, part := range good.Components {
			p.Components = append(p.Components, catalog.Component{ProductID: ids[part.SKU], Qty: part.Qty})
			p.Terms, p.GP = ledger.Own, 0 // each owner earns by the terms of what lies in it
		}
		p.ParentID, p.Variant, p.HasVariants = ids[good.Parent], good.VariantName, d.set.IsParent(good.SKU)
	}
}

// certificate gives a certificate and writes its number where files look for it.
func certificate(p *catalog.Product, c sample.Certificate, today clock.Day) catalog.Certificate {
	out := catalog.Certificate{Kind: c.Kind, Number: c.Number}
	if c.ExpiresIn != 0 {
		out.Expires = today.Add(c.ExpiresIn)
	}
	switch c.Kind {
	case catalog.CertFDA:
		p.FDA = c.Number
	case catalog.CertTCPS:
		p.TCPS = c.Number
	case catalog.CertGI:
		p.GI = c.Number
	}
	return out
}

// photoVariants bounds how many pictures one drawing makes, however many goods share it.
const photoVariants = 6

func (d *demo) photo(good sample.Good) (string, error) {
	key := photoKey{good.Drawing, good.Variant % photoVariants}
	if name, known := d.photos[key]; known {
		return name, nil
	}
	data, err := sample.PNG(key.drawing, key.variant, 384, 184)
	if err != nil {
		return "", fault.Wrap(err, "demo_data")
	}
	name, err := d.s.keepPicture(data, ".png")
	d.photos[key] = name
	return name, err
}

// promotions takes over what the catalogue's promotions can say: those on a whole bill are left out.
func (d *demo) promotions() error {
	ids := map[string]id.Product{}
	for _, p := range d.products[:len(d.set.Goods)] {
		ids[p.SKU] = p.ID
	}
	today := clock.DayOf(d.now)
	for _, offer := range d.set.Promotions {
		if offer.MinTotal > 0 || offer.Kind == sample.Percent && offer.Every > 0 {
			continue
		}
		promo := catalog.Promotion{Name: offer.Name, Kind: offer.Kind, Category: offer.Category, Every: offer.Every,
			Percent: offer.Percent, Amount: offer.Amount, GiftID: ids[offer.Gift], From: today.Add(offer.FromDay), To: today.Add(offer.ToDay)}
		for _, sku := range offer.SKUs {
			promo.Products = append(promo.Products, ids[sku])
		}
		if err := d.s.SavePromotion(d.ctx, promo); err != nil {
			return err
		}
	}
	return nil
}

const demoFloat = money.Satang(2000_00)
