// Package office gives tests the papers of one sale to an office, filled in as in a shop's life: 60 gift sets
// for a sub-district office.
package office

import (
	"fmt"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/qty"
)

// Payload is a PromptPay code of the length real ones have.
const Payload = "00020101021229370016A00000067701011101130066812345678530376454072259.005802TH63040466"

// Seller is a registered community enterprise.
func Seller() printing.Shop {
	return printing.Shop{Names: []string{"วิสาหกิจชุมชนบ้านคราม"}, Address: "12 หมู่ 3 ตำบลพังขว้าง อำเภอเมืองสกลนคร จังหวัดสกลนคร 47000",
		Phone: "081-234-5678", TaxID: "0994000165501", Branch: "00000"}
}

// Buyer is the office, its address in the lines it dictated.
func Buyer() printing.Shop {
	return printing.Shop{Names: []string{"องค์การบริหารส่วนตำบลห้วยขะยุง"}, Address: "ที่ทำการ อบต.ห้วยขะยุง เลขที่ 99 หมู่ 5 ตำบลห้วยขะยุง\nอำเภอวารินชำราบ จังหวัดอุบลราชธานี 34310",
		TaxID: "0994000521235", Branch: "00000", Phone: "045-123-456"}
}

// Lines are what is sold: prices hold the VAT.
func Lines() []printing.OfficeLine {
	return []printing.OfficeLine{
		{Name: "ชุดของขวัญปีใหม่ “สุขใจบ้านคราม”", Notes: []string{"น้ำผึ้งดอกลำไย 1 ขวด · น้ำพริกหนุ่ม 2 กระปุก · ผ้าขาวม้าย้อมคราม 1 ผืน", "กล่องกระดาษสาพร้อมบัตรอวยพร"},
			Qty: qty.Pieces(60), Unit: "ชุด", UnitPrice: money.Baht(350), Total: money.Baht(21_000), VATClass: catalog.VATStandard},
		{Name: "ผ้าพันคอย้อมครามธรรมชาติ", Qty: qty.Pieces(12), Unit: "ผืน", UnitPrice: money.Baht(280), Total: money.Baht(3_360), VATClass: catalog.VATStandard},
		{Name: "ข้าวหอมมะลิทุ่งกุลา 5 กก.", Qty: qty.Pieces(10), Unit: "ถุง", UnitPrice: money.Baht(195), Total: money.Baht(1_950), VATClass: catalog.VATExempt},
	}
}

// sums of Lines less a discount of 360.00 on goods with VAT: 24,000.00 hold 1,570.09.
func sums() printing.OfficeSums {
	return printing.OfficeSums{Discounts: []printing.Amount{{Label: "ส่วนลดตามใบเสนอราคา", Sum: money.Baht(360)}}, Included: true, Total: money.Baht(25_950),
		VAT: []printing.VATSum{{Class: catalog.VATStandard, Rate: 700, Base: 22_429_91, VAT: 1_570_09}, {Class: catalog.VATExempt, Base: money.Baht(1_950)}}}
}

// Paper gives a paper of the sale of some kinds, with all that its first kind says.
func Paper(kinds ...printing.OfficeKind) printing.OfficePaper {
	code := map[printing.OfficeKind]string{printing.OfficeQuotation: "QT", printing.OfficeDelivery: "DN", printing.OfficeInvoice: "IV", printing.OfficeBilling: "BN", printing.OfficeReceipt: "RC",
		printing.OfficeTaxInvoice: "TX", printing.OfficeAbbreviated: "AB", printing.OfficeCreditNote: "CN", printing.OfficeDebitNote: "DB", printing.OfficeVoucher: "PV"}[kinds[0]]
	o := printing.OfficePaper{Kinds: kinds, Buyer: Buyer(), Lines: Lines(), OfficeSums: sums(), Letterhead: printing.Letterhead{Lang: i18n.Thai, Official: true, Shop: Seller(), Logo: Logo(), Seal: Seal(),
		Number: "A-" + code + "-2569-000042", Day: "2026-11-23"}, Signers: []printing.Signer{{Role: "buyer"}, {Role: "seller", Name: "นางสาวสมศรี ใจดี", Position: "ประธานกลุ่ม"}}}
	order := printing.Reference{Kind: "purchase-order", Number: "พง 12/2570", Day: "2026-11-16"}
	switch kinds[0] {
	case printing.OfficeQuotation:
		o.Attention, o.Revision, o.ValidDays, o.ValidUntil, o.WithinDays = "นายกองค์การบริหารส่วนตำบลห้วยขะยุง", 2, 30, "2026-12-23", 15
		o.Conditions = []string{"มัดจำ 30% เมื่อสั่งซื้อ ที่เหลือชำระภายใน 30 วันหลังส่งมอบ", "ราคานี้รวมค่าจัดส่งถึงที่ทำการแล้ว", "พิมพ์ชื่อหน่วยงานบนบัตรอวยพรให้โดยไม่คิดเงินเพิ่ม"}
	case printing.OfficeDelivery:
		o.Unpriced, o.Refs = true, []printing.Reference{order}
		o.Place = &printing.DeliveryPlace{Name: "โรงเรียนบ้านห้วยขะยุง", Address: "88 หมู่ 2 ตำบลห้วยขะยุง อำเภอวารินชำราบ จังหวัดอุบลราชธานี 34310", Phone: "045-999-888", Round: 2}
		for n, sent := range [][2]int{{100, 25}, {20, 4}, {20, 10}} {
			o.Lines[n].Ordered, o.Lines[n].Before = qty.Pieces(sent[0]), qty.Pieces(sent[1])
		}
	case printing.OfficeInvoice:
		o.Refs, o.PayBy = []printing.Reference{order, {Kind: "delivery", Number: "A-DN-2569-000042"}}, "2026-12-23"
		o.Deposits, o.Total = []printing.Amount{{Label: "หัก เงินมัดจำ (A-RC-2569-000031)", Sum: money.Baht(7_785)}}, money.Baht(18_165)
		o.VAT[0].Base, o.VAT[0].VAT, o.VAT[1].Base = 15_700_93, 1_099_07, money.Baht(1_365)
		o.Withheld = &printing.Withholding{Rate: 100, Base: 17_065_93, Amount: 170_66}
		pay(&o)
	case printing.OfficeBilling:
		o.Lines, o.VAT, o.Discounts, o.CollectOn = nil, nil, nil, "2026-12-15"
		o.Bills = []printing.OfficeBill{{Number: "A-IV-2569-000038", Day: "2026-11-02", Due: "2026-12-02", Total: money.Baht(12_400), Owed: money.Baht(12_400)},
			{Number: "A-IV-2569-000042", Day: "2026-11-23", Due: "2026-12-23", Total: money.Baht(25_950), Owed: money.Baht(18_165)}}
		o.Total = money.Baht(30_565)
		pay(&o)
	case printing.OfficeReceipt, printing.OfficeTaxInvoice:
		o.Refs = []printing.Reference{{Kind: "invoice", Number: "A-IV-2569-000042", Day: "2026-11-23"}, order}
		o.Paid = []printing.OfficePayment{{Method: "transfer", Detail: "ธ.กรุงไทย 23 พ.ย. 2569", Sum: 25_706_20}, {Method: "ภาษีหัก ณ ที่จ่าย", Detail: "1%", Sum: 243_80}}
		o.Withheld = &printing.Withholding{Rate: 100, Base: 22_429_91 + 1_950_00, Amount: 243_80, Certificate: "เลขที่ 15/2570 ลงวันที่ 23 พ.ย. 2569"}
	case printing.OfficeAbbreviated:
		o.Buyer, o.POSID = printing.Shop{}, "E051020001234"
	case printing.OfficeCreditNote, printing.OfficeDebitNote:
		o.Fixes = &printing.Correction{Reference: printing.Reference{Number: "A-TX-2569-000042", Day: "2026-11-23"}, Was: 22_429_91, Right: 21_383_18, Reason: "สินค้าชำรุดระหว่างขนส่ง ลูกค้าส่งคืน 4 ผืน"}
		if kinds[0] == printing.OfficeDebitNote {
			o.Fixes.Right, o.Fixes.Reason = 23_476_64, "คิดราคาผ้าพันคอต่ำกว่าที่ตกลงกัน 4 ผืน"
		}
		o.Lines = o.Lines[1:2]
		o.Lines[0].Qty, o.Lines[0].Total = qty.Pieces(4), money.Baht(1_120)
		o.OfficeSums = printing.OfficeSums{Included: true, Total: money.Baht(1_120), VAT: []printing.VATSum{{Class: catalog.VATStandard, Rate: 700, Base: 1_046_73, VAT: 73_27}}}
	case printing.OfficeVoucher:
		o.Buyer = printing.Shop{Names: []string{"นางปิ่นแก้ว ฟ้าผ่า"}, Address: "45 หมู่ 9 ตำบลพังขว้าง อำเภอเมืองสกลนคร จังหวัดสกลนคร 47000", TaxID: "3100600445635", Citizen: true}
		o.Lines = []printing.OfficeLine{{Name: "กระติบข้าวสาน", Qty: qty.Pieces(30), Unit: "ใบ", UnitPrice: money.Baht(45), Total: money.Baht(1_350)}}
		o.OfficeSums, o.Paid = printing.OfficeSums{Total: money.Baht(1_350)}, []printing.OfficePayment{{Method: "cash", Sum: money.Baht(1_350)}}
	}
	return o
}

// pay adds the ways to pay what the paper asks for.
func pay(o *printing.OfficePaper) {
	o.Banks = []printing.BankAccount{{Bank: "ธนาคารกรุงไทย", Branch: "สกลนคร", Number: "412-0-12345-6", Name: "วิสาหกิจชุมชนบ้านคราม"}}
	o.Pay = &printing.PayQR{Payload: Payload, Receiver: "วิสาหกิจชุมชนบ้านคราม", Masked: "xxx-xxx-5678", Amount: o.Total}
}

// Options is a quotation of three alternatives.
func Options() printing.OfficePaper {
	o := Paper(printing.OfficeQuotation)
	o.Lines, o.OfficeSums = nil, printing.OfficeSums{}
	for n, name := range []string{"ชุดสุขใจ", "ชุดอุ่นรัก", "ชุดมงคล"} {
		price := money.Baht(int64(350 + 150*n))
		total := price * 60
		vat := total.VATIncluded(700)
		o.Options = append(o.Options, printing.OfficeOption{Name: name, Lines: []printing.OfficeLine{
			{Name: name, Notes: []string{"น้ำผึ้งดอกลำไย 1 ขวด", "น้ำพริกหนุ่ม 2 กระปุก", "ผ้าขาวม้าย้อมคราม 1 ผืน", "กระเป๋าสานกระจูด 1 ใบ", "สบู่ขมิ้น 2 ก้อน"}[:3+n], Qty: qty.Pieces(60), Unit: "ชุด", UnitPrice: price, Total: total,
				Breaks: []printing.PriceBreak{{From: qty.Pieces(100), UnitPrice: price - money.Baht(15)}, {From: qty.Pieces(200), UnitPrice: price - money.Baht(30)}}}},
			OfficeSums: printing.OfficeSums{Included: true, Total: total, VAT: []printing.VATSum{{Class: catalog.VATStandard, Rate: 700, Base: total - vat, VAT: vat}}}})
	}
	return o
}

// Long gives a paper with so many lines.
func Long(count int, kinds ...printing.OfficeKind) printing.OfficePaper {
	o, names := Paper(kinds...), []string{"น้ำพริกหนุ่มสูตรดั้งเดิม", "ผ้าขาวม้าทอมือย้อมครามลายดอกปีบ ผืนใหญ่", "ไข่เค็มไชยา", "กระเป๋าสานกระจูด", "ปั๊มน้ำผึ้งดอกลำไย 500 มล."}
	o.Lines, o.Discounts, o.Deposits, o.Total = nil, nil, nil, 0
	for n := range count {
		line := printing.OfficeLine{Name: fmt.Sprintf("%s แบบที่ %d", names[n%len(names)], n+1), Qty: qty.Pieces(n%9 + 1), Unit: "ชิ้น", UnitPrice: money.Baht(int64(45 + n)), VATClass: catalog.VATStandard}
		line.Total = money.Times(line.UnitPrice, line.Qty)
		o.Lines, o.Total = append(o.Lines, line), o.Total+line.Total
	}
	vat := o.Total.VATIncluded(700)
	o.VAT = []printing.VATSum{{Class: catalog.VATStandard, Rate: 700, Base: o.Total - vat, VAT: vat}}
	if o.Withheld != nil {
		o.Withheld.Base, o.Withheld.Amount = o.Total-vat, (o.Total - vat).Percent(100)
	}
	if o.Pay != nil {
		o.Pay.Amount = o.Total
	}
	return o
}
