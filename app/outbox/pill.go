package outbox

import (
	"time"

	"github.com/talat-pos/talat/app/channels"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// Pill says at the top of the window how the shop stands with its channels: the net, and what is in the outbox.
func Pill(lang i18n.Lang, net *shop.Net, now time.Time) widget.ChipData {
	chip, state := widget.ChipData{Icon: "on", IconTone: theme.MoneyIn}, "online"
	switch {
	case net.Offline:
		chip, state = widget.ChipData{Icon: "off", Tone: widget.Watch}, "offline"
	case net.Paused:
		chip, state = widget.ChipData{Icon: "pause", Tone: widget.Watch}, "paused"
	case net.Resting:
		chip, state = widget.ChipData{Icon: "clock"}, "resting"
	case net.HeardAt.IsZero():
		chip, state = widget.ChipData{Icon: "off"}, "never"
	}
	chip.Label = i18n.T(lang, "outbox.pill."+state)
	more := ""
	switch {
	case net.Failed > 0:
		chip.Tone, chip.IconTone = widget.Bad, ""
		if more = i18n.T(lang, "outbox.pill.failed", fault.Values{"count": net.Failed}); state == "online" {
			chip.Icon, chip.Label, more = "warn", more, ""
		}
	case net.Waiting > 0:
		more = i18n.T(lang, "outbox.pill.waiting", fault.Values{"count": net.Waiting})
	case !net.SentAt.IsZero() && state == "online":
		more = i18n.T(lang, "outbox.pill.sent", fault.Values{"time": channels.Moment(lang, millis(net.SentAt), now)})
	}
	if more != "" {
		chip.Label += " · " + more
	}
	return chip
}
