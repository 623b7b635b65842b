package orders

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// newest gives the order written last.
func (m *market) newest() *shop.Order {
	m.t.Helper()
	rows, _, err := m.Orders(m.t.Context(), shop.OrderQuery{Limit: 1})
	must(m.t, err)
	return m.at(rows[0].OrderID)
}

func TestAnOrderIsWrittenByKeysAndScanner(t *testing.T) {
	m := newMarket(t)
	b := show(t, usual, m.Shop, "")
	b.press("Ctrl+N")
	code := m.at(bananas(m)).Products[m.product("BANANA-001")].Codes[0].Code
	b.scan(code)
	b.scan(code)
	b.press("+")
	b.Type("น้ำผึ้งดอกลำไย")
	b.settle()
	b.press("Enter", "F5")
	b.Type("2")
	b.press("Enter")
	b.page.form.view.name.SetText("มานี รักเรียน")
	b.page.form.view.phone.SetText("089 123 4567")
	b.press("F6")
	b.Type("มานี รักเรียน")
	b.press("Ctrl+Enter", "Ctrl+Enter")
	o := m.newest()
	if o.Person.Phone != "0891234567" || len(o.Recipients) != 1 || o.Order.Channel != ordering.Line || len(o.Content.Lines) != 2 {
		t.Fatalf("%+v %+v %+v", o.Person, o.Recipients, o.Content.Lines)
	}
	for n, want := range []struct {
		product id.Product
		pieces  int
	}{{m.product("BANANA-001"), 3}, {m.product("HONEY-001"), 2}} {
		if line := o.Content.Lines[n]; line.ProductID != want.product || line.Qty != qty.Pieces(want.pieces) || line.Price == 0 {
			t.Errorf("line %d: %+v", n+1, line)
		}
	}
	if b.page.form != nil || b.page.m.order.Order.ID != o.Order.ID {
		t.Error("the new order is not shown")
	}
}

func TestAnOrderIsChanged(t *testing.T) {
	m := newMarket(t)
	o := bananas(m)
	b := show(t, usual, m.Shop, o.String())
	b.press("F4")
	b.Window.Canvas().Unfocus()
	b.press("+", "+", "Ctrl+Enter")
	now := m.at(o)
	if now.Content.Revision != 2 || now.Content.Lines[0].Qty != qty.Pieces(5) || now.Content.Fee != 45_00 || len(now.Recipients) != 1 {
		t.Errorf("changed to %+v", now.Content)
	}
	b.press("F4", "Ctrl+Enter") // nothing was changed
	if now := m.at(o); now.Content.Revision != 2 {
		t.Errorf("revision %d", now.Content.Revision)
	}
}

// What a channel calls goods is matched once; the name is remembered when a person says so.
func TestGoodsOfAChannelAreMatched(t *testing.T) {
	m := newMarket(t)
	o := m.add(order{channel: ordering.Shopee, no: "2611", name: "ปิยะ", phone: "0845556666", payBy: ordering.PayChannel,
		lines: []ledger.OrderLine{{Text: "กล้วยตากเจ้าเก่า", Qty: qty.Pieces(2), Price: 60_00}}})
	b := show(t, usual, m.Shop, o.String())
	if m.at(o).Todo() != ordering.TodoMatch {
		t.Fatal("nothing is to be matched")
	}
	b.press("Enter", "F5") // the next step is the form
	b.Type("กล้วยตาก บางกระทุ่ม")
	b.press("Enter", "Enter", "Ctrl+Enter")
	line := m.at(o).Content.Lines[0]
	if line.ProductID != m.product("BANANA-001") || line.Price != 60_00 || line.Qty != qty.Pieces(2) {
		t.Fatalf("matched to %+v", line)
	}
	index, err := m.Catalogue(t.Context())
	must(t, err)
	if found := index.Search("กล้วยตากเจ้าเก่า", 5).Products; len(found) != 1 || found[0].ID != line.ProductID {
		t.Errorf("the name finds %d goods", len(found))
	}
}

func TestAGiftListGivesEveryoneTheirs(t *testing.T) {
	m := newMarket(t)
	b := show(t, usual, m.Shop, "")
	path := filepath.Join(t.TempDir(), "gifts.csv")
	must(t, os.WriteFile(path, []byte("ชื่อผู้รับ,เบอร์โทร,ที่อยู่,ตำบล,อำเภอ,จังหวัด,รหัสไปรษณีย์\n"+
		"มานี รักเรียน,0891234567,99/1 หมู่ 4,ในเมือง,เมืองขอนแก่น,ขอนแก่น,40000\n"+
		"ชูใจ เลิศล้ำ,0812345678,12 หมู่ 1,ในเมือง,เมืองขอนแก่น,ขอนแก่น,40000\n"), 0o600))
	b.Picks = func(then func(string)) { then(path) }
	b.press("Ctrl+N")
	b.scan(m.at(bananas(m)).Products[m.product("BANANA-001")].Codes[0].Code)
	b.press("F9")
	b.press("Ctrl+Enter")
	o := m.newest()
	if len(o.Recipients) != 2 || len(o.Content.Lines) != 2 || o.Content.Lines[1].To != 2 || o.Recipients[1].Name != "ชูใจ เลิศล้ำ" {
		t.Fatalf("%+v %+v", o.Recipients, o.Content.Lines)
	}
}

// Who goes to the till in the middle of an order finds it again.
func TestAnOrderHalfWrittenIsKept(t *testing.T) {
	m := newMarket(t)
	b := show(t, usual, m.Shop, "")
	b.press("Ctrl+N")
	b.scan(m.at(bananas(m)).Products[m.product("BANANA-001")].Codes[0].Code)
	b.page.Leave(func() {})
	if b.page.form != nil {
		t.Fatal("the form is still open")
	}
	b.page.Shown()
	b.settle()
	if b.page.form == nil || len(b.page.form.draft.lines) != 1 {
		t.Fatal("what was written is gone")
	}
	b.press("Esc")
	if !b.Kit.Prompt.Open() {
		t.Fatal("Esc loses the order without asking")
	}
	b.press("Enter")
	if b.page.form != nil {
		t.Error("it does not go back to the list")
	}
}

func TestARecipientGoesWithTheirGoods(t *testing.T) {
	d := newDraft()
	d.request.Recipients = []ordering.Recipient{{Name: "ก"}, {Name: "ข"}, {Name: "ค"}}
	for n := range 3 {
		d.lines = append(d.lines, draftLine{OrderLine: ledger.OrderLine{N: n + 1, To: n + 1}})
	}
	d.removeRecipient(1)
	if len(d.lines) != 2 || d.lines[0].To != 1 || d.lines[1].To != 2 || d.lines[1].N != 3 {
		t.Errorf("%+v", d.lines)
	}
	d.removeRecipient(0)
	d.removeRecipient(0)
	if len(d.lines) != 1 {
		t.Error("the goods of the last recipient are gone")
	}
}

// The till's bill becomes an order for its prices, and is closed with it; one that was sold meanwhile is not sold
// twice.
func TestABillOfTheTillBecomesAnOrder(t *testing.T) {
	m := newMarket(t)
	b := show(t, usual, m.Shop, "")
	index, err := m.Catalogue(t.Context())
	must(t, err)
	cart := selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{{ProductID: m.product("BANANA-001"), Qty: qty.Pieces(2)}},
		Discount: selling.Discount{Kind: selling.AmountOff, Amount: 20_00}}
	facts, err := m.Prices(t.Context())
	must(t, err)
	quote, err := selling.Price(facts, &cart)
	must(t, err)
	hand := func() {
		b.Kit.Aside[kit.Orders] = kit.BillToOrder{Cart: cart, Quote: quote, Product: index.ByID}
		b.page.Shown()
		b.settle()
	}
	hand()
	b.press("Ctrl+Enter")
	if rows, total, err := m.Orders(t.Context(), shop.OrderQuery{Limit: 1}); err != nil || total != 0 || !b.Kit.Prompt.Open() {
		t.Fatalf("a bill that is gone became an order: %v %v", rows, err)
	}
	b.press("Enter", "Esc", "Enter")
	must(t, m.SaveDraft(t.Context(), shop.Draft{Cart: cart, State: selling.Open, Total: quote.Total}))
	hand()
	b.press("Ctrl+Enter")
	o := m.newest()
	if o.Order.Channel != ordering.Counter || o.Total() != quote.Total || o.Content.Discount != quote.Discount || o.Content.Lines[0].Qty != qty.Pieces(2) {
		t.Errorf("%+v", o.Content)
	}
	if drafts, err := m.Drafts(t.Context()); err != nil || len(drafts) != 0 {
		t.Errorf("the bill is still open: %v %v", drafts, err)
	}
	if b.Kit.Aside[kit.Till] != cart.ID {
		t.Error("the till does not know")
	}
}
