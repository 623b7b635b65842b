package cli

import (
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
)

type stockPaperDoc struct {
	Number   string         `json:"number"`
	Type     string         `json:"type"`
	Date     clock.Day      `json:"date"`
	At       *string        `json:"at"`
	Producer *string        `json:"producer,omitempty"`
	Place    *string        `json:"place,omitempty"`
	To       *string        `json:"to,omitempty"`
	Ref      *string        `json:"ref"`
	Reason   *string        `json:"reason"`
	By       *string        `json:"by"`
	Count    int            `json:"line_count"`
	Cost     money.Satang   `json:"cost_satang"`
	Lines    []stockLineDoc `json:"lines,omitempty"`
}

type stockLineDoc struct {
	SKU      string       `json:"sku"`
	Name     string       `json:"name"`
	Qty      number       `json:"qty"`
	Expected *number      `json:"expected,omitempty"`
	Unit     string       `json:"unit"`
	Cost     money.Satang `json:"cost_satang"`
	Lot      *string      `json:"lot"`
	Expires  *clock.Day   `json:"expires"`
}

func headDoc(paper *ledger.StockPaper, by string) stockPaperDoc {
	return stockPaperDoc{Number: paper.Number, Type: paper.Type, Date: paper.Day, At: moment(paper.At.Time()), Ref: text(paper.Ref),
		Reason: text(paper.Reason), By: text(by)}
}

func paperDoc(paper *shop.StockPaper) stockPaperDoc {
	doc := headDoc(&paper.StockPaper.StockPaper, paper.By)
	doc.Producer, doc.Place, doc.To, doc.Count = text(paper.Producer.Name), text(paper.Place), text(paper.To), len(paper.Lines)
	for _, line := range paper.Lines {
		row := stockLineDoc{SKU: line.SKU, Name: line.Name, Qty: number(line.Qty), Unit: line.Unit, Cost: line.Cost, Lot: text(line.Lot), Expires: text(line.Expires)}
		if paper.Type == ledger.TypeCounted {
			expected := number(line.Expected)
			row.Expected = &expected
		}
		doc.Lines = append(doc.Lines, row)
		doc.Cost += money.Times(line.Cost, line.Qty-line.Expected)
	}
	return doc
}

func (p *program) stockReturn() *cobra.Command {
	request := stock.Request{Type: ledger.TypeGivenBack}
	var producer string
	c := p.command("return CODE*QTY … --producer P [--reason TEXT] [--ref TEXT]", 1, -1, func(args []string) (*answer, error) {
		if err := required("producer", producer != ""); err != nil {
			return nil, err
		}
		read := func(text, field string) (item, error) { return readItem(text, field, "") }
		return p.stockWork(args, read, func(s *shop.Shop, items []stock.Item) (err error) {
			request.Items = items
			if request.Producer, err = p.producerNamed(s, producer); err != nil {
				return err
			}
			return p.postStock(s, request)
		})
	})
	c.Flags().StringVar(&producer, "producer", "", "P")
	c.Flags().StringVar(&request.Reason, "reason", "", "TEXT")
	c.Flags().StringVar(&request.Ref, "ref", "", "TEXT")
	return c
}

func (p *program) stockOrder() *cobra.Command {
	var producer, out string
	c := p.command("order CODE*QTY[@COST] … [--producer P] [--out F.pdf]", 1, -1, func(args []string) (*answer, error) {
		if err := optionalPDF(out); err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			request := stock.Request{Type: ledger.TypeOrdered}
			var err error
			if request.Items, err = p.stockItems(s, args, func(text, field string) (item, error) { return readItem(text, field, "cost") }); err != nil {
				return nil, err
			}
			if producer != "" {
				if request.Producer, err = p.producerNamed(s, producer); err != nil {
					return nil, err
				}
			}
			paper, err := s.PostStock(p.ctx, request)
			if err != nil {
				return nil, err
			}
			return p.stockPaperAnswer(s, paper, out, shop.OnA4)
		})
	})
	c.Flags().StringVar(&producer, "producer", "", "P")
	c.Flags().StringVar(&out, "out", "", "F.pdf")
	return c
}

func optionalPDF(out string) error {
	if out == "" {
		return nil
	}
	_, err := fileKind(out, "out", ".pdf")
	return err
}

func (p *program) stockPaper() *cobra.Command {
	var out, on string
	c := p.command("paper NUMBER [--out F.pdf] [--on a4|roll]", 1, 1, func(args []string) (*answer, error) {
		if err := optionalPDF(out); err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			found, err := s.StockPaperID(p.ctx, args[0])
			if err != nil {
				return nil, err
			}
			paper, err := s.StockPaper(p.ctx, found)
			if err != nil {
				return nil, err
			}
			return p.stockPaperAnswer(s, paper, out, on)
		})
	})
	c.Flags().StringVar(&out, "out", "", "F.pdf")
	c.Flags().StringVar(&on, "on", shop.OnA4, "a4|roll")
	return c
}

// stockPaperAnswer shows a paper of the stock and writes it as a PDF when a file is named.
func (p *program) stockPaperAnswer(s *shop.Shop, paper *shop.StockPaper, out, on string) (*answer, error) {
	doc := document{"paper": paperDoc(paper)}
	if out != "" {
		pages, err := s.PaperOfStock(p.ctx, paper, on, p.lang)
		if err != nil {
			return nil, err
		}
		if err := writeFile(out, func(w io.Writer) error { return s.WritePapers(w, pages) }); err != nil {
			return nil, err
		}
		doc["file"] = out
	}
	return &answer{doc: doc, text: func(page *page) {
		page.line(paper.Number + "  " + page.t("stock.type."+paper.Type) + "  " + i18n.Date(page.lang, paper.Day))
		for _, words := range []string{paper.Producer.Name, paper.Ref, shop.ReasonText(page.lang, paper.Reason), paper.By} {
			if words != "" {
				page.line(words)
			}
		}
		var rows [][]string
		for _, line := range paper.Lines {
			rows = append(rows, []string{line.SKU, line.Name, i18n.Qty(line.Qty), line.Unit, line.Lot, i18n.Date(page.lang, line.Expires), i18n.Baht(line.Cost)})
		}
		page.table("llrlllr", []string{"col.sku", "col.name", "col.qty", "col.unit", "col.lot", "col.expires", "col.cost"}, rows)
		if out != "" {
			page.say("file.written", fault.Values{"file": out})
		}
	}}, nil
}

func (p *program) stockPapers() *cobra.Command {
	var kinds []string
	var producer, limit string
	c := p.command("papers [--type GR|GB|CT|AJ|MV|PO] … [--producer P] [--limit N]", 0, 0, func([]string) (*answer, error) {
		most, err := readLimit(limit, shop.MaxPage)
		if err != nil {
			return nil, err
		}
		for _, kind := range kinds {
			if !slices.Contains(stock.Types, kind) {
				return nil, fault.Unreadable("stock_paper_unknown", "type", fault.Values{"value": kind})
			}
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			q := shop.StockPaperQuery{Types: kinds, Limit: most}
			if producer != "" {
				if q.Producer, err = p.producerNamed(s, producer); err != nil {
					return nil, err
				}
			}
			rows, total, err := s.StockPapers(p.ctx, q)
			if err != nil {
				return nil, err
			}
			return stockPapersAnswer(rows, total), nil
		})
	})
	c.Flags().StringArrayVar(&kinds, "type", nil, "GR|GB|CT|AJ|MV|PO")
	c.Flags().StringVar(&producer, "producer", "", "P")
	c.Flags().StringVar(&limit, "limit", "50", "N")
	return c
}

func stockPapersAnswer(rows []shop.StockPaperRow, total int) *answer {
	docs := make([]stockPaperDoc, len(rows))
	for n, row := range rows {
		docs[n] = headDoc(&row.StockPaper, row.By)
		docs[n].Count, docs[n].Cost = row.Lines, row.Cost
	}
	return &answer{doc: document{"papers": docs, "total": total}, text: func(out *page) {
		var cells [][]string
		for _, row := range rows {
			cells = append(cells, []string{row.Number, out.t("stock.type." + row.Type), i18n.Date(out.lang, row.Day), i18n.Value(out.lang, row.Lines),
				i18n.Baht(row.Cost), row.Ref, shop.ReasonText(out.lang, row.Reason), row.By})
		}
		out.table("lllrrlll", []string{"col.number", "col.kind", "col.date", "col.lines", "col.cost", "col.ref", "col.reason", "col.by"}, cells)
	}}
}

func (p *program) stockSheet() *cobra.Command {
	var out, place string
	var categories []string
	c := p.command("sheet --out F.pdf [--place LOC] [--category C] …", 0, 0, func([]string) (*answer, error) {
		if _, err := fileKind(out, "out", ".pdf"); err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			blank := shop.BlankCount{Categories: categories}
			if place != "" {
				found, err := s.PlaceNamed(p.ctx, place, "place")
				if err != nil {
					return nil, err
				}
				blank.Place = found.ID
			}
			papers, err := s.CountSheetPaper(p.ctx, blank, p.lang)
			if err != nil {
				return nil, err
			}
			if err := writeFile(out, func(w io.Writer) error { return s.WritePapers(w, papers) }); err != nil {
				return nil, err
			}
			return &answer{doc: document{"pages": len(papers.Pages), "file": out}, text: func(page *page) {
				page.say("file.written", fault.Values{"file": out})
			}}, nil
		})
	})
	c.Flags().StringVar(&out, "out", "", "F.pdf")
	c.Flags().StringVar(&place, "place", "", "LOC")
	c.Flags().StringArrayVar(&categories, "category", nil, "C")
	return c
}
