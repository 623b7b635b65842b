package woocommerce

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/testkit/faulty"
	"github.com/talat-pos/talat/internal/testkit/woo"
)

func TestAnOrder(t *testing.T) {
	for _, vat := range []bool{false, true} {
		s := opened(t)
		no := s.there.Place(woo.Order{Method: "cod", Note: "ฝากไว้หน้าบ้าน <b>นะ</b>", Post: 45_00, Fees: []woo.Fee{{Name: "เก็บเงินปลายทาง", Amount: 20_00}, {Name: "ส่วนลดสมาชิก", Amount: -10_00}}, VAT: vat,
			Lines: []woo.Line{{SKU: "A", Pieces: 2, Price: 150_00}, {SKU: "B", Pieces: 3, Price: 33_25, Discount: 10_00}}})
		page := must[publishing.Page](t)(s.Orders(t.Context(), publishing.From{}))
		if len(page.Orders) != 1 || page.More || page.Restarted {
			t.Fatalf("%+v", page)
		}
		o := page.Orders[0]
		want := []publishing.ChannelLine{{ID: "1", SKU: "A", Name: "สินค้า & A", Pieces: 2, Price: 150_00}, {ID: "2", SKU: "B", Name: "สินค้า & B", Pieces: 3, Price: 33_25, Discount: 10_00}}
		if o.No != no || o.State != publishing.Paid || !slices.Equal(o.Lines, want) || o.Goods != 389_75 || o.Shipping != 65_00 || o.Discount != 10_00 || o.Total != 444_75 || !o.COD || len(o.Odd) != 0 {
			t.Errorf("with VAT %v: %+v", vat, o)
		}
		if o.ShipTo.Province != "เชียงราย" || o.ShipTo.Code != "TH-57" || o.ShipTo.Postcode != "57000" || o.ShipTo.District != "เมืองเชียงราย" || o.ShipTo.Subdistrict != "รอบเวียง" || o.ShipTo.Line != "99/1 ม.4" ||
			o.ShipTo.Name != "สมหญิง ใจดี" || o.ShipTo.Phone != "0812345678" || o.Buyer.Phone != "0812345678" || o.Note != "ฝากไว้หน้าบ้าน นะ" ||
			!o.PlacedAt.Equal(noon) || !o.UpdatedAt.Equal(noon) || o.Revision != noon.Unix() || o.Version == "" || !json.Valid(o.Raw) {
			t.Errorf("%+v", o)
		}
		if one := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no)); one.Version != o.Version {
			t.Errorf("%+v", one)
		}
	}
}

func TestStatesOfOrders(t *testing.T) {
	s := opened(t)
	for status, want := range map[string]string{"pending": publishing.PendingPayment, "on-hold": publishing.PendingPayment, "failed": publishing.PendingPayment, "processing": publishing.Paid,
		"completed": publishing.Completed, "cancelled": publishing.Cancelled, "refunded": publishing.Refunded, "wait-for-slip": publishing.StateUnknown} {
		no := s.there.Place(woo.Order{Status: status, Method: "promptpay", Lines: []woo.Line{{SKU: "A", Pieces: 1, Price: 1_00}}})
		o := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no))
		if o.State != want || o.Said != status || o.COD || slices.Contains(o.Odd, publishing.OddState) != (want == publishing.StateUnknown) {
			t.Errorf("%s: %+v", status, o)
		}
	}
	s = opened(t)
	for _, status := range []string{"checkout-draft", "auto-draft", "trash"} {
		s.there.Place(woo.Order{Status: status, Lines: []woo.Line{{SKU: "A", Pieces: 1, Price: 1_00}}})
	}
	if page := must[publishing.Page](t)(s.Orders(t.Context(), publishing.From{})); len(page.Orders) != 0 {
		t.Errorf("carts are orders: %+v", page.Orders)
	}
}

// read goes through the feed to its end and gives the numbers of the orders.
func (s *seller) read(from *publishing.From) (seen []string) {
	s.t.Helper()
	for pages := 0; ; pages++ {
		page := must[publishing.Page](s.t)(s.Orders(s.t.Context(), *from))
		for _, o := range page.Orders {
			seen = append(seen, o.No)
		}
		from.Cursor = page.Next
		if !page.More {
			return seen
		}
		if pages > 100 {
			s.t.Fatal("the feed has no end")
		}
	}
}

func one(pieces int) woo.Order {
	return woo.Order{Lines: []woo.Line{{SKU: "A", Pieces: pieces, Price: 1_00}}}
}

// The feed goes on where it stopped, also where many orders changed in one second, and again ten minutes back.
func TestTheFeedOfOrders(t *testing.T) {
	s := opened(t)
	var all []string
	for n := range 23 {
		if n%9 == 0 {
			s.later(time.Minute)
		}
		all = append(all, s.there.Place(one(n+1)))
	}
	from := publishing.From{Limit: 4}
	seen := s.read(&from)
	slices.Sort(seen)
	if seen = slices.Compact(seen); !slices.Equal(seen, all) {
		t.Errorf("%v, want %v", seen, all)
	}
	quiet := from.Cursor
	if s.read(&from); from.Cursor != quiet {
		t.Errorf("nothing changed, and the cursor went from %s to %s", quiet, from.Cursor)
	}
	s.later(5 * time.Minute)
	late := s.there.Place(one(1))
	s.there.ChangeOrder(all[22], func(o *woo.Order) { o.Modified = noon.Add(time.Minute) }) // it became visible late
	if seen := s.read(&from); !slices.Contains(seen, late) || !slices.Contains(seen, all[22]) {
		t.Errorf("%v", seen)
	}
	s.later(time.Hour)
	if s.there.Place(one(2)); len(s.read(&from)) < 1 {
		t.Error("the new one is not seen")
	}
	if seen := s.read(&from); len(seen) != 1 {
		t.Errorf("after an hour there are still %v", seen)
	}
}

// An order that changes while pages are read goes to the end, and pushes no other out of sight.
func TestAnOrderChangesMeanwhile(t *testing.T) {
	s := opened(t)
	var all []string
	for range 10 {
		s.later(time.Second)
		all = append(all, s.there.Place(one(1)))
	}
	from := publishing.From{Limit: 4}
	page := must[publishing.Page](t)(s.Orders(t.Context(), from))
	s.later(time.Second)
	for _, no := range all[:3] {
		s.there.ChangeOrder(no, func(o *woo.Order) { o.Status = "completed" })
	}
	from.Cursor = page.Next
	seen := s.read(&from)
	for _, no := range all[3:] {
		if !slices.Contains(seen, no) {
			t.Errorf("%s was passed over: %v", no, seen)
		}
	}
}

func TestCursorsThatAreNone(t *testing.T) {
	s := opened(t)
	s.there.Place(one(1))
	for _, cursor := range []string{"x", "2026-11-23T05:00:00", "2026-11-23T05:00:00 0", "2026-11-23T05:00:00 -1", "2026-11-23 1", " 1"} {
		page := must[publishing.Page](t)(s.Orders(t.Context(), publishing.From{Cursor: cursor, Since: noon.Add(-time.Hour)}))
		if !page.Restarted || len(page.Orders) != 1 {
			t.Errorf("%q: %+v", cursor, page)
		}
	}
	if page := must[publishing.Page](t)(s.Orders(t.Context(), publishing.From{Since: noon})); len(page.Orders) != 1 {
		t.Errorf("an order of the moment itself: %+v", page)
	}
	if page := must[publishing.Page](t)(s.Orders(t.Context(), publishing.From{Since: noon.Add(time.Second)})); len(page.Orders) != 0 {
		t.Errorf("an order of before: %+v", page)
	}
	for name, fault := range map[string]faulty.Fault{"an object": faulty.Says(200, "application/json", `{}`), "nothing": faulty.Says(200, "application/json", `null`)} {
		s.there.On("listOrders", fault)
		if _, err := s.Orders(t.Context(), publishing.From{}); !publishing.Is(err, publishing.WrongAnswer) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What the feed does not tell, because the time of the last change does not move, is seen when open orders are read
// again: the version is another one.
func TestLinesThatChange(t *testing.T) {
	s := opened(t)
	no, other := s.there.Place(one(3)), s.there.Place(one(1))
	before := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no))
	s.later(time.Hour)
	s.there.ChangeOrder(no, func(o *woo.Order) { o.Lines[0].Pieces = 2 })
	from := publishing.From{Since: noon.Add(30 * time.Minute)}
	if seen := s.read(&from); len(seen) != 0 {
		t.Errorf("the feed tells of it: %v", seen)
	}
	all := must[[]publishing.ChannelOrder](t)(s.Reread(t.Context(), []string{other, no, "99999", "x", ""}))
	at := slices.IndexFunc(all, func(o publishing.ChannelOrder) bool { return o.No == no })
	if len(all) != 2 || at < 0 || all[at].Revision != before.Revision || all[at].Version == before.Version || all[at].Lines[0].Pieces != 2 {
		t.Errorf("%+v", all)
	}
	if none, err := s.Reread(t.Context(), []string{"x"}); err != nil || none != nil || s.there.Calls("listOrders") != 2 {
		t.Errorf("%v, %v", none, err)
	}
	if _, err := s.Reread(t.Context(), slices.Repeat([]string{no}, 101)); !publishing.Is(err, publishing.TooLarge) {
		t.Errorf("%v", err)
	}
	_, err := s.Order(t.Context(), "99999")
	if !publishing.Is(err, publishing.Absent) {
		t.Errorf("%v", err)
	}
	told(t, err)
	if _, err := s.Order(t.Context(), "../products"); !publishing.Is(err, publishing.Absent) {
		t.Errorf("%v", err)
	}
	s.there.On("getOrder", faulty.Says(200, "application/json", `{"id":7}`))
	if _, err := s.Order(t.Context(), no); !publishing.Is(err, publishing.WrongAnswer) {
		t.Errorf("%v", err)
	}
}

// Amounts without tax are rounded nowhere but at the end, and what a shop that rounds otherwise is off by goes where
// no line is touched.
func TestTaxesAreExact(t *testing.T) {
	for price := int64(1); price < 2_000; price += 7 {
		o := woo.Order{VAT: true, Post: price + 3, Lines: []woo.Line{{SKU: "A", Pieces: 1 + int(price%5), Price: price}, {SKU: "B", Pieces: 3, Price: price * 3, Discount: price % 11}}}
		s := opened(t)
		got := must[publishing.ChannelOrder](t)(s.Order(t.Context(), s.there.Place(o)))
		if len(got.Odd) > 0 || got.Lines[0].Price != money.Satang(price) || got.Shipping != money.Satang(price+3) || got.Lines[1].Discount != money.Satang(price%11) {
			t.Fatalf("%d: %+v", price, got)
		}
		if price > 100 {
			price += 191
		}
	}
	s := opened(t)
	for off, odd := range map[string]bool{"10.01": false, "9.98": false, "9.90": true, "10.10": true} {
		no := s.there.Place(woo.Order{Lines: []woo.Line{{SKU: "A", Pieces: 10, Price: 1_00}}, More: map[string]any{"total": off}})
		if o := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no)); slices.Contains(o.Odd, publishing.OddSum) != odd || o.Total.String() != off {
			t.Errorf("%s: %+v", off, o)
		}
	}
	// Three for ten baht: the piece is rounded up, the line is not.
	third := map[string]any{"id": 1, "sku": "A", "quantity": 3, "subtotal": "10.00", "total": "10.00"}
	no := s.there.Place(woo.Order{Lines: []woo.Line{{SKU: "A", Pieces: 3, Price: 1}}, More: map[string]any{"line_items": []any{third}, "total": "10.00"}})
	if o := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no)); o.Lines[0].Price != 3_34 || o.Lines[0].Discount != 2 || o.Goods != 10_00 || len(o.Odd) > 0 {
		t.Errorf("%+v", o)
	}
}

// Whatever is odd about an order, it is there, says so, and keeps none of the others back.
func TestOddOrders(t *testing.T) {
	s := opened(t)
	for name, c := range map[string]struct {
		more map[string]any
		want []string
	}{
		"nothing":           {nil, nil},
		"another currency":  {map[string]any{"currency": "USD"}, []string{publishing.OddCurrency}},
		"no currency":       {map[string]any{"currency": nil}, []string{publishing.OddCurrency}},
		"no lines":          {map[string]any{"line_items": []any{}}, []string{publishing.OddNoLines}},
		"lines in words":    {map[string]any{"line_items": "two"}, []string{publishing.OddUnreadable, publishing.OddNoLines}},
		"a negative total":  {map[string]any{"total": "-5.00"}, []string{publishing.OddNegative, publishing.OddSum}},
		"a total in words":  {map[string]any{"total": "1e9"}, []string{publishing.OddUnreadable}},
		"a fortune":         {map[string]any{"total": "999999999999.00"}, []string{publishing.OddUnreadable}},
		"numbers for texts": {map[string]any{"total": 20, "customer_note": 7, "number": 12}, nil},
		"no date":           {map[string]any{"date_modified_gmt": nil}, []string{publishing.OddUnreadable}},
		"a list for people": {map[string]any{"billing": []any{}, "shipping": false}, []string{publishing.OddUnreadable}},
		"half a piece": {map[string]any{"line_items": []any{map[string]any{"id": 1, "sku": "A", "quantity": 0.5, "total": "20.00", "subtotal": "20.00"}}},
			[]string{publishing.OddUnreadable, publishing.OddNegative}},
		"no SKU": {map[string]any{"line_items": []any{map[string]any{"id": 1, "sku": nil, "quantity": 2, "total": "20.00", "subtotal": "20.00"}}}, []string{publishing.OddNoSKU}},
		"taken back": {map[string]any{"line_items": []any{map[string]any{"id": 1, "sku": "A", "quantity": -1, "total": "20.00", "subtotal": "20.00"}}},
			[]string{publishing.OddNegative, publishing.OddSum}},
	} {
		no := s.there.Place(woo.Order{Lines: []woo.Line{{SKU: "A", Pieces: 2, Price: 10_00}}, More: c.more})
		o := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no))
		slices.Sort(o.Odd)
		slices.Sort(c.want)
		if !slices.Equal(o.Odd, c.want) || o.No != no {
			t.Errorf("%s: %v, want %v", name, o.Odd, c.want)
		}
	}
	s.there.On("listOrders", faulty.Says(200, "application/json", `[7,null,"x",{"id":3,"status":"processing"},[]]`))
	if page := must[publishing.Page](t)(s.Orders(t.Context(), publishing.From{})); len(page.Orders) != 5 || page.Orders[3].No != "3" || !slices.Contains(page.Orders[0].Odd, publishing.OddUnreadable) {
		t.Errorf("%+v", page)
	}
	no := s.there.Place(woo.Order{Note: "ขอบคุณ", Lines: []woo.Line{{SKU: "A", Pieces: 1, Price: 1_00}}, More: map[string]any{"number": "WEB-0042"}})
	if o := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no)); o.Note != "#WEB-0042 ขอบคุณ" {
		t.Errorf("%q", o.Note)
	}
	no = s.there.Place(woo.Order{Lines: []woo.Line{{SKU: "A", Pieces: 1, Price: 1_00}}, More: map[string]any{"shipping": map[string]any{}, "billing": map[string]any{"company": "กลุ่มแม่บ้าน", "state": "น่าน", "postcode": 55000}}})
	if o := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no)); o.ShipTo.Name != "กลุ่มแม่บ้าน" || o.ShipTo.Province != "น่าน" || o.ShipTo.Postcode != "55000" {
		t.Errorf("%+v", o.ShipTo)
	}
}

// Whatever Thai buyers write where WooCommerce asks for a city, the parcel gets its district.
func TestCities(t *testing.T) {
	for _, c := range []struct {
		line1, line2, city, state, postcode string
		want                                publishing.ShipTo
	}{
		{"99/1 ม.4", "ต.รอบเวียง", "เมืองเชียงราย", "TH-57", "57000", publishing.ShipTo{Line: "99/1 ม.4", Subdistrict: "รอบเวียง", District: "เมืองเชียงราย", Province: "เชียงราย", Code: "TH-57", Postcode: "57000"}},
		{"99/1 ม.4", "", "รอบเวียง เมืองเชียงราย", "TH-57", "57000", publishing.ShipTo{Line: "99/1 ม.4", Subdistrict: "รอบเวียง", District: "เมืองเชียงราย", Province: "เชียงราย", Code: "TH-57", Postcode: "57000"}},
		{"123 ซอยสุขุมวิท 50", "", "คลองเตย", "TH-10", "10110", publishing.ShipTo{Line: "123 ซอยสุขุมวิท 50", District: "คลองเตย", Province: "กรุงเทพมหานคร", Code: "TH-10", Postcode: "10110"}},
		{"12 หมู่ 3 ต.เวียงพางคำ อ.แม่สาย จ.เชียงราย 57130", "", "แม่สาย", "TH-57", "57130", publishing.ShipTo{Line: "12 หมู่ 3", Subdistrict: "เวียงพางคำ", District: "แม่สาย", Province: "เชียงราย", Code: "TH-57", Postcode: "57130"}},
		{"12 Moo 3", "", "Mueang", "Chiang Rai", "57000", publishing.ShipTo{Line: "12 Moo 3", District: "Mueang", Province: "Chiang Rai", Postcode: "57000"}},
	} {
		said := orderSaid{Shipping: addressed{Line1: loose(c.line1), Line2: loose(c.line2), City: loose(c.city), State: loose(c.state), Postcode: loose(c.postcode)}}
		r := new(reading)
		r.people(&said)
		if r.order.ShipTo != c.want {
			t.Errorf("%s %s: %+v", c.line1, c.city, r.order.ShipTo)
		}
	}
}

func TestDecimals(t *testing.T) {
	for text, want := range map[string]int64{"0": 0, "1": 1_000_000, "1.5": 1_500_000, "-0.000001": -1, "0.0000005": 1, "0.0000004": 0, " 7 ": 7_000_000, "999999999999.999999": 999_999_999_999_999_999, "93.4579439252336": 93_457_944} {
		if got, ok := loose(text).decimal(); !ok || got != want {
			t.Errorf("%s: %d, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "x", "1e3", "1,000", "+1", ".5", "1.", "--1", "1234567890123", "NaN", "0x1"} {
		if got, ok := loose(text).decimal(); ok {
			t.Errorf("%q is %d", text, got)
		}
	}
	for parts, want := range map[int64]string{0: "0", 1: "0.000001", 1_500_000: "1.5", 120_000: "0.12", 3_000_000: "3"} {
		if got := written(parts); got != want {
			t.Errorf("%d: %s", parts, got)
		}
	}
}

// Every gram and millimetre comes back from every unit.
func TestUnits(t *testing.T) {
	for _, units := range []map[string]int64{weights, sizes} {
		for name, unit := range maps.All(units) {
			for n := 0; n <= 1_000_000; n += 1 + n/7 {
				if got := out(loose(in(n, unit)), unit); got != n {
					t.Fatalf("%d in %s is %s and comes back as %d", n, name, in(n, unit), got)
				}
			}
		}
	}
	for _, text := range []loose{"", "x", "-1", "1e9", "99999999999"} {
		if got := out(text, 1e9); got != 0 {
			t.Errorf("%s: %d", text, got)
		}
	}
}

// Nothing that a shop sends breaks the reading, and what is kept of it is bounded.
func FuzzOrder(f *testing.F) {
	f.Add([]byte(`{"id":1,"status":"processing","currency":"THB","total":"99.5","line_items":[{"id":1,"quantity":3,"subtotal":"93.457944","subtotal_tax":"6.542056","total":"93.457944"}]}`))
	f.Add([]byte(`{"id":1,"line_items":[{"quantity":-9223372036854775808,"total":"999999999999"}],"meta_data":[{"key":"talat_parcels","value":"[{}]"}]}`))
	f.Add([]byte(`{"id":[],"fee_lines":[{"total":"-1"}],"meta_data":[{"key":"talat_step","value":{}}],"currency":"THB"}`))
	f.Add([]byte(`[`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		o := order(raw)
		if len(o.Lines) > maxLines || utf8.RuneCountInString(o.No) > maxID || utf8.RuneCountInString(o.ShipTo.Line) > 2*maxName || !utf8.ValidString(o.Note) || utf8.RuneCountInString(o.Note) > maxNote {
			t.Errorf("%+v", o)
		}
		if len(o.Odd) == 0 && (o.No == "" || len(o.Lines) == 0 || o.Total < 0) {
			t.Errorf("not odd: %+v", o)
		}
		if again := order(raw); again.Version != o.Version {
			t.Errorf("read twice it is of two versions: %s", raw)
		}
	})
}

// Products of any form are read without harm.
func FuzzProduct(f *testing.F) {
	f.Add([]byte(`{"id":1,"type":"variation","parent_id":2,"sku":"A","regular_price":"1.005","meta_data":[{"key":"talat_certifications","value":"[{\"scheme\":1}]"}]}`))
	f.Add([]byte(`{"id":"x","images":{},"attributes":[1,{}],"dimensions":[],"weight":12.5}`))
	shop := &settings{weight: 1000e9, size: 10e9}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var p product
		if json.Unmarshal(raw, &p) != nil {
			return
		}
		r := p.remote(shop)
		if utf8.RuneCountInString(r.SKU) > maxID || len(r.Listing.Certifications) > 50 || !utf8.ValidString(r.Listing.Title) || strings.Contains(fmt.Sprint(r.Listing.ShippingG), "-") {
			t.Errorf("%+v", r)
		}
	})
}
