package papers_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// The vectors of facts/thai.md §4.1 through a whole paper; money's own test holds them for the function.
func TestVATOnceForEachDocument(t *testing.T) {
	for total, want := range map[money.Satang][2]money.Satang{
		10_700: {700, 10_000}, 10_000: {654, 9346}, 100: {7, 93}, 50: {3, 47}, 8: {1, 7}, 7: {0, 7}, 35_000: {2290, 32_710},
		89_000: {5822, 83_178}, 123_456: {8077, 115_379}, 999_999_999: {65_420_561, 934_579_438},
	} {
		paper := issue(t, facts(t), ask(papers.TaxInvoice, of("ผ้าทอ", 1, total)))
		if paper.Sums.VAT != want[0] || paper.Sums.Base != want[1] || paper.Sums.Due != total {
			t.Errorf("%s: VAT %s, base %s", total, paper.Sums.VAT, paper.Sums.Base)
		}
	}
}

// Three lines that would lose a satang each: VAT is worked out once, of their sum.
func TestVATIsNotAddedUpFromLines(t *testing.T) {
	line := of("ผ้าทอ", 1, 3566) // 33.33 and its VAT
	paper := issue(t, facts(t), ask(papers.TaxInvoice, line, line, line))
	if byLines := 3 * money.Satang(3566).VATIncluded(700); paper.Sums.VAT != 700 || byLines != 699 {
		t.Errorf("VAT of the document %s, want 7.00; by lines %s", paper.Sums.VAT, byLines)
	}
}

func TestEachClassBearsItsOwn(t *testing.T) {
	rice, silk, export := of("ข้าวสาร", 1, 10_000), of("ผ้าไหม", 1, 10_700), of("ของส่งออก", 1, 5000)
	rice.VATClass, export.VATClass = catalog.VATExempt, catalog.VATZero
	paper := issue(t, facts(t), ask(papers.TaxInvoice, rice, export, silk))
	want := []papers.ClassSum{{Class: "7", Rate: 700, Net: 10_700, Base: 10_000, VAT: 700}, {Class: "0", Net: 5000, Base: 5000}, {Class: "exempt", Net: 10_000, Base: 10_000}}
	if len(paper.Sums.Classes) != 3 {
		t.Fatalf("classes %+v", paper.Sums.Classes)
	}
	for n := range want {
		if paper.Sums.Classes[n] != want[n] {
			t.Errorf("class %d is %+v, want %+v", n, paper.Sums.Classes[n], want[n])
		}
	}
}

// A shop without VAT has no VAT line on any paper and no classes.
func TestNoVATWithoutRegistration(t *testing.T) {
	request := ask(papers.Invoice, of("ผ้าทอ", 2, 10_700))
	request.Seller.VAT = false
	paper := issue(t, facts(t), request)
	if paper.Sums.VAT != 0 || paper.Sums.Base != 21_400 || paper.Lines[0].VATClass != "" || paper.Lines[0].VATRate != 0 {
		t.Errorf("%+v, line %+v", paper.Sums, paper.Lines[0])
	}
}

func TestLinesAtFault(t *testing.T) {
	for name, c := range map[string]struct {
		spoil       func(*papers.Request)
		code, field string
	}{
		"none":             {func(r *papers.Request) { r.Lines = nil }, "lines_missing", "line"},
		"a thousand lines": {func(r *papers.Request) { r.Lines = make([]papers.Line, 1000) }, "too_many_lines", "line"},
		"a name of 300":    {func(r *papers.Request) { r.Lines[1].Name = strings.Repeat("ก", 300) }, "name_too_long", "line[1].name"},
		"no name":          {func(r *papers.Request) { r.Lines[1].Name = " " }, "name_missing", "line[1].name"},
		"nothing":          {func(r *papers.Request) { r.Lines[1].Qty = 0 }, "qty_not_positive", "line[1].qty"},
		"less":             {func(r *papers.Request) { r.Lines[1].Qty = -1000 }, "qty_not_positive", "line[1].qty"},
		"too many":         {func(r *papers.Request) { r.Lines[1].Qty = qty.Max + 1 }, "qty_too_large", "line[1].qty"},
		"a price below":    {func(r *papers.Request) { r.Lines[1].Price = -1 }, "price_invalid", "line[1].price"},
		"a line too dear":  {func(r *papers.Request) { r.Lines[1].Price, r.Lines[1].Qty = money.Max, qty.Pieces(2) }, "amount_too_large", "line[1].qty"},
		"a sum too large":  {func(r *papers.Request) { r.Lines[0].Price, r.Lines[1].Price = money.Max, money.Max }, "amount_too_large", "line"},
		"a discount above": {func(r *papers.Request) { r.Lines[1].Discount = 10_701 }, "discount_above_price", "line[1].discount"},
		"a discount below": {func(r *papers.Request) { r.Lines[1].Discount = -1 }, "discount_above_price", "line[1].discount"},
		"an odd class":     {func(r *papers.Request) { r.Lines[1].VATClass = "10" }, "vat_class_unknown", "line[1].vat_class"},
		"no class":         {func(r *papers.Request) { r.Lines[1].VATClass = "" }, "vat_class_unknown", "line[1].vat_class"},
		"an odd rounding":  {func(r *papers.Request) { r.Rounding = 100 }, "amount_too_large", "rounding"},
	} {
		t.Run(name, func(t *testing.T) {
			request := ask(papers.TaxInvoice, of("ผ้าทอ", 1, 10_700), of("ผ้าไหม", 1, 10_700))
			c.spoil(request)
			_, err := papers.Issue(facts(t), request)
			refused(t, err, c.code, c.field)
		})
	}
}

// randomLines draws lines of goods as shops sell them: pieces and weights, with and without discounts.
func randomLines(draw *rand.Rand, most int) []papers.Line {
	lines := make([]papers.Line, 1+draw.IntN(most))
	for n := range lines {
		line := of("สินค้า", 1+draw.IntN(50), money.Satang(draw.IntN(200_000)))
		line.Name += string(rune('ก' + draw.IntN(5)))
		line.VATClass = []string{catalog.VATStandard, catalog.VATStandard, catalog.VATZero, catalog.VATExempt}[draw.IntN(4)]
		if draw.IntN(3) == 0 {
			line.Qty = qty.Qty(1 + draw.IntN(5000))
		}
		if gross := money.Times(line.Price, line.Qty); gross > 0 && draw.IntN(3) == 0 {
			line.Discount = money.Satang(draw.Int64N(int64(gross)))
		}
		lines[n] = line
	}
	return lines
}

// VAT of every document is half up of each class's sum, and everything adds up.
func TestSumsOfAnyDocument(t *testing.T) {
	draw := rand.New(rand.NewPCG(8, 2569))
	f := facts(t)
	for range 2000 {
		paper := issue(t, f, ask(papers.TaxInvoice, randomLines(draw, 8)...))
		net := map[string]money.Satang{}
		for _, line := range paper.Lines {
			net[line.VATClass] += line.Total
		}
		for _, class := range paper.Sums.Classes {
			if class.Net != net[class.Class] || class.VAT != class.Net.VATIncluded(class.Rate) || class.Rate != 0 != (class.Class == "7") {
				t.Fatalf("class %+v of %v", class, net)
			}
		}
	}
}

// Merging changes how many lines there are and no sum.
func TestMergeKeepsEverySatang(t *testing.T) {
	draw := rand.New(rand.NewPCG(9, 2569))
	f := facts(t)
	for range 1000 {
		lines := randomLines(draw, 12)
		for n := range lines { // the same goods come again
			if n > 0 && draw.IntN(2) == 0 {
				quantity := lines[n].Qty
				lines[n] = lines[0]
				lines[n].Qty, lines[n].Discount = quantity, 0
			}
		}
		apart := issue(t, f, ask(papers.Delivery, lines...))
		merged := papers.Merge(apart.Lines)
		together := issue(t, f, ask(papers.Delivery, merged...))
		if together.Sums.Due != apart.Sums.Due || together.Sums.VAT != apart.Sums.VAT || together.Sums.Discount != apart.Sums.Discount {
			t.Fatalf("%+v became %+v", apart.Sums, together.Sums)
		}
	}
	if got := papers.Merge([]papers.Line{of("ชุด", 2, 100), of("ชุด", 3, 100), of("ผ้า", 1, 100)}); len(got) != 2 || got[0].Qty != qty.Pieces(5) {
		t.Errorf("merged %+v", got)
	}
}

// Lines of two bills from before and after a change of the rate stand on one paper, each rate by itself.
func TestTwoRatesOnOnePaper(t *testing.T) {
	old, now := of("ผ้าทอ", 1, 11_000), of("ผ้าไหม", 1, 10_700)
	old.VATRate = 10_00
	paper := issue(t, facts(t), ask(papers.TaxInvoice, now, old))
	want := []papers.ClassSum{{Class: "7", Rate: 10_00, Net: 11_000, Base: 10_000, VAT: 1000}, {Class: "7", Rate: 700, Net: 10_700, Base: 10_000, VAT: 700}}
	if len(paper.Sums.Classes) != 2 || paper.Sums.Classes[0] != want[0] || paper.Sums.Classes[1] != want[1] || paper.Sums.VAT != 1700 {
		t.Errorf("%+v", paper.Sums)
	}
}
