package channels

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/shop"
)

// view is the channels at the left and the chosen one at the right.
type view struct {
	page   *Page
	object fyne.CanvasObject
	list   *widget.List
	teach  *fyne.Container // what channels are, where there is none
	card   *fyne.Container // the chosen one

	test, edit, pause, outbox, close *widget.Button
	foot                             *fyne.Container
}

func newView(p *Page) *view {
	v := &view{page: p}
	t := p.kit.T
	button := func(kind widget.Kind, label, icon string, chord keys.Chord, do func()) *widget.Button {
		return widget.NewButton(kind, t(label), do).WithIcon(icon).WithKey(p.key(chord))
	}
	v.list = widget.NewList(theme.RowHeight, newRow, func(n int, r *row, _ bool) {
		if n < len(p.model.list) {
			r.show(p, &p.model.list[n])
		}
	})
	v.list.OnChosen = p.choose
	v.list.OnTapped = func(n int) { v.list.Choose(n); p.choose(n) }
	add := button(widget.Gold, "channels.new", "plus", "Ctrl+N", p.add)
	v.close = button(widget.Quiet, "channels.close", "trash", "Delete", p.close)
	hours := button(widget.Quiet, "channels.hours", "clock", "F9", p.hours)
	head := widget.Inset(12, 10, 12, 12, widget.Row(add))
	v.teach = container.NewVBox(layout.NewSpacer(), widget.NewWrapLabel(t("channels.empty"), 0, widget.Caption.At(theme.Text).Centre()), layout.NewSpacer())
	v.teach.Hide()
	rows := container.NewStack(v.list, widget.Inset(0, 0, 28, 28, v.teach))
	left := widget.NewFlushCard(container.NewBorder(head, widget.Inset(4, 6, 8, 8, widget.Beside(widget.Row(hours), v.close)), nil, nil,
		container.NewBorder(widget.NewDivider(), widget.NewDivider(), nil, nil, rows)))

	v.test = button(widget.Primary, "channels.test", "sync", "F5", p.test)
	v.edit = button(widget.Plain, "channels.edit", "pen", keys.Enter, p.edit)
	v.pause = button(widget.Plain, "channels.pause", "pause", "F6", p.pause)
	v.outbox = button(widget.Plain, "channels.outbox", "list2", "F8", p.outbox)
	v.foot = widget.Column(widget.Gap, container.New(widget.Even{}, v.test, v.edit), container.New(widget.Even{}, v.pause, v.outbox))
	v.card = container.NewStack()
	v.object = container.New(widget.Sides{Share: 0.44, Least: 360, Most: 560}, left, widget.NewCard(v.card))
	return v
}

// show shows the list as the model has it.
func (v *view) show() {
	m := v.page.model
	v.list.SetCount(len(m.list))
	v.list.Choose(m.at)
	v.teach.Hidden = len(m.list) > 0
	v.teach.Refresh()
	v.close.SetEnabled(len(m.list) > 0)
	v.showChannel()
}

// row is one channel: its name over its platform and address, how it stands over what waits.
type row struct {
	toolkit.BaseWidget
	name, note, queue *widget.Text
	state             *widget.Pill
	box               *fyne.Container
}

func newRow() *row {
	r := &row{name: widget.NewText("", widget.Strong).Shrink(), note: widget.NewText("", widget.Caption).Shrink(),
		queue: widget.NewText("", widget.Caption.Right()), state: widget.NewPill(widget.ChipData{})}
	state := container.NewHBox(layout.NewSpacer(), r.state)
	right := container.NewVBox(layout.NewSpacer(), widget.Column(-2, state, r.queue), layout.NewSpacer())
	r.box = widget.Inset(2, 2, 16, 14, widget.Beside(widget.Inset(2, 2, 0, 0, widget.Column(-4, r.name, r.note)), right))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *row) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (r *row) show(p *Page, c *shop.Channel) {
	r.name.Set(c.Name)
	r.note.Set(p.kit.T("publishing.kind."+c.Kind) + " · " + host(c.URL))
	style := widget.Caption.Right()
	if c.Outbox.Failed > 0 {
		style = style.In(theme.Trouble)
	}
	r.queue.SetStyle(style)
	r.queue.Set(Queue(p.kit, c.Outbox))
	r.queue.Hidden = r.queue.Content() == ""
	r.state.Set(Chip(p.kit, c, p.kit.Shop.Clock()))
	r.box.Refresh()
}
