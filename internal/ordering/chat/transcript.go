package chat

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// line is one line of the paste: what was said, and by whom when the transcript tells.
type line struct {
	from, to int // without the stamp and the speaker
	start    int // with them
	speaker  string
	shop     bool
	stamped  bool
}

var (
	// 10:05 แม่ค้า ข้อความ (LINE), [10:05, 23/11/2569] แม่ค้า: ข้อความ, 23/11/2569 10:05 แม่ค้า
	stamp     = pattern(`^(?:\[?\s*\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s*\]?\s*)?\[?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:น\.?|am|pm)?(?:,\s*\d{1,2}/\d{1,2}/\d{2,4})?\]?(?:\t|\s+)`)
	dateLine  = pattern(`^(?:(?:จ|อ|พ|พฤ|ศ|ส|อา)\.\s*|วัน\S*ที่\s*|mon|tue|wed|thu|fri|sat|sun|วัน(?:นี้|จันทร์|อังคาร|พุธ|พฤหัส(?:บดี)?|ศุกร์|เสาร์|อาทิตย์|เมื่อวาน))?[, ]*\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}\s*(?:\([^)]*\))?(?:\s+\d{1,2}[:.]\d{2})?\s*(?:น\.?)?$`)
	headLine  = pattern(`^(?:\[line\]|บันทึกเมื่อ|ประวัติการแชท|saved on|chat history|คุณส่งเมื่อ|ตอบกลับ$|ถูกใจ|แก้ไขแล้ว|อ่านแล้ว|ดูคำแปล|enter$|ผู้ติดตามตัวยง|แฟนตัวยง|แชร์$|\[?(?:สติกเกอร์|รูป|รูปภาพ|วิดีโอ|sticker|photo|video|file)\]?$|\d{1,2}[:.]\d{2}\s*(?:น\.?)?$|\d+\s*(?:ชม|นาที|วัน|สัปดาห์|ชั่วโมง|hr?s?|min|m|h|d|w)\.?(?:\s*·?\s*(?:ถูกใจ|ตอบกลับ|like|reply).*)?$|ถูกใจ\s*·?.*ตอบกลับ.*$)`)
	youSent   = pattern(`^(?:คุณ(?:ได้)?ส่ง(?:\s|$|:|รูป|สติกเกอร์|ไฟล์|ข้อความ|วิดีโอ|ลิงก์)|คุณ:|you sent|you:|ผู้ส่งคือคุณ)`)
	shopNamed = pattern(`(?:^|[^ก-๙])ร้าน|แอดมิน|admin|แม่ค้า|พ่อค้า|คนขาย|ผู้ขาย|shop|store|official|เพจ|otop|โอทอป|วิสาหกิจ|กลุ่มแม่บ้าน`)
	buyerSaid = pattern(`^(?:ลูกค้า|คนซื้อ|ผู้ซื้อ|ผู้สั่ง|buyer|customer)`)
	colonName = pattern(`^([^:\n\d]{2,90}?)\s*:\s*`)
	shopSays  = pattern(`รับอะไรดี|รับกี่|ยอดรวม(?:ทั้งหมด)?.{0,40}(?:บาท|ค่ะ|คะ)|ขอ(?:ทราบ)?ชื่อ.{0,6}ที่อยู่|แจ้งชื่อ|รบกวน(?:แจ้ง|ขอ)|ส่งที่อยู่มา|สนใจ.{0,12}ไหม(?:คะ|ค่ะ|ครับ|คับ|จ๊ะ|\s*\?|\s*$)|แจ้ง(?:เลข)?พัสดุ|จะ(?:รีบ)?(?:จัด)?ส่งให้|จัดส่ง(?:ให้)?(?:พรุ่งนี้|วัน)|ขอบคุณ(?:ที่(?:อุดหนุน|สนใจ|สั่ง|ใช้บริการ|ไว้วางใจ|ติดตาม|รอ)|ลูกค้า)|อุดหนุน|สวัสดี.{0,9}ทางร้าน|ทางร้าน|โอนเข้าบัญชี.{0,40}\d{3}|เลขที่บัญชี|เลขบัญชี\s*[:\d]|ธ(?:\.|นาคาร).{0,30}\d{3}-?\d|พร้อมเพย์\s*[:\d]|มีสินค้าพร้อม|พร้อมส่ง(?:ค่ะ|ครับ|นะ)|ได้เลยค่ะ|สรุป(?:ออเดอร์|รายการ|ยอด)|เดี๋ยวจัดให้|รอสักครู่`)
	notNames  = pattern(`ชื่อ|ที่อยู่|โทร|เบอร์|ผู้รับ|ผู้ส่ง|จัดส่ง|ส่งที่|ส่ง|ตำบล|แขวง|อำเภอ|เขต|จังหวัด|รหัส|ไปรษณีย์|จำนวน|สินค้า|รายการ|ยอด|รวม|ชำระ|จ่าย|หมายเหตุ|สั่ง|ออเดอร์|order|tel|name|address|add|phone|วันที่|เวลา|ราคา|หมู่|บ้าน|ซอย|ถนน|คุณ|line|ไลน์|fb|facebook|เฟส|cod|การชำระ|ปลายทาง|บัญชี|http|สรุป|เอา|รับ|โน้ต|note|นาย|นาง|ม\.|ที่|พี่|น้ำ|มือถือ|ติดต่อ|อ\.|ต\.|จ\.`)
)

// readTranscript cuts the paste into lines and finds out who speaks. What is not said by a customer
// is marked.
func (p *parse) readTranscript() {
	p.cutLines()
	p.nameSpeakers()
	p.findShops()
	for _, each := range p.lines {
		p.mark(each.start, each.from, shop)
		if each.shop {
			p.mark(each.from, each.to, shop)
		}
	}
}

// maxLine is the longest line, in bytes of folded text; what is longer is read as several.
const maxLine = 3000

func (p *parse) cutLines() {
	start := 0
	for start <= len(p.text) {
		end := strings.IndexByte(p.text[start:], '\n')
		if end < 0 {
			end = len(p.text)
		} else {
			end += start
		}
		if end-start > maxLine { // what is done for a line may grow with its square
			for end = start + maxLine; !utf8.RuneStart(p.text[end]); end-- {
			}
			p.lines = append(p.lines, line{from: start, to: end, start: start})
			start = end
			continue
		}
		p.lines = append(p.lines, line{from: start, to: end, start: start})
		start = end + 1
	}
}

// nameSpeakers reads stamps, speakers and the transcript's own lines.
func (p *parse) nameSpeakers() {
	speaker := ""
	known := p.repeatedNames()
	stamped := p.stampedNames()
	for n := range p.lines {
		each := &p.lines[n]
		text := p.text[each.from:each.to]
		trimmed := strings.TrimSpace(text)
		switch {
		case trimmed != "" && (headLine.MatchString(trimmed) || dateLine.MatchString(trimmed)):
			each.from = each.to
			continue
		case youSent.MatchString(trimmed):
			speaker = "\x00you"
			each.speaker = speaker
			found := youSent.FindStringIndex(text)
			if found != nil {
				each.from += found[1]
			}
			continue
		}
		if found := stamp.FindStringIndex(text); found != nil {
			each.stamped = true
			rest := text[found[1]:]
			name, skip := speakerOf(rest, stamped)
			if strings.Contains(text[:found[1]], "\t") || name != "" {
				speaker = name
				each.from += found[1] + skip
			}
		} else if found := colonName.FindStringSubmatchIndex(text); found != nil {
			name := strings.TrimSpace(text[found[2]:found[3]])
			if shopNamed.MatchString(name) || buyerSaid.MatchString(name) || known[name] {
				speaker = name
				each.from += found[1]
			}
		} else if known[trimmed] {
			speaker = trimmed
			each.from = each.to
		}
		each.speaker = speaker
	}
}

// saysSomething reports whether a short line is talk and no name.
func saysSomething(text string) bool {
	_, polite := trimWord(text, 0, len(text))
	return polite || noName.MatchString(text) || question.MatchString(text) || len(strings.Fields(text)) > 4
}

// speakerOf reads "name<TAB>text" or "name text" behind a stamp.
func speakerOf(rest string, known map[string]int) (name string, skip int) {
	if tab := strings.IndexByte(rest, '\t'); tab > 0 && tab < 120 {
		return rest[:tab], tab + 1
	}
	if found := colonName.FindStringSubmatchIndex(rest); found != nil {
		return rest[found[2]:found[3]], found[1]
	}
	space := strings.IndexByte(rest, ' ')
	if space <= 0 || space >= 90 {
		return "", 0
	}
	// a name of several words stands before everything that its owner says
	for end, often := space, known[rest[:space]]; ; {
		more := strings.IndexByte(rest[end+1:], ' ')
		if often < 2 || more < 0 || known[rest[:end+1+more]] != often {
			break
		}
		end += 1 + more
		space = end
	}
	return rest[:space], space + 1
}

// stampedNames counts how often one, two or three words begin what stands behind a stamp.
func (p *parse) stampedNames() map[string]int {
	counts := map[string]int{}
	for _, each := range p.lines {
		text := p.text[each.from:each.to]
		found := stamp.FindStringIndex(text)
		if found == nil {
			continue
		}
		rest := text[found[1]:]
		for end, n := 0, 0; n < 3; n++ {
			space := strings.IndexByte(rest[end:], ' ')
			if space < 0 || end+space > 90 {
				break
			}
			end += space
			counts[rest[:end]]++
			end++
		}
	}
	return counts
}

// repeatedNames finds names that stand before a colon, or alone on a line, again and again.
func (p *parse) repeatedNames() map[string]bool {
	counts := map[string]int{}
	for _, each := range p.lines {
		text := strings.TrimSpace(p.text[each.from:each.to])
		if found := colonName.FindStringSubmatch(text); found != nil && !notNames.MatchString(found[1]) {
			counts[strings.TrimSpace(found[1])]++
		}
	}
	pages := 0
	alone := map[string]int{}
	for _, each := range p.lines {
		text := strings.TrimSpace(p.text[each.from:each.to])
		if youSent.MatchString(text) {
			pages++
		}
		if text != "" && len(text) < 90 && !hasDigits(text, 1) && !strings.Contains(text, ":") && !saysSomething(text) {
			alone[text]++
		}
	}
	for name, count := range alone {
		if pages > 0 { // copied from a page's inbox: names stand alone above what they say
			counts[name] += count
		}
	}
	known := map[string]bool{}
	for name, count := range counts {
		if count >= 2 {
			known[name] = true
		}
	}
	return known
}

// findShops decides which speakers are the shop: by name, by being "you", or by what they say.
func (p *parse) findShops() {
	said := map[string]int{}
	speakers := map[string]bool{}
	for _, each := range p.lines {
		speakers[each.speaker] = true
		if shopSays.MatchString(p.text[each.from:each.to]) {
			said[each.speaker]++
		}
	}
	isShop := map[string]bool{}
	for name := range speakers {
		isShop[name] = name == "\x00you" || name != "" && (shopNamed.MatchString(name) && !buyerSaid.MatchString(name) || p.isShopName(name))
	}
	found := false
	for _, shop := range isShop {
		found = found || shop
	}
	if partner := p.partner(); !found && partner != "" && speakers[partner] {
		for name := range speakers { // the shop exports its talk with the customer
			isShop[name], found = name != "" && name != partner, true
		}
	}
	if !found {
		if shop := p.onlyOther(speakers); shop != "" {
			isShop[shop], found = true, true
		}
	}
	if !found && len(speakers) >= 2 {
		for name := range speakers {
			isShop[name] = name != "" && said[name] > 0 && !buyerSaid.MatchString(name)
		}
	}
	for n := range p.lines {
		each := &p.lines[n]
		each.shop = isShop[each.speaker] || each.speaker == "" && p.soundsLikeShop(each)
	}
}

// onlyOther gives the one of two speakers who never writes a telephone number or postcode when the other
// does: the customer gives the address.
func (p *parse) onlyOther(speakers map[string]bool) string {
	gives := map[string]bool{}
	for _, each := range p.lines {
		if each.speaker != "" && (hasDigits(p.text[each.from:each.to], 9) || postcode.MatchString(p.text[each.from:each.to])) {
			gives[each.speaker] = true
		}
	}
	other, count := "", 0
	for name := range speakers {
		if name == "" {
			continue
		}
		count++
		if !gives[name] {
			other = name
		}
	}
	if count != 2 || len(gives) != 1 || buyerSaid.MatchString(other) {
		return ""
	}
	return other
}

var postcode = regexp.MustCompile(`(?:^|[^\d/])[1-9]\d{4}(?:\D|$)`)

// isRight is what a customer asks of a sum, and a shop does not.
var isRight = pattern(`(?:ใช่|ถูก(?:ต้อง)?)(?:ไหม|มั้ย|มัย|ป่าว|หรือเปล่า)`)

// placed is an address down to its postcode, which customers give.
var placed = pattern(`(?:ต\.|ตำบล|แขวง|อ\.|อำเภอ|เขต)[^\n]*\D[1-9]\d{4}(?:\D|$)`)

// hasPaid is what a customer says of the transfer.
var hasPaid = pattern(`โอน(?:ให้|เงิน|ไป)?(?:แล้ว|ละ|เรียบร้อย|ครบ)|จ่ายแล้ว`)

// soundsLikeShop reports whether a line of nobody in particular is what shops say.
func (p *parse) soundsLikeShop(l *line) bool {
	text := p.text[l.from:l.to]
	return shopSays.MatchString(text) && !isRight.MatchString(text) && !hasPaid.MatchString(text) && !hasDigits(text, 9) && !placed.MatchString(text)
}

var headPartner = pattern(`(?:ประวัติการแชทกับ|chat history with)\s+([^\n]{1,120})`)

// partner gives whom an exported talk was with, by its heading; "" when it has none.
func (p *parse) partner() string {
	found := headPartner.FindStringSubmatch(p.text[:min(len(p.text), 400)])
	if found == nil {
		return ""
	}
	return strings.TrimSpace(found[1])
}

func (p *parse) isShopName(name string) bool {
	for _, own := range p.options.Shop {
		if own = foldName(own); own != "" && strings.Contains(foldName(name), own) {
			return true
		}
	}
	return false
}

// hasDigits reports whether a text holds at least so many digits.
func hasDigits(text string, least int) bool {
	count := 0
	for n := range len(text) {
		if isDigit(text[n]) {
			count++
		}
	}
	return count >= least
}
