package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shop"
)

// billDoc is a bill as JSON gives it.
type billDoc struct {
	ID       string       `json:"id"`
	Number   string       `json:"number"`
	Kind     string       `json:"kind"`
	Day      clock.Day    `json:"day"`
	At       *string      `json:"at"`
	Customer string       `json:"customer,omitempty"`
	RefundOf string       `json:"refund_of,omitempty"`
	VoidOf   string       `json:"void_of,omitempty"`
	VoidedBy string       `json:"voided_by,omitempty"`
	Reason   string       `json:"reason,omitempty"`
	Total    money.Satang `json:"total_satang"`
	Discount money.Satang `json:"discount_satang"`
	Rounding money.Satang `json:"rounding_satang"`
	VAT      money.Satang `json:"vat_satang"`
	Paid     money.Satang `json:"paid_satang"`
	Change   money.Satang `json:"change_satang"`
	Owed     money.Satang `json:"owed_satang,omitempty"`
	Lines    []lineDoc    `json:"lines"`
	Payments []paymentDoc `json:"payments"`
}

type lineDoc struct {
	SKU       string       `json:"sku"`
	Name      string       `json:"name"`
	Qty       number       `json:"qty"`
	Unit      string       `json:"unit"`
	UnitPrice money.Satang `json:"unit_price_satang"`
	Total     money.Satang `json:"total_satang"`
	Discount  money.Satang `json:"discount_satang"` // of the line, promotions and its part of the bill's
	Gift      bool         `json:"gift,omitempty"`
	Promotion string       `json:"promotion,omitempty"`
	Lot       *string      `json:"lot"` // the first one
	Lots      []lotQtyDoc  `json:"lots"`
}

type lotQtyDoc struct {
	Lot *string `json:"lot"`
	Qty number  `json:"qty"`
	SKU string  `json:"sku,omitempty"` // of the component, in a set
}

type paymentDoc struct {
	Method   string       `json:"method"`
	Amount   money.Satang `json:"amount_satang"`
	Evidence *string      `json:"evidence"`
	Owner    string       `json:"owner,omitempty"` // of goods, who got it straight
}

func billOf(bill *shop.Bill) billDoc {
	doc := billDoc{ID: bill.ID.String(), Number: bill.Number, Kind: bill.Kind, Day: bill.Day, At: moment(bill.At.Time()),
		Customer: bill.CustomerID.String(), RefundOf: bill.RefundOf, VoidOf: bill.VoidOf, VoidedBy: bill.VoidedBy, Reason: bill.Reason,
		Total: bill.Total, Discount: bill.Discount, Rounding: bill.Rounding, VAT: bill.VAT, Owed: bill.Owed, Lines: []lineDoc{}}
	for _, line := range bill.Lines {
		row := lineDoc{SKU: line.SKU, Name: line.Name, Qty: number(line.Qty), Unit: line.Unit, UnitPrice: line.UnitPrice,
			Total: line.Total, Discount: line.Total - line.Net(), Gift: line.Gift, Promotion: line.Promo, Lots: []lotQtyDoc{}}
		for _, lot := range line.Lots {
			row.Lots = append(row.Lots, lotQtyDoc{text(lot.Lot), number(lot.Qty), lot.Part})
		}
		if len(row.Lots) > 0 {
			row.Lot = row.Lots[0].Lot
		}
		doc.Lines = append(doc.Lines, row)
	}
	doc.Payments, doc.Paid, doc.Change = paymentsOf(bill)
	return doc
}

// paymentsOf gives how a bill was paid and the change. When the way of payment was corrected it gives
// what each method holds now, which leaves no change. Debts paid later belong to the customer.
func paymentsOf(bill *shop.Bill) (docs []paymentDoc, paid, change money.Satang) {
	docs = []paymentDoc{}
	corrected := false
	for _, payment := range bill.Payments {
		corrected = corrected || payment.Kind == ledger.Repaid
	}
	if !corrected {
		for _, payment := range bill.Payments {
			if payment.Kind == ledger.Paid {
				docs = append(docs, paymentDoc{payment.Method, payment.Amount, text(payment.Evidence), bill.Owners[payment.OwnerID]})
			}
		}
		return docs, bill.Paid, bill.Change
	}
	places := map[[2]string]int{}
	for _, payment := range bill.Payments {
		if payment.Kind == ledger.Settled {
			continue
		}
		owner := bill.Owners[payment.OwnerID]
		n, known := places[[2]string{payment.Method, owner}]
		if !known {
			n, places[[2]string{payment.Method, owner}] = len(docs), len(docs)
			docs = append(docs, paymentDoc{Method: payment.Method, Owner: owner})
		}
		docs[n].Amount += payment.Amount
		paid += payment.Amount
		if payment.Evidence != "" {
			docs[n].Evidence = text(payment.Evidence)
		}
	}
	kept := docs[:0]
	for _, doc := range docs {
		if doc.Amount != 0 {
			kept = append(kept, doc)
		}
	}
	return kept, paid, 0
}

// billAnswer is the answer of every command that writes a bill.
func billAnswer(bill *shop.Bill, given shop.Answer) *answer {
	return &answer{doc: document{"bill": billOf(bill), "replayed": given.Replayed}, warnings: given.Warnings,
		text: func(out *page) {
			if given.Replayed {
				out.say("bill.replayed")
			}
			out.bill(bill)
		}}
}

// bill writes a bill as people read it.
func (p *page) bill(bill *shop.Bill) {
	p.line(strings.TrimSpace(bill.Number + "  " + i18n.Moment(p.lang, bill.At.Time()) + "  " + bill.Customer.Name))
	p.pairs(pair{"label.refund_of", bill.RefundOf}, pair{"label.void_of", bill.VoidOf}, pair{"label.voided_by", bill.VoidedBy},
		pair{"label.reason", bill.Reason})
	var rows [][]string
	for _, line := range bill.Lines {
		rows = append(rows, []string{line.Name, i18n.Qty(line.Qty) + " " + line.Unit, i18n.Baht(line.UnitPrice), i18n.Baht(line.Total)})
	}
	p.table("lrrr", []string{"col.name", "col.qty", "col.price", "col.total"}, rows)
	doc := billOf(bill)
	var sums [][]string
	add := func(label, amount string) {
		if amount != "" {
			sums = append(sums, []string{label, amount})
		}
	}
	add(p.t("label.discount"), someBaht(doc.Discount))
	add(p.t("label.rounding"), someBaht(doc.Rounding))
	add(p.t("label.total"), i18n.Baht(doc.Total))
	add(p.t("label.vat"), someBaht(doc.VAT))
	for _, payment := range doc.Payments {
		add(strings.TrimSuffix(p.methodName(payment.Method)+" · "+payment.Owner, " · "), i18n.Baht(payment.Amount))
	}
	add(p.t("label.change"), someBaht(doc.Change))
	add(p.t("label.owed"), someBaht(doc.Owed))
	p.line("")
	p.columns("lr", sums)
}

// someBaht writes an amount, nothing for zero.
func someBaht(amount money.Satang) string {
	if amount == 0 {
		return ""
	}
	return i18n.Baht(amount)
}

func (p *program) billCommand() *cobra.Command {
	c := p.command("bill NUMBER", 1, 1, func(args []string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			bill, err := p.billNamed(s, args[0])
			if err != nil {
				return nil, err
			}
			return &answer{doc: document{"bill": billOf(bill)}, text: func(out *page) { out.bill(bill) }}, nil
		})
	})
	c.AddCommand(p.repayCommand())
	return c
}

func (p *program) billNamed(s *shop.Shop, number string) (*shop.Bill, error) {
	found, err := s.BillID(p.ctx, number)
	if err != nil {
		return nil, err
	}
	return s.Bill(p.ctx, found)
}

func (p *program) repayCommand() *cobra.Command {
	var pay []string
	c := p.command("repay NUMBER --pay METHOD[:AMOUNT] …", 1, 1, func(args []string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			number, err := s.BillID(p.ctx, args[0])
			if err != nil {
				return nil, err
			}
			tenders, err := p.tenders(s, pay)
			if err != nil {
				return nil, err
			}
			bill, err := s.Repay(p.ctx, number, tenders)
			if err != nil {
				return nil, err
			}
			return billAnswer(bill, shop.Answer{}), nil
		})
	})
	c.Flags().StringArrayVar(&pay, "pay", nil, "METHOD[:AMOUNT]")
	return c
}
