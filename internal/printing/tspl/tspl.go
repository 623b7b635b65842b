// Package tspl writes a bitmap as a label in TSPL, which TSC's label printers and most cheap ones
// understand.
package tspl

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing"
)

// maxSide bounds a label in dots: no printer of this kind has a longer memory.
const maxSide = 32_000

// MaxCopies bounds the copies of one label.
const MaxCopies = 999

// Media is the paper in the printer.
type Media struct {
	Width, Height printing.Unit // of one label
	Gap           printing.Unit // between labels, 0 = a roll without gaps
}

// Write writes a picture as one label, copies times on the paper, dot for dot; speed and darkness stay
// as the printer is set. The dots go as they are, inverted: in this language 0 is black.
//
// Faults: "page_too_large" (also a page or paper without extent), "print_copies"; else what out fails
// with.
func Write(out io.Writer, picture *printing.Bitmap, media Media, copies int) error {
	if picture.Width < 1 || picture.Height < 1 || picture.Width > maxSide || picture.Height > maxSide ||
		media.Width < 1 || media.Height < 1 || media.Gap < 0 {
		return fault.New("page_too_large", "page", fault.Values{"width": picture.Width, "height": picture.Height})
	}
	if copies < 1 || copies > MaxCopies {
		return fault.New("print_copies", "copies", fault.Values{"most": MaxCopies})
	}
	to := bufio.NewWriter(out)
	// Direction and reference stay in the printer when another program has set them.
	fmt.Fprintf(to, "SIZE %s mm,%s mm\r\nGAP %s mm,0 mm\r\nDIRECTION 0\r\nREFERENCE 0,0\r\nCLS\r\n",
		millimetres(media.Width), millimetres(media.Height), millimetres(media.Gap))
	fmt.Fprintf(to, "BITMAP 0,0,%d,%d,0,", picture.Stride, picture.Height)
	for _, dots := range picture.Data[:picture.Stride*picture.Height] {
		to.WriteByte(^dots)
	}
	fmt.Fprintf(to, "\r\nPRINT 1,%d\r\n", copies)
	return to.Flush()
}

// millimetres writes a length exactly, without zeros at its end.
func millimetres(length printing.Unit) string {
	written := fmt.Sprintf("%d.%03d", length/printing.MM, length%printing.MM)
	return strings.TrimSuffix(strings.TrimRight(written, "0"), ".")
}
