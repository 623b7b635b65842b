// Command ico puts a PNG of 512 × 512 into an icon file of Windows, at the 256 × 256 that fits one:
// ico IN.png OUT.ico
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
)

const side = 256

func main() {
	if err := convert(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func convert(in, out string) error {
	file, err := os.Open(in)
	if err != nil {
		return err
	}
	defer file.Close()
	large, err := png.Decode(file)
	if err != nil {
		return err
	}
	if large.Bounds() != image.Rect(0, 0, 2*side, 2*side) {
		return fmt.Errorf("%s is %v, not %d × %d", in, large.Bounds(), 2*side, 2*side)
	}
	var picture, icon bytes.Buffer
	if err := png.Encode(&picture, half(large)); err != nil {
		return err
	}
	// One picture: a side of 0 is 256; one plane of 32 bits; its length; where it lies.
	for _, field := range []any{[3]uint16{0, 1, 1}, [4]uint8{}, [2]uint16{1, 32}, uint32(picture.Len()), uint32(22)} {
		if err := binary.Write(&icon, binary.LittleEndian, field); err != nil {
			return err
		}
	}
	icon.Write(picture.Bytes())
	return os.WriteFile(out, icon.Bytes(), 0o600)
}

// half makes one pixel of each four.
func half(large image.Image) image.Image {
	small := image.NewRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			var sum [4]uint32
			for n := range 4 {
				r, g, b, a := large.At(2*x+n%2, 2*y+n/2).RGBA()
				sum[0], sum[1], sum[2], sum[3] = sum[0]+r, sum[1]+g, sum[2]+b, sum[3]+a
			}
			small.SetRGBA(x, y, color.RGBA{uint8(sum[0] >> 10), uint8(sum[1] >> 10), uint8(sum[2] >> 10), uint8(sum[3] >> 10)})
		}
	}
	return small
}
