package producers

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
)

// Page is the screen of producers.
type Page struct {
	kit    *kit.Kit
	model  *model
	runner *task.Runner
	photos *goods.Photos
	scope  *keys.Scope
	view   *view
	next   func() // what was asked while the chosen producer's rows were being read
}

// New builds the page. It reads the shop when it is shown.
func New(k *kit.Kit) *Page {
	p := &Page{kit: k, model: &model{}, runner: k.Pool.Runner()}
	p.photos = goods.NewPhotos(k.Shop.Dir, goods.Square, k.Pool, func() { p.view.showProducer() })
	p.view = newView(p)
	p.scope = &keys.Scope{Title: "producers.keys", OnRune: p.view.typed, Bindings: []keys.Binding{
		{Chord: "F2", Label: "producers.search", Do: p.view.takeKeyboard},
		{Chord: "Ctrl+F", Label: "producers.search", Do: p.view.takeKeyboard},
		{Chord: "Up", Do: func() { p.view.list.Step(0, -1) }, Repeat: true},
		{Chord: "Down", Do: func() { p.view.list.Step(0, 1) }, Repeat: true},
		{Chord: keys.Enter, Label: "producers.edit", Do: p.edit},
		{Chord: "Ctrl+N", Label: "producers.new", Do: p.add},
		{Chord: "F4", Label: "producers.new_terms", Do: p.newTerms},
		{Chord: "F5", Label: "producers.next_tab", Do: func() { p.turn(1) }},
		{Chord: "PageUp", Label: "producers.row", Do: func() { p.pick(-1) }, Repeat: true},
		{Chord: "PageDown", Label: "producers.row", Do: func() { p.pick(1) }, Repeat: true},
		{Chord: "F9", Label: "producers.open", Do: p.withRows(p.open)},
		{Chord: "F8", Label: "producers.settle", Do: p.withRows(p.settle)},
		{Chord: "F6", Label: "producers.settle_all", Do: p.settleAll},
		{Chord: "Ctrl+P", Label: "producers.print", Do: p.withRows(p.print)},
	}}
	return p
}

// Title names the screen.
func (p *Page) Title() string { return p.kit.T("producers.title") }

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

// withRows gives an action for the chosen producer that waits until their rows are read.
func (p *Page) withRows(do func()) func() {
	return func() {
		if p.runner.Busy("load") || p.runner.Busy("detail") {
			p.next = do
			return
		}
		do()
	}
}

// goOn does what was asked while the rows were being read.
func (p *Page) goOn() {
	if do := p.next; do != nil {
		p.next = nil
		do()
	}
}

// failed says why something could not be read.
func (p *Page) failed(err error) {
	p.next = nil
	p.kit.Prompt.Error(err)
}

// Turn chooses the producer of an id: the form of a product leads to whose goods it is.
func (p *Page) Turn(arg string) {
	if who, err := id.Parse[id.Party](arg); err == nil {
		p.model.turnTo(who)
		p.load()
	}
}

// Hidden stops reading.
func (p *Page) Hidden() {
	p.next = nil
	p.kit.Prompt.OnReady = nil
	p.runner.Cancel()
}

// Reload looks at the shop again: something was changed elsewhere.
func (p *Page) Reload() { p.load() }

func (p *Page) load() {
	s := p.kit.Shop
	task.Run(p.runner, "load", func(ctx context.Context) ([]shop.ProducerAccount, error) { return s.ProducerAccounts(ctx, "") },
		func(all []shop.ProducerAccount, err error) {
			if err != nil {
				p.failed(err)
				return
			}
			p.model.load(all)
			p.view.show()
			p.readDetail()
		})
}

// readDetail reads everything about the chosen producer.
func (p *Page) readDetail() {
	who, s := p.model.chosen, p.kit.Shop
	if who.IsZero() {
		p.goOn()
		return
	}
	task.Run(p.runner, "detail", func(ctx context.Context) (*detail, error) { return readDetail(ctx, s, who) }, func(d *detail, err error) {
		if err != nil {
			p.failed(err)
			return
		}
		p.model.detail = d
		p.model.pick(0)
		p.view.showProducer()
		p.goOn()
	})
}

func readDetail(ctx context.Context, s *shop.Shop, who id.Party) (d *detail, err error) {
	d = &detail{products: map[id.Product]*catalog.Product{}}
	if d.open, err = s.OpenStatement(ctx, who, ""); err != nil {
		return nil, err
	}
	if d.papers, err = s.Settlements(ctx, who); err != nil {
		return nil, err
	}
	if d.terms, err = s.TermsOf(ctx, who); err != nil {
		return nil, err
	}
	if d.goods, err = s.GoodsOf(ctx, who); err != nil {
		return nil, err
	}
	var named []id.Product
	for _, terms := range d.terms {
		if !terms.ProductID.IsZero() {
			named = append(named, terms.ProductID)
		}
	}
	if err = s.Know(ctx, named...); err != nil {
		return nil, err
	}
	for _, product := range named {
		d.products[product] = s.Known().ByID(product)
	}
	return d, nil
}

func (p *Page) find(text string) {
	p.next = nil
	p.model.find(text)
	p.view.show()
	p.readDetail()
}

func (p *Page) filter(filter int) {
	p.next = nil
	p.model.show(filter)
	p.view.show()
	p.readDetail()
}

func (p *Page) choose(index int) {
	p.next = nil // it was asked of another
	p.model.choose(index)
	p.view.showProducer()
	p.readDetail()
}

// turn shows another tab of the chosen producer.
func (p *Page) turn(by int) {
	p.model.turn(by)
	p.view.showProducer()
}

func (p *Page) showTab(tab int) { p.turn(tab - p.model.tab) }

// pick marks another row of the tab.
func (p *Page) pick(by int) {
	p.model.pick(by)
	p.view.showProducer()
}

// open opens the marked row: a settlement, or terms.
func (p *Page) open() {
	m := p.model
	switch {
	case m.rows() == 0:
	case m.tab == tabPapers:
		p.openPaper(m.detail.papers[m.picked].Number)
	case m.tab == tabTerms:
		p.editTerms(m.detail.terms[m.picked])
	}
}

// openRow marks a row and opens it.
func (p *Page) openRow(row int) {
	p.model.picked = row
	p.view.showProducer()
	p.open()
}

// changed looks at everything again after something was written, and tells the other pages.
func (p *Page) changed() {
	p.kit.Changed()
	p.load()
}

func (p *Page) key(chord keys.Chord) string { return chord.Name(p.kit.Lang, p.kit.Twins) }
