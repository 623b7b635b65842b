package rates

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// trial tells what a parcel would cost, as it is typed, so that an owner sees at once what a changed rate does.
type trial struct {
	page   *Page
	runner *task.Runner // of its own: what is asked takes the place of what was asked before
	object fyne.CanvasObject
	grams  *widget.Entry
	to     *widget.Entry
	day    *widget.DateField
	island string // the answer to the question about islands
	result *fyne.Container
	given  *shop.Postage // nil while nothing can be reckoned
}

func newTrial(p *Page) *trial {
	t := p.kit.T
	r := &trial{page: p, runner: p.kit.Pool.Runner(), grams: widget.NewEntry(t("rates.grams_hint")), to: widget.NewEntry(t("rates.to_hint")), result: widget.Column(8)}
	r.day = widget.NewDateField(p.kit.Lang, "", t("rates.today"))
	r.grams.SetText("1000")
	r.grams.OnChanged = func(string) { r.ask() }
	r.to.OnChanged = func(string) { r.island = ""; r.ask() }
	r.day.OnChanged = func(string) { r.ask() }
	head := widget.Column(8, widget.Beside(widget.NewText(t("rates.try"), widget.Title.At(theme.Section)).Shrink(), container.NewCenter(widget.NewKeyCap(p.key("F3")))),
		container.New(widget.Even{}, widget.NewFormRow(t("rates.grams"), r.grams), widget.NewFormRow(t("rates.to"), r.to)), widget.NewFormRow(t("rates.day"), r.day))
	foot := widget.NewButton(widget.Plain, t("rates.settings"), p.settings).WithIcon("set").WithKey(p.key("F6"))
	scroll := widget.NewDragScroll(widget.Inset(0, 0, 0, 10, widget.Column(14, head, r.result)))
	scroll.Follow()
	r.object = container.NewBorder(nil, widget.Inset(8, 0, 0, 0, foot), nil, nil, scroll)
	return r
}

// parcel reads the fields; ok is false while they are not filled.
func (r *trial) parcel() (parcel shipping.Parcel, ok bool, err error) {
	postcode := strings.TrimSpace(thai.ToASCIIDigits(r.to.Text))
	if strings.TrimSpace(r.grams.Text) == "" || len(postcode) < 5 {
		return parcel, false, nil
	}
	grams, wrong := strconv.Atoi(strings.ReplaceAll(strings.TrimSpace(thai.ToASCIIDigits(r.grams.Text)), ",", ""))
	if wrong != nil {
		return parcel, true, fault.New("weight_invalid", "grams", fault.Values{"value": r.grams.Text})
	}
	day, err := r.day.Day()
	return shipping.Parcel{Day: day, Grams: grams, To: shipping.Place{Postcode: postcode, Island: r.island}}, true, err
}

// ask reckons what the fields say.
func (r *trial) ask() {
	parcel, ok, err := r.parcel()
	if !ok || err != nil {
		r.runner.Cancel()
		r.show(nil, err)
		return
	}
	s := r.page.kit.Shop
	task.Run(r.runner, "quote", func(ctx context.Context) (*shop.Postage, error) { return s.Quote(ctx, parcel) }, r.show)
}

// show shows what the services ask, or what is wrong with the fields.
func (r *trial) show(given *shop.Postage, err error) {
	p, t := r.page, r.page.kit.T
	r.given = given
	r.result.RemoveAll()
	say := func(text string, style widget.Style) { r.result.Add(widget.NewWrapLabel(text, 0, style)) }
	var known *fault.Error
	switch {
	case errors.As(err, &known) && known.Kind != fault.Internal:
		say(i18n.Message(p.kit.Lang, err), widget.TroubleText.At(theme.Small))
	case err != nil:
		p.kit.Prompt.Error(err)
	case given == nil:
		say(t("rates.try_hint"), widget.Caption)
	default:
		r.offers(given)
	}
	widget.Connect(p.kit.Router, r.result)
	for range 2 { // texts know their height once they know their width
		r.object.Refresh()
	}
}

func (r *trial) offers(given *shop.Postage) {
	p, t := r.page, r.page.kit.T
	from := t("rates.from_nowhere")
	if given.Parcel.From.Postcode != "" {
		from = t("rates.way", fault.Values{"from": placeName(given.Parcel.From.Postcode), "to": placeName(given.Parcel.To.Postcode)})
	}
	r.result.Add(widget.NewWrapLabel(from, 3, widget.Caption))
	if islands := r.islands(given); islands != nil {
		r.result.Add(islands)
	}
	for n := range given.Offers {
		r.result.Add(r.offer(&given.Offers[n]))
		r.result.Add(widget.NewDivider())
	}
	for _, unfit := range given.Unfit {
		r.result.Add(widget.NewWrapLabel(p.serviceName(unfit.Service)+": "+i18n.Message(p.kit.Lang, unfit.Why), 0, widget.Caption))
	}
}

// islands asks whether the recipient lives on an island that costs more, nil where there is none.
func (r *trial) islands(given *shop.Postage) fyne.CanvasObject {
	p, t := r.page, r.page.kit.T
	names := p.model.book.Islands(given.Parcel.To.Postcode, given.Parcel.Day)
	if len(names) == 0 {
		return nil
	}
	answers := append(slices.Clone(names), shipping.Mainland)
	column := widget.Column(6, widget.NewWrapLabel(t("rates.which_island"), 0, widget.Body.In(theme.InkGold)))
	for _, answer := range answers {
		label, kind := answer, widget.Minor
		if answer == shipping.Mainland {
			label = t("rates.no_island")
		}
		if answer == r.island {
			kind = widget.Picked
		}
		column.Add(widget.NewButton(kind, label, func() { r.island = answer; r.ask() }).WithHeight(theme.ButtonLow))
	}
	return widget.NewNotice(widget.Watch, column)
}

// offer is one service: its name over what it takes, what it costs over the list price that was.
func (r *trial) offer(o *shipping.Offer) fyne.CanvasObject {
	lang, t := r.page.kit.Lang, r.page.kit.T
	notes := []string{shop.ServiceDays(lang, &o.Service)}
	if o.Surcharge > 0 {
		notes = append(notes, t("rates.plus_remote", fault.Values{"amount": o.Surcharge}))
	}
	if o.Discount > 0 {
		notes = append(notes, o.By)
	}
	words := widget.Column(-2, widget.NewText(shop.ServiceName(lang, &o.Service), widget.Strong).Shrink(), widget.NewWrapLabel(strings.Join(notes, " · "), 3, widget.Caption))
	sums := widget.Column(-2, widget.NewMoney(o.Total(), true, widget.Figure.In(theme.InkStrong).Right()))
	if o.Discount > 0 {
		sums.Add(widget.NewStruck(i18n.Baht(o.Total()+o.Discount), widget.Caption.Right()))
	}
	return widget.Beside(words, sums)
}
