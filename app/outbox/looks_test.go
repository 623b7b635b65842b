package outbox

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
)

// lived is an outbox of some days.
func lived() facts {
	ago := func(minutes int) ledger.Millis {
		return ledger.MillisOf(noon.Add(-time.Duration(minutes) * time.Minute))
	}
	channel := func(n byte, name, kind string) shop.Channel {
		return shop.Channel{Connection: publishing.Connection{ID: id.Connection{n}, Name: name, Kind: kind}, State: publishing.ConnectionState{HeardAt: ago(19), SentAt: ago(19)}}
	}
	centre, web, gift := channel(1, "ตลาดกลาง ศูนย์ลำพูน", "common"), channel(2, "เว็บของร้าน", "woocommerce"), channel(3, "ของฝากจังหวัด", "medusa")
	centre.Outbox = shop.OutboxCounts{Waiting: 4, Failed: 1}
	web.State.Paused, web.Outbox.Waiting = true, 2
	web.Problem = publishing.Problem{Class: "key_refused", Code: "net_auth", Values: fault.Values{"host": "bankhram.example.com", "status": "401"}}
	gift.State.NextAt, gift.Problem, gift.Outbox.Carried = ago(-4), publishing.Problem{Class: "offline", Code: "net_none", Values: fault.Values{"host": "gift.example.org"}}, 1
	listed := func(n int64, c *shop.Channel, sku, name string) shop.Outgoing {
		return shop.Outgoing{Channel: c.Name, Name: name, Outgoing: publishing.Outgoing{ID: n, ConnectionID: c.ID, Kind: publishing.Listed, SKU: sku, Thing: publishing.ThingListing + sku, State: publishing.Waiting}}
	}
	chili := listed(1, &centre, "NP", "น้ำพริกหนุ่ม")
	chili.State, chili.Attempts = publishing.Stuck, 1
	chili.Why = publishing.Problem{Class: "refused", Code: "channel_says", Values: fault.Values{"host": "centre.lamphun.example.org", "text": "ขาดเลขสารบบอาหาร (อย. 13 หลัก)"}}
	honey := listed(2, &centre, "HN", "น้ำผึ้งดอกลำไย 500 มล.")
	honey.Attempts, honey.NextAt = 3, ago(-4)
	honey.Why = publishing.Problem{Class: "later", Code: "net_server", Values: fault.Values{"host": "centre.lamphun.example.org", "status": "503"}}
	cloth := listed(3, &centre, "CL", "ผ้าคราม ทอมือ 2 ม.")
	cloth.State = publishing.Sending
	again := listed(8, &centre, "NP", "น้ำพริกหนุ่ม")
	step := shop.Outgoing{Channel: web.Name, Name: "คุณสมศรี ใจดี", Number: "A-OR-2569-000042", There: "CP-000318", Outgoing: publishing.Outgoing{ID: 4, ConnectionID: web.ID, Kind: publishing.Stepped, What: publishing.Accept, Thing: "order/9", State: publishing.Waiting}}
	parcel := shop.Outgoing{Channel: web.Name, Name: "โรงเรียนบ้านหนองหญ้าปล้องวิทยาคาร", Number: "A-OR-2569-000041", There: "CP-000317", Outgoing: publishing.Outgoing{ID: 5, ConnectionID: web.ID, Kind: publishing.Parcelled, What: "ems/EF582621151TH", Thing: "order/8", State: publishing.Waiting}}
	carried := listed(6, &gift, "GF", "ชุดของขวัญปีใหม่ผ้าขาวม้าและสบู่สมุนไพรห่อใบตอง จากกลุ่มแม่บ้านตำบลพังขว้าง")
	carried.State = publishing.Carried
	f := facts{channels: []shop.Channel{centre, web, gift}, rows: []shop.Outgoing{chili, honey, cloth, step, parcel, carried, listed(7, &centre, "RC", "ข้าวหอมมะลิ ทุ่งกุลา 1 กก."), again},
		total: 8, auto: true, stuck: map[string]int64{thing(&chili.Outgoing): 1}, products: map[string]*catalog.Product{}}
	for n := range f.rows {
		if row := &f.rows[n]; row.SKU != "" {
			f.products[row.SKU] = &catalog.Product{SKU: row.SKU, Name: row.Name}
		}
	}
	return f
}

// bar is the top of the window on a busy day.
func bar(k *kit.Kit) []nav.Chip {
	net := shop.Net{Channels: 3, Offline: true, Waiting: 6}
	return []nav.Chip{{ChipData: widget.ChipData{Icon: "print", IconTone: theme.MoneyIn, Label: k.T("app.printer.ready")}},
		{ChipData: Pill(k.Lang, &net, noon)},
		{ChipData: widget.ChipData{Icon: "customer", Label: k.T("app.shift.named", fault.Values{"time": "08:00", "name": "สมศรี"})}}}
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
			b.Shell.SetChips(bar(b.Kit))
			if do != nil {
				do(b)
			}
			return b
		}
	}
	return map[string]func(looks.Variant) *bench{
		"none":   func(v looks.Variant) *bench { return open(t, v, s) },
		"failed": with(0, nil), "parcel": with(4, nil), "carried": with(5, nil), "behind": with(7, nil),
		"empty": with(0, func(b *bench) {
			f := lived()
			f.rows, f.total = nil, 0
			b.page.model.channel = f.channels[0].ID
			b.page.model.load(f)
			b.page.view.show()
		}),
		"discard": with(0, func(b *bench) { b.Press("Delete"); b.Window.Canvas().Unfocus() }),
		"exported": with(0, func(b *bench) {
			b.page.exported(&shop.Carried{Path: "/media/stall/KINGSTON/talat-outbox-20261129-1200.talat", Rows: 7, Pictures: 12, Counts: 30, Fingerprint: "3f9a 07c1 3f9a 07c1 3f9a 07c1 3f9a 07c1",
				Left: []shop.SyncProblem{{Channel: "เว็บของร้าน", About: "NP", Problem: publishing.Problem{Class: "refused", Code: "order_empty"}}}})
		}),
		"compare": with(0, func(b *bench) {
			b.page.compare("x.talat", &shop.CarriedIn{Name: "วิสาหกิจชุมชนบ้านคราม", Fingerprint: "3f9a 07c1 3f9a 07c1 3f9a 07c1 3f9a 07c1"})
		}),
		"carry": with(0, func(b *bench) { b.page.view.right.ScrollTo(fyne.NewPos(0, 1000)) }),
		"sending": with(1, func(b *bench) {
			held := make(chan struct{})
			job, err := b.Kit.Pool.Start("shown", "", func(ctx context.Context, _ *task.Job) error { <-held; return nil }, nil)
			if err != nil {
				t.Fatal(err)
			}
			job.Progress(12, 40)
			b.page.job = job
			b.page.far.Store(&shop.SyncProgress{Channel: "ตลาดกลาง ศูนย์ลำพูน", Done: 12, Total: 40})
			b.page.view.showFoot()
			b.page.job = nil
			close(held)
		}),
	}
}

// TestNothingIsCutInAnyLook holds every state in every look, size and language against the rules.
func TestNothingIsCutInAnyLook(t *testing.T) {
	looks.Everywhere(t, "outbox", scenes(t))
}

// TestTheScreenLooksAsStored compares it with testdata. After a wanted change copy the picture from testdata/failed
// over it.
func TestTheScreenLooksAsStored(t *testing.T) {
	test.AssertImageMatches(t, "outbox.png", scenes(t)["failed"](usual).Window.Canvas().Capture())
}

// TestScreenshots writes the pictures where TALAT_SCREENSHOTS names a folder.
func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	scenes(t)["failed"](usual).Save(t, folder, "outbox")
}
