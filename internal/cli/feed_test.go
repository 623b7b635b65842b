package cli_test

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// photoOf gives a product of the shop a picture named after it.
func (c *counter) photoOf(skus ...string) {
	c.t.Helper()
	folder := c.t.TempDir()
	for _, sku := range skus {
		file, err := os.Create(filepath.Join(folder, sku+".png"))
		if err != nil {
			c.t.Fatal(err)
		}
		if err := png.Encode(file, image.NewGray(image.Rect(0, 0, 640, 640))); err != nil {
			c.t.Fatal(err)
		}
		if err := file.Close(); err != nil {
			c.t.Fatal(err)
		}
	}
	c.ok("product", "photos", folder)
}

func TestFeed(t *testing.T) {
	c := openShop(t)
	c.photoOf("HONEY")
	out := filepath.Join(filepath.Dir(c.dir), "goods.json")
	c.ok("feed", "--format", "jsonld", "--out", out, "--base-url", "https://a.example/x").
		has("format", "jsonld", "products", "5", "sold_out", "0", "pictures", "1", "skipped", "[]", "file", out, "warnings", "<none>")
	data, err := os.ReadFile(out)
	if err != nil || !strings.Contains(string(data), `"https://a.example/x/goods/p-HONEY.html"`) {
		t.Errorf("%s %v", data, err)
	}
	web := filepath.Join(filepath.Dir(c.dir), "web")
	c.ok("feed", "--format", "html", "--out", web).has("warnings.0.code", "feed_unreachable")
	c.ok("feed", "--format", "html", "--out", web, "--line", "@BaanSuan").has("products", "5", "file", web, "warnings", "<none>")
	if page, err := os.ReadFile(filepath.Join(web, "index.html")); err != nil || !strings.Contains(string(page), "@baansuan") {
		t.Error(err)
	}
}

func TestFeedTellsWhatIsLeftOut(t *testing.T) {
	c := openShop(t)
	c.photoOf("HONEY")
	out := filepath.Join(filepath.Dir(c.dir), "line.xlsx")
	r := c.run("feed", "--format", "line", "--out", out)
	r.has("products", "0", "file", "<nil>", "skipped.0.reasons.0.message", "ยังไม่มีรูปสินค้า")
	if r.status != 1 {
		t.Errorf("status %d", r.status)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a file without goods was written")
	}
	c.ok("product", "import", c.file("weights.csv", "sku,name,unit,price,weight_g\nHONEY,น้ำผึ้งป่า,ขวด,120,800\n"))
	c.ok("feed", "--format", "line", "--out", out).has("products", "1", "warnings.0.code", "feed_links", "warnings.1.code", "feed_untried", "file", out)
	if said := c.text("feed", "--format", "line", "--out", out).stdout; !strings.Contains(said, "SOAP สบู่ขมิ้น: ยังไม่มีรูปสินค้า · ยังไม่มีน้ำหนัก") {
		t.Error(said)
	}
}

func TestFeedsThatCannotBeWritten(t *testing.T) {
	c := openShop(t)
	c.fails(2, "flag_required", "format", "feed")
	c.fails(2, "feed_format_unknown", "format", "feed", "--format", "pdf", "--out", "x.pdf")
	c.fails(2, "flag_required", "out", "feed", "--format", "meta")
	c.fails(2, "flag_required", "out", "feed", "--format", "html")
	c.fails(2, "out_kind_unknown", "out", "feed", "--format", "meta", "--out", "x.xlsx")
	c.fails(2, "feed_base_url", "base_url", "feed", "--format", "meta", "--out", "x.csv", "--base-url", "baan.example")
	c.fails(2, "feed_line_id", "line", "feed", "--format", "html", "--out", "x", "--line", "ป้าคำ")
	c.fails(1, "file_unwritten", "out", "feed", "--format", "jsonld", "--out", c.file("a-file", "x")+"/x.json")
}
