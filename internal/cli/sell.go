package cli

import (
	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// saleFlags are the flags of sell.
type saleFlags struct {
	lines, pay             []string
	discount, customer, id string
	print                  bool
}

func (p *program) sellCommand() *cobra.Command {
	var f saleFlags
	var c *cobra.Command
	c = p.command("sell --line CODE[*QTY][@PRICE] … [--discount 10|5%|=1150] --pay METHOD[:AMOUNT] … [--customer ID] [--id UUID] [--print]", 0, 0,
		func([]string) (*answer, error) {
			for name, value := range map[string]string{"discount": f.discount, "customer": f.customer, "id": f.id} {
				if c.Flags().Changed(name) && value == "" {
					return nil, fault.Unreadable("flag_value_missing", name, fault.Values{"value": "--" + name})
				}
			}
			return p.inShop(func(s *shop.Shop) (*answer, error) { return p.sell(s, f) })
		})
	flags := c.Flags()
	flags.StringArrayVar(&f.lines, "line", nil, "CODE[*QTY][@PRICE]")
	flags.StringVar(&f.discount, "discount", "", "10|5%|=1150")
	flags.StringArrayVar(&f.pay, "pay", nil, "METHOD[:AMOUNT][:seen|slip]|promptpay:owners")
	flags.StringVar(&f.customer, "customer", "", "ID")
	flags.StringVar(&f.id, "id", "", "UUID")
	flags.BoolVar(&f.print, "print", false, "")
	return c
}

func (p *program) sell(s *shop.Shop, f saleFlags) (*answer, error) {
	request, err := p.saleOf(s, f)
	if err != nil {
		return nil, err
	}
	bill, given, err := s.Pay(p.ctx, request)
	if err != nil {
		return nil, err
	}
	out := billAnswer(bill, given)
	if !given.Replayed {
		unkept, err := s.Unkept(p.ctx, bill)
		if err != nil {
			unkept = []*fault.Error{fault.Of(err)} // the bill is in the books
		}
		out.warnings = append(out.warnings, unkept...)
	}
	if f.print {
		p.printBill(s, bill, out)
	}
	return out, nil
}

func (p *program) saleOf(s *shop.Shop, f saleFlags) (request selling.Request, err error) {
	if err = required("line", len(f.lines) > 0); err != nil {
		return request, err
	}
	if request.Cart.ID, err = billID(f.id); err != nil {
		return request, err
	}
	if request.Cart.Lines, err = p.cartLines(s, request.Cart.ID, f.lines, "line"); err != nil {
		return request, err
	}
	if request.Cart.Discount, err = selling.ParseDiscount(f.discount); err != nil {
		return request, at(err, "discount")
	}
	if f.customer != "" {
		if request.Cart.CustomerID, err = id.Parse[id.Party](f.customer); err != nil {
			return request, at(err, "customer")
		}
	}
	if len(f.pay) == 1 && f.pay[0] == payOwners {
		request.Tenders, err = s.OwnerTenders(p.ctx, request.Cart, selling.Seen)
		return request, err
	}
	request.Tenders, err = p.tenders(s, f.pay)
	return request, err
}

// payOwners is a --pay that pays each owner of the goods by a PromptPay code of their own, and the rest to the
// shop. It pays the whole bill.
const payOwners = "promptpay:owners"

// billID reads the id a caller gives a bill, or makes one.
func billID(text string) (id.Bill, error) {
	if text == "" {
		return id.New[id.Bill](), nil
	}
	return id.Parse[id.Bill](text)
}

func (p *program) tenders(s *shop.Shop, pay []string) ([]selling.Tender, error) {
	methods, err := s.Methods(p.ctx)
	if err != nil {
		return nil, err
	}
	return readTenders(pay, methods)
}

// cartLines looks up each CODE[*QTY][@PRICE] of a bill.
func (p *program) cartLines(s *shop.Shop, bill id.Bill, texts []string, field string) ([]selling.CartLine, error) {
	items, err := readItems(texts, field, func(text, field string) (item, error) { return readItem(text, field, "price") })
	if err != nil {
		return nil, err
	}
	lines := make([]selling.CartLine, len(items))
	for n, item := range items {
		match, err := s.Find(p.ctx, item.code)
		if err != nil {
			return nil, fault.At(err, item.field)
		}
		lines[n], err = shop.LineOf(match, item.qty)
		if fault.Is(err, "product_archived") && p.written(s, bill) {
			lines[n], err = shop.LineOf(match.Anyway(), item.qty)
		}
		if err != nil {
			return nil, fault.At(err, item.field)
		}
		if item.price != nil {
			price(&lines[n], match, *item.price, item.qty)
		}
	}
	return lines, nil
}

// price sets what one of what was named costs: a unit, or the whole pack of a pack's code. Where the units of a
// pack have no such price to the satang, the next higher one and a discount make it.
func price(line *selling.CartLine, match catalog.Match, each money.Satang, times qty.Qty) {
	if match.Kind != catalog.ByCode || match.Qty == qty.One {
		line.Price = &each
		return
	}
	unit := money.Satang((int64(each)*int64(qty.One) + int64(match.Qty) - 1) / int64(match.Qty))
	line.Price, line.Pack = &unit, 0
	if off := money.Times(unit, line.Qty) - money.Times(each, times); off > 0 {
		line.Discount = selling.Discount{Kind: selling.AmountOff, Amount: off}
	}
}

// written reports whether a bill is in the books: what is sent again under its id is answered by it, even
// when its goods are no longer sold.
func (p *program) written(s *shop.Shop, bill id.Bill) bool {
	_, err := s.BillID(p.ctx, bill.String())
	return err == nil
}

func (p *program) voidCommand() *cobra.Command {
	var reason string
	var print bool
	c := p.command("void NUMBER --reason TEXT [--print]", 1, 1, func(args []string) (*answer, error) {
		if err := required("reason", reason != ""); err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			of, err := s.BillID(p.ctx, args[0])
			if err != nil {
				return nil, err
			}
			bill, given, err := s.Void(p.ctx, of, reason)
			if err != nil {
				return nil, err
			}
			out := billAnswer(bill, given)
			if print {
				p.printBill(s, bill, out)
			}
			return out, nil
		})
	})
	c.Flags().StringVar(&reason, "reason", "", "TEXT")
	c.Flags().BoolVar(&print, "print", false, "")
	return c
}
