package widget

import (
	"image"
	"image/draw"
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/theme"
)

// TestGalleryLooksAsStored compares most of the page in the light look with testdata/gallery-light.png.
// After a wanted change copy the picture from testdata/failed over it.
func TestGalleryLooksAsStored(t *testing.T) {
	window := show(t, theme.Options{}, pageSize)
	picture := image.NewRGBA(image.Rect(0, 0, 1366, 880)) // the rest of the page would double the file
	draw.Draw(picture, picture.Bounds(), window.Canvas().Capture(), image.Point{}, draw.Src)
	test.AssertImageMatches(t, "gallery-light.png", picture)
}
