package cli

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shop"
)

// officeOrderDoc is an order of an office in a list, with how far it is.
type officeOrderDoc struct {
	Number   string       `json:"number"`
	Buyer    string       `json:"buyer"`
	State    string       `json:"state"`
	Due      *clock.Day   `json:"due"`
	Late     bool         `json:"late"`
	Ordered  number       `json:"ordered"` // pieces of all goods together
	Packed   number       `json:"packed"`
	Sent     number       `json:"sent"`
	Places   int          `json:"places"`
	Served   int          `json:"served"`
	Total    money.Satang `json:"total_satang"`
	Invoiced money.Satang `json:"invoiced_satang"`
	Received money.Satang `json:"received_satang"`
}

func (p *program) officeOrders() *cobra.Command {
	var list, search, limit string
	c := p.command("orders [--list open|late|owed|done] [--search TEXT] [--limit N]", 0, 0, func([]string) (*answer, error) {
		query := shop.OfficeOrderQuery{List: list, Search: search}
		var err error
		if query.Limit, err = readLimit(limit, 1000); err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			rows, total, _, err := s.OfficeOrders(p.ctx, query)
			if err != nil {
				return nil, err
			}
			return officeOrdersAnswer(rows, total), nil
		})
	})
	c.Flags().StringVar(&list, "list", "", "open|late|owed|done")
	c.Flags().StringVar(&search, "search", "", "TEXT")
	c.Flags().StringVar(&limit, "limit", "50", "N")
	return c
}

func officeOrdersAnswer(rows []shop.OfficeOrderRow, total int) *answer {
	docs := make([]officeOrderDoc, len(rows))
	for n := range rows {
		row := &rows[n]
		docs[n] = officeOrderDoc{row.Number, row.Buyer, row.State, text(row.Due), row.Late, number(row.Ordered), number(row.Packed), number(row.Sent), row.Places, row.Served,
			row.Total, row.Invoiced, row.Received}
	}
	return &answer{doc: document{"orders": docs, "total": total}, text: func(out *page) {
		var cells [][]string
		for n := range rows {
			row := &rows[n]
			due := i18n.Date(out.lang, row.Due)
			if row.Late {
				due += " !"
			}
			cells = append(cells, []string{row.Number, row.Buyer, due, i18n.Qty(row.Sent) + "/" + i18n.Qty(row.Ordered), strconv.Itoa(row.Served) + "/" + strconv.Itoa(row.Places),
				i18n.Baht(row.Total), i18n.Baht(row.Left), out.word("state", row.State)})
		}
		if len(cells) == 0 {
			out.say("office.no_orders")
			return
		}
		out.table("lllrrrrl", []string{"col.number", "col.buyer", "col.due", "col.sent", "col.served", "col.total", "col.owed", "col.stands"}, cells)
	}}
}

// eachDelivery makes the delivery notes of an order, one for each recipient, as one PDF.
func (p *program) eachDelivery(order string, f *officeFlags, flags *pflag.FlagSet) (*answer, error) {
	var err error
	flags.VisitAll(func(flag *pflag.Flag) {
		if err == nil && flag.Changed && !slices.Contains([]string{"each", "out", "by"}, flag.Name) {
			err = fault.Unreadable("flag_with_flag", flag.Name, fault.Values{"flag": "each", "other": flag.Name})
		}
	})
	if err == nil {
		err = optionalPDF(f.out)
	}
	if err == nil {
		err = writable(f.out, "out")
	}
	if err != nil {
		return nil, err
	}
	return p.inShop(func(s *shop.Shop) (*answer, error) {
		made, err := s.IssueDeliveries(p.ctx, order, f.by, nil)
		if err != nil {
			return nil, err
		}
		docs := make([]officeDoc, len(made.Notes))
		for n, note := range made.Notes {
			docs[n] = p.officeDoc(note.OfficePaper)
			if docs[n].Replayed = note.Replayed; f.out != "" {
				docs[n].Copy = note.Copy
			}
		}
		given := &answer{doc: document{"papers": docs, "issued": made.Issued}, text: func(out *page) {
			for _, note := range made.Notes {
				receiver, _, _ := strings.Cut(note.Receiver, "\n")
				out.line(note.Number + "  " + receiver)
			}
		}}
		if f.out == "" {
			return given, nil
		}
		err = s.GiveOut(p.ctx, made.Papers, func() error {
			return writeFile(f.out, func(w io.Writer) error { return s.WritePapers(w, made.Papers) })
		})
		given.wrote(f.out)
		return given, err
	})
}
