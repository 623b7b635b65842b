package cli

import (
	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
)

func (p *program) stockExpiry() *cobra.Command {
	var days, limit string
	c := p.command("expiry [--days N] [--limit N]", 0, 0, func([]string) (*answer, error) {
		ahead, err := readCount(days, "days", 3650)
		if err != nil {
			return nil, err
		}
		most, err := readLimit(limit, shop.MaxPage)
		if err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			rows, total, err := s.ExpiryList(p.ctx, ahead, 0, most)
			if err != nil {
				return nil, err
			}
			return expiryAnswer(rows, total), nil
		})
	})
	c.Flags().StringVar(&days, "days", "30", "N")
	c.Flags().StringVar(&limit, "limit", "200", "N")
	return c
}

func expiryAnswer(rows []shop.ExpiryRow, total int) *answer {
	type expiryDoc struct {
		SKU     string    `json:"sku"`
		Name    string    `json:"name"`
		Lot     *string   `json:"lot"`
		Expires clock.Day `json:"expires"`
		Days    int       `json:"days"`
		Qty     number    `json:"qty"`
		Place   *string   `json:"place"`
		Owner   *string   `json:"owner"`
	}
	docs := make([]expiryDoc, len(rows))
	for n, row := range rows {
		docs[n] = expiryDoc{row.Product.SKU, row.Product.FullName(), text(row.Code), row.Expires, row.Days, number(row.Qty), text(row.Place), text(row.Owner)}
	}
	return &answer{doc: document{"expiry": docs, "total": total}, text: func(out *page) {
		var cells [][]string
		for _, row := range rows {
			cells = append(cells, []string{i18n.Date(out.lang, row.Expires), i18n.Value(out.lang, row.Days), row.Product.SKU, row.Product.FullName(), row.Code,
				i18n.Qty(row.Qty), row.Product.Unit, row.Place, row.Owner})
		}
		out.table("lrlllrlll", []string{"col.expires", "col.days", "col.sku", "col.name", "col.lot", "col.qty", "col.unit", "col.place", "col.owner"}, cells)
	}}
}

func (p *program) stockRecount() *cobra.Command {
	var limit string
	c := p.command("recount [--limit N]", 0, 0, func([]string) (*answer, error) {
		most, err := readLimit(limit, shop.MaxPage)
		if err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			rows, total, err := s.RecountList(p.ctx, 0, most)
			if err != nil {
				return nil, err
			}
			type recountDoc struct {
				SKU    string  `json:"sku"`
				Name   string  `json:"name"`
				OnHand number  `json:"on_hand"`
				Below  number  `json:"below"`
				Place  *string `json:"place"`
			}
			docs := make([]recountDoc, len(rows))
			for n, row := range rows {
				docs[n] = recountDoc{row.Product.SKU, row.Product.FullName(), number(row.OnHand), number(row.Below), text(row.Place)}
			}
			return &answer{doc: document{"recount": docs, "total": total}, text: func(out *page) {
				var cells [][]string
				for _, row := range rows {
					cells = append(cells, []string{row.Product.SKU, row.Product.FullName(), i18n.Qty(row.OnHand), i18n.Qty(row.Below), row.Product.Unit, row.Place})
				}
				out.table("llrrll", []string{"col.sku", "col.name", "col.on_hand", "col.below", "col.unit", "col.place"}, cells)
			}}, nil
		})
	})
	c.Flags().StringVar(&limit, "limit", "200", "N")
	return c
}

func (p *program) stockReorder() *cobra.Command {
	var producer string
	var message bool
	c := p.command("reorder [--producer P] [--message]", 0, 0, func([]string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			lists, err := s.OrderLists(p.ctx)
			if err != nil {
				return nil, err
			}
			if producer != "" {
				wanted, err := p.producerNamed(s, producer)
				if err != nil {
					return nil, err
				}
				var only []shop.OrderList
				for _, list := range lists {
					if list.Producer.ID == wanted {
						only = append(only, list)
					}
				}
				lists = only
			}
			return p.reorderAnswer(s, lists, message)
		})
	})
	c.Flags().StringVar(&producer, "producer", "", "P")
	c.Flags().BoolVar(&message, "message", false, "")
	return c
}

// reorderAnswer shows what to order from each producer, or the messages that order it.
func (p *program) reorderAnswer(s *shop.Shop, lists []shop.OrderList, message bool) (*answer, error) {
	type rowDoc struct {
		SKU     string     `json:"sku"`
		Name    string     `json:"name"`
		OnHand  number     `json:"on_hand"`
		Reorder number     `json:"reorder"`
		Sold    number     `json:"sold_30_days"`
		Suggest number     `json:"suggest"`
		Ordered *string    `json:"ordered"`
		On      *clock.Day `json:"ordered_on"`
	}
	type listDoc struct {
		Producer *string  `json:"producer"`
		Rows     []rowDoc `json:"rows"`
		Message  string   `json:"message"`
	}
	docs := make([]listDoc, len(lists))
	for n, list := range lists {
		docs[n].Producer = text(list.Producer.Name)
		var items []stock.Item
		for _, row := range list.Rows {
			docs[n].Rows = append(docs[n].Rows, rowDoc{row.Product.SKU, row.Product.FullName(), number(row.OnHand), number(row.Product.Reorder), number(row.Sold),
				number(row.Suggest), text(row.Ordered.Number), text(row.Ordered.Day)})
			items = append(items, stock.Item{ProductID: row.Product.ID, Qty: row.Suggest})
		}
		words, err := s.OrderText(p.ctx, list.Producer, items, p.lang)
		if err != nil && !fault.Is(err, "lines_missing") { // all of it may be enough for as long as it keeps
			return nil, err
		}
		docs[n].Message = words
	}
	return &answer{doc: document{"reorder": docs}, text: func(out *page) {
		for n, list := range lists {
			if n > 0 {
				out.line("")
			}
			if message {
				out.line(docs[n].Message)
				continue
			}
			if list.Producer.Name != "" {
				out.line(list.Producer.Name)
			}
			var cells [][]string
			for _, row := range list.Rows {
				cells = append(cells, []string{row.Product.SKU, row.Product.FullName(), i18n.Qty(row.OnHand), i18n.Qty(row.Product.Reorder), i18n.Qty(row.Sold),
					i18n.Qty(row.Suggest), row.Product.Unit, row.Ordered.Number})
			}
			out.table("llrrrrll", []string{"col.sku", "col.name", "col.on_hand", "col.reorder", "col.sold", "col.suggest", "col.unit", "col.ordered"}, cells)
		}
	}}, nil
}
