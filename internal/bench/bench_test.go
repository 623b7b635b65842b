// Package bench measures Talat against stated limits, and its sale against a yardstick in the same run:
// figures from a shared machine mean little, ratios from interleaved runs do. It holds only tests; without
// TALAT_BENCH they run once over a small shop to see that they work, and judge nothing.
package bench

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"
)

// size says how much a run measures.
type size struct {
	dir      string // where made shops are kept, "" = nowhere
	products int
	bills    int
	rounds   int
	sales    int // a round, in each shop
	reads    int // of everything that is read
}

var (
	whole = size{products: 100_000, bills: 200_000, rounds: 5, sales: 400, reads: 400}
	smoke = size{products: 0, bills: 120, rounds: 2, sales: 4, reads: 3}
)

// wanted gives the size of this run: TALAT_BENCH names the folder where the big shop is kept.
func wanted() size {
	dir := os.Getenv("TALAT_BENCH")
	if dir == "" {
		return smoke
	}
	chosen := whole
	chosen.dir = dir
	return chosen
}

// figure is one thing measured.
type figure struct {
	name  string
	value float64
	unit  string
	limit float64 // 0 = none is stated
	note  string
}

func (f figure) missed() bool { return f.limit > 0 && f.value > f.limit }

func (f figure) String() string {
	verdict, limit := "     ", ""
	if f.limit > 0 {
		verdict, limit = "ok   ", fmt.Sprintf("limit %.4g %s", f.limit, f.unit)
	}
	if f.missed() {
		verdict = "MISS "
	}
	return fmt.Sprintf("%s%-52s %9.3f %-3s %-14s %s", verdict, f.name, f.value, f.unit, limit, f.note)
}

// report prints a figure, and fails the test when it is over its limit and the run is a whole one.
func report(t *testing.T, f figure) {
	t.Helper()
	if wanted().dir == "" {
		return
	}
	fmt.Println(f)
	if f.missed() {
		t.Errorf("%s: %.3f %s is over %.4g", f.name, f.value, f.unit, f.limit)
	}
}

// heading prints what the figures below it are about.
func heading(text string) {
	if wanted().dir != "" {
		fmt.Printf("\n%s\n", text)
	}
}

// millis runs fn and gives how long it took.
func millis(fn func()) float64 {
	start := time.Now()
	fn()
	return float64(time.Since(start)) / float64(time.Millisecond)
}

// times runs fn often and gives how long each run took.
func times(often int, fn func(n int)) []float64 {
	all := make([]float64, often)
	for n := range all {
		all[n] = millis(func() { fn(n) })
	}
	return all
}

// percentile gives the value that share of the values do not exceed.
func percentile(values []float64, share float64) float64 {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	return sorted[min(int(share*float64(len(sorted))), len(sorted)-1)]
}

func median(values []float64) float64 { return percentile(values, 0.5) }

func TestPercentile(t *testing.T) {
	values := []float64{5, 1, 4, 2, 3}
	for share, want := range map[float64]float64{0: 1, 0.5: 3, 0.99: 5, 1: 5} {
		if got := percentile(values, share); got != want {
			t.Errorf("percentile(%v) = %v, want %v", share, got, want)
		}
	}
	if values[0] != 5 {
		t.Error("the values were sorted in place")
	}
}
