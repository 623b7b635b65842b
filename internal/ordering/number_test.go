package ordering

import (
	"testing"

	"github.com/talat-pos/talat/internal/ledger"
)

// Every channel's short number is read back as it was written.
func TestShortNumbers(t *testing.T) {
	for _, channel := range Channels {
		for _, no := range []int{1, 42, 12345} {
			text := ShortOf(channel, "B", no)
			if back, letter, n, ok := ParseShort(text); !ok || back != channel || letter != "B" || n != no {
				t.Errorf("%s of %s is read as %s %s %d %v", text, channel, back, letter, n, ok)
			}
		}
	}
	if got := ShortOf(Line, "A", 42); got != "LA-0042" {
		t.Errorf("short number %s", got)
	}
	if channel, letter, no, ok := ParseShort(" la42 "); !ok || channel != Line || letter != "A" || no != 42 {
		t.Errorf("la42 is read as %s %s %d %v", channel, letter, no, ok)
	}
	for _, text := range []string{"", "L", "42", "A-42", "LA", "XQ-12", "LA-0", "LA-4x", "ลA-42"} {
		if _, _, _, ok := ParseShort(text); ok {
			t.Errorf("%q is a short number", text)
		}
	}
}

func TestWhatAnOrderIsCalled(t *testing.T) {
	for _, c := range []struct{ channel, no, called string }{
		{Line, "", "LA-0042"},
		{Shopee, "2611220K3", "2611220K3"},
		{Government, "A-QT-2569-000003", "A-OR-2569-000042"},
		{Government, "", "A-OR-2569-000042"},
		{Government, "กค 12/2569", "A-OR-2569-000042"},
		{Other, "A-QT-2569-000003", "A-OR-2569-000042"}, // a company ordered from a quotation
		{Other, "QT2569-11-0001", "A-OR-2569-000042"},   // in another shape
		{Other, "SHOP-77", "SHOP-77"},
	} {
		order := &ledger.Order{Channel: c.channel, ChannelNo: c.no, Number: "A-OR-2569-000042", Letter: "A", No: 42}
		if got := Called(order); got != c.called {
			t.Errorf("an order of %s %q is called %s, want %s", c.channel, c.no, got, c.called)
		}
	}
}
