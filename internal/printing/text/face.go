// Package text turns strings into placed glyphs for everything that is printed: it chooses fonts and
// scripts, shapes with HarfBuzz's rules and measures, so that paper, files and previews agree.
package text

import (
	"bytes"
	"fmt"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"

	"github.com/talat-pos/talat/assets"
)

// Face names one of the fonts that papers are set in.
type Face uint8

// Sarabun is the face of Thai official papers. A caller asks for Regular or Bold; the fallbacks are
// taken for characters that Sarabun lacks, and Box stands for what no font here can draw.
const (
	Regular Face = iota
	Bold
	fallbackRegular
	fallbackBold
	Box
)

// Em is how many units a face's em has, in all four fonts; a test keeps it so.
const Em = 1000

var files = [...]string{
	Regular:         "fonts/Sarabun-Regular.ttf",
	Bold:            "fonts/Sarabun-Bold.ttf",
	fallbackRegular: "fonts/NotoSansThai-Regular.ttf",
	fallbackBold:    "fonts/NotoSansThai-SemiBold.ttf",
}

// Data gives the font file of a face, nil for Box.
func (f Face) Data() []byte {
	if f >= Box {
		return nil
	}
	return assets.Read(files[f])
}

// fallback gives the face tried when f lacks a character.
func (f Face) fallback() Face {
	switch f {
	case Regular:
		return fallbackRegular
	case Bold:
		return fallbackBold
	}
	return Box
}

// loaded is one parsed font. Neither part may be used from two goroutines at once.
type loaded struct {
	face *font.Face
	font *harfbuzz.Font
}

// load parses an embedded font. A broken one is a fault of the program, so it panics.
func load(f Face) loaded {
	face, err := font.ParseTTF(bytes.NewReader(f.Data()))
	if err != nil {
		panic(fmt.Errorf("%s: %w", files[f], err))
	}
	return loaded{face, harfbuzz.NewFont(face)}
}
