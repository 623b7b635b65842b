package issuing

import (
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// line is one line of a note, as its invoice has it with what is put right, or one that a person typed.
type line struct {
	shop.PaperLine
	of *papers.Line // of the invoice, nil = typed
}

// hasLines reports whether a person says what stands on the paper, line by line: what a note puts right, or a paper
// that is made from nothing.
func (m *model) hasLines() bool { return m.notes() || m.typing() }

// notes reports whether the paper corrects a tax invoice.
func (m *model) notes() bool {
	return m.ask.Kind == papers.CreditNote || m.ask.Kind == papers.DebitNote
}

// typing reports whether the goods are typed, for there is nothing the paper is made from.
func (m *model) typing() bool { return len(m.ask.Of) == 0 && m.ask.Replaces == "" }

// firstLines are those that the dialog begins with: of an invoice all, none put right yet.
func (m *model) firstLines() (all []line) {
	if m.notes() {
		for n := range m.facts.lines {
			of := &m.facts.lines[n]
			all = append(all, line{of: of, PaperLine: shop.PaperLine{Code: of.SKU, Name: of.Name, Unit: of.Unit, VATClass: of.VATClass}})
		}
	}
	for _, wanted := range m.ask.Lines {
		at := slices.IndexFunc(all, func(each line) bool { return each.of != nil && each.Qty == 0 && means(wanted, each.of) })
		if at < 0 { // goods that came back, on a note about their deposit
			all = append(all, line{PaperLine: wanted})
			continue
		}
		all[at].Qty, all[at].Price = wanted.Qty, wanted.Price
	}
	return all
}

// means reports whether a line that is wanted is this one of an invoice.
func means(wanted shop.PaperLine, of *papers.Line) bool {
	if wanted.Code != "" {
		return strings.EqualFold(wanted.Code, of.SKU)
	}
	return wanted.Name == of.Name && (wanted.VATClass == "" || wanted.VATClass == of.VATClass)
}

// readLines gives the lines that are asked for.
func (m *model) readLines() (asked []shop.PaperLine) {
	if !m.hasLines() {
		return m.ask.Lines
	}
	for _, each := range m.lines {
		if each.Qty > 0 {
			asked = append(asked, each.PaperLine)
		}
	}
	return asked
}

// empty reports whether a person has said of no line what stands on the paper.
func (m *model) empty() bool { return m.hasLines() && len(m.readLines()) == 0 }

// unsaid reports whether the paper is for a deposit of which nobody has said how much.
func (m *model) unsaid() bool { return m.deposit && strings.TrimSpace(m.text["deposit"]) == "" }

// correct puts a line right: so many of it, at so much each. What is credited at its own price keeps its part of the discount.
func (m *model) correct(n int, quantity qty.Qty, price money.Satang) {
	each := &m.lines[n]
	if own := each.Price == nil && each.of != nil && each.of.Price == price; m.ask.Kind != papers.CreditNote || !own {
		each.Price = &price
	}
	each.Qty, m.touched = quantity, true
}

// write adds a line, or writes the one at n anew.
func (m *model) write(n int, typed shop.PaperLine) {
	m.touched = true
	if n >= 0 && n < len(m.lines) {
		m.lines[n].PaperLine = typed
		return
	}
	m.lines = append(m.lines, line{PaperLine: typed})
}

// remove takes a typed line out, and makes one of an invoice right as it was.
func (m *model) remove(n int) {
	if n < 0 || n >= len(m.lines) {
		return
	}
	m.touched = true
	if m.lines[n].of != nil {
		m.lines[n].Qty, m.lines[n].Price = 0, nil
		return
	}
	m.lines = slices.Delete(m.lines, n, n+1)
}

// usual gives what the dialog of a line begins with: all of it at its price.
func (l *line) usual() (quantity qty.Qty, price money.Satang) {
	quantity = l.Qty
	if l.of != nil && quantity == 0 {
		quantity = l.of.Qty
	}
	switch {
	case l.Price != nil:
		price = *l.Price
	case l.of != nil:
		price = l.of.Price
	}
	return quantity, price
}

// untaxedKeys are the words for goods that bear no VAT, as papers say it.
var untaxedKeys = map[string]string{catalog.VATZero: "office.class.zero", catalog.VATExempt: "office.class.exempt"}

// texts are the two lines of a row, and what stands at its end.
func (l *line) texts(lang i18n.Lang) (name, note, sum string) {
	name = l.Name
	if name == "" {
		name = l.Code
	}
	if l.of != nil {
		note = strings.TrimSpace(i18n.Qty(l.of.Qty)+" "+l.of.Unit) + " × " + i18n.Baht(l.of.Price)
		if class, untaxed := untaxedKeys[l.of.VATClass]; untaxed { // what tells the lines of a deposit apart
			note += " · " + i18n.T(lang, class)
		}
	}
	if l.Qty > 0 {
		quantity, price := l.usual()
		sum = i18n.Qty(quantity) + " × " + i18n.Baht(price)
		switch {
		case l.Price == nil && l.of == nil: // at the price of the catalogue
			sum = i18n.Qty(quantity) + " " + l.Unit
		case l.Price == nil && l.of.Discount > 0: // its part of the discount goes with it
			sum += " − " + i18n.Baht(l.of.Discount.Share(int64(quantity), int64(l.of.Qty)))
		}
	}
	return name, note, sum
}
