package printing

import (
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/promptpay/qrcode"
)

func TestSpansAreExactlyTheDarkModules(t *testing.T) {
	for _, payload := range []string{"1", "ตลาด", strings.Repeat("A1", 150)} {
		matrix := encoded(t, payload)
		painted := make([]bool, matrix.Size*matrix.Size)
		for _, span := range matrix.Spans() {
			for y := span.Y; y < span.Y+span.H; y++ {
				for x := span.X; x < span.X+span.W; x++ {
					if painted[y*matrix.Size+x] {
						t.Fatalf("module %d,%d is painted twice", x, y)
					}
					painted[y*matrix.Size+x] = true
				}
			}
		}
		if !slices.Equal(painted, matrix.dark) {
			t.Fatalf("%.10q: the spans are not the code", payload)
		}
		if !matrix.Dark(0, 0) || matrix.Dark(7, 7) || matrix.Dark(-1, 0) || matrix.Dark(0, matrix.Size) {
			t.Errorf("%.10q: no finder in the corner, or dark modules outside", payload)
		}
	}
}

func encoded(t *testing.T, payload string) Matrix {
	t.Helper()
	rows, err := qrcode.Matrix(payload, qrcode.Medium)
	if err != nil {
		t.Fatal(err)
	}
	return NewMatrix(rows)
}

func TestAPromptPayCodeHasTheMeasuredSize(t *testing.T) {
	// 84 characters at level M are version 4: 33 modules (measured with two other encoders).
	if size := encoded(t, strings.Repeat("A", 84)).Size; size != 33 {
		t.Fatalf("%d modules", size)
	}
}

func TestThePracticeCodeIsDrawnWhateverTheTag(t *testing.T) {
	for tag, want := range map[string]string{"ab12": "ab12", "A-2569-000042": "A-2569-000042", "": "", "บิล": "",
		"\xff\x00": "", strings.Repeat("9", 500): ""} {
		got, err := paymentCode("what is paid otherwise", true, tag)
		if err != nil {
			t.Fatalf("%.20q: %v", tag, err)
		}
		if !slices.Equal(got.dark, encoded(t, promptpay.PracticeText(want)).dark) {
			t.Errorf("%.20q: the code does not hold the practice text with %q", tag, want)
		}
	}
}

func TestModulesAreWholeDotsAndAtLeastThree(t *testing.T) {
	matrix := Matrix{Size: 33}
	tests := []struct {
		side, module, inset int
		code                string
	}{
		{41 * 3, 3, 12, ""}, {41*3 + 40, 3, 32, ""}, {41 * 7, 7, 28, ""}, {41*3 - 1, 0, 0, "code_too_small"}, {0, 0, 0, "code_too_small"},
	}
	for _, test := range tests {
		module, inset, err := matrix.Fit(test.side)
		if module != test.module || inset != test.inset || fault.Code(err) != test.code {
			t.Errorf("%d dots: module %d, inset %d, %v", test.side, module, inset, err)
		}
		if err == nil && inset < Quiet*module {
			t.Errorf("%d dots: the quiet zone is %d", test.side, inset)
		}
	}
}

func TestBitmapFillEqualsSettingEveryDot(t *testing.T) {
	for _, area := range [][4]int{{0, 0, 20, 3}, {3, 1, 5, 2}, {7, 0, 9, 4}, {8, 0, 16, 1}, {-5, -5, 99, 99}, {5, 5, 5, 9}, {9, 2, 3, 4}, {1, 0, 18, 5}} {
		filled, set := NewBitmap(20, 5), NewBitmap(20, 5)
		filled.Fill(area[0], area[1], area[2], area[3], true)
		for y := area[1]; y < area[3]; y++ {
			for x := area[0]; x < area[2]; x++ {
				set.Set(x, y, true)
			}
		}
		if !slices.Equal(filled.Data, set.Data) {
			t.Errorf("%v: % x, want % x", area, filled.Data, set.Data)
		}
		filled.Fill(0, 0, 20, 5, true)
		filled.Fill(area[0], area[1], area[2], area[3], false)
		for y := range 5 {
			for x := range 20 {
				if filled.Black(x, y) == set.Black(x, y) {
					t.Fatalf("%v: dot %d,%d was not made white alone", area, x, y)
				}
			}
		}
	}
	if bitmap := NewBitmap(20, 5); bitmap.Stride != 3 || bitmap.Black(-1, 0) || bitmap.Black(0, 5) {
		t.Error("a new bitmap is not white")
	}
}

func TestDarkColoursAreBurnt(t *testing.T) {
	for colour, dark := range map[Colour]bool{Black: true, White: false, Navy: true, Red: true, Grey: true, {255, 255, 0}: false} {
		if colour.Dark() != dark {
			t.Errorf("%v: dark is %v", colour, !dark)
		}
	}
}
