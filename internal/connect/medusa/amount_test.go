package medusa

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/money"
)

func TestAmounts(t *testing.T) {
	for text, want := range map[string]money.Satang{
		"150": 150_00, "150.5": 150_50, "150.25": 150_25, "0": 0, "0.01": 1, "9999999999.99": money.Max, "-3.5": -3_50,
		"0.30000000000000004": 30, "96.29999999999998": 96_30, "106.99999999999999": 107_00, "-0.30000000000000004": -30, // as JavaScript adds up
	} {
		if got, ok := satang(json.Number(text)); !ok || got != want {
			t.Errorf("%s: %d, %v; want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "abc", "1e3", "1e400", "NaN", "1.005", "150.123", "12.344", "--1", "1.", strings.Repeat("9", 16), "0." + strings.Repeat("0", 31), "1 ", "0x10"} {
		if got, ok := satang(json.Number(text)); ok {
			t.Errorf("%q is read as %d", text, got)
		}
	}
}

// What is written is read back, by Go and by JavaScript, which writes no zeros at the end.
func TestAmountsThereAndBack(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		want := money.Satang(random.Int64N(int64(money.Max) + 1))
		text, err := json.Marshal(amountOf(want))
		if err != nil || strings.ContainsAny(string(text), `"eE`) {
			t.Fatalf("%s, %v", text, err)
		}
		for _, said := range []string{string(text), strings.TrimSuffix(strings.TrimRight(string(text), "0"), ".")} {
			if got, ok := satang(json.Number(said)); want > 0 && (!ok || got != want) {
				t.Fatalf("%s: %d, %v; want %d", said, got, ok, want)
			}
		}
	}
}

func FuzzAmounts(f *testing.F) {
	for _, seed := range []string{"150.25", "-0", "0.30000000000000004", "1e5", "999999999999999.995", "1.004"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		amount, ok := satang(json.Number(text))
		if !ok {
			return
		}
		again, ok := satang(amountOf(amount))
		if !ok || again != amount {
			t.Errorf("%q is %d and then %d, %v", text, amount, again, ok)
		}
	})
}
