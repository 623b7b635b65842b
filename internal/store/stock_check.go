package store

import (
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
)

// stockPapers proves that the movements written with papers of the stock are those that their lines ask for.
// Goods that older programs moved have no paper.
func (a *audit) stockPapers(p *ledger.Posting, where string) {
	if len(p.StockPapers) == 0 {
		return
	}
	type at struct {
		product id.Product
		place   id.Place
	}
	want := map[at]qty.Qty{}
	papers := map[id.StockPaper]*ledger.StockPaper{}
	for n := range p.StockPapers {
		papers[p.StockPapers[n].ID] = &p.StockPapers[n]
	}
	for _, line := range p.StockPaperLines {
		paper := papers[line.PaperID]
		if paper == nil {
			a.off("stock", "%s: a line of another paper", where)
			continue
		}
		here, there := at{line.ProductID, paper.PlaceID}, at{line.ProductID, paper.ToPlaceID}
		switch paper.Type {
		case ledger.TypeReceived, ledger.TypeAdjusted:
			want[here] += line.Qty
		case ledger.TypeGivenBack:
			want[here] -= line.Qty
		case ledger.TypeCounted:
			want[here] += line.Qty - line.Expected
		case ledger.TypeMoved:
			want[here] -= line.Qty
			want[there] += line.Qty
		}
	}
	for _, move := range p.Movements {
		want[at{move.ProductID, move.PlaceID}] -= move.Qty
	}
	for _, paper := range p.StockPapers {
		a.counted["stock"]++
		for _, off := range want {
			if off != 0 {
				a.off("stock", "%s: its lines and its movements differ by %s", paper.Number, off)
				break
			}
		}
	}
}
