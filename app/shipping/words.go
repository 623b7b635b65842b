package shipping

import (
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// placeText says where a parcel goes: "ขอนแก่น 40000", "กรุงเทพฯ 10240".
func placeText(lang i18n.Lang, p *shop.Parcel) string {
	province := p.To.Province
	if p.To.Address().InBangkok() {
		province = i18n.T(lang, "shippingpage.bangkok")
	}
	return strings.TrimSpace(province + " " + p.To.Postcode)
}

// kilos writes a weight in kilograms: "0.8".
func kilos(grams int) string { return i18n.Qty(qty.Qty(grams)) }

// numberText gives a parcel's tracking number, or where it will come from.
func (m *model) numberText(lang i18n.Lang, p *shop.Parcel) string {
	switch {
	case p.Tracking != "":
		return p.Tracking
	case p.ByChannel:
		return i18n.T(lang, "shippingpage.number.channel", fault.Values{"channel": i18n.T(lang, "ordering.channel."+p.Channel)})
	case p.State == ledger.ParcelPacked && m.pool(p) != nil:
		return i18n.T(lang, "shippingpage.number.pool", fault.Values{"prefix": m.pool(p).First[:2]})
	}
	return i18n.T(lang, "shippingpage.number.counter")
}

// serviceText names how a parcel goes.
func serviceText(lang i18n.Lang, p *shop.Parcel) string {
	switch name := p.ServiceOf(lang); {
	case p.Service == ordering.Pickup:
		return i18n.T(lang, "ordering.service.pickup")
	case name == "":
		return i18n.T(lang, "shippingpage.no_service")
	default:
		return name
	}
}

// cutoffText counts down to the post office's time: "รอบรับ 15:00 · เหลือ 1 ชม. 20 น.".
func cutoffText(lang i18n.Lang, c shop.Cutoff, now time.Time) string {
	if c.At.IsZero() {
		return i18n.T(lang, "shippingpage.cutoff.none")
	}
	if !c.Today {
		return i18n.T(lang, "shippingpage.cutoff.later", fault.Values{"moment": i18n.MomentBrief(lang, c.At)})
	}
	values := fault.Values{"time": i18n.Time(c.At)}
	minutes := int(max(c.At.Sub(now), 0).Minutes())
	values["hours"], values["minutes"] = minutes/60, minutes%60
	if minutes < 60 {
		return i18n.T(lang, "shippingpage.cutoff.minutes", values)
	}
	return i18n.T(lang, "shippingpage.cutoff", values)
}

// phoneText writes telephone numbers in their groups.
func phoneText(digits []string) string { return shop.PhonesText(digits, false) }

// joined joins what is not empty.
func joined(parts ...string) string {
	var some []string
	for _, part := range parts {
		if part != "" {
			some = append(some, part)
		}
	}
	return strings.Join(some, " · ")
}
