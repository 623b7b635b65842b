package selling_test

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/testkit"
)

func price(amount money.Satang) *money.Satang { return &amount }

func TestPrice(t *testing.T) {
	w := newWorld()
	paste, silk, rice := w.goods[testkit.Paste].ID, w.goods[testkit.Silk].ID, w.goods[testkit.Rice].ID
	line := func(product id.Product, pieces int) selling.CartLine {
		return selling.CartLine{ProductID: product, Qty: qty.Pieces(pieces)}
	}
	with := func(l selling.CartLine, change func(*selling.CartLine)) selling.CartLine {
		change(&l)
		return l
	}
	amountOff := func(amount money.Satang) selling.Discount {
		return selling.Discount{Kind: selling.AmountOff, Amount: amount}
	}
	percentOff := func(rate money.Basis) selling.Discount {
		return selling.Discount{Kind: selling.PercentOff, Percent: rate}
	}
	percent := catalog.Promotion{Name: "ลด 10 %", Kind: catalog.PromoPercent, Percent: 10_00, Products: []id.Product{paste}}
	each := catalog.Promotion{Name: "ลดชิ้นละ 5", Kind: catalog.PromoAmount, Amount: 5_00, Category: "อาหาร"}
	every := catalog.Promotion{Name: "ซื้อ 3 ลด 20", Kind: catalog.PromoEvery, Every: qty.Pieces(3), Amount: 20_00, Products: []id.Product{paste}}
	gift := catalog.Promotion{Name: "ซื้อ 2 แถมถุง", Kind: catalog.PromoGift, Every: qty.Pieces(2), GiftID: w.goods[testkit.Bag].ID, Products: []id.Product{paste}}
	over := catalog.Promotion{Name: "หมดแล้ว", Kind: catalog.PromoPercent, Percent: 50_00, To: "2026-11-22"}
	later := catalog.Promotion{Name: "ยังไม่ถึง", Kind: catalog.PromoPercent, Percent: 50_00, From: "2026-11-24"}
	huge := catalog.Promotion{Name: "ลดเกิน", Kind: catalog.PromoAmount, Amount: 100_00, Products: []id.Product{paste}}

	for _, test := range []struct {
		name     string
		cart     selling.Cart
		promos   []catalog.Promotion
		lines    []money.Satang // net of every discount
		discount money.Satang
		total    money.Satang
	}{
		{"one piece", cartOf(line(paste, 1)), nil, []money.Satang{65_00}, 0, 65_00},
		{"quantity price", cartOf(line(paste, 3)), nil, []money.Satang{180_00}, 0, 180_00},
		{"quantity price over two lines", cartOf(line(paste, 1), line(silk, 1), line(paste, 2)), nil, []money.Satang{60_00, 1185_50, 120_00}, 0, 1365_50},
		{"a gift does not count for the quantity price", cartOf(line(paste, 2), with(line(paste, 1), func(l *selling.CartLine) { l.Gift = true })), nil,
			[]money.Satang{130_00, 0}, 0, 130_00},
		{"wholesale", selling.Cart{List: catalog.Wholesale, Lines: []selling.CartLine{line(paste, 10)}}, nil, []money.Satang{500_00}, 0, 500_00},
		{"wholesale falls back on retail", selling.Cart{List: catalog.Wholesale, Lines: []selling.CartLine{line(paste, 3)}}, nil, []money.Satang{180_00}, 0, 180_00},
		{"three khit of rice", cartOf(selling.CartLine{ProductID: rice, Qty: 300}), nil, []money.Satang{96_00}, 0, 96_00},
		{"half a satang goes up", cartOf(selling.CartLine{ProductID: w.goods[testkit.Mango].ID, Qty: 102}), nil, []money.Satang{4_67}, 0, 4_67},
		{"a person's price", cartOf(with(line(paste, 3), func(l *selling.CartLine) { l.Price = price(55_00) })), nil, []money.Satang{165_00}, 0, 165_00},
		{"line discount", cartOf(with(line(paste, 2), func(l *selling.CartLine) { l.Discount = amountOff(30_00) })), nil, []money.Satang{100_00}, 30_00, 100_00},
		{"line target", cartOf(with(line(paste, 2), func(l *selling.CartLine) { l.Discount = selling.Discount{Kind: selling.MakeIt, Amount: 99_00} })), nil,
			[]money.Satang{99_00}, 31_00, 99_00},
		{"bill amount", selling.Cart{Lines: []selling.CartLine{line(paste, 1), line(silk, 1)}, Discount: amountOff(50_50)}, nil,
			[]money.Satang{62_38, 1137_62}, 50_50, 1200_00},
		{"bill percent after line discounts", selling.Cart{Lines: []selling.CartLine{with(line(paste, 1), func(l *selling.CartLine) { l.Discount = amountOff(5_00) })}, Discount: percentOff(10_00)}, nil,
			[]money.Satang{54_00}, 11_00, 54_00},
		{"bill target", selling.Cart{Lines: []selling.CartLine{line(silk, 1)}, Discount: selling.Discount{Kind: selling.MakeIt, Amount: 1150_00}}, nil,
			[]money.Satang{1150_00}, 35_50, 1150_00},
		{"all off", selling.Cart{Lines: []selling.CartLine{line(silk, 1)}, Discount: percentOff(100_00)}, nil, []money.Satang{0}, 1185_50, 0},
		{"percent promotion", cartOf(line(paste, 2)), []catalog.Promotion{percent}, []money.Satang{117_00}, 13_00, 117_00},
		{"best promotion wins", cartOf(line(paste, 3)), []catalog.Promotion{percent, each, every}, []money.Satang{160_00}, 20_00, 160_00},
		{"promotion over two lines", cartOf(line(paste, 1), line(paste, 2)), []catalog.Promotion{every}, []money.Satang{53_33, 106_67}, 20_00, 160_00},
		{"promotion of a category", cartOf(line(silk, 1)), []catalog.Promotion{percent, each}, []money.Satang{1180_50}, 5_00, 1180_50},
		{"no promotion on a person's price", cartOf(with(line(paste, 1), func(l *selling.CartLine) { l.Price = price(50_00) })), []catalog.Promotion{percent}, []money.Satang{50_00}, 0, 50_00},
		{"no promotion on a line with a discount", cartOf(with(line(paste, 1), func(l *selling.CartLine) { l.Discount = amountOff(1_00) })), []catalog.Promotion{percent}, []money.Satang{64_00}, 1_00, 64_00},
		{"dates", cartOf(line(paste, 1)), []catalog.Promotion{over, later}, []money.Satang{65_00}, 0, 65_00},
		{"never below nothing", cartOf(line(paste, 1)), []catalog.Promotion{huge}, []money.Satang{0}, 65_00, 0},
		{"gifts come as a line of their own", cartOf(line(paste, 2)), []catalog.Promotion{gift}, []money.Satang{130_00, 0}, 0, 130_00},
		{"too few for a gift", cartOf(line(paste, 1)), []catalog.Promotion{gift}, []money.Satang{65_00}, 0, 65_00},
	} {
		t.Run(test.name, func(t *testing.T) {
			w.Promotions = test.promos
			quote, err := selling.Price(w.Prices, &test.cart)
			if err != nil {
				t.Fatal(err)
			}
			var nets []money.Satang
			for _, line := range quote.Lines {
				nets = append(nets, line.Net())
			}
			if len(nets) != len(test.lines) {
				t.Fatalf("lines %v, want %v", nets, test.lines)
			}
			for n := range nets {
				if nets[n] != test.lines[n] {
					t.Errorf("lines %v, want %v", nets, test.lines)
				}
			}
			if quote.Total != test.total || quote.Discount != test.discount {
				t.Errorf("total %s discount %s, want %s and %s", quote.Total, quote.Discount, test.total, test.discount)
			}
		})
	}
}

// TestVATOncePerBill: three lines of 0.08 hold 0.02 together, and 0.03 if VAT were taken per line. The
// other amounts were worked out by hand at 7/107.
func TestVATOncePerBill(t *testing.T) {
	w := newWorld()
	for _, test := range []struct {
		prices []money.Satang
		vat    money.Satang
	}{
		{[]money.Satang{8, 8, 8}, 2}, {[]money.Satang{3333, 3333, 3333}, 654}, {[]money.Satang{3566, 3567, 3567}, 700}, {[]money.Satang{107_00}, 7_00}, {[]money.Satang{100_00}, 6_54},
		{[]money.Satang{1_00}, 7}, {[]money.Satang{50}, 3}, {[]money.Satang{8}, 1}, {[]money.Satang{7}, 0},
		{[]money.Satang{350_00}, 22_90}, {[]money.Satang{890_00}, 58_22}, {[]money.Satang{1234_56}, 80_77},
	} {
		var cart selling.Cart
		for _, p := range test.prices {
			line := w.line(testkit.Sweet, qty.One)
			line.Price = price(p)
			cart.Lines = append(cart.Lines, line)
		}
		exempt := w.line(testkit.Rice, qty.One)
		cart.Lines = append(cart.Lines, exempt)
		quote, err := selling.Price(w.Prices, &cart)
		if err != nil || quote.VAT != test.vat {
			t.Errorf("%v: VAT %s, want %s (%v)", test.prices, quote.VAT, test.vat, err)
		}
		if last := quote.Lines[len(quote.Lines)-1]; last.NetOfVAT != last.Net() || last.VATRate != 0 {
			t.Errorf("exempt goods bear VAT: %+v", last)
		}
	}
	w.VAT = 0
	cart := cartOf(w.line(testkit.Sweet, qty.One))
	if quote, err := selling.Price(w.Prices, &cart); err != nil || quote.VAT != 0 || quote.Lines[0].NetOfVAT != 33 {
		t.Errorf("a shop without VAT: %+v %v", quote, err)
	}
}

func TestPriceRefuses(t *testing.T) {
	w := newWorld()
	good := w.line(testkit.Paste, qty.One)
	change := func(change func(*selling.CartLine)) selling.Cart {
		line := good
		change(&line)
		return cartOf(good, line)
	}
	for _, test := range []struct {
		name        string
		cart        selling.Cart
		code, field string
	}{
		{"unknown", change(func(l *selling.CartLine) { l.ProductID = id.Product{15: 99} }), "product_unknown", "line[1].code"},
		{"half a piece", change(func(l *selling.CartLine) { l.Qty = 500 }), "qty_not_whole", "line[1].qty"},
		{"nothing", change(func(l *selling.CartLine) { l.Qty = 0 }), "qty_not_positive", "line[1].qty"},
		{"less than nothing", change(func(l *selling.CartLine) { l.Qty = -1000 }), "qty_not_positive", "line[1].qty"},
		{"too much", change(func(l *selling.CartLine) { l.Qty = qty.Max + 1 }), "qty_too_large", "line[1].qty"},
		{"price below zero", change(func(l *selling.CartLine) { l.Price = price(-1) }), "price_invalid", "line[1].price"},
		{"price too high", change(func(l *selling.CartLine) { l.Price = price(catalog.MaxPrice + 1) }), "price_invalid", "line[1].price"},
		{"more than any amount", change(func(l *selling.CartLine) { l.Price, l.Qty = price(catalog.MaxPrice), qty.Pieces(101) }), "amount_too_large", "line[1].qty"},
		{"beyond 64 bits", change(func(l *selling.CartLine) { l.Price, l.Qty = price(catalog.MaxPrice), qty.Max }), "amount_too_large", "line[1].qty"},
		{"together too much", cartOf(selling.CartLine{ProductID: good.ProductID, Qty: qty.Pieces(60), Price: price(catalog.MaxPrice)},
			selling.CartLine{ProductID: good.ProductID, Qty: qty.Pieces(60), Price: price(catalog.MaxPrice)}), "amount_too_large", "line"},
		{"name too long", change(func(l *selling.CartLine) { l.Name = strings.Repeat("ก", catalog.MaxName+1) }), "name_too_long", "line[1].name"},
		{"line discount above", change(func(l *selling.CartLine) { l.Discount = selling.Discount{Kind: selling.AmountOff, Amount: 65_01} }), "discount_above_price", "line[1].discount"},
		{"line discount below zero", change(func(l *selling.CartLine) { l.Discount = selling.Discount{Kind: selling.AmountOff, Amount: -1} }), "discount_above_price", "line[1].discount"},
		{"line target above", change(func(l *selling.CartLine) { l.Discount = selling.Discount{Kind: selling.MakeIt, Amount: 65_01} }), "discount_target_above", "line[1].discount"},
		{"line percent above", change(func(l *selling.CartLine) { l.Discount = selling.Discount{Kind: selling.PercentOff, Percent: 1 << 60} }), "percent_too_large", "line[1].discount"},
		{"unknown discount", change(func(l *selling.CartLine) { l.Discount = selling.Discount{Kind: "half"} }), "discount_unknown", "line[1].discount"},
		{"bill discount above", selling.Cart{Lines: []selling.CartLine{good}, Discount: selling.Discount{Kind: selling.AmountOff, Amount: 65_01}}, "discount_above_price", "discount"},
		{"bill target above", selling.Cart{Lines: []selling.CartLine{good}, Discount: selling.Discount{Kind: selling.MakeIt, Amount: 65_01}}, "discount_target_above", "discount"},
		{"guide above all", selling.Cart{Lines: []selling.CartLine{good}, Guide: selling.Guide{Percent: 1 << 60}}, "percent_too_large", "guide"},
		{"note too long", selling.Cart{Lines: []selling.CartLine{good}, Note: strings.Repeat("ก", selling.MaxText+1)}, "text_too_long", "note"},
		{"too many lines", cartOf(make([]selling.CartLine, selling.MaxLines+1)...), "too_many_lines", "line"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := selling.Price(w.Prices, &test.cart)
			wantFault(t, err, test.code, test.field)
		})
	}
}

func TestGuideIsOfTheTotal(t *testing.T) {
	w := newWorld()
	cart := selling.Cart{Lines: []selling.CartLine{w.line(testkit.Silk, qty.One)}, Guide: selling.Guide{Name: "รถบัส", Percent: 5_00},
		Discount: selling.Discount{Kind: selling.MakeIt, Amount: 1000_00}}
	quote, err := selling.Price(w.Prices, &cart)
	if err != nil || quote.Guide != 50_00 || quote.Total != 1000_00 {
		t.Errorf("guide %s of %s (%v)", quote.Guide, quote.Total, err)
	}
}

func TestParseDiscount(t *testing.T) {
	for text, want := range map[string]selling.Discount{
		"": {}, "50": {Kind: selling.AmountOff, Amount: 50_00}, "7.5%": {Kind: selling.PercentOff, Percent: 7_50},
		"=1150": {Kind: selling.MakeIt, Amount: 1150_00}, "๒๐": {Kind: selling.AmountOff, Amount: 20_00},
	} {
		if got, err := selling.ParseDiscount(text); err != nil || got != want {
			t.Errorf("%q: %+v %v", text, got, err)
		}
	}
	for _, text := range []string{"-5", "101%", "=", "%", "abc", "1e3"} {
		if got, err := selling.ParseDiscount(text); err == nil {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

func TestCartAddAndClone(t *testing.T) {
	w := newWorld()
	var cart selling.Cart
	if n := cart.Add(w.goods[0].ID, qty.One); n != 0 {
		t.Errorf("first line at %d", n)
	}
	cart.Add(w.goods[1].ID, qty.One)
	if n := cart.Add(w.goods[0].ID, qty.One); n != 0 || cart.Lines[0].Qty != 2*qty.One {
		t.Errorf("a plain line grows: %d %+v", n, cart.Lines)
	}
	cart.Lines[0].Price = price(1_00)
	if n := cart.Add(w.goods[0].ID, qty.One); n != 2 {
		t.Errorf("a line with a price of its own stays: %d", n)
	}
	copied := cart.Clone()
	*copied.Lines[0].Price, copied.Lines[1].Qty = 2_00, 9
	if *cart.Lines[0].Price != 1_00 || cart.Lines[1].Qty != qty.One {
		t.Error("a clone shares with its cart")
	}
}
