package bench

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
)

// The limits of the window.
const (
	maxStart   = 1000 // ms, from the process to a scanned line
	maxHeap    = 80   // MB, Go's heap after a collection
	maxRSS     = 400  // MB, drawing in software
	maxGrowth  = 1.10 // from the first sales to the last
	firstSales = 1000
)

// window is the program as a person runs it, worked by keys.
type window struct {
	t       *testing.T
	program *exec.Cmd
	log     *lockedBuffer
	rows    *sql.DB
	codes   []string
	random  *rand.Rand
	ended   bool
	again   int // sales that took more than the plain keys
}

// lockedBuffer collects what the program says while the test reads it.
type lockedBuffer struct {
	mu   sync.Mutex
	data bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.data.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.data.String()
}

// needWindow skips unless TALAT_WINDOW names the program and there is a screen to show it on.
func needWindow(t *testing.T) string {
	t.Helper()
	program := os.Getenv("TALAT_WINDOW")
	if program == "" || os.Getenv("DISPLAY") == "" || wanted().dir == "" {
		t.Skip("make bench and make soak run this on a screen in memory")
	}
	return program
}

// startWindow copies a made shop, opens a shift and starts the program over it.
func startWindow(t *testing.T, program, made string) *window {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(made)); err != nil {
		t.Fatal(err)
	}
	s := openShop(t, dir)
	openShift(t, s)
	w := &window{t: t, log: &lockedBuffer{}, random: rand.New(rand.NewPCG(6, 6)), codes: codesOf(sellable(t, s))}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	w.rows = openFile(t, filepath.Join(dir, "shop.db"))
	home := t.TempDir()
	if err := os.Mkdir(filepath.Join(home, ".cache"), 0o700); err != nil {
		t.Fatal(err)
	}
	w.program = exec.Command(program, "--shop", dir)
	w.program.Env = append(os.Environ(), "GODEBUG=gctrace=1", "HOME="+home)
	w.program.Stderr = io.Writer(w.log)
	if err := w.program.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.end)
	return w
}

// codesOf lists codes as a scanner sends them.
func codesOf(goods []catalog.Product) (codes []string) {
	for _, p := range goods {
		if len(p.Codes) > 0 && !p.Alcohol {
			codes = append(codes, p.Codes[0].Code)
		}
	}
	return codes
}

func (w *window) end() {
	if !w.ended {
		w.ended = true
		_ = w.program.Process.Signal(syscall.SIGTERM)
		_ = w.program.Wait()
	}
}

// keys sends keys to whatever has the keyboard.
func (w *window) keys(args ...string) {
	w.t.Helper()
	if out, err := exec.Command("xdotool", args...).CombinedOutput(); err != nil {
		w.t.Fatalf("xdotool %s: %v %s", strings.Join(args, " "), err, out)
	}
}

// scan sends a code and its Enter at once. A scanner's characters come milliseconds apart whatever the
// machine does; those of a program that waits between them stop for as long as others have the processor,
// and a pause of 50 ms ends a scan.
func (w *window) scan() {
	w.t.Helper()
	w.keys("type", "--delay", "0", "--args", "1", w.codes[w.random.IntN(len(w.codes))], "key", "Return")
}

// count asks the shop's file for a number.
func (w *window) count(query string) (n int) {
	w.t.Helper()
	if err := w.rows.QueryRowContext(context.Background(), query).Scan(&n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

// until waits for something to come true, at most a minute.
func (w *window) until(what string, true func() bool) {
	w.t.Helper()
	for end := time.Now().Add(time.Minute); !true(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			w.t.Fatalf("%s: waited a minute; the program said\n%s", what, w.log)
		}
	}
}

func (w *window) shown() bool {
	return exec.Command("xdotool", "search", "--onlyvisible", "--pid", strconv.Itoa(w.program.Process.Pid)).Run() == nil
}

const linesOfDrafts = "SELECT count(*) FROM draft WHERE total_satang > 0"

func TestStart(t *testing.T) {
	program := needWindow(t)
	size := wanted()
	dir := made(t, size.products, size.bills)
	heading(fmt.Sprintf("The window, drawn in software, in a shop of %d goods", size.products))
	var shown, used []float64
	for range 3 {
		w := startWindow(t, program, dir)
		began := time.Now()
		since := func() float64 { return float64(time.Since(began)) / float64(time.Millisecond) }
		w.until("the window", w.shown)
		shown = append(shown, since())
		w.scan()
		w.until("a line scanned at once", func() bool { return w.count(linesOfDrafts) > 0 })
		used = append(used, since())
		w.end()
	}
	report(t, figure{"start to a window on the screen", median(shown), "ms", 0, "Store POS without its window 300 ms, Frappe Books 1,900 ms"})
	report(t, figure{"start to a line scanned at once", median(used), "ms", maxStart, "until it is saved"})
}

const newestEvent = "SELECT max(rowid) FROM event"

// sell scans two goods and takes the exact cash: two keys at once, as a quick cashier does. When nothing
// is on disk ten seconds later the till has asked something, or lost a key: what it shows is kept, and the
// keys are pressed again.
func (w *window) sell() {
	w.t.Helper()
	before := w.count(newestEvent)
	w.scan()
	w.until("the first line", func() bool { return w.count(linesOfDrafts) > 0 }) // the window has seen that the last sale is on disk
	w.scan()
	var asked time.Time
	w.until("a sale", func() bool {
		if time.Since(asked) > 10*time.Second {
			if !asked.IsZero() {
				w.again++
				w.photograph(fmt.Sprintf("soak-%d.xwd", w.again))
				w.keys("key", "Escape")
			}
			asked = time.Now()
			w.keys("key", "--delay", "0", "F8", "Return")
		}
		return w.count(newestEvent) > before
	})
}

// maxPhotographs bounds the pictures that a soak leaves behind.
const maxPhotographs = 20

// photograph keeps what is on the screen, beside the made shops.
func (w *window) photograph(name string) {
	w.t.Helper()
	if w.again > maxPhotographs {
		return
	}
	data, err := os.ReadFile(os.Getenv("TALAT_SCREEN"))
	if err == nil {
		err = os.WriteFile(filepath.Join(wanted().dir, name), data, 0o600)
	}
	if err != nil {
		w.t.Error(err)
	}
}

// heap gives Go's heap after the last collection, in MB, as the runtime says it.
func (w *window) heap() float64 {
	w.t.Helper()
	found := regexp.MustCompile(`->(\d+) MB, \d+ MB goal`).FindAllStringSubmatch(w.log.String(), -1)
	if len(found) == 0 {
		w.t.Fatal("the program has not collected")
	}
	heap, err := strconv.ParseFloat(found[len(found)-1][1], 64)
	if err != nil {
		w.t.Fatal(err)
	}
	return heap
}

// resident gives the program's resident memory in MB.
func (w *window) resident() float64 {
	w.t.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", w.program.Process.Pid))
	if err != nil {
		w.t.Skip("this system does not say how much memory a program has")
	}
	_, rest, _ := strings.Cut(string(data), "VmRSS:")
	kB, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	if err != nil {
		w.t.Fatal(err)
	}
	return kB / 1024
}

// TestSoak sells in the window and looks whether memory grows. TALAT_SOAK says how many sales.
func TestSoak(t *testing.T) {
	sales, err := strconv.Atoi(os.Getenv("TALAT_SOAK"))
	if err != nil || sales < 1 {
		t.Skip("make soak runs this")
	}
	w := startWindow(t, needWindow(t), made(t, wanted().products, wanted().bills))
	w.until("the window", w.shown)
	w.scan()
	w.until("a line scanned at once", func() bool { return w.count(linesOfDrafts) > 0 }) // from here on a scan is at once on the bill
	heading(fmt.Sprintf("Memory of the window over %d sales", sales))
	began := time.Now()
	first := min(firstSales, sales)
	for range first {
		w.sell()
	}
	report(t, figure{"a sale of two goods by keys, mean", time.Since(began).Seconds() * 1000 / float64(first), "ms", 0, fmt.Sprintf("xdotool included; %d needed more than the plain keys", w.again)})
	w.rest()
	heap, resident := w.heap(), w.resident()
	report(t, figure{fmt.Sprintf("Go heap after %d sales", first), heap, "MB", maxHeap, ""})
	report(t, figure{fmt.Sprintf("resident memory after %d sales", first), resident, "MB", maxRSS, ""})
	if first == sales {
		return
	}
	for range sales - first {
		w.sell()
	}
	w.rest()
	report(t, figure{fmt.Sprintf("Go heap, %d sales over %d", sales, first), w.heap() / heap, "×", maxGrowth, ""})
	report(t, figure{fmt.Sprintf("resident memory, %d sales over %d", sales, first), w.resident() / resident, "×", maxGrowth, ""})
}

// rest waits for the next collection, which an idle program does at the latest after two minutes.
func (w *window) rest() {
	w.t.Helper()
	collections := func() int { return strings.Count(w.log.String(), " MB goal") }
	before := collections()
	for end := time.Now().Add(5 * time.Minute); collections() == before; time.Sleep(time.Second) {
		if time.Now().After(end) {
			w.t.Fatal("the program did not collect")
		}
	}
}
