package cli_test

import (
	"strings"
	"testing"
)

func TestRate(t *testing.T) {
	c := newCounter(t)
	c.fails(1, "shop_missing", "shop", "rate", "--grams", "1", "--to", "10400")
	c = openShop(t)
	c.ok("rate", "--grams", "500", "--to", "50000", "--from", "10400", "--service", "ems").has("rates.0.service", "ems", "rates.0.fee_satang", "5200", "rates.0.surcharge_satang", "0")
	c.ok("rate", "--grams", "501", "--to", "50000", "--from", "10400", "--service", "ems").has("rates.0.fee_satang", "6700")
	c.ok("rate", "--grams", "2001", "--to", "50000", "--from", "10400", "--service", "eco").has("rates.0.fee_satang", "8000")
	c.ok("rate", "--grams", "1001", "--to", "๕๐๐๐๐", "--from", "10400", "--service", "parcel").has("rates.0.fee_satang", "4500")
	c.ok("rate", "--grams", "1000", "--to", "83000", "--from", "10400", "--service", "ems").has("rates.0.fee_satang", "6700", "rates.0.surcharge_satang", "2000", "rates.0.total_satang", "8700")
	c.ok("rate", "--grams", "1000", "--to", "83000", "--from", "83110", "--service", "ems").has("rates.0.surcharge_satang", "0")
	c.ok("rate", "--grams", "1000", "--to", "83000", "--from", "10400", "--service", "ems", "--date", "31/12/2568").has("rates.0.surcharge_satang", "0", "date", "2025-12-31")
	c.ok("rate", "--grams", "2500", "--to", "83000", "--from", "10400").has("rates.0.service", "parcel", "rates.1.service", "eco", "rates.2.service", "ems", "rates.3", "<none>",
		"unfit.0.service", "registered", "unfit.0.code", "parcel_heavy")
	c.ok("rate", "--grams", "500", "--to", "50000", "--from", "10400", "--service", "ems", "--cod", "100.50", "--insure", "1,000").
		has("rates.0.cod_fee_satang", "302", "rates.0.insurance_satang", "2500", "rates.0.total_satang", "8002")
	c.ok("rate", "--grams", "20", "--to", "50000", "--service", "letter").has("rates.0.fee_satang", "600", "warnings.0.code", "origin_missing", "from", "<nil>")

	asked := c.ok("rate", "--grams", "500", "--to", "20150", "--from", "10400", "--service", "ems")
	asked.has("rates.0.surcharge_satang", "0", "rates.0.island_satang", "2000", "rates.0.islands.0", "เกาะล้าน", "warnings.0.code", "island_asked")
	c.ok("rate", "--grams", "500", "--to", "20150", "--from", "10400", "--service", "ems", "--island", "เกาะล้าน").has("rates.0.surcharge_satang", "2000", "rates.0.islands.0", "<none>")
	c.ok("rate", "--grams", "500", "--to", "20150", "--from", "10400", "--service", "ems", "--island", "none").has("rates.0.surcharge_satang", "0", "rates.0.island_satang", "0")

	c.ok("set", "shop.address", "12 ถ.พังงา ต.ตลาดใหญ่ อ.เมืองภูเก็ต จ.ภูเก็ต 83000")
	c.ok("rate", "--grams", "1000", "--to", "83110", "--service", "ems").has("rates.0.total_satang", "6700", "from", "83000")
	if r := c.text("rate", "--grams", "2500", "--to", "83110"); r.status != 0 || !strings.Contains(r.stdout, "eCo-Post") || !strings.Contains(r.stdout, "80.00") {
		t.Errorf("%d %q", r.status, r.stdout)
	}

	if r := c.text("rate", "--grams", "500", "--to", "50000", "--cod", "100.50", "--insure", "1000"); !strings.Contains(r.stdout, "COD 3.02 · ประกัน 25.00") {
		t.Errorf("%q", r.stdout)
	}

	c.fails(1, "postcode_unknown", "to", "rate", "--grams", "1", "--to", "99999")
	c.fails(1, "postcode_unknown", "from", "rate", "--grams", "1", "--to", "10400", "--from", "00000")
	c.fails(1, "parcel_heavy", "grams", "rate", "--grams", "10001", "--to", "10400", "--service", "eco")
	c.fails(1, "parcel_no_service", "grams", "rate", "--grams", "30001", "--to", "10400")
	c.fails(1, "service_unknown", "service", "rate", "--grams", "1", "--to", "10400", "--service", "drone")
	c.fails(1, "parcel_weight", "grams", "rate", "--grams", "0", "--to", "10400")
	c.fails(1, "count_too_large", "grams", "rate", "--grams", "1000001", "--to", "10400")
	c.fails(2, "count_unreadable", "grams", "rate", "--grams", "1.5", "--to", "10400")
	c.fails(2, "count_unreadable", "grams", "rate", "--grams", "-5", "--to", "10400")
	c.fails(2, "flag_required", "grams", "rate", "--to", "10400")
	c.fails(2, "flag_required", "to", "rate", "--grams", "1")
	c.fails(2, "date_unreadable", "date", "rate", "--grams", "1", "--to", "10400", "--date", "today")
}

func TestTrackingNeedsNoShop(t *testing.T) {
	c := newCounter(t)
	c.ok("tracking", "check", "ef 5825 6815 1 th").has("tracking.number", "EF582568151TH", "tracking.valid", "true", "tracking.prefix_hint", "ems")
	c.ok("tracking", "check", "TH425765204TH").has("tracking.valid", "true", "tracking.prefix_hint", "<nil>")
	if r := c.run("tracking", "check", "EY798011111TH"); r.status != 1 || r.at("tracking.valid") != "false" || r.at("tracking.number") != "EY798011111TH" || r.at("warnings.0.code") != "tracking_check" {
		t.Errorf("a wrong digit: %d %s", r.status, r.stdout)
	}
	if r := c.text("tracking", "check", "EY798011111TH"); r.status != 1 || r.stderr == "" {
		t.Errorf("%d %q %q", r.status, r.stdout, r.stderr)
	}
	c.fails(2, "tracking_form", "number", "tracking", "check", "EMS1")
	c.fails(2, "argument_missing", "", "tracking", "check")

	c.ok("tracking", "range", "EF582568151TH", "--count", "3").has("numbers.0", "EF582568151TH", "numbers.1", "EF582568165TH", "numbers.2", "EF582568179TH", "numbers.3", "<none>")
	c.fails(1, "tracking_check", "first", "tracking", "range", "EF582568152TH", "--count", "3")
	c.fails(1, "range_count", "count", "tracking", "range", "EF582568151TH", "--count", "0")
	c.fails(1, "count_too_large", "count", "tracking", "range", "EF582568151TH", "--count", "10001")
	c.fails(2, "flag_required", "count", "tracking", "range", "EF582568151TH")
}
