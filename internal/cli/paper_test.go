package cli_test

import (
	"bytes"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/promptpay/qrcode"
)

func TestReceipt(t *testing.T) {
	c := openShop(t)
	c.ok("sell", "--line", "HONEY", "--pay", "cash")
	folder := filepath.Dir(c.dir)
	for paper, dots := range map[string]int{"58": 384, "80": 576} {
		file := filepath.Join(folder, paper+".png")
		c.ok("receipt", "A-2569-000001", "--out", file, "--paper", paper).has("file", file, "number", "A-2569-000001")
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		picture, err := png.Decode(bytes.NewReader(data))
		if err != nil || picture.Bounds().Dx() != dots {
			t.Errorf("paper %s: %v %v", paper, picture, err)
		}
	}
	raw := filepath.Join(folder, "a.escpos")
	c.ok("receipt", "A-2569-000001", "--out", raw, "--buyer", "โรงเรียนบ้านนา", "--buyer-tax-id", "0994000158378")
	if data, err := os.ReadFile(raw); err != nil || !bytes.Contains(data, []byte{0x1d, 'v', '0'}) {
		t.Errorf("no picture for the printer: %v", err)
	}
	paper := filepath.Join(folder, "a.pdf")
	c.ok("receipt", "A-2569-000001", "--out", paper, "--paper", "58").has("file", paper)
	size := tool(t, "pdfinfo", paper)
	if !strings.Contains(size, "Page size:       136.06 x") || !strings.Contains(size, "Pages:           1") { // 48 mm
		t.Errorf("the page is not as wide as the roll prints:\n%s", size)
	}
	if said := tool(t, "pdftotext", "-raw", paper, "-"); !strings.Contains(said, "A-2569-000001") || !strings.Contains(said, "โรงเรียนบ้านนา") {
		t.Errorf("the file says\n%s", said)
	}
	c.fails(2, "out_kind_unknown", "out", "receipt", "A-2569-000001", "--out", "a.doc")
	c.fails(2, "flag_required", "out", "receipt", "A-2569-000001")
	c.fails(1, "paper_unknown", "paper", "receipt", "A-2569-000001", "--out", raw, "--paper", "90")
	c.fails(1, "bill_unknown", "number", "receipt", "A-2569-000009", "--out", raw)
	c.fails(1, "name_missing", "buyer", "receipt", "A-2569-000001", "--out", raw, "--buyer-tax-id", "0994000158378")
}

// tool runs a program of the test's set-up (build/setup.sh) and gives what it says.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	said, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Fatalf("%s %v: %v", name, args, err)
	}
	return string(said)
}

func TestPromptPayPayloadAndRead(t *testing.T) {
	c := newCounter(t)
	payload := c.ok("promptpay", "payload", "--to", "081-234-5678", "--amount", "120.50").at("payload")
	if !strings.HasPrefix(payload, "000201010212") {
		t.Error(payload)
	}
	c.ok("promptpay", "read", payload).has("promptpay.kind", "phone", "promptpay.to", "0812345678", "promptpay.amount_satang", "12050",
		"promptpay.static", "false", "promptpay.biller", "<nil>", "promptpay.ref1", "<nil>", "promptpay.ref2", "<nil>", "promptpay.terminal", "<nil>")
	bill := c.ok("promptpay", "payload", "--biller", "010753600031508", "--ref1", "A42", "--ref2", "B7", "--terminal", "T1").at("payload")
	c.ok("promptpay", "read", bill).has("promptpay.kind", "bill", "promptpay.to", "<nil>", "promptpay.biller", "010753600031508",
		"promptpay.ref1", "A42", "promptpay.ref2", "B7", "promptpay.terminal", "T1", "promptpay.amount_satang", "<nil>", "promptpay.static", "true")
	c.ok("promptpay", "payload", "--to", "1101700230709").has("warnings.0.code", "promptpay_id_check", "warnings.0.field", "to")
	c.ok("promptpay", "payload", "--to", "0812345678", "--amount", "60000").has("warnings.0.code", "promptpay_over_limit")
}

func TestPromptPayThatCannotBe(t *testing.T) {
	c := newCounter(t)
	c.fails(2, "to_or_biller", "to", "promptpay", "payload")
	c.fails(2, "to_or_biller", "to", "promptpay", "payload", "--to", "0812345678", "--biller", "1")
	c.fails(2, "ref_without_biller", "ref1", "promptpay", "payload", "--to", "0812345678", "--ref1", "A42")
	c.fails(2, "ref_without_biller", "ref2", "promptpay", "qr", "--to", "0812345678", "--ref2", "B7", "--out", "q.png")
	c.fails(2, "promptpay_id_unreadable", "to", "promptpay", "payload", "--to", "")
	c.fails(1, "promptpay_phone_digits", "to", "promptpay", "payload", "--to", "08123")
	c.fails(1, "amount_not_positive", "amount", "promptpay", "payload", "--to", "0812345678", "--amount", "0")
	c.fails(2, "amount_unreadable", "amount", "promptpay", "payload", "--to", "0812345678", "--amount", "-1")
	c.fails(2, "flag_required", "ref1", "promptpay", "payload", "--biller", "010753600031508")
	c.fails(1, "promptpay_ref", "ref1", "promptpay", "payload", "--biller", "010753600031508", "--ref1", "ก")
	c.fails(1, "promptpay_biller_digits", "biller", "promptpay", "payload", "--biller", "12", "--ref1", "A")
	c.fails(1, "qr_not_thai", "payload", "promptpay", "read", "hello")
	c.fails(2, "qr_empty", "payload", "promptpay", "read", "")
}

func TestPromptPayQRIsReadByAPhone(t *testing.T) {
	c := newCounter(t)
	file := filepath.Join(t.TempDir(), "qr.png")
	payload := c.ok("promptpay", "qr", "--to", "0812345678", "--amount", "20", "--name", "นางสมศรี ใจดี", "--out", file).at("payload")
	picture, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer picture.Close()
	if texts, err := qrcode.DecodeImage(picture); err != nil || len(texts) != 1 || texts[0] != payload {
		t.Errorf("read %v, %v; want %s", texts, err, payload)
	}
	drawing := strings.TrimSuffix(file, "png") + "svg"
	c.ok("promptpay", "qr", "--biller", "010753600031508", "--ref1", "A42", "--out", drawing)
	if data, err := os.ReadFile(drawing); err != nil || !bytes.Contains(data, []byte("<svg")) {
		t.Errorf("no drawing: %v", err)
	}
	card, seen := strings.TrimSuffix(file, "png")+"pdf", strings.TrimSuffix(file, ".png")+"-seen"
	payload = c.ok("promptpay", "qr", "--to", "0812345678", "--out", card).at("payload")
	tool(t, "pdftoppm", "-mono", "-r", "203", "-png", "-singlefile", card, seen)
	if read := strings.TrimSpace(tool(t, "zbarimg", "--quiet", "--raw", seen+".png")); read != payload {
		t.Errorf("zbar reads %q, want %q", read, payload)
	}
	c.fails(2, "out_kind_unknown", "out", "promptpay", "qr", "--to", "0812345678", "--out", "x.doc")
	c.fails(2, "flag_required", "out", "promptpay", "qr", "--to", "0812345678")
}

func TestSlip(t *testing.T) {
	slip := "0046000600000101030140225202611231200ABCDEF12345675102TH9104"
	slip += checksum(slip)
	newCounter(t).ok("slip", "read", slip).has("slip.bank", "014", "slip.seen_before", "<nil>") // reading needs no shop
	newCounter(t).fails(1, "shop_missing", "shop", "slip", "read", slip, "--bill", "A-2569-000001")
	c := openShop(t)
	c.ok("sell", "--line", "HONEY", "--pay", "promptpay:slip")
	c.ok("sell", "--line", "SOAP", "--pay", "promptpay:slip")
	c.ok("slip", "read", slip).has("slip.bank", "014", "slip.bank_name", "ธนาคารไทยพาณิชย์", "slip.ref", "202611231200ABCDEF1234567", "slip.seen_before", "false")
	c.ok("slip", "read", slip).has("slip.seen_before", "false") // reading alone records nothing
	c.ok("slip", "read", slip, "--bill", "A-2569-000001").has("slip.seen_before", "false")
	c.ok("slip", "read", slip, "--bill", "A-2569-000001").has("slip.seen_before", "false") // its own bill
	c.ok("slip", "read", slip).has("slip.seen_before", "true", "slip.used_by", "A-2569-000001")
	c.fails(1, "slip_used", "slip", "slip", "read", slip, "--bill", "A-2569-000002")
	c.ok("slip", "read", "234567").has("slip.perhaps_used", "true", "warnings.0.code", "slip_perhaps_used", "slip.seen_before", "<nil>")
	c.ok("slip", "read", "999999").has("slip.ref", "999999", "slip.perhaps_used", "<none>")
	c.fails(1, "slip_tail_only", "slip", "slip", "read", "234567", "--bill", "A-2569-000001")
	c.fails(1, "bill_unknown", "bill", "slip", "read", slip, "--bill", "A-2569-000009")
	payload := c.ok("promptpay", "payload", "--to", "0812345678").at("payload")
	c.fails(1, "slip_is_payment_qr", "slip", "slip", "read", payload)
	c.fails(1, "not_a_picture", "slip", "slip", "read", c.file("x.png", "no picture"))
	c.ok("check").has("ok", "true")
}

// checksum is CRC-16/CCITT-FALSE in four capital digits, written anew here as the test's own witness.
func checksum(text string) string {
	sum := uint16(0xFFFF)
	for _, b := range []byte(text) {
		sum ^= uint16(b) << 8
		for range 8 {
			if sum&0x8000 != 0 {
				sum = sum<<1 ^ 0x1021
			} else {
				sum <<= 1
			}
		}
	}
	const digits = "0123456789ABCDEF"
	return string([]byte{digits[sum>>12], digits[sum>>8&15], digits[sum>>4&15], digits[sum&15]})
}
