package chat

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/address"
)

// setName takes the best candidate for the name, and says how sure it is.
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
