package chat

import (
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

const sum = `(\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,7}(?:\.\d{1,2})?)`

var (
	codWord      = pattern(`เก็บเงิน(?:สด)?ปลายทาง|เก็บปลายทาง|จ่าย(?:เงิน)?(?:สด)?ปลายทาง|ชำระ(?:เงิน)?ปลายทาง|ปลายทาง|\bc\.?o\.?d\b|เก็บเงินตอนรับ|(?:จ่าย|เก็บเงิน)ตอน(?:รับ(?:ของ)?|ของ(?:มา)?ถึง)`)
	transferWord = pattern(`โอน|พร้อมเพย์|promptpay|แนบสลิป|ส่งสลิป|สลิป|สแกน(?:จ่าย)?|\bqr\b|คิวอาร์|เลขบัญชี|เลขบช|mobile ?banking|transfer`)
	cashWord     = pattern(`เงินสด|จ่ายสด|สดหน้าร้าน|จ่ายหน้าร้าน|จ่ายที่ร้าน`)
	notPaid      = pattern(`(?:ไม่(?:เอา|สะดวก|ใช่|รับ|ได้|ต้อง|มี)?|บ่เอา|ยกเลิก)\s*(?:เก็บ(?:เงิน)?|จ่าย|แบบ)?\s*$`)
	unsure       = pattern(`ถ้า|หรือว่า|หรือจะ|หรือ\s|แล้วแต่`)
	ifOnly       = pattern(`ถ้า(?:ไม่|บ่|ยังไม่)[^\n]{0,40}$`)
	codSum       = pattern(`(?:ยอด)?(?:เก็บเงิน(?:สด)?ปลายทาง|เก็บปลายทาง|ปลายทาง|ยอด\s*c\.?o\.?d|c\.?o\.?d)[^\d\n]{0,18}?` + sum + `\s*(?:บาท|บ\.|฿|\.-|\.–|-|$|\s|ค|น|จ)`)
	totalSum     = pattern(`(?:รวม(?:ทั้งหมด|ทั้งสิ้น|เป็นเงิน|ค่าส่ง(?:แล้ว)?|ส่ง(?:แล้ว)?|ยอด|เป็น)?|ยอด(?:รวม|โอน|ทั้งหมด|เงิน|ชำระ)?|ทั้งหมด|โอน(?:แล้ว|ไป|ไปแล้ว|ให้แล้ว|เงิน)?|total|สุทธิ|เป็นเงิน)[^\d\n/]{0,22}?` + sum + `\s*(บาท|บ\.|บ\s|฿|\.-|\.–|,-)?`)
	priceMark    = pattern(`(?:฿\s*)` + sum + `|` + sum + `\s*(?:บาท|บ\.|฿|\.-|\.–|,-)|(?:ราคา|ละ|@|ค่าส่ง|ค่าจัดส่ง|ส่ง)\s*` + sum + `(?:\s*(?:บาท|บ\.|฿|\.-|\.–|,-|บ\b))?`)
)

// readQuestions marks what the customer asks.
func (p *parse) readQuestions(part segment, order *Order) {
	for _, each := range p.lines {
		from, to := max(each.from, part.from), min(each.to, part.to)
		if from >= to || each.shop {
			continue
		}
		for _, clause := range p.asking(from, to) {
			order.Questions = append(order.Questions, p.span(clause.from, clause.to))
			for n := clause.from; n < clause.to; n++ {
				if p.busy[n] == free {
					p.busy[n] = asked
				}
			}
		}
	}
}

var clauseStart = pattern(`\s|ค่ะ|คะ|ครับ|คับ|จ้า|แล้ว`)

// asking gives the clauses of a line that ask: from the last pause before the asking word.
func (p *parse) asking(from, to int) []span {
	var list []span
	text := p.text[from:to]
	for _, found := range question.FindAllStringIndex(text, 8) {
		word := text[found[0]:found[1]]
		if word == plain("ไหม") || word == plain("อะไร") || word == plain("มัย") {
			if word == plain("ไหม") && !p.asksWithMai(text, found[0], found[1]) {
				continue
			}
		}
		if word == plain("มัย") && !strings.Contains(p.m.Text(from+found[0], from+found[1]), "้") && !p.endsClause(from+found[1], to) {
			continue // พิศมัย ลือเลื่อง
		}
		if strings.HasPrefix(word, plain("บ่")) && !strings.HasPrefix(p.m.Text(from+found[0], from+found[1]), "บ่") { // 4 ใบครับ
			continue
		}
		begin := 0
		limit := found[0]
		for _, pause := range clauseStart.FindAllStringIndex(text[:limit], -1) {
			if pause[1] < limit-1 {
				begin = pause[1]
			}
		}
		// a question may have pauses inside: take the pause before as well when the piece is short
		if limit-begin < 5*3 && begin > 0 {
			head := strings.TrimRight(text[:begin], " ")
			if space := strings.LastIndexByte(head, ' '); space >= 0 {
				begin = space + 1
			} else {
				begin = 0
			}
		}
		end := found[1]
		list = append(list, span{from + begin, from + end})
	}
	return list
}

// asksWithMai tells ไหม that asks from ไหม the silk: it ends its clause.
func (p *parse) asksWithMai(text string, from, to int) bool {
	if len(p.goods.at(text, from, to)) > 0 && !thaiBefore(text, from) || p.inGoods(text, from, to) {
		return false
	}
	rest := strings.TrimLeft(text[to:], " ")
	if rest != "" && isDigit(rest[0]) && !asksAlone.MatchString(text[:from]) { // รงไหม 3 ถุง: goods, mistyped
		return false
	}
	if rest == "" || rest[0] == '?' || !thaiAfter(rest, 0) {
		return strings.TrimSpace(text[:from]) != "" && !strings.HasSuffix(text[:from], plain("ผ้า"))
	}
	for _, word := range particles {
		if strings.HasPrefix(rest, word) {
			return true
		}
	}
	return strings.HasPrefix(rest, plain("ถ้า")) || strings.HasPrefix(rest, plain("พี่")) || strings.HasPrefix(rest, plain("เอ่ย"))
}

// endsClause reports whether politeness or nothing follows.
func (p *parse) endsClause(at, to int) bool {
	rest := p.text[at:to]
	if strings.Trim(rest, " ?") == "" {
		return true
	}
	for _, word := range particles {
		if strings.HasPrefix(strings.TrimLeft(rest, " "), word) {
			return true
		}
	}
	return rest[0] == '?'
}

var asksAlone = pattern(`(?:มี|ได้|ใช่|เหลือ|หมด|ดี|พอ|ทัน|ไหว)$`)

// inGoods reports whether a range lies in the name of goods: รังไหม, ผ้าคลุมไหล่ไหมแท้.
func (p *parse) inGoods(text string, from, to int) bool {
	for start := max(0, from-90); start < from; start++ {
		if !utf8.RuneStart(text[start]) {
			continue
		}
		for _, found := range p.goods.at(text, start, len(text)) {
			if found.to >= to {
				return true
			}
		}
	}
	return false
}

// readMoney reads how the order is paid and the sums that are named.
func (p *parse) readMoney(part segment, order *Order) {
	type said struct {
		how      string
		from, to int
		sure     int
	}
	var all []said
	for _, way := range []struct {
		how  string
		word interface {
			FindAllStringIndex(string, int) [][]int
		}
	}{{COD, codWord}, {Transfer, transferWord}, {Cash, cashWord}} {
		for _, found := range way.word.FindAllStringIndex(p.text[part.from:part.to], -1) {
			from, to := part.from+found[0], part.from+found[1]
			if p.busy[from] != free && p.busy[from] != payment || p.busy[to-1] == asked {
				continue
			}
			before := p.text[max(part.from, from-40):from]
			for len(before) > 0 && before[0]&0xc0 == 0x80 {
				before = before[1:]
			}
			if notPaid.MatchString(before) {
				continue
			}
			confidence := 95
			line := p.lineOf(from)
			if ifOnly.MatchString(p.text[line.from:from]) { // ถ้าไม่ได้เดี๋ยวโอน is not yet how it is paid
				order.Payment.Alternatives = append(order.Payment.Alternatives, way.how)
				continue
			}
			if unsure.MatchString(p.text[line.from:line.to]) {
				confidence = 60
			}
			all = append(all, said{way.how, from, to, confidence})
			p.mark(from, to, payment)
		}
	}
	var last said
	for _, each := range all {
		if last.how == "" || each.from > last.from {
			if last.how != "" && last.how != each.how {
				each.sure = min(each.sure, 70)
			}
			last = each
		} else if last.how != each.how {
			last.sure = min(last.sure, 70)
		}
	}
	if last.how != "" {
		order.Payment.Value, order.Payment.At, order.Payment.Confidence = last.how, p.span(last.from, last.to), last.sure
		if line := p.lineOf(last.from); paidForAll.MatchString(p.text[line.from:line.to]) {
			p.paidForAll = order.Payment
		}
	}
	order.COD = p.sumOf(codSum, part)
	order.Total = p.sumOf(totalSum, part)
	for _, found := range priceMark.FindAllStringIndex(p.text[part.from:part.to], -1) {
		if at := part.from + found[0]; thaiBefore(p.text, at) && strings.HasPrefix(p.text[at:], plain("ส่ง")) {
			continue // a surname that ends so: บุญส่ง 41 ม.3
		}
		if at := part.from + found[0]; strings.HasPrefix(p.text[at:], plain("ละ")) && thaiBefore(p.text, at) && p.unitBefore(at) == "" && !eachWord.MatchString(p.text[max(0, at-30):at]) {
			continue // a surname too: กาวิละ 77/12
		}
		if last := p.busy[part.from+found[1]-1]; last != free && last != payment && last != shop {
			continue // หมัดแหละ 0894561230
		}
		for n := part.from + found[0]; n < part.from+found[1]; n++ {
			if p.busy[n] == free {
				p.busy[n] = payment
			}
		}
	}
}

// eachWord ends before ละ where the price of one is told: อันละ, แบบละ, ชิ้นละ.
var eachWord = pattern(`(?:อัน|แบบ|คน|ชิ้น|อย่าง|ที่|รอบ|วัน)$`)

// sumResult is what follows the first of several sums: 730 + ส่ง 60 = 790.
var sumResult = pattern(`^\s*(?:บาท|บ\.)?\s*(?:\+|บวก|(?:ค่า)?ส่ง)[^\n=]{1,40}(?:=|เป็น|รวม)\s*` + sum)

// extra says that a sum is added to another: ปลายทางบวก 20.
var extra = pattern(`บวก|เพิ่ม|ค่า(?:ธรรมเนียม|บริการ)`)

// startsHouse reports whether a number begins a house line rather than says a sum.
func (p *parse) startsHouse(from, to int) bool {
	line := p.lineOf(from)
	if to >= line.to {
		return false
	}
	found := houseStart.FindStringIndex(p.text[from:min(line.to, to+30)])
	return found != nil && found[0] < to-from+2
}

// lineAsks reports whether it is asked what stands before that place.
func (p *parse) lineAsks(at int) bool {
	rest := p.text[at:max(p.lineOf(at).to, at)]
	found := isRight.FindStringIndex(rest)
	return found != nil && found[0] < 20
}

// sumOf finds a sum behind its word; the last one counts.
func (p *parse) sumOf(expression interface {
	FindAllStringSubmatchIndex(string, int) [][]int
}, part segment) Amount {
	var amount Amount
	for _, found := range expression.FindAllStringSubmatchIndex(p.text[part.from:part.to], -1) {
		from, to := part.from+found[2], part.from+found[3]
		taken := false
		for n := from; n < to; n++ {
			taken = taken || p.busy[n] != free && p.busy[n] != payment && p.busy[n] != shop
		}
		rest := strings.TrimLeft(p.text[to:min(len(p.text), to+24)], " ")
		if taken || p.startsUnit(rest) || to < len(p.text) && (isDigit(p.text[to]) || p.text[to] == '/') {
			continue
		}
		if extra.MatchString(p.text[part.from+found[0] : from]) {
			continue
		}
		if result := sumResult.FindStringSubmatchIndex(p.text[to:min(len(p.text), to+60)]); result != nil {
			from, to = to+result[2], to+result[3]
		}
		whole, frac, ok := qty.Decimal(p.text[from:to], 2)
		if !ok || whole > int64(money.Max)/100 || whole == 0 {
			continue
		}
		confidence := 93
		if bare := len(found) > 4 && found[4] < 0; bare && (whole < 20 || from-part.from-found[0] > 60 || p.startsHouse(from, to)) {
			continue
		}
		switch {
		case p.busy[from] == shop:
			confidence = 80
		case p.lineAsks(to): // ยอดรวม 700 ใช่ไหมคะ
			confidence = 80
			fallthrough
		default:
			p.mark(from, to, payment)
		}
		amount = Amount{money.Satang(whole*100 + frac), p.span(from, to), confidence}
	}
	return amount
}
