package chat

import (
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/address"
)

var (
	titleWords = `นางสาว|น\.\s?ส\.|นส\.|นาย|นาง|พระอธิการ|พระครู|พระมหา|พระอาจารย์|พระปลัด|พระใบฎีกา|พระสมุห์|หลวงพ่อ|หลวงปู่|หลวงพี่|หลวงตา|แม่ชี|สามเณร|ด\.ช\.|ด\.ญ\.|เด็กชาย|เด็กหญิง|คุณครู|คุณหมอ|คุณแม่|คุณพ่อ|คุณป้า|คุณลุง|คุณ(?:ยาย|ตา|น้า|อา|พี่)\s|คุณ|ว่าที่\s?(?:ร้อยตรี|ร้อยโท|ร้อยเอก)(?:หญิง)?|ร้อยตำรวจ(?:เอก|โท|ตรี)(?:หญิง)?|พันตำรวจ(?:เอก|โท|ตรี)(?:หญิง)?|สิบตำรวจ(?:เอก|โท|ตรี)|จ่าสิบตำรวจ|ดาบตำรวจ|จ่าสิบ(?:เอก|โท|ตรี)|ร้อย(?:เอก|โท|ตรี)(?:หญิง)?|พัน(?:เอก|โท|ตรี)(?:หญิง)?|พล(?:เอก|โท|ตรี)|สิบ(?:เอก|โท|ตรี)|นายแพทย์|แพทย์หญิง|ทันตแพทย์(?:หญิง)?|เภสัชกร(?:หญิง)?|สัตวแพทย์(?:หญิง)?|(?:ผู้ช่วย|รอง)?ศาสตราจารย์|ว่าที่\s?ร\.?ต\.?(?:หญิง)?|(?:พ|ร)\.ต\.[อทต]\.(?:\s?หญิง)?|ด\.ต\.(?:\s?หญิง)?|จ\.ส\.[อทต]\.|พ\.จ\.[อทต]\.|จ\.[อทต]\.|น\.[อทต]\.|พล\.[รอ]\.[อทต]\.|ส\.[จสว]\.|ส\.อ\.|ส\.ท\.|ส\.ต\.[อทต]\.|พล\.ต\.|พ\.[อทต]\.(?:\s?หญิง)?|ร\.[อทต]\.(?:\s?หญิง)?|อส\.|ม\.ร\.ว\.|ม\.ล\.|กำนัน|ผู้ใหญ่|ผอ\.|ผศ\.\s?ดร\.|รศ\.\s?ดร\.|ผศ\.|รศ\.|ดร\.|ทพญ\.|นพ\.|พญ\.|อ\.|ครู|พี่|น้อง|ป้า|ลุง|อาจารย์|หมอ|พยาบาล|ผู้จัดการ|เฮีย|เจ๊|ซ้อ|k\.|mr\.|mrs\.|ms\.|khun`
	titled     = pattern(`^\s*(?:\d{1,2}\s*[).]\s*)?(` + titleWords + `)\s*`)
	sureTitle  = pattern(`(?:^|[\s,(:]|ให้|ถึง|หื้อ|ส่ง|ถวาย|ข้าพเจ้า|ดิฉัน|อิฉัน|กระผม|ผม|หนู|โดย|ชื่อ|บ้าน|ร้าน)(นางสาว|น\.\s?ส\.|นส\.|พระอธิการ|พระครู|พระมหา|นาย|นาง|คุณ|ด\.ช\.|ด\.ญ\.|ดร\.|ว่าที่\s?(?:ร\.?ต\.?|ร้อยตรี|ร้อยโท|ร้อยเอก)(?:หญิง)?|ร้อยตำรวจ(?:เอก|โท|ตรี)(?:หญิง)?|ดาบตำรวจ|จ่าสิบ(?:เอก|โท|ตรี)|(?:พ|ร)\.ต\.[อทต]\.(?:\s?หญิง)?|ด\.ต\.(?:\s?หญิง)?|จ\.ส\.[อทต]\.|พ\.จ\.[อทต]\.|ผศ\.|รศ\.|นพ\.|พญ\.)\s*`)
	nameLabel  = pattern(`(?:ชื่อ\s?-?\s?(?:นาม)?สกุลผู้รับ|ชื่อ\s?-?\s?(?:นาม)?สกุล|ชื่อ\s*-?\s*สกุล|ชื่อจริง(?:\s?-?\s?(?:นาม)?สกุล(?:จริง)?)?|ชื่อผู้รับ(?:สินค้า|พัสดุ|ของ)?|ชื่อคนรับ|ชื่อลูกค้า|นามผู้รับ|ผู้รับ(?:สินค้า|พัสดุ|ของ)?|คนรับ(?:ของ)?|ส่งถึง|ส่งให้|ส่งของให้|จ่าหน้าถึง|จ่าหน้า|ถึง|ในชื่อ|ชื่อเล่น|ชื่อ|นาม\s*[:：=\-]|นาม\s|(?:full\s?)?name(?:\s?-\s?surname)?|recipient|receiver|ship\s?to|deliver\s?to|to)(?:\s*(?:ค่ะ|ครับ|นะคะ|นะครับ)\s)?\s*(?:คือ|เป็น\s|ว่า)?\s*[:：=\-]*\s*`)
	houseLabel = pattern(`(?:ที่อยู่(?:ใน)?(?:การ)?(?:จัดส่ง|สำหรับจัดส่ง|ผู้รับ|ลูกค้า|ค่ะ|ครับ)?|จัดส่งที่|ส่งของที่|ส่งมาตี้|ส่งตี้|ส่งมาที่|ส่งไปที่|ส่งที่|ส่งไป|addr(?:ess)?|สถานที่(?:จัด)?ส่ง|add)\s*[:：=\-]*\s*`)
	houseStart = pattern(`(?:บ้านเลขที่|เลขที่|\d{1,5}(?:[/-]\d{1,5}){1,2}|(?:ห้อง|ชั้น|หมู่บ้าน|หมู่ที่|หมู่|มบ\.|ม\.\s?\d|ม\.[ก-ฮเ-ไ][^.]|ซอย|ซ\.|ถนน|ถ\.|ตรอก|อาคาร|ตึก|คอนโด|หอพัก|หอผู้ป่วย|หอ(?:ใน|นอก|หญิง|ชาย)|แมนชั่น|อพาร์ทเม้น|โรงเรียน|รร\.|โรงพยาบาล|รพ\.|วัด|ศาลากลาง|สถานี|สำนักงาน|สนง\.|บริษัท|บจก\.|หจก\.|ร้าน|อบต\.|เทศบาล|ที่ว่าการ|ตลาด|บ้าน|มหาวิทยาลัย|ธนาคาร|ไปรษณีย์|ปณ\.|ตู้ ?ปณ|รอจ่าย|c/o|condo|soi|moo|road|village|room|โครงการ|ศูนย์|ฟาร์ม|สวน|โรงงาน|ค่าย|กองพัน|กรมทหาร|กองบิน|ฐานทัพ|สภ\.|สน\.|นิคม|บ\.|รอรับ)|\d{1,5}\s*(?:หมู่|ม\.|ม\s?\d|ซ\.|ซอย|ถ\.|ถนน|ต\.|ตำบล|แขวง|บ้าน|อาคาร|ห้อง|ชั้น|ตรอก|คอนโด|ตลาด|soi|moo|$))`)
	tailLabel  = pattern(`(?:หมายเลข)?(?:โทรศัพท์|โทร\.?|เบอร์โทร(?:ศัพท์)?|เบอร์|มือถือ|tel\.?|phone|mobile|ติดต่อ|\bt)\s*[:.]*\s*$`)
	noName     = pattern(`สวัสดี|หวัดดี|เอา|สั่ง|ขอ|รับ|อยากได้|โอน|ปลายทาง|cod|จำนวน|รวม|ยอด|บาท|ที่อยู่|โทร|เบอร์|รหัส|ไปรษณีย์|ขอบคุณ|รายการ|สินค้า|ออเดอร์|ส่ง|ค่า|ราคา|จัด|เพิ่ม|เปลี่ยน|ยกเลิก|แล้ว|เหมือนเดิม|หมายเหตุ|ฝาก|ช่วย|วันนี้|พรุ่งนี้|ด่วน|ตามนี้|โอเค|ได้เลย|เก็บเงิน|จ่าย|สลิป|ไลน์|line|http|ชิ้น|กระปุก|ขวด|ถุง|ใบเสร็จ|หมู่|ตำบล|อำเภอ|จังหวัด|ซอย|ถนน|เลขที่|แขวง|เขต|ห้อง|อาคาร|คอนโด|หมู่บ้าน|ของฝาก|แม่ค้า|ครบ|ใช่|อยู่(?:ที่|หอ|บ้าน|แถว|ตรง|คอนโด|ซอย|ข้าง)|เด้อ|พี่คะ|น้องคะ|ไม่|อย่า|ระวัง|กรุณา|กล่อง|แพ็ค|ห่อ(?:\s|ละ|\d|$)|ถ้ามี|ที่บ้าน|ที่ทำงาน|ที่ร้าน|ออฟฟิศ|อร่อย|รบกวน|มือถือ|ติดต่อ|วางบิล|บิล|หมายเลข|เรียน|ข้าพเจ้า|^\s*tel|phone|mobile|e-?mail`)
	homely     = pattern(`^(?:พี่|น้อง|ป้า|ลุง|น้า|อา|ยาย|ตา|พ่อ|แม่)`)
	orgName    = pattern(`^(?:บริษัท|บจก\.|หจก\.|ห้างหุ้นส่วน|ร้าน|โรงเรียน|รร\.|อบต\.|เทศบาล|สำนักงาน|สนง\.|วัด|โรงพยาบาล|รพ\.|ศูนย์|ศาลากลาง|ที่ว่าการ|วิทยาลัย|สมาคม|มูลนิธิ|โรงแรม|โรงงาน|ชุมชน|กลุ่ม|ธนาคาร|มหาวิทยาลัย|สหกรณ์|วิสาหกิจ|โรง|คลินิก|รีสอร์ท|อู่|หน่วย|การไฟฟ้า|การประปา|กอง(?:เรือ|ทัพ|บิน|พัน|ร้อย|คลัง|ช่าง|บัญชาการ|บังคับการ))`)
)

// candidate is a stretch of text that may be the recipient's name.
type candidate struct {
	from, to int
	score    int
	most     int // confidence it may have at most, 0 = any
}

// readRecipient finds the house line and the name.
func (p *parse) readRecipient(part segment, chain *address.Found, order *Order) {
	houseFrom, houseTo, clear := p.findHouse(part, chain)
	if houseFrom < houseTo {
		from, to := trimEnds(p.text, houseFrom, houseTo)
		order.Line = Text{Value: p.cleanLine(from, to), At: p.span(from, to), Confidence: 80}
		if clear {
			order.Line.Confidence = 92
		}
		p.mark(houseFrom, houseTo, house)
	}
	best := p.nameInHouse(houseFrom, houseTo)
	candidates := p.nameCandidates(part, chain, houseFrom)
	for _, each := range candidates {
		if each.score > best.score {
			best = each
		}
	}
	for _, each := range candidates { // ชื่อวิภาวรรณค่ะ … วิภาวรรณ สุขสม 8/19
		if short := p.text[best.from:best.to]; short != "" && !strings.Contains(short, " ") && strings.HasPrefix(p.text[each.from:each.to], short+" ") && isTwoWords(p.text[each.from:each.to]) {
			best = candidate{each.from, each.to, best.score, best.most}
		}
	}
	if chain != nil && best.from > chain.To && best.score < 80 && p.officeName(houseFrom, houseTo, order) {
		return
	}
	switch {
	case best.score > 0:
		p.setName(best, order)
	case houseFrom < houseTo:
		p.officeName(houseFrom, houseTo, order)
	}
}

var (
	bracketed    = pattern(`\(([^()\n]{6,90})\)`)
	titledInside = pattern(`\s((?:นางสาว|นาง|นาย|คุณ|น\.\s?ส\.)\s?[ก-ฮเ-ไ][^\s\d(]{2,60}\s[ก-ฮเ-ไ][^\s\d(]{2,60})`)
)

// nameInHouse finds a full name inside a house line: in brackets behind a shop or firm, ร้านเก่ง (สุรเดช
// ไม้แก้ว), or behind an office with its title, อบต.บ้านเหล่า นายวิชัย โคตรสมบัติ.
func (p *parse) nameInHouse(from, to int) candidate {
	if found := titledInside.FindStringSubmatchIndex(p.text[from:to]); found != nil && p.plausible(from+found[2], from+found[3], true) {
		return candidate{from: from + found[2], to: from + found[3], score: 74, most: 88}
	}
	for _, found := range bracketed.FindAllStringSubmatchIndex(p.text[from:to], 3) {
		begin, end := trimEnds(p.text, from+found[2], from+found[3])
		if begin < end && len(strings.Fields(p.text[begin:end])) == 2 && likeness(p.text[begin:end]) > 0 && p.plausible(begin, end, true) {
			return candidate{from: begin, to: end, score: 62}
		}
	}
	return candidate{}
}

// officeName takes a school, firm or office that begins the house line for who receives, when nobody
// else does.
func (p *parse) officeName(from, to int, order *Order) bool {
	text := p.text[from:to]
	digits := strings.IndexAny(text, "0123456789")
	if digits == 0 || !orgName.MatchString(text) {
		return false
	}
	nameEnd, lineStart := from+digits, from+digits
	if digits < 0 { // a temple needs no number: it is the house line as well
		nameEnd, lineStart = to, from
		if open := strings.IndexByte(text, '('); open > 0 {
			nameEnd = from + open
		}
	}
	nameFrom, nameTo := trimEnds(p.text, from, nameEnd)
	lineFrom, lineTo := trimEnds(p.text, lineStart, to)
	order.Name = Text{Value: p.cleanLine(nameFrom, nameTo), At: p.span(nameFrom, nameTo), Confidence: 80}
	order.Line = Text{Value: p.cleanLine(lineFrom, lineTo), At: p.span(lineFrom, lineTo), Confidence: 80}
	return true
}

// findHouse gives the range of the house line: from the first word of an address to the subdistrict.
func (p *parse) findHouse(part segment, chain *address.Found) (from, to int, clear bool) {
	if chain == nil {
		return p.houseAlone(part)
	}
	first := p.lineOf(chain.From)
	top := first.from
	low := max(part.from, first.from)
	start := -1
	if at := p.houseIn(low, chain.From); at >= 0 {
		start = at
	} else if at := bareNumber(p.text[low:chain.From]); at >= 0 { // 12 สุเทพ เมือง เชียงใหม่
		start = low + at
	}
	lines := 0
	for n := len(p.lines) - 1; n >= 0 && (start < 0 || !p.wordBefore(low, start)); n-- {
		each := p.lines[n]
		if each.start >= top || each.from < part.from || lines >= 3 {
			continue
		}
		text := strings.TrimSpace(p.text[each.from:each.to])
		if text == "" || each.shop {
			if start >= 0 || text == "" && lines > 0 {
				break
			}
			continue
		}
		lines++
		at := p.houseIn(each.from, each.to)
		if at < 0 || !p.isFree(at, each.to) || p.hasItems(each.from, each.to) || orgName.MatchString(text) && !hasDigits(text, 1) {
			break
		}
		start = at
		if label := houseLabel.FindStringIndex(p.text[each.from:each.to]); label != nil && each.from+label[1] <= at || p.wordBefore(each.from, at) {
			break
		}
	}
	if start >= 0 && start < chain.From {
		end := p.houseEnd(start, chain.From)
		return start, end, end == chain.From && p.isFree(start, end)
	}
	// behind the subdistrict: "ต.สุเทพ อ.เมือง เชียงใหม่ บ้านเลขที่ 5 หมู่ 2"
	if at := p.houseIn(chain.To, min(first.to, part.to)); at >= 0 && p.isFree(at, at+1) && strings.Contains(p.text[at:min(len(p.text), at+30)], plain("เลขที่")) {
		end := p.houseEnd(at, first.to)
		if name := nameBehind.FindStringSubmatchIndex(p.text[at:end]); name != nil && likeness(p.text[at+name[2]:end]) > 0 {
			end = at + name[2]
		}
		return at, end, false
	}
	return 0, 0, false
}

// nameBehind is a full name at the end of a house line that stands behind its province: เลขที่ 60 ม.5 รุ่งนภา พลเยี่ยม.
var nameBehind = pattern(`\d\s+((?:` + titleWords + `)?\s*[ก-ฮเ-ไ\x{0e30}-\x{0e39}]{2,20}\s+[ก-ฮเ-ไ\x{0e30}-\x{0e39}]{2,25})\s*$`)

// wordBefore reports whether a word stands before the house line in its line, a name or a label: then
// nothing above belongs to the house.
func (p *parse) wordBefore(from, at int) bool {
	return from < at && strings.ContainsFunc(p.text[from:at], func(r rune) bool { return isThaiLetter(r) || r >= 'a' && r <= 'z' })
}

// bareNumber gives where a number stands that ends a text, and nothing behind it; -1 when none does.
func bareNumber(text string) int {
	end := len(strings.TrimRight(text, " "))
	at := end
	for at > 0 && isDigit(text[at-1]) {
		at--
	}
	if at == end || end-at > 5 || thaiBefore(text, at) {
		return -1
	}
	return at
}

// houseAlone finds a house line where no subdistrict was found: only behind its label.
func (p *parse) houseAlone(part segment) (int, int, bool) {
	for _, each := range p.lines {
		if each.from < part.from || each.from >= part.to || each.shop {
			continue
		}
		if label := houseLabel.FindStringIndex(p.text[each.from:each.to]); label != nil {
			from := each.from + label[1]
			if from < each.to && p.isFree(from, from+1) && houseStart.MatchString(p.text[from:each.to]) {
				return from, p.houseEnd(from, each.to), false
			}
		}
	}
	return 0, 0, false
}

// houseIn gives where a house line begins in a range, or -1.
func (p *parse) houseIn(from, to int) int {
	if from >= to {
		return -1
	}
	text := p.text[from:to]
	if label := houseLabel.FindStringIndex(text); label != nil && label[1] < len(text) {
		rest := houseStart.FindStringIndex(text[label[1]:])
		if rest != nil && rest[0] > 0 { // ส่งที่ มาลี คำมูล 80 หมู่ 6: the name stands first
			if between := strings.TrimSpace(text[label[1] : label[1]+rest[0]]); isTwoWords(between) || titled.MatchString(between) {
				return from + label[1] + rest[0]
			}
		}
		if rest != nil && rest[0] == 0 || nameLabel.FindStringIndex(text[label[1]:]) == nil && titled.FindStringIndex(text[label[1]:]) == nil && rest != nil && rest[0] < 30 {
			return from + label[1]
		}
	}
	for at := 0; at < len(text); {
		found := houseStart.FindStringIndex(text[at:])
		if found == nil {
			return -1
		}
		begin := at + found[0]
		r, _ := utf8.DecodeRuneInString(text[begin:])
		glued := begin > 0 && (thaiBefore(text, begin) && !isDigit(text[begin]) || isDigit(text[begin]) && isDigit(text[begin-1]))
		last := strings.TrimRight(text[begin:at+found[1]], "0123456789 ") == "" && at+found[1] == len(text)
		glued = glued || ofSomebody.MatchString(text[begin:]) // บ้านคุณนภัสวรรณ ชูช่วย 8/8
		if !glued && p.isFree(from+begin, from+begin+1) && !(isDigit(text[begin]) && numberedItem(text, begin)) && r != 0 &&
			!(last && p.wordBefore(from, from+begin)) && !surnameBefore(text, begin) {
			return from + begin
		}
		at = begin + utf8.RuneLen(r)
	}
	return -1
}

var ofSomebody = pattern(`^(?:บ้าน|ร้าน|หอพัก)(?:คุณ|นาย|นาง|น\.ส\.|พี่|ป้า|ลุง|ครู)`)

var firstName = pattern(`^(?:[^\d\n]{0,36}[-:)])?\s*(?:` + titleWords + `)?\s*[ก-ฮเ-ไ\x{0e30}-\x{0e39}]{2,20}\s+$`)

func lastWord(text string) string {
	text = strings.TrimRight(text, " ")
	return text[strings.LastIndexByte(text, ' ')+1:]
}

// surnameBefore reports whether a word that may begin a house line is a surname: one word stands
// before it and the house number behind it, พิชญา สวนแก้ว 41/2.
func surnameBefore(text string, at int) bool {
	if isDigit(text[at]) || !firstName.MatchString(text[:at]) || noName.MatchString(text[:at]) ||
		strings.HasPrefix(text[at:], plain("บ้าน")) && homely.MatchString(lastWord(text[:at])) { // น้าหมาน บ้านปลายแหลม
		return false
	}
	_, behind, found := strings.Cut(text[at:], " ")
	behind = strings.TrimLeft(behind, " ")
	return found && strings.IndexByte(text[at:len(text)-len(behind)], '.') < 0 && houseNumber.MatchString(behind) && !orgStart.MatchString(text[at:])
}

var (
	houseNumber = pattern(`^(?:บ้านเลขที่|เลขที่|\d{1,5}(?:/\d|\s+(?:หมู่|ม\.|ซ|ถ|ต\.|แขวง)))`)
	orgStart    = pattern(`^(?:บ้านเลขที่|เลขที่|หมู่(?:\s|ที่|บ้าน)|ซอย|ถนน|ตรอก|อาคาร|ตึก|คอนโด|หอพัก|แมนชั่น|อพาร์ท|โรงเรียน|โรงพยาบาล|สำนักงาน|บริษัท|ร้าน|เทศบาล|มหาวิทยาลัย|โครงการ|โรงงาน|ห้อง|ชั้น|c/o|condo|soi|moo|road|village|room)`)
)

// numberedItem reports whether a number only numbers a list: "1) สมหญิง".
func numberedItem(text string, at int) bool {
	end := at
	for end < len(text) && isDigit(text[end]) {
		end++
	}
	return end < len(text) && end-at <= 2 && (text[end] == ')' || text[end] == '.' && (end+1 == len(text) || !isDigit(text[end+1]))) && strings.TrimSpace(text[:at]) == ""
}

// houseEnd stops a house line where something else was read: a telephone number, a date.
func (p *parse) houseEnd(from, to int) int {
	for at := from; at < to; at++ {
		if p.busy[at] == phone || p.busy[at] == shop {
			end := at
			if label := tailLabel.FindStringIndex(p.text[from:end]); label != nil {
				end = from + label[0]
			}
			return end
		}
	}
	return to
}

func (p *parse) cleanLine(from, to int) string {
	return strings.Join(strings.Fields(p.m.Text(from, to)), " ")
}
