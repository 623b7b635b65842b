package papers_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
)

func TestStates(t *testing.T) {
	f := facts(t)
	due := func(r *papers.Request) *papers.Request { r.DueDay = today.Add(30); return r }
	quotation := issue(t, f, ask(papers.Quotation, of("ชุด", 1, 10_700)))
	invoice := issue(t, f, due(ask(papers.Invoice, of("ชุด", 1, 10_700))))
	tax := issue(t, f, due(ask(papers.TaxInvoice, of("ชุด", 1, 10_700))))
	both := issue(t, f, func() *papers.Request {
		r := ask(papers.TaxInvoice, of("ชุด", 1, 10_700))
		r.With, r.Payments = []papers.Kind{papers.Receipt}, []papers.Payment{{Method: "cash", Amount: 10_700}}
		return r
	}())
	debit := issue(t, f, due(note(papers.DebitNote, tax, nil, of("ค่าห่อเพิ่ม", 1, 10_700))))
	delivery := issue(t, f, ask(papers.Delivery, of("ชุด", 1, 10_700)))
	for _, c := range []struct {
		paper *papers.Paper
		fate  papers.Fate
		later int
		want  papers.State
	}{
		{quotation, papers.Fate{}, 30, papers.Offered}, {quotation, papers.Fate{}, 31, papers.Expired}, {quotation, papers.Fate{Followed: true}, 31, papers.Accepted},
		{invoice, papers.Fate{}, 30, papers.Unpaid}, {invoice, papers.Fate{}, 31, papers.Overdue}, {invoice, papers.Fate{Received: 10_699}, 0, papers.PartPaid},
		{invoice, papers.Fate{Received: 10_699}, 31, papers.Overdue}, {invoice, papers.Fate{Received: 10_700}, 31, papers.PaidUp},
		{tax, papers.Fate{Credited: 700, Received: 10_000}, 0, papers.PaidUp}, {tax, papers.Fate{}, 0, papers.Unpaid}, {both, papers.Fate{}, 0, papers.PaidUp},
		{invoice, papers.Fate{Settled: true}, 31, papers.PaidUp}, {tax, papers.Fate{Settled: true}, 31, papers.PaidUp},
		{debit, papers.Fate{}, 30, papers.Unpaid}, {debit, papers.Fate{Credited: 700}, 31, papers.Overdue}, {debit, papers.Fate{Credited: 700, Received: 10_000}, 31, papers.PaidUp}, {invoice, papers.Fate{Settled: true, Taken: true}, 0, papers.Invoiced},
		{delivery, papers.Fate{}, 100, papers.Stands}, {invoice, papers.Fate{Void: true, Received: 10_700}, 0, papers.Voided},
	} {
		if got := c.paper.StateOf(c.fate, today.Add(c.later)); got != c.want {
			t.Errorf("%s after %d days with %+v: %s, want %s", c.paper.Kind, c.later, c.fate, got, c.want)
		}
	}
	for _, state := range papers.States {
		for _, lang := range i18n.Langs {
			if !i18n.Has(lang, "papers.state."+string(state)) {
				t.Errorf("%s has no name in %s", state, lang)
			}
		}
	}
}

// What receipts say came for an invoice: the lines that name it, or a whole receipt made from it.
func TestReceivedForAnInvoice(t *testing.T) {
	f := facts(t)
	first, second := issue(t, f, ask(papers.Invoice, of("ชุด", 1, 10_700))), issue(t, f, ask(papers.Invoice, of("ชุด", 1, 21_400)))
	receipt := func(open ...papers.Open) *papers.Paper {
		lines, refs, err := papers.OverInvoices(i18n.Thai, papers.Receipt, open)
		if err != nil {
			t.Fatal(err)
		}
		request := ask(papers.Receipt, lines...)
		request.Refs, request.Over = refs, papers.WithheldOver(f.Day, open)
		for _, one := range open {
			request.Payments = append(request.Payments, papers.Payment{Method: "transfer", Amount: one.Left})
		}
		return issue(t, f, request)
	}
	receipts := []*papers.Paper{receipt(papers.Open{Paper: first, Left: 5000}, papers.Open{Paper: second, Left: 21_400}), receipt(papers.Open{Paper: first, Left: 700})}
	direct := ask(papers.Receipt, of("ชุด", 1, 100))
	direct.Refs, direct.Payments = []papers.Ref{first.Self("")}, []papers.Payment{{Method: "cash", Amount: 100}}
	receipts = append(receipts, issue(t, f, direct), second)
	if got := papers.Received(first.Number, receipts); got != 5800 {
		t.Errorf("the first got %s", got)
	}
	if got := papers.Received(second.Number, receipts); got != 21_400 {
		t.Errorf("the second got %s", got)
	}
	if got := papers.Received("A-IV-2569-000099", receipts); got != 0 {
		t.Errorf("nobody's got %s", got)
	}
}
