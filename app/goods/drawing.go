package goods

import (
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/i18n"
)

// drawings are what a product without a photo is drawn as, by the first word that its name or category
// holds.
var drawings = []struct{ word, drawing string }{
	{"น้ำผึ้ง", "honey"}, {"สบู่", "soap"}, {"แชมพู", "soap"}, {"พริก", "chili"}, {"แกง", "chili"}, {"ไข่", "egg"},
	{"กล้วย", "banana"}, {"ปลา", "fish"}, {"ชา", "tea"}, {"กาแฟ", "tea"}, {"น้ำตาล", "sugar"}, {"ข้าว", "rice"},
	{"ขาวม้า", "checked"}, {"ผ้า", "cloth"}, {"กระเป๋า", "bag"}, {"ตะกร้า", "bag"}, {"สาน", "bag"},
	{"เครื่องดื่ม", "tea"}, {"สมุนไพร", "soap"}, {"อาหาร", "rice"},
}

// Drawing names the drawing that stands in for the photo of goods with this name and category.
func Drawing(name, category string) string {
	for _, text := range []string{name, category} {
		for _, d := range drawings {
			if strings.Contains(text, d.word) {
				return "goods-" + d.drawing
			}
		}
	}
	return "goods-bag"
}

// DrawingOf names the drawing that stands in for a product's photo.
func DrawingOf(p *catalog.Product) string { return Drawing(p.Name, p.Category) }

// Name gives the product's name in a language, the Thai one where there is no other, with what tells a
// variant from the others.
func Name(lang i18n.Lang, p *catalog.Product) string {
	if lang == i18n.English {
		return p.FullNameEN()
	}
	return p.FullName()
}
