package settings

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// By keys alone: a logo for papers, and none again; the seal stays as it is.
func TestThePicturesOfPapers(t *testing.T) {
	b := open(t, usual)
	path := filepath.Join(t.TempDir(), "logo.png")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(file, image.NewNRGBA(image.Rect(0, 0, 60, 60))); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	b.Picks = func(then func(string)) { then(path) }
	b.Press("Ctrl+G")
	b.keeps(t, "paper.logo")
	b.Settle(t, b.page.reader.Working)
	if b.kept(t, "paper.logo") == "" || b.kept(t, "paper.seal") != "" || b.page.Arg() != "papers" {
		t.Fatalf("logo %q, seal %q, in section %s", b.kept(t, "paper.logo"), b.kept(t, "paper.seal"), b.page.Arg())
	}
	b.Press("Alt+G")
	b.keeps(t, "paper.logo")
	b.Settle(t, b.page.reader.Working)
	if kept := b.kept(t, "paper.logo"); kept != "" {
		t.Errorf("it is still there: %q", kept)
	}
}
