package printing

import (
	"slices"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

const (
	apartRefs = 2   // papers of one kind that stand one by one beside the buyer, each with its day
	rangeRows = 3   // rows of numbers of one kind beside the buyer; more stand below, over the whole width
	maxRanges = 300 // numbers and ranges that are listed there: three sheets. How many more there are is said
)

// refList is papers of one kind over the whole width: what they are, their numbers, of which days.
type refList struct {
	label   string
	numbers []string
	days    string
}

// refs names the other papers: beside says them beside the buyer, below what there is no room for there. An auditor
// wants all of them, so many of one kind are put together, and numbers that follow each other are a range.
func (o OfficePaper) refs() (beside []fact, below []refList) {
	for _, same := range byKind(o.Refs) {
		kind := same[0].Kind
		if len(same) <= apartRefs {
			for _, ref := range same {
				beside = append(beside, fact{o.refLabel(kind), strings.TrimSpace(ref.Number + "\n" + o.dated(i18n.Date(o.Lang, ref.Day)))})
			}
			continue
		}
		count := o.say("ref_count", fault.Values{"count": len(same)})
		days := o.days(same)
		if numbers := o.ranges(same, "\n"); len(numbers)+strings.Count(strings.Join(numbers, ""), "\n") <= rangeRows {
			if days != "" {
				numbers = append(numbers, days)
			}
			beside = append(beside, fact{o.refLabel(kind), strings.Join(append(numbers, "("+count+")"), "\n")})
			continue
		}
		beside = append(beside, fact{o.refLabel(kind), strings.TrimSpace(count + " " + o.say("ref_below"))})
		below = append(below, refList{o.say("ref_list", fault.Values{"kind": o.refLabel(kind), "count": count}), o.ranges(same, " "), days})
	}
	return beside, below
}

// byKind puts papers of one kind together, kinds in the order in which they come first.
func byKind(refs []Reference) (kinds [][]Reference) {
	for _, ref := range refs {
		at := slices.IndexFunc(kinds, func(same []Reference) bool { return same[0].Kind == ref.Kind })
		if at < 0 {
			at, kinds = len(kinds), append(kinds, nil)
		}
		kinds[at] = append(kinds[at], ref)
	}
	return kinds
}

// listed sets a list of papers over the width of the paper; no number is broken, though it has hyphens.
func (p *paper) listed(list refList) {
	row := list.label
	for n, words := range append(list.numbers, list.days) {
		if n < len(list.numbers)-1 {
			words += ","
		}
		if longer := row + " " + words; p.width(longer, p.body) <= p.width0() {
			row = longer
			continue
		}
		p.flow(p.body, 0, row)
		row = words
	}
	p.flow(p.body, 0, strings.TrimSpace(row))
}

// days says of which day papers are, or from which to which; "" where that is not known of all.
func (o OfficePaper) days(refs []Reference) string {
	first, last := refs[0].Day, refs[0].Day
	for _, ref := range refs {
		if ref.Day.Time().IsZero() {
			return ""
		}
		first, last = min(first, ref.Day), max(last, ref.Day)
	}
	if first == last {
		return o.dated(i18n.Date(o.Lang, first))
	}
	return o.say("dated_refs", fault.Values{"from": first, "to": last})
}

// ranges writes the numbers of papers, those that follow each other as one with something between its two ends, and how
// many more there are where not all are listed.
func (o OfficePaper) ranges(refs []Reference, between string) (list []string) {
	for n := 0; n < len(refs); {
		if len(list) == maxRanges {
			return append(list, o.say("ref_more", fault.Values{"count": len(refs) - n}))
		}
		last := n
		for last+1 < len(refs) && follows(refs[last].Number, refs[last+1].Number) {
			last++
		}
		switch words := refs[n].Number; {
		case last == n+1: // two are no range
			list = append(list, words, refs[last].Number)
		case last > n:
			list = append(list, words+between+o.say("ref_to", fault.Values{"number": refs[last].Number}))
		default:
			list = append(list, words)
		}
		n = last + 1
	}
	return list
}

// follows reports whether two numbers differ in one run of digits alone, by one: wherever the year stands in them.
func follows(one, next string) bool {
	if len(one) != len(next) {
		return false
	}
	runs := func(number string) (parts []string) {
		for len(number) > 0 {
			digits := isDigit(number[0])
			end := slices.IndexFunc([]byte(number), func(b byte) bool { return isDigit(b) != digits })
			if end < 0 {
				end = len(number)
			}
			parts, number = append(parts, number[:end]), number[end:]
		}
		return parts
	}
	a, b := runs(one), runs(next)
	if len(a) != len(b) {
		return false
	}
	apart := 0
	for n := range a {
		if a[n] == b[n] {
			continue
		}
		from, err := strconv.Atoi(a[n])
		to, errTo := strconv.Atoi(b[n])
		if err != nil || errTo != nil || to != from+1 {
			return false
		}
		apart++
	}
	return apart == 1
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }
