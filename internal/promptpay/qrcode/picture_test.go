package qrcode

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"golang.org/x/image/bmp"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/promptpay"
)

var slip3 = promptpay.Slip{Bank: "004", Ref: "013071152533APM07736"}

// paper gives a picture of one shade.
func paper(width, height int, shade uint8) *image.Gray {
	page := image.NewGray(image.Rect(0, 0, width, height))
	for n := range page.Pix {
		page.Pix[n] = shade
	}
	return page
}

// stamp draws the QR of text with its quiet zone, dots pixels a module.
func stamp(t testing.TB, page *image.Gray, text string, left, top, dots int) {
	t.Helper()
	modules, err := Matrix(text, Medium)
	if err != nil {
		t.Fatal(err)
	}
	size := len(modules) + 8
	for y := range size * dots {
		for x := range size * dots {
			row, column := y/dots-4, x/dots-4
			shade := uint8(255)
			if row >= 0 && column >= 0 && row < len(modules) && column < len(modules) && modules[row][column] {
				shade = 0
			}
			page.SetGray(left+x, top+y, color.Gray{Y: shade})
		}
	}
}

// screenshot draws what a bank's app shows: 1080 × 2400, a coloured head, lines of "text", a small QR.
func screenshot(t testing.TB, dots int) *image.Gray {
	t.Helper()
	page := paper(1080, 2400, 236)
	random := rand.New(rand.NewPCG(1, 2))
	for y := range 420 {
		for x := range 1080 {
			page.SetGray(x, y, color.Gray{Y: uint8(70 + x/12 + y/10)})
		}
	}
	for line := 520; line < 1500; line += 70 {
		for x := 80; x < 900; x += 6 + random.IntN(14) {
			for y := range 34 {
				for w := range 2 + random.IntN(5) {
					page.SetGray(x+w, line+y, color.Gray{Y: 50})
				}
			}
		}
	}
	stamp(t, page, slipS3, 760, 1720, dots)
	return page
}

func encoded(t testing.TB, write func(io.Writer, image.Image) error, picture image.Image) io.Reader {
	t.Helper()
	var data bytes.Buffer
	if err := write(&data, picture); err != nil {
		t.Fatal(err)
	}
	return &data
}

func asJPEG(quality int) func(io.Writer, image.Image) error {
	return func(w io.Writer, picture image.Image) error {
		return jpeg.Encode(w, picture, &jpeg.Options{Quality: quality})
	}
}

// asGIF keeps the shades of a grey picture: matching them to a palette would take most of the test's time.
func asGIF(w io.Writer, picture image.Image) error {
	shades := make(color.Palette, 256)
	for n := range shades {
		shades[n] = color.Gray{Y: uint8(n)}
	}
	indexed := image.NewPaletted(picture.Bounds(), shades)
	copy(indexed.Pix, picture.(*image.Gray).Pix)
	return gif.Encode(w, indexed, nil)
}

// turned turns a picture by degrees around its centre, on grey ground, keeping its size for 90°.
func turned(from *image.Gray, degrees float64) *image.Gray {
	width, height := from.Rect.Dx(), from.Rect.Dy()
	if degrees == 90 {
		to := image.NewGray(image.Rect(0, 0, height, width))
		for y := range height {
			for x := range width {
				to.SetGray(height-1-y, x, from.GrayAt(x, y))
			}
		}
		return to
	}
	to := paper(width, height, 128)
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	for y := range height {
		for x := range width {
			dx, dy := float64(x-width/2), float64(y-height/2)
			at := image.Pt(int(cos*dx+sin*dy)+width/2, int(cos*dy-sin*dx)+height/2)
			if at.In(from.Rect) {
				to.SetGray(x, y, from.GrayAt(at.X, at.Y))
			}
		}
	}
	return to
}

// slanted narrows a picture towards its foot, as a phone held over a counter sees it.
func slanted(from *image.Gray) *image.Gray {
	width, height := from.Rect.Dx(), from.Rect.Dy()
	to := paper(width, height, 128)
	for y := range height {
		seen := width - width*y/height/5
		for x := range seen {
			to.SetGray((width-seen)/2+x, y, from.GrayAt(x*width/seen, y))
		}
	}
	return to
}

// noisy shades and speckles a picture like a photo in a dim shop.
func noisy(from *image.Gray) *image.Gray {
	random := rand.New(rand.NewPCG(3, 4))
	to := image.NewGray(from.Rect)
	for n, shade := range from.Pix {
		x, y := n%from.Stride, n/from.Stride
		dimmed := int(shade)*(60+30*x/from.Stride)/100 + 20*y/from.Rect.Dy()
		to.Pix[n] = uint8(min(255, max(0, dimmed+random.IntN(41)-20)))
	}
	return to
}

func TestSlipsAreFoundInPictures(t *testing.T) {
	small := paper(160, 160, 255)
	stamp(t, small, slipS3, 20, 20, 2)
	for name, picture := range map[string]io.Reader{
		"screenshot, PNG":           encoded(t, png.Encode, screenshot(t, 5)),
		"screenshot, small QR":      encoded(t, png.Encode, screenshot(t, 3)),
		"screenshot, JPEG 60":       encoded(t, asJPEG(60), screenshot(t, 5)),
		"screenshot, JPEG 40 small": encoded(t, asJPEG(40), screenshot(t, 4)),
		"turned 90°, JPEG":          encoded(t, asJPEG(60), turned(screenshot(t, 5), 90)),
		"turned 12°, JPEG":          encoded(t, asJPEG(75), turned(screenshot(t, 6), 12)),
		"upside down, GIF":          encoded(t, asGIF, turned(turned(screenshot(t, 5), 90), 90)),
		"slanted, JPEG":             encoded(t, asJPEG(75), slanted(screenshot(t, 6))),
		"dark mode":                 encoded(t, png.Encode, inverted(screenshot(t, 5))),
		"dim and noisy, JPEG":       encoded(t, asJPEG(70), noisy(screenshot(t, 6))),
		"two pixels a module, BMP":  encoded(t, bmp.Encode, small),
	} {
		slip, err := ReadSlip(picture)
		if err != nil || slip != slip3 {
			t.Errorf("%s: %+v, %v", name, slip, err)
		}
	}
}

func TestLargePhotoIsMadeSmaller(t *testing.T) {
	page := paper(4000, 6000, 200)
	stamp(t, page, slipS3, 900, 2600, 16)
	slip, err := ReadSlip(encoded(t, asJPEG(80), page))
	if err != nil || slip != slip3 {
		t.Errorf("%+v, %v", slip, err)
	}
}

func TestWebPIsRead(t *testing.T) {
	page := paper(200, 200, 255)
	stamp(t, page, slipS3, 10, 10, 4)
	if slip, err := ReadSlip(encoded(t, asWebP, page)); err != nil || slip != slip3 {
		t.Errorf("%+v, %v", slip, err)
	}
}

// asWebP writes black and white as the plainest lossless WebP: no transforms, and for each colour a
// code of one bit for 0 or 255.
func asWebP(w io.Writer, picture image.Image) error {
	var bits []byte
	used := 0
	put := func(value, count int) { // lowest bit first
		for n := range count {
			if used%8 == 0 {
				bits = append(bits, 0)
			}
			bits[used/8] |= byte(value>>n&1) << (used % 8)
			used++
		}
	}
	size := picture.Bounds().Size()
	put(0x2F, 8) // the signature, then both sides less one, no alpha, version 0
	put(size.X-1, 14)
	put(size.Y-1, 14)
	put(0, 4)
	put(0, 3)     // no transform, no colour cache, one set of codes
	for range 3 { // green, red, blue: a simple code of the symbols 0 (one bit) and 255 (eight)
		put(0b0011, 4)
		put(255, 8)
	}
	put(0b101, 3) // alpha: a simple code of one symbol, eight bits
	put(255, 8)
	put(0b0001, 4) // distance: of the one symbol 0
	for y := range size.Y {
		for x := range size.X {
			shade := color.GrayModel.Convert(picture.At(x, y)).(color.Gray).Y
			put(int(shade>>7)*0b111, 3)
		}
	}
	if len(bits)%2 == 1 {
		bits = append(bits, 0)
	}
	head := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(bits)+12))
	head = binary.LittleEndian.AppendUint32(append(head, "WEBPVP8L"...), uint32(len(bits)))
	_, err := w.Write(append(head, bits...))
	return err
}

func TestTransparentPicturesLieOnWhite(t *testing.T) {
	modules, err := Matrix(slipS3, Medium)
	if err != nil {
		t.Fatal(err)
	}
	picture := image.NewNRGBA(image.Rect(0, 0, 300, 300)) // black ink on nothing
	for y := range len(modules) * 5 {
		for x := range len(modules) * 5 {
			if modules[y/5][x/5] {
				picture.SetNRGBA(40+x, 40+y, color.NRGBA{A: 255})
			}
		}
	}
	if slip, err := ReadSlip(encoded(t, png.Encode, picture)); err != nil || slip != slip3 {
		t.Errorf("%+v, %v", slip, err)
	}
}

func TestSlipBesideAPaymentQR(t *testing.T) {
	page := paper(900, 600, 255)
	stamp(t, page, v02, 20, 20, 8)
	stamp(t, page, slipS3, 500, 200, 5)
	if slip, err := ReadSlip(encoded(t, png.Encode, page)); err != nil || slip != slip3 {
		t.Errorf("%+v, %v", slip, err)
	}
	texts, err := DecodeImage(encoded(t, png.Encode, page))
	slices.Sort(texts)
	if err != nil || !slices.Equal(texts, []string{v02, slipS3}) {
		t.Errorf("%q, %v", texts, err)
	}
}

func TestThaiTextInAPicture(t *testing.T) {
	text := promptpay.PracticeText("7f3c")
	page := paper(400, 400, 255)
	stamp(t, page, text, 20, 20, 6)
	if texts, err := DecodeImage(encoded(t, png.Encode, page)); err != nil || !slices.Equal(texts, []string{text}) {
		t.Errorf("%q, %v", texts, err)
	}
}

func TestPicturesWithoutASlip(t *testing.T) {
	payment := paper(400, 400, 255)
	stamp(t, payment, v02, 20, 20, 6)
	for name, c := range map[string]struct {
		picture io.Reader
		code    string
	}{
		"blank":      {encoded(t, png.Encode, paper(300, 300, 255)), "qr_not_found"},
		"one pixel":  {encoded(t, png.Encode, paper(1, 1, 0)), "qr_not_found"},
		"a line":     {encoded(t, png.Encode, paper(3000, 1, 0)), "qr_not_found"},
		"payment QR": {encoded(t, png.Encode, payment), "slip_is_payment_qr"},
		"text":       {bytes.NewReader([]byte(slipS3)), "not_a_picture"},
		"nothing":    {bytes.NewReader(nil), "not_a_picture"},
		"cut short":  {io.LimitReader(encoded(t, png.Encode, screenshot(t, 5)), 9000), "not_a_picture"},
		"huge":       {bytes.NewReader(pngHead(20_000, 20_000)), "picture_too_large"},
		"very wide":  {bytes.NewReader(pngHead(math.MaxInt32, 1)), "picture_too_large"},
		"a big file": {io.MultiReader(encoded(t, png.Encode, payment), io.LimitReader(zeros{}, maxFileBytes)), "picture_too_large"},
		"a bad disk": {io.MultiReader(bytes.NewReader(pngHead(10, 10)), failing{}), "picture_unread"},
	} {
		if _, err := ReadSlip(c.picture); !fault.Is(err, c.code) {
			t.Errorf("%s: %v, want %q", name, err, c.code)
		}
	}
	if texts, err := DecodeImage(encoded(t, png.Encode, paper(300, 300, 255))); !fault.Is(err, "qr_not_found") || texts != nil {
		t.Errorf("blank: %q, %v", texts, err)
	}
}

// TestAPictureFullOfCornersEnds gives the search what costs it most: a sheet of finder patterns.
func TestAPictureFullOfCornersEnds(t *testing.T) {
	page := paper(1400, 1400, 255)
	for top := 0; top+21 < 1400; top += 28 {
		for left := 0; left+21 < 1400; left += 28 {
			for y := range 21 {
				for x := range 21 {
					ring := min(x/3, y/3, 6-x/3, 6-y/3)
					if ring != 1 {
						page.SetGray(left+x, top+y, color.Gray{})
					}
				}
			}
		}
	}
	if _, err := DecodeImage(encoded(t, png.Encode, page)); !fault.Is(err, "qr_not_found") {
		t.Errorf("got %v", err)
	}
}

func TestAPanicBecomesAFault(t *testing.T) {
	broken := func() (err error) {
		defer recovered(&err, "not_a_picture")
		panic("decoder gone wrong")
	}
	if err := broken(); !fault.Is(err, "not_a_picture") {
		t.Errorf("got %v", err)
	}
}

func FuzzDecodeImage(f *testing.F) {
	small := paper(160, 160, 255)
	stamp(f, small, slipS3, 20, 20, 2)
	for _, write := range []func(io.Writer, image.Image) error{png.Encode, asJPEG(50), asGIF, bmp.Encode} {
		data, _ := io.ReadAll(encoded(f, write, small))
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if head, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && head.Width*head.Height > 1<<18 {
			t.Skip("keeps a fuzzing round short")
		}
		texts, err := DecodeImage(bytes.NewReader(data))
		if (err == nil) != (len(texts) > 0) || fault.Code(err) == "internal" {
			t.Errorf("%q, %v", texts, err)
		}
	})
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("disk") }

// pngHead gives the first bytes of a PNG that claims a size and holds no pixels.
func pngHead(width, height uint32) []byte {
	chunk := append([]byte("IHDR"), make([]byte, 13)...)
	binary.BigEndian.PutUint32(chunk[4:], width)
	binary.BigEndian.PutUint32(chunk[8:], height)
	chunk[12] = 8 // bits of grey
	data := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), chunk...)
	return binary.BigEndian.AppendUint32(data, crc32.ChecksumIEEE(chunk))
}
