package papers_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// A credit note that lowers the price of goods is no note of goods that came back; one that says that they were taken back
// is, whatever they are worth by now.
func TestAPriceNoteTellsOfNoGoodsThatCameBack(t *testing.T) {
	sets := func(count int, price money.Satang) []papers.Line {
		return []papers.Line{{Name: "SET", Qty: qty.Pieces(count), Price: price, Total: price * money.Satang(count)}}
	}
	for name, tt := range map[string]struct {
		code  string
		count int
		price money.Satang
		want  qty.Qty
	}{
		"goods at their price":              {"CDNG99", 2, 299_00, 0},
		"one of them":                       {"CDNG99", 1, 299_00, qty.One},
		"a lower price":                     {"CDNG99", 2, 50_00, qty.Pieces(2)},
		"a lower price, agreed":             {"CDNG01", 2, 50_00, qty.Pieces(2)},
		"taken back for less":               {"CDNG05", 2, 50_00, 0},
		"at the price of what was returned": {"CDNG99", 2, 280_00, 0},
	} {
		t.Run(name, func(t *testing.T) {
			note := &papers.Paper{Kind: papers.CreditNote, ReasonCode: tt.code, Lines: sets(tt.count, tt.price)}
			var got qty.Qty
			for _, line := range papers.Unnoted(sets(2, 280_00), sets(10, 299_00), []*papers.Paper{note}) {
				got += line.Qty
			}
			if got != tt.want {
				t.Errorf("%s are on no note, want %s", got, tt.want)
			}
		})
	}
}
