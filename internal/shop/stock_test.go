package shop

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/stock"
)

// village is a shop with goods of a producer on consignment and of the shop's own.
func village(t *testing.T) (s *Shop, producer Party, consigned, own catalog.Product) {
	t.Helper()
	s = newTestShop(t, Params{Name: "ศูนย์ดิจิทัลชุมชน", Phone: "081-234-5678"})
	producer, err := s.SaveProducer(t.Context(), Party{Name: "กลุ่มแม่บ้านปิ่นแก้ว", Phone: "086-555-1212"})
	must(t, err)
	own = addGoods(t, s, "OWN", 40_00, 0)
	consigned = catalog.Product{SKU: "PASTE", Name: "น้ำพริกหนุ่ม", Unit: "กระปุก", Price: 95_00, Cost: 60_00, ProducerID: producer.ID, Terms: ledger.Consign, GP: 30_00,
		Reorder: 10 * qty.One, Category: "อาหาร"}
	consigned, err = s.SaveProduct(t.Context(), consigned, Opening{})
	must(t, err)
	return s, producer, consigned, own
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func pagesSay(t *testing.T, papers Papers, err error) string {
	t.Helper()
	must(t, err)
	var said []string
	for _, page := range papers.Pages {
		for _, op := range page.Ops {
			if op, ok := op.(printing.Text); ok {
				said = append(said, op.String)
			}
		}
	}
	return strings.Join(said, " ")
}

// TestADeliveryOfSeveralSaysWhoseIsWhat: where no producer is named each consigned line names its own.
func TestADeliveryOfSeveralSaysWhoseIsWhat(t *testing.T) {
	s, producer, paste, own := village(t)
	came, err := s.PostStock(t.Context(), stock.Request{Type: ledger.TypeReceived,
		Items: []stock.Item{{ProductID: paste.ID, Qty: 12 * qty.One}, {ProductID: own.ID, Qty: 3 * qty.One}}})
	must(t, err)
	came.Producer = Party{}
	for _, on := range []string{OnA4, OnRoll} {
		papers, err := s.PaperOfStock(t.Context(), came, on, i18n.Thai)
		if said := pagesSay(t, papers, err); strings.Count(said, producer.Name) != 1 {
			t.Errorf("on %s it says %s", on, said)
		}
	}
}

// TestGoodsComeAndGo: a delivery is a paper with its terms, printed on a sheet and a roll; a part goes back.
func TestGoodsComeAndGo(t *testing.T) {
	s, producer, paste, own := village(t)
	ctx := t.Context()
	request := stock.Request{ID: id.New[id.StockPaper](), Type: ledger.TypeReceived, Producer: producer.ID, Ref: "  ใบส่งของ 7  ", By: "แดง",
		Items: []stock.Item{{ProductID: paste.ID, Qty: 12 * qty.One, Lot: " L-7 ", Expires: "2027-01-31"}, {ProductID: own.ID, Qty: 3 * qty.One}}}
	came, err := s.PostStock(ctx, request)
	must(t, err)
	if came.Number != "A-GR-2569-000001" || came.Producer.Name != producer.Name || came.Place != "หน้าร้าน" || came.Ref != "ใบส่งของ 7" || came.By != "แดง" ||
		came.Lines[0].Lot != "L-7" || came.Lines[0].Price != 95_00 || came.Replayed {
		t.Errorf("came %+v", came)
	}
	if again, err := s.PostStock(ctx, request); err != nil || !again.Replayed || again.Number != came.Number {
		t.Errorf("the same again: %+v %v", again, err)
	}
	papers, err := s.PaperOfStock(ctx, came, OnA4, i18n.Thai)
	for _, want := range []string{"ใบรับฝากสินค้า", "A-GR-2569-000001", producer.Name, "น้ำพริกหนุ่ม · PASTE", "ฝากขาย GP 30%", "ของร้าน", "31 ม.ค. 2570"} {
		if said := pagesSay(t, papers, err); !strings.Contains(said, want) {
			t.Errorf("the sheet does not say %q: %s", want, said)
		}
	}
	if papers.Printer() != DocumentPrinter || papers.Of != came.Number {
		t.Errorf("a sheet goes to %s", papers.Printer())
	}
	var out bytes.Buffer
	if err := s.WritePapers(&out, papers); err != nil || !bytes.HasPrefix(out.Bytes(), []byte("%PDF")) {
		t.Errorf("no PDF: %v", err)
	}
	papers, err = s.PaperOfStock(ctx, came, OnRoll, i18n.English)
	if said := pagesSay(t, papers, err); !strings.Contains(said, "consignment, GP 30%") || papers.Printer() != ReceiptPrinter {
		t.Errorf("the roll says %s", said)
	}
	_, err = s.PaperOfStock(ctx, came, "a0", i18n.Thai)
	wantFault(t, err, "stock_paper_on")
	back, err := s.PostStock(ctx, stock.Request{Type: ledger.TypeGivenBack, Producer: producer.ID, Reason: stock.Expired, Items: []stock.Item{{ProductID: paste.ID, Qty: 2 * qty.One}}})
	must(t, err)
	papers, err = s.PaperOfStock(ctx, back, OnA4, i18n.Thai)
	if said := pagesSay(t, papers, err); !strings.Contains(said, "ใบคืนสินค้า") || !strings.Contains(said, "เหตุผล: หมดอายุ") {
		t.Errorf("given back: %s", said)
	}
	_, err = s.PostStock(ctx, stock.Request{Type: ledger.TypeGivenBack, Producer: producer.ID, Items: []stock.Item{{ProductID: paste.ID, Qty: 11 * qty.One}}})
	wantFault(t, err, "insufficient_stock")
	rows, total, err := s.StockPapers(ctx, StockPaperQuery{Producer: producer.ID, Limit: 10})
	if must(t, err); total != 2 || rows[0].Number != back.Number || rows[1].Lines != 2 {
		t.Errorf("papers %+v", rows)
	}
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}

func wantFault(t *testing.T, err error, code string) {
	t.Helper()
	if !fault.Is(err, code) {
		t.Errorf("got %v, want %s", err, code)
	}
}

// TestWhatToOrder: low goods are listed by producer with a quantity, the message and the order say the same,
// and what is ordered is known until it comes.
func TestWhatToOrder(t *testing.T) {
	s, producer, paste, own := village(t)
	ctx := t.Context()
	_, err := s.PostStock(ctx, stock.Request{Type: ledger.TypeReceived, Items: []stock.Item{{ProductID: paste.ID, Qty: 12 * qty.One}, {ProductID: own.ID, Qty: qty.One}}})
	must(t, err)
	sell(t, s, paste, 8*qty.One, selling.Cash)
	waiting := selling.Cart{ID: id.New[id.Bill]()}
	waiting.Add(paste.ID, qty.One)
	must(t, s.SaveDraft(ctx, Draft{Cart: waiting, State: selling.Waiting}))
	lists, err := s.OrderLists(ctx)
	must(t, err)
	must(t, s.DropDraft(ctx, waiting.ID))
	if len(lists) != 1 || lists[0].Producer.ID != producer.ID || len(lists[0].Rows) != 1 {
		t.Fatalf("lists %+v", lists)
	}
	row := lists[0].Rows[0]
	if row.OnHand != 3*qty.One || row.Sold != 8*qty.One || row.Suggest != 17*qty.One || row.Ordered.Number != "" {
		t.Errorf("row %+v", row)
	}
	items := []stock.Item{{ProductID: paste.ID, Qty: row.Suggest}, {ProductID: own.ID}}
	text, err := s.OrderText(ctx, producer, items, i18n.Thai)
	want := "เรียน กลุ่มแม่บ้านปิ่นแก้ว\nศูนย์ดิจิทัลชุมชน ขอสั่งของดังนี้\n1. น้ำพริกหนุ่ม 17 กระปุก\nรวม 1 รายการ มีของพร้อมส่งวันไหนแจ้งได้เลย ขอบคุณมาก\nโทร 081-234-5678"
	if must(t, err); text != want {
		t.Errorf("the message:\n%s", text)
	}
	_, err = s.OrderText(ctx, producer, items[1:], i18n.Thai)
	wantFault(t, err, "lines_missing")
	order, err := s.PostStock(ctx, stock.Request{Type: ledger.TypeOrdered, Producer: producer.ID, Items: items[:1]})
	must(t, err)
	papers, err := s.PaperOfStock(ctx, order, OnA4, i18n.Thai)
	if said := pagesSay(t, papers, err); !strings.Contains(said, "ใบสั่งซื้อ") || !strings.Contains(said, "1,020.00") {
		t.Errorf("the order: %s", said)
	}
	lists, err = s.OrderLists(ctx)
	if must(t, err); lists[0].Rows[0].Ordered.Number != order.Number || lists[0].Rows[0].OnHand != 4*qty.One {
		t.Errorf("after the order %+v", lists)
	}
}

// TestLists: what expires, what went below zero, with the names people know.
func TestLists(t *testing.T) {
	s, producer, paste, own := village(t)
	ctx := t.Context()
	_, err := s.PostStock(ctx, stock.Request{Type: ledger.TypeReceived, Items: []stock.Item{{ProductID: paste.ID, Qty: 2 * qty.One, Expires: "2026-11-22"},
		{ProductID: paste.ID, Qty: 2 * qty.One, Expires: "2026-11-30"}}})
	must(t, err)
	rows, total, err := s.ExpiryList(ctx, 7, 0, 10)
	if must(t, err); total != 2 || rows[0].Days != -1 || rows[1].Days != 7 || rows[0].Owner != producer.Name || rows[0].Product.ID != paste.ID ||
		rows[0].Place != "หน้าร้าน" || rows[0].AtCost() != 120_00 {
		t.Errorf("%d: %+v", total, rows)
	}
	if _, total, err = s.ExpiryList(ctx, -1, 0, 10); err != nil || total != 1 {
		t.Errorf("%d are past %v", total, err)
	}
	sell(t, s, own, 3*qty.One, selling.Cash)
	recount, total, err := s.RecountList(ctx, 0, 10)
	if must(t, err); total != 1 || recount[0].Product.ID != own.ID || recount[0].OnHand != -3*qty.One || recount[0].Place != "หน้าร้าน" {
		t.Errorf("to recount %+v", recount)
	}
}

// TestACountFromSheetToPaper: a printed sheet, entries of two people, the variance with its value, one paper.
func TestACountFromSheetToPaper(t *testing.T) {
	s, _, paste, own := village(t)
	ctx := t.Context()
	_, err := s.PostStock(ctx, stock.Request{Type: ledger.TypeReceived, Items: []stock.Item{{ProductID: paste.ID, Qty: 10 * qty.One}, {ProductID: own.ID, Qty: 5 * qty.One}}})
	must(t, err)
	papers, err := s.CountSheetPaper(ctx, BlankCount{Name: "นับสิ้นเดือน"}, i18n.Thai)
	if said := pagesSay(t, papers, err); !strings.Contains(said, "885OWN น้ำพริก OWN ชิ้น") || !strings.Contains(said, "PASTE น้ำพริกหนุ่ม กระปุก") || strings.Contains(said, MiscSKU) {
		t.Errorf("the sheet: %s", said)
	}
	_, err = s.CountSheetPaper(ctx, BlankCount{Categories: []string{"ไม่มี"}}, i18n.Thai)
	wantFault(t, err, "lines_missing")
	sheet, err := s.OpenCount(ctx, stock.Sheet{Name: " นับสิ้นเดือน ", Scope: stock.ScopeAll})
	must(t, err)
	for _, some := range []struct {
		who string
		qty qty.Qty
	}{{"แดง", 6 * qty.One}, {"ดำ", 2 * qty.One}} {
		_, err := s.CountEntry(ctx, stock.Entry{SheetID: sheet.ID, ProductID: paste.ID, Qty: some.qty, Person: some.who})
		must(t, err)
	}
	waiting := selling.Cart{ID: id.New[id.Bill]()}
	waiting.Add(own.ID, 2*qty.One)
	must(t, s.SaveDraft(ctx, Draft{Cart: waiting, State: selling.Waiting}))
	count, err := s.CountOf(ctx, sheet.ID)
	must(t, err)
	if count.Uncounted[0].Expected != 3*qty.One {
		t.Errorf("a buyer took two, and %s should be there", count.Uncounted[0].Expected)
	}
	must(t, s.DropDraft(ctx, waiting.ID))
	if len(count.Rows) != 1 || count.Rows[0].Difference() != -2*qty.One || count.Rows[0].AtCost() != -120_00 || count.Rows[0].AtPrice() != -190_00 ||
		len(count.Uncounted) != 1 || count.Uncounted[0].Product.ID != own.ID || count.Place != "หน้าร้าน" || count.Name != "นับสิ้นเดือน" {
		t.Errorf("count %+v", count)
	}
	if want := (CountSum{Off: 1, MissingCost: 120_00, Missing: 190_00}); count.Sum != want {
		t.Errorf("sum %+v", count.Sum)
	}
	paper, err := s.PostCount(ctx, CountPost{Sheet: sheet.ID, By: "แดง"})
	must(t, err)
	papers, err = s.PaperOfStock(ctx, paper, OnA4, i18n.Thai)
	if said := pagesSay(t, papers, err); !strings.Contains(said, "ใบผลการนับ") || !strings.Contains(said, "-190.00") {
		t.Errorf("the result: %s", said)
	}
	rows, err := s.Stock(context.Background(), []id.Product{paste.ID, own.ID})
	if must(t, err); rows[0].OnHand != 8*qty.One || rows[1].OnHand != 5*qty.One {
		t.Errorf("stock %+v", rows)
	}
	if count, err = s.CountOf(ctx, sheet.ID); err != nil || count.State != stock.SheetPosted || len(count.Uncounted) != 0 {
		t.Errorf("afterwards %+v %v", count, err)
	}
	other, err := s.OpenCount(ctx, stock.Sheet{Name: "ชั้น 2", Scope: stock.ScopePart})
	must(t, err)
	must(t, s.DropCount(ctx, other.ID))
	sheets, total, err := s.Counts(ctx, 0, 10)
	if must(t, err); total != 2 || len(sheets) != 2 {
		t.Errorf("sheets %+v", sheets)
	}
}

// TestPlacesHaveNamesOfTheirOwn: two open places of one name could not be told apart by a person.
func TestPlacesHaveNamesOfTheirOwn(t *testing.T) {
	s := newTestShop(t, Params{})
	room, err := s.AddPlace(t.Context(), " ห้องเก็บของ ", "store")
	if must(t, err); room.Name != "ห้องเก็บของ" || room.Kind != "store" {
		t.Errorf("%+v", room)
	}
	for code, try := range map[string][2]string{"place_taken": {"ห้องเก็บของ", "stall"}, "place_kind_unknown": {"ตลาด", "moon"}, "name_missing": {" ", "store"},
		"name_too_long": {strings.Repeat("ก", 61), "store"}, "name_picture": {"🎁", "store"}} {
		_, err := s.AddPlace(t.Context(), try[0], try[1])
		wantFault(t, err, code)
	}
	room.Closed = true
	_, err = s.SavePlace(t.Context(), room)
	must(t, err)
	_, err = s.PlaceNamed(t.Context(), room.Name, "to")
	wantFault(t, err, "place_unknown")
	_, err = s.AddPlace(t.Context(), room.Name, "store")
	must(t, err)
}
