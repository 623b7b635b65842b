// Package quotations is the editor in which a quotation for an office is written, and the dialog that turns an
// accepted one into its order.
package quotations

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// Page is the editor.
type Page struct {
	k      *kit.Kit
	runner *task.Runner // reads; stopped when the page is hidden
	acts   *task.Runner // what a person asked for: it is done even when they go elsewhere
	photos *goods.Photos
	draft  *draft // never another one: fields write into it
	arg    string
	facts  facts
	wrong  wrong // the line that the shop refused
	shown  bool
	busy   bool // it is being issued
	scope  *keys.Scope
	view   *view
}

// facts is what the editor reads of the shop.
type facts struct {
	index    *catalog.Index // nil until it is read
	scale    catalog.ScaleLayout
	today    clock.Day
	by       string            // who works the shift, "" = nobody said
	last     *shop.OfficePaper // the last quotation, nil = none
	old      *shop.OfficePaper // the one to be revised, nil = none
	terms    string            // of the settings
	signer   papers.Signature
	revising error // why it cannot be revised
}

func readFacts(ctx context.Context, s *shop.Shop, revises id.Paper) (f facts, err error) {
	if f.index, err = s.Catalogue(ctx); err != nil {
		return f, err
	}
	if f.scale, err = s.ScaleLayout(ctx); err != nil {
		return f, err
	}
	f.today = clock.DayOf(s.Clock())
	shift, err := s.CurrentShift(ctx)
	if err != nil {
		return f, err
	}
	if shift != nil {
		f.by = shift.Name
	}
	rows, _, err := s.OfficePapers(ctx, shop.OfficePaperQuery{Kind: papers.Quotation, Limit: 1})
	if err == nil && len(rows) > 0 {
		f.last, err = s.OfficePaperID(ctx, rows[0].ID)
	}
	if err != nil {
		return f, err
	}
	f.signer = papers.Signature{Role: "seller"}
	for key, into := range map[string]*string{"paper.conditions": &f.terms, "paper.signer": &f.signer.Name, "paper.signer_position": &f.signer.Position} {
		if *into, err = s.Get(ctx, key); err != nil {
			return f, err
		}
	}
	if revises.IsZero() {
		return f, nil
	}
	f.old, f.revising = s.OfficePaperID(ctx, revises)
	switch {
	case f.revising != nil:
	case f.old.Kind != papers.Quotation:
		f.revising = fault.New("paper_from", "", fault.Values{"paper": i18n.Words{"papers.kind." + string(papers.Quotation)}, "number": f.old.Number})
	case f.old.Void != nil:
		f.revising = fault.New("paper_void_already", "", fault.Values{"number": f.old.Number})
	case f.old.Fate.Followed:
		f.revising = fault.New("quotation_accepted", "", fault.Values{"number": f.old.Number})
	}
	return f, nil
}

// kept holds the quotations that were left half written, by what the page was opened for.
type kept map[string]*draft

// New builds the editor. arg is the id of a quotation to be revised, or nothing for a new one. It reads the shop when
// it is shown.
func New(k *kit.Kit, arg string) *Page {
	p := &Page{k: k, runner: k.Pool.Runner(), acts: k.Pool.Runner(), draft: newDraft(), arg: arg, wrong: nothing}
	p.photos = goods.NewPhotos(k.Shop.Dir, goods.Square, k.Pool, func() { p.view.lines.Refresh(); p.view.find.Refresh() })
	p.resume()
	p.view = newView(p)
	p.scope = p.keys()
	return p
}

// resume goes on with what was left half written, unless the page holds it still.
func (p *Page) resume() {
	if all, ok := p.k.Aside[kit.Quotation].(kept); ok && all[p.arg] != nil {
		if !p.draft.touched {
			*p.draft = *all[p.arg]
		}
		delete(all, p.arg)
	}
}

// Title belongs to nav.Page, as all below.
func (p *Page) Title() string {
	if p.draft.revises != "" {
		return p.k.T("quotations.revises", fault.Values{"number": p.draft.revises, "no": p.draft.revision})
	}
	return p.k.T("quotations.new")
}
func (p *Page) Content() fyne.CanvasObject { return p.view.object }
func (p *Page) Scope() *keys.Scope         { return p.scope }

// Shown reads the shop anew: prices and customers may have changed.
func (p *Page) Shown() {
	p.shown = true
	p.k.Prompt.OnReady = p.view.find.Focus
	p.resume()
	p.view.fill()
	p.view.find.Focus()
	revises, _ := id.Parse[id.Paper](p.arg)
	s := p.k.Shop
	task.Run(p.runner, "facts", func(ctx context.Context) (facts, error) { return readFacts(ctx, s, revises) }, func(f facts, err error) {
		if err != nil {
			p.k.Prompt.Error(err)
			return
		}
		p.know(f)
	})
}

// know fills in what a quotation begins with.
func (p *Page) know(f facts) {
	p.facts = f
	p.view.find.Know(f.index, f.scale)
	if !p.draft.known || !p.draft.touched { // the day may have changed since
		if f.revising != nil {
			p.arg = "" // what is written now is a new one
			p.k.Prompt.Error(f.revising)
		}
		p.begin(f)
		p.view.fill()
		p.k.Retitle()
	}
	p.draw()
}

// dayText writes a day as its field does.
func (p *Page) dayText(day clock.Day) string { return i18n.DateTyped(p.k.Lang, day) }

// begin is what a quotation begins with: a revision with all of the old one, a new one with the conditions, the
// signature and the copies of the last.
func (p *Page) begin(f facts) {
	if f.old != nil && f.revising == nil {
		if f.old.Valid < f.today {
			f.old.Valid = f.today.Add(usualDays)
		}
		*p.draft = *draftOf(f.old, f.index.ByID, p.dayText)
		return
	}
	d := p.draft
	d.known, d.valid, d.conditions, d.signer = true, p.dayText(f.today.Add(usualDays)), f.terms, f.signer
	if f.last == nil {
		return
	}
	d.conditions, d.style.Copies = f.last.Conditions, f.last.Style.Copies
	if f.last.Within > 0 {
		d.within = i18n.Value(i18n.English, f.last.Within)
	}
	for _, sign := range f.last.Signatures {
		if sign.Role == "seller" && sign.Name != "" && f.signer.Name == "" {
			d.signer = sign
		}
	}
}

// usualDays is how long a new quotation holds.
const usualDays = 30

// Leave puts a quotation that is half written aside: a customer at the till must not wait for it, and it must not be
// lost. It is there again when the editor is.
func (p *Page) Leave(leave func()) {
	if p.draft.touched {
		all, ok := p.k.Aside[kit.Quotation].(kept)
		if !ok {
			all = kept{}
			p.k.Aside[kit.Quotation] = all
		}
		aside := *p.draft
		all[p.arg] = &aside
	}
	leave()
}

// Hidden stops reading.
func (p *Page) Hidden() {
	p.shown = false
	p.k.Prompt.OnReady = nil
	p.runner.Cancel()
}

// back leaves the editor, after asking where something would be lost.
func (p *Page) back() {
	if p.view.find.Searching() {
		p.view.find.Search.SetText("")
		return
	}
	p.k.Prompt.Lose(p.draft.touched, prompt.Question{}, func() {
		p.reset()
		p.k.Go(nav.Route{Screen: kit.Papers})
	})
}

// reset begins another quotation. One that was put aside while it was being issued is done with too.
func (p *Page) reset() {
	if all, ok := p.k.Aside[kit.Quotation].(kept); ok && all[p.arg] != nil && all[p.arg].id == p.draft.id {
		delete(all, p.arg)
	}
	*p.draft = *newDraft()
	p.wrong = nothing
	if p.facts.index != nil {
		p.arg, p.facts.old = "", nil
		p.begin(p.facts)
	}
	p.view.fill()
	p.k.Retitle()
}
