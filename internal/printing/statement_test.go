package printing_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/qty"
)

func sampleStatement(count int) printing.ProducerStatement {
	s := printing.ProducerStatement{Lang: i18n.Thai, Producer: "ป้าปิ่นแก้ว ฟ้าผ่า", Number: "A-ST-2569-000007", From: "2026-11-01", Until: "2026-11-23",
		Shop:   printing.Shop{Names: []string{"วิสาหกิจชุมชนบ้านคราม"}, Address: "12 หมู่ 3 ต.พังขว้าง อ.เมืองสกลนคร จ.สกลนคร 47000", Phone: "081-234-5678"},
		Others: []printing.Amount{{Label: "เบิกล่วงหน้า 10 พ.ย.", Sum: 20000}}}
	for n := range count {
		line := printing.StatementLine{Name: []string{"น้ำพริกหนุ่ม", "ผ้าขาวม้าทอมือย้อมครามลายดอกปีบ ผืนใหญ่", "ไข่เค็มไชยา"}[n%3], Qty: qty.Pieces(n%9 + 1),
			Unit: "ชิ้น", Sold: money.Baht(int64(120 + n)), Commission: money.Baht(18)}
		s.Lines = append(s.Lines, line)
		s.Sales = append(s.Sales, printing.StatementSale{Day: "2026-11-03", Bill: fmt.Sprintf("A-2569-%06d", n), StatementLine: line})
		s.Sold, s.Commission = s.Sold+line.Sold, s.Commission+line.Commission
	}
	s.Payable = s.Sold - s.Commission - 20000
	return s
}

func TestStatementsKeepToTheirPaper(t *testing.T) {
	long, practice, full, bare := sampleStatement(9), sampleStatement(3), sampleStatement(6), printing.ProducerStatement{Lang: i18n.English, Until: "2026-11-23"}
	long.Producer = strings.Repeat("ปั๊มน้ำ", 70)
	long.Others = slices.Repeat([]printing.Amount{{Label: strings.Repeat("🎁مرحبا ", 60), Sum: money.Max / 8}}, 5)
	for n := range long.Lines {
		long.Lines[n].Name, long.Lines[n].Unit, long.Lines[n].Sold = strings.Repeat("ก๊วยเตี๋ยว", 50), strings.Repeat("กระปุก", 9), money.Max/10
	}
	practice.Practice = true
	full.VAT, full.Pay = 35_12, &printing.PayQR{Payload: payload, Receiver: "ป้าปิ่นแก้ว ฟ้าผ่า", Masked: "xxx-xxx-5678", Amount: full.Payable}
	full.Paid = []printing.Amount{{Label: "จ่ายแล้ว เงินสด 23 พ.ย. 2569", Sum: 10000}}
	full.Sales = slices.Repeat(full.Sales, 400)
	for name, s := range map[string]printing.ProducerStatement{"usual": sampleStatement(6), "full": full, "many": sampleStatement(120), "long": long, "practice": practice, "bare": bare} {
		pages, err := s.Pages(shaper)
		if err != nil {
			t.Fatal(err)
		}
		roll, err := s.Page(shaper, printing.Roll80)
		if err != nil {
			t.Fatal(err)
		}
		for n, page := range append(pages, roll) {
			keepsToPaper(t, shaper, page, fmt.Sprintf("%s, sheet %d", name, n+1))
			if folder := os.Getenv("TALAT_FORMS"); folder != "" {
				save(t, page, filepath.Join(folder, fmt.Sprintf("statement-%s-%d.png", name, n+1)))
			}
		}
	}
}

func TestAStatementSaysWhatIsPaid(t *testing.T) {
	s := sampleStatement(3)
	roll, err := s.Page(shaper, printing.Roll80)
	if err != nil {
		t.Fatal(err)
	}
	sheets, err := s.Pages(shaper)
	if err != nil {
		t.Fatal(err)
	}
	sheet := sheets[0]
	for name, page := range map[string]printing.Page{"roll": roll, "sheet": sheet} {
		said := strings.Join(words(page), "\n")
		for _, want := range []string{"ป้าปิ่นแก้ว ฟ้าผ่า", "363.00", "-54.00", "-200.00", "109.00"} {
			if !strings.Contains(said, want) {
				t.Errorf("%s: %q is missing in\n%s", name, want, said)
			}
		}
	}
	if !slices.Contains(words(sheet), "(หนึ่งร้อยเก้าบาทถ้วน)") {
		t.Errorf("no amount in words: %q", words(sheet))
	}
}
