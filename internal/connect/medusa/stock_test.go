package medusa

import (
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/testkit/faulty"
	double "github.com/talat-pos/talat/internal/testkit/medusa"
)

func figure(key string, set, expected int) publishing.StockChange {
	return publishing.StockChange{SKU: "A", Key: "mark-000" + key, Set: set, Expected: expected}
}

// The figure is written where the expected one stands; what buyers reserved is told beside it.
func TestStock(t *testing.T) {
	s := opened(t)
	s.put(mango("A"))
	if level := must[publishing.Level](t)(s.Level(t.Context(), "A")); level != (publishing.Level{}) {
		t.Errorf("nothing was ever told: %+v", level)
	}
	level := must[publishing.Level](t)(s.Adjust(t.Context(), figure("1", 10, 0)))
	if level.OnHand != 10 || level.Available != 10 || level.Version == "" || s.medusa.Calls("createLevel") != 1 {
		t.Errorf("%+v", level)
	}
	s.medusa.Place(double.Order{Lines: []double.Line{{SKU: "A", Pieces: 3, Price: 150_25}}})
	if level := must[publishing.Level](t)(s.Level(t.Context(), "A")); level.OnHand != 10 || level.Reserved != 3 || level.Available != 7 {
		t.Errorf("%+v", level)
	}
	level = must[publishing.Level](t)(s.Adjust(t.Context(), figure("2", 8, 10)))
	if level.OnHand != 8 || level.Reserved != 3 || level.Available != 5 || s.medusa.Calls("setLevel") != 1 {
		t.Errorf("%+v", level)
	}
	again := must[publishing.Level](t)(s.Adjust(t.Context(), figure("2", 8, 10)))
	if again.OnHand != 8 || s.medusa.Calls("setLevel") != 1 {
		t.Errorf("%+v", again)
	}
	_, err := s.Adjust(t.Context(), figure("3", 5, 7))
	if f := publishing.FailureOf(err); f.Class != publishing.Stale || f.Level == nil || f.Level.OnHand != 8 || f.Level.Reserved != 3 || s.medusa.Calls("setLevel") != 1 {
		t.Errorf("%+v", f)
	}
	told(t, err)
}

func TestStockThatCannotBe(t *testing.T) {
	s := opened(t)
	s.put(mango("A"))
	for name, c := range map[string]struct {
		change publishing.StockChange
		want   string
	}{
		"a difference":  {publishing.StockChange{SKU: "A", Key: "mark-0001", Delta: -1, Reason: publishing.Sold, At: noon}, "medusa_figure"},
		"less than 0":   {publishing.StockChange{SKU: "A", Key: "mark-0001", Set: -1}, "stock_change_invalid"},
		"no key":        {publishing.StockChange{SKU: "A", Set: 1}, "stock_change_invalid"},
		"no listing":    {publishing.StockChange{SKU: "B", Key: "mark-0001", Set: 1}, "medusa_absent"},
		"nothing there": {publishing.StockChange{SKU: "A", Key: "mark-0001", Set: 1, Expected: 4}, "medusa_stale"},
	} {
		if _, err := s.Adjust(t.Context(), c.change); !fault.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if s.medusa.Level("A") != nil {
		t.Errorf("%+v", s.medusa.Level("A"))
	}
	for name, items := range map[string]string{
		"not counted":    `"manage_inventory":false`,
		"no item":        `"manage_inventory":true,"inventory_items":[]`,
		"a kit":          `"manage_inventory":true,"inventory_items":[{"inventory_item_id":"i","required_quantity":2}]`,
		"several things": `"manage_inventory":true,"inventory_items":[{"inventory_item_id":"i","required_quantity":1},{"inventory_item_id":"j","required_quantity":1}]`,
	} {
		s.medusa.On("products", faulty.Says(200, "application/json", `{"products":[{"id":"p","variants":[{"sku":"A",`+items+`}]}]}`))
		_, err := s.Level(t.Context(), "A")
		if !fault.Is(err, "medusa_uncounted") {
			t.Errorf("%s: %v", name, err)
		}
		told(t, err)
	}
	for _, levels := range []string{`{"location_id":"sloc_1"}`, `{"location_id":"sloc_1","stocked_quantity":1.5,"reserved_quantity":0}`, `{"location_id":"sloc_1","stocked_quantity":1e99,"reserved_quantity":0}`} {
		body := `{"products":[{"id":"p","variants":[{"sku":"A","manage_inventory":true,"inventory_items":[{"inventory_item_id":"i","required_quantity":1,"inventory":{"location_levels":[` + levels + `]}}]}]}]}`
		s.medusa.On("products", faulty.Says(200, "application/json", body))
		if _, err := s.Level(t.Context(), "A"); !publishing.Is(err, publishing.WrongAnswer) {
			t.Errorf("%s: %v", levels, err)
		}
	}
}

// Whatever goes wrong with a change, the same change sent again leaves the figure that it says.
func TestAChangeGoesWrong(t *testing.T) {
	for name, f := range map[string]struct {
		fault faulty.Fault
		want  publishing.Class // of the call that went wrong
	}{
		"the reply is lost": {faulty.LoseReply(), publishing.OutcomeOpen},
		"dropped":           {faulty.Drop(), publishing.OutcomeOpen},
		"half a body":       {faulty.HalfBody(), publishing.OutcomeOpen},
		"too slow":          {faulty.Slow(5 * time.Second), publishing.OutcomeOpen},
		"in ruins":          {faulty.Says(500, "application/json", `{"type":"unknown_error","message":"x"}`), publishing.OutcomeOpen},
		"elsewhere":         {faulty.Redirect("https://elsewhere.example/"), publishing.Elsewhere},
		"the key ended":     {faulty.Says(401, "application/json", `{"message":"Unauthorized"}`), publishing.KeyRefused},
		"gone":              {faulty.Says(404, "application/json", `{"type":"not_found","message":"Item is not stocked"}`), publishing.Stale},
		"not valid":         {faulty.Says(400, "application/json", `{"type":"invalid_data","message":"no"}`), publishing.Refused},
		"a page":            {faulty.HTML(), publishing.WrongAnswer},
		"a lie":             {faulty.Says(200, "application/json", `{"inventory_item":{}}`), publishing.Stale}, // seen by reading back
	} {
		t.Run(name, func(t *testing.T) {
			s := opened(t)
			s.put(mango("A"))
			must[publishing.Level](t)(s.Adjust(t.Context(), figure("0", 10, 0)))
			s.medusa.On("setLevel", f.fault)
			_, err := s.Adjust(t.Context(), figure("1", 7, 10))
			if !publishing.Is(err, f.want) || s.medusa.Calls("setLevel") != 1 {
				t.Fatalf("%v, want %v", err, f.want)
			}
			told(t, err)
			if level := must[publishing.Level](t)(s.Adjust(t.Context(), figure("1", 7, 10))); level.OnHand != 7 || s.medusa.Level("A").OnHand != 7 {
				t.Errorf("%+v", level)
			}
		})
	}
}

// What happens between look and write, and between write and look, is seen.
func TestWhatHappensInBetween(t *testing.T) {
	for name, c := range map[string]struct {
		operation string
		n         int // the call of the operation before which it happens
		change    func(l *double.Level)
		want      publishing.Class
		ok        bool
	}{
		"a buyer reserves":         {"setLevel", 1, func(l *double.Level) { l.Reserved += 2 }, 0, true},
		"a parcel is packed":       {"setLevel", 1, func(l *double.Level) { l.OnHand, l.Reserved = l.OnHand-3, l.Reserved-3 }, publishing.Stale, false},
		"another figure after it":  {"products", 5, func(l *double.Level) { l.OnHand = 40 }, publishing.Stale, false},
		"another figure before it": {"products", 4, func(l *double.Level) { l.OnHand = 40 }, publishing.Stale, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := opened(t)
			s.put(mango("A"))
			must[publishing.Level](t)(s.Adjust(t.Context(), figure("0", 10, 0)))
			s.medusa.Stock("A", func(l *double.Level) { l.Reserved = 3 })
			hits := 0
			s.medusa.Between(c.operation, c.n, func(level func(string) *double.Level) {
				hits++
				c.change(level("A"))
			})
			level, err := s.Adjust(t.Context(), figure("1", 8, 10))
			if hits != 1 || c.ok != (err == nil) || !c.ok && !publishing.Is(err, c.want) {
				t.Fatalf("%v after %d", err, hits)
			}
			if c.ok && (level.OnHand != 8 || level.Reserved != 5) {
				t.Errorf("%+v", level)
			}
			if f := publishing.FailureOf(err); f != nil && (f.Level == nil || f.Level.OnHand != s.medusa.Level("A").OnHand) {
				t.Errorf("%+v is not %+v", f.Level, s.medusa.Level("A"))
			}
		})
	}
}

// A level that another machine made in the same moment is no refusal, but another figure.
func TestALevelMadeTwice(t *testing.T) {
	s := opened(t)
	s.put(mango("A"))
	s.medusa.On("createLevel", faulty.Twice())
	if _, err := s.Adjust(t.Context(), figure("1", 10, 0)); !publishing.Is(err, publishing.Stale) {
		t.Errorf("%v", err)
	}
	if level := must[publishing.Level](t)(s.Adjust(t.Context(), figure("1", 10, 0))); level.OnHand != 10 {
		t.Errorf("%+v", level)
	}
}

// A look that fails after the write leaves open whether it was done.
func TestNoReadingBack(t *testing.T) {
	s := opened(t)
	s.put(mango("A"))
	s.medusa.On("products", faulty.Fine(), faulty.Says(429, "text/plain", ""))
	_, err := s.Adjust(t.Context(), figure("1", 10, 0))
	if !publishing.Is(err, publishing.OutcomeOpen) || s.medusa.Level("A").OnHand != 10 || strings.Contains(err.Error(), "later") {
		t.Errorf("%v", err)
	}
}
