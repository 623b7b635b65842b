package printing

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/talat-pos/talat/internal/fault"
)

func encodedPNG(t *testing.T, picture image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// shaded is a picture that goes from black to white.
func shaded(width, height int, coloured bool) *image.RGBA {
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			shade := uint8(x * 255 / max(width-1, 1))
			dot := color.RGBA{shade, shade, shade, 255}
			if coloured {
				dot.G = 255 - shade
			}
			picture.SetRGBA(x, y, dot)
		}
	}
	return picture
}

// claiming gives the head of a PNG that says it has so many dots.
func claiming(width, height uint32) []byte {
	head := append([]byte("IHDR"), make([]byte, 13)...)
	binary.BigEndian.PutUint32(head[4:], width)
	binary.BigEndian.PutUint32(head[8:], height)
	head[12], head[13] = 8, 2
	data := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	data = append(data, head...)
	return binary.BigEndian.AppendUint32(data, crc32.ChecksumIEEE(head))
}

func TestPicturesAreMadeAnew(t *testing.T) {
	logo := image.NewNRGBA(image.Rect(5, 5, 45, 25)) // all of it can be seen through
	for x := 10; x < 20; x++ {
		for y := 5; y < 25; y++ {
			logo.SetNRGBA(x, y, color.NRGBA{0, 0, 0, 255})
		}
	}
	tests := []struct {
		name          string
		picture       image.Image
		width, height int
		photo, colour bool
		kind          string
	}{
		{"logo on nothing", logo, 40, 20, false, false, "png"},
		{"photo", shaded(300, 200, true), 300, 200, true, true, "jpeg"},
		{"grey photo", shaded(300, 200, false), 300, 200, true, false, "jpeg"},
		{"large", shaded(3200, 100, false), 1600, 50, true, false, "jpeg"},
		{"one dot", shaded(1, 1, false), 1, 1, false, false, "png"},
		{"a thread", shaded(4000, 1, false), 1600, 1, true, false, "jpeg"},
	}
	for _, test := range tests {
		picture, err := NewPicture(bytes.NewReader(encodedPNG(t, test.picture)))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		_, colour := picture.Image.(*image.RGBA)
		if picture.Image.Bounds() != image.Rect(0, 0, test.width, test.height) || picture.Photo != test.photo || colour != test.colour {
			t.Errorf("%s: %v, photo %v, colour %v", test.name, picture.Image.Bounds(), picture.Photo, colour)
		}
		data, kind, err := picture.Encode()
		if err != nil || kind != test.kind {
			t.Errorf("%s: written as %s, %v", test.name, kind, err)
		}
		if back, format, err := image.Decode(bytes.NewReader(data)); err != nil || format != kind || back.Bounds() != picture.Image.Bounds() {
			t.Errorf("%s: read back as %s, %v", test.name, format, err)
		}
	}
	seen := PictureOf(logo).Image.(*image.Gray)
	if seen.GrayAt(0, 0).Y != 255 || seen.GrayAt(7, 3).Y != 0 {
		t.Error("what can be seen through is not white paper")
	}
}

// A mark of flat colours, of middle shades too, is written without loss and small.
func TestDrawingsAreWrittenWithoutLoss(t *testing.T) {
	mark := image.NewRGBA(image.Rect(0, 0, 900, 600))
	for n := range 900 * 600 {
		mark.Set(n%900, n/900, []color.Color{color.RGBA{0xF2, 0xA9, 0, 255}, color.RGBA{0xA3, 0x27, 0x1F, 255}}[n/900/300])
	}
	whole := PictureOf(mark)
	if data, kind, err := whole.Encode(); err != nil || kind != "png" || len(data) > 5000 {
		t.Errorf("%d bytes of %s, %v", len(data), kind, err)
	}
	if small := whole.Sized(LogoWidth, LogoHeight); small.Image.Bounds() != image.Rect(0, 0, 283, 188) {
		t.Errorf("a logo is %v", small.Image.Bounds())
	}
	if tall := whole.Sized(LogoWidth, 5*MM); tall.Image.Bounds() != image.Rect(0, 0, 88, 59) {
		t.Errorf("a low logo is %v", tall.Image.Bounds())
	}
	if same := whole.Sized(80*MM, 80*MM); same != whole {
		t.Error("a picture is made larger")
	}
}

func TestPicturesThatAreNoneOrTooLarge(t *testing.T) {
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, shaded(64, 64, true), nil); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		data []byte
		code string
	}{
		{"nothing", nil, "not_a_picture"},
		{"words", []byte("รูปของฉัน"), "not_a_picture"},
		{"half a photo", photo.Bytes()[:photo.Len()/2], "not_a_picture"},
		{"only a head", claiming(100, 100), "not_a_picture"},
		{"no dots", claiming(0, 5), "not_a_picture"},
		{"100 megapixels", claiming(10_000, 10_000), "picture_too_large"},
		{"more dots than numbers", claiming(1<<31-1, 1<<31-1), "not_a_picture"},
		{"21 MB", append(encodedPNG(t, shaded(4, 4, true)), make([]byte, maxPictureBytes)...), "picture_too_large"},
	}
	for _, test := range tests {
		if _, err := NewPicture(bytes.NewReader(test.data)); !fault.Is(err, test.code) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	if _, err := NewPicture(iotest.ErrReader(iotest.ErrTimeout)); !fault.Is(err, "picture_unread") {
		t.Errorf("a disk that fails: %v", err)
	}
}

func TestShadesAreScatteredAndLogosAreNot(t *testing.T) {
	photo := PictureOf(shaded(256, 64, false))
	bitmap := photo.Burnt(256, 64)
	for _, part := range []struct{ from, least, most int }{{0, 85, 100}, {64, 60, 80}, {128, 25, 50}, {224, 0, 12}} {
		black := 0
		for y := range 64 {
			for x := part.from; x < part.from+32; x++ {
				if bitmap.Black(x, y) {
					black++
				}
			}
		}
		if share := black * 100 / (64 * 32); share < part.least || share > part.most {
			t.Errorf("from %d: %d%% are black", part.from, share)
		}
	}
	logo := image.NewGray(image.Rect(0, 0, 100, 10))
	for n := range logo.Pix {
		logo.Pix[n] = 255
		if n%100 < 50 {
			logo.Pix[n] = 90 // an ink that is not quite black
		}
		if n%100 >= 8 && n%100 < 92 {
			logo.Pix[n] = logo.Pix[n] / 128 * 255
		}
	}
	var rows strings.Builder
	burnt := PictureOf(logo).Burnt(50, 5)
	for x := range 50 {
		rows.WriteByte(".#"[map[bool]int{true: 1}[burnt.Black(x, 2)]])
	}
	if want := strings.Repeat("#", 25) + strings.Repeat(".", 25); rows.String() != want {
		t.Errorf("a logo is burnt as %s", rows.String())
	}
}
