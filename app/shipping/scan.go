package shipping

import (
	"context"

	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/sound"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shop"
)

// scan finds the parcel whose order's or own number was scanned; a tracking number that nobody has is put to the
// chosen parcel.
func (p *Page) scan(code string) {
	s := p.k.Shop
	task.Run(p.runner, "scan", func(ctx context.Context) ([]shop.Parcel, error) {
		_, found, err := s.ParcelsNamed(ctx, code)
		if err != nil {
			return nil, err
		}
		return s.ParcelsOf(ctx, found)
	}, func(found []shop.Parcel, err error) {
		switch {
		case fault.Is(err, "order_unknown"):
			p.attach(code)
		case err != nil:
			p.k.Prompt.Error(err)
		case len(found) == 0:
			p.k.Sound.Play(sound.Unknown)
			p.k.Prompt.Say(p.t("scan.unpacked", fault.Values{"code": code}))
		default:
			p.found(code, found)
		}
	})
}

// found shows a parcel that was scanned; of several of an order the first that is still here.
func (p *Page) found(code string, found []shop.Parcel) {
	at := &found[0]
	for n := range found {
		if here(&found[n].Parcel) {
			at = &found[n]
			break
		}
	}
	if one := p.m.parcel(); one != nil && at.ID != one.ID && at.Tracking == tidy(code) && at.Tracking != "" {
		p.k.Sound.Play(sound.Unknown) // it may have been meant for the chosen one
		p.k.Prompt.Say(p.t("scan.used", fault.Values{"code": at.Tracking, "number": at.Called()}))
	}
	p.goTo(at)
}

// tidy writes a tracking number as it is kept, "" for what is none.
func tidy(code string) string {
	number, err := shipping.ReadNumber(code, true)
	if err != nil {
		return ""
	}
	return number
}

// attach puts a scanned number to the chosen parcel.
func (p *Page) attach(code string) {
	one := p.m.parcel()
	wrong := func(said string) {
		p.k.Sound.Play(sound.Unknown)
		p.k.Prompt.Say(said)
	}
	if one == nil || one.State != ledger.ParcelPacked && one.State != ledger.ParcelShipped {
		wrong(p.t("scan.unknown", fault.Values{"code": code}))
		return
	}
	number, err := shipping.ReadNumber(code, one.ByChannel)
	switch {
	case fault.Is(err, "tracking_check"):
		p.k.Sound.Play(sound.Unknown)
		p.k.Prompt.Error(err)
	case err != nil:
		wrong(p.t("scan.unknown", fault.Values{"code": code}))
	case one.Tracking != "":
		parcel, name := one.ID, one.To.Name
		p.k.Prompt.Ask(prompt.Question{Title: p.t("scan.change", fault.Values{"name": name}), Yes: p.t("scan.change.yes"),
			Text: p.t("scan.change.text", fault.Values{"old": one.Tracking, "new": number})}, func(yes bool) {
			if yes {
				p.number(shop.TypedNumber{ParcelID: parcel, Text: number, Other: one.ByChannel}, name)
			}
		})
	default:
		p.number(shop.TypedNumber{ParcelID: one.ID, Text: number, Other: one.ByChannel}, one.To.Name)
	}
}

// number puts a number to a parcel.
func (p *Page) number(typed shop.TypedNumber, name string) {
	s, by := p.k.Shop, p.m.read.by
	task.Run(p.acts, "number "+typed.ParcelID.String(), func(ctx context.Context) ([]shop.ParcelFault, error) {
		return s.NumberParcels(ctx, []shop.TypedNumber{typed}, by)
	}, func(failed []shop.ParcelFault, err error) {
		switch {
		case err != nil:
			p.k.Prompt.Error(err)
		case len(failed) > 0:
			p.k.Sound.Play(sound.Unknown)
			p.k.Prompt.Error(failed[0].Why)
		default:
			p.m.want = typed.ParcelID
			p.wrote(p.t("scan.attached", fault.Values{"number": typed.Text, "name": name}))
		}
	})
}
