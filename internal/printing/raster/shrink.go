package raster

import (
	"image"
	"math/bits"

	"github.com/talat-pos/talat/internal/printing"
)

// shrink shows a bitmap smaller, its dots smoothed into greys as draw.BiLinear smooths them. Most of a paper is white and
// costs nothing here: only black dots are looked at, so that a sheet of A4 takes some milliseconds, not a third of a second.
func shrink(bitmap *printing.Bitmap, width, height int) *image.Gray {
	columns, across := spread(bitmap.Width, width)
	rows, down := spread(bitmap.Height, height)
	ink, line := make([]float32, width*height), make([]float32, width)
	for y, row := range rows {
		clear(line)
		inked := false
		for at, byte8 := range bitmap.Data[y*bitmap.Stride : (y+1)*bitmap.Stride] {
			for ; byte8 != 0; byte8 &^= 0x80 >> bits.LeadingZeros8(byte8) {
				dot := columns[at*8+bits.LeadingZeros8(byte8)]
				line[dot.first] += dot.near
				line[dot.second] += dot.far
				inked = true
			}
		}
		if !inked {
			continue
		}
		first, second := ink[row.first*width:(row.first+1)*width], ink[row.second*width:(row.second+1)*width]
		for x, sum := range line {
			first[x] += sum * row.near
			second[x] += sum * row.far
		}
	}
	picture := image.NewGray(image.Rect(0, 0, width, height))
	for y := range height {
		shown := picture.Pix[y*width : (y+1)*width]
		for x, sum := range ink[y*width : (y+1)*width] {
			if shown[x] = 255; sum > 0 {
				shown[x] = uint8(255.5 - 255*min(sum/(across[x]*down[y]), 1))
			}
		}
	}
	return picture
}

// share says between which two pixels a dot lies and how much of it each gets.
type share struct {
	first, second int
	near, far     float32
}

// spread shares out dots among fewer pixels by how near they lie, and gives how much came to each.
func spread(dots, pixels int) (shares []share, sums []float32) {
	shares, sums = make([]share, dots), make([]float32, pixels)
	for n := range shares {
		place := (float32(n)+0.5)*float32(pixels)/float32(dots) + 0.5 // of its middle, one more than in pixels
		whole := int(place)
		s := share{first: whole - 1, second: whole, far: place - float32(whole)}
		s.near = 1 - s.far
		if s.first < 0 { // there is nothing beyond the edge to share with
			s.first, s.near = 0, 0
		}
		if s.second >= pixels {
			s.second, s.far = pixels-1, 0
		}
		sums[s.first] += s.near
		sums[s.second] += s.far
		shares[n] = s
	}
	return shares, sums
}
