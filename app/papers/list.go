package papers

import (
	"context"
	"image"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
)

// list is the page of all papers.
type list struct {
	page   *Page
	kit    *kit.Kit
	model  *model
	runner *task.Runner // reads; stopped when the page is hidden
	acts   *task.Runner // what a person asked for: it is done even when they go elsewhere
	view   *view
	next   task.Later // what was asked while the chosen paper was being read
	asked  id.Paper   // to be shown when the list is read
}

func newList(p *Page) *list {
	l := &list{page: p, kit: p.kit, model: &model{at: -1}, runner: p.kit.Pool.Runner(), acts: p.kit.Pool.Runner()}
	l.view = newView(l)
	return l
}

func (l *list) object() fyne.CanvasObject { return l.view.object }
func (l *list) typed(r rune)              { l.view.typed(r) }
func (l *list) ready()                    { l.view.release() }
func (l *list) cancel()                   { l.next.Drop(); l.runner.Cancel() }

func (l *list) keys() []keys.Binding {
	return []keys.Binding{
		{Chord: "Up", Label: "paperspage.key.choose", Do: func() { l.view.list.Step(0, -1) }, Repeat: true},
		{Chord: "Down", Label: "paperspage.key.choose", Do: func() { l.view.list.Step(0, 1) }, Repeat: true},
		{Chord: "Left", Label: "paperspage.key.group", Do: func() { l.narrow(l.model.group - 1) }, WhenEmpty: true},
		{Chord: "Right", Label: "paperspage.key.group", Do: func() { l.narrow(l.model.group + 1) }, WhenEmpty: true},
		{Chord: "F12", Label: "paperspage.key.standing", Do: func() { l.stand(l.model.standing + 1) }},
		{Chord: "-", Label: "paperspage.key.before", Do: func() { l.turn(-1) }, WhenEmpty: true},
		{Chord: "+", Label: "paperspage.key.after", Do: func() { l.turn(1) }, WhenEmpty: true},
		{Chord: "F2", Label: "paperspage.search", Do: l.view.toSearch},
		{Chord: "Ctrl+F", Do: l.view.toSearch},
		{Chord: keys.Esc, Do: l.view.escape},
		{Chord: "PageUp", Label: "paperspage.key.page", Do: func() { l.step(-1) }, Repeat: true},
		{Chord: "PageDown", Label: "paperspage.key.page", Do: func() { l.step(1) }, Repeat: true},
		{Chord: keys.Enter, Label: "paperspage.key.enter", Do: l.withPaper(l.enter)},
		{Chord: keys.Space, Label: "paperspage.large", Do: l.withPaper(l.large), WhenEmpty: true},
		{Chord: "Ctrl+P", Label: "paperspage.print", Do: l.withPaper(l.print)},
		{Chord: "F5", Label: "paperspage.keep", Do: l.withPaper(l.keep)},
		{Chord: "F6", Label: "paperspage.next", Do: l.withPaper(l.goOn)},
		{Chord: "F8", Label: "paperspage.pay", Do: l.withPaper(l.pay)},
		{Chord: "F7", Label: "paperspage.void", Do: l.withPaper(l.void)},
		{Chord: "F4", Label: "paperspage.revise", Do: l.withPaper(l.revise)},
		{Chord: "F3", Label: "paperspage.xml", Do: l.withPaper(l.xml)},
	}
}

// load reads the list, and then the chosen paper anew.
func (l *list) load() {
	s, today := l.kit.Shop, l.page.today()
	query := l.model.query(today)
	task.Run(l.runner, "list", func(ctx context.Context) (rows, error) { return readRows(ctx, s, query, today) }, func(r rows, err error) {
		if err != nil {
			l.failed(err)
			return
		}
		l.model.load(r)
		l.view.showList()
		switch {
		case !l.asked.IsZero():
			paper := l.asked
			l.asked = id.Paper{}
			l.open(paper)
		case !l.model.chosen().IsZero():
			l.open(l.model.chosen())
		default:
			l.choose(l.model.at)
		}
	})
}

// show shows a paper, wherever the list stands.
func (l *list) show(paper id.Paper) {
	l.asked = paper
	if l.model.read && !l.runner.Busy("list") {
		l.asked = id.Paper{}
		l.open(paper)
	}
}

// pick is the hand's choice: what was asked for another paper is forgotten.
func (l *list) pick(n int) {
	l.next.Drop()
	l.choose(n)
}

func (l *list) choose(n int) {
	l.model.at = n
	row := l.model.row()
	if row == nil {
		l.model.paper, l.model.wish, l.model.page = nil, id.Paper{}, 0
		l.view.showPaper()
		l.next.Came()
		return
	}
	l.open(row.ID)
	if n >= len(l.model.list)-pageSize/4 && l.model.more() {
		l.load()
	}
}

// open reads a paper and shows it.
func (l *list) open(paper id.Paper) {
	s := l.kit.Shop
	l.model.wish = paper
	l.read(func(ctx context.Context) (*shop.OfficePaper, error) { return s.OfficePaperID(ctx, paper) })
}

func (l *list) read(find func(context.Context) (*shop.OfficePaper, error)) {
	s, m := l.kit.Shop, l.model
	task.Run(l.runner, "paper", func(ctx context.Context) (*paper, error) { return readPaper(ctx, s, find) }, func(read *paper, err error) {
		m.wish = id.Paper{}
		if err != nil {
			l.failed(err)
			return
		}
		if m.paper == nil || m.paper.ID != read.ID {
			m.page, m.kept = 0, ""
		}
		m.paper = read
		m.load(m.rows)
		l.view.list.Choose(m.at)
		l.view.showPaper()
		l.draw()
		l.next.Came()
	})
}

// pixels is how wide a page is drawn.
const pixels = 900

// draw draws the page of the paper that is looked at, elsewhere.
func (l *list) draw() {
	s, m := l.kit.Shop, l.model
	paper, page := m.paper, m.page
	task.Run(l.runner, "sheet", func(ctx context.Context) (image.Image, error) { return paper.sheet(ctx, s, page) }, func(sheet image.Image, err error) {
		if err != nil {
			l.failed(err)
			return
		}
		l.view.showSheet(sheet)
	})
}

// sheet draws a page; the buyer's own order is the picture that was taken of it, nil where there is none.
func (p *paper) sheet(ctx context.Context, s *shop.Shop, page int) (image.Image, error) {
	switch {
	case len(p.pages.Pages) > 0:
		return s.ShowPage(p.pages, page, pixels)
	case p.Order.Picture != "":
		picture, err := s.OpenPhoto(ctx, p.Order.Picture)
		if fault.Is(err, "picture_unread") || fault.Is(err, "not_a_picture") || fault.Is(err, "picture_too_large") {
			return nil, nil //nolint:nilnil // a picture that is gone is none: what the paper says stands without it
		}
		return picture, err
	}
	return nil, nil //nolint:nilnil // there is nothing to show
}

func (l *list) step(by int) {
	if l.model.step(by) {
		l.view.showPages()
		l.draw()
	}
}

func (l *list) narrow(group int) {
	l.model.narrow(group)
	l.load()
}

func (l *list) stand(standing int) {
	l.model.stand(standing)
	l.load()
}

func (l *list) turn(by int) {
	l.model.turn(by, l.page.today())
	l.load()
}

func (l *list) find(text string) {
	l.model.find(text)
	l.load()
}

// withPaper gives an action for the chosen paper that waits until that paper is read: until then the right side still
// shows the one before.
func (l *list) withPaper(do func(*paper)) func() {
	return func() {
		l.next.When(l.runner.Busy("list") || l.runner.Busy("paper"), func() {
			if l.model.paper != nil {
				do(l.model.paper)
			}
		})
	}
}

func (l *list) failed(err error) {
	l.next.Drop()
	l.kit.Prompt.Error(err)
}
