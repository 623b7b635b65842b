package shop

import (
	"context"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/thai"
)

// ProducerStatement is a settlement line by line, or how a producer stands before one.
type ProducerStatement struct {
	Producer Party
	Paper    *Settlement // nil = not settled yet
	Until    clock.Day
	Sums     consign.Sums
	Items    []consign.Item
	Payouts  []ledger.Payout
	Undo     *ledger.Payout // the last payout while its day lasts: it can be taken back; nil for none
}

// Left gives what is still to be paid of it.
func (s *ProducerStatement) Left() money.Satang {
	if s.Paper != nil {
		return s.Paper.Left()
	}
	return max(s.Sums.Payable(), 0)
}

// OpenStatement gives how a producer stands up to a day ("" = today), line by line. It fails with
// "producer_unknown".
func (s *Shop) OpenStatement(ctx context.Context, who id.Party, until clock.Day) (*ProducerStatement, error) {
	producer, err := s.producer(ctx, who)
	if err != nil {
		return nil, err
	}
	if until == "" {
		if until, err = s.Today(ctx); err != nil {
			return nil, err
		}
	}
	items, err := s.db.OpenItems(ctx, who, until)
	return &ProducerStatement{Producer: producer, Until: until, Items: items, Sums: consign.Sum(items)}, err
}

// SettlementStatement gives a settlement by its number or id, worked out again from the ledger. It fails with
// "settlement_unknown".
func (s *Shop) SettlementStatement(ctx context.Context, number string) (*ProducerStatement, error) {
	paper, err := s.db.Settlement(ctx, number)
	if err != nil {
		return nil, err
	}
	producer, err := s.producer(ctx, paper.ProducerID)
	if err != nil {
		return nil, err
	}
	items, err := s.db.ItemsOf(ctx, paper)
	if err != nil {
		return nil, err
	}
	st := &ProducerStatement{Producer: producer, Paper: paper, Until: paper.Until, Items: items, Sums: consign.Sum(items)}
	if st.Payouts, err = s.db.Payouts(ctx, paper.ID); err != nil || len(st.Payouts) == 0 {
		return st, err
	}
	today, err := s.Today(ctx)
	if last := &st.Payouts[len(st.Payouts)-1]; last.Day == today {
		st.Undo = last
	}
	return st, err
}

// LastStatement gives what a producer would be shown of a day: their settlement up to that very day; else how
// they stand up to it; else, when nothing is unsettled, their last settlement up to it. until "" means today
// and any settlement's day. It fails with "producer_unknown", and "settlement_nothing" when there is neither.
func (s *Shop) LastStatement(ctx context.Context, who id.Party, until clock.Day) (*ProducerStatement, error) {
	open, err := s.OpenStatement(ctx, who, until)
	if err != nil {
		return nil, err
	}
	papers, err := s.db.Settlements(ctx, who)
	if err != nil {
		return nil, err
	}
	var last *Settlement
	for n := range papers {
		if p := &papers[n]; !p.Voided() && p.Until <= open.Until && (last == nil || p.Until > last.Until) {
			last = p
		}
	}
	switch {
	case last != nil && (until != "" && last.Until == until || len(open.Items) == 0):
		return s.SettlementStatement(ctx, last.ID.String())
	case len(open.Items) == 0:
		return nil, fault.New("settlement_nothing", "producer", fault.Values{"name": open.Producer.Name})
	}
	return open, nil
}

// Settlements lists the settlements of a producer, or of all of them when none is named, the newest first.
func (s *Shop) Settlements(ctx context.Context, who id.Party) ([]Settlement, error) {
	return s.db.Settlements(ctx, who)
}

// Settle closes accounts in one transaction. Faults are those of consign.Settle and "settlement_id_used".
func (s *Shop) Settle(ctx context.Context, request consign.Request) (Settled, error) {
	request.Ref = thai.Clean(request.Ref, consign.MaxText+1)
	return s.db.Settle(ctx, request)
}

// SettleAll closes the accounts of all producers who have one, up to a day, in one transaction; pay is how all
// are paid at once, "" = later. Those who cannot be settled wait.
func (s *Shop) SettleAll(ctx context.Context, until clock.Day, pay, ref string) (Settled, error) {
	accounts, err := s.db.Accounts(ctx, until)
	if err != nil {
		return Settled{}, err
	}
	names := make([]consign.Account, 0, len(accounts))
	for _, account := range accounts {
		if !account.Sums.Empty() {
			names = append(names, account)
		}
	}
	thai.SortBy(names, func(a consign.Account) string { return a.Name })
	request := consign.Request{Until: until, Pay: pay, Ref: ref, Others: true}
	for _, account := range names {
		request.Producers = append(request.Producers, consign.Wanted{ID: id.New[id.Settlement](), ProducerID: account.ProducerID})
	}
	return s.Settle(ctx, request)
}

// PayOut pays an open settlement, all of it or a part. The same payment again is answered with replayed.
// Faults are those of store.PayOut.
func (s *Shop) PayOut(ctx context.Context, payment consign.Payment) (replayed bool, err error) {
	payment.Ref = thai.Clean(payment.Ref, consign.MaxText+1)
	return s.db.PayOut(ctx, payment)
}

// VoidPayout takes a payout back that was typed wrongly. Faults are those of store.VoidPayout.
func (s *Shop) VoidPayout(ctx context.Context, payout id.Payout, reason string) error {
	return s.db.VoidPayout(ctx, payout, thai.Clean(reason, consign.MaxText+1))
}

// VoidSettlement takes back a settlement that nothing was paid for. Faults are those of store.VoidSettlement.
func (s *Shop) VoidSettlement(ctx context.Context, settlement id.Settlement, reason string) error {
	return s.db.VoidSettlement(ctx, settlement, thai.Clean(reason, consign.MaxText+1))
}

// PayoutCode makes the PromptPay code that pays a producer. In a practice shop it holds words and cannot be
// paid. Faults: "producer_unknown", "producer_promptpay_missing", those of the amount.
func (s *Shop) PayoutCode(ctx context.Context, who id.Party, amount money.Satang, ref string) (*PayCode, error) {
	producer, err := s.producer(ctx, who)
	if err != nil {
		return nil, err
	}
	practice, err := s.Practice(ctx)
	if err != nil {
		return nil, err
	}
	code := &PayCode{Receiver: producer.AccountName, Amount: amount, Ref: ref, Practice: practice}
	if code.Receiver == "" {
		code.Receiver = producer.Name
	}
	if producer.PromptPay == "" {
		return nil, fault.New("producer_promptpay_missing", "producer", fault.Values{"name": producer.Name})
	}
	to, err := promptpay.ParseID(producer.PromptPay)
	if err != nil {
		return nil, fault.At(err, "promptpay")
	}
	code.Masked = to.Masked()
	if practice {
		code.Payload = promptpay.PracticeText(ref)
		return code, nil
	}
	code.Payload, err = promptpay.Transfer{To: to, Amount: amount}.Payload()
	return code, err
}

// PayoutCard lays that code out as a card, to be shown large. Faults are those of PayoutCode.
func (s *Shop) PayoutCard(ctx context.Context, who id.Party, amount money.Satang, ref string, lang i18n.Lang) (Papers, error) {
	code, err := s.PayoutCode(ctx, who, amount, ref)
	if err != nil {
		return Papers{}, err
	}
	set, err := s.db.Settings(ctx)
	if err != nil {
		return Papers{}, err
	}
	card := printing.QRCard{Lang: lang, Payload: code.Payload, Receiver: code.Receiver, Masked: code.Masked, Amount: code.Amount, Ref: code.Ref, Practice: code.Practice}
	return s.laid(set, Papers{Form: FormCard, Title: "promptpay"}, func(shaper *text.Shaper) ([]printing.Page, error) { return one(card.Page(shaper)) })
}
