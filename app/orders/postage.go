package orders

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shop"
)

// weighed is a quantity of goods that goes into a parcel.
type weighed struct {
	product *catalog.Product
	qty     qty.Qty
}

// quoted is what the services of the post ask for goods.
type quoted struct {
	*shop.Postage
	grams    int // of goods and packing, or as typed
	warnings []*fault.Error
}

// weigh gives what goods and their packing weigh.
func weigh(ctx context.Context, s *shop.Shop, goods []weighed) (grams int, warnings []*fault.Error, err error) {
	packing, err := s.Packing(ctx)
	if err != nil {
		return 0, nil, err
	}
	items := make([]shipping.Item, len(goods))
	for n, each := range goods {
		items[n] = shop.ParcelItem(each.product, each.qty)
	}
	grams, warnings = shipping.Weigh(items, packing)
	return grams, warnings, nil
}

// quoteFor asks what the services ask for goods to a postcode; grams 0 weighs them. Faults: those of shop.Quote.
func quoteFor(ctx context.Context, s *shop.Shop, goods []weighed, postcode string, grams int, sides [3]int, cod, insured money.Satang) (q *quoted, err error) {
	q = &quoted{grams: grams}
	if grams == 0 {
		if q.grams, q.warnings, err = weigh(ctx, s, goods); err != nil {
			return nil, err
		}
	}
	q.Postage, err = s.Quote(ctx, shipping.Parcel{Grams: q.grams, To: shipping.Place{Postcode: postcode}, Sides: sides, COD: cod, Insured: insured, Pieces: 1})
	if err == nil {
		q.warnings = append(q.warnings, q.Postage.Warnings...)
	}
	return q, err
}

// asks is what a service takes at the counter: what it keeps for collecting is known when it pays.
func asks(offer *shipping.Offer) money.Satang { return offer.Total() - offer.COD }

// offerText names a service with how long it takes.
func offerText(lang i18n.Lang, offer *shipping.Offer) string {
	name := shop.ServiceName(lang, &offer.Service)
	if days := offer.Service.Days; len(days) > 0 {
		name += " · " + i18n.T(lang, "orders.days", fault.Values{"days": span(days)})
	}
	return name
}

func span(days []int) string {
	first, last := slices.Min(days), slices.Max(days)
	if first == last {
		return strconv.Itoa(first)
	}
	return strconv.Itoa(first) + "–" + strconv.Itoa(last)
}

// chooseOffer asks which service is taken; its price is what the customer pays for the post.
func (p *Page) chooseOffer(q *quoted, taken func(service string, fee money.Satang)) {
	column := widget.Column(widget.Gap, widget.NewText(p.k.T("orders.offers_for", fault.Values{"weight": weightText(p.k.Lang, q.grams)}), widget.Caption))
	for _, warning := range q.warnings {
		column.Add(widget.NewWrapLabel(i18n.Message(p.k.Lang, warning), 2, widget.TroubleText))
	}
	d := &prompt.Dialog{Title: p.k.T("orders.offers"), Body: column, Width: widget.Unit(560), Actions: []prompt.Action{{Label: p.k.T("prompt.cancel"), Key: keys.Esc}}}
	for n := range min(len(q.Offers), 9) {
		offer := &q.Offers[n]
		take := func() { d.Close(); taken(offer.Service.Code, asks(offer)) }
		key := keys.Chord(strconv.Itoa(n + 1))
		button := widget.NewButton(widget.Plain, offerText(p.k.Lang, offer)+" · "+i18n.BahtShort(asks(offer)), take).WithKey(string(key))
		d.Bindings = append(d.Bindings, keys.Binding{Chord: key, Do: take})
		column.Add(button)
		for _, warning := range offer.Warnings {
			column.Add(container.NewPadded(widget.NewWrapLabel(i18n.Message(p.k.Lang, warning), 2, widget.Caption)))
		}
	}
	if len(q.Offers) == 0 {
		for _, unfit := range q.Unfit {
			column.Add(widget.NewWrapLabel(shop.ServiceCodeName(p.k.Lang, unfit.Service)+": "+i18n.Message(p.k.Lang, unfit.Why), 2, widget.Caption))
		}
	}
	p.k.Prompt.Show(d)
}
