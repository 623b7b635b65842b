package office

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/issuing"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/printout"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// The keys of the screen that its buttons show.
const (
	keyPapers  keys.Chord = "F3"
	keyOrder   keys.Chord = "F4"
	keyIssue   keys.Chord = "F6"
	keyReceive keys.Chord = "F8"
	keyPrint   keys.Chord = "Ctrl+P"
	keyNew     keys.Chord = "Ctrl+N"
)

// act is something that can be done with the chosen order.
type act struct {
	name string // its text is "officepage.act." and the name
	key  keys.Chord
	may  func(*shop.OfficeProgress) bool
	do   func(*Page, *shop.OfficeProgress)
	next []string // the next steps that it is
}

// acts lists what there is.
var acts []act

func init() {
	always := func(*shop.OfficeProgress) bool { return true }
	live := func(far *shop.OfficeProgress) bool { return !far.Order.Cancelled() }
	acts = []act{
		{name: "plan", key: keyPlan, may: unsent, do: (*Page).planOrder, next: []string{nextPlan}},
		{name: "notes", key: keyNotes, may: mayNote, do: (*Page).notes, next: []string{nextNotes}},
		{name: "labels", key: keyLabels, may: func(far *shop.OfficeProgress) bool { return len(far.Order.Packed()) > 0 }, do: (*Page).labels},
		{name: "issue", key: keyIssue, may: live, do: func(p *Page, far *shop.OfficeProgress) { p.issue(far, shop.PaperAsk{}) }},
		{name: "receive", key: keyReceive, may: func(far *shop.OfficeProgress) bool { return far.Left() > 0 }, do: (*Page).receive, next: []string{nextReceive}},
		{name: "order", key: keyOrder, may: always, do: (*Page).toOrder, next: []string{nextConfirm, nextLook, nextPack, nextShip, nextArrive}},
		{name: "papers", key: keyPapers, may: func(far *shop.OfficeProgress) bool { return len(far.Papers) > 0 }, do: (*Page).choosePaper},
		{name: "print", key: keyPrint, may: always, do: (*Page).print},
	}
}

// unsent reports whether goods of a living order are still here.
func unsent(far *shop.OfficeProgress) bool {
	all := sum(far)
	return !far.Order.Cancelled() && all.Sent < all.Ordered
}

// actNamed gives an act.
func actNamed(name string) *act {
	return &acts[slices.IndexFunc(acts, func(a act) bool { return a.name == name })]
}

// keys is what keys do on the screen; while something is searched Esc leaves the search and not the screen.
func (p *Page) keys() *keys.Scope {
	move := func(by int) func() { return func() { p.view.list.Step(0, by) } }
	turn := func(by int) func() {
		return func() {
			if at := p.m.at + by; at >= 0 && at < len(shop.OfficeLists) {
				p.narrow(at)
			}
		}
	}
	all := []keys.Binding{
		{Chord: "Up", Label: "officepage.key.choose", Do: move(-1), Repeat: true},
		{Chord: "Down", Label: "officepage.key.choose", Do: move(1), Repeat: true},
		{Chord: "PageUp", Do: p.view.detail.scrollBy(-1), Repeat: true}, {Chord: "PageDown", Label: "officepage.key.scroll", Do: p.view.detail.scrollBy(1), Repeat: true},
		{Chord: "Left", Label: "officepage.key.list", Do: turn(-1), WhenEmpty: true},
		{Chord: "Right", Label: "officepage.key.list", Do: turn(1), WhenEmpty: true},
		{Chord: keys.Enter, Label: "officepage.key.next", Do: p.withOrder(p.doNext)},
		{Chord: "F2", Label: "officepage.key.search", Do: p.view.toSearch},
		{Chord: "Ctrl+F", Do: p.view.toSearch},
		{Chord: keyNew, Label: "officepage.new", Do: p.quote},
	}
	for n := range acts {
		a := &acts[n]
		all = append(all, keys.Binding{Chord: a.key, Label: "officepage.act." + a.name, Do: p.withOrder(func(far *shop.OfficeProgress) {
			if !a.may(far) {
				p.k.Prompt.Say(p.whyNot(a, far))
				return
			}
			a.do(p, far)
		})})
	}
	if p.m.search != "" {
		all = append(all, keys.Binding{Chord: keys.Esc, Label: "officepage.key.clear", Do: p.view.clear})
	}
	return &keys.Scope{Title: "nav.office", OnScan: p.scan, OnRune: func(r rune) { p.view.typed(r) }, Bindings: all}
}

// whyNot says why an act cannot be done with an order now, and what is to be done first.
func (p *Page) whyNot(a *act, far *shop.OfficeProgress) string {
	why := a.name
	switch {
	case far.Order.Cancelled() && a.name != "receive" && a.name != "papers":
		why = "cancelled"
	case (a.name == "notes" || a.name == "labels") && unsent(far):
		why = "unpacked"
	}
	return p.k.T("officepage.why."+why, fault.Values{"order": p.keyName(keyOrder), "papers": p.keyName(keyPapers), "issue": p.keyName(keyIssue)})
}

// doNext does what is next with an order.
func (p *Page) doNext(far *shop.OfficeProgress) {
	switch due := next(far); due {
	case nextNothing:
		p.k.Prompt.Say(p.k.T("officepage.nothing_next"))
	case nextInvoice:
		ask := shop.PaperAsk{Kind: papers.Invoice}
		if p.m.list.vat {
			ask.Kind, ask.With = papers.TaxInvoice, []papers.Kind{papers.Invoice}
		}
		p.issue(far, ask)
	case nextReceipt:
		p.issue(far, shop.PaperAsk{Kind: papers.Receipt})
	default:
		for n := range acts {
			if slices.Contains(acts[n].next, due) {
				acts[n].do(p, far)
			}
		}
	}
}

// issue makes a paper of the order.
func (p *Page) issue(far *shop.OfficeProgress, ask shop.PaperAsk) {
	ask.Of = []string{far.Order.Order.Number}
	issuing.Open(p.k, issuing.Start{Ask: ask, Done: func(*shop.IssuedPaper) { p.Reload() }})
}

// receive makes the receipt of money that came, which writes it into the books.
func (p *Page) receive(far *shop.OfficeProgress) { p.issue(far, shop.PaperAsk{Kind: papers.Receipt}) }

// toOrder goes where goods are packed and handed over.
func (p *Page) toOrder(far *shop.OfficeProgress) { p.k.Go(kit.ToOrder(far.Order.Order.ID)) }

func (p *Page) toPaper(paper *shop.OfficePaper) { p.k.Go(kit.ToPaper(paper.ID)) }

// quote begins a new quotation.
func (p *Page) quote() { p.k.Go(kit.ToQuotation(id.Paper{})) }

// print shows the progress page as it prints.
func (p *Page) print(far *shop.OfficeProgress) {
	s, lang := p.k.Shop, p.k.Lang
	printout.Open(p.k, printout.Form{Title: p.k.T("officepage.print_title", named(far.Order)), Lay: func() func(context.Context) (printout.Made, error) {
		return func(ctx context.Context) (printout.Made, error) {
			pages, err := s.ProgressPapers(ctx, far, lang)
			return printout.Made{Papers: pages}, err
		}
	}})
}

// button shows its key.
func (p *Page) button(kind widget.Kind, key keys.Chord, label, icon string, do func()) *widget.Button {
	return widget.NewButton(kind, p.k.T(label), do).WithIcon(icon).WithKey(p.keyName(key))
}

func (p *Page) keyName(key keys.Chord) string { return key.Name(p.k.Lang, p.k.Twins) }

// actButton is the small button of an act, beside what it is about.
func (p *Page) actButton(name string, far *shop.OfficeProgress) fyne.CanvasObject {
	a := actNamed(name)
	button := p.button(widget.Plain, a.key, "officepage.act."+name, "", p.withOrder(func(now *shop.OfficeProgress) {
		if now.Order.Order.ID == far.Order.Order.ID && a.may(now) {
			a.do(p, now)
		}
	})).WithHeight(theme.ButtonLow)
	button.SetEnabled(a.may(far))
	return button
}
