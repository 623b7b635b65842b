package shop

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/connect/commonplatform"
	"github.com/talat-pos/talat/internal/connect/medusa"
	"github.com/talat-pos/talat/internal/connect/woocommerce"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/store"
)

// platform is how a kind of publishing.Kinds is reached, and what it takes.
type platform struct {
	open   func(c *publishing.Connection, key connect.Secret, now clock.Clock) (publishing.Channel, error)
	limits func() publishing.Limits
}

// platforms has one for each of publishing.Kinds: to add a platform is its folder in connect, and a line here and there.
var platforms = map[string]platform{
	"common": {
		func(c *publishing.Connection, key connect.Secret, now clock.Clock) (publishing.Channel, error) {
			name, secret := split(key)
			return commonplatform.New(commonplatform.Access{URL: c.URL, ID: name, Secret: secret, Pin: c.Pin}, now)
		},
		new(commonplatform.Client).Limits,
	},
	"woocommerce": {
		func(c *publishing.Connection, key connect.Secret, now clock.Clock) (publishing.Channel, error) {
			name, rest := split(key)
			secret, password := split(rest)
			access := woocommerce.Access{URL: c.URL, Key: name, Secret: connect.NewSecret(secret), User: c.Option("user"), Password: password, Pin: c.Pin}
			return woocommerce.New(access, now)
		},
		func() publishing.Limits { return woocommerce.Limits(true) },
	},
	"medusa": {
		func(c *publishing.Connection, key connect.Secret, now clock.Clock) (publishing.Channel, error) {
			access := medusa.Access{URL: c.URL, Key: key, Location: c.Option("location"), SalesChannel: c.Option("sales_channel"),
				ShippingProfile: c.Option("shipping_profile"), Pin: c.Pin}
			return medusa.New(access, now)
		},
		new(medusa.Client).Limits,
	},
}

// LimitsOf gives what a kind of platform takes, of a connection that can do all.
func LimitsOf(kind string) publishing.Limits {
	if known, found := platforms[kind]; found {
		return known.limits()
	}
	return publishing.Limits{}
}

// split parts a key that is written NAME:SECRET.
func split(key connect.Secret) (name string, secret connect.Secret) {
	name, rest, _ := strings.Cut(key.Reveal(), ":")
	return name, connect.NewSecret(rest)
}

// Channel is a platform that the shop is connected to, and how things stand with it.
type Channel struct {
	publishing.Connection
	State   publishing.ConnectionState
	Account publishing.Account
	Problem publishing.Problem // the zero one = none
	Outbox  store.OutboxCounts
}

// Channels lists the platforms that the shop is connected to, the oldest first.
func (s *Shop) Channels(ctx context.Context) ([]Channel, error) {
	list, states, err := s.db.Connections(ctx)
	if err != nil {
		return nil, err
	}
	counts, err := s.db.CountOutbox(ctx)
	if err != nil {
		return nil, err
	}
	channels := make([]Channel, len(list))
	for n, connection := range list {
		state := states[connection.ID]
		channels[n] = Channel{Connection: connection, State: state, Outbox: counts[connection.ID]}
		_ = json.Unmarshal([]byte(state.Account), &channels[n].Account) // "" = never asked
		_ = json.Unmarshal([]byte(state.Problem), &channels[n].Problem)
	}
	return channels, nil
}

// ChannelNamed finds a connection by its name. Fault: "connection_unknown".
func (s *Shop) ChannelNamed(ctx context.Context, name string) (Channel, error) {
	all, err := s.Channels(ctx)
	if err != nil {
		return Channel{}, err
	}
	for _, channel := range all {
		if strings.EqualFold(channel.Name, strings.TrimSpace(name)) {
			return channel, nil
		}
	}
	return Channel{}, fault.New("connection_unknown", "name", fault.Values{"name": name})
}

// SaveChannel writes a connection, new or changed, and keeps its key where one is given. What was wrong with it
// before counts no more. Faults: those of publishing.Connection.Validate and of its client, "connection_twin",
// "too_many", "key_missing" for a new one without, those of SetSecret.
func (s *Shop) SaveChannel(ctx context.Context, connection publishing.Connection, key connect.Secret) error {
	if err := connection.Validate(); err != nil {
		return err
	}
	use := key
	if use.IsZero() {
		var err error
		if use, err = s.Secret(ctx, connection.Secret()); err != nil {
			return err
		}
	}
	if use.IsZero() {
		return fault.New("key_missing", "key", nil)
	}
	if _, err := s.clientOf(&connection, use); err != nil {
		return err
	}
	if err := s.db.SaveConnection(ctx, connection); err != nil {
		return err
	}
	if !key.IsZero() {
		if err := s.SetSecret(ctx, connection.Secret(), key); err != nil {
			return err
		}
	}
	return s.ResumeChannel(ctx, connection.ID)
}

// ResumeChannel lets things go to a connection again that was paused or rests.
func (s *Shop) ResumeChannel(ctx context.Context, connection id.Connection) error {
	return s.db.Stand(ctx, connection, func(state *publishing.ConnectionState) {
		state.Paused, state.Problem, state.Attempts, state.NextAt = false, "", 0, 0
	})
}

// PauseChannel lets nothing go to a connection until somebody resumes it.
func (s *Shop) PauseChannel(ctx context.Context, connection id.Connection) error {
	return s.db.Stand(ctx, connection, func(state *publishing.ConnectionState) { state.Paused, state.Problem = true, "" })
}

// CloseChannel ends a connection and forgets its key. What stands on the platform stays there; what waits is
// discarded. Fault: "connection_unknown".
func (s *Shop) CloseChannel(ctx context.Context, channel *publishing.Connection) error {
	if err := s.db.CloseConnection(ctx, channel.ID); err != nil {
		return err
	}
	return s.SetSecret(ctx, channel.Secret(), connect.Secret{})
}

// TestChannel asks the platform who the shop is. When it answers, what was wrong before counts no more. Faults: a
// *publishing.Failure, "key_missing", "connection_same".
func (s *Shop) TestChannel(ctx context.Context, connection *publishing.Connection) (publishing.Account, error) {
	channel, err := s.openChannel(ctx, connection)
	if err != nil {
		return publishing.Account{}, err
	}
	account, err := channel.Test(ctx)
	if err != nil {
		return account, err
	}
	if err := s.keepAccount(ctx, connection.ID, account); err != nil {
		return account, err
	}
	return account, s.ResumeChannel(ctx, connection.ID)
}

// keepAccount notes who the shop is on a platform. Fault: "connection_same" when it is the same by another connection:
// every order would come in twice.
func (s *Shop) keepAccount(ctx context.Context, connection id.Connection, account publishing.Account) error {
	channels, err := s.Channels(ctx)
	if err != nil {
		return err
	}
	if at := slices.IndexFunc(channels, func(c Channel) bool { return c.ID == connection }); at >= 0 {
		for n := range channels {
			if n != at && channels[n].Account.ID == account.ID && channels[n].SamePlace(&channels[at].Connection) {
				return fault.New("connection_same", "key", fault.Values{"name": channels[n].Name})
			}
		}
	}
	data, err := json.Marshal(account)
	if err != nil {
		return fault.Wrap(err, "document_encode")
	}
	return s.db.Stand(ctx, connection, func(state *publishing.ConnectionState) {
		state.Account, state.HeardAt = string(data), ledger.MillisOf(s.Clock())
	})
}

// openChannel makes the client of a connection with its key. Faults: "key_missing", those of Secret and of the client.
func (s *Shop) openChannel(ctx context.Context, connection *publishing.Connection) (publishing.Channel, error) {
	key, err := s.Secret(ctx, connection.Secret())
	if err != nil {
		return nil, err
	}
	if key.IsZero() {
		return nil, fault.New("key_missing", "key", nil)
	}
	return s.clientOf(connection, key)
}

// keptClient is the client of a connection as it was opened last: it knows who the shop is, and need not ask again.
type keptClient struct {
	connection string // as it was then
	key        string
	client     publishing.Channel
}

// client gives the client of a connection for the one sender of the shop, kept from round to round.
func (s *Shop) client(ctx context.Context, connection *publishing.Connection) (publishing.Channel, error) {
	key, err := s.Secret(ctx, connection.Secret())
	if err != nil {
		return nil, err
	}
	as := mustJSON(connection)
	if kept, known := s.clients.Load(connection.ID); known {
		if kept := kept.(*keptClient); kept.connection == as && kept.key == key.Reveal() {
			return kept.client, nil
		}
	}
	client, err := s.openChannel(ctx, connection)
	if err == nil {
		s.clients.Store(connection.ID, &keptClient{as, key.Reveal(), client})
	}
	return client, err
}

func (s *Shop) clientOf(connection *publishing.Connection, key connect.Secret) (publishing.Channel, error) {
	known, found := platforms[connection.Kind]
	if !found {
		return nil, fault.New("connection_kind", "kind", fault.Values{"value": connection.Kind})
	}
	return known.open(connection, key, s.Clock)
}
