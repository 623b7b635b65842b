package ordering

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
)

// Actions on an order, as the command line names them.
const (
	ActConfirm = "confirm"
	ActPay     = "pay"
	ActPack    = "pack"
	ActShip    = "ship"
	ActDeliver = "deliver"
	ActCancel  = "cancel"
	ActReturn  = "return"
	ActLost    = "lost"
	ActLook    = "look"
	ActRefund  = "refund"
	ActCollect = "collect" // note what a carrier or channel paid
	ActReopen  = "reopen"
	ActChange  = "change"
)

// Allowed lists what may be done next, in the order of the steps.
func (p *Past) Allowed() (acts []string) {
	may := func(act string, ok bool) {
		if ok {
			acts = append(acts, act)
		}
	}
	fulfilment := p.Fulfilment()
	left, state := false, map[string]bool{}
	for _, line := range p.Content.Lines {
		left = left || p.Left(line.N) > 0
	}
	for n := range p.Parcels {
		state[p.Parcels[n].State] = true
	}
	live := fulfilment != Cancelled && fulfilment != Returned && !p.Elsewhere()
	may(ActConfirm, fulfilment == New && !p.Confirmed())
	may(ActPay, live && p.Rest() > p.owed())
	may(ActPack, live && left && p.Confirmed() && p.payable() == nil && p.Unmatched() == 0)
	may(ActShip, state[ledger.ParcelPacked])
	may(ActDeliver, state[ledger.ParcelShipped] || state[ledger.ParcelUndelivered])
	may(ActReturn, state[ledger.ParcelShipped] || state[ledger.ParcelUndelivered] || state[ledger.ParcelDelivered] || state[ledger.ParcelLost])
	may(ActLost, state[ledger.ParcelShipped] || state[ledger.ParcelUndelivered])
	may(ActLook, state[ledger.ParcelReturned] || state[ledger.ParcelLost])
	may(ActChange, live && left)
	may(ActCancel, live && p.untouched())
	may(ActCollect, p.Money.COD+p.Money.Channel > 0)
	may(ActRefund, p.Back() > 0)
	may(ActReopen, fulfilment == Cancelled)
	return acts
}

// owed is what bills of the order still wait for.
func (p *Past) owed() money.Satang { return p.Money.COD + p.Money.Credit + p.Money.Channel }

// untouched reports whether nothing has left the shop.
func (p *Past) untouched() bool {
	for _, given := range p.Given {
		if given > 0 {
			return false
		}
	}
	return true
}

// payable refuses to pack what is neither paid nor agreed to be paid later.
func (p *Past) payable() error {
	switch p.Content.PayBy {
	case PayCOD, PayCredit, PayChannel:
		return nil
	case PayCash:
		if p.Content.Service == Pickup || p.Content.Service == "" {
			return nil // it is paid when it is fetched
		}
	}
	if p.Rest() > 0 {
		return fault.New("order_unpaid", "payment", fault.Values{"number": p.Order.Number, "rest": p.Rest()})
	}
	return nil
}

// Refuse gives the fault "order_step": a step may not be done now; "allowed" lists which may, in words.
func (p *Past) Refuse(act string) error {
	allowed := i18n.Words{}
	for _, may := range p.Allowed() {
		allowed = append(allowed, actWord+may)
	}
	if len(allowed) == 0 {
		allowed = i18n.Words{actWord + "none"}
	}
	return fault.New("order_step", "state", fault.Values{"number": p.Order.Number, "state": i18n.Words{"ordering.state." + p.State()},
		"act": i18n.Words{actWord + act}, "allowed": allowed})
}

// actWord begins the keys of the words for actions.
const actWord = "ordering.act."

func (f *Facts) step(past *Past, kind string, parcel id.Parcel, reason string) ledger.OrderStep {
	return ledger.OrderStep{ID: id.New[id.Change](), OrderID: past.Order.ID, Kind: kind, ParcelID: parcel, At: ledger.MillisOf(f.Now), Reason: reason}
}

// changed is the posting of one step.
func (f *Facts) changed(past *Past, kind string, parcel id.Parcel, reason string) *ledger.Posting {
	return &ledger.Posting{Kind: ledger.EventOrderChanged, At: ledger.MillisOf(f.Now), Day: f.Day,
		OrderSteps: []ledger.OrderStep{f.step(past, kind, parcel, reason)}}
}

// Confirm notes that shop and customer agree. Fault: "order_step".
func Confirm(facts *Facts, past *Past) (*ledger.Posting, error) {
	if past.Fulfilment() != New || past.Confirmed() {
		return nil, past.Refuse(ActConfirm)
	}
	return facts.changed(past, StepConfirmed, id.Parcel{}, ""), nil
}

// Revise gives an order another content: lines, prices, fee, payment, due day. Its reservations follow.
// What is in a parcel or was delivered cannot be less than that, nor can its recipient go. Faults: "order_step",
// "line_packed", "recipient_packed", those of Validate. A request that changes nothing gives no posting. The parcels are those whose sum to be
// collected changed with it, or whose printed label names another recipient now.
func Revise(facts *Facts, past *Past, request *Request) (*ledger.Posting, []ledger.Parcel, error) {
	if err := request.Validate(facts.Product); err != nil {
		return nil, nil, err
	}
	if !past.Live() {
		return nil, nil, past.Refuse(ActChange)
	}
	request.KeepRecipients(past.Recipients)
	if err := past.sentTo(request); err != nil {
		return nil, nil, err
	}
	next := request.content(past.Content.Revision+1, ledger.MillisOf(facts.Now))
	if sameContent(past.Content, next) {
		if changed := relabel(past, request, nil); len(changed) > 0 {
			posting := facts.changed(past, StepChanged, id.Parcel{}, "")
			posting.OrderSteps = append(posting.OrderSteps, facts.OldLabels(past, changed)...)
			return posting, changed, nil
		}
		return nil, nil, nil
	}
	if err := past.packed(&next); err != nil {
		return nil, nil, err
	}
	posting := facts.changed(past, StepChanged, id.Parcel{}, "")
	posting.OrderContents = []ledger.OrderContent{next}
	after := *past
	after.Content = next
	posting.Reservations = facts.reserve(&after, true)
	changed := relabel(past, request, after.Recount())
	posting.OrderSteps = append(posting.OrderSteps, facts.OldLabels(past, changed)...)
	return posting, changed, nil
}

// relabel adds to parcels that changed those whose label came out and names the recipient otherwise than the request
// does: it is to be printed anew.
func relabel(past *Past, request *Request, changed []ledger.Parcel) []ledger.Parcel {
	for _, parcel := range past.Parcels {
		if parcel.State != ledger.ParcelPacked || parcel.PrintedAt == 0 || slices.ContainsFunc(changed, func(p ledger.Parcel) bool { return p.ID == parcel.ID }) {
			continue
		}
		at := slices.IndexFunc(past.Recipients, func(r Recipient) bool { return r.ID == parcel.RecipientID })
		if at < 0 {
			continue
		}
		now := slices.IndexFunc(request.Recipients, func(r Recipient) bool { return r.ID == parcel.RecipientID })
		if now >= 0 && sameLabel(&past.Recipients[at], &request.Recipients[now]) {
			continue
		}
		parcel.PrintedAt = 0
		changed = append(changed, parcel)
	}
	return changed
}

// sentTo refuses a request without somebody to whom a parcel of the order goes or went.
func (p *Past) sentTo(request *Request) error {
	for _, old := range p.Recipients {
		to := func(parcel ledger.Parcel) bool { return parcel.Live() && parcel.RecipientID == old.ID }
		kept := func(r Recipient) bool { return r.ID == old.ID }
		if slices.ContainsFunc(p.Parcels, to) && !slices.ContainsFunc(request.Recipients, kept) {
			return fault.New("recipient_packed", "recipients", fault.Values{"name": old.Name})
		}
	}
	return nil
}

// sameLabel reports whether a label says the same of two recipients.
func sameLabel(a, b *Recipient) bool {
	return a.Title == b.Title && a.Name == b.Name && a.Address() == b.Address() && slices.Equal(a.Phones, b.Phones)
}

// packed refuses a content in which there is less of what is in a parcel or was delivered, or which has another
// price of what is on a bill.
func (p *Past) packed(next *ledger.OrderContent) error {
	for _, old := range p.Content.Lines {
		busy := old.Qty - p.Left(old.N)
		at := slices.IndexFunc(next.Lines, func(l ledger.OrderLine) bool { return l.N == old.N && l.ProductID == old.ProductID })
		if busy > 0 && (at < 0 || next.Lines[at].Qty < busy) {
			return fault.New("line_packed", "items", fault.Values{"name": old.Name, "qty": busy, "unit": old.Unit})
		}
		if p.Given[old.N] > 0 && next.Lines[at].Price != old.Price {
			return fault.New("line_packed", "items", fault.Values{"name": old.Name, "qty": busy, "unit": old.Unit})
		}
	}
	return nil
}

func sameContent(a, b ledger.OrderContent) bool {
	lines := slices.Equal(a.Lines, b.Lines)
	a.Lines, b.Lines, a.Revision, b.Revision, a.At, b.At = nil, nil, 0, 0, 0, 0
	return lines && a.CustomerID == b.CustomerID && a.Discount == b.Discount && a.Fee == b.Fee && a.PayBy == b.PayBy &&
		a.Due == b.Due && a.Service == b.Service && a.ChannelState == b.ChannelState && a.ChannelHash == b.ChannelHash
}

// Cancel ends an order of which nothing has left: its goods are kept no more, its parcels are taken apart.
// Money that came for it stays and must go back. Faults: "order_step", "reason_missing".
func Cancel(facts *Facts, past *Past, reason string) (*ledger.Posting, []ledger.Parcel, error) {
	if !slices.Contains(past.Allowed(), ActCancel) {
		return nil, nil, past.Refuse(ActCancel)
	}
	if err := checkReason(reason); err != nil {
		return nil, nil, err
	}
	posting := facts.changed(past, StepCancelled, id.Parcel{}, reason)
	posting.Reservations = facts.reserve(past, false)
	return posting, takeApart(past, posting.At), nil
}

// checkReason asks for a reason of bounded length.
func checkReason(reason string) error {
	switch {
	case strings.TrimSpace(reason) == "":
		return fault.New("reason_missing", "reason", nil)
	case utf8.RuneCountInString(reason) > MaxText:
		return fault.New("text_too_long", "reason", fault.Values{"max": MaxText})
	}
	return nil
}

// Reopen takes a cancelling back. Fault: "order_step".
func Reopen(facts *Facts, past *Past) (*ledger.Posting, error) {
	if !past.Cancelled() {
		return nil, past.Refuse(ActReopen)
	}
	posting := facts.changed(past, StepReopened, id.Parcel{}, "")
	posting.Reservations = facts.reserve(past, !past.Elsewhere())
	return posting, nil
}

// Unconfirm takes a confirming back while nothing else has happened. Fault: "order_step".
func Unconfirm(facts *Facts, past *Past) (*ledger.Posting, error) {
	boxed := slices.ContainsFunc(past.Parcels, func(parcel ledger.Parcel) bool { return parcel.Live() })
	if past.Fulfilment() != Confirmed || !past.is(StepConfirmed, StepUnconfirmed) || past.Money.Received != 0 || boxed || !past.untouched() {
		return nil, past.Refuse(ActConfirm)
	}
	return facts.changed(past, StepUnconfirmed, id.Parcel{}, ""), nil
}
