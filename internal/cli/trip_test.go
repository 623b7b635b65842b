package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestATripByCommand goes through a whole fair by commands.
func TestATripByCommand(t *testing.T) {
	c := openShop(t)
	made := c.ok("trip", "new", "งานกาชาด", "--from", "2026-11-23", "--to", "24/11/2569", "--id", someID)
	made.has("trip.name", "งานกาชาด", "trip.state", "packing", "trip.to", "2026-11-24", "trip.id", someID)
	c.ok("trip", "new", "งานกาชาด", "--from", "2026-11-23", "--to", "24/11/2569", "--id", someID)
	c.ok("trip", "list").has("trips.0.name", "งานกาชาด", "trips.0.from", "2026-11-23")
	for range 2 {
		c.ok("trip", "load", "งานกาชาด", "HONEY*5", "SOAP*10", "--id", someID).has("trip.products.0.taken", "5", "trip.products.0.left", "5")
	}
	c.ok("trip", "load", "งานกาชาด", "SOAP*2", "--take-out")
	list := filepath.Join(t.TempDir(), "list.pdf")
	c.ok("trip", "paper", "งานกาชาด", "--out", list).has("pages", "1")
	if info, err := os.Stat(list); err != nil || info.Size() < 1000 {
		t.Errorf("the packing list: %v %v", info, err)
	}
	c.ok("trip", "paper", "งานกาชาด", "--out", list, "--paper", "80")
	c.ok("trip", "go", "งานกาชาด").has("trip.state", "out")
	c.ok("sell", "--line", "HONEY*2", "--pay", "cash")
	c.ok("sell", "--line", "SOAP", "--discount", "5", "--pay", "promptpay")
	c.ok("trip", "loss", "งานกาชาด", "HONEY", "--reason", "tasted")
	c.ok("trip", "cost", "งานกาชาด", "rent", "๓๐", "--drawer", "--note", "บูท 12")
	c.ok("trip", "cost", "งานกาชาด", "fuel", "10.50")
	c.fails(1, "trip_uncounted", "line", "trip", "back", "งานกาชาด", "HONEY=2")
	for range 2 {
		c.ok("trip", "back", "งานกาชาด", "HONEY=1", "--rest", "there").has("trip.state", "back", "trip.bills", "2", "trip.sold_satang", "28000",
			"trip.discount_satang", "500", "trip.cash_satang", "24000", "trip.promptpay_satang", "4000", "trip.others_satang", "0", "trip.shares_satang", "19200",
			"trip.costs_satang.rent", "3000", "trip.costs_satang.fuel", "1050", "trip.costs.0.drawer", "true", "trip.costs.0.note", "บูท 12",
			"trip.earned_satang", "4750", "trip.products.0.sku", "HONEY", "trip.products.0.sold", "2", "trip.products.0.tasted", "1", "trip.products.0.missing", "1",
			"trip.products.0.back", "1", "trip.products.1.back", "7", "trip.products.1.taken", "8", "trip.products.0.left", "0")
	}
	c.ok("shift", "show").has("shift.out_satang", "3000")
	c.ok("stock", "show", "HONEY", "SOAP").has("stock.0.on_hand", "6", "stock.1.on_hand", "29")
	if said := c.text("trip", "show", "งานกาชาด", "--lang", "en").stdout; !strings.Contains(said, "Really earned") || !strings.Contains(said, "47.50") {
		t.Errorf("it says\n%s", said)
	}
	c.ok("check").has("ok", "true")
}

func TestTripsThatCannotBe(t *testing.T) {
	c := openShop(t)
	c.fails(1, "trip_none_out", "trip", "trip", "show")
	c.fails(1, "trip_unknown", "trip", "trip", "go", "งานไหน")
	c.fails(1, "name_missing", "name", "trip", "new", " ")
	c.fails(1, "date_order", "to", "trip", "new", "งาน", "--from", "2026-11-24", "--to", "2026-11-23")
	c.fails(2, "date_unreadable", "from", "trip", "new", "งาน", "--from", "31/02/2569")
	c.ok("trip", "new", "งาน")
	c.fails(1, "trip_box_empty", "trip", "trip", "paper", "งาน", "--out", filepath.Join(t.TempDir(), "l.pdf"))
	c.fails(1, "insufficient_stock", "line[0].qty", "trip", "load", "งาน", "HONEY*99")
	c.fails(1, "product_unknown", "line[0].code", "trip", "load", "งาน", "GOLD")
	c.fails(2, "cost_unknown", "kind", "trip", "cost", "งาน", "beer", "10")
	c.fails(1, "amount_not_positive", "amount", "trip", "cost", "งาน", "rent", "0")
	c.fails(2, "flag_required", "reason", "trip", "loss", "งาน", "HONEY")
	c.fails(2, "flag_value_unreadable", "rest", "trip", "back", "งาน", "--rest", "gone")
	c.fails(2, "id_unreadable", "id", "trip", "load", "งาน", "HONEY", "--id", "7")
	c.ok("trip", "back", "งาน").has("trip.state", "back")
	c.fails(1, "trip_over", "trip", "trip", "load", "งาน", "HONEY")
}
