package printing_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/testkit/office"
)

// officeKinds are all kinds of papers for offices.
var officeKinds = []printing.OfficeKind{printing.OfficeQuotation, printing.OfficeDelivery, printing.OfficeInvoice, printing.OfficeBilling, printing.OfficeReceipt,
	printing.OfficeTaxInvoice, printing.OfficeAbbreviated, printing.OfficeCreditNote, printing.OfficeDebitNote, printing.OfficeVoucher}

func officePages(t *testing.T, o printing.OfficePaper) []printing.Page {
	t.Helper()
	pages, err := o.Pages(shaper)
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// said gives all texts of pages.
func said(pages ...printing.Page) string {
	var all []string
	for _, page := range pages {
		all = append(all, words(page)...)
	}
	return strings.Join(all, "\n")
}

func TestOfficePapersKeepToTheirSheets(t *testing.T) {
	papers := map[string]printing.OfficePaper{"options": office.Options(), "long": office.Long(60, printing.OfficeInvoice), "thousand": office.Long(1000, printing.OfficeTaxInvoice, printing.OfficeReceipt)}
	for _, kind := range officeKinds {
		for _, lang := range i18n.Langs {
			paper := office.Paper(kind)
			paper.Lang = lang
			papers[fmt.Sprintf("%d-%s", kind, lang)] = paper
		}
	}
	crowded := office.Long(70, printing.OfficeQuotation)
	crowded.ThaiDigits, crowded.Practice, crowded.Void = true, true, &printing.Voiding{Day: "2026-11-24", Reason: strings.Repeat("พิมพ์ผิด ", 30)}
	for n := range crowded.Lines {
		crowded.Lines[n].Name = string([]rune(strings.Repeat("ปั๊มน้ำผึ้งฏู ", 25))[:300])
		crowded.Lines[n].Notes = []string{strings.Repeat("กล่องกระดาษสา ", 20), "ล็อต 7"}
	}
	crowded.Conditions = slices.Repeat([]string{strings.Repeat("ผู้ซื้อต้องตรวจรับของภายในเจ็ดวันนับแต่วันส่งมอบ ", 60)}, 12)
	papers["crowded"] = crowded
	bare := printing.OfficePaper{Letterhead: printing.Letterhead{Lang: i18n.Thai}}
	papers["bare"] = bare
	nobody := office.Paper(printing.OfficeInvoice)
	nobody.Buyer = printing.Shop{}
	papers["no buyer"] = nobody
	for name, paper := range papers {
		pages := officePages(t, paper)
		for n, page := range pages {
			keepsToPaper(t, shaper, page, fmt.Sprintf("%s, sheet %d", name, n+1))
			for _, op := range page.Ops {
				if op, ok := op.(printing.Text); ok && op.X < 25*printing.MM {
					t.Errorf("%s: %q stands where the paper is punched", name, op.String)
				}
			}
			if folder := os.Getenv("TALAT_FORMS"); folder != "" && n < 4 {
				save(t, page, filepath.Join(folder, fmt.Sprintf("office-%s-%d.png", name, n+1)))
			}
		}
	}
}

// A name of 300 letters and long conditions are all there, none of it ended by "…".
func TestNothingOfAnOfficePaperIsCut(t *testing.T) {
	const end = "ผืนสุดท้ายจริง"
	paper := office.Paper(printing.OfficeInvoice)
	name := string([]rune(strings.Repeat("ผ้าพันคอย้อมครามธรรมชาติลายดอกปีบ ", 10))[:286]) + end
	paper.Lines[0].Name, paper.Buyer.Names = name, []string{name}
	paper.Conditions = []string{strings.Repeat("ชำระภายใน 30 วัน ", 80)}
	all := said(officePages(t, paper)...)
	signing := strings.Index(all, "ในนาม") // where it stands again, in two rows
	if all = all[:signing]; strings.Contains(all, "…") {
		t.Errorf("something is cut:\n%s", all)
	}
	if got := strings.Count(joined(all), end); got != 2 {
		t.Errorf("the long name stands there whole %d times", got)
	}
}

func TestSheetsOfAnOfficePaperCarryTheirSums(t *testing.T) {
	paper := office.Long(60, printing.OfficeInvoice)
	for n := range paper.Lines {
		paper.Lines[n].Name = fmt.Sprintf("สินค้าที่ %d", n+1)
	}
	pages := officePages(t, paper)
	if len(pages) != 3 {
		t.Fatalf("%d sheets", len(pages))
	}
	var sum money.Satang
	for n, page := range pages {
		all := words(page)
		if n > 0 && !slices.Contains(all, i18n.Baht(sum)) {
			t.Errorf("sheet %d does not begin with %s", n+1, i18n.Baht(sum))
		}
		for _, line := range paper.Lines {
			if slices.Contains(all, line.Name) {
				sum += line.Total
			}
		}
		last := n == len(pages)-1
		if !last && !slices.Contains(all, i18n.Baht(sum)) {
			t.Errorf("sheet %d does not end with %s", n+1, i18n.Baht(sum))
		}
		if got := slices.Contains(all, "ยอดยกไป"); got == last {
			t.Errorf("sheet %d carries over: %v", n+1, got)
		}
		if got := slices.Contains(all, "ยอดยกมา"); got == (n == 0) {
			t.Errorf("sheet %d carries from the one before: %v", n+1, got)
		}
		for _, want := range []string{fmt.Sprintf("หน้า %d/3", n+1), paper.Number} {
			if !strings.Contains(said(page), want) {
				t.Errorf("sheet %d does not say %q", n+1, want)
			}
		}
	}
}

// Copies, reprints and papers taken back differ from the original by their marks alone.
func TestACopyDiffersOnlyByItsMark(t *testing.T) {
	paper := office.Long(60, printing.OfficeTaxInvoice)
	original := officePages(t, paper)
	set, err := paper.Copies(shaper, 2)
	if err != nil {
		t.Fatal(err)
	}
	if len(set) != 3*len(original) || !reflect.DeepEqual(set[:len(original)], original) {
		t.Fatalf("%d sheets for an original and two copies of %d", len(set), len(original))
	}
	reprint, void := paper, paper
	reprint.Copy = 2
	void.Void = &printing.Voiding{Day: "2026-11-24", Reason: "ออกชื่อผู้ซื้อผิด"}
	for name, test := range map[string]struct {
		pages []printing.Page
		mark  string
	}{
		"copy": {set[len(original):], "สำเนา"}, "reprint": {officePages(t, reprint), "สำเนา (ครั้งที่ 2)"}, "void": {officePages(t, void), "ยกเลิก · 24 พ.ย. 2569 · ออกชื่อผู้ซื้อผิด"},
	} {
		for n := range original {
			if !strings.Contains(said(test.pages[n]), test.mark) {
				t.Errorf("%s: sheet %d does not say %q", name, n+1, test.mark)
			}
			if got, want := unmarked(test.pages[n]), unmarked(original[n]); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: sheet %d differs below its mark", name, n+1)
			}
		}
	}
	if !strings.Contains(said(original[1]), "ต้นฉบับ") {
		t.Error("an original does not say so on every sheet")
	}
}

// unmarked gives what a sheet says below its marks.
func unmarked(page printing.Page) (ops []printing.Op) {
	for _, op := range page.Ops {
		switch op := op.(type) {
		case printing.Text:
			if op.Y < 22*printing.MM {
				continue
			}
		case printing.Rect:
			if op.Y < 22*printing.MM {
				continue
			}
		case printing.Frame:
			continue
		}
		ops = append(ops, op)
	}
	return ops
}

func TestThaiNumeralsEverywhere(t *testing.T) {
	ascii := regexp.MustCompile("[0-9]")
	for _, kind := range officeKinds {
		paper := office.Paper(kind)
		paper.ThaiDigits = true
		for _, text := range words(officePages(t, paper)[0]) {
			if ascii.MatchString(text) {
				t.Errorf("kind %d says %q", kind, text)
			}
		}
	}
	paper := office.Paper(printing.OfficeQuotation)
	paper.ThaiDigits = true
	if all := said(officePages(t, paper)...); !strings.Contains(all, "วันที่\n๒๓ พฤศจิกายน พ.ศ. ๒๕๖๙") {
		t.Errorf("no formal date in\n%s", all)
	}
	paper.Lang = i18n.English
	if all := said(officePages(t, paper)...); !strings.Contains(all, "23 November 2026") {
		t.Error("an English paper has no plain digits")
	}
}

func TestASellerWithoutVATNeverSpeaksOfIt(t *testing.T) {
	for _, kind := range []printing.OfficeKind{printing.OfficeQuotation, printing.OfficeDelivery, printing.OfficeInvoice, printing.OfficeBilling, printing.OfficeReceipt, printing.OfficeVoucher} {
		for _, lang := range i18n.Langs {
			paper := office.Paper(kind)
			paper.VAT, paper.Withheld, paper.Lang, paper.Paid = nil, nil, lang, nil
			if all := said(officePages(t, paper)...); strings.Contains(all, "ภาษีมูลค่าเพิ่ม") || strings.Contains(all, "VAT") || strings.Contains(all, "ใบกำกับภาษี") || strings.Contains(all, "ก่อนภาษี") {
				t.Errorf("kind %d in %s speaks of VAT:\n%s", kind, lang, all)
			}
		}
	}
}

// Tax that a buyer kept back although the law asks it of no such buyer has no rate: "0 %" of something would be nonsense.
func TestTaxKeptBackWithoutARate(t *testing.T) {
	paper := office.Paper(printing.OfficeReceipt)
	paper.Withheld = &printing.Withholding{Base: 720_00, Amount: 50_00, Certificate: "12/2569"}
	if all := said(officePages(t, paper)...); strings.Contains(all, "0%") || strings.Contains(all, "0 %") || !strings.Contains(all, "ภาษีหัก ณ ที่จ่าย\n50.00") {
		t.Errorf("it says\n%s", all)
	}
}

func TestAPracticePaperCannotBePaid(t *testing.T) {
	paper := office.Paper(printing.OfficeInvoice)
	paper.Practice = true
	page := officePages(t, paper)[0]
	want := modules(t, promptpay.PracticeText(paper.Number))
	at := slices.IndexFunc(page.Ops, func(op printing.Op) bool { _, ok := op.(printing.Code); return ok })
	if !slices.Equal(page.Ops[at].(printing.Code).Matrix.Spans(), want.Spans()) {
		t.Error("the code is not the practice text")
	}
	if !strings.Contains(said(page), "ร้านฝึก") {
		t.Error("the paper does not say that it is for practice")
	}
	paper.Practice, paper.Pay = false, &printing.PayQR{Payload: "https://example.com"}
	if _, err := paper.Pages(shaper); err == nil {
		t.Error("a code that pays nobody is drawn")
	}
}

// joined leaves out where words are parted.
func joined(words string) string { return strings.NewReplacer("\n", "", " ", "").Replace(words) }

func TestWhatAPaperComesToStandsInWords(t *testing.T) {
	for total, want := range map[money.Satang][2]string{
		0: {"ศูนย์บาทถ้วน", "Zero baht only"}, 1: {"หนึ่งสตางค์", "One satang"}, 21_21: {"ยี่สิบเอ็ดบาทยี่สิบเอ็ดสตางค์", "Twenty-one baht and twenty-one satang"},
		101_00: {"หนึ่งร้อยเอ็ดบาทถ้วน", "One hundred one baht only"}, 1_000_000_00: {"หนึ่งล้านบาทถ้วน", "One million baht only"},
		1_234_567_90: {"หนึ่งล้านสองแสนสามหมื่นสี่พันห้าร้อยหกสิบเจ็ดบาทเก้าสิบสตางค์", "One million two hundred thirty-four thousand five hundred sixty-seven baht and ninety satang"},
		-40_00:       {"ลบสี่สิบบาทถ้วน", "Minus forty baht only"},
	} {
		for n, lang := range i18n.Langs {
			paper := office.Paper(printing.OfficeQuotation)
			paper.Lang, paper.Total = lang, total
			if all := said(officePages(t, paper)...); !strings.Contains(joined(all), joined("("+want[n]+")")) {
				t.Errorf("%s: %q is missing in\n%s", total, want[n], all)
			}
		}
	}
}

// What an office gave as its name and address stands as it gave it, line by line.
func TestAnOfficeIsNamedExactlyAsItSaid(t *testing.T) {
	paper := office.Paper(printing.OfficeQuotation)
	paper.Buyer.Address = "ที่ทำการ  อบต.ห้วยขะยุง\nเลขที่ 99 หมู่ 5"
	all := words(officePages(t, paper)[0])
	for _, want := range []string{"องค์การบริหารส่วนตำบลห้วยขะยุง", "ที่ทำการ  อบต.ห้วยขะยุง", "เลขที่ 99 หมู่ 5", "เรียน นายกองค์การบริหารส่วนตำบลห้วยขะยุง"} {
		if !slices.Contains(all, want) {
			t.Errorf("%q is missing in %q", want, all)
		}
	}
}

func TestAPartialDeliverySaysWhatIsLeft(t *testing.T) {
	paper := office.Paper(printing.OfficeDelivery)
	paper.Lines = paper.Lines[:1]
	paper.Lines[0].Ordered, paper.Lines[0].Before, paper.Lines[0].Qty = qty.Pieces(100), qty.Pieces(25), qty.Pieces(60)
	all := words(officePages(t, paper)[0])
	for _, want := range []string{"100", "25", "60", "15", "2", "โรงเรียนบ้านห้วยขะยุง", "ในนาม โรงเรียนบ้านห้วยขะยุง"} {
		if !slices.Contains(all, want) {
			t.Errorf("%q is missing in %q", want, all)
		}
	}
	paper.Place.Of = 2
	paper.Lines = append(paper.Lines, printing.OfficeLine{Name: "ค่าส่ง", Qty: qty.One, Unit: "ครั้ง"}) // nobody orders the post in parts
	all = words(officePages(t, paper)[0])
	if !slices.Contains(all, "2 จาก 2 ครั้ง") || slices.Contains(all, "-1") || slices.Contains(all, "0") {
		t.Errorf("the last delivery says %q", all)
	}
	if strings.Contains(strings.Join(all, " "), "350.00") {
		t.Error("a delivery note without prices says one")
	}
}

// What a paper says beside its goods, by what it is given.
func TestWhatAPaperSaysByWhatItIsGiven(t *testing.T) {
	for name, test := range map[string]struct {
		kinds         []printing.OfficeKind
		change        func(*printing.OfficePaper)
		wants, absent []string
	}{
		"alone":    {[]printing.OfficeKind{printing.OfficeTaxInvoice}, func(*printing.OfficePaper) {}, []string{"ใบกำกับภาษี"}, []string{"เอกสารออกเป็นชุด"}},
		"combined": {[]printing.OfficeKind{printing.OfficeTaxInvoice, printing.OfficeReceipt}, func(*printing.OfficePaper) {}, []string{"ใบกำกับภาษี/ใบเสร็จรับเงิน", "เอกสารออกเป็นชุด"}, nil},
		"in a set": {[]printing.OfficeKind{printing.OfficeTaxInvoice}, func(o *printing.OfficePaper) { o.Set = true }, []string{"เอกสารออกเป็นชุด"}, nil},
		"deposit":  {[]printing.OfficeKind{printing.OfficeReceipt}, func(o *printing.OfficePaper) { o.Deposit = true }, []string{"ใบเสร็จรับเงิน (เงินมัดจำ)"}, nil},
		"for a slip": {[]printing.OfficeKind{printing.OfficeTaxInvoice}, func(o *printing.OfficePaper) {
			o.Replaces = []printing.Reference{{Kind: "abbreviated", Number: "A-2569-000077"}}
		}, []string{"เป็นการยกเลิกและออกแทนใบกำกับภาษีอย่างย่อเลขที่ A-2569-000077"}, nil},
		"draft":        {[]printing.OfficeKind{printing.OfficeQuotation}, func(o *printing.OfficePaper) { o.Number = "" }, []string{"ฉบับร่าง"}, []string{"ต้นฉบับ"}},
		"branch":       {[]printing.OfficeKind{printing.OfficeTaxInvoice}, func(o *printing.OfficePaper) { o.Buyer.Branch = "00003" }, []string{"เลขประจำตัวผู้เสียภาษี 0994000521235  สาขาที่ 00003"}, nil},
		"discounts":    {[]printing.OfficeKind{printing.OfficeInvoice}, func(o *printing.OfficePaper) { o.Lines[0].Discount = money.Baht(77) }, []string{"ส่วนลด", "77.00"}, nil},
		"many classes": {[]printing.OfficeKind{printing.OfficeInvoice}, func(*printing.OfficePaper) {}, []string{"ยกเว้นภาษีมูลค่าเพิ่ม"}, nil},
		"one class":    {[]printing.OfficeKind{printing.OfficeInvoice}, func(o *printing.OfficePaper) { o.VAT = o.VAT[:1] }, nil, []string{"ยกเว้นภาษีมูลค่าเพิ่ม"}},
		"noted before": {[]printing.OfficeKind{printing.OfficeCreditNote}, func(o *printing.OfficePaper) { o.Fixes.Invoiced = money.Baht(30_000) },
			[]string{"มูลค่าตามใบกำกับภาษีเดิม", "30,000.00", "มูลค่าหลังใบลดหนี้/เพิ่มหนี้ก่อนหน้า", "22,429.91"}, nil},
		"many invoices": {[]printing.OfficeKind{printing.OfficeReceipt}, func(o *printing.OfficePaper) { o.Bills = office.Paper(printing.OfficeBilling).Bills }, []string{"ยอดที่ชำระ", "A-IV-2569-000038"}, []string{"ราคา/หน่วย"}},
		"breaks": {[]printing.OfficeKind{printing.OfficeQuotation}, func(o *printing.OfficePaper) {
			o.Lines[0].Breaks = []printing.PriceBreak{{From: qty.Pieces(100), UnitPrice: money.Baht(335)}}
		}, []string{"100 ชุดขึ้นไป ชุดละ 335.00"}, nil},
		"three sign": {[]printing.OfficeKind{printing.OfficeQuotation}, func(o *printing.OfficePaper) {
			o.Signers = append(o.Signers, printing.Signer{Role: "approver", Name: "นายใหญ่ ใจกว้าง"})
		}, []string{"ผู้เสนอราคา", "ผู้อนุมัติ", "(นายใหญ่ ใจกว้าง)"}, nil},
		"five sign": {[]printing.OfficeKind{printing.OfficeDelivery}, func(o *printing.OfficePaper) {
			o.Signers = append(o.Signers, printing.Signer{Role: "approver"}, printing.Signer{Role: "พยาน"}, printing.Signer{Role: "กรรมการตรวจรับ"})
		}, []string{"ผู้ส่งของ", "พยาน", "กรรมการตรวจรับ"}, nil},
		"own words": {[]printing.OfficeKind{printing.OfficeReceipt}, func(o *printing.OfficePaper) {
			o.Refs, o.Paid = []printing.Reference{{Kind: "โครงการเลขที่", Number: "7/2570"}}, []printing.OfficePayment{{Method: "เช็ค", Detail: "เลขที่ 123", Sum: 1}}
		}, []string{"โครงการเลขที่", "7/2570", "เช็ค  เลขที่ 123"}, nil},
	} {
		paper := office.Paper(test.kinds...)
		test.change(&paper)
		pages := officePages(t, paper)
		for n, page := range pages {
			keepsToPaper(t, shaper, page, fmt.Sprintf("%s, sheet %d", name, n+1))
			if folder := os.Getenv("TALAT_FORMS"); folder != "" {
				save(t, page, filepath.Join(folder, fmt.Sprintf("given-%s-%d.png", name, n+1)))
			}
		}
		all := words(pages[0])
		if len(pages) > 1 {
			all = append(all, words(pages[1])...)
		}
		for _, want := range test.wants {
			if !slices.Contains(all, want) {
				t.Errorf("%s: %q is missing in %q", name, want, all)
			}
		}
		for _, wrong := range test.absent {
			if slices.Contains(all, wrong) {
				t.Errorf("%s: the paper says %q", name, wrong)
			}
		}
	}
}

// Days are said in the language they stand in, in full on official papers.
func TestDaysOfOfficialPapers(t *testing.T) {
	paper := office.Paper(printing.OfficeCreditNote)
	paper.Lang = i18n.English
	if all := joined(said(officePages(t, paper)...)); !strings.Contains(all, joined("อ้างถึงใบกำกับภาษีเลขที่ A-TX-2569-000042 ลงวันที่ 23 พฤศจิกายน พ.ศ. 2569 / Concerning tax invoice A-TX-2569-000042 of 23 November 2026")) {
		t.Errorf("the days are wrong in\n%s", all)
	}
	paper = office.Paper(printing.OfficeQuotation)
	paper.Official = false
	if all := words(officePages(t, paper)[0]); !slices.Contains(all, "23 พ.ย. 2569") || !slices.Contains(all, "30 วัน (ถึง 23 ธ.ค. 2569)") {
		t.Errorf("plain days are missing in %q", all)
	}
}

// Every kind that is issued is drawn, but for the buyer's own order.
func TestEveryKindOfPaperIsDrawn(t *testing.T) {
	for _, kind := range []papers.Kind{papers.Quotation, papers.Delivery, papers.Invoice, papers.Billing, papers.Receipt, papers.TaxInvoice, papers.Abbreviated,
		papers.CreditNote, papers.DebitNote, papers.Voucher} {
		drawn, ok := printing.OfficeKindOf(string(kind))
		if !ok {
			t.Errorf("%s is not drawn", kind)
		}
		for _, lang := range i18n.Langs {
			if drawn.Name(lang) != kind.Name(lang) {
				t.Errorf("%s is called %q on paper", kind, drawn.Name(lang))
			}
		}
	}
	if _, ok := printing.OfficeKindOf(string(papers.PurchaseOrder)); ok {
		t.Error("the buyer's order is drawn")
	}
}

// Nobody signs a bare sheet: however long the goods or alternatives are, something else stands on the last one.
func TestSignaturesDoNotStandAlone(t *testing.T) {
	shaper := text.NewShaper()
	for lines := 1; lines < 30; lines++ {
		several := office.Options()
		for n := range several.Options {
			line := several.Options[n].Lines[0]
			line.Notes = nil
			for len(several.Options[n].Lines) < lines {
				several.Options[n].Lines = append(several.Options[n].Lines, line)
			}
		}
		for name, paper := range map[string]printing.OfficePaper{"alternatives": several, "lines": office.Long(lines, printing.OfficeInvoice)} {
			pages, err := paper.Pages(shaper)
			if err != nil {
				t.Fatal(err)
			}
			if last := said(pages[len(pages)-1]); len(pages) > 1 && !strings.Contains(last, i18n.T(i18n.Thai, "office.sum.total")) && !strings.Contains(last, paper.Conditions[len(paper.Conditions)-1][:30]) {
				t.Errorf("%d %s: on the last of %d sheets stands %q", lines, name, len(pages), last)
			}
		}
	}
}

// What an alternative comes to is not torn: its VAT, its total and the place to choose it stand on one sheet.
func TestTheSumsOfAlternativesStayTogether(t *testing.T) {
	shaper := text.NewShaper()
	for lines := 1; lines < 30; lines++ {
		several := office.Options()
		for n := range several.Options {
			line := several.Options[n].Lines[0]
			line.Notes = nil
			for len(several.Options[n].Lines) < lines {
				several.Options[n].Lines = append(several.Options[n].Lines, line)
			}
		}
		pages, err := several.Pages(shaper)
		if err != nil {
			t.Fatal(err)
		}
		with := func(key string) int {
			return slices.IndexFunc(pages, func(page printing.Page) bool { return slices.Contains(words(page), i18n.T(i18n.Thai, key)) })
		}
		base, vat, choose := with("office.option.base.standard"), with("office.option.vat"), with("office.option.choose")
		if base < 0 || base != vat || vat != choose {
			t.Errorf("of %d lines the value stands on sheet %d of %d, the VAT on %d, the place to choose on %d", lines, base, len(pages), vat, choose)
		}
	}
}
