package promptpay

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
)

func TestWritersRefuse(t *testing.T) {
	to := mustID(t, "0812345678")
	good := Bill{Biller: "010753600031501", Ref1: "A1"}
	bill := func(change func(*Bill)) func() (string, error) {
		changed := good
		change(&changed)
		return changed.Payload
	}
	for _, c := range []struct {
		name, code, field string
		write             func() (string, error)
	}{
		{"nobody", "promptpay_to_missing", "to", Transfer{}.Payload},
		{"too much", "promptpay_amount", "amount", Transfer{To: to, Amount: money.Max + 1}.Payload},
		{"below zero", "promptpay_amount", "amount", Transfer{To: to, Amount: -1}.Payload},
		{"Thai terminal", "promptpay_terminal", "terminal", Transfer{To: to, Terminal: "เครื่อง"}.Payload},
		{"long terminal", "promptpay_terminal", "terminal", Transfer{To: to, Terminal: strings.Repeat("A", 26)}.Payload},
		{"short biller", "promptpay_biller_digits", "biller", bill(func(b *Bill) { b.Biller = "1234" })},
		{"no biller", "promptpay_biller_digits", "biller", bill(func(b *Bill) { b.Biller = "" })},
		{"no reference", "promptpay_ref_missing", "ref1", bill(func(b *Bill) { b.Ref1 = "" })},
		{"small letters", "promptpay_ref", "ref1", bill(func(b *Bill) { b.Ref1 = "inv1" })},
		{"dash", "promptpay_ref", "ref2", bill(func(b *Bill) { b.Ref2 = "INV-1" })},
		{"long reference", "promptpay_ref", "ref2", bill(func(b *Bill) { b.Ref2 = strings.Repeat("1", 21) })},
		{"bill too much", "promptpay_amount", "amount", bill(func(b *Bill) { b.Amount = money.Max + 1 })},
	} {
		_, err := c.write()
		wantCode(t, c.name, err, c.code)
		if known, ok := err.(*fault.Error); !ok || known.Field != c.field {
			t.Errorf("%s: field of %v, want %q", c.name, err, c.field)
		}
	}
}

func TestLargestAmountAndLongestBillAreWritten(t *testing.T) {
	bill := Bill{"0107536-00031-501", strings.Repeat("A", 20), strings.Repeat("9", 20), money.Max, strings.Repeat("T", 25)}
	text, err := bill.Payload()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text, "54139999999999.99") {
		t.Errorf("amount not in %s", text)
	}
	qr, err := Read(text)
	if err != nil || qr.Ref2 != bill.Ref2 || qr.Biller != "010753600031501" || qr.Amount != money.Max || qr.Terminal != bill.Terminal {
		t.Errorf("read %+v, %v", qr, err)
	}
}

// TestWhatIsWrittenIsRead draws receivers, amounts and references and reads every QR again.
func TestWhatIsWrittenIsRead(t *testing.T) {
	random := rand.New(rand.NewPCG(2569, 11))
	text := func(alphabet string, size int) string {
		var b strings.Builder
		for range size {
			b.WriteByte(alphabet[random.IntN(len(alphabet))])
		}
		return b.String()
	}
	const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	for range 2000 {
		v := vector{name: "random", amount: money.Satang(random.Int64N(int64(money.Max) + 1)), terminal: text(capitals, random.IntN(26))}
		switch random.IntN(4) {
		case 0:
			v.to = "0" + text("689", 1) + text("0123456789", 8)
		case 1:
			v.to = "1" + text("0123456789", 12)
		case 2:
			v.to = "1" + text("0123456789", 14)
		default:
			v.biller, v.ref1, v.ref2 = text("0123456789", 15), text(capitals, 1+random.IntN(20)), text(capitals, random.IntN(21))
		}
		payload, err := v.write(t)
		if err != nil {
			t.Fatalf("%+v: %v", v, err)
		}
		qr, err := Read(payload)
		if err != nil {
			t.Fatalf("%s: %v", payload, err)
		}
		v.says(t, qr)
	}
}

func TestRepriceKeepsEverythingElse(t *testing.T) {
	priced, err := Reprice(kshop+"\n", 12050)
	if err != nil {
		t.Fatal(err)
	}
	before, _ := Read(kshop)
	after, err := Read(priced)
	before.Amount, before.Static = 12050, false
	if err != nil || after != before {
		t.Errorf("read %+v (%v), want %+v", after, err, before)
	}
	want := strings.Replace(kshop[:len(kshop)-8], "010211", "010212", 1)
	want = strings.Replace(want, "53037645802TH", "53037645406120.505802TH", 1)
	if priced[:len(priced)-8] != want {
		t.Errorf("priced\n%s\nwant\n%s", priced, want)
	}
	if again, err := Reprice(priced, 0); err != nil || again != kshop {
		t.Errorf("without the amount again: %s (%v), want %s", again, err, kshop)
	}
	if again, err := Reprice(priced, 100); err != nil || strings.Count(again, "54041.00") != 1 {
		t.Errorf("priced twice: %s (%v)", again, err)
	}
	_, err = Reprice(kshop[:len(kshop)-1]+"9", 100)
	wantCode(t, "broken code", err, "qr_crc")
	_, err = Reprice(kshop, -1)
	wantCode(t, "below zero", err, "promptpay_amount")
}

func TestRepriceAgreesWithTheWriter(t *testing.T) {
	for _, v := range vectors {
		static := v
		static.amount = 0
		text, err := static.write(t)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Reprice(text, v.amount); err != nil || got != v.payload {
			t.Errorf("%s: %s (%v), want %s", v.name, got, err, v.payload)
		}
	}
	// promptparse puts 54 last: the amount keeps a place before the checksum.
	got, err := Reprice("00020101021229370016A0000006770101110113006681234567853037645802TH5406100.0063041123", 5000)
	if qr, second := Read(got); err != nil || second != nil || qr.Amount != 5000 {
		t.Errorf("%s: %+v, %v, %v", got, qr, err, second)
	}
}

func TestOverLimit(t *testing.T) {
	for _, c := range []struct {
		amount, limit money.Satang
		warns         bool
	}{{5_000_000, 5_000_000, false}, {5_000_001, 5_000_000, true}, {5_000_001, 0, false}} {
		if got := OverLimit(c.amount, c.limit); (len(got) == 1) != c.warns {
			t.Errorf("%v of %v: %v", c.amount, c.limit, got)
		}
	}
}

func TestBarcode(t *testing.T) {
	bill := Bill{Biller: "099400016550100", Ref1: "123456789012", Ref2: "670429", Amount: 364922}
	const want = "|099400016550100\r123456789012\r670429\r364922"
	got, err := bill.Barcode()
	if err != nil || got != want {
		t.Errorf("got %q (%v), want %q", got, err, want)
	}
	for _, text := range []string{want, strings.ReplaceAll(want, "\r", "\n"), strings.ReplaceAll(want, "\r", "\r\n") + "\r\n"} {
		if back, err := ReadBarcode(text); err != nil || back != bill {
			t.Errorf("%q: %+v, %v", text, back, err)
		}
	}
	open := Bill{Biller: "099400016550100", Ref1: "1"}
	got, err = open.Barcode()
	if back, second := ReadBarcode(got); err != nil || second != nil || back != open {
		t.Errorf("%q: %+v, %v, %v", got, back, err, second)
	}
	for text, code := range map[string]string{
		"":                                     "barcode_not_bill",
		want[1:]:                               "barcode_not_bill",
		"|1\r2":                                "barcode_not_bill",
		"|09940001655010\r1\r\r0":              "promptpay_biller_digits",
		"|099400016550100\r\r\r0":              "promptpay_ref_missing",
		"|099400016550100\r1\rก\r0":            "promptpay_ref",
		"|099400016550100\r1\r\r-5":            "barcode_not_bill",
		"|099400016550100\r1\r\r1000000000000": "promptpay_amount",
		"|099400016550100\r1\r\r99999999999999999999": "promptpay_amount",
		strings.Repeat("|", MaxChars+1):               "barcode_not_bill",
	} {
		_, err := ReadBarcode(text)
		wantCode(t, fmt.Sprintf("%.60q", text), err, code)
	}
	if _, err := (Bill{Biller: "1", Ref1: "1"}).Barcode(); err == nil {
		t.Error("a short biller was written")
	}
	_, err = Bill{Biller: "099400016550100", Ref1: "1", Amount: -1}.Barcode()
	wantCode(t, "below zero", err, "promptpay_amount")
}

func TestBillWarnsOfACheckDigit(t *testing.T) {
	if got := (Bill{Biller: "099400016550100"}).Warnings(); got != nil {
		t.Errorf("right biller: %v", got)
	}
	if got := (Bill{Biller: "099400016550200"}).Warnings(); len(got) != 1 || got[0].Field != "biller" {
		t.Errorf("wrong biller: %v", got)
	}
}
