package shop

import (
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
)

// left tells a tax invoice when its goods left the shop, and when money came for them before, which is when their VAT was due.
func (m *maker) left() (err error) {
	r := m.want
	if r.Kind != papers.TaxInvoice && r.Kind != papers.Abbreviated || m.ask.Replaces != "" {
		return nil
	}
	if m.of.order != nil && slices.ContainsFunc(r.Lines, bearsVAT) && (!r.IsDeposit || len(m.ask.Payments) == 0) {
		if r.Paid, err = m.paid(); err != nil {
			return err
		}
	}
	if r.IsDeposit {
		return nil
	}
	bill, err := m.billOf()
	switch {
	case err != nil:
		return err
	case bill != nil:
		r.Left = bill.Written()
	case m.of.order != nil:
		if r.Left = m.noted(); r.Left == "" {
			r.Left, err = m.untaxed()
		}
	}
	return err
}

// noted gives the first day of the delivery notes that the paper is made from, by itself or by way of its invoices.
func (m *maker) noted() (first clock.Day) {
	refs := m.want.Refs
	for _, p := range m.of.papers {
		refs = append(refs[:len(refs):len(refs)], p.Refs...)
	}
	for _, ref := range refs {
		if ref.Source == string(papers.Delivery) && ref.Role == "" && (first == "" || ref.Date < first) {
			first = ref.Date
		}
	}
	return first
}

// untaxed gives the day of an order's first bill that the tax papers of the order do not stand for yet.
func (m *maker) untaxed() (clock.Day, error) {
	taxed := m.taxedSum()
	bills, _, err := m.db.OrderMoney(m.ctx, m.of.order.Order.ID)
	for _, bill := range bills {
		if taxed -= bill.Total; taxed < 0 && bill.Kind == ledger.Sale {
			return clock.DayOf(bill.At.Time()), err
		}
	}
	return "", err
}

// taxedSum gives what tax papers of the order stand for.
func (m *maker) taxedSum() (taxed money.Satang) {
	for _, p := range m.of.known {
		if p.Void == nil && (p.Kind == papers.TaxInvoice || p.Kind == papers.Abbreviated) {
			taxed += p.Sums.Due
			if p.Deposit {
				taxed -= p.Fate.Credited
			}
		}
	}
	return taxed
}
