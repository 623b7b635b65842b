package customers

import (
	"context"
	"slices"

	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/printout"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// keyPapers shows the papers that the chosen customer has not paid.
const keyPapers keys.Chord = "Ctrl+P"

// owing is what a customer owes by papers, on a day.
type owing struct {
	papers.Owing
	day clock.Day
}

// papers shows what the chosen customer owes by papers, and prints the letter that asks for it.
func (p *Page) papers() {
	who, s := p.model.customer(), p.kit.Shop
	if who == nil {
		return
	}
	name, party := who.Name, who.ID
	task.Run(p.runner, "papers", func(ctx context.Context) (owing, error) {
		found := owing{day: clock.DayOf(s.Clock())}
		all, err := s.Receivables(ctx, found.day)
		if at := slices.IndexFunc(all, func(o papers.Owing) bool { return o.PartyID == party }); at >= 0 {
			found.Owing = all[at]
		}
		return found, err
	}, func(o owing, err error) {
		switch {
		case err != nil:
			p.kit.Prompt.Error(err)
		case len(o.Papers) == 0:
			p.kit.Prompt.Say(p.kit.T("customers.papers.none", fault.Values{"name": name}))
		default:
			p.showOwing(name, o)
		}
	})
}

// showOwing lists the papers with their age: Enter opens one, Ctrl+P prints the letter over all.
func (p *Page) showOwing(name string, o owing) {
	k, t := p.kit, p.kit.T
	list := widget.NewList(theme.RowHeight, newPersonRow, func(n int, r *personRow, _ bool) {
		if n < len(o.Papers) {
			paper := &o.Papers[n]
			note := t("customers.papers.since", fault.Values{"day": paper.Date})
			if late := paper.Since().Until(o.day); paper.Due != "" && late > 0 {
				note = t("customers.papers.late", fault.Values{"day": paper.Due, "days": late})
			} else if paper.Due != "" {
				note = t("customers.papers.due", fault.Values{"day": paper.Due})
			}
			r.showOwed(paper.Number, note, paper.Left, t("customers.owes"))
		}
	})
	var d *prompt.Dialog
	look := func(n int) {
		if n < 0 || n >= len(o.Papers) {
			return
		}
		number := o.Papers[n].Number
		task.Run(p.runner, "paper", func(ctx context.Context) (*shop.OfficePaper, error) { return k.Shop.OfficePaper(ctx, number) }, func(paper *shop.OfficePaper, err error) {
			if err != nil {
				k.Prompt.Error(err)
				return
			}
			d.Close()
			k.Go(kit.ToPaper(paper.ID))
		})
	}
	list.OnTapped = look
	rows := container.New(widget.Rows(min(max(len(o.Papers), 2), 4)), widget.NewFlushCard(list))
	sum := widget.Beside(widget.NewText(t("customers.papers.sum", fault.Values{"count": len(o.Papers)}), widget.Body), widget.NewText(i18n.BahtSign(o.Total), widget.Strong.At(theme.Section).In(theme.InkRed)))
	d = &prompt.Dialog{Title: t("customers.papers.title", fault.Values{"name": name}), Width: widget.Unit(620), Body: widget.Column(widget.Gap, rows, sum),
		Bindings: []keys.Binding{{Chord: "Up", Do: func() { list.Step(0, -1) }, Repeat: true}, {Chord: "Down", Do: func() { list.Step(0, 1) }, Repeat: true}},
		Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc},
			{Label: t("customers.papers.open"), Key: keys.Enter, Icon: "bill", Stays: true, Do: func() { look(list.Chosen()) }},
			{Label: t("customers.papers.remind"), Key: keyPapers, Icon: "print", Kind: widget.Primary, Do: func() { p.remind(name, o) }}}}
	k.Prompt.Show(d)
	list.SetCount(len(o.Papers))
	list.Choose(0)
	d.Refresh()
}

// remind shows the letter that asks for what is owed, in the language of its papers, to be printed or kept.
func (p *Page) remind(name string, o owing) {
	s := p.kit.Shop
	printout.Open(p.kit, printout.Form{Title: p.kit.T("customers.papers.letter", fault.Values{"name": name}), Lay: func() func(context.Context) (printout.Made, error) {
		return func(ctx context.Context) (made printout.Made, err error) {
			made.Papers, err = s.ReminderPapers(ctx, o.Owing, o.day, "")
			return made, err
		}
	}})
}
