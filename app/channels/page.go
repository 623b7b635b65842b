package channels

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
)

// Page is the screen of channels.
type Page struct {
	kit    *kit.Kit
	model  *model
	runner *task.Runner // reads; stopped when the page is hidden
	acts   *task.Runner // what a person asked for: it is done even when they go elsewhere
	scope  *keys.Scope
	view   *view
	form   *form // that was opened last
	minute int   // of the clock, as it is shown
}

// New builds the screen. arg is the id of a connection to choose, or nothing. It reads the shop when it is shown.
func New(k *kit.Kit, arg string) *Page {
	p := &Page{kit: k, runner: k.Pool.Runner(), acts: k.Pool.Runner(), model: &model{trials: map[id.Connection]trial{}}}
	p.model.want, _ = id.Parse[id.Connection](arg)
	p.view = newView(p)
	p.scope = &keys.Scope{Title: "channels.title", Bindings: []keys.Binding{
		{Chord: "Up", Do: func() { p.view.list.Step(0, -1) }, Repeat: true},
		{Chord: "Down", Do: func() { p.view.list.Step(0, 1) }, Repeat: true},
		{Chord: keys.Enter, Label: "channels.edit", Do: p.edit},
		{Chord: "Ctrl+N", Label: "channels.new", Do: p.add},
		{Chord: "F5", Label: "channels.test", Do: p.test},
		{Chord: "F6", Label: "channels.key.pause", Do: p.pause},
		{Chord: "F7", Label: "channels.trust", Do: p.trust},
		{Chord: "F8", Label: "channels.outbox", Do: p.outbox},
		{Chord: "F9", Label: "channels.hours", Do: p.hours},
		{Chord: "Delete", Label: "channels.close", Do: p.close},
	}}
	return p
}

// Title names the screen, as all below it belongs to nav.Page.
func (p *Page) Title() string              { return p.kit.T("channels.title") }
func (p *Page) Content() fyne.CanvasObject { return p.view.object }
func (p *Page) Scope() *keys.Scope         { return p.scope }
func (p *Page) Shown()                     { p.Reload() }
func (p *Page) Hidden()                    { p.runner.Cancel() }

// Arg names the chosen channel, so that the window built anew comes back to it.
func (p *Page) Arg() string {
	if c := p.model.chosen(); c != nil {
		return c.ID.String()
	}
	return ""
}

// Tick shows anew what goes by the clock.
func (p *Page) Tick() {
	if minute := p.kit.Shop.Clock().Minute(); minute != p.minute && p.model.read {
		p.minute = minute
		p.view.show()
	}
}

// key writes a key as the window's badges do.
func (p *Page) key(chord keys.Chord) string { return chord.Name(p.kit.Lang, p.kit.Twins) }

// Reload reads the channels again.
func (p *Page) Reload() {
	s := p.kit.Shop
	task.Run(p.runner, "read", func(ctx context.Context) (facts, error) { return read(ctx, s) }, func(f facts, err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		p.model.load(f)
		p.view.show()
	})
}

func (p *Page) choose(n int) {
	p.model.at = n
	p.view.showChannel()
}

func (p *Page) add() {
	if p.model.read {
		p.open(publishing.Connection{ID: id.New[id.Connection](), Kind: publishing.Kinds[0].Name}, true)
	}
}

func (p *Page) edit() {
	if c := p.model.chosen(); c != nil {
		p.open(c.Connection, false)
	}
}

// test asks the chosen channel who we are.
func (p *Page) test() {
	if c := p.model.chosen(); c != nil {
		p.ask(c.Connection)
	}
}

// ask tests a connection in the background.
func (p *Page) ask(connection publishing.Connection) {
	if p.model.trials[connection.ID].running {
		return
	}
	p.model.trials[connection.ID] = trial{running: true}
	p.view.showChannel()
	s := p.kit.Shop
	task.Run(p.acts, "test "+connection.ID.String(), func(ctx context.Context) (publishing.Account, error) { return s.TestChannel(ctx, &connection) },
		func(account publishing.Account, err error) {
			p.model.tested(connection.ID, err, s.Clock())
			if err == nil {
				s.WakeSync()
				p.kit.Prompt.Say(p.kit.T("channels.test_done", fault.Values{"name": connection.Name, "account": accountText(&account)}))
				p.kit.Changed()
			}
			p.Reload()
		})
}

// trust shows the certificate that the chosen channel showed and nobody vouches for. It is believed only when a
// person says that it is the right one.
func (p *Page) trust() {
	c := p.model.chosen()
	if c == nil {
		return
	}
	connection, t := c.Connection, p.kit.T
	pin := p.model.stranger(connection.ID)
	if pin == "" {
		return
	}
	words := func(key string) fyne.CanvasObject {
		return widget.NewWrapLabel(t(key, fault.Values{"host": host(connection.URL)}), 0, widget.Body)
	}
	p.kit.Prompt.Show(&prompt.Dialog{Title: t("channels.trust"), Width: widget.Unit(600),
		Body: widget.Column(10, words("channels.trust_why"), words("channels.trust_how"),
			widget.NewNotice(widget.Calm, widget.NewWrapLabel(fingerprint(pin), 0, widget.Strong.Centre())), words("channels.trust_not")),
		Actions: []prompt.Action{{Label: t("channels.trust_no"), Key: keys.Esc},
			{Label: t("channels.trust_yes"), Key: keys.Save, Kind: widget.Danger, Do: func() {
				connection.Pin = pin
				p.write(func(ctx context.Context, s *shop.Shop) error { return s.SaveChannel(ctx, connection, noKey) }, func() { p.ask(connection) })
			}}}})
}

// pause lets nothing more go to the chosen channel, or lets everything go again.
func (p *Page) pause() {
	c := p.model.chosen()
	if c == nil {
		return
	}
	channel, said := c.ID, "channels.paused"
	do := func(ctx context.Context, s *shop.Shop) error { return s.PauseChannel(ctx, channel) }
	if c.State.Paused {
		said = "channels.resumed"
		do = func(ctx context.Context, s *shop.Shop) error { return s.ResumeChannel(ctx, channel) }
	}
	text := p.kit.T(said, fault.Values{"name": c.Name})
	p.write(do, func() { p.kit.Prompt.Say(text) })
}

// close ends the chosen channel after saying what that means.
func (p *Page) close() {
	c := p.model.chosen()
	if c == nil {
		return
	}
	connection, t := c.Connection, p.kit.T
	text := t("channels.close_text", fault.Values{"name": connection.Name})
	if waiting := c.Outbox.Waiting + c.Outbox.Failed + c.Outbox.Carried; waiting > 0 {
		text += "\n" + t("channels.close_waiting", fault.Values{"count": waiting})
	}
	p.kit.Prompt.Ask(prompt.Question{Title: t("channels.close_title", fault.Values{"name": connection.Name}), Text: text, Yes: t("channels.close"), No: t("prompt.cancel"), Danger: true},
		func(yes bool) {
			if yes {
				p.write(func(ctx context.Context, s *shop.Shop) error { return s.CloseChannel(ctx, &connection) },
					func() { p.kit.Prompt.Say(t("channels.closed", fault.Values{"name": connection.Name})) })
			}
		})
}

// write changes something of the chosen channel, then does what follows and reads anew.
func (p *Page) write(do func(context.Context, *shop.Shop) error, then func()) {
	s := p.kit.Shop
	task.Run(p.acts, "write", func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx, s) }, func(_ struct{}, err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		s.WakeSync()
		p.kit.Changed()
		then()
		p.Reload()
	})
}

// outbox goes to what waits for the chosen channel.
func (p *Page) outbox() {
	if c := p.model.chosen(); c != nil {
		p.kit.Go(kit.ToOutbox(c.ID))
	}
}

// hours goes to where the shop says when it uses the net.
func (p *Page) hours() { p.kit.Go(nav.Route{Screen: kit.Settings, Arg: "net"}) }
