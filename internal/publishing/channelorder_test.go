package publishing

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
)

func TestWhatIsOddAboutAnOrder(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*ChannelOrder)
		want   []string
	}{
		"nothing":             {func(*ChannelOrder) {}, nil},
		"no lines":            {func(o *ChannelOrder) { o.Lines = nil }, []string{OddNoLines}},
		"a negative total":    {func(o *ChannelOrder) { o.Total = -1 }, []string{OddNegative, OddSum}},
		"no pieces":           {func(o *ChannelOrder) { o.Lines[0].Pieces = 0 }, []string{OddNegative, OddSum}},
		"a negative price":    {func(o *ChannelOrder) { o.Lines[0].Price = -5 }, []string{OddNegative, OddSum}},
		"too much to count":   {func(o *ChannelOrder) { o.Lines[0].Pieces, o.Lines[0].Price = MaxPieces, money.Max }, []string{OddSum}},
		"another sum":         {func(o *ChannelOrder) { o.Total++ }, []string{OddSum}},
		"a fee is the shop's": {func(o *ChannelOrder) { o.Fee = 999 }, nil},
		"no SKU":              {func(o *ChannelOrder) { o.Lines[1].SKU = "" }, []string{OddNoSKU}},
		"an unknown state":    {func(o *ChannelOrder) { o.State = OrderStateOf("on_fire") }, []string{OddState}},
		"another currency":    {func(o *ChannelOrder) { o.Odd, o.Total = []string{OddCurrency}, 0 }, []string{OddCurrency}},
	} {
		o := ChannelOrder{State: Paid, Goods: 280_00, Shipping: 45_00, Discount: 10_00, Total: 315_00,
			Lines: []ChannelLine{{SKU: "A", Pieces: 2, Price: 100_00, Discount: 20_00}, {SKU: "B", Pieces: 1, Price: 100_00}}}
		c.change(&o)
		if odd := o.Look(); !slices.Equal(o.Odd, c.want) || odd != (len(c.want) > 0) {
			t.Errorf("%s: %v, want %v", name, o.Odd, c.want)
		}
		if again := slices.Clone(o.Odd); !o.Look() && len(again) > 0 || !slices.Equal(o.Odd, again) {
			t.Errorf("%s: looked at twice it says %v", name, o.Odd)
		}
	}
}

// After an unknown outcome the state tells whether a step was done.
func TestReached(t *testing.T) {
	for step, want := range map[string][]string{
		Accept: {Accepted, Packed, Shipped, Delivered, Completed}, Pack: {Packed, Shipped, Delivered, Completed},
		Reject: {Cancelled, Refunded}, Cancel: {Cancelled, Refunded}, "dance": nil,
	} {
		for _, state := range OrderStates {
			if Reached(step, state) != slices.Contains(want, state) {
				t.Errorf("%s at %s: %v", step, state, Reached(step, state))
			}
		}
	}
}

func TestStockChangesAreChecked(t *testing.T) {
	at := time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)
	good := StockChange{SKU: "A", Key: "common:A:17", Delta: -3, Reason: Sold, At: at}
	for name, c := range map[string]struct {
		change func(*StockChange)
		field  string
	}{
		"a difference":        {func(*StockChange) {}, ""},
		"a figure":            {func(c *StockChange) { *c = StockChange{SKU: "A", Key: c.Key, Set: 0, Expected: 5} }, ""},
		"from below zero":     {func(c *StockChange) { *c = StockChange{SKU: "A", Key: c.Key, Set: 4, Expected: -2} }, ""},
		"both":                {func(c *StockChange) { c.Set = 4 }, "set"},
		"no key":              {func(c *StockChange) { c.Key = "" }, "key"},
		"a short key":         {func(c *StockChange) { c.Key = "1234567" }, "key"},
		"a key of two lines":  {func(c *StockChange) { c.Key = "12345678\r\nX: y" }, "key"},
		"a Thai key":          {func(c *StockChange) { c.Key = "รหัสรหัสรหัส" }, "key"},
		"no reason":           {func(c *StockChange) { c.Reason = "" }, "reason"},
		"no time":             {func(c *StockChange) { c.At = time.Time{} }, "at"},
		"far too much":        {func(c *StockChange) { c.Delta = MaxPieces + 1 }, "delta"},
		"less than nothing":   {func(c *StockChange) { *c = StockChange{Key: c.Key, Set: -1} }, "set"},
		"expecting far more":  {func(c *StockChange) { *c = StockChange{Key: c.Key, Expected: MaxPieces + 1} }, "expected"},
		"a key that is large": {func(c *StockChange) { c.Key = strings.Repeat("x", 256) }, "key"},
	} {
		change := good
		c.change(&change)
		err := change.Validate()
		if c.field == "" && err != nil || c.field != "" && (!fault.Is(err, "stock_change_invalid") || fault.Of(err).Field != c.field) {
			t.Errorf("%s: %v, want %q", name, err, c.field)
		}
	}
}

func TestClassesHaveNames(t *testing.T) {
	for class := Failed; class <= CursorGone; class++ {
		if ClassOf(class.String()) != class || class != Failed && class.String() == "failed" {
			t.Errorf("%d is written %q and read %d", class, class.String(), ClassOf(class.String()))
		}
	}
	if Class(-1).String() != "failed" || Class(99).String() != "failed" || ClassOf("new") != Failed {
		t.Error("an unknown class is not a failure of the program")
	}
}

// A failure can be wrapped, tells its class, and gives a person the sentence of its fault.
func TestFailures(t *testing.T) {
	inner := &Failure{Class: Refused, Slug: "validation", Err: fault.New("net_auth", "", fault.Values{"host": "h", "status": "401"})}
	err := fmt.Errorf("sending: %w", inner)
	if !Is(err, Refused) || FailureOf(err) != inner || !strings.Contains(i18n.Message(i18n.English, err), "401") || !strings.Contains(err.Error(), "validation") {
		t.Errorf("%v: %q", err, i18n.Message(i18n.English, err))
	}
	if other := FailureOf(errors.New("x")); other.Class != Failed || !fault.Is(other, "internal") {
		t.Errorf("%v", other)
	}
	if FailureOf(nil) != nil || Is(nil, Failed) {
		t.Error("no error is a failure")
	}
}

func TestAFeedBeginsBeforeTheLastChange(t *testing.T) {
	at := time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)
	if !Since(at).Equal(at.Add(-Overlap)) || !Since(time.Time{}).IsZero() {
		t.Error("the overlap is wrong")
	}
}
