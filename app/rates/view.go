package rates

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
)

// view is the lists at the left and the trial of a parcel at the right.
type view struct {
	page   *Page
	object fyne.CanvasObject
	tabs   *widget.Segmented
	search *widget.Entry
	list   *widget.List
	empty  *fyne.Container
	hint   *widget.WrapLabel
	about  *widget.WrapLabel
	open   *widget.Button
}

var tabNames = [tabs]string{"rates", "discounts", "areas", "services"}

func newView(p *Page) *view {
	v := &view{page: p}
	t := p.kit.T
	labels := make([]string, tabs)
	for n, name := range tabNames {
		labels[n] = t("rates.tab." + name)
	}
	v.tabs = widget.NewSegmented(labels, p.model.tab, p.turn)
	v.search = widget.NewSearchEntry("search", t("rates.find_hint"), p.key("F2"))
	v.search.OnChanged = p.find
	add := widget.NewButton(widget.Gold, t("rates.new"), p.add).WithIcon("plus").WithKey(p.key("Ctrl+N"))
	v.list = widget.NewList(theme.RowHeight, newListRow, func(n int, r *listRow, _ bool) {
		if n < len(p.model.rows) {
			r.show(p, &p.model.rows[n])
		}
	})
	v.list.OnChosen = func(n int) { p.model.at = n }
	v.list.OnTapped = func(n int) { v.list.Choose(n); p.open() }
	v.hint = widget.NewWrapLabel("", 0, widget.Caption.At(theme.Text).Centre())
	v.empty = container.NewVBox(layout.NewSpacer(), v.hint, layout.NewSpacer())
	v.empty.Hide()
	v.about = widget.NewWrapLabel("", 2, widget.Caption)
	v.open = widget.NewButton(widget.Plain, t("rates.open"), p.open).WithIcon("pen").WithKey(p.key("Enter"))
	head := widget.Inset(12, 10, 12, 12, widget.Column(widget.Gap, v.tabs, widget.Beside(v.search, add)))
	foot := widget.Inset(8, 10, 14, 14, widget.Beside(v.about, container.NewCenter(v.open)))
	rows := container.NewStack(v.list, widget.Inset(0, 0, 24, 24, v.empty))
	left := widget.NewFlushCard(container.NewBorder(head, container.NewBorder(widget.NewDivider(), nil, nil, nil, foot), nil, nil,
		container.NewBorder(widget.NewDivider(), nil, nil, nil, rows)))
	v.object = container.New(widget.Sides{Share: 0.4, Least: 350, Most: 480}, left, widget.NewCard(p.trial.object))
	return v
}

// show shows the list as the model has it.
func (v *view) show() {
	m, t := v.page.model, v.page.kit.T
	name := tabNames[m.tab]
	v.tabs.Select(m.tab)
	v.list.SetCount(len(m.rows))
	if len(m.rows) > 0 {
		v.list.Choose(m.at)
	}
	v.about.Set(t("rates.about." + name))
	v.hint.Set(t("rates.empty." + name))
	if m.query != "" {
		v.hint.Set(t("rates.not_found"))
	}
	v.empty.Hidden = len(m.rows) > 0 || m.book == nil
	v.open.SetEnabled(len(m.rows) > 0)
	for range 2 { // texts know their height once they know their width
		v.object.Refresh()
		v.empty.Refresh()
	}
}

// listRow is one entry: its name over what it says, how it stands, and its figure.
type listRow struct {
	toolkit.BaseWidget
	name, note, figure *widget.Text
	mark               *widget.Pill
	box                *fyne.Container
}

func newListRow() *listRow {
	r := &listRow{name: widget.NewText("", widget.Strong).Shrink(), note: widget.NewText("", widget.Caption).Shrink(),
		figure: widget.NewText("", widget.Figure.Right()), mark: widget.NewPill(widget.ChipData{})}
	r.box = container.NewBorder(nil, nil, nil, widget.Inset(0, 0, 8, 14, widget.Row(container.NewCenter(r.mark), container.New(widget.AtLeast(widget.Unit(80)), r.figure))),
		widget.Inset(4, 4, 14, 0, widget.Column(-4, r.name, r.note)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *listRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (r *listRow) show(p *Page, of *row) {
	name, note, figure := p.names(of)
	r.name.Set(name)
	r.note.Set(note)
	r.figure.Set(figure)
	style := widget.Strong
	if of.state != stateNow {
		style = style.In(theme.InkSoft)
	}
	r.name.SetStyle(style)
	chip := widget.ChipData{Label: p.kit.T("rates.state." + of.state)}
	switch {
	case of.state == stateLater:
		chip.Tone = widget.Watch
	case of.state == stateNow && of.own:
		chip = widget.ChipData{Label: p.kit.T("rates.own"), Tone: widget.Good}
	case of.state == stateNow:
		chip.Label = ""
	}
	r.mark.Set(chip)
	r.mark.Hidden = chip.Label == ""
	r.box.Refresh()
}
