// Package shift is the screen of a shift: opening it with a float, what it came to, cash in and out,
// counting the drawer and closing.
package shift

import (
	"context"
	"fmt"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// notes are the notes that are counted one by one; coins are counted as a sum.
var notes = [...]money.Satang{1000_00, 500_00, 100_00, 50_00, 20_00}

// bestCount is how many best sellers are shown; costCount bounds the goods whose cost is summed.
const (
	bestCount = 5
	costCount = 100_000
	weekDays  = 7
)

// best is a product sold well.
type best struct {
	name  string
	qty   qty.Qty
	total money.Satang
	photo string // file name under images/, "" for none
}

// reading is everything the screen shows of the shop, read in one go.
type reading struct {
	shift *shop.Shift // the open one, else the one closed last, nil in a new shop
	today clock.Day
	sum   shop.DaySum // of the shift's day
	owed  int         // how many producers its consignors' shares go to
	cost  money.Satang
	week  [weekDays]shop.DaySum
	best  []best
	blind bool
	must  bool // the shop counts its drawer
}

// read reads it. It waits for the disk.
func read(ctx context.Context, s *shop.Shop) (r reading, err error) {
	if r.today, err = s.Today(ctx); err != nil {
		return r, err
	}
	day := r.today
	r.shift, err = s.LastShift(ctx)
	if err != nil && !fault.Is(err, "shift_not_open") {
		return r, err
	}
	if r.shift != nil {
		day = r.shift.Shift.Day
	}
	sum, err := s.Day(ctx, day)
	if err != nil {
		return r, err
	}
	r.sum = *sum
	if r.owed, err = s.OwnersOwed(ctx, day); err != nil {
		return r, err
	}
	if err := r.readWeek(ctx, s, day); err != nil {
		return r, err
	}
	if err := r.readBest(ctx, s, day); err != nil {
		return r, err
	}
	how, err := s.Get(ctx, "shift.count")
	r.blind, r.must = how == selling.CountBlind, how != selling.CountNone
	return r, err
}

func (r *reading) readWeek(ctx context.Context, s *shop.Shop, day clock.Day) error {
	first := day.Add(1 - weekDays)
	sums, err := s.Days(ctx, first, day)
	for n := range r.week {
		r.week[n].Day = first.Add(n)
		for _, sum := range sums {
			if sum.Day == r.week[n].Day {
				r.week[n] = sum
			}
		}
	}
	return err
}

// readBest reads the best sellers and what the shop's own and bought goods cost it. A consignor's goods
// cost nothing: their share is told apart.
func (r *reading) readBest(ctx context.Context, s *shop.Shop, day clock.Day) error {
	sellers, err := s.BestSellers(ctx, day, day, costCount)
	if err != nil {
		return err
	}
	index, err := s.Catalogue(ctx)
	if err != nil {
		return err
	}
	for n, seller := range sellers {
		product := index.ByID(seller.ProductID)
		if product == nil || product.Terms != ledger.Consign {
			r.cost += seller.Cost
		}
		if n < bestCount {
			r.best = append(r.best, best{name: seller.Name, qty: seller.Qty, total: seller.Total, photo: photoOf(product)})
		}
	}
	return nil
}

func photoOf(product *catalog.Product) string {
	if product == nil {
		return ""
	}
	return product.Photo
}

// isOpen reports whether a shift is open now.
func (r *reading) isOpen() bool { return r.shift != nil && r.shift.Close == nil }

// gross is what stays of the day's sales after VAT, consignors' shares and the cost of the goods, and
// its part of the sales in hundredths of a percent.
func (r *reading) gross() (money.Satang, money.Basis) {
	base := r.sum.Total - r.sum.VAT
	gross := base - r.sum.Owners - r.cost
	if base <= 0 {
		return gross, 0
	}
	return gross, money.Basis(money.Round(int64(gross), 1000, int64(base), money.HalfUp) * 10)
}

// wholeDay reports whether the day had more than this shift, so that the day's figures say more.
func (r *reading) wholeDay() bool { return r.shift != nil && r.sum.Total != r.shift.Sold }

// ways splits what came in into cash, PromptPay and the rest.
type ways struct {
	cash, promptpay, other money.Satang
	transfers              int
	others                 []string // codes
}

func (r *reading) ways() (w ways) {
	if r.shift == nil {
		return w
	}
	for _, method := range r.shift.Methods {
		switch method.Method {
		case selling.Cash:
			w.cash = method.Total
		case selling.PromptPay:
			w.promptpay, w.transfers = method.Total, method.Count
		default:
			w.other += method.Total
			w.others = append(w.others, method.Method)
		}
	}
	return w
}

// count is the drawer being counted.
type count struct {
	pieces  [len(notes)]int64
	coins   money.Satang
	whole   money.Satang // counted as one sum
	asSum   bool
	begun   bool // something was typed
	done    bool // of a blind count: the expected sum is shown, the count stands
	leave   money.Satang
	leaving bool // leave was typed
	reason  string
}

// counted gives what lies in the drawer.
func (c *count) counted() money.Satang {
	if c.asSum {
		return c.whole
	}
	total := c.coins
	for n, value := range notes {
		total += value * money.Satang(c.pieces[n])
	}
	return total
}

// setPieces takes the number of one note. It fails with "qty_too_large" beyond what a drawer holds.
func (c *count) setPieces(n int, quantity qty.Qty) error {
	const most = 100_000
	if !quantity.Whole() || quantity > qty.Pieces(most) {
		return fault.New("qty_too_large", "count", fault.Values{"value": quantity})
	}
	c.pieces[n], c.begun = int64(quantity/qty.One), true
	return nil
}

// stays is the float left for tomorrow: what was typed, else what there was this morning, never more
// than was counted.
func (c *count) stays(float money.Satang) money.Satang {
	if c.leaving {
		return c.leave
	}
	return min(float, c.counted())
}

// notesText writes what was counted for the record: "1000x4 500x3 coins 187.00".
func (c *count) notesText() string {
	if c.asSum {
		return ""
	}
	var parts []string
	for n, value := range notes {
		if c.pieces[n] > 0 {
			parts = append(parts, fmt.Sprintf("%dx%d", value/100, c.pieces[n]))
		}
	}
	if c.coins > 0 {
		parts = append(parts, "coins "+c.coins.String())
	}
	return strings.Join(parts, " ")
}

// request is the close that is asked of the shop.
func (c *count) request(float money.Satang) selling.CloseRequest {
	return selling.CloseRequest{Counted: c.counted(), Leave: c.stays(float), Reason: c.reason, Notes: c.notesText()}
}

// model is what the screen shows.
type model struct {
	reading
	count
	loaded bool
}

// take shows a reading; another shift begins a count anew.
func (m *model) take(r reading) {
	if m.loaded && !sameShift(m.shift, r.shift) {
		m.count = count{}
	}
	m.reading, m.loaded = r, true
}

func sameShift(a, b *shop.Shift) bool {
	var x, y id.Shift
	if a != nil && a.Close == nil {
		x = a.Shift.ID
	}
	if b != nil && b.Close == nil {
		y = b.Shift.ID
	}
	return x == y
}

// difference is counted − expected.
func (m *model) difference() money.Satang { return m.counted() - m.shift.Drawer.Expected() }

// shows reports whether the expected sum may be seen.
func (m *model) shows() bool { return !m.blind || m.done }

// ready says why the shift cannot be closed yet: "" it can, "count" nothing was counted, "reveal" a blind
// count is not done, "leave" more is left than there is, "reason" the difference has none.
func (m *model) ready() string {
	switch {
	case !m.begun:
		return "count"
	case !m.shows():
		return "reveal"
	case m.stays(m.shift.Shift.Float) > m.counted():
		return "leave"
	case m.difference() != 0 && strings.TrimSpace(m.reason) == "":
		return "reason"
	}
	return ""
}

// suggested is the float a new shift begins with: what the last one left.
func (m *model) suggested() money.Satang {
	if m.shift == nil || m.shift.Close == nil {
		return 0
	}
	return m.shift.Close.Leave
}
