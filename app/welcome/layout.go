package welcome

import (
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/widget"
)

func itoa(n int) string { return strconv.Itoa(n) }

// startLayout lays out ground, language, brand, motto, two cards, restore and key check.
type startLayout struct{}

// The widest the two cards become, and the gap between them.
const (
	cardWide = 468
	cardHigh = 402
	cardGap  = 26
	margin   = 24
)

func (startLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(640, 480) }

func (startLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	ground, language, brand, motto, left, right, restore, check := o[0], o[1], o[2], o[3], o[4], o[5], o[6], o[7]
	widget.Put(ground, 0, 0, size.Width, size.Height)
	tongue := language.MinSize()
	widget.Put(language, size.Width-tongue.Width-margin-16, margin, tongue.Width, tongue.Height)
	wide := min(cardWide, (size.Width-2*margin-cardGap)/2)
	x := (size.Width - 2*wide - cardGap) / 2
	foot := max(restore.MinSize().Height, check.MinSize().Height)
	name, words := brand.MinSize().Height, motto.MinSize().Height
	least := max(left.MinSize().Height, right.MinSize().Height)
	high := max(min(cardHigh*max(least/370, 1), size.Height-name-words-foot-5*margin), least)
	spare := max((size.Height-name-words-high-foot-2*margin)/4, 4)
	y := margin/2 + spare
	widget.Put(brand, 0, y, size.Width, name)
	y += name
	widget.Put(motto, 0, y, size.Width, words)
	y += words + spare
	widget.Put(left, x, y, wide, high)
	widget.Put(right, x+wide+cardGap, y, wide, high)
	y = min(y+high+spare*1.2, size.Height-foot-8)
	widget.Put(restore, x-12, y+(foot-restore.MinSize().Height)/2, restore.MinSize().Width, restore.MinSize().Height)
	widget.Put(check, x+2*wide+cardGap-check.MinSize().Width+12, y+(foot-check.MinSize().Height)/2, check.MinSize().Width, check.MinSize().Height)
}

// column holds one thing in the middle, as high as it wants to be and no wider than width.
type column struct{ width float32 }

func (c *column) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(min(o[0].MinSize().Width, c.width), o[0].MinSize().Height)
}

func (c *column) Layout(o []fyne.CanvasObject, size fyne.Size) {
	wide := max(min(c.width, size.Width-2*margin), o[0].MinSize().Width)
	o[0].Resize(fyne.NewSize(wide, o[0].Size().Height)) // texts break by the width before they say how high they are
	high := min(o[0].MinSize().Height, size.Height)
	widget.Put(o[0], (size.Width-wide)/2, (size.Height-high)/2, wide, high)
}

// pictureOver lays a picture over words, a little under half of the height, so that cards beside each
// other agree however long their words are.
type pictureOver struct{}

const pictureShare = 0.48

func (pictureOver) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(max(o[0].MinSize().Width, o[1].MinSize().Width), o[0].MinSize().Height+o[1].MinSize().Height)
}

func (pictureOver) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[1].Resize(fyne.NewSize(size.Width, o[1].Size().Height)) // texts break by the width before they say how high they are
	high := max(min(size.Height*pictureShare, size.Height-o[1].MinSize().Height), 0)
	widget.Put(o[0], 0, 0, size.Width, high)
	widget.Put(o[1], 0, high, size.Width, size.Height-high)
}
