package ordering

import (
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
)

// ParcelMarks lists the marks a parcel may carry, as they are offered.
var ParcelMarks = []string{MarkFragile, MarkNoFold, MarkFresh}

// maxGrams and maxSide bound what a person may type of a parcel: 200 kg, ten metres.
const (
	maxGrams = 200_000
	maxSide  = 10_000
)

// ParcelChange is what is known of a packed parcel from now on: how it goes, what it weighs and measures.
type ParcelChange struct {
	ParcelID id.Parcel
	Service  string // "" = not chosen
	Grams    int    // 0 = not weighed
	Length   int    // millimetres, 0 = not measured
	Width    int
	Height   int
	Insured  money.Satang // 0 = not insured
	Postage  money.Satang // what the carrier takes, 0 = not known
	Marks    []string
}

// Change gives a packed parcel as it is from now on. Where its label says something else, it is to be printed
// anew; a number of a pool of another service comes off it. Faults: "parcel_step", "weight_invalid",
// "parcel_size", "amount_too_large", "mark_unknown".
func (c *ParcelChange) Change(order string, parcel ledger.Parcel) (ledger.Parcel, error) {
	switch {
	case parcel.State != ledger.ParcelPacked:
		return parcel, stepFault(order, &parcel)
	case c.Grams < 0 || c.Grams > maxGrams:
		return parcel, fault.New("weight_invalid", "grams", fault.Values{"value": c.Grams})
	case min(c.Length, c.Width, c.Height) < 0 || max(c.Length, c.Width, c.Height) > maxSide:
		return parcel, fault.New("parcel_size", "size", fault.Values{"most": maxSide / 10})
	case c.Insured < 0 || c.Insured > money.Max:
		return parcel, fault.New("amount_too_large", "insured", fault.Values{"value": c.Insured})
	case c.Postage < 0 || c.Postage > MaxFee:
		return parcel, fault.New("amount_too_large", "postage", fault.Values{"value": c.Postage})
	}
	for _, mark := range c.Marks {
		if !slices.Contains(ParcelMarks, mark) {
			return parcel, fault.New("mark_unknown", "marks", fault.Values{"value": mark})
		}
	}
	if c.Service != parcel.Service || c.Grams != parcel.Grams || !slices.Equal(c.Marks, parcel.Marks) {
		parcel.PrintedAt = 0
	}
	if c.Service != parcel.Service && !parcel.PoolID.IsZero() {
		parcel.Tracking, parcel.PoolID = "", id.Pool{} // it stays out of its pool until its label is destroyed
	}
	parcel.Service, parcel.Grams, parcel.Insured, parcel.Postage = c.Service, c.Grams, c.Insured, c.Postage
	parcel.Length, parcel.Width, parcel.Height, parcel.Marks = c.Length, c.Width, c.Height, c.Marks
	return parcel, nil
}

// SetNumber puts a tracking number to a parcel that goes or went, or another in its place; "" takes it off. A
// label that was printed with another number is to be printed anew. Fault: "parcel_step".
func SetNumber(order string, parcel ledger.Parcel, tracking string, pool id.Pool) (ledger.Parcel, error) {
	if slices.Contains([]string{ledger.ParcelUnpacked, ledger.ParcelLooked, ledger.ParcelWrittenOff}, parcel.State) {
		return parcel, stepFault(order, &parcel)
	}
	if parcel.State == ledger.ParcelPacked && parcel.Tracking != tracking {
		parcel.PrintedAt = 0
	}
	parcel.Tracking, parcel.PoolID = tracking, pool
	return parcel, nil
}

// Printed notes that a parcel's label came out. Fault: "parcel_step" when it went or was taken apart.
func (f *Facts) Printed(order string, parcel ledger.Parcel) (ledger.Parcel, error) {
	if parcel.State != ledger.ParcelPacked {
		return parcel, stepFault(order, &parcel)
	}
	parcel.PrintedAt = ledger.MillisOf(f.Now)
	return parcel, nil
}

// StepOf is a step of one parcel, for a change of many.
func (f *Facts) StepOf(parcel *ledger.Parcel, kind, reason string) ledger.OrderStep {
	return ledger.OrderStep{ID: id.New[id.Change](), OrderID: parcel.OrderID, Kind: kind, ParcelID: parcel.ID, At: ledger.MillisOf(f.Now), Reason: reason}
}

func stepFault(order string, parcel *ledger.Parcel) *fault.Error {
	return fault.New("parcel_step", "parcel", fault.Values{"number": order, "no": parcel.No, "state": parcel.State})
}
