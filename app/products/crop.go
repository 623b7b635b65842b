package products

import "image"

// crop is a square frame on a picture of wide × high pixels. It never leaves the picture.
type crop struct {
	wide, high int
	x, y, side int
}

// leastCrop is the smallest side of a frame, in pixels, where the picture has as many: smaller ones are
// not worth showing.
const leastCrop = 120

// newCrop begins with the largest frame, in the middle.
func newCrop(size image.Point) *crop {
	c := &crop{wide: size.X, high: size.Y, side: min(size.X, size.Y)}
	c.x, c.y = (c.wide-c.side)/2, (c.high-c.side)/2
	return c
}

// move shifts the frame, as far as it goes.
func (c *crop) move(dx, dy int) {
	c.x, c.y = min(max(c.x+dx, 0), c.wide-c.side), min(max(c.y+dy, 0), c.high-c.side)
}

// grow makes the frame larger or smaller about its middle, as far as it goes.
func (c *crop) grow(by int) {
	most := min(c.wide, c.high)
	side := min(max(c.side+by, min(leastCrop, most)), most)
	half := (side - c.side) / 2
	c.side = side
	c.move(-half, -half)
}

// step is how far a key moves or grows the frame.
func (c *crop) step() int { return max(min(c.wide, c.high)/25, 1) }

func (c *crop) part() image.Rectangle { return image.Rect(c.x, c.y, c.x+c.side, c.y+c.side) }
