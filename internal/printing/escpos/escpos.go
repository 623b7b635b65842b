// Package escpos writes a bitmap as the bytes a receipt printer understands.
package escpos

import (
	"bytes"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing"
)

// The commands sent, of Epson's ESC/POS as every maker copies it.
var (
	initialise = []byte{0x1B, 0x40}
	kickDrawer = []byte{0x1B, 0x70, 0x00, 0x19, 0xFA} // pin 2, 50 ms on, 500 ms off
	rasterBits = []byte{0x1D, 0x76, 0x30, 0x00}       // GS v 0, normal size
	feedLines  = []byte{0x1B, 0x64}
	cutPaper   = []byte{0x1D, 0x56, 0x42, 0x00} // feed to the knife, cut all but one point
)

// bandRows bounds one GS v 0: printers with little memory lose the rest of a taller one.
const bandRows = 255

// Encode writes a picture for a printer with head dots across: the drawer first, so that it opens
// while the paper runs, then the picture in bands, then feed and cut. It fails with
// "paper_too_narrow" when the picture is wider than the head, which would garble the print.
func Encode(picture *printing.Bitmap, head int, finish printing.Finish) ([]byte, error) {
	if picture.Width > head {
		return nil, fault.New("paper_too_narrow", "paper", fault.Values{"dots": picture.Width, "head": head})
	}
	var out bytes.Buffer
	out.Grow(len(picture.Data) + 256)
	out.Write(initialise)
	if finish.Drawer {
		out.Write(kickDrawer)
	}
	for top := 0; top < picture.Height; top += bandRows {
		rows := min(bandRows, picture.Height-top)
		out.Write(rasterBits)
		out.Write([]byte{byte(picture.Stride), byte(picture.Stride >> 8), byte(rows), byte(rows >> 8)})
		out.Write(picture.Data[top*picture.Stride : (top+rows)*picture.Stride])
	}
	if finish.Feed > 0 {
		out.Write(feedLines)
		out.WriteByte(byte(min(finish.Feed, 255)))
	}
	if finish.Cut {
		out.Write(cutPaper)
	}
	return out.Bytes(), nil
}

// Picture reads back what Encode drew, nil where there is none, as in Kick.
func Picture(data []byte) *printing.Bitmap {
	var picture *printing.Bitmap
	for {
		at := bytes.Index(data, rasterBits)
		if at < 0 || len(data) < at+len(rasterBits)+4 {
			return picture
		}
		head := data[at+len(rasterBits):]
		stride, rows := int(head[0])|int(head[1])<<8, int(head[2])|int(head[3])<<8
		if data = head[4:]; stride*rows == 0 || len(data) < stride*rows || picture != nil && stride != picture.Stride {
			return picture
		}
		if picture == nil {
			picture = &printing.Bitmap{Width: 8 * stride, Stride: stride}
		}
		picture.Data = append(picture.Data, data[:stride*rows]...)
		picture.Height += rows
		data = data[stride*rows:]
	}
}

// Kick opens the drawer and prints nothing.
func Kick() []byte { return append(bytes.Clone(initialise), kickDrawer...) }
