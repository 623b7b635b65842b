package shipping

import (
	"cmp"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
)

// Parcel is what is to be sent.
type Parcel struct {
	Day      clock.Day // of the drop-off, whose rates count
	Grams    int       // goods and packing; 0 = not weighed
	From, To Place
	Sides    [3]int       // in millimetres, 0 = not measured
	COD      money.Satang // to be collected from the recipient, 0 = nothing
	Insured  money.Satang // the value to be insured, 0 = not asked for
	Pieces   int          // parcels of this drop-off
	Services []string     // the services to look at, none = those for goods
}

// Offer is what a service asks for a parcel.
type Offer struct {
	Service   Service
	Fee       money.Satang // the list price
	Surcharge money.Satang // for a remote area
	Discount  money.Satang // what comes off the list price
	By        string       // the discount's name
	Insurance money.Satang
	COD       money.Satang   // for collecting
	Maybe     money.Satang   // what comes on top when the recipient lives on one of the islands asked about
	Asks      []string       // the islands of the recipient's postcode, where nobody said whether it is one of them
	Warnings  []*fault.Error // what a person should look at; none stops the parcel
}

// Total is what the parcel costs at the counter.
func (o *Offer) Total() money.Satang {
	return o.Fee - o.Discount + o.Surcharge + o.Insurance + o.COD
}

// Unfit is a service that does not take a parcel, and why.
type Unfit struct {
	Service string
	Why     *fault.Error
}

// Quote says what the services ask for a parcel, the cheapest first, and which do not take it: "parcel_unweighed",
// "parcel_heavy", "service_no_rate", "service_no_cod", "service_unknown".
func Quote(book *Book, parcel Parcel) (offers []Offer, unfit []Unfit) {
	codes := parcel.Services
	if len(codes) == 0 {
		codes = book.forGoods(parcel.Day)
	}
	to := book.Standing(parcel.To, parcel.Day)
	remote := len(to.Groups) > 0 && !shares(to.Groups, book.Standing(parcel.From, parcel.Day).Groups)
	for _, code := range codes {
		offer, why := book.offer(code, &parcel, remote, to.Asks)
		if why != nil {
			unfit = append(unfit, Unfit{code, why})
			continue
		}
		offers = append(offers, offer)
	}
	slices.SortStableFunc(offers, func(a, b Offer) int {
		return cmp.Or(cmp.Compare(a.Total(), b.Total()), slices.Compare(a.Service.Days, b.Service.Days))
	})
	return offers, unfit
}

func (b *Book) forGoods(day clock.Day) (codes []string) {
	for _, code := range b.Codes() {
		if s := b.Service(code, day); s != nil && !s.Asked {
			codes = append(codes, code)
		}
	}
	return codes
}

func shares(one, other []string) bool {
	return slices.ContainsFunc(one, func(group string) bool { return slices.Contains(other, group) })
}

func (b *Book) offer(code string, p *Parcel, remote bool, asks []string) (offer Offer, why *fault.Error) {
	service := b.Service(code, p.Day)
	if service == nil {
		return offer, fault.New("service_unknown", "service", fault.Values{"value": code})
	}
	rate := b.Rate(code, "", p.Day)
	switch {
	case p.Grams <= 0:
		return offer, fault.New("parcel_unweighed", "grams", nil)
	case p.Grams > service.MaxGrams:
		return offer, fault.New("parcel_heavy", "grams", fault.Values{"grams": p.Grams, "most": service.MaxGrams})
	case rate == nil:
		return offer, fault.New("service_no_rate", "date", fault.Values{"date": p.Day})
	case p.COD > 0 && !service.COD:
		return offer, fault.New("service_no_cod", "cod", nil)
	}
	offer.Service = *service
	var fits bool
	if offer.Fee, fits = rate.Fee(p.Grams); !fits {
		return offer, fault.New("parcel_heavy", "grams", fault.Values{"grams": p.Grams, "most": rate.Steps[len(rate.Steps)-1].Grams})
	}
	if discount, off := b.Discount(code, p.Day, max(p.Pieces, 1), offer.Fee); discount != nil {
		offer.Discount, offer.By = off, discount.Name
	}
	offer.Warnings = service.sizeWarnings(p.Sides)
	b.addRemote(&offer, p, remote, asks)
	b.addInsurance(&offer, p)
	b.addCollecting(&offer, p)
	return offer, nil
}

// addRemote adds what a remote area asks, or asks about the islands.
func (b *Book) addRemote(offer *Offer, p *Parcel, remote bool, asks []string) {
	more := b.Rate(offer.Service.Code, Remote, p.Day)
	if more == nil {
		return
	}
	fee, _ := more.Fee(p.Grams) // a weight above its steps adds nothing
	switch {
	case remote:
		offer.Surcharge = fee
	case len(asks) > 0 && fee > 0:
		offer.Asks, offer.Maybe = asks, fee
		offer.Warnings = append(offer.Warnings, fault.New("island_asked", "to",
			fault.Values{"postcode": p.To.Postcode, "islands": strings.Join(asks, ", "), "amount": fee}))
	}
}

func (b *Book) addInsurance(offer *Offer, p *Parcel) {
	if p.Insured <= 0 {
		return
	}
	insurance := b.Insurance(offer.Service.Code, p.Day)
	if insurance == nil || !offer.Service.Insurance {
		if p.Insured > offer.Service.Compensation {
			offer.Warnings = append(offer.Warnings, fault.New("parcel_uninsured", "insured", fault.Values{"most": offer.Service.Compensation}))
		}
		return
	}
	if p.Insured > insurance.Most {
		offer.Warnings = append(offer.Warnings, fault.New("insured_above_limit", "insured", fault.Values{"most": insurance.Most}))
	}
	offer.Insurance = insurance.Premium(min(p.Insured, insurance.Most))
}

func (b *Book) addCollecting(offer *Offer, p *Parcel) {
	if p.COD <= 0 {
		return
	}
	fee, most := b.Collecting(p.COD, p.Day)
	offer.COD = fee
	if p.COD > most {
		offer.Warnings = append(offer.Warnings, fault.New("cod_above_limit", "cod", fault.Values{"amount": p.COD, "most": most}))
	}
}
