package shop

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/printing/escpos"
	"github.com/talat-pos/talat/internal/printing/spool"
)

// Print prints a slip on the receipt printer without waiting for it: a folder takes it at once, other
// printers through the queue. It says where the paper lies or which printer it waits for, "" when the shop
// has no receipt printer. A printer that fails never undoes a sale. Faults: "printer_failed" of a folder.
func (s *Shop) Print(ctx context.Context, slip *Slip, name string) (string, error) {
	to, err := s.receiptPrinter(ctx)
	if err != nil || to == nil {
		return "", err
	}
	return s.printSlip(ctx, *to, slip, "", name)
}

// printSlip lays a slip into a folder or queues it. of is the number of the bill that it is of.
func (s *Shop) printSlip(ctx context.Context, to spool.Target, slip *Slip, of, name string) (string, error) {
	if to.Kind == spool.Folder {
		return slip.printTo(to.Name, name)
	}
	data, err := slip.ESCPOS()
	if err != nil {
		return "", err
	}
	return to.String(), s.Enqueue(ctx, Paper{ID: id.New[id.Job](), Form: FormReceipt, Of: of, Title: name, Printer: to,
		Job: spool.Job{Format: spool.ESCPOS, Data: data}})
}

// printTo lays a slip into a printer's folder with its picture. When it fails no paper lies there.
func (p *Slip) printTo(dir, name string) (string, error) {
	data, err := p.ESCPOS()
	if err != nil {
		return "", err
	}
	picture, err := p.PNG()
	if err != nil {
		return "", err
	}
	path, beside := filepath.Join(dir, name+".escpos"), filepath.Join(dir, name+".png")
	if err := putFile(beside, picture); err != nil {
		return "", err
	}
	if err := putFile(path, data); err != nil {
		_ = os.Remove(beside)
		return "", err
	}
	return path, nil
}

// putFile writes a printer's file. It fails with "printer_failed".
func putFile(path string, data []byte) error {
	return fault.Wrap(writeWhole(path, data), "printer_failed")
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

// KickDrawer opens the drawer through the receipt printer.
func (s *Shop) KickDrawer(ctx context.Context) error {
	to, err := s.receiptPrinter(ctx)
	if err != nil || to == nil {
		return err
	}
	name := fmt.Sprintf("drawer-%d", s.Clock().UnixMilli())
	if to.Kind == spool.Folder {
		return putFile(filepath.Join(to.Name, name+".escpos"), escpos.Kick())
	}
	return s.Enqueue(ctx, Paper{ID: id.New[id.Job](), Form: FormDrawer, Title: name, Printer: *to,
		Job: spool.Job{Format: spool.ESCPOS, Data: escpos.Kick()}})
}

// receiptPrinter gives the receipt printer, nil when the shop has none. A folder is made when it is not
// there; that fails with "printer_failed".
func (s *Shop) receiptPrinter(ctx context.Context) (*spool.Target, error) {
	printer, err := s.Get(ctx, "printer.receipt")
	if err != nil || printer == "" {
		return nil, err
	}
	to, err := spool.Parse(printer)
	if err != nil {
		return nil, fault.At(err, "printer.receipt")
	}
	to = to.Under(s.Dir)
	if to.Kind == spool.Folder {
		err = fault.Wrap(os.MkdirAll(to.Name, 0o700), "printer_failed")
	}
	return &to, err
}

// BillSlip draws the slip of a bill as PrintBill would print it now: a copy, with its count, of one that
// was printed before.
func (s *Shop) BillSlip(ctx context.Context, bill *Bill, o ReceiptOptions) (slip *Slip, err error) {
	if o.Copy, err = s.db.Printed(ctx, bill.Number); err != nil {
		return nil, err
	}
	return s.Receipt(ctx, bill, o)
}

// PrintBill draws and prints the slip of a bill, counting the papers that came out or may have: of two
// originals one is a forgery, so that the count is written before the paper goes out, and is taken back
// only when it is certain that none did. Faults are those of Receipt and Print.
func (s *Shop) PrintBill(ctx context.Context, bill *Bill, o ReceiptOptions) (string, error) {
	to, err := s.receiptPrinter(ctx)
	if err != nil || to == nil {
		return "", err
	}
	slip, err := s.BillSlip(ctx, bill, o) // what cannot be drawn is not counted either
	if err != nil {
		return "", err
	}
	before, err := s.db.CountPrint(ctx, bill.Number)
	if err != nil {
		return "", err
	}
	name := bill.Number
	if o.Copy = before; before > 0 {
		name += fmt.Sprintf("-copy%d", before)
	}
	if slip.Copy != before { // another program printed it meanwhile
		slip, err = s.Receipt(ctx, bill, o)
	}
	path := ""
	if err == nil {
		path, err = s.printSlip(ctx, *to, slip, bill.Number, name)
	}
	if err != nil {
		err = errors.Join(err, s.db.UncountPrint(ctx, bill.Number))
	}
	return path, err
}
