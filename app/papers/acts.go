package papers

import (
	"context"
	"strings"

	"github.com/talat-pos/talat/app/issuing"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/quotations"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// print sends the paper to the printer: the original, where none went out yet, else the next copy.
func (l *list) print(p *paper) {
	if !p.mayGoOut() {
		return
	}
	l.giveOut("print", p, func(ctx context.Context, s *shop.Shop, pages shop.Papers) (string, error) {
		queued, err := s.PrintPapers(ctx, pages)
		return queued.Printer, err
	}, func(printer string) { l.kit.Prompt.Say(l.kit.T("papers.printed", fault.Values{"where": printer})) })
}

// keep writes the paper as a PDF, to be sent by mail or LINE.
func (l *list) keep(p *paper) {
	if !p.mayGoOut() {
		return
	}
	l.giveOut("keep", p, func(ctx context.Context, s *shop.Shop, pages shop.Papers) (string, error) {
		return s.KeepPapers(ctx, pages)
	},
		l.tellKept)
}

// tellKept says where a file lies, for as long as its paper is looked at.
func (l *list) tellKept(path string) {
	l.model.kept = path
	l.kit.Prompt.Say(l.kit.T("papers.kept", fault.Values{"where": kit.Where(path)}))
}

// giveOut lays the paper out as it goes out now and gives it out: others may have printed it meanwhile. A second press
// while it is on its way sends no second one.
func (l *list) giveOut(name string, p *paper, do func(context.Context, *shop.Shop, shop.Papers) (string, error), then func(string)) {
	if l.acts.Busy("print") || l.acts.Busy("keep") {
		return
	}
	s, paper := l.kit.Shop, p.ID
	task.Run(l.acts, name, func(ctx context.Context) (string, error) {
		now, err := s.OfficePaperID(ctx, paper)
		if err != nil {
			return "", err
		}
		pages, err := s.LayPaper(ctx, now)
		if err != nil {
			return "", err
		}
		return do(ctx, s, pages)
	}, func(where string, err error) {
		if err != nil {
			l.kit.Prompt.Error(err)
			return
		}
		if l.model.paper != nil && l.model.paper.ID == paper {
			then(where)
		}
		l.changed()
	})
}

// goOn makes the next paper of this one; of a quotation that is the order.
func (l *list) goOn(p *paper) {
	switch {
	case p.mayAccept():
		l.accept(p)
	case p.mayLead():
		issuing.Open(l.kit, issuing.Start{Ask: shop.PaperAsk{Of: []string{p.source()}}, Done: l.issued})
	case p.Void == nil:
		l.kit.Prompt.Say(l.kit.T("paperspage.next_none", fault.Values{"paper": p.Kind.Name(l.kit.Lang)}))
	}
}

// pay writes the receipt of what came for the paper.
func (l *list) pay(p *paper) {
	if p.mayPay() {
		issuing.Open(l.kit, issuing.Start{Ask: shop.PaperAsk{Kind: papers.Receipt, Of: []string{p.Number}}, Done: l.issued})
	}
}

// issued shows the paper that was made.
func (l *list) issued(made *shop.IssuedPaper) {
	if made != nil && made.OfficePaper != nil {
		l.asked = made.ID
	}
	l.changed()
}

// changed looks again at what a person changed.
func (l *list) changed() {
	l.kit.Changed()
	l.load()
}

// void says that the paper holds no more, once a person has said why.
func (l *list) void(p *paper) {
	if !p.mayGoOn() {
		return
	}
	t, number := l.kit.T, p.name()
	var ready, written []string // it is printed across the paper, in its language
	for _, reason := range []string{"typo", "cancelled", "buyer", "twice"} {
		ready, written = append(ready, t("paperspage.reason."+reason)), append(written, i18n.T(p.Style.Language(), "paperspage.reason."+reason))
	}
	text := t("paperspage.void_text")
	switch {
	case p.back > 0 && p.Kind == papers.CreditNote:
		text = t("paperspage.void_note", fault.Values{"amount": p.back})
	case p.back > 0:
		text = t("paperspage.void_receipt", fault.Values{"amount": p.back})
	}
	l.kit.Prompt.AskReason(prompt.Input{Title: t("paperspage.void_title", fault.Values{"paper": p.Kind.Name(l.kit.Lang), "number": number}), Text: text,
		Label: t("paperspage.void_reason"), OK: t("paperspage.void"), Written: written}, ready, true, prompt.NeedReason, func(reason string) { l.voidNow(p, reason, nil) })
}

// voidNow writes the void. What it asks is asked, and answered with yes.
func (l *list) voidNow(p *paper, reason string, yes []string) {
	s := l.kit.Shop
	task.Run(l.acts, "void", func(ctx context.Context) (struct{}, error) { return struct{}{}, s.VoidPaper(ctx, p.ID, reason, yes) }, func(_ struct{}, err error) {
		switch {
		case papers.Asked(err):
			l.kit.Prompt.Ask(prompt.Question{Title: l.kit.T("paperspage.sure"), Text: l.kit.T("paperspage.void_closed", fault.Values{"date": p.Date}),
				Yes: l.kit.T("paperspage.void"), Danger: true}, func(agreed bool) {
				if agreed {
					l.voidNow(p, reason, append(yes, fault.Code(err)))
				}
			})
		case err != nil:
			l.kit.Prompt.Error(err)
		default:
			l.kit.Prompt.Say(l.kit.T("paperspage.voided_now", fault.Values{"number": p.name()}))
			l.changed()
		}
	})
}

// enter does what comes next of a quotation: they agreed. Any other paper is looked at closer.
func (l *list) enter(p *paper) {
	if p.mayAccept() {
		l.accept(p)
		return
	}
	l.large(p)
}

// accept makes the order of a quotation.
func (l *list) accept(p *paper) {
	if p.mayAccept() {
		quotations.Accept(l.kit, p.ID, func(*shop.Order) { l.changed() })
	}
}

// revise opens the editor on a new revision of the quotation.
func (l *list) revise(p *paper) {
	if p.mayRevise() {
		l.kit.Go(kit.ToQuotation(p.ID))
	}
}

// xml writes the paper's XML of e-Tax.
func (l *list) xml(p *paper) {
	if !p.mayBeXML() {
		return
	}
	s := l.kit.Shop
	task.Run(l.acts, "xml", func(context.Context) (string, error) { return s.KeepXML(p.Paper) }, func(path string, err error) {
		switch {
		case fault.Is(err, "etax_needs"):
			l.lacks(fault.Of(err).Field)
		case err != nil:
			l.kit.Prompt.Error(err)
		default:
			if l.model.paper != nil && l.model.paper.ID == p.ID {
				l.tellKept(path)
				l.view.showPaper()
			}
		}
	})
}

// lacks says what e-Tax asks for and the paper does not say, and where it is put right.
func (l *list) lacks(field string) {
	t := l.kit.T
	what, where := t("paperspage.need."+field), "paperspage.need_buyer"
	mine := strings.HasPrefix(field, "seller.")
	if mine {
		where = "paperspage.need_shop"
	}
	d := &prompt.Dialog{Title: t("paperspage.xml_lacks"), Body: widget.NewWrapLabel(t(where, fault.Values{"what": what}), 0, widget.Body),
		Actions: []prompt.Action{{Label: t("prompt.understood"), Key: keys.Enter, Kind: widget.Primary}}}
	if mine {
		d.Actions = []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc},
			{Label: t("paperspage.to_settings"), Key: keys.Enter, Kind: widget.Primary, Do: func() { l.kit.Go(nav.Route{Screen: kit.Settings, Arg: settingOf(field)}) }}}
	}
	l.kit.Prompt.Show(d)
}

// settingOf names the setting where what a paper lacks of the shop is written: its postcode stands in the address.
func settingOf(field string) string {
	switch name := field[strings.LastIndex(field, ".")+1:]; name {
	case "postcode":
		return "shop.address"
	default:
		return "shop." + name
	}
}

// follow goes to what a paper has to do with.
func (l *list) follow(to link) {
	s := l.kit.Shop
	switch {
	case !to.paper.IsZero():
		l.open(to.paper)
	case to.source == papers.FromBill:
		l.kit.Go(nav.Route{Screen: kit.Bills, Arg: to.number})
	case to.source == papers.FromOrder:
		l.goTo(func(ctx context.Context) (nav.Route, error) {
			order, err := s.OrderNumbered(ctx, to.number)
			if err != nil {
				return nav.Route{}, err
			}
			return kit.ToOrder(order.Order.ID), nil
		})
	case to.source == papers.FromPurchase:
		l.goTo(func(ctx context.Context) (nav.Route, error) {
			came, err := s.StockPaperID(ctx, to.number)
			return kit.ToStock(kit.StockPapers, came.String()), err
		})
	default:
		l.read(func(ctx context.Context) (*shop.OfficePaper, error) { return s.OfficePaper(ctx, to.number) })
	}
}

// goTo goes where a look into the shop says.
func (l *list) goTo(find func(context.Context) (nav.Route, error)) {
	task.Run(l.acts, "follow", find, func(route nav.Route, err error) {
		if err != nil {
			l.kit.Prompt.Error(err)
			return
		}
		l.kit.Go(route)
	})
}

// large shows the page as large as the window allows.
func (l *list) large(p *paper) {
	if l.view.detail.sheet.picture.Image == nil {
		return
	}
	t, page := l.kit.T, newSheet()
	page.set(l.view.detail.sheet.picture.Image)
	l.view.detail.larger = page
	d := &prompt.Dialog{Title: p.Title(l.kit.Lang) + " " + p.name(), Width: 900, Body: page, OnClosed: func() { l.view.detail.larger = nil },
		Actions: []prompt.Action{{Label: t("papers.leave"), Key: keys.Esc}}}
	if p.mayGoOut() {
		d.Actions = append(d.Actions, prompt.Action{Label: t("papers.print"), Key: "Ctrl+P", Icon: "print", Kind: widget.Primary, Do: func() { l.print(p) }})
	}
	d.Bindings = d.Look()
	if len(p.pages.Pages) > 1 {
		d.Actions = append(d.Actions, prompt.Action{Label: "‹", Key: "PageUp", Stays: true, Do: func() { l.step(-1) }},
			prompt.Action{Label: "›", Key: "PageDown", Stays: true, Do: func() { l.step(1) }})
	}
	l.kit.Prompt.Show(d)
	d.Refresh()
}
