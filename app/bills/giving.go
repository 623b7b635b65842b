package bills

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// giving is a refund or an exchange being put together. It writes nothing before do.
type giving struct {
	shop     *shop.Shop
	bill     *shop.Bill
	exchange bool
	lines    []int     // places of the bill's lines of which something is left
	back     []qty.Qty // of each of lines
	chosen   int       // of lines
	out      selling.Cart
	names    []string // of out's lines
	way      string   // "" = the ways the money came
	id       id.Bill
}

func newGiving(s *shop.Shop, bill *shop.Bill, exchange bool) *giving {
	g := &giving{shop: s, bill: bill, exchange: exchange, id: id.New[id.Bill]()}
	g.out.ID = g.id
	for n, line := range bill.Lines {
		if line.Qty > 0 && line.Left > 0 {
			g.lines = append(g.lines, n)
		}
	}
	g.back = make([]qty.Qty, len(g.lines))
	return g
}

// step gives one more or one less of a line back. Of weighed goods it is all or nothing.
func (g *giving) step(n, by int) {
	if n < 0 || n >= len(g.lines) {
		return
	}
	g.chosen = n
	left := g.bill.Lines[g.lines[n]].Left
	unit := qty.One
	if !left.Whole() {
		unit = left
	}
	g.back[n] = min(max(g.back[n]+qty.Qty(by)*unit, 0), left)
}

// all gives back everything that is left or, when everything is chosen, nothing.
func (g *giving) all() {
	full := true
	for n, place := range g.lines {
		full = full && g.back[n] == g.bill.Lines[place].Left
	}
	for n, place := range g.lines {
		g.back[n] = g.bill.Lines[place].Left
		if full {
			g.back[n] = 0
		}
	}
}

// move chooses another line.
func (g *giving) move(by int) {
	g.chosen = min(max(g.chosen+by, 0), max(len(g.lines)-1, 0))
}

// begun reports whether a person has chosen something.
func (g *giving) begun() bool {
	return len(g.out.Lines) > 0 || slices.ContainsFunc(g.back, func(back qty.Qty) bool { return back > 0 })
}

// any reports whether pieces are chosen, and for an exchange goods too.
func (g *giving) any() bool {
	for _, back := range g.back {
		if back > 0 {
			return !g.exchange || len(g.out.Lines) > 0
		}
	}
	return false
}

// add puts goods out by a code or, for words, the best match. It fails with "product_unknown".
func (g *giving) add(ctx context.Context, text string) error {
	match, err := g.shop.Find(ctx, text)
	if err != nil {
		index, loadErr := g.shop.Catalogue(ctx)
		if loadErr != nil {
			return loadErr
		}
		found := index.Search(text, 1)
		if len(found.Products) == 0 {
			return err
		}
		match.Product, match.Qty, match.Price = found.Products[0], qty.One, 0
	}
	line, err := shop.LineOf(match, qty.One)
	if err != nil {
		return err
	}
	if at := g.out.Put(line); at == len(g.names) {
		g.names = append(g.names, match.Product.FullName())
	}
	return nil
}

// less takes one of the goods out off again.
func (g *giving) less(n int) {
	if n < 0 || n >= len(g.out.Lines) {
		return
	}
	if g.out.Lines[n].Qty -= max(qty.One, g.out.Lines[n].Pack); g.out.Lines[n].Qty <= 0 {
		g.out.Lines = append(g.out.Lines[:n], g.out.Lines[n+1:]...)
		g.names = append(g.names[:n], g.names[n+1:]...)
	}
}

// more takes one more of the goods out; what a scale weighed stays as it is.
func (g *giving) more(n int) {
	if n >= 0 && n < len(g.out.Lines) && g.out.Lines[n].Qty.Whole() {
		g.out.Lines[n].Qty += max(qty.One, g.out.Lines[n].Pack)
	}
}

// request is what is asked of the shop. way is used where money changes hands.
func (g *giving) request(way string) selling.RefundRequest {
	request := selling.RefundRequest{ID: g.id, Of: g.bill.ID}
	for n, back := range g.back {
		if back > 0 {
			request.Lines = append(request.Lines, selling.ReturnLine{LineN: g.lines[n], Qty: back})
		}
	}
	if g.exchange {
		request.Goods = g.out.Clone()
	}
	if way != "" {
		request.Tenders = []selling.Tender{{Method: way}}
	}
	return request
}

// given is what a refund or an exchange comes to, and by which way the money goes.
type given struct {
	shop.RefundSum
	way string
}

// preview works it out by the shop's own rules. An exchange that costs more is paid in cash unless a
// person chose another way.
func (g *giving) preview(ctx context.Context) (given, error) {
	sum, err := g.shop.RefundPreview(ctx, g.request(g.way))
	if g.exchange && g.way == "" && fault.Is(err, "payment_short") {
		sum, err = g.shop.RefundPreview(ctx, g.request(selling.Cash))
		return given{sum, selling.Cash}, err
	}
	return given{sum, g.way}, err
}

// do writes it, by the way the preview found. Done again it changes nothing.
func (g *giving) do(ctx context.Context, way, reason string, waste bool) (*shop.Bill, shop.Answer, error) {
	request := g.request(way)
	request.Reason, request.Waste = reason, waste
	return g.shop.Refund(ctx, request)
}

// clone is for work off the screen's goroutine while a person goes on choosing.
func (g *giving) clone() *giving {
	copied := *g
	copied.back = append([]qty.Qty(nil), g.back...)
	copied.out = g.out.Clone()
	copied.names = append([]string(nil), g.names...)
	return &copied
}

// due splits a sum into what is given back and what is to be paid.
func due(sum money.Satang) (back, pay money.Satang) {
	if sum < 0 {
		return -sum, 0
	}
	return 0, sum
}
