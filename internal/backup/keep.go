package backup

import (
	"sort"
	"time"
)

// Copy is one backup that lies in the shop's folder.
type Copy struct {
	Name   string
	MadeAt time.Time
}

// How many backups are kept: the newest of each of so many days, weeks and months.
const (
	keepDays   = 7
	keepWeeks  = 5
	keepMonths = 12
)

// Surplus names the backups that may go: of all copies the newest of each of the last 7 days, 5 weeks
// and 12 months that have one stays.
func Surplus(copies []Copy, zone *time.Location) []string {
	sorted := append([]Copy(nil), copies...)
	sort.Slice(sorted, func(a, b int) bool { return sorted[a].MadeAt.After(sorted[b].MadeAt) })
	keep := map[string]bool{}
	for _, rule := range []struct {
		count  int
		period func(time.Time) [2]int
	}{
		{keepDays, func(at time.Time) [2]int { return [2]int{at.Year(), at.YearDay()} }},
		{keepWeeks, func(at time.Time) [2]int { year, week := at.ISOWeek(); return [2]int{year, week} }},
		{keepMonths, func(at time.Time) [2]int { return [2]int{at.Year(), int(at.Month())} }},
	} {
		seen := map[[2]int]bool{}
		for _, c := range sorted {
			period := rule.period(c.MadeAt.In(zone))
			if !seen[period] && len(seen) < rule.count {
				seen[period], keep[c.Name] = true, true
			}
		}
	}
	var surplus []string
	for _, c := range sorted {
		if !keep[c.Name] {
			surplus = append(surplus, c.Name)
		}
	}
	return surplus
}
