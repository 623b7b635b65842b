package printing

import (
	"bytes"
	"fmt"
	"image"
	_ "image/gif" // the kinds of picture a logo comes in
	"image/jpeg"
	"image/png"
	"io"
	"sync"

	_ "golang.org/x/image/bmp"
	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"

	"github.com/talat-pos/talat/internal/fault"
)

// Bounds of a picture that somebody brings, and what is kept of it.
const (
	maxPictureBytes  = 20 << 20
	maxMegapixels    = 40   // some 160 MB while it is open
	pictureSide      = 1600 // dots of the longer side: 13 cm at 300 dpi
	pictureQuality   = 85
	photoShareOfTone = 5 // a photo has at least a fifth of its dots between black and white
)

// Picture is a photo or a logo on white paper, made anew from what somebody brought, so that no
// printer or reader ever parses a stranger's file. It is shared: do not change it.
type Picture struct {
	Image image.Image // *image.Gray or, in colour, an opaque *image.RGBA; its bounds begin at 0, 0
	Photo bool        // has many shades: one-colour printers show them by scattered dots
	file  struct {    // as written, once for all the papers it stands on
		once sync.Once
		data []byte
		kind string
		err  error
	}
}

// NewPicture reads a PNG, JPEG, GIF, WebP or BMP. It fails with "picture_too_large" above 20 MB or 40
// megapixels, judged before the picture is unpacked, "not_a_picture" and "picture_unread".
func NewPicture(r io.Reader) (picture *Picture, err error) {
	defer func() {
		if cause := recover(); cause != nil { // a decoder must never end the program
			picture, err = nil, notPicture(fmt.Errorf("recovered: %v", cause))
		}
	}()
	data, err := io.ReadAll(io.LimitReader(r, maxPictureBytes+1))
	if err != nil {
		return nil, fault.Wrap(err, "picture_unread")
	}
	head, _, err := image.DecodeConfig(bytes.NewReader(data))
	if len(data) > maxPictureBytes || err == nil && int64(head.Width)*int64(head.Height) > maxMegapixels*1_000_000 {
		return nil, fault.New("picture_too_large", "picture", fault.Values{"megabytes": maxPictureBytes >> 20, "megapixels": maxMegapixels})
	}
	if err != nil || head.Width < 1 || head.Height < 1 {
		return nil, notPicture(err)
	}
	opened, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, notPicture(err)
	}
	return PictureOf(opened), nil
}

func notPicture(cause error) error {
	return &fault.Error{Code: "not_a_picture", Field: "picture", Err: cause}
}

// PictureOf puts an image on white paper, made smaller where it is larger than paper needs.
func PictureOf(from image.Image) *Picture {
	bounds := from.Bounds()
	width, height := bounds.Dx(), bounds.Dy()
	if longest := max(width, height); longest > pictureSide {
		width, height = max(1, width*pictureSide/longest), max(1, height*pictureSide/longest)
	}
	paper := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(paper, paper.Rect, image.White, image.Point{}, draw.Src)
	if paper.Rect.Size() == bounds.Size() {
		draw.Draw(paper, paper.Rect, from, bounds.Min, draw.Over)
	} else {
		draw.BiLinear.Scale(paper, paper.Rect, from, bounds, draw.Over, nil)
	}
	return sorted(paper)
}

// sorted finds out what kind of picture it is.
func sorted(paper *image.RGBA) *Picture {
	grey, coloured, toned := image.NewGray(paper.Rect), false, 0
	for n := range grey.Pix {
		red, green, blue := paper.Pix[n*4], paper.Pix[n*4+1], paper.Pix[n*4+2]
		coloured = coloured || max(red, green, blue)-min(red, green, blue) > 8
		shade := uint8((299*int(red) + 587*int(green) + 114*int(blue)) / 1000)
		if shade > 40 && shade < 215 {
			toned++
		}
		grey.Pix[n] = shade
	}
	picture := &Picture{Image: grey, Photo: toned*photoShareOfTone > len(grey.Pix)}
	if coloured {
		picture.Image = paper
	}
	return picture
}

// Sized gives the picture no finer than 300 dpi in a place of w × h, itself when it is no finer: a logo on every
// paper should not weigh what a photo does.
func (p *Picture) Sized(w, h Unit) *Picture {
	size := p.Image.Bounds().Size()
	most := image.Pt(max(DPI300.Dots(w), 1), max(DPI300.Dots(h), 1))
	if size.X <= most.X || size.Y <= most.Y {
		return p
	}
	to := image.Pt(most.X, max(size.Y*most.X/size.X, 1))
	if to.Y > most.Y {
		to = image.Pt(max(size.X*most.Y/size.Y, 1), most.Y)
	}
	small := image.NewRGBA(image.Rectangle{Max: to})
	draw.CatmullRom.Scale(small, small.Rect, p.Image, p.Image.Bounds(), draw.Src, nil)
	return sorted(small)
}

// drawing reports whether the picture is of flat colours, most dots being as the one before: without loss it
// is then smaller too.
func (p *Picture) drawing() bool {
	paper, ok := p.Image.(*image.RGBA)
	if !ok {
		return false
	}
	same := 0
	for n := 4; n < len(paper.Pix); n += 4 {
		if [4]uint8(paper.Pix[n:n+4]) == [4]uint8(paper.Pix[n-4:n]) {
			same++
		}
	}
	return same*4*2 > len(paper.Pix)
}

// Encode writes the picture as a file, "jpeg" for a photo and "png", without loss, for a logo. The data is
// shared: do not change it.
func (p *Picture) Encode() (data []byte, kind string, err error) {
	p.file.once.Do(func() { p.file.data, p.file.kind, p.file.err = p.encode() })
	return p.file.data, p.file.kind, p.file.err
}

func (p *Picture) encode() (data []byte, kind string, err error) {
	var out bytes.Buffer
	if p.Photo && !p.drawing() {
		err = jpeg.Encode(&out, p.Image, &jpeg.Options{Quality: pictureQuality})
		return out.Bytes(), "jpeg", fault.Wrap(err, "internal")
	}
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	err = encoder.Encode(&out, p.Image)
	return out.Bytes(), "png", fault.Wrap(err, "internal")
}

// Burnt gives the picture as a one-colour printer shows it, width × height dots: a logo's dark half
// is black, a photo's shades are scattered dots (Floyd and Steinberg's way).
func (p *Picture) Burnt(width, height int) *Bitmap {
	bitmap := NewBitmap(width, height)
	shades := image.NewGray(image.Rect(0, 0, width, height))
	draw.BiLinear.Scale(shades, shades.Rect, p.Image, p.Image.Bounds(), draw.Src, nil)
	owed, next := make([]int, width+2), make([]int, width+2)
	for y := range height {
		for x := range width {
			shade := int(shades.Pix[y*shades.Stride+x])
			if p.Photo {
				shade += owed[x+1] / 16
			}
			missing := shade
			if shade < 128 {
				bitmap.Set(x, y, true)
			} else {
				missing -= 255
			}
			owed[x+2] += missing * 7
			next[x] += missing * 3
			next[x+1] += missing * 5
			next[x+2] += missing
		}
		owed, next = next, owed
		clear(next)
	}
	return bitmap
}
