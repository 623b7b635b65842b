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
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// askDiscount takes something off the chosen line or the bill: baht, percent, or "make it this much".
func (p *Page) askDiscount() {
	if len(p.model.cart.Lines) == 0 {
		p.kit.Prompt.Say(p.kit.T("till.no_line"))
		return
	}
	t, line := p.kit.T, p.model.chosen
	onLine := func(scope *widget.Segmented) bool { return scope.Selected() == 1 && line >= 0 }
	field := widget.NewEntry("50   5%   =1150").SelectsAll()
	scope := widget.NewSegmented([]string{t("till.whole_bill"), t("till.this_line")}, 0, nil)
	kind := widget.NewSegmented([]string{t("till.by_baht"), "%", t("till.make_it")}, 0, nil)
	what := widget.NewText("", widget.Caption).Shrink()
	sum := widget.NewText("", widget.Title.In(theme.InkStrong)).Shrink()
	f := p.newForm(t("till.discount_title"), scope, kind, field, what, sum).withPad(field)
	read := func() (selling.Discount, error) { return readDiscount(field.Text, kind.Selected()) }
	target := func() int {
		if onLine(scope) {
			return line
		}
		return -1
	}
	tell := func() {
		f.tell(nil)
		what.Set(t("till.whole_bill"))
		if onLine(scope) {
			what.Set(p.model.lineName(p.kit.Lang, line))
		}
		sum.Set("")
		if d, err := read(); err == nil {
			if from, to, err := p.model.preview(target(), d); err == nil {
				sum.Set(t("till.from_to", fault.Values{"from": from, "to": to}))
			}
		}
	}
	old := func() { field.SetText(discountText(p.model.discountOf(target()))); field.SelectAll(); tell() }
	scope.OnSelected, kind.OnSelected = func(int) { old() }, func(int) { tell() }
	field.OnChanged, field.OnSubmitted = func(string) { tell() }, func(string) { f.submit() }
	f.focus = field
	f.ok = func() error {
		d, err := read()
		if err != nil {
			return err
		}
		if err := p.model.discount(target(), d); err != nil {
			return err
		}
		p.changed()
		return nil
	}
	f.more = []prompt.Action{
		{Label: t("till.scope"), Key: keyDiscount, Stays: true, Do: func() { scope.Select(1 - scope.Selected()); old() }},
		{Label: t("till.gift"), Key: "Ctrl+G", Icon: "gift", Do: func() { p.did(p.model.gift(line)) }},
	}
	old()
	f.show()
}

// readDiscount reads what is typed; the kind chosen counts where the text has no sign of its own.
func readDiscount(text string, kind int) (selling.Discount, error) {
	text = thai.ToASCIIDigits(strings.TrimSpace(text))
	if text != "" && !strings.HasSuffix(text, "%") && !strings.HasPrefix(text, "=") {
		switch kind {
		case 1:
			text += "%"
		case 2:
			text = "=" + text
		}
	}
	d, err := selling.ParseDiscount(text)
	if err == nil && d.Kind == selling.AmountOff && d.Amount == 0 || d.Kind == selling.PercentOff && d.Percent == 0 {
		d = selling.Discount{}
	}
	return d, err
}

// discountOf gives the discount of a line, or with −1 that of the bill.
func (m *model) discountOf(line int) selling.Discount {
	if line >= 0 && line < len(m.cart.Lines) {
		return m.cart.Lines[line].Discount
	}
	return m.cart.Discount
}

// preview says what a line or the bill would come to.
func (m *model) preview(line int, d selling.Discount) (from, to money.Satang, err error) {
	cart := m.cart.Clone()
	none := m.cart.Clone()
	if line >= 0 && line < len(cart.Lines) {
		cart.Lines[line].Discount, none.Lines[line].Discount = d, selling.Discount{}
	} else {
		cart.Discount, none.Discount = d, selling.Discount{}
	}
	before, err := selling.Price(m.prices, &none)
	if err != nil {
		return 0, 0, err
	}
	after, err := selling.Price(m.prices, &cart)
	if err != nil {
		return 0, 0, err
	}
	if line >= 0 && line < len(cart.Lines) {
		return before.Lines[line].Total, after.Lines[line].Total - after.Lines[line].LineDiscount, nil
	}
	return before.Total, after.Total, nil
}

// askNote writes the bill's note, and whose commission is noted on it.
func (p *Page) askNote() {
	t, cart := p.kit.T, p.model.cart
	note, guide, percent := widget.NewEntry(t("till.note_hint")), widget.NewEntry(t("till.guide_hint")), widget.NewEntry("0")
	note.SetText(cart.Note)
	guide.SetText(cart.Guide.Name)
	if cart.Guide.Percent > 0 {
		percent.SetText(cart.Guide.Percent.String())
	}
	f := p.newForm(t("till.note_title"), widget.NewFormRow(t("till.note"), note), widget.NewFormRow(t("till.guide"), guide),
		widget.NewFormRow(t("till.guide_percent"), percent))
	f.focus = note
	for _, field := range []*widget.Entry{note, guide, percent} {
		field.OnSubmitted = func(string) { f.submit() }
	}
	if len(cart.Lines) > 0 {
		f.more = []prompt.Action{{Label: t("till.clear"), Icon: "trash", Do: func() {
			err := p.model.clear()
			p.did(err)
			if err == nil {
				p.kit.Prompt.SayUndo(t("till.cleared"), p.undo)
			}
		}}}
	}
	f.ok = func() error {
		rate := money.Basis(0)
		if strings.TrimSpace(percent.Text) != "" {
			var err error
			if rate, err = money.ParseBasis(strings.TrimSpace(percent.Text)); err != nil {
				return err
			}
		}
		if err := p.model.setNote(strings.TrimSpace(note.Text), selling.Guide{Name: strings.TrimSpace(guide.Text), Percent: rate}); err != nil {
			return err
		}
		p.changed()
		return nil
	}
	f.show()
}

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
		task.Run(p.runner, "customer", func(ctx context.Context) (shop.Customer, error) {
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
