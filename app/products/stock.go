package products

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
)

// movement is a way goods come, are counted or put right.
type movement string

const (
	receiving movement = "receive"
	counting  movement = "count"
	adjusting movement = "adjust"
)

// mover is the dialog of one movement.
type mover struct {
	page    *Page
	product *catalog.Product
	kind    movement

	quantity *widget.QtyEntry
	cost     *widget.AmountEntry
	lot      *widget.Entry
	expires  *widget.DateField
	reason   *widget.Entry
	less     *widget.Segmented // whether an adjustment takes away
	trouble  *widget.WrapLabel
	body     *fyne.Container
	dialog   *prompt.Dialog
}

func (p *Page) moveOf(product *catalog.Product, kind movement) {
	p.kit.Prompt.Show(newMover(p, product, kind).dialog)
}

func newMover(p *Page, product *catalog.Product, kind movement) *mover {
	t := p.kit.T
	m := &mover{page: p, product: product, kind: kind, quantity: widget.NewQtyEntry(), cost: widget.NewAmountEntry(false),
		lot: widget.NewEntry("").Numbered(), expires: widget.NewDateField(p.kit.Lang, "", t("products.date_hint")), reason: widget.NewEntry(t("products.reason_hint")),
		less:    widget.NewSegmented([]string{t("products.take"), t("products.add")}, 0, nil),
		trouble: widget.NewWrapLabel("", 3, widget.TroubleText.At(theme.Small))}
	m.trouble.Hide()
	have := t("products.have", fault.Values{"qty": p.model.stock[product.ID], "unit": product.Unit})
	m.body = widget.Column(10, widget.NewWrapLabel(goods.Name(p.kit.Lang, product), 2, widget.Strong), widget.NewText(have, widget.Caption))
	quantity := widget.NewFormRow(t("products.qty_"+string(kind), fault.Values{"unit": product.Unit}), m.quantity)
	switch kind {
	case receiving:
		if product.Cost > 0 {
			m.cost.SetAmount(product.Cost)
		}
		m.body.Add(pair(quantity, widget.NewFormRow(t("products.cost"), m.cost)))
		m.body.Add(pair(widget.NewFormRow(t("products.lot"), m.lot), widget.NewFormRow(t("products.expires"), m.expires)))
	case counting:
		m.body.Add(quantity)
		m.body.Add(widget.NewFormRow(t("products.note"), m.reason))
	case adjusting:
		m.body.Add(m.less)
		m.body.Add(quantity)
		m.body.Add(widget.NewFormRow(t("products.reason"), m.reason))
	}
	m.body.Add(m.trouble)
	m.dialog = &prompt.Dialog{Title: t("products." + string(kind)), Body: m.body, Focus: m.quantity,
		Bindings: []keys.Binding{{Chord: keys.Save, Do: m.do}},
		Actions: []prompt.Action{
			{Label: t("prompt.cancel"), Key: keys.Esc},
			{Label: t("products.save"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: m.do},
		}}
	if kind == adjusting {
		toggle := func() { m.less.Select(1 - m.less.Selected()) }
		m.dialog.Bindings = append(m.dialog.Bindings, keys.Binding{Chord: "Up", Do: toggle}, keys.Binding{Chord: "Down", Do: toggle})
	}
	return m
}

// work reads the dialog and gives what is to be done.
func (m *mover) work() (func(context.Context) error, error) {
	quantity, err := m.quantity.Qty()
	if err != nil {
		return nil, err
	}
	item := stock.Item{ProductID: m.product.ID, Qty: quantity}
	switch m.kind {
	case counting:
		return m.post(ledger.TypeCounted, item), nil
	case adjusting:
		if m.less.Selected() == 0 {
			item.Qty = -item.Qty
		}
		return m.post(ledger.TypeAdjusted, item), nil
	}
	if m.cost.Text() != "" {
		cost, err := m.cost.Amount()
		if err != nil {
			return nil, err
		}
		item.Cost = &cost
	}
	item.Lot = m.lot.Text
	item.Expires, err = m.expires.Day()
	return m.post(ledger.TypeReceived, item), err
}

func (m *mover) post(kind string, item stock.Item) func(context.Context) error {
	s, request := m.page.kit.Shop, stock.Request{Type: kind, Items: []stock.Item{item}, Reason: m.reason.Text}
	return func(ctx context.Context) error {
		_, err := s.PostStock(ctx, request)
		return err
	}
}

func (m *mover) do() {
	work, err := m.work()
	if err != nil {
		m.tell(err)
		return
	}
	p := m.page
	task.Run(p.runner, "move", func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) }, func(_ struct{}, err error) {
		if err != nil {
			m.tell(err)
			return
		}
		m.dialog.Close()
		p.kit.Prompt.Say(p.kit.T("products.moved_"+string(m.kind), fault.Values{"name": m.product.Name}))
		p.kit.Changed()
		p.load()
	})
}

func (m *mover) tell(err error) {
	m.trouble.Set(i18n.Message(m.page.kit.Lang, err))
	m.trouble.Show()
	var known *fault.Error
	m.quantity.SetTroubled(errors.As(err, &known) && known.Code != "reason_missing")
	m.body.Refresh()
}

// shownMoves bounds the movements listed at once.
const shownMoves = 200

// history lists the product's movements, newest first.
func (f *form) history() {
	p, s, product := f.page, f.page.kit.Shop, f.draft.was
	task.Run(p.runner, "history", func(ctx context.Context) ([]shop.Moved, error) { return s.History(ctx, product.ID, shownMoves) },
		func(moves []shop.Moved, err error) {
			if err != nil {
				p.kit.Prompt.Error(err)
				return
			}
			body := widget.Column(4)
			if len(moves) == 0 {
				body.Add(widget.NewText(f.t("products.no_moves"), widget.Caption))
			}
			for _, moved := range moves {
				what, change := moveWords(p.kit, moved)
				right := widget.Row(widget.NewText(change, widget.Figure), widget.NewText(f.t("products.left", fault.Values{"qty": moved.OnHand}), widget.Caption))
				body.Add(widget.Beside(widget.Column(-4, widget.NewText(what, widget.Body).Shrink(), widget.NewText(i18n.Moment(p.kit.Lang, moved.At), widget.Caption)), right))
				body.Add(widget.NewDivider())
			}
			p.kit.Prompt.Show(&prompt.Dialog{Title: f.t("products.history"), Body: body, Width: widget.Unit(640),
				Actions: []prompt.Action{{Label: f.t("prompt.ok"), Key: keys.Enter}}})
		})
}
