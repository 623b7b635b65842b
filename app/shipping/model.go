// Package shipping is the screen of parcels: those whose labels are to be printed, those to be handed over and
// those that went, their numbers, what the carrier owes for them, and what came back.
package shipping

import (
	"context"
	"slices"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/shop"
)

// pageSize is how many parcels are read at once: more than a shop packs in a day, so that one press prints them
// all. maxShown bounds what the list holds, search finds the others.
const (
	pageSize = 300
	maxShown = 5000
)

// list is one of the chips over the table.
type list struct {
	name   string // of the shop's lists
	key    string // of its text
	packed bool   // its parcels are still here: all are marked until somebody takes one out
	always bool   // shown also when it is empty
}

// lists are the chips there are: what is done today, then what needs somebody, then what only goes its way.
var lists = []list{
	{name: shop.ParcelsToPrint, key: "print", packed: true, always: true},
	{name: shop.ParcelsPrinted, key: "printed", packed: true, always: true},
	{name: shop.ParcelsHanded, key: "handed", always: true},
	{name: shop.ParcelsAsked, key: "asked"},
	{name: shop.ParcelsUndelivered, key: "undelivered"},
	{name: shop.ParcelsReturned, key: "returned"},
	{name: shop.ParcelsNumberless, key: "numberless"},
	{name: shop.ParcelsCOD, key: "cod"},
	{name: shop.ParcelsAway, key: "away"},
	{name: shop.ParcelsAll, key: "all", always: true},
}

// model is what the screen shows. Its reads work on copies and touch nothing; take puts their results in.
type model struct {
	lang   i18n.Lang
	at     int // of lists
	search string
	read   reading
	marks  map[id.Parcel]bool // what a person marked or unmarked
	chosen int                // of the rows, −1 for none
	want   id.Parcel          // to be chosen once it is read
}

// reading is one reading of a list and of what stands around it.
type reading struct {
	rows   []shop.Parcel
	sums   shop.ParcelSums
	counts shop.ParcelCounts
	pools  []shop.Pool
	cutoff shop.Cutoff
	quota  shop.PostQuota
	now    time.Time
	today  clock.Day
	by     string // who works the shift, "" = nobody said
	set    shop.Settings
}

// query is what the table asks for.
func (m *model) query(today clock.Day) shop.ParcelQuery {
	return shop.ParcelQuery{List: m.list().name, Day: today, Search: m.search}
}

func (m *model) list() *list { return &lists[m.at] }

// readList reads the first count parcels of a query.
func readList(ctx context.Context, s *shop.Shop, query shop.ParcelQuery, count int) (r reading, err error) {
	r.now = s.Clock()
	r.today = clock.DayOf(r.now)
	query.Limit = min(max(count, pageSize), maxShown)
	if r.rows, r.sums, err = s.Parcels(ctx, query); err != nil {
		return r, err
	}
	if r.counts, err = s.ParcelCounts(ctx); err != nil {
		return r, err
	}
	if r.pools, err = s.Pools(ctx); err != nil {
		return r, err
	}
	if r.cutoff, err = s.Cutoff(ctx); err != nil {
		return r, err
	}
	if r.quota, err = s.PostQuota(ctx); err != nil {
		return r, err
	}
	if r.set, err = s.Settings(ctx); err != nil {
		return r, err
	}
	shift, err := s.CurrentShift(ctx)
	if err == nil && shift != nil {
		r.by = shift.Name
	}
	return r, err
}

// take shows a reading. The parcel that was chosen stays chosen where the list still holds it.
func (m *model) take(r reading) {
	want := m.want
	if before := m.parcel(); want.IsZero() && before != nil {
		want = before.ID
	}
	m.read, m.want = r, id.Parcel{}
	m.chosen = slices.IndexFunc(r.rows, func(p shop.Parcel) bool { return p.ID == want })
	if m.chosen < 0 {
		m.chosen = min(0, len(r.rows)-1)
	}
}

// turn goes to another list, with nothing marked by hand.
func (m *model) turn(at int) {
	m.at, m.search, m.marks, m.chosen, m.read.rows = at, "", nil, -1, nil
}

// shown lists the lists that have a chip now: those with parcels, the usual ones, and the one shown.
func (m *model) shown() (all []int) {
	for n := range lists {
		if lists[n].always || n == m.at || m.read.counts.ByList[lists[n].name] > 0 {
			all = append(all, n)
		}
	}
	return all
}

// parcel gives the chosen parcel, nil for none.
func (m *model) parcel() *shop.Parcel {
	if m.chosen < 0 || m.chosen >= len(m.read.rows) {
		return nil
	}
	return &m.read.rows[m.chosen]
}

// marked reports whether something done with many is done with this one.
func (m *model) marked(p *shop.Parcel) bool {
	if mark, said := m.marks[p.ID]; said {
		return mark
	}
	return m.list().packed
}

func (m *model) mark(p *shop.Parcel, marked bool) {
	if m.marks == nil {
		m.marks = map[id.Parcel]bool{}
	}
	m.marks[p.ID] = marked
}

// markAll marks every parcel of the list, or none when all were.
func (m *model) markAll() {
	all := !m.allMarked()
	for n := range m.read.rows {
		m.mark(&m.read.rows[n], all)
	}
}

func (m *model) allMarked() bool {
	return len(m.read.rows) > 0 && !slices.ContainsFunc(m.read.rows, func(p shop.Parcel) bool { return !m.marked(&p) })
}

// picked gives what something is done with: the marked parcels; in a list that marks nothing by itself the chosen
// one, while none is marked.
func (m *model) picked() (picked []shop.Parcel) {
	for n := range m.read.rows {
		if m.marked(&m.read.rows[n]) {
			picked = append(picked, m.read.rows[n])
		}
	}
	if one := m.parcel(); len(picked) == 0 && !m.list().packed && one != nil {
		picked = append(picked, *one)
	}
	return picked
}

func ids(list []shop.Parcel) (all []id.Parcel) {
	for n := range list {
		all = append(all, list[n].ID)
	}
	return all
}

// listOf gives the list in which a parcel stands now.
func listOf(p *ledger.Parcel, today clock.Day) int {
	name := shop.ParcelsAll
	switch {
	case p.State == ledger.ParcelPacked && p.PrintedAt == 0:
		name = shop.ParcelsToPrint
	case p.State == ledger.ParcelPacked:
		name = shop.ParcelsPrinted
	case p.State == ledger.ParcelUndelivered:
		name = shop.ParcelsUndelivered
	case p.State == ledger.ParcelReturned, p.State == ledger.ParcelLost:
		name = shop.ParcelsReturned
	case p.State == ledger.ParcelShipped && p.ShipDay == today:
		name = shop.ParcelsHanded
	case p.State == ledger.ParcelShipped:
		name = shop.ParcelsAway
	}
	return listNamed(name)
}

func listNamed(name string) int {
	return slices.IndexFunc(lists, func(l list) bool { return l.name == name })
}

// pool gives the pool that a parcel would get one of, the first there is for no parcel; nil for none.
func (m *model) pool(p *shop.Parcel) *shop.Pool {
	at := slices.IndexFunc(m.read.pools, func(pool shop.Pool) bool {
		return !pool.Closed && (p == nil || pool.Service == p.Goes && pool.COD == (p.COD > 0)) && pool.Left > 0
	})
	if at < 0 {
		return nil
	}
	return &m.read.pools[at]
}
