package cli_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talat-pos/talat/assets"
)

// A font chosen by command sets what commands print, and comes back with a backup.
func TestTheFontOfPapers(t *testing.T) {
	c := openShop(t)
	folder := t.TempDir()
	draw := func(name string) []byte {
		t.Helper()
		out := filepath.Join(folder, name+".pdf")
		c.ok("label", "--csv", c.file("l.csv", "name,line,postcode\nป้าญู ปั๊มน้ำที่ฐู,12 หมู่ 3,10240\n"), "--out", out)
		if said := tool(t, "pdftotext", "-raw", out, "-"); !strings.Contains(said, "ป้าญู ปั๊มน้ำที่ฐู") {
			t.Errorf("%s says\n%s", name, said)
		}
		data, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	sarabun := draw("sarabun")
	kept := c.ok("set", "paper.font", c.file("noto.ttf", string(assets.Read("fonts/NotoSansThai-Regular.ttf")))).has("warnings.0", "<none>").at("value")
	c.ok("get", "paper.font").has("value", kept)
	if bytes.Equal(sarabun, draw("noto")) {
		t.Error("the label is in Sarabun")
	}
	c.fails(1, "font_unreadable", "value", "set", "paper.font", c.file("no.ttf", "no font"))
	c.fails(1, "font_unread", "value", "set", "paper.font.bold", filepath.Join(folder, "none.ttf"))
	c.ok("get", "paper.font").has("value", kept)
	c.ok("set", "paper.font", "").has("value", "")
	if !bytes.Equal(sarabun, draw("again")) {
		t.Error("the label is not in Sarabun again")
	}
}

// An address that fits in Sarabun prints in Sarabun when the shop's font is too wide for it: no label is
// refused because of a font.
func TestALabelThatTheFontIsTooWideFor(t *testing.T) {
	c := openShop(t)
	wide := bytes.Clone(assets.Read("fonts/NotoSansThai-Regular.ttf"))
	for n := range int(binary.BigEndian.Uint16(wide[4:])) {
		if entry := wide[12+16*n:]; string(entry[:4]) == "head" {
			binary.BigEndian.PutUint16(wide[binary.BigEndian.Uint32(entry[8:])+18:], 560) // units in an em: 1,000 before
		}
	}
	out, refused := filepath.Join(t.TempDir(), "labels.pdf"), 0
	csv := func(n int) string {
		return c.file("l.csv", "name,line,postcode\nป้าญู,"+strings.Repeat("หมู่บ้านริมน้ำ ", n)+",10240\n")
	}
	fits := 0
	for n := 4; n < 200 && refused == 0; n += 4 {
		if r := c.run("label", "--csv", csv(n), "--out", out, "--paper", "a4x8"); r.status == 0 {
			fits = n
		} else {
			refused = n
		}
	}
	if fits == 0 || refused == 0 {
		t.Fatalf("%d fit and %d do not", fits, refused)
	}
	c.ok("set", "paper.font", c.file("wide.ttf", string(wide)))
	c.ok("label", "--csv", csv(fits), "--out", out, "--paper", "a4x8").has("parcels", "1")
	if r := c.run("label", "--csv", csv(refused), "--out", out, "--paper", "a4x8"); r.status == 0 {
		t.Error("what has no room in Sarabun is printed")
	}
}
