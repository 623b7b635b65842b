package cli

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/pdf"
	"github.com/talat-pos/talat/internal/shop"
)

func (p *program) manifestCommand() *cobra.Command {
	var o output
	var file, sender, date string
	var noPostcode bool
	c := p.command("manifest (--date DATE | --csv FILE [--sender TEXT]) (--out F.pdf|F.csv | --print) [--no-postcode]", 0, 0, func([]string) (*answer, error) {
		if file == "" && date == "" {
			return nil, required("csv", false)
		}
		kind, err := o.kind(".pdf", ".csv")
		if err != nil {
			return nil, err
		}
		if file == "" {
			return p.manifestOn(date, kind, o)
		}
		return p.manifest(file, sender, kind, noPostcode, o)
	})
	flags := c.Flags()
	flags.StringVar(&file, "csv", "", "FILE")
	flags.StringVar(&sender, "sender", "", "TEXT")
	o.add(flags, "F.pdf|F.csv")
	flags.BoolVar(&noPostcode, "no-postcode", false, "")
	flags.StringVar(&date, "date", "", "DATE")
	return c
}

func (p *program) manifest(file, sender, kind string, noPostcode bool, o output) (*answer, error) {
	desk, err := p.stationery(sender)
	if err != nil {
		return nil, err
	}
	list, err := p.parcelList(file, noPostcode)
	if err != nil || len(list.Parcels) == 0 {
		return p.parcelAnswer(list, 0), err
	}
	list.Warnings = append(list.Warnings, desk.warnings...)
	blank, shaper := desk.blank, desk.shaper
	from := printing.Shop{Names: []string{blank.From.Name}, Phone: blank.From.Phone, Address: strings.Join(blank.From.Lines, "\n")}
	paper := printing.Manifest{Lang: p.lang, Practice: blank.Practice, From: from, Carrier: blank.Carrier, At: p.now(), Parcels: list.Parcels}
	var sheets []printing.Page
	if kind != ".csv" || o.print {
		sheets = paper.Pages(shaper)
	}
	title := filepath.Base(file)
	switch kind {
	case ".csv":
		err = writeFile(o.file, func(w io.Writer) error { return catalog.WriteCSV(w, paper.Rows()) })
	case ".pdf":
		err = writePDF(o.file, shaper, sheets, pdf.Options{Title: title, Created: paper.At, Resolution: printing.DPI300})
	}
	if err != nil {
		return nil, err
	}
	given := p.parcelAnswer(list, len(sheets))
	if o.file != "" {
		given.wrote(o.file)
	}
	return given, p.printAlone(shop.Papers{Form: shop.FormManifest, Title: strings.TrimSuffix(title, filepath.Ext(title)), Pages: sheets, Shaper: shaper}, o, given)
}

// manifestOn is the list of what the shop handed over on a day, and of today also of what goes next.
func (p *program) manifestOn(date, kind string, o output) (*answer, error) {
	day, err := readDay(date, "date")
	if err != nil {
		return nil, err
	}
	return p.inShop(func(s *shop.Shop) (*answer, error) {
		m, err := s.ManifestOn(p.ctx, day, p.lang)
		if err != nil {
			return nil, err
		}
		given := &answer{doc: document{"parcels": m.Parcels, "pages": len(m.Pages), "rejected": []rejectedDoc{}, "file": nil, "date": day}, warnings: p.fontFaults(s)}
		given.text = func(out *page) { out.say("label.done", fault.Values{"count": m.Parcels, "pages": len(m.Pages)}) }
		if kind == ".csv" {
			if err := writeFile(o.file, func(w io.Writer) error { return catalog.WriteCSV(w, m.Rows) }); err != nil {
				return nil, err
			}
			given.wrote(o.file)
			o.file = ""
		}
		return given, p.deliver(s, m.Papers, o, given)
	})
}
