package window

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
)

var noon = clock.Fixed(time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC))

func made(t *testing.T, home, name string) string {
	t.Helper()
	dir := filepath.Join(home, name)
	s, err := shop.Create(context.Background(), dir, shop.Params{Name: name, Practice: name == shop.PracticeShop}, noon)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestWhichShopIsOpened(t *testing.T) {
	for _, c := range []struct {
		name    string
		shops   []string
		want    string
		several bool
	}{
		{"none", nil, "default", false},
		{"one", []string{"default"}, "default", false},
		{"only practice", []string{"practice"}, "default", false},
		{"one and practice", []string{"practice", "stall"}, "stall", false},
		{"two", []string{"default", "stall"}, "default", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			home := t.TempDir()
			for _, name := range c.shops {
				made(t, home, name)
			}
			w := New(Config{App: test.NewTempApp(t), Clock: noon, Home: home})
			dir, several := w.choose(context.Background())
			if filepath.Base(dir) != c.want || (several != nil) != c.several {
				t.Errorf("%s, a choice of %d", dir, len(several))
			}
		})
	}
}

func TestChipsTellTheCondition(t *testing.T) {
	w := New(Config{App: test.NewTempApp(t), Clock: noon, Home: t.TempDir()})
	calm := w.chips(condition{printer: "file:x", ready: true})
	if len(calm) != 2 || calm[0].Label != i18n.T(i18n.Thai, "app.printer.ready") || calm[1].Label != i18n.T(i18n.Thai, "app.shift.none") {
		t.Errorf("calm: %v", calm)
	}
	busy := w.chips(condition{printer: "file:x", waiting: 2, last: noon().Add(time.Hour), shift: &shop.Shift{ShiftView: &shop.ShiftView{}, TooLong: true}})
	if len(busy) != 4 {
		t.Errorf("busy: %v", busy)
	}
	if missing := w.chips(condition{printer: "file:x", ready: true, fonts: 1}); len(missing) != 3 || missing[1].Label != i18n.T(i18n.Thai, "app.font_gone") || missing[1].OnTapped == nil {
		t.Errorf("without its font: %v", missing)
	}
	online := w.chips(condition{printer: "file:x", ready: true, net: shop.Net{Channels: 1, Offline: true, Waiting: 3}})
	if len(online) != 3 || online[1].Label != "ออฟไลน์ · รอส่ง 3" || online[1].OnTapped == nil {
		t.Errorf("with channels: %v", online)
	}
	for c, want := range map[condition]string{{printer: "tcp:x", ready: true, toPrint: 3}: "รอพิมพ์ 3", {printer: "tcp:x", ready: true, toPrint: 3, stuck: 1}: "พิมพ์ไม่ได้ 1",
		{printer: "file:x", ready: true, trip: id.Trip{1}, fair: "งานกาชาด"}: "ออกร้าน: งานกาชาด"} {
		if chips := w.chips(c); chips[0].Label != want || chips[0].OnTapped == nil {
			t.Errorf("%v, want %s", chips[0].Label, want)
		}
	}
}

func TestPrinterFolder(t *testing.T) {
	home := t.TempDir()
	for printer, want := range map[string]bool{"file:receipts": true, "file:" + home: true, "file:" + filepath.Join(home, "no", "such"): false, "tcp:1.2.3.4": true, "fax:1": false} {
		if got := canPrint(home, printer); got != want {
			t.Errorf("%s: %v", printer, got)
		}
	}
}

func TestTablesAndFoldersAreDroppedAnywhere(t *testing.T) {
	home := t.TempDir()
	dir := made(t, home, "default")
	table := filepath.Join(home, "goods.csv")
	if err := os.WriteFile(table, []byte("name,price\nก,5\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	app := test.NewTempApp(t)
	w := New(Config{App: app, Clock: noon, Home: home, Dir: dir})
	w.window = app.NewWindow("")
	w.hop.do = func(func()) {} // what comes back from the background waits until the end, for it would draw beside the test
	if err := w.enter(dir); err != nil {
		t.Fatal(err)
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		if err := w.End(ctx); err != nil {
			t.Error(err)
		}
	}()
	w.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(filepath.Join(home, "slip.png"))})
	if w.open.shell.Here().Screen != kit.Till {
		t.Error("a picture is for the till")
	}
	w.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(table)})
	if w.open.shell.Here().Screen != kit.Imports {
		t.Error("a table is for the imports")
	}
	w.open.shell.Back()
	if w.open.shell.Here().Screen != kit.Products {
		t.Error("from there one goes back to the goods")
	}
	w.open.shell.Go(nav.Route{Screen: kit.Orders})
	w.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(table)})
	if w.open.shell.Here().Screen != kit.Orders || !w.prompt.Open() {
		t.Error("on the screen of orders a table is a file of orders")
	}
}
