package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/shop"
)

const someID = "01a20a1a-83ba-750b-993a-1b1ec233caaf"

func TestSellPrintsTheWholeBill(t *testing.T) {
	c := openShop(t)
	r := c.ok("sell", "--line", "HONEY*2", "--line", "RICE*0.35@40", "--discount", "10", "--pay", "cash:300")
	r.has("bill.number", "A-2569-000001", "bill.total_satang", "24400", "bill.discount_satang", "1000", "bill.rounding_satang", "0",
		"bill.vat_satang", "0", "bill.paid_satang", "30000", "bill.change_satang", "5600", "replayed", "false",
		"bill.lines.0.sku", "HONEY", "bill.lines.0.qty", "2", "bill.lines.0.unit_price_satang", "12000", "bill.lines.0.total_satang", "24000",
		"bill.lines.0.lots.0.qty", "2", "bill.lines.1.qty", "0.35", "bill.lines.1.unit_price_satang", "4000",
		"bill.payments.0.method", "cash", "bill.payments.0.amount_satang", "30000", "bill.payments.0.evidence", "<nil>",
		"bill.day", "2026-11-23", "bill.at", "2026-11-23T12:00:00+07:00")
	r.keys("bill.id", "bill.lines.0.name", "bill.lines.0.lot")
	c.ok("bill", "A-2569-000001").has("bill.id", r.at("bill.id"), "bill.total_satang", "24400")
	c.ok("stock", "show", "HONEY").has("stock.0.on_hand", "8", "stock.0.sellable", "8", "stock.0.reserved", "0", "stock.0.promised", "0")
}

func TestEveryWayToWriteALine(t *testing.T) {
	c := openShop(t)
	for _, one := range []struct{ line, sku, qty, total string }{
		{"HONEY", "HONEY", "1", "12000"},
		{"honey*๒", "HONEY", "2", "24000"},
		{"8850000000015", "HONEY", "1", "12000"},
		{"8850000000022", "HONEY", "6", "72000"}, // a pack's barcode is its pieces
		{"8850000000022*2", "HONEY", "12", "144000"},
		{"HONEY@100", "HONEY", "1", "10000"},
		{"HONEY*3@๙๙.๕๐", "HONEY", "3", "29850"},
		{"RICE*1,000", "RICE", "1000", "3550000"},
		{"MISC*1@50", "MISC", "1", "5000"},
	} {
		c.ok("sell", "--line", one.line, "--pay", "card").has("bill.lines.0.sku", one.sku, "bill.lines.0.qty", one.qty,
			"bill.lines.0.total_satang", one.total)
	}
}

// TestAPackCostsWhatIsTyped: the price after a pack's barcode is of the pack, to the satang.
func TestAPackCostsWhatIsTyped(t *testing.T) {
	c := openShop(t)
	for _, one := range []struct{ line, qty, total string }{
		{"8850000000022@700", "6", "70000"}, {"8850000000022*2@650.50", "12", "130100"}, {"8850000000022@600", "6", "60000"},
	} {
		c.ok("sell", "--line", one.line, "--pay", "card").has("bill.lines.0.qty", one.qty, "bill.total_satang", one.total)
	}
	c.ok("check")
}

func TestAPriceLabelSellsForItsPrice(t *testing.T) {
	c := openShop(t)
	c.ok("product", "import", c.file("meat.csv", "sku,barcode,name,unit,price,stock\nPORK,00123,หมูยอ,กก.,320,50\n"))
	for _, label := range []struct{ code, total string }{
		{"210012312345", "12345"}, // 123.45 baht at 320.00 a kilogram
		{"210012399999", "99999"}, // above a kilogram
	} {
		r := c.ok("sell", "--line", catalog.EAN13(label.code), "--pay", "cash")
		r.has("bill.total_satang", label.total, "bill.lines.0.sku", "PORK", "bill.discount_satang", "0")
	}
	c.ok("sell", "--line", catalog.EAN13("200012300350")+"*2", "--pay", "cash").has("bill.lines.0.qty", "0.7", "bill.total_satang", "22400") // 350 g, twice
}

func TestPayments(t *testing.T) {
	c := openShop(t)
	c.ok("sell", "--line", "SOAP", "--pay", "promptpay:20:slip", "--pay", "cash").has("bill.payments.0.evidence", "slip",
		"bill.payments.1.amount_satang", "2500", "bill.change_satang", "0")
	c.ok("sell", "--line", "SOAP", "--pay", "transfer:seen").has("bill.payments.0.evidence", "seen", "bill.payments.0.amount_satang", "4500")
	c.ok("sell", "--line", "SOAP", "--pay", "promptpay:50").has("bill.change_satang", "500", "bill.payments.0.evidence", "seen")
	c.fails(1, "payment_above_due", "pay[0].amount", "sell", "--line", "SOAP", "--pay", "card:50")
	c.fails(1, "payment_short", "pay[0].amount", "sell", "--line", "SOAP", "--pay", "cash:40")
	c.fails(1, "payment_two_open", "pay[1].amount", "sell", "--line", "SOAP", "--pay", "cash", "--pay", "card")
	c.fails(1, "method_unknown", "pay[0].method", "sell", "--line", "SOAP", "--pay", "gold")
	c.fails(1, "amount_not_positive", "pay[0].amount", "sell", "--line", "SOAP", "--pay", "cash:0")
	c.fails(1, "customer_missing", "customer", "sell", "--line", "SOAP", "--pay", "credit")
	for _, unreadable := range []string{"cash:", "cash:-1", "cash:1.234", "cash:NaN", "cash:1e3", "cash:+5"} {
		c.fails(2, "amount_unreadable", "pay[0].amount", "sell", "--line", "SOAP", "--pay", unreadable)
	}
	c.fails(2, "evidence_unknown", "pay[0].evidence", "sell", "--line", "SOAP", "--pay", "promptpay:45:maybe")
	c.fails(2, "evidence_not_taken", "pay[0].evidence", "sell", "--line", "SOAP", "--pay", "cash:slip")
	c.fails(2, "evidence_not_taken", "pay[0].evidence", "sell", "--line", "SOAP", "--pay", "card:45:seen")
	c.fails(1, "method_unknown", "pay[0].method", "sell", "--line", "SOAP", "--pay", "gold:slip")
	c.fails(2, "pay_unreadable", "pay[0]", "sell", "--line", "SOAP", "--pay", ":45")
	c.ok("bills").has("total", "3")
}

func TestLinesThatCannotBe(t *testing.T) {
	c := openShop(t)
	for _, bad := range []struct {
		status            int
		code, field, line string
	}{
		{1, "product_unknown", "line[0].code", "GOLD"},
		{1, "qty_not_positive", "line[0].qty", "SOAP*0"},
		{1, "qty_not_whole", "line[0].qty", "SOAP*0.5"},
		{1, "qty_too_large", "line[0].qty", "RICE*9999999999999"},
		{1, "qty_too_large", "line[0].qty", "8850000000022*999999999"},
		{1, "price_invalid", "line[0].price", "SOAP@100000001"},
		{1, "amount_too_large", "line[0].price", "SOAP@99999999999999"},
		{2, "qty_unreadable", "line[0].qty", "SOAP*-1"},
		{2, "qty_unreadable", "line[0].qty", "SOAP*"},
		{2, "qty_unreadable", "line[0].qty", "RICE*0.3505"},
		{2, "qty_unreadable", "line[0].qty", "SOAP*NaN"},
		{2, "qty_unreadable", "line[0].qty", "SOAP*1e2"},
		{2, "amount_unreadable", "line[0].price", "SOAP@"},
		{2, "amount_unreadable", "line[0].price", "SOAP@1.005"},
		{2, "code_missing", "line[0].code", "*2"},
		{2, "code_missing", "line[0].code", ""},
	} {
		c.fails(bad.status, bad.code, bad.field, "sell", "--line", bad.line, "--pay", "cash")
	}
	c.fails(1, "product_unknown", "line[1].code", "sell", "--line", "SOAP", "--line", "GOLD", "--pay", "cash")
	c.fails(2, "flag_required", "line", "sell", "--pay", "cash")
	c.fails(2, "flag_required", "pay", "sell", "--line", "SOAP")
	c.ok("bills").has("total", "0")
}

func TestGoodsNoLongerSold(t *testing.T) {
	c := openShop(t)
	sale := []string{"sell", "--line", "HONEY", "--pay", "cash", "--id", someID}
	first := c.ok(sale...)
	s, err := shop.Open(t.Context(), c.dir, clock.System)
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range []string{"SOAP", "HONEY"} {
		match, err := s.Find(t.Context(), code)
		if err != nil {
			t.Fatal(err)
		}
		gone := *match.Product
		gone.Archived = true
		if _, err := s.SaveProduct(t.Context(), gone, shop.Opening{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	c.fails(1, "product_archived", "line[1].code", "sell", "--line", "RICE", "--line", "SOAP", "--pay", "cash")
	c.fails(1, "product_archived", "line[0].code", "sell", "--line", "8850000000022*2", "--pay", "cash")
	c.ok(sale...).has("replayed", "true", "bill.number", first.at("bill.number"))
	c.fails(1, "bill_id_used", "id", "sell", "--line", "HONEY*2", "--pay", "cash", "--id", someID)
	c.ok("bills").has("total", "1")
	c.ok("stock", "receive", "SOAP*1")
	c.ok("refund", "A-2569-000001", "--line", "HONEY*1", "--pay", "cash")
}

func TestDiscounts(t *testing.T) {
	c := openShop(t)
	c.ok("sell", "--line", "HONEY", "--discount", "5%", "--pay", "cash").has("bill.total_satang", "11400", "bill.discount_satang", "600")
	c.ok("sell", "--line", "HONEY", "--discount", "=100", "--pay", "cash").has("bill.total_satang", "10000")
	c.ok("sell", "--line", "HONEY", "--discount", "๑๐", "--pay", "cash").has("bill.total_satang", "11000")
	c.fails(1, "discount_above_price", "discount", "sell", "--line", "HONEY", "--discount", "120.01", "--pay", "cash")
	c.fails(1, "discount_target_above", "discount", "sell", "--line", "HONEY", "--discount", "=121", "--pay", "cash")
	c.fails(1, "percent_too_large", "discount", "sell", "--line", "HONEY", "--discount", "101%", "--pay", "cash")
	c.fails(2, "amount_unreadable", "discount", "sell", "--line", "HONEY", "--discount", "-5", "--pay", "cash")
	c.fails(2, "percent_unreadable", "discount", "sell", "--line", "HONEY", "--discount", "%", "--pay", "cash")
	c.fails(2, "flag_value_missing", "discount", "sell", "--line", "HONEY", "--discount", "", "--pay", "cash")
}

func TestTheSameIDSellsOnce(t *testing.T) {
	c := openShop(t)
	sale := []string{"sell", "--line", "SOAP*2", "--pay", "promptpay", "--id", someID}
	first := c.ok(sale...).has("replayed", "false", "bill.id", someID)
	c.ok(append(sale, "--print")...).has("replayed", "true", "bill.number", first.at("bill.number"), "bill.total_satang", "9000")
	c.ok("sell", "--line", "SOAP*2", "--pay", "promptpay:seen", "--id", someID).has("replayed", "true") // the same, said aloud
	c.fails(1, "bill_id_used", "id", "sell", "--line", "SOAP*3", "--pay", "promptpay", "--id", someID)
	c.fails(1, "bill_id_used", "id", "sell", "--line", "SOAP*2", "--pay", "cash", "--id", someID)
	c.fails(2, "id_unreadable", "id", "sell", "--line", "SOAP*2", "--pay", "cash", "--id", "one")
	c.ok("bills").has("total", "1")
	c.ok("stock", "show", "SOAP").has("stock.0.on_hand", "28")
}

func TestSellWarnsOfWhatTheWindowOnlyWarnsOf(t *testing.T) {
	c := openShop(t)
	c.ok("sell", "--line", "HONEY*11", "--pay", "cash").has("warnings.0.code", "stock_below_zero", "warnings.0.field", "line[0].qty").
		keys("warnings.0.message")
	if r := c.text("sell", "--line", "HONEY", "--pay", "cash"); r.status != 0 || !strings.Contains(r.stderr, "น้ำผึ้งป่า") {
		t.Errorf("no warning for people: %d %q", r.status, r.stderr)
	}
	c.ok("set", "stock.below_zero", "refuse")
	c.fails(1, "insufficient_stock", "line[1].qty", "sell", "--line", "SOAP", "--line", "HONEY", "--pay", "cash")
}

func TestVATShop(t *testing.T) {
	c := openShop(t, "--vat", "included", "--tax-id", "0105536000013")
	c.ok("sell", "--line", "HONEY@107", "--line", "VEG", "--pay", "cash").has("bill.total_satang", "11700", "bill.vat_satang", "700")
	c.ok("report", "day").has("day.vat_satang", "700", "day.total_satang", "11700")
}

func TestCashRounding(t *testing.T) {
	c := openShop(t)
	c.ok("set", "cash.round", "0.25")
	c.ok("sell", "--line", "ODD", "--pay", "cash:50").has("bill.rounding_satang", "-8", "bill.total_satang", "3325", "bill.change_satang", "1675")
	c.ok("sell", "--line", "ODD", "--pay", "promptpay").has("bill.rounding_satang", "0", "bill.total_satang", "3333")
	c.ok("sell", "--line", "ODD", "--pay", "promptpay:30", "--pay", "cash").has("bill.rounding_satang", "-8", "bill.payments.1.amount_satang", "325")
	c.ok("report", "day").has("day.rounding_satang", "-16")
}

func TestRefundsInPartsAddUp(t *testing.T) {
	c := openShop(t)
	sold := c.ok("sell", "--line", "ODD*2", "--line", "SOAP", "--line", "ODD@30", "--discount", "10", "--pay", "cash")
	number, sum := sold.at("bill.number"), int64(0)
	for n, lines := range [][]string{{"--line", "ODD*1"}, {"--line", "ODD*2"}, {}} {
		r := c.ok(append([]string{"refund", number, "--pay", "cash", "--reason", "ชำรุด"}, lines...)...)
		r.has("bill.refund_of", number, "bill.kind", "refund")
		if r.at("bill.number") != []string{"A-RF-2569-000001", "A-RF-2569-000002", "A-RF-2569-000003"}[n] {
			t.Errorf("number %s", r.at("bill.number"))
		}
		sum += r.satang("bill.total_satang")
	}
	if whole := sold.satang("bill.total_satang"); sum != -whole {
		t.Errorf("the parts give back %d of %d", -sum, whole)
	}
	c.fails(1, "refund_nothing", "line", "refund", number, "--pay", "cash")
	c.fails(1, "refund_too_much", "line[0].qty", "refund", number, "--line", "SOAP", "--pay", "cash")
	c.fails(1, "line_unknown", "line[0].code", "refund", number, "--line", "RICE", "--pay", "cash")
	c.fails(1, "bill_unknown", "number", "refund", "A-2569-000099", "--pay", "cash")
	c.fails(2, "qty_unreadable", "line[0].qty", "refund", number, "--line", "SOAP*x", "--pay", "cash")
	c.fails(1, "qty_not_positive", "line[0].qty", "refund", number, "--line", "SOAP*0", "--pay", "cash")
	c.ok("stock", "show", "ODD", "SOAP").has("stock.0.on_hand", "9", "stock.1.on_hand", "30")
	if r := c.ok("check"); r.at("ok") != "true" {
		t.Error(r.stdout)
	}
}

func TestTheSameRefundIsDoneOnce(t *testing.T) {
	c := openShop(t)
	c.ok("sell", "--line", "SOAP*2", "--line", "SOAP*3@40", "--pay", "cash")
	refund := []string{"refund", "A-2569-000001", "--line", "SOAP*3", "--pay", "cash", "--id", someID}
	first := c.ok(refund...).has("replayed", "false")
	c.ok("refund", "A-2569-000001", "--line", "SOAP", "--pay", "cash") // another one in between
	c.ok(refund...).has("replayed", "true", "bill.number", first.at("bill.number"))
	c.fails(1, "bill_id_used", "id", "refund", "A-2569-000001", "--line", "SOAP*2", "--pay", "cash", "--id", someID)
	c.ok("bills").has("total", "3")
}

func TestWasteDoesNotComeBack(t *testing.T) {
	c := openShop(t)
	c.ok("sell", "--line", "SOAP", "--pay", "cash")
	c.ok("refund", "A-2569-000001", "--waste", "--pay", "cash")
	c.ok("stock", "show", "SOAP").has("stock.0.on_hand", "29")
	c.ok("stock", "history", "SOAP", "--limit", "1").has("movements.0.kind", "waste", "movements.0.qty", "-1", "movements.0.on_hand", "29")
}

func TestVoid(t *testing.T) {
	c := openShop(t)
	c.ok("sell", "--line", "SOAP", "--pay", "card")
	c.fails(2, "flag_required", "reason", "void", "A-2569-000001")
	c.ok("void", "a-2569-000001", "--reason", "ยิงผิด").has("bill.void_of", "A-2569-000001", "bill.number", "A-VD-2569-000001",
		"bill.total_satang", "-4500", "bill.payments.0.method", "card", "bill.payments.0.amount_satang", "-4500")
	c.fails(1, "bill_voided", "number", "void", "A-2569-000001", "--reason", "อีกครั้ง")
	c.ok("bill", "A-2569-000001").has("bill.voided_by", "A-VD-2569-000001", "bill.total_satang", "4500")
	c.ok("sell", "--line", "SOAP", "--pay", "cash")
	c.ok("shift", "close", "--counted", "45")
	c.fails(1, "shift_closed", "number", "void", "A-2569-000002", "--reason", "ช้าไป")
}

// Papers that go on standing for a bill that is void are named.
func TestVoidNamesThePapers(t *testing.T) {
	c := openShop(t)
	c.ok("sell", "--line", "SOAP", "--pay", "cash").has("warnings", "<none>")
	c.ok("paper", "receipt", "A-2569-000001", "--buyer", "เทศบาลตำบลบ้านแม่", "--buyer-address", "1 ม.2 ต.บ้านแม่", "--buyer-kind", "government")
	void := c.ok("void", "A-2569-000001", "--reason", "ยิงผิด").has("bill.void_of", "A-2569-000001", "warnings.0.code", "voided_papers", "warnings.1", "<none>")
	if said := void.at("warnings.0.message"); !strings.Contains(said, "A-RC-2569-000001") {
		t.Errorf("it says %q", said)
	}
}

func TestExchange(t *testing.T) {
	c := openShop(t)
	c.ok("sell", "--line", "SOAP*2", "--pay", "cash")
	c.ok("exchange", "A-2569-000001", "--return", "SOAP", "--line", "HONEY", "--pay", "cash:100").has("bill.kind", "exchange",
		"bill.refund_of", "A-2569-000001", "bill.total_satang", "7500", "bill.change_satang", "2500")
	c.ok("exchange", "A-2569-000001", "--return", "SOAP", "--line", "VEG", "--pay", "cash").has("bill.total_satang", "-3500",
		"bill.payments.0.amount_satang", "-3500")
	c.fails(2, "flag_required", "return", "exchange", "A-2569-000001", "--line", "VEG", "--pay", "cash")
	c.fails(1, "refund_too_much", "return[0].qty", "exchange", "A-2569-000001", "--return", "SOAP", "--line", "VEG", "--pay", "cash")
	c.ok("stock", "show", "SOAP", "HONEY").has("stock.0.on_hand", "30", "stock.1.on_hand", "9")
}

func TestRepay(t *testing.T) {
	c := openShop(t)
	c.ok("sell", "--line", "HONEY", "--pay", "cash:500")
	c.ok("bill", "repay", "A-2569-000001", "--pay", "promptpay:120").has("bill.payments.0.method", "promptpay",
		"bill.payments.0.amount_satang", "12000", "bill.payments.1.method", "<none>", "bill.paid_satang", "12000", "bill.change_satang", "0")
	c.ok("shift", "show").has("shift.expected_satang", "0", "shift.by_method.promptpay.total_satang", "12000", "shift.by_method.cash.total_satang", "0")
	c.fails(1, "repay_same", "pay[0].method", "bill", "repay", "A-2569-000001", "--pay", "promptpay:120")
	c.fails(1, "payment_short", "pay[0].amount", "bill", "repay", "A-2569-000001", "--pay", "cash:100")
	c.ok("check").has("ok", "true")
}

func TestCreditIsOwedAndPaid(t *testing.T) {
	c := openShop(t)
	who := c.ok("customer", "add", "--name", "ครูสมใจ", "--phone", "081-234-5678", "--credit-limit", "200").
		has("customer.name", "ครูสมใจ", "customer.phone", "0812345678", "customer.owed_satang", "0", "customer.credit_limit_satang", "20000").at("customer.id")
	c.ok("sell", "--line", "HONEY", "--pay", "credit", "--customer", who).has("bill.customer", who, "bill.owed_satang", "12000")
	c.ok("sell", "--line", "HONEY", "--pay", "credit", "--customer", who).has("warnings.0.code", "credit_limit_passed")
	c.ok("customer", "list").has("customers.0.owed_satang", "24000", "customers.0.id", who)
	for _, again := range []string{"false", "true"} { // sent twice, paid once
		c.ok("customer", "pay", who, "--pay", "cash:150", "--id", someID).has("replayed", again, "customer.owed_satang", "9000")
	}
	c.fails(1, "payment_id_used", "id", "customer", "pay", who, "--pay", "cash:10", "--id", someID)
	c.ok("customer", "show", who).has("customer.owed_satang", "9000", "customer.debts.0.number", "A-2569-000002")
	c.ok("bill", "A-2569-000001").has("bill.owed_satang", "<none>", "bill.payments.0.method", "credit")
	c.fails(1, "debt_above", "pay[0].amount", "customer", "pay", who, "--pay", "cash:91")
	c.fails(1, "method_credit", "pay[0].method", "customer", "pay", who, "--pay", "credit:10")
	c.ok("customer", "pay", who, "--pay", "promptpay:90").has("customer.owed_satang", "0")
	c.fails(1, "debt_none", "customer", "customer", "pay", who, "--pay", "cash:1")
	c.fails(1, "customer_unknown", "customer", "customer", "show", someID)
	c.fails(2, "id_unreadable", "customer", "customer", "show", "ครูสมใจ")
	c.fails(1, "customer_unknown", "customer", "sell", "--line", "SOAP", "--pay", "cash", "--customer", someID)
	c.fails(1, "phone_unreadable", "phone", "customer", "add", "--name", "ก", "--phone", "12")
	c.ok("shift", "show").has("shift.by_method.credit.total_satang", "0", "shift.by_method.cash.total_satang", "15000")
}

func TestPrintGoesToTheFolder(t *testing.T) {
	c := openShop(t)
	c.ok("sell", "--line", "SOAP", "--pay", "cash", "--print").has("warnings.0.code", "printer_not_set", "bill.number", "A-2569-000001")
	paper := filepath.Join(filepath.Dir(c.dir), "paper")
	c.ok("set", "printer.receipt", "file:"+paper)
	c.ok("sell", "--line", "SOAP", "--pay", "cash", "--print").has("warnings", "<none>")
	if files, err := os.ReadDir(paper); err != nil || len(files) == 0 {
		t.Errorf("nothing was printed: %v %v", files, err)
	}
	c.ok("set", "printer.receipt", "windows:X")
	c.ok("sell", "--line", "SOAP", "--pay", "cash", "--print").has("warnings.0.code", "printer_other_system", "bill.number", "A-2569-000003")
}

// TestSellASetAndItsPacks: the practice shop's basket says whose lots it took, and a pack costs what it does.
func TestSellASetAndItsPacks(t *testing.T) {
	c := newCounter(t)
	c.ok("demo", "--seed", "1")
	r := c.ok("sell", "--line", "GIFT-001", "--line", "8850009000417", "--pay", "cash")
	r.has("bill.lines.0.sku", "GIFT-001", "bill.lines.0.lots.0.sku", "HONEY-001", "bill.lines.0.lots.0.qty", "1",
		"bill.lines.1.qty", "6", "bill.lines.1.total_satang", "36000", "bill.lines.1.discount_satang", "2000", "bill.lines.1.promotion", "แพ็ค 6",
		"bill.total_satang", "133000")
	c.ok("stock", "show", "GIFT-001", "HONEY-001").has("stock.0.on_hand", "0", "stock.0.sellable", "2", "stock.1.on_hand", "2")
	c.fails(1, "product_has_variants", "line[0].code", "sell", "--line", "KRAM-003", "--pay", "cash")
	c.ok("check")
}

// TestABillPaidToItsOwners takes the owner's share by their own code and the rest by the shop's; sent again it
// is the same bill. Without the word it is the shop's.
func TestABillPaidToItsOwners(t *testing.T) {
	c := openShop(t)
	c.ok("sell", "--line", "HONEY", "--pay", "promptpay:owners").has("bill.payments.0.amount_satang", "12000", "bill.payments.0.owner", "<none>") // no account yet
	c.ok("producer", "edit", "กลุ่มผึ้งหลวง", "--promptpay", "0812345678")
	c.ok("sell", "--line", "HONEY", "--pay", "promptpay").has("bill.payments.0.owner", "<none>")
	for _, replayed := range []string{"false", "true"} {
		c.ok("sell", "--line", "HONEY*2", "--line", "SOAP", "--pay", "promptpay:owners", "--id", someID).has("replayed", replayed, "bill.total_satang", "28500",
			"bill.payments.0.owner", "กลุ่มผึ้งหลวง", "bill.payments.0.amount_satang", "19200", "bill.payments.1.owner", "<none>", "bill.payments.1.amount_satang", "9300")
	}
	if said := c.text("bill", "A-2569-000003").stdout; !strings.Contains(said, "กลุ่มผึ้งหลวง") {
		t.Errorf("it says\n%s", said)
	}
	c.fails(2, "pay_owners_alone", "pay[1]", "sell", "--line", "SOAP", "--pay", "cash:5", "--pay", "promptpay:owners")
	c.fails(2, "pay_owners_alone", "pay[0]", "refund", "A-2569-000003", "--pay", "promptpay:owners")
	c.ok("void", "A-2569-000003", "--reason", "ผิด").has("bill.payments.0.owner", "กลุ่มผึ้งหลวง", "bill.payments.0.amount_satang", "-19200")
	c.ok("check").has("ok", "true")
}
