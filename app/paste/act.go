package paste

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shop"
)

// open gives the order that is shown while it can be changed, nil else.
func (p *page) open() *draft {
	if d := p.model.draft(); d != nil && d.saved == "" {
		return d
	}
	return nil
}

// enter says that the field with the keyboard is right and goes on to the next doubtful one; goods that nobody has
// matched it asks for.
func (p *page) enter() {
	d := p.open()
	if d == nil {
		return
	}
	if field := p.view.focused; field != "" {
		for n := range d.request.Lines {
			if field == itemField(n, "sku") && d.request.Lines[n].ProductID.IsZero() { // it is for a person to say
				p.chooseGoods(n)
				return
			}
		}
		d.left(field)
		d.confirm(field)
	}
	p.view.show()
	p.walk(1)
}

// walk gives the keyboard to the next field that should be looked at, or the one before; where all is settled, to
// the next field of the form.
func (p *page) walk(by int) {
	d := p.open()
	if d == nil {
		return
	}
	all := d.all()
	list := d.asks()
	if len(list) == 0 {
		list = all
	}
	now := slices.Index(all, p.view.focused)
	at := func(field string) int { return slices.Index(all, field) }
	if by > 0 {
		for _, field := range list {
			if at(field) > now {
				p.view.goTo(field)
				return
			}
		}
		if now >= 0 && len(d.asks()) > 0 || now < 0 && len(list) > 0 {
			p.view.goTo(list[0])
		} else {
			p.view.goTo("")
		}
		return
	}
	for _, field := range slices.Backward(list) {
		if now < 0 || at(field) < now {
			p.view.goTo(field)
			return
		}
	}
	p.view.goTo(list[len(list)-1])
}

// all lists the fields of the form, in its order.
func (d *draft) all() []string {
	list := slices.Clone(fields)
	for n := range d.request.Lines {
		list = append(list, itemField(n, "sku"), itemField(n, "qty"))
	}
	return append(list, fieldPayment)
}

// search gives the keyboard to the place, whose field finds by any part.
func (p *page) search() {
	if p.open() != nil {
		p.view.goTo(fieldPlace)
	}
}

// step shows another order of the text.
func (p *page) step(by int) {
	if p.model.step(by) {
		p.view.say("")
		p.view.show()
		p.view.read()
	}
}

func (p *page) goTo(at int) {
	p.model.at = at
	p.step(0)
}

// pay says how the order is paid; cash means that it is fetched.
func (p *page) pay(by string) {
	if d := p.open(); d != nil {
		d.pay(by, by == ordering.PayCash)
		p.changed()
	}
}

// nextService chooses the next service the post offers.
func (p *page) nextService() {
	if d := p.open(); d != nil && len(d.offers()) > 0 {
		offers, at := d.offers(), 0
		if now := d.offer(); now != nil {
			at = slices.IndexFunc(offers, func(o shipping.Offer) bool { return o.Service.Code == now.Service.Code }) + 1
		}
		p.ship(at % len(offers))
	}
}

// ship chooses a service; the orders that follow begin with it too.
func (p *page) ship(index int) {
	d := p.open()
	if d == nil || index < 0 || index >= len(d.offers()) {
		return
	}
	d.ship(&d.offers()[index])
	d.touched = true
	p.model.service = d.request.Service
	p.view.showSums()
}

// addGoods asks for a product that the message does not name.
func (p *page) addGoods() {
	if p.open() != nil {
		p.choose(p.kit.T("paste.add"), nil, p.put)
	}
}

// chooseGoods asks which product a line means.
func (p *page) chooseGoods(n int) {
	d := p.open()
	if d == nil || n >= len(d.items) {
		return
	}
	title := p.kit.T("paste.which")
	if d.items[n].name != "" {
		title = p.kit.T("paste.which_name", fault.Values{"name": d.items[n].name})
	}
	p.choose(title, d.items[n].others, func(product id.Product) { p.match(n, product) })
}

// match says which product a line means.
func (p *page) match(n int, product id.Product) {
	d, found := p.open(), p.model.product(product)
	if d == nil || found == nil || n >= len(d.items) {
		return
	}
	if found.HasVariants {
		p.view.say(p.kit.T("paste.variants", fault.Values{"name": found.Name}))
		return
	}
	d.choose(n, found)
	p.changed()
}

func (p *page) choose(title string, first []id.Product, then func(id.Product)) {
	if p.model.index == nil {
		return
	}
	goods.Choose(p.kit, goods.Choice{Title: title, Chosen: first, Index: p.model.index, Photos: p.photos}, func(chosen []id.Product) {
		if len(chosen) > 0 {
			then(chosen[0])
		}
	})
}

// remove takes a line out.
func (p *page) remove(n int) {
	if d := p.open(); d != nil && n < len(d.items) {
		p.view.goTo("")
		d.remove(n)
		p.changed()
	}
}

// learnName writes the name that the message used to the aliases of the product a person chose.
func (p *page) learnName() {
	d := p.open()
	if d == nil || d.learn < 0 || p.runner.Busy("learn") {
		return
	}
	s, name, product := p.kit.Shop, d.items[d.learn].name, p.model.product(d.request.Lines[d.learn].ProductID)
	d.learn = -1
	p.view.show()
	if product == nil {
		return
	}
	of, called := product.ID, goods.Name(p.kit.Lang, product)
	task.Run(p.runner, "learn", func(ctx context.Context) (bool, error) { return true, s.LearnAlias(ctx, of, name) }, func(_ bool, err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		p.kit.Changed()
		p.view.say(p.kit.T("paste.learnt", fault.Values{"name": name, "product": called}))
	})
}

// chooseChannel asks where the order came from.
func (p *page) chooseChannel() {
	var dialog *prompt.Dialog
	list := widget.NewList(theme.Touch, func() *widget.Text { return widget.NewText("", widget.Body).Shrink() },
		func(index int, row *widget.Text, _ bool) {
			row.Set("  " + p.kit.T("ordering.channel."+ordering.Channels[index]))
		})
	pick := func(index int) {
		if index < 0 {
			return
		}
		dialog.Close()
		p.model.chosen = true
		p.model.setChannel(ordering.Channels[index])
		p.view.show()
	}
	list.OnTapped = pick
	dialog = &prompt.Dialog{Title: p.kit.T("paste.channel"), Width: widget.Unit(360),
		Body:     container.New(widget.Rows(6), widget.NewFlushCard(list)),
		Bindings: []keys.Binding{{Chord: "Up", Do: func() { list.Step(0, -1) }, Repeat: true}, {Chord: "Down", Do: func() { list.Step(0, 1) }, Repeat: true}},
		Actions: []prompt.Action{{Label: p.kit.T("prompt.cancel"), Key: keys.Esc},
			{Label: p.kit.T("paste.choose"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: func() { pick(list.Chosen()) }}}}
	p.kit.Prompt.Show(dialog)
	list.SetCount(len(ordering.Channels))
	list.Choose(slices.Index(ordering.Channels, p.model.channel))
}

// copySummary puts what the order comes to on the clipboard, to be pasted as an answer.
func (p *page) copySummary() {
	if p.waits(p.copySummary) {
		return
	}
	d := p.model.draft()
	if d == nil {
		return
	}
	s, request := p.kit.Shop, d.request
	task.Run(p.runner, "copy", func(ctx context.Context) (string, error) { return s.OrderSummary(ctx, &request, d.saved) }, func(text string, err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		p.kit.Clipboard.SetContent(text)
		p.view.say(p.kit.T("paste.copied"))
	})
}

// waits has something done when text and prices are worked out; it reports whether they are not yet.
func (p *page) waits(then func()) bool {
	if p.runner.Busy("read") || p.runner.Busy("price") {
		p.after = then
		return true
	}
	return false
}

// save writes the order that is shown. What is doubtful is asked about first; what is missing may follow later, if
// a person says so.
func (p *page) save() {
	if p.runner.Busy("save") || p.waits(p.save) {
		return
	}
	d := p.open()
	if d == nil {
		return
	}
	d.left(p.view.focused)
	if field := d.blocker(); field != "" {
		p.view.show()
		p.view.goTo(field)
		p.view.say(p.kit.T(blockedBy(d, field)))
		return
	}
	if gaps := d.gaps(); len(gaps) > 0 {
		question := prompt.Question{Title: p.kit.T("paste.gaps"), Text: p.kit.T("paste.gaps_text", fault.Values{"fields": p.names(d, gaps)}),
			Yes: p.kit.T("paste.gaps_yes"), No: p.kit.T("paste.gaps_no")}
		p.kit.Prompt.Ask(question, func(yes bool) {
			if yes {
				p.write([]*draft{d})
			} else {
				p.view.goTo(gaps[0])
			}
		})
		return
	}
	p.write([]*draft{d})
}

// blockedBy says why an order cannot be saved yet.
func blockedBy(d *draft, field string) string {
	switch {
	case field == "items":
		return "paste.need.items"
	case field == fieldPayment:
		return "paste.need.payment"
	case strings.HasSuffix(field, ".qty") && d.doubts[field] == "":
		return "paste.need.qty"
	}
	return "paste.need.look"
}

// names lists fields for a sentence.
func (p *page) names(d *draft, list []string) string {
	var names []string
	for _, field := range list {
		if !strings.HasPrefix(field, "items") {
			names = append(names, p.kit.T("paste."+field))
		}
	}
	for n := range d.request.Lines {
		if slices.Contains(list, itemField(n, "sku")) {
			names = append(names, p.kit.T("paste.unmatched", fault.Values{"text": d.items[n].text}))
		}
	}
	return strings.Join(names, comma)
}

// saveReady writes all orders that need no look.
func (p *page) saveReady() {
	if p.runner.Busy("save") || p.waits(p.saveReady) || len(p.model.drafts) < 2 {
		return
	}
	if ready := p.model.ready(); len(ready) > 0 {
		p.write(ready)
	} else {
		p.view.say(p.kit.T("paste.none_ready"))
	}
}

// written is how far saving came.
type written struct{ orders []ledger.Order }

// write saves orders one after the other; what was saved before one failed stays saved.
func (p *page) write(list []*draft) {
	s := p.kit.Shop
	requests := make([]ordering.Request, len(list))
	for n, d := range list {
		requests[n] = d.request
		requests[n].Lines = shop.WithGifts(d.request.Lines, d.gifts)
	}
	done := &written{}
	task.Run(p.runner, "save", func(ctx context.Context) (*written, error) {
		for n := range requests {
			order, err := s.AddOrder(ctx, requests[n])
			if err != nil {
				return done, err
			}
			done.orders = append(done.orders, order.Order)
		}
		return done, nil
	}, func(_ *written, err error) {
		called := make([]string, len(done.orders))
		for n := range done.orders {
			order := &done.orders[n]
			called[n] = ordering.Short(order)
			list[n].saved, list[n].called = order.Number, called[n]
		}
		if len(done.orders) > 0 {
			p.kit.Changed()
		}
		if p.shut { // it was closed meanwhile
			p.closed()
			p.kit.Prompt.Error(err)
			return
		}
		if err != nil {
			p.view.show()
			p.kit.Prompt.Error(err)
			return
		}
		p.saved(called)
	})
}

// saved goes on to the next order, or closes after the last.
func (p *page) saved(called []string) {
	said := p.kit.T("paste.saved", fault.Values{"number": strings.Join(called, comma)})
	if len(called) > 3 {
		said = p.kit.T("paste.saved_many", fault.Values{"count": len(called)})
	}
	next := p.model.next()
	if next < 0 {
		p.dialog.Close()
		p.kit.Prompt.Say(said)
		return
	}
	p.price() // stock and what is ready may be otherwise now
	p.goTo(next)
	p.view.say(said)
}

// productName names a product of a line.
func (p *page) productName(product *catalog.Product) string { return goods.Name(p.kit.Lang, product) }

// message says an error in words.
func (p *page) message(err error) string { return i18n.Message(p.kit.Lang, err) }
