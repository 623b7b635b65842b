package shop

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/thai"
)

// Rates gives all that postage goes by: what came with the program and, before it, what the owner put over it.
func (s *Shop) Rates(ctx context.Context) (*shipping.Book, error) {
	own, err := s.db.OwnRates(ctx)
	if err != nil {
		return nil, err
	}
	set, err := s.db.Settings(ctx)
	if err != nil {
		return nil, err
	}
	book := shipping.Seed()
	book.Services = append(book.Services, own.Services...)
	book.Rates = append(book.Rates, own.Rates...)
	book.Areas = append(book.Areas, own.Areas...)
	book.Discounts = own.Discounts
	if text := set.Get("cod.percent"); text != "" {
		fee, err := money.ParseBasis(text)
		if err != nil {
			return nil, fault.At(err, "cod.percent")
		}
		book.CODFee = &fee
	}
	book.CODMost, err = set.Money("cod.most")
	return book, err
}

// Origin gives where the shop's parcels are dropped off: the postcode its settings name, else the one its address
// ends with, none when there is neither.
func (s *Shop) Origin(ctx context.Context) (shipping.Place, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return shipping.Place{}, err
	}
	from := shipping.Place{Postcode: set.Get("post.postcode"), Island: set.Get("post.island")}
	if from.Postcode == "" {
		from.Postcode = postcodeIn(set.Get("shop.address"))
	}
	return from, nil
}

// postcodeIn gives the last number of an address that is a postcode.
func postcodeIn(text string) string {
	numbers := strings.FieldsFunc(thai.ToASCIIDigits(text), func(r rune) bool { return r < '0' || r > '9' })
	for _, number := range slices.Backward(numbers) {
		if shipping.Seed().Knows(number) {
			return number
		}
	}
	return ""
}

// Postage is what the services ask for a parcel.
type Postage struct {
	Parcel   shipping.Parcel // as it was reckoned
	Offers   []shipping.Offer
	Unfit    []shipping.Unfit
	Warnings []*fault.Error // of the parcel, whatever the service
}

// Quote says what the services ask for a parcel, the cheapest first. Without a day it is dropped off today, without
// an origin by the shop. Faults: "parcel_weight", "postcode_unknown", "service_unknown"; a shop without a postcode
// is warned of by "origin_missing".
func (s *Shop) Quote(ctx context.Context, p shipping.Parcel) (*Postage, error) {
	d, err := s.desk(ctx)
	if err != nil {
		return nil, err
	}
	given := &Postage{}
	p.Day = cmp.Or(p.Day, d.day)
	if p.From.Postcode == "" {
		p.From = d.from
	}
	switch {
	case p.Grams <= 0 || p.Grams > shipping.MaxGrams:
		return nil, fault.New("parcel_weight", "grams", fault.Values{"value": p.Grams, "most": shipping.MaxGrams})
	case !d.knows(p.To.Postcode):
		return nil, fault.New("postcode_unknown", "to", fault.Values{"value": p.To.Postcode})
	case p.From.Postcode == "":
		given.Warnings = append(given.Warnings, fault.New("origin_missing", "from", nil))
	case !d.knows(p.From.Postcode):
		return nil, fault.New("postcode_unknown", "from", fault.Values{"value": p.From.Postcode})
	}
	for _, code := range p.Services {
		if !slices.Contains(d.book.Codes(), code) {
			return nil, fault.New("service_unknown", "service", fault.Values{"value": code})
		}
	}
	given.Parcel = p
	given.Offers, given.Unfit = shipping.Quote(d.book, p)
	return given, nil
}

// knows reports whether a postcode exists for the post or in the shop's own register.
func (d *desk) knows(postcode string) bool {
	return d.book.Knows(postcode) || len(d.register.WithPostcode(postcode)) > 0
}

// Packing gives what the shop's boxes and padding weigh.
func (s *Shop) Packing(ctx context.Context) (shipping.Packing, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return shipping.Packing{}, err
	}
	grams, wrong := strconv.Atoi(set.Get("packing.grams"))
	percent, err := money.ParseBasis(set.Get("packing.percent"))
	return shipping.Packing{Grams: grams, Percent: percent}, errors.Join(wrong, err)
}

// ParcelItem is a quantity of a product as it weighs in a parcel. Goods sold by weight weigh what is sold.
func ParcelItem(product *catalog.Product, quantity qty.Qty) shipping.Item {
	item := shipping.Item{Name: product.Name, Grams: product.WeightG, Qty: quantity}
	if item.Grams == 0 {
		item.Grams = catalog.UnitGrams(product.Unit)
	}
	return item
}

// ServiceName names a service of the post for people: as the shop calls it, else as the program does.
func ServiceName(lang i18n.Lang, service *shipping.Service) string {
	if service.Name != "" {
		return service.Name
	}
	return ServiceCodeName(lang, service.Code)
}

// ServiceCodeName names a service of which only the code is known.
func ServiceCodeName(lang i18n.Lang, code string) string {
	if key := "shipping.service." + code; i18n.Has(lang, key) {
		return i18n.T(lang, key)
	}
	return code
}

// ServiceDays writes how long a service takes: "1–2 วัน".
func ServiceDays(lang i18n.Lang, service *shipping.Service) string {
	least, most := service.Days[0], service.Days[1]
	days := strconv.Itoa(least)
	if most != least {
		days += "–" + strconv.Itoa(most)
	}
	return i18n.T(lang, "shipping.days", fault.Values{"days": days})
}

// SaveRate writes a rate of the shop's own, new or changed. Faults are those of store.SaveRate.
func (s *Shop) SaveRate(ctx context.Context, rate shipping.Rate) (shipping.Rate, error) {
	rate.ID = cmp.Or(rate.ID, id.New[id.Rate]())
	rate.Source = tidyText(rate.Source)
	return rate, s.db.SaveRate(ctx, rate)
}

// SaveDiscount writes a discount of the post, new or changed. Faults are those of Discount.Validate.
func (s *Shop) SaveDiscount(ctx context.Context, discount shipping.Discount) (shipping.Discount, error) {
	discount.ID = cmp.Or(discount.ID, id.New[id.Discount]())
	discount.Name, discount.Source = tidyText(discount.Name), tidyText(discount.Source)
	return discount, s.db.SaveDiscount(ctx, discount)
}

// SaveArea writes a remote area of the shop's own, new or changed. A postcode that the register of addresses lacks is
// taken: some islands have one. Faults are those of Area.Validate.
func (s *Shop) SaveArea(ctx context.Context, area shipping.Area) (shipping.Area, error) {
	area.ID = cmp.Or(area.ID, id.New[id.Area]())
	area.Group, area.Name, area.Source = tidyText(area.Group), tidyText(area.Name), tidyText(area.Source)
	return area, s.db.SaveArea(ctx, area)
}

// SavePostService writes a service as the shop knows it, new or changed. Faults are those of Service.Validate.
func (s *Shop) SavePostService(ctx context.Context, service shipping.Service) (shipping.Service, error) {
	service.ID = cmp.Or(service.ID, id.New[id.Service]())
	service.Name, service.Source = tidyText(service.Name), tidyText(service.Source)
	return service, s.db.SavePostService(ctx, service)
}

// tidyText cleans a text that its own rules bound.
func tidyText(text string) string { return thai.Clean(text, 1000) }
