package shop_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shop"
)

// quarters gives a picture whose upper left quarter is red.
func quarters(width, height int) *image.NRGBA {
	picture := painted(width, height, 255)
	for y := range height / 2 {
		for x := range width / 2 {
			picture.SetNRGBA(x, y, color.NRGBA{R: 255, A: 255})
		}
	}
	return picture
}

func kept(t *testing.T, s *shop.Shop, name string) image.Image {
	t.Helper()
	file, err := os.Open(filepath.Join(s.Dir, shop.Images, name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	picture, _, err := image.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

func isRed(at color.Color) bool {
	r, g, b, _ := at.RGBA()
	return r > 0xc000 && g < 0x5000 && b < 0x5000
}

func TestAPartOfAPhotoIsAPhotoOfItsOwn(t *testing.T) {
	s := photoShop(t)
	whole, err := s.AddPhoto(t.Context(), bytes.NewReader(encoded(t, "jpeg", quarters(400, 200))))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		part image.Rectangle
		size image.Point
		red  bool
		code string
	}{
		"the red quarter":    {image.Rect(0, 0, 100, 100), image.Pt(100, 100), true, ""},
		"another":            {image.Rect(250, 50, 350, 150), image.Pt(100, 100), false, ""},
		"beyond the edge":    {image.Rect(350, 150, 450, 250), image.Pt(50, 50), false, ""},
		"outside":            {image.Rect(500, 0, 600, 100), image.Point{}, false, "picture_part_empty"},
		"nothing":            {image.Rectangle{}, image.Point{}, false, "picture_part_empty"},
		"absurdly far apart": {image.Rect(-1<<40, -1<<40, 1<<40, 1<<40), image.Pt(400, 200), true, ""},
	} {
		part, err := s.CropPhoto(t.Context(), whole, c.part)
		if fault.Code(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
		if c.code != "" || err != nil {
			continue
		}
		picture := kept(t, s, part)
		if picture.Bounds().Size() != c.size || isRed(picture.At(2, 2)) != c.red || part == whole {
			t.Errorf("%s: %v, red %v", name, picture.Bounds(), isRed(picture.At(2, 2)))
		}
	}
	if kept(t, s, whole).Bounds().Dx() != 400 {
		t.Error("the whole picture changed")
	}
}

func TestOnlyPicturesOfTheShopAreOpened(t *testing.T) {
	s := photoShop(t)
	if err := os.WriteFile(filepath.Join(s.Dir, shop.Images, "a.jpg"), []byte("no picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, code := range map[string]string{"": "not_a_picture", "../shop.db": "not_a_picture", "a.jpg": "not_a_picture", "gone.jpg": "picture_unread"} {
		if _, err := s.CropPhoto(t.Context(), name, image.Rect(0, 0, 9, 9)); fault.Code(err) != code {
			t.Errorf("%q: %v, want %s", name, err, code)
		}
	}
}

// withNote puts a camera's note into a JPEG picture: one directory with how the camera was held.
func withNote(t *testing.T, picture image.Image, held uint16, order binary.AppendByteOrder) []byte {
	t.Helper()
	note := []byte("Exif\x00\x00MM")
	if order.String() == "LittleEndian" {
		note = []byte("Exif\x00\x00II")
	}
	note = order.AppendUint16(note, 42)
	note = order.AppendUint32(note, 8)
	note = order.AppendUint16(note, 1)
	note = order.AppendUint16(note, 0x0112)
	note = order.AppendUint16(note, 3)
	note = order.AppendUint32(note, 1)
	note = order.AppendUint16(note, held)
	note = order.AppendUint16(note, 0)
	data := encoded(t, "jpeg", picture)
	head := binary.BigEndian.AppendUint16([]byte{0xFF, 0xD8, 0xFF, 0xE1}, uint16(len(note)+2))
	return append(append(head, note...), data[2:]...)
}

// A phone writes every picture lying: the red quarter must come to where it was seen.
func TestPhotosAreTurnedAsTheyWereTaken(t *testing.T) {
	s := photoShop(t)
	for held, corner := range map[uint16]image.Point{1: {0, 0}, 2: {1, 0}, 3: {1, 1}, 4: {0, 1}, 5: {0, 0}, 6: {1, 0}, 7: {1, 1}, 8: {0, 1}, 9: {0, 0}} {
		for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
			name, err := s.AddPhoto(t.Context(), bytes.NewReader(withNote(t, quarters(80, 40), held, order)))
			if err != nil {
				t.Fatal(err)
			}
			picture := kept(t, s, name)
			size := image.Pt(80, 40)
			if held >= 5 && held <= 8 {
				size = image.Pt(40, 80)
			}
			at := image.Pt(4+corner.X*(size.X-9), 4+corner.Y*(size.Y-9))
			if picture.Bounds().Size() != size || !isRed(picture.At(at.X, at.Y)) {
				t.Errorf("held %d (%s): %v, %v at %v", held, order, picture.Bounds(), picture.At(at.X, at.Y), at)
			}
		}
	}
}

// FuzzPhoto gives files that want to harm: a picture is kept or refused, never more.
func FuzzPhoto(f *testing.F) {
	var out bytes.Buffer
	small := image.NewGray(image.Rect(0, 0, 3, 2))
	if err := jpeg.Encode(&out, small, nil); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes())
	f.Add([]byte("\xFF\xD8\xFF\xE1\x00\x20Exif\x00\x00MM\x00\x2A\xFF\xFF\xFF\xFF"))
	f.Add([]byte("\xFF\xD8\xFF\xE1\x00\x02"))
	out.Reset()
	if err := png.Encode(&out, small); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		s := &shop.Shop{Dir: t.TempDir()}
		if err := os.Mkdir(filepath.Join(s.Dir, shop.Images), 0o700); err != nil {
			t.Fatal(err)
		}
		if name, err := s.AddPhoto(t.Context(), bytes.NewReader(data)); (name == "") != (err != nil) {
			t.Errorf("%q, %v", name, err)
		}
	})
}
