package customers

import (
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shop"
)

// Choice says what a customer is chosen for.
type Choice struct {
	Title, OK string            // empty: "choose a customer", "choose"
	Named     bool              // somebody must be named: the row "no customer" is not there
	OnScan    func(code string) // what a scan means meanwhile; nil: it is lost
}

// Choose asks for a customer: letters or digits of name and phone narrow the list, ↑ ↓ and Enter choose,
// Ctrl+N adds a new one. done is told once: a customer, or an empty one for "no customer", and false when
// a person gave up. runner reads the customers.
func Choose(k *kit.Kit, runner *task.Runner, choice Choice, done func(who shop.Customer, chosen bool)) {
	choose(k, runner, choice, done)
}

func choose(k *kit.Kit, runner *task.Runner, choice Choice, done func(shop.Customer, bool)) *chooser {
	c := newChooser(k, choice, done)
	c.open()
	task.Run(runner, "customers", k.Shop.Customers, func(all []shop.Customer, err error) {
		if err != nil {
			k.Prompt.Error(err)
			return
		}
		c.know(all)
	})
	return c
}

// chooser is the dialog. Its first row is "no customer", where nobody need be named.
type chooser struct {
	kit    *kit.Kit
	first  int // the row of the first customer: 1 below "no customer", else 0
	known  bool
	all    []shop.Customer
	found  []shop.Customer
	done   func(shop.Customer, bool)
	picked *shop.Customer // what done is told when the dialog closes

	search *widget.Entry
	list   *widget.List
	hint   *widget.WrapLabel
	dialog *prompt.Dialog
}

func newChooser(k *kit.Kit, choice Choice, done func(shop.Customer, bool)) *chooser {
	c := &chooser{kit: k, first: 1, done: done}
	if choice.Named {
		c.first = 0
	}
	c.search = widget.NewSearchEntry("search", k.T("customers.search"), "")
	c.search.OnChanged = c.fill
	c.list = widget.NewList(theme.RowHeight, newPersonRow, c.setRow)
	c.list.OnTapped = c.pick
	c.hint = widget.NewWrapLabel("", 3, widget.Caption.At(theme.Text).Centre())
	rows := container.New(widget.Rows(5), widget.NewFlushCard(container.NewStack(c.list, widget.Inset(0, 0, 24, 24, container.NewCenter(c.hint)))))
	c.dialog = &prompt.Dialog{
		Title: or(choice.Title, k.T("customers.choose")), Focus: c.search, Width: widget.Unit(560), OnClosed: c.closed, OnScan: choice.OnScan,
		Body: container.NewBorder(c.search, nil, nil, nil, widget.Inset(widget.Gap, 0, 0, 0, rows)),
		Bindings: []keys.Binding{
			{Chord: "Up", Do: func() { c.list.Step(0, -1) }, Repeat: true},
			{Chord: "Down", Do: func() { c.list.Step(0, 1) }, Repeat: true},
		},
		Actions: []prompt.Action{
			{Label: k.T("prompt.cancel"), Key: keys.Esc},
			{Label: k.T("customers.new"), Key: "Ctrl+N", Icon: "plus", Stays: true, Do: c.add},
			{Label: or(choice.OK, k.T("customers.take")), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: func() { c.pick(c.list.Chosen()) }},
		},
	}
	return c
}

func or(text, usual string) string {
	if text == "" {
		return usual
	}
	return text
}

func (c *chooser) open() { c.kit.Prompt.Show(c.dialog) }

// know takes the customers that were read. Until then nobody can be chosen.
func (c *chooser) know(all []shop.Customer) {
	c.all, c.known = all, true
	c.fill(c.search.Text)
}

// fill narrows the list. The first customer that fits is marked, so that Enter takes it; with nothing
// typed Enter takes nobody, where that may be.
func (c *chooser) fill(text string) {
	if !c.known {
		return
	}
	c.found = matching(c.all, text)
	c.list.SetCount(len(c.found) + c.first)
	at := 0
	if text != "" && len(c.found) > 0 {
		at = c.first
	}
	c.list.Choose(at)
	hint := ""
	switch {
	case len(c.found) > 0:
	case text != "":
		hint = c.kit.T("customers.not_found", fault.Values{"text": text})
	default:
		hint = c.kit.T("customers.empty")
	}
	c.hint.Set(hint)
}

func (c *chooser) setRow(index int, r *personRow, _ bool) {
	if at := index - c.first; at >= 0 && at < len(c.found) {
		r.show(c.kit, c.found[at])
		return
	}
	r.show(c.kit, shop.Customer{Party: shop.Party{Name: c.kit.T("customers.nobody")}})
	r.note.Set(c.kit.T("customers.nobody_help"))
}

func (c *chooser) pick(index int) {
	switch at := index - c.first; {
	case !c.known:
	case at == -1 && index == 0:
		c.take(shop.Customer{})
	case at >= 0 && at < len(c.found):
		c.take(c.found[at])
	}
}

func (c *chooser) take(who shop.Customer) {
	c.picked = &who
	c.dialog.Close()
}

func (c *chooser) closed() {
	if c.picked == nil {
		c.done(shop.Customer{}, false)
		return
	}
	c.done(*c.picked, true)
}

// add opens the form of a new customer with what was looked for in it.
func (c *chooser) add() {
	person := shop.Party{Name: c.search.Text}
	if isFigures(c.search.Text) {
		person = shop.Party{Phone: c.search.Text}
	}
	Edit(c.kit, person, c.take)
}
