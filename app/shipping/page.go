package shipping

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/shop"
)

// Page is the screen of parcels.
type Page struct {
	k      *kit.Kit
	m      *model
	runner *task.Runner // reads; stopped when the page is hidden
	acts   *task.Runner // what a person asked for: it is done even when they go elsewhere
	scope  *keys.Scope
	view   *view
	next   func() // what was asked while the list was being read
}

// New builds the screen. arg is the id of a parcel to choose, or nothing. It reads the shop when it is shown.
func New(k *kit.Kit, arg string) *Page {
	p := &Page{k: k, runner: k.Pool.Runner(), acts: k.Pool.Runner(), m: &model{lang: k.Lang, chosen: -1}}
	p.view = newView(p)
	p.scope = p.keys()
	p.m.want, _ = id.Parse[id.Parcel](arg)
	return p
}

// Title belongs to nav.Page, as all below.
func (p *Page) Title() string              { return p.t("title") }
func (p *Page) Content() fyne.CanvasObject { return p.view.object }
func (p *Page) Scope() *keys.Scope         { return p.scope }
func (p *Page) Head() fyne.CanvasObject    { return p.view.head }

// Turn chooses another parcel.
func (p *Page) Turn(arg string) {
	if parcel, err := id.Parse[id.Parcel](arg); err == nil {
		p.open(parcel)
	}
}

// Shown reads the list anew: others may have worked on it meanwhile.
func (p *Page) Shown() {
	p.k.Prompt.OnReady = func() { p.view.release() }
	if want := p.m.want; !want.IsZero() {
		p.open(want)
		return
	}
	p.load(len(p.m.read.rows))
}

// Hidden stops reading.
func (p *Page) Hidden() {
	p.k.Prompt.OnReady = nil
	p.next = nil
	p.runner.Cancel()
}

// Reload reads what is shown again: something was changed elsewhere.
func (p *Page) Reload() { p.load(len(p.m.read.rows)) }

// Tick is called each second while the page is shown: the countdown goes on.
func (p *Page) Tick() {
	now := p.k.Shop.Clock()
	switch c := p.m.read.cutoff; {
	case !c.At.IsZero() && now.After(c.At), p.m.read.today != "" && clock.DayOf(now) != p.m.read.today:
		if !p.runner.Busy("list") {
			p.Reload()
		}
	case !c.At.IsZero():
		p.view.showCutoff(now)
	}
}

// t gives a text of the screen.
func (p *Page) t(key string, values ...fault.Values) string {
	return p.k.T("shippingpage."+key, values...)
}

func (p *Page) keyName(key keys.Chord) string { return key.Name(p.k.Lang, p.k.Twins) }

// load reads so many parcels of the list.
func (p *Page) load(count int) {
	s, query := p.k.Shop, p.m.query(clock.DayOf(p.k.Shop.Clock()))
	task.Run(p.runner, "list", func(ctx context.Context) (reading, error) { return readList(ctx, s, query, count) },
		func(r reading, err error) {
			if err != nil {
				p.next = nil
				p.k.Prompt.Error(err)
				return
			}
			p.m.take(r)
			p.view.show()
			p.preview()
			if do := p.next; do != nil {
				p.next = nil
				do()
			}
		})
}

// loaded gives an action that waits until what is shown is read: until then the table still shows what was before.
func (p *Page) loaded(do func()) func() {
	return func() {
		if p.runner.Busy("list") {
			p.next = do
			return
		}
		do()
	}
}

// more reads another page of the list.
func (p *Page) more() {
	if count := len(p.m.read.rows); count < min(p.m.read.sums.Count, maxShown) {
		p.load(count + pageSize)
	}
}

// turn shows another list.
func (p *Page) turn(at int) {
	p.m.turn(at)
	p.view.forget()
	p.load(0)
}

// step goes to the chip beside.
func (p *Page) step(by int) {
	shown := p.m.shown()
	for n, at := range shown {
		if at == p.m.at && n+by >= 0 && n+by < len(shown) {
			p.turn(shown[n+by])
			return
		}
	}
}

// look searches the list.
func (p *Page) look(text string) {
	if p.m.search != text {
		p.m.search = text
		p.load(0)
	}
}

// choose shows another parcel beside the table.
func (p *Page) choose(row int) {
	p.m.chosen = row
	p.view.showSide()
	p.preview()
	if row >= len(p.m.read.rows)-20 {
		p.more()
	}
}

// open goes to a parcel, in the list where it stands now.
func (p *Page) open(parcel id.Parcel) {
	s := p.k.Shop
	task.Run(p.runner, "open", func(ctx context.Context) ([]shop.Parcel, error) { return s.ParcelsOf(ctx, []id.Parcel{parcel}) },
		func(found []shop.Parcel, err error) {
			switch {
			case err != nil:
				p.k.Prompt.Error(err)
			case len(found) == 0:
				p.load(0)
			default:
				p.goTo(&found[0])
			}
		})
}

// goTo shows a parcel in the list where it stands now. In a long list it is looked for.
func (p *Page) goTo(parcel *shop.Parcel) {
	at := listOf(&parcel.Parcel, clock.DayOf(p.k.Shop.Clock()))
	if at != p.m.at {
		p.m.turn(at)
	}
	p.m.want, p.m.search = parcel.ID, ""
	if p.m.list().name == shop.ParcelsAll || p.m.read.counts.ByList[p.m.list().name] > pageSize {
		p.m.search = parcel.Number
	}
	p.view.forget()
	p.load(0)
}

// toggle marks the chosen parcel, or takes its mark.
func (p *Page) toggle(row int) {
	if row >= 0 && row < len(p.m.read.rows) {
		parcel := &p.m.read.rows[row]
		p.m.mark(parcel, !p.m.marked(parcel))
		p.view.showMarks()
	}
}

func (p *Page) toggleAll() {
	p.m.markAll()
	p.view.showMarks()
}

// wrote follows a change of the shop: what is shown is read again.
func (p *Page) wrote(said string) {
	if said != "" {
		p.k.Prompt.Say(said)
	}
	p.k.Changed()
	p.Reload()
}

// goRates opens the post's rates, goOrder the order of a parcel.
func (p *Page) goRates() { p.k.Go(nav.Route{Screen: kit.Rates}) }

func (p *Page) goOrder(order id.Order) {
	p.k.Go(nav.Route{Screen: kit.Orders, Arg: order.String()})
}

// here reports whether a parcel has not left.
func here(p *ledger.Parcel) bool { return p.State == ledger.ParcelPacked }
