package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// A deposit that is said to come while money lies at its order of which no paper tells may be that money: it is asked before
// more is booked, and not where less is still to be paid than the deposit.
func TestADepositBesideMoneyWithoutAPaper(t *testing.T) {
	for name, open := range map[string]func(*testing.T) *Shop{"no VAT": community, "VAT": registered} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 5, 2)
			holds := func(when string, want money.Satang) {
				t.Helper()
				now, err := s.Order(t.Context(), order.Order.ID)
				if err != nil || now.Money.Received != want {
					t.Errorf("%s: the order holds %s, want %s (%v)", when, now.Money.Received, want, err)
				}
			}
			prepays(t, s, order, 300_00)
			refused(t, s, "deposit_lies", depositOf(t, s, order, 300_00))
			refused(t, s, "deposit_lies", depositOf(t, s, order, 500_00))
			refused(t, s, "deposit_came", depositOf(t, s, order, 800_00))
			holds("refused", 300_00)
			more := depositOf(t, s, order, 500_00)
			more.Yes = []string{"deposit_lies"}
			paper := issue(t, s, more)
			if paper.Booked != 500_00 || len(paper.History) != 1 || paper.History[0].Code != "deposit_lies" {
				t.Errorf("booked %s, its history says %v", paper.Booked, paper.History)
			}
			holds("more came", 800_00)
			told := depositOf(t, s, order, 300_00)
			told.Payments = nil
			if paper := issue(t, s, told); paper.Booked != 0 {
				t.Errorf("booked %s", paper.Booked)
			}
			holds("told", 800_00)
			issue(t, s, depositOf(t, s, order, 270_00)) // nothing lies there untold: no question
			holds("all of it", 1070_00)
			invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}, Buyer: sankang})
			owedAgain(t, s, order, invoice, "invoiced", 0)
		})
	}
}
