package till

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/pay"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// Page is the till on the window.
type Page struct {
	kit    *kit.Kit
	model  *model
	runner *task.Runner // reads; stopped when the page is hidden
	acts   *task.Runner // what a person asked for: it is done even when they go elsewhere
	saver  *saver
	photos *goods.Photos
	desk   *pay.Desk
	scope  *keys.Scope
	view   *view
	asked  []asked    // codes that wait for their answer
	turn   string     // what was asked for elsewhere and is not there yet
	last   *shop.Bill // the bill paid last, for printing
	before before     // what was paid before for the order that the bill delivers

	variants func() // shows the photos of the variants last asked about
}

// New builds the till. It reads the shop when it is shown.
func New(k *kit.Kit) *Page {
	p := &Page{kit: k, runner: k.Pool.Runner(), acts: k.Pool.Runner()}
	p.saver = &saver{runner: k.Pool.Runner(), shop: k.Shop, failed: p.notKept}
	p.model = newModel(k.Shop.Clock, p.saver.put)
	p.desk = pay.New(k, pay.Bill{
		Cart:     func() selling.Cart { return p.model.cart.Clone() },
		Quote:    func() selling.Quote { return p.model.quote },
		Add:      p.Scan,
		Customer: p.chooseCustomer,
		Paid:     p.paid,
		Before:   p.paidBefore,
		Wait:     p.wait,
	})
	p.view = newView(p)
	p.photos = goods.NewPhotos(k.Shop.Dir, goods.Tile, k.Pool, p.photosCame)
	p.scope = &keys.Scope{Title: "till.keys", Bindings: p.bindings(), OnScan: p.Scan, OnRune: p.view.typed, OnAny: p.anyKey}
	return p
}

// photosCame shows photos that were read.
func (p *Page) photosCame() {
	p.view.showGoods()
	if p.variants != nil {
		p.variants()
	}
}

// Title names the screen.
func (p *Page) Title() string { return p.kit.T("till.title") }

// Content is the screen.
func (p *Page) Content() fyne.CanvasObject { return p.view.object }

// Scope is what keys mean on it.
func (p *Page) Scope() *keys.Scope { return p.scope }

// Shown takes the keyboard and looks at the shop again.
func (p *Page) Shown() {
	p.kit.Prompt.OnReady = p.view.takeKeyboard
	p.view.takeKeyboard()
	p.ordered()
	p.Reload()
	p.changed()
}

// Hidden stops reading; bills go on being kept.
func (p *Page) Hidden() {
	p.kit.Prompt.OnReady = nil
	p.runner.Cancel()
}

// Keep calls then once the open bill is on disk: before the window closes or is built anew.
func (p *Page) Keep(then func()) { p.saver.when(then) }

// Drop takes a picture dropped on the window, and reports whether a slip dialog wanted it.
func (p *Page) Drop(path string) bool { return p.desk.Drop(path) }

// notKept says that an open bill could not be kept: loudly once, and quietly while that goes on.
func (p *Page) notKept(err error, again bool) {
	if again {
		p.kit.Prompt.Say(i18n.Message(p.kit.Lang, err))
		return
	}
	p.kit.Prompt.Error(err)
}

// Reload reads products, prices, stock and parked bills again, in the background: something was changed
// elsewhere.
func (p *Page) Reload() {
	p.desk.Reload()
	before, quiet := p.model.saved, p.saver.idle()
	old, first, whole := p.model.facts, !p.model.ready(), p.model.whole
	work := func(ctx context.Context) (facts, error) {
		switch {
		case first:
			return readCounter(ctx, p.kit.Shop)
		case !whole:
			return readGoods(ctx, p.kit.Shop)
		}
		return read(ctx, p.kit.Shop, old)
	}
	task.Run(p.runner, "read", work, func(f facts, err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		err = p.model.load(f, quiet && before == p.model.saved)
		p.view.showAll()
		if first && !f.clockBack.IsZero() {
			p.say(fault.New("clock_back", "", fault.Values{"last": f.clockBack}))
		}
		if err != nil {
			p.kit.Prompt.Error(err)
		}
		p.changed()
		p.answer()
		p.bringBack()
		if !whole {
			p.Reload() // the next step
		}
	})
}

// changed shows the bill as it stands, here, on the customer's screen and in a payment dialog.
func (p *Page) changed() {
	p.readBefore()
	p.view.showBill()
	if p.kit.Bill.Lines != nil {
		lines, total := p.model.display(p.kit.Lang)
		p.kit.Bill.Lines(lines, total)
	}
	p.desk.BillChanged()
}

// did follows a change by a person: its refusal is shown, else the bill.
func (p *Page) did(err error) {
	if err != nil {
		p.kit.Prompt.Error(err)
	}
	p.changed()
}

// paid is told by the payment dialog once the bill is on disk.
func (p *Page) paid(bill *shop.Bill, warnings []*fault.Error) {
	p.last = bill
	p.model.paid(p.model.quote.Lines)
	p.changed()
	p.view.showGoods()
	p.view.showPaid(bill)
	p.say(warnings...)
}

// wait puts the bill aside until its money comes.
func (p *Page) wait() {
	if p.model.park(selling.Waiting) {
		p.kit.Prompt.Say(p.kit.T("till.waits"))
	}
	p.view.showGoods()
	p.changed()
}

// parkOrList is F6: the bill goes aside; with nothing on it the bills put aside are listed.
func (p *Page) parkOrList() {
	if p.model.park(selling.Parked) {
		p.kit.Prompt.Say(p.kit.T("till.was_parked", fault.Values{"key": p.keyName(keyPark)}))
		p.changed()
		return
	}
	p.view.list()
}

// resume brings a bill back.
func (p *Page) resume(bill id.Bill) {
	err := p.model.resume(bill)
	p.view.showTab(0)
	p.view.showGoods()
	p.did(err)
}

// Turn brings a bill put aside back by its id, or lists kit.ParkedBills or kit.WaitingBills.
func (p *Page) Turn(arg string) {
	p.turn = arg
	p.bringBack()
}

// bringBack does what was turned to as soon as the bills are read. A bill that is gone by then, paid at
// another place, says so.
func (p *Page) bringBack() {
	if p.turn == "" || !p.model.ready() {
		return
	}
	switch bill, err := id.Parse[id.Bill](p.turn); {
	case p.turn == kit.ParkedBills:
		p.view.showTab(1)
	case p.turn == kit.WaitingBills:
		p.view.showTab(2)
	case err == nil && bill == p.model.cart.ID:
		p.view.showTab(0)
	case err == nil && p.model.putAside(bill):
		p.resume(bill)
	case p.runner.Busy("read"):
		return
	default:
		p.kit.Prompt.Say(p.kit.T("till.bill_gone"))
	}
	p.turn = ""
}

// undo takes back the last change of the open bill.
func (p *Page) undo() {
	if !p.model.undo() {
		p.kit.Prompt.Say(p.kit.T("till.nothing_to_undo"))
		return
	}
	p.kit.Prompt.Say(p.kit.T("till.undone"))
	p.changed()
}

// step changes a line's quantity by one; a line that goes can be taken back.
func (p *Page) step(line, by int) {
	name := p.model.lineName(p.kit.Lang, line)
	removed, err := p.model.step(line, by)
	p.did(err)
	if removed && err == nil {
		p.kit.Prompt.SayUndo(p.kit.T("till.removed", fault.Values{"name": name}), p.undo)
	}
	if err == nil && by > 0 && line >= 0 && line < len(p.model.cart.Lines) {
		p.say(p.model.warnings(p.model.cart.Lines[line].ProductID)...)
	}
}

func (p *Page) remove(line int) {
	name := p.model.lineName(p.kit.Lang, line)
	if name == "" {
		return
	}
	err := p.model.remove(line)
	p.did(err)
	if err == nil {
		p.kit.Prompt.SayUndo(p.kit.T("till.removed", fault.Values{"name": name}), p.undo)
	}
}

// print prints the receipt of the bill paid last.
func (p *Page) print() {
	if p.last == nil {
		p.kit.Prompt.Say(p.kit.T("till.nothing_to_print"))
		return
	}
	bill, lang := p.last, p.kit.Lang
	task.Run(p.acts, "print", func(ctx context.Context) (shop.Queued, error) {
		return p.kit.Shop.PrintBill(ctx, bill, shop.ReceiptOptions{Lang: lang})
	}, func(queued shop.Queued, err error) {
		switch {
		case err != nil:
			p.kit.Prompt.Error(err)
		case queued.Printer == "":
			p.kit.Prompt.Say(p.kit.T("till.no_printer"))
		default:
			p.kit.Prompt.Say(p.kit.T("till.printed"))
		}
	})
}
