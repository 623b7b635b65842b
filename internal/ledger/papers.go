package ledger

import (
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// StockPaper is a numbered paper of the stock: goods received, given back, counted, put right, moved or
// ordered. The movements it made are those of its event.
type StockPaper struct {
	ID          id.StockPaper `json:"id"`
	Number      string        `json:"number"`
	Letter      string        `json:"letter"`
	Type        string        `json:"type"` // TypeReceived … TypeOrdered
	Year        int           `json:"year"` // Buddhist era, of the day
	No          int           `json:"no"`
	Day         clock.Day     `json:"day"`
	At          Millis        `json:"at"`
	ProducerID  id.Party      `json:"producer_id"`
	PlaceID     id.Place      `json:"place_id"`
	ToPlaceID   id.Place      `json:"to_place_id"`
	TripID      id.Trip       `json:"trip_id"`
	Ref         string        `json:"ref"` // the number on the producer's own paper
	Reason      string        `json:"reason"`
	Photo       string        `json:"photo"` // of that paper: file name under images/
	RequestHash string        `json:"request_hash"`
}

// StockPaperLine is one line of such a paper, as it stood.
type StockPaperLine struct {
	PaperID   id.StockPaper `json:"paper_id"`
	LineN     int           `json:"line_n"`
	ProductID id.Product    `json:"product_id"`
	SKU       string        `json:"sku"`
	Name      string        `json:"name"`
	Unit      string        `json:"unit"`
	Qty       qty.Qty       `json:"qty"`         // what came, went, was ordered, or was counted
	Expected  qty.Qty       `json:"expected"`    // of a count: what should have been there
	Cost      money.Satang  `json:"cost_satang"` // of one unit
	Lot       string        `json:"lot"`
	Expires   clock.Day     `json:"expires"`
	Price     money.Satang  `json:"price_satang"` // what one unit sold for then, VAT inside
}

// Mark is how far into a till's events something looked: up to and with seq.
type Mark struct {
	Till id.Till `json:"till"`
	Seq  int64   `json:"seq"`
}

// Settlement is what a producer earned up to a day: the sum of every entry of theirs of a day up to Until,
// within Marks, that no earlier settlement holds (voided ones hold nothing). earned = sold − VAT −
// commission; payable = earned − direct.
type Settlement struct {
	ID          id.Settlement `json:"id"`
	Number      string        `json:"number"`
	Letter      string        `json:"letter"`
	Type        string        `json:"type"`
	Year        int           `json:"year"`
	No          int           `json:"no"`
	ProducerID  id.Party      `json:"producer_id"`
	Until       clock.Day     `json:"until"`
	Marks       []Mark        `json:"marks"`
	Sold        money.Satang  `json:"sold_satang"` // what buyers paid, VAT inside
	VAT         money.Satang  `json:"vat_satang"`
	Commission  money.Satang  `json:"commission_satang"` // the shop's
	Earned      money.Satang  `json:"earned_satang"`
	Direct      money.Satang  `json:"direct_satang"` // what buyers paid to the producer themselves
	Payable     money.Satang  `json:"payable_satang"`
	Day         clock.Day     `json:"day"`
	At          Millis        `json:"at"`
	RequestHash string        `json:"request_hash"`
}

// SettlementVoid takes a settlement back that was not paid; it keeps its number.
type SettlementVoid struct {
	SettlementID id.Settlement `json:"settlement_id"`
	Reason       string        `json:"reason"`
	At           Millis        `json:"at"`
}

// Payout is money that went to a producer for a settlement.
type Payout struct {
	ID           id.Payout     `json:"id"`
	SettlementID id.Settlement `json:"settlement_id"`
	ProducerID   id.Party      `json:"producer_id"`
	ShiftID      id.Shift      `json:"shift_id"` // cash out of this shift's drawer, none = from elsewhere
	Method       string        `json:"method"`
	Amount       money.Satang  `json:"amount_satang"`
	Ref          string        `json:"ref"`
	Day          clock.Day     `json:"day"`
	At           Millis        `json:"at"`
}

// PayoutVoid takes back a payout that was typed wrongly; the payout stays what it was.
type PayoutVoid struct {
	PayoutID id.Payout `json:"payout_id"`
	Reason   string    `json:"reason"`
	At       Millis    `json:"at"`
}
