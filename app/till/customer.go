package till

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// chooseCustomer names the bill's customer and then goes on, where there is something to go on with.
func (p *Page) chooseCustomer(then func()) {
	t := p.kit.T
	search := widget.NewSearchEntry("search", t("till.customer_search"), "")
	var shown []shop.Customer
	list := widget.NewList(theme.RowHeight, newDraftRow, func(index int, row *draftRow, _ bool) {
		name, about, owed := t("till.anyone"), t("till.anyone_help"), money.Satang(0)
		if index > 0 && index <= len(shown) {
			c := shown[index-1]
			name, about, owed = c.Name, c.Phone, c.Owed
		}
		row.name.Set(name)
		row.about.Set(about)
		row.total.SetAmount(owed)
		show(row.total, owed > 0)
		row.row.Refresh()
	})
	fill := func(text string) {
		shown = matching(p.model.customers, text)
		list.SetCount(len(shown) + 1)
		if text == "" {
			list.Choose(0)
		} else {
			list.Choose(min(len(shown), 1))
		}
	}
	body := container.New(&under{high: 260}, search, list)
	dialog := &prompt.Dialog{Title: t("till.customer_title"), Body: body, Focus: search, OnScan: p.Scan}
	choose := func(who id.Party) {
		dialog.Close()
		p.did(p.model.setCustomer(who))
		if then != nil {
			then()
		}
	}
	pick := func(index int) {
		switch {
		case index == 0:
			choose(id.Party{})
		case index > 0 && index <= len(shown):
			choose(shown[index-1].ID)
		}
	}
	list.OnTapped = pick
	search.OnChanged = fill
	dialog.Bindings = []keys.Binding{
		{Chord: "Up", Do: func() { list.Step(0, -1) }, Repeat: true}, {Chord: "Down", Do: func() { list.Step(0, 1) }, Repeat: true},
	}
	dialog.Actions = []prompt.Action{
		{Label: t("prompt.cancel"), Key: keys.Esc},
		{Label: t("till.customer_new"), Key: "Ctrl+N", Icon: "plus", Stays: true, Do: func() { p.newCustomer(search.Text, choose) }},
		{Label: t("till.choose"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: func() { pick(list.Chosen()) }},
	}
	fill("")
	p.kit.Prompt.Show(dialog)
}

// matching gives the customers whose name or phone holds a text.
func matching(all []shop.Customer, text string) []shop.Customer {
	text = thai.Fold(strings.TrimSpace(text))
	if text == "" {
		return all
	}
	var found []shop.Customer
	for _, c := range all {
		if strings.Contains(thai.Fold(c.Name), text) || strings.Contains(c.Phone, text) {
			found = append(found, c)
		}
	}
	return found
}

// newCustomer writes a customer down and gives the id.
func (p *Page) newCustomer(name string, done func(id.Party)) {
	t := p.kit.T
	who, phone := widget.NewEntry(""), widget.NewEntry("08x-xxx-xxxx")
	who.SetText(name)
	if isFigures(name) {
		who.SetText("")
		phone.SetText(name)
	}
	f := p.newForm(t("till.customer_new"), widget.NewFormRow(t("till.name"), who), widget.NewFormRow(t("till.phone"), phone))
	f.focus = who
	who.OnSubmitted, phone.OnSubmitted = func(string) { f.submit() }, func(string) { f.submit() }
	f.ok = func() error {
		person := shop.Party{Name: who.Text, Phone: phone.Text}
		if err := person.Validate(); err != nil {
			return err
		}
		task.Run(p.acts, "customer", func(ctx context.Context) (shop.Customer, error) {
			return p.kit.Shop.SaveCustomer(ctx, person)
		}, func(customer shop.Customer, err error) {
			if err != nil {
				p.kit.Prompt.Error(err)
				return
			}
			p.model.addCustomer(customer)
			p.kit.Changed()
			done(customer.ID)
		})
		return nil
	}
	f.show()
}

// under puts a field above and a list of some height below.
type under struct{ high float32 }

func (u *under) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(300, objects[0].MinSize().Height+8+u.high)
}

func (u *under) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	field := objects[0].MinSize().Height
	put(objects[0], 0, 0, size.Width, field)
	put(objects[1], 0, field+8, size.Width, max(size.Height-field-8, 0))
}
