package papers_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
)

func TestNumbersInTheShapeChosen(t *testing.T) {
	for _, c := range []struct {
		shape, reset string
		letters      int
		no           int
		want         string
	}{
		{papers.DefaultShape, papers.ResetYear, 1, 42, "A-IV-2569-000042"},
		{"{type}{year}-{month}-{no:4}", papers.ResetMonth, 1, 1, "IV2569-11-0001"},
		{"{type}{year}-{month}-{no:4}", papers.ResetYear, 1, 1, "IV2569-11-0001"},
		{"OTOP/{type}/{year}/{no:3}", papers.ResetYear, 1, 12_345, "OTOP/IV/2569/12345"},
		{"{letter}{type}{year}{month}{no:5}", papers.ResetMonth, 2, 7, "AIV25691100007"},
		// a second till, or a month, that the shape says nothing of
		{"OTOP/{type}/{year}/{no:3}", papers.ResetYear, 2, 7, "A-OTOP/IV/2569/007"},
		{papers.DefaultShape, papers.ResetMonth, 1, 42, "A-IV-2569-11-000042"},
		{"{no:3}/{type}{year}", papers.ResetMonth, 2, 42, "A-11-042/IV2569"},
	} {
		shape, err := papers.ParseShape(c.shape, c.reset, c.letters)
		if err != nil {
			t.Fatalf("%s: %v", c.shape, err)
		}
		series := shape.Series(papers.Invoice, "A", today)
		if got := shape.Number(series, c.no, today); got != c.want {
			t.Errorf("%s: %s, want %s", c.shape, got, c.want)
		}
	}
}

func TestShapesInWhichNumbersCouldRepeat(t *testing.T) {
	for _, c := range []struct {
		shape, reset string
		letters      int
		code         string
	}{
		{"", papers.ResetYear, 1, "shape_lacks"},
		{"{year}-{no:4}", papers.ResetYear, 1, "shape_lacks"},
		{"{type}-{no:4}", papers.ResetYear, 1, "shape_lacks"},
		{"{type}-{year}", papers.ResetYear, 1, "shape_lacks"},
		{"{type}{year}-{no:4}{no:4}", papers.ResetYear, 1, "shape_part"},
		{"{type} {year}-{no:4}", papers.ResetYear, 1, "shape_part"},
		{"{type}{year}-{no}", papers.ResetYear, 1, "shape_part"},
		{"{type}{year}-{no:0}", papers.ResetYear, 1, "shape_part"},
		{"เลขที่{type}{year}-{no:4}", papers.ResetYear, 1, "shape_part"},
		{"{type}-{no:4}{year}", papers.ResetYear, 1, "shape_no_last"},
		{"{type}-{year}-{no:4}5", papers.ResetYear, 1, "shape_no_last"},
		{"ABCDEFGHIJKLMNOPQRSTUVW-{type}{year}-{no:4}", papers.ResetYear, 1, "shape_long"},
		{"ABCDEFGHIJKLMNOPQR-{type}{year}-{no:4}", papers.ResetYear, 2, "shape_long"},
		{papers.DefaultShape, "day", 1, "shape_reset"},
	} {
		if _, err := papers.ParseShape(c.shape, c.reset, c.letters); !fault.Is(err, c.code) {
			t.Errorf("%q by %s: %v, want %s", c.shape, c.reset, err, c.code)
		}
	}
}

// Who writes {no} is told to write {no:4}.
func TestAWrongShapeIsToldHowToBeWritten(t *testing.T) {
	_, err := papers.ParseShape("{letter}{type}{year}{no}", papers.ResetYear, 1)
	if said := i18n.Message(i18n.Thai, err); !strings.Contains(said, "“{no}”") || !strings.Contains(said, "{no:4}") || !strings.Contains(said, "{month}") {
		t.Error(said)
	}
	_, err = papers.ParseShape("{type}{year}", papers.ResetYear, 1)
	if said := i18n.Message(i18n.English, err); !strings.Contains(said, "{no:6}") {
		t.Error(said)
	}
}

// Each branch writes numbers of its own, which no other bears; one that wrote them before names none.
func TestBranchesNumberByThemselves(t *testing.T) {
	seen := map[string]string{}
	for _, text := range []string{papers.DefaultShape, "{letter}{type}{year}{month}{no:1}", "{no:1}{letter}{type}{year}", "{letter}-{no:1}{type}{year}", "OTOP/{letter}{type}/{year}/{no:3}"} {
		shape, err := papers.ParseShape(text, papers.ResetMonth, 2)
		if err != nil {
			t.Fatal(text, err)
		}
		for _, branch := range []string{"00000", "00001", "00002", "25690"} {
			of, err := shape.OfBranch(branch, "")
			if err != nil {
				t.Fatal(text, err)
			}
			for _, no := range []int{1, 12, 100_001, 1_200_002} {
				series := of.Series(papers.TaxInvoice, "A", today)
				number := of.Number(series, no, today)
				if what := fmt.Sprint(branch, no, text); seen[number] != "" {
					t.Errorf("%s is of %s and %s", number, seen[number], what)
				} else {
					seen[number] = what
				}
				if got, read, ok := shape.Read(number, "A"); !ok || got != series || read != no {
					t.Errorf("%s reads %s as %v %d %v, not %v %d", text, number, got, read, ok, series, no)
				}
			}
		}
	}
	shape, _ := papers.ParseShape(papers.DefaultShape, papers.ResetYear, 1)
	for _, c := range []struct{ branch, home, want string }{{"", "", "A-TX-2569-000007"}, {"00000", "", "A-TX-2569-000007"}, {"00002", "", "A-00002-TX-2569-000007"},
		{"00002", "00002", "A-TX-2569-000007"}, {"", "00002", "A-00000-TX-2569-000007"}} {
		of, err := shape.OfBranch(c.branch, c.home)
		if got := of.Number(of.Series(papers.TaxInvoice, "A", today), 7, today); got != c.want || err != nil {
			t.Errorf("%q at home in %q: %s, %v", c.branch, c.home, got, err)
		}
	}
	long, err := papers.ParseShape("ABCDEFGHIJKLMNOPQR-{type}{year}-{no:4}", papers.ResetYear, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := long.OfBranch("00002", ""); !fault.Is(err, "shape_long") {
		t.Error(err)
	}
}

// No shape that is taken writes one number for two papers: over tills, kinds, months, and numbers that outgrow
// their width.
func TestNoTwoPapersBearOneNumber(t *testing.T) {
	for _, c := range []struct{ shape, reset string }{
		{papers.DefaultShape, papers.ResetYear}, {"{letter}{type}{year}{month}{no:1}", papers.ResetMonth}, {"{no:1}{letter}{type}{year}", papers.ResetYear},
		{"{letter}{year}{type}{no:2}", papers.ResetYear}, {"X1{letter}-{type}{year}{month}{no:2}", papers.ResetYear},
		{"{type}{year}{no:2}", papers.ResetYear}, {"{year}{type}{no:1}", papers.ResetMonth}, {"{no:1}-{type}{year}", papers.ResetMonth},
	} {
		shape, err := papers.ParseShape(c.shape, c.reset, 3)
		if err != nil {
			t.Fatalf("%s: %v", c.shape, err)
		}
		seen := map[string]string{}
		for _, letter := range []string{"A", "B", "Z"} {
			for _, kind := range papers.Kinds {
				for _, day := range []clock.Day{"2026-11-29", "2026-12-01", "2027-01-01"} {
					for _, no := range []int{1, 9, 10, 11, 99, 100, 101, 1000, 12_025} {
						if kind.Code() == "" {
							continue
						}
						series := shape.Series(kind, letter, day)
						number, what := shape.Number(series, no, day), fmt.Sprint(series, no)
						if other, taken := seen[number]; taken && other != what {
							t.Fatalf("%s writes %s for %s and %s", c.shape, number, other, what)
						}
						seen[number] = what
					}
				}
			}
		}
	}
}

func TestNumbersBeginAnewWithTheirPeriod(t *testing.T) {
	yearly, _ := papers.ParseShape("{type}{year}-{month}-{no:4}", papers.ResetYear, 1)
	monthly, _ := papers.ParseShape("{type}{year}-{month}-{no:4}", papers.ResetMonth, 1)
	november, december, january := clock.Day("2026-11-30"), clock.Day("2026-12-01"), clock.Day("2027-01-01")
	if yearly.Series(papers.Invoice, "A", november) != yearly.Series(papers.Invoice, "A", december) {
		t.Error("a series that runs over the year broke in it")
	}
	if yearly.Series(papers.Invoice, "A", december) == yearly.Series(papers.Invoice, "A", january) {
		t.Error("a series ran over the year's end")
	}
	if monthly.Series(papers.Invoice, "A", november) == monthly.Series(papers.Invoice, "A", december) {
		t.Error("a series of a month ran over its end")
	}
}

func TestAuditFindsGapsAndTwins(t *testing.T) {
	iv, tx := papers.Series{Letter: "A", Type: "IV", Period: "2569"}, papers.Series{Letter: "A", Type: "TX", Period: "2569"}
	taken := func(series papers.Series, numbers ...int) (all []papers.Taken) {
		for _, no := range numbers {
			all = append(all, papers.Taken{Series: series, No: no})
		}
		return all
	}
	for name, c := range map[string]struct {
		taken   []papers.Taken
		skipped []papers.Skipped
		want    []string
	}{
		"in order":       {append(taken(iv, 1, 2, 3), taken(tx, 1)...), nil, nil},
		"any order":      {taken(iv, 3, 1, 2), nil, nil},
		"a gap":          {taken(iv, 1, 3), nil, []string{"number_gap"}},
		"begins late":    {taken(iv, 2), nil, []string{"number_gap"}},
		"twice":          {taken(iv, 1, 1, 2), nil, []string{"number_twice"}},
		"told of":        {taken(iv, 1, 5), []papers.Skipped{{Series: iv, From: 2, To: 4}}, nil},
		"skip and twin":  {taken(iv, 1, 3, 5), []papers.Skipped{{Series: iv, From: 2, To: 4}}, []string{"number_twice"}},
		"of another run": {append(taken(iv, 1), taken(tx, 2)...), []papers.Skipped{{Series: iv, From: 2, To: 2}}, []string{"number_gap"}},
	} {
		got := papers.Audit(c.taken, c.skipped)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
			continue
		}
		for n := range got {
			if got[n].Code != c.want[n] {
				t.Errorf("%s: %v, want %v", name, got, c.want)
			}
		}
	}
}

// A refusal takes no number: after any mixture of refusals the numbers run without a gap.
func TestRefusalsLeaveNoGap(t *testing.T) {
	f := facts(t)
	var taken []papers.Taken
	for n := range 60 {
		request := ask(papers.TaxInvoice, of("ชุดของขวัญ", 1, 10_700))
		if n%3 == 1 {
			request.Buyer.TaxID = ""
		}
		if n%5 == 2 {
			request.Lines[0].Name = ""
		}
		if outcome, err := papers.Issue(f, request); err == nil {
			taken = append(taken, papers.Taken{Series: outcome.Paper.Series, No: outcome.Paper.No})
		}
	}
	if wrong := papers.Audit(taken, nil); len(wrong) > 0 || len(taken) < 20 {
		t.Errorf("%d issued, %v", len(taken), wrong)
	}
}

func FuzzShape(f *testing.F) {
	for _, text := range []string{papers.DefaultShape, "{type}{year}-{month}-{no:4}", "{", "{no:", "}{type}{year}{no:9}"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		shape, err := papers.ParseShape(text, papers.ResetYear, 1)
		if err != nil {
			return
		}
		series := shape.Series(papers.TaxInvoice, "A", today)
		one, two := shape.Number(series, 1, today), shape.Number(series, 2, today)
		if one == two || len(one) > papers.MaxNumber {
			t.Fatalf("%q writes %q and %q", text, one, two)
		}
	})
}
