package pdf

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/promptpay/qrcode"
)

// label is what a parcel's label of 100 × 150 mm says in these tests.
type label struct {
	sender, recipient []string // the first row is the name
	postcode          string
	service, s10, cod string
	codWords          string
	marks, contents   []string
	qr                string
}

var (
	shops   = []string{"วิสาหกิจชุมชนบ้านคราม", "กลุ่มทอผ้าไหมบ้านหนองปั๊ม", "ร้านก๊วยเตี๋ยวป้าญู", "สวนลำไยลุงฐู (Lung Thu)"}
	people  = []string{"นางสาวญาดา ก๊วยเจริญ", "คุณปิ่นแก้ว ฟ้าผ่า", "นายกตัญญู น้ำใจงาม", "Mr. John Smith ณ เชียงใหม่", "คุณพี่น้อง ฟื้นฟูสิทธิ์"}
	streets = []string{"หมู่ที่ %d ซอยสุขุมวิท %d", "เลขที่ %d/%d ถนนเจริญกรุง", "%d หมู่ ๑๒ บ้านใหม่ ซอย %d"}
	places  = []string{"ตำบลห้วยขะยุง อำเภอวารินชำราบ จังหวัดอุบลราชธานี", "แขวงคลองจั่น เขตบางกะปิ กรุงเทพมหานคร", "ตำบลเกาะกูด อำเภอเกาะกูด จังหวัดตราด", "ตำบลป่าไผ่ อำเภอสันทราย จังหวัดเชียงใหม่"}
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
		postcode: fmt.Sprintf("%05d", 10000+random.IntN(86000)), service: "EMS ด่วนพิเศษ",
		s10: fmt.Sprintf("EA%09dTH", random.IntN(1_000_000_000)),
		cod: fmt.Sprintf("เก็บเงินปลายทาง ฿%d,%03d.00", 1+amount/1000, amount%1000), codWords: "(สองพันสองร้อยห้าสิบเก้าบาทถ้วน)",
		marks:    []string{pick(marks)},
		contents: []string{fmt.Sprintf("ออเดอร์ A-2569-%06d", n), fmt.Sprintf("%s × %d, %s × %d", pick(goods), 1+random.IntN(9), pick(goods), 1+random.IntN(9))},
		qr:       fmt.Sprintf("https://talat.example/p/%08x%08x", random.Uint32(), random.Uint32()),
	}
}

var shaper = text.NewShaper()

// page lays the label out.
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
	write(5*mm, 9*mm, 5*mm, text.Bold, l.service)
	for n, row := range l.sender {
		write(5*mm, printing.Unit(16+6*n)*mm, 3500, text.Regular, row)
	}
	add(printing.Rule{X: 5 * mm, Y: 31 * mm, W: 90 * mm, Stroke: 250})
	for n, row := range l.recipient {
		write(5*mm, printing.Unit(41+8*n)*mm, 4600, []text.Face{text.Bold, text.Regular}[min(n, 1)], row)
	}
	for n, digit := range l.postcode {
		x := printing.Unit(45+10*n) * mm
		add(printing.Frame{X: x, Y: 70 * mm, W: 9 * mm, H: 10 * mm, Stroke: 300})
		write(x+3*mm, 77*mm, 6*mm, text.Bold, string(digit))
	}
	code := printing.Bars{X: 15 * mm, Y: 84 * mm, W: 70 * mm, H: 14 * mm, Barcode: bars, Field: "s10"}
	add(code, code.Caption(shaper, l.s10[:2]+" "+l.s10[2:6]+" "+l.s10[6:10]+" "+l.s10[10:11]+" "+l.s10[11:], text.Bold, 4*mm))
	add(printing.Rule{X: 5 * mm, Y: 106 * mm, W: 90 * mm, Stroke: 250, Dash: 2 * mm})
	write(5*mm, 114*mm, 5*mm, text.Bold, l.cod)
	write(5*mm, 121*mm, 3500, text.Regular, l.codWords)
	for n, row := range l.contents {
		write(5*mm, printing.Unit(129+6*n)*mm, 3200, text.Regular, row)
	}
	write(5*mm, 144*mm, 6*mm, text.Bold, strings.Join(l.marks, " "))
	add(printing.Code{X: 72 * mm, Y: 122 * mm, Side: 24 * mm, Matrix: printing.NewMatrix(modules)})
	return p
}

// rows gives the lines of text on a page in their order.
func rows(page printing.Page) []string {
	var all []string
	for _, op := range page.Ops {
		if op, ok := op.(printing.Text); ok {
			all = append(all, op.String)
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
