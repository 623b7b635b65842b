package issuing

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: fyne.NewSize(1366, 768), Lang: i18n.Thai}

// empty is a page with nothing on it, under the dialogs.
type empty struct{}

func (empty) Title() string              { return "" }
func (empty) Content() fyne.CanvasObject { return container.NewWithoutLayout() }
func (empty) Scope() *keys.Scope         { return &keys.Scope{} }
func (empty) Shown()                     {}
func (empty) Hidden()                    {}

var noon = time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)

// firm is a shop registered for VAT that writes papers for offices.
func firm(t testing.TB) *shop.Shop {
	t.Helper()
	s, err := shop.Create(t.Context(), filepath.Join(t.TempDir(), "shop"), shop.Params{Name: "วิสาหกิจชุมชนบ้านทอผ้า",
		Address: "12 หมู่ 3 ต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130", TaxID: "0105536112014", VAT: "included"}, func() time.Time { return noon })
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	for key, value := range map[string]string{"shop.kind": "juristic", "bank.name": "ธ.ก.ส.", "bank.account": "0123456789", "bank.account_name": "วิสาหกิจชุมชนบ้านทอผ้า",
		"paper.signer": "นางแสงดา ใจงาม", "paper.signer_position": "ประธาน"} {
		_, _, err := s.Set(t.Context(), key, value)
		must(t, err)
	}
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var sankang = papers.Buyer{Name: "องค์การบริหารส่วนตำบลสันกลาง", Agency: "กองคลัง", Address: "99 หมู่ 1\nต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130",
	TaxID: "0994000165501", Branch: "00000", Kind: papers.Government}

func goods(t testing.TB, s *shop.Shop, sku, name string, pieces int) catalog.Product {
	t.Helper()
	p, err := s.SaveProduct(t.Context(), catalog.Product{SKU: sku, Name: name, Unit: "ชุด", Price: 535_00, VAT: catalog.VATStandard}, shop.Opening{Qty: qty.Pieces(pieces)})
	must(t, err)
	return p
}

// giftOrder is an order of an office on credit: so many sets for each of its schools, packed.
func giftOrder(t testing.TB, s *shop.Shop, set catalog.Product, each, schools int) *shop.Order {
	t.Helper()
	who, err := s.SaveCustomer(t.Context(), party.Party{Name: sankang.Name, TaxID: sankang.TaxID, Branch: sankang.Branch, Address: sankang.Address})
	must(t, err)
	request := ordering.Request{Channel: ordering.Government, CustomerID: who.ID, PayBy: ordering.PayCredit, Person: ordering.Person{Name: "นายก อบต."}}
	for n := range schools {
		request.Lines = append(request.Lines, ledger.OrderLine{ProductID: set.ID, Qty: qty.Pieces(each), Price: set.Price, To: n + 1})
		request.Recipients = append(request.Recipients, ordering.Recipient{Name: fmt.Sprintf("โรงเรียนที่ %d", n+1), Line: "1", Province: "เชียงใหม่", Postcode: "50130"})
	}
	order, err := s.AddOrder(t.Context(), request)
	must(t, err)
	must(t, s.ConfirmOrder(t.Context(), order.Order.ID, false, ""))
	for n := range schools {
		must(t, s.Pack(t.Context(), ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order.Order.ID, To: n + 1}, ""))
	}
	return order
}

// sent hands all parcels of an order over: a receipt alone may now be made of its money.
func sent(t testing.TB, s *shop.Shop, order *shop.Order) *shop.Order {
	t.Helper()
	_, err := s.HandOver(t.Context(), order.Order.ID, nil, id.Bill{}, "")
	must(t, err)
	return order
}

// desk is a window with the dialog of a paper on it.
type desk struct {
	*looks.Stage
	*editor
	t      *testing.T
	shop   *shop.Shop
	issued *shop.IssuedPaper
}

// sit opens the dialog of a paper.
func sit(t *testing.T, s *shop.Shop, ask shop.PaperAsk) *desk {
	t.Helper()
	d := &desk{Stage: looks.New(t, usual, s), t: t, shop: s}
	d.Show(kit.Till, func(*kit.Kit) nav.Page { return empty{} })
	d.editor = edit(d.Kit, Start{Ask: ask, Done: func(p *shop.IssuedPaper) { d.issued = p }})
	d.settle()
	return d
}

func (d *desk) settle() { d.t.Helper(); d.Settle(d.t, d.Working) }

// fill types into a field.
func (d *desk) fill(key, text string) {
	d.t.Helper()
	field, ok := d.v.entries[key]
	if !ok {
		d.t.Fatalf("there is no field %s", key)
	}
	field.SetText(text)
	if amount, ok := field.(*widget.AmountEntry); ok { // which tells only of what hands type
		amount.OnChanged(text)
	}
	d.settle()
}

// save presses the key that issues, and waits.
func (d *desk) save() { d.t.Helper(); d.Press(keys.Save); d.settle() }

// told gives what is said at a field, "" for the place below them.
func (d *desk) told(key string) string {
	if row := d.v.rows[key]; row != nil {
		return row.Message()
	}
	return d.v.says.Content()
}

// says fails the test unless a fault is told at a field, and nothing was issued.
func (d *desk) saysAt(key, code string) {
	d.t.Helper()
	words := strings.SplitN(i18n.T(i18n.Thai, "fault."+code), "{", 2)[0]
	if got := d.told(key); words == "" || !strings.Contains(got, strings.TrimSpace(words)) || d.issued != nil {
		d.t.Errorf("at %s it says %q, not %s; issued %v", key, got, code, d.issued != nil)
	}
}

// made writes the paper that was issued, and else what is said.
func (d *desk) made() string {
	if d.issued == nil {
		return "nothing; it says " + d.v.says.Content()
	}
	return string(d.issued.Encode())
}

// papersOf counts the papers of a kind.
func papersOf(t testing.TB, s *shop.Shop, kind papers.Kind) int {
	t.Helper()
	_, total, err := s.OfficePapers(t.Context(), shop.OfficePaperQuery{Kind: kind, Limit: 10})
	must(t, err)
	return total
}

// An order of an office goes its way: delivery note, invoice, receipt less 1 % with the certificate.
func TestFromDeliveryNoteToReceipt(t *testing.T) {
	s := firm(t)
	order := giftOrder(t, s, goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500), 5, 4)
	number := order.Order.Number

	d := sit(t, s, shop.PaperAsk{Kind: papers.Delivery, Of: []string{number}})
	if d.m.text["buyer.name"] != sankang.Name || d.m.text["buyer.tax_id"] != sankang.TaxID || d.v.sheet.Image == nil {
		t.Errorf("it begins with %q", d.m.text)
	}
	d.fill("parcels", "1-2")
	d.fill("buyer.agency", sankang.Agency)
	d.save()
	if d.issued == nil || d.issued.Lines[0].Qty != qty.Pieces(10) || d.issued.Buyer.Agency != sankang.Agency {
		t.Fatal(d.made())
	}
	if !d.Kit.Prompt.Open() || !d.shut {
		t.Error("the note is not shown to be printed")
	}
	d = sit(t, s, shop.PaperAsk{Kind: papers.Delivery, Of: []string{number}})
	d.save()
	if d.issued == nil || d.issued.Lines[0].Qty != qty.Pieces(10) {
		t.Fatalf("the rest: %s", d.made())
	}

	d = sit(t, s, shop.PaperAsk{Kind: papers.Invoice, Of: []string{number}})
	d.fill("due", "23/12/69")
	d.Press(keys.Save)
	d.Press(keys.Save) // a second press issues no second paper
	d.settle()
	invoice := d.issued
	if invoice == nil || invoice.Sums.Due != 20*535_00 || invoice.DueDay != "2026-12-23" || invoice.Withheld.Tax != 100_00 || papersOf(t, s, papers.Invoice) != 1 {
		t.Fatal(d.made())
	}
	sent(t, s, order)

	d = sit(t, s, shop.PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}})
	if d.m.text["pay[0].amount"] != "10600.00" || d.m.text["certificate.amount"] != "100.00" {
		t.Errorf("it begins with %q", d.m.text)
	}
	d.save()
	d.saysAt("certificate.number", "certificate_number_missing")
	d.fill("certificate.number", "45/2570")
	d.save()
	if d.issued == nil || d.issued.Booked != 20*535_00 || d.issued.Withheld.Certificate.Amount != 100_00 {
		t.Fatal(d.made())
	}
	customer, err := s.Customer(t.Context(), order.Content.CustomerID)
	if err != nil || customer.Owed != 0 {
		t.Errorf("still owed %s, %v", customer.Owed, err)
	}
}
