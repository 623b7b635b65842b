package escpos_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/escpos"
	"github.com/talat-pos/talat/internal/printing/raster"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/qty"
)

// receipt is long enough for several bands of the print head.
func receipt() printing.Receipt {
	r := printing.Receipt{
		Lang: i18n.Thai, Shop: printing.Shop{Names: []string{"ร้านก๊วยเตี๋ยวป้าญู"}, Phone: "081-234-5678"},
		Till: "A", Number: "A-2569-000042", At: time.Date(2026, 11, 23, 11, 2, 0, 0, time.UTC),
		Total: 118000, Tenders: []printing.Tender{{Method: "cash", Sum: 118000}},
		Footer: []string{"ขอบคุณที่อุดหนุน ทั้งนี้สินค้าเปลี่ยนได้ใน ๗ วัน"},
	}
	for n := range 20 {
		r.Lines = append(r.Lines, printing.Line{
			Name: fmt.Sprintf("ปั๊มน้ำ ฐู ญู ป่า ฟ้า กำ ที่ %d", n+1), Qty: qty.One, Unit: "ชิ้น", UnitPrice: 5900, Total: 5900,
		})
	}
	return r
}

// TestAnotherProgramReadsTheReceipt holds our bytes, dot for dot, against npm npos and the preview.
func TestAnotherProgramReadsTheReceipt(t *testing.T) {
	needed(t)
	shaper := text.NewShaper()
	for _, dots := range []int{384, 512, 576, 640} {
		page, err := receipt().Page(shaper, printing.Unit(dots)*printing.Dot)
		if err != nil {
			t.Fatal(err)
		}
		picture, err := raster.New(shaper).Bitmap(page, dots)
		if err != nil {
			t.Fatal(err)
		}
		data, err := escpos.Encode(picture, dots, printing.Finish{Drawer: true, Feed: 4, Cut: true})
		if err != nil {
			t.Fatal(err)
		}
		got, commands := peer(t, data)
		want := append([]byte(fmt.Sprintf("P4\n%d %d\n", 8*picture.Stride, picture.Height)), picture.Data...)
		if !bytes.Equal(got, want) {
			t.Errorf("%d dots: the other program reads another picture", dots)
		}
		bands := (picture.Height + 254) / 255
		expected := append([]string{"ESC @", "ESC p"}, slices.Repeat([]string{"GS v0"}, bands)...)
		if expected = append(expected, "ESC d", "GS V"); bands < 3 || !slices.Equal(commands, expected) {
			t.Errorf("%d dots: it reads the commands %q", dots, commands)
		}
	}
}

// peer gives the picture that npos reads, as a PBM, and the commands in order.
func peer(t *testing.T, data []byte) (picture []byte, commands []string) {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "receipt.escpos"), filepath.Join(dir, "receipt.pbm")
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.Command("node", "--no-deprecation", "../../../build/peers/read.cjs", "escpos", in, out)
	var said bytes.Buffer
	command.Stderr = &said
	list, err := command.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, said.String())
	}
	if err := json.Unmarshal(list, &commands); err != nil {
		t.Fatal(err)
	}
	if picture, err = os.ReadFile(out); err != nil {
		t.Fatal(err)
	}
	return picture, commands
}

// needed skips a test without its tools, and fails it where CI should have them.
func needed(t *testing.T) {
	t.Helper()
	_, noNode := exec.LookPath("node")
	_, noPeers := os.Stat("../../../build/out/peers/installed")
	if err := errors.Join(noNode, noPeers); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skipf("build/setup.sh test installs what is missing: %v", err)
	}
}
