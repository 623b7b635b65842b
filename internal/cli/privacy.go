package cli

import (
	"encoding/json"
	"io"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

func (p *program) orderErase() *cobra.Command {
	return p.orderDo("erase NUMBER", func(s *shop.Shop, o *shop.Order, by string) error { return s.EraseOrder(p.ctx, o.Order.ID, by) })
}

func (p *program) customerErase() *cobra.Command {
	return p.command("erase ID", 1, 1, func(args []string) (*answer, error) {
		who, err := id.Parse[id.Party](args[0])
		if err != nil {
			return nil, at(err, "customer")
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			if err := s.EraseCustomer(p.ctx, who); err != nil {
				return nil, at(err, "customer")
			}
			return &answer{doc: document{"erased": who.String()}, text: func(out *page) { out.say("customer.erased") }}, nil
		})
	})
}

// customerExport writes everything the shop knows of a customer, as they may ask for it.
func (p *program) customerExport() *cobra.Command {
	var output string
	c := p.command("export ID --out F.json", 1, 1, func(args []string) (*answer, error) {
		who, err := id.Parse[id.Party](args[0])
		if err != nil {
			return nil, at(err, "customer")
		}
		if _, err := fileKind(output, "out", ".json"); err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			data, err := s.PersonData(p.ctx, who)
			if err != nil {
				return nil, at(err, "customer")
			}
			doc := document{"customer": data.Customer, "bills": append([]shop.BillNumber{}, data.Bills...)}
			orders := make([]orderFullDoc, len(data.Orders))
			for n, order := range data.Orders {
				all := &orderAll{Order: order, paste: data.Pastes[order.Order.ID]}
				if all.bills, all.paid, err = s.OrderMoney(p.ctx, order.Order.ID); err != nil {
					return nil, err
				}
				orders[n] = orderFull(all)
				orders[n].Heard = data.Heard[order.Order.ID]
			}
			doc["orders"], doc["papers"] = orders, personPapers(data.Papers)
			err = writeFile(output, func(w io.Writer) error {
				encoder := json.NewEncoder(w)
				encoder.SetEscapeHTML(false)
				encoder.SetIndent("", "  ")
				return fault.Wrap(encoder.Encode(doc), "file_unwritten")
			})
			if err != nil {
				return nil, at(err, "out")
			}
			return fileAnswer(output, document{"orders": len(orders), "bills": len(data.Bills), "papers": len(data.Papers)}), nil
		})
	})
	c.Flags().StringVar(&output, "out", "", "F.json")
	return c
}

// personPapers gives papers as they were issued.
func personPapers(list []*shop.OfficePaper) []*papers.Paper {
	all := make([]*papers.Paper, len(list))
	for n, paper := range list {
		all[n] = paper.Paper
	}
	return all
}
