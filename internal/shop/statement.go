package shop

import (
	"context"
	"strings"

	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
)

// The papers a statement is laid out on.
const (
	StatementA4   = "a4"
	StatementRoll = "80" // in large type
)

// StatementPapers lays a producer's statement out. While something is left to pay, and the producer has a
// PromptPay number, it carries the code that pays them. A settlement that was printed before is a copy. Faults: "paper_unknown", those of the code.
func (s *Shop) StatementPapers(ctx context.Context, st *ProducerStatement, paper string, lang i18n.Lang) (Papers, error) {
	if paper != StatementA4 && paper != StatementRoll {
		return Papers{}, fault.New("paper_unknown", "paper", fault.Values{"value": paper})
	}
	set, err := s.db.Settings(ctx)
	if err != nil {
		return Papers{}, err
	}
	form, err := s.statementForm(ctx, set, st, lang)
	if err != nil {
		return Papers{}, err
	}
	papers := Papers{Form: FormStatement, Of: form.Number, Title: "statement-" + string(st.Until)}
	if form.Number != "" {
		papers.Title = form.Number
		if papers.Copy, err = s.db.Printed(ctx, form.Number); err != nil {
			return Papers{}, err
		}
		form.Copy = papers.Copy
	}
	return s.laid(set, papers, func(shaper *text.Shaper) ([]printing.Page, error) {
		if paper == StatementA4 {
			return form.Pages(shaper)
		}
		return one(form.Page(shaper, printing.Roll80))
	})
}

func (s *Shop) statementForm(ctx context.Context, set Settings, st *ProducerStatement, lang i18n.Lang) (printing.ProducerStatement, error) {
	form := printing.ProducerStatement{Lang: lang, Practice: set.Get("shop.practice") == "yes", Shop: letterhead(set), Producer: st.Name(lang),
		From: st.Sums.First, Until: st.Until, Sold: st.Sums.Sold, VAT: st.Sums.VAT, Commission: st.Sums.Commission(), Payable: st.Sums.Payable()}
	for _, sum := range consign.ByProduct(st.Items) {
		form.Lines = append(form.Lines, printing.StatementLine{Name: sum.Name, Qty: sum.Qty, Unit: sum.Unit, Sold: sum.Sold, VAT: sum.VAT, Commission: sum.Commission()})
	}
	for n := range st.Items {
		item := &st.Items[n]
		line := printing.StatementLine{Name: item.Name, Qty: item.Qty, Unit: item.Unit, Sold: item.Sold, VAT: item.VAT, Commission: item.Commission()}
		if item.Direct == 0 {
			form.Sales = append(form.Sales, printing.StatementSale{Day: item.Day, Bill: item.Bill, StatementLine: line})
		}
	}
	if st.Sums.Direct != 0 {
		form.Others = []printing.Amount{{Label: i18n.T(lang, "statement.direct"), Sum: st.Sums.Direct}}
	}
	for _, payout := range st.Payouts {
		form.Paid = append(form.Paid, printing.Amount{Label: i18n.T(lang, "statement.paid."+payout.Method, fault.Values{"day": payout.Day}), Sum: payout.Amount})
	}
	if st.Paper != nil {
		form.Number, form.Voided = st.Paper.Number, st.Paper.Voided()
		if left := st.Paper.Left(); left > 0 && st.Producer.PromptPay != "" {
			code, err := s.PayoutCode(ctx, st.Producer.ID, left, st.Paper.Number)
			if err != nil {
				return form, err
			}
			form.Pay = &printing.PayQR{Payload: code.Payload, Receiver: code.Receiver, Masked: code.Masked, Amount: code.Amount}
		}
	}
	return form, nil
}

// Name gives the producer's name, or says that it was erased.
func (s *ProducerStatement) Name(lang i18n.Lang) string {
	if s.Producer.Erased {
		return i18n.T(lang, "producers.erased_name", fault.Values{"tag": s.Producer.ID.Tag()})
	}
	return s.Producer.Name
}

// maxChatLines bounds the products in a message: a longer one is not read on a phone.
const maxChatLines = 30

// StatementText writes a statement as a message to paste into LINE.
func (s *Shop) StatementText(ctx context.Context, st *ProducerStatement, lang i18n.Lang) (string, error) {
	name, err := s.Get(ctx, "shop.name")
	if err != nil {
		return "", err
	}
	t := func(key string, values fault.Values) string { return i18n.T(lang, "statement.chat."+key, values) }
	lines := []string{t("hello", fault.Values{"name": st.Name(lang)}), t("shop", fault.Values{"shop": name}),
		t("period", fault.Values{"from": st.Sums.First, "until": st.Until})}
	if st.Paper != nil {
		lines = append(lines, t("number", fault.Values{"number": st.Paper.Number}))
	}
	lines = append(lines, "")
	products := consign.ByProduct(st.Items)
	for n, sum := range products {
		if n == maxChatLines {
			lines = append(lines, t("more", fault.Values{"count": len(products) - n}))
			break
		}
		lines = append(lines, t("line", fault.Values{"name": sum.Name, "qty": sum.Qty, "unit": sum.Unit, "sold": sum.Sold}))
	}
	lines = append(lines, "", t("sold", fault.Values{"sold": st.Sums.Sold}))
	if st.Sums.VAT != 0 {
		lines = append(lines, t("vat", fault.Values{"vat": st.Sums.VAT}))
	}
	lines = append(lines, t("commission", fault.Values{"commission": st.Sums.Commission()}))
	if st.Sums.Direct != 0 {
		lines = append(lines, t("direct", fault.Values{"direct": st.Sums.Direct}))
	}
	lines = append(lines, t("payable", fault.Values{"payable": st.Sums.Payable()}))
	for _, payout := range st.Payouts {
		lines = append(lines, t("paid."+payout.Method, fault.Values{"amount": payout.Amount, "day": payout.Day}))
	}
	if left := st.Left(); left > 0 && st.Paper != nil && left != st.Paper.Payable {
		lines = append(lines, t("left", fault.Values{"left": left}))
	}
	lines = append(lines, "", t("thanks", nil))
	return strings.Join(lines, "\n"), nil
}
