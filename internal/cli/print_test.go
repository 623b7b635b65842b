package cli_test

import (
	"bytes"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/cli"
)

const parcel = "name,phone,line,subdistrict,district,province,postcode,tracking\nปู่ฟ้า,0865551212,45/7,คลองจั่น,บางกะปิ,กรุงเทพมหานคร,10240,EF582568151TH\n"

// Every form can be sent to its printer by its command, and a folder has it when the command has ended.
func TestEveryFormPrints(t *testing.T) {
	c := openShop(t, "--promptpay", "0812345678")
	list := c.file("list.csv", parcel)
	c.fails(1, "printer_not_set", "printer.document", "tags", "HONEY", "--print")
	c.fails(1, "printer_not_set", "printer.label", "label", "--csv", list, "--print")
	c.fails(2, "flag_required", "out", "tags", "HONEY")
	paper := filepath.Join(filepath.Dir(c.dir), "paper")
	for _, key := range []string{"receipt", "label", "document"} {
		c.ok("set", "printer."+key, "file:"+filepath.Join(paper, key))
	}
	c.ok("set", "printer.label.language", "zpl")
	c.ok("set", "paper.tags", "roll-40x30")
	c.ok("sell", "--line", "HONEY", "--line", "SOAP*2", "--pay", "cash")
	for _, test := range []struct{ line, file string }{
		{"receipt A-2569-000001 --print", "receipt/A-2569-000001.escpos"},
		{"receipt A-2569-000001 --print", "receipt/A-2569-000001-copy1.escpos"},
		{"refund A-2569-000001 --line SOAP*1 --pay cash --print", "receipt/A-RF-2569-000001.escpos"},
		{"exchange A-2569-000001 --return SOAP*1 --line VEG --pay cash --print", "receipt/A-2569-000002.png"},
		{"sell --line VEG --pay cash --print", "receipt/A-2569-000003.png"},
		{"void A-2569-000003 --reason ผิด --print", "receipt/A-VD-2569-000001.escpos"},
		{"shift show --print", "receipt/shift-"},
		{"shift close --counted 120 --print", "receipt/shift-"},
		{"tags SOAP*2 --print", "label/tags.zpl"},
		{"tags HONEY*2 --sheet a4-40 --print", "document/tags.pdf"},
		{"label --print --csv " + list, "label/list.zpl"},
		{"label --print --paper a4x4 --csv " + list, "document/list.pdf"},
		{"manifest --print --csv " + list, "document/list.pdf"},
		{"promptpay qr --to 0812345678 --amount 20 --print", "document/promptpay.pdf"},
		{"promptpay card --print", "document/promptpay-a6.pdf"},
		{"testpage receipt --print", "receipt/test.escpos"},
		{"testpage label --print", "label/test.zpl"},
		{"testpage document --print", "document/test.pdf"},
	} {
		before, _ := filepath.Glob(filepath.Join(paper, test.file) + "*")
		for _, file := range before {
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
		}
		c.ok(strings.Fields(test.line)...).has("printed.state", "done", "warnings", "<none>",
			"printed.printer", "file:"+filepath.Join(paper, filepath.Dir(test.file)))
		found, _ := filepath.Glob(filepath.Join(paper, test.file) + "*")
		if len(found) == 0 {
			t.Errorf("%s: no %s", test.line, test.file)
		}
	}
	both := filepath.Join(paper, "tags-kept.pdf")
	if said := c.text("tags", "HONEY", "--out", both, "--print", "--lang", "en").stdout; !strings.Contains(said, both) || !strings.Contains(said, "Printed on file:") {
		t.Errorf("said %q", said)
	}
	c.fails(2, "flag_choice", "printer", "testpage", "fax", "--print")
}

// What a practice shop prints cannot be paid.
func TestAPracticeShopPrintsNoCodeToPay(t *testing.T) {
	c := newCounter(t)
	c.ok("demo", "--products", "3", "--bills", "0", "--orders", "0")
	paper := filepath.Join(filepath.Dir(c.dir), "paper")
	c.ok("set", "printer.document", "file:"+paper)
	c.ok("promptpay", "qr", "--to", "0812345678", "--print").has("printed.state", "done")
	base := filepath.Join(t.TempDir(), "page")
	tool(t, "pdftoppm", "-r", "203", "-png", "-singlefile", filepath.Join(paper, "promptpay.pdf"), base)
	if read := tool(t, "zbarimg", "--quiet", "--raw", base+".png"); !strings.Contains(read, "PRACTICE") {
		t.Errorf("the code says %q", read)
	}
}

// A printer on the network gets the very bytes that --out writes.
func TestPrintOnTheNetwork(t *testing.T) {
	c := openShop(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	got := make(chan []byte, 1)
	go func() {
		if line, err := listener.Accept(); err == nil {
			data, _ := io.ReadAll(line)
			_ = line.Close()
			got <- data
		}
	}()
	c.ok("sell", "--line", "HONEY", "--pay", "promptpay")
	raw := filepath.Join(t.TempDir(), "a.escpos")
	c.ok("receipt", "A-2569-000001", "--out", raw)
	c.ok("set", "printer.receipt", "tcp:"+listener.Addr().String())
	c.ok("receipt", "A-2569-000001", "--print").has("printed.state", "done", "printed.printer", "tcp:"+listener.Addr().String(), "file", "<none>")
	want, err := os.ReadFile(raw)
	if err != nil {
		t.Fatal(err)
	}
	if data := <-got; !bytes.Equal(data, want) {
		t.Errorf("%d bytes went to the printer, %d into the file", len(data), len(want))
	}
}

// A port that nobody listens on takes nothing now: the paper waits, and the command says so and is done. A
// printer that breaks off is a refusal, or a warning where a bill stands.
func TestAPrinterThatDoesNotTakeIt(t *testing.T) {
	defer cli.Hurry(300 * time.Millisecond)()
	c := openShop(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c.ok("set", "printer.receipt", "tcp:"+listener.Addr().String())
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	c.ok("sell", "--line", "HONEY", "--pay", "cash", "--print").has("bill.number", "A-2569-000001", "warnings.0.code", "print_queued",
		"warnings.0.field", "print", "warnings.1.code", "printer_unreachable", "printed.state", "queued")
	c.ok("receipt", "A-2569-000001", "--print").has("warnings.0.code", "print_queued", "printed.state", "queued")
	c.ok("set", "printer.receipt", "windows:X")
	c.ok("sell", "--line", "SOAP", "--pay", "cash", "--print").has("warnings.0.code", "printer_other_system", "bill.number", "A-2569-000002")
	c.fails(1, "printer_other_system", "print", "receipt", "A-2569-000001", "--print")
	c.ok("set", "printer.receipt", "")
	c.fails(1, "printer_not_set", "printer.receipt", "receipt", "A-2569-000001", "--print")
	c.ok("set", "printer.label", "tcp:127.0.0.1:1")
	c.fails(1, "printer_takes_no_pdf", "printer.label", "tags", "HONEY", "--sheet", "roll-40x30", "--print")
}
