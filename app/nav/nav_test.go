package nav

import (
	"image/color"
	"slices"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
)

// page notes what happens to it.
type page struct {
	route   Route
	log     *[]string
	content fyne.CanvasObject
	held    func(leave func()) // nil lets go at once
}

func (p *page) Title() string              { return string(p.route.Screen) + p.route.Arg }
func (p *page) Content() fyne.CanvasObject { return p.content }
func (p *page) Scope() *keys.Scope         { return &keys.Scope{} }
func (p *page) Shown()                     { *p.log = append(*p.log, "+"+p.Title()) }
func (p *page) Hidden()                    { *p.log = append(*p.log, "-"+p.Title()) }
func (p *page) Leave(leave func()) {
	if p.held != nil {
		p.held(leave)
		return
	}
	leave()
}

// bench is a shell in a window.
type bench struct {
	*Shell
	log    []string
	made   int
	pages  map[Route]*page
	router *keys.Router
	window fyne.Window
}

var items = []Item{
	{Screen: "till", Icon: "sell", Label: "ขาย", Key: "Ctrl+1"}, {Screen: "orders", Icon: "ord", Label: "ออเดอร์", Key: "Ctrl+2"},
	{Screen: "shipping", Icon: "ship", Label: "จัดส่ง"}, {Screen: "products", Icon: "prod", Label: "สินค้า"},
	{Screen: "listings", Icon: "online", Label: "ลงขาย"}, {Screen: "producers", Icon: "customers", Label: "ผู้ผลิต"},
	{Screen: "reports", Icon: "rep", Label: "รายงาน"}, {Screen: "papers", Key: "Ctrl+0", Hidden: true},
	{Screen: "settings", Icon: "set", Label: "ตั้งค่า", Key: "Ctrl+8", Foot: true},
}

func newBench(t *testing.T, width, height float32) *bench {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{}))
	b := &bench{window: test.NewTempWindow(t, nil), pages: map[Route]*page{}}
	b.router = keys.New(b.window.Canvas(), func(f func()) { f() })
	b.Shell = New(Config{Brand: "ตลาด", Items: items, Router: b.router, Open: func(route Route) Page {
		if route.Screen == "nowhere" {
			return nil
		}
		b.made++
		big := canvas.NewRectangle(color.White)
		big.SetMinSize(fyne.NewSize(600, 500))
		b.pages[route] = &page{route: route, log: &b.log, content: big}
		return b.pages[route]
	}})
	b.window.SetPadded(false)
	b.window.SetContent(b.Object())
	b.window.Resize(fyne.NewSize(width, height))
	b.Go(Route{Screen: "till"})
	return b
}

func (b *bench) esc() { b.router.Key(&fyne.KeyEvent{Name: fyne.KeyEscape}) }

func (b *bench) ctrl(name fyne.KeyName) {
	b.router.Shortcut(&desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierControl})
}

func TestWayThereAndBack(t *testing.T) {
	b := newBench(t, 1366, 768)
	b.Go(Route{"orders", ""})
	b.Go(Route{"orders", "7"})
	b.Go(Route{"orders", "7"})
	b.esc()
	b.esc()
	b.esc()
	want := []string{"+till", "-till", "+orders", "-orders", "+orders7", "-orders7", "+orders", "-orders", "+till"}
	if !slices.Equal(b.log, want) {
		t.Errorf("happened %q, want %q", b.log, want)
	}
	if b.title.Content() != "till" || b.Here() != (Route{"till", ""}) {
		t.Errorf("title %q, here %v", b.title.Content(), b.Here())
	}
}

// turning is a page of which there is one.
type turning struct{ *page }

func (p *turning) Turn(arg string) { *p.log = append(*p.log, "turned to "+arg) }

func TestPageOfWhichThereIsOneIsTurned(t *testing.T) {
	b := newBench(t, 1366, 768)
	made := 0
	open := b.open
	b.open = func(route Route) Page {
		if route.Screen != "products" {
			return open(route)
		}
		made++
		return &turning{open(Route{Screen: "products"}).(*page)}
	}
	b.log = nil
	b.Go(Route{"products", "7"})
	b.Go(Route{"orders", ""})
	b.Go(Route{"products", "8"})
	b.Go(Route{"products", "8"})
	b.Go(Route{"products", ""})
	want := []string{"-till", "+products", "turned to 7", "-products", "+orders", "-orders", "+products", "turned to 8", "turned to 8"}
	if !slices.Equal(b.log, want) || made != 1 {
		t.Errorf("happened %q, want %q; %d pages made", b.log, want, made)
	}
	if b.Here() != (Route{"products", ""}) {
		t.Errorf("here %v", b.Here())
	}
	b.Go(Route{"nowhere", "7"})
	if b.Here() != (Route{"products", ""}) {
		t.Errorf("here %v", b.Here())
	}
}

func TestKnownPlaceIsGoneBackTo(t *testing.T) {
	b := newBench(t, 1366, 768)
	b.Go(Route{"orders", ""})
	b.Go(Route{"orders", "7"})
	b.Go(Route{"till", ""})
	if b.made != 3 || len(b.way) != 1 {
		t.Errorf("%d pages made, way %v", b.made, b.way)
	}
}

func TestWayIsBoundedAndKeepsHome(t *testing.T) {
	b := newBench(t, 1366, 768)
	for n := range 3 * longestWay {
		b.Go(Route{"orders", strconv.Itoa(n)})
	}
	if len(b.way) != longestWay || b.way[0].route.Screen != "till" {
		t.Errorf("%d places, first %v", len(b.way), b.way[0].route)
	}
}

func TestPageMayStay(t *testing.T) {
	b := newBench(t, 1366, 768)
	b.Go(Route{"products", "1"})
	var leave func()
	b.pages[Route{"products", "1"}].held = func(goOn func()) { leave = goOn }
	b.esc()
	if b.Here().Screen != "products" {
		t.Fatal("it left without being let")
	}
	leave()
	leave()
	if b.Here().Screen != "till" || len(b.log) != 5 {
		t.Errorf("here %v after %q", b.Here(), b.log)
	}
}

func TestKeysLeadToScreensThatExist(t *testing.T) {
	b := newBench(t, 1366, 768)
	b.ctrl("2")
	if b.Here().Screen != "orders" {
		t.Errorf("Ctrl+2 led to %v", b.Here())
	}
	b.ctrl("0")
	if b.Here().Screen != "papers" {
		t.Errorf("a hidden item's key led to %v", b.Here())
	}
	b.ctrl("3")
	b.Go(Route{Screen: "nowhere"})
	if b.Here().Screen != "papers" {
		t.Errorf("a screen that does not exist led to %v", b.Here())
	}
}

func TestRailShowsWhereOneIsAndWhatWaits(t *testing.T) {
	b := newBench(t, 1366, 768)
	b.SetCount("orders", 7)
	b.SetCount("shipping", 120)
	b.SetTitle("ขายหน้าร้าน")
	if whole := fyne.MeasureText("ขายหน้าร้าน", 21, fyne.TextStyle{Bold: true}).Width; b.title.Size().Width < whole {
		t.Errorf("the title has %v of %v", b.title.Size().Width, whole)
	}
	test.Tap(b.rail.items[1])
	for _, item := range b.rail.items {
		if item.here != (item.data.Screen == "orders") {
			t.Errorf("%s marked %v", item.data.Screen, item.here)
		}
	}
	if b.rail.items[1].badge.Hidden || b.rail.items[2].badge.Hidden || !b.rail.items[0].badge.Hidden {
		t.Error("the wrong counts are shown")
	}
	b.SetCount("orders", 0)
	if !b.rail.items[1].badge.Hidden {
		t.Error("nothing waits, nothing is shown")
	}
}

func TestEverythingIsReachableInEveryWindow(t *testing.T) {
	for _, size := range []fyne.Size{{Width: 1366, Height: 768}, {Width: 1093, Height: 614}, {Width: 1024, Height: 600}, {Width: 1400, Height: 500}} {
		b := newBench(t, size.Width, size.Height)
		b.SetRibbon("ร้านฝึกหัด")
		b.SetChips([]Chip{
			{ChipData: widget.ChipData{Label: "เครื่องพิมพ์พร้อม", Icon: "print"}},
			{ChipData: widget.ChipData{Label: "ออฟไลน์ · รอส่ง 3", Icon: "off", Tone: widget.Watch}},
			{ChipData: widget.ChipData{Label: "กะเช้า · สมศรี", Icon: "shift"}},
		})
		if min := b.window.Canvas().Content().MinSize(); min.Width > 1024 || min.Height > 600 {
			t.Errorf("%v: the window would grow to %v", size, min)
		}
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject
		for _, chip := range b.chips.Objects {
			if right := at(chip).X + chip.Size().Width; right > size.Width {
				t.Errorf("%v: a chip ends at %v", size, right)
			}
		}
		folded := size.Width < narrow
		for _, item := range b.rail.items {
			if item.folded != folded || item.Size().Height < 40 || item.Size().Width < 40 {
				t.Errorf("%v: %s is %v, folded %v", size, item.data.Screen, item.Size(), item.folded)
			}
		}
		foot := b.rail.items[len(b.rail.items)-1]
		if bottom := at(foot).Y + foot.Size().Height; bottom > size.Height {
			t.Errorf("%v: the foot ends at %v", size, bottom)
		}
		if b.body.Size().Width < 600 && b.body.Content.Size().Width != 600 {
			t.Errorf("%v: the page is squeezed to %v", size, b.body.Content.Size())
		}
	}
}

// All screens of the shop are seen at once in a laptop's window, below its bar of the title; in a lower one they scroll.
func TestScreensMoveTogetherInALowWindow(t *testing.T) {
	before := items
	defer func() { items = before }()
	items = nil
	for n := range 10 {
		items = append(items, Item{Screen: Screen("s" + strconv.Itoa(n)), Icon: "ord", Label: "ออเดอร์"})
	}
	items = append(items, Item{Screen: "settings", Icon: "set", Label: "ตั้งค่า", Foot: true})
	for _, c := range []struct{ height, item float32 }{{900, itemHeight}, {743, 0}, {600, itemLeast}} {
		b := newBench(t, 1366, c.height)
		last := b.rail.items[9]
		bottom := fyne.CurrentApp().Driver().AbsolutePositionForObject(last).Y + last.Size().Height
		foot := fyne.CurrentApp().Driver().AbsolutePositionForObject(b.rail.items[10]).Y
		if seen := bottom <= foot; seen != (c.height > 700) || c.item != 0 && last.Size().Height != c.item || last.Size().Height < itemLeast {
			t.Errorf("at %v the last ends at %v of %v, %v high", c.height, bottom, foot, last.Size().Height)
		}
	}
}

func TestFieldsOfAPageAskTheRouterFirst(t *testing.T) {
	b := newBench(t, 1366, 768)
	field := widget.NewEntry("")
	b.pages[Route{"till", ""}].content = field
	b.Go(Route{"orders", ""})
	b.Back()
	b.window.Canvas().Focus(field)
	field.TypedShortcut(&desktop.CustomShortcut{KeyName: "2", Modifier: fyne.KeyModifierControl})
	if b.Here().Screen != "orders" {
		t.Errorf("Ctrl+2 in a field led to %v", b.Here())
	}
}

// In a low window the rail scrolls to the screen that is shown, wherever its key led.
func TestTheRailShowsWhereOneIs(t *testing.T) {
	all := items
	defer func() { items = all }()
	for n := range 9 {
		items = append(items, Item{Screen: Screen("more" + strconv.Itoa(n)), Icon: "stock", Label: "อื่น"})
	}
	b := newBench(t, 1024, 600)
	last := b.rail.items[len(b.rail.items)-1]
	b.Go(Route{last.data.Screen, ""})
	driver := fyne.CurrentApp().Driver()
	if top, view := driver.AbsolutePositionForObject(last).Y, driver.AbsolutePositionForObject(b.rail.scroll).Y; top+last.Size().Height > view+b.rail.scroll.Size().Height {
		t.Errorf("the last screen begins at %v, what is seen of the rail ends at %v", top, view+b.rail.scroll.Size().Height)
	}
	b.window.Resize(fyne.NewSize(1024, 560))
	if top, view := driver.AbsolutePositionForObject(last).Y, driver.AbsolutePositionForObject(b.rail.scroll).Y; top+last.Size().Height > view+b.rail.scroll.Size().Height {
		t.Errorf("in a lower window the last screen begins at %v, what is seen of the rail ends at %v", top, view+b.rail.scroll.Size().Height)
	}
}

// A field of the page before would go on taking Space and digits, which mean something on the page that is shown.
func TestAFieldOfThePageBeforeLetsGo(t *testing.T) {
	b := newBench(t, 1366, 768)
	field := widget.NewEntry("")
	b.pages[Route{"till", ""}].content = field
	b.Go(Route{"orders", ""})
	b.Back()
	b.window.Canvas().Focus(field)
	b.Go(Route{"orders", ""})
	if has := b.window.Canvas().Focused(); has != nil {
		t.Errorf("%T has the keyboard still", has)
	}
}

func TestNamesOfScreensExist(t *testing.T) {
	for _, screen := range []string{"till", "orders", "shipping", "products", "stock", "listings", "producers", "reports",
		"settings", "customers", "bills", "shift", "papers", "keys", "back"} {
		for _, lang := range i18n.Langs {
			if !i18n.Has(lang, "nav."+screen) {
				t.Errorf("%s has no nav.%s", lang, screen)
			}
		}
	}
}

// headed is a page with a button of its own in the bar.
type headed struct {
	*page
	head fyne.CanvasObject
}

func (p *headed) Head() fyne.CanvasObject { return p.head }

func TestAPageMayHaveButtonsInTheBar(t *testing.T) {
	b := newBench(t, 1366, 768)
	own := widget.NewButton(widget.Gold, "รับเข้า", nil)
	open := b.open
	b.open = func(route Route) Page {
		if route.Screen != "products" {
			return open(route)
		}
		return &headed{open(route).(*page), own}
	}
	b.Go(Route{"products", ""})
	if len(b.tools.Objects) != 1 || b.tools.Size().Width < own.MinSize().Width || b.tools.Position().X < b.title.Position().X+b.title.Size().Width {
		t.Errorf("the button is at %v, %v wide, after the title at %v", b.tools.Position(), b.tools.Size(), b.title.Position())
	}
	own.Hide()
	b.Retitle()
	if b.tools.Size().Width != 0 {
		t.Error("a hidden button takes room")
	}
	b.Go(Route{"orders", ""})
	if len(b.tools.Objects) != 0 {
		t.Error("the button stays when its page is left")
	}
}

// Where the bar is full, calm states give up their words before the title gives up its own; what needs a look keeps them.
func TestATitleKeepsItsRoom(t *testing.T) {
	b := newBench(t, 1366, 768)
	own := widget.NewButton(widget.Gold, "A button as wide as those of the page of papers, all together, are", nil)
	open := b.open
	b.open = func(route Route) Page { return &headed{open(route).(*page), own} }
	b.Go(Route{"products", ""})
	b.SetTitle("Papers")
	calm := []Chip{{ChipData: widget.ChipData{Icon: "print", Label: "Printer ready"}}, {ChipData: widget.ChipData{Icon: "customer", Label: "Shift 08:00 · Somsri"}}}
	b.SetChips(calm)
	all := b.chips.MinSize().Width
	warned := append([]Chip{{ChipData: widget.ChipData{Icon: "warn", Tone: widget.Bad, Label: "The clock stands before 23 November 2026 at 18:05"}}}, calm...)
	b.SetChips(warned)
	title, bar := b.title, b.head.Size().Width
	if whole := fyne.MeasureText("Papers", 21, fyne.TextStyle{Bold: true}).Width; title.Size().Width < whole {
		t.Errorf("the title has %v of %v", title.Size().Width, whole)
	}
	if end := b.chips.Position().X + b.chips.Size().Width; end > bar || b.chips.Position().X < b.tools.Position().X+b.tools.Size().Width {
		t.Errorf("the states are at %v, %v wide, in a bar of %v", b.chips.Position(), b.chips.Size(), bar)
	}
	if wide := b.chips.Objects[0].Size().Width; wide < 300 {
		t.Errorf("the warning is %v wide", wide)
	}
	b.SetChips(append(warned[:1:1], warned...))
	if title.Visible() {
		t.Error("some letters of the title are left")
	}
	b.SetChips(calm)
	if !title.Visible() {
		t.Error("the title stays away")
	}
	if got := b.chips.MinSize().Width; got != all {
		t.Errorf("with room again the states are %v wide, not %v", got, all)
	}
}

func TestAHiddenScreenMarksTheOneItBelongsTo(t *testing.T) {
	b := newBench(t, 1366, 768)
	b.of["papers"] = "products"
	b.Go(Route{"papers", ""})
	for _, item := range b.rail.items {
		if item.here != (item.data.Screen == "products") {
			t.Errorf("%s is marked: %v", item.data.Screen, item.here)
		}
	}
}
