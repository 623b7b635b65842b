package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

type productDoc struct {
	SKU      string        `json:"sku"`
	Barcodes []string      `json:"barcodes"`
	Packs    []packDoc     `json:"packs"` // the barcodes that stand for more than one
	ShortNo  *int          `json:"short_no"`
	Name     string        `json:"name"`
	NameEN   *string       `json:"name_en"`
	Category *string       `json:"category"`
	Unit     string        `json:"unit"`
	Price    money.Satang  `json:"price_satang"`
	Cost     *money.Satang `json:"cost_satang"`
	VAT      string        `json:"vat"`
	Producer *string       `json:"producer"`
	Terms    string        `json:"terms"`
	GP       *rate         `json:"gp_percent"`
	OnHand   number        `json:"on_hand"`
	Reorder  number        `json:"reorder"`
	WeightG  int           `json:"weight_g"`
	Stars    int           `json:"otop_star"`
	FDA      *string       `json:"fda"`
	TCPS     *string       `json:"tcps"`
	GI       *string       `json:"gi"`
	Aliases  []string      `json:"aliases"`
	Image    *string       `json:"image"`
	Archived bool          `json:"archived"`
}

type packDoc struct {
	Barcode string `json:"barcode"`
	Qty     number `json:"qty"`
}

func productOf(product *catalog.Product, producer string, onHand qty.Qty) productDoc {
	doc := productDoc{SKU: product.SKU, Barcodes: []string{}, Packs: []packDoc{}, Name: product.Name, NameEN: text(product.NameEN),
		Category: text(product.Category), Unit: product.Unit, Price: product.Price, VAT: product.VAT, Producer: text(producer),
		Terms: product.Terms, OnHand: number(onHand), Reorder: number(product.Reorder), WeightG: product.WeightG,
		Stars: product.OTOPStar, FDA: text(product.FDA), TCPS: text(product.TCPS), GI: text(product.GI),
		Aliases: append([]string{}, product.Aliases...), Image: text(product.Photo), Archived: product.Archived}
	for _, code := range product.Codes {
		doc.Barcodes = append(doc.Barcodes, code.Code)
		if code.Pack != qty.One {
			doc.Packs = append(doc.Packs, packDoc{code.Code, number(code.Pack)})
		}
	}
	if product.ShortNo != 0 {
		doc.ShortNo = &product.ShortNo
	}
	if product.Cost != 0 {
		doc.Cost = &product.Cost
	}
	if product.Terms == ledger.Consign {
		gp := rate(product.GP)
		doc.GP = &gp
	}
	return doc
}

func (p *program) productCommand() *cobra.Command {
	return p.group("product", p.productImport(), p.productExport(), p.productPhotos(), p.productShow(), p.productSearch())
}

func (p *program) productShow() *cobra.Command {
	return p.command("show CODE", 1, 1, func(args []string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			match, err := s.Find(p.ctx, args[0])
			if err != nil {
				return nil, err
			}
			rows, err := s.Stock(p.ctx, []id.Product{match.Product.ID})
			if err != nil {
				return nil, err
			}
			index, err := s.Catalogue(p.ctx)
			if err != nil {
				return nil, err
			}
			doc := productOf(match.Product, index.Producer(match.Product.ID), rows[0].OnHand)
			return &answer{doc: document{"product": doc}, text: func(out *page) { out.product(match.Product, doc) }}, nil
		})
	})
}

func (p *page) product(product *catalog.Product, doc productDoc) {
	producer, gp := "", ""
	if doc.Producer != nil {
		producer = *doc.Producer
	}
	if doc.GP != nil {
		gp = i18n.Value(p.lang, product.GP)
	}
	p.line(product.Name)
	p.pairs(pair{"col.sku", product.SKU}, pair{"label.barcodes", strings.Join(doc.Barcodes, "  ")}, pair{"label.category", product.Category},
		pair{"col.price", i18n.Baht(product.Price) + " / " + product.Unit}, pair{"label.cost", someBaht(product.Cost)},
		pair{"label.vat_class", product.VAT}, pair{"label.producer", producer}, pair{"label.gp", gp},
		pair{"col.on_hand", i18n.Qty(qty.Qty(doc.OnHand)) + " " + product.Unit})
}

func (p *program) productSearch() *cobra.Command {
	var limit string
	c := p.command("search TEXT [--limit N]", 1, -1, func(args []string) (*answer, error) {
		most, err := readLimit(limit, catalog.MaxCount)
		if err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) { return p.search(s, strings.Join(args, " "), most) })
	})
	c.Flags().StringVar(&limit, "limit", "50", "N")
	return c
}

func (p *program) search(s *shop.Shop, words string, limit int) (*answer, error) {
	index, err := s.Catalogue(p.ctx)
	if err != nil {
		return nil, err
	}
	result := index.Search(words, limit)
	wanted := make([]id.Product, len(result.Products))
	for n, product := range result.Products {
		wanted[n] = product.ID
	}
	rows, err := p.stockOf(s, wanted)
	if err != nil {
		return nil, err
	}
	type foundDoc struct {
		SKU    string       `json:"sku"`
		Name   string       `json:"name"`
		Price  money.Satang `json:"price_satang"`
		OnHand number       `json:"on_hand"`
	}
	docs := make([]foundDoc, len(rows))
	for n, product := range result.Products {
		docs[n] = foundDoc{product.SKU, product.Name, product.Price, number(rows[n].OnHand)}
	}
	return &answer{doc: document{"total": result.Total, "more": result.More, "products": docs}, text: func(out *page) {
		var cells [][]string
		for n, product := range result.Products {
			cells = append(cells, []string{product.SKU, product.FullName(), i18n.Baht(product.Price), i18n.Qty(rows[n].OnHand) + " " + product.Unit})
		}
		if len(cells) == 0 {
			out.say("search.none", fault.Values{"text": words})
			return
		}
		out.table("llrr", []string{"col.sku", "col.name", "col.price", "col.on_hand"}, cells)
		out.say("list.count", fault.Values{"shown": len(cells), "total": result.Total})
	}}, nil
}
