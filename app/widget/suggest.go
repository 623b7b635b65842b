package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
)

// Suggest is a search field with a list of suggestions under it: while the list is open ↑ and ↓ choose,
// Enter takes the choice and Esc closes it; the keys of the screen come after. The keyboard stays in the
// field. Dropped lays the list out over what stands under the field.
type Suggest struct {
	Entry
	OnTake func(index int)
	Drop   *Drop // the list on its card
}

var _ keys.Claimer = (*Suggest)(nil)

// NewSuggest is a NewSearchEntry with suggestions. Rows are made as those of NewList.
func NewSuggest[R fyne.CanvasObject](placeHolder, key string, height fyne.ThemeSizeName, make func() R, set func(index int, row R, chosen bool)) *Suggest {
	s := &Suggest{Drop: newDrop(NewList(height, make, set), height)}
	s.PlaceHolder = placeHolder
	s.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	s.ExtendBaseWidget(s)
	s.searches("search", key)
	s.Drop.list.OnTapped = s.take
	return s
}

// Offer opens the list with so many suggestions, the first one chosen; 0 closes it.
func (s *Suggest) Offer(count int) {
	s.Drop.list.SetCount(count)
	s.Drop.list.Choose(min(0, count-1))
	s.Drop.Hidden = count == 0
	s.Drop.Refresh()
}

// Offered gives how many suggestions the open list has, 0 while it is closed.
func (s *Suggest) Offered() int { return s.Drop.list.Count() }

// Chosen gives the suggestion with the mark, -1 for none.
func (s *Suggest) Chosen() int { return s.Drop.list.Chosen() }

// suggestKeys are the list's own while it is open.
var suggestKeys = map[fyne.KeyName]keys.Chord{fyne.KeyUp: "Up", fyne.KeyDown: "Down", fyne.KeyReturn: keys.Enter, fyne.KeyEnter: keys.Enter, fyne.KeyEscape: keys.Esc}

// Claims keeps the list's keys from the screen while the list is open.
func (s *Suggest) Claims(chord keys.Chord) bool {
	for _, own := range suggestKeys {
		if own == chord {
			return s.Offered() > 0
		}
	}
	return false
}

// TypedKey belongs to the toolkit.
func (s *Suggest) TypedKey(event *fyne.KeyEvent) {
	if _, own := suggestKeys[event.Name]; !own || s.Offered() == 0 {
		s.Entry.TypedKey(event)
		return
	}
	if s.TookKey(event) { // the end of a scan
		return
	}
	switch event.Name {
	case fyne.KeyUp:
		s.Drop.list.Step(0, -1)
	case fyne.KeyDown:
		s.Drop.list.Step(0, 1)
	case fyne.KeyEscape:
		s.Offer(0)
	default:
		s.take(s.Chosen())
	}
}

func (s *Suggest) take(index int) {
	s.Offer(0)
	if index >= 0 && s.OnTake != nil {
		s.OnTake(index)
	}
}

// Dropped is a layout of a field, what stands under it after a space, and a list that opens over the latter.
type Dropped struct{ Space float32 }

// dropGap keeps the list off the field's edge.
const dropGap = 2

// MinSize belongs to the toolkit.
func (d Dropped) MinSize(objects []fyne.CanvasObject) fyne.Size {
	field, under := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(max(field.Width, under.Width), field.Height+d.Space+under.Height)
}

// Layout belongs to the toolkit.
func (d Dropped) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	field := objects[0].MinSize().Height
	Put(objects[0], 0, 0, size.Width, field)
	Put(objects[1], 0, field+d.Space, size.Width, size.Height-field-d.Space)
	Put(objects[2], 0, field+dropGap, size.Width, size.Height-field-dropGap)
}

// Drop is the card that an open list lies on, as high as its rows.
type Drop struct {
	base
	list *List
	row  fyne.ThemeSizeName
}

func newDrop(list *List, row fyne.ThemeSizeName) *Drop {
	d := &Drop{list: list, row: row}
	d.ExtendBaseWidget(d)
	d.Hide()
	return d
}

func (d *Drop) held() []fyne.CanvasObject { return []fyne.CanvasObject{d.list} }

// CreateRenderer belongs to the toolkit.
func (d *Drop) CreateRenderer() fyne.WidgetRenderer {
	ground := &canvas.Rectangle{}
	place := func(size fyne.Size) {
		th := look(d)
		whole := int((size.Height - 2*dropEdge) / th.Size(d.row)) // no row is cut
		height := float32(min(d.list.Count(), max(whole, 1))) * th.Size(d.row)
		Put(ground, 0, 0, size.Width, height+2*dropEdge)
		Put(d.list, dropEdge, dropEdge, size.Width-2*dropEdge, height)
	}
	return render(place, func() fyne.Size { return fyne.Size{} },
		func() { fillBox(ground, look(d), theme.Card, theme.InkStrong, look(d).Size(theme.CornerSmall)) }, ground, d.list)
}

// dropEdge keeps the rows off the card's line and its round corners.
const dropEdge = 4
