package orders

import (
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
)

func (m *market) code(sku string) string {
	m.t.Helper()
	match, err := m.Find(m.t.Context(), sku)
	must(m.t, err)
	return match.Product.Codes[0].Code
}

// A parcel is packed by the scanner; what does not belong into it, or is too many, is refused aloud.
func TestAParcelIsPackedByTheScanner(t *testing.T) {
	m := newMarket(t)
	o := bananas(m)
	m.paid(o)
	b := show(t, usual, m.Shop, o.String())
	b.press("Enter") // the next step
	b.scan(m.code("RICE-001"))
	b.press("Ctrl+Enter")
	if len(m.at(o).Parcels) != 0 {
		t.Fatal("an empty parcel was packed")
	}
	for range 4 { // one too many
		b.scan(m.code("BANANA-001"))
	}
	b.scan("EF582568151TH")
	b.press("F5", "Ctrl+Enter")
	now := m.at(o)
	if len(now.Parcels) != 1 || now.State() != ordering.Packed {
		t.Fatalf("%d parcels, %s", len(now.Parcels), now.State())
	}
	parcel := now.Parcels[0]
	if parcel.Tracking != "EF582568151TH" || parcel.Lines[0].Qty != qty.Pieces(3) || parcel.Grams == 0 || parcel.Postage == 0 || len(parcel.Marks) != 1 {
		t.Errorf("%+v", parcel)
	}
	b.press("Ctrl+Z")
	if now := m.at(o); now.State() != ordering.Paid {
		t.Errorf("taken apart it is %s", now.State())
	}
}

// Of a short order what there is goes only when a person says so; the rest goes with the next parcel.
func TestAShortOrderGoesInParts(t *testing.T) {
	m, last := busy(t)
	b := show(t, usual, m.Shop, last.String())
	b.press("F6", "F8", "Ctrl+Enter")
	if len(m.at(last).Parcels) != 0 {
		t.Fatal("a short order is packed unasked")
	}
	b.press("Enter")
	now := m.at(last)
	if len(now.Parcels) != 1 || len(now.Parcels[0].Lines) != 1 || now.Left(2) != qty.Pieces(4) {
		t.Fatalf("%+v", now.Parcels)
	}
	if now.Fulfilment() != ordering.Confirmed {
		t.Errorf("with the soap missing it is %s", now.Fulfilment())
	}
}

func TestWhatIsScannedIntoAParcel(t *testing.T) {
	m := newMarket(t)
	o := m.add(order{channel: ordering.Line, name: "แอน", phone: "0867778888", payBy: ordering.PayCOD, service: "eco",
		lines: []ledger.OrderLine{m.line("BANANA-001", 1), m.line("RICE-001", 2), m.line("BANANA-001", 1)}})
	m.confirm(o)
	p := startPacking(m.at(o))
	match := func(sku string) catalog.Match {
		found, err := m.Find(t.Context(), sku)
		must(t, err)
		return found
	}
	for n, want := range []string{"", "", "pack_surplus"} { // two lines of one product fill one after the other
		err := p.scan(match("BANANA-001"))
		if want == "" && err != nil || want != "" && !fault.Is(err, want) {
			t.Errorf("scan %d: %v, want %q", n+1, err, want)
		}
	}
	if err := p.scan(match("HONEY-001")); !fault.Is(err, "pack_not_ordered") {
		t.Errorf("another product: %v", err)
	}
	p.set(1, qty.Pieces(9))
	if p.lines[1].packed != qty.Pieces(2) || !p.whole() {
		t.Errorf("more than wanted: %+v", p.lines)
	}
	if p.number("8850000000058") || !p.number("EF 582568151 TH") || p.tracking != "EF582568151TH" {
		t.Errorf("tracking %q", p.tracking)
	}
	if r := p.request(700, false); len(r.Lines) != 3 || r.Grams != 700 || r.To != 1 {
		t.Errorf("%+v", r)
	}
}

// The label of a packed parcel is the next step; once it is printed the parcel can go.
func TestALabelIsPrintedBeforeAParcelGoes(t *testing.T) {
	m := newMarket(t)
	_, _, err := m.Set(t.Context(), "printer.label", "file:labels")
	must(t, err)
	o := bananas(m)
	m.paid(o)
	m.pack(o)
	b := show(t, usual, m.Shop, o.String())
	if next := b.page.nextAct(b.page.m.order); next == nil || next.name != "labels" {
		t.Fatalf("the next step is %+v", next)
	}
	b.press("Enter", "Ctrl+P")
	if parcel := m.at(o).Parcels[0]; parcel.PrintedAt == 0 {
		t.Fatalf("the label was not printed: %q", b.Kit.Prompt.Said())
	}
	if next := b.page.nextAct(b.page.m.order); next == nil || next.name != "ship" {
		t.Errorf("after it %+v", next)
	}
}

// A parcel that is closed at once after the last scan weighs what is in it, not what was in it before.
func TestAParcelClosedAtOnceWeighsAllThatIsInIt(t *testing.T) {
	m := newMarket(t)
	weighs := map[bool]int{}
	for _, hasty := range []bool{false, true} {
		o := bananas(m)
		m.paid(o)
		b := show(t, usual, m.Shop, o.String())
		b.press("F6")
		for range 2 {
			b.scan(m.code("BANANA-001"))
		}
		b.Scan(m.code("BANANA-001"))
		if !hasty {
			b.settle()
		}
		b.Press("Ctrl+Enter")
		b.settle()
		if parcels := m.at(o).Parcels; len(parcels) != 1 {
			t.Fatalf("%d parcels", len(parcels))
		}
		weighs[hasty] = m.at(o).Parcels[0].Grams
	}
	if weighs[true] != weighs[false] || weighs[false] == 0 {
		t.Errorf("closed at once it weighs %d g, else %d g", weighs[true], weighs[false])
	}
}

// A number that was scanned says by which service the parcel goes, where the order does not.
func TestTheNumberSaysTheService(t *testing.T) {
	m := newMarket(t)
	o := m.add(order{channel: ordering.Line, name: "แอน", phone: "0867778888", payBy: ordering.PayTransfer,
		lines: []ledger.OrderLine{m.line("BANANA-001", 3)}})
	m.paid(o)
	b := show(t, usual, m.Shop, o.String())
	b.press("F6", "F8")
	b.scan("EF582621152TH")
	b.press("Ctrl+Enter")
	if parcel := m.at(o).Parcels[0]; parcel.Service != "ems" || parcel.Tracking != "EF582621152TH" || parcel.Postage == 0 {
		t.Errorf("%s goes by %s for %s", parcel.Tracking, parcel.Service, parcel.Postage)
	}
}

// Where the order names no service the cheapest is offered, until a person chooses.
func TestTheCheapestServiceIsOffered(t *testing.T) {
	m := newMarket(t)
	o := m.add(order{channel: ordering.Line, name: "แอน", phone: "0867778888", payBy: ordering.PayTransfer,
		lines: []ledger.OrderLine{m.line("BANANA-001", 3)}})
	m.paid(o)
	b := show(t, usual, m.Shop, o.String())
	b.press("F6", "F8", "Ctrl+Enter")
	parcel := m.at(o).Parcels[0]
	postage, err := m.OrderPostage(t.Context(), m.at(o).Content.Lines, m.at(o).Recipients[0].Postcode, 0)
	must(t, err)
	if cheapest := &postage.Offers[0]; parcel.Service != cheapest.Service.Code || parcel.Postage != asks(cheapest) {
		t.Errorf("%s for %s, the cheapest is %s", parcel.Service, parcel.Postage, cheapest.Service.Code)
	}
}
