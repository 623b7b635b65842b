package orders

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/shop"
)

// formView holds the widgets of the form.
type formView struct {
	form    *form
	object  fyne.CanvasObject
	left    *fyne.Container // inside the cards
	right   *fyne.Container
	filling bool // the fields are being set, nobody types

	find         *goods.Finder
	lines        *widget.List
	hint         *widget.WrapLabel
	goods, total *widget.Money

	channel, payBy, service *widget.Select
	services                []string // behind the choices of service
	no, name, phone         *widget.Entry
	contact, note           *widget.Entry
	due                     *widget.DateField
	fee, discount           *widget.AmountEntry
	rows                    map[string]*widget.FormRow
	who                     *widget.WrapLabel // the recipients
	address                 *widget.Button
}

func newFormView(f *form) *formView {
	v := &formView{form: f, rows: map[string]*widget.FormRow{}}
	v.object = container.New(widget.Sides{Share: 0.44, Least: 380, Most: 540}, v.linesCard(), v.peopleCard())
	v.setServices(nil)
	v.fill()
	v.showLines()
	return v
}

// linesCard holds what is ordered.
func (v *formView) linesCard() fyne.CanvasObject {
	f, p, t := v.form, v.form.page, v.form.page.k.T
	v.find = goods.NewFinder(p.k, p.photos, t("orders.form.search_hint"), p.keyName("F2"))
	v.find.OnTake, v.find.OnFound = f.put, v.showLines
	v.lines = widget.NewList(theme.RowHeight, func() *goods.LineRow {
		return goods.NewLineRow(f.step, func(n int) { f.draft.at = n; f.askLine(n) })
	}, v.setLine)
	v.lines.OnChosen = func(n int) { f.draft.at = n }
	v.hint = widget.NewWrapLabel("", 0, widget.Caption.At(theme.Text).Centre())
	none := container.NewVBox(layout.NewSpacer(), widget.Inset(0, 0, 24, 24, v.hint), layout.NewSpacer())
	v.goods, v.total = widget.NewMoney(0, false, widget.Caption), widget.NewMoney(0, true, widget.Strong.At(theme.Title).In(theme.InkStrong))
	low := func(key keys.Chord, label string, do func()) *widget.Button {
		return p.button(widget.Plain, key, label, "", do).WithHeight(theme.ButtonLow)
	}
	tools := container.New(&widget.Justified{}, low("F5", "orders.form.price", func() { f.askLine(f.draft.at) }), low("Delete", "orders.form.remove", func() { f.remove(f.draft.at) }),
		low("F9", "orders.form.list", f.readList))
	foot := widget.Column(6, tools, widget.Beside(widget.NewText(t("orders.goods"), widget.Caption), v.goods),
		widget.Beside(widget.NewText(t("orders.total"), widget.Section), v.total))
	v.left = container.NewBorder(widget.Inset(12, 8, 12, 12, v.find.Search), container.NewBorder(widget.NewDivider(), nil, nil, nil, widget.Inset(8, 12, 14, 14, foot)), nil, nil,
		container.NewBorder(widget.NewDivider(), nil, nil, nil, container.NewStack(v.lines, v.find.Results, none)))
	return widget.NewFlushCard(v.left)
}

// peopleCard holds all else: whose it is, where it goes, how it is paid.
func (v *formView) peopleCard() fyne.CanvasObject {
	f, p, t := v.form, v.form.page, v.form.page.k.T
	r := &f.draft.request
	v.channel = widget.NewSelect(names(p.k.Lang, "ordering.channel.", ordering.Channels), -1, "", func(n int) { r.Channel = ordering.Channels[n]; v.touch() })
	v.payBy = widget.NewSelect(names(p.k.Lang, "ordering.pay.", ordering.PayWays), -1, t("ordering.pay."), func(n int) { r.PayBy = ordering.PayWays[n]; v.touch() })
	v.service = widget.NewSelect(nil, -1, t("orders.form.no_service"), func(n int) {
		if r.Service = v.services[n]; r.Service == ordering.Pickup {
			r.Fee = 0
		}
		v.touch()
		v.fill()
	})
	entry := func(into *string) *widget.Entry {
		e := widget.NewEntry("")
		e.OnChanged = func(text string) {
			if !v.filling {
				*into = text
				v.touch()
			}
		}
		return e
	}
	v.no, v.name, v.phone, v.contact, v.note = entry(&r.ChannelNo).Numbered(), entry(&r.Person.Name), entry(&r.Person.Phone).Numbered(), entry(&r.Person.Contact), entry(&r.Person.Note)
	v.due = widget.NewDateField(p.k.Lang, "", t("products.date_hint"))
	v.due.OnChanged = func(string) {
		if !v.filling {
			v.touch()
		}
	}
	amount := func(set func(money.Satang)) *widget.AmountEntry {
		e := widget.NewAmountEntry(false)
		e.OnChanged = func(text string) {
			sum := money.Satang(0)
			if text != "" {
				var err error
				if sum, err = e.Amount(); err != nil {
					return // read again when it is saved
				}
			}
			set(sum)
			v.touch()
			v.showSums()
		}
		return e
	}
	v.fee = amount(func(sum money.Satang) { r.Fee = sum })
	v.discount = amount(func(sum money.Satang) { r.Discount, f.draft.discounted = sum, true })
	v.who = widget.NewWrapLabel("", 3, widget.Body.At(theme.Small))
	v.address = p.button(widget.Plain, "F6", "orders.form.recipients", "", f.recipients).WithHeight(theme.ButtonLow)
	row := func(field, label string, object fyne.CanvasObject) *widget.FormRow {
		v.rows[field] = widget.NewFormRow(t(label), object)
		return v.rows[field]
	}
	pair := func(one, other fyne.CanvasObject) fyne.CanvasObject {
		return container.New(widget.Even{}, one, other)
	}
	customer := p.button(widget.Plain, "F4", "orders.form.customer", "", f.chooseCustomer)
	quote := p.button(widget.Plain, "F7", "orders.form.postage", "", f.postage)
	fields := widget.Column(8,
		pair(row("channel", "orders.form.channel", v.channel), row("channel_no", "orders.form.channel_no", v.no)),
		pair(row("customer", "orders.form.name", v.name), row("phone", "orders.form.phone", v.phone)),
		pair(row("contact", "orders.form.contact", v.contact), widget.NewFormRow(" ", customer)),
		widget.NewNotice(widget.Calm, widget.Beside(v.who, container.NewCenter(v.address))),
		pair(row("payment", "orders.form.pay_by", v.payBy), row("due", "orders.form.due", v.due)),
		pair(row("service", "orders.form.service", v.service), row("fee", "orders.fee", v.fee)),
		pair(row("discount", "orders.discount", v.discount), widget.NewFormRow(" ", quote)),
		row("note", "orders.form.note", v.note))
	scroll := widget.NewDragScroll(widget.Inset(0, 0, 0, 10, fields)) // the bar stands beside
	scroll.Follow()
	leave := p.button(widget.Plain, keys.Esc, "prompt.cancel", "", f.leave)
	save := p.button(widget.Primary, keys.Save, "orders.form.save", "check", f.save)
	v.right = container.NewBorder(nil, widget.Inset(10, 0, 0, 0, container.New(&widget.Justified{}, leave, save)), nil, nil, scroll)
	return widget.NewCard(v.right)
}

// names are the texts of choices.
func names(lang i18n.Lang, prefix string, codes []string) []string {
	all := make([]string, len(codes))
	for n, code := range codes {
		all[n] = i18n.T(lang, prefix+code)
	}
	return all
}

func (v *formView) touch() { v.form.draft.touched = true }

// setServices offers fetching and the services of the post; one that the order has and the rates do not stays.
func (v *formView) setServices(codes []string) {
	v.services = append([]string{ordering.Pickup}, codes...)
	if own := v.form.draft.request.Service; own != "" && !slices.Contains(v.services, own) {
		v.services = append(v.services, own)
	}
	all := make([]string, len(v.services))
	for n, code := range v.services {
		all[n] = serviceName(v.form.page.k.Lang, code)
	}
	v.service.SetOptions(all, slices.Index(v.services, v.form.draft.request.Service))
}

// fill writes the fields.
func (v *formView) fill() {
	v.filling = true
	defer func() { v.filling = false }()
	r := &v.form.draft.request
	v.channel.Select(slices.Index(ordering.Channels, r.Channel))
	v.payBy.Select(slices.Index(ordering.PayWays, r.PayBy))
	v.service.Select(slices.Index(v.services, r.Service))
	for entry, text := range map[*widget.Entry]string{v.no: r.ChannelNo, v.name: r.Person.Name, v.phone: phones(phonesOf(r.Person.Phone)), v.contact: r.Person.Contact, v.note: r.Person.Note} {
		entry.SetText(text)
	}
	v.due.SetDay(r.Due)
	v.setAmount(v.fee, r.Fee)
	v.setAmount(v.discount, r.Discount)
	v.showRecipients()
	v.showSums()
}

// setAmount writes an amount, nothing for none.
func (v *formView) setAmount(field *widget.AmountEntry, amount money.Satang) {
	if amount == 0 {
		field.SetText("")
		return
	}
	field.SetAmount(amount)
}

func (v *formView) showRecipients() {
	r, t := &v.form.draft.request, v.form.page.k.T
	text := t("orders.form.no_address")
	switch {
	case r.Service == ordering.Pickup:
		text = t("ordering.service.pickup")
	case len(r.Recipients) > 0:
		to := &r.Recipients[0]
		text = joined(to.Name, phones(to.Phones)) + "\n" + to.Address().Short()
		if more := len(r.Recipients) - 1; more > 0 {
			text = joined(to.Name, t("orders.more_recipients", fault.Values{"count": more}))
		}
	}
	v.who.Set(text)
	v.address.SetEnabled(r.Service != ordering.Pickup)
	v.arrange()
}

// arrange lays the cards out anew, after what they show has grown.
func (v *formView) arrange() {
	if v.object == nil {
		return
	}
	for range 2 { // texts and rows of buttons know their height once they know their width
		v.left.Refresh()
		v.right.Refresh()
	}
}

// read takes what the fields hold that cannot be taken while it is typed; false when one cannot be read, which
// is said under it.
func (v *formView) read() bool {
	ok, lang := true, v.form.page.k.Lang
	check := func(field string, err error) {
		message := ""
		if err != nil {
			message, ok = i18n.Message(lang, err), false
		}
		v.rows[field].SetMessage(message)
	}
	r := &v.form.draft.request
	day, err := v.due.Day()
	check("due", err)
	r.Due = day
	for field, entry := range map[string]*widget.AmountEntry{"fee": v.fee, "discount": v.discount} {
		err = nil
		if entry.Text() != "" {
			_, err = entry.Amount()
		}
		check(field, err)
	}
	_, err = shop.ReadPhones(v.phone.Text)
	check("phone", err)
	if ok && len(v.form.draft.lines) == 0 {
		v.form.page.k.Prompt.Say(i18n.Message(lang, fault.New("order_empty", "items", nil)))
		v.find.Focus()
		return false
	}
	return ok
}

// move is the arrows: through what was found, or the lines.
func (v *formView) move(by int) {
	if v.find.Searching() {
		v.find.Results.Step(0, by)
		return
	}
	v.lines.Step(0, by)
}

func (v *formView) refresh() {
	v.lines.Refresh()
	v.find.Refresh()
}

// showLines shows what is ordered, or what was found.
func (v *formView) showLines() {
	d, searching := v.form.draft, v.find.Searching()
	v.find.Results.Hidden, v.lines.Hidden = !searching, searching
	v.lines.SetCount(len(d.lines))
	v.lines.Choose(d.at)
	switch {
	case searching && v.find.Found() == 0:
		v.hint.Set(v.form.page.k.T("products.not_found", fault.Values{"text": v.find.Search.Text}))
	case !searching && len(d.lines) == 0:
		v.hint.Set(v.form.page.k.T("orders.form.empty"))
	default:
		v.hint.Set("")
	}
	v.lines.Refresh()
	v.find.Results.Refresh()
	v.arrange()
	v.showSums()
}

func (v *formView) showSums() {
	d := v.form.draft
	v.goods.SetAmount(d.goods())
	v.total.SetAmount(d.total())
	if !widget.Focused(v.discount) {
		v.setAmount(v.discount, d.request.Discount)
	}
}

func (v *formView) setLine(n int, row *goods.LineRow, _ bool) {
	if n >= len(v.form.draft.lines) {
		return
	}
	d, t := v.form.draft, v.form.page.k.T
	line := &d.lines[n]
	note := t("orders.form.at", fault.Values{"price": short(line.Price), "unit": line.Unit})
	style := widget.Caption
	switch {
	case line.Gift:
		note = t("orders.gift")
	case line.ProductID.IsZero():
		note, style = t("orders.unmatched")+" · F5", widget.Caption.In(theme.Trouble)
	case len(d.request.Recipients) > 1 && line.To >= 1 && line.To <= len(d.request.Recipients):
		note = joined(t("orders.for", fault.Values{"name": d.request.Recipients[line.To-1].Name}), note)
	}
	if line.product != nil {
		row.Thumb.Set(goods.DrawingOf(line.product), v.form.page.photos.Get(line.product.Photo))
	} else {
		row.Thumb.Set(goods.Drawing(line.Text, ""), nil)
	}
	row.Set(n, lineName(&line.OrderLine), note, style, line.Qty, money.Times(line.Price, line.Qty))
}
