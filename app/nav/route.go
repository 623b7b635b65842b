// Package nav is the frame of the window: the rail of screens, the bar above, and which page is shown.
package nav

import (
	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/widget"
)

// Screen names a screen: "till", "orders".
type Screen string

// Route is a place in the program: a screen and what it is about, such as an id. It is a value, so
// that history, links and tests can hold it.
type Route struct {
	Screen Screen
	Arg    string
}

// Page is what a route shows. Its methods are called on the UI goroutine. The widgets of its content
// are connected to the router each time it is shown; a page that adds some later connects them itself.
type Page interface {
	Title() string
	Content() fyne.CanvasObject
	Scope() *keys.Scope
	Shown()  // it is on the window now: load, take the keyboard
	Hidden() // it is not: cancel what runs
}

// Leaver is a page that may hold what was typed: it calls leave at once, after asking, or never.
type Leaver interface{ Leave(leave func()) }

// Turner is a page of which there is one, such as the till with its open bill: a route to its screen with
// another argument turns it and makes no second page. Turn comes after Shown.
type Turner interface{ Turn(arg string) }

// Header is a page with buttons of its own in the bar, beside its title. They are asked for each time it is
// shown; a page whose buttons find no room there hides them and shows them in its content.
type Header interface{ Head() fyne.CanvasObject }

// longestWay is how many places one can go back.
const longestWay = 20

// visit is a place with its page, which keeps its state while it is in the history.
type visit struct {
	route Route
	page  Page
}

// Go shows a route. A place that is in the history already is gone back to. A screen that does not
// exist is not gone to.
func (s *Shell) Go(route Route) {
	if n := len(s.way); n > 0 && s.way[n-1].route == route {
		return
	}
	if s.Here().Screen == route.Screen && s.turn(route.Arg) {
		return
	}
	s.leave(func() {
		if !s.known(route) && !s.add(route) {
			s.show()
			return
		}
		s.show()
		s.turn(route.Arg)
	})
}

// known cuts the way off behind a place that is on it.
func (s *Shell) known(route Route) bool {
	for n, visit := range s.way {
		_, turns := visit.page.(Turner)
		if visit.route == route || turns && visit.route.Screen == route.Screen {
			s.way = s.way[:n+1]
			return true
		}
	}
	return false
}

// add puts a new place at the end of the way; false where there is no such screen.
func (s *Shell) add(route Route) bool {
	page := s.open(route)
	if page == nil {
		return false
	}
	here := visit{route, page}
	if _, turns := page.(Turner); turns {
		here.route.Arg = ""
	}
	s.way = append(s.way, here)
	if len(s.way) > longestWay {
		s.way = append(s.way[:1:1], s.way[2:]...) // home stays
	}
	return true
}

// turn turns the page shown, where it is one that turns and there is something to turn to.
func (s *Shell) turn(arg string) bool {
	page, turns := s.Page().(Turner)
	if turns && arg != "" {
		page.Turn(arg)
	}
	return turns && arg != ""
}

// Back goes to the place before; at the first one it does nothing.
func (s *Shell) Back() {
	if len(s.way) < 2 {
		return
	}
	s.leave(func() {
		s.way = s.way[:len(s.way)-1]
		s.show()
	})
}

// Here gives the route shown.
func (s *Shell) Here() Route {
	if len(s.way) == 0 {
		return Route{}
	}
	return s.way[len(s.way)-1].route
}

// Page gives the page shown, nil before the first.
func (s *Shell) Page() Page {
	if len(s.way) == 0 {
		return nil
	}
	return s.way[len(s.way)-1].page
}

// leave asks the page shown, hides it and goes on.
func (s *Shell) leave(then func()) {
	if len(s.way) == 0 {
		then()
		return
	}
	page := s.way[len(s.way)-1].page
	gone := false
	goOn := func() {
		if !gone {
			gone = true
			page.Hidden()
			then()
		}
	}
	if leaver, ok := page.(Leaver); ok {
		leaver.Leave(goOn)
		return
	}
	goOn()
}

// show puts the last place of the way on the window.
func (s *Shell) show() {
	if len(s.way) == 0 {
		return
	}
	here := s.way[len(s.way)-1]
	s.router.Release()
	s.router.SetScreen(here.page.Scope())
	s.SetTitle(here.page.Title())
	content := here.page.Content()
	s.setTools(here.page)
	widget.Connect(s.router, content)
	s.body.Content = content
	s.body.Offset = fyne.Position{}
	s.body.Refresh()
	s.rail.choose(s.of[here.route.Screen])
	here.page.Shown()
}

// Reread lets the page shown read the shop again, where it does that: something it shows was changed over it.
func (s *Shell) Reread() {
	if page, ok := s.Page().(interface{ Reload() }); ok {
		page.Reload()
	}
}

// Retitle asks the page shown for its title again, after what it shows has changed.
func (s *Shell) Retitle() {
	if page := s.Page(); page != nil {
		s.SetTitle(page.Title())
	}
}
