//go:build window

package journey

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/reply"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// promptPayID takes the shop's money.
const promptPayID = "0812345678"

// stall is what the shop of the journey sells, as its price list has it.
const stall = `sku,barcode,name,unit,price,cost,stock,weight_g,aliases
CHILI,8850987000019,น้ำพริกหนุ่ม,กระปุก,45,28,20,250,พริกหนุ่ม
BANANA,8850987000026,กล้วยตาก,ถุง,60,35,12,400,
HONEY,8850987000033,น้ำผึ้งดอกลำไย,ขวด,180,120,8,750,น้ำผึ้ง
SOAP,8850987000040,สบู่สมุนไพร,ก้อน,39,20,30,110,สบู่
`

// chat is copied from LINE. There is a letter among the digits of the second customer's telephone, and the last
// digit is wrong.
const chat = `14:05	อัญชลี	สวัสดีค่า เอาน้ำพริกหนุ่ม 3 กระปุก กับกล้วยตาก ๒ ถุงนะคะ
14:06	อัญชลี	ส่ง อัญชลี ศรีสุข 45/7 ซ.ลาดพร้าว 101 แขวงคลองจั่น เขตบางกะปิ กทม 10240 โทร 086-555-1212 โอนค่ะ
14:10	สมชาย	น้ำผึ้ง 2 ขวด สบู่ 4 ก้อนครับ เก็บเงินปลายทาง
14:11	สมชาย	ส่งที่ สมชาย ใจดี 99 หมู่ 4 ต.บ้านเป็ด อ.เมืองขอนแก่น จ.ขอนแก่น 40000 โทร O94-234 5678
14:20	วิภา	กล้วยตาก 4 ถุงค่ะ โอนนะคะ
14:20	วิภา	วิภา แสงทอง 128 ถ.ช้างคลาน ต.ช้างคลาน อ.เมือง จ.เชียงใหม่ 50100 โทร 089-111-2233
`

// bought is what a customer of the chat asks for, and how they pay.
type bought struct {
	id       id.Order
	name     string
	phone    string
	method   string // of the money: PromptPay, transfer or COD
	goods    map[string]int
	tracking string // the number that is the next of its pool
}

// customers are those of the chat in the order their orders are written in: the doubtful one last.
func customers() []*bought {
	return []*bought{
		{name: "อัญชลี ศรีสุข", phone: "0865551212", method: selling.PromptPay, goods: map[string]int{"CHILI": 3, "BANANA": 2}, tracking: "EF582568151TH"},
		{name: "วิภา แสงทอง", phone: "0891112233", method: selling.Transfer, goods: map[string]int{"BANANA": 4}, tracking: "EF582568165TH"},
		{name: "สมชาย ใจดี", phone: "0942345679", method: selling.COD, goods: map[string]int{"HONEY": 2, "SOAP": 4}, tracking: "EX100000017TH"},
	}
}

// seller is the journey of a shop that sells by chat and sends by post.
type seller struct {
	*drive
	chat  *chatWindow
	sells map[string]*catalog.Product // by SKU
	had   map[string]qty.Qty
	told  []*bought
}

// TestOrdersFromAChat follows three orders from the customers' words to the customers' words: pasted, one field put
// right, confirmed, paid or to be collected, packed by the scanner, labelled, handed over, answered.
func TestOrdersFromAChat(t *testing.T) {
	d := &seller{drive: sit(t, false), chat: newChatWindow(t), told: customers()}
	d.furnish()
	d.drive.open()
	d.pasteChat()
	for n, b := range d.told {
		d.choose(n, b)
		d.confirm(b)
		d.take(b)
		d.pack(b)
	}
	d.printAll()
	d.handOver()
	d.leftStock()
	d.moneyAddsUp()
}

// furnish founds a shop by commands: its goods, where it prints, and the numbers that the post gave it.
func (d *seller) furnish() {
	d.t.Helper()
	d.found()
	d.beside("set", "shop.phone", "0531234567")
	d.beside("set", "printer.label", "file:"+filepath.Join(d.home, "labels"))
	d.beside("set", "printer.document", "file:"+filepath.Join(d.home, "papers"))
	d.beside("set", "packing.grams", strconv.Itoa(box))
	d.beside("tracking", "pool", "add", d.told[0].tracking, "--count", "50", "--service", "ems")
	d.beside("tracking", "pool", "add", d.told[2].tracking, "--count", "50", "--service", "ems", "--cod")
	d.stocks(stall)
}

// found founds the shop of a person by a command, with more to be said of it, and opens its file beside the window.
func (d *drive) found(more ...string) {
	d.t.Helper()
	dir := filepath.Join(d.home, "data", "talat", "shops", "default")
	if out, err := d.command(append([]string{"init", "--shop", dir, "--name", "ร้านสวนป้าแดง", "--promptpay", promptPayID,
		"--address", "12 หมู่ 3 ต.แม่แรม อ.แม่ริม จ.เชียงใหม่ 50180"}, more...)...).CombinedOutput(); err != nil {
		d.t.Fatalf("init: %v\n%s", err, out)
	}
	var err error
	if d.shop, err = shop.Open(d.ctx, dir, clock.System); err != nil {
		d.t.Fatal(err)
	}
}

// stocks imports a list of goods and reads what there is then.
func (d *seller) stocks(goods string) {
	d.t.Helper()
	list := filepath.Join(d.home, "goods.csv")
	if err := os.WriteFile(list, []byte(goods), 0o600); err != nil {
		d.t.Fatal(err)
	}
	d.beside("product", "import", list)
	index, err := d.shop.Catalogue(d.ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	d.sells, d.had = map[string]*catalog.Product{}, map[string]qty.Qty{}
	for _, product := range index.All() {
		d.sells[product.SKU], d.had[product.SKU] = product, d.onHand(product)
	}
}

// pasteChat pastes the three orders, saves the two that are plain, puts the telephone of the third right and saves it
// with the summary copied for the customer.
func (d *seller) pasteChat() {
	d.t.Helper()
	d.see(says("nav.orders"), rail)
	d.press("ctrl+2")
	d.see(says("orders.empty_right"), pane)
	d.chat.copy(chat)
	d.press("ctrl+v")
	d.see(says("paste.title"), anywhere)
	d.see(says("paste.save_ready_n", fault.Values{"count": 2}), anywhere)
	d.press("F12")
	d.until("two orders", func() bool { return len(d.orders()) == 2 })
	doubtful := d.told[2]
	d.see(says("paste.why.letter_o"), anywhere)
	d.typed("End", "BackSpace", "9", "Return")
	d.gone(says("paste.why.letter_o"))
	d.press("F9")
	d.until("the summary for the customer", func() bool {
		text := d.chat.paste()
		return strings.Contains(text, doubtful.name) && strings.Contains(text, "เก็บเงินปลายทาง "+strings.TrimPrefix(i18n.BahtShort(d.comesTo(doubtful)+ems), "฿"))
	})
	d.press("ctrl+Return")
	d.until("the third order", func() bool { return len(d.orders()) == 3 })
	d.gone(says("paste.title"))
	for _, row := range d.orders() {
		order := d.order(row.OrderID)
		to := &order.Recipients[0]
		at := slices.IndexFunc(d.told, func(b *bought) bool { return b.name == to.Name })
		if at < 0 || !slices.Equal(to.Phones, []string{d.told[at].phone}) || to.Code == "" || order.Order.Channel != ordering.Line {
			d.t.Fatalf("%s goes to %+v by %s", row.Number, to, order.Order.Channel)
		}
		b := d.told[at]
		b.id = row.OrderID
		if order.Total() != d.comesTo(b)+ems || len(order.Content.Lines) != len(b.goods) || order.Content.Service != "ems" {
			d.t.Errorf("%s comes to %s by %s for %+v", row.Number, i18n.Baht(order.Total()), order.Content.Service, order.Content.Lines)
		}
	}
	d.holds(func(b *bought) bool { return true })
}

// ems is what the post asks for each of the parcels, which weigh 1.5 to 2 kg with their boxes of box grams.
const (
	ems = money.Satang(97_00)
	box = 50
)

// comesTo is what a customer's goods come to.
func (d *seller) comesTo(b *bought) (sum money.Satang) {
	for sku, count := range b.goods {
		sum += money.Times(d.sells[sku].Price, qty.Pieces(count))
	}
	return sum
}

func (d *seller) orders() []shop.OrderRow {
	d.t.Helper()
	rows, _, err := d.shop.Orders(d.ctx, shop.OrderQuery{Limit: 10})
	if err != nil {
		d.t.Fatal(err)
	}
	return rows
}

func (d *seller) order(of id.Order) *shop.Order {
	d.t.Helper()
	order, err := d.shop.Order(d.ctx, of)
	if err != nil {
		d.t.Fatal(err)
	}
	return order
}

// untilOrder waits for a fact of an order.
func (d *seller) untilOrder(what string, b *bought, holds func(*shop.Order) bool) {
	d.t.Helper()
	d.until(b.name+": "+what, func() bool { return holds(d.order(b.id)) })
}

// holds compares what is kept for orders with the goods of those that are still here.
func (d *seller) holds(here func(*bought) bool) {
	d.t.Helper()
	for sku, product := range d.sells {
		kept, gone := 0, 0
		for _, b := range d.told {
			if here(b) {
				kept += b.goods[sku]
			} else {
				gone += b.goods[sku]
			}
		}
		rows, err := d.shop.Stock(d.ctx, []id.Product{product.ID})
		if err != nil {
			d.t.Fatal(err)
		}
		if row := rows[0]; row.Reserved != qty.Pieces(kept) || row.OnHand != d.had[sku]-qty.Pieces(gone) || row.Sellable != row.OnHand-row.Reserved {
			d.t.Errorf("%s: %s there, %s kept; %d are ordered, %d went", sku, row.OnHand, row.Reserved, kept, gone)
		}
	}
}

// choose goes to an order in the list, in which the first stands lowest.
func (d *seller) choose(n int, b *bought) {
	d.t.Helper()
	if n > 0 {
		d.press("Up")
	}
	d.see(d.called(b), pane)
}

// called is the number by which the screens call an order.
func (d *seller) called(b *bought) string {
	d.t.Helper()
	order := d.order(b.id).Order
	return ordering.Short(&order)
}

func (d *seller) confirm(b *bought) {
	d.t.Helper()
	d.see(says("orders.act.confirm"), pane)
	d.press("F5")
	d.untilOrder("confirmed", b, func(o *shop.Order) bool { return o.Confirmed() })
}

// take takes the money that comes before the goods go; the code on the screen asks for it.
func (d *seller) take(b *bought) {
	d.t.Helper()
	if b.method == selling.COD {
		return
	}
	due := d.comesTo(b) + ems
	d.press("F8")
	d.see(says("pay.order.title"), anywhere)
	key := map[string]string{selling.PromptPay: "2", selling.Transfer: "3"}[b.method]
	d.press(key)
	d.see(says("pay.other.add"), anywhere)
	d.press("Return")
	d.see(says("pay.promptpay.seen"), anywhere)
	d.see(i18n.BahtSign(due), anywhere)
	d.see(says("pay.order.number", fault.Values{"number": d.called(b)}), anywhere)
	if b.method == selling.PromptPay {
		qr, err := promptpay.Read(d.scannedOff("QR-Code"))
		if err != nil || qr.To.Digits() != promptPayID || qr.Amount != due {
			d.t.Errorf("the code asks for %s to %s, %v", i18n.Baht(qr.Amount), qr.To.Digits(), err)
		}
	}
	<-time.After(settle) // a person looks into the bank's app first
	d.press("F9")
	d.gone(says("pay.promptpay.seen"))
	d.press("ctrl+Return")
	d.untilOrder("paid", b, func(o *shop.Order) bool { return o.Paid() == due && o.Rest() == 0 })
	d.gone(says("pay.order.title"))
}

// scannedOff reads a code of a kind that stands on the screen, as a telephone's camera does.
func (d *seller) scannedOff(kind string) (code string) {
	d.t.Helper()
	file := filepath.Join(d.home, "screen.png")
	d.until("a code on the screen", func() bool {
		if !d.screen.save(file) {
			return false
		}
		codes := d.codes(kind, file)
		if len(codes) == 1 {
			code = codes[0]
		}
		return code != ""
	})
	return code
}

// codes reads the codes of a kind in a picture.
func (d *seller) codes(kind, file string) (codes []string) {
	d.t.Helper()
	read, _ := exec.Command("zbarimg", "--quiet", file).Output() // it fails where there is none
	for line := range strings.SplitSeq(string(read), "\n") {
		if code, ok := strings.CutPrefix(line, kind+":"); ok {
			codes = append(codes, code)
		}
	}
	return codes
}

// pack scans each piece into the parcel.
func (d *seller) pack(b *bought) {
	d.t.Helper()
	d.see(says("orders.act.pack"), pane)
	d.press("F6")
	d.see(says("orders.pack.scan"), anywhere)
	grams := box
	for sku, count := range b.goods {
		product := d.sells[sku]
		for n := range count {
			in := says("orders.pack.of", fault.Values{"packed": qty.Pieces(n + 1), "wanted": qty.Pieces(count), "unit": product.Unit})
			d.scannedBy("a piece into the parcel", product, d.shows(in, anywhere))
		}
		grams += product.WeightG * count
	}
	d.see(says("orders.pack.whole"), anywhere)
	d.press("ctrl+Return")
	d.untilOrder("packed", b, func(o *shop.Order) bool { return len(o.Parcels) == 1 })
	d.gone(says("orders.pack.whole"))
	parcel := d.order(b.id).Parcels[0]
	cod := money.Satang(0)
	if b.method == selling.COD {
		cod = d.comesTo(b) + ems
	}
	if parcel.State != ledger.ParcelPacked || parcel.Grams != grams || parcel.COD != cod || parcel.Postage != ems {
		d.t.Errorf("%s: %+v", b.name, parcel)
	}
}

// printAll prints the labels and the list for the counter, and reads their codes as the post does.
func (d *seller) printAll() {
	d.t.Helper()
	d.press("ctrl+3")
	d.see(says("shippingpage.print", fault.Values{"count": 3}), pane)
	d.press("ctrl+p")
	for _, b := range d.told {
		d.untilOrder("its label printed", b, func(o *shop.Order) bool { return o.Parcels[0].PrintedAt > 0 })
	}
	labels := d.printed("labels")
	d.run("pdftoppm", "-r", "203", "-png", labels, filepath.Join(d.home, "label"))
	list := strings.ReplaceAll(d.run("pdftotext", "-layout", d.printed("papers"), "-"), " ", "") // numbers stand in groups
	sheets, err := filepath.Glob(filepath.Join(d.home, "label-*.png"))
	if err != nil || len(sheets) != len(d.told) {
		d.t.Fatalf("%d labels, %v", len(sheets), err)
	}
	for _, b := range d.told {
		number := d.order(b.id).Order.Number
		at := slices.IndexFunc(sheets, func(sheet string) bool { return slices.Contains(d.codes("QR-Code", sheet), number) })
		if at < 0 {
			d.t.Errorf("no label has the number %s", number)
			continue
		}
		if bars := d.codes("CODE-128", sheets[at]); !slices.Equal(bars, []string{b.tracking}) || d.order(b.id).Parcels[0].Tracking != b.tracking {
			d.t.Errorf("%s: the bars say %q, the parcel has %s, the pool's next is %s", b.name, bars, d.order(b.id).Parcels[0].Tracking, b.tracking)
		}
		if !strings.Contains(list, b.tracking) {
			d.t.Errorf("%s is not on the list for the counter", b.tracking)
		}
	}
	if collects := i18n.Baht(d.comesTo(d.told[2]) + ems); !strings.Contains(list, collects) {
		d.t.Errorf("the list for the counter does not say to collect %s", collects)
	}
}

// printed waits for the only file in a folder that is a printer.
func (d *seller) printed(folder string) (file string) {
	d.t.Helper()
	d.until("a file in "+folder, func() bool {
		files, err := filepath.Glob(filepath.Join(d.home, folder, "*.pdf"))
		if err != nil || len(files) != 1 {
			return false
		}
		data, err := os.ReadFile(files[0])
		file = files[0]
		return err == nil && strings.HasSuffix(strings.TrimSpace(string(data)), "%%EOF")
	})
	return file
}

// handOver brings the parcels to the post and pastes each customer's text into the chat.
func (d *seller) handOver() {
	d.t.Helper()
	d.see(says("shippingpage.hand", fault.Values{"count": 3}), pane)
	d.press("F8")
	d.see(says("shippingpage.hand.title", fault.Values{"count": 3}), anywhere)
	d.press("Return")
	for _, b := range d.told {
		d.untilOrder("handed over", b, func(o *shop.Order) bool { return o.Parcels[0].State == ledger.ParcelShipped })
	}
	for n, b := range d.told {
		d.see(says("shippingpage.reply.at", fault.Values{"at": n + 1, "of": len(d.told)}), anywhere)
		d.press("ctrl+Return")
		want, err := d.shop.OrderReply(d.ctx, d.order(b.id), reply.Tracking)
		if err != nil || !strings.Contains(want, b.tracking) || !strings.Contains(want, b.name) {
			d.t.Errorf("%s is told %q, %v", b.name, want, err)
		}
		d.until("the text for "+b.name, func() bool { return d.chat.paste() == want })
	}
	d.gone(says("shippingpage.reply.copy"))
}

// leftStock holds what lies there and what is kept against what went.
func (d *seller) leftStock() {
	d.t.Helper()
	d.holds(func(*bought) bool { return false })
	for _, b := range d.told {
		order := d.order(b.id)
		payment, rest := ordering.Paid, money.Satang(0)
		if b.method == selling.COD {
			payment, rest = ordering.OnCOD, d.comesTo(b)+ems
		}
		if order.State() != ordering.Shipped || order.Payment() != payment || order.Rest() != rest {
			d.t.Errorf("%s: %s, %s, %s left", b.name, order.State(), order.Payment(), i18n.Baht(order.Rest()))
		}
	}
}

// moneyAddsUp holds the day's figures against the price list: what came by each way, nothing left of the deposits.
func (d *seller) moneyAddsUp() {
	d.t.Helper()
	today, err := d.shop.Today(d.ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	day, err := d.shop.Day(d.ctx, today)
	if err != nil {
		d.t.Fatal(err)
	}
	total, came := money.Satang(0), map[string]money.Satang{selling.Deposit: 0}
	for _, b := range d.told {
		came[b.method] += d.comesTo(b) + ems
		total += d.comesTo(b) + ems
	}
	for _, method := range day.Methods {
		if want, known := came[method.Method]; !known || method.Total != want {
			d.t.Errorf("%s by %s, it should be %s", i18n.Baht(method.Total), method.Method, i18n.Baht(want))
		}
		delete(came, method.Method)
	}
	if len(came) > 0 || day.Bills != len(d.told) || day.Refunds != 0 || day.Total != total {
		d.t.Errorf("%d bills of %s, they should come to %s; nothing by %v", day.Bills, i18n.Baht(day.Total), i18n.Baht(total), came)
	}
	shift, err := d.shop.CurrentShift(d.ctx)
	if err != nil || shift == nil || shift.Drawer.Expected() != 0 {
		d.t.Errorf("the drawer should be empty: %+v, %v", shift, err)
	}
	if out, err := d.command("check", "--shop", d.shop.Dir).CombinedOutput(); err != nil {
		d.t.Errorf("check: %v\n%s", err, out)
	}
}
