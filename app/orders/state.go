package orders

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ordering"
)

// standing is what the word for an order is made of, in the list and beside it.
type standing struct {
	state, payment, todo string
	due                  clock.Day
	pickup               bool
	until                string // the post office takes parcels today until then, "" = nobody knows
}

// standingOf reads it off an order.
func standingOf(past *ordering.Past, until string) standing {
	return standing{past.State(), past.Payment(), past.Todo(), past.Content.Due, past.Content.Service == ordering.Pickup, until}
}

// waits reports whether goods are still to leave the shop.
func (s *standing) waits() bool {
	return slices.Contains([]string{ordering.New, ordering.Confirmed, ordering.Paid, ordering.Packed}, s.state)
}

// chip is the one word for how an order stands: what is wrong first, then what is due today, then what is next.
func (s *standing) chip(lang i18n.Lang, today clock.Day) widget.ChipData {
	t := func(key string) string { return i18n.T(lang, key) }
	switch {
	case s.todo == ordering.TodoLook, s.todo == ordering.TodoRefund:
		return widget.ChipData{Label: t("ordering.todo." + s.todo), Icon: "warn", Tone: widget.Bad}
	case s.todo == ordering.TodoMatch:
		return widget.ChipData{Label: t("ordering.todo.match"), Icon: "warn", Tone: widget.Watch}
	case s.due != "" && s.waits() && s.due <= today:
		return widget.ChipData{Label: s.dueText(lang, today), Icon: "clock", Tone: widget.Bad}
	case s.pickup && s.todo == ordering.TodoPack:
		return widget.ChipData{Label: t("ordering.service.pickup")}
	}
	switch s.todo {
	case ordering.TodoConfirm:
		return widget.ChipData{Label: t("ordering.todo.confirm"), Tone: widget.Outline}
	case ordering.TodoPay:
		if s.payment == ordering.PaidPart {
			return widget.ChipData{Label: t("ordering.payment.part"), Tone: widget.Watch}
		}
		return widget.ChipData{Label: t("ordering.todo.pay"), Tone: widget.Watch}
	case ordering.TodoPack:
		if s.payment == ordering.Paid {
			return widget.ChipData{Label: t("ordering.payment.paid"), Icon: "check", Tone: widget.Good}
		}
		return widget.ChipData{Label: t("ordering.payment." + s.payment)}
	case ordering.TodoShip:
		return widget.ChipData{Label: t("ordering.state.packed"), Icon: "check", Tone: widget.Good}
	case ordering.TodoArrive:
		return widget.ChipData{Label: t("ordering.state.shipped"), Icon: "check", Tone: widget.Good}
	case ordering.TodoCollect:
		return widget.ChipData{Label: t("ordering.todo.collect"), Tone: widget.Watch}
	}
	if s.state == ordering.Delivered {
		return widget.ChipData{Label: t("ordering.state.delivered"), Icon: "check", Tone: widget.Good}
	}
	return widget.ChipData{Label: t("ordering.state." + s.state)}
}

// dueText says that the day of an order is here or past.
func (s *standing) dueText(lang i18n.Lang, today clock.Day) string {
	switch {
	case s.due < today:
		return i18n.T(lang, "orders.due.late", fault.Values{"day": i18n.DayMonth(lang, s.due)})
	case s.pickup:
		return i18n.T(lang, "orders.due.pickup")
	case s.until != "":
		return i18n.T(lang, "orders.due.until", fault.Values{"time": s.until})
	}
	return i18n.T(lang, "orders.due.ship")
}

// channelName is what stands on a channel's badge: of long names a short one.
func channelName(lang i18n.Lang, channel string) string {
	if key := "orders.badge." + channel; i18n.Has(lang, key) {
		return i18n.T(lang, key)
	}
	return i18n.T(lang, "ordering.channel."+channel)
}

// channelColour is the ground of a channel's badge.
func channelColour(channel string) fyne.ThemeColorName {
	switch channel {
	case ordering.Line, ordering.LineShop:
		return theme.ChannelLine
	case ordering.Facebook:
		return theme.ChannelFacebook
	case ordering.Shopee, ordering.Lazada, ordering.TikTok:
		return theme.ChannelShopee
	case ordering.Government:
		return theme.ChannelAgency
	case ordering.Telephone, ordering.Counter, ordering.Other:
		return theme.ChannelPhone
	}
	return theme.ChannelHub
}

// stage is a part of an order's way.
type stage struct {
	key  string // of its text
	done bool
}

// stages is the way of an order: one that is paid before it goes, one that is paid after, one that is fetched.
func stages(past *ordering.Past) []stage {
	fulfilment := past.Fulfilment()
	at := slices.Index([]string{ordering.Packed, ordering.Shipped, ordering.Delivered}, fulfilment)
	taken := stage{"taken", true}
	paid := stage{"paid", past.Payment() == ordering.Paid}
	packed, shipped, arrived := stage{"packed", at >= 0}, stage{"shipped", at >= 1}, stage{"arrived", at >= 2}
	switch {
	case past.Content.Service == ordering.Pickup:
		return []stage{taken, paid, {"fetched", at >= 2}}
	case slices.Contains([]string{ordering.PayCOD, ordering.PayCredit, ordering.PayChannel}, past.Content.PayBy):
		return []stage{taken, packed, shipped, arrived, paid}
	}
	return []stage{taken, paid, packed, shipped, arrived}
}
