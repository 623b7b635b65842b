package shop

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/giftlist"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// giftList writes a list as a spreadsheet and reads it.
func giftList(t *testing.T, s *Shop, rows ...string) giftlist.List {
	t.Helper()
	path := filepath.Join(t.TempDir(), "gifts.csv")
	if err := os.WriteFile(path, []byte(strings.Join(rows, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	list, err := s.GiftList(t.Context(), path)
	if err != nil || len(list.Rejected) > 0 {
		t.Fatalf("%v, rejected %+v", err, list.Rejected)
	}
	return list
}

// What rows say is shared line by line, and never comes to another sum than is ordered.
func TestGiftsAreShared(t *testing.T) {
	s, ctx := firm(t), t.Context()
	tea, jar := addGoods(t, s, "TEA", 107_00, qty.Pieces(500)), addGoods(t, s, "JAR", 50_00, qty.Pieces(500))
	index, err := s.Catalogue(ctx)
	if err != nil {
		t.Fatal(err)
	}
	means := func(text string) id.Product {
		if p := GoodsNamed(index, text); p != nil {
			return p.ID
		}
		return id.Product{}
	}
	line := func(product id.Product, name string, pieces int) papers.Line {
		return papers.Line{ProductID: product, Name: name, Qty: qty.Pieces(pieces)}
	}
	const head, counted, named = "ชื่อ,โทร,ที่อยู่,รหัสไปรษณีย์", "ชื่อ,โทร,ที่อยู่,รหัสไปรษณีย์,จำนวน", "ชื่อ,โทร,ที่อยู่,รหัสไปรษณีย์,สินค้า,จำนวน"
	for name, c := range map[string]struct {
		lines  []papers.Line
		rows   []string
		shares string // pieces by line, "" = evenly
		code   string
	}{
		"nothing said":         {[]papers.Line{line(tea.ID, "ชา", 5)}, []string{head, "ก,0812345678,1,50200", "ข,0812345679,2,50200"}, "", ""},
		"numbers":              {[]papers.Line{line(tea.ID, "ชา", 5), line(jar.ID, "ไห", 5)}, []string{counted, "ก,0812345678,1,50200,2", "ข,0812345679,2,50200,3"}, "[2 3] [2 3]", ""},
		"words go along":       {[]papers.Line{line(tea.ID, "ชา", 5), line(id.Product{}, "พิมพ์ชื่อ", 5), line(id.Product{}, "ค่าส่ง", 1)}, []string{counted, "ก,0812345678,1,50200,2", "ข,0812345679,2,50200,3"}, "[2 3] [2 3] [1 0]", ""},
		"goods":                {[]papers.Line{line(tea.ID, "ชา", 4), line(jar.ID, "ไห", 2)}, []string{named, "ก,0812345678,1,50200,TEA,4", "ข,0812345679,2,50200,JAR,2"}, "[4 0] [0 2]", ""},
		"goods, and who comes": {[]papers.Line{line(tea.ID, "ชา", 3), line(jar.ID, "ไห", 1)}, []string{named, "ก,0812345678,1,50200,TEA,2", "ข,0812345679,2,50200,,1"}, "[2 1] [0 1]", ""},
		"two lines of one":     {[]papers.Line{line(tea.ID, "ชา", 3), line(tea.ID, "ชา", 2)}, []string{counted, "ก,0812345678,1,50200,2", "ข,0812345679,2,50200,3"}, "[2 1] [0 2]", ""},
		"too few":              {[]papers.Line{line(tea.ID, "ชา", 6)}, []string{counted, "ก,0812345678,1,50200,2", "ข,0812345679,2,50200,3"}, "", "shares_differ"},
		"too many":             {[]papers.Line{line(tea.ID, "ชา", 4)}, []string{counted, "ก,0812345678,1,50200,2", "ข,0812345679,2,50200,3"}, "", "shares_differ"},
		"one of two differs":   {[]papers.Line{line(tea.ID, "ชา", 5), line(jar.ID, "ไห", 4)}, []string{counted, "ก,0812345678,1,50200,2", "ข,0812345679,2,50200,3"}, "", "shares_differ"},
		"words alone":          {[]papers.Line{line(id.Product{}, "ค่าส่ง", 1), line(id.Product{}, "ชุดของขวัญ", 5)}, []string{counted, "ก,0812345678,1,50200,2", "ข,0812345679,2,50200,3"}, "[1 0] [2 3]", ""},
		"words alone, others":  {[]papers.Line{line(id.Product{}, "ค่าส่ง", 2)}, []string{counted, "ก,0812345678,1,50200,30", "ข,0812345679,2,50200,30"}, "", "shares_differ"},
		"words, goods named":   {[]papers.Line{line(id.Product{}, "ค่าส่ง", 2)}, []string{named, "ก,0812345678,1,50200,,2", "ข,0812345679,2,50200,TEA,2"}, "", "gift_not_ordered"},
		"goods nobody ordered": {[]papers.Line{line(tea.ID, "ชา", 2)}, []string{named, "ก,0812345678,1,50200,TEA,2", "ข,0812345679,2,50200,JAR,1"}, "", "gift_not_ordered"},
		"goods nobody knows":   {[]papers.Line{line(tea.ID, "ชา", 2)}, []string{named, "ก,0812345678,1,50200,TEA,2", "ข,0812345679,2,50200,ของแปลก,1"}, "", "gift_not_ordered"},
	} {
		list := giftList(t, s, c.rows...)
		to, shares, err := ShareGifts(c.lines, &list, means)
		if fault.Code(err) != c.code {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err != nil {
			for _, lang := range i18n.Langs {
				if said := i18n.Message(lang, err); strings.Contains(said, "{") {
					t.Errorf("%s: %q", name, said)
				}
			}
			continue
		}
		var said []string
		for _, row := range shares {
			pieces := make([]int64, len(row))
			for n := range row {
				pieces[n] = int64(row[n] / qty.One)
			}
			said = append(said, fmt.Sprint(pieces))
		}
		if got := strings.Join(said, " "); got != c.shares || len(to) != 2 || to[1].Name != "ข" {
			t.Errorf("%s: %s to %+v", name, got, to)
		}
	}
}

// However a list shares what was ordered, the order has every piece once, at the price of the break reached.
func TestAnAcceptedQuotationSharesEveryPiece(t *testing.T) {
	s, ctx := firm(t), t.Context()
	set := addGoods(t, s, "SET", 333_33, qty.Pieces(100_000))
	r := rand.New(rand.NewPCG(3, 5))
	for range 8 {
		places, sum := 1+r.IntN(30), 0
		rows := []string{"ชื่อ,โทร,ที่อยู่,รหัสไปรษณีย์,จำนวน"}
		for n := range places {
			each := 1 + r.IntN(9)
			sum += each
			rows = append(rows, fmt.Sprintf("ผู้รับ %d,08123%05d,%d หมู่ 1 ต.สุเทพ อ.เมืองเชียงใหม่ จ.เชียงใหม่,50200,%d", n+1, n, n+1, each))
		}
		price := PaperLine{Code: "SET", Qty: qty.Pieces(10), Breaks: []papers.Break{{From: qty.Pieces(20), Price: 300_00}, {From: qty.Pieces(80), Price: 280_00}}}
		quotation := issue(t, s, PaperAsk{Kind: papers.Quotation, Buyer: sankang, Lines: []PaperLine{price}})
		lines, err := quotation.Chosen(0, qty.Pieces(sum))
		if err != nil {
			t.Fatal(err)
		}
		list := giftList(t, s, rows...)
		to, shares, err := ShareGifts(lines, &list, func(string) id.Product { return id.Product{} })
		if err != nil {
			t.Fatal(err)
		}
		order, err := s.AcceptQuotation(ctx, AcceptAsk{Quotation: quotation.Number, Quantities: []qty.Qty{qty.Pieces(sum)}, Recipients: to, Shares: shares})
		if err != nil {
			t.Fatal(err)
		}
		pieces := qty.Qty(0)
		for _, line := range order.Content.Lines {
			pieces += line.Qty
			if line.ProductID != set.ID || line.Price != papers.PriceAt(333_33, price.Breaks, qty.Pieces(sum)) {
				t.Errorf("%d sets: %+v", sum, line)
			}
		}
		if pieces != qty.Pieces(sum) || len(order.Recipients) != places {
			t.Errorf("%s of %d sets to %d of %d", pieces, sum, len(order.Recipients), places)
		}
	}
}

func TestWhatABuyerTakesOfAQuotation(t *testing.T) {
	s, ctx := firm(t), t.Context()
	addGoods(t, s, "TEA", 107_00, qty.Pieces(500))
	addGoods(t, s, "JAR", 50_00, qty.Pieces(500))
	quotation := issue(t, s, PaperAsk{Kind: papers.Quotation, Buyer: sankang, Lines: []PaperLine{{Code: "TEA", Qty: qty.Pieces(10)}, {Code: "JAR", Qty: qty.Pieces(20)}}})
	for code, take := range map[string]AcceptAsk{"lines_missing": {Quantities: []qty.Qty{0, 0}}, "too_many": {Quantities: []qty.Qty{1, 2, 3}}, "qty_too_large": {Quantities: []qty.Qty{-qty.One, qty.One}},
		"shares_differ": {Shares: [][]qty.Qty{{qty.One}}}, "alternative_unknown": {},
		"recipient_empty": {Quantities: []qty.Qty{0, qty.One}, Recipients: []ordering.Recipient{{Name: "ก", Line: "1", Postcode: "50200"}, {Name: "ข", Line: "2", Postcode: "50200"}}}} {
		take.Quotation = quotation.Number
		if code == "alternative_unknown" {
			take.Quotation, take.Alternative = issue(t, s, PaperAsk{Kind: papers.Quotation, Buyer: sankang, Options: []PaperOption{{Title: "1", Lines: []PaperLine{{Code: "TEA", Qty: qty.One}}},
				{Title: "2", Lines: []PaperLine{{Code: "JAR", Qty: qty.One}}}}}).Number, 3
		}
		if _, err := s.AcceptQuotation(ctx, take); !fault.Is(err, code) {
			t.Errorf("%s: %v", code, err)
		}
	}
	order, err := s.AcceptQuotation(ctx, AcceptAsk{Quotation: quotation.Number, Quantities: []qty.Qty{0, qty.Pieces(5)}})
	if err != nil || len(order.Content.Lines) != 1 || order.Content.Lines[0].Qty != qty.Pieces(5) {
		t.Errorf("%+v, %v", order, err)
	}
}

// A revision takes the place of the quotation before, which nobody accepts or revises any more; one that is an order is
// not revised.
func TestARevisionTakesThePlace(t *testing.T) {
	s, ctx := firm(t), t.Context()
	addGoods(t, s, "TEA", 107_00, qty.Pieces(500))
	lines := []PaperLine{{Code: "TEA", Qty: qty.Pieces(10)}}
	first := issue(t, s, PaperAsk{Kind: papers.Quotation, Buyer: sankang, Lines: lines})
	second := issue(t, s, PaperAsk{Kind: papers.Quotation, Revises: first.Number, Lines: lines})
	if was, err := s.OfficePaper(ctx, first.Number); err != nil || was.Void == nil || was.Void.ByID != second.ID || was.Void.Reason == "" {
		t.Errorf("the first %+v, %v", was, err)
	}
	refused(t, s, "paper_void_already", PaperAsk{Kind: papers.Quotation, Revises: first.Number, Lines: lines})
	if _, err := s.AcceptQuotation(ctx, AcceptAsk{Quotation: first.Number}); !fault.Is(err, "paper_void_already") {
		t.Errorf("old prices are accepted: %v", err)
	}
	if _, err := s.AcceptQuotation(ctx, AcceptAsk{Quotation: second.Number}); err != nil {
		t.Fatal(err)
	}
	refused(t, s, "quotation_accepted", PaperAsk{Kind: papers.Quotation, Revises: second.Number, Lines: lines})
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}

// A line of own words, such as a service, waits for nobody to be matched: the order goes its way, and its papers say
// the words as they were quoted.
func TestWordsOfAQuotationAreNoGoodsToMatch(t *testing.T) {
	s, ctx := firm(t), t.Context()
	addGoods(t, s, "TEA", 107_00, qty.Pieces(500))
	each := money.Satang(5_00)
	quotation := issue(t, s, PaperAsk{Kind: papers.Quotation, Buyer: sankang, Lines: []PaperLine{{Code: "TEA", Qty: qty.Pieces(10)}, {Name: "พิมพ์ชื่อบนกล่อง", Unit: "กล่อง", Qty: qty.Pieces(10), Price: &each}}})
	order, err := s.AcceptQuotation(ctx, AcceptAsk{Quotation: quotation.Number})
	if err != nil || order.Unmatched() != 0 {
		t.Fatalf("%+v, %v", order, err)
	}
	packAll(t, s, order, 1, 1)
	note := issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}})
	if len(note.Lines) != 2 || note.Lines[1].Name != "พิมพ์ชื่อบนกล่อง" || note.Lines[1].Unit != "กล่อง" || note.Sums.Due != quotation.Sums.Due {
		t.Errorf("%+v", note.Lines)
	}
	if _, err := s.AcceptQuotation(ctx, AcceptAsk{Quotation: issue(t, s, PaperAsk{Kind: papers.Quotation, Buyer: sankang, Lines: []PaperLine{{Code: "TEA", Qty: qty.One}}}).Number, Due: "2020-01-01"}); !fault.Is(err, "due_past") {
		t.Errorf("for a day that is over: %v", err)
	}
}

// Hundreds of recipients find room in one order: words that would not go to the first of them.
func TestFourHundredRecipients(t *testing.T) {
	s, ctx := firm(t), t.Context()
	addGoods(t, s, "TEA", 107_00, qty.Pieces(500))
	each := money.Satang(5_00)
	quotation := issue(t, s, PaperAsk{Kind: papers.Quotation, Buyer: sankang, Lines: []PaperLine{{Code: "TEA", Qty: qty.Pieces(400)}, {Name: "พิมพ์ชื่อ", Unit: "กล่อง", Qty: qty.Pieces(400), Price: &each}}})
	rows := []string{"ชื่อ,โทร,ที่อยู่,รหัสไปรษณีย์"}
	for n := range 400 {
		rows = append(rows, fmt.Sprintf("ผู้รับ %d,08123%05d,%d,50200", n+1, n, n+1))
	}
	list := giftList(t, s, rows...)
	to, shares, err := ShareGifts(quotation.Lines, &list, func(string) id.Product { return id.Product{} })
	if err != nil || shares != nil {
		t.Fatalf("%v, %v", shares, err)
	}
	order, err := s.AcceptQuotation(ctx, AcceptAsk{Quotation: quotation.Number, Recipients: to})
	if err != nil || len(order.Recipients) != 400 || len(order.Content.Lines) != 401 || order.Total() != quotation.Sums.Due {
		t.Fatalf("%v", err)
	}
}

// An office that signs the quotation and writes no order of its own is not said to have written one: not in the list, not
// on the papers that follow.
func TestASignedQuotationIsNoPurchaseOrder(t *testing.T) {
	s, ctx := firm(t), t.Context()
	addGoods(t, s, "TEA", 107_00, qty.Pieces(50))
	quotation := issue(t, s, PaperAsk{Kind: papers.Quotation, Buyer: sankang, Lines: []PaperLine{{Code: "TEA", Qty: qty.Pieces(10)}}})
	order, err := s.AcceptQuotation(ctx, AcceptAsk{Quotation: quotation.Number})
	if err != nil {
		t.Fatal(err)
	}
	rows, _, err := s.OfficePapers(ctx, OfficePaperQuery{Kind: papers.PurchaseOrder, Limit: 1})
	if err != nil || len(rows) != 1 || !rows[0].Signed || rows[0].BuyerNo != quotation.Number {
		t.Fatalf("%+v, %v", rows, err)
	}
	if kept, err := s.OfficePaperID(ctx, rows[0].ID); err != nil || kept.Title(i18n.Thai) == papers.PurchaseOrder.Name(i18n.Thai) {
		t.Errorf("it is called %q, %v", kept.Title(i18n.Thai), err)
	}
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}})
	set, err := s.Settings(ctx)
	if err != nil {
		t.Fatal(err)
	}
	form, err := s.officeForm(set, invoice.Paper)
	if err != nil {
		t.Fatal(err)
	}
	for _, ref := range form.Refs {
		if ref.Kind == string(papers.PurchaseOrder) {
			t.Errorf("the invoice names an order %s", ref.Number)
		}
	}
	if len(form.Refs) == 0 || form.Refs[0].Kind != string(papers.Quotation) || form.Refs[0].Number != quotation.Number {
		t.Errorf("the invoice names %+v", form.Refs)
	}
}

// A list that is not there, and one that shares out pieces, are said for what they are.
func TestListsThatCannotBeShared(t *testing.T) {
	s := firm(t)
	addGoods(t, s, "SET", 500_00, qty.Pieces(100))
	ask := AcceptAsk{Quotation: issue(t, s, PaperAsk{Kind: papers.Quotation, Buyer: sankang, Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(5)}}}).Number}
	if _, err := s.ShareFrom(t.Context(), &ask, filepath.Join(t.TempDir(), "none.csv")); !fault.Is(err, "file_missing") || fault.Of(err).Field != "recipients" {
		t.Error(err)
	}
	file := filepath.Join(t.TempDir(), "list.csv")
	rows := "ชื่อ,โทร,ที่อยู่,รหัสไปรษณีย์,จำนวน\nก,0812345678,1 หมู่ 1,50200,2.5\nข,0812345679,2 หมู่ 1,50200,2.5\n"
	if err := os.WriteFile(file, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := s.ShareFrom(t.Context(), &ask, file)
	if !fault.Is(err, "gift_part") || fault.Of(err).Field != "recipients" || !strings.Contains(i18n.Message(i18n.Thai, err), "แถวที่ 2") {
		t.Errorf("%v", err)
	}
}
