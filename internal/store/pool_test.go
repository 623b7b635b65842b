package store_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

// Numbers come from the pool of the service and COD, once, and come back only when a person says that the label is
// destroyed.
func TestNumbersOfAPool(t *testing.T) {
	shop := testkit.New(t)
	plain := pool("ems", false, first, 3)
	for range 2 { // sent twice it is one
		must(t, shop.AddPool(ctx, plain))
	}
	if err := shop.AddPool(ctx, pool("eco", true, "EF582568165TH", 1)); !fault.Is(err, "pool_overlap") {
		t.Errorf("a pool inside another: %v", err)
	}
	must(t, shop.AddPool(ctx, pool("ems", true, "ED000000014TH", 2)))
	one, a := packedOf(t, shop, ordering.PayTransfer, "ems", "")
	_, b := packedOf(t, shop, ordering.PayCOD, "ems", "")
	_, c := packedOf(t, shop, ordering.PayTransfer, "eco", "")
	if failed := ready(t, shop, a, b, c); len(failed) != 0 {
		t.Fatalf("%v", failed)
	}
	if n := rowOf(t, shop, a); n.Tracking != first || n.PoolID != plain.ID || n.Postage != 67_00 {
		t.Errorf("the first number: %+v", n.Parcel)
	}
	if n := rowOf(t, shop, b).Tracking; n != "ED000000014TH" {
		t.Errorf("the COD parcel has %q", n)
	}
	if n := rowOf(t, shop, c).Tracking; n != "" {
		t.Errorf("a service without a pool has %q", n)
	}
	if failed := ready(t, shop, a); len(failed) != 0 || rowOf(t, shop, a).Tracking != first {
		t.Error("asking again changes the number")
	}
	rows, total, err := shop.Orders(ctx, store.OrderQuery{Search: "EF 5825 6815 1 TH", Limit: 5})
	must(t, err)
	if total != 1 || rows[0].OrderID != one {
		t.Errorf("found by its number: %d", total)
	}

	must(t, shop.Unpack(ctx, one, a, "ลูกค้าเปลี่ยนใจ", ""))
	_, d := packedOf(t, shop, ordering.PayTransfer, "ems", "")
	ready(t, shop, d)
	if n := rowOf(t, shop, d).Tracking; n != "EF582568165TH" {
		t.Errorf("after an unpacking %q is given", n)
	}
	loose, err := shop.LooseNumbers(ctx, 10)
	must(t, err)
	if len(loose) != 1 || loose[0].Tracking != first || loose[0].Number != "A-OR-2569-000001" {
		t.Errorf("loose: %v", loose)
	}
	if err := shop.LabelDestroyed(ctx, []string{"EF582568165TH"}); !fault.Is(err, "tracking_used") {
		t.Errorf("giving back a number in use: %v", err)
	}
	if err := shop.LabelDestroyed(ctx, []string{"EF582568179TH"}); !fault.Is(err, "pool_not_given") {
		t.Errorf("giving back what was not given: %v", err)
	}
	if err := shop.LabelDestroyed(ctx, []string{"EE000000014TH"}); !fault.Is(err, "pool_other") {
		t.Errorf("giving back another's number: %v", err)
	}
	must(t, shop.LabelDestroyed(ctx, []string{first}))
	if got := left(t, shop); !slices.Equal(got, []int{2, 1}) {
		t.Errorf("left %v", got)
	}
	_, e := packedOf(t, shop, ordering.PayTransfer, "ems", "")
	must(t, shop.ClosePool(ctx, plain.ID))
	if ready(t, shop, e); rowOf(t, shop, e).Tracking != "" {
		t.Error("a closed pool gives")
	}
	must(t, shop.OpenPool(ctx, plain.ID, ""))
	if ready(t, shop, e); rowOf(t, shop, e).Tracking != first {
		t.Error("the number whose label is destroyed is not given first")
	}
	shop.CheckOK(t)
}

// A number typed at the counter may be one of a pool: then the pool never gives it. The same number twice is
// refused, in one list and against what is there, and says where; the other lines of the list count.
func TestNumbersFromTheCounter(t *testing.T) {
	shop := testkit.New(t)
	must(t, shop.AddPool(ctx, pool("ems", false, first, 3)))
	_, a := packedOf(t, shop, ordering.PayTransfer, "ems", "")
	two, b := packedOf(t, shop, ordering.PayTransfer, "ems", "")
	_, c := packedOf(t, shop, ordering.PayTransfer, "ems", "")
	_, err := shop.HandOver(ctx, two, nil, id.New[id.Bill](), "")
	must(t, err)
	failed, err := shop.NumberParcels(ctx, []store.Numbering{{a, first, nil}, {b, "EF582568179TH", new(money.Satang(70_00))}, {c, first, nil}, {id.New[id.Parcel](), "SPXTH0123", nil}}, "สมศรี")
	must(t, err)
	if len(failed) != 2 || failed[0].ParcelID != c || failed[0].Why.Code != "tracking_used" || failed[0].Why.Values["number"] != "A-OR-2569-000001" ||
		failed[1].Why.Code != "parcel_unknown" {
		t.Errorf("%+v", failed)
	}
	if rowOf(t, shop, a).Tracking != first || rowOf(t, shop, b).Tracking != "EF582568179TH" || rowOf(t, shop, b).Postage != 70_00 {
		t.Error("the good lines are lost")
	}
	ready(t, shop, c)
	if n := rowOf(t, shop, c).Tracking; n != "EF582568165TH" {
		t.Errorf("the pool gives %q", n)
	}
	_, d := packedOf(t, shop, ordering.PayTransfer, "ems", "")
	if ready(t, shop, d); rowOf(t, shop, d).Tracking != "" {
		t.Errorf("the pool gives the number that was typed: %q", rowOf(t, shop, d).Tracking)
	}
	failed, err = shop.NumberParcels(ctx, []store.Numbering{{d, "EF582568179TH", nil}}, "")
	must(t, err)
	if len(failed) != 1 || failed[0].Why.Code != "tracking_used" {
		t.Errorf("the number of a parcel on its way: %+v", failed)
	}
	_, err = shop.ParcelsPrinted(ctx, []id.Parcel{a}, "")
	must(t, err)
	failed, err = shop.NumberParcels(ctx, []store.Numbering{{a, "EE000000014TH", nil}}, "")
	must(t, err)
	must(t, shop.AddPool(ctx, pool("ems", true, "EE000000014TH", 2)))
	if got := left(t, shop); !slices.Equal(got, []int{0, 1}) {
		t.Errorf("a pool of a number that is in use: %v left", got)
	}
	must(t, err)
	row := rowOf(t, shop, a)
	if len(failed) != 0 || row.Tracking != "EE000000014TH" || row.PrintedAt != 0 || row.Prints != 1 || !row.PoolID.IsZero() {
		t.Errorf("another number on a printed parcel: %+v", row)
	}
	shop.CheckOK(t)
}

// numberOn gives numbers to every second packed parcel, each in a transaction of its own.
func numberOn(s *store.Store, from int) error {
	ctx := context.Background()
	rows, _, err := s.Parcels(ctx, store.ParcelQuery{List: store.ParcelsToPrint, Limit: 100})
	if err != nil {
		return err
	}
	for n, row := range rows {
		if n%2 != from {
			continue
		}
		if _, err := s.ReadyParcels(ctx, []store.Ready{{ParcelID: row.ID, Grams: row.Grams, COD: row.COD, Service: row.Service, Number: true}}, ""); err != nil {
			return err
		}
		fmt.Println("NUMBERED", row.ID)
	}
	return nil
}

// TestTwoProcessesNeverGiveOneNumberTwice: each asks for the numbers of its half of the parcels.
func TestTwoProcessesNeverGiveOneNumberTwice(t *testing.T) {
	path := testkit.Copy(t)
	shop := testkit.Open(t, path, testkit.NewClock(testkit.Morning))
	const count = 40
	must(t, shop.AddPool(ctx, pool("ems", false, first, count-2)))
	for range count {
		packedOf(t, shop, ordering.PayTransfer, "ems", "")
	}
	done := make(chan error, 2)
	for each := range 2 {
		command := childCommand(fmt.Sprintf("number:%d", each), path)
		out, err := command.StdoutPipe()
		must(t, err)
		must(t, command.Start())
		go func() {
			for lines := bufio.NewScanner(out); lines.Scan(); {
				if strings.HasPrefix(lines.Text(), "ERROR") {
					t.Error(lines.Text())
				}
			}
			done <- command.Wait()
		}()
	}
	for range 2 {
		must(t, <-done)
	}
	rows, _, err := shop.Parcels(ctx, store.ParcelQuery{List: store.ParcelsToPrint, Limit: 100})
	must(t, err)
	var numbers []string
	for _, row := range rows {
		if row.Tracking != "" {
			numbers = append(numbers, row.Tracking)
		}
	}
	slices.Sort(numbers)
	given, err := shipping.Range(first, count-2)
	must(t, err)
	if len(numbers) != count-2 || len(slices.Compact(slices.Clone(numbers))) != count-2 || numbers[0] != string(given[0]) {
		t.Errorf("%d numbers on %d parcels: %v", len(numbers), len(rows), numbers)
	}
	shop.CheckOK(t)
	must(t, shop.Close())
}

// What was numbered for collecting money and was paid meanwhile gets a number of the other pool.
func TestANumberForCollectingIsNoOther(t *testing.T) {
	shop := testkit.New(t)
	must(t, shop.AddPool(ctx, pool("ems", true, first, 3)))
	order, parcel := packedOf(t, shop, ordering.PayCOD, "ems", "")
	ready(t, shop, parcel)
	if n := rowOf(t, shop, parcel).Tracking; n != first {
		t.Fatalf("%q", n)
	}
	must(t, shop.PayOrder(ctx, order, id.New[id.Change](), []selling.Tender{{Method: selling.PromptPay}}, ""))
	ready(t, shop, parcel)
	if n := rowOf(t, shop, parcel); n.COD != 0 || n.Tracking != "" || !n.PoolID.IsZero() {
		t.Errorf("without another pool: %+v", n.Parcel)
	}
	must(t, shop.AddPool(ctx, pool("ems", false, "EE000000014TH", 3)))
	ready(t, shop, parcel)
	if n := rowOf(t, shop, parcel).Tracking; n != "EE000000014TH" {
		t.Errorf("%q", n)
	}
	if loose, err := shop.LooseNumbers(ctx, 5); err != nil || len(loose) != 1 || loose[0].Tracking != first {
		t.Errorf("%v %v", loose, err)
	}
	shop.CheckOK(t)
}

// TestNumbersOverRandomTrade: whatever people do, no number is on two live parcels, and none is given again before a
// person said that its label is destroyed.
func TestNumbersOverRandomTrade(t *testing.T) {
	shop := testkit.New(t)
	must(t, shop.AddPool(ctx, pool("ems", false, first, 12)))
	numbers, err := shipping.Range(first, 12)
	must(t, err)
	type box struct {
		order  id.Order
		parcel id.Parcel
	}
	var boxes []box
	random := rand.New(rand.NewPCG(6, 13))
	out := map[string]id.Parcel{} // numbers that went out, to whom
	for range 120 {
		switch choice := random.IntN(10); {
		case choice < 3 || len(boxes) == 0:
			order, parcel := packedOf(t, shop, ordering.PayTransfer, "ems", "")
			boxes = append(boxes, box{order, parcel})
		case choice < 6:
			parcel := boxes[random.IntN(len(boxes))].parcel
			before := rowOf(t, shop, parcel).Tracking
			ready(t, shop, parcel)
			if now := rowOf(t, shop, parcel).Tracking; now != before {
				if other, was := out[now]; was {
					t.Fatalf("%s went out with %s and is given again", now, other)
				}
			}
		case choice < 7:
			at := random.IntN(len(boxes))
			must(t, shop.Unpack(ctx, boxes[at].order, boxes[at].parcel, "", ""))
			boxes = slices.Delete(boxes, at, at+1)
		case choice < 9:
			_, err := shop.NumberParcels(ctx, []store.Numbering{{ParcelID: boxes[random.IntN(len(boxes))].parcel, Tracking: string(numbers[random.IntN(len(numbers))])}}, "")
			must(t, err)
		default:
			number := string(numbers[random.IntN(len(numbers))])
			if err := shop.LabelDestroyed(ctx, []string{number}); err == nil {
				delete(out, number)
			}
		}
		live := map[string]id.Parcel{}
		for _, b := range boxes {
			if row := rowOf(t, shop, b.parcel); row.Tracking != "" {
				if other, twice := live[row.Tracking]; twice {
					t.Fatalf("%s is on %s and %s", row.Tracking, other, b.parcel)
				}
				live[row.Tracking] = b.parcel
			}
		}
		pools, err := shop.Pools(ctx)
		must(t, err)
		for number, parcel := range live {
			if slices.Contains(pools[0].Back, number) {
				t.Fatalf("%s is in use and may be given", number)
			}
			out[number] = parcel
		}
	}
	if len(out) < 5 {
		t.Errorf("only %d numbers went out", len(out))
	}
	shop.CheckOK(t)
}

// A number that is refused for its parcel is taken out of no pool.
func TestARefusedNumberStaysInItsPool(t *testing.T) {
	shop := testkit.New(t)
	must(t, shop.AddPool(ctx, ledger.TrackingPool{ID: id.New[id.Pool](), Service: "ems", First: "EF582568151TH", Count: 10}))
	order := ordered([]ledger.OrderLine{orderLine(shop, 0, 3)}, ordering.PayCOD)
	parcel := boxed(t, shop, order)[0]
	must(t, shop.Unpack(ctx, order.ID, parcel, "หยิบผิด", ""))
	failed, err := shop.NumberParcels(ctx, []store.Numbering{{ParcelID: parcel, Tracking: "EF582568151TH"}}, "")
	must(t, err)
	if len(failed) != 1 || failed[0].Why.Code != "parcel_step" {
		t.Errorf("numbering what was taken apart: %v", failed)
	}
	pools, err := shop.Pools(ctx)
	must(t, err)
	if pools[0].Left != 10 {
		t.Errorf("%d of 10 numbers left", pools[0].Left)
	}
}
