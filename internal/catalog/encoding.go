package catalog

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decode gives UTF-8: from UTF-16 with its mark (a spreadsheet's "Unicode text"), UTF-8 with or
// without one, else Windows-874, of which TIS-620 is a part. Where lines of one kind stand among lines of
// the other, as in files glued together, mixed numbers the fewer of them from 1. Bytes that none of them
// knows are no text.
func decode(data []byte) (text []byte, mixed map[int]bool, err error) {
	marked := bytes.HasPrefix(data, []byte("\xef\xbb\xbf"))
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		if data, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data); err != nil {
			return nil, nil, unreadable()
		}
		data = newlines(data)
	case utf8.Valid(data):
		data = newlines(data)
	default:
		data, mixed, err = decodeLines(newlines(data), marked)
	}
	if err != nil || bytes.IndexByte(data, 0) >= 0 {
		return nil, nil, unreadable()
	}
	return data, mixed, nil
}

// newlines makes the line ends of an old Macintosh the usual ones.
func newlines(data []byte) []byte {
	if bytes.IndexByte(data, '\n') < 0 {
		return bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	return data
}

// decodeLines decodes line by line what is not UTF-8 as a whole.
func decodeLines(data []byte, marked bool) ([]byte, map[int]bool, error) {
	lines := bytes.SplitAfter(data, []byte("\n"))
	in8, in874 := map[int]bool{}, map[int]bool{}
	for n, line := range lines {
		switch {
		case isThai8(line):
			in8[n+1] = true
		case !utf8.Valid(line) || !isASCII(line):
			in874[n+1] = true
		}
	}
	mixed := in8
	if marked || len(in8) > len(in874) {
		mixed = in874
	}
	var text bytes.Buffer
	text.Grow(2 * len(data))
	decoder := charmap.Windows874.NewDecoder()
	for n, line := range lines {
		if in874[n+1] {
			decoded, err := decoder.Bytes(line)
			if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) && !mixed[n+1] {
				return nil, nil, unreadable()
			}
			line = decoded
		}
		text.Write(line)
	}
	return text.Bytes(), mixed, nil
}

func isASCII(line []byte) bool {
	return bytes.IndexFunc(line, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

// isThai8 reports whether a line is Thai in UTF-8. What is UTF-8 by chance has letters of other scripts.
func isThai8(line []byte) bool {
	if !utf8.Valid(line) {
		return false
	}
	thai := false
	for _, r := range string(line) {
		switch {
		case r >= 0x0e00 && r <= 0x0e7f:
			thai = true
		case r >= 0x0600 && r <= 0x1fff:
			return false
		}
	}
	return thai
}
