package raster

import (
	"image"
	"image/color"
	"image/png"
	"io"

	"golang.org/x/image/draw"

	"github.com/talat-pos/talat/internal/printing"
)

// Image gives a bitmap as a picture of two colours, dot for dot.
func Image(bitmap *printing.Bitmap) *image.Paletted {
	picture := image.NewPaletted(image.Rect(0, 0, bitmap.Width, bitmap.Height), color.Palette{color.White, color.Black})
	for y := range bitmap.Height {
		for x := range bitmap.Width {
			if bitmap.Black(x, y) {
				picture.Pix[y*picture.Stride+x] = 1
			}
		}
	}
	return picture
}

// WritePNG writes a bitmap as a PNG of one bit a dot.
func WritePNG(out io.Writer, bitmap *printing.Bitmap) error { return png.Encode(out, Image(bitmap)) }

// Preview shows the very dots of a bitmap width pixels wide: whole multiples keep every dot sharp,
// other sizes are smoothed into greys. A width below one shows nothing, one too large is made smaller.
func Preview(bitmap *printing.Bitmap, width int) *image.Gray {
	if width < 1 || bitmap.Width < 1 || bitmap.Height < 1 {
		return image.NewGray(image.Rectangle{})
	}
	for width > bitmap.Width && width*width/bitmap.Width*bitmap.Height > maxArea {
		width -= bitmap.Width
	}
	height := max(bitmap.Height*width/bitmap.Width, 1)
	if width < bitmap.Width {
		return shrink(bitmap, width, height)
	}
	scaled := image.NewGray(image.Rect(0, 0, width, height))
	scaler := draw.Interpolator(draw.BiLinear)
	if width%bitmap.Width == 0 {
		scaler = draw.NearestNeighbor
	}
	scaler.Scale(scaled, scaled.Rect, Image(bitmap), image.Rect(0, 0, bitmap.Width, bitmap.Height), draw.Src, nil)
	return scaled
}

// Smaller shows a picture width pixels wide, its dots smoothed; one that is no wider stays as it is.
func Smaller(picture *image.RGBA, width int) *image.RGBA {
	size := picture.Rect.Size()
	if width < 1 || width >= size.X {
		return picture
	}
	scaled := image.NewRGBA(image.Rect(0, 0, width, max(size.Y*width/size.X, 1)))
	draw.BiLinear.Scale(scaled, scaled.Rect, picture, picture.Rect, draw.Src, nil)
	return scaled
}
