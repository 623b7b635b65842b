package customers

import (
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/shop"
)

// Choose asks for a customer: letters or digits of name and phone narrow the list, ↑ ↓ and Enter choose,
// Ctrl+N adds a new one. done is told once: a customer, or an empty one for "no customer", and false when
// a person gave up.
func Choose(k *kit.Kit, done func(who shop.Customer, chosen bool)) {
	task.Run(k.Pool.Runner(), "customers", k.Shop.Customers, func(all []shop.Customer, err error) {
		if err != nil {
			k.Prompt.Error(err)
			done(shop.Customer{}, false)
			return
		}
		newChooser(k, all, done).open()
	})
}

// chooser is the dialog. Its first row is "no customer".
type chooser struct {
	kit    *kit.Kit
	all    []shop.Customer
	found  []shop.Customer
	done   func(shop.Customer, bool)
	picked *shop.Customer // what done is told when the dialog closes

	search *widget.Entry
	list   *widget.List
	dialog *prompt.Dialog
}

func newChooser(k *kit.Kit, all []shop.Customer, done func(shop.Customer, bool)) *chooser {
	c := &chooser{kit: k, all: all, done: done}
	c.search = widget.NewSearchEntry("search", k.T("customers.search"), "")
	c.search.OnChanged = c.fill
	c.list = widget.NewList(theme.RowHeight, newPersonRow, c.setRow)
	c.list.OnTapped = c.pick
	body := container.NewBorder(c.search, nil, nil, nil,
		inset(gap, 0, 0, 0, container.New(&tall{5*look().Size(theme.RowHeight) + 2}, widget.NewFlushCard(c.list))))
	c.dialog = &prompt.Dialog{
		Title: k.T("customers.choose"), Body: body, Focus: c.search, Width: unit(560), OnClosed: c.closed,
		Bindings: []keys.Binding{
			{Chord: "Up", Do: func() { c.list.Step(0, -1) }, Repeat: true},
			{Chord: "Down", Do: func() { c.list.Step(0, 1) }, Repeat: true},
		},
		Actions: []prompt.Action{
			{Label: k.T("prompt.cancel"), Key: keys.Esc},
			{Label: k.T("customers.new"), Key: "Ctrl+N", Icon: "plus", Stays: true, Do: c.add},
			{Label: k.T("customers.take"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: func() { c.pick(c.list.Chosen()) }},
		},
	}
	c.fill("")
	return c
}

func (c *chooser) open() { c.kit.Prompt.Show(c.dialog) }

// fill narrows the list; the first customer that fits is marked, so that Enter takes it.
func (c *chooser) fill(text string) {
	c.found = matching(c.all, text)
	c.list.SetCount(len(c.found) + 1)
	c.list.Choose(min(len(c.found), 1))
}

func (c *chooser) setRow(index int, r *personRow, _ bool) {
	if index == 0 || index > len(c.found) {
		r.show(c.kit, shop.Customer{Party: shop.Party{Name: c.kit.T("customers.nobody")}})
		r.note.Set(c.kit.T("customers.nobody_help"))
		return
	}
	r.show(c.kit, c.found[index-1])
}

func (c *chooser) pick(index int) {
	switch {
	case index == 0:
		c.take(shop.Customer{})
	case index > 0 && index <= len(c.found):
		c.take(c.found[index-1])
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
