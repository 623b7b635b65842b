package till

import (
	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
)

// Widths of the bill at the usual size: it takes what three tiles leave, between these.
const (
	billLeast, billMost = 344, 430
	leastWidth          = 620 // below it the screen scrolls
)

// split puts the tiles left and the bill right.
type split struct{ view *view }

func (s *split) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(leastWidth, objects[1].MinSize().Height)
}

func (s *split) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	th := s.view.look()
	factor, gap := th.Size(theme.Touch)/40, th.Size(theme.GapWide)
	tiles := 3*th.Size(theme.TileWidth) + 2*(gap-2)
	bill := min(max(size.Width-gap-tiles, billLeast*factor), billMost*factor, size.Width*0.6)
	widget.Put(objects[0], 0, 0, size.Width-bill-gap, size.Height)
	widget.Put(objects[1], size.Width-bill, 0, bill, size.Height)
}

func (v *view) look() *theme.Theme { return theme.Of(v.search.Theme()) }

// shelfLayout lays out search box, quick line, chips and below them tiles, results or why there are none.
type shelfLayout struct{ view *view }

func (l *shelfLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (l *shelfLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	search, quick, chips, grid, found, empty := objects[0], objects[1], objects[2], objects[3], objects[4], objects[5]
	th, m := l.view.look(), l.view.page.model
	gap := th.Size(theme.Gap)
	high := max(search.MinSize().Height, quick.MinSize().Height)
	wide := quick.MinSize().Width
	l.view.fitHint(size.Width - wide - gap)
	widget.Put(search, 0, 0, max(size.Width-wide-gap, 0), high)
	widget.Put(quick, size.Width-wide, 0, wide, high)
	row := chips.MinSize().Height
	widget.Put(chips, 0, high+gap, size.Width, row)
	top := high + row + 2*gap
	rest := max(size.Height-top, 0)

	searching := m.query != ""
	show(found, searching && len(m.results) > 0)
	show(grid, !searching && m.goods.Len() > 0)
	show(empty, !found.Visible() && !grid.Visible())
	rows := min(float32(len(m.results))*th.Size(theme.RowHeight)+2, rest)
	widget.Put(found, 0, top, size.Width, rows)
	widget.Put(grid, 0, top, size.Width, rest)
	widget.Put(empty, 0, top, size.Width, rest)
}

// centred stacks what it holds in the middle.
type centred struct{ width float32 }

func (c *centred) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (c *centred) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	wide := min(c.width, size.Width)
	high := float32(0)
	for _, o := range objects {
		if o.Visible() {
			o.Resize(fyne.NewSize(wide, o.MinSize().Height)) // texts break at this width and know their height then
			high += o.MinSize().Height + 14
		}
	}
	y := max((size.Height-high)/2, 0)
	for _, o := range objects {
		if o.Visible() {
			widget.Put(o, (size.Width-wide)/2, y, wide, o.MinSize().Height)
			y += o.MinSize().Height + 14
		}
	}
}

func show(o fyne.CanvasObject, visible bool) {
	if visible != o.Visible() {
		if visible {
			o.Show()
		} else {
			o.Hide()
		}
	}
}

// fitHint writes the long or the short hint into the search box, as there is room.
func (v *view) fitHint(width float32) {
	hint := v.page.kit.T("till.search")
	if fyne.MeasureText(hint, v.look().Size(theme.Text), fyne.TextStyle{}).Width > width-110*v.look().Size(theme.Touch)/40 {
		hint = v.page.kit.T("till.search_short")
	}
	if v.search.PlaceHolder != hint {
		v.search.SetPlaceHolder(hint)
	}
}
