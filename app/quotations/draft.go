package quotations

import (
	"slices"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// draft is a quotation being written. What is typed into a field of figures or days is kept as it is typed.
type draft struct {
	id       id.Paper
	revises  string // the number of the quotation before, "" = none
	revision int
	known    bool // what a new quotation begins with was filled in

	options []option // one, or up to papers.MaxAlternatives for the buyer to choose from
	turn    int      // the one that is shown

	buyer    papers.Buyer
	customer id.Party // none = typed
	called   string   // the customer's name, as it was taken over

	valid, within string
	conditions    string
	style         papers.Style
	styled        bool // a person chose whether it is official
	signer        papers.Signature
	touched       bool // something was typed or chosen
}

// option is one offer of a quotation.
type option struct {
	title string
	lines []line
	at    int // the chosen line
}

// line is a line of an offer.
type line struct {
	product *catalog.Product // nil for words
	name    string
	unit    string
	qty     qty.Qty
	usual   money.Satang   // what one costs below every break
	breaks  []papers.Break // what one costs from how many on
	agreed  *money.Satang  // typed for so many: it goes before usual and breaks
	vat     string         // of words
}

// newDraft begins a quotation for an office, which is whom most are for.
func newDraft() *draft {
	d := &draft{id: id.New[id.Paper](), options: []option{{}}, buyer: papers.Buyer{Kind: papers.Government}, signer: papers.Signature{Role: "seller"}}
	d.follow()
	return d
}

// follow lets the paper be official as is usual for the buyer's kind, unless a person chose it.
func (d *draft) follow() {
	if !d.styled {
		d.style.Official = d.buyer.Kind == papers.Government
	}
}

// price is what one costs for as many as are quoted.
func (l *line) price() money.Satang {
	if l.agreed != nil {
		return *l.agreed
	}
	return papers.PriceAt(l.usual, l.breaks, l.qty)
}

// charge sets the price of one for as many as are quoted.
func (l *line) charge(price money.Satang) {
	l.agreed = nil
	switch {
	case len(l.breaks) == 0:
		l.usual = price
	case price != papers.PriceAt(l.usual, l.breaks, l.qty):
		l.agreed = &price
	}
}

func (l *line) total() money.Satang { return money.Times(l.price(), l.qty) }

// lineOf is a line of goods for the catalogue's prices, those of many too.
func lineOf(product *catalog.Product, many qty.Qty) line {
	return line{product: product, name: product.FullName(), unit: product.Unit, qty: many, usual: product.Price, breaks: papers.BreaksOf(product)}
}

// told lists the breaks as the paper tells them. A price that was agreed goes before those up to the quantity quoted.
func (l *line) told() []papers.Break {
	if l.agreed != nil {
		return slices.DeleteFunc(slices.Clone(l.breaks), func(b papers.Break) bool { return b.From <= l.qty || b.Price > *l.agreed })
	}
	return papers.Told(l.usual, l.breaks, l.qty)
}

// shown is the offer that is shown.
func (d *draft) shown() *option { return &d.options[d.turn] }

// put adds goods, onto a line of the same product, and chooses the line.
func (d *draft) put(product *catalog.Product, many qty.Qty) error {
	o := d.shown()
	for n := range o.lines {
		if l := &o.lines[n]; l.product != nil && l.product.ID == product.ID {
			l.qty += many
			o.at, d.touched = n, true
			return nil
		}
	}
	return d.add(lineOf(product, many))
}

// add adds a line and chooses it.
func (d *draft) add(l line) error {
	o := d.shown()
	if len(o.lines) >= papers.MaxLines {
		return fault.New("too_many_lines", "line", fault.Values{"max": papers.MaxLines})
	}
	o.lines = append(o.lines, l)
	o.at, d.touched = len(o.lines)-1, true
	return nil
}

// step changes the quantity of a line by whole pieces; the last piece stays.
func (d *draft) step(n, by int) {
	o := d.shown()
	if n < 0 || n >= len(o.lines) {
		return
	}
	o.at, d.touched = n, true
	if more := o.lines[n].qty + qty.Pieces(by); more > 0 && more <= qty.Max {
		o.lines[n].qty = more
	}
}

func (d *draft) remove(n int) {
	o := d.shown()
	if n >= 0 && n < len(o.lines) {
		o.lines = slices.Delete(o.lines, n, n+1)
		o.at, d.touched = max(min(o.at, len(o.lines)-1), 0), true
	}
}

// bare reports whether nothing is offered yet.
func (d *draft) bare() bool {
	return !slices.ContainsFunc(d.options, func(o option) bool { return len(o.lines) > 0 })
}

// total is what an offer comes to. Prices hold VAT inside.
func (o *option) total() (sum money.Satang) {
	for n := range o.lines {
		sum += o.lines[n].total()
	}
	return sum
}

// offer adds an alternative, which begins with the lines of the one shown, and shows it. It fails with
// "alternatives_many".
func (d *draft) offer(title string) error {
	if len(d.options) >= papers.MaxAlternatives {
		return fault.New("alternatives_many", "alternative", fault.Values{"max": papers.MaxAlternatives})
	}
	from := d.shown()
	lines := slices.Clone(from.lines)
	for n := range lines {
		lines[n].breaks = slices.Clone(lines[n].breaks)
	}
	d.options = append(d.options, option{title: title, lines: lines, at: from.at})
	d.turn, d.touched = len(d.options)-1, true
	return nil
}

// withdraw takes an alternative off; the last one stays.
func (d *draft) withdraw(n int) {
	if len(d.options) > 1 && n >= 0 && n < len(d.options) {
		d.options = slices.Delete(d.options, n, n+1)
		d.turn, d.touched = min(d.turn, len(d.options)-1), true
	}
}

// take lets the buyer be a customer.
func (d *draft) take(who shop.Customer) {
	d.buyer.Name, d.buyer.Agency, d.buyer.Address, d.buyer.TaxID, d.buyer.Branch = who.Name, "", who.Address, who.TaxID, who.Branch
	d.customer, d.called, d.touched = who.ID, who.Name, true
}

// request turns the draft into what the shop is asked for. It fails at the field that cannot be read.
func (d *draft) request(by string) (shop.PaperAsk, error) {
	style := d.style
	ask := shop.PaperAsk{ID: d.id, Kind: papers.Quotation, Buyer: d.buyer, BuyerWhole: true, Conditions: d.conditions, Style: &style, Revises: d.revises, By: by,
		Signatures: []papers.Signature{{Role: "buyer"}, d.signer}}
	if strings.TrimSpace(ask.Conditions) == "" {
		ask.Conditions = " " // none, and not those of the settings
	}
	if d.buyer.Name == d.called {
		ask.CustomerID = d.customer
	}
	var err error
	if ask.Valid, err = clock.ReadDay(d.valid); err != nil {
		if strings.TrimSpace(d.valid) == "" {
			return ask, fault.New("validity_missing", "valid", nil)
		}
		return ask, fault.New("date_unreadable", "valid", fault.Values{"value": d.valid})
	}
	if days := strings.TrimSpace(thai.ToASCIIDigits(d.within)); days != "" {
		if ask.Within, err = strconv.Atoi(days); err != nil {
			return ask, fault.New("days_invalid", "within", fault.Values{"value": d.within})
		}
	}
	if len(d.options) == 1 {
		ask.Lines = asked(d.options[0].lines)
		return ask, nil
	}
	for n := range d.options {
		ask.Options = append(ask.Options, shop.PaperOption{Title: strings.TrimSpace(d.options[n].title), Lines: asked(d.options[n].lines)})
	}
	return ask, nil
}

func asked(lines []line) []shop.PaperLine {
	list := make([]shop.PaperLine, len(lines))
	for n := range lines {
		l := &lines[n]
		price := l.price()
		list[n] = shop.PaperLine{Name: l.name, Unit: l.unit, Qty: l.qty, Price: &price, VATClass: l.vat, Breaks: l.told()}
		if l.product != nil {
			list[n].Code = l.product.SKU
		}
	}
	return list
}

// draftOf opens a quotation to be revised, with everything that stands on it. product finds goods.
func draftOf(old *shop.OfficePaper, product func(id.Product) *catalog.Product, day func(clock.Day) string) *draft {
	d := newDraft()
	d.revises, d.revision, d.known = old.Number, old.Revision+1, true
	d.buyer, d.customer, d.called = old.Buyer, old.Row.CustomerID, old.Buyer.Name
	d.valid, d.conditions, d.style, d.styled = day(old.Valid), old.Conditions, old.Style, true
	if old.Within > 0 {
		d.within = strconv.Itoa(old.Within)
	}
	for _, sign := range old.Signatures {
		if sign.Role == "seller" {
			d.signer = sign
		}
	}
	d.options = nil
	for _, offer := range old.Alternatives {
		d.options = append(d.options, option{title: offer.Title, lines: linesOf(offer.Lines, product)})
	}
	if len(d.options) == 0 {
		d.options = []option{{lines: linesOf(old.Lines, product)}}
	}
	return d
}

func linesOf(list []papers.Line, product func(id.Product) *catalog.Product) []line {
	lines := make([]line, len(list))
	for n, old := range list {
		l := line{name: old.Name, unit: old.Unit, qty: old.Qty, usual: old.Price, breaks: slices.Clone(old.Breaks), vat: old.VATClass}
		if !old.ProductID.IsZero() {
			l.product = product(old.ProductID)
		}
		if papers.PriceAt(l.usual, l.breaks, l.qty) != old.Price {
			price := old.Price
			l.agreed = &price
		}
		if len(l.breaks) > 0 && l.breaks[0].From == qty.One && l.agreed == nil { // see papers.Told
			l.usual, l.breaks = l.breaks[0].Price, l.breaks[1:]
		}
		lines[n] = l
	}
	return lines
}
