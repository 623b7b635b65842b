package cli_test

import (
	"bytes"
	"database/sql"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// shopFile is where the shop's database lies.
func (c *counter) shopFile() string { return filepath.Join(c.dir, "shop.db") }

// spoiled changes the shop's file behind the program's back.
func (c *counter) spoiled(change func(file []byte) []byte) {
	c.t.Helper()
	file, err := os.ReadFile(c.shopFile())
	if err == nil {
		err = os.WriteFile(c.shopFile(), change(file), 0o600)
	}
	if err != nil {
		c.t.Fatal(err)
	}
}

func TestAShopFileThatIsNoLongerOne(t *testing.T) {
	for name, bad := range map[string]struct {
		change func(file []byte) []byte
		code   string
	}{
		"empty":         {func([]byte) []byte { return nil }, "shop_damaged"},
		"cut in a page": {func(file []byte) []byte { return file[:3000] }, "shop_damaged"},
		"half":          {func(file []byte) []byte { return file[:len(file)/2] }, "shop_damaged"},
		"no database": {func([]byte) []byte {
			return []byte(strings.Repeat("ไม่ใช่ฐานข้อมูล ", 500))
		}, "shop_not_database"},
		"a newer one":    {func(file []byte) []byte { return pragma(t, file, "PRAGMA user_version = 9999") }, "shop_newer"},
		"not our format": {func(file []byte) []byte { return pragma(t, file, "PRAGMA application_id = 7") }, "shop_not_database"},
	} {
		t.Run(name, func(t *testing.T) {
			c := openShop(t)
			c.spoiled(bad.change)
			before, err := os.ReadFile(c.shopFile())
			if err != nil {
				t.Fatal(err)
			}
			c.fails(1, bad.code, "shop", "sell", "--line", "HONEY", "--pay", "cash")
			c.fails(1, bad.code, "shop", "bills")
			if after, err := os.ReadFile(c.shopFile()); err != nil || !bytes.Equal(before, after) {
				t.Errorf("the file was changed: %v", err)
			}
		})
	}
}

// pragma gives a database's file after a statement.
func pragma(t *testing.T, file []byte, statement string) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "one.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Exec(statement)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	changed, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

// disk moves the shop onto a file system of its own, or skips where that is not allowed.
func (c *counter) disk(options string) (remount func(options string)) {
	c.t.Helper()
	if runtime.GOOS != "linux" || os.Getuid() != 0 {
		c.t.Skip("needs Linux and the right to mount")
	}
	dir := c.t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", options, "tmpfs", dir).CombinedOutput(); err != nil {
		c.t.Skipf("this machine mounts nothing: %v %s", err, out)
	}
	c.t.Cleanup(func() {
		if out, err := exec.Command("umount", "-l", dir).CombinedOutput(); err != nil {
			c.t.Errorf("umount: %v %s", err, out)
		}
	})
	moved := filepath.Join(dir, "shop")
	if err := os.CopyFS(moved, os.DirFS(c.dir)); err != nil {
		c.t.Fatal(err)
	}
	c.dir = moved
	return func(options string) {
		c.t.Helper()
		if out, err := exec.Command("mount", "-o", "remount,"+options, dir).CombinedOutput(); err != nil {
			c.t.Skipf("this machine mounts nothing anew: %v %s", err, out)
		}
	}
}

func TestAShopThatCanOnlyBeRead(t *testing.T) {
	c := openShop(t)
	remount := c.disk("size=16m")
	remount("ro")
	c.fails(1, "shop_read_only", "shop", "sell", "--line", "HONEY", "--pay", "cash")
	c.fails(1, "shop_read_only", "shop", "set", "cash.round", "1.00")
	remount("rw")
	c.ok("sell", "--line", "HONEY", "--pay", "cash").has("bill.number", "A-2569-000001")
}

// On a full disk a sale is refused, what was sold before stays, and there is no gap when there is room again.
func TestAFullDisk(t *testing.T) {
	c := openShop(t)
	remount := c.disk("size=16m")
	c.ok("sell", "--line", "HONEY", "--pay", "cash")
	filler, err := os.Create(filepath.Join(filepath.Dir(c.dir), "filler"))
	if err != nil {
		t.Fatal(err)
	}
	for size := 1 << 20; size > 0; { // to the last byte
		if _, err := filler.Write(make([]byte, size)); err != nil {
			size /= 2
		}
	}
	_ = filler.Close()
	c.fails(1, "disk_full", "shop", "sell", "--line", "SOAP", "--pay", "cash")
	remount("size=32m")
	c.ok("bills").has("total", "1")
	c.ok("sell", "--line", "SOAP", "--pay", "cash").has("bill.number", "A-2569-000002")
	c.ok("check").has("ok", "true")
}

// A picture of 20,000 × 20,000 is known by its first bytes; nobody unpacks 1.6 GB to refuse it.
func TestPicturesThatCannotBeTaken(t *testing.T) {
	c := openShop(t)
	var small bytes.Buffer
	if err := png.Encode(&small, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	huge := small.Bytes()
	header := huge[12:29] // "IHDR" and what it says
	binary.BigEndian.PutUint32(header[4:], 20_000)
	binary.BigEndian.PutUint32(header[8:], 20_000)
	binary.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(header))
	c.file("huge.png", string(huge))
	c.file("note.png", "ไม่ใช่รูป")
	goods := c.file("pictures.csv", "sku,name,unit,price,image\nBIG,ของใหญ่,ชิ้น,1,huge.png\nNOTE,ของจด,ชิ้น,1,note.png\nNONE,ของไร้รูป,ชิ้น,1,none.png\n")
	c.ok("product", "import", goods).has("created", "3", "warnings.0.code", "import_picture", "warnings.0.field", "row[2].image",
		"warnings.1.field", "row[3].image", "warnings.2.field", "row[4].image")
	c.ok("product", "show", "BIG").has("product.image", "<nil>")
	if kept, err := os.ReadDir(filepath.Join(c.dir, "images")); err != nil || len(kept) != 0 {
		t.Errorf("kept %v, %v", kept, err)
	}
	c.fails(1, "picture_too_large", "slip", "slip", "read", filepath.Join(filepath.Dir(c.dir), "huge.png"))
}

func TestCodesWithAWrongChecksum(t *testing.T) {
	c := openShop(t)
	payload := c.ok("promptpay", "payload", "--to", "0812345678", "--amount", "45").at("payload")
	wrong := payload[:len(payload)-4] + "0000"
	c.fails(1, "qr_crc", "payload", "promptpay", "read", wrong)
	c.fails(1, "qr_crc", "slip", "slip", "read", "0046000600000101030140225202611231200ABCDEF12345675102TH91040000")
}

// A picture in a name is how people write in chats: it is kept whole, and paper shows a box for it.
func TestLongNamesAndPicturesInNamesAreRefused(t *testing.T) {
	c := openShop(t)
	long := strings.Repeat("ก", 500)
	c.fails(1, "name_too_long", "name", "customer", "add", "--name", long)
	c.fails(1, "name_too_long", "name", "stock", "place", long)
	c.fails(1, "text_too_long", "lot", "stock", "receive", "SOAP*1", "--lot", long)
	c.fails(1, "text_too_long", "ref", "stock", "receive", "SOAP*1", "--ref", long)
	r := c.run("product", "import", c.file("long.csv", "sku,name,unit,price\nLONG,"+long+",ชิ้น,1\n"))
	if r.has("created", "0", "rejected.0.row", "2", "rejected.0.column", "name"); r.status != 1 {
		t.Errorf("status %d", r.status)
	}
	c.fails(1, "product_unknown", "code", "product", "show", "LONG")
	other := newCounter(t)
	other.fails(1, "name_too_long", "name", "init", "--name", long)
	if _, err := os.Stat(other.shopFile()); err == nil {
		t.Error("a refused name left a shop behind")
	}

	c.run("product", "import", c.file("emoji.csv", "sku,name,unit,price\nBEE,น้ำผึ้ง 👩‍🌾🍯,ขวด,10\n")).
		has("created", "0", "rejected.0.row", "2", "rejected.0.column", "name")
	c.fails(1, "product_unknown", "code", "product", "show", "BEE")
	c.fails(1, "name_picture", "name", "customer", "add", "--name", "สมชาย 👍")
	other.fails(1, "name_picture", "name", "init", "--name", "ร้าน 🏪")
}

// Paper is never in the way of a sale: what is wrong with the printer is a warning.
func TestABrokenPrinterNeverBlocksASale(t *testing.T) {
	c := openShop(t)
	folder := filepath.Join(filepath.Dir(c.dir), "paper")
	c.ok("set", "printer.receipt", "file:"+folder)
	if err := errors.Join(os.RemoveAll(folder), os.WriteFile(folder, nil, 0o600)); err != nil { // a file where the folder was
		t.Fatal(err)
	}
	c.ok("sell", "--line", "SOAP", "--pay", "cash", "--print").has("bill.number", "A-2569-000001", "warnings.0.field", "print",
		"warnings.0.code", "print_queued", "warnings.1.code", "printer_folder_fails").keys("warnings.0.message")
	c.ok("bills").has("total", "1")
}

// A clock that jumped back is said, and neither order nor numbers nor the business day follow it.
func TestAClockThatJumpedBack(t *testing.T) {
	c := openShop(t)
	c.ok("sell", "--line", "SOAP", "--pay", "cash")
	t.Setenv("TALAT_NOW", "2024-01-01T05:00:00Z")
	c.ok("sell", "--line", "HONEY", "--pay", "cash").has("warnings.0.code", "clock_back", "bill.number", "A-2569-000002", "bill.day", "2026-11-23").
		keys("warnings.0.message")
	t.Setenv("TALAT_NOW", noon)
	c.ok("sell", "--line", "VEG", "--pay", "cash").has("bill.number", "A-2569-000003", "warnings", "<none>")
	c.ok("bills", "--date", "2026-11-23").has("total", "3", "bills.0.number", "A-2569-000003", "bills.1.number", "A-2569-000002")
	c.ok("check").has("ok", "true")
}
