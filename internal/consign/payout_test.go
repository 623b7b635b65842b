package consign_test

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
)

// TestAPayoutIsTakenBackWhileItsShiftIsOpen: cash goes back into the drawer it came from, other money does not.
func TestAPayoutIsTakenBackWhileItsShiftIsOpen(t *testing.T) {
	f := facts(nil)
	paper := &consign.Paper{Settlement: ledger.Settlement{Number: "A-ST-2569-000041", Payable: 80_00}, Paid: 80_00}
	for name, test := range map[string]struct {
		payout ledger.Payout
		reason string
		code   string
		cash   bool
	}{
		"cash":                 {ledger.Payout{Method: consign.Cash, Amount: 80_00, ShiftID: f.ShiftID, Day: f.Day}, "ใส่ยอดผิด", "", true},
		"cash past midnight":   {ledger.Payout{Method: consign.Cash, Amount: 80_00, ShiftID: f.ShiftID, Day: "2026-11-29"}, "ใส่ยอดผิด", "", true},
		"cash of a shift gone": {ledger.Payout{Method: consign.Cash, Amount: 80_00, ShiftID: id.New[id.Shift](), Day: f.Day}, "ใส่ยอดผิด", "payout_closed", false},
		"transfer":             {ledger.Payout{Method: consign.Transfer, Amount: 80_00, Day: f.Day}, "ใส่ยอดผิด", "", false},
		"transfer of a day":    {ledger.Payout{Method: consign.Transfer, Amount: 80_00, Day: "2026-11-29"}, "ใส่ยอดผิด", "payout_closed", false},
		"no reason":            {ledger.Payout{Method: consign.Transfer, Amount: 80_00, Day: f.Day}, "", "reason_missing", false},
		"a novel":              {ledger.Payout{Method: consign.Transfer, Amount: 80_00, Day: f.Day}, strings.Repeat("ก", 201), "text_too_long", false},
	} {
		t.Run(name, func(t *testing.T) {
			test.payout.ID = id.New[id.Payout]()
			posting, err := consign.VoidPayout(f, paper, &test.payout, test.reason)
			if test.code != "" {
				if !fault.Is(err, test.code) {
					t.Errorf("%v, want %s", err, test.code)
				}
				return
			}
			if err != nil || len(posting.PayoutVoids) != 1 || posting.PayoutVoids[0].PayoutID != test.payout.ID || posting.PayoutVoids[0].Reason != test.reason {
				t.Fatalf("%+v, %v", posting, err)
			}
			if got := posting.ShiftCashes; (len(got) == 1) != test.cash || test.cash && (got[0].Kind != ledger.CashIn || got[0].Amount != 80_00 || got[0].ShiftID != f.ShiftID) {
				t.Errorf("drawer %+v", got)
			}
		})
	}
}
