package outbox

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
)

// Page is the screen of the outbox.
type Page struct {
	kit    *kit.Kit
	model  *model
	runner *task.Runner // reads; stopped when the page is hidden
	acts   *task.Runner // what a person asked for: it is done even when they go elsewhere
	photos *goods.Photos
	scope  *keys.Scope
	view   *view
	minute int // of the clock, as it is shown

	job *task.Job // a round that a person began, nil for none
	far atomic.Pointer[shop.SyncProgress]
}

// New builds the screen. arg is the id of a connection to look at alone, or nothing. It reads the shop when it is
// shown.
func New(k *kit.Kit, arg string) *Page {
	p := &Page{kit: k, model: &model{}, runner: k.Pool.Runner(), acts: k.Pool.Runner()}
	p.model.channel, _ = id.Parse[id.Connection](arg)
	p.photos = goods.NewPhotos(k.Shop.Dir, goods.Square, k.Pool, func() { p.view.list.Refresh(); p.view.showRow() })
	p.view = newView(p)
	p.scope = &keys.Scope{Title: "outbox.title", Bindings: []keys.Binding{
		{Chord: "Up", Do: func() { p.view.list.Step(0, -1) }, Repeat: true},
		{Chord: "Down", Do: func() { p.view.list.Step(0, 1) }, Repeat: true},
		{Chord: "Left", Label: "outbox.key.list", Do: func() { p.view.step(-1) }},
		{Chord: "Right", Label: "outbox.key.list", Do: func() { p.view.step(1) }},
		{Chord: keys.Enter, Label: "outbox.open", Do: p.open},
		{Chord: "F4", Label: "outbox.key.channel", Do: func() { p.narrow(p.model.nextChannel()) }},
		{Chord: "F5", Label: "outbox.retry", Do: p.retry},
		{Chord: "F6", Label: "outbox.retry_all", Do: p.retryAll},
		{Chord: "F8", Label: "outbox.send", Do: p.send},
		{Chord: "F9", Label: "outbox.channels", Do: p.toChannels},
		{Chord: "F10", Label: "outbox.export", Do: p.export},
		{Chord: "F11", Label: "outbox.bring", Do: p.bring},
		{Chord: "Delete", Label: "outbox.discard", Do: p.discard},
	}}
	return p
}

// Title names the screen, as all below it belongs to nav.Page.
func (p *Page) Title() string              { return p.kit.T("outbox.title") }
func (p *Page) Content() fyne.CanvasObject { return p.view.object }
func (p *Page) Scope() *keys.Scope         { return p.scope }

// Shown reads the outbox and follows a round that is under way.
func (p *Page) Shown() {
	p.follow()
	p.Reload()
}

// Hidden stops reading; a round goes on.
func (p *Page) Hidden() {
	p.kit.Pool.OnJobs(func() {})
	p.runner.Cancel()
}

// Arg names the channel that is looked at, so that the window built anew comes back to it.
func (p *Page) Arg() string {
	if p.model.channel.IsZero() {
		return ""
	}
	return p.model.channel.String()
}

// Turn looks at another channel.
func (p *Page) Turn(arg string) {
	if channel, err := id.Parse[id.Connection](arg); err == nil {
		p.narrow(channel)
	}
}

// Tick shows anew what goes by the clock.
func (p *Page) Tick() {
	if minute := p.now().Minute(); minute != p.minute && p.model.read {
		p.minute = minute
		p.view.show()
	}
}

func (p *Page) now() time.Time { return p.kit.Shop.Clock() }

// key writes a key as the window's badges do.
func (p *Page) key(chord keys.Chord) string { return chord.Name(p.kit.Lang, p.kit.Twins) }

// Reload reads the outbox again.
func (p *Page) Reload() {
	s, query := p.kit.Shop, p.model.query()
	task.Run(p.runner, "read", func(ctx context.Context) (facts, error) { return read(ctx, s, query) }, func(f facts, err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		p.model.load(f)
		p.view.show()
	})
}

func (p *Page) turn(list int) {
	p.model.turn(list)
	p.Reload()
}

func (p *Page) narrow(channel id.Connection) {
	p.model.narrow(channel)
	p.Reload()
}

func (p *Page) choose(n int) {
	p.model.at = n
	p.view.showRow()
}

// open goes to what the chosen row is about.
func (p *Page) open() {
	row := p.model.chosen()
	switch {
	case row == nil:
	case row.Kind != publishing.Listed:
		p.kit.Go(kit.ToOrder(row.OrderID))
	case p.model.products[row.SKU] != nil:
		p.kit.Go(nav.Route{Screen: kit.Listings, Arg: p.model.products[row.SKU].ID.String()})
	default:
		p.kit.Go(nav.Route{Screen: kit.Listings})
	}
}

// toChannels goes to the channel of the chosen row.
func (p *Page) toChannels() {
	route := nav.Route{Screen: kit.Channels}
	if row := p.model.chosen(); row != nil {
		route.Arg = row.ConnectionID.String()
	}
	p.kit.Go(route)
}

// mayRetry and mayDiscard report what a person may do with a row.
func mayRetry(row *shop.Outgoing) bool {
	return row != nil && (row.State == publishing.Stuck || row.State == publishing.Waiting)
}
func mayDiscard(row *shop.Outgoing) bool {
	return row != nil && (row.State == publishing.Stuck || row.State == publishing.Waiting || row.State == publishing.Carried)
}

// retry lets the chosen row go again at once.
func (p *Page) retry() {
	if row := p.model.chosen(); mayRetry(row) {
		p.again(row.ID)
	}
}

// retryAll lets everything go again that failed or rests.
func (p *Page) retryAll() {
	if counts := p.model.counts(); counts.Failed+counts.Waiting > 0 {
		p.again()
	}
}

func (p *Page) again(rows ...int64) {
	s := p.kit.Shop
	p.act("retry", func(ctx context.Context) (int, error) { return s.RetryOutgoing(ctx, rows...) }, func(count int) {
		s.WakeSync()
		p.kit.Prompt.Say(p.kit.T("outbox.retried", fault.Values{"count": count}))
	})
}

// discard takes the chosen row out once a person has said why.
func (p *Page) discard() {
	row := p.model.chosen()
	if !mayDiscard(row) {
		return
	}
	s, t, chosen := p.kit.Shop, p.kit.T, row.ID
	ready := []string{t("outbox.reason.unwanted"), t("outbox.reason.there"), t("outbox.reason.wrong")}
	p.kit.Prompt.AskReason(prompt.Input{Title: t("outbox.discard_title", fault.Values{"name": p.model.title(p.kit.Lang, row)}), Text: t("outbox.discard_text." + row.Kind),
		Label: t("outbox.reason"), OK: t("outbox.discard")}, ready, true, prompt.NeedReason, func(reason string) {
		p.act("discard", func(ctx context.Context) (int, error) { return 1, s.DiscardOutgoing(ctx, chosen, reason) },
			func(int) { p.kit.Prompt.Say(t("outbox.discarded")) })
	})
}

// act writes something, says what came of it and reads anew.
func (p *Page) act(name string, do func(context.Context) (int, error), then func(int)) {
	task.Run(p.acts, name, do, func(count int, err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		then(count)
		p.kit.Changed()
		p.Reload()
	})
}

// syncJob names the long work that a person begins here.
const syncJob = "sync"

// send makes a round at once, also out of the hours of the net; while one is under way it stops it.
func (p *Page) send() {
	if p.job != nil {
		p.job.Cancel()
		p.view.showFoot()
		return
	}
	if len(p.model.channels) == 0 {
		return
	}
	s, channel := p.kit.Shop, p.model.channel
	result, stopped := shop.SyncResult{}, false
	p.start("outbox.send", func(ctx context.Context, job *task.Job) (err error) {
		result, err = s.SyncNow(ctx, channel, p.progress(job))
		stopped = ctx.Err() != nil
		return err
	}, func(err error) { p.kit.Prompt.Say(ended(p.kit, &result, stopped)) })
}

// progress tells a job how far a round is.
func (p *Page) progress(job *task.Job) func(shop.SyncProgress) {
	return func(far shop.SyncProgress) {
		p.far.Store(&far)
		job.Progress(far.Done, far.Total)
	}
}

// start begins long work, one at a time. done is told once it ended well, was stopped, or failed with an expected
// fault; any other is shown.
func (p *Page) start(label string, work func(context.Context, *task.Job) error, done func(error), expected ...string) {
	p.far.Store(&shop.SyncProgress{})
	job, err := p.kit.Pool.Start(syncJob, p.kit.T(label), work, func(err error) {
		p.job = nil
		switch {
		case errors.Is(err, context.Canceled):
			p.kit.Prompt.Say(p.kit.T("outbox.ended.stopped"))
		case err != nil && !slices.Contains(expected, fault.Code(err)):
			p.kit.Prompt.Error(err)
		default:
			done(err)
		}
		p.kit.Changed()
		p.view.showFoot()
		p.Reload()
	})
	if err != nil {
		p.kit.Prompt.Error(err)
		return
	}
	p.job = job
	p.follow()
	p.view.showFoot()
}

// follow shows each step of a round while the page is on the window, also of one that was begun before the window
// was built anew.
func (p *Page) follow() {
	for _, job := range p.kit.Pool.Jobs() {
		if job.Name == syncJob && !job.State().Ended {
			p.job = job
		}
	}
	p.kit.Pool.OnJobs(func() {
		if p.job != nil && p.job.State().Ended {
			p.job = nil
			p.Reload()
		}
		p.view.showFoot()
	})
}

func millis(at time.Time) ledger.Millis {
	if at.IsZero() {
		return 0
	}
	return ledger.MillisOf(at)
}
