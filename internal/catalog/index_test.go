package catalog

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/thai"
)

var (
	kinds   = strings.Fields("น้ำผึ้ง ข้าวหอมมะลิ ผ้าทอมือ กล้วยตาก ชาใบหม่อน น้ำพริก ไข่เค็ม สบู่ ปลาร้า เสื่อกก แชมพู ใบชา โหระพา เครื่องแกง")
	sorts   = strings.Fields("ดอกลำไย ป่า เผ็ดน้อย สูตรโบราณ ย้อมคราม แท้ อินทรีย์ ขมิ้น มะกรูด รสเข้ม ทรงเครื่อง Premium café")
	sizes   = strings.Fields("750มล. ขวดเล็ก 1กก. ถุง กล่อง แพ็ค๓ ชุดของขวัญ")
	grouped = []string{"อาหาร", "ผ้า", "สมุนไพร", "เครื่องดื่ม"}
	makers  = []string{"กลุ่มแม่บ้านบ้านนา", "วิสาหกิจชุมชนเลี้ยงผึ้ง", "ป้าศรี", ""}
)

func numbered(n int) id.Product {
	return id.Product{0: 1, 12: byte(n >> 24), 13: byte(n >> 16), 14: byte(n >> 8), 15: byte(n)}
}

func sample(n int) Item {
	pick := func(list []string, by int) string { return list[n/by%len(list)] }
	return Item{Product{
		ID: numbered(n + 1), SKU: fmt.Sprintf("P-%06d", n+1), Unit: "ชิ้น", Terms: ledger.Own, VAT: VATStandard,
		Name:     fmt.Sprintf("%s%s %s %d", pick(kinds, 1), pick(sorts, 3), pick(sizes, 7), n/50),
		Category: pick(grouped, 1), Price: money.Baht(int64(20 + n%300)),
		Codes: []Code{{fmt.Sprintf("885%010d", n), qty.One}},
	}, pick(makers, 1)}
}

func samples(n int) []Item {
	items := make([]Item, n)
	for i := range items {
		items[i] = sample(i)
	}
	return items
}

// oracle searches the slow and obvious way.
func oracle(items []Item, exact *Product, text string) []*Product {
	query := thai.Fold(text)
	var tiers [5][]*Product
	for n := range items {
		p := &items[n].Product
		if p.Archived || query == "" {
			continue
		}
		fields := []string{p.Name, p.NameEN, p.SKU, items[n].Producer}
		for _, code := range p.Codes {
			fields = append(fields, code.Code)
		}
		fields = append(fields, p.Aliases...)
		tier, missing := 9, map[string]bool{}
		for _, word := range strings.Fields(query) {
			missing[word] = true
		}
		for f, text := range fields {
			text = fold(text)
			switch {
			case f == 0 && strings.HasPrefix(text, query):
				tier = min(tier, 1)
			case strings.HasPrefix(text, query), strings.Contains(text, " "+query):
				tier = min(tier, 2)
			case strings.Contains(text, query):
				tier = min(tier, 3)
			}
			for word := range missing {
				if strings.Contains(text, word) {
					delete(missing, word)
				}
			}
		}
		if len(missing) == 0 {
			tier = min(tier, 4)
		}
		if exact != nil && p.ID == exact.ID {
			tier = 0
		}
		if tier < 5 {
			tiers[tier] = append(tiers[tier], p)
		}
	}
	var all []*Product
	for _, tier := range tiers {
		slices.SortFunc(tier, func(a, b *Product) int {
			return cmp.Or(thai.Compare(a.Name, b.Name), strings.Compare(Key(a.SKU), Key(b.SKU)), bytes.Compare(a.ID[:], b.ID[:]))
		})
		all = append(all, tier...)
	}
	return all
}

func named(products []*Product) []string {
	var all []string
	for _, p := range products {
		all = append(all, p.SKU+" "+p.Name)
	}
	return all
}

func TestSearchAgreesWithTheObviousWay(t *testing.T) {
	items := samples(3000)
	for n := range items {
		p := &items[n].Product
		p.Archived = n%17 == 0
		if n%5 == 0 {
			p.NameEN, p.Aliases = "Wild Honey", []string{"หวานเจี๊ยบ", "ของฝาก"}
		}
	}
	names := 200
	if testing.Short() {
		names = 40
	}
	testSearch(t, items, names)
}

func TestSearchOfMoreAliasesThanAreShared(t *testing.T) {
	items := samples(maxTails + 500)
	for n := range items {
		items[n].Product.Aliases = []string{fmt.Sprintf("ของฝาก %d", n), "หวานเจี๊ยบ"}
	}
	testSearch(t, items, 5)
}

func testSearch(t *testing.T, items []Item, names int) {
	t.Helper()
	random := rand.New(rand.NewSource(7))
	x := NewIndex()
	first := len(items) * 2 / 3
	x.Replace(items[:first])
	for n := first; n < len(items); n++ { // some by one, some that replace others, some that go
		x.Put(items[n].Product, items[n].Producer)
	}
	for range 300 {
		n := random.Intn(len(items))
		items[n].Product.Name = sample(random.Intn(9000)).Product.Name
		x.Put(items[n].Product, items[n].Producer)
	}
	for range 100 {
		n := random.Intn(len(items))
		x.Remove(items[n].Product.ID)
		items = slices.Delete(items, n, n+1)
	}
	queries := []string{"น", "ก", "1", "é", "นำผึง", "honey", "HON", "P-000", "p-000017", "8850000000044", "ของฝาก", "ป้า", "ผึง ป่า", "นา ถุง 7", "ศรี ฝาก", "ฝาก ศรี น้ำ", "เลี้ยง ผึ้ง", "ไม่มีแน่", " ", "café"}
	for range names {
		runes := []rune(items[random.Intn(len(items))].Product.Name)
		from := random.Intn(len(runes))
		queries = append(queries, string(runes[from:min(len(runes), from+1+random.Intn(8))]))
	}
	for _, query := range queries {
		var exact *Product
		if m, err := x.Lookup(query, ScaleLayout{}); err == nil && !m.Product.Archived {
			exact = m.Product
		}
		want := oracle(items, exact, query)
		got := x.Search(query, 40)
		if got.Total != min(len(want), MaxCount) || got.More != (len(want) > MaxCount) {
			t.Fatalf("%q: total %d more %v, want %d", query, got.Total, got.More, len(want))
		}
		if a, b := named(got.Products), named(want[:min(40, len(want))]); !slices.Equal(a, b) {
			t.Fatalf("%q:\n%q\nwant\n%q", query, a, b)
		}
	}
}

func TestLookupOrder(t *testing.T) {
	x := NewIndex()
	layout, _ := ParseScaleLayout(DefaultScale)
	p := func(n int, sku string, edit func(*Product)) {
		product := Product{ID: numbered(n), SKU: sku, Name: sku, Unit: "ชิ้น"}
		edit(&product)
		x.Put(product, "")
	}
	p(1, "12", func(p *Product) {})
	p(2, "B", func(p *Product) { p.Codes = []Code{{"Ab-1", 1000}, {"BOX", 6000}, {"12", 2000}} })
	p(3, "C", func(p *Product) { p.ShortNo = 12; p.Codes = []Code{{"2100007012505", 1000}} })
	p(4, "D", func(p *Product) { p.ShortNo, p.Unit, p.Weighed, p.Price = 7, "กก.", true, 32000 })
	p(5, "E", func(p *Product) { p.ShortNo, p.Unit, p.Weighed, p.Price = 8, "ขีด", true, 3200 })
	p(6, "2000099", func(p *Product) { p.Unit = "กรัม" })
	for _, c := range []struct {
		code, sku, kind string
		qty             qty.Qty
		price           money.Satang
	}{
		{"12", "12", BySKU, 1000, 0}, {" aB-1 ", "B", ByCode, 1000, 0}, {"box", "B", ByCode, 6000, 0},
		{"012", "C", ByShort, 1000, 0}, {"7", "D", ByShort, 1000, 0}, {"๗", "D", ByShort, 1000, 0},
		{EAN13("200000700350"), "D", ByScale, 350, 0},
		{EAN13("200000800350"), "E", ByScale, 3500, 0},
		{EAN13("200009900350"), "2000099", ByScale, 350_000, 0},
		{EAN13("210000709600"), "D", ByScale, 300, 9600},
		{"2100007012505", "C", ByCode, 1000, 0},
	} {
		m, err := x.Lookup(c.code, layout)
		if err != nil || m.Product.SKU != c.sku || m.Kind != c.kind || m.Qty != c.qty || m.Price != c.price {
			t.Errorf("%q: %+v %v, want %+v", c.code, m, err, c)
		}
	}
	for code, want := range map[string]string{
		"": "product_unknown", "0": "product_unknown", "1000": "product_unknown", "+7": "product_unknown", "x": "product_unknown",
		EAN13("220000700350"): "product_unknown", "2000007003500": "product_unknown",
		EAN13("200000700000"): "scale_label_empty",
	} {
		if _, err := x.Lookup(code, layout); !fault.Is(err, want) {
			t.Errorf("%q: %v, want %s", code, err, want)
		}
	}
}

func TestScaleLayouts(t *testing.T) {
	for _, text := range []string{"", DefaultScale, "2xCCCC_WWWWWK", "29CCCCCCBBBBK", "2xPPPPPCCCCCK"} {
		if layout, err := ParseScaleLayout(text); err != nil || layout.String() != text {
			t.Errorf("%q: %v %v", text, layout, err)
		}
	}
	for _, text := range []string{"20", "30CCCCCWWWWWK", "20CCCCCWWWWWW", "20CCCCCWWPPPK", "20CCCCC_____K", "20CCWWWCCWWWK", "20WWWWWWWWWWK", "2xCCCCCWWWW1K", strings.Repeat(" 20CCCCCWWWWWK", 11)} {
		if _, err := ParseScaleLayout(text); !fault.Is(err, "scale_layout_invalid") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestClashNamesTheOther(t *testing.T) {
	x := NewIndex()
	x.Put(Product{ID: numbered(1), SKU: "A", Name: "น้ำผึ้ง", ShortNo: 5, Codes: []Code{{"885", 1000}}}, "")
	for field, p := range map[string]Product{
		"sku": {SKU: "a"}, "codes[1].code": {SKU: "B", Codes: []Code{{"x", 1000}, {"885", 1000}}}, "short_no": {SKU: "B", ShortNo: 5},
	} {
		p.ID = numbered(2)
		err, _ := x.Clash(&p).(*fault.Error)
		if err == nil || err.Code != "code_taken" || err.Field != field || err.Values["name"] != "น้ำผึ้ง" {
			t.Errorf("%s: %v", field, err)
		}
		p.ID = numbered(1)
		if err := x.Clash(&p); err != nil {
			t.Errorf("%s clashes with itself: %v", field, err)
		}
	}
	if err := x.Clash(&Product{ID: numbered(2), SKU: "005"}); !fault.Is(err, "code_taken") {
		t.Errorf("an SKU that reads as a short number: %v", err)
	}
}

func TestTwoProductsWithOneCode(t *testing.T) {
	x := NewIndex()
	for _, n := range []int{2, 1, 3} {
		x.Put(Product{ID: numbered(n), SKU: "S", Name: "n"}, "")
	}
	for _, want := range []int{1, 2, 3} {
		if p := x.BySKU("s"); p == nil || p.ID != numbered(want) {
			t.Fatalf("want %d, got %v", want, p)
		}
		x.Remove(numbered(want))
	}
	if x.BySKU("s") != nil || x.Len() != 0 || len(x.skus.added) != 0 {
		t.Error("something is left")
	}
}

func TestListInOrderAndPages(t *testing.T) {
	x := NewIndex()
	for n, name := range []string{"เสื่อ", "สบู่", "ก้าง", "กาง", "แกง", "ไข่"} {
		x.Put(Product{ID: numbered(n + 1), SKU: fmt.Sprint("S", 9-n), Name: name, Category: []string{"ผ้า", "กิน"}[n%2], Price: money.Baht(int64(n % 3)), Archived: name == "ไข่"}, "")
	}
	got := func(category string, by Order, offset, limit int) string {
		page, total := x.List(category, by, offset, limit)
		text := fmt.Sprint(total, ":")
		for _, p := range page {
			text += " " + p.Name
		}
		return text
	}
	for want, have := range map[string]string{
		"5: กาง ก้าง แกง สบู่ เสื่อ": got("", ByName, 0, 100),
		"5: แกง สบู่":                got("", ByName, 2, 2),
		"5:":                         got("", ByName, 9, 2),
		"2: กาง สบู่":                got("กิน", ByName, 0, 100),
		"1: ไข่":                     got(Archived, ByName, 0, 9),
		"5: แกง กาง ก้าง สบู่ เสื่อ": got("", ByNumber, 0, 9),
		"5: แกง กาง":       got("", ByNewest, 0, 2),
		"5: กาง เสื่อ แกง": got("", ByPrice, 0, 3),
	} {
		if want != have {
			t.Errorf("got %q, want %q", have, want)
		}
	}
	if c := x.Categories(); !slices.Equal(c, []string{"กิน", "ผ้า"}) {
		t.Errorf("categories %q", c)
	}
	x.Remove(numbered(1))
	if have := got("", ByName, 0, 100); have != "4: กาง ก้าง แกง สบู่" {
		t.Errorf("after removal %q", have)
	}
}

func TestManyGoroutines(t *testing.T) {
	x := NewIndex()
	x.Replace(samples(500))
	var working sync.WaitGroup
	for w := range 4 {
		working.Go(func() {
			for n := range 100 {
				item := sample(w*100 + n)
				item.Product.Name += "ใหม่"
				x.Put(item.Product, "")
				if r := x.Search("ใหม่", 5); r.Total == 0 {
					t.Error("not found")
				}
				x.List("", ByName, 0, 10)
				x.Categories()
			}
		})
	}
	working.Wait()
	if r := x.Search("ใหม่", 5); r.Total != 400 || x.Len() != 500 {
		t.Error(r.Total, x.Len())
	}
}

func FuzzLookup(f *testing.F) {
	x := NewIndex()
	x.Replace(samples(50))
	layout, _ := ParseScaleLayout(DefaultScale)
	for _, code := range []string{"", "p-000001", "8850000000001", "2000001001234", "๑", "\xff", "น้ำ"} {
		f.Add(code)
	}
	f.Fuzz(func(t *testing.T, code string) {
		m, err := x.Lookup(code, layout)
		if (err == nil) != (m.Product != nil) || err == nil && (m.Qty <= 0 || m.Price < 0) {
			t.Errorf("%q: %+v %v", code, m, err)
		}
		if r := x.Search(code, 3); len(r.Products) > 3 || r.Total > MaxCount || len(r.Products) > r.Total {
			t.Errorf("%q: %+v", code, r)
		}
	})
}

var big = sync.OnceValue(func() *Index {
	x := NewIndex()
	x.Replace(samples(100_000))
	return x
})

func BenchmarkSearch100k(b *testing.B) {
	x := big()
	for _, query := range []string{"น", "ผ", "z", "น้ำ", "น้ำผึ้ง", "าร", "มะลิป่า", "1กก. 77", "885", "8850000012345", "กลุ่ม", "หม่อนแท้ ถุง 3", "ไม่มีทางเจอ"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				x.Search(query, 50)
			}
		})
	}
}

func BenchmarkLookup100k(b *testing.B) {
	x := big()
	for b.Loop() {
		if _, err := x.Lookup("8850000054321", ScaleLayout{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPut100k(b *testing.B) {
	x := big()
	n := 0
	for b.Loop() {
		item := sample(200_000 + n%1000)
		n++
		x.Put(item.Product, item.Producer)
	}
}

// folded remembers what the oracle folds again and again.
var folded = map[string]string{}

func fold(text string) string {
	if _, ok := folded[text]; !ok {
		folded[text] = thai.Fold(text)
	}
	return folded[text]
}

func BenchmarkReplace100k(b *testing.B) {
	items := samples(100_000)
	var before, after runtime.MemStats
	var x *Index
	runtime.GC()
	runtime.ReadMemStats(&before)
	for b.Loop() {
		x = NewIndex()
		x.Replace(items)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(items)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MB")
	b.ReportMetric(float64(len(x.base.lists))/(1<<20), "MB-lists")
	b.ReportMetric(float64(len(x.base.text))/(1<<20), "MB-text")
}
