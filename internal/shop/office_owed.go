package shop

import (
	"context"
	"crypto/sha256"
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
)

// maxOpenPapers bounds the papers that are reckoned as owed.
const maxOpenPapers = 10_000

// Receivables gives what is owed by papers on a day, by customer and age, those who owe for longest first. Each debt
// counts once: a billing note only gathers invoices, and an invoice gives way to the tax invoice made of it.
func (s *Shop) Receivables(ctx context.Context, day clock.Day) ([]papers.Owing, error) {
	rows, _, err := s.db.Papers(ctx, OfficePaperQuery{Open: true, Limit: maxOpenPapers})
	if err != nil {
		return nil, err
	}
	var open []papers.Receivable
	for n := range rows {
		row := &rows[n]
		if row.Kind == string(papers.Billing) || row.Void {
			continue
		}
		who := row.CustomerID
		if who.IsZero() { // whoever is in no list is told apart by name
			sum := sha256.Sum256([]byte(row.Buyer))
			copy(who[:], sum[:])
		}
		open = append(open, papers.Receivable{PartyID: who, Name: row.Buyer, Kind: papers.Kind(row.Kind), Number: row.Number, Date: row.Date, Due: row.DueDay, Left: row.Left})
	}
	return papers.ByAge(open, day), nil
}

// ByPapers is what papers ask a customer for beside their bills.
type ByPapers struct {
	Count int
	Sum   money.Satang
}

// ByPapers gives what open papers ask a customer for that no bill of theirs tells: those that were typed, and of orders as
// far as their goods have not left on credit.
func (s *Shop) ByPapers(ctx context.Context, who id.Party) (by ByPapers, err error) {
	rows, _, err := s.db.Papers(ctx, OfficePaperQuery{Customer: who, Open: true, Limit: maxOpenPapers})
	if err != nil || len(rows) == 0 {
		return by, err
	}
	debts, err := s.Debts(ctx, who)
	if err != nil {
		return by, err
	}
	owed := map[id.Bill]money.Satang{}
	for _, debt := range debts {
		owed[debt.BillID] = debt.Owed
	}
	told := map[id.Order]money.Satang{} // what the bills of an order are owed, and its papers ask for with them
	for _, row := range slices.Backward(rows) {
		if row.Kind == string(papers.Billing) || !row.BillID.IsZero() {
			continue
		}
		if order := row.OrderID; !order.IsZero() {
			if _, known := told[order]; !known {
				bills, _, err := s.db.OrderMoney(ctx, order)
				if err != nil {
					return by, err
				}
				for _, bill := range bills {
					told[order] += owed[bill.ID]
				}
			}
			part := min(told[order], row.Left)
			told[order], row.Left = told[order]-part, row.Left-part
		}
		if row.Left > 0 {
			by.Count, by.Sum = by.Count+1, by.Sum+row.Left
		}
	}
	return by, nil
}

// ReminderPapers lays out a letter that asks a customer for what is owed, in official style. The buyer is as on the
// oldest paper, and so is the language where none is asked for (lang ""). A letter is no paper of a series: its number is
// written by hand, as it stands in the shop's own register.
func (s *Shop) ReminderPapers(ctx context.Context, owing papers.Owing, day clock.Day, lang i18n.Lang) (Papers, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return Papers{}, err
	}
	oldest, err := s.db.PaperNumbered(ctx, owing.Papers[0].Number)
	if err != nil {
		return Papers{}, err
	}
	if lang == "" {
		lang = oldest.Style.Language()
	}
	letter := papers.Remind(lang, paperSeller(set), oldest.Buyer, owing, payTo(set), day)
	form := printing.Reminder{Letterhead: s.officeHead(set, letter.From, papers.Style{Lang: lang, Official: true}), To: officeBuyer(&letter.To), Subject: letter.Subject,
		Enclosed: letter.Encloses, Opening: letter.Opening, Total: letter.Total, Paying: letter.Paying, Closing: letter.Closing,
		Signer: printing.Signer{Role: "seller", Name: set.Get("paper.signer"), Position: set.Get("paper.signer_position")}}
	form.Day = day
	for _, paper := range letter.Papers {
		form.Bills = append(form.Bills, printing.OfficeBill{Number: paper.Number, Day: paper.Date, Due: paper.Due, Owed: paper.Left})
	}
	return s.laid(set, Papers{Form: FormOffice, Title: "reminder-" + id.Party(owing.PartyID).Tag()}, func(shaper *text.Shaper) ([]printing.Page, error) {
		return form.Pages(shaper), nil
	})
}
