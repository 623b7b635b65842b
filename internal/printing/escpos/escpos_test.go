package escpos

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing"
)

// printed is what a printer makes of bytes.
type printed struct {
	rows   [][]byte
	events []string // in order: init, kick, band, feed, cut
	feed   int
}

// decode is a printer for the test. It knows only what the code may send, and fails on anything else.
func decode(t *testing.T, data []byte) printed {
	t.Helper()
	var p printed
	take := func(prefix string) bool {
		if bytes.HasPrefix(data, []byte(prefix)) {
			data = data[len(prefix):]
			return true
		}
		return false
	}
	for len(data) > 0 {
		switch {
		case take("\x1b@"):
			p.events = append(p.events, "init")
		case take("\x1bp\x00\x19\xfa"):
			p.events = append(p.events, "kick")
		case take("\x1dv0\x00"):
			stride, rows := int(data[0])|int(data[1])<<8, int(data[2])|int(data[3])<<8
			if rows > 255 || rows == 0 {
				t.Fatalf("a band of %d rows", rows)
			}
			data = data[4:]
			for range rows {
				p.rows = append(p.rows, data[:stride])
				data = data[stride:]
			}
			p.events = append(p.events, "band")
		case take("\x1bd"):
			p.feed, data = int(data[0]), data[1:]
			p.events = append(p.events, "feed")
		case take("\x1dVB\x00"):
			p.events = append(p.events, "cut")
		default:
			t.Fatalf("unknown command % x", data[:min(len(data), 8)])
		}
	}
	return p
}

func noise(width, height int) *printing.Bitmap {
	random := rand.New(rand.NewPCG(1, uint64(width*height)))
	picture := printing.NewBitmap(width, height)
	for y := range height {
		for x := range width {
			picture.Set(x, y, random.IntN(2) == 0)
		}
	}
	return picture
}

func TestEveryDotArrives(t *testing.T) {
	for _, size := range []struct{ width, height, head, rowBytes int }{
		{384, 1, 384, 48}, {384, 255, 384, 48}, {384, 256, 384, 48}, {576, 703, 576, 72},
		{380, 20, 384, 48}, {512, 511, 512, 64}, {640, 10, 640, 80}, {384, 0, 384, 48},
	} {
		picture := noise(size.width, size.height)
		data, err := Encode(picture, size.head, printing.Finish{})
		if err != nil {
			t.Fatal(err)
		}
		got := decode(t, data)
		if len(got.rows) != size.height {
			t.Fatalf("%v: %d rows arrived", size, len(got.rows))
		}
		for y, row := range got.rows {
			if len(row) != size.rowBytes || !bytes.Equal(row, picture.Data[y*picture.Stride:(y+1)*picture.Stride]) {
				t.Fatalf("%v: row %d differs", size, y)
			}
			for x := range size.width {
				if row[x/8]&(0x80>>(x%8)) != 0 != picture.Black(x, y) {
					t.Fatalf("%v: dot %d,%d differs", size, x, y)
				}
			}
		}
	}
}

func TestTheDrawerOpensFirstAndTheKnifeComesLast(t *testing.T) {
	tests := []struct {
		finish printing.Finish
		want   []string
	}{
		{printing.Finish{}, []string{"init", "band", "band"}},
		{printing.Finish{Cut: true}, []string{"init", "band", "band", "cut"}},
		{printing.Finish{Drawer: true, Feed: 4, Cut: true}, []string{"init", "kick", "band", "band", "feed", "cut"}},
	}
	for _, test := range tests {
		data, err := Encode(noise(384, 300), 384, test.finish)
		if err != nil {
			t.Fatal(err)
		}
		got := decode(t, data)
		if len(got.events) != len(test.want) || got.feed != test.finish.Feed {
			t.Fatalf("%+v: %v, feed %d", test.finish, got.events, got.feed)
		}
		for n := range got.events {
			if got.events[n] != test.want[n] {
				t.Fatalf("%+v: %v", test.finish, got.events)
			}
		}
	}
}

func TestAPictureWiderThanTheHeadIsRefused(t *testing.T) {
	if _, err := Encode(noise(576, 8), 384, printing.Finish{}); !fault.Is(err, "paper_too_narrow") {
		t.Fatalf("got %v", err)
	}
}

func TestKickPrintsNothing(t *testing.T) {
	got := decode(t, Kick())
	if len(got.rows) != 0 || len(got.events) != 2 || got.events[1] != "kick" {
		t.Fatalf("%v", got.events)
	}
	if again := decode(t, Kick()); len(again.events) != 2 {
		t.Fatal("a second kick differs from the first")
	}
}
