package store_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

// childEnv makes this test binary be a seller in another process: "ROLE PATH", told in child.
const childEnv = "TALAT_TEST_CHILD"

func TestMain(m *testing.M) {
	if order := os.Getenv(childEnv); order != "" {
		role, path, _ := strings.Cut(order, " ")
		if err := child(role, path); err != nil {
			fmt.Println("ERROR", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// childCommand starts this binary as a seller; it ends when its standard input does.
func childCommand(role, path string) *exec.Cmd {
	command := exec.Command(os.Args[0], "-test.run=^$")
	command.Env = append(os.Environ(), childEnv+"="+role+" "+path)
	return command
}

// child sells in a shop file and says what was answered, one line each: "ACK bill", "DRAFT bill n".
// Roles: "sell" goes on until it is killed, "sell:N" makes N bills, "normal:N" does so without
// synchronous=FULL; "number:N" gives tracking numbers to every second packed parcel from the Nth on.
func child(role, path string) error {
	kind, number, _ := strings.Cut(role, ":")
	count := 1 << 30
	if number != "" {
		count, _ = strconv.Atoi(number)
	}
	s, err := store.Open(context.Background(), path, clock.System)
	if err != nil {
		return err
	}
	if kind == "normal" {
		if _, err := s.Writer().Exec("PRAGMA synchronous=NORMAL"); err != nil {
			return err
		}
	}
	fmt.Println("OPEN")
	if kind == "number" {
		return numberOn(s, count)
	}
	return sellOn(s, kind == "sell" && number == "", count)
}

// sellOn opens a bill as a draft, changes it, pays it, and begins again; now and then it moves the log
// into the file, as idle moments do.
func sellOn(s *store.Store, withDrafts bool, count int) error {
	ctx, goods := context.Background(), testkit.Goods()
	for n := range count {
		cart := selling.Cart{ID: id.New[id.Bill]()}
		for lines := range 1 + n%3 {
			cart.Lines = append(cart.Lines, testkit.Line(goods[(n+lines)%len(goods)], qty.Pieces(1+n%2)))
			if !withDrafts {
				continue
			}
			if err := s.SaveDraft(ctx, store.Draft{Cart: cart, State: selling.Open, Slot: 1}); err != nil {
				return err
			}
			fmt.Println("DRAFT", cart.ID, len(cart.Lines))
		}
		request := selling.Request{Cart: cart, Tenders: testkit.Exactly(selling.Cash)}
		if _, err := s.Checkout(ctx, request); err != nil {
			return err
		}
		fmt.Println("ACK", cart.ID)
		if n%17 == 16 {
			if err := s.Checkpoint(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// acks reads what a seller said, as far as it came; a line that was cut short is no answer.
func acks(out string) (paid []id.Bill, draft id.Bill, draftLines int) {
	for _, line := range strings.SplitAfter(out, "\n") {
		words := strings.Fields(line)
		if !strings.HasSuffix(line, "\n") || len(words) < 2 {
			continue
		}
		bill, err := id.Parse[id.Bill](words[1])
		switch {
		case err != nil:
		case words[0] == "ACK":
			paid = append(paid, bill)
			if draft == bill {
				draft, draftLines = id.Bill{}, 0
			}
		case words[0] == "DRAFT":
			draft = bill
			draftLines, _ = strconv.Atoi(words[2])
		}
	}
	return paid, draft, draftLines
}

// TestKill kills a selling process again and again: every bill that was answered is there, whole and
// once, the open bill comes back as it was last saved, and the audit finds nothing.
func TestKill(t *testing.T) {
	kills, files := 200, 4
	if testing.Short() {
		kills, files = 8, 1
	}
	r := testkit.Rand(1)
	for range files {
		path := testkit.Copy(t)
		known := map[id.Bill]bool{}
		// A machine under load answers little before a kill: it is killed more often there.
		for kill := 0; kill < kills/files || len(known) < kills/files && kill < 10*kills/files; kill++ {
			out := runAndKill(t, path, time.Duration(r.IntN(60))*time.Millisecond)
			paid, draft, lines := acks(out)
			if strings.Contains(out, "ERROR") {
				t.Fatal(out)
			}
			for _, bill := range paid {
				known[bill] = true
			}
			checkKilled(t, path, known, draft, lines)
			if t.Failed() {
				t.Fatalf("after kill %d", kill)
			}
		}
		if len(known) < kills/files {
			t.Errorf("only %d bills were answered: the kills came too early to prove anything", len(known))
		}
	}
}

// runAndKill lets a seller run until it sells, and a little longer, and kills it.
func runAndKill(t *testing.T, path string, after time.Duration) string {
	t.Helper()
	command := childCommand("sell", path)
	pipe, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	buffer := make([]byte, 64)
	n, _ := pipe.Read(buffer)
	timer := time.AfterFunc(after, func() { _ = command.Process.Kill() })
	defer timer.Stop()
	rest, _ := io.ReadAll(pipe)
	_ = command.Wait()
	return string(buffer[:n]) + string(rest)
}

// checkKilled opens the file that a killed seller left.
func checkKilled(t *testing.T, path string, known map[id.Bill]bool, draft id.Bill, lines int) {
	t.Helper()
	ctx := context.Background()
	s := testkit.Open(t, path, testkit.NewClock(testkit.Morning))
	defer s.Close()
	for bill := range known {
		if _, err := s.BillID(ctx, bill.String()); err != nil {
			t.Errorf("an answered bill is lost: %v", err)
		}
	}
	if !draft.IsZero() {
		checkDraft(t, s, draft, lines)
	}
	s.CheckOK(t)
}

// checkDraft wants the open bill with at least the lines last confirmed, or already paid: the answer
// may have been cut off, the bill not.
func checkDraft(t *testing.T, s *testkit.Shop, draft id.Bill, lines int) {
	t.Helper()
	ctx := context.Background()
	drafts, err := s.Drafts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, open := range drafts {
		if open.Cart.ID == draft && len(open.Cart.Lines) >= lines {
			return
		}
	}
	if _, err := s.BillID(ctx, draft.String()); err != nil {
		t.Errorf("the open bill %s with %d lines is gone", draft.Tag(), lines)
	}
}

// TestTwoProcessesSellAtOnce: no bill is lost, none is doubled, numbers have no gap.
func TestTwoProcessesSellAtOnce(t *testing.T) {
	const each = 25
	path := testkit.Copy(t)
	outs := make(chan string)
	for range 2 {
		command := childCommand("sell:"+strconv.Itoa(each), path)
		go func() {
			out, err := command.CombinedOutput()
			outs <- fmt.Sprint(string(out), err)
		}()
	}
	var known []id.Bill
	for range 2 {
		out := <-outs
		paid, _, _ := acks(out)
		if len(paid) != each {
			t.Errorf("%d of %d bills answered: %s", len(paid), each, out)
		}
		known = append(known, paid...)
	}
	s := testkit.Open(t, path, testkit.NewClock(testkit.Morning))
	defer s.Close()
	for _, bill := range known {
		if _, err := s.BillID(context.Background(), bill.String()); err != nil {
			t.Error(err)
		}
	}
	s.CheckOK(t)
}

// command runs a program of the system and gives what it said.
func command(name string, args ...string) (string, error) {
	out, err := exec.Command(name, args...).CombinedOutput()
	return string(out), err
}
