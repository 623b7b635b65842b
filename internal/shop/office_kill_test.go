package shop

import (
	"context"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// issueChild makes this test binary issue papers in a shop's folder until it is killed.
const issueChild = "TALAT_TEST_PAPERS"

func issueForEver(dir string) error {
	s, err := Open(context.Background(), dir, clock.Fixed(noon))
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		kind := []papers.Kind{papers.Invoice, papers.TaxInvoice, papers.Quotation}[n%3]
		if _, err := s.IssuePaper(context.Background(), PaperAsk{Kind: kind, Buyer: sankang, Lines: []PaperLine{{Code: "SET", Qty: qty.One}}}); err != nil {
			return err
		}
	}
}

// The program is killed again and again while it issues: numbers have no gap, no paper is half there, and each can be
// printed.
func TestNumbersWithoutAGapAfterKills(t *testing.T) {
	kills := 100
	if testing.Short() {
		kills = 4
	}
	s := firm(t)
	addGoods(t, s, "SET", 535_00, qty.Pieces(10))
	issued := 0
	for n := range kills {
		command := exec.Command(os.Args[0], "-test.run=^$")
		command.Env = append(os.Environ(), issueChild+"="+s.Dir)
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		for tries := 0; ; tries++ { // until it issues, and a while that is never the same
			_, total, err := s.OfficePapers(t.Context(), OfficePaperQuery{Limit: 1})
			if err != nil || tries > 20_000 {
				t.Fatalf("nothing is issued: %v", err)
			}
			if total > issued {
				time.Sleep(time.Duration(n*37%240) * time.Millisecond)
				break
			}
			time.Sleep(time.Millisecond)
		}
		if err := command.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = command.Wait()
		_, total, err := s.OfficePapers(t.Context(), OfficePaperQuery{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		issued = total
	}
	rows, total, err := s.OfficePapers(t.Context(), OfficePaperQuery{Limit: 10_000})
	if err != nil || total < kills/2 {
		t.Fatalf("%d papers, %v", total, err)
	}
	highest, count, unprinted := map[string]int{}, map[string]int{}, 0
	for n := range rows {
		row := &rows[n]
		highest[row.Kind] = max(highest[row.Kind], row.No)
		count[row.Kind]++
		pdf, err := s.db.PaperPDF(t.Context(), row.ID)
		if err != nil {
			t.Fatal(err)
		}
		if pdf == nil {
			unprinted++
			given, err := s.GivePaper(t.Context(), row.Number)
			if err != nil || given.Copy != 0 {
				t.Errorf("%s: copy %d, %v", row.Number, given.Copy, err)
			}
		}
	}
	for kind, no := range highest {
		if count[kind] != no {
			t.Errorf("%s: %d papers, the last is number %d", kind, count[kind], no)
		}
	}
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
	t.Logf("%d kills, %d papers, %d were not printed yet", kills, total, unprinted)
}
