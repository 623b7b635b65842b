package chat

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/qty"
)

// giveAmounts finds the quantity of each: behind it, before it, or one for all (อย่างละ 2).
func (p *parse) giveAmounts(list []named, from, to int) {
	if len(list) == 0 {
		return
	}
	before := p.amountsBefore(list, from, to)
	for n := range list {
		one := &list[n]
		one.wanted = p.wants(from, one.from)
		if before {
			one.amount = p.amountBefore(one.from, p.floor(list, n, from))
			continue
		}
		if one.amount != nil {
			continue
		}
		end := to
		if n+1 < len(list) {
			end = list[n+1].from
		}
		one.amount = p.amountBehind(one, end, to)
		if one.amount == nil && n == 0 {
			one.amount = p.amountBefore(one.from, from)
		}
	}
	if found := eachOf.FindStringIndex(p.text[from:to]); found != nil {
		if amount, ok := p.amountFrom(from+found[1], to); ok {
			for n := range list {
				if list[n].from < amount.from && (list[n].amount == nil || list[n].amount.from == amount.from) {
					shared := amount
					shared.sure = 88
					if n+1 == len(list) || list[n].amount == nil {
						shared.sure = 91
					}
					list[n].amount = &shared
				}
			}
		}
	}
}

// wants reports whether เอา, ขอ or the like stands right before that place.
func (p *parse) wants(from, at int) bool {
	from = max(from, at-60)
	for !utf8.RuneStart(p.text[from]) {
		from++
	}
	return wantBefore.MatchString(p.text[from:at])
}

func (p *parse) floor(list []named, n, from int) int {
	if n == 0 {
		return from
	}
	return list[n-1].to
}

// amountsBefore reports whether a line writes quantities before the goods: 2 ขวด น้ำผึ้ง 3 ถุง กล้วย.
func (p *parse) amountsBefore(list []named, from, to int) bool {
	last := list[len(list)-1]
	if p.amountBehind(&last, to, to) != nil {
		return false
	}
	return p.amountBefore(list[0].from, from) != nil
}

// amountBehind reads the quantity behind a name, over words that say nothing.
func (p *parse) amountBehind(one *named, end, to int) *amountAt {
	at := one.to
	if found := priceTimes.FindStringSubmatchIndex(p.text[at:end]); found != nil {
		if amount := p.untangle(one, at, found); amount != nil {
			return amount
		}
	}
	for step := 0; step < 6 && at < end; step++ {
		at += len(fillers.FindString(p.text[at:end]))
		if size := wornSize.FindString(p.text[at:end]); size != "" { // of goods without sizes: for a person to see
			at += len(size)
			one.sure = min(one.sure, 88)
			at += len(fillers.FindString(p.text[at:end]))
		}
		at += p.priceEach(at, end)
		if at >= end {
			return nil
		}
		if p.text[at-1] == '-' && isDigit(p.text[at]) && strings.HasPrefix(p.text[one.to:at], " -") && p.text[at-2] == ' ' {
			// a dash with a space before it and none behind it is a sign
			if amount, ok := p.amountFrom(at, end); ok {
				amount.bad = true
				return &amount
			}
		}
		if p.busy[one.from] == asked && p.busy[at] == asked {
			at = p.pastQuestion(at, end)
			continue
		}
		if !p.isFree(at, at+1) && p.busy[at] != asked {
			if p.busy[at] != payment { // over a price: น้ำผึ้ง 180 บาท 2 ขวด
				return nil
			}
			for at < end && p.busy[at] == payment {
				at++
			}
			continue
		}
		amount, ok := p.amountFrom(at, end)
		if !ok && p.busy[at] == asked { // ถุงละ 180 ใช่ไหมคะ เอา 2 ถุง
			at = p.pastQuestion(at, end)
			continue
		}
		if !ok || amount.to > end {
			return nil
		}
		if isDigit(p.text[amount.from]) && !p.isFree(amount.from, amount.from+1) && p.busy[at] != asked {
			return nil
		}
		if p.busy[amount.to-1] == asked { // 1 ลังได้ไหมคะ ไม่ได้ก็เอา 10 ถุง
			if other, ok := p.amountFrom(p.pastQuestion(amount.to, end), end); ok && p.isFree(other.from, other.to) {
				other.sure = min(other.sure, 80)
				return &other
			}
		}
		if found := priceTimes.FindStringSubmatchIndex(p.text[at:end]); found != nil {
			if better := p.untangle(one, at, found); better != nil {
				return better
			}
		}
		return p.doubted(one, amount, end)
	}
	return nil
}

// pastQuestion goes past the rest of a question and what leads from it to an answer.
func (p *parse) pastQuestion(at, end int) int {
	for at < end && p.busy[at] == asked {
		at++
	}
	return at + len(ifThere.FindString(p.text[at:end]))
}

// wornSize is a size of clothes: ไซส์ L, XL.
var wornSize = pattern(`^(?:ไซส์|ไซซ์|ไซ|size|เบอร์)?\s*(?:[2-5]?x{0,3}[sl]|m|ฟรีไซส์|free\s?size)\b`)

var nextNumber = regexp.MustCompile(`^[^\d\n]{0,12}`)

// doubted looks twice at a number without a unit: when one in the goods' own unit follows, that is the
// quantity and this a size or price (หมูฝอย 100 2 ถุง); the price of the goods is hardly a quantity, nor is
// a number in the hundreds.
func (p *parse) doubted(one *named, amount amountAt, end int) *amountAt {
	if amount.unit != "" || amount.bad || len(one.goods) == 0 || !isDigit(p.text[amount.from]) {
		return &amount
	}
	good := p.goods.goods[one.goods[0]]
	next := amount.to + len(nextNumber.FindString(p.text[amount.to:end]))
	if better, ok := p.amountFrom(next, end); ok && next > amount.to && better.unit != "" && p.isFree(better.from, better.to) {
		if _, sure := fit(better, good.Unit); sure >= Sure {
			better.sure = 70
			return &better
		}
	}
	switch {
	case good.Price > 0 && good.Price%100 == 0 && amount.value == qty.Pieces(int(good.Price/100)):
		amount.sure = 50
	case amount.value >= qty.Pieces(100):
		amount.sure = 75
	}
	return &amount
}

// priceEach gives the length of a price for one that stands there: ใบละ 150 บาท.
func (p *parse) priceEach(at, end int) int {
	_, size := p.unitFrom(p.text[at:end])
	if size == 0 || !strings.HasPrefix(p.text[at+size:end], plain("ละ")) {
		return 0
	}
	start := p.textFrom(at+size+len(plain("ละ")), end)
	if start < end && p.busy[start] == asked { // ถุงละ 180 ใช่ไหมคะ
		return p.pastQuestion(start, end) - at
	}
	next := at + size
	for next < end && p.busy[next] == payment {
		next++
	}
	if next == at+size {
		return 0
	}
	return next - at + len(fillers.FindString(p.text[next:end]))
}

// untangle tells price from quantity in 45x2=90, by the product's price.
func (p *parse) untangle(one *named, at int, found []int) *amountAt {
	if len(one.goods) == 0 || found[2] < 0 {
		return nil
	}
	price := int64(p.goods.goods[one.goods[0]].Price) / 100
	read := func(i int) (qty.Qty, int, int) {
		number, _ := qty.Parse(p.text[at+found[i] : at+found[i+1]])
		return number, at + found[i], at + found[i+1]
	}
	left, leftFrom, leftTo := read(2)
	right, rightFrom, rightTo := read(4)
	switch {
	case price > 0 && left == qty.Pieces(int(price)):
		return &amountAt{from: rightFrom, to: rightTo, value: right, sure: 92}
	case price > 0 && right == qty.Pieces(int(price)):
		return &amountAt{from: leftFrom, to: leftTo, value: left, sure: 92}
	case left > right:
		return &amountAt{from: rightFrom, to: rightTo, value: right, sure: 70}
	}
	return &amountAt{from: leftFrom, to: leftTo, value: left, sure: 60}
}

// amountBefore reads a quantity that ends right before a name.
func (p *parse) amountBefore(at, from int) *amountAt {
	end := at
	for {
		trimmed := strings.TrimRight(p.text[from:end], " x*")
		trimmed = strings.TrimSuffix(strings.TrimSuffix(trimmed, plain("ของ")), " of")
		if _, cut := trimEnds(p.text, from, from+len(trimmed)); cut < from+len(trimmed) && p.text[cut] != ')' {
			trimmed = p.text[from:max(cut, from)]
		}
		if from+len(trimmed) == end {
			break
		}
		end = from + len(trimmed)
	}
	for start := max(from, end-60); start < end; start++ {
		if !utf8.RuneStart(p.text[start]) || start > 0 && isDigit(p.text[start-1]) && isDigit(p.text[start]) || !p.isFree(start, min(start+1, end)) {
			continue
		}
		if start > 0 && (p.text[start-1] == '/' || p.text[start-1] == '.' && isDigit(p.text[start])) {
			continue
		}
		if amount, ok := p.amountFrom(start, end); ok && amount.to == end {
			if p.text[end-1] == ')' || p.text[end-1] == '.' && amount.unit == "" {
				return nil
			}
			amount.sure = min(amount.sure, 92)
			return &amount
		}
	}
	return nil
}
