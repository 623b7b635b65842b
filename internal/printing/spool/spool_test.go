package spool

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// hasty is patient in the time of a test. steady waits as long as a busy machine needs, where nothing is to stall.
var (
	hasty  = waits{dial: 2 * time.Second, stall: time.Second, settle: 50 * time.Millisecond, queue: 30 * time.Second}
	steady = waits{dial: 30 * time.Second, stall: 30 * time.Second, settle: 50 * time.Millisecond, queue: 30 * time.Second}
)

func job(size int) Job {
	data := make([]byte, size)
	for n := range data {
		data[n] = byte(n * n >> 3)
	}
	return Job{Name: "A-2569-000042", Format: ESCPOS, Data: data}
}

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"file:paper": "file:paper",
		" file:/home/ป้าญู/กระดาษ ": "file:/home/ป้าญู/กระดาษ",
		`file:C:\Papers`:          `file:C:\Papers`,
		"tcp:192.168.1.50:9100":   "tcp:192.168.1.50:9100",
		"tcp:192.168.1.50":        "tcp:192.168.1.50:9100",
		"tcp:printer.local:09101": "tcp:printer.local:9101",
		"tcp:[fe80::1]":           "tcp:[fe80::1]:9100",
		"tcp:[::1]:1":             "tcp:[::1]:1",
		"cups:Zebra_ZD-220.1":     "cups:Zebra_ZD-220.1",
		"cups:เครื่องพิมพ์":       "cups:เครื่องพิมพ์",
		"windows:XP-80C (copy 1)": "windows:XP-80C (copy 1)",
		`windows:\\till\XP-80C`:   `windows:\\till\XP-80C`,
		"dev:/dev/usb/lp0":        "dev:/dev/usb/lp0",
	} {
		if got, err := Parse(text); err != nil || got.String() != want {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"": "printer_unknown", "file:": "printer_unknown", "paper": "printer_unknown", "FILE:x": "printer_unknown",
		"usb:1": "printer_unknown", "file:a\x00b": "printer_unknown", "windows:a\nb": "printer_unknown",
		"file:\xff": "printer_unknown", "file:" + strings.Repeat("a", 1001): "printer_unknown",
		"tcp:host:0": "printer_address", "tcp:host:65536": "printer_address", "tcp:host:http": "printer_address",
		"tcp:host:-1": "printer_address", "tcp:::1": "printer_address", "tcp::9100": "printer_address",
		"tcp:a b:9100": "printer_address", "tcp:-rf:9100": "printer_address", "tcp:a/b": "printer_address", "tcp:[fe80::1": "printer_address",
		"cups:-d": "printer_queue_name", "cups:a b": "printer_queue_name", "cups:a/b": "printer_queue_name",
		"cups:a#b": "printer_queue_name", "cups:" + strings.Repeat("q", 128): "printer_queue_name",
		"dev:/etc/passwd": "printer_path", "dev:/dev/../etc/passwd": "printer_path", "dev:lp0": "printer_path", "dev:/dev/": "printer_path",
	} {
		if got, err := Parse(text); !fault.Is(err, want) || got != (Target{}) {
			t.Errorf("%.40q: %v, %v; want %s", text, got, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"tcp:192.168.1.50:9100", "tcp:[::1]", "cups:Zebra", "dev:/dev/usb/lp0", "file:ก"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		to, err := Parse(text)
		if err != nil {
			if i18n.Message(i18n.Thai, err) == "" {
				t.Fatal("a refusal without words")
			}
			return
		}
		if again, err := Parse(to.String()); err != nil || again != to {
			t.Fatalf("%q becomes %v, then %v, %v", text, to, again, err)
		}
		if to.Kind == Queue && strings.HasPrefix(to.Name, "-") {
			t.Fatalf("%q would be an option", to.Name)
		}
	})
}

func TestARelativeFolderLiesInTheShops(t *testing.T) {
	home, elsewhere := t.TempDir(), t.TempDir()
	if got := (Target{Folder, "paper"}).Under(home).Name; got != filepath.Join(home, "paper") {
		t.Errorf("it is %q", got)
	}
	for _, same := range []Target{{Folder, elsewhere}, {Queue, "paper"}} {
		if got := same.Under(home); got != same {
			t.Errorf("%v became %v", same, got)
		}
	}
}

func TestAFolderTakesTheJobAsOneFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "กระดาษ")
	want := job(5000)
	for range 2 { // the second takes the place of the first
		got, err := Send(t.Context(), Target{Folder, dir}, want)
		if err != nil || got.Fate != Taken || got.File != filepath.Join(dir, "A-2569-000042.escpos") {
			t.Fatalf("%+v, %v", got, err)
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Fatalf("%v, %v", files, err)
	}
	if data, err := os.ReadFile(filepath.Join(dir, files[0].Name())); err != nil || string(data) != string(want.Data) {
		t.Errorf("other bytes lie there, %v", err)
	}
}

func TestAFolderThatIsNoneFails(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := Send(t.Context(), Target{Folder, filepath.Join(file, "below")}, job(1))
	if got != (Result{}) || !fault.Is(err, "printer_folder_fails") {
		t.Errorf("%+v, %v", got, err)
	}
	// A folder of the file's name stands in the way: nothing half-written is left behind.
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "A-2569-000042.escpos", "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	got, err = Send(t.Context(), Target{Folder, dir}, job(1))
	files, _ := os.ReadDir(dir)
	if got != (Result{}) || !fault.Is(err, "printer_folder_fails") || len(files) != 1 {
		t.Errorf("%+v, %v, %v", got, err, files)
	}
}

func TestFileNamesAreSafe(t *testing.T) {
	for name, want := range map[string]string{
		"A-2569-000042": "A-2569-000042", "../../etc/passwd": "-..-etc-passwd", "": "job", "...": "job",
		"ใบเสร็จ ๔๒": "ใบเสร็จ-๔๒", "a\x00b:c\\d": "a-b-c-d", strings.Repeat("ก", 300): strings.Repeat("ก", 100),
	} {
		if got := fileName(name); got != want {
			t.Errorf("%q becomes %q", name, got)
		}
	}
}

func TestWhatNoPrinterTakesIsRefused(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	pdf := Job{Format: PDF, Data: []byte("%PDF")}
	for _, test := range []struct {
		ctx  context.Context
		to   Target
		job  Job
		want string
	}{
		{t.Context(), Target{Folder, t.TempDir()}, Job{Format: ZPL}, "print_empty"},
		{t.Context(), Target{Folder, t.TempDir()}, Job{Format: "epl", Data: []byte("N")}, "print_format"},
		{t.Context(), Target{Folder, t.TempDir()}, Job{Format: ZPL, Data: make([]byte, maxBytes+1)}, "print_too_large"},
		{t.Context(), Target{Queue, "q"}, Job{Format: PDF, Data: []byte("%PDF"), Copies: 1000}, "print_copies"},
		{t.Context(), Target{"usb", "x"}, job(1), "printer_unknown"},
		{t.Context(), Target{Network, "127.0.0.1:9"}, pdf, "printer_takes_no_pdf"},
		{t.Context(), Target{Device, "/dev/null"}, pdf, "printer_takes_no_pdf"},
		{t.Context(), Target{Spooler, "x"}, pdf, "printer_takes_no_pdf"},
		{ended, Target{Folder, t.TempDir()}, job(1), "print_stopped"},
	} {
		got, err := Send(test.ctx, test.to, test.job)
		if got != (Result{}) || !fault.Is(err, test.want) {
			t.Errorf("%v: %+v, %v; want %s", test.to, got, err, test.want)
		}
		if words := i18n.Message(i18n.Thai, err); strings.ContainsAny(words, "{}") {
			t.Errorf("%q lacks a value", words)
		}
	}
}
