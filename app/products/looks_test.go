package products

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/report"
)

func TestScreensLookAsStored(t *testing.T) {
	b := open(t, usual, practice(t))
	b.Window.Canvas().Unfocus()
	b.settle(t)
	test.AssertImageMatches(t, "products.png", b.Window.Canvas().Capture())
}

func TestNothingIsCutInAnyLook(t *testing.T) {
	s := practice(t)
	for _, v := range looks.Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			b := open(t, v, s)
			b.Look(t, v, "products")
			for part := range report.Part(report.Parts) { // an empty one teaches
				b.page.list.turn(part)
				b.settle(t)
				b.Look(t, v, "products-"+partNames[part])
			}
			b.page.list.turn(report.Expiring)
			b.settle(t)
			if b.page.list.folded {
				b.Press("Right")
				b.Look(t, v, "products-look")
				b.Press("Esc")
			}
			b.Press("Enter")
			b.settle(t)
			b.page.form.addCode("8850001234567")
			b.page.form.addBreak()
			b.Look(t, v, "product-form")
			for _, kind := range []movement{receiving, counting, adjusting} {
				m := newMover(b.page, b.page.model.product(), kind)
				b.Kit.Prompt.Show(m.dialog)
				b.Look(t, v, "stock-"+string(kind))
				m.dialog.Close()
			}
			o := newOffer(b.page, catalog.Promotion{Kind: catalog.PromoGift, Products: []id.Product{b.page.model.found()[0].ID, b.page.model.found()[1].ID}})
			b.Kit.Prompt.Show(o.dialog)
			b.Look(t, v, "promotion")
			o.goods.ask()
			b.Look(t, v, "pick")
			o.dialog.Close()
			tags := b.page.openTags(b.page.model.product(), printing.TagA4x24)
			tags.count.SetQty(qty.Pieces(25)) // two sheets
			tags.draw()
			b.Settle(t, tags.dialog.Working)
			b.Look(t, v, "tags")
		})
	}
}

func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	b := open(t, usual, practice(t))
	b.Press("Down")
	b.settle(t)
	b.Save(t, folder, "products")
	b.Press("Enter")
	b.settle(t)
	b.Save(t, folder, "product-form")
	tags := b.page.openTags(b.page.model.product(), printing.TagA4x24)
	tags.count.SetQty(qty.Pieces(24))
	tags.draw()
	b.Settle(t, tags.dialog.Working)
	b.Save(t, folder, "tags")
	b.Press("Esc")
	saveForms(t, b, folder)
}

// saveForms draws the parts of the form as the guide shows them.
func saveForms(t *testing.T, b *bench, folder string) {
	f := b.page.form
	f.open(int(makerTab))
	f.papers.add(map[string]string{"kind": catalog.CertTCPS, "number": "มผช.1555/2563", "expires": "20/12/2569"})
	b.settle(t)
	b.Save(t, folder, "product-certificates")
	b.page.open(catalog.Product{Name: "ชุดปีใหม่ จากดอยถึงทุ่ง", Category: "อาหาร", Unit: "ชุด", Price: money.Baht(390), VAT: catalog.VATStandard, Terms: "own"})
	b.Press("Enter") // the form before is given up
	f = b.page.form
	for _, sku := range []string{"HONEY-001", "RICE-001", "TEA-001", "BANANA-001"} {
		f.addPart(b.page.model.index.BySKU(sku), qty.One)
	}
	f.open(int(setTab))
	b.Window.Canvas().Unfocus()
	b.settle(t)
	b.Save(t, folder, "product-set")
	f.draft.text = map[string]string{"name": "เสื้อม่อฮ่อมคราม คอกลม", "price": "450", "unit": "ตัว"}
	b.page.show(newFormOf(b.page, f.draft))
	f = b.page.form
	f.family.turn(true)
	f.family.sort.Set(true)
	f.family.first.SetText("คราม, ขาว")
	f.family.second.SetText("S, M, L")
	f.family.make()
	f.changed(part("variants", 2, "price"), "480")
	f.family.show()
	b.Kit.Prompt.Hush()
	f.open(int(familyTab))
	b.Window.Canvas().Unfocus()
	b.settle(t)
	b.Save(t, folder, "product-variants")
}
