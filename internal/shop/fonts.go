package shop

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/raster"
	"github.com/talat-pos/talat/internal/printing/text"
)

// The settings that hold the fonts of papers, as the names of files in the shop's folder Fonts; "" is Sarabun.
const (
	PaperFont     = "paper.font"
	PaperFontBold = "paper.font.bold"
)

var fontKeys = [2]string{PaperFont, PaperFontBold}

// paper is what draws letters on paper.
type paper struct {
	shaper   *text.Shaper
	renderer *raster.Renderer
	files    [2]string // as the settings name them
	facts    [2]text.Facts
	faults   []*fault.Error // of fonts that cannot be read
}

func newPaper(shaper *text.Shaper) *paper {
	return &paper{shaper: shaper, renderer: raster.New(shaper)}
}

// paper gives what draws letters in the fonts of the settings: the one door of all papers. A font that is
// gone or broken is Sarabun.
func (s *Shop) paper(set Settings) *paper {
	files := [2]string{set.Get(PaperFont), set.Get(PaperFontBold)}
	if files == [2]string{} {
		return s.sarabun()
	}
	s.setting.Lock()
	defer s.setting.Unlock()
	if s.chosen == nil || s.chosen.files != files {
		s.chosen = s.typeset(files)
	}
	return s.chosen
}

// typeset reads fonts of the shop's.
func (s *Shop) typeset(files [2]string) *paper {
	var data [2][]byte
	var facts [2]text.Facts
	var faults []*fault.Error
	for n, file := range files {
		if file == "" {
			continue
		}
		var err error
		if data[n], facts[n], err = readFont(filepath.Join(s.Dir, Fonts, filepath.Base(file))); err != nil {
			data[n], facts[n] = nil, text.Facts{}
			faults = append(faults, &fault.Error{Code: "font_gone", Field: fontKeys[n], Values: fault.Values{"font": file}, Err: err})
		}
	}
	shaper, err := text.NewShaperOf(text.Fonts{Regular: data[0], Bold: data[1]})
	if err != nil { // not after they were looked over
		shaper, faults = s.sarabun().shaper, append(faults, fault.Of(err))
	}
	p := newPaper(shaper)
	p.files, p.facts, p.faults = files, facts, faults
	return p
}

// lay lays something out in the shop's fonts, or in Sarabun where it has no room in them only: no paper fails
// because of a font. It gives what it was laid out with; do may be called twice.
func (s *Shop) lay(set Settings, do func(*paper) error) (*paper, error) {
	p := s.paper(set)
	err := do(p)
	if err != nil && p != s.sarabun() && do(s.sarabun()) == nil {
		return s.sarabun(), nil
	}
	return p, err
}

// readFont reads a font file and looks it over. Faults: "font_unread", those of text.Check.
func readFont(path string) ([]byte, text.Facts, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, text.Facts{}, fault.Wrap(err, "font_unread")
	}
	if !info.Mode().IsRegular() { // a pipe would be waited for
		return nil, text.Facts{}, fault.New("font_unreadable", "", nil)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, text.Facts{}, fault.Wrap(err, "font_unread")
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, text.MaxFont+1))
	if err != nil {
		return nil, text.Facts{}, fault.Wrap(err, "font_unread")
	}
	facts, err := text.Check(data)
	return data, facts, err
}

// setFont copies a font file into the shop and sets papers in it; "" goes back to Sarabun. It warns with
// "font_lacks" of what Sarabun stands in for. Faults: those of readFont, "file_unwritten".
func (s *Shop) setFont(ctx context.Context, key, file string) (kept string, warnings []*fault.Error, err error) {
	set, err := s.db.Settings(ctx)
	if err != nil || file == set.Get(key) {
		return file, nil, err
	}
	if file != "" {
		data, facts, err := readFont(file)
		if err != nil {
			return "", nil, err
		}
		if kept, err = s.keepFont(data, facts); err != nil {
			return "", nil, err
		}
		if facts.Missing != "" {
			warnings = []*fault.Error{fault.New("font_lacks", "value", fault.Values{"missing": facts.Missing})}
		}
	}
	if err := s.db.SaveSettings(ctx, map[string]string{key: kept}); err != nil {
		return "", nil, err
	}
	s.setting.Lock()
	s.chosen = nil // the same file may have been broken, and is whole again
	s.setting.Unlock()
	old := set.Get(key)
	set[key] = kept
	if old != "" && old != set.Get(PaperFont) && old != set.Get(PaperFontBold) {
		_ = os.Remove(filepath.Join(s.Dir, Fonts, filepath.Base(old))) // one that stays does no harm
	}
	return kept, warnings, nil
}

// keepFont writes a font into the shop's folder under a name made of its family and content.
func (s *Shop) keepFont(data []byte, facts text.Facts) (string, error) {
	sum := sha256.Sum256(data)
	family := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, facts.Family)
	name := family[:min(len(family), 40)] + "-" + hex.EncodeToString(sum[:8]) + ".ttf"
	if strings.HasPrefix(string(data), "OTTO") {
		name = strings.TrimSuffix(name, ".ttf") + ".otf"
	}
	dir := filepath.Join(s.Dir, Fonts)
	err := os.MkdirAll(dir, 0o700)
	if err == nil {
		err = writeWhole(filepath.Join(dir, name), data)
	}
	return name, fault.Wrap(err, "file_unwritten")
}

// PaperFonts tells what papers are set in.
type PaperFonts struct {
	Regular, Bold string         // families, "" where it is Sarabun or the regular one's
	Faults        []*fault.Error // "font_gone", its field being the setting: Sarabun takes its place
	Sample        image.Image    // a line of each
}

// PaperFonts draws hard words in the shop's fonts, width pixels wide.
func (s *Shop) PaperFonts(ctx context.Context, width int) (PaperFonts, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return PaperFonts{}, err
	}
	p := s.paper(set)
	sample, err := p.renderer.Picture(printing.FontSample(p.shaper), width)
	return PaperFonts{Regular: p.facts[0].Family, Bold: p.facts[1].Family, Faults: p.faults, Sample: sample}, err
}

// FontFaults tells of fonts of the shop that cannot be read, so that Sarabun takes their place.
func (s *Shop) FontFaults(ctx context.Context) ([]*fault.Error, error) {
	set, err := s.db.Settings(ctx)
	if err != nil || set.Get(PaperFont)+set.Get(PaperFontBold) == "" { // nothing is read at the start for most shops
		return nil, err
	}
	return s.paper(set).faults, nil
}

// Shaper gives what measures and draws letters in the shop's fonts, for papers that are laid out elsewhere.
func (s *Shop) Shaper(ctx context.Context) (*text.Shaper, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return nil, err
	}
	return s.paper(set).shaper, nil
}
