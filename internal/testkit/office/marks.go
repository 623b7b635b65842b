package office

import (
	"image"
	"image/color"
	"sync"

	"github.com/talat-pos/talat/internal/printing"
)

// Logo is the round mark of the seller, drawn once.
var Logo = sync.OnceValue(func() *printing.Picture {
	return drawn(func(far, x, y int) color.Color {
		switch {
		case far > 118*118:
			return color.Transparent
		case far > 108*108 || far < 96*96 && (y > 20 || (x*x+(y+20)*(y+20)) < 38*38):
			return color.RGBA{0x24, 0x30, 0x6B, 255}
		case far < 96*96:
			return color.RGBA{0xF2, 0xA9, 0x00, 255}
		}
		return color.White
	})
})

// Seal is their rubber stamp, drawn once.
var Seal = sync.OnceValue(func() *printing.Picture {
	return drawn(func(far, x, y int) color.Color {
		if far < 118*118 && far > 108*108 || far < 80*80 && far > 74*74 || far < 50*50 && x*y > 0 {
			return color.RGBA{0xA3, 0x27, 0x1F, 255}
		}
		return color.Transparent
	})
})

func drawn(at func(far, x, y int) color.Color) *printing.Picture {
	picture := image.NewRGBA(image.Rect(0, 0, 240, 240))
	for n := range 240 * 240 {
		x, y := n%240-120, n/240-120
		picture.Set(n%240, n/240, at(x*x+y*y, x, y))
	}
	return printing.PictureOf(picture)
}
