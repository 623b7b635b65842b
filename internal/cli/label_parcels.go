package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/encode"
	"github.com/talat-pos/talat/internal/shop"
)

// parcelDoc is a parcel with a label, or one that has none and why.
type parcelDoc struct {
	Number   string       `json:"number"` // of the order
	No       int          `json:"no"`
	Name     string       `json:"name"`
	Service  string       `json:"service"`
	Tracking *string      `json:"tracking"`
	Postage  money.Satang `json:"postage_satang"`
	COD      money.Satang `json:"cod_satang"`
	State    string       `json:"state"`
}

func (p *program) parcelDoc(of *shop.Parcel) parcelDoc {
	return parcelDoc{of.Number, of.No, of.To.Name, of.Goes, text(of.Tracking), of.Cost, of.COD, of.State}
}

// failedDoc is a parcel or order that something could not be done with.
type failedDoc struct {
	Number  string `json:"number"`
	Code    string `json:"code"`
	Message string `json:"message"`
	Field   string `json:"field"`
}

func (p *program) failedDoc(number string, why error) failedDoc {
	said := p.problem(why)
	return failedDoc{number, said.Code, said.Message, said.Field}
}

// labelParcels makes the labels of what is packed of orders, or of single parcels by their tracking numbers.
func (p *program) labelParcels(numbers []string, f labelFlags) (*answer, error) {
	language, err := f.language()
	if err != nil {
		return nil, err
	}
	if _, err := f.mask(); err != nil {
		return nil, err
	}
	start, err := readCount(f.start, "start", 1000)
	if err != nil {
		return nil, err
	}
	options := shop.LabelOptions{Lang: p.lang, Paper: printing.LabelPaper(f.paper), Start: start, Phone: f.phone, NoPostcode: f.noPostcode}
	if options.Marks, err = f.marked(); err != nil {
		return nil, err
	}
	return p.inShop(func(s *shop.Shop) (*answer, error) {
		if f.paper == "" {
			paper, err := p.usualPaper(s, "paper.label", f.output)
			if err != nil {
				return nil, err
			}
			options.Paper = printing.LabelPaper(paper)
		}
		wanted, failed, err := p.packedOf(s, numbers)
		if err != nil {
			return nil, err
		}
		labels, err := s.ReadyLabels(p.ctx, wanted, options, "")
		if err != nil {
			return nil, err
		}
		given, err := p.labelsAnswer(s, labels, failed)
		if err != nil {
			return nil, err
		}
		given.warnings = append(given.warnings, p.fontFaults(s)...)
		if f.file != "" {
			data, err := encode.Pages(labels.Shaper, labels.Pages, language, encode.Options{Title: labels.Title, Created: p.now()})
			if err != nil {
				return nil, err
			}
			if err := writeFile(f.file, func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
				return nil, err
			}
			given.wrote(f.file)
		}
		if f.print {
			if err := p.printPapers(s, labels.Papers, given); err != nil {
				return nil, err
			}
		}
		_, err = s.LabelsOut(p.ctx, labels, "")
		return given, err
	})
}

// packedOf finds the packed parcels of what is named. One that has none is listed; when all have none the first says why.
func (p *program) packedOf(s *shop.Shop, numbers []string) (wanted []id.Parcel, failed []failedDoc, err error) {
	var first error
	for n, number := range numbers {
		_, found, err := s.ParcelsNamed(p.ctx, number)
		if err == nil {
			found, err = p.stillPacked(s, number, found)
		}
		var why *fault.Error
		switch {
		case errors.As(err, &why) && why.Kind != fault.Internal:
			failed = append(failed, p.failedDoc(number, err))
			if first == nil {
				first = fault.New(why.Code, fmt.Sprintf("number[%d]", n), why.Values)
			}
		case err != nil:
			return nil, nil, err
		}
		for _, parcel := range found {
			if err == nil && !slices.Contains(wanted, parcel) {
				wanted = append(wanted, parcel)
			}
		}
	}
	if len(wanted) == 0 {
		return nil, nil, first
	}
	return wanted, failed, nil
}

// stillPacked keeps the parcels that have not gone. It fails with "label_nothing".
func (p *program) stillPacked(s *shop.Shop, number string, list []id.Parcel) (packed []id.Parcel, err error) {
	parcels, err := s.ParcelsOf(p.ctx, list)
	for n := range parcels {
		if parcels[n].State == ledger.ParcelPacked {
			packed = append(packed, parcels[n].ID)
		}
	}
	if err == nil && len(packed) == 0 {
		err = fault.New("label_nothing", "number", fault.Values{"number": number})
	}
	return packed, err
}

func (p *program) labelsAnswer(s *shop.Shop, labels *shop.Labels, failed []failedDoc) (*answer, error) {
	list, err := s.ParcelsOf(p.ctx, labels.Parcels)
	if err != nil {
		return nil, err
	}
	given := &answer{}
	docs := make([]parcelDoc, len(list))
	for n := range list {
		docs[n] = p.parcelDoc(&list[n])
		given.warnings = append(given.warnings, list[n].Warnings...)
	}
	for _, f := range labels.Failed {
		failed = append(failed, p.failedDoc(f.Number, f.Why))
	}
	given.doc = document{"parcels": len(list), "pages": len(labels.Pages), "labels": docs, "rejected": append([]failedDoc{}, failed...), "file": nil}
	given.status = partialStatus(len(failed), len(list))
	given.text = func(out *page) {
		out.say("label.done", fault.Values{"count": len(list), "pages": len(labels.Pages)})
		out.parcels(docs)
		out.failures(failed)
	}
	return given, nil
}

// parcels lists parcels in their order.
func (p *page) parcels(docs []parcelDoc) {
	var rows [][]string
	for _, d := range docs {
		tracking := ""
		if d.Tracking != nil {
			tracking = *d.Tracking
		}
		rows = append(rows, []string{d.Number, d.Name, shop.ServiceCodeName(p.lang, d.Service), i18n.Baht(d.Postage), i18n.Baht(d.COD), tracking})
	}
	p.table("lllrrl", []string{"col.order", "col.recipient", "col.service", "col.postage", "col.cod", "col.tracking"}, rows)
}

// failures says what was not done, a line each.
func (p *page) failures(failed []failedDoc) {
	for _, f := range failed {
		p.line(f.Number + ": " + f.Message)
	}
}
