package bench

import (
	"context"
	"testing"

	"github.com/talat-pos/talat/internal/id"
	reports "github.com/talat-pos/talat/internal/report"
	"github.com/talat-pos/talat/internal/shop"
)

// The limits of the list of goods, in milliseconds.
const (
	maxGoodsPage = 100
	maxFilter    = 30
	goodsShown   = 12 // rows in sight
)

// benchGoods opens the list of goods as the screen does, and narrows it by each of its chips and by words.
func benchGoods(t *testing.T, s *shop.Shop) {
	ctx := context.Background()
	index, err := s.Catalogue(ctx)
	if err != nil {
		t.Fatal(err)
	}
	page := func(list reports.List, from int) {
		var seen []id.Product
		for n := from; n < min(from+goodsShown, list.Len()); n++ {
			seen = append(seen, list.At(n).ID)
		}
		if _, err := s.ShelfRows(ctx, seen); err != nil {
			t.Fatal(err)
		}
	}
	spread(t, "list of goods, first page", times(50, func(int) { page(reports.All(index.Shelf("")), 0) }), maxGoodsPage, "")
	var goods *reports.Goods
	spread(t, "list of goods, all counted behind it", times(3, func(int) {
		lying, err := s.Lying(ctx)
		if err != nil {
			t.Fatal(err)
		}
		goods = reports.NewGoods(index, lying)
	}), 0, "")
	list := goods.List(reports.Sold, "", "")
	spread(t, "list of goods, any page", times(200, func(n int) { page(list, n*997%max(list.Len()-goodsShown, 1)) }), maxGoodsPage, "")
	spread(t, "list of goods, narrowed", times(20*reports.Parts, func(n int) {
		query := ""
		if n%2 == 1 {
			query = []string{"น้ำ", "ผ้า", "ก", "ข้าวหอม"}[n/2%4]
		}
		list := goods.List(reports.Part(n%reports.Parts), "", query)
		if list.Len() > 0 {
			list.Find(list.At(list.Len() - 1).ID)
		}
	}), maxFilter, "")
}
