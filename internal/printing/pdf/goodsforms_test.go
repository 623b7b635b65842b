package pdf

import (
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/qty"
)

// stockForms gives the papers of the stock and a sheet to count by.
func stockForms(t *testing.T) (forms []form) {
	t.Helper()
	shop := printing.Shop{Names: []string{"วิสาหกิจชุมชนบ้านคราม"}, Address: "12 หมู่ 3 ต.พังขว้าง อ.เมืองสกลนคร จ.สกลนคร 47000", Phone: "081-234-5678"}
	g := printing.Goods{Lang: i18n.Thai, Shop: shop, Day: "2026-11-23", By: "สมศรี",
		Party: printing.Shop{Names: []string{"กลุ่มแม่บ้านน้ำพริกป้าปิ่น"}, Address: "45 หมู่ 9 ต.ห้วยขะยุง อ.วารินชำราบ จ.อุบลราชธานี 34310", Phone: "086-555-1212"}}
	sheet := printing.CountSheet{Lang: i18n.Thai, Shop: shop, Name: "นับสิ้นเดือน", Place: "หน้าร้าน", Day: "2026-11-30", Groups: []printing.CountGroup{{Name: "อาหาร"}}}
	for n, name := range goods {
		g.Lines = append(g.Lines, printing.GoodsLine{Name: name, Qty: qty.Pieces(5 + n), Expected: qty.Pieces(6 + n%2), Unit: "ชิ้น", Cost: money.Baht(int64(40 + 5*n)),
			Price: money.Baht(int64(65 + 5*n)), Lot: "L-7", Expires: "2027-01-31"})
		sheet.Groups[0].Goods = append(sheet.Groups[0].Goods, printing.CountGoods{Code: "8850999111117", Name: name, Unit: "ชิ้น"})
	}
	for _, paper := range []struct {
		name, number, ref, reason, place, to string
		kind                                 printing.GoodsKind
	}{
		{"goods-consigned", "A-GR-2569-000012", "ใบส่งของ 7/69", "", "หน้าร้าน", "", printing.GoodsConsigned},
		{"goods-received", "A-GR-2569-000013", "ใบส่งของ 8/69", "", "หน้าร้าน", "", printing.GoodsReceived},
		{"goods-given-back", "A-GB-2569-000003", "", "หมดอายุ", "หน้าร้าน", "", printing.GoodsGivenBack},
		{"goods-ordered", "A-PO-2569-000004", "", "", "", "", printing.GoodsOrdered},
		{"goods-counted", "A-CT-2569-000002", "", "นับสิ้นเดือน", "หน้าร้าน", "", printing.GoodsCounted},
		{"goods-adjusted", "A-AJ-2569-000005", "", "ให้ลูกค้าชิม", "หน้าร้าน", "", printing.GoodsAdjusted},
		{"goods-moved", "A-MV-2569-000006", "", "", "หน้าร้าน", "ห้องเก็บของ", printing.GoodsMoved},
	} {
		g := g
		g.Kind, g.Number, g.Ref, g.Reason, g.Place, g.To = paper.kind, paper.number, paper.ref, paper.reason, paper.place, paper.to
		if paper.kind > printing.GoodsOrdered {
			g.Party = printing.Shop{}
		}
		g.Lines = slices.Clone(g.Lines)
		for n := range g.Lines {
			if paper.kind == printing.GoodsConsigned {
				g.Lines[n].Terms = "ฝากขาย GP 30%"
			}
			if paper.kind == printing.GoodsCounted {
				g.Lines[n].Lot, g.Lines[n].Expires = "", ""
			}
		}
		roll, err := g.Page(shaper, printing.Roll80)
		if err != nil {
			t.Fatal(err)
		}
		forms = append(forms, form{name: paper.name + "-a4", pages: g.Pages(shaper), resolution: printing.DPI300})
		if paper.kind == printing.GoodsConsigned || paper.kind == printing.GoodsCounted {
			forms = append(forms, form{name: paper.name + "-80", pages: []printing.Page{roll}})
		}
	}
	agreement := printing.Agreement{Lang: i18n.Thai, Day: g.Day, Shop: printing.AgreementParty{Shop: shop}, Producer: printing.AgreementParty{Shop: g.Party, Kind: "วิสาหกิจชุมชน"},
		Least: money.Baht(300), PayInto: []string{"พร้อมเพย์ 0865551212 ชื่อ ปิ่น ใจดี"},
		Shares: []string{"สินค้าทุกอย่าง: ร้านได้ 30% ของราคาขายก่อน VAT ที่เหลือเป็นของผู้ฝาก ถ้ามีส่วนลด ทั้งสองฝ่ายรับตามส่วนของตน (ตั้งแต่ 1 ม.ค. 2569)"}}
	for _, line := range g.Lines[:min(3, len(g.Lines))] {
		agreement.Goods = append(agreement.Goods, printing.AgreementGoods{Name: line.Name, Unit: line.Unit, Price: line.Price,
			Terms: "ผู้ฝากได้หน่วยละ " + i18n.BahtSign(line.Cost) + "", Days: "ตั้งแต่ 1 ก.ค. 2569"})
	}
	forms = append(forms, form{name: "agreement", pages: agreement.Pages(shaper), resolution: printing.DPI300})
	return append(forms, form{name: "count-sheet", pages: sheet.Pages(shaper), resolution: printing.DPI300})
}
