// Package issuing is the dialog in which a paper is made from an order, a bill or other papers.
package issuing

import (
	"context"
	"slices"
	"time"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/printout"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// Start is what is known of a paper when its dialog opens.
type Start struct {
	Ask  shop.PaperAsk           // Kind "" = a person chooses among those that can be made from Ask.Of
	More []More                  // what else is printed of the source, offered beside the papers to choose from
	Done func(*shop.IssuedPaper) // it was issued; may be nil

	why error // the paper that was asked for cannot be made: said above what is in its place
}

// Open asks for what is missing, shows the paper as it will print, issues it and then shows it to be printed.
func Open(k *kit.Kit, start Start) {
	if start.Ask.Kind == "" {
		choose(k, start)
		return
	}
	edit(k, start)
}

// editor is the dialog of one paper: it does what keys say and brings what comes of it to the view.
type editor struct {
	kit    *kit.Kit
	runner *task.Runner // reads and draws; stopped when the dialog closes
	acts   *task.Runner // issues: it is done even when the window goes elsewhere
	start  Start
	m      *model
	v      *view
	dialog *prompt.Dialog
	shut   bool
}

func edit(k *kit.Kit, start Start) *editor {
	e := &editor{kit: k, runner: k.Pool.Runner(), acts: k.Pool.Runner(), start: start, m: newModel(k.Lang, start.Ask)}
	e.v = newView(e)
	e.dialog = e.v.dialog()
	k.Prompt.Show(e.dialog)
	e.v.build()
	e.read()
	return e
}

// Working reports whether something is on its way.
func (e *editor) Working() bool { return e.runner.Working() || e.acts.Working() }

// read gathers what the dialog offers, and then draws the paper.
func (e *editor) read() {
	s, ask := e.kit.Shop, e.m.ask
	task.Run(e.runner, "facts", func(ctx context.Context) (facts, error) { return readFacts(ctx, s, ask) }, func(f facts, err error) {
		if err != nil {
			e.v.failed(err)
			return
		}
		e.m.take(f)
		e.v.build()
		e.draw(0)
	})
}

// pause is how long a person must not have typed before the paper is drawn anew.
const pause = 250 * time.Millisecond

// pixels is how wide a page is drawn for the preview; the toolkit fits it into its place.
const pixels = 900

// draw shows the paper as it will print with what is filled in so far.
func (e *editor) draw(after time.Duration) {
	s, page := e.kit.Shop, e.v.page
	ask, wrong := e.m.read()
	if e.m.known && (e.m.empty() || e.m.unsaid()) { // not one of all, which the rules would take it for
		e.runner.Cancel()
		e.v.blank(wrong)
		return
	}
	task.Run(e.runner, "draw", func(ctx context.Context) (drawn, error) {
		select {
		case <-time.After(after):
		case <-ctx.Done():
			return drawn{}, ctx.Err()
		}
		return drawPaper(ctx, s, ask, page)
	}, func(d drawn, err error) {
		if err != nil {
			e.v.failed(err)
			return
		}
		begins := !e.m.known
		grown, filled := e.m.know(d.sketch)
		switch {
		case !e.m.known:
			e.impossible(d.sketch.Fault)
			return
		case grown:
			e.v.build()
		case filled:
			e.v.refill()
		}
		if begins {
			e.v.open(d.sketch.Fault != nil || wrong != nil)
		}
		if !filled { // else it is of what stood in the fields before
			e.v.show(d, wrong)
		}
		if grown || filled {
			e.draw(0)
		}
	})
}

// impossible says why the paper cannot be made, and offers what else can be of what it was to be made from.
func (e *editor) impossible(why error) {
	e.dialog.Close()
	if len(e.start.Ask.Of) == 0 {
		e.kit.Prompt.Error(why)
		return
	}
	rest := e.start
	rest.why = why
	if ask, ok := shop.InPlaceOfReceipt(rest.Ask, why); ok {
		rest.Ask = ask
		edit(e.kit, rest)
		return
	}
	rest.Ask.Kind, rest.Ask.With = "", nil
	choose(e.kit, rest)
}

// drawn is a paper as far as it is known, and a page of it.
type drawn struct {
	sketch *shop.PaperSketch
	pages  int
	page   int
	look   shown
}

// changed takes note of what was typed or chosen.
func (e *editor) changed(after time.Duration) {
	e.m.touched, e.m.refused = true, nil
	e.draw(after)
}

// issue issues the paper, once.
func (e *editor) issue() {
	ask, err := e.m.read()
	if err != nil {
		e.v.refused(err)
		return
	}
	if e.m.sent || !e.m.known {
		return
	}
	e.m.sent = true
	s := e.kit.Shop
	task.Run(e.acts, "issue", func(ctx context.Context) (*shop.IssuedPaper, error) { return s.IssuePaper(ctx, ask) }, func(issued *shop.IssuedPaper, err error) {
		if e.m.sent = err == nil; err != nil {
			e.refused(err)
			return
		}
		e.issued(issued)
	})
}

// refused asks what is a question, and shows the field of everything else.
func (e *editor) refused(err error) {
	if AskLast(e.kit, e.acts, err, e.issue) {
		return
	}
	if !papers.Asked(err) {
		e.v.refused(err)
		return
	}
	t := e.kit.T
	e.kit.Prompt.Ask(prompt.Question{Title: t("issuing.ask." + fault.Code(err)), Text: i18n.Message(e.kit.Lang, err), Yes: t("issuing.ask.yes"), No: t("issuing.ask.no"), Danger: true},
		func(yes bool) {
			if yes {
				e.m.ask.Yes = append(e.m.ask.Yes, fault.Code(err))
				e.issue()
			}
		})
}

// issued closes the dialog, tells who opened it, and shows the paper to be printed.
func (e *editor) issued(issued *shop.IssuedPaper) {
	e.m.touched = false
	e.dialog.Close()
	e.kit.Changed()
	if e.start.Done != nil {
		e.start.Done(issued)
	}
	said := "issuing.issued"
	if issued.Kind == papers.PurchaseOrder {
		said = "issuing.recorded"
	}
	e.kit.Prompt.Say(e.kit.T(said, fault.Values{"title": issued.Title(e.kit.Lang), "number": numberOf(issued.OfficePaper)}))
	if issued.Kind != papers.PurchaseOrder { // the buyer's own is only recorded
		show(e.kit, issued.OfficePaper, e.untold(issued.Warnings))
	}
}

// untold leaves out what the fields said before the paper was issued, but for money that a person is now to give back.
func (e *editor) untold(warnings []*fault.Error) []*fault.Error {
	return slices.DeleteFunc(slices.Clone(warnings), func(w *fault.Error) bool {
		return w.Code != "deposit_to_give_back" && e.m.sketch != nil && slices.ContainsFunc(e.m.sketch.Warnings, func(told *fault.Error) bool { return told.Code == w.Code })
	})
}

// numberOf is what a paper is called: the buyer's order bears the buyer's number.
func numberOf(p *shop.OfficePaper) string {
	if p.Number == "" {
		return p.Order.Number
	}
	return p.Number
}

// show shows a paper as it goes out next: the original, or a copy.
func show(k *kit.Kit, p *shop.OfficePaper, warnings []*fault.Error) {
	s, number := k.Shop, p.Number
	printout.Open(k, printout.Form{Title: p.Title(k.Lang) + " " + number, Lay: func() func(context.Context) (printout.Made, error) {
		return func(ctx context.Context) (made printout.Made, err error) {
			now, err := s.OfficePaper(ctx, number)
			if err != nil {
				return made, err
			}
			made.Warnings = warnings
			made.Papers, err = s.LayPaper(ctx, now)
			return made, err
		}
	}})
}
