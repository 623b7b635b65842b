package thai

import (
	"strings"
	"testing"
)

// xkbKeys lists every key by its XKB name as xkeyboard-config gives it in "us", "th" and "th(pat)":
// the US characters, Kedmanee's, Pattachote's, each without and with Shift. U+XXXX are combining.
const xkbKeys = `
TLDE U+0060 ~ _ % _ ฿
AE01 1 ! ๅ + = +
AE02 2 @ / ๑ ๒ "
AE03 3 # - ๒ ๓ /
AE04 4 $ ภ ๓ ๔ ,
AE05 5 % ถ ๔ ๕ ?
AE06 6 ^ U+0E38 U+0E39 U+0E39 U+0E38
AE07 7 & U+0E36 ฿ ๗ _
AE08 8 * ค ๕ ๘ .
AE09 9 ( ต ๖ ๙ (
AE10 0 ) จ ๗ ๐ )
AE11 - _ ข ๘ ๑ -
AE12 = + ช ๙ ๖ %
AD01 q Q ๆ ๐ U+0E47 U+0E4A
AD02 w W ไ " ต ฤ
AD03 e E ำ ฎ ย ๆ
AD04 r R พ ฑ อ ญ
AD05 t T ะ ธ ร ษ
AD06 y Y U+0E31 U+0E4D U+0E48 U+0E36
AD07 u U U+0E35 U+0E4A ด ฝ
AD08 i I ร ณ ม ซ
AD09 o O น ฯ ว ถ
AD10 p P ย ญ แ ฒ
AD11 [ { บ ฐ ใ ฯ
AD12 ] } ล , ฌ ฦ
BKSL \ | ฃ ฅ ๅ U+0E4D
AC01 a A ฟ ฤ U+0E49 U+0E4B
AC02 s S ห ฆ ท ธ
AC03 d D ก ฏ ง ำ
AC04 f F ด โ ก ณ
AC05 g G เ ฌ U+0E31 U+0E4C
AC06 h H U+0E49 U+0E47 U+0E35 U+0E37
AC07 j J U+0E48 U+0E4B า ผ
AC08 k K า ษ น ช
AC09 l L ส ศ เ โ
AC10 ; : ว ซ ไ ฆ
AC11 ' " ง . ข ฑ
AB01 z Z ผ ( บ ฎ
AB02 x X ป ) ป ฏ
AB03 c C แ ฉ ล ฐ
AB04 v V อ ฮ ห ภ
AB05 b B U+0E34 U+0E3A U+0E34 U+0E3A
AB06 n N U+0E37 U+0E4C ค ศ
AB07 m M ท ? ส ฮ
AB08 , < ม ฒ ะ ฟ
AB09 . > ใ ฬ จ ฉ
AB10 / ? ฝ ฦ พ ฬ
`

func keyRows(t *testing.T) [][]string {
	t.Helper()
	combining := strings.NewReplacer("U+0060", "`", "U+0E31", "\u0e31", "U+0E34", "\u0e34", "U+0E35", "\u0e35",
		"U+0E36", "\u0e36", "U+0E37", "\u0e37", "U+0E38", "\u0e38", "U+0E39", "\u0e39", "U+0E3A", "\u0e3a",
		"U+0E47", "\u0e47", "U+0E48", "\u0e48", "U+0E49", "\u0e49", "U+0E4A", "\u0e4a", "U+0E4B", "\u0e4b",
		"U+0E4C", "\u0e4c", "U+0E4D", "\u0e4d")
	var rows [][]string
	for line := range strings.Lines(strings.TrimSpace(xkbKeys)) {
		rows = append(rows, strings.Fields(combining.Replace(line))[1:])
	}
	if len(rows) != 47 {
		t.Fatalf("%d keys", len(rows))
	}
	return rows
}

func TestEveryKey(t *testing.T) {
	for _, row := range keyRows(t) {
		for shift := range 2 {
			want := row[shift]
			if got, ok := FromKedmanee(row[2+shift]); !ok || got != want {
				t.Errorf("FromKedmanee(%q) = %q, want %q", row[2+shift], got, want)
			}
			if got := ToKedmanee(want); got != row[2+shift] {
				t.Errorf("ToKedmanee(%q) = %q, want %q", want, got, row[2+shift])
			}
			got, ok := FromPattachote(row[4+shift])
			if want == "&" {
				want = "`" // Pattachote has _ on two keys; the plain one counts
			}
			if !ok || got != want {
				t.Errorf("FromPattachote(%q) = %q, want %q", row[4+shift], got, want)
			}
		}
	}
}

func TestFromKedmaneeRefuses(t *testing.T) {
	for _, text := range []string{"abc", "คค5", "é", "คค*"} {
		if got, ok := FromKedmanee(text); ok || got != text {
			t.Errorf("FromKedmanee(%q) = %q, %v", text, got, ok)
		}
	}
	if got, ok := FromKedmanee("ค ค\n"); !ok || got != "8 8\n" {
		t.Errorf("%q %v", got, ok)
	}
}

// asTyped gives what a layout's keys type for a scanner's text. caps turns Shift round.
func asTyped(rows [][]string, text string, column int, caps bool) []rune {
	typed := strings.Map(func(r rune) rune {
		for _, row := range rows {
			for shift := range 2 {
				if row[shift] == string(r) {
					if caps {
						shift = 1 - shift
					}
					return []rune(row[column+shift])[0]
				}
			}
		}
		return r
	}, text)
	return []rune(typed)
}

func TestByPosition(t *testing.T) {
	rows := keyRows(t)
	for _, code := range []string{
		"8850123456789", "1234567890", "88512", "2323", "1111", "EF582568151TH", "abc-0042", "ABC-0042",
		"P/N 12.5+3", "0041000600000101030040220013071152533APM077365102TH91048134", "https://track.example/?n=RP123456785TH&x=7",
	} {
		if got := ByPosition([]rune(code)); got != code && code != "2323" && code != "1111" {
			t.Errorf("US: ByPosition(%q) = %q", code, got)
		}
		for _, caps := range []bool{false, true} {
			typed := asTyped(rows, code, 2, caps)
			if got := ByPosition(typed); got != code {
				t.Errorf("Kedmanee, caps %v: ByPosition(%q) = %q, want %q", caps, string(typed), got, code)
			}
		}
	}
}

func TestByPositionLeavesLatinAlone(t *testing.T) {
	for _, text := range []string{"", "abcDEF123", "aBC-1", "12/34-56", "A+B", "(01)0885", "?x", "…", "é1"} {
		if got := ByPosition([]rune(text)); got != text {
			t.Errorf("ByPosition(%q) = %q", text, got)
		}
	}
}

func TestByPositionReadsPattachote(t *testing.T) {
	typed := asTyped(keyRows(t), "8850123456789", 4, false)
	if got := ByPosition(typed); got != "8850123456789" {
		t.Errorf("ByPosition(%q) = %q", string(typed), got)
	}
}

func TestByPositionKeepsKeypadDigits(t *testing.T) {
	if got := ByPosition([]rune("คค51จ")); got != "88510" {
		t.Error(got)
	}
	if got := ByPosition([]rune("ฟ\t😊")); got != "a\t😊" {
		t.Error(got)
	}
}

func FuzzByPosition(f *testing.F) {
	f.Add("คคถๅ/")
	f.Add("+๑๒๓")
	f.Fuzz(func(t *testing.T, text string) {
		runes := []rune(text)
		if got := []rune(ByPosition(runes)); len(got) != len(runes) {
			t.Fatalf("%q became %q", text, string(got))
		}
	})
}
