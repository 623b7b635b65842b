package chat

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// named is goods at a place of the text, not yet with a quantity.
type named struct {
	from, to int
	goods    []int
	sure     int
	text     string
	amount   *amountAt
	wanted   bool // เอา, ขอ or the like stands before it
	more     bool // of another colour than those before it, which the shop does not tell apart
}

var (
	wantBefore = pattern(`(?:เอา|รับ|ขอ|สั่ง|จอง|อยากได้|ต้องการ|ซื้อ|ฝาก|เพิ่ม|order|cf|f|(?:^|\s)(?:สินค้า|รายการ(?:สินค้า)?|ออเดอร์)(?:ที่)?(?:สั่ง|ต้องการ)?\s*:?)\s*(?:ซื้อ|เป็น|แค่|อีก)?\s*$`)
	linkBefore = plainAll("เอา", "รับ", "ขอ", "สั่ง", "กับ", "และ", "มี", "ซื้อ", "อยากได้", "ส่ง", "เพิ่ม", "เป็น", "จอง", "ฝาก", "ของ", "ได้", "แล้วก็", "กะ", "ยกเลิก", "อีก", "ต้องการ", "ค่า", "ใส่", "สนใจ", "พี่", "คะ", "ครับ", "จ้า", "นะ", "ตัด", "ลด", "แถม", "จัด", "แพค", "แพ็ค", "ลอง", "หยิบ", "ได้แก่", "คือ", "รวม", "บวก", "ส่วน", "และก็", " ก็", "งั้น", "ด้วย", "เด้อ", "เจ้า", "ถวาย", "ทำบุญ")
	dropped    = pattern(`ไม่เอา|ไม่รับ|ยกเลิก|ตัดออก|เอาออก|บ่เอา|ไม่ต้องการ|ไม่สั่ง|(?:^|\s)งด`)
	changed    = pattern(`เปลี่ยน|เอ้ย|เอ๊ย|อุ๊ย|อุ้ย|พิมพ์ผิด|ไม่ใช่|ขอโทษ|แก้|เอาแค่|ลดเหลือ|เหลือ|เป็น|ขอแก้`)
	more       = pattern(`เพิ่ม|อีก|บวก`)
	raised     = pattern(`(?:เพิ่ม|รวม)(?:ให้)?เป็น`)
	startsAnew = pattern(`สรุป(?:เอา|คือ|ว่า|เป็น|แล้ว)?|เอาใหม่|สั่งใหม่|เริ่มใหม่`)
	sameAsLast = pattern(`เหมือนเดิม|เหมือนคราวก่อน|เหมือนครั้งก่อน|เหมือนรอบที่แล้ว|เดิมเลย|ของเดิม`)
	ordinal    = pattern(`(?:อัน|ตัว|อย่าง|รายการ)?(?:ที่)?(แรก|สอง|สาม|หลัง|สุดท้าย|1|2|3)`)
	eachOf     = pattern(`(?:อย่าง|แบบ|รส|อัน|สี|คน|ท่าน|ที่|บ้าน|แห่ง)ละ\s*`)
	ifThere    = pattern(`^(?:\s|(?:ถ้า)?ไม่(?:ได้|มี)ก็|ค่ะ|คะ|ครับ|คับ|จ้า|ถ้า(?:ยัง)?มี|ถ้าได้|ถ้า(?:ยัง)?เหลือ|ถ้า(?:ยัง)?ไม่หมด|ถ้ายัง|ถ้าพร้อม|งั้น|ก็|เอา|ขอ|รับ|สั่ง|จอง|จะ|ทั้งหมด|หมด|เลย)*`)
	priceTimes = pattern(`^\s*(?:\(?\s*)?(\d+)\s*[x*]\s*(\d+)\s*(?:=\s*[\d,]+)?`)
	itemNoise  = pattern(`^(?:[\s:=,\-*•().]|เหมือนเดิม|เจ้(?:\s|เอา|$)|เฮีย|(?:hello|hi|please|i'd like|i want|and)(?:\s|,|$)|(?:ค่|น้|จ้)า+|งั้น|ถ้างั้น|และ|กับ|แล้วก็|เอา|ขอ|รับ|สั่ง|อยากได้|ต้องการ|ซื้อ|เพิ่ม|อีก|มี|สวัสดี(?:ค่ะ|ครับ|จ้า|คับ)?|หวัดดี\S*|ค่ะ|คะ|ครับ|คับ|จ้า|นะ|พี่|แม่ค้า|แอดมิน|ร้าน|รายการ|สินค้า|ออเดอร์|order|cf|จำนวน|ด้วย|ตัว|ของ|เจ้า|เด้อ|แม่|น้อง|ถ้า(?:ยัง)?(?:มี|ได้|เหลือ|ไม่หมด)|ถ้ายัง|(?:ทั้ง)?หมดเลย|(?:ถ้า)?ไม่(?:ได้|มี)ก็|\d+[).])*`)
	notGoods   = pattern(`^(?:รวม|ยอด|ทั้งหมด|ราคา|ค่าส่ง|ส่ง(?:\s|ที่|ให้|ถึง|ด่วน|ของ|$)|วัน|เวลา|เดือน|โทร|เบอร์|ที่อยู่|หมู่(?:\s|\d|ที่|บ้าน|$)|บ้าน|ซอย|ถนน|ห้อง|ชั้น(?:\s|\d|$)|รหัส|ขนาด|ไซส์|ไซ|เป็น|แค่(?:\s|\d|$)|ไม่|เปลี่ยน|แก้|เหลือ|แพ็ค|ห่อ(?:\s|ละ|$)|แยก|กล่อง|คน|ครั้ง|บาท|อย่าง|ยก|แบบ|ลด|ของ|เอา|ทุก|ตาม|ประมาณ|เกือบ|นี้|นั้น|อัน|ตัว|ที่)`)
)

// hasItems reports whether a range names goods.
func (p *parse) hasItems(from, to int) bool {
	for at := from; at < to; {
		r, size := utf8.DecodeRuneInString(p.text[at:])
		if p.busy[at] == free && p.mayBegin(at, r) {
			if one, ok := p.nameAt(at, to); ok && one.sure >= Sure {
				return true
			}
		}
		at += size
	}
	return false
}

func (p *parse) mayBegin(at int, r rune) bool {
	return (isThaiLetter(r) || r >= 'a' && r <= 'z') && (!thaiBefore(p.text, at) || p.linked(at))
}

// linked reports whether a word that goods may follow ends there.
func (p *parse) linked(at int) bool {
	before := p.text[max(0, at-30):at]
	for _, word := range linkBefore {
		if strings.HasSuffix(before, word) {
			return true
		}
	}
	for _, word := range unitWords {
		if strings.HasSuffix(before, word) {
			return true
		}
	}
	return false
}

// readItems reads the goods of a part, statement after statement: a later one may change an earlier.
func (p *parse) readItems(part segment, order *Order) {
	items := slices.Clone(p.shared)
	customer := false
	var topic []int
	for _, each := range p.lines {
		from, to := max(each.from, part.from), min(each.to, part.to)
		if from >= to {
			continue
		}
		spoken, several := p.topicOf(from, to)
		switch {
		case each.shop:
		case p.countLine(from, to, items):
			customer = true
		case spoken == nil && topic != nil:
			customer = true
			if answered := p.answerTopic(from, to, topic, items); answered != nil {
				items = answered
			} else {
				items = p.readLine(from, to, items, order)
			}
		default:
			customer = true
			begin := from
			if topic != nil {
				if more := answerMore.FindStringIndex(p.text[from:to]); more != nil {
					if answered := p.answerTopic(from, from+more[1], topic, items); answered != nil {
						items, begin = answered, from+more[1]
					}
				}
			}
			items = p.readLine(begin, to, items, order)
		}
		if several {
			topic = nil
		} else if spoken != nil {
			topic = spoken
		}
	}
	if len(items) == 0 && customer {
		items = p.shopItems(part, order)
	}
	for n := range items {
		items[n].QtySure = min(items[n].QtySure, 99)
	}
	order.Items = items
}

// shopItems takes the goods from the shop's own summary when the customer named none.
func (p *parse) shopItems(part segment, order *Order) []Item {
	var items []Item
	for _, each := range p.lines {
		from, to := max(each.from, part.from), min(each.to, part.to)
		if from >= to || !each.shop || question.MatchString(p.text[from:to]) {
			continue
		}
		saved := slices.Clone(p.busy[from:to])
		p.mark(from, to, free)
		for _, item := range p.readLine(from, to, nil, order) {
			if item.SKU.Value != "" && item.Qty > 0 && item.QtySure > 50 {
				item.SKU.Confidence, item.QtySure = min(item.SKU.Confidence, 70), min(item.QtySure, 70)
				items = append(items, item)
			}
		}
		copy(p.busy[from:to], saved)
	}
	if len(items) > 0 {
		order.warn("items_from_shop", "items", Span{})
	}
	return items
}

// readLine reads one line and applies it to what was ordered before.
func (p *parse) readLine(from, to int, items []Item, order *Order) []Item {
	text := p.text[from:to]
	if found := startsAnew.FindStringIndex(text); found != nil && len(items) > 0 && p.hasItems(from+found[1], to) {
		items = nil
	}
	if found := sameAsLast.FindStringIndex(text); found != nil && p.busy[from+found[0]] == free {
		order.warn("same_as_before", "items", p.span(from+found[0], from+found[1]))
	}
	list := p.namesIn(from, to)
	p.giveAmounts(list, from, to)
	if len(list) == 0 {
		return p.changeLast(from, to, items, order)
	}
	for n := range list {
		items = p.apply(list, n, from, to, items, order)
	}
	return items
}

// namesIn lists the goods named in a line, and stretches with a quantity that may be goods.
func (p *parse) namesIn(from, to int) []named {
	var list []named
	for at := from; at < to; {
		r, size := utf8.DecodeRuneInString(p.text[at:])
		if p.busy[at] != free && p.busy[at] != asked || !p.mayBegin(at, r) || p.asksHere(from, at, to) && asksAlone.MatchString(p.text[from:at]) {
			at += size
			continue
		}
		one, ok := p.nameAt(at, to)
		if unit := p.countedUnit(at, to); ok && unit > 0 && (one.to > at+unit || p.amountBehind(&one, to, to) == nil) { // 5 ถุง ผ้าซิ่น is no ถุงผ้า
			at += unit
			continue
		}
		if !ok {
			at += size
			continue
		}
		list = append(list, one)
		list = p.moreKinds(list, to)
		at = list[len(list)-1].to
	}
	return p.unknownNames(from, to, list)
}

// countedUnit gives the length of a unit that stands there by itself behind a number; 0 for anything else.
func (p *parse) countedUnit(at, to int) int {
	before := strings.TrimRight(p.text[:at], " ")
	if before == "" || !isDigit(before[len(before)-1]) {
		return 0
	}
	unit, size := p.unitFrom(p.text[at:to])
	if unit == "" || at+size < to && p.text[at+size] != ' ' {
		return 0
	}
	return size
}

// nameAt reads goods named exactly there.
func (p *parse) nameAt(at, to int) (named, bool) {
	for _, found := range p.goods.at(p.text, at, to) {
		found = p.alsoCalled(at, found, to)
		letters := utf8.RuneCountInString(p.text[at:found.to])
		if thaiAfter(p.text, found.to) && !p.followed(found.to, to) && letters <= 4 {
			continue
		}
		one := named{from: at, to: found.to, goods: found.goods, sure: 95}
		if end := p.wordEnd(found.to, to); end > found.to {
			if goods := p.goods.begun(p.text[at:end]); len(goods) == 1 { // น้ำปลาเกาะกูฏ is no น้ำปลา
				one.to, one.goods, one.sure = end, goods, 92
			}
		}
		if thaiAfter(p.text, found.to) && !p.followed(found.to, to) {
			one.sure = 70
			one.to = p.wordEnd(found.to, to)
			if goods, sure := p.goods.near(p.text[at:one.to]); len(goods) == 1 && sure > 75 {
				one.goods, one.sure = goods, sure
			}
		}
		for one.to < to && (p.text[one.to] == '.' || p.text[one.to] == ')') { // of a size in the name: 100 ก.
			one.to++
		}
		p.takeKind(&one, to)
		p.takeSize(&one, to)
		return one, true
	}
	if thaiBefore(p.text, at) {
		return named{}, false
	}
	// the beginning of a longer name: น้ำลูกหม่อน is น้ำลูกหม่อนเข้มข้น
	end, _ := trimWord(p.text, at, p.wordEnd(at, to))
	if utf8.RuneCountInString(p.text[at:end]) < 5 {
		return named{}, false
	}
	goods := p.goods.begun(p.text[at:end])
	if len(goods) == 0 {
		return named{}, false
	}
	one := named{from: at, to: end, goods: goods, sure: 84}
	p.takeKind(&one, to)
	p.takeSize(&one, to)
	return one, true
}

// alsoCalled goes on over another name of the same goods, กาแฟอาราบิก้า, and over what makes one name of
// two: เสื้อเชิ้ตขาวม้า.
func (p *parse) alsoCalled(at int, one hit, to int) hit {
	if !thaiAfter(p.text, one.to) {
		return one
	}
	for _, other := range p.goods.at(p.text, one.to, to) {
		var both []int
		for _, n := range one.goods {
			if slices.Contains(other.goods, n) {
				both = append(both, n)
			}
		}
		if len(both) > 0 {
			return hit{other.to, both}
		}
		if goods, sure := p.goods.near(p.text[at:other.to]); len(goods) == 1 && sure > 0 && slices.Contains(one.goods, goods[0]) {
			return hit{other.to, goods}
		}
	}
	return one
}

// trimWord takes politeness off the end of a word.
func trimWord(text string, from, to int) (end int, trimmed bool) {
	for _, word := range particles {
		if (gluedParticle[word] || len(word) > 12) && strings.HasSuffix(text[from:to], word) && to-len(word) > from {
			return to - len(word), true
		}
	}
	return to, false
}

// followed reports whether what stands behind a name is no part of it.
func (p *parse) followed(at, to int) bool {
	rest := p.text[at:to]
	if fillers.FindString(rest) != "" {
		return true
	}
	if _, ok := p.amountFrom(at, to); ok {
		return true
	}
	if _, size := p.unitFrom(rest); size > 0 && strings.HasPrefix(rest[size:], plain("ละ")) { // ถ้วยใบละ 240
		return true
	}
	for _, word := range append([]string{plain("กับ"), plain("และ"), plain("อย่าง"), plain("ครึ่ง"), plain("แล้ว"), plain("ไม่"), plain("เปลี่ยน"), plain("ไซ"), plain("ขนาด"), plain("ปลาย"), plain("โอน"), plain("ที่"), plain("มี"), plain("ได้"), plain("เหมือน"), plain("กะ"), plain("เหลือ"), plain("ลด"), plain("ยก"), plain("อัน"), plain("ราคา"), plain("นี้"), plain("ยัง"), plain("หมด"), plain("อร่อย")}, particles...) {
		if strings.HasPrefix(rest, word) {
			return true
		}
	}
	return false
}

func (p *parse) wordEnd(at, to int) int {
	for at < to && thaiAfter(p.text, at) && p.busy[at] == free {
		if _, ok := p.amountFrom(at, to); ok {
			break
		}
		if _, size := p.unitFrom(p.text[at:to]); size > 0 && strings.HasPrefix(p.text[at+size:to], plain("ละ")) {
			break
		}
		_, size := utf8.DecodeRuneInString(p.text[at:])
		at += size
	}
	return at
}

// unknownNames adds stretches before a counted quantity that no goods were found in: a misspelt name,
// or goods the shop does not have.
func (p *parse) unknownNames(from, to int, list []named) []named {
	last := from
	for at := from; at < to; {
		_, size := utf8.DecodeRuneInString(p.text[at:])
		if inside := slices.IndexFunc(list, func(n named) bool { return at >= n.from && at < n.to }); inside >= 0 {
			at = list[inside].to
			last = at
			continue
		}
		if p.busy[at] != free {
			at += size
			last = at
			continue
		}
		amount, ok := p.amountFrom(at, to)
		if !ok || !isDigit(p.text[at]) && amount.unit == "" && (thaiBefore(p.text, at) || thaiAfter(p.text, amount.to)) || amount.to > to || !p.isFree(amount.from, amount.to) {
			at += size
			continue
		}
		one, ok := p.sameFamily(list, last, at)
		if !ok {
			one, ok = p.unknownName(last, at)
			if ok && len(one.goods) > 0 {
				p.takeSize(&one, to)
				amount.to = max(amount.to, one.to)
			}
		}
		if !ok {
			one, ok = p.otherSize(list, last, at, to)
			amount.to = max(amount.to, one.to)
		}
		if ok && one.goods == nil && p.countsBefore(list, one, amount) {
			at = amount.to
			last = at
			continue
		}
		if ok && (amount.unit != "" || one.goods != nil) {
			list = append(list, one)
			slices.SortFunc(list, func(a, b named) int { return a.from - b.from })
		}
		at = amount.to
		last = at
	}
	return list
}

var forWhom = pattern(`^(?:ให้|ฝาก|แบบ|เหมือน|เอา|ของ)`)

// countsBefore gives an amount to the goods named right before it when only for whom they are stands
// between, in their own unit: ปลาร้าให้แม่ 3 กระปุก.
func (p *parse) countsBefore(list []named, between named, amount amountAt) bool {
	n := len(list) - 1
	for n >= 0 && list[n].from > between.from {
		n--
	}
	if n < 0 || amount.unit == "" || len(list[n].goods) == 0 || strings.TrimSpace(p.text[list[n].to:between.from]) != "" || !forWhom.MatchString(p.text[between.from:between.to]) {
		return false
	}
	if _, sure := fit(amount, p.goods.goods[list[n].goods[0]].Unit); sure < Sure {
		return false
	}
	amount.sure = 80
	list[n].amount = &amount
	return true
}

func (p *parse) unknownName(from, to int) (named, bool) {
	for from < to && p.busy[from] != free {
		from++
	}
	from += len(itemNoise.FindString(p.text[from:to]))
	from, to = trimEnds(p.text, from, to)
	for _, filler := range plainAll("จำนวน", "อีก", "เอา", "ขอ", "สัก", "x", "เพิ่ม", "อย่างละ") {
		to -= len(p.text[from:to]) - len(strings.TrimRight(strings.TrimSuffix(p.text[from:to], filler), " "))
	}
	if from >= to {
		return named{}, false
	}
	text := p.text[from:to]
	letters := utf8.RuneCountInString(text)
	if letters < 3 || letters > 40 || notGoods.MatchString(text) || strings.Count(text, " ") > 3 {
		return named{}, false
	}
	one := named{from: from, to: to, text: p.m.Text(from, to), sure: 30}
	if goods, sure := p.goods.near(text); len(goods) > 0 {
		one.goods, one.sure = goods, sure
	} else if end, goods, sure := p.kindOfNear(text); len(goods) > 0 {
		one.to, one.goods, one.sure = from+end, goods, sure
	} else if unit := p.unitBefore(to); unit != "" && to-len(unit) > from { // ไรซ์เบอร์รี่ถุง 5 กก.
		if goods, sure := p.goods.near(p.text[from : to-len(unit)]); len(goods) > 0 {
			one.to, one.goods, one.sure = to-len(unit), goods, sure
		}
	} else if space := strings.LastIndexByte(text, ' '); space > 0 {
		begin := space + 1 + len(itemNoise.FindString(text[space+1:])) // ขอบคุณค่ะ งั้นรับน้ำลูกหม่อน
		if goods, sure := p.goods.near(text[begin:]); len(goods) > 0 {
			one.from, one.goods, one.sure = from+begin, goods, sure-4
		}
	}
	return one, true
}
