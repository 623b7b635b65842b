package feed_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/connect/feed"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
)

const (
	today = "2026-11-23"
	web   = "https://baan.example/shop/"
)

var hash = strings.Repeat("0123456789abcdef", 2)

func someShop() feed.Shop {
	return feed.Shop{Name: "ร้านบ้านสวน", Phone: "081-234-5678", LineID: "@baansuan", Address: "99 จ.เชียงใหม่", Base: web, Day: today, Lang: i18n.Thai}
}

// honey is ready for every format.
func honey() catalog.Product {
	return catalog.Product{ID: id.Product{1}, SKU: "HONEY-01", Name: "น้ำผึ้งดอกลำไย 500 มล.", NameEN: "Longan honey 500 ml", Category: "อาหาร", Terms: ledger.Bought,
		Unit: "ขวด", Price: 180_50, VAT: catalog.VATStandard, WeightG: 830, Photo: "a.jpg", OTOPStar: 4, FDA: "5110000050001", ShelfDays: 730,
		Description: "เก็บปีละครั้ง\n\nไม่ผ่านความร้อน", Codes: []catalog.Code{{Code: "8850000000850", Pack: qty.One}}, LengthMM: 81, WidthMM: 80, HeightMM: 200}
}

func format(t *testing.T, name string) *feed.Format {
	t.Helper()
	found, err := feed.FormatOf(name)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// taken gives the catalogue of some products that must all be taken.
func taken(t *testing.T, name string, shop feed.Shop, products ...catalog.Product) *feed.Catalogue {
	t.Helper()
	c := &feed.Catalogue{Shop: shop}
	for n := range products {
		goods, reasons := feed.Make(&feed.Facts{Product: &products[n], Producer: "กลุ่มเลี้ยงผึ้ง", Province: "ลำพูน", Sellable: 12_500, ShippingG: 911}, format(t, name), &shop)
		if len(reasons) > 0 {
			t.Fatalf("%s is left out: %v", products[n].SKU, reasons)
		}
		goods.Files = []feed.Picture{{Name: hash, Width: 1024, Height: 768}, {Name: strings.Repeat("f", 32), Width: 600, Height: 800}}
		c.Goods = append(c.Goods, goods)
	}
	return c
}

func written(t *testing.T, name string, c *feed.Catalogue) []byte {
	t.Helper()
	var out, again bytes.Buffer
	for _, w := range []*bytes.Buffer{&out, &again} {
		if err := feed.Write(w, format(t, name), c); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Errorf("%s: equal goods give different bytes", name)
	}
	return out.Bytes()
}

// golden compares with a stored file; UPDATE_GOLDEN=1 writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs:\n%s", name, got)
	}
}

// rows reads a file of columns back as maps by heading.
func rows(t *testing.T, data []byte, comma rune) []map[string]string {
	t.Helper()
	reader := csv.NewReader(bytes.NewReader(data))
	reader.Comma = comma
	all, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for n, heading := range all[0] {
			row[heading] = cells[n]
		}
		out = append(out, row)
	}
	return out
}

func holds(t *testing.T, what string, row map[string]string, want ...string) {
	t.Helper()
	for n := 0; n < len(want); n += 2 {
		if got, there := row[want[n]]; !there || got != want[n+1] {
			t.Errorf("%s: %s is %q, want %q", what, want[n], got, want[n+1])
		}
	}
}

func TestMeta(t *testing.T) {
	gone := honey()
	gone.SKU, gone.Codes, gone.Untracked = "UNCOUNTED", nil, true
	data := written(t, feed.Meta, taken(t, feed.Meta, someShop(), honey(), gone))
	golden(t, "meta.csv", data)
	all := rows(t, data, ',')
	holds(t, "honey", all[0], "id", "HONEY-01", "title", "น้ำผึ้งดอกลำไย 500 มล.", "description", "เก็บปีละครั้ง\n\nไม่ผ่านความร้อน", "availability", "in stock",
		"condition", "new", "price", "180.50 THB", "link", web+"goods/p-HONEY-01.html", "image_link", web+"pictures/"+hash+".jpg",
		"additional_image_link", web+"pictures/"+strings.Repeat("f", 32)+".jpg", "brand", "กลุ่มเลี้ยงผึ้ง", "gtin", "8850000000850",
		"quantity_to_sell_on_facebook", "12", "shipping_weight", "911 g", "custom_label_0", "otop-4", "custom_label_1", "ลำพูน", "custom_label_2", "otop-food", "custom_label_3", "fda")
	holds(t, "uncounted", all[1], "availability", "in stock", "quantity_to_sell_on_facebook", "", "gtin", "")
}

func TestGoogle(t *testing.T) {
	c := taken(t, feed.Google, someShop(), honey())
	data := written(t, feed.Google, c)
	golden(t, "google.tsv", data)
	row := rows(t, data, '\t')[0]
	holds(t, "tsv", row, "id", "HONEY-01", "description", "เก็บปีละครั้ง ไม่ผ่านความร้อน", "availability", "in_stock", "price", "180.50 THB", "identifier_exists", "yes", "mpn", "")
	data = written(t, feed.GoogleXML, c)
	golden(t, "google.xml", data)
	var rss struct {
		Version string `xml:"version,attr"`
		Items   []struct {
			ID          string   `xml:"http://base.google.com/ns/1.0 id"`
			Title       string   `xml:"http://base.google.com/ns/1.0 title"`
			Description string   `xml:"http://base.google.com/ns/1.0 description"`
			More        []string `xml:"http://base.google.com/ns/1.0 additional_image_link"`
			Price       string   `xml:"http://base.google.com/ns/1.0 price"`
			GTIN        string   `xml:"http://base.google.com/ns/1.0 gtin"`
		} `xml:"channel>item"`
	}
	if err := xml.Unmarshal(data, &rss); err != nil {
		t.Fatal(err)
	}
	one := rss.Items[0]
	if rss.Version != "2.0" || one.ID != "HONEY-01" || one.Title != row["title"] || one.Price != row["price"] || one.GTIN != row["gtin"] ||
		len(one.More) != 1 || one.Description != "เก็บปีละครั้ง\n\nไม่ผ่านความร้อน" {
		t.Errorf("%+v", rss)
	}
}

// Goods without a number of their own say so; what the shop itself makes has its SKU as the maker's number.
func TestIdentifiers(t *testing.T) {
	shop := someShop()
	for _, c := range []struct {
		name, producer, terms string
		codes                 []catalog.Code
		gtin, mpn, exists     string
	}{
		{"known", "กลุ่ม", ledger.Bought, []catalog.Code{{Code: "8850000000850", Pack: qty.One}}, "8850000000850", "", "yes"},
		{"wrong check digit", "กลุ่ม", ledger.Bought, []catalog.Code{{Code: "8850000000851", Pack: qty.One}}, "", "", "no"},
		{"of a carton", "กลุ่ม", ledger.Bought, []catalog.Code{{Code: "8850000000850", Pack: 12 * qty.One}}, "", "", "no"},
		{"of a scale", "กลุ่ม", ledger.Bought, []catalog.Code{{Code: "2000000000008", Pack: qty.One}}, "", "", "no"},
		{"none", "กลุ่ม", ledger.Bought, nil, "", "", "no"},
		{"made here", "", ledger.Own, nil, "", "HONEY-01", "yes"},
		{"a producer's, owned", "กลุ่ม", ledger.Own, nil, "", "", "no"},
	} {
		p := honey()
		p.Codes, p.Terms = c.codes, c.terms
		goods, reasons := feed.Make(&feed.Facts{Product: &p, Producer: c.producer, Sellable: qty.One}, format(t, feed.Google), &shop)
		if len(reasons) > 0 {
			t.Fatal(reasons)
		}
		row := rows(t, written(t, feed.Google, &feed.Catalogue{Shop: shop, Goods: []feed.Goods{goods}}), '\t')[0]
		holds(t, c.name, row, "gtin", c.gtin, "mpn", c.mpn, "identifier_exists", c.exists)
	}
}

func TestJSONLD(t *testing.T) {
	name := `ชา "</script><script>alert(1)</script>" & <!-- 🐘`
	c := taken(t, feed.JSONLD, someShop(), honey())
	c.Goods[0].Title = name
	data := written(t, feed.JSONLD, c)
	for _, sign := range []string{"<", ">", "&", "\u2028"} {
		if bytes.Contains(data, []byte(sign)) {
			t.Errorf("the file holds %q and cannot be put into a page", sign)
		}
	}
	var list struct {
		Type     string `json:"@type"`
		Count    int    `json:"numberOfItems"`
		Elements []struct {
			Position int
			Item     map[string]any
		} `json:"itemListElement"`
	}
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	item := list.Elements[0].Item
	offer := item["offers"].(map[string]any)
	if list.Type != "ItemList" || list.Count != 1 || list.Elements[0].Position != 1 || item["name"] != name || item["@type"] != "Product" ||
		offer["price"] != "180.50" || offer["priceCurrency"] != "THB" || offer["availability"] != "https://schema.org/InStock" ||
		item["gtin"] != "8850000000850" || item["image"].([]any)[0] != web+"pictures/"+hash+".jpg" {
		t.Errorf("%s", data)
	}
}

// What is left out is told with every reason, in the order in which it is put right.
func TestReasons(t *testing.T) {
	shop := someShop()
	for _, c := range []struct {
		name, format string
		change       func(*catalog.Product)
		want         []string
	}{
		{"nothing there", feed.Meta, func(p *catalog.Product) { p.Price, p.Photo, p.Description = 0, "", "" }, []string{"price", "photo", "description"}},
		{"story is enough", feed.Meta, func(p *catalog.Product) { p.Description, p.Story = "", "เก็บปีละครั้ง" }, nil},
		{"no photo, a page", feed.HTML, func(p *catalog.Product) { p.Photo, p.Description, p.WeightG = "", "", 0 }, nil},
		{"no weight", feed.Shopee, func(p *catalog.Product) { p.WeightG = 0 }, []string{"weight"}},
		{"no weight, weighed", feed.TikTok, func(p *catalog.Product) { p.WeightG, p.Weighed, p.Unit = 0, true, "กก." }, nil},
		{"expired", feed.HTML, func(p *catalog.Product) {
			p.Certificates = []catalog.Certificate{{Kind: catalog.CertFDA, Number: p.FDA, Expires: "2026-11-22"}}
		}, []string{"certificate_expired"}},
		{"last day", feed.HTML, func(p *catalog.Product) {
			p.Certificates = []catalog.Certificate{{Kind: catalog.CertFDA, Number: p.FDA, Expires: today}}
		}, nil},
		{"alcohol", feed.JSONLD, func(p *catalog.Product) { p.Alcohol = true }, []string{"alcohol"}},
		{"long name", feed.Google, func(p *catalog.Product) { p.Name = strings.Repeat("ก", 151) }, []string{"title_long"}},
		{"long name elsewhere", feed.Meta, func(p *catalog.Product) { p.Name = strings.Repeat("ก", 151) }, nil},
	} {
		p := honey()
		c.change(&p)
		goods, reasons := feed.Make(&feed.Facts{Product: &p, Sellable: qty.One}, format(t, c.format), &shop)
		var got []string
		for _, reason := range reasons {
			got = append(got, reason.What)
			if reason.Text == "" || strings.HasPrefix(reason.Text, "publishing.") || reason.Field == "" {
				t.Errorf("%s: %+v", c.name, reason)
			}
		}
		if !slices.Equal(got, c.want) || len(got) == 0 && goods.SKU == "" {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestStockAndLanguage(t *testing.T) {
	shop := someShop()
	shop.Lang, shop.Practice = i18n.English, true
	p := honey()
	p.Weighed, p.Unit = true, "กก."
	for _, c := range []struct {
		sellable qty.Qty
		stock    int
		have     bool
	}{{999, 0, false}, {-5000, 0, false}, {1000, 1, true}, {2999, 2, true}} {
		goods, _ := feed.Make(&feed.Facts{Product: &p, Sellable: c.sellable}, format(t, feed.Meta), &shop)
		if goods.Stock != c.stock || goods.Have() != c.have || goods.NetG != 1000 {
			t.Errorf("%d: %d pieces, %v, %d g", c.sellable, goods.Stock, goods.Have(), goods.NetG)
		}
		row := rows(t, written(t, feed.Meta, &feed.Catalogue{Shop: shop, Goods: []feed.Goods{goods}}), ',')[0]
		holds(t, "english", row, "title", "SAMPLE, do not order: Longan honey 500 ml (1 กก.)", "custom_label_4", "practice")
	}
}

// A name that a spreadsheet would calculate is a text in every file.
func TestNoTextIsCalculated(t *testing.T) {
	for _, name := range []string{"=1+1", "+66", "-20%", "@SUM(A1)"} {
		c := taken(t, feed.Meta, someShop(), honey())
		c.Goods[0].Title = name
		for file, comma := range map[string]rune{feed.Meta: ',', feed.Google: '\t'} {
			if got := rows(t, written(t, file, c), comma)[0]["title"]; got != " "+name {
				t.Errorf("%s: %q", file, got)
			}
		}
	}
}

func TestVariantsNameTheirFamily(t *testing.T) {
	parent := catalog.Product{SKU: "CLOTH", Name: "ผ้าคราม", NameEN: "Indigo cloth", HasVariants: true}
	p := honey()
	p.SKU, p.Name, p.Variant, p.ParentID = "CLOTH-RED", "ผ้าคราม", "แดง: L", id.Product{2}
	shop := someShop()
	goods, reasons := feed.Make(&feed.Facts{Product: &p, Parent: &parent, Sellable: qty.One}, format(t, feed.Meta), &shop)
	if len(reasons) > 0 {
		t.Fatal(reasons)
	}
	row := rows(t, written(t, feed.Meta, &feed.Catalogue{Shop: shop, Goods: []feed.Goods{goods}}), ',')[0]
	holds(t, "variant", row, "title", "ผ้าคราม · แดง: L", "item_group_id", "CLOTH", "additional_variant_attribute", "variant:แดง  L")
}

func TestReadBase(t *testing.T) {
	for text, want := range map[string]string{"": "", " https://a.example ": "https://a.example/", "http://a.example/x": "http://a.example/x/",
		"https://ร้าน.example/ของดี/": "https://%E0%B8%A3%E0%B9%89%E0%B8%B2%E0%B8%99.example/%E0%B8%82%E0%B8%AD%E0%B8%87%E0%B8%94%E0%B8%B5/"} {
		if got, err := feed.ReadBase(text); err != nil || got != want {
			t.Errorf("%q: %q %v", text, got, err)
		}
	}
	for _, text := range []string{"a.example", "javascript:alert(1)", "ftp://a.example/", "https://", "https://u:p@a.example/", "https://a.example/?x=1",
		"https://a.example/#x", "https://a.example/?", "//a.example/", "https://a.example/" + strings.Repeat("x", 500), "https://a b/"} {
		if got, err := feed.ReadBase(text); fault.Code(err) != "feed_base_url" {
			t.Errorf("%q: %q %v", text, got, err)
		}
	}
}

func TestReadLineID(t *testing.T) {
	for text, want := range map[string]string{"": "", "@BaanSuan": "@baansuan", " pa.kham_9 ": "pa.kham_9"} {
		if got, err := feed.ReadLineID(text); err != nil || got != want {
			t.Errorf("%q: %q %v", text, got, err)
		}
	}
	for _, text := range []string{"@", "ป้าคำ", "a b", `"><script>`, strings.Repeat("a", 40), "https://line.me/x"} {
		if got, err := feed.ReadLineID(text); fault.Code(err) != "feed_line_id" {
			t.Errorf("%q: %q %v", text, got, err)
		}
	}
}

func TestFormats(t *testing.T) {
	if _, err := feed.FormatOf("pdf"); fault.Code(err) != "feed_format_unknown" {
		t.Error(err)
	}
	if got := format(t, feed.Google).For(".xml").Name; got != feed.GoogleXML {
		t.Error(got)
	}
	if got := format(t, feed.Google).For(".txt").Name; got != feed.Google {
		t.Error(got)
	}
}
