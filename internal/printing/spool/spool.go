// Package spool hands finished jobs to printers: a system queue, a network port, a device, a folder. It
// says of every job whether it is certain what became of it, so that none is printed twice by itself.
package spool

import (
	"context"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing"
)

// Format is the language a job is written in.
type Format string

// All but PDF and PNG go to the printer as they are, byte for byte.
const (
	ESCPOS Format = "escpos"
	ZPL    Format = "zpl"
	TSPL   Format = "tspl"
	PDF    Format = "pdf"
	PNG    Format = "png" // a picture for each page, one after the other, for printers of Windows
)

// The bounds of a job. A thousand labels as PDF are 3 MB, as TSPL bitmaps one by one 120 KB each.
const (
	maxBytes  = 64 << 20
	MaxCopies = 999
)

// Job is what is to be printed.
type Job struct {
	// Name is the title in a queue and the name of the file in a folder, without extension: a second
	// job of the same name and format takes the place of the first there.
	Name   string
	Format Format
	Data   []byte
	// Width, Height and Copies belong to PDF alone, the other formats say them in Data. 0 leaves the
	// paper to the queue and prints one copy.
	Width, Height printing.Unit
	Copies        int
}

// Fate says what became of a job.
type Fate uint8

const (
	// Untouched: nothing of the job reached the printer. It may be sent again without asking.
	Untouched Fate = iota
	// Taken: the printer, queue or folder has the whole of it.
	Taken
	// Unsure: some of it may be on paper. Only a person who looked may send it again.
	Unsure
)

// Result is the fate of a job and, for a folder, the file it became.
type Result struct {
	Fate Fate
	File string
}

// waits bounds how long each step may take.
type waits struct {
	dial   time.Duration // to reach a printer
	stall  time.Duration // in which a printer must take some more bytes
	settle time.Duration // to close the line once it has them all
	queue  time.Duration // for the system to take a job or list its queues
}

var patient = waits{dial: 10 * time.Second, stall: time.Minute, settle: 2 * time.Second, queue: time.Minute}

// Send hands a job to a printer and waits until it is taken, refused or given up; it must not run where
// a person waits. A job taken by a system queue is the system's from then on. Ending ctx ends it soon.
//
// With an error the fate is Untouched or Unsure. Faults, all with field "printer": for the printer
// "printer_unreachable", "printer_missing", "printer_denied", "printer_busy", "printer_stalled",
// "printer_closed", "printer_folder_fails", "printer_queue_refuses", "printer_queue_name",
// "printer_other_system", "printer_takes_no_pdf", "printer_unknown"; "print_stopped" when ctx ends; for
// the job "print_empty", "print_too_large", "print_copies", "print_format".
func Send(ctx context.Context, to Target, job Job) (Result, error) {
	return send(ctx, to, job, patient)
}

func send(ctx context.Context, to Target, job Job, wait waits) (Result, error) {
	if err := job.check(); err != nil {
		return Result{}, err
	}
	if ctx.Err() != nil {
		return Result{}, stopped(to)
	}
	if !to.Takes(job.Format) {
		return Result{}, fault.New("printer_takes_no_pdf", "printer", fault.Values{"printer": to.String()})
	}
	switch to.Kind {
	case Folder:
		return sendFolder(to, job)
	case Network:
		fate, err := sendNetwork(ctx, to, job.Data, wait)
		return Result{Fate: fate}, err
	case Queue:
		fate, err := sendQueue(ctx, to, job, wait)
		return Result{Fate: fate}, err
	case Spooler:
		fate, err := sendSpooler(ctx, to, job)
		return Result{Fate: fate}, err
	case Device:
		fate, err := sendDevice(ctx, to, job.Data, wait)
		return Result{Fate: fate}, err
	}
	return Result{}, fault.New("printer_unknown", "printer", fault.Values{"value": to.String()})
}

func (j Job) check() error {
	switch j.Format {
	case ESCPOS, ZPL, TSPL, PDF, PNG:
	default:
		return fault.New("print_format", "printer", fault.Values{"format": string(j.Format)})
	}
	switch {
	case len(j.Data) == 0:
		return fault.New("print_empty", "printer", nil)
	case len(j.Data) > maxBytes:
		return fault.New("print_too_large", "printer", fault.Values{"most": maxBytes >> 20})
	case j.Copies < 0 || j.Copies > MaxCopies:
		return fault.New("print_copies", "printer", fault.Values{"most": MaxCopies})
	}
	return nil
}

func stopped(to Target) error {
	return fault.New("print_stopped", "printer", fault.Values{"printer": to.String()})
}

// because gives a refusal its cause, for the log.
func because(refusal *fault.Error, cause error) error {
	refusal.Err = cause
	return refusal
}

// fateAfter is the fate of a job that broke off after some bytes.
func fateAfter(sent int) Fate {
	if sent == 0 {
		return Untouched
	}
	return Unsure
}
