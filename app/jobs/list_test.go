package jobs

import (
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/printing/spool"
	"github.com/talat-pos/talat/internal/shop"
)

var noon = clock.Fixed(time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC))

var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: fyne.NewSize(1366, 768), Lang: i18n.Thai}

// empty is a page with nothing on it, under the dialog.
type empty struct{}

func (empty) Title() string              { return "" }
func (empty) Content() fyne.CanvasObject { return container.NewWithoutLayout() }
func (empty) Scope() *keys.Scope         { return &keys.Scope{} }
func (empty) Shown()                     {}
func (empty) Hidden()                    {}

type bench struct {
	*looks.Stage
	shop *shop.Shop
	list *List
}

// open shows the list of a shop with these jobs, the oldest first.
func open(t *testing.T, v looks.Variant, titles ...string) *bench {
	t.Helper()
	s, err := shop.Create(t.Context(), filepath.Join(t.TempDir(), "shop"), shop.Params{Name: "ร้าน"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	b := &bench{Stage: looks.New(t, v, s), shop: s}
	for _, title := range titles {
		b.queue(t, title)
	}
	b.Show(kit.Till, func(*kit.Kit) nav.Page { return empty{} })
	b.list = Open(b.Kit, b.Kit.Pool.Runner())
	b.settle(t)
	return b
}

func (b *bench) queue(t *testing.T, title string) {
	t.Helper()
	err := b.shop.Enqueue(t.Context(), shop.Paper{ID: id.New[id.Job](), Form: shop.FormReceipt, Title: title,
		Printer: spool.Target{Kind: spool.Spooler, Name: "X"}, Job: spool.Job{Format: spool.ESCPOS, Data: []byte(title)}})
	if err != nil {
		t.Fatal(err)
	}
}

func (b *bench) settle(t *testing.T) {
	t.Helper()
	b.Settle(t, b.list.runner.Working)
}

// fail lets the worker try what is queued: no such printer is there.
func (b *bench) fail(t *testing.T) {
	t.Helper()
	if err := b.shop.PrintNow(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.list.Reload()
	b.settle(t)
}

func TestAFailedJobSaysWhyAndIsPrintedAgain(t *testing.T) {
	b := open(t, usual, "A-1")
	b.fail(t)
	if job := b.list.job(); job == nil || job.State != shop.JobFailed || b.list.why.Content() == "" {
		t.Fatalf("%+v, %q", job, b.list.why.Content())
	}
	b.Press("Enter")
	b.settle(t)
	if len(b.list.all) != 2 || b.list.all[0].State != shop.JobQueued || b.list.all[1].State != shop.JobCancelled || b.Changed == 0 {
		t.Fatalf("%+v", b.list.all)
	}
	b.fail(t)
	b.Press("Up")
	b.Press("Ctrl+P") // prints what is chosen, as everywhere
	b.settle(t)
	if len(b.list.all) != 3 || b.list.all[0].State != shop.JobQueued {
		t.Fatalf("%+v", b.list.all)
	}
	b.Press("Up") // the new one stands above the chosen
	b.Press("Delete")
	b.settle(t)
	if b.list.all[0].State != shop.JobCancelled {
		t.Errorf("%+v", b.list.all[0])
	}
	b.Press("F8") // cancelled is at an end: there is nothing to say of it
	b.settle(t)
	if b.list.all[0].State != shop.JobCancelled {
		t.Errorf("%+v", b.list.all[0])
	}
}

func TestNothingPrintedTeaches(t *testing.T) {
	b := open(t, usual)
	if b.list.empty.Content() != i18n.T(i18n.Thai, "jobs.none") {
		t.Errorf("%q", b.list.empty.Content())
	}
	b.Press("Delete") // nothing is chosen
	b.Press("Esc")
	b.settle(t)
	if b.list.Open() {
		t.Error("the list is still open")
	}
}

func TestNothingIsCutInAnyLook(t *testing.T) {
	for _, v := range looks.Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			b := open(t, v, "A-2569-000001", "A-2569-000002")
			b.fail(t)
			b.queue(t, "A-2569-000003")
			b.list.Reload()
			b.settle(t)
			b.Press("Down")
			b.Look(t, v, "jobs")
		})
	}
}

func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	b := open(t, usual, "A-2569-000001", "A-2569-000002")
	b.fail(t)
	b.queue(t, "A-2569-000003")
	b.list.Reload()
	b.settle(t)
	b.Press("Down")
	b.Save(t, folder, "jobs")
}

// Every form that can be queued has a name in the list, in both languages.
func TestEveryFormHasAName(t *testing.T) {
	for _, lang := range i18n.Langs {
		for _, form := range shop.Forms {
			if !i18n.Has(lang, "jobs.form."+form) {
				t.Errorf("%s: no name for %s", lang, form)
			}
		}
	}
}
