package nav

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
)

// Item is a screen on the rail.
type Item struct {
	Screen Screen
	Icon   string
	Label  string
	Key    keys.Chord // "Ctrl+1"; "" is none
	Foot   bool       // at the bottom of the rail
	Hidden bool       // not on the rail, but its key leads there
	Of     Screen     // of a hidden one: the screen that stays marked on the rail
}

// Config says what a shell holds. All but Global is required.
type Config struct {
	Brand  string
	Items  []Item           // the screens that exist
	Open   func(Route) Page // builds a page; nil where the route leads nowhere
	Router *keys.Router
	Global []keys.Binding // keys that work everywhere, beside those of Items and Esc
}

// Chip is a state at the top right: the printer, the net and outbox, the shift.
type Chip struct {
	widget.ChipData
	OnTapped func()
}

// Shell is the frame of the window.
type Shell struct {
	body   *container.Scroll // scrolls only where a page is larger than the window
	chips  *fyne.Container
	head   *fyne.Container
	object *fyne.Container
	open   func(Route) Page
	rail   *rail
	ribbon *fyne.Container
	router *keys.Router
	title  *widget.Text
	tools  *fyne.Container // a page's own buttons, see Header
	of     map[Screen]Screen
	way    []visit
}

// New builds the frame and gives the keys of its screens to the router; Go shows the first page.
func New(c Config) *Shell {
	s := &Shell{
		open: c.Open, router: c.Router,
		body:   container.NewScroll(container.NewWithoutLayout()),
		chips:  container.NewHBox(),
		ribbon: container.NewHBox(),
		title:  widget.NewText("", widget.Title).Shrink(),
		tools:  container.NewStack(),
		of:     map[Screen]Screen{},
	}
	s.rail = newRail(c.Brand, c.Items, func(screen Screen) { s.Go(Route{Screen: screen}) })
	s.head = container.New(&headLayout{s}, s.title, s.ribbon, s.tools, s.chips)
	s.object = container.New(&frame{s}, newGround(theme.Ground), newGround(theme.Card), s.head, widget.NewDivider(), s.body, s.rail.object)
	global := &keys.Scope{Title: "nav.keys"}
	for _, item := range c.Items {
		if s.of[item.Screen] = item.Screen; item.Of != "" {
			s.of[item.Screen] = item.Of
		}
		if item.Key != "" {
			global.Bindings = append(global.Bindings, keys.Binding{
				Chord: item.Key, Label: "nav." + string(item.Screen), Do: func() { s.Go(Route{Screen: item.Screen}) },
			})
		}
	}
	global.Bindings = append(global.Bindings, c.Global...)
	global.Bindings = append(global.Bindings, keys.Binding{Chord: keys.Esc, Label: "nav.back", Do: s.Back})
	c.Router.SetGlobal(global)
	return s
}

// Object is the frame, to be laid under the layer of quiet lines.
func (s *Shell) Object() fyne.CanvasObject { return s.object }

// SetTitle shows another title for the page on the window.
func (s *Shell) SetTitle(title string) {
	s.title.Set(title)
	s.head.Refresh()
}

// setTools puts a page's own buttons beside the title.
func (s *Shell) setTools(page Page) {
	s.tools.RemoveAll()
	if header, ok := page.(Header); ok {
		head := header.Head()
		widget.Connect(s.router, head)
		s.tools.Add(head)
	}
	s.head.Refresh()
}

// SetCount shows how many things wait on a screen; 0 shows nothing, more than 99 shows "99+".
func (s *Shell) SetCount(screen Screen, count int) { s.rail.count(screen, count) }

// SetChips shows the states at the top right, the first at the left.
func (s *Shell) SetChips(chips []Chip) {
	if len(chips) != len(s.chips.Objects) {
		s.chips.RemoveAll()
		for range chips {
			s.chips.Add(newState())
		}
	}
	for n, chip := range chips {
		s.chips.Objects[n].(*state).set(chip)
	}
	s.head.Refresh()
}

// foldChips shows as many of the chips whole as there is room for.
func (s *Shell) foldChips(room float32) {
	over := s.chips.MinSize().Width - room
	for _, chip := range s.chips.Objects {
		if chip := chip.(*state); chip.folded {
			over += chip.whole - chip.least
		}
	}
	for n := len(s.chips.Objects) - 1; n >= 0; n-- {
		chip := s.chips.Objects[n].(*state)
		folded := over > 0 && chip.folds()
		if chip.fold(folded); folded {
			over -= chip.whole - chip.least
		}
	}
}

// SetRibbon shows a marigold word beside the title on every screen, such as that of the practice
// shop; "" shows none.
func (s *Shell) SetRibbon(label string) {
	s.ribbon.RemoveAll()
	if label != "" {
		s.ribbon.Add(widget.NewRibbon(label))
	}
	s.head.Refresh()
}

// narrow is the width below which the rail shows icons alone.
const narrow = 1100

// frame lays out ground, bar, head, line, body and rail.
type frame struct{ shell *Shell }

// MinSize lets the window be as small as a person or a screen wants it: pages scroll then.
func (f *frame) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(480, 320) }

func (f *frame) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	ground, bar, head, edge, body, side := objects[0], objects[1], objects[2], objects[3], objects[4], objects[5]
	look := theme.Of(f.shell.title.Theme())
	rail := look.Size(theme.RailWidth)
	folded := size.Width < narrow
	if folded {
		rail = look.Size(theme.Touch) + 2*railMargin
	}
	f.shell.rail.fold(folded)
	high, gap := look.Size(theme.HeadHeight), look.Size(theme.GapWide)
	widget.Put(side, 0, 0, rail, size.Height)
	widget.Put(ground, rail, 0, size.Width-rail, size.Height)
	widget.Put(bar, rail, 0, size.Width-rail, high)
	widget.Put(head, rail, 0, size.Width-rail, high-1)
	widget.Put(edge, rail, high-1, size.Width-rail, 1)
	widget.Put(body, rail+gap, high+gap, max(size.Width-rail-2*gap, 0), max(size.Height-high-2*gap, 0))
}

// headLayout lays out title, ribbon, the page's buttons and chips. Where there is no room calm chips give way from the
// right on, and after all of them the title.
type headLayout struct{ shell *Shell }

func (l *headLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (l *headLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	title, ribbon, tools, chips := objects[0], objects[1], objects[2], objects[3]
	look := theme.Of(l.shell.title.Theme())
	margin, gap := look.Size(theme.PadCard), look.Size(theme.Gap)
	band := ribbon.MinSize().Width
	own := float32(0)
	if head := l.shell.tools.Objects; len(head) > 0 && head[0].Visible() {
		own = tools.MinSize().Width
	}
	whole := fyne.MeasureText(l.shell.title.Content(), look.Size(theme.Title), fyne.TextStyle{Bold: true}).Width + 1
	rest := size.Width - 2*margin - band - own - 3*gap
	l.shell.foldChips(rest - whole)
	right := min(chips.MinSize().Width, size.Width-2*margin)
	wide := min(whole, max(rest-right, 0))
	if wide < whole/2 { // some letters of it tell nothing; the rail says where one is
		wide = 0
	}
	l.shell.title.Hidden = wide == 0
	middle := func(o fyne.CanvasObject, x, width float32) {
		height := o.MinSize().Height
		widget.Put(o, x, (size.Height-height)/2, width, height)
	}
	middle(title, margin, wide)
	middle(ribbon, margin+wide+gap, band)
	x := margin + wide + gap
	if band > 0 {
		x += band + gap
	}
	middle(tools, x, own)
	middle(chips, size.Width-margin-right, right)
}
