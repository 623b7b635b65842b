package till

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// wantBill checks how many lines the bill has and what it comes to.
func (b *bench) wantBill(t *testing.T, after string, lines int, total money.Satang) {
	t.Helper()
	if m := b.page.model; len(m.cart.Lines) != lines || m.quote.Total != total {
		t.Fatalf("after %s: %d lines, %v; want %d, %v (said %q)", after, len(m.cart.Lines), m.quote.Total, lines, total, b.Kit.Prompt.Said())
	}
}

func TestSellingByKeysAlone(t *testing.T) {
	b := open(t, usual, demo(t, 0))
	b.Type("12")
	b.Press("Enter")
	b.wantBill(t, "12 Enter", 1, money.Baht(850))
	b.Type("ๅ/")
	b.Press("Enter")
	b.wantBill(t, "12 in the Thai layout", 1, money.Baht(1700))
	b.Type("น้ำผึ้งดอก")
	b.Press("Enter")
	b.wantBill(t, "a search and Enter", 2, money.Baht(1700+180))
	b.Type("ผ้า")
	b.Press("Down")
	want := b.page.model.results[1]
	b.Press("Enter")
	b.wantBill(t, "the second result", len(b.page.model.cart.Lines), money.Baht(1880)+want.Price)
	if b.page.view.search.Text != "" {
		t.Error("the search box is to be empty again")
	}
	b.Press("Ctrl+Z")
	b.wantBill(t, "undo", 2, money.Baht(1880))
	b.Press("Right")
	b.wantBill(t, "one more honey", 2, money.Baht(1880+180))
	b.Press("+")
	b.wantBill(t, "+", 2, money.Baht(1880+360))
	b.Press("-")
	b.Press("Left")
	b.wantBill(t, "two less", 2, money.Baht(1880))
	b.Press("Up")
	b.Press("Delete")
	b.wantBill(t, "the first line deleted", 1, money.Baht(180))
	b.Press("*")
	b.Type("5")
	b.Press("Enter")
	b.wantBill(t, "a quantity typed", 1, money.Baht(900))
}

func TestTextInTheSearchBoxKeepsItsKeys(t *testing.T) {
	b := open(t, usual, demo(t, 0))
	b.Type("12")
	b.Press("Enter")
	b.Type("a")
	b.Press("-")
	if b.page.view.search.Text != "a-" || b.page.model.cart.Lines[0].Qty != qty.One {
		t.Errorf("the box holds %q, the line %v", b.page.view.search.Text, b.page.model.cart.Lines[0].Qty)
	}
	b.Press("Esc")
	if b.page.view.search.Text != "" {
		t.Error("Esc lets go of what was typed")
	}
}

func TestDiscountByKeys(t *testing.T) {
	b := open(t, usual, demo(t, 0))
	b.Type("12")
	b.Press("Enter")
	b.Press("F7")
	b.Type("=800")
	b.Press("Enter")
	b.wantBill(t, "=800", 1, money.Baht(800))
	b.Press("F7")
	b.Type("5%")
	b.Press("Enter")
	b.wantBill(t, "5%", 1, money.Baht(850)-money.Baht(850).Percent(500))
	b.Press("F7")
	b.Type("900")
	b.Press("Enter")
	if !b.Kit.Prompt.Open() {
		t.Fatal("more than the price is refused, and the dialog stays")
	}
	b.Press("Esc")
	b.Press("F7")
	b.Press("Ctrl+G")
	b.wantBill(t, "a gift", 1, 0)
}

func TestOpenBillsSurviveAKill(t *testing.T) {
	s := demo(t, 0)
	b := open(t, usual, s)
	b.Type("12")
	b.Press("Enter")
	b.Press("F6")
	b.Type("3")
	b.Press("Enter")
	b.settle(t)
	again := open(t, usual, s) // what a new start finds
	again.wantBill(t, "a new start", 1, money.Baht(65))
	if len(again.page.model.parked) != 1 {
		t.Fatalf("%d parked", len(again.page.model.parked))
	}
	again.Press("F6")
	again.Press("F6")
	again.Press("Enter")
	if again.page.view.pane.tab() != 0 || len(again.page.model.parked) != 1 {
		t.Error("Enter brings back the chosen bill")
	}
	again.wantBill(t, "brought back", 1, money.Baht(850))
}

func TestTheChangeStaysUntilTheNextKey(t *testing.T) {
	b := open(t, usual, demo(t, 0))
	b.Type("12")
	b.Press("Enter")
	b.settle(t)
	bill, _, err := b.Kit.Shop.Pay(context.Background(), selling.Request{Cart: b.page.model.cart.Clone(), Tenders: []selling.Tender{{Method: selling.Cash, Amount: amount(1000)}}})
	if err != nil {
		t.Fatal(err)
	}
	b.page.paid(bill, nil)
	paid := b.page.view.pane.paid
	if !paid.object.Visible() || paid.change.Content() != "฿150.00" || len(b.page.model.cart.Lines) != 0 {
		t.Fatalf("visible %v, change %q", paid.object.Visible(), paid.change.Content())
	}
	b.Type("3")
	if paid.object.Visible() {
		t.Error("a key takes the change away")
	}
	b.Press("Enter")
	b.wantBill(t, "the next bill", 1, money.Baht(65))
}

func amount(baht int64) *money.Satang {
	sum := money.Baht(baht)
	return &sum
}

func TestTheDrawerOpensForAReason(t *testing.T) {
	b := open(t, usual, demo(t, 0))
	b.Press("F12")
	b.Press("Enter")
	if !b.Kit.Prompt.Open() {
		t.Fatal("without a reason it stays shut")
	}
	b.Type("แลกเหรียญ")
	b.Press("Enter")
	b.Until(t, func() bool { return !b.page.acts.Busy("drawer") })
	shift, err := b.Kit.Shop.LastShift(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, cash := range shift.Cashes {
		found = found || cash.Kind == ledger.DrawerOpen && cash.Reason == "แลกเหรียญ"
	}
	if !found {
		t.Errorf("the reason is not kept: %+v", shift.Cashes)
	}
}

func TestCustomerNoteAndGuide(t *testing.T) {
	b := open(t, usual, demo(t, 0))
	b.Type("12")
	b.Press("Enter")
	b.Press("F4")
	b.settle(t)
	b.Type("Alma")
	b.Press("Enter")
	if name := b.page.model.customer(); !strings.Contains(name, "Alma") {
		t.Errorf("customer %q", name)
	}
	went := false
	b.page.chooseCustomer(func() { went = true })
	b.settle(t)
	b.Press("Enter")
	if !went || !b.page.model.cart.CustomerID.IsZero() {
		t.Error("the first of the list is nobody, and the payment goes on")
	}
	b.Press("F4")
	b.settle(t)
	b.Type("ป้าแดง")
	b.Press("Ctrl+N")
	b.Press("Ctrl+Enter")
	b.Until(t, func() bool { return b.page.model.customer() != "" })
	if name := b.page.model.customer(); name != "ป้าแดง" || b.Kit.Prompt.Open() {
		t.Errorf("a new customer is on the bill: %q", name)
	}
	b.did(t, b.page.model.setNote("ขอถุงแยก", selling.Guide{Name: "บัส 32", Percent: 1000}))
	b.page.changed()
	if note := b.page.view.pane.foot.note.Content(); !strings.Contains(note, "บัส 32") || !strings.Contains(note, "85.00") || !strings.Contains(note, "ขอถุงแยก") {
		t.Errorf("noted %q", note)
	}
}

func TestABillIsBroughtBackFromElsewhere(t *testing.T) {
	b := open(t, usual, demo(t, 0))
	b.Type("12")
	b.Press("Enter")
	waits := b.page.model.cart.ID
	b.page.wait()
	b.Type("7")
	b.Press("Enter")
	b.Shell.Go(nav.Route{Screen: kit.Till, Arg: kit.WaitingBills})
	if b.page.view.pane.tab() != 2 {
		t.Error("the waiting bills are not listed")
	}
	b.Shell.Go(kit.OpenBill(waits))
	b.wantBill(t, "the very bill", 1, money.Baht(850))
	if b.page.model.cart.ID != waits || len(b.page.model.parked) != 1 || b.page.view.pane.tab() != 0 {
		t.Errorf("bill %s with %d parked", b.page.model.cart.ID.Tag(), len(b.page.model.parked))
	}
	b.Shell.Go(kit.OpenBill(waits)) // it is open already
	b.wantBill(t, "once more", 1, money.Baht(850))
	b.Shell.Go(nav.Route{Screen: kit.Till, Arg: kit.ParkedBills})
	if b.page.view.pane.tab() != 1 {
		t.Error("the parked bills are not listed")
	}
}

func TestABillWrittenElsewhereIsBroughtBackOnceItIsRead(t *testing.T) {
	b := open(t, usual, demo(t, 0))
	cart := selling.Cart{ID: id.New[id.Bill]()}
	cart.Add(b.page.model.goods.At(0).ID, qty.One)
	if err := b.Kit.Shop.SaveDraft(t.Context(), shop.Draft{Cart: cart, State: selling.Parked, Total: b.page.model.goods.At(0).Price}); err != nil {
		t.Fatal(err)
	}
	b.page.Reload()
	b.Shell.Go(kit.OpenBill(cart.ID))
	b.settle(t)
	b.wantBill(t, "a bill of another window", 1, b.page.model.goods.At(0).Price)
	b.Shell.Go(kit.OpenBill(id.New[id.Bill]()))
	b.settle(t)
	b.wantBill(t, "a bill that is gone changes nothing", 1, b.page.model.goods.At(0).Price)
}

func TestTapsAloneSell(t *testing.T) {
	b := open(t, usual, demo(t, 0))
	v := b.page.view
	test.TapAt(v.grid, fyne.NewPos(20, 20))
	want := b.page.model.goods.At(0)
	b.wantBill(t, "a tile", 1, want.Price)
	if b.Window.Canvas().Focused() != fyne.Focusable(v.search) {
		t.Error("the search box has the keyboard again")
	}
	b.page.view.chips.OnSelected(0)
	if b.page.model.goods.Len() <= len(b.page.model.favourites) {
		t.Error("the first chip shows all goods")
	}
	test.Tap(v.pane.parking)
	b.wantBill(t, "parking", 0, 0)
	test.Tap(v.pane.parking)
	if v.pane.tab() != 1 {
		t.Error("with nothing on the bill the parked ones are listed")
	}
	test.TapAt(v.pane.drafts, fyne.NewPos(20, 20))
	b.wantBill(t, "a parked bill tapped", 1, want.Price)
}

func TestTheCustomersScreenFollows(t *testing.T) {
	b := open(t, usual, demo(t, 0))
	var lines []kit.DisplayLine
	var total string
	b.Kit.Bill.Lines = func(l []kit.DisplayLine, sum string) { lines, total = l, sum }
	b.Type("12")
	b.Press("Enter")
	if len(lines) != 1 || lines[0].Total != "850.00" || total != "฿850.00" {
		t.Errorf("%+v %s", lines, total)
	}
}

func TestSellingGoesOnWhenNothingCanBeKept(t *testing.T) {
	s := unclosed(t, 0)
	b := &bench{Stage: looks.New(t, usual, s)}
	b.Show(kit.Till, b.make)
	b.Until(t, func() bool { return b.page.model.stock != nil })
	b.settle(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	b.Type("12")
	b.Press("Enter")
	b.Until(t, b.Kit.Prompt.Open)
	b.wantBill(t, "a disk that fails", 1, money.Baht(850))
	b.Press("Enter")
	b.Type("3")
	b.Press("Enter")
	b.settle(t)
	if b.Kit.Prompt.Open() {
		t.Error("what was said loudly once is said quietly from then on")
	}
	b.wantBill(t, "a disk that still fails", 2, money.Baht(850+65))
}

func TestKeepWaitsForTheDisk(t *testing.T) {
	b := open(t, usual, demo(t, 0))
	b.Type("12")
	b.Press("Enter")
	kept := -1
	b.page.Keep(func() {
		drafts, err := b.Kit.Shop.Drafts(context.Background())
		b.did(t, err)
		kept = len(drafts)
	})
	b.Until(t, func() bool { return kept >= 0 })
	if kept != 1 {
		t.Errorf("%d bills on disk", kept)
	}
}

func TestAScanOverAFormGoesOntoTheBill(t *testing.T) {
	b := open(t, usual, demo(t, 0))
	b.Type("12")
	b.Press("Enter")
	b.Press("F7")
	b.page.view.page.Scan("3")
	b.wantBill(t, "a scan", 2, money.Baht(850+65))
	if !b.Kit.Prompt.Open() {
		t.Error("the discount is still asked for")
	}
}

func BenchmarkScanOnTheScreen(b *testing.B) {
	bench := open(b, usual, demo(b, 0))
	for b.Loop() {
		bench.page.Scan("12")
	}
	b.StopTimer()
	bench.settle(b)
}

func BenchmarkTypingASearch(b *testing.B) {
	bench := open(b, usual, demo(b, 0))
	for b.Loop() {
		bench.page.view.search.SetText("ผ")
		bench.page.view.search.SetText("ผ้า")
	}
	b.StopTimer()
	bench.settle(b)
}

// TestWithThePaymentDialogs goes all the way: exact cash, and a transfer that is not there yet.
func TestWithThePaymentDialogs(t *testing.T) {
	b := open(t, usual, demo(t, 0))
	b.Press("F8")
	if b.Kit.Prompt.Open() {
		t.Fatal("an empty bill is not paid")
	}
	b.Type("12")
	b.Press("Enter")
	b.Press("F8")
	if !b.Kit.Prompt.Open() {
		t.Fatal("F8 opens cash")
	}
	b.page.desk.BillChanged()
	b.Press("Enter")
	b.Until(t, func() bool { return b.page.last != nil })
	if b.page.last.Total != money.Baht(850) || b.Kit.Prompt.Open() || !b.page.view.pane.paid.object.Visible() {
		t.Fatalf("paid %v, dialog %v", b.page.last.Total, b.Kit.Prompt.Open())
	}
	b.settle(t)
	b.Type("3")
	b.Press("Enter")
	b.page.wait()
	b.wantBill(t, "waiting", 0, 0)
	b.settle(t)
	if drafts, err := b.Kit.Shop.Drafts(context.Background()); err != nil || len(drafts) != 1 || drafts[0].State != selling.Waiting {
		t.Errorf("%+v, %v", drafts, err)
	}
	b.Press("F6")
	if b.page.view.pane.tab() != 2 {
		t.Error("with none parked, the waiting ones are listed")
	}
	b.Press("Enter")
	b.wantBill(t, "brought back", 1, money.Baht(65))
}

func TestASlipIsNoProduct(t *testing.T) {
	b := open(t, usual, demo(t, 0))
	// What a customer holds up by mistake is a slip too: the code of a payment that has not been made.
	b.page.Scan("00020101021129370016A0000006770101110113006681234567853037645802TH6304823E")
	if !b.page.desk.Open() {
		t.Error("a slip goes to the slip check")
	}
	b.wantBill(t, "a slip", 0, 0)
}
