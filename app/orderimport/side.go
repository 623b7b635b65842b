package orderimport

import (
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// startView says which files there are, and how to begin.
type startView struct {
	page    *Page
	object  *fyne.Container
	path    *widget.Entry
	buttons *fyne.Container
	bar     *widget.Split
	count   *widget.Text
	waiting *fyne.Container
}

func newStartView(p *Page) *startView {
	s := &startView{page: p}
	t := p.kit.T
	words := widget.Column(10, widget.NewText(t("orderimport.start"), widget.Section), widget.NewWrapLabel(t("orderimport.start_text"), 0, widget.Body),
		widget.NewWrapLabel(t("orderimport.start_care"), 0, widget.Body.In(theme.InkGold)))
	s.path = widget.NewEntry(t("orderimport.path_hint"))
	file := widget.NewButton(widget.Gold, t("orderimport.file"), p.chooseFile).WithIcon("file").WithKey(p.key(keyFile))
	leave := widget.NewButton(widget.Plain, t("orderimport.close"), p.back).WithIcon("back").WithKey(p.key(keys.Esc))
	s.buttons = widget.Column(12, widget.NewFormRow(t("orderimport.path"), s.path), container.NewGridWithColumns(2, file, leave))
	s.bar, s.count = widget.NewSplit(12), widget.NewText("", widget.Caption.Centre())
	stop := widget.NewButton(widget.Plain, t("orderimport.stop_check"), p.back).WithIcon("x").WithKey(p.key(keys.Esc))
	s.waiting = widget.Column(10, s.bar, s.count, stop)
	content := widget.Inset(4, 4, 4, 4, widget.Column(18, words, s.buttons, s.waiting))
	s.object = container.New(middle{content, 640}, widget.NewDragScroll(content))
	return s
}

func (s *startView) show() {
	busy := s.page.job != nil
	s.buttons.Hidden, s.waiting.Hidden = busy, !busy
	if busy {
		s.page.view.progress(s.page.job.State())
	}
}

// middle is a layout that puts what scrolls in the middle, no wider than it reads well.
type middle struct {
	content fyne.CanvasObject // of the scroll
	wide    float32
}

// MinSize belongs to the toolkit.
func (m middle) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout belongs to the toolkit.
func (m middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	edge := widget.Unit(16)
	width := min(size.Width-2*edge, widget.Unit(m.wide))
	for range 2 { // words know their height once they know their width
		height := min(size.Height-2*edge, m.content.MinSize().Height)
		widget.Put(objects[0], (size.Width-width)/2, edge+(size.Height-2*edge-height)/3, width, height)
	}
}

// sideView is the right side: what the import came to, and the chosen order.
type sideView struct {
	view   *view
	object *widget.DragScroll
	body   *fyne.Container
	copied *widget.Text
}

func newSideView(v *view) *sideView {
	s := &sideView{view: v, body: widget.Column(10), copied: widget.NewText("", widget.Caption.In(theme.InkGreen)).Shrink()}
	s.copied.Hide()
	s.object = widget.NewDragScroll(widget.Inset(0, 0, 0, 10, s.body)) // beside the scroll's bar
	return s
}

// show shows it anew.
func (s *sideView) show() {
	p, m := s.view.page, s.view.page.model
	s.copied.Hide()
	s.body.Objects = nil
	if m.done != nil {
		s.body.Add(s.outcome(m.done))
	}
	if m.unread != nil {
		text := p.kit.T("orderimport.unread", fault.Values{"columns": fieldNames(p.kit, m.file.Mapping.Missing())})
		s.body.Add(widget.NewNotice(widget.Watch, widget.NewWrapLabel(text, 0, widget.Body.In(theme.InkGold))))
	}
	if l := m.line(); l != nil {
		s.body.Add(s.detail(l))
	}
	widget.Connect(p.kit.Router, s.body)
	s.object.ScrollTo(fyne.Position{})
	s.body.Refresh()
}

// outcome says in words what the import came to.
func (s *sideView) outcome(done *outcome) fyne.CanvasObject {
	p := s.view.page
	key, tone, ink := "orderimport.done", widget.Good, theme.InkGreen
	if done.stopped || done.rejected > 0 {
		tone, ink = widget.Watch, theme.InkGold
	}
	if done.stopped {
		key = "orderimport.done_stopped"
	}
	small := widget.Body.At(theme.Small).In(ink)
	body := widget.Column(6, widget.NewWrapLabel(p.kit.T(key, fault.Values{"created": done.created, "updated": done.updated, "unchanged": done.unchanged}), 0, widget.Strong.In(ink)))
	if done.match > 0 && !done.stopped {
		body.Add(widget.NewWrapLabel(p.kit.T("orderimport.done_match", fault.Values{"count": done.match}), 0, small))
	}
	if done.file != "" {
		body.Add(widget.NewWrapLabel(p.kit.T("orderimport.rejected_at", fault.Values{"count": done.rejected, "file": filepath.Base(done.file)}), 0, small))
		body.Add(widget.NewButton(widget.Plain, p.kit.T("orderimport.copy"), p.copyPlace).WithIcon("copy").WithKey(p.key(keyCopy)).WithHeight(theme.ButtonLow))
		body.Add(s.copied)
	}
	return widget.NewNotice(tone, body)
}

// detail shows a line in full.
func (s *sideView) detail(l *line) fyne.CanvasObject {
	k := s.view.page.kit
	body := widget.Column(8)
	said := func(name, text string) {
		if text != "" {
			body.Add(widget.Column(-2, widget.NewText(name, widget.Caption).Shrink(), widget.NewWrapLabel(text, 4, widget.Body.At(theme.Small))))
		}
	}
	if l.bad != nil {
		title := widget.Beside(widget.NewText(k.T("orderimport.row", fault.Values{"row": l.row}), widget.Section).Shrink(), widget.NewPill(l.mark(k)))
		body.Add(title)
		body.Add(widget.NewWrapLabel(s.view.problem(l), 0, widget.TroubleText.At(theme.Small)))
		s.cells(l.bad.Cells, said)
		return body
	}
	o := l.order
	body.Add(widget.Beside(widget.NewText(o.No, widget.Section).Shrink(), widget.NewPill(l.mark(k))))
	if l.is(match) {
		body.Add(widget.NewWrapLabel(k.T("orderimport.match_text"), 0, widget.Strong.At(theme.Small).In(theme.InkGold)))
	}
	to := k.T("orderimport.to")
	if o.Recipient.Masked {
		to = k.T("orderimport.to_masked")
	}
	said(to, joined("\n", joined(" · ", oneLine(o.Recipient.Name), o.Recipient.Phone), oneLine(o.Recipient.Address.Long())))
	var goods []string
	for _, line := range o.Lines[:min(len(o.Lines), 12)] {
		goods = append(goods, oneLine(line.Text)+" ×"+i18n.Value(k.Lang, line.Qty)+" · "+i18n.Baht(line.Price))
	}
	if more := len(o.Lines) - len(goods); more > 0 {
		goods = append(goods, k.T("orderimport.more", fault.Values{"count": more}))
	}
	body.Add(widget.Column(-2, widget.NewText(k.T("orderimport.goods"), widget.Caption), widget.NewWrapLabel(strings.Join(goods, "\n"), 0, widget.Body.At(theme.Small))))
	body.Add(widget.Beside(widget.NewText(k.T("orderimport.total"), widget.Caption).Shrink(), widget.NewText(i18n.Baht(o.Total), widget.Figure)))
	said(k.T("orderimport.state"), joined(" · ", o.StateText, o.Payment))
	said(k.T("orderimport.tracking"), joined(" · ", o.Tracking, o.Carrier))
	said(k.T("orderimport.note"), joined("\n", o.Note, o.SellerNote))
	return body
}

// cells shows the cells of a row that are filled, each under its heading.
func (s *sideView) cells(cells []string, said func(heading, text string)) {
	const most = 20
	shown := 0
	for n, heading := range s.view.page.model.file.Headings {
		if n < len(cells) && strings.TrimSpace(cells[n]) != "" && shown < most {
			shown++
			said(oneLine(heading), oneLine(cells[n]))
		}
	}
}

// problem says what is wrong with a refused row, and in which column.
func (v *view) problem(l *line) string {
	reason := i18n.Message(v.page.kit.Lang, l.bad.Reason)
	if l.bad.Column == "" || !slices.Contains(v.page.model.file.Headings, l.bad.Column) {
		return reason
	}
	return v.page.kit.T("orderimport.problem", fault.Values{"column": oneLine(l.bad.Column), "reason": reason})
}

// joined puts texts together, without the empty ones.
func joined(between string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(text string) bool { return strings.TrimSpace(text) == "" }), between)
}
