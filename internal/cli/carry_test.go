package cli_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/testkit/double"
)

// A stall's outbox goes to the centre's machine by a file, and its answers come back.
func TestTheOutboxByFile(t *testing.T) {
	stall, platform := connected(t)
	centre := &counter{t: t, dir: filepath.Join(t.TempDir(), "ศูนย์")}
	centre.ok("init", "--name", "ศูนย์จังหวัด")
	stall.ok("publish", "HONEY", "--to", "ตลาด")
	file := filepath.Join(t.TempDir(), "คิว.talat")
	out := stall.ok("outbox", "export", file).has("file", file, "rows", "1", "listings", "1", "pictures", "1", "counts", "1", "left", "[]").keys("fingerprint")
	stall.ok("outbox", "--state", "carried").has("total", "1")

	centre.fails(1, "carry_untrusted", "file", "outbox", "import", file)
	if said := centre.text("outbox", "import", file, "--lang", "en").stderr; !strings.Contains(said, "ร้านทดสอบ") || !strings.Contains(said, out.at("fingerprint")) || !strings.Contains(said, "--trust") {
		t.Error(said)
	}
	centre.fails(1, "carry_no_channel", "channel", "outbox", "import", file, "--trust")
	centre.ok("channel", "add", "ตลาด", "--kind", "common", "--url", platform.URL, "--key-env", keyVar)
	sent := centre.ok("outbox", "import", file).has("kind", "outbox", "sent", "2", "failed", "0", "waiting", "0", "shop.name", "ร้านทดสอบ", "problems", "[]")
	answers := sent.at("answers")
	platform.Place(double.Order{ID: "P-1", Lines: []double.Line{{SKU: "HONEY", Pieces: 1, Price: 120_00}}})
	centre.ok("outbox", "import", file).has("failed", "0", "waiting", "0", "answers", answers) // again: it hears of the order
	if filepath.Dir(answers) != filepath.Dir(file) || platform.Level("HONEY").OnHand != 10 {
		t.Errorf("%s, %+v there", answers, platform.Level("HONEY"))
	}
	centre.ok("order", "list").has("total", "0")

	stall.fails(1, "carry_untrusted", "file", "outbox", "import", answers)
	stall.fails(1, "carry_own", "file", "outbox", "import", file)
	stall.ok("outbox", "import", answers, "--trust").has("kind", "answers", "settled", "2", "passed", "[]", "orders.new", "1", "shop.name", "ศูนย์จังหวัด")
	stall.ok("outbox").has("total", "0")
	stall.ok("order", "list").has("total", "1", "orders.0.channel_no", "P-1")
	stall.ok("outbox", "import", answers).has("settled", "0", "orders.new", "0", "warnings.0.code", "carry_passed")
	centre.fails(1, "carry_foreign", "file", "outbox", "import", answers)
	centre.fails(1, "carry_damaged", "file", "outbox", "import", centre.file("x.talat", "no such file"))
	centre.fails(1, "file_missing", "file", "outbox", "import", filepath.Join(t.TempDir(), "none.talat"))
	stall.fails(1, "file_unwritten", "", "outbox", "export", filepath.Join(t.TempDir(), "no folder", "x.talat"))
	if said := stall.text("outbox", "export", file, "--lang", "en").stdout; !strings.Contains(said, "fingerprint") || bareKey.MatchString(said) {
		t.Error(said)
	}
}
