package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// officeRowDoc is a paper in a list.
type officeRowDoc struct {
	Number string       `json:"number"`
	Kind   string       `json:"kind"`
	Date   clock.Day    `json:"date"`
	Buyer  string       `json:"buyer"`
	Total  money.Satang `json:"total_satang"`
	Due    money.Satang `json:"due_satang"`
	VAT    money.Satang `json:"vat_satang"`
	Left   money.Satang `json:"left_satang"` // still to be paid by it
	State  papers.State `json:"state"`
	Copies int          `json:"copies"`
}

func (p *program) officeList() *cobra.Command {
	var order, kind, from, to, search, limit string
	var open bool
	c := p.command("list [--order NUMBER] [--kind K] [--open] [--from DATE] [--to DATE] [--search TEXT] [--limit N]", 0, 0, func([]string) (*answer, error) {
		query := shop.OfficePaperQuery{Search: search, Open: open}
		var err error
		if query.Limit, err = readLimit(limit, shop.MaxPage); err != nil {
			return nil, err
		}
		if kind != "" {
			if query.Kind, err = papers.ParseKind(kind); err != nil {
				return nil, err
			}
		}
		if query.From, err = readDay(from, "from"); err != nil {
			return nil, err
		}
		if query.To, err = readDay(to, "to"); err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			if order != "" {
				of, err := s.OrderNumbered(p.ctx, order)
				if err != nil {
					return nil, at(err, "order")
				}
				query.OrderID = of.Order.ID
			}
			rows, total, err := s.OfficePapers(p.ctx, query)
			if err != nil {
				return nil, err
			}
			return p.officeRows(s, rows, total), nil
		})
	})
	flags := c.Flags()
	flags.StringVar(&order, "order", "", "NUMBER")
	flags.StringVar(&kind, "kind", "", "K")
	flags.BoolVar(&open, "open", false, "")
	flags.StringVar(&from, "from", "", "DATE")
	flags.StringVar(&to, "to", "", "DATE")
	flags.StringVar(&search, "search", "", "TEXT")
	flags.StringVar(&limit, "limit", "50", "N")
	return c
}

func (p *program) officeRows(s *shop.Shop, rows []shop.OfficePaperRow, total int) *answer {
	docs, today := make([]officeRowDoc, len(rows)), clock.DayOf(p.now())
	for n := range rows {
		row := &rows[n]
		docs[n] = officeRowDoc{Number: row.Number, Kind: row.Kind, Date: row.Date, Buyer: row.Buyer, Total: row.Total, Due: row.Due, VAT: row.VAT,
			Left: row.Left, State: s.StateOf(row, today), Copies: row.Copies()}
	}
	return &answer{doc: document{"papers": docs, "total": total}, text: func(out *page) {
		var cells [][]string
		for n, doc := range docs {
			cells = append(cells, []string{doc.Number, papers.Kind(doc.Kind).Name(out.lang), i18n.Date(out.lang, doc.Date), doc.Buyer, papers.Comes(out.lang, doc.Due, rows[n].Offers),
				someBaht(doc.Left), doc.State.Name(out.lang)})
		}
		out.table("llllrrl", []string{"col.number", "col.kind", "col.date", "col.buyer", "col.total", "col.left", "col.stands"}, cells)
	}}
}

func (p *program) officeShow() *cobra.Command {
	var out, xml string
	c := p.command("show NUMBER [--out F.pdf] [--xml F.xml]", 1, 1, func(args []string) (*answer, error) {
		err := optionalPDF(out)
		if err == nil {
			err = writable(out, "out")
		}
		if err == nil {
			err = writable(xml, "xml")
		}
		if err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			paper, err := s.OfficePaper(p.ctx, args[0])
			if err != nil {
				return nil, err
			}
			given := officeAnswer(p.officeDoc(paper))
			given.doc["body"] = paper.Paper
			if out != "" {
				issued, err := s.GivePaper(p.ctx, args[0])
				if err != nil {
					return nil, err
				}
				doc := p.officeDoc(issued.OfficePaper)
				doc.Copy = issued.Copy
				given.doc["paper"] = doc
				if err := p.giveOut(s, given, out, issued); err != nil {
					return nil, err
				}
			}
			if xml == "" {
				return given, nil
			}
			f := officeFlags{xml: xml}
			return given, f.writeXML(s, paper.Paper, given)
		})
	})
	c.Flags().StringVar(&out, "out", "", "F.pdf")
	c.Flags().StringVar(&xml, "xml", "", "F.xml")
	return c
}

func (p *program) officeVoid() *cobra.Command {
	var reason string
	var yes []string
	c := p.command("void PAPER --reason TEXT", 1, 1, func(args []string) (*answer, error) {
		if err := required("reason", strings.TrimSpace(reason) != ""); err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			paper, err := s.OfficePaper(p.ctx, args[0])
			if err != nil {
				return nil, err
			}
			back, err := s.TakesBack(p.ctx, paper.ID)
			if err != nil {
				return nil, err
			}
			if err := s.VoidPaper(p.ctx, paper.ID, reason, yes); err != nil {
				return nil, err
			}
			if paper, err = s.OfficePaperID(p.ctx, paper.ID); err != nil {
				return nil, err
			}
			given := officeAnswer(p.officeDoc(paper))
			if back > 0 {
				code := "void_receipt_books"
				if paper.Kind == papers.CreditNote {
					code = "void_note_books"
				}
				given.warnings = append(given.warnings, fault.New(code, "paper", fault.Values{"number": paper.Number, "amount": back}))
			}
			return given, nil
		})
	})
	c.Flags().StringVar(&reason, "reason", "", "TEXT")
	c.Flags().StringArrayVar(&yes, "yes", nil, "CODE")
	return c
}
