package pay

import (
	"errors"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
)

// maxParts bounds how often one bill is split.
const maxParts = 20

// split is a bill that is paid in parts, by any mix of ways.
type split struct {
	rules
	total  money.Satang
	parts  []selling.Tender // every amount set
	method selling.Method   // of the next part; no code = none chosen
}

// preview fits the parts to the bill as the shop will: what is still missing, the change and the cash
// rounding.
func (s *split) preview() (payment selling.Payment, missing money.Satang, err error) {
	payment, err = selling.Pay(s.total, s.parts, s.methods, s.step)
	var short *fault.Error
	if errors.As(err, &short) && short.Code == "payment_short" {
		missing, _ = short.Values["missing"].(money.Satang)
		return payment, missing, nil
	}
	return payment, 0, err
}

// complete reports whether the parts pay the bill.
func (s *split) complete() bool {
	_, missing, err := s.preview()
	return err == nil && missing == 0
}

// suggest gives what a way of payment would have to cover: all that the parts leave.
func (s *split) suggest(method string) money.Satang {
	all := append(append([]selling.Tender(nil), s.parts...), selling.Tender{Method: method})
	payment, err := selling.Pay(s.total, all, s.methods, s.step)
	if err != nil {
		return 0
	}
	return *payment.Tenders[len(all)-1].Amount
}

// check reports why a part cannot be added.
func (s *split) check(part selling.Tender) error {
	if len(s.parts) >= maxParts {
		return fault.New("pay_too_many_parts", "pay", fault.Values{"max": maxParts})
	}
	if s.total > 0 && s.complete() {
		return fault.New("pay_complete", "pay", nil)
	}
	trial := split{rules: s.rules, total: s.total, parts: append(append([]selling.Tender(nil), s.parts...), part)}
	_, _, err := trial.preview()
	return err
}

// add takes a part. Its amount must be set.
func (s *split) add(part selling.Tender) error {
	if err := s.check(part); err != nil {
		return err
	}
	s.parts = append(s.parts, part)
	s.method = selling.Method{}
	return nil
}

// remove takes a part back out.
func (s *split) remove(n int) {
	if n >= 0 && n < len(s.parts) {
		s.parts = append(append([]selling.Tender(nil), s.parts[:n]...), s.parts[n+1:]...)
	}
}
