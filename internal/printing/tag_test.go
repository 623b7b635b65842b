package printing_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
)

func sampleTag() printing.Tag {
	return printing.Tag{Lang: i18n.Thai, Name: "ข้าวหอมมะลิทุ่งกุลา", SKU: "RICE-5KG", Price: money.Baht(125), Unit: "ถุง", WeightG: 900,
		Codes: []string{"8850999111117", "RICE-5KG", "12"}}
}

// allBars gives the codes drawn on a page.
func allBars(page printing.Page) []printing.Bars {
	var found []printing.Bars
	for _, op := range page.Ops {
		if bars, ok := op.(printing.Bars); ok {
			found = append(found, bars)
		}
	}
	return found
}

func TestTagsKeepToTheirPaper(t *testing.T) {
	long := sampleTag()
	long.Name, long.Unit, long.Price = strings.Repeat("ปั๊มน้ำพริกกุ้งเสียบ ", 12), strings.Repeat("กระปุก", 3), printing.Tag{}.Price+9_999_999_999
	odd := sampleTag()
	odd.Name, odd.SKU, odd.Codes = "Ana 🎁 \u200bمرحبا \x00\xff", strings.Repeat("X", 50), []string{"ก", strings.Repeat("X", 50)}
	practice := sampleTag()
	practice.Practice = true
	for _, paper := range printing.TagSheets {
		for name, tag := range map[string]printing.Tag{"usual": sampleTag(), "long": long, "odd": odd, "practice": practice} {
			pages, bare, err := printing.Tags(shaper, []printing.Tag{tag, tag}, paper, 1)
			if err != nil {
				t.Errorf("%s on %s: %v", name, paper, err)
				continue
			}
			keepsToPaper(t, shaper, pages[0], name+" on "+string(paper))
			if err := pages[0].Check(paper.Resolution()); err != nil {
				t.Errorf("%s on %s: %v", name, paper, err)
			}
			if (len(bare) == 2) != (name == "odd") || (len(allBars(pages[0])) == 0) != (name == "odd") {
				t.Errorf("%s on %s: without bars %v, %d bars", name, paper, bare, len(allBars(pages[0])))
			}
			if folder := os.Getenv("TALAT_FORMS"); folder != "" {
				save(t, pages[0], filepath.Join(folder, "tag-"+string(paper)+"-"+name+".png"))
			}
		}
	}
}

// An EAN-13 needs 42.4 mm at three dots of 203 dpi: a roll of 40 mm takes the short number instead.
func TestATagTakesTheFirstCodeThatFits(t *testing.T) {
	for paper, want := range map[printing.TagSheet]string{printing.TagA4x24: "8850999111117", printing.TagA4x40: "8850999111117", printing.TagRoll: "12"} {
		pages, _, err := printing.Tags(shaper, []printing.Tag{sampleTag()}, paper, 1)
		if err != nil || !slices.Contains(words(pages[0]), want) {
			t.Errorf("%s: %v; %s is missing among %q", paper, err, want, words(pages[0]))
		}
	}
}

func TestThePriceByWeight(t *testing.T) {
	for grams, want := range map[int]string{900: "13.89 บาท/100 ก.", 5000: "25.00 บาท/กก.", 1000: "125.00 บาท/กก.", 0: ""} {
		tag := sampleTag()
		tag.WeightG = grams
		pages, _, err := printing.Tags(shaper, []printing.Tag{tag}, printing.TagA4x24, 1)
		if err != nil {
			t.Fatal(err)
		}
		said := strings.Join(words(pages[0]), "\n")
		if !strings.Contains(said, want) || want == "" && strings.Contains(said, "บาท/") {
			t.Errorf("%d g: %q, want %q", grams, said, want)
		}
	}
}

func TestTagsThatCannotBe(t *testing.T) {
	nameless := sampleTag()
	nameless.Name = " "
	for code, try := range map[string]func() error{
		"tag_sheet":   func() error { _, _, err := printing.Tags(shaper, nil, "a3", 1); return err },
		"label_start": func() error { _, _, err := printing.Tags(shaper, nil, printing.TagRoll, 2); return err },
		"tag_name": func() error {
			_, _, err := printing.Tags(shaper, []printing.Tag{nameless}, printing.TagRoll, 1)
			return err
		},
	} {
		if err := try(); !fault.Is(err, code) {
			t.Errorf("%v, want %s", err, code)
		}
	}
	pages, _, err := printing.Tags(shaper, slices.Repeat([]printing.Tag{sampleTag()}, 25), printing.TagA4x24, 24)
	if err != nil || len(pages) != 2 || len(allBars(pages[0])) != 1 || len(allBars(pages[1])) != 24 {
		t.Errorf("%d pages, %v", len(pages), err)
	}
}
