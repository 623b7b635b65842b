package feed

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/jpeg"
	"regexp"

	"golang.org/x/image/draw"
)

// What pictures are made to: the large one is what platforms fetch, the small one what a page full of goods
// shows, so that a telephone need not load a megabyte for each.
const (
	largeSide    = 1024
	smallSide    = 400
	largeQuality = 85
	smallQuality = 78
	recipe       = "1024/85 400/78 white" // part of the names: another recipe is another file
)

// Picture is a picture of goods as it lies beside a file. Name is made of the original's bytes.
type Picture struct {
	Name          string
	Width, Height int // of the large one
}

// PictureName gives the name of the picture made of an original, without ending.
func PictureName(original []byte) string {
	sum := sha256.New()
	sum.Write([]byte(recipe))
	sum.Write(original)
	return hex.EncodeToString(sum.Sum(nil)[:16])
}

var pictureFile = regexp.MustCompile(`^[0-9a-f]{32}(-s)?\.jpg$`)

// IsPicture reports whether a file's name is one of a picture made here.
func IsPicture(file string) bool { return pictureFile.MatchString(file) }

// Large and Small name the two files of a picture.
func (p Picture) Large() string { return p.Name + ".jpg" }

// Small names the smaller file.
func (p Picture) Small() string { return p.Name + "-s.jpg" }

func (p Picture) path() string { return PicturesFolder + "/" + p.Large() }

// Side is the shorter side of the large one, in pixels.
func (p Picture) Side() int { return min(p.Width, p.Height) }

func fit(width, height, side int) (int, int) {
	if longest := max(width, height); longest > side {
		return max(1, width*side/longest), max(1, height*side/longest)
	}
	return width, height
}

// Pictures makes the two files of a picture, and gives the size of the large one: JPEG on white, no larger than
// needed, without anything the camera noted.
func Pictures(ctx context.Context, original image.Image) (large, small []byte, size image.Point, err error) {
	big := scaled(original, largeSide)
	if large, err = encode(big, largeQuality); err != nil {
		return nil, nil, size, err
	}
	if err := ctx.Err(); err != nil {
		return nil, nil, size, err
	}
	small, err = encode(scaled(big, smallSide), smallQuality)
	return large, small, big.Rect.Size(), err
}

func scaled(picture image.Image, side int) *image.RGBA {
	bounds := picture.Bounds()
	width, height := fit(bounds.Dx(), bounds.Dy(), side)
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(out, out.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.CatmullRom.Scale(out, out.Rect, picture, bounds, draw.Over, nil)
	return out
}

func encode(picture image.Image, quality int) ([]byte, error) {
	var out bytes.Buffer
	err := jpeg.Encode(&out, picture, &jpeg.Options{Quality: quality})
	return out.Bytes(), err
}
