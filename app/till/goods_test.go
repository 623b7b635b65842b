package till

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

func TestAWeighedGoodAsksForItsWeight(t *testing.T) {
	b := open(t, usual, demo(t, 0))
	b.Type("30")
	b.Press("Enter")
	b.wantBill(t, "nothing weighed yet", 0, 0)
	b.Type("3ข")
	b.Press("Enter")
	b.wantBill(t, "three khids at 380 a kilogram", 1, money.Baht(114))
	b.Press("F5")
	b.Type("0.5")
	b.Press("Enter")
	b.wantBill(t, "half a kilogram", 1, money.Baht(190))
}

func TestAnUnknownCodeSellsAndLeavesADraftProduct(t *testing.T) {
	b := open(t, usual, demo(t, 0))
	b.page.Scan("8859999999999")
	b.Press("Enter")
	if !b.Kit.Prompt.Open() {
		t.Fatal("without a price it does not sell")
	}
	b.Type("25")
	b.Press("Enter")
	b.Until(t, func() bool { return len(b.page.model.cart.Lines) == 1 })
	b.wantBill(t, "a price", 1, money.Baht(25))
	product := b.page.model.index.ByID(b.page.model.cart.Lines[0].ProductID)
	if !product.Draft || product.Codes[0].Code != "8859999999999" {
		t.Errorf("%+v", product)
	}
	b.page.Scan("8859999999999")
	b.wantBill(t, "the same code again", 1, money.Baht(50))
}

func TestGoodsWithoutABarcode(t *testing.T) {
	b := open(t, usual, demo(t, 0))
	b.Press("Ctrl+N")
	b.Type("ผักบุ้ง")
	b.Press("Enter") // no price yet: the price field gets the keyboard
	b.Type("15")
	b.Press("Enter")
	b.wantBill(t, "a name and a price", 1, money.Baht(15))
	if name := b.page.model.lineName("th", 0); name != "ผักบุ้ง" {
		t.Errorf("called %q", name)
	}
}

func TestGoodsNoLongerSoldAreAskedAbout(t *testing.T) {
	s := demo(t, 0)
	match, err := s.Find(t.Context(), "12")
	if err != nil {
		t.Fatal(err)
	}
	gone := *match.Product
	gone.Archived = true
	if _, err := s.SaveProduct(t.Context(), gone, shop.Opening{}); err != nil {
		t.Fatal(err)
	}
	b := open(t, usual, s)
	scan := func(code string) {
		b.page.Scan(code)
		b.settle(t)
	}
	scan(gone.Codes[0].Code)
	if !b.Kit.Prompt.Open() {
		t.Fatal("nobody asked")
	}
	b.Press("Esc")
	b.wantBill(t, "left out", 0, 0)
	scan(gone.Codes[0].Code)
	next, err := s.Find(t.Context(), "7")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range next.Product.Codes[0].Code { // the next goods: the question is answered by no
		b.Kit.Router.Key(&fyne.KeyEvent{Name: fyne.KeyName(string(r))})
		b.Kit.Router.Rune(r)
	}
	b.Kit.Router.Key(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.settle(t)
	if b.Kit.Prompt.Open() {
		t.Error("the question is still there")
	}
	b.wantBill(t, "the next goods", 1, money.Baht(60))
	b.Type("12")
	b.Press("Enter")
	b.Press("Enter")
	b.wantBill(t, "sold all the same", 2, money.Baht(910))
	if p := b.page.model.index.ByID(gone.ID); !p.Archived {
		t.Error("selling brought the product back")
	}
}

// TestWhatHasVariantsAsksWhich: by its number, a letter, the arrows, a tap or a scan of what comes next.
func TestWhatHasVariantsAsksWhich(t *testing.T) {
	b := open(t, usual, demo(t, 0))
	ask := func() {
		t.Helper()
		b.Type("14")
		b.Press("Enter")
		if !b.Kit.Prompt.Open() {
			t.Fatal("nobody asked which shirt")
		}
	}
	ask()
	b.Type("3")
	b.wantBill(t, "the third", 1, money.Baht(450))
	if name := b.page.model.quote.Lines[0].Name; name != "เสื้อม่อฮ่อมคราม คอกลม · L" {
		t.Errorf("the line is %q", name)
	}
	ask()
	b.Type("๑")
	b.wantBill(t, "the first, in Thai figures", 2, money.Baht(450+430))
	ask()
	b.Type("/") // 2 in the Thai layout
	b.wantBill(t, "the second, by its key", 3, money.Baht(450+430+450))
	ask()
	b.Type("x")
	b.Press("Enter")
	b.wantBill(t, "XL by its letter", 4, money.Baht(450+430+450+470))
	if !strings.Contains(b.Kit.Prompt.Said(), "XL") {
		t.Errorf("there is no XL, which %q does not say", b.Kit.Prompt.Said())
	}
	ask()
	b.Press("Down")
	b.Press("Up")
	b.Press("Enter")
	b.wantBill(t, "the first by arrows", 4, money.Baht(450+430+450+470+430))
	ask()
	b.Scan("8850000000089") // soap
	b.wantBill(t, "a scan instead", 5, money.Baht(450+430+450+470+430+35))
	ask()
	b.Press("Esc")
	b.wantBill(t, "nothing chosen", 5, money.Baht(450+430+450+470+430+35))
	b.page.Scan("8850000000140") // the shirt's own barcode
	if !b.Kit.Prompt.Open() {
		t.Error("a scan of the shirt asks too")
	}
}

// TestPacksByTheScanner: a pack's barcode sells the pack at its price, + and − go by packs.
func TestPacksByTheScanner(t *testing.T) {
	b := open(t, usual, demo(t, 0))
	b.page.Scan("8850009000417") // six bags of dried bananas, 340 in place of 360
	b.wantBill(t, "a pack", 1, money.Baht(340))
	b.Press("+")
	b.wantBill(t, "another", 1, money.Baht(680))
	b.page.Scan("8850000000058")
	b.wantBill(t, "a single bag", 2, money.Baht(740))
	b.Press("Up")
	b.Press("-")
	b.wantBill(t, "a pack less", 2, money.Baht(400))
	if price, off := lineNotes("th", b.page.model.quote.Lines[0], "แพ็ค 6 × 1"); price != "@ 60.00" || off != " · แพ็ค 6 × 1" {
		t.Errorf("notes %q %q", price, off)
	}
	b.Press("-")
	b.wantBill(t, "no pack", 1, money.Baht(60))
}

// TestASetCountsWhatIsInIt: its tile follows its scarcest component, and a warning names that.
func TestASetCountsWhatIsInIt(t *testing.T) {
	b := open(t, usual, demo(t, 0))
	m := b.page.model
	basket, honey := m.index.BySKU("GIFT-001"), m.index.BySKU("HONEY-001")
	left := func() qty.Qty {
		have, _ := m.have(basket)
		return have
	}
	if left() != 3*qty.One {
		t.Fatalf("%s baskets can be made of 3 jars of honey", left())
	}
	b.page.Scan("8850000000850")
	b.did(t, m.setQty(0, 4*qty.One))
	b.Press("+")
	if said := b.Kit.Prompt.Said(); !strings.Contains(said, honey.Name) {
		t.Errorf("said %q", said)
	}
	b.did(t, m.setQty(0, 2*qty.One))
	m.paid(m.quote.Lines)
	if left() != qty.One || m.stock[honey.ID] != qty.One {
		t.Errorf("%s baskets and %s jars are left", left(), m.stock[honey.ID])
	}
	b.page.Scan("8850000000850")
	m.park(selling.Waiting)
	if left() != 0 {
		t.Errorf("%s baskets beside one that waits", left())
	}
	if err := m.resume(m.waiting[0].Cart.ID); err != nil || left() != qty.One {
		t.Errorf("%s baskets when it is back (%v)", left(), err)
	}
}
