package orders

import (
	"cmp"
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/promptpay/qrcode"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// bananas is an order of three packs of bananas by transfer, 45 baht postage on top.
func bananas(m *market) id.Order {
	return m.add(order{channel: ordering.Line, name: "แอน", phone: "0867778888", payBy: ordering.PayTransfer, service: "eco", fee: 45_00,
		lines: []ledger.OrderLine{m.line("BANANA-001", 3)}})
}

func TestAnOrderGoesItsWayByKeys(t *testing.T) {
	m := newMarket(t)
	o := bananas(m)
	b := show(t, usual, m.Shop, "")
	b.press("Enter") // the first order is chosen: confirm
	if now := m.at(o); !now.Confirmed() {
		t.Fatal("Enter does not confirm")
	}
	b.press("F8", "1") // cash, the sum offered
	b.Type("100")
	b.press("Enter", "Ctrl+Enter")
	if now := m.at(o); now.Payment() != ordering.PaidPart || now.Paid() != 100_00 {
		t.Fatalf("a deposit: %s, %s", now.Payment(), now.Paid())
	}
	b.press("F8", "1", "Ctrl+Enter")
	now := m.at(o)
	if now.Payment() != ordering.Paid || now.State() != ordering.Paid {
		t.Fatalf("the rest: %s, paid %s of %s", now.Payment(), now.Paid(), now.Total())
	}
	m.pack(o)
	b.page.Reload()
	b.settle()
	b.press("F7", "Enter")
	if now := m.at(o); now.State() != ordering.Shipped || now.Steps[0].Kind != ordering.StepShipped {
		t.Fatalf("F7 gives %s", now.State())
	}
	b.press("Ctrl+Z")
	b.Type("ยังไม่ได้ไป")
	b.press("Ctrl+Enter")
	if now := m.at(o); now.State() != ordering.Packed {
		t.Fatalf("taken back it is %s", now.State())
	}
	b.press("F7", "Enter", "Enter", "1") // the next step is the parcel: it arrived
	if now := m.at(o); now.State() != ordering.Delivered || now.Todo() != "" {
		t.Errorf("at the end %s, to do %q", now.State(), now.Todo())
	}
}

func TestACancelledOrderGivesItsMoneyBack(t *testing.T) {
	m := newMarket(t)
	o := bananas(m)
	m.paid(o)
	b := show(t, usual, m.Shop, o.String())
	b.press("Delete")
	b.Type("ลูกค้าไม่เอา")
	b.press("Ctrl+Enter")
	now := m.at(o)
	if !now.Cancelled() || now.Todo() != ordering.TodoRefund {
		t.Fatalf("cancelled %v, to do %s", now.Cancelled(), now.Todo())
	}
	b.press("Enter", "Ctrl+Enter") // no reason yet
	if m.at(o).Money.Deposit() == 0 {
		t.Fatal("money went back without a reason")
	}
	b.Type("ยกเลิก")
	b.press("Ctrl+Enter")
	if now := m.at(o); now.Money.Deposit() != 0 || now.Todo() != "" {
		t.Errorf("%s lies here, to do %q", now.Money.Deposit(), now.Todo())
	}
}

func TestFiltersSearchAndScans(t *testing.T) {
	m, last := busy(t)
	b := show(t, usual, m.Shop, "")
	rows := func() (numbers []string) {
		for _, row := range b.page.m.list.rows {
			numbers = append(numbers, cmp.Or(row.ChannelNo, row.Short))
		}
		return numbers
	}
	if len(rows()) != 9 || b.page.m.order.Order.ID != last {
		t.Fatalf("%d orders, open %v", len(rows()), b.page.m.order)
	}
	pack := slices.IndexFunc(filters, func(f filter) bool { return f.query.Todo == ordering.TodoPack })
	for b.page.m.filter != pack {
		b.press("Right")
	}
	if got := rows(); len(got) != b.page.m.list.counts.Todo[ordering.TodoPack] || !slices.Contains(got, "CP-10881") || slices.Contains(got, "CP-10869") {
		t.Errorf("to be packed: %v", got)
	}
	for n, f := range filters { // each chip counts what its list holds
		b.page.narrow(n)
		b.settle()
		if got, want := b.page.m.list.total, f.count(&b.page.m.list.counts); got != want {
			t.Errorf("%s: %d in the list, %d on the chip", f.key, got, want)
		}
	}
	b.page.narrow(0)
	b.settle()
	b.Type("0891234567")
	b.settle()
	if got := rows(); len(got) != 1 || got[0] != "CP-10881" {
		t.Errorf("by telephone: %v", got)
	}
	b.press("Esc")
	if len(rows()) != 9 {
		t.Error("Esc does not clear the search")
	}
	for code, number := range map[string]string{"CP-10874": "CP-10874", "EF582568165TH": "CP-10869", "A-OR-2569-000006": "FA-0006", "FA-0006": "FA-0006"} {
		b.scan(code)
		if got := b.page.m.order; called(got) != number {
			t.Errorf("scanning %s opens %s", code, got.Order.Number)
		}
	}
	b.scan("8850000000999")
	if !strings.Contains(b.Kit.Prompt.Said(), "8850000000999") {
		t.Errorf("said %q", b.Kit.Prompt.Said())
	}
}

func TestRepliesAreCopied(t *testing.T) {
	m := newMarket(t)
	o := bananas(m)
	b := show(t, usual, m.Shop, o.String())
	b.press("F3", "Ctrl+Enter")
	if text := b.Kit.Clipboard.Content(); !strings.Contains(text, "กล้วยตาก บางกระทุ่ม 3") || !strings.Contains(text, "225") {
		t.Errorf("the summary: %q", text)
	}
	m.paid(o)
	m.pack(o)
	b.page.Reload()
	b.settle()
	b.press("F3", "Ctrl+Enter")
	if text := b.Kit.Clipboard.Content(); !strings.Contains(text, "EF582568151TH") {
		t.Errorf("the tracking number: %q", text)
	}
	b.press("F3", "F6", "Ctrl+Enter")
	if text := b.Kit.Clipboard.Content(); !strings.Contains(text, "ได้รับเงิน 225") {
		t.Errorf("payment: %q", text)
	}
}

// What is short can be asked for and told, each to the right person.
func TestWhatIsShortIsSaid(t *testing.T) {
	m, last := busy(t)
	b := show(t, usual, m.Shop, last.String())
	b.press("F10", "Ctrl+Enter")
	if text := b.Kit.Clipboard.Content(); !strings.Contains(text, "สบู่ขมิ้นน้ำผึ้ง ขาด 4 ก้อน") || strings.Contains(text, "มานี") {
		t.Errorf("to the producer: %q", text)
	}
	b.press("F12", "Ctrl+Enter")
	if text := b.Kit.Clipboard.Content(); !strings.Contains(text, "สบู่ขมิ้นน้ำผึ้ง สั่ง 4 ก้อน มี 0 ก้อน") || !strings.Contains(text, "มานี") {
		t.Errorf("to the customer: %q", text)
	}
	b.press("F10", "F4")
	if len(b.Gone) != 1 || b.Gone[0].Screen != "stock" || b.Gone[0].Arg != "order:"+m.product("SOAP-001").String() {
		t.Errorf("gone to %v", b.Gone)
	}
}

func TestTheSavedQRReadsBack(t *testing.T) {
	m := newMarket(t)
	o := bananas(m)
	b := show(t, usual, m.Shop, o.String())
	folder := t.TempDir()
	b.Picks = func(then func(string)) { then(folder) }
	b.press("F3", "F8")
	file, err := os.Open(folder + "/qr-" + m.at(o).Order.Number + ".png")
	must(t, err)
	defer file.Close()
	texts, err := qrcode.DecodeImage(file)
	if err != nil || len(texts) != 1 || !strings.HasPrefix(texts[0], "PRACTICE") {
		t.Errorf("%q %v", texts, err)
	}
}

func TestTheWordOfAnOrder(t *testing.T) {
	const today = clock.Day("2026-11-23")
	for _, c := range []struct {
		standing
		want string
	}{
		{standing{state: ordering.New, todo: ordering.TodoConfirm}, "รอยืนยัน"},
		{standing{state: ordering.Confirmed, todo: ordering.TodoPay, payment: ordering.Unpaid}, "รอโอน"},
		{standing{state: ordering.Confirmed, todo: ordering.TodoPay, payment: ordering.PaidPart}, "จ่ายบางส่วน"},
		{standing{state: ordering.Paid, todo: ordering.TodoPack, payment: ordering.Paid}, "จ่ายแล้ว"},
		{standing{state: ordering.Confirmed, todo: ordering.TodoPack, payment: ordering.OnCOD}, "เก็บปลายทาง"},
		{standing{state: ordering.Confirmed, todo: ordering.TodoPack, payment: ordering.Unpaid, pickup: true}, "มารับเอง"},
		{standing{state: ordering.Paid, todo: ordering.TodoPack, payment: ordering.Paid, due: today}, "ต้องส่งวันนี้"},
		{standing{state: ordering.Packed, todo: ordering.TodoShip, payment: ordering.Paid, due: "2026-11-21"}, "เลยกำหนด 21 พ.ย."},
		{standing{state: ordering.Shipped, todo: ordering.TodoArrive, payment: ordering.Paid, due: today}, "ส่งแล้ว"},
		{standing{state: ordering.Packed, todo: ordering.TodoShip, payment: ordering.Paid, due: "2026-11-24"}, "แพ็กแล้ว"},
		{standing{state: ordering.Delivered, todo: ordering.TodoCollect, payment: ordering.OnCOD}, "รอเก็บเงิน"},
		{standing{state: ordering.Delivered, payment: ordering.Paid}, "ถึงแล้ว"},
		{standing{state: ordering.Returned, todo: ordering.TodoLook, due: today}, "ตีกลับ ต้องดูของ"},
		{standing{state: ordering.Cancelled}, "ยกเลิก"},
	} {
		if got := c.chip(i18n.Thai, today).Label; got != c.want {
			t.Errorf("%+v is %q, want %q", c.standing, got, c.want)
		}
	}
}

func TestWhatARowSays(t *testing.T) {
	row := func(fee, total money.Satang, lines ...ledger.OrderLine) *shop.OrderRow {
		r := &shop.OrderRow{Fee: fee, Lines: lines}
		r.Total = total
		return r
	}
	sixty := ledger.OrderLine{Qty: qty.Pieces(60), Price: 490_00}
	for want, r := range map[string]*shop.OrderRow{
		"990 + ส่ง 67": row(67_00, 1057_00),
		"60 × 490":     row(0, 29400_00, sixty),
		"":             row(0, 29000_00, sixty), // a discount is in it
	} {
		if got := sumText(i18n.Thai, r); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// An order to be fetched opens at the till, once: pressed again the same bill is brought back.
func TestAnOrderToBeFetchedOpensAtTheTill(t *testing.T) {
	m := newMarket(t)
	o := m.add(order{channel: ordering.Telephone, name: "ป้าทอง", phone: "0834445555", payBy: ordering.PayCash, service: ordering.Pickup,
		lines: []ledger.OrderLine{m.line("EGG-001", 2)}})
	m.confirm(o)
	b := show(t, usual, m.Shop, o.String())
	b.press("Enter", "F11")
	drafts, err := m.Drafts(t.Context())
	if err != nil || len(drafts) != 1 || drafts[0].Cart.OrderID != o || drafts[0].Total != m.at(o).Total() {
		t.Fatalf("%+v %v", drafts, err)
	}
	if want := kit.OpenBill(drafts[0].Cart.ID); len(b.Gone) != 2 || b.Gone[0] != want || b.Gone[1] != want {
		t.Errorf("gone to %v", b.Gone)
	}
}

// A parcel that went leads to its bill, where the receipt is printed.
func TestAParcelLeadsToItsBill(t *testing.T) {
	m, _ := busy(t)
	b := show(t, usual, m.Shop, "")
	b.scan("EF582568165TH")
	bill, err := m.Bill(t.Context(), b.page.m.order.Parcels[0].BillID)
	must(t, err)
	b.press("F9", "6")
	if len(b.Gone) != 1 || b.Gone[0].Screen != kit.Bills || b.Gone[0].Arg != bill.Number {
		t.Errorf("gone to %v", b.Gone)
	}
}

// A row that a hand chose while the list is read anew stays chosen, though the order before is still shown.
func TestAChoiceOutlivesAReadingOfTheList(t *testing.T) {
	shown, chosen := id.New[id.Order](), id.New[id.Order]()
	m := &model{order: &shop.Order{Past: &ordering.Past{Order: ledger.Order{ID: shown}}}, picked: chosen, chosen: 1}
	m.takeList(listRead{rows: []shop.OrderRow{rowOf(id.New[id.Order]()), rowOf(shown), rowOf(chosen)}})
	if keep, is := m.keeps(); m.chosen != 2 || !is || keep != chosen {
		t.Errorf("row %d is chosen, of %v", m.chosen, keep)
	}
	m.picked = id.Order{}
	if m.takeList(m.list); m.chosen != 1 {
		t.Errorf("row %d is chosen, not that of the order shown", m.chosen)
	}
}

func rowOf(order id.Order) (row shop.OrderRow) {
	row.OrderID = order
	return row
}

// An order of an office is called by its own number, whole, and its customer is the office, not the first school.
func TestAnOrderOfAnOfficeIsTheOffices(t *testing.T) {
	m := newMarket(t)
	places := []ordering.Recipient{khonKaen, khonKaen}
	for n, name := range []string{"โรงเรียนบ้านครามที่ 1", "โรงเรียนบ้านครามที่ 2"} {
		places[n].Name = name
	}
	lines := []ledger.OrderLine{m.line("BANANA-001", 3), m.line("BANANA-001", 3)}
	lines[0].To, lines[1].To = 1, 2
	saved, err := m.AddOrder(t.Context(), ordering.Request{ID: id.New[id.Order](), Channel: ordering.Government, ChannelNo: "A-QT-2569-000003", PayBy: ordering.PayCredit, Lines: lines,
		Person: ordering.Person{Name: "อบต.บ้านคราม"}, Recipients: places})
	must(t, err)
	b := show(t, usual, m.Shop, saved.Order.ID.String())
	row := newOrderRow()
	row.show(b.page.m, &b.page.m.list.rows[0])
	if got := row.number.Content(); got != saved.Order.Number || got != b.page.view.detail.number.Content() {
		t.Errorf("it is called %s in the list and %s beside, its number is %s", got, b.page.view.detail.number.Content(), saved.Order.Number)
	}
	if wide := fyne.MeasureText(row.number.Content(), theme.Current().Size(theme.Caption), fyne.TextStyle{}).Width; wide > widget.Unit(numberWide) {
		t.Errorf("the number is %v wide and cut at %v", wide, widget.Unit(numberWide))
	}
	if got := row.who.Content(); got != "อบต.บ้านคราม" {
		t.Errorf("the customer is %q", got)
	}
}
