package orders

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/addresses"
	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/giftlist"
	"github.com/talat-pos/talat/internal/shop"
)

// recipientAt is a recipient at an address.
func recipientAt(a address.Address) ordering.Recipient {
	return ordering.Recipient{Line: a.Line, Subdistrict: a.Subdistrict, District: a.District, Province: a.Province, Postcode: a.Postcode}
}

// phonesOf reads telephone numbers with commas between them.
func phonesOf(text string) (digits []string) {
	for _, each := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '/' || r == ';' }) {
		if each = strings.TrimSpace(each); each != "" {
			digits = append(digits, each)
		}
	}
	return digits
}

// recipients opens the one recipient, or the list of many.
func (f *form) recipients() {
	switch r := &f.draft.request; len(r.Recipients) {
	case 0:
		f.editRecipient(ordering.Recipient{Name: r.Person.Name, Phones: phonesOf(r.Person.Phone)}, -1)
	case 1:
		f.editRecipient(r.Recipients[0], 0)
	default:
		f.listRecipients()
	}
}

// editRecipient asks who gets goods and where; at −1 is a new one.
func (f *form) editRecipient(to ordering.Recipient, at int) {
	k, t := f.page.k, f.page.k.T
	name, phone, note, trouble := widget.NewEntry(""), widget.NewEntry("08x-xxx-xxxx").Numbered(), widget.NewEntry(t("orders.recipient.note_hint")), newTrouble()
	name.SetText(to.Title + to.Name)
	phone.SetText(phones(to.Phones))
	note.SetText(to.Note)
	place := addresses.New(k, to.Address())
	was := place.Address()
	body := widget.Column(8, container.New(widget.Even{}, widget.NewFormRow(t("orders.recipient.name"), name), widget.NewFormRow(t("orders.recipient.phone"), phone)),
		place.Object(), widget.NewFormRow(t("orders.recipient.note"), note), trouble)
	var d *prompt.Dialog
	typed := prompt.TypedIn(name, phone, note)
	keep := func(then func()) func() {
		return func() {
			digits, err := shop.ReadPhones(phone.Text)
			if err == nil && strings.TrimSpace(name.Text) == "" {
				err = fault.New("name_missing", "name", nil)
			}
			if err != nil {
				tell(k.Lang, d, trouble, err)
				return
			}
			a := place.Address()
			now := recipientAt(a)
			now.ID, now.OrderID, now.Name, now.Phones, now.Note = to.ID, to.OrderID, name.Text, digits, note.Text
			if a == to.Address() {
				now.Code = to.Code
			}
			r := &f.draft.request
			if at < 0 {
				r.Recipients = append(r.Recipients, now)
			} else {
				r.Recipients[at] = now
			}
			if r.Person.Name == "" {
				r.Person.Name = now.Name
				if len(digits) > 0 {
					r.Person.Phone = digits[0]
				}
			}
			f.draft.touched = true
			d.Close()
			f.view.fill()
			then()
		}
	}
	more := func() { f.editRecipient(ordering.Recipient{}, -1) }
	d = &prompt.Dialog{Title: t("orders.recipient.title"), Body: body, Focus: name, Width: widget.Unit(640), Bindings: place.Bindings(),
		Typed: func() bool { return typed() || place.Address() != was },
		Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc}, {Label: t("orders.recipient.more"), Key: "Ctrl+N", Icon: "plus", Stays: true, Do: keep(more)},
			{Label: t("orders.recipient.keep"), Key: keys.Save, Kind: widget.Primary, Stays: true, Do: keep(func() {})}}}
	place.OnChanged = d.Refresh
	k.Prompt.Show(d)
}

// listRecipients shows the many recipients of a gift order.
func (f *form) listRecipients() {
	k, t, r := f.page.k, f.page.k.T, &f.draft.request
	list := widget.NewList(theme.RowHeight, goods.NewTwoLines, func(n int, row *goods.TwoLines, _ bool) {
		if n < len(r.Recipients) {
			to := &r.Recipients[n]
			row.Set(joined(to.Name, phones(to.Phones)), to.Address().Short())
		}
	})
	rows := container.New(widget.Rows(6), widget.NewFlushCard(list))
	var d *prompt.Dialog
	edit := func() {
		if n := list.Chosen(); n >= 0 && n < len(r.Recipients) {
			d.Close()
			f.editRecipient(r.Recipients[n], n)
		}
	}
	remove := func() {
		if n := list.Chosen(); n >= 0 && n < len(r.Recipients) {
			f.draft.removeRecipient(n)
			f.view.fill()
			f.changed()
			list.SetCount(len(r.Recipients))
			list.Choose(min(n, len(r.Recipients)-1))
		}
	}
	list.OnTapped = func(int) { edit() }
	d = &prompt.Dialog{Title: t("orders.recipient.many", fault.Values{"count": len(r.Recipients)}), Body: rows, Width: widget.Unit(620),
		Bindings: []keys.Binding{{Chord: "Up", Do: func() { list.Step(0, -1) }, Repeat: true}, {Chord: "Down", Do: func() { list.Step(0, 1) }, Repeat: true}},
		Actions: []prompt.Action{{Label: t("orders.close"), Key: keys.Esc}, {Label: t("orders.recipient.remove"), Key: "Delete", Icon: "trash", Stays: true, Do: remove},
			{Label: t("orders.recipient.more"), Key: "Ctrl+N", Icon: "plus", Do: func() { f.editRecipient(ordering.Recipient{}, -1) }},
			{Label: t("orders.act.edit"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: edit}}}
	k.Prompt.Show(d)
	list.SetCount(len(r.Recipients))
	list.Choose(0)
	d.Refresh()
}

// removeRecipient takes a recipient out, with what they were to get; of the last one the goods stay.
func (d *draft) removeRecipient(n int) {
	r := &d.request
	r.Recipients = slices.Delete(r.Recipients, n, n+1)
	d.touched = true
	if len(r.Recipients) > 0 {
		d.lines = slices.DeleteFunc(d.lines, func(line draftLine) bool { return max(line.To, 1) == n+1 })
	}
	for m := range d.lines {
		if d.lines[m].To > n+1 {
			d.lines[m].To--
		}
	}
	d.at = max(min(d.at, len(d.lines)-1), 0)
}

// readList reads the recipients of a gift order from a spreadsheet: each gets what their row says, or what stands
// in the order so far.
func (f *form) readList() {
	s, index := f.page.k.Shop, f.view.find.Index()
	if index == nil {
		return
	}
	f.page.k.PickFile([]string{".xlsx", ".csv"}, func(path string) {
		task.Run(f.page.acts, "gifts", func(ctx context.Context) (giftlist.List, error) {
			return s.GiftList(ctx, path)
		}, func(list giftlist.List, err error) {
			if err == nil {
				err = f.draft.give(&list, index)
			}
			if err != nil {
				f.page.k.Prompt.Error(err)
				return
			}
			f.view.fill()
			f.changed()
			f.saidOf(&list)
		})
	})
}

// give puts the recipients of a list and their goods into the draft.
func (d *draft) give(list *giftlist.List, index *catalog.Index) error {
	if len(list.Recipients) == 0 {
		if len(list.Rejected) > 0 {
			return list.Rejected[0].Reason
		}
		return fault.New("gift_columns", "file", nil)
	}
	known := map[id.Product]draftLine{}
	var all []giftlist.Item
	for _, line := range d.lines {
		if !line.ProductID.IsZero() && line.To <= 1 {
			known[line.ProductID] = line
			all = append(all, giftlist.Item{SKU: line.SKU, Qty: line.Qty})
		}
	}
	request := d.request
	err := list.Fill(&request, func(item giftlist.Item) (id.Product, money.Satang) {
		text := item.SKU
		if text == "" {
			text = item.Text
		}
		product := shop.GoodsNamed(index, text)
		if product == nil || product.HasVariants {
			return id.Product{}, 0
		}
		if line, agreed := known[product.ID]; agreed {
			return product.ID, line.Price
		}
		return product.ID, product.Price
	}, all)
	if err != nil {
		return err
	}
	d.request.Recipients, d.lines, d.at, d.touched = request.Recipients, nil, 0, true
	for _, line := range request.Lines {
		product := index.ByID(line.ProductID)
		if product != nil {
			line.SKU, line.Name, line.Unit = product.SKU, product.FullName(), product.Unit
		}
		d.lines = append(d.lines, draftLine{line, product, known[line.ProductID].priced})
	}
	return nil
}

// saidOf says how much of a list was read, and shows the rows that were not.
func (f *form) saidOf(list *giftlist.List) {
	k := f.page.k
	k.Prompt.Say(k.T("orders.gifts.read", fault.Values{"count": len(list.Recipients)}))
	if len(list.Rejected)+len(list.Warnings) == 0 {
		return
	}
	column := widget.Column(4)
	for _, bad := range list.Rejected {
		column.Add(widget.NewWrapLabel(k.T("orders.gifts.row", fault.Values{"row": bad.Row, "why": i18n.Message(k.Lang, bad.Reason)}), 0, widget.Body.At(theme.Small)))
	}
	for _, warning := range list.Warnings {
		column.Add(widget.NewWrapLabel(i18n.Message(k.Lang, warning), 0, widget.Body.At(theme.Small)))
	}
	k.Prompt.Show(&prompt.Dialog{Title: k.T("orders.gifts.look"), Body: column, Width: widget.Unit(600),
		Actions: []prompt.Action{{Label: k.T("prompt.understood"), Key: keys.Enter, Kind: widget.Primary}}})
}
