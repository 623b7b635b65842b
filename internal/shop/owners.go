package shop

import (
	"cmp"
	"context"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/selling"
)

// PayPart is what one receiver gets of the money for a bill by PromptPay.
type PayPart struct {
	selling.Part
	Name string // the owner's, "" = the shop
}

// PayOwners is the choice of the setting pay.to to pay the owners of the goods straight.
const PayOwners = "owners"

// PayParts shares the money for a cart among the owners of its goods who have a PromptPay id, and the shop:
// the owners in the order of the lines, the shop last. Faults are those of selling.Parts.
func (s *Shop) PayParts(ctx context.Context, cart selling.Cart) ([]PayPart, error) {
	people, err := s.db.Parties(ctx, party.Producer)
	if err != nil {
		return nil, err
	}
	names := map[id.Party]string{}
	for _, person := range people {
		if _, err := promptpay.ParseID(person.PromptPay); err == nil {
			names[person.ID] = person.Name
		}
	}
	shared, err := s.db.Parts(ctx, &cart, func(owner id.Party) bool { return names[owner] != "" })
	parts := make([]PayPart, len(shared))
	for n, part := range shared {
		parts[n] = PayPart{part, names[part.OwnerID]}
	}
	return parts, err
}

// PayCodeTo makes the code for a part of a bill that an owner of goods gets, or (none) the shop. Faults are
// those of PayCode, "customer_unknown".
func (s *Shop) PayCodeTo(ctx context.Context, owner id.Party, tag string, amount money.Satang) (*PayCode, error) {
	if owner.IsZero() {
		return s.PayCode(ctx, tag, amount)
	}
	who, err := s.db.Party(ctx, owner)
	if err != nil {
		return nil, err
	}
	set, err := s.db.Settings(ctx)
	if err != nil {
		return nil, err
	}
	code := &PayCode{Receiver: cmp.Or(who.AccountName, who.Name), Amount: amount, Ref: tag, Practice: set.Get("shop.practice") == "yes"}
	return code, code.fill(set, who.PromptPay)
}

// OwnerTenders gives the tenders that pay a cart by one PromptPay code for each owner in turn. Of a bill that
// is written already they are those it was paid by, so that the request sent again is the same.
func (s *Shop) OwnerTenders(ctx context.Context, cart selling.Cart, evidence string) (tenders []selling.Tender, err error) {
	old, err := s.db.Past(ctx, cart.ID)
	if err != nil && !fault.Is(err, "bill_unknown") {
		return nil, err
	}
	add := func(owner id.Party, amount money.Satang) {
		tenders = append(tenders, selling.Tender{Method: selling.PromptPay, Amount: &amount, Evidence: evidence, OwnerID: owner})
	}
	if err == nil {
		for _, payment := range old.Payments {
			if payment.Kind == ledger.Paid && payment.Method == selling.PromptPay {
				add(payment.OwnerID, payment.Amount)
			}
		}
		return tenders, nil
	}
	parts, err := s.PayParts(ctx, cart)
	for _, part := range parts {
		add(part.OwnerID, part.Amount)
	}
	return tenders, err
}
