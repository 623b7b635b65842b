package chat

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// pattern compiles a regular expression written in plain Thai for folded text: its tone marks go.
func pattern(expression string) *regexp.Regexp { return regexp.MustCompile(plain(expression)) }

// plain takes away the marks that folding takes away, and no letter's case.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '\u0e47' && r <= '\u0e4c' || r == '\u0e4e' {
			return -1
		}
		return r
	}, text)
}

func plainAll(words ...string) []string {
	for n := range words {
		words[n] = plain(words[n])
	}
	return words
}

func isThaiLetter(r rune) bool {
	return r >= 'ก' && r <= '\u0e3a' && r != 'ฯ' || r >= 'เ' && r <= '\u0e4e' && r != 'ๆ'
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// thaiBefore and thaiAfter report whether a Thai letter stands there.
func thaiBefore(text string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:at])
	return at > 0 && isThaiLetter(r)
}

func thaiAfter(text string, at int) bool {
	r, _ := utf8.DecodeRuneInString(text[at:])
	return at < len(text) && isThaiLetter(r)
}

// particles end sentences politely and say nothing. Longer ones first.
var particles = plainAll("นะครับผม", "นะคะ", "นะค่ะ", "นะครับ", "นะคับ", "นะจ๊ะ", "นะจ๊า", "นะฮะ", "น่ะค่ะ", "ครับผม", "ค่าาา", "ค่าา", "คร้าบ", "ครัช", "ครับ", "คับ", "คั้บ", "งับ",
	"ค่าาาา", "ค่ะ", "คะ", "ค่า", "ขา", "จ้าา", "น้าา", "จ้า", "จ้ะ", "จ๊ะ", "จร้า", "จ๋า", "เจ้า", "เน้อ", "เด้อ", "เด้", "แหน่", "ฮับ", "ฮะ", "น้า", "นะ", "จ๊า", "ด้วย", "หน่อย", "เลย", "แล้ว", "ๆ")

// gluedParticle are the particles that no name ends with, so that they may stand without a space.
var gluedParticle = map[string]bool{"คะ": true, "ครับ": true, "คับ": true, "งับ": true, plain("เด้อ"): true, plain("ค่าาาา"): true, plain("ค่าาา"): true, plain("ค่าา"): true, plain("จ้าา"): true, plain("น้าา"): true, "นะคะ": true, "นะครับ": true}

// trimEnds takes particles, signs and spaces off the ends of a range of folded text.
func trimEnds(text string, from, to int) (int, int) {
	for {
		before := to
		for to > from && strings.IndexByte(" \n\t,.;:!-=*\"'()[]/|", text[to-1]) >= 0 {
			to--
		}
		for _, word := range particles {
			if strings.HasSuffix(text[from:to], word) && to-len(word) > from && utf8.RuneCountInString(word) > 1 {
				head := text[from : to-len(word)]
				last, _ := utf8.DecodeLastRuneInString(head)
				if last == ' ' || len(head) > 4*3 && (len(word) >= 12 || gluedParticle[word]) {
					to -= len(word)
					break
				}
			}
		}
		if to == before {
			break
		}
	}
	for from < to && strings.IndexByte(" \n\t,.;:!-=*\"'()[]/|", text[from]) >= 0 {
		from++
	}
	return from, to
}

var question = pattern(`\?|ไหม|มั้ย|มัย|หรือเปล่า|รึเปล่า|ป่าว|หรือยัง|รึยัง|หมดยัง|ยังคะ|ยังครับ|แล้วยัง|หรือไม่|เท่าไหร่|เท่าไร|เท่าใด|กี่บาท|กี่วัน|กี่โมง|ยังไง|อย่างไร|เมื่อไหร่|เมื่อไร|บ่คะ|บ่ครับ|บ่จ้า|ก่อเจ้า|ก่อครับ|ก่อคะ|หรอคะ|เหรอ|หรือคะ|หรือครับ|ไหน(?:คะ|ครับ)|อะไร|ได้บ่|ได้ก่อ|ได้ปะ|ปะคะ|เต้าใด|เท่าใด๋|จะใด|ตรงไหน`)

// span is a half-open range of bytes of the folded text.
type span struct{ from, to int }
