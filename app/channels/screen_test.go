package channels

import (
	"context"
	"io"
	"log"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/testkit"
	"github.com/talat-pos/talat/internal/testkit/double"
)

var ctx = context.Background()

var noon = time.Date(2026, 11, 29, 5, 0, 0, 0, time.UTC)

var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: fyne.NewSize(1366, 768), Lang: i18n.Thai}

// counter makes a shop whose keys are kept in a folder of the test.
func counter(t testing.TB) *shop.Shop {
	t.Helper()
	home := t.TempDir()
	for _, folder := range []string{"XDG_CONFIG_HOME", "HOME", "AppData"} {
		t.Setenv(folder, home)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", home)
	s, err := shop.Create(ctx, t.TempDir(), shop.Params{Name: "วิสาหกิจชุมชนบ้านคราม"}, testkit.NewClock(noon).Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// bench is the page on a window.
type bench struct {
	*looks.Stage
	page *Page
	shop *shop.Shop
}

func open(t testing.TB, v looks.Variant, s *shop.Shop) *bench {
	t.Helper()
	b := &bench{Stage: looks.New(t, v, s), shop: s}
	b.Show(kit.Channels, func(k *kit.Kit) nav.Page {
		b.page = New(k, "")
		return b.page
	})
	b.settle(t)
	t.Cleanup(func() { b.settle(t) })
	return b
}

func (b *bench) settle(t testing.TB) {
	t.Helper()
	b.Settle(t, func() bool { return !b.page.model.read || b.page.runner.Working() || b.page.acts.Working() })
}

func (b *bench) press(t testing.TB, chords ...string) {
	t.Helper()
	for _, key := range chords {
		b.Press(keys.Chord(key))
		b.settle(t)
	}
}

// fill writes into the fields of the form that is open, in their order.
func (b *bench) fill(t testing.TB, texts ...string) {
	t.Helper()
	for n, text := range texts {
		if n > 0 {
			b.Window.Canvas().FocusNext()
		}
		b.Window.Canvas().Focused().(interface{ SetText(string) }).SetText(text)
	}
	b.settle(t)
}

func (b *bench) channels(t testing.TB) []shop.Channel {
	t.Helper()
	list, err := b.shop.Channels(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// shown gives every text that a tree of widgets shows.
func shown(object fyne.CanvasObject) (texts string) {
	widget.Inside(object, func(part fyne.CanvasObject) bool {
		if text, ok := part.(interface{ Content() string }); ok && part.Visible() {
			texts += text.Content() + "\n"
		}
		texts += shown(part)
		return true
	})
	return texts
}

func (b *bench) detail() string { return shown(b.page.view.card) }

func TestAChannelIsAddedTestedAndKept(t *testing.T) {
	platform := double.New(t)
	b := open(t, usual, counter(t))
	b.press(t, "Ctrl+N")
	b.fill(t, "ศูนย์ลำพูน", platform.URL, double.ClientID)
	b.press(t, "Ctrl+Enter")
	if !b.Kit.Prompt.Open() || len(b.channels(t)) != 0 {
		t.Fatal("a channel without its secret is kept")
	}
	b.fill(t, double.ClientID, double.Secret)
	b.press(t, "Ctrl+Enter")
	list := b.channels(t)
	if b.Kit.Prompt.Open() || len(list) != 1 || list[0].Name != "ศูนย์ลำพูน" || list[0].Kind != "common" || list[0].Account.ID != double.SellerID {
		t.Fatalf("kept %+v", list)
	}
	if said := b.Kit.Prompt.Said(); !strings.Contains(said, list[0].Account.Name) || !strings.Contains(said, "เชียงราย") || b.Changed == 0 {
		t.Errorf("said %q", said)
	}
	if text := b.detail(); strings.Contains(text, double.Secret) || !strings.Contains(text, "เชียงราย") {
		t.Errorf("shown %q", text)
	}
	if Standing(&list[0], noon) != StateConnected {
		t.Errorf("it stands as %s", Standing(&list[0], noon))
	}
}

// TestTheKeyStaysWhenNothingIsTyped: a changed name needs no key, and a wrong key says so.
func TestTheKeyStaysWhenNothingIsTyped(t *testing.T) {
	platform := double.New(t)
	b := open(t, usual, counter(t))
	b.press(t, "Ctrl+N")
	b.fill(t, "ศูนย์", platform.URL, double.ClientID, double.Secret)
	b.press(t, "Ctrl+Enter", "Enter")
	b.fill(t, "ศูนย์ใหม่")
	b.press(t, "Ctrl+Enter")
	if list := b.channels(t); len(list) != 1 || list[0].Name != "ศูนย์ใหม่" || b.page.model.trials[list[0].ID].err != nil {
		t.Fatalf("%+v", list)
	}
	b.press(t, "Enter")
	b.fill(t, "ศูนย์ใหม่", platform.URL, double.ClientID, "wrong-secret")
	b.press(t, "Ctrl+Enter")
	trial := b.page.model.trials[b.channels(t)[0].ID]
	if !publishing.Is(trial.err, publishing.KeyRefused) {
		t.Fatalf("the test gave %v", trial.err)
	}
	if text := b.detail(); !strings.Contains(text, i18n.T(i18n.Thai, "channels.todo.key_refused", fault.Values{"key": "Enter"})) {
		t.Errorf("shown %q", text)
	}
	b.press(t, "Enter")
	b.fill(t, "ศูนย์ใหม่", platform.URL, "only-the-id")
	b.press(t, "Ctrl+Enter")
	if !b.Kit.Prompt.Open() {
		t.Error("half a key is taken")
	}
}

// TestAFailedTestIsForgotten once the channel answered.
func TestAFailedTestIsForgotten(t *testing.T) {
	m := &model{trials: map[id.Connection]trial{}}
	f := lived()
	channel := &f.list[0]
	m.load(f)
	m.tested(channel.ID, fault.New("net_none", "", nil), noon)
	for _, c := range []struct {
		heard time.Time
		class string
		kept  bool
	}{{noon.Add(-time.Hour), "", true}, {noon.Add(time.Minute), "offline", true}, {noon.Add(time.Minute), "", false}} {
		channel.State.HeardAt, channel.Problem.Class = ledger.MillisOf(c.heard), c.class
		m.load(f)
		if kept := m.trials[channel.ID].err != nil; kept != c.kept {
			t.Errorf("heard %v with problem %q: kept is %v", c.heard, c.class, kept)
		}
	}
}

func TestBadAddresses(t *testing.T) {
	b := open(t, usual, counter(t))
	b.press(t, "Ctrl+N")
	for _, bad := range []string{"", "http://shop.example.org", "ftp://shop.example.org", "https://", "https://user:pass@shop.example.org", "https://shop.example.org/?key=1"} {
		f := b.form(t)
		f.name.SetText("ศูนย์")
		f.url.SetText(bad)
		f.key[0].SetText("a")
		f.key[1].SetText("b")
		b.press(t, "Ctrl+Enter")
		if !b.Kit.Prompt.Open() || f.fields["url"].Message() == "" {
			t.Errorf("%q is taken", bad)
		}
	}
	f := b.form(t)
	for typed, want := range map[string]string{"shop.example.org/": "https://shop.example.org/", " https://a.b ": "https://a.b", "http://localhost:9000": "http://localhost:9000"} {
		f.url.SetText(typed)
		if got := f.connection(); got.URL != want {
			t.Errorf("%q is read as %q", typed, got.URL)
		}
	}
}

// TestAStrangersCertificateIsTrustedOnlyByChoice: no key goes to it before; another address needs another choice.
func TestAStrangersCertificateIsTrustedOnlyByChoice(t *testing.T) {
	platform := double.New(t)
	behind, err := url.Parse(platform.URL)
	if err != nil {
		t.Fatal(err)
	}
	front := httptest.NewUnstartedServer(httputil.NewSingleHostReverseProxy(behind))
	front.Config.ErrorLog = log.New(io.Discard, "", 0) // it is refused on purpose
	front.StartTLS()
	t.Cleanup(front.Close)
	b := open(t, usual, counter(t))
	b.press(t, "Ctrl+N")
	b.fill(t, "ศูนย์", front.URL, double.ClientID, double.Secret)
	b.press(t, "Ctrl+Enter")
	channel := b.channels(t)[0]
	pin := b.page.model.stranger(channel.ID)
	if pin == "" || channel.Pin != "" || len(platform.Journal()) != 0 {
		t.Fatalf("pin %q, kept %q, %d calls", pin, channel.Pin, len(platform.Journal()))
	}
	b.press(t, "F7", "Enter") // Enter alone trusts nobody
	if !b.Kit.Prompt.Open() || b.channels(t)[0].Pin != "" {
		t.Fatal("Enter trusts")
	}
	b.press(t, "Esc", "F7", "Ctrl+Enter")
	channel = b.channels(t)[0]
	if channel.Pin != pin || channel.Account.ID != double.SellerID {
		t.Fatalf("after the choice: %+v", channel)
	}
	if text := b.detail(); !strings.Contains(text, fingerprint(pin)) {
		t.Errorf("the trusted certificate is not shown: %q", text)
	}
	b.press(t, "Enter", "F7", "Ctrl+Enter") // trust it no more
	if channel = b.channels(t)[0]; channel.Pin != "" || b.page.model.stranger(channel.ID) != pin {
		t.Errorf("still trusted: %+v", channel)
	}
	channel.Pin = pin
	f := &form{was: channel.Connection, pin: pin, kind: publishing.KindOf("common"), name: widget.NewEntry(""), url: widget.NewEntry("")}
	f.url.SetText("https://elsewhere.example.org")
	if f.connection().Pin != "" {
		t.Error("the certificate of one address is trusted at another")
	}
}

func TestPauseResumeAndClose(t *testing.T) {
	platform := double.New(t)
	b := open(t, usual, counter(t))
	b.press(t, "Ctrl+N")
	b.fill(t, "ศูนย์", platform.URL, double.ClientID, double.Secret)
	b.press(t, "Ctrl+Enter", "F6")
	if list := b.channels(t); !list[0].State.Paused || Standing(&list[0], noon) != StatePaused {
		t.Fatalf("%+v", list[0].State)
	}
	b.press(t, "F6")
	if b.channels(t)[0].State.Paused {
		t.Fatal("it is still paused")
	}
	b.press(t, "Delete", "Enter")
	if !b.Kit.Prompt.Open() || len(b.channels(t)) != 1 {
		t.Fatal("Enter closes a channel")
	}
	b.press(t, "Ctrl+Enter")
	if len(b.channels(t)) != 0 || b.page.view.teach.Hidden {
		t.Error("it is still there")
	}
	b.press(t, "F5", "F6", "F7", "F8", "Delete", "Enter") // nothing is chosen
	if b.Kit.Prompt.Open() || len(b.Gone) != 0 {
		t.Error("something opens without a channel")
	}
}

func TestWaysFromHere(t *testing.T) {
	b := open(t, usual, counter(t))
	b.page.model.load(lived())
	b.page.view.show()
	b.press(t, "F8", "F9")
	want := []nav.Route{kit.ToOutbox(b.page.model.list[0].ID), {Screen: kit.Settings, Arg: "net"}}
	if !slices.Equal(b.Gone, want) {
		t.Errorf("went to %v, want %v", b.Gone, want)
	}
}

// TestKinds: whatever a shop can be connected to has texts and the fields of its key.
func TestKinds(t *testing.T) {
	for _, kind := range publishing.Kinds {
		if fields := keyFields[kind.Name]; len(fields) == 0 || kind.User != (len(fields) > 1) {
			t.Errorf("%s asks for %v", kind.Name, fields)
		}
		for _, lang := range i18n.Langs {
			for _, key := range []string{"channels.about." + kind.Name, "publishing.kind." + kind.Name} {
				if !i18n.Has(lang, key) {
					t.Errorf("%s: no %s", lang, key)
				}
			}
			for _, field := range slices.Concat(keyFields[kind.Name], kind.Options) {
				for _, key := range []string{"channels.field." + field, "channels.hint." + field} {
					if !i18n.Has(lang, key) {
						t.Errorf("%s: no %s", lang, key)
					}
				}
			}
		}
	}
}

// TestHowAKeyIsWritten: the parts stand in their order with ":" between them.
func TestHowAKeyIsWritten(t *testing.T) {
	b := open(t, usual, counter(t))
	for _, c := range []struct {
		kind  string
		typed []string
		want  string
	}{
		{"common", []string{" shop-57 ", "s3cr3t"}, "shop-57:s3cr3t"},
		{"common", []string{"", ""}, ""},
		{"common", []string{"", "s3cr3t"}, ":s3cr3t"},
		{"woocommerce", []string{"ck_1", "cs_2", ""}, "ck_1:cs_2"},
		{"woocommerce", []string{"ck_1", "cs_2", "abcd efgh"}, "ck_1:cs_2:abcd efgh"},
		{"woocommerce", []string{"", "", "abcd efgh"}, "::abcd efgh"},
		{"medusa", []string{"sk_3"}, "sk_3"},
	} {
		b.press(t, "Ctrl+N")
		f := b.form(t)
		f.turn(slices.IndexFunc(publishing.Kinds, func(k publishing.Kind) bool { return k.Name == c.kind }))
		for n, text := range c.typed {
			f.key[n].SetText(text)
		}
		if got := f.secret().Reveal(); got != c.want {
			t.Errorf("%s %q is written %q, want %q", c.kind, c.typed, got, c.want)
		}
		f.dialog.Close()
	}
}

// TestAWrongKeyIsSaidUnderItsField by whatever the connector calls it.
func TestAWrongKeyIsSaidUnderItsField(t *testing.T) {
	b := open(t, usual, counter(t))
	for n, want := range []string{"secret", "consumer", "token"} {
		b.press(t, "Ctrl+N")
		f := b.form(t)
		f.turn(n)
		f.name.SetText("ศูนย์")
		f.url.SetText("https://shop.example.org")
		for _, entry := range f.key[:min(len(f.key), 2)] {
			entry.SetText("ไม่ใช่กุญแจ")
		}
		b.press(t, "Ctrl+Enter")
		if f.fields[want].Message() == "" || len(b.channels(t)) != 0 {
			t.Errorf("%s: nothing is said under %s", f.kind.Name, want)
		}
		f.dialog.Close()
	}
}

func TestStanding(t *testing.T) {
	at := func(minutes int) ledger.Millis {
		return ledger.MillisOf(noon.Add(time.Duration(minutes) * time.Minute))
	}
	for _, c := range []struct {
		state publishing.ConnectionState
		class string
		want  string
	}{
		{publishing.ConnectionState{}, "", StateUntested},
		{publishing.ConnectionState{HeardAt: at(-5)}, "", StateConnected},
		{publishing.ConnectionState{HeardAt: at(-5), Paused: true}, "", StatePaused},
		{publishing.ConnectionState{HeardAt: at(-5), Paused: true}, "key_refused", StateStopped},
		{publishing.ConnectionState{HeardAt: at(-5), NextAt: at(2)}, "offline", StateOffline},
		{publishing.ConnectionState{HeardAt: at(-5), NextAt: at(2)}, "later", StateResting},
		{publishing.ConnectionState{HeardAt: at(-5), NextAt: at(-2)}, "later", StateConnected},
	} {
		channel := shop.Channel{State: c.state, Problem: publishing.Problem{Class: c.class}}
		if got := Standing(&channel, noon); got != c.want {
			t.Errorf("%+v %q stands as %s, want %s", c.state, c.class, got, c.want)
		}
	}
}
