package office

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/sound"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shop"
)

// Page is the screen of orders of offices.
type Page struct {
	k      *kit.Kit
	m      *model
	runner *task.Runner            // reads; stopped when the page is hidden
	acts   *task.Runner            // what a person asked for: it is done even when they go elsewhere
	open   string                  // number of the order to be opened when it is shown next
	next   task.Later              // what was asked while the chosen order was being read
	paces  map[string]shop.PlanAsk // how plans were asked for last, by the number of their order
	view   *view
}

// New builds the screen. arg is the number of an order to open, or nothing. It reads the shop when it is shown.
func New(k *kit.Kit, arg string) *Page {
	p := &Page{k: k, runner: k.Pool.Runner(), acts: k.Pool.Runner(), m: &model{lang: k.Lang, chosen: -1}, open: arg, paces: map[string]shop.PlanAsk{}}
	p.view = newView(p)
	return p
}

// Title belongs to nav.Page, as all below.
func (p *Page) Title() string              { return p.k.T("nav.office") }
func (p *Page) Content() fyne.CanvasObject { return p.view.object }
func (p *Page) Head() fyne.CanvasObject    { return p.view.head }
func (p *Page) Scope() *keys.Scope         { return p.keys() }

// Shown reads the list anew: others may have worked on it meanwhile.
func (p *Page) Shown() {
	p.k.Prompt.OnReady = p.view.release
	p.load(0)
}

// Hidden stops reading.
func (p *Page) Hidden() {
	p.k.Prompt.OnReady = nil
	p.next.Drop()
	p.runner.Cancel()
}

// Arg names the order that is shown, so that the window built anew comes back to it.
func (p *Page) Arg() string {
	if p.m.order == nil {
		return ""
	}
	return p.m.order.Order.Order.Number
}

// Turn opens another order.
func (p *Page) Turn(arg string) {
	p.open = arg
	p.openAsked()
}

// Reload reads what is shown again: something was changed elsewhere.
func (p *Page) Reload() { p.load(len(p.m.list.rows)) }

// load reads so many orders of the list, and then the chosen one.
func (p *Page) load(count int) {
	s, query := p.k.Shop, p.m.query()
	task.Run(p.runner, "list", func(ctx context.Context) (listRead, error) { return readList(ctx, s, query, count) }, func(r listRead, err error) {
		if err != nil {
			p.failed(err)
			return
		}
		p.m.take(r)
		p.view.showList()
		switch {
		case p.open != "":
			p.openAsked()
		case p.m.order != nil:
			p.readOrder(p.m.order.Order.Order.Number, nil)
		default:
			p.choose(p.m.chosen)
		}
	})
}

func (p *Page) openAsked() {
	if number := p.open; number != "" {
		p.open = ""
		p.readOrder(number, func() {
			p.m.take(p.m.list)
			p.view.showList()
		})
	}
}

// pick is the hand's choice: what was asked for another order is forgotten.
func (p *Page) pick(row int) {
	p.next.Drop()
	p.choose(row)
}

func (p *Page) choose(row int) {
	p.m.chosen = row
	number := p.m.number(row)
	if number == "" {
		p.m.order = nil
		p.view.detail.show()
		return
	}
	p.readOrder(number, nil)
	if held := len(p.m.list.rows); row >= held-pageSize/4 && held < min(p.m.list.total, maxShown) {
		p.load(held + pageSize)
	}
}

// readOrder shows an order; then may be nil.
func (p *Page) readOrder(number string, then func()) {
	s := p.k.Shop
	task.Run(p.runner, "order", func(ctx context.Context) (*shop.OfficeProgress, error) { return s.OfficeProgress(ctx, number) }, func(far *shop.OfficeProgress, err error) {
		if err != nil {
			p.failed(err)
			return
		}
		p.m.order = far
		p.view.detail.show()
		if then == nil {
			then = p.next.Came
		}
		then()
	})
}

// withOrder gives an action for the chosen order that waits until that order is read: until then the right side
// still shows the one before.
func (p *Page) withOrder(do func(*shop.OfficeProgress)) func() {
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

// changed looks at everything again after something was made.
func (p *Page) changed() {
	p.k.Changed()
	p.Reload()
}

// scan opens the order whose number was scanned.
func (p *Page) scan(code string) {
	s := p.k.Shop
	task.Run(p.runner, "order", func(ctx context.Context) (*shop.OfficeProgress, error) { return s.OfficeProgress(ctx, code) }, func(far *shop.OfficeProgress, err error) {
		switch {
		case fault.Is(err, "order_unknown"):
			p.k.Sound.Play(sound.Unknown)
			p.k.Prompt.Say(p.k.T("orders.scan_unknown", fault.Values{"code": code}))
		case err != nil:
			p.failed(err)
		default:
			p.m.order = far
			p.m.take(p.m.list)
			p.view.showList()
			p.view.detail.show()
		}
	})
}

// narrow shows another list.
func (p *Page) narrow(list int) {
	p.m.at, p.m.order = list, nil
	p.load(0)
}

// look searches the list.
func (p *Page) look(text string) {
	if p.m.search != text {
		p.m.search, p.m.order = text, nil
		p.k.Router.SetScreen(p.keys())
		p.load(0)
	}
}
