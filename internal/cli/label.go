package cli

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/encode"
	"github.com/talat-pos/talat/internal/printing/spool"
	drawn "github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/rules"
	"github.com/talat-pos/talat/internal/shipping/parcels"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// labelFlags are the flags of label.
type labelFlags struct {
	output
	csv, sender, paper, start, printer, phone string
	marks                                     []string
	noPostcode                                bool
}

func (p *program) labelCommand() *cobra.Command {
	var f labelFlags
	c := p.command("label (NUMBER … | --csv FILE [--sender TEXT]) (--out F.pdf | --print) [--paper "+paperNames("|")+"] [--printer zpl|tspl] [--start N] [--phone show|mask|hide] [--mark NAME] … [--no-postcode]", 0, -1,
		func(args []string) (*answer, error) {
			if len(args) > 0 {
				return p.labelParcels(args, f)
			}
			return p.label(f)
		})
	flags := c.Flags()
	flags.StringVar(&f.csv, "csv", "", "FILE")
	flags.StringVar(&f.sender, "sender", "", "TEXT")
	f.add(flags, "F.pdf")
	flags.StringVar(&f.paper, "paper", "", paperNames("|"))
	flags.StringVar(&f.start, "start", "1", "N")
	flags.StringVar(&f.printer, "printer", "", "zpl|tspl")
	flags.StringVar(&f.phone, "phone", "", "show|mask|hide")
	flags.BoolVar(&f.noPostcode, "no-postcode", false, "")
	flags.StringArrayVar(&f.marks, "mark", nil, markNames())
	return c
}

func paperNames(between string) string {
	names := make([]string, len(printing.LabelPapers))
	for n, paper := range printing.LabelPapers {
		names[n] = string(paper)
	}
	return strings.Join(names, between)
}

func markNames() string {
	names := make([]string, len(printing.Marks))
	for n, mark := range printing.Marks {
		names[n] = string(mark)
	}
	return strings.Join(names, "|")
}

// language reads what the file is written in, and checks that its name says the same.
func (f labelFlags) language() (spool.Format, error) {
	if f.printer == "" {
		_, err := f.kind(".pdf")
		return spool.PDF, err
	}
	if f.printer != string(spool.ZPL) && f.printer != string(spool.TSPL) {
		return "", fault.Unreadable("flag_choice", "printer", fault.Values{"value": f.printer, "choices": "zpl, tspl"})
	}
	if width, _ := printing.LabelPaper(f.paper).Size(); width > shop.WidestLabel {
		return "", fault.Unreadable("flag_choice", "paper", fault.Values{"value": f.paper, "choices": "100x150, 100x75, a6"})
	}
	_, err := fileKind(f.file, "out", "."+f.printer, ".prn")
	return spool.Format(f.printer), err
}

// mask reads how a recipient's phone is printed: whole, without its first digits, or not at all.
func (f labelFlags) mask() (func(string) string, error) {
	switch f.phone {
	case "", "show":
		return func(phone string) string { return phone }, nil
	case "mask":
		return printing.MaskPhone, nil
	case "hide":
		return func(string) string { return "" }, nil
	}
	return nil, fault.Unreadable("flag_choice", "phone", fault.Values{"value": f.phone, "choices": "show, mask, hide"})
}

// marked reads the marks that stand on every label.
func (f labelFlags) marked() (marks []printing.Mark, err error) {
	for n, mark := range f.marks {
		if !slices.Contains(printing.Marks, printing.Mark(mark)) {
			return nil, fault.Unreadable("flag_choice", fmt.Sprintf("mark[%d]", n), fault.Values{"value": mark, "choices": markNames()})
		}
		marks = append(marks, printing.Mark(mark))
	}
	return marks, nil
}

func (p *program) label(f labelFlags) (*answer, error) {
	if f.csv == "" {
		return nil, required("csv", false)
	}
	if err := p.usualLabel(&f); err != nil {
		return nil, err
	}
	language, err := f.language()
	if err != nil {
		return nil, err
	}
	mask, err := f.mask()
	if err != nil {
		return nil, err
	}
	start, err := readCount(f.start, "start", 1000)
	if err != nil {
		return nil, err
	}
	paper := printing.LabelPaper(f.paper)
	if _, err := paper.Sheets(nil, start); err != nil {
		return nil, err
	}
	desk, err := p.stationery(f.sender)
	if err != nil {
		return nil, err
	}
	blank := desk.blank
	blank.Unboxed = f.noPostcode
	if blank.Marks, err = f.marked(); err != nil {
		return nil, err
	}
	list, err := p.parcelList(f.csv, f.noPostcode)
	if err != nil {
		return nil, err
	}
	for n := range list.Parcels {
		list.Parcels[n].Phone = mask(list.Parcels[n].Phone)
	}
	list.Warnings = append(list.Warnings, desk.warnings...)
	shaper, laid, err := fitLabels(desk.shaper, blank, paper, &list)
	if err != nil {
		return nil, err
	}
	sheets, err := paper.Sheets(laid, start)
	if err != nil || len(sheets) == 0 {
		return p.parcelAnswer(list, 0), err
	}
	given, title := p.parcelAnswer(list, len(sheets)), filepath.Base(f.csv)
	if f.file != "" {
		data, err := encode.Pages(shaper, sheets, language, encode.Options{Title: title})
		if err != nil {
			return nil, err
		}
		if err := writeFile(f.file, func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
			return nil, err
		}
		given.wrote(f.file)
	}
	return given, p.printAlone(shop.Papers{Form: shop.FormLabel, Title: strings.TrimSuffix(title, filepath.Ext(title)), Pages: sheets, Shaper: shaper}, f.output, given)
}

// usualLabel fills in the paper where none is named.
func (p *program) usualLabel(f *labelFlags) (err error) {
	switch {
	case f.paper != "":
	case f.print:
		_, err = p.inShop(func(s *shop.Shop) (_ *answer, err error) {
			f.paper, err = p.usualPaper(s, "paper.label", f.output)
			return nil, err
		})
	default:
		f.paper, err = p.usualPaper(nil, "paper.label", f.output)
	}
	return err
}

// fitLabels lays out every parcel of a list, in Sarabun where the shop's fonts leave one out that this takes.
func fitLabels(shaper *drawn.Shaper, blank printing.Label, paper printing.LabelPaper, list *parcels.List) (*drawn.Shaper, []printing.Page, error) {
	other := *list
	other.Rejected = slices.Clip(other.Rejected)
	laid, err := layLabels(shaper, blank, paper, list)
	if err == nil && len(list.Rejected) == len(other.Rejected) {
		return shaper, laid, nil
	}
	sarabun := drawn.NewShaper()
	if fitting, failed := layLabels(sarabun, blank, paper, &other); failed == nil && len(fitting) > len(laid) {
		*list = other
		return sarabun, fitting, nil
	}
	return shaper, laid, err
}

// layLabels lays out every parcel of a list and takes those out of it that do not fit the paper. A
// sender that does not fit is a fault of the whole.
func layLabels(shaper *drawn.Shaper, blank printing.Label, paper printing.LabelPaper, list *parcels.List) ([]printing.Page, error) {
	var laid []printing.Page
	var sender error
	list.Reject(func(_ int, parcel parcels.Parcel) (string, error) {
		page, err := labelOf(blank, parcel).Page(shaper, paper)
		if err == nil {
			err = page.Check(printing.DPI203)
		}
		if err == nil {
			laid = append(laid, page)
			return "", nil
		}
		column := fieldOf(err)
		if column == "from" {
			sender = at(err, "sender")
		}
		if column == "to" {
			column = "line"
		}
		return column, err
	})
	return laid, sender
}

// fieldOf gives the field that a fault is about.
func fieldOf(err error) string {
	var known *fault.Error
	if errors.As(err, &known) {
		return known.Field
	}
	return ""
}

// parcelList reads the file of --csv.
func (p *program) parcelList(path string, noPostcode bool) (list parcels.List, err error) {
	file, err := openFile(path, "csv")
	if err != nil {
		return list, err
	}
	defer file.Close()
	rows, err := catalog.ReadRows(path, file)
	if err != nil {
		return list, at(err, "csv")
	}
	limits, err := p.parcelLimits()
	if err != nil {
		return list, err
	}
	limits.NoPostcode = noPostcode
	return parcels.Read(rows, limits)
}

// parcelLimits are what a list of parcels is held against. The most that the post collects is what the shop was
// told at its counter, where there is a shop and it was, else what is known of the day; places are those of the
// shop's register.
func (p *program) parcelLimits() (limits parcels.Limits, err error) {
	limits.COD = rules.CODLimit(clock.DayOf(p.now()))
	dir, err := p.folder()
	if err != nil || !shop.Exists(dir) {
		return limits, nil // a list needs no shop
	}
	_, err = p.inShop(func(s *shop.Shop) (*answer, error) {
		set, err := s.Settings(p.ctx)
		if err != nil {
			return nil, err
		}
		told, err := set.Money("cod.most")
		if told > 0 {
			limits.COD = told
		}
		if err == nil {
			limits.Register, err = s.Register(p.ctx)
			return nil, err
		}
		return nil, at(err, "cod.most")
	})
	return limits, err
}

// stationery is what all labels and lists of parcels share.
type stationery struct {
	blank    printing.Label
	shaper   *drawn.Shaper
	warnings []*fault.Error
}

// stationery has the sender as given, in Sarabun, or else the shop, in its fonts.
func (p *program) stationery(sender string) (desk stationery, err error) {
	desk.blank = printing.Label{Lang: p.lang, Carrier: i18n.T(p.lang, "label.carrier")}
	if sender != "" {
		lines := strings.FieldsFunc(sender, func(r rune) bool { return r == ';' || r == '\n' })
		for n, line := range lines {
			lines[n] = thai.Clean(line, 0)
		}
		if lines = slices.DeleteFunc(lines, func(line string) bool { return line == "" }); len(lines) == 0 {
			return desk, required("sender", false)
		}
		desk.blank.From, desk.shaper = printing.Correspondent{Name: lines[0], Lines: lines[1:]}, drawn.NewShaper()
		return desk, nil
	}
	_, err = p.inShop(func(s *shop.Shop) (*answer, error) {
		set, err := s.Settings(p.ctx)
		if err != nil {
			return nil, err
		}
		desk.blank.Practice = set.Get("shop.practice") == "yes"
		desk.blank.From = printing.Correspondent{Name: set.Get("shop.name"), Phone: set.Get("shop.phone"), Lines: []string{set.Get("shop.address")}}
		desk.warnings = p.fontFaults(s)
		desk.shaper, err = s.Shaper(p.ctx)
		return nil, err
	})
	return desk, err
}

// fontFaults warns of fonts of the shop in whose place Sarabun stands.
func (p *program) fontFaults(s *shop.Shop) []*fault.Error {
	faults, _ := s.FontFaults(p.ctx) // settings that cannot be read fail elsewhere
	return faults
}

func labelOf(blank printing.Label, parcel parcels.Parcel) printing.Label {
	to := parcel.Address
	to.Postcode = ""
	blank.To = printing.Correspondent{Name: parcel.Name, Phone: parcel.Phone, Lines: to.LabelLines(), Postcode: parcel.Address.Postcode}
	blank.Service, blank.Tracking, blank.COD = parcel.Service, parcel.Tracking, parcel.COD
	blank.WeightG, blank.Contents, blank.Order = parcel.WeightG, parcel.Note, parcel.Order
	return blank
}

// parcelAnswer says what became of a list of parcels.
func (p *program) parcelAnswer(list parcels.List, pages int) *answer {
	rejected := make([]rejectedDoc, len(list.Rejected))
	for n, bad := range list.Rejected {
		rejected[n] = rejectedDoc{bad.Row, bad.Column, bad.Value, p.problem(bad.Reason).Message}
	}
	slices.SortStableFunc(rejected, func(a, b rejectedDoc) int { return a.Row - b.Row })
	given := &answer{doc: document{"parcels": len(list.Parcels), "pages": pages, "rejected": rejected, "file": nil}, warnings: list.Warnings}
	given.text = func(out *page) {
		out.say("label.done", fault.Values{"count": len(list.Parcels), "pages": pages})
		out.rejected(rejected)
	}
	given.status = partialStatus(len(rejected), len(list.Parcels))
	return given
}
