package issuing

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// A certificate with another sum than the law's is asked about, and kept with its picture.
func TestCertificateThatDiffers(t *testing.T) {
	s := firm(t)
	order := sent(t, s, giftOrder(t, s, goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500), 10, 2))
	invoice, err := s.IssuePaper(t.Context(), shop.PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}})
	must(t, err)
	d := sit(t, s, shop.PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}})
	d.fill("certificate.number", "45/2570")
	d.fill("certificate.amount", "90")
	if d.m.text["pay[0].amount"] != "10610.00" {
		t.Errorf("the rest of the money is %s", d.m.text["pay[0].amount"])
	}
	notAPicture := filepath.Join(t.TempDir(), "ใบหัก.jpg")
	must(t, os.WriteFile(notAPicture, []byte("%PDF"), 0o600))
	d.Picks = func(then func(string)) { then(notAPicture) }
	d.Press("F3")
	d.settle()
	d.saysAt("", "not_a_picture")
	d.Picks = func(then func(string)) { then(filepath.Join("testdata", "issuing.png")) }
	d.Press("F3")
	d.settle()
	d.save()
	if d.issued != nil || !d.Kit.Prompt.Open() {
		t.Fatal("it did not ask")
	}
	d.Press("Ctrl+Enter")
	d.settle()
	c := &papers.Certificate{}
	if d.issued != nil {
		c = d.issued.Withheld.Certificate
	}
	if c.Amount != 90_00 || c.Picture == "" || d.issued.History[0].Code != "certificate_differs" {
		t.Fatal(d.made())
	}
	if _, err := os.Stat(filepath.Join(s.Dir, shop.Images, c.Picture)); err != nil {
		t.Error(err)
	}
}

// The certificate may come later: the receipt is for the money that came, another one for the tax.
func TestCertificateThatComesLater(t *testing.T) {
	for _, from := range []string{"invoice", "order"} {
		t.Run(from, func(t *testing.T) {
			s := firm(t)
			order := sent(t, s, giftOrder(t, s, goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500), 10, 2))
			invoice, err := s.IssuePaper(t.Context(), shop.PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}})
			must(t, err)
			ask := shop.PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}}
			if from == "order" {
				ask.Of[0] = order.Order.Number
			}
			certificateFollows(t, s, ask, invoice.Number)
		})
	}
}

func certificateFollows(t *testing.T, s *shop.Shop, ask shop.PaperAsk, invoice string) {
	t.Helper()
	d := sit(t, s, ask)
	d.Press("F9") // the certificate is here → it comes later
	d.settle()
	if d.m.text["amount"] != "10600.00" || d.m.text["pay[0].amount"] != "10600.00" {
		t.Errorf("it asks for %q", d.m.text)
	}
	d.save()
	if d.issued == nil || d.issued.Sums.Due != 10_600_00 || d.issued.Withheld != nil && d.issued.Withheld.Certificate != nil {
		t.Fatal(d.made())
	}
	d = sit(t, s, ask)
	if d.m.pays != 0 || d.m.text["certificate.amount"] != "100.00" {
		t.Errorf("then it asks for %q", d.m.text)
	}
	for range 3 { // looking what there is comes back to where it began
		d.Press("F9")
		d.settle()
		if shown := d.amountShown(); d.m.tax == noTax && (shown != "100.00" || d.m.text["pay[0].amount"] != shown) {
			t.Errorf("without tax it shows %q, and asks for %q", shown, d.m.text)
		}
	}
	if d.m.tax != gotTax || d.m.pays != 0 || d.m.text["certificate.amount"] != "100.00" {
		t.Errorf("three turns later it asks for %q, by %d ways", d.m.text, d.m.pays)
	}
	d.fill("certificate.number", "46/2570")
	d.save()
	d.Press("Ctrl+Enter") // of 100 baht the law would keep back one
	d.settle()
	if d.issued == nil || d.issued.Sums.Due != 100_00 || d.issued.Booked != 100_00 {
		t.Fatal(d.made())
	}
	if paid, err := s.OfficePaper(t.Context(), invoice); err != nil || paid.Fate.Received != 10_700_00 {
		t.Errorf("%+v, %v", paid.Fate, err)
	}
}

// amountShown is what stands in the field of what is received now, "" = nothing.
func (d *desk) amountShown() string {
	amount, err := d.v.entries["amount"].(*widget.AmountEntry).Amount()
	if err != nil {
		return ""
	}
	return amount.String()
}

// Of a sum of which the law keeps nothing back a buyer may have kept something all the same: how much is asked, and nothing
// waits of which nobody said so.
func TestTaxBelowTheLeastIsAsked(t *testing.T) {
	s := firm(t)
	_, _, err := s.Set(t.Context(), "shop.kind", "individual") // of whom an office keeps nothing back below 10,000
	must(t, err)
	invoice := taxed(t, s)
	ask := shop.PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}}
	turn := func(d *desk, state taxState) {
		for d.m.tax != state {
			d.Press("F9")
			d.settle()
		}
	}
	d := sit(t, s, ask)
	if d.m.facts.withheld != 0 {
		t.Fatalf("the law keeps %s back", d.m.facts.withheld)
	}
	turn(d, gotTax)
	d.fill("certificate.number", "46/2570")
	if d.m.text["certificate.amount"] != "" {
		t.Errorf("it fills in %q for the tax", d.m.text["certificate.amount"])
	}
	d.save()
	d.saysAt("certificate.amount", "amount_not_positive")
	turn(d, lateTax)
	if d.v.focused() != "amount" || d.m.text["amount"] != "" || d.told("amount") != "" {
		t.Errorf("the keyboard is at %q, where %q stands, and it says %q", d.v.focused(), d.m.text["amount"], d.told("amount"))
	}
	turn(d, noTax)
	if shown := d.amountShown(); shown != "5350.00" || d.m.text["pay[0].amount"] != shown {
		t.Errorf("without tax it shows %q, and asks for %q", shown, d.m.text)
	}
	turn(d, lateTax)
	d.save()
	d.saysAt("amount", "nothing_waits")
	d.fill("amount", "5350")
	d.save()
	d.saysAt("amount", "nothing_waits")
	d.fill("amount", "5300")
	if d.m.text["pay[0].amount"] != "5300.00" {
		t.Errorf("the money is %q", d.m.text["pay[0].amount"])
	}
	d.save()
	if d.issued == nil || d.issued.Sums.Due != 5_300_00 {
		t.Fatal(d.made())
	}
	d = sit(t, s, ask)
	turn(d, gotTax)
	d.fill("certificate.number", "46/2570")
	d.fill("certificate.amount", "50")
	d.save()
	d.Press("Ctrl+Enter") // the law would keep back nothing
	d.settle()
	if d.issued == nil || d.issued.Sums.Due != 50_00 || len(d.issued.Payments) != 0 {
		t.Fatal(d.made())
	}
}

// Money comes in parts and by several ways: the first way that nobody wrote takes the rest.
func TestMoneyComesInParts(t *testing.T) {
	s := firm(t)
	invoice := taxed(t, s)
	d := sit(t, s, shop.PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}})
	d.Press("F9")
	d.Press("F9") // nothing is kept back
	d.settle()
	d.fill("amount", "2000")
	d.Press("F8")
	d.settle()
	d.fill("pay[1].amount", "500")
	if d.m.text["pay[0].amount"] != "1500.00" {
		t.Errorf("the first way is %s", d.m.text["pay[0].amount"])
	}
	d.m.set("pay[1].method", selling.Cash)
	d.save()
	if d.issued == nil || len(d.issued.Payments) != 2 || d.issued.Payments[1] != (papers.Payment{Method: selling.Cash, Amount: 500_00, Date: "2026-11-23"}) {
		t.Fatal(d.made())
	}
	d = sit(t, s, shop.PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}})
	d.fill("amount", "3350.01")
	d.save()
	d.saysAt("amount", "receipt_above_owed")
}
