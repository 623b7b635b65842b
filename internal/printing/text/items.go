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
		cluster := printable(clusters.Grapheme().Text)
		if len(cluster) == 0 {
			continue
		}
		next := item{s.faceFor(cluster, face), scriptOf(cluster), cluster}
		if last := len(found) - 1; last >= 0 && found[last].takes(next) {
			found[last].runes = append(found[last].runes, next.runes...)
			if found[last].script == language.Common {
				found[last].script = next.script
			}
			continue
		}
		found = append(found, next)
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

// maxCluster bounds the characters of one cluster. Writing needs four (น้ำ has three); a pile of
// hundreds of marks would reach over the whole page.
const maxCluster = 6

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
