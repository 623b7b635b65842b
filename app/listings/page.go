package listings

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/sound"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
)

// Page is the screen of listings.
type Page struct {
	k      *kit.Kit
	m      *model
	runner *task.Runner // reads; stopped when the page is hidden
	acts   *task.Runner // what a person asked for: it is done even when they go elsewhere
	photos *goods.Photos
	covers *goods.Photos // the large ones
	scope  *keys.Scope
	narrow *keys.Scope // of a product that stands in place of the list
	view   *view
	next   func() // what was asked while the list was being read
	again  bool   // the dialog of what is marked was left to put something right: it comes back
}

// coverShape is that of the large picture.
var coverShape = goods.Shape{Wide: 720, High: 328}

// New builds the screen. arg is the id of a product to show, or nothing. It reads the shop when it is shown.
func New(k *kit.Kit, arg string) *Page {
	p := &Page{k: k, runner: k.Pool.Runner(), acts: k.Pool.Runner(), m: &model{lang: k.Lang, chosen: -1}}
	p.photos = goods.NewPhotos(k.Shop.Dir, goods.Square, k.Pool, p.pictured)
	p.covers = goods.NewPhotos(k.Shop.Dir, coverShape, k.Pool, p.pictured)
	if product, err := id.Parse[id.Product](arg); err == nil {
		p.m.wish = product
	}
	p.m.marked, _ = k.Aside[kit.Listings].([]id.Product)
	p.view = newView(p)
	p.scope, p.narrow = p.scopes()
	return p
}

// Title belongs to nav.Page, as all below.
func (p *Page) Title() string              { return p.k.T("listings.title") }
func (p *Page) Content() fyne.CanvasObject { return p.view.object }
func (p *Page) Head() fyne.CanvasObject    { return p.view.head }
func (p *Page) Scope() *keys.Scope {
	if p.view.opened {
		return p.narrow
	}
	return p.scope
}

// Turn shows another product.
func (p *Page) Turn(arg string) {
	if product, err := id.Parse[id.Product](arg); err == nil {
		p.m.wish = product
		p.load(len(p.m.list.Rows))
	}
}

// Shown reads the list anew: goods were changed, and platforms have answered meanwhile.
func (p *Page) Shown() {
	p.k.Prompt.OnReady = p.view.release
	if again := p.again; again {
		p.again, p.next = false, p.publish
	}
	p.load(len(p.m.list.Rows))
}

// Hidden stops reading. Marks are kept: a customer at the till must not cost them.
func (p *Page) Hidden() {
	p.k.Prompt.OnReady = nil
	p.next = nil
	p.runner.Cancel()
	p.k.Aside[kit.Listings] = p.m.marked
}

// Reload reads what is shown again: something was changed elsewhere, or a platform has answered.
func (p *Page) Reload() { p.load(len(p.m.list.Rows)) }

// pictured shows photos that were read.
func (p *Page) pictured() {
	p.view.list.Refresh()
	p.view.detail.showPicture()
	p.view.showExample()
}

// load reads so many goods of the list.
func (p *Page) load(count int) {
	s, query, part, wish := p.k.Shop, p.m.query(), parts[p.m.part], p.m.wish
	if row := p.m.aside; wish.IsZero() && row != nil {
		wish = row.Product.ID
	}
	type reading struct {
		list  listRead
		aside *shop.Listing
	}
	task.Run(p.runner, "list", func(ctx context.Context) (r reading, err error) {
		if r.list, err = readList(ctx, s, part, query, count); err != nil || wish.IsZero() {
			return r, err
		}
		row, err := s.Listing(ctx, wish)
		if fault.Is(err, "product_unknown") || err == nil && len(row.Cells) != len(r.list.Channels) { // a platform came or went just now
			return r, nil
		}
		r.aside = &row
		return r, err
	}, func(r reading, err error) {
		if err != nil {
			p.failed(err)
			return
		}
		p.m.wish = wish
		p.m.take(r.list, r.aside)
		p.view.show()
		if do := p.next; do != nil {
			p.next = nil
			do()
		}
	})
}

// more reads another page of the list.
func (p *Page) more() {
	if len(p.m.list.Rows) < min(p.m.list.Total, maxShown) {
		p.load(len(p.m.list.Rows) + pageSize)
	}
}

// pick is the hand's choice of a row.
func (p *Page) pick(row int) {
	p.next = nil
	p.m.choose(row)
	p.view.showChosen()
	if row >= len(p.m.list.Rows)-pageSize/4 {
		p.more()
	}
}

// ready gives an action that waits until the list is read: until then the screen shows what was.
func (p *Page) ready(do func()) func() {
	return func() {
		if p.runner.Busy("list") {
			p.next = do
			return
		}
		do()
	}
}

func (p *Page) failed(err error) {
	p.next = nil
	p.k.Prompt.Error(err)
}

// turnPart shows another part of the list.
func (p *Page) turnPart(part int) {
	p.m.part = (part + len(parts)) % len(parts)
	p.m.chosen, p.m.aside = -1, nil
	p.load(0)
}

// look searches the list.
func (p *Page) look(text string) {
	if p.m.search != text {
		p.m.search, p.m.chosen, p.m.aside = text, -1, nil
		p.load(0)
	}
}

// lookAt shows the product on another platform.
func (p *Page) lookAt(channel int) {
	if channel >= 0 && channel < len(p.m.list.Channels) {
		p.m.channel = p.m.list.Channels[channel].ID
		p.view.show()
	}
}

func (p *Page) turnChannel(by int) {
	p.m.turnChannel(by)
	p.view.show()
}

func (p *Page) turnPicture(by int) {
	p.m.turnPicture(by)
	p.view.detail.showPicture()
}

// mark marks a product, or takes its mark away.
func (p *Page) mark(row *shop.Listing) {
	if !p.m.mark(row.Product.ID) {
		p.k.Prompt.Say(p.k.T("fault.too_many", fault.Values{"max": maxMarked}))
		return
	}
	p.view.showMarked()
}

// markChosen marks the chosen product and goes on to the next, so that a run of goods is marked by one key.
func (p *Page) markChosen() {
	if row := p.m.listing(); row != nil {
		p.mark(row)
		if p.m.aside == nil && p.m.isMarked(row.Product.ID) && p.m.chosen < len(p.m.list.Rows)-1 {
			p.view.list.Step(0, 1)
		}
	}
}

func (p *Page) markAll() {
	p.m.markAll()
	p.view.showMarked()
}

func (p *Page) unmark() {
	p.m.marked = nil
	p.view.showMarked()
}

// scan shows the product of a code.
func (p *Page) scan(code string) {
	s := p.k.Shop
	task.Run(p.runner, "scan", func(ctx context.Context) (catalog.Match, error) { return s.Find(ctx, code) }, func(match catalog.Match, err error) {
		switch {
		case fault.Is(err, "product_unknown"):
			p.k.Sound.Play(sound.Unknown)
			p.k.Prompt.Say(p.k.T("listings.scan_unknown", fault.Values{"code": code}))
		case err != nil:
			p.failed(err)
		default:
			p.m.wish = match.Product.ID
			p.load(len(p.m.list.Rows))
		}
	})
}
