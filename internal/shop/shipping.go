package shop

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/store"
)

// The lists of parcels.
const (
	ParcelsToPrint     = store.ParcelsToPrint
	ParcelsPrinted     = store.ParcelsPrinted
	ParcelsHanded      = store.ParcelsHanded
	ParcelsNumberless  = store.ParcelsNumberless
	ParcelsAway        = store.ParcelsAway
	ParcelsUndelivered = store.ParcelsUndelivered
	ParcelsReturned    = store.ParcelsReturned
	ParcelsCOD         = store.ParcelsCOD
	ParcelsAsked       = store.ParcelsAsked
	ParcelsAll         = store.ParcelsAll
)

// Parcel is a parcel as lists, labels and the post take it.
type Parcel struct {
	ParcelRow
	ByChannel bool           // the channel sends it: it chooses the carrier and gives the number
	Goes      string         // the service by which it goes, the cheapest that fits when none is chosen; "" = none fits
	Cost      money.Satang   // what the carrier takes, without collecting
	List      money.Satang   // that before the discount, equal to Cost without one
	Discount  string         // its name
	Charged   money.Satang   // what the customer pays for the post, this parcel's part
	Collect   money.Satang   // what collecting costs: what was kept, before that what is to be expected
	Maybe     money.Satang   // what comes on top when the recipient lives on an island that was asked about
	Lacks     string         // the first part of the recipient without which no label is printed, "" = none
	Wrong     string         // the part of the address that does not agree with the others, "" = none
	Masked    bool           // telephones show their last digits only (setting privacy.mask_phone)
	Warnings  []*fault.Error // what a person should look at before it goes
}

// desk is what parcels are reckoned by.
type desk struct {
	book     *shipping.Book
	register *address.Register
	from     shipping.Place
	day      clock.Day
	masked   bool // telephones
}

func (s *Shop) desk(ctx context.Context) (d desk, err error) {
	if d.masked, err = s.masked(ctx); err != nil {
		return d, err
	}
	if d.book, err = s.Rates(ctx); err != nil {
		return d, err
	}
	if d.register, err = s.Register(ctx); err != nil {
		return d, err
	}
	d.from, err = s.Origin(ctx)
	d.day = clock.DayOf(s.Clock())
	return d, err
}

// reckon says how a parcel goes and for how much, of so many pieces that are handed over together.
func (d *desk) reckon(row *ParcelRow, pieces int) Parcel {
	p := Parcel{ParcelRow: *row, Masked: d.masked, Goes: row.Service, Cost: row.Postage, List: row.Postage}
	p.ByChannel = row.Service == "" && ordering.Marketplace(row.Channel)
	p.Lacks = lacking(&row.To)
	p.Charged = row.Fee.Share(int64(row.Before+1), int64(max(row.Boxes, 1))) - row.Fee.Share(int64(row.Before), int64(max(row.Boxes, 1)))
	if p.Collect = row.CODFee; row.CODPaid == 0 {
		p.Collect, _ = d.book.Collecting(row.COD, d.day)
	}
	if row.State != ledger.ParcelPacked {
		return p
	}
	if checked := d.register.Check(row.To.Address()); checked.Complete && !checked.OK {
		p.Wrong = checked.Wrong
		p.Warnings = append(p.Warnings, fault.New("parcel_to_wrong", "to."+p.Wrong, fault.Values{"name": row.To.Name}))
	}
	if len(row.To.Phones) == 0 && p.Lacks == "" {
		p.Warnings = append(p.Warnings, fault.New("parcel_to_phone", "to.phone", fault.Values{"name": row.To.Name}))
	}
	if p.ByChannel {
		return p
	}
	ask := d.ask(row, pieces)
	offers, unfit := shipping.Quote(d.book, ask)
	if len(offers) == 0 {
		if len(unfit) > 0 {
			p.Warnings = append(p.Warnings, unfit[0].Why)
		}
		return p
	}
	offer := &offers[0]
	p.Goes, p.Discount, p.Maybe = offer.Service.Code, offer.By, offer.Maybe
	p.Cost = postageOf(offer)
	p.List = p.Cost + offer.Discount
	p.Warnings = append(p.Warnings, offer.Warnings...)
	return p
}

// Profit is what the post leaves of what the customer pays for it.
func (p *Parcel) Profit() money.Satang { return p.Charged - p.Cost - p.Collect }

// ask gives a parcel as a quote takes it.
func (d *desk) ask(row *ParcelRow, pieces int) shipping.Parcel {
	ask := shipping.Parcel{Day: d.day, Grams: row.Grams, From: d.from, To: shipping.Place{Postcode: row.To.Postcode}, COD: row.COD,
		Sides: [3]int{row.Length, row.Width, row.Height}, Insured: row.Insured, Pieces: pieces}
	if row.Service != "" {
		ask.Services = []string{row.Service}
	}
	return ask
}

// postageOf is what the carrier takes at the counter: what it keeps for collecting is known when it pays.
func postageOf(offer *shipping.Offer) money.Satang { return offer.Total() - offer.COD }

// lacking gives the first part of a recipient without which no label is printed.
func lacking(to *ordering.Recipient) string {
	switch {
	case strings.TrimSpace(to.Name) == "":
		return "to.name"
	case strings.TrimSpace(to.Line) == "":
		return "to.line"
	case !shipping.IsPostcode(to.Postcode):
		return "to.postcode"
	case to.Province == "":
		return "to.province"
	}
	return ""
}

// Missing says "parcel_to_missing" of the part that the recipient Lacks, of an order that is called so: which of its boxes
// it is, and for whom.
func (p *Parcel) Missing(lang i18n.Lang, called string) *fault.Error {
	return fault.New("parcel_to_missing", p.Lacks, fault.Values{"number": called, "who": strings.TrimSpace(i18n.Value(lang, p.No) + " " + p.To.Name),
		"part": i18n.T(lang, "parcel."+p.Lacks)})
}

// Parcels lists parcels as lists show them, and what all of the query come to. The postage of what is packed is of
// today, as if all that is packed went together. Faults: those of store.Parcels.
func (s *Shop) Parcels(ctx context.Context, query ParcelQuery) ([]Parcel, ParcelSums, error) {
	rows, sums, err := s.db.Parcels(ctx, query)
	if err != nil {
		return nil, sums, err
	}
	pieces := sums.Count
	if query.List != ParcelsToPrint && query.List != ParcelsPrinted || query.Search != "" {
		pieces = 1
	}
	list, err := s.reckonAll(ctx, rows, pieces)
	if len(list) == sums.Count {
		sums.Postage = 0
		for n := range list {
			sums.Postage += list[n].Cost
		}
	}
	return list, sums, err
}

// ParcelsOf gives parcels in the order they are named, as if they went together.
func (s *Shop) ParcelsOf(ctx context.Context, wanted []id.Parcel) ([]Parcel, error) {
	rows, err := s.db.ParcelsOf(ctx, wanted)
	if err != nil {
		return nil, err
	}
	return s.reckonAll(ctx, rows, len(rows))
}

func (s *Shop) reckonAll(ctx context.Context, rows []ParcelRow, pieces int) ([]Parcel, error) {
	d, err := s.desk(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]Parcel, len(rows))
	for n := range rows {
		list[n] = d.reckon(&rows[n], pieces)
	}
	return list, nil
}

// ParcelCounts counts the parcels of the lists today.
func (s *Shop) ParcelCounts(ctx context.Context) (ParcelCounts, error) {
	return s.db.ParcelCounts(ctx, clock.DayOf(s.Clock()))
}

// DropOffs lists the days on which parcels were handed over, the newest first.
func (s *Shop) DropOffs(ctx context.Context, from, to clock.Day, limit int) ([]DropOff, error) {
	return s.db.DropOffs(ctx, from, to, limit)
}

// ParcelChecks is what is to be looked at before labels are printed.
type ParcelChecks struct {
	Count     int
	Addresses int // complete, and their postcodes agree with the register
	Weights   int // weighed, or sent by their channel
	COD       int // that collect money
	Numbers   int // that have a number, or get it from their channel
	Grams     int
	List      money.Satang // before discounts
	Postage   money.Satang
	Collect   money.Satang
}

// CheckParcels sums up the parcels that are to be printed together.
func CheckParcels(list []Parcel) (c ParcelChecks) {
	c.Count = len(list)
	for n := range list {
		p := &list[n]
		c.Grams, c.List, c.Postage, c.Collect = c.Grams+p.Grams, c.List+p.List, c.Postage+p.Cost, c.Collect+p.COD
		c.Addresses += one0(p.Lacks == "" && p.Wrong == "")
		c.Weights += one0(p.Grams > 0 || p.ByChannel)
		c.COD += one0(p.COD > 0)
		c.Numbers += one0(p.Tracking != "" || p.ByChannel)
	}
	return c
}

func one0(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// ParcelOffers says what the services ask for a parcel as it would be, the cheapest first, and which do not take it.
// Faults: "parcel_unknown", those of ordering.ParcelChange.
func (s *Shop) ParcelOffers(ctx context.Context, change ordering.ParcelChange) (*Postage, error) {
	rows, err := s.db.ParcelsOf(ctx, []id.Parcel{change.ParcelID})
	switch {
	case err != nil:
		return nil, err
	case len(rows) == 0:
		return nil, fault.New("parcel_unknown", "parcel", fault.Values{"value": change.ParcelID.String()})
	}
	row := rows[0]
	if row.Parcel, err = change.Change(row.Number, row.Parcel); err != nil {
		return nil, err
	}
	d, err := s.desk(ctx)
	if err != nil {
		return nil, err
	}
	row.Service = ""
	given := &Postage{Parcel: d.ask(&row, 1)}
	if d.from.Postcode == "" {
		given.Warnings = append(given.Warnings, fault.New("origin_missing", "from", nil))
	}
	given.Offers, given.Unfit = shipping.Quote(d.book, given.Parcel)
	return given, nil
}

// ChangeParcel writes what a packed parcel weighs and measures and by which service it goes; its postage follows
// from that when nobody says another. Faults: those of store.ChangeParcel.
func (s *Shop) ChangeParcel(ctx context.Context, change ordering.ParcelChange, by string) error {
	if change.Postage == 0 && change.Service != "" && change.Grams > 0 {
		offered, err := s.ParcelOffers(ctx, change)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(offered.Offers, func(o shipping.Offer) bool { return o.Service.Code == change.Service })
		if at >= 0 {
			change.Postage = postageOf(&offered.Offers[at])
		}
	}
	return s.db.ChangeParcel(ctx, change, by)
}

// ReadyParcels settles how packed parcels go, for how much when they go together, and gives those that have no
// number one of a pool. Faults, listed: those of store.ReadyParcels, and why no service takes one for which none is
// chosen.
func (s *Shop) ReadyParcels(ctx context.Context, wanted []id.Parcel, by string) ([]ParcelFault, error) {
	list, err := s.ParcelsOf(ctx, wanted)
	if err != nil {
		return nil, err
	}
	var ready []store.Ready
	var failed []ParcelFault
	for n := range list {
		p := &list[n]
		if p.State == ledger.ParcelPacked && p.Goes == "" && !p.ByChannel {
			why := fault.New("parcel_no_service", "service", fault.Values{"grams": p.Grams})
			if p.Grams == 0 {
				why = fault.New("label_unweighed", "grams", fault.Values{"no": p.No, "number": p.Number})
			}
			failed = append(failed, ParcelFault{ParcelID: p.ID, Number: p.Number, Why: why})
			continue
		}
		ready = append(ready, store.Ready{ParcelID: p.ID, Grams: p.Grams, COD: p.COD, Service: p.Goes, Postage: p.Cost, Number: !p.ByChannel})
	}
	more, err := s.db.ReadyParcels(ctx, ready, by)
	return append(failed, more...), err
}

// Contents says what lies in a parcel, short.
func (p *Parcel) Contents() string {
	var parts []string
	for _, in := range p.Lines {
		at := slices.IndexFunc(p.Items, func(l ledger.OrderLine) bool { return l.N == in.N })
		if at >= 0 {
			parts = append(parts, cmp.Or(p.Items[at].Name, p.Items[at].Text)+" ×"+i18n.Qty(in.Qty))
		}
	}
	return strings.Join(parts, " · ")
}

// Called is the number by which people know the order of a parcel.
func (p *Parcel) Called() string { return ordering.CalledOf(p.Channel, p.ChannelNo, p.Number, p.Short) }

// ServiceOf names how a parcel goes.
func (p *Parcel) ServiceOf(lang i18n.Lang) string {
	if p.ByChannel {
		return i18n.T(lang, "parcel.by_channel", fault.Values{"channel": i18n.T(lang, "ordering.channel."+p.Channel)})
	}
	if p.Goes == "" {
		return ""
	}
	return ServiceCodeName(lang, p.Goes)
}

// ParcelsNamed finds parcels by what people have of them: the number of an order, ours or its channel's, gives all
// its live ones by their no, a tracking number the one it is on. It fails with "order_unknown".
func (s *Shop) ParcelsNamed(ctx context.Context, number string) (id.Order, []id.Parcel, error) {
	if tracking, err := shipping.ReadNumber(number, true); err == nil {
		found, err := s.db.ParcelsNumbered(ctx, []string{tracking})
		if row, known := found[tracking]; err != nil || known {
			return row.OrderID, []id.Parcel{row.ID}, err
		}
	}
	order, err := s.OrderNumbered(ctx, number)
	if err != nil {
		return id.Order{}, nil, err
	}
	var list []id.Parcel
	for n := range order.Parcels {
		if order.Parcels[n].Live() {
			list = append(list, order.Parcels[n].ID)
		}
	}
	return order.Order.ID, list, nil
}
