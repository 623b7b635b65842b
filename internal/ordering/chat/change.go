package chat

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/qty"
)

// apply puts one named good into the order.
func (p *parse) apply(list []named, n, from, to int, items []Item, order *Order) []Item {
	one := list[n]
	if one.amount == nil && n+1 < len(list) && list[n+1].more { // counted by its colours
		return items
	}
	stop := to
	if n+1 < len(list) {
		stop = list[n+1].from
	}
	start := p.floor(list, n, from)
	around := p.text[start:stop]
	drop := dropped.FindStringIndex(around)
	if drop != nil && drop[1] < one.from-start && strings.TrimSpace(around[drop[1]:one.from-start]) != "" {
		drop = nil // ไม่เอาปลายทาง is not about the goods that come later
	}
	isAsked := p.busy[one.from] == asked
	if isAsked && one.amount != nil && (p.busy[one.amount.from] == free || p.busy[one.amount.from] == payment) && one.amount.from > one.to { // ละ 2 is read as a price
		one.wanted = true
	}
	if isAsked && (one.amount == nil || !one.wanted && !p.wants(from, one.from)) {
		return items
	}
	if one.goods == nil && (drop != nil || isAsked) {
		return items
	}
	item := p.item(one)
	at := slices.IndexFunc(items, func(old Item) bool { return old.SKU.Value != "" && old.SKU.Value == item.SKU.Value })
	if drop != nil && (one.amount == nil || drop[0] < one.from-start) && !(one.amount != nil && changed.MatchString(around[drop[1]:])) {
		if at >= 0 {
			return slices.Delete(items, at, at+1)
		}
		return items
	}
	if one.amount != nil && p.busy[one.amount.to-1] == asked { // 2 ขวดเท่าไหร่คะ
		item.QtySure = min(item.QtySure, 80)
	}
	if isAsked {
		item.SKU.Confidence, item.QtySure = min(item.SKU.Confidence, 60), min(item.QtySure, 60)
	}
	if at < 0 {
		if one.amount == nil && !one.wanted && !p.standsAlone(one, from, to) && len(list) == 1 {
			return items
		}
		return append(items, item)
	}
	return p.merge(items, at, item, one, around)
}

// merge joins a good that was ordered before: more of it, another number, or only said again.
func (p *parse) merge(items []Item, at int, item Item, one named, around string) []Item {
	old := &items[at]
	switch {
	case one.amount == nil:
	case one.more:
		old.Qty += item.Qty
		old.QtySure = min(old.QtySure, item.QtySure, 80)
	case more.MatchString(around) && !raised.MatchString(around):
		old.Qty += item.Qty
		old.QtyAt, old.QtySure = item.QtyAt, min(old.QtySure, item.QtySure, 85)
	case old.Qty == item.Qty:
	default:
		sure := 65
		if changed.MatchString(around) {
			sure = 86
		}
		old.Qty, old.QtyAt, old.QtySure = item.Qty, item.QtyAt, min(item.QtySure, sure)
	}
	return items
}

// standsAlone reports whether a line is nothing but the name.
func (p *parse) standsAlone(one named, from, to int) bool {
	from, to = trimEnds(p.text, from, to)
	return one.from-from <= 6 && to-one.to <= 3
}

// item makes a line of goods from what was named.
func (p *parse) item(one named) Item {
	end := one.to
	start := one.from
	if one.amount != nil {
		end, start = max(end, one.amount.to), min(start, one.amount.from)
	}
	if end-start > 200 || one.amount != nil && one.amount.from-one.to > 90 {
		start, end = one.from, one.to
	}
	item := Item{Text: p.m.Text(start, end), SKU: Text{At: p.span(one.from, one.to), Confidence: one.sure}}
	amount := amountAt{value: qty.One, sure: 50}
	if one.amount != nil {
		amount = *one.amount
		item.QtyAt = p.span(amount.from, amount.to)
	}
	if len(one.goods) == 0 {
		item.Qty, item.QtySure, item.Unit = amount.value, amount.sure, p.unitText(amount)
	} else {
		good := p.goods.goods[one.goods[0]]
		item.SKU.Value, item.Unit = good.SKU, good.Unit
		item.Qty, item.QtySure = fit(p.unpack(amount, good.Unit), good.Unit)
		for _, other := range one.goods[1:] {
			item.SKU.Alternatives = append(item.SKU.Alternatives, p.goods.goods[other].SKU)
		}
		if len(one.goods) > 1 {
			item.SKU.Confidence = min(item.SKU.Confidence, 50)
		}
	}
	if amount.bad {
		item.Qty, item.QtySure = 0, 20
	}
	return item
}

func (p *parse) unitText(amount amountAt) string {
	if name, known := sameUnit[amount.unit]; known {
		return name
	}
	if at := strings.Index(p.text[amount.from:amount.to], amount.unit); at >= 0 && amount.unit != "" {
		return p.m.Text(amount.from+at, amount.from+at+len(amount.unit))
	}
	return ""
}

// spokenOf gives the one good of an order that a word means which is only a part of its name:
// กล้วยไม่เอา; -1 when none or several can be meant.
func (p *parse) spokenOf(items []Item, text string) int {
	text = strings.TrimSpace(text[len(itemNoise.FindString(text)):])
	if utf8.RuneCountInString(text) < 3 {
		return -1
	}
	at := -1
	for n, item := range items {
		if !slices.ContainsFunc(p.goods.goods, func(g Good) bool { return g.SKU == item.SKU.Value && strings.HasPrefix(foldName(g.Name), text) }) {
			continue
		}
		if at >= 0 {
			return -1
		}
		at = n
	}
	return at
}

// changeLast reads a line without goods that changes what was ordered: "เปลี่ยนเป็น 3", "เพิ่มอีก 1",
// "เอาอันแรกเพิ่ม 2", "ไม่เอาอันที่สอง".
func (p *parse) changeLast(from, to int, items []Item, order *Order) []Item {
	text := p.text[from:to]
	if len(items) == 0 || !p.isFree(from, min(from+1, to)) {
		return items
	}
	word := changed.FindStringIndex(text)
	add := more.FindStringIndex(text)
	if raised.MatchString(text) { // เพิ่มเป็น 4 is 4 in all
		add = nil
	}
	drop := dropped.FindStringIndex(text)
	if word == nil && add == nil && drop == nil {
		return items
	}
	if drop != nil && word == nil && add == nil {
		if at := p.spokenOf(items, text[:drop[0]]); at >= 0 {
			return slices.Delete(items, at, at+1)
		}
	}
	at := len(items) - 1
	if found := ordinal.FindStringSubmatch(text); found != nil && !isDigit(found[1][0]) || found != nil && strings.Contains(found[0], plain("ที่")) {
		switch found[1] {
		case plain("แรก"), "1":
			at = 0
		case plain("สอง"), "2":
			at = min(1, at)
		case plain("สาม"), "3":
			at = min(2, at)
		}
	} else if drop != nil && word == nil && add == nil {
		return items
	}
	begin := 0
	for _, each := range [][]int{word, add} {
		if each != nil {
			begin = max(begin, each[1])
		}
	}
	if begin > 0 {
		begin += len(fillers.FindString(text[begin:]))
		if amount, ok := p.amountFrom(from+begin, to); ok && p.isFree(amount.from, amount.to) && !amount.bad {
			value, sure := fit(amount, items[at].Unit)
			if add != nil {
				value += items[at].Qty
			}
			items[at].Qty, items[at].QtyAt, items[at].QtySure = value, p.span(amount.from, amount.to), min(sure, 80)
			return items
		}
	}
	if drop != nil && word == nil {
		return slices.Delete(items, at, at+1)
	}
	return items
}
