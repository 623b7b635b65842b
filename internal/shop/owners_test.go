package shop

import (
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// consigned is a product of a producer with a PromptPay id, and one of a producer without.
func consigned(t *testing.T, s *Shop) (paid, unpaid id.Party, cart selling.Cart) {
	t.Helper()
	paid, unpaid = id.New[id.Party](), id.New[id.Party]()
	people := []party.Party{{ID: paid, Kind: party.Producer, Name: "กลุ่มทอผ้า", AccountName: "นางปิ่น แก้ว", PromptPay: "0899999999"},
		{ID: unpaid, Kind: party.Producer, Name: "สวนป้าแดง", PromptPay: ""}}
	if err := s.db.SaveParties(t.Context(), people...); err != nil {
		t.Fatal(err)
	}
	cart.ID = id.New[id.Bill]()
	for n, who := range people {
		product := catalog.Product{ID: id.New[id.Product](), SKU: "C" + string(rune('1'+n)), Name: "ของฝาก", Unit: "ชิ้น", Price: 100_00, Terms: ledger.Consign,
			ProducerID: who.ID, GP: 20_00, VAT: catalog.VATExempt}
		if err := s.db.SaveProducts(t.Context(), []catalog.Product{product}, nil); err != nil {
			t.Fatal(err)
		}
		cart.Lines = append(cart.Lines, selling.CartLine{ProductID: product.ID, Qty: qty.One})
	}
	return paid, unpaid, cart
}

func TestOwnersWithAnAccountAreParts(t *testing.T) {
	s := newTestShop(t, Params{PromptPay: "0812345678"})
	paid, unpaid, cart := consigned(t, s)
	parts, err := s.PayParts(t.Context(), cart)
	want := []PayPart{{selling.Part{OwnerID: paid, Amount: 80_00}, "กลุ่มทอผ้า"}, {selling.Part{Amount: 120_00}, ""}}
	if err != nil || !slices.Equal(parts, want) {
		t.Errorf("got %v (%v), want %v", parts, err, want)
	}
	code, err := s.PayCodeTo(t.Context(), paid, "7f3c", 80_00)
	if err != nil {
		t.Fatal(err)
	}
	to, err := promptpay.ParseID("0899999999")
	if err != nil {
		t.Fatal(err)
	}
	payload, err := promptpay.Transfer{To: to, Amount: money.Satang(80_00)}.Payload()
	if err != nil || code.Payload != payload || code.Receiver != "นางปิ่น แก้ว" || code.Masked != to.Masked() {
		t.Errorf("code %+v (%v)", code, err)
	}
	if own, err := s.PayCodeTo(t.Context(), id.Party{}, "7f3c", 120_00); err != nil || own.Payload == payload {
		t.Errorf("the shop's part: %+v (%v)", own, err)
	}
	if _, err := s.PayCodeTo(t.Context(), unpaid, "7f3c", 1_00); err == nil {
		t.Error("a code for an owner who cannot be paid")
	}
}

func TestAPracticeShopsOwnersCannotBePaid(t *testing.T) {
	s := newTestShop(t, Params{Practice: true})
	paid, _, _ := consigned(t, s)
	code, err := s.PayCodeTo(t.Context(), paid, "7f3c", 80_00)
	if err != nil || !promptpay.IsPractice(code.Payload) {
		t.Errorf("code %+v (%v)", code, err)
	}
}
