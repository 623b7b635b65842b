package pdf

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/promptpay/qrcode"
	"github.com/talat-pos/talat/internal/shipping"
)

// label is what a parcel's label of 100 × 150 mm says in these tests.
type label struct {
	sender, recipient []string // the first row is the name
	postcode          string
	service, s10, cod string
	codWords          string
	mark              string
	contents          []string
	qr                string
}

var (
	shops   = []string{"วิสาหกิจชุมชนบ้านคราม", "กลุ่มทอผ้าไหมบ้านหนองปั๊ม", "ร้านก๊วยเตี๋ยวป้าญู", "สวนลำไยลุงฐู (Lung Thu)"}
	people  = []string{"นางสาวญาดา ก๊วยเจริญ", "คุณปิ่นแก้ว ฟ้าผ่า", "นายกตัญญู น้ำใจงาม", "Mr. John Smith ณ เชียงใหม่", "คุณพี่น้อง ฟื้นฟูสิทธิ์"}
	streets = []string{"หมู่ที่ %d ซอยสุขุมวิท %d", "เลขที่ %d/%d ถนนเจริญกรุง", "%d หมู่ ๑๒ บ้านใหม่ ซอย %d"}
	places  = []string{"ต.ห้วยขะยุง อ.วารินชำราบ จ.อุบลราชธานี", "แขวงคลองจั่น เขตบางกะปิ กรุงเทพมหานคร", "ตำบลเกาะกูด อำเภอเกาะกูด จังหวัดตราด", "ตำบลป่าไผ่ อำเภอสันทราย จังหวัดเชียงใหม่"}
	goods   = []string{"น้ำพริกหนุ่ม", "ผ้าขาวม้า", "กระเป๋าสานกระจูด", "ไข่เค็มไชยา", "ข้าวหอมมะลิทุ่งกุลา", "น้ำผึ้งดอกลำไย", "กล้วยตากบางกระทุ่ม", "ปลาส้ม", "สบู่ขมิ้น"}
	marks   = []string{"ระวังแตก", "ของสด", "ห้ามพับ"}
)

// invented gives the n-th label, another one for every n and the same every time.
func invented(n int) label {
	random := rand.New(rand.NewPCG(2569, uint64(n)))
	pick := func(from []string) string { return from[random.IntN(len(from))] }
	amount := 100 + random.IntN(4000)
	return label{
		sender: []string{pick(shops), fmt.Sprintf(pick(streets), random.IntN(200)+1, random.IntN(90)+1), pick(places)},
		recipient: []string{pick(people), fmt.Sprintf(pick(streets), random.IntN(200)+1, random.IntN(90)+1),
			pick(places), fmt.Sprintf("โทร. 08%d-%03d-%04d", random.IntN(10), random.IntN(1000), random.IntN(10000))},
		postcode: fmt.Sprintf("%05d", 10000+random.IntN(86000)), service: "EMS",
		s10: fmt.Sprintf("EA%09dTH", random.IntN(1_000_000_000)),
		cod: fmt.Sprintf("COD ฿%d,%03d", 1+amount/1000, amount%1000), codWords: "เก็บเงินปลายทาง สองพันห้าร้อยบาท",
		mark:     pick(marks),
		contents: []string{fmt.Sprintf("ออเดอร์ A-2569-%06d", n), fmt.Sprintf("%s × %d, %s × %d", pick(goods), 1+random.IntN(9), pick(goods), 1+random.IntN(9))},
		qr:       fmt.Sprintf("https://talat.example/p/%08x%08x", random.Uint32(), random.Uint32()),
	}
}

var shaper = text.NewShaper()

// form is the label as a shop prints it, with everything that a label can say.
func (l label) form() printing.Label {
	return printing.Label{
		Lang: i18n.Thai, Carrier: "ไปรษณีย์ไทย · ฝากส่งออนไลน์", Service: l.service, Tracking: shipping.Tracking(l.s10),
		From: printing.Correspondent{Name: l.sender[0], Phone: "081-234-5678", Lines: l.sender[1:], Postcode: "47000"},
		To:   printing.Correspondent{Name: l.recipient[0], Phone: "086-555-1212", Lines: l.recipient[1:3], Postcode: l.postcode},
		COD:  money.Baht(1442), Order: strings.Fields(l.contents[0])[1], Contents: l.contents[1], WeightG: 1900,
		Marks: []printing.Mark{printing.Fragile, printing.Fresh},
	}
}

// page lays the label out as this test's peers do, by hand.
func (l label) page(t testing.TB) printing.Page {
	t.Helper()
	const mm = printing.MM
	bars, err := printing.Code128(l.s10)
	if err != nil {
		t.Fatal(err)
	}
	modules, err := qrcode.Matrix(l.qr, qrcode.Medium)
	if err != nil {
		t.Fatal(err)
	}
	p := printing.Page{Width: 100 * mm, Height: 150 * mm}
	add := func(ops ...printing.Op) { p.Ops = append(p.Ops, ops...) }
	write := func(x, y, size printing.Unit, face text.Face, words string) {
		add(printing.Text{X: x, Y: y, Size: size, Face: face, String: words})
	}
	add(printing.Frame{X: 2 * mm, Y: 2 * mm, W: 96 * mm, H: 146 * mm, Stroke: 400})
	write(5*mm, 10*mm, 6*mm, text.Bold, l.service)
	code := printing.Bars{X: 15 * mm, Y: 15 * mm, W: 70 * mm, H: 14 * mm, Barcode: bars, Field: "s10"}
	add(code, code.Caption(shaper, l.s10[:2]+" "+l.s10[2:6]+" "+l.s10[6:10]+" "+l.s10[10:11]+" "+l.s10[11:], text.Bold, 4*mm))
	for n, row := range l.sender {
		write(5*mm, printing.Unit(42+6*n)*mm, 3500, text.Regular, row)
	}
	add(printing.Rule{X: 5 * mm, Y: 57 * mm, W: 90 * mm, Stroke: 250})
	for n, row := range l.recipient {
		write(5*mm, printing.Unit(65+8*n)*mm, 4600, []text.Face{text.Bold, text.Regular}[min(n, 1)], row)
	}
	for n, digit := range l.postcode {
		x := printing.Unit(5+10*n) * mm
		add(printing.Frame{X: x, Y: 93 * mm, W: 9 * mm, H: 10 * mm, Stroke: 300})
		write(x+3*mm, 100*mm, 6*mm, text.Bold, string(digit))
	}
	add(printing.Rect{X: 5 * mm, Y: 106 * mm, W: 90 * mm, H: 12 * mm})
	add(printing.Text{X: 7 * mm, Y: 111 * mm, Size: 3500, Colour: printing.White, String: l.codWords})
	add(printing.Text{X: 55 * mm, Y: 116 * mm, Size: 7 * mm, Face: text.Bold, Colour: printing.White, String: l.cod})
	add(printing.Code{X: 5 * mm, Y: 120 * mm, Side: 24 * mm, Matrix: printing.NewMatrix(modules)})
	for n, row := range l.contents {
		write(32*mm, printing.Unit(126+6*n)*mm, 3200, text.Regular, row)
	}
	write(32*mm, 142*mm, 6*mm, text.Bold, l.mark)
	return p
}

// rows gives the lines of text on a label in their order; the digits of the postcode stand on one.
func rows(page printing.Page) []string {
	var all []string
	y := printing.Unit(0)
	for _, op := range page.Ops {
		op, ok := op.(printing.Text)
		switch {
		case !ok:
		case op.Y == y:
			all[len(all)-1] += " " + op.String
		default:
			all = append(all, op.String)
			y = op.Y
		}
	}
	return all
}

// labels gives pages for the first count labels.
func labels(t testing.TB, count int) []printing.Page {
	pages := make([]printing.Page, count)
	for n := range pages {
		pages[n] = invented(n).page(t)
	}
	return pages
}
