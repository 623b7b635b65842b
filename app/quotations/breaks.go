package quotations

import (
	"cmp"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
)

// stair is one row of the dialog of breaks: from how many on, for how much each.
type stair struct {
	from  *widget.QtyEntry
	price *widget.AmountEntry
	row   *widget.FormRow
}

// empty reports whether nothing is typed.
func (s *stair) empty() bool { return s.from.Text() == "" && s.price.Text() == "" }

// askBreaks asks what one of a line costs from how many on.
func (p *Page) askBreaks(n int) {
	o := p.draft.shown()
	if n < 0 || n >= len(o.lines) {
		p.k.Prompt.Say(p.k.T("quotations.breaks_none"))
		return
	}
	o.at = n
	l, t, a := &o.lines[n], p.k.T, newAsking(p.k)
	usual := widget.NewAmountEntry(false)
	usual.SetAmount(l.usual)
	body := widget.Column(6, widget.NewWrapLabel(t("quotations.breaks_text", fault.Values{"unit": l.unit}), 2, widget.Caption),
		container.New(widget.Even{}, widget.NewText(t("quotations.usual"), widget.Body).Shrink(), a.row("usual", "", usual)))
	stairs := make([]*stair, papers.MaxBreaks)
	typed := []keys.Field{usual}
	for k := range stairs {
		s := &stair{from: widget.NewQtyEntry(), price: widget.NewAmountEntry(false)}
		if k < len(l.breaks) {
			s.from.SetQty(l.breaks[k].From)
			s.price.SetAmount(l.breaks[k].Price)
		}
		from := container.NewBorder(nil, nil, widget.NewText(t("quotations.from"), widget.Body), widget.NewText(l.unit, widget.Caption), widget.Inset(0, 0, 8, 8, s.from))
		s.row = a.row(fmt.Sprintf("breaks[%d]", k), "", container.New(widget.Even{}, from, s.price))
		stairs[k], typed = s, append(typed, s.from, s.price)
		body.Add(s.row)
	}
	body.Add(a.trouble)
	a.trouble.SetStyle(widget.TroubleText.At(theme.Small))
	var focus fyne.Focusable = stairs[min(len(l.breaks), len(stairs)-1)].from
	keep := func() {
		base, err := usual.Amount()
		if err != nil {
			a.tell(fault.At(err, "usual"))
			return
		}
		breaks, err := readBreaks(stairs, base)
		if err != nil {
			a.tell(err)
			return
		}
		l.usual, l.breaks, l.agreed, p.draft.touched = base, breaks, nil, true
		a.dialog.Close()
		p.changed()
	}
	a.dialog = &prompt.Dialog{Title: t("quotations.breaks_of", fault.Values{"name": l.name}), Body: body, Focus: focus, Width: widget.Unit(560), Typed: prompt.TypedIn(typed...),
		Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc}, {Label: t("prompt.ok"), Key: keys.Save, Kind: widget.Primary, Stays: true, Do: keep}}}
	p.k.Prompt.Show(a.dialog)
}

// readBreaks reads the rows that were filled in. Quantities must rise and prices must not, also against the usual one:
// it fails with "breaks_order", "break_from_missing", "break_price_missing" and the faults of figures, at the row.
func readBreaks(stairs []*stair, usual money.Satang) (breaks []papers.Break, err error) {
	last := papers.Break{Price: usual}
	for k, s := range stairs {
		if s.empty() {
			continue
		}
		at := fmt.Sprintf("breaks[%d]", k)
		from, wrongFrom := s.from.Qty()
		price, wrongPrice := s.price.Amount()
		b := papers.Break{From: from, Price: price}
		switch {
		case s.from.Text() == "" && wrongPrice == nil:
			return nil, fault.New("break_from_missing", at, fault.Values{"price": price})
		case s.price.Text() == "" && wrongFrom == nil:
			return nil, fault.New("break_price_missing", at, fault.Values{"from": from})
		case wrongFrom != nil || wrongPrice != nil:
			return nil, fault.At(cmp.Or(wrongFrom, wrongPrice), at)
		case b.From <= 0:
			return nil, fault.New("qty_not_positive", at, fault.Values{"value": b.From})
		case b.From <= last.From || b.Price > last.Price:
			return nil, fault.New("breaks_order", at, nil)
		}
		breaks, last = append(breaks, b), b
	}
	return breaks, nil
}
