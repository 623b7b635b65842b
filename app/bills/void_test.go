package bills

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/shop"
)

// TestAVoidSaysWhoGivesWhatBack: the shop gives back what came to it, and no satang of the owners' money.
func TestAVoidSaysWhoGivesWhatBack(t *testing.T) {
	b := newBench(t)
	b.open("", i18n.Thai, theme.Options{}, 1366, 768)
	bees := id.New[id.Party]()
	bill := &shop.Bill{Bill: ledger.Bill{Total: 285_00}, Owners: map[id.Party]string{bees: "กลุ่มผึ้งหลวง"},
		Payments: []ledger.Payment{{Amount: 192_00, OwnerID: bees}, {Amount: 93_00}}}
	text := b.page.voidText(bill)
	if !strings.Contains(text, "คืนเงิน 93.00 บาท") || !strings.Contains(text, "กลุ่มผึ้งหลวง 192.00 บาท") {
		t.Errorf("it says %q", text)
	}
	bill.Payments[0].OwnerID = id.Party{}
	if text := b.page.voidText(bill); !strings.Contains(text, "คืนเงิน 285.00 บาท") || strings.Contains(text, "เจ้าของ") {
		t.Errorf("it says %q", text)
	}
}
