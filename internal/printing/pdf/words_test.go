package pdf

import (
	"bytes"
	"fmt"
	"image"
	_ "image/png"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jung-kurt/gofpdf"

	"github.com/talat-pos/talat/assets"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
)

// What words look like is compared with Pango's drawing of them, 18 points at 300 dpi. alike is the
// likeness every word must have; words whose marks collide or float score from 0.3 to 0.8.
const (
	alike    = 0.82
	dpi      = 300
	perPage  = 40
	rowPitch = 60 // points
)

// hardWords are the 16 hard strings, word by word, and after those 300 random clusters.
func hardWords(t *testing.T) (words []string, hard int) {
	t.Helper()
	data, err := os.ReadFile("testdata/hard.txt")
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(strings.TrimSpace(string(data)), "\n") + 1; lines != 16 {
		t.Fatalf("%d hard strings", lines)
	}
	words = strings.Fields(string(data))
	hard = len(words)
	random := rand.New(rand.NewPCG(25, 69))
	vowels := []string{"", "ั", "ิ", "ี", "ึ", "ื", "็", "ุ", "ู", "ํ"}
	tones := []string{"", "่", "้", "๊", "๋", "์"}
	clusters := 300
	if testing.Short() {
		clusters = 30
	}
	for range clusters {
		cluster := string('ก' + rune(random.IntN('ฮ'-'ก'+1)))
		if random.IntN(8) == 0 {
			cluster += tones[random.IntN(5)] + "ำ"
		} else {
			cluster += vowels[random.IntN(len(vowels))] + tones[random.IntN(len(tones))]
		}
		words = append(words, cluster)
	}
	return words, hard
}

// grey is a picture's ink, 0 to 1, row by row.
type grey struct {
	width, height int
	ink           []float32
}

func (g grey) at(x, y int) float32 {
	if x < 0 || y < 0 || x >= g.width || y >= g.height {
		return 0
	}
	return g.ink[y*g.width+x]
}

func greyOf(picture image.Image, area image.Rectangle) grey {
	g := grey{area.Dx(), area.Dy(), make([]float32, area.Dx()*area.Dy())}
	if shades, ok := picture.(*image.Gray); ok {
		for y := range g.height {
			for x := range g.width {
				g.ink[y*g.width+x] = float32(255-shades.GrayAt(area.Min.X+x, area.Min.Y+y).Y) / 255
			}
		}
		return g
	}
	for y := range g.height {
		for x := range g.width {
			red, green, blue, alpha := picture.At(area.Min.X+x, area.Min.Y+y).RGBA()
			g.ink[y*g.width+x] = (float32(alpha) - float32(red+green+blue)/3) / 0xFFFF
		}
	}
	return g
}

// trimmed cuts away what has no ink and leaves a border for the blur.
func (g grey) trimmed() grey {
	box := image.Rectangle{}
	for y := range g.height {
		for x := range g.width {
			if g.at(x, y) > 0.2 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	box = box.Inset(-6)
	cut := grey{box.Dx(), box.Dy(), make([]float32, box.Dx()*box.Dy())}
	for y := range cut.height {
		for x := range cut.width {
			cut.ink[y*cut.width+x] = g.at(box.Min.X+x, box.Min.Y+y)
		}
	}
	return cut
}

// blurred softens edges, which two rasterisers never draw alike, by 1.5 pixels.
func (g grey) blurred() grey {
	const reach = 4
	var kernel [2*reach + 1]float32
	sum := float32(0)
	for n := range kernel {
		kernel[n] = float32(math.Exp(-float64((n-reach)*(n-reach)) / (2 * 1.5 * 1.5)))
		sum += kernel[n]
	}
	for _, step := range [][2]int{{1, 0}, {0, 1}} {
		soft := make([]float32, len(g.ink))
		for y := range g.height {
			for x := range g.width {
				for n, weight := range kernel {
					soft[y*g.width+x] += weight / sum * g.at(x+(n-reach)*step[0], y+(n-reach)*step[1])
				}
			}
		}
		g.ink = soft
	}
	return g
}

// likeness is how much of the ink two pictures share when one is moved by up to three pixels to where
// it fits best, found by going uphill from where their inks begin alike.
func likeness(a, b grey) float64 {
	a, b = a.trimmed().blurred(), b.trimmed().blurred()
	best, x, y := shared(a, b, 0, 0), 0, 0
	for better := true; better; {
		better = false
		for _, step := range [][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
			nextX, nextY := x+step[0], y+step[1]
			if max(nextX, -nextX, nextY, -nextY) > 3 {
				continue
			}
			if score := shared(a, b, nextX, nextY); score > best {
				best, x, y, better = score, nextX, nextY, true
			}
		}
	}
	return best
}

// shared gives the share of the ink that both have, the second moved by dx, dy.
func shared(a, b grey, dx, dy int) float64 {
	both, all := float32(0), float32(0)
	for y := -3; y < max(a.height, b.height)+3; y++ {
		for x := -3; x < max(a.width, b.width)+3; x++ {
			one, other := a.at(x, y), b.at(x+dx, y+dy)
			both += min(one, other)
			all += max(one, other)
		}
	}
	return float64(both / max(all, 1e-9))
}

// rasterised gives a page of a file as poppler draws it.
func rasterised(t *testing.T, path string, page, dpi int, more ...string) image.Image {
	t.Helper()
	base := filepath.Join(t.TempDir(), "page")
	run(t, "pdftoppm", append(more, "-r", fmt.Sprint(dpi), "-f", fmt.Sprint(page), "-l", fmt.Sprint(page), "-png", "-singlefile", path, base)...)
	return opened(t, base+".png")
}

func opened(t *testing.T, path string) image.Image {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	picture, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

// ours sets words, one a row, and gives the pages' file.
func ours(t *testing.T, data []byte, words []string) string {
	t.Helper()
	chosen, err := text.NewShaperOf(text.Fonts{Regular: data})
	if err != nil {
		t.Fatal(err)
	}
	const point = 25_400_000 / 72 // nanometres
	var pages []printing.Page
	for n, word := range words {
		if n%perPage == 0 {
			pages = append(pages, printing.Page{Width: 200 * point / 1000, Height: perPage * rowPitch * point / 1000})
		}
		page := &pages[len(pages)-1]
		page.Ops = append(page.Ops, printing.Text{X: 20 * point / 1000, Y: printing.Unit((n%perPage*rowPitch + 40) * point / 1000),
			Size: 18 * point / 1000, String: word})
	}
	var out bytes.Buffer
	if err := Write(&out, chosen, pages, Options{}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ours.pdf")
	if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// plainly sets words with gofpdf's own text.
func plainly(t *testing.T, data []byte, words []string) string {
	t.Helper()
	doc := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: gofpdf.SizeType{Wd: 200, Ht: perPage * rowPitch}})
	doc.AddUTF8FontFromBytes("thai", "", data)
	doc.SetFont("thai", "", 18)
	for n, word := range words {
		if n%perPage == 0 {
			doc.AddPage()
		}
		doc.Text(20, float64(n%perPage*rowPitch+40), word)
	}
	path := filepath.Join(t.TempDir(), "plain.pdf")
	if err := doc.OutputFileAndClose(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// cut gives the pictures of the rows of a file.
func cut(t *testing.T, path string, count int) []grey {
	t.Helper()
	var all []grey
	const row = rowPitch * dpi / 72
	for page := 1; len(all) < count; page++ {
		picture := rasterised(t, path, page, dpi, "-gray")
		for n := 0; n < perPage && len(all) < count; n++ {
			all = append(all, greyOf(picture, image.Rect(0, n*row, picture.Bounds().Dx(), (n+1)*row)))
		}
	}
	return all
}

// pangos gives Pango's pictures of words: paragraphs far enough apart to be told from each other.
func pangos(t *testing.T, family string, words []string) []grey {
	t.Helper()
	dir := t.TempDir()
	fonts, err := filepath.Abs("../../../assets/fonts")
	if err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(dir, "fonts.conf")
	if err := os.WriteFile(config, []byte("<fontconfig><dir>"+fonts+"</dir><cachedir>"+dir+"/cache</cachedir></fontconfig>"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("FONTCONFIG_FILE", config)
	var all []grey
	for from := 0; from < len(words); from += perPage {
		part := words[from:min(from+perPage, len(words))]
		path, png := filepath.Join(dir, "words.txt"), filepath.Join(dir, "words.png")
		if err := os.WriteFile(path, []byte(strings.Join(part, "\n\n\n")), 0o644); err != nil {
			t.Fatal(err)
		}
		run(t, "pango-view", "--no-display", "--font="+family+" 18", fmt.Sprintf("--dpi=%d", dpi), "--hinting=none",
			"--antialias=gray", "--language=th", "--margin=20", "--output="+png, path)
		bands := bandsOf(opened(t, png))
		if len(bands) != len(part) {
			t.Fatalf("pango drew %d rows of %d words", len(bands), len(part))
		}
		all = append(all, bands...)
	}
	return all
}

// bandsOf cuts a picture where two empty lines are.
func bandsOf(picture image.Image) []grey {
	whole := greyOf(picture, picture.Bounds())
	var bands []grey
	start, last := -1, 0
	end := func() {
		if start >= 0 {
			bands = append(bands, grey{whole.width, last + 1 - start, whole.ink[start*whole.width : (last+1)*whole.width]})
		}
		start = -1
	}
	for y := range whole.height {
		for x := range whole.width {
			if whole.at(x, y) > 0.2 {
				if y-last > 90 { // more than between a mark and its letter, less than two empty lines
					end()
				}
				if start < 0 {
					start = y
				}
				last = y
				break
			}
		}
	}
	end()
	return bands
}

func TestWordsLookAsPangoDrawsThem(t *testing.T) {
	words, hard := hardWords(t)
	fonts := []struct{ file, family string }{{"Sarabun-Regular", "Sarabun"}, {"NotoSansThai-Regular", "Noto Sans Thai"}}
	if testing.Short() {
		fonts = fonts[:1]
	}
	for _, font := range fonts {
		t.Run(font.file, func(t *testing.T) {
			data := assets.Read("fonts/" + font.file + ".ttf")
			want := pangos(t, font.family, words)
			worst, sum := 1.0, 0.0
			for n, got := range cut(t, ours(t, data, words), len(words)) {
				score := likeness(got, want[n])
				if score < alike {
					t.Errorf("%s scores %.2f", words[n], score)
				}
				worst, sum = min(worst, score), sum+score
			}
			t.Logf("%d words: worst %.3f, mean %.3f", len(words), worst, sum/float64(len(words)))
			wrong := 0
			for n, got := range cut(t, plainly(t, data, words[:hard]), hard) {
				if likeness(got, want[n]) < alike {
					wrong++
				}
			}
			t.Logf("gofpdf's own text: %d of %d words below %.2f", wrong, hard, alike)
			if wrong < hard/4 {
				t.Errorf("gofpdf's own text, which is wrong, fails in only %d of %d words: the test does not see", wrong, hard)
			}
		})
	}
}
