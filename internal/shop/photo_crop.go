package shop

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"image/draw"
	"io"
	"os"
	"path/filepath"

	"github.com/talat-pos/talat/internal/fault"
)

// OpenPhoto gives a picture that AddPhoto kept, whole. Files may have been put into the folder by others,
// so that it is bounded again. Faults: "picture_unread", "not_a_picture", "picture_too_large".
func (s *Shop) OpenPhoto(ctx context.Context, name string) (image.Image, error) {
	data, err := s.photoBytes(name)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return openPicture(data)
}

// photoBytes reads the file of a picture that AddPhoto kept, no further than a picture may be large.
func (s *Shop) photoBytes(name string) ([]byte, error) {
	if name == "" || filepath.Base(name) != name {
		return nil, fault.New("not_a_picture", "photo", nil)
	}
	file, err := os.Open(filepath.Join(s.Dir, Images, name))
	if err != nil {
		return nil, fault.Wrap(err, "picture_unread")
	}
	defer func() { _ = file.Close() }() // read only
	data, err := io.ReadAll(io.LimitReader(file, maxPhotoBytes+1))
	return data, fault.Wrap(err, "picture_unread")
}

// CropPhoto keeps a part of a kept picture as a picture of its own and gives its file's name; the whole one
// stays. What of the part lies outside the picture is left out. Faults: those of OpenPhoto, and
// "picture_part_empty".
func (s *Shop) CropPhoto(ctx context.Context, name string, part image.Rectangle) (string, error) {
	whole, err := s.OpenPhoto(ctx, name)
	if err != nil {
		return "", err
	}
	part = part.Add(whole.Bounds().Min).Intersect(whole.Bounds())
	if part.Empty() {
		return "", fault.New("picture_part_empty", "photo", nil)
	}
	cut := image.NewNRGBA(image.Rectangle{Max: part.Size()})
	draw.Draw(cut, cut.Rect, whole, part.Min, draw.Src)
	data, ext, err := encodePhoto(cut)
	if err != nil {
		return "", fault.Wrap(err, "file_unwritten")
	}
	return s.keepPicture(data, ext)
}

// turn gives a picture as the camera was held. Phones write every picture lying and say in a note how it
// is to be turned, which is lost when the picture is made anew.
func turn(picture *image.NRGBA, data []byte) *image.NRGBA {
	held := orientation(data)
	if held < 2 {
		return picture
	}
	wide, high := picture.Rect.Dx(), picture.Rect.Dy()
	size := image.Pt(wide, high)
	if held >= 5 {
		size = image.Pt(high, wide)
	}
	turned := image.NewNRGBA(image.Rectangle{Max: size})
	for y := range size.Y {
		for x := range size.X {
			from := source(held, x, y, wide, high)
			copy(turned.Pix[turned.PixOffset(x, y):][:4], picture.Pix[picture.PixOffset(from.X, from.Y):][:4])
		}
	}
	return turned
}

// source says which pixel of a lying picture comes to x, y; the numbers are those of Exif.
func source(held, x, y, wide, high int) image.Point {
	switch held {
	case 2:
		return image.Pt(wide-1-x, y)
	case 3:
		return image.Pt(wide-1-x, high-1-y)
	case 4:
		return image.Pt(x, high-1-y)
	case 5:
		return image.Pt(y, x)
	case 6:
		return image.Pt(y, high-1-x)
	case 7:
		return image.Pt(wide-1-y, high-1-x)
	}
	return image.Pt(wide-1-y, x)
}

// orientation reads how a JPEG picture is to be turned, 1 to 8, from its note (Exif: the tag 0x0112 of the
// first directory); 1 where nothing is said or the note makes no sense.
func orientation(data []byte) int {
	note := exif(data)
	if len(note) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if bytes.HasPrefix(note, []byte("II")) {
		order = binary.LittleEndian
	}
	word := func(at int) int { return int(order.Uint16(note[at:])) }
	at := int(order.Uint32(note[4:]))
	if at < 8 || at > len(note)-2 {
		return 1
	}
	for n := range word(at) {
		entry := at + 2 + 12*n
		if entry+12 > len(note) {
			return 1
		}
		if word(entry) == 0x0112 {
			if held := word(entry + 8); held >= 1 && held <= 8 {
				return held
			}
			return 1
		}
	}
	return 1
}

// exif finds the note of a JPEG picture, nil where there is none.
func exif(data []byte) []byte {
	if !bytes.HasPrefix(data, []byte{0xFF, 0xD8}) {
		return nil
	}
	for at := 2; at+4 <= len(data) && data[at] == 0xFF && data[at+1] != 0xDA; {
		size := int(data[at+2])<<8 | int(data[at+3])
		if size < 2 || at+2+size > len(data) {
			return nil
		}
		if note, ok := bytes.CutPrefix(data[at+4:at+2+size], []byte("Exif\x00\x00")); ok && data[at+1] == 0xE1 {
			return note
		}
		at += 2 + size
	}
	return nil
}
