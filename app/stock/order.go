package stock

import (
	"context"
	"slices"

	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
)

// fillOrder puts on the order what its producer should bring; without a producer it asks from whom.
func (p *paper) fillOrder() {
	s := p.kit.Shop
	task.Run(p.runner, "order", s.OrderLists, func(lists []shop.OrderList, err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		if p.draft.producer.IsZero() && len(p.draft.lines) == 0 {
			p.askWhose(lists)
			return
		}
		at := slices.IndexFunc(lists, func(list shop.OrderList) bool { return list.Producer.ID == p.draft.producer })
		if at < 0 {
			p.kit.Prompt.Say(p.kit.T("stockpage.nothing_low"))
			return
		}
		p.order(lists[at])
	})
}

// order puts a producer's goods on the order, as much as is suggested. What was typed stays.
func (p *paper) order(list shop.OrderList) {
	d := p.draft
	first, given := d.at, !d.typed()
	d.producer = list.Producer.ID
	for _, row := range list.Rows {
		at := slices.IndexFunc(d.lines, func(l line) bool { return l.product.ID == row.Product.ID })
		switch {
		case at >= 0 && d.lines[at].qty != "1":
		case at >= 0:
			d.lines[at].qty = row.Suggest.String()
		case row.Ordered.Number == "" && row.Suggest > 0: // what is on its way is not ordered twice
			if err := d.put(row.Product, row.Suggest, id.Lot{}); err != nil {
				continue // a set that went low: its parts are ordered
			}
		}
	}
	d.at = max(first, min(0, len(d.lines)-1))
	if given {
		d.keep()
	}
	p.view.fill()
	p.view.show()
}

// askWhose lists the producers that should bring something.
func (p *paper) askWhose(lists []shop.OrderList) {
	t := p.kit.T
	if len(lists) == 0 {
		p.kit.Prompt.Say(t("stockpage.nothing_low"))
		return
	}
	rows := widget.NewList(theme.RowHeight, newPlainRow, func(n int, r *plainRow, _ bool) {
		name := lists[n].Producer.Name
		if name == "" {
			name = t("stockpage.no_producer")
		}
		r.set(rowData{name: name, note: t("stockpage.to_order", fault.Values{"count": len(lists[n].Rows)})})
	})
	d := &prompt.Dialog{Title: t("stockpage.whose"), Width: widget.Unit(560)}
	take := func() {
		if n := rows.Chosen(); n >= 0 {
			d.Close()
			p.order(lists[n])
		}
	}
	rows.OnTapped = func(int) { take() }
	rows.SetCount(len(lists))
	rows.Choose(0)
	d.Body = container.New(widget.Rows(min(len(lists), 6)), widget.NewFlushCard(rows))
	d.Bindings = []keys.Binding{{Chord: "Up", Do: func() { rows.Step(0, -1) }, Repeat: true}, {Chord: "Down", Do: func() { rows.Step(0, 1) }, Repeat: true}}
	d.Actions = []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc},
		{Label: t("stockpage.choose"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: take}}
	p.kit.Prompt.Show(d)
}

// message shows the order as a text for the producer's chat.
func (p *paper) message() {
	request, err := p.draft.request()
	if err != nil {
		p.view.tell(err)
		return
	}
	producer := shop.Party{}
	if at := slices.IndexFunc(p.producers, func(one shop.Party) bool { return one.ID == p.draft.producer }); at >= 0 {
		producer = p.producers[at]
	}
	s, lang := p.kit.Shop, p.kit.Lang
	task.Run(p.runner, "message", func(ctx context.Context) (string, error) { return s.OrderText(ctx, producer, request.Items, lang) },
		func(text string, err error) {
			if err != nil {
				p.view.tell(err)
				return
			}
			t := p.kit.T
			p.kit.Prompt.Show(&prompt.Dialog{Title: t("stockpage.message"), Body: widget.NewWrapLabel(text, 0, widget.Body),
				Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc},
					{Label: t("stockpage.copy"), Key: keys.Enter, Icon: "copy", Kind: widget.Primary, Do: func() {
						p.kit.Clipboard.SetContent(text)
						p.kit.Prompt.Say(t("stockpage.copied"))
					}}}})
		})
}
