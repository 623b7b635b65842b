// Package rates is the screen of the post's rates and areas: what services ask, what the shop's owner put over it,
// and what a parcel would cost.
package rates

import (
	"slices"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/thai"
)

// What is listed.
const (
	tabRates = iota
	tabDiscounts
	tabAreas
	tabServices
	tabs
)

// How dated data stands on a day.
const (
	stateNow      = "now"
	stateLater    = "later"
	statePast     = "past"
	stateReplaced = "replaced" // others for the same count
	stateOff      = "off"
)

// row is one entry of a list: one of the four is there.
type row struct {
	rate     *shipping.Rate
	discount *shipping.Discount
	area     *shipping.Area
	service  *shipping.Service

	own   bool
	state string
	words string // what it is found by, folded
}

// model is what is listed and chosen.
type model struct {
	book  *shipping.Book // nil until it is read
	day   clock.Day
	tab   int
	query string
	rows  []row
	at    int
	words func(*row) string // everything a row says
}

func (m *model) load(book *shipping.Book, day clock.Day) {
	m.book, m.day = book, day
	m.list()
}

func (m *model) turn(tab int) {
	m.tab, m.at = (tab+tabs)%tabs, 0
	m.list()
}

func (m *model) find(query string) {
	m.query, m.at = query, 0
	m.list()
}

// list makes the rows of the tab: the owner's first, the latest on top.
func (m *model) list() {
	m.rows = nil
	if m.book == nil {
		return
	}
	var all []row
	switch m.tab {
	case tabRates:
		for n := range m.book.Rates {
			r := &m.book.Rates[n]
			all = append(all, row{rate: r, own: !r.ID.IsZero(), state: m.state(r.From, r.To, r.Off, m.book.Rate(r.Service, r.Area, m.day) != r)})
		}
	case tabDiscounts:
		for n := range m.book.Discounts {
			d := &m.book.Discounts[n]
			all = append(all, row{discount: d, own: true, state: m.state(d.From, d.To, d.Off, false)})
		}
	case tabAreas:
		for n := range m.book.Areas {
			a := &m.book.Areas[n]
			all = append(all, row{area: a, own: !a.ID.IsZero(), state: m.state(a.From, a.To, a.Off, m.overruled(a))})
		}
	default:
		for n := range m.book.Services {
			s := &m.book.Services[n]
			all = append(all, row{service: s, own: !s.ID.IsZero(), state: m.state(s.From, s.To, s.Off, m.book.Service(s.Code, m.day) != s)})
		}
	}
	slices.SortStableFunc(all, func(a, b row) int {
		switch {
		case a.own == b.own:
			return 0
		case a.own:
			return -1
		}
		return 1
	})
	text := thai.Fold(strings.TrimSpace(thai.ToASCIIDigits(m.query)))
	for _, r := range all {
		if r.words = thai.Fold(m.words(&r)); strings.Contains(r.words, text) {
			m.rows = append(m.rows, r)
		}
	}
	m.at = min(max(m.at, 0), max(len(m.rows)-1, 0))
}

func (m *model) state(from, to clock.Day, off, replaced bool) string {
	switch {
	case off:
		return stateOff
	case m.day < from:
		return stateLater
	case to != "" && to < m.day:
		return statePast
	case replaced:
		return stateReplaced
	}
	return stateNow
}

// overruled reports whether the owner says something of every postcode of an area of the post's list.
func (m *model) overruled(area *shipping.Area) bool {
	return area.ID.IsZero() && !slices.ContainsFunc(area.Postcodes, func(postcode string) bool {
		return !slices.ContainsFunc(m.book.Areas, func(own shipping.Area) bool {
			return !own.ID.IsZero() && m.state(own.From, own.To, own.Off, false) == stateNow && slices.Contains(own.Postcodes, postcode)
		})
	})
}

// chosen gives the marked row, nil for none.
func (m *model) chosen() *row {
	if m.at >= 0 && m.at < len(m.rows) {
		return &m.rows[m.at]
	}
	return nil
}

// services lists what can be chosen in forms: the codes of services of the day and their names.
func (m *model) services() (services []*shipping.Service) {
	for _, code := range m.book.Codes() {
		if s := m.book.Service(code, m.day); s != nil {
			services = append(services, s)
		}
	}
	return services
}

// freeCode makes the code of a service of the shop's own.
func (m *model) freeCode() string {
	codes := m.book.Codes()
	for n := 1; ; n++ {
		code := "own" + strconv.Itoa(n)
		if !slices.Contains(codes, code) {
			return code
		}
	}
}
