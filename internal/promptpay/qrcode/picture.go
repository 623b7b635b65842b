package qrcode

import (
	"bytes"
	"fmt"
	"image"
	_ "image/gif" // the kinds of picture a slip comes in
	_ "image/jpeg"
	_ "image/png"
	"io"

	_ "golang.org/x/image/bmp"
	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/promptpay"
)

const (
	maxFileBytes  = 20 << 20
	maxMegapixels = 40   // a 40-megapixel photo takes some 160 MB while it is open
	maxSide       = 3200 // longest side that is searched; larger pictures are made smaller first
)

// DecodeImage gives the texts of the QRs in a picture (PNG, JPEG, GIF, WebP or BMP), each once, from
// the first way of looking at it that finds any. It fails with "picture_too_large" above 20 MB or 40
// megapixels, judged before the picture is unpacked, "not_a_picture" for anything that is no whole
// picture, and "qr_not_found".
func DecodeImage(r io.Reader) ([]string, error) {
	var texts []string
	err := search(r, func(found []string) bool {
		texts = found
		return true
	})
	if err == nil && len(texts) == 0 {
		err = fault.New("qr_not_found", "", nil)
	}
	return texts, err
}

// ReadSlip finds the slip's code in a picture, also beside other QRs. It fails as DecodeImage does,
// and, when there are codes but no slip's, with the fault of promptpay.ReadSlip for the first one.
func ReadSlip(r io.Reader) (promptpay.Slip, error) {
	var slip promptpay.Slip
	refused := error(fault.New("qr_not_found", "", nil))
	looked := map[string]bool{}
	err := search(r, func(found []string) bool {
		for _, text := range found {
			if looked[text] {
				continue
			}
			looked[text] = true
			one, err := promptpay.ReadSlip(text)
			if err == nil {
				slip, refused = one, nil
				return true
			}
			if len(looked) == 1 {
				refused = err
			}
		}
		return false
	})
	if err == nil {
		err = refused
	}
	return slip, err
}

// search opens a picture and looks at it in one way after the other until enough says so.
func search(r io.Reader, enough func(found []string) bool) (err error) {
	defer recovered(&err, "not_a_picture")
	picture, err := open(r)
	if err != nil {
		return err
	}
	base := grey(picture)
	for _, view := range views(base) {
		for _, reading := range []reading{hybrid, global} {
			if found := texts(view(), reading); len(found) > 0 && enough(found) {
				return nil
			}
		}
	}
	return nil
}

// open reads and unpacks a picture whose size has been judged by its head alone, so that a small
// file that claims 20,000 × 20,000 pixels never takes their memory.
func open(r io.Reader) (image.Image, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFileBytes+1))
	if err != nil {
		return nil, fault.Wrap(err, "picture_unread")
	}
	head, _, err := image.DecodeConfig(bytes.NewReader(data))
	if len(data) > maxFileBytes || err == nil && int64(head.Width)*int64(head.Height) > maxMegapixels*1_000_000 {
		return nil, fault.New("picture_too_large", "", fault.Values{"megabytes": maxFileBytes >> 20, "megapixels": maxMegapixels})
	}
	if err != nil || head.Width < 1 || head.Height < 1 {
		return nil, notPicture(err)
	}
	picture, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, notPicture(err)
	}
	return picture, nil
}

// grey gives the picture on white paper in shades of grey, no side longer than maxSide.
func grey(picture image.Image) *image.Gray {
	bounds := picture.Bounds()
	width, height := bounds.Dx(), bounds.Dy()
	if longest := max(width, height); longest > maxSide {
		width, height = max(1, width*maxSide/longest), max(1, height*maxSide/longest)
	}
	paper := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(paper, paper.Bounds(), image.White, image.Point{}, draw.Src)
	if paper.Bounds().Size() == bounds.Size() {
		draw.Draw(paper, paper.Bounds(), picture, bounds.Min, draw.Over)
	} else {
		draw.ApproxBiLinear.Scale(paper, paper.Bounds(), picture, bounds, draw.Over, nil)
	}
	shades := image.NewGray(paper.Bounds())
	for n := range shades.Pix {
		red, green, blue := int(paper.Pix[n*4]), int(paper.Pix[n*4+1]), int(paper.Pix[n*4+2])
		shades.Pix[n] = uint8((299*red + 587*green + 114*blue) / 1000)
	}
	return shades
}

func notPicture(cause error) error { return &fault.Error{Code: "not_a_picture", Err: cause} }

// recovered turns a panic of a foreign decoder into a fault: a picture must never end the program.
func recovered(err *error, code string) {
	if cause := recover(); cause != nil {
		*err = &fault.Error{Code: code, Err: fmt.Errorf("recovered: %v", cause)}
	}
}
