package store_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

// A part of a batch that fails leaves nothing behind, and the others stay.
func TestAPartOfABatchFailsAlone(t *testing.T) {
	shop := testkit.New(t)
	good, again := ordered([]ledger.OrderLine{orderLine(shop, 0, 1)}, ordering.PayCOD), ordered([]ledger.OrderLine{orderLine(shop, 1, 1)}, ordering.PayCOD)
	must(t, shop.Batch(ctx, func(b *store.Batch) error {
		in := b.Context()
		_, err := shop.AddOrder(in, good)
		must(t, err)
		other := good
		other.Fee = 1
		if _, err := shop.AddOrder(in, other); !fault.Is(err, "order_id_used") {
			t.Errorf("another order under the same id: %v", err)
		}
		must(t, shop.ConfirmOrder(in, good.ID, false, ""))
		if _, err := shop.HandOver(in, good.ID, nil, id.New[id.Bill](), ""); !fault.Is(err, "order_step") {
			t.Errorf("handing over what is not packed: %v", err)
		}
		_, err = shop.AddOrder(in, again)
		must(t, err)
		return nil
	}))
	if _, total, err := shop.Orders(ctx, store.OrderQuery{Limit: 10}); err != nil || total != 2 {
		t.Errorf("%d orders, %v", total, err)
	}
	shop.CheckOK(t)
}
