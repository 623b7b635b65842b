package shop

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/thai"
)

// ProducerAccount is a producer and what stands between them and the shop.
type ProducerAccount struct {
	Party
	Unsettled consign.Sums // what no settlement holds yet
	Open      money.Satang // settled and not paid
	Goods     int          // products of theirs that lie in the shop
	Value     money.Satang // of those at today's prices
	Since     clock.Day    // the oldest day that is not paid: of an open settlement or an unsettled row
}

// Owed gives what the shop owes the producer, below nothing when they owe the shop.
func (a *ProducerAccount) Owed() money.Satang { return a.Unsettled.Payable() + a.Open }

// Refusal says why a producer cannot be settled now, paid by a method ("" = later); nil when they can.
func (a *ProducerAccount) Refusal(method string) *fault.Error {
	account := consign.Account{ProducerID: a.ID, Name: a.Name, Minimum: a.MinPayout, PromptPay: a.PromptPay, Sums: a.Unsettled}
	return account.Refusal(method)
}

// ProducerAccounts lists the producers in Thai order with how they stand up to a day, "" = today.
func (s *Shop) ProducerAccounts(ctx context.Context, until clock.Day) ([]ProducerAccount, error) {
	people, err := s.people(ctx, party.Producer)
	if err != nil {
		return nil, err
	}
	return s.producerAccounts(ctx, people, id.Party{}, until)
}

// Producer gives one producer with how they stand today. It fails with "producer_unknown".
func (s *Shop) Producer(ctx context.Context, who id.Party) (ProducerAccount, error) {
	person, err := s.producer(ctx, who)
	if err != nil {
		return ProducerAccount{}, err
	}
	accounts, err := s.producerAccounts(ctx, []Party{person}, who, "")
	if err != nil {
		return ProducerAccount{}, err
	}
	return accounts[0], nil
}

// producer gives a producer's own data. It fails with "producer_unknown".
func (s *Shop) producer(ctx context.Context, who id.Party) (Party, error) {
	person, err := s.db.Party(ctx, who)
	if fault.Is(err, "customer_unknown") || err == nil && person.Kind != party.Producer {
		return person, fault.New("producer_unknown", "producer", fault.Values{"value": who.Tag()})
	}
	return person, err
}

func (s *Shop) producerAccounts(ctx context.Context, people []Party, only id.Party, until clock.Day) ([]ProducerAccount, error) {
	var err error
	if until == "" {
		if until, err = s.Today(ctx); err != nil {
			return nil, err
		}
	}
	var wanted []id.Party
	if !only.IsZero() {
		wanted = append(wanted, only)
	}
	unsettled, err := s.db.Accounts(ctx, until, wanted...)
	if err != nil {
		return nil, err
	}
	papers, err := s.db.Settlements(ctx, only)
	if err != nil {
		return nil, err
	}
	goods, err := s.db.GoodsOf(ctx, only)
	if err != nil {
		return nil, err
	}
	accounts, at := make([]ProducerAccount, len(people)), make(map[id.Party]*ProducerAccount, len(people))
	for n, person := range people {
		accounts[n].Party = person
		at[person.ID] = &accounts[n]
	}
	for _, account := range unsettled {
		if of := at[account.ProducerID]; of != nil {
			of.Unsettled, of.Since = account.Sums, account.Sums.First
		}
	}
	for n := range papers {
		if of := at[papers[n].ProducerID]; of != nil && papers[n].Left() > 0 {
			of.Open += papers[n].Left()
			if of.Since == "" || papers[n].Until < of.Since {
				of.Since = papers[n].Until
			}
		}
	}
	for _, lying := range goods {
		if of := at[lying.ProducerID]; of != nil {
			of.Goods++
			of.Value += money.Times(lying.Price, max(lying.Qty, 0))
		}
	}
	return accounts, nil
}

// GoodsOf lists what lies of a producer's goods on consignment.
func (s *Shop) GoodsOf(ctx context.Context, who id.Party) ([]ProducerGoods, error) {
	return s.db.GoodsOf(ctx, who)
}

// TermsOf lists what is agreed with a producer, the newest first, withdrawn terms too.
func (s *Shop) TermsOf(ctx context.Context, who id.Party) ([]consign.Terms, error) {
	return s.db.Terms(ctx, who)
}

// SaveTerms writes terms, new or changed; they count for goods that come in from then on. Faults are those of
// store.SaveTerms.
func (s *Shop) SaveTerms(ctx context.Context, terms consign.Terms) (consign.Terms, error) {
	if terms.ID.IsZero() {
		terms.ID = id.New[id.Terms]()
	}
	terms.Category = thai.Clean(terms.Category, 61)
	if terms.Kind != ledger.Consign {
		terms.GP, terms.WithVAT, terms.Bears = 0, false, ledger.BothBear
	}
	if terms.Kind != ledger.Fixed {
		terms.Fixed = 0
	}
	return terms, s.db.SaveTerms(ctx, terms)
}

// EraseProducer forgets what is personal of a producer, with their picture; the ledger keeps its rows. Faults:
// "producer_unknown", "producer_owed", "producer_goods".
func (s *Shop) EraseProducer(ctx context.Context, who id.Party) error {
	if _, err := s.producer(ctx, who); err != nil {
		return err
	}
	was, err := s.db.EraseParty(ctx, who)
	if err != nil {
		return err
	}
	s.names.Delete(who)
	return errors.Join(s.dropPhoto(ctx, was.Photo), s.rememberErased(ctx, s.Dir))
}

// dropPhoto removes a picture of a person from the folder unless somebody else or a product shows the very same.
func (s *Shop) dropPhoto(ctx context.Context, name string) error {
	if name == "" {
		return nil
	}
	people, err := s.db.Parties(ctx, party.Producer)
	if err != nil || slices.ContainsFunc(people, func(p Party) bool { return p.Photo == name }) {
		return err
	}
	shown := false
	err = s.db.Products(ctx, func(p catalog.Product) {
		shown = shown || p.Photo == name || slices.Contains(p.MorePhotos, name) ||
			slices.ContainsFunc(p.Certificates, func(c catalog.Certificate) bool { return c.Picture == name })
	})
	if err == nil && !shown {
		_ = os.Remove(filepath.Join(s.Dir, Images, filepath.Base(name))) // it may be gone already
	}
	return err
}
