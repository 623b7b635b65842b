// Package zpl writes a bitmap as a label in ZPL II, which Zebra's printers and many copies understand.
package zpl

import (
	"bufio"
	"bytes"
	"fmt"
	"io"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing"
)

// The bounds of the language: ^FO and ^PW take no more dots (programming guide), ^GF no more bytes. A
// printer cuts a larger ^GF off in silence, so a label of 100 × 150 mm already needs two.
const (
	maxSide  = 32_000
	maxField = 99_999
)

// MaxCopies bounds the copies of one label.
const MaxCopies = 999

// Write writes a picture as one label, copies times on the paper. The picture keeps its dots: nothing
// is scaled and the darkness stays as the printer is set. Graphics are sent as hexadecimal digits with
// runs counted, which the oldest copies read too: 9 KB for a plain label, some three times deflate (:Z64:).
//
// Faults: "page_too_large" (also a page without dots), "print_copies"; else what out fails with.
func Write(out io.Writer, picture *printing.Bitmap, copies int) error {
	if picture.Width < 1 || picture.Height < 1 || picture.Width > maxSide || picture.Height > maxSide {
		return fault.New("page_too_large", "page", fault.Values{"width": picture.Width, "height": picture.Height})
	}
	if copies < 1 || copies > MaxCopies {
		return fault.New("print_copies", "copies", fault.Values{"most": MaxCopies})
	}
	to := bufio.NewWriter(out)
	// A home or shift kept from another program would move the label.
	fmt.Fprintf(to, "^XA^LH0,0^LS0^PW%d^LL%d\n", picture.Width, picture.Height)
	for top, rows := 0, maxField/picture.Stride; top < picture.Height; top += rows {
		field(to, picture, top, min(top+rows, picture.Height))
	}
	fmt.Fprintf(to, "^PQ%d^XZ\n", copies)
	return to.Flush()
}

// field writes the rows from top up to bottom as one graphic, nothing when they are white.
func field(to *bufio.Writer, picture *printing.Bitmap, top, bottom int) {
	rows := picture.Data[top*picture.Stride : bottom*picture.Stride]
	if bytes.Count(rows, []byte{0}) == len(rows) {
		return
	}
	fmt.Fprintf(to, "^FO0,%d^GFA,%d,%d,%d,", top, len(rows), len(rows), picture.Stride)
	var above []byte
	for at := 0; at < len(rows); at += picture.Stride {
		row := rows[at : at+picture.Stride]
		if bytes.Equal(row, above) {
			to.WriteByte(':') // the row above again
		} else {
			hexRow(to, row)
		}
		above = row
	}
	to.WriteString("^FS\n")
}

const digits = "0123456789ABCDEF"

// hexRow writes a row as digits with runs counted; a white rest is a comma.
func hexRow(to *bufio.Writer, row []byte) {
	nibble := func(at int) byte { return row[at/2] >> (4 * (1 - at%2)) & 0xF }
	end := 2 * len(row)
	for end > 0 && nibble(end-1) == 0 {
		end--
	}
	for at := 0; at < end; {
		run := 1
		for at+run < end && nibble(at+run) == nibble(at) {
			run++
		}
		repeat(to, digits[nibble(at)], run)
		at += run
	}
	if end < 2*len(row) {
		to.WriteByte(',')
	}
}

// repeat writes a digit run times: g to z stand for 20 to 400, G to Y for 1 to 19, and they add up.
func repeat(to *bufio.Writer, digit byte, run int) {
	for ; run > 419; run -= 400 {
		to.WriteByte('z')
	}
	if run >= 20 {
		to.WriteByte('g' + byte(run/20-1))
	}
	if ones := run % 20; ones > 0 && run > 1 {
		to.WriteByte('G' + byte(ones-1))
	}
	to.WriteByte(digit)
}
