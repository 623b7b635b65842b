package producers

import (
	"context"
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/addresses"
	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// form is the dialog of one producer.
type form struct {
	page *Page
	was  shop.Party // as it was opened

	entries map[string]*widget.Entry // by the field of a fault
	kind    *widget.Select
	least   *widget.AmountEntry
	lead    *widget.QtyEntry // days
	photo   string
	thumb   *widget.Thumb
	rows    map[string]*widget.FormRow
	warning *widget.WrapLabel
	start   string // all fields together, as they were at the start
	dialog  *prompt.Dialog
}

func (p *Page) add() {
	person := shop.Party{}
	if len(p.model.found) == 0 {
		person.Name = p.model.query
	}
	newForm(p, person).open()
}

func (p *Page) edit() {
	if who := p.model.producer(); who != nil {
		newForm(p, who.Party).open()
	}
}

func newForm(p *Page, person shop.Party) *form {
	t := p.kit.T
	f := &form{page: p, was: person, entries: map[string]*widget.Entry{}, rows: map[string]*widget.FormRow{}, photo: person.Photo, least: widget.NewAmountEntry(false), lead: widget.NewQtyEntry(),
		warning: widget.NewWrapLabel("", 2, widget.Caption.In(theme.InkGold))}
	f.warning.Hide()
	kinds := []string{t("producers.kind.none")}
	for _, kind := range party.ProducerKinds {
		kinds = append(kinds, kindName(p.kit, kind))
	}
	f.kind = widget.NewSelect(kinds, slices.Index(party.ProducerKinds, person.ProducerKind)+1, "", nil)
	if person.MinPayout > 0 {
		f.least.SetAmount(person.MinPayout)
	}
	if person.LeadDays > 0 {
		f.lead.SetText(strconv.Itoa(person.LeadDays))
	}
	body := f.fields()
	f.start = f.all()
	title := t("producers.new")
	if !person.ID.IsZero() {
		title = t("producers.edit")
	}
	high := body.MinSize().Height
	if room := p.kit.Prompt.Size().Height - widget.Unit(170); high > room { // a stall's netbook
		body = container.New(widget.Least{Width: 300, Height: room}, widget.NewDragScroll(widget.Inset(0, 0, 0, 12, body)))
	}
	f.dialog = &prompt.Dialog{Title: title, Body: body, Focus: f.entries["name"], Width: 940, Bindings: append(addresses.Bindings(addresses.Of(p.kit, f.entries["address"])), keys.Binding{Chord: "F3", Do: f.choosePhoto}),
		Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc, Stays: true, Do: f.close}}}
	if !person.ID.IsZero() {
		f.dialog.Actions = append(f.dialog.Actions, prompt.Action{Label: t("producers.erase"), Key: "F7", Icon: "trash", Stays: true, Do: f.erase})
	}
	f.dialog.Actions = append(f.dialog.Actions, prompt.Action{Label: t("producers.save"), Key: keys.Save, Kind: widget.Primary, Stays: true, Do: f.save})
	return f
}

func (f *form) open() { f.page.kit.Prompt.Show(f.dialog) }

func (f *form) fields() fyne.CanvasObject {
	t := f.page.kit.T
	row := func(field string, object fyne.CanvasObject) fyne.CanvasObject {
		f.rows[field] = widget.NewFormRow(t("producers.field."+field), object)
		return f.rows[field]
	}
	entry := func(field, text, hint string) fyne.CanvasObject {
		e := widget.NewEntry(hint)
		e.SetText(text)
		f.entries[field] = e
		return row(field, e)
	}
	note := func(field, text string) fyne.CanvasObject {
		e := widget.NewNoteEntry("", 2)
		e.SetText(text)
		f.entries[field] = e
		return row(field, e)
	}
	three := func(objects ...fyne.CanvasObject) fyne.CanvasObject {
		return container.NewGridWithColumns(3, objects...)
	}
	search := func(row fyne.CanvasObject) fyne.CanvasObject {
		return addresses.Beside(f.page.kit, row, addresses.Of(f.page.kit, f.entries["address"]))
	}
	f.thumb = widget.NewThumb(widget.Unit(44))
	f.showPhoto()
	choose := widget.NewButton(widget.Plain, t("producers.photo"), f.choosePhoto).WithIcon("photo").WithKey(f.page.key("F3"))
	photo := widget.NewFormRow(t("producers.field.photo"), container.NewBorder(nil, nil, container.NewCenter(f.thumb), nil, widget.Inset(0, 0, 8, 0, choose)))
	p := f.was
	rows := widget.Column(8,
		three(entry("name", p.Name, ""), row("producer_kind", f.kind), photo),
		three(entry("phone", address.Phone(p.Phone), "08x-xxx-xxxx"), entry("line_id", p.LineID, "@"), entry("registration", p.Registration, "")),
		three(entry("promptpay", promptPayText(p.PromptPay), t("producers.promptpay_hint")), container.NewGridWithColumns(2, row("min_payout", f.least), row("lead_days", f.lead)), entry("tax_id", p.TaxID, "")), f.warning,
		three(entry("bank", p.Bank, t("producers.bank_hint")), entry("bank_account", p.BankAccount, ""), entry("account_name", p.AccountName, "")),
		container.NewGridWithColumns(2, search(note("address", p.Address)), note("story", p.Story)))
	for _, field := range []string{"phone", "registration", "promptpay", "tax_id", "bank_account"} {
		f.entries[field].Numbered()
	}
	f.entries["promptpay"].OnChanged = func(string) { f.warn() }
	return rows
}

// promptPayText writes a PromptPay number with its usual dashes.
func promptPayText(digits string) string {
	if to, err := promptpay.ParseID(digits); digits != "" && err == nil {
		return to.Text()
	}
	return digits
}

// warn says that the last digit of an id does not fit; it may be saved all the same.
func (f *form) warn() {
	said := ""
	if to, err := promptpay.ParseID(f.entries["promptpay"].Text); err == nil {
		for _, warning := range to.Warnings() {
			said = f.page.message(warning)
		}
	}
	f.warning.Set(said)
	if f.warning.Hidden != (said == "") {
		f.warning.Hidden = said == ""
		f.dialog.Refresh()
	}
}

func (f *form) showPhoto() {
	f.thumb.Set(goods.Drawing(f.was.Name, ""), f.page.photos.Get(f.photo))
}

func (f *form) choosePhoto() {
	f.page.kit.PickFile([]string{".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp"}, func(path string) {
		s := f.page.kit.Shop
		task.Run(f.page.runner, "photo", func(ctx context.Context) (string, error) {
			file, err := os.Open(path)
			if err != nil {
				return "", fault.Wrap(err, "picture_unread")
			}
			defer func() { _ = file.Close() }() // read only
			return s.AddPhoto(ctx, file)
		}, func(name string, err error) {
			if err != nil {
				f.page.kit.Prompt.Error(err)
				return
			}
			f.photo = name
			f.showPhoto()
		})
	})
}

// party reads the fields.
func (f *form) party() (shop.Party, error) {
	p, text := f.was, func(field string, most int) string { return thai.Clean(f.entries[field].Text, most+1) }
	p.Name, p.Phone, p.LineID = text("name", 200), strings.TrimSpace(f.entries["phone"].Text), text("line_id", 100)
	p.Registration, p.TaxID, p.PromptPay = text("registration", 100), text("tax_id", 20), strings.TrimSpace(f.entries["promptpay"].Text)
	p.Bank, p.BankAccount, p.AccountName = text("bank", 100), text("bank_account", 100), text("account_name", 100)
	p.Address, p.Story, p.Photo, p.MinPayout, p.ProducerKind = text("address", 500), strings.TrimSpace(f.entries["story"].Text), f.photo, 0, ""
	if kind := f.kind.Selected(); kind > 0 {
		p.ProducerKind = party.ProducerKinds[kind-1]
	}
	if f.least.Text() != "" {
		least, err := f.least.Amount()
		if err != nil {
			return p, fault.At(err, "min_payout")
		}
		p.MinPayout = least
	}
	if p.LeadDays = 0; f.lead.Text() != "" {
		days, err := f.lead.Qty()
		if err != nil || !days.Whole() || days > qty.Pieces(party.MaxLeadDays) {
			return p, fault.New("days_invalid", "lead_days", fault.Values{"value": f.lead.Text()})
		}
		p.LeadDays = int(days / qty.One)
	}
	return p, p.Validate()
}

func (f *form) save() {
	for _, row := range f.rows {
		row.SetMessage("")
	}
	person, err := f.party()
	if err != nil {
		f.refuse(err)
		return
	}
	p, s := f.page, f.page.kit.Shop
	task.Run(p.runner, "save", func(ctx context.Context) (shop.Party, error) { return s.SaveProducer(ctx, person) }, func(saved shop.Party, err error) {
		if err != nil {
			f.refuse(err)
			return
		}
		f.dialog.Close()
		p.kit.Prompt.Say(p.kit.T("producers.saved", fault.Values{"name": saved.Name}))
		p.model.query, p.model.filter = "", everybody
		p.view.search.SetText("")
		p.view.chips.Select(everybody)
		p.model.turnTo(saved.ID)
		p.changed()
	})
}

// refuse says what is wrong under its field, or over everything where there is no such field.
func (f *form) refuse(err error) {
	var known *fault.Error
	if errors.As(err, &known) {
		for field, row := range f.rows {
			if known.Field == field || strings.HasPrefix(known.Field, field+".") {
				row.SetMessage(i18n.Message(f.page.kit.Lang, err))
				f.dialog.Refresh()
				return
			}
		}
	}
	f.page.kit.Prompt.Error(err)
}

// all gives what stands in all fields.
func (f *form) all() string {
	parts := []string{f.photo, f.least.Text(), f.lead.Text(), f.page.kit.T("producers.kind.none")}
	if f.kind.Selected() > 0 {
		parts[len(parts)-1] = party.ProducerKinds[f.kind.Selected()-1]
	}
	for _, field := range []string{"name", "phone", "line_id", "registration", "promptpay", "tax_id", "bank", "bank_account", "account_name", "address", "story"} {
		parts = append(parts, f.entries[field].Text)
	}
	return strings.Join(parts, "\x00")
}

// close asks first when something typed would be lost.
func (f *form) close() {
	if f.all() == f.start {
		f.dialog.Close()
		return
	}
	f.page.askLose(f.dialog)
}

func (p *Page) askLose(d *prompt.Dialog) {
	t := p.kit.T
	p.kit.Prompt.Ask(prompt.Question{Title: t("producers.lose"), Text: t("producers.lose_text"), Yes: t("producers.lose_yes"), No: t("producers.lose_no")}, func(yes bool) {
		if yes {
			d.Close()
		}
	})
}

// erase forgets the personal data of the producer after a question.
func (f *form) erase() {
	p, t, s, who := f.page, f.page.kit.T, f.page.kit.Shop, f.was
	p.kit.Prompt.Ask(prompt.Question{Title: t("producers.erase"), Text: t("producers.erase_text", fault.Values{"name": who.Name}), Yes: t("producers.erase_yes"), Danger: true}, func(yes bool) {
		if !yes {
			return
		}
		task.Run(p.runner, "erase", func(ctx context.Context) (bool, error) { return true, s.EraseProducer(ctx, who.ID) }, func(_ bool, err error) {
			if err != nil {
				p.kit.Prompt.Error(err)
				return
			}
			f.dialog.Close()
			p.kit.Prompt.Say(t("producers.erased"))
			p.changed()
		})
	})
}
