package bench

import (
	"context"
	"fmt"
	"testing"

	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/testkit"
)

// maxSettle is what settling 50,000 lines may take, in milliseconds.
const maxSettle = 1000

// TestSettles settles a producer's 50,000 lines, and again as many on top of them: what was settled long ago
// must not be read again.
func TestSettles(t *testing.T) {
	ctx, bills := context.Background(), 500
	if wanted().dir == "" {
		bills = 3
	}
	s := testkit.New(t)
	heading(fmt.Sprintf("Settling a producer's %d lines", bills*100))
	for round := range 2 {
		for range bills {
			lines := make([]selling.CartLine, 100)
			for n := range lines {
				lines[n] = testkit.Line(s.Goods[[]int{testkit.Silk, testkit.Soap}[n%2]], qty.One)
			}
			s.Sell(t, lines...)
		}
		request := consign.Request{Until: "2099-12-31", Producers: []consign.Wanted{{ID: id.New[id.Settlement](), ProducerID: testkit.Weaver}}}
		var settled []consign.Paper
		took := millis(func() {
			done, err := s.Settle(ctx, request)
			if err != nil {
				t.Fatal(err)
			}
			settled = done.Papers
		})
		note := []string{"", "on top of as many settled ones"}[round]
		report(t, figure{"settle", took, "ms", maxSettle, note})
		report(t, figure{"its statement, line by line", millis(func() {
			items, err := s.ItemsOf(ctx, &settled[0])
			if err != nil || len(items) != bills*100 {
				t.Fatalf("%d lines, %v", len(items), err)
			}
		}), "ms", maxSettle, note})
	}
	report(t, figure{"check of all that", millis(func() { s.CheckOK(t) }), "ms", 0, ""})
}
