package selling_test

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
)

func TestOpenShift(t *testing.T) {
	w := newWorld()
	_, err := selling.OpenShift(&w.Facts, 0, "")
	wantFault(t, err, "shift_open_already", "shift")
	w.ShiftID, w.LastDay = id.Shift{}, "2026-11-25"
	for day, want := range map[clock.Day]clock.Day{"": "2026-11-25", "2026-11-20": "2026-11-20"} {
		posting, err := selling.OpenShift(&w.Facts, 500_00, day)
		if err != nil {
			t.Fatal(err)
		}
		if shift := posting.Shifts[0]; shift.Day != want || shift.Automatic || shift.Float != 500_00 || posting.Day != want {
			t.Errorf("%q: %+v", day, shift)
		}
	}
	_, err = selling.OpenShift(&w.Facts, -1, "")
	wantFault(t, err, "amount_too_large", "float")
	_, err = selling.OpenShift(&w.Facts, 0, "someday")
	wantFault(t, err, "date_unreadable", "day")
}

func TestMoveCash(t *testing.T) {
	w := newWorld()
	for _, test := range []struct {
		kind, reason string
		amount       money.Satang
		code, field  string
	}{
		{ledger.CashIn, "แลกเหรียญ", 100_00, "", ""},
		{ledger.CashOut, "ค่าน้ำแข็ง", 40_00, "", ""},
		{ledger.DrawerOpen, "ทอนผิด", 0, "", ""},
		{ledger.CashIn, "", 100_00, "reason_missing", "reason"},
		{ledger.CashIn, strings.Repeat("ก", selling.MaxText+1), 100_00, "text_too_long", "reason"},
		{ledger.CashOut, "x", 0, "amount_not_positive", "amount"},
		{ledger.CashOut, "x", -1, "amount_not_positive", "amount"},
		{ledger.DrawerOpen, "x", -1, "amount_not_positive", "amount"},
		{ledger.CashIn, "x", money.Max + 1, "amount_too_large", "amount"},
		{"gift", "x", 1, "cash_kind_unknown", "kind"},
	} {
		posting, err := selling.MoveCash(&w.Facts, test.kind, test.amount, test.reason)
		if test.code != "" {
			wantFault(t, err, test.code, test.field)
			continue
		}
		if err != nil || posting.ShiftCashes[0].Amount != test.amount || posting.ShiftCashes[0].ShiftID != openShift || len(posting.Shifts) != 0 {
			t.Errorf("%s: %+v %v", test.kind, posting, err)
		}
	}
	w.ShiftID = id.Shift{}
	if posting, err := selling.MoveCash(&w.Facts, ledger.CashIn, 1, "x"); err != nil || len(posting.Shifts) != 1 || posting.ShiftCashes[0].ShiftID != posting.Shifts[0].ID {
		t.Errorf("a shift opens for cash: %+v %v", posting, err)
	}
	w.MustOpen = true
	_, err := selling.MoveCash(&w.Facts, ledger.CashIn, 1, "x")
	wantFault(t, err, "shift_not_open", "shift")
}

func TestCloseShift(t *testing.T) {
	w := newWorld()
	drawer := selling.Drawer{Float: 500_00, Taken: 1000_00, Change: 120_00, Refunded: 65_00, In: 100_00, Out: 40_00}
	if drawer.Expected() != 1375_00 {
		t.Fatalf("expected %s", drawer.Expected())
	}
	long := strings.Repeat("ก", selling.MaxText+1)
	for _, test := range []struct {
		name        string
		request     selling.CloseRequest
		needReason  bool
		difference  money.Satang
		code, field string
	}{
		{"exact", selling.CloseRequest{Counted: 1375_00, Leave: 500_00}, true, 0, "", ""},
		{"short with a reason", selling.CloseRequest{Counted: 1300_00, Reason: "ทอนเกิน"}, true, -75_00, "", ""},
		{"short without one", selling.CloseRequest{Counted: 1300_00}, true, 0, "reason_missing", "reason"},
		{"over, from the command line", selling.CloseRequest{Counted: 1400_00}, false, 25_00, "", ""},
		{"leave too much", selling.CloseRequest{Counted: 1375_00, Leave: 1375_01}, true, 0, "leave_above_counted", "leave"},
		{"leave below nothing", selling.CloseRequest{Counted: 1375_00, Leave: -1}, true, 0, "leave_above_counted", "leave"},
		{"count below nothing", selling.CloseRequest{Counted: -1}, true, 0, "amount_too_large", "counted"},
		{"a long reason", selling.CloseRequest{Counted: 1, Reason: long}, true, 0, "text_too_long", "reason"},
	} {
		t.Run(test.name, func(t *testing.T) {
			posting, err := selling.CloseShift(&w.Facts, drawer, test.request, test.needReason)
			if test.code != "" {
				wantFault(t, err, test.code, test.field)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if c := posting.ShiftCloses[0]; c.Difference != test.difference || c.Expected != 1375_00 || c.Leave != test.request.Leave || c.ShiftID != openShift {
				t.Errorf("%+v", c)
			}
		})
	}
	w.ShiftID = id.Shift{}
	_, err := selling.CloseShift(&w.Facts, drawer, selling.CloseRequest{}, false)
	wantFault(t, err, "shift_not_open", "shift")
}
