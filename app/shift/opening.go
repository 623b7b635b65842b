package shift

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shop"
)

// openSide opens a shift and tells how the last one ended.
type openSide struct {
	object fyne.CanvasObject
	body   *fyne.Container // scrolled
	float  *widget.AmountEntry
	name   *widget.Entry
	day    *widget.DateField
	rows   [2]*widget.FormRow // of float and day
}

func (p *Page) newOpenSide() *openSide {
	t := p.k.T
	o := &openSide{float: widget.NewAmountEntry(false), name: widget.NewEntry(t("shift.name.hint")), day: widget.NewDateField(p.k.Lang, p.m.today, "")}
	o.float.SetAmount(p.m.suggested())
	if p.m.shift != nil {
		o.name.SetText(p.m.shift.Name)
	}
	o.rows[0], o.rows[1] = widget.NewFormRow(t("shift.float"), o.float), widget.NewFormRow(t("shift.day"), o.day)
	o.body = widget.Column(10, widget.NewText(t("shift.open.title"), widget.Section), widget.NewWrapLabel(t("shift.open.text"), 3, widget.Caption),
		o.rows[0], widget.NewFormRow(t("shift.name"), o.name), o.rows[1])
	if p.m.shift != nil && p.m.shift.Close != nil {
		o.body.Add(p.lastClose())
	}
	open := widget.NewButton(widget.Pay, t("shift.open"), p.save).WithIcon("shift").WithKey(p.key("F8")).WithHeight(theme.ButtonMid)
	o.object = container.New(layout.NewBorderLayout(nil, open, nil, nil), open, widget.Inset(0, widget.Gap, 0, 0, scrolled(o.body)))
	return o
}

// refresh lays out anew: texts know their height once they know their width.
func (o *openSide) refresh() {
	for range 2 {
		o.object.Refresh()
		o.body.Refresh()
	}
}

// lastClose tells how the last shift ended.
func (p *Page) lastClose() fyne.CanvasObject {
	closed := p.m.shift.Close
	tone := widget.Calm
	if closed.Difference != 0 {
		tone = widget.Watch
	}
	box := widget.Column(2, widget.NewWrapLabel(p.k.T("shift.last", fault.Values{"at": i18n.Moment(p.k.Lang, closed.ClosedAt.Time()), "name": p.m.shift.Name}), 2, widget.Strong.At(theme.Small)))
	add := func(key string, amount money.Satang) {
		box.Add(widget.Beside(widget.NewText(p.k.T(key), widget.Body.At(theme.Small)).Shrink(), widget.NewText(i18n.Baht(amount), widget.Figure.At(theme.Small))))
	}
	add("shift.counted", closed.Counted)
	add("shift.sum.expected", closed.Expected)
	add("shift.difference", closed.Difference)
	add("shift.leave", closed.Leave)
	if closed.Reason != "" {
		box.Add(widget.NewWrapLabel(closed.Reason, 3, widget.Caption))
	}
	box.Add(widget.NewButton(widget.Minor, p.k.T("shift.print"), p.printSlip).WithIcon("print").WithKey(p.key("Ctrl+P")))
	return widget.NewNotice(tone, box)
}

// openShift opens a shift with what was typed.
func (p *Page) openShift() {
	o := p.opening
	if o == nil {
		return
	}
	float, err := money.Satang(0), error(nil)
	if o.float.Text() != "" {
		float, err = o.float.Amount()
	}
	day, dayErr := o.day.Day()
	o.rows[0].SetMessage(p.message(err))
	o.rows[1].SetMessage(p.message(dayErr))
	o.refresh()
	if err != nil || dayErr != nil {
		return
	}
	s, name := p.k.Shop, o.name.Text
	p.write(func(ctx context.Context) (*shop.Shift, error) { return s.OpenShift(ctx, float, day, name) }, func(*shop.Shift) {
		p.k.Prompt.Say(p.k.T("shift.opened"))
	})
}

func (p *Page) message(err error) string {
	if err == nil {
		return ""
	}
	return i18n.Message(p.k.Lang, err)
}

// write runs what changes the shop, then reads the screen anew.
func (p *Page) write(work func(context.Context) (*shop.Shift, error), then func(*shop.Shift)) {
	task.Run(p.runner, "write", work, func(shift *shop.Shift, err error) {
		if err != nil {
			p.k.Prompt.Error(err)
			return
		}
		p.k.Changed()
		p.load()
		then(shift)
	})
}
