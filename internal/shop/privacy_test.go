package shop

import (
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
)

// The text an order was read from goes when its time is over, and the order stays.
func TestPastedChatsAreForgotten(t *testing.T) {
	s := newTestShop(t, Params{})
	order := ordering.Request{ID: id.New[id.Order](), Channel: ordering.Line, Paste: "เอาน้ำผึ้ง 2 ขวด",
		Lines: []ledger.OrderLine{{Qty: qty.One, Text: "น้ำผึ้ง"}}, Person: ordering.Person{Name: "มานี"}}
	_, err := s.AddOrder(t.Context(), order)
	must(t, err)
	start := s.Clock()
	for _, step := range []struct {
		days int
		kept bool
	}{{0, true}, {29, true}, {31, false}} {
		s.Clock = func() time.Time { return start.AddDate(0, 0, step.days) }
		must(t, s.ForgetChats(t.Context()))
		text, err := s.OrderPaste(t.Context(), order.ID)
		must(t, err)
		if (text != "") != step.kept {
			t.Errorf("after %d days: %q", step.days, text)
		}
	}
	if found, err := s.Order(t.Context(), order.ID); err != nil || found.Person.Name != "มานี" {
		t.Errorf("%+v %v", found, err)
	}
}
