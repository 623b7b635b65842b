package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
)

// Every kind that can be chosen is reached, and no other.
func TestEveryKindHasAPlatform(t *testing.T) {
	for _, kind := range publishing.Kinds {
		if platforms[kind.Name].open == nil || LimitsOf(kind.Name).Title == 0 {
			t.Errorf("%s is not reached", kind.Name)
		}
	}
	if len(platforms) != len(publishing.Kinds) {
		t.Errorf("%d platforms, %d kinds", len(platforms), len(publishing.Kinds))
	}
}

// A bad address, name or key is refused with its field, and nothing is kept.
func TestBadChannels(t *testing.T) {
	s := newTestShop(t, Params{})
	good := publishing.Connection{Name: "ตลาดกลาง", Kind: "common", URL: "https://platform.example/"}
	for name, c := range map[string]struct {
		change func(*publishing.Connection)
		key    string
		code   string
	}{
		"no name":           {func(c *publishing.Connection) { c.Name = " " }, "a:b", "connection_name"},
		"a kind":            {func(c *publishing.Connection) { c.Kind = "shopee" }, "a:b", "connection_kind"},
		"no address":        {func(c *publishing.Connection) { c.URL = "platform" }, "a:b", "connection_url"},
		"not encrypted":     {func(c *publishing.Connection) { c.URL = "http://platform.example" }, "a:b", "connection_url"},
		"with a password":   {func(c *publishing.Connection) { c.URL = "https://me:pw@platform.example" }, "a:b", "connection_url"},
		"another scheme":    {func(c *publishing.Connection) { c.URL = "ftp://127.0.0.1" }, "a:b", "connection_url"},
		"a strange pin":     {func(c *publishing.Connection) { c.Pin = "12:34" }, "a:b", "connection_pin"},
		"an unknown option": {func(c *publishing.Connection) { c.Options = []publishing.Option{{Key: "x", Value: "y"}} }, "a:b", "connection_option"},
		"no key":            {func(*publishing.Connection) {}, "", "key_missing"},
		"half a key":        {func(*publishing.Connection) {}, "a", "client_secret_form"},
	} {
		connection := good
		connection.ID = id.New[id.Connection]()
		c.change(&connection)
		if err := s.SaveChannel(t.Context(), connection, connect.NewSecret(c.key)); !fault.Is(err, c.code) {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
	if list, err := s.Channels(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("%+v, %v", list, err)
	}
}

// Names are unique among what is open; the numbers of orders of two of one kind differ; a closed one forgets its key.
func TestChannelsOfOneKind(t *testing.T) {
	s, ctx := newTestShop(t, Params{}), t.Context()
	add := func(name string) error {
		return s.SaveChannel(ctx, publishing.Connection{ID: id.New[id.Connection](), Name: name, Kind: "common", URL: "https://" + "a.example"}, connect.NewSecret("id:secret"))
	}
	if err := add("หนึ่ง"); err != nil {
		t.Fatal(err)
	}
	if err := add("หนึ่ง"); !fault.Is(err, "connection_twin") {
		t.Error(err)
	}
	if err := add("สอง"); err != nil {
		t.Fatal(err)
	}
	list, err := s.Channels(ctx)
	if err != nil || len(list) != 2 || list[0].OrderNo("7") != "7" || list[1].OrderNo("7") == "7" || list[0].URL != "https://a.example" {
		t.Fatalf("%+v, %v", list, err)
	}
	if err := s.CloseChannel(ctx, &list[0].Connection); err != nil {
		t.Fatal(err)
	}
	if key, err := s.Secret(ctx, list[0].Connection.Secret()); err != nil || !key.IsZero() {
		t.Errorf("its key is still there, %v", err)
	}
	if err := add("หนึ่ง"); err != nil {
		t.Error(err)
	}
	if list, err = s.Channels(ctx); err != nil || len(list) != 2 || list[0].Prefix == list[1].Prefix {
		t.Errorf("%+v, %v", list, err)
	}
}
