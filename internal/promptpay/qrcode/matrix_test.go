package qrcode

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/promptpay"
)

const (
	v02    = "00020101021229370016A0000006770101110113006681234567853037645406100.005802TH6304F142"
	v15    = "00020101021230670016A00000067701011201150107536000315010210ORDER0004203100812345678530376454071290.005802TH62090705POS016304EA8B"
	slipS3 = "0041000600000101030040220013071152533APM077365102TH91048134"
)

func TestModuleCountsOfTheThaiVectors(t *testing.T) {
	for _, c := range []struct {
		text  string
		sizes [4]int
	}{{v02, [4]int{29, 33, 33, 41}}, {v15, [4]int{33, 37, 41, 49}}} {
		for level, want := range c.sizes {
			modules, err := Checked(c.text, Level(level))
			if err != nil || len(modules) != want || len(modules[0]) != want {
				t.Errorf("level %d: %d modules (%v), want %d", level, len(modules), err, want)
			}
		}
	}
}

func TestMatrixHasNoQuietZone(t *testing.T) {
	modules, err := Matrix(v02, Medium)
	if err != nil {
		t.Fatal(err)
	}
	last := len(modules) - 1
	if !modules[0][0] || !modules[0][last] || !modules[last][0] || modules[1][1] || !modules[3][3] {
		t.Error("the corners are not finder patterns")
	}
}

func TestCheckedDrawsThePracticeWords(t *testing.T) {
	text := promptpay.PracticeText("7f3c")
	modules, err := Checked(text, Medium)
	if err != nil {
		t.Fatal(err)
	}
	if back, err := readModules(modules); err != nil || back != text {
		t.Errorf("read back %q, %v", back, err)
	}
}

func TestCheckedDrawsNothingElse(t *testing.T) {
	for text, code := range map[string]string{
		"":                     "qr_empty",
		"https://example.com":  "qr_not_thai",
		v02[:len(v02)-1] + "3": "qr_crc",
		slipS3:                 "qr_is_slip",
		promptpay.PracticeText(strings.Repeat("ก", promptpay.MaxChars)): "qr_too_long",
	} {
		if modules, err := Checked(text, Medium); !fault.Is(err, code) || modules != nil {
			t.Errorf("%.40q: %v, want %q", text, err, code)
		}
	}
}

func TestMatrixBounds(t *testing.T) {
	_, err := Matrix("", Low)
	if !fault.Is(err, "qr_empty") {
		t.Errorf("empty: %v", err)
	}
	if _, err = Matrix(strings.Repeat("ก", promptpay.MaxChars), High); !fault.Is(err, "qr_too_long") {
		t.Errorf("1,536 bytes at the highest level: %v", err)
	}
	if _, err = Matrix(strings.Repeat("0", promptpay.MaxChars), High); err != nil {
		t.Errorf("512 digits: %v", err)
	}
}

func TestADamagedMatrixIsNotItself(t *testing.T) {
	modules, err := Matrix(v02, Low)
	if err != nil {
		t.Fatal(err)
	}
	for y := 9; y < 20; y++ { // more than the level can mend
		for x := range modules[y] {
			modules[y][x] = (x+y)%3 == 0
		}
	}
	if back, err := readModules(modules); !fault.Is(err, "qr_not_readable_back") {
		t.Errorf("read %q, %v", back, err)
	}
	if _, err := readModules(nil); !fault.Is(err, "qr_not_readable_back") {
		t.Errorf("no modules: %v", err)
	}
}
