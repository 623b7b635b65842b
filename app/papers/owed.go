package papers

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/issuing"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/printout"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// owed is the page of what customers owe by papers.
type owed struct {
	page   *Page
	kit    *kit.Kit
	model  *owedModel
	runner *task.Runner
	view   *owedView
}

func newOwed(p *Page) *owed {
	o := &owed{page: p, kit: p.kit, model: &owedModel{}, runner: p.kit.Pool.Runner()}
	o.view = newOwedView(o)
	return o
}

func (o *owed) object() fyne.CanvasObject { return o.view.object }
func (o *owed) typed(rune)                {}
func (o *owed) ready()                    {}
func (o *owed) cancel()                   { o.runner.Cancel() }

func (o *owed) keys() []keys.Binding {
	return []keys.Binding{
		{Chord: "Up", Label: "paperspage.key.who", Do: func() { o.step(-1) }, Repeat: true},
		{Chord: "Down", Label: "paperspage.key.who", Do: func() { o.step(1) }, Repeat: true},
		{Chord: "Right", Label: "paperspage.key.inside", Do: func() { o.enter(true) }},
		{Chord: "Left", Label: "paperspage.key.outside", Do: func() { o.enter(false) }},
		{Chord: keys.Space, Label: "paperspage.key.mark", Do: o.markChosen},
		{Chord: keys.Enter, Label: "paperspage.key.open", Do: o.open},
		{Chord: "F12", Label: "paperspage.key.age", Do: func() { o.narrow(o.model.age + 1) }},
		{Chord: "F8", Label: "paperspage.pay", Do: o.pay},
		{Chord: "F6", Label: "paperspage.bill", Do: o.bill},
		{Chord: "Ctrl+P", Label: "paperspage.remind", Do: o.remind},
	}
}

func (o *owed) load() {
	s, today := o.kit.Shop, o.page.today()
	task.Run(o.runner, "owed", func(ctx context.Context) (debts, error) { return readDebts(ctx, s, today) }, func(d debts, err error) {
		if err != nil {
			o.kit.Prompt.Error(err)
			return
		}
		o.model.load(d)
		o.view.show()
	})
}

// step goes over the people, or over the papers of one.
func (o *owed) step(by int) {
	if o.model.inside {
		o.view.papers.Step(0, by)
	} else {
		o.view.people.Step(0, by)
	}
}

// enter goes to the papers of who is chosen, or back.
func (o *owed) enter(inside bool) {
	if o.model.owing() != nil && o.model.inside != inside {
		o.model.inside = inside
		o.view.showPapers()
	}
}

func (o *owed) narrow(age int) {
	o.model.narrow(age)
	o.view.show()
}

func (o *owed) choose(n int) {
	o.model.choose(n)
	o.view.showPerson()
}

// onPaper puts the keys on a paper.
func (o *owed) onPaper(n int) {
	o.model.paper, o.model.inside = n, true
	o.view.showPapers()
}

// markChosen marks the paper that the keys are on and goes on to the next. On a person it goes to the papers.
func (o *owed) markChosen() {
	if o.model.open() == nil {
		o.enter(true)
		return
	}
	o.mark(o.model.open().Number)
	o.view.papers.Step(0, 1)
}

func (o *owed) mark(number string) {
	o.model.mark(number)
	o.view.showPapers()
}

// open shows the paper in the list of all, or goes to the papers of who is chosen.
func (o *owed) open() {
	open := o.model.open()
	if open == nil {
		o.enter(true)
		return
	}
	s, number := o.kit.Shop, open.Number
	task.Run(o.runner, "open", func(ctx context.Context) (*shop.OfficePaper, error) { return s.OfficePaper(ctx, number) }, func(paper *shop.OfficePaper, err error) {
		if err != nil {
			o.kit.Prompt.Error(err)
			return
		}
		o.page.Turn(paper.ID.String())
	})
}

// pay writes one receipt over the marked papers, over all where none is marked.
func (o *owed) pay() { o.issue(papers.Receipt) }

// bill gathers them on a billing note.
func (o *owed) bill() { o.issue(papers.Billing) }

func (o *owed) issue(kind papers.Kind) {
	if numbers, _ := o.model.taken(); len(numbers) > 0 {
		issuing.Open(o.kit, issuing.Start{Ask: shop.PaperAsk{Kind: kind, Of: numbers}, Done: func(*shop.IssuedPaper) { o.load() }})
	}
}

// remind shows the letter that asks for what is owed, in the language of its papers.
func (o *owed) remind() {
	owing := o.model.owing()
	if owing == nil {
		return
	}
	s, of, today := o.kit.Shop, *owing, o.model.today
	printout.Open(o.kit, printout.Form{Title: o.kit.T("paperspage.remind_title", fault.Values{"name": of.Name}),
		Lay: func() func(context.Context) (printout.Made, error) {
			return func(ctx context.Context) (made printout.Made, err error) {
				made.Papers, err = s.ReminderPapers(ctx, of, today, "")
				return made, err
			}
		}})
}
