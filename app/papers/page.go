package papers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
)

// part is one of the pages of the screen.
type part interface {
	object() fyne.CanvasObject
	keys() []keys.Binding
	typed(r rune)
	ready() // the last dialog closed
	load()
	cancel() // nobody waits for what is being read
}

// tab is a page of the screen, what a route to it asks for, and its key.
type tab struct {
	arg string
	key keys.Chord
}

var tabs = []tab{{"", "F9"}, {kit.PapersOwed, "F10"}, {kit.PapersTax, "F11"}}

// Page is the screen of papers.
type Page struct {
	kit    *kit.Kit
	tab    int // of tabs
	parts  []part
	list   *list
	scopes []*keys.Scope
	stack  *fyne.Container

	head   *fyne.Container // in the window's bar
	chips  []*widget.Chip
	create *widget.Button
	wide   bool
}

// New builds the screen. arg is the id of a paper to show, kit.PapersOwed, kit.PapersTax, or nothing. It reads the shop
// when it is shown.
func New(k *kit.Kit, arg string) *Page {
	p := &Page{kit: k}
	p.list = newList(p)
	p.parts = []part{p.list, newOwed(p), newTax(p)}
	for n, part := range p.parts {
		scope := &keys.Scope{Title: "nav.papers", OnRune: part.typed, Bindings: part.keys()}
		for turn, tab := range tabs {
			if len(tabs) > 1 {
				scope.Bindings = append(scope.Bindings, keys.Binding{Chord: tab.key, Label: "paperspage.tab." + name(tab.arg), Do: func() { p.turn(turn) }})
			}
		}
		scope.Bindings = append(scope.Bindings, keys.Binding{Chord: "Ctrl+N", Label: "paperspage.new", Do: p.quote},
			keys.Binding{Chord: "Ctrl+O", Label: "paperspage.office", Do: p.toOffice})
		p.scopes = append(p.scopes, scope)
		p.chips = append(p.chips, widget.NewChip(widget.ChipData{}, func() { p.turn(n) }))
	}
	p.create = p.button(widget.Gold, "paperspage.new", "plus", "Ctrl+N", p.quote)
	p.buildHead()
	p.stack = container.New(watched{p})
	p.Turn(arg)
	p.show()
	return p
}

// name is the word of a tab in the keys of its texts.
func name(arg string) string {
	if arg == "" {
		return "list"
	}
	return arg
}

// Title belongs to nav.Page, as all below.
func (p *Page) Title() string              { return p.kit.T("nav.papers") }
func (p *Page) Content() fyne.CanvasObject { return p.stack }
func (p *Page) Head() fyne.CanvasObject    { return p.head }
func (p *Page) Scope() *keys.Scope         { return p.scopes[p.tab] }

// Shown reads anew: others may have worked on it meanwhile.
func (p *Page) Shown() {
	p.kit.Prompt.OnReady = func() { p.parts[p.tab].ready() }
	p.Reload()
}

// Hidden stops reading; what a person asked for goes on.
func (p *Page) Hidden() {
	p.kit.Prompt.OnReady = nil
	for _, part := range p.parts {
		part.cancel()
	}
}

// Reload reads the page that is shown again.
func (p *Page) Reload() { p.parts[p.tab].load() }

// Arg names what is looked at, so that the window built anew comes back to it.
func (p *Page) Arg() string {
	if p.tab > 0 {
		return tabs[p.tab].arg
	}
	if paper := p.list.model.paper; paper != nil {
		return paper.ID.String()
	}
	return ""
}

// Turn goes to a paper or a page of the screen.
func (p *Page) Turn(arg string) {
	for n := range p.parts {
		if arg != "" && tabs[n].arg == arg {
			p.turn(n)
			return
		}
	}
	if paper, err := id.Parse[id.Paper](arg); err == nil {
		p.turn(0)
		p.list.show(paper)
	}
}

// turn shows another page of the screen.
func (p *Page) turn(n int) {
	if p.tab == n {
		return
	}
	p.parts[p.tab].cancel()
	p.tab = n
	p.show()
	if p.kit.Prompt.OnReady != nil { // the screen is on the window
		p.kit.Router.Release()
		p.kit.Router.SetScreen(p.Scope())
		p.Reload()
	}
}

// show puts the page that is turned to on the screen.
func (p *Page) show() {
	if p.stack == nil {
		return
	}
	p.stack.Objects = []fyne.CanvasObject{p.parts[p.tab].object()}
	widget.Connect(p.kit.Router, p.stack)
	p.stack.Refresh()
	p.showHead()
}

// quote begins a quotation.
func (p *Page) quote() { p.kit.Go(kit.ToQuotation(id.Paper{})) }

// toOffice goes to the orders of offices with how far they are.
func (p *Page) toOffice() { p.kit.Go(nav.Route{Screen: kit.Office}) }

func (p *Page) today() clock.Day { return clock.DayOf(p.kit.Shop.Clock()) }

// key writes a key as the window's badges do.
func (p *Page) key(chord keys.Chord) string { return chord.Name(p.kit.Lang, p.kit.Twins) }

func (p *Page) button(kind widget.Kind, label, icon string, chord keys.Chord, do func()) *widget.Button {
	return widget.NewButton(kind, p.kit.T(label), do).WithIcon(icon).WithKey(p.key(chord))
}

func (p *Page) buildHead() {
	p.head = container.New(rowOf{})
	if len(p.chips) > 1 {
		for _, chip := range p.chips {
			p.head.Add(chip)
		}
	}
	p.head.Add(p.create)
}

// showHead marks the page that is shown. In a narrow window the pages go without their keys and the button stands in the list.
func (p *Page) showHead() {
	for n, chip := range p.chips {
		data := widget.ChipData{Label: p.kit.T("paperspage.tab." + name(tabs[n].arg)), Tone: widget.Outline, Selected: n == p.tab}
		if p.wide {
			data.Key = p.key(tabs[n].key)
		}
		chip.Set(data)
	}
	visible(p.create, p.wide)
	p.head.Refresh()
}

// unfolded is the width of the screen from which its bar has room for all.
const unfolded = 1120

// watched is the layout of the screen: it tells how wide it is.
type watched struct{ page *Page }

// MinSize belongs to the toolkit.
func (w watched) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// Layout belongs to the toolkit.
func (w watched) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if wide := size.Width >= widget.Unit(unfolded); wide != w.page.wide {
		w.page.wide = wide
		w.page.showHead()
		w.page.list.view.fold(wide)
	}
	w.page.list.view.detail.fit(size.Height)
	objects[0].Resize(size)
}

// rowOf puts things beside each other, each as high as it is, in the middle.
type rowOf struct{}

// MinSize belongs to the toolkit.
func (rowOf) MinSize(objects []fyne.CanvasObject) (least fyne.Size) {
	for _, object := range objects {
		if object.Visible() {
			size := object.MinSize()
			least = fyne.NewSize(least.Width+size.Width+widget.Gap, max(least.Height, size.Height))
		}
	}
	return least
}

// Layout belongs to the toolkit.
func (rowOf) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for _, object := range objects {
		if object.Visible() {
			own := object.MinSize()
			widget.Put(object, x, (size.Height-own.Height)/2, own.Width, own.Height)
			x += own.Width + widget.Gap
		}
	}
}

func visible(object fyne.CanvasObject, shown bool) {
	if object.Visible() == shown {
		return
	}
	if shown {
		object.Show()
	} else {
		object.Hide()
	}
}

// hint is a text in the middle of an empty place.
func hint(text string) *widget.WrapLabel {
	return widget.NewWrapLabel(text, 0, widget.Body.In(theme.InkSoft).Centre())
}
