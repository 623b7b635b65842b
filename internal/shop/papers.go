package shop

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/encode"
	"github.com/talat-pos/talat/internal/printing/raster"
	"github.com/talat-pos/talat/internal/printing/spool"
	"github.com/talat-pos/talat/internal/printing/text"
)

// The settings that name the shop's printers: one for rolls of receipts, one for labels and tags on a roll,
// one for sheets.
const (
	ReceiptPrinter  = "printer.receipt"
	LabelPrinter    = "printer.label"
	DocumentPrinter = "printer.document"
)

// Papers are the pages of a form, laid out: what a preview shows of them is what prints. All are of one size.
// Shaper is what they were laid out with, nil for Sarabun: letters of another font would not fit their places.
type Papers struct {
	Form   string
	Of     string // the number of the one paper they are, "" where it has none
	Copy   int    // that it says of itself, 0 is the original
	Title  string
	Pages  []printing.Page
	PDF    []byte // as they were drawn before, where they are to be written byte for byte
	Shaper *text.Shaper
	Parts  []Papers // the papers that they are, where they are several
}

// Together makes one run of several papers of a form, one at least. Each stays a paper of its own, with its count.
func Together(title string, parts []Papers) Papers {
	all := Papers{Form: parts[0].Form, Title: title, Shaper: parts[0].Shaper, Parts: parts}
	for _, part := range parts {
		all.Pages = append(all.Pages, part.Pages...)
	}
	return all
}

// each gives the papers that they are.
func (p Papers) each() []Papers {
	if len(p.Parts) == 0 {
		return []Papers{p}
	}
	return p.Parts
}

func (s *Shop) shaperOf(p Papers) *text.Shaper {
	if p.Shaper == nil {
		return s.sarabun().shaper
	}
	return p.Shaper
}

// laid lays papers out in the shop's fonts.
func (s *Shop) laid(set Settings, p Papers, do func(*text.Shaper) ([]printing.Page, error)) (Papers, error) {
	with, err := s.lay(set, func(with *paper) (err error) {
		p.Pages, err = do(with.shaper)
		return err
	})
	p.Shaper = with.shaper
	return p, err
}

// one gives a form's only page as pages.
func one(page printing.Page, err error) ([]printing.Page, error) { return []printing.Page{page}, err }

// WidestLabel is the widest paper of a label printer, 4 inches and its margins.
const WidestLabel = 112 * printing.MM

// Printer gives the setting of the printer that prints the papers: what is as narrow as a label and is no card
// or letter goes to the label printer.
func (p Papers) Printer() string {
	switch {
	case len(p.Pages) > 0 && p.Pages[0].Finish.Cut:
		return ReceiptPrinter
	case (p.Form == FormLabel || p.Form == FormTags || p.Form == FormTest) && len(p.Pages) > 0 && p.Pages[0].Width <= WidestLabel:
		return LabelPrinter
	}
	return DocumentPrinter
}

// resolution is what codes are drawn for where the printer is not known.
func (p Papers) resolution() printing.Resolution {
	if p.Printer() == DocumentPrinter {
		return printing.DPI300
	}
	return printing.DPI203
}

// outlet is a printer, the language it is spoken to and how fine its dots are.
type outlet struct {
	to         spool.Target
	language   spool.Format
	resolution printing.Resolution
}

// outlet gives where the papers would go. It fails with "printer_not_set" and "printer_takes_no_pdf".
func (s *Shop) outlet(ctx context.Context, p Papers) (outlet, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return outlet{}, err
	}
	key := p.Printer()
	o := outlet{language: spool.PDF, resolution: p.resolution()}
	if set.Get(key) == "" {
		return o, fault.New("printer_not_set", key, nil)
	}
	if o.to, err = spool.Parse(set.Get(key)); err != nil {
		return o, fault.At(err, key)
	}
	switch key {
	case ReceiptPrinter:
		o.language = spool.ESCPOS
	case LabelPrinter:
		o.language = spool.Format(set.Get("printer.label.language"))
		if set.Get("printer.label.dpi") == "300" {
			o.resolution = printing.DPI300
		}
	}
	if o.language == spool.PDF && o.to.Kind == spool.Spooler {
		o.language = spool.PNG // the driver of Windows is drawn to
	}
	if !o.to.Takes(o.language) {
		return o, fault.New("printer_takes_no_pdf", key, fault.Values{"printer": o.to.String()})
	}
	return o, nil
}

// jobPages bounds the pages of one job: a batch that breaks off in the middle is printed again from there.
const jobPages = 100

// PrintPapers queues papers for the printer of their form. It does not wait for it. Papers with a number are
// counted as PrintBill counts slips.
// Faults: "printer_not_set" (its field is the setting), "printer_takes_no_pdf", those of printing.Page.Check,
// "printed_meanwhile" when what was laid out as an original, or an earlier copy, is no longer that.
func (s *Shop) PrintPapers(ctx context.Context, p Papers) (Queued, error) {
	o, err := s.outlet(ctx, p)
	if err != nil {
		return Queued{}, err
	}
	parts := p.each()
	var jobs []Paper // all are drawn before the first is queued
	for _, part := range parts {
		drawn, err := s.jobsOf(o, part)
		if err != nil {
			return Queued{}, err
		}
		jobs = append(jobs, drawn...)
	}
	if err := s.countPapers(ctx, parts); err != nil {
		return Queued{}, err
	}
	queued, err := s.queue(ctx, o.to, jobs...)
	if err != nil {
		err = errors.Join(err, s.uncountPapers(ctx, parts))
	}
	return queued, err
}

// counted are the forms whose second paper says that it is a copy.
func counted(form string) bool {
	return form == FormReceipt || form == FormStatement || form == FormStock || form == FormOffice
}

// countPapers counts papers before they go out: of two originals one is a forgery. Either all are counted or
// none is.
func (s *Shop) countPapers(ctx context.Context, parts []Papers) error {
	for n, part := range parts {
		if !counted(part.Form) || part.Of == "" {
			continue
		}
		before, err := s.db.CountPrint(ctx, part.Of)
		if err != nil {
			return errors.Join(err, s.uncountPapers(ctx, parts[:n]))
		}
		if before != part.Copy {
			return errors.Join(fault.New("printed_meanwhile", "print", fault.Values{"number": part.Of}), s.uncountPapers(ctx, parts[:n+1]))
		}
	}
	return nil
}

func (s *Shop) uncountPapers(ctx context.Context, parts []Papers) (err error) {
	for _, part := range parts {
		if counted(part.Form) && part.Of != "" {
			err = errors.Join(err, s.db.UncountPrint(ctx, part.Of))
		}
	}
	return err
}

// jobsOf draws the jobs of one paper. The first of several carries its number, so that it is counted once.
func (s *Shop) jobsOf(o outlet, p Papers) (jobs []Paper, err error) {
	of := p.Of
	for from := 0; from < len(p.Pages); from += jobPages {
		pages := p.Pages[from:min(from+jobPages, len(p.Pages))]
		title := p.Title
		if len(p.Pages) > jobPages {
			title = fmt.Sprintf("%s-%d-%d", title, from+1, from+len(pages))
		}
		data, err := encode.Pages(s.shaperOf(p), pages, o.language, encode.Options{Title: title, Created: s.Clock(), Resolution: o.resolution})
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, Paper{ID: id.New[id.Job](), Form: p.Form, Of: of, Title: title, Printer: o.to, Job: spool.Job{Format: o.language,
			Data: data, Width: pages[0].Width, Height: pages[0].Height}})
		of = ""
	}
	return jobs, nil
}

// WritePapers writes papers as one PDF.
func (s *Shop) WritePapers(w io.Writer, p Papers) error {
	if p.PDF != nil {
		_, err := w.Write(p.PDF)
		return err
	}
	data, err := encode.Pages(s.shaperOf(p), p.Pages, spool.PDF, encode.Options{Title: p.Title, Created: s.Clock(), Resolution: p.resolution()})
	if err == nil {
		_, err = w.Write(data)
	}
	return err
}

// ShowPage draws one of the papers for the screen, width pixels wide: the dots that print, made smaller, and
// a card in its colours. It fails as printing.Page.Check does.
func (s *Shop) ShowPage(p Papers, page, width int) (image.Image, error) {
	renderer, shown := raster.New(s.shaperOf(p)), p.Pages[page]
	dots := p.resolution().Dots(shown.Width)
	if p.Form == FormCard {
		picture, err := renderer.Picture(shown, dots)
		if err != nil {
			return nil, err
		}
		return raster.Smaller(picture, width), nil
	}
	bitmap, err := renderer.Bitmap(shown, dots)
	if err != nil {
		return nil, err
	}
	return raster.Preview(bitmap, width), nil
}

// KeepPapers writes papers as a PDF into the shop's folder of exports and gives its path; one of the same
// name and moment is written over. Papers for offices are counted as PrintPapers counts them: the file is sent as the
// sheet is. It fails with "folder_unwritable" and "printed_meanwhile".
func (s *Shop) KeepPapers(ctx context.Context, p Papers) (string, error) {
	var out bytes.Buffer
	if err := s.WritePapers(&out, p); err != nil {
		return "", err
	}
	if p.Form != FormOffice {
		return s.export(p.Title, "pdf", out.Bytes())
	}
	var path string
	err := s.GiveOut(ctx, p, func() (err error) {
		path, err = s.export(p.Title, "pdf", out.Bytes())
		return err
	})
	return path, err
}

// export writes a file into the shop's folder of exports, whole or not at all, and gives its path; its name says when.
// It fails with "folder_unwritable".
func (s *Shop) export(name, ending string, data []byte) (string, error) {
	dir := filepath.Join(s.Dir, Exports)
	name = strings.NewReplacer("/", "-", `\`, "-").Replace(name) // numbers of papers may have them
	path := filepath.Join(dir, name+s.Clock().Format("-20060102-150405.")+ending)
	err := os.MkdirAll(dir, 0o700)
	if err == nil {
		err = writeWhole(path, data)
	}
	return path, fault.Wrap(err, "folder_unwritable")
}

// writeWhole writes a file that is there whole or not at all.
func writeWhole(path string, data []byte) error {
	part := path + ".part"
	err := os.WriteFile(part, data, 0o600)
	if err == nil {
		err = os.Rename(part, path)
	}
	if err != nil {
		_ = os.Remove(part)
	}
	return err
}

// FindPrinters lists the printers that the system knows, as settings write them. It may take seconds.
func FindPrinters(ctx context.Context) []string {
	found := spool.Find(ctx)
	names := make([]string, len(found))
	for n, to := range found {
		names[n] = to.String()
	}
	return names
}
