package channels

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
)

// lived is what a shop with some channels has to tell.
func lived() facts {
	ago := func(minutes int) ledger.Millis {
		return ledger.MillisOf(noon.Add(-time.Duration(minutes) * time.Minute))
	}
	channel := func(n byte, name, kind, url string) shop.Channel {
		return shop.Channel{Connection: publishing.Connection{ID: id.Connection{n}, Name: name, Kind: kind, URL: url},
			State: publishing.ConnectionState{HeardAt: ago(19), SentAt: ago(19)}}
	}
	centre := channel(1, "ตลาดกลาง ศูนย์ลำพูน", "common", "https://centre.lamphun.example.org")
	centre.Account = publishing.Account{ID: "s-1042", Name: "วิสาหกิจชุมชนบ้านคราม", Province: "TH-51"}
	centre.Pin = strings.Repeat("3f9a07c1", 8)
	centre.Outbox = shop.OutboxCounts{Waiting: 3, Failed: 1}
	web := channel(2, "เว็บของร้าน", "woocommerce", "https://bankhram.example.com/shop")
	web.State.Paused, web.Outbox.Waiting = true, 12
	web.Problem = publishing.Problem{Class: "key_refused", Code: "net_auth", Values: fault.Values{"host": "bankhram.example.com", "status": "401"}, Words: "Invalid signature"}
	gift := channel(3, "ของฝากจังหวัด", "medusa", "https://gift.example.org")
	gift.State.NextAt, gift.Problem = ago(-4), publishing.Problem{Class: "offline", Code: "net_none", Values: fault.Values{"host": "gift.example.org"}}
	fresh := channel(4, "ทดลอง", "common", "http://localhost:8080")
	fresh.State = publishing.ConnectionState{}
	paused := channel(5, "ร้านเก่า", "common", "https://old.example.org")
	paused.State.Paused = true
	untaken := []shop.Untaken{
		{No: "LP-2569-00017", HeardAt: noon.Add(-time.Hour), Why: publishing.Problem{Class: "refused", Code: "order_empty"}},
		{No: "LP-2569-00012", HeardAt: noon.Add(-30 * time.Hour), Why: publishing.Problem{Class: "refused", Code: "amount_too_large", Values: fault.Values{"value": "99,999,999.00"}}},
	}
	return facts{list: []shop.Channel{centre, web, gift, fresh, paused}, untaken: map[id.Connection][]shop.Untaken{centre.ID: untaken}}
}

// form opens the form and gives it.
func (b *bench) form(t testing.TB) *form {
	t.Helper()
	if b.page.form == nil {
		t.Fatal("no form is open")
	}
	return b.page.form
}

// scenes gives the states of the screen that must look right.
func scenes(t testing.TB) map[string]func(looks.Variant) *bench {
	s := counter(t)
	with := func(at int, do func(*bench)) func(looks.Variant) *bench {
		return func(v looks.Variant) *bench {
			b := open(t, v, s)
			b.page.model.load(lived())
			b.page.model.at = at
			b.page.view.show()
			if do != nil {
				do(b)
			}
			return b
		}
	}
	stranger := &publishing.Failure{Class: publishing.Elsewhere, Err: fault.New("net_self_signed", "", fault.Values{"host": "centre.lamphun.example.org", "pin": strings.Repeat("3f9a07c1", 8)})}
	unseen := func(b *bench) { b.Window.Canvas().Unfocus() }
	fresh := func(kind int) func(v looks.Variant) *bench {
		return with(0, func(b *bench) {
			b.Press("Ctrl+N")
			for range kind {
				b.Press("F5")
			}
			unseen(b)
		})
	}
	return map[string]func(looks.Variant) *bench{
		"none":      func(v looks.Variant) *bench { return open(t, v, s) },
		"connected": with(0, nil), "stopped": with(1, nil), "paused": with(4, nil),
		"stranger": with(0, func(b *bench) {
			b.page.model.tested(b.page.model.list[0].ID, stranger, noon)
			b.page.view.show()
		}),
		"trust": with(0, func(b *bench) {
			b.page.model.tested(b.page.model.list[0].ID, stranger, noon)
			b.Press("F7")
		}),
		"form-woo": fresh(1), "form-medusa": fresh(2),
		"edit": with(0, func(b *bench) { b.Press("Enter"); unseen(b) }),
		"bad": with(1, func(b *bench) {
			b.Press("Ctrl+N")
			b.form(t).url.SetText("http://shop.example.org")
			b.form(t).name.SetText("ร้าน")
			b.Press("Ctrl+Enter")
			unseen(b)
		}),
		"close": with(1, func(b *bench) { b.Press("Delete") }),
	}
}

// TestNothingIsCutInAnyLook holds every state in every look, size and language against the rules.
func TestNothingIsCutInAnyLook(t *testing.T) {
	looks.Everywhere(t, "channels", scenes(t))
}

// TestTheScreenLooksAsStored compares it with testdata. After a wanted change copy the picture from testdata/failed
// over it.
func TestTheScreenLooksAsStored(t *testing.T) {
	test.AssertImageMatches(t, "channels.png", scenes(t)["connected"](usual).Window.Canvas().Capture())
}

// TestScreenshots writes the pictures where TALAT_SCREENSHOTS names a folder.
func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	scenes(t)["connected"](usual).Save(t, folder, "channels")
}
