package text

import (
	"unicode"

	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/segmenter"
)

// item is a stretch of text set in one face and shaped as one script.
type item struct {
	face   Face
	script language.Script
	runes  []rune
}

// items cuts text into stretches of one face and one script, at the borders of grapheme clusters
// only. A cluster that no face covers becomes an item of its own with face Box. The runes of all
// items together are the text without what has no width and no ink.
func (s *Shaper) items(text string, face Face) []item {
	var found []item
	var cutter segmenter.Segmenter
	cutter.Init([]rune(text))
	for clusters := cutter.GraphemeIterator(); clusters.Next(); {
		cluster, astray := worn(printable(clusters.Grapheme().Text))
		if len(cluster) > 0 {
			found = put(found, item{s.faceFor(cluster, face), scriptOf(cluster), cluster})
		}
		if len(astray) > 0 {
			found = put(found, item{Box, language.Common, astray})
		}
	}
	return found
}

// put adds an item, or what it holds to the last one.
func put(found []item, next item) []item {
	last := len(found) - 1
	if last < 0 || !found[last].takes(next) {
		return append(found, next)
	}
	found[last].runes = append(found[last].runes, next.runes...)
	if found[last].script == language.Common {
		found[last].script = next.script
	}
	return found
}

// takes reports whether next goes on in the same face and script. Spaces, digits and signs belong to
// whatever script they stand in.
func (i item) takes(next item) bool {
	if i.face != next.face || i.face == Box {
		return false
	}
	return i.script == next.script || i.script == language.Common || next.script == language.Common
}

// maxCluster bounds the characters that are kept of one cluster.
const maxCluster = 12

// place is where a mark of Thai stands on its letter; each has room for one.
type place uint8

const (
	under     place = iota // ุ ู ฺ
	over                   // vowels, ็, ํ
	tone                   // tones, ์, ๎, highest
	elsewhere              // marks of other scripts: two accents are the most that any language here writes
	places
)

// room is how many marks a place has room for.
var room = [places]int{under: 1, over: 1, tone: 1, elsewhere: 2}

func placeOf(mark rune) place {
	switch {
	case mark >= 'ุ' && mark <= 'ฺ':
		return under
	case mark == 'ั' || mark >= 'ิ' && mark <= 'ื' || mark == '็' || mark == 'ํ':
		return over
	case mark >= '่' && mark <= '์' || mark == '๎':
		return tone
	}
	return elsewhere
}

// worn parts a cluster into a letter with the marks that it wears, from the lowest up, and the marks that have
// no place: a higher pile would reach into the lines around it, and marks on nothing hang over what stands
// before them. Those are shown as a character that no font has: whoever reads the paper sees that something
// is wrong there.
func worn(cluster []rune) (letter, astray []rune) {
	if len(cluster) == 0 {
		return nil, nil
	}
	var marks [places][]rune
	var rest []rune
	for _, r := range cluster[1:] {
		switch at := placeOf(r); {
		case !unicode.Is(unicode.Mn, r):
			rest = append(rest, r)
		case cluster[0] == ' ' || len(marks[at]) == room[at]:
			astray = append(astray, r)
		default:
			marks[at] = append(marks[at], r)
		}
	}
	letter = append(letter, cluster[0])
	for _, here := range marks {
		letter = append(letter, here...)
	}
	if letter = append(letter, rest...); unicode.Is(unicode.Mn, cluster[0]) {
		return nil, append(letter, astray...)
	}
	return letter, astray
}

// printable drops characters that draw nothing (controls, joiners, direction marks, variation
// selectors) and writes every kind of space as the plain one, which every font has.
func printable(cluster []rune) []rune {
	kept := make([]rune, 0, len(cluster))
	for _, r := range cluster {
		switch {
		case unicode.IsSpace(r) || unicode.Is(unicode.Zs, r):
			if len(kept) == 0 || kept[len(kept)-1] != ' ' {
				kept = append(kept, ' ')
			}
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector):
		case len(kept) < maxCluster:
			kept = append(kept, r)
		}
	}
	return kept
}

// faceFor gives the first face, from the one asked for on, that has every character of a cluster.
func (s *Shaper) faceFor(cluster []rune, face Face) Face {
	for ; face != Box; face = face.fallback() {
		if s.fonts[face].covers(cluster) {
			return face
		}
	}
	return Box
}

// scriptOf gives the script of the first letter of a cluster, Common when it has none.
func scriptOf(cluster []rune) language.Script {
	for _, r := range cluster {
		if script := language.LookupScript(r); script != language.Common && script != language.Inherited {
			return script
		}
	}
	return language.Common
}
