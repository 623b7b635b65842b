package products

import (
	"context"
	"errors"
	"strings"

	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// save writes the product with its variants; what is refused is said under its field.
func (f *form) save() {
	if f.saving = f.page.runner.Busy("family"); f.saving {
		return
	}
	for _, line := range f.rows {
		if line.Message() != "" {
			line.SetMessage("")
		}
	}
	product, err := f.draft.product()
	var variants []catalog.Product
	var openings []shop.Opening
	if err == nil {
		variants, openings, err = f.draft.variants(&product)
	}
	if err == nil && f.draft.isNew() && !product.HasVariants && !product.IsSet() {
		var opening shop.Opening
		opening, err = f.draft.opening()
		openings = []shop.Opening{opening}
	}
	if err != nil {
		f.refuse(err)
		return
	}
	p, s := f.page, f.page.kit.Shop
	task.Run(p.runner, "save", func(ctx context.Context) (catalog.Product, error) {
		return s.SaveFamily(ctx, product, variants, openings)
	},
		func(saved catalog.Product, err error) {
			if err != nil {
				f.refuse(err)
				return
			}
			p.kit.Prompt.Say(f.t("products.saved", fault.Values{"name": saved.Name}))
			p.model.chosen = saved.ID
			p.kit.Changed()
			if p.form == f {
				p.leaveForm()
			}
			p.load()
		})
}

// refuse says what is wrong under its field, which is brought into sight and given the keyboard.
func (f *form) refuse(err error) {
	var known *fault.Error
	if errors.As(err, &known) {
		if field := f.fieldOf(known); f.rows[field] != nil {
			f.rows[field].SetMessage(i18n.Message(f.page.kit.Lang, err))
			f.goTo(field)
			f.page.kit.Prompt.Say(i18n.Message(f.page.kit.Lang, err))
			return
		}
	}
	f.page.kit.Prompt.Error(err)
}

// fieldOf gives the field of the form that a fault is about: of a code that another product has, the row it
// was typed in; of a whole list, its first row; of a variant, its row.
func (f *form) fieldOf(known *fault.Error) string {
	if known.Field == "codes" || known.Field == "sku" {
		for _, list := range []string{"codes", "packs", "variants"} {
			for n := range f.draft.rows[list] {
				for _, name := range []string{"code", "sku"} {
					field := part(list, n, name)
					if text := f.draft.text[field]; text != "" && known.Values["value"] == catalog.Key(text) {
						return f.rowOf(field)
					}
				}
			}
		}
	}
	if known.Field == "components" && f.draft.on("has_variants") { // what the store says of sets it says of families
		return "has_variants"
	}
	if whole := map[string]string{"codes": part("codes", 0, "code"), "breaks": part("breaks", 0, "price"), "packs": part("packs", 0, "qty"),
		"components": part("components", 0, "qty"), "certificates": part("certificates", 0, "number"), "size": "length", "photos": "photo"}[known.Field]; whole != "" {
		return whole
	}
	for _, list := range []string{"aliases", "allergens"} {
		if strings.HasPrefix(known.Field, list+"[") {
			return list
		}
	}
	return f.rowOf(f.draft.field(known.Field))
}

// rowOf gives the field of the nearest row that shows messages: that of the field itself, else that of its
// whole row, or of the row's first field.
func (f *form) rowOf(field string) string {
	if f.rows[field] != nil {
		return field
	}
	head, _, inRow := strings.Cut(field, "]")
	if inRow && f.rows[head+"]"] != nil {
		return head + "]"
	}
	list, _, _ := strings.Cut(field, "[")
	for _, name := range columns[list] {
		if f.rows[head+"]."+name] != nil {
			return head + "]." + name
		}
	}
	return field
}

func (f *form) back() { f.ask(f.page.leaveForm) }

// ask goes on at once, or after asking where something typed would be lost.
func (f *form) ask(goOn func()) {
	if !f.draft.changed() {
		goOn()
		return
	}
	f.page.kit.Prompt.Ask(prompt.Question{Title: f.t("products.lose"), Text: f.t("products.lose_text"),
		Yes: f.t("products.lose_yes"), No: f.t("products.lose_no")}, func(leave bool) {
		if leave {
			goOn()
		}
	})
}
