package qrcode

import (
	"image"
	"slices"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/common"
	"github.com/makiuchi-d/gozxing/multi/qrcode/detector"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	single "github.com/makiuchi-d/gozxing/qrcode/detector"
)

const (
	doubledBelow = 1200 // pictures smaller than this are looked at twice their size as well
	maxCorners   = 150  // candidates for a QR's corner in one view; the search grows with their cube
	maxAttempts  = 300  // candidates for a whole QR that are decoded in one view
)

// reading is a way of telling black from white.
type reading func(gozxing.LuminanceSource) gozxing.Binarizer

var (
	hybrid reading = gozxing.NewHybridBinarizer         // by neighbourhood: shadows, coloured slips
	global reading = gozxing.NewGlobalHistgramBinarizer // by the whole picture: tiny and flat codes
)

// views lists ways of looking at a picture, likeliest first: as it is, smaller (which takes away
// noise and moiré of a photographed screen), larger (for modules of two pixels), and with black and
// white exchanged (dark mode). Turned codes need no view: the search does not mind the angle.
func views(base *image.Gray) []func() *image.Gray {
	all := []func() *image.Gray{
		func() *image.Gray { return base },
		func() *image.Gray { return halved(base) },
	}
	if longest := max(base.Rect.Dx(), base.Rect.Dy()); longest < doubledBelow {
		all = append(all, func() *image.Gray { return doubled(base) })
	} else {
		all = append(all, func() *image.Gray { return halved(halved(base)) })
	}
	return append(all, func() *image.Gray { return inverted(base) })
}

// texts gives the texts of the QRs in one view, each once.
func texts(view *image.Gray, read reading) []string {
	width, height := view.Rect.Dx(), view.Rect.Dy()
	source, err := gozxing.NewPlanarYUVLuminanceSource(view.Pix, width, height, 0, 0, width, height, false)
	if err != nil {
		return nil
	}
	bitmap, err := gozxing.NewBinaryBitmap(read(source))
	if err != nil {
		return nil
	}
	bits, err := bitmap.GetBlackMatrix()
	if err != nil {
		return nil
	}
	var found []string
	for _, code := range candidates(bits) {
		result, err := decoder.NewDecoder().Decode(code.GetBits(), readAsUTF8)
		if err == nil && !slices.Contains(found, result.GetText()) {
			found = append(found, result.GetText())
		}
	}
	return found
}

// candidates cuts out what may be QRs: every fitting triple of corners, or the best triple when a
// slanted photo leaves none that fits. A picture with more corners than a slip can have is given up
// by a panic out of the finder's callback, the only way to stop it.
func candidates(bits *gozxing.BitMatrix) (found []*common.DetectorResult) {
	defer func() { _ = recover() }()
	corners := 0
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	limit := gozxing.ResultPointCallback(func(gozxing.ResultPoint) {
		if corners++; corners > maxCorners {
			panic("too many corners")
		}
	})
	cutter := single.NewDetector(bits)
	triples, err := detector.NewMultiFinderPatternFinder(bits, limit).FindMulti(hints)
	if err != nil {
		corners = 0
		best, err := single.NewFinderPatternFinder(bits, limit).Find(hints)
		if err != nil {
			return nil
		}
		triples = []*single.FinderPatternInfo{best}
	}
	for _, triple := range triples[:min(len(triples), maxAttempts)] {
		if code, err := cutter.ProcessFinderPatternInfo(triple); err == nil {
			found = append(found, code)
		}
	}
	return found
}

// halved averages squares of two by two pixels.
func halved(from *image.Gray) *image.Gray {
	to := image.NewGray(image.Rect(0, 0, max(1, from.Rect.Dx()/2), max(1, from.Rect.Dy()/2)))
	for y := range to.Rect.Dy() {
		for x := range to.Rect.Dx() {
			sum := int(from.GrayAt(2*x, 2*y).Y) + int(from.GrayAt(2*x+1, 2*y).Y) +
				int(from.GrayAt(2*x, 2*y+1).Y) + int(from.GrayAt(2*x+1, 2*y+1).Y)
			to.Pix[y*to.Stride+x] = uint8(sum / 4)
		}
	}
	return to
}

// doubled makes every pixel four.
func doubled(from *image.Gray) *image.Gray {
	to := image.NewGray(image.Rect(0, 0, 2*from.Rect.Dx(), 2*from.Rect.Dy()))
	for y := range to.Rect.Dy() {
		for x := range to.Rect.Dx() {
			to.Pix[y*to.Stride+x] = from.Pix[y/2*from.Stride+x/2]
		}
	}
	return to
}

func inverted(from *image.Gray) *image.Gray {
	to := image.NewGray(from.Rect)
	for n, shade := range from.Pix {
		to.Pix[n] = 255 - shade
	}
	return to
}
