package medusa

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/testkit/faulty"
	double "github.com/talat-pos/talat/internal/testkit/medusa"
)

func two(s *shop) string {
	return s.medusa.Place(double.Order{Lines: []double.Line{{SKU: "A", Pieces: 3, Price: 150_25}, {SKU: "B", Pieces: 1, Price: 99_00}}, Post: 45_00})
}

func TestAnOrder(t *testing.T) {
	s := opened(t)
	no := two(s)
	o := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no))
	to := o.ShipTo
	if o.No != no || o.State != publishing.Paid || o.Said != "pending / authorized / not_fulfilled" || o.Note != "#1" || o.COD || len(o.Odd) > 0 {
		t.Errorf("%+v", o)
	}
	if o.Goods != 549_75 || o.Shipping != 45_00 || o.Total != 594_75 || o.Discount != 0 || len(o.Lines) != 2 || o.Lines[0].Price != 150_25 || o.Lines[0].SKU != "A" {
		t.Errorf("%+v", o)
	}
	if o.Buyer.Name != "สมหญิง ใจดี" || to.Line != "99/1 ม.4 ต.สันทราย" || to.District != "เมือง" || to.Province != "เชียงราย" || to.Code != "TH-57" || to.Postcode != "57000" || to.Phone != "0812345678" {
		t.Errorf("%+v %+v", o.Buyer, to)
	}
	if o.Revision != o.UpdatedAt.UnixMilli() || o.Version == "" || o.PlacedAt.IsZero() || len(o.Raw) == 0 {
		t.Errorf("%+v", o)
	}
	// A payment moves the order here, though not there.
	s.later(time.Minute)
	s.medusa.Pay(no, "captured")
	if paid := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no)); paid.Revision <= o.Revision || paid.State != publishing.Paid {
		t.Errorf("%d after %d, %s", paid.Revision, o.Revision, paid.State)
	}
	if _, err := s.Order(t.Context(), "order_x"); !publishing.Is(err, publishing.Absent) {
		t.Errorf("%v", err)
	}
	for name, body := range map[string]string{"another": `{"order":{"id":"order_z"}}`, "none": `{}`} {
		s.medusa.On("order", faulty.Says(200, "application/json", body))
		if _, err := s.Order(t.Context(), no); !publishing.Is(err, publishing.WrongAnswer) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestStates(t *testing.T) {
	for words, want := range map[string]string{
		"pending/not_paid/not_fulfilled": publishing.PendingPayment, "pending/awaiting/not_fulfilled": publishing.PendingPayment,
		"pending/requires_action/not_fulfilled": publishing.PendingPayment, "pending/partially_captured/not_fulfilled": publishing.PendingPayment,
		"pending/authorized/not_fulfilled": publishing.Paid, "pending/captured/not_fulfilled": publishing.Paid, "pending/captured/canceled": publishing.Paid,
		"pending/captured/partially_fulfilled": publishing.Paid, "pending/partially_refunded/not_fulfilled": publishing.Paid,
		"pending/captured/fulfilled": publishing.Packed, "pending/not_paid/fulfilled": publishing.Packed, "pending/captured/partially_shipped": publishing.Packed,
		"pending/captured/shipped": publishing.Shipped, "pending/captured/partially_delivered": publishing.Shipped, "pending/captured/delivered": publishing.Delivered,
		"completed/captured/delivered": publishing.Completed, "completed/captured/shipped": publishing.Completed, "completed/captured/not_fulfilled": publishing.Completed,
		"completed/captured/fulfilled": publishing.Packed, "archived/captured/delivered": publishing.Delivered, "archived/captured/not_fulfilled": publishing.Paid,
		"canceled/canceled/not_fulfilled": publishing.Cancelled, "canceled/refunded/not_fulfilled": publishing.Cancelled, "pending/refunded/shipped": publishing.Refunded,
		"draft/not_paid/not_fulfilled": publishing.StateUnknown, "pending/paid/not_fulfilled": publishing.StateUnknown, "pending/captured/lost": publishing.StateUnknown, "//": publishing.StateUnknown,
	} {
		parts := strings.Split(words, "/")
		a := axes{parts[0], parts[1], parts[2]}
		if got := a.state(false, false); got != want {
			t.Errorf("%s: %s, want %s", words, got, want)
		}
		accepted := a.state(false, true)
		if want == publishing.Paid && accepted != publishing.Accepted || want != publishing.Paid && accepted != want {
			t.Errorf("%s, accepted: %s", words, accepted)
		}
	}
	if got := (axes{"pending", "not_paid", "not_fulfilled"}).state(true, false); got != publishing.Paid {
		t.Errorf("on delivery: %s", got)
	}
	for provider, want := range map[string]bool{"pp_system_default": false, "pp_cod_cod": true, "pp_COD_default": true, "pp_cash-on-delivery_th": true, "pp_stripe_stripe": false, "pp_codex": false, "": false} {
		if collects(provider) != want {
			t.Errorf("%s: %v", provider, !want)
		}
	}
}

func TestCashOnDelivery(t *testing.T) {
	s := opened(t)
	no := s.medusa.Place(double.Order{Lines: []double.Line{{SKU: "A", Pieces: 1, Price: 100}}, Provider: "pp_cod_cod", Payment: "not_paid"})
	if o := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no)); !o.COD || o.State != publishing.Paid {
		t.Errorf("%+v", o)
	}
}

// An order is there whatever is wrong with it, and says what.
func TestOddOrders(t *testing.T) {
	item := func(change map[string]any) func(map[string]any) {
		return func(body map[string]any) {
			for key, value := range change {
				body["items"].([]any)[0].(map[string]any)[key] = value
			}
		}
	}
	field := func(key string, value any) func(map[string]any) {
		return func(body map[string]any) { body[key] = value }
	}
	for name, c := range map[string]struct {
		change func(map[string]any)
		want   []string
	}{
		"no lines":           {field("items", []any{}), []string{publishing.OddNoLines}},
		"a negative total":   {field("total", -5), []string{publishing.OddNegative, publishing.OddSum}},
		"another currency":   {field("currency_code", "usd"), []string{publishing.OddCurrency}},
		"no currency":        {field("currency_code", nil), []string{publishing.OddCurrency}},
		"three decimals":     {item(map[string]any{"unit_price": 150.123}), []string{publishing.OddUnreadable}},
		"no SKU":             {item(map[string]any{"variant_sku": nil}), []string{publishing.OddNoSKU}},
		"another sum":        {field("total", 1), []string{publishing.OddSum}},
		"no number at all":   {field("total", "x"), []string{publishing.OddUnreadable}},
		"half a piece":       {item(map[string]any{"quantity": 0.5}), []string{publishing.OddNegative, publishing.OddUnreadable}},
		"a piece too little": {item(map[string]any{"quantity": -1}), []string{publishing.OddNegative, publishing.OddSum}},
		"an unknown state":   {field("status", "on_the_moon"), []string{publishing.OddState}},
		"no time":            {field("updated_at", "yesterday"), nil}, // the payment has one
		"no time anywhere":   {func(body map[string]any) { body["updated_at"], body["payment_collections"] = nil, nil }, []string{publishing.OddUnreadable}},
		"a line taken out": {func(body map[string]any) {
			item(map[string]any{"quantity": 0, "total": 0, "original_total": 0})(body)
			body["total"] = 144
		}, nil},
		"something taken off": {func(body map[string]any) { item(map[string]any{"total": 400.75})(body); body["total"] = 544.75 }, nil},
		"a gift card":         {func(body map[string]any) { body["total"], body["credit_line_total"] = 494.75, 100 }, nil},
		"tax on top": {func(body map[string]any) {
			item(map[string]any{"unit_price": 140.42, "original_total": 450.75, "total": 450.75})(body)
		}, nil},
		"an address of objects": {field("shipping_address", map[string]any{"first_name": map[string]any{}}), []string{publishing.OddUnreadable}},
		"no address":            {field("shipping_address", nil), nil},
		"long words": {func(body map[string]any) {
			body["shipping_address"] = map[string]any{"address_1": strings.Repeat("ก", 9000), "country_code": "la"}
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := opened(t)
			no := s.medusa.Place(double.Order{Lines: []double.Line{{SKU: "A", Pieces: 3, Price: 150_25}, {SKU: "B", Pieces: 1, Price: 99_00}}, Post: 45_00, Change: c.change})
			page := must[publishing.Page](t)(s.Orders(t.Context(), publishing.From{}))
			if len(page.Orders) != 1 || page.Orders[0].No != no || len(page.Orders[0].Raw) == 0 {
				t.Fatalf("%+v", page)
			}
			o := page.Orders[0]
			slices.Sort(o.Odd)
			if !slices.Equal(o.Odd, c.want) || len([]rune(o.ShipTo.Line)) > 2*maxName {
				t.Errorf("%q, want %q: %+v", o.Odd, c.want, o)
			}
		})
	}
}

// pull reads the feed from a cursor to its end.
func (s *shop) pull(from publishing.From) (seen []string, next string) {
	s.t.Helper()
	for range 200 {
		page := must[publishing.Page](s.t)(s.Orders(s.t.Context(), from))
		for _, o := range page.Orders {
			seen = append(seen, o.No)
		}
		from.Cursor = page.Next
		if !page.More {
			return seen, page.Next
		}
	}
	s.t.Fatal("the feed does not end")
	return nil, ""
}

// missing lists what is not seen.
func missing(want, seen []string) (all []string) {
	for _, no := range want {
		if !slices.Contains(seen, no) {
			all = append(all, no)
		}
	}
	return all
}

// Every order is seen, also where one changes while the pages are read, and where all are of one moment.
func TestTheFeedOfOrders(t *testing.T) {
	for name, apart := range map[string]time.Duration{"one after another": time.Second, "far apart": time.Hour, "at once": 0} {
		t.Run(name, func(t *testing.T) {
			s := opened(t)
			var all []string
			for range 23 {
				all = append(all, two(s))
				s.later(apart)
			}
			if apart == 0 {
				for _, no := range all {
					s.medusa.Touch(no, func(o *double.Order) {})
				}
				s.medusa.Freeze(noon.Add(time.Hour))
				for _, no := range all {
					s.medusa.Touch(no, nil)
				}
				s.medusa.Freeze(time.Time{})
				s.later(time.Hour)
			}
			reads := 0
			s.medusa.Always(func(operation string, _ int) *faulty.Fault {
				if reads++; operation == "orders" && reads%2 == 0 && apart > 0 {
					s.medusa.TouchLocked(all[reads/2]) // it moves to the end, and all behind it come nearer
				}
				return nil
			})
			seen, next := s.pull(publishing.From{Limit: 5})
			if lost := missing(all, seen); len(lost) > 0 {
				t.Fatalf("lost %v", lost)
			}
			s.medusa.Always(nil)
			s.later(time.Hour)
			again, next := s.pull(publishing.From{Cursor: next, Limit: 5})
			if len(again) > 2*len(all) {
				t.Errorf("%d orders come again", len(again))
			}
			s.later(time.Hour)
			fresh := two(s)
			if seen, _ := s.pull(publishing.From{Cursor: next, Limit: 5}); len(missing([]string{fresh}, seen)) > 0 {
				t.Errorf("the new one is not seen in %v", seen)
			}
		})
	}
}

// An order whose change becomes visible late is seen by the overlap.
func TestAnOrderThatBecomesVisibleLate(t *testing.T) {
	s := opened(t)
	two(s)
	_, next := s.pull(publishing.From{})
	if _, again := s.pull(publishing.From{Cursor: next}); again != next {
		t.Errorf("%q, then %q without a change", next, again)
	}
	s.medusa.Freeze(noon.Add(-5 * time.Minute)) // its clock is late
	late := two(s)
	s.medusa.Freeze(time.Time{})
	if seen, _ := s.pull(publishing.From{Cursor: next}); len(missing([]string{late}, seen)) > 0 {
		t.Errorf("%v", seen)
	}
}

// Medusa tells the lines of one order in another order from time to time: that is no change.
func TestLinesInAnyOrder(t *testing.T) {
	turned := func(body map[string]any) { slices.Reverse(body["items"].([]any)) }
	s := opened(t)
	no := two(s)
	one := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no))
	s.medusa.Retell(no, turned)
	other := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no))
	if string(one.Raw) != string(other.Raw) || one.Lines[0] != other.Lines[0] || one.Version != other.Version || !strings.Contains(string(one.Raw), "สมหญิง") {
		t.Errorf("%s\n%s", one.Raw, other.Raw)
	}
}

// A payment that no feed tells of is seen by reading again.
func TestReadingAgain(t *testing.T) {
	s := opened(t)
	one, other := two(s), two(s)
	s.medusa.Pay(one, "awaiting")
	before := must[publishing.ChannelOrder](t)(s.Order(t.Context(), one))
	_, next := s.pull(publishing.From{})
	s.later(time.Hour)
	s.medusa.Pay(one, "captured")
	s.later(time.Hour)
	two(s)
	_, next = s.pull(publishing.From{Cursor: next})
	if seen, _ := s.pull(publishing.From{Cursor: next}); slices.Contains(seen, one) {
		t.Errorf("the feed tells %v", seen)
	}
	again := must[[]publishing.ChannelOrder](t)(s.Reread(t.Context(), []string{one, "order_x", other}))
	if len(again) != 2 || again[0].No != one || again[0].State != publishing.Paid || before.State != publishing.PendingPayment || again[0].Revision <= before.Revision {
		t.Errorf("%+v", again)
	}
	calls := s.medusa.Calls("")
	if none, err := s.Reread(t.Context(), nil); err != nil || len(none) != 0 || s.medusa.Calls("") != calls {
		t.Errorf("%v, %v", none, err)
	}
	for name, body := range map[string]string{"nothing": `{}`, "another": `{"orders":[{"id":"order_y"}]}`, "too many": `{"orders":[{},{}]}`} {
		s.medusa.On("orders", faulty.Says(200, "application/json", body))
		if _, err := s.Reread(t.Context(), []string{one}); !publishing.Is(err, publishing.WrongAnswer) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCursorsThatCannotBe(t *testing.T) {
	s := opened(t)
	no := two(s)
	for _, cursor := range []string{"x", "end ", "end x", "2026-11-23T05:00:00.000Z", "2026-11-23T05:00:00.000Z+x", "2026-11-23T05:00:00.000Z+-1", "2026-11-23T05:00:00.000Z+99999999999", "+0"} {
		page := must[publishing.Page](t)(s.Orders(t.Context(), publishing.From{Cursor: cursor, Since: noon.Add(-time.Hour)}))
		if !page.Restarted || len(page.Orders) != 1 || page.Orders[0].No != no {
			t.Errorf("%q: %+v", cursor, page)
		}
	}
	if page := must[publishing.Page](t)(s.Orders(t.Context(), publishing.From{Since: noon.Add(time.Hour)})); len(page.Orders) != 0 || page.More || page.Restarted {
		t.Errorf("%+v", page)
	}
	for name, body := range map[string]string{"no list": `{}`, "null": `{"orders":null}`, "no orders": `{"orders":7}`, "more than asked for": `{"orders":[{},{},{}]}`} {
		s.medusa.On("orders", faulty.Says(200, "application/json", body))
		if _, err := s.Orders(t.Context(), publishing.From{Limit: 2}); !publishing.Is(err, publishing.WrongAnswer) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// Rubbish among the orders keeps no other back, and the feed still ends.
	s.medusa.On("orders", faulty.Says(200, "application/json", fmt.Sprintf(`{"orders":[7,{"id":%q}]}`, no)))
	page := must[publishing.Page](t)(s.Orders(t.Context(), publishing.From{Limit: 2}))
	if len(page.Orders) != 2 || page.Orders[0].No != "" || page.Orders[1].No != no || !slices.Contains(page.Orders[0].Odd, publishing.OddUnreadable) {
		t.Errorf("%+v", page)
	}
	if rest, _ := s.pull(publishing.From{Cursor: page.Next, Limit: 2}); len(rest) > 1 {
		t.Errorf("%v", rest)
	}
}

// Whatever comes as an order is kept, bounded, and said to be odd where a person must look.
func FuzzOrder(f *testing.F) {
	for _, seed := range []string{`{}`, `7`, `null`, `{"id":"order_1","display_id":1,"currency_code":"thb","updated_at":"2026-11-23T05:00:00Z","total":1,"shipping_total":0,` +
		`"items":[{"id":"a","variant_sku":"A","quantity":1,"unit_price":1,"original_total":1,"total":1}]}`,
		`{"items":[{"quantity":-9223372036854775808,"unit_price":9999999999.99,"original_total":-9999999999.99}],"currency_code":"THB"}`,
		`{"fulfillments":[{"shipped_at":"x","items":[{"quantity":1e99}],"labels":[{},{}]}]}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		o, _ := order(raw)
		if again, _ := order(o.Raw); string(again.Raw) != string(o.Raw) || len(raw) > 0 && len(o.Raw) == 0 || len([]rune(o.ShipTo.Line)) > 2*maxName || len([]rune(o.Note)) > maxNote || len(o.Lines) > maxLines {
			t.Errorf("%+v", o)
		}
		if o.No == "" && len(o.Odd) == 0 {
			t.Errorf("nothing is odd about %+v", o)
		}
	})
}
