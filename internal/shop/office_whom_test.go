package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// A note of what is not packed says who gets it: of several recipients a person must say so.
func TestADeliveryNoteIsForSomebody(t *testing.T) {
	s := firm(t)
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	many := giftOrder(t, s, set, 5, 3)
	ask := PaperAsk{Kind: papers.Delivery, Of: []string{many.Order.Number}, Buyer: sankang}
	refused(t, s, "delivery_for_whom", ask)
	part := ask
	part.Lines = []PaperLine{{Code: "SET", Qty: qty.Pieces(2)}}
	issue(t, s, part)
	packAll(t, s, many, 2, 2)
	if note := issue(t, s, ask); note.Lines[0].Qty != qty.Pieces(5) {
		t.Errorf("of a parcel %v", note.Lines[0].Qty)
	}
	refused(t, s, "delivery_for_whom", ask)
	ask.Receiver = "กองคลัง"
	issue(t, s, ask)
	one := giftOrder(t, s, set, 5, 1)
	issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{one.Order.Number}, Buyer: sankang})
}
