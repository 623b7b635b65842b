package store_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/testkit"
)

// TestReadingsAtOnceDoNotWaitForEachOther: more readings at one moment than there are connections, all of which need
// statements that nobody prepared yet, while somebody writes.
func TestReadingsAtOnceDoNotWaitForEachOther(t *testing.T) {
	path := testkit.Copy(t)
	made := testkit.Open(t, path, testkit.NewClock(testkit.Morning))
	request := ordered([]ledger.OrderLine{orderLine(made, 0, 2)}, ordering.PayCOD)
	_, err := made.AddOrder(t.Context(), request)
	must(t, err)
	must(t, made.Close())
	shop := testkit.Open(t, path, testkit.NewClock(testkit.Morning))
	t.Cleanup(func() { _ = shop.Close() })
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var all sync.WaitGroup
	for n := range 16 {
		all.Go(func() {
			if _, err := shop.Order(ctx, request.ID); err != nil {
				t.Error(err)
			}
			if _, err := shop.Accounts(ctx, "2026-12-31"); err != nil {
				t.Error(err)
			}
			if n%4 == 0 {
				if err := shop.MoveCash(ctx, ledger.CashIn, 1_00, "แลกเหรียญ"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	shop.CheckOK(t)
}

// TestWhatWasTakenBackIsAskedAnew: statements that a transaction prepared serve the next one also when the first was
// given up in the middle.
func TestWhatWasTakenBackIsAskedAnew(t *testing.T) {
	shop := testkit.New(t)
	for range 3 {
		ctx, cancel := context.WithCancel(t.Context())
		request := ordered([]ledger.OrderLine{orderLine(shop, 0, 2)}, ordering.PayCOD)
		cancel()
		if _, err := shop.AddOrder(ctx, request); err == nil {
			t.Error("an order was written after its caller had given up")
		}
		_, err := shop.AddOrder(t.Context(), request)
		must(t, err)
	}
	shop.CheckOK(t)
}
