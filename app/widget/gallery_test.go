package widget

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
)

var goods = []TileData{
	{Name: "ผ้าคราม ทอมือ 2 ม.", Price: money.Baht(850), Number: "12", Badge: "OTOP 5", Star: true, BadgeTone: Outline, Drawing: "goods-cloth", Stock: "12 ผืน"},
	{Name: "ข้าวหอมมะลิ ทุ่งกุลา 1 กก.", Price: money.Baht(65), Number: "3", Drawing: "goods-rice", Stock: "84 ถุง"},
	{Name: "น้ำผึ้งดอกลำไย 500 มล.", Price: money.Baht(180), Number: "25", Drawing: "goods-honey", Stock: "3 ขวด", Low: true},
	{Name: "น้ำพริกหนุ่ม", Price: money.Baht(45), Number: "31", Badge: "เหลือ 5 วัน", BadgeTone: Watch, Drawing: "goods-chili", Stock: "20 กระปุก"},
	{Name: "กล้วยตาก บางกระทุ่ม", Price: money.Baht(60), Number: "7", Drawing: "goods-banana", Stock: "41 ถุง"},
	{Name: "กระเป๋าสานกระจูด ใบใหญ่", Price: money.Baht(390), Number: "104", Badge: "OTOP 4", Star: true, BadgeTone: Outline, Drawing: "goods-bag", Stock: "8 ใบ"},
	{Name: "ไข่เค็มไชยา (6 ฟอง)", Price: money.Baht(75), Number: "8", Drawing: "goods-egg", Stock: "15 แพ็ก"},
	{Name: "สบู่ขมิ้นน้ำผึ้ง", Price: money.Baht(35), Number: "40", Drawing: "goods-soap", Stock: "หมด", Out: true},
}

type billLine struct {
	base
	name, note *Text
	stepper    *Stepper
	amount     *Money
	row        *fyne.Container
}

func newBillLine() *billLine {
	l := &billLine{name: NewText("", Body).Shrink(), note: NewText("", Caption).Shrink(), stepper: NewStepper("", nil), amount: NewMoney(0, false, Strong)}
	l.row = container.NewBorder(nil, nil, nil, container.NewHBox(l.stepper, container.New(layout.NewCustomPaddedLayout(0, 0, 30, 0), l.amount)),
		container.New(layout.NewCustomPaddedLayout(5, 5, 12, 0), container.New(layout.NewCustomPaddedVBoxLayout(-6), l.name, l.note)))
	l.ExtendBaseWidget(l)
	return l
}

func (l *billLine) CreateRenderer() fyne.WidgetRenderer {
	return render(func(size fyne.Size) { Put(l.row, 0, 0, size.Width-12, size.Height) }, l.row.MinSize, func() {}, l.row)
}

func pad(by float32, object fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(by, by, by, by), object)
}

func column(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedVBoxLayout(10), objects...)
}

func row(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedHBoxLayout(8), objects...)
}

// gallery is a page with every widget on it, in the manner of the till.
func gallery() (page *fyne.Container, afterLayout func()) {
	grid := NewTileGrid(func(index int) TileData { return goods[index] })
	lines := []struct{ name, note, count string }{
		{"ผ้าคราม ทอมือ 2 ม.", "@ 850.00", "1"}, {"ข้าวหอมมะลิ ทุ่งกุลา 1 กก.", "@ 65.00 · ซื้อ 3 ลด 10", "3"}, {"น้ำพริกหนุ่ม", "@ 45.00", "2"},
	}
	list := NewList(theme.RowHeight, newBillLine, func(index int, row *billLine, chosen bool) {
		row.name.Set(lines[index].name)
		row.note.Set(lines[index].note)
		row.stepper.Set(lines[index].count)
		row.amount.SetAmount(money.Baht(int64(index+1) * 85))
	})
	afterLayout = func() {
		grid.SetCount(len(goods))
		grid.Choose(1)
		list.SetCount(len(lines))
		list.Choose(1)
	}
	chips := NewChipRow([]ChipData{{Label: "ทั้งหมด"}, {Label: "ขายดี", Icon: "star-full", IconTone: theme.Gold}, {Label: "อาหาร"}, {Label: "ผ้าและเครื่องแต่งกาย"}, {Label: "สมุนไพร"}}, nil)
	chips.Select(1)
	search := container.NewBorder(nil, nil, nil, NewButton(Plain, "สินค้าไม่มีบาร์โค้ด", nil).WithIcon("plus"), NewSearchEntry("search", "สแกน พิมพ์ชื่อ หรือเลขด่วน…", "F2"))
	left := container.NewBorder(column(search, chips), nil, nil, nil, pad(0, grid))
	bill := NewFlushCard(container.NewBorder(NewTabs([]Tab{{Label: "บิลนี้"}, {Label: "พัก 1", Icon: "pause"}, {Label: "รอเงิน 2", Dot: theme.Gold}}, nil), pad(14, payPart()), nil, nil, list))
	top := row(NewText("ขายหน้าร้าน", Title), layout.NewSpacer(), NewPill(ChipData{Label: "เครื่องพิมพ์พร้อม", Icon: "print", IconTone: theme.MoneyIn}),
		NewPill(ChipData{Label: "ออฟไลน์ · รอส่ง 3", Icon: "off", Tone: Watch}), NewPill(ChipData{Label: "กะเช้า · สมศรี", Icon: "shift"}))
	till := container.NewBorder(top, nil, nil, nil, container.New(layout.NewGridLayoutWithColumns(1), container.NewBorder(nil, nil, nil, container.NewGridWrap(fyne.NewSize(430, 600), bill), pad(8, left))))
	page = container.NewVBox(container.NewGridWrap(fyne.NewSize(1340, 650), till), container.New(layout.NewGridLayoutWithColumns(4), moneyPart(), formPart(), chartPart(), smallPart()))
	return page, afterLayout
}

func payPart() fyne.CanvasObject {
	return column(
		row(NewText("รวม 7 ชิ้น", Caption), layout.NewSpacer(), NewMoney(119500, false, Body.At(theme.Caption))),
		row(NewText("ยอดสุทธิ", Section), layout.NewSpacer(), NewMoney(118500, true, Strong.At(theme.Total).In(theme.InkStrong))),
		container.NewGridWithColumns(2, NewButton(Pay, "เงินสด", nil).WithKey("F8").WithHeight(theme.ButtonTall), NewButton(Primary, "พร้อมเพย์", nil).WithKey("F9").WithHeight(theme.ButtonTall)),
		container.NewGridWithColumns(3, NewButton(Plain, "วิธีอื่น", nil).WithKey("F10").WithHeight(theme.ButtonLow), NewButton(Plain, "ส่วนลด", nil).WithKey("F7").WithHeight(theme.ButtonLow), NewButton(Plain, "ส่งของ", nil).WithKey("F11").WithHeight(theme.ButtonLow)),
		container.NewCenter(NewButton(Quiet, "บิลวันนี้", nil).WithIcon("bill").WithKey("Ctrl+B").WithHeight(theme.ButtonLow)))
}

func moneyPart() fyne.CanvasObject {
	amount := NewAmountEntry(true)
	amount.SetAmount(money.Baht(1500))
	disabled := NewButton(Primary, "ส่งขึ้นตลาดกลาง", nil)
	disabled.Disable()
	return NewCard(column(amount,
		container.NewGridWithColumns(3, NewButton(Plain, "พอดี", nil), NewButton(Picked, "1,500", nil), NewButton(Minor, "+1,000", nil)),
		NewMoney(31500, true, Strong.At(theme.Change).In(theme.MoneyIn).Centre()),
		NewCoins(Piece{money.Baht(100), 3}, Piece{money.Baht(10), 1}, Piece{money.Baht(5), 1}),
		NewCoins(Piece{money.Baht(1000), 1}, Piece{money.Baht(500), 1}, Piece{money.Baht(50), 1}, Piece{money.Baht(20), 1}, Piece{money.Baht(2), 1}, Piece{money.Baht(1), 1}, Piece{50, 1}),
		container.NewGridWithColumns(2, NewButton(Gold, "เริ่มลอง", nil).WithKey("Enter"), NewButton(Danger, "ยกเลิกบิล", nil)), disabled))
}

func formPart() fyne.CanvasObject {
	phone := NewEntry("")
	phone.SetText("086-555-12")
	bad := NewFormRow("โทรศัพท์", phone)
	bad.SetMessage("เบอร์โทรศัพท์ต้องมี 9 หรือ 10 หลัก")
	name := NewEntry("")
	name.SetText("ปั๊มน้ำ ญู ฐู ฎู ฏู ฤุ ที่ ก๊วยเตี๋ยว")
	count := NewQtyEntry()
	count.SetText("187")
	return NewCard(column(NewSegmented([]string{"ไทย", "English"}, 0, nil), NewFormRow("ชื่อผู้รับ", name), bad,
		NewFormRow("พิมพ์ที่", NewSelect([]string{"สติกเกอร์ 100×150 มม."}, 0, "", nil)),
		NewFormRow("วันหมดอายุ", NewDateField(i18n.Thai, "2026-11-23", "")), row(count, layout.NewSpacer(), NewSwitch("เสียง", true, nil)),
		NewNoteEntry("หมายเหตุ", 2)))
}

func chartPart() fyne.CanvasObject {
	bars := NewBars(100, []Bar{{590000, 290000, "อ.", "17", false}, {750000, 400000, "พ.", "18", false}, {510000, 280000, "พฤ.", "19", false},
		{840000, 430000, "ศ.", "20", false}, {1010000, 450000, "ส.", "21", false}, {1430000, 580000, "อา.", "22", false}, {1380000, 460000, "จ.", "23", true}})
	return NewCard(container.NewBorder(column(row(NewText("ยอดขายกะนี้", Caption), NewMoney(1842000, true, Strong.At(theme.MoneyText).In(theme.InkStrong))),
		NewSplit(18, Share{7725, theme.Pay}, Share{8890, theme.InkStrong}, Share{1805, theme.Gold})), row(NewSparkline([]int64{3, 6, 5, 9, 8, 10, 11}), layout.NewSpacer(), NewSplit(8, Share{70, theme.Gold}, Share{30, theme.BarEmpty})), nil, nil, bars))
}

func smallPart() fyne.CanvasObject {
	modules := make([][]bool, 25)
	for y := range modules {
		modules[y] = make([]bool, 25)
		for x := range modules[y] {
			modules[y][x] = (x*7+y*13+x*y)%3 == 0
		}
	}
	thumbs := row()
	for _, name := range []string{"goods-cloth", "goods-honey", "goods-egg", "goods-fish", "goods-tea"} {
		thumb := NewThumb(44)
		thumb.Set(name, nil)
		thumbs.Add(thumb)
	}
	return NewCard(column(
		row(NewBadge("LINE", theme.ChannelLine, theme.OnChannel), NewBadge("หน่วยงาน", theme.ChannelAgency, theme.OnChannel), NewBadge("Shopee", theme.ChannelShopee, theme.OnChannel), NewCount("7"), NewKeyCap("F8")),
		row(NewPill(ChipData{Label: "จ่ายแล้ว", Icon: "check", Tone: Good}), NewPill(ChipData{Label: "รอโอน", Tone: Watch}), NewPill(ChipData{Label: "ของหมด", Tone: Bad})),
		row(NewChip(ChipData{Label: "ลูกค้าทั่วไป", Key: "F4"}, func() {}), NewChip(ChipData{Label: "พักบิล", Key: "F6", Tone: Outline}, func() {})),
		thumbs, NewNotice(Bad, NewWrapLabel("สบู่ขมิ้น ขาด 4 ก้อน ขอรับเพิ่มจากกลุ่มแม่บ้านดอนตูม หรือแจ้งลูกค้าก่อนส่ง", 2, Body.In(theme.InkRed))),
		NewRibbon("ร้านฝึก · ตัวอย่าง ห้ามจ่าย"), NewDivider(), container.NewCenter(NewQR(modules, 120))))
}

// pageSize holds the whole page in the light look.
var pageSize = fyne.NewSize(1366, 1190)

func show(t *testing.T, options theme.Options, size fyne.Size) fyne.Window {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(options))
	page, after := gallery()
	window := test.NewTempWindow(t, page)
	window.Resize(size)
	after()
	return window
}

// TestGallery writes the page in every look when TALAT_GALLERY names a folder.
func TestGallery(t *testing.T) {
	folder := os.Getenv("TALAT_GALLERY")
	if folder == "" {
		t.Skip("set TALAT_GALLERY to a folder to look at the widgets")
	}
	for _, variant := range theme.Variants {
		window := show(t, theme.Options{Variant: variant}, pageSize)
		file, err := os.Create(filepath.Join(folder, "gallery-"+string(variant)+".png"))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(file, window.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
