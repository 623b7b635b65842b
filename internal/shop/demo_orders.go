package shop

import (
	"cmp"
	"context"
	"math/rand/v2"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/store"
)

// course is what becomes of an order of the practice shop: its steps, each some days after it came.
type course struct {
	channel string
	payBy   string
	ago     int // days before today that it came
	steps   []courseStep
	odd     string // what is special of it
}

type courseStep struct {
	after int // days
	act   string
}

// Odd orders.
const (
	oddUnmatched = "unmatched" // goods the channel names and nobody knows
	oddShort     = "short"     // more than there is
	oddPickup    = "pickup"
	oddOffice    = "office" // two recipients, a due day, on credit
	oddPapers    = "papers" // that, with papers, and half of it delivered
)

// courses are those of the practice shop's orders in turn: every channel, every state.
var courses = []course{
	{channel: ordering.Line, payBy: ordering.PayTransfer, ago: 9, steps: []courseStep{{0, "confirm"}, {0, "pay"}, {1, "pack"}, {1, "ship"}, {4, "deliver"}}},
	{channel: ordering.Facebook, payBy: ordering.PayCOD, ago: 2, steps: []courseStep{{0, "confirm"}, {1, "pack"}, {1, "ship"}}},
	{channel: ordering.Line, payBy: ordering.PayTransfer, ago: 0},
	{channel: ordering.Shopee, payBy: ordering.PayChannel, ago: 1, steps: []courseStep{{0, "confirm"}}},
	{channel: ordering.Lazada, payBy: ordering.PayChannel, ago: 0, steps: []courseStep{{0, "confirm"}}, odd: oddUnmatched},
	{channel: ordering.Telephone, payBy: ordering.PayCOD, ago: 1, steps: []courseStep{{0, "confirm"}}, odd: oddShort},
	{channel: ordering.Line, payBy: ordering.PayTransfer, ago: 1, steps: []courseStep{{0, "confirm"}}},
	{channel: ordering.Web, payBy: ordering.PayTransfer, ago: 1, steps: []courseStep{{0, "pay"}}},
	{channel: ordering.Facebook, payBy: ordering.PayCOD, ago: 8, steps: []courseStep{{0, "confirm"}, {1, "pack"}, {1, "ship"}, {6, "return"}}},
	{channel: ordering.Line, payBy: ordering.PayTransfer, ago: 2, steps: []courseStep{{0, "pay"}, {1, "pack"}}},
	{channel: ordering.Counter, payBy: ordering.PayCash, ago: 1, steps: []courseStep{{0, "confirm"}}, odd: oddPickup},
	{channel: ordering.Government, payBy: ordering.PayCredit, ago: 2, steps: []courseStep{{0, "confirm"}}, odd: oddOffice},
	{channel: ordering.TikTok, payBy: ordering.PayChannel, ago: 6, steps: []courseStep{{0, "confirm"}, {1, "pack"}, {1, "ship"}, {4, "deliver"}}},
	{channel: ordering.Line, payBy: ordering.PayTransfer, ago: 5, steps: []courseStep{{0, "confirm"}, {2, "cancel"}}},
	{channel: ordering.Facebook, payBy: ordering.PayCOD, ago: 12, steps: []courseStep{{0, "confirm"}, {1, "pack"}, {1, "ship"}, {4, "deliver"}, {9, "carrier"}}},
	{channel: ordering.Line, payBy: ordering.PayTransfer, ago: 3, steps: []courseStep{{0, "confirm"}, {1, "part"}}},
	{channel: ordering.LineShop, payBy: ordering.PayChannel, ago: 3, steps: []courseStep{{0, "confirm"}, {1, "pack"}, {1, "ship"}}},
	{channel: ordering.Telephone, payBy: ordering.PayCOD, ago: 14, steps: []courseStep{{0, "confirm"}, {1, "pack"}, {1, "ship"}, {8, "return"}, {9, "look"}}},
	{channel: ordering.Common, payBy: ordering.PayTransfer, ago: 1, steps: []courseStep{{0, "pay"}}},
	{channel: ordering.Line, payBy: ordering.PayTransfer, ago: 15, steps: []courseStep{{0, "confirm"}, {0, "pay"}, {1, "pack"}, {1, "ship"}, {4, "deliver"}}},
}

// leaves reports whether the goods of an order leave the shop.
func (f *course) leaves() bool {
	for _, step := range f.steps {
		if step.act == "ship" {
			return true
		}
	}
	return false
}

// busy reports whether something happens with an order on a day.
func (f *course) busy(today, day clock.Day) bool {
	came := today.Add(-f.ago)
	for _, step := range f.steps {
		if came.Add(step.after) == day {
			return true
		}
	}
	return came == day
}

// plannedOrder is an order of the practice shop before it is written.
type plannedOrder struct {
	course
	n       int
	minute  int // of its day
	lines   []plannedLine
	fee     money.Satang
	request ordering.Request
	parcels []id.Parcel
}

// planOrders says which orders come, and when. Their chance is their own: without orders the bills are the same.
func (d *demo) planOrders() {
	random := rand.New(rand.NewPCG(d.o.Seed, 0x0DE25))
	for n := range d.o.Orders {
		o := plannedOrder{course: courses[n%len(courses)], n: n, minute: n % 40, fee: money.Baht(int64(35 + 10*random.IntN(4)))}
		if n < len(courses) && o.odd == oddOffice {
			o.inPapers()
		}
		for range 1 + random.IntN(3) {
			product := random.IntN(min(40, len(d.products)))
			if d.products[product].HasVariants {
				product = d.variant(random, product)
			}
			line := plannedLine{product: product, qty: qty.Pieces(1 + random.IntN(3))}
			o.lines = append(o.lines, line)
		}
		d.giftLines(&o)
		d.orders = append(d.orders, o)
	}
}

// orderDay writes what happens with orders on a day, at the end of its hours; today what comes before now.
func (d *demo) orderDay(b *store.Batch, day clock.Day, at time.Time) error {
	for n := range d.orders {
		o := &d.orders[n]
		came := clock.DayOf(d.now).Add(-o.ago)
		if came > day {
			continue
		}
		if came == day {
			b.At(at.Add(time.Duration(o.minute) * time.Second / 2))
			if err := d.takeOrder(b.Context(), o); err != nil {
				return err
			}
		}
		for _, step := range o.steps {
			if came.Add(step.after) != day {
				continue
			}
			b.At(at.Add(20*time.Second + time.Duration(o.minute)*time.Second/2))
			if err := d.orderStep(b.Context(), o, step.act); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *demo) takeOrder(ctx context.Context, o *plannedOrder) error {
	customers := d.set.Customers
	who := customers[(o.n*7+3)%len(customers)]
	phone, _ := party.Phone(who.Phone) // an example's may be none
	o.request = ordering.Request{ID: id.New[id.Order](), Channel: o.channel, PayBy: o.payBy, Service: shipping.EMS, Fee: o.fee,
		Person: ordering.Person{Name: cmp.Or(who.Person, who.Name), Phone: phone, By: "สมศรี"}}
	to := ordering.Recipient{Name: cmp.Or(who.Person, who.Name), Line: who.Address, Subdistrict: who.Subdistrict, District: who.District, Province: who.Province, Postcode: who.Postcode}
	if phone != "" {
		to.Phones = []string{phone}
	}
	o.request.Recipients = []ordering.Recipient{to}
	if ordering.Marketplace(o.channel) {
		o.request.ChannelNo, o.request.Fee, o.request.Service = "69"+o.channel[:1]+clock.DayOf(d.now).Add(-o.ago).Time().Format("0102")+string(rune('A'+o.n%26))+number4(o.n), 0, ""
	}
	for n, line := range o.lines {
		product := &d.products[line.product]
		o.request.Lines = append(o.request.Lines, ledger.OrderLine{N: n + 1, ProductID: product.ID, Qty: line.qty, Price: product.UnitPrice("", line.qty), To: 1})
	}
	switch o.odd {
	case oddUnmatched:
		o.request.Lines = append(o.request.Lines, ledger.OrderLine{N: len(o.lines) + 1, Qty: qty.Pieces(2), Price: 89_00, To: 1, Text: "ชาดอกไม้รวม กล่องของขวัญ (สีชมพู)"})
	case oddShort:
		o.request.Lines[0].Qty += d.goods[o.lines[0].product].Stock/qty.One*qty.One + qty.Pieces(6)
	case oddPickup:
		o.request.Service, o.request.Fee, o.request.Recipients = ordering.Pickup, 0, nil
	case oddPapers:
		d.forOffice(o)
	case oddOffice:
		if len(d.customers) > 0 {
			o.request.CustomerID = d.customers[0]
		}
		second := to
		second.Name = cmp.Or(customers[0].Person, customers[0].Name)
		o.request.Recipients, o.request.Due = append(o.request.Recipients, second), clock.DayOf(d.now).Add(6)
		o.request.Lines = append(o.request.Lines, ledger.OrderLine{N: len(o.lines) + 1, ProductID: o.request.Lines[0].ProductID, Qty: qty.Pieces(2), Price: o.request.Lines[0].Price, To: 2})
	}
	_, err := d.s.db.AddOrder(ctx, o.request)
	return err
}

// number4 writes a number in four digits.
func number4(n int) string { return qty.Qty(int64(10_000+n%10_000) * 1000).String()[1:] }

func (d *demo) orderStep(ctx context.Context, o *plannedOrder, act string) error {
	db, order, by := d.s.db, o.request.ID, "สมศรี"
	switch act {
	case "confirm":
		return db.ConfirmOrder(ctx, order, false, by)
	case "pay":
		return db.PayOrder(ctx, order, id.New[id.Change](), []selling.Tender{{Method: selling.PromptPay, Evidence: selling.Seen}}, by)
	case "part":
		half := max(money.Times(o.request.Lines[0].Price, qty.One)/200*100, 100)
		return db.PayOrder(ctx, order, id.New[id.Change](), []selling.Tender{{Method: selling.Transfer, Amount: &half, Evidence: selling.Seen}}, by)
	case "pack":
		parcel := ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order, Grams: 400 + 50*(o.n%30), Short: true, Tracking: d.tracking(o)}
		for _, line := range o.request.Lines { // it went whole
			if o.odd != oddPapers || line.To == 1 {
				parcel.Lines = append(parcel.Lines, ledger.ParcelLine{N: line.N, Qty: line.Qty})
			}
		}
		o.parcels = append(o.parcels, parcel.ID)
		return db.Pack(ctx, parcel, by)
	case "ship":
		_, err := db.HandOver(ctx, order, nil, id.New[id.Bill](), by)
		return err
	case "cancel":
		return db.CancelOrder(ctx, order, "ลูกค้าเปลี่ยนใจ", by)
	case "carrier":
		past := money.Satang(0)
		for _, line := range o.request.Lines {
			past += money.Times(line.Price, line.Qty)
		}
		return db.CarrierPaid(ctx, o.parcels[0], past+o.request.Fee-o.request.Discount, 0, selling.Tender{Method: selling.Transfer, Evidence: selling.Seen}, by)
	case "look":
		return db.LookInto(ctx, store.LookRequest{OrderID: order, ParcelID: o.parcels[0], Reason: "ไม่มีผู้รับ", By: by})
	}
	return db.EndParcel(ctx, order, o.parcels[0], map[string]string{"deliver": ordering.StepDelivered, "return": ordering.StepReturned}[act], "", by)
}

// tracking gives a parcel's number: the channel's own, or one of the post's.
func (d *demo) tracking(o *plannedOrder) string {
	if ordering.Marketplace(o.channel) {
		return "TH69" + number4(o.n) + "0TLT"
	}
	numbers, err := shipping.Range(firstTracking, o.n+1)
	if err != nil {
		return ""
	}
	return string(numbers[o.n])
}

// firstTracking begins the numbers of the practice shop.
const firstTracking = shipping.Tracking("EF582568151TH")
