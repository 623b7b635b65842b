package papers

import (
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// links ties the paper to those it takes the place of, corrects or revises. A revision takes the place of the
// quotation before, so that nobody accepts the old prices.
func (d *draft) links() error {
	p, r := d.paper, d.request
	switch {
	case r.Replaces != nil:
		return d.replace()
	case p.Kind == CreditNote || p.Kind == DebitNote:
		return d.aboutInvoice()
	case r.Revises != nil:
		if p.Kind != Quotation || r.Revises.Kind != Quotation {
			return fault.New("paper_from", "revises", fault.Values{"paper": words(p.Kind), "number": r.Revises.Number})
		}
		p.Revision = r.Revises.Revision + 1
		ref := r.Revises.Self(Revises)
		p.Refs = append(p.Refs, ref)
		d.cancels = append(d.cancels, Cancel{Ref: ref, Reason: i18n.T(p.Style.Language(), "papers.revised", fault.Values{"no": p.Revision})})
	}
	return nil
}

// replace lets a full tax invoice take the place of a slip or of a tax invoice with a wrong name or address. The
// new paper bears the date of the old, for the tax was due on that day, and names what it makes void.
func (d *draft) replace() error {
	p, old := d.paper, d.request.Replaces
	if !p.Kind.Replaces(old.Kind) {
		return fault.New("paper_from", "replaces", fault.Values{"paper": words(p.Kind), "number": old.Number})
	}
	p.Date, p.Deposit = old.Date, old.Deposit
	if len(p.Lines) == 0 {
		p.Lines = slices.Clone(old.Lines)
	}
	if old.Kind == TaxInvoice {
		switch {
		case p.Reason == "":
			return fault.New("reason_missing", "reason", nil)
		case !slices.Contains(reasonCodes[TaxInvoice], d.request.ReasonCode):
			return fault.New("reason_code_unknown", "reason_code", fault.Values{"value": d.request.ReasonCode})
		}
		p.ReasonCode = d.request.ReasonCode
	}
	if d.request.Date != "" && d.request.Date != old.Date {
		return fault.New("replacement_date", "date", fault.Values{"date": old.Date})
	}
	ref := old.Self(Replaces)
	p.Refs = append(p.Refs, ref)
	for _, from := range old.Refs { // the papers of its deposits and what it was made from stay known
		if from.Role != Replaces && from.Role != Corrects {
			p.Refs = append(p.Refs, from)
		}
	}
	d.cancels = append(d.cancels, Cancel{Ref: ref, Reason: p.Reason})
	return nil
}

// sameSale refuses a replacement that is for another sum: that is a credit or debit note.
func (d *draft) sameSale() error {
	now, old := &d.paper.Sums, &d.request.Replaces.Sums
	if now.Due != old.Due || !slices.Equal(now.Classes, old.Classes) {
		return fault.New("replacement_differs", "line", fault.Values{"old": old.Due, "new": now.Due})
	}
	return nil
}

// Accept asks whether a quotation still holds on a day, before an order or invoice is made from it. It fails with
// "quotation_expired", which Asked takes for a question.
func Accept(quotation *Paper, day clock.Day, yes []string) error {
	if !quotation.past(day) || slices.Contains(yes, "quotation_expired") {
		return nil
	}
	return quotation.expired()
}

// past reports whether a quotation's prices hold no more on a day.
func (p *Paper) past(day clock.Day) bool { return p.Valid != "" && day > p.Valid }

func (p *Paper) expired() *fault.Error {
	return fault.New("quotation_expired", "quotation", fault.Values{"number": p.Number, "date": p.Valid})
}

// Void says why a paper is no more. It keeps its number.
type Void struct {
	Number string    `json:"number"`
	Day    clock.Day `json:"day"`
	Reason string    `json:"reason"`
	By     Ref       `json:"by,omitzero"`     // the paper in its place
	Asked  string    `json:"asked,omitempty"` // the question that was answered with yes
}

// VoidPaper checks that a paper may become void: followers are the papers made from it that are not void. It
// fails with "reason_missing", "paper_followed" (they must go first) and asks "tax_month_closed".
func VoidPaper(paper *Paper, followers []Ref, reason string, day, closed clock.Day, yes []string) (Void, error) {
	reason = strings.TrimSpace(reason)
	switch {
	case reason == "":
		return Void{}, fault.New("reason_missing", "reason", nil)
	case len(followers) > 0:
		return Void{}, fault.New("paper_followed", "paper", fault.Values{"number": paper.Number, "by": followers[0].Number})
	}
	void := Void{Number: paper.Number, Day: day, Reason: reason}
	if paper.Kind.Tax() && closed != "" && paper.Date <= closed {
		if void.Asked = "tax_month_closed"; !slices.Contains(yes, void.Asked) {
			return Void{}, fault.New(void.Asked, "date", fault.Values{"date": paper.Date, "closed": closed})
		}
	}
	if err := checkTexts(text{"reason", reason, MaxText}); err != nil {
		return Void{}, err
	}
	return void, nil
}
