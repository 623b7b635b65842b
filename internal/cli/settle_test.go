package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const bees = "กลุ่มผึ้งหลวง" // honey at 120.00, 20 % for the shop

func TestAProducerIsSettledPaidAndShown(t *testing.T) {
	c := openShop(t)
	c.ok("sell", "--line", "HONEY*3", "--pay", "cash")
	c.ok("producer", "list").has("producers.0.name", bees, "producers.0.balance_satang", "28800", "producers.0.since", "2026-11-23", "producers.0.goods", "1")
	r := c.ok("settle", bees, "--until", "23/11/2569", "--pay", "cash")
	r.has("settlement.number", "A-ST-2569-000001", "settlement.sold_satang", "36000", "settlement.commission_satang", "7200", "settlement.payable_satang", "28800",
		"settlement.left_satang", "0", "settlement.lines.0.sku", "HONEY", "settlement.lines.0.qty", "3", "settlement.lines.0.bill", "A-2569-000001",
		"settlement.lines.0.share_satang", "28800", "settlement.payouts.0.method", "cash", "replayed", "false")
	c.ok("shift", "show").has("shift.expected_satang", "7200")
	c.ok("producer", "show", bees).has("producer.balance_satang", "0", "producer.settlements.0.number", "A-ST-2569-000001", "producer.on_hand.0.qty", "7")
	c.fails(1, "settlement_nothing", "producer", "settle", bees, "--until", "2026-11-23")
	if r := c.text("settle", "A-ST-2569-000001", "--void", "--reason", "ผิด"); r.status != 1 || !strings.Contains(r.stderr, "288.00") {
		t.Errorf("a paid settlement is taken back: %d %s", r.status, r.stderr)
	}
	c.ok("check").has("ok", "true")
}

func TestAnOpenSettlementIsPaidInPartsOrTakenBack(t *testing.T) {
	c := openShop(t, "--vat", "included")
	c.ok("sell", "--line", "HONEY", "--pay", "cash") // 120.00 hold 7.85 of VAT, 20 % of the rest are 22.43
	const one, two = "0199b3a0-0000-7000-8000-000000000001", "0199b3a0-0000-7000-8000-000000000002"
	for _, replayed := range []string{"false", "true"} {
		c.ok("settle", bees, "--until", "2026-11-23", "--id", one).has("replayed", replayed, "settlement.number", "A-ST-2569-000001",
			"settlement.vat_satang", "785", "settlement.commission_satang", "2243", "settlement.payable_satang", "8972", "settlement.left_satang", "8972")
	}
	c.ok("settle", "A-ST-2569-000001", "--void", "--reason", "ใส่วันผิด").has("settlement.voided", "true")
	c.ok("settle", bees, "--until", "2026-11-23").has("settlement.number", "A-ST-2569-000002", "settlement.payable_satang", "8972")
	for _, replayed := range []string{"false", "true"} {
		c.ok("settle", "a-st-2569-000002", "--pay", "transfer:50", "--id", two).has("settlement.left_satang", "3972", "replayed", replayed)
	}
	c.fails(1, "payout_too_much", "amount", "settle", "A-ST-2569-000002", "--pay", "cash:39.73")
	c.fails(1, "producer_promptpay_missing", "producer", "settle", "A-ST-2569-000002", "--pay", "promptpay")
	c.ok("producer", "edit", bees, "--promptpay", "081-234-5678").has("producer.promptpay", "0812345678", "producer.balance_satang", "3972")
	c.ok("settle", "A-ST-2569-000002", "--pay", "promptpay").has("settlement.left_satang", "0")
	c.ok("check").has("ok", "true")
}

func TestAllAreSettledInOnePassAndSomeWait(t *testing.T) {
	c := openShop(t)
	c.ok("producer", "add", "--name", "สวนป้าแดง", "--kind", "farmer", "--min-payout", "500")
	c.ok("producer", "terms", "สวนป้าแดง", "--kind", "consign", "--gp", "30", "--from", "2026-11-01").has("terms.0.gp_percent", "30")
	c.ok("product", "import", c.file("more.csv", "sku,name,unit,price,stock,vat,producer,gp_percent\nMANGO,มะม่วง,ลูก,25,40,exempt,สวนป้าแดง,10\n"))
	c.ok("sell", "--line", "HONEY", "--line", "MANGO*4", "--pay", "cash")
	r := c.ok("settle", "--all", "--until", "2026-11-23", "--pay", "transfer", "--ref", "KBANK-77")
	r.has("settlements.0.producer", bees, "settlements.0.payable_satang", "9600", "settlements.1.number", "<none>",
		"waiting.0.producer", "สวนป้าแดง", "waiting.0.payable_satang", "7000", "waiting.0.reason.code", "settlement_below_minimum")
	c.ok("settle", "--all", "--until", "2026-11-23").has("settlements", "[]")
	c.fails(1, "settlement_below_minimum", "producer", "settle", "สวนป้าแดง", "--until", "2026-11-23")
	c.fails(1, "producer_owed", "producer", "producer", "erase", "สวนป้าแดง")
	c.fails(1, "producer_goods", "producer", "producer", "erase", bees)
	c.ok("stock", "return", "HONEY*9", "--producer", bees)
	c.ok("producer", "erase", bees)
	if r := c.text("producer", "list"); strings.Contains(r.stdout, bees) {
		t.Errorf("the erased producer is listed: %s", r.stdout)
	}
	c.ok("check").has("ok", "true")
}

func TestAStatementIsASettlementOrHowItStands(t *testing.T) {
	c := openShop(t)
	out := filepath.Join(t.TempDir(), "s.pdf")
	c.fails(1, "settlement_nothing", "producer", "statement", bees, "--out", out)
	c.ok("sell", "--line", "HONEY", "--pay", "cash")
	c.ok("statement", bees, "--out", out).has("settlement.number", "<nil>", "settlement.payable_satang", "9600", "pages", "1")
	c.ok("settle", "--all", "--until", "2026-11-23")
	c.ok("sell", "--line", "HONEY*2", "--pay", "cash")
	c.ok("statement", bees, "--out", out, "--until", "2026-11-23").has("settlement.number", "A-ST-2569-000001", "settlement.payable_satang", "9600")
	c.ok("statement", bees, "--out", out).has("settlement.number", "<nil>", "settlement.payable_satang", "19200")
	c.ok("statement", "A-ST-2569-000001", "--out", out, "--paper", "80").has("settlement.number", "A-ST-2569-000001")
	if data, err := os.ReadFile(out); err != nil || !strings.HasPrefix(string(data), "%PDF") {
		t.Errorf("the file begins %.8q, %v", data, err)
	}
	c.fails(2, "flag_required", "out", "statement", bees)
	c.fails(1, "paper_unknown", "paper", "statement", bees, "--out", out, "--paper", "58")
}

func TestSettleReadsItsWords(t *testing.T) {
	c := openShop(t)
	c.fails(2, "flag_required", "until", "settle", bees)
	c.fails(2, "date_unreadable", "until", "settle", bees, "--until", "31/02/2569")
	c.fails(2, "argument_missing", "", "settle", "--until", "2026-11-23")
	c.fails(1, "producer_unknown", "producer", "settle", "ใคร", "--until", "2026-11-23")
	c.fails(1, "method_unknown", "pay", "settle", bees, "--until", "2026-11-23", "--pay", "welfare")
	c.fails(1, "settlement_unknown", "settlement", "settle", "A-ST-2569-000009", "--pay", "cash")
	c.fails(2, "flag_required", "name", "producer", "add")
	c.fails(1, "producer_kind_unknown", "producer_kind", "producer", "add", "--name", "ก", "--kind", "shop")
	c.fails(1, "promptpay_id_digits", "promptpay", "producer", "add", "--name", "ก", "--promptpay", "12345")
	c.fails(1, "percent_too_large", "gp", "producer", "terms", bees, "--kind", "consign", "--gp", "120", "--from", "2026-11-01")
	c.ok("producer", "terms", bees, "--kind", "consign", "--gp", "15", "--from", "2026-11-01", "--to", "2026-12-31")
	c.fails(1, "terms_overlap", "from", "producer", "terms", bees, "--kind", "consign", "--gp", "10", "--from", "2026-12-31")
	of := c.ok("producer", "terms", bees).at("terms.0.id")
	c.ok("producer", "terms", bees, "--withdraw", of).has("terms.0.withdrawn", "true")
}

// What buyers paid the producer straight at the till comes off the round; a refund of it gives it back.
func TestMoneyOfTheOwnersOwnComesOffTheRound(t *testing.T) {
	c := openShop(t, "--promptpay", "0812345678")
	c.ok("producer", "edit", bees, "--promptpay", "0898765432")
	c.ok("set", "pay.to", "owners")
	c.ok("sell", "--line", "HONEY*2", "--pay", "promptpay:owners") // 192.00 of 240.00 go to the bees
	c.fails(1, "settlement_owes", "producer", "settle", bees, "--until", "2026-11-23")
	c.ok("sell", "--line", "HONEY", "--pay", "cash")
	c.ok("settle", bees, "--until", "2026-11-23").has("settlement.earned_satang", "28800", "settlement.direct_satang", "19200",
		"settlement.payable_satang", "9600", "settlement.direct.0.bill", "A-2569-000001", "settlement.direct.0.method", "promptpay",
		"settlement.direct.0.amount_satang", "19200", "settlement.lines.1.qty", "1")
	c.ok("check").has("ok", "true")
}

func TestAWrongPayoutIsTakenBack(t *testing.T) {
	c := openShop(t)
	c.ok("sell", "--line", "HONEY", "--pay", "cash") // 96.00 are theirs
	c.ok("settle", bees, "--until", "2026-11-23")
	c.fails(1, "payout_unknown", "payout", "settle", "A-ST-2569-000001", "--unpay", "--reason", "ผิด")
	c.ok("settle", "A-ST-2569-000001", "--pay", "transfer:50")
	first := c.ok("settle", "A-ST-2569-000001", "--pay", "cash:40").at("settlement.payouts.0.id")
	c.fails(1, "reason_missing", "reason", "settle", "A-ST-2569-000001", "--unpay")
	c.ok("settle", "A-ST-2569-000001", "--unpay", "--reason", "ใส่ยอดผิด").has("settlement.left_satang", "4600", "settlement.payouts.1", "<none>")
	c.ok("settle", "A-ST-2569-000001", "--unpay", "--payout", first, "--reason", "โอนผิดคน").has("settlement.left_satang", "9600", "settlement.paid_satang", "0")
	c.ok("settle", "A-ST-2569-000001", "--void", "--reason", "ใส่วันผิด").has("settlement.voided", "true")
	c.ok("check").has("ok", "true")
}

func TestAnAgreementIsAFile(t *testing.T) {
	c := openShop(t)
	out := filepath.Join(t.TempDir(), "a.pdf")
	c.ok("producer", "terms", bees, "--kind", "consign", "--gp", "15", "--from", "2026-11-01")
	of := c.ok("producer", "terms", bees).at("terms.0.id")
	c.ok("producer", "agreement", bees, "--out", out).has("pages", "2", "file", out)
	c.ok("producer", "agreement", bees, "--out", out, "--terms", of).has("pages", "2")
	if data, err := os.ReadFile(out); err != nil || !strings.HasPrefix(string(data), "%PDF") {
		t.Errorf("the file begins %.8q, %v", data, err)
	}
	c.fails(2, "flag_required", "out", "producer", "agreement", bees)
	c.fails(1, "producer_unknown", "producer", "producer", "agreement", "ใคร", "--out", out)
	c.fails(1, "terms_missing", "terms", "producer", "agreement", bees, "--out", out, "--terms", "0199b3a0-0000-7000-8000-000000000001")
	c.fails(2, "id_unreadable", "terms", "producer", "agreement", bees, "--out", out, "--terms", "7")
	c.fails(1, "printer_not_set", "printer.document", "producer", "agreement", bees, "--print")
}
