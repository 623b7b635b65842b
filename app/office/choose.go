package office

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/shop"
)

// choosePaper lists the papers of the order, the newest first; Enter opens one.
func (p *Page) choosePaper(far *shop.OfficeProgress) {
	count := len(far.Papers)
	at := func(n int) *shop.OfficePaper { return far.Papers[count-1-n] }
	list := widget.NewList(theme.RowHeight, newChoiceRow, func(n int, r *choiceRow, _ bool) { r.show(p, at(n)) })
	list.SetCount(count)
	list.Choose(0)
	var d *prompt.Dialog
	open := func(n int) {
		if n >= 0 {
			d.Close()
			p.toPaper(at(n))
		}
	}
	list.OnTapped = open
	d = &prompt.Dialog{Title: p.k.T("officepage.papers_of", named(far.Order)), Width: widget.Unit(560),
		Body:     container.New(widget.Rows(min(count, 6)), widget.NewFlushCard(list)),
		Bindings: []keys.Binding{{Chord: "Up", Do: func() { list.Step(0, -1) }, Repeat: true}, {Chord: "Down", Do: func() { list.Step(0, 1) }, Repeat: true}},
		Actions: []prompt.Action{{Label: p.k.T("prompt.cancel"), Key: keys.Esc},
			{Label: p.k.T("officepage.open"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: func() { open(list.Chosen()) }}}}
	p.k.Prompt.Show(d)
}

// choiceRow is a paper in the dialog.
type choiceRow struct {
	toolkit.BaseWidget
	title, note, amount *widget.Text
	box                 fyne.CanvasObject
}

func newChoiceRow() *choiceRow {
	r := &choiceRow{title: widget.NewText("", widget.Strong.At(theme.Small)).Shrink(), note: widget.NewText("", widget.Caption).Shrink(), amount: widget.NewText("", widget.Figure.At(theme.Small))}
	r.box = widget.Inset(6, 6, 14, 14, container.NewBorder(nil, nil, nil, r.amount, widget.Column(-4, r.title, r.note)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *choiceRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (r *choiceRow) show(p *Page, paper *shop.OfficePaper) {
	title, note, amount := paperWords(p, paper)
	r.title.Set(title)
	r.note.Set(note)
	r.amount.Set(amount)
}
