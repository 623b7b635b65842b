package printing

import (
	"strconv"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing/text"
)

// CountGroup is goods that lie together on a sheet to count by: a category.
type CountGroup struct {
	Name  string
	Goods []CountGoods
}

// CountGoods is a product to count. How much of it there should be is not said, so that nobody counts to it.
type CountGoods struct {
	Code string // that a scanner reads or a person types
	Name string
	Unit string
}

// CountSheet is a sheet to count by with a pencil.
type CountSheet struct {
	Lang     i18n.Lang
	Practice bool
	Shop     Shop
	Name     string
	Place    string
	Day      clock.Day
	Groups   []CountGroup
}

// Pages lays the sheet out on A4, with a box to write in for every product.
func (c CountSheet) Pages(shaper *text.Shaper) []Page {
	g := Goods{Lang: c.Lang, Place: c.Place}
	p := newPaper(shaper, c.Lang, c.Practice, A4Width, A4Height)
	p.letterhead(c.Shop, g.t("title.count_sheet"), append([]string{c.Name, i18n.Date(c.Lang, c.Day)}, g.facts()...)...)
	n := 0
	for _, group := range c.Groups {
		p.keep(5 * p.body.size * 2)
		p.gap(2 * MM)
		p.text(style{text.Bold, 5 * MM, Black}, left, group.Name)
		list := table{columns: []column{{g.t("col.no"), 10, right}, {g.t("col.code"), 38, left}, {g.t("col.name"), 76, left},
			{g.t("col.unit"), 20, left}, {g.t("col.counted"), 36, right}}}
		for _, goods := range group.Goods {
			n++
			list.rows = append(list.rows, []string{strconv.Itoa(n), goods.Code, goods.Name, goods.Unit, ". . . . . . . . . ."})
		}
		p.table(list)
	}
	p.signatures(g.t("sign.counted"), g.t("sign.checked"))
	return p.end()
}
