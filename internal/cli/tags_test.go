package cli_test

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestPriceTags(t *testing.T) {
	c := openShop(t)
	out := filepath.Join(t.TempDir(), "tags.pdf")
	c.ok("tags", "--out", out, "HONEY*2", "SOAP", "--start", "23").has("tags", "3", "pages", "2", "file", out, "warnings", "<none>")
	if said := tool(t, "pdftotext", "-raw", out, "-"); strings.Count(said, "฿") != 3 {
		t.Errorf("three tags say\n%s", said)
	}
	seen := strings.TrimSuffix(out, ".pdf")
	c.ok("tags", "--out", out, "SOAP", "--sheet", "roll-40x30").has("pages", "1")
	tool(t, "pdftoppm", "-mono", "-r", "203", "-png", "-singlefile", out, seen)
	if read := strings.TrimSpace(tool(t, "zbarimg", "--quiet", "--raw", seen+".png")); c.ok("product", "show", read).at("product.sku") != "SOAP" {
		t.Errorf("the tag reads %q", read)
	}
}

func TestPriceTagsThatCannotBe(t *testing.T) {
	c := openShop(t)
	out := filepath.Join(t.TempDir(), "tags.pdf")
	c.fails(2, "flag_required", "out", "tags", "HONEY")
	c.fails(2, "argument_missing", "", "tags", "--out", out)
	c.fails(2, "tag_sheet", "sheet", "tags", "--out", out, "HONEY", "--sheet", "a3")
	c.fails(1, "label_start", "start", "tags", "--out", out, "HONEY", "--start", "25")
	c.fails(1, "tag_count", "tag[0].qty", "tags", "--out", out, "HONEY*0.5")
	c.fails(1, "tag_count", "tag[1].qty", "tags", "--out", out, "HONEY", "HONEY*9999")
	c.fails(1, "product_unknown", "tag[0].code", "tags", "--out", out, "GOLD")
}
