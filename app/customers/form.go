package customers

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/addresses"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// form is the dialog of one customer.
type form struct {
	kit    *kit.Kit
	was    shop.Party // as it was opened
	done   func(shop.Customer)
	runner *task.Runner

	name, phone, taxID, branch *widget.Entry
	address, note              *widget.Entry
	limit                      *widget.AmountEntry
	rows                       map[string]*widget.FormRow // by the field of a fault
	warning                    *widget.WrapLabel
	column                     *fyne.Container
	dialog                     *prompt.Dialog
}

// Edit opens the form of a customer, a new one where it has no id. done gets the customer once saved.
func Edit(k *kit.Kit, person shop.Party, done func(shop.Customer)) {
	newForm(k, person, done).open()
}

func newForm(k *kit.Kit, person shop.Party, done func(shop.Customer)) *form {
	f := &form{kit: k, was: person, done: done, runner: k.Pool.Runner(), rows: map[string]*widget.FormRow{}}
	entry := func(text, hint string) *widget.Entry {
		e := widget.NewEntry(hint)
		e.SetText(text)
		return e
	}
	f.name, f.phone = entry(person.Name, ""), entry(address.Phone(person.Phone), "08x-xxx-xxxx").Numbered()
	f.taxID, f.branch = entry(person.TaxID, k.T("customers.tax_id_hint")).Numbered(), entry(person.Branch, "00000")
	f.address, f.note = widget.NewNoteEntry("", 2), entry(person.Note, "")
	f.address.SetText(person.Address)
	f.limit = widget.NewAmountEntry(false)
	if person.CreditLimit > 0 {
		f.limit.SetAmount(person.CreditLimit)
	}
	f.warning = widget.NewWrapLabel("", 2, widget.Caption.In(theme.InkGold))
	f.warning.Hide()
	f.taxID.OnChanged = func(string) { f.check() }
	f.column = f.fields()
	f.check()

	title := k.T("customers.new")
	if !person.ID.IsZero() {
		title = k.T("customers.edit")
	}
	f.dialog = &prompt.Dialog{
		Title: title, Body: f.column, Focus: f.name, Width: widget.Unit(620), Bindings: addresses.Bindings(addresses.Of(k, f.address)),
		Actions: []prompt.Action{
			{Label: k.T("prompt.cancel"), Key: keys.Esc, Stays: true, Do: f.close},
			{Label: k.T("customers.save"), Key: keys.Save, Kind: widget.Primary, Stays: true, Do: f.save},
		},
	}
	return f
}

func (f *form) open() { f.kit.Prompt.Show(f.dialog) }

func (f *form) fields() *fyne.Container {
	line := func(field, text string, object fyne.CanvasObject) *widget.FormRow {
		f.rows[field] = widget.NewFormRow(f.kit.T(text), object)
		return f.rows[field]
	}
	pair := func(left, right fyne.CanvasObject) fyne.CanvasObject {
		return container.NewGridWithColumns(2, left, right)
	}
	return widget.Column(10,
		pair(line("name", "customers.name", f.name), line("phone", "customers.phone", f.phone)),
		pair(line("tax_id", "customers.tax_id", f.taxID), line("branch", "customers.branch", f.branch)), f.warning,
		addresses.Beside(f.kit, line("address", "customers.address", f.address), addresses.Of(f.kit, f.address)),
		pair(line("credit_limit", "customers.limit", f.limit), line("note", "customers.note", f.note)))
}

// check warns of a tax number whose last digit does not fit; it may be saved all the same.
func (f *form) check() {
	digits := figures(f.taxID.Text)
	wrong := len(digits) == 13 && !promptpay.TaxIDValid(digits)
	if wrong {
		f.warning.Set(i18n.Message(f.kit.Lang, fault.New("tax_id_check", "tax_id", fault.Values{"value": digits})))
	}
	if f.warning.Hidden == wrong {
		f.warning.Hidden = !wrong
		f.column.Refresh()
	}
}

// party reads the fields.
func (f *form) party() (shop.Party, error) {
	p := f.was
	p.Name, p.Phone = thai.Clean(f.name.Text, 201), strings.TrimSpace(f.phone.Text)
	p.TaxID, p.Branch = figures(f.taxID.Text), figures(f.branch.Text)
	p.Address, p.Note, p.CreditLimit = thai.Clean(f.address.Text, 501), thai.Clean(f.note.Text, 501), 0
	if f.limit.Text() != "" {
		limit, err := f.limit.Amount()
		if err != nil {
			return p, fault.At(err, "credit_limit")
		}
		p.CreditLimit = limit
	}
	return p, checkParty(&p)
}

// checkParty holds the rules of a buyer's numbers on papers beside those of Party.Validate.
func checkParty(p *shop.Party) error {
	switch {
	case p.TaxID != "" && len(p.TaxID) != 13:
		return fault.New("tax_id_digits", "tax_id", fault.Values{"value": p.TaxID})
	case p.Branch != "" && len(p.Branch) != 5:
		return fault.New("branch_digits", "branch", fault.Values{"value": p.Branch})
	}
	return p.Validate()
}

// figures takes the digits of what a person typed; anything but digits, spaces and dashes stays, so that
// it is refused and not dropped.
func figures(text string) string {
	return strings.NewReplacer(" ", "", "-", "").Replace(thai.ToASCIIDigits(strings.TrimSpace(text)))
}

func (f *form) save() {
	for _, line := range f.rows {
		line.SetMessage("")
	}
	person, err := f.party()
	if err != nil {
		f.refuse(err)
		return
	}
	s := f.kit.Shop
	task.Run(f.runner, "save", func(ctx context.Context) (shop.Customer, error) { return s.SaveCustomer(ctx, person) },
		func(customer shop.Customer, err error) {
			if err != nil {
				f.refuse(err)
				return
			}
			f.dialog.Close()
			f.kit.Prompt.Say(f.kit.T("customers.saved", fault.Values{"name": customer.Name}))
			f.kit.Changed()
			f.done(customer)
		})
}

// refuse says what is wrong under its field, or over everything where there is no such field.
func (f *form) refuse(err error) {
	var known *fault.Error
	if errors.As(err, &known) {
		for field, line := range f.rows {
			if known.Field == field || strings.HasPrefix(known.Field, field+".") {
				line.SetMessage(i18n.Message(f.kit.Lang, err))
				f.column.Refresh()
				return
			}
		}
	}
	f.kit.Prompt.Error(err)
}

// close asks first when something typed would be lost.
func (f *form) close() {
	if !f.changed() {
		f.dialog.Close()
		return
	}
	f.kit.Prompt.Ask(prompt.Question{Title: f.kit.T("customers.lose"), Text: f.kit.T("customers.lose_text"),
		Yes: f.kit.T("customers.lose_yes"), No: f.kit.T("customers.lose_no")}, func(yes bool) {
		if yes {
			f.dialog.Close()
		}
	})
}

// changed reports whether a field holds something else than at the start.
func (f *form) changed() bool {
	limit := ""
	if f.was.CreditLimit > 0 {
		limit = trim(f.was.CreditLimit)
	}
	return f.name.Text != f.was.Name || f.phone.Text != address.Phone(f.was.Phone) || f.taxID.Text != f.was.TaxID ||
		f.branch.Text != f.was.Branch || f.address.Text != f.was.Address || f.note.Text != f.was.Note || f.limit.Text() != limit
}

func trim(amount money.Satang) string { return strings.TrimSuffix(amount.String(), ".00") }
