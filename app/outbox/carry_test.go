package outbox

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// TestTheOutboxGoesByStick: from a stall without a net to a machine with one, and back; neither side takes a file of a
// stranger before a person compared the fingerprint.
func TestTheOutboxGoesByStick(t *testing.T) {
	stick := t.TempDir()
	file := func(pattern string) string {
		t.Helper()
		found, err := filepath.Glob(filepath.Join(stick, pattern))
		if err != nil || len(found) != 1 {
			t.Fatalf("on the stick: %v, %v", found, err)
		}
		return found[0]
	}
	stall, centre := counter(t), counter(t)
	platform, connection := connected(t, stall, 2)
	connection.ID = id.New[id.Connection]()
	if err := centre.SaveChannel(ctx, connection, connect.NewSecret(double.ClientID+":"+double.Secret)); err != nil {
		t.Fatal(err)
	}

	b := open(t, usual, stall)
	b.Picks = func(then func(string)) { then(stick) }
	b.press(t, "F10")
	if !b.Kit.Prompt.Open() || !slices.Equal(b.states(), []string{"carried", "carried"}) {
		t.Fatalf("shown %v", b.states())
	}
	b.press(t, "Enter")
	outbox := file("*.talat")
	if name := filepath.Base(outbox); name != "talat-outbox-20261129-1200.talat" {
		t.Errorf("the file is called %s", name)
	}
	if why := b.page.model.why(b.Kit, b.page.model.chosen(), noon); why != i18n.T(i18n.Thai, "outbox.why.carried") {
		t.Errorf("why: %q", why)
	}

	there := open(t, usual, centre)
	there.Picks = func(then func(string)) { then(outbox) }
	there.press(t, "F11", "Enter") // Enter alone takes nothing
	if !there.Kit.Prompt.Open() || len(platform.Journal()) != 0 {
		t.Fatal("a stranger's file is taken")
	}
	there.press(t, "Esc")
	if !there.page.Drop(outbox) || there.page.Drop(filepath.Join(stick, "orders.csv")) {
		t.Error("what is dropped is not told apart")
	}
	there.settle(t)
	there.press(t, "Ctrl+Enter")
	answers := file("*-answers.talat")
	if platform.Calls("putListing")+platform.Calls("batchListings") == 0 || !there.Kit.Prompt.Open() {
		t.Fatal("nothing was sent")
	}

	b = open(t, usual, stall)
	b.Picks = func(then func(string)) { then(answers) }
	b.press(t, "F11", "Ctrl+Enter")
	if len(b.page.model.rows) != 0 {
		t.Errorf("after the answers: %v", b.states())
	}
	if said := b.Kit.Prompt.Said(); !strings.HasPrefix(said, i18n.T(i18n.Thai, "outbox.answered", fault.Values{"name": "วิสาหกิจชุมชนบ้านคราม", "count": 2, "orders": 0})[:30]) {
		t.Errorf("said %q", said)
	}
	if again := b.page.model.of(connection.ID); again != nil {
		t.Error("the centre's channel came along")
	}
}

func TestADamagedFileIsRefused(t *testing.T) {
	s := counter(t)
	connected(t, s, 1)
	path := filepath.Join(t.TempDir(), "bad.talat")
	if err := os.WriteFile(path, []byte("PK\x03\x04 no zip"), 0o600); err != nil {
		t.Fatal(err)
	}
	b := open(t, usual, s)
	b.Picks = func(then func(string)) { then(path) }
	b.press(t, "F11")
	if !b.Kit.Prompt.Open() || b.page.job != nil {
		t.Fatal("nothing is said")
	}
	b.press(t, "Enter")
	if rows := b.page.model.rows; len(rows) != 1 || rows[0].State != publishing.Waiting {
		t.Errorf("shown %v", b.states())
	}
}
