package orders

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ordering"
)

const orderFile = "เลขที่คำสั่งซื้อ,ชื่อสินค้า,จำนวน,ราคา,ชื่อผู้รับ\nW-1,ของที่ร้านไม่รู้จัก,2,45,มานี\nW-2,น้ำพริกหนุ่ม,1,45,ปิติ\n"

// A file of orders comes in by keys, and the list shows those whose goods are to be chosen.
func TestAFileOfOrdersComesIn(t *testing.T) {
	b := show(t, usual, newMarket(t).Shop, "")
	path := filepath.Join(t.TempDir(), "orders.csv")
	must(t, os.WriteFile(path, []byte(orderFile), 0o600))
	b.Picks = func(then func(string)) { then(path) }
	before := b.page.m.list.counts.Total
	imported := func() { // until the job has ended
		b.Until(t, func() bool {
			jobs := b.Kit.Pool.Jobs()
			return len(jobs) > 0 && jobs[len(jobs)-1].State().Ended
		})
		b.settle()
	}
	b.press("Ctrl+O", "F2")
	imported()
	b.press("Ctrl+Enter")
	imported()
	b.press("Enter")
	if m := b.page.m; b.Kit.Prompt.Open() || m.list.counts.Total != before+2 || m.list.total != 1 || filters[m.filter].query.Todo != ordering.TodoMatch || m.list.rows[0].ChannelNo != "W-1" {
		t.Fatalf("%d of %d orders, filter %d", m.list.total, m.list.counts.Total, m.filter)
	}
}

// What is dropped on the screen is taken when it is a table, and nothing is open.
func TestADroppedFileIsTaken(t *testing.T) {
	b := show(t, usual, newMarket(t).Shop, "")
	path := filepath.Join(t.TempDir(), "orders.csv")
	must(t, os.WriteFile(path, []byte(orderFile), 0o600))
	if b.page.Drop("photo.png") || !b.page.Drop(path) || !b.Kit.Prompt.Open() {
		t.Fatal("the file was not taken")
	}
	b.Until(t, func() bool { return b.Kit.Pool.Jobs()[0].State().Ended })
	b.press("Esc", "Esc")
	b.Kit.Prompt.AskText(prompt.Input{Title: "x"}, nil, func(string) {})
	if b.page.Drop(path) {
		t.Error("a file was taken below a dialog")
	}
	b.press("Esc", "Ctrl+N")
	if b.page.form == nil || b.page.Drop(path) {
		t.Error("a file was taken over an order that is being written")
	}
}

// The buttons of the bar have room in every look, in more rows where they need them.
func TestTheButtonsOfTheBarHaveRoom(t *testing.T) {
	s := newMarket(t).Shop
	for _, variant := range theme.Variants {
		for _, lang := range i18n.Langs {
			b := show(t, looks.Variant{Theme: theme.Options{Variant: variant}, Size: fyne.NewSize(1024, 600), Lang: lang}, s, "")
			if !b.page.view.low.Visible() {
				t.Fatal("nothing is under the list")
			}
			for _, button := range b.page.view.low.Objects {
				if right := button.Position().X + button.Size().Width; right > b.page.view.low.Size().Width+1 {
					t.Errorf("%s %s: a button ends at %.0f of %.0f", variant, lang, right, b.page.view.low.Size().Width)
				}
			}
		}
	}
}
