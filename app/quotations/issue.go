package quotations

import (
	"context"
	"strings"

	"github.com/talat-pos/talat/app/issuing"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/printout"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// From longWithin days on a delivery is asked about: "30" typed behind "30" is no offer. What is more than mostWithin is
// refused anyway.
const longWithin, mostWithin = 366, 3650

// issue issues the quotation, once however often it is pressed, and offers to print it.
func (p *Page) issue() {
	if p.busy || p.facts.index == nil {
		return
	}
	ask, err := p.draft.request(p.facts.by)
	switch {
	case err != nil:
		p.refused(err)
	case ask.Within >= longWithin && ask.Within <= mostWithin:
		p.k.Prompt.Ask(prompt.Question{Title: p.k.T("quotations.within_long", fault.Values{"days": ask.Within}), Text: p.k.T("quotations.within_long_text"), Yes: p.k.T("quotations.issue")}, func(yes bool) {
			if yes {
				p.send(ask)
			} else {
				p.view.open(partTerms)
			}
		})
	default:
		p.send(ask)
	}
}

// send issues what was asked for.
func (p *Page) send(ask shop.PaperAsk) {
	p.busy = true
	p.view.clear()
	s := p.k.Shop
	task.Run(p.acts, "issue", func(ctx context.Context) (*shop.IssuedPaper, error) { return s.IssuePaper(ctx, ask) }, func(made *shop.IssuedPaper, err error) {
		switch p.busy = false; {
		case issuing.AskLast(p.k, p.acts, err, p.issue):
			return
		case err != nil:
			p.refused(err)
			return
		}
		p.issued(made)
	})
}

// issued shows what was issued and begins anew.
func (p *Page) issued(made *shop.IssuedPaper) {
	p.facts.last, p.facts.old = made.OfficePaper, nil
	here := p.shown
	p.reset()
	p.k.Changed()
	p.k.Prompt.Say(p.k.T("quotations.issued", fault.Values{"number": made.Number}))
	if !here { // a customer at the till comes first
		return
	}
	p.k.Go(kit.ToPaper(made.ID))
	pages := printout.Made{Papers: made.Pages, Warnings: made.Warnings}
	printout.Open(p.k, printout.Form{Title: p.k.T("quotations.issued", fault.Values{"number": made.Number}),
		Lay: func() func(context.Context) (printout.Made, error) {
			return func(context.Context) (printout.Made, error) { return pages, nil }
		}})
}

// wrong is a line that the shop refused, and why.
type wrong struct {
	option, line int
	message      string
}

var nothing = wrong{option: -1, line: -1}

// refused says what is wrong where it is: under its field, or on its line.
func (p *Page) refused(err error) {
	message, field := i18n.Message(p.k.Lang, err), fault.Of(err).Field
	at := placeOf(field)
	switch {
	case at.line >= 0 || at.option >= 0:
		p.wrong = wrong{max(at.option, 0), at.line, message}
		if p.wrong.option < len(p.draft.options) {
			p.draft.turn = p.wrong.option
			if o := p.draft.shown(); at.line >= 0 && at.line < len(o.lines) {
				o.at = at.line
			}
		}
		p.view.showOffers()
		p.view.showLines()
		p.k.Prompt.Say(message)
	case p.view.rows[at.row] != nil:
		p.view.tell(at.row, message)
	default:
		p.k.Prompt.Error(err)
	}
}

// place is where on the screen the field of a fault is.
type place struct {
	row          string
	option, line int // −1 = none
}

// placeOf reads the field of a fault: "buyer.tax_id", "line[3].price", "alternative[1].line[0].breaks[2]".
func placeOf(field string) place {
	at := place{row: field, option: -1, line: -1}
	for _, part := range strings.Split(field, ".") {
		name, index := indexed(part)
		switch {
		case name == "alternative":
			at.option = index
		case name == "line":
			at.line = index
			at.option = max(at.option, 0)
		}
	}
	if strings.HasPrefix(field, "signature[") {
		at.row = "signature." + field[strings.LastIndexByte(field, '.')+1:]
	}
	return at
}

// indexed parts "line[3]" into its name and number; without one it is −1.
func indexed(part string) (name string, index int) {
	name, rest, found := strings.Cut(part, "[")
	if !found {
		return name, -1
	}
	for _, r := range strings.TrimSuffix(rest, "]") {
		if r < '0' || r > '9' || index > papers.MaxLines {
			return name, -1
		}
		index = index*10 + int(r-'0')
	}
	return name, index
}
