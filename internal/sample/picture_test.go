package sample

import (
	"bytes"
	"image/color"
	"image/png"
	"regexp"
	"strings"
	"testing"

	"github.com/talat-pos/talat/assets"
)

func TestEveryDrawingShowsAGoodOnItsGround(t *testing.T) {
	for _, drawing := range Drawings() {
		picture, err := Picture(drawing, 0, 192, 92)
		if err != nil {
			t.Errorf("%s: %v", drawing, err)
			continue
		}
		ground := picture.RGBAAt(1, 1)
		covered, colours := 0, map[color.RGBA]bool{}
		for y := range 92 {
			for x := range 192 {
				pixel := picture.RGBAAt(x, y)
				colours[pixel] = true
				if pixel != ground {
					covered++
				}
				if edge := x < 16 || x >= 176 || y < 2 || y >= 90; edge && pixel != ground {
					t.Fatalf("%s: something at the edge, %d,%d", drawing, x, y)
				}
			}
		}
		if covered < 192*92/12 || len(colours) < 5 {
			t.Errorf("%s: %d pixels of %d colours", drawing, covered, len(colours))
		}
	}
}

func TestVariantsDifferAndRepeatThemselves(t *testing.T) {
	seen := map[string]int{}
	for variant := range 2 * len(tints) {
		file, err := PNG("honey", variant, 96, 46)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := PNG("honey", variant, 96, 46)
		if !bytes.Equal(file, again) {
			t.Errorf("variant %d is drawn in two ways", variant)
		}
		if before, twice := seen[string(file)]; twice {
			t.Errorf("variants %d and %d look the same", before, variant)
		}
		seen[string(file)] = variant
	}
}

func TestPictureFillsAnyShape(t *testing.T) {
	file, err := PNG("claypot", 5, 300, 400)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size.X != 300 || size.Y != 400 {
		t.Errorf("size %v", size)
	}
	if _, _, _, alpha := picture.At(0, 399).RGBA(); alpha != 0xFFFF {
		t.Error("a corner is transparent")
	}
	if picture.At(150, 200) == picture.At(0, 0) {
		t.Error("nothing in the middle")
	}
}

func TestPictureRefuses(t *testing.T) {
	for _, c := range []struct {
		drawing string
		w, h    int
	}{{"nothing", 10, 10}, {"../logo", 10, 10}, {"", 10, 10}, {"honey", 0, 10}, {"honey", 10, MaxSide + 1}, {"honey", -1, 5}} {
		if _, err := PNG(c.drawing, 0, c.w, c.h); err == nil {
			t.Errorf("%q %d×%d was drawn", c.drawing, c.w, c.h)
		}
	}
}

// The library draws a rectangle with rx and no ry with square corners.
func TestRoundCornersAreRound(t *testing.T) {
	rect := regexp.MustCompile(`<rect[^>]*>`)
	for _, drawing := range Drawings() {
		data, err := assets.Files.ReadFile("sample/goods/" + drawing + ".svg")
		if err != nil {
			continue // one of the twelve icons
		}
		for _, found := range rect.FindAllString(string(data), -1) {
			if strings.Contains(found, ` rx="`) != strings.Contains(found, ` ry="`) {
				t.Errorf("%s: %s", drawing, found)
			}
		}
	}
}
