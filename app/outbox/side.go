package outbox

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/channels"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
)

// showRow shows the chosen row and, under it, the channels.
func (v *view) showRow() {
	p := v.page
	row := p.model.chosen()
	v.row.Objects = nil
	if row != nil {
		v.row.Objects = []fyne.CanvasObject{v.detail(row)}
	}
	v.showChannels()
	widget.Connect(p.kit.Router, v.right)
	for range 2 { // texts know their height once they know their width
		v.row.Refresh()
		v.right.Refresh()
	}
}

// detail says all that is known of a row, and what may be done with it.
func (v *view) detail(row *shop.Outgoing) fyne.CanvasObject {
	k, m, now := v.page.kit, v.page.model, v.page.now()
	title := widget.NewWrapLabel(m.title(k.Lang, row), 2, widget.Section)
	column := widget.Column(6, widget.Row(widget.NewPill(stateChip(k, row))), title, widget.NewWrapLabel(step(k, row)+" · "+row.Channel, 0, widget.Caption))
	tone, ink := widget.Calm, theme.OnChip
	switch word, _ := m.waits(row, now); {
	case row.State == publishing.Stuck:
		tone, ink = widget.Bad, theme.InkRed
	case row.State == publishing.Waiting && (word == whyTrouble || word == whyStopped || word == whyBehind):
		tone, ink = widget.Watch, theme.InkGold
	}
	words := widget.Column(2, widget.NewWrapLabel(m.why(k, row, now), 0, widget.Body.At(theme.Small).In(ink)))
	for _, more := range []string{m.next(k, row, now), tries(k, row)} {
		if more != "" {
			words.Add(widget.NewText(more, widget.Caption.In(ink)).Shrink())
		}
	}
	column.Add(widget.NewNotice(tone, words))
	if row.State == publishing.Waiting || row.State == publishing.Stuck || row.State == publishing.Carried {
		v.retry.SetEnabled(mayRetry(row))
		v.discard.SetEnabled(mayDiscard(row))
		column.Add(v.acts)
	}
	return column
}

// showChannels shows when each channel was last heard and how it stands; a tap looks at it alone.
func (v *view) showChannels() {
	p, k, m := v.page, v.page.kit, v.page.model
	v.channels.RemoveAll()
	if len(m.channels) == 0 {
		v.channels.Add(widget.NewWrapLabel(k.T("outbox.teach"), 0, widget.Caption))
		v.channels.Add(v.button(widget.Gold, "outbox.channels", "link", "F9", p.toChannels))
		return
	}
	if m.chosen() != nil {
		v.channels.Add(widget.NewDivider())
	}
	manage := v.button(widget.Quiet, "outbox.channels", "link", "F9", p.toChannels).WithHeight(theme.ButtonLow)
	v.channels.Add(widget.Beside(widget.NewText(k.T("outbox.heard"), widget.Section).Shrink(), manage))
	for n := range m.channels {
		v.channels.Add(newChannelRow(p, &m.channels[n]))
	}
	if len(m.channels) > 1 {
		v.channels.Add(widget.NewWrapLabel(k.T("outbox.heard_text", fault.Values{"key": p.key("F4")}), 0, widget.Caption))
	}
	v.channels.Add(widget.NewDivider())
	v.channels.Add(widget.NewText(k.T("outbox.carry"), widget.Section).Shrink())
	v.channels.Add(widget.NewWrapLabel(k.T("outbox.carry_text"), 0, widget.Caption))
	v.channels.Add(container.New(widget.Even{}, v.button(widget.Plain, "outbox.export", "usb", "F10", p.export), v.button(widget.Plain, "outbox.bring", "inn", "F11", p.bring)))
}

// channelRow is a channel that can be looked at alone.
type channelRow struct {
	toolkit.BaseWidget
	page    *Page
	channel id.Connection
	box     fyne.CanvasObject
}

var _ fyne.Tappable = (*channelRow)(nil)

func newChannelRow(p *Page, c *shop.Channel) *channelRow {
	r := &channelRow{page: p, channel: c.ID}
	now := p.now()
	note := channels.Heard(p.kit, c, now)
	if queue := channels.Queue(p.kit, c.Outbox); queue != "" {
		note += " · " + queue
	}
	name := widget.Strong.At(theme.Small)
	words := widget.Column(-4, widget.NewText(c.Name, name).Shrink(), widget.NewText(note, widget.Caption).Shrink())
	content := widget.Beside(words, container.NewCenter(widget.NewPill(channels.Chip(p.kit, c, now))))
	r.box = widget.Inset(4, 4, 0, 0, content)
	if c.ID == p.model.channel {
		r.box = widget.NewNotice(widget.Soft, content)
	}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *channelRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

// Tapped belongs to the toolkit: the channel alone, or all again.
func (r *channelRow) Tapped(*fyne.PointEvent) {
	channel := r.channel
	if channel == r.page.model.channel {
		channel = id.Connection{}
	}
	r.page.narrow(channel)
}
