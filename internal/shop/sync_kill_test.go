package shop

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// syncChild makes this test binary be the sender of a shop in another process: "MOMENT FOLDER".
const syncChild = "TALAT_TEST_SYNC"

func TestMain(m *testing.M) {
	if order := os.Getenv(syncChild); order != "" {
		moment, dir, _ := strings.Cut(order, " ")
		if err := sendOnce(moment, dir); err != nil {
			fmt.Println("ERROR", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if dir := os.Getenv(issueChild); dir != "" {
		fmt.Println("ERROR", issueForEver(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func sendOnce(moment, dir string) error {
	at, err := time.Parse(time.RFC3339, moment)
	if err != nil {
		return err
	}
	s, err := Open(context.Background(), dir, clock.Fixed(at))
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	for _, c := range mustChannels(s) { // what rests is tried at once: the clock of this process stands
		if err := s.ResumeChannel(context.Background(), c.ID); err != nil {
			return err
		}
	}
	_, err = s.SyncNow(context.Background(), id.Connection{}, nil)
	return err
}

func mustChannels(s *Shop) []Channel {
	list, err := s.Channels(context.Background())
	if err != nil {
		panic(err)
	}
	return list
}

// The program is killed again and again while it sends through a line that cuts, resets and delays, and its clock is
// moved about: at the end the platform and the shop agree on every listing, price, count and order, and nothing was
// done twice.
func TestAgreeAfterKills(t *testing.T) {
	operations, kills := 2000, 50
	if testing.Short() {
		operations, kills = 300, 6
	}
	w := &wild{stall: newStall(t), random: rand.New(rand.NewPCG(26, 11))}
	line := newLine(t, w.double.URL)
	moved := w.channel
	moved.URL = "http://" + line.proxy.Listen
	if err := w.SaveChannel(t.Context(), moved, w.key()); err != nil {
		t.Fatal(err)
	}
	for n := range 10 {
		w.products = append(w.products, w.goods(fmt.Sprintf("K-%d", n), money.Satang(80_00+n), qty.Pieces(30)))
	}
	w.publish(w.products...)
	killed, ended := 0, 0
	for done := 0; done < operations || killed < kills; done++ {
		if done%(operations/(kills*2)) == 0 {
			line.misbehave(w.random)
			if w.sendAndKill() {
				killed++
			} else {
				ended++
			}
			if w.random.IntN(3) == 0 { // the clock of the machine is wrong for a while
				w.at = w.at.Add(time.Duration(w.random.IntN(7200)-3600) * time.Second)
			}
		}
		if done < operations {
			w.doSomething()
		}
		if done > operations*20 {
			t.Fatal("the sender cannot be killed")
		}
	}
	line.behave()
	w.at = noon.Add(40 * 24 * time.Hour)
	w.settle()
	w.agree()
	t.Logf("%d operations, %d kills, %d senders came to their end, %d calls", operations, killed, ended, len(w.double.Journal()))
}

// doSomething does what step does but for sending, which another process does.
func (w *wild) doSomething() {
	w.stepOf(w.random.IntN(9))
}

// sendAndKill starts a sender in another process, and kills it after a moment unless it has come to its end.
func (w *wild) sendAndKill() (killed bool) {
	w.t.Helper()
	command := exec.Command(os.Args[0], "-test.run=^$")
	command.Env = append(os.Environ(), syncChild+"="+w.at.UTC().Format(time.RFC3339)+" "+w.Dir)
	out := &strings.Builder{}
	command.Stdout, command.Stderr = out, out
	if err := command.Start(); err != nil {
		w.t.Fatal(err)
	}
	finished := make(chan error, 1)
	go func() { finished <- command.Wait() }()
	select {
	case err := <-finished:
		if err != nil {
			w.t.Fatalf("the sender: %v: %s", err, out)
		}
		return false
	case <-time.After(time.Duration(50+w.random.IntN(700)) * time.Millisecond):
		_ = command.Process.Kill()
		<-finished
		return true
	}
}

// line is a net between shop and platform that can be spoilt. What is wrong with it never changes while somebody speaks:
// each time it is another proxy at the same address.
type line struct {
	t        *testing.T
	upstream string
	proxy    *toxiproxy.Proxy
}

func newLine(t *testing.T, url string) *line {
	t.Helper()
	l := &line{t: t, upstream: strings.TrimPrefix(url, "http://")}
	l.open("127.0.0.1:0", nil)
	t.Cleanup(func() { l.proxy.Stop() })
	return l
}

// open puts a proxy in the place of the one there was.
func (l *line) open(address string, spoilt []string) {
	l.t.Helper()
	if l.proxy != nil {
		l.proxy.Stop()
	}
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	l.proxy = toxiproxy.NewProxy(server, "line", address, l.upstream)
	for _, one := range spoilt {
		if _, err := l.proxy.Toxics.AddToxicJson(strings.NewReader(one)); err != nil && !strings.Contains(err.Error(), "exists") {
			l.t.Fatal(err)
		}
	}
	var err error
	for range 1500 { // the address may be busy for a moment
		if err = l.proxy.Start(); err == nil {
			waitFor(l.t, l.proxy.Listen)
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	l.t.Fatal(err)
}

func waitFor(t *testing.T, address string) {
	t.Helper()
	for range 3000 {
		if conn, err := net.Dial("tcp", address); err == nil {
			_ = conn.Close()
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the line does not come up")
}

// toxics are what may go wrong on a line: the answer is cut after so many bytes, the connection is reset, nothing comes
// through, it is slow.
var toxics = []string{
	`{"type":"limit_data","stream":"downstream","toxicity":%s,"attributes":{"bytes":1}}`,
	`{"type":"limit_data","stream":"upstream","toxicity":%s,"attributes":{"bytes":300}}`,
	`{"type":"reset_peer","stream":"downstream","toxicity":%s,"attributes":{"timeout":5}}`,
	`{"type":"latency","stream":"downstream","toxicity":%s,"attributes":{"latency":60,"jitter":50}}`,
	`{"type":"limit_data","stream":"downstream","toxicity":%s,"attributes":{"bytes":700}}`,
}

func (l *line) misbehave(random *rand.Rand) {
	l.t.Helper()
	var spoilt []string
	for range random.IntN(3) {
		spoilt = append(spoilt, fmt.Sprintf(toxics[random.IntN(len(toxics))], []string{"0.2", "0.5", "0.9"}[random.IntN(3)]))
	}
	l.open(l.proxy.Listen, spoilt)
}

func (l *line) behave() { l.open(l.proxy.Listen, nil) }
