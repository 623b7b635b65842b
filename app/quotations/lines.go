package quotations

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/customers"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// put adds goods that were found.
func (p *Page) put(product *catalog.Product, many qty.Qty) error {
	if err := p.draft.put(product, many); err != nil {
		return err
	}
	p.changed()
	return nil
}

func (p *Page) step(n, by int) {
	p.draft.step(n, by)
	p.changed()
}

func (p *Page) remove(n int) {
	o := p.draft.shown()
	if n < 0 || n >= len(o.lines) {
		p.k.Prompt.Say(p.k.T("quotations.lines_none"))
		return
	}
	before, at, turn, name := slices.Clone(o.lines), o.at, p.draft.turn, o.lines[n].name
	p.draft.remove(n)
	p.changed()
	p.k.Prompt.SayUndo(p.k.T("quotations.removed", fault.Values{"name": name}), func() {
		if turn < len(p.draft.options) {
			p.draft.options[turn].lines, p.draft.options[turn].at = before, at
			p.changed()
		}
	})
}

// changed shows the lines, and the paper as it is now.
func (p *Page) changed() {
	p.wrong = nothing
	p.view.showLines()
	p.draw()
}

// askLine asks how many of a line and for how much each, of words what they are besides.
func (p *Page) askLine(n int) {
	o := p.draft.shown()
	if n < 0 || n >= len(o.lines) {
		p.k.Prompt.Say(p.k.T("quotations.lines_none"))
		return
	}
	o.at = n
	p.ask(o.lines[n], p.k.T("quotations.line"), func(l line) error {
		o.lines[n] = l
		return nil
	})
}

// addWords adds a line that is no goods: a service, a discount is none.
func (p *Page) addWords() {
	p.ask(line{qty: qty.One, vat: catalog.VATStandard}, p.k.T("quotations.words_title"), p.draft.add)
}

// ask opens the dialog of a line; keep takes it.
func (p *Page) ask(l line, title string, keep func(line) error) {
	t, a := p.k.T, newAsking(p.k)
	name, unit := widget.NewEntry(t("quotations.words_hint")), widget.NewEntry(t("quotations.unit_hint"))
	many, each := widget.NewQtyEntry(), widget.NewAmountEntry(false)
	name.SetText(l.name)
	unit.SetText(l.unit)
	many.SetQty(l.qty)
	if l.product != nil || l.name != "" {
		each.SetAmount(l.price())
	}
	sum := widget.NewMoney(0, true, widget.Strong.In(theme.InkStrong))
	typed := l.agreed != nil
	add := func() {
		quantity, err := many.Qty()
		if err == nil && !typed && len(l.breaks) > 0 {
			each.SetAmount(papers.PriceAt(l.usual, l.breaks, quantity))
		}
		price, wrong := each.Amount()
		if err != nil || wrong != nil {
			sum.SetAmount(0)
			return
		}
		sum.SetAmount(money.Times(price, quantity))
	}
	many.OnChanged = func(string) { add() }
	each.OnChanged = func(string) { typed = true; add() }
	figures := container.New(widget.Even{}, a.row("qty", qtyText(p.k, l.unit), many), a.row("price", t("quotations.price"), each))
	body := widget.Column(10, figures, widget.Beside(widget.NewText(t("quotations.sum"), widget.Caption), sum), a.trouble)
	focus, typedIn := fyne.Focusable(many), []keys.Field{many, each}
	if l.product == nil {
		words := a.row("name", t("quotations.words_name"), name)
		figures.Objects = []fyne.CanvasObject{a.row("qty", t("quotations.qty_plain"), many), a.row("unit", t("quotations.unit"), unit), a.rows["price"]}
		body.Objects = append([]fyne.CanvasObject{words}, body.Objects...)
		typedIn = append(typedIn, name, unit)
		if l.name == "" {
			focus = name
		}
	} else {
		title = l.name
	}
	take := func() {
		made := l
		err := func() (err error) {
			if l.product == nil {
				made.name, made.unit = thai.Clean(name.Text, 1000), thai.Clean(unit.Text, 1000)
				if err := checkWords(made.name, made.unit); err != nil {
					return err
				}
			}
			if made.qty, err = many.Qty(); err != nil {
				return fault.At(err, "qty")
			}
			if made.qty <= 0 {
				return fault.New("qty_not_positive", "qty", fault.Values{"value": made.qty})
			}
			price, err := each.Amount()
			if err != nil {
				return fault.At(err, "price")
			}
			made.charge(price)
			return keep(made)
		}()
		if err != nil {
			a.tell(err)
			return
		}
		p.draft.touched = true
		a.dialog.Close()
		p.changed()
	}
	a.dialog = &prompt.Dialog{Title: title, Body: body, Focus: focus, Typed: prompt.TypedIn(typedIn...), Bindings: saves(take),
		Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc}, {Label: t("prompt.ok"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: take}}}
	add()
	p.k.Prompt.Show(a.dialog)
}

// checkWords holds words against what a line of a paper takes.
func checkWords(name, unit string) error {
	if strings.TrimSpace(name) == "" {
		return fault.New("name_missing", "name", nil)
	}
	if err := thai.CheckName(name, "name", papers.MaxName); err != nil {
		return err
	}
	return thai.CheckName(unit, "unit", maxUnit)
}

// maxUnit bounds the name of a unit on a paper.
const maxUnit = 50

// chooseCustomer lets the buyer be one of the customers.
func (p *Page) chooseCustomer() {
	customers.Choose(p.k, p.acts, customers.Choice{Named: true, OnScan: p.view.find.Scan}, func(who shop.Customer, chosen bool) {
		if chosen {
			p.draft.take(who)
			p.view.fill()
			p.draw()
		}
	})
}
