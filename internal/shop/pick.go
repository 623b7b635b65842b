package shop

import (
	"cmp"
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/thai"
)

// maxPick bounds one picking list.
const maxPick = 300

// picked is goods of a product and a lot to be taken from a place for a line of an order.
type picked struct {
	product id.Product // none for goods that nobody counts
	lot     id.Lot
	place   id.Place
	qty     qty.Qty
	lacks   qty.Qty
	name    string // of goods without a product
	unit    string
}

// PickPapers lays out what is to be taken from which place for the orders that must be packed by a day, and what goes
// into which order's box. Faults: "pick_empty", "pick_many".
func (s *Shop) PickPapers(ctx context.Context, until clock.Day, lang i18n.Lang) (Papers, error) {
	list, err := s.pickList(ctx, until, lang)
	if err != nil {
		return Papers{}, err
	}
	set, err := s.db.Settings(ctx)
	if err != nil {
		return Papers{}, err
	}
	list.Practice, list.Shop = set.Get("shop.practice") == "yes", letterhead(set)
	return s.laid(set, Papers{Form: FormPick, Title: "pick-" + string(until)}, func(shaper *text.Shaper) ([]printing.Page, error) { return list.Pages(shaper) })
}

func (s *Shop) pickList(ctx context.Context, until clock.Day, lang i18n.Lang) (printing.PickList, error) {
	list := printing.PickList{Lang: lang, Until: until}
	orders, total, err := s.db.ToPick(ctx, until, maxPick)
	switch {
	case err != nil:
		return list, err
	case total == 0:
		return list, fault.New("pick_empty", "date", fault.Values{"date": until})
	case total > maxPick:
		return list, fault.New("pick_many", "date", fault.Values{"count": total, "most": maxPick})
	}
	n := pickNames{shop: s, lang: lang, places: map[id.Place]string{}}
	var goods [][]picked
	for k := range orders {
		goods = append(goods, pickOf(&orders[k]))
	}
	if err := n.read(ctx, goods); err != nil {
		return list, err
	}
	list.Places = n.byPlace(goods)
	for k := range orders {
		past := orders[k].Past
		order := printing.PickOrder{Number: past.Order.Number, Called: ordering.Called(&past.Order), Due: past.Content.Due, Note: past.Person.Note, Name: cmp.Or(past.Person.Name, past.Person.Contact)}
		if past.Content.Service == ordering.Pickup {
			order.Service = i18n.T(lang, "ordering.service.pickup")
		} else if past.Content.Service != "" {
			order.Service = ServiceCodeName(lang, past.Content.Service)
		}
		for _, one := range goods[k] {
			order.Goods = append(order.Goods, n.goods(&one))
		}
		list.Orders = append(list.Orders, order)
	}
	return list, nil
}

// pickOf gives what of an order is still to be packed: what is kept for it, less what lies in its boxes already.
func pickOf(order *store.Picking) (list []picked) {
	for _, line := range order.Content.Lines {
		left, open := order.Left(line.N), line.Qty-order.Given[line.N]
		if left <= 0 {
			continue
		}
		boxed := map[id.Product]qty.Qty{} // of what is kept
		for _, row := range order.Kept {
			if row.LineN == line.N {
				boxed[row.ProductID] += row.Qty
			}
		}
		if len(boxed) == 0 {
			list = append(list, picked{qty: left, name: cmp.Or(line.Name, line.Text), unit: line.Unit})
			continue
		}
		for product, kept := range boxed {
			boxed[product] = kept - qty.Qty(int64(kept)*int64(left)/int64(open))
		}
		for _, row := range order.Kept {
			if row.LineN != line.N {
				continue
			}
			in := min(boxed[row.ProductID], row.Qty)
			boxed[row.ProductID] -= in
			if row.Qty > in {
				list = append(list, picked{product: row.ProductID, lot: row.LotID, place: row.PlaceID, qty: row.Qty - in})
			}
		}
	}
	for _, short := range order.Shorts {
		missing := short.Missing()
		for k := range slices.Backward(list) { // what expires last lacks first
			if list[k].product == short.ProductID && missing > 0 {
				lacks := min(missing, list[k].qty-list[k].lacks)
				list[k].lacks += lacks
				missing -= lacks
			}
		}
	}
	return list
}

// pickNames names what a picking list holds.
type pickNames struct {
	shop   *Shop
	lang   i18n.Lang
	places map[id.Place]string
	lots   map[id.Lot]ledger.Lot
}

func (n *pickNames) read(ctx context.Context, goods [][]picked) (err error) {
	var products []id.Product
	var lots []id.Lot
	for _, order := range goods {
		for _, one := range order {
			if !one.product.IsZero() {
				products = append(products, one.product)
			}
			if !one.lot.IsZero() {
				lots = append(lots, one.lot)
			}
		}
	}
	if err := n.shop.Know(ctx, products...); err != nil {
		return err
	}
	if n.lots, err = n.shop.db.LotsOf(ctx, lots); err != nil {
		return err
	}
	places, err := n.shop.db.Places(ctx)
	for _, place := range places {
		n.places[place.ID] = place.Name
	}
	return err
}

// goods names goods.
func (n *pickNames) goods(one *picked) printing.PickGoods {
	lot := n.lots[one.lot]
	g := printing.PickGoods{Name: one.name, Unit: one.unit, Lot: lot.Code, Expires: lot.Expires, Qty: one.qty, Lacks: one.lacks, Orders: 1}
	if product := n.shop.index.ByID(one.product); product != nil {
		g.SKU, g.Name, g.Unit = product.SKU, product.FullName(), product.Unit
	}
	if g.Lot == string(g.Expires) {
		g.Lot = "" // a lot without a name of its own is called by its day
	}
	return g
}

// byPlace puts together what all orders need of each product and lot, by place; places, goods and lots in the order
// people look for them.
func (n *pickNames) byPlace(goods [][]picked) (places []printing.PickPlace) {
	type key struct {
		place id.Place
		goods picked
	}
	at, sums := map[key]*printing.PickGoods{}, map[string][]*printing.PickGoods{}
	for _, order := range goods {
		counted := map[key]bool{}
		for _, one := range order {
			k := key{one.place, picked{product: one.product, lot: one.lot, name: one.name, unit: one.unit}}
			sum := at[k]
			if sum == nil {
				named := n.goods(&one)
				named.Qty, named.Lacks, named.Orders = 0, 0, 0
				sum, at[k] = &named, &named
				name := n.place(one.place)
				sums[name] = append(sums[name], sum)
			}
			sum.Qty, sum.Lacks = sum.Qty+one.qty, sum.Lacks+one.lacks
			if !counted[k] {
				counted[k] = true
				sum.Orders++
			}
		}
	}
	for name, list := range sums {
		slices.SortFunc(list, func(a, b *printing.PickGoods) int {
			return cmp.Or(thai.Compare(a.Name, b.Name), cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Expires, b.Expires), cmp.Compare(a.Lot, b.Lot))
		})
		place := printing.PickPlace{Name: name}
		for _, sum := range list {
			place.Goods = append(place.Goods, *sum)
		}
		places = append(places, place)
	}
	thai.SortBy(places, func(p printing.PickPlace) string { return p.Name })
	return places
}

func (n *pickNames) place(place id.Place) string {
	return cmp.Or(n.places[place], i18n.T(n.lang, "pick.elsewhere"))
}
