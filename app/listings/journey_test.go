package listings

import (
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// What is published without a net stands there once there is one, and what the platform says of it is shown.
func TestTheScreenFollowsAPlatform(t *testing.T) {
	m := newMarket(t)
	there := double.Open(t, double.Options{Live: true, Now: clock.Fixed(morning)})
	connection := publishing.Connection{ID: id.New[id.Connection](), Name: "ตลาดกลาง", Kind: "common", URL: there.URL}
	must(t, m.SaveChannel(ctx, connection, connect.NewSecret(double.ClientID+":"+double.Secret)))
	codes := []string{"KRAM-001", "RICE-001", "HONEY-001"}
	b := show(t, usual, m.Shop, "")
	for _, code := range codes {
		m.describe(code, strings.Repeat("ทำในชุมชน ", 20))
		b.page.Turn(m.product(code).ID.String())
		b.settle()
		b.press("Space")
	}
	words := func() (all []string) {
		b.page.Reload()
		b.settle()
		for _, code := range codes {
			b.page.Turn(m.product(code).ID.String())
			b.settle()
			all = append(all, b.page.m.cell().Word)
		}
		return all
	}
	b.press("F8", "Enter")
	if got := words(); !slices.Equal(got, []string{publishing.WordQueued, publishing.WordQueued, publishing.WordQueued}) || len(there.SKUs()) != 0 {
		t.Fatalf("without a net they stand as %q, there are %v", got, there.SKUs())
	}
	sync := func() {
		t.Helper()
		if result, err := m.SyncNow(ctx, id.Connection{}, nil); err != nil || len(result.Problems) > 0 {
			t.Fatalf("%+v, %v", result, err)
		}
	}
	sync()
	if got := words(); !slices.Equal(got, []string{publishing.WordLive, publishing.WordLive, publishing.WordLive}) || len(there.SKUs()) != 3 {
		t.Fatalf("with a net they stand as %q, there are %v", got, there.SKUs())
	}
	there.Moderate("RICE-001", publishing.Rejected, "ขอรูปหน้าถุงที่เห็นฉลาก")
	sync()
	if got := words(); got[1] != publishing.WordRefused {
		t.Fatalf("refused it stands as %q", got[1])
	}
	b.page.Turn(m.product("RICE-001").ID.String())
	b.settle()
	if cell := b.page.m.cell(); !slices.Contains(cell.Standing.Words, "ขอรูปหน้าถุงที่เห็นฉลาก") || b.page.view.detail.refusal(cell) == nil {
		t.Errorf("the platform's words are %v", cell.Standing.Words)
	}
	b.press("F6", "F6", "F6", "F6") // what has problems
	if got := b.listed(); !slices.Equal(got, []string{"RICE-001"}) {
		t.Errorf("problems are %v", got)
	}
	b.press("F7", "Ctrl+Enter")
	sync()
	if cell := m.cell("RICE-001", 0); cell.Word != publishing.WordWithdrawn {
		t.Errorf("withdrawn it stands as %q", cell.Word)
	}
}
