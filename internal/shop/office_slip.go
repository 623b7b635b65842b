package shop

import (
	"slices"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/papers"
)

// slips names on a tax invoice of an order the slips of its goods that went out as abbreviated tax invoices: it takes their
// place, as that of one bill takes its slip's. A slip that went out neither on paper nor as a file is none yet, and is not named.
func (m *maker) slips() error {
	r := m.want
	if r.Kind != papers.TaxInvoice || r.IsDeposit || r.Replaces != nil || m.of.order == nil || r.Seller.POSID == "" {
		return nil
	}
	own, whole, err := m.db.ParcelBills(m.ctx, r.Refs, m.of.order.Order.ID)
	if err != nil {
		return err
	}
	bills, _, err := m.db.OrderMoney(m.ctx, m.of.order.Order.ID)
	for n := 0; n < len(bills) && err == nil; n++ {
		if bills[n].Kind == ledger.Sale && (whole || slices.Contains(own, bills[n].ID)) {
			err = m.slip(bills[n].ID)
		}
	}
	return err
}

// slip names the slip of a bill where it went out and tells the tax of its goods.
func (m *maker) slip(of id.Bill) error {
	bill, err := m.Bill(m.ctx, of)
	if err != nil || bill.VoidedBy != "" || !taxed(bill) {
		return err
	}
	if out, err := m.slipOut(m.ctx, bill.Number); err != nil || !out {
		return err
	}
	by, err := m.db.SlipInvoice(m.ctx, bill.ID, bill.OrderID)
	if err == nil && by == "" {
		m.want.Refs = append(m.want.Refs, papers.Ref{Source: papers.FromBill, Number: bill.Number, Date: bill.Written(), Role: papers.ForSlip})
	}
	return err
}
