package issuing

import (
	"testing"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// A form that could be issued as it stands opens at its top also where it is higher than its place; what is missing is
// gone to.
func TestTheFormOpensAtItsTop(t *testing.T) {
	o := newOffice(t)
	low := looks.Variant{Theme: theme.Options{Variant: theme.Large}, Size: looks.Sizes[len(looks.Sizes)-1], Lang: i18n.English}
	soap := goods(t, o.Shop, "CLAY", "สบู่ดิน", 5)
	bare, err := o.AddOrder(t.Context(), ordering.Request{Channel: ordering.Government, PayBy: ordering.PayTransfer, Person: ordering.Person{Name: "อบต.ห้วยขะยุง"},
		Lines: []ledger.OrderLine{{ProductID: soap.ID, Qty: qty.Pieces(1), Price: soap.Price}}})
	must(t, err)
	tax := shop.PaperAsk{Kind: papers.TaxInvoice, Of: []string{o.order}, With: []papers.Kind{papers.Invoice}}
	for name, c := range map[string]struct {
		look  looks.Variant
		ask   shop.PaperAsk
		taken string
		top   bool
		why   error
	}{
		"nothing is missing, all is seen": {usual, tax, "due", true, nil},
		"nothing is missing":              {low, tax, "due", true, nil},
		"the tax number is missing":       {low, shop.PaperAsk{Kind: papers.TaxInvoice, Of: []string{bare.Order.Number}}, "buyer.tax_id", false, nil},
		"the reason for another paper": {low, shop.PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{o.full}}, "certificate.number", true,
			fault.New("receipt_untaxed", "kind", fault.Values{"number": o.full})},
	} {
		t.Run(name, func(t *testing.T) {
			s := looks.New(t, c.look, o.Shop)
			s.Show(kit.Till, func(*kit.Kit) nav.Page { return empty{} })
			e := edit(s.Kit, Start{Ask: c.ask, why: c.why})
			s.Settle(t, e.Working)
			if got, y := e.v.focused(), e.v.scroll.Offset().Y; got != c.taken || (y == 0) != c.top {
				t.Errorf("%q has the keyboard, scrolled by %v", got, y)
			}
			if c.look == low && c.taken == "due" {
				s.Type("15/12/69")
				if got, y := e.m.text["due"], e.v.scroll.Offset().Y; got != "15/12/69" || y == 0 {
					t.Errorf("what is typed is %q, scrolled by %v", got, y)
				}
			}
			if hint, ok := e.v.entries["buyer.agency"].(*widget.Entry); ok {
				th := theme.Current()
				words, room := fyne.MeasureText(hint.PlaceHolder, th.Size(theme.Text), fyne.TextStyle{}).Width, hint.Size().Width-2*th.Size(theme.Gap)
				if words > room {
					t.Errorf("%q is %v wide in a field of %v", hint.PlaceHolder, words, room)
				}
			}
		})
	}
}

// A window that stood still gets a number and its Tab at once, as from a scanner: they are the field's.
func TestNumbersOfAWindowThatStoodStillAreTheirFields(t *testing.T) {
	o := newOffice(t)
	for field, c := range map[string]struct {
		ask    shop.PaperAsk
		number string
	}{
		"buyer.tax_id":       {shop.PaperAsk{Kind: papers.TaxInvoice, Replaces: o.tax}, "0994000521235"},
		"date":               {shop.PaperAsk{Kind: papers.Invoice, Of: []string{o.full}}, "22/11/2569"},
		"certificate.number": {shop.PaperAsk{Kind: papers.Receipt, Of: []string{o.invoice}}, "256900012345"},
		"pay[0].ref":         {shop.PaperAsk{Kind: papers.Receipt, Of: []string{o.invoice}}, "015327183654"},
	} {
		d := sit(t, o.Shop, c.ask)
		if !d.v.focus(field) {
			t.Errorf("%s is not asked", field)
			continue
		}
		d.Scan(c.number)
		d.settle()
		if got := d.m.text[field]; got != c.number || d.issued != nil {
			t.Errorf("%s holds %q, not %q; issued %v", field, got, c.number, d.issued != nil)
		}
	}
}
