package cli_test

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/testkit/double"
)

func TestSyncOnce(t *testing.T) {
	c, platform := connected(t)
	c.ok("publish", "HONEY", "--to", "ตลาด")
	c.ok("sync", "--once").has("sent", "2", "failed", "0", "waiting", "0", "orders.new", "0", "problems", "[]") // the listing and its count
	c.ok("outbox").has("total", "0")
	c.ok("channel", "list").has("channels.0.state", "ok", "channels.0.account.id", double.SellerID, "channels.0.waiting", "0")
	if platform.Level("HONEY").OnHand != 10 {
		t.Errorf("there: %+v", platform.Level("HONEY"))
	}
	platform.Place(double.Order{Lines: []double.Line{{SKU: "HONEY", Pieces: 1, Price: 120_00}}})
	c.ok("sync", "--once", "--channel", "ตลาด").has("orders.new", "1", "orders.updated", "0")
	c.ok("order", "list").has("orders.0.channel", "common", "orders.0.channel_no", "CP-000001")
	c.fails(1, "connection_unknown", "channel", "sync", "--once", "--channel", "x")
}

// What fails is said with its exit status: 1 when nothing went, 3 when something did.
func TestSyncThatFails(t *testing.T) {
	c, platform := connected(t)
	c.ok("publish", "HONEY", "--to", "ตลาด")
	if r := c.run("publish", "SOAP", "--to", "ตลาด"); r.status != 1 {
		t.Errorf("%d %s", r.status, r.stdout)
	}
	platform.On("putListing", double.Refuse(422, "validation"))
	r := c.run("sync", "--once")
	if r.status != 1 {
		t.Errorf("nothing went: %d %s", r.status, r.stdout)
	}
	r.has("failed", "1", "sent", "0", "problems.0.channel", "ตลาด", "problems.0.about", "HONEY", "problems.0.code", "channel_says")
	if said := c.text("outbox", "--state", "failed", "--lang", "en").stdout; !strings.Contains(said, "HONEY") {
		t.Error(said)
	}
	c.ok("outbox", "retry", "--all")
	c.ok("sync", "--once")
	platform.Place(double.Order{Lines: []double.Line{{SKU: "HONEY", Pieces: 1, Price: 120_00}}})
	c.ok("sync", "--once")
	c.ok("order", "confirm", c.ok("order", "list").at("orders.0.number"))
	c.ok("product", "import", c.file("dearer.csv", "sku,price\nHONEY,130\n"))
	platform.On("putListing", double.Refuse(422, "validation"))
	if r = c.run("sync", "--once"); r.status != 3 {
		t.Errorf("one of two: %d %s", r.status, r.stdout)
	}
	r.has("failed", "1", "sent", "1")

	platform.EndTokens()
	t.Setenv(keyVar, double.ClientID+":expired")
	c.ok("channel", "edit", "ตลาด", "--key-env", keyVar)
	for range 2 { // then it is paused
		r = c.run("sync", "--once")
		if r.status != 1 || r.at("problems.0.about") != "<nil>" || r.at("problems.0.message") == "" {
			t.Errorf("with an expired key: %d %s", r.status, r.stdout)
		}
	}
	c.ok("channel", "list").has("channels.0.state", "paused")
}

// More is ordered than there is: the order that came last is a task, with an apology and what to ask of the producer.
func TestAnOversoldOrder(t *testing.T) {
	c, platform := connected(t)
	c.ok("publish", "HONEY", "--to", "ตลาด")
	c.ok("sync", "--once")
	c.ok("order", "list", "--oversold").has("total", "0", "oversold", "[]")
	platform.Place(double.Order{ID: "FIRST", Lines: []double.Line{{SKU: "HONEY", Pieces: 8, Price: 120_00}}})
	platform.Place(double.Order{ID: "LAST", Lines: []double.Line{{SKU: "HONEY", Pieces: 5, Price: 120_00}}})
	c.ok("sync", "--once").has("orders.new", "2")
	r := c.ok("order", "list", "--oversold").has("total", "1", "orders.0.channel_no", "LAST", "oversold.0.shorts.0.name", "น้ำผึ้งป่า", "oversold.0.shorts.0.want", "5",
		"oversold.0.shorts.0.have", "2", "oversold.0.shorts.0.missing", "3", "oversold.0.ask.0.producer", "กลุ่มผึ้งหลวง", "oversold.1", "<none>")
	if r.at("oversold.0.number") != r.at("orders.0.number") || !strings.Contains(r.at("oversold.0.apology"), "LAST") || !strings.Contains(r.at("oversold.0.ask.0.text"), "ขาด 3 ขวด") {
		t.Error(r.stdout)
	}
	if said := c.text("order", "list", "--oversold").stdout; !strings.Contains(said, "กลุ่มผึ้งหลวง") || bareKey.MatchString(said) {
		t.Error(said)
	}
}
