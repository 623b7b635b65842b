// Package stock holds the screens of what is done to stock: goods that come, go back, are put right, moved,
// ordered and counted, what expires and what must be counted again, and the papers of all that.
package stock

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/stock"
)

// line is goods on a paper that is being written. Texts are as they were typed, so that nothing is lost
// while they cannot be read.
type line struct {
	product *catalog.Product
	qty     string
	lot     string
	expires string
	cost    string
	lotID   id.Lot // the goods leave this lot; none = first expired first
}

// draft is a paper that is being written.
type draft struct {
	id       id.StockPaper
	kind     string // ledger.TypeReceived … TypeOrdered
	producer id.Party
	place    id.Place // where the goods lie, none = where the shop sells from
	to       id.Place
	ref      string
	reason   string
	photo    string
	add      bool // put right by adding, else by taking away
	lines    []line
	at       int // the chosen line, -1 for none

	given string // what it said before a person typed
}

func newDraft(kind string) *draft {
	return &draft{id: id.New[id.StockPaper](), kind: kind, at: -1}
}

// refusal says why goods cannot stand on a paper.
func refusal(p *catalog.Product) error {
	switch {
	case p.IsSet():
		return fault.New("stock_of_set", "code", fault.Values{"name": p.Name})
	case p.HasVariants:
		return fault.New("stock_of_variants", "code", fault.Values{"name": p.Name})
	}
	return nil
}

// put adds goods: to the product's last line, or as a new one, which is chosen.
func (d *draft) put(p *catalog.Product, quantity qty.Qty, lot id.Lot) error {
	if err := refusal(p); err != nil {
		return err
	}
	for n := range slices.Backward(d.lines) {
		if l := &d.lines[n]; l.product.ID == p.ID && l.lotID == lot {
			d.at = n
			have, err := qty.Parse(l.qty)
			if err != nil {
				have = 0
			}
			l.qty = (have + quantity).String()
			return nil
		}
	}
	l := line{product: p, qty: quantity.String(), lotID: lot}
	if p.Cost > 0 {
		l.cost = strings.TrimSuffix(p.Cost.String(), ".00")
	}
	d.lines = append(d.lines, l)
	d.at = len(d.lines) - 1
	return nil
}

// chosen gives the chosen line, nil for none.
func (d *draft) chosen() *line {
	if d.at < 0 || d.at >= len(d.lines) {
		return nil
	}
	return &d.lines[d.at]
}

// step makes a line more or less; it stays above nothing.
func (d *draft) step(n, by int) {
	if n < 0 || n >= len(d.lines) {
		return
	}
	l := &d.lines[n]
	have, err := qty.Parse(l.qty)
	if err != nil {
		have = 0
	}
	if next := have + qty.Pieces(by); next > 0 {
		l.qty = next.String()
	}
}

// remove takes a line away and gives it with its place, so that it can come back.
func (d *draft) remove(n int) (gone line, ok bool) {
	if n < 0 || n >= len(d.lines) {
		return line{}, false
	}
	gone = d.lines[n]
	d.lines = slices.Delete(d.lines, n, n+1)
	d.at = min(n, len(d.lines)-1)
	return gone, true
}

func (d *draft) restore(gone line, n int) {
	d.at = min(n, len(d.lines))
	d.lines = slices.Insert(d.lines, d.at, gone)
}

// words is all that a person may have typed.
func (d *draft) words() string {
	all := []string{d.ref, d.photo}
	for _, l := range d.lines {
		all = append(all, l.product.SKU, l.qty, l.lot, l.expires, l.cost)
	}
	return strings.Join(all, "\x00")
}

// keep takes what the draft says now as given: leaving it loses nothing.
func (d *draft) keep() { d.given = d.words() }

// typed reports whether leaving would lose something.
func (d *draft) typed() bool { return len(d.lines) > 0 && d.words() != d.given }

// withCost and withLot tell which papers say what goods cost, and which make lots.
func (d *draft) withCost() bool { return d.kind == ledger.TypeReceived || d.kind == ledger.TypeOrdered }
func (d *draft) withLot() bool  { return d.kind == ledger.TypeReceived }

// request reads what was typed. Its faults name the line and the field.
func (d *draft) request() (stock.Request, error) {
	r := stock.Request{ID: d.id, Type: d.kind, Producer: d.producer, Place: d.place, To: d.to, Ref: d.ref, Reason: d.reason, Photo: d.photo}
	for n := range d.lines {
		item, err := d.item(&d.lines[n])
		if err != nil {
			return r, atLine(err, n)
		}
		r.Items = append(r.Items, item)
	}
	if len(r.Items) == 0 {
		return r, fault.New("lines_missing", "line", nil)
	}
	return r, nil
}

func atLine(err error, n int) error {
	var known *fault.Error
	if !errors.As(err, &known) {
		return err
	}
	moved := *known
	moved.Field = fmt.Sprintf("line[%d].%s", n, known.Field)
	return &moved
}

// field gives an error of reading one field its name.
func field(err error, name string) error {
	var known *fault.Error
	if !errors.As(err, &known) {
		return err
	}
	named := *known
	named.Field = name
	return &named
}

func (d *draft) item(l *line) (item stock.Item, err error) {
	item.ProductID, item.LotID = l.product.ID, l.lotID
	if item.Qty, err = qty.Parse(l.qty); err != nil {
		return item, field(err, "qty")
	}
	if d.kind == ledger.TypeAdjusted && !d.add {
		item.Qty = -item.Qty
	}
	if d.withCost() && strings.TrimSpace(l.cost) != "" {
		cost, err := money.Parse(l.cost)
		if err != nil {
			return item, field(err, "cost")
		}
		item.Cost = &cost
	}
	if d.withLot() {
		item.Lot = l.lot
		if strings.TrimSpace(l.expires) != "" {
			if item.Expires, err = clock.ReadDay(l.expires); err != nil {
				return item, field(err, "expires")
			}
		}
	}
	return item, nil
}

// sums counts the pieces and what they cost, as far as they can be read.
func (d *draft) sums() (pieces qty.Qty, cost money.Satang) {
	for n := range d.lines {
		item, err := d.item(&d.lines[n])
		if err != nil {
			continue
		}
		pieces += item.Qty.Abs()
		each := d.lines[n].product.Cost
		if item.Cost != nil {
			each = *item.Cost
		}
		cost += money.Times(each, item.Qty.Abs())
	}
	return pieces, cost
}

// faultLine reads the line and the field that a fault names: "line[2].qty".
func faultLine(err error) (n int, name string, ok bool) {
	var known *fault.Error
	if !errors.As(err, &known) {
		return 0, "", false
	}
	_, scanned := fmt.Sscanf(known.Field, "line[%d]", &n)
	_, name, _ = strings.Cut(known.Field, "].")
	return n, name, scanned == nil
}
