package store_test

import (
	"bufio"
	"context"
	"encoding/hex"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

// A power cut is replayed from what a seller asked of the operating system: at a random moment every
// write before a file's last sync is on the disk, and of the later ones none, some, or torn parts.
// The shared-memory index is left out: SQLite builds it anew from the log.

// TestPowerCut: no answered bill is lost, none is torn.
func TestPowerCut(t *testing.T) {
	states := 400
	if testing.Short() {
		states = 12
	}
	trace := traceSeller(t, "sell:60")
	lost, damaged := trace.cut(t, states)
	if lost > 0 || damaged > 0 {
		t.Errorf("%d of %d cuts lose answered bills, %d damage the file", lost, states, damaged)
	}
}

// TestPowerCutIsSeen: without synchronous=FULL the same test finds lost bills, so it can fail.
func TestPowerCutIsSeen(t *testing.T) {
	states := 60
	if testing.Short() {
		states = 8
	}
	trace := traceSeller(t, "normal:60")
	lost, _ := trace.cut(t, states)
	t.Logf("%d of %d cuts lose answered bills with synchronous=NORMAL", lost, states)
	if lost < states/2 {
		t.Errorf("only %d of %d cuts lose answered bills with synchronous=NORMAL: the test sees too little", lost, states)
	}
}

// deed is one thing the seller asked for: a write, a sync, a change of size, or an answer.
type deed struct {
	file string // "db" or "wal", "" for an answer
	kind string // write, sync, size, ack
	data []byte
	at   int64
	bill id.Bill
}

type trace struct {
	start []byte // the shop file before
	deeds []deed
}

// traceSeller lets a child sell under strace and reads what it did.
func traceSeller(t *testing.T, role string) *trace {
	t.Helper()
	if _, err := exec.LookPath("strace"); err != nil {
		if os.Getenv("CI") == "" {
			t.Skip("strace is not installed: the power cut is not tested")
		}
		t.Fatal("strace is not installed")
	}
	if out, err := exec.Command("strace", "-o", os.DevNull, "true").CombinedOutput(); err != nil {
		t.Skipf("strace may trace nothing on this machine, so the power cut is not tested: %v %s", err, out)
	}
	path := testkit.Copy(t)
	start, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	log := filepath.Join(t.TempDir(), "trace")
	seller := childCommand(role, path)
	traced := exec.Command("strace", append([]string{"-f", "-y", "-xx", "-s", "1000000", "-o", log,
		"-e", "trace=pwrite64,write,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,renameat,renameat2"}, seller.Args...)...)
	traced.Env = seller.Env
	if out, err := traced.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	deeds, err := readTrace(log, path)
	if err != nil {
		t.Fatal(err)
	}
	return &trace{start: start, deeds: deeds}
}

var (
	callLine    = regexp.MustCompile(`^(\d+) +(\w+)\((?:\d+<([^>]*)>)?(.*)$`)
	resumedLine = regexp.MustCompile(`^(\d+) +<\.\.\. (\w+) resumed>`)
	writeArgs   = regexp.MustCompile(`^, "([^"]*)", \d+(?:, (\d+))?`)
	sizeArgs    = regexp.MustCompile(`^, (\d+)`)
)

// readTrace turns strace's lines into deeds on the shop file and its log.
func readTrace(log, shop string) ([]deed, error) {
	file, err := os.Open(log)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 16<<20)
	var deeds []deed
	waiting := map[string]deed{} // a sync counts when it has returned
	for lines.Scan() {
		line := lines.Text()
		if resumed := resumedLine.FindStringSubmatch(line); resumed != nil {
			if sync, was := waiting[resumed[1]]; was {
				deeds = append(deeds, sync)
				delete(waiting, resumed[1])
			}
			continue
		}
		call := callLine.FindStringSubmatch(line)
		if call == nil {
			continue
		}
		found, ok := readCall(call[2], unhex(call[3]), call[4], shop)
		switch {
		case !ok:
		case found.kind == "sync" && strings.Contains(call[4], "unfinished"):
			waiting[call[1]] = found
		default:
			deeds = append(deeds, found)
		}
	}
	return deeds, lines.Err()
}

func readCall(name string, path []byte, args, shop string) (deed, bool) {
	found := deed{}
	switch string(path) {
	case shop:
		found.file = "db"
	case shop + "-wal":
		found.file = "wal"
	default:
		write := writeArgs.FindStringSubmatch(args)
		if name != "write" || write == nil {
			return found, false
		}
		paid, _, _ := acks(string(unhex(write[1])))
		if len(paid) == 1 {
			return deed{kind: "ack", bill: paid[0]}, true
		}
		return found, false
	}
	switch name {
	case "pwrite64":
		write := writeArgs.FindStringSubmatch(args)
		found.kind, found.data = "write", unhex(write[1])
		found.at, _ = strconv.ParseInt(write[2], 10, 64)
	case "fsync", "fdatasync":
		found.kind = "sync"
	case "ftruncate":
		found.kind = "size"
		found.at, _ = strconv.ParseInt(sizeArgs.FindStringSubmatch(args)[1], 10, 64)
	default:
		panic("a call that the replay does not know: " + name)
	}
	return found, true
}

// unhex reads strace's \x2f\x74….
func unhex(text string) []byte {
	data, err := hex.DecodeString(strings.ReplaceAll(text, `\x`, ""))
	if err != nil {
		return nil
	}
	return data
}

// disk is what lies on the disk for certain, and what may or may not.
type disk struct {
	sure  []byte
	maybe []deed
}

func (d *disk) apply(image []byte, what deed) []byte {
	if what.kind == "size" {
		return append(image, make([]byte, max(0, what.at-int64(len(image))))...)[:what.at]
	}
	end := what.at + int64(len(what.data))
	if end > int64(len(image)) {
		image = append(image, make([]byte, end-int64(len(image)))...)
	}
	copy(image[what.at:], what.data)
	return image
}

func (d *disk) do(what deed) {
	if what.kind != "sync" {
		d.maybe = append(d.maybe, what)
		return
	}
	for _, done := range d.maybe {
		d.sure = d.apply(d.sure, done)
	}
	d.maybe = nil
}

// after gives one state the file may be in after a cut.
func (d *disk) after(r *rand.Rand) []byte {
	image := append([]byte(nil), d.sure...)
	mode, count := r.IntN(4), r.IntN(len(d.maybe)+1)
	for n, what := range d.maybe {
		switch {
		case mode == 0, mode == 1 && n >= count, mode == 2 && r.IntN(2) == 0:
			continue
		case mode == 3 && what.kind == "write":
			for at := 0; at < len(what.data); at += 512 {
				if r.IntN(2) == 0 {
					part := deed{kind: "write", at: what.at + int64(at), data: what.data[at:min(at+512, len(what.data))]}
					image = d.apply(image, part)
				}
			}
			continue
		}
		image = d.apply(image, what)
	}
	return image
}

// cut replays to random moments and opens what is left; it counts the states that lost answered bills
// and those that the audit objects to.
func (tr *trace) cut(t *testing.T, states int) (lost, damaged int) {
	t.Helper()
	r := testkit.Rand(uint64(states))
	cuts := map[int]int{}
	for range states {
		cuts[r.IntN(len(tr.deeds))]++
	}
	disks := map[string]*disk{"db": {sure: append([]byte(nil), tr.start...)}, "wal": {}}
	var answered []id.Bill
	path := filepath.Join(t.TempDir(), "shop.db")
	for n, what := range tr.deeds {
		for range cuts[n] {
			missing, broken := look(t, path, disks["db"].after(r), disks["wal"].after(r), answered)
			if missing > 0 {
				lost++
			}
			if broken != "" {
				damaged++
				t.Log(broken)
			}
		}
		if what.kind == "ack" {
			answered = append(answered, what.bill)
			continue
		}
		disks[what.file].do(what)
	}
	if len(answered) < 60 {
		t.Errorf("the trace holds %d answers of 60", len(answered))
	}
	return lost, damaged
}

// look opens a state with the real store.
func look(t *testing.T, path string, db, wal []byte, answered []id.Bill) (missing int, broken string) {
	t.Helper()
	ctx := context.Background()
	for suffix, data := range map[string][]byte{"": db, "-wal": wal} {
		if err := os.WriteFile(path+suffix, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_ = os.Remove(path + "-shm")
	s, err := store.Open(ctx, path, testkit.NewClock(testkit.Morning).Now)
	if err != nil {
		return 0, err.Error()
	}
	defer s.Close()
	for _, bill := range answered {
		if _, err := s.BillID(ctx, bill.String()); err != nil {
			missing++
		}
	}
	checks, err := s.CheckAll(ctx)
	if err != nil {
		return missing, err.Error()
	}
	for _, check := range checks {
		if !check.OK {
			return missing, check.Name + ": " + check.Detail
		}
	}
	return missing, ""
}
