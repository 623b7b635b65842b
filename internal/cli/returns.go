package cli

import (
	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// returnFlags are the flags of refund and exchange.
type returnFlags struct {
	back, goods, pay []string
	reason, id       string
	waste, print     bool
}

func (p *program) refundCommand() *cobra.Command {
	var f returnFlags
	c := p.command("refund NUMBER [--line CODE*QTY] … --pay METHOD [--waste] [--reason TEXT] [--id UUID] [--print]", 1, 1,
		func(args []string) (*answer, error) {
			return p.inShop(func(s *shop.Shop) (*answer, error) { return p.giveBack(s, args[0], "line", f) })
		})
	flags := c.Flags()
	flags.StringArrayVar(&f.back, "line", nil, "CODE*QTY")
	flags.StringArrayVar(&f.pay, "pay", nil, "METHOD[:AMOUNT]")
	flags.BoolVar(&f.waste, "waste", false, "")
	flags.StringVar(&f.reason, "reason", "", "TEXT")
	flags.StringVar(&f.id, "id", "", "UUID")
	flags.BoolVar(&f.print, "print", false, "")
	return c
}

func (p *program) exchangeCommand() *cobra.Command {
	var f returnFlags
	c := p.command("exchange NUMBER --return CODE*QTY … --line CODE[*QTY][@PRICE] … --pay METHOD[:AMOUNT] [--id UUID] [--print]", 1, 1,
		func(args []string) (*answer, error) {
			if err := required("return", len(f.back) > 0); err != nil {
				return nil, err
			}
			if err := required("line", len(f.goods) > 0); err != nil {
				return nil, err
			}
			return p.inShop(func(s *shop.Shop) (*answer, error) { return p.giveBack(s, args[0], "return", f) })
		})
	flags := c.Flags()
	flags.StringArrayVar(&f.back, "return", nil, "CODE*QTY")
	flags.StringArrayVar(&f.goods, "line", nil, "CODE[*QTY][@PRICE]")
	flags.StringArrayVar(&f.pay, "pay", nil, "METHOD[:AMOUNT]")
	flags.StringVar(&f.reason, "reason", "", "TEXT")
	flags.StringVar(&f.id, "id", "", "UUID")
	flags.BoolVar(&f.print, "print", false, "")
	return c
}

// giveBack refunds or exchanges; field names the flag of the goods that come back.
func (p *program) giveBack(s *shop.Shop, number, field string, f returnFlags) (*answer, error) {
	of, err := s.BillID(p.ctx, number)
	if err != nil {
		return nil, err
	}
	request := selling.RefundRequest{Of: of, Waste: f.waste, Reason: f.reason}
	if request.ID, err = billID(f.id); err != nil {
		return nil, err
	}
	if request.Tenders, err = p.tenders(s, f.pay); err != nil {
		return nil, err
	}
	if request.Goods.Lines, err = p.cartLines(s, request.ID, f.goods, "line"); err != nil {
		return nil, err
	}
	if request.Lines, err = p.returnLines(s, request, field, f.back); err != nil {
		return nil, err
	}
	bill, given, err := s.Refund(p.ctx, request)
	if err != nil {
		return nil, err
	}
	out := billAnswer(bill, given)
	if f.print {
		p.printBill(s, bill, out)
	}
	return out, nil
}

// returnLines finds what each CODE*QTY is on the old bill.
func (p *program) returnLines(s *shop.Shop, request selling.RefundRequest, field string, texts []string) ([]selling.ReturnLine, error) {
	items, err := readItems(texts, field, func(text, field string) (item, error) { return readItem(text, field, "") })
	if err != nil || len(items) == 0 {
		return nil, err
	}
	old, err := s.Bill(p.ctx, request.Of)
	if err != nil {
		return nil, err
	}
	back, err := p.newSpread(s, old, request.ID)
	if err != nil {
		return nil, err
	}
	var lines []selling.ReturnLine
	for _, item := range items {
		match, err := s.Find(p.ctx, item.code)
		if err != nil {
			return nil, fault.At(err, item.field)
		}
		quantity, err := shop.Times(item.qty, match.Qty)
		if err != nil {
			return nil, fault.At(err, item.field)
		}
		found, err := back.take(match.Product, quantity)
		if err != nil {
			return nil, fault.At(err, item.field)
		}
		lines = append(lines, found...)
	}
	return lines, nil
}

// spread takes goods back from the lines of an old bill, the first line first.
type spread struct {
	old  *shop.Bill
	left []qty.Qty // of each line, not given back yet
}

// newSpread starts from what is left. When the bill of this id is already written, its own goods count
// as left, so that the same request sent again comes out the same.
func (p *program) newSpread(s *shop.Shop, old *shop.Bill, refund id.Bill) (*spread, error) {
	back := &spread{old: old, left: make([]qty.Qty, len(old.Lines))}
	for n, line := range old.Lines {
		back.left[n] = line.Left
	}
	earlier, err := s.Bill(p.ctx, refund)
	switch {
	case fault.Is(err, "bill_unknown"):
		return back, nil
	case err != nil:
		return nil, err
	}
	for _, line := range earlier.Lines {
		if earlier.Bill.RefundOf == old.ID && line.ReturnsN >= 0 && line.ReturnsN < len(back.left) {
			back.left[line.ReturnsN] -= line.Qty // returned quantities are negative
		}
	}
	return back, nil
}

// take gives the lines a quantity of a product comes from. It fails with "line_unknown" when the bill
// has none of it and "refund_too_much".
func (s *spread) take(product *catalog.Product, want qty.Qty) ([]selling.ReturnLine, error) {
	var lines []selling.ReturnLine
	onBill, left, rest := false, qty.Qty(0), want
	for n, line := range s.old.Lines {
		if line.ProductID != product.ID || line.Qty < 0 {
			continue
		}
		onBill = true
		left += s.left[n]
		if part := min(rest, s.left[n]); part > 0 {
			lines = append(lines, selling.ReturnLine{LineN: n, Qty: part})
			s.left[n] -= part
			rest -= part
		}
	}
	switch {
	case want <= 0:
		return nil, fault.New("qty_not_positive", "qty", fault.Values{"value": want})
	case !onBill:
		return nil, fault.New("line_unknown", "code", fault.Values{"number": s.old.Number})
	case rest > 0:
		return nil, fault.New("refund_too_much", "qty", fault.Values{"name": product.FullName(), "left": left, "want": want, "unit": product.Unit})
	}
	return lines, nil
}
