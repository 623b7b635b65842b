package office

import (
	"fmt"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/qty"
)

// Progress is an order of sixty sets for twelve schools of which five have theirs.
func Progress() printing.OrderProgress {
	p := printing.OrderProgress{Letterhead: printing.Letterhead{Lang: i18n.Thai, Shop: Seller(), Logo: Logo(), Number: "A-OR-2569-000232", Day: "2026-12-15"}, Buyer: Buyer().Names[0], Due: "2026-12-25",
		Goods:  []printing.ProgressGoods{{Name: Lines()[0].Name, Unit: "ชุด", Ordered: qty.Pieces(60), Packed: qty.Pieces(15), Sent: qty.Pieces(25)}},
		Served: 5, Sums: []printing.Amount{{Label: "ยอดออเดอร์ (บาท)", Sum: money.Baht(21_000)}, {Label: "แจ้งหนี้แล้ว (บาท)", Sum: money.Baht(8_750)}}, Left: money.Baht(21_000),
		Papers: []printing.OfficeBill{{Number: "ใบเสนอราคา A-QT-2569-000042", Day: "2026-11-23", Owed: money.Baht(21_000)}, {Number: "ใบส่งของ A-DN-2569-000051", Day: "2026-12-14", Owed: money.Baht(8_750)}}}
	for n := range 12 {
		who := printing.ProgressGoods{Name: fmt.Sprintf("โรงเรียนบ้านห้วยขะยุง %d", n+1), Ordered: qty.Pieces(5), State: "รอ"}
		switch {
		case n < 5:
			who.Sent, who.State, who.Note = qty.Pieces(5), "ส่งแล้ว", fmt.Sprintf("A-DN-2569-%06d", 47+n)
		case n < 8:
			who.Packed, who.State = qty.Pieces(5), "แพ็กแล้ว"
		}
		p.People = append(p.People, who)
	}
	return p
}
