package text

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/font/gofont/goregular"

	"github.com/talat-pos/talat/assets"
	"github.com/talat-pos/talat/internal/fault"
)

// corpus is every consonant with every vowel and tone, and every consonant and tone with ำ, then
// the words of testdata.
func corpus(t *testing.T) []string {
	t.Helper()
	words, err := os.ReadFile("testdata/words.txt")
	if err != nil {
		t.Fatal(err)
	}
	return append(stacks(), strings.Split(strings.TrimSpace(string(words)), "\n")...)
}

func stacks() []string {
	var all []string
	for consonant := 'ก'; consonant <= 'ฮ'; consonant++ {
		for _, vowel := range []string{"", "ั", "ิ", "ี", "ึ", "ื", "็", "ุ", "ู", "ฺ", "ํ"} {
			for _, tone := range []string{"", "่", "้", "๊", "๋", "์"} {
				all = append(all, string(consonant)+vowel+tone)
				if vowel == "" {
					all = append(all, string(consonant)+tone+"ำ")
				}
			}
		}
	}
	return all
}

// written gives a line the way hb-shape prints it.
func written(line Line) string {
	parts := make([]string, len(line.Glyphs))
	for n, glyph := range line.Glyphs {
		at := ""
		if glyph.X != 0 || glyph.Y != 0 {
			at = fmt.Sprintf("@%d,%d", glyph.X, glyph.Y)
		}
		parts[n] = fmt.Sprintf("%d%s+%d", glyph.ID, at, glyph.Advance)
	}
	return strings.Join(parts, "|")
}

// measured are the fonts whose shapes are compared with HarfBuzz's own, by file.
var measured = []struct {
	file string
	face Face
}{{"Sarabun-Regular", Regular}, {"Sarabun-Bold", Bold}, {"NotoSansThai-Regular", Regular}}

// shaperOf shapes with a font of assets.
func shaperOf(t *testing.T, file string) *Shaper {
	t.Helper()
	data := assets.Read("fonts/" + file + ".ttf")
	shaper, err := NewShaperOf(Fonts{Regular: data, Bold: data})
	if err != nil {
		t.Fatal(err)
	}
	return shaper
}

func TestShapesEqualHarfBuzz(t *testing.T) {
	file, err := os.Open("testdata/shapes.txt.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	packed, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	golden, strs := bufio.NewScanner(packed), corpus(t)
	if len(stacks()) != 3312 {
		t.Fatalf("the corpus has %d stacks", len(stacks()))
	}
	for _, font := range measured {
		shaper := shaperOf(t, font.file)
		for _, text := range strs {
			if !golden.Scan() {
				t.Fatal("the golden file is too short")
			}
			want := golden.Text()
			if got := font.file + "\t" + text + "\t" + written(shaper.Line(text, font.face)); got != want {
				t.Fatalf("got  %s\nwant %s", got, want)
			}
		}
	}
	if golden.Scan() {
		t.Fatal("the golden file is too long")
	}
}

func TestShapesEqualTheInstalledHarfBuzz(t *testing.T) {
	tool, err := exec.LookPath("hb-shape")
	if err != nil {
		t.Skip("hb-shape is not installed; the golden file stands for it")
	}
	strs := corpus(t)
	for _, font := range measured {
		shaper := shaperOf(t, font.file)
		command := exec.Command(tool, "--script=thai", "--language=th", "--direction=ltr",
			"--no-glyph-names", "--no-clusters", "../../../assets/fonts/"+font.file+".ttf")
		command.Stdin = strings.NewReader(strings.Join(strs, "\n"))
		out, err := command.Output()
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		if len(lines) != len(strs) {
			t.Fatalf("%d lines for %d strings", len(lines), len(strs))
		}
		for n, text := range strs {
			if got := "[" + written(shaper.Line(text, font.face)) + "]"; got != lines[n] {
				t.Fatalf("%s %s\ngot  %s\nwant %s", font.file, text, got, lines[n])
			}
		}
	}
}

func TestFontsOfTheOwnersChoice(t *testing.T) {
	noto := shaperOf(t, "NotoSansThai-Regular")
	if name := noto.Family(Regular); !strings.EqualFold(name, "Noto Sans Thai") {
		t.Errorf("the family is %q", name)
	}
	if noto.Line("ที่", Regular).Advance == NewShaper().Line("ที่", Regular).Advance {
		t.Error("the chosen font is not taken")
	}
	// Go's own font, of 2,048 units, stands for fonts that do not count in thousandths.
	large, err := NewShaperOf(Fonts{Regular: goregular.TTF})
	if err != nil {
		t.Fatal(err)
	}
	line := large.Line("Ag", Regular)
	if line.Advance < 900 || line.Advance > 1400 || line.Top < 600 || line.Top > 800 || line.Bottom < 150 || line.Bottom > 300 {
		t.Errorf("a font of 2,048 units: advance %d, ink %d above and %d below", line.Advance, line.Top, line.Bottom)
	}
	for _, segment := range large.Outline(Regular, line.Glyphs[0].ID) {
		for _, point := range segment.ArgsSlice() {
			if point.Y < 0 || point.Y > float32(line.Top) || point.X > Em {
				t.Fatalf("A reaches to %v", point)
			}
		}
	}
	if thai := large.Line("ก", Regular); thai.Glyphs[0].Face != sarabunRegular {
		t.Errorf("ก comes from face %d", thai.Glyphs[0].Face)
	}
	if _, err := NewShaperOf(Fonts{}); err != nil {
		t.Errorf("no choice: %v", err)
	}
	sarabun := assets.Read("fonts/Sarabun-Regular.ttf")
	for _, broken := range [][]byte{{}, []byte("not a font"), sarabun[:200], sarabun[:len(sarabun)/2], bytes.Repeat([]byte{0xff}, 5000)} {
		if _, err := NewShaperOf(Fonts{Bold: broken}); !fault.Is(err, "font_unreadable") {
			t.Errorf("%.10q: %v", broken, err)
		}
	}
}

func TestFontsShareOneEm(t *testing.T) {
	shaper := NewShaper()
	for face := range Box {
		if em := shaper.fonts[face].upem; em != Em {
			t.Errorf("face %d has an em of %v units", face, em)
		}
	}
	for _, face := range []Face{Regular, Bold} {
		for digit := '0'; digit <= '9'; digit++ {
			if shaper.Line(string(digit), face).Advance != shaper.Line("0", face).Advance {
				t.Errorf("digit %c is not as wide as 0: amounts would not line up", digit)
			}
		}
	}
}

func TestTopAndBottomAreWhereTheInkEnds(t *testing.T) {
	shaper := NewShaper()
	for _, face := range []Face{Regular, Bold} {
		for _, text := range append(corpus(t), "gjpqyQ(){}|฿", "Å") {
			line := shaper.Line(text, face)
			top, bottom := 0, 0
			for _, glyph := range line.Glyphs {
				for _, segment := range shaper.Outline(glyph.Face, glyph.ID) {
					for _, point := range segment.ArgsSlice() {
						top, bottom = max(top, glyph.Y+int(point.Y)), max(bottom, -glyph.Y-int(point.Y))
					}
				}
			}
			if line.Top < top || line.Top > top+5 || line.Bottom < bottom || line.Bottom > bottom+5 {
				t.Fatalf("%s: ink reaches %d and -%d, the line says %d and %d", text, top, bottom, line.Top, line.Bottom)
			}
		}
	}
	if line := shaper.Line("😊", Regular); line.Top != BoxSide || line.Bottom != 0 {
		t.Errorf("a box reaches %d and %d", line.Top, line.Bottom)
	}
}

func TestTextIsSplitByScriptAndFace(t *testing.T) {
	tests := []struct {
		text  string
		drawn string
		faces string // one letter a glyph: s Sarabun, n Noto, b box
	}{
		{"กา ABC 12", "กา ABC 12", "sssssssss"},
		{"😊", "😊", "b"},
		{"แม่ค้า👍🏽!", "แม่ค้า👍🏽!", "ssssssbs"},
		{"👩\u200d🌾ก", "👩🌾ก", "bs"},
		{"a\u200bb\u00adc\ufeff", "abc", "sss"},
		{"a\tb\r\nc\x00\x07", "a b c", "sssss"},
		{"\xff\xfe", "\ufffd\ufffd", "bb"},
		{"漢字", "漢字", "bb"},
		{"◌", "◌", "n"},
		{"é", "é", "s"},
		{"", "", ""},
		{"ก" + strings.Repeat("่", 500), "ก" + strings.Repeat("่", 11), "ssb"},
		{"กื่", "กื่", "sss"},
		{"ก่ื", "กื่", "sss"}, // typed the other way round, as Thai reads it
		{"กุํ้", "กุํ้", "sss"},
		{"กี้่ข", "กี้่ข", "sssbs"},
		{"ฏูุ", "ฏูุ", "ssb"},
		{"น้ำ", "น้ำ", "sss"},
		{"่", "่", "b"},
		{"ก ่ข", "ก ่ข", "ssbs"},
		{"́́", "́́", "b"},
	}
	shaper := NewShaper()
	for _, test := range tests {
		line := shaper.Line(test.text, Regular)
		faces := ""
		for _, glyph := range line.Glyphs {
			faces += map[Face]string{Regular: "s", fallbackRegular: "n", Box: "b"}[glyph.Face]
		}
		if line.Text != test.drawn || faces != test.faces {
			t.Errorf("%q: drew %q with %q", test.text, line.Text, faces)
		}
	}
}

func TestAMixedLineIsShapedPerScript(t *testing.T) {
	shaper := NewShaper()
	whole := written(shaper.Line("Nam น้ำที่", Regular))
	thai := written(shaper.Line("น้ำที่", Regular))
	if !strings.HasSuffix(whole, thai) {
		t.Errorf("a line that begins with Latin loses its Thai marks:\n%s\n%s", whole, thai)
	}
}

func TestClustersPointAtTheirText(t *testing.T) {
	line := NewShaper().Line("A😊น้ำ", Bold)
	var at []int
	for _, glyph := range line.Glyphs {
		at = append(at, glyph.Cluster)
	}
	if got := fmt.Sprint(at); got != "[0 1 5 5 5]" {
		t.Errorf("clusters begin at %s", got)
	}
}

func TestWidthIsExactAndRoundsUp(t *testing.T) {
	shaper := NewShaper()
	if got := shaper.Width("0", Regular, 3000); got != 1650 {
		t.Errorf("a digit at 3 mm is %d µm wide", got)
	}
	if got := shaper.Width("0", Regular, 1); got != 1 {
		t.Errorf("half a unit became %d", got)
	}
	if got := shaper.Width("😊", Regular, 1000); got != BoxAdvance {
		t.Errorf("the box is %d wide", got)
	}
}

func TestOutlines(t *testing.T) {
	shaper := NewShaper()
	glyph := shaper.Line("ก", Regular).Glyphs[0]
	outline := shaper.Outline(glyph.Face, glyph.ID)
	if len(outline) == 0 || outline[0].Op != opentype.SegmentOpMoveTo {
		t.Errorf("ก has no outline")
	}
	if shaper.Outline(Regular, 65535) != nil {
		t.Error("a glyph that is none has an outline")
	}
	if box := shaper.Outline(Box, 0); len(box) != 8 {
		t.Errorf("the box has %d corners, not four outside and four inside", len(box))
	}
}

func FuzzLine(f *testing.F) {
	for _, text := range []string{"ที่ ปั๊ม", "\xff\xc0", "👩‍👩‍👧", "\u0e31\u0e48", strings.Repeat("๊", 500), "\u202eabc"} {
		f.Add(text)
	}
	shaper := NewShaper()
	f.Fuzz(func(t *testing.T, text string) {
		line := shaper.Line(text, Regular)
		sum, last := 0, 0
		for _, glyph := range line.Glyphs {
			sum += glyph.Advance
			if glyph.Cluster < last || glyph.Cluster >= len(line.Text) {
				t.Fatalf("%q: cluster at %d after %d", text, glyph.Cluster, last)
			}
			last = glyph.Cluster
		}
		if sum != line.Advance {
			t.Fatalf("%q: advances add up to %d, not %d", text, sum, line.Advance)
		}
	})
}
