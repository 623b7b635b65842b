package catalog

import (
	"encoding/binary"
	"strings"
)

// fields goes through a search key, field by field. A name is kept as what folding took from it, beside
// what it left in the key: mostly tone marks and capital letters.
type fields struct{ rest string }

// next gives the next field, "" when there is none.
func (f *fields) next() string {
	_, f.rest, _ = strings.Cut(f.rest, " ") // the sign and the space before the field
	end := strings.IndexByte(f.rest, keyField)
	if end < 0 {
		end = len(f.rest)
	}
	field := f.rest[:end]
	f.rest = f.rest[end:]
	return field
}

// The steps that make a text of a folded one. Each says in its lower bits how many letters.
const (
	stepCopy    = 0x00 // take one more than so many
	stepCapital = 0x40 // take so many, then one as a capital
	stepOther   = 0x80 // take so many, then the letter that follows here
	stepSkip    = 0xc0 // leave out one more than so many
	mostLetters = 0x3f
)

// append writes a text as steps from the next field, its own length first.
func (f *fields) append(dst []byte, text string) []byte {
	var room [4 * MaxName]byte
	want := squeeze(room[:0], text)
	dst = binary.AppendUvarint(dst, uint64(len(want)))
	if len(want) == 0 {
		return dst
	}
	from := f.next()
	same := 0
	for len(want) > 0 {
		switch {
		case same == mostLetters:
			dst, same = append(dst, stepCopy|byte(same-1)), 0
		case len(from) > 0 && from[0] == want[0]:
			same++
			from, want = from[1:], want[1:]
		case len(from) > 0 && 'A' <= want[0] && want[0] <= 'Z' && from[0] == want[0]|0x20:
			dst, same = append(dst, stepCapital|byte(same)), 0
			from, want = from[1:], want[1:]
		case len(from) > 1 && from[1] == want[0]:
			if same > 0 {
				dst, same = append(dst, stepCopy|byte(same-1)), 0
			}
			dst, from = append(dst, stepSkip), from[1:]
		default:
			dst, same = append(dst, stepOther|byte(same), want[0]), 0
			want = want[1:]
		}
	}
	if same > 0 {
		dst = append(dst, stepCopy|byte(same-1))
	}
	return dst
}

// read makes a text of the steps that stand at the beginning of packed and of the next field, and gives
// what follows the steps.
func (f *fields) read(steps packed) (text string, rest packed) {
	u := unpacker{rest: steps}
	size := int(u.uint())
	if size == 0 {
		return "", u.rest
	}
	var room [4 * MaxName]byte
	made, from, steps := room[:0], f.next(), u.rest
	for len(made) < size {
		step := steps[0]
		steps = steps[1:]
		count := int(step & mostLetters)
		switch step &^ mostLetters {
		case stepSkip:
			from = from[count+1:]
		case stepCopy:
			made, from = append(made, from[:count+1]...), from[count+1:]
		case stepCapital:
			made = append(append(made, from[:count]...), from[count]&^0x20)
			from = from[count+1:]
		case stepOther:
			made = append(append(made, from[:count]...), steps[0])
			from, steps = from[count:], steps[1:]
		}
	}
	return unsqueeze(string(made)), steps
}
