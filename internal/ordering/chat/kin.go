package chat

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// kinBefore is whose name is told: ลูกชื่อ, หนูชื่อ.
var kinBefore = pattern(`(?:^|\s)(?:คุณ)?(?:ลูก|ลูกสาว|ลูกชาย|แม่|พ่อ|แฟน|สามี|ภรรยา|เพื่อน|น้อง|พี่|น้องสาว|น้องชาย|พี่สาว|พี่ชาย|หลาน|ยาย|ตา|ย่า|ปู่|ป้า|ลุง|น้า|อา|เจ๊|เฮีย|หนู|ผม|ดิฉัน|เรา)$`)

// changesName stands before the label of a name that is given anew.
var changesName = pattern(`(?:เปลี่ยน|แก้|แจ้ง|ลง|ใส่|เขียน|ใช้|ระบุ)$`)

// onlyNames reports whether a line has neither a number of anything nor a word of an order.
func (p *parse) onlyNames(from, to int) bool {
	for _, run := range p.freeRuns(from, to) {
		if text := p.text[run.from:run.to]; hasDigits(text, 1) || noName.MatchString(strings.TrimSuffix(strings.TrimRight(text, " "), plain("เด้อ"))) {
			return false
		}
	}
	return true
}

// selfBefore is the writer, before ชื่อ.
var selfBefore = pattern(`(?:^|\s)(?:หนู|ผม|ดิฉัน|เรา)$`)

// firstTwo gives the first two words of a text.
func firstTwo(text string) string {
	words := strings.Fields(text)
	return strings.Join(words[:min(2, len(words))], " ")
}

// kinAlone is who somebody is to the writer, before the name.
var kinAlone = pattern(`^(?:ลูกชาย|ลูกสาว|ลูกสะใภ้|ลูกเขย|ลูก|แฟน|สามี|ภรรยา|เพื่อน|พี่สาว|พี่ชาย|น้องสาว|น้องชาย|หลานสาว|หลานชาย|หลาน)\s+`)

// speaksOf is what a speaker goes on with who told the name first.
var speaksOf = pattern(`^(?:ค่ะ|ครับ|คับ|จ้า|เอง|\s)*(?:สั่ง|เอา|ขอ|รับ|โอน|ฝาก|จะ|อยาก|สนใจ)`)

// inBuilding follows the name of a building.
var inBuilding = pattern(`^[\s,]*(?:ชั้น|ห้อง|ตึก|อาคาร|floor|fl\.|room|unit)`)

// officer is นายก, the head of a council, which is no นาย.
var officer = pattern(`^นายก(?:\s|\.|อบ|เทศ|องค์|สมาคม|สมาชิก|$)`)

// endsIn reports whether a text ends with what an expression finds, but for spaces and signs.
func endsIn(expression *regexp.Regexp, text string) bool {
	all := expression.FindAllStringIndex(text, -1)
	return len(all) > 0 && strings.Trim(text[all[len(all)-1][1]:], " :-") == ""
}

// pastNickname goes past a nickname before a full name: ต่าย ชุติมา คำเตย; 0 when none stands there.
func (p *parse) pastNickname(begin, to int) int {
	end := begin
	for end < to && p.busy[end] == free {
		end++
	}
	text := p.text[begin:end]
	if stop := nameStop.FindStringIndex(text); stop != nil {
		text = text[:stop[0]]
	}
	words := strings.Fields(text)
	if len(words) != 3 || !isNickname(words[0]) || titled.MatchString(text) && !homely.MatchString(words[0]) || !beginsName(words[1]) || endsName(words[2]) || words[1] == plain("แซ่") {
		return 0
	}
	return begin + strings.Index(text, words[1])
}

var kinTitled = pattern(`^(?:แม่|พ่อ|ยาย|ตา|ย่า|ปู่|พี่|น้อง|ลูก|สามี|ภรรยา|แฟน|เพื่อน|คือ|เจ้านาย|หัวหน้า)\s?(?:คือ\s?)?(?:(นางสาว|นาง|นาย|คุณ))`)

// inBrackets gives where the full name begins that stands in brackets behind a nickname; 0 when there
// is none.
func (p *parse) inBrackets(from, to int) int {
	open := strings.IndexByte(p.text[from:to], '(')
	if open <= 0 || !isNickname(strings.TrimSpace(p.text[from:from+open])) {
		return 0
	}
	inner, _, closed := strings.Cut(p.text[from+open+1:to], ")")
	if !closed || !isTwoWords(strings.TrimSpace(inner)) {
		return 0
	}
	return from + open + 1
}

// isNickname reports whether a word is as short as nicknames are: one word of at most five letters.
func isNickname(word string) bool {
	if title := titled.FindStringIndex(word); title != nil && title[1] < len(word) {
		word = word[title[1]:]
	}
	return !strings.Contains(word, " ") && utf8.RuneCountInString(word) <= 5
}
