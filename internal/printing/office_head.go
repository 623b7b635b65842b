package printing

import (
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing/text"
)

// titleIn gives the title of the paper in a language, of all it is.
func (o OfficePaper) titleIn(lang i18n.Lang) string {
	kinds := o.Kinds
	if len(kinds) == 0 {
		kinds = []OfficeKind{OfficeQuotation}
	}
	titles := make([]string, len(kinds))
	for n, kind := range kinds {
		titles[n] = kind.Name(lang)
	}
	title := strings.Join(titles, "/")
	if o.Deposit {
		title = i18n.T(lang, "papers.of_deposit", fault.Values{"title": title})
	}
	return title
}

func (o OfficePaper) title() string { return o.titleIn(i18n.Thai) }

// titles are the large one and the small one under it. The Thai one always stands, for the law wants it.
func (o OfficePaper) titles() []string {
	if o.Lang == i18n.Thai {
		return []string{o.title()}
	}
	return []string{o.title(), o.titleIn(i18n.English)}
}

// belowTitle says what the law wants beside the title.
func (o OfficePaper) belowTitle() (words []string) {
	if o.Set || len(o.Kinds) > 1 {
		words = append(words, o.words("\n", func(lang i18n.Lang) string { return i18n.T(lang, "papers.set") }))
	}
	if o.POSID != "" {
		words = append(words, o.words("\n", func(lang i18n.Lang) string {
			return i18n.T(lang, "receipt.pos_id", fault.Values{"value": o.POSID})
		}))
	}
	return words
}

// fact is something said beside the buyer.
type fact struct{ label, value string }

// facts say which paper it is, when it holds and what it is about.
func (o OfficePaper) facts() []fact {
	formal := func(day clock.Day) string {
		return o.beside(" /\n", func(lang i18n.Lang) string { return o.dayIn(lang, day) })
	}
	list := []fact{{o.t("number"), o.Number}, {o.t("day"), formal(o.Day)}}
	if o.Number == "" {
		list[0].value = o.say("draft")
	}
	if o.Revision > 0 {
		list = append(list, fact{o.t("revision"), i18n.Value(o.Lang, o.Revision)})
	}
	if o.ValidDays > 0 {
		words := o.say("days", fault.Values{"days": o.ValidDays})
		if o.ValidUntil != "" {
			words += " " + o.say("until", fault.Values{"day": i18n.Date(o.Lang, o.ValidUntil)})
		}
		list = append(list, fact{o.t("valid"), words})
	} else if o.ValidUntil != "" {
		list = append(list, fact{o.t("valid_until"), formal(o.ValidUntil)})
	}
	if o.WithinDays > 0 {
		list = append(list, fact{o.t("within"), o.say("within_days", fault.Values{"days": o.WithinDays})})
	}
	list = append(list, fact{o.t("pay_by"), formal(o.PayBy)}, fact{o.t("collect_on"), formal(o.CollectOn)})
	if o.Place != nil && o.Place.Round > 0 {
		words := i18n.Value(o.Lang, o.Place.Round)
		if o.Place.Of > 0 {
			words = o.say("round_of", fault.Values{"round": o.Place.Round, "of": o.Place.Of})
		}
		list = append(list, fact{o.t("round"), words})
	}
	beside, _ := o.refs()
	return append(list, beside...)
}

// refLabel names the kind of another paper.
func (o OfficePaper) refLabel(kind string) string {
	switch {
	case i18n.Has(o.Lang, "office.ref."+kind):
		return o.t("ref." + kind)
	case i18n.Has(o.Lang, "papers.kind."+kind):
		return i18n.T(o.Lang, "papers.kind."+kind)
	}
	return kind
}

// references writes other papers' numbers and days.
func (l Letterhead) references(refs []Reference) string {
	var all []string
	for _, ref := range refs {
		all = append(all, strings.TrimSpace(ref.Number+" "+l.dated(l.dayIn(l.Lang, ref.Day))))
	}
	return strings.Join(all, ", ")
}

// dated says of which day another paper is, "" where that is not known.
func (l Letterhead) dated(day string) string {
	if day == "" {
		return ""
	}
	return l.say("dated_ref", fault.Values{"day": day})
}

// buyerLabel says what the other party is on the paper.
func (o OfficePaper) buyerLabel() string {
	switch o.kind() {
	case OfficeQuotation:
		return o.t("party.to")
	case OfficeReceipt:
		return o.t("party.from")
	case OfficeVoucher:
		return o.t("party.paid")
	}
	return o.t("party.buyer")
}

// parties sets who the paper is for at the left and the facts at the right. All of it stands on one sheet.
func (o OfficePaper) parties(p *paper) {
	p.whole(func() {
		top := p.y
		w := p.width0() * 56 / 100
		o.buyer(p, p.edge, w)
		bottom := max(p.y, p.ink)
		p.y, p.ink = top, top-gutter
		x := p.edge + p.width0()*58/100
		for _, fact := range o.facts() {
			p.fact(x, p.edge+p.width0()-x, 25*MM, fact)
		}
		p.y = max(bottom, p.y, p.ink)
		p.gap(2500)
	})
	if o.Place != nil && o.Place.Name+o.Place.Address != "" {
		p.whole(func() { o.place(p, p.edge, p.width0()) })
	}
}

// fact sets a label and what it says beside it, nothing where there is nothing to say.
func (p *paper) fact(x, w, label Unit, f fact) {
	if f.value == "" {
		return
	}
	grey := style{text.Regular, p.note.size, Grey}
	if joined := strings.ReplaceAll(f.value, "\n", " "); p.width(joined, p.body) <= w-label {
		f.value = joined
	}
	labels, values := p.wrapped(f.label, grey, label-2*MM, 3), p.wrapped(f.value, p.body, w-label, 6)
	for n := range max(len(labels), len(values)) {
		var row []cell
		if n < len(labels) {
			row = append(row, cell{labels[n], grey, left, x, label})
		}
		if n < len(values) {
			row = append(row, cell{values[n], p.body, left, x + label, w - label})
		}
		p.row(row...)
	}
}

// buyer sets the office exactly as it gave its name and address.
func (o OfficePaper) buyer(p *paper, x, w Unit) {
	if len(o.Buyer.Names) > 0 {
		p.column(x, w, style{text.Regular, p.note.size, Grey}, left, o.buyerLabel(), 2)
	}
	for n, name := range o.Buyer.Names {
		p.column(x, w, []style{{text.Bold, 4375, Black}, p.body}[min(n, 1)], left, name, 10)
	}
	p.address(x, w, p.body, o.Buyer.Address, 14)
	p.column(x, w, p.body, left, o.taxID(o.Buyer), 4)
	if o.Buyer.Phone != "" {
		p.column(x, w, p.body, left, i18n.T(o.Lang, "receipt.phone", fault.Values{"phone": o.Buyer.Phone}), 3)
	}
	if o.Attention != "" {
		p.column(x, w, p.body, left, o.t("attention", fault.Values{"name": o.Attention}), 4)
	}
}

// place sets where the goods of a delivery note go.
func (o OfficePaper) place(p *paper, x, w Unit) {
	p.column(x, w, style{text.Regular, p.note.size, Grey}, left, o.t("party.place"), 2)
	p.column(x, w, p.strong, left, o.Place.Name, 6)
	p.address(x, w, p.body, o.Place.Address, 10)
	if o.Place.Phone != "" {
		p.column(x, w, p.body, left, i18n.T(o.Lang, "receipt.phone", fault.Values{"phone": o.Place.Phone}), 3)
	}
	p.gap(2500)
}

// opening says above the goods what the paper is about where its title does not.
func (o OfficePaper) opening(p *paper) {
	var sentences []string
	_, lists := o.refs()
	for _, list := range lists {
		p.listed(list)
	}
	for _, same := range byKind(o.Replaces) {
		sentences = append(sentences, o.t("replaces", fault.Values{"kind": o.refLabel(same[0].Kind), "number": o.references(same)}))
	}
	if o.has(OfficeAbbreviated) && len(o.VAT) > 0 {
		sentences = append(sentences, o.wordsOf("papers.vat_included"))
	}
	if o.kind() == OfficeVoucher {
		sentences = append(sentences, o.t("voucher", fault.Values{"shop": first(o.Shop.Names)}))
	}
	if o.Fixes != nil {
		about := "fixes"
		if !o.Fixes.Day.Time().IsZero() {
			about = "fixes_dated"
		}
		sentences = append(sentences, o.t(about, fault.Values{"number": o.Fixes.Number, "day": o.Fixes.Day}))
		if o.Fixes.Reason != "" {
			sentences = append(sentences, o.t("reason", fault.Values{"reason": o.Fixes.Reason}))
		}
	}
	for _, words := range sentences {
		p.flow(p.body, 0, words)
	}
	if len(sentences)+len(lists) > 0 {
		p.gap(2 * MM)
	}
}
