package orders

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/orderimport"
	"github.com/talat-pos/talat/app/sound"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
)

// Page is the screen of orders.
type Page struct {
	k      *kit.Kit
	m      *model
	runner *task.Runner // reads; stopped when the page is hidden
	acts   *task.Runner // what a person asked for: it is done even when they go elsewhere
	photos *goods.Photos
	files  *orderimport.Page // the dialog of order files, nil before it was opened
	scope  *keys.Scope
	open   id.Order   // to be opened when it is shown next
	next   task.Later // what was asked while the chosen order was being read

	view  *view
	form  *form // nil while the list is shown
	stack *fyne.Container
}

// New builds the screen. arg is the id of an order to open, or nothing. It reads the shop when it is shown.
func New(k *kit.Kit, arg string) *Page {
	p := &Page{k: k, runner: k.Pool.Runner(), acts: k.Pool.Runner(), m: &model{lang: k.Lang, chosen: -1}}
	p.photos = goods.NewPhotos(k.Shop.Dir, goods.Square, k.Pool, p.pictured)
	p.Turn(arg)
	p.view = newView(p)
	p.stack = container.NewStack(p.view.object)
	p.scope = p.keys()
	return p
}

// Title belongs to nav.Page, as all below.
func (p *Page) Title() string {
	switch {
	case p.form == nil:
		return p.k.T("nav.orders")
	case p.form.draft.was != nil:
		return called(p.form.draft.was)
	}
	return p.k.T("orders.new")
}
func (p *Page) Content() fyne.CanvasObject { return p.stack }
func (p *Page) Head() fyne.CanvasObject    { return p.view.head }
func (p *Page) Scope() *keys.Scope {
	if p.form != nil {
		return p.form.scope
	}
	return p.scope
}

// pictured shows photos that were read.
func (p *Page) pictured() {
	p.view.detail.showLines()
	if p.form != nil {
		p.form.view.refresh()
	}
}

// Turn opens another order.
func (p *Page) Turn(arg string) {
	if order, err := id.Parse[id.Order](arg); err == nil {
		p.open = order
		if p.view != nil {
			p.openAsked()
		}
	}
}

// Shown reads the list anew: others may have worked on it meanwhile.
func (p *Page) Shown() {
	p.k.Prompt.OnReady = p.ready
	p.load(0)
	p.resume()
}

func (p *Page) ready() {
	if p.form == nil {
		p.view.release()
	}
}

// Leave puts an order that is being written aside: a customer at the till must not wait for it, and it must not
// be lost. It is there again when the page is shown.
func (p *Page) Leave(leave func()) {
	if p.form != nil {
		if p.form.draft.touched {
			p.k.Aside[kit.Orders] = p.form.draft
		}
		p.close()
	}
	leave()
}

// resume goes on with an order that was put aside, or that the till begins.
func (p *Page) resume() {
	kept, ok := p.k.Aside[kit.Orders].(*draft)
	if bill, fromTill := p.k.Aside[kit.Orders].(kit.BillToOrder); fromTill {
		kept, ok = draftOfCart(&bill.Cart, &bill.Quote, bill.Product, bill.Customer), true
	}
	if !ok || p.form != nil {
		return
	}
	delete(p.k.Aside, kit.Orders)
	p.fill(kept)
}

// Hidden stops reading.
func (p *Page) Hidden() {
	p.k.Prompt.OnReady = nil
	p.next.Drop()
	p.runner.Cancel()
}

// Reload reads what is shown again: something was changed elsewhere.
func (p *Page) Reload() { p.load(len(p.m.list.rows)) }

func (p *Page) openAsked() {
	if order := p.open; !order.IsZero() {
		p.open = id.Order{}
		p.read(func(ctx context.Context) (*shop.Order, error) { return p.k.Shop.Order(ctx, order) }, func() {
			p.m.chosen = -1
			p.load(len(p.m.list.rows))
		})
	}
}

// load reads so many orders of the list, and then the chosen one.
func (p *Page) load(count int) {
	s, query := p.k.Shop, p.m.query()
	task.Run(p.runner, "list", func(ctx context.Context) (listRead, error) { return readList(ctx, s, query, count) },
		func(r listRead, err error) {
			if err != nil {
				p.failed(err)
				return
			}
			p.m.takeList(r)
			p.view.showList()
			switch {
			case !p.open.IsZero():
				p.openAsked()
			case p.m.order != nil:
				order, _ := p.m.keeps()
				p.read(func(ctx context.Context) (*shop.Order, error) { return s.Order(ctx, order) }, nil)
			default:
				p.choose(p.m.chosen)
			}
		})
}

// more reads another page of the list.
func (p *Page) more() {
	if len(p.m.list.rows) < min(p.m.list.total, maxShown) {
		p.load(len(p.m.list.rows) + pageSize)
	}
}

// pick is the hand's choice: what was asked for another order is forgotten.
func (p *Page) pick(row int) {
	p.next.Drop()
	p.choose(row)
}

func (p *Page) choose(row int) {
	p.m.chosen = row
	order, ok := p.m.at(row)
	if !ok {
		p.m.order = nil
		p.view.detail.show()
		return
	}
	s := p.k.Shop
	p.m.picked = order
	p.read(func(ctx context.Context) (*shop.Order, error) { return s.Order(ctx, order) }, nil)
	if row >= len(p.m.list.rows)-pageSize/4 {
		p.more()
	}
}

// read shows an order that a reading brings; then may be nil.
func (p *Page) read(read func(context.Context) (*shop.Order, error), then func()) {
	task.Run(p.runner, "order", read, func(order *shop.Order, err error) {
		p.m.picked = id.Order{}
		if err != nil {
			p.failed(err)
			return
		}
		p.m.order = order
		p.view.detail.show()
		if then == nil {
			then = p.next.Came
		}
		then()
	})
}

// withOrder gives an action for the chosen order that waits until that order is read: until then the right side
// still shows the one before.
func (p *Page) withOrder(do func(*shop.Order)) func() {
	return func() {
		p.next.When(p.runner.Busy("list") || p.runner.Busy("order"), func() {
			if p.m.order != nil {
				do(p.m.order)
			}
		})
	}
}

func (p *Page) failed(err error) {
	p.next.Drop()
	p.k.Prompt.Error(err)
}

// scan opens the order whose number, or whose parcel's number, was scanned.
func (p *Page) scan(code string) {
	s := p.k.Shop
	p.m.picked = id.Order{} // the scanner's choice is the later one
	task.Run(p.runner, "order", func(ctx context.Context) (*shop.Order, error) { return find(ctx, s, code) }, func(order *shop.Order, err error) {
		switch {
		case fault.Is(err, "order_unknown"):
			p.k.Sound.Play(sound.Unknown)
			p.k.Prompt.Say(p.k.T("orders.scan_unknown", fault.Values{"code": code}))
		case err != nil:
			p.failed(err)
		default:
			p.show(order)
		}
	})
}

// show puts an order beside the list, wherever the list stands.
func (p *Page) show(order *shop.Order) {
	p.m.order = order
	p.m.takeList(p.m.list)
	p.view.showList()
	p.view.detail.show()
}

// narrow shows another filter of the list.
func (p *Page) narrow(filter int) {
	p.m.filter, p.m.order = filter, nil
	p.load(0)
}

// look searches the list.
func (p *Page) look(text string) {
	if p.m.search != text {
		p.m.search, p.m.order = text, nil
		p.load(0)
	}
}
