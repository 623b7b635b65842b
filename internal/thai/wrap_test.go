package thai

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// columns measures as a printer with fixed columns does: marks have no width.
func columns(text string) int {
	width := 0
	for _, r := range text {
		if !unicode.Is(unicode.M, r) && r != '\u200d' {
			width++
		}
	}
	return width
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		name, text string
		width      int
		want       []string
	}{
		{"empty", "", 10, []string{""}},
		{"fits", "ปลาทู", 10, []string{"ปลาทู"}},
		{"between words", "โปรดตรวจชื่อและยอดก่อนโอน", 9, []string{"โปรดตรวจ", "ชื่อและยอด", "ก่อนโอน"}},
		{"at a space, which goes", "ผ้าขาวม้า ทอมือ", 10, []string{"ผ้าขาวม้า", "ทอมือ"}},
		{"several spaces go", "ปลา   ทู", 3, []string{"ปลา", "ทู"}},
		{"indent stays", "  ปลาทู ปลาส้ม", 8, []string{"  ปลาทู", "ปลาส้ม"}},
		{"lines stay", "ก\n\nข\r\nค\n", 5, []string{"ก", "", "ข", "ค", ""}},
		{"trailing space goes", "ปลา ", 10, []string{"ปลา"}},
		{"latin whole", "Nam Phrik Noom", 6, []string{"Nam", "Phrik", "Noom"}},
		{"after a hyphen", "ready-made goods", 8, []string{"ready-", "made", "goods"}},
		{"number of a paper whole", "ยกเลิก ออก A-TX-2569-000006 แทน", 18, []string{"ยกเลิก ออก", "A-TX-2569-000006", "แทน"}},
		{"number behind a word", "ใบกำกับAB-1-X", 9, []string{"ใบกำกับ", "AB-1-X"}},
		{"name of an office", "องค์การบริหารส่วนตำบลห้วยขะยุง", 16, []string{"องค์การบริหารส่วน", "ตำบลห้วยขะยุง"}},
		{"phone whole", "โทร 081-234-5678 ได้", 14, []string{"โทร", "081-234-5678", "ได้"}},
		{"number with unit", "ราคา 1,185.00บาท", 11, []string{"ราคา", "1,185.00บาท"}},
		{"repeat mark", "ของดีต่าง ๆ มาก", 8, []string{"ของดี", "ต่าง ๆ", "มาก"}},
		{"paiyannoi", "ไปกรุงเทพฯ", 8, []string{"ไป", "กรุงเทพฯ"}},
		{"percent", "ลดราคา 50% วันนี้", 9, []string{"ลดราคา", "50% วันนี้"}},
		{"baht sign", "ราคา ฿50 บาท", 6, []string{"ราคา", "฿50", "บาท"}},
		{"closing bracket", "ปลา (ทู) ดี", 6, []string{"ปลา", "(ทู) ดี"}},
		{"quotes", "เรา “ของดี” แท้", 8, []string{"เรา", "“ของดี”", "แท้"}},
		{"dash", "ปลา – กุ้ง", 5, []string{"ปลา –", "กุ้ง"}},
		{"url by character", "ดู https://a.example/bc ได้", 10, []string{"ดู", "https://a.", "example/bc", "ได้"}},
		{"compound into words", "ใบเสร็จรับเงิน", 9, []string{"ใบเสร็จ", "รับเงิน"}},
		{"compound of compounds", "ใบกำกับภาษีอย่างย่อ", 7, []string{"ใบกำกับ", "ภาษี", "อย่างย่อ"}},
		{"unknown word by cluster", "ฌูฎีฒุฆา", 3, []string{"ฌูฎีฒุ", "ฆา"}},
		{"leading vowel stays", "เฌเฎเฒ", 3, []string{"เฌ", "เฎ", "เฒ"}},
		{"emoji whole", "👩‍🌾👩‍🌾👩‍🌾", 4, []string{"👩‍🌾👩‍🌾", "👩‍🌾"}},
		{"too narrow", "น้ำ ปลา", 1, []string{"น้ำ", "ป", "ลา"}},
		{"no width", "ปู", 0, []string{"ปู"}},
		{"amount and unit", "ซื้อ3ขวดแถม1", 8, []string{"ซื้อ3ขวด", "แถม1"}},
		{"slash", "บาท/ชิ้น", 5, []string{"บาท/", "ชิ้น"}},
		{"abbreviation", "จ.สกลนคร อ.เมือง", 9, []string{"จ.สกลนคร", "อ.เมือง"}},
		{"number, space and unit", "ข้าวหอม ทุ่งกุลา 5 กก.", 16, []string{"ข้าวหอม ทุ่งกุลา", "5 กก."}},
		{"number and unit on a narrow line", "ข้าว 500 มล.", 4, []string{"ข้าว", "500", "มล."}},
		{"number and another word", "ข้าว 105 หอม", 8, []string{"ข้าว 105", "หอม"}},
		{"signs only", "))))))", 4, []string{"))))", "))"}},
	} {
		if got := Wrap(c.text, columns, c.width); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWrapByAnyMeasure(t *testing.T) {
	type dots float32
	got := Wrap("ปลา ทู", func(text string) dots { return dots(columns(text)) * 1.5 }, 4.5)
	if !slices.Equal(got, []string{"ปลา", "ทู"}) {
		t.Errorf("%q", got)
	}
}

// What is no word at all still keeps to its line: people stretch words, and paste anything.
func TestWrapBreaksWhatHasNoPlaceToBreak(t *testing.T) {
	for _, text := range []string{"ค่" + strings.Repeat("า", 50), "นะคะ" + strings.Repeat("ะ", 50), strings.Repeat("กื๊", 40), strings.Repeat("ก์", 40), strings.Repeat("กั", 40), strings.Repeat("เ", 40)} {
		lines := Wrap(text, columns, 12)
		for _, line := range lines {
			if columns(line) > 12 {
				t.Errorf("%q is %d wide", line, columns(line))
			}
		}
		if strings.Join(lines, "") != text {
			t.Errorf("%q became %q", text, lines)
		}
	}
}

func TestWrapLines(t *testing.T) {
	for _, c := range []struct {
		text       string
		width, max int
		want       []string
	}{
		{"ผ้าขาวม้า ทอมือ", 10, 2, []string{"ผ้าขาวม้า", "ทอมือ"}},
		{"ผ้าขาวม้า ทอมือ ย้อมคราม", 10, 2, []string{"ผ้าขาวม้า", "ทอมือ…"}},
		{"ผ้าขาวม้า ทอมือ ย้อมคราม", 8, 1, []string{"ผ้าขาวม้า…"}},
		{"ปลา\nทู", 8, 1, []string{"ปลา…"}},
		{"ปลา", 8, 0, nil},
	} {
		if got := WrapLines(c.text, columns, c.width, c.max); !slices.Equal(got, c.want) {
			t.Errorf("WrapLines(%q, %d, %d) = %q, want %q", c.text, c.width, c.max, got, c.want)
		}
	}
}

func TestEllipsis(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  string
	}{
		{"ปลาทู", 5, "ปลาทู"}, {"น้ำพริกหนุ่ม", 5, "น้ำพริ…"}, {"ปลา ทู", 4, "ปลา…"}, {"เก้าอี้", 2, "…"}, {"เก้าอี้", 3, "…"}, {"กล้วยไม้", 4, "กล้ว…"},
		{"ปลา", 0, "…"}, {"", 0, ""}, {"ก\nข", 9, "ก…"}, {"👩‍🌾👩‍🌾👩‍🌾", 3, "👩‍🌾…"},
	} {
		if got := Ellipsis(c.text, columns, c.width); got != c.want {
			t.Errorf("Ellipsis(%q, %d) = %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

// FuzzWrap holds what every caller relies on: nothing is lost but spaces where lines end, no line is
// wider than asked unless it is a single cluster, and no line begins with a mark.
func FuzzWrap(f *testing.F) {
	for _, seed := range []string{paragraph, "ต่าง ๆ (ก) “ข” 50%", "https://a.example/น้ำ-ที่", "  ก  \n\n ข", "👩‍🌾เ\u0301 \u0301", "\u200b \u0e48"} {
		f.Add(seed, 7)
	}
	f.Fuzz(func(t *testing.T, text string, width int) {
		if !utf8.ValidString(text) {
			return
		}
		lines := Wrap(text, columns, width)
		rest := text
		for n, line := range lines {
			if n > 0 {
				trimmed := strings.TrimLeftFunc(rest, func(r rune) bool { return r != '\n' && isBreakSpace(r) })
				if hard, found := strings.CutPrefix(trimmed, "\n"); found {
					rest = hard
				}
			}
			for !strings.HasPrefix(rest, line) && strings.IndexFunc(rest, isBreakSpace) == 0 {
				_, size := utf8.DecodeRuneInString(rest)
				rest = rest[size:]
			}
			after, found := strings.CutPrefix(rest, line)
			if !found {
				t.Fatalf("Wrap(%+q, %d): %+q lost at line %d", text, width, lines, n)
			}
			if columns(line) > width && (len(WrapClusters(line)) > 1 || len(Clusters(line)) > longest) {
				t.Fatalf("Wrap(%+q, %d): line %+q is %d wide", text, width, line, columns(line))
			}
			first, _ := utf8.DecodeRuneInString(line)
			before, _ := utf8.DecodeLastRuneInString(text[:len(text)-len(rest)])
			if n > 0 && unicode.Is(unicode.Mn, first) && !unicode.IsControl(before) { // a mark cannot sit on a control
				t.Fatalf("Wrap(%+q, %d): line %+q begins with a mark", text, width, line)
			}
			rest = after
		}
		if strings.TrimFunc(rest, isBreakSpace) != "" {
			t.Fatalf("Wrap(%+q, %d): %+q left", text, width, rest)
		}
		for _, line := range WrapLines(text, columns, width, 2) {
			if columns(line) > max(width, 1) && len(WrapClusters(line)) > 1 {
				t.Fatalf("WrapLines(%+q, %d): %+q", text, width, line)
			}
		}
	})
}

func BenchmarkWrap(b *testing.B) {
	for b.Loop() {
		Wrap(paragraph, columns, 30)
	}
}

func TestPieces(t *testing.T) {
	for text, want := range map[string][]string{
		"": nil,
		"ข้าวหอมมะลิใหม่ 500 มล.":  {"ข้าวหอมมะลิ", "ใหม่", " 500 มล."},
		"ข้าวหอมมะลิ (ทุ่งกุลา) ๆ": {"ข้าวหอมมะลิ", " (ทุ่งกุลา) ๆ"},
		"hello world": {"hello", " world"},
	} {
		if got := Pieces(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzPieces(f *testing.F) {
	f.Add("ผ้าคราม ทอมือ 2 ม. \xff👩‍🌾")
	f.Fuzz(func(t *testing.T, text string) {
		if got := strings.Join(Pieces(text), ""); got != text {
			t.Errorf("%q became %q", text, got)
		}
	})
}
