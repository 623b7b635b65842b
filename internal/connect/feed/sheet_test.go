package feed_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/connect/feed"
	"github.com/talat-pos/talat/internal/qty"
)

// sheetRow reads a row of a sheet back by the headings of its first row, and whether each is a number.
func sheetRow(t *testing.T, data []byte, row int) (cells map[string]string, numbers map[string]bool, notes string) {
	t.Helper()
	file, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	sheets := file.GetSheetList()
	all, err := file.GetRows(sheets[0])
	if err != nil || len(all) < row {
		t.Fatal(len(all), err)
	}
	cells, numbers = map[string]string{}, map[string]bool{}
	for n, heading := range all[0] {
		at, err := excelize.CoordinatesToCellName(n+1, row)
		if err != nil {
			t.Fatal(err)
		}
		value, err := file.GetCellValue(sheets[0], at)
		if err != nil {
			t.Fatal(err)
		}
		kind, err := file.GetCellType(sheets[0], at)
		if err != nil {
			t.Fatal(err)
		}
		cells[heading], numbers[heading] = value, value != "" && kind != excelize.CellTypeSharedString && kind != excelize.CellTypeInlineString
		if formula, err := file.GetCellFormula(sheets[0], at); err != nil || formula != "" {
			t.Errorf("%s: formula %q %v", heading, formula, err)
		}
	}
	lines, err := file.GetCols(sheets[1])
	if err != nil {
		t.Fatal(err)
	}
	return cells, numbers, strings.Join(lines[0], "\n")
}

func TestSheetsOfMarketplaces(t *testing.T) {
	cover, second := web+"pictures/"+hash+".jpg", web+"pictures/"+strings.Repeat("f", 32)+".jpg"
	for _, c := range []struct {
		format  string
		row     int
		want    []string
		numbers []string
	}{
		{feed.Shopee, 7, []string{"ps_product_name", "น้ำผึ้งดอกลำไย 500 มล.", "ps_price", "180.5", "ps_stock", "12", "ps_sku_short", "HONEY-01", "ps_weight", "0.92",
			"ps_length", "9", "ps_gtin_code", "8850000000850", "ps_item_cover_image", cover, "ps_item_image_1", second, "ps_category", ""},
			[]string{"ps_price", "ps_stock", "ps_weight", "ps_length"}},
		{feed.TikTok, 5, []string{"Product Name", "น้ำผึ้งดอกลำไย 500 มล.", "Package Weight(g)", "911", "Quantity", "12", "Seller SKU", "HONEY-01",
			"Main Product Image", cover, "Product Image 2", second, "Identifier Code Type", "EAN (13)", "Retail Price (Local Currency)", "180.5"},
			[]string{"Package Weight(g)", "Quantity", "Retail Price (Local Currency)"}},
		{feed.Line, 3, []string{"code", "HONEY-01", "name", "น้ำผึ้งดอกลำไย 500 มล.", "price", "180.5", "onHandNumber", "12", "weight", "0.92",
			"licenses.fda", "51-1-00000-5-0001", "imageUrls[0]", cover, "imageUrls[1]", second, "imageUrls[2]", ""}, []string{"price", "weight"}},
	} {
		data := written(t, c.format, taken(t, c.format, someShop(), honey()))
		cells, numbers, notes := sheetRow(t, data, c.row)
		holds(t, c.format, cells, c.want...)
		for _, heading := range c.numbers {
			if !numbers[heading] {
				t.Errorf("%s: %s is a text", c.format, heading)
			}
		}
		if numbers["ps_gtin_code"] || numbers["Identifier Code"] || numbers["barcode"] {
			t.Errorf("%s: a barcode is a number and loses its zeros", c.format)
		}
		if !strings.Contains(notes, "ยังไม่เคยลองกับระบบจริง") || strings.Contains(notes, "feed.") {
			t.Errorf("%s: %s", c.format, notes)
		}
	}
}

func TestASheetWithoutAWebSpaceSaysSo(t *testing.T) {
	shop := someShop()
	shop.Base = ""
	c := taken(t, feed.Shopee, shop, honey())
	c.Goods[0].Title, c.Goods[0].Stock = "=HYPERLINK(1)", -1
	cells, numbers, notes := sheetRow(t, written(t, feed.Shopee, c), 7)
	holds(t, "shopee", cells, "ps_item_cover_image", "", "ps_product_name", "=HYPERLINK(1)", "ps_stock", "")
	if numbers["ps_product_name"] || !strings.Contains(notes, "pictures") {
		t.Error(numbers, notes)
	}
}

// Variants of one product share name and integration number, so that they become one listing.
func TestVariantsOfShopee(t *testing.T) {
	parent := catalog.Product{SKU: "CLOTH", Name: "ผ้าคราม"}
	shop := someShop()
	c := &feed.Catalogue{Shop: shop}
	for _, variant := range []string{"แดง", "คราม"} {
		p := honey()
		p.SKU, p.Name, p.Variant, p.ParentID = "CLOTH-X", "ผ้าคราม", variant, p.ID
		goods, reasons := feed.Make(&feed.Facts{Product: &p, Parent: &parent, Sellable: qty.One, ShippingG: 5}, format(t, feed.Shopee), &shop)
		if len(reasons) > 0 {
			t.Fatal(reasons)
		}
		c.Goods = append(c.Goods, goods)
	}
	data := written(t, feed.Shopee, c)
	for n, variant := range []string{"แดง", "คราม"} {
		cells, _, _ := sheetRow(t, data, 7+n)
		holds(t, variant, cells, "ps_product_name", "ผ้าคราม", "ps_sku_parent_short", "CLOTH", "et_title_variation_integration_no", "CLOTH",
			"et_title_variation_1", "แบบ", "et_title_option_for_variation_1", variant, "ps_weight", "0.01")
	}
}
