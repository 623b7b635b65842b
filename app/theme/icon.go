package theme

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/assets"
)

// iconInk is the one colour our icons are drawn in; Icon replaces it.
const iconInk = "#24306B"

// The toolkit rasterises an icon at any size with its lines as wide as written, in pixels. Drawn for 24
// pixels and shown at 18 to 20, they must be a little finer than the 2 of the files.
const (
	iconLine  = `stroke-width="2"`
	shownLine = `stroke-width="1.7"`
)

// Icon gives one of our line icons ("search" is assets/icons/icon-search.svg) in a colour. A name that
// does not exist gives an empty drawing, so that a gap is seen and nothing breaks.
func Icon(name string, c color.Color) fyne.Resource {
	r, g, b, _ := c.RGBA()
	hex := fmt.Sprintf("#%02X%02X%02X", r>>8, g>>8, b>>8)
	data, err := assets.Files.ReadFile("icons/icon-" + name + ".svg")
	if err != nil {
		data = []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24"/>`)
	}
	data = bytes.ReplaceAll(data, []byte(iconInk), []byte(hex))
	data = bytes.Replace(data, []byte(iconLine), []byte(shownLine), 1)
	return fyne.NewStaticResource(name+hex[1:]+".svg", data)
}

// HasIcon reports whether there is such an icon.
func HasIcon(name string) bool {
	_, err := assets.Files.ReadFile("icons/icon-" + name + ".svg")
	return err == nil
}
