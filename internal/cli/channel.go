package cli

import (
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
)

func (p *program) channelCommand() *cobra.Command {
	return p.group("channel", p.channelAdd(), p.channelEdit(), p.channelList(), p.channelTest(), p.channelClose())
}

// channelFlags are what is said of a channel, as typed.
type channelFlags struct {
	kind, url, keyEnv, pin, rename string
	options                        []string
}

func (f *channelFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.url, "url", "", "URL")
	c.Flags().StringVar(&f.keyEnv, "key-env", "", "VAR")
	c.Flags().StringArrayVar(&f.options, "option", nil, "K=V")
	c.Flags().StringVar(&f.pin, "pin", "", "HEX")
}

// onto lays what was typed over a connection. An option without a value is taken away.
func (f *channelFlags) onto(connection *publishing.Connection, c *cobra.Command) (err error) {
	given := c.Flags().Changed
	if given("url") {
		connection.URL = f.url
	}
	if given("pin") {
		if connection.Pin, err = connect.ParsePin(f.pin); err != nil {
			return err
		}
	}
	for _, text := range f.options {
		key, value, parted := strings.Cut(text, "=")
		if !parted || key == "" {
			return fault.Unreadable("option_unreadable", "option", fault.Values{"value": text})
		}
		connection.Options = slices.DeleteFunc(connection.Options, func(o publishing.Option) bool { return o.Key == key })
		if value != "" {
			connection.Options = append(connection.Options, publishing.Option{Key: key, Value: value})
		}
	}
	return nil
}

// key reads the key from the environment. What was typed is never said back: it may be the key itself.
func (f *channelFlags) key() (connect.Secret, error) {
	if f.keyEnv == "" {
		return connect.Secret{}, nil
	}
	key := connect.NewSecret(strings.TrimSpace(os.Getenv(f.keyEnv)))
	if key.IsZero() {
		return key, fault.Unreadable("key_env_empty", "key_env", nil)
	}
	return key, nil
}

func (p *program) channelAdd() *cobra.Command {
	var f channelFlags
	var c *cobra.Command
	c = p.command("add NAME --kind "+kindNames("|")+" --url URL [--key-env VAR] [--option K=V …] [--pin HEX]", 1, 1, func(args []string) (*answer, error) {
		if err := required("kind", f.kind != ""); err != nil {
			return nil, err
		}
		if err := required("url", f.url != ""); err != nil {
			return nil, err
		}
		if publishing.KindOf(f.kind) == nil {
			return nil, fault.Unreadable("word_unknown", "kind", fault.Values{"value": f.kind, "known": kindNames(", ")})
		}
		connection := publishing.Connection{ID: id.New[id.Connection](), Name: args[0], Kind: f.kind}
		return p.saveChannel(connection, &f, c)
	})
	c.Flags().StringVar(&f.kind, "kind", "", kindNames("|"))
	f.add(c)
	return c
}

func kindNames(between string) string {
	names := make([]string, len(publishing.Kinds))
	for n, kind := range publishing.Kinds {
		names[n] = kind.Name
	}
	return strings.Join(names, between)
}

func (p *program) channelEdit() *cobra.Command {
	var f channelFlags
	var c *cobra.Command
	c = p.command("edit NAME [--rename NAME] [--url URL] [--key-env VAR] [--option K=V …] [--pin HEX]", 1, 1, func(args []string) (*answer, error) {
		return p.inChannel(args[0], func(_ *shop.Shop, channel *shop.Channel) (*answer, error) {
			connection := channel.Connection
			if c.Flags().Changed("rename") {
				connection.Name = f.rename
			}
			return p.saveChannel(connection, &f, c)
		})
	})
	c.Flags().StringVar(&f.rename, "rename", "", "NAME")
	f.add(c)
	return c
}

func (p *program) saveChannel(connection publishing.Connection, f *channelFlags, c *cobra.Command) (*answer, error) {
	if err := f.onto(&connection, c); err != nil {
		return nil, err
	}
	key, err := f.key()
	if err != nil {
		return nil, err
	}
	return p.inShop(func(s *shop.Shop) (*answer, error) {
		if err := s.SaveChannel(p.ctx, connection, key); err != nil {
			return nil, err
		}
		return p.channelAnswer(s, strings.TrimSpace(connection.Name))
	})
}

// inChannel finds a channel by its name and lets act work with it.
func (p *program) inChannel(name string, act func(*shop.Shop, *shop.Channel) (*answer, error)) (*answer, error) {
	return p.inShop(func(s *shop.Shop) (*answer, error) {
		channel, err := s.ChannelNamed(p.ctx, name)
		if err != nil {
			return nil, err
		}
		return act(s, &channel)
	})
}

func (p *program) channelAnswer(s *shop.Shop, name string) (*answer, error) {
	channel, err := s.ChannelNamed(p.ctx, name)
	if err != nil {
		return nil, err
	}
	doc := p.channelDoc(&channel)
	return &answer{doc: document{"channel": doc}, text: func(out *page) { out.channels([]channelDoc{doc}) }}, nil
}

func (p *program) channelList() *cobra.Command {
	return p.command("list", 0, 0, func([]string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			channels, err := s.Channels(p.ctx)
			if err != nil {
				return nil, err
			}
			docs := make([]channelDoc, len(channels))
			for n := range channels {
				docs[n] = p.channelDoc(&channels[n])
			}
			return &answer{doc: document{"channels": docs}, text: func(out *page) {
				if len(docs) == 0 {
					out.say("channel.none")
					return
				}
				out.channels(docs)
			}}, nil
		})
	})
}

func (p *program) channelTest() *cobra.Command {
	return p.command("test NAME", 1, 1, func(args []string) (*answer, error) {
		return p.inChannel(args[0], func(s *shop.Shop, channel *shop.Channel) (*answer, error) {
			account, err := s.TestChannel(p.ctx, &channel.Connection)
			if err != nil {
				return nil, err
			}
			given, err := p.channelAnswer(s, channel.Name)
			if err != nil {
				return nil, err
			}
			given.text = func(out *page) {
				out.say("channel.answers", fault.Values{"channel": channel.Name, "name": oneLine(account.Name), "id": oneLine(account.ID)})
			}
			return given, nil
		})
	})
}

func (p *program) channelClose() *cobra.Command {
	return p.command("close NAME", 1, 1, func(args []string) (*answer, error) {
		return p.inChannel(args[0], func(s *shop.Shop, channel *shop.Channel) (*answer, error) {
			if err := s.CloseChannel(p.ctx, &channel.Connection); err != nil {
				return nil, err
			}
			return &answer{doc: document{"closed": channel.Name}, text: func(out *page) {
				out.say("channel.closed", fault.Values{"channel": channel.Name})
			}}, nil
		})
	})
}

// channelDoc is a channel as JSON gives it. Its key is never in it.
type channelDoc struct {
	ID      string            `json:"id"`
	Name    string            `json:"name"`
	Kind    string            `json:"kind"`
	URL     string            `json:"url"`
	Pin     *string           `json:"pin"`
	Options map[string]string `json:"options"`
	State   string            `json:"state"` // new, ok, resting after a failure, paused
	Account *accountDoc       `json:"account"`
	Why     *problem          `json:"why"`
	Waiting int               `json:"waiting"`
	Failed  int               `json:"failed"`
	Carried int               `json:"carried"`
	HeardAt *string           `json:"heard_at"`
	SentAt  *string           `json:"sent_at"`
	NextAt  *string           `json:"next_at"`
}

type accountDoc struct {
	ID       string  `json:"id"`
	Name     string  `json:"name"`
	Province *string `json:"province_code"`
}

func (p *program) channelDoc(c *shop.Channel) channelDoc {
	doc := channelDoc{ID: c.ID.String(), Name: c.Name, Kind: c.Kind, URL: c.URL, Pin: text(c.Pin), Options: map[string]string{}, State: "ok", Why: p.why(c.Problem),
		Waiting: c.Outbox.Waiting, Failed: c.Outbox.Failed, Carried: c.Outbox.Carried,
		HeardAt: mark(c.State.HeardAt), SentAt: mark(c.State.SentAt), NextAt: mark(c.State.NextAt)}
	for _, option := range c.Options {
		doc.Options[option.Key] = option.Value
	}
	if c.Account.ID != "" {
		doc.Account = &accountDoc{c.Account.ID, c.Account.Name, text(c.Account.Province)}
	}
	switch {
	case c.State.Paused:
		doc.State = "paused"
	case doc.Why != nil:
		doc.State = "resting"
	case c.State.HeardAt == 0:
		doc.State = "new"
	}
	return doc
}

// why writes what went wrong with a platform, nil for nothing.
func (p *program) why(of publishing.Problem) *problem {
	if of.IsZero() {
		return nil
	}
	return &problem{Code: of.Code, Message: oneLine(of.Text(p.lang))}
}

func (p *page) channels(docs []channelDoc) {
	var cells [][]string
	for _, doc := range docs {
		state := p.t("channel.state." + doc.State)
		if doc.Why != nil {
			state += ": " + doc.Why.Message
		}
		cells = append(cells, []string{doc.Name, i18n.T(p.lang, "publishing.kind."+doc.Kind), doc.URL,
			i18n.Value(p.lang, doc.Waiting+doc.Carried), i18n.Value(p.lang, doc.Failed), state})
	}
	p.table("lllrrl", []string{"col.channel", "col.channel_kind", "col.url", "col.waiting", "col.stuck", "col.stands"}, cells)
}
