package shift

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// Page is the screen of the shift.
type Page struct {
	k      *kit.Kit
	m      *model
	runner *task.Runner
	lasts  *task.Runner // of what goes on when the screen is left
	scope  *keys.Scope
	drives func() []string // where a copy of the backup can go

	content fyne.CanvasObject
	left    leftSide
	right   *widget.Card
	drawer  *drawerSide // while a shift is open
	opening *openSide   // while none is
	photos  *goods.Photos
}

// New builds the screen. drives lists where a copy of the backup can go; see Drives.
func New(k *kit.Kit, drives func() []string) *Page {
	p := &Page{k: k, m: &model{}, runner: k.Pool.Runner(), lasts: k.Pool.Runner(), drives: drives}
	p.photos = goods.NewPhotos(k.Shop.Dir, goods.Square, k.Pool, p.refreshBest)
	p.scope = p.keys()
	p.right = widget.NewCard(container.NewWithoutLayout())
	p.content = container.New(sides{340, 400}, p.buildLeft(), p.right)
	return p
}

// Title belongs to nav.Page, as all below. It says what is done here, and for which day.
func (p *Page) Title() string {
	switch m := p.m; {
	case !m.loaded:
		return p.k.T("nav.shift")
	case m.isOpen():
		return p.k.T("shift.title.close", fault.Values{"day": i18n.DateWeekday(p.k.Lang, m.shift.Shift.Day)})
	default:
		return p.k.T("shift.title.open", fault.Values{"day": i18n.DateWeekday(p.k.Lang, m.today)})
	}
}

func (p *Page) Content() fyne.CanvasObject { return p.content }
func (p *Page) Scope() *keys.Scope         { return p.scope }
func (p *Page) Hidden()                    { p.runner.Cancel() }
func (p *Page) Shown()                     { p.load() }

func (p *Page) keys() *keys.Scope {
	return &keys.Scope{Title: "nav.shift", Bindings: []keys.Binding{
		{Chord: "F5", Label: "shift.in", Do: func() { p.moveCash(true) }},
		{Chord: "F6", Label: "shift.out", Do: func() { p.moveCash(false) }},
		{Chord: "F8", Label: "shift.close", Do: p.save},
		{Chord: keys.Save, Label: "shift.close", Do: p.save},
		{Chord: "Ctrl+P", Label: "shift.print", Do: p.printSlip},
		{Chord: keys.Enter, Do: p.next},
	}}
}

// load reads the shop anew. What was counted stays.
func (p *Page) load() {
	s := p.k.Shop
	task.Run(p.runner, "read", func(ctx context.Context) (reading, error) { return read(ctx, s) }, func(r reading, err error) {
		if err != nil {
			p.k.Prompt.Error(err)
			return
		}
		p.m.take(r)
		p.refresh()
	})
}

// refresh shows the reading: at the right the drawer of an open shift, or opening one.
func (p *Page) refresh() {
	p.k.Retitle()
	p.refreshLeft()
	if p.m.isOpen() {
		p.opening = nil
		if p.drawer == nil {
			p.drawer = p.newDrawerSide()
			p.setRight(p.drawer.object)
		}
		p.drawer.refresh()
	} else {
		p.drawer = nil
		if p.opening == nil {
			p.opening = p.newOpenSide()
			p.setRight(p.opening.object)
		}
		p.opening.refresh()
	}
	p.content.Refresh()
}

func (p *Page) setRight(object fyne.CanvasObject) {
	widget.Connect(p.k.Router, object)
	p.right.SetContent(object)
	p.right.Resize(p.right.Size())
}

// save is F8 and Ctrl+Enter: it closes the open shift, or opens one.
func (p *Page) save() {
	switch {
	case !p.m.loaded || p.runner.Busy("write"):
	case p.m.isOpen():
		p.closeShift()
	default:
		p.openShift()
	}
}

// next is Enter: to the next field of the count.
func (p *Page) next() {
	if p.drawer != nil {
		p.drawer.next()
	}
}

func (p *Page) key(chord keys.Chord) string { return chord.Name(p.k.Lang, p.k.Twins) }
