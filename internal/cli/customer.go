package cli

import (
	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

type customerDoc struct {
	ID    string        `json:"id"`
	Name  string        `json:"name"`
	Phone *string       `json:"phone"`
	Limit *money.Satang `json:"credit_limit_satang"` // null when none is stated
	Owed  money.Satang  `json:"owed_satang"`
	Debts []debtDoc     `json:"debts,omitempty"`
}

type debtDoc struct {
	Number string       `json:"number"`
	Owed   money.Satang `json:"owed_satang"`
}

func customerOf(customer shop.Customer, debts []selling.Debt) customerDoc {
	doc := customerDoc{ID: customer.ID.String(), Name: customer.Name, Phone: text(customer.Phone), Owed: customer.Owed}
	if customer.CreditLimit != 0 {
		doc.Limit = &customer.CreditLimit
	}
	for _, debt := range debts {
		doc.Debts = append(doc.Debts, debtDoc{debt.Number, debt.Owed})
	}
	return doc
}

func (p *program) customerCommand() *cobra.Command {
	return p.group("customer", p.customerAdd(), p.customerList(), p.customerShow(), p.customerPay(), p.customerErase(), p.customerExport())
}

func (p *program) customerAdd() *cobra.Command {
	var person shop.Party
	var limit string
	c := p.command("add --name NAME [--phone P] [--credit-limit B]", 0, 0, func([]string) (*answer, error) {
		if err := required("name", person.Name != ""); err != nil {
			return nil, err
		}
		if limit != "" {
			var err error
			if person.CreditLimit, err = readAmount(limit, "credit_limit"); err != nil {
				return nil, err
			}
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			customer, err := s.SaveCustomer(p.ctx, person)
			if err != nil {
				return nil, err
			}
			return customerAnswer(customer, nil), nil
		})
	})
	c.Flags().StringVar(&person.Name, "name", "", "NAME")
	c.Flags().StringVar(&person.Phone, "phone", "", "P")
	c.Flags().StringVar(&limit, "credit-limit", "", "B")
	return c
}

func (p *program) customerList() *cobra.Command {
	return p.command("list", 0, 0, func([]string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			customers, err := s.Customers(p.ctx)
			if err != nil {
				return nil, err
			}
			phone, err := s.Phones(p.ctx)
			if err != nil {
				return nil, err
			}
			docs := make([]customerDoc, len(customers))
			for n, customer := range customers {
				docs[n] = customerOf(customer, nil)
			}
			return &answer{doc: document{"customers": docs}, text: func(out *page) {
				var rows [][]string
				for _, customer := range customers {
					rows = append(rows, []string{customer.Name, phone(customer.Phone), i18n.Baht(customer.Owed), customer.ID.String()})
				}
				if len(rows) == 0 {
					out.say("customer.none")
					return
				}
				out.table("llrl", []string{"col.name", "col.phone", "col.owed", "col.id"}, rows)
			}}, nil
		})
	})
}

func (p *program) customerShow() *cobra.Command {
	return p.command("show ID", 1, 1, func(args []string) (*answer, error) {
		who, err := id.Parse[id.Party](args[0])
		if err != nil {
			return nil, at(err, "customer")
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			customer, err := s.Customer(p.ctx, who)
			if err != nil {
				return nil, err
			}
			debts, err := s.Debts(p.ctx, who)
			if err != nil {
				return nil, err
			}
			return customerAnswer(customer, debts), nil
		})
	})
}

func (p *program) customerPay() *cobra.Command {
	var pay []string
	var name string
	c := p.command("pay ID --pay METHOD:AMOUNT … [--id UUID]", 1, 1, func(args []string) (*answer, error) {
		who, err := id.Parse[id.Party](args[0])
		if err != nil {
			return nil, at(err, "customer")
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			request, err := p.debtRequest(s, who, name, pay)
			if err != nil {
				return nil, err
			}
			customer, replayed, err := s.PayDebt(p.ctx, request)
			if err != nil {
				return nil, err
			}
			debts, err := s.Debts(p.ctx, who)
			if err != nil {
				return nil, err
			}
			given := customerAnswer(customer, debts)
			given.doc["replayed"] = replayed
			return given, nil
		})
	})
	c.Flags().StringArrayVar(&pay, "pay", nil, "METHOD:AMOUNT")
	c.Flags().StringVar(&name, "id", "", "UUID")
	return c
}

func (p *program) debtRequest(s *shop.Shop, who id.Party, name string, pay []string) (request selling.DebtRequest, err error) {
	request = selling.DebtRequest{ID: id.New[id.Change](), CustomerID: who}
	if name != "" {
		if request.ID, err = id.Parse[id.Change](name); err != nil {
			return request, err
		}
	}
	request.Tenders, err = p.tenders(s, pay)
	return request, err
}

func customerAnswer(customer shop.Customer, debts []selling.Debt) *answer {
	return &answer{doc: document{"customer": customerOf(customer, debts)}, text: func(out *page) {
		out.pairs(pair{"col.name", customer.Name}, pair{"col.phone", customer.Phone}, pair{"col.id", customer.ID.String()},
			pair{"label.credit_limit", someBaht(customer.CreditLimit)}, pair{"label.owed", i18n.Baht(customer.Owed)})
		var rows [][]string
		for _, debt := range debts {
			rows = append(rows, []string{debt.Number, i18n.Baht(debt.Owed)})
		}
		if len(rows) > 0 {
			out.line("")
			out.table("lr", []string{"col.number", "col.owed"}, rows)
		}
	}}
}
