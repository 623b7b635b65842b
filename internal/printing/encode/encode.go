// Package encode writes pages in the languages that printers understand.
package encode

import (
	"bytes"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/escpos"
	"github.com/talat-pos/talat/internal/printing/pdf"
	"github.com/talat-pos/talat/internal/printing/raster"
	"github.com/talat-pos/talat/internal/printing/spool"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/printing/tspl"
	"github.com/talat-pos/talat/internal/printing/zpl"
)

// gap is what lies between two labels of a roll or pile; printers find the edge themselves around there.
const gap = 3 * printing.MM

// Options say what the pages themselves do not.
type Options struct {
	Title      string              // of a PDF
	Created    time.Time           // of a PDF; zero = it says no time
	Resolution printing.Resolution // of the printer; 0 = 203 dpi
}

// Pages writes pages in a language; spool.PNG is a picture of two colours for each page, one after the
// other. It fails with "pdf_pages", "page_too_large", "print_format" and as printing.Page.Check does.
func Pages(shaper *text.Shaper, pages []printing.Page, language spool.Format, o Options) ([]byte, error) {
	if o.Resolution == 0 {
		o.Resolution = printing.DPI203
	}
	var out bytes.Buffer
	if language == spool.PDF {
		err := pdf.Write(&out, shaper, pages, pdf.Options{Title: o.Title, Created: o.Created, Resolution: o.Resolution})
		return out.Bytes(), err
	}
	renderer := raster.New(shaper)
	for _, page := range pages {
		if err := page.Check(o.Resolution); err != nil {
			return nil, err
		}
		picture, err := renderer.Bitmap(page, o.Resolution.Dots(page.Width))
		if err == nil {
			err = dots(&out, page, picture, language)
		}
		if err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}

// dots writes one page that is drawn.
func dots(out *bytes.Buffer, page printing.Page, picture *printing.Bitmap, language spool.Format) error {
	switch language {
	case spool.ESCPOS:
		data, err := escpos.Encode(picture, picture.Width, page.Finish)
		out.Write(data)
		return err
	case spool.ZPL:
		return zpl.Write(out, picture, 1)
	case spool.TSPL:
		return tspl.Write(out, picture, tspl.Media{Width: page.Width, Height: page.Height, Gap: gap}, 1)
	case spool.PNG:
		return raster.WritePNG(out, picture)
	}
	return fault.New("print_format", "printer", fault.Values{"format": string(language)})
}
