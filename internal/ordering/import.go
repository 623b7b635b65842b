package ordering

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
)

// Said is what a channel says of one of its orders at one moment. It is said again and again, and files come in
// any order and in parts: what is said later counts, what was said before is passed over, and the shop ends with
// the same orders once it has heard everything.
type Said struct {
	Channel  string
	No       string
	State    string    // New, Paid, Shipped, Delivered, Returned or Cancelled; "" where the channel's word is not known
	PlacedAt time.Time // zero where it is not told
	Version  string    // of all that is said, see Version
	People   string    // a mark of who orders and receives, the same for the same
	Masked   bool      // the channel covers their names
	Tracking string
	Asks     bool // the shop has still to accept it there
	Ours     bool // what left, the shop sent itself and told the channel: nothing more is packed or handed over for it

	// Request asks for the order; before are the lines that the shop has of it.
	Request func(order id.Order, before []ledger.OrderLine) Request
}

// Version marks what a channel says so that the later, and of two at one time the further, is the greater text.
// mark tells two apart that are equal in both.
func Version(updated time.Time, state, mark string) string {
	seconds := int64(0)
	if !updated.IsZero() {
		seconds = max(updated.Unix(), 0)
	}
	return fmt.Sprintf("%011d.%d.%.12s", seconds, 1+slices.Index([]string{New, Paid, Shipped, Delivered, Returned, Cancelled}, state), mark)
}

// heard is the newest version that an order's content is of, the one its people are of, and their mark: together
// the content's channel hash.
type heard struct{ content, people, mark string }

func readHeard(hash string) (h heard) {
	parts := append(strings.Split(hash, "/"), "", "")
	return heard{parts[0], parts[1], parts[2]}
}

func (h heard) String() string { return h.content + "/" + h.people + "/" + h.mark }

// covered begins the version of people whose names a channel covered: anything open is greater.
const covered, open = "0", "1"

func (s *Said) peopleVersion() string {
	if s.Masked {
		return covered + s.Version
	}
	return open + s.Version
}

// First gives the request of an order that the shop does not have yet.
func (s *Said) First(order id.Order) Request {
	request := s.Request(order, nil)
	request.StateHash = heard{s.Version, s.peopleVersion(), s.People}.String()
	return request
}

// HearFirst turns what a channel says of an order that the shop does not have yet into the posting of a new one;
// request is First's. Faults: those of Add.
func HearFirst(facts *Facts, said *Said, request *Request, since time.Time) (*Hearing, error) {
	posting, err := Add(facts, request)
	if err != nil {
		return nil, err
	}
	past := &Past{Order: posting.Orders[0], Content: posting.OrderContents[0], Steps: posting.OrderSteps, Kept: posting.Reservations, Given: map[int]qty.Qty{}}
	once := *said
	once.Request = func(id.Order, []ledger.OrderLine) Request { return *request }
	h, err := Hear(facts, past, &once, since)
	if err != nil {
		return nil, err
	}
	if h.Posting != nil {
		posting.OrderSteps = append(posting.OrderSteps, h.Posting.OrderSteps...)
		if len(h.Posting.Reservations) > 0 { // history, or cancelled: nothing was ever kept
			posting.Reservations = nil
		}
	}
	h.Posting, h.People = posting, request
	return h, nil
}

// Hearing is what an order becomes by what its channel says.
type Hearing struct {
	Posting *ledger.Posting // nil = nothing new
	Parcels []ledger.Parcel // that changed with it
	People  *Request        // of whom to keep the people, nil = as they were
	Gone    bool            // the channel says that it went: what is here is to be packed and handed over
	End     string          // the step that ends its parcels then: StepDelivered, StepReturned, "" = none
	Kept    error           // why the lines stay as they are: "line_packed"
}

// Hear decides what becomes of an order by what its channel says of it, also of one just added by First. since is
// when the shop began to keep books: what went before that is history. Faults: those of Validate.
func Hear(facts *Facts, past *Past, said *Said, since time.Time) (*Hearing, error) {
	request := said.Request(past.Order.ID, past.Content.Lines)
	if err := request.Validate(facts.Product); err != nil {
		return nil, err
	}
	h := &Hearing{}
	after := *past
	after.Steps = slices.Clone(past.Steps)
	posting := &ledger.Posting{Kind: ledger.EventOrderChanged, At: ledger.MillisOf(facts.Now), Day: facts.Day}
	step := func(kind, reason string) {
		one := facts.step(past, kind, id.Parcel{}, reason)
		posting.OrderSteps, after.Steps = append(posting.OrderSteps, one), append(after.Steps, one)
	}
	newest := said.Version >= readHeard(past.Content.ChannelHash).content
	if h.content(&after, said, &request, posting.At) {
		posting.OrderContents = []ledger.OrderContent{after.Content}
		step(StepChanged, after.Content.ChannelState)
	}
	fresh := after.note(said, newest, step)
	went := after.did(StepSaidShipped) || after.did(StepSaidDelivered) || after.did(StepSaidReturned)
	off := after.is(StepSaidCancelled, StepSaidLive)
	switch {
	case off && !went && fresh && !after.Cancelled() && after.untouched():
		step(StepCancelled, after.Content.ChannelState)
		h.Parcels = takeApart(&after, posting.At)
	case (!off || went) && fresh && after.cancelledByChannel():
		step(StepReopened, "")
	}
	if said.agreed() && !after.did(StepConfirmed) {
		step(StepConfirmed, "")
	}
	if went && after.Live() && after.untouched() && len(after.packedParcels()) == 0 && said.history(since) {
		step(StepElsewhere, "")
	}
	if after.Live() {
		recounted := after.Recount()
		posting.OrderSteps = append(posting.OrderSteps, facts.OldLabels(past, recounted)...)
		h.Parcels = append(h.Parcels, recounted...)
	}
	posting.Reservations = facts.reserve(&after, after.Live())
	if h.Gone = went && after.Live() && (fresh || !past.did(StepShipped)); h.Gone {
		h.Gone = !said.Ours
		switch {
		case after.did(StepSaidReturned):
			h.End = StepReturned
		case after.did(StepSaidDelivered):
			h.End = StepDelivered
		}
	}
	if len(posting.OrderSteps)+len(posting.Reservations) > 0 {
		h.Posting = posting
	}
	return h, nil
}

// agreed reports whether the channel says that the order holds: it is paid there, or further on.
func (s *Said) agreed() bool {
	return !s.Asks && s.State != "" && s.State != New && s.State != Cancelled
}

// content takes over lines, sums and people as far as they are newer than what was heard, and goods that are known
// since. It reports whether anything is.
func (h *Hearing) content(after *Past, said *Said, request *Request, at ledger.Millis) bool {
	known := readHeard(after.Content.ChannelHash)
	next, newer, people := known, said.Version > known.content, said.peopleVersion() > known.people
	if people {
		next.people, next.mark = said.peopleVersion(), said.People
	}
	if newer {
		next.content = said.Version
	}
	content := after.Content
	if newer || said.Version == known.content && after.Unmatched() > 0 {
		request.CustomerID, request.Service = content.CustomerID, content.Service
		if request.Due == "" {
			request.Due = content.Due
		}
		content = request.content(content.Revision, content.At)
		if h.Kept = after.packed(&content); h.Kept != nil {
			content.Lines, content.Discount, content.Fee = after.Content.Lines, after.Content.Discount, after.Content.Fee
			next.content = known.content // so that they are taken once nothing stands in the way
		}
	}
	content.ChannelHash = next.String()
	if sameContent(content, after.Content) {
		return false
	}
	if people && next.mark != known.mark && !after.did(StepErased) { // who was erased does not come back by a file
		request.Person.By = after.Person.By
		h.People = request
	}
	content.Revision, content.At = after.Content.Revision+1, at
	after.Content = content
	return true
}

// note writes down what the channel says that it has not said before, and reports whether there was any. How far
// an order went holds whoever says so; that it is off, or on again, holds by the newest alone.
func (p *Past) note(said *Said, newest bool, step func(kind, reason string)) (fresh bool) {
	went := map[string]string{Shipped: StepSaidShipped, Delivered: StepSaidDelivered, Returned: StepSaidReturned}[said.State]
	off := p.is(StepSaidCancelled, StepSaidLive)
	if went != "" && !p.did(went) {
		step(went, "")
		fresh = true
	}
	switch {
	case newest && said.State == Cancelled && !off:
		step(StepSaidCancelled, p.Content.ChannelState)
		fresh = true
	case newest && said.State != Cancelled && off:
		step(StepSaidLive, p.Content.ChannelState)
		fresh = true
	}
	return fresh
}

// cancelledByChannel reports whether the order is cancelled because its channel said so, and by nobody here.
func (p *Past) cancelledByChannel() bool {
	if !p.Cancelled() {
		return false
	}
	for n, step := range slices.Backward(p.Steps) {
		if step.Kind == StepCancelled {
			return n > 0 && p.Steps[n-1].Kind == StepSaidCancelled && p.Steps[n-1].At == step.At
		}
	}
	return false
}

// history reports whether an order was placed before the shop kept books. Of one that says no day nobody can
// tell: no stock moves for it either.
func (s *Said) history(since time.Time) bool { return s.PlacedAt.IsZero() || s.PlacedAt.Before(since) }

func (p *Past) packedParcels() (list []ledger.Parcel) {
	for _, parcel := range p.Parcels {
		if parcel.State == ledger.ParcelPacked {
			list = append(list, parcel)
		}
	}
	return list
}

// takeApart gives the parcels of an order that goes nowhere any more.
func takeApart(p *Past, at ledger.Millis) []ledger.Parcel {
	list := p.packedParcels()
	for n := range list {
		list[n].State, list[n].EndedAt = ledger.ParcelUnpacked, at
	}
	return list
}

// saidFulfilment is how far an order went by what its channel said.
func (p *Past) saidFulfilment() string {
	switch {
	case p.did(StepSaidReturned):
		return Returned
	case p.did(StepSaidDelivered):
		return Delivered
	}
	return Shipped
}

// takenBack reports whether the channel cancelled an order of which goods are out.
func (p *Past) takenBack() bool {
	return p.is(StepSaidCancelled, StepSaidLive) && slices.ContainsFunc(p.Parcels, func(parcel ledger.Parcel) bool {
		return parcel.State == ledger.ParcelShipped || parcel.State == ledger.ParcelDelivered
	})
}
