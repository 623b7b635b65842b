package cli

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shop"
)

// channelSumDoc is what was sold by one channel.
type channelSumDoc struct {
	Channel  string       `json:"channel"`
	Orders   int          `json:"orders"`
	Bills    int          `json:"bills"`
	Refunds  int          `json:"refunds"`
	Total    money.Satang `json:"total_satang"`
	Discount money.Satang `json:"discount_satang"`
	Postage  money.Satang `json:"postage_satang"`
	VAT      money.Satang `json:"vat_satang"`
	Fee      money.Satang `json:"fee_satang"`
}

func channelSumDocOf(c *shop.ChannelSum) channelSumDoc {
	return channelSumDoc{c.Channel, c.Orders, c.Bills, c.Refunds, c.Total, c.Discount, c.Postage, c.VAT, c.Fee}
}

// reportFiles are the files a report is written to, "" = not.
type reportFiles struct{ csv, xlsx, pdf string }

// check refuses files of another kind, before anything is worked out.
func (f *reportFiles) check() error {
	for _, file := range []struct{ path, flag string }{{f.csv, "csv"}, {f.xlsx, "xlsx"}, {f.pdf, "pdf"}} {
		if file.path == "" {
			continue
		}
		if _, err := fileKind(file.path, file.flag, "."+file.flag); err != nil {
			return err
		}
	}
	return nil
}

// reportChannels sums sales by channel.
func (p *program) reportChannels() *cobra.Command {
	var from, to string
	var files reportFiles
	c := p.command("channels [--from DATE] [--to DATE] [--csv F] [--xlsx F] [--pdf F]", 0, 0, func([]string) (*answer, error) {
		first, err := readDay(from, "from")
		if err != nil {
			return nil, err
		}
		last, err := readDay(to, "to")
		if err != nil {
			return nil, err
		}
		if err := files.check(); err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			r, err := s.ChannelReport(p.ctx, first, last)
			if err != nil {
				return nil, err
			}
			docs := make([]channelSumDoc, len(r.Channels))
			for n := range r.Channels {
				docs[n] = channelSumDocOf(&r.Channels[n])
			}
			given := &answer{doc: document{"from": r.From, "to": r.To, "channels": docs, "sum": channelSumDocOf(&r.Sum)}, text: func(out *page) {
				out.line(i18n.Date(out.lang, r.From) + " – " + i18n.Date(out.lang, r.To))
				rows := r.Rows(out.lang, i18n.Baht)
				out.columns("lrrrrrrrr", rows)
			}}
			return given, p.reportFiles(s, files, &r, given)
		})
	})
	flags := c.Flags()
	flags.StringVar(&from, "from", "", "DATE")
	flags.StringVar(&to, "to", "", "DATE")
	flags.StringVar(&files.csv, "csv", "", "F")
	flags.StringVar(&files.xlsx, "xlsx", "", "F")
	flags.StringVar(&files.pdf, "pdf", "", "F")
	return c
}

// reportFiles writes a report to the files that were named.
func (p *program) reportFiles(s *shop.Shop, files reportFiles, r *shop.ChannelReport, given *answer) error {
	write := func(path, flag string, to func(io.Writer) error) error {
		if path == "" {
			return nil
		}
		if err := writeFile(path, to); err != nil {
			return at(err, flag)
		}
		written, _ := given.doc["files"].([]string)
		given.doc["files"] = append(written, path)
		given.also("file.written", fault.Values{"file": path})
		return nil
	}
	given.doc["files"] = []string{}
	rows := r.Rows(p.lang, money.Satang.String)
	err := write(files.csv, "csv", func(w io.Writer) error { return catalog.WriteCSV(w, rows) })
	if err == nil {
		err = write(files.xlsx, "xlsx", func(w io.Writer) error { return catalog.WriteXLSX(w, rows) })
	}
	if err != nil || files.pdf == "" {
		return err
	}
	papers, err := s.ChannelPaper(p.ctx, r, p.lang)
	if err != nil {
		return err
	}
	given.warnings = append(given.warnings, p.fontFaults(s)...)
	return write(files.pdf, "pdf", func(w io.Writer) error { return s.WritePapers(w, papers) })
}
