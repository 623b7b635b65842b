package shop

import (
	"bytes"
	"context"
	"fmt"
	"image"
	_ "image/gif" // the kinds of picture a person may have
	"image/jpeg"
	"image/png"
	"io"

	_ "golang.org/x/image/bmp"
	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"

	"github.com/talat-pos/talat/internal/fault"
)

// Bounds of a picture of goods.
const (
	maxPhotoBytes      = 20 << 20
	maxPhotoMegapixels = 50   // some 200 MB while it is open
	photoSide          = 1024 // pixels of the longer side as it is kept
	photoQuality       = 85
)

// AddPhoto keeps a picture of goods, made anew no larger than photoSide, and gives its file's name, which
// is made of the content: the same picture twice is one file. It is turned as it was taken; what else the
// camera wrote beside it (place, time) is not kept. Faults: "picture_too_large" above 20 MB or 50 megapixels,
// judged before the picture is unpacked, "not_a_picture", "picture_unread", "file_unwritten".
func (s *Shop) AddPhoto(ctx context.Context, r io.Reader) (name string, err error) {
	photo, err := makePhoto(ctx, r)
	if err != nil {
		return "", err
	}
	kept, ext, err := encodePhoto(photo)
	if err != nil {
		return "", fault.Wrap(err, "file_unwritten")
	}
	return s.keepPicture(kept, ext)
}

// makePhoto reads a picture and makes it as it is kept.
func makePhoto(ctx context.Context, r io.Reader) (photo *image.NRGBA, err error) {
	defer func() {
		if cause := recover(); cause != nil { // a decoder must never end the program
			photo, err = nil, &fault.Error{Code: "not_a_picture", Err: fmt.Errorf("recovered: %v", cause)}
		}
	}()
	data, err := io.ReadAll(io.LimitReader(r, maxPhotoBytes+1))
	if err != nil {
		return nil, fault.Wrap(err, "picture_unread")
	}
	picture, err := openPicture(data)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return turn(shrink(picture), data), nil
}

func openPicture(data []byte) (image.Image, error) {
	tooLarge := fault.New("picture_too_large", "photo", fault.Values{"megabytes": maxPhotoBytes >> 20, "megapixels": maxPhotoMegapixels})
	if len(data) > maxPhotoBytes {
		return nil, tooLarge
	}
	head, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || head.Width < 1 || head.Height < 1 {
		return nil, &fault.Error{Code: "not_a_picture", Field: "photo", Err: err}
	}
	if int64(head.Width)*int64(head.Height) > maxPhotoMegapixels*1_000_000 {
		return nil, tooLarge
	}
	picture, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, &fault.Error{Code: "not_a_picture", Field: "photo", Err: err}
	}
	return picture, nil
}

// shrink gives the picture with no side longer than photoSide; smaller ones keep their size.
func shrink(picture image.Image) *image.NRGBA {
	bounds := picture.Bounds()
	width, height := bounds.Dx(), bounds.Dy()
	if longest := max(width, height); longest > photoSide {
		width, height = max(1, width*photoSide/longest), max(1, height*photoSide/longest)
	}
	small := image.NewNRGBA(image.Rect(0, 0, width, height))
	if small.Bounds().Size() == bounds.Size() {
		draw.Draw(small, small.Bounds(), picture, bounds.Min, draw.Src)
	} else {
		draw.CatmullRom.Scale(small, small.Bounds(), picture, bounds, draw.Src, nil)
	}
	return small
}

// encodePhoto writes JPEG, or PNG where something can be seen through.
func encodePhoto(picture *image.NRGBA) (data []byte, ext string, err error) {
	var out bytes.Buffer
	if picture.Opaque() {
		err = jpeg.Encode(&out, picture, &jpeg.Options{Quality: photoQuality})
		return out.Bytes(), ".jpg", err
	}
	err = png.Encode(&out, picture)
	return out.Bytes(), ".png", err
}
