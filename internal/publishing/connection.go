package publishing

import (
	"net"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
)

// Connection is a platform that the shop is connected to. JSON names are the columns' names.
type Connection struct {
	ID      id.Connection `json:"id"`
	Name    string        `json:"name"` // as people and commands call it
	Kind    string        `json:"kind"` // of Kinds
	URL     string        `json:"url"`
	Pin     string        `json:"pin"`     // SHA-256 of a certificate that a person vouched for, "" = none
	Options []Option      `json:"options"` // what the kind asks for beside the address
	Prefix  string        `json:"prefix"`  // before the numbers of its orders, "" for the first of its kind
	Closed  bool          `json:"closed"`
	AddedAt ledger.Millis `json:"added_at"`
}

// Option is a named choice of a connection.
type Option struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// Option gives a choice, "" when it is not made.
func (c *Connection) Option(key string) string {
	for _, option := range c.Options {
		if option.Key == key {
			return option.Value
		}
	}
	return ""
}

// Secret names the key of a connection among the shop's secrets.
func (c *Connection) Secret() string { return "channel." + c.ID.String() }

// OrderNo gives an order's number as the shop keeps it: unique among all connections.
func (c *Connection) OrderNo(no string) string { return c.Prefix + no }

// SamePlace reports whether two connections lead to the same part of the same platform.
func (c *Connection) SamePlace(other *Connection) bool {
	return c.Kind == other.Kind && c.URL == other.URL && c.Option("sales_channel") == other.Option("sales_channel")
}

// ConnectionState is how things stand with a connection. JSON names are the columns' names.
type ConnectionState struct {
	ConnectionID id.Connection `json:"connection_id"`
	Account      string        `json:"account"`     // the Account in JSON, "" = never asked
	Cursor       string        `json:"cursor"`      // of the feed of orders
	Since        ledger.Millis `json:"since"`       // the last change of an order that was heard
	FeedCursor   string        `json:"feed_cursor"` // of the feed of listings
	FeedSince    ledger.Millis `json:"feed_since"`
	HeardAt      ledger.Millis `json:"heard_at"` // it last answered
	SentAt       ledger.Millis `json:"sent_at"`  // something was last taken
	Paused       bool          `json:"paused"`   // nothing goes there before a person looked
	Problem      string        `json:"problem"`  // a Problem in JSON, "" = none
	Attempts     int           `json:"attempts"` // in a row that failed for the whole of it
	NextAt       ledger.Millis `json:"next_at"`
	Mark         int64         `json:"mark"` // the last event whose stock is told
	MarkDay      clock.Day     `json:"mark_day"`
	RereadDay    clock.Day     `json:"reread_day"` // open orders were last asked for one by one
	SweptDay     clock.Day     `json:"swept_day"`  // placements were last looked through for what has lapsed
}

// Kind is a kind of platform.
type Kind struct {
	Name    string
	Channel string   // by which its orders come, of ordering.Channels
	Options []string // keys it knows
	User    bool     // its key is a name and a secret, written NAME:SECRET
}

// Kinds lists what a shop can be connected to, in the order they are offered. Its text is "publishing.kind." + Name.
var Kinds = []Kind{
	{Name: "common", Channel: "common", User: true},
	{Name: "woocommerce", Channel: "web", Options: []string{"user"}, User: true},
	{Name: "medusa", Channel: "web", Options: []string{"location", "sales_channel", "shipping_profile"}},
}

// KindOf gives a kind by its name, nil for none.
func KindOf(name string) *Kind {
	at := slices.IndexFunc(Kinds, func(k Kind) bool { return k.Name == name })
	if at < 0 {
		return nil
	}
	return &Kinds[at]
}

// Bounds of a connection.
const (
	MaxConnections = 20
	maxName        = 40
	maxURL         = 300
	maxOption      = 200
)

var pinGrammar = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Validate checks a connection and tidies its address. Faults: "connection_name", "connection_kind", "connection_url"
// (unreadable, or http elsewhere than on this machine), "connection_pin", "connection_option", each with its field.
func (c *Connection) Validate() error {
	c.Name = strings.TrimSpace(c.Name)
	if c.Name == "" || utf8.RuneCountInString(c.Name) > maxName || strings.ContainsFunc(c.Name, func(r rune) bool { return r < ' ' }) {
		return fault.New("connection_name", "name", fault.Values{"max": maxName})
	}
	kind := KindOf(c.Kind)
	if kind == nil {
		return fault.New("connection_kind", "kind", fault.Values{"value": c.Kind})
	}
	tidy, ok := tidyURL(c.URL)
	if !ok {
		return fault.New("connection_url", "url", fault.Values{"value": c.URL})
	}
	c.URL = tidy
	if c.Pin != "" && !pinGrammar.MatchString(c.Pin) {
		return fault.New("connection_pin", "pin", nil)
	}
	for _, option := range c.Options {
		if !slices.Contains(kind.Options, option.Key) || utf8.RuneCountInString(option.Value) > maxOption {
			return fault.New("connection_option", "option", fault.Values{"value": option.Key})
		}
	}
	return nil
}

// tidyURL gives an address without what does not belong to it. What is not encrypted stays on this machine.
func tidyURL(text string) (string, bool) {
	if len(text) > maxURL {
		return "", false
	}
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", false
	}
	ip := net.ParseIP(u.Hostname())
	local := u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
	if u.Scheme != "https" && (u.Scheme != "http" || !local) {
		return "", false
	}
	return strings.TrimRight(u.String(), "/"), true
}
