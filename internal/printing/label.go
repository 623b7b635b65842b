package printing

import (
	"fmt"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/thai"
)

// Mark is a warning on a parcel.
type Mark string

// The marks that people at the post heed.
const (
	Fragile    Mark = "fragile"     // ระวังแตก
	Fresh      Mark = "fresh"       // ของสด
	DoNotFold  Mark = "do_not_fold" // ห้ามพับ
	ThisSideUp Mark = "this_side_up"
)

// Marks lists them.
var Marks = []Mark{Fragile, Fresh, DoNotFold, ThisSideUp}

// MaskPhone gives a phone number of which only the last four digits can be read, "" for none.
func MaskPhone(phone string) string {
	shown, masked := 0, []rune(phone)
	for n := len(masked) - 1; n >= 0; n-- {
		if masked[n] < '0' || masked[n] > '9' {
			continue
		}
		if shown++; shown > 4 {
			masked[n] = 'x'
		}
	}
	return string(masked)
}

// Correspondent is who sends or gets a parcel. Lines are the address as it is read, without the
// postcode; Phone is in the form that is to be printed, "" to hide it.
type Correspondent struct {
	Name     string
	Phone    string
	Lines    []string
	Postcode string
}

// Label is what a parcel says.
type Label struct {
	Lang     i18n.Lang
	Practice bool
	Carrier  string // who carries it, as its counter says
	Service  string
	Tracking shipping.Tracking // "" until the counter gives one
	From, To Correspondent
	COD      money.Satang // 0 = nothing to collect
	Order    string       // its number, which the code holds
	Called   string       // how people call the order, "" = by its number
	Contents string
	WeightG  int // 0 = not weighed
	Marks    []Mark
	// Unboxed allows a recipient without a postcode, whose boxes are left out.
	Unboxed bool
}

// LabelPaper is a form of paper that labels are printed on.
type LabelPaper string

// The papers of Thai sellers' label tools (facts of the post).
const (
	Label100x150  LabelPaper = "100x150"
	Label100x75   LabelPaper = "100x75"
	LabelA6       LabelPaper = "a6"
	LabelA4x4     LabelPaper = "a4x4"
	LabelA4x8     LabelPaper = "a4x8"
	LabelEnvelope LabelPaper = "envelope" // DL, 220 × 110 mm
)

// LabelPapers lists the papers, the usual one first.
var LabelPapers = []LabelPaper{Label100x150, Label100x75, LabelA6, LabelA4x4, LabelA4x8, LabelEnvelope}

// A4 in micrometres.
const (
	A4Width  = 210 * MM
	A4Height = 297 * MM
)

// cellOf gives the size of one label and how many stand across and down a sheet.
func (p LabelPaper) cellOf() (w, h Unit, across, down int, err error) {
	switch p {
	case Label100x150:
		return 100 * MM, 150 * MM, 1, 1, nil
	case Label100x75:
		return 100 * MM, 75 * MM, 1, 1, nil
	case LabelA6:
		return 105 * MM, 148 * MM, 1, 1, nil
	case LabelA4x4:
		return A4Width / 2, A4Height / 2, 2, 2, nil
	case LabelA4x8:
		return A4Width / 2, A4Height / 4, 2, 4, nil
	case LabelEnvelope:
		return 220 * MM, 110 * MM, 1, 1, nil
	}
	return 0, 0, 0, 0, fault.Unreadable("label_paper", "paper", fault.Values{"paper": string(p)})
}

// Size gives the sheet or label that comes out of the printer; a paper there is not has none.
func (p LabelPaper) Size() (width, height Unit) {
	w, h, across, down, err := p.cellOf()
	if err != nil {
		return 0, 0
	}
	return w * Unit(across), h * Unit(down)
}

// Labels lays labels out on their paper. start is the first free place on the first sheet, from 1;
// it fails with "label_start" when the sheet has no such place, and with what a label fails with, the
// field beginning with the label's index: "label[3].to.postcode".
func Labels(shaper *text.Shaper, labels []Label, paper LabelPaper, start int) ([]Page, error) {
	pages := make([]Page, len(labels))
	for n, label := range labels {
		var err error
		if pages[n], err = label.Page(shaper, paper); err != nil {
			return nil, fault.At(err, fmt.Sprintf("label[%d]", n))
		}
	}
	return paper.Sheets(pages, start)
}

// Sheets puts labels that were laid out for the paper on as many sheets as they need. It fails with
// "label_paper" (usage) and "label_start".
func (p LabelPaper) Sheets(labels []Page, start int) ([]Page, error) {
	_, _, across, down, err := p.cellOf()
	if err != nil {
		return nil, err
	}
	if start < 1 || start > across*down {
		return nil, fault.New("label_start", "start", fault.Values{"most": across * down})
	}
	return sheets(labels, across, down, start), nil
}

// Page lays one label out for its place on a paper. It fails with "label_paper" (usage),
// "label_postcode" without a recipient's postcode of five digits unless Unboxed, "label_name" without a
// name, and "print_room" when something is too long to be printed whole.
func (l Label) Page(shaper *text.Shaper, paper LabelPaper) (Page, error) {
	w, h, _, _, err := paper.cellOf()
	if err != nil {
		return Page{}, err
	}
	postcode := thai.ToASCIIDigits(strings.TrimSpace(l.To.Postcode))
	if l.To.Postcode = postcode; !fiveDigits(postcode) && !(l.Unboxed && postcode == "") {
		return Page{}, fault.New("label_postcode", "to.postcode", fault.Values{"postcode": postcode})
	}
	if strings.TrimSpace(l.To.Name) == "" {
		return Page{}, fault.New("label_name", "to.name", nil)
	}
	d := &labelSheet{Label: l, setter: setter{shaper: shaper, page: Page{Width: w, Height: h}}}
	whole := area{0, 0, w, h}.inset(3 * MM)
	lay := d.tall
	switch {
	case w >= 200*MM:
		whole, lay = area{0, 0, w, h}.inset(8*MM), d.envelope
	case h < 100*MM:
		lay = d.wide
	}
	if l.Practice {
		var strip area
		strip, whole = whole.bottom(5*MM, MM)
		d.add(Rect{strip.x, strip.y, strip.w, strip.h, Black})
		d.oneLine(strip, d.t("practice"), style{text.Bold, 3 * MM, White}, centre, 70)
	}
	err = lay(whole)
	return d.page, err
}

func fiveDigits(postcode string) bool {
	return len(postcode) == 5 && strings.Trim(postcode, "0123456789") == ""
}
