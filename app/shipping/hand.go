package shipping

import (
	"context"
	"slices"

	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/reply"
	"github.com/talat-pos/talat/internal/shop"
)

// handOver notes that the marked parcels went to the carrier, after a question.
func (p *Page) handOver() {
	var list []shop.Parcel
	for _, one := range p.m.picked() {
		if here(&one.Parcel) {
			list = append(list, one)
		}
	}
	if len(list) == 0 {
		p.k.Prompt.Say(p.t("nothing_marked"))
		return
	}
	c := shop.CheckParcels(list)
	text := p.t("hand.text", fault.Values{"postage": c.Postage})
	if c.Numbers < c.Count {
		text += "\n" + p.t("hand.numberless", fault.Values{"count": c.Count - c.Numbers})
	}
	if not := slices.IndexFunc(list, func(one shop.Parcel) bool { return one.PrintedAt == 0 }); not >= 0 {
		text += "\n" + p.t("hand.unprinted")
	}
	p.k.Prompt.Ask(prompt.Question{Title: p.t("hand.title", fault.Values{"count": c.Count}), Text: text, Yes: p.t("hand.yes")}, func(yes bool) {
		if yes {
			p.handOverNow(list, p.k.Shop.HandOverParcels)
		}
	})
}

// handed is what came of a hand-over.
type handed struct {
	orders []shop.HandedOver
	failed []shop.ParcelFault
}

// handing is a way to hand parcels over.
type handing func(ctx context.Context, wanted []id.Parcel, by string) ([]shop.HandedOver, []shop.ParcelFault, error)

func (p *Page) handOverNow(list []shop.Parcel, hand handing) {
	by, wanted, called := p.m.read.by, ids(list), map[id.Order]string{}
	for n := range list {
		called[list[n].OrderID] = list[n].Called()
	}
	task.Run(p.acts, "hand", func(ctx context.Context) (h handed, err error) {
		h.orders, h.failed, err = hand(ctx, wanted, by)
		return h, err
	}, func(h handed, err error) {
		gone := 0
		for _, order := range h.orders {
			gone += len(order.Parcels)
		}
		if gone > 0 {
			p.k.Changed()
		}
		if err != nil {
			p.Reload()
			p.k.Prompt.Error(err)
			return
		}
		p.k.Prompt.Say(p.t("handed", fault.Values{"count": gone}))
		if gone > 0 {
			p.turn(listNamed(shop.ParcelsHanded))
		}
		var letters []letter
		for _, order := range h.orders {
			letters = append(letters, letter{called[order.OrderID], order.Channel, order.Name, order.Contact, order.Phone, order.Text})
		}
		p.letters(letters)
		if warned := h.warned(); len(warned) > 0 { // over the texts: first what is to be looked at
			p.failures(p.t("handed_warned"), warned)
		}
		if len(h.failed) > 0 { // and before that what did not go
			p.failures(p.t("not_handed", fault.Values{"count": len(h.failed)}), h.failed)
		}
		p.askOldLabels(list, h.failed)
	})
}

// warned lists what the bills of a hand-over warn of.
func (h *handed) warned() (list []shop.ParcelFault) {
	for n := range h.orders {
		order := &h.orders[n]
		for _, warning := range order.Warnings {
			list = append(list, shop.ParcelFault{ParcelID: order.Parcels[0], Number: order.Number, Why: warning})
		}
	}
	return list
}

// askOldLabels asks whether parcels go all the same whose labels are out of date.
func (p *Page) askOldLabels(list []shop.Parcel, failed []shop.ParcelFault) {
	var old []shop.Parcel
	for n := range list {
		if slices.ContainsFunc(failed, func(f shop.ParcelFault) bool { return f.ParcelID == list[n].ID && f.Why.Code == "label_old" }) {
			old = append(old, list[n])
		}
	}
	if len(old) == 0 {
		return
	}
	p.k.Prompt.Ask(prompt.Question{Title: p.t("old_label.title", fault.Values{"count": len(old)}), Text: p.t("old_label.text"), Yes: p.t("old_label.yes"), Danger: true}, func(yes bool) {
		if yes {
			p.handOverNow(old, p.k.Shop.HandOverParcelsAnyway)
		}
	})
}

// letter is what a customer is told, and where they are told it.
type letter struct{ number, channel, name, contact, phone, text string }

// replies offers the texts of the orders whose parcels are marked, one after another.
func (p *Page) replies() {
	picked := p.m.picked()
	if len(picked) == 0 {
		return
	}
	s := p.k.Shop
	var orders []id.Order
	for _, one := range picked {
		if !slices.Contains(orders, one.OrderID) {
			orders = append(orders, one.OrderID)
		}
	}
	task.Run(p.acts, "replies", func(ctx context.Context) (all []letter, err error) {
		for _, each := range orders {
			order, err := s.Order(ctx, each)
			if err != nil {
				return nil, err
			}
			text, err := s.OrderReply(ctx, order, reply.Tracking)
			if err != nil {
				return nil, err
			}
			all = append(all, letter{ordering.Called(&order.Order), order.Order.Channel, order.Person.Name, order.Person.Contact, order.Person.Phone, text})
		}
		return all, nil
	}, func(all []letter, err error) {
		if err != nil {
			p.k.Prompt.Error(err)
			return
		}
		p.letters(all)
	})
}

// letters shows texts to be copied into the chats, one after another.
func (p *Page) letters(all []letter) {
	if len(all) == 0 {
		return
	}
	at := 0
	who := widget.NewText("", widget.Strong).Shrink()
	how := widget.NewText("", widget.Caption).Shrink()
	count := widget.NewPill(widget.ChipData{})
	note := widget.NewNoteEntry("", 8)
	d := &prompt.Dialog{Title: p.t("replies"), Width: widget.Unit(640), Focus: note}
	show := func() {
		l := &all[at]
		name := l.name
		if name == "" {
			name = l.contact
		}
		contact := l.contact
		if contact == name {
			contact = ""
		}
		who.Set(joined(name, l.number))
		how.Set(joined(p.k.T("ordering.channel."+l.channel), contact, address.Phone(l.phone)))
		count.Set(widget.ChipData{Label: p.t("reply.at", fault.Values{"at": at + 1, "of": len(all)})})
		note.SetText(l.text)
		d.Refresh()
	}
	step := func(by int) func() {
		return func() {
			all[at].text = note.Text
			if to := at + by; to >= 0 && to < len(all) {
				at = to
				show()
			}
		}
	}
	d.Actions = []prompt.Action{{Label: p.t("close"), Key: keys.Esc}}
	if len(all) > 1 {
		d.Actions = append(d.Actions, prompt.Action{Label: p.t("reply.before"), Key: "PageUp", Stays: true, Do: step(-1)},
			prompt.Action{Label: p.t("reply.after"), Key: "PageDown", Stays: true, Do: step(1)})
	}
	d.Actions = append(d.Actions, prompt.Action{Label: p.t("reply.copy"), Key: keys.Save, Icon: "copy", Kind: widget.Primary, Stays: true, Do: func() {
		p.k.Clipboard.SetContent(note.Text)
		p.k.Prompt.Say(p.t("reply.copied", fault.Values{"name": who.Content()}))
		if at == len(all)-1 {
			d.Close()
			return
		}
		step(1)()
	}})
	d.Body = widget.Column(widget.Gap, widget.Beside(widget.Column(-2, who, how), container.NewCenter(count)), note)
	show()
	p.k.Prompt.Show(d)
}
