package office

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: fyne.NewSize(1366, 768), Lang: i18n.Thai}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// weavers is a shop of weavers in the gift season whose clock the test moves.
type weavers struct {
	*shop.Shop
	t   testing.TB
	mu  sync.Mutex
	at  time.Time
	set catalog.Product // two scarves that a weaver brings, and a jar of the shop's own
}

func (w *weavers) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.at
}

func (w *weavers) later(days int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.at = w.at.AddDate(0, 0, days)
}

func newWeavers(t testing.TB) *weavers {
	t.Helper()
	w := &weavers{t: t, at: time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)}
	s, err := shop.Create(t.Context(), filepath.Join(t.TempDir(), "shop"), shop.Params{Name: "วิสาหกิจชุมชนบ้านทอผ้า", Address: "12 หมู่ 3 ต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130",
		TaxID: "0105536112014", VAT: "included"}, w.now)
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	w.Shop = s
	for key, value := range map[string]string{"shop.kind": "juristic", "bank.name": "ธ.ก.ส.", "bank.account": "0123456789", "bank.account_name": "วิสาหกิจชุมชนบ้านทอผ้า",
		"paper.signer": "นางแสงดา ใจงาม", "paper.signer_position": "ประธาน"} {
		_, _, err := s.Set(t.Context(), key, value)
		must(t, err)
	}
	weaver, err := s.SaveProducer(t.Context(), party.Party{Name: "ป้าปิ่นแก้ว ทอผ้า", Phone: "0812345678"})
	must(t, err)
	scarf := w.goods(catalog.Product{SKU: "SCARF", Name: "ผ้าพันคอย้อมคราม", Unit: "ผืน", Price: 200_00, Terms: ledger.Consign, ProducerID: weaver.ID, GP: 20_00}, 260)
	jar := w.goods(catalog.Product{SKU: "JAR", Name: "น้ำผึ้งดอกลำไย", Unit: "ขวด", Price: 135_00}, 400)
	w.set = w.goods(catalog.Product{SKU: "GIFT", Name: "ชุดของขวัญปีใหม่", Unit: "ชุด", Price: 535_00,
		Components: []catalog.Component{{ProductID: scarf.ID, Qty: qty.Pieces(2)}, {ProductID: jar.ID, Qty: qty.One}}}, 0)
	return w
}

func (w *weavers) goods(p catalog.Product, lies int) catalog.Product {
	w.t.Helper()
	p.VAT = catalog.VATStandard
	saved, err := w.SaveProduct(w.t.Context(), p, shop.Opening{Qty: qty.Pieces(lies)})
	must(w.t, err)
	return saved
}

// office orders so many sets for so many places by a quotation, due on a day.
func (w *weavers) office(name, by string, sets, places int, due clock.Day) *shop.Order {
	w.t.Helper()
	buyer := papers.Buyer{Name: name, Agency: "กองคลัง", Address: "99 หมู่ 1\nต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130", TaxID: "0994000165501", Branch: "00000", Kind: papers.Government}
	quotation := w.issue(shop.PaperAsk{Kind: papers.Quotation, Buyer: buyer, Within: 30, Lines: []shop.PaperLine{{Code: "GIFT", Qty: qty.Pieces(sets)}}})
	ask := shop.AcceptAsk{Quotation: quotation.Number, Due: due, Order: papers.BuyerOrder{Number: by, Date: clock.DayOf(w.now())}}
	for n := range places {
		ask.Recipients = append(ask.Recipients, ordering.Recipient{Name: schools[n%len(schools)], Line: fmt.Sprintf("%d หมู่ %d", n+1, n%9+1), Subdistrict: "สันกลาง", District: "สันกำแพง",
			Province: "เชียงใหม่", Postcode: "50130"})
	}
	order, err := w.AcceptQuotation(w.t.Context(), ask)
	must(w.t, err)
	return order
}

var schools = []string{"โรงเรียนบ้านสันกลาง", "โรงเรียนวัดป่าตาล", "ศูนย์พัฒนาเด็กเล็กบ้านต้นเปา", "รพ.สต. ออนใต้", "โรงเรียนบ้านแม่ปูคา", "กองช่าง", "สำนักปลัด",
	"โรงเรียนบ้านบวกค้าง", "โรงเรียนบ้านร้องวัวแดง", "รพ.สต. แช่ช้าง", "กองการศึกษา ศาสนาและวัฒนธรรม", "โรงเรียนบ้านสันก้างปลา"}

func (w *weavers) issue(ask shop.PaperAsk) *shop.IssuedPaper {
	w.t.Helper()
	paper, err := w.IssuePaper(w.t.Context(), ask)
	must(w.t, err)
	return paper
}

// pack packs what some recipients get, each in a parcel.
func (w *weavers) pack(order *shop.Order, from, to int) {
	w.t.Helper()
	for n := from; n <= to; n++ {
		must(w.t, w.Pack(w.t.Context(), ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order.Order.ID, To: n, Grams: 5400}, "สมศรี"))
	}
}

// send hands over what is packed, its notes made.
func (w *weavers) send(order *shop.Order, arrived bool) {
	w.t.Helper()
	w.issue(shop.PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}})
	_, err := w.HandOver(w.t.Context(), order.Order.ID, nil, id.Bill{}, "สมศรี")
	must(w.t, err)
	if now, err := w.Order(w.t.Context(), order.Order.ID); arrived && err == nil {
		for n := range now.Parcels {
			must(w.t, w.EndParcel(w.t.Context(), order.Order.ID, now.Parcels[n].ID, ordering.StepDelivered, "", "สมศรี"))
		}
	}
}

func (w *weavers) paid(invoice *shop.IssuedPaper, amount money.Satang) {
	w.t.Helper()
	w.issue(shop.PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Amount: amount, Payments: []papers.Payment{{Method: selling.Transfer, Amount: amount}}})
}

// season is the shop with an order at each point of its way; the one of 60 sets to 12 places is partly sent.
func season(t testing.TB) (*weavers, *shop.Order) {
	t.Helper()
	w := newWeavers(t)
	done := w.office("เทศบาลตำบลต้นเปา", "ทต 4/2569", 10, 2, "2026-11-28")
	w.pack(done, 1, 2)
	w.send(done, true)
	invoice := w.issue(shop.PaperAsk{Kind: papers.Invoice, Of: []string{done.Order.Number}})
	w.paid(invoice, invoice.Sums.Due)
	owed := w.office("โรงเรียนสันกำแพงวิทยา", "รร 21/2569", 20, 1, "2026-12-01")
	w.pack(owed, 1, 1)
	w.send(owed, true)
	w.issue(shop.PaperAsk{Kind: papers.Invoice, Of: []string{owed.Order.Number}, DueDay: "2026-12-31"})
	w.office("ที่ว่าการอำเภอสันกำแพง", "อภ 7/2569", 30, 3, "2026-11-25")
	big := w.office("องค์การบริหารส่วนตำบลสันกลาง", "กค 12/2569", 60, 12, "2026-12-20")
	w.office("มหาวิทยาลัยราชภัฏเชียงใหม่ สำนักงานอธิการบดี กองกลาง", "มร 0590/2569", 25, 5, "2026-12-28")
	w.later(4)
	w.pack(big, 1, 5)
	w.send(big, false)
	w.pack(big, 6, 8)
	return w, big
}

// shortage is the shop with an order of which much is missing, from three producers and itself.
func shortage(t testing.TB) *weavers {
	t.Helper()
	w := newWeavers(t)
	parts := []catalog.Component{{ProductID: w.set.Components[0].ProductID, Qty: qty.Pieces(2)}, {ProductID: w.set.Components[1].ProductID, Qty: qty.One}}
	for n, maker := range []struct {
		name, goods, unit string
		lead              int
	}{{"กลุ่มจักสานบ้านป่าบง", "ตะกร้าไม้ไผ่สานลายดอกพิกุล", "ใบ", 21}, {"กลุ่มแม่บ้านสันกลาง", "ข้าวแต๋นน้ำแตงโม", "ถุง", 3}, {"", "การ์ดอวยพรปีใหม่", "ใบ", 0}} {
		p := catalog.Product{SKU: fmt.Sprintf("PART%d", n), Name: maker.goods, Unit: maker.unit, Price: 20_00}
		if maker.name != "" {
			saved, err := w.SaveProducer(t.Context(), party.Party{Name: maker.name, LeadDays: maker.lead})
			must(t, err)
			p.ProducerID = saved.ID
		}
		parts = append(parts, catalog.Component{ProductID: w.goods(p, 10).ID, Qty: qty.One})
	}
	w.set.Components = parts
	saved, err := w.SaveProduct(t.Context(), w.set, shop.Opening{})
	must(t, err)
	w.set = saved
	w.office("องค์การบริหารส่วนตำบลสันกลาง", "กค 12/2569", 160, 12, "2026-12-20")
	return w
}

// longNames is the shop with an order of an office with a long name for more recipients than the page shows.
func longNames(t testing.TB) *weavers {
	t.Helper()
	w := newWeavers(t)
	name := strings.Repeat("ศูนย์ส่งเสริมการเรียนรู้ระดับตำบล", 5) + " ฏู ญู ปั๊มน้ำ"
	w.set.Name = strings.Repeat("ชุดของขวัญปีใหม่สุขใจ", 8)
	saved, err := w.SaveProduct(t.Context(), w.set, shop.Opening{})
	must(t, err)
	w.set = saved
	o := w.office(name, strings.Repeat("กค ", 20)+"12/2569", 75, 75, "2026-12-20")
	w.pack(o, 1, 3)
	return w
}

// bench is a page of the screen on a window.
type bench struct {
	*looks.Stage
	page *Page
	t    testing.TB
}

func show(t testing.TB, v looks.Variant, s *shop.Shop, arg string) *bench {
	t.Helper()
	b := &bench{Stage: looks.New(t, v, s), t: t}
	b.Show(kit.Office, func(k *kit.Kit) nav.Page {
		b.page = New(k, arg)
		return b.page
	})
	b.settle()
	t.Cleanup(b.settle)
	return b
}

// settle waits until everything is read and written.
func (b *bench) settle() {
	b.t.Helper()
	b.Until(b.t, func() bool {
		return b.Kit.Pool.Idle() && !slices.ContainsFunc(b.Kit.Pool.Jobs(), func(job *task.Job) bool { return !job.State().Ended })
	})
	b.Deliver()
	if !b.Kit.Pool.Idle() { // what a job that ended began
		b.Until(b.t, b.Kit.Pool.Idle)
		b.Deliver()
	}
}

func (b *bench) press(all ...keys.Chord) {
	b.t.Helper()
	for _, key := range all {
		b.Press(key)
		b.settle()
	}
}

// scenes gives the states of the screen that must look right, over shops that are made once.
func scenes(t testing.TB) map[string]func(looks.Variant) *bench {
	w, big := season(t)
	fresh, short, long := newWeavers(t), shortage(t), longNames(t)
	return map[string]func(looks.Variant) *bench{
		"empty": func(v looks.Variant) *bench { return show(t, v, fresh.Shop, "") },
		"list":  func(v looks.Variant) *bench { return show(t, v, w.Shop, big.Order.Number) },
		"long":  func(v looks.Variant) *bench { return show(t, v, long.Shop, "") },
		"done": func(v looks.Variant) *bench {
			b := show(t, v, w.Shop, "")
			b.press("Left", "Right", "Right", "Right", "Right")
			return b
		},
		"plan": func(v looks.Variant) *bench {
			b := show(t, v, short.Shop, "")
			b.press("F9")
			return b
		},
		"days": func(v looks.Variant) *bench {
			b := show(t, v, short.Shop, "")
			b.press("F9", "F6")
			b.Window.Canvas().Unfocus()
			return b
		},
		"papers": func(v looks.Variant) *bench {
			b := show(t, v, w.Shop, big.Order.Number)
			b.press("F3")
			return b
		},
	}
}

// TestNothingIsCutInAnyLook holds every state in every look, size and language against the rules.
func TestNothingIsCutInAnyLook(t *testing.T) {
	looks.Everywhere(t, "office", scenes(t))
}

// TestTheOrdersOfOfficesLookAsStored compares it with testdata. After a wanted change copy the picture from
// testdata/failed over it.
func TestTheOrdersOfOfficesLookAsStored(t *testing.T) {
	test.AssertImageMatches(t, "office.png", scenes(t)["list"](usual).Window.Canvas().Capture())
}

// TestScreenshots writes the pictures where TALAT_SCREENSHOTS names a folder.
func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	all := scenes(t)
	all["list"](usual).Save(t, folder, "office")
	all["plan"](usual).Save(t, folder, "office-plan")
}
