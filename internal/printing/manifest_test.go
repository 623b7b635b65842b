package printing_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shipping/parcels"
)

func sampleManifest(count int) printing.Manifest {
	m := printing.Manifest{Lang: i18n.Thai, Carrier: "ไปรษณีย์ไทย", At: evening, From: printing.Shop{
		Names: []string{"วิสาหกิจชุมชนบ้านคราม"}, Address: "12 หมู่ 3 ต.พังขว้าง อ.เมืองสกลนคร จ.สกลนคร 47000", Phone: "081-234-5678"}}
	for n := range count {
		serial := fmt.Sprintf("%08d", 58256815+n)
		parcel := parcels.Parcel{Name: "คุณอัญชลี ศรีสุข", Service: "EMS", WeightG: 500 + n, Fee: 3700, Note: "ระวังแตก",
			Address:  address.Address{Province: "กรุงเทพมหานคร", Postcode: "10240"},
			Tracking: shipping.Tracking("EF" + serial + string(shipping.CheckDigit(serial)) + "TH")}
		if n%3 == 0 {
			parcel.COD, parcel.Name = money.Baht(442), "ร้านก๊วยเตี๋ยวป้าญู โดยนางสาวญาดา ก๊วยเจริญ (ฝากไว้ที่ป้อมยาม)"
		}
		m.Parcels = append(m.Parcels, parcel)
	}
	return m
}

func TestManifestsKeepToTheirPaper(t *testing.T) {
	long, empty, practice := sampleManifest(8), printing.Manifest{Lang: i18n.English}, sampleManifest(3)
	for n := range long.Parcels {
		long.Parcels[n].Name, long.Parcels[n].Note = strings.Repeat("ปั๊มน้ำ", 70), strings.Repeat("🎁\u200bمرحبا", 50)
		long.Parcels[n].Service, long.Parcels[n].COD = strings.Repeat("W", 200), money.Max/8
	}
	long.From.Address = strings.Repeat("หมู่บ้าน", 100)
	practice.Practice = true
	for name, m := range map[string]printing.Manifest{"usual": sampleManifest(40), "one": sampleManifest(1), "long": long, "empty": empty, "practice": practice} {
		for n, page := range m.Pages(shaper) {
			keepsToPaper(t, shaper, page, fmt.Sprintf("%s, sheet %d", name, n+1))
			if folder := os.Getenv("TALAT_FORMS"); folder != "" {
				save(t, page, filepath.Join(folder, fmt.Sprintf("manifest-%s-%d.png", name, n+1)))
			}
		}
	}
}

func TestAManifestOverSheetsCarriesItsSums(t *testing.T) {
	for _, count := range []int{1, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 40, 100} {
		m := sampleManifest(count)
		pages := m.Pages(shaper)
		seen := 0
		for n, page := range pages {
			said := words(page)
			if !slices.Contains(said, "เลขพัสดุ") || !slices.Contains(said, fmt.Sprintf("หน้า %d/%d", n+1, len(pages))) && len(pages) > 0 {
				t.Errorf("%d parcels, sheet %d: no head or number in %q", count, n+1, said)
			}
			first := slices.Contains(said, "ยอดยกมา")
			if first && n == 0 || !first && n > 0 && slices.ContainsFunc(said, func(s string) bool { return strings.HasPrefix(s, "EF ") }) {
				t.Errorf("%d parcels, sheet %d: brought forward is %v", count, n+1, first)
			}
			for _, s := range said {
				if strings.HasPrefix(s, "EF ") {
					seen++
				}
			}
		}
		if last := words(pages[len(pages)-1]); seen != count || !slices.Contains(last, "ผู้นำส่ง") {
			t.Errorf("%d parcels: %d were set; the last sheet says %q", count, seen, last)
		}
	}
	if pages := sampleManifest(100).Pages(shaper); len(pages) < 3 {
		t.Errorf("100 parcels on %d sheets", len(pages))
	}
}

func TestAManifestAsASpreadsheet(t *testing.T) {
	rows := sampleManifest(2).Rows()
	if len(rows) != 4 || rows[1][8] != "442.00" || rows[3][7] != "74.00" || rows[3][6] != "1001" || rows[2][8] != "" {
		t.Errorf("%q", rows)
	}
}
