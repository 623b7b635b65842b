// Package pdf writes pages as a PDF file whose Thai stands exactly as shaped and can be searched,
// copied and read aloud.
package pdf

import (
	"io"
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
)

// Bounds of a file. A page of PDF 1.7 has at most 14,400 points a side, 5.08 m: the longest receipt.
const (
	maxPages = 10_000
	minSide  = printing.MM
	maxSide  = 5_080 * printing.MM
)

// Options say what the pages themselves do not.
type Options struct {
	Title      string
	Created    time.Time           // zero = the file names the year 1970, so that it says no time
	Resolution printing.Resolution // whose whole dots codes lie on; 0 = 203 dpi
}

// Write writes pages as one file. The same pages, options and fonts give the same bytes. It fails
// with "pdf_pages" for none or more than 10,000 pages, "page_too_large", and as printing.Page.Check
// does, all before anything is written. Characters that no font has become a box, as on paper.
func Write(out io.Writer, shaper *text.Shaper, pages []printing.Page, options Options) error {
	if options.Resolution == 0 {
		options.Resolution = printing.DPI203
	}
	if len(pages) == 0 || len(pages) > maxPages {
		return fault.New("pdf_pages", "pages", fault.Values{"count": len(pages), "most": maxPages})
	}
	for _, page := range pages {
		if min(page.Width, page.Height) < minSide || max(page.Width, page.Height) > maxSide {
			return fault.New("page_too_large", "page", fault.Values{
				"width": options.Resolution.Dots(page.Width), "height": options.Resolution.Dots(page.Height)})
		}
		if err := page.Check(options.Resolution); err != nil {
			return err
		}
	}
	file, err := newBook(shaper, options).bind(pages)
	if err != nil {
		return fault.Wrap(err, "internal")
	}
	_, err = out.Write(file)
	return err
}

// plain keeps what a title may hold: gofpdf takes neither broken bytes nor characters above U+FFFF.
func plain(title string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(title, ""))
}
