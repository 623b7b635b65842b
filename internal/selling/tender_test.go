package selling_test

import (
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/testkit"
)

func TestPay(t *testing.T) {
	methods := newWorld().Methods
	open := func(method string) selling.Tender { return selling.Tender{Method: method} }
	type tenders = []selling.Tender
	for _, test := range []struct {
		name                   string
		due                    money.Satang
		tenders                tenders
		step                   money.Satang
		paid, change, rounding money.Satang
	}{
		{"exact cash", 100_00, tenders{tender("cash", 100_00)}, 0, 100_00, 0, 0},
		{"cash and change", 85_50, tenders{tender("cash", 100_00)}, 0, 100_00, 14_50, 0},
		{"open cash", 85_50, tenders{open("cash")}, 0, 85_50, 0, 0},
		{"open promptpay", 85_50, tenders{open("promptpay")}, 100, 85_50, 0, 0},
		{"more by promptpay than due comes back in cash", 85_00, tenders{tender("promptpay", 100_00)}, 100, 100_00, 15_00, 0},
		{"card and cash", 100_00, tenders{tender("card", 60_00), open("cash")}, 0, 100_00, 0, 0},
		{"open first", 100_00, tenders{open("card"), tender("cash", 30_00)}, 0, 100_00, 0, 0},
		{"welfare, promptpay, cash with change", 100_00, tenders{tender("welfare", 20_00), tender("promptpay", 30_00), tender("cash", 60_00)}, 0, 110_00, 10_00, 0},
		{"twice cash", 100_00, tenders{tender("cash", 50_00), tender("cash", 50_00)}, 0, 100_00, 0, 0},
		{"credit", 100_00, tenders{open("credit")}, 100, 100_00, 0, 0},
		{"round down to 1.00", 99_40, tenders{open("cash")}, 100, 99_00, 0, -40},
		{"round up to 1.00", 99_60, tenders{open("cash")}, 100, 100_00, 0, 40},
		{"tie of 1.00 goes down", 99_50, tenders{open("cash")}, 100, 99_00, 0, -50},
		{"tie of 0.50 goes down", 99_25, tenders{open("cash")}, 50, 99_00, 0, -25},
		{"0.50 up", 99_26, tenders{open("cash")}, 50, 99_50, 0, 24},
		{"0.25 down", 99_12, tenders{open("cash")}, 25, 99_00, 0, -12},
		{"0.25 up", 99_13, tenders{open("cash")}, 25, 99_25, 0, 12},
		{"rounding counts before change", 99_40, tenders{tender("cash", 100_00)}, 100, 100_00, 1_00, -40},
		{"only the cash part is rounded", 99_40, tenders{tender("card", 50_25), open("cash")}, 100, 99_25, 0, -15},
		{"open card takes the satang: nothing to round", 99_40, tenders{tender("cash", 50_00), open("card")}, 100, 99_40, 0, 0},
		{"a bill too small for any coin", 10, tenders{open("cash")}, 25, 0, 0, -10},
		{"rounding leaves nothing for the cash", 100_00, tenders{tender("card", 99_80), open("cash")}, 100, 99_80, 0, -20},
		{"nothing due, nothing paid", 0, nil, 100, 0, 0, 0},
		{"nothing due, open cash", 0, tenders{open("cash")}, 100, 0, 0, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := selling.Pay(test.due, test.tenders, methods, test.step)
			if err != nil {
				t.Fatal(err)
			}
			if got.Paid != test.paid || got.Change != test.change || got.Rounding != test.rounding {
				t.Errorf("paid %s change %s rounding %s, want %s %s %s", got.Paid, got.Change, got.Rounding, test.paid, test.change, test.rounding)
			}
			if got.Paid-got.Change != test.due+got.Rounding {
				t.Errorf("payments − change is not the total")
			}
			for n, tender := range got.Tenders {
				if tender.Amount == nil {
					t.Errorf("tender %d has no amount", n)
				}
			}
		})
	}
}

func TestPayRefuses(t *testing.T) {
	methods := newWorld().Methods
	type tenders = []selling.Tender
	open := selling.Tender{Method: "cash"}
	for _, test := range []struct {
		name        string
		due         money.Satang
		tenders     tenders
		code, field string
	}{
		{"unknown method", 100_00, tenders{open, tender("gold", 1_00)}, "method_unknown", "pay[1].method"},
		{"nothing", 100_00, tenders{tender("cash", 0)}, "amount_not_positive", "pay[0].amount"},
		{"below nothing", 100_00, tenders{tender("cash", -1)}, "amount_not_positive", "pay[0].amount"},
		{"too large", 100_00, tenders{tender("cash", money.Max+1)}, "amount_too_large", "pay[0].amount"},
		{"card above due", 100_00, tenders{tender("card", 100_01)}, "payment_above_due", "pay[0].amount"},
		{"card and credit above due", 100_00, tenders{tender("card", 60_00), tender("credit", 50_00)}, "payment_above_due", "pay[1].amount"},
		{"open has nothing left", 100_00, tenders{tender("card", 100_00), open}, "payment_above_due", "pay[1].amount"},
		{"open is below nothing", 100_00, tenders{{Method: "card"}, tender("cash", 150_00)}, "payment_above_due", "pay[0].amount"},
		{"short", 100_00, tenders{tender("cash", 50_00), tender("card", 49_99)}, "payment_short", "pay[1].amount"},
		{"no payment", 100_00, nil, "payment_short", "pay[0].amount"},
		{"two open", 100_00, tenders{open, {Method: "card"}}, "payment_two_open", "pay[1].amount"},
		{"unknown evidence", 100_00, tenders{{Method: "promptpay", Evidence: "hope"}}, "evidence_unknown", "pay[0].evidence"},
		{"too many", 100_00, make(tenders, selling.MaxTenders+1), "too_many", "pay"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := selling.Pay(test.due, test.tenders, methods, 0)
			wantFault(t, err, test.code, test.field)
		})
	}
}

func TestEvidence(t *testing.T) {
	methods := newWorld().Methods
	got, err := selling.Pay(3_00, []selling.Tender{tender("promptpay", 1_00), {Method: "transfer", Amount: price(1_00), Evidence: selling.Slip},
		{Method: "cash", Amount: price(1_00), Evidence: selling.Slip}}, methods, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got.Tenders[0].Evidence != selling.Seen || got.Tenders[1].Evidence != selling.Slip || got.Tenders[2].Evidence != "" {
		t.Errorf("%+v", got.Tenders)
	}
}

// TestPayAddsUp: whatever is accepted adds up, over random dues, mixes and steps.
func TestPayAddsUp(t *testing.T) {
	methods := newWorld().Methods
	accepted := 0
	for seed := range uint64(rounds()) {
		r := testkit.Rand(seed)
		due, step := money.Satang(r.IntN(2000_00)), []money.Satang{0, 25, 50, 100}[r.IntN(4)]
		got, err := selling.Pay(due, testkit.Tenders(r, due), methods, step)
		if err != nil {
			continue
		}
		accepted++
		sum := money.Satang(0)
		for _, tender := range got.Tenders {
			sum += *tender.Amount
		}
		if sum != got.Paid || got.Paid-got.Change != due+got.Rounding || got.Change < 0 || got.Rounding.Abs() > step/2 {
			t.Fatalf("seed %d: due %s step %s: %+v", seed, due, step, got)
		}
	}
	if accepted < rounds()*9/10 {
		t.Errorf("only %d of %d mixes were accepted", accepted, rounds())
	}
}

func TestNotesAndOffers(t *testing.T) {
	pieces, rest := selling.Notes(1788_80)
	sum := rest
	for _, piece := range pieces {
		sum += piece.Value * money.Satang(piece.Count)
	}
	if sum != 1788_80 || rest != 5 || pieces[0] != (selling.Pieces{Value: 1000_00, Count: 1}) {
		t.Errorf("%v rest %s", pieces, rest)
	}
	for due, want := range map[money.Satang][]money.Satang{
		185_00: {200_00, 500_00, 1000_00}, 85_00: {100_00, 500_00, 1000_00}, 100_00: {500_00, 1000_00}, 13_00: {20_00, 50_00, 100_00},
	} {
		got := selling.Offers(due)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", due, got, want)
		}
	}
}
