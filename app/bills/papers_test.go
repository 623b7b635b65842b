package bills

import (
	"testing"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/selling"
)

// A receipt in full comes from the bill by F8, for the buyer typed where the slip is printed again.
func TestReceiptForABuyerByKeys(t *testing.T) {
	b := newBench(t)
	bill := b.Sell(selling.Cash, 2, 1)
	b.open("", i18n.Thai, theme.Options{}, 1366, 768)
	b.press("Ctrl+P")
	b.types("นางสมศรี ใจดี")
	for _, chord := range []keys.Chord{"F8", "1", "Ctrl+Enter"} {
		b.Press(chord)
		b.Until(t, b.Kit.Pool.Idle)
		b.Deliver()
	}
	made, err := b.Shop.PapersOf(t.Context(), bill.Number)
	if err != nil || len(made) != 1 || made[0].Kind != papers.Receipt || made[0].Buyer.Name != "นางสมศรี ใจดี" || made[0].Sums.Due != bill.Total {
		t.Fatalf("%d papers, %v; it says %q", len(made), err, b.Kit.Prompt.Said())
	}
	if len(made[0].Payments) != 1 || made[0].Payments[0].Method != selling.Cash {
		t.Errorf("paid by %+v", made[0].Payments)
	}
}
