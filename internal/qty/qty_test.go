package qty_test

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/qty"
)

func TestParseReadsWhatPeopleWrite(t *testing.T) {
	for text, want := range map[string]qty.Qty{
		"2": 2000, "0.350": 350, "0.35": 350, "1,200": 1_200_000, " 3 ": 3000, "๐.๓": 300, "๑๒": 12_000,
		"0": 0, "007": 7000, "1000000000": qty.Max,
	} {
		got, err := qty.Parse(text)
		if err != nil || got != want {
			t.Errorf("Parse(%q) = %d, %v; want %d", text, got, err, want)
		}
	}
}

func TestParseRefusesWhatItCannotRead(t *testing.T) {
	for _, text := range []string{
		"", " ", "-1", "+5", "1e3", "NaN", "Inf", "0x10", "1.2345", "1.", ".5", "1,23", "1,2345", ",123", "1,,234",
		"1 000", "1.2.3", "๑e๒", "½", "٣", "1,234.5,6",
	} {
		if got, err := qty.Parse(text); !fault.Is(err, "qty_unreadable") {
			t.Errorf("Parse(%q) = %d, %v; want qty_unreadable", text, got, err)
		}
	}
}

func TestParseTellsTooLargeFromUnreadable(t *testing.T) {
	for _, text := range []string{"1000000000.001", "1000000001", "999999999999999", strings.Repeat("9", 300)} {
		if got, err := qty.Parse(text); !fault.Is(err, "qty_too_large") {
			t.Errorf("Parse(%q) = %d, %v; want qty_too_large", text, got, err)
		}
	}
}

func TestStringIsShortestExact(t *testing.T) {
	for quantity, want := range map[qty.Qty]string{
		0: "0", 3000: "3", 350: "0.35", 1: "0.001", -1500: "-1.5", -1: "-0.001", 1_200_000: "1200", 10_010: "10.01",
	} {
		if got := quantity.String(); got != want {
			t.Errorf("Qty(%d) = %q, want %q", int64(quantity), got, want)
		}
	}
}

func TestWholeAbsPieces(t *testing.T) {
	if !qty.Pieces(3).Whole() || qty.Qty(350).Whole() || !qty.Qty(-2000).Whole() {
		t.Error("Whole is wrong about 3, 0.35 or -2")
	}
	if qty.Qty(-350).Abs() != 350 || qty.Qty(350).Abs() != 350 {
		t.Error("Abs is wrong about 0.35")
	}
}

// What is written is read back, and nothing that is read lies out of bounds.
func FuzzParse(f *testing.F) {
	for _, text := range []string{"0.350", "1,200", "๓", "-1", "1e3", "99999999999999999999", "1000000000.001"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := qty.Parse(text)
		if err != nil {
			return
		}
		if got < 0 || got > qty.Max {
			t.Fatalf("Parse(%q) = %d is out of bounds", text, got)
		}
		if again, err := qty.Parse(got.String()); err != nil || again != got {
			t.Fatalf("Parse(%q) = %s, read again %s, %v", text, got, again, err)
		}
	})
}
