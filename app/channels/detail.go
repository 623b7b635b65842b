package channels

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
)

// showChannel shows the chosen channel.
func (v *view) showChannel() {
	p := v.page
	c := p.model.chosen()
	if c == nil {
		text := ""
		if p.model.read {
			text = p.kit.T("channels.teach")
		}
		v.card.Objects = []fyne.CanvasObject{container.NewVBox(layout.NewSpacer(), widget.NewWrapLabel(text, 0, widget.Caption.At(theme.Text).Centre()), layout.NewSpacer())}
		v.card.Refresh()
		return
	}
	v.test.SetEnabled(!p.model.trials[c.ID].running)
	v.pause.SetLabel(p.kit.T("channels.pause"))
	v.pause.SetIcon("pause")
	if c.State.Paused {
		v.pause.SetLabel(p.kit.T("channels.resume"))
		v.pause.SetIcon("arrow")
	}
	title := widget.Beside(widget.NewText(c.Name, widget.Title).Shrink(), container.NewCenter(widget.NewPill(Chip(p.kit, c, p.kit.Shop.Clock()))))
	head := widget.Column(0, title, widget.NewText(p.kit.T("publishing.kind."+c.Kind)+" · "+host(c.URL), widget.Caption).Shrink())
	body := widget.Column(12, v.notices(c)...)
	body.Add(v.facts(c))
	if orders := p.model.untaken[c.ID]; len(orders) > 0 {
		body.Add(v.untaken(orders))
	}
	scroll := widget.NewDragScroll(widget.Inset(2, 2, 0, 12, body))
	v.card.Objects = []fyne.CanvasObject{container.NewBorder(head, v.foot, nil, nil, widget.Inset(10, 10, 0, 0, scroll))}
	widget.Connect(p.kit.Router, v.card)
	for range 2 { // texts know their height once they know their width
		v.card.Refresh()
		scroll.Refresh()
	}
}

// notices say what came of the last test, why the channel does not work and what a person does about it.
func (v *view) notices(c *shop.Channel) (notices []fyne.CanvasObject) {
	p, t := v.page, v.page.kit.T
	add := func(tone widget.Tone, parts ...fyne.CanvasObject) {
		notices = append(notices, widget.NewNotice(tone, widget.Column(6, parts...)))
	}
	text := func(words string, ink fyne.ThemeColorName) fyne.CanvasObject {
		return widget.NewWrapLabel(words, 0, widget.Body.At(theme.Small).In(ink))
	}
	state := Standing(c, p.kit.Shop.Clock())
	switch trial := p.model.trials[c.ID]; {
	case trial.running:
		add(widget.Soft, text(t("channels.testing"), theme.InkBlue))
		return notices
	case p.model.stranger(c.ID) != "":
		trust := widget.NewButton(widget.Plain, t("channels.trust"), p.trust).WithIcon("lock").WithKey(p.key("F7"))
		add(widget.Watch, text(t("channels.stranger", fault.Values{"host": host(c.URL)}), theme.InkGold), widget.Row(trust))
		return notices
	case trial.err != nil:
		failure := publishing.FailureOf(trial.err)
		tone, ink := widget.Bad, theme.InkRed
		if failure.Class == publishing.Offline || failure.Class == publishing.Later { // it passes by itself
			tone, ink = widget.Watch, theme.InkGold
		}
		add(tone, text(publishing.ProblemOf(trial.err).Text(p.kit.Lang), ink), text(p.todo(failure.Class.String(), StateStopped), ink))
		return notices
	}
	tone, ink := widget.Watch, theme.InkGold
	switch state {
	case StateConnected:
		return nil
	case StateStopped:
		tone, ink = widget.Bad, theme.InkRed
	case StatePaused:
		tone, ink = widget.Calm, theme.OnChip
	}
	var parts []fyne.CanvasObject
	if words := c.Problem.Text(p.kit.Lang); words != "" {
		parts = append(parts, text(words, ink))
	}
	todo := p.todo(c.Problem.Class, state)
	if state == StateResting {
		todo = t("channels.todo.resting", fault.Values{"time": Moment(p.kit.Lang, c.State.NextAt, p.kit.Shop.Clock())})
	}
	add(tone, append(parts, text(todo, ink))...)
	return notices
}

// todo says what a person does about a class of failure, else about a state.
func (p *Page) todo(class, state string) string {
	if key := "channels.todo." + class; class != "" && state != StatePaused && i18n.Has(p.kit.Lang, key) {
		return p.kit.T(key, fault.Values{"key": p.key(keys.Enter)})
	}
	return p.kit.T("channels.todo."+state, fault.Values{"key": p.key(keys.Enter)})
}

// facts lists what is known of a channel.
func (v *view) facts(c *shop.Channel) fyne.CanvasObject {
	k, now := v.page.kit, v.page.kit.Shop.Clock()
	grid := container.New(&pairs{widget.Unit(104)})
	add := func(label, value string) {
		if value != "" {
			grid.Add(widget.NewText(k.T("channels.fact."+label), widget.Caption))
			grid.Add(widget.NewWrapLabel(value, 0, widget.Body.At(theme.Small)))
		}
	}
	at := func(at ledger.Millis, never string) string {
		if at == 0 {
			return k.T(never)
		}
		return Moment(k.Lang, at, now)
	}
	add("account", accountText(&c.Account))
	add("heard", at(c.State.HeardAt, "channels.never"))
	add("sent", at(c.State.SentAt, "channels.never"))
	queue := Queue(k, c.Outbox)
	if queue == "" {
		queue = k.T("channels.queue_empty")
	}
	add("queue", queue)
	add("limits", limitsText(k, shop.LimitsOf(c.Kind)))
	if c.Pin != "" {
		add("pin", k.T("channels.pinned")+"\n"+fingerprint(c.Pin))
	}
	return grid
}

// maxUntaken bounds the orders shown at once; the rest is counted.
const maxUntaken = 30

// untaken lists the orders that could not be taken.
func (v *view) untaken(orders []shop.Untaken) fyne.CanvasObject {
	k, now := v.page.kit, v.page.kit.Shop.Clock()
	list := widget.Column(6, widget.NewDivider(), widget.NewText(k.T("channels.untaken", fault.Values{"count": len(orders)}), widget.Section),
		widget.NewWrapLabel(k.T("channels.untaken_text"), 0, widget.Caption))
	for n := range orders {
		if n == maxUntaken {
			list.Add(widget.NewText(k.T("channels.more", fault.Values{"count": len(orders) - maxUntaken}), widget.Caption))
			break
		}
		order := &orders[n]
		list.Add(widget.Column(0, widget.Beside(widget.NewText(order.No, widget.Strong.At(theme.Small)).Shrink(), widget.NewText(Moment(k.Lang, ledger.MillisOf(order.HeardAt), now), widget.Caption)),
			widget.NewWrapLabel(order.Why.Text(k.Lang), 0, widget.Caption.In(theme.Trouble))))
	}
	return list
}

// pairs is a layout of names and what they are, line by line.
type pairs struct{ width float32 }

const pairGap = 6

// MinSize belongs to the toolkit.
func (l *pairs) MinSize(objects []fyne.CanvasObject) (least fyne.Size) {
	for n := 0; n+1 < len(objects); n += 2 {
		least.Height += max(objects[n].MinSize().Height, objects[n+1].MinSize().Height) + pairGap
	}
	return fyne.NewSize(l.width+100, max(least.Height-pairGap, 0))
}

// Layout belongs to the toolkit.
func (l *pairs) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for n := 0; n+1 < len(objects); n += 2 {
		name, value := objects[n], objects[n+1]
		width := max(size.Width-l.width-widget.Gap, 0)
		value.Resize(fyne.NewSize(width, value.MinSize().Height))
		first, high := name.MinSize().Height, max(value.MinSize().Height, name.MinSize().Height)
		widget.Put(name, 0, y, l.width, first)
		widget.Put(value, l.width+widget.Gap, y, width, high)
		y += high + pairGap
	}
}
