package printing_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/testkit/office"
)

func TestATaxInvoiceLooksAsStored(t *testing.T) {
	sameAsStored(t, "office-tax-invoice", drawn(t, officePages(t, office.Paper(printing.OfficeTaxInvoice, printing.OfficeReceipt))[0]))
}

func TestAReminderIsALetter(t *testing.T) {
	letter := office.Reminder()
	letter.ThaiDigits, letter.Number = true, "A-RM-2569-000003"
	pages := letter.Pages(shaper)
	all := said(pages...)
	for _, want := range []string{"ที่ A-RM-๒๕๖๙-๐๐๐๐๐๓", "วันที่ ๒๘ ธันวาคม พ.ศ. ๒๕๖๙", "องค์การบริหารส่วนตำบลห้วยขะยุง", "สำเนาใบแจ้งหนี้ จำนวน ๒ ฉบับ", "๓๐,๕๖๕.๐๐", "(สามหมื่นห้าร้อยหกสิบห้าบาทถ้วน)", "ขอแสดงความนับถือ"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is missing in\n%s", want, all)
		}
	}
	if !strings.Contains(joined(all), joined(strings.ReplaceAll(letter.Closing, "081-234-5678", "๐๘๑-๒๓๔-๕๖๗๘"))) {
		t.Errorf("the closing is not whole in\n%s", all)
	}
	letter.Attention, letter.Bills = "", slices.Repeat(letter.Bills, 60)
	if pages = letter.Pages(shaper); len(pages) < 3 || !strings.Contains(said(pages[0]), "ยอดยกไป") {
		t.Errorf("120 bills are %d sheets", len(pages))
	}
	if !slices.Contains(words(pages[0]), "องค์การบริหารส่วนตำบลห้วยขะยุง") {
		t.Error("the letter is to nobody")
	}
	for n, page := range pages {
		keepsToPaper(t, shaper, page, fmt.Sprintf("letter, sheet %d", n+1))
	}
}

// The sums of the report are those of its rows, on every sheet and at the end.
func TestASalesTaxReportAddsUp(t *testing.T) {
	for _, lang := range i18n.Langs {
		for _, count := range []int{0, 1, 17, 130} {
			report := office.Report(count)
			report.Lang = lang
			pages := report.Pages(shaper)
			var base, vat, exempt money.Satang
			seen := 0
			for n, page := range pages {
				keepsToPaper(t, shaper, page, fmt.Sprintf("%d rows, sheet %d", count, n+1))
				all := words(page)
				for seen < count && slices.Contains(all, report.Rows[seen].Number) {
					base, vat, exempt = base+report.Rows[seen].Base, vat+report.Rows[seen].VAT, exempt+report.Rows[seen].Exempt
					seen++
				}
				for _, want := range []money.Satang{base, vat, exempt} {
					if !slices.Contains(all, i18n.Baht(want)) && (want != 0 || exempt != 0) {
						t.Errorf("%d rows in %s, sheet %d: %s is missing", count, lang, n+1, i18n.Baht(want))
					}
				}
			}
			if seen != count {
				t.Errorf("%d rows in %s: %d stand on the sheets", count, lang, seen)
			}
			if all := said(pages...); count == 0 && !strings.Contains(all, i18n.T(lang, "office.report.none")) {
				t.Errorf("an empty month does not say so: %s", all)
			}
		}
	}
	zero := office.Report(4)
	zero.Rows[0].Zero = money.Baht(77)
	if all := words(zero.Pages(shaper)[0]); !slices.Contains(all, "77.00") || slices.Contains(all, "มูลค่ายกเว้นภาษี") {
		t.Errorf("sales at 0%% have no column, or exempt ones have: %q", all)
	}
}

func TestAProgressPageSaysWhoHasWhat(t *testing.T) {
	progress := office.Progress()
	progress.People, progress.Papers = slices.Repeat(progress.People, 20), slices.Repeat(progress.Papers, 40)
	for _, lang := range i18n.Langs {
		progress.Lang = lang
		pages := progress.Pages(shaper)
		for n, page := range pages {
			keepsToPaper(t, shaper, page, fmt.Sprintf("progress, sheet %d", n+1))
		}
		all := said(pages...)
		if carried := i18n.T(lang, "paper.carried_forward"); strings.Contains(all, carried) {
			t.Errorf("it adds up papers: %q", carried)
		}
		if got := strings.Count(all, "A-DN-2569-000047"); got != 20 {
			t.Errorf("the note of the first school stands %d times, want 20", got)
		}
		for _, want := range []string{"A-OR-2569-000232", "21,000.00", "8,750.00", i18n.T(lang, "office.progress.people", fault.Values{"served": 5, "all": 240})} {
			if !strings.Contains(all, want) {
				t.Errorf("%q is missing in\n%s", want, all)
			}
		}
		for _, heading := range []string{"col.ordered", "progress.packed", "progress.sent", "col.left", "progress.state", "progress.note"} {
			if want := i18n.T(lang, "office."+heading); !slices.Contains(strings.Split(all, "\n"), want) {
				t.Errorf("the heading %q does not stand in one line", want)
			}
		}
	}
}

func TestAPlanSaysWhoBringsWhatByWhen(t *testing.T) {
	plan := office.Plan()
	plan.Jobs = append(plan.Jobs, slices.Repeat(plan.Jobs[1:2], 30)...)
	pages := plan.Pages(shaper)
	for n, page := range pages {
		keepsToPaper(t, shaper, page, fmt.Sprintf("plan, sheet %d", n+1))
	}
	all := said(pages...)
	for _, want := range []string{"88 ผืน", "แจ้งผู้ผลิตภายใน จันทร์ 23 พ.ย. 2569 · ไม่ทันแล้ว", "ต้องเริ่มภายใน อังคาร 15 ธ.ค. 2569", "ของที่มีพร้อมแล้ว", "A-OR-2569-000232"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is missing in\n%s", want, all)
		}
	}
	if got := strings.Count(all, "แจ้งผู้ผลิตภายใน"); got != 32 {
		t.Errorf("%d producers are told, want 32", got)
	}
}

// A letter goes out without a number: it is no draft of one.
func TestALetterWithoutANumberIsNoDraft(t *testing.T) {
	letter := office.Reminder()
	if words := said(letter.Pages(shaper)...); strings.Contains(words, "ฉบับร่าง") || !strings.Contains(words, "ที่ ....") || !strings.Contains(words, letter.Subject) {
		t.Errorf("the letter says %q", words)
	}
}
