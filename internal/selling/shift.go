package selling

import (
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
)

// LongShift is how long a shift may be open before the till says so.
const LongShift = 18 * time.Hour

// How a shop counts its drawer.
const (
	CountNone  = "none"
	CountOpen  = "open"
	CountBlind = "blind"
)

// AutomaticShift opens a shift of today with no float, but never of a day before the last shift's: a
// clock that jumped back must not send bills into the past.
func AutomaticShift(now time.Time, lastDay clock.Day) ledger.Shift {
	day := max(clock.DayOf(now), lastDay)
	return ledger.Shift{ID: id.New[id.Shift](), Day: day, OpenedAt: ledger.MillisOf(now), Automatic: true}
}

// OpenShift opens a shift with a float. day "" means today's, as AutomaticShift takes it; a person may
// name another. Faults: "shift_open_already", "amount_too_large", "date_unreadable".
func OpenShift(facts *Facts, float money.Satang, day clock.Day) (*ledger.Posting, error) {
	if !facts.ShiftID.IsZero() {
		return nil, fault.New("shift_open_already", "shift", nil)
	}
	if float < 0 || float > money.Max {
		return nil, fault.New("amount_too_large", "float", fault.Values{"value": float})
	}
	shift := AutomaticShift(facts.Now, facts.LastDay)
	shift.Automatic, shift.Float = false, float
	if day != "" {
		named, err := clock.ParseDay(string(day))
		if err != nil {
			return nil, fault.Unreadable("date_unreadable", "day", fault.Values{"value": string(day)})
		}
		shift.Day = named
	}
	return &ledger.Posting{Kind: ledger.EventShiftOpened, At: shift.OpenedAt, Day: shift.Day, Shifts: []ledger.Shift{shift}}, nil
}

// MoveCash puts cash in, takes it out, or notes that the drawer was opened (amount 0). A shift is opened
// when none is and the shop does not count. Faults: "reason_missing", "amount_not_positive",
// "shift_not_open", "cash_kind_unknown".
func MoveCash(facts *Facts, kind string, amount money.Satang, reason string) (*ledger.Posting, error) {
	switch {
	case reason == "":
		return nil, fault.New("reason_missing", "reason", nil)
	case len([]rune(reason)) > MaxText:
		return nil, fault.New("text_too_long", "reason", fault.Values{"max": MaxText})
	case kind != ledger.CashIn && kind != ledger.CashOut && kind != ledger.DrawerOpen:
		return nil, fault.New("cash_kind_unknown", "kind", fault.Values{"value": kind})
	case amount < 0 || kind != ledger.DrawerOpen && amount == 0:
		return nil, fault.New("amount_not_positive", "amount", fault.Values{"value": amount})
	case amount > money.Max:
		return nil, fault.New("amount_too_large", "amount", fault.Values{"value": amount})
	}
	d := newDraft(facts, ledger.EventShiftCash, "")
	if err := d.shiftOnly(); err != nil {
		return nil, err
	}
	d.posting.ShiftCashes = []ledger.ShiftCash{{ShiftID: d.bill.ShiftID, Kind: kind, Amount: amount, Reason: reason, At: d.posting.At}}
	return d.posting, nil
}

// Drawer is the sum of what should lie in the drawer, shown as a sum.
type Drawer struct {
	Float    money.Satang `json:"float_satang"`
	Taken    money.Satang `json:"taken_satang"`  // cash handed over
	Change   money.Satang `json:"change_satang"` // given back as change, positive
	Refunded money.Satang `json:"refunded_satang"`
	In       money.Satang `json:"in_satang"`
	Out      money.Satang `json:"out_satang"`
}

// Expected is opening + cash taken − change − refunds + in − out.
func (d Drawer) Expected() money.Satang {
	return d.Float + d.Taken - d.Change - d.Refunded + d.In - d.Out
}

// CloseRequest is a person's count at the end of a shift.
type CloseRequest struct {
	Counted money.Satang
	Leave   money.Satang
	Reason  string
	Notes   string
}

// CloseShift closes the open shift. Any difference is accepted; one that is not zero needs a reason
// only from a person at the window (needReason). Faults: "shift_not_open", "leave_above_counted",
// "reason_missing".
func CloseShift(facts *Facts, drawer Drawer, request CloseRequest, needReason bool) (*ledger.Posting, error) {
	difference := request.Counted - drawer.Expected()
	switch {
	case facts.ShiftID.IsZero():
		return nil, fault.New("shift_not_open", "shift", nil)
	case request.Counted < 0 || request.Counted > money.Max:
		return nil, fault.New("amount_too_large", "counted", fault.Values{"value": request.Counted})
	case request.Leave < 0 || request.Leave > request.Counted:
		return nil, fault.New("leave_above_counted", "leave", fault.Values{"leave": request.Leave, "counted": request.Counted})
	case len([]rune(request.Reason)) > MaxText || len([]rune(request.Notes)) > MaxText:
		return nil, fault.New("text_too_long", "reason", fault.Values{"max": MaxText})
	case difference != 0 && needReason && request.Reason == "":
		return nil, fault.New("reason_missing", "reason", nil)
	}
	at := ledger.MillisOf(facts.Now)
	return &ledger.Posting{Kind: ledger.EventShiftClosed, At: at, Day: facts.Day, ShiftCloses: []ledger.Close{{
		ShiftID: facts.ShiftID, ClosedAt: at, Expected: drawer.Expected(), Counted: request.Counted,
		Difference: difference, Leave: request.Leave, Reason: request.Reason, Notes: request.Notes}}}, nil
}
