package store

import (
	"context"

	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/party"
)

// Terms lists what is agreed with a producer, withdrawn terms too, the newest first.
func (s *Store) Terms(ctx context.Context, producer id.Party) ([]consign.Terms, error) {
	return termsTable.all(ctx, s.r, `WHERE producer_id = ? ORDER BY "from" DESC, id DESC`, producer)
}

// SaveTerms writes terms, new or changed. Goods that lie in the shop keep those they came in on. Faults: those
// of consign.Terms.Validate, "producer_unknown", "product_unknown", "terms_overlap" and "terms_overlap_open"
// when others hold for the same goods on one of its days.
func (s *Store) SaveTerms(ctx context.Context, terms consign.Terms) error {
	return s.write(ctx, func(tx *Tx) error {
		if err := tx.checkTerms(&terms); err != nil {
			return err
		}
		doc, err := document(termsTable, terms.ID.String(), &terms)
		if err != nil {
			return err
		}
		return tx.saveDocuments([]ledger.Document{doc})
	})
}

func (tx *Tx) checkTerms(terms *consign.Terms) error {
	if err := terms.Validate(); err != nil {
		return err
	}
	_, found, err := parties.one(tx.ctx, tx.sql, "WHERE id = ? AND kind = ?", terms.ProducerID, party.Producer)
	if err == nil && !found {
		err = fault.New("producer_unknown", "producer", fault.Values{"value": terms.ProducerID.Tag()})
	}
	if err != nil {
		return err
	}
	if !terms.ProductID.IsZero() {
		product, err := tx.product(terms.ProductID)
		if err == nil && product == nil {
			err = fault.New("product_unknown", "product", fault.Values{"value": terms.ProductID.Tag()})
		}
		if err != nil {
			return err
		}
	}
	others, err := termsTable.all(tx.ctx, tx.sql, "WHERE producer_id = ?", terms.ProducerID)
	if err != nil {
		return err
	}
	other := terms.Clash(others)
	switch {
	case other == nil:
		return nil
	case other.To == "":
		return fault.New("terms_overlap_open", "from", fault.Values{"from": other.From})
	}
	return fault.New("terms_overlap", "from", fault.Values{"from": other.From, "to": other.To})
}
