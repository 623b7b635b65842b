package imports

import (
	"path/filepath"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// startView says how to begin.
type startView struct {
	page    *Page
	object  *fyne.Container
	reading *widget.Text
}

// show says what is read now.
func (s *startView) show() {
	s.reading.Hidden = s.page.reading == ""
	s.reading.Set(s.page.kit.T("imports.reading", fault.Values{"file": s.page.reading}))
	s.object.Refresh()
}

func newStartView(p *Page) *startView {
	t := p.kit.T
	words := widget.Column(12, widget.NewText(t("imports.start"), widget.Title), widget.NewWrapLabel(t("imports.start_text"), 0, widget.Body),
		widget.NewWrapLabel(t("imports.start_photos"), 0, widget.Body))
	file := widget.NewButton(widget.Gold, t("imports.file"), p.chooseFile).WithIcon("file").WithKey(p.key("F2"))
	folder := widget.NewButton(widget.Plain, t("imports.folder"), p.chooseFolder).WithIcon("photo").WithKey(p.key("F3"))
	back := widget.NewButton(widget.Quiet, t("imports.back"), p.back).WithIcon("back").WithKey(p.key(keys.Esc))
	reading := widget.NewText(" ", widget.Strong.In(theme.InkGold)).Shrink()
	reading.Hide()
	card := widget.NewCard(widget.Column(18, words, container.NewGridWithColumns(2, file, folder), widget.Beside(reading, back)))
	return &startView{page: p, object: container.New(middle(680), card), reading: reading}
}

// middle is a layout that puts a card in the middle, no wider than it reads well.
type middle float32

// MinSize belongs to the toolkit.
func (m middle) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// Layout belongs to the toolkit.
func (m middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(size.Width, widget.Unit(float32(m)))
	for range 2 { // words know their height once they know their width
		height := min(size.Height, objects[0].MinSize().Height)
		widget.Put(objects[0], (size.Width-width)/2, max((size.Height-height)/3, 0), width, height)
	}
}

func (p *Page) key(chord keys.Chord) string { return chord.Name(p.kit.Lang, p.kit.Twins) }

// view is the rows at the left and the chosen one at the right.
type view struct {
	page   *Page
	object fyne.CanvasObject

	file    *widget.Text
	notes   *widget.Text
	sheets  *widget.ChipRow
	filters *widget.ChipRow
	list    *widget.List
	done    *fyne.Container
	left    *fyne.Container
	right   *fyne.Container

	side    *sideView
	bar     *widget.Split
	count   *widget.Text
	waiting *fyne.Container
	action  *widget.Button
	heads   *widget.Button
}

func newView(p *Page) *view {
	v := &view{page: p}
	t := p.kit.T
	v.file = widget.NewText("", widget.Section).Shrink()
	v.notes = widget.NewText("", widget.Caption.In(theme.InkGold)).Shrink()
	v.sheets = widget.NewChipRow(nil, func(n int) { p.sheet(p.model.file.Sheets[n]) })
	v.filters = widget.NewChipRow(nil, v.filter)
	v.list = widget.NewList(theme.RowHeight, newRow, v.setRow)
	v.list.OnChosen = v.chosen
	v.list.OnTapped = func(int) { v.edit() }
	v.done = container.NewStack()

	tool := func(key keys.Chord, label, icon string, do func()) *widget.Button {
		return widget.NewButton(widget.Quiet, t(label), do).WithIcon(icon).WithKey(p.key(key))
	}
	v.heads = tool("F6", "imports.headings", "list2", p.nameHeadings)
	tools := container.New(layout.NewCustomPaddedHBoxLayout(4), tool("F2", "imports.file_other", "file", p.chooseFile),
		tool("F3", "imports.folder_other", "photo", p.chooseFolder), v.heads)
	head := widget.Column(4, v.file, v.notes, v.sheets, v.filters, v.done)
	v.left = container.NewBorder(widget.Inset(12, 6, 14, 14, head), widget.Inset(4, 4, 8, 8, widget.NewSideScroll(tools)), nil, nil,
		container.NewBorder(widget.NewDivider(), widget.NewDivider(), nil, nil, v.list))

	v.side = newSideView(v)
	v.bar, v.count = widget.NewSplit(12), widget.NewText("", widget.Caption.Centre())
	stop := widget.NewButton(widget.Plain, t("imports.stop"), p.stop).WithIcon("x").WithKey(p.key(keys.Esc))
	v.waiting = widget.Column(8, v.bar, v.count, stop)
	v.action = widget.NewButton(widget.Primary, "", p.do).WithIcon("check").WithKey(p.key(keys.Save)).WithHeight(theme.ButtonTall)
	v.right = container.NewBorder(nil, widget.Inset(10, 0, 0, 0, container.NewStack(v.action, v.waiting)), nil, nil, v.side.object)
	v.object = container.New(widget.Sides{Share: 0.36, Least: 290, Most: 420}, widget.NewFlushCard(v.left), widget.NewCard(v.right))
	return v
}

// connect gives the keys to the widgets, once they are on the window.
func (v *view) connect() { widget.Connect(v.page.kit.Router, v.object) }

// show shows everything as the models have it.
func (v *view) show() {
	p := v.page
	v.waiting.Hidden, v.action.Hidden = p.job == nil, p.job != nil
	if p.job != nil {
		v.progress(p.job.State())
	}
	switch {
	case p.photos != nil:
		v.showPhotos()
	case p.model.file != nil:
		v.showFile()
	}
}

func (v *view) showFile() {
	p, m := v.page, v.page.model
	t := p.kit.T
	v.file.Set(filepath.Base(m.path))
	v.notes.Set("")
	if len(m.table.Notes) > 0 {
		v.notes.Set(t("imports.notes", fault.Values{"first": i18n.Message(p.kit.Lang, m.table.Notes[0])}))
	}
	v.notes.Hidden = len(m.table.Notes) == 0
	v.heads.Show()
	v.sheets.Hidden = len(m.file.Sheets) < 2
	chips := make([]widget.ChipData, len(m.file.Sheets))
	for n, sheet := range m.file.Sheets {
		chips[n].Label = sheet
	}
	if at := slices.Index(m.file.Sheets, m.table.Sheet); len(chips) > 1 {
		chips[(at+1)%len(chips)].Key = p.key("F7")
	}
	v.sheets.Set(chips)
	v.sheets.Select(max(slices.Index(m.file.Sheets, m.table.Sheet), 0))
	chips = make([]widget.ChipData, len(kinds))
	for n, k := range kinds {
		chips[n] = widget.ChipData{Label: t([]string{"imports.all", "imports.wrong", "imports.created", "imports.changed", "imports.same"}[n]) + " " + i18n.Group(strconv.Itoa(m.count(k)))}
		if k == wrong && m.count(wrong) > 0 {
			chips[n].Dot = theme.Trouble
		}
	}
	chips[v.filterAfter()].Key = p.key("F5")
	v.filters.Set(chips)
	v.filters.Select(slices.Index(kinds, m.filter))
	v.list.SetCount(len(m.shown))
	v.list.Choose(m.at())
	v.action.SetLabel(t("imports.do_count", fault.Values{"count": m.work()}))
	if m.work() > 0 {
		v.action.Enable()
	} else {
		v.action.Disable()
	}
	v.showDone(v.outcome())
	v.lay()
}

// lay lays both sides out anew: what stands above the list has grown or gone.
func (v *view) lay() {
	v.side.show()
	for range 2 { // texts know their height once they know their width
		v.left.Refresh()
		v.right.Refresh()
	}
}

// outcome says in words what the last import came to, nil for none.
func (v *view) outcome() fyne.CanvasObject {
	done, t := v.page.model.done, v.page.kit.T
	if done == nil {
		return nil
	}
	key, tone := "imports.done", widget.Good
	if done.stopped {
		key, tone = "imports.done_stopped", widget.Watch
	}
	body := widget.Column(2, widget.NewWrapLabel(t(key, fault.Values{"created": done.created, "updated": done.updated, "unchanged": done.unchanged}), 3, widget.Body.In(inkOf(tone))))
	if len(done.pictures) > 0 {
		body.Add(widget.NewWrapLabel(t("imports.pictures", fault.Values{"count": len(done.pictures), "first": i18n.Message(v.page.kit.Lang, done.pictures[0])}), 2, widget.Caption.In(inkOf(tone))))
	}
	if done.rejected != "" {
		place := widget.NewWrapLabel(t("imports.rejected_at", fault.Values{"file": filepath.Base(done.rejected)}), 2, widget.Caption.In(inkOf(tone)))
		body.Add(widget.Beside(place, widget.NewButton(widget.Plain, t("imports.copy"), v.page.copyPlace).WithIcon("copy").WithKey(v.page.key("F8")).WithHeight(theme.ButtonLow)))
	}
	return widget.NewNotice(tone, body)
}

func inkOf(tone widget.Tone) fyne.ThemeColorName {
	if tone == widget.Watch {
		return theme.InkGold
	}
	return theme.InkGreen
}

func (v *view) showDone(object fyne.CanvasObject) {
	v.done.Objects = nil
	if object != nil {
		v.done.Objects = []fyne.CanvasObject{object}
		widget.Connect(v.page.kit.Router, object)
	}
	v.done.Hidden = object == nil
	v.done.Refresh()
}

func (v *view) showPhotos() {
	p, m := v.page, v.page.photos
	t := p.kit.T
	v.file.Set(filepath.Base(m.plan.Folder))
	v.notes.Hidden, v.sheets.Hidden = true, true
	v.heads.Hide()
	if m.plan.Covers > 0 && m.result == nil {
		v.notes.Set(t("imports.photos_replace", fault.Values{"count": m.plan.Covers}))
		v.notes.Show()
	}
	chips := []widget.ChipData{{Label: t("imports.photos_fit", fault.Values{"count": len(m.plan.Files)})},
		{Label: t("imports.photos_stray", fault.Values{"count": len(m.plan.Unmatched)})}}
	if m.strays {
		chips[0].Key = p.key("F5")
	} else {
		chips[1].Key = p.key("F5")
	}
	v.filters.Set(chips)
	v.filters.Select(0)
	if m.strays {
		v.filters.Select(1)
	}
	v.list.SetCount(m.count())
	v.list.Choose(m.chosen)
	v.action.SetLabel(t("imports.photos_do", fault.Values{"count": len(m.plan.Files), "products": m.plan.Products}))
	if len(m.plan.Files) > 0 {
		v.action.Enable()
	} else {
		v.action.Disable()
	}
	if m.result == nil {
		v.showDone(nil)
	} else {
		key, tone := "imports.photos_done", widget.Good
		if m.ended != nil || len(m.result.Rejected) > 0 {
			tone = widget.Watch
		}
		v.showDone(widget.NewNotice(tone, widget.NewWrapLabel(t(key, fault.Values{"photos": m.result.Photos, "products": m.result.Products,
			"unchanged": m.result.Unchanged, "rejected": len(m.result.Rejected)}), 3, widget.Body.In(inkOf(tone)))))
	}
	v.lay()
}

// progress shows how far the job is.
func (v *view) progress(state task.State) {
	done, total := int64(state.Done), int64(max(state.Total, 1))
	v.bar.Set(widget.Share{Value: done, Colour: theme.Gold}, widget.Share{Value: max(total-done, 0), Colour: theme.BarEmpty})
	text := v.page.kit.T("imports.beginning")
	if state.Total > 0 {
		text = i18n.Group(strconv.Itoa(state.Done)) + " / " + i18n.Group(strconv.Itoa(state.Total))
	}
	v.count.Set(text)
}

func (v *view) filter(n int) {
	p := v.page
	if p.photos != nil {
		p.photos.strays, p.photos.chosen = n == 1, 0
		v.show()
		return
	}
	p.model.filter = kinds[n]
	p.model.narrow()
	v.show()
}

func (v *view) nextFilter() {
	p := v.page
	if p.photos != nil {
		p.photos.strays, p.photos.chosen = !p.photos.strays, 0
		v.show()
		return
	}
	v.filter(v.filterAfter())
}

// filterAfter gives the next filter that has rows.
func (v *view) filterAfter() int {
	m := v.page.model
	at := slices.Index(kinds, m.filter)
	for range kinds {
		at = (at + 1) % len(kinds)
		if m.count(kinds[at]) > 0 {
			break
		}
	}
	return at
}

func (v *view) nextSheet() {
	m := v.page.model
	if v.page.photos == nil && m.file != nil && len(m.file.Sheets) > 1 {
		at := slices.Index(m.file.Sheets, m.table.Sheet)
		v.page.sheet(m.file.Sheets[(at+1)%len(m.file.Sheets)])
	}
}

// step goes up or down the list; what was typed into the cell counts.
func (v *view) step(by int) {
	v.keep()
	v.list.Step(0, by)
}

func (v *view) chosen(index int) {
	if v.page.photos != nil {
		v.page.photos.chosen = index
	} else {
		v.page.model.choose(index)
	}
	v.side.show()
}
