package shop

import (
	"context"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/selling"
)

// Customer is a customer and what they owe.
type Customer struct {
	Party
	Owed money.Satang
}

// Customers lists the customers in Thai order, each with what they owe.
func (s *Shop) Customers(ctx context.Context) ([]Customer, error) {
	people, err := s.people(ctx, party.Customer)
	if err != nil {
		return nil, err
	}
	owed, err := s.db.Owed(ctx)
	customers := make([]Customer, len(people))
	for n, person := range people {
		customers[n] = Customer{Party: person, Owed: owed[person.ID]}
	}
	return customers, err
}

// Customer gives one customer. It fails with "customer_unknown".
func (s *Shop) Customer(ctx context.Context, who id.Party) (Customer, error) {
	person, err := s.db.Party(ctx, who)
	if err != nil {
		return Customer{}, err
	}
	debts, err := s.db.Debts(ctx, who)
	customer := Customer{Party: person}
	for _, debt := range debts {
		customer.Owed += debt.Owed
	}
	return customer, err
}

// Debts lists a customer's unpaid credit bills, oldest first.
func (s *Shop) Debts(ctx context.Context, who id.Party) ([]selling.Debt, error) {
	return s.db.Debts(ctx, who)
}

// SaveCustomer writes a customer, new or changed. Faults are those of Party.Validate.
func (s *Shop) SaveCustomer(ctx context.Context, p Party) (Customer, error) {
	p.Kind = party.Customer
	saved, err := s.savePerson(ctx, p)
	if err != nil {
		return Customer{Party: saved}, err
	}
	return s.Customer(ctx, saved.ID)
}

// PayDebt spreads money over a customer's credit bills, oldest first. The same request again pays nothing
// more and is answered with replayed.
func (s *Shop) PayDebt(ctx context.Context, request selling.DebtRequest) (after Customer, replayed bool, err error) {
	if replayed, err = s.db.PayDebt(ctx, request); err != nil {
		return Customer{}, false, err
	}
	after, err = s.Customer(ctx, request.CustomerID)
	return after, replayed, err
}
