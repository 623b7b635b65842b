package widget

import (
	"image/color"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/theme"
)

// NewMarkedSuggest is a field with suggestions and room for a mark at its end, where NewSuggest has its
// looking-glass. Rows are made as those of NewList.
func NewMarkedSuggest[R fyne.CanvasObject](placeHolder string, height fyne.ThemeSizeName, make func() R, set func(index int, row R, chosen bool)) *Suggest {
	s := NewSuggest(placeHolder, "", height, make, set)
	s.Entry.icon, s.badge, s.Icon = "", nil, nil
	m := &mark{}
	m.ExtendBaseWidget(m)
	s.ActionItem = m
	return s
}

// SetWatched tints the field and its edge: a person should look at what stands in it.
func (e *Entry) SetWatched(watched bool) {
	if e.watched != watched {
		e.watched = watched
		e.Refresh()
	}
}

// Watched reports whether the field is tinted.
func (e *Entry) Watched() bool { return e.watched }

// watchTint is how much of the tint's colour lies over the field.
const watchTint = 34

// fillWatch draws the tint over the field's ground and text, light enough to read through.
func (r *entryRenderer) fillWatch() {
	if !r.entry.watched || r.entry.troubled {
		return
	}
	th := look(r.entry)
	tint := th.Colour(theme.Gold)
	red, green, blue, _ := tint.RGBA()
	fillBox(r.edge, th, "", theme.Gold, th.Size(theme.CornerSmall))
	r.edge.FillColor = color.NRGBA{R: uint8(red >> 8), G: uint8(green >> 8), B: uint8(blue >> 8), A: watchTint}
	r.edge.Hidden = false
}
