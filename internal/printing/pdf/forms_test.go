package pdf

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing"
)

const payload = "00020101021229370016A00000067701011101130066812345678530376454072259.005802TH63040466"

func TestReceiptsAndCardsBecomePDF(t *testing.T) {
	receipt := printing.Receipt{Kind: printing.Statement, Lang: i18n.Thai, Tag: "ab12",
		At:    time.Date(2026, 11, 23, 11, 2, 0, 0, time.UTC),
		Lines: []printing.Line{{Name: "ก๊วยเตี๋ยวเรือน้ำตก", Qty: 2000, Unit: "ชาม", UnitPrice: 5000, Total: 10000}},
		Pay:   &printing.PayQR{Payload: payload, Amount: 225900}}
	var pages []printing.Page
	for _, width := range []printing.Unit{printing.Roll58, printing.Roll80} {
		page, err := receipt.Page(shaper, width)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, page)
	}
	card, err := printing.QRCard{Lang: i18n.Thai, Payload: payload, Receiver: "ญาดา", Amount: 225900, Ref: "ab12"}.Page(shaper)
	if err != nil {
		t.Fatal(err)
	}
	pages = append(pages, card)
	for n, page := range pages {
		path := saved(t, []printing.Page{page}, Options{})
		read := run(t, "pdftotext", "-raw", path, "-")
		if want := []string{"ก๊วยเตี๋ยวเรือน้ำตก", "ก๊วยเตี๋ยวเรือน้ำตก", "ญาดา"}[n]; !strings.Contains(read, want) {
			t.Errorf("page %d: %s is missing in\n%s", n, want, read)
		}
		for _, seen := range [][]string{{"-mono", "-r", "203"}, {"-gray", "-r", "300"}} {
			base := filepath.Join(t.TempDir(), "page")
			run(t, "pdftoppm", append(seen, "-png", "-singlefile", path, base)...)
			if got := strings.TrimSpace(run(t, "zbarimg", "--quiet", "--raw", base+".png")); got != payload {
				t.Errorf("page %d with %v: zbar reads %q", n, seen, got)
			}
		}
	}
}
