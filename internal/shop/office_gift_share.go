package shop

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/giftlist"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// GiftList reads the recipients of gifts from a spreadsheet; a column may be goods of the shop. Faults: those of
// giftlist.Read, "file_missing".
func (s *Shop) GiftList(ctx context.Context, path string) (list giftlist.List, err error) {
	register, err := s.Register(ctx)
	if err != nil {
		return list, err
	}
	index, err := s.Catalogue(ctx)
	if err != nil {
		return list, err
	}
	file, err := os.Open(filepath.Clean(path))
	if err != nil {
		return list, &fault.Error{Code: "file_missing", Values: fault.Values{"value": filepath.Base(path)}, Err: err}
	}
	defer func() { _ = file.Close() }() // read only
	isGoods := func(heading string) bool { return GoodsNamed(index, heading) != nil }
	return giftlist.Read(ctx, filepath.Base(path), file, giftlist.Options{IsGoods: isGoods, Register: register})
}

// ShareFrom fills in who gets what of a quotation that is accepted, from a spreadsheet, and gives what to look
// at again of it. A list with a row that cannot be read is refused whole: "gift_row", or "gift_part" where it shares out pieces. Faults beside: those of GiftList, Chosen and ShareGifts.
func (s *Shop) ShareFrom(ctx context.Context, ask *AcceptAsk, path string) ([]*fault.Error, error) {
	quotation, err := s.db.PaperNumbered(ctx, ask.Quotation)
	if err != nil {
		return nil, fault.At(err, "quotation")
	}
	lines, err := quotation.Chosen(ask.Alternative, ask.Quantities...)
	if err != nil {
		return nil, err
	}
	list, err := s.GiftList(ctx, path)
	switch {
	case err != nil:
		return nil, fault.At(err, "recipients")
	case len(list.Rejected) > 0:
		return nil, fault.New("gift_row", "recipients", fault.Values{"row": list.Rejected[0].Row, "reason": list.Rejected[0].Reason})
	case len(list.Recipients) == 0:
		return nil, fault.New("gift_columns", "recipients", nil)
	}
	index, err := s.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	ask.Recipients, ask.Shares, err = ShareGifts(lines, &list, func(text string) id.Product {
		if product := GoodsNamed(index, text); product != nil {
			return product.ID
		}
		return id.Product{}
	})
	if err != nil {
		return nil, err
	}
	return list.Warnings, wholeShares(index, lines, &list, ask.Shares)
}

// wholeShares fails with "gift_part" where a row gives somebody a part of goods that go by the piece.
func wholeShares(index *catalog.Index, lines []papers.Line, list *giftlist.List, shares [][]qty.Qty) error {
	for n, row := range shares {
		goods := index.ByID(lines[n].ProductID)
		for to, share := range row {
			if goods != nil && !goods.Weighed && !share.Whole() {
				gift := list.Recipients[to]
				return fault.New("gift_part", "recipients", fault.Values{"rows": rowsText(gift.Rows), "name": lines[n].Name, "to": gift.Name, "qty": share})
			}
		}
	}
	return nil
}

// rowsText lists rows of a spreadsheet.
func rowsText(rows []int) string {
	texts := make([]string, len(rows))
	for n, row := range rows {
		texts[n] = i18n.Value(i18n.English, row)
	}
	return strings.Join(texts, ", ")
}

// GoodsNamed finds the one product that a text names: by its number or code, or as the only one that the search finds;
// nil for none.
func GoodsNamed(index *catalog.Index, text string) *catalog.Product {
	if match, err := index.Lookup(text, catalog.ScaleLayout{}); err == nil {
		return match.Product
	}
	if found := index.Search(text, 2).Products; len(found) == 1 {
		return found[0]
	}
	return nil
}

// ShareGifts shares ordered lines to the recipients of a list: who a row names goods for gets those, who it only says
// a number for gets so many of every kind of goods, who it says nothing for gets one of each; where no row says
// anything all is shared evenly (no shares). Words that are as many as some goods go with them, others to the first
// recipient; where nothing but words is ordered the numbers are of one of them. Faults: "gift_not_ordered" (a row names
// goods that are not among the lines) and "shares_differ" (the rows of a line come to another sum than is ordered), both
// at "shares".
func ShareGifts(lines []papers.Line, list *giftlist.List, means func(text string) id.Product) (to []ordering.Recipient, shares [][]qty.Qty, err error) {
	var all []giftlist.Item
	known := map[string]id.Product{}
	for _, line := range lines {
		if key := line.ProductID.String(); !line.ProductID.IsZero() && known[key].IsZero() {
			all, known[key] = append(all, giftlist.Item{SKU: key, Qty: qty.One}), line.ProductID
		}
	}
	if len(all) == 0 { // words alone
		all, known[words] = []giftlist.Item{{SKU: words, Qty: qty.One}}, id.Product{}
	}
	var request ordering.Request
	err = list.Fill(&request, func(item giftlist.Item) (id.Product, money.Satang) {
		if product, own := known[item.SKU]; own {
			return product, 0
		}
		return means(strings.TrimSpace(item.SKU + " " + item.Text)), 0
	}, all)
	if err != nil {
		return nil, nil, err
	}
	said := false
	for _, gift := range list.Recipients {
		said = said || len(gift.Items) > 0
	}
	if !said {
		return request.Recipients, nil, nil
	}
	gets := map[id.Product][]qty.Qty{}
	for _, line := range request.Lines {
		row := gets[line.ProductID]
		if row == nil {
			row = make([]qty.Qty, len(request.Recipients))
			gets[line.ProductID] = row
		}
		row[line.To-1] += line.Qty
	}
	if err := strange(&request, list, known); err != nil {
		return nil, nil, err
	}
	if sum := sumQty(gets[id.Product{}]); sum > 0 && !slices.ContainsFunc(lines, func(line papers.Line) bool { return line.Qty == sum }) {
		return nil, nil, fault.New("shares_differ", "shares", fault.Values{"name": lines[0].Name, "shares": sum, "qty": lines[0].Qty})
	}
	ordered := map[id.Product]qty.Qty{}
	for _, line := range lines {
		ordered[line.ProductID] += line.Qty
	}
	for _, line := range lines {
		if sum := sumQty(gets[line.ProductID]); !line.ProductID.IsZero() && sum != ordered[line.ProductID] {
			return nil, nil, fault.New("shares_differ", "shares", fault.Values{"name": line.Name, "shares": sum, "qty": ordered[line.ProductID]})
		}
	}
	left := map[id.Product][]qty.Qty{}
	for product, row := range gets {
		left[product] = slices.Clone(row)
	}
	for _, line := range lines {
		if line.ProductID.IsZero() {
			shares = append(shares, besides(line, lines, gets, len(request.Recipients)))
		} else {
			shares = append(shares, part(left[line.ProductID], line.Qty))
		}
	}
	return request.Recipients, shares, nil
}

// words stands for what is ordered where no goods are: a service, things typed by hand.
const words = "words"

// strange fails for the first row of a list whose goods were not ordered.
func strange(request *ordering.Request, list *giftlist.List, known map[string]id.Product) error {
	for _, line := range request.Lines {
		_, counted := known[line.SKU] // a row that only says a number
		if _, ordered := known[line.ProductID.String()]; !counted && !ordered {
			gift := list.Recipients[line.To-1]
			name := line.Text
			if name == "" {
				name = line.SKU
			}
			return fault.New("gift_not_ordered", "shares", fault.Values{"rows": rowsText(gift.Rows), "name": name, "to": gift.Name})
		}
	}
	return nil
}

// besides shares words: with goods that are as many, else to the first recipient.
func besides(line papers.Line, lines []papers.Line, gets map[id.Product][]qty.Qty, places int) []qty.Qty {
	for _, goods := range lines {
		if own := gets[goods.ProductID]; len(own) > 0 && sumQty(own) == line.Qty {
			return slices.Clone(own)
		}
	}
	row := make([]qty.Qty, places)
	row[0] = line.Qty
	return row
}

// part takes so many of what recipients get, from the first on, for one line of several of the same goods.
func part(gets []qty.Qty, many qty.Qty) []qty.Qty {
	row := make([]qty.Qty, len(gets))
	for n := range gets {
		row[n] = min(gets[n], many)
		gets[n] -= row[n]
		many -= row[n]
	}
	return row
}

func sumQty(row []qty.Qty) (sum qty.Qty) {
	for _, each := range row {
		sum += each
	}
	return sum
}
