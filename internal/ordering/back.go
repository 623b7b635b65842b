package ordering

import (
	"fmt"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
)

// BackLine is a quantity of one line of a bill that comes back.
type BackLine struct {
	LineN int // of the bill
	Qty   qty.Qty
}

// Looked parts what came back in a parcel into goods for the shelf and goods that are written off. bill holds what
// of its lines was not given back yet: no more comes back than that. With fee the postage comes back too, when no
// other parcel of the bill has goods out. Faults: "pack_too_much", "line_unknown".
func Looked(parcel *ledger.Parcel, bill []ledger.Line, waste []ledger.ParcelLine, fee bool) (shelf, thrown []BackLine, err error) {
	written := map[int]qty.Qty{}
	for n, line := range waste {
		if line.Qty <= 0 {
			return nil, nil, fault.New("qty_not_positive", fmt.Sprintf("waste[%d].qty", n), fault.Values{"value": line.Qty})
		}
		if written[line.N] += line.Qty; written[line.N] > inParcel(parcel, line.N) {
			return nil, nil, fault.New("pack_too_much", fmt.Sprintf("waste[%d].qty", n), fault.Values{"name": "", "left": inParcel(parcel, line.N), "want": line.Qty, "unit": ""})
		}
	}
	whole := true
	for _, line := range bill {
		switch {
		case line.OrderN == 0 && line.ProductID == FeeProduct:
			continue
		case line.OrderN == 0:
			whole = false
			continue
		}
		in := inParcel(parcel, line.OrderN)
		whole = whole && in >= line.Qty
		in = min(in, line.Qty)
		if lost := min(written[line.OrderN], in); lost > 0 {
			thrown = append(thrown, BackLine{line.LineN, lost})
			in -= lost
		}
		if in > 0 {
			shelf = append(shelf, BackLine{line.LineN, in})
		}
	}
	for _, line := range bill {
		if fee && whole && line.OrderN == 0 && line.ProductID == FeeProduct && line.Qty > 0 {
			back := BackLine{line.LineN, line.Qty}
			if len(shelf) > 0 {
				shelf = append(shelf, back)
			} else {
				thrown = append(thrown, back)
			}
		}
	}
	return shelf, thrown, nil
}

// LookedInto notes that the goods of a parcel that came back are on the shelf again or written off, or that those of
// one that is lost are written off. Faults: "parcel_unknown", "parcel_step".
func LookedInto(facts *Facts, past *Past, parcel id.Parcel, reason string) (*ledger.Posting, *ledger.Parcel, error) {
	if found := past.Parcel(parcel); found != nil && found.State == ledger.ParcelLost {
		return facts.end(past, parcel, StepWrittenOff, ledger.ParcelWrittenOff, reason, ledger.ParcelLost)
	}
	return facts.end(past, parcel, StepLooked, ledger.ParcelLooked, reason, ledger.ParcelReturned)
}

// Unlooked adds to the posting that voids a refund of a bill what it means for the bill's parcels: what came back in
// them is nobody's stock again until a person looks anew, and what was lost is lost and not written off.
func (f *Facts) Unlooked(past *Past, posting *ledger.Posting, bill id.Bill, reason string) (after []ledger.Parcel) {
	before := map[string]struct{ state, step string }{ledger.ParcelLooked: {ledger.ParcelReturned, StepReturned},
		ledger.ParcelWrittenOff: {ledger.ParcelLost, StepLost}}
	for _, parcel := range past.Parcels {
		if was, looked := before[parcel.State]; looked && parcel.BillID == bill {
			parcel.State = was.state
			after = append(after, parcel)
			posting.OrderSteps = append(posting.OrderSteps, f.step(past, was.step, parcel.ID, reason))
		}
	}
	return after
}
