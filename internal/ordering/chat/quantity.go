package chat

import (
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/qty"
)

// unitWords are the units a chat counts in, folded, longer ones first where one begins another.
var unitWords = plainAll("กิโลกรัม", "กิโล", "กระปุก", "กระป๋อง", "กระสอบ", "กก.", "กก", "กล่อง", "ก้อน", "กรัม", "กำ", "ขวด", "ขีด", "คัน", "คู่", "เครือ", "ชิ้น", "ชุด", "ช่อ", "ซอง", "เซ็ต", "เซต", "ด้าม", "ดอก", "ต้น", "ตลับ", "ตัว", "ถุง", "ถง", "ถ้วย", "ถัง", "ถาด", "แท่ง", "ท่อน", "ใบ", "แบบ", "ผืน", "แผง", "แผ่น", "แพ็ค", "แพ็ก", "แพค", "แพ็กเกจ", "ฝัก", "พวง", "ฟอง", "มัด", "มล.", "ม้วน", "เมตร", "ไม้", "รัง", "ลูก", "ลัง", "ลิตร", "เล่ม", "เส้น", "หลอด", "ห่อ", "หวี", "หลัง", "แหนบ", "โหล", "โล", "ไห", "อัน", "หน่วย", "ปิ๊บ", "ปี๊บ", "kg", "g", "pcs", "pieces", "piece", "packs", "pack", "boxes", "box", "bottles", "bottle", "jars", "jar", "bags", "bag", "dozen")

// sameUnit gives units written otherwise their usual name.
var sameUnit = map[string]string{
	plain("กิโลกรัม"): "กก.", plain("กิโล"): "กก.", plain("กก"): "กก.", plain("กก."): "กก.", plain("โล"): "กก.", "kg": "กก.",
	plain("ถง"): "ถุง", plain("แพค"): "แพ็ค", plain("แพ็ก"): "แพ็ค", "pack": "แพ็ค", plain("เซต"): "ชุด", plain("เซ็ต"): "ชุด", "g": "กรัม", "pcs": "ชิ้น", "box": "กล่อง", "boxes": "กล่อง", "packs": plain("แพ็ค"), "piece": "ชิ้น", "pieces": "ชิ้น", "bottle": "ขวด", "bottles": "ขวด", "jar": "กระปุก", "jars": "กระปุก", "bag": "ถุง", "bags": "ถุง", plain("ปิ๊บ"): "ปี๊บ",
}

// perUnit gives units that are a number of another: thousandths of that one.
var perUnit = map[string]struct {
	of   string
	each qty.Qty
}{
	plain("ขีด"): {"กก.", 100}, plain("กรัม"): {"กก.", 1}, "g": {"กก.", 1}, plain("โหล"): {"", 12000}, "dozen": {"", 12000}, plain("คู่"): {"", 2000},
}

var (
	numberWord = pattern(`(?:(?:ยี่|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)?ร้อย)?(?:(?:ยี่|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)?สิบ)?(?:เอ็ด|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)?`)
	fillers    = pattern(`^(?:[\s:=,\-*•()|…_"']|\.{2,}|(?:ค่|น้|จ้)าา+|(?:ค่|น้)า\s|of\s|จำนวน|ยก(?:ลัง|โหล|แพ็ค)|เอา|ขอ|สัก|แค่|เพียง|อีก|เพิ่ม|นะ(?:คะ|ครับ)?|ค่ะ|คะ|ครับ|คับ|จ้า|จ๊ะ|จ้ะ|อย่างละ|ละ|ด้วย|รับ|x|ก็(?:เอา|ขอ|รับ|\s)|เป็น|ทั้งหมด|สั่ง|ไป|พี่|เจ้า|เด้อ|เลย|มา|ไว้|ให้|ส่ง|น่ะ|ของ|แบบ|อ่ะ|หน่อย|qty\.?|@)*`)
	digitValue = map[string]qty.Qty{
		plain("เอ็ด"): 1, plain("หนึ่ง"): 1, plain("สอง"): 2, plain("สาม"): 3, plain("สี่"): 4, plain("ห้า"): 5, plain("หก"): 6, plain("เจ็ด"): 7, plain("แปด"): 8, plain("เก้า"): 9,
	}
)

var ofHundreds = pattern(`^(?:สิบ|ร้อย)`)

// amountAt is a quantity and its place.
type amountAt struct {
	from, to int
	value    qty.Qty // in unit, 0 when it could not be read
	unit     string  // folded, "" when none stands there
	sure     int
	bad      bool // zero, below zero, or absurd
}

// amountFrom reads a quantity that begins exactly there: 2, 2 ขวด, สองขวด, ครึ่งโล, โลครึ่ง, ขวดนึง,
// x2. ok is false when there is none.
func (p *parse) amountFrom(at, to int) (amountAt, bool) {
	text := p.text[at:to]
	if half, ok := strings.CutPrefix(text, plain("ครึ่ง")); ok {
		if unit, size := p.unitFrom(strings.TrimLeft(half, " ")); unit != "" {
			skipped := len(half) - len(strings.TrimLeft(half, " "))
			return amountAt{from: at, to: at + len(text) - len(half) + skipped + size, value: 500, unit: unit, sure: 95}, true
		}
	}
	if unit, size := p.unitFrom(text); unit != "" {
		return p.unitFirst(at, to, unit, size)
	}
	value, size, bad := readNumber(text)
	if size == 0 || !isDigit(text[0]) && ofHundreds.MatchString(text) && hasDigits(lastWord(p.text[max(0, at-12):at]), 1) { // ละ 2 ร้อย
		return amountAt{}, false
	}
	return p.withUnit(amountAt{from: at, to: at + size, value: value, sure: 95, bad: bad}, to)
}

// unitFirst reads ขวดนึง, โลครึ่ง, ขวดเดียว, โหลนึง.
func (p *parse) unitFirst(at, to int, unit string, size int) (amountAt, bool) {
	rest := p.text[at+size : to]
	trimmed := strings.TrimLeft(rest, " ")
	for _, each := range []struct {
		word  string
		value qty.Qty
	}{{"ครึ่ง", 1500}, {"นึง", 1000}, {"หนึ่ง", 1000}, {"เดียว", 1000}} {
		if strings.HasPrefix(trimmed, plain(each.word)) {
			end := at + size + len(rest) - len(trimmed) + len(plain(each.word))
			return amountAt{from: at, to: end, value: each.value, unit: unit, sure: 92}, true
		}
	}
	if unit == plain("ละ") {
		return amountAt{}, false
	}
	return amountAt{}, false
}

// withUnit reads the unit behind a number, and ครึ่ง behind the unit.
func (p *parse) withUnit(amount amountAt, to int) (amountAt, bool) {
	rest := p.text[amount.to:to]
	trimmed := strings.TrimLeft(rest, " ")
	unit, size := p.unitFrom(trimmed)
	if unit == "" {
		if next := strings.TrimLeft(trimmed, " "); next != "" && (next[0] == '/' && len(next) > 1 && !thaiAfter(next, 1) || next[0] == ':' || next[0] == '%') {
			return amountAt{}, false
		}
		amount.sure = 92
		return amount, true
	}
	amount.unit = unit
	amount.to += len(rest) - len(trimmed) + size
	if after := p.text[amount.to:to]; strings.HasPrefix(after, plain("ครึ่ง")) {
		amount.value += 500
		amount.to += len(plain("ครึ่ง"))
	}
	return amount, true
}

// startsUnit reports whether a text begins with a unit, so that the number before it counts goods.
func (p *parse) startsUnit(text string) bool {
	unit, _ := p.unitFrom(text)
	return unit != ""
}

// unitFrom gives the unit a text begins with.
func (p *parse) unitFrom(text string) (unit string, size int) {
	for _, word := range unitWords {
		if len(word) <= size || !strings.HasPrefix(text, word) {
			continue
		}
		if word[0] < utf8.RuneSelf && len(text) > len(word) && text[len(word)] >= 'a' && text[len(word)] <= 'z' {
			continue
		}
		unit, size = word, len(word)
	}
	return unit, size
}

// readNumber reads a number in figures or words at the beginning of a text.
func readNumber(text string) (value qty.Qty, size int, bad bool) {
	if text == "" {
		return 0, 0, false
	}
	negative := strings.HasPrefix(text, "-") && len(text) > 1 && isDigit(text[1])
	start := 0
	if negative {
		start = 1
	}
	end := start
	for end < len(text) && (isDigit(text[end]) || (text[end] == '.' || text[end] == ',') && end > start && end+1 < len(text) && isDigit(text[end+1])) {
		end++
	}
	if end > start {
		number, err := qty.Parse(text[start:end])
		return number, end, err != nil || negative || number == 0 || number >= qty.Pieces(10000)
	}
	found := numberWord.FindStringIndex(text)
	if found == nil || found[0] != 0 || found[1] == 0 {
		return 0, 0, false
	}
	return wordValue(text[:found[1]]) * qty.One, found[1], false
}

// wordValue reads a number below a thousand in words.
func wordValue(text string) qty.Qty {
	total := qty.Qty(0)
	for _, place := range []struct {
		word  string
		times qty.Qty
	}{{plain("ร้อย"), 100}, {plain("สิบ"), 10}} {
		head, rest, ok := strings.Cut(text, place.word)
		if !ok {
			continue
		}
		digit := digitValue[head]
		if head == "" {
			digit = 1
		} else if head == plain("ยี่") {
			digit = 2
		}
		total += digit * place.times
		text = rest
	}
	return total + digitValue[text]
}

// fit expresses a quantity in a product's unit: 3 ขีด of what is sold by the kilo are 0.3, a dozen of
// what is sold by the piece is 12. sure falls when the units are not the same thing.
func fit(amount amountAt, unit string) (value qty.Qty, sure int) {
	said := amount.unit
	if name, known := sameUnit[said]; known {
		said = plain(name)
	}
	own := foldName(unit)
	if name, known := sameUnit[own]; known {
		own = plain(name)
	}
	if said == "" || said == own {
		return amount.value, amount.sure
	}
	if part, known := perUnit[amount.unit]; known && (part.of == "" && own != plain("กก.") || plain(part.of) == own) {
		sure := amount.sure
		if amount.unit == plain("คู่") {
			sure = 60
		}
		return amount.value * part.each / qty.One, sure
	}
	switch said {
	case plain("อัน"), plain("ชิ้น"), plain("หน่วย"):
		return amount.value, min(amount.sure, 91)
	case plain("กก."), plain("ขีด"), plain("กรัม"), plain("ลัง"), plain("แพ็ค"), plain("กล่อง"), plain("โหล"), plain("ชุด"):
		return amount.value, 50
	}
	return amount.value, 78
}
