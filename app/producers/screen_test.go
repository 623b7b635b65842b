package producers

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/testkit"
)

var ctx = context.Background()

var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: fyne.NewSize(1366, 768), Lang: i18n.Thai}

// people are written down in an order that is not the dictionary's; each makes one good.
var people = []struct {
	party.Party
	good  string
	price money.Satang
	sold  int
}{
	{party.Party{Name: "วิสาหกิจชุมชนผ้าครามบ้านดอนกอย", ProducerKind: party.Community, Phone: "042311223", LineID: "@donkoy", PromptPay: "0812345678", AccountName: "นางสมใจ ก๊วยเจริญ"}, "ผ้าครามทอมือ", money.Baht(850), 4},
	{party.Party{Name: "กลุ่มเลี้ยงผึ้งลี้", ProducerKind: party.OTOPGroup, Phone: "0898765432", Bank: "ธ.ก.ส.", BankAccount: "012-3-45678-9"}, "น้ำผึ้งดอกลำไย 500 มล.", money.Baht(185), 6},
	{party.Party{Name: "ป้าคำ ลำพูน", ProducerKind: party.Sole, MinPayout: money.Baht(500)}, "น้ำพริกหนุ่ม", money.Baht(65), 3},
	{party.Party{Name: "ไชยาฟาร์ม", ProducerKind: party.Farmer}, "ไข่เค็มไชยา (6 ฟอง)", money.Baht(60), 0},
}

// stall makes a shop whose producers have sold; clock moves when told.
func stall(t testing.TB, some int) (*shop.Shop, *testkit.Clock) {
	t.Helper()
	clock := testkit.NewClock(time.Date(2026, 11, 20, 3, 0, 0, 0, time.UTC))
	s, err := shop.Create(ctx, t.TempDir(), shop.Params{Name: "ร้านของดีเมืองลี้"}, clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, of := range people[:some] {
		saved, err := s.SaveProducer(ctx, of.Party)
		if err != nil {
			t.Fatal(err)
		}
		good, err := s.SaveProduct(ctx, catalog.Product{Name: of.good, Unit: "ชิ้น", Price: of.price, Category: "ของฝาก", ProducerID: saved.ID, Terms: ledger.Consign, GP: 20_00},
			shop.Opening{Qty: qty.Pieces(20)})
		if err != nil {
			t.Fatal(err)
		}
		for range of.sold {
			sell(t, s, good.ID)
		}
	}
	return s, clock
}

func giveAllBack(t testing.TB, s *shop.Shop, producer id.Party) {
	t.Helper()
	goods, err := s.GoodsOf(ctx, producer)
	if err != nil {
		t.Fatal(err)
	}
	request := stock.Request{ID: id.New[id.StockPaper](), Type: ledger.TypeGivenBack, Producer: producer, Reason: stock.Given}
	for _, good := range goods {
		request.Items = append(request.Items, stock.Item{ProductID: good.ProductID, Qty: good.Qty})
	}
	if _, err := s.PostStock(ctx, request); err != nil {
		t.Fatal(err)
	}
}

func sell(t testing.TB, s *shop.Shop, good id.Product) id.Bill {
	t.Helper()
	cart := selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{{ProductID: good, Qty: qty.One}}}
	if _, _, err := s.Pay(ctx, selling.Request{Cart: cart, Tenders: testkit.Exactly(selling.Cash)}); err != nil {
		t.Fatal(err)
	}
	return cart.ID
}

// bench is the page on a window.
type bench struct {
	*looks.Stage
	page *Page
}

func open(t testing.TB, v looks.Variant, s *shop.Shop) *bench {
	t.Helper()
	b := &bench{Stage: looks.New(t, v, s)}
	b.Show(kit.Producers, func(k *kit.Kit) nav.Page {
		b.page = New(k)
		return b.page
	})
	b.settle(t)
	t.Cleanup(func() { b.settle(t) })
	return b
}

func (b *bench) settle(t testing.TB) {
	t.Helper()
	b.Settle(t, func() bool { return !b.page.model.read || b.page.runner.Working() || b.page.photos.Busy() })
}

// turnTo chooses a producer by the beginning of the name.
func (b *bench) turnTo(t testing.TB, name string) {
	t.Helper()
	for n := range b.page.model.found {
		if strings.HasPrefix(b.page.model.found[n].Name, name) {
			b.page.view.list.Choose(n)
			b.page.choose(n)
			b.settle(t)
			return
		}
	}
	t.Fatalf("%s is not listed", name)
}

func TestARouteChoosesAProducer(t *testing.T) {
	s, _ := stall(t, 4)
	b := open(t, usual, s)
	for _, n := range []int{2, 0} {
		who := b.page.model.found[n]
		b.page.Turn(who.ID.String())
		b.settle(t)
		if b.page.model.chosen != who.ID || b.page.view.list.Chosen() != n || b.page.model.detail == nil {
			t.Errorf("%s is not shown", who.Name)
		}
	}
	b.page.Turn("nobody")
	b.settle(t)
	if b.page.view.list.Chosen() != 0 {
		t.Error("an id of nobody chose somebody")
	}
}

func TestListIsInThaiOrderWithWhatIsOwed(t *testing.T) {
	s, _ := stall(t, 4)
	b := open(t, usual, s)
	want := []struct {
		name string
		owed money.Satang
	}{{"กลุ่มเลี้ยงผึ้งลี้", 888_00}, {"ไชยาฟาร์ม", 0}, {"ป้าคำ ลำพูน", 156_00}, {"วิสาหกิจชุมชนผ้าครามบ้านดอนกอย", 2720_00}}
	for n, a := range b.page.model.found {
		if a.Name != want[n].name || a.Owed() != want[n].owed {
			t.Errorf("row %d: %s is owed %s, want %v", n, a.Name, a.Owed(), want[n])
		}
	}
	b.page.filter(owed)
	b.settle(t)
	if len(b.page.model.found) != 3 {
		t.Errorf("%d are owed something", len(b.page.model.found))
	}
	b.page.filter(everybody)
	b.page.find("ผึง")
	b.settle(t)
	if len(b.page.model.found) != 1 || b.page.model.detail == nil || len(b.page.model.detail.open.Items) != 6 {
		t.Errorf("found %v", b.page.model.found)
	}
}

// By keys alone: F8, Enter pays in cash; the settlement stands open in its dialog and is copied for LINE.
func TestOneProducerIsSettledByKeys(t *testing.T) {
	s, _ := stall(t, 3)
	b := open(t, usual, s)
	b.turnTo(t, "กลุ่ม")
	b.Press("F8")
	b.settle(t)
	b.Press("Enter")
	b.settle(t)
	papers, err := s.Settlements(ctx, b.page.model.chosen)
	if err != nil || len(papers) != 1 || papers[0].Payable != 888_00 || papers[0].Left() != 0 {
		t.Fatalf("settled %+v, %v", papers, err)
	}
	b.Press("F6")
	b.settle(t)
	if text := b.Kit.Clipboard.Content(); !strings.Contains(text, "น้ำผึ้งดอกลำไย") || !strings.Contains(text, "888.00") {
		t.Errorf("for LINE: %q", text)
	}
	b.Press("Esc")
	if b.Kit.Prompt.Open() || b.Changed == 0 || b.page.model.producer().Owed() != 0 {
		t.Errorf("open %v, changed %d, owed %s", b.Kit.Prompt.Open(), b.Changed, b.page.model.producer().Owed())
	}
}

// A PromptPay payout is written only after a person said that the money went.
func TestPromptPayIsShownBeforeItIsWritten(t *testing.T) {
	s, _ := stall(t, 3)
	b := open(t, usual, s)
	b.turnTo(t, "วิสาหกิจ")
	b.Press("F8")
	b.Press("Down")
	b.Press("F9") // the way's own key, whatever the arrows chose
	b.Press("Enter")
	b.settle(t)
	if papers, _ := s.Settlements(ctx, b.page.model.chosen); len(papers) != 0 {
		t.Fatal("settled before the money went")
	}
	b.Press("F9")
	b.settle(t)
	papers, err := s.Settlements(ctx, b.page.model.chosen)
	if err != nil || len(papers) != 1 || papers[0].Left() != 0 {
		t.Fatalf("settled %+v, %v", papers, err)
	}
	payouts, err := s.SettlementStatement(ctx, papers[0].Number)
	if err != nil || payouts.Payouts[0].Method != consign.PromptPay {
		t.Errorf("paid by %+v, %v", payouts, err)
	}
}

func TestWhoHasTooLittleCannotBeSettled(t *testing.T) {
	s, _ := stall(t, 3)
	b := open(t, usual, s)
	b.turnTo(t, "ป้าคำ")
	b.Press("F8")
	b.settle(t)
	if b.Kit.Prompt.Open() || !strings.Contains(b.Kit.Prompt.Said(), "500.00") {
		t.Errorf("said %q", b.Kit.Prompt.Said())
	}
}

// Sales that come in while the table stands are not paid unseen: the table is read anew.
func TestAllAreSettledInOnePassAsTheyWereShown(t *testing.T) {
	s, _ := stall(t, 4)
	b := open(t, usual, s)
	d := newEveryone(b.page)
	d.open()
	b.settle(t)
	if len(d.accounts) != 3 || d.accounts[2].Refusal("") == nil {
		t.Fatalf("table %+v", d.accounts)
	}
	honey, err := productNamed(s, "น้ำผึ้ง")
	if err != nil {
		t.Fatal(err)
	}
	sell(t, s, honey)
	b.Press("Enter")
	b.settle(t)
	if papers, _ := s.Settlements(ctx, id.Party{}); len(papers) != 0 || d.trouble.Hidden {
		t.Fatalf("another amount than shown was settled: %v", papers)
	}
	b.Press("Enter")
	b.settle(t)
	papers, err := s.Settlements(ctx, id.Party{})
	if err != nil || len(papers) != 2 {
		t.Fatalf("settled %v, %v", papers, err)
	}
	b.Press("Esc") // not printed now
	b.settle(t)
	if b.page.model.producer() == nil || b.page.model.openPaper() == nil {
		t.Error("the open settlement is not there to pay")
	}
	b.turnTo(t, "กลุ่ม")
	b.Press("F8")
	if !b.Kit.Prompt.Open() {
		t.Fatal("the open settlement is not paid by F8")
	}
	b.Type("100") // a part of it
	b.Press("Enter")
	b.settle(t)
	if open := b.page.model.openPaper(); open == nil || open.Paid != 100_00 {
		t.Errorf("after a part: %+v", open)
	}
}

// TestKeysWaitForTheRows: who is quicker than the file is not ignored.
func TestKeysWaitForTheRows(t *testing.T) {
	s, _ := stall(t, 2)
	b := open(t, usual, s)
	b.page.choose(1 - b.page.model.at())
	b.Press("F8")
	if b.Kit.Prompt.Open() {
		t.Fatal("F8 acted before the rows were there")
	}
	b.settle(t)
	if !b.Kit.Prompt.Open() {
		t.Error("F8 was lost")
	}
	b.Press("Esc")
	b.page.choose(1 - b.page.model.at())
	b.Press("F8")
	b.page.choose(1 - b.page.model.at()) // another one is wanted
	b.settle(t)
	if b.Kit.Prompt.Open() {
		t.Error("F8 reached a producer it was not asked of")
	}
}

// TestTermsPrintAnAgreement: Ctrl+P on the tab of terms, all that stands or the marked one.
func TestTermsPrintAnAgreement(t *testing.T) {
	s, _ := stall(t, 1)
	b := open(t, usual, s)
	who := b.page.model.chosen
	if _, err := s.SaveTerms(ctx, consign.Terms{ProducerID: who, Kind: ledger.Consign, GP: 15_00, From: "2026-11-01"}); err != nil {
		t.Fatal(err)
	}
	b.page.load()
	b.settle(t)
	b.page.showTab(tabTerms)
	dialog := b.page.printAgreement()
	b.Settle(t, dialog.Working)
	b.Press("F6")
	b.Settle(t, dialog.Working)
	b.Press("F5")
	b.Settle(t, func() bool { return b.Kit.Prompt.Open() })
	files, err := os.ReadDir(filepath.Join(s.Dir, shop.Exports))
	if err != nil || len(files) != 1 || !strings.HasPrefix(files[0].Name(), "agreement-") {
		t.Errorf("kept %v, %v", files, err)
	}
}

func TestASettlementIsTakenBackWithAReason(t *testing.T) {
	s, clock := stall(t, 2)
	if _, err := s.SettleAll(ctx, "2026-11-20", "", ""); err != nil {
		t.Fatal(err)
	}
	clock.Move(time.Hour)
	b := open(t, usual, s)
	b.turnTo(t, "กลุ่ม")
	b.Press("F5")
	b.Press("F9")
	b.settle(t)
	b.Press("F7")
	b.Press("1")
	b.Press("Ctrl+Enter")
	b.settle(t)
	papers, err := s.Settlements(ctx, b.page.model.chosen)
	if err != nil || !papers[0].Voided() || papers[0].Reason == "" || b.Kit.Prompt.Open() {
		t.Errorf("%+v, %v", papers, err)
	}
}

// TestAWrongPayoutIsTakenBack: with a reason, and the round is open again in the same dialog.
func TestAWrongPayoutIsTakenBack(t *testing.T) {
	s, clock := stall(t, 2)
	if _, err := s.SettleAll(ctx, "2026-11-20", consign.Cash, ""); err != nil {
		t.Fatal(err)
	}
	clock.Move(time.Hour)
	b := open(t, usual, s)
	b.turnTo(t, "กลุ่ม")
	b.Press("F5")
	b.Press("F9")
	b.settle(t)
	b.Press("F7")
	b.Press("1")
	b.Press("Ctrl+Enter")
	b.settle(t)
	papers, err := s.Settlements(ctx, b.page.model.chosen)
	if err != nil || papers[0].Paid != 0 || papers[0].Voided() || !b.Kit.Prompt.Open() || b.page.model.producer().Owed() != papers[0].Payable {
		t.Errorf("%+v, %v", papers, err)
	}
}

func TestFormSaysWhatIsWrongUnderTheFieldAndLosesNothing(t *testing.T) {
	s, _ := stall(t, 0)
	b := open(t, usual, s)
	b.Press("Ctrl+N")
	b.Kit.Prompt.Hush()
	b.Press("Esc")
	f := newForm(b.page, shop.Party{})
	f.open()
	for _, c := range []struct {
		field string
		set   func()
	}{
		{"name", func() { f.entries["phone"].SetText("12345") }},
		{"phone", func() { f.entries["name"].SetText("ป้าแดง") }},
		{"promptpay", func() { f.entries["phone"].SetText(""); f.entries["promptpay"].SetText("12345") }},
		{"lead_days", func() { f.entries["promptpay"].SetText("081-234-5678"); f.lead.SetText("366") }},
		{"min_payout", func() { f.lead.SetText("14"); f.least.SetText("1.") }},
	} {
		c.set()
		f.save()
		for field, row := range f.rows {
			if (row.Message() != "") != (field == c.field) && c.field != "min_payout" {
				t.Errorf("at %s: %s says %q", c.field, field, row.Message())
			}
		}
	}
	f.close()
	b.Press("Esc") // go on editing
	if f.entries["name"].Text != "ป้าแดง" || !b.Kit.Prompt.Open() {
		t.Error("Esc lost what was typed")
	}
	f.least.SetText("300")
	b.Press("Ctrl+Enter")
	b.settle(t)
	who := b.page.model.producer()
	if who == nil || who.Name != "ป้าแดง" || who.PromptPay != "0812345678" || who.MinPayout != 300_00 || who.LeadDays != 14 {
		t.Errorf("saved %+v", who)
	}
}

func TestTermsThatOverlapAreSaidUnderTheirDay(t *testing.T) {
	s, _ := stall(t, 1)
	b := open(t, usual, s)
	b.Press("F4")
	b.Press("Ctrl+Enter") // the percent is missing
	if !b.Kit.Prompt.Open() {
		t.Fatal("terms without a percent were saved")
	}
	b.Type("15")
	b.Press("Ctrl+Enter")
	b.settle(t)
	if d := b.page.model.detail; len(d.terms) != 1 || d.terms[0].GP != 15_00 || b.page.model.tab != tabTerms {
		t.Fatalf("terms %+v", d.terms)
	}
	a := newAgreement(b.page, consign.Terms{ProducerID: b.page.model.chosen, Kind: ledger.Consign, GP: 10_00, From: "2026-12-01"})
	b.Kit.Prompt.Show(a.dialog)
	b.Press("Ctrl+Enter")
	b.settle(t)
	if a.rows["from"].Message() == "" {
		t.Error("the overlap is not said under the day")
	}
	a.to.SetDay("2026-11-01")
	a.save()
	if a.rows["to"].Message() == "" {
		t.Error("a last day before the first is not said")
	}
}

func TestErasingAsksAndKeepsTheSales(t *testing.T) {
	s, _ := stall(t, 2)
	if _, err := s.SettleAll(ctx, "2026-11-20", consign.Transfer, ""); err != nil {
		t.Fatal(err)
	}
	b := open(t, usual, s)
	b.turnTo(t, "กลุ่ม")
	erase := func() {
		b.Press("Enter")
		b.Press("F7")
		b.Press("Ctrl+Enter")
		b.settle(t)
	}
	erase()
	if len(b.page.model.all) != 2 || !b.Kit.Prompt.Open() {
		t.Fatal("a producer whose goods lie in the shop is erased")
	}
	for b.Kit.Prompt.Open() {
		b.Press("Esc")
	}
	giveAllBack(t, s, b.page.model.chosen)
	erase()
	if len(b.page.model.all) != 1 || b.Kit.Prompt.Open() {
		t.Errorf("still %v", b.page.model.all)
	}
	checks, err := s.Check(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, check := range checks {
		if !check.OK {
			t.Errorf("%s: %s", check.Name, check.Detail)
		}
	}
}

// productNamed finds a product by the beginning of its name.
func productNamed(s *shop.Shop, name string) (id.Product, error) {
	accounts, err := s.ProducerAccounts(ctx, "")
	for _, a := range accounts {
		goods, err := s.GoodsOf(ctx, a.ID)
		if err != nil {
			return id.Product{}, err
		}
		for _, g := range goods {
			if strings.HasPrefix(g.Name, name) {
				return g.ProductID, nil
			}
		}
	}
	return id.Product{}, err
}
