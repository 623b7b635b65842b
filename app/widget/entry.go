package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/thai"
)

// Entry is a field of text whose caret steps over whole Thai clusters: Delete takes น้ำ's first
// cluster and not น alone, Backspace takes back the last mark, as Thai writers expect.
type Entry struct {
	toolkit.Entry
	keyed
	OnFocus func(bool)

	badge      *KeyCap
	fresh      bool // the focus came with this click
	icon       string
	numbered   bool // long numbers are written into it
	scanned    bool // codes are read into it
	selectsAll bool
	troubled   bool
	watched    bool
}

var (
	_ fyne.Focusable    = (*Entry)(nil)
	_ fyne.Shortcutable = (*Entry)(nil)
	_ desktop.Keyable   = (*Entry)(nil)
	_ keys.Field        = (*Entry)(nil)
	_ keys.Claimer      = (*Entry)(nil)
	_ keys.Writer       = (*Entry)(nil)
	_ keys.Numbered     = (*Entry)(nil)
	_ Typist            = (*Entry)(nil)
)

// NewEntry is a field of one line.
func NewEntry(placeHolder string) *Entry {
	e := &Entry{}
	e.PlaceHolder = placeHolder
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.ExtendBaseWidget(e)
	return e
}

// NewNoteEntry is a field of several lines; Enter begins a line.
func NewNoteEntry(placeHolder string, rows int) *Entry {
	e := &Entry{}
	e.PlaceHolder, e.MultiLine, e.Wrapping = placeHolder, true, fyne.TextWrapWord
	e.ExtendBaseWidget(e)
	e.SetMinRowsVisible(rows)
	return e
}

// NewSearchEntry is a field with a looking-glass, or another icon, and the key that leads to it.
func NewSearchEntry(icon, placeHolder, key string) *Entry {
	e := NewEntry(placeHolder).Scanned()
	e.searches(icon, key)
	return e
}

func (e *Entry) searches(icon, key string) {
	e.icon, e.badge = icon, NewKeyCap(key)
	e.ActionItem = &trailing{cap: e.badge}
	e.ActionItem.(*trailing).ExtendBaseWidget(e.ActionItem.(*trailing))
	e.Icon = theme.Icon(icon, look(e).Colour(theme.InkSoft))
}

// SelectsAll lets the whole text be selected whenever the field gets the keyboard; it gives it back.
func (e *Entry) SelectsAll() *Entry { e.selectsAll = true; return e }

// Scanned says that codes are read into the field; it gives it back.
func (e *Entry) Scanned() *Entry { e.scanned = true; return e }

// TakesWords tells the key router that what came at once was written by hand, unless the field is scanned into.
func (e *Entry) TakesWords() bool { return !e.scanned }

// Numbered says that numbers as long as codes are written into the field, such as a phone's; it gives it back.
func (e *Entry) Numbered() *Entry { e.numbered = true; return e }

// TakesNumbers tells the key router that digits which came at once were written by hand.
func (e *Entry) TakesNumbers() bool { return e.numbered }

// SetKey shows another key at the field's end.
func (e *Entry) SetKey(key string) {
	if e.badge != nil {
		e.badge.Set(key)
	}
}

// SetTroubled draws the field's edge red, or takes that back.
func (e *Entry) SetTroubled(troubled bool) {
	if e.troubled != troubled {
		e.troubled = troubled
		e.Refresh()
	}
}

// Claims keeps Enter for a note, where it begins a line.
func (e *Entry) Claims(chord keys.Chord) bool { return e.MultiLine && chord == keys.Enter }

// AcceptsTab belongs to the toolkit: Tab goes on to the next field from a note too.
func (e *Entry) AcceptsTab() bool { return false }

// SelectAll selects the whole text.
func (e *Entry) SelectAll() { e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// HasText tells the key router whether the field has content, and so keeps undo and paste.
func (e *Entry) HasText() bool { return e.Text != "" }

// KeyDown and KeyUp belong to the toolkit; the router sees them too.
func (e *Entry) KeyDown(event *fyne.KeyEvent) {
	e.Forward.KeyDown(event)
	e.Entry.KeyDown(event)
}

func (e *Entry) KeyUp(event *fyne.KeyEvent) {
	e.Forward.KeyUp(event)
	e.Entry.KeyUp(event)
}

// Type, Back, Clear and Submit are a number pad's keys.
func (e *Entry) Type(r rune) { e.Entry.TypedRune(r) }
func (e *Entry) Back()       { e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace}) }
func (e *Entry) Clear()      { e.SetText("") }
func (e *Entry) Submit() {
	if e.OnSubmitted != nil {
		e.OnSubmitted(e.Text)
	}
}

// FocusGained belongs to the toolkit.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	e.reach()
	if e.selectsAll {
		e.SelectAll()
		e.fresh = true
	}
	if e.OnFocus != nil {
		e.OnFocus(true)
	}
}

// FocusLost belongs to the toolkit.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	if e.OnFocus != nil {
		e.OnFocus(false)
	}
}

// Tapped belongs to the toolkit.
func (e *Entry) Tapped(event *fyne.PointEvent) {
	e.Entry.Tapped(event)
	if e.fresh {
		e.SelectAll()
	}
	e.fresh = false
}

// MouseDown belongs to the toolkit; a caret set inside a cluster goes to its end.
func (e *Entry) MouseDown(event *desktop.MouseEvent) {
	e.Entry.MouseDown(event)
	e.leaveCluster()
}

// TypedRune gives what is typed to the screen, and to the field when it is left over.
func (e *Entry) TypedRune(r rune) {
	if !e.TookRune(r) {
		e.Entry.TypedRune(r)
	}
}

// TypedShortcut leaves copy, cut, paste and undo to the field while it has content; all else is the
// screen's first.
func (e *Entry) TypedShortcut(shortcut fyne.Shortcut) {
	switch shortcut.(type) {
	case *fyne.ShortcutCopy, *fyne.ShortcutCut, *fyne.ShortcutPaste, *fyne.ShortcutUndo, *fyne.ShortcutRedo, *fyne.ShortcutSelectAll:
		if e.Text != "" {
			e.Entry.TypedShortcut(shortcut)
			return
		}
	}
	if !e.TookShortcut(shortcut) {
		e.Entry.TypedShortcut(shortcut)
	}
}

// TypedKey gives the key to the screen, then edits by clusters.
func (e *Entry) TypedKey(event *fyne.KeyEvent) {
	if e.TookKey(event) {
		return
	}
	switch event.Name {
	case fyne.KeyDelete:
		e.deleteCluster(event)
	case fyne.KeyLeft, fyne.KeyRight:
		e.Entry.TypedKey(event)
		for range e.outside(event.Name == fyne.KeyRight) {
			e.Entry.TypedKey(event)
		}
	case fyne.KeyUp, fyne.KeyDown:
		e.Entry.TypedKey(event)
		e.leaveCluster()
	default:
		e.Entry.TypedKey(event)
	}
}

// deleteCluster takes the cluster after the caret as one change; a selection goes as it is.
func (e *Entry) deleteCluster(event *fyne.KeyEvent) {
	count := 1
	if e.SelectedText() == "" {
		at := e.caret()
		count = len([]rune(e.Text[at:thai.NextCluster(e.Text, at)]))
	}
	changed := e.OnChanged
	e.OnChanged = nil
	before := e.Text
	for range count {
		e.Entry.TypedKey(event)
	}
	e.OnChanged = changed
	if changed != nil && e.Text != before {
		changed(e.Text)
	}
}

// caret gives the caret as a byte offset into the text.
func (e *Entry) caret() int {
	offset := e.CursorTextOffset()
	for at := range e.Text {
		if offset == 0 {
			return at
		}
		offset--
	}
	return len(e.Text)
}

// outside counts the runes from the caret to the nearest cluster's edge, forwards or back.
func (e *Entry) outside(forwards bool) int {
	at := e.caret()
	start := thai.PrevCluster(e.Text, at)
	end := thai.NextCluster(e.Text, start)
	if at >= end || at <= start {
		return 0
	}
	if forwards {
		return len([]rune(e.Text[at:end]))
	}
	return len([]rune(e.Text[start:at]))
}

func (e *Entry) leaveCluster() {
	if step := e.outside(true); step > 0 && e.SelectedText() == "" {
		e.CursorColumn += step
		e.Refresh()
	}
}

// CreateRenderer belongs to the toolkit.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	r := &entryRenderer{WidgetRenderer: e.Entry.CreateRenderer(), entry: e, edge: &canvas.Rectangle{}}
	r.fill()
	return r
}

// entryRenderer is the toolkit's with a second edge for faults and the keyboard, and a centred icon.
type entryRenderer struct {
	fyne.WidgetRenderer
	edge  *canvas.Rectangle
	entry *Entry
}

func (r *entryRenderer) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject(nil), r.WidgetRenderer.Objects()...), r.edge)
}

func (r *entryRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	Put(r.edge, 0, 0, size.Width, size.Height)
	for _, object := range r.WidgetRenderer.Objects() {
		if icon, ok := object.(*canvas.Image); ok {
			side := look(r.entry).Size(theme.IconSize)
			Put(icon, look(r.entry).Size(theme.Gap)*1.5, (size.Height-side)/2, side, side)
		}
	}
}

func (r *entryRenderer) Refresh() {
	if r.entry.icon != "" {
		r.entry.Icon = theme.Icon(r.entry.icon, look(r.entry).Colour(theme.InkSoft))
	}
	r.fill()
	r.WidgetRenderer.Refresh()
	if _, marked := r.entry.ActionItem.(*mark); marked { // which may be wider now
		r.Layout(r.entry.Size())
	}
	canvas.Refresh(r.edge)
}

func (r *entryRenderer) fill() {
	th := look(r.entry)
	fillBox(r.edge, th, "", theme.Trouble, th.Size(theme.CornerSmall))
	r.edge.StrokeWidth = th.Size(theme.RingWidth)
	r.edge.Hidden = !r.entry.troubled
	r.fillWatch()
}

// trailing keeps a key badge a little away from a field's end.
type trailing struct {
	base
	cap *KeyCap
}

func (t *trailing) CreateRenderer() fyne.WidgetRenderer {
	return render(
		func(size fyne.Size) { Put(t.cap, 0, 0, t.cap.MinSize().Width, size.Height) },
		func() fyne.Size { return t.cap.MinSize().AddWidthHeight(look(t).Size(theme.Gap)*1.5, 0) },
		func() {}, t.cap)
}
