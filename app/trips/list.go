package trips

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
)

// listPage lists the trips, the latest first.
type listPage struct {
	kit    *kit.Kit
	runner *task.Runner
	scope  *keys.Scope
	object fyne.CanvasObject
	list   *widget.List
	empty  *fyne.Container
	foot   *fyne.Container
	trips  []stock.Trip
}

func newList(k *kit.Kit) *listPage {
	p := &listPage{kit: k, runner: k.Pool.Runner()}
	p.list = widget.NewList(theme.RowHeight, newRow, func(n int, r *row, _ bool) {
		if n < len(p.trips) {
			trip := &p.trips[n]
			r.set(rowData{name: trip.Name, note: days(k.Lang, trip), mark: stateChip(k, trip.State)})
		}
	})
	p.list.OnTapped = func(n int) { p.list.Choose(n); p.open() }
	add := button(k, widget.Gold, "Ctrl+N", "trips.new", "plus", p.add)
	begin := button(k, widget.Gold, "Ctrl+N", "trips.new", "plus", p.add)
	p.empty = container.NewVBox(layout.NewSpacer(), widget.Inset(0, 12, 24, 24, widget.NewWrapLabel(k.T("trips.teach"), 0, widget.Caption.At(theme.Text).Centre())),
		container.NewCenter(begin), layout.NewSpacer())
	p.empty.Hide()
	head := widget.Inset(12, 10, 14, 14, widget.Beside(widget.NewWrapLabel(k.T("trips.about"), 2, widget.Caption), add))
	p.foot = container.NewBorder(widget.NewDivider(), nil, nil, nil, widget.Inset(8, 10, 14, 14, button(k, widget.Primary, keys.Enter, "trips.open", "right", p.open)))
	p.object = widget.NewFlushCard(container.NewBorder(head, p.foot, nil, nil,
		container.NewBorder(widget.NewDivider(), nil, nil, nil, container.NewStack(p.list, p.empty))))
	p.scope = &keys.Scope{Title: "trips.keys", Bindings: []keys.Binding{
		{Chord: "Up", Do: func() { p.list.Step(0, -1) }, Repeat: true}, {Chord: "Down", Do: func() { p.list.Step(0, 1) }, Repeat: true},
		{Chord: keys.Enter, Label: "trips.open", Do: p.open},
		{Chord: "Ctrl+N", Label: "trips.new", Do: p.add},
	}}
	return p
}

// Title names the page, as all below it belongs to nav.Page.
func (p *listPage) Title() string              { return p.kit.T("trips.title") }
func (p *listPage) Content() fyne.CanvasObject { return p.object }
func (p *listPage) Scope() *keys.Scope         { return p.scope }
func (p *listPage) Shown()                     { p.Reload() }
func (p *listPage) Hidden()                    { p.runner.Cancel() }

// Reload reads the trips again.
func (p *listPage) Reload() {
	s := p.kit.Shop
	run(p.kit, p.runner, "load", s.Trips, func(trips []stock.Trip) {
		p.trips = trips
		p.list.SetCount(len(trips))
		if p.list.Chosen() < 0 && len(trips) > 0 {
			p.list.Choose(0)
		}
		p.empty.Hidden, p.foot.Hidden = len(trips) > 0, len(trips) == 0
		for range 2 { // texts know their height once they know their width
			p.object.Refresh()
			p.empty.Refresh()
		}
	})
}

func (p *listPage) open() {
	if n := p.list.Chosen(); n >= 0 && n < len(p.trips) {
		p.kit.Go(kit.ToTrip(p.trips[n].ID))
	}
}

// add asks for a new trip and opens it.
func (p *listPage) add() {
	k, t, own := p.kit, p.kit.T, id.New[id.Trip]()
	name, trouble := widget.NewEntry(t("trips.name_hint")), newTrouble()
	task.Run(p.runner, "today", k.Shop.Today, func(today day, err error) {
		if err != nil {
			k.Prompt.Error(err)
			return
		}
		from, to := widget.NewDateField(k.Lang, today, t("products.date_hint")), widget.NewDateField(k.Lang, today, t("products.date_hint"))
		body := widget.Column(10, widget.NewFormRow(t("trips.name"), name),
			container.New(widget.Even{}, widget.NewFormRow(t("trips.from"), from), widget.NewFormRow(t("trips.to"), to)), trouble)
		var d *prompt.Dialog
		save := func() {
			trip := stock.Trip{ID: own, Name: name.Text}
			var err error
			if trip.From, err = from.Day(); err == nil {
				trip.To, err = to.Day()
			}
			if err != nil {
				tell(k, d, trouble, err)
				return
			}
			task.Run(p.runner, "add", func(ctx context.Context) (*shop.Trip, error) { return k.Shop.AddTrip(ctx, trip) }, func(made *shop.Trip, err error) {
				if err != nil {
					tell(k, d, trouble, err)
					return
				}
				d.Close()
				k.Go(kit.ToTrip(made.ID))
			})
		}
		d = &prompt.Dialog{Title: t("trips.new"), Body: body, Focus: name, Typed: func() bool { return name.Text != "" },
			Bindings: []keys.Binding{{Chord: keys.Save, Do: save}},
			Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc},
				{Label: t("products.save"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: save}}}
		k.Prompt.Show(d)
	})
}

// days writes when a trip is.
func days(lang i18n.Lang, trip *stock.Trip) string {
	if trip.From == trip.To {
		return i18n.Date(lang, trip.From)
	}
	return i18n.Date(lang, trip.From) + " – " + i18n.Date(lang, trip.To)
}

func stateChip(k *kit.Kit, state string) widget.ChipData {
	chip := widget.ChipData{Label: k.T("trips.state." + state)}
	switch state {
	case stock.TripOut:
		chip.Tone = widget.Watch
	case stock.TripBack:
		chip.Tone = widget.Good
	}
	return chip
}
