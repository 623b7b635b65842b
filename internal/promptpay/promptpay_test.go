package promptpay

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
)

// vector is a payload that two public libraries write the same. The ids are public examples.
type vector struct {
	name, to, biller, ref1, ref2, terminal string
	amount                                 money.Satang
	payload                                string
}

var vectors = []vector{
	{name: "V01", to: "0812345678", payload: "00020101021129370016A0000006770101110113006681234567853037645802TH6304823E"},
	{name: "V02", to: "0812345678", amount: 10000, payload: "00020101021229370016A000000677010111011300668123456785303764540" + "6100.005802TH6304F142"},
	{name: "V03", to: "0899999999", amount: 1, payload: "00020101021229370016A00000067701011101130066899999999530376454040.015802TH6304605B"},
	{name: "V04", to: "0612345678", amount: 123456789, payload: "00020101021229370016A00000067701011101130066612345678530376454101234567.895802TH6304B1D3"},
	{name: "V05", to: "0887654321", amount: 100050, payload: "00020101021229370016A00000067701011101130066887654321530376454071000.505802TH6304E290"},
	{name: "V06", to: "1101700230708", payload: "00020101021129370016A0000006770101110213110170023070853037645802TH6304E850"},
	{name: "V07", to: "1101700230708", amount: 25075, payload: "00020101021229370016A0000006770101110213110170023070853037645406250.755802TH6304F980"},
	{name: "V08", to: "0994000165501", amount: 50, payload: "00020101021229370016A00000067701011102130994000165501530376454040.505802TH6304DB8D"},
	{name: "V09", to: "0107536000315", amount: 2000, payload: "00020101021229370016A000000677010111021301075360003155303764540520.005802TH630496C0"},
	{name: "V10", to: "004999000000001", payload: "00020101021129390016A000000677010111031500499900000000153037645802TH63048286"},
	{name: "V11", to: "004999000000001", amount: 4500, payload: "00020101021229390016A00000067701011103150049990000000015303764540545.005802TH63040DDB"},
	{name: "V12", to: "140000801111111", amount: 1005, payload: "00020101021229390016A00000067701011103151400008011111115303764540510.055802TH6304F4C9"},
	{name: "V13", biller: "099400016550100", ref1: "123456789012", ref2: "670429", amount: 364922, payload: "00020101021230650016A000000677010112011509940001655010002121234567890120306670429530376454073649.225802TH6304165E"},
	{name: "V14", biller: "010753600031501", ref1: "INV2569000123", payload: "00020101021130560016A00000067701011201150107536000315010213INV256900012353037645802TH63043EFF"},
	{name: "V15", biller: "010753600031501", ref1: "ORDER00042", ref2: "0812345678", amount: 129000, terminal: "POS01", payload: "00020101021230670016A000000677010112011501075360003150102" + "10ORDER0004203100812345678530376454071290.005802TH62090705POS016304EA8B"},
}

const (
	kshop     = "00020101021130810016A00000067701011201150107536000315080214KB0000000000010320KPS004KB00000000000131690016A00000067701011301030040214KB0000000000010420KPS004KB00000000000153037645802TH630436A8"
	kbankBill = "00020101021230690016A000000677010112011301055580807780211LEX110000020313LEX026039306931590016A00000067701011301030040211LEX110000020413LEX02603930695303764540512.815802TH6304A2C1"
)

func mustID(t testing.TB, text string) ID {
	t.Helper()
	id, err := ParseID(text)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// write builds the vector's payload from its parts.
func (v vector) write(t testing.TB) (string, error) {
	if v.to != "" {
		return Transfer{To: mustID(t, v.to), Amount: v.amount, Terminal: v.terminal}.Payload()
	}
	return Bill{v.biller, v.ref1, v.ref2, v.amount, v.terminal}.Payload()
}

// says fails the test unless qr holds what the vector says.
func (v vector) says(t *testing.T, qr QR) {
	t.Helper()
	want := QR{Kind: BillKind, Biller: v.biller, Ref1: v.ref1, Ref2: v.ref2, Terminal: v.terminal,
		Amount: v.amount, Static: v.amount == 0}
	if v.to != "" {
		want.To = mustID(t, v.to)
		want.Kind = want.To.Kind
	}
	if qr != want {
		t.Errorf("%s: read %+v, want %+v", v.name, qr, want)
	}
}

func wantCode(t *testing.T, what string, err error, code string) {
	t.Helper()
	if !fault.Is(err, code) {
		t.Errorf("%s: got %v, want %q", what, err, code)
	}
}

func TestChecksumVector(t *testing.T) {
	if got := crc16("123456789"); got != 0x29B1 {
		t.Errorf("got %04X, want 29B1", got)
	}
}

func TestVectorsAreWrittenAndRead(t *testing.T) {
	for _, v := range vectors {
		got, err := v.write(t)
		if err != nil || got != v.payload {
			t.Errorf("%s: wrote\n%s (%v), want\n%s", v.name, got, err, v.payload)
		}
		qr, err := Read(v.payload)
		if err != nil {
			t.Errorf("%s: %v", v.name, err)
		}
		v.says(t, qr)
		if _, err := Read(" " + v.payload + "\r\n"); err != nil {
			t.Errorf("%s with spaces around: %v", v.name, err)
		}
		at := len(v.payload) - 4
		if qr, err = Read(v.payload[:at] + strings.ToLower(v.payload[at:])); err != nil {
			t.Errorf("%s with a small checksum: %v", v.name, err)
		}
		v.says(t, qr)
	}
}

func TestOtherLibrariesOrdersAreRead(t *testing.T) {
	for _, c := range []struct {
		vector  int
		payload string
	}{
		{0, "00020101021129370016A000000677010111011300668123456785802TH530376463045D82"},
		{1, "00020101021229370016A000000677010111011300668123456785802TH53037645406100.006304BB8A"},
		{1, "00020101021229370016A0000006770101110113006681234567853037645802TH5406100.0063041123"},
		{10, "00020101021229390016A00000067701011103150049990000000015802TH5303764540545.0063044EA1"},
	} {
		qr, err := Read(c.payload)
		if err != nil {
			t.Errorf("%s: %v", c.payload, err)
		}
		vectors[c.vector].says(t, qr)
	}
}

func TestBankShopQRsAreRead(t *testing.T) {
	qr, err := Read(kshop)
	want := QR{Kind: BillKind, Biller: "010753600031508", Ref1: "KB000000000001", Ref2: "KPS004KB000000000001", Static: true}
	if err != nil || qr != want {
		t.Errorf("got %+v (%v), want %+v", qr, err, want)
	}
	qr, err = Read(kbankBill)
	want = QR{Kind: BillKind, Biller: "0105558080778", Ref1: "LEX11000002", Ref2: "LEX0260393069", Amount: 1281}
	if err != nil || qr != want {
		t.Errorf("got %+v (%v), want %+v", qr, err, want)
	}
}

func TestTag31AloneIsABill(t *testing.T) {
	inside := fields{{"00", aidInnovation}, {"01", "004"}, {"02", "KB1"}, {"04", "KPS1"}}
	qr, err := Read(seal(fields{{"00", "01"}, {"31", inside.String()}, {"53", "764"}}.String(), "63"))
	if want := (QR{Kind: BillKind, Ref1: "KB1", Ref2: "KPS1", Static: true}); err != nil || qr != want {
		t.Errorf("got %+v (%v), want %+v", qr, err, want)
	}
}

// withTag gives V02 with one tag set to value, and its checksum made anew.
func withTag(t *testing.T, tag, value string) string {
	t.Helper()
	all, err := unseal(vectors[1].payload, "63")
	if err != nil {
		t.Fatal(err)
	}
	for n := range all {
		if all[n].tag == tag {
			all[n].value = value
			return seal(all.String(), "63")
		}
	}
	return seal(append(all, field{tag, value}).String(), "63")
}

func TestBadPayloadsAreRefusedWithTheirOwnCodes(t *testing.T) {
	v02 := vectors[1].payload
	account := "29370016A00000067701011101130066812345678"
	for _, c := range []struct{ name, payload, code string }{
		{"empty", " \r\n", "qr_empty"},
		{"long", "000201" + strings.Repeat("9", MaxChars), "qr_too_long"},
		{"very long", strings.Repeat("ก", 10_000), "qr_too_long"},
		{"wrong checksum", v02[:len(v02)-4] + "F143", "qr_crc"},
		{"odd length", v02[:len(v02)-1], "qr_truncated"},
		{"no checksum", v02[:len(v02)-8], "qr_truncated"},
		{"length past end", "00020101021229990016A0000006770101110113006681234567863041234", "qr_truncated"},
		{"something after the checksum", v02 + "6005TRANG", "qr_truncated"},
		{"letters for a tag", "000201XX0201", "qr_malformed"},
		{"not UTF-8", "000201\xff", "qr_malformed"},
		{"two tag 29s", seal("000201010211"+account+account+"5303764", "63"), "qr_repeated"},
		{"zero", withTag(t, "54", "0.00"), "qr_amount"},
		{"commas", withTag(t, "54", "1,000.00"), "qr_amount"},
		{"negative", withTag(t, "54", "-5.00"), "qr_amount"},
		{"plus", withTag(t, "54", "+5.00"), "qr_amount"},
		{"leading zero", withTag(t, "54", "05.00"), "qr_amount"},
		{"three decimals", withTag(t, "54", "5.000"), "qr_amount"},
		{"no digits", withTag(t, "54", "."), "qr_amount"},
		{"above the limit", withTag(t, "54", "10000000000.00"), "qr_amount"},
		{"dollars", withTag(t, "53", "840"), "qr_currency"},
		{"Laos", withTag(t, "58", "LA"), "qr_not_thai"},
		{"point of initiation 13", withTag(t, "01", "13"), "qr_malformed"},
		{"foreign tag 29", withTag(t, "29", "0016A00000000000000001019"), "qr_not_thai"},
		{"no receiver", withTag(t, "29", "0016A000000677010111"), "qr_receiver"},
		{"two receivers", withTag(t, "29", "0016A000000677010111011300668123456780213110170023070"+"8"), "qr_receiver"},
		{"short phone", withTag(t, "29", "0016A0000006770101110112006681234567"), "qr_receiver"},
		{"phone of another country", withTag(t, "29", "0016A00000067701011101130044812345678"), "qr_receiver"},
		{"bill without reference", withTag(t, "30", "0016A0000006770101120115099400016550100"), "qr_receiver"},
		{"cut inside tag 29", withTag(t, "29", "0016A0000006770101110113"), "qr_truncated"},
		{"web address", "https://example.com/pay", "qr_not_thai"},
		{"a slip", s1, "qr_is_slip"},
		{"TrueMoney slip", t1, "qr_is_slip"},
	} {
		_, err := Read(c.payload)
		wantCode(t, c.name, err, c.code)
	}
}

func TestLenientReading(t *testing.T) {
	// Tag 04 and the one-time AID are read although never written; whole baht are international style.
	account, err := Read(withTag(t, "29", "0016A0000006770101140410004123456705100123456789"))
	if err != nil || account.Kind != Account || account.To.Digits() != "0041234567" {
		t.Errorf("account: %+v, %v", account, err)
	}
	whole, err := Read(withTag(t, "54", "100"))
	if err != nil || whole.Amount != 10000 {
		t.Errorf("whole baht: %+v, %v", whole, err)
	}
	named, err := Read(withTag(t, "59", "ร้านค้าชุมชน"))
	if err != nil || named.Merchant != "ร้านค้าชุมชน" {
		t.Errorf("Thai name: %+v, %v", named, err)
	}
	if _, err := (Transfer{To: account.To}).Payload(); !fault.Is(err, "promptpay_to_missing") {
		t.Errorf("an account was written: %v", err)
	}
}

// TestOneWrongCharacterNeverMeansAnotherPayment puts every printable character, and a few others, in
// every place of a payload: what still reads must mean what it meant.
func TestOneWrongCharacterNeverMeansAnotherPayment(t *testing.T) {
	for _, n := range []int{0, 1, 3, 7, 11, 12, 14} {
		payload := vectors[n].payload
		right, err := Read(payload)
		if err != nil {
			t.Fatal(err)
		}
		for at := range len(payload) {
			for letter := byte(0x1F); letter < 0x81; letter++ {
				if letter == payload[at] {
					continue
				}
				altered := payload[:at] + string([]byte{letter}) + payload[at+1:]
				qr, err := Read(altered)
				caseOnly := at >= len(payload)-4 && strings.EqualFold(altered, payload)
				if caseOnly != (err == nil) || err == nil && qr != right {
					t.Fatalf("%s with %q at %d: %+v, %v", vectors[n].name, letter, at, qr, err)
				}
			}
		}
	}
}

func TestScannerThatLostTheCase(t *testing.T) {
	qr, err := Scanned(strings.ToLower(vectors[14].payload), Read)
	if err != nil {
		t.Fatal(err)
	}
	vectors[14].says(t, qr)
	_, err = Scanned("hello", Read)
	wantCode(t, "neither way", err, "qr_not_thai")
}

func FuzzRead(f *testing.F) {
	for _, v := range vectors {
		f.Add(v.payload)
	}
	f.Add(kshop)
	f.Add(s1)
	f.Add("000201" + "63041234")
	f.Fuzz(func(t *testing.T, text string) {
		qr, err := Read(text)
		if err == nil && (qr.Kind == "" || qr.Amount < 0 || qr.Amount > money.Max) {
			t.Errorf("%q read as %+v", text, qr)
		}
		again, second := Read(seal(text, "63")) // past the checksum, where the structure is judged
		if second == nil && again.Kind == "" {
			t.Errorf("sealed %q read as %+v", text, again)
		}
		_, _ = ReadSlip(text)
		_, _ = ReadBarcode(text)
	})
}
