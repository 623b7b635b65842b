package cli_test

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// keyVar holds the key of the platform of tests.
const keyVar = "TALAT_TEST_KEY"

// connected is a shop that is connected to a platform, called ตลาด, with goods of which HONEY is ready to be listed.
func connected(t *testing.T) (*counter, *double.Platform) {
	t.Helper()
	lonely(t)
	c := openShop(t)
	platform := double.Open(t, double.Options{Live: true})
	t.Setenv(keyVar, double.ClientID+":"+double.Secret)
	c.ok("channel", "add", "ตลาด", "--kind", "common", "--url", platform.URL, "--key-env", keyVar)
	c.photoOf("HONEY")
	c.ok("product", "import", c.file("more.csv", "sku,name,category,weight_g,fda,description\nHONEY,น้ำผึ้งป่า,อาหาร,500,13-1-12345-5-6789,น้ำผึ้งจากป่าดอยตุง เก็บเดือนห้า ขวดละครึ่งกิโล ไม่ผสมน้ำตาล\n"))
	return c, platform
}

// lonely keeps keys in a folder of the test: the machine's own keyring and keys are left alone.
func lonely(t *testing.T) {
	t.Helper()
	home := t.TempDir()
	for _, folder := range []string{"XDG_CONFIG_HOME", "HOME", "AppData", "XDG_RUNTIME_DIR"} {
		t.Setenv(folder, home)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
}

func TestChannel(t *testing.T) {
	c, platform := connected(t)
	c.ok("channel", "list").has("channels.0.name", "ตลาด", "channels.0.kind", "common", "channels.0.url", platform.URL, "channels.0.state", "new",
		"channels.0.account", "<nil>", "channels.0.waiting", "0", "channels.0.heard_at", "<nil>", "channels.1", "<none>")
	c.ok("channel", "test", "ตลาด").has("channel.account.id", double.SellerID, "channel.state", "ok", "channel.heard_at", "2026-11-23T12:00:00+07:00")
	if said := c.text("channel", "test", "ตลาด", "--lang", "en").stdout; !strings.Contains(said, "วิสาหกิจชุมชนบ้านสันทราย") {
		t.Error(said)
	}
	c.fails(1, "connection_twin", "name", "channel", "add", "ตลาด", "--kind", "common", "--url", platform.URL, "--key-env", keyVar)

	platform.EndTokens()
	t.Setenv(keyVar, double.ClientID+":expired")
	c.ok("channel", "edit", "ตลาด", "--key-env", keyVar, "--rename", "ตลาดกลาง").has("channel.name", "ตลาดกลาง", "channel.url", platform.URL)
	if r := c.run("channel", "test", "ตลาดกลาง"); r.status != 1 || r.at("error.code") == "<none>" || strings.Contains(r.stdout, "expired") {
		t.Errorf("a key that is no more: %d %s", r.status, r.stdout)
	}
	for _, form := range []string{"--json", "--lang=en"} {
		if said := c.text("channel", "list", form).stdout; strings.Contains(said, "expired") || strings.Contains(said, double.Secret) {
			t.Errorf("the key is told: %s", said)
		}
	}
	c.ok("channel", "close", "ตลาดกลาง").has("closed", "ตลาดกลาง")
	c.ok("channel", "list").has("channels.0", "<none>")
	c.fails(1, "connection_unknown", "name", "channel", "test", "ตลาดกลาง")
}

func TestAChannelThatCannotBe(t *testing.T) {
	lonely(t)
	c := openShop(t)
	add := func(status int, code, field string, flags ...string) {
		t.Helper()
		c.fails(status, code, field, append([]string{"channel", "add", "x"}, flags...)...)
	}
	t.Setenv(keyVar, "a:b")
	add(2, "flag_required", "kind", "--url", "https://a.example")
	add(2, "flag_required", "url", "--kind", "common")
	add(2, "word_unknown", "kind", "--kind", "ebay", "--url", "https://a.example")
	add(1, "connection_url", "url", "--kind", "common", "--url", "http://a.example", "--key-env", keyVar)
	add(1, "connection_url", "url", "--kind", "common", "--url", "ftp://a.example", "--key-env", keyVar)
	add(1, "pin_invalid", "pin", "--kind", "common", "--url", "https://a.example", "--key-env", keyVar, "--pin", "ab")
	add(2, "option_unreadable", "option", "--kind", "common", "--url", "https://a.example", "--key-env", keyVar, "--option", "=x")
	add(1, "connection_option", "option", "--kind", "common", "--url", "https://a.example", "--key-env", keyVar, "--option", "colour=red")
	add(1, "key_missing", "key", "--kind", "common", "--url", "https://a.example")
	// Who gives the key itself instead of the variable's name does not see it again.
	r := c.run("channel", "add", "x", "--kind", "common", "--url", "https://a.example", "--key-env", "sk_12345")
	if r.status != 2 || r.at("error.code") != "key_env_empty" || strings.Contains(r.stdout, "sk_12345") {
		t.Errorf("%d %s", r.status, r.stdout)
	}
	c.ok("channel", "list").has("channels.0", "<none>")
}

func TestPublish(t *testing.T) {
	c, _ := connected(t)
	c.fails(2, "flag_required", "to", "publish", "HONEY")
	c.fails(2, "argument_missing", "", "publish", "--to", "ตลาด")
	c.fails(2, "argument_surplus", "", "publish", "HONEY", "--all", "--to", "ตลาด")
	c.fails(1, "connection_unknown", "name", "publish", "HONEY", "--to", "elsewhere")
	c.fails(1, "product_unknown", "line[1].code", "publish", "HONEY", "GOLD", "--to", "ตลาด")
	c.ok("outbox").has("total", "0", "outbox.0", "<none>")

	c.ok("publish", "HONEY", "--to", "ตลาด").has("queued", "1", "refused", "[]")
	r := c.run("publish", "HONEY", "SOAP", "--to", "ตลาด")
	if r.status != 3 {
		t.Errorf("in part: %d", r.status)
	}
	r.has("queued", "1", "refused.0.sku", "SOAP", "refused.0.reasons.0.what", "photo").keys("refused.0.reasons.0.message")
	if r := c.run("publish", "SOAP", "RICE", "--to", "ตลาด"); r.status != 1 || r.at("queued") != "0" || r.at("refused.1.sku") != "RICE" {
		t.Errorf("nothing of it: %d %s", r.status, r.stdout)
	}
	if r := c.run("publish", "--all", "--to", "ตลาด"); r.status != 3 || r.at("queued") != "1" || r.at("refused.3.sku") == "<none>" {
		t.Errorf("all: %d %s", r.status, r.stdout)
	}
	c.ok("channel", "list").has("channels.0.state", "new")
}

func TestOutbox(t *testing.T) {
	c, _ := connected(t)
	c.ok("publish", "HONEY", "--to", "ตลาด")
	row := c.ok("outbox").has("total", "1", "outbox.0.channel", "ตลาด", "outbox.0.kind", "listing", "outbox.0.sku", "HONEY", "outbox.0.name", "น้ำผึ้งป่า",
		"outbox.0.state", "waiting", "outbox.0.why", "<nil>", "outbox.0.order", "<nil>").at("outbox.0.id")
	if said := c.text("outbox", "--lang", "en").stdout; !strings.Contains(said, "HONEY") || !strings.Contains(said, "waiting") || bareKey.MatchString(said) {
		t.Error(said)
	}
	c.ok("outbox", "--channel", "ตลาด", "--state", "failed").has("total", "0")
	c.fails(1, "connection_unknown", "channel", "outbox", "--channel", "x")
	c.fails(2, "word_unknown", "state", "outbox", "--state", "lost")
	c.ok("outbox", "retry", "--all").has("retried", "0")
	c.ok("outbox", "retry", row).has("retried", "1")
	c.fails(1, "outgoing_unknown", "id", "outbox", "retry", "4711")
	c.fails(2, "count_unreadable", "id", "outbox", "retry", "x")
	c.fails(2, "argument_missing", "", "outbox", "retry")
	c.fails(2, "flag_required", "reason", "outbox", "discard", row)
	c.fails(1, "reason_missing", "reason", "outbox", "discard", row, "--reason", " ")
	c.ok("outbox", "discard", row, "--reason", "ลงผิดร้าน").has("discarded", row)
	c.fails(1, "outgoing_unknown", "id", "outbox", "discard", row, "--reason", "again")
	c.ok("outbox").has("total", "0")
	c.ok("outbox", "--state", "discarded").has("total", "1", "outbox.0.discarded", "ลงผิดร้าน")
}

// What is promised online is shown, and a sale that breaks the promise says so.
func TestASaleOfWhatIsPromised(t *testing.T) {
	c, _ := connected(t)
	now, err := clock.FromEnv()
	if err != nil {
		t.Fatal(err)
	}
	s, err := shop.Open(t.Context(), c.dir, now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	channel, err := s.ChannelNamed(t.Context(), "ตลาด")
	if err != nil {
		t.Fatal(err)
	}
	honey, err := s.Find(t.Context(), "HONEY")
	if err != nil {
		t.Fatal(err)
	}
	placement := publishing.Placement{ConnectionID: channel.ID, ProductID: honey.Product.ID, SKU: "HONEY", Chosen: true}
	if err := s.SavePlacement(t.Context(), placement, 4); err != nil {
		t.Fatal(err)
	}
	c.ok("stock", "show", "HONEY").has("stock.0.on_hand", "10", "stock.0.promised", "4", "stock.0.sellable", "6")
	c.ok("sell", "--line", "HONEY*6", "--pay", "cash").has("warnings", "<none>")
	const bill = "0190a5a0-0000-7000-8000-000000000001"
	sale := []string{"sell", "--line", "SOAP", "--line", "HONEY*2", "--pay", "cash", "--id", bill}
	c.ok(sale...).has("warnings.0.code", "stock_promised", "warnings.0.field", "line[1].qty", "warnings.1", "<none>", "bill.lines.1.sku", "HONEY")
	c.ok(sale...).has("replayed", "true", "warnings", "<none>")
	if said := c.text("sell", "--line", "HONEY", "--pay", "cash", "--lang", "en"); said.status != 0 || !strings.Contains(said.stderr, "3") || !strings.Contains(said.stderr, "promised to buyers online") {
		t.Errorf("%d %q", said.status, said.stderr)
	}
}
