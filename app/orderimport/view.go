package orderimport

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ordering"
)

// view is the widgets of the dialog: how to begin, or the orders of the file at the left and the chosen one at
// the right.
type view struct {
	page   *Page
	object fyne.CanvasObject
	start  *startView

	channel *widget.Badge
	file    *widget.Text
	facts   *widget.Text
	warned  *widget.Text
	look    *widget.Button
	sheets  *widget.ChipRow
	filters *widget.ChipRow
	list    *widget.List
	empty   *widget.WrapLabel
	heads   *widget.Button
	other   *widget.Button
	tools   *fyne.Container
	left    *fyne.Container
	right   *fyne.Container
	both    *fyne.Container

	side    *sideView
	bar     *widget.Split
	count   *widget.Text
	waiting *fyne.Container
	action  *widget.Button
	onward  *widget.Button
	leave   *widget.Button
}

func newView(p *Page) *view {
	v := &view{page: p}
	t := p.kit.T
	v.channel = widget.NewBadge("", theme.ChannelHub, theme.OnChannel)
	v.file, v.facts = widget.NewText("", widget.Section).Shrink(), widget.NewText("", widget.Caption).Shrink()
	v.warned = widget.NewText("", widget.Caption.In(theme.InkGold)).Shrink()
	v.sheets = widget.NewChipRow(nil, p.toSheet)
	v.filters = widget.NewChipRow(nil, func(n int) { p.filter(v.shownKinds()[n]) })
	v.list = widget.NewList(theme.RowHeight, newRow, v.setRow)
	v.list.OnChosen = func(n int) { p.model.at = n; v.side.show(); v.lay() }
	v.empty = widget.NewWrapLabel("", 0, widget.Body.In(theme.InkSoft).Centre())
	tool := func(key keys.Chord, label, icon string, do func()) *widget.Button {
		return widget.NewButton(widget.Quiet, t(label), do).WithIcon(icon).WithKey(p.key(key))
	}
	v.other, v.heads = tool(keyFile, "orderimport.file_other", "file", p.chooseFile), tool(keyHeadings, "orderimport.headings", "list2", p.nameHeadings)
	v.look = tool(keyLook, "orderimport.look", "warn", p.look)
	v.tools = container.New(layout.NewCustomPaddedHBoxLayout(4), v.other, v.heads, v.look)
	tools := widget.NewSideScroll(v.tools)
	named := container.NewBorder(nil, nil, widget.Inset(0, 0, 0, 10, container.NewCenter(v.channel)), nil, v.file)
	head := widget.Column(4, named, v.facts, v.warned, v.sheets, v.filters)
	none := container.NewVBox(layout.NewSpacer(), widget.Inset(0, 0, 30, 30, v.empty), layout.NewSpacer())
	v.left = container.NewBorder(widget.Inset(12, 6, 16, 14, head), widget.Inset(4, 6, 8, 8, tools), nil, nil,
		container.NewBorder(widget.NewDivider(), widget.NewDivider(), nil, nil, container.NewStack(v.list, none)))

	v.side = newSideView(v)
	v.bar, v.count = widget.NewSplit(12), widget.NewText("", widget.Caption.Centre())
	stop := widget.NewButton(widget.Plain, t("orderimport.stop"), p.back).WithIcon("x").WithKey(p.key(keys.Esc))
	v.waiting = widget.Column(8, v.bar, v.count, stop)
	v.action = widget.NewButton(widget.Primary, "", p.do).WithIcon("check").WithKey(p.key(keys.Save)).WithHeight(theme.ButtonTall)
	v.onward = widget.NewButton(widget.Primary, "", p.enter).WithIcon("arrow").WithKey(p.key(keys.Enter)).WithHeight(theme.ButtonTall)
	v.leave = widget.NewButton(widget.Quiet, t("orderimport.close"), p.back).WithIcon("back").WithKey(p.key(keys.Esc)).WithHeight(theme.ButtonLow)
	foot := widget.Column(6, container.NewStack(v.action, v.onward, v.waiting), v.leave)
	v.right = container.NewBorder(nil, widget.Inset(10, 0, 0, 0, foot), nil, nil, v.side.object)
	v.both = container.New(parted{}, v.left, widget.NewDownDivider(), widget.Inset(14, 10, 16, 16, v.right))
	v.start = newStartView(p)
	title := widget.Inset(10, 8, 20, 20, widget.NewText(t("orderimport.title"), widget.Title))
	v.object = container.New(&tall{host: p.kit.Prompt.Size}, widget.Column(0, title, widget.NewDivider()), container.NewStack(v.start.object, v.both))
	return v
}

// tall is a layout of a head and all else below, as high as the window lets it.
type tall struct{ host func() fyne.Size }

// around is what the window keeps free above and below a dialog.
const around = 36

// MinSize belongs to the toolkit.
func (l *tall) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, min(widget.Unit(680), l.host().Height-around))
}

// Layout belongs to the toolkit.
func (l *tall) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	head := objects[0].MinSize().Height
	widget.Put(objects[0], 0, 0, size.Width, head)
	widget.Put(objects[1], 0, head, size.Width, size.Height-head)
}

// parted is a layout of two sides with a line between them.
type parted struct{}

// MinSize belongs to the toolkit.
func (parted) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout belongs to the toolkit.
func (parted) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	right := max(min(size.Width*0.38, widget.Unit(420)), widget.Unit(300))
	widget.Put(objects[0], 0, 0, size.Width-right-1, size.Height)
	widget.Put(objects[1], size.Width-right-1, 0, 1, size.Height)
	widget.Put(objects[2], size.Width-right, 0, right, size.Height)
}

// opened connects the keys, once the dialog is on the window.
func (v *view) opened() {
	widget.Connect(v.page.kit.Router, v.object)
	v.show()
	widget.Focus(v.start.path)
}

// show shows everything as the model has it.
func (v *view) show() {
	p, m := v.page, v.page.model
	looked := m.file.Headings != nil
	v.start.object.Hidden, v.both.Hidden = looked, !looked
	v.start.show()
	if !looked {
		v.lay()
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(v.object); c != nil && c.Focused() == fyne.Focusable(v.start.path) {
		c.Unfocus()
	}
	v.showHead()
	v.list.SetCount(len(m.shown))
	v.list.Choose(m.at)
	v.empty.Set("")
	if len(m.lines) == 0 && p.job == nil {
		key := "orderimport.none"
		if m.unread != nil {
			key = "orderimport.none_yet"
		}
		v.empty.Set(p.kit.T(key))
	}
	v.showFoot()
	v.side.show()
	v.lay()
}

// lay lays the dialog out anew: texts have grown or gone.
func (v *view) lay() {
	if v.page.dialog != nil {
		v.page.dialog.Refresh()
	}
}

// showHead says what was recognised.
func (v *view) showHead() {
	p, m := v.page, v.page.model
	t := p.kit.T
	v.channel.Set(t("ordering.channel." + m.file.Mapping.Channel))
	v.channel.SetColours(channelColour(m.file.Mapping.Channel), theme.OnChannel)
	v.file.Set(filepath.Base(m.path))
	facts := []string{t("orderimport.orders", fault.Values{"count": len(m.lines) - m.count(wrong)})}
	if m.file.Sheet != "" {
		facts = append(facts, t("orderimport.sheet_is", fault.Values{"sheet": m.file.Sheet}))
	}
	if masked := m.masked(); masked > 0 {
		facts = append(facts, t("orderimport.masked", fault.Values{"count": masked}))
	}
	v.facts.Set(strings.Join(facts, " · "))
	v.warned.Set("")
	if len(m.warnings) > 0 {
		v.warned.Set(i18n.Message(p.kit.Lang, m.warnings[0]))
	}
	v.warned.Hidden, v.look.Hidden = len(m.warnings) == 0, len(m.warnings) == 0
	v.look.SetLabel(t("orderimport.look_count", fault.Values{"count": len(m.warnings)}))
	v.tools.Refresh()
	chips := make([]widget.ChipData, len(m.file.Sheets))
	for n, name := range m.file.Sheets {
		chips[n].Label = name
	}
	at := slices.Index(m.file.Sheets, m.file.Sheet)
	if len(chips) > 1 {
		chips[(at+1)%len(chips)].Key = p.key(keySheet)
	}
	v.sheets.Hidden = len(chips) < 2 || m.done != nil
	v.sheets.Set(chips)
	v.sheets.Select(max(at, 0))
	v.showFilters()
}

// shownKinds lists the filters that have a chip: the usual ones and those with lines.
func (v *view) shownKinds() (shown []kind) {
	for n := range kinds {
		if k := kind(n); k != match || v.page.model.count(match) > 0 {
			shown = append(shown, k)
		}
	}
	return shown
}

func (v *view) showFilters() {
	p, m := v.page, v.page.model
	shown := v.shownKinds()
	chips := make([]widget.ChipData, len(shown))
	for n, k := range shown {
		chips[n].Label = p.kit.T(kinds[k]) + " " + i18n.Group(strconv.Itoa(m.count(k)))
		switch {
		case k == wrong && m.count(wrong) > 0:
			chips[n].Dot = theme.Trouble
		case k == match:
			chips[n].Dot = theme.Gold
		}
	}
	if next := m.next(); next != m.filter {
		chips[slices.Index(shown, next)].Key = p.key(keyFilter)
	}
	v.filters.Hidden = len(m.lines) == 0
	v.filters.Set(chips)
	v.filters.Select(slices.Index(shown, m.filter))
}

// showFoot shows what can be done now.
func (v *view) showFoot() {
	p, m := v.page, v.page.model
	t := p.kit.T
	in := m.done != nil && !m.done.stopped
	v.waiting.Hidden, v.action.Hidden, v.onward.Hidden = p.job == nil, p.job != nil || in || m.unread != nil, p.job != nil || !in && m.unread == nil
	v.leave.Hidden = p.job != nil // Esc stops it then
	v.heads.SetEnabled(p.job == nil && m.done == nil)
	v.other.SetEnabled(p.job == nil)
	if p.job != nil {
		v.progress(p.job.State())
	}
	v.action.SetLabel(t("orderimport.do_count", fault.Values{"count": m.work()}))
	v.action.SetEnabled(m.work() > 0)
	switch {
	case m.unread != nil:
		v.onward.SetLabel(t("orderimport.name"))
	case in && m.done.match > 0:
		v.onward.SetLabel(t("orderimport.to_match", fault.Values{"count": m.done.match}))
	default:
		v.onward.SetLabel(t("orderimport.to_list"))
	}
}

// progress shows how far the job is.
func (v *view) progress(state task.State) {
	done, total := int64(state.Done), int64(max(state.Total, 1))
	key := "orderimport.importing"
	if v.page.dry {
		key = "orderimport.checking"
	}
	text := v.page.kit.T(key)
	if state.Total > 0 {
		text += " " + i18n.Group(strconv.Itoa(state.Done)) + " / " + i18n.Group(strconv.Itoa(state.Total))
	}
	for _, place := range []struct {
		bar  *widget.Split
		text *widget.Text
	}{{v.bar, v.count}, {v.start.bar, v.start.count}} {
		place.bar.Set(widget.Share{Value: done, Colour: theme.Gold}, widget.Share{Value: max(total-done, 0), Colour: theme.BarEmpty})
		place.text.Set(text)
	}
}

// copied says that the place of the refused rows is on the clipboard.
func (v *view) copied() {
	v.side.copied.Set(v.page.kit.T("orderimport.copied"))
	v.side.copied.Show()
	v.lay()
}

// channelColour is the ground of a channel's badge.
func channelColour(channel string) fyne.ThemeColorName {
	switch channel {
	case ordering.Line, ordering.LineShop:
		return theme.ChannelLine
	case ordering.Facebook:
		return theme.ChannelFacebook
	case ordering.Shopee, ordering.Lazada, ordering.TikTok:
		return theme.ChannelShopee
	case ordering.Government:
		return theme.ChannelAgency
	case ordering.Telephone, ordering.Counter, ordering.Other:
		return theme.ChannelPhone
	}
	return theme.ChannelHub
}
