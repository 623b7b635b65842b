package shop

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing/escpos"
)

// Print sends a slip to the receipt printer: for now the printers that are a folder. It says where the
// paper lies, "" when the shop has no receipt printer. A printer that fails never undoes a sale. Faults:
// "printer_later" (a kind this version does not have), "printer_failed".
func (s *Shop) Print(ctx context.Context, slip *Slip, name string) (string, error) {
	dir, err := s.receiptPrinter(ctx)
	if err != nil || dir == "" {
		return "", err
	}
	return slip.printTo(dir, name)
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

// putFile writes a file that is there whole or not at all. It fails with "printer_failed".
func putFile(path string, data []byte) error {
	part := path + ".part"
	err := os.WriteFile(part, data, 0o600)
	if err == nil {
		err = os.Rename(part, path)
	}
	if err != nil {
		_ = os.Remove(part)
	}
	return fault.Wrap(err, "printer_failed")
}

// KickDrawer opens the drawer through the receipt printer.
func (s *Shop) KickDrawer(ctx context.Context) error {
	dir, err := s.receiptPrinter(ctx)
	if err != nil || dir == "" {
		return err
	}
	return putFile(filepath.Join(dir, fmt.Sprintf("drawer-%d.escpos", s.Clock().UnixMilli())), escpos.Kick())
}

// receiptPrinter gives the folder that is the receipt printer, "" when the shop has none. Faults are those
// of Print.
func (s *Shop) receiptPrinter(ctx context.Context) (string, error) {
	printer, err := s.Get(ctx, "printer.receipt")
	if err != nil || printer == "" {
		return "", err
	}
	dir, isFile := strings.CutPrefix(printer, "file:")
	if !isFile {
		return "", fault.New("printer_later", "printer.receipt", fault.Values{"value": printer})
	}
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(s.Dir, dir)
	}
	return dir, fault.Wrap(os.MkdirAll(dir, 0o700), "printer_failed")
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
	dir, err := s.receiptPrinter(ctx)
	if err != nil || dir == "" {
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
		path, err = slip.printTo(dir, name)
	}
	if err != nil {
		err = errors.Join(err, s.db.UncountPrint(ctx, bill.Number))
	}
	return path, err
}
