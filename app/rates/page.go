package rates

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/shipping"
)

// Page is the screen of rates and areas.
type Page struct {
	kit    *kit.Kit
	model  *model
	trial  *trial
	runner *task.Runner
	scope  *keys.Scope
	view   *view
}

// New builds the page. It reads the shop when it is shown.
func New(k *kit.Kit) *Page {
	p := &Page{kit: k, runner: k.Pool.Runner()}
	p.model = &model{words: p.words}
	p.trial = newTrial(p)
	p.view = newView(p)
	p.scope = &keys.Scope{Title: "rates.title", Bindings: []keys.Binding{
		{Chord: "F2", Label: "rates.find", Do: func() { widget.Focus(p.view.search) }},
		{Chord: "F3", Label: "rates.try", Do: func() { widget.Focus(p.trial.grams) }},
		{Chord: "F5", Label: "rates.next_tab", Do: func() { p.turn(p.model.tab + 1) }},
		{Chord: "F6", Label: "rates.settings", Do: p.settings},
		{Chord: "Up", Do: func() { p.view.list.Step(0, -1) }, Repeat: true},
		{Chord: "Down", Do: func() { p.view.list.Step(0, 1) }, Repeat: true},
		{Chord: keys.Enter, Label: "rates.open", Do: p.open},
		{Chord: "Ctrl+N", Label: "rates.new", Do: p.add},
	}}
	return p
}

// Title names the screen, as all below it belongs to nav.Page.
func (p *Page) Title() string              { return p.kit.T("rates.title") }
func (p *Page) Content() fyne.CanvasObject { return p.view.object }
func (p *Page) Scope() *keys.Scope         { return p.scope }
func (p *Page) Shown()                     { p.Reload() }
func (p *Page) Hidden()                    { p.runner.Cancel(); p.trial.runner.Cancel() }

// key writes a key as the window's badges do.
func (p *Page) key(chord keys.Chord) string { return chord.Name(p.kit.Lang, p.kit.Twins) }

// Reload reads the rates again.
func (p *Page) Reload() {
	s := p.kit.Shop
	task.Run(p.runner, "read", s.Rates, func(book *shipping.Book, err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		p.model.load(book, clock.DayOf(s.Clock()))
		p.view.show()
		p.trial.ask()
	})
}

func (p *Page) turn(tab int) {
	p.model.turn(tab)
	p.view.show()
}

func (p *Page) find(query string) {
	p.model.find(query)
	p.view.show()
}

// settings goes to where parcels are dropped off, packing and COD are set.
func (p *Page) settings() { p.kit.Go(nav.Route{Screen: kit.Settings, Arg: "post"}) }

// open shows the chosen row to be changed. Of what came with the program a copy is changed, which then counts.
func (p *Page) open() {
	r := p.model.chosen()
	switch {
	case r == nil:
	case r.rate != nil:
		p.editRate(*r.rate)
	case r.discount != nil:
		p.editDiscount(*r.discount)
	case r.area != nil:
		p.editArea(*r.area)
	default:
		p.editService(*r.service)
	}
}

// add asks for something new of what is listed.
func (p *Page) add() {
	m := p.model
	if m.book == nil {
		return
	}
	switch m.tab {
	case tabRates:
		p.editRate(shipping.Rate{Service: shipping.EMS, From: m.day})
	case tabDiscounts:
		p.editDiscount(shipping.Discount{From: m.day})
	case tabAreas:
		p.editArea(shipping.Area{From: m.day})
	default:
		p.editService(shipping.Service{From: m.day, Days: []int{1, 3}, Traced: shipping.TracedSteps})
	}
}

// keep writes a changed row and shows what the list is then. refuse is told why not.
func keep[T any](p *Page, row T, save func(context.Context, T) (T, error), kept func(), refuse func(error)) {
	task.Run(p.runner, "save", func(ctx context.Context) (T, error) { return save(ctx, row) }, func(_ T, err error) {
		if err != nil {
			refuse(err)
			return
		}
		kept()
		p.kit.Changed()
		p.Reload()
	})
}
