package shop

import (
	"context"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/papers/etax"
	"github.com/talat-pos/talat/internal/printing/encode"
	"github.com/talat-pos/talat/internal/printing/spool"
)

// GivePaper prints a paper by its number: as it was printed first when it never left, else one more copy, which
// differs by its mark alone. A void one says so. Faults: "paper_not_found", "paper_not_printed".
func (s *Shop) GivePaper(ctx context.Context, number string) (*IssuedPaper, error) {
	paper, err := s.db.PaperNumbered(ctx, number)
	if err != nil {
		return nil, err
	}
	return s.givePaper(ctx, paper, true)
}

// KeptPaper gives a paper's PDF as it was printed first, which stays byte for byte; nil when it never was.
func (s *Shop) KeptPaper(ctx context.Context, paper *OfficePaper) ([]byte, error) {
	return s.db.PaperPDF(ctx, paper.ID)
}

// givePaper draws a paper and counts it. The first print is kept; the buyer's own order is only recorded.
func (s *Shop) givePaper(ctx context.Context, p *OfficePaper, again bool) (*IssuedPaper, error) {
	given := &IssuedPaper{OfficePaper: p, Replayed: again}
	if p.Kind == papers.PurchaseOrder {
		return given, nil
	}
	kept, err := s.db.PaperPDF(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	if kept != nil {
		if given.Copy, err = s.db.CountCopy(ctx, p.ID); err != nil {
			return nil, err
		}
		given.Copies = given.Copy
	}
	if given.Pages, err = s.officePages(ctx, p.Paper, p.Void, given.Copy); err != nil {
		return nil, err
	}
	// The moment on the file is the paper's, so that it is the same whenever it is drawn.
	given.PDF, err = encode.Pages(s.shaperOf(given.Pages), given.Pages.Pages, spool.PDF,
		encode.Options{Title: given.Pages.Title, Created: p.At.Time(), Resolution: given.Pages.resolution()})
	if err != nil || kept != nil {
		return given, err
	}
	return given, s.db.KeepPDF(ctx, p.ID, given.PDF)
}

// PaperXML writes a paper as the XML of e-Tax, checked against its structure. Faults: "etax_not_for", "etax_needs" at
// the field that the paper lacks, those of etax.Check.
func (s *Shop) PaperXML(p *papers.Paper) ([]byte, error) {
	document, err := etax.Write(p)
	if err != nil {
		return nil, err
	}
	if wrong := etax.Check(document); len(wrong) > 0 {
		return nil, wrong[0]
	}
	return document, nil
}

// paperXMLNeeds says before a paper is issued what e-Tax would lack of it.
func (s *Shop) PaperXMLNeeds(ctx context.Context, ask PaperAsk) error {
	draft, _, err := s.DraftPaper(ctx, ask)
	if err != nil {
		return err
	}
	draft.Number = "A-TX-2569-000000"
	_, err = etax.Write(draft)
	if fault.Is(err, "etax_needs") || fault.Is(err, "etax_not_for") {
		return err
	}
	return nil
}
