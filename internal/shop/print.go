package shop

import (
	"context"
	"errors"
	"fmt"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/printing/escpos"
	"github.com/talat-pos/talat/internal/printing/spool"
)

// Print queues a slip for the receipt printer and does not wait for it. Its Queued is empty when the shop has
// no receipt printer. A printer that fails never undoes a sale.
func (s *Shop) Print(ctx context.Context, form string, slip *Slip, name string) (Queued, error) {
	to, err := s.receiptPrinter(ctx)
	if err != nil || to == nil {
		return Queued{}, err
	}
	return s.queueSlip(ctx, *to, slip, Paper{Form: form, Title: name})
}

// queueSlip queues a slip as the paper that p names.
func (s *Shop) queueSlip(ctx context.Context, to spool.Target, slip *Slip, p Paper) (Queued, error) {
	data, err := slip.ESCPOS()
	if err != nil {
		return Queued{}, err
	}
	p.ID, p.Printer, p.Job = id.New[id.Job](), to, spool.Job{Format: spool.ESCPOS, Data: data}
	return s.queue(ctx, to, p)
}

// KickDrawer opens the drawer through the receipt printer.
func (s *Shop) KickDrawer(ctx context.Context) error {
	to, err := s.receiptPrinter(ctx)
	if err != nil || to == nil {
		return err
	}
	return s.Enqueue(ctx, Paper{ID: id.New[id.Job](), Form: FormDrawer, Title: fmt.Sprintf("drawer-%d", s.Clock().UnixMilli()), Printer: *to,
		Job: spool.Job{Format: spool.ESCPOS, Data: escpos.Kick()}})
}

// receiptPrinter gives the receipt printer, nil when the shop has none.
func (s *Shop) receiptPrinter(ctx context.Context) (*spool.Target, error) {
	printer, err := s.Get(ctx, ReceiptPrinter)
	if err != nil || printer == "" {
		return nil, err
	}
	to, err := spool.Parse(printer)
	return &to, fault.At(err, ReceiptPrinter)
}

// BillSlip draws the slip of a bill as PrintBill would print it now: a copy, with its count, of one that
// was printed before.
func (s *Shop) BillSlip(ctx context.Context, bill *Bill, o ReceiptOptions) (slip *Slip, err error) {
	if o.Copy, err = s.db.Printed(ctx, bill.Number); err != nil {
		return nil, err
	}
	return s.Receipt(ctx, bill, o)
}

// FileSlip notes that a bill's slip was given as a file. Files are counted apart from paper, so that one bears the dots that
// the printer gets.
func (s *Shop) FileSlip(ctx context.Context, bill *Bill) error {
	_, err := s.db.CountPrint(ctx, filed(bill.Number))
	return err
}

// filed is what the files of a bill's slip are counted by.
func filed(number string) string { return number + ".file" }

// slipOut reports whether a bill's slip went out, on paper or as a file.
func (s *Shop) slipOut(ctx context.Context, number string) (bool, error) {
	printed, err := s.db.Printed(ctx, number)
	if err != nil || printed > 0 {
		return printed > 0, err
	}
	files, err := s.db.Printed(ctx, filed(number))
	return files > 0, err
}

// PrintBill draws and queues the slip of a bill, counting the papers that came out or may have: of two
// originals one is a forgery, so that the count is written before the paper goes out, and is taken back
// only when it is certain that none did. Faults are those of Receipt and Print.
func (s *Shop) PrintBill(ctx context.Context, bill *Bill, o ReceiptOptions) (queued Queued, err error) {
	to, err := s.receiptPrinter(ctx)
	if err != nil || to == nil {
		return queued, err
	}
	slip, err := s.BillSlip(ctx, bill, o) // what cannot be drawn is not counted either
	if err != nil {
		return queued, err
	}
	before, err := s.db.CountPrint(ctx, bill.Number)
	if err != nil {
		return queued, err
	}
	name := bill.Number
	if o.Copy = before; before > 0 {
		name += fmt.Sprintf("-copy%d", before)
	}
	if slip.Copy != before { // another program printed it meanwhile
		slip, err = s.Receipt(ctx, bill, o)
	}
	if err == nil {
		queued, err = s.queueSlip(ctx, *to, slip, Paper{Form: FormReceipt, Of: bill.Number, Title: name})
	}
	if err != nil {
		err = errors.Join(err, s.db.UncountPrint(ctx, bill.Number))
	}
	return queued, err
}
