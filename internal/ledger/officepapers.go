package ledger

import (
	"crypto/sha256"
	"encoding/binary"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
)

// Paper is a paper for an office or the tax that was issued. What stands on it names people, so it lies outside the
// chain and is known here by its hash.
type Paper struct {
	ID          id.Paper     `json:"id"`
	Kind        string       `json:"kind"`
	Number      string       `json:"number"` // "" = the buyer's own order, which is only kept
	Letter      string       `json:"letter"`
	Branch      string       `json:"branch"` // that the number names, "" = none
	Type        string       `json:"type"`
	Period      string       `json:"period"` // "2569", or "2569-11" where numbers begin anew with each month
	No          int          `json:"no"`
	Date        clock.Day    `json:"date"` // that stands on it
	Day         clock.Day    `json:"day"`
	At          Millis       `json:"at"`
	OrderID     id.Order     `json:"order_id"`
	BillID      id.Bill      `json:"bill_id"`
	CustomerID  id.Party     `json:"customer_id"`
	Total       money.Satang `json:"total_satang"`
	Due         money.Satang `json:"due_satang"` // what it is for
	VAT         money.Satang `json:"vat_satang"`
	BodyHash    string       `json:"body_hash"`
	RequestHash string       `json:"request_hash"`
}

// PaperLast says what was known of a series after a restore: how far the lost machine had got with it.
type PaperLast struct {
	Letter string    `json:"letter"`
	Branch string    `json:"branch"`
	Type   string    `json:"type"`
	Period string    `json:"period"`
	Had    int       `json:"had_no"`       // the backup's last number, 0 = none
	Last   int       `json:"last_no"`      // the last one given out; what lies between is skipped
	First  string    `json:"first_number"` // skipped, as they are written; "" = nothing was
	Number string    `json:"last_number"`
	Day    clock.Day `json:"day"`
}

// PaperKept says what the file of a paper is that was printed first.
type PaperKept struct {
	PaperID id.Paper `json:"paper_id"`
	PDFHash string   `json:"pdf_hash"`
}

// BookingID gives the id of the n-th payment that a receipt writes into the books. The first bears the receipt's own.
func BookingID(receipt id.Paper, n int) (booking id.Change) {
	if n == 0 {
		return id.Change(receipt)
	}
	sum := sha256.Sum256(binary.BigEndian.AppendUint32(receipt[:], uint32(n)))
	copy(booking[:], sum[:])
	return booking
}

// PaperVoid says that a paper, or the slip of a bill, holds no more. Its number stays.
type PaperVoid struct {
	PaperID id.Paper  `json:"paper_id"`
	BillID  id.Bill   `json:"bill_id"` // of a slip
	ByID    id.Paper  `json:"by_id"`   // the paper in its place
	Day     clock.Day `json:"day"`
	At      Millis    `json:"at"`
	Reason  string    `json:"reason"`
	Asked   string    `json:"asked"` // the question that was answered with yes, "" = none was asked
}
