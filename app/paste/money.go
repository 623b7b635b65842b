package paste

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shop"
)

// moneyBox is how the order goes, how it is paid and what it comes to.
type moneyBox struct {
	view     *view
	weight   *widget.Text
	services *widget.ChipRow
	service  *widget.KeyCap
	goods    *widget.Text
	fee      *widget.AmountEntry
	notes    *widget.WrapLabel
	title    *widget.Text
	ways     []*widget.Chip
	said     *widget.Text
	total    *widget.Money
	pay      *fyne.Container // what lies on the box
	box      *fyne.Container
	sending  *fyne.Container
}

// ways are those a chat may leave open, with the keys that choose them.
var ways = []string{ordering.PayCOD, ordering.PayTransfer, ordering.PayCash}

func newMoneyBox(v *view) *moneyBox {
	m := &moneyBox{view: v, weight: widget.NewText("", widget.Caption), goods: widget.NewText("", widget.Body.At(theme.Small)), fee: widget.NewAmountEntry(false),
		notes: widget.NewWrapLabel("", 3, widget.Caption.In(theme.InkGold)), said: widget.NewText("", widget.Caption.Right()).Shrink(),
		title: widget.NewText("", widget.Strong.In(theme.InkGold)), total: widget.NewMoney(0, true, widget.Strong.At(theme.Title).In(theme.InkStrong))}
	m.services = widget.NewChipRow(nil, v.page.ship)
	m.service = widget.NewKeyCap(v.page.key(keyService))
	m.fee.OnChanged = m.typed
	m.fee.OnFocus = func(has bool) {
		if has {
			v.focused = ""
		}
	}
	sums := widget.Row(m.goods, widget.NewText(v.t("paste.fee"), widget.Body.At(theme.Small)), container.New(widget.Wide(widget.Unit(92)), m.fee))
	send := container.NewBorder(nil, nil, widget.Row(m.weight, m.service), sums, widget.Inset(0, 0, 8, 8, m.services))
	chips := widget.Row()
	for n, by := range ways {
		chip := widget.NewChip(widget.ChipData{Label: v.t("paste.pay." + by), Tone: widget.Outline, Key: v.page.key([]keys.Chord{keyCOD, keyTransfer, keyFetch}[n])}, func() { v.page.pay(by) })
		m.ways = append(m.ways, chip)
		chips.Add(chip)
	}
	m.pay = container.New(&payRow{}, m.title, chips, m.said, m.total)
	m.box = container.NewStack()
	m.sending = widget.Column(6, send, m.notes)
	return m
}

// payRow puts the way of paying and the total in one row, or in two where that is too narrow.
type payRow struct{ width float32 }

const payGap = 10

func (l *payRow) wide(objects []fyne.CanvasObject) bool {
	need := 2*payGap + objects[0].MinSize().Width + objects[1].MinSize().Width + objects[3].MinSize().Width
	return l.width == 0 || need <= l.width
}

// MinSize belongs to the toolkit.
func (l *payRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	chips, total := objects[1].MinSize(), objects[3].MinSize()
	if l.wide(objects) {
		return fyne.NewSize(chips.Width, max(chips.Height, total.Height))
	}
	return fyne.NewSize(chips.Width, chips.Height+total.Height+4)
}

// Layout belongs to the toolkit.
func (l *payRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	title, chips, total := objects[0].MinSize(), objects[1].MinSize(), objects[3].MinSize()
	high, x, y := size.Height, float32(0), float32(0)
	if !l.wide(objects) {
		high = total.Height
		y = high + 4
	} else {
		x = title.Width + payGap
	}
	widget.Put(objects[0], 0, 0, title.Width, high)
	widget.Put(objects[3], size.Width-total.Width, 0, total.Width, high)
	widget.Put(objects[1], x, y, chips.Width, size.Height-y)
	from := title.Width + payGap
	if y == 0 {
		from += chips.Width + payGap
	}
	room := max(size.Width-total.Width-payGap-from, 0)
	objects[2].Hide() // what it is called is left out before it would be cut
	if fyne.MeasureText(objects[2].(*widget.Text).Content(), theme.Current().Size(theme.Caption), fyne.TextStyle{}).Width <= room {
		objects[2].Show()
	}
	widget.Put(objects[2], from, 0, room, high)
}

// typed takes a fee that a person writes.
func (m *moneyBox) typed(string) {
	d := m.view.page.open()
	if m.view.filling || d == nil {
		return
	}
	fee, err := m.fee.Amount()
	if err != nil && m.fee.Text() != "" {
		return
	}
	d.setFee(fee)
	m.view.showSums()
}

func (m *moneyBox) show() {
	v := m.view
	d := v.page.model.draft()
	if d == nil {
		d = &draft{of: v.page.model, request: ordering.Request{Recipients: []ordering.Recipient{{}}}}
	}
	m.showSending(d)
	m.goods.Set(v.t("paste.goods_sum", fault.Values{"amount": d.goods() - d.request.Discount}))
	if now, err := m.fee.Amount(); err != nil && d.request.Fee != 0 || err == nil && now != d.request.Fee {
		v.filling = true
		m.fee.SetAmount(d.request.Fee)
		v.filling = false
	}
	m.total.SetAmount(d.total())
	m.showNotes(d)
	tone := widget.Good
	title := "paste.paid_by"
	if d.request.PayBy == "" || d.doubts[fieldPayment] != "" {
		tone, title = widget.Watch, "paste.choose_pay"
	}
	m.title.Set(v.t(title))
	ink := theme.InkGold
	if tone == widget.Good {
		ink = theme.InkGreen
	}
	m.title.SetStyle(widget.Strong.In(ink))
	said := "paste.total_if_cod"
	if d.request.PayBy != "" {
		said = "paste.total." + d.request.PayBy
	}
	m.said.Set(v.t(said))
	for n, by := range ways {
		data := m.ways[n].Data()
		data.Selected = d.request.PayBy == by
		m.ways[n].Set(data)
	}
	m.box.Objects = []fyne.CanvasObject{widget.NewNotice(tone, m.pay)}
	m.pay.Refresh()
	m.box.Refresh()
}

// showSending shows what the parcel weighs and what the services ask for it.
func (m *moneyBox) showSending(d *draft) {
	v := m.view
	weight := ""
	offers := d.offers()
	switch {
	case d.pickup():
		weight = v.t("paste.fetched")
	case d.postage != nil && len(offers) > 0:
		weight = v.t("paste.weight", fault.Values{"kg": kilos(d.postage.Parcel.Grams)})
	}
	m.weight.Set(weight)
	m.service.Hidden = len(offers) < 2
	chips := make([]widget.ChipData, len(offers))
	chosen := -1
	for n := range offers {
		label := shop.ServiceName(v.page.kit.Lang, &offers[n].Service) + " " + strings.TrimSuffix(i18n.Baht(charged(&offers[n])), ".00")
		if now := d.offer(); now != nil && now.Service.Code == offers[n].Service.Code {
			chosen = n
		} else if now != nil && charged(&offers[n]) < charged(now) {
			label += "  " + v.t("paste.cheaper", fault.Values{"amount": strings.TrimSuffix(i18n.Baht(charged(now)-charged(&offers[n])), ".00")})
		}
		chips[n] = widget.ChipData{Label: label, Tone: widget.Outline}
	}
	m.services.Set(chips)
	m.services.Select(chosen)
	m.services.Hidden = len(offers) == 0
}

// kilos writes grams in kilograms with one decimal, rounded up: the post weighs what is there.
func kilos(grams int) string { return (qty.Qty((grams+99)/100) * 100).String() }

// showNotes says what should be known of the sums: a total that the message names, what promotions take off, goods
// that nobody weighed, islands.
func (m *moneyBox) showNotes(d *draft) {
	v := m.view
	var notes []string
	if said, above, ok := d.stated(); ok && len(d.request.Lines) > 0 {
		switch {
		case above == 0:
			notes = append(notes, v.t("paste.total_same", fault.Values{"amount": said}))
		case above > 0:
			notes = append(notes, v.t("paste.total_more", fault.Values{"amount": said, "more": above}))
		default:
			notes = append(notes, v.t("paste.total_less", fault.Values{"amount": said, "less": money.Satang(-above)}))
		}
	}
	if d.request.Discount > 0 {
		notes = append(notes, v.t("paste.discount", fault.Values{"amount": d.request.Discount}))
	}
	for _, gift := range d.gifts {
		notes = append(notes, v.t("paste.gift", fault.Values{"name": gift.Name, "qty": gift.Qty, "unit": gift.Unit}))
	}
	if !d.pickup() && d.postage != nil {
		for _, warning := range d.postage.Warnings {
			if warning.Code == "origin_missing" && !slices.ContainsFunc(d.postage.Offers, func(o shipping.Offer) bool { return o.Surcharge > 0 }) {
				continue // where it comes from makes no difference
			}
			notes = append(notes, v.page.message(warning))
		}
		if offer := d.offer(); offer != nil {
			for _, warning := range offer.Warnings {
				notes = append(notes, v.page.message(warning))
			}
		} else if len(d.postage.Unfit) > 0 && len(d.postage.Offers) == 0 {
			notes = append(notes, v.page.message(d.postage.Unfit[0].Why))
		} else if len(d.request.Lines) > 0 {
			notes = append(notes, v.t("paste.no_offer"))
		}
	}
	m.notes.Set(strings.Join(notes, " · "))
	m.notes.Hidden = len(notes) == 0
}
