package shipping

import (
	"context"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// looking is what a person says of the goods of a parcel that came back.
type looking struct {
	lines []ledger.ParcelLine
	waste []qty.Qty // written off, by line
	at    int
}

// step writes off more or less of the chosen line: whole pieces, or all of what was weighed.
func (l *looking) step(by int) {
	line := l.lines[l.at].Qty
	if !line.Whole() {
		l.waste[l.at] = 0
		if by > 0 {
			l.waste[l.at] = line
		}
		return
	}
	l.waste[l.at] = min(max(l.waste[l.at]+qty.Pieces(by), 0), line)
}

// written gives what is written off.
func (l *looking) written() (all []ledger.ParcelLine) {
	for n, line := range l.lines {
		if l.waste[n] > 0 {
			all = append(all, ledger.ParcelLine{N: line.N, Qty: l.waste[n]})
		}
	}
	return all
}

// lookInto asks what of a parcel that came back is good: that goes back on the shelf, the rest is written off.
func (p *Page) lookInto(d details) {
	l := &looking{lines: d.Lines, waste: make([]qty.Qty, len(d.Lines))}
	column := widget.Column(widget.Gap, widget.NewWrapLabel(p.t("look.text"), 3, widget.Body.At(theme.Small)))
	names, steppers := make([]*widget.Text, len(l.lines)), make([]*widget.Stepper, len(l.lines))
	show := func() {
		for n := range l.lines {
			style := widget.Body
			if n == l.at {
				style = widget.Strong.In(theme.InkStrong)
			}
			names[n].SetStyle(style)
			steppers[n].Set(i18n.Qty(l.waste[n]))
		}
	}
	choose := func(n int) { l.at = min(max(n, 0), len(l.lines)-1); show() }
	step := func(by int) { l.step(by); show() }
	for n, line := range l.lines {
		name := ""
		if known := d.order.Line(line.N); known != nil {
			name = known.Name
		}
		names[n] = widget.NewText(name+" ×"+i18n.Qty(line.Qty), widget.Body).Shrink()
		steppers[n] = widget.NewStepper("0", func(by int) { choose(n); step(by) })
		column.Add(widget.Beside(names[n], steppers[n]))
	}
	show()
	keep := widget.NewSwitch(p.t("look.keep_fee"), false, nil)
	reason := widget.NewEntry("")
	reason.SetText(whyBack(&d))
	column.Add(keep)
	column.Add(widget.NewFormRow(p.t("reason"), reason))
	request := shop.LookRequest{OrderID: d.OrderID, ParcelID: d.ID, By: p.m.read.by, Shelf: id.New[id.Bill](), Thrown: id.New[id.Bill]()}
	p.k.Prompt.Show(&prompt.Dialog{Title: p.t("look.title"), Body: column, Width: widget.Unit(560),
		Bindings: []keys.Binding{{Chord: "Up", Do: func() { choose(l.at - 1) }}, {Chord: "Down", Do: func() { choose(l.at + 1) }},
			{Chord: "+", Do: func() { step(1) }, Repeat: true, WhenEmpty: true}, {Chord: "-", Do: func() { step(-1) }, Repeat: true, WhenEmpty: true}},
		Actions: []prompt.Action{{Label: p.k.T("prompt.cancel"), Key: keys.Esc}, {Label: p.t("look.ok"), Key: keys.Save, Kind: widget.Primary, Do: func() {
			request.Waste, request.KeepFee, request.Reason = l.written(), keep.On(), reason.Text
			p.write(&d, func(ctx context.Context, s *shop.Shop) error { return s.LookInto(ctx, request) }, "look")
		}}}})
}

// whyBack gives why a parcel came back.
func whyBack(d *details) string {
	for _, step := range d.order.Steps {
		if step.Kind == ordering.StepReturned && step.ParcelID == d.ID {
			return step.Reason
		}
	}
	return ""
}
