package goods

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// shelf is a folder with pictures, and what reads them: its results come when they are delivered.
type shelf struct {
	*Photos
	folder string
	queue  chan func()
	came   int
}

func newShelf(t *testing.T) *shelf {
	t.Helper()
	dir := t.TempDir()
	s := &shelf{folder: filepath.Join(dir, shop.Images), queue: make(chan func(), 100)}
	if err := os.Mkdir(s.folder, 0o755); err != nil {
		t.Fatal(err)
	}
	pool := task.NewPool(func(f func()) { s.queue <- f }, func(err error) { t.Error(err) })
	s.Photos = NewPhotos(dir, Square, pool, func() { s.came++ })
	return s
}

// picture writes a picture: a red middle between green sides.
func (s *shelf) picture(t *testing.T, name string, wide, high int) {
	t.Helper()
	drawn := image.NewRGBA(image.Rect(0, 0, wide, high))
	for x := range wide {
		ink := color.RGBA{R: 255, A: 255}
		if x < (wide-high)/2 || x >= (wide+high)/2 {
			ink = color.RGBA{G: 255, A: 255}
		}
		for y := range high {
			drawn.Set(x, y, ink)
		}
	}
	file, err := os.Create(filepath.Join(s.folder, name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, drawn); err != nil {
		t.Fatal(err)
	}
}

func (s *shelf) settle() {
	for s.Busy() {
		(<-s.queue)()
	}
}

func TestPhotoComesOffTheScreensGoroutineAndKeepsItsMiddle(t *testing.T) {
	s := newShelf(t)
	s.picture(t, "wide.png", 400, 100)
	if s.Get("wide.png") != nil || s.came != 0 {
		t.Fatal("a photo came before it was read")
	}
	s.settle()
	photo := s.Get("wide.png")
	if photo == nil || s.came != 1 {
		t.Fatalf("photo %v, told %d times", photo, s.came)
	}
	if size := photo.Bounds().Size(); size != image.Pt(Square.Wide, Square.High) {
		t.Error("size", size)
	}
	for _, x := range []int{4, Square.Wide / 2, Square.Wide - 5} {
		if r, g, _, _ := photo.At(x, 9).RGBA(); r < 0xf000 || g > 0x1000 {
			t.Errorf("at %d is %x red and %x green: not the middle", x, r, g)
		}
	}
}

func TestTilesPhotoGoesOnBelow(t *testing.T) {
	whole := image.NewRGBA(image.Rect(0, 0, 384, 200))
	for _, at := range []image.Point{{6, 198}, {7, 198}, {6, 199}, {7, 199}} { // four pixels share a colour
		whole.Set(at.X, at.Y, color.RGBA{B: 255, A: 255})
	}
	small := Tile.of(whole)
	if size := small.Bounds().Size(); size != image.Pt(384, 227) {
		t.Fatal("size", size)
	}
	if _, _, b, _ := small.At(7, 226).RGBA(); b < 0xf000 {
		t.Errorf("the lowest row does not go on: %x", b)
	}
}

func TestAPhotoKeepsItsColoursAndWhatIsClearIsWhite(t *testing.T) {
	whole := image.NewNRGBA(image.Rect(0, 0, 60, 40))
	inks := []color.NRGBA{{R: 200, G: 40, B: 30, A: 255}, {R: 250, G: 220, B: 120, A: 255}, {}, {R: 10, G: 90, B: 60, A: 255}}
	for x := range 60 {
		for y := range 40 {
			whole.SetNRGBA(x, y, inks[x/30+2*(y/20)])
		}
	}
	inks[2] = color.NRGBA{R: 255, G: 255, B: 255, A: 255}
	for _, shape := range []Shape{{Wide: 60, High: 40}, {Wide: 59, High: 39, Below: 2}} {
		small := shape.of(whole)
		for n, at := range []image.Point{{4, 4}, {55, 5}, {5, 35}, {56, 36}} {
			got, want := color.NRGBAModel.Convert(small.At(at.X, at.Y)).(color.NRGBA), inks[n]
			for _, off := range []int{int(got.R) - int(want.R), int(got.G) - int(want.G), int(got.B) - int(want.B)} {
				if off < -3 || off > 3 {
					t.Errorf("%v: %v, want %v", at, got, want)
				}
			}
		}
	}
}

func TestWhatIsNoPhotoIsNotReadTwiceAndNeverOutsideTheShop(t *testing.T) {
	s := newShelf(t)
	if err := os.WriteFile(filepath.Join(s.folder, "text.png"), []byte("no picture"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"text.png", "missing.png"} {
		s.Get(name)
	}
	s.settle()
	for _, name := range []string{"text.png", "missing.png", "", "../shop.db", "a/b.png"} {
		if s.Get(name) != nil || s.Busy() {
			t.Errorf("%q was read, or is read again", name)
		}
	}
}

func TestPictureOfTooManyPixelsIsNotDecoded(t *testing.T) {
	s := newShelf(t)
	s.picture(t, "huge.png", 10, 10)
	path := filepath.Join(s.folder, "huge.png")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head := data[12:29] // IHDR with its width and height, and behind it the sum over it
	binary.BigEndian.PutUint32(head[4:], maxPhotoPixels)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(head))
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := readPhoto(path, Square); !errors.Is(err, image.ErrFormat) {
		t.Error("a picture of more pixels than fit was decoded:", err)
	}
}

func TestOnlyTheLastPhotosAreKept(t *testing.T) {
	s := newShelf(t)
	for n := range maxPhotos + 20 {
		name := fmt.Sprintf("%03d.png", n)
		s.picture(t, name, 4, 4)
		s.Get(name)
		s.settle()
	}
	if len(s.kept) != maxPhotos || len(s.order) != maxPhotos {
		t.Fatalf("%d photos are kept in an order of %d", len(s.kept), len(s.order))
	}
	if _, known := s.kept["000.png"]; known {
		t.Error("the oldest is still there")
	}
	for range 3 * maxPhotos {
		s.want(fmt.Sprintf("%p", new(byte)))
	}
	if len(s.wanted) > maxPhotos {
		t.Errorf("%d photos are waited for", len(s.wanted))
	}
	s.settle()
}

func TestDrawingStandsInForAPhoto(t *testing.T) {
	for _, c := range []struct{ name, category, want string }{
		{"น้ำผึ้งดอกลำไย", "อาหาร", "goods-honey"}, {"พวงกุญแจ", "ของใช้", "goods-bag"}, {"ลูกประคบ", "สมุนไพร", "goods-soap"},
	} {
		if got := DrawingOf(&catalog.Product{Name: c.name, Category: c.category}); got != c.want {
			t.Errorf("%s is drawn as %s, want %s", c.name, got, c.want)
		}
	}
}

func TestNameFollowsTheLanguage(t *testing.T) {
	p := &catalog.Product{Name: "น้ำผึ้ง", NameEN: "Honey"}
	if th, en := Name(i18n.Thai, p), Name(i18n.English, p); th != "น้ำผึ้ง" || en != "Honey" {
		t.Error(th, en)
	}
	p.Variant = "500 ml"
	if en := Name(i18n.English, p); en != "Honey · 500 ml" {
		t.Error(en)
	}
	p.NameEN, p.Variant = "", ""
	if en := Name(i18n.English, p); en != "น้ำผึ้ง" {
		t.Error(en)
	}
}
