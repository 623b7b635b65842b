package thai

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestWords(t *testing.T) {
	for _, want := range []string{
		"ปั๊มน้ำมัน|ที่นี่", "ปลากระป๋อง|สามแม่ครัว", "ก๊วยเตี๋ยว|เนื้อตุ๋น", "โปรด|ตรวจ|ชื่อ|และ|ยอด|ก่อน|โอน",
		"ก็ต่อเมื่อ|ผู้ใหญ่บ้าน|ชำระเงิน|แล้ว|จึง|จะ|ปิดกะ|ได้", "โปรแกรม|ขัดข้อง| |ข้อมูล|ที่|บันทึกแล้ว|ยัง|อยู่|ครบ",
		"ผลิตภัณฑ์|นี้|เก็บ|ได้|นาน| |6| |เดือน", "ยังไม่มี|สินค้า|ใน|บิล|นี้", "สบู่ก้อน|ละ|๒๐|บาท",
		"น้ำพริก| |Nam| |Phrik| |฿|1,185.00| |(|๕| |กระปุก|)| |50|%| |–| |“|ของดี|”| |…", "แม่ค้า|😊|👍🏽| |ZWJ|:|👩\u200d🌾",
		"ต|.|ห้วยขะยุง", "เผ็ดมาก|ๆ", "ฐู|ปฎุฏู|ญู", "a\u0301b|ไทย", "👍🏽|👍", "1️⃣|ชิ้น",
	} {
		if got := strings.Join(Words(strings.ReplaceAll(want, "|", "")), "|"); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestUnknownRunsStayInOnePiece(t *testing.T) {
	for _, word := range []string{"ฆฌฒฑฎฏ", "ฌูฎีฒุ", "ขฌุ"} {
		if got := Words(word); len(got) != 1 {
			t.Errorf("%q", got)
		}
	}
	// A bare letter that is left over stays with the word before it.
	if got := Words("กระปุกฌ"); !slices.Equal(got, []string{"กระปุกฌ"}) {
		t.Errorf("%q", got)
	}
}

// TestShopWordsStayWhole proves that every word of labels, shelves and papers is one piece.
func TestShopWordsStayWhole(t *testing.T) {
	text, err := os.ReadFile("testdata/thai-strings.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "# [words]")
	section, _, _ = strings.Cut(section, "# [mixed]")
	_, section, _ = strings.Cut(section, "\n")
	words := strings.Fields(section)
	if len(words) < 40 {
		t.Fatalf("only %d words", len(words))
	}
	compounds := map[string]string{ // made of words, not one word
		"วิสาหกิจชุมชนบ้านคราม": "วิสาหกิจชุมชน|บ้านคราม", "อำเภอเมืองสกลนคร": "อำเภอ|เมืองสกลนคร",
		"จังหวัดสกลนคร": "จังหวัด|สกลนคร", "ตำบลห้วยขะยุง": "ตำบล|ห้วยขะยุง", "อำเภอวารินชำราบ": "อำเภอ|วารินชำราบ",
		"ซอยสุขุมวิท": "ซอย|สุขุมวิท", "ถนนเจริญกรุง": "ถนน|เจริญกรุง", "แขวงคลองจั่น": "แขวง|คลองจั่น",
		"เขตบางกะปิ": "เขต|บางกะปิ", "ข้าวหอมมะลิทุ่งกุลา": "ข้าวหอมมะลิ|ทุ่งกุลา",
		"ยี่สิบเอ็ดบาทห้าสิบสตางค์": "ยี่สิบ|เอ็ด|บาท|ห้าสิบ|สตางค์",
	}
	for _, word := range words {
		want := word
		if parts, known := compounds[word]; known {
			want = parts
		}
		if got := strings.Join(Words(word), "|"); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestDictionary(t *testing.T) {
	seen := map[string]bool{}
	for line := range strings.Lines(dictionaryText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, word := range strings.Fields(line) {
			if seen[word] {
				t.Errorf("%s stands twice", word)
			}
			seen[word] = true
			if word != Clean(word, 0) || strings.ContainsFunc(word, func(r rune) bool { return !isThai(r) }) {
				t.Errorf("%+q is not clean Thai", word)
			}
			if got := Words(word); len(got) != 1 {
				t.Errorf("%s is cut: %q", word, got)
			}
		}
	}
	if len(seen) < 3000 {
		t.Errorf("only %d words", len(seen))
	}
}

func TestSubwords(t *testing.T) {
	for word, want := range map[string]string{
		"ใบเสร็จรับเงิน": "ใบเสร็จ|รับเงิน", "กระเป๋าสานกระจูด": "กระเป๋าสาน|กระจูด", "จังหวัด": "จังหวัด", "สบู่": "สบู่",
	} {
		if got := strings.Join(subwords(word), "|"); got != want {
			t.Errorf("%s: %s", word, got)
		}
	}
}

func TestWordsConcurrently(t *testing.T) {
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 100 {
				if got := Words("สั่งซื้อได้"); len(got) != 2 {
					t.Errorf("%q", got)
				}
			}
		})
	}
	wait.Wait()
}

func FuzzWords(f *testing.F) {
	for _, seed := range []string{"ปลาทู1,5.ก", "เ\u0301", "ก\u200d🌾", "\r\n\t ", "ๆฯ", "1️⃣\ufe0f"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		words := Words(text)
		if strings.Join(words, "") != text || slices.Contains(words, "") {
			t.Fatalf("%+q: %+q", text, words)
		}
	})
}

const paragraph = "วิสาหกิจชุมชนบ้านครามจำหน่ายผ้าย้อมครามธรรมชาติ ทอมือโดยกลุ่มแม่บ้าน ส่งฟรีทั่วประเทศเมื่อซื้อครบห้าร้อยบาท สนใจสั่งซื้อได้ทางไลน์"

func BenchmarkWordsOfAName(b *testing.B) {
	for b.Loop() {
		Words("กระเป๋าสานกระจูดใบใหญ่")
	}
}

func BenchmarkWordsOfAParagraph(b *testing.B) {
	for b.Loop() {
		Words(paragraph)
	}
}

func BenchmarkLoadDictionary(b *testing.B) {
	for b.Loop() {
		loadDictionary()
	}
}
