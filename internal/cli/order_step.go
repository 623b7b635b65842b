package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shop"
)

func (p *program) orderConfirm() *cobra.Command {
	return p.orderDo("confirm NUMBER", func(s *shop.Shop, o *shop.Order, by string) error {
		return s.ConfirmOrder(p.ctx, o.Order.ID, false, by)
	})
}

func (p *program) orderUnconfirm() *cobra.Command {
	return p.orderDo("unconfirm NUMBER", func(s *shop.Shop, o *shop.Order, by string) error {
		return s.ConfirmOrder(p.ctx, o.Order.ID, true, by)
	})
}

func (p *program) orderReopen() *cobra.Command {
	return p.orderDo("reopen NUMBER", func(s *shop.Shop, o *shop.Order, by string) error { return s.ReopenOrder(p.ctx, o.Order.ID, by) })
}

func (p *program) orderPay() *cobra.Command {
	var pay []string
	var name string
	c := p.orderDo("pay NUMBER [--pay METHOD[:AMOUNT]] … [--id UUID]", func(s *shop.Shop, o *shop.Order, by string) error {
		payment, err := changeID(name)
		if err != nil {
			return err
		}
		if len(pay) == 0 {
			pay = []string{selling.Transfer}
		}
		tenders, err := p.tenders(s, pay)
		if err != nil {
			return err
		}
		return s.PayOrder(p.ctx, o.Order.ID, payment, tenders, by)
	})
	c.Flags().StringArrayVar(&pay, "pay", nil, "METHOD[:AMOUNT][:seen|slip]")
	c.Flags().StringVar(&name, "id", "", "UUID")
	return c
}

// changeID reads the id a caller gives a change, or makes one.
func changeID(text string) (id.Change, error) {
	if text == "" {
		return id.New[id.Change](), nil
	}
	return id.Parse[id.Change](text)
}

func (p *program) orderRefund() *cobra.Command {
	var pay, reason, name string
	c := p.orderDo("refund NUMBER --pay METHOD[:AMOUNT] --reason TEXT [--id UUID]", func(s *shop.Shop, o *shop.Order, by string) error {
		if err := required("pay", pay != ""); err != nil {
			return err
		}
		payment, err := changeID(name)
		if err != nil {
			return err
		}
		tenders, err := p.tenders(s, []string{pay})
		if err != nil {
			return err
		}
		tenders[0].Reason = reason
		return s.PayOrderBack(p.ctx, o.Order.ID, payment, tenders[0], by)
	})
	c.Flags().StringVar(&pay, "pay", "", "METHOD[:AMOUNT]")
	c.Flags().StringVar(&reason, "reason", "", "TEXT")
	c.Flags().StringVar(&name, "id", "", "UUID")
	return c
}

func (p *program) orderCancel() *cobra.Command {
	var pay, reason string
	c := p.orderDo("cancel NUMBER --reason TEXT [--pay METHOD]", func(s *shop.Shop, o *shop.Order, by string) error {
		if err := required("reason", reason != ""); err != nil {
			return err
		}
		if pay == "" {
			return s.CancelOrder(p.ctx, o.Order.ID, reason, by)
		}
		tenders, err := p.tenders(s, []string{pay})
		if err != nil {
			return err
		}
		if tenders[0].Amount != nil { // what was paid goes back whole; a part is refunded by "order refund"
			return fault.Unreadable("pay_unreadable", "pay", fault.Values{"value": pay})
		}
		return s.CancelOrderBack(p.ctx, o.Order.ID, reason, tenders[0].Method, by)
	})
	c.Flags().StringVar(&reason, "reason", "", "TEXT")
	c.Flags().StringVar(&pay, "pay", "", "METHOD")
	return c
}

// packFlags are the flags of order pack.
type packFlags struct {
	lines, marks                          []string
	to, grams, service, tracking, insured string
	id                                    string
	short                                 bool
}

func (p *program) orderPack() *cobra.Command {
	var f packFlags
	c := p.orderDo("pack NUMBER [--line CODE*QTY] … [--to N] [--grams N] [--service S] [--tracking NUMBER] [--insured AMOUNT] [--mark M] … [--short] [--id UUID]",
		func(s *shop.Shop, o *shop.Order, by string) error {
			request, err := p.packRequest(s, o, &f)
			if err != nil {
				return err
			}
			return s.Pack(p.ctx, request, by)
		})
	flags := c.Flags()
	flags.StringArrayVar(&f.lines, "line", nil, "CODE[*QTY]")
	flags.StringVar(&f.to, "to", "", "N")
	flags.StringVar(&f.grams, "grams", "", "N")
	flags.StringVar(&f.service, "service", "", "S")
	flags.StringVar(&f.tracking, "tracking", "", "NUMBER")
	flags.StringVar(&f.insured, "insured", "", "AMOUNT")
	flags.StringArrayVar(&f.marks, "mark", nil, "fragile|no_fold|fresh")
	flags.BoolVar(&f.short, "short", false, "")
	flags.StringVar(&f.id, "id", "", "UUID")
	return c
}

func (p *program) packRequest(s *shop.Shop, o *shop.Order, f *packFlags) (request ordering.PackRequest, err error) {
	request = ordering.PackRequest{OrderID: o.Order.ID, Service: f.service, Marks: f.marks, Short: f.short}
	if f.id != "" {
		if request.ID, err = id.Parse[id.Parcel](f.id); err != nil {
			return request, err
		}
	}
	for n, mark := range f.marks {
		if err := oneOf(mark, fmt.Sprintf("mark[%d]", n), ordering.ParcelMarks); err != nil {
			return request, err
		}
	}
	if f.to != "" {
		if request.To, err = readCount(f.to, "to", ordering.MaxRecipients); err != nil {
			return request, err
		}
	}
	if f.grams != "" {
		if request.Grams, err = readCount(f.grams, "grams", shipping.MaxGrams); err != nil {
			return request, err
		}
	}
	if f.insured != "" {
		if request.Insured, err = readAmount(f.insured, "insured"); err != nil {
			return request, err
		}
	}
	if err := p.knownService(s, f.service); err != nil {
		return request, err
	}
	if f.tracking != "" {
		if request.Tracking, err = shipping.ReadNumber(f.tracking, f.service == "" && ordering.Marketplace(o.Order.Channel)); err != nil {
			return request, at(err, "tracking")
		}
	}
	if request.Lines, err = p.packLines(s, o, f.lines); err != nil || f.grams != "" {
		return request, err
	}
	request.Grams, err = p.packedGrams(s, o, request)
	return request, err
}

// packedGrams gives what a parcel weighs by its goods, as the window fills it in; 0 where somebody must weigh it: goods
// whose weight nobody said, or that are not all there.
func (p *program) packedGrams(s *shop.Shop, o *shop.Order, request ordering.PackRequest) (int, error) {
	lines, to := request.Lines, request.To
	if len(lines) == 0 && len(o.Shorts) > 0 {
		return 0, nil
	}
	for n := range o.Content.Lines {
		line := &o.Content.Lines[n]
		if left := o.Left(line.N); len(request.Lines) == 0 && left > 0 && (to == 0 || line.To == to) {
			to = line.To
			lines = append(lines, ledger.ParcelLine{N: line.N, Qty: left})
		}
	}
	index, err := s.Catalogue(p.ctx)
	if err != nil {
		return 0, err
	}
	packing, err := s.Packing(p.ctx)
	if err != nil {
		return 0, err
	}
	var items []shipping.Item
	for _, line := range lines {
		if product := index.ByID(o.Line(line.N).ProductID); product != nil {
			items = append(items, shop.ParcelItem(product, line.Qty))
		}
	}
	grams, unknown := shipping.Weigh(items, packing)
	if len(unknown) > 0 {
		return 0, nil
	}
	return min(grams, shipping.MaxGrams), nil
}

// knownService refuses a service that the shop's book of rates does not have.
func (p *program) knownService(s *shop.Shop, service string) error {
	if service == "" || service == ordering.Pickup {
		return nil
	}
	book, err := s.Rates(p.ctx)
	if err != nil {
		return err
	}
	return oneOf(service, "service", book.Codes())
}

// packLines finds CODE*QTY among what of the order is left to pack.
func (p *program) packLines(s *shop.Shop, o *shop.Order, texts []string) (lines []ledger.ParcelLine, err error) {
	items, err := readItems(texts, "line", func(text, field string) (item, error) { return readItem(text, field, "") })
	if err != nil {
		return nil, err
	}
	taken := map[int]qty.Qty{}
	for _, one := range items {
		match, err := s.Find(p.ctx, one.code)
		if err != nil {
			return nil, fault.At(err, one.field)
		}
		wanted, err := shop.Times(one.qty, match.Qty)
		if err != nil {
			return nil, fault.At(err, one.field)
		}
		last := 0
		for _, line := range o.Content.Lines {
			if line.ProductID != match.Product.ID {
				continue
			}
			last = line.N
			part := min(wanted, max(o.Left(line.N)-taken[line.N], 0))
			if part > 0 {
				lines = append(lines, ledger.ParcelLine{N: line.N, Qty: part})
				taken[line.N], wanted = taken[line.N]+part, wanted-part
			}
		}
		switch {
		case last == 0:
			return nil, fault.New("order_without", one.field+".code", fault.Values{"number": o.Order.Number, "name": match.Product.FullName()})
		case one.qty == 0:
			return nil, fault.New("qty_not_positive", one.field+".qty", fault.Values{"value": one.qty})
		case wanted > 0:
			line := o.Line(last)
			return nil, fault.New("pack_too_much", one.field+".qty", fault.Values{"name": line.Name, "left": taken[last], "want": taken[last] + wanted, "unit": line.Unit})
		}
	}
	return lines, nil
}

func (p *program) orderUnpack() *cobra.Command {
	var no, reason string
	c := p.orderDo("unpack NUMBER [--parcel N] --reason TEXT", func(s *shop.Shop, o *shop.Order, by string) error {
		if err := required("reason", reason != ""); err != nil {
			return err
		}
		parcel, err := packedParcel(o, no)
		if err != nil {
			return err
		}
		return s.Unpack(p.ctx, o.Order.ID, parcel, reason, by)
	})
	c.Flags().StringVar(&no, "parcel", "", "N")
	c.Flags().StringVar(&reason, "reason", "", "TEXT")
	return c
}

// packedParcel finds the parcel of a number, or the only packed one when none is named.
func packedParcel(o *shop.Order, no string) (found id.Parcel, err error) {
	wanted, count := 0, 0
	if no != "" {
		if wanted, err = readCount(no, "parcel", 10_000); err != nil {
			return found, err
		}
	}
	for n := range o.Parcels {
		parcel := &o.Parcels[n]
		if no == "" && parcel.State == ledger.ParcelPacked || no != "" && parcel.No == wanted {
			found = parcel.ID
			count++
		}
	}
	switch {
	case count == 0 && no != "":
		return found, fault.New("parcel_unknown", "parcel", fault.Values{"value": no})
	case count == 0:
		return found, fault.New("parcel_none_packed", "parcel", fault.Values{"number": o.Order.Number})
	case count > 1:
		return found, required("parcel", false)
	}
	return found, nil
}
