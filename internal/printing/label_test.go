package printing_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
)

func sampleLabel() printing.Label {
	return printing.Label{
		Lang: i18n.Thai, Carrier: "ไปรษณีย์ไทย · ฝากส่งออนไลน์", Service: "EMS", Tracking: "EF582568151TH",
		From: printing.Correspondent{Name: "วิสาหกิจชุมชนบ้านคราม", Phone: "081-234-5678",
			Lines: []string{"12 หมู่ 3", "ต.พังขว้าง อ.เมืองสกลนคร", "จ.สกลนคร"}, Postcode: "47000"},
		To: printing.Correspondent{Name: "คุณอัญชลี ศรีสุข", Phone: "086-555-1212",
			Lines: []string{"45/7 ซ.ลาดพร้าว 101", "แขวงคลองจั่น เขตบางกะปิ", "กรุงเทพมหานคร"}, Postcode: "10240"},
		COD: money.Baht(442), Order: "A-OR-2569-000232", Contents: "น้ำพริกหนุ่ม ×5 · กล้วยตาก ×2", WeightG: 1900,
		Marks: []printing.Mark{printing.Fragile, printing.Fresh},
	}
}

func TestLabelRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		change      func(*printing.Label)
		code, field string
	}{
		"no postcode":     {func(l *printing.Label) { l.To.Postcode = "" }, "label_postcode", "label[0].to.postcode"},
		"half a postcode": {func(l *printing.Label) { l.To.Postcode = "1024"; l.Unboxed = true }, "label_postcode", "label[0].to.postcode"},
		"no name":         {func(l *printing.Label) { l.To.Name = " " }, "label_name", "label[0].to.name"},
		"an endless address": {func(l *printing.Label) {
			l.To.Lines = strings.Split(strings.Repeat("บ้านเลขที่\n", 40), "\n")
		}, "print_room", "label[0].to"},
		"a book as a sender": {func(l *printing.Label) { l.From.Name = strings.Repeat("ยาว ", 2000) }, "print_room", "label[0].from"},
	} {
		label := sampleLabel()
		c.change(&label)
		_, err := printing.Labels(text.NewShaper(), []printing.Label{label}, printing.Label100x150, 1)
		var refused *fault.Error
		if !errors.As(err, &refused) || refused.Code != c.code || refused.Field != c.field {
			t.Errorf("%s: %v (%+v), want %s at %s", name, err, refused, c.code, c.field)
		}
	}
	for start := range []int{0, 5} {
		if _, err := printing.Labels(text.NewShaper(), []printing.Label{sampleLabel()}, printing.LabelA4x4, []int{0, 5}[start]); err == nil {
			t.Error("a place that the sheet does not have was taken")
		}
	}
}

// Everything a label says lies on its paper, whatever it says, and nothing lies on something else.
func TestLabelsKeepToTheirPaper(t *testing.T) {
	shaper := text.NewShaper()
	long := sampleLabel()
	long.To.Name = strings.Repeat("สมชายใจดี", 33) // 297 letters
	bare := printing.Label{Lang: i18n.English, To: printing.Correspondent{Name: "ก"}, Unboxed: true}
	odd := sampleLabel()
	odd.To.Name, odd.Contents = "Ana 🎁 \u200bمرحبا \x00\xff ปั๊มน้ำ", strings.Repeat("🎁", 300)
	practice := sampleLabel()
	practice.Practice = true
	for _, paper := range printing.LabelPapers {
		for name, label := range map[string]printing.Label{"usual": sampleLabel(), "long": long, "bare": bare, "odd": odd, "practice": practice} {
			pages, err := printing.Labels(shaper, []printing.Label{label}, paper, 1)
			if err != nil {
				var refused *fault.Error
				if name == "long" && errors.As(err, &refused) && refused.Code == "print_room" {
					continue // 300 letters have no room on small paper, and are not cut
				}
				t.Errorf("%s on %s: %v", name, paper, err)
				continue
			}
			keepsToPaper(t, shaper, pages[0], name+" on "+string(paper))
			for _, resolution := range []printing.Resolution{printing.DPI203, printing.DPI300} {
				if err := pages[0].Check(resolution); err != nil {
					t.Errorf("%s on %s at %d dpi: %v", name, paper, resolution, err)
				}
			}
			if folder := os.Getenv("TALAT_FORMS"); folder != "" {
				save(t, pages[0], filepath.Join(folder, string(paper)+"-"+name+".png"))
			}
		}
	}
}

func TestSheetsBeginWherePaperIsLeft(t *testing.T) {
	labels := []printing.Label{sampleLabel(), sampleLabel(), sampleLabel()}
	pages, err := printing.Labels(text.NewShaper(), labels, printing.LabelA4x4, 3)
	if err != nil || len(pages) != 2 {
		t.Fatalf("%d pages, %v; want 2", len(pages), err)
	}
	if pages[0].Width != 210*printing.MM || pages[0].Height != 297*printing.MM {
		t.Errorf("a sheet of %d × %d", pages[0].Width, pages[0].Height)
	}
	for _, op := range pages[0].Ops {
		if words, ok := op.(printing.Text); ok && words.Y < 297*printing.MM/2 {
			t.Fatalf("%q stands in the used half, at %d", words.String, words.Y)
		}
	}
}
