//go:build unix

package spool

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing"
)

// The scheduler of the test keeps to a folder and a socket of its own, asks nobody for a password, and
// prints through a backend that hands what it gets to a pipe: title, copies and options, then the bytes.
const (
	schedulerConf = `Listen %[1]s/sock
LogLevel warn
DefaultAuthType None
Browsing No
WebInterface No
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
`
	filesConf = `ServerRoot %[1]s
ServerBin %[1]s/bin
DataDir /usr/share/cups
RequestRoot %[1]s/spool
CacheDir %[1]s/cache
StateDir %[1]s/state
TempDir %[1]s/temp
ErrorLog %[1]s/error.log
AccessLog %[1]s/access.log
PageLog %[1]s/page.log
`
	backend = `#!/bin/sh
[ $# -ge 5 ] || exit 0
{ printf '%%s|%%s|%%s\n' "$3" "$4" "$5"; cat "${6:--}"; } > %s/paper
`
)

// scheduler is a CUPS of the test's own with the raw queue "till".
type scheduler struct{ dir string }

// start starts it, makes lp and lpstat speak to it, and ends it after the test.
func start(t *testing.T) scheduler {
	t.Helper()
	program := needed(t)
	dir, err := os.MkdirTemp("", "talat-cups-") // the name of a socket must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	s := scheduler{dir}
	s.lay(t)
	command := exec.Command(program, "-f", "-c", dir+"/cupsd.conf", "-s", dir+"/cups-files.conf")
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	gone := make(chan struct{})
	go func() { command.Wait(); close(gone) }()
	t.Cleanup(func() { command.Process.Kill(); <-gone })
	t.Setenv("CUPS_SERVER", dir+"/sock")
	for range 500 { // it says nowhere that it is ready
		if line, err := net.Dial("unix", dir+"/sock"); err == nil {
			line.Close()
			s.admin(t, "lpadmin", "-p", "till", "-E", "-v", "talat:/", "-m", "raw")
			return s
		}
		select {
		case <-gone:
			log, _ := os.ReadFile(dir + "/error.log")
			t.Fatalf("cupsd ended: %s", log)
		case <-time.After(20 * time.Millisecond):
		}
	}
	t.Fatal("cupsd does not answer")
	return s
}

// lay writes the scheduler's folder.
func (s scheduler) lay(t *testing.T) {
	t.Helper()
	var err error
	for _, name := range []string{"bin/backend", "spool", "cache", "state", "temp"} {
		err = errors.Join(err, os.MkdirAll(filepath.Join(s.dir, name), 0o711))
	}
	err = errors.Join(err,
		os.Chmod(s.dir, 0o711),
		syscall.Mkfifo(filepath.Join(s.dir, "paper"), 0o600),
		os.Symlink("/usr/lib/cups/daemon", filepath.Join(s.dir, "bin/daemon")),
		os.Symlink("/usr/lib/cups/notifier", filepath.Join(s.dir, "bin/notifier")),
		os.WriteFile(s.dir+"/cupsd.conf", fmt.Appendf(nil, schedulerConf, s.dir), 0o600),
		os.WriteFile(s.dir+"/cups-files.conf", fmt.Appendf(nil, filesConf, s.dir), 0o600),
		// Nobody else may run it: then CUPS runs it as whoever runs CUPS.
		os.WriteFile(s.dir+"/bin/backend/talat", fmt.Appendf(nil, backend, s.dir), 0o700))
	if err != nil {
		t.Fatal(err)
	}
}

func (s scheduler) admin(t *testing.T, name string, arguments ...string) {
	t.Helper()
	program, err := exec.LookPath(name)
	if err != nil {
		program = "/usr/sbin/" + name
	}
	if said, err := exec.Command(program, arguments...).CombinedOutput(); err != nil {
		log, _ := os.ReadFile(s.dir + "/error.log")
		t.Fatalf("%s: %v: %s\n%s", name, err, said, log)
	}
}

// paper gives what the next job prints: the line of the backend, then the bytes.
func (s scheduler) paper(t *testing.T) (about string, data []byte) {
	t.Helper()
	printed := make(chan []byte, 1)
	go func() {
		data, _ := os.ReadFile(s.dir + "/paper")
		printed <- data
	}()
	select {
	case data := <-printed:
		line, rest, _ := bytes.Cut(data, []byte("\n"))
		return string(line), rest
	case <-time.After(30 * time.Second):
		log, _ := os.ReadFile(s.dir + "/error.log")
		t.Fatalf("nothing was printed: %s", log)
	}
	return "", nil
}

// needed gives cupsd's path; a test without it is skipped, and fails where CI should have it.
func needed(t *testing.T) string {
	t.Helper()
	program, err := exec.LookPath("cupsd")
	if err != nil {
		program = "/usr/sbin/cupsd"
		_, err = os.Stat(program)
	}
	_, noClient := exec.LookPath("lp")
	if err := errors.Join(err, noClient); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skipf("build/setup.sh test installs what is missing: %v", err)
	}
	return program
}

func TestARealQueuePrints(t *testing.T) {
	cups := start(t)
	till := Target{Queue, "till"}
	t.Run("raw bytes arrive as they are", func(t *testing.T) {
		want := job(150_000)
		result, err := send(t.Context(), till, want, hasty)
		if err != nil || result.Fate != Taken {
			t.Fatalf("%+v, %v", result, err)
		}
		about, data := cups.paper(t)
		if !strings.HasPrefix(about, "A-2569-000042|1|") || !bytes.Equal(data, want.Data) {
			t.Errorf("it printed %q and %d of %d bytes", about, len(data), len(want.Data))
		}
	})
	t.Run("a document keeps its paper and copies", func(t *testing.T) {
		want := Job{Name: "ป้าย ๑", Format: PDF, Data: []byte("%PDF-1.5\n%%EOF\n"), Width: 100 * printing.MM, Height: 150 * printing.MM, Copies: 2}
		result, err := send(t.Context(), till, want, hasty)
		if err != nil || result.Fate != Taken {
			t.Fatalf("%+v, %v", result, err)
		}
		about, data := cups.paper(t)
		parts := strings.SplitN(about, "|", 3)
		options := strings.Fields(parts[len(parts)-1])
		if parts[0] != "ป้าย-๑" || parts[1] != "2" || !slices.Contains(options, "media=Custom.100x150mm") ||
			!slices.Contains(options, "print-scaling=none") || !bytes.Equal(data, want.Data) {
			t.Errorf("it printed %q and %q", about, data)
		}
	})
	t.Run("it is found", func(t *testing.T) {
		if found := Find(t.Context()); !slices.Contains(found, till) {
			t.Errorf("found %v", found)
		}
	})
	t.Run("a queue that is not there is known to be untouched", func(t *testing.T) {
		refused(t, Target{Queue, "nobody"})
	})
	t.Run("a queue that takes no jobs too", func(t *testing.T) {
		cups.admin(t, "cupsreject", "till")
		refused(t, till)
	})
	t.Run("and a scheduler that does not run", func(t *testing.T) {
		t.Setenv("CUPS_SERVER", cups.dir+"/none")
		refused(t, till)
		if found := Find(t.Context()); slices.Contains(found, till) {
			t.Errorf("found %v", found)
		}
	})
}

func refused(t *testing.T, to Target) {
	t.Helper()
	result, err := send(t.Context(), to, job(1000), hasty)
	var known *fault.Error
	if result != (Result{}) || !errors.As(err, &known) || known.Code != "printer_queue_refuses" || known.Values["words"] == "" {
		t.Errorf("%+v, %v", result, err)
	}
}

// standIn puts a script in the place of lp.
func standIn(t *testing.T, script string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/lp", []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
}

func TestAQueueThatBreaksOff(t *testing.T) {
	short := hasty
	short.queue = 2 * time.Second // in which a busy machine begins a program
	for script, want := range map[string]struct {
		fate Fate
		code string
	}{
		"exit 1":                               {Untouched, "printer_queue_refuses"},
		"head -c 10 >/dev/null; exit 1":        {Unsure, "printer_queue_refuses"},
		"exec sleep 60":                        {Untouched, "printer_stalled"},
		"head -c 10 >/dev/null; exec sleep 60": {Unsure, "printer_stalled"},
		"cat >/dev/null; kill -9 $$":           {Unsure, "printer_queue_refuses"},
	} {
		standIn(t, script)
		wait := hasty
		if want.code == "printer_stalled" {
			wait = short
		}
		result, err := send(t.Context(), Target{Queue, "till"}, job(100), wait)
		if result.Fate != want.fate || !fault.Is(err, want.code) {
			t.Errorf("%s: %+v, %v", script, result, err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	standIn(t, "exec sleep 60")
	if result, err := send(ctx, Target{Queue, "till"}, job(100), hasty); result.Fate != Untouched || !fault.Is(err, "print_stopped") {
		t.Errorf("stopped: %+v, %v", result, err)
	}
	standIn(t, "yes ก | head -c 9999 | tr -d '\\n'; exit 1")
	var known *fault.Error
	if _, err := send(t.Context(), Target{Queue, "till"}, job(100), hasty); !errors.As(err, &known) || len([]rune(known.Values["words"].(string))) != 200 {
		t.Errorf("long words: %v", err)
	}
	standIn(t, "yes; exit 1")
	result, err := send(t.Context(), Target{Queue, "till"}, job(100), short)
	if result.Fate != Untouched || !fault.Is(err, "printer_stalled") {
		t.Errorf("endless words: %+v, %v", result, err)
	}
}

func TestASystemWithoutCUPS(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	result, err := send(t.Context(), Target{Queue, "till"}, job(100), hasty)
	if result != (Result{}) || !fault.Is(err, "printer_other_system") {
		t.Errorf("%+v, %v", result, err)
	}
	for _, to := range Find(t.Context()) {
		if to.Kind == Queue {
			t.Errorf("found %v", to)
		}
	}
}

func TestNothingReachesAShell(t *testing.T) {
	if result, err := send(t.Context(), Target{Queue, "-oraw;id"}, job(1), hasty); result != (Result{}) || !fault.Is(err, "printer_queue_name") {
		t.Errorf("%+v, %v", result, err)
	}
	standIn(t, `for a in "$@"; do printf '%s\n' "$a"; done >"$(dirname "$0")/said"; cat >/dev/null`)
	folder := filepath.SplitList(os.Getenv("PATH"))[0]
	odd := Job{Name: "-o $(id) `id`\n--", Format: ZPL, Data: []byte("x")}
	if _, err := send(t.Context(), Target{Queue, "a;b$(id)"}, odd, hasty); err != nil {
		t.Fatal(err)
	}
	said, err := os.ReadFile(folder + "/said")
	if want := "-d\na;b$(id)\n-t\njob-o---id---id----\n-o\nraw\n"; err != nil || string(said) != want {
		t.Errorf("lp was told %q, %v", said, err)
	}
}

func TestLabelsKeepTheirSizeInTheQueue(t *testing.T) {
	const mm = printing.MM
	for want, size := range map[string][2]printing.Unit{
		"A4": {210 * mm, 297 * mm}, "A6": {105 * mm, 148 * mm}, "Custom.100x150mm": {100 * mm, 150 * mm}, "Custom.40.5x30mm": {40_500, 30 * mm},
	} {
		if got := media(size[0], size[1]); got != want {
			t.Errorf("%v is %q", size, got)
		}
	}
}
