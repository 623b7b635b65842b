package promptpay

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/fault"
)

// MaxChars bounds every text handed in as the content of a QR: the largest Thai QR seen has about 300.
const MaxChars = 512

// field is one tag with its value: two digits of tag, two of length, then the value.
type field struct{ tag, value string }

type fields []field

// parseFields splits a text into its fields. Lengths count characters, not bytes. It fails with
// "qr_truncated" when a field runs past the end, "qr_malformed" when a tag or length is not digits,
// and "qr_repeated" when a tag comes twice: which of the two a bank would pay is anybody's guess.
func parseFields(text string) (fields, error) {
	if !utf8.ValidString(text) {
		return nil, fault.New("qr_malformed", "", nil)
	}
	var found fields
	rest := []rune(text)
	for len(rest) > 0 {
		head := string(rest[:min(4, len(rest))])
		if !isDigits(head) {
			return nil, fault.New("qr_malformed", "", nil)
		}
		if len(head) < 4 {
			return nil, fault.New("qr_truncated", "", nil)
		}
		end := 4 + int(head[2]-'0')*10 + int(head[3]-'0')
		if end > len(rest) {
			return nil, fault.New("qr_truncated", "", nil)
		}
		tag := head[:2]
		if _, again := found.get(tag); again {
			return nil, fault.New("qr_repeated", "", fault.Values{"tag": tag})
		}
		found = append(found, field{tag, string(rest[4:end])})
		rest = rest[end:]
	}
	return found, nil
}

// get gives the value of a tag and whether it is there.
func (f fields) get(tag string) (string, bool) {
	for _, one := range f {
		if one.tag == tag {
			return one.value, true
		}
	}
	return "", false
}

// value is get for a tag whose absence means the empty text.
func (f fields) value(tag string) string {
	value, _ := f.get(tag)
	return value
}

// String writes the fields one after the other, leaving out those with no value: no tag of a Thai
// QR means anything when empty. The builders keep every value under 100 characters.
func (f fields) String() string {
	var text strings.Builder
	for _, one := range f {
		if one.value != "" {
			fmt.Fprintf(&text, "%s%02d%s", one.tag, utf8.RuneCountInString(one.value), one.value)
		}
	}
	return text.String()
}

// unseal splits a text into fields and proves the checksum in the last one, which must carry tag.
// Hex digits may be small. It fails as parseFields does, and with "qr_truncated" without a checksum
// at the end, "qr_crc" with a wrong one.
func unseal(text, tag string) (fields, error) {
	all, err := parseFields(text)
	if err != nil {
		return nil, err
	}
	body, sum, ok := cutTail(text, tag+"04")
	if !ok || len(all) == 0 || all[len(all)-1].tag != tag {
		return nil, fault.New("qr_truncated", "", nil)
	}
	if want := seal(body, tag); !strings.EqualFold(sum, want[len(want)-4:]) {
		return nil, fault.New("qr_crc", "", nil)
	}
	return all[:len(all)-1], nil
}

// cutTail splits "body" + head + four characters.
func cutTail(text, head string) (body, tail string, ok bool) {
	at := len(text) - 4 - len(head)
	if at < 0 || text[at:at+len(head)] != head {
		return "", "", false
	}
	return text[:at], text[at+len(head):], true
}

func isDigits(text string) bool {
	for n := 0; n < len(text); n++ {
		if text[n] < '0' || text[n] > '9' {
			return false
		}
	}
	return text != ""
}
