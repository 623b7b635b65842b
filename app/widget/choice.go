package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/theme"
)

// ChipRow is a row of chips of which one is selected; it scrolls sideways where it is too narrow.
type ChipRow struct {
	base
	OnSelected func(index int)

	chips    []*Chip
	row      *fyne.Container
	scroll   *DragScroll
	selected int
}

// NewChipRow shows choices, the first selected.
func NewChipRow(choices []ChipData, onSelected func(int)) *ChipRow {
	r := &ChipRow{OnSelected: onSelected, row: container.New(layout.NewCustomPaddedHBoxLayout(8))}
	r.scroll = NewSideScroll(r.row)
	r.ExtendBaseWidget(r)
	r.Set(choices)
	return r
}

// Set shows other choices; the selected index stays where it can.
func (r *ChipRow) Set(choices []ChipData) {
	for len(r.chips) < len(choices) {
		index := len(r.chips)
		r.chips = append(r.chips, NewChip(ChipData{}, func() { r.tapped(index) }))
		r.row.Add(r.chips[index])
	}
	r.chips = r.chips[:len(choices)]
	r.row.Objects = r.row.Objects[:len(choices)]
	r.selected = min(r.selected, max(len(choices)-1, 0))
	for n, choice := range choices {
		choice.Selected = n == r.selected
		r.chips[n].Set(choice)
	}
	r.row.Refresh()
}

// Selected gives the index of the selected chip.
func (r *ChipRow) Selected() int { return r.selected }

// Select marks a chip without telling OnSelected.
func (r *ChipRow) Select(index int) {
	r.selected = index
	for n, chip := range r.chips {
		chip.SetSelected(n == index)
	}
	if index >= 0 && index < len(r.chips) {
		r.scroll.ShowPart(r.chips[index].Position(), r.chips[index].Size())
	}
}

func (r *ChipRow) tapped(index int) {
	r.Select(index)
	if r.OnSelected != nil {
		r.OnSelected(index)
	}
}

// CreateRenderer belongs to the toolkit.
func (r *ChipRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.scroll) }

// Segmented is a pill of a few choices of which one holds: the language switch.
type Segmented struct {
	base
	OnSelected func(index int)

	labels   []string
	selected int
}

var _ fyne.Tappable = (*Segmented)(nil)

// NewSegmented shows choices.
func NewSegmented(labels []string, selected int, onSelected func(int)) *Segmented {
	s := &Segmented{labels: labels, selected: selected, OnSelected: onSelected}
	s.ExtendBaseWidget(s)
	return s
}

// Selected gives the index that holds.
func (s *Segmented) Selected() int { return s.selected }

// Select sets it without telling OnSelected.
func (s *Segmented) Select(index int) { s.selected = index; s.Refresh() }

// Tapped belongs to the toolkit.
func (s *Segmented) Tapped(event *fyne.PointEvent) {
	index := int(event.Position.X / max(s.Size().Width, 1) * float32(len(s.labels)))
	if index = min(max(index, 0), len(s.labels)-1); index >= 0 && index != s.selected {
		s.Select(index)
		if s.OnSelected != nil {
			s.OnSelected(index)
		}
	}
}

// CreateRenderer belongs to the toolkit.
func (s *Segmented) CreateRenderer() fyne.WidgetRenderer {
	track, thumb, check := &canvas.Rectangle{}, &canvas.Rectangle{}, newIcon()
	objects := []fyne.CanvasObject{track, thumb, check}
	texts := make([]*canvas.Text, len(s.labels))
	for n := range texts {
		texts[n] = canvas.NewText("", nil)
		objects = append(objects, texts[n])
	}
	place := func(size fyne.Size) {
		Put(track, 0, 0, size.Width, size.Height)
		part := size.Width / max(float32(len(texts)), 1)
		Put(thumb, part*float32(s.selected)+4, 4, part-8, size.Height-8)
		for n, text := range texts {
			x := part*float32(n) + (part-text.MinSize().Width)/2
			if n == s.selected {
				icon := look(s).Size(theme.IconSize)
				x += icon/2 + 2
				Put(check, x-icon-5, (size.Height-icon)/2, icon, icon)
			}
			placeText(text, x, 0, size.Height)
		}
	}
	least := func() fyne.Size {
		widest := float32(0)
		for _, text := range texts {
			widest = max(widest, text.MinSize().Width)
		}
		th := look(s)
		return fyne.NewSize((widest+th.Size(theme.IconSize)+th.Size(theme.PadCard)*2)*float32(len(texts)), th.Size(theme.ButtonMid))
	}
	refresh := func() {
		th := look(s)
		fillBox(track, th, theme.Chip, "", th.Size(theme.ButtonMid)/2)
		fillBox(thumb, th, theme.Primary, "", th.Size(theme.ButtonMid)/2-4)
		fillIcon(check, th, "check", theme.OnPrimary)
		for n, text := range texts {
			ink := theme.OnChip
			if n == s.selected {
				ink = theme.OnPrimary
			}
			fillText(text, th, s.labels[n], theme.Text, ink, n == s.selected)
		}
	}
	return render(place, least, refresh, objects...)
}

// Tab is one of a bill's tabs.
type Tab struct {
	Label string
	Icon  string              // a line icon before the label
	Dot   fyne.ThemeColorName // a dot before the label
}

// Tabs are the tabs on top of the bill's card: the one that holds is white and open below.
type Tabs struct {
	base
	OnSelected func(index int)

	selected int
	tabs     []Tab
}

var _ fyne.Tappable = (*Tabs)(nil)

// NewTabs shows tabs, the first open.
func NewTabs(tabs []Tab, onSelected func(int)) *Tabs {
	t := &Tabs{tabs: tabs, OnSelected: onSelected}
	t.ExtendBaseWidget(t)
	return t
}

// Set shows as many tabs with other words.
func (t *Tabs) Set(tabs []Tab) { copy(t.tabs, tabs); t.Refresh() }

// Selected gives the open tab.
func (t *Tabs) Selected() int { return t.selected }

// Select opens a tab without telling OnSelected.
func (t *Tabs) Select(index int) { t.selected = index; t.Refresh() }

// Tapped belongs to the toolkit.
func (t *Tabs) Tapped(event *fyne.PointEvent) {
	index := int(event.Position.X / max(t.Size().Width, 1) * float32(len(t.tabs)))
	if index = min(max(index, 0), len(t.tabs)-1); index >= 0 {
		t.Select(index)
		if t.OnSelected != nil {
			t.OnSelected(index)
		}
	}
}

// CreateRenderer belongs to the toolkit.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer {
	ground, line, open := &canvas.Rectangle{}, &canvas.Rectangle{}, &canvas.Rectangle{}
	objects := []fyne.CanvasObject{ground, line, open}
	texts, icons, dots := make([]*canvas.Text, len(t.tabs)), make([]*canvas.Image, len(t.tabs)), make([]*canvas.Rectangle, len(t.tabs))
	for n := range t.tabs {
		texts[n], icons[n], dots[n] = canvas.NewText("", nil), newIcon(), &canvas.Rectangle{}
		objects = append(objects, texts[n], icons[n], dots[n])
	}
	place := func(size fyne.Size) {
		Put(ground, 0, 0, size.Width, size.Height)
		Put(line, 0, size.Height-1, size.Width, 1)
		part := size.Width / max(float32(len(texts)), 1)
		Put(open, part*float32(t.selected)+6, 6, part-8, size.Height-5)
		for n, text := range texts {
			x := part*float32(n) + (part-text.MinSize().Width)/2
			icon := look(t).Size(theme.IconSize)
			if t.tabs[n].Icon != "" || t.tabs[n].Dot != "" {
				x += icon/2 + 2
			}
			Put(icons[n], x-icon-5, (size.Height-icon)/2+2, icon, icon)
			Put(dots[n], x-18, (size.Height-10)/2+2, 10, 10)
			placeText(text, x, 2, size.Height)
		}
	}
	refresh := func() {
		th := look(t)
		corner := th.Size(theme.Corner)
		fillBox(ground, th, theme.Off, "", 0)
		ground.TopLeftCornerRadius, ground.TopRightCornerRadius = corner, corner
		fillBox(line, th, theme.Edge, "", 0)
		fillBox(open, th, theme.Card, theme.Edge, 0)
		open.TopLeftCornerRadius, open.TopRightCornerRadius = corner-4, corner-4
		for n, tab := range t.tabs {
			ink := theme.OnChip
			if n == t.selected {
				ink = theme.InkStrong
			}
			fillText(texts[n], th, tab.Label, theme.Small, ink, n == t.selected)
			fillIcon(icons[n], th, tab.Icon, ink)
			fillBox(dots[n], th, tab.Dot, "", 5)
			dots[n].Hidden = tab.Dot == ""
		}
	}
	return render(place, func() fyne.Size {
		return fyne.NewSize(96*float32(len(texts)), look(t).Size(theme.ButtonMid))
	}, refresh, objects...)
}
