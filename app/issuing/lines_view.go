package issuing

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// lineRow is a row of a name over a note, with a sum at its end.
type lineRow struct {
	toolkit.BaseWidget
	name, note, sum *widget.Text
	box             *fyne.Container
}

func newLineRow() *lineRow {
	r := &lineRow{name: widget.NewText("", widget.Strong).Shrink(), note: widget.NewText("", widget.Caption).Shrink(), sum: widget.NewText("", widget.Figure)}
	r.box = widget.Inset(4, 4, 14, 14, widget.Beside(widget.Column(-4, r.name, r.note), container.NewVBox(layout.NewSpacer(), r.sum, layout.NewSpacer())))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *lineRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (r *lineRow) set(name, note, sum string) {
	r.name.Set(name)
	r.note.Set(note)
	r.sum.Set(sum)
	r.box.Refresh()
}

// lines is the list of what is put right, or of what is typed.
func (v *view) lines() fyne.CanvasObject {
	m := v.e.m
	v.list = widget.NewList(theme.RowHeight, newLineRow, func(n int, r *lineRow, _ bool) {
		if n < len(m.lines) {
			r.set(m.lines[n].texts(v.e.kit.Lang))
		}
	})
	v.list.OnTapped = func(n int) { v.e.editLine(n) }
	v.list.SetCount(len(m.lines))
	v.list.Choose(0)
	rows := container.New(widget.Rows(min(max(len(m.lines), 1), 4)), widget.NewFlushCard(v.list))
	name := "issuing.lines.typed"
	button := widget.NewButton(widget.Plain, v.t("issuing.lines.add"), v.e.addLine).WithIcon("plus").WithKey(v.key("F6"))
	switch {
	case m.ask.Kind == papers.CreditNote:
		name = "issuing.lines.credit"
	case m.ask.Kind == papers.DebitNote:
		name = "issuing.lines.debit"
	}
	if m.notes() {
		button = widget.NewButton(widget.Plain, v.t("issuing.lines.correct"), v.e.addLine).WithIcon("pen").WithKey(v.key("F6"))
	}
	return widget.Column(8, v.row("line", name, rows), container.NewHBox(button))
}

// addLine puts the chosen line of a note right, or types another line.
func (e *editor) addLine() {
	switch {
	case !e.m.known || !e.m.hasLines():
	case e.m.notes():
		e.editLine(max(e.v.list.Chosen(), 0))
	default:
		e.editLine(len(e.m.lines))
	}
}

// wrote shows the lines as they are now.
func (e *editor) wrote() {
	e.v.build()
	e.changed(0)
}

// editLine asks how many of a line and at how much; of a typed one also what it is.
func (e *editor) editLine(n int) {
	if n < len(e.m.lines) && e.m.lines[n].of != nil {
		e.correctLine(n)
		return
	}
	e.typeLine(n)
}

// correctLine asks what of an invoice's line is put right: so many pieces at so much each.
func (e *editor) correctLine(n int) {
	t, each := e.kit.T, &e.m.lines[n]
	amount, price, trouble := widget.NewQtyEntry(), widget.NewAmountEntry(false), newTrouble()
	quantity, of := each.usual()
	amount.SetQty(quantity)
	price.SetAmount(of)
	word := "credit"
	if e.m.ask.Kind == papers.DebitNote {
		word = "debit"
	}
	var d *prompt.Dialog
	keep := func() {
		much, err := amount.Qty()
		if err != nil {
			tell(e.kit.Lang, d, trouble, err)
			return
		}
		sum, err := price.Amount()
		if err != nil {
			tell(e.kit.Lang, d, trouble, err)
			return
		}
		e.m.correct(n, max(much, 0), sum)
		d.Close()
		e.wrote()
	}
	drop := func() { e.m.remove(n); e.wrote() }
	name, note, _ := each.texts(e.kit.Lang)
	body := widget.Column(10, widget.NewWrapLabel(name+" · "+note, 3, widget.Body.At(theme.Small)), widget.NewWrapLabel(t("issuing.lines.help_"+word), 3, widget.Caption),
		container.New(widget.Even{}, widget.NewFormRow(t("issuing.lines.qty_"+word), amount), widget.NewFormRow(t("issuing.lines.price_"+word), price)), trouble)
	d = &prompt.Dialog{Title: t("issuing.lines.correct"), Body: body, Focus: amount, Typed: prompt.TypedIn(amount, price),
		Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc}, {Label: t("issuing.lines.as_was"), Key: "F5", Icon: "undo", Do: drop},
			{Label: t("issuing.lines.keep"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: keep}}}
	e.kit.Prompt.Show(d)
}

// typeLine asks for a line: goods by a code, or words with a price.
func (e *editor) typeLine(n int) {
	t := e.kit.T
	name, unit, amount, price, trouble := widget.NewEntry(t("issuing.lines.name_hint")), widget.NewEntry(""), widget.NewQtyEntry(), widget.NewAmountEntry(false), newTrouble()
	amount.SetQty(qty.One)
	if n < len(e.m.lines) {
		each := &e.m.lines[n]
		text, _, _ := each.texts(e.kit.Lang)
		quantity, of := each.usual()
		name.SetText(text)
		unit.SetText(each.Unit)
		amount.SetQty(quantity)
		if each.Price != nil {
			price.SetAmount(of)
		}
	}
	s := e.kit.Shop
	var d *prompt.Dialog
	keep := func() {
		typed := shop.PaperLine{Name: strings.TrimSpace(name.Text), Unit: strings.TrimSpace(unit.Text)}
		var err error
		if typed.Qty, err = amount.Qty(); err == nil && typed.Qty <= 0 {
			err = fault.New("qty_not_positive", "qty", fault.Values{"value": typed.Qty})
		}
		if err == nil && price.Text() != "" {
			var sum money.Satang
			sum, err = price.Amount()
			typed.Price = &sum
		}
		if err == nil && typed.Name == "" {
			err = fault.New("name_missing", "name", nil)
		}
		if err != nil {
			tell(e.kit.Lang, d, trouble, err)
			return
		}
		task.Run(e.runner, "goods", func(ctx context.Context) (shop.PaperLine, error) { return knownGoods(ctx, s, typed) }, func(found shop.PaperLine, err error) {
			if err != nil {
				tell(e.kit.Lang, d, trouble, err)
				return
			}
			e.m.write(n, found)
			d.Close()
			e.wrote()
		})
	}
	actions := []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc}}
	if n < len(e.m.lines) {
		actions = append(actions, prompt.Action{Label: t("issuing.lines.drop"), Key: "F5", Icon: "trash", Do: func() { e.m.remove(n); e.wrote() }})
	}
	d = &prompt.Dialog{Title: t("issuing.lines.add"), Focus: name, Typed: prompt.TypedIn(name, unit, price),
		Body: widget.Column(10, widget.NewFormRow(t("issuing.lines.name"), name), container.New(widget.Even{}, widget.NewFormRow(t("issuing.lines.qty"), amount),
			widget.NewFormRow(t("issuing.lines.unit"), unit), widget.NewFormRow(t("issuing.lines.price"), price)), trouble),
		Actions: append(actions, prompt.Action{Label: t("issuing.lines.keep"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: keep})}
	e.kit.Prompt.Show(d)
}

// knownGoods finds the goods whose code was typed; else the words are the shop's own, and need a price.
func knownGoods(ctx context.Context, s *shop.Shop, typed shop.PaperLine) (shop.PaperLine, error) {
	match, err := s.Find(ctx, typed.Name)
	switch {
	case err == nil && match.Product != nil:
		typed.Code, typed.Name, typed.Unit = match.Product.SKU, match.Product.FullName(), match.Product.Unit
	case !fault.Is(err, "product_unknown"):
		return typed, err
	case typed.Price == nil:
		return typed, fault.New("paper_price_missing", "price", fault.Values{"name": typed.Name})
	}
	return typed, nil
}

// newTrouble is a line of a dialog that says what is wrong.
func newTrouble() *widget.WrapLabel {
	trouble := widget.NewWrapLabel("", 3, widget.TroubleText.At(theme.Small))
	trouble.Hide()
	return trouble
}

func tell(lang i18n.Lang, d *prompt.Dialog, trouble *widget.WrapLabel, err error) {
	trouble.Set(i18n.Message(lang, err))
	trouble.Show()
	d.Refresh()
}
