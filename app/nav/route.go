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
	s.leave(func() {
		for n := range s.way {
			if s.way[n].route == route {
				s.way = s.way[:n+1]
				s.show()
				return
			}
		}
		page := s.open(route)
		if page == nil {
			s.show()
			return
		}
		s.way = append(s.way, visit{route, page})
		if len(s.way) > longestWay {
			s.way = append(s.way[:1:1], s.way[2:]...) // home stays
		}
		s.show()
	})
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
	s.router.SetScreen(here.page.Scope())
	s.SetTitle(here.page.Title())
	content := here.page.Content()
	widget.Connect(s.router, content)
	s.body.Content = content
	s.body.Offset = fyne.Position{}
	s.body.Refresh()
	s.rail.choose(here.route.Screen)
	here.page.Shown()
}

// Retitle asks the page shown for its title again, after what it shows has changed.
func (s *Shell) Retitle() {
	if page := s.Page(); page != nil {
		s.SetTitle(page.Title())
	}
}
