package stock

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/sound"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
)

// paper is the page on which a paper is written: goods that come, go back, are put right, moved or ordered.
type paper struct {
	kit    *kit.Kit
	name   string // of the page
	about  string // what it begins with: a product's id
	draft  *draft
	runner *task.Runner
	photos *goods.Photos
	scope  *keys.Scope
	view   *paperView

	index     *catalog.Index // nil until read
	producers []shop.Party
	places    []shop.Place
	results   []*catalog.Product // of the search
	posting   bool
}

func newPaper(k *kit.Kit, name, about string) *paper {
	p := &paper{kit: k, name: name, about: about, draft: newDraft(kinds[name]), runner: k.Pool.Runner()}
	p.photos = goods.NewPhotos(k.Shop.Dir, goods.Square, k.Pool, func() { p.view.refreshLists() })
	p.view = newPaperView(p)
	p.scope = p.keys()
	return p
}

func (p *paper) keys() *keys.Scope {
	v := p.view
	scope := &keys.Scope{Title: "stockpage." + p.name, OnScan: p.Scan, OnRune: v.typed, Bindings: []keys.Binding{
		{Chord: "F2", Label: "stockpage.search", Do: v.toSearch}, {Chord: "Ctrl+F", Do: v.toSearch},
		{Chord: "Up", Do: func() { v.move(-1) }, Repeat: true}, {Chord: "Down", Do: func() { v.move(1) }, Repeat: true},
		{Chord: keys.Enter, Label: "stockpage.take", Do: v.enter},
		{Chord: "+", Do: func() { p.step(1) }, Repeat: true, WhenEmpty: true}, {Chord: "-", Do: func() { p.step(-1) }, Repeat: true, WhenEmpty: true},
		{Chord: "Delete", Label: "stockpage.remove", Do: p.remove, WhenEmpty: true},
		{Chord: "F5", Label: "stockpage.qty", Do: v.toQty},
		{Chord: keys.Save, Label: "stockpage.do_" + p.name, Do: p.post},
	}}
	add := func(chord keys.Chord, label string, do func()) {
		scope.Bindings = append(scope.Bindings, keys.Binding{Chord: chord, Label: label, Do: do})
	}
	if v.producer != nil {
		add("F3", "stockpage.producer", func() { v.producer.Tapped(nil) })
	}
	if v.ref != nil {
		add("F4", "stockpage.ref", func() { widget.Focus(v.ref) })
	}
	switch p.draft.kind {
	case ledger.TypeReceived:
		add("F7", "stockpage.photo", p.pickPhoto)
	case ledger.TypeAdjusted:
		add("F6", "stockpage.less_more", v.toggle)
		for n := range stock.Reasons {
			add(reasonKey(n), "stockpaper.reason."+stock.Reasons[n], func() { v.takeReason(n) })
		}
	case ledger.TypeMoved:
		add("F6", "stockpage.from", func() { v.from.Tapped(nil) })
		add("F7", "stockpage.to", func() { v.to.Tapped(nil) })
		add("F8", "stockpage.new_place", func() { p.newPlace("") })
		add("F9", "stockpage.places", p.toPlaces)
	case ledger.TypeOrdered:
		add("F6", "stockpage.fill", p.fillOrder)
		add("F8", "stockpage.message", p.message)
	}
	return withMenu(p.kit, scope)
}

// toPlaces leads to where places are made; the paper stays as it is.
func (p *paper) toPlaces() { p.kit.Go(kit.ToStock(placesPage, "")) }

// Title names the page, as all below it belongs to nav.Page.
func (p *paper) Title() string              { return p.kit.T("stockpage.title_" + p.name) }
func (p *paper) Content() fyne.CanvasObject { return p.view.object }
func (p *paper) Scope() *keys.Scope         { return p.scope }

// Shown reads the goods and takes the keyboard.
func (p *paper) Shown() {
	p.kit.Prompt.OnReady = p.view.toSearch
	p.view.toSearch()
	p.load()
}

// Hidden stops reading.
func (p *paper) Hidden() {
	p.kit.Prompt.OnReady = nil
	if !p.posting {
		p.runner.Cancel()
	}
}

// Leave asks before goods that were put on the paper are lost.
func (p *paper) Leave(leave func()) {
	p.kit.Prompt.Lose(p.draft.typed(), prompt.Question{}, func() {
		p.clear()
		leave()
	})
}

// Reload looks at the shop again: something was changed elsewhere.
func (p *paper) Reload() { p.load() }

// Drop takes the picture of the producer's paper.
func (p *paper) Drop(path string) { p.takePhoto(path) }

type paperFacts struct {
	index     *catalog.Index
	producers []shop.Party
	places    []shop.Place
	here      string
}

func (p *paper) load() {
	s := p.kit.Shop
	task.Run(p.runner, "load", func(ctx context.Context) (f paperFacts, err error) {
		if f.index, err = s.Catalogue(ctx); err != nil {
			return f, err
		}
		if f.producers, err = s.Producers(ctx); err != nil {
			return f, err
		}
		if f.places, err = s.Places(ctx); err != nil {
			return f, err
		}
		f.here, err = s.Get(ctx, "stock.place")
		return f, err
	}, func(f paperFacts, err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		p.take(f)
	})
}

func (p *paper) take(f paperFacts) {
	p.index, p.producers, p.places = f.index, f.producers, open(f.places)
	if here, err := id.Parse[id.Place](f.here); err == nil && p.draft.place.IsZero() && p.draft.kind == ledger.TypeMoved {
		p.draft.place = here
	}
	p.view.fill()
	if product, err := id.Parse[id.Product](p.about); err == nil {
		p.begin(f.index.ByID(product))
	}
	p.about = ""
	p.view.show()
}

// begin puts the product on the paper that a person came with; an order gets all that its producer should
// bring.
func (p *paper) begin(product *catalog.Product) {
	if product == nil {
		return
	}
	if p.view.producer != nil && p.draft.kind != ledger.TypeReceived {
		p.draft.producer = product.ProducerID
	}
	p.put(product, qty.One, id.Lot{})
	p.draft.keep()
	if p.draft.kind == ledger.TypeOrdered {
		p.fillOrder()
	}
	p.view.fill()
	p.view.toQty()
}

// open leaves closed places out.
func open(places []shop.Place) (all []shop.Place) {
	for _, place := range places {
		if !place.Closed {
			all = append(all, place)
		}
	}
	return all
}

// Scan puts what a code means on the paper.
func (p *paper) Scan(code string) {
	s := p.kit.Shop
	if p.posting { // it would be lost with what is written now
		p.kit.Sound.Play(sound.Unknown)
		return
	}
	task.Run(p.kit.Pool.Runner(), "scan", func(ctx context.Context) (catalog.Match, error) { return s.Find(ctx, code) },
		func(match catalog.Match, err error) {
			if err != nil {
				p.kit.Sound.Play(sound.Unknown)
				p.kit.Prompt.Say(i18n.Message(p.kit.Lang, err))
				return
			}
			p.kit.Sound.Play(sound.Scanned)
			p.put(match.Product, match.Qty, id.Lot{})
			p.view.toSearch()
		})
}

// put adds goods and shows them.
func (p *paper) put(product *catalog.Product, quantity qty.Qty, lot id.Lot) {
	if quantity <= 0 {
		quantity = qty.One
	}
	if err := p.draft.put(product, quantity, lot); err != nil {
		p.kit.Prompt.Say(i18n.Message(p.kit.Lang, err))
		return
	}
	p.view.search.SetText("")
	p.view.show()
}

func (p *paper) step(by int) {
	p.draft.step(p.draft.at, by)
	p.view.show()
}

func (p *paper) remove() {
	n := p.draft.at
	gone, ok := p.draft.remove(n)
	if !ok {
		return
	}
	p.view.show()
	p.kit.Prompt.SayUndo(p.kit.T("stockpage.removed", fault.Values{"name": goods.Name(p.kit.Lang, gone.product)}), func() {
		p.draft.restore(gone, n)
		p.view.show()
	})
}

// clear begins a new paper.
func (p *paper) clear() {
	place := p.draft.place
	p.draft = newDraft(p.draft.kind)
	p.draft.place = place
	p.view.fill()
	p.view.show()
}

// post writes the paper. What is refused is shown at its line, and everything stays.
func (p *paper) post() {
	if p.posting {
		return
	}
	request, err := p.draft.request()
	if err != nil {
		p.view.tell(err)
		return
	}
	s := p.kit.Shop
	p.posting = true
	task.Run(p.runner, "post", func(ctx context.Context) (*shop.StockPaper, error) {
		shift, err := s.CurrentShift(ctx)
		if err != nil {
			return nil, err
		}
		if shift != nil {
			request.By = shift.Name
		}
		return s.PostStock(ctx, request)
	},
		func(written *shop.StockPaper, err error) {
			p.posting = false
			if err != nil {
				p.view.tell(err)
				return
			}
			p.clear()
			p.kit.Changed()
			showPosted(p.kit, written)
		})
}
