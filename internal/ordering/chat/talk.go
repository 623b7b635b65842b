package chat

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/address"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

var (
	shareWord  = pattern(`(?:คน|ท่าน|ที่|บ้าน|แห่ง|หลัง)ละ`)
	samePhone  = pattern(`(?:เบอร์|โทร)(?:ศัพท์)?\s*(?:เดียว|เดิม|เหมือน)`)
	paidForAll = pattern(`รวมกัน|โอนรวม|จ่ายรวม|รวมแล้ว|รวบ|ทั้งหมด|ทุก(?:คน|กล่อง|ที่|ออเดอร์|รายการ)|ทั้ง(?:สอง|สาม|คู่|\s?\d)|คนเดียวจ่าย`)
	takesTopic = pattern(`^(?:[\s.,]|งั้น|ถ้างั้น|ก็|โอเค|ok|ได้|ค่ะ|คะ|ครับ|คับ|จ้า|เอา|ขอ|รับ|สั่ง|จอง|เพิ่ม|อีก|เลย|หมด|ทั้งหมด|ครบ|แค่|สัก|เป็น|มา|พี่|หนู|ผม|แบบ[^\s\d]{1,12})*`)
	countLabel = pattern(`^\s*(?:จำนวน|qty|quantity)\s*[:=]?\s*`)
)

// pack is how many of one unit the text says are in another: ลังละ 12 ขวด.
type pack struct {
	unit  string
	holds qty.Qty
}

// readPacks finds how much is in a crate or pack, and marks it so that it is no quantity of goods.
func (p *parse) readPacks() {
	word := plain("ละ")
	for at := 0; ; {
		next := strings.Index(p.text[at:], word)
		if next < 0 {
			return
		}
		from, to := at+next, at+next+len(word)
		at = to
		line := p.lineOf(from)
		rest := strings.TrimLeft(p.text[to:max(line.to, to)], " ")
		value, size, bad := readNumber(rest)
		unit := p.unitBefore(from)
		if unit == "" || size == 0 || bad || !p.startsUnit(strings.TrimLeft(rest[size:], " ")) {
			continue
		}
		inner, width := p.unitFrom(strings.TrimLeft(rest[size:], " "))
		end := line.to - len(strings.TrimLeft(rest[size:], " ")) + width
		if inner != unit && perUnit[inner].each == 0 && perUnit[unit].each == 0 {
			p.packs = append(p.packs, pack{unit, value})
			p.mark(from-len(unit), end, payment)
		}
	}
}

// unitBefore gives the unit that ends there, but for the words that only share out: อันละ, แบบละ.
func (p *parse) unitBefore(at int) string {
	longest := ""
	for _, unit := range unitWords {
		if len(unit) > len(longest) && strings.HasSuffix(p.text[:at], unit) {
			longest = unit
		}
	}
	if longest == plain("อัน") || longest == plain("แบบ") {
		return ""
	}
	return longest
}

// unpack counts what is in the packs when the goods are not sold by the pack.
func (p *parse) unpack(amount amountAt, unit string) amountAt {
	for _, each := range p.packs {
		if amount.unit == each.unit && foldName(unit) != each.unit && foldName(unit) != foldName(sameUnit[each.unit]) {
			amount.value = qty.Qty(int64(amount.value) / 1000 * int64(each.holds))
			amount.unit, amount.sure = "", min(amount.sure, 88)
		}
	}
	return amount
}

// readShared takes the goods that everyone in a list gets: คนละ 1 ชุด กระเช้าปีใหม่.
func (p *parse) readShared() {
	for _, each := range p.lines {
		found := shareWord.FindStringIndex(p.text[each.from:each.to])
		if found == nil || each.shop || slices.ContainsFunc(p.chains, func(c address.Found) bool { return c.From >= each.from && c.From < each.to }) {
			continue
		}
		from := each.from
		if p.hasItems(from+found[1], each.to) {
			from += found[1]
		}
		var order Order
		for _, item := range p.readLine(from, each.to, nil, &order) {
			item.SKU.Confidence, item.QtySure = min(item.SKU.Confidence, 88), min(item.QtySure, 88)
			p.shared = append(p.shared, item)
		}
		p.mark(each.from, each.to, payment)
	}
}

// share gives the orders of one paste what is said once for all: the telephone, how it is paid.
func (p *parse) share(orders []Order) {
	phones := samePhone.MatchString(p.text)
	for n := range orders {
		if phones && n > 0 && len(orders[n].Phones) == 0 {
			for _, each := range orders[n-1].Phones {
				each.Confidence = min(each.Confidence, 80)
				orders[n].Phones = append(orders[n].Phones, each)
			}
		}
		if p.paidForAll.Value != "" && orders[n].Payment.Value == "" {
			orders[n].Payment = p.paidForAll
			orders[n].Payment.Confidence = min(p.paidForAll.Confidence, 85)
		}
	}
}

// maxPostage is how much more than the goods a stated total may be before it seems wrong.
const maxPostage = 300_00

// compareTotal holds the stated total against what the goods cost, when all of them are known.
func (p *parse) compareTotal(order *Order) {
	sum := money.Satang(0)
	for _, item := range order.Items {
		at := slices.IndexFunc(p.goods.goods, func(g Good) bool { return g.SKU == item.SKU.Value })
		if at < 0 || p.goods.goods[at].Price == 0 || item.Qty <= 0 || item.Qty > qty.Pieces(100_000) {
			return
		}
		sum += money.Satang(int64(p.goods.goods[at].Price) * int64(item.Qty) / 1000)
	}
	if stated := order.Total.Value; sum > 0 && order.Total.Confidence > 0 && (stated < sum || stated > sum+maxPostage) {
		order.Total.Confidence = min(order.Total.Confidence, 80)
		order.warn("total_differs", "stated_total_satang", order.Total.At)
	}
}

// topicOf gives the goods a line speaks of, whoever says it: one, or none when there are several.
func (p *parse) topicOf(from, to int) (goods []int, several bool) {
	for at := from; at < to; {
		r, size := utf8.DecodeRuneInString(p.text[at:])
		if !p.asksHere(from, at, to) && p.busy[at] != place && p.busy[at] != house && p.mayBegin(at, r) {
			if one, ok := p.nameAt(at, to); ok {
				several = several || goods != nil
				goods, at = one.goods, one.to
				continue
			}
		}
		at += size
	}
	return goods, several
}

// asksHere reports whether ไหม stands there and asks, so that it is no silk.
func (p *parse) asksHere(from, at, to int) bool {
	return strings.HasPrefix(p.text[at:to], "ไหม") && p.asksWithMai(p.text[from:to], at-from, at-from+len("ไหม"))
}

// answerTopic reads a line that says how many of what was spoken of before: "เอา 2 โลจ้า", "5 ค่ะ"; nil
// when the line does not.
func (p *parse) answerTopic(from, to int, goods []int, items []Item) []Item {
	text := p.text[from:to]
	begin := from + len(takesTopic.FindString(text))
	amount, ok := p.amountFrom(begin, to)
	if !ok || amount.bad || !p.isFree(from, amount.to) || strings.TrimSpace(p.text[from:begin]) == "" && !p.onlyAmount(amount.to, to) {
		return nil
	}
	good := p.goods.goods[goods[0]]
	if slices.ContainsFunc(items, func(old Item) bool { return old.SKU.Value == good.SKU && old.QtyAt != Span{} }) {
		return nil
	}
	items = slices.DeleteFunc(items, func(old Item) bool { return old.SKU.Value == good.SKU })
	one := named{from: begin, to: amount.to, goods: goods, sure: 80, amount: &amount}
	item := p.item(one)
	item.SKU.At = Span{}
	item.QtySure = min(item.QtySure, 80)
	return append(items, item)
}

// answerMore is an answer before more goods: เอา 1 ผืนค่ะ แล้วก็ผ้าซิ่น 1 ผืน.
var answerMore = pattern(`^\s*(?:งั้น|ก็|ค่ะ|ครับ|\s)*(?:เอา|ขอ|รับ|สั่ง|จอง)\s*\S{1,20}(?:\s\S{1,14})?\s*(?:แล้วก็|และ|กับ|\+)`)

// onlyAmount reports whether nothing but politeness follows.
func (p *parse) onlyAmount(from, to int) bool {
	rest := p.text[from:to]
	rest = strings.TrimSpace(rest[len(fillers.FindString(rest)):])
	return rest == "" || particleOnly(rest)
}

// countLine reads จำนวน : 6 ถุง on a line of its own, for the goods named before it.
func (p *parse) countLine(from, to int, items []Item) bool {
	label := countLabel.FindStringIndex(p.text[from:to])
	if label == nil || len(items) == 0 || items[len(items)-1].QtyAt != (Span{}) {
		return false
	}
	amount, ok := p.amountFrom(from+label[1], to)
	if !ok || !p.isFree(amount.from, amount.to) {
		return false
	}
	last := &items[len(items)-1]
	last.QtyAt = p.span(amount.from, amount.to)
	last.Qty, last.QtySure = fit(amount, last.Unit)
	if amount.bad {
		last.Qty, last.QtySure = 0, 20
	}
	return true
}

// warnItems says what a person should look at in the goods, once nothing moves them any more.
func (o *Order) warnItems() {
	for n, item := range o.Items {
		switch {
		case item.SKU.Value == "":
			o.warn("goods_unknown", itemPath(n, "sku"), item.SKU.At)
		case item.QtyAt != (Span{}) && item.QtySure <= 50 && item.Qty != 0:
			o.warn("unit_mismatch", itemPath(n, "qty"), item.QtyAt)
		}
		switch {
		case item.QtyAt == (Span{}):
			o.warn("qty_assumed", itemPath(n, "qty"), item.SKU.At)
		case item.Qty == 0:
			o.warn("qty_absurd", itemPath(n, "qty"), item.QtyAt)
		}
	}
}
