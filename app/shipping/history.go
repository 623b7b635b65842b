package shipping

import (
	"context"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// mostDays bounds how many days of drop-offs are listed.
const mostDays = 400

// history lists the days on which parcels were handed over, the newest first; Enter shows a day's list.
func (p *Page) history() {
	s := p.k.Shop
	task.Run(p.acts, "history", func(ctx context.Context) ([]shop.DropOff, error) { return s.DropOffs(ctx, "", "", mostDays) }, func(days []shop.DropOff, err error) {
		if err != nil {
			p.k.Prompt.Error(err)
			return
		}
		p.openHistory(days)
	})
}

func (p *Page) openHistory(days []shop.DropOff) {
	lang, t := p.k.Lang, p.t
	list := widget.NewList(theme.RowHeight, newNumberRow, func(at int, r *numberRow, _ bool) {
		if at >= len(days) {
			return
		}
		day := &days[at]
		r.name.Set(i18n.DateWeekday(lang, day.Day))
		note := t("history.note", fault.Values{"count": day.Count, "kilos": kilos(day.Grams)})
		if day.COD > 0 {
			note = joined(note, t("history.cod", fault.Values{"amount": day.COD, "paid": day.CODPaid}))
		}
		if day.Back > 0 {
			note = joined(note, t("history.back", fault.Values{"count": day.Back}))
		}
		r.note.Set(note)
		r.number.Set(i18n.Baht(day.Postage))
		r.box.Refresh()
	})
	list.SetCount(len(days))
	list.Choose(0)
	hint := widget.NewWrapLabel(t("history.none"), 0, widget.Body.In(theme.InkSoft).Centre())
	empty := container.NewVBox(layout.NewSpacer(), hint, layout.NewSpacer())
	empty.Hidden = len(days) > 0
	rows := max(min(len(days), int((p.k.Prompt.Size().Height-widget.Unit(200))/theme.Current().Size(theme.RowHeight))), 2)
	var d *prompt.Dialog
	open := func() {
		if at := list.Chosen(); at >= 0 && at < len(days) {
			d.Close()
			p.manifest(days[at].Day)
		}
	}
	list.OnTapped = func(int) { open() }
	d = &prompt.Dialog{Title: t("history"), Width: widget.Unit(680),
		Body:     container.New(widget.Least{Width: 300, Height: theme.Current().Size(theme.RowHeight) * float32(rows)}, container.NewStack(list, empty)),
		Bindings: []keys.Binding{{Chord: "Up", Do: func() { list.Step(0, -1) }, Repeat: true}, {Chord: "Down", Do: func() { list.Step(0, 1) }, Repeat: true}},
		Actions:  []prompt.Action{{Label: t("close"), Key: keys.Esc}}}
	if len(days) > 0 {
		d.Actions = append(d.Actions, prompt.Action{Label: t("history.list"), Key: keys.Enter, Icon: "print", Kind: widget.Primary, Stays: true, Do: open})
	}
	p.k.Prompt.Show(d)
	d.Refresh()
}

// askPost asks the post where parcels are. Without a net that is said quietly.
func (p *Page) askPost() {
	if p.acts.Busy("post") {
		return
	}
	s, lang := p.k.Shop, p.k.Lang
	p.k.Prompt.Say(p.t("ask.asks"))
	task.Run(p.acts, "post", func(ctx context.Context) (shop.Tracking, error) { return s.RefreshTracking(ctx, lang) }, func(done shop.Tracking, err error) {
		if fault.Is(err, "post_token_missing") {
			p.k.Prompt.Hush()
			p.k.Prompt.Ask(prompt.Question{Title: p.t("ask.no_token"), Text: p.t("ask.no_token.text"), Yes: p.t("ask.settings")}, func(yes bool) {
				if yes {
					p.k.Go(nav.Route{Screen: kit.Settings, Arg: "post"})
				}
			})
			return
		}
		p.m.read.quota = done.Quota
		said := joined(p.t("ask.done", fault.Values{"asked": done.Asked, "arrived": len(done.Delivered), "look": done.Look}), p.quotaText())
		if err != nil {
			said = i18n.Message(lang, err)
		}
		if done.Asked > 0 {
			p.k.Changed()
			p.Reload()
		}
		p.k.Prompt.Say(said)
	})
}

// quotaText says how much of the day's questions to the post is used, "" while that is not known.
func (p *Page) quotaText() string {
	q := p.m.read.quota
	if q.Most == 0 {
		return ""
	}
	used := 0
	if q.Day == p.m.read.today {
		used = q.Used
	}
	return p.t("ask.quota", fault.Values{"used": used, "most": q.Most})
}
