package pdf

import (
	"fmt"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shipping/parcels"
)

// form is a form filled in as in a shop's life, and the codes that are on its first page.
type form struct {
	name       string
	pages      []printing.Page
	resolution printing.Resolution
	codes      []string
}

var evening = time.Date(2026, 11, 23, 11, 2, 0, 0, time.UTC)

// everyForm fills in every form there is.
func everyForm(t *testing.T) []form {
	t.Helper()
	forms := append(rolls(t), cards(t)...)
	forms = append(forms, postal(t)...)
	for _, sheet := range printing.TagSheets {
		pages, bare, err := printing.Tags(shaper, slices.Repeat([]printing.Tag{{Lang: i18n.Thai, Name: "ข้าวหอมมะลิทุ่งกุลา", SKU: "RICE-5KG", Price: money.Baht(125),
			Unit: "ถุง", WeightG: 900, Codes: []string{"8850999111117", "12"}}}, 7), sheet, 1)
		if err != nil || len(bare) > 0 {
			t.Fatal(err, bare)
		}
		code := "8850999111117"
		if sheet == printing.TagRoll {
			code = "12"
		}
		forms = append(forms, form{"tag-" + string(sheet), pages, sheet.Resolution(), []string{code}})
	}
	forms = append(append(append(forms, tests(t)...), stockForms(t)...), officeForms(t)...)
	pages, err := statement().Pages(shaper)
	if err != nil {
		t.Fatal(err)
	}
	return append(forms, form{name: "manifest", pages: manifest().Pages(shaper), resolution: printing.DPI300},
		form{name: "statement-a4", pages: pages, resolution: printing.DPI300, codes: []string{payload}})
}

// tests gives the printer's test on every kind of paper.
func tests(t *testing.T) (forms []form) {
	for name, size := range map[string][2]printing.Unit{"test-a4": {printing.A4Width, printing.A4Height}, "test-100x150": {100 * printing.MM, 150 * printing.MM},
		"test-40x30": {40 * printing.MM, 30 * printing.MM}, "test-80": {printing.Roll80, 0}, "test-58": {printing.Roll58, 0}} {
		page, err := printing.TestPage{Lang: i18n.Thai, Shop: "ร้านก๊วยเตี๋ยวป้าญู", Printer: "cups:Xprinter_XP-420B", At: evening}.Page(shaper, size[0], size[1])
		if err != nil {
			t.Fatal(name, err)
		}
		codes := []string{"TALAT-TEST", "TALAT1"}
		if size[0] < 90*printing.MM {
			codes = codes[:1] // too narrow for bars
		}
		forms = append(forms, form{name, []printing.Page{page}, printing.DPI203, codes})
	}
	return forms
}

// rolls gives the forms on a roll.
func rolls(t *testing.T) []form {
	receipt := printing.Receipt{Kind: printing.Statement, Lang: i18n.Thai, Tag: "ab12", At: evening, Total: 225900,
		Shop:  printing.Shop{Names: []string{"ร้านก๊วยเตี๋ยวป้าญู"}, Phone: "081-234-5678"},
		Lines: []printing.Line{{Name: "น้ำผึ้งดอกลำไย", Qty: 2000, Unit: "ขวด", UnitPrice: 112950, Total: 225900}},
		Pay:   &printing.PayQR{Payload: payload, Receiver: "นางสาว ญาดา ก๊วยเจริญ", Masked: "xxx-xxx-5678", Amount: 225900}}
	var forms []form
	for name, width := range map[string]printing.Unit{"receipt-58": printing.Roll58, "receipt-80": printing.Roll80} {
		page, err := receipt.Page(shaper, width)
		if err != nil {
			t.Fatal(err)
		}
		forms = append(forms, form{name, []printing.Page{page}, printing.DPI203, []string{payload}})
	}
	shift, err := printing.ShiftSlip{Lang: i18n.Thai, Shop: "ร้านก๊วยเตี๋ยวป้าญู", Till: "A", Day: "2026-11-23", OpenedAt: evening.Add(-10 * time.Hour),
		ClosedAt: evening, Sales: printing.Sums{Count: 42, Total: 1234500}, Expected: 520345}.Page(shaper, printing.Roll80)
	if err != nil {
		t.Fatal(err)
	}
	large, err := statement().Page(shaper, printing.Roll80)
	if err != nil {
		t.Fatal(err)
	}
	return append(forms, form{name: "shift-80", pages: []printing.Page{shift}}, form{name: "statement-80", pages: []printing.Page{large}, codes: []string{payload}})
}

// cards gives the cards that are paid with.
func cards(t *testing.T) []form {
	card := printing.QRCard{Lang: i18n.Thai, Payload: payload, Receiver: "นางสาว ญาดา ก๊วยเจริญ", Masked: "xxx-xxx-5678", Amount: 225900, Ref: "A-2569-000042"}
	page, err := card.Page(shaper)
	if err != nil {
		t.Fatal(err)
	}
	forms := []form{{"card", []printing.Page{page}, printing.DPI203, []string{payload}}}
	mark := image.NewRGBA(image.Rect(0, 0, 120, 120))
	for n := range 120 * 120 {
		if x, y := n%120-60, n/120-60; x*x+y*y < 58*58 {
			mark.Set(n%120, n/120, color.RGBA{0x1F, 0x6B, 0x3A, 255})
		}
	}
	card.Amount, card.Ref = 0, ""
	counter := printing.CounterCard{QRCard: card, Shop: "วิสาหกิจชุมชนบ้านคราม", Logo: printing.PictureOf(mark)}
	for _, paper := range []printing.CardPaper{printing.CardA6, printing.CardA5} {
		if page, err = counter.Page(shaper, paper); err != nil {
			t.Fatal(err)
		}
		forms = append(forms, form{"counter-" + string(paper), []printing.Page{page}, printing.DPI203, []string{payload}})
	}
	return forms
}

// postal gives a label on each of its papers. The low ones have no room for the order's code.
func postal(t *testing.T) []form {
	label := printing.Label{Lang: i18n.Thai, Carrier: "ไปรษณีย์ไทย", Service: "EMS", Tracking: "EF582568151TH",
		From: printing.Correspondent{Name: "วิสาหกิจชุมชนบ้านคราม", Phone: "081-234-5678", Lines: []string{"12 หมู่ 3 ต.พังขว้าง อ.เมืองสกลนคร", "จ.สกลนคร"}, Postcode: "47000"},
		To:   printing.Correspondent{Name: "คุณอัญชลี ศรีสุข", Phone: "086-555-1212", Lines: []string{"45/7 ซ.ลาดพร้าว 101", "แขวงคลองจั่น เขตบางกะปิ", "กรุงเทพมหานคร"}, Postcode: "10240"},
		COD:  money.Baht(442), Order: "A-OR-2569-000232", Contents: "น้ำพริกหนุ่ม ×5 · กล้วยตาก ×2", WeightG: 1900, Marks: []printing.Mark{printing.Fragile, printing.Fresh}}
	var forms []form
	for _, paper := range printing.LabelPapers {
		pages, err := printing.Labels(shaper, slices.Repeat([]printing.Label{label}, 8), paper, 1)
		if err != nil {
			t.Fatal(err)
		}
		codes := []string{string(label.Tracking)}
		for _, op := range pages[0].Ops {
			if _, ok := op.(printing.Code); ok && len(codes) == 1 {
				codes = append(codes, label.Order)
			}
		}
		forms = append(forms, form{"label-" + string(paper), pages, printing.DPI203, codes})
	}
	return forms
}

func manifest() printing.Manifest {
	m := printing.Manifest{Lang: i18n.Thai, Carrier: "ไปรษณีย์ไทย", At: evening, From: printing.Shop{Names: []string{"วิสาหกิจชุมชนบ้านคราม"}, Phone: "081-234-5678"}}
	for n := range 11 {
		serial := fmt.Sprintf("%08d", 58256815+n)
		m.Parcels = append(m.Parcels, parcels.Parcel{Name: people[n%len(people)], Service: "EMS", WeightG: 500 + 70*n, Fee: 3700, COD: money.Baht(int64(n % 3 * 221)),
			Address:  address.Address{Province: "กรุงเทพมหานคร", Postcode: "10240"},
			Tracking: shipping.Tracking("EF" + serial + string(shipping.CheckDigit(serial)) + "TH")})
	}
	return m
}

func statement() printing.ProducerStatement {
	s := printing.ProducerStatement{Lang: i18n.Thai, Producer: "ป้าปิ่นแก้ว ฟ้าผ่า", Number: "A-ST-2569-000007", From: "2026-11-01", Until: "2026-11-23",
		Shop: printing.Shop{Names: []string{"วิสาหกิจชุมชนบ้านคราม"}, Phone: "081-234-5678"}}
	for n, name := range goods {
		line := printing.StatementLine{Name: name, Qty: 1000 * (1 + 3), Unit: "ชิ้น", Sold: money.Baht(int64(100 + 35*n)), Commission: money.Baht(int64(10 + 3*n))}
		s.Lines = append(s.Lines, line)
		s.Sales = append(s.Sales, printing.StatementSale{Day: "2026-11-05", Bill: fmt.Sprintf("A-2569-%06d", 40+n), StatementLine: line})
		s.Sold, s.Commission = s.Sold+line.Sold, s.Commission+line.Commission
	}
	s.Payable = s.Sold - s.Commission
	s.Pay = &printing.PayQR{Payload: payload, Receiver: "นางปิ่นแก้ว ฟ้าผ่า", Masked: "xxx-xxx-5678", Amount: s.Payable}
	return s
}

// Every code of every form is read off the paper as a one-colour head of 203 dpi prints it, and in the
// greys of 300 dpi. A code laid on the dots of 300 dpi is for printers as fine as that.
func TestEveryCodeOfEveryFormReads(t *testing.T) {
	for f, form := range everyForm(t) {
		if testing.Short() && f%3 != 0 {
			continue
		}
		path := saved(t, form.pages[:1], Options{Resolution: form.resolution})
		for n, seen := range [][]string{{"-mono", "-r", "203"}, {"-gray", "-r", "300"}} {
			if len(form.codes) == 0 || n > 0 && testing.Short() {
				continue
			}
			base := filepath.Join(t.TempDir(), "page")
			run(t, "pdftoppm", append(seen, "-png", "-singlefile", path, base)...)
			got := strings.Fields(run(t, "zbarimg", "--quiet", "--raw", base+".png"))
			slices.Sort(got)
			want := slices.Sorted(slices.Values(form.codes))
			if got = slices.Compact(got); !slices.Equal(got, want) {
				t.Errorf("%s with %v: zbar reads %q, want %q", form.name, seen, got, want)
			}
		}
	}
}

// TestFormPictures writes pictures of all forms for the guide; make forms runs it.
func TestFormPictures(t *testing.T) {
	folder := os.Getenv("TALAT_FORM_PICTURES")
	if folder == "" {
		t.Skip("make forms sets TALAT_FORM_PICTURES")
	}
	for _, form := range everyForm(t) {
		dots := "120"
		if form.pages[0].Width >= printing.A4Width {
			dots = "80"
		}
		path := saved(t, form.pages[:1], Options{Resolution: form.resolution})
		run(t, "pdftoppm", "-r", dots, "-png", "-singlefile", path, filepath.Join(folder, form.name))
	}
}
