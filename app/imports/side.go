package imports

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// sideView is the chosen row: the cell to be typed into, and all others.
type sideView struct {
	view   *view
	object *fyne.Container

	title *widget.WrapLabel
	state *widget.Pill
	name  *widget.Text
	entry *widget.Entry
	why   *widget.WrapLabel
	hint  *widget.WrapLabel
	cells *fyne.Container
	field *fyne.Container
	photo *widget.Thumb
	shown string // what the entry held before a person typed
	cellOf
}

// cellOf is a cell of the file.
type cellOf struct {
	model  *model
	row    int
	column string
}

func newSideView(v *view) *sideView {
	s := &sideView{view: v}
	t := v.page.kit.T
	s.title = widget.NewWrapLabel("", 2, widget.Section)
	s.state = widget.NewPill(widget.ChipData{})
	s.name = widget.NewText("", widget.Caption).Shrink()
	s.entry = widget.NewSearchEntry("pen", "", v.page.key(keys.Enter)).SelectsAll()
	s.why = widget.NewWrapLabel("", 4, widget.Caption.In(theme.Trouble))
	s.hint = widget.NewWrapLabel("", 0, widget.Caption)
	s.cells = widget.Column(8)
	s.photo = widget.NewThumb(widget.Unit(160))
	next := widget.NewButton(widget.Quiet, t("imports.next_cell"), v.nextCell).WithKey(v.page.key("F4")).WithHeight(theme.ButtonLow)
	s.field = widget.Column(2, widget.Beside(s.name, next), s.entry, s.why)
	head := widget.Column(8, widget.Beside(s.title, container.NewCenter(s.state)), s.field, s.hint)
	s.object = container.NewBorder(widget.Inset(0, 8, 0, 0, head), nil, nil, nil, widget.NewDragScroll(s.cells))
	return s
}

// show shows the chosen row as the models have it.
func (s *sideView) show() {
	p := s.view.page
	s.cells.Objects = nil
	if p.photos != nil {
		s.showPhoto()
	} else {
		s.showRow()
	}
	s.cells.Refresh()
	s.object.Refresh()
}

func (s *sideView) showRow() {
	p, m := s.view.page, s.view.page.model
	t := p.kit.T
	l := m.line()
	s.field.Hidden, s.state.Hidden = l == nil, l == nil
	s.hint.Hidden = l != nil
	if l == nil {
		s.title.Set(t("imports.title"))
		s.hint.Set(t("imports.no_rows"))
		if m.naming {
			s.hint.Set(t("imports.naming"))
		}
		return
	}
	s.state.Set(mark(p.kit, l.kind))
	s.title.Set(t("imports.row", fault.Values{"row": l.row}))
	s.aim()
	before := map[string]string{}
	if l.kind != wrong {
		for _, change := range m.changes(&m.plan.Rows[l.at]) {
			before[change.Column] = change.Old
			if m.cell(change.Column) == "" { // a change that no cell of the file says, such as of the terms
				s.cells.Add(s.cell(change.Column, change.New, change.Old, true))
			}
		}
	}
	for _, column := range m.columns() {
		if text := strings.TrimSpace(m.cell(column)); text != "" {
			old, changes := before[column]
			s.cells.Add(s.cell(column, text, old, changes))
		}
	}
}

// aim shows the cell to be typed into.
func (s *sideView) aim() {
	p, m := s.view.page, s.view.page.model
	l := m.line()
	s.name.Set(columnName(p.kit.Lang, m.column))
	typed := s.entry.Text != s.shown && s.view.editing() && s.cellOf == cellOf{m, m.row, m.column}
	s.shown, s.cellOf = m.cell(m.column), cellOf{m, m.row, m.column}
	if s.entry.Text != s.shown && !typed { // a check that comes back must not take what is being typed
		s.entry.SetText(s.shown)
	}
	bad := l.kind == wrong && m.plan.Rejected[l.at].Column == m.column
	s.why.Set("")
	if bad {
		s.why.Set(i18n.Message(p.kit.Lang, m.plan.Rejected[l.at].Reason))
	}
	s.why.Hidden = !bad
	s.entry.SetTroubled(bad)
	if p.job != nil {
		s.entry.Disable()
	} else {
		s.entry.Enable()
	}
}

// cell shows a cell, and what stood there before.
func (s *sideView) cell(column, text, old string, changes bool) fyne.CanvasObject {
	k := s.view.page.kit
	style := widget.Body
	if changes {
		style = widget.Strong
	}
	body := widget.Column(0, widget.NewText(columnName(k.Lang, column), widget.Caption), widget.NewWrapLabel(text, 4, style))
	if changes {
		before := k.T("imports.before_none")
		if old != "" {
			before = k.T("imports.before", fault.Values{"old": old})
		}
		body.Add(widget.NewWrapLabel(before, 3, widget.Caption))
	}
	return body
}

func (s *sideView) showPhoto() {
	p, m := s.view.page, s.view.page.photos
	s.field.Hide()
	s.state.Hide()
	s.hint.Show()
	s.hint.Set(p.kit.T("imports.photos_text"))
	if m.chosen < 0 || m.chosen >= m.count() {
		s.title.Set(p.kit.T("imports.title"))
		return
	}
	name, note, _ := p.photoLine(m.chosen)
	s.title.Set(name)
	p.look()
	s.photo.Set("", m.photo)
	s.cells.Add(widget.NewWrapLabel(note, 0, widget.Body))
	s.cells.Add(s.photo)
}

// edit brings the keyboard to the cell.
func (v *view) edit() {
	p := v.page
	if p.photos != nil || p.model.line() == nil || p.job != nil {
		return
	}
	widget.Focus(v.side.entry)
}

// editing reports whether the cell has the keyboard.
func (v *view) editing() bool { return widget.Focused(v.side.entry) }

// release takes the keyboard from the cell.
func (v *view) release() {
	if v.editing() {
		widget.Unfocus(v.side.entry)
	}
}

// enter begins to type into the cell, or is done with it.
func (v *view) enter() {
	m := v.page.model
	if v.page.photos != nil || m.line() == nil {
		return
	}
	if !v.editing() {
		v.edit()
		return
	}
	bad := m.line().kind == wrong
	v.release()
	v.page.put(m.column, v.side.entry.Text, bad)
}

// keep writes what was typed, when a person goes on without Enter.
func (v *view) keep() {
	m := v.page.model
	if v.page.photos == nil && m.line() != nil && v.side.entry.Text != v.side.shown {
		v.side.shown = v.side.entry.Text
		v.page.put(m.column, v.side.entry.Text, false)
	}
	v.release()
}

// giveUp takes back what was typed into the cell; it reports whether the cell had the keyboard.
func (v *view) giveUp() bool {
	if !v.editing() {
		return false
	}
	v.side.entry.SetText(v.side.shown)
	v.release()
	return true
}

func (v *view) nextCell() {
	if m := v.page.model; v.page.photos == nil && m.line() != nil {
		v.keep()
		m.step()
		v.side.aim()
		v.edit()
	}
}

// typed begins to type into the cell with the first letter.
func (v *view) typed(r rune) {
	if v.page.photos == nil && v.page.model.line() != nil && v.page.job == nil {
		v.edit()
		v.side.entry.Type(r)
	}
}

// bindings of the dialogs that list something.
func listKeys(list *widget.List) []keys.Binding {
	return []keys.Binding{{Chord: "Up", Do: func() { list.Step(0, -1) }, Repeat: true}, {Chord: "Down", Do: func() { list.Step(0, 1) }, Repeat: true}}
}
