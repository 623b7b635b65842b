package listings

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
)

// The keys of the screen that its buttons show.
const (
	keyOver     keys.Chord = "F3"
	keyProduct  keys.Chord = "F4"
	keyForm     keys.Chord = "F5"
	keyPart     keys.Chord = "F6"
	keyWithdraw keys.Chord = "F7"
	keyPublish  keys.Chord = "F8"
	keyAll      keys.Chord = "F9"
	keyOutbox   keys.Chord = "F10"
	keyChannels keys.Chord = "F11"
)

// scopes gives what keys do on the screen, and while a product stands in place of the list.
func (p *Page) scopes() (screen, narrow *keys.Scope) {
	step := func(by int) func() { return func() { p.view.list.Step(0, by) } }
	all := []keys.Binding{
		{Chord: "Up", Label: "listings.key.choose", Do: step(-1), Repeat: true},
		{Chord: "Down", Label: "listings.key.choose", Do: step(1), Repeat: true},
		{Chord: "PageUp", Do: step(-8), Repeat: true}, {Chord: "PageDown", Do: step(8), Repeat: true},
		{Chord: "Left", Label: "listings.key.channel", Do: func() { p.turnChannel(-1) }, WhenEmpty: true},
		{Chord: "Right", Label: "listings.key.channel", Do: func() { p.turnChannel(1) }, WhenEmpty: true},
		{Chord: keys.Space, Label: "listings.key.mark", Do: p.ready(p.markChosen)},
		{Chord: "Ctrl+A", Label: "listings.key.mark_all", Do: p.ready(p.markAll)},
		{Chord: keys.Enter, Label: "listings.key.enter", Do: p.ready(p.enter)},
		{Chord: "+", Label: "listings.key.picture", Do: func() { p.turnPicture(1) }},
		{Chord: "-", Do: func() { p.turnPicture(-1) }},
		{Chord: "F2", Label: "listings.key.search", Do: p.view.toSearch},
		{Chord: "Ctrl+F", Do: p.view.toSearch},
		{Chord: keyOver, Label: "listings.act.over", Do: p.ready(p.sendOver)},
		{Chord: keyProduct, Label: "listings.act.product", Do: p.ready(func() { p.toProduct("") })},
		{Chord: keyForm, Label: "listings.act.form", Do: p.ready(func() { p.edit("") })},
		{Chord: keyPart, Label: "listings.key.part", Do: func() { p.turnPart(p.m.part + 1) }},
		{Chord: keyWithdraw, Label: "listings.act.withdraw", Do: p.ready(p.withdraw)},
		{Chord: keyPublish, Label: "listings.act.publish", Do: p.ready(p.publish)},
		{Chord: keyAll, Label: "listings.act.all", Do: p.ready(p.publishAll)},
		{Chord: keyOutbox, Label: "listings.act.outbox", Do: p.toOutbox},
		{Chord: keyChannels, Label: "listings.act.channels", Do: p.toChannels},
	}
	escape := keys.Binding{Chord: keys.Esc, Do: func() { p.view.escape() }}
	screen = &keys.Scope{Title: "listings.keys", OnScan: p.scan, OnRune: p.view.typed, Bindings: append(slices.Clone(all), escape)}
	page := func(by float32) func() { return func() { p.view.detail.turn(by) } }
	narrow = &keys.Scope{Title: "listings.keys", OnScan: p.scan, OnRune: p.view.typed, Bindings: append([]keys.Binding{
		{Chord: "PageUp", Label: "listings.key.page", Do: page(-1), Repeat: true},
		{Chord: "PageDown", Label: "listings.key.page", Do: page(1), Repeat: true},
		{Chord: keys.Esc, Label: "listings.back", Do: p.view.close}}, all...)} // the first of a chord holds
	return screen, narrow
}

func (p *Page) toOutbox()   { p.k.Go(kit.ToOutbox(id.Connection{})) }
func (p *Page) toChannels() { p.k.Go(nav.Route{Screen: kit.Channels}) }

// enter shows the chosen product where it stands behind the list, else puts right what keeps it away first.
func (p *Page) enter() {
	switch cell := p.m.cell(); {
	case p.view.searching() && !p.view.folded: // what was looked for is chosen; the next Enter is about it
		p.view.release()
	case len(p.m.list.Channels) == 0:
		p.toChannels()
	case p.m.listing() == nil:
	case p.view.folded && !p.view.opened:
		p.view.open()
	case cell != nil:
		if first := firstToMend(cell); first != nil {
			p.mend(first)
			return
		}
		p.edit("")
	}
}

// firstToMend gives the reason that Enter puts right, nil for none.
func firstToMend(cell *shop.ListingCell) *publishing.Reason {
	for n := range cell.Reasons {
		if !cell.Reasons[n].Advice && mendable(&cell.Reasons[n]) {
			return &cell.Reasons[n]
		}
	}
	return nil
}

// mendable reports whether there is a field that puts a reason right.
func mendable(reason *publishing.Reason) bool {
	return reason.What != "sku" && reason.What != "weight_high"
}

// here lists the reasons that are put right for one platform and not in the product: how much a piece is, and texts
// and prices that are only this platform's business.
var here = map[string]string{"pack": "piece", "title_long": "title", "description_long": "description", "price_high": "price"}

// mend leads to where a reason is put right.
func (p *Page) mend(reason *publishing.Reason) {
	field, own := here[reason.What]
	switch {
	case own && reason.Field == "name_en":
		p.edit("title_en")
	case own && reason.Field == "description_en":
		p.edit("description_en")
	case own:
		p.edit(field)
	default:
		p.toProduct(reason.Field)
	}
}

// toProduct opens the form of the chosen product at a field; saving it comes back.
func (p *Page) toProduct(field string) {
	if row := p.m.listing(); row != nil {
		p.k.Go(kit.ToProduct(row.Product.ID, field, kit.Listings))
	}
}

// write changes something in the background, tells the bar and reads the list again.
func (p *Page) write(name string, work func(ctx context.Context, s *shop.Shop) (said string, err error)) {
	s := p.k.Shop
	task.Run(p.acts, name, func(ctx context.Context) (string, error) { return work(ctx, s) }, func(said string, err error) {
		if err != nil {
			p.failed(err)
			return
		}
		if said != "" {
			p.k.Prompt.Say(said)
		}
		s.WakeSync()
		p.k.Changed()
		p.load(len(p.m.list.Rows))
	})
}

// publish sends what is marked, after showing what is missing; without a mark the chosen product.
func (p *Page) publish() {
	platform, wanted := p.m.platform(), p.m.wanted()
	switch {
	case len(p.m.list.Channels) == 0:
		p.toChannels()
	case platform == nil || len(wanted) == 0:
	case len(p.m.marked) > 0:
		p.askMarked()
	case !sends(p.m.cell()):
		p.k.Prompt.Say(p.k.T(sendKey(p.m.cell()), fault.Values{"name": platform.Name}))
	default:
		p.send(platform, wanted)
	}
}

// send queues goods for a platform, and says what became of them.
func (p *Page) send(platform *shop.Channel, wanted []id.Product) {
	k, to, name := p.k, platform.ID, platform.Name
	p.write("publish", func(ctx context.Context, s *shop.Shop) (string, error) {
		done, err := publish(ctx, s, to, wanted)
		if err != nil {
			return "", err
		}
		return k.T(publishedKey(&done), fault.Values{"name": name, "queued": len(done.Queued), "refused": len(done.Refused), "why": why(p.m, &done)}), nil
	})
}

// publish queues goods for a platform, but for those that stand there as they should. What could not be sent before is
// tried again.
func publish(ctx context.Context, s *shop.Shop, to id.Connection, wanted []id.Product) (done shop.Published, err error) {
	page, err := s.ListingsOf(ctx, wanted...)
	if err != nil {
		return done, err
	}
	at := slices.IndexFunc(page.Channels, func(c shop.Channel) bool { return c.ID == to })
	if at < 0 {
		return done, fault.New("connection_unknown", "name", nil)
	}
	var goods []id.Product
	var stuck []int64
	for n := range page.Rows {
		cell := &page.Rows[n].Cells[at]
		if !sends(cell) {
			continue
		}
		goods = append(goods, page.Rows[n].Product.ID)
		if row := cell.Waiting; row != nil && row.State == publishing.Stuck && publishing.Ready(cell.Reasons) {
			stuck = append(stuck, row.ID)
		}
	}
	if len(goods) == 0 { // without any all goods of the shop would go
		return done, nil
	}
	if done, err = s.Publish(ctx, to, goods...); err == nil && len(stuck) > 0 {
		_, err = s.RetryOutgoing(ctx, stuck...)
	}
	return done, err
}

// publishedKey names the sentence for what became of goods that were to be published.
func publishedKey(done *shop.Published) string {
	switch {
	case len(done.Refused) == 0:
		return "listings.said.queued"
	case len(done.Queued) == 0:
		return "listings.said.draft"
	}
	return "listings.said.both"
}

// why says what the first of those that were kept back lacks.
func why(m *model, done *shop.Published) string {
	for _, unready := range done.Refused {
		if blocks, _ := blocking(unready.Reasons); len(blocks) > 0 {
			return blocks[0].Text(m.lang)
		}
	}
	return ""
}

// sendOver writes what the shop says over what the platform shows.
func (p *Page) sendOver() {
	platform, row, cell := p.m.platform(), p.m.listing(), p.m.cell()
	if cell == nil || len(cell.Differs) == 0 {
		p.k.Prompt.Say(p.k.T("listings.same"))
		return
	}
	p.send(platform, []id.Product{row.Product.ID})
}

// withdraw takes the chosen product off a platform, after asking.
func (p *Page) withdraw() {
	platform, cell := p.m.platform(), p.m.cell()
	if cell == nil || !placed(cell) {
		p.k.Prompt.Say(p.k.T("listings.not_placed"))
		return
	}
	to, sku, name := platform.ID, cell.Placement.SKU, platform.Name
	title := cell.Listing.Title
	values := fault.Values{"name": name, "title": title}
	p.k.Prompt.Ask(prompt.Question{Title: p.k.T("listings.withdraw.title", values), Text: p.k.T("listings.withdraw.text", values),
		Yes: p.k.T("listings.withdraw.yes"), Danger: true}, func(yes bool) {
		if yes {
			p.write("withdraw", func(ctx context.Context, s *shop.Shop) (string, error) {
				return p.k.T("listings.said.withdrawn", values), s.Unpublish(ctx, to, sku)
			})
		}
	})
}
