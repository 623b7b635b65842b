package chat

import (
	"regexp"
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
		if one, ok := p.candidateAt(from, to, begin, score, near); ok {
			list = append(list, one)
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

// candidateAt reads a name that may begin there in a line, with the score of what leads to it.
func (p *parse) candidateAt(from, to, begin, score, near int) (candidate, bool) {
	begin = p.pastClause(begin, to)
	most := 0
	if kin := kinAlone.FindString(p.text[begin:to]); kin != "" && p.isFree(begin, begin+len(kin)) { // ลูกชาย สมชาย
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
	begin, end := trimEnds(p.text, begin, p.nameEnd(begin, to))
	alone := score == 75 && p.onlyNames(from, to) // พี่ช้าง หูช้าง
	if (score == 90 || score == 75) && !alone && p.hasItems(begin, end) && !p.addressFollows(end) {
		return candidate{}, false // คุณแม่สั่งน้ำปลา
	}
	if begin >= end || !p.plausible(begin, end, score >= 85 || alone || p.fullName(begin, end)) {
		return candidate{}, false
	}
	if strings.HasSuffix(strings.TrimRight(p.text[from:begin], " "), "/") && p.busy[begin-1] == free { // เรืองศรี สุขใจ / สมชาย สุขใจ
		score, most = score-6, 85
	}
	if score < 85 {
		score += p.layout(from, to, begin, end, score == 75)
	}
	return candidate{begin, end, score - near, most}, true
}

// layout weighs a candidate that no label leads to by what it is made of and what stands around it.
func (p *parse) layout(from, to, begin, end int, titled bool) int {
	text := p.text[begin:end]
	score := 3 * likeness(text)
	if orgName.MatchString(text) { // a person receives rather than a firm
		score -= 8
	}
	switch {
	case titled && speaksOf.MatchString(p.text[end:to]): // พี่จุ๋ม สั่งให้พี่นก
		score -= 10
	case endsIn(sentTo, p.text[from:begin]) && p.fullName(begin, end):
		score += 10
	case isLatin(text) && inBuilding.MatchString(p.text[end:to]): // Silom Edge ชั้น 12
		score -= 8
	}
	return score
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
