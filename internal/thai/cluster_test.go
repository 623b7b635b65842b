package thai

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestClusters(t *testing.T) {
	for text, want := range map[string]string{
		"น้ำที่": "น้ำ|ที่", "เก้าอี้": "เ|ก้|า|อี้", "ก๊วยเตี๋ยว": "ก๊|ว|ย|เ|ตี๋|ย|ว", "พุทฺธํ": "พุ|ทฺ|ธํ",
		"a\u0301b": "a\u0301|b", "👩\u200d🌾👍🏽": "👩\u200d🌾|👍🏽", "🇹🇭🇱🇦": "🇹🇭|🇱🇦", "กะ": "ก|ะ", "": "",
	} {
		if got := strings.Join(Clusters(text), "|"); got != want {
			t.Errorf("Clusters(%q) = %s, want %s", text, got, want)
		}
	}
}

func TestNextAndPrevCluster(t *testing.T) {
	text := "น้ำ👍🏽ab" // clusters end at 0, 9, 17, 18, 19
	for _, c := range []struct{ at, next, prev int }{
		{-1, 9, 0}, {0, 9, 0}, {3, 9, 0}, {9, 17, 0}, {12, 17, 9}, {17, 18, 9}, {18, 19, 17}, {19, 19, 18}, {99, 19, 18},
	} {
		if got := NextCluster(text, c.at); got != c.next {
			t.Errorf("NextCluster(%d) = %d, want %d", c.at, got, c.next)
		}
		if got := PrevCluster(text, c.at); got != c.prev {
			t.Errorf("PrevCluster(%d) = %d, want %d", c.at, got, c.prev)
		}
	}
	if NextCluster("", 0) != 0 || PrevCluster("", 0) != 0 {
		t.Error("empty text has one place")
	}
}

func TestWrapClusters(t *testing.T) {
	for text, want := range map[string]string{
		"น้ำที่": "น้ำ|ที่", "เก้าอี้": "เก้า|อี้", "ปั๊ม": "ปั๊ม", "ก็ดี": "ก็|ดี", "เป็นเร็ว": "เป็น|เร็ว",
		"สิทธิ์": "สิ|ทธิ์", "ศักดิ์": "ศักดิ์", "เมีย": "เมีย", "เดี๋ยว": "เดี๋ย|ว", "เรือ": "เรือ", "ปีนา": "ปี|นา",
		"โต๊ะ": "โต๊ะ", "ฤๅษี": "ฤๅ|ษี", "กำก่ำ": "กำ|ก่ำ", "ไม้": "ไม้", "พันธุ์": "พันธุ์", "เ1": "เ|1", "เ": "เ",
		"ก\u0301ข": "ก\u0301|ข", "ab": "a|b", "\u0e48ก": "\u0e48|ก", "แม่ค้า👩\u200d🌾": "แม่|ค้า|👩\u200d🌾",
	} {
		if got := strings.Join(WrapClusters(text), "|"); got != want {
			t.Errorf("WrapClusters(%q) = %s, want %s", text, got, want)
		}
	}
}

// TestWrapClustersOfTheCorpus proves for every consonant, vowel mark and tone (the corpus in
// testdata) that a syllable is one piece, with a leading vowel too.
func TestWrapClustersOfTheCorpus(t *testing.T) {
	vowels := []string{"", "\u0e31", "\u0e34", "\u0e35", "\u0e36", "\u0e37", "\u0e47", "\u0e38", "\u0e39", "\u0e3a", "\u0e4d"}
	tones := []string{"", "\u0e48", "\u0e49", "\u0e4a", "\u0e4b", "\u0e4c"}
	count := 0
	for consonant := 'ก'; consonant <= 'ฮ'; consonant++ {
		for _, tone := range tones {
			syllables := []string{string(consonant) + tone + "ำ"}
			for _, vowel := range vowels {
				syllables = append(syllables, string(consonant)+vowel+tone)
			}
			for _, syllable := range syllables {
				count++
				if len(Clusters(syllable)) != 1 || len(WrapClusters(syllable)) != 1 || len(WrapClusters("เ"+syllable)) != 1 {
					t.Errorf("%q is cut", syllable)
				}
			}
		}
	}
	if count != 3312 {
		t.Errorf("%d strings, the corpus has 3312", count)
	}
}

func FuzzClusters(f *testing.F) {
	for _, seed := range []string{"น้ำที่ a\u0301", "เ\u0301", "👩\u200d🌾\r\n", "ก\u200d🌾🏽", "\xff\xe0"} {
		f.Add(seed, 3)
	}
	f.Fuzz(func(t *testing.T, text string, at int) {
		clusters, wrap := Clusters(text), WrapClusters(text)
		if strings.Join(clusters, "") != text || strings.Join(wrap, "") != text {
			t.Fatalf("%+q: parts differ from the whole", text)
		}
		var borders []int
		end := 0
		for _, cluster := range clusters {
			end += len(cluster)
			borders = append(borders, end)
		}
		end = 0
		for _, cluster := range wrap {
			end += len(cluster)
			if utf8.ValidString(text) && !slices.Contains(borders, end) {
				t.Fatalf("%+q: wrap cluster ends inside a cluster at %d", text, end)
			}
		}
		if at >= 0 && at < len(text) {
			next, prev := NextCluster(text, at), PrevCluster(text, at)
			if next <= at || prev > at || at > 0 && prev == at || !slices.Contains(borders, next) {
				t.Fatalf("%+q at %d: next %d, prev %d", text, at, next, prev)
			}
		}
	})
}
