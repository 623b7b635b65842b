package shipping

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/sound"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// changeOf gives a packed parcel as it is.
func changeOf(p *shop.Parcel) ordering.ParcelChange {
	return ordering.ParcelChange{ParcelID: p.ID, Service: p.Service, Grams: p.Grams, Length: p.Length, Width: p.Width, Height: p.Height,
		Insured: p.Insured, Postage: p.Postage, Marks: p.Marks}
}

// editor is the dialog of a parcel that is here.
type editor struct {
	page    *Page
	d       details
	change  ordering.ParcelChange
	runner  *task.Runner
	grams   *widget.Entry
	sides   [3]*widget.Entry
	insured *widget.AmountEntry
	number  *widget.Entry
	offers  *fyne.Container
	trouble *widget.WrapLabel
	dialog  *prompt.Dialog
}

// editParcel shows a packed parcel to be weighed, measured, sent by another service and numbered.
func (p *Page) editParcel(d details) {
	e := &editor{page: p, d: d, change: changeOf(&d.Parcel), runner: p.k.Pool.Runner(), grams: widget.NewEntry("").SelectsAll(), insured: widget.NewAmountEntry(false),
		number: widget.NewEntry(p.t("number.hint")).Scanned(), offers: widget.Column(6), trouble: widget.NewWrapLabel("", 3, widget.TroubleText.At(theme.Small))}
	e.grams.SetText(figure(d.Grams, 1))
	for n, side := range []int{d.Length, d.Width, d.Height} {
		e.sides[n] = widget.NewEntry("").SelectsAll()
		e.sides[n].SetText(figure(side, 10))
	}
	if d.Insured > 0 {
		e.insured.SetAmount(d.Insured)
	}
	e.number.SetText(d.Tracking)
	e.trouble.Hide()
	fields := []keys.Field{e.grams, e.sides[0], e.sides[1], e.sides[2], e.insured, e.number}
	typed := prompt.TypedIn(fields...)
	was := e.change
	e.dialog = &prompt.Dialog{Title: p.t("parcel", fault.Values{"no": d.No, "number": d.Called()}), Width: widget.Unit(900), Focus: e.grams,
		Body: e.body(), OnClosed: e.runner.Cancel, OnScan: e.scan,
		Typed: func() bool {
			return typed() || e.change.Service != was.Service || !slices.Equal(e.change.Marks, was.Marks)
		},
		Bindings: []keys.Binding{{Chord: "F5", Do: e.nextOffer}},
		Actions: []prompt.Action{{Label: p.k.T("prompt.cancel"), Key: keys.Esc},
			{Label: p.t("unpack"), Key: "F7", Icon: "undo", Stays: true, Do: e.unpack},
			{Label: p.t("address"), Key: "F3", Icon: "pin", Do: func() { p.editRecipient(d) }},
			{Label: p.t("save"), Key: keys.Save, Kind: widget.Primary, Stays: true, Do: e.save}}}
	for n := range ordering.ParcelMarks {
		e.dialog.Bindings = append(e.dialog.Bindings, keys.Binding{Chord: markKeys[n], Do: func() { e.toggle(n) }})
	}
	if d.Tracking == "" && p.m.pool(&d.Parcel) != nil {
		e.dialog.Actions = slices.Insert(e.dialog.Actions, 1, prompt.Action{Label: p.t("give"), Key: "F6", Icon: "plus", Stays: true, Do: e.give})
	}
	for _, field := range []*widget.Entry{e.grams, e.sides[0], e.sides[1], e.sides[2]} {
		field.OnChanged = func(string) { e.ask() }
	}
	p.k.Prompt.Show(e.dialog)
	e.showOffers(d.offers)
}

// scan takes a tracking number; another code is none of this dialog.
func (e *editor) scan(code string) {
	if number, _, err := readNumber(code, e.d.ByChannel); err == nil {
		e.number.SetText(number)
		return
	}
	e.page.k.Sound.Play(sound.Unknown)
	e.page.k.Prompt.Say(e.page.t("scan.unknown", fault.Values{"code": code}))
}

// markKeys turn the marks on and off.
var markKeys = []keys.Chord{"F9", "F10", "F11"}

// figure writes a whole number of a unit, "" for none.
func figure(n, unit int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n / unit)
}

func (e *editor) body() fyne.CanvasObject {
	p := e.page
	row := func(key string, field fyne.CanvasObject) fyne.CanvasObject { return widget.NewFormRow(p.t(key), field) }
	size := container.New(widget.Even{}, row("length", e.sides[0]), row("width", e.sides[1]), row("height", e.sides[2]))
	left := widget.Column(10, p.headOf(&e.d))
	if text := troubleText(p.k.Lang, &e.d.Parcel); text != "" {
		left.Add(widget.NewNotice(widget.Watch, widget.NewWrapLabel(text, 3, widget.Body.At(theme.Small).In(theme.InkGold))))
	}
	left.Add(container.New(widget.Even{}, row("grams", e.grams), row("insured", e.insured)))
	left.Add(size)
	left.Add(e.markButtons())
	left.Add(row("column.number", e.number))
	left.Add(e.trouble)
	right := widget.Column(10, widget.Beside(widget.NewText(p.t("offers"), widget.Section).Shrink(), container.NewCenter(widget.NewKeyCap(p.keyName("F5")))),
		e.offers, widget.NewDivider(), p.profitOf(&e.d))
	return container.New(widget.Sides{Share: 0.44, Least: 300, Most: 400}, left, widget.Inset(0, 0, 0, barRoom, right))
}

func (e *editor) markButtons() fyne.CanvasObject {
	grid := container.New(widget.Even{})
	for n, mark := range ordering.ParcelMarks {
		kind := widget.Plain
		if slices.Contains(e.change.Marks, mark) {
			kind = widget.Picked
		}
		grid.Add(widget.NewButton(kind, e.page.k.T("ordering.mark."+mark), func() { e.toggle(n) }).WithHeight(theme.ButtonLow).WithKey(e.page.keyName(markKeys[n])))
	}
	return grid
}

// toggle puts a mark on the label or takes it off.
func (e *editor) toggle(n int) {
	mark := ordering.ParcelMarks[n]
	if at := slices.Index(e.change.Marks, mark); at >= 0 {
		e.change.Marks = slices.Delete(slices.Clone(e.change.Marks), at, at+1)
	} else {
		e.change.Marks = append(slices.Clone(e.change.Marks), mark)
	}
	kind := widget.Plain
	if slices.Contains(e.change.Marks, mark) {
		kind = widget.Picked
	}
	widget.Inside(e.dialog.Body, func(part fyne.CanvasObject) bool {
		if button, ok := part.(*widget.Button); ok && button.Label() == e.page.k.T("ordering.mark."+mark) {
			button.SetKind(kind)
		}
		return true
	})
}

// read takes what is typed.
func (e *editor) read() (change ordering.ParcelChange, err error) {
	change = e.change
	if change.Grams, err = whole(e.grams.Text, "grams", 1); err != nil {
		return change, err
	}
	for n, into := range []*int{&change.Length, &change.Width, &change.Height} {
		if *into, err = whole(e.sides[n].Text, "size", 10); err != nil {
			return change, err
		}
	}
	change.Insured = 0
	if e.insured.HasText() {
		if change.Insured, err = e.insured.Amount(); err != nil {
			return change, err
		}
	}
	if change.Grams != e.d.Grams || change.Service != e.d.Service || change.Insured != e.d.Insured {
		change.Postage = 0 // it follows from these
	}
	return change, nil
}

// whole reads a whole number of a unit, 0 for an empty field. It fails with "count_unreadable".
func whole(typed, field string, unit int) (int, error) {
	text := strings.ReplaceAll(strings.TrimSpace(thai.ToASCIIDigits(typed)), ",", "")
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 1_000_000 {
		return 0, fault.New("count_unreadable", field, fault.Values{"value": typed})
	}
	return n * unit, nil
}

// ask reckons what the services want for the parcel as it is typed.
func (e *editor) ask() {
	change, err := e.read()
	if err != nil || e.d.ByChannel {
		return
	}
	s := e.page.k.Shop
	task.Run(e.runner, "offers", func(ctx context.Context) (*shop.Postage, error) { return s.ParcelOffers(ctx, change) }, func(given *shop.Postage, err error) {
		if err == nil {
			e.showOffers(given)
		}
	})
}

// showOffers shows what each service asks, the chosen one tinted.
func (e *editor) showOffers(given *shop.Postage) {
	p := e.page
	e.d.offers = given
	e.offers.RemoveAll()
	if given == nil {
		e.offers.Add(widget.NewWrapLabel(e.d.ServiceOf(p.k.Lang), 2, widget.Body))
	} else {
		for n := range given.Offers {
			e.offers.Add(e.offer(&given.Offers[n]))
		}
		for _, warning := range given.Warnings {
			e.offers.Add(widget.NewWrapLabel(i18n.Message(p.k.Lang, warning), 2, widget.Caption.In(theme.Trouble)))
		}
		const most = 3
		for n := range min(len(given.Unfit), most) {
			e.offers.Add(widget.NewWrapLabel(shop.ServiceCodeName(p.k.Lang, given.Unfit[n].Service)+": "+i18n.Message(p.k.Lang, given.Unfit[n].Why), 2, widget.Caption))
		}
	}
	widget.Connect(p.k.Router, e.offers)
	e.dialog.Refresh()
}

func (e *editor) offer(o *shipping.Offer) fyne.CanvasObject {
	lang := e.page.k.Lang
	kind := widget.Minor
	if e.goes() == o.Service.Code {
		kind = widget.Picked
	}
	button := widget.NewButton(kind, shop.ServiceName(lang, &o.Service), func() { e.take(o.Service.Code) }).WithHeight(theme.ButtonLow)
	cost := o.Total() - o.COD
	sums := widget.Column(-4, widget.NewText(i18n.Baht(cost), widget.Figure))
	if o.Discount > 0 {
		sums = widget.Column(-4, widget.NewStruck(i18n.Baht(cost+o.Discount), widget.Caption.Right()), widget.NewText(i18n.Baht(cost), widget.Figure))
	}
	words := joined(shop.ServiceDays(lang, &o.Service), o.By)
	return widget.Column(0, widget.Beside(button, container.New(widget.AtLeast(widget.Unit(84)), container.NewCenter(sums))), widget.NewText(words, widget.Caption).Shrink())
}

// goes gives the service by which the parcel goes as it is now: the cheapest when none is chosen.
func (e *editor) goes() string {
	if e.change.Service == "" && e.d.offers != nil && len(e.d.offers.Offers) > 0 {
		return e.d.offers.Offers[0].Service.Code
	}
	return e.change.Service
}

func (e *editor) take(service string) {
	e.change.Service = service
	e.showOffers(e.d.offers)
}

// nextOffer takes the service below.
func (e *editor) nextOffer() {
	if e.d.offers == nil || len(e.d.offers.Offers) == 0 {
		return
	}
	all := e.d.offers.Offers
	at := slices.IndexFunc(all, func(o shipping.Offer) bool { return o.Service.Code == e.goes() })
	e.take(all[(at+1)%len(all)].Service.Code)
}

func (e *editor) refuse(err error) {
	e.trouble.Set(i18n.Message(e.page.k.Lang, err))
	e.trouble.Show()
	e.dialog.Refresh()
}

// save writes what is typed: first the parcel, then its number.
func (e *editor) save() {
	change, err := e.read()
	if err != nil {
		e.refuse(err)
		return
	}
	number, postage, err := readNumber(e.number.Text, e.d.ByChannel)
	if err != nil && strings.TrimSpace(e.number.Text) != "" {
		e.refuse(err)
		return
	}
	if e.d.Tracking != "" && !e.d.PoolID.IsZero() && number != e.d.Tracking && e.d.PrintedAt > 0 {
		e.page.k.Prompt.Ask(prompt.Question{Title: e.page.t("taken_off.title"), Text: e.page.t("taken_off.text", fault.Values{"number": e.d.Tracking}),
			Yes: e.page.t("save")}, func(yes bool) {
			if yes {
				e.write(change, number, postage)
			}
		})
		return
	}
	e.write(change, number, postage)
}

func (e *editor) write(change ordering.ParcelChange, number string, postage *money.Satang) {
	p := e.page
	s, by, had := p.k.Shop, p.m.read.by, e.d.Tracking
	typed := shop.TypedNumber{ParcelID: e.d.ID, Text: number, Other: e.d.ByChannel, Postage: postage}
	task.Run(p.acts, "write "+e.d.ID.String(), func(ctx context.Context) (bool, error) {
		if err := s.ChangeParcel(ctx, change, by); err != nil {
			return false, err
		}
		if number == had {
			return true, nil
		}
		failed, err := s.NumberParcels(ctx, []shop.TypedNumber{typed}, by)
		if err == nil && len(failed) > 0 {
			err = failed[0].Why
		}
		return true, err
	}, func(_ bool, err error) {
		if err != nil {
			p.Reload()
			e.refuse(err)
			return
		}
		e.dialog.Close()
		p.wrote(p.t("kept_parcel", fault.Values{"number": e.d.Called()}))
	})
}

// give puts the next number of the pool to the parcel.
func (e *editor) give() {
	p := e.page
	s, by, parcel := p.k.Shop, p.m.read.by, e.d.ID
	change, err := e.read()
	if err != nil {
		e.refuse(err)
		return
	}
	task.Run(p.acts, "write "+parcel.String(), func(ctx context.Context) ([]shop.ParcelFault, error) {
		if err := s.ChangeParcel(ctx, change, by); err != nil {
			return nil, err
		}
		return s.ReadyParcels(ctx, ids([]shop.Parcel{e.d.Parcel}), by)
	}, func(failed []shop.ParcelFault, err error) {
		if err == nil && len(failed) > 0 {
			err = failed[0].Why
		}
		if err != nil {
			e.refuse(err)
			return
		}
		e.dialog.Close()
		p.wrote("")
		p.detail(parcel)
	})
}

// unpack takes the parcel apart, after a question.
func (e *editor) unpack() {
	p, d := e.page, e.d
	by := p.m.read.by
	text := p.t("unpack.text")
	if !d.PoolID.IsZero() {
		text += "\n" + p.t("unpack.number", fault.Values{"number": d.Tracking})
	}
	p.k.Prompt.Ask(prompt.Question{Title: p.t("unpack.title", fault.Values{"number": d.Called()}), Text: text, Yes: p.t("unpack")}, func(yes bool) {
		if yes {
			e.dialog.Close()
			p.write(&d, func(ctx context.Context, s *shop.Shop) error { return s.Unpack(ctx, d.OrderID, d.ID, "", by) }, "unpack")
		}
	})
}
