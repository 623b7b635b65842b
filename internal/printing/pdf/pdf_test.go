package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
)

// run runs a tool, which build/setup.sh installs: only where nobody promised it may it be missing.
func run(t testing.TB, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s is not installed; build/setup.sh test should have seen to it", name)
		}
		t.Skipf("%s is not installed (build/setup.sh test installs it)", name)
	}
	command := exec.Command(name, args...)
	var said bytes.Buffer
	command.Stderr = &said
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, said.String())
	}
	if name != "zbarimg" { // which complains that there is no bus to announce its findings on
		out = append(out, said.Bytes()...)
	}
	return string(out)
}

// made writes pages and gives the file's bytes.
func made(t testing.TB, pages []printing.Page, options Options) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, shaper, pages, options); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// saved writes pages to a file and gives its path.
func saved(t testing.TB, pages []printing.Page, options Options) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pages.pdf")
	if err := os.WriteFile(path, made(t, pages, options), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestEveryLineOfAThousandLabelsComesBack(t *testing.T) {
	pages := labels(t, 1000)
	read := strings.Split(run(t, "pdftotext", "-raw", saved(t, pages, Options{}), "-"), "\f")
	if len(read) != len(pages)+1 {
		t.Fatalf("%d pages were read", len(read)-1)
	}
	for n, page := range pages {
		want := strings.Join(rows(page), "\n") + "\n"
		if read[n] != want {
			t.Fatalf("label %d:\n%s\nreads\n%s", n, want, read[n])
		}
	}
}

func TestFontsAreEmbeddedSubsetsWithUnicode(t *testing.T) {
	path := saved(t, labels(t, 3), Options{Title: "ป้าย 😊 (3)"})
	lines := strings.Split(strings.TrimSpace(run(t, "pdffonts", path)), "\n")[2:]
	if len(lines) != 1 || !strings.Contains(lines[0], "+Sarabun ") || !strings.Contains(lines[0], "yes yes yes") {
		t.Fatalf("pdffonts says:\n%s", strings.Join(lines, "\n"))
	}
	info := run(t, "pdfinfo", path)
	if !strings.Contains(info, "ป้าย  (3)") || !strings.Contains(info, "Talat") {
		t.Errorf("pdfinfo says:\n%s", info)
	}
}

func TestGhostscriptHasNothingToSay(t *testing.T) {
	logo := image.NewGray(image.Rect(0, 0, 9, 9))
	pages := append(labels(t, 20), printing.Page{Width: 58 * printing.MM, Height: 100 * printing.MM, Ops: []printing.Op{
		printing.Image{X: 1000, Y: 1000, W: 9000, H: 9000, Picture: printing.PictureOf(logo)},
		printing.Text{X: 1000, Y: 20_000, Size: 4000, String: "แม่ค้า😊👍🏽 漢字"},
	}})
	if said := run(t, "gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", saved(t, pages, Options{})); said != "" {
		t.Errorf("gs says:\n%s", said)
	}
}

func TestPagesHaveTheirExactSize(t *testing.T) {
	const mm = printing.MM
	var pages []printing.Page
	for _, size := range [][2]printing.Unit{{100, 150}, {100, 75}, {105, 148}, {148, 210}, {210, 297}, {58, 333}, {80, 2000}, {74, 105}, {40, 30}, {220, 110}} {
		pages = append(pages, printing.Page{Width: size[0] * mm, Height: size[1] * mm})
	}
	said := run(t, "pdfinfo", "-f", "1", "-l", "99", "-box", saved(t, pages, Options{}))
	for n, page := range pages {
		marker := fmt.Sprintf("Page %4d MediaBox:", n+1)
		_, rest, found := strings.Cut(said, marker)
		var left, low, right, high float64
		if _, err := fmt.Sscan(rest, &left, &low, &right, &high); !found || err != nil {
			t.Fatalf("no box of page %d: %v\n%s", n+1, err, said)
		}
		for _, side := range [][2]float64{{right, float64(page.Width)}, {high, float64(page.Height)}} {
			if gap := side[0]*25_400/72 - side[1]; left != 0 || low != 0 || gap > 50 || gap < -50 {
				t.Errorf("page %d is %v × %v points", n+1, right, high)
			}
		}
	}
}

func TestTheSamePagesGiveTheSameBytes(t *testing.T) {
	picture := printing.PictureOf(gradient())
	pages := labels(t, 60)
	for n := range pages {
		pages[n].Ops = append(pages[n].Ops, printing.Image{W: 9000, H: 9000, Picture: picture})
	}
	first := made(t, pages, Options{Title: "ป้าย"})
	for range 5 {
		if !bytes.Equal(first, made(t, pages, Options{Title: "ป้าย"})) {
			t.Fatal("two files of the same labels differ")
		}
	}
	day := time.Date(2026, 11, 23, 18, 2, 0, 0, time.FixedZone("", 7*3600))
	if !bytes.Contains(frame(t, pages[:1], Options{Created: day}), []byte("D:20261123110200")) {
		t.Error("the time that was given is not in the file")
	}
}

// frame gives what gofpdf makes of pages before the file is finished.
func frame(t *testing.T, pages []printing.Page, options Options) []byte {
	t.Helper()
	b := newBook(shaper, options)
	b.open(pages[0])
	var out bytes.Buffer
	if err := b.doc.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func gradient() *image.RGBA {
	picture := image.NewRGBA(image.Rect(0, 0, 40, 40))
	for n := range picture.Pix {
		picture.Pix[n] = 255
		if n%4 < 3 {
			picture.Pix[n] = uint8(n % 160)
		}
	}
	return picture
}

func TestSizeAndMemory(t *testing.T) {
	// 12 KB are asked for a label alone. One with all it can say has 30 outlines more.
	var alone []int
	for _, page := range labels(t, 21) {
		alone = append(alone, len(made(t, []printing.Page{page}, Options{})))
	}
	if slices.Sort(alone); alone[10] > 12<<10 || alone[20] > 12600 {
		t.Errorf("labels alone are %d bytes", alone)
	}
	for n := range 20 {
		full, err := invented(n).form().Page(shaper, printing.Label100x150)
		if err != nil {
			t.Fatal(err)
		}
		if size := len(made(t, []printing.Page{full}, Options{})); size > 14<<10 {
			t.Errorf("label %d, with all it can say, is %d bytes", n, size)
		}
	}
	pages := labels(t, 1000)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	batch := made(t, pages, Options{})
	runtime.ReadMemStats(&after)
	if each := len(batch) / len(pages); each > 2700 {
		t.Errorf("a label of a thousand is %d bytes", each)
	}
	if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 250 {
		t.Errorf("a thousand labels allocate %d MB", used)
	}
}

func TestWhatCannotBeDrawnIsABoxAndTheRestIsWhole(t *testing.T) {
	hostile := []string{"แม่ค้า😊👍🏽ใจดี", "ZWJ:👩\u200d🌾", "𝔘ก\U00010000", "lone \xff\xfe bytes", "a\u200bb", "漢字", "\x00\x1b[0m",
		"ก" + strings.Repeat("่", 500), "\u202eabc", strings.Repeat("น้ำ", 100), "()\\\r\n", "ชื่อ (๑) \\ ทดสอบ"}
	page := printing.Page{Width: 500 * printing.MM, Height: 200 * printing.MM}
	for n, words := range hostile {
		page.Ops = append(page.Ops, printing.Text{X: 9000, Y: printing.Unit(n+1) * 12 * printing.MM, Size: 4000, String: words})
	}
	read := run(t, "pdftotext", "-raw", saved(t, []printing.Page{page}, Options{Title: "\xff😊\x00"}), "-")
	for _, want := range []string{"แม่ค้า😊👍🏽ใจดี", "ZWJ:👩🌾", "lone", "bytes", "ab", "漢字", "()\\", "ชื่อ (๑) \\ ทดสอบ", strings.Repeat("น้ำ", 100)} {
		if !strings.Contains(read, want) {
			t.Errorf("%q is missing in\n%s", want, read)
		}
	}
}

func TestWithoutCodesLeftABoxIsDrawn(t *testing.T) {
	fonts := newSubset(shaper)
	for n := len(fonts.clusters); n < maxCodes; n++ {
		fonts.clusters = append(fonts.clusters, cluster{})
	}
	if written := fonts.write(shaper.Line("ก", text.Regular)); !bytes.Equal(written.codes, []byte{0, 0}) || len(written.words) != 4 {
		t.Errorf("a character too many is written %v %v", written.codes, written.words)
	}
}

func TestBadPagesAreRefusedBeforeAnythingIsWritten(t *testing.T) {
	good := printing.Page{Width: 100 * printing.MM, Height: 150 * printing.MM}
	small := good
	small.Ops = []printing.Op{printing.Code{Side: 9 * printing.MM, Matrix: printing.Matrix{Size: 33}, Field: "pay"}}
	for _, test := range []struct {
		pages []printing.Page
		code  string
	}{
		{nil, "pdf_pages"}, {make([]printing.Page, maxPages+1), "pdf_pages"},
		{[]printing.Page{good, {Width: 100, Height: 100}}, "page_too_large"}, {[]printing.Page{{Width: -5, Height: 9000}}, "page_too_large"},
		{[]printing.Page{{Width: 58 * printing.MM, Height: 6000 * printing.MM}}, "page_too_large"},
		{[]printing.Page{good, small}, "code_too_small"},
	} {
		var out bytes.Buffer
		if err := Write(&out, shaper, test.pages, Options{}); !fault.Is(err, test.code) || out.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", test.code, err, out.Len())
		}
	}
	if err := Write(broken{}, shaper, []printing.Page{good}, Options{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("a file that cannot be written: %v", err)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestAFrameThatIsNotGofpdfsIsRefused(t *testing.T) {
	whole := frame(t, []printing.Page{{Width: 9000, Height: 9000}}, Options{})
	for _, file := range [][]byte{nil, []byte("%PDF"), whole[:len(whole)/2], bytes.Replace(whole, []byte("startxref\n"), []byte("startxref\n9"), 1),
		bytes.Replace(whole, []byte("/Font <<"), []byte("/Fond <<"), 1), bytes.Replace(whole, []byte("endobj"), []byte("endobk"), 1)} {
		if _, err := finish(file, [][]byte{nil}, newSubset(shaper)); !errors.Is(err, errForeign) {
			t.Errorf("%.20q: %v", file, err)
		}
	}
}

func TestShapesAndPicturesAreWhereTheyBelong(t *testing.T) {
	const mm = printing.MM
	red := image.NewRGBA(image.Rect(0, 0, 4, 4))
	for n := range red.Pix {
		red.Pix[n] = []uint8{200, 0, 0, 255}[n%4]
	}
	page := printing.Page{Width: 40 * mm, Height: 20 * mm, Ops: []printing.Op{
		printing.Rect{X: mm, Y: mm, W: 5 * mm, H: 5 * mm, Colour: printing.Navy},
		printing.Frame{X: 10 * mm, Y: mm, W: 5 * mm, H: 5 * mm, Stroke: mm},
		printing.Rule{X: 20 * mm, Y: mm, W: 6 * mm, Stroke: mm, Dash: 2 * mm},
		printing.Image{X: 30 * mm, Y: 10 * mm, W: 5 * mm, H: 5 * mm, Picture: printing.PictureOf(red)},
		printing.Image{X: 1, Y: 1, W: 5, H: 5},
	}}
	seen := rasterised(t, saved(t, []printing.Page{page}, Options{}), 1, 254) // 10 pixels in a millimetre
	for _, spot := range []struct {
		x, y int
		want color.RGBA
	}{
		{35, 35, color.RGBA{0, 0x42, 0x7A, 255}}, {65, 35, color.RGBA{255, 255, 255, 255}}, {35, 5, color.RGBA{255, 255, 255, 255}},
		{105, 35, color.RGBA{0, 0, 0, 255}}, {125, 35, color.RGBA{255, 255, 255, 255}}, {125, 55, color.RGBA{0, 0, 0, 255}},
		{210, 15, color.RGBA{0, 0, 0, 255}}, {230, 15, color.RGBA{255, 255, 255, 255}}, {250, 15, color.RGBA{0, 0, 0, 255}},
		{325, 125, color.RGBA{200, 0, 0, 255}}, {325, 95, color.RGBA{255, 255, 255, 255}},
	} {
		red, green, blue, _ := seen.At(spot.x, spot.y).RGBA()
		if got := (color.RGBA{uint8(red >> 8), uint8(green >> 8), uint8(blue >> 8), 255}); got != spot.want {
			t.Errorf("%d, %d is %v, not %v", spot.x, spot.y, got, spot.want)
		}
	}
}

func TestEveryCodeOnSampledLabelsIsRead(t *testing.T) {
	for _, resolution := range []printing.Resolution{printing.DPI203, printing.DPI300} {
		sample := 6
		if testing.Short() {
			sample = 2
		}
		pages := labels(t, sample)
		path := saved(t, pages, Options{Resolution: resolution})
		pictures := filepath.Join(t.TempDir(), "page")
		run(t, "pdftoppm", "-r", fmt.Sprint(int(resolution)), "-mono", path, pictures)
		run(t, "pdftoppm", "-r", "300", "-gray", path, pictures)
		for n := range sample {
			for _, kind := range []string{"pbm", "pgm"} {
				want := []string{invented(n).qr, invented(n).s10}
				got := strings.Fields(run(t, "zbarimg", "--quiet", "--raw", fmt.Sprintf("%s-%d.%s", pictures, n+1, kind)))
				slices.Sort(got)
				slices.Sort(want)
				if !slices.Equal(got, want) {
					t.Errorf("label %d for %d dpi as %s: zbar reads %q, not %q", n, resolution, kind, got, want)
				}
			}
		}
	}
}

func TestNumbersHaveNoNeedlessDigits(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 1: ".0001", 10_000: "1", -12_500: "-1.25", 846_667: "84.6667", 150_000_000: "15000", -5: "-.0005"} {
		if got := string(fraction(nil, n, 4)); got != want {
			t.Errorf("%d is written %s, not %s", n, got, want)
		}
	}
}

func FuzzWrite(f *testing.F) {
	for _, words := range []string{"ที่ ปั๊ม", "\xff\xc0", "👩‍👩‍👧", "\u0e31\u0e48", "(\\)\r"} {
		f.Add(words, words, 4000)
	}
	f.Fuzz(func(t *testing.T, words, title string, size int) {
		page := printing.Page{Width: 99_000, Height: 99_000, Ops: []printing.Op{
			printing.Text{Size: printing.Unit(size), String: words}, printing.Text{Face: text.Bold, Size: 3000, String: words}}}
		if err := Write(io.Discard, shaper, []printing.Page{page}, Options{Title: title}); err != nil {
			t.Fatal(err)
		}
	})
}

// BenchmarkLabel writes one label as a file of its own, as a seller does who packs one parcel.
func BenchmarkLabel(b *testing.B) {
	pages := labels(b, 1)
	for b.Loop() {
		if err := Write(io.Discard, shaper, pages, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// gofpdf numbers pictures of one width in the order of a Go map: the same pages must give the same bytes, and
// every picture must stand where it belongs.
func TestPicturesOfOneWidthKeepTheirPlaces(t *testing.T) {
	page := printing.Page{Width: 80 * printing.MM, Height: 20 * printing.MM}
	var shades []uint8
	for n := range 6 {
		shades = append(shades, uint8(40*n))
		flat := image.NewGray(image.Rect(0, 0, 30, 30))
		for dot := range flat.Pix {
			flat.Pix[dot] = shades[n]
		}
		page.Ops = append(page.Ops, printing.Image{X: printing.Unit(2+12*n) * printing.MM, Y: 5 * printing.MM, W: 10 * printing.MM, H: 10 * printing.MM, Picture: printing.PictureOf(flat)})
	}
	first := made(t, []printing.Page{page}, Options{})
	for range 20 {
		if !bytes.Equal(made(t, []printing.Page{page}, Options{}), first) {
			t.Fatal("two files of one page differ")
		}
	}
	seen := greyOf(rasterised(t, saved(t, []printing.Page{page}, Options{}), 1, 127, "-gray"), image.Rect(0, 0, 400, 100))
	for n, shade := range shades {
		if got := 255 - 255*seen.at(35+60*n, 50); int(got) < int(shade)-3 || int(got) > int(shade)+3 {
			t.Errorf("picture %d is %.0f, want %d", n+1, got, shade)
		}
	}
}
