package shop

import (
	"fmt"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shipping"
)

// TestAStatementIsHeldAgainstTheParcels: what agrees is taken with one confirmation, what differs leaves its rest
// owed, and the same statement again changes nothing.
func TestAStatementIsHeldAgainstTheParcels(t *testing.T) {
	s := newTestShop(t, Params{})
	jar := chilli(t, s)
	numbers, err := shipping.Range("EF582568151TH", 4)
	if err != nil {
		t.Fatal(err)
	}
	var parcels []id.Parcel
	for n, payBy := range []string{ordering.PayCOD, ordering.PayCOD, ordering.PayTransfer, ordering.PayCOD} {
		parcels = append(parcels, boxed(t, s, jar, payBy, func(_ *ordering.Request, p *ordering.PackRequest) {
			p.Service, p.Tracking = "ems", string(numbers[n])
		}))
	}
	if _, failed, err := s.HandOverParcels(t.Context(), parcels, ""); err != nil || len(failed) > 0 {
		t.Fatal(failed, err)
	}
	paste := fmt.Sprintf("เลขพัสดุ\tยอดเก็บเงิน\tค่าธรรมเนียม\tวันที่\n%s\t150\t4.50\t27/11/2569\n%s\t100\t3\t27/11/2569\n%s\t150\t0\t\n%s\t200\t\t\nEE000000014TH\t10\t\t\n%s\t150\t4.50\t\n",
		numbers[0], numbers[1], numbers[2], numbers[3], numbers[0])
	held, err := s.PastedStatement(t.Context(), paste)
	if err != nil {
		t.Fatal(err)
	}
	var states []string
	for _, line := range held.Lines {
		states = append(states, line.State)
	}
	if got := strings.Join(states, " "); got != "agrees differs none above unknown twice" || held.Amount != 250_00 || held.Fee != 7_50 || held.Net() != 242_50 {
		t.Errorf("%s, %s less %s", got, held.Amount, held.Fee)
	}
	if p := parcelOf(t, s, parcels[0]); p.Collect != 4_50 || p.Charged != 50_00 || p.Profit() != 50_00-67_00-4_50 {
		t.Errorf("expected: %s − %s − %s", p.Charged, p.Cost, p.Collect)
	}
	taken, err := s.TakeStatement(t.Context(), held.Lines, selling.Transfer, "สมศรี")
	if err != nil || taken.Count != 2 || taken.Amount != 250_00 || taken.Fee != 7_50 || len(taken.Failed) != 0 {
		t.Errorf("%+v %v", taken, err)
	}
	if p := parcelOf(t, s, parcels[0]); p.CODDay != "2026-11-27" || p.CODPaid != 150_00 || p.CODFee != 4_50 {
		t.Errorf("%+v", p.Parcel)
	}
	if p := parcelOf(t, s, parcels[1]); p.CODDay != "" || p.CODPaid != 100_00 {
		t.Errorf("a part: %+v", p.Parcel)
	}
	again, err := s.TakeStatement(t.Context(), held.Lines, selling.Transfer, "")
	if err != nil || again.Count != 0 || len(again.Failed) != 2 {
		t.Errorf("the same again: %+v %v", again, err)
	}
	held, err = s.StatementFile(t.Context(), "cod.csv", strings.NewReader(strings.ReplaceAll(paste, "\t", ",")))
	if err != nil || held.Count[CODPaid] != 1 || held.Count[CODAbove] != 2 {
		t.Errorf("the file afterwards: %+v %v", held.Count, err)
	}
	counts, err := s.ParcelCounts(t.Context())
	if err != nil || counts.COD != 200_00 || counts.ByList[ParcelsCOD] != 2 {
		t.Errorf("%+v %v", counts, err)
	}
}

// A part that a carrier paid is noted once, however small, and its rest after it.
func TestAPartOfASumIsTakenOnce(t *testing.T) {
	s := newTestShop(t, Params{})
	parcel := boxed(t, s, chilli(t, s), ordering.PayCOD, func(_ *ordering.Request, p *ordering.PackRequest) {
		p.Service, p.Tracking = "ems", "EF582568151TH"
	})
	if _, failed, err := s.HandOverParcels(t.Context(), []id.Parcel{parcel}, ""); err != nil || len(failed) > 0 {
		t.Fatal(failed, err)
	}
	for n, c := range []struct {
		amount string
		paid   money.Satang
	}{{"40", 40_00}, {"40", 40_00}, {"110", 150_00}, {"110", 150_00}} {
		held, err := s.PastedStatement(t.Context(), "เลขพัสดุ\tยอดเก็บเงิน\nEF582568151TH\t"+c.amount+"\n")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.TakeStatement(t.Context(), held.Lines, selling.Transfer, ""); err != nil {
			t.Fatal(err)
		}
		if p := parcelOf(t, s, parcel); p.CODPaid != c.paid {
			t.Errorf("after statement %d %s are paid, not %s", n+1, p.CODPaid, c.paid)
		}
	}
}

// TestThePostageOfAnOrderIsSharedByItsParcels to the satang.
func TestThePostageOfAnOrderIsSharedByItsParcels(t *testing.T) {
	s := newTestShop(t, Params{})
	jar := chilli(t, s)
	first := boxed(t, s, jar, ordering.PayCOD, func(r *ordering.Request, p *ordering.PackRequest) {
		r.Fee, r.Lines[0].Qty = 100_00, qty.Pieces(3)
		p.Lines = []ledger.ParcelLine{{N: 1, Qty: qty.Pieces(1)}}
	})
	order := parcelOf(t, s, first).OrderID
	all := []id.Parcel{first}
	for range 2 {
		more := id.New[id.Parcel]()
		if err := s.Pack(t.Context(), ordering.PackRequest{ID: more, OrderID: order, Lines: []ledger.ParcelLine{{N: 1, Qty: qty.Pieces(1)}}}, ""); err != nil {
			t.Fatal(err)
		}
		all = append(all, more)
	}
	var sum money.Satang
	for n, parcel := range all {
		p := parcelOf(t, s, parcel)
		if p.Charged < 33_33 || p.Charged > 33_34 || p.Before != n || p.Boxes != 3 {
			t.Errorf("parcel %d: %s, %d of %d", n, p.Charged, p.Before, p.Boxes)
		}
		sum += p.Charged
	}
	if sum != 100_00 {
		t.Errorf("together %s", sum)
	}
}

// A statement that pays for what came back is taken: the money is owed where the customer had the parcel, and is the
// customer's where nobody knew.
func TestAStatementPaysForWhatCameBack(t *testing.T) {
	for want, steps := range map[string][]string{
		CODAgrees: {ordering.StepDelivered, ordering.StepReturned},
		CODBack:   {ordering.StepReturned},
	} {
		s := newTestShop(t, Params{})
		parcel := boxed(t, s, chilli(t, s), ordering.PayCOD, func(_ *ordering.Request, p *ordering.PackRequest) {
			p.Service, p.Tracking = "ems", "EF582568151TH"
		})
		if _, failed, err := s.HandOverParcels(t.Context(), []id.Parcel{parcel}, ""); err != nil || len(failed) > 0 {
			t.Fatal(failed, err)
		}
		order := parcelOf(t, s, parcel).OrderID
		for _, step := range steps {
			if err := s.EndParcel(t.Context(), order, parcel, step, "", ""); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.LookInto(t.Context(), LookRequest{OrderID: order, ParcelID: parcel}); err != nil {
			t.Fatal(err)
		}
		held, err := s.PastedStatement(t.Context(), "เลขพัสดุ\tยอดเก็บเงิน\nEF582568151TH\t150\n")
		if err != nil || held.Lines[0].State != want || held.Amount != 150_00 || held.Taking() != 1 {
			t.Fatalf("%s: %+v %v", want, held.Lines, err)
		}
		if taken, err := s.TakeStatement(t.Context(), held.Lines, selling.Transfer, ""); err != nil || taken.Count != 1 {
			t.Errorf("%s: %+v %v", want, taken, err)
		}
		found, err := s.Order(t.Context(), order)
		if err != nil || found.Back() != 150_00 || found.Money.COD != 0 {
			t.Errorf("%s: %s must go back, %s is owed: %v", want, found.Back(), found.Money.COD, err)
		}
	}
}
