package stock

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/sound"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
)

// counted is something a person counted that is not written yet.
type counted struct {
	product *catalog.Product // none = another quantity of an entry
	qty     qty.Qty
	apart   bool          // an entry of its own, not one more of the last
	entry   id.CountEntry // that gets another quantity, none = the last one written
}

// counting is the page of one count sheet: blind, so that nobody counts what the program expects, and then
// what was found against what should have been there.
type counting struct {
	kit    *kit.Kit
	sheet  id.CountSheet
	runner *task.Runner
	writer *task.Runner // what was counted is written also when the page is left
	photos *goods.Photos
	view   *countView
	scope  *keys.Scope // while counting
	check  *keys.Scope // over the differences

	index   *catalog.Index
	count   *shop.Count
	entries []stock.Entry // newest first
	total   int
	results []*catalog.Product
	queue   []counted
	after   func()                 // once all that was counted is written
	mine    map[id.CountEntry]bool // made on this page: a scan may raise them
	person  string
	looking bool // at the differences
	none    bool // what nobody counted is not there
	paper   id.StockPaper
}

func newCounting(k *kit.Kit, sheet id.CountSheet) *counting {
	p := &counting{kit: k, sheet: sheet, runner: k.Pool.Runner(), writer: k.Pool.Runner(), mine: map[id.CountEntry]bool{},
		paper: id.New[id.StockPaper]()}
	p.photos = goods.NewPhotos(k.Shop.Dir, goods.Square, k.Pool, func() { p.view.refresh() })
	p.view = newCountView(p)
	v := p.view
	p.scope = &keys.Scope{Title: "stockpage.count", OnScan: p.Scan, OnRune: v.typed, Bindings: []keys.Binding{
		{Chord: "F2", Label: "stockpage.search", Do: v.toSearch}, {Chord: "Ctrl+F", Do: v.toSearch},
		{Chord: "Up", Do: func() { v.move(-1) }, Repeat: true}, {Chord: "Down", Do: func() { v.move(1) }, Repeat: true},
		{Chord: keys.Enter, Label: "stockpage.take", Do: v.enter},
		{Chord: "F4", Label: "stockpage.person", Do: func() { widget.Focus(v.person) }},
		{Chord: "F5", Label: "stockpage.qty", Do: v.toQty},
		{Chord: "Delete", Label: "stockpage.remove", Do: p.remove, WhenEmpty: true},
		{Chord: "F8", Label: "stockpage.differences", Do: p.differences},
		{Chord: "Ctrl+P", Label: "stockpage.blank", Do: p.printSheet},
		{Chord: "F9", Label: "stockpage.drop", Do: p.drop},
	}}
	withMenu(k, p.scope)
	p.check = &keys.Scope{Title: "stockpage.differences", Bindings: []keys.Binding{
		{Chord: "Up", Do: func() { v.rows.Step(0, -1) }, Repeat: true}, {Chord: "Down", Do: func() { v.rows.Step(0, 1) }, Repeat: true},
		{Chord: "F6", Label: "stockpage.none_there", Do: p.toggleNone},
		{Chord: keys.Save, Label: "stockpage.do_count", Do: p.post},
		{Chord: keys.Esc, Label: "products.back", Do: p.again},
	}}
	return p
}

// Title names the page, as all below it belongs to nav.Page.
func (p *counting) Title() string {
	if p.count != nil {
		return p.count.Name
	}
	return p.kit.T("stockpage.title_count")
}
func (p *counting) Content() fyne.CanvasObject { return p.view.object }
func (p *counting) Scope() *keys.Scope {
	if p.looking {
		return p.check
	}
	return p.scope
}

// Shown reads the sheet and takes the keyboard.
func (p *counting) Shown() {
	p.kit.Prompt.OnReady = p.ready
	p.ready()
	p.load()
}

func (p *counting) ready() {
	if !p.looking {
		p.view.toSearch()
	}
}

// Hidden stops reading; what was counted is still written.
func (p *counting) Hidden() {
	p.kit.Prompt.OnReady = nil
	p.runner.Cancel()
}

// Reload looks at the sheet again: others count too.
func (p *counting) Reload() { p.load() }

// entriesShown bounds the entries listed.
const entriesShown = 300

func (p *counting) load() {
	s, sheet := p.kit.Shop, p.sheet
	type facts struct {
		index   *catalog.Index
		count   *shop.Count
		entries []stock.Entry
		total   int
	}
	run(p.kit, p.runner, "load", func(ctx context.Context) (f facts, err error) {
		if f.index, err = s.Catalogue(ctx); err != nil {
			return f, err
		}
		if f.count, err = s.CountOf(ctx, sheet); err != nil {
			return f, err
		}
		f.entries, f.total, err = s.CountEntries(ctx, sheet, 0, entriesShown)
		return f, err
	}, func(f facts) {
		p.index, p.count, p.entries, p.total = f.index, f.count, f.entries, f.total
		p.kit.Retitle()
		p.view.show()
	})
}

// Scan counts one more of what a code means.
func (p *counting) Scan(code string) {
	if p.index == nil || !p.view.takeTyped() {
		p.kit.Sound.Play(sound.Unknown)
		return
	}
	s := p.kit.Shop
	task.Run(p.kit.Pool.Runner(), "scan", func(ctx context.Context) (catalog.Match, error) { return s.Find(ctx, code) },
		func(match catalog.Match, err error) {
			if err != nil {
				p.kit.Sound.Play(sound.Unknown)
				p.kit.Prompt.Say(i18n.Message(p.kit.Lang, err))
				return
			}
			p.kit.Sound.Play(sound.Scanned)
			p.view.takeTyped() // while the code was looked up
			p.add(match.Product, max(match.Qty, 1), false)
		})
}

// add counts goods: what is scanned at once of one product is one entry, unless it shall stand apart.
func (p *counting) add(product *catalog.Product, quantity qty.Qty, apart bool) {
	if err := refusal(product); err != nil {
		p.kit.Prompt.Say(i18n.Message(p.kit.Lang, err))
		return
	}
	if n := len(p.queue) - 1; n >= 0 && !apart && p.queue[n].product == product {
		p.queue[n].qty += quantity
	} else {
		p.queue = append(p.queue, counted{product: product, qty: quantity, apart: apart})
	}
	p.write()
}

// write writes what was counted, one after the other.
func (p *counting) write() {
	if p.writer.Busy("write") {
		return
	}
	if len(p.queue) == 0 {
		if after := p.after; after != nil {
			p.after = nil
			after()
		}
		return
	}
	next := p.queue[0]
	p.queue = p.queue[1:]
	if next.product == nil {
		p.writeCorrected(next)
		return
	}
	s, entry := p.kit.Shop, stock.Entry{ID: id.New[id.CountEntry](), SheetID: p.sheet, ProductID: next.product.ID, Qty: next.qty, Person: p.person}
	raise := false
	if len(p.entries) > 0 && !next.apart {
		last := p.entries[0]
		if raise = last.ProductID == next.product.ID && last.Person == p.person && p.mine[last.ID]; raise {
			entry = last
			entry.Qty += next.qty
		}
	}
	task.Run(p.writer, "write", func(ctx context.Context) (stock.Entry, error) {
		if raise {
			return entry, s.CorrectCount(ctx, entry.ID, entry.Qty)
		}
		return s.CountEntry(ctx, entry)
	}, func(written stock.Entry, err error) {
		if err != nil {
			p.queue, p.after = nil, nil // what came after it would fail alike, or be counted beside what is missing
			p.kit.Prompt.Error(err)
			return
		}
		if raise {
			p.entries[0] = written
		} else {
			p.entries = append([]stock.Entry{written}, p.entries...)
			p.total++
			p.mine[written.ID] = true
		}
		p.view.list.Choose(0)
		p.view.show()
		p.write()
	})
}

// products counts the goods of the entries shown.
func (p *counting) products() int {
	seen := map[id.Product]bool{}
	for _, entry := range p.entries {
		seen[entry.ProductID] = true
	}
	return max(len(seen), len(p.count.Rows))
}

// correct gives an entry another quantity, after what was counted before. While that is being written the last
// one counted is meant.
func (p *counting) correct(n int, quantity qty.Qty) {
	change := counted{qty: quantity}
	if !p.writer.Busy("write") && len(p.queue) == 0 {
		if n < 0 || n >= len(p.entries) {
			return
		}
		change.entry = p.entries[n].ID
	}
	p.queue = append(p.queue, change)
	p.write()
}

func (p *counting) writeCorrected(change counted) {
	s := p.kit.Shop
	if change.entry.IsZero() && len(p.entries) > 0 {
		change.entry = p.entries[0].ID
	}
	task.Run(p.writer, "write", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.CorrectCount(ctx, change.entry, change.qty)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.queue, p.after = nil, nil
			p.kit.Prompt.Error(err)
			return
		}
		for n := range p.entries {
			if p.entries[n].ID == change.entry {
				p.entries[n].Qty = change.qty
			}
		}
		p.view.show()
		p.write()
	})
}

func (p *counting) remove() {
	n := p.view.list.Chosen()
	if n < 0 || n >= len(p.entries) {
		return
	}
	s, entry := p.kit.Shop, p.entries[n]
	run(p.kit, p.kit.Pool.Runner(), "remove", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.RemoveCount(ctx, entry.ID)
	}, func(struct{}) {
		p.load()
		product := p.index.ByID(entry.ProductID)
		p.kit.Prompt.SayUndo(p.kit.T("stockpage.removed", fault.Values{"name": goods.Name(p.kit.Lang, product)}), func() { p.add(product, entry.Qty, true) })
	})
}

// differences shows what was found against what should have been there, once all that was counted is written.
func (p *counting) differences() {
	if !p.view.takeTyped() {
		return
	}
	if p.writer.Busy("write") || len(p.queue) > 0 {
		p.after = p.differences
		return
	}
	p.looking = true
	p.view.turn()
	p.load()
}

// again goes back to counting.
func (p *counting) again() {
	p.looking = false
	p.view.turn()
	p.view.toSearch()
}

func (p *counting) toggleNone() {
	if p.count != nil && p.count.Scope == stock.ScopeAll {
		p.none = !p.none
		p.view.show()
	}
}

// post writes the count as one paper, after asking.
func (p *counting) post() {
	if p.count == nil {
		return
	}
	t, s := p.kit.T, p.kit.Shop
	post := shop.CountPost{Sheet: p.sheet, Paper: p.paper, None: p.none}
	text := t("stockpage.post_text", fault.Values{"right": p.count.Sum.Right, "off": p.count.Sum.Off})
	if p.count.Sum.SecondLook > 0 {
		text += "\n" + t("stockpage.second_text", fault.Values{"count": p.count.Sum.SecondLook})
	}
	p.kit.Prompt.Ask(prompt.Question{Title: t("stockpage.do_count"), Text: text, Yes: t("stockpage.do_count")}, func(yes bool) {
		if !yes {
			return
		}
		run(p.kit, p.kit.Pool.Runner(), "post", func(ctx context.Context) (*shop.StockPaper, error) {
			shift, err := s.CurrentShift(ctx)
			if err != nil {
				return nil, err
			}
			if shift != nil {
				post.By = shift.Name
			}
			return s.PostCount(ctx, post)
		}, func(paper *shop.StockPaper) {
			p.kit.Changed()
			p.kit.Go(kit.ToStock(kit.StockCount, ""))
			showPosted(p.kit, paper)
		})
	})
}

// drop gives the count up, after asking.
func (p *counting) drop() {
	t, s, sheet := p.kit.T, p.kit.Shop, p.sheet
	p.kit.Prompt.Ask(prompt.Question{Title: t("stockpage.drop"), Text: t("stockpage.drop_text"), Yes: t("stockpage.drop"), Danger: true}, func(yes bool) {
		if yes {
			run(p.kit, p.kit.Pool.Runner(), "drop", func(ctx context.Context) (struct{}, error) { return struct{}{}, s.DropCount(ctx, sheet) },
				func(struct{}) { p.kit.Go(kit.ToStock(kit.StockCount, "")) })
		}
	})
}
