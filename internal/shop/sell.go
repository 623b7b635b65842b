package shop

import (
	"cmp"
	"context"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/thai"
)

// Bill is one bill as screens, papers and commands show it.
type Bill struct {
	ledger.Bill
	Lines    []BillLine
	Payments []ledger.Payment // as they stand: corrections and debts paid included
	Paid     money.Satang     // what was handed over (negative: given back)
	Change   money.Satang     // given back as change, never negative
	Text     BillText
	Customer Party // zero when the bill names none
	RefundOf string
	VoidOf   string
	VoidedBy string
	Owners   map[id.Party]string // names of those who were paid straight
	OpenNow  bool                // its shift is still open: it may be voided and its payment corrected
	Owed     money.Satang        // of a credit bill, still to be paid
	Later    []Returned          // what was given back of it since, or that it was voided; only Bill gives it
}

// BillLine is a line with the lots its goods left, and what of it has not been given back.
type BillLine struct {
	ledger.Line
	Lots []LotQty
	Left qty.Qty
}

// LotQty is a quantity of one lot, without sign.
type LotQty struct {
	Lot  string // code, "" when it has none
	Qty  qty.Qty
	Part string // of a set's line the component's SKU, else ""
	part id.Product
}

// Pay checks a cart out. The bill is on disk when it returns.
func (s *Shop) Pay(ctx context.Context, request selling.Request) (*Bill, Answer, error) {
	request.Cart.Note = thai.Clean(request.Cart.Note, selling.MaxText+1)
	request.Cart.Guide.Name = thai.Clean(request.Cart.Guide.Name, catalog.MaxName+1)
	answer, err := s.db.Checkout(ctx, request)
	if err != nil {
		return nil, answer, err
	}
	if answer.Replayed {
		bill, err := s.Bill(ctx, answer.ID)
		return bill, answer, err
	}
	bill := billOf(answer.Written, answer.Written.Lots)
	return bill, answer, s.nameBill(ctx, bill)
}

// Repay corrects the way a bill was paid, while its shift is open.
func (s *Shop) Repay(ctx context.Context, bill id.Bill, tenders []selling.Tender) (*Bill, error) {
	if err := s.db.Repay(ctx, bill, tenders); err != nil {
		return nil, err
	}
	return s.Bill(ctx, bill)
}

// BillID finds a bill by its number or id. It fails with "bill_unknown".
func (s *Shop) BillID(ctx context.Context, number string) (id.Bill, error) {
	return s.db.BillID(ctx, number)
}

// Bill gives a bill. It fails with "bill_unknown".
func (s *Shop) Bill(ctx context.Context, number id.Bill) (*Bill, error) {
	past, err := s.db.Past(ctx, number)
	if err != nil {
		return nil, err
	}
	lots, err := s.db.BillLots(ctx, past)
	if err != nil {
		return nil, err
	}
	bill := billOf(past, lots)
	if bill.Later, err = s.db.Later(ctx, number); err != nil {
		return nil, err
	}
	return bill, s.nameBill(ctx, bill)
}

// billOf shows a bill with everything written about it.
func billOf(past *selling.Past, lots map[id.Lot]ledger.Lot) *Bill {
	bill := &Bill{Bill: past.Bill, Payments: past.Payments, VoidedBy: past.VoidedBy, OpenNow: past.Shift}
	for n, line := range past.Lines {
		row := BillLine{Line: line, Left: past.Left(n)}
		for _, move := range past.Moves {
			if move.LineN == n && move.Kind != ledger.MoveWaste {
				row.Lots = append(row.Lots, LotQty{Lot: lots[move.LotID].Code, Qty: move.Qty.Abs(), part: move.ProductID})
			}
		}
		bill.Lines = append(bill.Lines, row)
	}
	for _, payment := range past.Payments {
		switch payment.Kind {
		case ledger.Paid:
			bill.Paid += payment.Amount
		case ledger.Change:
			bill.Change -= payment.Amount
		}
		if payment.Method == selling.Credit {
			bill.Owed += payment.Amount
		}
	}
	return bill
}

// nameBill adds what lies outside the ledger and the numbers of the bills it points at.
func (s *Shop) nameBill(ctx context.Context, bill *Bill) (err error) {
	if bill.Text, err = s.db.BillText(ctx, bill.ID); err != nil {
		return err
	}
	if !bill.CustomerID.IsZero() {
		if bill.Customer, err = s.db.Party(ctx, bill.CustomerID); err != nil && !fault.Is(err, "customer_unknown") {
			return err
		}
	}
	if err := s.nameParts(ctx, bill); err != nil {
		return err
	}
	for _, payment := range bill.Payments {
		if payment.OwnerID.IsZero() || bill.Owners[payment.OwnerID] != "" {
			continue
		}
		who, err := s.db.Party(ctx, payment.OwnerID)
		if err != nil && !fault.Is(err, "customer_unknown") {
			return err
		}
		if bill.Owners == nil {
			bill.Owners = map[id.Party]string{}
		}
		bill.Owners[payment.OwnerID] = cmp.Or(who.Name, payment.OwnerID.Tag())
	}
	for _, link := range []struct {
		to   id.Bill
		into *string
	}{{bill.Bill.RefundOf, &bill.RefundOf}, {bill.Bill.VoidOf, &bill.VoidOf}} {
		if link.to.IsZero() {
			continue
		}
		past, err := s.db.Past(ctx, link.to)
		if err != nil {
			return err
		}
		*link.into = past.Bill.Number
	}
	return nil
}

// nameParts says of the lots of sets whose they are.
func (s *Shop) nameParts(ctx context.Context, bill *Bill) error {
	for _, line := range bill.Lines {
		for n := range line.Lots {
			lot := &line.Lots[n]
			if lot.part == line.ProductID {
				continue
			}
			if err := s.Know(ctx, lot.part); err != nil {
				return err
			}
			if product := s.index.ByID(lot.part); product != nil {
				lot.Part = product.SKU
			}
		}
	}
	return nil
}

// Bills lists the bills of a business day, newest first; total counts them all.
func (s *Shop) Bills(ctx context.Context, day clock.Day, offset, limit int) ([]BillRow, int, error) {
	return s.db.Bills(ctx, day, offset, limit)
}

// SetBuyer keeps the name a buyer wants on the receipt. Faults: "name_missing", "name_too_long",
// "name_picture", "tax_id_digits".
func (s *Shop) SetBuyer(ctx context.Context, bill id.Bill, name, taxID, address string) error {
	name, address = thai.Clean(name, 0), thai.Clean(address, selling.MaxText)
	if name == "" {
		return fault.New("name_missing", "buyer", nil)
	}
	if err := thai.CheckName(name, "buyer", catalog.MaxName); err != nil {
		return err
	}
	if taxID != "" {
		if err := settingFaults("shop.tax_id", taxID); err != nil {
			return fault.At(err, "buyer_tax_id")
		}
	}
	return s.db.SetBuyer(ctx, bill, name, taxID, address)
}

// Drafts lists the open, parked and waiting bills as they were last saved.
func (s *Shop) Drafts(ctx context.Context) ([]Draft, error) { return s.db.Drafts(ctx) }

// SaveDraft keeps an open bill as it stands.
func (s *Shop) SaveDraft(ctx context.Context, d Draft) error { return s.db.SaveDraft(ctx, d) }

// DropDraft forgets an open bill.
func (s *Shop) DropDraft(ctx context.Context, bill id.Bill) error { return s.db.DropDraft(ctx, bill) }
