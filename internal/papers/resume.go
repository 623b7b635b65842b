package papers

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/thai"
)

// maxLost bounds how many numbers of a series a lost machine is believed to have given out after its last backup.
const maxLost = 100_000

// Resumed is what a person knows of a series after a restore: the last number that the lost machine gave out. What
// follows the backup's last number up to it is skipped.
type Resumed struct {
	Skipped // From > To when nothing was lost

	First, Last string // the numbers skipped, as they are written; Last is the backup's where none is
}

// manyLost is how many numbers of a series are skipped without a question: a machine is rarely further than a week's work
// from its last backup, and numbers once skipped are lost for ever.
const manyLost = 50

// LastSaid is what a person says of the last papers at hand.
type LastSaid struct {
	Papers []string // their numbers, or kinds of which the lost machine issued none since the backup
	Of     Kind     // that is asked about: a bare number is of it, and of no other kind a number is taken; "" = of any
	Sure   bool     // many numbers are skipped knowingly
}

// Resume reads the last papers at hand and says what each series goes on after. Of one series the highest counts. Faults,
// each at "last_paper[n]": "papers_not_restored", "last_paper_unreadable" (usage), "last_paper_other" (than is asked
// about), "last_paper_ahead" (of a year or month that is not here yet), "last_paper_used" (the shop's file has later ones),
// "last_paper_many" (asked: they are to be skipped knowingly) and "last_paper_far".
func Resume(facts *Facts, said LastSaid) ([]Resumed, error) {
	var all []Resumed
	for n, text := range said.Papers {
		at := fmt.Sprintf("last_paper[%d]", n)
		if facts.Restored == "" {
			return nil, fault.New("papers_not_restored", at, nil)
		}
		one, err := facts.resume(text, said)
		if err != nil {
			return nil, fault.At(err, at)
		}
		same := slices.IndexFunc(all, func(other Resumed) bool { return other.Series == one.Series })
		switch {
		case same < 0:
			all = append(all, one)
		case all[same].To < one.To:
			all[same] = one
		}
	}
	return all, nil
}

func (f *Facts) resume(text string, said LastSaid) (Resumed, error) {
	kind, err := ParseKind(text)
	ofKind := err == nil && kind.Code() != ""
	series, no, written := f.Shape.Read(text, f.Letter)
	if bare, err := strconv.ParseUint(thai.FoldDigits(strings.TrimSpace(text)), 10, 31); err == nil && bare > 0 && said.Of != "" {
		series, no, written = f.Shape.Series(said.Of, f.Letter, f.Day), int(bare), true
	}
	switch {
	case ofKind:
		series = f.Shape.Series(kind, f.Letter, f.Day)
	case written && said.Of != "" && series.Type != said.Of.Code():
		return Resumed{}, fault.New("last_paper_other", "", fault.Values{"number": text, "paper": words(said.Of)})
	case !written:
		example := f.Shape.Number(f.Shape.Series(cmp.Or(said.Of, TaxInvoice), f.Letter, f.Day), 3, f.Day)
		return Resumed{}, fault.Unreadable("last_paper_unreadable", "", fault.Values{"value": text, "example": example})
	}
	next, err := f.NextNo(series)
	if err != nil {
		return Resumed{}, err
	}
	if ofKind {
		no = next - 1
	}
	number := func(no int) string { return f.Shape.Number(series, no, f.Day) }
	switch {
	case series.Period > f.Shape.period(f.Day):
		return Resumed{}, fault.New("last_paper_ahead", "", fault.Values{"number": number(no)})
	case no < next-1:
		return Resumed{}, fault.New("last_paper_used", "", fault.Values{"number": number(next - 1)})
	case no-next >= maxLost:
		return Resumed{}, fault.New("last_paper_far", "", fault.Values{"number": number(next - 1), "max": maxLost})
	case no-next >= manyLost && !said.Sure:
		return Resumed{}, fault.New("last_paper_many", "", fault.Values{"first": number(next), "last": number(no), "count": no - next + 1})
	}
	return Resumed{Skipped: Skipped{Series: series, From: next, To: no}, First: number(next), Last: number(no)}, nil
}

// sure asks before the first paper of a series since the till's machine was replaced by a backup: nobody but the people
// who hold its papers knows how far the lost machine had got. A period that began after the restore is the till's own.
func (d *draft) sure(series Series) error {
	f := d.facts
	if f.Restored == "" || series.Period > f.Shape.period(f.Restored) {
		return nil
	}
	sure, err := f.Sure(series)
	if err != nil || sure {
		return err
	}
	next, err := f.NextNo(series)
	if err != nil {
		return err
	}
	return d.ask(fault.New("paper_after_restore", "number", fault.Values{"paper": words(d.paper.Kind), "number": f.Shape.Number(series, next, f.Day),
		"kind": string(d.paper.Kind)}))
}

// Read reads a number as the shape writes it for a till, in whatever case and digits; ok is false for anything else.
func (s Shape) Read(number, letter string) (series Series, no int, ok bool) {
	groups := map[string]string{"letter": regexp.QuoteMeta(letter), "branch": "(?:([0-9]{5})-)?", "type": "([A-Z]{2})", "year": "([0-9]{4})", "month": "(0[1-9]|1[0-2])"}
	var pattern strings.Builder
	var order []string
	for _, p := range s.parts {
		switch group := groups[p.token]; {
		case p.token == "":
			pattern.WriteString(regexp.QuoteMeta(strings.ToUpper(p.text)))
		case p.token == "no":
			pattern.WriteString("([0-9]{" + strconv.Itoa(p.width) + ",9})")
		default:
			pattern.WriteString(group)
		}
		if p.token != "" && p.token != "letter" {
			order = append(order, p.token)
		}
	}
	found := regexp.MustCompile("^" + pattern.String() + "$").FindStringSubmatch(strings.ToUpper(thai.FoldDigits(strings.TrimSpace(number))))
	if found == nil {
		return Series{}, 0, false
	}
	part := map[string]string{}
	for n, token := range order {
		part[token] = found[n+1]
	}
	series = Series{Letter: letter, Branch: part["branch"], Type: part["type"], Period: part["year"]}
	if s.monthly {
		series.Period += "-" + part["month"]
	}
	no, _ = strconv.Atoi(part["no"]) // at most nine digits
	known := slices.ContainsFunc(Kinds, func(kind Kind) bool { return kind.Code() == series.Type && series.Type != "" })
	return series, no, known && no > 0
}

// period names the year or month of a day, in which a series runs.
func (s Shape) period(day clock.Day) string { return s.Series("", "", day).Period }
