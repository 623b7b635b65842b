package sample

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/party"
)

func load(t *testing.T) Set {
	t.Helper()
	set, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestTheShopIsAsLargeAsPromised(t *testing.T) {
	set := load(t)
	out, weighed, expiring, numbered, exempt := 0, 0, 0, 0, 0
	byCategory, terms := map[string]int{}, map[string]int{}
	for _, good := range set.Goods {
		byCategory[good.Category]++
		for sort, is := range map[*int]bool{&out: good.OutOfStock(), &weighed: good.Weighed(), &expiring: good.ShelfDays > 0,
			&numbered: good.ShortNo > 0, &exempt: good.VAT == "exempt"} {
			if is {
				*sort++
			}
		}
	}
	for _, producer := range set.Producers {
		terms[producer.Terms]++
	}
	for _, want := range []struct {
		what       string
		got, least int
	}{
		{"goods", len(set.Goods), 72}, {"customers", len(set.Customers), 25}, {"promotions", len(set.Promotions), 4},
		{"out of stock", out, 4}, {"weighed", weighed, 4}, {"expiring", expiring, 40}, {"numbered", numbered, 50},
		{"exempt", exempt, 5}, {"own", terms[ledger.Own], 1}, {"bought", terms[ledger.Bought], 1},
		{"consigned", terms[ledger.Consign], 6}, {"drawings", len(Drawings()), 36}, {"reasons", len(set.Reasons), 6},
	} {
		if want.got < want.least {
			t.Errorf("%s: %d, want at least %d", want.what, want.got, want.least)
		}
	}
	if len(set.Producers) != 12 {
		t.Errorf("%d producers, want 12", len(set.Producers))
	}
	for _, category := range Categories() {
		if byCategory[category] < 8 {
			t.Errorf("%s has %d goods", category, byCategory[category])
		}
	}
}

func TestTheGoodsOfTheDesign(t *testing.T) {
	goods := load(t).Goods
	for n, want := range []struct {
		name  string
		price int64
		no    int
	}{
		{"ผ้าคราม ทอมือ 2 ม.", 850, 12}, {"ข้าวหอมมะลิ ทุ่งกุลา 1 กก.", 65, 3}, {"น้ำผึ้งดอกลำไย 500 มล.", 180, 25},
		{"น้ำพริกหนุ่ม", 45, 31}, {"กล้วยตาก บางกระทุ่ม", 60, 7}, {"กระเป๋าสานกระจูด ใบใหญ่", 390, 104},
		{"ไข่เค็มไชยา (6 ฟอง)", 75, 8}, {"สบู่ขมิ้นน้ำผึ้ง", 35, 40}, {"น้ำตาลมะพร้าว อัมพวา แบบก้อน", 55, 33},
		{"ผ้าขาวม้า ราชบุรี", 220, 15}, {"ปลาส้ม พะเยา 400 ก.", 120, 52}, {"ชาใบหม่อน อบแห้ง 20 ซอง", 90, 210},
	} {
		if got := goods[n]; got.Name != want.name || got.Price != money.Baht(want.price) || got.ShortNo != want.no {
			t.Errorf("good %d is %s %s (%d), want %s %d (%d)", n, got.Name, got.Price, got.ShortNo, want.name, want.price, want.no)
		}
	}
}

func TestPeopleCanBeReachedOnPaperOnly(t *testing.T) {
	set := load(t)
	var phones []string
	for _, producer := range set.Producers {
		phones = append(phones, producer.Phone)
	}
	for _, customer := range set.Customers {
		phones = append(phones, customer.Phone)
		if customer.TaxID != "" && !validTaxID(customer.TaxID) {
			t.Errorf("%s: tax id %s", customer.Name, customer.TaxID)
		}
	}
	for _, phone := range phones {
		if digits, err := party.Phone(phone); err != nil || !strings.HasPrefix(digits, "0800000") {
			t.Errorf("phone %s reads as %s, %v", phone, digits, err)
		}
	}
}

// validTaxID weighs the first twelve digits 13 down to 2; their sum and the last make a multiple of 11, modulo 10.
func validTaxID(text string) bool {
	sum := 0
	for n := range 12 {
		sum += int(text[n]-'0') * (13 - n)
	}
	return len(text) == 13 && int(text[12]-'0') == (11-sum%11)%10
}

func TestCheckNamesWhatIsWrong(t *testing.T) {
	for name, spoil := range map[string]func(*Set){
		"sku is missing or there twice":     func(s *Set) { s.Goods[1].SKU = s.Goods[0].SKU },
		"barcode is missing or there twice": func(s *Set) { s.Goods[1].Barcode = s.Goods[0].Barcode },
		"number is missing or there twice":  func(s *Set) { s.Goods[1].ShortNo = s.Goods[0].ShortNo },
		"barcode invalid":                   func(s *Set) { s.Goods[0].Barcode = "8850000000011" },
		"unknown producer":                  func(s *Set) { s.Goods[0].Producer = "nobody" },
		"unknown category":                  func(s *Set) { s.Goods[0].Category = "อื่นๆ" },
		"unknown vat class":                 func(s *Set) { s.Goods[0].VAT = "10" },
		"unknown drawing":                   func(s *Set) { s.Goods[0].Drawing = "../logo" },
		"cost and price do not fit":         func(s *Set) { s.Goods[0].Cost = s.Goods[0].Price + 1 },
		"part of a piece in stock":          func(s *Set) { s.Goods[0].Stock = 1500 },
		"a percent belongs to consignment":  func(s *Set) { s.Producers[0].GP = 0 },
		"no set is made of GIFT-002":        func(s *Set) { s.Goods[0].Components = []Component{{"GIFT-002", 1000}} },
		"variant of nothing":                func(s *Set) { s.Goods[0].Parent, s.Goods[0].VariantName = "NONE", "L" },
		"stock of what has none":            func(s *Set) { s.Goods[1].Parent, s.Goods[1].VariantName = s.Goods[0].SKU, "L" },
		"certificate invalid":               func(s *Set) { s.Goods[0].Certificates = []Certificate{{Kind: "tax", Number: "1"}} },
		"unknown sku":                       func(s *Set) { s.Promotions[0].SKUs = []string{"NONE-1"} },
	} {
		set := load(t)
		spoil(&set)
		if err := set.check(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("want %q, got %v", name, err)
		}
	}
}

func TestGenerateIsTheSameForOneSeed(t *testing.T) {
	set := load(t)
	first, err := set.Generate(7, 3000)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := set.Generate(7, 3000)
	other, _ := set.Generate(8, 3000)
	if !reflect.DeepEqual(first, again) {
		t.Error("one seed gave two shops")
	}
	if reflect.DeepEqual(first, other) {
		t.Error("two seeds gave one shop")
	}
	few, _ := set.Generate(7, 100)
	if !reflect.DeepEqual(few, first[:100]) {
		t.Error("a smaller shop is not the beginning of a larger one")
	}
}

func TestGeneratedGoodsPassTheChecksOfTheSet(t *testing.T) {
	set := load(t)
	goods, err := set.Generate(1, 20_000)
	if err != nil {
		t.Fatal(err)
	}
	if len(goods) != 20_000 || !reflect.DeepEqual(goods[:len(set.Goods)], set.Goods) {
		t.Fatal("the set does not come first, or the number is wrong")
	}
	large := set
	large.Goods = slices.Clone(goods)
	names := map[string]bool{}
	for n := range large.Goods {
		names[large.Goods[n].Name+large.Goods[n].VariantName] = true
	}
	if len(names) != len(goods) {
		t.Errorf("%d names for %d goods", len(names), len(goods))
	}
	// The check of drawings reads a folder each time; one good of each kind has proved them.
	large.Goods = large.Goods[:4000]
	if err := large.check(); err != nil {
		t.Error(err)
	}
	for _, n := range []int{0, -1, MaxGoods + 1} {
		if _, err := set.Generate(1, n); err == nil {
			t.Errorf("%d goods were made", n)
		}
	}
}

func BenchmarkGenerate100000(b *testing.B) {
	set, err := Load()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := set.Generate(1, 100_000); err != nil {
			b.Fatal(err)
		}
	}
}

// TestTheShopShowsEverything: sets, packs, a family and papers that vouch for goods.
func TestTheShopShowsEverything(t *testing.T) {
	set := load(t)
	sets, packs, variants, papers, soon := 0, 0, 0, 0, 0
	for _, good := range set.Goods {
		for sort, is := range map[*int]bool{&sets: len(good.Components) > 1, &variants: set.IsParent(good.Parent),
			&packs: slices.ContainsFunc(good.Packs, func(p Pack) bool { return p.Name != "" && p.Price > 0 }), &papers: len(good.Certificates) > 0,
			&soon: slices.ContainsFunc(good.Certificates, func(c Certificate) bool { return c.ExpiresIn > 0 && c.ExpiresIn < 60 })} {
			if is {
				*sort++
			}
		}
	}
	if sets < 2 || packs < 4 || variants < 4 || papers < 6 || soon < 2 {
		t.Errorf("%d sets, %d with packs, %d variants, %d with certificates, %d of which end soon", sets, packs, variants, papers, soon)
	}
}
