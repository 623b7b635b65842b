package producers

import (
	"context"
	"errors"
	"slices"
	"strings"

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
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
)

// What terms may be about.
const (
	scopeAll = iota
	scopeCategory
	scopeProduct
)

// The kinds of terms, and who may bear a discount, in the order they are offered.
var (
	termKinds = []string{ledger.Consign, ledger.Fixed, ledger.Bought}
	bearers   = []string{ledger.BothBear, ledger.ShopBears, ledger.ProducerBear}
)

// agreement is the dialog of one producer's terms.
type agreement struct {
	page *Page
	was  consign.Terms

	scope    *widget.Segmented
	category *widget.Entry
	product  *widget.Button
	chosen   *catalog.Product
	kind     *widget.Segmented
	gp       *widget.Entry
	fixed    *widget.AmountEntry
	bears    *widget.Select
	withVAT  *widget.Switch
	from, to *widget.DateField
	rows     map[string]*widget.FormRow
	column   *fyne.Container
	dialog   *prompt.Dialog
}

func (p *Page) newTerms() {
	if who := p.model.producer(); who != nil {
		p.editTerms(consign.Terms{ProducerID: who.ID, Kind: ledger.Consign, GP: who.GP, From: clock.DayOf(p.kit.Shop.Clock())})
	}
}

func (p *Page) editTerms(terms consign.Terms) { p.kit.Prompt.Show(newAgreement(p, terms).dialog) }

func newAgreement(p *Page, terms consign.Terms) *agreement {
	t := p.kit.T
	a := &agreement{page: p, was: terms, rows: map[string]*widget.FormRow{}, category: widget.NewEntry(t("producers.category_hint")), gp: widget.NewEntry("20"),
		fixed: widget.NewAmountEntry(false), from: widget.NewDateField(p.kit.Lang, terms.From, ""), to: widget.NewDateField(p.kit.Lang, terms.To, t("producers.no_end"))}
	scope := scopeAll
	switch {
	case !terms.ProductID.IsZero():
		scope = scopeProduct
		if d := p.model.detail; d != nil {
			a.chosen = d.products[terms.ProductID]
		}
	case terms.Category != "":
		scope = scopeCategory
	}
	a.category.SetText(terms.Category)
	if terms.GP > 0 || !terms.ID.IsZero() {
		a.gp.SetText(terms.GP.String())
	}
	if terms.Fixed > 0 {
		a.fixed.SetAmount(terms.Fixed)
	}
	changed := func(int) { a.show() }
	a.scope = widget.NewSegmented([]string{t("producers.scope.all"), t("producers.scope.category"), t("producers.scope.product")}, scope, changed)
	a.kind = widget.NewSegmented([]string{t("producers.terms.consign"), t("producers.terms.fixed"), t("producers.terms.bought")}, max(slices.Index(termKinds, terms.Kind), 0), changed)
	a.product = widget.NewButton(widget.Plain, t("producers.choose_product"), a.chooseProduct).WithIcon("search").WithKey(p.key("F3"))
	a.bears = widget.NewSelect([]string{t("producers.bears.both"), t("producers.bears.shop"), t("producers.bears.producer")}, max(slices.Index(bearers, terms.Bears), 0), "", nil)
	a.withVAT = widget.NewSwitch(t("producers.with_vat"), terms.WithVAT, nil)
	a.column = widget.Column(10)
	a.show()
	title := t("producers.new_terms")
	if !terms.ID.IsZero() {
		title = t("producers.edit_terms")
	}
	a.dialog = &prompt.Dialog{Title: title, Body: a.column, Focus: a.gp, Width: widget.Unit(680),
		Bindings: []keys.Binding{{Chord: "F3", Do: a.chooseProduct}, {Chord: "F5", Do: func() { a.scope.Select((a.scope.Selected() + 1) % 3); a.show() }},
			{Chord: "F6", Do: func() { a.kind.Select((a.kind.Selected() + 1) % len(termKinds)); a.show() }}},
		Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc}}}
	if !terms.ID.IsZero() {
		label := t("producers.withdraw")
		if terms.Off {
			label = t("producers.renew")
		}
		a.dialog.Actions = append(a.dialog.Actions, prompt.Action{Label: label, Key: "F7", Icon: "x", Stays: true, Do: a.withdraw})
	}
	a.dialog.Actions = append(a.dialog.Actions, prompt.Action{Label: t("producers.save"), Key: keys.Save, Kind: widget.Primary, Stays: true, Do: a.save})
	return a
}

// show lays out the fields that the chosen kind and scope have.
func (a *agreement) show() {
	t := a.page.kit.T
	clear(a.rows)
	row := func(field, key string, object fyne.CanvasObject) fyne.CanvasObject {
		a.rows[field] = widget.NewFormRow(t(key), object)
		return a.rows[field]
	}
	keyed := func(key string, chord keys.Chord) string { return t(key) + " (" + a.page.key(chord) + ")" }
	objects := []fyne.CanvasObject{widget.NewFormRow(keyed("producers.scope", "F5"), a.scope)}
	switch a.scope.Selected() {
	case scopeCategory:
		objects = append(objects, row("category", "producers.category", a.category))
	case scopeProduct:
		if a.chosen != nil {
			a.product.SetLabel(a.chosen.Name)
		}
		objects = append(objects, row("product", "producers.scope.product", a.product))
	}
	objects = append(objects, widget.NewFormRow(keyed("producers.terms", "F6"), a.kind))
	switch termKinds[a.kind.Selected()] {
	case ledger.Consign:
		objects = append(objects, container.NewGridWithColumns(2, row("gp_percent", "producers.gp", a.gp), row("bears", "producers.bears", a.bears)), a.withVAT)
	case ledger.Fixed:
		objects = append(objects, row("fixed", "producers.fixed", a.fixed))
	}
	objects = append(objects, container.NewGridWithColumns(2, row("from", "producers.first_day", a.from), row("to", "producers.last_day", a.to)),
		widget.NewWrapLabel(t("producers.terms_text"), 3, widget.Caption.At(theme.Small)))
	a.column.Objects = objects
	if a.dialog == nil {
		a.column.Refresh()
		return
	}
	widget.Connect(a.page.kit.Router, a.column)
	a.dialog.Refresh()
}

func (a *agreement) chooseProduct() {
	s, p := a.page.kit.Shop, a.page
	task.Run(p.runner, "catalogue", s.Catalogue, func(index *catalog.Index, err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		goods.Choose(p.kit, goods.Choice{Title: p.kit.T("producers.choose_product"), Index: index, Photos: p.photos}, func(chosen []id.Product) {
			if len(chosen) > 0 {
				a.chosen = index.ByID(chosen[0])
				a.scope.Select(scopeProduct)
				a.show()
			}
		})
	})
}

// terms reads the fields.
func (a *agreement) terms() (terms consign.Terms, err error) {
	terms = consign.Terms{ID: a.was.ID, ProducerID: a.was.ProducerID, Kind: termKinds[a.kind.Selected()], Off: a.was.Off}
	switch a.scope.Selected() {
	case scopeCategory:
		if terms.Category = strings.TrimSpace(a.category.Text); terms.Category == "" {
			return terms, fault.New("category_missing", "category", nil)
		}
	case scopeProduct:
		if a.chosen == nil {
			return terms, fault.New("product_missing", "product", nil)
		}
		terms.ProductID = a.chosen.ID
	}
	switch terms.Kind {
	case ledger.Consign:
		if terms.GP, err = money.ParseBasis(a.gp.Text); err != nil {
			return terms, fieldOf(err, "gp_percent")
		}
		terms.WithVAT, terms.Bears = a.withVAT.On(), bearers[max(a.bears.Selected(), 0)]
	case ledger.Fixed:
		if terms.Fixed, err = a.fixed.Amount(); err != nil {
			return terms, fieldOf(err, "fixed")
		}
	}
	if terms.From, err = a.from.Day(); err != nil {
		return terms, fieldOf(err, "from")
	}
	if terms.To, err = a.to.Day(); err != nil {
		return terms, fieldOf(err, "to")
	}
	return terms, terms.Validate()
}

// fieldOf gives a fault the name of the field it was typed into.
func fieldOf(err error, field string) error {
	known := *fault.Of(err)
	known.Field = field
	return &known
}

func (a *agreement) save() {
	for _, row := range a.rows {
		row.SetMessage("")
	}
	terms, err := a.terms()
	if err != nil {
		a.refuse(err)
		return
	}
	a.write(terms)
}

// withdraw ends terms, or takes that back.
func (a *agreement) withdraw() {
	terms := a.was
	terms.Off = !terms.Off
	a.write(terms)
}

func (a *agreement) write(terms consign.Terms) {
	p, s := a.page, a.page.kit.Shop
	task.Run(p.runner, "terms", func(ctx context.Context) (consign.Terms, error) { return s.SaveTerms(ctx, terms) }, func(saved consign.Terms, err error) {
		if err != nil {
			a.refuse(err)
			return
		}
		a.dialog.Close()
		said := "producers.terms_saved"
		if saved.Off {
			said = "producers.terms_off"
		}
		p.kit.Prompt.Say(p.kit.T(said))
		p.model.tab, p.model.picked = tabTerms, 0
		p.changed()
	})
}

func (a *agreement) refuse(err error) {
	var known *fault.Error
	if errors.As(err, &known) {
		field := known.Field
		if field == "terms" {
			field = "fixed"
		}
		if row := a.rows[field]; row != nil {
			row.SetMessage(i18n.Message(a.page.kit.Lang, err))
			a.dialog.Refresh()
			return
		}
	}
	a.page.kit.Prompt.Error(err)
}
