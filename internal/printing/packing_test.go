package printing_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/qty"
)

func samplePacking(count int) printing.PackingList {
	l := printing.PackingList{Lang: i18n.Thai, Trip: "งานกาชาดสกลนคร", From: "2026-11-28", To: "2026-11-30",
		Shop: printing.Shop{Names: []string{"วิสาหกิจชุมชนบ้านคราม"}, Phone: "081-234-5678"}}
	for n := range count {
		l.Lines = append(l.Lines, printing.PackingLine{SKU: fmt.Sprintf("P%03d", n), Unit: "กระปุก", Qty: qty.Pieces(n%30 + 1),
			Name: []string{"น้ำพริกหนุ่ม", "ผ้าขาวม้าทอมือย้อมครามลายดอกปีบ ผืนใหญ่", "ไข่เค็มไชยา"}[n%3]})
	}
	return l
}

// TestPackingListsKeepToTheirPaper and name every kind of goods once.
func TestPackingListsKeepToTheirPaper(t *testing.T) {
	for _, count := range []int{0, 6, 120} {
		list := samplePacking(count)
		list.Practice = count == 6
		roll, err := list.Page(shaper, printing.Roll80)
		if err != nil {
			t.Fatal(err)
		}
		for n, page := range append(list.Pages(shaper), roll) {
			keepsToPaper(t, shaper, page, fmt.Sprintf("%d kinds, sheet %d", count, n+1))
			if folder := os.Getenv("TALAT_FORMS"); folder != "" {
				save(t, page, filepath.Join(folder, fmt.Sprintf("packing-%d-%d.png", count, n+1)))
			}
		}
		if said := words(roll); count > 0 && !slices.Contains(said, "6 กระปุก") {
			t.Errorf("the roll says %q", said)
		}
	}
}
