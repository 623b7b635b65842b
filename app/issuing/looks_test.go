package issuing

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// office is a shop with an order of an office and papers of it.
type office struct {
	*shop.Shop
	order, full, invoice, tax string // full: every parcel stands on a note
}

func newOffice(t testing.TB) *office {
	t.Helper()
	s := firm(t)
	set := goods(t, s, "GIFT", "ชุดของขวัญปีใหม่", 500)
	order := giftOrder(t, s, set, 5, 4)
	o := &office{Shop: s, order: order.Order.Number, full: giftOrder(t, s, set, 15, 4).Order.Number}
	issue := func(ask shop.PaperAsk) string {
		issued, err := s.IssuePaper(t.Context(), ask)
		must(t, err)
		return issued.Number
	}
	issue(shop.PaperAsk{Kind: papers.PurchaseOrder, Of: []string{o.order}, Order: papers.BuyerOrder{Number: "พง 12/2570", Date: "2026-11-20"}, Buyer: sankang})
	issue(shop.PaperAsk{Kind: papers.Delivery, Of: []string{o.order}, Parcels: []int{1, 2}})
	o.invoice = issue(shop.PaperAsk{Kind: papers.Invoice, Of: []string{o.order}})
	sent(t, s, order)
	issue(shop.PaperAsk{Kind: papers.Delivery, Of: []string{o.full}, Buyer: sankang})
	goods(t, s, "SOAP", "สบู่ขมิ้นสมุนไพรในกล่องของขวัญไม้ไผ่สานลายขิด", 500)
	o.tax = issue(shop.PaperAsk{Kind: papers.TaxInvoice, Buyer: sankang, Lines: []shop.PaperLine{{Code: "GIFT", Qty: qty.Pieces(10)}, {Code: "SOAP", Qty: qty.Pieces(20)}}})
	return o
}

// scenes are what the dialog can show.
var scenes = []struct {
	name string
	ask  func(*office) shop.PaperAsk
	then func(*testing.T, *looks.Stage, *editor)
}{
	{"receipt", func(o *office) shop.PaperAsk { return shop.PaperAsk{Kind: papers.Receipt, Of: []string{o.invoice}} },
		func(t *testing.T, s *looks.Stage, e *editor) {
			e.v.entries["certificate.number"].SetText("45/2570")
			s.Press("F8")
		}},
	{"style", func(o *office) shop.PaperAsk {
		return shop.PaperAsk{Kind: papers.TaxInvoice, Of: []string{o.order}, With: []papers.Kind{papers.Invoice}}
	},
		func(_ *testing.T, s *looks.Stage, _ *editor) { s.Press("F7") }},
	{"tax", func(o *office) shop.PaperAsk {
		return shop.PaperAsk{Kind: papers.TaxInvoice, Of: []string{o.order}, With: []papers.Kind{papers.Invoice}}
	}, nil},
	{"credit", func(o *office) shop.PaperAsk { return shop.PaperAsk{Kind: papers.CreditNote, Of: []string{o.tax}} },
		func(_ *testing.T, _ *looks.Stage, e *editor) { e.m.correct(0, qty.Pieces(2), 535_00); e.wrote() }},
	{"invoice", func(o *office) shop.PaperAsk { return shop.PaperAsk{Kind: papers.Invoice, Of: []string{o.full}} }, nil},
	{"delivery", func(o *office) shop.PaperAsk { return shop.PaperAsk{Kind: papers.Delivery, Of: []string{o.order}} }, nil},
	{"refused", func(o *office) shop.PaperAsk { return shop.PaperAsk{Kind: papers.Receipt, Of: []string{o.invoice}} },
		func(_ *testing.T, s *looks.Stage, e *editor) {
			e.v.entries["certificate.date"].SetText("1/1/2570")
			e.v.entries["certificate.number"].SetText("45/2570")
			s.Press("Ctrl+Enter")
		}},
	{"line", func(o *office) shop.PaperAsk { return shop.PaperAsk{Kind: papers.CreditNote, Of: []string{o.tax}} },
		func(_ *testing.T, s *looks.Stage, _ *editor) { s.Press("F6") }},
	{"instead", func(o *office) shop.PaperAsk { return shop.PaperAsk{Kind: papers.TaxInvoice, Replaces: o.tax} }, nil},
	{"deposit", func(o *office) shop.PaperAsk {
		return shop.PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{o.full}, Deposit: 1000_00}
	}, nil},
	{"order", func(o *office) shop.PaperAsk { return shop.PaperAsk{Kind: papers.PurchaseOrder, Of: []string{o.order}} }, nil},
	{"voucher", func(*office) shop.PaperAsk { return shop.PaperAsk{Kind: papers.Voucher} }, nil},
	{"typed", func(*office) shop.PaperAsk { return shop.PaperAsk{Kind: papers.Voucher} },
		func(_ *testing.T, s *looks.Stage, _ *editor) { s.Press("F6") }},
}

// TestLooksRight checks the dialog of every kind of paper in every look, size and language. Where TALAT_LOOKS names
// a folder it writes what it saw there.
func TestLooksRight(t *testing.T) {
	o := newOffice(t)
	for _, v := range looks.Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			s := looks.New(t, v, o.Shop)
			s.Show(kit.Till, func(*kit.Kit) nav.Page { return empty{} })
			for n, scene := range scenes {
				if n > 0 && v.Name() != usual.Name() && (v.Theme.Variant != theme.Large || v.Size != looks.Sizes[len(looks.Sizes)-1]) {
					continue // of the same parts as the first: the usual window and the narrowest are enough
				}
				e := edit(s.Kit, Start{Ask: scene.ask(o)})
				s.Settle(t, e.Working)
				if scene.then != nil {
					scene.then(t, s, e)
					s.Settle(t, e.Working)
				}
				s.Look(t, v, "issuing-"+scene.name)
				e.dialog.Close()
			}
			e := edit(s.Kit, Start{Ask: shop.PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{o.full}},
				why: fault.New("receipt_untaxed", "kind", fault.Values{"number": o.full})})
			s.Settle(t, e.Working)
			s.Look(t, v, "issuing-instead-of-receipt")
			e.dialog.Close()
			for name, ask := range map[string]shop.PaperAsk{"order": {Of: []string{o.order}}, "tax": {Of: []string{o.tax}}} {
				c := choose(s.Kit, Start{Ask: ask, More: []More{{Label: s.Kit.T("orders.act.labels"), Key: "F5", Icon: "print"}}})
				s.Settle(t, c.Working)
				s.Look(t, v, "issuing-choose-"+name)
				c.dialog.Close()
			}
		})
	}
}

// TestScreenshots writes the picture of the documents where TALAT_SCREENSHOTS names a folder.
func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	o := newOffice(t)
	d := sit(t, o.Shop, shop.PaperAsk{Kind: papers.Receipt, Of: []string{o.invoice}})
	d.fill("certificate.number", "45/2570")
	d.Window.Canvas().Unfocus()
	d.Save(t, folder, "issuing")
}

// TestIssuingLooksAsStored compares the dialog of a receipt with testdata/issuing.png. After a wanted change copy the
// picture from testdata/failed over it.
func TestIssuingLooksAsStored(t *testing.T) {
	o := newOffice(t)
	d := sit(t, o.Shop, shop.PaperAsk{Kind: papers.Receipt, Of: []string{o.invoice}})
	d.fill("certificate.number", "45/2570")
	d.Window.Canvas().Unfocus()
	test.AssertImageMatches(t, "issuing.png", d.Window.Canvas().Capture())
}
