package shop_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shop"
)

func photoShop(t *testing.T) *shop.Shop {
	t.Helper()
	s, err := shop.Create(context.Background(), t.TempDir(), shop.Params{Name: "ร้านทดสอบ"}, clock.Fixed(time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// painted gives a picture of a colour, seen through where alpha is below 255.
func painted(width, height int, alpha uint8) *image.NRGBA {
	picture := image.NewNRGBA(image.Rect(0, 0, width, height))
	for n := range picture.Pix {
		picture.Pix[n] = 200
		if n%4 == 3 {
			picture.Pix[n] = alpha
		}
	}
	return picture
}

func encoded(t *testing.T, kind string, picture image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	var err error
	switch kind {
	case "png":
		err = png.Encode(&out, picture)
	case "jpeg":
		err = jpeg.Encode(&out, picture, nil)
	case "gif":
		flat := image.NewPaletted(picture.Bounds(), color.Palette{color.White, color.Black})
		err = gif.Encode(&out, flat, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestPhotosAreMadeAnewAndBounded(t *testing.T) {
	s := photoShop(t)
	for name, c := range map[string]struct {
		data          []byte
		ext           string
		width, height int
	}{
		"wide jpeg":    {encoded(t, "jpeg", painted(3000, 1500, 255)), ".jpg", 1024, 512},
		"high png":     {encoded(t, "png", painted(200, 2048, 255)), ".jpg", 100, 1024},
		"seen through": {encoded(t, "png", painted(300, 200, 90)), ".png", 300, 200},
		"gif":          {encoded(t, "gif", painted(50, 40, 255)), ".jpg", 50, 40},
		"one line":     {encoded(t, "png", painted(5000, 1, 255)), ".jpg", 1024, 1},
	} {
		t.Run(name, func(t *testing.T) {
			file, err := s.AddPhoto(t.Context(), bytes.NewReader(c.data))
			if err != nil {
				t.Fatal(err)
			}
			again, err := s.AddPhoto(t.Context(), bytes.NewReader(c.data))
			if err != nil || again != file || filepath.Ext(file) != c.ext {
				t.Errorf("kept as %s, then %s, %v", file, again, err)
			}
			kept, err := os.ReadFile(filepath.Join(s.Dir, shop.Images, file))
			if err != nil {
				t.Fatal(err)
			}
			head, _, err := image.DecodeConfig(bytes.NewReader(kept))
			if err != nil || head.Width != c.width || head.Height != c.height {
				t.Errorf("%d × %d, %v; want %d × %d", head.Width, head.Height, err, c.width, c.height)
			}
		})
	}
}

// giant gives a PNG whose head promises a size it does not hold.
func giant(t *testing.T, side uint32) []byte {
	t.Helper()
	data := encoded(t, "png", painted(8, 8, 255))
	binary.BigEndian.PutUint32(data[16:], side)
	binary.BigEndian.PutUint32(data[20:], side)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	return data
}

func TestPhotosThatAreRefused(t *testing.T) {
	s := photoShop(t)
	whole := encoded(t, "jpeg", painted(400, 300, 255))
	for name, c := range map[string]struct {
		data []byte
		code string
	}{
		"20,000 × 20,000": {giant(t, 20_000), "picture_too_large"},
		"too many bytes":  {append([]byte("\x89PNG"), make([]byte, 21<<20)...), "picture_too_large"},
		"a text":          {[]byte(strings.Repeat("น้ำพริกหนุ่ม ", 50)), "not_a_picture"},
		"nothing":         {nil, "not_a_picture"},
		"half a picture":  {whole[:len(whole)/2], "not_a_picture"},
	} {
		t.Run(name, func(t *testing.T) {
			if file, err := s.AddPhoto(t.Context(), bytes.NewReader(c.data)); !fault.Is(err, c.code) {
				t.Errorf("%q, %v; want %s", file, err, c.code)
			}
		})
	}
	if files, err := os.ReadDir(filepath.Join(s.Dir, shop.Images)); err != nil || len(files) != 0 {
		t.Errorf("files were left: %v, %v", files, err)
	}
}
