package testkit

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/store"
)

// Rand gives the random numbers of a seed.
func Rand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0x7a1a7)) }

// Cart makes a random cart of goods: several lines, also of one product; packs, sets, a person's prices,
// gifts and discounts that fit.
func Cart(r *rand.Rand, goods []catalog.Product) selling.Cart {
	cart := selling.Cart{ID: id.New[id.Bill](), List: []string{"", "", catalog.Wholesale}[r.IntN(3)], CustomerID: Customer}
	for range 1 + r.IntN(6) {
		good := goods[r.IntN(len(goods))]
		line := Line(good, qty.Pieces(1+r.IntN(5)))
		if good.Weighed && r.IntN(4) > 0 {
			line.Qty = qty.Qty(1 + r.IntN(4000))
		}
		if len(good.Packs) > 0 {
			line.Pack = good.Packs[r.IntN(len(good.Packs))].Qty
			line.Qty *= 4
		}
		switch r.IntN(8) {
		case 0:
			line.Gift = true
		case 1:
			price := money.Satang(r.IntN(300_00))
			line.Price = &price
		case 2:
			line.Discount = selling.Discount{Kind: selling.PercentOff, Percent: money.Basis(r.IntN(10_001))}
		}
		cart.Lines = append(cart.Lines, line)
	}
	switch r.IntN(4) {
	case 0:
		cart.Discount = selling.Discount{Kind: selling.PercentOff, Percent: money.Basis(r.IntN(5_000))}
	case 1:
		cart.Guide = selling.Guide{Name: "ไกด์เอ", Percent: money.Basis(r.IntN(2_000))}
	}
	return cart
}

// Tenders pays what is due in a random mix that fits, the last one open.
func Tenders(r *rand.Rand, due money.Satang) []selling.Tender {
	var tenders []selling.Tender
	for _, method := range []string{selling.Card, selling.Welfare, selling.Credit} {
		if due > 10 && r.IntN(4) == 0 {
			amount := 1 + money.Satang(r.Int64N(int64(due)-1))
			tenders = append(tenders, selling.Tender{Method: method, Amount: &amount})
			due -= amount
		}
	}
	switch r.IntN(4) {
	case 0:
		return append(tenders, selling.Tender{Method: selling.PromptPay})
	case 1:
		amount := due + money.Satang(r.IntN(100_00)) + 1_00
		return append(tenders, selling.Tender{Method: selling.Cash, Amount: &amount})
	}
	return append(tenders, selling.Tender{Method: selling.Cash})
}

// refusals are what random trade may meet without anything being wrong.
var refusals = map[string]bool{"refund_nothing": true, "refund_too_much": true, "bill_voided": true, "bill_is_refund": true,
	"bill_has_refunds": true, "shift_closed": true, "shift_open_already": true, "repay_same": true, "debt_none": true,
	"line_unknown": true, "shift_not_open": true, "payment_above_due": true}

// Trade lets a shop live: n random deeds of every kind. Only refusals that belong to trade are let pass.
func (s *Shop) Trade(t testing.TB, r *rand.Rand, n int) {
	t.Helper()
	trade := &trade{shop: s, r: r, ctx: context.Background()}
	for deed := range n {
		s.Clock.Move(time.Duration(r.IntN(20)) * time.Minute)
		if err := trade.deed(); err != nil && !refusals[fault.Code(err)] {
			t.Fatalf("deed %d: %v", deed, err)
		}
	}
}

type trade struct {
	shop  *Shop
	r     *rand.Rand
	ctx   context.Context
	bills []id.Bill
}

func (d *trade) deed() error {
	s, r := d.shop, d.r
	switch pick := r.IntN(100); {
	case pick < 50 || len(d.bills) == 0:
		return d.sell()
	case pick < 62:
		return d.giveBack(selling.Cart{})
	case pick < 68:
		return d.giveBack(Cart(r, s.Goods))
	case pick < 75:
		return d.note(s.Void(d.ctx, d.bill(), id.New[id.Bill](), "พิมพ์ผิด"))
	case pick < 79:
		return s.Repay(d.ctx, d.bill(), Exactly([]string{selling.Cash, selling.PromptPay, selling.Credit}[r.IntN(3)]))
	case pick < 82:
		_, err := s.PayDebt(d.ctx, selling.DebtRequest{ID: id.New[id.Change](), CustomerID: Customer, Tenders: Exactly(selling.Cash)})
		return err
	case pick < 88:
		return d.moveGoods()
	case pick < 91:
		return s.MoveCash(d.ctx, ledger.CashOut, money.Satang(1+r.IntN(100_00)), "ค่าน้ำแข็ง")
	case pick < 94:
		_, err := s.CloseShift(d.ctx, selling.CloseRequest{Counted: money.Satang(r.IntN(5_000_00))}, false)
		return err
	case pick < 96:
		return s.OpenShift(d.ctx, 500_00, "", "สมศรี")
	case pick < 98:
		good := s.Goods[r.IntN(len(s.Goods))]
		good.Price, good.Packs = money.Satang(1+r.IntN(500_00)), nil
		return s.SaveProducts(d.ctx, []catalog.Product{good}, nil)
	case pick < 99:
		s.Clock.Move(-48 * time.Hour)
		return nil
	}
	steps := []string{"none", "0.25", "0.50", "1.00"}
	return s.SaveSettings(d.ctx, map[string]string{"cash.round": steps[r.IntN(4)], "shop.vat": []string{"none", "included"}[r.IntN(2)]})
}

func (d *trade) bill() id.Bill { return d.bills[d.r.IntN(len(d.bills))] }

func (d *trade) note(answer store.Answer, err error) error {
	if err == nil {
		d.bills = append(d.bills, answer.ID)
	}
	return err
}

func (d *trade) sell() error {
	request := selling.Request{Cart: Cart(d.r, d.shop.Goods), Tenders: Exactly(selling.Cash)}
	quote, err := d.shop.quote(d.ctx, &request.Cart)
	if err != nil {
		return err
	}
	request.Tenders = Tenders(d.r, quote.Total)
	return d.note(d.shop.Checkout(d.ctx, request))
}

// quote prices a cart as the till does.
func (s *Shop) quote(ctx context.Context, cart *selling.Cart) (selling.Quote, error) {
	known := map[id.Product]*catalog.Product{}
	if err := s.Products(ctx, func(p catalog.Product) { known[p.ID] = &p }); err != nil {
		return selling.Quote{}, err
	}
	promotions, err := s.Promotions(ctx)
	if err != nil {
		return selling.Quote{}, err
	}
	return selling.Price(selling.Prices{Day: clock.DayOf(s.Clock.Now()), Promotions: promotions,
		Product: func(product id.Product) *catalog.Product { return known[product] }}, cart)
}

func (d *trade) giveBack(goods selling.Cart) error {
	past, err := d.shop.Past(d.ctx, d.bill())
	if err != nil {
		return err
	}
	request := selling.RefundRequest{ID: id.New[id.Bill](), Of: past.Bill.ID, Waste: d.r.IntN(3) == 0, Reason: "ชำรุด", Goods: goods}
	if len(goods.Lines) > 0 {
		request.Tenders = Exactly(selling.Cash)
	}
	if len(goods.Lines) > 0 || d.r.IntN(3) > 0 {
		n := d.r.IntN(len(past.Lines))
		line := selling.ReturnLine{LineN: n, Qty: qty.One}
		if past.Lines[n].Qty%qty.One != 0 {
			line.Qty = max(1, past.Lines[n].Qty/3)
		}
		request.Lines = []selling.ReturnLine{line}
	}
	return d.note(d.shop.Refund(d.ctx, request))
}

func (d *trade) moveGoods() error {
	good := d.shop.Goods[d.r.IntN(len(d.shop.Goods))]
	if good.Untracked || good.IsSet() {
		return nil
	}
	request := stock.Request{ID: id.New[id.StockPaper](), Items: []stock.Item{{ProductID: good.ID, Qty: qty.Pieces(1 + d.r.IntN(30))}},
		Ref: "ใบส่งของ 7", Reason: "นับ", Type: stock.Types[d.r.IntN(len(stock.Types))]}
	switch request.Type {
	case ledger.TypeGivenBack:
		request.Producer = Farmer
	case ledger.TypeMoved:
		request.To = id.Place{0: 1, 15: 2}
		if err := d.shop.SavePlace(d.ctx, store.Place{ID: request.To, Name: "ห้องเก็บของ"}); err != nil {
			return err
		}
	}
	_, err := d.shop.PostStock(d.ctx, request)
	if fault.Is(err, "insufficient_stock") { // more than lies there
		return nil
	}
	return err
}
