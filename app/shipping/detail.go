package shipping

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shop"
)

// barRoom keeps figures at the right clear of the bar of a body that scrolls.
const barRoom = 10

// details is all that is known of a parcel.
type details struct {
	shop.Parcel
	order  *shop.Order
	events []shipping.TrackEvent
	offers *shop.Postage // while it is here
}

func readDetails(ctx context.Context, s *shop.Shop, parcel id.Parcel) (d details, err error) {
	found, err := s.ParcelsOf(ctx, []id.Parcel{parcel})
	switch {
	case err != nil:
		return d, err
	case len(found) == 0:
		return d, fault.New("parcel_unknown", "parcel", fault.Values{"value": parcel.String()})
	}
	d.Parcel = found[0]
	if d.order, err = s.Order(ctx, d.OrderID); err != nil {
		return d, err
	}
	if d.events, err = s.TrackEvents(ctx, parcel); err != nil {
		return d, err
	}
	if here(&d.Parcel.Parcel) && !d.ByChannel {
		change := changeOf(&d.Parcel)
		d.offers, err = s.ParcelOffers(ctx, change)
	}
	return d, err
}

// enter opens the chosen parcel.
func (p *Page) enter() {
	if one := p.m.parcel(); one != nil {
		p.detail(one.ID)
	}
}

// detail opens a parcel: one that is here to be changed, one that went to note what became of it.
func (p *Page) detail(parcel id.Parcel) {
	s := p.k.Shop
	task.Run(p.acts, "detail", func(ctx context.Context) (details, error) { return readDetails(ctx, s, parcel) }, func(d details, err error) {
		switch {
		case err != nil:
			p.k.Prompt.Error(err)
		case here(&d.Parcel.Parcel):
			p.editParcel(d)
		default:
			p.gone(d)
		}
	})
}

// headOf names the recipient and the order of a parcel.
func (p *Page) headOf(d *details) fyne.CanvasObject {
	to := &d.To
	words := widget.Column(0, widget.NewText(joined(to.Title+to.Name, shop.PhonesText(to.Phones, d.Masked)), widget.Strong).Shrink(),
		widget.NewWrapLabel(to.Address().Short(), 2, widget.Body.At(theme.Small)), widget.NewWrapLabel(d.Contents(), 2, widget.Caption))
	if to.Note != "" {
		words.Add(widget.NewWrapLabel(to.Note, 2, widget.Caption))
	}
	return words
}

// profitOf says what the post leaves of what the customer pays for it.
func (p *Page) profitOf(d *details) fyne.CanvasObject {
	column := widget.Column(0)
	add := func(label string, amount money.Satang, style widget.Style) {
		column.Add(widget.Beside(widget.NewText(p.t(label), widget.Caption).Shrink(), widget.NewMoney(amount, false, style.At(theme.Small).Right())))
	}
	add("profit.charged", d.Charged, widget.Body)
	add("profit.post", -d.Cost, widget.Body)
	if d.Collect > 0 {
		add("profit.collect", -d.Collect, widget.Body)
	}
	style := widget.Strong.In(theme.MoneyIn)
	if d.Profit() < 0 {
		style = widget.TroubleText
	}
	add("profit", d.Profit(), style)
	return column
}

// eventsOf lists what the post says of a parcel, the latest first.
func (p *Page) eventsOf(d *details) fyne.CanvasObject {
	const most = 12
	column := widget.Column(2, widget.NewText(p.t("events"), widget.Strong.At(theme.Small)))
	if len(d.events) == 0 {
		column.Add(widget.NewWrapLabel(p.t("events.none"), 3, widget.Caption))
	}
	for n := len(d.events) - 1; n >= max(len(d.events)-most, 0); n-- {
		e := &d.events[n]
		when := ""
		if !e.At.IsZero() {
			when = i18n.MomentBrief(p.k.Lang, e.At)
		}
		column.Add(widget.Beside(widget.NewText(joined(e.Text, e.Place), widget.Caption.In(theme.Ink)).Shrink(), widget.NewText(when, widget.Caption.Right())))
		if reason := joined(e.Reason, e.Receiver); reason != "" {
			column.Add(widget.Inset(0, 0, 12, 0, widget.NewWrapLabel(reason, 2, widget.Caption)))
		}
	}
	return column
}

// gone shows a parcel that went, and asks what became of it.
func (p *Page) gone(d details) {
	t := p.t
	chosen := &prompt.Dialog{Title: t("parcel", fault.Values{"no": d.No, "number": d.Called()}), Width: widget.Unit(880),
		Actions: []prompt.Action{{Label: t("close"), Key: keys.Esc}, {Label: t("order"), Key: "F3", Icon: "ord", Do: func() { p.goOrder(d.OrderID) }}}}
	grid := container.NewGridWithColumns(2)
	n := 0
	for at := range steps {
		step := &steps[at]
		if !step.may(&d) {
			continue
		}
		n++
		key := keys.Chord(string(rune('0' + n)))
		do := func() { chosen.Close(); step.ask(p, d) }
		grid.Add(widget.NewButton(widget.Plain, t("step."+step.name), do).WithKey(string(key)))
		chosen.Bindings = append(chosen.Bindings, keys.Binding{Chord: key, Do: do})
	}
	if len(d.events) > 0 && d.Stage != "" {
		p.seen(&d)
	}
	state := container.NewHBox(widget.NewPill(stateChip(p, d.State)))
	left := widget.Column(10, p.headOf(&d), state, grid, widget.NewDivider(), p.eventsOf(&d))
	right := widget.Column(10, widget.Column(6, p.factsOf(&d.Parcel)...), widget.NewDivider(), p.profitOf(&d), widget.NewDivider(), p.historyOf(&d))
	chosen.Body = container.New(widget.Sides{Share: 0.42, Least: 280, Most: 360}, left, widget.Inset(0, 0, 0, barRoom, right))
	p.k.Prompt.Show(chosen)
	chosen.Refresh()
}

// stateChip says where a parcel is.
func stateChip(p *Page, state string) widget.ChipData {
	chip := widget.ChipData{Label: p.t("state." + state)}
	switch state {
	case ledger.ParcelDelivered:
		chip.Tone, chip.Icon = widget.Good, "check"
	case ledger.ParcelShipped:
		chip.Tone = widget.Soft
	case ledger.ParcelUndelivered, ledger.ParcelReturned, ledger.ParcelLost:
		chip.Tone, chip.Icon = widget.Bad, "warn"
	}
	return chip
}

// historyOf lists the steps of a parcel, the latest first.
func (p *Page) historyOf(d *details) fyne.CanvasObject {
	const most = 10
	column := widget.Column(0, widget.NewText(p.t("steps"), widget.Strong.At(theme.Small)))
	for _, step := range d.order.Steps {
		if step.ParcelID != d.ID || len(column.Objects) > most {
			continue
		}
		column.Add(widget.Beside(widget.NewText(joined(p.k.T("ordering.step."+step.Kind), step.By, step.Reason), widget.Caption.In(theme.Ink)).Shrink(),
			widget.NewText(i18n.MomentBrief(p.k.Lang, step.At.Time()), widget.Caption.Right())))
	}
	return column
}

// seen notes that somebody looked at what the post says, so that it asks no more.
func (p *Page) seen(d *details) {
	s, parcel := p.k.Shop, d.ID
	if at := slices.IndexFunc(p.m.read.rows, func(one shop.Parcel) bool { return one.ID == parcel }); p.m.list().name != shop.ParcelsAsked || at < 0 {
		return
	}
	task.Run(p.acts, "seen", func(ctx context.Context) (bool, error) { return true, s.TrackSeen(ctx, parcel) }, func(_ bool, err error) {
		if err != nil {
			p.k.Prompt.Error(err)
			return
		}
		p.k.Changed() // it stays in the list until that is read again
	})
}

// owes reports whether the carrier may still pay what it was to collect for a parcel, or make good its loss.
func owes(p *shop.Parcel) bool {
	gone := []string{ledger.ParcelShipped, ledger.ParcelUndelivered, ledger.ParcelDelivered, ledger.ParcelLost, ledger.ParcelWrittenOff}
	if p.Reached {
		gone = append(gone, ledger.ParcelReturned, ledger.ParcelLooked)
	}
	return p.COD > p.CODPaid && slices.Contains(gone, p.State)
}
