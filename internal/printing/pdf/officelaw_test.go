package pdf

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/testkit/office"
)

// The same paper is the same file, byte for byte; a copy is another.
func TestTheSamePaperIsTheSameFile(t *testing.T) {
	var files [][]byte
	for range 2 {
		paper := office.Long(60, printing.OfficeTaxInvoice)
		pages, err := paper.Pages(shaper)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, made(t, pages, Options{Title: paper.Number}))
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("two files of one paper differ")
	}
	paper := office.Long(60, printing.OfficeTaxInvoice)
	paper.Copy = 1
	pages, err := paper.Pages(shaper)
	if err != nil {
		t.Fatal(err)
	}
	if copied := made(t, pages, Options{Title: paper.Number}); bytes.Equal(copied, files[0]) {
		t.Error("a copy is the original")
	}
}

// The shapes of words do not depend on what was printed before.
func TestAPaperDoesNotDependOnWhatWasPrintedBefore(t *testing.T) {
	write := func(s *text.Shaper) []byte {
		pages, err := office.Paper(printing.OfficeInvoice).Pages(s)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := Write(&out, s, pages, Options{}); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	if !bytes.Equal(write(text.NewShaper()), write(shaper)) {
		t.Error("a new shaper gives another file")
	}
}

var (
	pictureOf = regexp.MustCompile(`\(forms/([a-z0-9-]+)\.png\)`)
	inCode    = regexp.MustCompile("`([^`]+)`")
)

// TestEveryPaperSaysWhatTheLawAsks reads the lists of docs/PAPERS.md: what they say of a paper is found in the
// text of its PDF by a reader that is not ours, and every paper has its list.
func TestEveryPaperSaysWhatTheLawAsks(t *testing.T) {
	page, err := os.ReadFile("../../../docs/PAPERS.md")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, form := range officeForms(t) {
		read := run(t, "pdftotext", "-raw", saved(t, form.pages, Options{Resolution: printing.DPI300}), "-")
		texts[form.name] = strings.Join(strings.Fields(read), " ")
	}
	listed := map[string]bool{}
	for section := range strings.SplitSeq(string(page), "\n## ") {
		title, rest, _ := strings.Cut(section, "\n")
		pictures := pictureOf.FindAllStringSubmatch(rest, -1)
		for _, picture := range pictures {
			listed[picture[1]] = true
		}
		items := 0
		for line := range strings.Lines(rest) {
			if len(pictures) == 0 || !strings.HasPrefix(line, "|") {
				continue
			}
			for _, item := range inCode.FindAllStringSubmatch(line, -1) {
				if items++; !strings.Contains(texts[pictures[0][1]], item[1]) {
					t.Errorf("%s: %q is not on the paper:\n%s", title, item[1], texts[pictures[0][1]])
				}
			}
		}
		if len(pictures) > 0 && items < 5 {
			t.Errorf("%s lists %d things", title, items)
		}
	}
	for name := range texts {
		if !listed[name] {
			t.Errorf("docs/PAPERS.md does not show %s", name)
		}
	}
}

// TestPapersInEnglishSayInThaiWhatTheLawAsks holds tax papers and receipts in English against the same lists: another
// language may stand beside the Thai that the law wants, and not in its place.
func TestPapersInEnglishSayInThaiWhatTheLawAsks(t *testing.T) {
	page, err := os.ReadFile("../../../docs/PAPERS.md")
	if err != nil {
		t.Fatal(err)
	}
	packed := func(text string) string { return strings.Join(strings.Fields(text), "") }
	held := 0
	for section := range strings.SplitSeq(string(page), "\n## ") {
		title, rest, _ := strings.Cut(section, "\n")
		pictures := pictureOf.FindAllStringSubmatch(rest, -1)
		if len(pictures) == 0 || !strings.Contains(title, "(s. 86") && !strings.Contains(title, "(s. 105") {
			continue
		}
		held++
		paper := officePapers()[pictures[0][1]]
		paper.Lang = i18n.English
		pages, err := paper.Pages(shaper)
		if err != nil {
			t.Fatal(title, err)
		}
		read := packed(run(t, "pdftotext", "-raw", saved(t, pages, Options{Resolution: printing.DPI300}), "-"))
		law, _, _ := strings.Cut(rest, "| how it was paid")
		for _, item := range inCode.FindAllStringSubmatch(law, -1) {
			if !strings.Contains(read, packed(item[1])) {
				t.Errorf("%s: %q is not on the paper in English:\n%s", title, item[1], read)
			}
		}
	}
	if held != 5 {
		t.Errorf("%d kinds of papers were looked at", held)
	}
}
