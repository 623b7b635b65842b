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
)

func (p *program) manifestCommand() *cobra.Command {
	var file, sender, out, date string
	c := p.command("manifest --csv FILE [--sender TEXT] --out F.pdf|F.csv", 0, 0, func([]string) (*answer, error) {
		if date != "" {
			return nil, fault.Unreadable("command_later", "", fault.Values{"command": "talat manifest --date"})
		}
		if file == "" {
			return nil, required("csv", false)
		}
		kind, err := fileKind(out, "out", ".pdf", ".csv")
		if err != nil {
			return nil, err
		}
		return p.manifest(file, sender, kind, out)
	})
	flags := c.Flags()
	flags.StringVar(&file, "csv", "", "FILE")
	flags.StringVar(&sender, "sender", "", "TEXT")
	flags.StringVar(&out, "out", "", "F.pdf|F.csv")
	flags.StringVar(&date, "date", "", "DATE")
	return c
}

func (p *program) manifest(file, sender, kind, out string) (*answer, error) {
	desk, err := p.stationery(sender)
	if err != nil {
		return nil, err
	}
	list, err := p.parcelList(file)
	if err != nil || len(list.Parcels) == 0 {
		return p.parcelAnswer(list, 0), err
	}
	list.Warnings = append(list.Warnings, desk.warnings...)
	blank, shaper := desk.blank, desk.shaper
	from := printing.Shop{Names: []string{blank.From.Name}, Phone: blank.From.Phone, Address: strings.Join(blank.From.Lines, "\n")}
	paper := printing.Manifest{Lang: p.lang, Practice: blank.Practice, From: from, Carrier: blank.Carrier, At: p.now(), Parcels: list.Parcels}
	pages := 0
	if kind == ".csv" {
		err = writeFile(out, func(w io.Writer) error { return catalog.WriteCSV(w, paper.Rows()) })
	} else {
		sheets := paper.Pages(shaper)
		pages = len(sheets)
		err = writePDF(out, shaper, sheets, pdf.Options{Title: filepath.Base(file), Created: paper.At, Resolution: printing.DPI300})
	}
	if err != nil {
		return nil, err
	}
	given := p.parcelAnswer(list, pages)
	given.doc["file"] = out
	return given, nil
}
