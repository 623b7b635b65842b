package customers

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// noon is when the tests happen.
var noon = clock.Fixed(time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC))

var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: fyne.NewSize(1366, 768), Lang: i18n.Thai}

// people are written down in an order that is not the dictionary's.
var people = []shop.Party{
	{Name: "โรงแรมริมโขง", Phone: "042311223", TaxID: "0994000165501", Branch: "00000", Address: "9 ถ.มีชัย อ.เมือง จ.หนองคาย", CreditLimit: money.Baht(20_000)},
	{Name: "ก้อย ร้านกาแฟ", Phone: "0812345678"},
	{Name: "เกษม ใจดี", Phone: "0898765432", Note: "รับของทุกวันศุกร์"},
	{Name: "อบต. บ้านดง", Address: "หมู่ 4 ต.บ้านดง"},
}

// stall makes a shop with customers; the first owes two bills, 195.00 and 65.00, and the second one of 65.00.
func stall(t testing.TB, customers ...shop.Party) *shop.Shop {
	t.Helper()
	ctx := context.Background()
	s, err := shop.Create(ctx, t.TempDir(), shop.Params{Name: "ร้านทดสอบ"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	var saved []shop.Customer
	for _, person := range customers {
		one, err := s.SaveCustomer(ctx, person)
		if err != nil {
			t.Fatal(err)
		}
		saved = append(saved, one)
	}
	if len(saved) > 1 {
		owe(t, s, saved[0], 3)
		owe(t, s, saved[0], 1)
		owe(t, s, saved[1], 1)
	}
	return s
}

// owe sells pieces of 65.00 on credit.
func owe(t testing.TB, s *shop.Shop, who shop.Customer, pieces int) {
	t.Helper()
	ctx := context.Background()
	match, err := s.Find(ctx, "RICE")
	if err != nil {
		rice, err := s.AddDraft(ctx, "RICE", money.Baht(65))
		if err != nil {
			t.Fatal(err)
		}
		match.Product = &rice
	}
	cart := selling.Cart{ID: id.New[id.Bill](), CustomerID: who.ID,
		Lines: []selling.CartLine{{ProductID: match.Product.ID, Qty: qty.Pieces(pieces)}}}
	if _, _, err := s.Pay(ctx, selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: selling.Credit}}}); err != nil {
		t.Fatal(err)
	}
}

// Another screen leads to a customer, whoever stands first.
func TestTheWayToACustomer(t *testing.T) {
	s := stall(t, people...)
	all, err := s.Customers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b := open(t, usual, s)
	for _, who := range all {
		b.page.Turn(kit.ToCustomer(who.ID).Arg)
		b.settle(t)
		if got := b.page.model.customer(); got == nil || got.ID != who.ID {
			t.Errorf("%v is shown, not %s", got, who.Name)
		}
	}
	if kit.ToCustomer(id.Party{}).Arg != "" {
		t.Error("nobody is somebody")
	}
}

// bench is the page on a window.
type bench struct {
	*looks.Stage
	page *Page
}

func open(t testing.TB, v looks.Variant, s *shop.Shop) *bench {
	t.Helper()
	b := &bench{Stage: looks.New(t, v, s)}
	b.Show(kit.Customers, func(k *kit.Kit) nav.Page {
		b.page = New(k)
		return b.page
	})
	b.settle(t)
	t.Cleanup(func() { b.settle(t) })
	return b
}

func (b *bench) settle(t testing.TB) {
	t.Helper()
	b.Until(t, func() bool {
		r := b.page.runner
		return b.page.model.read && !r.Busy("load") && !r.Busy("debts") && !r.Busy("pay") && !r.Busy("slip")
	})
	b.Deliver()
}

func TestListIsInThaiOrderWithWhatIsOwed(t *testing.T) {
	b := open(t, usual, stall(t, people...))
	want := []struct {
		name string
		owed money.Satang
	}{{"ก้อย ร้านกาแฟ", money.Baht(65)}, {"เกษม ใจดี", 0}, {"โรงแรมริมโขง", money.Baht(260)}, {"อบต. บ้านดง", 0}}
	for n, c := range b.page.model.found {
		if c.Name != want[n].name || c.Owed != want[n].owed {
			t.Errorf("row %d: %s owes %v, want %v", n, c.Name, c.Owed, want[n])
		}
	}
}

func TestSearchNarrowsAndKeepsTheChoice(t *testing.T) {
	b := open(t, usual, stall(t, people...))
	for query, want := range map[string]string{"ก้อย": "ก้อย ร้านกาแฟ", "กอย": "ก้อย ร้านกาแฟ", "089-876": "เกษม ใจดี", "๐๘๙": "เกษม ใจดี", "ดง": "อบต. บ้านดง"} {
		b.page.find(query)
		if m := b.page.model; len(m.found) != 1 || m.found[0].Name != want || m.customer() == nil {
			t.Errorf("%q finds %v", query, m.found)
		}
	}
	b.page.find("ไม่มี")
	if b.page.model.customer() != nil || b.page.view.empty.Hidden {
		t.Error("nobody is chosen and the empty list says so")
	}
	b.settle(t)
}

func TestPaymentGoesToTheOldestBill(t *testing.T) {
	b := open(t, usual, stall(t, people...))
	b.Type("โรงแรม")
	b.settle(t)
	if len(b.page.model.debts) != 2 {
		t.Fatalf("debts %v", b.page.model.debts)
	}
	b.Press("F8")
	b.Type("200")
	b.Press("Down") // PromptPay
	b.Press("Enter")
	b.settle(t)
	debts := b.page.model.debts
	if len(debts) != 1 || debts[0].Owed != money.Baht(60) || b.Changed != 1 {
		t.Errorf("left %v, changed %d", debts, b.Changed)
	}
}

// A slip that is shown for a debt is kept with it, and refused when it is shown again.
func TestSlipForADebtIsCheckedAndKept(t *testing.T) {
	const code = "0041000600000101030040220013071152533APM077365102TH91048134"
	b := open(t, usual, stall(t, people...))
	for _, kept := range []bool{true, false} {
		d := newPayment(b.page, *b.page.model.customer())
		d.open()
		d.amount.SetText("5")
		d.step(1) // PromptPay
		b.Scan(code)
		b.settle(t)
		if d.slip == nil || d.said.Hidden {
			t.Fatal("nothing is said of the slip")
		}
		tender, err := d.tender()
		if err != nil || (tender.SlipRef != "") != kept {
			t.Errorf("slip %q goes with the money, %v", tender.SlipRef, err)
		}
		b.Press("Esc")
		b.Press("Enter")
		b.settle(t)
		if b.Kit.Prompt.Open() {
			t.Fatal("the money is not taken")
		}
	}
}

func TestPaymentAboveTheDebtStays(t *testing.T) {
	b := open(t, usual, stall(t, people...))
	who := *b.page.model.customer() // owes 65
	d := newPayment(b.page, who)
	d.open()
	d.amount.SetText("66")
	d.take()
	if d.trouble.Hidden || !b.Kit.Prompt.Open() {
		t.Error("more than is owed is refused in the dialog")
	}
	d.amount.SetText("")
	d.take()
	if !b.Kit.Prompt.Open() {
		t.Error("an empty amount is refused")
	}
}

func TestTheAddressIsFoundFromItsSubdistrict(t *testing.T) {
	b := open(t, usual, stall(t))
	f := newForm(b.Kit, shop.Party{Name: "ป้าแดง", Address: "99/12 หมู่ 4"}, nil)
	f.open()
	b.Press("F2")
	for !b.Kit.Pool.Idle() { // the register is read behind the form
		b.Deliver()
	}
	b.Type("สุเทพ เชียงใหม่")
	b.Press("Enter")
	b.Press("Ctrl+Enter")
	if want := "99/12 หมู่ 4 ตำบลสุเทพ อำเภอเมืองเชียงใหม่ จังหวัดเชียงใหม่ 50200"; f.address.Text != want || !f.changed() {
		t.Errorf("the address is %q", f.address.Text)
	}
	if !b.Kit.Prompt.Open() {
		t.Error("the customer's form closed too")
	}
}

func TestFormSaysWhatIsWrongUnderTheFieldAndLosesNothing(t *testing.T) {
	b := open(t, usual, stall(t))
	var saved []shop.Customer
	f := newForm(b.Kit, shop.Party{}, func(c shop.Customer) { saved = append(saved, c) })
	f.open()
	for _, c := range []struct {
		field string
		set   func()
	}{
		{"name", func() { f.phone.SetText("12345") }},
		{"phone", func() { f.name.SetText("ป้าแดง") }},
		{"tax_id", func() { f.phone.SetText("081 234 5678"); f.taxID.SetText("123") }},
		{"branch", func() { f.taxID.SetText("0994000165502"); f.branch.SetText("1") }},
	} {
		c.set()
		f.save()
		for field, line := range f.rows {
			if (line.Message() != "") != (field == c.field) {
				t.Errorf("at %s: %s says %q", c.field, field, line.Message())
			}
		}
	}
	if f.warning.Hidden {
		t.Error("a tax number with a wrong last digit is warned of")
	}
	f.close()
	b.Press("Esc") // go on editing
	if f.name.Text != "ป้าแดง" || !b.Kit.Prompt.Open() {
		t.Error("Esc lost what was typed")
	}
	f.branch.SetText("00001")
	b.Press("Ctrl+Enter")
	b.Until(t, func() bool { return len(saved) > 0 })
	if saved[0].Phone != "0812345678" || saved[0].Branch != "00001" || b.Kit.Prompt.Open() {
		t.Errorf("saved %+v", saved)
	}
}

func TestChooseGivesACustomerNobodyOrNothing(t *testing.T) {
	type answer struct {
		name   string
		chosen bool
	}
	for name, c := range map[string]struct {
		keys []string
		want answer
	}{
		"first that fits": {[]string{"เกษม", "Enter"}, answer{"เกษม ใจดี", true}},
		"by phone":        {[]string{"0812", "Enter"}, answer{"ก้อย ร้านกาแฟ", true}},
		"next one":        {[]string{"Down", "Down", "Enter"}, answer{"เกษม ใจดี", true}},
		"nobody":          {[]string{"Enter"}, answer{"", true}},
		"given up":        {[]string{"Esc"}, answer{"", false}},
		"new one":         {[]string{"สมใจ", "Ctrl+N", "Ctrl+Enter"}, answer{"สมใจ", true}},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t, usual, stall(t, people...))
			var got []answer
			chooser := choose(b.Kit, b.page.runner, Choice{}, func(who shop.Customer, chosen bool) { got = append(got, answer{who.Name, chosen}) })
			b.Press("Enter") // before the customers are read it chooses nobody
			if len(got) > 0 {
				t.Fatal("somebody was chosen of those nobody knew yet")
			}
			b.Until(t, func() bool { return chooser.known })
			for _, key := range c.keys {
				switch key {
				case "Up", "Down", "Enter", "Esc", "Ctrl+N", "Ctrl+Enter":
					b.Press(keys.Chord(key))
				default:
					b.Type(key)
				}
			}
			b.Until(t, func() bool { return len(got) > 0 })
			if len(got) != 1 || got[0] != c.want || b.Kit.Prompt.Open() {
				t.Errorf("told %v, want %v", got, c.want)
			}
		})
	}
}

func TestWhereSomebodyMustBeNamedNobodyIsNotOffered(t *testing.T) {
	b := open(t, usual, stall(t, people...))
	var got []shop.Customer
	c := choose(b.Kit, b.page.runner, Choice{Named: true}, func(who shop.Customer, chosen bool) { got = append(got, who) })
	b.Until(t, func() bool { return c.known })
	b.Press("Enter")
	if len(got) != 1 || got[0].ID.IsZero() {
		t.Errorf("chosen %+v", got)
	}
}

func TestScreenLooksAsStored(t *testing.T) {
	b := open(t, usual, stall(t, people...))
	b.Type("โรงแรม")
	b.settle(t)
	b.page.find("")
	b.page.view.search.SetText("")
	b.Window.Canvas().Unfocus()
	b.settle(t)
	test.AssertImageMatches(t, "customers.png", b.Window.Canvas().Capture())
}

func TestNothingIsCutInAnyLook(t *testing.T) {
	s := stall(t, people...)
	for _, v := range looks.Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			b := open(t, v, s)
			b.Look(t, v, "customers")
			c := newChooser(b.Kit, Choice{}, func(shop.Customer, bool) {})
			c.open()
			c.know(b.page.model.all)
			b.Look(t, v, "choose")
			c.know(nil)
			b.Look(t, v, "choose-none")
			newForm(b.Kit, people[0], nil).open()
			b.Look(t, v, "customer-form")
			newPayment(b.page, *b.page.model.customer()).open()
			b.Look(t, v, "debt")
		})
	}
}

func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	b := open(t, usual, stall(t, people...))
	b.Press("Down")
	b.Press("Down")
	b.settle(t)
	b.Save(t, folder, "customers")
}
