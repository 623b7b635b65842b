package thai

import (
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"น้ำปลา": "นำปลา", "นำปลา": "นำปลา", "นํ้าปลา": "นำปลา", "น้ํา": "นำ", "ํา": "ำ",
		"เเกงเขียวหวาน": "แกงเขียวหวาน", "แกงเขียวหวาน": "แกงเขียวหวาน", "เ่เก": "แก",
		"เก็บ": "เกบ", "สิทธิ์": "สิทธิ", "ฤๅษี": "ฤาษี", "ก๋วยเตี๋ยว": "กวยเตียว",
		"ขนาด ๑๒ นิ้ว": "ขนาด 12 นิว", "Ｎａｍ　Phrik\t\n 5": "nam phrik 5", " a  b ": "a b", "ＡＢ－１": "ab-1",
		"ซีอิ๊ว\u200bขาว": "ซีอิวขาว", "cafe\u0301": "café", "CAFÉ": "café", "a\u00adb": "ab", "K": "k",
		"abc-123": "abc-123", "": "", " ": "", "\xffก\xfe": "ก", "👩\u200d🌾": "👩🌾", "a\x00b": "ab",
	} {
		if got := Fold(text); got != want {
			t.Errorf("Fold(%+q) = %+q, want %+q", text, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, seed := range []string{"น้ำปลา", "เเ ํ า", "İIı Ǆ", "e\u0301\u0e49\u0323", "각\u11a8", "\u0344", "ﬁ Ｋ  x", "\u0e4d\u0e32\u0e4d\u0e32"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := Fold(text)
		if twice := Fold(once); twice != once {
			t.Fatalf("Fold(%+q) = %+q, again %+q", text, once, twice)
		}
		if !norm.NFC.IsNormalString(once) || !utf8.ValidString(once) {
			t.Fatalf("Fold(%+q) = %+q is not NFC", text, once)
		}
		for _, tone := range []string{"\u0e47", "\u0e48", "\u0e49", "\u0e4a", "\u0e4b", "\u0e4c"} {
			if utf8.ValidString(text) && Fold(text+tone) != once {
				t.Fatalf("a tone changes %+q", text)
			}
		}
	})
}
