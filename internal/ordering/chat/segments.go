package chat

import (
	"cmp"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/address"
)

// segment is the part of the text that one delivery is read from.
type segment struct{ from, to int }

var (
	senderLabel = pattern(`(?:ชื่อ)?(?:ผู้ส่ง|ผู้ฝากส่ง|คนส่ง|ส่งจาก|จาก|ในนาม|ชื่อร้านผู้ส่ง)\s*[:：]?|(?:ออก)?(?:ใบกำกับ(?:ภาษี)?|ใบเสร็จ)(?:ในนาม|ที่อยู่)`)
	payerLabel  = pattern(`^[\s\-*•.]*(?:(?:ชื่อ)?(?:ผู้โอน|คนโอน|ผู้จ่าย|คนจ่าย|เจ้าของบัญชี)|ชื่อบัญชี|ชื่อ(?:เฟส|ไลน์|line|fb|facebook))`)
	buyerLabel  = pattern(`^[\s\-*•.]*(?:ชื่อ)?(?:ผู้สั่ง|คนสั่ง|ผู้ซื้อ|คนซื้อ)`)
	takerLabel  = pattern(`(?m)^[\s\-*•.]*(?:ชื่อ)?(?:ผู้รับ|คนรับ)`)
	nextLabel   = pattern(`(?:ชื่อ)?(?:ผู้รับ|คนรับ|ถึง|ส่งถึง|ส่งให้|ส่งที่|จัดส่งที่|ที่อยู่จัดส่ง|ลูกค้า|รายการ|สินค้า)`)
	numbered    = pattern(`^\s*(?:(?:คนที่|ออเดอร์(?:ที่)?|ที่|รายที่|ลำดับ(?:ที่)?|กล่องที่|order|no\.?|#)\s*\d{1,2}\s*[).:]?|\d{1,2}\s*[).](?:\s|$|[^\d]))`)
	ruled       = pattern(`^[\s]*[-=_*~•.#+]{3,}\s*$`)
	whoLabel    = pattern(`^\s*(?:(?:ชื่อ|ผู้รับ|นาม|ส่งถึง|ส่งให้|ถึง|name|to|ส่ง)(?:ผู้รับ)?\s*[:：]?)`)
)

// markSenders marks who sends, pays, or orders for another, so that it is not taken for who receives.
func (p *parse) markSenders() {
	p.markPayers()
	for n := 0; n < len(p.lines); n++ {
		each := p.lines[n]
		text := p.text[each.from:each.to]
		found := senderLabel.FindStringIndex(strings.TrimLeft(text, " -*•."))
		if found == nil || found[0] != 0 || each.shop {
			continue
		}
		label := strings.TrimLeft(text, " -*•.")
		if strings.HasPrefix(label, "จาก") && !strings.HasPrefix(strings.TrimLeft(label[len("จาก"):], " "), ":") && !p.toFollows(n) {
			continue
		}
		end := n
		for end+1 < len(p.lines) && end-n < 6 {
			next := strings.TrimSpace(p.text[p.lines[end+1].from:p.lines[end+1].to])
			if next == "" || nextLabel.MatchString(next) && nextLabel.FindStringIndex(next)[0] == 0 || whoLabel.MatchString(next) {
				break
			}
			end++
		}
		to := p.lines[end].to
		if found := nextLabel.FindStringIndex(p.text[each.from+len(text)-len(label)+9 : to]); found != nil && end == n {
			to = each.from + len(text) - len(label) + 9 + found[0]
		}
		p.mark(each.from, to, sender)
		n = end
	}
}

// markPayers marks lines that say who paid, and the one that says who ordered when another says who receives;
// of several such lines each is what a buyer says.
func (p *parse) markPayers() {
	var buyers []line
	for _, each := range p.lines {
		text := p.text[each.start:each.to]
		if payerLabel.MatchString(text) {
			p.mark(each.from, each.to, sender)
		} else if buyerLabel.MatchString(text) && !nextLabel.MatchString(text) {
			buyers = append(buyers, each)
		}
	}
	if len(buyers) == 1 && takerLabel.MatchString(p.text) && !p.hasItems(buyers[0].from, buyers[0].to) {
		p.mark(buyers[0].from, buyers[0].to, sender)
	}
}

// toFollows reports whether the next line says whom the parcel is for, so that จาก before it says from whom.
func (p *parse) toFollows(n int) bool {
	return n+1 < len(p.lines) && toLabel.MatchString(p.text[p.lines[n+1].from:p.lines[n+1].to])
}

var toLabel = pattern(`^\s*(?:ถึง|ผู้รับ|คนรับ|ส่งถึง|ส่งให้|to)[\s:]`)

// checkChains drops what looks like an address and is none: one known by a single part while a whole
// one is there.
func (p *parse) checkChains(all []address.Found) []address.Found {
	whole := false
	for _, each := range all {
		whole = whole || each.Code != "" && each.Postcode.To > 0
	}
	var kept []address.Found
	for _, each := range all {
		parts := 0
		for _, part := range []address.Part{each.Subdistrict, each.District, each.Province, each.Postcode} {
			if part.To > part.From {
				parts++
			}
		}
		if whole && (parts < 2 || each.Code == "" && each.Postcode.To == 0 && (each.Province.To == 0 || each.Province.Confidence <= 50)) {
			continue
		}
		kept = append(kept, each)
	}
	return kept
}

// split parts the text into deliveries: one for each different address.
func (p *parse) split() []segment {
	anchors := p.anchors()
	if len(anchors) == 0 && len(p.phones) == 0 {
		return p.splitList()
	}
	if len(anchors) < 2 {
		return []segment{{0, len(p.text)}}
	}
	itemsFirst := p.hasItems(0, p.lineOf(anchors[0].from).from)
	var parts []segment
	start := 0
	for n := 1; n < len(anchors); n++ {
		cut := p.boundary(anchors[n-1].to, anchors[n].from, itemsFirst)
		parts = append(parts, segment{start, cut})
		start = cut
	}
	return append(parts, segment{start, len(p.text)})
}

var buyerLine = pattern(`^\s*(?:\d{1,2}\s*[).]\s*)?(?:คุณ|พี่|น้อง|ป้า|ลุง|น้า|เจ๊|แม่|พ่อ|นาย|นาง|ครู)[^\s\d,]{2,30}\s+(?:cf|รับ|เอา|จอง|สั่ง|ขอ)?\s*`)

// splitList parts a list of who buys what, without addresses, as it is written down beside a live sale: one
// delivery for each line that names a buyer and goods.
func (p *parse) splitList() []segment {
	var starts []int
	for _, each := range p.lines {
		who := buyerLine.FindStringIndex(p.text[each.from:each.to])
		if who != nil && !each.shop && p.hasItems(each.from+who[1], each.to) && !p.hasItems(each.from, each.from+who[1]) {
			starts = append(starts, each.start)
		}
	}
	if len(starts) < 2 {
		return []segment{{0, len(p.text)}}
	}
	parts := []segment{{0, starts[0]}}
	for n, start := range starts {
		end := len(p.text)
		if n+1 < len(starts) {
			end = starts[n+1]
		}
		parts = append(parts, segment{start, end})
	}
	return parts
}

// anchors are the different addresses, in order.
func (p *parse) anchors() []segment {
	var list []segment
	var last *address.Found
	for n := range p.chains {
		each := &p.chains[n]
		if last != nil && each.Subdistrict.Value == last.Subdistrict.Value && each.District.Value == last.District.Value && !p.otherPhone(last.To, each.To) {
			continue
		}
		if last != nil && p.correctsAddress(last.To, each.From) {
			last = each
			list[len(list)-1] = segment{each.From, each.To}
			continue
		}
		last = each
		list = append(list, segment{each.From, each.To})
	}
	return list
}

var newAddress = pattern(`เปลี่ยนที่อยู่|ที่อยู่ใหม่|แก้ที่อยู่|ขอเปลี่ยนที่|ส่งที่นี่แทน|ที่อยู่ผิด|เปลี่ยนเป็นส่ง`)

// correctsAddress reports whether the customer says between two places that the address is another.
func (p *parse) correctsAddress(from, to int) bool {
	n, _ := slices.BinarySearch(p.corrections, from)
	return n < len(p.corrections) && p.corrections[n] < to
}

// otherPhone reports whether two addresses of one place have telephone numbers of their own.
func (p *parse) otherPhone(first, second int) bool {
	seen := map[string]bool{}
	for _, each := range p.phones {
		if each.digits != "" && p.busy[each.from] == phone {
			seen[each.digits] = true
		}
	}
	between := 0
	for _, each := range p.phones {
		if each.from >= first && each.from < second && each.digits != "" {
			between++
		}
	}
	return len(seen) >= 2 && between > 0
}

// boundary finds the line where the next delivery begins, between two addresses.
func (p *parse) boundary(from, to int, itemsFirst bool) int {
	best, weight := to, 0
	for n, each := range p.lines {
		if each.start <= from || each.start > to {
			continue
		}
		text := p.text[each.from:each.to]
		w := 10
		switch {
		case ruled.MatchString(text):
			w = 100
		case numbered.MatchString(text):
			w = 90
		case n > 0 && each.speaker != p.lines[n-1].speaker && !each.shop && each.speaker != "":
			w = 70
		case n > 0 && strings.TrimSpace(p.text[p.lines[n-1].from:p.lines[n-1].to]) == "" && strings.TrimSpace(text) != "":
			w = 60
		case whoLabel.MatchString(text):
			w = 50
		case titled.MatchString(text):
			w = 40
		case p.lineHasPhone(each) || each.from <= to && to <= each.to:
			w = 5
		case p.hasItems(each.from, each.to):
			w = 8
			if itemsFirst {
				w = 30
			}
		}
		if w > weight || w == weight && !itemsFirst && w > 5 && w < 50 {
			best, weight = each.start, w
		}
	}
	if best == to {
		return p.boundaryInLine(from, to)
	}
	return best
}

// boundaryInLine finds where the next delivery begins when all stand in one line: at the telephone number
// where each begins with one, else behind the number of the first and the goods that follow it.
func (p *parse) boundaryInLine(from, to int) int {
	line := p.lineOf(from)
	leads := false
	for _, each := range p.phones {
		leads = leads || each.from >= line.from && each.to <= from
	}
	for _, each := range p.phones {
		if each.from < from || each.to > to {
			continue
		}
		if leads {
			return each.from
		}
		if end := p.itemsEnd(each.to, to); end > 0 && !p.hasItems(line.from, from) {
			return end
		}
		return each.to
	}
	return from
}

// itemsEnd gives where the goods of a range end with their quantities, 0 when it names none.
func (p *parse) itemsEnd(from, to int) int {
	list := p.namesIn(from, to)
	p.giveAmounts(list, from, to)
	end := 0
	for _, one := range list {
		end = max(end, one.to)
		if one.amount != nil {
			end = max(end, one.amount.to)
		}
	}
	return end
}

func (p *parse) lineHasPhone(l line) bool {
	for _, each := range p.phones {
		if each.from >= l.from && each.to <= l.to {
			return true
		}
	}
	return false
}

func (p *parse) lineOf(at int) line {
	n, _ := slices.BinarySearchFunc(p.lines, at, func(l line, at int) int { return cmp.Compare(l.to, at) })
	if n < len(p.lines) && at >= p.lines[n].start {
		return p.lines[n]
	}
	return line{from: at, to: at, start: at}
}

// chainOf picks the address of a part and fills it in: the last one when the customer corrected it.
func (p *parse) chainOf(part segment, order *Order) *address.Found {
	var chosen *address.Found
	different := false
	for n := range p.chains {
		each := &p.chains[n]
		if each.From < part.from || each.From >= part.to {
			continue
		}
		p.markChain(each)
		switch {
		case chosen == nil, p.correctsAddress(chosen.To, each.From), chosen.Code == "" && each.Code != "":
			chosen = each
		case each.Code != chosen.Code && each.Code != "":
			different = true
		}
	}
	if chosen == nil {
		return nil
	}
	give := func(part address.Part) Text {
		confidence := part.Confidence
		if different {
			confidence = min(confidence, 50)
		}
		return Text{Value: part.Value, At: p.span(part.From, part.To), Confidence: confidence, Alternatives: part.Alternatives}
	}
	order.Subdistrict, order.District, order.Province, order.Postcode = give(chosen.Subdistrict), give(chosen.District), give(chosen.Province), give(chosen.Postcode)
	order.Code = chosen.Code
	if different {
		order.warn("two_addresses", "address.line", p.span(chosen.From, chosen.To))
	}
	for _, code := range chosen.Warnings {
		path := "address.subdistrict"
		if strings.HasPrefix(code, "postcode") {
			path = "address.postcode"
		}
		order.warn(code, path, p.span(chosen.From, chosen.To))
	}
	return chosen
}

func (p *parse) markChain(chain *address.Found) {
	for _, each := range []address.Part{chain.Subdistrict, chain.District, chain.Province, chain.Postcode} {
		p.mark(each.From, each.To, place)
	}
}
