package products

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/stock"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/report"
	"github.com/talat-pos/talat/internal/shop"
)

// Page is the screen of goods: the list, and over it the form of one product.
type Page struct {
	kit    *kit.Kit
	model  *model
	runner *task.Runner
	photos *goods.Photos
	list   *listView
	form   *form // nil while the list is shown
	stack  *fyne.Container
	keys   *keys.Scope // of the list
	narrow *keys.Scope // of a product that stands in place of the list
	asked  *asked      // a product that another screen leads to, until it is shown
	back   nav.Screen  // the screen that led to the form, "" = the list
}

// asked is a product that another screen leads to.
type asked struct {
	product id.Product
	back    nav.Screen
	field   string
}

// New builds the page. It reads the shop when it is shown.
func New(k *kit.Kit) *Page {
	p := &Page{kit: k, model: &model{}, runner: k.Pool.Runner()}
	p.list = newListView(p)
	p.photos = goods.NewPhotos(k.Shop.Dir, goods.Square, k.Pool, p.pictured)
	p.stack = container.NewStack(p.list.object)
	step := func(by int) func() { return func() { p.list.list.Step(0, by) } }
	p.keys = &keys.Scope{Title: "products.keys", OnRune: p.list.typed, OnScan: p.Scan, Bindings: []keys.Binding{
		{Chord: "F2", Label: "products.search", Do: p.list.takeKeyboard},
		{Chord: "Ctrl+F", Label: "products.search", Do: p.list.takeKeyboard},
		{Chord: "Up", Do: step(-1), Repeat: true}, {Chord: "Down", Do: step(1), Repeat: true},
		{Chord: "PageUp", Do: step(-8), Repeat: true}, {Chord: "PageDown", Do: step(8), Repeat: true},
		{Chord: keys.Enter, Label: "products.open", Do: p.edit},
		{Chord: "Ctrl+N", Label: "products.new", Do: func() { p.open(blank("")) }},
		{Chord: "F3", Label: "stockpage.pages", Do: func() { stock.Menu(k) }},
		{Chord: "F4", Label: "products.order", Do: p.order},
		{Chord: "F5", Label: "products.receive", Do: p.receive},
		{Chord: "F6", Label: "products.count", Do: p.count},
		{Chord: "F7", Label: "products.adjust", Do: p.adjust},
		{Chord: "F8", Label: "products.promotions", Do: p.promotions},
		{Chord: "F9", Label: "products.import", Do: p.importFile},
		{Chord: "F10", Label: "products.export", Do: p.exportFile},
		{Chord: "Ctrl+P", Label: "products.tags", Do: p.printTags},
		{Chord: "Right", Label: "products.look", Do: p.list.open, WhenEmpty: true},
	}}
	p.narrow = &keys.Scope{Title: p.keys.Title, OnRune: p.keys.OnRune, OnScan: p.keys.OnScan,
		Bindings: append(slices.Clone(p.keys.Bindings), keys.Binding{Chord: keys.Esc, Label: "products.back", Do: p.list.close})}
	return p
}

// Head is what is done to stock, for the window's bar.
func (p *Page) Head() fyne.CanvasObject { return p.list.head }

// receive, count, adjust and order lead to the screen of stock; with the product where a person chose one.
func (p *Page) receive() { p.toStock(kit.StockReceive, p.model.picked) }
func (p *Page) count()   { p.toStock(kit.StockCount, false) }
func (p *Page) adjust()  { p.toStock(kit.StockAdjust, p.model.picked) }
func (p *Page) order()   { p.toStock(kit.StockOrder, true) }

func (p *Page) toStock(page string, with bool) {
	about := ""
	if product := p.model.product(); with && product != nil {
		about = product.ID.String()
	}
	p.kit.Go(kit.ToStock(page, about))
}

// Title names the screen.
func (p *Page) Title() string { return p.kit.T("products.title") }

// Content is the screen.
func (p *Page) Content() fyne.CanvasObject { return p.stack }

// Scope is what keys mean on it now.
func (p *Page) Scope() *keys.Scope {
	if p.form != nil {
		return p.form.scope
	}
	if p.list.opened {
		return p.narrow
	}
	return p.keys
}

// Shown takes the keyboard and looks at the shop again.
func (p *Page) Shown() {
	p.kit.Prompt.OnReady = p.takeKeyboard
	p.takeKeyboard()
	p.load()
}

// Hidden stops reading.
func (p *Page) Hidden() {
	p.kit.Prompt.OnReady = nil
	p.runner.Cancel()
}

// Leave puts a product that is being typed aside: a customer at the till must not wait for it, and it must
// not be lost. It is there again when the page is shown.
func (p *Page) Leave(leave func()) {
	if p.form != nil {
		if p.form.draft.changed() {
			p.form.draft.tab = p.form.tabs.Selected()
			p.kit.Aside[kit.Products] = p.form.draft
		}
		p.showList()
	}
	leave()
}

// resume shows the product that was put aside.
func (p *Page) resume() {
	kept, ok := p.kit.Aside[kit.Products].(*draft)
	if !ok || p.form != nil {
		return
	}
	delete(p.kit.Aside, kit.Products)
	if now := p.model.index.ByID(kept.was.ID); now != nil {
		kept.onto(*now)
	}
	p.show(newFormOf(p, kept))
	if kept.tab != p.form.tabs.Selected() {
		p.form.open(kept.tab)
	}
	p.kit.Prompt.Say(p.kit.T("form.kept"))
}

// Turn opens the form of a product, as kit.ToProduct asks for it.
func (p *Page) Turn(arg string) {
	parts := strings.SplitN(arg, " ", 3)
	product, err := id.Parse[id.Product](parts[0])
	if err != nil || len(parts) < 3 {
		return
	}
	p.asked = &asked{product, nav.Screen(parts[1]), parts[2]}
	p.load()
}

// openAsked opens the product that another screen leads to.
func (p *Page) openAsked() {
	asked := p.asked
	if asked == nil {
		return
	}
	p.asked = nil
	product := p.model.index.ByID(asked.product)
	if product == nil {
		return
	}
	p.model.chosen = product.ID
	p.open(*product)
	if p.form == nil || p.form.draft.was.ID != product.ID {
		return // another product is being typed, and a person is asked about it
	}
	p.back = asked.back
	if asked.field != "" {
		p.form.goToNeed(catalog.Need{Field: asked.field})
	}
}

// Reload looks at the shop again: something was changed elsewhere.
func (p *Page) Reload() { p.load() }

// Drop takes a file that was dropped onto the window: the product's picture. Tables of goods and folders go
// to the screen of imports.
func (p *Page) Drop(path string) {
	if p.form != nil {
		p.form.addPhoto(path)
	}
}

func (p *Page) takeKeyboard() {
	if p.form == nil {
		p.list.takeKeyboard()
	}
}

// facts is what one reading brings.
type facts struct {
	index     *catalog.Index
	producers []shop.Party
	vat       bool
	today     clock.Day
}

func readFacts(ctx context.Context, s *shop.Shop) (f facts, err error) {
	if f.index, err = s.Catalogue(ctx); err != nil {
		return f, err
	}
	if f.producers, err = s.Producers(ctx); err != nil {
		return f, err
	}
	set, err := s.Settings(ctx)
	if err != nil {
		return f, err
	}
	f.vat = set.VAT()
	f.today, err = s.Today(ctx)
	return f, err
}

func (p *Page) load() {
	s := p.kit.Shop
	task.Run(p.runner, "load", func(ctx context.Context) (facts, error) { return readFacts(ctx, s) }, func(f facts, err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		p.model.take(f)
		p.list.show()
		p.list.side.again()
		p.sum()
		p.openAsked()
	})
}

// sum counts what lies of all goods, once the list is there: of a large shop that takes a moment.
func (p *Page) sum() {
	s, index := p.kit.Shop, p.model.index
	task.Run(p.runner, "sums", func(ctx context.Context) (*report.Goods, error) {
		lying, err := s.Lying(ctx)
		if err != nil {
			return nil, err
		}
		return report.NewGoods(index, lying), nil
	}, func(goods *report.Goods, err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		p.model.count(goods)
		p.list.show()
		if p.form != nil {
			p.form.showStock()
		}
		p.resume()
	})
}

// askRows asks for what lies of the goods in sight.
func (p *Page) askRows() {
	if p.runner.Busy("rows") {
		return
	}
	asked := p.model.ask()
	if len(asked) == 0 {
		return
	}
	s, round := p.kit.Shop, p.model.round
	task.Run(p.runner, "rows", func(ctx context.Context) ([]shop.ShelfRow, error) { return s.ShelfRows(ctx, asked) },
		func(rows []shop.ShelfRow, err error) {
			if err != nil {
				p.kit.Prompt.Error(err)
				return
			}
			p.model.know(rows, round)
			p.list.list.Refresh()
		})
}

// pictured draws what was waiting for its picture.
func (p *Page) pictured() {
	p.list.list.Refresh()
	p.list.side.showPicture()
	if p.form != nil {
		p.form.showPhoto()
	}
}

// Scan opens the product of a code, or begins a new one with it.
func (p *Page) Scan(code string) {
	s := p.kit.Shop
	task.Run(p.runner, "scan", func(ctx context.Context) (catalog.Match, error) { return s.Find(ctx, code) },
		func(match catalog.Match, err error) {
			switch {
			case err == nil:
				p.open(*match.Product)
			case fault.Is(err, "product_unknown"):
				p.kit.Prompt.Say(p.kit.T("products.scan_new", fault.Values{"code": code}))
				p.open(blank(code))
			default:
				p.kit.Prompt.Error(err)
			}
		})
}

// edit opens the chosen product.
func (p *Page) edit() {
	if product := p.model.product(); product != nil {
		p.open(*product)
	}
}

// open shows a product in the form, after asking where another is being typed.
func (p *Page) open(product catalog.Product) {
	show := func() { p.show(newForm(p, product)) }
	if p.form != nil {
		p.form.ask(show)
		return
	}
	show()
}

func (p *Page) show(f *form) {
	p.form = f
	p.list.showHead(false) // its buttons are about the list
	p.stack.Objects = []fyne.CanvasObject{f.object}
	p.stack.Refresh()
	p.kit.Router.SetScreen(f.scope)
	f.shown()
}

// leaveForm shows what led to the form: the list, or another screen.
func (p *Page) leaveForm() {
	back := p.back
	p.showList()
	if back != "" {
		p.kit.Go(nav.Route{Screen: back})
	}
}

// showList leaves the form.
func (p *Page) showList() {
	p.form, p.back = nil, ""
	p.list.showHead(!p.list.folded)
	p.stack.Objects = []fyne.CanvasObject{p.list.object}
	p.stack.Refresh()
	p.kit.Router.SetScreen(p.Scope())
	p.model.narrow()
	p.list.show()
	p.list.takeKeyboard()
}
