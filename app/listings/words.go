package listings

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
)

// none stands where a product is not placed.
const none = "—"

// pill is the word for how a product stands on a platform, without its label.
func pill(cell *shop.ListingCell) widget.ChipData {
	switch cell.Word {
	case publishing.WordDraft:
		if publishing.Ready(cell.Reasons) {
			return widget.ChipData{Icon: "up"}
		}
		return widget.ChipData{Icon: "x", Tone: widget.Bad}
	case publishing.WordLive:
		return widget.ChipData{Icon: "check", Tone: widget.Good}
	case publishing.WordQueued, publishing.WordPending:
		return widget.ChipData{Icon: "clock", Tone: widget.Watch}
	case publishing.WordDiffers:
		return widget.ChipData{Icon: "sync", Tone: widget.Watch}
	case publishing.WordRefused, publishing.WordFailed:
		return widget.ChipData{Icon: "x", Tone: widget.Bad}
	case publishing.WordSoldOut:
		return widget.ChipData{Icon: "minus", Tone: widget.Bad}
	}
	return widget.ChipData{Icon: "undo"}
}

// cellTexts says how a product stands, and why where something is wrong: "ไม่ผ่าน: ขาดเลข อย.". The longest comes
// first; the others are for less room.
func cellTexts(lang i18n.Lang, cell *shop.ListingCell) []string {
	word := i18n.T(lang, "publishing.word."+cell.Word)
	why := ""
	blocks, _ := blocking(cell.Reasons)
	switch {
	case cell.Word == publishing.WordDraft && len(blocks) == 0:
		return []string{i18n.T(lang, "listings.to_send")}
	case cell.Word == publishing.WordDraft:
		return []string{short(lang, blocks[0]), word}
	case cell.Word == publishing.WordRefused && len(blocks) > 0:
		why = short(lang, blocks[0])
	case cell.Word == publishing.WordRefused:
		why = firstWords(cell.Standing.Words)
	case cell.Word == publishing.WordFailed:
		why = firstWords([]string{told(cell).Words})
	case cell.Word == publishing.WordDiffers && len(cell.Differs) == 1:
		return []string{i18n.T(lang, "listings.differs_in", fault.Values{"field": i18n.T(lang, "publishing.field."+cell.Differs[0].Field)}), word}
	}
	if why == "" {
		return []string{word}
	}
	return []string{i18n.T(lang, "listings.because", fault.Values{"word": word, "why": why}), word}
}

// short says a reason as a list has room for it.
func short(lang i18n.Lang, reason publishing.Reason) string {
	return i18n.T(lang, "listings.short."+reason.What)
}

// firstWords gives the first line of what a channel says.
func firstWords(all []string) string {
	for _, words := range all {
		if line, _, _ := strings.Cut(strings.TrimSpace(words), "\n"); line != "" {
			return line
		}
	}
	return ""
}

// channelChip says how things stand with a platform.
func channelChip(lang i18n.Lang, c *shop.Channel) widget.ChipData {
	say := func(state string) string {
		return i18n.T(lang, "listings.channel", fault.Values{"name": c.Name, "state": i18n.T(lang, "listings.channel."+state)})
	}
	switch {
	case c.State.Paused && c.Problem.Class != "":
		return widget.ChipData{Icon: "warn", Tone: widget.Bad, Label: say("stopped")}
	case c.State.Paused:
		return widget.ChipData{Icon: "pause", Tone: widget.Watch, Label: say("paused")}
	case c.Problem.Class == publishing.Offline.String():
		return widget.ChipData{Icon: "off", Tone: widget.Watch, Label: say("offline")}
	case c.Problem.Class != "":
		return widget.ChipData{Icon: "warn", Tone: widget.Watch, Label: say("trouble")}
	case c.State.Account == "":
		return widget.ChipData{Icon: "link", Tone: widget.Watch, Label: say("untried")}
	}
	return widget.ChipData{Icon: "link", Tone: widget.Good, Label: say("connected")}
}

// worst gives the platform that needs a look the most, the first where none does.
func worst(channels []shop.Channel) *shop.Channel {
	var found *shop.Channel
	most := widget.Tone(0)
	for n := range channels {
		if tone := channelChip(i18n.Thai, &channels[n]).Tone; found == nil || tone > most {
			found, most = &channels[n], tone
		}
	}
	return found
}

// readyColour is that of the bar of how ready a product is.
func readyColour(percent int, ready bool) fyne.ThemeColorName {
	if ready && percent >= 90 {
		return theme.MoneyIn
	}
	return theme.Gold
}

// ready reports whether nothing keeps a product from any platform.
func ready(row *shop.Listing) bool {
	for n := range row.Cells {
		if !publishing.Ready(row.Cells[n].Reasons) {
			return false
		}
	}
	return true
}

func percentText(percent int) string { return strconv.Itoa(percent) + "%" }

// valueText writes a value of a difference for a person.
func valueText(lang i18n.Lang, field, value string) string {
	switch {
	case value == "":
		return none
	case field == "price":
		return "฿" + i18n.Group(strings.TrimSuffix(value, ".00"))
	case field == "availability" && i18n.Has(lang, "listings.availability."+value):
		return i18n.T(lang, "listings.availability."+value)
	case field == "category" && i18n.Has(lang, "form.otop."+value):
		return i18n.T(lang, "form.otop."+value)
	case field == "vat_included":
		return i18n.T(lang, "listings.yes_no."+value)
	case field == "pictures":
		return i18n.T(lang, "listings.pictures", fault.Values{"count": strings.Count(value, "\n") + 1})
	}
	return strings.ReplaceAll(value, "\n", ", ")
}

// sentText says when something was last taken, and that the rest goes by itself.
func sentText(lang i18n.Lang, net *shop.Net, today clock.Day) string {
	by := "listings.net.self"
	switch {
	case net.Channels == 0:
		return ""
	case net.Paused:
		by = "listings.net.paused"
	case net.Resting:
		by = "listings.net.resting"
	}
	if net.SentAt.IsZero() {
		return i18n.T(lang, by)
	}
	at := i18n.MomentBrief(lang, net.SentAt)
	if clock.DayOf(net.SentAt) == today {
		at = i18n.Time(net.SentAt)
	}
	return i18n.T(lang, "listings.net.sent", fault.Values{"time": at}) + " · " + i18n.T(lang, by)
}
