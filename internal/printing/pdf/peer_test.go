//go:build unix

package pdf

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/printing"
)

// The limits of a batch of a thousand labels, and of the first label of a warm program.
const (
	maxRatio      = 0.4 // of pdfkit's CPU, in the same run, on the same pages, with codes given to both
	maxFirstLabel = 20 * time.Millisecond
)

// peerPage is a page as build/bench/pdfkit.cjs draws it, in points.
type peerPage struct {
	Width  float64    `json:"width"`
	Height float64    `json:"height"`
	Fills  []peerFill `json:"fills"`
	Texts  []peerText `json:"texts"`
}

type peerFill struct {
	Colour string       `json:"colour"`
	Rects  [][4]float64 `json:"rects"`
}

type peerText struct {
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
	Size   float64 `json:"size"`
	Face   int     `json:"face"`
	Colour string  `json:"colour"`
	Text   string  `json:"text"`
}

func points(length printing.Unit) float64 { return float64(length) * 72 / 25_400 }

// forPeer writes a page down for the peer.
func forPeer(page printing.Page) peerPage {
	made := peerPage{Width: points(page.Width), Height: points(page.Height)}
	hex := func(c printing.Colour) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }
	fill := func(colour printing.Colour, rects ...[4]printing.Unit) {
		group := peerFill{Colour: hex(colour)}
		for _, r := range rects {
			group.Rects = append(group.Rects, [4]float64{points(r[0]), points(r[1]), points(r[2]), points(r[3])})
		}
		made.Fills = append(made.Fills, group)
	}
	modules := func(spans []printing.Span, x, y, wide, high printing.Unit) {
		rects := make([][4]printing.Unit, len(spans))
		for n, s := range spans {
			rects[n] = [4]printing.Unit{x + printing.Unit(s.X)*wide, y + printing.Unit(s.Y)*high, printing.Unit(s.W) * wide, printing.Unit(s.H) * high}
		}
		fill(printing.Black, rects...)
	}
	for _, op := range page.Ops {
		switch op := op.(type) {
		case printing.Text:
			made.Texts = append(made.Texts, peerText{points(op.X), points(op.Y), points(op.Size), int(op.Face), hex(op.Colour), op.String})
		case printing.Rect:
			fill(op.Colour, [4]printing.Unit{op.X, op.Y, op.W, op.H})
		case printing.Rule:
			fill(op.Colour, [4]printing.Unit{op.X, op.Y, op.W, op.Stroke})
		case printing.Frame:
			fill(op.Colour, [4]printing.Unit{op.X, op.Y, op.W, op.H},
				[4]printing.Unit{op.X + op.Stroke, op.Y + op.Stroke, op.W - 2*op.Stroke, op.H - 2*op.Stroke})
		case printing.Code:
			modules(op.Matrix.Spans(), op.X+4*500, op.Y+4*500, 500, 500)
		case printing.Bars:
			modules(op.Barcode.Spans(), op.X+2000, op.Y, 375, op.H)
		}
	}
	return made
}

// cpu gives the processor time this program has taken.
func cpu(t *testing.T) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// round is one run of a thousand labels by both: milliseconds of CPU and bytes a label.
type round struct {
	ours, peer, peerSize, cores float64
	size                        int
}

func against(t *testing.T, pages []printing.Page, dir, file string) round {
	t.Helper()
	command := exec.Command("../../../build/bench/pdfkit.sh", dir, file)
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	var peer struct{ CPU, Bytes float64 }
	if err := json.Unmarshal(out, &peer); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	runtime.GC()
	before, start := cpu(t), time.Now()
	size := len(made(t, pages, Options{}))
	spent, wall := cpu(t)-before, time.Since(start)
	return round{float64(spent.Microseconds()) / 1000 / float64(len(pages)), peer.CPU, peer.Bytes, float64(spent) / float64(wall), size / len(pages)}
}

// TestAgainstPdfkit is part of `make bench`: TALAT_BENCH names the folder where the peer is kept.
func TestAgainstPdfkit(t *testing.T) {
	dir := os.Getenv("TALAT_BENCH")
	if dir == "" {
		t.Skip("a benchmark: make bench runs it")
	}
	pages := labels(t, 1000)
	given := make([]peerPage, len(pages))
	for n, page := range pages {
		given[n] = forPeer(page)
	}
	data, err := json.Marshal(given)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "labels.json")
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	made(t, pages, Options{}) // warm, as the peer is
	var rounds [5]round
	for n := range rounds {
		rounds[n] = against(t, pages, filepath.Join(dir, "pdfkit"), file)
	}
	slices.SortFunc(rounds[:], func(a, b round) int { return cmp.Compare(a.ours/a.peer, b.ours/b.peer) })
	middle := rounds[len(rounds)/2]
	verdict := "ok   "
	if middle.ours > maxRatio*middle.peer {
		verdict = "MISS "
		t.Errorf("a label takes %.2f of pdfkit's CPU", middle.ours/middle.peer)
	}
	fmt.Printf("%sa label of 1,000: %.3f ms of CPU, %.2f of pdfkit's %.3f (limit %.1f); %d bytes, pdfkit %.0f; %.1f cores busy\n", verdict,
		middle.ours, middle.ours/middle.peer, middle.peer, maxRatio, middle.size, middle.peerSize, middle.cores)
	first := time.Hour
	for range 5 {
		start := time.Now()
		made(t, pages[:1], Options{})
		first = min(first, time.Since(start))
	}
	var alone []int
	for n := range 21 {
		alone = append(alone, len(made(t, pages[n:n+1], Options{})))
	}
	slices.Sort(alone)
	fmt.Printf("     a label alone: %v (limit %v), %d bytes, the largest of 21 %d (limit 12288)\n", first, maxFirstLabel, alone[10], alone[20])
	if first > maxFirstLabel {
		t.Errorf("a label alone takes %v", first)
	}
}
