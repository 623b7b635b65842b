package shipping

import (
	"context"
	"strings"

	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/addresses"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/shop"
)

// editRecipient asks who gets a parcel, and where.
func (p *Page) editRecipient(d details) {
	name, phone := widget.NewEntry(""), widget.NewEntry("08x-xxx-xxxx").Numbered()
	name.SetText(d.To.Name)
	phone.SetText(phoneText(d.To.Phones))
	trouble := widget.NewWrapLabel("", 3, widget.TroubleText.At(theme.Small))
	trouble.Hide()
	place := addresses.New(p.k, d.To.Address())
	was := place.Address()
	typed := prompt.TypedIn(name, phone)
	body := widget.Column(8, container.New(widget.Even{}, widget.NewFormRow(p.t("name"), name), widget.NewFormRow(p.t("phone"), phone)), place.Object(), trouble)
	dialog := &prompt.Dialog{Title: p.t("address"), Body: body, Focus: place.Focus(), Width: widget.Unit(660), Bindings: place.Bindings(),
		Typed: func() bool { return typed() || place.Address() != was }}
	refuse := func(err error) {
		trouble.Set(i18n.Message(p.k.Lang, err))
		trouble.Show()
		dialog.Refresh()
	}
	save := func() {
		to, a := d.To, place.Address()
		phones, err := shop.ReadPhones(phone.Text)
		if err == nil && strings.TrimSpace(name.Text) == "" {
			err = fault.New("name_missing", "name", nil)
		}
		if err != nil {
			refuse(err)
			return
		}
		if a != was {
			to.Code = ""
		}
		to.Name, to.Phones = name.Text, phones
		to.Line, to.Subdistrict, to.District, to.Province, to.Postcode = a.Line, a.Subdistrict, a.District, a.Province, a.Postcode
		s, by := p.k.Shop, p.m.read.by
		task.Run(p.acts, "recipient", func(ctx context.Context) (*shop.Order, error) {
			order, err := s.Order(ctx, d.OrderID)
			if err != nil {
				return nil, err
			}
			return s.ReviseOrder(ctx, withRecipient(order, to, by))
		}, func(_ *shop.Order, err error) {
			if err != nil {
				refuse(err)
				return
			}
			dialog.Close()
			p.wrote(p.t("address.kept", fault.Values{"name": to.Name}))
			p.detail(d.ID)
		})
	}
	dialog.Actions = []prompt.Action{{Label: p.k.T("prompt.cancel"), Key: keys.Esc}, {Label: p.t("save"), Key: keys.Save, Kind: widget.Primary, Stays: true, Do: save}}
	place.OnChanged = dialog.Refresh
	p.k.Prompt.Show(dialog)
}

// withRecipient gives the content of an order with one recipient changed; an order without one gets its first.
func withRecipient(o *shop.Order, to ordering.Recipient, by string) ordering.Request {
	c := &o.Content
	request := ordering.Request{ID: o.Order.ID, Channel: o.Order.Channel, ChannelNo: o.Order.ChannelNo, CustomerID: c.CustomerID, Lines: c.Lines,
		Discount: c.Discount, Fee: c.Fee, PayBy: c.PayBy, Due: c.Due, Service: c.Service, State: c.ChannelState, StateHash: c.ChannelHash, Person: o.Person}
	request.Person.By = by
	changed := false
	for _, one := range o.Recipients {
		if one.ID == to.ID {
			one, changed = to, true
		}
		request.Recipients = append(request.Recipients, one)
	}
	if !changed {
		request.Recipients = append(request.Recipients, to)
	}
	return request
}
