package shop

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/papers"
)

// Deliveries are the delivery notes of an order's parcels, one for each recipient.
type Deliveries struct {
	Notes  []*IssuedPaper // in the order of the recipients
	Issued int            // of them now
	Papers Papers         // all of them as one run
}

// IssueDeliveries issues a delivery note for each recipient whose parcels stand on none, each in a transaction of its
// own, so that what breaks off goes on from there. Where all stand on notes it gives those of the parcels that are still
// here: called again it issues no second ones. far may be nil. Faults: "order_unknown", "delivery_nothing_left", those of
// IssuePaper.
func (s *Shop) IssueDeliveries(ctx context.Context, number, by string, far func(done, total int)) (*Deliveries, error) {
	progress, err := s.OfficeProgress(ctx, number)
	if err != nil {
		return nil, err
	}
	places := progress.toNote()
	if len(places) == 0 {
		return s.standingDeliveries(ctx, progress)
	}
	all := &Deliveries{}
	for n, parcels := range places {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		note, err := s.IssuePaper(ctx, PaperAsk{Kind: papers.Delivery, Of: []string{progress.Order.Order.Number}, Parcels: parcels, Anew: true, By: by})
		switch {
		case fault.Is(err, "parcel_noted"): // by another till meanwhile
		case err != nil:
			return nil, err
		default:
			all.Notes = append(all.Notes, note)
		}
		if far != nil {
			far(n+1, len(places))
		}
	}
	if all.Issued = len(all.Notes); all.Issued == 0 {
		return s.IssueDeliveries(ctx, number, by, far) // what stands now
	}
	return all.together(progress), nil
}

// ToNote counts the recipients whose parcels need a delivery note.
func (p *OfficeProgress) ToNote() int { return len(p.toNote()) }

// toNote lists the parcels that need a note, by recipient in their order.
func (p *OfficeProgress) toNote() (places [][]int) {
	at := map[id.Recipient]int{}
	for n := range p.Order.Recipients {
		at[p.Order.Recipients[n].ID] = n
	}
	groups := map[int][]int{}
	for _, no := range p.unnoted() {
		parcel := &p.Order.Parcels[slices.IndexFunc(p.Order.Parcels, func(parcel ledger.Parcel) bool { return parcel.No == no && parcel.Live() })]
		switch parcel.State {
		case ledger.ParcelPacked, ledger.ParcelShipped, ledger.ParcelDelivered:
			groups[at[parcel.RecipientID]] = append(groups[at[parcel.RecipientID]], no)
		}
	}
	for n := range max(len(p.Order.Recipients), 1) {
		if len(groups[n]) > 0 {
			places = append(places, groups[n])
		}
	}
	return places
}

// standingDeliveries gives the notes of the parcels that are still here, to go out again.
func (s *Shop) standingDeliveries(ctx context.Context, p *OfficeProgress) (*Deliveries, error) {
	here := map[string]bool{}
	for n := range p.Order.Parcels {
		if parcel := &p.Order.Parcels[n]; parcel.State == ledger.ParcelPacked {
			here[parcelName(p.Order, parcel.No)] = true
		}
	}
	all := &Deliveries{}
	for _, paper := range p.Papers {
		if paper.Void != nil || paper.Kind != papers.Delivery || !slices.ContainsFunc(paper.Refs, func(ref papers.Ref) bool { return ref.Role == ofParcel && here[ref.Number] }) {
			continue
		}
		note, err := s.drawn(ctx, paper, true)
		if err != nil {
			return nil, err
		}
		all.Notes = append(all.Notes, note)
	}
	if len(all.Notes) == 0 {
		return nil, fault.New("delivery_nothing_left", "of", fault.Values{"number": p.Order.Order.Number})
	}
	return all.together(p), nil
}

func (d *Deliveries) together(p *OfficeProgress) *Deliveries {
	parts := make([]Papers, len(d.Notes))
	for n, note := range d.Notes {
		parts[n] = note.Pages
	}
	d.Papers = Together("delivery-"+p.Order.Order.Number, parts)
	return d
}
