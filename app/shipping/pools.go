package shipping

import (
	"context"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shop"
)

// poolsRead is what the dialog of pools shows.
type poolsRead struct {
	pools []shop.Pool
	loose []shop.LooseNumber
	book  *shipping.Book
}

// mostLoose bounds how many numbers off their parcels are shown.
const mostLoose = 200

// pools lists the pools of tracking numbers and how many of each are left.
func (p *Page) pools() {
	s := p.k.Shop
	task.Run(p.acts, "pools", func(ctx context.Context) (r poolsRead, err error) {
		if r.pools, err = s.Pools(ctx); err != nil {
			return r, err
		}
		if r.loose, err = s.LooseNumbers(ctx, mostLoose); err != nil {
			return r, err
		}
		r.book, err = s.Rates(ctx)
		return r, err
	}, func(r poolsRead, err error) {
		if err != nil {
			p.k.Prompt.Error(err)
			return
		}
		p.openPools(r)
	})
}

func (p *Page) openPools(r poolsRead) {
	lang, t := p.k.Lang, p.t
	list := widget.NewList(theme.RowHeight, newNumberRow, func(at int, row *numberRow, _ bool) {
		if at >= len(r.pools) {
			return
		}
		pool := &r.pools[at]
		name := shop.ServiceCodeName(lang, pool.Service)
		if pool.COD {
			name += " · COD"
		}
		row.name.Set(name)
		row.note.Set(spaced(pool.First) + " – " + spaced(pool.Last))
		style := widget.Figure.At(theme.Small)
		switch {
		case pool.Closed:
			style = widget.Caption.Right()
			row.number.Set(t("pool.closed"))
		default:
			if pool.Left < fewNumbers {
				style = style.In(theme.Trouble)
			}
			row.number.Set(t("pool.of", fault.Values{"left": pool.Left, "count": pool.Count}))
		}
		row.number.SetStyle(style)
		row.box.Refresh()
	})
	list.SetCount(len(r.pools))
	list.Choose(0)
	rows := min(max(len(r.pools), 2), max(int((p.k.Prompt.Size().Height-widget.Unit(280))/theme.Current().Size(theme.RowHeight)), 2))
	hint := widget.NewWrapLabel(t("pool.teach"), 0, widget.Body.In(theme.InkSoft).Centre())
	empty := container.NewVBox(layout.NewSpacer(), hint, layout.NewSpacer())
	empty.Hidden = len(r.pools) > 0
	body := widget.Column(widget.Gap, container.New(widget.Least{Width: 300, Height: theme.Current().Size(theme.RowHeight) * float32(rows)}, container.NewStack(list, empty)))
	d := &prompt.Dialog{Title: t("pools"), Width: widget.Unit(680), Body: body,
		Bindings: []keys.Binding{{Chord: "Up", Do: func() { list.Step(0, -1) }, Repeat: true}, {Chord: "Down", Do: func() { list.Step(0, 1) }, Repeat: true}},
		Actions:  []prompt.Action{{Label: t("close"), Key: keys.Esc}}}
	if len(r.pools) > 0 {
		toggle := widget.NewText("", widget.Caption)
		toggle.Set(t("pool.close_about"))
		body.Add(toggle.Shrink())
		d.Actions = append(d.Actions, prompt.Action{Label: t("pool.close"), Key: "F8", Do: func() {
			if at := list.Chosen(); at >= 0 {
				p.closePool(r.pools[at])
			}
		}})
	}
	if len(r.loose) > 0 {
		body.Add(widget.NewNotice(widget.Watch, widget.NewWrapLabel(t("loose", fault.Values{"count": len(r.loose)}), 3, widget.Body.At(theme.Small).In(theme.InkGold))))
		d.Actions = append(d.Actions, prompt.Action{Label: t("loose.look"), Key: "F6", Do: func() { p.loose(r.loose) }})
	}
	d.Actions = append(d.Actions, prompt.Action{Label: t("pool.add"), Key: "Ctrl+N", Icon: "plus", Kind: widget.Primary, Do: func() { p.addPool(r.book) }})
	p.k.Prompt.Show(d)
	d.Refresh()
}

// spaced writes a number as it is read aloud.
func spaced(number string) string {
	if len(number) != 13 {
		return number
	}
	return number[:2] + " " + number[2:6] + " " + number[6:10] + " " + number[10:11] + " " + number[11:]
}

// closePool ends the giving of a pool's numbers, or begins it again at a number that a person confirms: another machine
// may have given some.
func (p *Page) closePool(pool shop.Pool) {
	s := p.k.Shop
	if !pool.Closed || pool.Next == "" {
		p.changePool(func(ctx context.Context) error {
			if pool.Closed {
				return s.OpenPool(ctx, pool.ID, "")
			}
			return s.ClosePool(ctx, pool.ID)
		})
		return
	}
	p.k.Prompt.AskText(prompt.Input{Title: p.t("pool.open"), Text: p.t("pool.open_about"), Label: p.t("pool.next"), Value: pool.Next}, func(text string) error {
		_, err := shipping.ParseTracking(text)
		return err
	}, func(text string) {
		if number, _ := shipping.ParseTracking(text); string(number) == pool.Next {
			text = ""
		}
		p.changePool(func(ctx context.Context) error { return s.OpenPool(ctx, pool.ID, text) })
	})
}

func (p *Page) changePool(change func(context.Context) error) {
	task.Run(p.acts, "pool", func(ctx context.Context) (bool, error) { return true, change(ctx) }, func(_ bool, err error) {
		if err != nil {
			p.k.Prompt.Error(err)
			return
		}
		p.wrote("")
		p.pools()
	})
}

// addPool asks for a new pool: its service, first number and how many.
func (p *Page) addPool(book *shipping.Book) {
	var codes, names []string
	day := clock.DayOf(p.k.Shop.Clock())
	for _, code := range book.Codes() {
		if service := book.Service(code, day); service != nil && service.Traced != "" {
			codes, names = append(codes, code), append(names, shop.ServiceName(p.k.Lang, service))
		}
	}
	service := widget.NewSelect(names, 0, "", nil)
	cod := widget.NewSwitch(p.t("pool.cod"), false, nil)
	first, count := widget.NewEntry("EF582568151TH").Scanned(), widget.NewEntry("500")
	trouble := widget.NewWrapLabel("", 3, widget.TroubleText.At(theme.Small))
	trouble.Hide()
	firstRow := widget.NewFormRow(p.t("pool.first"), first)
	body := widget.Column(10, widget.NewWrapLabel(p.t("pool.about"), 0, widget.Caption), container.New(widget.Even{}, widget.NewFormRow(p.t("column.service"), service), widget.NewFormRow("", cod)),
		container.New(widget.Even{}, firstRow, widget.NewFormRow(p.t("pool.count"), count)), trouble)
	d := &prompt.Dialog{Title: p.t("pool.add"), Body: body, Focus: first, Width: widget.Unit(600), Typed: prompt.TypedIn(first, count), OnScan: func(code string) { first.SetText(tidy(code)) },
		Bindings: []keys.Binding{{Chord: "F5", Do: func() { service.Select((service.Selected() + 1) % len(codes)) }}, {Chord: "F6", Do: func() { cod.Set(!cod.On()) }}}}
	save := func() {
		many, err := whole(count.Text, "count", 1)
		refuse := func(err error) {
			trouble.Set(i18n.Message(p.k.Lang, err))
			trouble.Show()
			d.Refresh()
		}
		if err != nil {
			refuse(err)
			return
		}
		s, code, with, number := p.k.Shop, codes[service.Selected()], cod.On(), first.Text
		task.Run(p.acts, "pool", func(ctx context.Context) (shop.Pool, error) { return s.AddPool(ctx, code, with, number, many) }, func(pool shop.Pool, err error) {
			if err != nil {
				refuse(err)
				return
			}
			d.Close()
			p.wrote(p.t("pool.added", fault.Values{"count": pool.Count, "last": spaced(pool.Last)}))
			p.pools()
		})
	}
	d.Actions = []prompt.Action{{Label: p.k.T("prompt.cancel"), Key: keys.Esc}, {Label: p.t("save"), Key: keys.Save, Kind: widget.Primary, Stays: true, Do: save}}
	p.k.Prompt.Show(d)
}

// loose lists numbers that are on no parcel any more; a person says of which the label is destroyed.
func (p *Page) loose(list []shop.LooseNumber) {
	marked := make([]bool, len(list))
	rows := widget.NewList(theme.RowHeight, newLooseRow, func(at int, r *looseRow, _ bool) {
		if at >= len(list) {
			return
		}
		r.tick.OnTapped = func() { marked[at] = !marked[at]; r.tick.set(marked[at]) }
		r.tick.set(marked[at])
		r.number.Set(spaced(list[at].Tracking))
		r.order.Set(list[at].Number)
		r.box.Refresh()
	})
	rows.SetCount(len(list))
	rows.Choose(0)
	high := theme.Current().Size(theme.RowHeight) * float32(min(len(list), 5))
	destroyed := func() {
		var numbers []string
		for n, one := range list {
			if marked[n] {
				numbers = append(numbers, one.Tracking)
			}
		}
		if len(numbers) == 0 {
			p.k.Prompt.Say(p.t("loose.mark"))
			return
		}
		p.k.Prompt.Ask(prompt.Question{Title: p.t("loose.title", fault.Values{"count": len(numbers)}), Text: p.t("loose.text"), Yes: p.t("loose.yes"), Danger: true}, func(yes bool) {
			if !yes {
				return
			}
			s := p.k.Shop
			task.Run(p.acts, "loose", func(ctx context.Context) (bool, error) { return true, s.LabelDestroyed(ctx, numbers) }, func(_ bool, err error) {
				if err != nil {
					p.k.Prompt.Error(err)
					return
				}
				p.wrote(p.t("loose.done", fault.Values{"count": len(numbers)}))
			})
		})
	}
	mark := func() {
		if at := rows.Chosen(); at >= 0 {
			marked[at] = !marked[at]
			rows.Refresh()
		}
	}
	p.k.Prompt.Show(&prompt.Dialog{Title: p.t("loose.look"), Width: widget.Unit(600),
		Body:     widget.Column(widget.Gap, widget.NewWrapLabel(p.t("loose.about"), 0, widget.Body.At(theme.Small)), container.New(widget.Least{Width: 300, Height: high}, rows)),
		Bindings: []keys.Binding{{Chord: "Up", Do: func() { rows.Step(0, -1) }, Repeat: true}, {Chord: "Down", Do: func() { rows.Step(0, 1) }, Repeat: true}, {Chord: keys.Space, Do: mark}},
		Actions:  []prompt.Action{{Label: p.t("close"), Key: keys.Esc}, {Label: p.t("loose.yes"), Key: keys.Save, Kind: widget.Danger, Do: destroyed}}})
}

// looseRow is a number that is on no parcel, and the order that had it.
type looseRow struct {
	*numberRow
	tick  *tick
	order *widget.Text
}

func newLooseRow() *looseRow {
	r := &looseRow{numberRow: newNumberRow(), tick: newTick(nil), order: widget.NewText("", widget.Caption.Right())}
	r.number = widget.NewText("", widget.Strong.At(theme.Small)).Shrink()
	r.box = container.NewBorder(nil, nil, r.tick, widget.Inset(0, 0, 8, 14, r.order), r.number)
	r.ExtendBaseWidget(r)
	return r
}
