package zpl_test

import (
	"bytes"
	"errors"
	"image/color"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/raster"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/printing/zpl"
	"github.com/talat-pos/talat/internal/promptpay/qrcode"
)

func written(t testing.TB, picture *printing.Bitmap, copies int) string {
	t.Helper()
	var out bytes.Buffer
	if err := zpl.Write(&out, picture, copies); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

var fields = regexp.MustCompile(`\^FO0,(\d+)\^GFA,(\d+),(\d+),(\d+),([0-9A-Za-z,:]*)\^FS`)

// decode is a printer for the test: it knows what the language's guide says of ^GF and nothing else.
func decode(t testing.TB, label string, width, height int) *printing.Bitmap {
	t.Helper()
	picture := printing.NewBitmap(width, height)
	for _, field := range fields.FindAllStringSubmatch(label, -1) {
		number := func(n int) int { value, _ := strconv.Atoi(field[n]); return value }
		top, total, stride := number(1), number(2), number(4)
		if total != number(3) || total > 99_999 || stride != picture.Stride || total%stride != 0 {
			t.Fatalf("a graphic of %v", field[1:5])
		}
		rows := expand(t, field[5], 2*stride)
		if len(rows) != total/stride {
			t.Fatalf("%d rows of %d", len(rows), total/stride)
		}
		for y, row := range rows {
			for n, digit := range row {
				value, err := strconv.ParseUint(string(digit), 16, 8)
				if err != nil {
					t.Fatal(err)
				}
				picture.Data[(top+y)*stride+n/2] |= byte(value) << (4 * (1 - n%2))
			}
		}
	}
	return picture
}

// expand undoes the counted runs: rows of digits, each wide digits long.
func expand(t testing.TB, data string, wide int) []string {
	t.Helper()
	var rows []string
	row, count := "", 0
	for _, letter := range data {
		switch {
		case letter == ':':
			if row != "" || count > 0 {
				t.Fatal("a row is repeated in the middle of one")
			}
			rows = append(rows, rows[len(rows)-1])
			continue
		case letter == ',':
			row += strings.Repeat("0", wide-len(row))
		case letter >= 'g' && letter <= 'z':
			count += 20 * int(letter-'f')
			continue
		case letter >= 'G' && letter <= 'Y':
			count += int(letter - 'F')
			continue
		default:
			row += strings.Repeat(string(letter), max(count, 1))
		}
		if count = 0; len(row) > wide {
			t.Fatalf("a row of %d digits, not %d", len(row), wide)
		}
		if len(row) == wide {
			rows, row = append(rows, row), ""
		}
	}
	if row != "" || count > 0 {
		t.Fatal("the last row is cut off")
	}
	return rows
}

func noise(width, height, oneIn int) *printing.Bitmap {
	random := rand.New(rand.NewPCG(uint64(width), uint64(height*oneIn)))
	picture := printing.NewBitmap(width, height)
	for y := range height {
		for x := range width {
			picture.Set(x, y, random.IntN(oneIn) == 0)
		}
	}
	return picture
}

func black(width, height int) *printing.Bitmap {
	picture := printing.NewBitmap(width, height)
	picture.Fill(0, 0, width, height, true)
	return picture
}

func TestEveryDotArrives(t *testing.T) {
	stripes := noise(816, 40, 2)
	stripes.Fill(0, 10, 816, 30, true)
	stripes.Fill(0, 33, 816, 36, false)
	for name, picture := range map[string]*printing.Bitmap{
		"one dot": black(1, 1), "black": black(799, 1199), "long runs": black(30_000, 2), "white": printing.NewBitmap(64, 9),
		"noise": noise(799, 1199, 2), "thin": noise(812, 1624, 90), "stripes": stripes, "odd": noise(13, 7, 2),
		"one row more than a graphic holds": black(800, 1000), "as much as a graphic holds": black(800, 999),
	} {
		label := written(t, picture, 1)
		if got := decode(t, label, picture.Width, picture.Height); !bytes.Equal(got.Data, picture.Data) {
			t.Errorf("%s: other dots arrive", name)
		}
		if strings.TrimLeft(label, "^") == label || !strings.HasSuffix(label, "^XZ\n") {
			t.Errorf("%s: no whole label", name)
		}
	}
}

func FuzzRuns(f *testing.F) {
	f.Add([]byte{0, 0, 0xFF, 0xF0, 0x0F}, uint8(2))
	f.Add(bytes.Repeat([]byte{0xAA}, 900), uint8(210))
	f.Fuzz(func(t *testing.T, data []byte, stride uint8) {
		if stride == 0 || len(data) < int(stride) {
			return
		}
		picture := printing.NewBitmap(8*int(stride), len(data)/int(stride))
		copy(picture.Data, data)
		if picture.Height > 4000 {
			return
		}
		if got := decode(t, written(t, picture, 1), picture.Width, picture.Height); !bytes.Equal(got.Data, picture.Data) {
			t.Fatal("other dots arrive")
		}
	})
}

func TestTheLabelSaysItsSizeAndCopies(t *testing.T) {
	if got, want := written(t, printing.NewBitmap(799, 1199), 3), "^XA^LH0,0^LS0^PW799^LL1199\n^PQ3^XZ\n"; got != want {
		t.Errorf("an empty label is %q", got)
	}
}

func TestWhatNoPrinterTakesIsRefused(t *testing.T) {
	for _, test := range []struct {
		picture *printing.Bitmap
		copies  int
		want    string
	}{
		{printing.NewBitmap(0, 5), 1, "page_too_large"},
		{printing.NewBitmap(5, 0), 1, "page_too_large"},
		{printing.NewBitmap(32_001, 1), 1, "page_too_large"},
		{printing.NewBitmap(1, 32_001), 1, "page_too_large"},
		{printing.NewBitmap(8, 8), 0, "print_copies"},
		{printing.NewBitmap(8, 8), 1000, "print_copies"},
	} {
		var out bytes.Buffer
		if err := zpl.Write(&out, test.picture, test.copies); !fault.Is(err, test.want) || out.Len() > 0 {
			t.Errorf("%d × %d, %d copies: %v, %d bytes", test.picture.Width, test.picture.Height, test.copies, err, out.Len())
		}
	}
	broken, writer := io.Pipe()
	broken.CloseWithError(os.ErrClosed)
	if err := zpl.Write(writer, black(8, 8), 1); !errors.Is(err, os.ErrClosed) {
		t.Errorf("a broken line: %v", err)
	}
}

const (
	s10  = "EA123456785TH"
	link = "https://talat.example/p/00c0ffee"
)

// label is a page with a QR code, a Code 128 and Thai words, at 203 dpi.
func label(t *testing.T) *printing.Bitmap {
	t.Helper()
	const mm = printing.MM
	modules, err := qrcode.Matrix(link, qrcode.Medium)
	if err != nil {
		t.Fatal(err)
	}
	bars, err := printing.Code128(s10)
	if err != nil {
		t.Fatal(err)
	}
	page := printing.Page{Width: 100 * mm, Height: 150 * mm, Ops: []printing.Op{
		printing.Frame{X: 2 * mm, Y: 2 * mm, W: 96 * mm, H: 146 * mm, Stroke: 400},
		printing.Bars{X: 15 * mm, Y: 15 * mm, W: 70 * mm, H: 14 * mm, Barcode: bars},
		printing.Text{X: 5 * mm, Y: 60 * mm, Size: 8 * mm, Face: text.Bold, String: "ป้าญู ก๊วยเตี๋ยวที่ปั๊มน้ำ"},
		printing.Code{X: 5 * mm, Y: 110 * mm, Side: 30 * mm, Matrix: printing.NewMatrix(modules)},
	}}
	bitmap, err := raster.New(text.NewShaper()).Bitmap(page, 800)
	if err != nil {
		t.Fatal(err)
	}
	return bitmap
}

// TestAnotherProgramReadsTheLabel holds our bytes against npm zpl-renderer-js, and its picture against zbar.
func TestAnotherProgramReadsTheLabel(t *testing.T) {
	zbar := needed(t)
	picture, dir := label(t), t.TempDir()
	in, out := filepath.Join(dir, "label.zpl"), filepath.Join(dir, "label.png")
	if err := os.WriteFile(in, []byte(written(t, picture, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command("node", "../../../build/peers/read.cjs", "zpl", in, out, "100", "150", "8").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	file, err := os.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	drawn, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	if size := drawn.Bounds().Size(); size.X != picture.Width || size.Y != picture.Height {
		t.Fatalf("it drew %v dots", size)
	}
	for y := range picture.Height {
		for x := range picture.Width {
			if (color.GrayModel.Convert(drawn.At(x, y)).(color.Gray).Y < 128) != picture.Black(x, y) {
				t.Fatalf("dot %d, %d is another one", x, y)
			}
		}
	}
	read, err := exec.Command(zbar, "--quiet", "--raw", out).Output()
	codes := strings.Fields(string(read))
	if slices.Sort(codes); err != nil || !slices.Equal(codes, []string{s10, link}) {
		t.Errorf("zbar read %q, %v", codes, err)
	}
}

// needed gives zbar's path; a test without its tools is skipped, and fails where CI should have them.
func needed(t *testing.T) string {
	t.Helper()
	_, noNode := exec.LookPath("node")
	zbar, noZbar := exec.LookPath("zbarimg")
	_, noPeers := os.Stat("../../../build/out/peers/installed")
	if err := errors.Join(noNode, noZbar, noPeers); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skipf("build/setup.sh test installs what is missing: %v", err)
	}
	return zbar
}
