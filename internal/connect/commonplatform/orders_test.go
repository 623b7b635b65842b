package commonplatform

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/testkit/double"
)

func TestAnOrderFromEndToEnd(t *testing.T) {
	s := opened(t)
	for _, sku := range []string{"A", "B"} {
		s.put(mango(sku))
	}
	no := s.platform.Place(double.Order{Lines: []double.Line{{SKU: "A", Pieces: 2, Price: 150_00}, {SKU: "B", Pieces: 1, Price: 99_25}}, Post: 45_00,
		More: map[string]any{"payment": "cod", "note": "ฝากไว้หน้าบ้าน", "accept_by": "2026-11-24T05:00:00Z"}})
	page := must[publishing.Page](t)(s.Orders(t.Context(), publishing.From{}))
	if len(page.Orders) != 1 || page.More || page.Restarted {
		t.Fatalf("%+v", page)
	}
	o := page.Orders[0]
	want := []publishing.ChannelLine{{ID: "1", SKU: "A", Pieces: 2, Price: 150_00}, {ID: "2", SKU: "B", Pieces: 1, Price: 99_25}}
	if o.No != no || o.State != publishing.Paid || o.Version != `"r1"` || !slices.Equal(o.Lines, want) || o.Goods != 399_25 || o.Shipping != 45_00 || o.Total != 444_25 ||
		!o.COD || len(o.Odd) != 0 || o.ShipTo.Province != "เชียงราย" || o.ShipTo.Postcode != "57000" || o.Buyer.Phone != "0812345678" ||
		!o.PlacedAt.Equal(noon) || !o.AcceptBy.Equal(noon.Add(24*time.Hour)) || !json.Valid(o.Raw) {
		t.Errorf("%+v", o)
	}
	step := publishing.Step{No: no, What: publishing.Accept, Version: o.Version, Key: "accept-0001"}
	s.platform.On("actOnOrder", double.LoseReply())
	if _, err := s.Act(t.Context(), step); !publishing.Is(err, publishing.OutcomeOpen) || s.platform.Calls("actOnOrder") != 1 {
		t.Errorf("%v after %d calls", err, s.platform.Calls("actOnOrder"))
	}
	if o := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no)); !publishing.Reached(publishing.Accept, o.State) {
		t.Errorf("%+v", o)
	}
	o = must[publishing.ChannelOrder](t)(s.Act(t.Context(), step)) // the same key: nothing more is done
	if o.State != publishing.Accepted || s.platform.Applied("accept-0001") != 1 {
		t.Errorf("%+v", o)
	}
	step.Key = "accept-0002"
	if _, err := s.Act(t.Context(), step); !publishing.Is(err, publishing.Stale) {
		t.Errorf("an old version: %v", err)
	}
	step.Version = ""
	_, err := s.Act(t.Context(), step)
	if f := publishing.FailureOf(err); f.Class != publishing.Refused || f.Slug != "illegal-transition" || f.State != publishing.Accepted {
		t.Errorf("%+v", f)
	}
	must[publishing.ChannelOrder](t)(s.Act(t.Context(), publishing.Step{No: no, What: publishing.Pack, Version: o.Version, Key: "pack-00001"}))
	parcel := &publishing.Shipment{OrderNo: no, ID: "01937f3a-5c1e-7b60-9d3c-2f1a4b5c6d7e", Carrier: "thailand_post", Service: "ems", Tracking: "EF582621152TH",
		HandedAt: noon, WeightG: 450, Lines: []publishing.ShipmentLine{{ID: "1", Pieces: 2}, {ID: "2", Pieces: 1}}}
	s.platform.On("putShipment", double.HalfBody())
	if err := s.Ship(t.Context(), parcel); !publishing.Is(err, publishing.OutcomeOpen) {
		t.Errorf("%v", err)
	}
	if err := s.Ship(t.Context(), parcel); err != nil || s.platform.Applied(parcel.ID) != 1 || s.platform.State(no) != "shipped" {
		t.Errorf("%v, told %d times, %s", err, s.platform.Applied(parcel.ID), s.platform.State(no))
	}
	o = must[publishing.ChannelOrder](t)(s.Order(t.Context(), no))
	if len(o.Shipments) != 1 || o.Shipments[0].Tracking != parcel.Tracking || !o.Shipments[0].HandedAt.Equal(noon) || o.Shipments[0].Lines[0] != (publishing.ShipmentLine{ID: "1", Pieces: 2}) {
		t.Errorf("%+v", o.Shipments)
	}
}

func TestStepsThatEndAnOrder(t *testing.T) {
	s := opened(t)
	no := s.platform.Place(double.Order{Lines: []double.Line{{SKU: "A", Pieces: 1, Price: 1_00}}})
	o := must[publishing.ChannelOrder](t)(s.Act(t.Context(), publishing.Step{No: no, What: publishing.Reject, Key: "reject-001", Reason: "ของหมด"}))
	if o.State != publishing.Cancelled {
		t.Errorf("%+v", o)
	}
	for name, c := range map[string]struct {
		step publishing.Step
		want publishing.Class
	}{
		"no reason":     {publishing.Step{No: no, What: publishing.Cancel, Key: "cancel-001"}, publishing.Refused},
		"no such step":  {publishing.Step{No: no, What: "../../seller", Key: "dance-0001"}, publishing.Refused},
		"no key":        {publishing.Step{No: no, What: publishing.Cancel}, publishing.Refused},
		"no such order": {publishing.Step{No: "CP-9", What: publishing.Accept, Key: "accept-001"}, publishing.Absent},
	} {
		_, err := s.Act(t.Context(), c.step)
		if !publishing.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		told(t, err)
	}
}

// The cursor goes on where it stopped; one that is known no more begins again by time, and misses nothing.
func TestTheFeedOfOrders(t *testing.T) {
	s := opened(t)
	var all, seen []string
	for n := range 7 {
		s.later(time.Minute)
		all = append(all, s.platform.Place(double.Order{Lines: []double.Line{{SKU: "A", Pieces: n + 1, Price: 1_00}}}))
	}
	from := publishing.From{Limit: 3}
	for more := true; more; {
		page := must[publishing.Page](t)(s.Orders(t.Context(), from))
		for _, o := range page.Orders {
			seen = append(seen, o.No)
			from.Since = publishing.Since(o.UpdatedAt)
		}
		from.Cursor, more = page.Next, page.More
	}
	if !slices.Equal(seen, all) {
		t.Errorf("%v, want %v", seen, all)
	}
	s.later(time.Minute)
	late := s.platform.Place(double.Order{Lines: []double.Line{{SKU: "A", Pieces: 1, Price: 1_00}}})
	s.platform.ExpireCursors()
	from.Limit = 0
	page := must[publishing.Page](t)(s.Orders(t.Context(), from))
	if !page.Restarted || len(page.Orders) != 8 || page.Orders[7].No != late { // ten minutes back are all of them
		t.Errorf("restarted %v with %d orders", page.Restarted, len(page.Orders))
	}
	s.platform.On("listOrders", double.Refuse(410, "cursor-expired"), double.Refuse(410, "cursor-expired"))
	if _, err := s.Orders(t.Context(), from); !publishing.Is(err, publishing.CursorGone) {
		t.Errorf("%v", err)
	}
}

// A page that does not lead on would be read for ever, or all again each time.
func TestPagesThatDoNotLeadOn(t *testing.T) {
	s := opened(t)
	for name, body := range map[string]string{
		"no cursor": `{"items":[],"has_more":false}`, "no items": `{"next_cursor":"x","has_more":false}`, "the same again": `{"items":[],"next_cursor":"here","has_more":true}`,
		"a cursor like a book": fmt.Sprintf(`{"items":[],"next_cursor":%q}`, strings.Repeat("x", 501)), "items in words": `{"items":"two","next_cursor":"x"}`,
	} {
		s.platform.On("listOrders", double.Says(200, "application/json", body))
		if _, err := s.Orders(t.Context(), publishing.From{Cursor: "here"}); !publishing.Is(err, publishing.WrongAnswer) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever is odd about an order, it is there, says so, and keeps none of the others back.
func TestOddOrders(t *testing.T) {
	const whole = `{"order_id":"1","state":"paid","revision":3,"lines":[{"line_id":"1","seller_sku":"A","quantity":2,"unit_price":{"amount":"10.00","currency":"THB"}}],
		"totals":{"goods":{"amount":"20.00","currency":"THB"},"shipping":{"amount":"5.00","currency":"THB"},"grand":{"amount":"25.00","currency":"THB"}},
		"placed_at":"2026-11-23T04:30:00Z","updated_at":"2026-11-23T04:30:00+07:00","gift_wrap":{"paper":"red"}}`
	for name, c := range map[string]struct {
		from, to string
		want     []string
	}{
		"nothing":              {"", "", nil},
		"an unknown state":     {`"paid"`, `"on_the_moon"`, []string{publishing.OddState}},
		"no lines":             {`"lines":[`, `"lines":[],"were":[`, []string{publishing.OddNoLines}},
		"a negative total":     {`"25.00"`, `"-25.00"`, []string{publishing.OddNegative, publishing.OddSum}},
		"another currency":     {`"25.00","currency":"THB"`, `"25.00","currency":"USD"`, []string{publishing.OddCurrency}},
		"three decimals":       {`"10.00"`, `"10.005"`, []string{publishing.OddUnreadable}},
		"a number for money":   {`"10.00"`, `10.00`, []string{publishing.OddUnreadable}},
		"pieces in words":      {`"quantity":2`, `"quantity":"two"`, []string{publishing.OddUnreadable, publishing.OddNegative}},
		"half a piece":         {`"quantity":2`, `"quantity":0.5`, []string{publishing.OddUnreadable, publishing.OddNegative}},
		"no SKU":               {`"seller_sku":"A",`, ``, []string{publishing.OddNoSKU}},
		"no number":            {`"order_id":"1",`, ``, []string{publishing.OddUnreadable}},
		"no revision":          {`"revision":3,`, ``, []string{publishing.OddUnreadable}},
		"an address in a list": {`"gift_wrap":{`, `"ship_to":[1],"gift_wrap":{`, []string{publishing.OddUnreadable}},
	} {
		raw := strings.Replace(whole, c.from, c.to, 1)
		if c.from != "" && raw == whole {
			t.Fatalf("%s: nothing was changed", name)
		}
		o := order(json.RawMessage(raw))
		if !slices.Equal(o.Odd, c.want) || string(o.Raw) != raw {
			t.Errorf("%s: %v, want %v", name, o.Odd, c.want)
		}
		if name != "no number" && o.No != "1" || len(o.Lines) == 0 && name != "no lines" {
			t.Errorf("%s: %+v", name, o)
		}
	}
	s := opened(t)
	s.platform.On("listOrders", double.Says(200, "application/json", `{"items":[7,null,"x",`+whole+`],"next_cursor":"c","has_more":false}`))
	page := must[publishing.Page](t)(s.Orders(t.Context(), publishing.From{}))
	if len(page.Orders) != 4 || page.Orders[3].No != "1" || len(page.Orders[3].Odd) != 0 || !slices.Contains(page.Orders[0].Odd, publishing.OddUnreadable) {
		t.Errorf("%+v", page)
	}
}

// An address without the name of the province has one by its code.
func TestTheProvinceByItsCode(t *testing.T) {
	for code, want := range map[string]string{"TH-57": "เชียงราย", "TH-10": "กรุงเทพมหานคร", "TH-96": "นราธิวาส", "TH-00": "", "": ""} {
		raw := fmt.Sprintf(`{"order_id":"1","ship_to":{"province_code":%q}}`, code)
		if got := order(json.RawMessage(raw)).ShipTo.Province; got != want {
			t.Errorf("%s: %q", code, got)
		}
	}
}

// Nothing that a platform sends breaks the reading, and what is kept of it is bounded.
func FuzzOrder(f *testing.F) {
	f.Add([]byte(`{"order_id":"1","state":"paid","lines":[{"quantity":3,"unit_price":{"amount":"999999999999.99","currency":"THB"}}]}`))
	f.Add([]byte(`{"order_id":"1","lines":[{"quantity":-9223372036854775808}],"shipments":[{"lines":[{}]}]}`))
	f.Add([]byte(`[`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		o := order(raw)
		if len(o.Lines) > maxLines || utf8.RuneCountInString(o.No) > maxID || utf8.RuneCountInString(o.ShipTo.Line) > 2*maxName || !utf8.ValidString(o.Note) {
			t.Errorf("%+v", o)
		}
		if len(o.Odd) == 0 && (o.No == "" || len(o.Lines) == 0 || o.Total < 0) {
			t.Errorf("not odd: %+v", o)
		}
	})
}
