package shop

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/thai"
)

// What papers of the stock are printed on.
const (
	OnA4   = "a4"
	OnRoll = "roll" // of the receipt printer
)

// PaperOfStock lays out a paper of the stock, on A4 or the receipt printer's roll. Goods that came on
// consignment get a ใบรับฝาก with the terms of each line. One that was printed before is a copy. Faults: "stock_paper_on" of anything else,
// "roll_too_long".
func (s *Shop) PaperOfStock(ctx context.Context, paper *StockPaper, on string, lang i18n.Lang) (Papers, error) {
	if on != OnA4 && on != OnRoll {
		return Papers{}, fault.New("stock_paper_on", "paper", fault.Values{"value": on})
	}
	set, err := s.db.Settings(ctx)
	if err != nil {
		return Papers{}, err
	}
	papers := Papers{Form: FormStock, Of: paper.Number, Title: paper.Number}
	if papers.Copy, err = s.db.Printed(ctx, paper.Number); err != nil {
		return Papers{}, err
	}
	if err := s.readNames(ctx); err != nil {
		return Papers{}, err
	}
	form := goodsOf(set, paper, lang, s.producerName)
	form.Copy = papers.Copy
	if on == OnA4 {
		return s.laid(set, papers, func(shaper *text.Shaper) ([]printing.Page, error) { return form.Pages(shaper), nil })
	}
	width, _, err := paperWidth(set.Get("paper.receipt"))
	if err != nil {
		return papers, err
	}
	return s.laid(set, papers, func(shaper *text.Shaper) ([]printing.Page, error) { return one(form.Page(shaper, width)) })
}

// goodsOf fills in the form of a paper of the stock. Where goods of several producers came together each line
// says whose it is.
func goodsOf(set Settings, paper *StockPaper, lang i18n.Lang, nameOf func(id.Party) string) printing.Goods {
	g := printing.Goods{Lang: lang, Practice: set.Get("shop.practice") == "yes", Kind: goodsKind(paper), Shop: letterhead(set), Number: paper.Number,
		Day: paper.Day, Ref: paper.Ref, Reason: ReasonText(lang, paper.Reason), Place: paper.Place, To: paper.To, By: paper.By}
	if paper.Producer.Name != "" {
		g.Party = printing.Shop{Names: []string{paper.Producer.Name}, Address: paper.Producer.Address, Phone: paper.Producer.Phone}
	}
	for n, line := range paper.Lines {
		row := printing.GoodsLine{Name: line.Name + " · " + line.SKU, Qty: line.Qty, Expected: line.Expected, Unit: line.Unit, Cost: line.Cost,
			Price: line.Price, Lot: line.Lot, Expires: line.Expires}
		if paper.Type == ledger.TypeReceived && n < len(paper.Lots) {
			row.Terms = TermsText(lang, paper.Lots[n].Held())
			if owner := nameOf(paper.Lots[n].OwnerID); owner != "" && paper.Producer.Name == "" {
				row.Terms = owner + ", " + row.Terms
			}
		}
		g.Lines = append(g.Lines, row)
	}
	return g
}

func goodsKind(paper *StockPaper) printing.GoodsKind {
	switch paper.Type {
	case ledger.TypeGivenBack:
		return printing.GoodsGivenBack
	case ledger.TypeOrdered:
		return printing.GoodsOrdered
	case ledger.TypeCounted:
		return printing.GoodsCounted
	case ledger.TypeAdjusted:
		return printing.GoodsAdjusted
	case ledger.TypeMoved:
		return printing.GoodsMoved
	}
	if slices.ContainsFunc(paper.Lots, func(lot ledger.Lot) bool { return lot.Held().Consigned() }) {
		return printing.GoodsConsigned
	}
	return printing.GoodsReceived
}

// ReasonText says why goods were put right: a ready reason in words, any other as it was written.
func ReasonText(lang i18n.Lang, reason string) string {
	if slices.Contains(stock.Reasons, reason) {
		return i18n.T(lang, "stockpaper.reason."+reason)
	}
	return reason
}

// TermsText says on what terms goods lie in the shop.
func TermsText(lang i18n.Lang, terms ledger.Terms) string {
	key := "stockpaper.terms." + terms.Kind
	if terms.Kind == ledger.Consign && terms.WithVAT {
		key += "_vat"
	}
	words := i18n.T(lang, key, fault.Values{"gp": terms.GP.String(), "price": terms.Fixed})
	if terms.Consigned() && terms.Bears != ledger.BothBear {
		words += ", " + i18n.T(lang, "stockpaper.terms.bears_"+terms.Bears)
	}
	return words
}

// BlankCount asks for sheets to count by with a pencil.
type BlankCount struct {
	Name       string
	Place      id.Place // only what should lie, or is missing, there; none = all goods of the catalogue
	Categories []string // none = all
}

// CountSheetPaper lays out sheets to count by, on A4, by category in Thai order. It fails with "lines_missing"
// when there is nothing to count.
func (s *Shop) CountSheetPaper(ctx context.Context, blank BlankCount, lang i18n.Lang) (Papers, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return Papers{}, err
	}
	groups, err := s.countGroups(ctx, blank, lang)
	if err != nil {
		return Papers{}, err
	}
	if len(groups) == 0 {
		return Papers{}, fault.New("lines_missing", "line", nil)
	}
	sheet := printing.CountSheet{Lang: lang, Practice: set.Get("shop.practice") == "yes", Shop: letterhead(set), Name: thai.Clean(blank.Name, 60),
		Day: clock.DayOf(s.Clock()), Groups: groups}
	if sheet.Place, err = s.placeName(ctx, blank.Place); err != nil {
		return Papers{}, err
	}
	return s.laid(set, Papers{Form: FormCount, Title: "count"}, func(shaper *text.Shaper) ([]printing.Page, error) {
		return sheet.Pages(shaper), nil
	})
}

func (s *Shop) countGroups(ctx context.Context, blank BlankCount, lang i18n.Lang) (groups []printing.CountGroup, err error) {
	index, err := s.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	var there map[id.Product]bool
	if !blank.Place.IsZero() {
		if there, err = s.db.ProductsAt(ctx, blank.Place); err != nil {
			return nil, err
		}
	}
	byCategory := map[string][]printing.CountGoods{}
	for _, p := range index.All() {
		if p.Archived || p.Untracked || p.HasVariants || p.IsSet() || there != nil && !there[p.ID] ||
			len(blank.Categories) > 0 && !slices.Contains(blank.Categories, p.Category) {
			continue
		}
		code := p.SKU
		if len(p.Codes) > 0 {
			code = p.Codes[0].Code
		}
		byCategory[p.Category] = append(byCategory[p.Category], printing.CountGoods{Code: code, Name: nameIn(lang, p), Unit: p.Unit})
	}
	for category, goods := range byCategory {
		thai.SortBy(goods, func(g printing.CountGoods) string { return g.Name })
		groups = append(groups, printing.CountGroup{Name: category, Goods: goods})
	}
	thai.SortBy(groups, func(g printing.CountGroup) string { return g.Name })
	return groups, nil
}
