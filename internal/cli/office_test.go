package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/i18n"
)

// Papers from the command line: a quotation of typed lines, an invoice and a receipt, copies, a void.
func TestPaperCommands(t *testing.T) {
	c := openShop(t)
	out := filepath.Join(t.TempDir(), "paper.pdf")
	buyer := []string{"--buyer", "เทศบาลตำบลบ้านแม่", "--buyer-address", "1 ม.2 ต.บ้านแม่", "--buyer-kind", "government"}
	run := func(args ...string) []string { return append(append([]string{"paper"}, args...), buyer...) }
	c.ok(run("quotation", "--line", "SOAP*60@40", "--within", "15", "--out", out)...).has("paper.number", "A-QT-2569-000001", "paper.kind", "quotation",
		"paper.total_satang", "240000", "paper.vat_satang", "0", "paper.copy", "0", "file", out, "paper.state", "offered")
	if data, err := os.ReadFile(out); err != nil || !strings.HasPrefix(string(data), "%PDF") {
		t.Errorf("no PDF: %v", err)
	}
	c.ok(run("invoice", "--line", "SOAP*60@40", "--thai-digits", "--due", "2026-12-23")...).has("paper.number", "A-IV-2569-000001", "paper.state", "unpaid")
	c.ok("paper", "invoice", "A-IV-2569-000001").has("paper.copy", "0", "paper.replayed", "true") // nothing went out
	c.ok("paper", "invoice", "A-IV-2569-000001", "--out", out).has("paper.number", "A-IV-2569-000001", "paper.copy", "0", "paper.replayed", "true")
	c.ok("paper", "show", "A-IV-2569-000001", "--out", out).has("paper.number", "A-IV-2569-000001", "paper.copy", "1")
	c.fails(1, "payments_missing", "pay", "paper", "receipt", "A-IV-2569-000001")
	c.ok("paper", "receipt", "A-IV-2569-000001", "--pay", "transfer:2400").has("paper.number", "A-RC-2569-000001", "paper.of.0", "A-IV-2569-000001", "paper.state", "paid")
	c.ok("paper", "receipt", "A-IV-2569-000001", "--out", out).has("paper.number", "A-RC-2569-000001", "paper.copy", "0")
	c.ok("paper", "list").has("total", "3", "papers.0.number", "A-RC-2569-000001", "papers.1.state", "paid")
	c.fails(1, "paper_followed", "paper", "paper", "void", "A-IV-2569-000001", "--reason", "ผิด")
	c.ok("paper", "void", "A-RC-2569-000001", "--reason", "เช็คเด้ง").has("paper.state", "void", "paper.void", "เช็คเด้ง", "warnings", "<none>")
	c.ok("paper", "show", "a-iv-2569-000001").has("paper.state", "unpaid", "body.kind", "invoice")
	c.ok("paper", "list", "--open", "--kind", "IV").has("total", "1", "papers.0.left_satang", "240000")
	c.ok("check")
}

// Tax is told of where a buyer is to keep it back, and of what came only with a certificate.
func TestPaperCommandsTellOfWithheldTax(t *testing.T) {
	c := openShop(t)
	c.ok("set", "shop.kind", "juristic")
	c.ok("paper", "invoice", "--line", "SOAP*60@400", "--buyer", "เทศบาลตำบลบ้านแม่", "--buyer-kind", "government").has("paper.number", "A-IV-2569-000001", "paper.wht_satang", "24000")
	c.ok("paper", "receipt", "A-IV-2569-000001", "--amount", "12000", "--pay", "transfer:12000").has("paper.total_satang", "1200000", "paper.wht_satang", "0")
	c.ok("paper", "receipt", "A-IV-2569-000001", "--pay", "transfer:11880", "--certificate", "9/2570:2026-11-23:120", "--anew").has("paper.wht_satang", "12000", "paper.state", "paid")
}

// A file that cannot be written uses up no number and no original.
func TestAPaperThatCannotBeWritten(t *testing.T) {
	c, dir := openShop(t), t.TempDir()
	nowhere, out := filepath.Join(dir, "none", "a.pdf"), filepath.Join(dir, "a.pdf")
	folder := filepath.Join(dir, "folder.pdf")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	invoice := []string{"paper", "invoice", "--line", "SOAP", "--buyer", "ก"}
	for _, bad := range []string{nowhere, folder} {
		c.fails(1, "folder_unwritable", "out", append(invoice, "--out", bad)...)
	}
	c.fails(1, "folder_unwritable", "xml", append(invoice, "--xml", filepath.Join(dir, "none", "a.xml"))...)
	c.ok("paper", "list").has("total", "0")
	c.ok(append(invoice, "--out", out)...).has("paper.number", "A-IV-2569-000001", "paper.copy", "0")
	c.fails(1, "folder_unwritable", "out", "paper", "show", "A-IV-2569-000001", "--out", nowhere)
	c.ok("paper", "show", "A-IV-2569-000001", "--out", out).has("paper.copy", "1")
	if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	c.ok("paper", "quotation", "--line", "HONEY*6", "--buyer", "ข")
	order := c.ok("paper", "accept", "A-QT-2569-000001").at("orders.0.number")
	c.ok("order", "pack", order)
	c.fails(1, "folder_unwritable", "out", "paper", "delivery", order, "--each", "--out", nowhere)
	c.ok("paper", "delivery", order, "--each", "--out", out).has("issued", "1", "papers.0.copy", "0")
}

// A paper that takes a deposit off says so in its text, and what it is for then.
func TestAPaperShowsItsDeposit(t *testing.T) {
	c := openShop(t)
	c.ok("paper", "quotation", "--line", "HONEY*6@110", "--buyer", "ก")
	order := c.ok("paper", "accept", "A-QT-2569-000001").at("orders.0.number")
	if said := c.text("paper", "receipt", order, "--deposit", "100", "--pay", "cash:100").stdout; strings.Contains(said, "หักมัดจำ") {
		t.Errorf("the deposit's own paper takes one off: %s", said)
	}
	number := c.ok("paper", "invoice", order).has("paper.total_satang", "66000", "paper.due_satang", "56000").at("paper.number")
	said := strings.Join(strings.Fields(c.text("paper", "show", number).stdout), " ")
	for _, part := range []string{"ยอดรวม 660.00", "หักมัดจำ -100.00", "ยอดของใบนี้ 560.00"} {
		if !strings.Contains(said, part) {
			t.Errorf("%q does not say %q", said, part)
		}
	}
}

// The same part payment by the same command is one receipt; another one is said to be another.
func TestAPartPaymentTwice(t *testing.T) {
	c := openShop(t)
	c.ok("paper", "invoice", "--line", "SOAP*60@40", "--buyer", "ก")
	part := []string{"paper", "receipt", "A-IV-2569-000001", "--amount", "500", "--pay", "cash:500"}
	c.ok(part...).has("paper.number", "A-RC-2569-000001", "paper.replayed", "false")
	c.ok(part...).has("paper.number", "A-RC-2569-000001", "paper.replayed", "true", "warnings.0.code", "receipt_same_part", "warnings.0.field", "amount")
	c.ok("paper", "receipt", "A-IV-2569-000001", "--amount", "500", "--pay", "transfer:500").has("paper.number", "A-RC-2569-000002")
	c.ok(part...).has("paper.number", "A-RC-2569-000001")
	c.ok(append(part, "--anew")...).has("paper.number", "A-RC-2569-000003", "paper.replayed", "false")
	named := append(part, "--id", "01a22ac4-710b-726d-aeeb-ccbfa41156d5")
	c.ok(named...).has("paper.number", "A-RC-2569-000004", "paper.replayed", "false")
	c.ok(named...).has("paper.number", "A-RC-2569-000004", "paper.replayed", "true")
	c.ok("paper", "list", "--open").has("papers.0.left_satang", "40000")
}

// A flag of the style says what it says: the rest is as papers of this buyer are.
func TestPaperCommandsKeepTheStyleOfTheBuyer(t *testing.T) {
	c := openShop(t)
	for _, v := range []struct {
		flags    []string
		official string
	}{{nil, "true"}, {[]string{"--copies", "2"}, "true"}, {[]string{"--in", "en"}, "true"}, {[]string{"--thai-digits"}, "true"}, {[]string{"--plain"}, "<none>"}, {[]string{"--plain", "--copies", "1"}, "<none>"}} {
		number := c.ok(append([]string{"paper", "quotation", "--line", "SOAP", "--buyer", "เทศบาลตำบลบ้านแม่", "--buyer-kind", "government", "--anew"}, v.flags...)...).at("paper.number")
		c.ok("paper", "show", number).has("body.style.official", v.official)
	}
	number := c.ok("paper", "quotation", "--line", "SOAP", "--buyer", "บริษัท ก", "--buyer-kind", "company", "--copies", "2").at("paper.number")
	c.ok("paper", "show", number).has("body.style.official", "<none>", "body.style.copies", "2")
}

// What cannot be is said with its field, and leaves no gap in the numbers.
func TestPaperCommandsRefuse(t *testing.T) {
	c := openShop(t)
	c.fails(1, "tax_paper_unregistered", "seller.vat", "paper", "tax-invoice", "--line", "SOAP", "--buyer", "ก")
	c.fails(1, "buyer_name_missing", "buyer.name", "paper", "invoice", "--line", "SOAP")
	c.fails(1, "paper_source_unknown", "of[0]", "paper", "invoice", "A-OR-2569-000099")
	c.fails(1, "product_unknown", "line[0].code", "paper", "invoice", "--line", "GOLD", "--buyer", "ก")
	c.fails(1, "paper_price_missing", "line[0].price", "paper", "invoice", "--item", "ค่าห่อ*2", "--buyer", "ก")
	c.ok("paper", "invoice", "--line", "SOAP*3", "--buyer", "ก", "--id", "01a22ac4-710b-726d-aeeb-ccbfa41156d5").has("paper.number", "A-IV-2569-000001")
	c.fails(1, "paper_unheeded", "line[0]", "paper", "billing", "A-IV-2569-000001", "--line", "SOAP*1")
	c.fails(1, "paper_unheeded", "item[0]", "paper", "receipt", "A-IV-2569-000001", "--item", "ค่าห่อ*1@5", "--pay", "cash:5")
	c.fails(1, "picture_without_certificate", "picture", "paper", "receipt", "A-IV-2569-000001", "--pay", "cash:5", "--picture", "no.png")
	if help := c.ok("help", "paper", "billing").at("help"); strings.Contains(help, "--line") {
		t.Errorf("it offers what it refuses:\n%s", help)
	}
	c.fails(2, "offer_unreadable", "option[0]", "paper", "quotation", "--option", "SOAP", "--buyer", "ก")
	c.fails(2, "certificate_unreadable", "certificate", "paper", "receipt", "A-IV-2569-000001", "--certificate", "45")
	c.fails(2, "out_kind_unknown", "out", "paper", "invoice", "--line", "SOAP", "--buyer", "ก", "--out", "x.doc")
	c.fails(1, "validity_past", "valid", "paper", "quotation", "--line", "SOAP", "--buyer", "ก", "--valid", "2020-01-01")
	c.fails(1, "paper_not_found", "paper", "paper", "void", "A-IV-2569-000009", "--reason", "ก")
	c.fails(1, "etax_needs", "seller.tax_id", "paper", "invoice", "--line", "SOAP", "--buyer", "ก", "--xml", filepath.Join(t.TempDir(), "x.xml"))
	c.ok("paper", "invoice", "--line", "SOAP", "--buyer", "ก").has("paper.number", "A-IV-2569-000002")
}

// What was asked about a paper stands in its history, and so does what was asked when it was taken back.
func TestAPapersHistoryIsShown(t *testing.T) {
	c := openShop(t, "--vat", "included", "--tax-id", "0105536112014", "--address", "12 หมู่ 3 ต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130")
	day := c.ok("paper", "invoice", "--line", "SOAP", "--buyer", "ก").at("paper.date")
	tax := []string{"paper", "tax-invoice", "--line", "SOAP", "--buyer", "ก", "--buyer-tax-id", "0994000165501", "--buyer-branch", "00000", "--buyer-address", "1 ต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130"}
	number := c.ok(tax...).has("paper.history", "[]").at("paper.number")
	c.ok("set", "vat.closed", day)
	c.fails(1, "tax_month_closed", "date", "paper", "void", number, "--reason", "ผิด")
	c.ok("paper", "void", number, "--reason", "ผิด", "--yes", "tax_month_closed").has("paper.void", "ผิด", "paper.history.0.code", "tax_month_closed", "paper.history.0.void", "true")
	again := c.ok(append(tax, "--yes", "tax_month_closed")...).has("paper.history.0.code", "tax_month_closed", "paper.history.0.void", "false").at("paper.number")
	for of, key := range map[string]string{number: "paperspage.said.void.tax_month_closed", again: "paperspage.said.tax_month_closed"} {
		if said := c.text("paper", "show", of).stdout; !strings.Contains(said, i18n.T(i18n.Thai, key)) {
			t.Errorf("%s tells %s", of, said)
		}
	}
	c.ok("check")
}

// Until when the tax is handed in goes back only with a reason, as in the window.
func TestTheClosedTaxDayGoesBackWithAReason(t *testing.T) {
	c := openShop(t)
	c.ok("set", "vat.closed", "31/10/2569").has("value", "2026-10-31")
	c.fails(1, "tax_closed_back", "value", "set", "vat.closed", "2026-09-30")
	c.ok("set", "vat.closed", "2026-09-30", "--reason", "ยื่นเพิ่ม").has("value", "2026-09-30")
	c.ok("get", "vat.reopened").has("value", "ยื่นเพิ่ม")
	c.ok("check")
}

// The sales tax report has columns of sales without VAT where there are such; one that is written in English says that
// the Revenue Department takes it in Thai.
func TestTheSalesTaxReportByCommand(t *testing.T) {
	c := openShop(t, "--vat", "included", "--tax-id", "0105536112014")
	c.ok("sell", "--line", "SOAP", "--pay", "cash")
	if text := c.text("report", "tax", "--lang", "en").stdout; strings.Contains(text, "Exempt") || strings.Contains(text, "At 0%") {
		t.Errorf("columns of nothing:\n%s", text)
	}
	c.ok("sell", "--line", "SOAP", "--line", "VEG*3", "--pay", "cash")
	text := c.text("report", "tax", "--lang", "en").stdout
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if !strings.Contains(lines[0], "Exempt") || strings.Contains(lines[0], "At 0%") || !strings.Contains(lines[len(lines)-1], "30.00") {
		t.Errorf("no column of what is exempt:\n%s", text)
	}
	out := filepath.Join(t.TempDir(), "tax.pdf")
	c.ok("report", "tax", "--pdf", out).has("warnings.1.code", "<none>")
	c.ok("report", "tax", "--pdf", out, "--lang", "en").has("warnings.1.code", "tax_report_english")
}

// An accepted quotation becomes an order with its plan, its progress and what is owed.
func TestOfficeOrderCommands(t *testing.T) {
	c := openShop(t)
	c.ok("paper", "quotation", "--buyer", "อบต.สันกลาง", "--buyer-kind", "government", "--option", "เล็ก=SOAP*60@40", "--option", "ใหญ่=HONEY*60@110").has("paper.number", "A-QT-2569-000001")
	c.fails(1, "alternative_unknown", "alternative", "paper", "accept", "A-QT-2569-000001")
	c.fails(1, "qty_not_positive", "qty", "paper", "accept", "A-QT-2569-000001", "--option", "2", "--qty", "0")
	order := c.ok("paper", "accept", "A-QT-2569-000001", "--option", "2", "--due", "2026-12-20", "--order-number", "กค 1/2570").has("orders.0.total_satang", "660000").at("orders.0.number")
	c.ok("paper", "show", "A-QT-2569-000001").has("paper.state", "accepted")
	c.ok("paper", "plan", order, "--lead", "5", "--out", filepath.Join(t.TempDir(), "plan.pdf")).has("plan.jobs.0.goods.0.qty", "50", "plan.jobs.0.producer", "กลุ่มผึ้งหลวง",
		"plan.pack", "2026-12-16", "plan.jobs.0.tell", "2026-12-11", "plan.late", "false")
	c.ok("producer", "edit", "กลุ่มผึ้งหลวง", "--lead-days", "14").has("producer.lead_days", "14", "producer.name", "กลุ่มผึ้งหลวง")
	c.fails(1, "count_too_large", "lead_days", "producer", "edit", "กลุ่มผึ้งหลวง", "--lead-days", "366")
	c.ok("paper", "plan", order).has("plan.jobs.0.tell", "2026-12-02") // as its producer says
	c.ok("paper", "plan", order, "--lead", "0").has("plan.jobs.0.tell", "2026-12-16")
	c.ok("paper", "invoice", order, "--due", "2026-12-31").has("paper.due_satang", "660000")
	c.ok("paper", "progress", order).has("progress.invoiced_satang", "660000", "progress.left_satang", "660000", "progress.goods.0.ordered", "60", "progress.papers.0.kind", "quotation", "progress.papers.1.kind", "purchase-order")
	c.ok("paper", "owed", "--date", "2027-03-01", "--remind", "A-IV-2569-000001", "--out", filepath.Join(t.TempDir(), "letter.pdf")).has("total_satang", "660000",
		"owed.0.by_age_satang.1", "660000", "owed.0.papers.0.number", "A-IV-2569-000001")
	c.ok("paper", "receipt", "A-IV-2569-000001", "--pay", "transfer:6600").has("paper.number", "A-RC-2569-000001")
	c.ok("paper", "progress", order).has("progress.left_satang", "0")
	c.ok("paper", "void", "A-RC-2569-000001", "--reason", "เช็คเด้ง").has("paper.state", "void", "warnings.0.code", "void_receipt_books")
	c.ok("paper", "progress", order).has("progress.left_satang", "660000")
	c.ok("order", "cancel", order, "--reason", "เลิก").has("warnings.0.code", "cancelled_papers", "order.state", "cancelled")
	c.fails(1, "paper_of_cancelled", "of[0]", "paper", "receipt", "A-IV-2569-000001", "--pay", "cash:6600", "--anew")
	c.ok("order", "reopen", order).has("warnings", "<none>")
	c.ok("check")
}

// The recipients of an accepted quotation come from a table, whole or not at all.
func TestAcceptForManyRecipients(t *testing.T) {
	c := openShop(t)
	c.ok("paper", "quotation", "--buyer", "อบต.สันกลาง", "--buyer-kind", "government", "--line", "HONEY*6@110")
	table := func(name string, rows ...string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte("ชื่อ,โทร,ที่อยู่,รหัสไปรษณีย์,จำนวน\n"+strings.Join(rows, "\n")), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	accept := []string{"paper", "accept", "A-QT-2569-000001", "--recipients"}
	c.fails(1, "shares_differ", "shares", append(accept, table("few.csv", "ก,0812345678,1,50200,2", "ข,0812345679,2,50200,3"))...)
	c.fails(1, "gift_row", "recipients", append(accept, table("bad.csv", "ก,0812345678,1,50200,2", ",0812345679,2,50200,4"))...)
	c.fails(1, "file_missing", "recipients", append(accept, filepath.Join(t.TempDir(), "none.csv"))...)
	c.fails(1, "picture_unread", "picture", "paper", "accept", "A-QT-2569-000001", "--picture", filepath.Join(t.TempDir(), "none.png"))
	order := c.ok(append(accept, table("good.csv", "ก,0812345678,1,50200,2", "ข,0812345679,2 ต.สุเภพ,50200,4"))...).
		has("warnings.0.code", "gift_place").at("orders.0.number")
	c.ok("paper", "orders").has("orders.0.number", order, "orders.0.ordered", "6")
}

// Notes of all recipients are made at once, and the list of orders of offices says how far each is.
func TestOfficeOrdersAndTheirNotes(t *testing.T) {
	c := openShop(t)
	c.ok("paper", "orders").has("orders", "[]", "total", "0")
	c.ok("paper", "quotation", "--buyer", "อบต.สันกลาง", "--buyer-kind", "government", "--line", "HONEY*6@110")
	order := c.ok("paper", "accept", "A-QT-2569-000001", "--due", "2026-12-20", "--order-number", "กค 1/2570").at("orders.0.number")
	c.ok("paper", "orders", "--list", "open").has("orders.0.number", order, "orders.0.buyer", "อบต.สันกลาง", "orders.0.ordered", "6", "orders.0.sent", "0", "orders.0.due", "2026-12-20", "orders.0.late", "false")
	c.fails(1, "list_unknown", "list", "paper", "orders", "--list", "all")
	c.fails(1, "limit_invalid", "limit", "paper", "orders", "--limit", "0")
	c.fails(1, "delivery_nothing_left", "of", "paper", "delivery", order, "--each")
	c.ok("order", "pack", order)
	for _, other := range []string{"parcel", "copies", "order-number", "buyer", "date"} {
		c.fails(2, "flag_with_flag", other, "paper", "delivery", order, "--each", "--"+other, "1")
	}
	out := filepath.Join(t.TempDir(), "notes.pdf")
	c.ok("paper", "delivery", order, "--each", "--out", out).has("issued", "1", "papers.0.number", "A-DN-2569-000001", "papers.0.copy", "0", "file", out)
	c.ok("paper", "delivery", order, "--each", "--out", out).has("issued", "0", "papers.0.number", "A-DN-2569-000001", "papers.0.copy", "1")
	c.ok("paper", "orders", "--search", "A-DN-2569-000001").has("total", "1", "orders.0.packed", "6")
	if said := c.text("paper", "orders", "--lang", "en").stdout; !strings.Contains(said, "0/6") {
		t.Errorf("said %q", said)
	}
}

// The sales tax report of a shop with VAT, in every file.
func TestReportTax(t *testing.T) {
	c := openShop(t)
	c.fails(1, "sales_tax_unregistered", "shop.vat", "report", "tax")
	c.ok("set", "shop.vat", "included")
	c.ok("set", "shop.tax_id", "0105536112014")
	c.ok("set", "shop.address", "12 หมู่ 3")
	c.ok("set", "vat.pos_id", "E012345678")
	c.ok("sell", "--line", "SOAP*2@53.50", "--pay", "cash")
	c.ok("paper", "tax-invoice", "A-2569-000001", "--buyer", "บริษัท ก", "--buyer-address", "1", "--buyer-tax-id", "0994000165501", "--buyer-branch", "0").
		has("paper.of.0", "A-2569-000001", "paper.vat_satang", "700", "paper.date", "2026-11-23")
	dir := t.TempDir()
	c.ok("report", "tax", "--from", "2026-11-01", "--to", "2026-11-30", "--csv", filepath.Join(dir, "a.csv"), "--xlsx", filepath.Join(dir, "a.xlsx"), "--pdf", filepath.Join(dir, "a.pdf")).
		has("month", "2026-11", "vat_satang", "700", "base_satang", "10000", "rows.0.number", "A-2569-000001", "rows.0.void", "true", "rows.0.replaced_by", "A-TX-2569-000001")
	for _, name := range []string{"a.csv", "a.xlsx", "a.pdf"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	c.fails(1, "tax_one_month", "to", "report", "tax", "--from", "2026-11-01", "--to", "2026-12-01")
	c.ok("set", "shop.house", "12")
	c.ok("set", "shop.subdistrict", "501301")
	c.ok("set", "post.postcode", "50130")
	xml := []string{"--out", filepath.Join(dir, "x.pdf"), "--xml", filepath.Join(dir, "x.xml")}
	c.ok("sell", "--line", "SOAP*2@53.50", "--pay", "cash")
	again := append([]string{"paper", "tax-invoice", "A-2569-000002", "--buyer", "บริษัท ก", "--buyer-address", "1 ต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130", "--buyer-tax-id", "0994000165501", "--buyer-branch", "0"}, xml...)
	c.ok(again...).has("paper.number", "A-TX-2569-000002", "paper.copy", "0")
	c.ok(again...).has("paper.number", "A-TX-2569-000002", "paper.copy", "1", "xml", xml[3])
}

// A kind of buyer that nobody knows is refused: the tax withheld would be missing.
func TestABuyerIsOfAKnownKind(t *testing.T) {
	openShop(t).fails(2, "buyer_kind_unknown", "buyer-kind", "paper", "invoice", "--line", "SOAP*60@400", "--buyer", "ก", "--buyer-kind", "goverment")
}

// A text that is too long is named in the terminal's sentence, as in JSON.
func TestTheTerminalNamesATextThatIsTooLong(t *testing.T) {
	c := openShop(t)
	args := []string{"paper", "invoice", "--item", "ค่าห่อ*1@5", "--buyer", strings.Repeat("ก", 201)}
	c.fails(1, "name_too_long", "buyer.name", args...)
	if said := c.text(args...).stderr; !strings.Contains(said, "buyer.name: ") || strings.Count(said, "\n") != 1 {
		t.Errorf("it says %q", said)
	}
}
