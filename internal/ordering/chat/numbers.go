package chat

import (
	"regexp"
	"strings"

	"github.com/talat-pos/talat/internal/party"
)

// phoneAt is a telephone number and its place; digits is "" when one is missing or too many.
type phoneAt struct {
	from, to int
	digits   string
	ext      string
	sure     int
	foreign  bool
}

var (
	others = []*regexp.Regexp{
		pattern(`ต่างจังหวัด|ต่างอำเภอ`),
		pattern(`https?://\S+|www\.\S+|\S+@\S+\.\S+`),
		pattern(`\b[a-z]{2}\s?\d{4}\s?\d{4}\s?\d\s?th\b`),
		pattern(`(?:เลขที่บัญชี|เลขบัญชี|บัญชี|บ/ช|acc(?:ount)?)[^\n\d]{0,30}[\d -]{9,18}`),
		pattern(`(?:กสิกร|ไทยพาณิชย์|กรุงไทย|ธนาคารกรุงเทพ|ธ\.\s?กรุงเทพ|ออมสิน|ธกส|kbank|scb|ktb|bbl|ธ\.)[^\n\d]{0,20}\d[\d -]{8,16}\d`),
		pattern(`(?:เลขผู้เสียภาษี|เลขประจำตัว\S{0,30}|บัตรประชาชน|tax ?id)[^\n\d]{0,10}[\d -]{13,17}`),
		pattern(`\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d{2})\b`),
		pattern(`\d{1,2}\s*(?:ม\.?ค\.?|ก\.พ\.?|มี\.?ค\.?|เม\.?ย\.?|พ\.ค\.?|มิ\.?ย\.?|ก\.ค\.?|ส\.ค\.?|ก\.ย\.?|ต\.ค\.?|พ\.ย\.?|ธ\.ค\.?|มกราคม|มกรา|กุมภาพันธ์|กุมภา|มีนาคม|มีนา|เมษายน|เมษา|พฤษภาคม|พฤษภา|มิถุนายน|มิถุนา|กรกฎาคม|กรกฎา|สิงหาคม|สิงหา|กันยายน|กันยา|ตุลาคม|ตุลา|พฤศจิกายน|พฤศจิกา|ธันวาคม|ธันวา)(?:\s*(?:25|20)?\d{2}\b)?`),
		pattern(`(?:วันที่|ภายใน)\s*\d{1,2}(?:\s*(?:วัน|นี้))?|ก่อน\s*\d{1,2}\s*(?:วัน|นี้|โมง|ทุ่ม)`),
		pattern(`\b\d{1,2}[:.]\d{2}\s*น\.?|\d{1,2}:\d{2}|\d{1,2}\s*(?:โมง|ทุ่ม)|บ่าย\s*\d{1,2}|ตี\s*\d|\b\d{1,3}\s*(?:นาที|ชั่วโมง|ชม\.|(?:วัน|สัปดาห์|อาทิตย์|เดือน|ปี|คน|ขวบ|รอบ)(?:[\s\d.,)]|ค่ะ|คะ|ครับ|คับ|จ้า|นะ|แล้ว|ถึง|ได้|ใช่|ก่อน|หลัง|$))`),
	}
	// a run that may be a telephone number: digits, O and l for digits, and what parts them
	phoneRun = regexp.MustCompile(`(?:\+\s?|00)?[0-9ol(|][0-9oil|().\-/ ]{6,24}[0-9oil|]`)
	phoneTag = pattern(`(?:โทรศัพท์|โทร|เบอร์|มือถือ|tel|phone|ติดต่อ|t\.|☎)[^\n\d]{0,14}$`)
	extTag   = pattern(`^\s*(?:ต่อ|กด|ext\.?|#|x)\s*(\d{1,5})`)
)

// markNumbers marks runs of digits that are no goods, house or telephone.
func (p *parse) markNumbers() {
	for _, each := range others {
		for _, found := range each.FindAllStringIndex(p.text, -1) {
			if p.isFree(found[0], found[1]) && !p.halfMonth(found[0], found[1]) && (found[0] == 0 || !isDigit(p.text[found[0]-1]) && p.text[found[0]-1] != '/') {
				p.mark(found[0], found[1], number)
			}
		}
	}
}

// halfMonth reports whether what looks like a short month is the beginning of a word: 4 ต.คลองเกลือ.
func (p *parse) halfMonth(from, to int) bool {
	letters := 0
	for _, r := range p.text[from:to] {
		if isThaiLetter(r) {
			letters++
		}
	}
	return letters == 2 && thaiBefore(p.text, to) && thaiAfter(p.text, to)
}

// findPhones finds every telephone number of the text, the shop's left out.
func (p *parse) findPhones() {
	for _, found := range phoneRun.FindAllStringIndex(p.text, -1) {
		p.phonesIn(found[0], found[1])
	}
}

// phonesIn reads the telephone numbers of one run: it may hold two, or begin with a house number.
func (p *parse) phonesIn(from, to int) {
	for at := from; at < to; {
		end, found := p.phoneFrom(at, to)
		if found.to == 0 {
			at++
			for at < to && (isDigitLike(p.text[at-1]) && isDigitLike(p.text[at])) {
				at++
			}
			continue
		}
		if p.isFree(found.from, found.to) {
			if ext := extTag.FindStringSubmatchIndex(p.text[found.to:min(found.to+40, len(p.text))]); ext != nil && found.digits != "" {
				found.ext = p.text[found.to+ext[2] : found.to+ext[3]]
				end = found.to + ext[1]
			}
			found.to = end
			p.phones = append(p.phones, found)
			p.mark(found.from, found.to, phone)
		}
		at = end
	}
}

func isDigitLike(c byte) bool {
	return isDigit(c) || c == 'o' || c == 'l' || c == 'i' || c == '|'
}

// phoneFrom reads one telephone number that begins at that place.
func (p *parse) phoneFrom(at, to int) (end int, found phoneAt) {
	if at > 0 && (isDigitLike(p.text[at-1]) && p.text[at-1] != '|' && p.text[at-1] != 'i' || p.text[at-1] == '/' && at > 1 && isDigit(p.text[at-2]) && p.busy[at-2] != phone) {
		return at, phoneAt{}
	}
	plus := p.text[at] == '+'
	digits, ends, letters := make([]byte, 0, 16), make([]int, 0, 16), 0
	for n := at; n < to && len(digits) < 16; n++ {
		c := p.text[n]
		switch {
		case isDigit(c):
		case c == 'o':
			c = '0'
			letters++
		case c == 'l' || c == 'i' || c == '|':
			c = '1'
			letters++
		case c == '+' && n == at, c == '(' || c == ')' || c == '-' || c == '.' || c == ' ':
			continue
		default:
			n = to
			continue
		}
		digits, ends = append(digits, c), append(ends, n+1)
	}
	text := string(digits)
	skip := 0 // digits of the country's code
	switch {
	case plus && strings.HasPrefix(text, "66"):
		skip = 2
	case plus:
		if len(text) >= 9 {
			return ends[len(ends)-1], phoneAt{from: at, to: ends[len(ends)-1], foreign: true}
		}
		return at, phoneAt{}
	case strings.HasPrefix(text, "0066"):
		skip = 4
	case strings.HasPrefix(text, "66") && len(text) >= 11 && text[2] != '0' || strings.HasPrefix(text, "660"):
		skip = 2
	case !strings.HasPrefix(text, "0"):
		return at, phoneAt{}
	}
	local := text[skip:]
	lead := 0
	if skip > 0 && !strings.HasPrefix(local, "0") {
		local, lead = "0"+local, 1
	}
	return p.cutPhone(at, skip-lead, local, ends, letters)
}

// cutPhone finds where the number ends: ten digits for a mobile, nine for a landline.
func (p *parse) cutPhone(at, offset int, local string, ends []int, letters int) (int, phoneAt) {
	size := 0
	switch {
	case len(local) < 2:
		return at, phoneAt{}
	case strings.IndexByte("689", local[1]) >= 0:
		size = 10
	case local[1] >= '2' && local[1] <= '7':
		size = 9
	default:
		return at, phoneAt{}
	}
	tagged := phoneTag.MatchString(p.text[max(0, at-60):at])
	last := len(ends) - 1
	if len(local) < size {
		if len(local) >= 8 && (tagged || size == 10) { // one is missing: never made up
			return ends[last], phoneAt{from: at, to: ends[last]}
		}
		return at, phoneAt{}
	}
	end := ends[size+offset-1]
	if len(local) > size && isDigitLike(p.text[end]) && end < len(p.text) { // more digits without a break
		stop := end
		for stop < len(p.text) && isDigitLike(p.text[stop]) {
			stop++
		}
		if stop-end < 5 {
			return stop, phoneAt{from: at, to: stop}
		}
		return at, phoneAt{}
	}
	digits, err := party.Phone(local[:size])
	if err != nil {
		return at, phoneAt{}
	}
	found := phoneAt{from: at, to: end, digits: digits, sure: 98}
	if letters > 0 {
		found.sure = 80
	}
	return end, found
}

// readPhones takes the telephone numbers of a part into its order.
func (p *parse) readPhones(part segment, order *Order) {
	for _, each := range p.phones {
		if each.from < part.from || each.from >= part.to || p.busy[each.from] != phone {
			continue
		}
		at := p.span(each.from, each.to)
		switch {
		case each.foreign:
			order.warn("phone_foreign", "phones", at)
		case each.digits == "":
			order.warn("phone_digits", "phones", at)
		default:
			known := false
			for _, old := range order.Phones {
				known = known || old.Digits == each.digits
			}
			if !known {
				order.Phones = append(order.Phones, Phone{each.digits, each.ext, at, each.sure})
			}
		}
	}
}
