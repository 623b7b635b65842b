package printing_test

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/raster"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/promptpay/qrcode"
	"github.com/talat-pos/talat/internal/qty"
)

var update = flag.Bool("update", false, "write the stored pictures again")

// payload is a PromptPay code of the length real ones have.
const payload = "00020101021229370016A00000067701011101130066812345678530376454072259.005802TH63040466"

var (
	shaper   = text.NewShaper()
	renderer = raster.New(shaper)
	evening  = time.Date(2026, 11, 23, 11, 2, 0, 0, time.UTC)
)

// taxReceipt is a receipt of a registered shop with everything on it.
func taxReceipt() printing.Receipt {
	return printing.Receipt{
		Lang: i18n.Thai,
		Shop: printing.Shop{
			Names:   []string{"ร้านก๊วยเตี๋ยวป้าญู", "วิสาหกิจชุมชนบ้านคราม"},
			Address: "๑๒ หมู่ ๔ ตำบลห้วยขะยุง อำเภอวารินชำราบ จังหวัดอุบลราชธานี 34310",
			Phone:   "081-234-5678", TaxID: "0105536112014", Branch: "00000",
		},
		Till: "A", POSID: "E051020001234", Number: "A-2569-000042", At: evening, Cashier: "สมศรี",
		Lines: []printing.Line{
			{Name: "ข้าวหอมมะลิทุ่งกุลา 5 กก.", Qty: qty.Pieces(2), Unit: "ถุง", UnitPrice: 12500, Total: 25000},
			{Name: "ปั๊มน้ำ ฐู ญู ป่า ฟ้า กำ ก๊วยเตี๋ยวที่เกาะกูฏ ผู้ใหญ่ลี วิสาหกิจชุมชนบ้านคราม", Qty: qty.One, UnitPrice: 5900, Total: 5900},
			{Name: "น้ำพริกแม่ค้า😊👍🏽", Qty: 350, Unit: "กก.", UnitPrice: 32000, Total: 11200, Notes: []string{"ซื้อ 2 แถม 1", "ของแถม สบู่ขมิ้น"}},
			{Name: "น้ำผึ้งดอกลำไย", Qty: qty.One, Unit: "ขวด", UnitPrice: 185000, Total: 185000},
		},
		Discounts: []printing.Amount{{Label: "ส่วนลดสมาชิก", Sum: 1185}},
		Rounding:  -15, Total: 225900, VAT: &printing.VAT{Rate: 700, Amount: 14779},
		Tenders: []printing.Tender{{Method: "cash", Sum: 200000}, {Method: "promptpay", Sum: 30000}},
		Change:  4100,
		Footer:  []string{"ขอบคุณที่อุดหนุน ทั้งนี้สินค้าเปลี่ยนได้ใน ๗ วัน"},
	}
}

// statement is an open bill of a small shop, with a code to pay.
func statement() printing.Receipt {
	return printing.Receipt{
		Kind: printing.Statement, Lang: i18n.Thai, Shop: printing.Shop{Names: []string{"แผงป้าญู"}},
		Tag: "ab12", At: evening, Total: 225900,
		Lines: []printing.Line{{Name: "ผ้าขาวม้า", Qty: qty.Pieces(3), Unit: "ผืน", UnitPrice: 75300, Total: 225900}},
		Pay:   &printing.PayQR{Payload: payload, Receiver: "นางสาว ญาดา ก๊วยเจริญ", Masked: "xxx-xxx-5678", Amount: 225900},
	}
}

func shiftSlip() printing.ShiftSlip {
	counted := money.Satang(520000)
	return printing.ShiftSlip{
		Lang: i18n.Thai, Shop: "ร้านก๊วยเตี๋ยวป้าญู", Till: "A", Cashier: "สมศรี", Day: "2026-11-23",
		OpenedAt: evening.Add(-10 * time.Hour), ClosedAt: evening,
		Sales: printing.Sums{Count: 42, Total: 1234500}, Refunds: printing.Sums{Count: 1, Total: -5900},
		Discounts: 12300, Rounding: -25,
		Methods: []printing.MethodSums{
			{Method: "cash", Sums: printing.Sums{Count: 30, Total: 512345}},
			{Method: "promptpay", Sums: printing.Sums{Count: 10, Total: 600000}},
			{Method: "คนละครึ่ง", Sums: printing.Sums{Count: 2, Total: 116255}},
		},
		Float: 100000, Cash: 512345, In: []printing.Amount{{Label: "แลกเหรียญ", Sum: 50000}},
		Out:      []printing.Amount{{Label: "ซื้อน้ำแข็ง", Sum: 142000}},
		Expected: 520345, Counted: &counted, Leave: 100000, Reason: "ทอนผิดหนึ่งบิล",
		Parked:   []printing.Amount{{Label: "#ab12", Sum: 12000}},
		Waiting:  []printing.Amount{{Label: "#77fe", Sum: 8000}},
		SlipOnly: []printing.SlipTaken{{Number: "A-2569-000040", Amount: 35000, Ref: "0153…1234"}},
	}
}

func modules(t *testing.T, words string) printing.Matrix {
	t.Helper()
	rows, err := qrcode.Matrix(words, qrcode.Medium)
	if err != nil {
		t.Fatal(err)
	}
	return printing.NewMatrix(rows)
}

func lay(t *testing.T, receipt printing.Receipt, width printing.Unit) printing.Page {
	t.Helper()
	page, err := receipt.Page(shaper, width)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func drawn(t *testing.T, page printing.Page) *printing.Bitmap {
	t.Helper()
	bitmap, err := renderer.Bitmap(page, int(page.Width/printing.Dot))
	if err != nil {
		t.Fatal(err)
	}
	return bitmap
}

// words gives every text of a page.
func words(page printing.Page) []string {
	var all []string
	for _, op := range page.Ops {
		if op, ok := op.(printing.Text); ok {
			all = append(all, op.String)
		}
	}
	return all
}

// sameAsStored compares a bitmap with testdata/NAME.png, or writes it with -update.
func sameAsStored(t *testing.T, name string, bitmap *printing.Bitmap) {
	t.Helper()
	path := filepath.Join("testdata", name+".png")
	if *update {
		var out bytes.Buffer
		if err := raster.WritePNG(&out, bitmap); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	stored, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if stored.Bounds() != image.Rect(0, 0, bitmap.Width, bitmap.Height) {
		t.Fatalf("%s: %d×%d dots, stored is %v; look at it with -update", name, bitmap.Width, bitmap.Height, stored.Bounds())
	}
	different := 0
	for y := range bitmap.Height {
		for x := range bitmap.Width {
			if (color.GrayModel.Convert(stored.At(x, y)).(color.Gray).Y < 128) != bitmap.Black(x, y) {
				different++
			}
		}
	}
	if different > 0 {
		t.Errorf("%s: %d dots differ from the stored picture; look at it with -update", name, different)
	}
}
