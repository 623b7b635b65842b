package keys

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/internal/thai"
)

// shiftedDigits are the signs of the keys 0 to 9 of a US keyboard.
const shiftedDigits = ")!@#$%^&*("

// read gives what a US layout without Caps Lock would have typed. The digit row has names in every
// layout; where all of it came shifted it was the scanner's shifted row and the digits are meant, else a
// shifted one is a sign. The layout key ` is left out.
func read(items []held) string {
	items = withoutLayoutKey(items)
	runes := make([]rune, len(items))
	for n, item := range items {
		runes[n] = item.char
	}
	typed := []rune(thai.ByPosition(runes))
	shifted := true
	for n, item := range items {
		if digit := digitOf(item); digit >= 0 && typed[n] != rune(shiftedDigits[digit]) {
			shifted = false
		}
	}
	var code strings.Builder
	for n, item := range items {
		char := typed[n]
		if digit := digitOf(item); digit >= 0 && (shifted || char != rune(shiftedDigits[digit])) {
			char = rune('0' + digit)
		} else if isLetter(item) && char < unicode.MaxASCII {
			char = unicode.ToLower(char)
			if item.shift {
				char = unicode.ToUpper(char)
			}
		}
		code.WriteRune(char)
	}
	return code.String()
}

// withoutLayoutKey drops the layout key and keys that typed nothing and are no digits. A burst that
// ends with characters of nothing is none.
func withoutLayoutKey(items []held) []held {
	kept := make([]held, 0, len(items))
	for _, item := range items {
		if item.char == '`' || item.key != nil && item.key.Name == fyne.KeyBackTick {
			continue
		}
		if item.char == 0 && digitOf(item) < 0 {
			continue
		}
		kept = append(kept, item)
	}
	return kept
}

// digitOf gives the digit of a key of the digit row or the keypad, -1 for other keys.
func digitOf(item held) int {
	if item.key == nil || len(item.key.Name) != 1 || item.key.Name[0] < '0' || item.key.Name[0] > '9' {
		return -1
	}
	return int(item.key.Name[0] - '0')
}

// isLetter reports whether the key is a letter of a Latin layout, whose case Caps Lock may have turned.
func isLetter(item held) bool {
	return item.key != nil && len(item.key.Name) == 1 && item.key.Name[0] >= 'A' && item.key.Name[0] <= 'Z'
}
