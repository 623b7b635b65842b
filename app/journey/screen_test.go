//go:build window

package journey

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"testing"
)

// screen reads what a person sees: build/display.sh lets the X server keep its pixels in a file, as an XWD
// dump, so that a look costs the machine next to nothing.
type screen struct {
	t    *testing.T
	file string
	dump []byte // as it was at the last look
	seen *gray
	read map[wanted][]image.Rectangle // on seen
	drew map[string][]*words
}

// wanted is a text looked for in a part of the screen.
type wanted struct {
	text string
	in   image.Rectangle
}

func newScreen(t *testing.T) *screen {
	t.Helper()
	s := &screen{t: t, file: os.Getenv("TALAT_SCREEN"), drew: map[string][]*words{}}
	if s.file == "" {
		t.Fatal("TALAT_SCREEN does not name the X server's pixels: run this by build/display.sh")
	}
	return s
}

// layout says where a dump has its pixels.
type layout struct{ start, width, height, line int }

func layoutOf(dump []byte) (l layout, err error) {
	if len(dump) < 100 {
		return l, fmt.Errorf("a dump of %d bytes", len(dump))
	}
	field := func(n int) int { return int(binary.BigEndian.Uint32(dump[4*n:])) }
	l = layout{start: field(0) + field(19)*12, width: field(4), height: field(5), line: field(12)}
	if bits := field(11); bits != 32 || len(dump) < l.start+l.line*l.height {
		return l, fmt.Errorf("a dump of %d bits a pixel in %d bytes", bits, len(dump))
	}
	return l, nil
}

// look takes the picture that is on the screen now.
func (s *screen) look() {
	s.t.Helper()
	dump, err := os.ReadFile(s.file)
	if err != nil {
		s.t.Fatal(err)
	}
	if bytes.Equal(dump, s.dump) {
		return
	}
	l, err := layoutOf(dump)
	if err != nil {
		s.t.Fatal(err)
	}
	s.dump, s.seen, s.read = dump, newGray(dump, l), map[wanted][]image.Rectangle{}
}

// find gives the places where a text stands in a part of the picture, from the top to the bottom.
func (s *screen) find(text string, in image.Rectangle) []image.Rectangle {
	if places, known := s.read[wanted{text, in}]; known {
		return places
	}
	if s.drew[text] == nil {
		s.drew[text] = write(text)
	}
	places := read(s.seen, s.drew[text], in)
	s.read[wanted{text, in}] = places
	return places
}

// keep writes the picture of a failure.
func (s *screen) keep(file string) {
	if s.save(file) {
		s.t.Log("the screen as it was: " + file)
	}
}

// save writes what is on the screen as a picture; it reports whether that could be done.
func (s *screen) save(file string) bool {
	dump, err := os.ReadFile(s.file)
	if err != nil {
		return false
	}
	l, err := layoutOf(dump)
	if err != nil {
		return false
	}
	picture := image.NewRGBA(image.Rect(0, 0, l.width, l.height))
	for y := range l.height {
		for x := range l.width {
			pixel := dump[l.start+y*l.line+4*x:]
			picture.SetRGBA(x, y, color.RGBA{pixel[2], pixel[1], pixel[0], 255})
		}
	}
	var out bytes.Buffer
	return png.Encode(&out, picture) == nil && os.WriteFile(file, out.Bytes(), 0o600) == nil
}

// gray is a picture's brightness.
type gray struct {
	width, height int
	at            []uint8
}

func newGray(dump []byte, l layout) *gray {
	g := &gray{width: l.width, height: l.height, at: make([]uint8, l.width*l.height)}
	for y := range l.height {
		row := dump[l.start+y*l.line:]
		for x := range l.width {
			pixel := row[4*x : 4*x+3]
			g.at[y*l.width+x] = uint8((int(pixel[2])*3 + int(pixel[1])*6 + int(pixel[0])) / 10)
		}
	}
	return g
}

func (g *gray) brightness(p image.Point) uint8 { return g.at[p.Y*g.width+p.X] }

// Where things are on the screen of 1366 × 768 that build/display.sh makes.
var (
	anywhere = image.Rect(0, 0, 1366, 768)
	rail     = image.Rect(0, 0, 92, 768)      // the screens of the shop
	bar      = image.Rect(92, 0, 1366, 76)    // how things stand
	shelf    = image.Rect(92, 0, 912, 768)    // tiles, or a list
	lines    = image.Rect(92, 186, 912, 680)  // of a list, below the chips and the names of its columns
	pane     = image.Rect(912, 76, 1366, 768) // the bill
)

// see waits until a text stands still in a part of the screen, and gives its places there.
func (d *drive) see(text string, in image.Rectangle) []image.Rectangle {
	d.t.Helper()
	var before, places []image.Rectangle
	d.until(fmt.Sprintf("%q on the screen", text), func() bool {
		d.screen.look()
		before, places = places, d.screen.find(text, in)
		return len(places) > 0 && len(before) == len(places) && before[0] == places[0]
	})
	return places
}
