package money_test

import (
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

func TestParseReadsBaht(t *testing.T) {
	for text, want := range map[string]money.Satang{
		"1185": 118_500, "1,185.50": 118_550, "0.5": 50, "0.05": 5, "๑,๑๘๕.๕๐": 118_550, "0": 0,
		"9999999999.99": money.Max, " 20 ": 2000,
	} {
		got, err := money.Parse(text)
		if err != nil || got != want {
			t.Errorf("Parse(%q) = %d, %v; want %d", text, got, err, want)
		}
	}
}

func TestParseRefusesWhatItCannotRead(t *testing.T) {
	for _, text := range []string{"", "-1", "1e3", "NaN", "1.234", "1,23", "+5", "฿5", "5 บาท", "1.", ".50", "1_000", "1,1850"} {
		if got, err := money.Parse(text); !fault.Is(err, "amount_unreadable") {
			t.Errorf("Parse(%q) = %d, %v; want amount_unreadable", text, got, err)
		}
	}
}

func TestParseTellsTooLargeFromUnreadable(t *testing.T) {
	for _, text := range []string{"10000000000", "10,000,000,000.00", "1000000000000000000", strings.Repeat("9", 400)} {
		if got, err := money.Parse(text); !fault.Is(err, "amount_too_large") {
			t.Errorf("Parse(%.20q) = %d, %v; want amount_too_large", text, got, err)
		}
	}
}

func TestStringWritesTwoDecimals(t *testing.T) {
	for amount, want := range map[money.Satang]string{0: "0.00", 5: "0.05", 118_550: "1185.50", -5: "-0.05", -100: "-1.00"} {
		if got := amount.String(); got != want {
			t.Errorf("Satang(%d) = %q, want %q", int64(amount), got, want)
		}
	}
}

func TestTimesMultipliesFirstAndRoundsOnce(t *testing.T) {
	for _, c := range []struct {
		price    money.Satang
		quantity qty.Qty
		want     money.Satang
	}{
		{32_000, 300, 9600}, // 3 ขีด at 320.00 a kilogram
		{3333, 3000, 9999},
		{5, 100, 1},   // 0.5 satang goes up
		{5, -100, -1}, // and away from zero in a refund
		{4, 100, 0},
		{money.Max, qty.One, money.Max},
	} {
		if got := money.Times(c.price, c.quantity); got != c.want {
			t.Errorf("Times(%s, %s) = %s, want %s", c.price, c.quantity, got, c.want)
		}
	}
}

// The vectors of VAT at 7 % inside a total: total and VAT, in satang.
func TestVATIncluded(t *testing.T) {
	for total, want := range map[money.Satang]money.Satang{
		10_700: 700, 10_000: 654, 100: 7, 50: 3, 8: 1, 7: 0, 35_000: 2290, 89_000: 5822, 123_456: 8077,
		999_999_999: 65_420_561, 9999: 654, -10_700: -700, -8: -1,
	} {
		if got := total.VATIncluded(700); got != want {
			t.Errorf("VAT in %s = %s, want %s", total, got, want)
		}
	}
	if got := money.Satang(10_000).VATIncluded(0); got != 0 {
		t.Errorf("VAT at 0 %% = %s", got)
	}
}

func TestPercentOnTop(t *testing.T) {
	for amount, want := range map[money.Satang]money.Satang{9999: 700, 150: 11, 33_333: 2333, 123_456: 8642} {
		if got := amount.Percent(700); got != want {
			t.Errorf("7 %% of %s = %s, want %s", amount, got, want)
		}
	}
}

func TestParseBasis(t *testing.T) {
	for text, want := range map[string]money.Basis{"5": 500, "7.5": 750, "7.25%": 725, " 5 % ": 500, "100": 10_000, "0": 0, "๕%": 500} {
		if got, err := money.ParseBasis(text); err != nil || got != want {
			t.Errorf("ParseBasis(%q) = %d, %v; want %d", text, got, err, want)
		}
	}
	for text, code := range map[string]string{
		"": "percent_unreadable", "%": "percent_unreadable", "5%%": "percent_unreadable", "-5": "percent_unreadable",
		"1.234": "percent_unreadable", "100.01": "percent_too_large", strings.Repeat("9", 40): "percent_too_large",
	} {
		if got, err := money.ParseBasis(text); !fault.Is(err, code) {
			t.Errorf("ParseBasis(%q) = %d, %v; want %s", text, got, err, code)
		}
	}
	for rate, want := range map[money.Basis]string{0: "0", 700: "7", 750: "7.5", 725: "7.25", 1000: "10", 10_000: "100", 5: "0.05"} {
		if got := rate.String(); got != want {
			t.Errorf("Basis(%d) = %q, want %q", int64(rate), got, want)
		}
	}
}

func TestCashRoundGoesToTheNearestStepTiesDown(t *testing.T) {
	for _, c := range []struct{ due, step, want money.Satang }{
		{10_012, 25, -12}, {10_013, 25, 12}, {10_025, 25, 0}, {10_025, 50, -25}, {10_026, 50, 24},
		{10_050, 100, -50}, {10_051, 100, 49}, {10_049, 100, -49}, {12, 25, -12}, {10_012, 0, 0}, {0, 25, 0},
		{-10_050, 100, 50}, {-10_013, 25, -12}, // a refund mirrors the sale
	} {
		if got := money.CashRound(c.due, c.step); got != c.want {
			t.Errorf("CashRound(%s, %s) = %s, want %s", c.due, c.step, got, c.want)
		}
	}
}

// Round against exact arithmetic, over products that leave 64 bits.
func TestRoundAgreesWithBigIntegers(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 2569))
	for range 20_000 {
		a := draw.Int64N(1 << (1 + draw.IntN(50)))
		b := draw.Int64N(1 << (1 + draw.IntN(40)))
		c := 1 + draw.Int64N(1<<(29+draw.IntN(30)))
		if draw.IntN(2) == 0 {
			a = -a
		}
		if draw.IntN(4) == 0 {
			b = -b
		}
		for _, mode := range []money.Mode{money.HalfUp, money.HalfDown, money.Down} {
			want := exactRound(a, b, c, mode)
			if !want.IsInt64() {
				continue
			}
			if got := money.Round(a, b, c, mode); got != want.Int64() {
				t.Fatalf("Round(%d, %d, %d, %d) = %d, want %s", a, b, c, mode, got, want)
			}
		}
	}
}

func TestRoundNamesItsTies(t *testing.T) {
	for _, c := range []struct {
		a    int64
		mode money.Mode
		want int64
	}{
		{5, money.HalfUp, 3}, {5, money.HalfDown, 2}, {5, money.Down, 2},
		{-5, money.HalfUp, -3}, {-5, money.HalfDown, -2}, {-5, money.Down, -2},
	} {
		if got := money.Round(c.a, 1, 2, c.mode); got != c.want {
			t.Errorf("Round(%d/2, %d) = %d, want %d", c.a, c.mode, got, c.want)
		}
	}
}

func exactRound(a, b, c int64, mode money.Mode) *big.Int {
	product := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
	sign := int64(product.Sign())
	quotient, rest := new(big.Int).QuoRem(product.Abs(product), big.NewInt(c), new(big.Int))
	half := rest.Lsh(rest, 1).Cmp(big.NewInt(c))
	if mode == money.HalfUp && half >= 0 || mode == money.HalfDown && half > 0 {
		quotient.Add(quotient, big.NewInt(1))
	}
	return quotient.Mul(quotient, big.NewInt(sign))
}

func TestAllocateByLargestRemainder(t *testing.T) {
	for _, c := range []struct {
		amount  money.Satang
		weights []int64
		want    []money.Satang
	}{
		{100, []int64{1, 1, 1}, []money.Satang{34, 33, 33}},
		{-100, []int64{1, 1, 1}, []money.Satang{-34, -33, -33}},
		{100, []int64{0, 3, 0}, []money.Satang{0, 100, 0}},
		{100, []int64{0, 0}, []money.Satang{100, 0}},
		{1, []int64{1, 2}, []money.Satang{0, 1}},
		{0, []int64{5, 5}, []money.Satang{0, 0}},
		{100, nil, []money.Satang{}},
	} {
		got := c.amount.Allocate(c.weights)
		if len(got) != len(c.want) {
			t.Fatalf("Allocate(%s, %v) = %v", c.amount, c.weights, got)
		}
		for n := range got {
			if got[n] != c.want[n] {
				t.Errorf("Allocate(%s, %v) = %v, want %v", c.amount, c.weights, got, c.want)
				break
			}
		}
	}
}

// The parts add up to the whole, each is within one satang of its exact share, and a part of no
// weight gets nothing.
func FuzzAllocate(f *testing.F) {
	f.Add(int64(100), uint32(1), uint32(1), uint32(1))
	f.Add(int64(-9_999), uint32(0), uint32(7), uint32(4_294_967_295))
	f.Add(int64(money.Max), uint32(3), uint32(5), uint32(9))
	f.Fuzz(func(t *testing.T, amount int64, a, b, c uint32) {
		if amount > int64(money.Max) || amount < -int64(money.Max) {
			return
		}
		weights := []int64{int64(a), int64(b), int64(c)}
		total := weights[0] + weights[1] + weights[2]
		var sum money.Satang
		for n, part := range money.Satang(amount).Allocate(weights) {
			sum += part
			if total == 0 {
				continue
			}
			if weights[n] == 0 && part != 0 {
				t.Fatalf("%d by %v: part %d has no weight and gets %s", amount, weights, n, part)
			}
			// |part × total − amount × weight| < total
			gap := new(big.Int).Mul(big.NewInt(int64(part)), big.NewInt(total))
			gap.Sub(gap, new(big.Int).Mul(big.NewInt(amount), big.NewInt(weights[n])))
			if gap.CmpAbs(big.NewInt(total)) >= 0 {
				t.Fatalf("%d by %v: part %d is %s, a satang or more from exact", amount, weights, n, part)
			}
		}
		if sum != money.Satang(amount) {
			t.Fatalf("%d by %v: parts add up to %s", amount, weights, sum)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"1,185.50", "๑๒.๕", "-1", "1e3", "10000000000", "9999999999.99", "0.005"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := money.Parse(text)
		if err != nil {
			return
		}
		if got < 0 || got > money.Max {
			t.Fatalf("Parse(%q) = %d is out of bounds", text, got)
		}
		if again, err := money.Parse(got.String()); err != nil || again != got {
			t.Fatalf("Parse(%q) = %s, read again %s, %v", text, got, again, err)
		}
	})
}
