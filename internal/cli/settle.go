package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shop"
)

type settlementDoc struct {
	ID         string       `json:"id,omitempty"`
	Number     *string      `json:"number"` // null for a look at how it stands
	ProducerID string       `json:"producer_id"`
	Producer   string       `json:"producer,omitempty"`
	From       *clock.Day   `json:"from,omitempty"`
	Until      clock.Day    `json:"until"`
	Sold       money.Satang `json:"sold_satang"`
	VAT        money.Satang `json:"vat_satang"`
	Commission money.Satang `json:"commission_satang"`
	Earned     money.Satang `json:"earned_satang"`
	Direct     money.Satang `json:"direct_satang"`
	Payable    money.Satang `json:"payable_satang"`
	Paid       money.Satang `json:"paid_satang"`
	Left       money.Satang `json:"left_satang"`
	Voided     bool         `json:"voided"`

	Lines    []soldDoc   `json:"lines,omitempty"`
	Straight []payoutDoc `json:"direct,omitempty"` // what buyers paid the producer
	Payouts  []payoutDoc `json:"payouts,omitempty"`
}

type soldDoc struct {
	Day        clock.Day    `json:"day"`
	Bill       string       `json:"bill"`
	SKU        string       `json:"sku"`
	Name       string       `json:"name"`
	Qty        number       `json:"qty"`
	Unit       string       `json:"unit"`
	Sold       money.Satang `json:"sold_satang"`
	VAT        money.Satang `json:"vat_satang"`
	Commission money.Satang `json:"commission_satang"`
	Share      money.Satang `json:"share_satang"`
}

type payoutDoc struct {
	ID     string       `json:"id,omitempty"` // of a payout
	Day    clock.Day    `json:"day"`
	Bill   string       `json:"bill,omitempty"`
	Method string       `json:"method"`
	Amount money.Satang `json:"amount_satang"`
	Ref    string       `json:"ref,omitempty"`
}

func settlementOf(p *shop.Settlement) settlementDoc {
	return settlementDoc{ID: p.ID.String(), Number: &p.Number, ProducerID: p.ProducerID.String(), Until: p.Until, Sold: p.Sold, VAT: p.VAT,
		Commission: p.Commission, Earned: p.Earned, Direct: p.Direct, Payable: p.Payable, Paid: p.Paid, Left: p.Left(), Voided: p.Voided()}
}

// statementDoc is a settlement line by line.
func (p *program) statementDoc(st *shop.ProducerStatement) settlementDoc {
	sums := st.Sums
	doc := settlementDoc{ProducerID: st.Producer.ID.String(), Until: st.Until, Sold: sums.Sold, VAT: sums.VAT, Commission: sums.Commission(),
		Earned: sums.Earned, Direct: sums.Direct, Payable: sums.Payable(), Left: st.Left()}
	if st.Paper != nil {
		doc = settlementOf(st.Paper)
	}
	doc.Producer, doc.From = st.Name(p.lang), text(sums.First)
	for n := range st.Items {
		item := &st.Items[n]
		if item.Direct != 0 {
			doc.Straight = append(doc.Straight, payoutDoc{Day: item.Day, Bill: item.Bill, Method: item.Method, Amount: item.Direct})
			continue
		}
		doc.Lines = append(doc.Lines, soldDoc{item.Day, item.Bill, item.SKU, item.Name, number(item.Qty), item.Unit, item.Sold, item.VAT, item.Commission(), item.Share})
	}
	for _, payout := range st.Payouts {
		doc.Payouts = append(doc.Payouts, payoutDoc{ID: payout.ID.String(), Day: payout.Day, Method: payout.Method, Amount: payout.Amount, Ref: payout.Ref})
	}
	return doc
}

// settleFlags are the flags of settle.
type settleFlags struct {
	all, void, unpay                      bool
	until, pay, ref, reason, name, payout string
}

func (p *program) settleCommand() *cobra.Command {
	var f settleFlags
	c := p.command("settle P|--all --until DATE [--pay METHOD] · settle NUMBER --pay METHOD[:AMOUNT] · settle NUMBER --void|--unpay [--payout ID] --reason TEXT", 0, 1,
		func(args []string) (*answer, error) {
			until, err := readDay(f.until, "until")
			if err != nil {
				return nil, err
			}
			switch {
			case f.all && len(args) > 0:
				return nil, fault.Unreadable("argument_surplus", "", fault.Values{"value": args[0], "command": "talat settle"})
			case !f.all && len(args) == 0:
				return nil, fault.Unreadable("argument_missing", "", fault.Values{"command": "talat settle"})
			}
			paper := len(args) > 0 && isSettlement(args[0])
			if !paper {
				if err := required("until", until != ""); err != nil {
					return nil, err
				}
			}
			return p.inShop(func(s *shop.Shop) (*answer, error) {
				switch {
				case f.all:
					return p.settleAll(s, until, &f)
				case !paper:
					return p.settleOne(s, args[0], until, &f)
				case f.void:
					return p.settleVoid(s, args[0], &f)
				case f.unpay:
					return p.settleUnpay(s, args[0], &f)
				}
				return p.settlePay(s, args[0], &f)
			})
		})
	flags := c.Flags()
	flags.BoolVar(&f.all, "all", false, "")
	flags.StringVar(&f.until, "until", "", "DATE")
	flags.StringVar(&f.pay, "pay", "", "cash|transfer|promptpay")
	flags.StringVar(&f.ref, "ref", "", "TEXT")
	flags.BoolVar(&f.void, "void", false, "")
	flags.BoolVar(&f.unpay, "unpay", false, "")
	flags.StringVar(&f.payout, "payout", "", "ID")
	flags.StringVar(&f.reason, "reason", "", "TEXT")
	flags.StringVar(&f.name, "id", "", "UUID")
	return c
}

// isSettlement reports whether a word is the number of a settlement: A-ST-2569-000001.
func isSettlement(word string) bool {
	return strings.Contains(strings.ToUpper(word), "-"+ledger.TypeSettlement+"-")
}

func (p *program) settleOne(s *shop.Shop, name string, until clock.Day, f *settleFlags) (*answer, error) {
	who, err := p.producerNamed(s, name)
	if err != nil {
		return nil, err
	}
	wanted := consign.Wanted{ID: id.New[id.Settlement](), ProducerID: who}
	if f.name != "" {
		if wanted.ID, err = id.Parse[id.Settlement](f.name); err != nil {
			return nil, err
		}
	}
	settled, err := s.Settle(p.ctx, consign.Request{Until: until, Pay: f.pay, Ref: f.ref, Producers: []consign.Wanted{wanted}})
	if err != nil {
		return nil, err
	}
	given, err := p.settlementAnswer(s, settled.Papers[0].ID.String())
	if err == nil {
		given.doc["replayed"] = settled.Replayed
	}
	return given, err
}

type waitingDoc struct {
	ProducerID string       `json:"producer_id"`
	Producer   string       `json:"producer"`
	Payable    money.Satang `json:"payable_satang"`
	Why        problem      `json:"reason"`
}

func (p *program) settleAll(s *shop.Shop, until clock.Day, f *settleFlags) (*answer, error) {
	settled, err := s.SettleAll(p.ctx, until, f.pay, f.ref)
	if err != nil {
		return nil, err
	}
	docs, waiting := []settlementDoc{}, []waitingDoc{}
	var rows [][]string
	for _, paper := range settled.Papers {
		st, err := s.SettlementStatement(p.ctx, paper.ID.String())
		if err != nil {
			return nil, err
		}
		docs = append(docs, p.statementDoc(st))
		rows = append(rows, []string{paper.Number, st.Name(p.lang), i18n.Baht(paper.Sold), i18n.Baht(paper.Payable), i18n.Baht(paper.Left())})
	}
	for _, w := range settled.Waiting {
		waiting = append(waiting, waitingDoc{w.Account.ProducerID.String(), w.Account.Name, w.Account.Sums.Payable(), p.problem(w.Why)})
	}
	return &answer{doc: document{"settlements": docs, "waiting": waiting}, text: func(out *page) {
		if len(rows) > 0 {
			out.table("llrrr", []string{"col.number", "col.producer", "col.sold", "col.payable", "col.left"}, rows)
		} else {
			out.say("settle.none")
		}
		for _, w := range waiting {
			out.line(w.Why.Message)
		}
	}}, nil
}

// settlePay pays an open settlement: METHOD alone pays what is left.
func (p *program) settlePay(s *shop.Shop, number string, f *settleFlags) (*answer, error) {
	if err := required("pay", f.pay != ""); err != nil {
		return nil, err
	}
	st, err := s.SettlementStatement(p.ctx, number)
	if err != nil {
		return nil, err
	}
	payment := consign.Payment{ID: id.New[id.Payout](), SettlementID: st.Paper.ID, Ref: f.ref, Amount: st.Paper.Left()}
	amount, given := "", false
	if payment.Method, amount, given = strings.Cut(f.pay, ":"); given {
		if payment.Amount, err = readPositive(amount, "pay"); err != nil {
			return nil, err
		}
	}
	if f.name != "" {
		if payment.ID, err = id.Parse[id.Payout](f.name); err != nil {
			return nil, err
		}
	}
	replayed, err := s.PayOut(p.ctx, payment)
	if err != nil {
		return nil, err
	}
	answer, err := p.settlementAnswer(s, number)
	if err == nil {
		answer.doc["replayed"] = replayed
	}
	return answer, err
}

func (p *program) settleVoid(s *shop.Shop, number string, f *settleFlags) (*answer, error) {
	st, err := s.SettlementStatement(p.ctx, number)
	if err != nil {
		return nil, err
	}
	if err := s.VoidSettlement(p.ctx, st.Paper.ID, f.reason); err != nil {
		return nil, err
	}
	return p.settlementAnswer(s, number)
}

// settleUnpay takes back a payout of a settlement that was typed wrongly: the last one, or the one that is named.
func (p *program) settleUnpay(s *shop.Shop, number string, f *settleFlags) (*answer, error) {
	st, err := s.SettlementStatement(p.ctx, number)
	if err != nil {
		return nil, err
	}
	var payout id.Payout
	switch {
	case f.payout != "":
		if payout, err = id.Parse[id.Payout](f.payout); err != nil {
			return nil, at(err, "payout")
		}
	case len(st.Payouts) == 0:
		return nil, fault.New("payout_unknown", "payout", fault.Values{"value": st.Paper.Number})
	default:
		payout = st.Payouts[len(st.Payouts)-1].ID
	}
	if err := s.VoidPayout(p.ctx, payout, f.reason); err != nil {
		return nil, err
	}
	return p.settlementAnswer(s, number)
}

func (p *program) settlementAnswer(s *shop.Shop, number string) (*answer, error) {
	st, err := s.SettlementStatement(p.ctx, number)
	if err != nil {
		return nil, err
	}
	said, err := s.StatementText(p.ctx, st, p.lang)
	return &answer{doc: document{"settlement": p.statementDoc(st)}, text: func(out *page) { out.line(said) }}, err
}

func (p *page) settlementTable(papers []shop.Settlement) {
	var rows [][]string
	for n := range papers {
		paper := &papers[n]
		state := ""
		if paper.Voided() {
			state = p.t("settle.voided")
		}
		rows = append(rows, []string{paper.Number, i18n.Date(p.lang, paper.Until), i18n.Baht(paper.Sold), i18n.Baht(paper.Payable), i18n.Baht(paper.Left()), state})
	}
	if len(rows) > 0 {
		p.line("")
		p.table("llrrrl", []string{"col.number", "col.until", "col.sold", "col.payable", "col.left", "col.state"}, rows)
	}
}

// statementCommand writes what a producer is shown, as sheets or as a roll, and as a message.
func (p *program) statementCommand() *cobra.Command {
	var o output
	var until, paper string
	c := p.command("statement P|NUMBER (--out F.pdf | --print) [--until DATE] [--paper a4|80]", 1, 1, func(args []string) (*answer, error) {
		if _, err := o.kind(".pdf"); err != nil {
			return nil, err
		}
		day, err := readDay(until, "until")
		if err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			st, err := p.statementFor(s, args[0], day)
			if err != nil {
				return nil, err
			}
			papers, err := s.StatementPapers(p.ctx, st, paper, p.lang)
			if err != nil {
				return nil, err
			}
			said, err := s.StatementText(p.ctx, st, p.lang)
			if err != nil {
				return nil, err
			}
			given := &answer{doc: document{"settlement": p.statementDoc(st), "text": said, "pages": len(papers.Pages)}}
			return given, p.deliver(s, papers, o, given)
		})
	})
	o.add(c.Flags(), "F.pdf")
	c.Flags().StringVar(&until, "until", "", "DATE")
	c.Flags().StringVar(&paper, "paper", shop.StatementA4, "a4|80")
	return c
}

func (p *program) statementFor(s *shop.Shop, name string, until clock.Day) (*shop.ProducerStatement, error) {
	if isSettlement(name) {
		return s.SettlementStatement(p.ctx, name)
	}
	who, err := p.producerNamed(s, name)
	if err != nil {
		return nil, err
	}
	return s.LastStatement(p.ctx, who, until)
}
