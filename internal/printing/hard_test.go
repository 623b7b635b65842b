package printing_test

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/testkit/office"
	"github.com/talat-pos/talat/internal/thai"
)

// hard are texts that people paste and enemies send, as they are and as they are kept.
var hard = map[string]string{
	"nothing": "", "300 letters": strings.Repeat("สมชายใจดี", 34)[:3*300], "40 lines": strings.Repeat("45/7 ซอยลาดพร้าว 101\n", 40),
	"one long word": strings.Repeat("W", 500), "a mark alone": "๊", "one mark often": thai.Clean("ก"+strings.Repeat("๊", 300), 0), "stretched": "ค่" + strings.Repeat("า", 200), "deep and high": "กตัญญูกื่นฏูปั๊มฐู", "a tower": "ก" + strings.Repeat("่", 500), "a tower in a name": "น้ำก" + strings.Repeat("่ื", 20) + "ฏูู", "a tower of all marks": "ปัิีึื็ํ่้๊๋์๎ฺุู",
	"marks on no letter": strings.Repeat("่", 500), "marks on a space": "ก ่้๊๋ ฏฺุู ฺุูุ", "towers all along": strings.Repeat("ป่้๊๋", 60), "a Latin tower": "Z" + strings.Repeat("̣́", 40), "many marks": thai.Clean(strings.Repeat("ก"+strings.Repeat("๊ื", 9), 40), 0), "marks on marks": strings.Repeat("ปั๊มน้ำ", 60),
	"hidden": "ก\u200bข\u200d\u00adค\ufeff", "control": "ก\x00\x07\x1b@\x7fข", "right to left": "مرحبا שלום \u202eกลับ\u202c", "lone bytes": "\xff\xfe\xc3ก\x80",
	"pictures": strings.Repeat("👩‍👩‍👧‍👦🎁", 60), "beyond": "\U0010ffff\ufffe\ufffd", "spaces": strings.Repeat(" \t\u00a0\u3000", 80), "braces": "{name} %s <&\">",
}

// fixed are fields whose texts mean something to the program.
var fixed = map[string]bool{"Lang": true, "Tracking": true, "Postcode": true, "Payload": true, "Codes": true, "Day": true, "From": true, "To": true, "Until": true, "Expires": true}

// fill puts a text into every string of a form, in lists and structs too. Numbers of the post, days and
// payloads stay.
func fill(v reflect.Value, words string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			fill(v.Elem(), words)
		}
	case reflect.Slice:
		for n := range v.Len() {
			fill(v.Index(n), words)
		}
	case reflect.Struct:
		for n := range v.NumField() {
			if field := v.Type().Field(n); field.IsExported() && (!fixed[field.Name] || v.Field(n).Kind() == reflect.Struct) {
				fill(v.Field(n), words)
			}
		}
	case reflect.String:
		if v.CanSet() {
			v.SetString(words)
		}
	}
}

// filled gives a form with a text everywhere.
func filled[F any](form F, words string) F {
	fill(reflect.ValueOf(&form).Elem(), words)
	return form
}

// sheets lays every form out on every paper; the words of the papers that have no place for the text come
// as faults.
func sheets(words string) map[string]func() ([]printing.Page, error) {
	one := func(page printing.Page, err error) ([]printing.Page, error) { return []printing.Page{page}, err }
	all := map[string]func() ([]printing.Page, error){
		"manifest":     func() ([]printing.Page, error) { return filled(sampleManifest(12), words).Pages(shaper), nil },
		"statement-a4": func() ([]printing.Page, error) { return filled(sampleStatement(12), words).Pages(shaper) },
		"packing-a4":   func() ([]printing.Page, error) { return filled(samplePacking(12), words).Pages(shaper), nil },
		"agreement":    func() ([]printing.Page, error) { return filled(sampleAgreement(12), words).Pages(shaper), nil },
		"card":         func() ([]printing.Page, error) { return one(filled(card(), words).Page(shaper)) },
	}
	for _, kind := range []printing.OfficeKind{printing.OfficeDelivery, printing.OfficeInvoice, printing.OfficeCreditNote} {
		all[fmt.Sprintf("office-%d", kind)] = func() ([]printing.Page, error) {
			return filled(office.Paper(kind, printing.OfficeReceipt), words).Pages(shaper)
		}
	}
	all["office-reminder"] = func() ([]printing.Page, error) { return filled(office.Reminder(), words).Pages(shaper), nil }
	all["office-plan"] = func() ([]printing.Page, error) { return filled(office.Plan(), words).Pages(shaper), nil }
	all["office-progress"] = func() ([]printing.Page, error) { return filled(office.Progress(), words).Pages(shaper), nil }
	all["office-sales-tax"] = func() ([]printing.Page, error) { return filled(office.Report(12), words).Pages(shaper), nil }
	all["office-options"] = func() ([]printing.Page, error) { return filled(office.Options(), words).Pages(shaper) }
	for _, width := range []printing.Unit{printing.Roll58, printing.Roll80} {
		all[fmt.Sprintf("statement-%d", width)] = func() ([]printing.Page, error) { return one(filled(sampleStatement(3), words).Page(shaper, width)) }
		all[fmt.Sprintf("packing-%d", width)] = func() ([]printing.Page, error) { return one(filled(samplePacking(3), words).Page(shaper, width)) }
		all[fmt.Sprintf("shift-%d", width)] = func() ([]printing.Page, error) { return one(filled(shiftSlip(), words).Page(shaper, width)) }
		all[fmt.Sprintf("receipt-%d", width)] = func() ([]printing.Page, error) { return one(filled(taxReceipt(), words).Page(shaper, width)) }
	}
	all["count-sheet"] = func() ([]printing.Page, error) { return filled(sampleCountSheet(12), words).Pages(shaper), nil }
	for name, kind := range goodsKinds {
		all["goods-a4-"+name] = func() ([]printing.Page, error) { return filled(sampleGoods(kind, 12), words).Pages(shaper), nil }
		all["goods-80-"+name] = func() ([]printing.Page, error) {
			return one(filled(sampleGoods(kind, 3), words).Page(shaper, printing.Roll80))
		}
	}
	for _, paper := range printing.LabelPapers {
		all["label-"+string(paper)] = func() ([]printing.Page, error) { return one(filled(sampleLabel(), words).Page(shaper, paper)) }
	}
	for _, paper := range printing.TagSheets {
		all["tag-"+string(paper)] = func() ([]printing.Page, error) {
			pages, _, err := printing.Tags(shaper, []printing.Tag{filled(sampleTag(), words)}, paper, 1)
			return pages, err
		}
	}
	for _, paper := range []printing.CardPaper{printing.CardA6, printing.CardA5} {
		all["counter-"+string(paper)] = func() ([]printing.Page, error) {
			return one(filled(printing.CounterCard{QRCard: card()}, words).Page(shaper, paper))
		}
	}
	for name, size := range map[string][2]printing.Unit{"a4": {printing.A4Width, printing.A4Height}, "40x30": {40 * printing.MM, 30 * printing.MM}, "roll": {printing.Roll58, 0}} {
		all["test-"+name] = func() ([]printing.Page, error) {
			return one(filled(printing.TestPage{Lang: i18n.Thai, At: time.Unix(1_800_000_000, 0)}, words).Page(shaper, size[0], size[1]))
		}
	}
	return all
}

// mayRefuse are the faults by which a form says which text has no room or is missing.
var mayRefuse = map[string]bool{"print_room": true, "label_name": true, "tag_name": true}

// Every form with every hard text in every field either lies on its paper, nothing over its edge or on
// something else, or says which text it cannot print.
func TestEveryFormTakesHardTexts(t *testing.T) {
	for k, kind := range slices.Sorted(maps.Keys(hard)) {
		forms := sheets(hard[kind])
		for f, name := range slices.Sorted(maps.Keys(forms)) {
			if testing.Short() && (k+f)%12 != 0 { // each kind in some forms, each form with some kinds
				continue
			}
			pages, err := forms[name]()
			var refused *fault.Error
			if errors.As(err, &refused) && mayRefuse[refused.Code] && refused.Field != "" {
				continue
			}
			if err != nil {
				t.Errorf("%s, %s: %v", name, kind, err)
				continue
			}
			if len(pages) == 0 || len(pages) > 60 {
				t.Errorf("%s, %s: %d pages", name, kind, len(pages))
			}
			for _, page := range pages {
				if page.Height > 5_000*printing.MM {
					t.Errorf("%s, %s: a page is %d mm long", name, kind, page.Height/printing.MM)
				}
				keepsToPaper(t, shaper, page, name+", "+kind)
			}
		}
	}
}
