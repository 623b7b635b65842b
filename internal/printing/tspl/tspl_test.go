package tspl_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/tspl"
)

var media = tspl.Media{Width: 100 * printing.MM, Height: 150 * printing.MM, Gap: 3 * printing.MM}

func written(t *testing.T, picture *printing.Bitmap, copies int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := tspl.Write(&out, picture, media, copies); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// decode is a printer for the test: it burns a dot where a bit is 0, and fails on what it does not know.
func decode(t *testing.T, data []byte) (picture *printing.Bitmap, commands []string) {
	t.Helper()
	for len(data) > 0 {
		if bytes.HasPrefix(data, []byte("BITMAP ")) {
			var x, y, stride, height, mode int
			if _, err := fmt.Sscanf(string(data[:min(len(data), 40)]), "BITMAP %d,%d,%d,%d,%d,", &x, &y, &stride, &height, &mode); err != nil || x+y+mode != 0 {
				t.Fatalf("%v in %.40q", err, data)
			}
			data = data[len(fmt.Sprintf("BITMAP 0,0,%d,%d,0,", stride, height)):]
			picture = printing.NewBitmap(8*stride, height)
			for at := range 8 * stride * height {
				picture.Set(at%(8*stride), at/(8*stride), data[at/8]>>(7-at%8)&1 == 0)
			}
			data = append([]byte("BITMAP"), data[stride*height:]...)
		}
		line, rest, whole := bytes.Cut(data, []byte("\r\n"))
		if !whole {
			t.Fatalf("%.40q is no whole line", data)
		}
		commands, data = append(commands, string(line)), rest
	}
	return picture, commands
}

func TestEveryDotArrivesAndThePaddingStaysWhite(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {8, 3}, {799, 1199}, {13, 5}, {832, 2}} {
		random := rand.New(rand.NewPCG(1, uint64(size[0])))
		want := printing.NewBitmap(size[0], size[1])
		for y := range want.Height {
			for x := range want.Width {
				want.Set(x, y, random.IntN(2) == 0)
			}
		}
		got, _ := decode(t, written(t, want, 1))
		for y := range want.Height {
			for x := range 8 * want.Stride {
				if got.Black(x, y) != want.Black(x, y) {
					t.Fatalf("%v: dot %d, %d is another one", size, x, y)
				}
			}
		}
	}
}

func TestZeroIsBlack(t *testing.T) {
	picture := printing.NewBitmap(16, 1)
	picture.Set(0, 0, true)
	if data := written(t, picture, 1); !bytes.Contains(data, []byte("BITMAP 0,0,2,1,0,\x7F\xFF\r\n")) {
		t.Errorf("one black dot is % x", data)
	}
}

func TestTheLabelSaysItsPaperAndCopies(t *testing.T) {
	_, got := decode(t, written(t, printing.NewBitmap(16, 2), 2))
	want := "SIZE 100 mm,150 mm|GAP 3 mm,0 mm|DIRECTION 0|REFERENCE 0,0|CLS|BITMAP|PRINT 1,2"
	if strings.Join(got, "|") != want {
		t.Errorf("commands %q", got)
	}
	var out bytes.Buffer
	if err := tspl.Write(&out, printing.NewBitmap(8, 1), tspl.Media{Width: 40_050, Height: 29_999}, 1); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(out.String(), "SIZE 40.05 mm,29.999 mm\r\nGAP 0 mm,0 mm\r\n") {
		t.Errorf("the paper is %q", out.String())
	}
}

func TestWhatNoPrinterTakesIsRefused(t *testing.T) {
	dot := printing.NewBitmap(8, 8)
	for _, test := range []struct {
		picture *printing.Bitmap
		media   tspl.Media
		copies  int
		want    string
	}{
		{printing.NewBitmap(0, 1), media, 1, "page_too_large"},
		{printing.NewBitmap(32_001, 1), media, 1, "page_too_large"},
		{printing.NewBitmap(1, 32_001), media, 1, "page_too_large"},
		{dot, tspl.Media{Width: 5}, 1, "page_too_large"},
		{dot, tspl.Media{Width: 5, Height: 5, Gap: -1}, 1, "page_too_large"},
		{dot, media, 0, "print_copies"},
		{dot, media, 1000, "print_copies"},
	} {
		var out bytes.Buffer
		if err := tspl.Write(&out, test.picture, test.media, test.copies); !fault.Is(err, test.want) || out.Len() > 0 {
			t.Errorf("%+v, %d copies: %v, %d bytes", test.media, test.copies, err, out.Len())
		}
	}
	broken, writer := io.Pipe()
	broken.CloseWithError(os.ErrClosed)
	if err := tspl.Write(writer, dot, media, 1); !errors.Is(err, os.ErrClosed) {
		t.Errorf("a broken line: %v", err)
	}
}
