package ordering

import (
	"fmt"
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// PackRequest asks for a parcel of an order.
type PackRequest struct {
	ID       id.Parcel
	OrderID  id.Order
	Lines    []ledger.ParcelLine // none = everything of the recipient that is left
	To       int                 // the recipient's no, 0 = the first with something left
	Service  string              // "" = the order's
	Grams    int                 // 0 = not weighed
	Length   int                 // millimetres
	Width    int
	Height   int
	Insured  money.Satang
	Postage  money.Satang
	Marks    []string
	Tracking string
	PoolID   id.Pool
	Short    bool // a person chose to send what there is: what is missing stays ordered
}

// Marks a label may carry.
const (
	MarkFragile = "fragile"
	MarkNoFold  = "no_fold"
	MarkFresh   = "fresh"
)

// Shortage is goods of an order that are not there.
type Shortage struct {
	N         int // the order's line
	ProductID id.Product
	Name      string
	Unit      string
	Want      qty.Qty
	Have      qty.Qty // of that, after what orders before this one keep
}

// Missing is how much lacks.
func (s *Shortage) Missing() qty.Qty { return s.Want - s.Have }

// Pack puts goods of an order into a parcel. Faults: "order_step", "order_unpaid" (neither paid, COD nor
// credit), "order_unmatched", "order_short" (goods are not there, and nobody chose to send what there is),
// "pack_nothing", "pack_too_much", "weight_invalid".
func Pack(facts *Facts, past *Past, request *PackRequest, short []Shortage) (*ledger.Posting, *ledger.Parcel, error) {
	switch fulfilment := past.Fulfilment(); {
	case fulfilment == Cancelled || fulfilment == Returned || past.Elsewhere() || !past.Confirmed():
		return nil, nil, past.Refuse(ActPack)
	case past.Unmatched() > 0:
		return nil, nil, fault.New("order_unmatched", "items", fault.Values{"number": past.Order.Number, "count": past.Unmatched()})
	case request.Grams < 0 || request.Grams > 200_000:
		return nil, nil, fault.New("weight_invalid", "grams", fault.Values{"value": request.Grams})
	case request.ID.IsZero():
		return nil, nil, fault.New("id_unreadable", "id", fault.Values{"value": ""})
	case request.Insured < 0 || request.Insured > money.Max || request.Postage < 0 || request.Postage > MaxFee:
		return nil, nil, fault.New("amount_too_large", "insured", fault.Values{"value": request.Insured})
	}
	if err := past.payable(); err != nil {
		return nil, nil, err
	}
	if !request.Short && len(short) > 0 {
		return nil, nil, fault.New("order_short", "items", fault.Values{"number": past.Order.Number, "name": short[0].Name,
			"missing": short[0].Missing(), "unit": short[0].Unit})
	}
	lines, to, err := request.lines(past, short)
	if err != nil {
		return nil, nil, err
	}
	parcel := ledger.Parcel{ID: request.ID, OrderID: past.Order.ID, No: 1, Lines: lines, State: ledger.ParcelPacked,
		Service: request.Service, Grams: request.Grams, Length: request.Length, Width: request.Width, Height: request.Height,
		Insured: request.Insured, Postage: request.Postage, Marks: request.Marks, Tracking: request.Tracking, PoolID: request.PoolID,
		PackedAt: ledger.MillisOf(facts.Now)}
	for _, old := range past.Parcels {
		parcel.No = max(parcel.No, old.No+1)
	}
	if parcel.Service == "" {
		parcel.Service = past.Content.Service
	}
	if to > 0 && to <= len(past.Recipients) {
		parcel.RecipientID = past.Recipients[to-1].ID
	}
	posting := facts.changed(past, StepPacked, parcel.ID, "")
	after := *past
	after.Parcels = append(slices.Clone(past.Parcels), parcel)
	parcel.COD = after.plan().parts[parcel.ID].COD
	return posting, &parcel, nil
}

// lines gives what goes into the parcel and to which recipient.
func (r *PackRequest) lines(past *Past, short []Shortage) (lines []ledger.ParcelLine, to int, err error) {
	to = r.To
	if len(r.Lines) > 0 {
		for n, line := range r.Lines {
			known := past.Line(line.N)
			field := fmt.Sprintf("line[%d].", n)
			switch {
			case known == nil:
				return nil, 0, fault.New("line_unknown", field+"code", fault.Values{"number": past.Order.Number})
			case line.Qty <= 0:
				return nil, 0, fault.New("qty_not_positive", field+"qty", fault.Values{"value": line.Qty})
			case to != 0 && known.To != to:
				return nil, 0, fault.New("recipient_other", field+"code", fault.Values{"name": known.Name})
			}
			to = known.To
			sum := qty.Qty(0)
			for _, other := range r.Lines {
				if other.N == line.N {
					sum += other.Qty
				}
			}
			if left := past.Left(line.N); sum > left {
				return nil, 0, fault.New("pack_too_much", field+"qty", fault.Values{"name": known.Name, "left": left, "want": sum, "unit": known.Unit})
			}
		}
		return r.Lines, to, nil
	}
	missing := map[int]qty.Qty{}
	for n := range short {
		line := past.Line(short[n].N)
		lacks := short[n].Missing()
		if line != nil && line.ProductID != short[n].ProductID { // a component of a set: whole sets lack
			lacks = line.Qty - qty.Pieces(int((line.Qty-lacks)/1000))
			lacks = min(max(lacks, qty.Pieces(1)), line.Qty)
		}
		missing[short[n].N] = max(missing[short[n].N], lacks)
	}
	for _, line := range past.Content.Lines {
		left := past.Left(line.N) - missing[line.N]
		if left <= 0 || to != 0 && line.To != to {
			continue
		}
		to = line.To
		lines = append(lines, ledger.ParcelLine{N: line.N, Qty: left})
	}
	if len(lines) == 0 {
		return nil, 0, fault.New("pack_nothing", "items", fault.Values{"number": past.Order.Number})
	}
	return lines, to, nil
}

// Unpack takes a parcel apart before it goes. Fault: "parcel_step".
func Unpack(facts *Facts, past *Past, parcel id.Parcel, reason string) (*ledger.Posting, *ledger.Parcel, error) {
	return facts.end(past, parcel, StepUnpacked, ledger.ParcelUnpacked, reason, ledger.ParcelPacked)
}

// end brings a parcel into another state from one of those given.
func (f *Facts) end(past *Past, parcel id.Parcel, step, state, reason string, from ...string) (*ledger.Posting, *ledger.Parcel, error) {
	found := past.Parcel(parcel)
	if found == nil {
		return nil, nil, fault.New("parcel_unknown", "parcel", fault.Values{"value": parcel.String()})
	}
	if !slices.Contains(from, found.State) {
		return nil, nil, fault.New("parcel_step", "parcel", fault.Values{"number": past.Order.Number, "no": found.No, "state": found.State})
	}
	next := *found
	next.State, next.EndedAt = state, ledger.MillisOf(f.Now)
	if state == ledger.ParcelShipped {
		next.EndedAt = 0
	}
	return f.changed(past, step, parcel, reason), &next, nil
}

// Ends of a parcel's way, and back from them.
var ends = map[string]struct {
	state string
	from  []string
}{
	StepDelivered:   {ledger.ParcelDelivered, []string{ledger.ParcelShipped, ledger.ParcelUndelivered}},
	StepUndelivered: {ledger.ParcelUndelivered, []string{ledger.ParcelShipped}},
	StepReturned:    {ledger.ParcelReturned, []string{ledger.ParcelShipped, ledger.ParcelUndelivered, ledger.ParcelDelivered, ledger.ParcelLost}},
	StepLost:        {ledger.ParcelLost, []string{ledger.ParcelShipped, ledger.ParcelUndelivered}},
	StepOnItsWay:    {ledger.ParcelShipped, []string{ledger.ParcelDelivered, ledger.ParcelUndelivered, ledger.ParcelReturned, ledger.ParcelLost}},
}

// End notes what became of a parcel that went: StepDelivered, StepUndelivered, StepReturned (to be looked
// into), StepLost, or StepOnItsWay, which takes one of those back. Faults: "parcel_unknown", "parcel_step".
func End(facts *Facts, past *Past, parcel id.Parcel, step, reason string) (*ledger.Posting, *ledger.Parcel, error) {
	end, known := ends[step]
	if !known {
		return nil, nil, fault.New("step_unknown", "step", fault.Values{"value": step})
	}
	return facts.end(past, parcel, step, end.state, reason, end.from...)
}
