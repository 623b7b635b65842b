package papers_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/thai"
)

// replaced are the facts of a till that took a lost machine's place, and gave no number out since.
func replaced(t testing.TB, by clock.Day) *papers.Facts {
	t.Helper()
	f := facts(t)
	f.Restored, f.NextNo = by, func(papers.Series) (int, error) { return 3, nil }
	f.Sure = func(papers.Series) (bool, error) { return false, nil }
	return f
}

// Whatever a shape writes it reads, however it is typed; nothing of another till.
func TestAShapeReadsWhatItWrites(t *testing.T) {
	for _, c := range []struct{ shape, reset string }{
		{papers.DefaultShape, papers.ResetYear}, {"{letter}{type}{year}{month}{no:1}", papers.ResetMonth}, {"{no:1}{letter}{type}{year}", papers.ResetYear},
		{"otop/{type}/{year}/{no:3}", papers.ResetYear}, {"{letter}.{type}{year}-{month}-{no:4}", papers.ResetYear}, {"{no:1}-{type}{year}", papers.ResetMonth},
	} {
		shape, err := papers.ParseShape(c.shape, c.reset, 2)
		if err != nil {
			t.Fatalf("%s: %v", c.shape, err)
		}
		for _, letter := range []string{"A", "AZ"} {
			for _, kind := range papers.Kinds {
				if kind.Code() == "" {
					continue
				}
				for _, no := range []int{1, 12, 12_345, 999_999_999} {
					series := shape.Series(kind, letter, today)
					number := shape.Number(series, no, today)
					if got, read, ok := shape.Read(" "+thai.ToThaiDigits(number), letter); !ok || got != series || read != no {
						t.Errorf("%s reads %s as %v %d %v", c.shape, number, got, read, ok)
					}
					if _, _, ok := shape.Read(number, "B"); ok {
						t.Errorf("%s reads %s as one of till B", c.shape, number)
					}
				}
			}
		}
	}
	shape, _ := papers.ParseShape(papers.DefaultShape, papers.ResetYear, 1)
	for _, text := range []string{"", "A-2569-000001", "A-OR-2569-000001", "A-TX-2569-000000", "A-TX-2569-1", "A-TX-69-000001", "A-TX-2569-000001x", "A-TX-2569-9999999999"} {
		if series, no, ok := shape.Read(text, "A"); ok {
			t.Errorf("%q was read as %v %d", text, series, no)
		}
	}
}

func TestResumeAfterTheLastPapers(t *testing.T) {
	f := replaced(t, today)
	all, err := papers.Resume(f, papers.LastSaid{Papers: []string{"A-TX-2569-000004", "receipt", "A-TX-2569-000007", "a-tx-2569-000005", "A-IV-2569-000002", "A-QT-2568-000009"}})
	if err != nil || len(all) != 4 {
		t.Fatalf("%+v, %v", all, err)
	}
	for n, want := range []struct {
		kind     string
		from, to int
		last     string
	}{{"TX", 3, 7, "A-TX-2569-000007"}, {"RC", 3, 2, "A-RC-2569-000002"}, {"IV", 3, 2, "A-IV-2569-000002"}, {"QT", 3, 9, "A-QT-2568-000009"}} {
		if got := all[n]; got.Series.Type != want.kind || got.From != want.from || got.To != want.to || got.Last != want.last {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	for text, code := range map[string]string{"A-TX-2569-000001": "last_paper_used", "A-TX-2570-000009": "last_paper_ahead", "A-TX-2569-100003": "last_paper_far",
		"B-TX-2569-000009": "last_paper_unreadable", "purchase-order": "last_paper_unreadable", "5": "last_paper_unreadable", "A-TX-2569-000053": "last_paper_many"} {
		_, err := papers.Resume(f, papers.LastSaid{Papers: []string{text}})
		refused(t, err, code, "last_paper[0]")
	}
	if _, err := papers.Resume(f, papers.LastSaid{Papers: []string{"A-TX-2569-100002"}, Sure: true}); err != nil {
		t.Error(err)
	}
	_, err = papers.Resume(facts(t), papers.LastSaid{Papers: []string{"A-TX-2569-000009"}})
	refused(t, err, "papers_not_restored", "last_paper[0]")
}

// Where one kind is asked about, its number may be said bare, and a number of another kind is a mistake.
func TestResumeAfterTheLastPaperOfAKind(t *testing.T) {
	f := replaced(t, today)
	for _, text := range []string{"5", "๕", "A-TX-2569-000005"} {
		all, err := papers.Resume(f, papers.LastSaid{Papers: []string{text}, Of: papers.TaxInvoice})
		if err != nil || len(all) != 1 || all[0].Last != "A-TX-2569-000005" || all[0].From != 3 {
			t.Errorf("%s: %+v, %v", text, all, err)
		}
	}
	for text, code := range map[string]string{"A-RC-2569-000005": "last_paper_other", "0": "last_paper_unreadable", "99": "last_paper_many", "1": "last_paper_used"} {
		_, err := papers.Resume(f, papers.LastSaid{Papers: []string{text}, Of: papers.TaxInvoice})
		refused(t, err, code, "last_paper[0]")
	}
}

// The question is asked last, of papers with a number, in the period of the restore and until something is known.
func TestTheFirstPaperSinceARestoreIsAsked(t *testing.T) {
	f := replaced(t, today)
	_, err := papers.Issue(f, ask(papers.Invoice, of("ผ้า", 1, 107_00)))
	refused(t, err, "paper_after_restore", "number")
	bad := ask(papers.Invoice)
	if _, err := papers.Issue(f, bad); fault.Is(err, "paper_after_restore") {
		t.Error("a paper that cannot be issued was asked about")
	}
	yes := ask(papers.Invoice, of("ผ้า", 1, 107_00))
	yes.Yes = []string{"paper_after_restore"}
	if paper := issue(t, f, yes); paper.No != 3 || len(paper.History) != 1 {
		t.Errorf("%d, %+v", paper.No, paper.History)
	}
	f.Sure = func(papers.Series) (bool, error) { return true, nil }
	issue(t, f, ask(papers.Invoice, of("ผ้า", 1, 107_00)))
	issue(t, replaced(t, "2025-12-31"), ask(papers.Invoice, of("ผ้า", 1, 107_00)))
}
