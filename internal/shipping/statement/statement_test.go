package statement_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shipping/statement"
)

const (
	one = "EF582568151TH"
	two = "EF582568165TH"
)

func TestStatementsAsPeopleHaveThem(t *testing.T) {
	want := []statement.Line{{Tracking: one, Amount: 442_00, Fee: 13_26, Day: "2026-11-27"}, {Tracking: two, Amount: 1092_00, Fee: 32_76, Day: "2026-11-27"}}
	for name, text := range map[string]string{
		"tabs, any order":     "วันที่โอน\tยอดโอน\tเลขพัสดุ\tค่าธรรมเนียม (บาท)\n27/11/2569\t428.74\tEF582568151TH\t13.26\n27/11/2569\t1,059.24\tEF582568165TH\t32.76\nรวม\t1,487.98\t\t46.02",
		"under a letterhead":  "ใบแจ้งยอด COD\t\nบริษัท ไปรษณีย์ไทย จำกัด\t\n\t\nTracking No.\tCOD Amount\tNet Amount\tDate\nef 5825 6815 1 th\t442.00\t428.74\t2026-11-27\nEF582568165TH\t1092\t1059.24\t2026-11-27 10:15",
		"commas":              "barcode,amount,fee,date\nEF582568151TH,442,-13.26,27/11/2026\nEF582568165TH,\"1,092.00\",-32.76,27/11/2026\n",
		"a line a parcel":     "1 EF 5825 6815 1 TH 442.00 13.26 428.74 27/11/2569\n2 EF 5825 6816 5 TH 1,092.00 32.76 1,059.24 27/11/2569\nรวม 1,534.00",
		"Thai digits, a sign": "EF๕๘๒๕๖๘๑๕๑TH ฿๔๔๒.๐๐ ๑๓.๒๖ ๒๗/๑๑/๒๕๖๙\r\nEF582568165TH ฿1,092.00 32.76 27/11/2569",
		"paid and came":       "EF582568151TH\t442.00\t428.74\t2026-11-27\nEF582568165TH\t1,092.00\t1,059.24\t2026-11-27",
	} {
		lines, rejected, err := statement.Paste(text)
		for n := range lines {
			lines[n].Row = 0
		}
		if err != nil || len(rejected) != 0 || !slices.Equal(lines, want) {
			t.Errorf("%s: %+v %+v %v", name, lines, rejected, err)
		}
	}
	lines, _, err := statement.Paste("EF582568151TH 442")
	if err != nil || len(lines) != 1 || lines[0].Amount != 442_00 || lines[0].Fee != 0 || lines[0].Day != "" {
		t.Errorf("the sum alone: %+v %v", lines, err)
	}
}

func TestRowsThatCannotBeRead(t *testing.T) {
	lines, rejected, err := statement.Paste("เลขพัสดุ\tยอดเก็บเงิน\tค่าธรรมเนียม\nEF582568152TH\t442\t\nEF582568151TH\tฟรี\t\nEF582568165TH\t10\t20\nKEX123456\t55\t\n")
	if err != nil || len(lines) != 1 || lines[0].Tracking != "KEX123456" {
		t.Fatalf("%+v %v", lines, err)
	}
	var codes []string
	for _, r := range rejected {
		codes = append(codes, r.Why.Code)
	}
	if want := []string{"tracking_check", "amount_unreadable", "statement_amount"}; !slices.Equal(codes, want) {
		t.Errorf("%v", codes)
	}
	for _, text := range []string{"", "สวัสดีค่ะ", "เลขพัสดุ\tยอดเก็บเงิน\n", strings.Repeat("🐟", 1000)} {
		if _, _, err := statement.Paste(text); !fault.Is(err, "statement_empty") {
			t.Errorf("%.20q: %v", text, err)
		}
	}
	if _, _, err := statement.Paste(strings.Repeat("x", 3<<20)); !fault.Is(err, "statement_long") {
		t.Error(err)
	}
}

func FuzzPaste(f *testing.F) {
	f.Add("เลขพัสดุ\tยอดเก็บเงิน\tค่าธรรมเนียม\nEF582568151TH\t442\t13.26")
	f.Add("1 EF 5825 6815 1 TH 442.00 13.26 428.74 27/11/2569")
	f.Add("barcode,amount,fee\nEF582568151TH,442,\"")
	f.Fuzz(func(t *testing.T, text string) {
		lines, _, _ := statement.Paste(text)
		for _, line := range lines {
			if line.Tracking == "" || line.Amount <= 0 || line.Fee < 0 || line.Fee > line.Amount || line.Row < 1 {
				t.Fatalf("%q gives %+v", text, line)
			}
		}
	})
}
