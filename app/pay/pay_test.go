package pay

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/sound"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// settle waits until all work came home and does what it brought, on the test's goroutine: that is the
// UI goroutine here.
func (v *till) settle() {
	for {
		synctest.Wait()
		select {
		case f := <-v.home:
			f()
		default:
			return
		}
	}
}

// till stands in for the selling screen behind the dialogs.
type till struct {
	t        *testing.T
	kit      *kit.Kit
	desk     *Desk
	window   fyne.Window
	prices   selling.Prices
	cart     selling.Cart
	honey    id.Product
	added    []string
	paid     []*shop.Bill
	warnings []*fault.Error
	waits    int
	home     chan func()
	asked    int
	changed  int
	picture  string // what a person finds when a file is asked for
}

// bench says what a test's till is like.
type bench struct {
	size    fyne.Size
	options theme.Options
	lang    i18n.Lang
	params  shop.Params
	price   money.Satang
	set     map[string]string
	bill    string // id of the first bill, "" = a fresh one
}

// open runs body with a till over a real shop, in virtual time: time.Sleep passes at once.
func open(t *testing.T, b bench, body func(*till)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		v := newTill(t, b)
		body(v)
		v.settle()
		for v.desk.Open() {
			v.desk.sheets[0].dialog.Close()
		}
		v.kit.Pool.Stop(context.Background())
		time.Sleep(time.Minute) // no timer outlives the window
		synctest.Wait()
	})
}

func newTill(t *testing.T, b bench) *till {
	t.Helper()
	if b.lang == "" {
		b.lang = i18n.Thai
	}
	if b.size.IsZero() {
		b.size = fyne.NewSize(1366, 768)
	}
	if b.params.Name == "" {
		b.params = shop.Params{Name: "ร้านค้าชุมชน", PromptPay: "081-234-5678", Receiver: "นางสมศรี ใจดี"}
	}
	if b.price == 0 {
		b.price = money.Baht(1185)
	}
	ctx := context.Background()
	s, err := shop.Create(ctx, filepath.Join(t.TempDir(), "shop"), b.params, clock.System)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	for key, value := range b.set {
		if _, _, err := s.Set(ctx, key, value); err != nil {
			t.Fatal(err)
		}
	}
	product, err := s.SaveProduct(ctx, catalog.Product{SKU: "H1", Name: "น้ำผึ้ง", Unit: "ขวด", Terms: "own", VAT: "7", Price: b.price}, shop.Opening{})
	if err != nil {
		t.Fatal(err)
	}
	v := &till{t: t, honey: product.ID, home: make(chan func(), 1000)}
	if v.prices, err = s.Prices(ctx); err != nil {
		t.Fatal(err)
	}
	test.NewTempApp(t).Settings().SetTheme(theme.New(b.options))
	v.window = test.NewTempWindow(t, nil)
	v.window.SetPadded(false)
	hop := func(f func()) { v.home <- f }
	router := keys.New(v.window.Canvas(), hop)
	host := prompt.New(v.window.Canvas(), router, b.lang, hop)
	v.window.SetContent(container.NewStack(canvas.NewRectangle(theme.Of(fyne.CurrentApp().Settings().Theme()).Colour(theme.Ground)), host.Layer()))
	v.window.Resize(b.size)
	quiet := sound.New()
	quiet.SetOn(false)
	v.kit = &kit.Kit{Shop: s, Lang: b.lang, Router: router, Prompt: host, Pool: task.NewPool(hop, func(err error) { t.Error(err) }),
		Sound: quiet, Changed: func() { v.changed++ }, Clipboard: test.NewClipboard(), PickFile: func(_ []string, then func(string)) { then(v.picture) }}
	v.next()
	if b.bill != "" {
		if v.cart.ID, err = id.Parse[id.Bill](b.bill); err != nil {
			t.Fatal(err)
		}
	}
	v.desk = New(v.kit, Bill{
		Cart: func() selling.Cart { return v.cart.Clone() }, Quote: v.quote, Add: v.add,
		Customer: func(then func()) { v.asked++; then() },
		Paid: func(bill *shop.Bill, warnings []*fault.Error) {
			v.paid, v.warnings = append(v.paid, bill), warnings
			v.next()
		},
		Wait: func() { v.waits++ },
	})
	v.desk.hop = hop
	v.settle()
	return v
}

// next begins a bill with one piece on it.
func (v *till) next() {
	v.cart = selling.Cart{ID: id.New[id.Bill]()}
	v.cart.Add(v.honey, qty.Pieces(1))
}

func (v *till) quote() selling.Quote {
	quote, err := selling.Price(v.prices, &v.cart)
	if err != nil {
		v.t.Error(err)
	}
	return quote
}

func (v *till) add(code string) {
	v.added = append(v.added, code)
	v.cart.Add(v.honey, qty.Pieces(1))
	v.desk.BillChanged()
}

// press presses and lets go a key, and waits for what comes of it.
func (v *till) press(names ...fyne.KeyName) {
	for _, name := range names {
		event := &fyne.KeyEvent{Name: name}
		v.kit.Router.KeyDown(event)
		if focused := v.window.Canvas().Focused(); focused != nil {
			focused.TypedKey(event)
		} else {
			v.kit.Router.Key(event)
		}
		if len(name) == 1 {
			v.rune(rune(name[0]))
		}
		v.kit.Router.KeyUp(event)
		v.settle()
	}
}

func (v *till) rune(r rune) {
	if focused := v.window.Canvas().Focused(); focused != nil {
		focused.TypedRune(r)
	} else {
		v.kit.Router.Rune(r)
	}
}

// typed types as a person does: slower than a scanner.
func (v *till) typed(text string) {
	for _, r := range text {
		v.press(fyne.KeyName(string(r)))
		v.pass(100 * time.Millisecond)
	}
}

// scans types as a scanner does.
func (v *till) scans(code string) {
	for _, r := range code {
		v.press(fyne.KeyName(string(r)))
	}
	v.press(fyne.KeyReturn)
}

// pass lets time pass, and all that comes home in it happen at its moment.
func (v *till) pass(span time.Duration) {
	over := time.After(span)
	for {
		select {
		case f := <-v.home:
			f()
		case <-over:
			v.settle()
			return
		}
	}
}

// walk visits what the top dialog, or else the window, shows.
func (v *till) walk(visit func(fyne.CanvasObject)) {
	root := v.window.Canvas().Content()
	if top := v.window.Canvas().Overlays().Top(); top != nil {
		root = top
	}
	var into func(fyne.CanvasObject)
	into = func(object fyne.CanvasObject) {
		if object == nil || !object.Visible() {
			return
		}
		visit(object)
		switch object := object.(type) {
		case *fyne.Container:
			for _, child := range object.Objects {
				into(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(object).Objects() {
				into(child)
			}
		}
	}
	into(root)
}

// texts lists what can be read, line by line.
func (v *till) texts() []string {
	var all []string
	v.walk(func(object fyne.CanvasObject) {
		switch object := object.(type) {
		case *widget.WrapLabel:
			all = append(all, object.Content())
		case *canvas.Text:
			all = append(all, object.Text)
		}
	})
	return all
}

func (v *till) shows(text string) bool { return slices.Contains(v.texts(), text) }

func (v *till) message(code string) string { return i18n.T(v.kit.Lang, "fault."+code) }

// tap taps the button with a label.
func (v *till) tap(label string) {
	v.t.Helper()
	v.tapWhere(label, func(b *widget.Button) bool { return b.Label() == label })
}

// tapIcon taps the one button that has only an icon.
func (v *till) tapIcon(name string) {
	v.t.Helper()
	v.tapWhere(name, func(b *widget.Button) bool { return b.Label() == "" })
}

func (v *till) tapWhere(name string, is func(*widget.Button) bool) {
	v.t.Helper()
	var found *widget.Button
	v.walk(func(object fyne.CanvasObject) {
		if button, ok := object.(*widget.Button); ok && found == nil && is(button) {
			found = button
		}
	})
	if found == nil {
		v.t.Fatalf("no button %q among %q", name, v.texts())
	}
	test.Tap(found)
	v.settle()
}
