package widget

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/theme"
)

func markedText(t *testing.T, text string, width float32, marked map[string]Tone) *MarkedText {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{}))
	m := NewMarkedText(nil)
	window := test.NewTempWindow(t, m)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(width, 400))
	var marks []TextMark
	for part, tone := range marked {
		at := strings.Index(text, part)
		marks = append(marks, TextMark{at, at + len(part), tone})
	}
	slices.SortFunc(marks, func(a, b TextMark) int { return a.From - b.From })
	m.Set(text, marks)
	return m
}

// What is marked is found again on the lines it is broken into.
func TestMarksFollowTheLines(t *testing.T) {
	const text = "เอาน้ำพริกหนุ่ม 5 กระปุก กับกล้วยตาก ๒ ถุง\n\nส่ง อัญชลี ศรีสุข"
	parts := map[string]Tone{"น้ำพริกหนุ่ม 5 กระปุก": Soft, "กล้วยตาก ๒ ถุง": Soft, "อัญชลี ศรีสุข": Good}
	wide := markedText(t, text, 900, parts)
	if got := wide.Marked(Soft); !slices.Equal(got, []string{"น้ำพริกหนุ่ม 5 กระปุก", "กล้วยตาก ๒ ถุง"}) {
		t.Errorf("%q", got)
	}
	narrow := markedText(t, text, 110, parts)
	whole := strings.ReplaceAll(strings.Join(narrow.Marked(Soft), ""), " ", "")
	if len(narrow.Marked(Soft)) < 3 || whole != "น้ำพริกหนุ่ม5กระปุกกล้วยตาก๒ถุง" {
		t.Errorf("over several lines: %q", narrow.Marked(Soft))
	}
	if got := narrow.Marked(Good); strings.Join(got, " ") != "อัญชลี ศรีสุข" {
		t.Errorf("behind an empty line: %q", got)
	}
}

func TestMarksThatLieOnEachOtherAreDrawnOnce(t *testing.T) {
	m := markedText(t, "กกขขคค", 900, nil)
	m.Set("abcdef", []TextMark{{0, 4, Soft}, {2, 6, Watch}, {4, 40, Good}})
	if soft, watch, good := m.Marked(Soft), m.Marked(Watch), m.Marked(Good); !slices.Equal(soft, []string{"abcd"}) || !slices.Equal(watch, []string{"ef"}) || good != nil {
		t.Errorf("%q %q %q", soft, watch, good)
	}
}
