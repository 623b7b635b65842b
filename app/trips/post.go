package trips

import (
	"context"

	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/printout"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
)

// post writes what was scanned for the step.
func (p *page) post() {
	if p.model.step == "" || p.runner.Busy("post") || !p.view.takeTyped() {
		return
	}
	if p.writer.Busy("keep") { // a line that is kept after it was posted would be there again
		p.after = p.post
		return
	}
	request := stock.Request{ID: id.New[id.StockPaper](), Items: p.model.items()}
	if len(request.Items) == 0 && p.model.step != shop.TripBack {
		p.kit.Prompt.Say(i18n.Message(p.kit.Lang, fault.New("lines_missing", "line", nil)))
		return
	}
	s := p.kit.Shop
	switch p.model.step {
	case shop.TripLoad:
		p.written(func(ctx context.Context) error { return s.LoadTrip(ctx, p.id, request) }, "trips.loaded")
	case shop.TripUnload:
		p.written(func(ctx context.Context) error { return s.UnloadTrip(ctx, p.id, request) }, "trips.unloaded")
	case shop.TripLoss:
		p.lose(request)
	case shop.TripBack:
		p.end(request.Items)
	}
}

// lose asks why goods are gone and takes them off the box.
func (p *page) lose(request stock.Request) {
	reasons := []string{stock.Tasted, stock.Broken, stock.Given, stock.Stolen, stock.Expired}
	names := make([]string, len(reasons))
	for n, reason := range reasons {
		names[n] = p.kit.T("trips.reason." + reason)
	}
	p.kit.Prompt.AskReason(prompt.Input{Title: p.kit.T("trips.reason"), Label: p.kit.T("trips.reason_hint"), OK: p.kit.T("trips.post.loss"), Value: names[0]}, names, false,
		prompt.NeedReason, func(words string) {
			request.Reason = words
			for n, name := range names {
				if name == words {
					request.Reason = reasons[n]
				}
			}
			p.written(func(ctx context.Context) error { return p.kit.Shop.LoseTrip(ctx, p.id, request) }, "trips.lost")
		})
}

// end brings the trip back with what was counted, after saying what nobody counted.
func (p *page) end(counted []stock.Item) {
	t := p.kit.T
	q := prompt.Question{Title: t("trips.post.back"), Text: t("trips.back_text"), Yes: t("trips.post.back")}
	if left := p.model.uncounted(); len(left) > 0 {
		q.Danger, q.Text = true, t("trips.back_uncounted", fault.Values{"count": len(left), "name": left[0].Product.Name})
	}
	p.kit.Prompt.Ask(q, func(yes bool) {
		if yes {
			p.written(func(ctx context.Context) error {
				shift, err := p.kit.Shop.CurrentShift(ctx)
				if err != nil {
					return err
				}
				by := ""
				if shift != nil {
					by = shift.Name
				}
				return p.kit.Shop.EndTrip(ctx, p.id, counted, by)
			}, "trips.came_back")
		}
	})
}

// written does the step and goes back to the trip.
func (p *page) written(work func(context.Context) error, said string) {
	task.Run(p.runner, "post", func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) }, func(_ struct{}, err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		p.model.step, p.model.lines = "", nil
		p.turn()
		p.kit.Prompt.Say(p.kit.T(said, fault.Values{"name": p.model.trip.Name}))
		p.kit.Changed()
		p.Reload()
	})
}

// cost asks for rent, fuel or another cost.
func (p *page) cost() {
	if p.model.trip == nil {
		return
	}
	k, t := p.kit, p.kit.T
	cost := stock.Cost{ID: id.New[id.Change](), Kind: stock.CostRent}
	amount, note, trouble := widget.NewAmountEntry(true), widget.NewEntry(t("trips.cost_note")), newTrouble()
	chips := make([]widget.ChipData, len(stock.CostKinds))
	for n, kind := range stock.CostKinds {
		chips[n].Label = shop.CostName(k.Lang, kind)
	}
	var kinds *widget.ChipRow
	at := 0
	choose := func(n int) { at = n; cost.Kind = stock.CostKinds[n] }
	kinds = widget.NewChipRow(chips, choose)
	drawer := widget.NewSwitch(t("trips.from_drawer"), false, func(on bool) { cost.Drawer = on })
	var d *prompt.Dialog
	save := func() {
		var err error
		if cost.Amount, err = amount.Amount(); err != nil {
			tell(k, d, trouble, err)
			return
		}
		cost.Note = note.Text
		task.Run(p.runner, "cost", func(ctx context.Context) (struct{}, error) { return struct{}{}, k.Shop.SpendTrip(ctx, p.id, cost) }, func(_ struct{}, err error) {
			if err != nil {
				tell(k, d, trouble, err)
				return
			}
			d.Close()
			k.Changed()
			p.Reload()
		})
	}
	step := func(by int) {
		at = (at + by + len(chips)) % len(chips)
		kinds.Select(at)
		choose(at)
	}
	d = &prompt.Dialog{Title: t("trips.cost"), Focus: amount, Typed: func() bool { return amount.Text() != "" || note.Text != "" },
		Body: widget.Column(12, kinds, amount, note, container.NewHBox(drawer), trouble),
		Bindings: []keys.Binding{{Chord: "Up", Do: func() { step(-1) }}, {Chord: "Down", Do: func() { step(1) }},
			{Chord: "F12", Do: func() { cost.Drawer = !cost.Drawer; drawer.Set(cost.Drawer) }}, {Chord: keys.Save, Do: save}},
		Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc}, {Label: t("products.save"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: save}}}
	k.Prompt.Show(d)
}

// undoLast takes the cost out that was noted last.
func (p *page) undoLast() {
	if p.model.trip != nil && len(p.model.trip.Costs) > 0 {
		p.undoCost(p.model.trip.Costs[len(p.model.trip.Costs)-1])
	}
}

// undoCost takes a cost out again that was a mistake, after asking.
func (p *page) undoCost(cost stock.Cost) {
	text := p.kit.T("trips.undo_text")
	if cost.Drawer {
		text = p.kit.T("trips.undo_drawer")
	}
	p.kit.Prompt.Ask(prompt.Question{Title: shop.CostName(p.kit.Lang, cost.Kind) + " " + i18n.BahtSign(cost.Amount), Text: text, Yes: p.kit.T("trips.undo"), Danger: true}, func(yes bool) {
		if yes {
			p.do("undo", func(ctx context.Context) error { return p.kit.Shop.UnspendTrip(ctx, p.id, cost) }, "trips.undone")
		}
	})
}

// print shows the packing list as it will print.
func (p *page) print() {
	if p.model.trip == nil || len(p.model.trip.Box) == 0 {
		return
	}
	k, trip := p.kit, p.id
	sizes := []string{"a4", "80"}
	var d *printout.Dialog
	choice := widget.NewSegmented([]string{k.T("stockpage.on_a4"), k.T("stockpage.on_roll")}, 0, func(int) { d.Draw() })
	turn := func() { choice.Select(1 - choice.Selected()); d.Draw() }
	d = printout.Open(k, printout.Form{Title: k.T("trips.print"), Options: widget.NewFormRow(k.T("stockpage.on")+" · "+keys.Chord("F6").Name(k.Lang, k.Twins), choice),
		Keys: []keys.Binding{{Chord: "F6", Do: turn}},
		Lay: func() func(context.Context) (printout.Made, error) {
			on := sizes[choice.Selected()]
			return func(ctx context.Context) (made printout.Made, err error) {
				made.Papers, err = k.Shop.PackingList(ctx, trip, on, k.Lang)
				return made, err
			}
		}})
}
