package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

const parcelList = `ชื่อผู้รับ,เบอร์โทร,ที่อยู่,ตำบล,อำเภอ,จังหวัด,รหัสไปรษณีย์,บริการ,เลขพัสดุ,เก็บเงินปลายทาง,น้ำหนัก(กรัม),หมายเหตุ,ออเดอร์
คุณอัญชลี ศรีสุข,0865551212,45/7 ซ.ลาดพร้าว 101,แขวงคลองจั่น,เขตบางกะปิ,กทม,10240,EMS,EF582568151TH,442,1900,ระวังแตก,A-OR-2569-000232
นางไม่มี รหัส,0812345678,1 หมู่ 2,พังขว้าง,เมือง,สกลนคร,,EMS,,,,,
ลุงเลข ผิด,812345678,1 หมู่ 2,พังขว้าง,เมือง,สกลนคร,47000,EMS,EF582568152TH,,,,
ป้าเก็บ ศูนย์,812345678,1 หมู่ 2,พังขว้าง,เมือง,สกลนคร,47000,EMS,,0,,,
ป้าเก็บ แพง,812345678,1 หมู่ 2,พังขว้าง,เมือง,สกลนคร,47000,EMS,,1000000,,,
ป้าปิ่น กำไร,812345678,1 หมู่ 2,ต.พังขว้าง,อ.เมือง,จ.สกลนคร,๔๗๐๐๐,,,,,,
`

func TestLabelsFromAList(t *testing.T) {
	c := newCounter(t)
	out := filepath.Join(t.TempDir(), "labels.pdf")
	thai, err := charmap.Windows874.NewEncoder().String(parcelList)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"plain.csv": parcelList, "bom.csv": "\ufeff" + parcelList, "thai.csv": thai} {
		r := c.run("label", "--csv", c.file(name, text), "--sender", "กลุ่มแม่บ้านคราม; 12 หมู่ 3; 081-234-5678", "--out", out)
		if r.status != 3 {
			t.Fatalf("%s: %d %s", name, r.status, r.stdout)
		}
		r.has("parcels", "2", "pages", "2", "file", out,
			"rejected.0.row", "3", "rejected.0.column", "postcode", "rejected.1.row", "4", "rejected.1.column", "tracking", "rejected.1.value", "EF582568152TH",
			"rejected.2.row", "5", "rejected.2.column", "cod", "rejected.3.row", "6", "rejected.3.column", "cod", "rejected.4", "<none>")
		said := tool(t, "pdftotext", "-raw", out, "-")
		for _, want := range []string{"กลุ่มแม่บ้านคราม", "คุณอัญชลี ศรีสุข", "EF 5825 6815 1 TH", "086-555-1212", "แขวงคลองจั่น เขตบางกะปิ", "กรุงเทพมหานคร",
			"ป้าปิ่น กำไร", "081-234-5678", "ต.พังขว้าง อ.เมืองสกลนคร", "จ.สกลนคร", "COD ฿442"} {
			if !strings.Contains(said, want) {
				t.Errorf("%s: %q is missing in\n%s", name, want, said)
			}
		}
	}
}

func TestLabelsStartWherePaperIsLeft(t *testing.T) {
	c := newCounter(t)
	out := filepath.Join(t.TempDir(), "labels.pdf")
	rows := "name,postcode\n" + strings.Repeat("ปู่ฟ้า,10240\n", 3)
	c.ok("label", "--csv", c.file("l.csv", rows), "--sender", "ร้าน", "--out", out, "--paper", "a4x4", "--start", "3").has("parcels", "3", "pages", "2")
}

func TestLabelsThatCannotBe(t *testing.T) {
	c := newCounter(t)
	out := filepath.Join(t.TempDir(), "labels.pdf")
	good := c.file("good.csv", "name,postcode\nปู่ฟ้า,10240\n")
	c.fails(2, "flag_required", "csv", "label", "--out", out)
	c.fails(2, "flag_required", "out", "label", "--csv", good)
	c.fails(2, "label_paper", "paper", "label", "--csv", good, "--sender", "ร้าน", "--out", out, "--paper", "a3")
	c.fails(1, "label_start", "start", "label", "--csv", good, "--sender", "ร้าน", "--out", out, "--start", "2")
	c.fails(1, "file_missing", "csv", "label", "--csv", good+"x", "--sender", "ร้าน", "--out", out)
	c.fails(2, "parcel_columns", "csv", "label", "--csv", c.file("bad.csv", "name,phone\nก,1\n"), "--sender", "ร้าน", "--out", out)
	c.fails(2, "flag_required", "sender", "label", "--csv", good, "--sender", " ; ", "--out", out)
	c.fails(1, "print_room", "sender", "label", "--csv", good, "--sender", strings.Repeat("ยาว ", 500), "--out", out)
	c.fails(1, "shop_missing", "shop", "label", "--csv", good, "--out", out)
	r := c.run("label", "--csv", c.file("none.csv", "name,postcode\nปู่ฟ้า,1024\n"), "--sender", "ร้าน", "--out", out)
	if r.status != 1 {
		t.Errorf("nothing went in: %d", r.status)
	}
	r.has("parcels", "0", "rejected.0.column", "postcode", "file", "<nil>")
	long := "name,line,postcode\nปู่ฟ้า,1,10240\n" + strings.Repeat("ย่า", 150) + "," + strings.Repeat("บ้าน", 120) + ",10240\n"
	r = c.run("label", "--csv", c.file("long.csv", long), "--sender", "ร้าน", "--out", out, "--paper", "100x75")
	if r.status != 3 {
		t.Errorf("a long address: %d %s", r.status, r.stdout)
	}
	r.has("parcels", "1", "rejected.0.row", "3", "rejected.0.column", "line")
	c.ok("label", "--csv", c.file("else.csv", "name,postcode,subdistrict,district,province\nปู่ฟ้า,10240,พังขว้าง,เมืองสกลนคร,สกลนคร\n"), "--sender", "ร้าน", "--out", out).
		has("warnings.0.code", "parcel_address", "warnings.0.field", "row")
}

func TestLabelsOfAShopHaveItsNameAndSayPractice(t *testing.T) {
	c := openShop(t)
	out := filepath.Join(t.TempDir(), "labels.pdf")
	c.ok("label", "--csv", c.file("good.csv", "name,postcode\nปู่ฟ้า,10240\n"), "--out", out)
	name := c.ok("get", "shop.name").at("value")
	if said := tool(t, "pdftotext", "-raw", out, "-"); !strings.Contains(said, name) || strings.Contains(said, "ร้านฝึก") {
		t.Errorf("the label says\n%s", said)
	}
	if _, err := os.Stat(out); err != nil {
		t.Error(err)
	}
}

func TestManifestFromAList(t *testing.T) {
	c := newCounter(t)
	file, folder := c.file("list.csv", parcelList), t.TempDir()
	out := filepath.Join(folder, "manifest.pdf")
	r := c.run("manifest", "--csv", file, "--sender", "กลุ่มแม่บ้านคราม; 12 หมู่ 3", "--out", out)
	if r.status != 3 {
		t.Fatalf("%d %s", r.status, r.stdout)
	}
	r.has("parcels", "2", "pages", "1", "file", out, "rejected.0.row", "3", "rejected.3.row", "6", "rejected.4", "<none>")
	said := tool(t, "pdftotext", "-layout", out, "-")
	for _, want := range []string{"กลุ่มแม่บ้านคราม", "ใบนำส่งพัสดุ", "EF 5825 6815 1 TH", "442.00", "รวม 2 ชิ้น", "ผู้นำส่ง", "หน้า 1/1"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is missing in\n%s", want, said)
		}
	}
	sheet := filepath.Join(folder, "manifest.csv")
	c.run("manifest", "--csv", file, "--sender", "ร้าน", "--out", sheet).has("pages", "0", "file", sheet)
	data, err := os.ReadFile(sheet)
	if err != nil || !strings.HasPrefix(string(data), "\ufeffที่,เลขพัสดุ,") || strings.Count(string(data), "\r\n") != 4 {
		t.Errorf("%v %q", err, data)
	}
	c.fails(1, "shop_missing", "shop", "manifest", "--date", "2026-11-23", "--out", out)
	c.fails(2, "flag_required", "csv", "manifest", "--out", out)
	c.fails(2, "out_kind_unknown", "out", "manifest", "--csv", file, "--out", "x.png")
	c.fails(2, "out_kind_unknown", "out", "manifest", "--csv", file, "--out", "x.xlsx")
}

// The post collects up to its limit and no more; the shop may know the limit better than the program does.
func TestWhatThePostCollectsIsBounded(t *testing.T) {
	c := openShop(t)
	out := filepath.Join(t.TempDir(), "l.pdf")
	for _, test := range []struct{ told, cod, message string }{
		{"", "49999.99", ""}, {"", "50,000", ""}, {"", "50000.01", "50,000"},
		{"30,000", "29999.99", ""}, {"30,000", "30000", ""}, {"30,000", "30000.01", "30,000"}, {"70000", "70000", ""},
	} {
		c.ok("set", "cod.most", test.told)
		list := c.file("cod.csv", "name,postcode,cod\nปู่ฟ้า,10240,\""+test.cod+"\"\n")
		if test.message == "" {
			c.ok("label", "--csv", list, "--out", out).has("parcels", "1")
			continue
		}
		for lang, names := range map[string]string{"th": "ยอดเก็บเงินปลายทาง", "en": "The amount to collect"} {
			r := c.run("label", "--csv", list, "--out", out, "--lang", lang)
			r.has("parcels", "0", "rejected.0.row", "2", "rejected.0.column", "cod", "rejected.0.value", test.cod)
			if said := r.at("rejected.0.reason"); r.status != 1 || !strings.Contains(said, names) || !strings.Contains(said, test.message) {
				t.Errorf("%s of %s: %d %q", test.cod, test.told, r.status, said)
			}
		}
	}
}

// A label printer gets its own language, a label for each good row; the file's name must not say otherwise.
func TestLabelsInAPrintersLanguage(t *testing.T) {
	c := newCounter(t)
	list := c.file("l.csv", "name,phone,postcode\nปู่ฟ้า,0865551212,10240\nย่าฝน,0865551213,10240\n")
	for language, count := range map[string][2]string{"zpl": {"^XA", "^XZ"}, "tspl": {"SIZE 100 mm,75 mm", "PRINT 1,1"}} {
		out := filepath.Join(t.TempDir(), "labels."+language)
		c.ok("label", "--csv", list, "--sender", "ร้าน", "--out", out, "--paper", "100x75", "--printer", language).has("parcels", "2", "pages", "2", "file", out)
		data, err := os.ReadFile(out)
		if err != nil || strings.Count(string(data), count[0]) != 2 || strings.Count(string(data), count[1]) != 2 {
			t.Errorf("%s: %d bytes, %v", language, len(data), err)
		}
	}
	out := filepath.Join(t.TempDir(), "l.pdf")
	c.fails(2, "flag_choice", "printer", "label", "--csv", list, "--sender", "ร้าน", "--out", out, "--printer", "epl")
	c.fails(2, "flag_choice", "paper", "label", "--csv", list, "--sender", "ร้าน", "--out", "l.zpl", "--printer", "zpl", "--paper", "a4x4")
	if r := c.run("label", "--csv", list, "--sender", "ร้าน", "--out", out, "--printer", "zpl"); r.status != 2 {
		t.Errorf("ZPL is written as %s", out)
	}
}

// A recipient's phone is whole, masked or left out; the sender's stays. Marks stand on the label.
func TestLabelsHidePhonesAndWarn(t *testing.T) {
	c := newCounter(t)
	list := c.file("l.csv", "name,phone,postcode\nปู่ฟ้า,0865551212,10240\n")
	for how, want := range map[string][3]bool{"show": {true, false, false}, "mask": {false, true, false}, "hide": {}} {
		out := filepath.Join(t.TempDir(), "l.pdf")
		c.ok("label", "--csv", list, "--sender", "ร้าน; 081-234-5678", "--out", out, "--phone", how, "--mark", "fragile", "--mark", "fresh")
		said := tool(t, "pdftotext", "-raw", out, "-")
		if strings.Contains(said, "086-555-1212") != want[0] || strings.Contains(said, "xxx-xxx-1212") != want[1] ||
			!strings.Contains(said, "081-234-5678") || !strings.Contains(said, "ระวังแตก") || !strings.Contains(said, "ของสด") {
			t.Errorf("%s: %s", how, said)
		}
	}
	c.fails(2, "flag_choice", "phone", "label", "--csv", list, "--sender", "ร้าน", "--out", "l.pdf", "--phone", "some")
	c.fails(2, "flag_choice", "mark[1]", "label", "--csv", list, "--sender", "ร้าน", "--out", "l.pdf", "--mark", "fresh", "--mark", "heavy")
}

// A recipient without a postcode is printed when the user says so, and stands on the drop-off list.
func TestLabelsWithoutPostcode(t *testing.T) {
	c := openShop(t)
	list := c.file("l.csv", "name,phone,postcode\nปู่ฟ้า,0865551212,\nย่าฝน,0865551213,10240\n")
	c.ok("label", "--csv", list, "--sender", "ร้าน", "--out", filepath.Join(t.TempDir(), "l.pdf"), "--no-postcode").has("parcels", "2")
	c.ok("manifest", "--csv", list, "--out", filepath.Join(t.TempDir(), "m.pdf"), "--no-postcode").has("parcels", "2")
}
