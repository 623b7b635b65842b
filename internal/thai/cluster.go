package thai

import (
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Clusters cuts text where a caret may stand: a letter with the marks on it is one piece, as are a
// consonant with its ำ and an emoji with all its parts (Unicode's extended grapheme clusters). A
// leading vowel, ะ and า stand alone.
func Clusters(text string) []string {
	var clusters []string
	for each := graphemes.FromString(text); each.Next(); {
		clusters = append(clusters, each.Value())
	}
	return clusters
}

// NextCluster gives the byte offset where the cluster at byte offset at ends. Offsets outside text
// count as its ends; inside a cluster, at means that cluster.
func NextCluster(text string, at int) int {
	end := 0
	for each := graphemes.FromString(text); each.Next(); {
		end += len(each.Value())
		if end > at {
			return end
		}
	}
	return len(text)
}

// PrevCluster gives the byte offset where the cluster before byte offset at begins; inside a
// cluster, that is where the cluster itself begins.
func PrevCluster(text string, at int) int {
	start, end := 0, 0
	for each := graphemes.FromString(text); each.Next(); {
		start, end = end, end+len(each.Value())
		if end >= at {
			return start
		}
	}
	return start
}

// WrapClusters cuts text where a line may end if it must end inside a word. Beyond Clusters it keeps
// together what no Thai reader parts: a leading vowel with its consonant, a consonant with ะ า ๅ, a
// silent letter (์) with the one before it, and a vowel that needs a letter after it (ั ื เ-็ เ-ี)
// with that letter.
func WrapClusters(text string) []string {
	var clusters []string
	for start := 0; start < len(text); {
		end := start + wrapCluster(text[start:])
		clusters = append(clusters, text[start:end])
		start = end
	}
	return clusters
}

// wrapCluster gives the length of the first wrap cluster of text.
func wrapCluster(text string) int {
	first, size := utf8.DecodeRuneInString(text)
	if !isThai(first) {
		each := graphemes.FromString(text)
		each.Next()
		return len(each.Value())
	}
	end := 0
	leading := isLeading(first)
	for leading && end < len(text) {
		end += size
		first, size = utf8.DecodeRuneInString(text[end:])
		if !isLeading(first) {
			break
		}
	}
	if isThai(first) {
		end += syllable(text[end:], leading)
	}
	if next, _ := utf8.DecodeRuneInString(text[end:]); next >= utf8.RuneSelf && !isThai(next) {
		return clusterEnd(text, end) // a mark of another script may hang on the last letter
	}
	return end
}

// syllable gives the length of a consonant with all that hangs on it. A mark or vowel that hangs on
// nothing is one piece with the marks after it.
func syllable(text string, leading bool) int {
	end, last := letter(text)
	for end < len(text) {
		next, size := utf8.DecodeRuneInString(text[end:])
		switch {
		case next == 'ะ' || next == 'า' || next == 'ๅ':
			end += size
			end += marks(text[end:])
			last = 0
		case isConsonant(next) && (needsLetter(last, leading) || isSilent(text[end:])):
			var more int
			more, last = letter(text[end:])
			end += more
			leading = false
		default:
			return end
		}
	}
	return end
}

// letter gives the length of one letter with its marks and ำ, and the vowel among the marks.
func letter(text string) (length int, vowel rune) {
	_, length = utf8.DecodeRuneInString(text)
	for length < len(text) {
		next, size := utf8.DecodeRuneInString(text[length:])
		if !isMark(next) && next != 'ำ' {
			break
		}
		if !isTone(next) && vowel != '\u0e4c' {
			vowel = next
		}
		length += size
	}
	return length, vowel
}

func marks(text string) int {
	length := 0
	for length < len(text) {
		next, size := utf8.DecodeRuneInString(text[length:])
		if !isMark(next) {
			break
		}
		length += size
	}
	return length
}

// needsLetter reports whether a vowel is only half written without a letter after it.
func needsLetter(vowel rune, leading bool) bool {
	switch vowel {
	case '\u0e31', '\u0e37': // ั ื
		return true
	case '\u0e47', '\u0e35': // เ-็, เ-ีย; without a leading vowel they end a syllable: ก็ ปี
		return leading
	}
	return false
}

// isSilent reports whether text begins with a letter under ์.
func isSilent(text string) bool {
	_, vowel := letter(text)
	return vowel == '\u0e4c'
}
