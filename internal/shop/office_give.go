package shop

import (
	"context"
	"errors"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/papers/etax"
	"github.com/talat-pos/talat/internal/printing/encode"
	"github.com/talat-pos/talat/internal/printing/spool"
)

// GivePaper lays a paper out by its number as it goes out next. Faults: "paper_not_found", those of LayPaper.
func (s *Shop) GivePaper(ctx context.Context, number string) (*IssuedPaper, error) {
	paper, err := s.db.PaperNumbered(ctx, number)
	if err != nil {
		return nil, err
	}
	return s.drawn(ctx, paper, true)
}

// KeptPaper gives a paper's PDF as it was printed first, which stays byte for byte; nil when it never was.
func (s *Shop) KeptPaper(ctx context.Context, paper *OfficePaper) ([]byte, error) {
	return s.db.PaperPDF(ctx, paper.ID)
}

// LayPaper lays a paper out as it goes out next: as the original while none did, else as one more copy, which differs by
// its mark alone; a void one says so. It counts nothing, PrintPapers and KeepPapers do. The original is drawn once and
// kept for ever. Fault: "paper_not_printed" for the buyer's own order, which is only recorded.
func (s *Shop) LayPaper(ctx context.Context, p *OfficePaper) (Papers, error) {
	pages, err := s.officePages(ctx, p.Paper, p.Void, p.Out)
	if err != nil || p.Out > 0 || p.Void != nil {
		return pages, err
	}
	if pages.PDF, err = s.db.PaperPDF(ctx, p.ID); err != nil || pages.PDF != nil {
		return pages, err
	}
	if pages.PDF, err = s.officePDF(p, pages); err != nil {
		return pages, err
	}
	return pages, s.db.KeepPDF(ctx, p.ID, pages.PDF)
}

// officePDF draws the pages of a paper. The moment on the file is the paper's, so that it is the same whenever it is drawn.
func (s *Shop) officePDF(p *OfficePaper, pages Papers) ([]byte, error) {
	return encode.Pages(s.shaperOf(pages), pages.Pages, spool.PDF, encode.Options{Title: pages.Title, Created: p.At.Time(), Resolution: pages.resolution()})
}

// drawn gives a paper as it goes out next. The buyer's own order has no pages.
func (s *Shop) drawn(ctx context.Context, p *OfficePaper, again bool) (given *IssuedPaper, err error) {
	given = &IssuedPaper{OfficePaper: p, Replayed: again}
	if p.Kind == papers.PurchaseOrder {
		return given, nil
	}
	if given.Pages, err = s.LayPaper(ctx, p); err != nil {
		return nil, err
	}
	given.Copy = given.Pages.Copy
	if given.PDF = given.Pages.PDF; given.PDF == nil {
		given.PDF, err = s.officePDF(p, given.Pages)
	}
	return given, err
}

// GiveOut counts papers that go out otherwise than by PrintPapers or KeepPapers, and takes that back when write fails:
// nothing came out then. It fails with "printed_meanwhile" when what was laid out as the original, or an earlier copy,
// is no longer that.
func (s *Shop) GiveOut(ctx context.Context, p Papers, write func() error) error {
	if err := s.countPapers(ctx, p.each()); err != nil {
		return err
	}
	err := write()
	if err != nil {
		err = errors.Join(err, s.uncountPapers(ctx, p.each()))
	}
	return err
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

// KeepXML writes the XML of e-Tax of a paper into the shop's folder of exports and gives its path. Faults: those of
// PaperXML, "folder_unwritable".
func (s *Shop) KeepXML(p *papers.Paper) (string, error) {
	document, err := s.PaperXML(p)
	if err != nil {
		return "", err
	}
	return s.export(p.Number, "xml", document)
}

// PaperXMLNeeds says before a paper is issued what e-Tax would lack of it, or what it lacks of the one that stands.
func (s *Shop) PaperXMLNeeds(ctx context.Context, ask PaperAsk) error {
	if old, err := s.issued(ctx, &ask); err != nil || old != nil {
		if err == nil {
			_, err = s.PaperXML(old.Paper)
		}
		return err
	}
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
