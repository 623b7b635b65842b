// Package ledger describes what is written down for ever: one event for each committed change of
// shop facts, and the rows it writes. Rows are never updated or deleted; mistakes are put right by new
// rows that point at the old ones.
package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
)

// Version is the version of event bodies this program writes.
const Version = 1

// Kinds of events, by the thing that happened.
const (
	EventBillPaid       = "bill.paid"
	EventBillRefunded   = "bill.refunded"
	EventBillVoided     = "bill.voided"
	EventBillExchanged  = "bill.exchanged"
	EventBillRepaid     = "bill.repaid"
	EventDebtPaid       = "debt.paid"
	EventDebtNoted      = "debt.noted"     // a credit or debit note changed what is owed
	EventDebtPaidBack   = "debt.paid_back" // a receipt holds no more: what it paid is owed again
	EventSlipSeen       = "slip.seen"
	EventShiftOpened    = "shift.opened"
	EventShiftCash      = "shift.cash"
	EventShiftClosed    = "shift.closed"
	EventStockMoved     = "stock.moved"
	EventDocumentsSaved = "documents.saved"
	EventNumbersSkipped = "numbers.skipped"
	EventPartySaved     = "party.saved"   // of the person only the id: the rest is not kept here
	EventStockOrdered   = "stock.ordered" // a purchase order: nothing has moved yet
	EventSettled        = "producer.settled"
	EventSettlementVoid = "producer.settlement_voided"
	EventPaidOut        = "producer.paid"
	EventPayoutVoid     = "producer.payout_voided"
	EventOrderAdded     = "order.added"
	EventPaperIssued    = "paper.issued"
	EventPaperVoided    = "paper.voided"
	EventPaperLast      = "paper.last"    // how far a lost machine had got
	EventPaperKept      = "paper.kept"    // its file, as it was printed first
	EventOrderChanged   = "order.changed" // its content, a step, a parcel
	EventOrderPaid      = "order.paid"
	EventParcelPaid     = "parcel.paid"  // the carrier paid what it had collected
	EventPartyErased    = "party.erased" // what was personal is gone, and must go again after a restore
)

// Posting is one event before it has its place in the chain: what happened, when, on which business
// day, and every row it writes. Each list is one table; a row's n is its place in its list. Field
// names in JSON are the columns' names.
type Posting struct {
	Kind        string        `json:"-"`
	At          Millis        `json:"at"`
	Day         clock.Day     `json:"day"`
	Shifts      []Shift       `json:"shift,omitempty"`
	Bills       []Bill        `json:"bill,omitempty"`
	Lines       []Line        `json:"line,omitempty"`
	Payments    []Payment     `json:"payment,omitempty"`
	Lots        []Lot         `json:"lot,omitempty"`
	Movements   []Movement    `json:"movement,omitempty"`
	Producers   []Entry       `json:"producer_entry,omitempty"`
	Slips       []Slip        `json:"slip,omitempty"`
	DebtsPaid   []DebtPayment `json:"debt_payment,omitempty"`
	ShiftCashes []ShiftCash   `json:"shift_cash,omitempty"`
	ShiftCloses []Close       `json:"shift_close,omitempty"`
	Skips       []Skip        `json:"number_skip,omitempty"`
	Documents   []Document    `json:"documents,omitempty"`

	StockPapers     []StockPaper     `json:"stock_paper,omitempty"`
	StockPaperLines []StockPaperLine `json:"stock_paper_line,omitempty"`
	Settlements     []Settlement     `json:"settlement,omitempty"`
	SettlementVoids []SettlementVoid `json:"settlement_void,omitempty"`
	Payouts         []Payout         `json:"payout,omitempty"`
	PayoutVoids     []PayoutVoid     `json:"payout_void,omitempty"`

	Orders        []Order        `json:"sales_order,omitempty"`
	OrderContents []OrderContent `json:"order_content,omitempty"`
	OrderSteps    []OrderStep    `json:"order_step,omitempty"`
	Reservations  []Reservation  `json:"reservation,omitempty"`

	Papers     []Paper     `json:"paper,omitempty"`
	PaperVoids []PaperVoid `json:"paper_void,omitempty"`
	PapersKept []PaperKept `json:"paper_kept,omitempty"`
	PapersLast []PaperLast `json:"paper_last,omitempty"`

	// Subject names a thing of which only the id may be kept here, such as a person.
	Subject string `json:"subject,omitempty"`
}

// Millis is a moment in UTC as milliseconds since 1970, as it is stored.
type Millis int64

// MillisOf gives the moment as it is stored.
func MillisOf(at time.Time) Millis { return Millis(at.UnixMilli()) }

// Time gives the moment.
func (m Millis) Time() time.Time { return time.UnixMilli(int64(m)).UTC() }

// Document is the whole new state of one thing that changes by last writer wins: a product, a
// setting, a promotion. Table and key name it; older states stay in older events.
type Document struct {
	Table string          `json:"table"`
	Key   string          `json:"key"`
	Doc   json.RawMessage `json:"doc"`
}

// Event is one link of a till's chain, as stored.
type Event struct {
	Till     id.Till
	Seq      int64 // 1, 2, 3 … without a gap
	Kind     string
	Version  int64
	Body     []byte // the very bytes that were hashed
	PrevHash []byte // the hash of seq − 1, empty for the first
	Hash     []byte
}

// Seal encodes a posting as the event after prev (nil for a till's first) and gives it its hash.
func Seal(posting *Posting, till id.Till, prev *Event) (Event, error) {
	body, err := json.Marshal(posting)
	if err != nil {
		return Event{}, fault.Wrap(err, "event_encode")
	}
	event := Event{Till: till, Seq: 1, Kind: posting.Kind, Version: Version, Body: body, PrevHash: []byte{}}
	if prev != nil {
		event.Seq, event.PrevHash = prev.Seq+1, prev.Hash
	}
	event.Hash = event.Sum()
	return event, nil
}

// Sum computes the hash of the event: SHA-256 over till (16 bytes), seq (8 bytes big-endian), kind,
// version (8 bytes big-endian), previous hash and body in that order, each preceded by its length as
// 4 bytes big-endian.
func (e *Event) Sum() []byte {
	hash := sha256.New()
	part := func(data []byte) {
		var size [4]byte
		binary.BigEndian.PutUint32(size[:], uint32(len(data)))
		hash.Write(size[:])
		hash.Write(data)
	}
	number := func(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }
	part(e.Till[:])
	part(number(e.Seq))
	part([]byte(e.Kind))
	part(number(e.Version))
	part(e.PrevHash)
	part(e.Body)
	return hash.Sum(nil)
}

// Open decodes the body. It fails with "event_decode".
func (e *Event) Open() (*Posting, error) {
	posting := &Posting{}
	if err := json.Unmarshal(e.Body, posting); err != nil {
		return nil, fault.Wrap(err, "event_decode")
	}
	posting.Kind = e.Kind
	return posting, nil
}
