package orders

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// Bounds of what the right side shows of a large order; its form shows all of it.
const (
	mostLines = 60
	mostSteps = 40
)

// detail is the chosen order, with its next step below.
type detail struct {
	page   *Page
	object fyne.CanvasObject
	whole  *fyne.Container // inside the card

	channel *widget.Badge
	number  *widget.Text
	state   *widget.Pill
	bar     *fyne.Container
	inside  *fyne.Container // inside the scroll
	scroll  *widget.DragScroll
	foot    *fyne.Container
	empty   *widget.WrapLabel
	shown   *shop.Order
	thumbs  []thumb
}

// thumb is a line's picture, filled when its photo is read.
type thumb struct {
	picture *widget.Thumb
	product *catalog.Product
	name    string
}

func newDetail(p *Page) *detail {
	d := &detail{page: p, channel: widget.NewBadge("", theme.ChannelHub, theme.OnChannel), number: widget.NewText("", widget.Section).Shrink(),
		state: widget.NewPill(widget.ChipData{}), bar: container.NewStack(), inside: widget.Column(10), foot: widget.Column(widget.Gap)}
	d.scroll = widget.NewDragScroll(widget.Inset(0, 0, 0, 8, d.inside)) // the bar stands beside
	head := container.NewBorder(nil, nil, widget.Inset(0, 0, 0, 8, d.channel), widget.Inset(0, 0, 8, 0, container.NewCenter(d.state)), d.number)
	top := widget.Column(10, container.New(widget.Least{Height: 30}, head), d.bar)
	d.whole = container.New(footed{}, top, d.scroll, d.foot)
	d.empty = widget.NewWrapLabel(p.k.T("orders.empty_right"), 4, widget.Body.In(theme.InkSoft).Centre())
	d.object = widget.NewCard(container.NewStack(d.whole, container.NewVBox(layout.NewSpacer(), widget.Inset(0, 0, 20, 20, d.empty), layout.NewSpacer())))
	d.whole.Hide()
	return d
}

// show shows the chosen order.
func (d *detail) show() {
	p, order := d.page, d.page.m.order
	visible(d.whole, order != nil)
	visible(d.empty, order == nil)
	if order == nil {
		d.shown = nil
		d.object.Refresh()
		return
	}
	same := d.shown != nil && d.shown.Order.ID == order.Order.ID
	d.shown = order
	d.channel.Set(channelName(p.k.Lang, order.Order.Channel))
	d.channel.SetColours(channelColour(order.Order.Channel), theme.OnChannel)
	d.number.Set(called(order))
	if d.number.SetStyle(widget.Section); len(called(order)) >= longNumber {
		d.number.SetStyle(widget.Strong.At(theme.Small))
	}
	how := standingOf(order.Past, p.m.list.until)
	d.state.Set(how.chip(p.k.Lang, p.m.list.today))
	d.bar.Objects = []fyne.CanvasObject{d.progress(stages(order.Past))}
	d.thumbs = nil
	d.inside.Objects = d.parts(order)
	d.foot.Objects = p.buttons(order)
	widget.Connect(p.k.Router, d.inside, d.foot)
	d.showLines()
	for range 2 { // texts know their height once they know their width
		d.object.Refresh()
		d.whole.Refresh()
		d.inside.Refresh()
	}
	if !same {
		d.scroll.ScrollTo(fyne.Position{})
	}
}

// showLines shows photos that were read.
func (d *detail) showLines() {
	for _, t := range d.thumbs {
		if t.product == nil {
			t.picture.Set(goods.Drawing(t.name, ""), nil)
			continue
		}
		t.picture.Set(goods.DrawingOf(t.product), d.page.photos.Get(t.product.Photo))
	}
}

// progress draws how far an order is.
func (d *detail) progress(way []stage) fyne.CanvasObject {
	var row []fyne.CanvasObject
	th := theme.Current()
	for _, part := range way {
		bar, style := canvas.NewRectangle(th.Colour(theme.Chip)), widget.Caption.Centre()
		if part.done {
			bar.FillColor, style = th.Colour(theme.MoneyIn), widget.Strong.At(theme.Caption).In(theme.MoneyIn).Centre()
		}
		bar.CornerRadius = 2
		row = append(row, bar, widget.NewText(d.page.k.T("orders.stage."+part.key), style).Shrink())
	}
	return container.New(progressLayout{}, row...)
}

// progressLayout puts bars beside each other, each over its word.
type progressLayout struct{}

const barHigh, barGap = 6, 4

func (progressLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, barHigh+2+objects[1].MinSize().Height)
}

func (progressLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	count := float32(len(objects) / 2)
	width := (size.Width - barGap*(count-1)) / count
	for n := 0; n < len(objects); n += 2 {
		x := float32(n/2) * (width + barGap)
		widget.Put(objects[n], x, 0, width, barHigh)
		widget.Put(objects[n+1], x, barHigh+2, width, size.Height-barHigh-2)
	}
}

// parts is what is shown of an order: who gets it, what, for how much, what is wrong, how it goes.
func (d *detail) parts(order *shop.Order) []fyne.CanvasObject {
	var all []fyne.CanvasObject
	add := func(parts ...fyne.CanvasObject) {
		for _, part := range parts {
			if part != nil {
				all = append(all, part)
			}
		}
	}
	add(d.personCard(order), d.shortages(order), d.lines(order), d.sums(order))
	for n := range order.Parcels {
		if parcel := &order.Parcels[n]; parcel.Live() {
			add(d.parcel(order, parcel))
		}
	}
	if note := order.Person.Note; note != "" {
		add(widget.NewNotice(widget.Calm, widget.NewWrapLabel(note, 6, widget.Body.At(theme.Small))))
	}
	return append(all, d.history(order))
}

// personCard says who gets the order, and who pays where that is somebody else.
func (d *detail) personCard(order *shop.Order) fyne.CanvasObject {
	p := d.page
	card := widget.Column(0)
	add := func(text string, style widget.Style) {
		if text != "" {
			card.Add(widget.NewWrapLabel(text, 0, style))
		}
	}
	payer := joined(order.Person.Name, phones([]string{order.Person.Phone}))
	if order.Person.Name == "" && order.Customer.Name != "" {
		payer = order.Customer.Name
	}
	office := payer != "" && ordering.OfOffice(order.Order.Channel, order.Order.ChannelNo)
	if office {
		add(payer, widget.Strong.At(theme.Small))
	}
	pickup := order.Content.Service == ordering.Pickup
	switch {
	case len(order.Recipients) == 0:
		if !office {
			add(payer, widget.Strong.At(theme.Small))
		}
	case office && len(order.Recipients) > 1:
		add(p.k.T("orders.for_places", fault.Values{"count": len(order.Recipients)}), widget.Strong.At(theme.Small).In(theme.InkStrong))
	default:
		to := &order.Recipients[0]
		add(joined(to.Title+to.Name, shop.PhonesText(to.Phones, order.Masked)), widget.Strong.At(theme.Small))
		if !pickup {
			add(to.Address().Short(), widget.Body.At(theme.Small))
		}
	}
	if pickup {
		add(p.k.T("ordering.service.pickup"), widget.Body.At(theme.Small))
	}
	if more := len(order.Recipients) - 1; more > 0 && !office {
		add(p.k.T("orders.more_recipients", fault.Values{"count": more}), widget.Strong.At(theme.Small).In(theme.InkStrong))
	}
	if len(order.Recipients) > 0 && !office && order.Person.Name != "" && order.Person.Name != order.Recipients[0].Name {
		add(p.k.T("orders.payer", fault.Values{"name": payer}), widget.Caption)
	}
	if contact := order.Person.Contact; contact != "" {
		add(p.k.T("orders.contact", fault.Values{"channel": p.k.T("ordering.channel." + order.Order.Channel), "name": contact}), widget.Caption)
	}
	if ordering.OfQuotation(order.Order.Channel, order.Order.ChannelNo) {
		add(p.k.T("orders.of_quotation", fault.Values{"number": order.Order.ChannelNo}), widget.Caption)
	}
	if due := order.Content.Due; due != "" {
		add(p.k.T("orders.due", fault.Values{"day": i18n.Date(p.k.Lang, due)}), widget.Caption)
	}
	if len(card.Objects) == 0 {
		add(p.k.T("orders.nobody"), widget.Caption)
	}
	return widget.NewCard(card)
}

// phones writes telephone numbers in their groups.
func phones(digits []string) string { return shop.PhonesText(digits, false) }

// joined joins what is not empty.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), " · ")
}

// lines shows what is ordered.
func (d *detail) lines(order *shop.Order) fyne.CanvasObject {
	p, column := d.page, widget.Column(4)
	several := len(order.Recipients) > 1
	for n := range min(len(order.Content.Lines), mostLines) {
		line := &order.Content.Lines[n]
		picture := widget.NewThumb(widget.Unit(36))
		d.thumbs = append(d.thumbs, thumb{picture, order.Products[line.ProductID], lineName(line)})
		words := widget.Column(-2, widget.NewWrapLabel(lineName(line), 2, widget.Body.At(theme.Small)))
		switch {
		case line.ProductID.IsZero():
			words.Add(widget.NewText(p.k.T("orders.unmatched"), widget.Caption.In(theme.Trouble)).Shrink())
		case several && line.To <= len(order.Recipients):
			words.Add(widget.NewText(p.k.T("orders.for", fault.Values{"name": order.Recipients[line.To-1].Name}), widget.Caption).Shrink())
		}
		right := container.NewHBox(container.New(widget.AtLeast(widget.Unit(42)), widget.NewText("×"+i18n.Qty(line.Qty), widget.Body.At(theme.Small).In(theme.InkSoft).Right())),
			container.New(widget.AtLeast(widget.Unit(78)), widget.NewMoney(money.Times(line.Price, line.Qty), false, widget.Figure.At(theme.Small))))
		column.Add(container.NewBorder(nil, nil, widget.Inset(0, 0, 0, 10, container.NewCenter(picture)), right, container.NewVBox(layout.NewSpacer(), words, layout.NewSpacer())))
		column.Add(widget.NewDivider())
	}
	if more := len(order.Content.Lines) - mostLines; more > 0 {
		column.Add(widget.NewText(p.k.T("orders.more_lines", fault.Values{"count": more}), widget.Caption))
	}
	return column
}

// sums shows what the order comes to, and what of it is paid.
func (d *detail) sums(order *shop.Order) fyne.CanvasObject {
	p, content := d.page, &order.Content
	column := widget.Column(0)
	add := func(label string, amount money.Satang, style widget.Style) {
		column.Add(widget.Beside(widget.NewText(label, style).Shrink(), widget.NewMoney(amount, false, style.Right())))
	}
	add(p.k.T("orders.goods"), order.Goods(), widget.Caption)
	if content.Discount > 0 {
		add(p.k.T("orders.discount"), -content.Discount, widget.Caption.In(theme.MoneyIn))
	}
	if content.Fee > 0 {
		add(joined(p.k.T("orders.fee"), serviceName(p.k.Lang, content.Service)), content.Fee, widget.Caption)
	}
	column.Add(widget.Beside(widget.NewText(p.k.T("orders.total"), widget.Section).Shrink(),
		widget.NewMoney(order.Total(), true, widget.Strong.At(theme.Title).In(theme.InkStrong))))
	switch paid, rest := order.Paid(), order.Rest(); {
	case paid > 0 && rest > 0:
		add(p.k.T("orders.paid"), paid, widget.Caption.In(theme.MoneyIn))
		add(p.k.T("orders.rest"), rest, widget.Strong.At(theme.Small))
	case rest < 0:
		add(p.k.T("orders.back"), -rest, widget.Strong.At(theme.Small).In(theme.Trouble))
	}
	column.Add(widget.NewText(p.k.T("orders.pay_by", fault.Values{"way": p.k.T("ordering.pay." + content.PayBy)}), widget.Caption).Shrink())
	return column
}

// serviceName names the service of an order.
func serviceName(lang i18n.Lang, service string) string {
	switch service {
	case "":
		return ""
	case ordering.Pickup:
		return i18n.T(lang, "ordering.service.pickup")
	}
	return shop.ServiceCodeName(lang, service)
}

// shortages says what of the order is not there, and what can be done about it.
func (d *detail) shortages(order *shop.Order) fyne.CanvasObject {
	if len(order.Shorts) == 0 {
		return nil
	}
	p, words := d.page, widget.Column(-2)
	const most = 3
	for n := range min(len(order.Shorts), most) {
		short := &order.Shorts[n]
		words.Add(widget.NewWrapLabel(p.k.T("orders.short", fault.Values{"name": short.Name, "missing": short.Missing(), "unit": short.Unit}), 2, widget.Body.At(theme.Small).In(theme.InkRed)))
	}
	if more := len(order.Shorts) - most; more > 0 {
		words.Add(widget.NewText(p.k.T("orders.more_lines", fault.Values{"count": more}), widget.Caption.In(theme.InkRed)))
	}
	link := func(label string, key keys.Chord, do func(*shop.Order)) *widget.Button {
		return widget.NewButton(widget.Plain, p.k.T(label), p.withOrder(do)).WithHeight(theme.ButtonLow).WithKey(p.keyName(key))
	}
	buttons := container.New(&widget.Justified{}, link("orders.ask_more", keyAskMore, p.askMore), link("orders.tell_short", keyTellShort, p.tellShort))
	icon := canvas.NewImageFromResource(theme.Icon("warn", theme.Current().Colour(theme.InkRed)))
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSquareSize(widget.Unit(20)))
	return widget.NewNotice(widget.Bad, widget.Column(8, container.NewBorder(nil, nil, widget.Inset(0, 0, 0, 10, container.NewVBox(icon)), nil, words), buttons))
}

// parcel shows a box of the order.
func (d *detail) parcel(order *shop.Order, parcel *ledger.Parcel) fyne.CanvasObject {
	p := d.page
	name := p.k.T("orders.parcel", fault.Values{"no": parcel.No})
	if len(order.Recipients) > 1 {
		if at := slices.IndexFunc(order.Recipients, func(r ordering.Recipient) bool { return r.ID == parcel.RecipientID }); at >= 0 {
			name += " · " + order.Recipients[at].Name
		}
	}
	facts := joined(serviceName(p.k.Lang, parcel.Service), weightText(p.k.Lang, parcel.Grams), parcel.Tracking)
	words := widget.Column(-2, widget.NewText(name, widget.Strong.At(theme.Small)).Shrink())
	if facts != "" {
		words.Add(widget.NewText(facts, widget.Caption).Shrink())
	}
	if parcel.COD > 0 && parcel.CODDay == "" {
		words.Add(widget.NewText(p.k.T("orders.parcel_cod", fault.Values{"amount": parcel.COD}), widget.Caption).Shrink())
	}
	return widget.NewCard(widget.Beside(words, container.NewCenter(widget.NewPill(parcelChip(p.k.Lang, parcel.State)))))
}

// weightText writes grams: "0.8 กก.", nothing for a parcel nobody weighed.
func weightText(lang i18n.Lang, grams int) string {
	switch {
	case grams <= 0:
		return ""
	case grams < 1000:
		return i18n.T(lang, "orders.grams", fault.Values{"value": grams})
	}
	return i18n.T(lang, "orders.kilos", fault.Values{"value": qty.Qty(grams)})
}

func parcelChip(lang i18n.Lang, state string) widget.ChipData {
	chip := widget.ChipData{Label: i18n.T(lang, "orders.parcel_state."+state)}
	switch state {
	case ledger.ParcelDelivered:
		chip.Tone, chip.Icon = widget.Good, "check"
	case ledger.ParcelShipped:
		chip.Tone = widget.Soft
	case ledger.ParcelUndelivered, ledger.ParcelReturned, ledger.ParcelLost:
		chip.Tone, chip.Icon = widget.Bad, "warn"
	case ledger.ParcelPacked:
		chip.Tone = widget.Good
	}
	return chip
}

// history lists the steps, the latest first: what, when and by whom.
func (d *detail) history(order *shop.Order) fyne.CanvasObject {
	p := d.page
	column := widget.Column(2, widget.Beside(widget.NewText(p.k.T("orders.history"), widget.Strong.At(theme.Small)), widget.NewText(order.Order.Number, widget.Caption.Right())))
	for n := range min(len(order.Steps), mostSteps) {
		step := &order.Steps[n]
		text := p.k.T("ordering.step." + step.Kind)
		if at := order.Parcel(step.ParcelID); at != nil && len(order.Parcels) > 1 {
			text += " " + p.k.T("orders.parcel", fault.Values{"no": at.No})
		}
		column.Add(widget.Beside(widget.NewText(joined(text, step.By), widget.Caption.In(theme.Ink)).Shrink(),
			widget.NewText(i18n.MomentBrief(p.k.Lang, step.At.Time()), widget.Caption.Right())))
		if step.Reason != "" {
			column.Add(widget.Inset(0, 0, 12, 0, widget.NewWrapLabel(step.Reason, 3, widget.Caption)))
		}
	}
	return column
}
