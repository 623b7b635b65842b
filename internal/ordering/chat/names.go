package chat

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/address"
)

// nameCandidates lists what may be the name, better ones with a higher score.
func (p *parse) nameCandidates(part segment, chain *address.Found, houseFrom int) []candidate {
	var list []candidate
	for n, each := range p.lines {
		from, to := max(each.from, part.from), min(each.to, part.to)
		if from >= to || each.shop {
			continue
		}
		near := p.nearAddress(n, chain, houseFrom)
		list = append(list, p.namesInLine(from, to, near)...)
	}
	return list
}

// nearAddress tells how many lines a line stands before the house line; 9 for elsewhere.
func (p *parse) nearAddress(n int, chain *address.Found, houseFrom int) int {
	at := houseFrom
	if at == 0 && chain != nil {
		at = chain.From
	}
	if chain == nil && houseFrom == 0 {
		return 5
	}
	lines := 0
	for k := n; k < len(p.lines) && k < n+6; k++ {
		if at >= p.lines[k].start && at <= p.lines[k].to {
			return lines
		}
		if strings.TrimSpace(p.text[p.lines[k].from:p.lines[k].to]) != "" {
			lines++
		}
	}
	if chain != nil && n > 0 && chain.To <= p.lines[n].start {
		return 6
	}
	return 9
}

func (p *parse) namesInLine(from, to int, near int) []candidate {
	var list []candidate
	text := p.text[from:to]
	add := func(begin, score int) {
		begin = p.pastClause(begin, to)
		most := 0
		if kin := kinAlone.FindString(p.text[begin:to]); kin != "" && p.isFree(begin, begin+len(kin)+1) { // ลูกชาย สมชาย
			begin += len(kin)
			most = 85
			if score < 85 {
				score -= 12
			}
		}
		if score >= 75 {
			if full := p.pastNickname(begin, to); full > begin {
				begin, most = full, 88
			}
		}
		end := p.nameEnd(begin, to)
		begin, end = trimEnds(p.text, begin, end)
		alone := score == 75 && p.onlyNames(from, to)                                                   // พี่ช้าง หูช้าง
		if (score == 90 || score == 75) && !alone && p.hasItems(begin, end) && !p.addressFollows(end) { // คุณแม่สั่งน้ำปลา
			return
		}
		if begin < end && p.plausible(begin, end, score >= 85 || alone || p.fullName(begin, end)) {
			if score < 85 {
				score += 3 * likeness(p.text[begin:end])
			}
			if score < 85 && orgName.MatchString(p.text[begin:end]) { // a person receives rather than a firm
				score -= 8
			}
			if second := strings.HasSuffix(strings.TrimRight(p.text[from:begin], " "), "/") && begin > from && p.busy[begin-1] == free; second { // เรืองศรี สุขใจ / สมชาย สุขใจ
				score, most = score-6, 85
			}
			switch {
			case score >= 85:
			case score == 75 && speaksOf.MatchString(p.text[end:to]): // พี่จุ๋ม สั่งให้พี่นก
				score -= 10
			case endsIn(sentTo, p.text[from:begin]) && p.fullName(begin, end):
				score += 10
			case p.text[begin] < utf8.RuneSelf && inBuilding.MatchString(p.text[end:to]): // Silom Edge ชั้น 12
				score -= 8
			}
			list = append(list, candidate{begin, end, score - near, most})
		}
	}
	for _, label := range nameLabel.FindAllStringIndex(text, 3) {
		if thaiBefore(text, label[0]) && !kinBefore.MatchString(text[:label[0]]) && !changesName.MatchString(text[:label[0]]) {
			continue
		}
		score := 100
		if self := selfBefore.MatchString(text[:label[0]]); self && !isTwoWords(firstTwo(text[label[1]:])) {
			score = 68 // หนูชื่อพลอยค่ะ: who writes
		} else if self {
			score = 86
		}
		if word := text[label[0]:label[1]]; strings.HasPrefix(word, plain("ถึง")) || strings.HasPrefix(word, plain("นาม")) || strings.HasPrefix(word, "to") || strings.HasPrefix(word, plain("ส่งให้")) || strings.HasPrefix(word, plain("ชื่อเล่น")) {
			score = 85
			if strings.HasPrefix(word, "to") && !strings.Contains(word, ":") {
				continue
			}
		}
		begin := from + label[1]
		if real := p.inBrackets(begin, to); real > 0 { // นก (นภัสสร เจริญผล)
			begin = real
		}
		if kin := kinTitled.FindStringSubmatchIndex(p.text[begin:to]); kin != nil { // ชื่อแม่ นางสมใจ อยู่เย็น
			begin += kin[2]
		}
		add(begin, score)
	}
	for _, title := range sureTitle.FindAllStringSubmatchIndex(text, 4) {
		if !officer.MatchString(text[title[2]:]) {
			add(from+title[2], 90)
		}
	}
	if title := titled.FindStringSubmatchIndex(text); title != nil && !officer.MatchString(text[title[2]:]) {
		add(from+title[2], 75)
	}
	for _, run := range p.freeRuns(from, to) {
		score := 60
		switch {
		case near > 3:
			score = 50
		case near == 0:
			score = 66
		}
		if run.from > from && p.busy[run.from-1] == place {
			score -= 6
		}
		if near == 5 && !p.lineHasPhone(p.lineOf(from)) && len(p.phones) > 0 || near == 5 && len(p.phones) == 0 && !isTwoWords(strings.TrimSpace(p.text[from:to])) {
			continue // no address and no telephone number near: nothing says that this is a name
		}
		for _, begin := range p.nameStarts(run) {
			add(begin, score)
		}
		if begin := p.lastWords(run); begin > run.from {
			add(begin, score+1)
		}
	}
	return list
}

// pastClause goes past a word that ends politely and before a full name: ลูกป้านะ พงศกร แย้มศรี.
func (p *parse) pastClause(begin, to int) int {
	end := begin
	for end < to && p.busy[end] == free {
		end++
	}
	word, rest, _ := strings.Cut(p.text[begin:end], " ")
	if next, _, _ := strings.Cut(strings.TrimLeft(rest, " "), " "); endsName(next) || p.hasItems(end-len(rest), end) { // ชื่อเก่งนะครับ สั่งผ้าไหม
		return begin
	}
	if _, polite := trimWord(word, 0, len(word)); !polite && !strings.HasSuffix(word, plain("นะ")) && !strings.HasSuffix(word, plain("ที่")) || beginsName(word) || titled.MatchString(word) && !strings.HasSuffix(word, plain("ที่")) || len(strings.Fields(rest)) < 2 {
		return begin
	}
	return end - len(rest)
}

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

// lastWords gives where the last two words of a stretch begin when a house, place or telephone number
// follows them; 0 when none does.
func (p *parse) lastWords(run span) int {
	if orgName.MatchString(strings.TrimLeft(p.text[run.from:run.to], " ")) {
		return 0
	}
	if !p.addressFollows(run.to) {
		return 0
	}
	text := p.text[run.from:run.to]
	if label := tailLabel.FindStringIndex(text); label != nil {
		text = text[:label[0]]
	}
	if stop := behindName.FindStringIndex(text); stop != nil && stop[0] > 0 {
		text = text[:stop[0]]
	}
	text = strings.TrimRight(text, " ,:-/|")
	if open := strings.LastIndexByte(text, '('); open > 0 && strings.HasSuffix(text, ")") { // ศศิกาญจน์ แดนไพร (ศศิ)
		text = strings.TrimRight(text[:open], " ")
	}
	for n := 0; n < 2 || n < 4 && isLatin(lastWord(text)) && !latinTalk.MatchString(lastWord(text)); n++ { // Aung Ko Ko
		at := strings.LastIndexByte(text, ' ')
		if at < 0 {
			return 0
		}
		text = strings.TrimRight(text[:at], " ")
	}
	begin := run.from + len(text)
	return begin + len(nameNoise.FindString(p.text[begin:run.to]))
}

func isLatin(word string) bool { return word != "" && word[0] >= 'a' && word[0] <= 'z' }

// latinTalk are words in Latin letters before a name.
var latinTalk = regexp.MustCompile(`[.,:]$|^(?:to|for|please|pls|name|send|ship|by|hi|dear|and|khun|mr|mrs|ms|miss)$`)

// behindName is what may stand between a name and the house number: where somebody works, that it is at home.
var behindName = pattern(`\s(?:แผนก|ฝ่าย|ภาควิชา|ที่(?:บ้าน|ทำงาน|ร้าน|โรงเรียน|วัด)(?:\s|$)|บ้านเลขที่|เลขที่|อยู่\s*$)`)

// freeRuns lists the stretches of a line that were not read as anything.
func (p *parse) freeRuns(from, to int) []span {
	var list []span
	for at := from; at < to; {
		if p.busy[at] != free {
			at++
			continue
		}
		end := at
		for end < to && p.busy[end] == free {
			end++
		}
		list = append(list, span{at, end})
		at = end
	}
	return list
}

var nameNoise = pattern(`^(?:[\s.,:;\-*•)("'/|]|(?:ค่ะ|คะ|ครับ|คับ)(?:\s|คุณ|$)|(?:จ้า|นะ|เด้อ|เจ้า|จ้ะ|นะคะ|นะครับ|ด้วย|ที)(?:\s|$)|ส่งให้(?:ที\s|หน่อย\s)?|ส่งถึง|ส่งหื้อ|ถวาย|(?:ดิฉัน|อิฉัน|ข้าพเจ้า|กระผม)(?:\s|ชื่อ)*|จัดส่งที่|ส่งที่|ที่อยู่(?:จัดส่ง|ผู้รับ)?|ส่งไปที่|ส่งมาที่|ส่งมาตี้|เรียน(?:\s|$)|จัดส่ง|ส่ง(?:\s|:|$)|ให้(?:\s|$)|ถึง(?:\s|$)|นิ(?:\s|$)|เดียวกัน(?:ค่ะ|คะ|ครับ|\s|$)|เดิม(?:ค่ะ|คะ|ครับ|\s|$)|\d{1,2}[.)]|ชื่อ)*`)

var sentTo = pattern(`(?:จัดส่งที่|ส่งของที่|ส่งมาตี้|ส่งตี้|ส่งมาที่|ส่งไปที่|ส่งที่|ส่งบ้าน|ส่งไป|ส่งหื้อ|ส่งหา|ส่งให้|ส่งถึง|(?:^|\s)(?:จัด)?ส่ง\s)`)

// nameStarts gives where a name may begin in a free stretch: at its beginning, and behind goods.
func (p *parse) nameStarts(run span) []int {
	starts := []int{run.from + len(nameNoise.FindString(p.text[run.from:run.to]))}
	for _, label := range sentTo.FindAllStringIndex(p.text[run.from:run.to], 3) {
		at := run.from + label[1]
		starts = append(starts, at+len(nameNoise.FindString(p.text[at:run.to])))
	}
	for at := run.from; at < run.to; {
		r, size := utf8.DecodeRuneInString(p.text[at:])
		if !isThaiLetter(r) || !thaiBefore(p.text, at) {
			if amount, ok := p.amountFrom(at, run.to); ok && amount.to < run.to {
				at = amount.to
				starts = append(starts, at+len(nameNoise.FindString(p.text[at:run.to])))
				continue
			}
		}
		at += size
	}
	return starts
}

var nameStop = pattern(`\d|โทร|เบอร์|ที่อยู่|บ้านเลขที่|เลขที่|tel|หมู่บ้าน|หมู่ที่|คอนโด|ห้อง|,|/|:|\||=|[()]|บริษัท|\sบ\.|\sบจก|\sหจก|\sร้าน|\sอยู่\s*$|นะ(?:ลูก|หนู)(?:\s|$)|ส่งที่|จัดส่ง|ตำบล|อำเภอ|แขวง|ศาลากลาง|โรงเรียน|โรงพยาบาล|\sคณะ[^\s]*(?:ศาสตร์|กรรม|วิทยา)|ภาควิชา|แผนก`)

// behindOrg ends the name of a shop or firm.
var behindOrg = pattern(`\s(?:ที่อยู่|บ้านเลขที่|เลขที่|โทร|เบอร์|tel|รหัส|จัดส่ง|ส่ง)`)

// nameEnd gives where a name that begins there must end.
func (p *parse) nameEnd(begin, to int) int {
	end := begin
	for end < to && p.busy[end] == free {
		end++
	}
	if orgName.MatchString(p.text[begin:end]) {
		if stop := behindOrg.FindStringIndex(p.text[begin:end]); stop != nil {
			end = begin + stop[0]
		}
		if open := strings.IndexByte(p.text[begin:end], '('); open > 0 {
			return begin + open
		}
		return end
	}
	if found := nameStop.FindStringIndex(p.text[begin:end]); found != nil && found[0] > 0 {
		end = begin + found[0]
	}
	return p.twoWords(begin, end)
}

// twoWords ends a name behind its surname: what follows is something else, but for ณ, แซ่ and names in
// Latin letters.
func (p *parse) twoWords(begin, end int) int {
	at := begin
	if title := titled.FindStringSubmatchIndex(p.text[begin:end]); title != nil && p.isTitle(p.text[begin:end], title) {
		at += title[1]
	}
	end = begin + len(strings.TrimRight(p.text[begin:end], " "))
	if at > end { // a title and nothing behind it
		return end
	}
	limit := 2
	for n := 0; n < limit; n++ {
		at += len(p.text[at:end]) - len(strings.TrimLeft(p.text[at:end], " "))
		word, _, more := strings.Cut(p.text[at:end], " ")
		if !more {
			if n > 0 && (endsName(word) || p.hasItems(at, end)) && !p.addressFollows(end) && !p.behindPhone(begin, end) {
				return at
			}
			return end
		}
		if n == 1 && (word == "ณ" || word == plain("แซ่")) || n < 3 && word != "" && word[0] < utf8.RuneSelf {
			limit++
		}
		if n > 0 && endsName(word) {
			return at
		}
		at += len(word)
	}
	return at
}

// endsName reports whether a word that follows a first name is no surname: an order or politeness
// begins there.
func endsName(word string) bool {
	return ordersWith(word) || particleOnly(word)
}

// ordersWith reports whether a word says something of an order rather than names somebody.
func ordersWith(word string) bool {
	found := noName.FindStringIndex(word)
	return found != nil && found[0] == 0 && !beginsName(word)
}

// nobody are words that stand where a name may stand and are none.
var nobody = pattern(`^(?:ลูกค้า|เพื่อน|แม่|พ่อ|พี่|น้อง|ตัวเอง|บ้าน|หนู|ผม|เรา|มือถือ|บริษัท|ที่เดิม|ที่ทำงาน|ออฟฟิศ|ที|ที่นี่|ที่บ้าน|เดียวกัน|สินค้า|พัสดุ|ของ|ด่วน|ผอ|ผู้อำนวยการ|ครู|นายก|กำนัน|ผู้ใหญ่(?:บ้าน)?|หัวหน้า|ผู้จัดการ|อาจารย์)\.?$|^(?:ลูกชาย|ลูกสาว|ลูก|หลานสาว|หลานชาย|หลาน|แฟน|สามี|ภรรยา|พี่สาว|พี่ชาย|น้องสาว|น้องชาย|แม่|พ่อ|น้า|ป้า|ยาย|เพื่อน)(?:นะ|คะ|ค่ะ|ครับ|จ้า|ผม|หนู|ฉัน|เขา|เอง)*$|surname|^(?:น\.?\s?ส|ด\.?\s?[ชญ]|นาย|นาง|นางสาว|คุณ|ว่าที่)\.?$|^(?:ที่อยู่|เบอร์|โทร|จัดส่ง|นามสกุล|สกุล|ผู้รับ)|^(?:ต|อ|จ|ม|ถ|ซ)\.`)

// plausible reports whether a stretch can be a name. told says that a label or title stands before it,
// so that words of an order inside it do not count against it.
func (p *parse) plausible(from, to int, told bool) bool {
	text := p.text[from:to]
	letters, words := 0, len(strings.Fields(text))
	for _, r := range text {
		switch {
		case isThaiLetter(r) || r >= utf8.RuneSelf && r != 'ฯ' && unicode.IsLetter(r) || r >= 'a' && r <= 'z':
			letters++
		case r == ' ' || r == '.' || r == 'ฯ' || r == '(' || r == ')' || r == '-' || r == '\'' || r == '"':
		default:
			return false
		}
	}
	if letters < 2 || letters > 60 || words > 6 {
		return false
	}
	bare := text
	if title := titled.FindStringIndex(text); title != nil {
		bare = text[title[1]:]
	}
	if orgName.MatchString(bare) {
		return true
	}
	if bare == "" || !told && noName.MatchString(bare) && !isTwoWords(bare) {
		return false
	}
	for _, hit := range p.goods.at(p.text, from, to) {
		if hit.to == to && bare != text { // นางเล็ด is eaten
			return false
		}
	}
	if nobody.MatchString(bare) || particleOnly(bare) && bare != plain("หน่อย") || !told && p.hasItems(from, to) {
		return false
	}
	if unit, size := p.unitFrom(text); unit != "" && size == len(text) && hasDigits(lastWord(p.text[:from]), 1) {
		return false // 1.5 กก.
	}
	if names := p.options.Register.Named(address.Key(bare)); len(names) > 0 && words == 1 && bare == text {
		return beginsName(bare) && p.addressFollows(to) // สมหวัง 087…
	}
	return true
}

// fullName reports whether two words stand right before a house line, a place or a telephone number,
// of which at most one also says something of an order: ภัทรา ยอดแก้ว, มาลัย เจริญผล.
func (p *parse) fullName(from, to int) bool {
	words := strings.Fields(p.text[from:to])
	if len(words) == 3 && titled.MatchString(p.text[from:to]) {
		words = words[1:]
	}
	if len(words) != 2 || !p.addressFollows(to) && !p.behindPhone(from, to) {
		return false
	}
	strange := 0
	for n, word := range words {
		if ordersWith(word) {
			strange++
		}
		at := from
		if n == 1 {
			at = to - len(word)
		}
		for _, hit := range p.goods.at(p.text, at, to) {
			if hit.to > at+len(word) || hit.to == to && n == 1 && (ordersWith(words[0]) || len(p.goods.at(p.text, from, from+len(words[0]))) > 0 && !beginsName(words[0])) {
				return false
			}
			strange++
		}
		if sentTo.MatchString(word) || nameStop.MatchString(word) {
			return false
		}
		if unit, size := p.unitFrom(word); utf8.RuneCountInString(word) < 2 || unit != "" && n == 1 && size == len(word) {
			return false
		}
	}
	return strange <= 1 || likeness(p.text[from:to]) > 0 // มาลัย ผักหวาน, ส่งศรี รับสุข
}

var contactWord = pattern(`^[\s,:(]*(?:หมายเลข|เบอร์)?(?:โทรศัพท์|โทร|มือถือ|เบอร์|ติดต่อ|tel|phone|ที่อยู่)[\s.:]*`)

// addressFollows reports whether a house, place or telephone number comes next, over a word that leads to it.
func (p *parse) addressFollows(at int) bool {
	at += len(contactWord.FindString(p.text[at:min(len(p.text), at+60)]))
	for at < len(p.text) && (p.text[at] == ' ' || p.text[at] == '\n') {
		at++
	}
	return at < len(p.text) && (p.busy[at] == house || p.busy[at] == place || p.busy[at] == phone)
}

// behindPhone reports whether a stretch is all that stands in its line behind a telephone number.
func (p *parse) behindPhone(from, to int) bool {
	before := strings.TrimRight(p.text[:from], " ,:-/")
	return before != "" && p.busy[len(before)-1] == phone && strings.TrimSpace(p.text[to:max(to, p.lineOf(from).to)]) == ""
}

// isTwoWords reports whether a text is a first name and a surname, whatever is in them.
func isTwoWords(text string) bool {
	words := strings.Fields(text)
	if len(words) != 2 {
		return false
	}
	for _, word := range words {
		if ordersWith(word) || utf8.RuneCountInString(word) < 2 {
			return false
		}
	}
	return true
}

func particleOnly(text string) bool {
	text = strings.TrimSpace(text)
	for _, word := range particles {
		if text == word {
			return true
		}
	}
	return text == ""
}

func (p *parse) setName(best candidate, order *Order) {
	from, to := best.from, best.to
	text := p.text[from:to]
	confidence := 70
	switch words := len(strings.Fields(text)); {
	case best.score >= 88:
		confidence = 94
	case best.score >= 60 && words == 2:
		confidence = 91
	case best.score >= 70 && words > 1:
		confidence = 90
	case best.score >= 70: // a surname may be left out, or not seen
		confidence = 85
	}
	if rest, ok := strings.CutPrefix(text, plain("ส่ง")); ok && isTwoWords(rest) && (beginsName(rest) || homely.MatchString(rest)) && !beginsName(text) { // 3 ถุงส่งสมศักดิ์ ดีงาม
		from, text = to-len(rest), rest
		confidence = min(confidence, 80)
	}
	switch {
	case likeness(text) > 0 || text[0] < utf8.RuneSelf && best.score >= 85:
	case best.score < 85: // nothing but the place says that it is a name
		confidence = min(confidence, 85)
	default: // a label or title does, and no syllable of it
		confidence = min(confidence, 88)
	}
	if ordersWith(text) { // ส่งศรี รับสุข
		confidence = min(confidence, 85)
	}
	if homely.MatchString(text) {
		confidence = min(confidence, 80)
	}
	if best.most > 0 {
		confidence = min(confidence, best.most)
	}
	confidence = min(confidence, p.lastWordSure(text, order))
	if title := titled.FindStringSubmatchIndex(text); title != nil && title[1] < len(text) && p.isTitle(text, title) {
		p.shortenTitle(from, text, title)
		order.Title = Text{Value: p.m.Text(from+title[2], from+title[3]), At: p.span(from+title[2], from+title[3]), Confidence: confidence}
		from += title[1]
	}
	if strings.HasPrefix(p.text[to:], ".") && initial.MatchString(text) { // ณิชา ล.
		to++
	}
	value := strings.Join(strings.Fields(p.m.Text(from, to)), " ")
	if found := surnameLabel.FindStringSubmatchIndex(p.text[to:]); found != nil && !strings.Contains(value, " ") {
		value += " " + p.m.Text(to+found[2], to+found[3])
		to += found[3]
	}
	p.mark(best.from, to, person)
	order.Name = Text{Value: value, At: p.span(from, to), Confidence: confidence}
}

var (
	surnameLabel = pattern(`^\s*(?:นามสกุล|สกุล|surname|last\s?name)\s*[:：=\-]*\s*([ก-ฮเ-ไ\x{0e30}-\x{0e39}a-z]{2,40})`)
	initial      = pattern(`\s[ก-ฮa-z]{1,2}$`)
)

// lastWordSure is how sure a name can be by its last word: less when it is a mere initial, or the place the
// parcel goes to, which may tell somebody from others of that nickname: โกเล้ง น้ำจืด.
func (p *parse) lastWordSure(text string, order *Order) int {
	last := address.Key(lastWord(text))
	for _, place := range []string{order.Subdistrict.Value, order.District.Value, order.Province.Value} {
		if place != "" && last == address.Key(place) {
			return 85
		}
	}
	if initial.MatchString(text) {
		return 85
	}
	return 100
}

// kins are what may stand behind คุณ in a title.
var kins = []string{"แม่", "พ่อ", "ป้า", "ลุง", "หมอ", "ครู", "ยาย", "ตา", "น้า", "อา", "พี่"}

// shortenTitle takes back letters of a title that belong to the name, which only the tone marks or the next
// letter tell: คุณปาริชาต is no คุณป้า, นางสาวิตรี no นางสาว.
func (p *parse) shortenTitle(from int, text string, title []int) {
	word, short := text[title[2]:title[3]], ""
	if rest, ok := strings.CutPrefix(word, plain("คุณ")); ok && rest != "" {
		if written := p.m.Text(from+title[2], from+title[3]); !slices.ContainsFunc(kins, func(kin string) bool { return strings.HasSuffix(written, kin) }) {
			short = plain("คุณ")
		}
	}
	if r, _ := utf8.DecodeRuneInString(text[title[1]:]); word == plain("นางสาว") && r >= '\u0e30' && r <= '\u0e3a' {
		short = "นาง"
	}
	if short != "" {
		title[3] = title[2] + len(short)
		title[1] = title[3]
	}
}

// isTitle tells a title from a name that begins with the same letters: นางาม, พีรพล, ครุฑ.
func (p *parse) isTitle(text string, title []int) bool {
	word, rest := text[title[2]:title[3]], text[title[3]:]
	switch word {
	case plain("คุณ"), plain("นาย"), plain("นางสาว"), plain("นส."), plain("ครู"), plain("หมอ"):
		return true
	case plain("นาง"):
		r, _ := utf8.DecodeRuneInString(strings.TrimSpace(rest))
		return !(r >= '\u0e30' && r <= '\u0e3a')
	}
	return strings.HasSuffix(word, ".") || strings.HasPrefix(rest, " ") || utf8.RuneCountInString(word) >= 7 || strings.HasPrefix(word, plain("คุณ")) || strings.HasPrefix(word, plain("พระ")) || strings.HasPrefix(word, plain("หลวง"))
}
