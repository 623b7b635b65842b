package printing

// Bitmap is a picture of black and white dots, as a thermal printer burns it: rows of Stride bytes,
// the leftmost dot in the highest bit, 1 is black. Bits beyond Width are 0.
type Bitmap struct {
	Width, Height int
	Stride        int
	Data          []byte
}

// NewBitmap returns a white picture.
func NewBitmap(width, height int) *Bitmap {
	stride := (width + 7) / 8
	return &Bitmap{Width: width, Height: height, Stride: stride, Data: make([]byte, stride*height)}
}

// Black reports whether the dot at x, y is black; dots outside are white.
func (b *Bitmap) Black(x, y int) bool {
	if x < 0 || y < 0 || x >= b.Width || y >= b.Height {
		return false
	}
	return b.Data[y*b.Stride+x/8]&(0x80>>(x%8)) != 0
}

// Set makes the dot at x, y black or white. Dots outside are left alone.
func (b *Bitmap) Set(x, y int, black bool) {
	if x < 0 || y < 0 || x >= b.Width || y >= b.Height {
		return
	}
	at, bit := y*b.Stride+x/8, byte(0x80>>(x%8))
	if black {
		b.Data[at] |= bit
	} else {
		b.Data[at] &^= bit
	}
}

// Fill makes a rectangle of dots black or white; what lies outside is cut off.
func (b *Bitmap) Fill(x0, y0, x1, y1 int, black bool) {
	x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, b.Width), min(y1, b.Height)
	for y := y0; y < y1; y++ {
		row := b.Data[y*b.Stride : (y+1)*b.Stride]
		for x := x0; x < x1; {
			mask, next := byte(0xFF)>>(x%8), (x/8+1)*8
			if next > x1 {
				mask &= byte(0xFF) << (next - x1)
				next = x1
			}
			if black {
				row[x/8] |= mask
			} else {
				row[x/8] &^= mask
			}
			x = next
		}
	}
}
