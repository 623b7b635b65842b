package shop

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/store"
)

// plannedBill is a bill of the past before it is written.
type plannedBill struct {
	at     time.Time
	lines  []plannedLine
	way    string
	slip   bool
	buyer  int // of the customers with credit, −1 = nobody
	refund bool
}

type plannedLine struct {
	product int
	qty     qty.Qty
}

// history plans the bills first, so that the goods that come in are those sold and those still there.
func (d *demo) history() error {
	random := rand.New(rand.NewPCG(d.o.Seed, 0x7A1A7))
	days := d.plan(random)
	d.planOrders()
	sold := d.sold(days)
	start := clock.DayOf(d.now).Add(-DemoDays).Start().Add(7 * time.Hour)
	if err := d.receive(start, sold); err != nil {
		return err
	}
	done := len(d.products)
	for n, bills := range days {
		morning := clock.DayOf(d.now).Add(n - DemoDays).Start().Add(8 * time.Hour)
		if err := d.day(random, morning, bills); err != nil {
			return err
		}
		done += len(bills)
		d.progress(done, len(d.products)+d.o.Bills)
	}
	if len(d.orders) > 0 { // those of today come before now
		if err := d.s.db.Batch(d.ctx, func(b *store.Batch) error { return d.orderDay(b, clock.DayOf(d.now), d.now.Add(-time.Minute)) }); err != nil {
			return err
		}
	}
	if err := d.papers(); err != nil {
		return err
	}
	return d.s.Checkpoint(d.ctx)
}

// sold sums what the bills take off the shelf, of sets their components.
func (d *demo) sold(days [][]plannedBill) []qty.Qty {
	sold, places := make([]qty.Qty, len(d.products)), map[id.Product]int{}
	for n := range d.products {
		places[d.products[n].ID] = n
	}
	for _, bills := range days {
		for _, bill := range bills {
			for _, line := range bill.lines {
				for _, part := range d.products[line.product].Takes(line.qty) {
					sold[places[part.ProductID]] += part.Qty
				}
			}
		}
	}
	for n := range d.orders {
		o := &d.orders[n]
		for _, line := range o.lines {
			for _, part := range d.products[line.product].Takes(line.qty) {
				if o.leaves() {
					sold[places[part.ProductID]] += part.Qty
				}
				if o.odd == oddPapers { // what is still to be delivered is there
					sold[places[part.ProductID]] += part.Qty
				}
			}
		}
	}
	return sold
}

// plan spreads the bills over the days, weekends busier, and over each day's hours.
func (d *demo) plan(random *rand.Rand) [][]plannedBill {
	days := make([][]plannedBill, DemoDays)
	weights := make([]int64, DemoDays)
	for n := range days {
		weekday := clock.DayOf(d.now).Add(n - DemoDays).Time().Weekday()
		weights[n] = 10 + int64(random.IntN(5))
		if weekday == time.Saturday || weekday == time.Sunday {
			weights[n] += 7
		}
	}
	for n, count := range money.Satang(d.o.Bills).Allocate(weights) {
		morning := clock.DayOf(d.now).Add(n - DemoDays).Start().Add(8*time.Hour + time.Minute)
		step := 10 * time.Hour / time.Duration(count+1)
		for b := range int(count) {
			days[n] = append(days[n], d.planBill(random, morning.Add(time.Duration(b)*step)))
		}
	}
	return days
}

func (d *demo) planBill(random *rand.Rand, at time.Time) plannedBill {
	bill := plannedBill{at: at, way: selling.Cash, buyer: -1, refund: random.IntN(100) == 0}
	switch roll := random.IntN(100); {
	case roll < 42:
		bill.way, bill.slip = selling.PromptPay, random.IntN(12) == 0
	case roll < 46:
		bill.way = selling.Card
	case roll < 48:
		bill.way = selling.Welfare
	case roll < 49 && len(d.customers) > 0:
		bill.way, bill.buyer = selling.Credit, random.IntN(len(d.customers))
	}
	for range 1 + random.IntN(9) {
		// Squaring leans to the first goods: some sell far better than others.
		share := random.Float64()
		product := int(share * share * float64(len(d.products)))
		if d.products[product].HasVariants { // one of them is sold
			product = d.variant(random, product)
		}
		line := plannedLine{product: product, qty: qty.Pieces(1 + random.IntN(3)*random.IntN(2))}
		if d.products[product].Weighed {
			line.qty = qty.Qty(200 + 50*random.IntN(25))
		}
		bill.lines = append(bill.lines, line)
	}
	return bill
}

// variant picks a variant of a product.
func (d *demo) variant(random *rand.Rand, parent int) int {
	var family []int
	for n := range d.products {
		if d.products[n].ParentID == d.products[parent].ID {
			family = append(family, n)
		}
	}
	return family[random.IntN(len(family))]
}

// receive takes in what was sold and what is still there, two lots where some of it expires.
func (d *demo) receive(at time.Time, sold []qty.Qty) error {
	today := clock.DayOf(d.now)
	var lots []ledger.Lot
	var moves []ledger.Movement
	place, err := d.s.mainPlace(d.ctx)
	if err != nil {
		return err
	}
	for n, p := range d.products {
		if sold[n]+d.goods[n].Stock == 0 {
			continue
		}
		lot := ledger.NewLot(p.ID, p.ProducerID, p.OwnTerms(), p.Cost, ledger.MillisOf(at))
		lot.Code = "L1"
		if good := d.goods[n]; good.ShelfDays > 0 {
			lot.Expires = today.Add(max(good.ShelfDays/2, 1))
			if good.ExpiresIn > 0 {
				lot.Expires = today.Add(good.ExpiresIn)
			}
		}
		lots = append(lots, lot)
		moves = append(moves, ledger.Movement{LineN: -1, ProductID: p.ID, LotID: lot.ID, PlaceID: place,
			Qty: sold[n] + d.goods[n].Stock, Kind: ledger.MoveReceive})
	}
	return d.s.db.Batch(d.ctx, func(b *store.Batch) error {
		b.At(at)
		for from := 0; from < len(lots); from += importBatch {
			to := min(from+importBatch, len(lots))
			if err := b.Stock(lots[from:to], moves[from:to]); err != nil {
				return err
			}
		}
		return nil
	})
}

// day writes one day: its shift, its bills, a few corrections, its close.
func (d *demo) day(random *rand.Rand, morning time.Time, bills []plannedBill) error {
	if len(bills) == 0 && !slices.ContainsFunc(d.orders, func(o plannedOrder) bool { return o.busy(clock.DayOf(d.now), clock.DayOf(morning)) }) {
		return nil
	}
	return d.s.db.Batch(d.ctx, func(b *store.Batch) error {
		b.At(morning)
		if err := b.OpenShift(demoFloat, d.clerk(random)); err != nil {
			return err
		}
		for _, bill := range bills {
			if err := d.ctx.Err(); err != nil {
				return err
			}
			if err := d.bill(b, bill); err != nil {
				return err
			}
		}
		if err := d.orderDay(b, clock.DayOf(morning), morning.Add(10*time.Hour+10*time.Minute)); err != nil {
			return err
		}
		b.At(morning.Add(10*time.Hour + 30*time.Minute))
		if random.IntN(3) == 0 {
			if err := b.MoveCash(ledger.CashOut, money.Baht(int64(20+10*random.IntN(20))), d.reason(random, "cash_out")); err != nil {
				return err
			}
		}
		off, why := money.Satang(0), ""
		if random.IntN(6) == 0 {
			off, why = money.Baht(int64(random.IntN(41)-20)), "ทอนผิด"
		}
		b.At(morning.Add(11 * time.Hour))
		return b.CloseShift(off, demoFloat, why)
	})
}

func (d *demo) clerk(random *rand.Rand) string {
	return []string{"สมศรี", "มานี", "ปิติ"}[random.IntN(3)]
}

func (d *demo) reason(random *rand.Rand, kind string) string {
	reasons := d.set.Reasons[kind]
	if len(reasons) == 0 {
		return "-"
	}
	return reasons[random.IntN(len(reasons))].TH
}

func (d *demo) bill(b *store.Batch, planned plannedBill) error {
	b.At(planned.at)
	cart := selling.Cart{ID: id.New[id.Bill]()}
	for _, line := range planned.lines {
		cart.Add(d.products[line.product].ID, line.qty)
	}
	tender := selling.Tender{Method: planned.way}
	if planned.slip {
		tender.Evidence = selling.Slip
	}
	if planned.buyer >= 0 {
		cart.CustomerID = d.customers[planned.buyer]
	}
	if err := b.Checkout(selling.Request{Cart: cart, Tenders: []selling.Tender{tender}}); err != nil {
		return err
	}
	if !planned.refund || planned.way == selling.Credit {
		return nil
	}
	b.At(planned.at.Add(time.Second))
	return b.Refund(selling.RefundRequest{ID: id.New[id.Bill](), Of: cart.ID, Reason: "ลูกค้าเปลี่ยนใจ",
		Lines: []selling.ReturnLine{{LineN: 0, Qty: min(qty.One, cart.Lines[0].Qty)}}})
}
