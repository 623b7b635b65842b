package papers

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// view is the list at the left and the chosen paper at the right. It shows what the model says and decides nothing.
type view struct {
	of     *list
	object fyne.CanvasObject

	search        *widget.Entry
	groups        *widget.ChipRow
	stands        *widget.ChipRow
	stand         *widget.Chip // the one that holds, where there is no room for all: a tap turns to the next
	month         *widget.Text
	back, forward *widget.Button
	list          *widget.List
	count         *widget.Text
	tools         *fyne.Container
	office        *widget.Button
	create        *widget.Button // where the bar has no room for it
	foot          *fyne.Container
	empty         *widget.WrapLabel
	begin         *fyne.Container
	detail        *detail
	top           *fyne.Container
}

func newView(l *list) *view {
	v := &view{of: l}
	p, t := l.page, l.kit.T
	v.search = widget.NewSearchEntry("search", t("paperspage.search"), p.key("F2"))
	v.search.OnChanged = l.find
	v.groups = widget.NewChipRow(nil, l.narrow)
	v.stands = widget.NewChipRow(nil, l.stand)
	v.stand = widget.NewChip(widget.ChipData{}, func() { l.stand(l.model.standing + 1) })
	v.back = widget.NewButton(widget.Plain, t("papers.before"), func() { l.turn(-1) }).WithHeight(theme.ButtonLow)
	v.forward = widget.NewButton(widget.Plain, t("papers.after"), func() { l.turn(1) }).WithHeight(theme.ButtonLow)
	v.month = widget.NewText("", widget.Strong.At(theme.Small).Centre()).Shrink()
	months := container.NewBorder(nil, nil, v.back, v.forward, container.New(widget.Least{Width: widget.Unit(92)}, v.month))
	v.list = widget.NewList(theme.RowHeight, newRow, func(n int, r *row, _ bool) {
		if n < len(l.model.list) {
			r.show(l, &l.model.list[n])
		}
	})
	v.list.OnChosen = l.pick
	v.empty = hint("")
	v.begin = container.NewVBox(layout.NewSpacer(), widget.Inset(0, 0, 48, 48, v.empty), layout.NewSpacer())
	v.begin.Hide()
	v.count = widget.NewText("", widget.Caption).Shrink()
	v.office = p.button(widget.Plain, "paperspage.office", "ord", "Ctrl+O", p.toOffice).WithHeight(theme.ButtonLow)
	v.create = p.button(widget.Gold, "paperspage.new_short", "", "Ctrl+N", p.quote).WithHeight(theme.ButtonLow)
	v.tools = widget.Row(v.office, v.create)
	v.foot = container.New(footLayout{}, v.count, v.tools)
	v.top = widget.Column(6, container.New(searchLayout{v}, v.groups, v.search), container.New(standLayout{}, v.stands, v.stand, months))
	rows := container.NewBorder(widget.NewDivider(), nil, nil, nil, container.NewStack(v.list, v.begin))
	left := widget.NewFlushCard(container.NewBorder(widget.Inset(8, 6, 12, 12, v.top), widget.Inset(6, 8, 14, 10, container.New(widget.Least{Height: 24}, v.foot)), nil, nil, rows))
	v.detail = newDetail(l)
	v.object = container.New(widget.Sides{Share: 0.42, Least: 360, Most: 540}, left, v.detail.object)
	v.fold(p.wide)
	return v
}

// fold puts the button of a new quotation under the list where the bar has no room; the other buttons say less then.
func (v *view) fold(wide bool) {
	visible(v.create, !wide)
	label, icon, before, after := "paperspage.office_short", "", "", ""
	if wide {
		label, icon, before, after = "paperspage.office", "ord", v.of.page.key("-"), v.of.page.key("+")
	}
	v.back.SetKey(before)
	v.forward.SetKey(after)
	v.office.SetLabel(v.of.kit.T(label))
	v.office.SetIcon(icon)
	v.tools.Refresh()
	v.foot.Refresh()
}

// searchLayout puts the search beside the chips; where it is narrow it says less.
type searchLayout struct{ view *view }

// roomy is the width from which the head of the list has room for all.
const roomy = 560

// MinSize belongs to the toolkit.
func (searchLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[1].MinSize().Height)
}

// Layout belongs to the toolkit.
func (l searchLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	wide, hint := widget.Unit(214), "paperspage.search"
	if size.Width < widget.Unit(roomy) {
		wide, hint = widget.Unit(140), "paperspage.search_short"
	}
	if text := l.view.of.kit.T(hint); l.view.search.PlaceHolder != text {
		l.view.search.SetPlaceHolder(text)
	}
	widget.Put(objects[0], 0, 0, max(size.Width-wide-widget.Gap, 0), size.Height)
	widget.Put(objects[1], size.Width-wide, 0, wide, size.Height)
}

// standLayout puts the months beside the states: all of them, or the one that holds.
type standLayout struct{}

// MinSize belongs to the toolkit.
func (standLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[2].MinSize().Height)
}

// Layout belongs to the toolkit.
func (standLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	months := objects[2].MinSize().Width
	widget.Put(objects[2], size.Width-months, 0, months, size.Height)
	all := size.Width >= widget.Unit(roomy)
	visible(objects[0], all)
	visible(objects[1], !all)
	widget.Put(objects[0], 0, 0, max(size.Width-months-widget.Gap, 0), size.Height)
	one := objects[1].MinSize()
	widget.Put(objects[1], 0, (size.Height-one.Height)/2, min(one.Width, max(size.Width-months-widget.Gap, 0)), one.Height)
}

// footLayout puts buttons beside how many papers are shown, which give way where there is no room.
type footLayout struct{}

// MinSize belongs to the toolkit.
func (footLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, max(objects[0].MinSize().Height, objects[1].MinSize().Height))
}

// Layout belongs to the toolkit.
func (footLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	tools := min(objects[1].MinSize().Width, size.Width)
	rest := size.Width - tools - widget.Gap
	visible(objects[0], rest > widget.Unit(90))
	widget.Put(objects[0], 0, 0, max(rest, 0), size.Height)
	widget.Put(objects[1], size.Width-tools, 0, tools, size.Height)
}

// showList shows chips, rows and how many there are.
func (v *view) showList() {
	l, m, t := v.of, v.of.model, v.of.kit.T
	chips := make([]widget.ChipData, len(groups))
	for n := range groups {
		chips[n].Label = t("paperspage.group." + groups[n].key)
		if count := m.countOf(&groups[n]); count > 0 {
			chips[n].Label += " " + i18n.Value(l.kit.Lang, count)
		}
	}
	v.groups.Set(chips)
	v.groups.Select(m.group)
	stands := make([]widget.ChipData, len(standings))
	for n, word := range standings {
		stands[n].Label = t("paperspage.standing." + word)
	}
	stands[0].Key = l.page.key("F12")
	v.stands.Set(stands)
	v.stands.Select(m.standing)
	v.stand.Set(widget.ChipData{Label: t("paperspage.standing." + standings[m.standing]), Key: l.page.key("F12"), Selected: true})
	v.month.Set(t("paperspage.all_months"))
	if m.month != "" {
		v.month.Set(monthName(l.kit.Lang, m.month))
	}
	v.forward.SetEnabled(m.month != "")
	v.list.SetCount(len(m.list))
	v.list.Choose(m.at)
	v.count.Set("")
	if len(m.list) > 0 {
		v.count.Set(t("paperspage.shown", fault.Values{"shown": len(m.list), "total": m.total}))
	}
	visible(v.begin, len(m.list) == 0)
	switch {
	case m.search != "":
		v.empty.Set(t("paperspage.not_found", fault.Values{"text": m.search}))
	case m.group > 0 || m.standing > 0 || m.month != "":
		v.empty.Set(t("paperspage.none_here"))
	default:
		v.empty.Set(t("paperspage.teach", fault.Values{"key": l.page.key("Ctrl+N"), "print": l.page.key("Ctrl+P")}))
	}
	v.begin.Refresh()
	v.foot.Refresh()
	for _, line := range v.top.Objects {
		line.Refresh()
	}
}

// monthName writes a month short: "พ.ย. 2569".
func monthName(lang i18n.Lang, month clock.Day) string {
	return i18n.Date(lang, month)[len("1 "):]
}

// showPaper shows the chosen paper; its sheet comes when it is drawn.
func (v *view) showPaper() { v.detail.show() }

func (v *view) showPages() { v.detail.showPages() }

func (v *view) showSheet(sheet image.Image) { v.detail.showSheet(sheet) }

// toSearch gives the search the keyboard.
func (v *view) toSearch() {
	widget.Focus(v.search)
}

// release takes the keyboard from the search, so that keys mean what they mean on the screen.
func (v *view) release() {
	if !v.of.kit.Prompt.Open() {
		widget.Unfocus(v.search)
	}
}

func (v *view) typed(r rune) {
	v.toSearch()
	v.search.Type(r)
}

// escape clears the search, then lets go of it.
func (v *view) escape() {
	if v.search.Text != "" {
		v.search.SetText("")
	} else {
		v.of.kit.Prompt.Hush()
	}
	v.release()
}
