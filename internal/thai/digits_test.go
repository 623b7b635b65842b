package thai

import "testing"

func TestDigits(t *testing.T) {
	if got := ToThaiDigits("ม. 0123456789/ก"); got != "ม. ๐๑๒๓๔๕๖๗๘๙/ก" {
		t.Error(got)
	}
	if got := ToASCIIDigits("ม. ๐๑๒๓๔๕๖๗๘๙/ก"); got != "ม. 0123456789/ก" {
		t.Error(got)
	}
}

func TestFoldDigits(t *testing.T) {
	for text, want := range map[string]string{
		"๐๘๑-２３４-5":                      "081-234-5",
		"0️⃣8️⃣1⃣ โทร":                   "081 โทร",
		"5\ufe0f บาท":                    "5\ufe0f บาท", // a selector without a keycap is not ours
		"5\ufe0f":                        "5\ufe0f",
		"#️⃣ ❤️ 1":                       "#️⃣ ❤️ 1",
		"1\ufe0f\ufe0f\u20e3":            "1\ufe0f\ufe0f\u20e3",
		"๓\ufe0f\u20e3\ufe0f\u20e3 ชิ้น": "3\ufe0f\u20e3 ชิ้น",
	} {
		if got := FoldDigits(text); got != want {
			t.Errorf("FoldDigits(%+q) = %+q, want %+q", text, got, want)
		}
	}
}
