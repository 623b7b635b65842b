package shop

import (
	"context"
	"fmt"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/thai"
)

// MaxPage bounds the rows of one page of the lists of the stock.
const MaxPage = store.MaxPage

// History lists a product's movements, newest first.
func (s *Shop) History(ctx context.Context, product id.Product, limit int) ([]Moved, error) {
	moves, _, err := s.db.History(ctx, product, 0, limit)
	return moves, err
}

// HistoryPage lists a product's movements, newest first, from offset on; total counts them all.
func (s *Shop) HistoryPage(ctx context.Context, product id.Product, offset, limit int) (moves []Moved, total int, err error) {
	return s.db.History(ctx, product, offset, limit)
}

// PlaceBalances lists where some products lie, or are missing.
func (s *Shop) PlaceBalances(ctx context.Context, products ...id.Product) ([]PlaceBalance, error) {
	return s.db.PlaceBalances(ctx, products...)
}

// SoldDaily gives what was sold of some products each day from one to another, in one question.
func (s *Shop) SoldDaily(ctx context.Context, products []id.Product, from, to clock.Day) (map[id.Product][]qty.Qty, error) {
	return s.db.Sold(ctx, products, from, to)
}

// StockDaily gives what lay of a product at the end of each day from one to another.
func (s *Shop) StockDaily(ctx context.Context, product id.Product, from, to clock.Day) ([]qty.Qty, error) {
	return s.db.Levels(ctx, product, from, to)
}

// ExpiryRow is goods of one lot at one place that expire.
type ExpiryRow struct {
	ExpiringLot
	Product *catalog.Product
	Owner   string // who the goods belong to, "" = the shop
	Place   string
	Days    int // until the last day; below zero it is past
}

// AtCost is what the goods cost.
func (r ExpiryRow) AtCost() money.Satang { return money.Times(r.Cost, r.Qty) }

// ExpiryList lists the goods whose last day is some days from today or before, the first to expire first; total
// counts them, up to store.MaxCounted. Expired goods are those of −1 days and before.
func (s *Shop) ExpiryList(ctx context.Context, days, offset, limit int) ([]ExpiryRow, int, error) {
	today := clock.DayOf(s.Clock())
	found, total, err := s.db.ExpiringLots(ctx, today.Add(days), offset, limit)
	if err != nil {
		return nil, 0, err
	}
	ids := make([]id.Product, len(found))
	for n, lot := range found {
		ids[n] = lot.ProductID
	}
	names, err := s.namesOf(ctx, ids)
	if err != nil {
		return nil, 0, err
	}
	rows := make([]ExpiryRow, len(found))
	for n, lot := range found {
		rows[n] = ExpiryRow{ExpiringLot: lot, Product: s.index.ByID(lot.ProductID), Owner: s.producerName(lot.OwnerID),
			Place: names[lot.PlaceID], Days: today.Until(lot.Expires)}
	}
	return rows, total, nil
}

// namesOf takes products and producers into memory and gives the places' names.
func (s *Shop) namesOf(ctx context.Context, products []id.Product) (map[id.Place]string, error) {
	if err := s.readNames(ctx); err != nil {
		return nil, err
	}
	if err := s.Know(ctx, products...); err != nil {
		return nil, err
	}
	places, err := s.db.Places(ctx)
	names := make(map[id.Place]string, len(places))
	for _, place := range places {
		names[place.ID] = place.Name
	}
	return names, err
}

// RecountRow is a product that went below zero at a place and was not counted since.
type RecountRow struct {
	Recount
	Product *catalog.Product
	Place   string
}

// RecountList lists what went below zero, until it is counted; total counts them all.
func (s *Shop) RecountList(ctx context.Context, offset, limit int) ([]RecountRow, int, error) {
	found, total, err := s.db.Recounts(ctx, offset, limit)
	if err != nil {
		return nil, 0, err
	}
	ids := make([]id.Product, len(found))
	for n, row := range found {
		ids[n] = row.ProductID
	}
	names, err := s.namesOf(ctx, ids)
	if err != nil {
		return nil, 0, err
	}
	rows := make([]RecountRow, len(found))
	for n, row := range found {
		rows[n] = RecountRow{row, s.index.ByID(row.ProductID), names[row.PlaceID]}
	}
	return rows, total, nil
}

// ReorderRow is a product to order again.
type ReorderRow struct {
	Product *catalog.Product
	OnHand  qty.Qty // over all places, without what waiting bills hold
	Sold    qty.Qty // in the last stock.SoldDays days
	Suggest qty.Qty
	Ordered Ordered // the last order that nothing has come for yet; zero when there is none
}

// OrderList is what to order from one producer.
type OrderList struct {
	Producer Party // zero for goods that name none
	Rows     []ReorderRow
}

// OrderLists lists products of which no more is left than their reorder point, by producer, each in Thai order;
// goods without a producer come last.
func (s *Shop) OrderLists(ctx context.Context) ([]OrderList, error) {
	rows, err := s.low(ctx)
	if err != nil {
		return nil, err
	}
	producers, err := s.Producers(ctx)
	if err != nil {
		return nil, err
	}
	lists := make([]OrderList, len(producers)+1)
	at := map[id.Party]int{}
	for n, producer := range producers {
		lists[n].Producer, at[producer.ID] = producer, n
	}
	for _, row := range rows {
		n, known := at[row.Product.ProducerID]
		if !known {
			n = len(producers)
		}
		lists[n].Rows = append(lists[n].Rows, row)
	}
	return withRows(lists), nil
}

// low lists products of which no more is left than their reorder point, with what is known of each.
func (s *Shop) low(ctx context.Context) ([]ReorderRow, error) {
	found, err := s.db.Lows(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]id.Product, len(found))
	for n, low := range found {
		ids[n] = low.ProductID
	}
	if err := s.Know(ctx, ids...); err != nil {
		return nil, err
	}
	today := clock.DayOf(s.Clock())
	sold, err := s.db.Sold(ctx, ids, today.Add(1-stock.SoldDays), today)
	if err != nil {
		return nil, err
	}
	ordered, err := s.db.Ordered(ctx, ids)
	rows := make([]ReorderRow, len(found))
	for n, low := range found {
		row := &rows[n]
		row.Product, row.OnHand, row.Ordered = s.index.ByID(low.ProductID), low.OnHand, ordered[low.ProductID]
		for _, day := range sold[low.ProductID] {
			row.Sold += day
		}
		row.Suggest = stock.Suggest(row.Product, row.OnHand, row.Sold)
	}
	return rows, err
}

// withRows gives the lists that are not empty, each in Thai order.
func withRows(lists []OrderList) (full []OrderList) {
	for _, list := range lists {
		thai.SortBy(list.Rows, func(r ReorderRow) string { return r.Product.Name })
		if len(list.Rows) > 0 {
			full = append(full, list)
		}
	}
	return full
}

// OrderText writes an order as a message to paste into a chat with the producer. An item of nothing is left
// out. It fails with "lines_missing" when nothing is left.
func (s *Shop) OrderText(ctx context.Context, producer Party, items []stock.Item, lang i18n.Lang) (string, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return "", err
	}
	var text strings.Builder
	if producer.Name != "" {
		text.WriteString(i18n.T(lang, "stockpaper.message_to", fault.Values{"name": producer.Name}) + "\n")
	}
	text.WriteString(i18n.T(lang, "stockpaper.message_order", fault.Values{"shop": set.Get("shop.name")}) + "\n")
	n := 0
	for _, item := range items {
		product := s.index.ByID(item.ProductID)
		if product == nil || item.Qty <= 0 {
			continue
		}
		n++
		fmt.Fprintf(&text, "%d. %s %s %s\n", n, nameIn(lang, product), i18n.Qty(item.Qty), product.Unit)
	}
	if n == 0 {
		return "", fault.New("lines_missing", "line", nil)
	}
	text.WriteString(i18n.T(lang, "stockpaper.message_end", fault.Values{"n": n}))
	if phone := set.Get("shop.phone"); phone != "" {
		text.WriteString("\n" + i18n.T(lang, "stockpaper.message_phone", fault.Values{"phone": phone}))
	}
	return text.String(), nil
}

func nameIn(lang i18n.Lang, product *catalog.Product) string {
	if lang == i18n.English {
		return product.FullNameEN()
	}
	return product.FullName()
}
