package customers

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// Page is the screen of customers.
type Page struct {
	kit    *kit.Kit
	model  *model
	runner *task.Runner
	scope  *keys.Scope
	view   *view
}

// New builds the page. It reads the shop when it is shown.
func New(k *kit.Kit) *Page {
	p := &Page{kit: k, model: &model{}, runner: k.Pool.Runner()}
	p.view = newView(p)
	p.scope = &keys.Scope{Title: "customers.keys", OnRune: p.view.typed, Bindings: []keys.Binding{
		{Chord: "F2", Label: "customers.search", Do: p.view.takeKeyboard},
		{Chord: "Ctrl+F", Label: "customers.search", Do: p.view.takeKeyboard},
		{Chord: "Up", Do: func() { p.view.list.Step(0, -1) }, Repeat: true},
		{Chord: "Down", Do: func() { p.view.list.Step(0, 1) }, Repeat: true},
		{Chord: keys.Enter, Label: "customers.edit", Do: p.edit},
		{Chord: "Ctrl+N", Label: "customers.new", Do: p.add},
		{Chord: "F8", Label: "customers.pay", Do: p.pay},
		{Chord: keyPapers, Label: "customers.papers", Do: p.papers},
	}}
	return p
}

// Title names the screen.
func (p *Page) Title() string { return p.kit.T("customers.title") }

// Content is the screen.
func (p *Page) Content() fyne.CanvasObject { return p.view.object }

// Scope is what keys mean on it.
func (p *Page) Scope() *keys.Scope { return p.scope }

// Shown takes the keyboard and looks at the shop again.
func (p *Page) Shown() {
	p.kit.Prompt.OnReady = p.view.takeKeyboard
	p.view.takeKeyboard()
	p.load()
}

// Hidden stops reading.
func (p *Page) Hidden() {
	p.kit.Prompt.OnReady = nil
	p.runner.Cancel()
}

// Reload looks at the shop again: something was changed elsewhere.
func (p *Page) Reload() { p.load() }

// facts is what one reading brings.
type facts struct {
	all     []shop.Customer
	methods map[string]selling.Method
}

func (p *Page) load() {
	s := p.kit.Shop
	task.Run(p.runner, "load", func(ctx context.Context) (f facts, err error) {
		if f.all, err = s.Customers(ctx); err == nil {
			f.methods, err = s.Methods(ctx)
		}
		return f, err
	}, func(f facts, err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		p.model.methods = f.methods
		p.model.load(f.all)
		p.view.show()
		p.readDebts()
	})
}

// owes is what one customer owes.
type owes struct {
	debts  []selling.Debt
	papers shop.ByPapers
}

// readDebts reads the unpaid bills of the chosen customer, and what papers ask for beside them.
func (p *Page) readDebts() {
	who, s := p.model.chosen, p.kit.Shop
	if who.IsZero() {
		return
	}
	task.Run(p.runner, "debts", func(ctx context.Context) (o owes, err error) {
		if o.debts, err = s.Debts(ctx, who); err == nil {
			o.papers, err = s.ByPapers(ctx, who)
		}
		return o, err
	},
		func(o owes, err error) {
			if err != nil {
				p.kit.Prompt.Error(err)
				return
			}
			p.model.debts, p.model.papers = o.debts, o.papers
			p.view.showPerson()
		})
}

func (p *Page) find(text string) {
	p.model.find(text)
	p.view.show()
	p.readDebts()
}

func (p *Page) onlyOwing(owing bool) {
	p.model.onlyOwing(owing)
	p.view.show()
	p.readDebts()
}

func (p *Page) choose(index int) {
	p.model.choose(index)
	p.view.showPerson()
	p.readDebts()
}

// add opens an empty form; what was looked for stands in it.
func (p *Page) add() {
	person := shop.Party{}
	if len(p.model.found) == 0 {
		person.Name = p.model.query
		if isFigures(p.model.query) {
			person = shop.Party{Phone: p.model.query}
		}
	}
	Edit(p.kit, person, p.shown)
}

func (p *Page) edit() {
	if who := p.model.customer(); who != nil {
		Edit(p.kit, who.Party, p.shown)
	}
}

// shown brings a customer that was saved into sight.
func (p *Page) shown(who shop.Customer) { p.show(who.ID) }

// Turn goes to a customer.
func (p *Page) Turn(arg string) {
	if who, err := id.Parse[id.Party](arg); err == nil {
		p.show(who)
	}
}

// show chooses a customer among all.
func (p *Page) show(who id.Party) {
	p.model.query, p.model.owing = "", false
	p.view.search.SetText("")
	p.view.chips.Select(0)
	p.model.turn(who)
	p.load()
}

func (p *Page) methodName(code string) string {
	if name := p.model.methods[code].Name; name != "" {
		return name
	}
	return p.kit.T("receipt.method." + code)
}
