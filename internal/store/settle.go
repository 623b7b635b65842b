package store

import (
	"context"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/selling"
)

// consignFacts gathers what settling and paying decide by, inside the transaction.
func (tx *Tx) consignFacts(until clock.Day, producers ...id.Party) (*consign.Facts, error) {
	sale, err := tx.facts(nil, id.Bill{})
	if err != nil {
		return nil, err
	}
	tills, err := tillMarks(tx.ctx, tx.sql)
	if err != nil {
		return nil, err
	}
	f := &consign.Facts{Now: tx.now, Day: sale.Day, Letter: tx.s.till.Letter, Marks: marksOf(tills), ShiftID: sale.ShiftID,
		NextNo:   func(year int) (int, error) { return tx.nextNo(tx.s.till.Letter, ledger.TypeSettlement, year) },
		Accounts: map[id.Party]consign.Account{}}
	if f.ShiftID.IsZero() && !sale.MustOpen {
		shift := selling.AutomaticShift(tx.now, sale.LastDay)
		f.NewShift = &shift
	}
	if len(producers) == 0 {
		return f, nil
	}
	found, err := accounts(tx.ctx, tx.sql, tills, until, producers...)
	for _, account := range found {
		f.Accounts[account.ProducerID] = account
	}
	return f, err
}

// Settled is what settling came to.
type Settled struct {
	Papers   []consign.Paper
	Waiting  []consign.Waiting
	Replayed bool // the same request was already done; nothing changed
}

// Settle closes the accounts of producers in one transaction. The same ids with the same request are answered
// again with Replayed; with another request they fail with "settlement_id_used". Other faults are those of
// consign.Settle.
func (s *Store) Settle(ctx context.Context, request consign.Request) (settled Settled, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		settled, err = tx.settle(&request)
		return err
	})
	return settled, err
}

func (tx *Tx) settle(request *consign.Request) (settled Settled, err error) {
	if settled.Papers, err = tx.alreadySettled(request); err != nil || len(settled.Papers) > 0 {
		settled.Replayed = len(settled.Papers) > 0
		return settled, err
	}
	var producers []id.Party
	for _, wanted := range request.Producers {
		producers = append(producers, wanted.ProducerID)
	}
	facts, err := tx.consignFacts(request.Until, producers...)
	if err != nil {
		return settled, err
	}
	outcome, err := consign.Settle(facts, request)
	if err != nil {
		return settled, err
	}
	settled.Waiting = outcome.Waiting
	if outcome.Posting == nil {
		return settled, nil
	}
	if err := tx.post(outcome.Posting); err != nil {
		return settled, err
	}
	settled.Papers, err = tx.alreadySettled(request)
	return settled, err
}

// alreadySettled gives the settlements of a request that are written.
func (tx *Tx) alreadySettled(request *consign.Request) (papers []consign.Paper, err error) {
	for n, wanted := range request.Producers {
		if wanted.ID.IsZero() {
			return nil, fault.New("id_unreadable", "id", fault.Values{"value": ""})
		}
		found, err := readPapers(tx.ctx, tx.sql, "WHERE s.id = ?", wanted.ID)
		if err != nil {
			return nil, err
		}
		for _, paper := range found {
			if paper.RequestHash != request.Hash(n) {
				return nil, fault.New("settlement_id_used", "id", fault.Values{"value": wanted.ID.String()})
			}
			papers = append(papers, paper)
		}
	}
	return papers, nil
}

// PayOut pays an open settlement, all of it or a part. The same payment again is answered with replayed;
// another with its id fails with "payment_id_used". Other faults: "settlement_unknown", those of
// consign.PayOut.
func (s *Store) PayOut(ctx context.Context, payment consign.Payment) (replayed bool, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		replayed, err = tx.payOut(payment)
		return err
	})
	return replayed, err
}

func (tx *Tx) payOut(payment consign.Payment) (replayed bool, err error) {
	if payment.ID.IsZero() {
		return false, fault.New("id_unreadable", "id", fault.Values{"value": ""})
	}
	done, found, err := payouts.one(tx.ctx, tx.sql, "WHERE id = ?", payment.ID)
	switch {
	case err != nil:
		return false, err
	case found && !payment.Same(&done):
		return false, fault.New("payment_id_used", "id", fault.Values{"value": payment.ID.String()})
	case found:
		return true, nil
	}
	paper, err := readPaper(tx.ctx, tx.sql, payment.SettlementID)
	if err != nil {
		return false, err
	}
	facts, err := tx.consignFacts(paper.Until, paper.ProducerID)
	if err != nil {
		return false, err
	}
	posting, err := consign.PayOut(facts, paper, payment)
	if err != nil {
		return false, err
	}
	return false, tx.post(posting)
}

// VoidPayout takes a payout back that was typed wrongly. Faults: "payout_unknown", "settlement_unknown", those of
// consign.VoidPayout.
func (s *Store) VoidPayout(ctx context.Context, payout id.Payout, reason string) error {
	return s.write(ctx, func(tx *Tx) error {
		done, found, err := payouts.one(ctx, tx.sql, "WHERE id = ? AND id NOT IN (SELECT payout_id FROM payout_void)", payout)
		if err == nil && !found {
			err = fault.New("payout_unknown", "payout", fault.Values{"value": payout.Tag()})
		}
		if err != nil {
			return err
		}
		paper, err := readPaper(ctx, tx.sql, done.SettlementID)
		if err != nil {
			return err
		}
		facts, err := tx.consignFacts(paper.Until)
		if err != nil {
			return err
		}
		posting, err := consign.VoidPayout(facts, paper, &done, reason)
		if err != nil {
			return err
		}
		return tx.post(posting)
	})
}

// VoidSettlement takes an unpaid settlement back. Faults: "settlement_unknown", those of consign.Void.
func (s *Store) VoidSettlement(ctx context.Context, settlement id.Settlement, reason string) error {
	return s.write(ctx, func(tx *Tx) error {
		paper, err := readPaper(ctx, tx.sql, settlement)
		if err != nil {
			return err
		}
		facts, err := tx.consignFacts(paper.Until)
		if err != nil {
			return err
		}
		posting, err := consign.Void(facts, paper, reason)
		if err != nil {
			return err
		}
		return tx.post(posting)
	})
}
