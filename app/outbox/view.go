package outbox

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/publishing"
)

// view is the rows at the left, the chosen one and the channels at the right.
type view struct {
	page   *Page
	object fyne.CanvasObject

	left  *fyne.Container
	chips *widget.ChipRow
	shown []int // of lists, as the chips have them
	list  *widget.List
	count *widget.Text
	hint  *widget.WrapLabel
	empty *fyne.Container

	far            *widget.Text // how far a round is
	bar            *widget.Split
	under          *fyne.Container
	send, retryAll *widget.Button

	row                  *fyne.Container // the chosen one
	retry, discard, open *widget.Button
	acts                 *fyne.Container
	channels             *fyne.Container
	right                *widget.DragScroll
}

func newView(p *Page) *view {
	v := &view{page: p}
	v.chips = widget.NewChipRow(nil, func(n int) { p.turn(v.shown[n]) })
	v.list = widget.NewList(theme.RowHeight, func() *row { return newRow(p) }, func(n int, r *row, _ bool) {
		if n < len(p.model.rows) {
			r.show(&p.model.rows[n])
		}
		if n >= len(p.model.rows)-pageSize/4 && p.model.more() {
			p.Reload()
		}
	})
	v.list.OnChosen = p.choose
	v.list.OnTapped = func(n int) { v.list.Choose(n); p.choose(n) }
	v.hint = widget.NewWrapLabel("", 0, widget.Caption.At(theme.Text).Centre())
	v.empty = container.NewVBox(layout.NewSpacer(), v.hint, layout.NewSpacer())
	v.empty.Hide()
	v.count = widget.NewText("", widget.Caption).Shrink()

	v.far, v.bar = widget.NewText("", widget.Caption).Shrink(), widget.NewSplit(8)
	v.under = widget.Column(4, v.far, v.bar)
	v.under.Hide()
	v.retryAll = v.button(widget.Plain, "outbox.retry_all", "undo", "F6", p.retryAll)
	v.send = v.button(widget.Primary, "outbox.send", "sync", "F8", p.send)
	foot := widget.Column(6, v.under, widget.Beside(container.NewVBox(layout.NewSpacer(), v.count, layout.NewSpacer()), widget.Row(v.retryAll, v.send)))
	rows := container.NewStack(v.list, widget.Inset(0, 0, 28, 28, v.empty))
	v.left = container.NewBorder(widget.Inset(10, 8, 12, 12, v.chips), widget.Inset(8, 10, 16, 12, foot), nil, nil,
		container.NewBorder(widget.NewDivider(), widget.NewDivider(), nil, nil, rows))

	v.open = v.button(widget.Plain, "outbox.open", "arrow", keys.Enter, p.open)
	v.retry = v.button(widget.Plain, "outbox.retry", "undo", "F5", p.retry)
	v.discard = v.button(widget.Quiet, "outbox.discard", "trash", "Delete", p.discard)
	v.acts = widget.Column(widget.Gap, container.New(widget.Even{}, v.retry, v.open), v.discard)
	v.row, v.channels = container.NewStack(), widget.Column(6)
	v.right = widget.NewDragScroll(widget.Inset(0, 4, 0, 12, widget.Column(12, v.row, v.channels)))
	v.object = container.New(widget.Sides{Share: 0.36, Least: 350, Most: 470}, widget.NewFlushCard(v.left), widget.NewCard(v.right))
	return v
}

func (v *view) button(kind widget.Kind, label, icon string, chord keys.Chord, do func()) *widget.Button {
	return widget.NewButton(kind, v.page.kit.T(label), do).WithIcon(icon).WithKey(v.page.key(chord))
}

// step looks at the list of the chip so many places away.
func (v *view) step(by int) {
	for n, list := range v.shown {
		if list == v.page.model.list {
			v.page.turn(v.shown[(n+by+len(v.shown))%len(v.shown)])
			return
		}
	}
}

// show shows everything as the model has it.
func (v *view) show() {
	m, t := v.page.model, v.page.kit.T
	v.showChips()
	v.list.SetCount(len(m.rows))
	v.list.Choose(m.at)
	v.count.Set("")
	if len(m.rows) < m.total {
		v.count.Set(t("outbox.count", fault.Values{"shown": len(m.rows), "all": m.total}))
	}
	v.empty.Hidden = len(m.rows) > 0
	switch {
	case len(m.channels) == 0:
		v.hint.Set(t("outbox.no_channel"))
	case lists[m.list] == "":
		v.hint.Set(t("outbox.empty"))
	default:
		v.hint.Set(t("outbox.empty_list"))
	}
	v.empty.Refresh()
	v.showFoot()
	v.showRow()
}

// showChips shows the lists with what is in them; of files only where there are any.
func (v *view) showChips() {
	m, k := v.page.model, v.page.kit
	sum := m.counts()
	counts := map[string]int{"": sum.Waiting + sum.Failed + sum.Carried, publishing.Stuck: sum.Failed, publishing.Waiting: sum.Waiting, publishing.Carried: sum.Carried}
	v.shown = nil
	var chips []widget.ChipData
	for n, state := range lists {
		if state == publishing.Carried && counts[state] == 0 && m.list != n {
			continue
		}
		key := "outbox.list." + state
		if state == "" {
			key = "outbox.list.open"
		}
		chip := widget.ChipData{Label: k.T(key)}
		if counts[state] > 0 {
			chip.Label += " " + i18n.Value(k.Lang, counts[state])
		}
		if state == publishing.Stuck && counts[state] > 0 {
			chip.Dot = theme.Trouble
		}
		chips, v.shown = append(chips, chip), append(v.shown, n)
		if n == m.list {
			defer v.chips.Select(len(chips) - 1)
		}
	}
	v.chips.Set(chips)
}

// showFoot shows what can be done with all, and how far a round is.
func (v *view) showFoot() {
	p, m, t := v.page, v.page.model, v.page.kit.T
	sum := m.counts()
	v.retryAll.SetEnabled(sum.Failed+sum.Waiting > 0)
	v.under.Hidden = p.job == nil
	v.send.SetEnabled(len(m.channels) > 0)
	v.send.SetLabel(t("outbox.send"))
	v.send.SetIcon("sync")
	if p.job != nil {
		v.send.SetLabel(t("outbox.stop"))
		v.send.SetIcon("x")
		state := p.job.State()
		v.far.Set(t("outbox.connecting"))
		v.bar.Set(widget.Share{Value: 0, Colour: theme.MoneyIn}, widget.Share{Value: 1, Colour: theme.BarEmpty})
		if far := p.far.Load(); far != nil && state.Total > 0 {
			v.far.Set(t("outbox.far", fault.Values{"name": far.Channel, "done": state.Done, "total": state.Total}))
			v.bar.Set(widget.Share{Value: int64(state.Done), Colour: theme.MoneyIn}, widget.Share{Value: int64(state.Total - state.Done), Colour: theme.BarEmpty})
		}
	}
	v.left.Refresh()
}
