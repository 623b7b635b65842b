package orders

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/sound"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// packView is the dialog that packs a parcel by the scanner.
type packView struct {
	page   *Page
	m      *packing
	index  *catalog.Index
	scale  catalog.ScaleLayout
	quoted *quoted
	cheap  bool   // nobody chose a service: the cheapest is offered
	after  func() // waits for weight and prices
	dialog *prompt.Dialog

	list           *widget.List
	said           *widget.WrapLabel
	grams, number  *widget.Entry
	sides          [3]*widget.Entry
	service        *widget.Select
	services       []string
	marks          []*widget.Chip
	weight, advice *widget.WrapLabel
}

// markKeys put the marks of ordering.ParcelMarks on and off.
var markKeys = []keys.Chord{"F5", "F6", "F7"}

// pack opens the packing of an order's next parcel.
func (p *Page) pack(o *shop.Order) {
	v := &packView{page: p, m: startPacking(o)}
	s := p.k.Shop
	task.Run(p.acts, "pack", func(ctx context.Context) (facts, error) { return readFacts(ctx, s) }, func(read facts, err error) {
		if err != nil {
			p.failed(err)
			return
		}
		v.index, v.scale = read.index, read.scale
		v.services = read.services
		if v.m.service != "" && !slices.Contains(v.services, v.m.service) {
			v.services = append([]string{v.m.service}, v.services...)
		}
		v.cheap = v.m.service == "" && !ordering.Marketplace(o.Order.Channel) // which chooses how it goes
		v.show()
	})
}

func (v *packView) show() {
	p, t := v.page, v.page.k.T
	v.list = widget.NewList(theme.RowHeight, func() *packRow { return newPackRow(v) }, v.setRow)
	v.list.OnChosen = func(n int) { v.m.at = n }
	v.said = widget.NewWrapLabel(t("orders.pack.scan"), 2, widget.Strong.At(theme.Small))
	v.weight, v.advice = widget.NewWrapLabel("", 2, widget.Caption), widget.NewWrapLabel("", 3, widget.Caption.In(theme.InkGold))
	whole := func(into func(n int)) *widget.Entry {
		e := widget.NewEntry("")
		e.OnChanged = func(text string) {
			n, err := strconv.Atoi(thai.ToASCIIDigits(strings.TrimSpace(text)))
			if err != nil {
				n = 0
			}
			e.SetTroubled(text != "" && (err != nil || n < 0))
			into(max(n, 0))
			v.ask()
		}
		return e
	}
	v.grams = whole(func(n int) { v.m.grams = n })
	size := container.New(widget.Even{})
	for n := range v.sides {
		v.sides[n] = whole(func(cm int) { v.m.sides[n] = cm * 10 })
		v.sides[n].SetPlaceHolder(t("orders.pack.side." + strconv.Itoa(n+1)))
		size.Add(v.sides[n])
	}
	v.service = widget.NewSelect(nil, -1, t("orders.form.no_service"), func(n int) { v.m.service, v.cheap = v.services[n], false; v.take() })
	v.number = widget.NewEntry(t("orders.pack.number_hint"))
	v.number.OnChanged = func(text string) { v.m.tracking = strings.TrimSpace(text) }
	chips := container.New(&widget.Justified{})
	for n, mark := range ordering.ParcelMarks {
		chip := widget.NewChip(widget.ChipData{Label: t("ordering.mark." + mark), Key: p.keyName(markKeys[n])}, func() { v.mark(n) })
		v.marks = append(v.marks, chip)
		chips.Add(chip)
	}
	rows := widget.Rows(5)
	if p.k.Prompt.Size().Height < widget.Unit(700) {
		rows = 3
	}
	left := widget.Column(widget.Gap, widget.NewNotice(widget.Soft, v.said), container.New(rows, widget.NewFlushCard(v.list)))
	right := widget.Column(6, container.New(widget.Even{}, widget.NewFormRow(t("orders.pack.grams"), v.grams), widget.NewFormRow(t("orders.pack.number"), v.number)), v.weight,
		widget.NewFormRow(t("orders.pack.size"), size), widget.NewFormRow(t("orders.form.service"), v.service), v.advice, chips)
	v.dialog = &prompt.Dialog{Title: v.title(), Width: widget.Unit(940), Body: container.New(widget.Sides{Share: 0.46, Least: 330, Most: 420}, left, widget.Inset(0, 0, 0, 8, right)), OnScan: v.scan,
		Typed: v.m.begun,
		Bindings: []keys.Binding{{Chord: "Up", Do: func() { v.list.Step(0, -1) }, Repeat: true}, {Chord: "Down", Do: func() { v.list.Step(0, 1) }, Repeat: true},
			{Chord: "+", Do: func() { v.step(v.m.at, 1) }, Repeat: true, WhenEmpty: true}, {Chord: "-", Do: func() { v.step(v.m.at, -1) }, Repeat: true, WhenEmpty: true},
			{Chord: "F2", Do: func() { widget.Focus(v.grams) }}},
		Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc},
			{Label: t("orders.pack.all"), Key: "F8", Icon: "check", Stays: true, Do: v.all},
			{Label: t("orders.pack.done"), Key: keys.Save, Icon: "stk", Kind: widget.Primary, Stays: true, Do: v.finish}}}
	for n := range markKeys {
		v.dialog.Bindings = append(v.dialog.Bindings, keys.Binding{Chord: markKeys[n], Do: func() { v.mark(n) }})
	}
	p.k.Prompt.Show(v.dialog)
	v.list.SetCount(len(v.m.lines))
	v.list.Choose(0)
	v.ask()
	v.dialog.Refresh()
}

func (v *packView) title() string {
	o := v.m.order
	who := ""
	if to := v.m.recipient(); to != nil {
		who = to.Name
	}
	return joined(v.page.k.T("orders.act.pack"), called(o), who)
}

// scan counts goods into the parcel, or takes its tracking number; what does not belong there is said aloud.
func (v *packView) scan(code string) {
	match, err := v.index.Lookup(code, v.scale)
	switch {
	case err != nil && v.m.number(code):
		v.number.SetText(v.m.tracking)
		v.take()
		v.tell(v.page.k.T("orders.pack.numbered", fault.Values{"number": v.m.tracking}), true)
		return
	case err == nil:
		err = v.m.scan(match)
	}
	v.list.Choose(v.m.at)
	if err != nil {
		v.page.k.Sound.Play(sound.Unknown)
		v.tell(i18n.Message(v.page.k.Lang, err), false)
		return
	}
	v.page.k.Sound.Play(sound.Scanned)
	v.counted()
}

// counted says how far the chosen line is.
func (v *packView) counted() {
	line := &v.m.lines[v.m.at]
	text := v.page.k.T("orders.pack.counted", fault.Values{"name": line.name, "packed": line.packed, "wanted": line.wanted, "unit": line.unit})
	if v.m.whole() {
		text = v.page.k.T("orders.pack.whole")
	}
	v.tell(text, true)
	v.list.Refresh()
	v.ask()
}

func (v *packView) tell(text string, good bool) {
	style := widget.Strong.At(theme.Small).In(theme.MoneyIn)
	if !good {
		style = widget.TroubleText.At(theme.Small)
	}
	v.said.SetStyle(style)
	v.said.Set(text)
	v.list.Refresh()
	v.dialog.Refresh()
}

func (v *packView) step(n, by int) {
	if n < 0 || n >= len(v.m.lines) {
		return
	}
	v.m.set(n, v.m.lines[n].packed+qty.Pieces(by))
	v.list.Choose(n)
	v.counted()
}

func (v *packView) all() {
	v.m.all()
	v.list.Refresh()
	if len(v.m.lines) > 0 {
		v.counted()
	}
}

func (v *packView) mark(n int) {
	mark := ordering.ParcelMarks[n]
	v.m.mark(mark)
	v.marks[n].SetSelected(slices.Contains(v.m.marks, mark))
}

// ask works the weight out and asks the services for their prices.
func (v *packView) ask() {
	p, s := v.page, v.page.k.Shop
	asked := *v.m
	asked.lines = slices.Clone(v.m.lines)
	task.Run(p.acts, "quote", func(ctx context.Context) (*quoted, error) { return asked.quote(ctx, s) }, func(q *quoted, err error) {
		if q != nil {
			v.quoted = q
		}
		v.priced(err)
		if then := v.after; then != nil {
			v.after = nil
			then()
		}
	})
}

// priced shows weight and prices.
func (v *packView) priced(err error) {
	p, q := v.page, v.quoted
	if q == nil {
		return
	}
	weight := ""
	if v.m.grams == 0 && q.grams > 0 {
		weight = p.k.T("orders.pack.reckoned", fault.Values{"weight": weightText(p.k.Lang, q.grams)})
	}
	for _, warning := range q.warnings {
		weight = joined(weight, i18n.Message(p.k.Lang, warning))
	}
	if err != nil {
		weight = joined(weight, i18n.Message(p.k.Lang, err))
	}
	v.weight.Set(weight)
	v.take()
}

// take shows the services with their prices, and what is to be said of the one chosen.
func (v *packView) take() {
	p, q := v.page, v.quoted
	if v.cheap && q != nil && q.Postage != nil && len(q.Offers) > 0 {
		v.m.service = q.Offers[v.m.cheapest(q)].Service.Code
	}
	options := make([]string, len(v.services))
	advice := ""
	v.m.postage = 0
	for n, code := range v.services {
		options[n] = serviceName(p.k.Lang, code)
		if q == nil || q.Postage == nil {
			continue
		}
		for m := range q.Offers {
			offer := &q.Offers[m]
			if offer.Service.Code != code {
				continue
			}
			options[n] = offerText(p.k.Lang, offer) + " · " + i18n.BahtShort(asks(offer))
			if code == v.m.service {
				v.m.postage = asks(offer)
				for _, warning := range offer.Warnings {
					advice = joined(advice, i18n.Message(p.k.Lang, warning))
				}
			}
		}
		for _, unfit := range q.Unfit {
			if unfit.Service == code && code == v.m.service {
				advice = joined(advice, i18n.Message(p.k.Lang, unfit.Why))
			}
		}
	}
	v.service.SetOptions(options, slices.Index(v.services, v.m.service))
	v.advice.Set(advice)
	v.dialog.Refresh()
}

// finish packs the parcel; what is not in it is asked about. It waits until what was put in last is weighed.
func (v *packView) finish() {
	t := v.page.k.T
	switch {
	case v.page.acts.Busy("quote"):
		v.after = v.finish
	case !v.m.begun():
		v.page.k.Sound.Play(sound.Unknown)
		v.tell(t("orders.pack.nothing"), false)
	case v.m.whole() && len(v.m.order.Shorts) == 0:
		v.write(false)
	default:
		text := t("orders.pack.rest")
		if len(v.m.order.Shorts) > 0 {
			text = t("orders.pack.short")
		}
		v.page.k.Prompt.Ask(prompt.Question{Title: t("orders.pack.part"), Text: text, Yes: t("orders.pack.send")}, func(yes bool) {
			if yes {
				v.write(true)
			}
		})
	}
}

func (v *packView) write(short bool) {
	grams := v.m.grams
	if grams == 0 && v.quoted != nil {
		grams = v.quoted.grams
	}
	p, s, by, request, o := v.page, v.page.k.Shop, v.page.m.list.by, v.m.request(grams, short), v.m.order
	task.Run(p.acts, "packed", func(ctx context.Context) (*shop.Order, error) {
		if err := s.Pack(ctx, request, by); err != nil {
			return nil, err
		}
		return s.Order(ctx, o.Order.ID)
	}, func(now *shop.Order, err error) {
		if err != nil {
			v.page.k.Prompt.Error(err)
			return
		}
		v.dialog.Close()
		p.wrote(now, p.say(o, ordering.StepPacked))
	})
}

func (v *packView) setRow(n int, row *packRow, _ bool) {
	if n >= len(v.m.lines) {
		return
	}
	line := &v.m.lines[n]
	row.index = n
	if line.product != nil {
		row.thumb.Set(goods.DrawingOf(line.product), v.page.photos.Get(line.product.Photo))
	}
	row.name.Set(line.name)
	note, style := v.page.k.T("orders.pack.of", fault.Values{"packed": line.packed, "wanted": line.wanted, "unit": line.unit}), widget.Caption
	switch {
	case line.packed >= line.wanted:
		style = widget.Strong.At(theme.Caption).In(theme.MoneyIn)
	case line.there < line.wanted:
		note = joined(note, v.page.k.T("orders.pack.lacks", fault.Values{"qty": line.wanted - line.there}))
		style = widget.Caption.In(theme.Trouble)
	}
	row.note.SetStyle(style)
	row.note.Set(note)
	row.stepper.Set(i18n.Qty(line.packed))
	row.box.Refresh()
}

// packRow is a line with how much of it is in the parcel.
type packRow struct {
	toolkit.BaseWidget
	thumb      *widget.Thumb
	name, note *widget.Text
	stepper    *widget.Stepper
	index      int
	box        *fyne.Container
}

func newPackRow(v *packView) *packRow {
	r := &packRow{thumb: widget.NewThumb(widget.Unit(40)), name: widget.NewText("", widget.Strong.At(theme.Small)).Shrink(), note: widget.NewText("", widget.Caption).Shrink()}
	r.stepper = widget.NewStepper("", func(by int) { v.step(r.index, by) })
	r.box = container.NewBorder(nil, nil, widget.Inset(0, 0, 12, 4, container.NewCenter(r.thumb)), widget.Inset(0, 0, 4, 8, container.NewCenter(r.stepper)),
		widget.Inset(4, 4, 0, 0, widget.Column(-4, r.name, r.note)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *packRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }
