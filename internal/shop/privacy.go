package shop

import (
	"context"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/store"
)

// maxKeepDays bounds how long pasted chats may be kept.
const maxKeepDays = 3650

// keepDays is how long they are kept where the setting says nothing that can be read.
const keepDays = 30

// ForgetChats deletes the pasted texts that orders came from when their time is over (setting chat.keep_days).
func (s *Shop) ForgetChats(ctx context.Context) error {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return err
	}
	days, err := strconv.Atoi(set.Get("chat.keep_days"))
	if err != nil {
		days = keepDays
	}
	_, err = s.db.ForgetPastes(ctx, ledger.MillisOf(s.Clock().AddDate(0, 0, -days)))
	return err
}

// Phones gives how lists write telephone numbers: in groups, or with only their last digits where the shop asks
// for that (setting privacy.mask_phone).
func (s *Shop) Phones(ctx context.Context) (func(digits string) string, error) {
	masked, err := s.masked(ctx)
	return func(digits string) string { return PhonesText([]string{digits}, masked) }, err
}

// masked reports whether telephones show their last digits only.
func (s *Shop) masked(ctx context.Context) (bool, error) {
	set, err := s.db.Settings(ctx)
	return err == nil && set.Get("privacy.mask_phone") == "yes", err
}

// PhonesText writes telephone numbers for people: in groups, or with only their last digits.
func PhonesText(digits []string, masked bool) string {
	var all []string
	for _, each := range digits {
		switch {
		case each == "":
		case masked:
			all = append(all, printing.MaskPhone(address.Phone(each)))
		default:
			all = append(all, address.Phone(each))
		}
	}
	return strings.Join(all, ", ")
}

// EraseOrder forgets who ordered and who received an order; it is remembered for a restore from an older backup.
// Faults: those of store.EraseOrder.
func (s *Shop) EraseOrder(ctx context.Context, order id.Order, by string) error {
	if err := s.db.EraseOrder(ctx, order, by); err != nil {
		return err
	}
	return s.rememberErased(ctx, s.Dir)
}

// EraseCustomer forgets what is personal of a customer, with the people and pasted texts of their orders; the
// ledger keeps its rows and papers the copy that the law asks for. Faults: "customer_unknown", "customer_owes",
// "order_open" while goods of an order are still to be sent.
func (s *Shop) EraseCustomer(ctx context.Context, who id.Party) error {
	customer, err := s.Customer(ctx, who)
	if err != nil {
		return err
	}
	if customer.Owed != 0 {
		return fault.New("customer_owes", "customer", fault.Values{"name": customer.Name, "owed": customer.Owed})
	}
	orders, err := s.db.OrdersOf(ctx, who)
	if err != nil {
		return err
	}
	for _, order := range orders {
		past, err := s.db.Order(ctx, order)
		if err != nil {
			return err
		}
		switch past.Fulfilment() {
		case ordering.New, ordering.Confirmed, ordering.Packed:
			return fault.New("order_open", "customer", fault.Values{"number": past.Order.Number})
		}
	}
	if _, err := s.db.EraseParty(ctx, who); err != nil {
		return err
	}
	s.names.Delete(who)
	return s.rememberErased(ctx, s.Dir)
}

// PersonData is everything the shop knows of a customer.
type PersonData struct {
	Customer Party
	Orders   []*Order
	Pastes   map[id.Order]string
	Heard    map[id.Order]string // as their platforms told them
	Bills    []store.BillNumber
	Papers   []*OfficePaper // which the law keeps, also when the customer is erased
}

// PersonData gathers everything the shop knows of a customer, to be given to them. It fails with
// "customer_unknown".
func (s *Shop) PersonData(ctx context.Context, who id.Party) (*PersonData, error) {
	customer, err := s.Customer(ctx, who)
	if err != nil {
		return nil, err
	}
	data := &PersonData{Customer: customer.Party, Pastes: map[id.Order]string{}, Heard: map[id.Order]string{}}
	if data.Bills, err = s.db.BillsOf(ctx, who); err != nil {
		return nil, err
	}
	orders, err := s.db.OrdersOf(ctx, who)
	if err != nil {
		return nil, err
	}
	for _, order := range orders {
		found, err := s.Order(ctx, order)
		if err != nil {
			return nil, err
		}
		data.Orders = append(data.Orders, found)
		if data.Pastes[order], err = s.db.OrderPaste(ctx, order); err != nil {
			return nil, err
		}
		if data.Heard[order], err = s.db.OrderRaw(ctx, order); err != nil {
			return nil, err
		}
	}
	data.Papers, err = s.personPapers(ctx, who, data.Orders)
	return data, err
}

// maxPersonPapers bounds the papers of one customer that are read at once.
const maxPersonPapers = 10_000

// personPapers gives the papers for a customer, and those of the customer's orders.
func (s *Shop) personPapers(ctx context.Context, who id.Party, orders []*Order) (list []*OfficePaper, err error) {
	rows, _, err := s.db.Papers(ctx, OfficePaperQuery{Customer: who, Limit: maxPersonPapers})
	for _, order := range orders {
		var more []OfficePaperRow
		if err == nil {
			more, _, err = s.db.Papers(ctx, OfficePaperQuery{OrderID: order.Order.ID, Limit: maxPersonPapers})
			rows = append(rows, more...)
		}
	}
	seen := map[id.Paper]bool{}
	for n := range rows {
		if err != nil || seen[rows[n].ID] {
			continue
		}
		seen[rows[n].ID] = true
		var paper *OfficePaper
		paper, err = s.db.Paper(ctx, rows[n].ID)
		list = append(list, paper)
	}
	return list, err
}
