package cli

import (
	"context"
	"io"
	"time"

	"github.com/spf13/pflag"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/rules"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// output says where a form goes: into a file, to its printer, or both.
type output struct {
	file  string
	print bool
}

func (o *output) add(flags *pflag.FlagSet, files string) {
	flags.StringVar(&o.file, "out", "", files)
	flags.BoolVar(&o.print, "print", false, "")
}

// kind gives the ending of the file, "" when the form is only printed. It fails as fileKind does.
func (o output) kind(kinds ...string) (string, error) {
	if o.print && o.file == "" {
		return "", nil
	}
	return fileKind(o.file, "out", kinds...)
}

// printPatience is how long a command waits for a printer before it says that the paper waits for it.
var printPatience = 10 * time.Second

// usualPaper is the paper of a form for which none is named: the shop's where it prints.
func (p *program) usualPaper(s *shop.Shop, key string, o output) (string, error) {
	if !o.print {
		return rules.Default(key), nil
	}
	return s.Get(p.ctx, key)
}

// deliver writes papers as a PDF and sends them to their printer, as asked.
func (p *program) deliver(s *shop.Shop, papers shop.Papers, o output, given *answer) error {
	if o.file != "" {
		if err := writeFile(o.file, func(w io.Writer) error { return s.WritePapers(w, papers) }); err != nil {
			return err
		}
		given.wrote(o.file)
	}
	if !o.print {
		return nil
	}
	return p.printPapers(s, papers, given)
}

// printPapers sends papers to the printer of their form, as an answer's last deed: without a printer nothing
// is done, and a paper that does not come out is a refusal.
func (p *program) printPapers(s *shop.Shop, papers shop.Papers, given *answer) error {
	queued, err := s.PrintPapers(p.ctx, papers)
	return p.follow(s, queued, err, given)
}

// printAlone opens the shop only to print what was laid out without it, when that is asked for.
func (p *program) printAlone(papers shop.Papers, o output, given *answer) error {
	if !o.print {
		return nil
	}
	_, err := p.inShop(func(s *shop.Shop) (*answer, error) { return nil, p.printPapers(s, papers, given) })
	return err
}

// follow works the queue until what a command queued has ended, and puts into the answer what became of it.
// It fails as queueing did, with "printer_not_set" where there is no receipt printer, and with the printer's
// fault, field "print"; a paper that waits for its printer is a warning.
func (p *program) follow(s *shop.Shop, queued shop.Queued, err error, given *answer) error {
	switch {
	case err != nil:
		return err
	case queued.Printer == "":
		return fault.New("printer_not_set", shop.ReceiptPrinter, nil)
	}
	patient, stop := context.WithTimeout(p.ctx, printPatience)
	defer stop()
	if err := s.PrintNow(patient, queued.Jobs...); err != nil {
		return fault.New(fault.Code(err), "print", nil)
	}
	state, why := shop.JobDone, (*fault.Error)(nil)
	for _, id := range queued.Jobs {
		job, err := s.Job(p.ctx, id)
		if err != nil {
			return at(err, "print")
		}
		switch job.State {
		case shop.JobDone:
		case shop.JobFailed, shop.JobUnknown, shop.JobCancelled:
			return ended(job)
		default:
			state, why = shop.JobQueued, job.Fault
		}
	}
	given.doc["printed"] = struct {
		Printer string        `json:"printer"`
		State   shop.JobState `json:"state"`
	}{queued.Printer, state}
	if state == shop.JobDone {
		given.also("print.done", fault.Values{"printer": queued.Printer})
	} else {
		given.warn(fault.New("print_queued", "print", nil))
		if why != nil {
			given.warn(why)
		}
	}
	return nil
}

// ended is why a job is not on paper, as far as is known.
func ended(job shop.Job) error {
	if job.Fault == nil {
		return fault.New("print_stopped", "print", fault.Values{"printer": job.Printer})
	}
	return fault.New(job.Fault.Code, "print", job.Fault.Values)
}

// printBill sends the slip of a bill that was just written. What stands is never undone by a printer: what
// went wrong is a warning.
func (p *program) printBill(s *shop.Shop, bill *shop.Bill, given *answer) {
	drawer := false
	for _, payment := range bill.Payments {
		drawer = drawer || payment.Method == selling.Cash
	}
	queued, err := s.PrintBill(p.ctx, bill, shop.ReceiptOptions{Lang: p.lang, Drawer: drawer})
	given.warn(p.follow(s, queued, err, given))
}

// printShift sends the slip of a shift; that of one that is closed came out before unless it is new.
func (p *program) printShift(s *shop.Shop, shift *shop.Shift, copies int, given *answer) error {
	slip, err := s.ShiftSlip(p.ctx, shift, shop.ReceiptOptions{Lang: p.lang, Copy: copies})
	if err != nil {
		return err
	}
	queued, err := s.Print(p.ctx, shop.FormShift, slip, shift.SlipName())
	return p.follow(s, queued, err, given)
}

// warn makes a failed print a warning.
func (a *answer) warn(err error) {
	if err != nil {
		a.warnings = append(a.warnings, fault.New(fault.Code(err), "print", fault.Of(err).Values))
	}
}
