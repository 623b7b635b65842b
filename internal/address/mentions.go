package address

import (
	"strings"
	"unicode/utf8"
)

// mention is one place in a text that can be a part of an address.
type mention struct {
	from, to int    // bytes of the folded text, the word before the name included
	name     int    // where the bare name begins
	named    []Name // what it can mean; none for a postcode or an unknown name
	worded   bool   // ตำบล, อ. or the like stands before it, so that level holds
	level    Level
	capital  bool   // อ.เมือง, which takes the province's name
	postcode string // five digits
	unknown  bool   // worded, and no such name is known
	short    bool   // its word is a single letter
}

type levelWord struct {
	word  string
	level Level
	short bool // a single letter, trusted only where a word can begin
}

// folded as thai.Map folds: without tone marks.
var wordsOfLevel = []levelWord{
	{"ตำบล", Subdistrict, false}, {"แขวง", Subdistrict, false}, {"กิงอำเภอ", District, false}, {"อำเภอ", District, false},
	{"เขต", District, false}, {"จังหวัด", Province, false}, {"ต.", Subdistrict, true}, {"อ.", District, true}, {"จ.", Province, true},
	{"ต ", Subdistrict, true}, {"อ ", District, true}, {"จ ", Province, true}, {"ต", Subdistrict, true}, {"อ", District, true}, {"จ", Province, true},
}

// roadWords make a name that follows them a road, a lane or a building.
var roadWords = []string{
	"ซ.", "ซอย", "ถ.", "ถนน", "ตรอก", "หมูบาน", "มบ.", "ม.", "บาน", "วัด", "โรงเรียน", "รร.", "ตลาด", "แยก", "คลอง", "สถานี", "อาคาร", "ตึก",
	"คอนโด", "โครงการ", "ราน", "โรงพยาบาล", "รพ.", "สาขา", "มหาวิทยาลัย", "ม.ราชภัฏ", "หาง", "เซ็นทรัล", "โลตัส", "บิกซี", "bts", "mrt", "สนง.", "สภ.", "อบต.", "เทศบาล", "นาย", "นาง", "คุณ",
}

const maxNameBytes = 28 * 3

// scanner reads the mentions of a folded text.
type scanner struct {
	register *Register
	text     string
	busy     func(at int) bool
	list     []mention
	last     int // where the last mention ends
}

func (r *Register) mentionsIn(text string, from, to int, busy func(int) bool) []mention {
	s := &scanner{register: r, text: text[:to], busy: busy, last: -1}
	for at := from; at < to; {
		_, size := utf8.DecodeRuneInString(text[at:])
		if busy != nil && busy(at) {
			at += size
			continue
		}
		if found, ok := s.at(at); ok {
			s.list = append(s.list, found)
			s.last = found.to
			at = found.to
			continue
		}
		at += size
	}
	return s.list
}

func (s *scanner) at(at int) (mention, bool) {
	if c := s.text[at]; c >= '0' && c <= '9' || (c == 'o' || c == 'l') {
		return s.postcode(at)
	}
	if found, ok := s.worded(at); ok {
		return found, true
	}
	if !s.canBegin(at) || s.onRoad(at) {
		return mention{}, false
	}
	end, names := s.longest(at, false)
	if len(names) == 0 {
		return mention{}, false
	}
	return mention{from: at, name: at, to: end, named: names}, true
}

// postcode reads five digits that stand alone, or one by one; O and l may stand for digits.
func (s *scanner) postcode(at int) (mention, bool) {
	if at > 0 && (isDigit(s.text[at-1]) || strings.IndexByte("-/.+#", s.text[at-1]) >= 0 || isLatin(s.text[at-1])) {
		return mention{}, false
	}
	digits, real, end := make([]byte, 0, 5), 0, at
	spaced := false
	for end < len(s.text) && len(digits) < 6 {
		c := s.text[end]
		switch {
		case isDigit(c):
			real++
		case c == 'o':
			c = '0'
		case c == 'l':
			c = '1'
		case (c == ' ' || c == '-') && end+1 < len(s.text) && isDigit(s.text[end+1]) && len(digits) > 0 && (len(digits) == 1 || spaced):
			spaced = true
			end++
			continue
		}
		if !isDigit(c) {
			break
		}
		digits = append(digits, c)
		end++
	}
	if len(digits) != 5 || real < 3 || digits[0] == '0' || end < len(s.text) && (isDigit(s.text[end]) || isLatin(s.text[end]) && real < 5) {
		return mention{}, false
	}
	rest := strings.TrimLeft(s.text[end:], " ")
	for _, money := range []string{"บาท", ".-", "฿", "/", "ชิน", "-0", "บ.", ",", "."} {
		if strings.HasPrefix(rest, money) && !(money == "." || money == ",") || (money == "." || money == ",") && strings.HasPrefix(rest, money) && len(rest) > 1 && isDigit(rest[1]) {
			return mention{}, false
		}
	}
	code := string(digits)
	if len(s.register.WithPostcode(code)) == 0 {
		return mention{}, false
	}
	return mention{from: at, name: at, to: end, postcode: code, worded: real == 5 && !spaced}, true
}

// worded reads a name behind ตำบล, อ. and the like.
func (s *scanner) worded(at int) (mention, bool) {
	for _, word := range wordsOfLevel {
		if !strings.HasPrefix(s.text[at:], word.word) {
			continue
		}
		free := s.canBegin(at)
		if r, _ := utf8.DecodeLastRuneInString(s.text[:at]); at > 0 && isThaiLetter(r) && s.inOffice(at) {
			continue
		}
		name := s.skip(at + len(word.word))
		if word.level == Subdistrict && strings.HasSuffix(s.text[:at], "อบ") && namesSubdistrict(s.text[name:]) { // อบต.สันกลาง หมู่ 5 ต.สันกลาง
			continue
		}
		if word.short && s.abbreviated(at) { // พ.จ.อ.สราวุธ
			continue
		}
		dotless := word.short && !strings.HasSuffix(word.word, ".")
		if dotless && !free || name >= len(s.text) {
			continue
		}
		end, names := s.longest(name, true)
		names = ofLevel(names, word.level)
		if word.level == District && len(names) == 0 || word.level == District && strings.HasPrefix(s.text[name:], "เมือง") && s.wordEnd(name) == name+len("เมือง") {
			if strings.HasPrefix(s.text[name:], "เมือง") && s.endsWord(name+len("เมือง")) {
				return mention{from: at, name: name, to: name + len("เมือง"), worded: true, level: District, capital: true}, true
			}
		}
		switch {
		case len(names) > 0 && (free || !word.short || end-name >= 4*3):
			return mention{from: at, name: name, to: end, named: names, worded: true, level: word.level}, true
		case dotless || word.short && !free:
			continue
		}
		if end := s.wordEnd(name); end-name >= 2*3 && end-name <= maxNameBytes {
			return mention{from: at, name: name, to: end, worded: true, level: word.level, unknown: true, short: word.short}, true
		}
	}
	return mention{}, false
}

// namesSubdistrict reports whether a subdistrict is named with its word further on: that of the office before it is a
// part of the office's name then.
func namesSubdistrict(text string) bool {
	return strings.Contains(text, "ตำบล") || strings.Contains(text, " ต.")
}

// abbreviated reports whether a single letter and its dot stand right before, as in titles.
func (s *scanner) abbreviated(at int) bool {
	head, ok := strings.CutSuffix(s.text[:at], ".")
	r, size := utf8.DecodeLastRuneInString(head)
	if !ok || r < 'ก' || r > 'ฮ' {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(head[:len(head)-size])
	return !isThaiLetter(before) && !isDigit(s.text[max(0, len(head)-size-1)])
}

// offices take the name of their district or province into their own: ศาลากลางจังหวัดเลย.
var offices = []string{"สำนักงาน", "สำนัก", "ศาลา", "ศาล", "ทีวาการ", "โรงพยาบาล", "โรงเรียน", "วิทยาลัย", "เทศบาล", "องคการ", "พาณิชย", "เกษตร", "พัฒนา", "ศูนย", "สหกรณ", "เรือนจำ", "รพ.", "รร.", "สนง."}

// inOffice reports whether the word that a place is glued to is an office's.
func (s *scanner) inOffice(at int) bool {
	from := strings.LastIndexAny(s.text[:at], " \n\t0123456789") + 1
	for _, office := range offices {
		if strings.HasPrefix(s.text[from:at], office) {
			return true
		}
	}
	return false
}

// ofLevel keeps the names of one level; several when places differ by a tone mark alone: บ้านหมอ, บ้านหม้อ.
func ofLevel(names []Name, level Level) (kept []Name) {
	for _, name := range names {
		if name.Level == level {
			kept = append(kept, name)
		}
	}
	return kept
}

func (s *scanner) skip(at int) int {
	for at < len(s.text) && strings.IndexByte(" .:", s.text[at]) >= 0 {
		at++
	}
	return at
}

// longest gives the longest name at that place that ends where a word can end; loose takes any end.
func (s *scanner) longest(at int, loose bool) (end int, names []Name) {
	var key strings.Builder
	for next := at; next < len(s.text) && next-at < maxNameBytes; {
		r, size := utf8.DecodeRuneInString(s.text[next:])
		if s.busy != nil && s.busy(next) || r == '\n' || r == '\t' {
			break
		}
		next += size
		switch r {
		case ' ', '-', '.', 'ฯ':
			if r == ' ' && (key.Len() < 3*3 || beginsLevel(s.text[next:])) {
				return end, names
			}
			continue
		}
		key.WriteRune(r)
		found := s.register.Named(key.String())
		if len(found) == 0 || !loose && key.Len() < 3*2 {
			continue
		}
		if s.endsWord(next) || loose && len(names) == 0 {
			end, names = next, found
			if beginsAbbreviated(s.text[next:]) { // ต.มายอ.บ้านม่วง
				return end, names
			}
		}
	}
	return end, names
}

// beginsLevel reports whether a text begins with a word that names a level, so that what stands before
// it has ended: "ต.มาย อ.บ้านม่วง" is no มายอ.
func beginsLevel(text string) bool {
	for _, word := range wordsOfLevel {
		if len(word.word) > len("อ") && strings.HasPrefix(text, word.word) {
			return true
		}
	}
	return false
}

func beginsAbbreviated(text string) bool {
	return strings.HasPrefix(text, "อ.") || strings.HasPrefix(text, "จ.") || strings.HasPrefix(text, "ต.")
}

// canBegin reports whether a word can begin there.
func (s *scanner) canBegin(at int) bool {
	if at == 0 || at == s.last {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(s.text[:at])
	return !isThaiLetter(r) && !(r >= 'a' && r <= 'z')
}

// enders are words that may follow a name without a space.
var enders = []string{"ตำบล", "แขวง", "อำเภอ", "เขต", "จังหวัด", "ต.", "อ.", "จ.", "กทม", "กรุงเทพ", "รหัส", "โทร", "คะ", "ครับ", "คับ", "นะ", "จา"}

func (s *scanner) endsWord(at int) bool {
	if at >= len(s.text) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s.text[at:])
	if r == 'ฯ' {
		return true
	}
	if !isThaiLetter(r) && !(r >= 'a' && r <= 'z') {
		return true
	}
	for _, word := range enders {
		if strings.HasPrefix(s.text[at:], word) {
			return true
		}
	}
	return false
}

func (s *scanner) wordEnd(at int) int {
	for at < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[at:])
		if !isThaiLetter(r) {
			break
		}
		if strings.HasPrefix(s.text[at:], "อ.") || strings.HasPrefix(s.text[at:], "จ.") || strings.HasPrefix(s.text[at:], "อำเภอ") || strings.HasPrefix(s.text[at:], "จังหวัด") {
			break
		}
		at += size
	}
	return at
}

func (s *scanner) onRoad(at int) bool {
	before := strings.TrimRight(s.text[:at], " ")
	for _, word := range roadWords {
		if strings.HasSuffix(before, word) {
			head := before[:len(before)-len(word)]
			if r, _ := utf8.DecodeLastRuneInString(head); head == "" || !isThaiLetter(r) || len(word) > 3*3 {
				return true
			}
		}
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
func isLatin(c byte) bool { return c >= 'a' && c <= 'z' }

func isThaiLetter(r rune) bool {
	return r >= 'ก' && r <= '\u0e3a' && r != 'ฯ' || r >= 'เ' && r <= '\u0e4e' && r != 'ๆ'
}
