package till

import (
	"context"
	"strings"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// price reads a price that a person must type: an empty field is "price_missing".
func price(field *widget.AmountEntry) (money.Satang, error) {
	if !field.HasText() {
		return 0, fault.New("price_missing", "price", nil)
	}
	return field.Amount()
}

// askUnknown asks for the price of a code nobody knows. It sells at once and waits to be completed.
func (p *Page) askUnknown(code string) {
	field := widget.NewAmountEntry(true)
	f := p.newForm(p.kit.T("till.unknown", fault.Values{"code": code}),
		widget.NewWrapLabel(p.kit.T("till.unknown_help"), 4, widget.Body.In(theme.InkSoft)),
		widget.NewText(p.kit.T("till.price"), widget.Caption), field).withPad(field)
	f.focus, f.okWord = field, p.kit.T("till.sell")
	field.OnSubmitted = f.submit
	f.onScan = func(next string) {
		f.dialog.Close()
		p.Scan(next)
	}
	f.ok = func() error {
		amount, err := price(field)
		if err != nil {
			return err
		}
		task.Run(p.acts, "draft "+code, func(ctx context.Context) (catalog.Product, error) {
			return p.kit.Shop.AddDraft(ctx, code, amount)
		}, func(product catalog.Product, err error) {
			if err != nil {
				p.kit.Prompt.Error(err)
				return
			}
			warnings, err := p.model.addLine(selling.CartLine{ProductID: product.ID, Qty: qty.One})
			p.added(nil, warnings[:0], err) // nothing of it was counted yet
			p.kit.Changed()
		})
		return nil
	}
	f.show()
}

// askArchived asks whether goods no longer sold are sold all the same; a scan means no, and the next goods.
func (p *Page) askArchived(match catalog.Match, sell func(catalog.Match)) {
	name := goods.Name(p.kit.Lang, match.Product)
	f := p.newForm(p.kit.T("till.archived"), widget.NewWrapLabel(p.kit.T("till.archived_text", fault.Values{"name": name}), 4, widget.Body))
	f.okWord = p.kit.T("till.archived_sell")
	f.onScan = func(next string) {
		f.dialog.Close()
		p.Scan(next)
	}
	f.ok = func() error {
		f.dialog.Close() // before what selling may ask
		sell(match.Anyway())
		return nil
	}
	f.show()
}

// askQuick sells goods without a barcode: a name and a price.
func (p *Page) askQuick() {
	if !p.model.ready() {
		p.kit.Prompt.Say(p.kit.T("till.loading"))
		return
	}
	name := widget.NewEntry(p.kit.T("till.quick_name"))
	count, field := widget.NewQtyEntry(), widget.NewAmountEntry(false)
	count.SetQty(qty.One)
	f := p.newForm(p.kit.T("till.quick"), widget.NewFormRow(p.kit.T("till.name"), name),
		widget.NewFormRow(p.kit.T("till.price"), field), widget.NewFormRow(p.kit.T("till.pieces_word"), count)).withPad(field)
	f.focus, f.okWord = name, p.kit.T("till.sell")
	name.OnFocus = f.follow(field)
	field.OnFocus, count.OnFocus = f.follow(field), f.follow(count)
	field.OnSubmitted, count.OnSubmitted = f.submit, f.submit
	f.ok = func() error {
		amount, err := price(field)
		if err != nil {
			widget.Focus(field)
			return err
		}
		quantity, err := count.Qty()
		if err != nil {
			return err
		}
		called := strings.TrimSpace(name.Text)
		if called == "" {
			called = p.kit.T("till.quick_name")
		}
		warnings, err := p.model.addLine(selling.CartLine{ProductID: p.model.misc.ID, Name: called, Qty: quantity, Price: &amount})
		if err == nil {
			p.added(nil, warnings, nil)
		}
		return err
	}
	f.show()
}

// weight is a field for a quantity, with the choice of khids for goods by the kilogram.
type weight struct {
	*widget.Entry
	unit    *widget.Segmented // nil where there is no choice
	product *catalog.Product
}

func (p *Page) newWeight(product *catalog.Product) *weight {
	w := &weight{Entry: widget.NewEntry("0").SelectsAll(), product: product}
	if isKilo(product) {
		w.unit = widget.NewSegmented([]string{product.Unit, p.kit.T("till.khid")}, 0, nil)
	}
	return w
}

func (w *weight) qty() (qty.Qty, error) {
	return readQty(w.Text, w.product, w.unit != nil && w.unit.Selected() == 1)
}

// askWeight asks how much of goods by weight is sold.
func (p *Page) askWeight(product *catalog.Product) {
	field := p.newWeight(product)
	sum := widget.NewText("", widget.Strong.At(theme.MoneyText).In(theme.InkStrong)).Shrink()
	f := p.newForm(goods.Name(p.kit.Lang, product), widget.NewText(p.kit.T("till.weight", fault.Values{"unit": product.Unit}), widget.Caption), field.Entry)
	tell := func() {
		quantity, err := field.qty()
		sum.Set("")
		if err == nil {
			sum.Set(i18n.BahtSign(money.Times(product.UnitPrice(p.model.cart.List, quantity), quantity)))
		}
		f.tell(nil)
	}
	if field.unit != nil {
		f.fields.Add(field.unit)
		f.fields.Add(widget.NewWrapLabel(p.kit.T("till.khid_help"), 2, widget.Caption))
		field.unit.OnSelected = func(int) { tell() }
	}
	f.fields.Add(sum)
	f.withPad(field.Entry)
	f.focus = field.Entry
	field.OnChanged, field.OnSubmitted = func(string) { tell() }, func(string) { f.submit() }
	f.ok = func() error {
		quantity, err := field.qty()
		if err != nil {
			return err
		}
		warnings, err := p.model.addLine(selling.CartLine{ProductID: product.ID, Qty: quantity})
		if err == nil {
			p.added(product, warnings, nil)
		}
		return err
	}
	f.show()
}

// askLine types the quantity of a line, and its price when it is another than the list's.
func (p *Page) askLine(n int) {
	if n < 0 || n >= len(p.model.cart.Lines) {
		p.kit.Prompt.Say(p.kit.T("till.no_line"))
		return
	}
	line, quoted := p.model.cart.Lines[n], p.model.quote.Lines[n]
	product := p.model.index.ByID(line.ProductID)
	field, each := p.newWeight(product), widget.NewAmountEntry(false)
	field.SetText(line.Qty.String())
	before := quoted.UnitPrice
	each.SetAmount(before)
	f := p.newForm(p.model.lineName(p.kit.Lang, n), widget.NewFormRow(p.kit.T("till.quantity", fault.Values{"unit": product.Unit}), field.Entry))
	if field.unit != nil {
		f.fields.Add(field.unit)
	}
	f.fields.Add(widget.NewFormRow(p.kit.T("till.unit_price", fault.Values{"price": quoted.ListPrice}), each))
	if !product.Untracked {
		f.fields.Add(widget.NewSwitch(p.kit.T("till.is_favourite"), product.Favourite, func(on bool) { p.setFavourite(product, on) }))
	}
	f.withPad(field.Entry)
	f.focus = field.Entry
	field.OnFocus, each.OnFocus = f.follow(field.Entry), f.follow(each)
	field.OnSubmitted, each.OnSubmitted = func(string) { f.submit() }, f.submit
	f.more = []prompt.Action{{Label: p.kit.T("till.remove"), Icon: "trash", Do: func() { p.remove(n) }}}
	f.ok = func() error {
		quantity, err := field.qty()
		if err != nil {
			return err
		}
		amount, err := price(each)
		if err != nil {
			return err
		}
		set := line.Price
		if amount != before {
			set = &amount
		}
		if set != nil && *set == quoted.ListPrice && line.Name == "" {
			set = nil
		}
		if err := p.model.setLine(n, quantity, set); err != nil {
			return err
		}
		p.say(p.model.warnings(line.ProductID)...)
		p.changed()
		return nil
	}
	f.show()
}

// setFavourite puts a product among the favourites, or takes it out.
func (p *Page) setFavourite(product *catalog.Product, on bool) {
	changed := *product
	changed.Favourite = on
	task.Run(p.acts, "favourite", func(ctx context.Context) (catalog.Product, error) {
		return p.kit.Shop.SaveProduct(ctx, changed, shop.Opening{})
	}, func(_ catalog.Product, err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		p.Reload()
		p.kit.Changed()
	})
}

// askDrawer opens the drawer for a reason, which is kept.
func (p *Page) askDrawer() {
	field := widget.NewEntry(p.kit.T("till.drawer_reason"))
	reasons := container.New(layout.NewGridLayoutWithColumns(3))
	f := p.newForm(p.kit.T("till.drawer_title"), field, reasons)
	for _, key := range []string{"till.reason.change", "till.reason.coins", "till.reason.check"} {
		reason := p.kit.T(key)
		reasons.Add(widget.NewButton(widget.Minor, reason, func() {
			field.SetText(reason)
			f.submit()
		}).WithHeight(theme.ButtonMid))
	}
	f.focus, f.okWord = field, p.kit.T("till.drawer_open")
	field.OnSubmitted = func(string) { f.submit() }
	f.ok = func() error {
		reason := strings.TrimSpace(field.Text)
		if reason == "" {
			return fault.New("reason_missing", "reason", nil)
		}
		task.Run(p.acts, "drawer", func(ctx context.Context) (struct{}, error) {
			if _, err := p.kit.Shop.MoveCash(ctx, ledger.DrawerOpen, 0, reason); err != nil {
				return struct{}{}, err
			}
			return struct{}{}, p.kit.Shop.KickDrawer(ctx)
		}, func(_ struct{}, err error) {
			if err != nil {
				p.kit.Prompt.Error(err)
				return
			}
			p.kit.Prompt.Say(p.kit.T("till.drawer_opened"))
			p.kit.Changed()
		})
		return nil
	}
	f.show()
}
