package printing_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
)

// sampleAgreement is an agreement with everything on it.
func sampleAgreement(goods int) printing.Agreement {
	g := sampleGoods(printing.GoodsConsigned, goods)
	a := printing.Agreement{Lang: i18n.Thai, Day: "2026-11-23", Least: money.Baht(300), PayInto: []string{"พร้อมเพย์ 0865551212 ชื่อ ปิ่น ใจดี"},
		Shop: printing.AgreementParty{Shop: g.Shop}, Producer: printing.AgreementParty{Shop: g.Party, Kind: "วิสาหกิจชุมชน", Registration: "2-34-05-06/1-0007"},
		Shares: []string{"สินค้าทุกอย่าง: ร้านได้ 30% ของราคาขายก่อน VAT ที่เหลือเป็นของผู้ฝาก ถ้ามีส่วนลด ทั้งสองฝ่ายรับตามส่วนของตน (ตั้งแต่ 1 ม.ค. 2569)"}}
	for _, line := range g.Lines {
		a.Goods = append(a.Goods, printing.AgreementGoods{Name: line.Name, Unit: line.Unit, Price: line.Price, Terms: "ผู้ฝากได้หน่วยละ ฿60", Days: "ตั้งแต่ 1 ม.ค. 2569"})
	}
	return a
}

func TestAnAgreementSaysWhatIsAgreedAndLeavesRoomForTheRest(t *testing.T) {
	full, bare := sampleAgreement(3), printing.Agreement{Lang: i18n.Thai}
	dots := "...."
	for name, test := range map[string]struct {
		form          printing.Agreement
		wants, absent []string
	}{
		"full": {full, []string{"ข้อตกลงฝากขายสินค้า", "กลุ่มแม่บ้านน้ำพริกป้าปิ่น", "2-34-05-06/1-0007", "086-555-1212", "1. สินค้าที่ฝาก", "30%", "300.00", "0865551212",
			"฿60", "95.00", "6. ข้ออื่น ๆ", "พยาน", "ไม่ใช่คำแนะนำทางกฎหมาย"}, []string{"ร้านได้ " + dots, "เงินสด"}},
		"bare": {bare, []string{"ร้านได้ " + dots, "เงินสด", "ผู้ลงชื่อแทน", "พยาน"}, []string{"เลขทะเบียน", "ในตาราง", "{"}},
	} {
		var said []string
		for _, page := range test.form.Pages(shaper) {
			said = append(said, words(page)...)
		}
		all := strings.Join(said, " ")
		for _, want := range test.wants {
			for _, word := range strings.Fields(want) {
				if !strings.Contains(all, word) {
					t.Errorf("%s: %q is missing in\n%s", name, word, strings.Join(said, "\n"))
				}
			}
		}
		for _, wrong := range test.absent {
			if strings.Contains(all, wrong) {
				t.Errorf("%s says %q", name, wrong)
			}
		}
	}
}

// TestAnAgreementIsSignedUnderItsWords: the four boxes stand together under the last sentence, however many
// goods there are.
func TestAnAgreementIsSignedUnderItsWords(t *testing.T) {
	for count := range 60 {
		form := sampleAgreement(count)
		form.Practice = count%2 == 0
		pages := form.Pages(shaper)
		for n, page := range pages {
			keepsToPaper(t, shaper, page, fmt.Sprintf("%d goods, %d", count, n+1))
		}
		last := words(pages[len(pages)-1])
		for _, want := range []string{"ร้าน (ผู้รับฝาก)", "ผู้ผลิต (ผู้ฝาก)", "พยาน"} {
			if !slices.Contains(last, want) {
				t.Errorf("%d goods: the last sheet does not say %q: %q", count, want, last)
			}
		}
		if !strings.Contains(strings.Join(last, ""), "ทำไว้สองฉบับ") {
			t.Errorf("%d goods: signed away from its words: %q", count, last)
		}
	}
}
