//go:build window

package journey

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// Of the journey: sets that are ordered, and what lies in each.
const (
	sets      = 60
	setPrice  = money.Satang(535_00)
	scarves   = 2  // in a set
	scarvesIn = 30 // that are there before
	schools   = 12 // recipients, five sets each
	office    = "อบต.บ้านคราม"
	withheld  = money.Satang(300_00) // 1 % of what it is before VAT
)

// official is the journey of a shop that sells gift sets to an office.
type official struct {
	*seller
	scarf  *catalog.Product
	weaver shop.Party
	order  string // its number
}

// TestGiftSetsForAnOffice follows sixty gift sets from the quotation to the receipt: accepted with the addresses of twelve
// schools, planned back to the weaver, sent in two rounds, invoiced, and paid less the tax that offices keep back.
func TestGiftSetsForAnOffice(t *testing.T) {
	d := &official{seller: &seller{drive: sit(t, false), chat: newChatWindow(t)}}
	d.prepare()
	d.drive.open()
	d.quote()
	d.accept()
	d.plan()
	d.deliver(1, schools/2)
	d.deliver(schools/2+1, schools)
	d.invoice()
	d.pay()
	d.agree()
}

// prepare founds a shop that is registered for VAT: a weaver's scarves on consignment and the shop's own jars make a set.
func (d *official) prepare() {
	d.t.Helper()
	d.found("--vat", "included", "--tax-id", "0105536112014")
	d.beside("set", "printer.document", "file:"+filepath.Join(d.home, "papers"))
	d.beside("set", "printer.label", "file:"+filepath.Join(d.home, "labels"))
	d.beside("set", "vat.pos_id", "E012345678")
	var err error
	must := func(what string) {
		d.t.Helper()
		if err != nil {
			d.t.Fatalf("%s: %v", what, err)
		}
	}
	d.weaver, err = d.shop.SaveProducer(d.ctx, party.Party{Name: "ป้าปิ่นแก้ว", Phone: "0812345678"})
	must("the weaver")
	scarf, err := d.shop.SaveProduct(d.ctx, catalog.Product{SKU: "SCARF", Name: "ผ้าพันคอทอมือ", Unit: "ผืน", Price: 200_00, WeightG: 150, Terms: ledger.Consign, ProducerID: d.weaver.ID,
		GP: 20_00, VAT: catalog.VATStandard}, shop.Opening{Qty: qty.Pieces(scarvesIn)})
	must("the scarf")
	d.scarf = &scarf
	jar, err := d.shop.SaveProduct(d.ctx, catalog.Product{SKU: "JAR", Name: "น้ำผึ้งดอกลำไย", Unit: "ขวด", Price: 135_00, WeightG: 600, VAT: catalog.VATStandard}, shop.Opening{Qty: qty.Pieces(200)})
	must("the jar")
	_, err = d.shop.SaveProduct(d.ctx, catalog.Product{SKU: "GIFT", Name: "ชุดของขวัญปีใหม่", Unit: "ชุด", Price: setPrice, WeightG: 950, VAT: catalog.VATStandard,
		Components: []catalog.Component{{ProductID: scarf.ID, Qty: qty.Pieces(scarves)}, {ProductID: jar.ID, Qty: qty.One}}}, shop.Opening{})
	must("the set")
	_, err = d.shop.SaveCustomer(d.ctx, party.Party{Name: office, TaxID: "0994000165501", Branch: "00000", Address: "99 หมู่ 1 ต.บ้านคราม อ.เมือง จ.ลำพูน 51000"})
	must("the office")
}

// quote writes the quotation and keeps it as a file for the office.
func (d *official) quote() {
	d.t.Helper()
	d.see(says("nav.papers"), rail)
	d.press("ctrl+0")
	d.see(says("paperspage.new"), anywhere)
	d.press("ctrl+n")
	d.see(says("quotations.issue"), anywhere)
	d.press("F2")
	d.typed("g", "i", "f", "t", "Return")
	d.see("ชุดของขวัญปีใหม่", anywhere)
	d.press("F5")
	d.see(says("quotations.qty", fault.Values{"unit": "ชุด"}), anywhere)
	d.typed("6", "0", "Return")
	d.see(i18n.BahtSign(sets*setPrice), anywhere)
	d.press("F4")
	d.see(says("customers.search"), anywhere)
	d.see(office, anywhere)
	d.typed("Down", "Return")
	d.gone(says("customers.search"))
	d.press("F9")
	d.see(says("quotations.within"), anywhere)
	d.typed("Tab", "3", "0")
	d.press("ctrl+Return")
	d.until("the quotation", func() bool { return d.paper(papers.Quotation) != nil })
	d.see(says("papers.keep"), anywhere)
	d.press("F5")
	d.gone(says("papers.keep"))
	quotation := d.paper(papers.Quotation)
	if quotation.Sums.Due != sets*setPrice || quotation.Buyer.Name != office || !quotation.Style.Official {
		d.t.Errorf("offered %s to %+v", i18n.Baht(quotation.Sums.Due), quotation.Buyer)
	}
}

// accept makes the order with the buyer's number, and the schools from a spreadsheet.
func (d *official) accept() {
	d.t.Helper()
	file := filepath.Join(d.home, "schools.csv")
	list := "ชื่อ,ที่อยู่,โทร,จำนวน\n"
	for n := range schools {
		list += fmt.Sprintf("โรงเรียนบ้านครามที่ %d,\"%d หมู่ 1 ต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130\",0531112%02d,%d\n", n+1, n+1, n, sets/schools)
	}
	if err := os.WriteFile(file, []byte(list), 0o600); err != nil {
		d.t.Fatal(err)
	}
	d.press("F6")
	d.see(says("quotations.accept.do"), anywhere)
	d.typed("1", "2", "slash", "6", "9")
	d.press("F9")
	d.click("schools", anywhere)
	d.clickLast("เปิด", anywhere)
	d.see(says("quotations.accept.shared", fault.Values{"count": schools}), anywhere)
	d.press("ctrl+Return")
	d.until("the order", func() bool { return len(d.orders()) == 1 })
	d.order = d.orders()[0].Number
	d.see(says("officepage.people", fault.Values{"served": 0, "all": schools}), anywhere)
	if far := d.far(); far.Total != sets*setPrice || far.Places != schools || d.paper(papers.PurchaseOrder).Order.Number != "12/69" {
		d.t.Errorf("%s for %d places by %+v", i18n.Baht(far.Total), far.Places, d.paper(papers.PurchaseOrder).Order)
	}
}

// plan tells the weaver what she must bring, and takes it in when it is there.
func (d *official) plan() {
	d.t.Helper()
	missing := sets*scarves - scarvesIn
	d.press("F9")
	d.see(says("officepage.copy"), anywhere)
	d.press("Return")
	d.until("the message to the weaver", func() bool {
		text := d.chat.paste()
		return strings.Contains(text, d.weaver.Name) && strings.Contains(text, fmt.Sprintf("%d ผืน", missing)) && strings.Contains(text, office)
	})
	d.press("Escape")
	d.gone(says("officepage.copy"))
	d.beside("stock", "receive", fmt.Sprintf("SCARF*%d", missing), "--producer", d.weaver.Name)
}

// deliver packs what some of the schools get, writes their notes and labels in one go each, and hands the parcels over.
func (d *official) deliver(first, last int) {
	d.t.Helper()
	d.press("F4")
	for n := first; n <= last; n++ {
		d.see(says("orders.act.pack"), pane)
		d.press("F6")
		d.see(says("orders.pack.scan"), anywhere)
		d.press("F8")
		d.see(says("orders.pack.whole"), anywhere)
		d.press("ctrl+Return")
		d.until("a parcel", func() bool { return len(d.far().Order.Parcels) == n })
		d.gone(says("orders.pack.done"))
	}
	d.press("ctrl+0", "ctrl+o")
	d.see(says("officepage.act.notes"), anywhere)
	d.press("F10")
	d.until("their notes", func() bool { return d.count(papers.Delivery) == last })
	d.see(says("papers.keep"), anywhere)
	d.press("ctrl+p")
	d.gone(says("papers.keep"))
	d.press("F11")
	d.see(says("papers.keep"), anywhere)
	d.press("ctrl+p")
	d.gone(says("papers.keep"))
	d.press("F4")
	d.see(says("orders.act.ship"), pane)
	d.press("F7")
	d.see(says("orders.ship.title", fault.Values{"count": last - first + 1}), anywhere)
	d.press("Return")
	d.until("that they left", func() bool { return d.far().Goods[0].Sent == qty.Pieces(last*sets/schools) })
	d.press("ctrl+0", "ctrl+o")
	d.see(says("officepage.people", fault.Values{"served": last, "all": schools}), anywhere)
}

// invoice asks for all of it by one tax invoice.
func (d *official) invoice() {
	d.t.Helper()
	d.press("Return")
	d.see(says("issuing.buyer"), anywhere)
	d.press("ctrl+Return")
	d.until("the invoice", func() bool { return d.paper(papers.TaxInvoice) != nil })
	d.see(says("papers.keep"), anywhere)
	d.press("F5")
	d.gone(says("papers.keep"))
	if invoice := d.paper(papers.TaxInvoice); invoice.Sums.Due != sets*setPrice || invoice.Withheld == nil || invoice.Withheld.Tax != withheld || len(invoice.Lines) != 1 {
		d.t.Errorf("the invoice is %+v, %+v", invoice.Sums, invoice.Withheld)
	}
}

// pay writes the receipt of what came, and of the tax that was kept back.
func (d *official) pay() {
	d.t.Helper()
	d.press("F8")
	d.see(says("issuing.sum"), anywhere)
	d.see(i18n.Baht(sets*setPrice-withheld), anywhere)
	d.typed("4", "5", "slash", "2", "5", "7", "0")
	d.press("ctrl+Return")
	d.until("the receipt", func() bool { return d.paper(papers.Receipt) != nil })
	d.see(says("papers.keep"), anywhere)
	d.press("F5")
	d.gone(says("papers.keep"))
	receipt := d.paper(papers.Receipt)
	if w := receipt.Withheld; receipt.Sums.Due != sets*setPrice || w == nil || w.Certificate == nil || w.Certificate.Number != "45/2570" || w.Certificate.Amount != withheld ||
		len(receipt.Payments) != 1 || receipt.Payments[0].Amount != sets*setPrice-withheld {
		d.t.Errorf("the receipt is %+v, %+v, %+v", receipt.Sums, receipt.Withheld, receipt.Payments)
	}
}

// agree compares what the shop's books, its papers and the report of the tax say in the end.
func (d *official) agree() {
	d.t.Helper()
	far := d.far()
	if far.Left() != 0 || far.Invoiced != far.Total || far.Withheld != withheld || far.Served != schools || far.Goods[0].Sent != qty.Pieces(sets) || far.Order.Rest() != 0 {
		d.t.Errorf("how far it is: %+v", far)
	}
	today := clock.DayOf(clock.System())
	owing, err := d.shop.Receivables(d.ctx, today)
	if err != nil || len(owing) != 0 {
		d.t.Errorf("still owed %+v, %v", owing, err)
	}
	customer, err := d.shop.Customer(d.ctx, far.Order.Content.CustomerID)
	if err != nil || customer.Owed != 0 {
		d.t.Errorf("the books say that %s is owed, %v", i18n.Baht(customer.Owed), err)
	}
	if left := d.onHand(d.scarf); left != 0 {
		d.t.Errorf("%s scarves are left", left)
	}
	weaver, err := d.shop.Producer(d.ctx, d.weaver.ID)
	if err != nil || weaver.Unsettled.Payable() <= 0 {
		d.t.Errorf("the weaver's share: %+v, %v", weaver, err)
	}
	tax, err := d.shop.SalesTax(d.ctx, today)
	if invoice := d.paper(papers.TaxInvoice); err != nil || tax.VAT != invoice.Sums.VAT || tax.Total != invoice.Sums.Due {
		d.t.Errorf("the tax report says %s of %s, the invoice %s, %v", i18n.Baht(tax.VAT), i18n.Baht(tax.Total), i18n.Baht(invoice.Sums.VAT), err)
	}
	checks, err := d.shop.Check(d.ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, check := range checks {
		if !check.OK {
			d.t.Errorf("check: %+v", check)
		}
	}
}

func (d *official) far() *shop.OfficeProgress {
	d.t.Helper()
	far, err := d.shop.OfficeProgress(d.ctx, d.order)
	if err != nil {
		d.t.Fatal(err)
	}
	return far
}

func (d *official) count(kind papers.Kind) int {
	d.t.Helper()
	_, count, err := d.shop.OfficePapers(d.ctx, shop.OfficePaperQuery{Kind: kind, Limit: 100})
	if err != nil {
		d.t.Fatal(err)
	}
	return count
}

// paper gives the paper of a kind that was issued last, nil for none.
func (d *official) paper(kind papers.Kind) *shop.OfficePaper {
	d.t.Helper()
	rows, _, err := d.shop.OfficePapers(d.ctx, shop.OfficePaperQuery{Kind: kind, Limit: 1})
	if err == nil && len(rows) == 0 {
		return nil
	}
	if err != nil {
		d.t.Fatal(err)
	}
	paper, err := d.shop.OfficePaperID(d.ctx, rows[0].ID)
	if err != nil {
		d.t.Fatal(err)
	}
	return paper
}
