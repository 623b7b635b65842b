package products

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// promotions lists the promotions; Enter opens one, Ctrl+N begins a new one.
func (p *Page) promotions() {
	s := p.kit.Shop
	task.Run(p.runner, "promotions", s.Promotions, func(all []catalog.Promotion, err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		p.showPromotions(all)
	})
}

func (p *Page) showPromotions(all []catalog.Promotion) {
	t := p.kit.T
	today := clock.DayOf(p.kit.Shop.Clock())
	list := widget.NewList(theme.RowHeight, newGoodsRow, func(n int, r *goodsRow, _ bool) { p.setPromotion(r, &all[n], today) })
	d := &prompt.Dialog{Title: t("products.promotions"), Width: widget.Unit(680)}
	edit := func(promotion catalog.Promotion) {
		d.Close()
		p.kit.Prompt.Show(newOffer(p, promotion).dialog)
	}
	open := func(n int) {
		if n >= 0 && n < len(all) {
			edit(all[n])
		}
	}
	list.OnTapped = open
	list.SetCount(len(all))
	list.Choose(0)
	d.Body = container.New(widget.Rows(4), widget.NewFlushCard(list))
	if len(all) == 0 {
		d.Body = widget.NewWrapLabel(t("products.no_promotions"), 0, widget.Body)
	}
	d.Bindings = []keys.Binding{{Chord: "Up", Do: func() { list.Step(0, -1) }, Repeat: true}, {Chord: "Down", Do: func() { list.Step(0, 1) }, Repeat: true}}
	d.Actions = []prompt.Action{{Label: t("products.back"), Key: keys.Esc},
		{Label: t("products.open"), Key: keys.Enter, Stays: true, Do: func() { open(list.Chosen()) }},
		{Label: t("products.new_promotion"), Key: "Ctrl+N", Icon: "plus", Kind: widget.Gold, Stays: true,
			Do: func() { edit(catalog.Promotion{Kind: catalog.PromoPercent, From: today}) }}}
	p.kit.Prompt.Show(d)
}

// setPromotion writes a promotion into a row of the list.
func (p *Page) setPromotion(r *goodsRow, promotion *catalog.Promotion, today clock.Day) {
	r.thumb.Hide()
	r.numbers.Hide()
	r.name.Set(promotion.Name)
	r.note.Set(p.offerWords(promotion))
	state, tone := "products.promo_on", widget.Good
	switch {
	case promotion.Off:
		state, tone = "products.promo_off", widget.Calm
	case promotion.To != "" && today > promotion.To:
		state, tone = "products.promo_over", widget.Calm
	case today < promotion.From:
		state, tone = "products.promo_later", widget.Watch
	}
	r.mark.Set(widget.ChipData{Label: p.kit.T(state), Tone: tone})
	r.box.Refresh()
}

// offerWords says in a line what a promotion gives, on what.
func (p *Page) offerWords(promotion *catalog.Promotion) string {
	gift := ""
	if product := p.model.index.ByID(promotion.GiftID); product != nil {
		gift = goods.Name(p.kit.Lang, product)
	}
	on := p.kit.T("products.on_everything")
	switch {
	case len(promotion.Products) == 1:
		if product := p.model.index.ByID(promotion.Products[0]); product != nil {
			on = goods.Name(p.kit.Lang, product)
		}
	case len(promotion.Products) > 1:
		on = p.kit.T("products.on_some", fault.Values{"count": len(promotion.Products)})
	case promotion.Category != "":
		on = promotion.Category
	}
	return join(p.kit.T("products.promo_"+promotion.Kind, fault.Values{
		"percent": promotion.Percent, "amount": promotion.Amount, "every": promotion.Every, "gift": gift}), on)
}

// offer is the dialog of one promotion.
type offer struct {
	page *Page
	was  catalog.Promotion

	name     *widget.Entry
	kind     *widget.Select
	percent  *widget.Entry
	amount   *widget.AmountEntry
	every    *widget.QtyEntry
	gift     *picked // one product
	on       *widget.Select
	goods    *picked
	from, to *widget.DateField
	off      *widget.Switch
	rows     map[string]*widget.FormRow
	body     *fyne.Container
	dialog   *prompt.Dialog
}

var kinds = []string{catalog.PromoPercent, catalog.PromoAmount, catalog.PromoEvery, catalog.PromoGift}

func newOffer(p *Page, was catalog.Promotion) *offer {
	t := p.kit.T
	o := &offer{page: p, was: was, name: widget.NewEntry(""), percent: widget.NewEntry("10"), amount: widget.NewAmountEntry(false),
		every: widget.NewQtyEntry(),
		from:  widget.NewDateField(p.kit.Lang, was.From, t("products.date_hint")), to: widget.NewDateField(p.kit.Lang, was.To, t("products.date_hint")),
		off: widget.NewSwitch(t("products.promo_running"), !was.Off, nil), rows: map[string]*widget.FormRow{}}
	o.goods = newPicked(p, "F3", goods.Choice{Title: t("products.promo_goods"), Many: true, Chosen: was.Products}, func() { o.dialog.Refresh() })
	o.gift = newPicked(p, "F4", goods.Choice{Title: t("products.promo_how_gift"), Chosen: one(was.GiftID)}, func() { o.dialog.Refresh() })
	o.fill()
	words := make([]string, len(kinds))
	for n, kind := range kinds {
		words[n] = t("products.kind_" + kind)
	}
	o.kind = widget.NewSelect(words, slices.Index(kinds, was.Kind), "", func(int) { o.fit() })
	places := append([]string{t("products.on_everything"), t("products.on_goods")}, p.model.categories()...)
	o.on = widget.NewSelect(places, o.place(), "", func(int) { o.fit() })
	line := func(field, label string, object fyne.CanvasObject) *widget.FormRow {
		o.rows[field] = widget.NewFormRow(t(label), object)
		return o.rows[field]
	}
	o.body = widget.Column(10, line("name", "products.promo_name", o.name), pair(line("kind", "products.promo_kind", o.kind), line("on", "products.promo_for", o.on)),
		line("goods", "products.promo_goods", o.goods.object), line("percent", "products.promo_how_percent", o.percent),
		line("every", "products.promo_how_every", o.every), line("amount", "products.promo_how_amount", o.amount), line("gift", "products.promo_how_gift", o.gift.object),
		pair(line("from", "products.promo_from", o.from), line("to", "products.promo_to", o.to)), o.off)
	o.dialog = &prompt.Dialog{Title: t("products.promotion"), Body: o.body, Focus: o.name, Width: widget.Unit(620), OnScan: o.scan, Bindings: o.bindings(), Actions: []prompt.Action{
		{Label: t("prompt.cancel"), Key: keys.Esc},
		{Label: t("products.save"), Key: keys.Save, Kind: widget.Primary, Stays: true, Do: o.save},
	}}
	o.fit()
	return o
}

// fill writes what the promotion holds into the fields.
func (o *offer) fill() {
	o.name.SetText(o.was.Name)
	if o.was.Percent > 0 {
		o.percent.SetText(o.was.Percent.String())
	}
	if o.was.Amount > 0 {
		o.amount.SetAmount(o.was.Amount)
	}
	if o.was.Every > 0 {
		o.every.SetQty(o.was.Every)
	}
}

// bindings are the keys of the goods, while their fields are shown.
func (o *offer) bindings() []keys.Binding {
	ask := func(field string, p *picked) keys.Binding {
		return keys.Binding{Chord: p.key, Do: func() {
			if !o.rows[field].Hidden {
				p.ask()
			}
		}}
	}
	return []keys.Binding{ask("goods", o.goods), ask("gift", o.gift)}
}

// scan adds a product to those the offer is on; else it is the gift.
func (o *offer) scan(code string) {
	match, err := o.page.model.index.Lookup(code, catalog.ScaleLayout{})
	switch {
	case err != nil:
		o.page.kit.Prompt.Say(i18n.Message(o.page.kit.Lang, err))
	case !o.rows["goods"].Hidden:
		o.goods.add(match.Product.ID)
	case !o.rows["gift"].Hidden:
		o.gift.set(one(match.Product.ID))
	}
}

// place gives what the offer is on: 0 everything, 1 chosen goods, from 2 on the categories.
func (o *offer) place() int {
	if len(o.was.Products) > 0 {
		return 1
	}
	if n := slices.Index(o.page.model.categories(), o.was.Category); n >= 0 && o.was.Category != "" {
		return n + 2
	}
	return 0
}

// fit shows the fields that the kind of offer needs.
func (o *offer) fit() {
	kind := kinds[max(o.kind.Selected(), 0)]
	o.rows["percent"].Hidden = kind != catalog.PromoPercent
	o.rows["amount"].Hidden = kind != catalog.PromoAmount && kind != catalog.PromoEvery
	o.rows["every"].Hidden = kind != catalog.PromoEvery && kind != catalog.PromoGift
	o.rows["gift"].Hidden = kind != catalog.PromoGift
	o.rows["goods"].Hidden = o.on.Selected() != 1
	o.body.Refresh()
}

// promotion reads the dialog.
func (o *offer) promotion() (catalog.Promotion, error) {
	p := catalog.Promotion{ID: o.was.ID, Name: o.name.Text, Kind: kinds[max(o.kind.Selected(), 0)], Off: !o.off.On()}
	r := &reader{text: map[string]string{"percent": o.percent.Text, "amount": o.amount.Text(), "every": o.every.Text(), "from": o.from.Text, "to": o.to.Text}}
	switch p.Kind {
	case catalog.PromoPercent:
		p.Percent = read(r, "percent", money.ParseBasis)
	case catalog.PromoGift:
		p.Every = read(r, "every", qty.Parse)
	case catalog.PromoEvery:
		p.Every, p.Amount = read(r, "every", qty.Parse), read(r, "amount", money.Parse)
	default:
		p.Amount = read(r, "amount", money.Parse)
	}
	p.From, p.To = read(r, "from", clock.ReadDay), read(r, "to", clock.ReadDay)
	if r.err != nil {
		return p, r.err
	}
	switch on := o.on.Selected(); {
	case on == 1:
		if p.Products = o.goods.Chosen; len(p.Products) == 0 {
			return p, fault.New("goods_missing", "goods", nil)
		}
	case on > 1:
		p.Category = o.page.model.categories()[on-2]
	}
	if p.Kind == catalog.PromoGift {
		if len(o.gift.Chosen) == 0 {
			return p, fault.New("goods_missing", "gift", nil)
		}
		p.GiftID = o.gift.Chosen[0]
	}
	return p, p.Validate()
}

func (o *offer) save() {
	for _, line := range o.rows {
		line.SetMessage("")
	}
	promotion, err := o.promotion()
	if err != nil {
		o.refuse(err)
		return
	}
	p, s := o.page, o.page.kit.Shop
	task.Run(p.runner, "promotion", func(ctx context.Context) (struct{}, error) { return struct{}{}, s.SavePromotion(ctx, promotion) },
		func(_ struct{}, err error) {
			if err != nil {
				o.refuse(err)
				return
			}
			o.dialog.Close()
			p.kit.Prompt.Say(p.kit.T("products.saved", fault.Values{"name": promotion.Name}))
			p.kit.Changed()
			p.promotions()
		})
}

func (o *offer) refuse(err error) {
	var known *fault.Error
	if errors.As(err, &known) {
		if line := o.rows[known.Field]; line != nil {
			line.SetMessage(i18n.Message(o.page.kit.Lang, err))
			o.body.Refresh()
			return
		}
	}
	o.page.kit.Prompt.Error(err)
}
