package orders

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/addresses"
	"github.com/talat-pos/talat/app/customers"
	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// form is an order being written, in place of the list.
type form struct {
	page  *Page
	draft *draft
	scope *keys.Scope
	view  *formView
	busy  bool // it is being saved
}

// facts is what a form reads of the shop.
type facts struct {
	index    *catalog.Index
	scale    catalog.ScaleLayout
	services []string
}

func readFacts(ctx context.Context, s *shop.Shop) (f facts, err error) {
	if f.index, err = s.Catalogue(ctx); err != nil {
		return f, err
	}
	if f.scale, err = s.ScaleLayout(ctx); err != nil {
		return f, err
	}
	book, err := s.Rates(ctx)
	if err == nil {
		f.services = book.Codes()
	}
	return f, err
}

// create opens the form of a new order, edit that of the chosen one.
func (p *Page) create()            { p.fill(newDraft()) }
func (p *Page) edit(o *shop.Order) { p.fill(draftOf(o)) }

// fill opens a form.
func (p *Page) fill(d *draft) {
	f := &form{page: p, draft: d}
	f.scope = f.keys()
	f.view = newFormView(f)
	p.form = f
	p.turn()
	s := p.k.Shop
	task.Run(p.runner, "facts", func(ctx context.Context) (facts, error) { return readFacts(ctx, s) }, func(read facts, err error) {
		if err != nil {
			p.failed(err)
			return
		}
		f.view.find.Know(read.index, read.scale)
		f.view.setServices(read.services)
		f.reprice()
		if at := d.unmatched(); at >= 0 {
			d.at = at
			f.view.showLines()
		}
	})
}

// turn shows the form, or the list again.
func (p *Page) turn() {
	object := p.view.object
	if p.form != nil {
		object = p.form.view.object
	}
	p.stack.Objects = []fyne.CanvasObject{object}
	p.view.fold()
	widget.Connect(p.k.Router, p.stack)
	p.k.Router.SetScreen(p.Scope())
	p.k.Retitle()
	for range 2 { // texts know their height once they know their width
		p.stack.Refresh()
		object.Refresh()
	}
	if p.form != nil {
		p.form.view.arrange()
		p.form.view.find.Focus()
	} else {
		p.view.release()
	}
}

// close goes back to the list.
func (p *Page) close() {
	p.form = nil
	p.turn()
}

func (f *form) keys() *keys.Scope {
	step := func(by int) func() { return func() { f.view.move(by) } }
	line := func(by int) func() { return func() { f.step(f.draft.at, by) } }
	return &keys.Scope{Title: "orders.form.keys", OnScan: func(code string) { f.view.find.Scan(code) }, OnRune: func(r rune) { f.view.find.Typed(r) }, Bindings: []keys.Binding{
		{Chord: "F2", Label: "orders.form.search", Do: func() { f.view.find.Focus() }}, {Chord: "Ctrl+F", Do: func() { f.view.find.Focus() }},
		{Chord: "Up", Label: "orders.form.line", Do: step(-1), Repeat: true}, {Chord: "Down", Label: "orders.form.line", Do: step(1), Repeat: true},
		{Chord: "+", Label: "orders.form.more", Do: line(1), Repeat: true, WhenEmpty: true}, {Chord: "-", Label: "orders.form.less", Do: line(-1), Repeat: true, WhenEmpty: true},
		{Chord: "Delete", Label: "orders.form.remove", Do: func() { f.remove(f.draft.at) }, WhenEmpty: true},
		{Chord: keys.Enter, Do: func() { f.view.find.Enter() }},
		{Chord: "F4", Label: "orders.form.customer", Do: f.chooseCustomer},
		{Chord: "F5", Label: "orders.form.price", Do: func() { f.askLine(f.draft.at) }},
		{Chord: "F6", Label: "orders.form.recipients", Do: f.recipients},
		{Chord: "F7", Label: "orders.form.postage", Do: f.postage},
		{Chord: "F9", Label: "orders.form.list", Do: f.readList},
		{Chord: keys.Save, Label: "orders.form.save", Do: f.save},
		{Chord: keys.Esc, Label: "orders.form.leave", Do: f.leave},
	}}
}

func (f *form) put(product *catalog.Product, quantity qty.Qty) error {
	if err := f.draft.put(product, quantity); err != nil {
		return err
	}
	f.changed()
	return nil
}

func (f *form) step(n, by int) {
	f.draft.step(n, by)
	f.changed()
}

func (f *form) remove(n int) {
	if n < 0 || n >= len(f.draft.lines) {
		return
	}
	before, was, giftless := slices.Clone(f.draft.lines), f.draft.at, f.draft.giftless
	name := lineName(&f.draft.lines[n].OrderLine)
	f.draft.remove(n)
	f.changed()
	f.page.k.Prompt.SayUndo(f.page.k.T("orders.form.removed", fault.Values{"name": name}), func() {
		f.draft.lines, f.draft.at, f.draft.giftless = before, was, giftless
		f.changed()
	})
}

// changed shows the lines and asks for the shop's prices of today.
func (f *form) changed() {
	f.view.showLines()
	f.reprice()
}

func (f *form) reprice() {
	s, open := f.page.k.Shop, f.draft.open()
	if len(open) == 0 {
		if !f.draft.giftless {
			f.draft.takeGifts(nil)
		}
		f.view.showSums()
		return
	}
	task.Run(f.page.runner, "prices", func(ctx context.Context) (prices, error) { return readPrices(ctx, s, open) }, func(p prices, err error) {
		if err != nil {
			f.page.k.Prompt.Say(i18n.Message(f.page.k.Lang, err))
			return
		}
		f.draft.take(p)
		f.view.showLines()
	})
}

// askLine asks how much of a line and for how much each, of goods nobody has matched which they are.
func (f *form) askLine(n int) {
	if n < 0 || n >= len(f.draft.lines) {
		return
	}
	if f.draft.lines[n].ProductID.IsZero() {
		f.match(n)
		return
	}
	t, line := f.page.k.T, &f.draft.lines[n]
	quantity, price, trouble := widget.NewQtyEntry(), widget.NewAmountEntry(false), newTrouble()
	quantity.SetQty(line.Qty)
	price.SetAmount(line.Price)
	body := widget.Column(10, container.New(widget.Even{}, widget.NewFormRow(t("orders.form.qty", fault.Values{"unit": line.Unit}), quantity),
		widget.NewFormRow(t("orders.form.each"), price)))
	to := line.To
	if len(f.draft.request.Recipients) > 1 {
		names := make([]string, len(f.draft.request.Recipients))
		for m := range names {
			names[m] = f.draft.request.Recipients[m].Name
		}
		body.Add(widget.NewFormRow(t("orders.form.for"), widget.NewSelect(names, max(to, 1)-1, "", func(m int) { to = m + 1 })))
	}
	body.Add(trouble)
	var d *prompt.Dialog
	d = &prompt.Dialog{Title: lineName(&line.OrderLine), Body: body, Focus: quantity, Typed: prompt.TypedIn(quantity, price),
		Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc}, {Label: t("prompt.ok"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: func() {
			many, err := quantity.Qty()
			each := line.Price
			if err == nil && many <= 0 {
				err = fault.New("qty_not_positive", "qty", fault.Values{"value": many})
			}
			if err == nil {
				each, err = price.Amount()
			}
			if err != nil {
				tell(f.page.k.Lang, d, trouble, err)
				return
			}
			line.priced = line.priced || each != line.Price
			f.draft.keep(line)
			line.Qty, line.Price, line.To, f.draft.touched, line.Gift = many, each, to, true, line.Gift && each == 0
			d.Close()
			f.changed()
		}}}}
	f.page.k.Prompt.Show(d)
}

// match asks which goods of the shop a channel's name means, and whether to remember it.
func (f *form) match(n int) {
	index := f.view.find.Index()
	if index == nil {
		return
	}
	k, text := f.page.k, f.draft.lines[n].Text
	goods.Choose(k, goods.Choice{Title: k.T("orders.match", fault.Values{"text": text}), Index: index, Photos: f.page.photos}, func(chosen []id.Product) {
		product := index.ByID(chosen[0])
		if product == nil || product.HasVariants {
			return
		}
		f.draft.match(n, product)
		f.changed()
		k.Prompt.Ask(prompt.Question{Title: k.T("orders.learn"), Text: k.T("orders.learn_text", fault.Values{"text": text, "name": product.FullName()}), Yes: k.T("orders.learn_yes")}, func(yes bool) {
			if yes {
				f.learn(product, text)
			}
		})
	})
}

func (f *form) learn(product *catalog.Product, text string) {
	s := f.page.k.Shop
	task.Run(f.page.acts, "learn", func(ctx context.Context) (bool, error) { return true, s.LearnAlias(ctx, product.ID, text) }, func(_ bool, err error) {
		if err != nil {
			f.page.k.Prompt.Error(err)
		}
	})
}

func (f *form) chooseCustomer() {
	customers.Choose(f.page.k, f.page.acts, customers.Choice{OnScan: f.view.find.Scan}, func(who shop.Customer, chosen bool) {
		if !chosen {
			return
		}
		r := &f.draft.request
		r.CustomerID, f.draft.customer, f.draft.touched = who.ID, who.Name, true
		if !who.ID.IsZero() {
			r.Person.Name, r.Person.Phone = who.Name, who.Phone
		}
		f.view.fill()
		if len(r.Recipients) == 0 && who.Address != "" {
			f.readAddress(who.Address)
		}
	})
}

// readAddress takes a customer's address apart for the recipient.
func (f *form) readAddress(text string) {
	s := f.page.k.Shop
	task.Run(f.page.runner, "address", func(ctx context.Context) (ordering.Recipient, error) {
		register, err := s.Register(ctx)
		if err != nil {
			return ordering.Recipient{}, err
		}
		return recipientAt(addresses.Split(text, register)), nil
	}, func(to ordering.Recipient, err error) {
		if err != nil || len(f.draft.request.Recipients) > 0 {
			return // it can be typed
		}
		person := &f.draft.request.Person
		to.Name, to.Phones = person.Name, phonesOf(person.Phone)
		f.draft.request.Recipients = []ordering.Recipient{to}
		f.view.showRecipients()
	})
}

// save writes the order and shows it.
func (f *form) save() {
	if f.busy || !f.view.read() {
		return
	}
	f.busy = true
	p, s, by, d := f.page, f.page.k.Shop, f.page.m.list.by, f.draft
	task.Run(p.acts, "save", func(ctx context.Context) (*shop.Order, error) { return d.save(ctx, s, by) }, func(o *shop.Order, err error) {
		f.busy = false
		if err != nil {
			p.k.Prompt.Error(err)
			return
		}
		if !d.from.IsZero() {
			p.k.Aside[kit.Till] = d.from // the till's bill is done
		}
		p.m.order = o
		if p.form == f {
			p.close()
		}
		p.wrote(o, "")
		p.k.Prompt.Say(p.k.T("orders.form.saved", fault.Values{"number": called(o)}))
	})
}

// leave goes back to the list, after asking where something would be lost.
func (f *form) leave() {
	switch {
	case f.view.find.Search.Text != "":
		f.view.find.Search.SetText("")
	default:
		f.page.k.Prompt.Lose(f.draft.touched, prompt.Question{}, f.page.close)
	}
}

// postage asks what the services of the post ask for the order, and takes one.
func (f *form) postage() {
	r := &f.draft.request
	if len(r.Recipients) == 0 || r.Recipients[0].Postcode == "" {
		f.page.k.Prompt.Say(f.page.k.T("orders.form.no_postcode"))
		return
	}
	s, lines, to := f.page.k.Shop, f.draft.parcelLines(1), r.Recipients[0]
	cod := money.Satang(0)
	if r.PayBy == ordering.PayCOD {
		cod = f.draft.total()
	}
	task.Run(f.page.acts, "quote", func(ctx context.Context) (*quoted, error) {
		return quoteFor(ctx, s, lines, to.Postcode, 0, [3]int{}, cod, 0)
	}, func(q *quoted, err error) {
		if err != nil {
			f.page.k.Prompt.Error(err)
			return
		}
		f.page.chooseOffer(q, func(service string, fee money.Satang) {
			r.Service, r.Fee, f.draft.touched = service, fee, true
			f.view.fill()
		})
	})
}

// parcelLines are the goods of a recipient.
func (d *draft) parcelLines(to int) (lines []weighed) {
	for _, line := range d.lines {
		if line.product != nil && max(line.To, 1) == to {
			lines = append(lines, weighed{line.product, line.Qty})
		}
	}
	return lines
}
