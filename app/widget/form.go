package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
)

// FormRow is a field under its name, with what is wrong with it below.
type FormRow struct {
	base
	column  *fyne.Container
	field   fyne.CanvasObject
	message *WrapLabel
	name    *Text
}

// mostMessage bounds what is said of a field to so many lines: a question in English under a narrow one is of five.
const mostMessage = 6

// NewFormRow names a field, "" leaves the name out.
func NewFormRow(name string, field fyne.CanvasObject) *FormRow {
	f := &FormRow{field: field, name: NewText(name, Caption).Shrink()}
	f.message = NewWrapLabel("", mostMessage, Caption.In(theme.Trouble))
	f.message.Hide()
	f.name.Hidden = name == ""
	f.column = container.New(layout.NewCustomPaddedVBoxLayout(2), f.name, field, f.message)
	f.ExtendBaseWidget(f)
	return f
}

// SetMessage says what is wrong, "" that nothing is; the field's edge follows.
func (f *FormRow) SetMessage(message string) { f.tell(message, theme.Trouble, message != "") }

// SetWarning says what may be as it is but is worth a look; the field's edge stays.
func (f *FormRow) SetWarning(message string) { f.tell(message, theme.InkGold, false) }

func (f *FormRow) tell(message string, ink fyne.ThemeColorName, troubled bool) {
	f.message.SetStyle(Caption.In(ink))
	f.message.Set(message)
	f.message.Hidden = message == ""
	if field, ok := f.field.(interface{ SetTroubled(bool) }); ok {
		field.SetTroubled(troubled)
	}
	f.Refresh()
}

// Message gives what is said of the field.
func (f *FormRow) Message() string { return f.message.Content() }

func (f *FormRow) held() []fyne.CanvasObject { return []fyne.CanvasObject{f.field} }

// CreateRenderer belongs to the toolkit.
func (f *FormRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(f.column) }

// DateField is a field for a day, written 23/11/2569 in the Buddhist era.
type DateField struct {
	Entry
	lang i18n.Lang
}

// NewDateField shows day, or nothing for "", in the years of a language: "23/11/2569", in English "23/11/2026".
func NewDateField(lang i18n.Lang, day clock.Day, placeHolder string) *DateField {
	d := &DateField{lang: lang}
	d.PlaceHolder = placeHolder
	d.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	d.selectsAll, d.numbered = true, true
	d.ExtendBaseWidget(d)
	d.SetDay(day)
	return d
}

// SetDay writes a day.
func (d *DateField) SetDay(day clock.Day) {
	d.SetText(i18n.DateTyped(d.lang, day))
}

// Day reads the field. An empty field is no day; it fails as clock.ReadDay does.
func (d *DateField) Day() (clock.Day, error) {
	if d.Text == "" {
		return "", nil
	}
	return clock.ReadDay(d.Text)
}

// Select is a field that opens a list of choices.
type Select struct {
	base
	keyed
	OnSelected func(index int)

	focused     bool
	options     []string
	placeHolder string
	pop         *toolkit.PopUp
	selected    int
}

var (
	_ fyne.Tappable     = (*Select)(nil)
	_ fyne.Focusable    = (*Select)(nil)
	_ fyne.Shortcutable = (*Select)(nil)
)

// NewSelect shows the option selected, or placeHolder for −1.
func NewSelect(options []string, selected int, placeHolder string, onSelected func(int)) *Select {
	s := &Select{options: options, selected: selected, placeHolder: placeHolder, OnSelected: onSelected}
	s.ExtendBaseWidget(s)
	return s
}

// SetOptions offers other choices.
func (s *Select) SetOptions(options []string, selected int) {
	s.options, s.selected = options, selected
	s.Refresh()
}

// Selected gives the index chosen, −1 for none.
func (s *Select) Selected() int { return s.selected }

// Select shows an option without telling OnSelected.
func (s *Select) Select(index int) { s.selected = index; s.Refresh() }

// shownOptions bounds how many choices are seen at once; the rest scroll.
const shownOptions = 8

// Tapped opens the choices.
func (s *Select) Tapped(*fyne.PointEvent) {
	window := fyne.CurrentApp().Driver().CanvasForObject(s)
	if window == nil || len(s.options) == 0 {
		return
	}
	list := NewList(theme.ButtonMid, newOption, func(index int, row *fyne.Container, chosen bool) { row.Objects[0].(*Text).Set(s.options[index]) })
	list.SetKeys(selectKeys{s})
	list.OnTapped = s.choose
	th := look(s)
	height := th.Size(theme.ButtonMid) * float32(min(len(s.options), shownOptions))
	s.pop = toolkit.NewPopUp(list, window)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s)
	at.Y += s.Size().Height + 2
	at.Y = max(min(at.Y, window.Size().Height-height-th.Size(theme.GapWide)), 0)
	s.pop.ShowAtPosition(at)
	s.pop.Resize(fyne.NewSize(s.Size().Width, height+2*th.Size(theme.Gap)))
	list.SetCount(len(s.options))
	list.Choose(s.selected)
	window.Focus(list)
}

// newOption writes its text where the field above it writes its own.
func newOption() *fyne.Container { return Inset(0, 0, 12, 12, NewText("", Body).Shrink()) }

func (s *Select) choose(index int) {
	s.close()
	s.Select(index)
	if s.OnSelected != nil {
		s.OnSelected(index)
	}
}

func (s *Select) close() {
	if s.pop != nil {
		s.pop.Hide()
		s.pop = nil
	}
}

// selectKeys closes the open choices on Esc; other keys go to the list.
type selectKeys struct{ of *Select }

func (k selectKeys) Key(event *fyne.KeyEvent) bool {
	if event.Name == fyne.KeyEscape {
		k.of.close()
		return true
	}
	return false
}
func (selectKeys) KeyDown(*fyne.KeyEvent)      {}
func (selectKeys) KeyUp(*fyne.KeyEvent)        {}
func (selectKeys) Rune(rune) bool              { return false }
func (selectKeys) Shortcut(fyne.Shortcut) bool { return false }

// The rest of the events belong to the toolkit.

func (s *Select) FocusGained()                         { s.focused = true; s.Refresh(); s.reach() }
func (s *Select) FocusLost()                           { s.focused = false; s.Refresh() }
func (s *Select) TypedShortcut(shortcut fyne.Shortcut) { s.TookShortcut(shortcut) }

func (s *Select) TypedRune(r rune) {
	if r != ' ' {
		s.TookRune(r)
	}
}

func (s *Select) TypedKey(event *fyne.KeyEvent) {
	if s.TookKey(event) {
		return
	}
	switch event.Name {
	case fyne.KeySpace, fyne.KeyDown:
		s.Tapped(nil)
	}
}

// CreateRenderer belongs to the toolkit.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	ground, text, arrow := &canvas.Rectangle{}, NewText("", Body).Shrink(), newIcon()
	return render(
		func(size fyne.Size) {
			th := look(s)
			margin, icon := th.Size(theme.Gap)*1.5, th.Size(theme.IconSize)
			Put(ground, 0, 0, size.Width, size.Height)
			Put(text, margin, 0, size.Width-2*margin-icon-4, size.Height)
			Put(arrow, size.Width-margin-icon, (size.Height-icon)/2, icon, icon)
		},
		func() fyne.Size { return fyne.NewSize(look(s).Size(theme.Touch)*3, look(s).Size(theme.ButtonMid)) },
		func() {
			th, style, shown := look(s), Body.In(theme.InkSoft), s.placeHolder
			if s.selected >= 0 && s.selected < len(s.options) {
				style, shown = Body, s.options[s.selected]
			}
			text.content, text.style = shown, style
			fillBox(ground, th, theme.Card, theme.EdgeField, th.Size(theme.CornerSmall))
			if s.focused {
				ground.StrokeColor, ground.StrokeWidth = th.Colour(theme.InkStrong), th.Size(theme.RingWidth)
			}
			fillIcon(arrow, th, "down", theme.InkSoft)
			text.Refresh()
		}, ground, text, arrow)
}
