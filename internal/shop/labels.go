package shop

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shipping/parcels"
)

// How recipients' phones stand on labels.
const (
	PhoneShown  = "show"
	PhoneMasked = "mask" // only the last four digits
	PhoneHidden = "hide"
)

// LabelOptions say how labels of parcels are laid out.
type LabelOptions struct {
	Lang       i18n.Lang
	Paper      printing.LabelPaper // "" = the shop's
	Start      int                 // the first free place on the first sheet, from 1; 0 = 1
	Phone      string              // "" = as the shop asks (setting privacy.mask_phone)
	NoPostcode bool                // a recipient without a postcode is taken: the boxes are left out
	Marks      []printing.Mark     // on every label, with those of its parcel
}

// Labels are the labels of parcels, laid out together.
type Labels struct {
	Papers
	Parcels []id.Parcel   // those that have one, in the order of their labels
	Failed  []ParcelFault // those that have none, and why
}

// labelMarks are the marks of parcels as labels print them.
var labelMarks = map[string]printing.Mark{ordering.MarkFragile: printing.Fragile, ordering.MarkNoFold: printing.DoNotFold, ordering.MarkFresh: printing.Fresh}

// Labels lays out the labels of packed parcels, those of a service and a postcode beside each other. It writes
// nothing: who prints them calls LabelsOut. Faults, listed: "parcel_unknown", "parcel_step", "parcel_to_missing"
// with the part of the recipient that lacks, those of printing.Label.Page; of the whole those of
// printing.LabelPaper.Sheets, "print_room" of the sender.
func (s *Shop) Labels(ctx context.Context, wanted []id.Parcel, o LabelOptions) (*Labels, error) {
	list, err := s.ParcelsOf(ctx, wanted)
	if err != nil {
		return nil, err
	}
	set, err := s.db.Settings(ctx)
	if err != nil {
		return nil, err
	}
	if o.Phone == "" && set.Get("privacy.mask_phone") == "yes" {
		o.Phone = PhoneMasked
	}
	paper := cmp.Or(o.Paper, printing.LabelPaper(set.Get("paper.label")))
	if _, err := paper.Sheets(nil, max(o.Start, 1)); err != nil {
		return nil, err
	}
	blank := printing.Label{Lang: o.Lang, Practice: set.Get("shop.practice") == "yes", Carrier: i18n.T(o.Lang, "label.carrier"), Unboxed: o.NoPostcode,
		From: printing.Correspondent{Name: set.Get("shop.name"), Phone: address.Phone(set.Get("shop.phone")), Lines: []string{set.Get("shop.address")}}}
	slices.SortStableFunc(list, func(a, b Parcel) int {
		return cmp.Or(cmp.Compare(a.Goes, b.Goes), cmp.Compare(a.To.Postcode, b.To.Postcode))
	})
	labels := &Labels{Papers: Papers{Form: FormLabel, Title: "labels"}}
	var good []Parcel
	for n := range list {
		if why := unprintable(&list[n], o); why != nil {
			labels.Failed = append(labels.Failed, ParcelFault{ParcelID: list[n].ID, Number: list[n].Number, Why: why})
			continue
		}
		good = append(good, list[n])
	}
	for _, parcel := range wanted {
		if !slices.ContainsFunc(list, func(p Parcel) bool { return p.ID == parcel }) {
			labels.Failed = append(labels.Failed, ParcelFault{ParcelID: parcel, Why: fault.New("parcel_unknown", "parcel", fault.Values{"value": parcel.String()})})
		}
	}
	return labels, s.layLabels(labels, set, blank, good, paper, o)
}

// unprintable says why a parcel gets no label, nil when it gets one.
func unprintable(p *Parcel, o LabelOptions) *fault.Error {
	switch {
	case p.State != ledger.ParcelPacked:
		return fault.New("parcel_step", "parcel", fault.Values{"number": p.Number, "no": p.No, "state": p.State})
	case p.Lacks == "to.postcode" && o.NoPostcode && p.To.Postcode == "":
		return nil
	case p.Lacks != "":
		return p.Missing(o.Lang, p.Number)
	}
	return nil
}

// layLabels lays out labels in the shop's fonts, or in Sarabun where that takes more of them, and puts those that
// fit on sheets.
func (s *Shop) layLabels(labels *Labels, set Settings, blank printing.Label, list []Parcel, paper printing.LabelPaper, o LabelOptions) error {
	with := s.paper(set).shaper
	pages, done, failed, err := eachLabel(with, blank, list, paper, o)
	if sarabun := s.sarabun().shaper; len(done) < len(list) && with != sarabun {
		if p, d, f, e := eachLabel(sarabun, blank, list, paper, o); len(d) > len(done) {
			with, pages, done, failed, err = sarabun, p, d, f, e
		}
	}
	if err != nil {
		return err
	}
	labels.Shaper, labels.Parcels, labels.Failed = with, done, append(labels.Failed, failed...)
	labels.Pages, err = paper.Sheets(pages, max(o.Start, 1))
	return err
}

func eachLabel(shaper *text.Shaper, blank printing.Label, list []Parcel, paper printing.LabelPaper, o LabelOptions) (pages []printing.Page, done []id.Parcel, failed []ParcelFault, err error) {
	for n := range list {
		page, err := labelOf(blank, &list[n], o).Page(shaper, paper)
		if err == nil {
			err = page.Check(printing.DPI203)
		}
		why := fault.Of(err)
		switch {
		case err == nil:
			pages, done = append(pages, page), append(done, list[n].ID)
		case why.Field == "from": // it fits on none
			return nil, nil, nil, fault.New(why.Code, "sender", why.Values)
		default:
			failed = append(failed, ParcelFault{ParcelID: list[n].ID, Number: list[n].Number, Why: why})
		}
	}
	return pages, done, failed, nil
}

// labelOf gives the label of a parcel. Its code holds the order's number, by which the packer's scanner finds it.
func labelOf(blank printing.Label, p *Parcel, o LabelOptions) printing.Label {
	to := p.To.Address()
	to.Postcode = ""
	l := blank
	l.To = printing.Correspondent{Name: p.To.Title + p.To.Name, Phone: phoneAs(p.To.Phones, o.Phone), Lines: to.LabelLines(), Postcode: p.To.Postcode}
	l.Service, l.Tracking, l.COD = p.ServiceOf(o.Lang), shipping.Tracking(p.Tracking), p.COD
	l.WeightG, l.Contents, l.Order, l.Called, l.Marks = p.Grams, p.Contents(), p.Number, p.Called(), slices.Clone(o.Marks)
	if p.ByChannel {
		l.Carrier = ""
	}
	if p.Boxes > 1 {
		l.Contents = i18n.T(o.Lang, "parcel.box_of", fault.Values{"no": p.No, "count": p.Boxes}) + " · " + l.Contents
	}
	for _, mark := range p.Marks {
		if known, ok := labelMarks[mark]; ok && !slices.Contains(l.Marks, known) {
			l.Marks = append(l.Marks, known)
		}
	}
	return l
}

// phoneAs gives the first phone as it is to be printed.
func phoneAs(phones []string, how string) string {
	if len(phones) == 0 || how == PhoneHidden {
		return ""
	}
	phone := address.Phone(phones[0])
	if how == PhoneMasked {
		return printing.MaskPhone(phone)
	}
	return phone
}

// LabelsOut notes that the labels of parcels were printed or written. Faults, listed: those of store.ParcelsPrinted.
func (s *Shop) LabelsOut(ctx context.Context, labels *Labels, by string) ([]ParcelFault, error) {
	return s.db.ParcelsPrinted(ctx, labels.Parcels, by)
}

// ReadyLabels settles how parcels go, numbers them and lays out their labels: what one parcel lacks is listed and
// does not stop the others. When none gets a label it fails as the first of them does.
func (s *Shop) ReadyLabels(ctx context.Context, wanted []id.Parcel, o LabelOptions, by string) (*Labels, error) {
	failed, err := s.ReadyParcels(ctx, wanted, by)
	if err != nil {
		return nil, err
	}
	not := map[id.Parcel]bool{}
	for _, f := range failed {
		not[f.ParcelID] = true
	}
	labels, err := s.Labels(ctx, slices.DeleteFunc(slices.Clone(wanted), func(p id.Parcel) bool { return not[p] }), o)
	if err != nil {
		return nil, err
	}
	labels.Failed = append(failed, labels.Failed...)
	if len(labels.Pages) == 0 && len(labels.Failed) > 0 {
		return nil, labels.Failed[0].Why
	}
	return labels, nil
}

// PrintLabels readies parcels, queues their labels as one run and notes that they were printed. Faults: those of
// ReadyLabels and PrintPapers.
func (s *Shop) PrintLabels(ctx context.Context, wanted []id.Parcel, o LabelOptions, by string) (Queued, *Labels, error) {
	labels, err := s.ReadyLabels(ctx, wanted, o, by)
	if err != nil {
		return Queued{}, nil, err
	}
	queued, err := s.PrintPapers(ctx, labels.Papers)
	if err != nil {
		return queued, labels, err
	}
	failed, err := s.LabelsOut(ctx, labels, by)
	labels.Failed = append(labels.Failed, failed...)
	return queued, labels, err
}

// Manifest is the list that goes to the post's counter with parcels.
type Manifest struct {
	Papers
	Rows    [][]string // the same for a spreadsheet
	Parcels int
}

// ManifestOf lays out the list of chosen parcels. What a channel's own carrier fetches is not on it.
func (s *Shop) ManifestOf(ctx context.Context, wanted []id.Parcel, lang i18n.Lang) (*Manifest, error) {
	list, err := s.ParcelsOf(ctx, wanted)
	if err != nil {
		return nil, err
	}
	return s.manifest(ctx, list, lang, "manifest")
}

// ManifestOn lays out the list of a day: what was handed over, and of today also what is packed and printed and goes
// next. It fails with "manifest_empty", "parcels_too_many".
func (s *Shop) ManifestOn(ctx context.Context, day clock.Day, lang i18n.Lang) (*Manifest, error) {
	lists := []string{ParcelsHanded}
	if day == clock.DayOf(s.Clock()) {
		lists = append(lists, ParcelsPrinted)
	}
	var all []Parcel
	for _, list := range lists {
		found, sums, err := s.Parcels(ctx, ParcelQuery{List: list, Day: day, Limit: maxManifest})
		if err != nil {
			return nil, err
		}
		if sums.Count > maxManifest {
			return nil, fault.New("parcels_too_many", "date", fault.Values{"count": sums.Count, "most": maxManifest})
		}
		all = append(all, found...)
	}
	return s.manifest(ctx, all, lang, fmt.Sprintf("manifest-%s", day))
}

// maxManifest bounds one list, as one of a file is bounded.
const maxManifest = 5000

func (s *Shop) manifest(ctx context.Context, list []Parcel, lang i18n.Lang, title string) (*Manifest, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return nil, err
	}
	paper := printing.Manifest{Lang: lang, Practice: set.Get("shop.practice") == "yes", Carrier: i18n.T(lang, "label.carrier"), At: s.Clock(),
		From: printing.Shop{Names: []string{set.Get("shop.name")}, Phone: address.Phone(set.Get("shop.phone")), Address: set.Get("shop.address")}}
	for n := range list {
		if p := &list[n]; !p.ByChannel {
			paper.Parcels = append(paper.Parcels, parcels.Parcel{Name: p.To.Name, Address: p.To.Address(), Service: p.ServiceOf(lang), Tracking: shipping.Tracking(p.Tracking),
				COD: p.COD, Fee: p.Cost, Insured: p.Insured, WeightG: p.Grams, Note: p.Called(), Order: p.Number})
		}
	}
	if len(paper.Parcels) == 0 {
		return nil, fault.New("manifest_empty", "date", nil)
	}
	m := &Manifest{Rows: paper.Rows(), Parcels: len(paper.Parcels)}
	m.Papers, err = s.laid(set, Papers{Form: FormManifest, Title: title}, func(shaper *text.Shaper) ([]printing.Page, error) { return paper.Pages(shaper), nil })
	return m, err
}
