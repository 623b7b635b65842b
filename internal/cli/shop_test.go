package cli_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestInit(t *testing.T) {
	c := newCounter(t)
	r := c.ok("init", "--name", "  ร้านป้าแดง ", "--till", "B", "--promptpay", "1101700230709", "--tax-id", "0105536000014")
	r.has("shop.name", "ร้านป้าแดง", "shop.till", "B", "warnings.0.code", "promptpay_id_check", "warnings.0.field", "promptpay").
		keys("shop.id", "shop.till_id", "warnings.1")
	c.fails(1, "shop_exists", "shop", "init", "--name", "อีกร้าน")
	c.ok("get", "shop.name").has("key", "shop.name", "value", "ร้านป้าแดง")
	for _, folder := range []string{"shop.db", "images", "backups", "spool", "exports"} {
		if _, err := os.Stat(filepath.Join(c.dir, folder)); err != nil {
			t.Error(err)
		}
	}
}

func TestInitThatCannotBe(t *testing.T) {
	c := newCounter(t)
	c.fails(2, "flag_required", "name", "init")
	c.fails(1, "name_missing", "name", "init", "--name", "  ")
	c.fails(1, "till_invalid", "till", "init", "--name", "ร้าน", "--till", "ก")
	c.fails(1, "setting_value", "vat", "init", "--name", "ร้าน", "--vat", "7")
	c.fails(1, "tax_id_digits", "tax_id", "init", "--name", "ร้าน", "--tax-id", "12")
	c.fails(1, "promptpay_phone_digits", "promptpay", "init", "--name", "ร้าน", "--promptpay", "08123")
	c.fails(2, "promptpay_id_unreadable", "promptpay", "init", "--name", "ร้าน", "--promptpay", "สมศรี")
	if _, err := os.Stat(filepath.Join(c.dir, "shop.db")); err == nil {
		t.Error("a refused init left a shop behind")
	}
}

func TestSettings(t *testing.T) {
	c := openShop(t)
	c.ok("set", "promptpay.id", "081-234-5678").has("value", "0812345678")
	c.ok("get", "cash.round").has("value", "none")
	c.ok("set", "shop.tax_id", "0105536000014").has("warnings.0.code", "tax_id_check")
	c.fails(1, "setting_value", "value", "set", "cash.round", "0.10")
	c.fails(1, "setting_unknown", "key", "set", "shop.colour", "red")
	c.fails(1, "setting_unknown", "key", "get", "shop.colour")
	c.fails(1, "setting_fixed", "key", "set", "shop.practice", "yes")
	c.fails(2, "argument_missing", "", "set", "cash.round")
	c.fails(2, "argument_surplus", "", "get", "cash.round", "now")
}

func TestNoShop(t *testing.T) {
	c := newCounter(t)
	for _, command := range [][]string{{"sell", "--line", "A", "--pay", "cash"}, {"check"}, {"bills"}, {"get", "shop.name"}, {"stock", "show"},
		{"shift", "show"}, {"product", "search", "x"}, {"customer", "list"}, {"report", "day"}} {
		c.fails(1, "shop_missing", "shop", command...)
	}
}

func TestADamagedShopIsRefusedInOneSentence(t *testing.T) {
	c := newCounter(t)
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(c.dir, "shop.db"), []byte(strings.Repeat("nonsense ", 2000)), 0o600); err != nil {
		t.Fatal(err)
	}
	c.fails(1, "shop_not_database", "shop", "check")
	if r := c.text("check"); r.status != 1 || strings.Count(r.stderr, "\n") != 1 || r.stdout != "" {
		t.Errorf("%d %q %q", r.status, r.stdout, r.stderr)
	}
}

func TestCheck(t *testing.T) {
	c := openShop(t)
	c.ok("sell", "--line", "HONEY", "--pay", "cash")
	r := c.ok("check").has("ok", "true", "checks.0.name", "database", "checks.0.ok", "true").keys("checks.0.detail")
	for n := range 10 {
		r.has("checks."+string(rune('0'+n))+".ok", "true")
	}
	if text := c.text("check"); text.status != 0 || bareKey.MatchString(text.stdout) {
		t.Errorf("%d %s", text.status, text.stdout)
	}
}

// One word changed behind the program's back is found, and the document says so with status 1.
func TestCheckFindsAChangedByte(t *testing.T) {
	c := openShop(t)
	c.ok("sell", "--line", "HONEY", "--pay", "cash")
	path := filepath.Join(c.dir, "shop.db")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	place := bytes.LastIndex(data, []byte("น้ำผึ้งป่า"))
	if place < 0 {
		t.Fatal("the name is not in the file")
	}
	copy(data[place:], "น้ำผึ้งปา") // one mark less
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if r := c.run("check"); r.status != 1 || r.at("ok") != "false" || !strings.Contains(r.stdout, `"ok":false,"detail"`) {
		t.Errorf("%d %s", r.status, r.stdout)
	}
}

func TestBackupVerifyRestore(t *testing.T) {
	c := openShop(t)
	c.ok("sell", "--line", "HONEY", "--pay", "cash")
	file := filepath.Join(filepath.Dir(c.dir), "สำรอง.talat")
	c.ok("backup", file).has("file", file, "checked", "true")
	c.ok("verify", file).has("ok", "true", "checks.0.name", "database")
	c.ok("sell", "--line", "SOAP", "--pay", "cash") // after the backup

	old := c.dir
	c.dir = old + "-new"
	c.ok("restore", file).has("shop.till", "B", "shop.name", "ร้านทดสอบ")
	c.ok("bills").has("total", "1")
	c.ok("sell", "--line", "SOAP", "--pay", "cash").has("bill.number", "B-2569-000001")
	c.fails(1, "shop_exists", "shop", "restore", file)

	c.dir = old + "-same"
	c.ok("restore", file, "--same-till", "--next-bill", "50").has("shop.till", "A")
	c.ok("sell", "--line", "SOAP", "--pay", "cash").has("bill.number", "A-2569-000050")
	c.ok("check").has("ok", "true")

	c.dir = old + "-bad"
	c.fails(1, "backup_missing", "file", "restore", file+"x")
	c.fails(1, "backup_damaged", "file", "verify", c.file("no.talat", "PK nothing"))
	c.fails(2, "count_unreadable", "next_bill", "restore", file, "--same-till", "--next-bill", "-1")
	c.fails(1, "skip_too_far", "next_bill", "restore", file, "--same-till", "--next-bill", "99000000")
	if _, err := os.Stat(c.dir); err == nil {
		t.Error("a refused restore left a folder behind")
	}
	c.dir = ""
	c.fails(2, "flag_value_missing", "shop", "restore", file)
}

func TestDemo(t *testing.T) {
	c := newCounter(t)
	c.ok("demo", "--bills", "5", "--seed", "7", "--orders", "25").has("bills", "5", "orders", "25", "warnings", "<none>").keys("shop.id", "products")
	c.ok("get", "shop.practice").has("value", "yes")
	c.ok("check").has("ok", "true")
	c.fails(1, "shop_exists", "shop", "demo")
	c.fails(2, "count_unreadable", "products", "demo", "--products", "many")
	c.fails(1, "count_too_large", "bills", "demo", "--bills", "99999999")
}

func TestVersionAndWordsNeedNoShop(t *testing.T) {
	c := newCounter(t)
	c.ok("version").keys("version", "sqlite", "toolkit", "schema")
	c.ok("words", "21.50").has("words", "ยี่สิบเอ็ดบาทห้าสิบสตางค์")
	c.ok("words", "๑,๑๘๕").has("words", "หนึ่งพันหนึ่งร้อยแปดสิบห้าบาทถ้วน")
	c.fails(2, "amount_unreadable", "amount", "words", "1.234")
	c.fails(2, "argument_missing", "", "words")
	if r := c.text("words", "100"); r.stdout != "หนึ่งร้อยบาทถ้วน\n" {
		t.Errorf("%q", r.stdout)
	}
}

func TestShiftCloseAddsUp(t *testing.T) {
	c := openShop(t)
	c.fails(1, "shift_not_open", "shift", "shift", "show")
	c.fails(1, "shift_not_open", "shift", "shift", "close", "--counted", "0")
	c.ok("shift", "open", "--float", "500").has("shift.float_satang", "50000", "shift.counted_satang", "<nil>", "shift.closed_at", "<nil>",
		"shift.opened_at", "2026-11-23T12:00:00+07:00")
	c.fails(1, "shift_open_already", "shift", "shift", "open", "--float", "0")
	c.ok("sell", "--line", "HONEY", "--pay", "cash:500")
	c.ok("sell", "--line", "SOAP", "--pay", "promptpay:slip")
	c.ok("refund", "A-2569-000002", "--pay", "cash")
	c.ok("shift", "cash", "--in", "100", "--reason", "แลกเหรียญ")
	c.ok("shift", "cash", "--out", "๕๐", "--reason", "ซื้อน้ำแข็ง").has("shift.out_satang", "5000")
	c.fails(1, "leave_above_counted", "leave", "shift", "close", "--counted", "1", "--leave", "2")
	// 500 + 500 − 380 − 45 + 100 − 50
	r := c.ok("shift", "close", "--counted", "620", "--leave", "300", "--reason", "ขาด")
	r.has("shift.expected_satang", "62500", "shift.counted_satang", "62000", "shift.difference_satang", "-500", "shift.leave_satang", "30000",
		"shift.by_method.cash.total_satang", "7500", "shift.by_method.promptpay.count", "1", "shift.parked", "[]", "shift.waiting", "[]",
		"shift.slip_only.0.number", "A-2569-000002", "shift.slip_only.0.amount_satang", "4500", "shift.slip_only.0.ref", "<nil>")
	c.ok("verify", r.at("backup")).has("ok", "true") // a shift's end leaves a backup
	c.ok("shift", "show").has("shift.counted_satang", "62000").keys("shift.closed_at")
}

func TestAShiftClosesThoughItsBackupFails(t *testing.T) {
	c := openShop(t)
	c.ok("shift", "open", "--float", "0")
	backups := filepath.Join(c.dir, "backups")
	if err := errors.Join(os.Remove(backups), os.WriteFile(backups, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	c.ok("shift", "close", "--counted", "0").has("warnings.0.code", "backup_failed", "warnings.0.field", "backup", "shift.difference_satang", "0")
}

func TestShiftLinesThatCannotBe(t *testing.T) {
	c := openShop(t)
	c.fails(2, "amount_unreadable", "float", "shift", "open")
	c.fails(2, "amount_unreadable", "float", "shift", "open", "--float", "-5")
	c.fails(2, "amount_unreadable", "counted", "shift", "close", "--counted", "1.005")
	c.fails(2, "cash_in_or_out", "in", "shift", "cash", "--reason", "x")
	c.fails(2, "cash_in_or_out", "in", "shift", "cash", "--in", "1", "--out", "2", "--reason", "x")
	c.fails(2, "flag_required", "reason", "shift", "cash", "--in", "1")
	c.fails(1, "amount_not_positive", "amount", "shift", "cash", "--in", "0", "--reason", "x")
	c.ok("set", "shift.count", "blind")
	c.fails(1, "shift_not_open", "shift", "sell", "--line", "SOAP", "--pay", "cash")
}

func TestReportDay(t *testing.T) {
	c := openShop(t)
	c.ok("sell", "--line", "HONEY", "--discount", "20", "--pay", "cash")
	c.ok("sell", "--line", "SOAP", "--pay", "promptpay")
	c.ok("refund", "A-2569-000002", "--pay", "promptpay")
	c.ok("report", "day").has("day.date", "2026-11-23", "day.bills", "2", "day.refunds", "1", "day.total_satang", "10000",
		"day.discount_satang", "2000", "day.rounding_satang", "0", "day.vat_satang", "0", "day.by_method.cash.total_satang", "10000",
		"day.by_method.promptpay.total_satang", "0")
	c.ok("report", "day", "--date", "22/11/2569").has("day.date", "2026-11-22", "day.bills", "0", "day.by_method", "map[]")
	c.fails(2, "date_unreadable", "date", "report", "day", "--date", "22/11/2026")
	c.fails(2, "date_unreadable", "date", "bills", "--date", "yesterday")
}

func TestBillsAreListedNewestFirst(t *testing.T) {
	c := openShop(t)
	for range 3 {
		c.ok("sell", "--line", "SOAP", "--pay", "cash")
	}
	c.ok("bills", "--limit", "2").has("total", "3", "bills.0.number", "A-2569-000003", "bills.1.number", "A-2569-000002", "bills.2", "<none>",
		"bills.0.lines.0.sku", "SOAP", "bills.0.payments.0.method", "cash")
	c.ok("bills", "--date", "2026-11-22").has("total", "0", "bills", "[]")
	c.fails(1, "limit_invalid", "limit", "bills", "--limit", "0")
	c.fails(1, "count_too_large", "limit", "bills", "--limit", "10001")
	c.fails(2, "count_unreadable", "limit", "bills", "--limit", "-1")
}

// A restored till is told which papers its lost machine gave out last, at the restore or later, or asks.
func TestRestoreTellsOfPapers(t *testing.T) {
	c := openShop(t)
	receipt := func() []string {
		return []string{"paper", "receipt", c.ok("sell", "--line", "HONEY", "--pay", "cash").at("bill.number"), "--buyer", "โรงเรียนบ้านนา"}
	}
	c.ok(receipt()...).has("paper.number", "A-RC-2569-000001")
	file := filepath.Join(filepath.Dir(c.dir), "copy.talat")
	c.ok("backup", file)
	old := c.dir

	c.dir = old + "-silent"
	c.ok("restore", file, "--same-till").has("warnings.0.code", "restored_bills", "warnings.1.code", "restored_papers")
	ask := receipt()
	c.fails(1, "paper_after_restore", "number", ask...)
	c.fails(2, "last_paper_unreadable", "last_paper[0]", "paper", "last", "3")
	c.ok("paper", "last", "A-RC-2569-000003", "quotation").has("last.0.kind", "receipt", "last.0.skipped", "2", "last.0.first", "A-RC-2569-000002", "last.1.kind", "quotation", "last.1.skipped", "0")
	c.ok(ask...).has("paper.number", "A-RC-2569-000004")
	c.ok("check").has("ok", "true")

	c.dir = old + "-told"
	c.ok("restore", file, "--same-till", "--next-bill", "9", "--last-paper", "A-RC-2569-000002").has("warnings", "<none>")
	c.ok(receipt()...).has("paper.number", "A-RC-2569-000003")

	c.dir = old + "-yes"
	c.ok("restore", file, "--same-till", "--next-bill", "9")
	c.ok(append(receipt(), "--yes", "paper_after_restore")...).has("paper.number", "A-RC-2569-000002")
	c.ok(receipt()...).has("paper.number", "A-RC-2569-000003")

	c.dir = old + "-beside"
	c.fails(1, "last_paper_needs_same_till", "last_paper[0]", "restore", file, "--last-paper", "receipt")
	c.ok("restore", file).has("warnings", "<none>")
	c.ok(receipt()...).has("paper.number", "B-RC-2569-000001")
}
