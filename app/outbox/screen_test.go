package outbox

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
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
	s, err := shop.Create(ctx, t.TempDir(), shop.Params{Name: "วิสาหกิจชุมชนบ้านคราม", Address: "99/1 ต.รอบเวียง อ.เมืองเชียงราย จ.เชียงราย 57000"}, testkit.NewClock(noon).Now)
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

// connected connects a shop with a platform and queues so many goods for it.
func connected(t testing.TB, s *shop.Shop, goods int) (*double.Platform, publishing.Connection) {
	t.Helper()
	platform := double.Open(t, double.Options{Live: true, Now: s.Clock})
	c := publishing.Connection{ID: id.New[id.Connection](), Name: "ศูนย์ลำพูน", Kind: "common", URL: platform.URL}
	if err := s.SaveChannel(ctx, c, connect.NewSecret(double.ClientID+":"+double.Secret)); err != nil {
		t.Fatal(err)
	}
	var products []id.Product
	for n := range goods {
		var picture bytes.Buffer
		if err := jpeg.Encode(&picture, image.NewGray(image.Rect(0, 0, 20+n, 20)), nil); err != nil {
			t.Fatal(err)
		}
		photo, err := s.AddPhoto(ctx, &picture)
		if err != nil {
			t.Fatal(err)
		}
		product, err := s.SaveProduct(ctx, catalog.Product{SKU: "BK-" + strconv.Itoa(n+1), Name: "ตะกร้า " + strconv.Itoa(n+1), Price: money.Baht(200), Unit: "ใบ", WeightG: 300,
			Category: "ของใช้", Photo: photo, Description: strings.Repeat("ตะกร้าหวายสานมือของกลุ่มแม่บ้าน ", 5)}, shop.Opening{Qty: qty.Pieces(5)})
		if err != nil {
			t.Fatal(err)
		}
		products = append(products, product.ID)
	}
	if done, err := s.Publish(ctx, c.ID, products...); err != nil || len(done.Queued) != goods {
		t.Fatalf("%+v, %v", done, err)
	}
	return platform, c
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
	b.Show(kit.Outbox, func(k *kit.Kit) nav.Page {
		b.page = New(k, "")
		return b.page
	})
	b.settle(t)
	t.Cleanup(func() { b.settle(t) })
	return b
}

func (b *bench) settle(t testing.TB) {
	t.Helper()
	b.Settle(t, func() bool {
		p := b.page
		return !p.model.read || p.runner.Working() || p.acts.Working() || p.job != nil || p.photos.Busy()
	})
}

func (b *bench) press(t testing.TB, chords ...string) {
	t.Helper()
	for _, key := range chords {
		b.Press(keys.Chord(key))
		b.settle(t)
	}
}

// states lists the states of the rows that are shown.
func (b *bench) states() (states []string) {
	for n := range b.page.model.rows {
		states = append(states, b.page.model.rows[n].State)
	}
	return states
}

func TestWhatWaitsIsSentAtOnce(t *testing.T) {
	s := counter(t)
	platform, _ := connected(t, s, 3)
	b := open(t, usual, s)
	if !slices.Equal(b.states(), []string{"waiting", "waiting", "waiting"}) {
		t.Fatalf("shown %v", b.states())
	}
	b.press(t, "F8")
	if len(b.page.model.rows) != 0 || platform.Calls("putListing")+platform.Calls("batchListings") == 0 || b.Changed == 0 {
		t.Fatalf("shown %v, said %q", b.states(), b.Kit.Prompt.Said())
	}
	if said := b.Kit.Prompt.Said(); !strings.HasPrefix(said, "ส่งแล้ว ") {
		t.Errorf("said %q", said)
	}
	for range lists {
		if lists[b.page.model.list] == publishing.Sent {
			break
		}
		b.press(t, "Right")
	}
	if !slices.Equal(b.states(), []string{"sent", "sent", "sent"}) {
		t.Errorf("sent lately: %v", b.states())
	}
	b.press(t, "F5", "Delete") // what is sent stays sent
	if b.Kit.Prompt.Open() {
		t.Error("what is sent can be discarded")
	}
}

// TestWhatTheChannelRefuses says why in the channel's words, and goes again when a person says so.
func TestWhatTheChannelRefuses(t *testing.T) {
	s := counter(t)
	platform, _ := connected(t, s, 1)
	refusal := double.Says(422, "application/problem+json", `{"type":"https://common.example/problems/validation","title":"Refused","status":422,"detail":"ชื่อสินค้าไม่สุภาพ"}`)
	platform.Uncheck()
	platform.On("putListing", refusal)
	platform.On("batchListings", refusal)
	b := open(t, usual, s)
	b.press(t, "F8")
	row := b.page.model.chosen()
	if row == nil || row.State != publishing.Stuck {
		t.Fatalf("shown %v", b.states())
	}
	if why := b.page.model.why(b.Kit, row, noon); !strings.Contains(why, "ชื่อสินค้าไม่สุภาพ") {
		t.Errorf("why: %q", why)
	}
	b.press(t, "F5")
	if !slices.Equal(b.states(), []string{"waiting"}) || b.page.model.rows[0].Attempts != 0 {
		t.Fatalf("after trying again: %v", b.states())
	}
	b.press(t, "F8")
	if len(b.page.model.rows) != 0 {
		t.Errorf("shown %v", b.states())
	}
}

func TestDiscardingNeedsAReason(t *testing.T) {
	s := counter(t)
	connected(t, s, 2)
	b := open(t, usual, s)
	b.press(t, "Down", "Delete", "Ctrl+Enter")
	if !b.Kit.Prompt.Open() || len(b.page.model.rows) != 2 {
		t.Fatal("it is discarded without a reason")
	}
	gone := b.page.model.chosen().ID
	b.press(t, "2", "Ctrl+Enter")
	if b.Kit.Prompt.Open() || len(b.page.model.rows) != 1 || b.page.model.rows[0].ID == gone {
		t.Fatalf("shown %v", b.states())
	}
	b.press(t, "Left")
	row := b.page.model.chosen()
	if row == nil || row.ID != gone || row.Discarded != i18n.T(i18n.Thai, "outbox.reason.there") {
		t.Fatalf("discarded: %+v", row)
	}
	if why := b.page.model.why(b.Kit, row, noon); !strings.Contains(why, row.Discarded) {
		t.Errorf("why: %q", why)
	}
}

// TestAChannelThatIsNotThere: the row waits, the channel is said to be offline, and nothing is lost.
func TestAChannelThatIsNotThere(t *testing.T) {
	s := counter(t)
	_, c := connected(t, s, 1)
	c.URL = "http://127.0.0.1:1"
	if err := s.SaveChannel(ctx, c, connect.Secret{}); err != nil {
		t.Fatal(err)
	}
	b := open(t, usual, s)
	b.press(t, "F8")
	if !slices.Equal(b.states(), []string{"waiting"}) {
		t.Fatalf("shown %v", b.states())
	}
	if why, next := b.page.model.waits(b.page.model.chosen(), noon); why != whyOffline || !next.After(noon) {
		t.Errorf("it waits because of %s until %v", why, next)
	}
	if said := b.Kit.Prompt.Said(); !strings.Contains(said, c.Name) {
		t.Errorf("said %q", said)
	}
}

// TestARoundCanBeStopped: the key that began it stops it.
func TestARoundCanBeStopped(t *testing.T) {
	s := counter(t)
	platform, _ := connected(t, s, 1)
	held, reached := make(chan struct{}), make(chan struct{}, 1000)
	platform.Always(func(string, int) *double.Fault {
		reached <- struct{}{}
		<-held
		return nil
	})
	b := open(t, usual, s)
	b.Press("F8")
	<-reached
	if b.page.job == nil || b.page.view.send.Label() != i18n.T(i18n.Thai, "outbox.stop") || b.page.view.under.Hidden {
		t.Fatal("nothing runs")
	}
	b.Press("F8")
	close(held)
	b.settle(t)
	if said := b.Kit.Prompt.Said(); !strings.HasPrefix(said, i18n.T(i18n.Thai, "outbox.ended.stopped")) {
		t.Errorf("said %q", said)
	}
	b.press(t, "F8")
	if len(b.page.model.rows) != 0 {
		t.Errorf("after another round: %v", b.states())
	}
}

func TestOneChannelAlone(t *testing.T) {
	s := counter(t)
	_, first := connected(t, s, 1)
	other := publishing.Connection{ID: id.New[id.Connection](), Name: "เว็บ", Kind: "common", URL: "http://localhost:1"}
	if err := s.SaveChannel(ctx, other, connect.NewSecret(double.ClientID+":"+double.Secret)); err != nil {
		t.Fatal(err)
	}
	b := open(t, usual, s)
	for _, want := range []struct {
		channel id.Connection
		rows    int
	}{{first.ID, 1}, {other.ID, 0}, {id.Connection{}, 1}} {
		b.press(t, "F4")
		if b.page.model.channel != want.channel || len(b.page.model.rows) != want.rows {
			t.Errorf("at %v: %v", b.page.model.channel, b.states())
		}
	}
	b.page.Turn(other.ID.String())
	b.settle(t)
	if b.page.Arg() != other.ID.String() {
		t.Errorf("turned to %q", b.page.Arg())
	}
	b.press(t, "F9")
	if len(b.Gone) != 1 || b.Gone[0].Screen != kit.Channels {
		t.Errorf("went to %v", b.Gone)
	}
}

func TestNothingToDoWithoutChannels(t *testing.T) {
	b := open(t, usual, counter(t))
	b.press(t, "F8", "F5", "F6", "Delete", "Enter", "F4", "Left", "Right")
	if b.Kit.Prompt.Open() || len(b.Gone) != 0 {
		t.Error("something happens")
	}
}

func TestWhyARowWaits(t *testing.T) {
	at := func(minutes int) ledger.Millis {
		return ledger.MillisOf(noon.Add(time.Duration(minutes) * time.Minute))
	}
	trouble := publishing.Problem{Class: "later", Code: "net_server"}
	for _, c := range []struct {
		name  string
		state publishing.ConnectionState
		class string
		row   shop.Outgoing
		off   bool   // nothing goes by itself
		hours string // noon is 12:00 in Thailand
		stuck bool
		why   string
		next  int // minutes from now, 0 = not known
	}{
		{name: "fresh", why: whySoon},
		{name: "tried", row: shop.Outgoing{Outgoing: publishing.Outgoing{NextAt: at(3)}, Why: trouble}, why: whyTrouble, next: 3},
		{name: "behind", stuck: true, why: whyBehind},
		{name: "paused", state: publishing.ConnectionState{Paused: true}, why: whyPaused},
		{name: "stopped", state: publishing.ConnectionState{Paused: true}, class: "key_refused", why: whyStopped},
		{name: "offline", state: publishing.ConnectionState{NextAt: at(7)}, class: "offline", why: whyOffline, next: 7},
		{name: "resting", state: publishing.ConnectionState{NextAt: at(7)}, class: "later", row: shop.Outgoing{Outgoing: publishing.Outgoing{NextAt: at(9)}}, why: whyResting, next: 9},
		{name: "by hand", off: true, why: whyManual},
		{name: "by hand, tried", off: true, row: shop.Outgoing{Outgoing: publishing.Outgoing{NextAt: at(3)}, Why: trouble}, why: whyTrouble},
		{name: "out of hours", hours: "18:00-22:00", why: whyHours, next: 360},
		{name: "in hours", hours: "08:00-22:00", why: whySoon},
		{name: "offline and out of hours", state: publishing.ConnectionState{NextAt: at(7)}, class: "offline", hours: "18:00-22:00", why: whyOffline, next: 360},
	} {
		t.Run(c.name, func(t *testing.T) {
			hours, err := shop.ParseNetHours(c.hours)
			if err != nil {
				t.Fatal(err)
			}
			c.row.ID, c.row.ConnectionID, c.row.Thing, c.row.State = 7, id.Connection{1}, "listing/A", publishing.Waiting
			c.state.HeardAt = max(c.state.HeardAt, 1)
			m := model{facts: facts{auto: !c.off, hours: hours, stuck: map[string]int64{},
				channels: []shop.Channel{{Connection: publishing.Connection{ID: id.Connection{1}}, State: c.state, Problem: publishing.Problem{Class: c.class}}}}}
			if c.stuck {
				m.stuck[thing(&c.row.Outgoing)] = 3
			}
			why, next := m.waits(&c.row, noon)
			minutes := 0
			if !next.IsZero() && next.After(noon) {
				minutes = int(next.Sub(noon) / time.Minute)
			}
			if why != c.why || minutes != c.next {
				t.Errorf("%s in %d minutes, want %s in %d", why, minutes, c.why, c.next)
			}
		})
	}
}

// An order is called as the list of orders calls it: by its channel's number where it has one.
func TestAnOrderIsCalledAsItsChannelDoes(t *testing.T) {
	step := shop.Outgoing{Number: "A-OR-2569-000042", Name: "คุณสมศรี ใจดี", Outgoing: publishing.Outgoing{Kind: publishing.Stepped}}
	if got := new(model).title(i18n.Thai, &step); got != "A-OR-2569-000042 · คุณสมศรี ใจดี" {
		t.Errorf("without a number of the channel it is called %q", got)
	}
	step.There = "CP-000318"
	if got := new(model).title(i18n.Thai, &step); got != "CP-000318 · คุณสมศรี ใจดี" {
		t.Errorf("it is called %q", got)
	}
}

// Goods are called in the language of the window.
func TestGoodsAreCalledInTheLanguageOfTheWindow(t *testing.T) {
	m := &model{facts: facts{products: map[string]*catalog.Product{"BASKET": {Name: "ตะกร้า", NameEN: "Basket"}}}}
	for lang, want := range map[i18n.Lang]string{i18n.Thai: "ตะกร้า", i18n.English: "Basket"} {
		if got := m.title(lang, &shop.Outgoing{Name: "ตะกร้า", Outgoing: publishing.Outgoing{Kind: publishing.Listed, SKU: "BASKET"}}); got != want {
			t.Errorf("in %v it is called %q", lang, got)
		}
	}
}

func TestPill(t *testing.T) {
	sent := noon.Add(-199 * time.Minute) // 08:41 in Thailand
	for want, net := range map[string]shop.Net{
		"ออนไลน์ · ส่งแล้ว 08:41":         {HeardAt: sent, SentAt: sent},
		"ออนไลน์":                         {HeardAt: sent},
		"ออนไลน์ · รอส่ง 2":               {HeardAt: sent, SentAt: sent, Waiting: 2},
		"ออฟไลน์ · รอส่ง 3":               {Offline: true, Waiting: 3},
		"ออฟไลน์":                         {Offline: true, HeardAt: sent, SentAt: sent},
		"ออฟไลน์ · ติดปัญหา 1":            {Offline: true, Waiting: 3, Failed: 1},
		"หยุดพัก · รอส่ง 12":              {Paused: true, Waiting: 12, HeardAt: sent},
		"ติดปัญหา 2":                      {HeardAt: sent, Failed: 2, Waiting: 5},
		"นอกเวลาใช้เน็ต · รอส่ง 1":        {Resting: true, Waiting: 1, HeardAt: sent},
		"ยังไม่เคยต่อ":                    {},
		"ออนไลน์ · ส่งแล้ว 28 พ.ย. 08:41": {HeardAt: sent, SentAt: sent.Add(-24 * time.Hour)},
	} {
		net.Channels = 1
		if got := Pill(i18n.Thai, &net, noon).Label; got != want {
			t.Errorf("%+v reads %q, want %q", net, got, want)
		}
	}
}

// TestEveryStateHasItsWords in both languages.
func TestEveryStateHasItsWords(t *testing.T) {
	for _, lang := range i18n.Langs {
		var missing []string
		for _, state := range publishing.OutgoingStates {
			missing = append(missing, "outbox.state."+state)
		}
		for _, what := range []string{publishing.Accept, publishing.Reject, publishing.Pack, publishing.Cancel} {
			missing = append(missing, "outbox.step."+what)
		}
		for _, kind := range []string{publishing.Listed, publishing.Stepped, publishing.Parcelled} {
			missing = append(missing, "outbox.discard_text."+kind)
		}
		for _, key := range missing {
			if !i18n.Has(lang, key) {
				t.Errorf("%s: no %s", lang, key)
			}
		}
	}
}
