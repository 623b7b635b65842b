package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
)

type stockDoc struct {
	SKU      string   `json:"sku"`
	OnHand   number   `json:"on_hand"`
	Reserved number   `json:"reserved"`
	Promised number   `json:"promised"`
	Sellable number   `json:"sellable"`
	Lots     []lotDoc `json:"lots"`
}

type lotDoc struct {
	Lot     *string    `json:"lot"`
	Expires *clock.Day `json:"expires"`
	Qty     number     `json:"qty"`
}

func (p *program) stockShow() *cobra.Command {
	return p.command("show [CODE …]", 0, -1, func(args []string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			wanted, err := p.productsNamed(s, args)
			if err != nil {
				return nil, err
			}
			return p.stockAnswer(s, wanted)
		})
	})
}

// productsNamed looks codes up; none means every product whose stock is kept.
func (p *program) productsNamed(s *shop.Shop, codes []string) ([]id.Product, error) {
	var wanted []id.Product
	for n, code := range codes {
		match, err := s.Find(p.ctx, code)
		if err != nil {
			return nil, fault.At(err, fmt.Sprintf("line[%d]", n))
		}
		wanted = append(wanted, match.Product.ID)
	}
	if len(codes) > 0 {
		return wanted, nil
	}
	index, err := s.Catalogue(p.ctx)
	if err != nil {
		return nil, err
	}
	for _, product := range index.All() {
		if !product.Untracked && !product.Archived && !product.HasVariants {
			wanted = append(wanted, product.ID)
		}
	}
	return wanted, nil
}

// stockOf asks for the stock of any number of products, some hundreds at a time.
func (p *program) stockOf(s *shop.Shop, wanted []id.Product) ([]shop.StockRow, error) {
	var rows []shop.StockRow
	for part := range slices.Chunk(wanted, 500) {
		more, err := s.Stock(p.ctx, part)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	return rows, nil
}

func (p *program) stockAnswer(s *shop.Shop, wanted []id.Product) (*answer, error) {
	rows, err := p.stockOf(s, wanted)
	if err != nil {
		return nil, err
	}
	index := s.Known()
	docs := make([]stockDoc, len(rows))
	for n, row := range rows {
		docs[n] = stockDoc{row.SKU, number(row.OnHand), number(row.Reserved), number(row.Promised), number(row.Sellable), []lotDoc{}}
		for _, lot := range row.Lots {
			docs[n].Lots = append(docs[n].Lots, lotDoc{text(lot.Code), text(lot.Expires), number(lot.Qty)})
		}
	}
	return &answer{doc: document{"stock": docs}, text: func(out *page) {
		var cells [][]string
		for _, row := range rows {
			product := index.ByID(row.ProductID)
			cells = append(cells, []string{row.SKU, product.FullName(), i18n.Qty(row.OnHand), i18n.Qty(row.Sellable), product.Unit})
			for _, lot := range row.Lots {
				if lot.Code != "" || lot.Expires != "" {
					words := strings.TrimSpace("  " + lot.Code + "  " + i18n.Date(out.lang, lot.Expires))
					cells = append(cells, []string{"", "  " + words, i18n.Qty(lot.Qty), "", ""})
				}
			}
		}
		out.table("llrrl", []string{"col.sku", "col.name", "col.on_hand", "col.sellable", "col.unit"}, cells)
	}}, nil
}

func (p *program) stockHistory() *cobra.Command {
	var limit string
	c := p.command("history CODE [--limit N]", 1, 1, func(args []string) (*answer, error) {
		most, err := readLimit(limit, mostRows)
		if err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			match, err := s.Find(p.ctx, args[0])
			if err != nil {
				return nil, err
			}
			moves, err := s.History(p.ctx, match.Product.ID, most)
			if err != nil {
				return nil, err
			}
			return historyAnswer(moves), nil
		})
	})
	c.Flags().StringVar(&limit, "limit", "50", "N")
	return c
}

func historyAnswer(moves []shop.Moved) *answer {
	type movedDoc struct {
		At     *string `json:"at"`
		Kind   string  `json:"kind"`
		Qty    number  `json:"qty"`
		OnHand number  `json:"on_hand"`
		Ref    *string `json:"ref"`
		By     *string `json:"by"`
		Reason *string `json:"reason"`
		Paper  *string `json:"paper"`
		Place  *string `json:"place"`
		Lot    *string `json:"lot"`
	}
	docs := make([]movedDoc, len(moves))
	for n, move := range moves {
		docs[n] = movedDoc{moment(move.At), move.Kind, number(move.Qty), number(move.OnHand), text(move.Ref), text(move.By), text(move.Reason),
			text(move.Paper), text(move.Place), text(move.Lot)}
	}
	return &answer{doc: document{"movements": docs}, text: func(out *page) {
		var rows [][]string
		for _, move := range moves {
			rows = append(rows, []string{i18n.Moment(out.lang, move.At), out.t("move." + move.Kind), i18n.Qty(move.Qty),
				i18n.Qty(move.OnHand), move.Place, move.Ref, move.By, shop.ReasonText(out.lang, move.Reason)})
		}
		out.table("llrrllll", []string{"col.time", "col.kind", "col.qty", "col.on_hand", "col.place", "col.ref", "col.by", "col.reason"}, rows)
	}}
}
