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
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
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

func (p *program) stockCommand() *cobra.Command {
	return p.group("stock", p.stockReceive(), p.stockCount(), p.stockAdjust(), p.stockMove(), p.stockPlace(), p.stockShow(), p.stockHistory())
}

// stockItems looks up the items of a stock command.
func (p *program) stockItems(s *shop.Shop, texts []string, read func(text, field string) (item, error)) ([]stock.Item, error) {
	items, err := readItems(texts, "line", read)
	if err != nil {
		return nil, err
	}
	found := make([]stock.Item, len(items))
	for n, item := range items {
		match, err := s.Find(p.ctx, item.code)
		if err != nil {
			return nil, fault.At(err, item.field)
		}
		size, err := shop.Times(item.qty.Abs(), match.Qty)
		if err != nil {
			return nil, fault.At(err, item.field)
		}
		if item.qty < 0 {
			size = -size
		}
		found[n] = stock.Item{ProductID: match.Product.ID, Qty: size, Cost: item.price}
	}
	return found, nil
}

// stockWork is a stock command: look the items up, do the work, show the goods touched.
func (p *program) stockWork(args []string, read func(text, field string) (item, error), work func(*shop.Shop, []stock.Item) error) (*answer, error) {
	return p.inShop(func(s *shop.Shop) (*answer, error) {
		items, err := p.stockItems(s, args, read)
		if err != nil {
			return nil, err
		}
		if err := work(s, items); err != nil {
			return nil, err
		}
		var touched []id.Product
		for _, item := range items {
			if !slices.Contains(touched, item.ProductID) {
				touched = append(touched, item.ProductID)
			}
		}
		return p.stockAnswer(s, touched)
	})
}

func (p *program) stockReceive() *cobra.Command {
	var receipt stock.Receipt
	var expires, producer string
	c := p.command("receive CODE*QTY[@COST] … [--lot L] [--expires DATE] [--producer P] [--ref TEXT]", 1, -1, func(args []string) (*answer, error) {
		var err error
		if receipt.Expires, err = readDay(expires, "expires"); err != nil {
			return nil, err
		}
		read := func(text, field string) (item, error) { return readItem(text, field, "cost") }
		return p.stockWork(args, read, func(s *shop.Shop, items []stock.Item) (err error) {
			if receipt.Items = items; producer != "" {
				if receipt.Producer, err = p.producerNamed(s, producer); err != nil {
					return err
				}
			}
			return s.Receive(p.ctx, receipt)
		})
	})
	c.Flags().StringVar(&receipt.Lot, "lot", "", "L")
	c.Flags().StringVar(&expires, "expires", "", "DATE")
	c.Flags().StringVar(&producer, "producer", "", "P")
	c.Flags().StringVar(&receipt.Ref, "ref", "", "TEXT")
	return c
}

// producerNamed finds a producer by name or id. It fails with "producer_unknown".
func (p *program) producerNamed(s *shop.Shop, name string) (id.Party, error) {
	producers, err := s.Producers(p.ctx)
	if err != nil {
		return id.Party{}, err
	}
	for _, producer := range producers {
		if producer.Name == strings.TrimSpace(name) || producer.ID.String() == name {
			return producer.ID, nil
		}
	}
	return id.Party{}, fault.New("producer_unknown", "producer", fault.Values{"value": name})
}

func (p *program) stockCount() *cobra.Command {
	var reason string
	c := p.command("count CODE=QTY … [--reason TEXT]", 1, -1, func(args []string) (*answer, error) {
		return p.stockWork(args, readCounted, func(s *shop.Shop, items []stock.Item) error { return s.Count(p.ctx, items, reason) })
	})
	c.Flags().StringVar(&reason, "reason", "", "TEXT")
	return c
}

// readCounted reads CODE=QTY.
func readCounted(text, field string) (item, error) {
	one := item{field: field}
	sign := strings.LastIndexByte(text, '=')
	if sign < 0 {
		return one, fault.Unreadable("count_form", field, fault.Values{"value": text})
	}
	quantity, err := qty.Parse(text[sign+1:])
	if err != nil {
		return one, at(err, field+".qty")
	}
	one.qty = quantity
	return one.named(text[:sign])
}

func (p *program) stockAdjust() *cobra.Command {
	var reason string
	c := p.command("adjust CODE*+QTY|CODE*-QTY … --reason TEXT", 1, -1, func(args []string) (*answer, error) {
		if err := required("reason", reason != ""); err != nil {
			return nil, err
		}
		return p.stockWork(args, readChange, func(s *shop.Shop, items []stock.Item) error { return s.Adjust(p.ctx, items, reason) })
	})
	c.Flags().StringVar(&reason, "reason", "", "TEXT")
	return c
}

// readChange reads CODE*+QTY or CODE*-QTY: the sign says which way and must be there.
func readChange(text, field string) (item, error) {
	one := item{field: field}
	star := strings.LastIndexByte(text, '*')
	if star < 0 || star+1 == len(text) || text[star+1] != '+' && text[star+1] != '-' {
		return one, fault.Unreadable("adjust_form", field, fault.Values{"value": text})
	}
	quantity, err := qty.Parse(text[star+2:])
	if err != nil {
		return one, at(err, field+".qty")
	}
	if one.qty = quantity; text[star+1] == '-' {
		one.qty = -quantity
	}
	return one.named(text[:star])
}

func (p *program) stockMove() *cobra.Command {
	var from, to string
	c := p.command("move CODE*QTY … --from LOC --to LOC", 1, -1, func(args []string) (*answer, error) {
		if err := required("from", from != ""); err != nil {
			return nil, err
		}
		if err := required("to", to != ""); err != nil {
			return nil, err
		}
		read := func(text, field string) (item, error) { return readItem(text, field, "") }
		return p.stockWork(args, read, func(s *shop.Shop, items []stock.Item) error { return s.MoveGoods(p.ctx, items, from, to) })
	})
	c.Flags().StringVar(&from, "from", "", "LOC")
	c.Flags().StringVar(&to, "to", "", "LOC")
	return c
}

func (p *program) stockPlace() *cobra.Command {
	return p.command("place [NAME]", 0, 1, func(args []string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			if len(args) > 0 {
				if err := s.AddPlace(p.ctx, args[0]); err != nil {
					return nil, err
				}
			}
			places, err := s.Places(p.ctx)
			if err != nil {
				return nil, err
			}
			type placeDoc struct {
				Name string `json:"name"`
			}
			docs := make([]placeDoc, len(places))
			for n, place := range places {
				docs[n] = placeDoc{place.Name}
			}
			return &answer{doc: document{"places": docs}, text: func(out *page) {
				for _, place := range places {
					out.line(place.Name)
				}
			}}, nil
		})
	})
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
	index, err := s.Catalogue(p.ctx)
	if err != nil {
		return nil, err
	}
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
	for _, product := range index.All() {
		if !product.Untracked && !product.Archived {
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
	index, err := s.Catalogue(p.ctx)
	if err != nil {
		return nil, err
	}
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
			cells = append(cells, []string{row.SKU, product.Name, i18n.Qty(row.OnHand), i18n.Qty(row.Sellable), product.Unit})
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
	}
	docs := make([]movedDoc, len(moves))
	for n, move := range moves {
		docs[n] = movedDoc{moment(move.At), move.Kind, number(move.Qty), number(move.OnHand), text(move.Ref), text(move.By), text(move.Reason)}
	}
	return &answer{doc: document{"movements": docs}, text: func(out *page) {
		var rows [][]string
		for _, move := range moves {
			rows = append(rows, []string{i18n.Moment(out.lang, move.At), out.t("move." + move.Kind), i18n.Qty(move.Qty),
				i18n.Qty(move.OnHand), move.Ref, move.By, move.Reason})
		}
		out.table("llrrlll", []string{"col.time", "col.kind", "col.qty", "col.on_hand", "col.ref", "col.by", "col.reason"}, rows)
	}}
}
