package trips

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/sound"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
)

// page is one trip: what became of its goods and what it brought, or a step of it being scanned.
type page struct {
	kit    *kit.Kit
	id     id.Trip
	model  *model
	runner *task.Runner
	writer *task.Runner // what was scanned is kept also when the page is left
	photos *goods.Photos
	view   *view
	look   *keys.Scope
	work   *keys.Scope
	next   map[id.Product]kept // what is to be kept next, by product
	after  func()              // once all is kept
}

// kept is a line as it is to be kept, or to be forgotten.
type kept struct {
	item   stock.Item
	step   string
	forget bool
}

func newPage(k *kit.Kit, trip id.Trip) *page {
	p := &page{kit: k, id: trip, model: &model{}, runner: k.Pool.Runner(), writer: k.Pool.Runner(), next: map[id.Product]kept{}}
	p.photos = goods.NewPhotos(k.Shop.Dir, goods.Square, k.Pool, func() { p.view.refresh() })
	p.view = newView(p)
	v := p.view
	p.look = &keys.Scope{Title: "trips.keys", OnScan: p.Scan, Bindings: []keys.Binding{
		{Chord: "Up", Do: func() { v.goods.Step(0, -1) }, Repeat: true}, {Chord: "Down", Do: func() { v.goods.Step(0, 1) }, Repeat: true},
		{Chord: "F5", Label: "trips.step.load", Do: func() { p.begin(shop.TripLoad) }},
		{Chord: "F6", Label: "trips.f6", Do: p.takeOff},
		{Chord: "F7", Label: "trips.cost", Do: p.cost},
		{Chord: "Delete", Label: "trips.undo_last", Do: p.undoLast},
		{Chord: "F8", Label: "trips.f8", Do: p.onward},
		{Chord: "F9", Label: "trips.call_off", Do: p.callOff},
		{Chord: "Ctrl+P", Label: "trips.print", Do: p.print},
	}}
	p.work = &keys.Scope{Title: "trips.keys", OnScan: p.Scan, OnRune: v.typed, Bindings: []keys.Binding{
		{Chord: "F2", Label: "stockpage.search", Do: v.toSearch},
		{Chord: "Up", Do: func() { v.move(-1) }, Repeat: true}, {Chord: "Down", Do: func() { v.move(1) }, Repeat: true},
		{Chord: keys.Enter, Do: v.enter},
		{Chord: "F4", Label: "trips.qty", Do: v.toQty},
		{Chord: "Delete", Label: "stockpage.remove", Do: p.remove, WhenEmpty: true},
		{Chord: keys.Save, Label: "trips.do", Do: p.post},
		{Chord: keys.Esc, Label: "trips.leave", Do: p.leave},
	}}
	return p
}

// Title names the page, as all below it belongs to nav.Page.
func (p *page) Title() string {
	if p.model.trip != nil {
		return p.model.trip.Name
	}
	return p.kit.T("trips.title")
}
func (p *page) Content() fyne.CanvasObject { return p.view.object }
func (p *page) Scope() *keys.Scope {
	if p.model.step != "" {
		return p.work
	}
	return p.look
}

// Shown reads the trip.
func (p *page) Shown() {
	p.kit.Prompt.OnReady = p.ready
	p.Reload()
}

func (p *page) ready() {
	if p.model.step != "" {
		p.view.toSearch()
	}
}

// Hidden stops reading; what was scanned is still kept.
func (p *page) Hidden() {
	p.kit.Prompt.OnReady = nil
	p.runner.Cancel()
}

// Reload reads the trip again: the till may have sold.
func (p *page) Reload() {
	s, trip := p.kit.Shop, p.id
	type facts struct {
		trip  *shop.Trip
		index *catalog.Index
	}
	run(p.kit, p.runner, "load", func(ctx context.Context) (f facts, err error) {
		if f.index, err = s.Catalogue(ctx); err == nil {
			f.trip, err = s.Trip(ctx, trip)
		}
		return f, err
	}, func(f facts) {
		p.model.load(f.trip, f.index)
		p.kit.Retitle()
		p.view.show()
	})
}

// begin goes on with a step where it was left, when it may be done now.
func (p *page) begin(step string) {
	for _, may := range p.model.steps() {
		if may == step {
			p.model.begin(step)
			p.turn()
			p.view.toSearch()
		}
	}
}

// takeOff takes goods out again while packing; out there it takes off what was tasted or broken.
func (p *page) takeOff() {
	p.begin(shop.TripUnload)
	p.begin(shop.TripLoss)
}

// onward sets the trip out, or begins to bring it back.
func (p *page) onward() {
	if p.model.trip == nil {
		return
	}
	if p.model.trip.State == stock.TripOut {
		p.begin(shop.TripBack)
		return
	}
	if p.model.trip.State != stock.TripPacking {
		return
	}
	text := p.kit.T("trips.go_text")
	if len(p.model.trip.Box) == 0 {
		text = p.kit.T("trips.go_empty")
	}
	p.kit.Prompt.Ask(prompt.Question{Title: p.kit.T("trips.go"), Text: text, Yes: p.kit.T("trips.go")}, func(yes bool) {
		if yes {
			p.do("go", func(ctx context.Context) error { return p.kit.Shop.GoTrip(ctx, p.id) }, "trips.gone")
		}
	})
}

// callOff ends a trip that never set out: everything goes back to the shop.
func (p *page) callOff() {
	trip := p.model.trip
	if trip == nil || trip.State != stock.TripPacking {
		return
	}
	p.kit.Prompt.Ask(prompt.Question{Title: p.kit.T("trips.call_off"), Text: p.kit.T("trips.call_off_text"), Danger: true, Yes: p.kit.T("trips.call_off")}, func(yes bool) {
		if !yes {
			return
		}
		var all []stock.Item
		for _, item := range trip.Box {
			all = append(all, stock.Item{ProductID: item.Product.ID, Qty: max(item.Qty, 0)})
		}
		p.do("back", func(ctx context.Context) error { return p.kit.Shop.EndTrip(ctx, p.id, all, "") }, "trips.called_off")
	})
}

// do writes something of the trip, says so and reads it again.
func (p *page) do(name string, work func(context.Context) error, said string) {
	task.Run(p.runner, name, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) }, func(_ struct{}, err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		p.kit.Prompt.Say(p.kit.T(said, fault.Values{"name": p.model.trip.Name}))
		p.kit.Changed()
		p.Reload()
	})
}

// Scan puts what a code means on the list of the step. While a box is packed a scan begins to load it.
func (p *page) Scan(code string) {
	if p.model.trip == nil {
		return
	}
	if p.model.step == "" && p.model.trip.State == stock.TripPacking {
		p.begin(shop.TripLoad)
	}
	if !p.view.takeTyped() {
		p.kit.Sound.Play(sound.Unknown)
		return
	}
	s, step := p.kit.Shop, p.model.step
	task.Run(p.kit.Pool.Runner(), "scan", func(ctx context.Context) (catalog.Match, error) { return s.Find(ctx, code) },
		func(match catalog.Match, err error) {
			switch {
			case err != nil:
				p.kit.Sound.Play(sound.Unknown)
				p.kit.Prompt.Say(i18n.Message(p.kit.Lang, err))
			case step == "" || step != p.model.step:
				p.kit.Prompt.Say(p.kit.T("trips.choose_step"))
			default:
				p.kit.Sound.Play(sound.Scanned)
				p.view.takeTyped() // while the code was looked up
				p.put(match.Product, max(match.Qty, 1))
			}
		})
}

// put adds goods to the step.
func (p *page) put(product *catalog.Product, quantity qty.Qty) {
	switch {
	case product.IsSet():
		p.kit.Prompt.Say(i18n.Message(p.kit.Lang, fault.New("stock_of_set", "code", fault.Values{"name": product.Name})))
		return
	case product.HasVariants:
		p.kit.Prompt.Say(i18n.Message(p.kit.Lang, fault.New("stock_of_variants", "code", fault.Values{"name": product.Name})))
		return
	}
	p.keep(p.model.put(product, quantity), false)
	p.view.showLines()
}

func (p *page) set(n int, quantity qty.Qty) {
	if line, ok := p.model.set(n, quantity); ok {
		p.keep(line, false)
		p.view.showLines()
	}
}

func (p *page) remove() {
	if gone, ok := p.model.remove(p.model.at); ok {
		p.keep(gone, true)
		p.view.showLines()
	}
}

// keep writes a line down, so that a kill loses nothing; only the last state of each matters.
func (p *page) keep(line shop.TripItem, forget bool) {
	p.next[line.Product.ID] = kept{stock.Item{ProductID: line.Product.ID, Qty: line.Qty}, p.model.step, forget}
	p.write()
}

func (p *page) write() {
	if p.writer.Busy("keep") {
		return
	}
	for product, next := range p.next {
		delete(p.next, product)
		s, trip := p.kit.Shop, p.id
		task.Run(p.writer, "keep", func(ctx context.Context) (struct{}, error) {
			return struct{}{}, s.KeepTripLine(ctx, trip, next.step, next.item, next.forget)
		}, func(_ struct{}, err error) {
			if err != nil {
				p.kit.Prompt.Error(err)
			}
			p.write()
		})
		return
	}
	if after := p.after; after != nil {
		p.after = nil
		after()
	}
}

// leave goes back to the trip; what was scanned is kept and goes on later.
func (p *page) leave() {
	if p.view.unsearch() || !p.view.takeTyped() {
		return
	}
	p.model.step = ""
	p.turn()
	p.Reload()
}

func (p *page) turn() {
	p.view.turn()
	p.kit.Router.SetScreen(p.Scope())
}
