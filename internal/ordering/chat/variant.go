package chat

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// kindWords stand between a good and what tells it from its like: กล้วยฉาบ รส เค็ม, เสื้อ ไซส์ M.
var kindWords = plainAll("รส", "ไส้", "กลิ่น", "สี", "ลาย", "แบบ", "ไซส์", "ไซซ์", "ไซ", "size", "สูตร", "คั่ว", "ขนาด", "ชนิด")

// otherKind gives the goods that are of the kind of another but for its last words: after กล้วยฉาบหวาน,
// เค็ม means กล้วยฉาบรสเค็ม.
func (c *Catalogue) otherKind(head, word string) []int {
	head, word = squeezed(head), squeezed(word)
	for _, kind := range kindWords {
		if rest, ok := strings.CutPrefix(word, kind); ok && rest != "" {
			word = rest
			break
		}
	}
	if word == "" {
		return nil
	}
	for end := len(head); end >= 9; end-- { // three letters at least
		if end < len(head) && !utf8.RuneStart(head[end]) {
			continue
		}
		if goods := c.keys[head[:end]+word]; goods != nil {
			return goods
		}
		for _, kind := range kindWords {
			if goods := c.keys[head[:end]+kind+word]; goods != nil {
				return goods
			}
		}
	}
	return nil
}

var kindBehind = pattern(`^[\s(:]*(?:รส|ไส้|กลิ่น|สี|ลาย|แบบ|ไซส์|ไซซ์|ไซ|size|สูตร|ขนาด)?\s*([ก-ฮเ-ไ\x{0e30}-\x{0e39}]{2,20}|[a-z]{1,3})`)

// takeKind reads the word behind a name that tells it from its like: เสื้อ ไซส์ M.
func (p *parse) takeKind(one *named, to int) {
	found := kindBehind.FindStringSubmatchIndex(p.text[one.to:to])
	if found == nil {
		return
	}
	if _, counts := p.amountFrom(p.textFrom(one.to, to), to); counts { // สี่หวี is no colour
		return
	}
	from, end := one.to+found[2], one.to+found[3]
	if end < to && p.text[end] >= 'a' && p.text[end] <= 'z' {
		return
	}
	for utf8.RuneCountInString(p.text[from:end]) >= 2 || end == one.to+found[3] { // ผงถุงเท่าไหร่ is ผง
		goods := p.goods.kindOf(p.text[one.from:one.to], p.text[from:end], p.text[one.to:from])
		if len(goods) == 1 || len(goods) > 0 && len(goods) < len(one.goods) {
			one.goods, one.to = goods, end
			one.sure = max(one.sure, 92)
			return
		}
		_, size := utf8.DecodeLastRuneInString(p.text[from:end])
		end -= size
	}
}

var kindAtEnd = pattern(`\s*(?:รส|ไส้|กลิ่น|สี|ลาย|ไซส์|ไซซ์|ไซ|size|สูตร)\s*(\S{1,30})$`)

// textFrom goes past spaces.
func (p *parse) textFrom(at, to int) int {
	for at < to && p.text[at] == ' ' {
		at++
	}
	return at
}

// kindOfNear finds goods by a misspelt name and the word behind it that tells them apart: เสื้อยืดช้าง ไซส์ S.
func (p *parse) kindOfNear(text string) (end int, goods []int, sure int) {
	found := kindAtEnd.FindStringSubmatchIndex(text)
	if found == nil || found[0] == 0 {
		return 0, nil, 0
	}
	some, sure := p.goods.near(text[:found[0]])
	for _, n := range some {
		if strings.HasSuffix(squeezed(foldName(p.goods.goods[n].Name)), text[found[2]:found[3]]) {
			goods = append(goods, n)
		}
	}
	return len(text), goods, sure
}

// kindOf gives the goods called by a name, a word between and a word that tells them apart.
func (c *Catalogue) kindOf(name, word, between string) []int {
	name, between = squeezed(name), squeezed(strings.Trim(between, "(: "))
	for _, key := range []string{name + between + word, name + word} {
		if goods := c.keys[key]; goods != nil {
			return goods
		}
	}
	for _, kind := range kindWords {
		if goods := c.keys[name+kind+word]; goods != nil {
			return goods
		}
	}
	return nil
}

var nextKind = pattern(`^[\s,/]*(?:(?:และ|กับ|แล้วก็|\+)\s*)?((?:รส|ไส้|กลิ่น|สี|ลาย|ไซส์|ไซซ์|สูตร)\s*(?:[ก-ฮเ-ไ\x{0e30}-\x{0e39}]{2,20}|[a-z]{1,3}))`)

// moreKinds reads what follows a name without a quantity of its own: กล้วยฉาบรสหวาน รสเค็ม รสเนย อย่างละ 2.
func (p *parse) moreKinds(list []named, to int) []named {
	first := list[len(list)-1]
	for {
		last := list[len(list)-1]
		found := nextKind.FindStringSubmatchIndex(p.text[last.to:to])
		if found == nil {
			return list
		}
		from, end := last.to+found[2], last.to+found[3]
		if _, counts := p.amountFrom(from, to); counts { // สี่หวี is no colour
			return list
		}
		word, _ := trimWord(p.text, from, end)
		goods := p.goods.otherKind(p.text[first.from:first.to], strings.ReplaceAll(p.text[from:word], " ", ""))
		if goods == nil && len(first.goods) > 0 {
			goods = p.goods.otherKind(foldName(p.goods.goods[first.goods[0]].Name), p.text[from:word])
		}
		if goods == nil {
			return list
		}
		list = append(list, named{from: from, to: word, goods: goods, sure: 90})
	}
}

var colour = pattern(`^(?:สี|ลาย|แบบ|กลิ่น)[ก-ฮเ-ไ\x{0e30}-\x{0e39}]{2,15}$`)

// sameFamily reads a short stretch with a quantity as another kind or size of the goods named before
// it in the line: "กล้วยฉาบ หวาน 2 เค็ม 1", "เสื้อ M 2 ตัว L 1 ตัว".
func (p *parse) sameFamily(list []named, from, to int) (named, bool) {
	before := -1
	for n := range list {
		if list[n].to <= from && len(list[n].goods) > 0 {
			before = n
		}
	}
	for from < to && p.busy[from] != free {
		from++
	}
	if before < 0 || from >= to {
		return named{}, false
	}
	from += len(itemNoise.FindString(p.text[from:to]))
	from, to = trimEnds(p.text, from, to)
	if from >= to || utf8.RuneCountInString(p.text[from:to]) > 25 {
		return named{}, false
	}
	head := p.text[list[before].from:list[before].to]
	goods := p.goods.otherKind(head, p.text[from:to])
	if goods == nil {
		good := p.goods.goods[list[before].goods[0]]
		goods = p.goods.otherKind(foldName(good.Name), p.text[from:to])
	}
	if len(goods) == 0 && colour.MatchString(p.text[from:to]) { // ร่มสีแดง 1 สีเขียว 1: more of the same
		return named{from: from, to: to, goods: list[before].goods, sure: 80, more: true, text: p.m.Text(from, to)}, true
	}
	if len(goods) == 0 || slices.Equal(goods, list[before].goods) {
		return named{}, false
	}
	return named{from: from, to: to, goods: goods, sure: 88, text: p.m.Text(from, to)}, true
}

var sizeLead = pattern(`^[\s("']*(?:(?:ถุง|ขวด|กระปุก|แบบ|ขนาด|ไซส์|กล่อง|ห่อ|size)\s*)?`)

// otherSize reads a size alone as that size of the goods named before: ไรซ์เบอร์รี่ 5 กก. 1 ถุง, 1 กก. 2.
func (p *parse) otherSize(list []named, from, at, to int) (named, bool) {
	for n := len(list) - 1; n >= 0; n-- {
		if list[n].to > at || len(list[n].goods) == 0 {
			continue
		}
		if lead := strings.TrimSpace(p.text[from:at][len(itemNoise.FindString(p.text[from:at])):]); lead != "" && sizeLead.FindString(lead) != lead {
			return named{}, false
		}
		one := named{from: at, to: at, goods: list[n].goods, sure: 88}
		p.takeSize(&one, to)
		return one, one.to > at && !slices.Equal(one.goods, list[n].goods)
	}
	return named{}, false
}

// takeSize reads a size behind a name: น้ำผึ้ง 500 มล. 2 ขวด.
func (p *parse) takeSize(one *named, to int) {
	rest := p.text[one.to:to]
	trimmed := rest[len(sizeLead.FindString(rest)):]
	_, digits, _ := readNumber(trimmed)
	if digits == 0 || !isDigit(trimmed[0]) {
		return
	}
	after := strings.TrimLeft(trimmed[digits:], " ")
	for _, unit := range plainAll("กิโลกรัม", "กิโล", "โล", "กก.", "กก", "มล.", "มล", "กรัม", "ก.", "ลิตร", "kg", "ml", "g", "เมตร", "ม.") {
		if !strings.HasPrefix(after, unit) {
			continue
		}
		size := squeezed(trimmed[:digits] + unit)
		goods := p.goods.ofSize(one.goods, size)
		if len(goods) == 0 {
			return
		}
		end := one.to + len(rest) - len(after) + len(unit)
		if end < len(p.text) && p.text[end] == ')' {
			end++
		}
		next := end + len(fillers.FindString(p.text[end:to]))
		_, more := p.amountFrom(next, to)
		if more {
			one.goods, one.to = goods, end
		} else if p.goods.goods[goods[0]].Unit != "กก." {
			one.sure = min(one.sure, 60)
			one.goods = union(slices.Clone(goods), one.goods)
		}
		return
	}
}
