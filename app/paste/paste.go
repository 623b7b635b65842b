package paste

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// Show opens the dialog with what is on the clipboard. done is told once, when it closes, which orders were saved;
// it is not called when none was.
func Show(k *kit.Kit, done func(orders []id.Order)) { show(k, done) }

func show(k *kit.Kit, done func([]id.Order)) *page {
	p := newPage(k, done)
	k.Prompt.Show(p.dialog)
	p.view.opened()
	p.paste()
	return p
}

// aside keeps what a person chose for the next time the dialog opens in this window.
const aside nav.Screen = "paste"

type chosen struct{ channel, service string }

// page is the dialog: it does what the keys say and brings what comes of it to the view.
type page struct {
	kit    *kit.Kit
	runner *task.Runner
	model  *model
	view   *view
	photos *goods.Photos
	dialog *prompt.Dialog
	done   func([]id.Order)
	after  func() // waits for the prices
	shut   bool   // the dialog is closed
}

func newPage(k *kit.Kit, done func([]id.Order)) *page {
	p := &page{kit: k, runner: k.Pool.Runner(), done: done, model: &model{channel: ordering.Line}}
	if was, ok := k.Aside[aside].(chosen); ok {
		p.model.channel, p.model.service = was.channel, was.service
	}
	p.photos = goods.NewPhotos(k.Shop.Dir, goods.Square, k.Pool, func() { p.view.showGoods() })
	p.view = newView(p)
	p.dialog = &prompt.Dialog{
		Title: "paste.keys", Body: p.view.object, Bare: true, Width: widget.Unit(1160), Typed: p.model.unsaved, OnScan: p.scan, OnClosed: p.closed,
		Bindings: p.bindings(),
	}
	return p
}

func (p *page) bindings() []keys.Binding {
	return []keys.Binding{
		{Chord: keys.Save, Label: "paste.save", Do: p.save},
		{Chord: "Ctrl+V", Label: "paste.again", Do: p.pasteAgain},
		{Chord: keyCopy, Label: "paste.copy", Do: p.copySummary}, {Chord: "Ctrl+C", Do: p.copySummary},
		{Chord: keys.Enter, Label: "paste.confirm", Do: p.enter},
		{Chord: keys.Tab, Label: "paste.next", Do: func() { p.walk(1) }}, {Chord: "Shift+" + keys.Tab, Do: func() { p.walk(-1) }},
		{Chord: "F2", Label: "paste.search", Do: p.search}, {Chord: "Ctrl+F", Do: p.search},
		{Chord: keyAdd, Label: "paste.add", Do: p.addGoods},
		{Chord: keyEdit, Label: "paste.edit", Do: p.view.edit},
		{Chord: keyCOD, Label: "paste.pay.cod", Do: func() { p.pay(ordering.PayCOD) }},
		{Chord: keyTransfer, Label: "paste.pay.transfer", Do: func() { p.pay(ordering.PayTransfer) }},
		{Chord: keyFetch, Label: "paste.pay.cash", Do: func() { p.pay(ordering.PayCash) }},
		{Chord: keyService, Label: "paste.service", Do: p.nextService},
		{Chord: keyChannel, Label: "paste.channel", Do: p.chooseChannel},
		{Chord: keyLearn, Label: "paste.learn_yes", Do: p.learnName},
		{Chord: keyAll, Label: "paste.save_ready", Do: p.saveReady},
		{Chord: "PageDown", Label: "paste.next_order", Do: func() { p.step(1) }}, {Chord: "PageUp", Label: "paste.previous_order", Do: func() { p.step(-1) }},
	}
}

// The keys that stand on buttons and chips.
const (
	keyAdd      keys.Chord = "F3"
	keyEdit     keys.Chord = "F4"
	keyCOD      keys.Chord = "F5"
	keyTransfer keys.Chord = "F6"
	keyFetch    keys.Chord = "F7"
	keyService  keys.Chord = "F8"
	keyCopy     keys.Chord = "F9"
	keyChannel  keys.Chord = "F10"
	keyLearn    keys.Chord = "F11"
	keyAll      keys.Chord = "F12"
)

func (p *page) key(chord keys.Chord) string { return chord.Name(p.kit.Lang, p.kit.Twins) }

// closed tells who asked which orders there are now.
func (p *page) closed() {
	p.shut = true
	p.kit.Aside[aside] = chosen{p.model.channel, p.model.service}
	if p.runner.Busy("save") {
		return // what is being saved is told when it is
	}
	p.runner.Cancel()
	if saved := p.model.saved(); len(saved) > 0 && p.done != nil {
		p.done(saved)
	}
}

// pasteAgain takes the clipboard in place of the text, after asking where something would be lost.
func (p *page) pasteAgain() {
	p.kit.Prompt.Lose(p.model.unsaved(), prompt.Question{Title: p.kit.T("paste.lose"), Text: p.kit.T("paste.lose_text")}, p.paste)
}

func (p *page) paste() {
	text := cut(p.kit.Clipboard.Content(), maxPaste)
	if strings.TrimSpace(text) == "" { // nothing, or a picture: the toolkit gives only text
		p.view.say(p.kit.T("paste.clipboard_empty"))
		if p.model.text == "" {
			p.view.edit()
		}
		return
	}
	channel, service := p.model.channel, p.model.service
	*p.model = model{text: text, channel: channel, service: service}
	p.view.showText(false)
	p.view.showMarks()
	p.read(0)
}

// pause is how long the text stands still before it is read anew.
const pause = 250 * time.Millisecond

// typed takes the text as a person writes it.
func (p *page) typed(text string) {
	p.model.text, p.model.typed = text, true
	p.read(pause)
}

// read reads the text behind the window; a newer text takes its place.
func (p *page) read(after time.Duration) {
	s, text := p.kit.Shop, p.model.text
	task.Run(p.runner, "read", func(ctx context.Context) (reading, error) {
		select {
		case <-time.After(after):
		case <-ctx.Done():
			return reading{}, ctx.Err()
		}
		return readText(ctx, s, text)
	}, func(r reading, err error) {
		p.model.trouble = err
		if err == nil && len(r.orders) == 0 {
			p.model.trouble = fault.New("chat_no_order", "text", nil)
		}
		r.text = text
		p.model.take(r)
		p.view.say("")
		p.price()
		p.view.show()
		if after == 0 {
			p.view.read()
		}
	})
}

// readText reads the orders of a text. It runs in the background.
func readText(ctx context.Context, s *shop.Shop, text string) (r reading, err error) {
	if r.orders, err = s.ReadChat(ctx, text); err != nil {
		return r, err
	}
	for n := range r.orders {
		kept := text
		if at := r.orders[n].At; len(r.orders) > 1 && at.From < at.To { // nobody's text is kept with another's order
			kept = text[at.From:at.To]
		}
		request, err := s.ChatRequest(ctx, &r.orders[n], kept)
		if err != nil {
			return reading{}, err
		}
		r.requests = append(r.requests, request)
	}
	if r.register, err = s.Register(ctx); err != nil {
		return reading{}, err
	}
	r.index, err = s.Catalogue(ctx)
	return r, err
}

// priced is what an order's goods and its post come to.
type priced struct {
	of      *draft
	request ordering.Request
	gifts   []ledger.OrderLine // of promotions
	postage *shop.Postage
	have    map[id.Product]qty.Qty
}

// price works out the prices, the stock and the postage of all orders anew.
func (p *page) price() {
	var all []priced
	for _, d := range p.model.drafts {
		if d.saved == "" {
			request := d.request
			request.Lines = slices.Clone(request.Lines)
			all = append(all, priced{of: d, request: request})
		}
	}
	s := p.kit.Shop
	task.Run(p.runner, "price", func(ctx context.Context) ([]priced, error) {
		for n := range all {
			if err := all[n].work(ctx, s); err != nil {
				return nil, err
			}
		}
		return all, nil
	}, func(all []priced, err error) {
		after := p.after
		p.after = nil
		if err != nil {
			p.view.say(i18n.Message(p.kit.Lang, err))
			return
		}
		for n := range all {
			all[n].put()
		}
		p.view.showSums()
		if after != nil {
			after()
		}
	})
}

func (c *priced) work(ctx context.Context, s *shop.Shop) (err error) {
	if c.gifts, err = s.PriceOrder(ctx, &c.request); err != nil {
		return err
	}
	cod := money.Satang(0)
	if c.request.PayBy == ordering.PayCOD {
		for _, line := range c.request.Lines {
			cod += money.Times(line.Price, line.Qty)
		}
	}
	if c.postage, err = s.OrderPostage(ctx, shop.WithGifts(c.request.Lines, c.gifts), c.request.Recipients[0].Postcode, cod); err != nil {
		return err
	}
	c.have = map[id.Product]qty.Qty{}
	rows, err := s.Stock(ctx, productsOf(c.request.Lines))
	for _, row := range rows {
		c.have[row.ProductID] = row.Sellable
	}
	return err
}

func productsOf(lines []ledger.OrderLine) (products []id.Product) {
	for _, line := range lines {
		if !line.ProductID.IsZero() && !slices.Contains(products, line.ProductID) {
			products = append(products, line.ProductID)
		}
	}
	return products
}

func (c *priced) put() {
	for n := range c.request.Lines {
		c.of.request.Lines[n].Price = c.request.Lines[n].Price
	}
	c.of.request.Discount, c.of.gifts, c.of.have = c.request.Discount, c.gifts, c.have
	c.of.posted(c.postage)
}

// scan adds the product of a code.
func (p *page) scan(code string) {
	d := p.model.draft()
	if d == nil || d.saved != "" || p.model.index == nil {
		return
	}
	s := p.kit.Shop
	task.Run(p.runner, "scan", func(ctx context.Context) (id.Product, error) {
		match, err := s.Find(ctx, code)
		if err != nil {
			return id.Product{}, err
		}
		return match.Product.ID, nil
	}, func(product id.Product, err error) {
		if err != nil {
			p.view.say(i18n.Message(p.kit.Lang, err))
			return
		}
		p.put(product)
	})
}

// put adds a product to the order that is shown.
func (p *page) put(product id.Product) {
	if d, found := p.model.draft(), p.model.product(product); d != nil && d.saved == "" && found != nil && !found.HasVariants {
		d.add(found)
		p.changed()
	}
}

// changed works out what follows from a change and shows it.
func (p *page) changed() {
	p.price()
	p.view.show()
}

// canvas is the window the dialog stands on.
func (p *page) canvas() fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(p.view.object)
}
