package quotations

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering/giftlist"
	"github.com/talat-pos/talat/internal/qty"
)

// The keys of the dialog that its buttons show.
const (
	keyPicture keys.Chord = "F3"
	keyQty     keys.Chord = "F5"
	keyWho     keys.Chord = "F7"
	keyOne     keys.Chord = "F8"
	keyGifts   keys.Chord = "F9"
)

// acceptView holds the widgets of the dialog.
type acceptView struct {
	*asking
	of      *accepting
	offers  *widget.ChipRow
	lines   *widget.List
	total   *widget.Money
	number  *widget.Entry
	date    *widget.DateField
	due     *widget.DateField
	picture *widget.Thumb
	kept    *widget.WrapLabel
	where   *widget.WrapLabel
	whom    *fyne.Container
	who     *widget.Button
	one     *widget.Button
}

func newAcceptView(a *accepting) *acceptView {
	v := &acceptView{asking: newAsking(a.k), of: a}
	t := a.k.T
	v.dialog = &prompt.Dialog{Title: t("quotations.accept", fault.Values{"number": a.known.paper.Number, "buyer": a.known.paper.Buyer.Name}), Width: widget.Unit(960),
		Body: container.New(widget.Sides{Share: 0.47, Least: 330, Most: 460}, v.left(), v.right()), Bindings: v.keys(),
		Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc}, {Label: t("quotations.accept.do"), Key: keys.Save, Icon: "check", Kind: widget.Primary, Stays: true, Do: a.accept}}}
	v.dialog.Focus, v.dialog.OnClosed = v.number, a.runner.Cancel
	v.dialog.Typed = func() bool { return v.number.Text != "" || a.order.Picture != "" || a.gifts != nil || a.otherwise() }
	return v
}

func (v *acceptView) open() {
	v.of.share()
	v.of.k.Prompt.Show(v.dialog)
	v.show()
}

func (v *acceptView) keys() []keys.Binding {
	a := v.of
	return []keys.Binding{
		{Chord: "Up", Do: func() { v.lines.Step(0, -1) }, Repeat: true}, {Chord: "Down", Do: func() { v.lines.Step(0, 1) }, Repeat: true},
		{Chord: "Left", Label: "quotations.key.offer", Do: func() { a.choose(a.option - 1) }, WhenEmpty: true},
		{Chord: "Right", Label: "quotations.key.offer", Do: func() { a.choose(a.option + 1) }, WhenEmpty: true},
		{Chord: "+", Label: "quotations.key.more", Do: func() { a.step(a.at, 1) }, Repeat: true, WhenEmpty: true},
		{Chord: "-", Label: "quotations.key.less", Do: func() { a.step(a.at, -1) }, Repeat: true, WhenEmpty: true},
		{Chord: keyQty, Label: "quotations.accept.qty", Do: func() { v.askQty(a.at) }},
		{Chord: keyPicture, Label: "quotations.accept.picture", Do: a.pickPicture}, {Chord: "Ctrl+V", Label: "quotations.accept.paste", Do: a.paste},
		{Chord: keyGifts, Label: "quotations.accept.gifts", Do: a.readGifts},
		{Chord: keyWho, Label: "quotations.accept.who", Do: v.listWho},
		{Chord: keyOne, Label: "quotations.accept.one", Do: a.onePlace},
	}
}

// mostRows bounds how many lines are seen at once.
const mostRows = 4

// left holds what is taken.
func (v *acceptView) left() fyne.CanvasObject {
	a, t := v.of, v.of.k.T
	v.lines = widget.NewList(theme.RowHeight, func() *goods.LineRow { return goods.NewLineRow(a.step, v.askQty) }, v.setLine)
	v.lines.OnChosen = func(n int) { a.at = n }
	v.total = widget.NewMoney(0, true, widget.Strong.At(theme.Title).In(theme.InkStrong))
	column := widget.Column(8)
	if options := a.known.paper.Alternatives; len(options) > 0 {
		chips := make([]widget.ChipData, len(options))
		for n, option := range options {
			chips[n] = widget.ChipData{Label: option.Title}
			if option.Title == "" {
				chips[n].Label = t("quotations.offer_no", fault.Values{"no": n + 1})
			}
		}
		v.offers = widget.NewChipRow(chips, a.choose)
		column.Add(v.offers)
	}
	rows := len(a.offered())
	for _, option := range a.known.paper.Alternatives {
		rows = max(rows, len(option.Lines))
	}
	rows = max(min(rows, mostRows), 2)
	if a.k.Prompt.Size().Height < widget.Unit(640) {
		rows = min(rows, mostRows-1)
	}
	column.Add(container.New(widget.Rows(rows), widget.NewFlushCard(v.lines)))
	column.Add(container.New(&widget.Justified{}, v.button(keyQty, "quotations.accept.qty", "", func() { v.askQty(a.at) })))
	column.Add(widget.Beside(widget.NewText(t("quotations.total"), widget.Section), v.total))
	return column
}

// right holds by which order, when and for whom.
func (v *acceptView) right() fyne.CanvasObject {
	a, t := v.of, v.of.k.T
	v.number, v.date = widget.NewEntry(t("quotations.accept.number_hint")).Numbered(), widget.NewDateField(a.k.Lang, a.order.Date, t("products.date_hint"))
	v.number.OnChanged = func(text string) { a.order.Number = strings.TrimSpace(text); v.clear() }
	v.date.OnChanged = func(string) { v.clear() }
	v.due = widget.NewDateField(a.k.Lang, "", t("products.date_hint"))
	v.due.SetText(a.due)
	v.due.OnChanged = func(text string) { a.due = text; v.clear() }
	v.picture, v.kept = widget.NewThumb(widget.Unit(44)), widget.NewWrapLabel("", 2, widget.Caption)
	v.where = widget.NewWrapLabel("", 4, widget.Body.At(theme.Small))
	v.who, v.one = v.button(keyWho, "quotations.accept.who", "", v.listWho), v.button(keyOne, "quotations.accept.one", "", a.onePlace)
	v.whom = container.New(&widget.Justified{}, v.button(keyGifts, "quotations.accept.gifts", "file", a.readGifts))
	return widget.Column(10,
		pair(v.row("order.number", t("quotations.accept.number"), v.number), v.row("order.date", t("quotations.accept.date"), v.date)),
		pair(v.row("picture", t("quotations.accept.picture_of"), v.button(keyPicture, "quotations.accept.picture", "photo", a.pickPicture)),
			v.row("due", t("quotations.accept.due"), v.due)),
		container.NewBorder(nil, nil, v.picture, nil, v.kept),
		v.row("shares", t("quotations.accept.where"), widget.NewNotice(widget.Calm, v.where)), v.whom, v.trouble)
}

func (v *acceptView) button(key keys.Chord, label, icon string, do func()) *widget.Button {
	k := v.of.k
	return widget.NewButton(widget.Plain, k.T(label), do).WithKey(key.Name(k.Lang, k.Twins)).WithIcon(icon)
}

// refresh shows photos that have come.
func (v *acceptView) refresh() {
	v.lines.Refresh()
	v.showPicture()
}

// show shows all of it anew.
func (v *acceptView) show() {
	a := v.of
	v.clear()
	v.lines.SetCount(len(a.taken))
	v.lines.Choose(a.at)
	v.lines.Refresh()
	sum := money.Satang(0)
	for n := range a.taken {
		sum += a.priced(n).Total
	}
	v.total.SetAmount(sum)
	if v.offers != nil {
		v.offers.Select(a.option)
	}
	v.showPicture()
	v.showWhere()
	v.dialog.Refresh()
}

func (v *acceptView) showPicture() {
	name, t := v.of.order.Picture, v.of.k.T
	v.picture.Hidden = name == ""
	v.kept.Set(t("quotations.accept.picture_none"))
	if name != "" {
		v.picture.Set("checked", v.of.photos.Get(name))
		v.kept.Set(t("quotations.accept.picture_kept"))
	}
}

// showWhere says who gets what.
func (v *acceptView) showWhere() {
	a, t := v.of, v.of.k.T
	text := a.known.place.Name
	if at := a.known.place.Address().Short(); at != "" {
		text += "\n" + at
	}
	switch {
	case a.differs != nil:
		text = t("quotations.accept.many", fault.Values{"count": len(a.gifts.Recipients)})
		v.rows["shares"].SetMessage(i18n.Message(a.k.Lang, a.differs))
	case a.gifts != nil && len(a.shares) == 0:
		text = t("quotations.accept.evenly", fault.Values{"count": len(a.to)})
	case a.gifts != nil:
		text = t("quotations.accept.shared", fault.Values{"count": len(a.to)})
	case !a.known.place.Complete():
		text += "\n" + t("quotations.accept.place_short")
	}
	v.where.Set(text)
	v.whom.Objects = v.whom.Objects[:1]
	if a.gifts != nil {
		v.whom.Add(v.who)
		v.whom.Add(v.one)
		widget.Connect(a.k.Router, v.who, v.one)
	}
	v.whom.Refresh()
}

func (v *acceptView) setLine(n int, row *goods.LineRow, _ bool) {
	a := v.of
	if n >= len(a.taken) {
		return
	}
	line, k := a.priced(n), a.k
	note := eachText(k, line.Price, line.Unit)
	switch quoted := a.offered()[n]; {
	case line.Qty == 0:
		note = k.T("quotations.accept.not_taken")
	case line.Price != quoted.Price:
		note = k.T("quotations.accept.reached", fault.Values{"each": note, "was": i18n.BahtShort(quoted.Price)})
	}
	if product := a.known.index.ByID(line.ProductID); product != nil {
		row.Thumb.Set(goods.DrawingOf(product), a.photos.Get(product.Photo))
	} else {
		row.Thumb.Set(goods.Drawing(line.Name, ""), nil)
	}
	row.Set(n, line.Name, note, widget.Caption, line.Qty, line.Total)
}

// askQty asks how many of a line are taken; the price of so many is shown at once.
func (v *acceptView) askQty(n int) {
	a := v.of
	if n < 0 || n >= len(a.taken) {
		return
	}
	a.at = n
	line, t, d := a.offered()[n], a.k.T, newAsking(a.k)
	many := widget.NewQtyEntry()
	many.SetQty(a.taken[n])
	price := widget.NewText("", widget.Body)
	tell := func() {
		quantity, err := many.Qty()
		if err != nil || quantity < 0 || quantity > qty.Max {
			price.Set("")
			return
		}
		was := a.taken[n]
		a.taken[n] = quantity
		now := a.priced(n)
		a.taken[n] = was
		price.Set(t("quotations.accept.so_many", fault.Values{"each": eachText(a.k, now.Price, line.Unit), "sum": i18n.BahtShort(now.Total)}))
	}
	many.OnChanged = func(string) { tell() }
	tell()
	keep := func() {
		quantity, err := many.Qty()
		if err == nil && quantity > qty.Max {
			err = fault.New("qty_too_large", "qty", fault.Values{"value": quantity})
		}
		if err != nil {
			d.tell(fault.At(err, "qty"))
			return
		}
		a.taken[n] = quantity
		d.dialog.Close()
		a.changed()
	}
	d.dialog = &prompt.Dialog{Title: line.Name, Focus: many, Typed: prompt.TypedIn(many), Bindings: saves(keep),
		Body:    widget.Column(10, d.row("qty", qtyText(a.k, line.Unit), many), price, d.trouble),
		Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc}, {Label: t("prompt.ok"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: keep}}}
	a.k.Prompt.Show(d.dialog)
}

// badRows shows what of a list cannot be read, by row, and what to look at again.
func (v *acceptView) badRows(list *giftlist.List) {
	k := v.of.k
	if len(list.Rejected)+len(list.Warnings) == 0 {
		return
	}
	column := widget.Column(4)
	add := func(text string) { column.Add(widget.NewWrapLabel(text, 0, widget.Body.At(theme.Small))) }
	if len(list.Rejected) > 0 {
		add(k.T("quotations.accept.rows_bad", fault.Values{"count": len(list.Rejected)}))
	}
	for _, bad := range list.Rejected[:min(len(list.Rejected), mostBadRows)] {
		add(k.T("orders.gifts.row", fault.Values{"row": bad.Row, "why": i18n.Message(k.Lang, bad.Reason)}))
	}
	for _, warning := range list.Warnings {
		add(i18n.Message(k.Lang, warning))
	}
	k.Prompt.Show(&prompt.Dialog{Title: k.T("orders.gifts.look"), Body: column, Width: widget.Unit(600),
		Actions: []prompt.Action{{Label: k.T("prompt.understood"), Key: keys.Enter, Kind: widget.Primary}}})
}

// mostBadRows bounds how many are shown: a file of another kind has a fault in every row.
const mostBadRows = 50

// listWho shows the recipients with what each gets.
func (v *acceptView) listWho() {
	a, t := v.of, v.of.k.T
	if a.gifts == nil || len(a.to) == 0 {
		return
	}
	list := widget.NewList(theme.RowHeight, goods.NewTwoLines, func(n int, row *goods.TwoLines, _ bool) {
		if n < len(a.to) {
			name := a.to[n].Name
			if many := a.gets(n); many != "" {
				name += " · " + many
			}
			row.Set(name, a.to[n].Address().Short())
		}
	})
	d := &prompt.Dialog{Title: t("orders.recipient.many", fault.Values{"count": len(a.to)}), Body: container.New(widget.Rows(6), widget.NewFlushCard(list)), Width: widget.Unit(620),
		Bindings: []keys.Binding{{Chord: "Up", Do: func() { list.Step(0, -1) }, Repeat: true}, {Chord: "Down", Do: func() { list.Step(0, 1) }, Repeat: true}},
		Actions:  []prompt.Action{{Label: t("orders.close"), Key: keys.Esc}}}
	a.k.Prompt.Show(d)
	list.SetCount(len(a.to))
	list.Choose(0)
}
