package thai

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Measure is the unit of a width: dots, points or the toolkit's units.
type Measure interface {
	~int | ~float32 | ~float64
}

// Wrap breaks text into lines no wider than width by measure, which must grow with its text. Lines
// end between words, at spaces (which are dropped) and after hyphens, and at every "\n". They do not
// begin with ๆ ฯ or closing signs, nor end with opening ones, and a number keeps the unit or the
// money sign beside it. A word wider than a whole line is broken between wrap clusters, and one of those
// that is still wider and longer than any word has them, between letters; only a single cluster may be wider. There is always at least one line.
func Wrap[M Measure](text string, measure func(string) M, width M) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		lines = wrapParagraph(lines, strings.TrimSuffix(paragraph, "\r"), measure, width)
	}
	return lines
}

// Pieces cuts a line of text where it may break: joined they are the text again. A space at which it may
// break begins a piece. It is for those who break lines themselves, such as a browser.
func Pieces(text string) []string {
	var pieces []string
	for _, unit := range units(tokens(text)) {
		pieces = append(pieces, unit.space+unit.text)
	}
	return pieces
}

// WrapLines is Wrap with at most maxLines lines; when text is longer the last one ends with "…".
func WrapLines[M Measure](text string, measure func(string) M, width M, maxLines int) []string {
	lines := Wrap(text, measure, width)
	if maxLines <= 0 {
		return nil
	}
	if len(lines) > maxLines {
		lines = lines[:maxLines]
		lines[maxLines-1] = shorten(lines[maxLines-1], measure, width)
	}
	return lines
}

// Ellipsis gives text on one line no wider than width: what does not fit, and every line after the
// first, is replaced by "…". A width too small even for that gives "…" alone.
func Ellipsis[M Measure](text string, measure func(string) M, width M) string {
	line, _, more := strings.Cut(text, "\n")
	if !more && measure(line) <= width {
		return line
	}
	return shorten(line, measure, width)
}

// shorten gives as many clusters of line as fit with "…" after them.
func shorten[M Measure](line string, measure func(string) M, width M) string {
	ends := []int{0}
	for _, cluster := range WrapClusters(line) {
		ends = append(ends, ends[len(ends)-1]+len(cluster))
	}
	cut := func(n int) string { return strings.TrimRightFunc(line[:ends[n]], unicode.IsSpace) + "…" }
	low, high := 0, len(ends)-1 // cut(low) is taken, cut(high) may fit
	for low < high {
		middle := (low + high + 1) / 2
		if measure(cut(middle)) <= width {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return cut(low)
}

// wrapper fills one line after the other.
type wrapper[M Measure] struct {
	measure func(string) M
	width   M
	lines   []string
	line    string
}

func wrapParagraph[M Measure](lines []string, text string, measure func(string) M, width M) []string {
	text = strings.TrimRightFunc(text, isBreakSpace)
	if measure(text) <= width {
		return append(lines, text)
	}
	w := wrapper[M]{measure, width, lines, ""}
	for _, unit := range units(tokens(text)) {
		w.place(unit, 0)
	}
	w.flush()
	return w.lines
}

// unit is what a line takes whole: tokens between two places where a line may break. space stands
// before it and is dropped when it begins a line.
type unit struct {
	space  string
	text   string
	tokens []token
}

// Levels of place: compound words into their parts, clusters without regard to the signs that hang on
// them, and letters with their marks, for what no word is: "ค่าาาาาาาาา".
const (
	compound = 2
	bare     = 4
	letters  = 5
)

// longest is how many letters a wrap cluster of a word has at most: เกาะ is four.
const longest = 4

// place puts a unit on the line or on the next one. One wider than a line is taken apart: numbers from their
// units, into its tokens, compound words into their parts, then into clusters, bare clusters, at last letters.
func (w *wrapper[M]) place(u unit, level int) {
	if next := w.line + u.space + u.text; w.measure(next) <= w.width {
		w.line = next
		return
	}
	if strings.TrimLeftFunc(w.line, isBreakSpace) != "" {
		w.flush()
	}
	if level == letters || w.measure(u.text) <= w.width || level == bare && len(Clusters(u.text)) <= longest {
		w.line = u.text
		return
	}
	w.line = ""
	parts := u.atMeasure()
	if parts == nil {
		level++
		parts = u.split(level)
		if level == compound && len(parts) > 1 {
			level-- // a part may itself be a compound
		}
	}
	for _, part := range parts {
		w.place(part, level)
	}
}

func (w *wrapper[M]) flush() {
	w.lines = append(w.lines, w.line)
	w.line = ""
}

// measures are the words that a number before them is read with: "5 กก.", "500 มล.", "2 ผืน".
var measures = strings.Fields(`กก ก กรัม กิโล กิโลกรัม ขีด ตัน มล ซีซี ล ลิตร มม ซม ม เมตร นิ้ว ฟุต หลา วา ไร่
	ชิ้น อัน ใบ ผืน ตัว คู่ ชุด ถุง ขวด ซอง กล่อง แพ็ก แพ็ค แพค กระปุก กระป๋อง หลอด ก้อน แท่ง แผ่น ม้วน เล่ม ลูก ฟอง
	หวี มัด กำ พวง ห่อ ลัง โหล แก้ว จาน บาท สตางค์ ปี วัน เดือน ชั่วโมง นาที ชม คน ราย บิล
	kg g mg ml l cm mm m oz lb pcs`)

// isMeasure reports whether a number and the word after a space belong together.
func isMeasure(before, after token) bool {
	end, _ := utf8.DecodeLastRuneInString(before.text)
	return before.kind == kindLatin && unicode.IsDigit(end) && slices.Contains(measures, after.text)
}

// split takes a unit apart to a level of place.
func (u unit) split(level int) []unit {
	var pieces []string
	switch level {
	case 1:
		for _, token := range u.tokens {
			pieces = append(pieces, token.text)
		}
	case compound:
		pieces = []string{u.text}
		if first, _ := utf8.DecodeRuneInString(u.text); isThai(first) {
			pieces = subwords(u.text)
		}
	case letters:
		pieces = Clusters(u.text)
	default:
		pieces = WrapClusters(u.text)
	}
	var parts []unit
	for n, piece := range pieces {
		if n > 0 && level < bare && mustJoin(pieces[n-1], piece) {
			parts[len(parts)-1].text += piece
			continue
		}
		parts = append(parts, unit{text: piece})
	}
	return parts
}

// atMeasure parts a number from its unit, nil where there is none.
func (u unit) atMeasure() []unit {
	at := 0
	for n, token := range u.tokens {
		if n > 0 && n+1 < len(u.tokens) && token.kind == kindSpace && isMeasure(u.tokens[n-1], u.tokens[n+1]) {
			return []unit{{text: u.text[:at], tokens: u.tokens[:n]}, {token.text, u.text[at+len(token.text):], u.tokens[n+1:]}}
		}
		at += len(token.text)
	}
	return nil
}

// units joins tokens between which no line may break.
func units(tokens []token) []unit {
	var list []unit
	for n := 0; n < len(tokens); {
		var u unit
		first := n
		if tokens[n].kind == kindSpace && (n+1 == len(tokens) || !mustJoin("", tokens[n+1].text)) {
			u.space = tokens[n].text
			n++
			first = n
		}
		for n < len(tokens) && (n == first || !mayBreak(tokens, n)) {
			u.text += tokens[n].text
			n++
		}
		u.tokens = tokens[first:n]
		list = append(list, u)
	}
	return list
}

// mayBreak reports whether a line may end before tokens[n]. Before a space it may unless what comes
// after the space must not begin a line, or what stands before it must not end one.
func mayBreak(tokens []token, n int) bool {
	before, after := tokens[n-1], tokens[n]
	if after.kind == kindSpace {
		return n+1 < len(tokens) && !mustJoin(before.text, tokens[n+1].text) && !isMeasure(before, tokens[n+1])
	}
	if before.kind == kindSpace || mustJoin(before.text, after.text) {
		return false // a space belongs to the unit after it
	}
	end, _ := utf8.DecodeLastRuneInString(before.text)
	start, _ := utf8.DecodeRuneInString(after.text)
	switch {
	case before.kind == kindSymbol || after.kind == kindSymbol:
		return true
	case isHyphen(end):
		return n > 1 && tokens[n-2].kind != kindSpace && !unicode.IsDigit(start) && !isNumbered(tokens, n)
	case before.kind == kindLatin && after.kind == kindThai:
		return !unicode.IsDigit(end) // 3ขวด, 500กรัม
	case before.kind == kindThai && after.kind != kindSign, before.kind == kindThai && isOpening(start):
		return true
	case end == '/':
		return after.kind == kindThai && n > 1 && tokens[n-2].kind == kindThai
	case isClosing(end) && !isInfix(end):
		return after.kind == kindThai || isOpening(start)
	}
	return false
}

// isNumbered reports whether the hyphen before tokens[n] stands in a number of a paper or of goods, which is read whole:
// A-TX-2569-000006.
func isNumbered(tokens []token, n int) bool {
	part := func(t token) bool {
		end, _ := utf8.DecodeLastRuneInString(t.text)
		return t.kind == kindLatin || isHyphen(end)
	}
	from, to := n-1, n
	for from > 0 && n-from < longestNumber && part(tokens[from-1]) {
		from--
	}
	for to < len(tokens) && to-n < longestNumber && part(tokens[to]) {
		to++
	}
	return slices.ContainsFunc(tokens[from:to], func(t token) bool { return strings.ContainsFunc(t.text, unicode.IsDigit) })
}

// longestNumber bounds how far around a hyphen digits are looked for, in tokens.
const longestNumber = 8

// mustJoin reports whether two texts that meet must stay on one line wherever that is possible.
func mustJoin(before, after string) bool {
	end, _ := utf8.DecodeLastRuneInString(before)
	start, _ := utf8.DecodeRuneInString(after)
	return isClosing(start) || isOpening(end)
}

const (
	closingSigns = "ๆฯ๚๛)]}>,.:;!?%‰/-\u2010\u2011–—’”›»…‥°′″、。」』】）］｝，．：；！？％"
	openingSigns = "([{<฿$€£¥‘“‹«「『【（［｛"
)

// isClosing reports whether r must not begin a line; so must nothing that hangs on the letter before.
func isClosing(r rune) bool {
	if isThai(r) {
		return r == 'ๆ' || r == 'ฯ' || isMark(r)
	}
	return strings.ContainsRune(closingSigns, r) || unicode.Is(unicode.M, r) ||
		r == '\u200c' || r == '\u200d' || r >= '\U0001f3fb' && r <= '\U0001f3ff'
}

func isOpening(r rune) bool    { return strings.ContainsRune(openingSigns, r) }
func isInfix(r rune) bool      { return slices.Contains([]rune{'.', ',', ':', '/'}, r) }
func isHyphen(r rune) bool     { return r == '-' || r == '\u2010' || r == '–' || r == '—' }
func isBreakSpace(r rune) bool { return kindOf(r) == kindSpace }
