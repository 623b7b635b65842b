package office

import (
	"fmt"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/qty"
)

// Reminder is the letter about two invoices as a shop writes it: what it says is what papers.Remind does.
func Reminder() printing.Reminder {
	o := Paper(printing.OfficeBilling)
	o.Number, o.Day = "", "2026-12-28"
	bills := []printing.OfficeBill{{Number: "A-IV-2569-000001", Day: "2026-11-02", Due: "2026-12-02", Owed: money.Baht(12_400)},
		{Number: "A-IV-2569-000002", Day: "2026-11-23", Due: "2026-12-23", Owed: money.Baht(18_165)}}
	owing := papers.Owing{Total: o.Total}
	for _, bill := range bills {
		owing.Papers = append(owing.Papers, papers.Receivable{Kind: papers.Invoice, Number: bill.Number, Date: bill.Day, Due: bill.Due, Left: bill.Owed})
	}
	letter := papers.Remind(i18n.Thai, papers.Seller{Name: Seller().Names[0], Phone: Seller().Phone}, papers.Buyer{}, owing,
		papers.PayTo{Bank: "ธนาคารกรุงไทย", Account: "412-0-12345-6", AccountName: Seller().Names[0]}, o.Day)
	return printing.Reminder{Letterhead: o.Letterhead, To: o.Buyer, Subject: letter.Subject, Enclosed: letter.Encloses, Opening: letter.Opening, Bills: bills, Total: letter.Total,
		Paying: letter.Paying, Closing: letter.Closing, Signer: o.Signers[1]}
}

// Plan is backwards from the day 100 sets are due.
func Plan() printing.PurchasePlan {
	l := Paper(printing.OfficeQuotation).Letterhead
	l.Number, l.Day = "A-OR-2569-000232", "2026-11-24"
	return printing.PurchasePlan{Letterhead: l, Buyer: Buyer().Names[0], Sets: "ชุดของขวัญปีใหม่ “สุขใจบ้านคราม” 100 ชุด", Due: "2026-12-25", Ship: "2026-12-22", Pack: "2026-12-19",
		Jobs: []printing.PlanJob{
			{Producer: "ป้าปิ่นแก้ว ฟ้าผ่า", Phone: "086-555-1212", Tell: "2026-11-23", Late: true, Goods: []printing.PlanGoods{
				{Name: "ผ้าขาวม้าย้อมคราม", Unit: "ผืน", Need: qty.Pieces(100), Stock: qty.Pieces(12), Bring: qty.Pieces(88), By: "2026-12-18"}}},
			{Producer: "กลุ่มแม่บ้านน้ำพริกหนองญาติ", Phone: "081-777-6655", Tell: "2026-12-08", Goods: []printing.PlanGoods{
				{Name: "น้ำพริกหนุ่ม", Unit: "กระปุก", Need: qty.Pieces(200), Stock: qty.Pieces(35), Bring: qty.Pieces(165), By: "2026-12-18"},
				{Name: "น้ำพริกปลาย่าง", Unit: "กระปุก", Need: qty.Pieces(100), Bring: qty.Pieces(100), By: "2026-12-18"}}},
			{Tell: "2026-12-15", Goods: []printing.PlanGoods{{Name: "กล่องกระดาษสา", Unit: "ใบ", Need: qty.Pieces(100), Stock: qty.Pieces(20), Bring: qty.Pieces(80), By: "2026-12-18"}}},
		},
		Ready: []printing.PlanGoods{{Name: "น้ำผึ้งดอกลำไย", Unit: "ขวด", Need: qty.Pieces(100), Stock: qty.Pieces(100)}}}
}

// Report is a month of so many tax papers: every ninth an abbreviated one, every tenth void, the last a credit note.
func Report(count int) printing.SalesTaxReport {
	r := printing.SalesTaxReport{Letterhead: printing.Letterhead{Lang: i18n.Thai, Shop: Seller()}, Month: "2026-11-01"}
	for n := range count {
		row := printing.SalesTaxRow{Day: Paper(printing.OfficeTaxInvoice).Day, Number: fmt.Sprintf("A-TX-2569-%06d", n+1), Buyer: Buyer().Names[0], TaxID: Buyer().TaxID, Branch: "00000",
			Base: money.Baht(int64(1000 + 35*n)), Kind: printing.OfficeTaxInvoice}
		row.VAT = row.Base.Percent(700)
		switch {
		case n == count-1:
			row.Number, row.Kind, row.About, row.Base, row.VAT = "A-CN-2569-000001", printing.OfficeCreditNote, "A-TX-2569-000002", -row.Base, -row.VAT
		case n%10 == 3:
			row.Void, row.By, row.Base, row.VAT = true, fmt.Sprintf("A-TX-2569-%06d", n+2), 0, 0
		case n%9 == 5:
			row.Number, row.Kind, row.Buyer, row.TaxID, row.Branch, row.Exempt = fmt.Sprintf("A-2569-%06d", n+77), printing.OfficeAbbreviated, "", "", "", money.Baht(195)
		}
		r.Rows = append(r.Rows, row)
	}
	return r
}
