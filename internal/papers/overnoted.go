package papers

import (
	"slices"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Overnoted gives the credit notes about a tax invoice that tell of goods beyond what came back: of some goods, which were
// thought to have come back. The newest first, as many as tell of too many. back is what came back, notes the oldest first.
func Overnoted(gone, back, invoiced []Line, notes []*Paper) (over []*Paper) {
	came, lowest := map[string]qty.Qty{}, map[string]money.Satang{}
	for _, line := range back {
		came[line.goods()] += line.Qty
	}
	for _, line := range invoiced {
		if low, known := lowest[line.goods()]; !known || line.Price < low {
			lowest[line.goods()] = line.Price
		}
	}
	tells := func(note *Paper, of string) (count qty.Qty) {
		for _, line := range note.Lines {
			if line.goods() == of && note.Kind == CreditNote && (line.Price >= lowest[of] || note.ReasonCode == takenBack) {
				count += line.Qty
			}
		}
		return count
	}
	for _, line := range Merge(gone) {
		of := line.goods()
		above := -came[of]
		for _, note := range notes {
			above += tells(note, of)
		}
		for _, note := range slices.Backward(notes) {
			count := tells(note, of)
			if count == 0 || above <= 0 {
				continue
			}
			if above -= count; !slices.Contains(over, note) {
				over = append(over, note)
			}
		}
	}
	return over
}
