package thai

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"as it is", "น้ำพริกหนุ่ม (๕ กระปุก) “ดี” 50%", "น้ำพริกหนุ่ม (๕ กระปุก) “ดี” 50%"},
		{"two-part am", "นํา", "นำ"},
		{"two-part am, tone after nikhahit", "นํ้า", "น้ำ"},
		{"two-part am, tone before nikhahit", "น\u0e49\u0e4dา", "น้ำ"},
		{"tone after am", "นำ\u0e49", "น้ำ"},
		{"tone after aa", "มา\u0e48", "ม่า"},
		{"tone before vowel", "ท\u0e48\u0e35", "ที่"},
		{"tone before lower vowel", "ก\u0e49\u0e39", "กู้"},
		{"sign before vowel", "สิทธ\u0e4c\u0e34", "สิทธิ์"},
		{"doubled tone", "ที\u0e48\u0e48", "ที่"},
		{"doubled vowel", "ป\u0e34\u0e34\u0e49ง", "ปิ้ง"},
		{"tone before consonant", "เ\u0e49กา", "เก้า"},
		{"two sara e", "เเม่", "แม่"},
		{"sanskrit stays", "พุทฺธํ นิพฺพานํ ฤๅษี", "พุทฺธํ นิพฺพานํ ฤๅษี"},
		{"latin composed", "cafe\u0301", "café"},
		{"spaces", "  ปลา \t\u00a0 ทู\r\n", "ปลา ทู"},
		{"invisible", "ปลา\u200bทู\ufeff\u202e\x00\x7f\u00ad", "ปลาทู"},
		{"broken bytes", "ปลา\xff\xe0\xb8", "ปลา"},
		{"emoji whole", "👩\u200d🌾 ❤️ 👍🏽 1️⃣ 🏳️\u200d🌈 👩🏽\u200d🌾", "👩\u200d🌾 ❤️ 👍🏽 1️⃣ 🏳️\u200d🌈 👩🏽\u200d🌾"},
		{"joiner elsewhere", "ก\u200dข 👩\u200d \u200d🌾", "กข 👩 🌾"},
		{"orphan mark stays", "\u0e48 ก", "\u0e48 ก"},
		{"empty", " \u200b ", ""},
	} {
		if got := Clean(c.text, 0); got != c.want {
			t.Errorf("%s: Clean(%+q) = %+q, want %+q", c.name, c.text, got, c.want)
		}
	}
}

func TestCleanCutsAtClusters(t *testing.T) {
	for _, c := range []struct {
		text string
		max  int
		want string
	}{
		{"ที่นี่", 6, "ที่นี่"}, {"ที่นี่", 5, "ที่"}, {"ที่นี่", 2, ""}, {"ปลา ทู", 4, "ปลา"}, {"น้ำ", 2, ""}, {"👩\u200d🌾ก", 3, "👩\u200d🌾"},
	} {
		if got := Clean(c.text, c.max); got != c.want {
			t.Errorf("Clean(%q, %d) = %q, want %q", c.text, c.max, got, c.want)
		}
	}
}

func TestCleanBoundsStackedMarks(t *testing.T) {
	got := Clean("a"+strings.Repeat("\u0315", 500), 0)
	if n := utf8.RuneCountInString(got); n != 1+maxMarks {
		t.Errorf("%d runes", n)
	}
}

func TestCleanLines(t *testing.T) {
	got := CleanLines("\n\n  หมู่ ๑ \r\nตำบล\u2028อำเภอ\n\n\n จังหวัด  \r", 0)
	if want := "หมู่ ๑\nตำบล\nอำเภอ\n\nจังหวัด"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := CleanLines("ก\nข", 2); got != "ก" {
		t.Errorf("%q", got)
	}
}

func FuzzClean(f *testing.F) {
	for _, seed := range []string{"นำ้", "เ้ก ํ้า", "e\u0301\u0e49\u0323", "ก\u0e48\u0e38\u0301\u0e38ำ่่", "👩\u200d\ufe0f🌾", "เ\u0e48\u0e34ก\u0e38\u0e4d\u0e49า", "\r\n\u2029"} {
		f.Add(seed, 7)
	}
	f.Fuzz(func(t *testing.T, text string, max int) {
		for name, clean := range map[string]func(string, int) string{"Clean": Clean, "CleanLines": CleanLines} {
			once := clean(text, max)
			if twice := clean(once, max); twice != once {
				t.Fatalf("%s(%+q, %d) = %+q, again %+q", name, text, max, once, twice)
			}
			if !norm.NFC.IsNormalString(once) || max > 0 && utf8.RuneCountInString(once) > max {
				t.Fatalf("%s(%+q, %d) = %+q", name, text, max, once)
			}
		}
		if Fold(Clean(text, 0)) != Fold(Clean(Clean(text, 0), 0)) {
			t.Fatalf("%+q", text)
		}
	})
}
