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
)

// Series is a run of numbers without a gap: of one type of paper, one branch, one till and one period.
type Series struct {
	Letter string `json:"letter"`
	Branch string `json:"branch,omitempty"` // "" = the shop's first, whose numbers name none
	Type   string `json:"type"`
	Period string `json:"period"` // "2569", or "2569-11" when numbers begin anew with each month
}

// Shape is how numbers of papers are written and when they begin anew, chosen in settings.
type Shape struct {
	parts   []part
	monthly bool
	branch  string // that numbers name, "" = none
}

type part struct {
	token string // "" = the text itself
	text  string
	width int
}

// DefaultShape is the one of bills and all other papers of the shop: A-IV-2569-000042.
const DefaultShape = "{letter}-{type}-{year}-{no:6}"

// MaxNumber bounds a number's length: e-Tax takes 35 characters.
const MaxNumber = 35

// Reset says when numbers begin anew.
const (
	ResetYear  = "year"
	ResetMonth = "month"
)

// shapeParts is how the parts are written, for who wrote something else.
const shapeParts = "{letter} {type} {year} {month} {no:4}"

var shapePart = regexp.MustCompile(`\{(letter|type|year|month|no:[1-9])\}|([A-Za-z0-9/.-]+)`)

// ParseShape reads a shape: text with {letter}, {type}, {year} (of the Buddhist era), {month} and {no:4} (at
// least four digits). {letter}-{type}-{year}-{no:6} gives A-IV-2569-000042, {type}{year}-{month}-{no:4} gives
// IV2569-11-0001. reset is ResetYear or ResetMonth. letters is how many tills of the shop write papers.
//
// So that no two papers can ever bear one number it fails with "shape_part" (something else stands there, or a
// part twice), "shape_lacks" (type, year and number are always needed), "shape_no_last" (digits follow the number at
// once) and "shape_long". Numbers of a branch name it before the type, see OfBranch. What only some shops need is put in where it lacks, for a shop that chose its shape before
// it had a second till must still be able to issue: the letter in front when there is more than one till, the month
// before the number when numbers begin anew with it.
func ParseShape(text, reset string, letters int) (Shape, error) {
	shape := Shape{monthly: reset == ResetMonth}
	if reset != ResetYear && reset != ResetMonth {
		return Shape{}, fault.New("shape_reset", "numbers.reset", fault.Values{"value": reset})
	}
	seen, end := map[string]bool{}, 0
	for _, at := range shapePart.FindAllStringSubmatchIndex(text, -1) {
		if at[0] != end {
			return Shape{}, fault.New("shape_part", "numbers.shape", fault.Values{"value": stray(text[end:], at[0]-end), "parts": shapeParts})
		}
		end = at[1]
		if at[2] < 0 {
			shape.parts = append(shape.parts, part{text: text[at[4]:at[5]]})
			continue
		}
		token, width, _ := strings.Cut(text[at[2]:at[3]], ":")
		if seen[token] {
			return Shape{}, fault.New("shape_part", "numbers.shape", fault.Values{"value": text[at[0]:at[1]], "parts": shapeParts})
		}
		seen[token] = true
		digits, _ := strconv.Atoi(width) // "" of the others is none
		shape.parts = append(shape.parts, part{token: token, width: digits})
	}
	if end != len(text) {
		return Shape{}, fault.New("shape_part", "numbers.shape", fault.Values{"value": text[end:], "parts": shapeParts})
	}
	for _, part := range []string{"{type}", "{year}", "{no:6}"} {
		if token, _, _ := strings.Cut(strings.Trim(part, "{}"), ":"); !seen[token] {
			return Shape{}, fault.New("shape_lacks", "numbers.shape", fault.Values{"part": part})
		}
	}
	if shape.monthly && !seen["month"] {
		no := slices.IndexFunc(shape.parts, func(p part) bool { return p.token == "no" })
		shape.parts = slices.Insert(shape.parts, no, part{token: "month"}, part{text: "-"})
	}
	kind := slices.IndexFunc(shape.parts, func(p part) bool { return p.token == "type" })
	shape.parts = slices.Insert(shape.parts, kind, part{token: "branch"})
	if letters > 1 && !seen["letter"] {
		shape.parts = slices.Insert(shape.parts, 0, part{token: "letter"}, part{text: "-"})
	}
	return shape, shape.check()
}

// stray gives what cannot stand in a shape: a whole part in braces, else so many bytes.
func stray(text string, bytes int) string {
	if end := strings.IndexByte(text, '}'); text[0] == '{' && end > 0 {
		return text[:end+1]
	}
	return text[:bytes]
}

// check refuses shapes in which where the number ends cannot be seen, or that grow too long.
func (s Shape) check() error {
	parts := slices.DeleteFunc(slices.Clone(s.parts), func(p part) bool { return p.token == "branch" }) // always of one width
	for n, p := range parts[:len(parts)-1] {
		next := parts[n+1]
		digit := next.token == "year" || next.token == "month" || next.token == "" && next.text[0] >= '0' && next.text[0] <= '9'
		if p.token == "no" && digit {
			return fault.New("shape_no_last", "numbers.shape", nil)
		}
	}
	const widest = 999_999_999
	if len(s.Number(Series{Letter: "A", Branch: s.branch, Type: "IV", Period: "2569-11"}, widest)) > MaxNumber {
		return fault.New("shape_long", "numbers.shape", fault.Values{"max": MaxNumber})
	}
	return nil
}

// OfBranch gives the shape in which a branch writes its numbers, which run by themselves: A-00002-IV-2569-000042. home is
// the branch whose numbers name none: the one of the papers that were issued before there was another, "" = the head
// office. It fails with "shape_long".
func (s Shape) OfBranch(branch, home string) (Shape, error) {
	branch, home = cmp.Or(branch, HeadOffice), cmp.Or(home, HeadOffice)
	if branch == home {
		return s, nil
	}
	s.branch = branch
	return s, s.check()
}

// Series gives the series of a kind of paper that a till issues on a day.
func (s Shape) Series(kind Kind, letter string, day clock.Day) Series {
	period := strconv.Itoa(day.BuddhistYear())
	if s.monthly {
		period += "-" + day.Time().Format("01")
	}
	return Series{Letter: letter, Branch: s.branch, Type: kind.Code(), Period: period}
}

// Number writes the number of a series. day is only asked for the month of a series that runs over a year.
func (s Shape) Number(series Series, no int, day ...clock.Day) string {
	year, month, _ := strings.Cut(series.Period, "-")
	if month == "" && len(day) > 0 {
		month = day[0].Time().Format("01")
	}
	var number strings.Builder
	for _, p := range s.parts {
		switch p.token {
		case "letter":
			number.WriteString(series.Letter)
		case "branch":
			if series.Branch != "" {
				number.WriteString(series.Branch + "-")
			}
		case "type":
			number.WriteString(series.Type)
		case "year":
			number.WriteString(year)
		case "month":
			number.WriteString(month)
		case "no":
			fmt.Fprintf(&number, "%0*d", p.width, no)
		default:
			number.WriteString(p.text)
		}
	}
	return number.String()
}

// Taken is one number of a series that a paper bears.
type Taken struct {
	Series Series
	No     int
}

// Skipped is a run of a series that no paper bears: a lost machine gave it out, and a restored till goes on after it.
type Skipped struct {
	Series   Series
	From, To int
}

// Audit holds the numbers of papers against the rule that a series runs 1, 2, 3 … without a gap and bears none
// twice: "number_gap" and "number_twice", each with the series and the number.
func Audit(taken []Taken, skipped []Skipped) []*fault.Error {
	runs := map[Series][][2]int{}
	for _, t := range taken {
		runs[t.Series] = append(runs[t.Series], [2]int{t.No, t.No})
	}
	for _, s := range skipped {
		if s.From > s.To {
			continue
		}
		runs[s.Series] = append(runs[s.Series], [2]int{s.From, s.To})
	}
	var wrong []*fault.Error
	for series, run := range runs {
		slices.SortFunc(run, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
		last := 0
		for _, r := range run {
			code := ""
			switch {
			case r[0] <= last:
				code = "number_twice"
			case r[0] > last+1:
				code = "number_gap"
			}
			if code != "" {
				wrong = append(wrong, fault.New(code, "no", fault.Values{
					"series": strings.TrimSuffix(series.Letter+"-"+series.Branch, "-") + "-" + series.Type + "-" + series.Period, "no": strconv.Itoa(min(r[0], last+1))}))
			}
			last = max(last, r[1])
		}
	}
	slices.SortFunc(wrong, func(a, b *fault.Error) int { return cmp.Compare(a.Error(), b.Error()) })
	return wrong
}
