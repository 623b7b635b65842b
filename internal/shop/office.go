package shop

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/store"
)

// Papers for offices as the store answers them.
type (
	OfficePaper      = store.Paper
	OfficePaperRow   = store.PaperRow
	OfficePaperQuery = store.PaperQuery
)

// Roles of references beside those of papers: what a paper belongs to, though it was not made from it.
const (
	ofOrder  = "order"  // the order
	ofParcel = "parcel" // a parcel of a delivery, as NUMBER/NO
)

// PaperLine is a line as a person asks for it: goods by a code, or words with a price.
type PaperLine struct {
	Code     string // of the source's goods, or the catalogue's; "" = Name says what it is
	Name     string
	Unit     string
	Qty      qty.Qty
	Price    *money.Satang  // of one unit; nil = that of the source, else of the catalogue for so many
	VATClass string         // of words; "" = standard
	Breaks   []papers.Break // of a quotation: what one costs from how many on; none = those of the catalogue, unless a price is given
}

// PaperOption is one of up to three offers that stand side by side on a quotation.
type PaperOption struct {
	Title string
	Lines []PaperLine
}

// PaperAsk asks for a paper. Everything but the kind may be left out where the sources say it.
type PaperAsk struct {
	ID   id.Paper // none = a new one; the same id again is the same paper
	Kind papers.Kind
	With []papers.Kind
	Of   []string // numbers of what it is made from: an order, a bill, papers, goods received; none = lines are typed
	Anew bool     // another one, although there is one of the same already

	Lines   []PaperLine // typed, or chosen from the sources; none = all of them
	Options []PaperOption
	Parcels []int        // of an order's delivery: the numbers of its parcels; none = those on no note yet
	Deposit money.Satang // the paper is for so much before the goods, 0 = for the goods
	Amount  money.Satang // of a receipt over invoices: what comes to them, 0 = all that is left

	Buyer      papers.Buyer // what it fills in goes before what is known
	BuyerWhole bool         // Buyer is all of the buyer: what is empty there is empty on the paper
	CustomerID id.Party     // who the buyer is, where the sources do not say
	Date       clock.Day    // on the paper, "" = today
	Valid      clock.Day
	DueDay     clock.Day
	Within     int
	Conditions string // of a quotation: "" = those of the settings, blank = none
	Reason     string
	ReasonCode string
	Receiver   string
	Order      papers.BuyerOrder // the buyer's order, where none was recorded before
	Revises    string            // number of the quotation before
	Replaces   string            // number of the tax invoice, or of the bill whose slip it stands for
	Style      *papers.Style     // nil = official for government, else plain
	UsualForm  bool              // Style leaves open whether the paper is official: it is as for this buyer without a style
	Signatures []papers.Signature

	Payments    []papers.Payment // of a receipt; none = as the bill or order was paid
	Certificate *papers.Certificate

	Yes []string // codes of questions that a person answered with yes, see papers.Asked
	By  string
}

// IssuedPaper is a paper that was issued or found, and how it is printed now.
type IssuedPaper struct {
	*OfficePaper
	Pages    Papers
	PDF      []byte
	Copy     int          // that it is when it goes out now, 0 = the original
	Replayed bool         // it was there before
	Booked   money.Satang // what a receipt wrote into the books
	Warnings []*fault.Error
}

// IssuePaper issues a paper, or finds the one that stands already for the same. Nothing is issued half: a refusal takes
// no number. A receipt writes what came into the books in the same transaction. It is laid out to go out next, and
// counted when it does: by PrintPapers, KeepPapers or GiveOut.
// Faults: those of papers.Issue, "paper_source_unknown", "paper_from", "deliveries_none", "delivery_above_order",
// "paper_line_unknown", "paper_unheeded" (something was asked that such a paper does not go by), "paper_id_used", "slip_replaced",
// "receipt_told_otherwise" and "receipt_elsewhere" (other money came than the paper says that stands), those of what is no more ("paper_bill_void" …). Questions (papers.Asked): ask again with Yes.
func (s *Shop) IssuePaper(ctx context.Context, ask PaperAsk) (*IssuedPaper, error) {
	old, err := s.issued(ctx, &ask)
	switch {
	case err != nil:
		return nil, err
	case old != nil && old.ID == ask.ID:
		return s.drawn(ctx, old, true)
	case old != nil:
		return s.again(ctx, &ask, old)
	}
	if ask.ID.IsZero() {
		ask.ID = id.New[id.Paper]()
	}
	outcome, booked, err := s.issue(ctx, &ask)
	if err != nil {
		return nil, err
	}
	paper, err := s.db.Paper(ctx, ask.ID)
	if err != nil {
		return nil, err
	}
	given, err := s.drawn(ctx, paper, false)
	if err != nil {
		return nil, err
	}
	given.Warnings, given.Booked = outcome.Warnings, booked
	return given, nil
}

// issued gives the paper that was issued before for what is asked, by its id or by what it is of; nil = a new one is to be
// made.
func (s *Shop) issued(ctx context.Context, ask *PaperAsk) (*OfficePaper, error) {
	if !ask.ID.IsZero() {
		old, err := s.db.Paper(ctx, ask.ID)
		switch {
		case err == nil && old.Kind != ask.Kind:
			return nil, fault.New("paper_id_used", "id", fault.Values{"number": old.Number})
		case err == nil:
			return old, nil
		case !fault.Is(err, "paper_not_found"):
			return nil, err
		}
	}
	if err := s.returnedAnew(ctx, ask); err != nil || ask.Anew {
		return nil, err
	}
	return s.standing(ctx, ask)
}

// issue writes the paper, and of a receipt what came, in one transaction.
func (s *Shop) issue(ctx context.Context, ask *PaperAsk) (outcome *papers.Outcome, booked money.Satang, err error) {
	build := func() (*papers.Request, store.PaperLink, error) {
		request, of, err := s.paperRequest(ctx, ask)
		if err != nil {
			return nil, store.PaperLink{}, err
		}
		return request, of.link(), nil
	}
	if !ask.receives() {
		outcome, _, err = s.db.IssuePaper(ctx, ask.ID, build)
		return outcome, 0, err
	}
	err = s.db.Batch(ctx, func(b *store.Batch) error {
		var link store.PaperLink
		outcome, _, err = s.db.IssuePaper(b.Context(), ask.ID, func() (*papers.Request, store.PaperLink, error) {
			request, at, err := build()
			link = at
			return request, at, err
		})
		if err == nil {
			booked, err = s.book(b.Context(), outcome.Paper, link, ask.By)
		}
		if err == nil {
			var warnings []*fault.Error
			warnings, err = s.unbooked(b.Context(), outcome.Paper, link, booked)
			outcome.Warnings = append(outcome.Warnings, warnings...)
		}
		return err
	})
	return outcome, booked, err
}

// receives reports whether the paper says that money came, or a certificate in place of money.
func (a *PaperAsk) receives() bool {
	return (len(a.Payments) > 0 || a.Certificate != nil) && (a.Kind == papers.Receipt || slices.Contains(a.With, papers.Receipt))
}

// DraftPaper gives a paper as it would be issued now, without a number, and what a person should be told. Faults
// are those of IssuePaper.
func (s *Shop) DraftPaper(ctx context.Context, ask PaperAsk) (*papers.Paper, []*fault.Error, error) {
	sketch, err := s.SketchPaper(ctx, ask)
	if err != nil {
		return nil, nil, err
	}
	if sketch.Fault != nil {
		return nil, nil, sketch.Fault
	}
	return sketch.Paper, sketch.Warnings, nil
}

// PaperSketch is a paper while a person fills it in.
type PaperSketch struct {
	Paper    *papers.Paper // as far as it is known, without a number; nil = there is nothing to draw
	Warnings []*fault.Error
	Fault    error // why it could not be issued like this, nil when it could
}

// SketchPaper gives a paper as far as it is known, and what it still lacks. It fails where its sources cannot be read.
func (s *Shop) SketchPaper(ctx context.Context, ask PaperAsk) (*PaperSketch, error) {
	request, _, err := s.paperRequest(ctx, &ask)
	if err != nil {
		return nil, err
	}
	facts, err := s.draftFacts(ctx)
	if err != nil {
		return nil, err
	}
	outcome, err := papers.Issue(facts, request)
	if err == nil {
		outcome.Paper.Number = ""
		return &PaperSketch{Paper: outcome.Paper, Warnings: outcome.Warnings}, nil
	}
	paper, _ := papers.Sketch(facts, request) // its fault is among those of Issue
	return &PaperSketch{Paper: paper, Fault: err}, nil
}

// draftFacts is what a paper that takes no number is drafted by.
func (s *Shop) draftFacts(ctx context.Context) (*papers.Facts, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return nil, err
	}
	shape, err := papers.ParseShape(papers.DefaultShape, papers.ResetYear, 1)
	letter, _ := s.Till()
	return &papers.Facts{Day: clock.DayOf(s.Clock()), Letter: letter, Shape: shape, Closed: clock.Day(set.Get(taxClosed)),
		NextNo: func(papers.Series) (int, error) { return 0, nil }}, err
}

// OfficePapers lists papers, the newest first, and how many there are of the query.
func (s *Shop) OfficePapers(ctx context.Context, query OfficePaperQuery) ([]OfficePaperRow, int, error) {
	return s.db.Papers(ctx, query)
}

// OfficePapersByKind is OfficePapers with how many of each kind match, whatever kinds are asked for.
func (s *Shop) OfficePapersByKind(ctx context.Context, query OfficePaperQuery) ([]OfficePaperRow, int, map[papers.Kind]int, error) {
	return s.db.PapersByKind(ctx, query)
}

// OfficePaper gives a paper by its number. Fault: "paper_not_found".
func (s *Shop) OfficePaper(ctx context.Context, number string) (*OfficePaper, error) {
	return s.db.PaperNumbered(ctx, number)
}

// OfficePaperID gives a paper by its id. Fault: "paper_not_found".
func (s *Shop) OfficePaperID(ctx context.Context, paper id.Paper) (*OfficePaper, error) {
	return s.db.Paper(ctx, paper)
}

// PapersOf lists the papers that name another, an order or a bill by its number, those that are void too, the oldest first.
func (s *Shop) PapersOf(ctx context.Context, number string) ([]*OfficePaper, error) {
	return s.db.PapersMadeFrom(ctx, number)
}

// TakesBack gives what a paper wrote into the books, which goes out of them when it becomes void.
func (s *Shop) TakesBack(ctx context.Context, paper id.Paper) (money.Satang, error) {
	sum, _, err := s.db.Booked(ctx, paper)
	return sum, err
}

// VoidPaper says that a paper holds no more, and takes back what a receipt wrote into the books. Faults:
// "paper_not_found", "paper_void_already", "reason_missing", "paper_followed", "paper_for_slip" (the sale stands),
// "receipt_used" (goods were paid with it),
// "receipt_bill_back" (they were given back since), "receipt_given_back" and "receipt_given_back_tax" (the money alone was), "shift_not_open"; it asks "tax_month_closed".
func (s *Shop) VoidPaper(ctx context.Context, paper id.Paper, reason string, yes []string) error {
	return s.db.VoidPaper(ctx, paper, reason, yes)
}

// StateOf gives a listed paper's state on a day.
func (s *Shop) StateOf(row *OfficePaperRow, day clock.Day) papers.State {
	paper := papers.Paper{Kind: papers.Kind(row.Kind), DueDay: row.DueDay, Valid: row.DueDay, Sums: papers.Sums{Due: row.Due}}
	fate := papers.Fate{Void: row.Void, Followed: row.Followed, Received: row.Received, Credited: row.Credited}
	fate.Taken = paper.Kind == papers.Invoice && row.Followed && row.Left == 0
	if row.Left == 0 && !row.Void && !fate.Taken && (paper.Asks() || paper.Kind == papers.TaxInvoice) {
		return papers.PaidUp // by receipts, with its bill, or it is a receipt itself
	}
	return paper.StateOf(fate, day)
}
